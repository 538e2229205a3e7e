//! Buying centre (S1 采购角色): which roles are known and met, and where nobody who decides is.

use jiff::civil::Date;

use super::super::answer::{Answer, by_revenue, first_place, money, part};
use super::super::stands::{cell, documented, label};
use super::super::wide::{account, count, digits};
use crate::analysis::meetings::{deciders, last_met};
use crate::locale::Arg;
use crate::portfolio::{Account, BuyingRole, back_months, days_between};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Dossiers that name somebody in post, the largest revenue first.
fn with_contacts<'a>(shared: &Shared<'a>) -> Vec<(usize, &'a Account)> {
    let day = shared.as_of.date;
    let mut all: Vec<(usize, &Account)> =
        documented(shared).filter(|(_, account)| account.contacts.iter().any(|one| one.in_post(day))).collect();
    by_revenue(shared, &mut all, |one| one.0);
    all
}

/// How near we are to those who decide.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decider {
    /// Nobody who decides is known.
    Unknown,
    /// Known, and never met.
    NeverMet,
    /// Somebody was met last on this day.
    Met(Date),
}

impl Decider {
    fn of(account: &Account, today: Date) -> Self {
        if deciders(account, today).next().is_none() {
            return Self::Unknown;
        }
        let met = deciders(account, today).filter_map(|contact| last_met(account, contact, today)).max();
        met.map_or(Self::NeverMet, Self::Met)
    }

    fn is_met_since(self, day: Date) -> bool {
        matches!(self, Self::Met(met) if met > day)
    }
}

/// Roles with who holds them and who of those was met; `None` where nobody in post is known.
pub fn roles(shared: &Shared<'_>) -> Option<Figure> {
    let (day, since) = (shared.as_of.date, back_months(shared.as_of.date, 12));
    let all = with_contacts(shared);
    if all.is_empty() {
        return None;
    }
    let row = |role: &BuyingRole| {
        let holders = |account: &Account| {
            let in_post = account.contacts.iter().filter(|one| one.in_post(day) && one.roles.contains(role));
            let met = in_post.clone().filter(|one| last_met(account, one, day).is_some_and(|met| met > since)).count();
            (in_post.count(), met)
        };
        let each: Vec<(usize, usize)> = all.iter().map(|(_, account)| holders(account)).collect();
        let people = each.iter().map(|one| one.0).sum::<usize>();
        vec![
            label(shared, shared.voice.word(&format!("enums.buying_role.{}", role.key()))),
            part(shared, each.iter().filter(|one| one.0 > 0).count(), all.len()),
            count(shared, people),
            part(shared, each.iter().map(|one| one.1).sum(), people),
        ]
    };
    let near: Vec<Decider> = all.iter().map(|(_, account)| Decider::of(account, day)).collect();
    let none = near.iter().filter(|one| **one == Decider::Unknown).count();
    let unmet = near.iter().filter(|one| **one != Decider::Unknown && !one.is_met_since(since)).count();
    let args = [
        ("count", Arg::from(none)),
        ("all", digits(shared, all.len()).into()),
        ("unmet", digits(shared, unmet).into()),
    ];
    let case = match (none, unmet) {
        (0, 0) => "all_met",
        (0, _) => "all_known",
        _ => "finding",
    };
    let answer = Answer::new(shared, "centre").words(&["buying_role"]).figures(&["in_accounts", "persons", "met"]);
    Some(answer.rows(BuyingRole::ALL.iter().map(row)).note("note", &[]).says(case, &args))
}

/// Accounts at which nobody who decides is known, or none was met within 12 months; `None` where there is none.
pub fn out_of_reach(shared: &Shared<'_>) -> Option<Figure> {
    let since = back_months(shared.as_of.date, 12);
    let mut all: Vec<(usize, Decider)> = with_contacts(shared)
        .into_iter()
        .map(|(at, account)| (at, Decider::of(account, shared.as_of.date)))
        .filter(|(_, near)| !near.is_met_since(since))
        .collect();
    by_revenue(shared, &mut all, |one| one.0);
    all.first()?;
    let (name, first) = first_place(shared, &all, |one| shared.accounts[one.0].year.revenue, |one| one.0);
    let row = |(at, near): &(usize, Decider)| {
        let state = match near {
            Decider::Unknown => shared.voice.word("in_portfolio.out_of_reach.unknown"),
            Decider::NeverMet => shared.voice.word("in_portfolio.out_of_reach.never"),
            Decider::Met(met) => {
                let days = i64::from(days_between(*met, shared.as_of.date));
                shared.voice.say("in_portfolio.out_of_reach.long_ago", &[("count", days.into())])
            }
        };
        account(shared, *at)
            .into_iter()
            .chain([cell(state).class("act"), money(shared, shared.accounts[*at].year.revenue)])
            .collect()
    };
    let args = [("count", Arg::from(all.len())), ("name", name.into())];
    let answer = Answer::new(shared, "out_of_reach").accounts().words(&["decider"]).figures(&["revenue"]);
    Some(answer.rows(all.iter().map(row)).about(first).says("finding", &args))
}
