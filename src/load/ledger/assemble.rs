//! Tallies of the parts of a file → its ledger.
//!
//! 1. The dictionaries of the tallies are united and sorted; [`Places`] has, for each tally, where its numbers stand there.
//! 2. Shard by shard, in parallel, the sums of all tallies become cells, sorted, and those of the same key add up. Sums are
//!    freed as their cells are made.
//! 3. The runs of the accounts are put in their order.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::portfolio::{Amount, Month};
use crate::project::settings::DiscountKind;

use super::cell::Cell;
use super::day::Day;
use super::interner::text_of;
use super::merge::{Entry, combine};
use super::shard::{Counted, SHARDS, Shard, shard_of};
use super::table::{Run, Table};
use super::tally::Tally;
use super::{
    AccountDay, AccountIx, FileIx, Ledger, ManagerIx, Order, Product, ProductIx, ProductMonth, RegionIx,
    ResponsibilityMonth, RowPlace, SalesAccount, SalesFile, Sums,
};

/// The ledger of a file; `file` is what is known of it but for the counts and days of the rows. Discounts that are rates
/// are not summed up.
pub fn ledger(tallies: Vec<Tally>, file: SalesFile, discounts: DiscountKind) -> Ledger {
    let rows = tallies.iter().map(|tally| tally.rows).sum();
    let first = tallies.iter().filter_map(|tally| tally.first).min().map(Day::date);
    let last = tallies.iter().filter_map(|tally| tally.last).max().map(Day::date);
    let mut dictionaries = Dictionaries::default();
    let mut parts: Vec<Vec<Shard>> = Vec::new();
    for tally in tallies {
        parts.push(dictionaries.take(tally));
    }
    let Sorted { accounts, products, managers, regions, places } = dictionaries.sorted();
    let shards: Vec<Vec<Shard>> = transposed(parts);
    let mut slots = Vec::with_capacity(accounts.len());
    let members = Members::of_shards(&accounts, &mut slots);
    let counted = shards.into_par_iter().zip(members);
    let counted = counted.map(|(shard, members)| Runs::of(shard, &members, &places, discounts)).collect::<Vec<_>>();
    let mut tables = Runs::default();
    for runs in counted {
        tables.append(runs);
    }
    let count = accounts.len();
    Ledger {
        accounts,
        products,
        managers,
        regions,
        product_months: in_order(count, tables.product_months),
        account_days: in_order(count, tables.account_days),
        orders: in_order(count, tables.orders),
        responsibility_months: in_order(count, tables.responsibility_months),
        files: vec![SalesFile { rows, first, last, ..file }],
    }
}

/// From shards by tally to tallies by shard.
fn transposed(parts: Vec<Vec<Shard>>) -> Vec<Vec<Shard>> {
    let mut shards: Vec<Vec<Shard>> = Vec::new();
    for part in parts {
        shards.resize_with(part.len(), Vec::new);
        for (shards, shard) in shards.iter_mut().zip(part) {
            shards.push(shard);
        }
    }
    shards
}

fn in_order<C: Cell>(accounts: usize, found: Vec<(AccountIx, Run<C>)>) -> Table<C> {
    let mut runs = Vec::new();
    runs.resize_with(accounts, Run::default);
    for (account, run) in found {
        runs[account.0 as usize] = run;
    }
    Table::of_runs(runs)
}

/// What the numbers of each tally stand for.
#[derive(Debug, Default)]
struct Dictionaries {
    accounts: Vec<Vec<SalesAccount>>,
    products: Vec<Vec<Product>>,
    managers: Vec<Vec<String>>,
    regions: Vec<Vec<String>>,
}

impl Dictionaries {
    /// Takes those of a tally; what is left are its sums.
    fn take(&mut self, tally: Tally) -> Vec<Shard> {
        let mut accounts = Vec::with_capacity(tally.names.len());
        let codes = tally.accounts.by_number().into_iter();
        for ((code, name), line) in codes.zip(tally.names).zip(tally.first_lines) {
            let named_on = name.as_ref().map(|(day, _)| day.date());
            let name = name.map(|(_, name)| text_of(&name));
            accounts.push(SalesAccount { code, name, named_on, first_row: RowPlace { line, ..RowPlace::default() } });
        }
        let codes = tally.product_codes.by_number();
        let categories = tally.categories.by_number();
        let mut products: Vec<((u32, u32), u32)> = tally.products.into_iter().collect();
        products.sort_unstable_by_key(|&(_, number)| number);
        let product = |((code, category), name): ((u32, u32), Box<[u8]>)| Product {
            code: codes[code as usize].clone(),
            category: categories.get(category as usize).cloned(),
            name: text_of(&name),
        };
        let keys = products.into_iter().map(|(key, _)| key);
        self.products.push(keys.zip(tally.product_names).map(product).collect());
        self.accounts.push(accounts);
        self.managers.push(tally.managers.by_number());
        self.regions.push(tally.regions.by_number());
        tally.shards
    }

