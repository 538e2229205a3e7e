//! What a rule reads, and how it says what it found.
//!
//! 1. [`RuleInput::looked_at`] has the accounts of the rule, [`RuleInput::value`] its numbers.
//! 2. [`RuleInput::at`] makes a hit at an account, [`RuleInput::overall`] one at the portfolio; [`RuleInput::exposed`] says what is at
//!    stake where no sum of the hit's own is known.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Mend, Rule, RuleHit};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::portfolio_facts::PortfolioFacts;
use crate::analysis::sales::{AsOf, SalesView};
use crate::analysis::value::Values;
use crate::portfolio::{Account, Amount, Portfolio, days_between};
use crate::project::settings::Settings;

/// What a rule reads.
#[derive(Debug, Clone, Copy)]
pub struct RuleInput<'a> {
    /// The rule that is run.
    pub rule: &'a Rule,
    /// Accounts and team.
    pub portfolio: &'a Portfolio,
    /// Sales by account.
    pub sales: &'a SalesView,
    /// The portfolio as a whole.
    pub facts: &'a PortfolioFacts,
    /// One per account of the portfolio.
    pub accounts: &'a [AccountFacts],
    /// Today.
    pub as_of: AsOf,
    /// All settings.
    pub settings: &'a Settings,
}

impl<'a> RuleInput<'a> {
    /// A number of the rule.
    pub fn value(&self, name: &str) -> f64 {
        self.rule.value(name, self.settings)
    }

    /// A number of the rule that counts whole things.
    #[expect(clippy::cast_possible_truncation, reason = "ranges of counts are far inside i32; an `as` cast saturates")]
    pub fn whole(&self, name: &str) -> i32 {
        self.value(name) as i32
    }

    /// A number of the rule that says how many there must be.
    pub fn count(&self, name: &str) -> usize {
        usize::try_from(self.whole(name)).unwrap_or_default()
    }

    /// A number of the rule that is given in per cent, as a share.
    pub fn share(&self, name: &str) -> f64 {
        self.value(name) / 100.0
    }

    /// All accounts with their positions and facts.
    pub fn each(&self) -> impl Iterator<Item = (usize, &'a Account, &'a AccountFacts)> {
        let (portfolio, accounts): (&'a Portfolio, &'a [AccountFacts]) = (self.portfolio, self.accounts);
        portfolio
            .accounts
            .iter()
            .zip(accounts)
            .enumerate()
            .map(|(position, (account, facts))| (position, account, facts))
    }

    /// The accounts that the rule looks at, with their positions and facts.
    pub fn looked_at(&self) -> impl Iterator<Item = (usize, &'a Account, &'a AccountFacts)> {
        let reach = self.rule.reach;
        self.each().filter(move |(_, account, facts)| reach.holds(account, facts))
    }

    /// Today.
    pub const fn today(&self) -> Date {
        self.as_of.date
    }

    /// Days from a day to today; negative for a day to come.
    pub fn days_since(&self, day: Date) -> i32 {
        days_between(day, self.today())
    }

    /// What a hit puts at stake where no sum of its own is known: a part of a year's revenue with the account. A year that
    /// brought nothing counts as the last one that did.
    pub fn exposed(&self, account: usize, exposure: Exposure) -> Amount {
        let Some(facts) = self.accounts.get(account) else { return Amount::ZERO };
        let year = facts.year.revenue;
        let year = if year.is_positive() { year } else { facts.year_to_last_purchase.max(Amount::ZERO) };
        Amount::from_scaled(year.scaled() / exposure.divisor()).round_to(2)
    }

    /// A hit at an account; `key` is its stable sentence, `mend` the dossier key that would settle it, items of lists by position.
    pub fn at(
        &self,
        account: usize,
        key: &'static str,
        stake: Amount,
        mend: impl Into<Cow<'static, str>>,
        evidence: Values,
    ) -> RuleHit {
        let found = self.portfolio.accounts.get(account);
        let file = found.and_then(|account| account.file()).map(str::to_owned);
        let mend: Cow<'static, str> = mend.into();
        let mend = found.map_or(mend.clone(), |account| account.order.as_written(&mend).into());
        self.hit(Some(account), key, stake, Mend { file, key: mend }, evidence)
    }

    /// A hit at the portfolio as a whole; `mend` is a key of `keyfolio.yaml`.
    pub fn overall(&self, key: &'static str, stake: Amount, mend: &'static str, evidence: Values) -> RuleHit {
        self.hit(None, key, stake, Mend { file: Some("keyfolio.yaml".to_owned()), key: mend.into() }, evidence)
    }

    fn hit(&self, account: Option<usize>, key: &'static str, stake: Amount, mend: Mend, evidence: Values) -> RuleHit {
        let level = self.rule.level(self.settings);
        RuleHit { rule: self.rule.id, key, level, account, stake, mend, evidence, exception: None }
    }
}

/// How much of a year with the account a kind of finding puts at stake: a convention, so that hits of different kinds can be ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    /// The business as such: it has fallen silent.
    Whole,
    /// Who decides there is gone.
    Half,
    /// What we promised, or the contact itself, is slipping.
    Tenth,
    /// The dossier is behind.
    Hundredth,
}

impl Exposure {
    const fn divisor(self) -> i128 {
        match self {
            Self::Whole => 1,
            Self::Half => 2,
            Self::Tenth => 10,
            Self::Hundredth => 100,
        }
    }
}
