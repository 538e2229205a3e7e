//! What to do next at an account: what the analysis proposes, in words.

use jiff::civil::Date;
use serde::Serialize;

use super::head::plain;
use super::opportunities::largest;
use super::risks::losing;
use super::scene::{Scene, act_html};
use super::{Shared, pressing};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::meetings::{deciders, decides};
use crate::analysis::next_step;
use crate::analysis::to_do::{ToDo, to_do};
use crate::locale::Arg;
use crate::portfolio::{Account, Amount, BuyingStage, Localised, Opportunity, Visit, days_between};
use crate::rules::{Concern, RuleHit, by_importance, find, is_of_records};
use crate::site::view::{Prose, Rich, escape, sentence};

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// 下一步, Next step.
    pub title: String,
    /// What.
    pub what: Prose,
    /// Who, by when, how many days left.
    pub note: Rich,
}

/// The next step, where it comes from the dossier and not from an alert: the plan names the same.
pub fn planned_step(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<NextStep> {
    step_for(shared, scene, account, at).and_then(|_| next_step(shared, scene, account, at))
}

/// The step that the analysis proposes.
fn step_for<'a>(
    shared: &Shared<'_>,
    scene: &Scene<'_>,
    account: &'a Account,
    at: usize,
) -> Option<next_step::NextStep<'a>> {
    next_step::in_zone(account, shared.accounts[at].position.map(|position| position.zone), scene.as_of)
}

/// What to do next: an open action, or the meeting that no action plans; where neither is, what the most important alert asks.
pub fn next_step(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<NextStep> {
    if !account.is_documented() {
        return None;
    }
    let title = scene.word("next.title");
    let (facts, step) = (&shared.accounts[at], step_for(shared, scene, account, at));
    if let Some(pressing) = pressing::step(shared, scene, (account, facts), step.as_ref()) {
        return Some(pressing);
    }
    if let Some(decision) = decision(scene, account, step.as_ref()) {
        return Some(decision);
    }
    let hurry = step.as_ref().and_then(|step| pressing::hurry(scene, (account, facts), step));
    let next = Some(match &step {
        None => match by_importance(&shared.accounts[at].alerts).first() {
            // What goes in money comes before what the dossier lacks.
            hit if hit.is_none_or(|hit| is_of_records(hit) || is_small(hit, facts))
                && losing(shared, &shared.accounts[at]).is_some() =>
            {
                let (text, note) = losing(shared, &shared.accounts[at]).unwrap_or_default();
                NextStep { title, what: scene.plain(text.to_text()), note }
            }
            // Who decides comes before what the dossier lacks otherwise; a matter of business or a promise comes before that.
            hit if account.contacts.is_empty() && hit.is_none_or(|hit| is_of_records(hit)) => {
                let note = format!("<code>{}</code> · <code>contacts</code>", escape(scene.file));
                let what = scene.plain(scene.word("next.contacts"));
                NextStep { title, what, note: Rich::from_safe_html(note) }
            }
            Some(hit) => {
                let what = scene.plain(sentence::remedy(shared.voice, hit));
                let said = [act_html(&scene.word("next.unplanned")), escape(&shared.hit(hit))];
                // Nobody owns what no plan holds: it falls to the account manager.
                let parts: Vec<String> = manager(scene, account).into_iter().chain(said).collect();
                NextStep { title, what, note: Rich::from_safe_html(parts.join(" · ")) }
            }
            None => {
                let note = plain(&scene.word("next.none_note"));
                NextStep { title, what: scene.plain(scene.word("next.none")), note }
            }
        },
        Some(next_step::NextStep::Meet { contact, later, nearest }) => {
            let key = if decides(contact) { "next.meet" } else { "next.meet_coach" };
            let what = scene.plain(scene.say(key, &[("name", scene.words(&contact.name).into())]));
            let planned = later.as_ref().and_then(|action| {
                let args = [("day", scene.day(action.due?).into()), ("what", scene.words(action.what).into())];
                Some(act_html(&scene.say("next.only_later", &args)))
            });
            let mut parts: Vec<String> = manager(scene, account).into_iter().collect();
            parts.push(planned.unwrap_or_else(|| act_html(&scene.word("next.unplanned"))));
            let nearest = nearest.as_ref().filter(|action| later.as_ref().is_none_or(|later| later.key != action.key));
            parts.extend(
                nearest.map(|action| escape(&scene.say("next.nearest", &[("what", scene.words(action.what).into())]))),
            );
            NextStep { title, what, note: Rich::from_safe_html(parts.join(" · ")) }
        }
        Some(next_step::NextStep::Visit(visit)) => to_visit(scene, account, visit, title),
        Some(next_step::NextStep::Action(action)) => {
            NextStep { title, what: scene.prose(action.what), note: owed(scene, account, action) }
        }
    });
    let more = [hurry, deal(scene, account), late(scene, account, step.as_ref())].into_iter().flatten();
    next.map(|next| {
        let note: Vec<String> = std::iter::once(next.note.as_html().to_owned()).chain(more).collect();
        NextStep { note: Rich::from_safe_html(note.join(" · ")), ..next }
    })
}

/// Who is responsible for an account.
fn manager(scene: &Scene<'_>, account: &Account) -> Option<String> {
    account.manager.as_ref().map(|who| escape(&scene.who(who)))
}

/// The largest opportunity that only a decision is missing for and what it waits for, where the plan has but a chore with nobody of
/// theirs, and not within a fortnight: to have it decided comes before that.
pub fn undecided<'a>(
    account: &'a Account,
    step: Option<&next_step::NextStep<'_>>,
    today: Date,
) -> Option<(&'a Opportunity, &'a Localised)> {
    let Some(next_step::NextStep::Action(chore)) = step else { return None };
    let is_near = chore.due.is_some_and(|due| days_between(today, due) <= FORTNIGHT);
    if is_near || chore.contact.is_some() {
        return None;
    }
    let open = account.opportunities.iter().filter(|one| one.is_open() && one.stage == Some(BuyingStage::Decide));
    largest(open.filter_map(|one| Some((one, one.next_step.as_ref()?))))
}