    /// All of them united, in order, and where the numbers of each tally stand there.
    fn sorted(self) -> Sorted {
        let mut accounts = united(&self.accounts, |a, b| a.code.cmp(&b.code));
        accounts.dedup_by(|later, earlier| {
            let is_same = later.code == earlier.code;
            if is_same {
                earlier.absorb(later.clone());
            }
            is_same
        });
        let products =
            last_of_each(united(&self.products, Ord::cmp), |a, b| (&a.code, &a.category) == (&b.code, &b.category));
        let managers = last_of_each(united(&self.managers, Ord::cmp), PartialEq::eq);
        let regions = last_of_each(united(&self.regions, Ord::cmp), PartialEq::eq);
        let places = (0..self.accounts.len()).map(|tally| Places {
            accounts: places(&self.accounts[tally], &accounts, |a, b| a.code.cmp(&b.code)),
            products: places(&self.products[tally], &products, |a, b| {
                (&a.code, &a.category).cmp(&(&b.code, &b.category))
            }),
            managers: places(&self.managers[tally], &managers, Ord::cmp),
            regions: places(&self.regions[tally], &regions, Ord::cmp),
        });
        let places = places.collect();
        Sorted { accounts, products, managers, regions, places }
    }
}

/// The dictionaries of a file, and where the numbers of each tally stand there.
struct Sorted {
    accounts: Vec<SalesAccount>,
    products: Vec<Product>,
    managers: Vec<String>,
    regions: Vec<String>,
    places: Vec<Places>,
}

type Comparison<T> = fn(&T, &T) -> std::cmp::Ordering;

fn united<T: Clone>(lists: &[Vec<T>], order: Comparison<T>) -> Vec<T> {
    let mut all: Vec<T> = lists.concat();
    all.sort_unstable_by(order);
    all
}

fn last_of_each<T>(mut sorted: Vec<T>, is_same: fn(&T, &T) -> bool) -> Vec<T> {
    sorted.dedup_by(|later, earlier| {
        let is_same = is_same(later, earlier);
        if is_same {
            std::mem::swap(later, earlier);
        }
        is_same
    });
    sorted
}

fn places<T>(list: &[T], sorted: &[T], order: Comparison<T>) -> Vec<u32> {
    let place = |entry| sorted.binary_search_by(|other| order(other, entry)).unwrap_or_else(|place| place);
    list.iter().map(|entry| u32::try_from(place(entry)).unwrap_or(u32::MAX)).collect()
}

/// Where the numbers of a tally stand in the sorted dictionaries; the one file is the first.
#[derive(Debug)]
struct Places {
    accounts: Vec<u32>,
    products: Vec<u32>,
    managers: Vec<u32>,
    regions: Vec<u32>,
}

/// Runs of accounts, in no order.
#[derive(Debug, Default)]
struct Runs {
    product_months: Vec<(AccountIx, Run<ProductMonth>)>,
    account_days: Vec<(AccountIx, Run<AccountDay>)>,
    orders: Vec<(AccountIx, Run<Order>)>,
    responsibility_months: Vec<(AccountIx, Run<ResponsibilityMonth>)>,
}

