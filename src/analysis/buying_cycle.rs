//! Open opportunities in the buying cycle (S1): how long each has been in its stage, and which of them stall.
//!
//! What stalls is what the rule `opportunity-stalled` says: longer in its stage than that stage's days in the settings.

use jiff::civil::Date;

use crate::portfolio::{Amount, BuyingStage, Opportunity, Portfolio, days_between};
use crate::project::settings::Settings;
use crate::rules;

/// An open opportunity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InCycle<'a> {
    /// Position of its account.
    pub account: usize,
    /// It.
    pub opportunity: &'a Opportunity,
    /// Days in its stage; `None` where stage or first day are not known.
    pub days: Option<i32>,
    /// Days after which it stalls there; `None` without a stage.
    pub limit: Option<i32>,
}

impl<'a> InCycle<'a> {
    /// Of an opportunity of an account.
    pub fn of(account: usize, opportunity: &'a Opportunity, settings: &Settings, today: Date) -> Self {
        let since = opportunity.stage.and(opportunity.since);
        Self {
            account,
            opportunity,
            days: since.map(|since| days_between(since, today)).filter(|days| *days >= 0),
            limit: opportunity.stage.and_then(|stage| limit(stage, settings)),
        }
    }

    /// Whether it stays longer than the stage allows.
    pub fn is_stalled(&self) -> bool {
        self.days.zip(self.limit).is_some_and(|(days, limit)| days > limit)
    }

    /// What it is worth; zero where nobody says.
    pub fn amount(&self) -> Amount {
        self.opportunity.amount.as_ref().map_or(Amount::ZERO, |figure| figure.value)
    }
}

/// Every open opportunity: stalled ones first, then most worth first, ties by account.
pub fn in_cycle<'a>(portfolio: &'a Portfolio, settings: &Settings, today: Date) -> Vec<InCycle<'a>> {
    let all = portfolio.accounts.iter().enumerate();
    let open = all.flat_map(|(at, account)| account.opportunities.iter().map(move |one| (at, one)));
    let mut found: Vec<InCycle<'a>> = open
        .filter(|(_, opportunity)| opportunity.is_open())
        .map(|(account, opportunity)| InCycle::of(account, opportunity, settings, today))
        .collect();
    found.sort_by_key(|one| (!one.is_stalled(), std::cmp::Reverse(one.amount()), one.account));
    found
}

/// Days that an opportunity may stay in a stage.
#[expect(clippy::cast_possible_truncation, reason = "the rule allows 1 to 3,650 days")]
fn limit(stage: BuyingStage, settings: &Settings) -> Option<i32> {
    rules::find("opportunity-stalled").map(|rule| rule.value(stage.key(), settings).round() as i32)
}

/// What stands in a stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InStage {
    /// Opportunities.
    pub count: usize,
    /// Those that stall.
    pub stalled: usize,
    /// What all are worth.
    pub amount: Amount,
    /// What those that stall are worth.
    pub stalled_amount: Amount,
    /// What all are worth by their probability, as far as it is known.
    pub weighted: Amount,
    /// The middle of the days in the stage; the lower of two.
    pub median_days: Option<i32>,
}

/// What stands in a stage, or without one.
pub fn in_stage(all: &[InCycle<'_>], stage: Option<BuyingStage>) -> InStage {
    let inside = || all.iter().filter(move |one| one.opportunity.stage == stage);
    let stalled = || inside().filter(|one| one.is_stalled());
    let mut days: Vec<i32> = inside().filter_map(|one| one.days).collect();
    days.sort_unstable();
    InStage {
        count: inside().count(),
        stalled: stalled().count(),
        amount: inside().map(InCycle::amount).sum(),
        stalled_amount: stalled().map(InCycle::amount).sum(),
        weighted: inside().filter_map(|one| one.opportunity.weighted()).sum(),
        median_days: days.get(days.len().saturating_sub(1) / 2).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account};

    fn portfolio() -> Portfolio {
        let mut accounts = vec![account("a"), account("b")];
        accounts[0].opportunities = serde_yaml::from_str(
            "[{name: p, stage: decide, since: 2026-05-16, amount: 100, probability: 50},
              {name: q, stage: decide, since: 2026-05-15, amount: 20, probability: 25},
              {name: r, stage: decide, since: 2026-01-01, outcome: {result: won, date: 2026-02-01}}]",
        )
        .unwrap();
        accounts[1].opportunities =
            serde_yaml::from_str("[{name: s, amount: 500}, {name: t, stage: implement, since: 2026-06-01}]").unwrap();
        sample::portfolio(accounts)
    }

    #[test]
    fn stalled_first_then_by_worth() {
        let (portfolio, settings) = (portfolio(), Settings::default());
        let found = in_cycle(&portfolio, &settings, "2026-06-30".parse().unwrap());
        // 45 days may pass in “decide”: q has 46, p 45. The won one is not open.
        let said: Vec<_> = found.iter().map(|one| (one.opportunity.name.in_language("en").0, one.days)).collect();
        assert_eq!(said, [("q", Some(46)), ("s", None), ("p", Some(45)), ("t", Some(29))]);
        let decide = in_stage(&found, Some(BuyingStage::Decide));
        assert_eq!((decide.count, decide.stalled, decide.median_days), (2, 1, Some(45)));
        assert_eq!((decide.amount, decide.stalled_amount), (Amount::from_int(120), Amount::from_int(20)));
        assert_eq!(decide.weighted, Amount::from_int(55));
        assert_eq!(in_stage(&found, None).count, 1);
        assert_eq!(in_stage(&found, Some(BuyingStage::RecogniseNeeds)), InStage::default());
    }

    #[test]
    fn the_limits_are_those_of_the_rule() {
        let settings: Settings = serde_yaml::from_str("rules: {opportunity-stalled: {decide: 46}}").unwrap();
        let portfolio = portfolio();
        let found = in_cycle(&portfolio, &settings, "2026-06-30".parse().unwrap());
        assert!(found.iter().all(|one| !one.is_stalled()));
    }
}
