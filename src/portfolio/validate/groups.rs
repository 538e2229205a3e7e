//! Groups: the account above each account exists, and nothing is above itself.

use std::collections::BTreeMap;

use super::circle::circle;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{REFERENCE_CYCLE, UNKNOWN_REFERENCE};
use crate::diagnostic::suggest::nearest;
use crate::portfolio::{Account, AccountId, SetAside};

/// Resolves the parents of accounts that are sorted by id, and takes out those that lead nowhere or back. A parent
/// that was set aside is not told. Gives the problems by position.
pub(super) fn resolve(accounts: &mut [Account], set_aside: &SetAside) -> Vec<(usize, Diagnostic)> {
    let mut problems = Vec::new();
    let ids = ids(accounts);
    for (at, account) in accounts.iter_mut().enumerate() {
        let Some(parent) = account.parent.take() else { continue };
        account.parent = ids.get(&parent.folded()).cloned();
        problems.extend(unknown(&parent, &ids, set_aside).map(|problem| (at, problem)));
    }
    for at in 0..accounts.len() {
        if let Some(path) = circle(&accounts[at].id, |id| parent(accounts, id)) {
            let message = format!("`{}` is above itself: {path}", accounts[at].id);
            problems.push((at, Diagnostic::error(REFERENCE_CYCLE, message).help("remove one `parent` of them")));
            accounts[at].parent = None;
        }
    }
    problems
}

/// Ids of accounts, by themselves folded.
pub(super) fn ids(accounts: &[Account]) -> BTreeMap<String, AccountId> {
    accounts.iter().map(|account| (account.id.folded(), account.id.clone())).collect()
}

/// What to say about a parent that is neither among `ids` nor set aside.
pub(super) fn unknown(
    parent: &AccountId,
    ids: &BTreeMap<String, AccountId>,
    set_aside: &SetAside,
) -> Option<Diagnostic> {
    if ids.contains_key(&parent.folded()) || set_aside.has(parent.as_str()) {
        return None;
    }
    let error = Diagnostic::error(UNKNOWN_REFERENCE, format!("no account has the id `{parent}`"));
    let near = nearest(parent.as_str(), ids.values().map(AccountId::as_str));
    let help =
        near.map_or("write its dossier first, or correct the id".to_owned(), |near| format!("did you mean `{near}`?"));
    Some(error.help(help))
}

/// The account above one of those sorted by id.
fn parent<'a>(accounts: &'a [Account], id: &AccountId) -> Option<&'a AccountId> {
    let at = accounts.binary_search_by(|account| account.id.cmp(id)).ok()?;
    accounts[at].parent.as_ref()
}
