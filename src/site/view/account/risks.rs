//! What can go wrong: what the rules found at this account, what matters most first ([`by_importance`]); then what no rule states; then findings
//! that ask to be watched. Three of them are shown, the others unfold.

use std::collections::BTreeSet;

use super::Shared;
use super::part::{Body, Figure, More, Risk};
use super::people::Meetings;
use super::scene::{Scene, capital};
use super::{opportunities, satisfaction, silence};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::finding::{AccountSituation, Finding, Situation as _, Topic, Weight};
use crate::analysis::meetings::{SEEN_DAYS, decides, planned_meeting};
use crate::analysis::next_step::{self, NextStep};
use crate::analysis::value::Value;
use crate::locale::Arg;
use crate::portfolio::{Account, Localised, Support, days_between};
use crate::project::settings::RuleLevel;
use crate::rules::{
    self, Concern, Held, RULES, Rule, RuleHit, action_overdue, by_importance, contract_renewal_due,
    decision_maker_left, decision_maker_not_met, find, no_next_step, opportunity_stalled, silent_account,
};
use crate::site::view::{Link, Rich, escape, sentence};

/// Most risks on the first screen.
const SHOWN: usize = 3;
/// Influence from which an opponent is a risk (convention).
const INFLUENTIAL: u8 = 3;

/// Findings that say what a rule says, too.
const SAME_AS: [(&str, &str); 3] =
    [("share-fell", "share-falling"), ("wallet-too-small", "wallet-exceeded"), ("silent", "silent-account")];

