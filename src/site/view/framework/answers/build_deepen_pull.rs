//! Build, deepen, pull (S4 建 / 做 / 拉关系): which work on relations is planned, done and late, by account.

use super::super::answer::Answer;
use super::super::stands::documented;
use super::super::wide::{account, count, digits};
use crate::analysis::to_do::{ToDo, to_do};
use crate::locale::Arg;
use crate::portfolio::RelationWork;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts with actions that work on a relation: those with late ones first; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let day = shared.as_of.date;
    let tagged = |account| -> Vec<ToDo<'_>> { to_do(account).filter(|one| one.relation.is_some()).collect() };
    let mut all: Vec<(usize, Vec<ToDo<'_>>)> = documented(shared)
        .map(|(at, account)| (at, tagged(account)))
        .filter(|(_, actions)| !actions.is_empty())
        .collect();
    let of = |actions: &[ToDo<'_>], kind: RelationWork| actions.iter().filter(|one| one.relation == Some(kind)).count();
    let late = |actions: &[ToDo<'_>]| actions.iter().filter(|one| one.is_overdue(day)).count();
    let open = |actions: &[ToDo<'_>]| actions.iter().filter(|one| one.is_open()).count();
    all.sort_by_key(|(at, actions)| {
        (std::cmp::Reverse(late(actions)), std::cmp::Reverse(shared.accounts[*at].year.revenue), *at)
    });
    if all.is_empty() {
        return None;
    }
    let row = |(at, actions): &(usize, Vec<ToDo<'_>>)| {
        let kinds = RelationWork::ALL.iter().map(|kind| count(shared, of(actions, *kind)));
        let late = late(actions);
        let overdue = count(shared, late);
        account(shared, *at)
            .into_iter()
            .chain(kinds)
            .chain([count(shared, open(actions)), if late > 0 { overdue.class("act") } else { overdue }])
            .collect()
    };
    let sum = |count: &dyn Fn(&[ToDo<'_>]) -> usize| all.iter().map(|(_, actions)| count(actions)).sum::<usize>();
    let kind = |kind: RelationWork| digits(shared, sum(&|actions| of(actions, kind)));
    let args = [
        ("count", Arg::from(sum(&|actions| actions.len()))),
        ("build", kind(RelationWork::Build).into()),
        ("deepen", kind(RelationWork::Deepen).into()),
        ("pull", kind(RelationWork::Pull).into()),
        ("open", digits(shared, sum(&open)).into()),
        ("late", digits(shared, sum(&late)).into()),
    ];
    let case = match (sum(&open), sum(&late)) {
        (0, _) => "done",
        (_, 0) => "on_time",
        _ => "finding",
    };
    let answer =
        Answer::new(shared, "relation_work").accounts().figures(&["build", "deepen", "pull", "still_open", "late"]);
    Some(answer.rows(all.iter().map(row)).says(case, &args))
}
