//! What surrounds every page: masthead, breadcrumbs, footer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Link, Rich};

/// What surrounds every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// Language tag of the page: `zh-CN`, `en`.
    pub language: String,
    /// `<title>`: the page's name, then the site's.
    pub document_title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The site's title, in the masthead.
    pub site_title: String,
    /// From the page to the output's root: `../`, `../../`, or empty.
    pub to_root: String,
    /// From the page to the root of its language.
    pub to_language_root: String,
    /// At most five links.
    pub navigation: Vec<NavigationItem>,
    /// The same page in the other languages.
    pub alternates: Vec<Alternate>,
    /// From the portfolio down to this page, without the page itself.
    pub breadcrumbs: Vec<Link>,
    /// Lines of the footer: as-of date and where it comes from, inputs, audience.
    pub footer: Vec<Rich>,
    /// Where the page's source can be edited.
    pub edit: Option<Link>,
    /// The fixed words of the frame, by catalogue key below `frame.`: `skip`, `print`, `theme`, `search`, …
    pub words: BTreeMap<String, String>,
}

/// A link of the masthead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavigationItem {
    /// What it says.
    pub label: String,
    /// Relative to the page.
    pub href: String,
    /// Whether this page belongs to it.
    pub current: bool,
}

/// The same page in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// Language tag.
    pub language: String,
    /// The language's own name: 中文, English.
    pub label: String,
    /// Relative to the page.
    pub href: String,
}