/// What is gravest at an account, where no finding that the head states says it already: whether it stays, whom we meet, what we
/// owe it; where no rule speaks of that, where we fall short, who is against us, or what asks to be watched. That the next step is
/// late is said with it, and not here. `None` without any.
pub fn gravest(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Option<Rich> {
    let is_grave = |hit: &&RuleHit| {
        hit.level == RuleLevel::Deny || find(hit.rule).is_some_and(|rule| rule.concern <= Concern::Promise)
    };
    let next = match next_step::in_zone(account, facts.position.map(|position| position.zone), scene.as_of) {
        Some(NextStep::Action(action)) => Some(format!("{}.due", action.key)),
        _ => None,
    };
    let is_next = |hit: &RuleHit| hit.rule == action_overdue::RULE.id && Some(&*hit.mend.key) == next.as_deref();
    let Some(hit) = by_importance(&facts.alerts).into_iter().find(|hit| is_grave(hit) && !is_next(hit)) else {
        let risk = mark(scene, account).or_else(|| opponent(scene, account));
        let fact = risk.map(|risk| risk.fact).or_else(|| watched(facts).next().map(|one| stated(shared, one)))?;
        return Some(Rich::from_safe_html(escape(&fact.to_text())));
    };
    let stated = facts.findings.first().map(|finding| finding.situation.key());
    let is_said = SAME_AS.iter().any(|(situation, rule)| Some(*situation) == stated && *rule == hit.rule);
    (!is_said).then(|| fact(shared, hit))
}

/// The findings that ask to be watched, but for the verdict. How much hangs on the account is no risk by itself: the vitals say it.
fn watched(facts: &AccountFacts) -> impl Iterator<Item = &Finding<AccountSituation>> {
    let watched = facts.findings.iter().skip(1).filter(|finding| finding.weight != Weight::Know);
    watched.filter(|finding| finding.situation.topic() != Topic::Concentration)
}

/// A finding, as a head has it.
fn stated(shared: &Shared<'_>, finding: &Finding<AccountSituation>) -> Rich {
    let key = format!("finding.account.{}", finding.situation.key());
    without_stop(&shared.voice.rich(&key, &shared.witness().arguments(&finding.situation.values())))
}

/// What a rule found, as a head has it.
fn fact(shared: &Shared<'_>, hit: &RuleHit) -> Rich {
    let args = shared.witness().arguments(&hit.evidence);
    without_stop(&shared.voice.rich(&format!("rule.hit.{}", hit.key), &args))
}

/// What is to be done about a risk that was told before it comes after what is not told yet.
fn told_once_first(all: Vec<Risk>) -> Vec<Risk> {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    let is_new = |risk: &Risk| risk.text.as_ref().is_none_or(|text| texts.insert(text.to_text()));
    let (mut first, again): (Vec<Risk>, Vec<Risk>) = all.into_iter().partition(is_new);
    first.extend(again);
    first
}

/// The first three, and the others folded. Where there is nothing, a dossier says so in one line; `None` without one, of which the
/// rules know too little to say that.
pub fn risks(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Option<Figure> {
    // Money that goes comes before paper that is missing.
    let (records, grave): (Vec<&RuleHit>, Vec<&RuleHit>) = by_importance(&facts.alerts)
        .into_iter()
        .filter(|hit| !is_of_renewal(facts, hit) && !is_of_successor(facts, hit))
        .partition(|hit| is_of_records(hit));
    let mut all: Vec<Risk> = grave.into_iter().map(|hit| of_rule(shared, scene, account, facts, hit)).collect();
    all.extend(mark(scene, account));
    all.extend(opponent(scene, account));
    all.extend(unseen(scene, account, facts));
    all.extend(of_opportunity(scene, account, renewed(facts)));
    // What a rule says already is said once.
    let is_said = |situation: &str| {
        let rule = SAME_AS.iter().find(|(other, _)| *other == situation).map(|(_, rule)| *rule);
        rule.is_some_and(|rule| facts.alerts.iter().any(|hit| hit.rule == rule))
    };
    let watched = watched(facts).filter(|finding| !is_said(finding.situation.key()));
    all.extend(watched.map(|finding| {
        let text = remedy(shared, finding.situation.key());
        Risk { now: finding.weight == Weight::Act, fact: stated(shared, finding), text, rule: None }
    }));
    all.extend(records.into_iter().map(|hit| of_rule(shared, scene, account, facts, hit)));
    if all.is_empty() {
        let notes = vec![scene.rich("overview.risks_note", &[])];
        // Silence of a rule that does not look here is no good news.
        let mut unasked: Vec<&Rule> = RULES.iter().filter(|rule| !rule.reach.holds(account, facts)).collect();
        unasked.sort_by_key(|rule| rule.concern);
        let gravest =
            unasked.first().map_or_else(String::new, |rule| scene.voice.word(&format!("rule.{}.name", rule.id)));
        let args = [("count", Arg::from(unasked.len())), ("names", gravest.into()), ("all", RULES.len().into())];
        let key = if unasked.is_empty() { "overview.risks_none_all" } else { "overview.risks_none" };
        let finding = scene.rich(key, &args);
        let none = Figure { id: "risks".to_owned(), finding, measure: String::new(), bodies: Vec::new(), notes };
        return account.is_documented().then_some(none);
    }
    let mut all = told_once_first(all);
    let count = all.len();
    let label = |count: usize| scene.say("overview.risks_more", &[("count", count.into())]);
    let more = More::beyond(&mut all, SHOWN, label, Body::Risks);
    let key = if more.is_none() { "overview.risks" } else { "overview.risks_of" };
    let args = [("count", Arg::from(all.len())), ("all", count.into())];
    let finding = scene.rich(key, &args);
    let notes = vec![scene.rich("overview.risks_note", &[])];
    let mut figure = Figure::new("risks", finding, String::new(), Body::Risks(all), notes);
    figure.bodies.extend(more);
    Some(figure)
}

/// Whether an alert is about what the dossier lacks, and nothing more.
fn is_of_records(hit: &RuleHit) -> bool {
    let concern = find(hit.rule).map_or(Concern::Records, |rule| rule.concern);
    hit.level != RuleLevel::Deny && concern == Concern::Records
}

/// The opportunity that renews a contract that has ended, where the rule about that contract names it.
fn renewed(facts: &AccountFacts) -> Option<&Localised> {
    let lapsed = facts.alerts.iter().find(|hit| hit.rule == contract_renewal_due::RULE.id)?;
    named(lapsed, contract_renewal_due::RENEWAL)
}

/// Whether a hit says of an unmet successor what the one about whom they follow says already: both are answered by meeting them.
fn is_of_successor(facts: &AccountFacts, hit: &RuleHit) -> bool {
    hit.rule == decision_maker_not_met::RULE.id
        && facts.alerts.iter().any(|other| other.rule == decision_maker_left::RULE.id)
}

/// Whether an alert is about that opportunity by itself: the one about its contract has said where it stands and what comes next.
fn is_of_renewal(facts: &AccountFacts, hit: &RuleHit) -> bool {
    let of_opportunities = [opportunity_stalled::RULE.id, no_next_step::RULE.id].contains(&hit.rule);
    of_opportunities && renewed(facts).is_some_and(|renewal| named(hit, "name") == Some(renewal))
}

/// The words that an alert's evidence has under a name.
fn named<'a>(hit: &'a RuleHit, wanted: &str) -> Option<&'a Localised> {
    hit.evidence.iter().find_map(|(name, value)| match value {
        Value::Words(words) if *name == wanted => Some(words),
        _ => None,
    })
}

