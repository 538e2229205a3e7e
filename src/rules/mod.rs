//! Rules: what somebody should look at, with its evidence.
//!
//! 1. Each rule is a file: its `//!` is its page for users, its [`Rule`] is a row of [`RULES`].
//! 2. A team sets a rule's level and numbers in `keyfolio.yaml` (`rules: {big-ticket: {level: deny, months: 18}}`), and an
//!    account sets it otherwise in its dossier, with a reason and, if it likes, an end.
//! 3. [`check_all`] runs them; a [`RuleHit`] holds values, not sentences: the catalogues put them in words.
//!
//! The first five are the misconceptions of S2 as an audit (FRAMEWORKS §10).

pub mod big_ticket;
mod configure;
pub mod dropping_the_small;
pub mod single_indicator;
pub mod unbounded_concessions;
pub mod volume_without_profit;

use serde::Serialize;

use crate::analysis::account_facts::AccountFacts;
use crate::analysis::portfolio_facts::PortfolioFacts;
use crate::analysis::sales::{AsOf, SalesView};
use crate::analysis::value::Values;
use crate::portfolio::{Account, Amount, Localised, Portfolio};
use crate::project::settings::{RuleLevel, Settings};

pub use configure::{diagnostics, validate_accounts, validate_settings};

/// Every rule, in the order of the audit's page.
pub const RULES: &[Rule] = &[
    single_indicator::RULE,
    dropping_the_small::RULE,
    big_ticket::RULE,
    volume_without_profit::RULE,
    unbounded_concessions::RULE,
];

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable name, in kebab-case.
    pub id: &'static str,
    /// What it does where no setting says otherwise.
    pub default_level: RuleLevel,
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

impl Rule {
    /// The rule's page for users, in English: Markdown.
    pub fn page(&self) -> String {
        let lines = self.source.lines().take_while(|line| line.starts_with("//!"));
        let text: Vec<&str> = lines.map(|line| line.trim_start_matches("//!").trim_start_matches(' ')).collect();
        text.join("\n")
    }

    /// A number of the rule, as set or by default; 0 for a name that the rule lacks.
    fn value(&self, name: &str, settings: &Settings) -> f64 {
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

    /// A hit at an account; `key` is its stable sentence, `mend` the dossier key that would settle it.
    pub fn at(
        &self,
        account: usize,
        key: &'static str,
        stake: Amount,
        mend: &'static str,
        evidence: Values,
    ) -> RuleHit {
        let file = self.portfolio.accounts.get(account).and_then(|a| a.file()).map(str::to_owned);
        self.hit(Some(account), key, stake, Mend { file, key: mend }, evidence)
    }

    /// A hit at the portfolio as a whole; `mend` is a key of `keyfolio.yaml`.
    pub fn overall(&self, key: &'static str, stake: Amount, mend: &'static str, evidence: Values) -> RuleHit {
        self.hit(None, key, stake, Mend { file: Some("keyfolio.yaml".to_owned()), key: mend }, evidence)
    }

    fn hit(&self, account: Option<usize>, key: &'static str, stake: Amount, mend: Mend, evidence: Values) -> RuleHit {
        let level = self.rule.level(self.settings);
        RuleHit { rule: self.rule.id, key, level, account, stake, mend, evidence, exception: None }
    }
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleHit {
    /// The rule.
    pub rule: &'static str,
    /// Which of the rule's sentences it is, in kebab-case; unique over all rules.
    pub key: &'static str,
    /// What it does.
    pub level: RuleLevel,
    /// Position of the account; `None` for the portfolio as a whole.
    pub account: Option<usize>,
    /// Money at stake, not negative.
    pub stake: Amount,
    /// What would settle it.
    pub mend: Mend,
    /// The values of its sentence.
    pub evidence: Values,
    /// The dossier's exception, where it makes one: in force, and then the level is the dossier's, or expired.
    pub exception: Option<Exception>,
}

/// Where a hit is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mend {
    /// The file, relative to the workspace; `None` where the account has no dossier yet.
    pub file: Option<String>,
    /// The key in it, with dots: `concessions.cap`.
    pub key: &'static str,
}

/// A dossier's exception to a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// Why.
    pub reason: Localised,
    /// The last day on which it holds.
    pub until: Option<jiff::civil::Date>,
    /// Whether that day has passed: then the rule holds again.
    pub expired: bool,
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
    let mut hits = Hits::default();
    for hit in RULES.iter().flat_map(run) {
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
