//! Plain numbers: grouping, percentages, percentage points, changes, ordinals.

use std::fmt::Write as _;

use super::{Language, Locale, MINUS, NBSP};
use crate::portfolio::{Amount, DECIMALS};

/// What stands where a statistic has no finite value; views should say why instead of letting it come to this.
const NOT_A_NUMBER: &str = "–";

/// What lifts a half that lost its last bits in binary arithmetic over the edge, and nothing that is shown otherwise.
const HALF_UP: f64 = 1e-12;

impl Locale {
    /// A whole number with grouping: `12,345`, `−3`.
    pub fn number(self, value: i64) -> String {
        signed(value < 0, group(value.unsigned_abs().to_string()))
    }

    /// A number with a fixed count of decimals and grouping: `1,234.5`. A half is rounded away from zero, as by hand: 0.475,
    /// which no binary fraction is, to 0.48.
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return NOT_A_NUMBER.to_owned();
        }
        let digits = format!("{:.decimals$}", value.abs() * (1.0 + HALF_UP));
        let is_zero = digits.bytes().all(|b| b == b'0' || b == b'.');
        signed(value < 0.0 && !is_zero, group(digits))
    }

    /// An exact quantity with grouping and as many decimals as it has, none if it is whole: `1,250`, `12.5`.
    pub fn quantity(self, value: Amount) -> String {
        let mut exact = value.abs().to_string();
        exact.truncate(exact.trim_end_matches('0').trim_end_matches('.').len());
        signed(value < Amount::ZERO, group(exact))
    }

    /// A share (0 to 1) as a percentage with one decimal: `45.2%`. What is not nothing is never shown as 0.0%, and
    /// what is not the whole never as 100.0%: `<0.1%`, `>99.9%`.
    pub fn percent(self, share: f64) -> String {
        if share > 0.0 && share < 0.0005 {
            return "<0.1%".to_owned();
        }
        if (0.9995..1.0).contains(&share) {
            return ">99.9%".to_owned();
        }
        let mut number = self.decimal(share * 100.0, 1);
        if number != NOT_A_NUMBER {
            number.push('%');
        }
        number
    }

    /// A share (0 to 1) that is below a limit, with at least so many decimals and as many as it takes to see that: `94.97%` below 95 %.
    /// What is not nothing is not shown as `0.0%`.
    pub fn percent_below(self, share: f64, limit: f64, decimals: usize) -> String {
        const MOST: usize = 6;
        if decimals > 0 && share > 0.0 && share < 0.0005 {
            return self.percent(share);
        }
        let is_seen = |decimals: &usize| {
            let scale = 10_f64.powi(i32::try_from(*decimals).unwrap_or(0));
            (share * 100.0 * scale).round() < (limit * 100.0 * scale).round()
        };
        let decimals = (decimals..MOST).find(is_seen).unwrap_or(MOST);
        format!("{}%", self.decimal(share * 100.0, decimals))
    }

    /// A share (0 to 1) as a whole percentage, for cut-offs and other round values: `80%`.
    pub fn percent_round(self, share: f64) -> String {
        format!("{}%", self.decimal(share * 100.0, 0))
    }

    /// A relative change (0.082 for 8.2 % more) with its sign: `+8.2%`, `−3.0%`, `0.0%`.
    pub fn delta_percent(self, change: f64) -> String {
        let number = self.decimal(change * 100.0, 1);
        if number == NOT_A_NUMBER { number } else { format!("{}%", plus(&number)) }
    }

    /// A whole change with its sign: `+3`, `−12`, `0`.
    pub fn delta_number(self, change: i64) -> String {
        plus(&self.number(change))
    }

    /// A distance between two shares (0.03 for three points), without a plus sign: `3.0 个百分点`, `3.0 pp`.
    pub fn points(self, difference: f64) -> String {
        self.with_points(&self.decimal(difference * 100.0, 1))
    }

    /// A change of a share with its sign: `+3.0 个百分点`, `−1.5 pp`.
    pub fn delta_points(self, difference: f64) -> String {
        self.with_points(&self.delta_point_count(difference))
    }

    /// The same where a heading says the unit: `+3.0`, `−1.5`.
    pub fn delta_point_count(self, difference: f64) -> String {
        plus(&self.decimal(difference * 100.0, 1))
    }

    /// A place in an order, from 1: `第 1`, `1st`.
    pub fn ordinal(self, place: u64) -> String {
        let number = group(place.to_string());
        match self.language {
            Language::ZhCn => format!("第{NBSP}{number}"),
            Language::En => format!("{number}{}", english_suffix(place)),
        }
    }

    fn with_points(self, number: &str) -> String {
        match self.language {
            Language::ZhCn => format!("{number}{NBSP}个百分点"),
            Language::En => format!("{number}{NBSP}pp"),
        }
    }
}

