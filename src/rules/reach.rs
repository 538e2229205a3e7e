//! Which accounts a rule looks at: what its page says it tested, and what its check walks, are one.

use super::is_key_account;
use crate::analysis::account_facts::AccountFacts;
use crate::portfolio::Account;

/// Which accounts a rule looks at; the others it cannot test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All: it reads the sales.
    All,
    /// Those with a dossier.
    Documented,
    /// The key accounts among them: class A with sales in the 12 months, or of the tier *strategic* or *key*.
    KeyAccounts,
}

impl Reach {
    /// Whether an account is among them.
    pub fn holds(self, account: &Account, facts: &AccountFacts) -> bool {
        match self {
            Self::All => true,
            Self::Documented => account.is_documented(),
            Self::KeyAccounts => account.is_documented() && is_key_account(account, facts),
        }
    }

    /// Its key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Documented => "documented",
            Self::KeyAccounts => "key_accounts",
        }
    }
}
