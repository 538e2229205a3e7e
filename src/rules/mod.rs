//! Rules: what somebody should look at, with its evidence.
//!
//! 1. Each rule is a file: its `//!` is its page for users, its [`Rule`] is a row of [`RULES`].
//! 2. A team sets a rule's level and numbers in `keyfolio.yaml` (`rules: {big-ticket: {level: deny, months: 18}}`), and an
//!    account sets it otherwise in its dossier, with a reason and, if it likes, an end.
//! 3. [`check_all`] runs them; a [`RuleHit`] holds values, not sentences: the catalogues put them in words.
//!
//! The first five are the misconceptions of S2 as an audit (FRAMEWORKS §10); the others are the alerts of the single
//! frameworks (§1 to §9, §11), in the order of the playbook.

pub mod action_overdue;
pub mod action_without_date;
pub mod action_without_owner;
pub mod big_ticket;
#[cfg(test)]
mod cases;
pub mod complaint_overdue;
mod concern;
mod configure;
pub mod contract_renewal_due;
pub mod coverage_mismatch;
pub mod decision_maker_left;
pub mod decision_maker_not_met;
pub mod dossier_incomplete;
pub mod dossier_stale;
pub mod dropping_the_small;
pub mod exception_expired;
pub mod forecast_error;
mod held;
mod hit;
mod incomplete_actions;
mod input;
pub mod kam_stage_mismatch;
pub mod long_chase;
mod misconceptions;
pub mod missing_cute_role;
pub mod need_without_source;
pub mod no_key_element;
pub mod no_next_step;
pub mod opportunity_stalled;
pub mod owner_left;
mod page;
pub mod payment_overdue;
pub mod peak_without_supply;
pub mod products_without_needs;
pub mod quote_gap;
mod reach;
pub mod relation_without_plan;
pub mod share_falling;
pub mod silent_account;
pub mod single_indicator;
pub mod supply_broken;
pub mod survey_overdue;
pub mod unbounded_concessions;
pub mod visit_overdue;
pub mod visit_unrecorded;
pub mod volume_without_profit;
pub mod wallet_exceeded;
pub mod wallet_stale;

use rayon::prelude::*;

use crate::analysis::abc::AbcClass;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::portfolio_facts::PortfolioFacts;
use crate::analysis::sales::{AsOf, SalesView};
use crate::portfolio::{Account, Amount, Portfolio, Tier};
use crate::project::settings::{RuleLevel, Settings};

pub use concern::{Concern, by_importance, is_of_records};
pub use configure::{validate_accounts, validate_settings};
pub use held::{Held, held};
pub use hit::{Exception, Mend, RuleHit};
pub use input::{Exposure, RuleInput};
pub use misconceptions::MISCONCEPTIONS;
pub use reach::Reach;

/// Every rule, in the order of the audit's page.
pub const RULES: &[Rule] = &[
    single_indicator::RULE,
    dropping_the_small::RULE,
    big_ticket::RULE,
    volume_without_profit::RULE,
    unbounded_concessions::RULE,
    no_key_element::RULE,
    kam_stage_mismatch::RULE,
    decision_maker_left::RULE,
    decision_maker_not_met::RULE,
    owner_left::RULE,
    missing_cute_role::RULE,
    relation_without_plan::RULE,
    opportunity_stalled::RULE,
    no_next_step::RULE,
    long_chase::RULE,
    need_without_source::RULE,
    products_without_needs::RULE,
    survey_overdue::RULE,
    coverage_mismatch::RULE,
    visit_overdue::RULE,
    visit_unrecorded::RULE,
    complaint_overdue::RULE,
    supply_broken::RULE,
    peak_without_supply::RULE,
    action_overdue::RULE,
    action_without_owner::RULE,
    action_without_date::RULE,
    quote_gap::RULE,
    forecast_error::RULE,
    payment_overdue::RULE,
    contract_renewal_due::RULE,
    silent_account::RULE,
    share_falling::RULE,
    wallet_exceeded::RULE,
    wallet_stale::RULE,
    dossier_incomplete::RULE,
    dossier_stale::RULE,
    exception_expired::RULE,
];

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable name, in kebab-case.
    pub id: &'static str,
    /// What it does where no setting says otherwise.
    pub default_level: RuleLevel,
    /// What is at risk where it speaks.
    pub concern: Concern,
    /// Which accounts it looks at.
    pub reach: Reach,
    /// Its numbers.
    pub settings: &'static [RuleSetting],
    /// The keys of its hits: what the catalogues must have.
    pub keys: &'static [&'static str],
    /// Its source file, of which the `//!` lines are its page.
    pub source: &'static str,
    /// Finds what it is about.
    pub check: fn(&RuleInput) -> Vec<RuleHit>,
}

