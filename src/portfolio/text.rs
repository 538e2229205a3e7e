//! Values that are written as one piece of text: how each is read, and what is said when it cannot be.
//!
//! `serde_yaml` hands a typed reader the text as it stands in the file (`3200000`, `0.62`, `00004`, `no`), so nothing that is
//! read through [`FromText`] ever goes through a float or loses a zero.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use super::Amount;

/// The name under which a reader asks a deserialiser for the text of a scalar before its meaning: `1.50` rather than 1.5.
/// Only the reader of `load::yaml` that collects every problem knows it; to all others it is a plain newtype.
pub const AS_WRITTEN: &str = "keyfolio::as_written";

/// The same for a text per language, of which every key counts: one without a text is a mistake, not an absence.
pub const PER_LANGUAGE: &str = "keyfolio::per_language";

/// The name under which somebody of ours is serialised ([`super::Who`]): whoever walks a dossier can tell them from other words.
pub const WHO: &str = "keyfolio::who";

/// A value that is written as one piece of text.
pub trait FromText: Sized {
    /// What is expected, as it ends the sentence “expected …”.
    const EXPECTED: &'static str;

    /// Reads it; `None` when the text is something else.
    fn from_text(text: &str) -> Option<Self>;
}

/// Reads a [`FromText`] value with serde.
pub fn deserialize<'de, T: FromText, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Text<T>(PhantomData<T>);
    impl<T: FromText> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(T::EXPECTED)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            T::from_text(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
        }
    }
    deserializer.deserialize_str(Text(PhantomData))
}

/// Reads one value or a list of them: `by: lin` is `by: [lin]`.
pub fn one_or_many<'de, T: FromText, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Listed<T>(PhantomData<T>);
    struct Item<T>(T);
    impl<'de, T: FromText> serde::Deserialize<'de> for Item<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserialize(deserializer).map(Self)
        }
    }
    impl<'de, T: FromText> Visitor<'de> for Listed<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} or a list of them", T::EXPECTED)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Vec<T>, E> {
            T::from_text(text).map(|item| vec![item]).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Vec<T>, E> {
            self.visit_str(&number.to_string())
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Vec<T>, D::Error> {
            inner.deserialize_any(self)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
            let mut all = Vec::new();
            while let Some(Item(item)) = items.next_element()? {
                all.push(item);
            }
            Ok(all)
        }
    }
    if deserializer.is_human_readable() {
        deserializer.deserialize_newtype_struct(AS_WRITTEN, Listed(PhantomData))
    } else {
        deserializer.deserialize_seq(Listed(PhantomData))
    }
}

/// Reads a mapping whose keys are no fields; the same key twice is refused.
pub fn unique_map<'de, V: serde::Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, V>, D::Error> {
    struct Unique<V>(PhantomData<V>);
    impl<'de, V: serde::Deserialize<'de>> Visitor<'de> for Unique<V> {
        type Value = BTreeMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut all = BTreeMap::new();
            while let Some((key, value)) = entries.next_entry::<String, V>()? {
                if all.contains_key(&key) {
                    return Err(A::Error::custom(format!("`{key}` is given twice; keep one of the two")));
                }
                all.insert(key, value);
            }
            Ok(all)
        }
    }
    deserializer.deserialize_map(Unique(PhantomData))
}

/// The text of a float, where no digit that an [`Amount`] keeps can have been lost.
///
/// Decimals of eight places below 4 × 10⁷ are farther apart (10⁻⁸) than neighbouring floats there (7.5 × 10⁻⁹), so each float
/// stands for one of them at most and the shortest text that names the float is that one.
pub(super) fn exact_text(float: f64) -> Option<String> {
    (float.abs() < 4e7).then(|| float.to_string())
}

impl FromText for Amount {
    const EXPECTED: &'static str = "a plain number such as 3200000, 0.62, \"1,234.50\" or 320万 (at most 8 decimals)";

    fn from_text(text: &str) -> Option<Self> {
        Self::parse_written(text)
    }
}
