//! Targets in a YAML file: a list of entries.

use std::sync::Arc;

use serde::Deserialize;

use super::{PERIOD_HELP, Places, TargetMeasure, Written, target_period};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::ledger::AmountRefused;
use crate::load::yaml::{self, Locator, Parsed};
use crate::portfolio::Amount;

/// An entry of a YAML file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    account: Scalar,
    period: Scalar,
    amount: Scalar,
    #[serde(default)]
    measure: Option<TargetMeasure>,
}

/// A value that YAML may take for a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Scalar {
    Whole(i64),
    Decimal(f64),
    Text(String),
}

impl Scalar {
    fn text(&self) -> String {
        match self {
            Self::Whole(value) => value.to_string(),
            Self::Decimal(value) => value.to_string(),
            Self::Text(text) => text.trim().to_owned(),
        }
    }

    /// Exact: a decimal that YAML read as a float is taken only where it cannot have lost digits.
    fn amount(&self) -> Result<Amount, AmountRefused> {
        let text = self.text();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let refused = |message, help| AmountRefused { message, help };
        match self {
            Self::Decimal(_) if digits > 15 => {
                let message = format!("the amount `{text}` has too many digits to be read exactly");
                Err(refused(message, "put it in quotes"))
            }
            Self::Text(_) if text.is_empty() => Err(refused("the amount is empty".to_owned(), AMOUNT_HELP)),
            _ => Amount::parse_written(&text).ok_or_else(|| refused(format!("`{text}` is not an amount"), AMOUNT_HELP)),
        }
    }
}

const AMOUNT_HELP: &str = "write the amount as 1200000, 1200000.50 or 120万";

/// Targets of a YAML file; `unsound` gets the accounts of those that lack something.
pub(super) fn from_yaml(
    name: &str,
    text: &str,
    unsound: &mut Vec<(String, Place)>,
    diagnostics: &mut Diagnostics,
) -> Vec<Written> {
    let file: Arc<str> = name.into();
    let Parsed { value: entries, whole, found: problems } = yaml::read::<Option<Vec<Entry>>>(&file, text);
    // What is no YAML is no list either; once is enough.
    let is_yaml = problems.iter().all(|problem| problem.code != codes::INVALID_YAML);
    diagnostics.extend(problems.iter().filter(|p| is_yaml || p.code == codes::INVALID_YAML).cloned());
    let whole = whole.flatten().filter(|_| is_yaml).unwrap_or_default();
    unsound.extend(tell_beside(&file, text, &whole, diagnostics));
    let entries = entries.flatten().unwrap_or_default();
    // Positions are those of the entries that could be read.
    let locator = if problems.is_empty() {
        Locator::new(&file, text)
    } else {
        Locator::of_rest::<Option<Vec<Entry>>>(&file, text)
    };
    let place = |index: usize, key: &str| locator.value(&format!("/{index}{key}"));
    let written = |(index, entry): (usize, &Entry)| {
        let account = match &entry.account {
            Scalar::Text(text) => text.trim().to_owned(),
            number => {
                let message = format!("YAML reads the account `{}` as a number", number.text());
                diagnostics.push(
                    Diagnostic::error(codes::INVALID_TARGET, message)
                        .at(place(index, "/account"))
                        .help("put it in quotes"),
                );
                return None;
            }
        };
        let measure = match entry.measure.unwrap_or_default() {
            TargetMeasure::Revenue => "revenue".to_owned(),
            TargetMeasure::GrossProfit => "gross_profit".to_owned(),
        };
        Some(Written {
            account,
            period: entry.period.text(),
            measure,
            amount: entry.amount.amount(),
            places: Places {
                account: place(index, "/account"),
                period: place(index, "/period"),
                measure: place(index, "/measure"),
                amount: place(index, "/amount"),
            },
        })
    };
    entries.iter().enumerate().filter_map(written).collect()
}

/// Tells what is wrong in the entries that lack something, beside what they lack; none of them counts. Returns their accounts.
fn tell_beside(file: &Arc<str>, text: &str, whole: &[Entry], diagnostics: &mut Diagnostics) -> Vec<(String, Place)> {
    let mut accounts = Vec::new();
    let locator = Locator::of_whole::<Option<Vec<Entry>>>(file, text);
    for (index, entry) in whole.iter().enumerate().filter(|(index, _)| locator.is_of_stand_in(&format!("/{index}"))) {
        let account = format!("/{index}/account");
        if let Scalar::Text(named) = &entry.account
            && !locator.is_of_stand_in(&account)
        {
            accounts.push((named.trim().to_owned(), locator.value(&account)));
        }
        let period = target_period(&entry.period.text(), 1).err().map(|message| ("period", message, PERIOD_HELP));
        let amount = entry.amount.amount().err().map(|refused| ("amount", refused.message, refused.help));
        for (key, message, help) in [period, amount].into_iter().flatten() {
            let pointer = format!("/{index}/{key}");
            if !locator.is_of_stand_in(&pointer) {
                let error = Diagnostic::error(codes::INVALID_TARGET, message).at(locator.value(&pointer));
                diagnostics.push(error.help(help));
            }
        }
    }
    accounts
}
