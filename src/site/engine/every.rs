//! Every problem that the templates have on one page, although the engine stops at the first: what cannot be printed is left
//! out, and the rest tried again.

use tera::{Context, Tera};

use super::Source;
use super::mend::Mended;
use super::problem::{self, Problem};
use super::tags::is_set;
use crate::diagnostic::{Diagnostic, Distinct};

/// Problems of one page that are looked for.
const MOST: usize = 60;

/// What is wrong with a page, in the order in which the engine meets it; `mended` is what was changed in the templates before.
///
/// What stands behind a condition or in a loop that cannot be reckoned is tried as well, afterwards, as if it were to be shown. Of
/// that, and of all that follows a name with a made-up value, only names and fields that the page lacks are told: the rest may be the
/// fault of what was changed.
pub(super) fn problems(
    engine: &Tera,
    sources: &[Source],
    mended: Mended,
    template: &str,
    context: &Context,
) -> Vec<Diagnostic> {
    let mut trial = Trial { tera: engine.clone(), sources: sources.to_vec(), mended };
    let mut found = Vec::new();
    trial.run(template, context, &mut found);
    if trial.mended.branches && trial.enter_branches() {
        trial.run(template, context, &mut found);
    }
    let mut told = Distinct::default();
    told.extend(found);
    told.into_all().iter().cloned().collect()
}

struct Trial {
    tera: Tera,
    sources: Vec<Source>,
    mended: Mended,
}

impl Trial {
    fn run(&mut self, template: &str, context: &Context, found: &mut Vec<Diagnostic>) {
        for _ in 0..MOST {
            let Err(error) = self.tera.render(template, context) else { break };
            let problems = problem::of_error(&self.sources.iter().collect::<Vec<_>>(), &error);
            let mended: Vec<Option<Mended>> = problems.iter().map(|problem| self.mend(problem)).collect();
            let certain = problems.into_iter().filter(|problem| self.is_certain(problem));
            for problem in certain {
                // What a built-in template does not find on the page is one mistake, however often it looks.
                let is_told =
                    self.is_built_in(&problem) && found.iter().any(|told| told.message == problem.diagnostic.message);
                if !is_told {
                    found.push(problem.diagnostic);
                }
            }
            if mended.iter().all(Option::is_none) {
                break;
            }
            self.mended = mended.into_iter().flatten().fold(self.mended, Mended::and);
        }
    }

    /// Whether nothing that was changed can be to blame for a problem.
    fn is_certain(&self, problem: &Problem) -> bool {
        match problem.unknown_name() {
            Some(name) => !self.mended.branches || !self.sources.iter().any(|source| is_set(&source.text, name)),
            None => !self.mended.guesses || problem.knows_better,
        }
    }

    fn is_built_in(&self, problem: &Problem) -> bool {
        self.sources.iter().any(|source| source.is_built_in() && Some(source.name.as_str()) == problem.template())
    }

    /// Takes a problem out of its template; `None` where that cannot be done, or where the engine refuses what is left.
    fn mend(&mut self, problem: &Problem) -> Option<Mended> {
        let mended = problem.mend(&mut self.sources)?;
        let source = self.sources.iter().find(|source| Some(source.name.as_str()) == problem.template())?;
        self.tera.add_raw_template(&source.name, &source.tried).ok()?;
        Some(mended)
    }

    /// Goes into what was passed over; whether the engine can read that.
    fn enter_branches(&mut self) -> bool {
        self.mended.guesses = true;
        let passed_over = self.sources.iter_mut().filter(|source| !source.branches.is_empty());
        let entered: Vec<(&String, &String)> = passed_over
            .map(|source| {
                source.enter_branches();
                (&source.name, &source.tried)
            })
            .collect();
        self.tera.add_raw_templates(entered).is_ok()
    }
}
