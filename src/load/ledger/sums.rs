//! Sums by key while rows stream by: narrow, exact all the same.

use std::hash::{BuildHasher, Hash};

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use super::chunks::Chunks;

/// Keys from which a table asks whether looking each of them up is worth it.
const MANY: usize = 1 << 12;
/// Rows are sorted and added up when they are this many times as many as were left the last time.
const GROWN: usize = 8;

/// Sums of `N` amounts by key.
///
/// 1. A key is looked up and its sums are added to, as long as keys come again.
/// 2. Where most rows bring a key of their own, looking up finds nothing, in a table too large to be at hand. Rows are then kept
///    side by side instead, which costs nothing as long as it lasts. When they have become many, they are sorted and those of the
///    same key added up; if that leaves few of them, keys are looked up again. So the room needed goes by the keys, not the rows.
///
/// Sums are kept in 64 bits; what runs over is carried into `wide`.
#[derive(Debug)]
pub struct SumsByKey<K, const N: usize> {
    narrow: Chunks<(K, [i64; N])>,
    /// Where the sums of a key stand in `narrow`; `None` where keys are not looked up.
    places: Option<HashTable<u32>>,
    /// Rows that were added while keys were looked up.
    added: usize,
    /// Rows from which to sort them, where keys are not looked up.
    room: usize,
    hasher: DefaultHashBuilder,
    wide: HashMap<K, [i128; N]>,
}

impl<K, const N: usize> Default for SumsByKey<K, N> {
    fn default() -> Self {
        let hasher = DefaultHashBuilder::default();
        Self {
            narrow: Chunks::default(),
            places: Some(HashTable::new()),
            added: 0,
            room: 0,
            hasher,
            wide: HashMap::new(),
        }
    }
}

impl<K: Copy + Ord + Hash, const N: usize> SumsByKey<K, N> {
    /// Adds a row's amounts.
    pub fn add(&mut self, key: K, amounts: [i64; N]) {
        if self.places.is_some() {
            self.look_up(key, amounts);
        } else {
            self.keep(key, amounts);
        }
    }

    /// Adds a row's amounts, of which some need more than 64 bits.
    pub fn add_wide(&mut self, key: K, amounts: [i128; N]) {
        carry(&mut self.wide, key, amounts);
    }

    fn look_up(&mut self, key: K, amounts: [i64; N]) {
        let Self { narrow, places, hasher, added, wide, .. } = self;
        let Some(places) = places else { return };
        *added += 1;
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
                if narrow.len() >= MANY && *added < narrow.len() + narrow.len() / 2 {
                    self.places = None;
                    self.room = narrow.len() * GROWN;
                }
            }
        }
    }

    fn keep(&mut self, key: K, amounts: [i64; N]) {
        self.narrow.push((key, amounts));
        if self.narrow.len() >= self.room {
            self.unite();
        }
    }

    /// Sorts the rows and adds up those of the same key; looks keys up again where that leaves few.
    fn unite(&mut self) {
        let mut rows: Vec<_> = std::mem::take(&mut self.narrow).into_items().collect();
        let added = rows.len();
        rows.sort_unstable_by_key(|&(key, _)| key);
        let wide = &mut self.wide;
        rows.dedup_by(|(key, amounts), (earlier, sums)| {
            let is_same = key == earlier;
            if is_same && !add_narrow(sums, *amounts) {
                carry(wide, *key, amounts.map(i128::from));
            }
            is_same
        });
        self.room = rows.len() * GROWN;
        if added >= rows.len() + rows.len() / 2 {
            let hasher = &self.hasher;
            let mut places = HashTable::with_capacity(rows.len());
            for (at, (key, _)) in rows.iter().enumerate() {
                places.insert_unique(hasher.hash_one(key), place_of(at), |&at| hasher.hash_one(rows[at as usize].0));
            }
            self.places = Some(places);
            self.added = added;
        }
        self.narrow = rows.into_iter().collect();
    }

    /// All sums, in no certain order; a key may come more than once, and then has the sum of all of its sums.
    pub fn into_sums(self) -> impl Iterator<Item = (K, [i128; N])> {
        self.narrow.into_items().map(|(key, sums)| (key, sums.map(i128::from))).chain(self.wide)
    }
}

/// A place in a table: a tally has fewer keys than rows, and a shard far fewer than four thousand million.
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

    #[test]
    fn keys_that_come_once_are_not_looked_up_and_sum_up_all_the_same() {
        let mut sums: SumsByKey<u32, 1> = SumsByKey::default();
        let many = u32::try_from(MANY).unwrap();
        for key in 0..3 * many {
            sums.add(key, [i64::MAX - 1]);
        }
        assert!(sums.places.is_none());
        for key in (0..3 * many).chain(0..3 * many).chain(0..many) {
            sums.add(key, [i64::MAX - 1]);
        }
        assert!(sums.places.is_some(), "keys that come again are looked up again");
        assert!(sums.narrow.len() < 4 * MANY, "{}", sums.narrow.len());
        let times = |key| if key < many { 4 } else { 3 };
        let expected: Vec<(u32, [i128; 1])> =
            (0..3 * many).map(|key| (key, [times(key) * i128::from(i64::MAX - 1)])).collect();
        assert_eq!(totals(sums), expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        /// Whether keys come again or not, the sums are those of a plain table.
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
