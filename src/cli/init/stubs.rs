//! The beginnings of dossiers: what the sales and a master list know of an account.

use std::collections::{BTreeMap, BTreeSet};

use super::Which;
use super::sales::Sales;
use crate::cli::new::Stub;
use crate::load::accounts_list::{AccountsList, MasterAccount};
use crate::portfolio::safe_ids;

/// The stubs of the chosen accounts. Without sales, all accounts of the list are chosen by `all`.
pub fn choose(sales: Option<&Sales>, list: Option<&AccountsList>, which: Which) -> Vec<Stub> {
    let master = Master::new(list);
    let Some(sales) = sales else {
        let accounts = list.filter(|_| which == Which::All).map_or(&[][..], |list| &list.accounts);
        let codes: Vec<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
        let ids = safe_ids(&codes);
        return accounts.iter().zip(ids).map(|(account, id)| Stub::from_list(id, account)).collect();
    };
    let accounts = &sales.ledger.accounts;
    let codes: Vec<&str> = accounts.iter().map(|account| account.code.as_str()).collect();
    let ids = safe_ids(&codes);
    let chosen: BTreeSet<usize> = match which {
        Which::A => sales.class_a().into_iter().collect(),
        Which::All => (0..accounts.len()).collect(),
        Which::None => BTreeSet::new(),
    };
    let pairs = accounts.iter().zip(ids).enumerate().filter(|(index, _)| chosen.contains(index));
    pairs
        .map(|(_, (account, id))| {
            let known = master.find(&account.code, account.name.as_deref());
            Stub::from_sales(id, account, known)
        })
        .collect()
}

/// The master list by code and by name.
struct Master<'a> {
    by_code: BTreeMap<&'a str, &'a MasterAccount>,
    by_name: BTreeMap<String, &'a MasterAccount>,
}

impl<'a> Master<'a> {
    fn new(list: Option<&'a AccountsList>) -> Self {
        let accounts = list.map_or(&[][..], |list| &list.accounts);
        Self {
            by_code: accounts.iter().map(|account| (account.id.as_str(), account)).collect(),
            by_name: accounts.iter().map(|account| (account.name.to_lowercase(), account)).collect(),
        }
    }

    fn find(&self, code: &str, name: Option<&str>) -> Option<&'a MasterAccount> {
        let by_name = || self.by_name.get(&name?.to_lowercase());
        self.by_code.get(code).or_else(by_name).copied()
    }
}
