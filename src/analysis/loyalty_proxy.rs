//! Loyalty as the behaviour shows it, beside what the team judges (S3 忠诚 / 品牌转移 / 无品牌忠诚; S1: loyalty is behaviour).
//!
//! 1. [`LoyalBehaviour::value`] is the mean of two shares: months of the last 12 with a purchase, and our share of the wallet; the
//!    first alone where no wallet is known.
//! 2. The proxy needs a wallet and a sale. From the setting `loyalty.loyal` on, with no competitor known to hold more than we do, the
//!    account behaves loyal; below half of that setting it shows no loyalty; between, or where a competitor holds more, it
//!    switches between suppliers. The cuts are a convention, not a source's.

use super::account_facts::AccountFacts;
use super::three_tests::months_bought;
use crate::portfolio::{Account, LoyaltyAttitude, Percent};
use crate::project::settings::LoyaltySettings;

/// What an account does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoyalBehaviour {
    /// Share of the last 12 months with a purchase, 0 to 1.
    pub regularity: f64,
    /// Our share of the wallet, 0 to 1; `None` without a wallet.
    pub share: Option<f64>,
    /// Whether a competitor is known to hold more of the wallet than we do.
    pub is_outdone: bool,
}

impl LoyalBehaviour {
    /// Of an account; `None` without a sale.
    pub fn of(account: &Account, facts: &AccountFacts) -> Option<Self> {
        facts.first_sale?;
        let regularity = months_bought(facts) as f64 / facts.months.len().max(1) as f64;
        let share = facts.position.map(|position| position.share.clamp(0.0, 1.0));
        let largest = account.competitors.iter().filter_map(|rival| rival.share).map(Percent::share);
        let is_outdone = share.is_some_and(|ours| largest.fold(0.0, f64::max) > ours);
        Some(Self { regularity, share, is_outdone })
    }

    /// How loyal, 0 to 1.
    pub fn value(self) -> f64 {
        self.share.map_or(self.regularity, |share| f64::midpoint(self.regularity, share))
    }

    /// The attitude that it comes to; `None` without a wallet.
    pub fn attitude(self, cuts: LoyaltySettings) -> Option<LoyaltyAttitude> {
        self.share?;
        let value = self.value() * 100.0;
        Some(match value {
            value if value >= cuts.loyal && !self.is_outdone => LoyaltyAttitude::Loyal,
            value if value < cuts.loyal / 2.0 => LoyaltyAttitude::NoLoyalty,
            _ => LoyaltyAttitude::Switcher,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_share_and_every_month_is_loyal() {
        let attitude = |regularity: f64, share: Option<f64>, is_outdone: bool| {
            LoyalBehaviour { regularity, share, is_outdone }.attitude(LoyaltySettings::default())
        };
        // (1 + 0.2) ÷ 2 = 60 %, the cut.
        assert_eq!(attitude(1.0, Some(0.2), false), Some(LoyaltyAttitude::Loyal));
        assert_eq!(attitude(1.0, Some(0.2), true), Some(LoyaltyAttitude::Switcher));
        assert_eq!(attitude(1.0, Some(0.1), false), Some(LoyaltyAttitude::Switcher));
        assert_eq!(attitude(0.5, Some(0.1), false), Some(LoyaltyAttitude::Switcher), "30 %");
        assert_eq!(attitude(0.5, Some(0.05), true), Some(LoyaltyAttitude::NoLoyalty));
        assert_eq!(attitude(1.0, None, false), None);
    }
}
