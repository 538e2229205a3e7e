//! Sums by key while rows stream by: narrow, exact all the same.

use std::hash::{BuildHasher, Hash};

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

/// Sums of `N` amounts by key.
///
/// Sums are kept in 64 bits, side by side, so that no room is left between them as in a plain hash table; what runs over
/// is carried into `wide`.
#[derive(Debug)]
pub struct SumsByKey<K, const N: usize> {
    narrow: Vec<(K, [i64; N])>,
    /// Where the sums of a key stand in `narrow`.
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
    wide: HashMap<K, [i128; N]>,
}

impl<K, const N: usize> Default for SumsByKey<K, N> {
    fn default() -> Self {
        let hasher = DefaultHashBuilder::default();
        Self { narrow: Vec::new(), places: HashTable::new(), hasher, wide: HashMap::new() }
    }
}

impl<K: Copy + Eq + Hash, const N: usize> SumsByKey<K, N> {
    /// Adds a row's amounts.
    pub fn add(&mut self, key: K, amounts: [i64; N]) {
        let sums = self.sums(key);
        let mut added = *sums;
        let mut overflows = false;
        for (sum, amount) in added.iter_mut().zip(amounts) {
            let (total, is_over) = sum.overflowing_add(amount);
            *sum = total;
            overflows |= is_over;
        }
        if overflows {
            self.carry(key, amounts.map(i128::from));
        } else {
            *sums = added;
        }
    }

    /// Adds a row's amounts, of which some need more than 64 bits.
    pub fn add_wide(&mut self, key: K, amounts: [i128; N]) {
        self.sums(key);
        self.carry(key, amounts);
    }

    fn sums(&mut self, key: K) -> &mut [i64; N] {
        let Self { narrow, places, hasher, .. } = self;
        let is_key = |&place: &u32| narrow[place as usize].0 == key;
        let hash_at = |&place: &u32| hasher.hash_one(narrow[place as usize].0);
        let place = match places.entry(hasher.hash_one(key), is_key, hash_at) {
            Entry::Occupied(place) => *place.get() as usize,
            Entry::Vacant(vacant) => {
                let place = narrow.len();
                // A tally has fewer keys than rows, and a shard far fewer than four thousand million.
                vacant.insert(u32::try_from(place).unwrap_or(u32::MAX));
                if place == narrow.capacity() {
                    narrow.reserve_exact((place / 4).max(4));
                }
                narrow.push((key, [0; N]));
                place
            }
        };
        &mut narrow[place].1
    }

    fn carry(&mut self, key: K, amounts: [i128; N]) {
        let wide = self.wide.entry(key).or_insert([0; N]);
        for (sum, amount) in wide.iter_mut().zip(amounts) {
            *sum += amount;
        }
    }

    /// All keys and sums, in no certain order.
    pub fn into_sums(self) -> impl Iterator<Item = (K, [i128; N])> {
        let wide = self.wide;
        self.narrow.into_iter().map(move |(key, narrow)| {
            let carried = if wide.is_empty() { None } else { wide.get(&key) };
            let mut sums = narrow.map(i128::from);
            for (sum, carried) in sums.iter_mut().zip(carried.into_iter().flatten()) {
                *sum += carried;
            }
            (key, sums)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_beyond_64_bits_are_carried() {
        let mut sums: SumsByKey<u32, 2> = SumsByKey::default();
        for amounts in [[i64::MAX, 1], [i64::MAX, 2], [-5, 3], [1, -10]] {
            sums.add(1, amounts);
        }
        let most = i128::from(i64::MAX);
        sums.add_wide(1, [most * 100, 4]);
        sums.add(2, [7, 7]);
        sums.add(1, [1, 0]);
        sums.add_wide(3, [-most * 2, 1]);
        let mut sums: Vec<_> = sums.into_sums().collect();
        sums.sort_unstable();
        assert_eq!(sums, [(1, [most * 102 - 3, 0]), (2, [7, 7]), (3, [-most * 2, 1])]);
    }
}
