//! Finds what there is to say about the portfolio as a whole.

use std::cmp::Reverse;

use super::portfolio::PortfolioSituation as S;
use super::{Finding, PortfolioSituation, Weight, rank};
use crate::analysis::abc::AbcClass;
use crate::analysis::migration::Direction;
use crate::analysis::portfolio_facts::PortfolioFacts;
use crate::analysis::sales::Baseline;
use crate::analysis::standings::{Alike, Standings};
use crate::analysis::trend::{Change, Mover};
use crate::frameworks::attack_defend::Zone;
use crate::portfolio::Amount;

/// Everything there is to say, ranked; the headline comes first.
pub fn portfolio_findings(facts: &PortfolioFacts) -> Vec<Finding<PortfolioSituation>> {
    let headline = headline(facts);
    let mut findings = Vec::new();
    findings.extend(profit(facts));
    findings.extend(concentration(facts));
    findings.extend(migration(facts));
    findings.extend(comings_and_goings(facts));
    findings.extend(zones(facts));
    // Where returns outweigh the sales there is no class on any base.
    if facts.base_asked != facts.base && facts.year.total.revenue.is_positive() {
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
        (Baseline::Complete, _, _) => know(S::NothingBefore { revenue, accounts }, revenue),
        (_, _, Some(first)) => know(S::HistoryTooShort { revenue, accounts, first }, revenue),
        _ => know(S::NoSales, Amount::ZERO),
    }
}

fn change(facts: &PortfolioFacts, revenue: Change, ups: &[Mover], downs: &[Mover]) -> PortfolioSituation {
    let gross_profit = facts.gross_profit;
    let part = |mover: &Mover| mover.part.unwrap_or_default();
    let rate = revenue.rate().unwrap_or_default();
    match (ups, downs) {
        _ if rate.abs() < FLAT => {
            let moved = ups.iter().chain(downs).map(|mover| mover.change.delta().abs()).sum();
            S::Flat { revenue, gross_profit, ups: ups.len(), downs: downs.len(), moved }
        }
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
    if facts.baseline != Baseline::Complete {
        return None;
    }
    let (revenue, gross_profit) = (facts.revenue?, facts.gross_profit?);
    let (grown, profit) = (revenue.rate()?, gross_profit.rate()?);
    if grown > FLAT && profit < grown * 0.75 {
        // What gross profit would be more, had it kept pace.
        let missed = Amount::from_scaled(scaled(gross_profit.before.to_f64() * (grown - profit)));
        let situation = S::ProfitLagsRevenue { revenue, gross_profit };
        let weight = if profit < 0.0 { Weight::Act } else { Weight::Watch };
        return Some(Finding { situation, weight, stake: missed });
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
    match standing.alike {
        Alike::Accounts(_) => {
            let situation = S::AllEqual { accounts: ranking.positive(), amount: ranking.amount(largest) };
            findings.push(know(situation, ranking.sum()));
        }
        // Who of groups of one size is in A is chance: nothing to report.
        Alike::Groups(_) => {}
        Alike::No => {
            let (a_share, c_share) = (class_share(AbcClass::A), class_share(AbcClass::C));
            let counts = abc.above_zero(ranking);
            let situation = S::FewCarryMost { base, a: counts.a, a_share, c: counts.c, c_share };
            findings.push(know(situation, abc.sums.a));
        }
    }
    let place = standing.place(largest);
    if let Some(share) = place.leave_one_out.filter(|&share| share >= 0.1) {
        let weight = if share >= 0.25 { Weight::Act } else { Weight::Watch };
        let situation = S::DependenceOnOne { base, account: largest, amount: place.amount, share };
        findings.push(Finding { situation, weight, stake: place.amount });
    }
    let complete = facts.standing_before().filter(|_| facts.baseline == Baseline::Complete);
    let before = complete.and_then(|standing| standing.concentration.cr5);
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

/// Share of revenue from which accounts that came or went are worth a sentence (convention): the tail always comes and goes.
const WORTH_A_SENTENCE: f64 = 0.005;

fn comings_and_goings(facts: &PortfolioFacts) -> Vec<Finding<PortfolioSituation>> {
    // Of data that begin within the year before, nobody knows who bought in the rest of it: an account's first sale may
    // only be the first one seen, and one that stopped cannot be weighed against the whole.
    let complete = facts.movement.as_ref().filter(|_| facts.baseline == Baseline::Complete);
    let Some((movement, before)) = complete.zip(facts.year_before.as_ref()) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let sum = |accounts: &[usize], of: &Standings| -> (Amount, f64) {
        let revenue: Amount = accounts.iter().map(|&account| of.figures[account].revenue).sum();
        (revenue, revenue.share_of(of.total.revenue).unwrap_or_default())
    };
    let (revenue, share) = sum(&movement.new, &facts.year);
    if share >= WORTH_A_SENTENCE {
        findings.push(know(
            S::NewAccounts { accounts: movement.new.clone(), revenue, share, doubtful: movement.doubtful.len() },
            revenue,
        ));
    }
    let (revenue, share) = sum(&movement.lost, before);
    if share >= WORTH_A_SENTENCE {
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
    let mut defend = members(Zone::Defend);
    if !defend.is_empty() {
        defend.sort_by_key(|&account| Reverse(facts.year.figures[account].revenue));
        let revenue: Amount = defend.iter().map(|&account| facts.year.figures[account].revenue).sum();
        let share = revenue.share_of(facts.year.total.revenue).unwrap_or_default();
        findings.push(know(S::ToDefend { accounts: defend, revenue, share }, revenue));
    }
    let mut maintain = members(Zone::Maintain);
    if !maintain.is_empty() {
        let open = |account: &usize| facts.positions[*account].map(|p| p.wallet - p.ours).unwrap_or_default();
        maintain.sort_by_key(|account| Reverse(open(account)));
        let elsewhere: Amount = maintain.iter().map(open).sum();
        findings.push(know(S::MoneyElsewhere { accounts: maintain, elsewhere }, elsewhere));
    }
    if without > 0 {
        findings.push(know(S::WithoutWallet { accounts: without, known }, Amount::ZERO));
    }
    findings
}
