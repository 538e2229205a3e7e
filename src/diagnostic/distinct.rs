//! Problems that many pages share, each told once.

use std::collections::BTreeSet;

use super::{Diagnostic, Diagnostics, Place};

/// Problems, each once, in the order in which they were found. A remedy may name the page on which the problem was noticed: it
/// is left out of what makes two problems one.
#[derive(Debug, Default)]
pub struct Distinct {
    known: BTreeSet<(&'static str, Option<Place>, String)>,
    all: Diagnostics,
}

impl Distinct {
    /// Adds those that are new.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            if self.known.insert((diagnostic.code.id(), diagnostic.place.clone(), diagnostic.message.clone())) {
                self.all.push(diagnostic);
            }
        }
    }

    /// All of them.
    pub const fn all(&self) -> &Diagnostics {
        &self.all
    }

    /// All of them, to keep.
    pub fn into_all(self) -> Diagnostics {
        self.all
    }
}
