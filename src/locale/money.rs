//! Money in words: 4,860 万元, 3.46 亿元, ¥48.6m, and one unit for a whole column or chart.

use super::number::{group, last_digits, plus, scaled, signed, trimmed};
use super::{Language, Locale, MINUS, NBSP};
use crate::portfolio::{Amount, DECIMALS};

/// A multiple of the currency unit: how many zeros it drops, and its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Multiple {
    power: u32,
    word: &'static str,
}

const PLAIN: Multiple = Multiple { power: 0, word: "" };
const CHINESE: [Multiple; 3] = [Multiple { power: 8, word: "亿" }, Multiple { power: 4, word: "万" }, PLAIN];
const ENGLISH: [Multiple; 4] =
    [Multiple { power: 9, word: "bn" }, Multiple { power: 6, word: "m" }, Multiple { power: 3, word: "k" }, PLAIN];

impl Locale {
    /// An amount as a person says it, in the multiple that fits it: `4,860 万元`, `9,820 元`, `3.46 亿元`;
    /// `¥48.6m`, `£12.3k`, `$820`. For sentences and single figures; a column or chart takes one [`Scale`].
    pub fn money(self, amount: Amount) -> String {
        let multiples = self.multiples();
        let mut at =
            multiples.iter().position(|m| amount.abs() >= power_of_ten(m.power)).unwrap_or(multiples.len() - 1);
        // 9,999.6 is said as 1 万, not as 10,000.
        if at > 0 && rounded(amount, multiples[at]).abs() >= power_of_ten(multiples[at - 1].power) {
            at -= 1;
        }
        let multiple = multiples[at];
        let number = scaled(amount, multiple.power, decimals_of(amount, multiple));
        let number = match (self.language, multiple.power) {
            (Language::ZhCn, 1..) | (Language::En, 9) => trimmed(&number),
            (_, 0) if amount.round_to(2) == amount.round_to(0) => trimmed(&number),
            _ => &number,
        };
        self.with_currency(number, multiple.word)
    }

    /// The exact amount with grouping and at least two decimals: `1,265,793.0395 元`, `¥12.00`.
    pub fn money_exact(self, amount: Amount) -> String {
        self.with_currency(&self.exact(amount), "")
    }

    /// The same where a heading says the currency: `1,265,793.0395`, `12.00`.
    pub fn exact(self, amount: Amount) -> String {
        signed(amount < Amount::ZERO, group(amount.abs().to_string()))
    }

    /// The amount in whole units of the currency: `1,265,793 元`, `¥1,265,793`.
    pub fn money_whole(self, amount: Amount) -> String {
        let whole = amount.round_to(0);
        self.with_currency(&scaled(whole, 0, 0), "")
    }

    /// A change of money with its sign: `+1,000 万元`, `−¥2.1m`.
    pub fn delta_money(self, change: Amount) -> String {
        plus(&self.money(change))
    }

    /// Number, multiple and currency in the order of the language; a minus stands before everything.
    fn with_currency(self, number: &str, multiple: &str) -> String {
        match self.language {
            Language::ZhCn => {
                let unit = self.currency.chinese_unit();
                let gap = if unit.is_ascii() && !multiple.is_empty() { "\u{a0}" } else { "" };
                format!("{number}{NBSP}{multiple}{gap}{unit}")
            }
            Language::En => {
                let digits = number.strip_prefix(MINUS).unwrap_or(number);
                let minus = &number[..number.len() - digits.len()];
                format!("{minus}{}{digits}{multiple}", self.currency.symbol())
            }
        }
    }

    const fn multiples(self) -> &'static [Multiple] {
        match self.language {
            Language::ZhCn => &CHINESE,
            Language::En => &ENGLISH,
        }
    }
}

/// One unit for all values of a table column or chart; its label goes into the head or the measure line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Unit: `万元`, `亿美元`, `元`; `¥m`, `£k`, `€`.
    pub label: String,
    /// Values are divided by 10 to this power.
    pub power: u32,
    /// Decimals of every value.
    pub decimals: u32,
}

