//! Headings: their level on the page, their words, and ids that stay the same as long as the words do.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::Placement;

/// A heading of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Level on the page, 1 to 6.
    pub level: u8,
    /// Its id on the page, unique in the text.
    pub id: String,
    /// Its words without markup.
    pub text: String,
}

/// The id of every page's content, which no heading may have.
const MAIN: &str = "main";

/// Collects the headings of one text.
pub(super) struct Headings<'r> {
    placement: Placement<'r>,
    done: Vec<Heading>,
    ids: BTreeSet<String>,
    open: Option<Open>,
}

struct Open {
    level: u8,
    given_id: Option<String>,
    words: String,
    event: usize,
}

impl<'r> Headings<'r> {
    pub(super) fn new(placement: Placement<'r>) -> Self {
        Self { placement, done: Vec::new(), ids: BTreeSet::from([MAIN.to_owned()]), open: None }
    }

    /// A heading begins at the event with this index.
    pub(super) fn open(&mut self, level: HeadingLevel, given_id: Option<&str>, event: usize) {
        let level = (level as u8).saturating_add(self.placement.heading_shift).min(6);
        self.open = Some(Open { level, given_id: given_id.map(str::to_owned), words: String::new(), event });
    }

    /// Whether a heading is open and took the words.
    pub(super) fn add_words(&mut self, words: &str) -> bool {
        self.open.as_mut().map(|open| open.words.push_str(words)).is_some()
    }

    /// The heading ends: the index of its first event, and its start and end with level and id.
    pub(super) fn close<'a>(&mut self) -> Option<(usize, Event<'a>, Event<'a>)> {
        let Open { level, given_id, words, event } = self.open.take()?;
        let id = self.unique(&slug(given_id.as_deref().unwrap_or(&words)));
        let html_level = HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H6);
        self.done.push(Heading { level, id: id.clone(), text: words.trim().to_owned() });
        let tag = Tag::Heading { level: html_level, id: Some(id.into()), classes: Vec::new(), attrs: Vec::new() };
        Some((event, Event::Start(tag), Event::End(TagEnd::Heading(html_level))))
    }

    /// Whether the heading that was closed last has these words.
    pub(super) fn last_says(&self, words: &str) -> bool {
        self.done.last().is_some_and(|heading| heading.text == words.trim())
    }

    /// The heading that was closed last is the title of the page and leaves the list; its id stays taken.
    pub(super) fn take_title(&mut self) -> Option<Heading> {
        self.done.pop()
    }

    pub(super) fn finish(self) -> Vec<Heading> {
        self.done
    }

    fn unique(&mut self, slug: &str) -> String {
        let prefix = self.placement.id_prefix;
        let mut id = format!("{prefix}{slug}");
        let mut count = 1;
        while !self.ids.insert(id.clone()) {
            count += 1;
            id = format!("{prefix}{slug}-{count}");
        }
        id
    }
}

/// Letters and digits of every script in small letters, hyphens for what is between them: `定价 & 折扣` → `定价-折扣`.
fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for letter in words.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || letter == '_' {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "section".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_keep_han_characters() {
        let slugs = ["定价 & 折扣", "Q3 Review: what now?", "  —— ", "A_b"].map(slug);
        assert_eq!(slugs, ["定价-折扣", "q3-review-what-now", "section", "a_b"]);
    }
}
