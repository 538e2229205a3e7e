//! Cuts text into tokens, in the same way as `search.js`, which reads the tables below from the index.
//!
//! Text is folded first: small letters, no accents, half-width forms. Then a *word* is a run of Latin, Greek or
//! Cyrillic letters and digits, and is found by its beginning. Every other letter (Han, kana, Hangul, …) is a *gram*: a
//! run `甲乙丙` yields `甲乙`, `乙丙` and `丙`, so that one character is a beginning, two are a token, and three or more
//! are several tokens and an exact check.

use super::reading;

/// What letters lose when folded: the first word of each row stands for each letter behind the colon.
pub const FOLDS: &[&str] = &[
    "a:àáâãäåāăąǎạảấầẩẫậắằẳẵặ",
    "ae:æ",
    "c:çćĉċč",
    "d:ďđð",
    "e:èéêëēĕėęěẹẻẽếềểễệ",
    "g:ĝğġģ",
    "h:ĥħ",
    "i:ìíîïĩīĭįıǐỉị",
    "j:ĵ",
    "k:ķ",
    "l:ĺļľŀł",
    "n:ñńņňŉ",
    "o:òóôõöøōŏőǒọỏốồổỗộơớờởỡợ",
    "oe:œ",
    "r:ŕŗř",
    "s:śŝşšș",
    "ss:ß",
    "t:ţťŧț",
    "th:þ",
    "u:ùúûüũūŭůűųǔǖǘǚǜụủưứừửữự",
    "w:ŵ",
    "y:ýÿŷỳỵỷỹ",
    "z:źżž",
];

/// Letters of words, as ranges of code points, both ends included.
pub const WORD_RANGES: &[(u32, u32)] =
    &[(0x30, 0x39), (0x61, 0x7a), (0xdf, 0xf6), (0xf8, 0x24f), (0x370, 0x3ff), (0x400, 0x52f), (0x1e00, 0x1eff)];

/// Letters of grams: Hebrew to Georgian, Hangul, kana, Han with its extensions.
pub const GRAM_RANGES: &[(u32, u32)] = &[
    (0x5d0, 0x5ea),
    (0x620, 0x6d3),
    (0x900, 0x10ff),
    (0x3005, 0x3007),
    (0x3041, 0x30ff),
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0xac00, 0xd7a3),
    (0xf900, 0xfaff),
    (0x20000, 0x3ffff),
];

/// The block that nearly all Chinese text is made of: the way past the tables, as for ASCII.
const COMMON_HAN_FIRST: char = '\u{4e00}';
const COMMON_HAN_LAST: char = '\u{9fff}';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Gram,
    Between,
}

/// The text without what search does not tell apart.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|letter| fold_letter(letter, &mut |plain| folded.push(plain)));
    folded
}

/// The tokens of a text, in order, with repetitions.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    each(text, &mut |token| tokens.push(token.to_owned()));
    tokens
}

/// Hands over the tokens of a text one by one.
pub(super) fn each(text: &str, take: &mut impl FnMut(&str)) {
    let mut run = String::new();
    let mut class = Class::Between;
    for letter in text.chars() {
        fold_letter(letter, &mut |plain| {
            let next = class_of(plain);
            if next != class {
                finish(&mut run, class, take);
                class = next;
            }
            match class {
                Class::Word => run.push(plain),
                Class::Gram => {
                    run.push(plain);
                    if run.len() > plain.len_utf8() {
                        take(&run);
                        run.drain(..run.len() - plain.len_utf8());
                    }
                }
                Class::Between => {}
            }
        });
    }
    finish(&mut run, class, take);
}

