//! The workspace: its root, its paths and its settings.
//!
//! 1. [`Project::discover`] finds the nearest folder with a `keyfolio.yaml`, from any folder below it.
//! 2. [`SettingsFile::read`] reads it and checks every value; what is wrong is placed at the value, and the
//!    setting's default stands in for it so that everything else can still be checked.

mod checks;
mod references;
mod sales_checks;
pub mod settings;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use crate::diagnostic::{Diagnostics, Place};
use crate::load::text_file::{self, TextFile};
use crate::load::yaml::{self, Locator};
pub use checks::normalise_base_url;
use settings::Settings;

/// Name of the settings file, which marks the root of a workspace.
pub const SETTINGS: &str = "keyfolio.yaml";
/// Folder of the files that are published as they are, at the root of the output.
pub const STATIC: &str = "static";

/// A workspace that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    root: PathBuf,
}

/// There is no workspace where one was looked for; the call is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoWorkspace {
    looked_in: PathBuf,
    upwards: Upwards,
}

/// How far was looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Upwards {
    /// In every folder above, too.
    Yes,
    /// In the named folder only.
    No,
}

impl fmt::Display for NoWorkspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.looked_in.display();
        match self.upwards {
            Upwards::Yes => write!(
                f,
                "there is no {SETTINGS} in {folder} or any folder above it; `keyfolio init` makes a workspace, and \
                 `--root DIR` names one elsewhere"
            ),
            Upwards::No => write!(f, "there is no {SETTINGS} in {folder}; `keyfolio init {folder}` makes a workspace"),
        }
    }
}

impl std::error::Error for NoWorkspace {}

impl Project {
    /// The workspace at `root` if that is named, else the nearest one from `start` upwards.
    pub fn discover(start: &Path, root: Option<&Path>) -> anyhow::Result<Self> {
        let absolute =
            |path: &Path| fs::canonicalize(path).with_context(|| format!("cannot read the folder {}", path.display()));
        if let Some(root) = root {
            if root.join(SETTINGS).is_file() {
                return Ok(Self { root: absolute(root)? });
            }
            return Err(NoWorkspace { looked_in: root.to_owned(), upwards: Upwards::No }.into());
        }
        let start = absolute(start)?;
        match start.ancestors().find(|folder| folder.join(SETTINGS).is_file()) {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => Err(NoWorkspace { looked_in: start, upwards: Upwards::Yes }.into()),
        }
    }

    /// Its root, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the site is published unless a flag says otherwise.
    pub fn default_output(&self) -> PathBuf {
        self.root.join("public")
    }

    /// Where caches live; deleting them changes nothing but time.
    pub fn caches(&self) -> PathBuf {
        self.root.join(".keyfolio")
    }
}

/// The settings as written, with the places of their values.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingsFile {
    /// The settings, defaults filled in.
    pub settings: Settings,
    name: Arc<str>,
    text: String,
    /// Which entries of `sales` and of `targets` as read the settings hold: others have been refused.
    taken: [Vec<usize>; 2],
}

impl SettingsFile {
    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads and checks `keyfolio.yaml`.
    pub fn read(project: &Project, diagnostics: &mut Diagnostics) -> anyhow::Result<Self> {
        match text_file::read(&project.root, SETTINGS)? {
            Ok(TextFile { text, .. }) => Ok(Self::parse(text.to_string(), diagnostics)),
            Err(not_utf8) => {
                diagnostics.push(*not_utf8);
                Ok(Self::parse(String::new(), diagnostics))
            }
        }
    }

    /// Checks the text of a settings file.
    pub fn parse(text: String, diagnostics: &mut Diagnostics) -> Self {
        let name: Arc<str> = SETTINGS.into();
        let (settings, problems) = yaml::parse(&name, &text);
        diagnostics.append(problems);
        let settings: Settings = settings.unwrap_or_default();
        let taken = [settings.sales.len(), settings.targets.len()].map(|count| (0..count).collect());
        let mut file = Self { settings, name, text, taken };
        sales_checks::check(&mut file, diagnostics);
        checks::check(&mut file, diagnostics);
        file
    }

    /// Where the value of a setting stands, by JSON Pointer: `/abc/cuts`.
    pub fn place(&self, pointer: &str) -> Place {
        self.locator().value(pointer)
    }

    /// Finds the places of settings.
    pub fn locator(&self) -> Locator<'_> {
        Locator::of_rest::<Settings>(&self.name, &self.text)
    }

    /// Where each sales source stands.
    pub fn sales_places(&self) -> Vec<Place> {
        if self.settings.sales.is_empty() {
            return Vec::new();
        }
        let locator = self.locator();
        self.taken[0].iter().map(|index| locator.value(&format!("/sales/{index}/files"))).collect()
    }

    /// Where each file of targets is named.
    pub fn target_places(&self) -> Vec<Place> {
        if self.settings.targets.is_empty() {
            return Vec::new();
        }
        let locator = self.locator();
        self.taken[1].iter().map(|index| locator.value(&format!("/targets/{index}"))).collect()
    }
}

#[cfg(test)]
mod tests;
