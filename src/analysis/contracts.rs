//! Which contracts run, and for how long: the first of the five elements (S4: large orders under a continuous contract of at
//! least a year) as the dossier's contracts show it.

use jiff::civil::Date;

use crate::portfolio::{Account, Contract, days_between};

/// Days from the first to the last day of a contract of a year.
const YEAR: i32 = 364;

/// A contract of a year or more that runs on a day, the one with the latest end first; open-ended ones count.
pub fn yearly_contract(account: &Account, day: Date) -> Option<&Contract> {
    let running = account.contracts.iter().filter(|contract| {
        let long = contract.end.is_none_or(|end| days_between(contract.start, end) >= YEAR);
        long && contract.start <= day && contract.end.is_none_or(|end| end >= day)
    });
    running.max_by_key(|contract| (contract.end.is_none(), contract.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;

    #[test]
    fn a_year_and_running() {
        let found = |contracts: &str| {
            let mut account = account("a");
            account.contracts = serde_yaml::from_str(contracts).unwrap();
            let found = yearly_contract(&account, "2026-06-30".parse().unwrap());
            found.map(|contract| contract.name.in_language("en").0.to_owned())
        };
        assert_eq!(found("[{name: whole, start: 2026-01-01, end: 2026-12-31}]"), Some("whole".into()));
        assert_eq!(found("[{name: short, start: 2026-01-01, end: 2026-12-30}]"), None, "364 days");
        assert_eq!(found("[{name: over, start: 2025-01-01, end: 2026-06-29}]"), None);
        assert_eq!(found("[{name: to come, start: 2026-07-01}]"), None);
        let two = "[{name: open, start: 2020-01-01}, {name: dated, start: 2026-01-01, end: 2027-12-31}]";
        assert_eq!(found(two), Some("open".into()));
    }
}
