//! Renders planned pages and hands them to the publication, one by one.
//!
//! 1. The view of every page is built in every run: that is cheap, and finds what is wrong in it.
//! 2. A page whose [key](super::page_key) is that of the last build, and whose file nobody has touched, is done.
//! 3. Any other page is rendered, put into the publication and forgotten: the site is never held in memory.
//!
//! Pages are spread over threads; results keep the order of the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Context;
use rayon::prelude::*;

use super::engine::Engine;
use super::{Asset, AssetContent, Site, page_key};
use crate::cache::{Entry, PageCache};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::progress::Progress;
use crate::write::{Publication, Put};

/// What pages are rendered with.
#[derive(Clone, Copy)]
pub struct Press<'a> {
    /// The theme's templates.
    pub engine: &'a Engine,
    /// [`crate::theme::Theme::fingerprint`].
    pub fingerprint: &'a [u8; 32],
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
    /// What was wrong.
    pub diagnostics: Diagnostics,
}

/// How charts begin; see [`crate::charts`].
const CHART: &str = "<svg class=\"chart ";

impl Press<'_> {
    /// Prints pages.
    pub fn pages<S: Site>(self, site: &S, pages: &[S::Page]) -> anyhow::Result<Printed> {
        let printed: Vec<(&str, Option<Done>, Diagnostics)> = pages
            .par_iter()
            .map(|page| {
                let mut diagnostics = Diagnostics::new();
                let path = site.path(page);
                let done = self.page(site, page, &mut diagnostics)?;
                self.progress.step();
                Ok((path, done, diagnostics))
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(collect(printed))
    }

    /// Publishes what is not a page.
    pub fn assets(self, assets: &[Asset]) -> anyhow::Result<Printed> {
        let printed: Vec<(&str, Option<Done>, Diagnostics)> = assets
            .par_iter()
            .map(|asset| {
                let done = self.asset(asset)?;
                self.progress.step();
                Ok((asset.path.as_str(), Some(done), Diagnostics::new()))
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(collect(printed))
    }

    fn page<S: Site>(self, site: &S, page: &S::Page, diagnostics: &mut Diagnostics) -> anyhow::Result<Option<Done>> {
        let path = site.path(page);
        let view = site.view(page, diagnostics);
        let key = page_key(&view, self.fingerprint)?;
        if let Some(entry) = self.current(path, key) {
            return Ok(Some(Done { entry, written: false }));
        }
        let html = match self.engine.render(&view) {
            Ok(html) => html,
            Err(problems) => {
                diagnostics.extend(problems.into_iter().map(|problem| noticed_on(problem, path)));
                return Ok(None);
            }
        };
        let charts = u32::try_from(html.matches(CHART).count()).unwrap_or(u32::MAX);
        self.put(path, key, html.as_bytes(), charts).map(Some)
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

    /// What is known of a path, if it was made from the same and still stands.
    fn current(self, path: &str, key: [u8; 32]) -> Option<Entry> {
        let entry = self.cache.get(path)?;
        (entry.key == key && self.publication.holds(path, &entry.stamp)).then_some(*entry)
    }

    fn put(self, path: &str, key: [u8; 32], bytes: &[u8], charts: u32) -> anyhow::Result<Done> {
        let put = self.publication.put(path, bytes)?;
        let entry = Entry { key, stamp: put.stamp(), charts };
        Ok(Done { entry, written: matches!(put, Put::Staged(_)) })
    }
}

/// A file that stands, or will.
struct Done {
    entry: Entry,
    written: bool,
}

fn collect(printed: Vec<(&str, Option<Done>, Diagnostics)>) -> Printed {
    let mut all = Printed::default();
    let mut seen = BTreeSet::new();
    for (path, done, diagnostics) in printed {
        for diagnostic in diagnostics.iter() {
            // A wrong template is wrong on every page that it makes; the first one is enough.
            if seen.insert((diagnostic.code.id(), diagnostic.place.clone(), diagnostic.message.clone())) {
                all.diagnostics.push(diagnostic.clone());
            }
        }
        if let Some(done) = done {
            all.written += usize::from(done.written);
            all.charts += u64::from(done.entry.charts);
            all.entries.insert(path.to_owned(), done.entry);
        }
    }
    all
}

fn noticed_on(diagnostic: Diagnostic, path: &str) -> Diagnostic {
    let help = match &diagnostic.help {
        Some(help) => format!("{help} (noticed on {path})"),
        None => format!("noticed on {path}"),
    };
    diagnostic.help(help)
}

#[cfg(test)]
mod tests;
