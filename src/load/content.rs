//! `content/`: dossiers with their notes, wiki pages, the team.
//!
//! 1. [`load`] walks the folder in a fixed order and sorts the files by what they are.
//! 2. Files are read and parsed in parallel; results keep the order of the paths.
//! 3. What comes out is raw: [`crate::portfolio::validate()`] makes a portfolio of it.
//!
//! Hidden files, editors' leftovers (`.swp`, `~`) and operating systems' own files are passed over.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::dossier::Dossier;
use super::dossier_cache::{self, DossierCache, TextHash};
use super::folder::{self, FileFound};
use super::language;
use super::note::{self, Markdown, NoteFront, PageFront};
use super::strays;
use super::text_file::{self, TextFile};
use super::yaml::{self, Parsed};
use crate::diagnostic::Diagnostics;
use crate::portfolio::{Attachment, PortfolioNotes, Team};
use crate::project::settings::Languages;

/// All of `content/`, as written.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// Dossiers by the name of their folder or file.
    pub dossiers: Vec<DossierFile>,
    /// `content/team.yaml`.
    pub team: Loaded<Team>,
    /// `content/portfolio.yaml`.
    pub portfolio: Loaded<PortfolioNotes>,
    /// Markdown below `content/pages`, by path.
    pub pages: Vec<PageFile>,
    /// Other files below `content/pages`, by path.
    pub attachments: Vec<Attachment>,
    /// Pages that could not be read, which has been told.
    pub unread: Vec<String>,
}

/// A value with the text that it was read from.
#[derive(Debug, Clone)]
pub struct Source<T> {
    /// The text.
    pub written: Written,
    /// What it says; without the parts that are wrong. A dossier is large, and is handed on several times.
    pub value: Box<T>,
}

/// A damaged file with stand-ins for required keys ([`yaml::Parsed::whole`]): to be checked, never to be shown.
#[derive(Debug, Clone)]
pub struct Suspect<T> {
    /// The text.
    pub text: TextFile,
    /// What it says.
    pub value: Box<T>,
}

impl<T> Suspect<T> {
    /// Its text, as that of a file with problems.
    pub fn written(&self) -> Written {
        Written { text: self.text.clone(), is_damaged: true }
    }
}

/// What came of a YAML file; of one that is not there, or is no text, nothing.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// `None` where nothing can be made of it.
    pub source: Option<Source<T>>,
    /// The same, where something in it lacks a key.
    pub suspect: Option<Suspect<T>>,
}

impl<T> Default for Loaded<T> {
    fn default() -> Self {
        Self { source: None, suspect: None }
    }
}

impl Source<Dossier> {
    /// What the cache keeps of it: nothing, where something was wrong.
    fn to_keep(&self) -> Option<(TextHash, &Dossier)> {
        let Written { text, is_damaged } = &self.written;
        (!is_damaged).then(|| (dossier_cache::hash(&text.text), &*self.value))
    }
}

/// A text that was read, for the places of later findings.
#[derive(Debug, Clone)]
pub struct Written {
    /// The text.
    pub text: TextFile,
    /// Whether something in it is wrong, has been told, and is not in the value.
    pub is_damaged: bool,
}

/// An account's files.
#[derive(Debug, Clone, Default)]
pub struct DossierFile {
    /// The name of its folder or file, which is the account's id.
    pub name: String,
    /// Its dossier.
    pub file: Arc<str>,
    /// What that says; `None` when nothing can be made of it, which has been told.
    pub source: Option<Source<Dossier>>,
    /// The same, where what it requires is missing, there or in one of its entries.
    pub suspect: Option<Suspect<Dossier>>,
    /// Further dossiers of the same name, which has been told; those that cannot be read left out.
    pub further: Vec<Source<Dossier>>,
    /// Markdown beside it, by path.
    pub notes: Vec<NoteFile>,
    /// Other files beside it, by path.
    pub attachments: Vec<Attachment>,
    /// Markdown beside it that could not be read, which has been told.
    pub unread: Vec<String>,
}

impl DossierFile {
    /// All that could be read under its name.
    pub fn sources(&self) -> impl Iterator<Item = &Source<Dossier>> {
        self.source.iter().chain(&self.further)
    }
}

/// A note beside a dossier.
#[derive(Debug, Clone)]
pub struct NoteFile {
    /// The file.
    pub markdown: Markdown<NoteFront>,
    /// Language in the file's name.
    pub language: Option<String>,
}

