//! What there is to say about the portfolio as a whole.

use jiff::civil::Date;
use serde::Serialize;

use super::{Finding, Situation, Topic, Weight, rank};
use crate::analysis::abc::AbcClass;
use crate::analysis::migration::Direction;
use crate::analysis::portfolio_facts::PortfolioFacts;
use crate::analysis::sales::Baseline;
use crate::analysis::trend::{Change, Mover};
use crate::analysis::value::{Value, Values};
use crate::frameworks::attack_defend::Zone;
use crate::portfolio::Amount;
use crate::project::settings::AbcBase;

/// A situation of the portfolio in the 12 months.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "key", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "fields are named after the values of the sentence")]
pub enum PortfolioSituation {
    /// No sales in the 12 months.
    NoSales,
    /// Sales, but nothing is left after returns.
    OnlyReturns { revenue: Amount },
    /// One account has all the revenue.
    OneAccount { account: usize, revenue: Amount },
    /// The data begin too late for a comparison with the year before.
    HistoryTooShort { revenue: Amount, accounts: usize, first: Date },
    /// Growth, of which one account has at least 40 %.
    GrowthByOneAccount { revenue: Change, gross_profit: Option<Change>, account: usize, part: f64 },
    /// Growth, of which two accounts together have at least 40 %.
    GrowthByTwoAccounts { revenue: Change, gross_profit: Option<Change>, accounts: Vec<usize>, part: f64 },
    /// Growth of many.
    GrowthBroad { revenue: Change, gross_profit: Option<Change>, ups: usize, downs: usize },
    /// Less than before, and at least 40 % of that at one account.
    DeclineByOneAccount { revenue: Change, gross_profit: Option<Change>, account: usize, part: f64 },
    /// Every account fell.
    AllFalling { revenue: Change, gross_profit: Option<Change>, accounts: usize },
    /// Less than before, at many accounts.
    DeclineBroad { revenue: Change, gross_profit: Option<Change>, ups: usize, downs: usize },
    /// Within 2 % of the year before.
    Flat { revenue: Change, gross_profit: Option<Change>, ups: usize, downs: usize },
    /// Gross profit grew less than three quarters as fast as revenue, or fell.
    ProfitLagsRevenue { revenue: Change, gross_profit: Change },
    /// Gross profit grew while revenue did less.
    ProfitOutgrowsRevenue { revenue: Change, gross_profit: Change },
    /// All accounts have the same amount: nothing to divide.
    AllEqual { accounts: usize, amount: Amount },
    /// How much class A carries.
    FewCarryMost { base: AbcBase, a: usize, a_share: f64, c: usize, c_share: f64 },
    /// At least a tenth of the whole would be lost with one account.
    DependenceOnOne { base: AbcBase, account: usize, amount: Amount, share: f64 },
    /// The share of the five largest rose by a percentage point or more.
    MoreConcentrated { base: AbcBase, now: f64, before: f64 },
    /// The share of the five largest fell by a percentage point or more.
    LessConcentrated { base: AbcBase, now: f64, before: f64 },
    /// Accounts changed class against the year before.
    ClassMoves { up: usize, down: usize, came: usize, went: usize, into_a: usize },
    /// No account changed class.
    NoClassMoves { accounts: usize },
    /// Accounts that bought for the first time.
    NewAccounts { accounts: Vec<usize>, revenue: Amount, share: f64 },
    /// Accounts that bought in the year before and no more.
    LostAccounts { accounts: Vec<usize>, revenue: Amount, share: f64 },
    /// High power, high share.
    ToDefend { accounts: Vec<usize>, revenue: Amount, share: f64 },
    /// High power, low share: what they buy elsewhere.
    MoneyElsewhere { accounts: Vec<usize>, elsewhere: Amount },
    /// Accounts without a wallet, which therefore have no zone.
    WithoutWallet { accounts: usize, known: usize },
    /// Classes were asked for on gross profit, but costs cover too little.
    GrossProfitNotCovered { coverage: Option<f64> },
}

use PortfolioSituation as S;

