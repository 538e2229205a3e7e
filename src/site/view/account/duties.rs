//! The nine duties (S3) with the strategies in use (S4): what was done in twelve months, and what is owed.

use jiff::civil::Date;

use super::part::{Body, Chip, Chips, Duty as DutyLight, Figure};
use super::scene::Scene;
use crate::analysis::duty_grid::{DutyRow, incentives, senior_visits};
use crate::analysis::meetings::last_visit;
use crate::portfolio::{Account, Duty, DutyEntry, Strategy, Visit, back_months};
use crate::site::view::Prose;

/// Nine lights: what was done in the last twelve months.
pub fn duties(scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    if account.duties.is_empty() && account.strategies.is_empty() {
        return None;
    }
    let row = DutyRow::of(scene.portfolio, at, scene.as_of, scene.fiscal_year_start);
    let lights: Vec<DutyLight> = Duty::ALL.iter().map(|&duty| light(scene, account, &row, duty)).collect();
    let done = lights.iter().filter(|light| light.state.is_empty()).count();
    let owed = lights.iter().filter(|light| matches!(light.state, "off" | "half")).count();
    let key = match (done, owed) {
        (0, 0) => "duties.none",
        (_, 0) => "duties.finding",
        _ => "duties.owed",
    };
    let finding = scene.rich(key, &[("count", done.into()), ("owed", owed.into())]);
    let source = if account.duties.is_empty() { "strategies" } else { "duties" };
    let mut figure =
        Figure::new("duties", finding, scene.word("duties.measure"), Body::Nine(lights), vec![scene.source(source)]);
    if !account.strategies.is_empty() {
        figure.bodies.push(Body::Chips(strategies(scene, account)));
    }
    Some(figure)
}

/// A duty: done, partly (fewer senior visits than planned), owed (planned, or done longer ago), or without data.
fn light(scene: &Scene<'_>, account: &Account, row: &DutyRow, duty: Duty) -> DutyLight {
    let entries = || account.duties.iter().filter(|entry| entry.duty == duty);
    let planned = row.planned(duty);
    let count = row.times(duty);
    let known = planned.is_some() || entries().next().is_some();
    let (state, key) = match (count, row.is_done(duty)) {
        (0, _) if known => ("off", "duties.off"),
        // The log says that there was none, and nobody asked for one.
        (0, _) if duty == Duty::SeniorVisits && is_visited(account, scene.as_of) => ("none", "duties.not_made"),
        (0, _) => ("none", "duties.no_data"),
        (_, true) => ("", "duties.done"),
        (_, false) => ("half", "duties.partly"),
    };
    let args = [("count", count.into()), ("planned", planned.unwrap_or_default().into())];
    let said = told(scene, account, duty);
    let lang = said.first().and_then(|prose| prose.lang.clone());
    let text = said.into_iter().map(|prose| prose.text).collect::<Vec<String>>().join(" · ");
    let note = (!text.is_empty()).then_some(Prose { text, lang });
    DutyLight { name: scene.voice.label(scene.choice("duty", duty.key())), state, light: scene.say(key, &args), note }
}

fn is_visited(account: &Account, today: Date) -> bool {
    last_visit(account, today).is_some()
}

/// All that was done of a duty in the year, newest first; where nothing was, the last there was.
fn told(scene: &Scene<'_>, account: &Account, duty: Duty) -> Vec<Prose> {
    let from = back_months(scene.as_of, 12);
    let entries = account.duties.iter().filter(|entry| entry.duty == duty && entry.date <= scene.as_of);
    let mut done: Vec<_> = entries.map(|entry| (entry.date, duty_done(scene, entry))).collect();
    if duty == Duty::SeniorVisits {
        let days: Vec<_> = done.iter().map(|(day, _)| *day).collect();
        let visits = senior_visits(scene.portfolio, account, scene.as_of).filter(|visit| !days.contains(&visit.date));
        done.extend(visits.map(|visit| (visit.date, visited(scene, visit))));
    }
    if duty == Duty::Incentives {
        let granted = incentives(account, scene.as_of, scene.fiscal_year_start);
        done.extend(granted.map(|(granted, period)| {
            let said = scene.say("duties.granted", &[("period", scene.period(&granted.period).into())]);
            (period.last, scene.plain(said))
        }));
    }
    done.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let in_year = done.iter().filter(|(day, _)| *day > from).count();
    done.into_iter().take(in_year.max(1)).map(|(_, said)| said).collect()
}

/// A visit as a duty done: what for, and when.
fn visited(scene: &Scene<'_>, visit: &Visit) -> Prose {
    let day = scene.day(visit.date);
    let Some(purpose) = &visit.purpose else { return scene.plain(day) };
    let Prose { text, lang } = scene.prose(purpose);
    Prose { text: scene.say("duties.note", &[("what", text.into()), ("day", day.into())]), lang }
}

/// What was done, by whom, and when.
fn duty_done(scene: &Scene<'_>, entry: &DutyEntry) -> Prose {
    let day = scene.day(entry.date);
    let what = entry.what.as_ref().map(|what| scene.prose(what));
    let lang = what.as_ref().and_then(|what| what.lang.clone());
    let by = entry.by.as_ref().map(|who| scene.who(who));
    let parts: Vec<String> = what.map(|what| what.text).into_iter().chain(by).chain([day]).collect();
    Prose { text: parts.join(&scene.word("comma")), lang }
}

fn strategies(scene: &Scene<'_>, account: &Account) -> Chips {
    let used = |strategy: &&Strategy| account.strategies.contains(strategy);
    let chip = |strategy: &Strategy| Chip {
        text: scene.choice("strategy", strategy.key()),
        class: if account.strategies.contains(strategy) { "us" } else { "muted" },
    };
    let (first, rest): (Vec<&Strategy>, Vec<&Strategy>) = Strategy::ALL.iter().partition(used);
    Chips {
        title: scene.say("strategies.finding", &[("count", first.len().into())]),
        items: first.into_iter().chain(rest).map(chip).collect(),
    }
}
