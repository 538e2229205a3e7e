//! A table of the ledger, small in memory: cells by account, packed.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::AccountIx;
use super::cell::Cell;
use super::pack::Unpacker;

/// Cells in the order of their accounts; within an account in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Table<C: Cell> {
    /// By account.
    runs: Vec<Run<C>>,
}

/// The cells of one account, packed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Run<C: Cell> {
    /// How many cells there are.
    len: usize,
    #[serde(with = "in_one_piece")]
    bytes: Vec<u8>,
    #[serde(skip)]
    cells: PhantomData<fn() -> C>,
}

/// Bytes as bytes: serde takes a list of them one by one.
mod in_one_piece {
    use std::fmt;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("bytes")
            }
            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

impl<C: Cell> Default for Table<C> {
    fn default() -> Self {
        Self { runs: Vec::new() }
    }
}

impl<C: Cell> Default for Run<C> {
    fn default() -> Self {
        Self { len: 0, bytes: Vec::new(), cells: PhantomData }
    }
}

impl<C: Cell> Run<C> {
    /// Of cells of one account, in the order of their keys.
    pub fn of(cells: &[C]) -> Self {
        let mut run = Self::default();
        for cell in cells {
            run.push(cell);
        }
        run.bytes.shrink_to_fit();
        run
    }

    /// The cells; the run is this account's.
    pub fn cells(&self, account: AccountIx) -> impl Iterator<Item = C> {
        let mut unpacker = Unpacker::new(&self.bytes);
        (0..self.len).map(move |_| C::unpack(account, &mut unpacker))
    }

    fn push(&mut self, cell: &C) {
        cell.pack(&mut self.bytes);
        self.len += 1;
    }
}

impl<C: Cell> Table<C> {
    /// Of the runs of all accounts, in order.
    pub const fn of_runs(runs: Vec<Run<C>>) -> Self {
        Self { runs }
    }

    /// The runs of all accounts, in order.
    pub fn into_runs(self) -> Vec<Run<C>> {
        self.runs
    }

    /// All cells, by value.
    pub fn iter(&self) -> impl Iterator<Item = C> {
        (0_u32..).map(AccountIx).zip(&self.runs).flat_map(|(account, run)| run.cells(account))
    }

    /// The cells of one account, by value; none of one beyond the last.
    pub fn of(&self, account: AccountIx) -> impl Iterator<Item = C> {
        self.runs.get(account.0 as usize).into_iter().flat_map(move |run| run.cells(account))
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.runs.iter().map(|run| run.len).sum()
    }

    /// Whether it has no cell.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a cell behind those of its account: keys of one account are to come in order.
    pub fn push(&mut self, cell: &C) {
        let place = cell.account().0 as usize;
        if place >= self.runs.len() {
            self.runs.resize_with(place + 1, Run::default);
        }
        self.runs[place].push(cell);
    }
}

impl<'t, C: Cell> IntoIterator for &'t Table<C> {
    type Item = C;
    type IntoIter = Box<dyn Iterator<Item = C> + 't>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

impl<C: Cell> FromIterator<C> for Table<C> {
    fn from_iter<I: IntoIterator<Item = C>>(cells: I) -> Self {
        let mut table = Self::default();
        cells.into_iter().for_each(|cell| table.push(&cell));
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::ledger::{AccountDay, FileIx};
    use crate::portfolio::Amount;

    #[test]
    fn cells_come_back_as_they_were_put_in_however_large() {
        let cell = |account, day, units: i128| AccountDay {
            account: AccountIx(account),
            day: jiff::civil::date(2026, 3, day),
            file: FileIx(7),
            revenue: Amount::from_scaled(units),
            cost: Amount::from_scaled(-units),
            costed_revenue: Amount::from_scaled(units - 1),
        };
        let wide = i128::from(i64::MAX);
        let cells = [cell(0, 1, 5), cell(2, 1, -8), cell(2, 2, wide + 1), cell(2, 3, 9), cell(3, 1, wide)];
        let table: Table<AccountDay> = cells.into_iter().collect();
        assert_eq!(table.iter().collect::<Vec<_>>(), cells);
        assert_eq!((table.len(), table.is_empty()), (5, false));
        let runs = [&cells[..1], &[], &cells[1..4], &cells[4..]].map(Run::of);
        assert_eq!(table, Table::of_runs(runs.into()));
        let bytes = postcard::to_allocvec(&table).unwrap();
        assert_eq!(postcard::from_bytes::<Table<AccountDay>>(&bytes).unwrap(), table);
    }
}
