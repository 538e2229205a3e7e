//! The prose of a dossier: every text per language in whatever is written in it. It is found by serialising it, so that a new
//! field of a dossier is found without another line here.
//!
//! To any serialiser a [`Localised`] is a newtype struct called [`PER_LANGUAGE`]. [`Collector`] takes its text in one language
//! and passes over all else: ids, days, amounts, words of a fixed list.

use std::fmt;

use serde::ser::{self, Serialize, Serializer};

use crate::portfolio::Localised;
use crate::portfolio::text::PER_LANGUAGE;

/// The texts of a value in a language, in the order in which they are written.
pub(super) fn texts(value: &impl Serialize, language: &str) -> Vec<String> {
    let mut collector = Collector { language, texts: Vec::new(), pairs: None };
    // Nothing that was read from a dossier fails to be serialised.
    let _ = value.serialize(&mut collector);
    collector.texts
}

struct Collector<'l> {
    language: &'l str,
    texts: Vec<String>,
    /// Tags and texts by turns, while a text per language is read.
    pairs: Option<Vec<String>>,
}

impl Collector<'_> {
    fn localised<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.pairs = Some(Vec::new());
        value.serialize(&mut *self)?;
        let mut pairs = self.pairs.take().unwrap_or_default().into_iter();
        let mut texts = Vec::new();
        while let (Some(tag), Some(text)) = (pairs.next(), pairs.next()) {
            texts.push((tag, text));
        }
        self.texts.push(Localised::of_pairs(texts).in_language(self.language).0.to_owned());
        Ok(())
    }
}

/// Why a value could not be serialised; a [`Collector`] itself refuses none.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Values that hold no prose.
macro_rules! passed_over {
    ($($name:ident($($type:ty),*))*) => { $(
        fn $name(self, $(_: $type),*) -> Result<(), Refused> {
            Ok(())
        }
    )* };
}

/// Values that hold others.
macro_rules! walked {
    ($($name:ident($($type:ty),*))*) => { $(
        fn $name(self, $(_: $type),*) -> Result<Self, Refused> {
            Ok(self)
        }
    )* };
}

impl Serializer for &mut Collector<'_> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    passed_over! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64) serialize_char(char) serialize_bytes(&[u8])
        serialize_none() serialize_unit() serialize_unit_struct(&'static str)
        serialize_unit_variant(&'static str, u32, &'static str)
    }

    walked! {
        serialize_seq(Option<usize>) serialize_tuple(usize) serialize_map(Option<usize>)
        serialize_tuple_struct(&'static str, usize) serialize_struct(&'static str, usize)
        serialize_tuple_variant(&'static str, u32, &'static str, usize)
        serialize_struct_variant(&'static str, u32, &'static str, usize)
    }

    fn serialize_str(self, text: &str) -> Result<(), Refused> {
        if let Some(pairs) = &mut self.pairs {
            pairs.push(text.to_owned());
        }
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Refused> {
        if name == PER_LANGUAGE { self.localised(value) } else { value.serialize(self) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(self)
    }

    /// Then a text for all languages has a tag, too.
    fn is_human_readable(&self) -> bool {
        false
    }
}

/// The parts of a value that holds others, one by one.
macro_rules! parts {
    ($($kind:ident $name:ident($($key:ty)?))*) => { $(
        impl ser::$kind for &mut Collector<'_> {
            type Ok = ();
            type Error = Refused;

            fn $name<T: Serialize + ?Sized>(&mut self, $(_: $key,)? value: &T) -> Result<(), Refused> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Refused> {
                Ok(())
            }
        }
    )* };
}

parts! {
    SerializeSeq serialize_element()
    SerializeTuple serialize_element()
    SerializeTupleStruct serialize_field()
    SerializeTupleVariant serialize_field()
    SerializeStruct serialize_field(&'static str)
    SerializeStructVariant serialize_field(&'static str)
}

impl ser::SerializeMap for &mut Collector<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Refused> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portfolio::{Need, Visit};

    #[test]
    fn every_text_is_found_in_the_language_asked_for_and_nothing_else() {
        let visit: Visit = serde_yaml::from_str(
            "{date: 2026-03-01, by: lin, purpose: {zh-CN: 续约, en: Renewal}, findings: 'No price list', \
             actions: [{what: {zh-CN: 送标准}, owner: lin, due: 2026-03-09}]}",
        )
        .unwrap();
        assert_eq!(texts(&visit, "en"), ["Renewal", "No price list", "送标准"]);
        assert_eq!(texts(&Some(vec![&visit]), "zh-CN"), ["续约", "No price list", "送标准"]);
        let need: Need = serde_yaml::from_str("{need: Returns within a day}").unwrap();
        assert_eq!(texts(&need, "en"), ["Returns within a day"]);
    }
}
