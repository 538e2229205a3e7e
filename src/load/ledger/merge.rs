//! Joins ledgers: `merge(ledger(a), ledger(b)) == ledger(a ++ b)`.
//!
//! 1. The dictionaries (accounts, products, managers, regions, files) are united, in order.
//! 2. The cells of each account are joined, under the united indices; cells of the same key add up.

use std::cmp::Ordering;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::cell::Cell;
use super::table::{Run, Table};
use super::{
    AccountDay, AccountIx, FileIx, Ledger, ManagerIx, Product, ProductIx, ProductMonth, RegionIx, ResponsibilityMonth,
    SalesAccount, SalesFile,
};

/// An entry of a dictionary: it has a key, and entries of one key are one.
pub(super) trait Entry: Sized {
    /// What the dictionary is sorted by.
    type Key: Ord;
    /// The key.
    fn key(&self) -> Self::Key;
    /// Takes in another entry of the same key.
    fn absorb(&mut self, other: Self);
}

impl Entry for SalesAccount {
    type Key = String;
    fn key(&self) -> String {
        self.code.clone()
    }
    fn absorb(&mut self, other: Self) {
        if other.first_row < self.first_row {
            self.first_row = other.first_row;
        }
        if (self.named_on, &self.name) < (other.named_on, &other.name) {
            (self.named_on, self.name) = (other.named_on, other.name);
        }
    }
}

impl Entry for Product {
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

impl Entry for String {
    type Key = Self;
    fn key(&self) -> Self {
        self.clone()
    }
    fn absorb(&mut self, _: Self) {}
}

impl Entry for SalesFile {
    type Key = String;
    fn key(&self) -> String {
        self.path.clone()
    }
    fn absorb(&mut self, other: Self) {
        self.rows += other.rows;
        self.bad_rows += other.bad_rows;
        self.bad_lines.extend(other.bad_lines);
        self.bad_lines.sort();
        self.later_rows += other.later_rows;
        self.first = match (self.first, other.first) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.last = self.last.max(other.last);
        if self.columns < other.columns {
            self.columns = other.columns;
        }
        self.currencies.append(other.currencies);
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
        let count = accounts.len();
        let tables = Tables { accounts: count, places: [&ours, &theirs] };
        let product_months = tables.join(self.product_months, other.product_months, Places::product_month);
        let account_days = tables.join(self.account_days, other.account_days, Places::account_day);
        let responsibility_months =
            tables.join(self.responsibility_months, other.responsibility_months, Places::responsibility_month);
        let orders = tables.join(self.orders, other.orders, |_, order| order);
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
    fn file(&self, ix: FileIx) -> FileIx {
        FileIx(self.files[ix.0 as usize])
    }

    fn product_month(&self, cell: ProductMonth) -> ProductMonth {
        let product = ProductIx(self.products[cell.product.0 as usize]);
        ProductMonth { product, file: self.file(cell.file), ..cell }
    }

    fn account_day(&self, cell: AccountDay) -> AccountDay {
        AccountDay { file: self.file(cell.file), ..cell }
    }

    fn responsibility_month(&self, cell: ResponsibilityMonth) -> ResponsibilityMonth {
        ResponsibilityMonth {
            manager: cell.manager.map(|ix| ManagerIx(self.managers[ix.0 as usize])),
            region: cell.region.map(|ix| RegionIx(self.regions[ix.0 as usize])),
            file: self.file(cell.file),
            ..cell
        }
    }
}

/// What joining tables of two ledgers needs.
struct Tables<'p> {
    /// Accounts of the united ledger.
    accounts: usize,
    /// Of either side.
    places: [&'p Places; 2],
}

impl Tables<'_> {
    /// Joins two tables, account by account; `placed` gives a cell the united indices.
    fn join<C: Cell>(&self, ours: Table<C>, theirs: Table<C>, placed: impl Fn(&Places, C) -> C + Sync) -> Table<C> {
        let mut pairs: Vec<[Run<C>; 2]> = Vec::new();
        pairs.resize_with(self.accounts, Default::default);
        for (side, table) in [ours, theirs].into_iter().enumerate() {
            for (&place, run) in self.places[side].accounts.iter().zip(table.into_runs()) {
                pairs[place as usize][side] = run;
            }
        }
        let [ours, theirs] = self.places;
        let joined = |(account, [our_run, their_run]): (usize, [Run<C>; 2])| {
            let account = AccountIx(u32::try_from(account).unwrap_or(u32::MAX));
            let our_cells = our_run.cells(account).map(|cell| placed(ours, cell));
            let their_cells = their_run.cells(account).map(|cell| placed(theirs, cell));
            let cells: Vec<C> = our_cells.chain(their_cells).collect();
            Run::of(&combine(&cells))
        };
        Table::of_runs(pairs.into_par_iter().enumerate().map(joined).collect())
    }
}

/// The cells of one account in the order of their keys, those of the same key added up.
pub fn combine<C: Cell>(cells: &[C]) -> Vec<C> {
    // A cell is large: what is sorted are keys with the places of their cells, each of which moves once.
    let mut order: Vec<(C::Key, usize)> = cells.iter().map(C::key).zip(0..).collect();
    order.sort_unstable();
    let mut united: Vec<C> = Vec::with_capacity(cells.len());
    let mut newest: Option<&C::Key> = None;
    for (key, place) in &order {
        match united.last_mut() {
            Some(last) if newest == Some(key) => last.absorb(cells[*place].clone()),
            _ => united.push(cells[*place].clone()),
        }
        newest = Some(key);
    }
    C::settle(&mut united);
    united
}

/// Unites two sorted dictionaries; also where the entries of each stand in the union.
fn unite<C: Entry>(ours: Vec<C>, theirs: Vec<C>) -> (Vec<C>, [Vec<u32>; 2]) {
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

fn combined<C: Entry>(ours: Option<C>, theirs: Option<C>) -> Option<C> {
    match (ours, theirs) {
        (Some(mut cell), Some(other)) => {
            cell.absorb(other);
            Some(cell)
        }
        (ours, theirs) => ours.or(theirs),
    }
}
