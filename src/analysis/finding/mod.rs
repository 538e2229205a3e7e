//! Findings: what the numbers say, as values. Sentences are made of them by the catalogues, one pattern per key.
//!
//! A finding states only what its data support. Every situation has one: where nothing can be concluded, a plain
//! description of what is there.

mod account;
mod account_findings;
mod portfolio;
mod portfolio_findings;

use serde::Serialize;

pub use account::AccountSituation;
pub use account_findings::{Context, account_findings};
pub use portfolio::PortfolioSituation;
pub use portfolio_findings::portfolio_findings;

use super::value::Values;
use crate::portfolio::Amount;

/// How much a finding asks of its reader; the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Somebody has to act.
    Act,
    /// Keep an eye on it.
    Watch,
    /// Good to know.
    Know,
}

/// What a finding is about: which part of a page it can head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// How the whole did, and why: the title of the page.
    Headline,
    /// Trend of months and years.
    Trend,
    /// Who moved the whole: new, lost, up, down.
    Movement,
    /// ABC, shares, dependence.
    Concentration,
    /// Changes of class.
    Migration,
    /// Wallet, share of it, zones.
    Wallet,
    /// What is bought.
    Mix,
    /// What the data cannot say.
    Data,
}

/// A situation, how much it asks, and how much money it is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding<S> {
    /// What was found.
    pub situation: S,
    /// How much it asks.
    pub weight: Weight,
    /// Money at stake, not negative; findings of equal weight are ranked by it.
    pub stake: Amount,
}

/// What every situation can tell of itself.
pub trait Situation {
    /// Stable name, in kebab-case: the key of its sentences in the catalogues.
    fn key(&self) -> &'static str;
    /// What it is about.
    fn topic(&self) -> Topic;
    /// The values of its sentence.
    fn values(&self) -> Values;
}

/// Heaviest first, then by stake, then by key.
fn rank<S: Situation>(findings: &mut [Finding<S>]) {
    findings.sort_by(|a, b| {
        let by_stake = a.weight.cmp(&b.weight).then_with(|| b.stake.cmp(&a.stake));
        by_stake.then_with(|| a.situation.key().cmp(b.situation.key()))
    });
}

/// The first finding on a topic: the title of the figure that shows it.
pub fn first_on<S: Situation>(findings: &[Finding<S>], topic: Topic) -> Option<&Finding<S>> {
    findings.iter().find(|finding| finding.situation.topic() == topic)
}

#[cfg(test)]
mod tests;
