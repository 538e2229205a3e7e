//! From codes in the sales to accounts of the portfolio.

use crate::load::ledger::{AccountIx, Ledger};

/// Who is who in the sales.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Number of accounts.
    pub accounts: usize,
    /// For each account of the ledger: its position in the portfolio; `None` where it is in no figure.
    pub account_of: Vec<Option<usize>>,
    /// For each manager of the ledger, the name to book under: one person under two spellings is one.
    pub managers: Vec<String>,
    /// For each account of the portfolio: what its rows are booked under when they do not say.
    pub defaults: Vec<AccountDefaults>,
}

/// Manager and region of an account, by its dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountDefaults {
    /// Manager, under the same name as in [`Mapping::managers`].
    pub manager: Option<String>,
    /// Region.
    pub region: Option<String>,
}

impl Mapping {
    /// Each account of the sales is an account of its own, in the same order.
    pub fn identity(ledger: &Ledger) -> Self {
        let accounts = ledger.accounts.len();
        Self {
            accounts,
            account_of: (0..accounts).map(Some).collect(),
            managers: ledger.managers.clone(),
            defaults: vec![AccountDefaults::default(); accounts],
        }
    }

    /// For each account of the portfolio: its codes, in the order of the ledger.
    pub fn codes(&self) -> Vec<Vec<AccountIx>> {
        let mut codes = vec![Vec::new(); self.accounts];
        for (code, account) in (0..).map(AccountIx).zip(&self.account_of) {
            if let Some(codes) = account.and_then(|account| codes.get_mut(account)) {
                codes.push(code);
            }
        }
        codes
    }
}
