//! How close we are, and to whom: the radar of the three relational dimensions (S4 亲近度 / 信任度 / 人情), and contacts covered by
//! function and by our own people.

use std::collections::BTreeSet;

use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, act, capital, cell, dash};
use crate::analysis::contact_coverage::{FunctionCoverage, by_function};
use crate::analysis::meetings::{deciders, last_met};
use crate::analysis::relational::{DIMENSIONS, marks_of, relational_of};
use crate::charts::{Chart, Radar, RadarSeries, Tick, Tone};
use crate::locale::Arg;
use crate::portfolio::{Account, Function, Who};

/// Mean marks of the contacts in post, beside those of whoever decides with most influence; `None` where nobody was assessed.
pub fn radar(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let all = relational_of(account, scene.as_of);
    if all.assessed == 0 {
        return None;
    }
    let name = |at: usize| scene.word(&format!("column.{}", DIMENSIONS[at].0));
    let decimal = |mark: f64| scene.voice.locale.decimal(mark, 1);
    let series = |name: String, tone: Tone, values: [Option<f64>; 3]| RadarSeries {
        name,
        tone,
        values: values.to_vec(),
        texts: values.iter().map(|mark| mark.map_or_else(|| "–".to_owned(), decimal)).collect(),
    };
    let decider = deciders(account, scene.as_of).max_by_key(|contact| contact.influence);
    let marks = decider.and_then(|contact| Some((contact, marks_of(contact, scene.as_of)?)));
    let mut profiles = vec![series(scene.word("relations.mean"), Tone::Accent, all.means)];
    let drawn = marks.is_some();
    profiles.extend(marks.map(|(contact, marks)| series(scene.words(&contact.name).to_owned(), Tone::Mute, marks)));
    let known = || all.means.iter().enumerate().filter_map(|(at, mean)| Some((at, (*mean)?)));
    let (weakest, mark) = known().reduce(|low, other| if other.1 < low.1 { other } else { low })?;
    let args = [
        ("name", Arg::from(capital(&name(weakest)))),
        ("mark", decimal(mark).into()),
        ("count", all.assessed.into()),
        ("all", all.contacts.into()),
    ];
    let finding = scene.rich("relations.finding", &args);
    let chart = Radar {
        id: "chart-relations".to_owned(),
        name: scene.word("section.relations"),
        summary: finding.to_text(),
        spokes: (0..DIMENSIONS.len()).map(name).collect(),
        most: 5.0,
        rings: [1.0, 3.0, 5.0].into_iter().map(|at| Tick::new(at, scene.voice.locale.decimal(at, 0))).collect(),
        series: profiles,
        heading: scene.word("column.relation_dimension"),
    };
    let body = Body::Chart(Box::new(Chart::Radar(chart)));
    let measure = match (drawn, decider) {
        (true, _) => scene.word("relations.measure"),
        (false, Some(contact)) => {
            scene.say("relations.measure_unmarked", &[("name", scene.words(&contact.name).into())])
        }
        (false, None) => scene.word("relations.measure_alone"),
    };
    let source = vec![scene.source("contacts[].relations")];
    Some(Figure::new("relations", finding, measure, body, source))
}

/// Functions that take part in every purchase of weight: who decides, who buys, who pays (convention).
const NEEDED: [Function; 3] = [Function::Management, Function::Purchasing, Function::Finance];

/// One of ours who met somebody, with the day on which they left us.
fn met_by(scene: &Scene<'_>, who: &Who) -> String {
    let name = scene.who(who);
    match scene.has_left(who) {
        Some(day) => scene.say("functions.left", &[("name", name.as_str().into()), ("day", scene.day(day).into())]),
        None => name,
    }
}

/// Functions at the account with who of ours met them in 12 months; `None` where no contact has a function.
pub fn coverage(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let rows = by_function(account, scene.as_of);
    if rows.iter().all(|row| row.function.is_none()) {
        return None;
    }
    let name = |function: Option<Function>| match function {
        Some(function) => scene.choice("function", function.key()),
        None => scene.word("functions.unknown"),
    };
    let count = |count: usize| cell(scene.voice.locale.number(i64::try_from(count).unwrap_or(i64::MAX)));
    let row = |row: &FunctionCoverage<'_>| {
        let by: Vec<String> = row.by.iter().map(|who| met_by(scene, who)).collect();
        vec![
            cell(capital(&name(row.function))),
            count(row.contacts),
            if row.met == 0 { act(scene.word("functions.nobody")) } else { count(row.met) },
            if by.is_empty() { dash() } else { cell(scene.voice.locale.list(&by)) },
        ]
    };
    let columns = [
        ("function", ColumnKind::Text),
        ("in_post", ColumnKind::Figure),
        ("met_in_year", ColumnKind::Figure),
        ("met_by", ColumnKind::Text),
    ];
    let table = scene.table(scene.word("section.functions"), &columns, rows.iter().map(row).collect());
    let missed: Vec<String> = rows.iter().filter(|row| row.met == 0).map(|row| name(row.function)).collect();
    // Whoever has left us meets nobody any more.
    let is_here = |who: &&&Who| scene.has_left(who).is_none();
    let all: BTreeSet<&Who> = rows.iter().flat_map(|row| &row.by).copied().collect();
    let here = all.iter().filter(is_here).count();
    let ours = if here == 0 { all.len() } else { here };
    let gone = rows.iter().filter(|row| row.met > 0 && !row.by.iter().any(|who| is_here(&who)));
    let gone: Vec<String> = gone.map(|row| name(row.function)).collect();
    // That every function was met is no comfort while whoever decides was not.
    let unmet: Vec<&str> = deciders(account, scene.as_of)
        .filter(|contact| last_met(account, contact, scene.as_of).is_none())
        .map(|contact| scene.words(&contact.name))
        .collect();
    let key = match (missed.is_empty(), unmet.is_empty()) {
        (false, _) => "functions.missed",
        (true, true) => "functions.all",
        (true, false) => "functions.all_but",
    };
    let args = [
        ("count", Arg::from(ours)),
        ("all", rows.len().into()),
        ("names", scene.voice.locale.list(&missed).into()),
        ("unmet", scene.voice.locale.list(&unmet).into()),
    ];
    let absent: Vec<String> = NEEDED
        .into_iter()
        .filter(|needed| rows.iter().all(|row| row.function != Some(*needed)))
        .map(|function| name(Some(function)))
        .collect();
    let absent = (!absent.is_empty()).then(|| {
        let names = Arg::from(scene.voice.locale.list(&absent));
        scene.rich("functions.absent", &[("names", names)])
    });
    let gone = (!gone.is_empty()).then(|| {
        let names = Arg::from(scene.voice.locale.list(&gone));
        scene.rich("functions.gone", &[("names", names)])
    });
    let source = gone.into_iter().chain(absent).chain([scene.source("contacts[].function")]).collect();
    Some(Figure::new("functions", scene.rich(key, &args), scene.word("functions.measure"), Body::Table(table), source))
}
