//! Service: visits, complaints, resource quota, supply, club.

use jiff::civil::Date;

use super::part::{Body, Fact, Figure, LogEntry, More, StackPart};
use super::scene::{ColumnKind, Scene, act, act_html, cell, dash};
use super::visit_calendar;
use crate::analysis::meetings::{decides, planned_visits, visits_until};
use crate::analysis::visit_plan::{begun, planned};
use crate::analysis::visiting::next_visit;
use crate::locale::Arg;
use crate::portfolio::{
    Account, Amount, Commitment, Complaint, FollowUp, ResidentReport, Visit, VisitKind, back_months, days_between,
};
use crate::site::view::{Cell, Prose, Rich, escape};

/// Entries of a log that a reader sees at once (convention).
const SHOWN: usize = 8;

/// The log of visits, newest first, against the plan.
pub fn visits(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.visits.is_empty() {
        return None;
    }
    let past: Vec<&Visit> = visits_until(account, scene.as_of).collect();
    let coming = account.visits.iter().filter(|entry| entry.date > scene.as_of).count();
    let mut log = account.visits.iter().rev().map(|visit| visit_entry(scene, account, visit)).collect();
    let label = |count: usize| scene.say("visits.earlier", &[("count", count.into())]);
    let earlier = More::beyond(&mut log, SHOWN + coming, label, Body::Log);
    let from = back_months(scene.as_of, 12);
    let in_year = past.iter().filter(|visit| visit.date > from).count();
    let mut notes = vec![scene.source("visits")];
    let purpose = account.visit_plan.as_ref().and_then(|plan| plan.purpose.as_ref());
    notes.extend(purpose.map(|text| scene.rich("visits.plan_purpose", &[("text", scene.words(text).into())])));
    let next = next_visit(account, scene.as_of).filter(|next| *next >= scene.as_of);
    notes.extend(next.map(|day| scene.rich("visits.next", &[("day", scene.voice.locale.date_full(day).into())])));
    let counted = |planned: u32| [("planned", Arg::Number(planned.into())), ("done", in_year.into())];
    let measure = match (planned(account, scene.as_of), begun(account, scene.as_of)) {
        (Some(planned), None) => scene.say("visits.measure_plan", &counted(planned)),
        (Some(planned), Some(day)) => {
            let [planned, done] = counted(planned);
            let day = scene.voice.locale.date_full(day);
            scene.say("visits.measure_plan_since", &[planned, done, ("day", day.into())])
        }
        (None, _) => scene.say("visits.measure", &[("done", in_year.into())]),
    };
    let calendar = visit_calendar::calendar(scene, account).into_iter();
    let bodies = calendar.chain([Body::Log(log)]).chain(earlier).collect();
    let finding = visits_finding(scene, account, &past);
    Some(Figure { id: "visits".to_owned(), finding, measure, bodies, notes })
}

/// Whether the visits of the last 60 days met anybody who decides.
fn visits_finding(scene: &Scene<'_>, account: &Account, past: &[&Visit]) -> Rich {
    let recent: Vec<&&Visit> = past.iter().filter(|visit| days_between(visit.date, scene.as_of) <= 60).collect();
    let decider = |visit: &Visit| visit.met.iter().any(|id| account.contact(id).is_some_and(decides));
    let with_decider = recent.iter().filter(|visit| decider(visit)).count();
    match (past.last(), recent.len(), with_decider) {
        (None, _, _) if planned_visits(account, scene.as_of).next().is_none() => scene.rich("visits.only_calls", &[]),
        (None, _, _) => scene.rich("visits.only_planned", &[]),
        (Some(last), 0, _) => scene.rich("visits.none_recent", &[("ago", scene.ago(last.date).into())]),
        (_, 1, 0) => scene.word("visits.once_no_decider").into(),
        (_, 1, _) => scene.word("visits.once_decider").into(),
        (_, count, 0) => scene.rich("visits.no_decider", &[("count", count.into())]),
        (_, count, met) if count == met => scene.rich("visits.all_deciders", &[("count", count.into())]),
        (_, count, met) => scene.rich("visits.finding", &[("count", count.into()), ("met", met.into())]),
    }
}

