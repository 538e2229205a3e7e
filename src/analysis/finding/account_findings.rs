//! What there is to say about one account: which situations hold, ranked.

use super::account::AccountSituation as S;
use super::{AccountSituation, Finding, Weight, rank};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::sales::{AsOf, Baseline, months_between};
use crate::analysis::standings::Place;
use crate::analysis::trend::{Change, falling_months};
use crate::portfolio::{Amount, days_between};
use crate::project::settings::AbcBase;

/// What the findings of an account need beside its own facts.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// Today.
    pub as_of: AsOf,
    /// How much of the year before is in the data.
    pub baseline: Baseline,
    /// The base of the classes.
    pub base: AbcBase,
    /// Whether the account may be no account of its own (see [`crate::analysis::doubtful`]).
    pub doubtful: bool,
}

/// Everything there is to say, ranked; the verdict comes first.
pub fn account_findings(facts: &AccountFacts, context: Context) -> Vec<Finding<AccountSituation>> {
    let verdict = verdict(facts, context);
    let mut findings = Vec::new();
    findings.extend(months(facts));
    findings.extend(margin(facts, context));
    findings.extend(class(facts, context));
    findings.extend(place(facts, context));
    findings.extend(mix(facts));
    findings.extend(wallet(facts));
    rank(&mut findings);
    findings.insert(0, verdict);
    findings
}

const fn know(situation: AccountSituation, stake: Amount) -> Finding<AccountSituation> {
    Finding { situation, weight: Weight::Know, stake }
}

const fn watch(situation: AccountSituation, stake: Amount) -> Finding<AccountSituation> {
    Finding { situation, weight: Weight::Watch, stake }
}

/// A change within this share of the year before is steady.
const STEADY: f64 = 0.02;

fn verdict(facts: &AccountFacts, context: Context) -> Finding<AccountSituation> {
    let revenue = facts.year.revenue;
    let Some(first) = facts.first_sale else {
        return know(S::NeverBought, Amount::ZERO);
    };
    if let Some(silent) = silence(facts, context) {
        return silent;
    }
    // Bought and taken back on one day is no purchase day, and yet both.
    let has_traded = facts.last_sale.is_some_and(|last| months_between(last, context.as_of.date) < 12);
    if revenue.is_zero() && (facts.purchase_days > 0 || (has_traded && facts.last_purchase.is_none())) {
        return watch(S::AllReturned, Amount::ZERO);
    }
    if let Some(last) = facts.last_purchase.filter(|_| revenue.is_zero()) {
        return know(S::NothingInYear { last }, Amount::ZERO);
    }
    if !revenue.is_positive() {
        return watch(S::OnlyReturns { revenue }, revenue.abs());
    }
    let Some(change) = facts.revenue.filter(|_| context.baseline == Baseline::Complete) else {
        return know(S::HistoryTooShort { revenue }, revenue);
    };
    let gross_profit = facts.gross_profit;
    match change.rate() {
        None if context.doubtful => watch(S::DoubtfulAccount { first, revenue }, revenue),
        None if months_between(first, context.as_of.date) < 12 => know(S::NewAccount { first, revenue }, revenue),
        None => know(S::CameBack { revenue }, revenue),
        Some(rate) if rate > STEADY => know(S::Grew { revenue: change, gross_profit }, change.delta()),
        Some(rate) if rate < -STEADY => watch(S::Fell { revenue: change, gross_profit }, change.delta().abs()),
        Some(_) => know(S::Steady { revenue: change, gross_profit }, revenue),
    }
}

/// Nothing for three months, and for three times the usual interval between purchase days; for a year where there was one
/// purchase only, since then nothing is usual.
fn silence(facts: &AccountFacts, context: Context) -> Option<Finding<AccountSituation>> {
    let (first, last, months) = (facts.first_sale?, facts.last_purchase?, facts.silent_months?);
    let quiet = days_between(last, context.as_of.date);
    let long = match i32::try_from(facts.lifetime_purchase_days).unwrap_or(i32::MAX) {
        ..=1 => 365,
        bought => 3 * (days_between(first, last) / (bought - 1)),
    };
    let revenue = facts.year_to_last_purchase;
    let situation = S::Silent { months, last, revenue };
    (months >= 3 && quiet > long).then_some(Finding { situation, weight: Weight::Act, stake: revenue.abs() })
}

fn months(facts: &AccountFacts) -> Option<Finding<AccountSituation>> {
    let falling = falling_months(&facts.months);
    if let Some(revenue) = facts.revenue.filter(|_| falling >= 3) {
        let lost = (-revenue.delta()).max(Amount::ZERO);
        return Some(watch(S::FallingMonths { months: falling, revenue }, lost));
    }
    let complete = facts.months.iter().filter(|point| !point.partial);
    let rising = complete.clone().all(|point| point.last_year.is_some_and(|last| point.now.revenue > last.revenue));
    let count = complete.count();
    (rising && count >= 6).then(|| know(S::RisingMonths { months: count }, facts.year.revenue))
}

