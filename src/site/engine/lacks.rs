//! Blocks that a template of the workspace has not, although the built-in ones that extend it fill them: one mistake, however many
//! they are, and that of the template.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::parents::Family;
use super::problem::{Lacking, Problem};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};

/// Blocks that are named; the others are counted.
const NAMED: usize = 3;

/// Blocks by the file that lacks them.
#[derive(Default)]
pub(super) struct Lacks(BTreeMap<Arc<str>, BTreeSet<String>>);

impl Lacks {
    /// Notes a problem that is of this kind; whether it is.
    pub(super) fn note(&mut self, problem: &Problem, family: Family<'_>) -> bool {
        let blocks = Some(problem).filter(|problem| problem.lacking() == Some(Lacking::Block));
        let source = blocks.and_then(|problem| family.named(problem.template()?)).filter(|source| source.is_built_in());
        let own = source.and_then(|source| family.above(source).into_iter().find(|above| !above.is_built_in()));
        let (Some(own), Some(block)) = (own, problem.diagnostic.message.split('`').nth(1)) else { return false };
        self.0.entry(Arc::clone(&own.file)).or_default().insert(block.to_owned());
        true
    }

    /// Tells them, but of files with other mistakes: these may have taken the blocks away.
    pub(super) fn tell(self, diagnostics: &mut Diagnostics) {
        let wrong: BTreeSet<Arc<str>> =
            diagnostics.iter().filter_map(|told| Some(Arc::clone(&told.place.as_ref()?.file))).collect();
        for (file, blocks) in self.0.into_iter().filter(|(file, _)| !wrong.contains(file)) {
            let named: Vec<String> = blocks.iter().take(NAMED).map(|block| format!("`{block}`")).collect();
            let more = match blocks.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let message = format!("this template lacks blocks that built-in pages fill: {}{more}", named.join(", "));
            let name = file.rsplit('/').next().unwrap_or_default();
            let help =
                format!("begin it with {{% extends \"default/{name}\" %}} and override single blocks, or add those");
            diagnostics
                .push(Diagnostic::error(codes::INVALID_TEMPLATE, message).at(Place::file(file.clone())).help(help));
        }
    }
}