impl Situation for PortfolioSituation {
    fn key(&self) -> &'static str {
        match self {
            S::NoSales => "no-sales",
            S::OnlyReturns { .. } => "only-returns",
            S::OneAccount { .. } => "one-account",
            S::HistoryTooShort { .. } => "history-too-short",
            S::GrowthByOneAccount { .. } => "growth-by-one-account",
            S::GrowthByTwoAccounts { .. } => "growth-by-two-accounts",
            S::GrowthBroad { .. } => "growth-broad",
            S::DeclineByOneAccount { .. } => "decline-by-one-account",
            S::AllFalling { .. } => "all-falling",
            S::DeclineBroad { .. } => "decline-broad",
            S::Flat { .. } => "flat",
            S::ProfitLagsRevenue { .. } => "profit-lags-revenue",
            S::ProfitOutgrowsRevenue { .. } => "profit-outgrows-revenue",
            S::AllEqual { .. } => "all-equal",
            S::FewCarryMost { .. } => "few-carry-most",
            S::DependenceOnOne { .. } => "dependence-on-one",
            S::MoreConcentrated { .. } => "more-concentrated",
            S::LessConcentrated { .. } => "less-concentrated",
            S::ClassMoves { .. } => "class-moves",
            S::NoClassMoves { .. } => "no-class-moves",
            S::NewAccounts { .. } => "new-accounts",
            S::LostAccounts { .. } => "lost-accounts",
            S::ToDefend { .. } => "to-defend",
            S::MoneyElsewhere { .. } => "money-elsewhere",
            S::WithoutWallet { .. } => "without-wallet",
            S::GrossProfitNotCovered { .. } => "gross-profit-not-covered",
        }
    }

    fn topic(&self) -> Topic {
        match self {
            S::ProfitLagsRevenue { .. } | S::ProfitOutgrowsRevenue { .. } => Topic::Trend,
            S::NewAccounts { .. } | S::LostAccounts { .. } => Topic::Movement,
            S::AllEqual { .. }
            | S::FewCarryMost { .. }
            | S::DependenceOnOne { .. }
            | S::MoreConcentrated { .. }
            | S::LessConcentrated { .. } => Topic::Concentration,
            S::ClassMoves { .. } | S::NoClassMoves { .. } => Topic::Migration,
            S::ToDefend { .. } | S::MoneyElsewhere { .. } | S::WithoutWallet { .. } => Topic::Wallet,
            S::GrossProfitNotCovered { .. } => Topic::Data,
            _ => Topic::Headline,
        }
    }

    fn values(&self) -> Values {
        match self {
            S::NoSales => Vec::new(),
            S::OnlyReturns { revenue } => vec![("revenue", Value::Money(*revenue))],
            S::OneAccount { account, revenue } => {
                vec![("account", Value::Account(*account)), ("revenue", Value::Money(*revenue))]
            }
            S::HistoryTooShort { revenue, accounts, first } => vec![
                ("revenue", Value::Money(*revenue)),
                ("accounts", Value::Count(*accounts)),
                ("first", Value::Date(*first)),
            ],
            S::GrowthByOneAccount { revenue, gross_profit, account, part }
            | S::DeclineByOneAccount { revenue, gross_profit, account, part } => {
                grown(revenue, *gross_profit, [("account", Value::Account(*account)), ("part", Value::Share(*part))])
            }
            S::GrowthByTwoAccounts { revenue, gross_profit, accounts, part } => {
                let accounts = Value::Accounts(accounts.clone());
                grown(revenue, *gross_profit, [("accounts", accounts), ("part", Value::Share(*part))])
            }
            S::GrowthBroad { revenue, gross_profit, ups, downs }
            | S::DeclineBroad { revenue, gross_profit, ups, downs }
            | S::Flat { revenue, gross_profit, ups, downs } => {
                grown(revenue, *gross_profit, [("ups", Value::Count(*ups)), ("downs", Value::Count(*downs))])
            }
            S::AllFalling { revenue, gross_profit, accounts } => {
                grown(revenue, *gross_profit, [("accounts", Value::Count(*accounts))])
            }
            S::ProfitLagsRevenue { revenue, gross_profit } | S::ProfitOutgrowsRevenue { revenue, gross_profit } => {
                grown(revenue, Some(*gross_profit), [])
            }
            _ => self.standing_values(),
        }
    }
}

