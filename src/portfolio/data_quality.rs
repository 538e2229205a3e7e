//! What is odd between dossiers, sales and the team list, for the data-quality page.

use super::{AccountId, MemberId};

/// Something odd. Sorted by kind, then by what it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataQuality {
    /// A code in the sales, or the id of a dossier without sales, that looks like a typing error of another account's.
    LooksLike {
        /// The code or id as written.
        written: String,
        /// The documented account that may be meant.
        meant: AccountId,
    },
    /// Sales were matched by an account's name or alias rather than by a code.
    MatchedByName {
        /// The account.
        account: AccountId,
        /// The code in the sales.
        code: String,
    },
    /// The sales know an account that no dossier documents.
    NoDossier {
        /// The code in the sales.
        code: String,
        /// The account made for it; `None` when the settings ignore such accounts.
        account: Option<AccountId>,
    },
    /// A dossier to which no sales belong.
    NoSales {
        /// The account.
        account: AccountId,
    },
    /// A code that a dossier claims and that no sale has.
    UnusedSalesId {
        /// The account.
        account: AccountId,
        /// The code.
        code: String,
    },
    /// Somebody of ours whom the team list does not know.
    UnknownMember {
        /// The account.
        account: AccountId,
        /// As written.
        written: String,
        /// The member that may be meant.
        meant: Option<MemberId>,
    },
}
