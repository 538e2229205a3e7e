//! Cells of the ledger's tables: their keys, how they add up, and their narrow form.

use hashbrown::HashSet;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::portfolio::{Amount, Month};

use super::day::Day;
use super::{
    AccountDay, AccountIx, FileIx, ManagerIx, Order, ProductIx, ProductMonth, RegionIx, ResponsibilityMonth, Sums,
};

/// A cell of a table: it belongs to an account, it has a key, and cells of one key add up.
pub trait Cell: Clone + PartialEq + Send + Sync {
    /// What the cells of an account are sorted by.
    type Key: Ord;
    /// The cell without its account, its amounts in 64 bits.
    type Narrow: Copy + PartialEq + Eq + std::fmt::Debug + Send + Sync + Serialize + DeserializeOwned;
    /// The account that it belongs to.
    fn account(&self) -> AccountIx;
    /// The key.
    fn key(&self) -> Self::Key;
    /// Adds another cell of the same key.
    fn absorb(&mut self, other: Self);
    /// The narrow form, if every amount fits.
    fn narrow(&self) -> Option<Self::Narrow>;
    /// The cell of an account from its narrow form.
    fn widen(account: AccountIx, narrow: Self::Narrow) -> Self;
    /// Takes out cells of an account that others of it make void; they are in order.
    fn settle(_: &mut Vec<Self>) {}
}

/// Narrow [`ProductMonth`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NarrowProductMonth {
    product: ProductIx,
    month: Month,
    file: FileIx,
    rows: u32,
    amounts: [i64; 5],
}

impl Cell for ProductMonth {
    type Key = (ProductIx, Month, FileIx);
    type Narrow = NarrowProductMonth;

    fn account(&self) -> AccountIx {
        self.account
    }

    fn key(&self) -> Self::Key {
        (self.product, self.month, self.file)
    }

    fn absorb(&mut self, other: Self) {
        self.sums += other.sums;
    }

    fn narrow(&self) -> Option<NarrowProductMonth> {
        let Sums { revenue, cost, costed_revenue, discount, quantity, rows } = self.sums;
        Some(NarrowProductMonth {
            product: self.product,
            month: self.month,
            file: self.file,
            rows: rows.try_into().ok()?,
            amounts: narrowed([revenue, cost, costed_revenue, discount, quantity])?,
        })
    }

    fn widen(account: AccountIx, narrow: NarrowProductMonth) -> Self {
        let NarrowProductMonth { product, month, file, rows, amounts } = narrow;
        let [revenue, cost, costed_revenue, discount, quantity] = widened(amounts);
        let sums = Sums { revenue, cost, costed_revenue, discount, quantity, rows: rows.into() };
        Self { account, product, month, file, sums }
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

/// Narrow [`AccountDay`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NarrowAccountDay {
    day: Day,
    file: FileIx,
    amounts: [i64; 3],
}

impl Cell for AccountDay {
    type Key = (jiff::civil::Date, FileIx);
    type Narrow = NarrowAccountDay;

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

    fn narrow(&self) -> Option<NarrowAccountDay> {
        let amounts = narrowed([self.revenue, self.cost, self.costed_revenue])?;
        Some(NarrowAccountDay { day: Day::of(self.day), file: self.file, amounts })
    }

    fn widen(account: AccountIx, NarrowAccountDay { day, file, amounts }: NarrowAccountDay) -> Self {
        let [revenue, cost, costed_revenue] = widened(amounts);
        Self { account, day: day.date(), file, revenue, cost, costed_revenue }
    }
}

/// Narrow [`ResponsibilityMonth`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NarrowResponsibilityMonth {
    manager: Option<ManagerIx>,
    region: Option<RegionIx>,
    month: Month,
    file: FileIx,
    amounts: [i64; 3],
}

impl Cell for ResponsibilityMonth {
    type Key = (Option<ManagerIx>, Option<RegionIx>, Month, FileIx);
    type Narrow = NarrowResponsibilityMonth;

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

    fn narrow(&self) -> Option<NarrowResponsibilityMonth> {
        let &Self { manager, region, month, file, revenue, cost, costed_revenue, .. } = self;
        let amounts = narrowed([revenue, cost, costed_revenue])?;
        Some(NarrowResponsibilityMonth { manager, region, month, file, amounts })
    }

    fn widen(account: AccountIx, narrow: NarrowResponsibilityMonth) -> Self {
        let NarrowResponsibilityMonth { manager, region, month, file, amounts } = narrow;
        let [revenue, cost, costed_revenue] = widened(amounts);
        Self { account, manager, region, month, file, revenue, cost, costed_revenue }
    }
}

impl Cell for Order {
    type Key = (jiff::civil::Date, u64);
    type Narrow = (Day, u64);

    fn account(&self) -> AccountIx {
        self.account
    }

    fn key(&self) -> Self::Key {
        (self.day, self.id)
    }

    fn absorb(&mut self, _: Self) {}

    fn narrow(&self) -> Option<(Day, u64)> {
        Some((Day::of(self.day), self.id))
    }

    fn widen(account: AccountIx, (day, id): (Day, u64)) -> Self {
        Self { account, day: day.date(), id }
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

fn narrowed<const N: usize>(amounts: [Amount; N]) -> Option<[i64; N]> {
    let mut narrow = [0; N];
    for (narrow, amount) in narrow.iter_mut().zip(amounts) {
        *narrow = i64::try_from(amount.scaled()).ok()?;
    }
    Some(narrow)
}

fn widened<const N: usize>(amounts: [i64; N]) -> [Amount; N] {
    amounts.map(|amount| Amount::from_scaled(amount.into()))
}
