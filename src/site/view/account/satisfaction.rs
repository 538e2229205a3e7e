//! Satisfaction: three named numbers that are never mixed (S1; Oliver 1980), and the newest survey by dimension.

use super::part::{Body, Figure, NamedNumber};
use super::scene::{ColumnKind, Scene, capital, cell, dash};
use crate::portfolio::{Account, Amount, Survey, SurveyMark, days_between};
use crate::site::view::Cell;

/// The newest survey up to the portfolio's day.
pub fn newest<'a>(scene: &Scene<'_>, account: &'a Account) -> Option<&'a Survey> {
    account.satisfaction.surveys.iter().rev().find(|survey| survey.date <= scene.as_of)
}

/// Mean of the marks that are there, to two decimals; `None` where there are none.
fn mean(values: &[Amount]) -> Option<f64> {
    let sum = values.iter().fold(Amount::ZERO, |sum, value| sum + *value);
    (!values.is_empty()).then(|| sum.to_f64() / values.len() as f64)
}

/// Gap, disconfirmation and stated satisfaction of the newest survey, and its marks.
pub fn numbers(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let survey = newest(scene, account)?;
    let pairs = survey.marks.iter().filter_map(|mark| Some((mark.expectation?, mark.experience?)));
    let gaps: Vec<Amount> = pairs.map(|(expected, experienced)| expected - experienced).collect();
    let stated: Vec<Amount> = survey.marks.iter().filter_map(|mark| mark.stated).collect();
    let gap = mean(&gaps);
    let signed = |value: f64| {
        let text = scene.voice.locale.decimal(value, 2);
        if value >= 0.005 { format!("+{text}") } else { text }
    };
    let number = |key: &str, value: Option<String>| NamedNumber {
        name: scene.word(&format!("satisfaction.{key}")),
        measured: value.is_some(),
        value: value.unwrap_or_else(|| scene.word("satisfaction.unmeasured")),
        note: scene.word(&format!("satisfaction.{key}_note")),
    };
    let trio = vec![
        number("gap", gap.map(signed)),
        number("disconfirmation", gap.map(|gap| signed(0.0 - gap))),
        number("stated", mean(&stated).map(|mark| scene.voice.locale.decimal(mark, 2))),
    ];
    let mut figure = Figure::new(
        "satisfaction",
        finding(scene, survey),
        measure(scene, survey),
        Body::Trio(trio),
        notes(scene, account, survey),
    );
    if !survey.marks.is_empty() {
        figure.bodies.push(Body::Table(marks(scene, survey)));
    }
    Some(figure)
}

/// The dimension that falls shortest of what was expected.
fn finding(scene: &Scene<'_>, survey: &Survey) -> crate::site::view::Rich {
    let gap = |mark: &SurveyMark| Some(mark.expectation? - mark.experience?);
    let worst = survey.marks.iter().filter_map(|mark| Some((mark, gap(mark)?))).max_by_key(|(_, gap)| *gap);
    match worst {
        None => scene.rich("satisfaction.no_pairs", &[]),
        Some((mark, gap)) if gap.is_positive() => {
            let name = capital(&scene.choice("satisfaction_dimension", mark.dimension.key()));
            let by = scene.voice.locale.quantity(gap);
            scene.rich("satisfaction.short", &[("name", name.into()), ("gap", by.into())])
        }
        Some(_) => scene.rich("satisfaction.kept", &[]),
    }
}

fn measure(scene: &Scene<'_>, survey: &Survey) -> String {
    let date = scene.voice.locale.date_full(survey.date);
    let best = scene.voice.locale.quantity(survey.best());
    match survey.n {
        Some(n) => scene.say(
            "satisfaction.measure_n",
            &[("date", date.into()), ("best", best.into()), ("count", crate::locale::Arg::Number(n.into()))],
        ),
        None => scene.say("satisfaction.measure", &[("date", date.into()), ("best", best.into())]),
    }
}

fn notes(scene: &Scene<'_>, account: &Account, survey: &Survey) -> Vec<crate::site::view::Rich> {
    let mut notes = vec![scene.source("satisfaction.surveys")];
    notes.extend(
        survey.source.iter().map(|source| scene.rich("satisfaction.asked", &[("source", scene.words(source).into())])),
    );
    let days = days_between(survey.date, scene.as_of);
    if days > 365 {
        notes.push(scene.rich("satisfaction.old", &[("count", crate::locale::Arg::Number(days.into()))]));
    }
    if let Some(next) = account.satisfaction.next {
        notes.push(scene.rich("satisfaction.next", &[("day", scene.voice.locale.date_full(next).into())]));
    }
    notes
}

fn marks(scene: &Scene<'_>, survey: &Survey) -> crate::site::view::TableView {
    let mark = |value: Option<Amount>| value.map_or_else(dash, |value| cell(scene.voice.locale.quantity(value)));
    let rows = survey.marks.iter().map(|row| -> Vec<Cell> {
        vec![
            cell(capital(&scene.choice("satisfaction_dimension", row.dimension.key()))),
            mark(row.expectation),
            mark(row.experience),
            mark(row.stated),
        ]
    });
    let columns = [
        ("dimension", ColumnKind::Text),
        ("expectation", ColumnKind::Figure),
        ("experience", ColumnKind::Figure),
        ("stated", ColumnKind::Figure),
    ];
    scene.table(scene.word("section.marks"), &columns, rows.collect())
}
