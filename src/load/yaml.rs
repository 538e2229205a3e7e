//! YAML → typed values, and every problem with its place. The only file that names `serde_yaml`.
//!
//! 1. A good file is read by `serde_yaml` in one go ([`parse`]).
//! 2. A file that it refuses is read once more as a tree with places ([`tree`]), and all that is wrong is told, not
//!    the first thing only ([`collect`]).
//! 3. Later checks ask a [`Locator`] for the place of a value.
//!
//! Anchors and aliases are read; merge keys, second documents, keys that are no texts and tags of other programs are problems;
//! tags of YAML itself are passed over.

mod blocks;
mod collect;
mod error;
mod foreign;
mod locator;
mod reader;
mod slips;
mod tree;
mod words;

use std::sync::Arc;

use serde::de::DeserializeOwned;

pub use foreign::texts_in_other_languages;
pub use locator::Locator;

use crate::diagnostic::codes::FILE_TOO_LARGE;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::portfolio::YEARS;

/// The largest YAML file that is read, in bytes: a thousand times a rich dossier would be a mistake.
pub const LARGEST: usize = 4 << 20;

/// Reads a value from a YAML text. An empty text is an empty mapping.
///
/// `None` comes with an error among the diagnostics; a value may also come with errors: then it lacks what was wrong, so that
/// later checks can still look at the rest.
pub fn parse<T: DeserializeOwned>(file: &Arc<str>, text: &str) -> (Option<T>, Diagnostics) {
    let Parsed { value, found, .. } = read(file, text);
    (value, found)
}

/// What a YAML text says.
#[derive(Debug)]
pub struct Parsed<T> {
    /// The value, without what is wrong; `None` comes with an error.
    pub value: Option<T>,
    /// The value with stand-ins for required keys that are missing or wrong, where there are such: so that what stands beside
    /// them can be checked. To be told of, never to be shown.
    pub whole: Option<T>,
    /// What is wrong.
    pub found: Diagnostics,
}

/// The same as [`parse`], with what can be checked of it.
pub fn read<T: DeserializeOwned>(file: &Arc<str>, text: &str) -> Parsed<T> {
    if text.len() > LARGEST {
        let message = format!("the file has {} bytes; {LARGEST} are read at most", text.len());
        let too_large = Diagnostic::error(FILE_TOO_LARGE, message).at(Place::file(Arc::clone(file)));
        let help = "split it, or move long texts into Markdown notes beside it";
        return Parsed { value: None, whole: None, found: Diagnostics::from_iter([too_large.help(help)]) };
    }
    if !may_hold_far_date(text)
        && !may_hold_foreign_tag(text)
        && let Ok(value) = serde_yaml::from_str(text)
    {
        return Parsed { value: Some(value), whole: None, found: Diagnostics::new() };
    }
    let collect::Collected { value, found, whole, .. } = collect::collect(file, text);
    Parsed { value, whole: whole.map(|(value, _)| value), found }
}

/// Whether something in a text may be a date outside [`YEARS`], which serde would take: then the text is read with the
/// deserialiser that knows. Dates are written `9999-12-31`, `99991231` or `+009999-12-31`.
fn may_hold_far_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + found;
        let digits = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        at = start + digits;
        let has_dash = bytes.get(at) == Some(&b'-');
        let year = match (digits, has_dash) {
            (4, true) | (8, _) => &text[start..start + 4],
            (6, true) => &text[start..at],
            _ => continue,
        };
        if !year.parse().is_ok_and(|year: i16| YEARS.contains(&year)) {
            return true;
        }
    }
    false
}

/// Whether something in a text may be a tag by which another program builds its objects, `!!python/object:…`: serde passes it over.
fn may_hold_foreign_tag(text: &str) -> bool {
    let is_tag = |rest: &str| rest.split(char::is_whitespace).next().is_some_and(|word| word.contains('/'));
    text.split("!!").skip(1).any(is_tag)
}

/// A text as a YAML scalar: quoted where YAML would read it as anything else.
pub fn quoted(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphabetic())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '/' | '(' | ')' | '·' | '&'))
        && !text.ends_with(' ')
        && !is_word_of_yaml(text)
        && text.parse::<f64>().is_err();
    if plain {
        return text.to_owned();
    }
    in_quotes(text)
}

/// A text as a YAML scalar in double quotes, for codes and telephone numbers, which are quoted always.
pub fn in_quotes(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.extend(control_escape(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `\u0007`: a control character by its code, in four hexadecimal digits.
fn control_escape(c: char) -> impl Iterator<Item = char> {
    let code = u32::from(c);
    let digits = [code >> 12, code >> 8, code >> 4, code].map(|digit| char::from_digit(digit & 0xF, 16).unwrap_or('0'));
    ['\\', 'u'].into_iter().chain(digits)
}

/// Words that some version of YAML reads as a truth value, as nothing or as a number.
fn is_word_of_yaml(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "e"].contains(&lower.as_str())
}
