//! Renders planned pages and hands them to the publication, one by one.
//!
//! 1. A page whose [inputs](Site::inputs) are known, and are those of the last build, is done, if its file stands untouched.
//!    The view of any other page is built: that is cheap, and finds what is wrong in it.
//! 2. A page whose [key](super::page_key) is that of the last build, and whose file nobody has touched, is done.
//! 3. Any other page is rendered, put into the publication and forgotten: the site is never held in memory.
//! 4. What the search finds of the pages becomes the index of their language, unless it was made from the same last time.
//!
//! Pages are spread over threads; results keep the order of the plan.

use std::collections::BTreeMap;
use std::fs;
use std::mem;

use anyhow::Context;
use rayon::prelude::*;

use super::bound_dots;
use super::engine::Engine;
use super::entrance::{Entrance, EntrancePage};
use super::key_breaks;
use super::plan::{Plan, PlannedPage};
use super::search::{self, SearchDoc};
use super::tongues;
use super::{Asset, AssetContent, PageKey, Site, page_key};
use crate::cache::{Entry, PageCache};
use crate::diagnostic::{Diagnostic, Diagnostics, Distinct};
use crate::locale::{Catalog, Language};
use crate::progress::Progress;
use crate::write::{Publication, Put};

/// What pages are rendered with.
#[derive(Clone, Copy)]
pub struct Press<'a> {
    /// The theme's templates.
    pub engine: &'a Engine,
    /// [`crate::theme::Theme::fingerprint`].
    pub fingerprint: [u8; 32],
    /// Where files go.
    pub publication: &'a Publication,
    /// What the last build has left.
    pub cache: &'a PageCache,
    /// Hears of every file.
    pub progress: &'a dyn Progress,
}

/// What became of pages or assets.
#[derive(Debug, Default)]
pub struct Printed {
    /// What to remember of each, by path.
    pub entries: BTreeMap<String, Entry>,
    /// Files that are new or differ from the published ones.
    pub written: usize,
    /// Charts in all pages, rendered or not.
    pub charts: u64,
    /// What the search finds of the pages, in their order.
    pub documents: Vec<SearchDoc>,
    /// What was wrong, once each.
    pub diagnostics: Distinct,
}

/// How charts begin; see [`crate::charts`].
const CHART: &str = "<svg class=\"chart ";

