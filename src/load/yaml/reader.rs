//! Reads a typed value from a [`tree`](super::tree): a serde deserialiser whose errors know where they are.
//!
//! It reads scalars as `serde_yaml` does, with two differences: what is null or erased is absent, and a type that asks for a
//! scalar as written ([`AS_WRITTEN`]) gets its text. What stands in for a missing key is read as any value that will do.

use jiff::civil::Date;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::error::{A_MAPPING, Mismatch, What};
use super::tree::{Entry, Kind, Node};
use crate::portfolio::text::{AS_WRITTEN, PER_LANGUAGE};
use crate::portfolio::{is_in_years, years_in_words};

/// Reads a node.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    node: &'a Node,
    /// Scalars are handed over as their text.
    as_written: bool,
    /// Keys without a value are handed over like all others.
    with_nulls: bool,
}

impl<'a> Reader<'a> {
    pub fn new(node: &'a Node) -> Self {
        Self { node, as_written: false, with_nulls: false }
    }

    fn scalar(self) -> Option<(&'a str, bool)> {
        if let Kind::Scalar { text, plain } = &self.node.kind { Some((text, *plain)) } else { None }
    }

    fn is_stand_in(self) -> bool {
        matches!(self.node.kind, Kind::Missing)
    }

    fn whole_number<T: TryFrom<i128>>(self, expected: &dyn Expected) -> Result<T, Mismatch> {
        let number = self.scalar().filter(|(_, plain)| *plain).and_then(|(text, _)| integer(text));
        let number = number.or_else(|| self.is_stand_in().then_some(1));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| Mismatch::expected(expected))
    }
}

/// A text that most types take, in place of one that is missing.
fn stand_in(expected: &str) -> &'static str {
    if expected.contains("date") {
        "2000-01-01"
    } else if expected.contains("period") {
        "2000"
    } else {
        "1"
    }
}

/// What a visitor that `expected` a list calls it, by what it makes of one item that stands for anything.
fn list_of<'de, V: Visitor<'de>>(visitor: V, expected: &str) -> &str {
    let item = [Node { span: 0..0, kind: Kind::Missing, erased: false }];
    let is_of_mappings = match visitor.visit_seq(&mut List { items: &item, next: 0 }) {
        Err(Mismatch { what: What::Expected(item), .. }) => item == A_MAPPING,
        _ => false,
    };
    if is_of_mappings { "a list of mappings (`- key: value` lines)" } else { expected }
}

/// An integer of the YAML core schema: decimal without leading zeros, `0x…`, `0o…`.
fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = if let Some(hex) = digits.strip_prefix("0x") {
        i128::from_str_radix(hex, 16).ok()?
    } else if let Some(octal) = digits.strip_prefix("0o") {
        i128::from_str_radix(octal, 8).ok()?
    } else {
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = digits.len() > 1 && digits.starts_with('0');
        (plain && !leading_zero).then(|| digits.parse().ok()).flatten()?
    };
    Some(if negative { -number } else { number })
}

/// A float of the YAML core schema that is no integer.
fn float(text: &str) -> Option<f64> {
    let unsigned = text.trim_start_matches(['-', '+']);
    let starts_well = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let digits_only = unsigned.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    let leading_zeros = unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.as_bytes()[1].is_ascii_digit();
    (starts_well && digits_only && !leading_zeros).then(|| text.parse().ok()).flatten()
}

