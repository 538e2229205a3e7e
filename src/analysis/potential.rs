//! What an account could come to, against what it brings: the look that S2 asks for before anything small is dropped.
//!
//! The potential is the dossier's, an estimate of a year; what it brings is the revenue of the last 12 months. Nothing is
//! guessed: without an estimate there is no room.

use crate::portfolio::{Account, Amount};

/// Potential of a year against the last 12 months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headroom {
    /// What the account could come to, a year.
    pub potential: Amount,
    /// What it brought in the 12 months.
    pub ours: Amount,
}

impl Headroom {
    /// Of an account; `None` where the dossier states no potential.
    pub fn of(account: &Account, ours: Amount) -> Option<Self> {
        let potential = account.potential.as_ref()?.value;
        Some(Self { potential, ours })
    }

    /// What is still to be won; `None` where the potential is reached.
    pub fn room(self) -> Option<Amount> {
        Some(self.potential - self.ours).filter(|room| room.is_positive())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;
    use crate::portfolio::Figure;

    #[test]
    fn room_is_what_the_year_has_not_brought() {
        let stated = |amount: i64| {
            let potential = Some(Figure::plain(Amount::from_int(amount)));
            crate::portfolio::Account { potential, ..account("a") }
        };
        let room = |potential, ours| Headroom::of(&stated(potential), Amount::from_int(ours)).and_then(Headroom::room);
        assert_eq!(room(500, 120), Some(Amount::from_int(380)));
        assert_eq!(room(500, -20), Some(Amount::from_int(520)), "returns prevailed");
        assert_eq!((room(500, 500), room(500, 700)), (None, None));
        assert_eq!(Headroom::of(&account("a"), Amount::from_int(5)), None);
    }
}
