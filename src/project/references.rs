//! Settings that name something of the portfolio: checked once that is known.

use super::SettingsFile;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::portfolio::Portfolio;

impl SettingsFile {
    /// Warnings for ids in the settings that no account has.
    pub fn unknown_accounts(&self, portfolio: &Portfolio) -> Diagnostics {
        let ids = || portfolio.accounts.iter().map(|account| account.id.as_str());
        let named = self.settings.print.accounts.iter().enumerate();
        let is_known = |id: &str| ids().any(|known| known == id) || portfolio.set_aside.has(id);
        let unknown = named.filter(|(_, id)| !is_known(id));
        unknown
            .map(|(index, id)| {
                let message = format!("`print.accounts` names `{id}`, and there is no such account");
                Diagnostic::warning(codes::UNKNOWN_REFERENCE, message)
                    .at(self.place(&format!("/print/accounts/{index}")))
                    .help(match nearest(id, ids()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "write the id of an account, as its page is called".to_owned(),
                    })
            })
            .collect()
    }
}
