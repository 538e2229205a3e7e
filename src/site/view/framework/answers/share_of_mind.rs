//! Share of mind (S4, named only): how far contacts have come on its four steps, by account.

use super::super::answer::{Answer, by_revenue, part};
use super::super::stands::documented;
use super::super::wide::{account, count, digits};
use crate::locale::Arg;
use crate::portfolio::MindStep;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × steps, with the contacts judged; `None` where nobody was judged.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let day = shared.as_of.date;
    let mut all: Vec<(usize, Vec<MindStep>, usize)> = documented(shared)
        .map(|(at, account)| {
            let in_post = || account.contacts.iter().filter(|one| one.in_post(day));
            (at, in_post().filter_map(|one| one.share_of_mind).collect(), in_post().count())
        })
        .filter(|(_, steps, _): &(usize, Vec<MindStep>, usize)| !steps.is_empty())
        .collect();
    by_revenue(shared, &mut all, |one| one.0);
    if all.is_empty() {
        return None;
    }
    let row = |(at, steps, contacts): &(usize, Vec<MindStep>, usize)| {
        let on = MindStep::ALL.iter().map(|step| count(shared, steps.iter().filter(|one| *one == step).count()));
        account(shared, *at).into_iter().chain(on).chain([part(shared, steps.len(), *contacts)]).collect()
    };
    let judged = || all.iter().flat_map(|one| &one.1);
    let at = |step: MindStep| judged().filter(|one| **one == step).count();
    let without = all.iter().filter(|(_, steps, _)| !steps.contains(&MindStep::Action)).count();
    let args = [
        ("count", Arg::from(at(MindStep::Action))),
        ("all", digits(shared, judged().count()).into()),
        ("perception", digits(shared, at(MindStep::Perception)).into()),
        ("without", digits(shared, without).into()),
        ("accounts", digits(shared, all.len()).into()),
    ];
    let names = MindStep::ALL.iter().map(|step| shared.voice.word(&format!("enums.mind_step.{}", step.key())));
    let answer = Answer::new(shared, "mind").accounts();
    let answer = names.fold(answer, |answer, name| answer.column(crate::site::view::Column::figures(name)));
    let answer = answer.figures(&["judged_contacts"]).rows(all.iter().map(row)).scrolling();
    Some(answer.says(if at(MindStep::Action) == 0 { "none" } else { "finding" }, &args))
}
