//! Numbers in as few bytes as they need.
//!
//! What a large export sums up to is hundreds of megabytes, and room that has to be cleared before it is first written to costs
//! more than the few instructions that save it. So rows that wait ([`super::row_log`]) and the cells of the ledger
//! ([`super::table`]) are kept packed:
//!
//! - A number has seven bits a byte, the lowest first; the highest bit says that more follow.
//! - An amount is a number too: a sign, what it is counted in ([`Unit`]), and how many of those. Amounts of sales have two decimals
//!   or none nearly always, which leaves two or three bytes of sixteen.

use super::day::Day;

/// What a packed amount is counted in; two bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// Whole ones.
    Whole = 0,
    /// Hundredths.
    Cents = 1,
    /// 10⁻⁸.
    Exact = 2,
    /// 10⁻⁸ in the sixteen bytes that follow.
    Wide = 3,
}

/// Units of 10⁻⁸ in a hundredth.
const CENT: i64 = 1_000_000;
/// Units of 10⁻⁸ in a whole one.
const WHOLE: i64 = 100 * CENT;

/// Puts a number behind the bytes.
pub fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// Puts a day.
pub fn put_day(bytes: &mut Vec<u8>, day: Day) {
    put_number(bytes, day.packed().into());
}

/// Puts a number that is as likely large as small: eight bytes.
pub fn put_hash(bytes: &mut Vec<u8>, hash: u64) {
    bytes.extend_from_slice(&hash.to_le_bytes());
}

/// Puts an amount, in units of 10⁻⁸.
pub fn put_amount(bytes: &mut Vec<u8>, units: i128) {
    if let Ok(narrow) = i64::try_from(units)
        && put_narrow(bytes, narrow)
    {
        return;
    }
    put_number(bytes, Unit::Wide as u64);
    bytes.extend_from_slice(&units.to_le_bytes());
}

/// Puts an amount if it leaves two bits of a number free; whether it did.
fn put_narrow(bytes: &mut Vec<u8>, units: i64) -> bool {
    let (count, unit) = if units % CENT != 0 {
        (units, Unit::Exact)
    } else if units % WHOLE != 0 {
        (units / CENT, Unit::Cents)
    } else {
        (units / WHOLE, Unit::Whole)
    };
    let unsigned = count.unsigned_abs() << 1 | u64::from(count < 0);
    let fits = count.unsigned_abs() < 1 << 61;
    if fits {
        put_number(bytes, unsigned << 2 | unit as u64);
    }
    fits
}

/// Reads packed numbers, in the order in which they were put. Behind the last one all are zero.
#[derive(Debug, Clone, Copy)]
pub struct Unpacker<'b> {
    bytes: &'b [u8],
}

impl<'b> Unpacker<'b> {
    /// From the first byte on.
    pub const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// How many bytes are left.
    pub const fn left(&self) -> usize {
        self.bytes.len()
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let Some((&byte, rest)) = self.bytes.split_first() else { break };
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// The next number, of those that were put from 32 bits.
    pub fn number_32(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }

    /// The next day; the first of all where there is none.
    pub fn day(&mut self) -> Day {
        Day::try_from(self.number_32()).unwrap_or_default()
    }

    /// The next hash.
    pub fn hash(&mut self) -> u64 {
        u64::from_le_bytes(self.take())
    }

    /// The next amount, in units of 10⁻⁸.
    pub fn amount(&mut self) -> i128 {
        let packed = self.number();
        let count = i64::try_from(packed >> 3).unwrap_or(i64::MAX);
        let signed = if packed & 4 == 0 { count } else { -count };
        match packed & 3 {
            0 => i128::from(signed) * i128::from(WHOLE),
            1 => i128::from(signed) * i128::from(CENT),
            2 => i128::from(signed),
            _ => i128::from_le_bytes(self.take()),
        }
    }

    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (taken, rest) = self.bytes.split_first_chunk().map_or(([0; N], &[][..]), |(taken, rest)| (*taken, rest));
        self.bytes = rest;
        taken
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_of_sales_take_few_bytes() {
        let len = |units: i128| {
            let mut bytes = Vec::new();
            put_amount(&mut bytes, units);
            bytes.len()
        };
        let (cent, whole) = (i128::from(CENT), i128::from(WHOLE));
        assert_eq!([0, 8 * whole, 15 * whole, 16 * whole].map(len), [1, 1, 1, 2]);
        assert_eq!([1_234 * whole + 56 * cent, -9_999 * whole - 99 * cent].map(len), [3, 4]);
        assert_eq!([1, 1 << 59, (1 << 61) - 1, 1 << 61].map(len), [1, 9, 10, 17]);
        assert_eq!([i128::MAX, i128::MIN].map(len), [17, 17]);
    }

    proptest! {
        /// What was put comes back, in order, whatever its size.
        #[test]
        fn what_is_put_comes_back(
            numbers in proptest::collection::vec(any::<u64>(), 0..8),
            amounts in proptest::collection::vec((any::<i128>(), 0_u32..127), 0..16),
            cents in proptest::collection::vec(any::<i32>(), 0..8),
        ) {
            let mut amounts: Vec<i128> = amounts.into_iter().map(|(amount, shift)| amount >> shift).collect();
            amounts.extend(cents.iter().map(|&cents| i128::from(cents) * i128::from(CENT)));
            amounts.extend(cents.iter().map(|&whole| i128::from(whole) * i128::from(WHOLE)));
            let mut bytes = Vec::new();
            for &number in &numbers {
                put_number(&mut bytes, number);
                put_hash(&mut bytes, number);
                put_day(&mut bytes, Day::default());
            }
            for &amount in &amounts {
                put_amount(&mut bytes, amount);
            }
            let mut unpacker = Unpacker::new(&bytes);
            for &number in &numbers {
                prop_assert_eq!((unpacker.number(), unpacker.hash(), unpacker.day()), (number, number, Day::default()));
            }
            for &amount in &amounts {
                prop_assert_eq!(unpacker.amount(), amount);
            }
            prop_assert_eq!((unpacker.number(), unpacker.amount(), unpacker.hash()), (0, 0, 0));
        }
    }
}