impl Press<'_> {
    /// Prints a whole site: its entrance, the pages of each language with their index, what is copied.
    pub fn site(self, entrance: &Entrance<'_>, plan: &Plan<'_>, assets: &[Asset]) -> anyhow::Result<Printed> {
        let mut printed = self.pages(entrance, &EntrancePage::ALL)?;
        let languages: Vec<(&Catalog, &[PlannedPage])> = plan.by_language().collect();
        let pages_of = |(_, pages): &(&Catalog, &[PlannedPage])| self.pages(plan, pages);
        let (pages, assets) = rayon::join(
            || languages.par_iter().map(pages_of).collect::<anyhow::Result<Vec<Printed>>>(),
            || self.assets(assets),
        );
        let mut pages = pages?;
        // When all pages are done: an index is made by one thread, and would be the last thing to be waited for.
        let index_of = |((catalog, _), pages): (&(&Catalog, _), &mut Printed)| {
            self.index(catalog, mem::take(&mut pages.documents))
        };
        let indexes: anyhow::Result<Vec<Printed>> =
            languages.par_iter().zip(pages.par_iter_mut()).map(index_of).collect();
        indexes?.into_iter().chain(pages).for_each(|part| printed.append(part));
        printed.append(assets?);
        Ok(printed)
    }

    /// Prints pages.
    pub fn pages<S: Site>(self, site: &S, pages: &[S::Page]) -> anyhow::Result<Printed> {
        // One by one: the long pages of the portfolio stand side by side, and would be one thread's alone.
        let printed: Vec<Sheet<'_>> = pages
            .par_iter()
            .with_max_len(1)
            .map(|page| {
                let mut sheet = Sheet { path: site.path(page), ..Sheet::default() };
                self.page(site, page, &mut sheet)?;
                self.progress.step();
                Ok(sheet)
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(collect(printed))
    }

    /// Publishes what is not a page.
    pub fn assets(self, assets: &[Asset]) -> anyhow::Result<Printed> {
        let printed: Vec<Sheet<'_>> = assets
            .par_iter()
            .map(|asset| {
                let done = Some(self.asset(asset)?);
                self.progress.step();
                Ok(Sheet { path: &asset.path, done, ..Sheet::default() })
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(collect(printed))
    }

    /// Publishes the search index of a language from its documents, in any order.
    ///
    /// All its files have one key: that of the documents. Where they are the same as last time, nothing is made.
    pub fn index(self, catalog: &Catalog, mut documents: Vec<SearchDoc>) -> anyhow::Result<Printed> {
        documents.par_sort_unstable();
        let folder = search::folder(catalog.language());
        let key = super::key(&documents, &folder, &self.fingerprint).context("cannot hash the search index")?;
        let known: Vec<(&str, &Entry)> = self.cache.below(&folder).collect();
        let stands = |(path, entry): &(&str, &Entry)| entry.key == key && self.publication.holds(path, &entry.stamp);
        if !known.is_empty() && known.par_iter().all(stands) {
            let entries = known.into_iter().map(|(path, entry)| (path.to_owned(), *entry)).collect();
            return Ok(Printed::standing(entries));
        }
        let files = search::index_files(catalog, documents);
        let printed = files.par_iter().map(|file| {
            let done = Some(self.put(&file.path, key, &file.bytes, 0)?);
            Ok(Sheet { path: &file.path, done, ..Sheet::default() })
        });
        Ok(collect(printed.collect::<anyhow::Result<_>>()?))
    }

    fn page<S: Site>(self, site: &S, page: &S::Page, sheet: &mut Sheet<'_>) -> anyhow::Result<()> {
        let inputs = site.inputs(page).map(|inputs| self.with_theme(&inputs));
        if inputs.is_some()
            && let Some(entry) = self.cache.get(sheet.path)
            && entry.inputs == inputs
            && self.publication.holds(sheet.path, &entry.stamp)
        {
            sheet.documents = site.documents(page, None);
            sheet.done = Some(Done { entry: *entry, written: false });
            return Ok(());
        }
        let view = site.view(page, &mut sheet.diagnostics);
        sheet.documents = site.documents(page, Some(&view));
        let key = page_key(&view, &self.fingerprint)?;
        if let Some(entry) = self.current(sheet.path, key) {
            sheet.done = Some(Done { entry: Entry { inputs, ..entry }, written: false });
            return Ok(());
        }
        match self.engine.render(&view) {
            Ok(html) => {
                let html = if is_english(sheet.path) { tongues::mark_chinese(html) } else { html };
                let html = key_breaks::open(bound_dots::bind(html));
                let charts = u32::try_from(html.matches(CHART).count()).unwrap_or(u32::MAX);
                let Done { entry, written } = self.put(sheet.path, key, html.as_bytes(), charts)?;
                sheet.done = Some(Done { entry: Entry { inputs, ..entry }, written });
            }
            Err(problems) => {
                sheet.diagnostics.extend(problems.into_iter().map(|problem| noticed_on(problem, sheet.path)));
            }
        }
        Ok(())
    }

    fn asset(self, asset: &Asset) -> anyhow::Result<Done> {
        let read;
        let bytes = match &asset.content {
            AssetContent::Bytes(bytes) => bytes,
            AssetContent::File(file) => {
                read = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
                &read
            }
        };
        let key = *blake3::hash(bytes).as_bytes();
        match self.current(&asset.path, key) {
            Some(entry) => Ok(Done { entry, written: false }),
            None => self.put(&asset.path, key, bytes, 0),
        }
    }

    /// Inputs with the templates and texts that make a page of them.
    fn with_theme(self, inputs: &PageKey) -> PageKey {
        *blake3::keyed_hash(&self.fingerprint, inputs).as_bytes()
    }

    /// What is known of a path, if it was made from the same and still stands.
    fn current(self, path: &str, key: [u8; 32]) -> Option<Entry> {
        let entry = self.cache.get(path)?;
        (entry.key == key && self.publication.holds(path, &entry.stamp)).then_some(*entry)
    }

    fn put(self, path: &str, key: [u8; 32], bytes: &[u8], charts: u32) -> anyhow::Result<Done> {
        let put = self.publication.put(path, bytes)?;
        let entry = Entry { key, inputs: None, stamp: put.stamp(), charts };
        Ok(Done { entry, written: matches!(put, Put::Staged(_)) })
    }
}

/// What became of one file.
#[derive(Default)]
struct Sheet<'a> {
    path: &'a str,
    /// `None` where it could not be made.
    done: Option<Done>,
    documents: Vec<SearchDoc>,
    diagnostics: Diagnostics,
}

/// A file that stands, or will.
struct Done {
    entry: Entry,
    written: bool,
}

fn collect(printed: Vec<Sheet<'_>>) -> Printed {
    let mut all = Printed::default();
    for Sheet { path, done, documents, diagnostics } in printed {
        all.diagnostics.extend(diagnostics.iter().cloned());
        all.documents.extend(documents);
        if let Some(done) = done {
            all.written += usize::from(done.written);
            all.charts += u64::from(done.entry.charts);
            all.entries.insert(path.to_owned(), done.entry);
        }
    }
    all
}

impl Printed {
    /// Files that stand as they were left.
    pub fn standing(entries: BTreeMap<String, Entry>) -> Self {
        let charts = entries.values().map(|entry| u64::from(entry.charts)).sum();
        Self { entries, charts, ..Self::default() }
    }

    /// Adds what became of other pages or assets.
    pub fn append(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.documents.extend(other.documents);
        self.written += other.written;
        self.charts += other.charts;
        self.diagnostics.extend(other.diagnostics.all().iter().cloned());
    }
}

/// Whether a page is one of the English ones, by where it lies.
fn is_english(path: &str) -> bool {
    path.split('/').next() == Some(Language::En.tag())
}

/// The same, with the page that shows it.
pub(super) fn noticed_on(diagnostic: Diagnostic, path: &str) -> Diagnostic {
    Diagnostic { help: format!("{} (noticed on {path})", diagnostic.help), ..diagnostic }
}

#[cfg(test)]
mod tests;
