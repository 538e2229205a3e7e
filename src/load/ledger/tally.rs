//! Rows → a ledger: sums by interned keys while rows stream by, sorted tables at the end.

use std::hash::Hash;

use hashbrown::HashMap;

use crate::portfolio::{Amount, Month};

use super::day::Day;
use super::interner::{Interner, NONE, places, text_of};
use super::merge::{self, Cell};
use super::row::Row;
use super::sums_by_time::{ByTime, SumsByTime};
use super::{
    AccountDay, AccountIx, FileIx, Ledger, ManagerIx, Order, Product, ProductIx, ProductMonth, RegionIx,
    ResponsibilityMonth, SalesAccount, SalesFile, Sums,
};

/// Sums of the rows of one file, or of a part of it.
#[derive(Debug, Default)]
pub struct Tally {
    accounts: Interner,
    /// By account: the newest day with a name, and the name.
    names: Vec<Option<(Day, Box<[u8]>)>>,
    product_codes: Interner,
    categories: Interner,
    products: HashMap<(u32, u32), u32>,
    product_names: Vec<Box<[u8]>>,
    managers: Interner,
    regions: Interner,
    /// By month, then account and product.
    product_months: SumsByTime<u32, (u32, u32), 5>,
    /// By day, then account.
    account_days: SumsByTime<Day, u32, 3>,
    /// By month, then account, manager and region.
    responsibility_months: SumsByTime<u32, (u32, u32, u32), 3>,
    /// By day, then account and hash of the order id.
    orders: ByTime<Day, (u32, u64), ()>,
    rows: u64,
    first: Option<Day>,
    last: Option<Day>,
}

/// A stable 64-bit hash of an order id (FNV-1a), never 0.
fn order_hash(id: &[u8]) -> u64 {
    let hash =
        id.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    hash.max(1)
}

impl Tally {
    /// Counts a row in.
    pub fn add(&mut self, row: &Row<'_>) {
        let account = self.accounts.number(row.account);
        self.name_account(account, row);
        let product = self.product(row);
        let manager = self.managers.number_or_none(row.manager);
        let region = self.regions.number_or_none(row.region);
        let month = row.day.packed_month();
        let revenue = row.revenue.scaled();
        let (cost, costed) = row.cost.map_or((0, 0), |cost| (cost.scaled(), revenue));
        let amounts = [revenue, cost, costed, row.discount.scaled(), row.quantity.scaled()];
        self.product_months.add(month, (account, product), amounts);
        self.account_days.add(row.day, account, [revenue, cost, costed]);
        self.responsibility_months.add(month, (account, manager, region), [revenue, cost, costed]);
        if row.revenue.is_positive() {
            let order = if row.order.is_empty() { 0 } else { order_hash(row.order) };
            self.orders.entry(row.day, (account, order));
        }
        self.rows += 1;
        self.first = Some(self.first.map_or(row.day, |first| first.min(row.day)));
        self.last = self.last.max(Some(row.day));
    }

    fn name_account(&mut self, account: u32, row: &Row<'_>) {
        if account as usize == self.names.len() {
            self.names.push(None);
        }
        let name = &mut self.names[account as usize];
        if !row.name.is_empty() && name.as_ref().is_none_or(|(day, name)| (*day, &**name) < (row.day, row.name)) {
            match name {
                Some((day, known)) if **known == *row.name => *day = row.day,
                _ => *name = Some((row.day, row.name.into())),
            }
        }
    }

    fn product(&mut self, row: &Row<'_>) -> u32 {
        let code = self.product_codes.number(row.product);
        let category = self.categories.number_or_none(row.category);
        let next = u32::try_from(self.product_names.len()).unwrap_or(NONE);
        let product = *self.products.entry((code, category)).or_insert(next);
        if product == next {
            self.product_names.push(row.product_name.into());
        } else if *self.product_names[product as usize] < *row.product_name {
            self.product_names[product as usize] = row.product_name.into();
        }
        product
    }

