//! What serde says when a tree is not what a type expects, kept in parts so that it can be said well.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

/// A mismatch, and the steps from the root to it (innermost first while it travels up).
#[derive(Debug)]
pub(super) struct Mismatch {
    pub steps: Vec<usize>,
    pub what: What,
}

/// What does not match.
#[derive(Debug)]
pub(super) enum What {
    /// A key that the type does not know; the last step is its entry.
    UnknownKey { expected: &'static [&'static str] },
    /// A key that is not of the kind that keys are here, in the words of its type; the last step is its entry.
    Key(String),
    /// A required key is absent.
    MissingKey(&'static str),
    /// A word that the enumeration does not know.
    UnknownWord { expected: &'static [&'static str] },
    /// Something else than expected.
    Expected(String),
    /// A list, where a mapping with these keys was expected.
    ListForKeys(&'static [&'static str]),
    /// A list of the wrong length.
    Length { expected: String, found: usize },
    /// In the words of the type itself: what is wrong, and after a semicolon what to do about it.
    Said(String),
}

impl Mismatch {
    fn new(what: What) -> Self {
        Self { steps: Vec::new(), what }
    }

    /// The same, one step farther up.
    pub fn below(mut self, step: usize) -> Self {
        self.steps.push(step);
        self
    }

    /// The same, where it is a key that cannot be read.
    pub fn of_key(self) -> Self {
        match self.what {
            What::Said(said) => Self { what: What::Key(said), ..self },
            _ => self,
        }
    }

    /// Something else than expected.
    pub fn expected(expected: &dyn Expected) -> Self {
        Self::new(What::Expected(in_words(&expected.to_string())))
    }

    /// A list, where a mapping with these keys was expected.
    pub fn list_for_keys(keys: &'static [&'static str]) -> Self {
        Self::new(What::ListForKeys(keys))
    }
}

/// A mapping, as messages call it.
pub(super) const A_MAPPING: &str = "a mapping (`key: value` lines)";

/// What Rust calls a type, in the words of YAML's users.
fn in_words(expected: &str) -> String {
    let whole = |from: &str, to: &str| format!("a whole number from {from} to {to}");
    match expected {
        "a date string" => "a date such as 2026-07-18".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => A_MAPPING.to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a string" => "a text".to_owned(),
        "f64" | "f32" => "a number".to_owned(),
        "u8" => whole("0", "255"),
        "u16" => whole("0", "65535"),
        "u32" | "u64" | "usize" => "a whole number, zero or more".to_owned(),
        "i8" => whole("-128", "127"),
        "i16" => whole("-32768", "32767"),
        "i32" | "i64" | "i128" => "a whole number".to_owned(),
        other if other.starts_with("an array of length ") => {
            format!("a list of {}", &other["an array of length ".len()..])
        }
        other if other.starts_with("struct ") => A_MAPPING.to_owned(),
        other if other.starts_with("enum ") || other == "variant identifier" => "one word".to_owned(),
        other => other.to_owned(),
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.what)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(What::Said(message.to_string()))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected)
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(What::Length { expected: in_words(&expected.to_string()), found: length })
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(What::UnknownWord { expected })
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(What::UnknownKey { expected })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(What::MissingKey(field))
    }
}
