//! Figures with their provenance, and judgements with their evidence.
//!
//! Both may be written short (`annual_output: 3200000`, `seller_scale: true`) or as a mapping that says where they come from.

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::Date;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::Localised;
use super::choice::choice;
use super::text::{self, AS_WRITTEN, FromText, exact_text};

choice! {
    /// How far a figure can be relied on.
    Confidence {
        /// Measured, or from a document.
        High = "high",
        /// Told by someone who should know.
        Medium = "medium",
        /// A guess.
        Low = "low",
    }
}

/// A number with its provenance: written as a plain number or as `{value, source, as_of, confidence}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<T> {
    /// The number.
    pub value: T,
    /// Where it comes from.
    pub source: Option<Localised>,
    /// The day on which it was right.
    pub as_of: Option<Date>,
    /// How far it can be relied on.
    pub confidence: Option<Confidence>,
}

impl<T> Figure<T> {
    /// A number without provenance.
    pub const fn plain(value: T) -> Self {
        Self { value, source: None, as_of: None, confidence: None }
    }

    fn is_plain(&self) -> bool {
        self.source.is_none() && self.as_of.is_none() && self.confidence.is_none()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Figure")]
struct FullFigure<V> {
    value: V,
    source: Option<Localised>,
    as_of: Option<Date>,
    confidence: Option<Confidence>,
}

impl<T: Serialize> Serialize for Figure<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() && self.is_plain() {
            return self.value.serialize(serializer);
        }
        let Self { value, source, as_of, confidence } = self;
        FullFigure { value, source: source.clone(), as_of: *as_of, confidence: *confidence }.serialize(serializer)
    }
}

impl<'de, T: FromText + Deserialize<'de>> Deserialize<'de> for Figure<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_newtype_struct(AS_WRITTEN, FigureVisitor(PhantomData))
        } else {
            FullFigure::deserialize(deserializer).map(Self::from)
        }
    }
}

impl<T> From<FullFigure<T>> for Figure<T> {
    fn from(full: FullFigure<T>) -> Self {
        Self { value: full.value, source: full.source, as_of: full.as_of, confidence: full.confidence }
    }
}

struct FigureVisitor<T>(PhantomData<T>);

impl<'de, T: FromText + Deserialize<'de>> Visitor<'de> for FigureVisitor<T> {
    type Value = Figure<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, or a mapping with `value`, `source`, `as_of` and `confidence`", T::EXPECTED)
    }

    fn visit_str<E: Error>(self, written: &str) -> Result<Figure<T>, E> {
        T::from_text(written).map(Figure::plain).ok_or_else(|| E::invalid_value(Unexpected::Str(written), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Figure<T>, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Figure<T>, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Figure<T>, E> {
        match exact_text(number) {
            Some(written) => self.visit_str(&written),
            None => Err(E::invalid_value(Unexpected::Float(number), &self)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Figure<T>, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Figure<T>, A::Error> {
        FullFigure::deserialize(MapAccessDeserializer::new(entries)).map(Figure::from)
    }
}

/// Whether something holds, and why: written as `true`, `false`, or `{holds, evidence, source, as_of}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Whether it holds.
    pub holds: bool,
    /// Why.
    pub evidence: Option<Localised>,
    /// Who or what says so.
    pub source: Option<Localised>,
    /// The day of the judgement.
    pub as_of: Option<Date>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Judgement")]
struct FullJudgement {
    holds: bool,
    evidence: Option<Localised>,
    source: Option<Localised>,
    as_of: Option<Date>,
}

impl Serialize for Judgement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { holds, evidence, source, as_of } = self.clone();
        if serializer.is_human_readable() && evidence.is_none() && source.is_none() && as_of.is_none() {
            return serializer.serialize_bool(holds);
        }
        FullJudgement { holds, evidence, source, as_of }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Judgement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(JudgementVisitor)
        } else {
            FullJudgement::deserialize(deserializer).map(Self::from)
        }
    }
}

impl From<FullJudgement> for Judgement {
    fn from(FullJudgement { holds, evidence, source, as_of }: FullJudgement) -> Self {
        Self { holds, evidence, source, as_of }
    }
}

struct JudgementVisitor;

impl<'de> Visitor<'de> for JudgementVisitor {
    type Value = Judgement;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, or a mapping with `holds`, `evidence`, `source` and `as_of`")
    }

    fn visit_bool<E: Error>(self, holds: bool) -> Result<Judgement, E> {
        Ok(Judgement { holds, evidence: None, source: None, as_of: None })
    }

    fn visit_str<E: Error>(self, written: &str) -> Result<Judgement, E> {
        match written {
            "yes" | "是" => self.visit_bool(true),
            "no" | "否" => self.visit_bool(false),
            _ => Err(E::invalid_value(Unexpected::Str(written), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Judgement, A::Error> {
        FullJudgement::deserialize(MapAccessDeserializer::new(entries)).map(Judgement::from)
    }
}

/// A share in per cent, 0 to 100, exact: written as `62`, `62.5` or `62%`.
///
/// A number between 0 and 1 is refused, because 0.62 could mean 62 % or 0.62 %; with the sign it is plain: `0.62%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(super::Amount);

impl Percent {
    /// In per cent, 0 to 100.
    pub const fn percent(self) -> super::Amount {
        self.0
    }

    /// As a share, 0 to 1, for statistics.
    pub fn share(self) -> f64 {
        self.0.to_f64() / 100.0
    }

    /// That part of an amount, exact to its decimals; `None` where the product is too large to compute with.
    pub fn of(self, amount: super::Amount) -> Option<super::Amount> {
        let product = amount.scaled().checked_mul(self.0.scaled())?;
        Some(super::Amount::from_scaled(product / super::Amount::from_int(100).scaled()))
    }
}

impl FromText for Percent {
    const EXPECTED: &'static str = "a percentage from 0 to 100, such as 62 or 62% (0.62 would be ambiguous)";

    fn from_text(written: &str) -> Option<Self> {
        use super::Amount;
        let (number, signed) = match written.trim().strip_suffix(['%', '%']) {
            Some(number) => (number.trim_end(), true),
            None => (written.trim(), false),
        };
        let value = Amount::parse(number)?;
        let in_range = value >= Amount::ZERO && value <= Amount::from_int(100);
        let plain = signed || value.is_zero() || value >= Amount::from_int(1);
        (in_range && plain).then_some(Self(value))
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&format_args!("{}%", self.0))
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            text::deserialize(deserializer)
        } else {
            super::Amount::deserialize(deserializer).map(Self)
        }
    }
}

/// A mark from 1 (least) to 5 (most).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Score(u8);

impl Score {
    /// 1 to 5; `None` outside.
    pub fn new(mark: u8) -> Option<Self> {
        (1..=5).contains(&mark).then_some(Self(mark))
    }

    /// The mark, 1 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl FromText for Score {
    const EXPECTED: &'static str = "a whole number from 1 to 5";

    fn from_text(written: &str) -> Option<Self> {
        written.parse().ok().and_then(Self::new)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            text::deserialize(deserializer)
        } else {
            let mark = u8::deserialize(deserializer)?;
            Self::new(mark).ok_or_else(|| D::Error::custom("a mark outside 1 to 5; write 1, 2, 3, 4 or 5"))
        }
    }
}

/// A count of people, pieces or machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Count(pub u64);

impl FromText for Count {
    const EXPECTED: &'static str = "a whole number, zero or more";

    fn from_text(written: &str) -> Option<Self> {
        written.replace(',', "").parse().ok().map(Self)
    }
}