impl Scale {
    /// The unit and the digits of a column, by one rule: the largest unit in which the largest amount has two digits and at most a
    /// tenth of the rows show as nothing; a decimal more, and then a smaller unit, where that is not so; three digits of the largest
    /// are kept; and no decimals where all that is shown is whole.
    pub fn of(locale: Locale, amounts: impl IntoIterator<Item = Amount>) -> Self {
        let known: Vec<Amount> = amounts.into_iter().map(Amount::abs).filter(|amount| *amount > Amount::ZERO).collect();
        let plain = Self::up_to(locale, known.iter().copied().max().unwrap_or_default());
        let finer = Self { decimals: plain.decimals.max(1), ..plain.clone() };
        let smaller = Self::up_to(locale, power_of_ten(plain.power));
        let lost = |scale: &Self| known.iter().filter(|amount| scale.is_lost(**amount)).count();
        let fitting = [plain, finer].into_iter().find(|scale| lost(scale) * 10 <= known.len()).unwrap_or(smaller);
        let whole = Self { decimals: 0, ..fitting.clone() };
        let unit = 10_u128.pow(fitting.decimals);
        let is_whole = |amount: &Amount| fitting.last_digits(*amount) == whole.last_digits(*amount) * unit;
        // What is lost in whole units is no whole number, though its digits are.
        if lost(&whole) == 0 && known.iter().all(is_whole) { whole } else { fitting }
    }

    /// The unit for values up to `max`: the largest in which `max` has two digits.
    fn up_to(locale: Locale, max: Amount) -> Self {
        let fits = |m: &&Multiple| max >= power_of_ten(m.power + 1);
        let multiple = locale.multiples().iter().find(fits).copied().unwrap_or(PLAIN);
        let in_unit = |power: u32| max >= power_of_ten(multiple.power + power);
        let decimals = match multiple.power {
            _ if in_unit(3) => 0,
            0 => 2,
            _ => 1,
        };
        let currency = locale.currency.label(locale.language);
        let label = match locale.language {
            Language::ZhCn if currency.is_ascii() && multiple.power > 0 => {
                format!("{}{NBSP}{currency}", multiple.word)
            }
            Language::ZhCn => format!("{}{currency}", multiple.word),
            Language::En if currency.len() > 1 && currency.bytes().all(|b| b.is_ascii_uppercase()) => {
                if multiple.power > 0 { format!("{currency}{NBSP}{}", multiple.word) } else { currency }
            }
            Language::En => format!("{currency}{}", multiple.word),
        };
        Self { label, power: multiple.power, decimals }
    }

    /// The number without its unit: `4,860`, `−0.3`, `0`. What is not nothing is never shown as 0: `<0.1`.
    pub fn show(&self, amount: Amount) -> String {
        match (self.is_lost(amount), amount.is_zero()) {
            (true, _) if amount.is_positive() => format!("<{}", self.least()),
            (true, _) => format!(">{MINUS}{}", self.least()),
            (false, true) => "0".to_owned(),
            (false, false) => self.digits(amount),
        }
    }

    /// The number with its sign and without its unit: `+1,000`, `−0.3`, `0`, `<+0.1`.
    pub fn show_delta(&self, change: Amount) -> String {
        if self.is_lost(change) {
            return if change.is_positive() { format!("<+{}", self.least()) } else { self.show(change) };
        }
        plus(&self.show(change))
    }

    /// Whether an amount that is not zero has no digit in this unit.
    fn is_lost(&self, amount: Amount) -> bool {
        !amount.is_zero() && self.last_digits(amount) == 0
    }

    /// What is shown of an amount, as a whole number of its last digit, without its sign.
    fn last_digits(&self, amount: Amount) -> u128 {
        last_digits(amount, self.power, self.decimals)
    }

    /// The smallest amount that has a digit of its own: `0.1`.
    fn least(&self) -> String {
        let least = Amount::from_scaled(10_i128.pow(DECIMALS + self.power - self.decimals));
        self.digits(least)
    }

    fn digits(&self, amount: Amount) -> String {
        scaled(amount, self.power, self.decimals)
    }