/// To have it decided.
fn decision(scene: &Scene<'_>, account: &Account, step: Option<&next_step::NextStep<'_>>) -> Option<NextStep> {
    let (one, what) = undecided(account, step, scene.as_of)?;
    let Some(next_step::NextStep::Action(chore)) = step else { return None };
    let whom = one.contacts.first().or_else(|| Some(&deciders(account, scene.as_of).next()?.id));
    let whom = whom.map(|id| scene.say("next.with", &[("name", scene.contact(&account.contacts, id).into())]));
    let deal = scene.say("next.deciding", &[("name", scene.words(&one.name).into())]);
    let nearest = scene.say("next.nearest", &[("what", scene.words(chore.what).into())]);
    let mut parts: Vec<String> = one.owner.iter().map(|owner| escape(&scene.who(owner))).collect();
    parts.extend(whom.into_iter().chain([deal]).map(|words| escape(&words)));
    parts.extend([act_html(&scene.word("board.no_date")), escape(&nearest)]);
    let note = Rich::from_safe_html(parts.join(" · "));
    Some(NextStep { title: scene.word("next.title"), what: scene.prose(what), note })
}

/// Days within which what the plan names is near.
const FORTNIGHT: i32 = 14;

/// What the largest open opportunity waits for, where no headline of ours sums the account up: the plan may name a chore.
fn deal(scene: &Scene<'_>, account: &Account) -> Option<String> {
    let open = account.opportunities.iter().filter(|one| one.is_open() && account.headline.is_none());
    let waiting = open.filter_map(|one| Some((one, one.next_step.as_ref()?)));
    let (one, what) = largest(waiting)?;
    let args = [("name", Arg::from(scene.words(&one.name))), ("what", scene.words(what).into())];
    Some(escape(&scene.say("next.deal", &args)))
}

