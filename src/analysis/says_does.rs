//! What an account says beside what it does: satisfied or not, loyal or not (S1: satisfaction is a feeling, loyalty is behaviour).

use super::loyalty_proxy::LoyalBehaviour;
use crate::project::settings::LoyaltySettings;

/// Where an account stands. What it says is known; of what it does, nobody can tell close to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SaysDoes {
    /// Satisfied, and not loyal.
    Fickle,
    /// Satisfied; whether it is loyal, nobody can tell.
    Unsure,
    /// Loyal without being satisfied.
    Captive,
    /// Not satisfied; whether it is loyal, nobody can tell.
    UnsureUnhappy,
    /// Neither satisfied nor loyal.
    Neither,
    /// Satisfied and loyal.
    Both,
}

impl SaysDoes {
    /// Of stated satisfaction, 0 to 1, and of behaviour.
    pub fn of(satisfaction: f64, behaviour: LoyalBehaviour, cuts: LoyaltySettings) -> Self {
        let satisfied = satisfaction * 100.0 >= cuts.satisfied;
        match (satisfied, behaviour.is_loyal(cuts), behaviour.is_unsure(cuts)) {
            (true, true, _) => Self::Both,
            (false, true, _) => Self::Captive,
            (true, false, true) => Self::Unsure,
            (false, false, true) => Self::UnsureUnhappy,
            (true, false, false) => Self::Fickle,
            (false, false, false) => Self::Neither,
        }
    }

    /// Whether it says that it is satisfied.
    pub const fn is_satisfied(self) -> bool {
        matches!(self, Self::Fickle | Self::Unsure | Self::Both)
    }

    /// Its key in the catalogues, below `customers.loyalty`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fickle => "fickle",
            Self::Unsure => "unsure",
            Self::Captive => "captive",
            Self::UnsureUnhappy => "unsure_unhappy",
            Self::Neither => "neither",
            Self::Both => "both",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cuts_belong_to_the_upper_side() {
        let default = LoyaltySettings::default();
        let does =
            |share: f64| LoyalBehaviour { regularity: 1.0, share: Some(share), is_outdone: false, acts_for_us: false };
        let of = |says: f64, share: f64, cuts: LoyaltySettings| SaysDoes::of(says, does(share), cuts);
        let found = [(0.8, 0.6), (0.79, 0.6), (0.8, 0.49), (0.79, 0.49)].map(|(s, l)| of(s, l, default));
        assert_eq!(found, [SaysDoes::Both, SaysDoes::Captive, SaysDoes::Fickle, SaysDoes::Neither]);
        // Close below the cut nobody can tell whether it is loyal; whether it is satisfied is known all the same.
        assert_eq!([of(0.8, 0.55, default), of(0.79, 0.55, default)], [SaysDoes::Unsure, SaysDoes::UnsureUnhappy]);
        let low = LoyaltySettings { satisfied: 50.0, loyal: 50.0 };
        assert_eq!(of(0.79, 0.59, low), SaysDoes::Both);
        let outdone = LoyalBehaviour { is_outdone: true, ..does(0.59) };
        assert_eq!(SaysDoes::of(0.79, outdone, low), SaysDoes::Fickle, "a rival holds more");
    }
}
