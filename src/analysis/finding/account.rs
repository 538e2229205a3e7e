//! What there is to say about one account.

use jiff::civil::Date;
use serde::Serialize;

use super::{Finding, Situation, Topic, Weight, rank};
use crate::analysis::abc::AbcClass;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::sales::{AsOf, Baseline, months_between};
use crate::analysis::standings::Place;
use crate::analysis::trend::{Change, falling_months};
use crate::analysis::value::{Value, Values};
use crate::load::ledger::ProductIx;
use crate::portfolio::{Amount, days_between};
use crate::project::settings::AbcBase;

/// A situation of an account in the 12 months.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "key", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "fields are named after the values of the sentence")]
pub enum AccountSituation {
    /// No sales at all.
    NeverBought,
    /// More was returned than bought in the 12 months.
    #[serde(rename = "account-only-returns")]
    OnlyReturns { revenue: Amount },
    /// What was bought in the 12 months was returned to the last yuan.
    AllReturned,
    /// No purchase in the 12 months, and for less long than would be unusual.
    NothingInYear { last: Date },
    /// Nothing for at least three months, and for three times as long as usual (a year after a single purchase).
    Silent { months: i32, last: Date, revenue: Amount },
    /// Its first sale lies in the 12 months.
    NewAccount { first: Date, revenue: Amount },
    /// Its first sale lies in the 12 months, and it may be no account of its own.
    DoubtfulAccount { first: Date, revenue: Amount },
    /// Nothing to compare with: the data begin too late.
    #[serde(rename = "account-history-too-short")]
    HistoryTooShort { revenue: Amount },
    /// It bought nothing in the year before, but earlier.
    CameBack { revenue: Amount },
    /// Revenue grew by more than 2 %.
    Grew { revenue: Change, gross_profit: Option<Change> },
    /// Revenue fell by more than 2 %.
    Fell { revenue: Change, gross_profit: Option<Change> },
    /// Revenue within 2 % of the year before.
    Steady { revenue: Change, gross_profit: Option<Change> },
    /// Three months or more below last year's, without a break.
    FallingMonths { months: usize, revenue: Change },
    /// Every one of at least six complete months above last year's.
    RisingMonths { months: usize },
    /// The margin fell by a percentage point or more.
    MarginFell { now: f64, before: f64 },
    /// Into a higher class.
    ClassUp { from: Option<AbcClass>, to: AbcClass },
    /// Into a lower class.
    ClassDown { from: AbcClass, to: Option<AbcClass> },
    /// The largest account of all.
    Largest { base: AbcBase, amount: Amount, lost: f64 },
    /// At least a twentieth of the whole would be lost with it.
    Weighty { base: AbcBase, rank: usize, amount: Amount, lost: f64 },
    /// Where it stands.
    Placed { base: AbcBase, rank: usize, share: f64 },
    /// A tenth or more of what was bought came back.
    ReturnHeavy { share: f64 },
    /// Four fifths or more of its revenue is one of several products.
    OneProduct { product: ProductIx, share: f64 },
    /// How many products it buys.
    Products { products: usize, product: ProductIx, share: f64 },
    /// It bought more from us than its wallet is said to hold.
    WalletTooSmall { wallet: Amount, ours: Amount },
    /// Revenue fell because the account buys less of anybody: its wallet fell, our share did not.
    WalletShrank { now: Amount, before: Amount, rate: f64, share: f64 },
    /// Our share of its wallet fell by three percentage points or more.
    ShareFell { now: f64, before: f64 },
    /// Our share of its wallet rose by three percentage points or more.
    ShareRose { now: f64, before: f64 },
    /// Our share of its wallet.
    ShareOfWallet { share: f64, wallet: Amount },
}

use AccountSituation as S;

