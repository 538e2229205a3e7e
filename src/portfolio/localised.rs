//! Prose: one text for all languages, or one text per language.

use std::collections::BTreeMap;
use std::fmt;

use super::is_han;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::text::PER_LANGUAGE;

/// A prose field: one text for all languages, or one per language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Localised {
    /// The same in every language.
    One(String),
    /// By language tag: `zh-CN`, `en`. Never empty.
    PerLanguage(BTreeMap<String, String>),
}

impl Localised {
    /// The text in a language and, where it stands in another, the tag of that one: the language itself, else one of the
    /// same language (`zh` for `zh-CN`), else the first by tag. An empty text, which is an error of its file, is none.
    pub fn in_language(&self, language: &str) -> (&str, Option<&str>) {
        let is_akin = |tag: &str| primary(tag).eq_ignore_ascii_case(primary(language));
        let texts = match self {
            Self::One(text) => return (text, script_language(text).filter(|tag| !is_akin(tag))),
            Self::PerLanguage(texts) => texts,
        };
        let is_said = |text: &&String| !text.trim().is_empty();
        if let Some(text) = texts.get(language).filter(is_said) {
            return (text, None);
        }
        if let Some((_, text)) = texts.iter().find(|(tag, text)| is_akin(tag) && is_said(text)) {
            return (text, None);
        }
        texts
            .iter()
            .find(|(_, text)| is_said(text))
            .map_or(("", None), |(tag, text)| (text.as_str(), Some(tag.as_str())))
    }

    /// Of tags and texts; the tag of a text for all languages is empty.
    pub fn of_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut texts: BTreeMap<String, String> = pairs.into_iter().collect();
        texts.remove("").map_or(Self::PerLanguage(texts), Self::One)
    }

    /// Every text in it with where it stands below the prose: at no key of its own, or at `/zh-CN`.
    pub fn placed_texts(&self) -> impl Iterator<Item = (String, &str)> {
        let tags = match self {
            Self::One(_) => None,
            Self::PerLanguage(texts) => Some(texts.keys().map(|tag| format!("/{tag}"))),
        };
        tags.into_iter().flatten().chain(std::iter::once(String::new())).zip(self.texts())
    }

    /// Every text in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(text) => (Some(text.as_str()), None),
            Self::PerLanguage(texts) => (None, Some(texts.values().map(String::as_str))),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }
}

impl From<&str> for Localised {
    fn from(text: &str) -> Self {
        Self::One(text.to_owned())
    }
}

impl Serialize for Localised {
    /// The text or a mapping, as written; in binary caches always a list of pairs, the tag of a single text being empty.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(PER_LANGUAGE, &Written(self))
    }
}

struct Written<'t>(&'t Localised);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Localised::One(text) if serializer.is_human_readable() => serializer.serialize_str(text),
            Localised::One(text) => serializer.collect_map([("", text)]),
            Localised::PerLanguage(texts) => serializer.collect_map(texts),
        }
    }
}

impl<'de> Deserialize<'de> for Localised {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_newtype_struct(PER_LANGUAGE, Prose)
        } else {
            Ok(Self::of_pairs(BTreeMap::<String, String>::deserialize(deserializer)?))
        }
    }
}

struct Prose;

impl<'de> Visitor<'de> for Prose {
    type Value = Localised;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or one text per language ({zh-CN: …, en: …})")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Localised, E> {
        Ok(Localised::One(text.to_owned()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Localised, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Localised, A::Error> {
        let mut texts = BTreeMap::new();
        while let Some(LanguageTag(tag)) = entries.next_key()? {
            let Text(text) = entries.next_value()?;
            if texts.insert(tag.clone(), text).is_some() {
                return Err(A::Error::custom(format!(
                    "the language `{tag}` is given twice; keep one of the two texts"
                )));
            }
        }
        if texts.is_empty() {
            return Err(A::Error::custom(
                "no text is given in any language; write a text, or one per language by tag (zh-CN, en)",
            ));
        }
        Ok(Localised::PerLanguage(texts))
    }
}

/// The language of a tag without region or script: `zh` of `zh-CN`.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The language that the script of most of a text's letters gives away: Chinese, Japanese, Korean. A name of which nobody said
/// the language then gets the right glyphs and the right voice; other scripts serve many languages and say nothing.
fn script_language(text: &str) -> Option<&'static str> {
    if text.is_ascii() {
        return None;
    }
    let (mut letters, mut han, mut kana, mut hangul) = (0_usize, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        han += usize::from(is_han(c));
        kana += usize::from(matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'));
        hangul += usize::from(matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}'));
    }
    if 2 * hangul > letters {
        Some("ko")
    } else if 2 * (han + kana) > letters {
        Some(if kana > 0 { "ja" } else { "zh-CN" })
    } else {
        None
    }
}

/// A key of a text per language.
struct LanguageTag(String);

impl<'de> Deserialize<'de> for LanguageTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        if is_language_tag(&tag) {
            return Ok(Self(tag));
        }
        Err(D::Error::custom(format!("`{tag}` is not a language; write one text per language, by tag (zh-CN, en)")))
    }
}

/// A text; nothing is none.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(Self).ok_or_else(|| D::Error::invalid_type(Unexpected::Unit, &"a string"))
    }
}

/// Whether a text has the form of a language tag (BCP 47): two or three letters, then parts of letters and digits.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_another_script_says_its_language() {
        let lang = |text: &str, page: &str| Localised::One(text.to_owned()).in_language(page).1.map(str::to_owned);
        let tag = |tag: &str| Some(tag.to_owned());
        for (text, en, zh) in [
            ("西墙手作", tag("zh-CN"), None),
            ("澜裳 Lan", None, None),
            ("澜裳集团 A", tag("zh-CN"), None),
            ("トヨタ自動車", tag("ja"), tag("ja")),
            ("삼성전자", tag("ko"), tag("ko")),
            ("Lanshang", None, None),
            ("Газпром", None, None),
            ("12-34", None, None),
            ("", None, None),
        ] {
            assert_eq!(lang(text, "en"), en, "{text}");
            assert_eq!(lang(text, "zh-CN"), zh, "{text}");
        }
        let mut texts = BTreeMap::from([("en".to_owned(), "x".to_owned())]);
        assert_eq!(Localised::PerLanguage(texts.clone()).in_language("zh-CN"), ("x", Some("en")));
        texts.insert("zh-Hans".to_owned(), "\u{58a8}".to_owned());
        assert_eq!(Localised::PerLanguage(texts).in_language("zh-CN"), ("\u{58a8}", None));
    }
}
