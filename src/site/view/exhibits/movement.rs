//! Who moved revenue: the largest rises and falls, without new accounts.

use std::collections::BTreeSet;

use super::Exhibit;
use crate::analysis::trend::Mover;
use crate::charts::{Bar, Bars, Chart, Tone};
use crate::locale::{Arg, Scale};
use crate::portfolio::Amount;
use crate::site::view::Rich;
use crate::site::view::sheet::Sheet;

/// At most so many rises and so many falls.
const EACH: usize = 5;

/// The largest rises and falls. `flagged` are accounts that somebody has to decide about this week.
pub fn bars(sheet: &Sheet<'_>, flagged: &BTreeSet<usize>) -> Exhibit {
    let voice = sheet.voice();
    let Some(movement) = &sheet.book().movement else {
        let why = sheet.no_year_before().unwrap_or_default();
        let measure = sheet.word("portfolio.movement.measure_none");
        return Exhibit::instead("movers", voice.rich("finding.movement.no_year_before", &[]), measure, why);
    };
    let known =
        |mover: &&Mover| ![&movement.new, &movement.doubtful].into_iter().any(|all| all.contains(&mover.account));
    let ups: Vec<&Mover> = movement.ups.iter().filter(known).take(EACH).collect();
    let downs: Vec<&Mover> = movement.downs.iter().take(EACH).collect();
    let scale = sheet.scale(ups.iter().chain(&downs).map(|mover| mover.change.delta()));
    let mut measure = voice.say("portfolio.movement.measure", &[("unit", scale.label.as_str().into())]);
    if downs.iter().any(|mover| flagged.contains(&mover.account)) {
        measure = [measure, sheet.word("portfolio.movement.measure_red")].join(" · ");
    }
    let finding = finding(sheet, &ups, &downs);
    if ups.is_empty() && downs.is_empty() {
        return Exhibit::instead("movers", finding, measure, sheet.word("portfolio.movement.none"));
    }
    let shown = ups.iter().chain(downs.iter().rev());
    let chart = Bars {
        id: "movers-chart".to_owned(),
        name: sheet.word("portfolio.movement.name"),
        summary: finding.to_text(),
        bars: shown.map(|mover| bar(sheet, mover, &scale, flagged)).collect(),
        headings: [
            sheet.word("portfolio.column.account"),
            voice.say("portfolio.movement.column", &[("unit", scale.label.as_str().into())]),
            String::new(),
        ],
    };
    let note = voice.rich(
        "portfolio.movement.note",
        &[
            ("now", sheet.period(sheet.book().now.period).into()),
            ("before", sheet.period(sheet.book().now.period.back(12)).into()),
        ],
    );
    Exhibit::drawn("movers", finding, measure, Chart::Bars(chart)).with_notes([note, sheet.sources()])
}

fn bar(sheet: &Sheet<'_>, mover: &Mover, scale: &Scale, flagged: &BTreeSet<usize>) -> Bar {
    let delta = mover.change.delta();
    let name = sheet.name(mover.account).to_owned();
    let value_text = scale.show_delta(delta);
    let tone = match (delta.is_positive(), flagged.contains(&mover.account)) {
        (true, _) => Tone::B,
        (false, true) => Tone::Act,
        (false, false) => Tone::Rest,
    };
    Bar {
        title: format!("{name}: {}", sheet.voice().locale.delta_money(delta)),
        name,
        value: Some(scale.divide(delta)),
        value_text,
        tick: None,
        tick_text: String::new(),
        tone,
        href: sheet.account(mover.account).unwrap_or_default(),
    }
}

/// What those who rose brought more, and those who fell less; `None` without a year before.
pub fn say(sheet: &Sheet<'_>) -> Option<Rich> {
    let (voice, movement) = (sheet.voice(), sheet.book().movement.as_ref()?);
    let sum = |movers: &[Mover]| movers.iter().map(|mover| mover.change.delta()).sum::<Amount>().abs();
    let (ups, downs) = (movement.ups.len(), movement.downs.len());
    let (key, count) = match (ups, downs) {
        (0, 0) => ("still", 0),
        (_, 0) => ("only_ups", ups),
        (0, _) => ("only_downs", downs),
        _ => ("both", ups),
    };
    let args = [
        ("count", count.into()),
        ("downs", voice.locale.number(downs.try_into().unwrap_or(i64::MAX)).into()),
        ("more", voice.locale.money(sum(&movement.ups)).into()),
        ("less", voice.locale.money(sum(&movement.downs)).into()),
    ];
    Some(voice.rich(&format!("finding.movement.say.{key}"), &args))
}

/// Equals that a sentence names.
const NAMED: usize = 2;

fn finding(sheet: &Sheet<'_>, ups: &[&Mover], downs: &[&Mover]) -> Rich {
    let voice = sheet.voice();
    let movement = sheet.book().movement.as_ref();
    let name = |shown: &[&Mover], all: Option<&Vec<Mover>>| {
        let (first, all) = shown.first().zip(all)?;
        let tied: Vec<&str> = all
            .iter()
            .filter(|mover| mover.change.delta() == first.change.delta())
            .map(|mover| sheet.name(mover.account))
            .collect();
        // Nobody leads among equals.
        Some(if tied.len() > NAMED {
            voice.say("finding.movement.tied", &[("count", tied.len().into())])
        } else {
            voice.locale.list(&tied)
        })
    };
    let (up, down) = (name(ups, movement.map(|found| &found.ups)), name(downs, movement.map(|found| &found.downs)));
    let args: [(&str, Arg<'_>); 2] =
        [("up", up.clone().unwrap_or_default().into()), ("down", down.clone().unwrap_or_default().into())];
    // Whom the figure leaves out may have brought more than the first that it shows.
    let is_partial = movement.is_some_and(|found| !found.new.is_empty() || !found.doubtful.is_empty());
    match (up, down) {
        (Some(_), Some(_)) if is_partial => voice.rich("finding.movement.both_known", &args),
        (Some(_), None) if is_partial => voice.rich("finding.movement.only_ups_known", &args),
        (Some(_), Some(_)) => voice.rich("finding.movement.both", &args),
        (Some(_), None) => voice.rich("finding.movement.only_ups", &args),
        (None, Some(_)) => voice.rich("finding.movement.only_downs", &args),
        (None, None) => voice.rich("finding.movement.none", &args),
    }
}