    /// The value in the unit, for drawing.
    #[allow(clippy::cast_possible_wrap, reason = "powers are at most 9")]
    pub fn divide(&self, amount: Amount) -> f64 {
        amount.to_f64() / 10_f64.powi(self.power as i32)
    }
}

/// Decimals with which an amount is said in a multiple: about three digits.
fn decimals_of(amount: Amount, multiple: Multiple) -> u32 {
    let at_least = |power: u32| amount.abs() >= power_of_ten(multiple.power + power);
    match multiple.power {
        0 | 3..=7 if at_least(2) => 0,
        0 => 2,
        3..=7 => 1,
        _ if at_least(2) => 0,
        _ if at_least(1) => 1,
        _ => 2,
    }
}

/// The amount as it will be shown, in currency units.
fn rounded(amount: Amount, multiple: Multiple) -> Amount {
    let unit = 10_i128.pow(DECIMALS + multiple.power - decimals_of(amount, multiple));
    let half = if amount < Amount::ZERO { -unit / 2 } else { unit / 2 };
    Amount::from_scaled((amount.scaled() + half) / unit * unit)
}

const fn power_of_ten(power: u32) -> Amount {
    Amount::from_scaled(10_i128.pow(DECIMALS + power))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(language: Language, currency: &str) -> Locale {
        Locale::new(language, currency.parse().unwrap())
    }

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn a_long_table_shows_its_small_rows() {
        let cny = |language| locale(language, "CNY");
        let amounts = |small: i64| (1..=20).map(move |n| Amount::from_int(if n <= 10 { n * 2_000_000 } else { small }));
        // Half of the rows would be 0.0 million.
        assert_eq!(Scale::of(cny(Language::En), amounts(30_000)).label, "¥k");
        assert_eq!(Scale::of(cny(Language::En), amounts(300_000)).label, "¥m");
        // 0.3 万 needs a decimal.
        let scale = Scale::of(cny(Language::ZhCn), amounts(3_000));
        assert_eq!((scale.label.as_str(), scale.decimals), ("万元", 1));
    }

    #[test]
    fn chinese_money_counts_in_wan_and_yi() {
        let zh = locale(Language::ZhCn, "CNY");
        for (value, shown) in [
            ("0", "0 元"),
            ("12.345", "12.35 元"),
            ("12", "12 元"),
            ("9820", "9,820 元"),
            ("9820.5", "9,821 元"),
            ("9999.4", "9,999 元"),
            ("9999.6", "1 万元"),
            ("12345", "1.2 万元"),
            ("385000", "38.5 万元"),
            ("48600000", "4,860 万元"),
            ("99999999", "1 亿元"),
            ("346000000", "3.46 亿元"),
            ("34600000000", "346 亿元"),
            ("-48600000", "−4,860 万元"),
        ] {
            assert_eq!(zh.money(amount(value)).replace(NBSP, " "), shown, "{value}");
        }
        assert_eq!(zh.money(amount("48600000")), "4,860\u{a0}万元");
        assert_eq!(locale(Language::ZhCn, "USD").money(amount("48600000")), "4,860\u{a0}万美元");
        assert_eq!(locale(Language::ZhCn, "GBP").money(amount("820")), "820\u{a0}英镑");
        assert_eq!(locale(Language::ZhCn, "SEK").money(amount("48600000")), "4,860\u{a0}万\u{a0}SEK");
    }

    #[test]
    fn english_money_counts_in_thousands_millions_and_billions() {
        for (currency, value, shown) in [
            ("CNY", "48600000", "¥48.6m"),
            ("CNY", "10000000", "¥10.0m"),
            ("USD", "1200000000", "$1.2bn"),
            ("USD", "1234000000", "$1.23bn"),
            ("USD", "2000000000", "$2bn"),
            ("GBP", "12345", "£12.3k"),
            ("GBP", "999960", "£1.0m"),
            ("GBP", "820", "£820"),
            ("GBP", "8.2", "£8.20"),
            ("EUR", "-286000000", "−€286m"),
            ("SEK", "1500000", "SEK\u{a0}1.5m"),
        ] {
            assert_eq!(locale(Language::En, currency).money(amount(value)), shown, "{value}");
        }
    }

    #[test]
    fn exact_money_loses_nothing() {
        assert_eq!(locale(Language::ZhCn, "CNY").money_exact(amount("1265793.0395")), "1,265,793.0395\u{a0}元");
        assert_eq!(locale(Language::En, "CNY").money_exact(amount("-12")), "−¥12.00");
        assert_eq!(locale(Language::En, "CNY").exact(amount("-1234.5")), "−1,234.50");
        assert_eq!(locale(Language::ZhCn, "CNY").money_whole(amount("1399023.624")), "1,399,024\u{a0}元");
        assert_eq!(locale(Language::En, "CNY").money_whole(amount("-1399023.4")), "−¥1,399,023");
        assert_eq!(locale(Language::En, "CNY").delta_money(amount("2100000")), "+¥2.1m");
    }

    #[test]
    fn a_column_has_one_unit_and_its_digits_one_rule() {
        let shown = |language, currency, all: &[&str]| {
            let scale = Scale::of(locale(language, currency), all.iter().map(|text| amount(text)));
            let cells = all.iter().map(|text| scale.show(amount(text)));
            std::iter::once(scale.label.clone()).chain(cells).collect::<Vec<_>>()
        };
        for (language, currency, all, wanted) in [
            // Three digits of the largest, and no decimal that says nothing.
            (Language::ZhCn, "CNY", &["78390000", "1460000"][..], &["万元", "7,839", "146"][..]),
            (Language::ZhCn, "CNY", &["1380000", "600000"], &["万元", "138", "60"]),
            (Language::ZhCn, "CNY", &["1380000", "-604321"], &["万元", "138.0", "−60.4"]),
            (Language::En, "CNY", &["160000", "60000"], &["¥k", "160", "60"]),
            (Language::En, "CNY", &["48600000", "3600000", "0"], &["¥m", "48.6", "3.6", "0"]),
            (Language::En, "SEK", &["4860000", "-4321"], &["SEK\u{a0}k", "4,860", "−4"]),
            (Language::ZhCn, "CNY", &["54321", "-4321"], &["元", "54,321", "−4,321"]),
            (Language::En, "CNY", &["380", "12"], &["¥", "380", "12"]),
            (Language::En, "CNY", &["380", "12.5"], &["¥", "380.00", "12.50"]),
            (Language::En, "CNY", &["0"], &["¥", "0"]),
            // A smaller unit, where more than a tenth of the rows would be nothing; else what is small says so.
            (Language::En, "CNY", &["48551780", "12121"], &["¥k", "48,552", "12"]),
            (Language::ZhCn, "EUR", &["2460000000", "4321"], &["万欧元", "246,000", "<1"]),
            (Language::ZhCn, "CNY", &["48600000", "820"], &["万元", "4,860.0", "0.1"]),
            (Language::ZhCn, "CNY", &["48600000", "-120"], &["元", "48,600,000", "−120"]),
        ] {
            assert_eq!(shown(language, currency, all), wanted);
        }
        let long: Vec<String> =
            (1..=20).map(|n| if n < 20 { format!("{}", n * 2_150_000) } else { "9".to_owned() }).collect();
        let long: Vec<&str> = long.iter().map(String::as_str).collect();
        assert_eq!(shown(Language::En, "CNY", &long)[20], "<0.1");
    }

    #[test]
    fn what_is_small_is_never_shown_as_nothing() {
        let scale = Scale { label: "¥m".to_owned(), power: 6, decimals: 1 };
        let shown = ["0", "49999", "50000", "-49999", "-50000"].map(|text| scale.show(amount(text)));
        assert_eq!(shown, ["0", "<0.1", "0.1", ">−0.1", "−0.1"]);
        let deltas = ["0", "49999", "50000", "-49999", "10000000"].map(|text| scale.show_delta(amount(text)));
        assert_eq!(deltas, ["0", "<+0.1", "+0.1", ">−0.1", "+10.0"]);
        let scale = Scale::of(locale(Language::ZhCn, "CNY"), [amount("48600000")]);
        assert!((scale.divide(amount("48600000")) - 4860.0).abs() < 1e-9);
        assert_eq!(scale.show_delta(amount("10000000")), "+1,000");
    }
}
