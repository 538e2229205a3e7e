//! Investment in an account against what it brings: how the cost of winning it spreads over the years.
//!
//! The source (S0) argues with one account: a deal of 10 M that takes 5 M to win is not worth it when it stays the only
//! one; when the account buys every year and 0.5 M a year keeps it, the cost of winning it spreads. So there are two
//! answers: the burden (investment ÷ revenue, both of the same years), which needs no margin, and the payback of the
//! contribution, which does.

mod invested;
mod years;

pub use invested::Invested;
pub use years::Costed;

use crate::portfolio::Amount;

/// A year of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountYear {
    /// Which.
    pub year: i16,
    /// Revenue; `None` where the sales do not hold the whole year: what was invested in it has nothing to stand against.
    pub revenue: Option<Amount>,
    /// What it contributes before the investment ([`super::contribution`]).
    pub contribution: Amount,
    /// Spent to win and keep it.
    pub investment: Amount,
    /// Whether it bought before the sales on file begin, so that it may have contributed more than [`Self::contribution`].
    pub is_unseen: bool,
}

/// The account since its start, at the end of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaybackYear {
    /// Which.
    pub year: i16,
    /// Contribution − investment of the year.
    pub net: Amount,
    /// The same since the start.
    pub cumulative: Amount,
    /// Investment ÷ revenue, both of the years up to this one whose revenue is known; `None` while there is none.
    pub burden: Option<f64>,
}

/// Whether it has come back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PaidBack {
    /// Nothing was invested.
    NothingInvested,
    /// After so many years from the start. Within a year the investment is spent at once and the contribution comes evenly
    /// (the usual convention of the payback period).
    After(f64),
    /// Not yet: so much is missing.
    Missing(Amount),
    /// Nobody can say: money went in before the sales on file begin, in years in which the account may have contributed; by what
    /// is on file so much is missing.
    NotSeen(Amount),
}

/// Years and payback period.
#[derive(Debug, Clone, PartialEq)]
pub struct Payback {
    /// In order.
    pub years: Vec<PaybackYear>,
    /// Whether and when it has come back, for good: a later year below zero starts the wait again.
    pub paid_back: PaidBack,
    /// The calendar year in which that was, none before the first that something was invested in; `None` while it has not.
    pub returned: Option<i16>,
    /// Whether [`Self::returned`] is the latest year possible: money was spent in years whose sales are not on file.
    pub is_at_latest: bool,
    /// The burden of all years whose revenue is known; `None` where none has any.
    pub burden: Option<Burden>,
}

/// What investment came to, of revenue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Burden {
    /// Investment ÷ revenue of the years.
    pub share: f64,
    /// The first year that counts.
    pub first: i16,
    /// The last one.
    pub last: i16,
}

impl Payback {
    /// From the years of an account, in order and without gaps.
    pub fn of(years: &[AccountYear]) -> Self {
        let (mut cumulative, mut invested) = (Amount::ZERO, Amount::ZERO);
        let (mut matched, mut revenue) = (Amount::ZERO, Amount::ZERO);
        let mut rows = Vec::with_capacity(years.len());
        for year in years {
            let net = year.contribution - year.investment;
            cumulative += net;
            invested += year.investment;
            if let Some(sold) = year.revenue {
                matched += year.investment;
                revenue += sold;
            }
            let burden = if revenue.is_positive() { matched.share_of(revenue) } else { None };
            rows.push(PaybackYear { year: year.year, net, cumulative, burden });
        }
        let unseen = years.iter().any(|year| year.is_unseen && year.investment.is_positive());
        let paid_back = if !invested.is_positive() {
            PaidBack::NothingInvested
        } else if cumulative < Amount::ZERO && unseen {
            PaidBack::NotSeen(-cumulative)
        } else if cumulative < Amount::ZERO {
            PaidBack::Missing(-cumulative)
        } else {
            PaidBack::After(payback_period(years, &rows))
        };
        let returned = matches!(paid_back, PaidBack::After(_)).then(|| year_of_return(years, &rows)).flatten();
        let known = || years.iter().filter(|year| year.revenue.is_some()).map(|year| year.year);
        let share = rows.last().and_then(|row| row.burden);
        let burden = share.zip(known().min()).zip(known().max());
        let burden = burden.map(|((share, first), last)| Burden { share, first, last });
        let is_at_latest = returned.is_some() && unseen;
        Self { years: rows, paid_back, returned, is_at_latest, burden }
    }
}

/// The year after the last that ends below zero; where none does, the first in which something was invested.
fn year_of_return(years: &[AccountYear], rows: &[PaybackYear]) -> Option<i16> {
    let invested = years.iter().position(|year| year.investment.is_positive())?;
    let below = rows.iter().rposition(|row| row.cumulative < Amount::ZERO);
    rows.get(below.map_or(invested, |last| last + 1)).map(|row| row.year)
}