impl Runs {
    /// Of one shard of all tallies; `members` are its accounts.
    fn of(shards: Vec<Shard>, members: &Members<'_>, places: &[Places], discounts: DiscountKind) -> Self {
        let mut product_months = members.bins();
        let mut account_days = members.bins();
        let mut responsibility_months = members.bins();
        let mut orders = members.bins();
        for (shard, places) in shards.into_iter().zip(places) {
            let Counted { tables, kept, orders: found } = shard.into_counted();
            let (by_product, by_day) = (tables.product_months.into_sums(), tables.account_days.into_sums());
            product_months.extend(by_product.map(|cell| places.product_month(cell, discounts)));
            account_days.extend(by_day.map(|cell| places.account_day(cell)));
            let by_responsible = tables.responsibility_months.into_sums();
            responsibility_months.extend(by_responsible.map(|cell| places.responsibility_month(cell)));
            for (keys, [revenue, cost, costed, discount, quantity]) in kept.into_rows() {
                let by_product = (keys.product(), [revenue, cost, costed, discount, quantity, 1]);
                product_months.push(places.product_month(by_product, discounts));
                account_days.push(places.account_day((keys.day(), [revenue, cost, costed])));
                let by_responsible = (keys.responsible(), [revenue, cost, costed]);
                responsibility_months.push(places.responsibility_month(by_responsible));
            }
            orders.extend(found.into_items().map(|order| places.order(order)));
        }
        Self {
            product_months: product_months.into_runs(),
            account_days: account_days.into_runs(),
            orders: orders.into_runs(),
            responsibility_months: responsibility_months.into_runs(),
        }
    }

    fn append(&mut self, other: Self) {
        self.product_months.extend(other.product_months);
        self.account_days.extend(other.account_days);
        self.orders.extend(other.orders);
        self.responsibility_months.extend(other.responsibility_months);
    }
}

/// The accounts of a shard.
struct Members<'s> {
    accounts: Vec<AccountIx>,
    /// By account: where it stands among those of its shard.
    slots: &'s [usize],
}

impl<'s> Members<'s> {
    /// Of every shard. `slots` is filled.
    fn of_shards(accounts: &[SalesAccount], slots: &'s mut Vec<usize>) -> Vec<Self> {
        let mut shards = vec![Vec::new(); SHARDS];
        for (account, place) in accounts.iter().zip(0_u32..) {
            let shard = &mut shards[shard_of(account.code.as_bytes())];
            slots.push(shard.len());
            shard.push(AccountIx(place));
        }
        shards.into_iter().map(|accounts| Self { accounts, slots }).collect()
    }

    fn bins<C>(&self) -> Bins<'_, C> {
        let mut cells = Vec::new();
        cells.resize_with(self.accounts.len(), Vec::new);
        Bins { members: self, cells }
    }
}

/// The cells of a shard, apart by account: what is sorted then is small.
struct Bins<'m, C> {
    members: &'m Members<'m>,
    cells: Vec<Vec<C>>,
}

impl<C: Cell> Bins<'_, C> {
    fn extend(&mut self, cells: impl Iterator<Item = C>) {
        cells.for_each(|cell| self.push(cell));
    }

    fn push(&mut self, cell: C) {
        self.cells[self.members.slots[cell.account().0 as usize]].push(cell);
    }

    fn into_runs(self) -> Vec<(AccountIx, Run<C>)> {
        let run = |(&account, cells): (&AccountIx, Vec<C>)| (account, Run::of(&combine(&cells)));
        self.members.accounts.iter().zip(self.cells).map(run).collect()
    }
}

impl Places {
    fn account(&self, number: u32) -> AccountIx {
        AccountIx(self.accounts[number as usize])
    }

    fn product_month(&self, sums: ((u32, u32, u32), [i128; 6]), discounts: DiscountKind) -> ProductMonth {
        let ((account, product, month), [.., rows]) = sums;
        let [revenue, cost, costed_revenue, discount, quantity, _] = sums.1.map(Amount::from_scaled);
        let discount = if discounts == DiscountKind::Rate { Amount::ZERO } else { discount };
        let rows = u64::try_from(rows).unwrap_or(0);
        ProductMonth {
            account: self.account(account),
            product: ProductIx(self.products[product as usize]),
            month: month_of(month),
            file: FileIx(0),
            sums: Sums { revenue, cost, costed_revenue, discount, quantity, rows },
        }
    }

    fn account_day(&self, ((account, day), sums): ((u32, Day), [i128; 3])) -> AccountDay {
        let [revenue, cost, costed_revenue] = sums.map(Amount::from_scaled);
        AccountDay { account: self.account(account), day: day.date(), file: FileIx(0), revenue, cost, costed_revenue }
    }

    fn responsibility_month(
        &self,
        ((account, manager, region, month), sums): ((u32, u32, u32, u32), [i128; 3]),
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

    fn order(&self, (account, day, id): (u32, Day, u64)) -> Order {
        Order { account: self.account(account), day: day.date(), id }
    }
}

fn month_of(packed: u32) -> Month {
    let part = |value: u32| i32::try_from(value).unwrap_or(0);
    Month::from_index(part(packed / 100) * 12 + part(packed % 100) - 1)
}
