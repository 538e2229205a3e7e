//! The sums of a shard of the accounts, while rows stream by.
//!
//! Rows come in any order of accounts, and tables of millions of sums are far larger than a processor's cache. So a
//! tally spreads its rows over shards by account; a shard gathers some rows and then counts them all into one table after
//! the other, each of which is small enough to be at hand.

use super::day::Day;
use super::row::Row;
use super::sums::SumsByKey;

/// Shards of a tally.
pub const SHARDS: usize = 256;
/// Rows that a shard gathers before it counts them.
const GATHERED: usize = 512;
/// Orders that a shard gathers before it looks for those that it has twice.
const ORDERS: usize = 1 << 15;

/// Sums by account, product and month: revenue, cost, costed revenue, discount, quantity, rows.
pub type ByProduct = SumsByKey<(u32, u32, u32), 6>;
/// Sums by account and day: revenue, cost, costed revenue.
pub type ByDay = SumsByKey<(u32, Day), 3>;
/// Sums by account, manager, region and month: revenue, cost, costed revenue.
pub type ByResponsible = SumsByKey<(u32, u32, u32, u32), 3>;

/// What a row is booked under, by the numbers of its tally.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// Account.
    pub account: u32,
    /// Product with its category.
    pub product: u32,
    /// Manager.
    pub manager: u32,
    /// Region.
    pub region: u32,
    /// Day.
    pub day: Day,
}

impl Keys {
    const fn product(&self) -> (u32, u32, u32) {
        (self.account, self.product, self.day.packed_month())
    }

    const fn day(&self) -> (u32, Day) {
        (self.account, self.day)
    }

    const fn responsible(&self) -> (u32, u32, u32, u32) {
        (self.account, self.manager, self.region, self.day.packed_month())
    }
}

/// Sums of some accounts.
#[derive(Debug, Default)]
pub struct Shard {
    gathered: Vec<(Keys, [i64; 5])>,
    by_product: ByProduct,
    by_day: ByDay,
    by_responsible: ByResponsible,
    orders: Vec<(u32, Day, u64)>,
}

/// A shard of which all rows are counted.
#[derive(Debug)]
pub struct Counted {
    /// By account, product and month.
    pub by_product: ByProduct,
    /// By account and day.
    pub by_day: ByDay,
    /// By account, manager, region and month.
    pub by_responsible: ByResponsible,
    /// Account, day and hash of the id of each order; some may be there twice.
    pub orders: Vec<(u32, Day, u64)>,
}

impl Shard {
    /// Counts a row in.
    pub fn add(&mut self, keys: Keys, row: &Row<'_>) {
        let revenue = row.revenue.scaled();
        let (cost, costed) = row.cost.map_or((0, 0), |cost| (cost.scaled(), revenue));
        let amounts = [revenue, cost, costed, row.discount.scaled(), row.quantity.scaled()];
        if row.revenue.is_positive() {
            self.add_order(keys, row.order);
        }
        let mut narrow = [0; 5];
        let fits = narrow.iter_mut().zip(amounts).all(|(narrow, amount)| {
            i64::try_from(amount).is_ok_and(|amount| {
                *narrow = amount;
                true
            })
        });
        if !fits {
            let [revenue, cost, costed, discount, quantity] = amounts;
            self.by_product.add_wide(keys.product(), [revenue, cost, costed, discount, quantity, 1]);
            self.by_day.add_wide(keys.day(), [revenue, cost, costed]);
            self.by_responsible.add_wide(keys.responsible(), [revenue, cost, costed]);
            return;
        }
        self.gathered.push((keys, narrow));
        if self.gathered.len() == GATHERED {
            self.count();
        }
    }

    fn add_order(&mut self, keys: Keys, id: &[u8]) {
        let order = (keys.account, keys.day, if id.is_empty() { 0 } else { order_hash(id) });
        if self.orders.last() == Some(&order) {
            return;
        }
        if self.orders.len() == self.orders.capacity() && self.orders.len() >= ORDERS {
            self.orders.sort_unstable();
            self.orders.dedup();
            if self.orders.len() * 2 > self.orders.capacity() {
                self.orders.reserve(self.orders.capacity());
            }
        }
        self.orders.push(order);
    }

    /// Counts what was gathered, table by table.
    fn count(&mut self) {
        for &(keys, [revenue, cost, costed, discount, quantity]) in &self.gathered {
            self.by_product.add(keys.product(), [revenue, cost, costed, discount, quantity, 1]);
        }
        for &(keys, [revenue, cost, costed, ..]) in &self.gathered {
            self.by_day.add(keys.day(), [revenue, cost, costed]);
        }
        for &(keys, [revenue, cost, costed, ..]) in &self.gathered {
            self.by_responsible.add(keys.responsible(), [revenue, cost, costed]);
        }
        self.gathered.clear();
    }

    /// All of its sums.
    pub fn into_counted(mut self) -> Counted {
        self.count();
        let Self { by_product, by_day, by_responsible, orders, .. } = self;
        Counted { by_product, by_day, by_responsible, orders }
    }
}

/// The shard of an account, by its code.
pub fn shard_of(account: &[u8]) -> usize {
    usize::try_from(order_hash(account) % SHARDS as u64).unwrap_or(0)
}

/// A stable 64-bit hash of an order id (FNV-1a), never 0.
fn order_hash(id: &[u8]) -> u64 {
    let hash =
        id.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    hash.max(1)
}
