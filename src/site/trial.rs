//! A trial of the templates, for runs that render no site: whatever a template makes wrong on a page is told by `check` too.
//!
//! A template is tried on some pages of each kind: the first ones of a kind, in every language, stand for the rest, so that
//! a check of ten thousand accounts takes no longer than one of twenty.

use std::mem::{Discriminant, discriminant};

use hashbrown::HashMap;
use rayon::prelude::*;

use super::Site;
use super::engine::Engine;
use super::entrance::{Entrance, EntrancePage};
use super::plan::{Kind, Plan, PlannedPage};
use super::render::noticed_on;
use crate::diagnostic::codes::INVALID_TEMPLATE;
use crate::diagnostic::{Diagnostic, Diagnostics, Distinct};

/// Pages of a kind that are tried in a language.
const TRIED: usize = 20;

/// What is wrong with the templates of a site.
pub fn of_site(entrance: &Entrance<'_>, plan: &Plan<'_>, engine: &Engine) -> Diagnostics {
    let entrances: Vec<&EntrancePage> = EntrancePage::ALL.iter().collect();
    let mut found = of_pages(entrance, engine, &entrances);
    let pages: Vec<&PlannedPage> = plan.by_language().flat_map(|(_, pages)| some_of_each(pages)).collect();
    found.append(of_pages(plan, engine, &pages));
    found
}

/// What rendering found, and where it met a template that does not do, all that is wrong with the templates: rendering stops at the
/// first problem of a page.
pub fn with_all(found: &Diagnostics, entrance: &Entrance<'_>, plan: &Plan<'_>, engine: &Engine) -> Diagnostics {
    if !found.iter().any(|diagnostic| diagnostic.code == INVALID_TEMPLATE) {
        return found.clone();
    }
    let mut told = Distinct::default();
    told.extend(found.iter().cloned());
    told.extend(of_site(entrance, plan, engine).iter().cloned());
    told.into_all()
}

/// What is wrong with the templates of some pages, once each.
fn of_pages<S: Site>(site: &S, engine: &Engine, pages: &[&S::Page]) -> Diagnostics {
    let found: Vec<Vec<Diagnostic>> = pages.par_iter().map(|page| problems(site, engine, page)).collect();
    let mut told = Distinct::default();
    told.extend(found.into_iter().flatten());
    told.into_all()
}

fn problems<S: Site>(site: &S, engine: &Engine, page: &S::Page) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    let view = site.view(page, &mut diagnostics);
    let mut found: Vec<Diagnostic> = diagnostics.iter().cloned().collect();
    found.extend(engine.problems(&view).into_iter().map(|problem| noticed_on(problem, site.path(page))));
    found
}

/// The first pages of each kind.
fn some_of_each(pages: &[PlannedPage]) -> Vec<&PlannedPage> {
    let mut seen: HashMap<Discriminant<Kind>, usize> = HashMap::new();
    let mut is_tried = |page: &&PlannedPage| {
        let count = seen.entry(discriminant(&page.kind)).or_default();
        *count += 1;
        *count <= TRIED
    };
    pages.iter().filter(|page| is_tried(page)).collect()
}
