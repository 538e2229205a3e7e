//! Loyalty as the behaviour shows it, beside what the team judges (S3 忠诚 / 品牌转移 / 无品牌忠诚; S1: loyalty is behaviour).
//!
//! 1. [`LoyalBehaviour::value`] is the lower of two shares: months with a purchase of the last 12, or of those since the first sale, and our share of the wallet; the
//!    first alone where no wallet is known. Their mean would call loyal whoever buys a fifth from us, as long as it buys every
//!    month, and where all buy every month the months tell nobody apart.
//! 2. The proxy needs a wallet and a sale. From the setting `loyalty.loyal` on, with no rival known to hold more than we do, the
//!    account behaves loyal; with a share below half of that setting it shows no loyalty; else it switches between suppliers.
//!    The cuts are a convention, not a source's.
//! 3. What a rival holds is what `competitors` or the composition of the wallet says, whichever is more.

use super::account_facts::AccountFacts;
use super::three_tests::months_bought;
use crate::portfolio::{Account, LoyaltyAttitude, Month, Percent, WalletHolder, WalletPart};
use crate::project::settings::LoyaltySettings;

/// What an account does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoyalBehaviour {
    /// Share with a purchase of the last 12 months, or of those since its first sale, 0 to 1.
    pub regularity: f64,
    /// Our share of the wallet, 0 to 1; `None` without a wallet.
    pub share: Option<f64>,
    /// Whether a competitor is known to hold more of the wallet than we do.
    pub is_outdone: bool,
    /// Whether it acts for us otherwise: it referred somebody, or its share rose by three percentage points or more.
    pub acts_for_us: bool,
}

/// Points below the cut within which nobody can tell (convention): a wallet is an estimate.
const BAND: f64 = 10.0;
/// From which rise of our share it acts for us (convention).
const ROSE: f64 = 0.03;

impl LoyalBehaviour {
    /// Of an account; `None` without a second day of purchases: once is no behaviour.
    pub fn of(account: &Account, facts: &AccountFacts) -> Option<Self> {
        let first = Month::of(facts.first_sale.filter(|_| facts.lifetime_purchase_days > 1)?);
        let own = facts.months.iter().filter(|point| point.month >= first).count();
        let regularity = months_bought(facts) as f64 / own.max(1) as f64;
        let share = facts.position.map(|position| position.share.clamp(0.0, 1.0));
        let is_outdone = share.is_some_and(|ours| largest_rival(account) > ours);
        let rose =
            facts.position.zip(facts.position_before).is_some_and(|(now, before)| now.share - before.share >= ROSE);
        let acts_for_us = rose || !account.referrals.is_empty();
        Some(Self { regularity, share, is_outdone, acts_for_us })
    }

    /// How loyal, 0 to 1.
    pub fn value(self) -> f64 {
        self.share.map_or(self.regularity, |share| share.min(self.regularity))
    }

    /// Whether it behaves loyal.
    pub fn is_loyal(self, cuts: LoyaltySettings) -> bool {
        self.value() * 100.0 >= cuts.loyal && !self.is_outdone
    }

    /// Whether nobody can tell: it is not loyal by the cut, no rival holds more, and it is close below the cut, or half-way to it and
    /// acts for us otherwise (S1: referral and exclusivity are loyalty, too).
    pub fn is_unsure(self, cuts: LoyaltySettings) -> bool {
        let points = self.value() * 100.0;
        let close = points >= cuts.loyal - BAND || (self.acts_for_us && points >= cuts.loyal / 2.0);
        !self.is_loyal(cuts) && !self.is_outdone && close
    }

    /// The attitude that it comes to; `None` without a wallet, and where [nobody can tell](Self::is_unsure).
    pub fn attitude(self, cuts: LoyaltySettings) -> Option<LoyaltyAttitude> {
        let share = self.share.filter(|_| !self.is_unsure(cuts))? * 100.0;
        Some(match share {
            _ if self.is_loyal(cuts) => LoyaltyAttitude::Loyal,
            share if share < cuts.loyal / 2.0 => LoyaltyAttitude::NoLoyalty,
            _ => LoyaltyAttitude::Switcher,
        })
    }
}

