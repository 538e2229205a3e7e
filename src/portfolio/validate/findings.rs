//! What is found wrong with a file after it was read: kept by JSON Pointer, placed at the end, all at once.

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::diagnostic::codes::{DATES_OUT_OF_ORDER, DUPLICATE_ENTRY, INCONSISTENT_VALUES};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::content::Written;
use crate::load::text_file::TextFile;
use crate::load::yaml::Locator;
use crate::portfolio::Amount;

/// The findings of one file.
#[derive(Debug, Default)]
pub(super) struct Findings {
    items: Vec<(String, Diagnostic)>,
}

/// A day with the name of its key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day<'a>(pub &'a str, pub Option<Date>);

impl Findings {
    /// Something wrong with the value at a pointer.
    pub fn push(&mut self, pointer: impl Into<String>, diagnostic: Diagnostic) {
        self.items.push((pointer.into(), diagnostic));
    }

    /// Adds the findings of another look at the same file.
    pub fn append(&mut self, other: Self) {
        self.items.extend(other.items);
    }

    /// Whether something is wrong with the value at a pointer.
    pub fn has(&self, pointer: &str) -> bool {
        self.items.iter().any(|(other, _)| other == pointer)
    }

    /// Values that cannot hold together.
    pub fn inconsistent(&mut self, pointer: impl Into<String>, message: impl Into<String>, help: &str) {
        self.push(pointer, Diagnostic::error(INCONSISTENT_VALUES, message).help(help));
    }

    /// Tells when one day of a mapping lies before another that it must follow.
    pub fn in_order(&mut self, mapping: &str, earlier: Day<'_>, later: Day<'_>) {
        if let (Some(first), Some(then)) = (earlier.1, later.1)
            && then < first
        {
            let message = format!("`{}` {then} is before `{}` {first}", later.0, earlier.0);
            let diagnostic = Diagnostic::error(DATES_OUT_OF_ORDER, message).help("correct one of the two days");
            self.push(format!("{mapping}/{}", later.0), diagnostic);
        }
    }

    /// Tells every stage of a history that stands below one of a later day: whoever reads the file takes the last for the present.
    pub fn rising(&mut self, history: &str, days: &[Date]) {
        for (at, pair) in days.windows(2).enumerate() {
            if let [above, below] = *pair
                && below < above
            {
                let message = format!("`since` {below} is before that of the stage above, {above}");
                let warning = Diagnostic::warning(DATES_OUT_OF_ORDER, message).help(
                    "put the stages in the order of their days; that of the newest day counts as the present one",
                );
                self.push(format!("{history}/{}/since", at + 1), warning);
            }
        }
    }

    /// Tells when an amount is below zero.
    pub fn not_negative(&mut self, pointer: impl Into<String>, amount: Option<Amount>) {
        if let Some(amount) = amount.filter(|amount| *amount < Amount::ZERO) {
            self.inconsistent(pointer, format!("{amount} is below zero"), "write what it is worth, zero or more");
        }
    }

    /// Tells every item of a list whose key another had before it.
    pub fn unique<'a, K: Ord>(&mut self, list: &str, items: impl IntoIterator<Item = (K, &'a str)>) {
        let mut seen = std::collections::BTreeSet::new();
        for (at, (key, shown)) in items.into_iter().enumerate() {
            if !seen.insert(key) {
                let message = format!("`{shown}` stands here a second time");
                let diagnostic = Diagnostic::warning(DUPLICATE_ENTRY, message).help("keep one of the two");
                self.push(format!("{list}/{at}"), diagnostic);
            }
        }
    }

    /// The findings of a value with stand-ins, with their places, but for those that are about a stand-in.
    pub fn of_suspect<T: DeserializeOwned>(self, TextFile { file, text }: &TextFile) -> Diagnostics {
        let locator = Locator::of_whole::<T>(file, text);
        let told = self.items.into_iter().filter(|(pointer, _)| !locator.is_of_stand_in(pointer));
        told.map(|(pointer, diagnostic)| diagnostic.at(locator.value(&pointer))).collect()
    }

    /// The findings with their places in a file that a `T` was read from; without places where the file is not known.
    pub fn placed<T: DeserializeOwned>(self, written: Option<&Written>) -> Diagnostics {
        let Some(Written { text: TextFile { file, text }, is_damaged }) = written.filter(|_| !self.items.is_empty())
        else {
            return self.items.into_iter().map(|(_, diagnostic)| diagnostic).collect();
        };
        let locator = if *is_damaged { Locator::of_rest::<T>(file, text) } else { Locator::new(file, text) };
        self.items.into_iter().map(|(pointer, diagnostic)| diagnostic.at(locator.value(&pointer))).collect()
    }
}
