//! What our value propositions are worth to an account a year (S4 FAB): stated, shown by evidence, and delivered.
//!
//! A benefit without evidence is a wish and stays out of what we say we bring; so does one whose amount is a guess. One with evidence
//! is delivered where the account has confirmed it: its own word, not that a need is met.

use crate::portfolio::{Account, Amount, Confidence, ValueProposition};

/// Yearly benefits of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Benefits {
    /// All that is put in money.
    pub stated: Amount,
    /// Of it, what some evidence shows.
    pub evidenced: Amount,
    /// Of that, what the account has confirmed.
    pub delivered: Amount,
}

impl Benefits {
    /// Of an account; `None` where no proposition is put in money.
    pub fn of(account: &Account) -> Option<Self> {
        let items = &account.value_propositions;
        items.iter().find(|item| item.yearly_benefit.is_some())?;
        let sum = |such: &dyn Fn(&ValueProposition) -> bool| -> Amount {
            let known = items.iter().filter(|item| such(item)).filter_map(|item| item.yearly_benefit.as_ref());
            known.map(|figure| figure.value).sum()
        };
        Some(Self {
            stated: sum(&|_| true),
            evidenced: sum(&is_evidenced),
            delivered: sum(&|item| is_evidenced(item) && item.confirm.is_some()),
        })
    }
}

/// Whether something shows it, and its amount is no guess.
pub fn is_evidenced(item: &ValueProposition) -> bool {
    let guessed = item.yearly_benefit.as_ref().is_some_and(|figure| figure.confidence == Some(Confidence::Low));
    item.evidence.is_some() && !guessed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;

    #[test]
    fn what_nothing_shows_is_no_gain_yet() {
        let mut one = account("a");
        assert_eq!(Benefits::of(&one), None);
        one.value_propositions = serde_yaml::from_str(
            "[{feature: a, evidence: e, confirm: c, yearly_benefit: 340}, {feature: b, evidence: e, yearly_benefit: 212},
              {feature: c, evidence: e, confirm: c, yearly_benefit: {value: 46, confidence: low}},
              {feature: f, confirm: c, yearly_benefit: 18}, {feature: g, evidence: e}]",
        )
        .unwrap();
        let amounts = [616, 552, 340].map(Amount::from_int);
        let found = Benefits::of(&one).unwrap();
        assert_eq!([found.stated, found.evidenced, found.delivered], amounts);
    }
}
