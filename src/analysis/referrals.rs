//! Referrals (S1, S3): whom an account sent to us, and who of them was a customer already.
//!
//! A referral brings somebody new. One that is dated after the other began to buy may have helped, but it saved no acquisition.

use jiff::civil::Date;

use super::sales::{SalesView, Scope};
use crate::portfolio::{Portfolio, Referral};

/// Since when whoever was referred was a customer, where that was before the referral. By the name of the account, in any language.
pub fn known_before(portfolio: &Portfolio, sales: &SalesView, referral: &Referral) -> Option<Date> {
    let named = |text: &str| referral.to.texts().any(|to| to.trim() == text.trim());
    let at = portfolio.accounts.iter().position(|account| account.name.texts().any(named))?;
    let since = [portfolio.accounts[at].since, sales.first_day(Scope::Account(at))].into_iter().flatten().min()?;
    (since < referral.date).then_some(since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{account, analysis_of, ledger, portfolio};
    use crate::project::settings::Settings;

    #[test]
    fn who_bought_before_was_known() {
        let portfolio = portfolio(vec![account("a"), account("b")]);
        let sales = ledger(&[("a", "2024-01-01", 1, None), ("b", "2026-03-01", 1, None)]);
        let analysis = analysis_of(&portfolio, &sales, &Settings::default());
        let since = |day: &str, to: &str| {
            let referral: Referral = serde_yaml::from_str(&format!("{{date: {day}, to: {to}}}")).unwrap();
            known_before(&portfolio, &analysis.sales, &referral).map(|day| day.to_string())
        };
        let name = portfolio.accounts[1].name.in_language("en").0.to_owned();
        assert_eq!(since("2026-03-02", &name).as_deref(), Some("2026-03-01"));
        assert_eq!(since("2026-02-11", &name), None, "it began to buy after that");
        assert_eq!(since("2026-03-02", "nobody we know"), None);
    }
}