impl AccountSituation {
    /// The key of every situation, in the order of the variants: what the catalogues must have.
    pub const KEYS: &[&str] = &[
        "never-bought",
        "account-only-returns",
        "all-returned",
        "nothing-in-year",
        "silent",
        "new-account",
        "doubtful-account",
        "account-history-too-short",
        "came-back",
        "grew",
        "fell",
        "steady",
        "falling-months",
        "rising-months",
        "margin-fell",
        "class-up",
        "class-down",
        "largest",
        "weighty",
        "placed",
        "return-heavy",
        "one-product",
        "products",
        "wallet-too-small",
        "wallet-shrank",
        "share-fell",
        "share-rose",
        "share-of-wallet",
    ];
}

impl Situation for AccountSituation {
    fn key(&self) -> &'static str {
        match self {
            S::NeverBought => "never-bought",
            S::OnlyReturns { .. } => "account-only-returns",
            S::AllReturned => "all-returned",
            S::NothingInYear { .. } => "nothing-in-year",
            S::Silent { .. } => "silent",
            S::NewAccount { .. } => "new-account",
            S::DoubtfulAccount { .. } => "doubtful-account",
            S::HistoryTooShort { .. } => "account-history-too-short",
            S::CameBack { .. } => "came-back",
            S::Grew { .. } => "grew",
            S::Fell { .. } => "fell",
            S::Steady { .. } => "steady",
            S::FallingMonths { .. } => "falling-months",
            S::RisingMonths { .. } => "rising-months",
            S::MarginFell { .. } => "margin-fell",
            S::ClassUp { .. } => "class-up",
            S::ClassDown { .. } => "class-down",
            S::Largest { .. } => "largest",
            S::Weighty { .. } => "weighty",
            S::Placed { .. } => "placed",
            S::ReturnHeavy { .. } => "return-heavy",
            S::OneProduct { .. } => "one-product",
            S::Products { .. } => "products",
            S::WalletTooSmall { .. } => "wallet-too-small",
            S::WalletShrank { .. } => "wallet-shrank",
            S::ShareFell { .. } => "share-fell",
            S::ShareRose { .. } => "share-rose",
            S::ShareOfWallet { .. } => "share-of-wallet",
        }
    }

    fn topic(&self) -> Topic {
        match self {
            S::FallingMonths { .. } | S::RisingMonths { .. } | S::MarginFell { .. } => Topic::Trend,
            S::ClassUp { .. } | S::ClassDown { .. } => Topic::Migration,
            S::Largest { .. } | S::Weighty { .. } | S::Placed { .. } => Topic::Concentration,
            S::ReturnHeavy { .. } | S::OneProduct { .. } | S::Products { .. } => Topic::Mix,
            S::WalletTooSmall { .. }
            | S::WalletShrank { .. }
            | S::ShareFell { .. }
            | S::ShareRose { .. }
            | S::ShareOfWallet { .. } => Topic::Wallet,
            _ => Topic::Headline,
        }
    }

    fn values(&self) -> Values {
        let money = |name, amount: &Amount| (name, Value::Money(*amount));
        let share = |name, share: &f64| (name, Value::Share(*share));
        match self {
            S::NeverBought | S::AllReturned => Vec::new(),
            S::NothingInYear { last } => vec![("last", Value::Date(*last))],
            S::OnlyReturns { revenue } | S::HistoryTooShort { revenue } | S::CameBack { revenue } => {
                vec![money("revenue", revenue)]
            }
            S::Silent { months, last, revenue } => {
                vec![("months", Value::Months(*months)), ("last", Value::Date(*last)), money("revenue", revenue)]
            }
            S::NewAccount { first, revenue } | S::DoubtfulAccount { first, revenue } => {
                vec![("first", Value::Date(*first)), money("revenue", revenue)]
            }
            S::Grew { revenue, gross_profit }
            | S::Fell { revenue, gross_profit }
            | S::Steady { revenue, gross_profit } => changed(revenue, *gross_profit),
            S::FallingMonths { months, revenue } => {
                let mut values = vec![("months", Value::Count(*months))];
                values.extend(changed(revenue, None));
                values
            }
            S::RisingMonths { months } => vec![("months", Value::Count(*months))],
            S::MarginFell { now, before } | S::ShareFell { now, before } | S::ShareRose { now, before } => {
                vec![share("now", now), share("before", before), ("change", Value::Points(now - before))]
            }
            S::ClassUp { from, to } => vec![("from", Value::Class(*from)), ("to", Value::Class(Some(*to)))],
            S::ClassDown { from, to } => vec![("from", Value::Class(Some(*from))), ("to", Value::Class(*to))],
            S::Largest { base, amount, lost } => {
                vec![("base", Value::Base(*base)), money("amount", amount), share("lost", lost)]
            }
            S::Weighty { base, rank, amount, lost } => vec![
                ("base", Value::Base(*base)),
                ("rank", Value::Count(*rank)),
                money("amount", amount),
                share("lost", lost),
            ],
            S::Placed { base, rank, share: own } => {
                vec![("base", Value::Base(*base)), ("rank", Value::Count(*rank)), share("share", own)]
            }
            S::ReturnHeavy { share: returned } => vec![share("share", returned)],
            S::OneProduct { product, share: part } => vec![("product", Value::Product(*product)), share("share", part)],
            S::Products { products, product, share: part } => {
                vec![("products", Value::Count(*products)), ("product", Value::Product(*product)), share("share", part)]
            }
            S::WalletTooSmall { wallet, ours } => vec![money("wallet", wallet), money("ours", ours)],
            S::WalletShrank { now, before, rate, share: ours } => {
                vec![money("now", now), money("before", before), ("rate", Value::Rate(*rate)), share("share", ours)]
            }
            S::ShareOfWallet { share: ours, wallet } => vec![share("share", ours), money("wallet", wallet)],
        }
    }
}

