//! The long chase (S4): open opportunities by age, and whether somebody who decides is in contact.

use super::super::answer::{Answer, day, money, words};
use super::super::stands::{account_cell, cell, documented, label};
use super::super::wide::{dash, digits};
use crate::analysis::sales::months_between;
use crate::locale::Arg;
use crate::portfolio::{Amount, Opportunity, back_months};
use crate::rules::long_chase::reaches_decider;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// An open opportunity with its age in whole months.
struct Chase<'a> {
    account: usize,
    opportunity: &'a Opportunity,
    months: i32,
    is_chased: bool,
}

/// Open opportunities, the oldest first; `None` where none says when it was opened.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let today = shared.as_of.date;
    let limit = crate::rules::find("long-chase")?.value("months", shared.settings);
    #[expect(clippy::cast_possible_truncation, reason = "the rule allows 1 to 240 months")]
    let since = back_months(today, limit.round() as i32);
    let open = || {
        let each = documented(shared).flat_map(|(at, account)| account.opportunities.iter().map(move |one| (at, one)));
        each.filter(|(_, one)| one.is_open())
    };
    let mut all: Vec<Chase<'_>> = open()
        .filter_map(|(account, opportunity)| {
            let opened = opportunity.opened.filter(|opened| *opened <= today)?;
            let months = months_between(opened, today);
            let dossier = &shared.portfolio.accounts[account];
            let is_chased = f64::from(months) >= limit && !reaches_decider(dossier, opportunity, since, today);
            Some(Chase { account, opportunity, months, is_chased })
        })
        .collect();
    all.sort_by_key(|one| (!one.is_chased, one.opportunity.opened, one.account));
    // What is young is no chase: it counts, and is not listed beside what has waited half as long as the rule allows.
    let listed: Vec<&Chase<'_>> = all.iter().filter(|one| f64::from(one.months) * 2.0 >= limit).collect();
    let younger = all.len() - listed.len();
    let oldest = all.iter().map(|one| one.months).max()?;
    let old = all.iter().filter(|one| f64::from(one.months) >= limit);
    let chased = all.iter().filter(|one| one.is_chased);
    let worth = |one: &Chase<'_>| one.opportunity.amount.as_ref().map_or(Amount::ZERO, |figure| figure.value);
    let row = |one: &Chase<'_>| {
        let stage = one.opportunity.stage.map_or_else(dash, |stage| {
            label(shared, shared.voice.word(&format!("enums.buying_stage.{}", stage.key())))
        });
        let months = cell(digits(shared, usize::try_from(one.months).unwrap_or_default()));
        vec![
            account_cell(shared, one.account),
            words(shared, Some(&one.opportunity.name)),
            day(shared, one.opportunity.opened),
            if one.is_chased { months.class("act") } else { months },
            stage,
            money(shared, worth(one)),
        ]
    };
    let undated = open().count() - all.len();
    let args = [
        ("count", Arg::from(old.clone().count())),
        ("all", digits(shared, all.len()).into()),
        ("chased", digits(shared, chased.clone().count()).into()),
        ("money", shared.voice.locale.money(chased.clone().map(worth).sum()).into()),
        ("months", shared.voice.locale.decimal(limit, 0).into()),
        ("oldest", i64::from(oldest).into()),
        ("undated", digits(shared, undated).into()),
    ];
    let case = match (old.count(), chased.count()) {
        (0, _) => "none",
        (_, 0) => "reached",
        (1, _) => "one",
        (old, chased) if old == chased => "every",
        _ => "finding",
    };
    let answer = Answer::new(shared, "chase").words(&["account", "opportunity", "opened"]).figures(&["months"]);
    let answer = answer.words(&["stage"]).figures(&["worth"]).rows(listed.into_iter().map(row));
    let half = [("count", younger.into()), ("months", shared.voice.locale.decimal((limit / 2.0).ceil(), 0).into())];
    let answer = if younger > 0 { answer.note("younger", &half) } else { answer };
    let answer = if undated > 0 { answer.note("undated", &args) } else { answer };
    Some(answer.says(case, &args))
}
