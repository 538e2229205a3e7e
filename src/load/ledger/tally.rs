//! Rows → sums by interned keys, while rows stream by; [`super::assemble`] makes the tables of them.

use hashbrown::HashMap;

use super::day::Day;
use super::interner::{Interner, NONE};
use super::row::Row;
use super::shard::{Keys, SHARDS, Shard, shard_of};

/// Sums of the rows of one file, or of a part of it.
#[derive(Debug)]
pub struct Tally {
    /// Codes of accounts.
    pub accounts: Interner,
    /// By account: the newest day with a name, and the name.
    pub names: Vec<Option<(Day, Box<[u8]>)>>,
    /// By account: the line of its first row.
    pub first_lines: Vec<usize>,
    /// By account: its shard, the same in every tally.
    shard_of: Vec<usize>,
    /// Codes of products.
    pub product_codes: Interner,
    /// Categories of products.
    pub categories: Interner,
    /// Numbers of products by code and category.
    pub products: HashMap<(u32, u32), u32>,
    /// Names of products.
    pub product_names: Vec<Box<[u8]>>,
    /// Managers.
    pub managers: Interner,
    /// Regions.
    pub regions: Interner,
    /// The sums.
    pub shards: Vec<Shard>,
    /// Rows.
    pub rows: u64,
    /// First day.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            accounts: Interner::default(),
            names: Vec::new(),
            first_lines: Vec::new(),
            shard_of: Vec::new(),
            product_codes: Interner::default(),
            categories: Interner::default(),
            products: HashMap::new(),
            product_names: Vec::new(),
            managers: Interner::default(),
            regions: Interner::default(),
            shards: std::iter::repeat_with(Shard::default).take(SHARDS).collect(),
            rows: 0,
            first: None,
            last: None,
        }
    }
}

impl Tally {
    /// Counts a row in, which begins on `line`; rows come in the order of their lines.
    pub fn add(&mut self, row: &Row<'_>, line: usize) {
        let account = self.accounts.number(row.account);
        if account as usize == self.names.len() {
            self.names.push(None);
            self.first_lines.push(line);
            self.shard_of.push(shard_of(row.account));
        }
        self.name_account(account, row);
        let product = self.product(row);
        let manager = self.managers.number_or_none(row.manager);
        let region = self.regions.number_or_none(row.region);
        let keys = Keys { account, product, manager, region, day: row.day };
        self.shards[self.shard_of[account as usize]].add(keys, row);
        self.rows += 1;
        self.first = Some(self.first.map_or(row.day, |first| first.min(row.day)));
        self.last = self.last.max(Some(row.day));
    }

    fn name_account(&mut self, account: u32, row: &Row<'_>) {
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
}