/// A wiki page in one language.
#[derive(Debug, Clone)]
pub struct PageFile {
    /// Path below `content/pages` without language and suffix.
    pub path: String,
    /// Language in the file's name.
    pub language: Option<String>,
    /// The file.
    pub markdown: Markdown<PageFront>,
}

/// Reads `content/` of a workspace. Folders and files that do not exist are empty. Parsed dossiers are kept in the folder of
/// `caches`, where there is one.
pub fn load(root: &Path, languages: &Languages, caches: Option<&Path>) -> anyhow::Result<(Content, Diagnostics)> {
    let mut diagnostics = Diagnostics::new();
    let files = folder::files(root, "content", &is_ignored, &mut diagnostics);
    strays::below_content(&files, &mut diagnostics);
    let accounts = accounts(&files, &mut diagnostics);
    let cache = DossierCache::open(caches);
    // Collected in one piece: a dossier is large, and collecting into a `Result` would move each several times.
    let loaded: Vec<anyhow::Result<(DossierFile, Diagnostics)>> =
        accounts.into_par_iter().map(|account| account.load(root, languages, &cache)).collect();
    let pages = files.iter().filter(|file| file.name.starts_with("content/pages/") && is_markdown(&file.name));
    let pages: Vec<&FileFound> = pages.collect();
    let pages: Vec<(Result<PageFile, String>, Diagnostics)> =
        pages.into_par_iter().map(|file| page(root, &file.name, languages)).collect::<anyhow::Result<_>>()?;
    let team = source(root, &files, "content/team.yaml", languages, &mut diagnostics)?;
    let portfolio = source(root, &files, "content/portfolio.yaml", languages, &mut diagnostics)?;
    let dossiers = Vec::with_capacity(loaded.len());
    let mut content = Content { dossiers, team, portfolio, ..Content::default() };
    for loaded in loaded {
        let (dossier, found) = loaded?;
        content.dossiers.push(dossier);
        diagnostics.append(found);
    }
    cache.save(content.dossiers.iter().flat_map(DossierFile::sources).filter_map(Source::to_keep));
    for (page, found) in pages {
        match page {
            Ok(page) => content.pages.push(page),
            Err(unread) => content.unread.push(unread),
        }
        diagnostics.append(found);
    }
    let others = files.iter().filter(|file| file.name.starts_with("content/pages/") && !is_markdown(&file.name));
    content.attachments = others.map(attachment).collect();
    Ok((content, diagnostics))
}

fn attachment(file: &FileFound) -> Attachment {
    Attachment { path: Arc::from(file.name.as_str()), bytes: file.bytes }
}

/// Whether a file or folder is nobody's content: hidden, or left behind by an editor or an operating system.
pub fn is_ignored(name: &str) -> bool {
    let leftovers = [".swp", ".swx", ".tmp", ".bak", ".orig", "~"];
    name.starts_with(['.', '#'])
        || name.starts_with("~$")
        || leftovers.iter().any(|suffix| name.ends_with(suffix))
        || ["Thumbs.db", "desktop.ini"].contains(&name)
}

pub(super) fn is_markdown(path: &str) -> bool {
    [".md", ".markdown"].iter().any(|suffix| path.ends_with(suffix))
}

/// The files of one account.
#[derive(Debug, Default)]
struct AccountFiles<'a> {
    name: String,
    dossiers: Vec<&'a FileFound>,
    others: Vec<&'a FileFound>,
}

/// The files below `content/accounts`, by account.
fn accounts<'a>(files: &'a [FileFound], diagnostics: &mut Diagnostics) -> Vec<AccountFiles<'a>> {
    let mut by_name: BTreeMap<&str, AccountFiles<'a>> = BTreeMap::new();
    for file in files {
        let Some(below) = file.name.strip_prefix("content/accounts/") else { continue };
        let alone = below.strip_suffix(".yaml").or_else(|| below.strip_suffix(".yml"));
        let (name, is_dossier) = match (below.split_once('/'), alone) {
            (Some((name, rest)), _) => (name, matches!(rest, "dossier.yaml" | "dossier.yml")),
            (None, Some(name)) => (name, true),
            (None, None) => {
                strays::of_no_account(&file.name, diagnostics);
                continue;
            }
        };
        let account = by_name.entry(name).or_default();
        if is_dossier { account.dossiers.push(file) } else { account.others.push(file) }
    }
    let mut accounts = Vec::new();
    for (name, account) in by_name {
        let account = AccountFiles { name: name.to_owned(), ..account };
        match account.dossiers.as_slice() {
            [] => diagnostics.push(strays::without_dossier(name, &account.others)),
            [_] => accounts.push(account),
            [first, second, ..] => {
                diagnostics.push(strays::two_dossiers(name, &first.name, &second.name));
                accounts.push(account);
            }
        }
    }
    accounts
}

