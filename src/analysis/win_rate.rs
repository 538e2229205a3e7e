//! Win rate and share by segment (S4 管理目的: control of our share in each segment, and of what we win).
//!
//! Of opportunities that were won or lost in the 12 months up to a day; those called off count for neither.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::account_facts::AccountFacts;
use crate::portfolio::{Account, Amount, OutcomeKind, Portfolio, back_months};

/// Months that are looked back.
pub const MONTHS: i32 = 12;

/// What was decided, and for how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WinRate {
    /// Opportunities won.
    pub won: usize,
    /// Opportunities lost.
    pub lost: usize,
    /// What the won ones are worth, as far as the dossiers say.
    pub won_amount: Amount,
    /// What the lost ones were worth.
    pub lost_amount: Amount,
}

impl WinRate {
    /// Of an account on a day.
    pub fn of(account: &Account, day: Date) -> Self {
        let from = back_months(day, MONTHS);
        let mut rate = Self::default();
        for opportunity in &account.opportunities {
            let Some(outcome) = opportunity.outcome.as_ref().filter(|one| one.date > from && one.date <= day) else {
                continue;
            };
            let amount = opportunity.amount.as_ref().map(|figure| figure.value).unwrap_or_default();
            match outcome.result {
                OutcomeKind::Won => {
                    rate.won += 1;
                    rate.won_amount += amount;
                }
                OutcomeKind::Lost => {
                    rate.lost += 1;
                    rate.lost_amount += amount;
                }
                OutcomeKind::Cancelled => {}
            }
        }
        rate
    }

    /// Won or lost.
    pub const fn decided(&self) -> usize {
        self.won + self.lost
    }

    /// Share of the decided that were won, 0 to 1; `None` where nothing was decided.
    pub fn share(&self) -> Option<f64> {
        (self.decided() > 0).then(|| self.won as f64 / self.decided() as f64)
    }

    fn add(&mut self, other: Self) {
        self.won += other.won;
        self.lost += other.lost;
        self.won_amount += other.won_amount;
        self.lost_amount += other.lost_amount;
    }
}

/// What we hold of some wallets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// Revenue of the 12 months of the accounts.
    pub served: Amount,
    /// Their wallets.
    pub wallet: Amount,
}

impl Held {
    /// Our share; `None` without a wallet.
    pub fn share(&self) -> Option<f64> {
        self.served.share_of(self.wallet)
    }

    fn add(&mut self, other: Self) {
        self.served += other.served;
        self.wallet += other.wallet;
    }
}

/// A segment: an industry or a region of the dossiers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SegmentWins {
    /// Accounts in it.
    pub accounts: usize,
    /// What was won and lost there.
    pub rate: WinRate,
    /// The same in the 12 months before.
    pub rate_before: WinRate,
    /// What we hold of the wallets of accounts that have bought: where nothing was ever sold, a share says nothing of ours.
    pub held: Held,
    /// The same of the accounts whose share is known a year before, too, today and then: only these show a trend.
    pub trend: [Held; 2],
}

impl SegmentWins {
    /// Our share of the wallets known there; `None` without any.
    pub fn share_of_wallet(&self) -> Option<f64> {
        self.held.share()
    }

    /// Several segments as one.
    pub fn sum<'a>(segments: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for one in segments {
            all.accounts += one.accounts;
            all.rate.add(one.rate);
            all.rate_before.add(one.rate_before);
            all.held.add(one.held);
            all.trend[0].add(one.trend[0]);
            all.trend[1].add(one.trend[1]);
        }
        all
    }
}

