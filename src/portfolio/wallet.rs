//! What the account buys of what we sell, and from whom (S1 attack/defend; S4 wallet composition).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::figure::Confidence;
use super::{Amount, Localised, Percent};

/// The yearly purchases of what we sell, estimated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wallet {
    /// Purchases a year, in the portfolio's currency; above zero.
    pub amount: Amount,
    /// Who or what says so.
    pub source: Option<Localised>,
    /// The day of the estimate.
    pub as_of: Option<Date>,
    /// How far it can be relied on.
    pub confidence: Option<Confidence>,
    /// Who serves it; shares sum to 100 at most.
    #[serde(default)]
    pub composition: Vec<WalletPart>,
    /// Earlier estimates, in the order of their days.
    #[serde(default)]
    pub previous: Vec<WalletEstimate>,
}

impl Wallet {
    /// What a holder serves of it, as far as the composition says.
    pub fn held_by(&self, holder: WalletHolder) -> Amount {
        let parts = self.composition.iter().filter(|part| part.holder == holder);
        parts.filter_map(|part| part.share.of(self.amount)).sum()
    }
}

/// An earlier estimate of the wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WalletEstimate {
    /// Purchases a year.
    pub amount: Amount,
    /// The day of the estimate.
    pub as_of: Date,
    /// Who or what said so.
    pub source: Option<Localised>,
}

choice! {
    /// Who serves a part of the wallet (S4 资源链).
    WalletHolder {
        /// We.
        Ours = "ours",
        /// A competitor.
        Rival = "rival",
        /// Outsourced to others who are no competitors.
        Outsourced = "outsourced",
        /// The account's own capacity.
        Own = "own",
    }
}

/// A part of the wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WalletPart {
    /// Who serves it.
    pub holder: WalletHolder,
    /// Its name, where it has one.
    pub name: Option<Localised>,
    /// Share of the wallet.
    pub share: Percent,
}

choice! {
    /// Attitude to us as a supplier (S3).
    LoyaltyAttitude {
        /// 忠诚.
        Loyal = "loyal",
        /// 品牌转移: switches between suppliers.
        Switcher = "switcher",
        /// 无品牌忠诚.
        NoLoyalty = "no_loyalty",
    }
}

/// Loyalty as the team judges it (S3); the sales give a proxy of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loyalty {
    /// The attitude.
    pub attitude: LoyaltyAttitude,
    /// 率先使用者: takes up our new products first.
    #[serde(default)]
    pub early_adopter: bool,
    /// What shows it.
    pub evidence: Option<Localised>,
    /// The day of the judgement.
    pub as_of: Option<Date>,
}

choice! {
    /// How we go about the account's market (S4 有进有退).
    Stance {
        /// 进: expand.
        Expand = "expand",
        /// 合: work it together with others.
        Contest = "work_with_others",
        /// 退: retreat step by step.
        Retreat = "retreat",
    }
}

/// The stance towards a market, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketStance {
    /// The stance.
    pub stance: Stance,
    /// Why.
    pub note: Option<Localised>,
}

/// A competitor at the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competitor {
    /// Its name.
    pub name: Localised,
    /// Its share of the wallet.
    pub share: Option<Percent>,
    /// The product lines that it holds.
    #[serde(default)]
    pub product_lines: Vec<String>,
    /// What it does better.
    pub strengths: Option<Localised>,
    /// What it does worse.
    pub weaknesses: Option<Localised>,
    /// Anything else.
    pub note: Option<Localised>,
}

choice! {
    /// Through whom goods reach the account (S4).
    ChannelKind {
        /// Our own.
        Own = "own",
        /// Others'.
        Others = "others",
        /// Shared with a partner.
        Alliance = "alliance",
    }
}

/// A channel to the account (S4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Whose it is.
    pub kind: ChannelKind,
    /// Its name.
    pub name: Option<Localised>,
    /// Share of our sales to the account that goes through it.
    pub share: Option<Percent>,
    /// Anything else.
    pub note: Option<Localised>,
}
