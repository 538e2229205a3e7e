//! Joins ledgers: `merge(ledger(a), ledger(b)) == ledger(a ++ b)`.
//!
//! 1. The dictionaries (accounts, products, managers, regions, files) are united, in order.
//! 2. Each side's indices are mapped to the united ones; since all are in order, the tables stay sorted.
//! 3. The tables are merged like sorted lists; cells of the same key add up.

use std::cmp::Ordering;

use hashbrown::HashSet;

use crate::portfolio::{Amount, Month};

use super::{
    AccountDay, AccountIx, FileIx, Ledger, ManagerIx, Order, Product, ProductIx, ProductMonth, RegionIx,
    ResponsibilityMonth, SalesAccount, SalesFile, Sums,
};

/// A row of a table: it has a key, and rows of one key add up.
pub trait Cell: Sized {
    /// What the table is sorted by.
    type Key: Ord;
    /// The key.
    fn key(&self) -> Self::Key;
    /// Adds another cell of the same key.
    fn absorb(&mut self, other: Self);
}

impl Cell for ProductMonth {
    type Key = (AccountIx, ProductIx, Month, FileIx);
    fn key(&self) -> Self::Key {
        (self.account, self.product, self.month, self.file)
    }
    fn absorb(&mut self, other: Self) {
        self.sums += other.sums;
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
    type Key = (AccountIx, jiff::civil::Date, FileIx);
    fn key(&self) -> Self::Key {
        (self.account, self.day, self.file)
    }
    fn absorb(&mut self, other: Self) {
        add_gross(
            [&mut self.revenue, &mut self.cost, &mut self.costed_revenue],
            [other.revenue, other.cost, other.costed_revenue],
        );
    }
}

impl Cell for ResponsibilityMonth {
    type Key = (AccountIx, Option<ManagerIx>, Option<RegionIx>, Month, FileIx);
    fn key(&self) -> Self::Key {
        (self.account, self.manager, self.region, self.month, self.file)
    }
    fn absorb(&mut self, other: Self) {
        add_gross(
            [&mut self.revenue, &mut self.cost, &mut self.costed_revenue],
            [other.revenue, other.cost, other.costed_revenue],
        );
    }
}

fn add_gross(sums: [&mut Amount; 3], others: [Amount; 3]) {
    for (sum, other) in sums.into_iter().zip(others) {
        *sum += other;
    }
}

impl Cell for SalesAccount {
    type Key = String;
    fn key(&self) -> String {
        self.code.clone()
    }
    fn absorb(&mut self, other: Self) {
        if (self.named_on, &self.name) < (other.named_on, &other.name) {
            *self = other;
        }
    }
}

impl Cell for Product {
    type Key = (String, Option<String>);
    fn key(&self) -> Self::Key {
        (self.code.clone(), self.category.clone())
    }
    fn absorb(&mut self, other: Self) {
        if self.name < other.name {
            self.name = other.name;
        }
    }
}

impl Cell for String {
    type Key = Self;
    fn key(&self) -> Self {
        self.clone()
    }
    fn absorb(&mut self, _: Self) {}
}

impl Cell for SalesFile {
    type Key = String;
    fn key(&self) -> String {
        self.path.clone()
    }
    fn absorb(&mut self, other: Self) {
        self.rows += other.rows;
        self.bad_rows += other.bad_rows;
        self.later_rows += other.later_rows;
        self.first = match (self.first, other.first) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.last = self.last.max(other.last);
        if self.columns < other.columns {
            self.columns = other.columns;
        }
        self.origin = self.origin.max(other.origin);
    }
}

impl Ledger {
    /// The sales of both. Associative and commutative; an empty ledger changes nothing.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if self.files.is_empty() || other.files.is_empty() {
            return if self.files.is_empty() { other } else { self };
        }
        let (accounts, [our_accounts, their_accounts]) = unite(self.accounts, other.accounts);
        let (products, [our_products, their_products]) = unite(self.products, other.products);
        let (managers, [our_managers, their_managers]) = unite(self.managers, other.managers);
        let (regions, [our_regions, their_regions]) = unite(self.regions, other.regions);
        let (files, [our_files, their_files]) = unite(self.files, other.files);
        let ours = Places {
            accounts: our_accounts,
            products: our_products,
            managers: our_managers,
            regions: our_regions,
            files: our_files,
        };
        let theirs = Places {
            accounts: their_accounts,
            products: their_products,
            managers: their_managers,
            regions: their_regions,
            files: their_files,
        };
        let product_months = join(
            self.product_months.into_iter().map(|cell| ours.product_month(cell)),
            other.product_months.into_iter().map(|cell| theirs.product_month(cell)),
        );
        let account_days = join(
            self.account_days.into_iter().map(|cell| ours.account_day(cell)),
            other.account_days.into_iter().map(|cell| theirs.account_day(cell)),
        );
        let responsibility_months = join(
            self.responsibility_months.into_iter().map(|cell| ours.responsibility_month(cell)),
            other.responsibility_months.into_iter().map(|cell| theirs.responsibility_month(cell)),
        );
        let their_orders = other.orders.into_iter().map(|order| theirs.order(order));
        let orders =
            distinct_orders(self.orders.into_iter().map(|order| ours.order(order)).chain(their_orders).collect());
        Self {
            accounts,
            products,
            managers,
            regions,
            product_months,
            account_days,
            orders,
            responsibility_months,
            files,
        }
    }
}