/// A number of a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleSetting {
    /// Its key in `keyfolio.yaml`.
    pub name: &'static str,
    /// Where no setting says otherwise.
    pub default: f64,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// What it means, with its unit.
    pub meaning: &'static str,
}

impl RuleSetting {
    /// Whether it is in per cent, which its meaning says.
    fn is_in_per_cent(&self) -> bool {
        self.meaning.contains("per cent") || self.meaning.contains("percentage points")
    }
}

impl Rule {
    /// A number of the rule, as set or by default; 0 for a name that the rule lacks.
    pub fn value(&self, name: &str, settings: &Settings) -> f64 {
        let set = settings.rules.get(self.id).and_then(|rule| rule.values.get(name));
        let default = || self.settings.iter().find(|setting| setting.name == name).map(|setting| setting.default);
        set.copied().or_else(default).unwrap_or_default()
    }

    /// Its level for the portfolio.
    pub fn level(&self, settings: &Settings) -> RuleLevel {
        settings.rules.get(self.id).and_then(|rule| rule.level).unwrap_or(self.default_level)
    }
}

/// The rule with an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Whether an account is one to look after as a key account: class A with a positive amount, or decided so.
pub fn is_key_account(account: &Account, facts: &AccountFacts) -> bool {
    let sold = facts.on_revenue.amount.is_positive();
    (facts.class == AbcClass::A && sold) || matches!(account.tier, Some(Tier::Strategic | Tier::Key))
}

/// A part of an amount, to a hundredth of a per cent: for ranking, never for books.
#[expect(clippy::cast_possible_truncation, reason = "parts are far inside i128; an `as` cast saturates")]
pub(crate) fn part_of(amount: Amount, share: f64) -> Amount {
    Amount::from_scaled(amount.scaled() / 10_000 * (share * 10_000.0).round() as i128).round_to(2)
}

/// What all rules found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// Shown: warnings and denials, denials first, then by stake, account and key.
    pub alerts: Vec<RuleHit>,
    /// Allowed by a dossier, with its reason.
    pub excepted: Vec<RuleHit>,
}

/// Runs every rule that is not allowed everywhere. `facts` and `accounts` need no findings and no alerts yet.
pub fn check_all(
    portfolio: &Portfolio,
    sales: &SalesView,
    facts: &PortfolioFacts,
    accounts: &[AccountFacts],
    as_of: AsOf,
    settings: &Settings,
) -> Hits {
    let run =
        |rule: &'static Rule| (rule.check)(&RuleInput { rule, portfolio, sales, facts, accounts, as_of, settings });
    let found: Vec<Vec<RuleHit>> = RULES.par_iter().map(run).collect();
    let mut hits = Hits::default();
    for hit in found.into_iter().flatten() {
        let hit = configure::with_exception(hit, portfolio, as_of.date);
        match (hit.level, &hit.exception) {
            (RuleLevel::Allow, Some(_)) => hits.excepted.push(hit),
            (RuleLevel::Allow, None) => {}
            _ => hits.alerts.push(hit),
        }
    }
    for list in [&mut hits.alerts, &mut hits.excepted] {
        list.sort_by(|a, b| {
            let by_level = (b.level == RuleLevel::Deny).cmp(&(a.level == RuleLevel::Deny));
            by_level.then(b.stake.cmp(&a.stake)).then(a.account.cmp(&b.account)).then(a.key.cmp(b.key))
        });
    }
    hits
}

#[cfg(test)]
mod tests;