impl AccountFiles<'_> {
    fn load(
        &self,
        root: &Path,
        languages: &Languages,
        cache: &DossierCache,
    ) -> anyhow::Result<(DossierFile, Diagnostics)> {
        let mut diagnostics = Diagnostics::new();
        let known = |text: &TextFile| cache.get(&dossier_cache::hash(&text.text));
        let mut read = |file: &FileFound| read_yaml(root, &file.name, languages, known, &mut diagnostics);
        let mut loaded = DossierFile { name: self.name.clone(), ..DossierFile::default() };
        for (at, file) in self.dossiers.iter().enumerate() {
            let Loaded { source, suspect } = read(file)?;
            if at == 0 {
                loaded.file = Arc::from(file.name.as_str());
                loaded.source = source;
                loaded.suspect = suspect;
            } else {
                loaded.further.extend(source);
            }
        }
        for file in &self.others {
            if is_markdown(&file.name) {
                if let Some(markdown) = read_markdown(root, &file.name, &mut diagnostics)? {
                    let (_, language) = language::split_language(&file.name, languages);
                    loaded.notes.push(NoteFile { markdown, language });
                } else {
                    loaded.unread.push(file.name.clone());
                }
            } else {
                loaded.attachments.push(attachment(file));
            }
        }
        Ok((loaded, diagnostics))
    }
}

/// A page, or the name of its file where that cannot be read.
fn page(root: &Path, path: &str, languages: &Languages) -> anyhow::Result<(Result<PageFile, String>, Diagnostics)> {
    let mut diagnostics = Diagnostics::new();
    let markdown = read_markdown(root, path, &mut diagnostics)?;
    let (stem, language) = language::split_language(path, languages);
    let stem = stem.strip_prefix("content/pages/").unwrap_or(stem).to_owned();
    let page = markdown.map(|markdown| PageFile { path: stem, language, markdown });
    Ok((page.ok_or_else(|| path.to_owned()), diagnostics))
}

fn read_markdown<F: DeserializeOwned + Default>(
    root: &Path,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Option<Markdown<F>>> {
    match text_file::read(root, path)? {
        Ok(text) => {
            let (markdown, found) = note::split(&text);
            diagnostics.append(found);
            Ok(Some(markdown))
        }
        Err(problem) => {
            diagnostics.push(*problem);
            Ok(None)
        }
    }
}

fn source<T: DeserializeOwned>(
    root: &Path,
    files: &[FileFound],
    path: &str,
    languages: &Languages,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Loaded<T>> {
    if files.iter().any(|file| file.name == path) {
        read_yaml(root, path, languages, |_| None, diagnostics)
    } else {
        Ok(Loaded::default())
    }
}

/// Reads a YAML file, unless what it says is `known`; no source when nothing can be made of it.
fn read_yaml<T: DeserializeOwned>(
    root: &Path,
    path: &str,
    languages: &Languages,
    known: impl FnOnce(&TextFile) -> Option<Box<T>>,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Loaded<T>> {
    let text = match text_file::read(root, path)? {
        Ok(text) => text,
        Err(problem) => {
            diagnostics.push(*problem);
            return Ok(Loaded::default());
        }
    };
    let (value, whole, found) = match known(&text) {
        Some(value) => (Some(value), None, Diagnostics::new()),
        None => {
            let Parsed { value, whole, found } = yaml::read(&text.file, &text.text);
            (value.map(Box::new), whole.map(Box::new), found)
        }
    };
    let is_damaged = found.has_errors();
    diagnostics.append(found);
    let is_shown = |tag: &str| language::stands_for(tag, languages);
    diagnostics.append(yaml::texts_in_other_languages(&text.file, &text.text, &is_shown));
    let suspect = whole.map(|value| Suspect { text: text.clone(), value });
    Ok(Loaded { source: value.map(|value| Source { written: Written { text, is_damaged }, value }), suspect })
}