/// Where each index of one side stands in the united dictionaries.
struct Places {
    accounts: Vec<u32>,
    products: Vec<u32>,
    managers: Vec<u32>,
    regions: Vec<u32>,
    files: Vec<u32>,
}

impl Places {
    fn account(&self, ix: AccountIx) -> AccountIx {
        AccountIx(self.accounts[ix.0 as usize])
    }

    fn file(&self, ix: FileIx) -> FileIx {
        FileIx(self.files[ix.0 as usize])
    }

    fn product_month(&self, cell: ProductMonth) -> ProductMonth {
        let product = ProductIx(self.products[cell.product.0 as usize]);
        ProductMonth { account: self.account(cell.account), product, file: self.file(cell.file), ..cell }
    }

    fn account_day(&self, cell: AccountDay) -> AccountDay {
        AccountDay { account: self.account(cell.account), file: self.file(cell.file), ..cell }
    }

    fn responsibility_month(&self, cell: ResponsibilityMonth) -> ResponsibilityMonth {
        ResponsibilityMonth {
            account: self.account(cell.account),
            manager: cell.manager.map(|ix| ManagerIx(self.managers[ix.0 as usize])),
            region: cell.region.map(|ix| RegionIx(self.regions[ix.0 as usize])),
            file: self.file(cell.file),
            ..cell
        }
    }

    fn order(&self, order: Order) -> Order {
        Order { account: self.account(order.account), ..order }
    }
}

/// Unites two sorted dictionaries; also where the entries of each stand in the union.
fn unite<C: Cell>(ours: Vec<C>, theirs: Vec<C>) -> (Vec<C>, [Vec<u32>; 2]) {
    let mut places = [Vec::with_capacity(ours.len()), Vec::with_capacity(theirs.len())];
    let mut united: Vec<C> = Vec::with_capacity(ours.len().max(theirs.len()));
    let mut ours = ours.into_iter().peekable();
    let mut theirs = theirs.into_iter().peekable();
    for place in 0_u32.. {
        let order = match (ours.peek(), theirs.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(a), Some(b)) => a.key().cmp(&b.key()),
        };
        let our_entry = if order.is_le() { ours.next() } else { None };
        let their_entry = if order.is_ge() { theirs.next() } else { None };
        places[0].extend(our_entry.is_some().then_some(place));
        places[1].extend(their_entry.is_some().then_some(place));
        united.extend(combined(our_entry, their_entry));
    }
    (united, places)
}

fn combined<C: Cell>(ours: Option<C>, theirs: Option<C>) -> Option<C> {
    match (ours, theirs) {
        (Some(mut cell), Some(other)) => {
            cell.absorb(other);
            Some(cell)
        }
        (ours, theirs) => ours.or(theirs),
    }
}

/// Merges two sorted tables.
fn join<C: Cell>(ours: impl Iterator<Item = C>, theirs: impl Iterator<Item = C>) -> Vec<C> {
    let mut ours = ours.peekable();
    let mut theirs = theirs.peekable();
    let mut cells = Vec::with_capacity(ours.size_hint().0.max(theirs.size_hint().0));
    loop {
        let order = match (ours.peek(), theirs.peek()) {
            (None, None) => return cells,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(a), Some(b)) => a.key().cmp(&b.key()),
        };
        let our_cell = if order.is_le() { ours.next() } else { None };
        let their_cell = if order.is_ge() { theirs.next() } else { None };
        cells.extend(combined(our_cell, their_cell));
    }
}

/// Orders in their order, each once: an id that occurs on several days is booked on the first of them; days without
/// order ids are what they are.
pub fn distinct_orders(mut orders: Vec<Order>) -> Vec<Order> {
    orders.sort_unstable();
    orders.dedup();
    let mut account = None;
    let mut seen = HashSet::new();
    orders.retain(|order| {
        if account.replace(order.account) != Some(order.account) {
            seen.clear();
        }
        order.id == 0 || seen.insert(order.id)
    });
    orders
}
