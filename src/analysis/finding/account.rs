//! The situations of an account, and what their sentences name.

use jiff::civil::Date;
use serde::Serialize;

use super::{Situation, Topic};
use crate::analysis::abc::AbcClass;
use crate::analysis::trend::Change;
use crate::analysis::value::{Value, Values};
use crate::frameworks::attack_defend::WalletBasis;
use crate::load::ledger::ProductIx;
use crate::portfolio::Amount;
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
    /// The sales of the 12 months come to zero: as much was returned as bought, or no row carries an amount.
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
    /// A class changes by what others bring, too: so with its own amount on the base of the classes.
    ClassDown { from: AbcClass, to: AbcClass, base: AbcBase, change: Change },
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
    ShareFell { now: f64, before: f64, basis: WalletBasis },
    /// Our share of its wallet rose by three percentage points or more.
    ShareRose { now: f64, before: f64, basis: WalletBasis },
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
        let between = |now: &f64, before: &f64| {
            vec![share("now", now), share("before", before), ("change", Value::Points(now - before))]
        };
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
            S::MarginFell { now, before } => between(now, before),
            S::ShareFell { now, before, basis } | S::ShareRose { now, before, basis } => {
                let mut values = between(now, before);
                values.push(("basis", Value::Choice("wallet_basis", basis.key())));
                values
            }
            S::ClassUp { from, to } => vec![("from", Value::Class(*from)), ("to", Value::Class(Some(*to)))],
            S::ClassDown { from, to, base, change } => {
                let mut values = vec![("from", Value::Class(Some(*from))), ("to", Value::Class(Some(*to)))];
                values.push(("base", Value::Base(*base)));
                values.extend(change.rate().map(|rate| ("rate", Value::Rate(rate))));
                values
            }
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
