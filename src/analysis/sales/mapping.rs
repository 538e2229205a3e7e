//! From codes in the sales to accounts of the portfolio, and from ledger tables to running sums.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::by_account::ByAccount;
use super::{Figures, Line, LineSums, Place, Running, SalesView};
use crate::load::ledger::{Ledger, ProductIx};
use crate::portfolio::Month;

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

    fn account(&self, sales_account: u32) -> Option<usize> {
        self.account_of.get(sales_account as usize).copied().flatten()
    }
}

/// Builds every index.
pub fn build(ledger: &Ledger, mapping: &Mapping) -> SalesView {
    let names = Names::new(ledger, mapping);
    let (days, (orders, (lines, places))) = rayon::join(
        || days(ledger, mapping),
        || {
            rayon::join(
                || orders(ledger, mapping),
                || rayon::join(|| lines(ledger, mapping), || places(ledger, mapping, &names)),
            )
        },
    );
    let total_days = sum_up(days.iter().map(|&((_, day), figures)| (day, figures)).collect());
    let mut all_orders: Vec<Date> = orders.iter().map(|&(_, day)| day).collect();
    all_orders.par_sort_unstable();
    let all_lines = sum_up(lines.iter().map(|&((_, key), sums)| (key, sums)).collect());
    let all_places = sum_up(places.iter().map(|&((_, key), figures)| (key, figures)).collect());
    SalesView {
        accounts: mapping.accounts,
        days: ByAccount::new(mapping.accounts, running_by_account(days)),
        all_days: running(total_days),
        orders: ByAccount::new(mapping.accounts, orders),
        all_orders,
        lines: ByAccount::new(
            mapping.accounts,
            lines.into_iter().map(|((account, key), sums)| (account, line(key, sums))),
        ),
        all_lines: all_lines.into_iter().map(|(key, sums)| line(key, sums)).collect(),
        places: ByAccount::new(
            mapping.accounts,
            places.into_iter().map(|((account, key), f)| (account, place(key, f))),
        ),
        all_places: all_places.into_iter().map(|(key, f)| place(key, f)).collect(),
        categories: names.categories,
        category_of: names.category_of,
        managers: names.managers,
        regions: names.regions,
    }
}

type LineKey = (Month, ProductIx);
type PlaceKey = (Month, usize, usize);

const fn line((month, product): LineKey, sums: LineSums) -> Line {
    Line { month, product, sums }
}

const fn place((month, manager, region): PlaceKey, figures: Figures) -> Place {
    Place { month, manager, region, figures }
}

/// Sorts by key and joins rows of the same key: several files, several codes.
fn sum_up<K: Ord + Copy + Send, V: Copy + Send + std::ops::AddAssign>(mut rows: Vec<(K, V)>) -> Vec<(K, V)> {
    rows.par_sort_by_key(|&(key, _)| key);
    rows.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
    rows
}

fn days(ledger: &Ledger, mapping: &Mapping) -> Vec<((usize, Date), Figures)> {
    let rows = ledger.account_days.iter().filter_map(|row| {
        let figures = Figures { revenue: row.revenue, cost: row.cost, costed_revenue: row.costed_revenue };
        Some(((mapping.account(row.account.0)?, row.day), figures))
    });
    sum_up(rows.collect())
}

/// Distinct orders. An order id under two codes of one account is one order, on its first day; without ids a day is
/// one order.
fn orders(ledger: &Ledger, mapping: &Mapping) -> Vec<(usize, Date)> {
    let rows = ledger.orders.iter().filter_map(|row| Some((mapping.account(row.account.0)?, row.id, row.day)));
    let mut rows: Vec<(usize, u64, Date)> = rows.collect();
    rows.par_sort_unstable();
    rows.dedup_by(|later, earlier| {
        let same_id = (later.0, later.1) == (earlier.0, earlier.1);
        same_id && (later.1 != 0 || later.2 == earlier.2)
    });
    let mut days: Vec<(usize, Date)> = rows.into_iter().map(|(account, _, day)| (account, day)).collect();
    days.par_sort_unstable();
    days
}

fn lines(ledger: &Ledger, mapping: &Mapping) -> Vec<((usize, LineKey), LineSums)> {
    let rows = ledger.product_months.iter().filter_map(|row| {
        let s = row.sums;
        let figures = Figures { revenue: s.revenue, cost: s.cost, costed_revenue: s.costed_revenue };
        let sums = LineSums { figures, discount: s.discount, quantity: s.quantity };
        Some(((mapping.account(row.account.0)?, (row.month, row.product)), sums))
    });
    sum_up(rows.collect())
}

fn places(ledger: &Ledger, mapping: &Mapping, names: &Names) -> Vec<((usize, PlaceKey), Figures)> {
    let rows = ledger.responsibility_months.iter().filter_map(|row| {
        let account = mapping.account(row.account.0)?;
        let (own_manager, own_region) = names.defaults.get(account).copied().unwrap_or_default();
        let manager = row.manager.and_then(|m| names.manager_of.get(m.0 as usize).copied()).unwrap_or(own_manager);
        let region = row.region.and_then(|r| names.region_of.get(r.0 as usize).copied()).unwrap_or(own_region);
        let figures = Figures { revenue: row.revenue, cost: row.cost, costed_revenue: row.costed_revenue };
        Some(((account, (row.month, manager, region)), figures))
    });
    sum_up(rows.collect())
}

/// Running sums within each account; rows sorted by account and day.
fn running_by_account(rows: Vec<((usize, Date), Figures)>) -> impl Iterator<Item = (usize, Running)> {
    let mut current = (usize::MAX, Figures::default());
    rows.into_iter().map(move |((account, day), figures)| {
        let before = if current.0 == account { current.1 } else { Figures::default() };
        current = (account, before + figures);
        (account, Running { day, total: current.1 })
    })
}

fn running(rows: Vec<(Date, Figures)>) -> Vec<Running> {
    let mut total = Figures::default();
    let rows = rows.into_iter().map(|(day, figures)| {
        total += figures;
        Running { day, total }
    });
    rows.collect()
}

/// Positions of names. In each list the first entry is `None`: not known.
struct Names {
    categories: Vec<Option<String>>,
    category_of: Vec<usize>,
    managers: Vec<Option<String>>,
    manager_of: Vec<usize>,
    regions: Vec<Option<String>>,
    region_of: Vec<usize>,
    /// Manager and region by account of the portfolio.
    defaults: Vec<(usize, usize)>,
}

impl Names {
    fn new(ledger: &Ledger, mapping: &Mapping) -> Self {
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