fn visit_entry(scene: &Scene<'_>, account: &Account, visit: &Visit) -> LogEntry {
    let met: Vec<String> = visit.met.iter().map(|id| scene.contact(&account.contacts, id)).collect();
    let kind =
        visit.kind.map_or_else(|| scene.choice("visit_kind", "visit"), |kind| scene.choice("visit_kind", kind.key()));
    let mut head =
        format!("<b>{}</b>", escape(&if met.is_empty() { kind.clone() } else { scene.voice.locale.list(&met) }));
    if !met.is_empty() && visit.kind.is_some_and(|kind| kind != VisitKind::Visit) {
        head = format!("{head} <span class=\"tag\">{}</span>", escape(&kind));
    }
    let mut who = String::new();
    if !visit.by.is_empty() {
        who = format!("← {}", escape(&scene.whos(&visit.by)));
    }
    if let Some(purpose) = &visit.purpose {
        if !who.is_empty() {
            who.push_str(" · ");
        }
        who.push_str(&scene.html(purpose));
    }
    if !who.is_empty() {
        head = format!("{head} <span class=\"muted\">{who}</span>");
    }
    let planned = !visit.is_done_by(scene.as_of);
    if planned {
        head = format!("{head} <span class=\"tag\">{}</span>", escape(&scene.word("visits.planned")));
    } else if visit.findings.is_none()
        && !account.notes.iter().any(|note| note.event == Some(crate::portfolio::NoteEvent::Visit(visit.date)))
    {
        head = format!("{head} {}", act_html(&scene.word("visits.unrecorded")));
    }
    LogEntry {
        date: visit.date.to_string(),
        day: scene.day(visit.date),
        head: Rich::from_safe_html(head),
        texts: visit.findings.iter().map(|findings| scene.prose(findings)).collect(),
        html: None,
        note: follow_ups(scene, &visit.actions),
        lang: None,
    }
}

/// How a follow-up stands, and whether it is late; `None` without a day.
fn follow_state(scene: &Scene<'_>, action: &FollowUp) -> Option<(String, bool)> {
    let day = |due: Date| ("day", Arg::from(scene.day(due)));
    match (action.done, action.due) {
        (Some(done), _) => Some((scene.say("board.done", &[day(done)]), false)),
        (None, Some(due)) if due < scene.as_of => {
            let days = days_between(due, scene.as_of);
            Some((scene.say("board.late", &[day(due), ("count", Arg::Number(days.into()))]), true))
        }
        (None, Some(due)) => Some((scene.say("visits.follow_due", &[day(due)]), false)),
        (None, None) => None,
    }
}

fn follow_ups(scene: &Scene<'_>, actions: &[FollowUp]) -> Option<Rich> {
    let one = |action: &FollowUp| {
        let mut parts = vec![scene.html(&action.what)];
        parts.extend(action.owner.iter().map(|owner| escape(&scene.who(owner))));
        let state = follow_state(scene, action);
        parts.extend(state.map(|(state, is_late)| if is_late { act_html(&state) } else { escape(&state) }));
        parts.join(&escape(&scene.word("comma")))
    };
    let lines: Vec<String> = actions.iter().map(one).collect();
    (!lines.is_empty())
        .then(|| Rich::from_safe_html(format!("{}{}", escape(&scene.word("visits.follow")), lines.join("<br>"))))
}

/// What follows, who does it and how it stands, for the second line of a cell.
fn followed(scene: &Scene<'_>, action: &FollowUp) -> String {
    let owner = action.owner.as_ref().map(|owner| scene.who(owner));
    let state = follow_state(scene, action).map(|(state, _)| state);
    let parts = std::iter::once(scene.words(&action.what).to_owned()).chain(owner).chain(state);
    parts.collect::<Vec<_>>().join(&scene.word("comma"))
}

/// Complaints, open ones first, with the days they took.
pub fn complaints(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let mut all: Vec<&Complaint> =
        account.complaints.iter().filter(|complaint| complaint.date <= scene.as_of).collect();
    if all.is_empty() {
        return None;
    }
    let closed = |complaint: &Complaint| complaint.closed.filter(|day| *day <= scene.as_of);
    all.sort_by_key(|complaint| (closed(complaint).is_some(), std::cmp::Reverse(complaint.date)));
    let open = all.iter().filter(|complaint| closed(complaint).is_none()).count();
    let rows = all.iter().map(|complaint| {
        let severity = complaint.severity.map(|severity| scene.choice("complaint_severity", severity.key()));
        let said = |key: &str, name: String| scene.say(&format!("complaints.{key}"), &[("name", name.into())]);
        let from = complaint.contact.as_ref().map(|id| said("from", scene.contact(&account.contacts, id)));
        let who = from.into_iter().chain(complaint.owner.as_ref().map(|owner| said("owner", scene.who(owner))));
        let state = if let Some(day) = closed(complaint) {
            let days = Arg::Number(days_between(complaint.date, day).into());
            cell(scene.say("complaints.closed_in", &[("count", days)]))
        } else {
            let days = Arg::Number(days_between(complaint.date, scene.as_of).into());
            act(scene.say("complaints.open_for", &[("count", days)]))
        };
        let days = |day| scene.voice.locale.number(days_between(complaint.date, day).into());
        let first = complaint.responded.map(|day| cell(days(day)));
        vec![
            scene.noted(scene.prose_cell(Some(&complaint.what)), severity.into_iter().chain(who)),
            scene.day_cell(Some(complaint.date)),
            first.unwrap_or_else(dash),
            state,
            scene.noted(
                scene.prose_cell(complaint.result.as_ref()),
                complaint.actions.iter().map(|action| followed(scene, action)),
            ),
        ]
    });
    let columns = [
        ("complaint", ColumnKind::Text),
        ("day", ColumnKind::Figure),
        ("answered", ColumnKind::Figure),
        ("closed", ColumnKind::Text),
        ("result", ColumnKind::Text),
    ];
    let mut table = scene.table(scene.word("section.complaints"), &columns, rows.collect());
    table.columns[2].label = scene.voice.with_unit(&table.columns[2].label, &scene.voice.word("unit.days"));
    let key = match open {
        0 => "complaints.all_closed",
        open if open == all.len() => "complaints.all_open",
        _ => "complaints.finding",
    };
    let finding = scene.rich(key, &[("count", all.len().into()), ("open", open.into())]);
    let source = vec![scene.source("complaints")];
    Some(Figure::new("complaints", finding, scene.word("complaints.measure"), Body::List(table), source))
}

