//! The template engine: a view and the theme's templates become HTML.
//!
//! 1. [`Engine::new`] registers functions, then adds every template of the theme; all that is wrong with any of them
//!    comes back as diagnostics with file, line and caret.
//! 2. [`Engine::render`] renders one view. A template sees the fields of its view and, as `theme`, the [look](crate::theme::Look) of
//!    the theme, and nothing else.
//!
//! Names without a layer are looked for in the layers from the top down ([`crate::theme`]), also in
//! `{% extends %}` and `{% include %}`, so a replaced `base.html` serves every page. Text is escaped; what is
//! safe HTML by its type (`Rich`, an SVG) is printed with `| safe`.

mod every;
mod lacks;
mod mend;
mod parents;
mod problem;
mod remedy;
mod tags;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use self::lacks::Lacks;
use self::mend::Mended;
use self::parents::{Family, lacks_parent, mend_circles};
use self::problem::{Lacking, Problem};
use super::View;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::text_file::{self, TextFile};
use crate::theme::{BUILT_IN_PATH, Theme};

/// All templates of a theme, ready to render.
pub struct Engine {
    tera: Tera,
    sources: Vec<Source>,
    /// What had to be changed before the templates could be read at all.
    mended: Mended,
}

/// Where a template comes from.
#[derive(Clone)]
struct Source {
    /// Full name in the engine: `default/account.html`.
    name: String,
    /// File as the user knows it.
    file: Arc<str>,
    /// As it is written.
    text: String,
    /// As it is tried: what is wrong with it is taken out, and every byte of the rest keeps its place.
    tried: String,
    /// Where in it conditions and lists were replaced, so that their branches are passed over.
    branches: Vec<Range<usize>>,
}

impl Source {
    /// The names by which a template may mean it: with its layer and without.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.name.split_once('/').map(|(_, name)| name))
    }

    /// Whether it comes with the program.
    fn is_built_in(&self) -> bool {
        self.file.starts_with(BUILT_IN_PATH)
    }
}

impl Engine {
    /// Reads all templates. What is wrong with any of them is told and taken out, so that the rest can be tried in the same run;
    /// where that cannot be done, the template is left out, and the layer below serves in its place. `None` where too little is
    /// left.
    pub fn new(theme: &Theme, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (mut sources, mut unreadable) = (Vec::new(), BTreeSet::new());
        for (name, file) in &theme.templates {
            match text_file::decode(&file.file, &file.content) {
                Ok(TextFile { file, text }) => {
                    let (text, tried) = (text.to_string(), text.to_string());
                    sources.push(Source { name: name.clone(), file, text, tried, branches: Vec::new() });
                }
                Err(not_utf8) => {
                    diagnostics.push(*not_utf8);
                    unreadable.insert(name.clone());
                }
            }
        }
        let mut left_out = mend_circles(&mut sources, &theme.prefixes, diagnostics);
        left_out.append(&mut unreadable);
        let mut mended = Mended::default();
        let mut lacks = Lacks::default();
        // Templates whose blocks or whose parent were replaced: that others lack one is no fault of theirs.
        let mut changed: BTreeSet<String> = BTreeSet::new();
        loop {
            let rest: Vec<&Source> = sources.iter().filter(|source| !left_out.contains(&source.name)).collect();
            let error = match engine_of(theme, &rest) {
                Ok(tera) => {
                    lacks.tell(diagnostics);
                    return Some(Self { tera, sources, mended });
                }
                Err(error) => error,
            };
            let found = every_problem(&rest, &error);
            let family = Family::new(&sources, &theme.prefixes);
            let (certain, others): (Vec<Problem>, Vec<Problem>) =
                found.into_iter().partition(|problem| is_certain(problem, family, &left_out, &changed));
            let told = certain.iter().filter(|problem| !lacks.note(problem, family));
            diagnostics.extend(told.map(|problem| problem.diagnostic.clone()));
            let mut is_less = false;
            for problem in certain.into_iter().chain(others) {
                let Some(name) = problem.template().map(str::to_owned).or_else(|| name_of(&sources, &problem)) else {
                    continue;
                };
                match problem.mend(&mut sources) {
                    Some(how) => {
                        mended = mended.and(how);
                        changed.extend(how.blocks.then_some(name));
                        is_less = true;
                    }
                    None => is_less |= left_out.insert(name),
                }
            }
            if !is_less {
                lacks.tell(diagnostics);
                return None;
            }
        }
    }

    /// Whether there is a template of that name in any layer.
    pub fn has_template(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Renders a view with its template.
    pub fn render<V: View>(&self, view: &V) -> Result<String, Vec<Diagnostic>> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(view.template(), &context))
            .map_err(|error| self.diagnose(&error))
    }

    /// All that is wrong with the templates of a view; none where it can be rendered.
    pub fn problems<V: View>(&self, view: &V) -> Vec<Diagnostic> {
        match Context::from_serialize(view) {
            Ok(context) => every::problems(&self.tera, &self.sources, self.mended, view.template(), &context),
            Err(error) => self.diagnose(&error),
        }
    }

    fn diagnose(&self, error: &tera::Error) -> Vec<Diagnostic> {
        let problems = problem::of_error(&self.sources.iter().collect::<Vec<_>>(), error);
        problems.into_iter().map(|problem| problem.diagnostic).collect()
    }
}

/// Whether nothing that was left out or changed can be to blame for a problem.
fn is_certain(problem: &Problem, family: Family<'_>, left_out: &BTreeSet<String>, changed: &BTreeSet<String>) -> bool {
    match problem.lacking() {
        None => true,
        Some(Lacking::Component) => left_out.is_empty(),
        Some(Lacking::Template(name)) => !left_out.iter().any(|left| is_meant(left, name)),
        Some(Lacking::Block) => {
            let source = problem.template().and_then(|name| family.named(name));
            source.is_none_or(|source| {
                let above = family.above(source);
                !above.iter().any(|parent| left_out.contains(&parent.name) || changed.contains(&parent.name))
                    && !lacks_parent(source)
            })
        }
    }
}

/// Whether a template of a full name may be meant by a name, with its layer or without.
fn is_meant(full: &str, name: &str) -> bool {
    full.strip_suffix(name).is_some_and(|layer| layer.is_empty() || layer.ends_with('/'))
}

/// The template whose file a problem names.
fn name_of(sources: &[Source], problem: &Problem) -> Option<String> {
    let file = problem.file()?;
    sources.iter().find(|source| source.file == file).map(|source| source.name.clone())
}

/// The engine of some templates.
fn engine_of(theme: &Theme, sources: &[&Source]) -> Result<Tera, tera::Error> {
    let mut tera = Tera::default();
    tera.global_context().insert("theme", &theme.look.view(&theme.style()));
    tera.set_fallback_prefixes(theme.prefixes.clone())?;
    tera.add_raw_templates(sources.iter().map(|source| (&source.name, &source.tried)))?;
    Ok(tera)
}

/// The engine stops at the first template that cannot be parsed; the user hears about all of them.
fn every_problem(sources: &[&Source], first: &tera::Error) -> Vec<Problem> {
    let is_syntax = |error: &tera::Error| matches!(error.kind(), ErrorKind::SyntaxError(_));
    if !is_syntax(first) {
        return problem::of_error(sources, first);
    }
    let alone = |source: &&Source| Tera::default().add_raw_template(&source.name, &source.tried).err();
    sources.iter().filter_map(alone).filter(is_syntax).flat_map(|error| problem::of_error(sources, &error)).collect()
}