/// Full years up to the last one that ends below zero, and the part of the next that makes up for it.
fn payback_period(years: &[AccountYear], rows: &[PaybackYear]) -> f64 {
    let full = rows.iter().rposition(|row| row.cumulative < Amount::ZERO).map_or(0, |last| last + 1);
    let before = full.checked_sub(1).and_then(|last| rows.get(last)).map_or(Amount::ZERO, |row| row.cumulative);
    let part = years.get(full).and_then(|year| (year.investment - before).share_of(year.contribution));
    full as f64 + part.unwrap_or(0.0).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Millions, in tenths.
    fn year(year: i16, revenue: i64, contribution: i64, investment: i64) -> AccountYear {
        let tenths = |value: i64| Amount::from_int(value * 100_000);
        AccountYear {
            year,
            revenue: Some(tenths(revenue)),
            contribution: tenths(contribution),
            investment: tenths(investment),
            is_unseen: false,
        }
    }

    #[test]
    fn a_return_before_the_data_begin_is_a_latest_year() {
        let unseen = |year: AccountYear| AccountYear { revenue: None, is_unseen: true, ..year };
        // 5 M went in before the sales on file, which bring 6 M in their first year: back then, or before.
        let found = Payback::of(&[unseen(year(2023, 0, 0, 50)), year(2024, 100, 60, 0)]);
        assert_eq!((found.returned, found.is_at_latest), (Some(2024), true));
        assert!(!Payback::of(&[year(2023, 0, 0, 50), year(2024, 100, 60, 0)]).is_at_latest);
        assert!(!Payback::of(&[unseen(year(2023, 0, 0, 0)), year(2024, 100, 60, 30)]).is_at_latest, "nothing before");
        assert!(!Payback::of(&[unseen(year(2023, 0, 0, 90)), year(2024, 100, 60, 0)]).is_at_latest, "still out");
    }

    #[test]
    fn what_is_still_out_before_the_data_begin_nobody_knows() {
        let unseen = |year: AccountYear| AccountYear { revenue: None, is_unseen: true, ..year };
        // 9 M went in before the sales on file, which bring 6 M: 3 M is out by them, but the years before brought something, too.
        let years = [unseen(year(2023, 0, 0, 90)), year(2024, 100, 60, 0)];
        assert_eq!(Payback::of(&years).paid_back, PaidBack::NotSeen(Amount::from_int(3_000_000)));
        let years = [unseen(year(2023, 0, 0, 0)), year(2024, 100, 60, 90)];
        assert_eq!(Payback::of(&years).paid_back, PaidBack::Missing(Amount::from_int(3_000_000)), "spent in sight");
    }

    #[test]
    fn the_sources_example() {
        // 10 M a year, 5 M to win it, 0.5 M a year to keep it. At a contribution of 40 % (ours, the source names none).
        let years = [year(2024, 100, 40, 50), year(2025, 100, 40, 5), year(2026, 100, 40, 5)];
        let once = Payback::of(&years[..1]);
        assert_eq!(once.years[0].burden, Some(0.5));
        assert_eq!(once.paid_back, PaidBack::Missing(Amount::from_int(1_000_000)));
        let lasting = Payback::of(&years);
        let burdens: Vec<Option<f64>> = lasting.years.iter().map(|row| row.burden).collect();
        assert_eq!(burdens, [Some(0.5), Some(0.275), Some(0.2)]);
        let cumulative: Vec<Amount> = lasting.years.iter().map(|row| row.cumulative).collect();
        assert_eq!(cumulative, [-1_000_000, 2_500_000, 6_000_000].map(Amount::from_int));
        // At the start of the second year 1 + 0.5 is missing, 4 a year come: 0.375 of the year.
        assert_eq!(lasting.paid_back, PaidBack::After(1.375));
        assert_eq!((once.returned, lasting.returned), (None, Some(2025)));
    }

    #[test]
    fn first_year_never_and_again() {
        assert_eq!(Payback::of(&[year(2026, 100, 60, 30)]).paid_back, PaidBack::After(0.5));
        assert_eq!(Payback::of(&[year(2026, 100, 60, 0)]).paid_back, PaidBack::NothingInvested);
        assert_eq!(Payback::of(&[]).paid_back, PaidBack::NothingInvested);
        // Back in the first year, under water in the second, back for good in the middle of the third.
        let years = [year(2024, 100, 60, 30), year(2025, 0, 0, 50), year(2026, 100, 40, 0)];
        assert_eq!(Payback::of(&years).paid_back, PaidBack::After(2.5));
        assert_eq!(Payback::of(&[year(2026, 0, 0, 10)]).years[0].burden, None);
    }

    #[test]
    fn nothing_comes_back_before_it_was_spent() {
        // No year before the sales saw an investment: what is spent and comes back in 2024 comes back in 2024.
        let years = [year(2023, 0, 0, 0), year(2024, 100, 60, 13), year(2025, 100, 60, 0)];
        assert_eq!(Payback::of(&years).returned, Some(2024));
        let years = [year(2023, 0, 0, 0), year(2024, 100, 60, 0), year(2025, 100, 60, 30)];
        assert_eq!(Payback::of(&years).returned, Some(2025));
        assert_eq!(Payback::of(&[year(2024, 100, 60, 0)]).returned, None);
    }

    #[test]
    fn what_was_spent_in_years_without_sales_stands_against_no_revenue() {
        let unknown = |year: AccountYear| AccountYear { revenue: None, ..year };
        // 2023 has no sales on file, 2024 nine months of them, 2026 is not over.
        let years = [
            unknown(year(2023, 0, 0, 90)),
            unknown(year(2024, 75, 30, 20)),
            year(2025, 100, 40, 10),
            unknown(year(2026, 50, 20, 5)),
        ];
        let found = Payback::of(&years);
        assert_eq!(found.burden, Some(Burden { share: 0.1, first: 2025, last: 2025 }));
        // All of it is to come back: 125 in, 90 out.
        assert_eq!(found.paid_back, PaidBack::Missing(Amount::from_int(3_500_000)));
        assert_eq!(Payback::of(&years[..2]).burden, None);
        let two = [year(2024, 300, 100, 20), year(2025, 100, 40, 10)];
        assert_eq!(Payback::of(&two).burden, Some(Burden { share: 0.075, first: 2024, last: 2025 }));
    }
}
