//! A price that follows an index between a floor and a cap (联动, S4): clamp(base + k · (index − reference), floor, cap).
//!
//! In the source the cap is what the customer can bear (its break-even), the floor our marginal cost with losses, unit tax
//! and the rise of fixed cost.

use jiff::civil::Date;

use crate::portfolio::{Amount, DECIMALS, IndexReading, LinkedPrice as Linked};

/// The terms. Prices and index are exact decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkedPriceTerms {
    /// Price while the index stands at its reference.
    pub base: Amount,
    /// k: how much the price changes per point of the index; negative when it falls as the index rises.
    pub factor: Amount,
    /// Value of the index at which the base was agreed.
    pub reference: Amount,
    /// Lowest price; `None` without a floor.
    pub floor: Option<Amount>,
    /// Highest price; `None` without a cap.
    pub cap: Option<Amount>,
}

/// Where the price stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corridor {
    /// Held up by the floor.
    AtFloor,
    /// Follows the index.
    Between,
    /// Held down by the cap.
    AtCap,
}

/// The price at a value of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkedPrice {
    /// What is paid.
    pub price: Amount,
    /// What the index alone would say.
    pub unbounded: Amount,
    /// Which of the two holds.
    pub corridor: Corridor,
}

/// Why there is no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPrice {
    /// The floor is above the cap.
    FloorAboveCap,
    /// The numbers are too large to compute with exactly.
    TooLarge,
}

impl LinkedPriceTerms {
    /// As a dossier states them.
    pub const fn of(linked: &Linked) -> Self {
        let Linked { base, k, reference, floor, cap, .. } = linked;
        Self { base: *base, factor: *k, reference: *reference, floor: *floor, cap: *cap }
    }

    /// The price at every reading of the index up to a day, oldest first; readings that make none are left out.
    pub fn at_readings(self, linked: &Linked, day: Date) -> impl Iterator<Item = (&IndexReading, LinkedPrice)> {
        let past = linked.readings.iter().filter(move |reading| reading.date <= day);
        past.filter_map(move |reading| Some((reading, self.price(reading.value).ok()?)))
    }

    /// The price at a value of the index: exact, rounded half away from zero only beyond eight decimals.
    pub fn price(&self, index: Amount) -> Result<LinkedPrice, NoPrice> {
        if matches!((self.floor, self.cap), (Some(floor), Some(cap)) if floor > cap) {
            return Err(NoPrice::FloorAboveCap);
        }
        let moved = index.scaled().checked_sub(self.reference.scaled()).map(Amount::from_scaled);
        let change = moved.and_then(|moved| product(self.factor, moved)).ok_or(NoPrice::TooLarge)?;
        let unbounded = self.base.scaled().checked_add(change.scaled()).ok_or(NoPrice::TooLarge)?;
        let unbounded = Amount::from_scaled(unbounded);
        let (price, corridor) = match (self.floor, self.cap) {
            (Some(floor), _) if unbounded < floor => (floor, Corridor::AtFloor),
            (_, Some(cap)) if unbounded > cap => (cap, Corridor::AtCap),
            _ => (unbounded, Corridor::Between),
        };
        Ok(LinkedPrice { price, unbounded, corridor })
    }
}

/// `a · b`, rounded half away from zero to the decimals of an amount.
fn product(a: Amount, b: Amount) -> Option<Amount> {
    let scale = 10_i128.pow(DECIMALS);
    let exact = a.scaled().checked_mul(b.scaled())?;
    let half = if exact < 0 { -scale / 2 } else { scale / 2 };
    Some(Amount::from_scaled(exact.checked_add(half)? / scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    fn coal() -> LinkedPriceTerms {
        LinkedPriceTerms {
            base: amount("580"),
            factor: amount("0.65"),
            reference: amount("132.4"),
            floor: Some(amount("540")),
            cap: Some(amount("620.5")),
        }
    }

    #[test]
    fn follows_the_index_between_floor_and_cap() {
        for (index, price, unbounded, corridor) in [
            ("132.4", "580", "580", Corridor::Between),
            ("150.1", "591.505", "591.505", Corridor::Between),
            ("200", "620.5", "623.94", Corridor::AtCap),
            ("70.8", "540", "539.96", Corridor::AtFloor),
            // Exactly at the floor: 0.65 · −61.53846154 is −40.000000001, which rounds to −40.
            ("70.86153846", "540", "540", Corridor::Between),
        ] {
            let expected = LinkedPrice { price: amount(price), unbounded: amount(unbounded), corridor };
            assert_eq!(coal().price(amount(index)), Ok(expected), "{index}");
        }
    }

    #[test]
    fn open_ends_falling_prices_and_refusals() {
        let open = LinkedPriceTerms { floor: None, cap: None, factor: amount("-2"), ..coal() };
        assert_eq!(open.price(amount("432.4")).map(|found| found.price), Ok(amount("-20")));
        let crossed = LinkedPriceTerms { floor: coal().cap, cap: coal().floor, ..coal() };
        assert_eq!(crossed.price(amount("1")), Err(NoPrice::FloorAboveCap));
        let huge = LinkedPriceTerms { factor: Amount::from_scaled(i128::MAX / 2), ..coal() };
        assert_eq!(huge.price(amount("200")), Err(NoPrice::TooLarge));
        let rounded = LinkedPriceTerms { factor: amount("0.00000001"), base: Amount::ZERO, floor: None, ..coal() };
        assert_eq!(rounded.price(amount("132.9")).map(|found| found.price), Ok(amount("0.00000001")));
    }

    proptest::proptest! {
        #[test]
        fn always_inside_and_rising_with_the_index(index in -500_000_i64..500_000, step in 0_i64..50_000) {
            let at = |hundredths: i64| coal().price(Amount::from_scaled(i128::from(hundredths) * 1_000_000)).unwrap();
            let (low, high) = (at(index), at(index + step));
            proptest::prop_assert!(low.price <= high.price);
            proptest::prop_assert!(coal().floor.unwrap() <= low.price && high.price <= coal().cap.unwrap());
        }
    }
}