/// The largest share of the wallet that one rival is known to hold, 0 to 1. Parts of the composition with one name are one rival's.
fn largest_rival(account: &Account) -> f64 {
    let named = account.competitors.iter().filter_map(|rival| rival.share).map(Percent::share);
    let parts: Vec<&WalletPart> = account.wallet.iter().flat_map(|wallet| &wallet.composition).collect();
    let rivals = parts.iter().filter(|part| part.holder == WalletHolder::Rival);
    let held = rivals.map(|rival| {
        let same = |part: &&&WalletPart| part.holder == rival.holder && rival.name.is_some() && part.name == rival.name;
        parts.iter().filter(same).map(|part| part.share.share()).sum::<f64>().max(rival.share.share())
    });
    named.chain(held).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample;
    use crate::portfolio::{Competitor, Wallet};

    #[test]
    fn loyal_is_who_buys_most_of_it_from_us_and_often() {
        let attitude = |regularity: f64, share: f64, is_outdone: bool| {
            LoyalBehaviour { regularity, share: Some(share), is_outdone, acts_for_us: false }
                .attitude(LoyaltySettings::default())
        };
        // Every month, and a fifth of what it buys: not loyal.
        assert_eq!(attitude(1.0, 0.2, false), Some(LoyaltyAttitude::NoLoyalty));
        assert_eq!(attitude(1.0, 0.3, false), Some(LoyaltyAttitude::Switcher));
        assert_eq!(attitude(1.0, 0.6, false), Some(LoyaltyAttitude::Loyal));
        // 7 of 12 months are 58 %: nobody can tell. 5 are 42 %.
        assert_eq!(attitude(7.0 / 12.0, 0.9, false), None);
        assert_eq!(attitude(5.0 / 12.0, 0.9, false), Some(LoyaltyAttitude::Switcher));
        assert_eq!(attitude(1.0 / 12.0, 0.9, false), Some(LoyaltyAttitude::Switcher), "seldom, but then from us");
        let unknown = LoyalBehaviour { regularity: 1.0, share: None, is_outdone: false, acts_for_us: false };
        assert_eq!(
            (unknown.attitude(LoyaltySettings::default()), unknown.value().to_bits()),
            (None, 1.0_f64.to_bits())
        );
        let low = LoyaltySettings { loyal: 40.0, ..LoyaltySettings::default() };
        let outdone = LoyalBehaviour { regularity: 1.0, share: Some(0.45), is_outdone: true, acts_for_us: false };
        assert_eq!(outdone.attitude(low), Some(LoyaltyAttitude::Switcher), "a rival holds more");
        assert_eq!(LoyalBehaviour { is_outdone: false, ..outdone }.attitude(low), Some(LoyaltyAttitude::Loyal));
    }

    #[test]
    fn once_is_no_behaviour_and_months_count_from_the_first_sale() {
        let of = |days: &[&str]| {
            let mut sales: Vec<sample::Sale> = days.iter().map(|day| ("a", *day, 10, None)).collect();
            sales.extend([("z", "2024-01-01", 1, None), ("z", "2026-06-30", 1, None)]);
            let portfolio = sample::portfolio(vec![sample::account("a"), sample::account("z")]);
            let settings = crate::project::settings::Settings::default();
            let analysis = sample::analysis_of(&portfolio, &sample::ledger(&sales), &settings);
            LoyalBehaviour::of(&portfolio.accounts[0], &analysis.accounts[0]).map(|found| found.regularity)
        };
        assert_eq!(of(&["2026-02-28"]), None);
        // A customer since March, four months ago, that bought in two of them.
        assert_eq!(of(&["2026-03-01", "2026-05-01"]), Some(0.5));
    }

    #[test]
    fn close_to_the_cut_nobody_can_tell() {
        let unsure = |share: f64, acts_for_us: bool, is_outdone: bool| {
            let does = LoyalBehaviour { regularity: 1.0, share: Some(share), is_outdone, acts_for_us };
            does.is_unsure(LoyaltySettings::default())
        };
        assert_eq!([0.6, 0.59, 0.5, 0.49].map(|share| unsure(share, false, false)), [false, true, true, false]);
        assert_eq!([0.4, 0.29].map(|share| unsure(share, true, false)), [true, false], "it refers others to us");
        assert!(!unsure(0.55, true, true), "a rival holds more");
    }

    #[test]
    fn a_rival_is_read_from_the_wallet_too() {
        let mut account = sample::with_wallet("a", 2000);
        let held =
            |account: &Account| crate::portfolio::Amount::parse(&format!("{:.0}", largest_rival(account) * 100.0));
        assert_eq!(held(&account), crate::portfolio::Amount::parse("0"));
        let wallet = |parts: &str| -> Option<Wallet> {
            serde_yaml::from_str(&format!("{{amount: 2000, composition: [{parts}]}}")).unwrap()
        };
        account.wallet =
            wallet("{holder: ours, share: 20}, {holder: rival, name: R, share: 43}, {holder: own, share: 37}");
        assert_eq!(held(&account), crate::portfolio::Amount::parse("43"));
        account.wallet = wallet(
            "{holder: rival, name: R, share: 20}, {holder: rival, name: R, share: 15}, {holder: rival, name: S, share: 30}",
        );
        assert_eq!(held(&account), crate::portfolio::Amount::parse("35"), "two lines of one rival");
        account.wallet = wallet("{holder: rival, share: 20}, {holder: rival, share: 15}");
        assert_eq!(held(&account), crate::portfolio::Amount::parse("20"), "two without a name may be two");
        account.competitors = vec![serde_yaml::from_str::<Competitor>("{name: T, share: 50}").unwrap()];
        assert_eq!(held(&account), crate::portfolio::Amount::parse("50"));
    }
}