macro_rules! whole_numbers {
    ($($method:ident => $visit:ident: $type:ty),+ $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            let number = self.whole_number::<$type>(&visitor)?;
            visitor.$visit(number)
        })+
    };
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.node.kind {
            Kind::Sequence(_) => self.deserialize_seq(visitor),
            Kind::Mapping(_) => self.deserialize_map(visitor),
            Kind::Missing => visitor.visit_str("1"),
            Kind::Scalar { .. } if self.node.is_null() => visitor.visit_unit(),
            Kind::Scalar { text, plain } if !*plain || self.as_written => visitor.visit_str(text),
            Kind::Scalar { text, .. } => match text.as_str() {
                "true" | "True" | "TRUE" => visitor.visit_bool(true),
                "false" | "False" | "FALSE" => visitor.visit_bool(false),
                _ => match (integer(text), float(text)) {
                    (Some(number), _) if u64::try_from(number).is_ok() => {
                        visitor.visit_u64(u64::try_from(number).unwrap_or_default())
                    }
                    (Some(number), _) if i64::try_from(number).is_ok() => {
                        visitor.visit_i64(i64::try_from(number).unwrap_or_default())
                    }
                    (_, Some(number)) => visitor.visit_f64(number),
                    _ => visitor.visit_str(text),
                },
            },
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let expected = (&visitor as &dyn Expected).to_string();
        let text = match self.scalar() {
            Some((text, _)) if !self.node.is_null() => text,
            None if self.is_stand_in() => stand_in(&expected),
            _ => return Err(Mismatch::expected(&visitor)),
        };
        if expected == "a date string" && text.parse::<Date>().is_ok_and(|date| !is_in_years(date)) {
            return Err(Mismatch::expected(&format!("a date in {}", years_in_words()).as_str()));
        }
        visitor.visit_str(text).map_err(|error: Mismatch| match error.what {
            // jiff's own words are about parsers; ours say how a date is written.
            What::Said(_) if expected == "a date string" => Mismatch::expected(&expected.as_str()),
            _ => error,
        })
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.scalar() {
            Some(("true" | "True" | "TRUE", true)) => visitor.visit_bool(true),
            Some(("false" | "False" | "FALSE", true)) => visitor.visit_bool(false),
            _ => Err(Mismatch::expected(&visitor)),
        }
    }

    whole_numbers! {
        deserialize_u8 => visit_u8: u8, deserialize_u16 => visit_u16: u16, deserialize_u32 => visit_u32: u32,
        deserialize_u64 => visit_u64: u64, deserialize_i8 => visit_i8: i8, deserialize_i16 => visit_i16: i16,
        deserialize_i32 => visit_i32: i32, deserialize_i64 => visit_i64: i64, deserialize_i128 => visit_i128: i128,
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let number = self
            .scalar()
            .filter(|(_, plain)| *plain)
            .and_then(|(text, _)| float(text).or_else(|| integer(text).map(|number| number as f64)));
        match number {
            Some(number) => visitor.visit_f64(number),
            None => Err(Mismatch::expected(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let Kind::Sequence(items) = &self.node.kind else {
            let expected = (&visitor as &dyn Expected).to_string();
            return Err(Mismatch::expected(&list_of(visitor, &expected)));
        };
        let mut list = List { items, next: 0 };
        let value = visitor.visit_seq(&mut list)?;
        let left = items.len() - list.next;
        if left > 0 {
            return Err(Mismatch::invalid_length(items.len(), &format!("{} items", list.next).as_str()));
        }
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if !matches!(self.node.kind, Kind::Mapping(_)) {
            return Err(Mismatch::expected(&visitor));
        }
        visitor.visit_map(Entries { node: self.node, next: 0, with_nulls: self.with_nulls })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if matches!(self.node.kind, Kind::Sequence(_)) {
            return Err(Mismatch::list_for_keys(keys));
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let word =
            self.scalar().map(|(text, _)| text).or_else(|| words.first().copied().filter(|_| self.is_stand_in()));
        match word {
            Some(word) => visitor.visit_enum(word.into_deserializer()),
            None => Err(Mismatch::expected(&visitor)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        let per_language = name == PER_LANGUAGE;
        let as_written = per_language || name == AS_WRITTEN;
        visitor.visit_newtype_struct(Reader { as_written, with_nulls: per_language, ..self })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { u128 f32 char bytes byte_buf unit unit_struct tuple_struct identifier }
}

struct List<'a> {
    items: &'a [Node],
    next: usize,
}

impl<'de> SeqAccess<'de> for &mut List<'_> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        while let Some(item) = self.items.get(self.next) {
            self.next += 1;
            if !item.erased && !item.is_null() {
                return seed.deserialize(Reader::new(item)).map(Some).map_err(|error| error.below(self.next - 1));
            }
        }
        Ok(None)
    }
}

struct Entries<'a> {
    node: &'a Node,
    next: usize,
    with_nulls: bool,
}

impl<'a> Entries<'a> {
    /// The first entry that counts from a position on.
    fn from(&self, start: usize) -> Option<(usize, &'a Entry)> {
        let Kind::Mapping(entries) = &self.node.kind else { return None };
        let counts = |entry: &Entry| !entry.value.erased && (self.with_nulls || !entry.value.is_null());
        entries.iter().enumerate().skip(start).find(|(_, entry)| counts(entry))
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        let Some((at, entry)) = self.from(self.next) else { return Ok(None) };
        self.next = at + 1;
        let key: StrDeserializer<'_, Mismatch> = entry.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|error| error.of_key().below(at))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        let at = self.next.saturating_sub(1);
        let Some((_, entry)) = self.from(at) else {
            return Err(Mismatch::custom("a value without a key"));
        };
        seed.deserialize(Reader::new(&entry.value)).map_err(|error| error.below(at))
    }
}
