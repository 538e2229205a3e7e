//! Attack / defend matrix 攻守模型 (S1): the account's purchasing power against our share of it.
//!
//! 1. A new account is attacked, whatever its size.
//! 2. High power and a majority share: defend. High power, low share: maintain, or keep screening.
//! 3. Low power, low share: the source says abandon. Low power with a high share is not in the source: `hold` is our label.
//!
//! The source gives no numeric cuts: a share is high from 50 %, power from the median of the known wallets
//! (conventions, configurable). Without a wallet there is no zone: revenue is never put in its place.

use jiff::civil::Date;
use serde::Serialize;

use crate::analysis::sales::months_between;
use crate::portfolio::Amount;
use crate::project::settings::AttackDefendSettings;

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// 进攻: a new account.
    Attack,
    /// 防守: high power, high share.
    Defend,
    /// 维持 / 筛选: high power, low share.
    Maintain,
    /// 留守: low power, high share; not in the source.
    Hold,
    /// 放弃: low power, low share; only after its potential was looked at.
    Abandon,
}

impl Zone {
    /// All of them, in the order of the framework's page.
    pub const ALL: [Self; 5] = [Self::Defend, Self::Maintain, Self::Attack, Self::Hold, Self::Abandon];

    /// Its key: `attack`, `defend`, `maintain`, `hold`, `abandon`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Attack => "attack",
            Self::Defend => "defend",
            Self::Maintain => "maintain",
            Self::Hold => "hold",
            Self::Abandon => "abandon",
        }
    }
}

/// Where power and share begin to be high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cuts {
    /// Share of wallet from which it is high, 0 to 1.
    pub share: f64,
    /// Wallet from which power is high; `None` when no wallet is known.
    pub power: Option<Amount>,
    /// Whether `power` is the median of the known wallets (by default) or a setting.
    pub power_is_median: bool,
    /// Months from the first sale for which an account is new.
    pub new_months: i32,
}

impl Cuts {
    /// From the settings and the known wallets.
    pub fn new(settings: &AttackDefendSettings, wallets: impl Iterator<Item = Amount>) -> Self {
        Self {
            share: settings.share_cut / 100.0,
            power: settings.power_cut.or_else(|| median(wallets.collect())),
            power_is_median: settings.power_cut.is_none(),
            new_months: settings.new_months,
        }
    }
}

/// Which estimate of the wallet a share is reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WalletBasis {
    /// The one that held on the day.
    OfThen,
    /// A later one, as none is known of the day or before: the share is that of a wallet which has not changed since.
    Unchanged,
}

impl WalletBasis {
    /// Its key among the words of the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::OfThen => "of_then",
            Self::Unchanged => "unchanged",
        }
    }
}

/// A wallet as it is known for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownWallet {
    /// Purchases a year.
    pub amount: Amount,
    /// Whether it was estimated by then.
    pub basis: WalletBasis,
}

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Position {
    /// What it buys in a year, estimated.
    pub wallet: Amount,
    /// Whether that is an estimate of the time.
    pub basis: WalletBasis,
    /// Of that from us, in the 12 months.
    pub ours: Amount,
    /// `ours ÷ wallet`; negative where returns prevail.
    pub share: f64,
    /// Whether the share is over 100 %: then the estimate is too low or too old.
    pub over: bool,
    /// Whether the account is new.
    pub new: bool,
    /// What to do.
    pub zone: Zone,
}