/// Ten units over time, people and money.
pub fn quota(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let quota = account.resource_quota.as_ref()?;
    let parts = [("time", "k1", quota.time), ("people", "k2", quota.people), ("money", "k3", quota.money)];
    let stack = parts.iter().filter(|(_, _, units)| units.is_positive()).map(|(key, class, units)| {
        let name = scene.word(&format!("quota.{key}"));
        let label = format!("{name} {}", scene.voice.locale.quantity(*units));
        StackPart {
            class,
            width: format!("{:.1}", units.to_f64() * 10.0),
            label: label.clone(),
            name: scene.plain(label),
        }
    });
    // Most first; of equals in the order of the source.
    let mut split: Vec<_> = parts.iter().filter(|(_, _, units)| units.is_positive()).collect();
    split.sort_by_key(|(_, _, units)| std::cmp::Reverse(*units));
    let split: Vec<String> = split
        .into_iter()
        .map(|(key, _, units)| {
            format!("{} {}", scene.word(&format!("quota.{key}")), scene.voice.locale.quantity(*units))
        })
        .collect();
    let finding = scene.rich("quota.finding", &[("parts", scene.voice.locale.row(&split).into())]);
    let mut notes = vec![scene.source("resource_quota")];
    notes.extend(
        quota.period.iter().map(|period| scene.rich("quota.period", &[("period", scene.period(period).into())])),
    );
    notes.extend(quota.note.iter().map(|note| Rich::from_safe_html(scene.html(note))));
    Some(Figure::new("quota", finding, scene.word("quota.measure"), Body::Stack(stack.collect()), notes))
}

/// Kept, or broken on which days.
pub fn commitment_state(scene: &Scene<'_>, commitment: &Commitment) -> Cell {
    match commitment.kept {
        Some(true) => cell(scene.word("supply.kept")),
        Some(false) => {
            let days: Vec<String> = commitment.broken_on.iter().map(|day| scene.day(*day)).collect();
            Cell {
                note: (!days.is_empty()).then(|| days.join(&scene.word("comma"))),
                ..act(scene.word("supply.broken"))
            }
        }
        None => dash(),
    }
}

/// What we promised to hold, and whether it was kept.
pub fn supply(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let supply = &account.supply;
    if supply.commitments.is_empty() && supply.reports.is_empty() && supply.resident.is_none() {
        return None;
    }
    let rows = supply.commitments.iter().map(|commitment| {
        let kind = commitment.kind.map(|kind| scene.choice("commitment_kind", kind.key()));
        let until = match (commitment.from, commitment.to) {
            (Some(from), Some(to)) => cell(format!("{} – {}", scene.day(from), scene.day(to))),
            (from, to) => scene.day_cell(from.or(to)),
        };
        let more = kind.into_iter().chain(commitment.note.as_ref().map(|note| scene.words(note).to_owned()));
        vec![scene.noted(scene.prose_cell(Some(&commitment.what)), more), until, commitment_state(scene, commitment)]
    });
    let columns = [("commitment", ColumnKind::Text), ("period", ColumnKind::Text), ("kept", ColumnKind::Text)];
    let table = scene.table(scene.word("section.supply"), &columns, rows.collect());
    let broken = supply.commitments.iter().filter(|commitment| commitment.kept == Some(false)).count();
    let key = match (supply.commitments.len(), broken) {
        (0, _) if supply.reports.is_empty() => "supply.resident_only",
        (0, _) => "supply.reports_only",
        (_, 0) => "supply.finding",
        (all, broken) if all == broken => "supply.all_broken",
        _ => "supply.finding_broken",
    };
    let finding = scene.rich(key, &[("count", supply.commitments.len().into()), ("broken", broken.into())]);
    let mut figure =
        Figure::new("supply", finding, scene.word("supply.measure"), Body::List(table), vec![scene.source("supply")]);
    let resident = supply.resident.as_ref();
    figure.notes.extend(resident.map(|who| scene.rich("supply.resident", &[("name", scene.who(who).into())])));
    let mut reports = supply.reports.iter().rev().filter(|report| report.date <= scene.as_of);
    if let Some(report) = reports.next() {
        figure.bodies.push(Body::Facts(reported(scene, report)));
        figure.notes.push(scene.rich("supply.reported", &[("day", scene.voice.locale.date_full(report.date).into())]));
    }
    let label = |count: usize| scene.say("supply.earlier", &[("count", count.into())]);
    figure.bodies.extend(More::beyond(
        &mut reports.map(|report| at_once(scene, report)).collect(),
        0,
        label,
        Body::Facts,
    ));
    Some(figure)
}

