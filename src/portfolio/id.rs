//! Ids: what names an account, a contact, a member of our team, and the period a figure is for.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PeriodQuery;
use super::text::{self, FromText, WHO};

/// Most characters that an id may have.
pub const ID_LENGTH: usize = 64;

/// Whether a text may be an id: letters, digits, `-`, `_`, `.` and Han characters, at most 64, and nothing that a file
/// system would take for something else (a leading or trailing dot, a device name of Windows).
pub fn is_id(text: &str) -> bool {
    why_no_id(text).is_none()
}

/// What forbids a text to be an id, as the end of a sentence; `None` where it may be one.
pub fn why_no_id(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("it is empty");
    }
    if !text.chars().all(is_id_character) {
        return Some("write letters a–z, digits, - _ . or Han characters");
    }
    if text.chars().count() > ID_LENGTH {
        return Some("it is longer than 64 characters");
    }
    if text.starts_with(['.', '-']) || text.ends_with('.') {
        return Some("it begins with a dot or hyphen, or ends with a dot");
    }
    is_device(text).then_some("Windows keeps this name for a device")
}

fn is_device(text: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let lower = text.to_lowercase();
    let stem = lower.split('.').next().unwrap_or_default();
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    DEVICES.contains(&stem) || numbered.is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
}

/// The same for an account, whose page stands beside `accounts/index.html` and `accounts/print.html`.
pub fn why_no_account_id(text: &str) -> Option<&'static str> {
    let taken = [("index", "`index` is the page of all accounts"), ("print", "`print` is the page of all briefs")];
    let taken = taken.into_iter().find(|(name, _)| text.eq_ignore_ascii_case(name));
    why_no_id(text).or_else(|| taken.map(|(_, why)| why))
}

/// Whether a character may stand in an id.
pub fn is_id_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') || is_han(c)
}

/// Whether a character is a Han character (CJK unified ideographs with extensions A to H, and the compatibility block).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $fault:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as written; `None` when it breaks the grammar of ids.
            pub fn new(text: &str) -> Option<Self> {
                $fault(text).is_none().then(|| Self(text.to_owned()))
            }

            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The form by which two ids are the same: case does not matter.
            pub fn folded(&self) -> String {
                self.0.to_lowercase()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromText for $name {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Self> {
                Self::new(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                text::deserialize(deserializer)
            }
        }
    };
}

id! {
    /// The id of an account: names its page and its folder; unique without regard to case, and not `index`.
    AccountId, why_no_account_id,
    "an id of letters a–z, digits, `-`, `_`, `.` and Han characters, at most 64, without a dot at either end, other than `index`, `print` and what Windows keeps for devices (`nul`, `com1`)"
}
id! {
    /// The id of a contact, unique in its account.
    ContactId, why_no_id,
    "an id of letters a–z, digits, `-`, `_`, `.` and Han characters, at most 64, without a dot at either end, other than what Windows keeps for devices (`nul`, `com1`)"
}
id! {
    /// The id of a member of our team, unique in `content/team.yaml`.
    MemberId, why_no_id,
    "an id of letters a–z, digits, `-`, `_`, `.` and Han characters, at most 64, without a dot at either end, other than what Windows keeps for devices (`nul`, `com1`)"
}

/// Who on our side: the id or the name of a member of the team, or anyone else (“our GM”, “Service”).
///
/// [`super::Portfolio::member`] finds the member that is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Who(pub String);

impl Serialize for Who {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(WHO, &self.0)
    }
}

impl FromText for Who {
    const EXPECTED: &'static str = "a member of the team or a name";

    fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Who {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}

/// A period as written: `2026`, `2025..2026`, `2026-Q3`, `2026-03`, `2025-10..2026-09`. Always one that can be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct WrittenPeriod(String);

impl WrittenPeriod {
    /// The period as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is meant; resolve it with the portfolio's `as_of` and fiscal year. `None` never occurs in a value that was read.
    pub fn query(&self) -> Option<PeriodQuery> {
        self.0.parse().ok()
    }
}

impl FromText for WrittenPeriod {
    const EXPECTED: &'static str = "a period such as 2026, 2026-Q3, 2026-03 or 2025-10..2026-09";

    fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.parse::<PeriodQuery>().is_ok() && !text.starts_with("last")).then(|| Self(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for WrittenPeriod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}
