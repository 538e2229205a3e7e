//! How a Chinese name is typed on a Latin keyboard: by its pinyin in full (`lanshang`), or by initials (`ls`).
//!
//! 1. A name is cut into runs of characters and words; a word that stands among characters reads as itself, so that
//!    `TCL科技` is found by `tclkj`.
//! 2. From every unit of a run on, its spellings are indexed as tokens of their own: those in full behind [`FULL`],
//!    the initials behind [`INITIALS`]. They are cut to a few letters; `search.js` checks the rest of a longer query
//!    against the name, with the readings of its characters.
//! 3. A character that is read in several ways yields a spelling for each, within bounds: a surname or a place is often
//!    read in its rarer way (单, 长).

use std::collections::{BTreeMap, BTreeSet};

use pinyin::{ToPinyin, ToPinyinMulti};

use super::token;

/// Marks a token as the beginning of a spelling in full.
pub const FULL: char = '=';
/// Marks a token as initials.
pub const INITIALS: char = '-';
/// Letters of a spelling in full that are indexed.
pub const FULL_LETTERS: usize = 8;
/// Initials that are indexed.
pub const INITIALS_LETTERS: usize = 4;
/// Readings of a character, the usual one first, that are indexed.
const MOST_READINGS: usize = 4;
/// Spellings from one place of a name on.
const MOST_SPELLINGS: usize = 8;

/// The readings of the characters that names are made of: per reading its characters, for `search.js`.
#[derive(Default)]
pub(super) struct Readings {
    known: BTreeMap<char, Typed>,
}

/// How a character is typed; not at all where it has no reading.
struct Typed {
    full: Vec<String>,
    initials: Vec<String>,
}

impl Typed {
    fn of(letter: char) -> Self {
        let full = readings(letter);
        let initials = full.iter().filter_map(|reading| reading.get(..1)).map(str::to_owned).collect();
        Self { full, initials }
    }
}

/// A character with its readings, or a word, which reads as itself.
enum Unit<'a> {
    Character(&'a Typed),
    Word(String),
}

impl Unit<'_> {
    /// Ways to type it in full.
    fn full(&self) -> &[String] {
        match self {
            Self::Character(typed) => &typed.full,
            Self::Word(word) => std::slice::from_ref(word),
        }
    }

    /// Ways to type it short.
    fn short(&self) -> &[String] {
        match self {
            Self::Character(typed) => &typed.initials,
            Self::Word(word) => std::slice::from_ref(word),
        }
    }
}

impl Readings {
    /// Hands over the spellings of a name, each with whether it starts the name.
    pub(super) fn each(&mut self, name: &str, take: &mut impl FnMut(&str, Start)) {
        let mut start = Start::OfName;
        for run in token::runs(name) {
            let units = self.units(&run);
            for at in 0..units.len() {
                spell(&units[at..], start, take);
                start = Start::Within;
            }
        }
    }

    /// Lines of a reading and its characters, in order: `lan兰澜`.
    pub(super) fn table(&self) -> String {
        let mut characters: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
        for (character, typed) in &self.known {
            for reading in &typed.full {
                characters.entry(reading).or_default().insert(*character);
            }
        }
        let lines = characters.into_iter().map(|(reading, set)| format!("{reading}{}\n", String::from_iter(set)));
        lines.collect()
    }

    fn units(&mut self, run: &str) -> Vec<Unit<'_>> {
        for letter in run.chars().filter(|letter| !token::is_word(*letter)) {
            self.known.entry(letter).or_insert_with(|| Typed::of(letter));
        }
        let mut units: Vec<Unit<'_>> = Vec::new();
        for letter in run.chars() {
            match (self.known.get(&letter), units.last_mut()) {
                (Some(typed), _) => units.push(Unit::Character(typed)),
                (None, Some(Unit::Word(word))) => word.push(letter),
                (None, _) => units.push(Unit::Word(letter.into())),
            }
        }
        units
    }
}

/// Whether a spelling starts a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// It starts the name.
    OfName,
    /// It stands within the name.
    Within,
}

impl Start {
    /// Of what stands in a name at a place, from 0.
    pub(super) const fn at(place: usize) -> Self {
        if place == 0 { Self::OfName } else { Self::Within }
    }
}

