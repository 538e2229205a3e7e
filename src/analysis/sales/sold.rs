//! What one account, or all of them together, bought: from the cells of the ledger to sums that are ready to be asked.
//!
//! 1. [`Sold::to_account`] joins the cells of an account's codes: usually one code, whose cells are in order already.
//! 2. [`Sold::to_all`] adds up the accounts.
//!
//! Each account is made on its own, so that no table of all rows is ever sorted or copied.

use std::hash::Hash;
use std::ops::AddAssign;

use hashbrown::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use super::names::Names;
use super::{Figures, LineSums};
use crate::load::ledger::{AccountIx, Ledger, ProductIx};
use crate::portfolio::Month;

/// Sums of one account or of all.
#[derive(Debug, Clone, Default)]
pub struct Sold {
    /// Days with sales, in order.
    pub days: Box<[Running]>,
    /// Days of distinct orders, in order.
    pub orders: Box<[Date]>,
    /// By month, then product.
    pub lines: Box<[Line]>,
    /// By month, then manager, then region.
    pub places: Box<[Place]>,
}

/// A day with sales, and everything up to and including it.
#[derive(Debug, Clone, Copy)]
pub struct Running {
    /// The day.
    pub day: Date,
    /// From the first day on.
    pub total: Figures,
}

/// A product in a month.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// The month.
    pub month: Month,
    /// The product.
    pub product: ProductIx,
    /// What was bought.
    pub sums: LineSums,
}

/// A manager and a region in a month, as positions in the lists of names.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The month.
    pub month: Month,
    /// Who sold.
    pub manager: usize,
    /// Where.
    pub region: usize,
    /// What was bought.
    pub figures: Figures,
}

impl Sold {
    /// To the account at a position, which the sales know under some codes.
    pub fn to_account(ledger: &Ledger, codes: &[AccountIx], names: &Names, account: usize) -> Self {
        Self {
            days: running(days(ledger, codes)),
            orders: orders(ledger, codes),
            lines: lines(sum_up(product_months(ledger, codes))),
            places: places(sum_up(responsibilities(ledger, codes, names, account))),
        }
    }

    /// To all accounts.
    pub fn to_all(accounts: &[Self]) -> Self {
        let (days, (orders, (of_lines, of_places))) = rayon::join(
            || total(accounts, Self::by_day),
            || {
                rayon::join(
                    || {
                        let mut orders: Vec<Date> =
                            accounts.iter().flat_map(|sold| sold.orders.iter().copied()).collect();
                        orders.par_sort_unstable();
                        orders
                    },
                    || {
                        rayon::join(
                            || {
                                total(accounts, |sold| {
                                    sold.lines.iter().map(|line| ((line.month, line.product), line.sums))
                                })
                            },
                            || total(accounts, |sold| sold.places.iter().map(|place| (place.key(), place.figures))),
                        )
                    },
                )
            },
        );
        Self { days: running(days), orders: orders.into(), lines: lines(of_lines), places: places(of_places) }
    }

    /// What each day alone sums to.
    fn by_day(&self) -> impl Iterator<Item = (Date, Figures)> {
        let mut before = Figures::default();
        self.days
            .iter()
            .map(move |running| (running.day, running.total - std::mem::replace(&mut before, running.total)))
    }
}

type LineKey = (Month, ProductIx);
type PlaceKey = (Month, usize, usize);

impl Place {
    const fn key(&self) -> PlaceKey {
        (self.month, self.manager, self.region)
    }
}

