//! Interface languages: how numbers, money and dates are written, and the catalogues of words.
//!
//! 1. A [`Language`] and a [`Currency`] make a [`Locale`]; its methods turn values into finished words, with
//!    non-breaking spaces between a number and what it counts.
//! 2. A whole table column or chart takes one [`Scale`].
//! 3. A [`Catalog`] turns keys and arguments into sentences; built in from `themes/default/locales/`, any key can be
//!    replaced by a theme or a workspace.

mod catalog;
mod currency;
mod date;
mod language;
mod money;
mod number;
mod pattern;

use serde::{Deserialize, Serialize};

pub use catalog::{Arg, Catalog};
pub use currency::Currency;
pub use language::Language;
pub use money::Scale;
pub use pattern::with_measures;

/// The minus of typography, U+2212.
pub const MINUS: char = '−';
/// A space that does not break, U+00A0: between a number and its measure word.
pub const NBSP: char = '\u{a0}';

/// A language and the currency of the portfolio: all that formatting depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locale {
    /// The language of the page.
    pub language: Language,
    /// The currency of every amount.
    pub currency: Currency,
}

impl Locale {
    /// A language with a currency.
    pub const fn new(language: Language, currency: Currency) -> Self {
        Self { language, currency }
    }

    /// Things in a row: `甲、乙、丙`; `A, B and C`.
    pub fn list<S: AsRef<str>>(self, items: &[S]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        match (self.language, items.as_slice()) {
            (Language::En, [first @ .., last]) if !first.is_empty() => format!("{} and {last}", self.row(first)),
            (_, items) => self.row(items),
        }
    }

    /// What parts the items of a row: `, `, `、`.
    pub const fn comma(self) -> &'static str {
        match self.language {
            Language::ZhCn => "、",
            Language::En => ", ",
        }
    }

    /// Items one after the other, where no sentence goes on behind them: `A, B, C`, `甲、乙、丙`.
    pub fn row<S: AsRef<str>>(self, items: &[S]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(self.comma())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_a_sentence() {
        let zh = Locale::new(Language::ZhCn, Currency::CNY);
        let en = Locale::new(Language::En, Currency::CNY);
        assert_eq!(zh.list(&["甲", "乙", "丙"]), "甲、乙、丙");
        assert_eq!(en.list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(en.list(&["A", "B"]), "A and B");
        assert_eq!(en.list(&["A"]), "A");
        assert_eq!(en.list::<&str>(&[]), "");
        assert_eq!((zh.row(&["甲", "乙"]), en.row(&["A", "B"])), ("甲、乙".to_owned(), "A, B".to_owned()));
    }
}
