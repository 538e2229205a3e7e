//! Value-added solutions over all accounts (S4 一体化解决方案): which product lines bring which account how much a year.
//!
//! A value item counts in full under each product line that it rests on, and once in its account's total; one that names no
//! line has a column of its own. What is quantified is summed; the others are counted.

use std::collections::BTreeMap;

use crate::portfolio::{Amount, Portfolio, ValueProposition};

/// Value items of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Worth {
    /// Items.
    pub items: usize,
    /// What those that are quantified bring the account a year.
    pub amount: Amount,
    /// Of it, what some evidence shows.
    pub evidenced: Amount,
}

impl Worth {
    fn add(&mut self, item: &ValueProposition) {
        let benefit = item.yearly_benefit.as_ref().map_or(Amount::ZERO, |benefit| benefit.value);
        self.items += 1;
        self.amount += benefit;
        if item.evidence.is_some() {
            self.evidenced += benefit;
        }
    }
}

/// A row: an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSolutions<'a> {
    /// Its position.
    pub account: usize,
    /// All of its items.
    pub total: Worth,
    /// By product line; `None` for items that name none.
    pub lines: BTreeMap<Option<&'a str>, Worth>,
}

/// Accounts × product lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Solutions<'a> {
    /// Accounts with an item: what they gain most first, then most items, ties by position.
    pub accounts: Vec<AccountSolutions<'a>>,
    /// The product lines: most worth first, then most items, by id; `None` last.
    pub lines: Vec<(Option<&'a str>, Worth)>,
}

/// Of a portfolio.
pub fn solutions(portfolio: &Portfolio) -> Solutions<'_> {
    let mut lines: BTreeMap<Option<&str>, Worth> = BTreeMap::new();
    let mut accounts = Vec::new();
    for (at, account) in portfolio.accounts.iter().enumerate().filter(|(_, a)| !a.value_propositions.is_empty()) {
        let mut row = AccountSolutions { account: at, total: Worth::default(), lines: BTreeMap::new() };
        for item in &account.value_propositions {
            row.total.add(item);
            for line in of_item(item) {
                row.lines.entry(line).or_default().add(item);
                lines.entry(line).or_default().add(item);
            }
        }
        accounts.push(row);
    }
    accounts.sort_by_key(|row| std::cmp::Reverse((row.total.amount, row.total.items)));
    let mut lines: Vec<_> = lines.into_iter().collect();
    lines.sort_by_key(|(line, worth)| (line.is_none(), std::cmp::Reverse((worth.amount, worth.items))));
    Solutions { accounts, lines }
}

/// The lines that an item rests on, each once; a single `None` where it names none.
fn of_item(item: &ValueProposition) -> std::collections::BTreeSet<Option<&str>> {
    if item.product_lines.is_empty() {
        return [None].into();
    }
    item.product_lines.iter().map(|line| Some(line.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account};

    #[test]
    fn whole_under_each_line_and_once_in_the_total() {
        let mut accounts = vec![account("a"), account("b"), account("c")];
        accounts[0].value_propositions = serde_yaml::from_str(
            "[{feature: f, yearly_benefit: 100, product_lines: [x, y, x]}, {feature: g, product_lines: [x]}]",
        )
        .unwrap();
        accounts[1].value_propositions = serde_yaml::from_str(
            "[{feature: h, yearly_benefit: 300, evidence: e}, {feature: i, yearly_benefit: 50, product_lines: [y]}]",
        )
        .unwrap();
        let portfolio = sample::portfolio(accounts);
        let found = solutions(&portfolio);
        let shown = |items, amount, evidenced| {
            let [amount, evidenced] = [amount, evidenced].map(Amount::from_int);
            Worth { items, amount, evidenced }
        };
        let worth = |items, amount| shown(items, amount, 0);
        assert_eq!(
            found.accounts.iter().map(|row| (row.account, row.total)).collect::<Vec<_>>(),
            [(1, shown(2, 350, 300)), (0, worth(2, 100))]
        );
        assert_eq!(found.accounts[1].lines[&Some("x")], worth(2, 100));
        assert_eq!(found.lines, [(Some("y"), worth(2, 150)), (Some("x"), worth(2, 100)), (None, shown(1, 300, 300))]);
    }
}
