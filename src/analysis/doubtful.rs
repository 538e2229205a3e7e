//! Accounts of the sales that may be no accounts of their own: a code that looks like a typing error of another's, or a name that
//! names nobody. They are sold to, and counted in every sum; they are not announced as new customers.

use std::collections::BTreeSet;

use crate::portfolio::{Account, DataQuality, Portfolio};

/// Names under which sales are booked to nobody in particular (convention), compared without case.
const NOBODY: [&str; 8] =
    ["未记名客户", "未记名", "匿名客户", "散客", "unnamed customer", "unnamed", "unknown customer", "sundry customers"];

/// The positions of doubtful accounts, rising. Whoever has a dossier is somebody.
pub fn doubtful(portfolio: &Portfolio) -> BTreeSet<usize> {
    let mistyped: BTreeSet<&str> = portfolio
        .data_quality
        .iter()
        .filter_map(|entry| match entry {
            DataQuality::LooksLike { written, .. } => Some(written.as_str()),
            _ => None,
        })
        .collect();
    let nobody =
        |account: &Account| account.name.texts().any(|name| NOBODY.contains(&name.trim().to_lowercase().as_str()));
    let is_doubtful = |account: &Account| {
        !account.is_documented()
            && (account.ledger_codes.iter().any(|code| mistyped.contains(code.as_str())) || nobody(account))
    };
    (0..portfolio.accounts.len()).filter(|&at| is_doubtful(&portfolio.accounts[at])).collect()
}
