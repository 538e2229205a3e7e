//! Numbers for texts that occur again and again.

use std::hash::{Hash, Hasher};

use hashbrown::HashMap;

/// The number of no text.
pub const NONE: u32 = u32::MAX;

/// Texts by number, in the order of their first occurrence.
#[derive(Debug, Default)]
pub struct Interner {
    /// Texts of up to [`Short::LONGEST`] bytes: almost all.
    short: HashMap<Short, u32>,
    long: HashMap<Box<[u8]>, u32>,
    texts: Vec<Box<[u8]>>,
    /// The text asked for last: rows of one order follow each other.
    last: Option<(Short, u32)>,
}

/// A short text in a few words, quick to hash and compare: its bytes, zeros, and its length in the last byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Short([u64; 3]);

/// Word by word, which is quicker than as a list.
impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|&word| state.write_u64(word));
    }
}

impl Short {
    const LONGEST: usize = 23;

    fn of(text: &[u8]) -> Option<Self> {
        let length = u8::try_from(text.len()).ok().filter(|&length| usize::from(length) <= Self::LONGEST)?;
        let mut words = [0; 3];
        let mut rest = text;
        for word in &mut words {
            match rest.split_first_chunk::<8>() {
                Some((bytes, behind)) => {
                    *word = u64::from_le_bytes(*bytes);
                    rest = behind;
                }
                None => {
                    *word = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
                    break;
                }
            }
        }
        words[2] |= u64::from(length) << 56;
        Some(Self(words))
    }
}

impl Interner {
    /// The number of a text; a new one has the next.
    pub fn number(&mut self, text: &[u8]) -> u32 {
        let next = u32::try_from(self.texts.len()).unwrap_or(NONE);
        let Some(short) = Short::of(text) else {
            if let Some(&number) = self.long.get(text) {
                return number;
            }
            self.texts.push(text.into());
            self.long.insert(text.into(), next);
            return next;
        };
        if let Some((_, number)) = self.last.filter(|(last, _)| *last == short) {
            return number;
        }
        let number = *self.short.entry(short).or_insert(next);
        if number == next {
            self.texts.push(text.into());
        }
        self.last = Some((short, number));
        number
    }

    /// The number of a text, [`NONE`] for the empty one.
    pub fn number_or_none(&mut self, text: &[u8]) -> u32 {
        if text.is_empty() { NONE } else { self.number(text) }
    }

    /// The texts by number.
    pub fn by_number(self) -> Vec<String> {
        self.texts.iter().map(|text| text_of(text)).collect()
    }
}

/// Text of a block, which is valid UTF-8.
pub fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_one_number() {
        let long = "x".repeat(24);
        let texts =
            ["", "a", "a\0", "\0", "12345678", "1234567", "123456789", &long[1..], &long, "客户客户客户客户", "b"];
        let mut interner = Interner::default();
        for _ in 0..2 {
            for (text, number) in texts.iter().zip(0_u32..) {
                assert_eq!([interner.number(text.as_bytes()), interner.number(text.as_bytes())], [number; 2], "{text}");
            }
        }
        assert_eq!([interner.number_or_none(b""), interner.number_or_none(b"b")], [NONE, 10]);
        assert_eq!(interner.by_number(), texts);
    }
}
