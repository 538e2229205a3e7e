//! What each account is worth over the coming year: expected orders × expected value of an order, undiscounted.
//!
//! 1. [BG/NBD](super::bg_nbd) is fitted to the purchase days of all accounts, [Gamma-Gamma](super::gamma_gamma) to the spend of those
//!    that bought again.
//! 2. Each account gets its own expectations over [`WEEKS`] weeks from `as_of`.
//!
//! An account's first day in the data stands for the start of the relationship: accounts that are older than the data look
//! younger than they are.

use jiff::civil::Date;

use super::bg_nbd::{BgNbdFit, NoFit};
use super::fitted::Fitted;
use super::gamma_gamma::{GammaGammaFit, RepeatSpend};
use super::purchases::{Purchases, RepeatDays};

/// How far ahead lifetime value looks.
pub const WEEKS: u32 = 52;

/// An account and its purchases up to `as_of`.
#[derive(Debug, Clone, Copy)]
pub struct Customer<'a> {
    /// Its id.
    pub id: &'a str,
    /// When it bought, and for how much.
    pub purchases: &'a Purchases,
}

/// A modelled portfolio.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerValue {
    /// The day on which observation ends and expectation starts.
    pub as_of: Date,
    /// Weeks ahead.
    pub weeks: u32,
    /// Who still buys and how often.
    pub bg_nbd: BgNbdFit,
    /// For how much.
    pub gamma_gamma: GammaGammaFit,
    /// Accounts that have started, in the order they were given.
    pub accounts: Vec<AccountValue>,
}

/// What to expect of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountValue {
    /// Its id.
    pub id: String,
    /// Repeats, last purchase and age: what the model knows of it.
    pub history: RepeatDays,
    /// What the model says of whether it still buys, 0 to 1; a probability only where [`AccountValue::probability`] gives it.
    pub p_alive: f64,
    /// Whether the data settle who leaves ([`CustomerValue::settles_leaving`]).
    pub leaving_settled: bool,
    /// Orders in the weeks ahead.
    pub expected_orders: f64,
    /// Value of an order; `None` where the model has no mean ([`super::gamma_gamma::SpendWarning::NoMean`]).
    pub expected_value: Option<f64>,
}

impl AccountValue {
    /// Whether the model knows more of it than that it is there: who bought on one day only is expected to do what the mean of
    /// all does.
    pub const fn came_back(&self) -> bool {
        self.history.repeats > 0
    }

    /// Probability that it still buys; `None` where the data do not settle who leaves: then the model's number follows from where
    /// the search for a and b was stopped, not from the purchases.
    pub fn probability(&self) -> Option<f64> {
        self.leaving_settled.then_some(self.p_alive)
    }

    /// Whether the purchases carry what the model says of leaving: they settle who leaves, and this one came back. Of whoever
    /// bought on one day only the model says 1, whatever has happened since.
    pub const fn is_settled(&self) -> bool {
        self.leaving_settled && self.came_back()
    }

    /// Expected orders × expected value: revenue to expect in the weeks ahead, undiscounted. `None` for who bought on one day
    /// only, and for all where the data do not settle who leaves: the sum would count those who have left.
    pub fn lifetime_value(&self) -> Option<f64> {
        let value = self.expected_value.filter(|_| self.is_settled())?;
        Some(self.expected_orders * value)
    }
}

