//! The beginnings of dossiers: what the sales and a master list know of an account.

use std::collections::{BTreeMap, BTreeSet};

use super::Which;
use super::sales::Sales;
use crate::cli::new::stub::{of_list, of_sales, safe_ids};
use crate::load::accounts_list::{AccountsList, MasterAccount};
use crate::load::dossier_template::Stub;

/// The dossiers that are begun.
pub struct Begun {
    /// One for each.
    pub stubs: Vec<Stub>,
    /// Accounts of the master list that get none.
    pub left: usize,
    /// Codes of the list and of the sales that differ by case alone and that no name joins: they are two accounts.
    pub by_case: Vec<(String, String)>,
}

/// The dossiers of the chosen accounts. By `all`, the accounts of the list that have no sales are chosen too; without sales there
/// are no classes, and all of the list are chosen unless by `none`.
pub fn choose(sales: Option<&Sales>, list: Option<&AccountsList>, which: Which) -> Begun {
    let master = Master::new(list);
    let Some(sales) = sales else {
        let accounts = list.filter(|_| which != Which::None).map_or(&[][..], |list| &list.accounts);
        let codes: Vec<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
        let ids = safe_ids(&codes);
        let stubs: Vec<Stub> = accounts.iter().zip(ids).map(|(account, id)| of_list(id, account)).collect();
        let left = list.map_or(0, |list| list.accounts.len() - stubs.len());
        return Begun { stubs, left, by_case: Vec::new() };
    };
    let accounts = &sales.ledger.accounts;
    let sold: Vec<Option<&MasterAccount>> =
        accounts.iter().map(|account| master.find(&account.code, account.name.as_deref())).collect();
    let found: BTreeSet<&str> = sold.iter().flatten().map(|account| account.id.as_str()).collect();
    let listed = list.filter(|_| which == Which::All).map_or(&[][..], |list| &list.accounts);
    let unsold: Vec<&MasterAccount> = listed.iter().filter(|account| !found.contains(account.id.as_str())).collect();
    let codes = accounts.iter().map(|account| account.code.as_str());
    let codes: Vec<&str> = codes.chain(unsold.iter().map(|account| account.id.as_str())).collect();
    let ids = safe_ids(&codes);
    let (ids, unsold_ids) = ids.split_at(accounts.len().min(ids.len()));
    let chosen: BTreeSet<usize> = match which {
        Which::A => sales.class_a().into_iter().collect(),
        Which::All => (0..accounts.len()).collect(),
        Which::None => BTreeSet::new(),
    };
    let of = |at: &usize| (&accounts[*at], ids[*at].clone(), sold[*at]);
    let used: BTreeSet<&str> =
        chosen.iter().filter_map(|at| sold[*at]).chain(unsold.iter().copied()).map(|known| known.id.as_str()).collect();
    let stubs = chosen.iter().map(of).map(|(account, id, known)| of_sales(id, account, known));
    let stubs = stubs.chain(unsold.into_iter().zip(unsold_ids).map(|(account, id)| of_list(id.clone(), account)));
    let by_case = accounts.iter().zip(&sold).filter_map(|(account, known)| {
        let listed = master.in_another_case(&account.code)?;
        let is_joined = known.is_some_and(|known| known.id == listed);
        (!is_joined).then(|| (listed.to_owned(), account.code.clone()))
    });
    Begun {
        stubs: stubs.collect(),
        left: list.map_or(0, |list| list.accounts.len() - used.len()),
        by_case: by_case.collect(),
    }
}

/// The master list by code and by name.
struct Master<'a> {
    by_code: BTreeMap<&'a str, &'a MasterAccount>,
    by_name: BTreeMap<String, &'a MasterAccount>,
    /// Codes without regard to case.
    folded: BTreeMap<String, &'a str>,
}

impl<'a> Master<'a> {
    fn new(list: Option<&'a AccountsList>) -> Self {
        let accounts = list.map_or(&[][..], |list| &list.accounts);
        Self {
            by_code: accounts.iter().map(|account| (account.id.as_str(), account)).collect(),
            by_name: accounts.iter().map(|account| (account.name.to_lowercase(), account)).collect(),
            folded: accounts.iter().map(|account| (account.id.to_lowercase(), account.id.as_str())).collect(),
        }
    }

    /// The code of the list that is this one but for capitals, where the list has not the very code.
    fn in_another_case(&self, code: &str) -> Option<&'a str> {
        self.folded.get(&code.to_lowercase()).copied().filter(|_| !self.by_code.contains_key(code))
    }

    fn find(&self, code: &str, name: Option<&str>) -> Option<&'a MasterAccount> {
        let by_name = || self.by_name.get(&name?.to_lowercase());
        self.by_code.get(code).or_else(by_name).copied()
    }
}