/// An amount divided by 10^`power`, rounded half away from zero to `decimals` places, grouped, with a true minus.
pub(super) fn scaled(amount: Amount, power: u32, decimals: u32) -> String {
    let rounded = last_digits(amount, power, decimals);
    let unit = 10_u128.pow(decimals);
    let mut digits = group((rounded / unit).to_string());
    if decimals > 0 {
        // Writing to a string does not fail.
        let _ = write!(digits, ".{:0width$}", rounded % unit, width = decimals as usize);
    }
    signed(amount < Amount::ZERO && rounded != 0, digits)
}

/// The digits of an amount divided by 10^`power` and rounded half away from zero to `decimals` places, as one whole number; without
/// its sign.
pub(super) fn last_digits(amount: Amount, power: u32, decimals: u32) -> u128 {
    let divisor = 10_u128.pow(DECIMALS + power - decimals);
    (amount.scaled().unsigned_abs() + divisor / 2) / divisor
}

/// Without zeros at the end of its decimals: `12.50` → `12.5`, `3.00` → `3`.
pub(super) fn trimmed(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

/// With a plus sign unless it has a minus or is zero.
pub(super) fn plus(number: &str) -> String {
    let shows_something = number.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if number.starts_with(MINUS) || !shows_something { number.to_owned() } else { format!("+{number}") }
}

/// Digits, perhaps with decimals, in groups of three.
pub(super) fn group(mut digits: String) -> String {
    let mut at = digits.find('.').unwrap_or(digits.len());
    while at > 3 {
        at -= 3;
        digits.insert(at, ',');
    }
    digits
}

/// Digits with a true minus where they are below zero.
pub(super) fn signed(negative: bool, mut digits: String) -> String {
    if negative {
        digits.insert(0, MINUS);
    }
    digits
}

const fn english_suffix(place: u64) -> &'static str {
    match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Currency;

    const ZH: Locale = Locale::new(Language::ZhCn, Currency::CNY);
    const EN: Locale = Locale::new(Language::En, Currency::CNY);

    #[test]
    fn whole_numbers_are_grouped_and_minus_is_a_minus() {
        let shown = [0, 999, 1000, 1_234_567, -1000, i64::MIN].map(|value| ZH.number(value));
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567", "−1,000", "−9,223,372,036,854,775,808"]);
        assert_eq!(EN.decimal(-0.04, 1), "0.0");
        assert_eq!(EN.decimal(-1234.56, 1), "−1,234.6");
        assert_eq!(EN.decimal(f64::NAN, 1), "–");
        assert_eq!(
            ["1250", "12.50", "-0.125"].map(|text| EN.quantity(Amount::parse(text).unwrap())),
            ["1,250", "12.5", "−0.125"]
        );
    }

    #[test]
    fn a_half_is_rounded_as_by_hand() {
        let shown = |value: f64, decimals: usize| EN.decimal(value, decimals);
        assert_eq!(
            (shown(0.475, 2), shown(-0.475, 2), shown(0.125, 2)),
            ("0.48".into(), format!("{MINUS}0.48"), "0.13".into())
        );
        assert_eq!((shown(2.5, 0), shown(0.4749, 2), shown(0.0, 1)), ("3".into(), "0.47".into(), "0.0".into()));
        assert_eq!(EN.percent(0.0725), "7.3%");
    }

    #[test]
    fn a_share_never_pretends_to_be_nothing_or_all() {
        let shown = [0.0, 0.0004, 0.0006, 0.452, 0.99951, 1.0, 1.236, -0.05].map(|share| ZH.percent(share));
        assert_eq!(shown, ["0.0%", "<0.1%", "0.1%", "45.2%", ">99.9%", "100.0%", "123.6%", "−5.0%"]);
        assert_eq!(EN.percent(f64::INFINITY), "–");
        assert_eq!(EN.percent_round(0.8), "80%");
        let below = |share: f64, decimals: usize| EN.percent_below(share, 0.95, decimals);
        assert_eq!([below(0.4, 1), below(0.4, 0), below(0.9449, 1)], ["40.0%", "40%", "94.5%"]);
        assert_eq!([below(0.9497, 1), below(0.9497, 0), below(0.949_999, 1)], ["94.97%", "94.97%", "94.9999%"]);
    }

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!(
            [0.082, -0.03, 0.0, 0.0001].map(|change| EN.delta_percent(change)),
            ["+8.2%", "−3.0%", "0.0%", "0.0%"]
        );
        assert_eq!(ZH.delta_points(0.032), "+3.2\u{a0}个百分点");
        assert_eq!(EN.points(-0.0151), "−1.5\u{a0}pp");
        assert_eq!([3, -12, 0].map(|change| EN.delta_number(change)), ["+3", "−12", "0"]);
    }

    #[test]
    fn ordinals() {
        let shown = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 1001].map(|place| EN.ordinal(place));
        assert_eq!(shown, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th", "1,001st"]);
        assert_eq!(ZH.ordinal(1), "第\u{a0}1");
    }
}