/// Adds up the rows of all accounts by key; in the order of keys.
fn total<'s, K, V, I>(accounts: &'s [Sold], rows: impl Fn(&'s Sold) -> I + Sync) -> Vec<(K, V)>
where
    K: Ord + Hash + Copy + Send,
    V: AddAssign + Copy + Send,
    I: Iterator<Item = (K, V)>,
{
    let add = |sums: &mut HashMap<K, V>, (key, value): (K, V)| {
        sums.entry(key).and_modify(|sum| *sum += value).or_insert(value);
    };
    let of_some = |some: &'s [Sold]| {
        let mut sums = HashMap::new();
        some.iter().flat_map(&rows).for_each(|row| add(&mut sums, row));
        sums
    };
    let share = accounts.len().div_ceil(rayon::current_num_threads()).max(1);
    let sums = accounts.par_chunks(share).map(of_some).reduce(HashMap::new, |a, b| {
        let (mut more, fewer) = if a.len() < b.len() { (b, a) } else { (a, b) };
        fewer.into_iter().for_each(|row| add(&mut more, row));
        more
    });
    let mut sums: Vec<(K, V)> = sums.into_iter().collect();
    sums.par_sort_unstable_by_key(|&(key, _)| key);
    sums
}

/// Sorts by key and joins rows of the same key: several files, several codes.
pub(super) fn sum_up<K: Ord + Copy, V: Copy + AddAssign>(mut rows: Vec<(K, V)>) -> Vec<(K, V)> {
    // Sums are exact: the order of rows of one key changes nothing, and a stable sort would need room of its own.
    rows.sort_unstable_by_key(|&(key, _)| key);
    rows.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
    rows
}

fn days(ledger: &Ledger, codes: &[AccountIx]) -> Vec<(Date, Figures)> {
    let cells = codes.iter().flat_map(|&code| ledger.account_days.of(code));
    let figures = cells.map(|cell| {
        (cell.day, Figures { revenue: cell.revenue, cost: cell.cost, costed_revenue: cell.costed_revenue })
    });
    sum_up(figures.collect())
}

/// An order id under two codes of one account is one order, on its first day; without ids a day is one order.
fn orders(ledger: &Ledger, codes: &[AccountIx]) -> Box<[Date]> {
    let cells = codes.iter().flat_map(|&code| ledger.orders.of(code));
    let mut orders: Vec<(u64, Date)> = cells.map(|cell| (cell.id, cell.day)).collect();
    orders.sort_unstable();
    orders.dedup_by(|later, earlier| later.0 == earlier.0 && (later.0 != 0 || later.1 == earlier.1));
    let mut days: Box<[Date]> = orders.into_iter().map(|(_, day)| day).collect();
    days.sort_unstable();
    days
}

fn product_months(ledger: &Ledger, codes: &[AccountIx]) -> Vec<(LineKey, LineSums)> {
    let cells = codes.iter().flat_map(|&code| ledger.product_months.of(code));
    let sums = cells.map(|cell| {
        let s = cell.sums;
        let figures = Figures { revenue: s.revenue, cost: s.cost, costed_revenue: s.costed_revenue };
        ((cell.month, cell.product), LineSums { figures, discount: s.discount, quantity: s.quantity })
    });
    sums.collect()
}

fn responsibilities(ledger: &Ledger, codes: &[AccountIx], names: &Names, account: usize) -> Vec<(PlaceKey, Figures)> {
    let cells = codes.iter().flat_map(|&code| ledger.responsibility_months.of(code));
    let figures = cells.map(|cell| {
        let (manager, region) = names.of_cell(account, cell.manager, cell.region);
        let figures = Figures { revenue: cell.revenue, cost: cell.cost, costed_revenue: cell.costed_revenue };
        ((cell.month, manager, region), figures)
    });
    figures.collect()
}

fn running(days: Vec<(Date, Figures)>) -> Box<[Running]> {
    let mut total = Figures::default();
    let days = days.into_iter().map(|(day, figures)| {
        total += figures;
        Running { day, total }
    });
    days.collect()
}

fn lines(sums: Vec<(LineKey, LineSums)>) -> Box<[Line]> {
    sums.into_iter().map(|((month, product), sums)| Line { month, product, sums }).collect()
}

fn places(sums: Vec<(PlaceKey, Figures)>) -> Box<[Place]> {
    sums.into_iter().map(|((month, manager, region), figures)| Place { month, manager, region, figures }).collect()
}
