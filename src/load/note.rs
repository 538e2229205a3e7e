//! Markdown files: front matter read as YAML, the body kept as it is.
//!
//! Front matter stands between a first line `---` and the next line `---`. It is parsed together with its opening line, which
//! YAML takes for a document start, so that all places are those of the file.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer};

use super::text_file::TextFile;
use super::yaml;
use crate::diagnostic::codes::UNCLOSED_FRONT_MATTER;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::portfolio::{Body, Localised, NoteEvent};

/// Front matter of a note beside a dossier. All keys are optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoteFront {
    /// The day that it is about; else the event's, else that of the file name.
    pub date: Option<Date>,
    /// Title.
    pub title: Option<Localised>,
    /// Kind, in the team's own words.
    pub kind: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Language of the text.
    pub language: Option<String>,
    /// Shown only in builds with drafts.
    pub draft: bool,
    /// Tags.
    pub tags: Vec<String>,
    /// It is the text of the dossier's visit of this day.
    pub visit: Option<Date>,
    /// It is the text of the dossier's complaint of this day.
    pub complaint: Option<Date>,
    /// It is the text of the dossier's survey of this day.
    pub survey: Option<Date>,
    /// It is the text of the plan's action due on this day.
    pub action: Option<Date>,
}

impl NoteFront {
    /// The event that is named first, with its key.
    pub fn event(&self) -> Option<(&'static str, NoteEvent)> {
        let visit = self.visit.map(|date| ("visit", NoteEvent::Visit(date)));
        let complaint = self.complaint.map(|date| ("complaint", NoteEvent::Complaint(date)));
        let survey = self.survey.map(|date| ("survey", NoteEvent::Survey(date)));
        let action = self.action.map(|date| ("action", NoteEvent::Action(date)));
        visit.or(complaint).or(survey).or(action)
    }
}

/// Front matter of a wiki page. All keys are optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PageFront {
    /// Title.
    pub title: Option<String>,
    /// The word in the menu, or whether the page stands in it.
    pub menu: Option<MenuEntry>,
    /// Place in the menu; small comes first.
    pub weight: Option<i32>,
    /// Language of the text, where the file name does not say it.
    pub language: Option<String>,
    /// A sentence on what it is about.
    pub summary: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Shown only in builds with drafts.
    pub draft: bool,
}

/// `menu: false`, or the word in the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuEntry {
    /// Whether the page stands in the menu.
    Shown(bool),
    /// The word in the menu.
    Word(String),
}

impl<'de> Deserialize<'de> for MenuEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entry;
        impl Visitor<'_> for Entry {
            type Value = MenuEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the word in the menu, or false")
            }

            fn visit_bool<E: Error>(self, shown: bool) -> Result<MenuEntry, E> {
                Ok(MenuEntry::Shown(shown))
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<MenuEntry, E> {
                Ok(MenuEntry::Word(word.to_owned()))
            }
        }
        deserializer.deserialize_any(Entry)
    }
}

/// A Markdown file with its front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown<F> {
    /// The front matter.
    pub front: F,
    /// The bytes of the file that hold it, opening line included: what places in it are counted in.
    pub front_text: Arc<str>,
    /// The text after it.
    pub body: Body,
}

/// Splits a Markdown file and reads its front matter; a file without any has the default one.
pub fn split<F: DeserializeOwned + Default>(file: &TextFile) -> (Markdown<F>, Diagnostics) {
    let text = &file.text;
    let body = |offset| Body { file: Arc::clone(&file.file), source: Arc::clone(text), offset };
    let none = |offset| Markdown { front: F::default(), front_text: Arc::from(""), body: body(offset) };
    let first_line = text.split_inclusive('\n').next().unwrap_or_default();
    if first_line.trim_end() != "---" {
        let is_toml = first_line.trim_end() == "+++";
        let toml = || {
            Diagnostic::error(UNCLOSED_FRONT_MATTER, "front matter between lines `+++` is TOML, which is not read")
                .at(Place::span(Arc::clone(&file.file), text, 0..3))
                .help("write it in YAML (`title: …`) between two lines `---`")
        };
        return (none(0), is_toml.then(toml).into_iter().collect());
    }
    let mut position = first_line.len();
    for line in text[position..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let (front, diagnostics) = yaml::parse::<F>(&file.file, &text[..position]);
            let front_text = Arc::from(&text[..position]);
            let front = front.unwrap_or_default();
            return (Markdown { front, front_text, body: body(position + line.len()) }, diagnostics);
        }
        position += line.len();
    }
    let unclosed = Diagnostic::error(UNCLOSED_FRONT_MATTER, "front matter starts here and is never closed")
        .at(Place::span(Arc::clone(&file.file), text, 0..3))
        .help("end it with a line `---`");
    let end = first_line.len() + front_without_end(&text[first_line.len()..]);
    let (front, mut diagnostics) = yaml::parse::<F>(&file.file, &text[..end]);
    diagnostics.push(unclosed);
    let front_text = Arc::from(&text[..end]);
    (Markdown { front: front.unwrap_or_default(), front_text, body: body(end) }, diagnostics)
}

/// How many bytes of a text look like front matter that lacks its last line: keys and what is indented under them, up to an
/// empty line or a line of prose.
fn front_without_end(text: &str) -> usize {
    let is_front = |line: &str| {
        let key = line.split_once(':').map(|(key, _)| key);
        line.starts_with([' ', '\t', '-'])
            || key.is_some_and(|key| {
                !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
            })
    };
    text.split_inclusive('\n').take_while(|line| is_front(line) && !line.trim().is_empty()).map(str::len).sum()
}

/// The day at the start of a file's name: `notes/2026-06-21-lanshang.md`.
pub fn date_in_name(path: &str) -> Option<Date> {
    let name = path.rsplit('/').next()?;
    name.get(..10)?.parse().ok()
}
