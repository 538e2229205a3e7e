//! Sums by key while rows stream by: narrow, exact all the same.

use std::hash::{BuildHasher, Hash};

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use super::chunks::Chunks;

/// Sums of `N` amounts by key, in 64 bits; what runs over is carried into `wide`.
#[derive(Debug)]
pub struct SumsByKey<K, const N: usize> {
    narrow: Chunks<(K, [i64; N])>,
    /// Where the sums of a key stand in `narrow`.
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
    wide: HashMap<K, [i128; N]>,
}

impl<K, const N: usize> Default for SumsByKey<K, N> {
    fn default() -> Self {
        let hasher = DefaultHashBuilder::default();
        Self { narrow: Chunks::default(), places: HashTable::new(), hasher, wide: HashMap::new() }
    }
}

impl<K: Copy + Eq + Hash, const N: usize> SumsByKey<K, N> {
    /// How many keys there are, but for those of which all rows need more than 64 bits.
    pub const fn len(&self) -> usize {
        self.narrow.len()
    }

    /// Adds a row's amounts.
    pub fn add(&mut self, key: K, amounts: [i64; N]) {
        let Self { narrow, places, hasher, wide } = self;
        let is_key = |&place: &u32| narrow.at(place as usize).0 == key;
        let hash_at = |&place: &u32| hasher.hash_one(narrow.at(place as usize).0);
        match places.entry(hasher.hash_one(key), is_key, hash_at) {
            Entry::Occupied(place) => {
                if !add_narrow(&mut narrow.at_mut(*place.get() as usize).1, amounts) {
                    carry(wide, key, amounts.map(i128::from));
                }
            }
            Entry::Vacant(vacant) => {
                vacant.insert(place_of(narrow.len()));
                narrow.push((key, amounts));
            }
        }
    }

    /// Adds a row's amounts, of which some need more than 64 bits.
    pub fn add_wide(&mut self, key: K, amounts: [i128; N]) {
        carry(&mut self.wide, key, amounts);
    }

    /// All sums, in no certain order; a key may come twice, and then has the sum of both of its sums.
    pub fn into_sums(self) -> impl Iterator<Item = (K, [i128; N])> {
        self.narrow.into_items().map(|(key, sums)| (key, sums.map(i128::from))).chain(self.wide)
    }
}

/// A place in a table: a shard of the accounts has far fewer keys than four thousand million.
fn place_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Adds all amounts to the sums, or none where one of them would run over; whether it did.
fn add_narrow<const N: usize>(sums: &mut [i64; N], amounts: [i64; N]) -> bool {
    let mut added = *sums;
    let mut overflows = false;
    for (sum, amount) in added.iter_mut().zip(amounts) {
        let (total, is_over) = sum.overflowing_add(amount);
        *sum = total;
        overflows |= is_over;
    }
    if !overflows {
        *sums = added;
    }
    !overflows
}

fn carry<K: Eq + Hash, const N: usize>(wide: &mut HashMap<K, [i128; N]>, key: K, amounts: [i128; N]) {
    let wide = wide.entry(key).or_insert([0; N]);
    for (sum, amount) in wide.iter_mut().zip(amounts) {
        *sum += amount;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// The sum of each key, however often it comes.
    fn totals<const N: usize>(sums: SumsByKey<u32, N>) -> Vec<(u32, [i128; N])> {
        let mut totals: BTreeMap<u32, [i128; N]> = BTreeMap::new();
        for (key, sums) in sums.into_sums() {
            for (total, sum) in totals.entry(key).or_insert([0; N]).iter_mut().zip(sums) {
                *total += sum;
            }
        }
        totals.into_iter().collect()
    }

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
        assert_eq!(totals(sums), [(1, [most * 102 - 3, 0]), (2, [7, 7]), (3, [-most * 2, 1])]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        /// The sums are those of a plain table.
        #[test]
        fn sums_are_those_of_a_plain_table(span in 1_u32..40_000, rows in 0_u32..80_000, seed in 1_u32..1000) {
            let mut sums: SumsByKey<u32, 1> = SumsByKey::default();
            let mut plain: BTreeMap<u32, [i128; 1]> = BTreeMap::new();
            for row in 0..rows {
                let key = row.wrapping_mul(2_654_435_761).wrapping_add(seed) % span;
                sums.add(key, [i64::from(row)]);
                plain.entry(key).or_insert([0])[0] += i128::from(row);
            }
            prop_assert_eq!(totals(sums), plain.into_iter().collect::<Vec<_>>());
        }
    }
}
