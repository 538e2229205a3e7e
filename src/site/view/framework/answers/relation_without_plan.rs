//! Relation without a plan (S4 关系导向): where relations are good and no goal, plan or need says what for.

use super::super::answer::{Answer, by_revenue, money};
use super::super::stands::{cell, documented};
use super::super::wide::{account, count, digits};
use crate::analysis::to_do::{ToDo, to_do};
use crate::locale::Arg;
use crate::rules::relation_without_plan::{good_relations, has_aim};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// An account with good relations.
struct Related {
    account: usize,
    good: usize,
    is_aimless: bool,
}

/// Accounts with good relations, those without an aim first; `None` where no relation is good, or nobody was assessed.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let today = shared.as_of.date;
    let from = crate::rules::find("relation-without-plan")?.value("score", shared.settings);
    let related = |(at, one): (usize, &crate::portfolio::Account)| {
        let good = good_relations(one, today, from).len();
        (good > 0).then(|| Related { account: at, good, is_aimless: !has_aim(one) })
    };
    let mut all: Vec<Related> = documented(shared).filter_map(related).collect();
    by_revenue(shared, &mut all, |one| one.account);
    all.sort_by_key(|one| !one.is_aimless);
    if all.is_empty() {
        return None;
    }
    let row = |one: &Related| {
        let dossier = &shared.portfolio.accounts[one.account];
        let plan = dossier.plan.as_ref();
        let has_goal = plan.is_some_and(|plan| plan.goal.is_some() || plan.goal_amount.is_some());
        let goal = cell(shared.voice.word(if has_goal { "in_portfolio.yes" } else { "in_portfolio.no" }));
        let open = to_do(dossier).filter(ToDo::is_open).count();
        account(shared, one.account)
            .into_iter()
            .chain([
                count(shared, one.good),
                if has_goal { goal } else { goal.class("act") },
                count(shared, open),
                count(shared, dossier.needs.len()),
                money(shared, shared.accounts[one.account].year.revenue),
            ])
            .collect()
    };
    let aimless = all.iter().filter(|one| one.is_aimless).count();
    let args = [("count", Arg::from(aimless)), ("all", digits(shared, all.len()).into())];
    let answer = Answer::new(shared, "aimless").accounts().figures(&["good_relations"]).words(&["goal"]);
    let answer = answer.figures(&["open", "needs", "revenue"]).rows(all.iter().map(row));
    let answer = answer.measured("mark", shared.voice.locale.decimal(from, 0));
    Some(answer.says(if aimless == 0 { "none" } else { "finding" }, &args))
}
