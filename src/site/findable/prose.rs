//! The words of a dossier: every text per language in whatever is written in it, the people of ours whom it names, and the product
//! lines. They are found by serialising it, so that a new field of a dossier is found without another line here.
//!
//! To any serialiser a [`Localised`] is a newtype struct called [`PER_LANGUAGE`], and somebody of ours one called [`WHO`]; product
//! lines stand in fields of that name. [`Collector`] takes a text in one language and passes over all else: ids, days, amounts,
//! words of a fixed list.

use std::fmt;

use serde::ser::{self, Serialize, Serializer};

use crate::portfolio::Localised;
use crate::portfolio::text::{PER_LANGUAGE, WHO};

/// Something said in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// A text.
    Text(String),
    /// Somebody of ours, as written.
    Who(String),
    /// A product line, by its id.
    ProductLine(String),
}

/// Fields that name product lines.
const PRODUCT_LINES: [&str; 2] = ["product_line", "product_lines"];

/// What a value says in a language, in the order in which it is written.
pub(super) fn said(value: &impl Serialize, language: &str) -> Vec<Said> {
    let mut collector = Collector { language, said: Vec::new(), pairs: None, name: None };
    // Nothing that was read from a dossier fails to be serialised.
    let _ = value.serialize(&mut collector);
    collector.said
}

struct Collector<'l> {
    language: &'l str,
    said: Vec<Said>,
    /// Tags and texts by turns, while a text per language is read.
    pairs: Option<Vec<String>>,
    /// What a plain string names, while such a value is read.
    name: Option<fn(String) -> Said>,
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
        self.said.push(Said::Text(Localised::of_pairs(texts).in_language(self.language).0.to_owned()));
        Ok(())
    }

    /// A value whose strings are names of a kind.
    fn named<T: Serialize + ?Sized>(&mut self, name: fn(String) -> Said, value: &T) -> Result<(), Refused> {
        self.name = Some(name);
        value.serialize(&mut *self)?;
        self.name = None;
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
        } else if let Some(name) = self.name {
            self.said.push(name(text.to_owned()));
        }
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Refused> {
        match name {
            PER_LANGUAGE => self.localised(value),
            WHO => self.named(Said::Who, value),
            _ => value.serialize(self),
        }
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
    SerializeStructVariant serialize_field(&'static str)
}

impl ser::SerializeStruct for &mut Collector<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Refused> {
        if PRODUCT_LINES.contains(&key) { self.named(Said::ProductLine, value) } else { value.serialize(&mut **self) }
    }

    fn end(self) -> Result<(), Refused> {
        Ok(())
    }
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
        let text = |text: &str| Said::Text(text.to_owned());
        let lin = || Said::Who("lin".to_owned());
        assert_eq!(said(&visit, "en"), [lin(), text("Renewal"), text("No price list"), text("送标准"), lin()]);
        assert_eq!(said(&Some(vec![&visit]), "zh-CN")[1..4], [text("续约"), text("No price list"), text("送标准")]);
        let need: Need =
            serde_yaml::from_str("{need: Returns within a day, contact: wang, product_lines: [returns]}").unwrap();
        assert_eq!(said(&need, "en"), [text("Returns within a day"), Said::ProductLine("returns".to_owned())]);
    }
}
