//! How much hung on the largest accounts over the twelve months to each of the last twelve month ends.
//!
//! Several pages draw it as a line; ranking every account twelve times is done once for all of them.

use jiff::civil::Date;
use rayon::prelude::*;

use super::ranking::Ranking;
use super::sales::{Figures, SalesView, Scope};
use crate::portfolio::{Amount, Month, Period, back_months};
use crate::project::settings::AbcBase;

/// How many of the largest accounts are told apart.
pub const LARGEST: usize = 10;
/// Years in the line.
const YEARS: i32 = 12;

/// Twelve months up to a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RollingYear {
    /// The last of its days.
    pub to: Date,
    /// Share of the largest, of the two largest, …, on the base asked for; `None` where the data do not reach back to the first of its
    /// months, or no account is positive.
    of_first: [Option<f64>; LARGEST],
}

impl RollingYear {
    /// Share of the `count` largest accounts, 0 to 1; `None` as well where `count` is 0 or beyond [`LARGEST`].
    pub fn share_of_first(&self, count: usize) -> Option<f64> {
        count.checked_sub(1).and_then(|at| self.of_first.get(at).copied().flatten())
    }
}

/// On one base: the twelve years that end in each of the last twelve months, oldest first; none without sales.
pub fn years(sales: &SalesView, as_of: Date, base: AbcBase) -> Vec<RollingYear> {
    let amount = |figures: &Figures| match base {
        AbcBase::Revenue => figures.revenue,
        AbcBase::GrossProfit => figures.gross_profit().unwrap_or_default(),
    };
    let Some(first) = sales.first_day(Scope::Portfolio) else { return Vec::new() };
    let year = |back| {
        let to = back_months(as_of, back);
        let period = Period::twelve_months_to(to);
        let mut of_first = [None; LARGEST];
        if Month::of(first) <= Month::of(period.first) {
            let amounts: Vec<Amount> = sales.figures_by_account(period).iter().map(amount).collect();
            let ranking = Ranking::of(&amounts);
            of_first = std::array::from_fn(|at| ranking.share_of_first(at + 1));
        }
        RollingYear { to, of_first }
    };
    (0..YEARS).into_par_iter().rev().map(year).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::analysis::sales::Mapping;
    use crate::load::ledger::{AccountDay, AccountIx, FileIx, Ledger, SalesAccount};

    fn view(sales: &[(u32, Date, i64)]) -> SalesView {
        let account = |i: u32| SalesAccount::new(i.to_string(), None);
        let day = |&(account, day, revenue): &(u32, Date, i64)| AccountDay {
            account: AccountIx(account),
            day,
            file: FileIx(0),
            revenue: Amount::from_int(revenue),
            cost: Amount::ZERO,
            costed_revenue: Amount::ZERO,
        };
        let ledger = Ledger {
            accounts: (0..3).map(account).collect(),
            account_days: sales.iter().map(day).collect(),
            ..Ledger::default()
        };
        SalesView::new(&ledger, &Mapping::identity(&ledger))
    }

    #[test]
    fn years_before_the_data_have_no_share() {
        let sales = view(&[(0, date(2025, 1, 5), 60), (1, date(2025, 2, 5), 30), (2, date(2026, 1, 5), 10)]);
        let years = years(&sales, date(2026, 1, 31), AbcBase::Revenue);
        assert_eq!(years.len(), 12);
        let newest = years.last().expect("twelve");
        // February 2025 to January 2026: 30 and 10.
        assert_eq!((newest.to, newest.share_of_first(1)), (date(2026, 1, 31), Some(0.75)));
        assert_eq!((newest.share_of_first(2), newest.share_of_first(10)), (Some(1.0), Some(1.0)));
        assert_eq!((newest.share_of_first(0), newest.share_of_first(11)), (None, None));
        // January to December 2025 is the first whole year: 60 and 30.
        assert_eq!(years[10].share_of_first(1), Some(60.0 / 90.0));
        assert_eq!(years[9].share_of_first(1), None);
    }
}
