//! Remembers the catalogues of a theme as parsed: `.keyfolio/catalogues`. Five thousand texts of YAML are a tenth of what a build
//! of one edit takes.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Program, read, write_in_one_step};
use crate::locale::{Catalog, Language};

/// What is known of the catalogues of one theme.
#[derive(Debug)]
pub struct CatalogCache {
    /// `None` where nothing is kept.
    file: Option<PathBuf>,
    theme: [u8; 32],
    known: Vec<Catalog>,
}

/// The cache file. A theme is known by its [fingerprint](crate::theme::Theme::fingerprint), in which all its texts are.
#[derive(Serialize, Deserialize)]
struct File<T> {
    program: Program,
    theme: [u8; 32],
    catalogs: T,
}

impl CatalogCache {
    /// The cache in a folder, of a theme; without a folder nothing is kept.
    pub fn open(folder: Option<&Path>, theme: [u8; 32]) -> Self {
        let file = folder.map(|folder| folder.join("catalogues"));
        let known = file.as_deref().and_then(read).and_then(|body| decode(&body, theme)).unwrap_or_default();
        Self { file, theme, known }
    }

    /// Hands out the catalogues of these languages, in their order; `None` unless they and no others are known.
    pub fn take(&mut self, languages: &[Language]) -> Option<Vec<Catalog>> {
        let are_those = self.known.iter().map(Catalog::language).eq(languages.iter().copied());
        are_those.then(|| std::mem::take(&mut self.known))
    }

    /// Keeps these catalogues, in which nothing was wrong.
    pub fn save(&self, catalogs: &[Catalog]) {
        let (Some(file), Some(program)) = (&self.file, Program::this()) else { return };
        // A cache that cannot be written costs time only.
        let _ = postcard::to_stdvec(&File { program, theme: self.theme, catalogs })
            .map(|bytes| write_in_one_step(file, &[&bytes]));
    }
}

fn decode(body: &[u8], theme: [u8; 32]) -> Option<Vec<Catalog>> {
    let file: File<Vec<Catalog>> = postcard::from_bytes(body).ok()?;
    (file.theme == theme && Some(file.program) == Program::this()).then_some(file.catalogs)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const BOTH: [Language; 2] = Language::ALL;

    fn kept(folder: Option<&Path>, theme: [u8; 32], languages: &[Language]) -> Option<Vec<Catalog>> {
        CatalogCache::open(folder, theme).take(languages)
    }

    #[test]
    fn catalogues_come_back_as_they_were_for_their_theme_and_languages_alone() {
        let dir = tempfile::tempdir().expect("temp dir");
        let folder = Some(dir.path());
        let catalogs = BOTH.map(Catalog::built_in).to_vec();
        assert_eq!(kept(folder, [1; 32], &BOTH), None);
        CatalogCache::open(folder, [1; 32]).save(&catalogs);
        assert_eq!(kept(folder, [1; 32], &BOTH), Some(catalogs));
        let others = [&BOTH[..1], &[BOTH[1], BOTH[0]], &[]];
        assert!(others.into_iter().all(|languages| kept(folder, [1; 32], languages).is_none()));
        assert_eq!(kept(folder, [2; 32], &BOTH), None);
        assert_eq!(kept(None, [1; 32], &BOTH), None);
    }

    #[test]
    fn a_broken_file_is_an_empty_cache() {
        let dir = tempfile::tempdir().expect("temp dir");
        CatalogCache::open(Some(dir.path()), [1; 32]).save(&[Catalog::new(Language::En)]);
        assert!(kept(Some(dir.path()), [1; 32], &[Language::En]).is_some());
        let file = dir.path().join("catalogues");
        let mut bytes = fs::read(&file).expect("read");
        *bytes.last_mut().expect("a byte") ^= 1;
        fs::write(&file, bytes).expect("write");
        assert_eq!(kept(Some(dir.path()), [1; 32], &[Language::En]), None);
    }
}
