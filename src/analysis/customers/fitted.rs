//! The models of value with what they were fitted to: the same purchases need not be fitted twice.
//!
//! Fitting is a search of many hundred steps, and an edit of a dossier changes no purchase. [`Fitted`] can be written down and
//! handed to the next analysis, which takes it only where it was fitted to exactly the same histories and spends.

use serde::{Deserialize, Serialize};

use super::bg_nbd::{BgNbd, BgNbdFit, NoFit, RepeatTable};
use super::gamma_gamma::{GammaGamma, GammaGammaFit, RepeatSpend};
use super::purchases::RepeatDays;

/// Both models, or why there are none, with what they were fitted to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    histories: Vec<RepeatDays>,
    spends: Vec<RepeatSpend>,
    models: Result<(BgNbdFit, GammaGammaFit), NoFit>,
}

impl Fitted {
    /// The models of these histories (of all accounts that have started) and spends (of those that came back), each in the order of
    /// accounts; `known` where it is the same.
    pub fn of(histories: Vec<RepeatDays>, spends: Vec<RepeatSpend>, known: Option<&Self>) -> Self {
        if let Some(known) = known.filter(|known| known.histories == histories && known.spends == spends) {
            return known.clone();
        }
        let (bg_nbd, gamma_gamma) =
            rayon::join(|| BgNbd::fit(&RepeatTable::new(histories.iter().copied())), || GammaGamma::fit(&spends));
        let models = bg_nbd.and_then(|bg_nbd| Ok((bg_nbd, gamma_gamma?)));
        Self { histories, spends, models }
    }

    /// The models; or why there are none.
    pub fn models(&self) -> Result<(BgNbdFit, GammaGammaFit), NoFit> {
        self.models.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Accounts of which every other one came back, more often the later it stands.
    fn histories(count: u32) -> Vec<RepeatDays> {
        (0..count).map(|n| RepeatDays { repeats: n % 7, last: (n % 7) * 40, age: 300 + n % 11 }).collect()
    }

    fn spends(count: u32) -> Vec<RepeatSpend> {
        (0..count)
            .filter(|n| n % 7 > 0)
            .map(|n| RepeatSpend { repeats: n % 7, mean: f64::from(100 + n % 13) })
            .collect()
    }

    #[test]
    fn what_is_known_is_taken_for_the_same_purchases_and_for_no_others() {
        let fitted = Fitted::of(histories(400), spends(400), None);
        // So that it can be told whether it was taken.
        let marked = Fitted { models: Err(NoFit::NotSettled), ..fitted.clone() };
        assert_eq!(Fitted::of(histories(400), spends(400), Some(&marked)), marked);
        let mut other = spends(400);
        other[7].mean += 1.0;
        let again = Fitted::of(histories(400), other, Some(&marked));
        assert_ne!(again.models, marked.models);
        assert_eq!(
            Fitted::of(histories(401), spends(401), Some(&marked)),
            Fitted::of(histories(401), spends(401), None)
        );
    }

    #[test]
    fn what_was_written_down_is_the_same_to_the_last_bit() {
        let fitted = Fitted::of(histories(400), spends(400), None);
        assert!(fitted.models.is_ok());
        let bytes = postcard::to_stdvec(&fitted).unwrap();
        assert_eq!(postcard::from_bytes::<Fitted>(&bytes).unwrap(), fitted);
    }
}
