//! What our value propositions are worth to an account a year (S4 FAB): stated, shown by evidence, and delivered.
//!
//! A benefit without evidence is a wish and stays out of what we say we bring. One with evidence is delivered where its product
//! lines serve a need that is met, and none that is not (convention): a field of the dossier says neither by itself.

use crate::portfolio::{Account, Amount, NeedStatus, ValueProposition};

/// Yearly benefits of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Benefits {
    /// All that is put in money.
    pub stated: Amount,
    /// Of it, what some evidence shows.
    pub evidenced: Amount,
    /// Of that, what rests on product lines whose needs are met.
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
            evidenced: sum(&|item| item.evidence.is_some()),
            delivered: sum(&|item| item.evidence.is_some() && is_delivered(account, item)),
        })
    }
}

/// Whether some need that is met asks for its product lines, and no open one does.
fn is_delivered(account: &Account, item: &ValueProposition) -> bool {
    let live = account.needs.iter().filter(|need| need.status != Some(NeedStatus::Dropped));
    let mut served =
        live.filter(|need| need.product_lines.iter().any(|line| item.product_lines.contains(line))).peekable();
    served.peek().is_some() && served.all(|need| need.status == Some(NeedStatus::Met))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;

    #[test]
    fn what_nothing_shows_is_no_gain_yet() {
        let mut one = account("a");
        assert_eq!(Benefits::of(&one), None);
        one.needs = serde_yaml::from_str(
            "[{need: fast, status: met, product_lines: [x]}, {need: back, status: open, product_lines: [y]},
              {need: old, status: dropped, product_lines: [x]}]",
        )
        .unwrap();
        one.value_propositions = serde_yaml::from_str(
            "[{feature: a, evidence: e, yearly_benefit: 340, product_lines: [x]},
              {feature: b, evidence: e, yearly_benefit: 212, product_lines: [y]},
              {feature: c, evidence: e, yearly_benefit: 46},
              {feature: d, evidence: e, yearly_benefit: 5, product_lines: [x, y]},
              {feature: f, yearly_benefit: 18, product_lines: [x]}, {feature: g, evidence: e}]",
        )
        .unwrap();
        let amounts = [621, 603, 340].map(Amount::from_int);
        let found = Benefits::of(&one).unwrap();
        assert_eq!([found.stated, found.evidenced, found.delivered], amounts);
    }
}
