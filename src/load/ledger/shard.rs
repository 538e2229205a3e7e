//! The sums of a shard of the accounts, while rows stream by.
//!
//! Rows come in any order of accounts, and tables of millions of sums are far larger than a processor's cache. So a
//! tally spreads its rows over shards by account; a shard gathers some rows and then counts them all into one table after
//! the other, each of which is small enough to be at hand.

use std::mem;

use super::chunks::Chunks;
use super::day::Day;
use super::row::Row;
use super::row_log::RowLog;
use super::sums::SumsByKey;

/// Shards of a tally.
pub const SHARDS: usize = 256;
/// Rows that a shard gathers before it counts them.
const GATHERED: usize = 512;
/// Orders that a shard gathers before it looks for those that it has twice.
const ORDERS: usize = 1 << 15;
/// Keys from which a shard asks whether looking them up is worth it.
const MANY: usize = 1 << 12;
/// Rows are kept unsummed until they are this many times as many as those that were summed up.
const GROWN: usize = 32;

/// What a row is booked under, by the numbers of its tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Account, product and month.
    pub const fn product(&self) -> (u32, u32, u32) {
        (self.account, self.product, self.day.packed_month())
    }

    /// Account and day.
    pub const fn day(&self) -> (u32, Day) {
        (self.account, self.day)
    }

    /// Account, manager, region and month.
    pub const fn responsible(&self) -> (u32, u32, u32, u32) {
        (self.account, self.manager, self.region, self.day.packed_month())
    }
}

/// Sums by the keys of the ledger's tables.
#[derive(Debug, Default)]
pub struct Tables {
    /// By account, product and month: revenue, cost, costed revenue, discount, quantity, rows.
    pub product_months: SumsByKey<(u32, u32, u32), 6>,
    /// By account and day: revenue, cost, costed revenue.
    pub account_days: SumsByKey<(u32, Day), 3>,
    /// By account, manager, region and month: revenue, cost, costed revenue.
    pub responsibility_months: SumsByKey<(u32, u32, u32, u32), 3>,
}

impl Tables {
    /// Keys of all three.
    const fn keys(&self) -> usize {
        self.product_months.len() + self.account_days.len() + self.responsibility_months.len()
    }

    /// Counts rows in, table by table.
    fn add(&mut self, rows: &[(Keys, [i64; 5])]) {
        for &(keys, [revenue, cost, costed, discount, quantity]) in rows {
            self.product_months.add(keys.product(), [revenue, cost, costed, discount, quantity, 1]);
        }
        for &(keys, [revenue, cost, costed, ..]) in rows {
            self.account_days.add(keys.day(), [revenue, cost, costed]);
        }
        for &(keys, [revenue, cost, costed, ..]) in rows {
            self.responsibility_months.add(keys.responsible(), [revenue, cost, costed]);
        }
    }

    /// Counts in a row of which some amounts need more than 64 bits.
    fn add_wide(&mut self, keys: &Keys, [revenue, cost, costed, discount, quantity]: [i128; 5]) {
        self.product_months.add_wide(keys.product(), [revenue, cost, costed, discount, quantity, 1]);
        self.account_days.add_wide(keys.day(), [revenue, cost, costed]);
        self.responsibility_months.add_wide(keys.responsible(), [revenue, cost, costed]);
    }
}

/// Sums of some accounts.
///
/// 1. Rows are counted into tables, as long as their keys come again.
/// 2. Where most rows bring keys of their own, the tables would be larger than the rows. These are kept as they are then, packed.
///    When they have become many, they are counted all the same, to see whether their keys come again meanwhile: the room needed
///    goes by the keys, not the rows.
#[derive(Debug, Default)]
pub struct Shard {
    gathered: Vec<(Keys, [i64; 5])>,
    tables: Tables,
    /// Rows that the tables have counted.
    counted: usize,
    /// Rows that are kept; `None` as long as keys come again.
    kept: Option<RowLog>,
    orders: Orders,
}

/// The orders of a shard; some may be there twice.
#[derive(Debug, Default)]
struct Orders {
    /// Account, day and hash of the id.
    all: Chunks<(u32, Day, u64)>,
    newest: Option<(u32, Day, u64)>,
    /// How many were left when those that it had twice were last taken out.
    distinct: usize,
}

impl Orders {
    /// Notes an order.
    fn add(&mut self, order: (u32, Day, u64)) {
        if self.newest.replace(order) == Some(order) {
            return;
        }
        if self.all.len() >= ORDERS.max(2 * self.distinct) {
            let mut all: Vec<_> = mem::take(&mut self.all).into_items().collect();
            all.sort_unstable();
            all.dedup();
            self.distinct = all.len();
            for order in all {
                self.all.push(order);
            }
        }
        self.all.push(order);
    }
}

/// A shard that has all of its rows: those of the tables and those that are kept.
#[derive(Debug)]
pub struct Counted {
    /// Sums.
    pub tables: Tables,
    /// Rows that no table has counted.
    pub kept: RowLog,
    /// Account, day and hash of the id of each order; some may be there twice.
    pub orders: Chunks<(u32, Day, u64)>,
}

