//! Rows → a ledger: sums by interned keys while rows stream by, sorted tables at the end.

use std::hash::Hash;

use hashbrown::HashMap;

use crate::portfolio::{Amount, Month};

use super::day::Day;
use super::row::Row;
use super::{
    AccountDay, AccountIx, FileIx, Ledger, ManagerIx, Order, Product, ProductIx, ProductMonth, RegionIx,
    ResponsibilityMonth, SalesAccount, SalesFile, Sums,
};

/// No manager, no region, no category.
const NONE: u32 = u32::MAX;

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
    product_months: HashMap<(u32, u32, u32), Sums>,
    account_days: HashMap<(u32, Day), Gross>,
    responsibility_months: HashMap<(u32, u32, u32, u32), Gross>,
    /// First day by account and hash of the order id.
    orders: HashMap<(u32, u64), Day>,
    /// Days on which an account buys without an order id.
    order_days: HashMap<(u32, Day), ()>,
    rows: u64,
    first: Option<Day>,
    last: Option<Day>,
}

/// The sums of the smaller tables.
#[derive(Debug, Clone, Copy, Default)]
struct Gross {
    revenue: Amount,
    cost: Amount,
    costed_revenue: Amount,
}

impl Gross {
    fn add(&mut self, row: &Row<'_>) {
        self.revenue += row.revenue;
        if let Some(cost) = row.cost {
            self.cost += cost;
            self.costed_revenue += row.revenue;
        }
    }
}

/// Texts by number, in the order of their first occurrence.
#[derive(Debug, Default)]
struct Interner {
    numbers: HashMap<Box<[u8]>, u32>,
}

impl Interner {
    fn number(&mut self, text: &[u8]) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(NONE);
        self.numbers.insert(text.into(), number);
        number
    }

    fn number_or_none(&mut self, text: &[u8]) -> u32 {
        if text.is_empty() { NONE } else { self.number(text) }
    }

    /// The texts, sorted bytewise, and for each number its place among them.
    fn sorted(self) -> (Vec<String>, Vec<u32>) {
        let mut texts: Vec<(Box<[u8]>, u32)> = self.numbers.into_iter().collect();
        texts.sort_unstable();
        let places = places(texts.iter().map(|&(_, number)| number));
        (texts.into_iter().map(|(text, _)| text_of(&text)).collect(), places)
    }

    /// The texts by number.
    fn by_number(self) -> Vec<String> {
        let mut texts: Vec<(u32, Box<[u8]>)> = self.numbers.into_iter().map(|(text, number)| (number, text)).collect();
        texts.sort_unstable();
        texts.into_iter().map(|(_, text)| text_of(&text)).collect()
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// From the numbers in their new order, the place of each number.
fn places(order: impl ExactSizeIterator<Item = u32>) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, number) in (0_u32..).zip(order) {
        places[number as usize] = place;
    }
    places
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
        let sums = self.product_months.entry((account, product, month)).or_default();
        sums.revenue += row.revenue;
        if let Some(cost) = row.cost {
            sums.cost += cost;
            sums.costed_revenue += row.revenue;
        }
        sums.discount += row.discount;
        sums.quantity += row.quantity;
        sums.rows += 1;
        self.account_days.entry((account, row.day)).or_default().add(row);
        self.responsibility_months.entry((account, manager, region, month)).or_default().add(row);
        if row.revenue.is_positive() {
            self.order(account, row);
        }
        self.rows += 1;
        self.first = Some(self.first.map_or(row.day, |first| first.min(row.day)));
        self.last = self.last.max(Some(row.day));
    }

    fn order(&mut self, account: u32, row: &Row<'_>) {
        if row.order.is_empty() {
            self.order_days.insert((account, row.day), ());
        } else {
            let first = self.orders.entry((account, order_hash(row.order))).or_insert(row.day);
            *first = row.day.min(*first);
        }
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
        let at = FileIx(0);
        let (codes, accounts) = self.accounts.sorted();
        let (managers, manager_places) = self.managers.sorted();
        let (regions, region_places) = self.regions.sorted();
        let (products, product_places) =
            sorted_products(self.product_codes, self.categories, self.products, &self.product_names);
        let account = |number: u32| AccountIx(accounts[number as usize]);
        let product_months = table(self.product_months, |((a, p, month), sums)| ProductMonth {
            account: account(a),
            product: ProductIx(product_places[p as usize]),
            month: month_of(month),
            file: at,
            sums,
        });
        let account_days = table(self.account_days, |((a, day), gross)| AccountDay {
            account: account(a),
            day: day.date(),
            file: at,
            revenue: gross.revenue,
            cost: gross.cost,
            costed_revenue: gross.costed_revenue,
        });
        let responsibility_months =
            table(self.responsibility_months, |((a, m, r, month), gross)| ResponsibilityMonth {
                account: account(a),
                manager: manager_places.get(m as usize).copied().map(ManagerIx),
                region: region_places.get(r as usize).copied().map(RegionIx),
                month: month_of(month),
                file: at,
                revenue: gross.revenue,
                cost: gross.cost,
                costed_revenue: gross.costed_revenue,
            });
        let mut orders: Vec<Order> =
            self.orders.into_iter().map(|((a, id), day)| Order { account: account(a), day: day.date(), id }).collect();
        orders.extend(self.order_days.into_keys().map(|(a, day)| Order {
            account: account(a),
            day: day.date(),
            id: 0,
        }));
        orders.sort_unstable();
        let mut accounts_by_place: Vec<SalesAccount> =
            codes.into_iter().map(|code| SalesAccount { code, name: None, named_on: None }).collect();
        for (number, name) in self.names.into_iter().enumerate() {
            if let Some((day, name)) = name {
                let account = &mut accounts_by_place[accounts[number] as usize];
                account.name = Some(text_of(&name));
                account.named_on = Some(day.date());
            }
        }
        let file =
            SalesFile { rows: self.rows, first: self.first.map(Day::date), last: self.last.map(Day::date), ..file };
        Ledger {
            accounts: accounts_by_place,
            products,
            managers,
            regions,
            product_months,
            account_days,
            orders,
            responsibility_months,
            files: vec![file],
        }
    }
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

/// A table from a map, sorted by key.
fn table<K: Eq + Hash, V, C: super::Cell>(map: HashMap<K, V>, cell: impl Fn((K, V)) -> C) -> Vec<C> {
    let mut cells: Vec<C> = map.into_iter().map(cell).collect();
    cells.sort_unstable_by_key(C::key);
    cells
}
