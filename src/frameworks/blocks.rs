//! The blocks of a dossier: the rows of the table that it records, and those of them that are a matter for an account.

use super::framework::Framework;
use super::table::FRAMEWORKS;
use crate::portfolio::{Account, Portfolio};

/// The rows that a dossier records: its blocks, each key once.
pub fn blocks() -> Vec<&'static Framework> {
    let mut seen = std::collections::BTreeSet::new();
    FRAMEWORKS.iter().filter(|framework| !framework.key.is_empty() && seen.insert(framework.key)).collect()
}

/// Those of them that are a matter for an account.
pub fn blocks_of(portfolio: &Portfolio, account: &Account) -> impl Iterator<Item = &'static Framework> {
    blocks().into_iter().filter(move |block| block.applies(portfolio, account))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample;

    #[test]
    fn a_group_stands_in_the_dossiers_of_its_members_and_is_no_matter_for_a_single_firm() {
        let mut accounts = ["alone", "branch", "head"].map(sample::account);
        accounts[1].parent = Some(accounts[2].id.clone());
        let portfolio = sample::portfolio(accounts.to_vec());
        let group = blocks().into_iter().find(|block| block.id == "group-tree").unwrap();
        let asked = |at: usize| {
            let account = &portfolio.accounts[at];
            let counted = blocks_of(&portfolio, account).any(|block| block.id == "group-tree");
            counted.then(|| group.is_recorded(&portfolio, account))
        };
        assert_eq!([0, 1, 2].map(asked), [None, Some(true), Some(true)]);
        assert_eq!(blocks_of(&portfolio, &portfolio.accounts[0]).count(), blocks().len() - 1);
    }
}
