//! Remembers the fitted models of value, so that only new purchases are fitted anew: `.keyfolio/models.bin`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::{Program, read, write_in_one_step};
use crate::analysis::customers::fitted::Fitted;

/// What is known of the models, and what they were fitted to.
#[derive(Debug)]
pub struct ModelCache {
    file: PathBuf,
    known: Option<Fitted>,
}

/// The cache file. What another program fitted may differ in its last bits.
#[derive(Serialize, Deserialize)]
struct File<T> {
    program: Program,
    fitted: T,
}

impl ModelCache {
    /// The cache in a folder.
    pub fn open(folder: &Path) -> Self {
        let file = folder.join("models.bin");
        let known = read(&file).and_then(|body| decode(&body));
        Self { file, known }
    }

    /// The models of the last build; the analysis sees for itself whether they are those of its purchases.
    pub const fn known(&self) -> Option<&Fitted> {
        self.known.as_ref()
    }

    /// Remembers the models of this build, where they are others.
    pub fn save(&self, fitted: &Fitted) -> anyhow::Result<()> {
        if self.known.as_ref() == Some(fitted) {
            return Ok(());
        }
        let Some(program) = Program::this() else { return Ok(()) };
        let bytes = postcard::to_stdvec(&File { program, fitted }).context("cannot encode the models")?;
        write_in_one_step(&self.file, &[&bytes])
    }
}

fn decode(body: &[u8]) -> Option<Fitted> {
    let file: File<Fitted> = postcard::from_bytes(body).ok()?;
    (Some(file.program) == Program::this()).then_some(file.fitted)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn it_remembers_what_was_fitted_and_a_broken_file_is_an_empty_one() {
        let dir = tempfile::tempdir().expect("temp dir");
        let fitted = Fitted::of(Vec::new(), Vec::new(), None);
        let cache = ModelCache::open(dir.path());
        assert_eq!(cache.known(), None);
        cache.save(&fitted).expect("save");
        assert_eq!(ModelCache::open(dir.path()).known(), Some(&fitted));
        let good = fs::read(&cache.file).expect("read");
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&cache.file, &bad).expect("write");
            assert_eq!(ModelCache::open(dir.path()).known(), None, "byte {at}");
        }
    }

    #[test]
    fn models_that_stand_are_not_written_again() {
        let dir = tempfile::tempdir().expect("temp dir");
        let fitted = Fitted::of(Vec::new(), Vec::new(), None);
        ModelCache::open(dir.path()).save(&fitted).expect("save");
        let cache = ModelCache::open(dir.path());
        fs::remove_file(&cache.file).expect("remove");
        cache.save(&fitted).expect("save");
        assert!(!cache.file.exists());
    }
}
