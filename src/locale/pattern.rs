//! One text of a catalogue: words with `{name}` slots, perhaps in plural forms.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Language, NBSP};

/// Bytes that are kept free for what stands in a slot: most are numbers, dates and names.
const ROOM_FOR_SLOT: usize = 24;

/// A text with slots, parsed once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Part {
    Words(String),
    Slot(String),
    /// A word for the number in a slot: for one, and for any other.
    Unit(String, [String; 2]),
}

impl Pattern {
    /// Parses `words {slot} words`; `{{` and `}}` stand for braces, and `{slot?month|months}` for the first of two words where the
    /// slot holds 1, else the second. The error says what is wrong.
    pub(super) fn parse(text: &str, language: Language) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            words.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix("{{") {
                words.push('{');
                rest = after;
            } else if let Some(after) = rest.strip_prefix("}}") {
                words.push('}');
                rest = after;
            } else {
                let (part, after) = slot(rest)?;
                push_words(&mut parts, &mut words, language);
                parts.push(part);
                rest = after;
            }
        }
        words.push_str(rest);
        push_words(&mut parts, &mut words, language);
        Ok(Self { parts })
    }

    /// Whether it has slots.
    pub(super) fn has_slots(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part, Part::Words(_)))
    }

    /// Names of its slots.
    pub(super) fn slots(&self) -> BTreeSet<&str> {
        self.parts
            .iter()
            .filter_map(|part| match part {
                Part::Slot(name) | Part::Unit(name, _) => Some(name.as_str()),
                Part::Words(_) => None,
            })
            .collect()
    }

    /// The finished text. A slot that `value_of` does not know stays as `{name}`. In Chinese a space stands between Han characters
    /// and a name in Latin letters, whatever the pattern has: `给 Acme 打电话`, and `给澜裳打电话`; none stands where a slot ends in a
    /// Han character and one follows: `6 月 8 日到期`.
    pub(super) fn fill<'v>(&self, language: Language, value_of: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
        let room = |part: &Part| if let Part::Words(words) = part { words.len() } else { ROOM_FOR_SLOT };
        let mut filled = String::with_capacity(self.parts.iter().map(room).sum());
        let is_chinese = language == Language::ZhCn;
        let mut is_after_latin = false;
        for part in &self.parts {
            let was_after_latin = std::mem::take(&mut is_after_latin) && is_chinese;
            match part {
                Part::Slot(name) => match value_of(name) {
                    Some(value) => {
                        let is_latin = is_chinese && value.contains(|letter: char| letter.is_ascii_alphabetic());
                        if is_chinese && value.starts_with(|c: char| c.is_ascii_digit()) {
                            bind_to_number(&mut filled);
                        }
                        if is_latin && ends_in_han(&filled) && value.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                            filled.push(' ');
                        }
                        filled.push_str(&value);
                        is_after_latin = is_latin && value.ends_with(|c: char| c.is_ascii_alphanumeric());
                    }
                    None => filled.extend(["{", name, "}"]),
                },
                Part::Unit(name, [one, other]) => {
                    filled.push_str(if value_of(name).is_some_and(|value| value == "1") { one } else { other });
                }
                Part::Words(words) if was_after_latin && starts_with_han(words) => filled.extend([" ", words]),
                // The words behind a slot decide by what stands in it whether their first space may break.
                Part::Words(words) => match words.strip_prefix(' ') {
                    Some(after) if language == Language::ZhCn && ends_bound(&filled) && starts_with_han(after) => {
                        filled.push(NBSP);
                        filled.push_str(after);
                    }
                    // `{date} 到期` is written for a date in digits; after 日, 元 or a Chinese name no space stands.
                    Some(after) if language == Language::ZhCn && ends_in_han(&filled) && starts_with_han(after) => {
                        filled.push_str(after);
                    }
                    _ => filled.push_str(words),
                },
            }
        }
        filled
    }
}

