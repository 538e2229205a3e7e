//! Files that share rows: the year to date beside one of its months, say. Their sales count twice, and nothing about either file
//! is wrong.
//!
//! 1. Two files can share rows only where their days overlap. There, the revenue of an account on a day is the same in both.
//! 2. Files of different products or regions overlap, too, but hardly ever with the same revenue on so many days.
//!
//! It is told as a warning: two such files may be right.

use std::collections::BTreeSet;

use super::find::Found;
use super::read::ReadFile;
use super::{AccountDay, AccountIx, Ledger};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::portfolio::Period;

/// Days of accounts that must agree before it is told: fewer may be chance.
const AGREEING: usize = 5;
/// Days of accounts that are looked at in a pair of files: enough to see, and soon done.
const LOOKED_AT: usize = 50_000;

/// Warns of every file that shares rows with an earlier one, but for `copies`, which are told as such.
pub(super) fn report(files: &[Found], readings: &[ReadFile], copies: &BTreeSet<usize>, diagnostics: &mut Diagnostics) {
    for (at, (file, reading)) in files.iter().zip(readings).enumerate().filter(|(at, _)| !copies.contains(at)) {
        let Some(ledger) = reading.ledger() else { continue };
        let shared = files[..at].iter().zip(readings).find_map(|(other, earlier)| {
            // Whoever lists both has been asked.
            let is_listed = file.source.is_some() && other.source.is_some() && file.source != other.source;
            let shared = Shared::of(earlier.ledger()?, ledger).filter(|_| !is_listed)?;
            Some((other, shared))
        });
        if let Some((other, shared)) = shared {
            let of = if shared.is_cut { "the first " } else { "" };
            let message = format!(
                "this file seems to share rows with {}: from {} to {}, {} of {of}{} days of accounts have the same revenue in both",
                other.name, shared.days.first, shared.days.last, shared.agreeing, shared.all
            );
            let help = "they would count twice: take these days out of one of the two files, or list the files to read under `sales` in \
                        keyfolio.yaml; where both are right, list each as a source of its own there";
            diagnostics.push(
                Diagnostic::warning(codes::OVERLAPPING_SALES_FILES, message)
                    .at(Place::file(file.name.as_str()))
                    .help(help),
            );
        }
    }
}

/// What two files have in common.
struct Shared {
    /// The days of both.
    days: Period,
    /// Days of accounts with the same revenue in both.
    agreeing: usize,
    /// Days of accounts that both files have, in these days, in the file that has fewer.
    all: usize,
    /// Whether there are more of them than were looked at.
    is_cut: bool,
}

impl Shared {
    /// `None` where it is too little to say that rows are shared.
    fn of(one: &Ledger, other: &Ledger) -> Option<Self> {
        let days = overlap(one, other)?;
        let mut shared = Self { days, agreeing: 0, all: 0, is_cut: false };
        let (mut in_one, mut in_other) = (0, 0);
        let cells = |ledger: &Ledger, account: AccountIx| -> Vec<AccountDay> {
            let cells = ledger.account_days.of(account);
            cells.filter(|cell| days.contains(cell.day) && !cell.revenue.is_zero()).collect()
        };
        for (account, same) in in_both(one, other) {
            if in_one + in_other > LOOKED_AT {
                shared.is_cut = true;
                break;
            }
            let (ours, theirs) = (cells(one, account), cells(other, same));
            in_one += ours.len();
            in_other += theirs.len();
            shared.agreeing += agreeing(&ours, &theirs);
        }
        shared.all = in_one.min(in_other);
        (shared.agreeing >= AGREEING && shared.agreeing * 2 >= shared.all).then_some(shared)
    }
}

/// The days of both.
fn overlap(one: &Ledger, other: &Ledger) -> Option<Period> {
    let days = |ledger: &Ledger| {
        let file = ledger.files.first()?;
        Some((file.first?, file.last?))
    };
    let ((a, b), (c, d)) = (days(one)?, days(other)?);
    let days = Period { first: a.max(c), last: b.min(d) };
    (days.first <= days.last).then_some(days)
}

/// The accounts that two files have, by code; accounts of files are in the order of their codes.
fn in_both(one: &Ledger, other: &Ledger) -> impl Iterator<Item = (AccountIx, AccountIx)> {
    (0_u32..).zip(&one.accounts).filter_map(|(at, account)| {
        let same = other.accounts.binary_search_by(|other| other.code.cmp(&account.code)).ok()?;
        Some((AccountIx(at), AccountIx(u32::try_from(same).ok()?)))
    })
}

/// Days with the same revenue; both are in the order of their days.
fn agreeing(ours: &[AccountDay], theirs: &[AccountDay]) -> usize {
    let is_there = |cell: &&AccountDay| {
        let at = theirs.binary_search_by_key(&cell.day, |other| other.day);
        at.is_ok_and(|at| theirs[at].revenue == cell.revenue)
    };
    ours.iter().filter(is_there).count()
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostic;
    use crate::load::ledger::{SalesFiles, read};

    fn diagnostics_of(files: &[(&str, &str)]) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("data")).unwrap();
        for (name, text) in files {
            std::fs::write(root.path().join("data").join(name), text).unwrap();
        }
        let sales = SalesFiles { root: root.path(), sources: &[], targets: &[], places: &[], as_of: None, cache: None };
        let (_, diagnostics) = read(&sales).unwrap();
        let said = |found: &Diagnostic| {
            let file = &found.place.as_ref().unwrap().file;
            format!("{:?}[{}] {file}: {}", found.severity, found.code.id(), found.message)
        };
        diagnostics.iter().map(said).collect()
    }

    #[test]
    fn rows_that_two_files_share_are_told() {
        let rows = |days: std::ops::Range<u32>, amount: u32| -> String {
            let rows =
                days.map(|day| format!("2026-{:02}-{:02},A,{}\n", day / 28 + 1, day % 28 + 1, day * amount + 10));
            std::iter::once("date,customer,amount\n".to_owned()).chain(rows).collect()
        };
        let told = |one: &str, other: &str| diagnostics_of(&[("a.csv", one), ("b.csv", other)]);
        // The year to date, and its first month with a row more.
        let month = rows(0..28, 1) + "2026-01-31,A,7\n";
        assert_eq!(
            told(&rows(0..84, 1), &month),
            [
                "Warning[overlapping-sales-files] data/b.csv: this file seems to share rows with data/a.csv: from 2026-01-01 to 2026-01-31, 28 of 28 days of accounts have the same revenue in both"
            ]
        );
        assert_eq!(told(&rows(0..28, 1), &rows(28..56, 1)), Vec::<String>::new(), "one after the other");
        assert_eq!(told(&rows(0..56, 1), &rows(0..28, 2)), Vec::<String>::new(), "other sales on the same days");
        // A branch beside the whole house: the accounts that it has not do not count.
        let branch = rows(0..28, 1);
        let house = (0..2000).fold(branch.clone(), |rows, at| rows + &format!("2026-01-05,A{at:04},1\n"));
        assert_eq!(told(&house, &branch).len(), 1);
        let others = rows(0..28, 1).replace(",A,", ",B,");
        assert_eq!(told(&rows(0..56, 1), &others), Vec::<String>::new(), "of other accounts");
    }
}
