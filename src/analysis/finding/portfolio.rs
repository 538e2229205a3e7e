//! The situations that a portfolio can be in, and the values of their sentences.

use jiff::civil::Date;
use serde::Serialize;

use super::{Situation, Topic};
use crate::analysis::trend::Change;
use crate::analysis::value::{Value, Values};
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
    /// The data reach back, but nothing was left of the year before.
    NothingBefore { revenue: Amount, accounts: usize },
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
    /// Within 2 % of the year before; `moved` is what single accounts gained and what others lost, added up.
    Flat { revenue: Change, gross_profit: Option<Change>, ups: usize, downs: usize, moved: Amount },
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
    NewAccounts { accounts: Vec<usize>, revenue: Amount, share: f64, doubtful: usize },
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

impl PortfolioSituation {
    /// The key of every situation, in the order of the variants: what the catalogues must have.
    pub const KEYS: &[&str] = &[
        "no-sales",
        "only-returns",
        "one-account",
        "history-too-short",
        "nothing-before",
        "growth-by-one-account",
        "growth-by-two-accounts",
        "growth-broad",
        "decline-by-one-account",
        "all-falling",
        "decline-broad",
        "flat",
        "profit-lags-revenue",
        "profit-outgrows-revenue",
        "all-equal",
        "few-carry-most",
        "dependence-on-one",
        "more-concentrated",
        "less-concentrated",
        "class-moves",
        "no-class-moves",
        "new-accounts",
        "lost-accounts",
        "to-defend",
        "money-elsewhere",
        "without-wallet",
        "gross-profit-not-covered",
    ];
}

impl Situation for PortfolioSituation {
    fn key(&self) -> &'static str {
        match self {
            S::NoSales => "no-sales",
            S::OnlyReturns { .. } => "only-returns",
            S::OneAccount { .. } => "one-account",
            S::HistoryTooShort { .. } => "history-too-short",
            S::NothingBefore { .. } => "nothing-before",
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
            S::NothingBefore { revenue, accounts } => {
                vec![("revenue", Value::Money(*revenue)), ("accounts", Value::Count(*accounts))]
            }
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
            | S::Flat { revenue, gross_profit, ups, downs, moved: _ } => {
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
            S::NewAccounts { accounts, revenue, share, doubtful } => vec![
                ("count", Value::Count(accounts.len())),
                ("accounts", Value::Accounts(accounts.clone())),
                ("revenue", Value::Money(*revenue)),
                ("share", Value::Share(*share)),
                ("doubtful", Value::Count(*doubtful)),
            ],
            S::LostAccounts { accounts, revenue, share } | S::ToDefend { accounts, revenue, share } => vec![
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