/// The spellings of a run from its first unit on: none where words alone are left, which are tokens anyway.
fn spell(units: &[Unit<'_>], start: Start, take: &mut impl FnMut(&str, Start)) {
    if units.iter().all(|unit| matches!(unit, Unit::Word(_))) {
        return;
    }
    let mut token = String::new();
    let mut hand_over = |mark: char, text: &str| {
        token.clear();
        token.push(mark);
        token.push_str(text);
        take(&token, start);
    };
    for text in spellings(units, FULL_LETTERS, Unit::full) {
        if text.len() > 1 {
            hand_over(FULL, &text);
        }
    }
    for text in spellings(units, INITIALS_LETTERS, Unit::short) {
        let first = text.chars().next().map_or(0, char::len_utf8);
        // One letter finds what begins with it, not everything that has it.
        if text.len() > first {
            hand_over(INITIALS, &text);
        }
        if start == Start::OfName {
            hand_over(INITIALS, &text[..first]);
        }
    }
}

/// Distinct beginnings of what can be typed, at most `most` letters long; none where they hold words alone, or where the first
/// character has no reading.
fn spellings<'u, 'n>(units: &'u [Unit<'n>], most: usize, ways: impl Fn(&'u Unit<'n>) -> &'u [String]) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut has_reading = false;
    for unit in units {
        if ways(unit).is_empty() || texts.iter().all(|text| text.chars().count() >= most) {
            break;
        }
        has_reading |= matches!(unit, Unit::Character(_));
        let mut next: Vec<String> = Vec::new();
        // Readings outside, so that the bound drops rare readings of later characters first.
        for way in ways(unit) {
            for text in &texts {
                let mut longer = text.clone();
                longer.extend(way.chars().take(most - text.chars().count()));
                if next.len() < MOST_SPELLINGS && !next.contains(&longer) {
                    next.push(longer);
                }
            }
        }
        texts = next;
    }
    if has_reading { texts } else { Vec::new() }
}

/// Distinct readings of a character without tones; ü as both `v` and `u` are typed.
fn readings(letter: char) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for reading in letter.to_pinyin_multi().into_iter().flatten().map(pinyin::Pinyin::plain) {
        for plain in [reading.replace('ü', "v"), reading.replace('ü', "u")] {
            if found.len() < MOST_READINGS
                && plain.bytes().all(|byte| byte.is_ascii_lowercase())
                && !found.contains(&plain)
            {
                found.push(plain);
            }
        }
    }
    found
}

/// By what a Chinese list is sorted: letter by letter its pinyin, of equal ones the letter itself; Latin before Han, as in
/// dictionaries.
pub fn order(text: &str) -> Vec<(bool, String, char)> {
    let place = |letter: char| match letter.to_pinyin() {
        Some(read) => (true, read.plain().to_owned(), letter),
        None => (false, letter.to_lowercase().to_string(), letter),
    };
    text.chars().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(name: &str) -> Vec<String> {
        let mut all = Vec::new();
        Readings::default().each(name, &mut |text, start| {
            all.push(format!("{text}{}", if start == Start::OfName { "^" } else { "" }));
        });
        all
    }

    #[test]
    fn a_name_is_typed_in_full_and_by_initials() {
        assert_eq!(spelled("澜裳"), ["=lanshang^", "=lanchang^", "-ls^", "-l^", "-lc^", "-l^", "=shang", "=chang"]);
    }

    #[test]
    fn a_word_among_characters_reads_as_itself() {
        let all = spelled("TCL科技");
        assert!(all.contains(&"=tclkeji^".to_owned()) && all.contains(&"-tclk^".to_owned()), "{all:?}");
        assert_eq!(spelled("Lanshang Group"), Vec::<String>::new());
    }

    #[test]
    fn every_reading_within_bounds() {
        // 单 is shan as a surname and dan otherwise; 绿 is typed lv or lu.
        let all = spelled("单绿");
        for one in ["=shanlv^", "=danlv^", "=shanlu^", "-sl^", "-dl^", "=lv", "=lu"] {
            assert!(all.contains(&one.to_owned()), "{one} of {all:?}");
        }
        let long = spelled("长行重单车会朝").into_iter().filter(|text| text.starts_with('=') && text.ends_with('^'));
        assert!(long.clone().count() <= MOST_SPELLINGS && long.count() > 1);
    }

    #[test]
    fn the_table_lists_characters_by_reading() {
        let mut readings = Readings::default();
        readings.each("兰澜 3M", &mut |_, _| {});
        assert_eq!(readings.table(), "lan兰澜\n");
    }
}