fn margin(facts: &AccountFacts, context: Context) -> Option<Finding<AccountSituation>> {
    let complete = context.baseline == Baseline::Complete;
    let before = facts.year_before.filter(|before| complete && before.is_covered())?.margin()?;
    let now = Some(facts.year).filter(|now| now.is_covered())?.margin()?;
    (before - now >= 0.01)
        .then(|| watch(S::MarginFell { now, before }, facts.year.gross_profit().unwrap_or_default().abs()))
}

fn class(facts: &AccountFacts, context: Context) -> Option<Finding<AccountSituation>> {
    if context.baseline != Baseline::Complete {
        return None;
    }
    let amount = main_place(facts, context).amount;
    let to = amount.is_positive().then_some(facts.class);
    match (facts.class_before, to) {
        (Some(from), Some(to)) if to < from => Some(know(S::ClassUp { from: Some(from), to }, amount)),
        // Whoever brings nothing any more is in no class: the verdict says that.
        (Some(from), Some(to)) if to > from => {
            let fall = facts.revenue.map(|change| (-change.delta()).max(Amount::ZERO)).unwrap_or_default();
            let before = facts.year_before?;
            let before = match context.base {
                AbcBase::GrossProfit => before.gross_profit()?,
                AbcBase::Revenue => before.revenue,
            };
            let change = Change { now: amount, before };
            Some(watch(S::ClassDown { from, to, base: context.base, change }, fall))
        }
        _ => None,
    }
}

fn main_place(facts: &AccountFacts, context: Context) -> Place {
    match context.base {
        AbcBase::GrossProfit => facts.on_gross_profit.unwrap_or(facts.on_revenue),
        AbcBase::Revenue => facts.on_revenue,
    }
}

fn place(facts: &AccountFacts, context: Context) -> Option<Finding<AccountSituation>> {
    let place = main_place(facts, context);
    let (base, rank, amount) = (context.base, place.rank, place.amount);
    let share = place.share?;
    match place.leave_one_out.filter(|_| amount.is_positive()) {
        Some(lost) if rank == 1 => {
            let weight = if lost >= 0.05 { Weight::Watch } else { Weight::Know };
            Some(Finding { situation: S::Largest { base, amount, lost }, weight, stake: amount })
        }
        Some(lost) if lost >= 0.05 => Some(watch(S::Weighty { base, rank, amount, lost }, amount)),
        _ => Some(know(S::Placed { base, rank, share }, Amount::ZERO)),
    }
}

fn mix(facts: &AccountFacts) -> Vec<Finding<AccountSituation>> {
    let mut findings = Vec::new();
    if let Some(share) = facts.return_share.filter(|&share| share >= 0.1) {
        findings.push(watch(S::ReturnHeavy { share }, facts.year.revenue.abs()));
    }
    if let Some(main) = facts.main_product {
        findings.push(if main.products > 1 && main.share >= 0.8 {
            know(S::OneProduct { product: main.product, share: main.share }, main.revenue)
        } else {
            let situation = S::Products { products: main.products, product: main.product, share: main.share };
            know(situation, Amount::ZERO)
        });
    }
    findings
}

/// Part of a fall of our revenue that a smaller wallet must explain to be its reason (convention).
const EXPLAINED: f64 = 0.7;

/// Revenue and wallet below those of the year before, and the wallet's fall explains ours: the account shrinks, and we lose little
/// to others. All changes count from [`STEADY`] on.
fn shrank(facts: &AccountFacts) -> Option<Finding<AccountSituation>> {
    let (position, before) = (facts.position?, facts.position_before?);
    let revenue = facts.revenue?;
    let fall = revenue.rate().filter(|rate| *rate < -STEADY)?;
    let rate = Change { now: position.wallet, before: before.wallet }.rate().filter(|rate| *rate < -STEADY)?;
    let situation = S::WalletShrank { now: position.wallet, before: before.wallet, rate, share: position.share };
    (rate <= fall * EXPLAINED).then(|| watch(situation, revenue.delta().abs()))
}

fn wallet(facts: &AccountFacts) -> Option<Finding<AccountSituation>> {
    let position = facts.position?;
    if position.over {
        let situation = S::WalletTooSmall { wallet: position.wallet, ours: position.ours };
        return Some(watch(situation, position.ours - position.wallet));
    }
    if let Some(shrank) = shrank(facts) {
        return Some(shrank);
    }
    let (now, elsewhere) = (position.share, position.wallet - position.ours);
    match facts.position_before.map(|before| (before.share, before.basis)) {
        Some((before, basis)) if before - now >= 0.03 => Some(watch(S::ShareFell { now, before, basis }, elsewhere)),
        Some((before, basis)) if now - before >= 0.03 => Some(know(S::ShareRose { now, before, basis }, elsewhere)),
        _ => Some(know(S::ShareOfWallet { share: now, wallet: position.wallet }, elsewhere)),
    }
}
