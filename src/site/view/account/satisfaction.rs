//! Satisfaction: three named numbers that are never mixed (S1; Oliver 1980), and the newest survey by dimension.

use super::part::{Body, Figure, NamedNumber};
use super::scene::{ColumnKind, Scene, capital, cell, dash};
use crate::analysis::satisfaction::SatisfactionNumbers;
use crate::charts::{Axis, Chart, Dot, Dots, Scale, Tick, Tone, nice_ticks};
use crate::portfolio::{Account, Amount, SatisfactionDimension, StaffMark, Survey, SurveyMark, days_between};
use crate::site::view::{Cell, Rich};

/// The newest survey up to the portfolio's day.
pub fn newest<'a>(scene: &Scene<'_>, account: &'a Account) -> Option<&'a Survey> {
    account.satisfaction.surveys.iter().rev().find(|survey| survey.date <= scene.as_of)
}

/// Gap, disconfirmation and stated satisfaction of the newest survey, and its marks.
pub fn numbers(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let survey = newest(scene, account)?;
    let found = SatisfactionNumbers::of(survey);
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
        number("gap", found.gap.map(signed)),
        number("disconfirmation", found.disconfirmation().map(signed)),
        NamedNumber {
            note: stated_of(scene, survey),
            ..number("stated", found.stated.map(|mark| scene.voice.locale.decimal(mark, 2)))
        },
    ];
    let mut figure = Figure::new(
        "satisfaction",
        finding(scene, survey),
        measure(scene, survey),
        Body::Trio(trio),
        notes(scene, account, survey),
    );
    if found.gap.is_some() {
        let chart = dots(scene, survey);
        let low = scene.voice.locale.decimal(chart.axis.low, 0);
        figure.measure = format!("{} · {}", figure.measure, scene.say("satisfaction.axis", &[("low", low.into())]));
        figure.bodies.insert(0, Body::Chart(Box::new(Chart::Dots(chart))));
    }
    if found.stated.is_some() || (found.gap.is_none() && !survey.marks.is_empty()) {
        figure.bodies.push(Body::Table(marks(scene, survey)));
    }
    if !survey.staff.is_empty() {
        figure.bodies.push(Body::Table(staff(scene, survey)));
    }
    Some(figure)
}

/// Of what the account said how satisfied it is: of all in all, or of so many of the dimensions that were asked about.
fn stated_of(scene: &Scene<'_>, survey: &Survey) -> String {
    let stated: Vec<_> = survey.marks.iter().filter(|mark| mark.stated.is_some()).collect();
    let is_whole = stated.iter().any(|mark| mark.dimension == SatisfactionDimension::Overall);
    let asked = survey.marks.iter().filter(|mark| mark.dimension != SatisfactionDimension::Overall).count();
    if stated.is_empty() || is_whole || stated.len() == asked {
        return scene.word("satisfaction.stated_note");
    }
    let names: Vec<String> =
        stated.iter().map(|mark| scene.choice("satisfaction_dimension", mark.dimension.key())).collect();
    let names = scene.voice.locale.list(&names);
    scene.say("satisfaction.stated_of", &[("names", names.into()), ("all", asked.into())])
}

/// Whether a shortfall is a tenth of the scale or more (convention).
pub fn is_large(survey: &Survey, gap: Amount) -> bool {
    gap.is_positive() && gap.to_f64() >= survey.best().to_f64() / 10.0
}

fn gap_of(mark: &SurveyMark) -> Option<Amount> {
    Some(mark.expectation? - mark.experience?)
}

