//! Satisfied is not loyal (S1): what accounts say beside what they do.

use super::super::answer::{Answer, money, percent};
use super::super::stands::{cell, documented};
use super::super::wide::{account, count, digits};
use crate::analysis::health::stated;
use crate::analysis::loyalty_proxy::LoyalBehaviour;
use crate::analysis::says_does::SaysDoes;
use crate::locale::Arg;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// An account with what it says and what it does, both 0 to 1.
struct Both {
    account: usize,
    says: f64,
    does: LoyalBehaviour,
    referrals: usize,
}

/// Accounts with both, satisfied ones that do not stay first; `None` where none has both.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let (today, cuts) = (shared.as_of.date, shared.settings.loyalty);
    let both = |(at, one): (usize, &crate::portfolio::Account)| {
        let says = one.satisfaction.surveys.iter().rev().filter(|survey| survey.date <= today).find_map(stated)?;
        let does = LoyalBehaviour::of(one, &shared.accounts[at])?;
        let referrals = one.referrals.iter().filter(|referral| referral.date <= today).count();
        Some(Both { account: at, says, does, referrals })
    };
    let mut all: Vec<Both> = documented(shared).filter_map(both).collect();
    if all.is_empty() {
        return None;
    }
    let zone = |one: &Both| SaysDoes::of(one.says, one.does, cuts);
    all.sort_by_key(|one| (zone(one), std::cmp::Reverse(shared.accounts[one.account].year.revenue), one.account));
    let row = |one: &Both| {
        let name = cell(shared.voice.word(&format!("customers.loyalty.{}", zone(one).key())));
        account(shared, one.account)
            .into_iter()
            .chain([
                if zone(one) == SaysDoes::Fickle { name.class("act") } else { name },
                percent(shared, Some(one.says)),
                percent(shared, Some(one.does.regularity)),
                percent(shared, one.does.share),
                count(shared, one.referrals),
                money(shared, shared.accounts[one.account].year.revenue),
            ])
            .collect()
    };
    let satisfied = all.iter().filter(|one| zone(one).is_satisfied()).count();
    let fickle = all.iter().filter(|one| zone(one) == SaysDoes::Fickle).count();
    let unsure = all.iter().filter(|one| zone(one) == SaysDoes::Unsure).count();
    let captive = all.iter().filter(|one| zone(one) == SaysDoes::Captive).count();
    let args = [
        ("count", Arg::from(fickle)),
        ("satisfied", digits(shared, satisfied).into()),
        ("all", digits(shared, all.len()).into()),
        ("captive", digits(shared, captive).into()),
        ("unsure", digits(shared, unsure).into()),
        ("loyal", shared.voice.locale.percent_round(cuts.loyal / 100.0).into()),
    ];
    let case = match (satisfied, fickle) {
        (0, _) => "nobody",
        (_, 0) if unsure > 0 => "loyal_unsure",
        _ if unsure > 0 => "finding_unsure",
        (_, 0) => "loyal",
        _ => "finding",
    };
    let answer = Answer::new(shared, "says_does").accounts().words(&["quadrant"]);
    let answer = answer.figures(&["stated", "months_share", "our_share", "referrals", "revenue"]);
    Some(answer.rows(all.iter().map(row)).note("note", &args).says(case, &args))
}
