//! The texts of the dossiers, kept for the places of what is found after they were made into accounts.

use std::collections::BTreeMap;

use super::content::{Content, DossierFile, Suspect, Written};
use super::dossier::Dossier;
use super::yaml::Locator;
use crate::diagnostic::Place;

/// The texts of the dossiers, by file.
#[derive(Debug, Clone, Default)]
pub struct DossierTexts(BTreeMap<String, Written>);

impl DossierTexts {
    /// Of all dossiers that could be read, in whole or in part. Shares their texts.
    pub fn of(content: &Content) -> Self {
        let read = content.dossiers.iter().flat_map(DossierFile::sources).map(|source| source.written.clone());
        let lacking = content.dossiers.iter().filter(|file| file.source.is_none());
        let lacking = lacking.filter_map(|file| file.suspect.as_ref()).map(Suspect::written);
        Self(read.chain(lacking).map(|written| (written.text.file.to_string(), written)).collect())
    }

    /// Reads a dossier once more, for its places; `None` for a file that is no dossier.
    pub fn locator(&self, file: &str) -> Option<Locator<'_>> {
        let Written { text, is_damaged } = self.0.get(file)?;
        let (file, text) = (&text.file, &text.text);
        Some(if *is_damaged { Locator::of_rest::<Dossier>(file, text) } else { Locator::new(file, text) })
    }

    /// The keys of the mapping at a pointer in each dossier that has a problem, with its file: also of what could not be read.
    pub fn keys_of_damaged(&self, pointer: &str) -> Vec<(&str, Vec<String>)> {
        let damaged = self.0.iter().filter(|(_, written)| written.is_damaged).map(|(file, _)| file.as_str());
        damaged.filter_map(|file| Some((file, self.locator(file)?.keys(pointer)))).collect()
    }

    /// The place of words inside a value; see [`Locator::within`]. In a dossier that lacks something positions are those of the
    /// value with stand-ins, in which the links of its sections are looked for.
    pub fn within(&self, file: &str, pointer: &str, words: &str) -> Place {
        let locator = self.0.get(file).map(|Written { text, is_damaged }| match is_damaged {
            true => Locator::of_whole::<Dossier>(&text.file, &text.text),
            false => Locator::new(&text.file, &text.text),
        });
        locator.map_or_else(|| Place::file(file), |locator| locator.within(pointer, words))
    }

    /// The place of a key by its JSON pointer, or of the nearest above it.
    pub fn place(&self, file: &str, pointer: &str) -> Place {
        self.locator(file).map_or_else(|| Place::file(file), |locator| locator.key(pointer))
    }
}
