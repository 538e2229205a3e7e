//! Goal, problem, need (S4 GPN): which needs nobody of ours serves yet, and what we offer for them.

use super::super::answer::{Answer, by_revenue, words};
use super::super::stands::{account_cell, cell, documented};
use super::super::wide::{dash, digits};
use crate::locale::Arg;
use crate::portfolio::{Account, Need, NeedStatus};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Needs that are not met, open ones before those that a rival serves, at the largest accounts first; `None` without a need.
pub fn unmet(shared: &Shared<'_>) -> Option<Figure> {
    let needs = || documented(shared).flat_map(|(at, account)| account.needs.iter().map(move |need| (at, need)));
    let all = needs().count();
    if all == 0 {
        return None;
    }
    let is_unmet = |need: &Need| matches!(need.status, Some(NeedStatus::Open | NeedStatus::Rival));
    let mut unmet: Vec<(usize, &Need)> = needs().filter(|(_, need)| is_unmet(need)).collect();
    by_revenue(shared, &mut unmet, |one| one.0);
    unmet.sort_by_key(|(_, need)| need.status != Some(NeedStatus::Open));
    let whole = needs().filter(|(_, need)| need.goal.is_some() && need.problem.is_some()).count();
    let row = |(at, need): &(usize, &Need)| {
        let status = need
            .status
            .map_or_else(dash, |status| cell(shared.voice.word(&format!("enums.need_status.{}", status.key()))));
        vec![
            account_cell(shared, *at),
            words(shared, Some(&need.need)),
            words(shared, need.goal.as_ref()),
            status,
            words(shared, need.offer.as_ref()),
        ]
    };
    let of = |status: NeedStatus| unmet.iter().filter(|(_, need)| need.status == Some(status)).count();
    let bare = unmet.iter().filter(|(_, need)| need.offer.is_none()).count();
    let args = [
        ("count", Arg::from(of(NeedStatus::Open))),
        ("all", digits(shared, all).into()),
        ("rival", digits(shared, of(NeedStatus::Rival)).into()),
        ("bare", digits(shared, bare).into()),
        ("whole", digits(shared, whole).into()),
    ];
    let answer = Answer::new(shared, "gpn").words(&["account", "need", "for_goal", "status", "offer"]);
    let answer = answer.rows(unmet.iter().map(row)).note("note", &args);
    Some(answer.says(if unmet.is_empty() { "none" } else { "finding" }, &args))
}

/// Whether a need names who says so, and when.
fn is_grounded(need: &Need) -> bool {
    need.is_sourced() && need.date.is_some()
}

/// What we offer an account: value propositions, and product lines that it buys or could buy.
fn offers(account: &Account) -> usize {
    let lines = account.white_space.iter().filter(|one| one.state != crate::portfolio::WhiteSpaceState::NotApplicable);
    account.value_propositions.len() + lines.count()
}

/// Needs without a source or a day, and dossiers that list offers and no need (S4 需求原则; S1); `None` without either.
pub fn need_principle(shared: &Shared<'_>) -> Option<Figure> {
    struct Asked {
        account: usize,
        needs: usize,
        grounded: usize,
        offers: usize,
    }
    let mut all: Vec<Asked> = documented(shared)
        .map(|(at, account)| Asked {
            account: at,
            needs: account.needs.len(),
            grounded: account.needs.iter().filter(|need| is_grounded(need)).count(),
            offers: offers(account),
        })
        .filter(|one| one.needs + one.offers > 0)
        .collect();
    if all.is_empty() {
        return None;
    }
    let (needs, grounded) = all.iter().fold((0, 0), |sum, one| (sum.0 + one.needs, sum.1 + one.grounded));
    by_revenue(shared, &mut all, |one| one.account);
    all.sort_by_key(|one| (one.needs > 0, std::cmp::Reverse(one.needs - one.grounded)));
    let centred = all.iter().filter(|one| one.needs == 0).count();
    let args =
        [("count", Arg::from(needs - grounded)), ("all", digits(shared, needs).into()), ("accounts", centred.into())];
    let row = |one: &&Asked| {
        let asked = super::super::answer::part(shared, one.grounded, one.needs);
        let none = if one.needs == 0 { cell(digits(shared, 0)).class("act") } else { asked };
        super::super::wide::account(shared, one.account)
            .into_iter()
            .chain([none, cell(digits(shared, one.offers))])
            .collect()
    };
    let case = match (needs - grounded, centred) {
        _ if needs == 0 => "only_offers",
        (0, 0) => "all_asked",
        (0, _) => "centred",
        (_, 0) => "ungrounded",
        _ => "finding",
    };
    let short: Vec<&Asked> = all.iter().filter(|one| one.needs == 0 || one.grounded < one.needs).collect();
    let answer = Answer::new(shared, "asked").accounts().figures(&["grounded", "offers"]);
    Some(answer.rows(short.iter().map(row)).says(case, &args))
}
