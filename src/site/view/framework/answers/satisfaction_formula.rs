//! Satisfaction formula (S1): the gap of the source, its opposite, and what the account says, three numbers side by side.

use super::super::answer::{Answer, day, first_place};
use super::super::stands::{cell, documented};
use super::super::wide::{account, dash, digits};
use crate::analysis::satisfaction::SatisfactionNumbers;
use crate::locale::Arg;
use crate::portfolio::Survey;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// An account with its newest survey.
type Asked<'a> = (usize, &'a Survey, SatisfactionNumbers);

/// The gap as a part of the best mark: scales differ between surveys.
fn part_of_scale(one: &Asked<'_>) -> Option<f64> {
    Some(one.2.gap? / one.1.best().to_f64())
}

/// Newest surveys, the widest gap first; `None` without a survey.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let today = shared.as_of.date;
    let mut all: Vec<Asked<'_>> = documented(shared)
        .filter_map(|(at, account)| {
            let newest = account.satisfaction.surveys.iter().rfind(|survey| survey.date <= today)?;
            Some((at, newest, SatisfactionNumbers::of(newest)))
        })
        .collect();
    if all.is_empty() {
        return None;
    }
    let key = |one: &Asked<'_>| part_of_scale(one).unwrap_or(f64::NEG_INFINITY);
    all.sort_by(|a, b| key(b).total_cmp(&key(a)).then(a.0.cmp(&b.0)));
    let mark = |mark: Option<f64>| mark.map_or_else(dash, |mark| cell(shared.voice.locale.decimal(mark, 1)));
    let row = |one: &Asked<'_>| {
        let (at, survey, numbers) = one;
        let gap = mark(numbers.gap);
        account(shared, *at)
            .into_iter()
            .chain([
                if numbers.gap.is_some_and(|gap| gap > 0.0) { gap.class("act") } else { gap },
                mark(numbers.disconfirmation()),
                mark(numbers.stated),
                cell(shared.voice.locale.quantity(survey.best())),
                day(shared, Some(survey.date)),
            ])
            .collect()
    };
    let measured = all.iter().filter(|one| one.2.gap.is_some()).count();
    let short = all.iter().filter(|one| one.2.gap.is_some_and(|gap| gap > 0.0)).count();
    let unstated = all.iter().filter(|one| one.2.stated.is_none()).count();
    let widest = &all[0];
    let (name, leading) = first_place(shared, &all, part_of_scale, |one| one.0);
    let args = [
        ("count", Arg::from(short)),
        ("all", digits(shared, measured).into()),
        ("name", name.into()),
        ("gap", shared.voice.locale.decimal(widest.2.gap.unwrap_or_default(), 1).into()),
        ("best", shared.voice.locale.quantity(widest.1.best()).into()),
        ("asked", digits(shared, all.len()).into()),
        ("unstated", digits(shared, unstated).into()),
    ];
    let case = match (measured, short) {
        (0, _) => "unmeasured",
        (_, 0) => "met",
        _ => "finding",
    };
    let answer =
        Answer::new(shared, "gap").accounts().figures(&["expected_less", "disconfirmation", "stated_mark", "best"]);
    let answer = answer.words(&["day"]).rows(all.iter().map(row)).note("note", &args);
    Some(answer.about(leading.filter(|_| short > 0)).says(case, &args))
}
