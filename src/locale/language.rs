//! The languages of the interface.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostic::suggest;

/// A language of the interface, named by its BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Simplified Chinese, `zh-CN`.
    ZhCn,
    /// English (British spelling), `en`.
    En,
}

impl Language {
    /// Every language that keyfolio speaks.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The BCP 47 tag: folder of the pages, value of `lang`, name of the catalogue.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// Its name in itself, for the language switch.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::ZhCn => "中文",
            Self::En => "English",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    /// By tag, without regard to case; the error names the nearest tag.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(language) = Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(text)) {
            return Ok(language);
        }
        let meant = match text.to_lowercase().as_str() {
            "zh" | "cn" | "zh-hans" | "zh_cn" | "chinese" | "中文" => Some("zh-CN"),
            "en-gb" | "en-us" | "en_gb" | "en_us" | "english" => Some("en"),
            _ => suggest::nearest(text, Self::ALL.map(Self::tag)),
        };
        Err(match meant {
            Some(tag) => format!("`{text}` is not a language of the interface; did you mean `{tag}`?"),
            None => format!("`{text}` is not a language of the interface; write `zh-CN` or `en`"),
        })
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_and_near_misses_named() {
        assert_eq!("ZH-cn".parse(), Ok(Language::ZhCn));
        assert_eq!("en".parse(), Ok(Language::En));
        let error = "zh".parse::<Language>().unwrap_err();
        assert!(error.contains("did you mean `zh-CN`"), "{error}");
        let error = "fr-CA".parse::<Language>().unwrap_err();
        assert!(error.contains("write `zh-CN` or `en`"), "{error}");
        assert_eq!(serde_json::to_string(&Language::ZhCn).unwrap(), "\"zh-CN\"");
    }
}