/// Documented accounts by a segment, in its order; accounts without one are left out.
pub fn by_segment<'a, K: Ord>(
    portfolio: &'a Portfolio,
    facts: &[AccountFacts],
    day: Date,
    segment: impl Fn(&'a Account) -> Option<K>,
) -> BTreeMap<K, SegmentWins> {
    let mut found: BTreeMap<K, SegmentWins> = BTreeMap::new();
    for (account, facts) in portfolio.accounts.iter().zip(facts).filter(|(account, _)| account.is_documented()) {
        let Some(key) = segment(account) else { continue };
        let wins = found.entry(key).or_default();
        wins.accounts += 1;
        wins.rate.add(WinRate::of(account, day));
        wins.rate_before.add(WinRate::of(account, back_months(day, MONTHS)));
        if let Some(wallet) = account.wallet.as_ref().filter(|_| facts.first_sale.is_some()) {
            wins.held.add(Held { served: facts.year.revenue, wallet: wallet.amount });
        }
        let positions = facts.position.zip(facts.position_before).filter(|_| facts.first_sale.is_some());
        if let Some((now, before)) = positions {
            wins.trend[0].add(Held { served: now.ours, wallet: now.wallet });
            wins.trend[1].add(Held { served: before.ours, wallet: before.wallet });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account, analysis_of, ledger, with_wallet};
    use crate::project::settings::Settings;

    const DAY: Date = jiff::civil::date(2026, 6, 30);

    #[test]
    fn won_and_lost_of_twelve_months() {
        let mut one = account("a");
        one.opportunities = serde_yaml::from_str(
            "[{name: x, amount: 10, outcome: {result: won, date: 2026-01-01}},
              {name: y, outcome: {result: won, date: 2025-07-01}},
              {name: z, amount: 5, outcome: {result: lost, date: 2026-06-30}},
              {name: old, outcome: {result: lost, date: 2025-06-30}},
              {name: off, outcome: {result: cancelled, date: 2026-02-01}}, {name: open}]",
        )
        .unwrap();
        let rate = WinRate::of(&one, DAY);
        assert_eq!((rate.won, rate.lost, rate.share()), (2, 1, Some(2.0 / 3.0)));
        assert_eq!((rate.won_amount, rate.lost_amount), (Amount::from_int(10), Amount::from_int(5)));
        assert_eq!(WinRate::default().share(), None);
    }

    #[test]
    fn who_never_bought_lowers_no_share_and_a_trend_is_of_those_that_bought_in_both_years() {
        let portfolio = sample::portfolio(vec![with_wallet("a", 1000), with_wallet("b", 3000), with_wallet("c", 500)]);
        // a bought in both years, b in the second only, c never. `z` begins the data.
        let sales = [
            ("a", "2025-06-01", 400, None),
            ("a", "2026-06-01", 500, None),
            ("b", "2026-06-01", 300, None),
            ("z", "2023-01-01", 1, None),
        ];
        let mut accounts = portfolio.accounts;
        accounts.push(account("z"));
        let portfolio = sample::portfolio(accounts);
        let analysis = analysis_of(&portfolio, &ledger(&sales), &Settings::default());
        let found = by_segment(&portfolio, &analysis.accounts, DAY, |_| Some("all"))["all"];
        assert_eq!((found.accounts, found.share_of_wallet()), (4, Some(0.2)));
        let before: Vec<Option<f64>> = found.trend.iter().map(Held::share).collect();
        assert_eq!(SegmentWins::sum([&found]).trend, found.trend);
        // The wallets carry no day: they hold in both years. b bought in the second only: it is no gain of share, 0.5 from 0.4.
        assert_eq!(before, [Some(0.5), Some(0.4)]);
    }

    #[test]
    fn share_of_the_wallets_of_a_segment() {
        let mut accounts = vec![with_wallet("a", 1000), with_wallet("b", 3000), account("c")];
        for (account, region) in accounts.iter_mut().zip(["east", "east", "west"]) {
            account.region = Some(region.to_owned());
        }
        let portfolio = sample::portfolio(accounts);
        let sales = [("a", "2026-06-30", 500, None), ("b", "2026-06-01", 300, None), ("c", "2026-06-02", 90, None)];
        let analysis = analysis_of(&portfolio, &ledger(&sales), &Settings::default());
        let found = by_segment(&portfolio, &analysis.accounts, DAY, |account| account.region.as_deref());
        // 800 of 4,000; the third has no wallet, so nothing is known of the west.
        assert_eq!(found["east"].share_of_wallet(), Some(0.2));
        assert_eq!((found["west"].accounts, found["west"].share_of_wallet()), (1, None));
    }
}
