//! Sums by key and time while rows stream by: narrow, one table per day or month, exact all the same.

use std::hash::Hash;

use hashbrown::HashMap;

/// Sums of `N` amounts and the count of rows, by time (a day or a month) and key.
///
/// Each time has a table of its own: sales files are mostly in the order of time, and the table in use then stays in the
/// processor's cache. Sums are kept in 64 bits, which halves the tables; what runs over is carried into `wide`.
#[derive(Debug)]
pub struct SumsByTime<T, K, const N: usize> {
    tables: ByTime<T, K, Narrow<N>>,
    wide: HashMap<(T, K), [i128; N]>,
}

#[derive(Debug, Clone, Copy)]
struct Narrow<const N: usize> {
    sums: [i64; N],
    rows: u64,
}

impl<const N: usize> Default for Narrow<N> {
    fn default() -> Self {
        Self { sums: [0; N], rows: 0 }
    }
}

impl<T, K, const N: usize> Default for SumsByTime<T, K, N> {
    fn default() -> Self {
        Self { tables: ByTime::default(), wide: HashMap::new() }
    }
}

impl<T: Copy + Eq + Hash, K: Copy + Eq + Hash, const N: usize> SumsByTime<T, K, N> {
    /// Adds a row's amounts, in units of 10⁻⁸.
    pub fn add(&mut self, time: T, key: K, amounts: [i128; N]) {
        let cell = self.tables.entry(time, key);
        cell.rows += 1;
        let mut sums = cell.sums;
        let fits = sums.iter_mut().zip(amounts).all(|(sum, amount)| {
            let added = i64::try_from(amount).ok().and_then(|amount| sum.checked_add(amount));
            *sum = added.unwrap_or(*sum);
            added.is_some()
        });
        if fits {
            cell.sums = sums;
            return;
        }
        let wide = self.wide.entry((time, key)).or_insert([0; N]);
        for (i, amount) in amounts.into_iter().enumerate() {
            wide[i] += i128::from(cell.sums[i]) + amount;
        }
        cell.sums = [0; N];
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// All cells, in no order: time, key, sums and rows.
    pub fn into_cells(self) -> impl Iterator<Item = (T, K, [i128; N], u64)> {
        let wide = self.wide;
        self.tables.into_cells().map(move |(time, key, narrow)| {
            let carried = if wide.is_empty() { None } else { wide.get(&(time, key)) };
            let mut sums = narrow.sums.map(i128::from);
            for (sum, carried) in sums.iter_mut().zip(carried.into_iter().flatten()) {
                *sum += carried;
            }
            (time, key, sums, narrow.rows)
        })
    }
}

/// A table per time.
#[derive(Debug)]
pub struct ByTime<T, K, V> {
    places: HashMap<T, usize>,
    tables: Vec<(T, HashMap<K, V>)>,
    last: usize,
}

impl<T, K, V> Default for ByTime<T, K, V> {
    fn default() -> Self {
        Self { places: HashMap::new(), tables: Vec::new(), last: 0 }
    }
}

impl<T: Copy + Eq + Hash, K: Eq + Hash, V: Default> ByTime<T, K, V> {
    /// The value at a time and key.
    pub fn entry(&mut self, time: T, key: K) -> &mut V {
        if self.tables.get(self.last).is_none_or(|(last, _)| *last != time) {
            self.last = *self.places.entry(time).or_insert_with(|| {
                self.tables.push((time, HashMap::new()));
                self.tables.len() - 1
            });
        }
        self.tables[self.last].1.entry(key).or_default()
    }

    /// All values, in no order; each table is freed when it has been read.
    pub fn into_cells(self) -> impl Iterator<Item = (T, K, V)> {
        self.tables.into_iter().flat_map(|(time, table)| table.into_iter().map(move |(key, value)| (time, key, value)))
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.tables.iter().map(|(_, table)| table.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_beyond_64_bits_are_carried() {
        let mut sums: SumsByTime<u32, u32, 2> = SumsByTime::default();
        let most = i128::from(i64::MAX);
        for amounts in [[most, 1], [most, 2], [-5, 3], [most * 100, 4], [1, -10]] {
            sums.add(1, 1, amounts);
        }
        sums.add(2, 1, [7, 7]);
        sums.add(1, 1, [1, 0]);
        let mut cells: Vec<_> = sums.into_cells().collect();
        cells.sort_unstable();
        assert_eq!(cells, [(1, 1, [most * 102 - 3, 0], 6), (2, 1, [7, 7], 1)]);
    }
}
