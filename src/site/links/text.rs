//! A text whose links are followed: what it says, where it stands, and how its problems are placed.

use std::ops::Range;

use super::{Origin, Target, note_prefix};
use crate::diagnostic::Place;
use crate::portfolio::{Body, Localised, Portfolio, Section};

/// A text to read: where it stands with the page that shows it, and how its problems are placed.
pub(super) struct Text<'a> {
    /// Where it stands; nowhere, if it was set aside.
    pub stands: Option<(Origin, Target)>,
    pub file: &'a str,
    pub source: &'a str,
    /// Bytes before the text in what `at` places; see [`crate::site::markdown::Markdown::render`].
    pub offset: usize,
    /// The title that its front matter gives.
    pub title: Option<&'a str>,
    /// What it is one language of.
    pub of: Option<&'a Localised>,
    pub at: At<'a>,
}

/// Where a problem of a text is.
pub(super) enum At<'a> {
    /// At its bytes in the body of this file.
    Body(&'a Body),
    /// Within this value of the dossier.
    Value(String),
}

/// The place of some words inside a value of a dossier: file, JSON pointer, words.
pub type PlaceWithin<'a> = &'a (dyn Fn(&str, &str, &str) -> Place + Sync);

impl<'a> Text<'a> {
    /// A note or a text of a wiki page.
    pub fn of(stands: Option<(Origin, Target)>, body: &'a Body, title: Option<&'a str>) -> Self {
        let (file, source, offset) = (&*body.file, &*body.source, body.offset);
        Self { stands, file, source, offset, title, of: None, at: At::Body(body) }
    }

    /// A section of a dossier, in each language that it is written in; `number` counts from zero.
    pub fn of_section(
        stands: Option<(Origin, Target)>,
        file: &'a str,
        number: usize,
        section: &'a Section,
    ) -> impl Iterator<Item = Self> {
        let pointer = format!("/sections/{number}/text");
        let texts: Vec<(String, &'a str)> = match &section.text {
            Localised::One(text) => vec![(pointer, text)],
            Localised::PerLanguage(texts) => {
                texts.iter().map(|(tag, text)| (format!("{pointer}/{tag}"), text.as_str())).collect()
            }
        };
        let of = Some(&section.text);
        let text =
            move |(pointer, source)| Self { stands, file, source, offset: 0, title: None, of, at: At::Value(pointer) };
        texts.into_iter().map(text)
    }

    /// What its page puts before the ids of its headings; nothing where its headings can be named by this text alone.
    pub fn id_prefix(&self) -> String {
        match self.stands {
            Some((Origin::Note(_, at), _)) => note_prefix(at),
            _ => String::new(),
        }
    }

    /// Those of the site's languages in which it is shown, as positions among `tags`; the default one is the first of them.
    pub fn shown_in(&self, portfolio: &Portfolio, tags: &[&str]) -> Vec<usize> {
        let default = tags.first().copied().unwrap_or_default();
        let is_shown = |tag: &str| match (self.stands, self.of) {
            (Some((Origin::Page(page, text), _)), _) => portfolio.pages[page].shown_in(tag, default) == text,
            (_, Some(texts)) => texts.in_language(tag).0 == self.source,
            _ => true,
        };
        tags.iter().enumerate().filter(|(_, tag)| is_shown(tag)).map(|(at, _)| at).collect()
    }

    /// The place of a span of its source.
    pub fn place(&self, span: &Range<usize>, within: PlaceWithin<'_>) -> Place {
        match &self.at {
            At::Body(body) => Place::span(body.file.clone(), &body.source, span.clone()),
            At::Value(pointer) => within(self.file, pointer, self.source.get(span.clone()).unwrap_or_default()),
        }
    }
}
