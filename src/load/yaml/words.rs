//! Remedies: what to write instead.

use super::in_quotes;
use super::tree::{Kind, Node};
use crate::diagnostic::suggest::nearest;
use crate::portfolio::is_in_years;

/// Known keys that are listed when none is near.
const LISTED: usize = 16;

/// A value as messages quote it.
pub(super) fn written(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { .. } if node.is_null() => "nothing".to_owned(),
        Kind::Scalar { text, .. } if text.chars().count() > 40 => {
            format!("`{}…`", text.chars().take(39).collect::<String>())
        }
        Kind::Scalar { text, .. } => format!("`{}`", text.replace('\n', " ")),
        Kind::Sequence(_) => "a list".to_owned(),
        Kind::Mapping(_) => "a mapping".to_owned(),
        Kind::Missing => "nothing".to_owned(),
    }
}

/// What to do about an unknown key.
pub(super) fn help_for_key(key: &str, known: &[&str]) -> String {
    match nearest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() <= LISTED => format!("known here: {}", known.join(", ")),
        None => "correct its spelling, or remove it".to_owned(),
    }
}

/// The word that may be meant.
pub(super) fn near_word<'a>(node: &Node, known: &[&'a str]) -> Option<&'a str> {
    let Kind::Scalar { text, .. } = &node.kind else { return None };
    nearest(&text.trim().replace([' ', '-'], "_"), without_numbers(known))
}

/// Words without the numbers that may stand for them, unless all are numbers.
pub(super) fn without_numbers<'a>(known: &[&'a str]) -> Vec<&'a str> {
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> = known.iter().copied().filter(|word| !is_number(word)).collect();
    if words.is_empty() { known.to_vec() } else { words }
}

/// “a, b or c”.
pub(super) fn list(words: &[&str]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", most.join(", "))
        }
    }
}

/// How to write a value that is nearly right.
pub(super) fn help_for_value(node: &Node, expected: &str) -> Option<String> {
    let Kind::Scalar { text, plain } = &node.kind else { return None };
    match expected {
        "a text" if node.is_null() => Some("write it, or remove the key".to_owned()),
        "a list" if *plain => Some(format!("write it as a list: [{}]", text.trim())),
        "a list" => Some(format!("write it as a list: [{}]", in_quotes(text))),
        _ if expected.starts_with("a mapping") && text.contains('：') => {
            Some("write `: `, a colon and a blank, in place of the full-width `：`".to_owned())
        }
        "true or false" if matches!(text.to_lowercase().as_str(), "yes" | "y" | "on" | "是") => {
            Some("write true".to_owned())
        }
        "true or false" if matches!(text.to_lowercase().as_str(), "no" | "n" | "off" | "否") => {
            Some("write false".to_owned())
        }
        _ if expected.starts_with("a date") => date_meant(text).map(|date| format!("write {date}")),
        _ if expected.starts_with("a whole number") && !plain && text.parse::<i64>().is_ok() => {
            Some(format!("write {text} without quotes"))
        }
        _ if expected.starts_with("a percentage") => {
            let share: f64 = text.parse().ok()?;
            (share > 0.0 && share < 1.0).then(|| format!("write {}% or {text}%, whichever is meant", share * 100.0))
        }
        _ => None,
    }
}

/// What to do about a list where a mapping with these keys was expected: most often the key before it was forgotten.
pub(super) fn help_for_list(keys: &[&str], found: &Node) -> String {
    const NAMED: usize = 6;
    // The languages of a site: the first of the list is the one that it opens in.
    if let (["default", "others"], [default, others @ ..]) = (keys, texts(found).as_slice()) {
        return format!("write {{default: {default}, others: [{}]}}", others.join(", "));
    }
    match keys {
        [only] => format!("write `{only}:` before the list"),
        few if few.len() <= NAMED => format!("write the key of the list before it: {}", list(few)),
        _ => "write the key of the list before it, or the lines without their dashes where it is one entry".to_owned(),
    }
}

/// The texts of a list.
fn texts(list: &Node) -> Vec<&str> {
    let Kind::Sequence(items) = &list.kind else { return Vec::new() };
    let scalars = items.iter().map(|item| &item.kind);
    scalars.filter_map(|kind| if let Kind::Scalar { text, .. } = kind { Some(text.as_str()) } else { None }).collect()
}

/// What to write in the place of a value of another kind, by what was `expected` there.
pub(super) fn help_for_kind(expected: &str, key: Option<&str>) -> String {
    if expected.starts_with("an id of ") {
        return "write it with letters a–z, digits and hyphens, such as acme-01".to_owned();
    }
    let write = match expected.split_once(" such as ") {
        // The first of the examples that the message gives.
        Some((_, examples)) => {
            let end = examples.find([',', ' ']).unwrap_or(examples.len());
            format!("write it like {}", &examples[..end])
        }
        None => format!("write {expected}"),
    };
    match key {
        Some(key) => format!("{write}, or remove `{key}`"),
        None => format!("{write}, or remove the entry"),
    }
}

/// The date that is meant by `2026/7/8`, `2026.07.08` or `2026年7月8日`.
fn date_meant(text: &str) -> Option<jiff::civil::Date> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let date = (year.len() == 4)
        .then(|| jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok());
    date.flatten().filter(|date| is_in_years(*date) && numbers.next().is_none())
}