/// Which actions are overdue, beside the one that is named: a day that passed does not wait for the one that comes.
fn late(scene: &Scene<'_>, account: &Account, step: Option<&next_step::NextStep<'_>>) -> Option<String> {
    let is_late = |action: &ToDo<'_>| action.is_overdue(scene.as_of);
    let is_named = match step {
        Some(next_step::NextStep::Action(action) | next_step::NextStep::Meet { nearest: Some(action), .. }) => {
            is_late(action)
        }
        _ => false,
    };
    let named = match step {
        Some(next_step::NextStep::Action(action)) if is_named => Some(&action.key),
        Some(next_step::NextStep::Meet { nearest: Some(action), .. }) if is_named => Some(&action.key),
        _ => None,
    };
    let others: Vec<ToDo<'_>> = to_do(account).filter(is_late).filter(|action| Some(&action.key) != named).collect();
    let first: Vec<String> = others.iter().take(NAMED).map(|action| scene.words(action.what).to_owned()).collect();
    let key = if others.len() > NAMED { "next.overdue_among" } else { "next.overdue" };
    // An action is a sentence, with commas of its own.
    let what = first.join(&scene.word("next.between"));
    (!others.is_empty()).then(|| act_html(&scene.say(key, &[("count", others.len().into()), ("what", what.into())])))
}

/// Overdue actions that a head names.
const NAMED: usize = 3;

/// Whether an alert is about less money than the account brought less of in the year.
fn is_small(hit: &RuleHit, facts: &AccountFacts) -> bool {
    let lost = facts.year_before.map_or(Amount::ZERO, |before| before.revenue - facts.year.revenue);
    find(hit.rule).is_some_and(|rule| rule.concern == Concern::Money) && hit.stake < lost
}

/// A planned visit: what for, or whom; who goes, when, how many days are left.
fn to_visit(scene: &Scene<'_>, account: &Account, visit: &Visit, title: String) -> NextStep {
    let what = sentence::planned_visit(scene.voice, account, visit);
    let day = scene.voice.locale.date_in_sentence(visit.date);
    let mut parts = Vec::new();
    if !visit.by.is_empty() {
        parts.push(escape(&scene.whos(&visit.by)));
    }
    parts.push(escape(&scene.say("next.on", &[("day", day.into())])));
    let days = days_between(scene.as_of, visit.date);
    parts.push(escape(&scene.say("next.left", &[("count", Arg::Number(days.into()))])));
    NextStep { title, what, note: Rich::from_safe_html(parts.join(" · ")) }
}

/// Who owes an action, by when, how many days are left.
fn owed(scene: &Scene<'_>, account: &Account, action: &ToDo<'_>) -> Rich {
    let mut parts = vec![match action.owner {
        Some(owner) => escape(&scene.who(owner)),
        None => act_html(&scene.word("board.no_owner")),
    }];
    parts.extend(with_whom(scene, account, action).map(|whom| escape(&whom)));
    match action.due {
        None => parts.push(act_html(&scene.word("board.no_date"))),
        Some(due) => {
            let day = scene.voice.locale.date_in_sentence(due);
            parts.push(escape(&scene.say("next.by", &[("day", day.into())])));
            let days = days_between(scene.as_of, due);
            parts.push(match days {
                0 => escape(&scene.word("next.today")),
                1.. => escape(&scene.say("next.left", &[("count", Arg::Number(days.into()))])),
                _ => act_html(&scene.say("next.late", &[("count", Arg::Number((-days).into()))])),
            });
        }
    }
    Rich::from_safe_html(parts.join(" · "))
}

/// The contact that an action concerns, unless its own words say so.
pub fn with_whom(scene: &Scene<'_>, account: &Account, action: &ToDo<'_>) -> Option<String> {
    let name = scene.contact(&account.contacts, action.contact?);
    (!scene.words(action.what).contains(&name)).then(|| scene.say("next.with", &[("name", name.into())]))
}