impl Shard {
    /// Counts a row in.
    pub fn add(&mut self, keys: Keys, row: &Row<'_>) {
        let revenue = row.revenue.scaled();
        let (cost, costed) = row.cost.map_or((0, 0), |cost| (cost.scaled(), revenue));
        if row.revenue.is_positive() {
            let id = if row.order.is_empty() { 0 } else { order_hash(row.order) };
            self.orders.add((keys.account, keys.day, id));
        }
        self.add_amounts(keys, [revenue, cost, costed, row.discount.scaled(), row.quantity.scaled()]);
    }

    fn add_amounts(&mut self, keys: Keys, amounts: [i128; 5]) {
        if let Some(kept) = &mut self.kept {
            kept.push(&keys, amounts);
            if kept.len() >= self.counted * GROWN {
                self.count_kept();
            }
        } else {
            self.gather(keys, amounts);
            if self.gathered.is_empty() {
                self.decide();
            }
        }
    }

    /// Counts the rows that were kept, and decides anew.
    fn count_kept(&mut self) {
        let Some(kept) = self.kept.take() else { return };
        kept.into_rows().for_each(|(keys, amounts)| self.gather(keys, amounts));
        self.count();
        self.decide();
    }

    /// Keeps the rows to come where a row brings two keys of its own on average, of the three that it could bring.
    fn decide(&mut self) {
        let keys = self.tables.keys();
        if keys >= MANY && keys >= 2 * self.counted {
            self.kept = Some(RowLog::default());
        }
    }

    /// Gathers a row, and counts what was gathered when it is enough.
    fn gather(&mut self, keys: Keys, amounts: [i128; 5]) {
        let mut narrow = [0; 5];
        let fits = narrow.iter_mut().zip(amounts).all(|(narrow, amount)| {
            i64::try_from(amount).is_ok_and(|amount| {
                *narrow = amount;
                true
            })
        });
        if !fits {
            self.tables.add_wide(&keys, amounts);
            return;
        }
        self.gathered.push((keys, narrow));
        if self.gathered.len() == GATHERED {
            self.count();
        }
    }

    /// Counts what was gathered.
    fn count(&mut self) {
        self.tables.add(&self.gathered);
        self.counted += self.gathered.len();
        self.gathered.clear();
    }

    /// All that it has.
    pub fn into_counted(mut self) -> Counted {
        self.count();
        let Self { tables, kept, orders, .. } = self;
        Counted { tables, kept: kept.unwrap_or_default(), orders: orders.all }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A row of a product of its own.
    fn row(product: u32) -> (Keys, [i128; 5]) {
        let day = Day::try_from(20_260_101 + product % 12 * 100 + product / 12 % 28).unwrap();
        let keys = Keys { account: product % 3, product, manager: product, region: product % 2, day };
        (keys, [product.into(), 1, product.into(), 2, 3])
    }

    /// Revenue and rows by product and month, wherever they are.
    fn by_product(shard: Shard) -> BTreeMap<(u32, u32, u32), [i128; 2]> {
        let Counted { tables, kept, .. } = shard.into_counted();
        let summed = tables.product_months.into_sums().map(|(key, [revenue, .., rows])| (key, [revenue, rows]));
        let kept = kept.into_rows().map(|(keys, [revenue, ..])| (keys.product(), [revenue, 1]));
        let mut sums: BTreeMap<_, [i128; 2]> = BTreeMap::new();
        for (key, [revenue, rows]) in summed.chain(kept) {
            let sum = sums.entry(key).or_default();
            *sum = [sum[0] + revenue, sum[1] + rows];
        }
        sums
    }

    #[test]
    fn rows_of_keys_of_their_own_are_kept_until_keys_come_again() {
        let mut shard = Shard::default();
        let mut plain: BTreeMap<_, [i128; 2]> = BTreeMap::new();
        let mut add = |shard: &mut Shard, product| {
            let (keys, amounts) = row(product);
            let sum = plain.entry(keys.product()).or_default();
            *sum = [sum[0] + amounts[0], sum[1] + 1];
            shard.add_amounts(keys, amounts);
        };
        let many = u32::try_from(MANY).unwrap();
        (0..many).for_each(|product| add(&mut shard, product));
        assert!(shard.kept.as_ref().is_some_and(|kept| kept.len() > MANY / 4));
        let counted = shard.counted;
        for _ in 0..GROWN {
            (0..many).for_each(|product| add(&mut shard, product));
        }
        assert!(shard.kept.is_none(), "keys came again");
        assert!(shard.counted > counted * GROWN);
        assert!(shard.tables.product_months.len() == MANY);
        let (keys, [.., discount, quantity]) = row(7);
        let revenue = i128::from(i64::MAX) * 5;
        shard.add_amounts(keys, [revenue, 1, revenue, discount, quantity]);
        let found = by_product(shard);
        plain.entry(keys.product()).and_modify(|sum| *sum = [sum[0] + revenue, sum[1] + 1]);
        assert_eq!(found, plain);
    }

    #[test]
    fn orders_take_room_by_how_many_they_are_not_by_their_rows() {
        let day = Day::try_from(20_260_131).unwrap();
        let mut orders = Orders::default();
        let distinct = u64::try_from(ORDERS).unwrap() / 2;
        for _ in 0..7 {
            (0..distinct).for_each(|id| orders.add((1, day, id)));
        }
        assert!(orders.all.len() <= ORDERS + 1);
        let mut all: Vec<_> = orders.all.into_items().collect();
        all.sort_unstable();
        all.dedup();
        assert!(all.into_iter().eq((0..distinct).map(|id| (1, day, id))));
    }
}
