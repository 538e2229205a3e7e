//! Markdown that belongs to an account or to the wiki, with its front matter read and its body untouched.

use std::sync::Arc;

use jiff::civil::Date;

use super::Localised;

/// The text of a Markdown file after its front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The file, relative to the workspace, with `/`.
    pub file: Arc<str>,
    /// The whole file, so that a problem in the body can be placed.
    pub source: Arc<str>,
    /// The byte of `source` at which the body starts.
    pub offset: usize,
}

impl Body {
    /// The Markdown.
    pub fn markdown(&self) -> &str {
        self.source.get(self.offset..).unwrap_or_default()
    }
}

/// The event of a dossier whose text a note carries; then there is one event, not two (FRAMEWORKS §0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteEvent {
    /// The visit of that day.
    Visit(Date),
    /// The complaint of that day.
    Complaint(Date),
    /// The survey of that day.
    Survey(Date),
    /// The action due on that day.
    Action(Date),
}

impl NoteEvent {
    /// Its day.
    pub const fn date(self) -> Date {
        match self {
            Self::Visit(date) | Self::Complaint(date) | Self::Survey(date) | Self::Action(date) => date,
        }
    }
}

/// An entry of an account's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The day it is about; the event's where it has one, else that of the file name (`2026-06-21-….md`).
    pub date: Option<Date>,
    /// Title; without one, pages show the first heading or the file name.
    pub title: Option<Localised>,
    /// Kind, in the team's own words: “visit”, “call”.
    pub kind: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Language of the text, where it is not the site's own.
    pub language: Option<String>,
    /// Not to be shown but in builds with drafts.
    pub draft: bool,
    /// Tags, in the order written.
    pub tags: Vec<String>,
    /// The event of the dossier whose text it is; always one that the dossier has.
    pub event: Option<NoteEvent>,
    /// The text.
    pub body: Body,
}

/// A page of the wiki in all its languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WikiPage {
    /// Path below `content/pages` without language and suffix, with `/`: `plays/change-of-people`. Unique.
    pub path: String,
    /// The texts, by language tag; the empty tag is the file without one. Never empty.
    pub texts: Vec<WikiText>,
    /// Whether it stands in the menu.
    pub in_menu: bool,
    /// Its place in the menu: small comes first; 0 where it is not given.
    pub weight: i32,
    /// Not to be shown but in builds with drafts.
    pub draft: bool,
}

impl WikiPage {
    /// Which of its texts is shown in a language: that language's own, else that of the site's `default` one, else the first.
    pub fn shown_in(&self, language: &str, default: &str) -> usize {
        let of =
            |wanted: &str| self.texts.iter().position(|text| text.language.as_deref().unwrap_or(default) == wanted);
        of(language).or_else(|| of(default)).unwrap_or_default()
    }
}

/// A page of the wiki in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WikiText {
    /// Language tag from the file name (`page.en.md`) or the front matter; `None` means the site's default language.
    pub language: Option<String>,
    /// Title; without one, pages show the first heading or the file name.
    pub title: Option<String>,
    /// The word in the menu, where it differs from the title.
    pub menu: Option<String>,
    /// A sentence on what it is about.
    pub summary: Option<String>,
    /// Tags, in the order written.
    pub tags: Vec<String>,
    /// The text.
    pub body: Body,
}

/// A file beside a dossier, a note or a page that is neither: it is copied.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attachment {
    /// Relative to the workspace, with `/`.
    pub path: Arc<str>,
    /// Size in bytes.
    pub bytes: u64,
}
