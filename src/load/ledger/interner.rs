//! Numbers for texts that occur again and again.

use hashbrown::HashMap;

/// The number of no text.
pub const NONE: u32 = u32::MAX;

/// Texts by number, in the order of their first occurrence.
#[derive(Debug, Default)]
pub struct Interner {
    numbers: HashMap<Box<[u8]>, u32>,
    /// The text asked for last: rows of one order follow each other.
    last: Vec<u8>,
    last_number: Option<u32>,
}

impl Interner {
    /// The number of a text; a new one has the next.
    pub fn number(&mut self, text: &[u8]) -> u32 {
        if let Some(number) = self.last_number.filter(|_| self.last == text) {
            return number;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(NONE);
        let number = match self.numbers.get(text) {
            Some(&number) => number,
            None => *self.numbers.entry(text.into()).or_insert(next),
        };
        self.last.clear();
        self.last.extend_from_slice(text);
        self.last_number = Some(number);
        number
    }

    /// The number of a text, [`NONE`] for the empty one.
    pub fn number_or_none(&mut self, text: &[u8]) -> u32 {
        if text.is_empty() { NONE } else { self.number(text) }
    }

    /// The texts by number.
    pub fn by_number(self) -> Vec<String> {
        let mut texts: Vec<(u32, Box<[u8]>)> = self.numbers.into_iter().map(|(text, number)| (number, text)).collect();
        texts.sort_unstable();
        texts.into_iter().map(|(_, text)| text_of(&text)).collect()
    }
}

/// Text of a block, which is valid UTF-8.
pub fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
