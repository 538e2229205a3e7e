//! The site: pages from the domain and the analysis.
//!
//! 1. A [`Site`] is a list of planned pages; a page is a path and enough to build its [`View`] when its turn comes.
//! 2. A view is exactly what a template sees. [`page_key`] of a view decides whether the page is rendered at all.
//! 3. [`engine::Engine`] turns a view into HTML with the templates of the [theme](crate::theme).
//!
//! Pages are built, rendered and written one by one: the site is never held in memory.

pub mod bound_dots;
pub mod engine;
pub mod entrance;
pub mod findable;
pub mod href;
pub mod key_breaks;
pub mod links;
pub mod markdown;
pub mod plan;
pub mod render;
pub mod search;
pub mod tongues;
pub mod trial;
pub mod view;

use std::io::BufWriter;

use anyhow::Context;
use serde::Serialize;

use self::search::SearchDoc;
use crate::diagnostic::Diagnostics;

/// What a template sees, and which template that is.
///
/// Its fields are the template's variables. It is hashed in its binary form, so it may hold neither
/// `#[serde(flatten)]` nor sequences of unknown length; an enum of views is `#[serde(untagged)]`.
pub trait View: Serialize {
    /// Name of the template in the theme: `account.html`.
    fn template(&self) -> &'static str;
}

/// Planned pages, and how to build the view of each.
pub trait Site: Sync {
    /// A planned page.
    type Page: Sync;
    /// What its template sees.
    type View: View;

    /// Path of the page, relative to the output, with `/`: `zh-CN/accounts/lanshang.html`.
    fn path<'p>(&self, page: &'p Self::Page) -> &'p str;

    /// Builds the view of a page. Problems are added to `diagnostics`; only a page without [inputs](Self::inputs) is built in
    /// every run, so a page that has them must leave its problems to an earlier stage, as broken links are.
    fn view(&self, page: &Self::Page, diagnostics: &mut Diagnostics) -> Self::View;

    /// What the view of a page is built from, where hashing that is much cheaper than building the view: a page whose inputs are
    /// those of the last build need not be built at all. `None` for a page that is built in every run.
    fn inputs(&self, _page: &Self::Page) -> Option<PageKey> {
        None
    }

    /// What the search finds of a page; without its view, where its [inputs](Self::inputs) are known.
    fn documents(&self, _page: &Self::Page, _view: Option<&Self::View>) -> Vec<SearchDoc> {
        Vec::new()
    }
}

/// A file that is published and is not a page: a script, an image, a part of the search index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Relative to the output, with `/`: `assets/style.css`.
    pub path: String,
    /// Where its bytes come from.
    pub content: AssetContent,
}

/// Where the bytes of an [`Asset`] come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssetContent {
    /// Made in this run.
    Bytes(Vec<u8>),
    /// Copied from a file of the workspace.
    File(std::path::PathBuf),
}

/// What a rendered page depends on: all that its view holds, its template's name, and `fingerprint`,
/// which covers the templates, the catalogues and the version of the program.
pub type PageKey = [u8; 32];

/// The key of a page: two pages with the same key have the same bytes.
pub fn page_key<V: View>(view: &V, fingerprint: &[u8; 32]) -> anyhow::Result<PageKey> {
    key(view, view.template(), fingerprint).with_context(|| format!("cannot hash a view of {}", view.template()))
}

/// The key of what is made of a value under a name. The value is hashed as it is written down, and never held in that form.
pub fn key<T: Serialize + ?Sized>(value: &T, name: &str, fingerprint: &[u8; 32]) -> postcard::Result<PageKey> {
    let mut hasher = blake3::Hasher::new_keyed(fingerprint);
    hasher.update(name.as_bytes());
    hasher.update(&[0]);
    // The hasher takes long pieces much faster than the single fields that a value is written in.
    let mut buffered = BufWriter::with_capacity(PIECE, hasher);
    postcard::to_io(value, &mut buffered)?;
    let hasher = buffered.into_inner().map_err(|_| postcard::Error::SerializeBufferFull)?;
    Ok(*hasher.finalize().as_bytes())
}

/// Bytes that are hashed at a time.
const PIECE: usize = 16_384;
