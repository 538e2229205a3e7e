//! Partner-type account (S3 伙伴型): loyal, profitable, cheap to serve, past the cost of winning it, a source of referrals.
//!
//! The source names the five traits and no cuts. Ours (convention): the dossier calls it loyal; its gross margin is at least that
//! of all sales; its cost to serve takes at most the middle part of gross profit among the accounts where that is known; what
//! winning it took has come back; it referred somebody to us.

use super::super::answer::leaders;
use super::super::wide::digits;
use super::judged::{Good, matrix, most_first, of_all};
use crate::analysis::referrals::known_before;
use crate::locale::Arg;
use crate::portfolio::{Account, LoyaltyAttitude};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Traits from which an account counts as a partner (convention).
const PARTNER: usize = 3;

/// Accounts × traits; `None` where nothing is known of any.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let outcomes = shared.outcomes();
    let margin = shared.facts.year.total.margin();
    let burden = |at: usize, account: &Account| outcomes.serving_share(account, at);
    let mut burdens: Vec<f64> =
        shared.portfolio.accounts.iter().enumerate().filter_map(|(at, account)| burden(at, account)).collect();
    burdens.sort_by(f64::total_cmp);
    let middle = burdens.get(burdens.len().saturating_sub(1) / 2).copied().filter(|_| burdens.len() > 1);
    let mut all = of_all(shared, |at, account| {
        let loyal = account.loyalty.as_ref().map(|loyalty| loyalty.attitude == LoyaltyAttitude::Loyal);
        let profitable = shared.accounts[at].year.margin().zip(margin).map(|(own, all)| own >= all);
        let cheap = burden(at, account).zip(middle).map(|(own, middle)| own <= middle);
        let returned = outcomes.invested(account, at).and_then(|found| found.payback).map(|p| p.returned.is_some());
        let refers = account.referrals.iter().any(|referral| {
            referral.date <= shared.as_of.date && known_before(shared.portfolio, shared.sales, referral).is_none()
        });
        [loyal, profitable, cheap, returned, refers.then_some(true)]
    });
    // Fewest bad verdicts are no merit where nothing is known: those with most traits come first.
    let keys = ["loyal", "profitable", "cheap", "returned", "refers"];
    let names = keys.map(|key| shared.voice.word(&format!("in_portfolio.partner.{key}")));
    most_first(shared, &mut all, true);
    let counts: Vec<(String, usize)> =
        all.iter().map(|one| (shared.account_name(one.account), one.saying(true))).collect();
    let partners = all.iter().filter(|one| one.saying(true) >= PARTNER).count();
    let (name, most) = leaders(shared, &counts)?;
    let leading = counts.iter().filter(|(_, count)| *count == most).count();
    let args = [
        ("count", Arg::from(partners)),
        ("all", digits(shared, all.len()).into()),
        ("least", PARTNER.into()),
        ("name", name.into()),
        ("most", digits(shared, most).into()),
        ("leading", digits(shared, leading).into()),
    ];
    let case = match (partners, leading) {
        (0, _) => "none",
        (_, 1..=3) => "finding",
        _ => "many",
    };
    let answer = matrix(shared, "partner", &names, &all, Good::Yes);
    Some(answer.note("note", &[]).says(case, &args))
}
