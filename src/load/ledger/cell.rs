//! Cells of the ledger's tables: their keys, how they add up, and how they are packed.

use hashbrown::HashSet;

use crate::portfolio::{Amount, Month};

use super::day::Day;
use super::pack::{Unpacker, put_amount, put_day, put_hash, put_number};
use super::{
    AccountDay, AccountIx, FileIx, ManagerIx, Order, ProductIx, ProductMonth, RegionIx, ResponsibilityMonth, Sums,
};

/// A cell of a table: it belongs to an account, it has a key, and cells of one key add up.
pub trait Cell: Clone + PartialEq + Send + Sync {
    /// What the cells of an account are sorted by.
    type Key: Ord;
    /// The account that it belongs to.
    fn account(&self) -> AccountIx;
    /// The key.
    fn key(&self) -> Self::Key;
    /// Adds another cell of the same key.
    fn absorb(&mut self, other: Self);
    /// Puts the cell without its account behind the bytes.
    fn pack(&self, bytes: &mut Vec<u8>);
    /// The cell of an account that was packed.
    fn unpack(account: AccountIx, from: &mut Unpacker<'_>) -> Self;
    /// Takes out cells of an account that others of it make void; they are in order.
    fn settle(_: &mut Vec<Self>) {}
}

impl Cell for ProductMonth {
    type Key = (ProductIx, Month, FileIx);

    fn account(&self) -> AccountIx {
        self.account
    }

    fn key(&self) -> Self::Key {
        (self.product, self.month, self.file)
    }

    fn absorb(&mut self, other: Self) {
        self.sums += other.sums;
    }

    fn pack(&self, bytes: &mut Vec<u8>) {
        let Sums { revenue, cost, costed_revenue, discount, quantity, rows } = self.sums;
        put_number(bytes, self.product.0.into());
        put_month(bytes, self.month);
        put_number(bytes, self.file.0.into());
        put_number(bytes, rows);
        put_gross(bytes, [revenue, cost, costed_revenue]);
        put_amount(bytes, discount.scaled());
        put_amount(bytes, quantity.scaled());
    }

    fn unpack(account: AccountIx, from: &mut Unpacker<'_>) -> Self {
        let product = ProductIx(from.number_32());
        let month = month(from);
        let file = FileIx(from.number_32());
        let rows = from.number();
        let [revenue, cost, costed_revenue] = gross(from);
        let [discount, quantity] = [from.amount(), from.amount()].map(Amount::from_scaled);
        Self { account, product, month, file, sums: Sums { revenue, cost, costed_revenue, discount, quantity, rows } }
    }
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.revenue += other.revenue;
        self.cost += other.cost;
        self.costed_revenue += other.costed_revenue;
        self.discount += other.discount;
        self.quantity += other.quantity;
        self.rows += other.rows;
    }
}

impl Cell for AccountDay {
    type Key = (jiff::civil::Date, FileIx);

    fn account(&self) -> AccountIx {
        self.account
    }

    fn key(&self) -> Self::Key {
        (self.day, self.file)
    }

    fn absorb(&mut self, other: Self) {
        add_gross(
            [&mut self.revenue, &mut self.cost, &mut self.costed_revenue],
            [other.revenue, other.cost, other.costed_revenue],
        );
    }

    fn pack(&self, bytes: &mut Vec<u8>) {
        put_day(bytes, Day::of(self.day));
        put_number(bytes, self.file.0.into());
        put_gross(bytes, [self.revenue, self.cost, self.costed_revenue]);
    }

    fn unpack(account: AccountIx, from: &mut Unpacker<'_>) -> Self {
        let day = from.day().date();
        let file = FileIx(from.number_32());
        let [revenue, cost, costed_revenue] = gross(from);
        Self { account, day, file, revenue, cost, costed_revenue }
    }
}

impl Cell for ResponsibilityMonth {
    type Key = (Option<ManagerIx>, Option<RegionIx>, Month, FileIx);

    fn account(&self) -> AccountIx {
        self.account
    }

    fn key(&self) -> Self::Key {
        (self.manager, self.region, self.month, self.file)
    }

    fn absorb(&mut self, other: Self) {
        add_gross(
            [&mut self.revenue, &mut self.cost, &mut self.costed_revenue],
            [other.revenue, other.cost, other.costed_revenue],
        );
    }

    fn pack(&self, bytes: &mut Vec<u8>) {
        put_optional(bytes, self.manager.map(|manager| manager.0));
        put_optional(bytes, self.region.map(|region| region.0));
        put_month(bytes, self.month);
        put_number(bytes, self.file.0.into());
        put_gross(bytes, [self.revenue, self.cost, self.costed_revenue]);
    }

    fn unpack(account: AccountIx, from: &mut Unpacker<'_>) -> Self {
        let manager = optional(from).map(ManagerIx);
        let region = optional(from).map(RegionIx);
        let month = month(from);
        let file = FileIx(from.number_32());
        let [revenue, cost, costed_revenue] = gross(from);
        Self { account, manager, region, month, file, revenue, cost, costed_revenue }
    }
}

impl Cell for Order {
    type Key = (jiff::civil::Date, u64);

    fn account(&self) -> AccountIx {
        self.account
    }

    fn key(&self) -> Self::Key {
        (self.day, self.id)
    }

    fn absorb(&mut self, _: Self) {}

    fn pack(&self, bytes: &mut Vec<u8>) {
        put_day(bytes, Day::of(self.day));
        put_hash(bytes, self.id);
    }

    fn unpack(account: AccountIx, from: &mut Unpacker<'_>) -> Self {
        let day = from.day().date();
        Self { account, day, id: from.hash() }
    }

    /// An id that occurs on several days is booked on the first of them; days without order ids are what they are.
    fn settle(orders: &mut Vec<Self>) {
        let mut seen = HashSet::with_capacity(orders.len());
        orders.retain(|order| order.id == 0 || seen.insert(order.id));
    }
}

fn add_gross(sums: [&mut Amount; 3], others: [Amount; 3]) {
    for (sum, other) in sums.into_iter().zip(others) {
        *sum += other;
    }
}

fn put_month(bytes: &mut Vec<u8>, month: Month) {
    put_number(bytes, month.index().unsigned_abs().into());
}

fn month(from: &mut Unpacker<'_>) -> Month {
    Month::from_index(i32::try_from(from.number()).unwrap_or(0))
}

/// Nothing is 0, and every number one more than it is.
fn put_optional(bytes: &mut Vec<u8>, number: Option<u32>) {
    put_number(bytes, number.map_or(0, |number| u64::from(number) + 1));
}

fn optional(from: &mut Unpacker<'_>) -> Option<u32> {
    from.number().checked_sub(1).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
}

/// Puts revenue, cost and costed revenue; the last as what the revenue has more, which is nothing as a rule.
fn put_gross(bytes: &mut Vec<u8>, [revenue, cost, costed_revenue]: [Amount; 3]) {
    for amount in [revenue, cost, revenue - costed_revenue] {
        put_amount(bytes, amount.scaled());
    }
}

fn gross(from: &mut Unpacker<'_>) -> [Amount; 3] {
    let [revenue, cost, uncosted] = std::array::from_fn(|_| Amount::from_scaled(from.amount()));
    [revenue, cost, revenue - uncosted]
}