/// What to do about the first situation of an account that asks to be watched and loses money; `None` without one. Where the
/// account itself shrinks, nobody need be asked who got the orders.
pub fn losing(shared: &Shared<'_>, facts: &AccountFacts) -> Option<(Rich, Rich)> {
    let found = |keys: &[&str]| {
        let mut found = facts.findings.iter().filter(|finding| finding.weight != Weight::Know);
        found.find(|finding| keys.contains(&finding.situation.key()))
    };
    let finding = found(&["wallet-shrank"]).or_else(|| found(&["falling-months", "margin-fell", "share-fell"]))?;
    Some((remedy(shared, finding.situation.key())?, stated(shared, finding)))
}

/// What to do about a situation that asks to be watched and that no rule states.
fn remedy(shared: &Shared<'_>, situation: &str) -> Option<Rich> {
    let is_told = matches!(
        situation,
        "falling-months"
            | "margin-fell"
            | "class-down"
            | "return-heavy"
            | "one-product"
            | "wallet-too-small"
            | "wallet-shrank"
            | "share-fell"
    );
    is_told.then(|| shared.voice.rich(&format!("finding.account_remedy.{situation}"), &[]))
}

/// A head ends without a full stop.
fn without_stop(sentence: &Rich) -> Rich {
    Rich::from_safe_html(sentence.as_html().trim_end_matches(['。', '.']).to_owned())
}

/// What is done or planned already of what a rule asks for: then there is nothing to plan, but a day to keep.
fn held(scene: &Scene<'_>, account: &Account, facts: &AccountFacts, hit: &RuleHit) -> Option<Rich> {
    let asked = silence::asked(account, facts, scene.as_of).filter(|_| hit.rule == silent_account::RULE.id);
    if let Some(day) = asked {
        let day = scene.voice.locale.date_in_sentence(day);
        return Some(scene.rich("overview.risk_asked", &[("day", day.into())]));
    }
    let held = rules::held(scene.portfolio, account, &facts.alerts, hit, scene.as_of)?;
    let day = scene.voice.locale.date_in_sentence(held.day());
    let what = match held {
        Held::Action(action, _) => scene.words(&action.what).to_owned(),
        Held::Visit(visit) => sentence::planned_visit(scene.voice, account, visit).text,
    };
    Some(scene.rich("overview.risk_held", &[("day", day.into()), ("what", what.into())]))
}

fn of_rule(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, facts: &AccountFacts, hit: &RuleHit) -> Risk {
    Risk {
        now: hit.level == RuleLevel::Deny,
        fact: fact(shared, hit),
        text: Some(held(scene, account, facts, hit).unwrap_or_else(|| sentence::remedy(shared.voice, hit).into())),
        rule: Some(Link {
            text: shared.voice.word(&format!("rule.{}.name", hit.rule)),
            href: Some(format!("../rules/{}.html", hit.rule)),
            lang: None,
        }),
    }
}

