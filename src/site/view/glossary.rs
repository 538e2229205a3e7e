//! The glossary, `glossary.html`: the terms of the field in both languages side by side.
//!
//! The terms are the keys below `glossary.term` of the catalogues, so both languages have the same; a framework's name is a
//! term too and leads to its page.

use serde::Serialize;

use super::account::Shared;
use super::table::labels;
use super::{Area, Frame, Link, Place, Rich};
use crate::frameworks::FRAMEWORKS;
use crate::locale::{Catalog, Language};
use crate::site::View;
use crate::site::search::reading;

/// Where the terms stand in the catalogues.
pub const TERMS: &str = "glossary.term";

/// The anchor of a term by its key.
pub fn anchor(term: &str) -> String {
    term.replace('_', "-")
}

/// The page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GlossaryPage {
    /// Masthead, footer.
    pub frame: Frame,
    /// The terms.
    pub page: Glossary,
}

impl View for GlossaryPage {
    fn template(&self) -> &'static str {
        "glossary.html"
    }
}

/// Terms of the field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Glossary {
    /// Title.
    pub title: String,
    /// What it is.
    #[serde(serialize_with = "crate::site::view::phrases::lead")]
    pub say: Rich,
    /// Headings: term, in the other language, meaning.
    pub heads: Vec<String>,
    /// The same for cells that say theirs: [`labels`].
    pub labels: String,
    /// Terms and frameworks.
    pub groups: Vec<Group>,
}

/// Terms under a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Anchor.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// In the order of the page's language.
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// Anchor.
    pub id: String,
    /// In the page's language, and where it leads.
    pub term: Link,
    /// In the other language.
    pub other: String,
    /// Which language that is.
    pub other_lang: &'static str,
    /// What it means.
    pub meaning: String,
}

/// Builds the page. `other` is the catalogue of the language that stands beside the page's own.
pub fn glossary(shared: &Shared<'_>, other: &Catalog) -> GlossaryPage {
    let word = |key: &str| shared.voice.word(&format!("glossary.{key}"));
    let heads = ["term", "other", "meaning"].map(|key| word(&format!("head.{key}"))).to_vec();
    let page = Glossary {
        title: word("title"),
        say: shared.voice.rich("glossary.say", &[]),
        labels: labels(heads.iter().map(String::as_str)),
        heads,
        groups: vec![
            group(shared, other, "terms", TERMS),
            group(shared, other, "named", "glossary.named"),
            frameworks(shared, other),
        ],
    };
    let above = [(shared.voice.word("frame.navigation.frameworks"), Area::Frameworks.path())];
    let frame = shared.frames.frame(&Place {
        path: "glossary.html",
        title: &page.title,
        description: &page.say.to_text(),
        area: Some(Area::Frameworks),
        above: &above,
        source: None,
        languages: shared.languages,
    });
    GlossaryPage { frame, page }
}

fn group(shared: &Shared<'_>, other: &Catalog, id: &'static str, prefix: &str) -> Group {
    let own = shared.voice.catalog.below(prefix);
    let ids: Vec<&str> = own.keys().filter_map(|key| key.strip_suffix(".name")).collect();
    let mut terms: Vec<Term> = ids
        .into_iter()
        .map(|term| Term {
            id: anchor(term),
            term: Link { text: own.get(&format!("{term}.name")).cloned().unwrap_or_default(), href: None, lang: None },
            other: other.text(&format!("{prefix}.{term}.name"), &[]),
            other_lang: other.language().tag(),
            meaning: own.get(&format!("{term}.meaning")).cloned().unwrap_or_default(),
        })
        .collect();
    match shared.voice.language() {
        Language::En => terms.sort_by_key(|term| term.term.text.to_lowercase()),
        Language::ZhCn => terms.sort_by_cached_key(|term| reading::order(&term.term.text)),
    }
    Group { id, title: shared.voice.word(&format!("glossary.group.{id}")), terms }
}

fn frameworks(shared: &Shared<'_>, other: &Catalog) -> Group {
    let terms = FRAMEWORKS.iter().map(|framework| Term {
        // A framework may be called like a term.
        id: format!("framework-{}", framework.id),
        term: Link {
            text: shared.voice.word(&format!("framework.{}.name", framework.id)),
            href: Some(super::framework::path(framework)),
            lang: None,
        },
        other: other.text(&format!("framework.{}.name", framework.id), &[]),
        other_lang: other.language().tag(),
        meaning: shared.voice.word(&format!("framework.{}.question", framework.id)),
    });
    Group { id: "frameworks", title: shared.voice.word("frameworks.title"), terms: terms.collect() }
}
