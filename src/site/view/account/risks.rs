//! What can go wrong: what the rules found, then what the dossier itself shows, then findings that ask to be watched.

use super::Shared;
use super::opportunities;
use super::part::{Body, Figure, Risk};
use super::people::{Meetings, UNSEEN_DAYS, decides};
use super::scene::{Scene, capital};
use super::{board, satisfaction};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::finding::{Situation as _, Weight};
use crate::locale::Arg;
use crate::portfolio::{Account, Contact, Support, days_between};
use crate::project::settings::RuleLevel;
use crate::site::view::{Link, Rich, escape};

/// Most risks on the first screen.
const SHOWN: usize = 3;
/// Days before a contract must be settled from which it is a risk (convention).
const RENEWAL_DAYS: i32 = 92;
/// Days from which an open complaint is a risk (convention).
const COMPLAINT_DAYS: i32 = 14;
/// Influence from which an opponent is a risk (convention).
const INFLUENTIAL: u8 = 3;

/// Up to three; `None` where there is nothing.
pub fn risks(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Option<Figure> {
    let mut shown: Vec<Risk> = facts.alerts.iter().map(|hit| of_rule(shared, hit)).collect();
    // What a rule has said already is not said again.
    let said = |rule: &str| facts.alerts.iter().any(|hit| hit.rule == rule);
    shown.extend(decision_maker(scene, account).filter(|_| !said("decision-maker-not-met")));
    shown.extend(contract(scene, account).filter(|_| !said("contract-renewal-due")));
    shown.extend(mark(scene, account));
    shown.extend(complaints(scene, account).filter(|_| !said("complaint-overdue")));
    shown.extend(opponent(scene, account));
    shown.extend(overdue(scene, account).filter(|_| !said("action-overdue")));
    shown.extend(stalled(scene, account).filter(|_| !said("opportunity-stalled")));
    let watched = facts.findings.iter().skip(1).filter(|finding| finding.weight != Weight::Know);
    shown.extend(watched.map(|finding| {
        let key = format!("finding.account.{}", finding.situation.key());
        let fact = shared.voice.rich(&key, &shared.witness().arguments(&finding.situation.values()));
        Risk { now: finding.weight == Weight::Act, fact: without_stop(&fact), text: None, rule: None }
    }));
    shown.truncate(SHOWN);
    if shown.is_empty() {
        return None;
    }
    let finding = scene.rich("overview.risks", &[("count", shown.len().into())]);
    let notes = vec![scene.rich("overview.risks_note", &[])];
    Some(Figure::new("risks", finding, String::new(), Body::Risks(shown), notes))
}

/// A head ends without a full stop.
fn without_stop(sentence: &Rich) -> Rich {
    Rich::from_safe_html(sentence.as_html().trim_end_matches(['。', '.']).to_owned())
}

fn of_rule(shared: &Shared<'_>, hit: &crate::rules::RuleHit) -> Risk {
    let args = shared.witness().arguments(&hit.evidence);
    Risk {
        now: hit.level == RuleLevel::Deny,
        fact: shared.voice.rich(&format!("rule.hit.{}", hit.key), &args),
        text: Some(shared.voice.rich(&format!("rule.{}.remedy_short", hit.rule), &[])),
        rule: Some(Link {
            text: shared.voice.word(&format!("rule.{}.name", hit.rule)),
            href: Some(format!("../rules/{}.html", hit.rule)),
            lang: None,
        }),
    }
}

/// A risk whose fact leads to its section of the page.
fn risk(scene: &Scene<'_>, now: Now, key: &str, section: &str, args: &[(&str, Arg<'_>)], text: Option<Rich>) -> Risk {
    let fact = escape(&scene.say(&format!("risk.{key}"), args));
    let fact = Rich::from_safe_html(format!("<a href=\"#{section}\">{fact}</a>"));
    let text = text.unwrap_or_else(|| scene.rich(&format!("risk.{key}_text"), args));
    Risk { now: now == Now::ThisWeek, fact, text: Some(text), rule: None }
}

/// When it asks somebody to act.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Now {
    ThisWeek,
    Soon,
}

