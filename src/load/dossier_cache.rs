//! Dossiers as parsed, kept by content: one that is unchanged is not parsed again.
//!
//! 1. [`DossierCache::open`] reads `.keyfolio/dossiers`: the hash of each text, and what was made of it.
//! 2. [`DossierCache::get`] has the dossier of a text. Only dossiers in which nothing was wrong are kept, so that nothing need
//!    be said again.
//! 3. [`DossierCache::save`] writes those of this run, if they are others.
//!
//! A cache that is missing, broken or of another program is an empty cache: it costs time and changes nothing else.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::dossier::Dossier;
use crate::cache;

/// Of a dossier's text.
pub type TextHash = [u8; 32];

/// What is known of dossiers by their texts.
#[derive(Debug, Default)]
pub struct DossierCache {
    /// `None` where nothing is kept.
    file: Option<PathBuf>,
    bytes: Vec<u8>,
    /// Where in `bytes` the dossier of a text stands.
    known: BTreeMap<TextHash, Range<usize>>,
}

/// The beginning of the file; the dossiers follow it, one behind the other.
#[derive(Serialize, Deserialize)]
struct Index {
    program: cache::Program,
    /// The text of each and how many bytes it takes.
    dossiers: Vec<(TextHash, usize)>,
}

/// Bytes that a few new dossiers take.
const ROOM: usize = 65_536;

/// The hash of a text.
pub fn hash(text: &str) -> TextHash {
    *blake3::hash(text.as_bytes()).as_bytes()
}

impl DossierCache {
    /// The cache in a folder; without a folder nothing is kept.
    pub fn open(folder: Option<&Path>) -> Self {
        let Some(file) = folder.map(|folder| folder.join("dossiers")) else { return Self::default() };
        let bytes = cache::read(&file).unwrap_or_default();
        let known = places(&bytes).unwrap_or_default();
        Self { file: Some(file), bytes, known }
    }

    /// The dossier of a text, if it is known.
    pub fn get(&self, hash: &TextHash) -> Option<Box<Dossier>> {
        postcard::from_bytes(&self.bytes[self.known.get(hash)?.clone()]).ok()
    }

    /// Keeps these dossiers and no others.
    pub fn save<'a>(&self, dossiers: impl IntoIterator<Item = (TextHash, &'a Dossier)>) {
        let Some(file) = &self.file else { return };
        let dossiers: BTreeMap<TextHash, &Dossier> = dossiers.into_iter().collect();
        if dossiers.keys().eq(self.known.keys()) {
            return;
        }
        let Some(program) = cache::Program::this() else { return };
        let mut index = Index { program, dossiers: Vec::with_capacity(dossiers.len()) };
        let mut bodies = Vec::with_capacity(self.bytes.len() + ROOM);
        for (hash, dossier) in dossiers {
            let before = bodies.len();
            match self.known.get(&hash) {
                Some(place) => bodies.extend_from_slice(&self.bytes[place.clone()]),
                None => match postcard::to_stdvec(dossier) {
                    Ok(encoded) => bodies.extend_from_slice(&encoded),
                    Err(_) => continue,
                },
            }
            index.dossiers.push((hash, bodies.len() - before));
        }
        if let Ok(index) = postcard::to_stdvec(&index) {
            // A cache that cannot be written costs time only.
            let _ = cache::write_in_one_step(file, &[&index, &bodies]);
        }
    }
}

/// Where each dossier stands; `None` where another program wrote the file.
fn places(bytes: &[u8]) -> Option<BTreeMap<TextHash, Range<usize>>> {
    let (index, bodies) = postcard::take_from_bytes::<Index>(bytes).ok()?;
    if cache::Program::this().as_ref() != Some(&index.program) {
        return None;
    }
    let mut at = bytes.len() - bodies.len();
    let place = |(hash, length): (TextHash, usize)| {
        let from = at;
        at = from.checked_add(length).filter(|end| *end <= bytes.len())?;
        Some((hash, from..at))
    };
    index.dossiers.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::yaml;

    fn dossier(text: &str) -> Dossier {
        yaml::parse(&"dossier.yaml".into(), text).0.unwrap()
    }

    #[test]
    fn every_dossier_of_the_demo_comes_back_as_it_was() {
        let accounts = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/accounts");
        let files = walkdir::WalkDir::new(accounts).into_iter().flatten().filter(|file| file.file_type().is_file());
        let yaml = files.filter(|file| file.path().extension().is_some_and(|suffix| suffix == "yaml"));
        let texts: Vec<String> = yaml.map(|file| std::fs::read_to_string(file.path()).unwrap()).collect();
        assert!(texts.len() > 40);
        let parsed: Vec<(TextHash, Dossier)> = texts.iter().map(|text| (hash(text), dossier(text))).collect();
        let folder = tempfile::tempdir().unwrap();
        DossierCache::open(Some(folder.path())).save(parsed.iter().map(|(hash, dossier)| (*hash, dossier)));
        let cache = DossierCache::open(Some(folder.path()));
        for (hash, dossier) in &parsed {
            assert_eq!(cache.get(hash).as_deref(), Some(dossier));
        }
        // One text changes: the others are taken over as they are.
        let edited = ([7; 32], dossier("{id: other, name: Other}"));
        let now: Vec<_> = parsed[1..].iter().chain([&edited]).collect();
        cache.save(now.iter().map(|(hash, dossier)| (*hash, dossier)));
        let cache = DossierCache::open(Some(folder.path()));
        assert_eq!(cache.get(&parsed[0].0), None);
        assert!(now.iter().all(|(hash, dossier)| cache.get(hash).as_deref() == Some(dossier)));
    }

    #[test]
    fn a_broken_cache_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let known = (hash("x"), dossier("{id: a, name: A}"));
        DossierCache::open(Some(folder.path())).save([(known.0, &known.1)]);
        let file = folder.path().join("dossiers");
        let good = std::fs::read(&file).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(&file, &bad).unwrap();
            assert_eq!(DossierCache::open(Some(folder.path())).get(&known.0), None, "byte {at}");
        }
        DossierCache::default().save([(known.0, &known.1)]);
    }
}