fn changed(revenue: &Change, gross_profit: Option<Change>) -> Values {
    let mut values = vec![("revenue", Value::Money(revenue.now)), ("revenue_delta", Value::Money(revenue.delta()))];
    values.extend(revenue.rate().map(|rate| ("revenue_rate", Value::Rate(rate))));
    values.extend(gross_profit.and_then(Change::rate).map(|rate| ("gross_profit_rate", Value::Rate(rate))));
    values
}

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
    if revenue.is_zero() && facts.purchase_days > 0 {
        return watch(S::AllReturned, facts.lifetime.revenue.abs());
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
        (Some(from), to) if to.is_none_or(|to| to > from) => {
            let fall = facts.revenue.map(|change| (-change.delta()).max(Amount::ZERO)).unwrap_or_default();
            Some(watch(S::ClassDown { from, to }, fall))
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

/// Revenue and wallet below those of the year before, our share not: the account shrinks, and we lose nothing to others. All
/// changes count from [`STEADY`] on; a share that is down by less than a percentage point holds.
fn shrank(facts: &AccountFacts) -> Option<Finding<AccountSituation>> {
    let (position, before) = (facts.position?, facts.position_before?);
    let revenue = facts.revenue.filter(|change| change.rate().is_some_and(|rate| rate < -STEADY))?;
    let rate = Change { now: position.wallet, before: before.wallet }.rate().filter(|rate| *rate < -STEADY)?;
    let situation = S::WalletShrank { now: position.wallet, before: before.wallet, rate, share: position.share };
    (position.share > before.share - 0.01).then(|| watch(situation, revenue.delta().abs()))
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
    match facts.position_before.map(|before| before.share) {
        Some(before) if before - now >= 0.03 => Some(watch(S::ShareFell { now, before }, elsewhere)),
        Some(before) if now - before >= 0.03 => Some(know(S::ShareRose { now, before }, elsewhere)),
        _ => Some(know(S::ShareOfWallet { share: now, wallet: position.wallet }, elsewhere)),
    }
}
