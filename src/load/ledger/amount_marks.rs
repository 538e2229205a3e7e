//! The amounts of a small file, under one decimal mark and the unit of their header.

use super::decimal_mark::{Marks, Unclear};
use super::money::times;
use super::number::{Fault, LIMIT, read};
use crate::portfolio::Amount;
use crate::project::settings::DecimalMark;

/// Units that an amount itself may have, as in dossiers.
const UNITS: [(char, i64); 2] = [('万', 10_000), ('亿', 100_000_000)];

/// The amounts of a small file, under one decimal mark.
#[derive(Debug, Clone, Copy)]
pub struct AmountMarks {
    decided: Result<DecimalMark, Unclear>,
    /// By how much their header says that they are to be multiplied.
    times: i64,
}

/// Why an amount of a small file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountRefused {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl AmountMarks {
    /// Decides the mark from all amounts of the file; `header` is theirs.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>, delimiter: u8, header: &str) -> Self {
        let mut marks = Marks::default();
        for text in texts.filter(|text| !text.is_empty()) {
            marks.add(read(with_unit(text).0.as_bytes(), DecimalMark::Point).0);
        }
        Self { decided: marks.decide(delimiter), times: times(header) }
    }

    /// An amount, or what is wrong with it.
    pub fn read(self, text: &str) -> Result<Amount, AmountRefused> {
        let refused = |message, help| AmountRefused { message, help };
        if text.trim().is_empty() {
            return Err(refused("the amount is empty".to_owned(), HELP));
        }
        let Ok(mark) = self.decided else {
            let message =
                format!("`{text}`: the amounts of this file can be read with a decimal point or a decimal comma");
            return Err(refused(message, "write the amounts of the file without marks for thousands: 1200000.50"));
        };
        let (number, own) = with_unit(text);
        if own > 1 && self.times > 1 {
            let message = format!("`{text}` names a unit, and so does the header");
            return Err(refused(message, "name the unit in one of the two"));
        }
        let times = own.max(self.times);
        let multiplied = |amount: Amount| {
            let units = amount.scaled().checked_mul(times.into()).filter(|units| units.abs() < LIMIT);
            units.map(Amount::from_scaled).ok_or(Fault::TooLarge)
        };
        read(number.as_bytes(), mark).1.and_then(multiplied).map_err(|fault| match fault {
            Fault::TooLarge => refused(
                format!("`{text}` is too large"),
                "amounts lie below 100,000,000,000,000,000,000: look for digits too many",
            ),
            Fault::TooFine => {
                refused(format!("`{text}` has more than eight decimals"), "round it to eight decimals at most")
            }
            _ => refused(format!("`{text}` is not an amount"), HELP),
        })
    }
}

const HELP: &str = "write the amount as 1200000, 1200000.50 or 120万";

/// The number before a unit of its own, and by how much that multiplies: `5万`, `1.5 亿元`.
fn with_unit(text: &str) -> (&str, i64) {
    let text = text.trim();
    let bare = text.strip_suffix('元').unwrap_or(text);
    let unit = UNITS.iter().find_map(|(unit, times)| Some((bare.strip_suffix(*unit)?.trim_end(), *times)));
    unit.unwrap_or((text, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_below(header: &str, text: &str) -> Result<String, String> {
        let marks = AmountMarks::of([text].into_iter(), b',', header);
        marks.read(text).map(|amount| amount.to_string()).map_err(|refused| refused.message)
    }

    #[test]
    fn units_stand_in_the_header_or_behind_the_amount() {
        for (header, text, amount) in [
            ("目标金额(万元)", "120.5", "1205000.00"),
            ("target_k", "5", "5000.00"),
            ("amount", "5万", "50000.00"),
            ("amount", "¥1,234.5万", "12345000.00"),
            ("amount", "1.5 亿元", "150000000.00"),
            ("amount", "5元", "5.00"),
        ] {
            assert_eq!(read_below(header, text).as_deref(), Ok(amount), "{header}: {text}");
        }
        for (header, text, said) in [
            ("目标金额(万元)", "5万", "names a unit, and so does the header"),
            ("amount", "万", "is not an amount"),
            ("amount", "", "the amount is empty"),
            ("目标(亿元)", "9999999999999", "is too large"),
        ] {
            let told = read_below(header, text).unwrap_err();
            assert!(told.contains(said), "{header}: {text}: {told}");
        }
    }
}
