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

/// A token, by the place of its postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TokenId(u32);

/// Tokens and their documents.
#[derive(Default)]
pub(super) struct Postings {
    tokens: HashMap<String, TokenId>,
    /// Per token, by document: `document * 8 + level`.
    lists: Vec<Vec<u32>>,
}

impl Postings {
    /// The number of a token, which is known from now on.
    pub(super) fn token(&mut self, token: &str) -> TokenId {
        *self.tokens.entry_ref(token).or_insert_with(|| {
            self.lists.push(Vec::new());
            // There are fewer distinct tokens than letters in texts that fit into memory.
            TokenId(u32::try_from(self.lists.len() - 1).unwrap_or(u32::MAX))
        })
    }

    /// Notes that a document has a token. Documents come in the order of their ids.
    pub(super) fn add(&mut self, TokenId(token): TokenId, doc: u32, level: Level) {
        let posting = doc * 8 + level as u32;
        let list = &mut self.lists[token as usize];
        match list.last_mut() {
            Some(newest) if *newest / 8 == doc => *newest = posting.max(*newest),
            _ => list.push(posting),
        }
    }

    /// Tokens that stand in a document, in order, each with its encoded documents.
    pub(super) fn into_sorted(self) -> Vec<(String, String)> {
        let Self { tokens, lists } = self;
        let rows = tokens.into_iter().map(|(token, TokenId(id))| (token, encode(&lists[id as usize])));
        let mut rows: Vec<(String, String)> = rows.filter(|(_, documents)| !documents.is_empty()).collect();
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
            let token = postings.token("a");
            postings.add(token, doc, level);
        }
        postings.token("of no document");
        assert_eq!(postings.into_sorted(), [("a".to_owned(), "DI".to_owned())]);
    }
}