/// Runs of letters of words and grams, folded: what stands between blanks and punctuation.
pub(super) fn runs(text: &str) -> Vec<String> {
    let folded = fold(text);
    let runs = folded.split(|letter| class_of(letter) == Class::Between);
    runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// Whether a folded letter is one of words.
pub(super) fn is_word(letter: char) -> bool {
    class_of(letter) == Class::Word
}

/// The first letter of a word of two letters or more: names are found by it alone.
pub(super) fn initial(token: &str) -> Option<String> {
    let first = token.chars().next().filter(|letter| class_of(*letter) == Class::Word)?;
    (token.len() > first.len_utf8()).then(|| first.to_string())
}

/// What decides in which shard a token stands, so that all tokens with one beginning stand in one shard: the first
/// gram, or the first two letters of a word or of a spelling behind its mark. Hashed by FNV-1a over UTF-16.
pub fn hash(token: &str) -> u32 {
    let token = token.trim_start_matches([reading::FULL, reading::INITIALS]);
    let count = if token.chars().next().is_some_and(|letter| class_of(letter) == Class::Word) { 2 } else { 1 };
    let mut hash: u32 = 0x811c_9dc5;
    for letter in token.chars().take(count) {
        for unit in letter.encode_utf16(&mut [0; 2]) {
            hash = (hash ^ u32::from(*unit)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

fn finish(run: &mut String, class: Class, take: &mut impl FnMut(&str)) {
    if class != Class::Between && !run.is_empty() {
        take(run);
    }
    run.clear();
}

/// Full width → half width, small letters, without accents.
fn fold_letter(letter: char, take: &mut impl FnMut(char)) {
    let letter = match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    };
    match letter {
        '\0'..='\x7f' => return take(letter.to_ascii_lowercase()),
        COMMON_HAN_FIRST..=COMMON_HAN_LAST => return take(letter),
        _ => {}
    }
    for small in letter.to_lowercase() {
        match u32::from(small) {
            0x300..=0x36f => {}
            0xdf..=0x24f | 0x1e00..=0x1eff => match FOLDS.iter().find(|row| row.contains(small)) {
                Some(row) => row.split(':').next().unwrap_or_default().chars().for_each(&mut *take),
                None => take(small),
            },
            _ => take(small),
        }
    }
}

fn class_of(letter: char) -> Class {
    match letter {
        COMMON_HAN_FIRST..=COMMON_HAN_LAST => return Class::Gram,
        '0'..='9' | 'a'..='z' => return Class::Word,
        '\0'..='\x7f' => return Class::Between,
        _ => {}
    }
    let code = u32::from(letter);
    let within = |ranges: &[(u32, u32)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&code));
    if within(WORD_RANGES) {
        Class::Word
    } else if within(GRAM_RANGES) {
        Class::Gram
    } else {
        Class::Between
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_grams() {
        assert_eq!(
            tokens("澜裳服饰A股 Müller-Straße ２０２６年"),
            ["澜裳", "裳服", "服饰", "饰", "a", "股", "muller", "strasse", "2026", "年"]
        );
        assert_eq!(tokens("李，㐂𠮷"), ["李", "㐂𠮷", "𠮷"]);
        assert_eq!(tokens(" ，!— "), Vec::<String>::new());
        assert_eq!(fold("İSTANBUL Ａé"), "istanbul ae");
    }

    #[test]
    fn the_way_past_the_tables_says_what_they_say() {
        for letter in '\0'..='\x7f' {
            let code = u32::from(letter);
            let in_table = WORD_RANGES.iter().any(|(first, last)| (*first..=*last).contains(&code));
            assert_eq!(is_word(letter), in_table, "{letter:?}");
        }
    }

    #[test]
    fn one_beginning_one_shard() {
        assert_eq!(hash("澜"), hash("澜裳"));
        assert_eq!(hash("mu"), hash("muller"));
        assert_ne!(hash("m"), hash("mu"));
        // FNV-1a of the bytes 0x61 ("a"), as published by its authors.
        assert_eq!(hash("a"), 0xe40c_292c);
        assert_eq!(initial("muller").as_deref(), Some("m"));
        assert_eq!(initial("m"), None);
        assert_eq!(initial("澜裳"), None);
    }

    #[test]
    fn every_fold_is_read() {
        for row in FOLDS {
            let (plain, letters) = row.split_once(':').unwrap();
            for letter in letters.chars() {
                assert_eq!(fold(&letter.to_string()), plain, "{letter}");
            }
        }
    }
}