    /// The tables, sorted; `file` is what they come from but for the counts and days of the rows.
    pub fn into_ledger(self, file: SalesFile) -> Ledger {
        let (codes, accounts) = self.accounts.sorted();
        let (managers, manager_places) = self.managers.sorted();
        let (regions, region_places) = self.regions.sorted();
        let (products, product_places) =
            sorted_products(self.product_codes, self.categories, self.products, &self.product_names);
        let places = Places { accounts, managers: manager_places, regions: region_places, products: product_places };
        let mut orders: Vec<Order> = Vec::with_capacity(self.orders.len());
        let order = |(day, (a, id), ()): (Day, _, ())| Order { account: places.account(a), day: day.date(), id };
        orders.extend(self.orders.into_cells().map(order));
        let rows = self.rows;
        let (first, last) = (self.first.map(Day::date), self.last.map(Day::date));
        Ledger {
            accounts: named_accounts(codes, &places, self.names),
            products,
            managers,
            regions,
            product_months: table(self.product_months, |cell| places.product_month(cell)),
            account_days: table(self.account_days, |cell| places.account_day(cell)),
            orders: merge::distinct_orders(orders),
            responsibility_months: table(self.responsibility_months, |cell| places.responsibility_month(cell)),
            files: vec![SalesFile { rows, first, last, ..file }],
        }
    }
}

/// Where the numbers of the tally stand in the sorted dictionaries; the one file is the first.
struct Places {
    accounts: Vec<u32>,
    managers: Vec<u32>,
    regions: Vec<u32>,
    products: Vec<u32>,
}

impl Places {
    fn account(&self, number: u32) -> AccountIx {
        AccountIx(self.accounts[number as usize])
    }

    fn product_month(
        &self,
        (month, (account, product), sums, rows): (u32, (u32, u32), [i128; 5], u64),
    ) -> ProductMonth {
        let [revenue, cost, costed_revenue, discount, quantity] = sums.map(Amount::from_scaled);
        ProductMonth {
            account: self.account(account),
            product: ProductIx(self.products[product as usize]),
            month: month_of(month),
            file: FileIx(0),
            sums: Sums { revenue, cost, costed_revenue, discount, quantity, rows },
        }
    }

    fn account_day(&self, (day, account, sums, _): (Day, u32, [i128; 3], u64)) -> AccountDay {
        let [revenue, cost, costed_revenue] = sums.map(Amount::from_scaled);
        AccountDay { account: self.account(account), day: day.date(), file: FileIx(0), revenue, cost, costed_revenue }
    }

    fn responsibility_month(
        &self,
        (month, (account, manager, region), sums, _): (u32, (u32, u32, u32), [i128; 3], u64),
    ) -> ResponsibilityMonth {
        let [revenue, cost, costed_revenue] = sums.map(Amount::from_scaled);
        ResponsibilityMonth {
            account: self.account(account),
            manager: self.managers.get(manager as usize).copied().map(ManagerIx),
            region: self.regions.get(region as usize).copied().map(RegionIx),
            month: month_of(month),
            file: FileIx(0),
            revenue,
            cost,
            costed_revenue,
        }
    }
}

/// The accounts in their order, with their newest names.
fn named_accounts(codes: Vec<String>, places: &Places, names: Vec<Option<(Day, Box<[u8]>)>>) -> Vec<SalesAccount> {
    let unnamed = |code| SalesAccount { code, name: None, named_on: None };
    let mut accounts: Vec<SalesAccount> = codes.into_iter().map(unnamed).collect();
    for (number, name) in (0_u32..).zip(names) {
        if let Some((day, name)) = name {
            let account = &mut accounts[places.account(number).0 as usize];
            account.name = Some(text_of(&name));
            account.named_on = Some(day.date());
        }
    }
    accounts
}

fn month_of(packed: u32) -> Month {
    let part = |value: u32| i32::try_from(value).unwrap_or(0);
    Month::from_index(part(packed / 100) * 12 + part(packed % 100) - 1)
}

/// Products in their order, and the place of each number among them.
fn sorted_products(
    codes: Interner,
    categories: Interner,
    products: HashMap<(u32, u32), u32>,
    names: &[Box<[u8]>],
) -> (Vec<Product>, Vec<u32>) {
    let codes = codes.by_number();
    let categories = categories.by_number();
    let mut sorted: Vec<(Product, u32)> = products
        .into_iter()
        .map(|((code, category), number)| {
            let code = codes[code as usize].clone();
            let category = categories.get(category as usize).cloned();
            (Product { code, category, name: text_of(&names[number as usize]) }, number)
        })
        .collect();
    sorted.sort_unstable();
    let places = places(sorted.iter().map(|&(_, number)| number));
    (sorted.into_iter().map(|(product, _)| product).collect(), places)
}

/// A table, sorted by key.
fn table<T, K, C, const N: usize>(cells: SumsByTime<T, K, N>, cell: impl Fn((T, K, [i128; N], u64)) -> C) -> Vec<C>
where
    T: Copy + Eq + Hash,
    K: Copy + Eq + Hash,
    C: Cell,
{
    let mut table: Vec<C> = Vec::with_capacity(cells.len());
    table.extend(cells.into_cells().map(cell));
    table.sort_unstable_by_key(C::key);
    table
}
