//! Codes of the sales that a spreadsheet took for long numbers and cut: whatever begins with the same digits is one account then.

use super::matching::at_row;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::LOOKS_LIKE_TYPO;
use crate::load::ledger::SalesAccount;

/// Whether a code is what a spreadsheet makes of a long number: `6.22E+15`.
fn is_cut_number(code: &str) -> bool {
    let Some((head, exponent)) = code.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = head.replacen('.', "", 1);
    is_number(&digits) && exponent.strip_prefix('+').is_some_and(is_number)
}

/// Tells such codes once, at the first of them.
pub(super) fn cut_codes(ledger: &[SalesAccount]) -> Option<Diagnostic> {
    let mut cut = ledger.iter().filter(|sales| is_cut_number(&sales.code));
    let first = cut.next()?;
    let more = match cut.count() {
        0 => String::new(),
        more => format!(" (and {more} more such)"),
    };
    let message =
        format!("`{}` is a long code that a spreadsheet has cut{more}: all that begin so are one account", first.code);
    let warning = at_row(Diagnostic::warning(LOOKS_LIKE_TYPO, message), Some(&first.first_row));
    Some(warning.help("in the spreadsheet, format the column of codes as text before it is filled, and export again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_an_exponent_is_cut() {
        for code in ["6.22E+15", "6E+15", "1.0e+10"] {
            assert!(is_cut_number(code), "{code}");
        }
        for code in ["6.22E15", "E+15", "6.2.2E+15", "A1E+5", "6E+", "12345"] {
            assert!(!is_cut_number(code), "{code}");
        }
        let sold = ["1E+5", "abc", "2E+5"].map(|code| SalesAccount::new(code.to_owned(), None));
        let said = cut_codes(&sold).map(|told| told.message).unwrap_or_default();
        assert!(said.starts_with("`1E+5` is a long code that a spreadsheet has cut (and 1 more such)"), "{said}");
        assert_eq!(cut_codes(&sold[1..2]), None);
    }
}
