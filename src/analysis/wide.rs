//! Whole numbers of 512 bits, only to compare: which of two fractions is smaller must not depend on rounding.
//!
//! A squared distance on the concentration curve, `k²·S² + n²·(S − c)²` with `S` an amount in units of 10⁻⁸, has up
//! to 320 bits; `i128` would overflow and `f64` would break ties by noise.

/// A number from 0 to 2⁵¹² − 1, least significant part first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wide([u64; 8]);

impl Wide {
    /// From a number that is not negative.
    pub const fn new(value: u128) -> Self {
        Self([low(value), low(value >> 64), 0, 0, 0, 0, 0, 0])
    }

    /// The product; the callers' factors keep it below 2⁵¹².
    pub fn times(self, other: Self) -> Self {
        let mut product = [0_u64; 8];
        for (i, &a) in self.0.iter().enumerate() {
            let mut carry = 0_u128;
            for (slot, &b) in product[i..].iter_mut().zip(&other.0) {
                let sum = u128::from(a) * u128::from(b) + u128::from(*slot) + carry;
                *slot = low(sum);
                carry = sum >> 64;
            }
        }
        Self(product)
    }

    /// The sum; the callers' terms keep it below 2⁵¹².
    pub fn plus(self, other: Self) -> Self {
        let mut sum = [0_u64; 8];
        let mut carry = 0_u128;
        for (slot, (&a, &b)) in sum.iter_mut().zip(self.0.iter().zip(&other.0)) {
            let next = u128::from(a) + u128::from(b) + carry;
            *slot = low(next);
            carry = next >> 64;
        }
        Self(sum)
    }

    /// Its square.
    pub fn squared(self) -> Self {
        self.times(self)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is asked for")]
const fn low(value: u128) -> u64 {
    value as u64
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

#[cfg(test)]
mod tests {
    use super::Wide;

    #[test]
    fn products_and_sums_beyond_128_bits() {
        // (2¹²⁸ − 1)² = 2²⁵⁶ − 2¹²⁹ + 1
        let square = Wide::new(u128::MAX).squared();
        assert_eq!(square.0, [1, 0, u64::MAX - 1, u64::MAX, 0, 0, 0, 0]);
        let sum = square.plus(Wide::new(u128::MAX));
        assert_eq!(sum.0, [0, 0, u64::MAX, u64::MAX, 0, 0, 0, 0]);
        assert!(sum > square && square > Wide::new(u128::MAX));
    }
}