/// What `{name}` or `{name?one|other}` at the start of `text` stands for, and what follows it.
fn slot(text: &str) -> Result<(Part, &str), String> {
    let inner = text.strip_prefix('{').ok_or("a `}` without its `{`; write `}}` for a brace")?;
    let (name, after) = inner.split_once('}').ok_or("a `{` without its `}`; write `{{` for a brace")?;
    let (name, words) = name.split_once('?').map_or((name, None), |(name, words)| (name, Some(words)));
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(format!("`{{{name}}}` is not a placeholder; its name is in small letters, digits and `_`"));
    }
    let part = match words.map(|words| words.split_once('|')) {
        None => Part::Slot(name.to_owned()),
        Some(Some((_, other))) if other.contains('|') => {
            return Err(format!(
                "`{{{name}?…}}` has more than two words; write two, such as `{{{name}?month|months}}`"
            ));
        }
        Some(Some((one, other))) => Part::Unit(name.to_owned(), [one, other].map(str::to_owned)),
        Some(None) => return Err(format!("`{{{name}?…}}` has one word; write two, such as `{{{name}?month|months}}`")),
    };
    Ok((part, after))
}

/// In Chinese a number keeps its measure word: `9 周` does not break.
fn push_words(parts: &mut Vec<Part>, words: &mut String, language: Language) {
    if words.is_empty() {
        return;
    }
    let mut words = std::mem::take(words);
    if language == Language::ZhCn {
        words = with_measures(&words);
    }
    parts.push(Part::Words(words));
}

/// The text with its numbers bound to the measure words behind them: `9 周` does not break, a day is not parted from its month, the
/// letter of a class not from its 类, and `近 12 个月` is one phrase.
pub fn with_measures(text: &str) -> String {
    let mut glued = String::with_capacity(text.len() + 4);
    for (at, letter) in text.char_indices() {
        let after = &text[at + letter.len_utf8()..];
        let is_measure = ends_bound(&glued) && starts_with_han(after);
        let leads = glued.ends_with(['月', '近', '前', '满', '第', '约']);
        let binds = letter == ' ' && (is_measure || leads && after.starts_with(|c: char| c.is_ascii_digit()));
        glued.push(if binds { NBSP } else { letter });
    }
    glued
}

/// Han characters at most that go with the number behind them: a few fit on the line of a phone's headline together.
const MOST_BOUND: usize = 7;

/// Binds the end of what is written so far to a number that follows: `比去年增 12.5%` does not break before its number, unless what
/// would be bound is long. A number before it lets go: in `64 家里 15 家超过 60 天` the line ends before 15.
fn bind_to_number(filled: &mut String) {
    let Some(before) = filled.strip_suffix(' ').filter(|before| ends_in_han(before)) else { return };
    let delimiters = |c: char| " ，；：。、！？（“”".contains(c);
    let start = before.rmatch_indices(delimiters).next().map_or(0, |(at, delimiter)| at + delimiter.len());
    let run = &before[start..];
    if run.chars().count() > MOST_BOUND {
        // A day keeps its month and a place its 第.
        let may_part = |at: &usize| ends_in_han(&run[..*at]) && !run[..*at].ends_with(['年', '月', '第']);
        let mut bound = run.match_indices(NBSP).map(|(at, _)| at).filter(may_part);
        let Some(at) = bound.next_back().filter(|at| run[*at..].chars().count() <= MOST_BOUND + 1) else { return };
        filled.replace_range(start + at..start + at + NBSP.len_utf8(), " ");
    }
    filled.pop();
    filled.push(NBSP);
}

