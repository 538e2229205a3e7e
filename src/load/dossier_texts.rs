//! The texts of the dossiers, kept for the places of what is found after they were made into accounts.

use std::collections::BTreeMap;

use super::content::{Content, DossierFile, Written};
use super::dossier::Dossier;
use super::yaml::Locator;
use crate::diagnostic::Place;

/// The texts of the dossiers, by file.
#[derive(Debug, Clone, Default)]
pub struct DossierTexts(BTreeMap<String, Written>);

impl DossierTexts {
    /// Of all dossiers that could be read. Shares their texts.
    pub fn of(content: &Content) -> Self {
        let written = content.dossiers.iter().flat_map(DossierFile::sources).map(|source| &source.written);
        Self(written.map(|written| (written.text.file.to_string(), written.clone())).collect())
    }

    /// Reads a dossier once more, for its places; `None` for a file that is no dossier.
    pub fn locator(&self, file: &str) -> Option<Locator<'_>> {
        let Written { text, is_damaged } = self.0.get(file)?;
        let (file, text) = (&text.file, &text.text);
        Some(if *is_damaged { Locator::of_rest::<Dossier>(file, text) } else { Locator::new(file, text) })
    }

    /// The place of words inside a value; see [`Locator::within`].
    pub fn within(&self, file: &str, pointer: &str, words: &str) -> Place {
        self.locator(file).map_or_else(|| Place::file(file), |locator| locator.within(pointer, words))
    }

    /// The place of a key by its JSON pointer, or of the nearest above it.
    pub fn place(&self, file: &str, pointer: &str) -> Place {
        self.locator(file).map_or_else(|| Place::file(file), |locator| locator.key(pointer))
    }
}