impl CustomerValue {
    /// Fits both models, unless they are known, and values every account; or says why there is no model. With what was fitted.
    pub fn of(customers: &[Customer<'_>], as_of: Date, known: Option<&Fitted>) -> (Result<Self, NoFit>, Fitted) {
        let started: Vec<(Customer<'_>, RepeatDays)> =
            customers.iter().filter_map(|customer| Some((*customer, customer.purchases.repeat_days(as_of)?))).collect();
        let spends: Vec<RepeatSpend> = started.iter().filter_map(|(customer, _)| spend(customer.purchases)).collect();
        let fitted = Fitted::of(started.iter().map(|(_, history)| *history).collect(), spends, known);
        let value = fitted.models().map(|models| Self::with(models, &started, as_of));
        (value, fitted)
    }

    fn with(
        (bg_nbd, gamma_gamma): (BgNbdFit, GammaGammaFit),
        started: &[(Customer<'_>, RepeatDays)],
        as_of: Date,
    ) -> Self {
        let settled = bg_nbd.settles_leaving();
        let value = |(customer, history): &(Customer<'_>, RepeatDays)| AccountValue {
            id: customer.id.to_owned(),
            history: *history,
            p_alive: bg_nbd.model.p_alive(*history),
            leaving_settled: settled,
            expected_orders: bg_nbd.model.expected_orders(*history, f64::from(WEEKS)),
            expected_value: gamma_gamma.model.expected_value(spend(customer.purchases)),
        };
        let accounts = started.iter().map(value).collect();
        Self { as_of, weeks: WEEKS, bg_nbd, gamma_gamma, accounts }
    }

    /// Whether the data settle who leaves: else nobody has a probability, and nothing is summed up.
    pub fn settles_leaving(&self) -> bool {
        self.bg_nbd.settles_leaving()
    }

    /// All accounts that came back together: revenue to expect from them in the weeks ahead. `None` where a value is missing.
    pub fn total(&self) -> Option<f64> {
        self.accounts.iter().filter(|account| account.came_back()).map(AccountValue::lifetime_value).sum()
    }
}

/// Repeats and their mean net; `None` without a repeat.
fn spend(purchases: &Purchases) -> Option<RepeatSpend> {
    let repeats = u32::try_from(purchases.repeats().len()).ok()?;
    (repeats > 0).then(|| RepeatSpend { repeats, mean: purchases.repeat_spend().to_f64() / f64::from(repeats) })
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;
    use crate::analysis::customers::bg_nbd::weeks;
    use crate::analysis::customers::export::CustomerValueExport;
    use crate::portfolio::Amount;

    const AS_OF: Date = date(2026, 6, 30);

    /// 150 accounts that differ in start, in rhythm and in spend; every third stopped half-way, every tenth never came again.
    fn purchases() -> Vec<(String, Purchases)> {
        let of = |i: i32| {
            let (start, rhythm, spend) = (i * 7919 % 200, 9 + i * 31 % 60, 100 + i * 613 % 900);
            let end = if i % 3 == 0 { 360 } else { 700 };
            let last = if i % 10 == 0 { start } else { end };
            let days = (start..=last).step_by(usize::try_from(rhythm).unwrap_or(30));
            let days = days.enumerate().map(|(nth, back)| {
                let extra = i64::try_from(nth * 37 % 50).unwrap_or(0);
                (date(2024, 7, 1) + back.days(), Amount::from_int(i64::from(spend) + extra))
            });
            (format!("A{i:03}"), Purchases::up_to(AS_OF, days))
        };
        (0..150).map(of).collect()
    }

    fn customers(purchases: &[(String, Purchases)]) -> Vec<Customer<'_>> {
        purchases.iter().map(|(id, purchases)| Customer { id, purchases }).collect()
    }

    #[test]
    fn each_account_by_its_own_history() {
        let mut purchases = purchases();
        purchases.push(("never".to_owned(), Purchases::default()));
        let found = CustomerValue::of(&customers(&purchases), AS_OF, None).0.unwrap();
        assert_eq!(found.accounts.len(), 150);
        let account = |id: &str| found.accounts.iter().find(|account| account.id == id).unwrap();
        // A003 stopped, A004 goes on; both have bought often.
        let alive = |id: &str| found.bg_nbd.model.p_alive(account(id).history);
        assert!(alive("A003") < 0.5 && alive("A004") > 0.9, "{found:?}");
        for account in &found.accounts {
            let orders = found.bg_nbd.model.expected_orders(account.history, 52.0);
            assert_eq!(account.expected_orders.to_bits(), orders.to_bits());
            assert!(weeks(account.history.last) <= weeks(account.history.age));
            let value = account.expected_orders * account.expected_value.unwrap();
            match account.lifetime_value() {
                Some(worth) => assert!(account.history.repeats > 0 && (worth - value).abs() < 1e-9),
                None => assert!(account.history.repeats == 0 || !found.settles_leaving()),
            }
        }
        // Who never came again has a number of 1 that nothing carries.
        let exported = serde_json::to_value(CustomerValueExport::new(&Ok(found.clone()), AS_OF)).unwrap();
        for account in exported["accounts"].as_array().unwrap() {
            let came_back = account["repeats"].as_u64().unwrap() > 0;
            assert_eq!(account["settled"].as_bool(), Some(came_back && found.settles_leaving()), "{account}");
            assert!(came_back || account["p_alive"].as_f64() == Some(1.0), "{account}");
        }
        let sum: f64 = found.accounts.iter().filter_map(AccountValue::lifetime_value).sum();
        assert_eq!(found.total().is_some(), found.settles_leaving());
        assert!(found.total().is_none_or(|total| (total - sum).abs() < 1e-6));
    }

    #[test]
    fn where_nobody_leaves_the_model_says_nothing_of_leaving() {
        // 120 accounts that buy every 20 to 60 days to the end: no data on leaving, so a and b run to the edge of the range.
        let of = |i: i32| {
            let days = (i % 50..=720).step_by(usize::try_from(20 + i * 31 % 41).unwrap_or(30));
            let days = days.map(|back| (date(2024, 7, 1) + back.days(), Amount::from_int(i64::from(100 + i * 7 % 90))));
            (format!("A{i:03}"), Purchases::up_to(AS_OF, days))
        };
        let purchases: Vec<_> = (0..120).map(of).collect();
        let result = CustomerValue::of(&customers(&purchases), AS_OF, None).0;
        let found = result.as_ref().unwrap();
        assert!(!found.settles_leaving(), "{:?}", found.bg_nbd);
        assert!(found.accounts.iter().all(|one| one.probability().is_none() && one.lifetime_value().is_none()));
        assert_eq!(found.total(), None);
        let exported = serde_json::to_value(CustomerValueExport::new(&result, AS_OF)).unwrap();
        // Other tools get the model's number, and beside it that it is no probability.
        for account in exported["accounts"].as_array().unwrap() {
            assert!((0.0..=1.0).contains(&account["p_alive"].as_f64().unwrap()), "{account}");
            assert_eq!((&account["settled"], &account["lifetime_value"]), (&false.into(), &serde_json::Value::Null));
        }
        assert!(exported["bg_nbd"]["a"].as_f64().is_some() && exported["bg_nbd"]["warnings"].as_array().is_some());
    }

    #[test]
    fn order_of_accounts_changes_no_bit() {
        let purchases = purchases();
        let mut turned = customers(&purchases);
        turned.reverse();
        let (found, mut other) = (
            CustomerValue::of(&customers(&purchases), AS_OF, None).0.unwrap(),
            CustomerValue::of(&turned, AS_OF, None).0.unwrap(),
        );
        other.accounts.reverse();
        assert_eq!((found.accounts, found.bg_nbd), (other.accounts, other.bg_nbd));
    }

    #[test]
    fn without_a_model_the_export_says_why() {
        let purchases = purchases();
        let result = CustomerValue::of(&customers(&purchases[..60]), AS_OF, None).0;
        assert_eq!(result, Err(NoFit::TooFewRepeatBuyers { found: 54, needed: 100 }));
        let exported = serde_json::to_value(CustomerValueExport::new(&result, AS_OF)).unwrap();
        let expected = serde_json::json!({
            "as_of": "2026-06-30",
            "weeks": 52,
            "bg_nbd": null,
            "gamma_gamma": null,
            "no_model": { "reason": "too-few-repeat-buyers", "found": 54, "needed": 100 },
            "accounts": [],
        });
        assert_eq!(exported, expected);
    }
}
