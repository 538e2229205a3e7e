//! Currencies: the code as written, and how each language shows it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Language;

/// An ISO 4217 currency code: three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Code, symbol in English text, unit in Chinese text.
const KNOWN: &[(&str, &str, &str)] = &[
    ("AUD", "A$", "澳元"),
    ("CAD", "C$", "加元"),
    ("CHF", "CHF\u{a0}", "瑞士法郎"),
    ("CNY", "¥", "元"),
    ("EUR", "€", "欧元"),
    ("GBP", "£", "英镑"),
    ("HKD", "HK$", "港元"),
    ("INR", "₹", "印度卢比"),
    ("JPY", "JP¥", "日元"),
    ("KRW", "₩", "韩元"),
    ("MOP", "MOP$", "澳门元"),
    ("MYR", "RM", "林吉特"),
    ("NZD", "NZ$", "新西兰元"),
    ("RUB", "₽", "卢布"),
    ("SGD", "S$", "新加坡元"),
    ("THB", "฿", "泰铢"),
    ("TWD", "NT$", "新台币"),
    ("USD", "$", "美元"),
    ("VND", "₫", "越南盾"),
];

impl Currency {
    /// Chinese yuan, the default of a workspace.
    pub const CNY: Self = Self(*b"CNY");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// What stands before an English amount: the symbol, or the code and a non-breaking space.
    pub fn symbol(self) -> String {
        self.known().map_or_else(|| format!("{}\u{a0}", self.code()), |row| row.1.to_owned())
    }

    /// What stands behind a Chinese amount: 元, 美元, …, or the code.
    pub fn chinese_unit(&self) -> &str {
        self.known().map_or_else(|| self.code(), |row| row.2)
    }

    /// The unit as a label of a table column or an axis, before any multiple: 元, ¥.
    pub fn label(&self, language: Language) -> String {
        match language {
            Language::ZhCn => self.chinese_unit().to_owned(),
            Language::En => self.symbol().trim_end_matches('\u{a0}').to_owned(),
        }
    }

    fn known(self) -> Option<&'static (&'static str, &'static str, &'static str)> {
        KNOWN.binary_search_by(|row| row.0.cmp(self.code())).ok().map(|at| &KNOWN[at])
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            // RMB is what people call it, and no code.
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) && code != *b"RMB" => Ok(Self(code)),
            _ => Err(format!("`{text}` is not a currency code; write three capital letters such as CNY, USD or EUR")),
        }
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_three_capitals() {
        assert_eq!("CNY".parse(), Ok(Currency::CNY));
        for text in ["cny", "RMB", "RMB元", "US", "USDT", ""] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_complete() {
        assert!(KNOWN.is_sorted_by(|a, b| a.0 < b.0));
        for (code, symbol, unit) in KNOWN {
            let currency: Currency = code.parse().unwrap();
            assert_eq!((currency.symbol().as_str(), currency.chinese_unit()), (*symbol, *unit));
        }
        let unknown: Currency = "SEK".parse().unwrap();
        assert_eq!((unknown.symbol().as_str(), unknown.chinese_unit()), ("SEK\u{a0}", "SEK"));
    }
}