impl PortfolioSituation {
    /// Values of the situations that are about who stands where.
    fn standing_values(&self) -> Values {
        match self {
            S::AllEqual { accounts, amount } => {
                vec![("accounts", Value::Count(*accounts)), ("amount", Value::Money(*amount))]
            }
            S::FewCarryMost { base, a, a_share, c, c_share } => vec![
                ("base", Value::Base(*base)),
                ("a", Value::Count(*a)),
                ("a_share", Value::Share(*a_share)),
                ("c", Value::Count(*c)),
                ("c_share", Value::Share(*c_share)),
            ],
            S::DependenceOnOne { base, account, amount, share } => vec![
                ("base", Value::Base(*base)),
                ("account", Value::Account(*account)),
                ("amount", Value::Money(*amount)),
                ("share", Value::Share(*share)),
            ],
            S::MoreConcentrated { base, now, before } | S::LessConcentrated { base, now, before } => vec![
                ("base", Value::Base(*base)),
                ("now", Value::Share(*now)),
                ("before", Value::Share(*before)),
                ("change", Value::Points(now - before)),
            ],
            S::ClassMoves { up, down, came, went, into_a } => vec![
                ("up", Value::Count(*up)),
                ("down", Value::Count(*down)),
                ("came", Value::Count(*came)),
                ("went", Value::Count(*went)),
                ("into_a", Value::Count(*into_a)),
            ],
            S::NoClassMoves { accounts } => vec![("accounts", Value::Count(*accounts))],
            S::NewAccounts { accounts, revenue, share }
            | S::LostAccounts { accounts, revenue, share }
            | S::ToDefend { accounts, revenue, share } => vec![
                ("count", Value::Count(accounts.len())),
                ("accounts", Value::Accounts(accounts.clone())),
                ("revenue", Value::Money(*revenue)),
                ("share", Value::Share(*share)),
            ],
            S::MoneyElsewhere { accounts, elsewhere } => vec![
                ("count", Value::Count(accounts.len())),
                ("accounts", Value::Accounts(accounts.clone())),
                ("elsewhere", Value::Money(*elsewhere)),
            ],
            S::WithoutWallet { accounts, known } => {
                vec![("accounts", Value::Count(*accounts)), ("known", Value::Count(*known))]
            }
            S::GrossProfitNotCovered { coverage } => {
                coverage.map(|share| ("coverage", Value::Share(share))).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// `revenue`, `revenue_rate`, and for gross profit the same where it is known.
fn grown<const N: usize>(revenue: &Change, gross_profit: Option<Change>, more: [(&'static str, Value); N]) -> Values {
    let mut values = vec![("revenue", Value::Money(revenue.now)), ("revenue_delta", Value::Money(revenue.delta()))];
    values.extend(revenue.rate().map(|rate| ("revenue_rate", Value::Rate(rate))));
    if let Some(profit) = gross_profit {
        values.push(("gross_profit", Value::Money(profit.now)));
        values.push(("gross_profit_delta", Value::Money(profit.delta())));
        values.extend(profit.rate().map(|rate| ("gross_profit_rate", Value::Rate(rate))));
    }
    values.extend(more);
    values
}

/// Everything there is to say, ranked; the headline comes first.
pub fn portfolio_findings(facts: &PortfolioFacts) -> Vec<Finding<PortfolioSituation>> {
    let headline = headline(facts);
    let mut findings = Vec::new();
    findings.extend(profit(facts));
    findings.extend(concentration(facts));
    findings.extend(migration(facts));
    findings.extend(comings_and_goings(facts));
    findings.extend(zones(facts));
    if facts.base_asked != facts.base {
        let coverage = facts.year.total.coverage();
        findings.push(know(S::GrossProfitNotCovered { coverage }, Amount::ZERO));
    }
    rank(&mut findings);
    findings.insert(0, headline);
    findings
}

const fn know(situation: PortfolioSituation, stake: Amount) -> Finding<PortfolioSituation> {
    Finding { situation, weight: Weight::Know, stake }
}

/// A change within this share of the year before is flat.
const FLAT: f64 = 0.02;
/// From this part of the change on, one or two accounts are its cause.
const MOST: f64 = 0.4;

fn headline(facts: &PortfolioFacts) -> Finding<PortfolioSituation> {
    let standing = &facts.year.revenue;
    let revenue = facts.year.total.revenue;
    if facts.year.figures.iter().all(|f| f.is_zero()) {
        return know(S::NoSales, Amount::ZERO);
    }
    if !revenue.is_positive() {
        return Finding { situation: S::OnlyReturns { revenue }, weight: Weight::Act, stake: revenue.abs() };
    }
    let accounts = standing.ranking.positive();
    if accounts == 1 {
        let account = standing.ranking.order()[0];
        return Finding { situation: S::OneAccount { account, revenue }, weight: Weight::Watch, stake: revenue };
    }
    match (facts.baseline, &facts.movement, facts.first_day) {
        (Baseline::Complete, Some(movement), _) if movement.total.before.is_positive() => {
            let situation = change(facts, movement.total, &movement.ups, &movement.downs);
            let weight = if movement.total.delta().is_positive() { Weight::Know } else { Weight::Watch };
            Finding { situation, weight, stake: movement.total.delta().abs() }
        }
        (_, _, Some(first)) => know(S::HistoryTooShort { revenue, accounts, first }, revenue),
        _ => know(S::NoSales, Amount::ZERO),
    }
}

fn change(facts: &PortfolioFacts, revenue: Change, ups: &[Mover], downs: &[Mover]) -> PortfolioSituation {
    let gross_profit = facts.gross_profit;
    let part = |mover: &Mover| mover.part.unwrap_or_default();
    let rate = revenue.rate().unwrap_or_default();
    match (ups, downs) {
        _ if rate.abs() < FLAT => S::Flat { revenue, gross_profit, ups: ups.len(), downs: downs.len() },
        ([first, ..], _) if rate > 0.0 && part(first) >= MOST => {
            S::GrowthByOneAccount { revenue, gross_profit, account: first.account, part: part(first) }
        }
        ([first, second, ..], _) if rate > 0.0 && part(first) + part(second) >= MOST => {
            let accounts = vec![first.account, second.account];
            S::GrowthByTwoAccounts { revenue, gross_profit, accounts, part: part(first) + part(second) }
        }
        _ if rate > 0.0 => S::GrowthBroad { revenue, gross_profit, ups: ups.len(), downs: downs.len() },
        ([], _) if downs.len() > 1 => S::AllFalling { revenue, gross_profit, accounts: downs.len() },
        (_, [first, ..]) if part(first) >= MOST => {
            S::DeclineByOneAccount { revenue, gross_profit, account: first.account, part: part(first) }
        }
        _ => S::DeclineBroad { revenue, gross_profit, ups: ups.len(), downs: downs.len() },
    }
}

fn profit(facts: &PortfolioFacts) -> Option<Finding<PortfolioSituation>> {
    let (revenue, gross_profit) = (facts.revenue?, facts.gross_profit?);
    let (grown, profit) = (revenue.rate()?, gross_profit.rate()?);
    if grown > FLAT && profit < grown * 0.75 {
        // What gross profit would be more, had it kept pace.
        let missed = Amount::from_scaled(scaled(gross_profit.before.to_f64() * (grown - profit)));
        let situation = S::ProfitLagsRevenue { revenue, gross_profit };
        return Some(Finding { situation, weight: Weight::Watch, stake: missed });
    }
    let leads = profit > FLAT && profit > grown + FLAT;
    leads.then(|| know(S::ProfitOutgrowsRevenue { revenue, gross_profit }, gross_profit.delta()))
}

/// A stake that was reckoned with shares, back in money to the cent.
#[expect(clippy::cast_possible_truncation, reason = "an `as` cast from f64 saturates")]
fn scaled(amount: f64) -> i128 {
    ((amount * 100.0).round() as i128).saturating_mul(1_000_000)
}

fn concentration(facts: &PortfolioFacts) -> Vec<Finding<PortfolioSituation>> {
    let standing = facts.standing();
    let (ranking, base) = (&standing.ranking, standing.base);
    let Some(&largest) = ranking.order().first().filter(|_| ranking.positive() > 1) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let abc = standing.abc(facts.method);
    let class_share = |class: AbcClass| abc.sums.get(class).share_of(ranking.sum()).unwrap_or_default();
    if standing.computed.points.is_none() {
        let situation = S::AllEqual { accounts: ranking.positive(), amount: ranking.amount(largest) };
        findings.push(know(situation, ranking.sum()));
    } else {
        let (a_share, c_share) = (class_share(AbcClass::A), class_share(AbcClass::C));
        let situation = S::FewCarryMost { base, a: abc.counts.a, a_share, c: abc.counts.c, c_share };
        findings.push(know(situation, abc.sums.a));
    }
    let place = standing.place(largest);
    if let Some(share) = place.leave_one_out.filter(|&share| share >= 0.1) {
        let weight = if share >= 0.25 { Weight::Act } else { Weight::Watch };
        let situation = S::DependenceOnOne { base, account: largest, amount: place.amount, share };
        findings.push(Finding { situation, weight, stake: place.amount });
    }
    let before = facts.standing_before().and_then(|s| s.concentration.cr5);
    if let Some((now, before)) = standing.concentration.cr5.zip(before) {
        if now - before >= 0.01 {
            let situation = S::MoreConcentrated { base, now, before };
            findings.push(Finding { situation, weight: Weight::Watch, stake: Amount::ZERO });
        } else if before - now >= 0.01 {
            findings.push(know(S::LessConcentrated { base, now, before }, Amount::ZERO));
        }
    }
    findings
}

fn migration(facts: &PortfolioFacts) -> Option<Finding<PortfolioSituation>> {
    let migration = facts.migration.as_ref().filter(|_| facts.baseline == Baseline::Complete)?;
    let ranking = &facts.standing().ranking;
    if migration.moves.is_empty() {
        return Some(know(S::NoClassMoves { accounts: ranking.positive() }, Amount::ZERO));
    }
    let stake = migration.moves.iter().map(|m| ranking.amount(m.item).max(Amount::ZERO)).sum();
    let situation = S::ClassMoves {
        up: migration.count_of(Direction::Up),
        down: migration.count_of(Direction::Down),
        came: migration.count_of(Direction::Came),
        went: migration.count_of(Direction::Went),
        into_a: migration.moves.iter().filter(|m| m.to == Some(AbcClass::A)).count(),
    };
    Some(know(situation, stake))
}

fn comings_and_goings(facts: &PortfolioFacts) -> Vec<Finding<PortfolioSituation>> {
    let Some((movement, before)) = facts.movement.as_ref().zip(facts.year_before.as_ref()) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let sum = |accounts: &[usize], of: &crate::analysis::standings::Standings| -> (Amount, f64) {
        let revenue: Amount = accounts.iter().map(|&account| of.figures[account].revenue).sum();
        (revenue, revenue.share_of(of.total.revenue).unwrap_or_default())
    };
    if !movement.new.is_empty() {
        let (revenue, share) = sum(&movement.new, &facts.year);
        findings.push(know(S::NewAccounts { accounts: movement.new.clone(), revenue, share }, revenue));
    }
    if !movement.lost.is_empty() {
        let (revenue, share) = sum(&movement.lost, before);
        let situation = S::LostAccounts { accounts: movement.lost.clone(), revenue, share };
        findings.push(Finding { situation, weight: Weight::Watch, stake: revenue });
    }
    findings
}

fn zones(facts: &PortfolioFacts) -> Vec<Finding<PortfolioSituation>> {
    let known = facts.positions.iter().filter(|position| position.is_some()).count();
    let without = facts.positions.len() - known;
    let mut findings = Vec::new();
    let members = |zone: Zone| -> Vec<usize> {
        let in_zone = |account: &usize| facts.positions[*account].is_some_and(|p| p.zone == zone);
        (0..facts.positions.len()).filter(in_zone).collect()
    };
    let defend = members(Zone::Defend);
    if !defend.is_empty() {
        let revenue: Amount = defend.iter().map(|&account| facts.year.figures[account].revenue).sum();
        let share = revenue.share_of(facts.year.total.revenue).unwrap_or_default();
        findings.push(know(S::ToDefend { accounts: defend, revenue, share }, revenue));
    }
    let maintain = members(Zone::Maintain);
    if !maintain.is_empty() {
        let open = |account: &usize| facts.positions[*account].map(|p| p.wallet - p.ours).unwrap_or_default();
        let elsewhere: Amount = maintain.iter().map(open).sum();
        findings.push(know(S::MoneyElsewhere { accounts: maintain, elsewhere }, elsewhere));
    }
    if without > 0 {
        findings.push(know(S::WithoutWallet { accounts: without, known }, Amount::ZERO));
    }
    findings
}