fn decision_maker(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let meetings = Meetings::new(account, scene.as_of);
    let deciders: Vec<&Contact> = meetings.in_post().filter(|contact| decides(contact)).collect();
    let seen =
        deciders.iter().filter_map(|contact| Some((meetings.last(contact)?, *contact))).max_by_key(|(day, _)| *day);
    if let Some((day, contact)) = seen {
        let days = days_between(day, scene.as_of);
        let args = [("name", scene.words(&contact.name).into()), ("count", Arg::Number(days.into()))];
        return (days > UNSEEN_DAYS).then(|| risk(scene, Now::ThisWeek, "long_unseen", "contacts", &args, None));
    }
    let contact = deciders.first()?;
    let through = contact.reached_through.as_ref();
    let text =
        through.map(|id| scene.rich("risk.introduced", &[("name", scene.contact(&account.contacts, id).into())]));
    Some(risk(scene, Now::ThisWeek, "never_met", "contacts", &[("name", scene.words(&contact.name).into())], text))
}

fn contract(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let due = account.contracts.iter().filter(|contract| !contract.renews);
    let due = due.filter_map(|contract| Some((contract.renewal.or(contract.end)?, contract)));
    let (day, contract) = due.filter(|(day, _)| *day >= scene.as_of).min_by_key(|(day, _)| *day)?;
    let days = days_between(scene.as_of, day);
    let args = [
        ("name", Arg::from(scene.words(&contract.name))),
        ("day", scene.voice.locale.date_in_sentence(day).into()),
        ("count", Arg::Number(days.into())),
    ];
    let now = if days <= 30 { Now::ThisWeek } else { Now::Soon };
    (days <= RENEWAL_DAYS).then(|| risk(scene, now, "contract", "contracts", &args, None))
}

/// A dimension that falls short by a tenth of the scale or more.
fn mark(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let survey = satisfaction::newest(scene, account)?;
    let gaps = survey.marks.iter().filter_map(|mark| Some((mark.expectation? - mark.experience?, mark)));
    let (gap, mark) = gaps.max_by_key(|(gap, _)| *gap)?;
    let args = [
        ("name", Arg::from(capital(&scene.choice("satisfaction_dimension", mark.dimension.key())))),
        ("gap", scene.voice.locale.quantity(gap).into()),
        ("date", scene.voice.locale.date_full(survey.date).into()),
        ("best", scene.voice.locale.quantity(survey.best()).into()),
    ];
    let large = gap.to_f64() >= survey.best().to_f64() / 10.0 && gap.is_positive();
    large.then(|| risk(scene, Now::Soon, "satisfaction", "satisfaction", &args, None))
}

fn complaints(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let open = account.complaints.iter().filter(|complaint| complaint.date <= scene.as_of);
    let open = open.filter(|complaint| complaint.closed.is_none_or(|day| day > scene.as_of));
    let ages: Vec<i32> = open.map(|complaint| days_between(complaint.date, scene.as_of)).collect();
    let oldest = ages.iter().copied().max().filter(|days| *days >= COMPLAINT_DAYS)?;
    let args = [("count", Arg::from(ages.len())), ("days", Arg::Number(oldest.into()))];
    Some(risk(scene, Now::ThisWeek, "complaints", "complaints", &args, None))
}

fn opponent(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let meetings = Meetings::new(account, scene.as_of);
    let against = meetings.in_post().filter(|contact| contact.support == Some(Support::Opposes));
    let against = against.filter_map(|contact| Some((contact.influence?.get(), contact)));
    let (influence, contact) = against.filter(|(influence, _)| *influence >= INFLUENTIAL).max_by_key(|(i, _)| *i)?;
    let args = [("name", Arg::from(scene.words(&contact.name))), ("count", Arg::Number(influence.into()))];
    Some(risk(scene, Now::Soon, "opposes", "contacts", &args, None))
}

fn overdue(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let late: Vec<_> = board::actions(account).iter().filter(|action| board::is_overdue(action, scene.as_of)).collect();
    let oldest = late.iter().min_by_key(|action| action.due)?;
    let args = [("count", Arg::from(late.len())), ("what", scene.words(&oldest.what).into())];
    Some(risk(scene, Now::ThisWeek, "overdue", "board", &args, None))
}

fn stalled(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let open = account.opportunities.iter().filter(|opportunity| opportunity.is_open());
    let stalled = open.filter_map(|opportunity| {
        let days = opportunities::days_in_step(scene, opportunity)?;
        (days > opportunities::STALLED_DAYS).then_some((days, opportunity))
    });
    let (days, opportunity) = stalled.max_by_key(|(days, _)| *days)?;
    let step = scene.choice("buying_stage", opportunity.stage?.key());
    let args = [
        ("name", Arg::from(scene.words(&opportunity.name))),
        ("step", step.into()),
        ("count", Arg::Number(days.into())),
    ];
    Some(risk(scene, Now::Soon, "stalled", "opportunities", &args, None))
}
