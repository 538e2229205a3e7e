//! Names of categories, managers and regions, and which of them a cell of the ledger is booked under.

use std::collections::BTreeMap;

use super::Mapping;
use crate::load::ledger::{Ledger, ManagerIx, RegionIx};

/// Positions of names. In each list the first entry is `None`: not known.
#[derive(Debug, Clone)]
pub struct Names {
    /// Categories, bytewise.
    pub categories: Vec<Option<String>>,
    /// Category by product.
    pub category_of: Vec<usize>,
    /// Managers, bytewise.
    pub managers: Vec<Option<String>>,
    manager_of: Vec<usize>,
    /// Regions, bytewise.
    pub regions: Vec<Option<String>>,
    region_of: Vec<usize>,
    /// Manager and region by account of the portfolio.
    defaults: Vec<(usize, usize)>,
}

impl Names {
    /// Of a ledger, with what accounts are booked under when rows do not say.
    pub fn new(ledger: &Ledger, mapping: &Mapping) -> Self {
        let defaults = &mapping.defaults;
        let categories = index(ledger.products.iter().filter_map(|p| p.category.as_deref()));
        let managers = index(
            mapping.managers.iter().map(String::as_str).chain(defaults.iter().filter_map(|d| d.manager.as_deref())),
        );
        let regions =
            index(ledger.regions.iter().map(String::as_str).chain(defaults.iter().filter_map(|d| d.region.as_deref())));
        let find =
            |names: &BTreeMap<&str, usize>, name: Option<&str>| name.and_then(|n| names.get(n)).copied().unwrap_or(0);
        Self {
            category_of: ledger.products.iter().map(|p| find(&categories, p.category.as_deref())).collect(),
            manager_of: mapping.managers.iter().map(|m| find(&managers, Some(m))).collect(),
            region_of: ledger.regions.iter().map(|r| find(&regions, Some(r))).collect(),
            defaults: defaults
                .iter()
                .map(|d| (find(&managers, d.manager.as_deref()), find(&regions, d.region.as_deref())))
                .collect(),
            categories: listed(&categories),
            managers: listed(&managers),
            regions: listed(&regions),
        }
    }

    /// Manager and region of a cell: its own, else the account's.
    pub fn of_cell(&self, account: usize, manager: Option<ManagerIx>, region: Option<RegionIx>) -> (usize, usize) {
        let (own_manager, own_region) = self.defaults.get(account).copied().unwrap_or_default();
        let manager = manager.and_then(|manager| self.manager_of.get(manager.0 as usize).copied());
        let region = region.and_then(|region| self.region_of.get(region.0 as usize).copied());
        (manager.unwrap_or(own_manager), region.unwrap_or(own_region))
    }
}

/// Positions from 1, in bytewise order.
fn index<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut positions: BTreeMap<&str, usize> = names.map(|name| (name, 0)).collect();
    positions.values_mut().zip(1..).for_each(|(position, place)| *position = place);
    positions
}

fn listed(positions: &BTreeMap<&str, usize>) -> Vec<Option<String>> {
    std::iter::once(None).chain(positions.keys().map(|name| Some((*name).to_owned()))).collect()
}
