//! The site: pages from the domain and the analysis.
//!
//! 1. A [`Site`] is a list of planned pages; a page is a path and enough to build its [`View`] when its turn comes.
//! 2. A view is exactly what a template sees. [`page_key`] of a view decides whether the page is rendered at all.
//! 3. [`engine::Engine`] turns a view into HTML with the templates of the [theme](crate::theme).
//!
//! Pages are built, rendered and written one by one: the site is never held in memory.

pub mod engine;
pub mod entrance;
pub mod findable;
pub mod href;
pub mod links;
pub mod markdown;
pub mod plan;
pub mod render;
pub mod search;
pub mod view;

use anyhow::Context;
use serde::Serialize;

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

    /// Builds the view of a page. Problems (a link that leads nowhere) are added to `diagnostics`;
    /// views are built in every run, also where the page is not rendered, so none is lost.
    fn view(&self, page: &Self::Page, diagnostics: &mut Diagnostics) -> Self::View;
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
    let bytes = postcard::to_stdvec(view).with_context(|| format!("cannot hash a view of {}", view.template()))?;
    let mut hasher = blake3::Hasher::new_keyed(fingerprint);
    hasher.update(view.template().as_bytes());
    hasher.update(&[0]);
    hasher.update(&bytes);
    Ok(*hasher.finalize().as_bytes())
}