/// A risk whose fact leads to its section of the page.
fn risk(scene: &Scene<'_>, key: &str, section: &str, args: &[(&str, Arg<'_>)]) -> Risk {
    let fact = escape(&scene.say(&format!("risk.{key}"), args));
    let fact = Rich::from_safe_html(format!("<a href=\"#{section}\">{fact}</a>"));
    Risk { now: false, fact, text: Some(scene.rich(&format!("risk.{key}_text"), args)), rule: None }
}

/// A dimension that falls short by a tenth of the scale or more.
fn mark(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let survey = satisfaction::newest(scene, account)?;
    let gaps = survey.marks.iter().filter_map(|mark| Some((mark.expectation? - mark.experience?, mark)));
    let (gap, mark) = gaps.max_by_key(|(gap, _)| *gap)?;
    let args = [
        ("name", Arg::from(capital(&scene.choice("satisfaction_dimension", mark.dimension.key())))),
        ("gap", scene.mark(gap).into()),
        ("date", scene.voice.locale.date_full(survey.date).into()),
        ("best", scene.voice.locale.quantity(survey.best()).into()),
    ];
    satisfaction::is_large(survey, gap).then(|| risk(scene, "satisfaction", "satisfaction", &args))
}

/// What the dossier fears for the largest open opportunity but the one that `said` names, and what is done about it. The next step of
/// the opportunity may lead anywhere: only what is written as an answer is one.
fn of_opportunity(scene: &Scene<'_>, account: &Account, said: Option<&Localised>) -> Option<Risk> {
    let open = account.opportunities.iter().filter(|one| one.is_open() && said != Some(&one.name));
    let feared = open.filter_map(|one| Some((one, one.risk.as_ref()?)));
    let (largest, fear) = opportunities::largest(feared)?;
    let args = [("name", Arg::from(scene.words(&largest.name))), ("risk", scene.words(fear).into())];
    let fact = escape(&scene.say("risk.opportunity", &args));
    let fact = Rich::from_safe_html(format!("<a href=\"#opportunities\">{fact}</a>"));
    let answer = largest.mitigation.as_ref().map(|answer| scene.words(answer).to_owned());
    let text = answer.unwrap_or_else(|| scene.word("risk.opportunity_text"));
    Some(Risk { now: false, fact, text: Some(text.into()), rule: None })
}

fn opponent(scene: &Scene<'_>, account: &Account) -> Option<Risk> {
    let meetings = Meetings::new(account, scene.as_of);
    let against = meetings.in_post().filter(|contact| contact.support == Some(Support::Opposes));
    let against = against.filter_map(|contact| Some((contact.influence?.get(), contact)));
    let (influence, contact) = against.filter(|(influence, _)| *influence >= INFLUENTIAL).max_by_key(|(i, _)| *i)?;
    let args = [("name", Arg::from(scene.words(&contact.name))), ("count", Arg::Number(influence.into()))];
    Some(risk(scene, "opposes", &format!("contact-{}", contact.id), &args))
}

/// Whoever decides, where nobody who does was met for long and no rule looks at that: an account that is no key account.
fn unseen(scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Option<Risk> {
    if decision_maker_not_met::RULE.reach.holds(account, facts) {
        return None;
    }
    let meetings = Meetings::new(account, scene.as_of);
    let deciders = meetings.in_post().filter(|contact| decides(contact));
    let (day, contact) =
        deciders.filter_map(|contact| Some((meetings.last(contact)?, contact))).max_by_key(|(day, _)| *day)?;
    let days = days_between(day, scene.as_of);
    let args = [("name", Arg::from(scene.words(&contact.name))), ("count", Arg::Number(days.into()))];
    let found = (days > SEEN_DAYS).then(|| risk(scene, "unseen", &format!("contact-{}", contact.id), &args))?;
    let planned = planned_meeting(account, scene.as_of, |id| *id == contact.id).filter(|(_, due)| *due >= scene.as_of);
    let text = planned.map(|(action, due)| {
        let day = scene.voice.locale.date_in_sentence(due);
        scene.rich("risk.unseen_planned", &[("day", day.into()), ("what", scene.words(&action.what).into())])
    });
    Some(Risk { text: text.or(found.text), ..found })
}