/// An earlier report in one row, under its day.
fn at_once(scene: &Scene<'_>, report: &ResidentReport) -> Fact {
    let line = |Fact { name, texts }: Fact| {
        texts.into_iter().map(move |Prose { text, lang }| Prose {
            text: scene.say("supply.named", &[("name", name.as_str().into()), ("value", text.into())]),
            lang,
        })
    };
    Fact { name: scene.day(report.date), texts: reported(scene, report).into_iter().flat_map(line).collect() }
}

/// What a resident reported: flows over their time, stock and price by the unit.
fn reported(scene: &Scene<'_>, report: &ResidentReport) -> Vec<Fact> {
    let unit = report.unit.as_ref().map(|unit| scene.words(unit).to_owned()).unwrap_or_default();
    let counted = |value: Amount| format!("{} {unit}", scene.voice.locale.quantity(value)).trim_end().to_owned();
    let rate = |value: Amount| match report.per {
        Some(per) => {
            let per = scene.choice("rate_span", per.key());
            scene.say("supply.rate", &[("quantity", counted(value).into()), ("per", per.into())])
        }
        None => counted(value),
    };
    let price = |value: Amount| {
        let price = scene.voice.locale.money_exact(value);
        if unit.is_empty() {
            return price;
        }
        scene.say("supply.price", &[("price", price.into()), ("unit", unit.as_str().into())])
    };
    let values = [
        ("output", report.output.map(rate)),
        ("consumption", report.consumption.map(rate)),
        ("stock", report.stock.map(counted)),
        ("delivered_price", report.delivered_price.map(price)),
    ];
    let fact = |key: &str, text: Prose| Fact { name: scene.word(&format!("supply.{key}")), texts: vec![text] };
    let figures = values.into_iter().filter_map(|(key, text)| Some(fact(key, scene.plain(text?))));
    let others = report.other_channels.as_ref().map(|others| fact("other_channels", scene.prose(others)));
    figures.chain(others).collect()
}

/// Enrolment in the key-account centre or club, and its use in the last twelve months.
pub fn club(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let club = account.club.as_ref()?;
    let from: Date = back_months(scene.as_of, 12);
    let uses = club.uses.iter().filter(|visit| visit.date > from && visit.date <= scene.as_of).count();
    let mut facts = Vec::new();
    if let Some(enrolled) = club.enrolled {
        facts.push(Fact {
            name: scene.word("club.enrolled"),
            texts: vec![scene.plain(scene.voice.locale.date_full(enrolled))],
        });
    }
    facts.extend(
        club.level.iter().map(|level| Fact { name: scene.word("club.level"), texts: vec![scene.prose(level)] }),
    );
    let terms = facts.len();
    for visit in club.uses.iter().rev().filter(|visit| visit.date <= scene.as_of) {
        let kind = scene.choice("club_use", visit.kind.key());
        let texts = std::iter::once(scene.plain(kind)).chain(visit.note.iter().map(|note| scene.prose(note)));
        facts.push(Fact { name: scene.day(visit.date), texts: texts.collect() });
    }
    let label = |count: usize| scene.say("club.earlier", &[("count", count.into())]);
    let earlier = More::beyond(&mut facts, terms + SHOWN, label, Body::Facts);
    let key = if uses == 0 { "club.unused" } else { "club.finding" };
    let finding = scene.rich(key, &[("count", uses.into())]);
    let mut figure =
        Figure::new("club", finding, scene.word("club.measure"), Body::Facts(facts), vec![scene.source("club")]);
    figure.bodies.extend(earlier);
    Some(figure)
}