/// Whether text ends in a number, or in a letter by itself that names a class.
fn ends_bound(text: &str) -> bool {
    let before = text.strip_suffix(|letter: char| letter.is_ascii_uppercase());
    ends_in_number(text) || before.is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

fn ends_in_number(text: &str) -> bool {
    text.ends_with(|letter: char| letter.is_ascii_digit() || letter == '%')
}

fn starts_with_han(text: &str) -> bool {
    text.starts_with(is_han)
}

fn ends_in_han(text: &str) -> bool {
    text.ends_with(is_han)
}

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_measure_word_and_the_few_words_before_it() {
        assert_eq!(with_measures("9 月 30 日续约，见 Acme"), "9\u{a0}月\u{a0}30\u{a0}日续约，见 Acme");
        assert_eq!(with_measures("12 家 A 类，近 12 个月"), "12\u{a0}家 A\u{a0}类，近\u{a0}12\u{a0}个月");
        assert_eq!(with_measures("见 KAM 阶段"), "见 KAM 阶段");
        let says = |pattern: &str| {
            let pattern = Pattern::parse(pattern, Language::ZhCn).unwrap();
            pattern.fill(Language::ZhCn, |_| Some(Cow::Borrowed("60")))
        };
        assert_eq!(says("客户超过 {days} 天"), "客户超过\u{a0}60\u{a0}天");
        assert_eq!(
            says("近一年没有走访的客户超过 {days} 天"),
            "近一年没有走访的客户超过 60\u{a0}天",
            "too long to be bound"
        );
        assert_eq!(says("另有，见 {days}"), "另有，见\u{a0}60");
        assert_eq!(says("{a} 家里 {b} 家超过 {c} 天"), "60\u{a0}家里 60\u{a0}家超过\u{a0}60\u{a0}天");
        // The day before the number keeps its month.
        let pattern = Pattern::parse("{date}以来计划 {count} 次", Language::ZhCn).unwrap();
        let day = "2025\u{a0}年\u{a0}9\u{a0}月\u{a0}2\u{a0}日";
        let filled = pattern.fill(Language::ZhCn, |name| Some(Cow::Borrowed(if name == "date" { day } else { "7" })));
        assert!(filled.starts_with("2025\u{a0}年\u{a0}9\u{a0}月\u{a0}2\u{a0}日以来计划"), "{filled:?}");
    }

    fn filled(pattern: &str, language: Language) -> String {
        let pattern = Pattern::parse(pattern, language).unwrap();
        pattern.fill(language, |name| match name {
            "count" => Some("12".into()),
            "name" => Some("澜裳".into()),
            _ => None,
        })
    }

    #[test]
    fn a_number_keeps_its_measure_word() {
        assert_eq!(filled("{name} 的 {count} 家客户，9 周", Language::ZhCn), "澜裳的\u{a0}12\u{a0}家客户，9\u{a0}周");
        assert_eq!(filled("{count} accounts of {name}", Language::En), "12 accounts of 澜裳");
    }

    #[test]
    fn a_unit_follows_its_number() {
        let filled = |pattern: &str, number: &'static str| {
            let pattern = Pattern::parse(pattern, Language::En).unwrap();
            assert_eq!(pattern.slots().into_iter().collect::<Vec<_>>(), ["months"]);
            pattern.fill(Language::En, |_| Some(number.into()))
        };
        let pattern = "in {months} {months?month|months}, {months?was|were} bought";
        assert_eq!(filled(pattern, "1"), "in 1 month, was bought");
        for many in ["0", "2", "21", "1,001"] {
            assert_eq!(filled(pattern, many), format!("in {many} months, were bought"));
        }
    }

    #[test]
    fn a_latin_name_stands_apart_from_han() {
        let filled = |pattern: &str, name: &'static str| {
            Pattern::parse(pattern, Language::ZhCn).unwrap().fill(Language::ZhCn, |_| Some(name.into()))
        };
        assert_eq!(filled("先给{name}打电话", "Customer 16180"), "先给 Customer 16180 打电话");
        assert_eq!(filled("先给 {name} 打电话", "Acme"), "先给 Acme 打电话");
        assert_eq!(filled("先给{name}打电话", "澜裳 IT"), "先给澜裳 IT 打电话");
        assert_eq!(filled("共{name}家", "12"), "共12家");
        // A date in words ends in Han: no space stands there.
        assert_eq!(filled("合同 {name} 到期", "6 月 8 日"), "合同\u{a0}6 月 8 日到期");
        assert_eq!(filled("合同 {name} 到期", "2026-06-08"), "合同\u{a0}2026-06-08\u{a0}到期");
        assert_eq!(filled("{name}（年）：{name}", "Solo Ltd."), "Solo Ltd.（年）：Solo Ltd.");
    }

    #[test]
    fn braces_and_unknown_slots_stay() {
        assert_eq!(filled("{{{count}}} {other}", Language::En), "{12} {other}");
        assert_eq!(filled("", Language::En), "");
    }

    #[test]
    fn a_broken_pattern_says_why() {
        for (text, words) in [
            ("{a", "without its `}`"),
            ("a}", "without its `{`"),
            ("{A b}", "not a placeholder"),
            ("{a?b}", "one word"),
            ("{a?b|c|d}", "more than two words"),
        ] {
            let error = Pattern::parse(text, Language::En).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
