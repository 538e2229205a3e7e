//! Which documents a token stands in, and how prominently.

use hashbrown::HashMap;

/// Where in a document a token stands, from the least to the most telling. At most eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// In the text.
    Text,
    /// In a heading.
    Heading,
    /// In a tag or the name of a contact.
    Tag,
    /// In the title or an alias.
    Name,
    /// At the beginning of the title or an alias.
    NameStart,
}

/// Tokens and their documents.
#[derive(Default)]
pub(super) struct Postings {
    /// Per token, by document: `document * 8 + level`.
    by_token: HashMap<String, Vec<u32>>,
}

impl Postings {
    /// Notes that a document has a token. Documents come in the order of their ids.
    pub(super) fn add(&mut self, token: &str, doc: u32, level: Level) {
        let posting = doc * 8 + level as u32;
        let postings = self.by_token.entry_ref(token).or_default();
        match postings.last_mut() {
            Some(newest) if *newest / 8 == doc => *newest = posting.max(*newest),
            _ => postings.push(posting),
        }
    }

    /// Tokens in order, each with its encoded documents.
    pub(super) fn into_sorted(self) -> Vec<(String, String)> {
        let mut rows: Vec<(String, String)> =
            self.by_token.into_iter().map(|(token, list)| (token, encode(&list))).collect();
        rows.sort_unstable();
        rows
    }
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Differences of document numbers, times 8, plus the level; each number in digits of five bits, the lowest first, with
/// 32 added to all but the last.
fn encode(list: &[u32]) -> String {
    let mut text = String::with_capacity(list.len() * 2);
    let mut previous = 0;
    for posting in list {
        let doc = posting / 8;
        let mut number = (doc - previous) * 8 + posting % 8;
        previous = doc;
        while number >= 32 {
            text.push(char::from(DIGITS[(number % 32 + 32) as usize]));
            number /= 32;
        }
        text.push(char::from(DIGITS[number as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        // Document 0 at level 3: D. Document 100 at level 4: 804 = 4 + 32 × 25, digits 4 + 32 (k) and 25 (Z).
        assert_eq!(encode(&[3, 804]), "DkZ");
        assert_eq!(encode(&[]), "");
    }

    #[test]
    fn a_document_keeps_its_highest_level() {
        let mut postings = Postings::default();
        for (doc, level) in [(0, Level::Name), (0, Level::Text), (1, Level::Text)] {
            postings.add("a", doc, level);
        }
        assert_eq!(postings.into_sorted(), [("a".to_owned(), "DI".to_owned())]);
    }
}
