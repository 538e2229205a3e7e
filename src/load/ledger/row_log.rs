//! Rows that wait to be summed up, packed.

use super::pack::{Unpacker, put_amount, put_day, put_number};
use super::shard::Keys;

/// Bytes of a chunk: what is not used of the last one is lost, in each of the shards.
const CHUNK: usize = 1 << 14;
/// Bytes that a row may need: five numbers of 32 bits and five amounts.
const LONGEST_ROW: usize = 5 * 5 + 5 * 17;

/// Rows in the order in which they came, in some twenty bytes each.
#[derive(Debug, Default)]
pub struct RowLog {
    /// No row is split.
    chunks: Vec<Vec<u8>>,
    rows: usize,
}

impl RowLog {
    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// Puts a row: its keys, and revenue, cost, costed revenue, discount and quantity in units of 10⁻⁸.
    pub fn push(&mut self, keys: &Keys, [revenue, cost, costed, discount, quantity]: [i128; 5]) {
        if self.chunks.last().is_none_or(|chunk| chunk.len() + LONGEST_ROW > CHUNK) {
            self.chunks.push(Vec::with_capacity(CHUNK));
        }
        let Some(chunk) = self.chunks.last_mut() else { return };
        self.rows += 1;
        let Keys { account, product, manager, region, day } = *keys;
        // No manager and no region are the highest number, which becomes 0.
        for number in [account, product, manager.wrapping_add(1), region.wrapping_add(1)] {
            put_number(chunk, number.into());
        }
        put_day(chunk, day);
        // Costed revenue is all of it or none.
        for amount in [revenue, cost, revenue - costed, discount, quantity] {
            put_amount(chunk, amount);
        }
    }

    /// All rows, in order; their room is given back on the way.
    pub fn into_rows(self) -> impl Iterator<Item = (Keys, [i128; 5])> {
        self.chunks.into_iter().flat_map(|chunk| {
            let mut at = 0;
            std::iter::from_fn(move || {
                let mut unpacker = Unpacker::new(chunk.get(at..).filter(|rest| !rest.is_empty())?);
                let row = row(&mut unpacker);
                at = chunk.len() - unpacker.left();
                Some(row)
            })
        })
    }
}

fn row(from: &mut Unpacker<'_>) -> (Keys, [i128; 5]) {
    let [account, product, manager, region] = std::array::from_fn(|_| from.number_32());
    let keys =
        Keys { account, product, manager: manager.wrapping_sub(1), region: region.wrapping_sub(1), day: from.day() };
    let [revenue, cost, uncosted, discount, quantity] = std::array::from_fn(|_| from.amount());
    (keys, [revenue, cost, revenue - uncosted, discount, quantity])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::ledger::day::Day;
    use crate::load::ledger::interner::NONE;

    #[test]
    fn rows_come_back_in_order() {
        let day = |day| Day::try_from(20_260_700 + day).unwrap();
        let row = |at: u32| {
            let keys = Keys {
                account: at,
                product: at % 7,
                manager: if at.is_multiple_of(3) { NONE } else { at },
                region: if at.is_multiple_of(5) { NONE } else { at % 4 },
                day: day(at % 31 + 1),
            };
            let revenue = i128::from(at) * 123_000_000 - 5_000_000_000;
            let costed = if at.is_multiple_of(2) { revenue } else { 0 };
            (keys, [revenue, i128::from(at), costed, i128::MAX / i128::from(at + 4), -i128::from(at) * 100_000_000])
        };
        let mut log = RowLog::default();
        (0..5_000).map(row).for_each(|(keys, amounts)| log.push(&keys, amounts));
        assert_eq!(log.len(), 5_000);
        assert!(log.chunks.len() > 5);
        assert!(log.chunks.iter().all(|chunk| chunk.capacity() == CHUNK), "no chunk grows");
        assert!(log.into_rows().eq((0..5_000).map(row)));
    }
}