/// Where an account stands on a day; `None` without a wallet above zero.
///
/// `ours` is revenue in the 12 months to that day, `first_sale` the day of its first sale, if there was one by then.
pub fn position(
    wallet: Option<KnownWallet>,
    ours: Amount,
    first_sale: Option<Date>,
    on: Date,
    cuts: &Cuts,
) -> Option<Position> {
    let KnownWallet { amount: wallet, basis } = wallet.filter(|wallet| wallet.amount.is_positive())?;
    let share = ours.share_of(wallet)?;
    let new = first_sale.is_some_and(|first| first <= on && months_between(first, on) < cuts.new_months);
    let powerful = cuts.power.is_some_and(|cut| wallet >= cut);
    let zone = match (new, powerful, share >= cuts.share) {
        (true, _, _) => Zone::Attack,
        (_, true, true) => Zone::Defend,
        (_, true, false) => Zone::Maintain,
        (_, false, true) => Zone::Hold,
        (_, false, false) => Zone::Abandon,
    };
    Some(Position { wallet, basis, ours, share, over: ours > wallet, new, zone })
}

/// The middle of the amounts, or halfway between the two in the middle.
fn median(mut amounts: Vec<Amount>) -> Option<Amount> {
    amounts.sort_unstable();
    let middle = amounts.len().checked_sub(1)? / 2;
    let upper = amounts[amounts.len() / 2];
    Some(Amount::from_scaled(i128::midpoint(amounts[middle].scaled(), upper.scaled())))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn cuts(wallets: &[i64]) -> Cuts {
        Cuts::new(&AttackDefendSettings::default(), wallets.iter().map(|&w| Amount::from_int(w)))
    }

    const fn known(amount: Amount) -> KnownWallet {
        KnownWallet { amount, basis: WalletBasis::OfThen }
    }

    fn zone(wallet: i64, ours: i64, first_sale: Option<Date>, cuts: &Cuts) -> Option<Zone> {
        let (wallet, ours) = (Some(known(Amount::from_int(wallet))), Amount::from_int(ours));
        position(wallet, ours, first_sale, date(2026, 6, 30), cuts).map(|p| p.zone)
    }

    #[test]
    fn the_five_zones_and_their_edges() {
        let cuts = cuts(&[100, 200, 300]);
        assert_eq!(cuts.power, Some(Amount::from_int(200)));
        let old = Some(date(2024, 1, 1));
        // Both edges belong to the high side.
        assert_eq!(zone(200, 100, old, &cuts), Some(Zone::Defend));
        assert_eq!(zone(200, 99, old, &cuts), Some(Zone::Maintain));
        assert_eq!(zone(199, 150, old, &cuts), Some(Zone::Hold));
        assert_eq!(zone(199, 10, old, &cuts), Some(Zone::Abandon));
        // New is tested first; a year after the first sale it is new no longer.
        assert_eq!(zone(200, 199, Some(date(2025, 7, 1)), &cuts), Some(Zone::Attack));
        assert_eq!(zone(200, 199, Some(date(2025, 6, 30)), &cuts), Some(Zone::Defend));
        // Never bought: not new, and nothing of the wallet is ours.
        assert_eq!(zone(500, 0, None, &cuts), Some(Zone::Maintain));
    }

    #[test]
    fn no_wallet_no_zone_and_more_than_all_is_flagged() {
        let cuts = cuts(&[100, 200]);
        assert_eq!(cuts.power, Some(Amount::from_int(150)));
        let day = date(2026, 6, 30);
        assert_eq!(position(None, Amount::from_int(5), Some(day), day, &cuts), None);
        assert_eq!(position(Some(known(Amount::ZERO)), Amount::from_int(5), None, day, &cuts), None);
        let over = position(Some(known(Amount::from_int(100))), Amount::from_int(101), None, day, &cuts);
        assert!(over.is_some_and(|p| p.over && p.zone == Zone::Hold));
        assert_eq!(Cuts::new(&AttackDefendSettings::default(), std::iter::empty()).power, None);
    }

    #[test]
    fn a_setting_takes_the_place_of_the_median() {
        let settings =
            AttackDefendSettings { power_cut: Some(Amount::from_int(50)), ..AttackDefendSettings::default() };
        let cuts = Cuts::new(&settings, [Amount::from_int(100)].into_iter());
        assert_eq!((cuts.power, cuts.power_is_median), (Some(Amount::from_int(50)), false));
    }
}