/// The dimension that falls shortest of what was expected; where none does by a tenth of the scale, that.
fn finding(scene: &Scene<'_>, survey: &Survey) -> Rich {
    let worst = survey.marks.iter().filter_map(|mark| Some((mark, gap_of(mark)?))).max_by_key(|(_, gap)| *gap);
    match worst {
        None => scene.rich("satisfaction.no_pairs", &[]),
        Some((mark, gap)) if gap.is_positive() => {
            let name = capital(&scene.choice("satisfaction_dimension", mark.dimension.key()));
            let by = scene.mark(gap);
            let pairs = survey.marks.iter().filter_map(gap_of).count();
            // Little enough is no finding against anybody.
            let key = match (is_large(survey, gap), pairs) {
                (false, 2..) => "satisfaction.close",
                (_, 1) => "satisfaction.short_alone",
                _ => "satisfaction.short",
            };
            scene.rich(key, &[("name", name.into()), ("gap", by.into())])
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

fn notes(scene: &Scene<'_>, account: &Account, survey: &Survey) -> Vec<Rich> {
    let mut notes = vec![scene.source("satisfaction.surveys")];
    notes.extend(
        survey.source.iter().map(|source| scene.rich("satisfaction.asked", &[("source", scene.words(source).into())])),
    );
    notes.extend(survey.note.as_ref().map(|note| Rich::from_safe_html(scene.html(note))));
    let days = days_between(survey.date, scene.as_of);
    if days > 365 {
        notes.push(scene.rich("satisfaction.old", &[("count", crate::locale::Arg::Number(days.into()))]));
    }
    if let Some(next) = account.satisfaction.next {
        // A day that has passed without a survey is no next one.
        let passed = next < scene.as_of && survey.date < next;
        let key = if passed { "satisfaction.next_passed" } else { "satisfaction.next" };
        notes.push(scene.rich(key, &[("day", scene.voice.locale.date_full(next).into())]));
    }
    notes
}

/// Expectation in grey, experience in colour.
fn dots(scene: &Scene<'_>, survey: &Survey) -> Dots {
    let shown = |value: Option<Amount>| value.map(|value| scene.mark(value)).unwrap_or_default();
    let rows: Vec<Dot> = survey
        .marks
        .iter()
        .filter(|mark| mark.expectation.is_some() || mark.experience.is_some())
        .map(|mark| {
            let name = capital(&scene.choice("satisfaction_dimension", mark.dimension.key()));
            let large = mark.expectation.zip(mark.experience).is_some_and(|(e, x)| is_large(survey, e - x));
            let experience = scene.word("column.experience");
            let expectation = scene.word("column.expectation");
            Dot {
                previous: mark.expectation.map(Amount::to_f64),
                previous_text: shown(mark.expectation),
                previous_title: format!("{name} {expectation} {}", shown(mark.expectation)),
                current: mark.experience.map(Amount::to_f64),
                current_text: mark.experience.map_or_else(|| scene.word("satisfaction.unmeasured"), |x| shown(Some(x))),
                tone: if large { Tone::Act } else { Tone::Accent },
                title: format!("{name} {experience} {}", shown(mark.experience)),
                name,
            }
        })
        .collect();
    let all = rows.iter().flat_map(|row| [row.previous, row.current]).flatten();
    let best = survey.best().to_f64();
    let low = (all.fold(best, f64::min) - best / 10.0).floor().max(0.0);
    let ticks = nice_ticks(low, best, 4).into_iter();
    let ticks = ticks.map(|at| Tick::new(at, scene.voice.locale.decimal(at, usize::from(at.fract() != 0.0)))).collect();
    Dots {
        id: "chart-satisfaction".to_owned(),
        name: scene.word("section.marks"),
        summary: scene.word("satisfaction.dots"),
        axis: Axis { name: String::new(), scale: Scale::Linear, low, high: best, ticks },
        rows,
        headings: ["dimension", "expectation", "experience"].map(|key| scene.word(&format!("column.{key}"))),
    }
}

/// What the account thinks of our people (S3).
fn staff(scene: &Scene<'_>, survey: &Survey) -> crate::site::view::TableView {
    let best = scene.voice.locale.quantity(survey.best());
    let one = |mark: &StaffMark| {
        let shown = format!("{} / {best}", scene.mark(mark.mark));
        vec![cell(scene.who(&mark.who)), cell(shown), scene.prose_cell(mark.note.as_ref())]
    };
    let rows = survey.staff.iter().map(one).collect();
    let columns = [("member", ColumnKind::Text), ("mark", ColumnKind::Figure), ("note", ColumnKind::Text)];
    scene.table(scene.word("satisfaction.staff"), &columns, rows)
}

fn marks(scene: &Scene<'_>, survey: &Survey) -> crate::site::view::TableView {
    let mark = |value: Option<Amount>| value.map_or_else(dash, |value| cell(scene.mark(value)));
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
