//! The surveys one after another: how the marks moved since the one before (S3, S4).

use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, capital, cell, dash};
use crate::analysis::satisfaction::SatisfactionNumbers;
use crate::analysis::survey_trend::mark_changes;
use crate::locale::Arg;
use crate::portfolio::{Account, Survey};
use crate::site::view::{Cell, Rich};

/// Every survey up to today, the newest first; `None` with fewer than two.
pub fn surveys(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let all = &account.satisfaction.surveys;
    let past: Vec<&Survey> = all.iter().rev().filter(|survey| survey.date <= scene.as_of).collect();
    if past.len() < 2 {
        return None;
    }
    let rows = past.iter().map(|survey| row(scene, survey)).collect();
    let columns = [
        ("day", ColumnKind::Text),
        ("answers", ColumnKind::Figure),
        ("experience", ColumnKind::Text),
        ("survey_gap", ColumnKind::Figure),
        ("stated", ColumnKind::Figure),
        ("note", ColumnKind::Text),
    ];
    let table = scene.table(scene.word("section.surveys"), &columns, rows);
    let source = vec![scene.source("satisfaction.surveys")];
    Some(Figure::new("surveys", finding(scene, account), scene.word("surveys.measure"), Body::List(table), source))
}

fn row(scene: &Scene<'_>, survey: &Survey) -> Vec<Cell> {
    let found = SatisfactionNumbers::of(survey);
    let number = |value: Option<f64>| value.map_or_else(dash, |value| cell(scene.voice.locale.decimal(value, 2)));
    let marks = survey.marks.iter().filter_map(|mark| {
        let name = scene.choice("satisfaction_dimension", mark.dimension.key());
        Some(format!("{name} {}", scene.mark(mark.experience?)))
    });
    let marks: Vec<String> = marks.collect();
    let best = scene.say("surveys.best", &[("best", scene.voice.locale.quantity(survey.best()).into())]);
    let count = |n: u32| cell(scene.voice.locale.number(n.into()));
    vec![
        scene.noted(
            cell(scene.voice.locale.date_table(survey.date)),
            survey.source.as_ref().map(|source| scene.words(source)),
        ),
        survey.n.map_or_else(dash, count),
        if marks.is_empty() { dash() } else { scene.noted(cell(capital(&marks.join(" · "))), [best]) },
        number(found.gap),
        number(found.stated),
        scene.prose_cell(survey.note.as_ref()),
    ]
}

/// What fell most, else what rose most; that nothing can be compared.
fn finding(scene: &Scene<'_>, account: &Account) -> Rich {
    let changes = mark_changes(&account.satisfaction.surveys, scene.as_of);
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else {
        return scene.rich("surveys.apart", &[]);
    };
    let zero = crate::portfolio::Amount::ZERO;
    let (key, one) = match (first.change() < zero, last.change() > zero) {
        (true, _) => ("surveys.fell", first),
        (false, true) => ("surveys.rose", last),
        (false, false) => ("surveys.level", first),
    };
    let args = [
        ("name", Arg::from(capital(&scene.choice("satisfaction_dimension", one.dimension.key())))),
        ("before", scene.mark(one.before).into()),
        ("now", scene.mark(one.now).into()),
        ("day", scene.voice.locale.date_full(one.since).into()),
    ];
    scene.rich(key, &args)
}
