//! How wide words are, where only a guess is needed: which text of a column is the longest, how many lines a paragraph takes.
//!
//! Charts measure letter by letter ([`crate::charts`]); the fonts of a page are the reader's, and nobody knows them here.

/// About how wide words are, in ems. Han characters are as wide as they are high, others about half of that.
pub fn ems(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.52 } else { 1.0 }).sum()
}
