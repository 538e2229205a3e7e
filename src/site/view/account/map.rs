//! The relationship map: who reports to whom, what each is for us, and who is the way to whom (FRAMEWORKS §2).
//!
//! 1. Contacts in post, under the nearest superior who is in post too; vacant CUTE slots as dashed boxes.
//! 2. Dashed lines: who influences whom (`influences`), and who can introduce us (`reached_through`).
//! 3. The finding is the shortest way along these lines from somebody we meet to the decision maker we do not.

use std::collections::{BTreeMap, VecDeque};

use super::part::{Body, Figure};
use super::people::{Meetings, unmet, vacant};
use super::scene::Scene;
use crate::analysis::meetings::{SEEN_DAYS, decides};
use crate::charts::{Chart, Influence, OrgChart, OrgLevel, OrgTag, OrgTagKind, Person, Presence, Tone};
use crate::locale::Arg;
use crate::portfolio::{
    Account, BuyingRole, Contact, ContactCoverage, ContactId, CuteSlot, Score, Support, days_between,
};
use crate::site::view::Rich;

/// Steps of a relationship level.
const LEVELS: u8 = 5;
/// More people than this stand in low boxes, which have no room for who met them.
const ROOMY: usize = 16;

/// The map; `None` without anybody in post.
pub fn map(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let meetings = Meetings::new(account, scene.as_of);
    let people: Vec<&Contact> = meetings.in_post().collect();
    if people.is_empty() {
        return None;
    }
    let lines = lines(&people);
    let list = people.iter().map(|contact| {
        let above = superior(account, &people, contact).map(|id| id.as_str().to_owned());
        (person(scene, account, &meetings, contact), above)
    });
    let gaps = missing(scene, &meetings);
    let key = if gaps.is_empty() { "map.summary_full" } else { "map.summary" };
    let summary = scene.say(key, &[("count", people.len().into()), ("gaps", gaps.len().into())]);
    let headings = ["person", "title", "reports_to", "roles", "support", "level", "last_met", "influences"];
    let chart = OrgChart {
        id: "chart-map".to_owned(),
        name: scene.word("section.map"),
        summary,
        roots: Person::forest(list.chain(gaps.into_iter().map(|person| (person, None))).collect()),
        influences: lines.iter().map(|line| influence(scene, line, lines.len())).collect(),
        headings: headings.map(|key| scene.word(&format!("column.{key}"))),
    };
    let mut notes = vec![scene.source("contacts")];
    if lines.iter().any(|line| !line.is_drawn(lines.len())) {
        notes.insert(0, scene.rich("map.other_lines", &[]));
    }
    let finding = finding(scene, &meetings, &lines);
    Some(Figure::new("map", finding, scene.word("map.measure"), Body::Chart(Box::new(Chart::OrgChart(chart))), notes))
}

/// Somebody who has the ear of somebody else.
struct Line<'a> {
    from: &'a Contact,
    to: &'a Contact,
    /// Whether the dossier says that the one can introduce us to the other.
    introduces: bool,
}

/// So many lines are drawn whatever they say; of more, those that lead to a decision maker or to somebody new.
const FEW_LINES: usize = 4;

impl Line<'_> {
    /// Whether it is one of those that are drawn, of so many.
    fn is_drawn(&self, of: usize) -> bool {
        of <= FEW_LINES || self.introduces || decides(self.to)
    }
}

/// All lines between people in post, each once.
fn lines<'a>(people: &[&'a Contact]) -> Vec<Line<'a>> {
    let find = |id: &ContactId| people.iter().find(|contact| contact.id == *id).copied();
    let mut lines: Vec<Line<'a>> = Vec::new();
    for to in people {
        let from = to.reached_through.as_ref().and_then(find);
        lines.extend(from.map(|from| Line { from, to, introduces: true }));
    }
    for from in people {
        for to in from.influences.iter().filter_map(find) {
            if !lines.iter().any(|line| line.from.id == from.id && line.to.id == to.id) {
                lines.push(Line { from, to, introduces: false });
            }
        }
    }
    lines
}

fn influence(scene: &Scene<'_>, line: &Line<'_>, of: usize) -> Influence {
    let name = scene.words(&line.to.name);
    let key = if line.introduces { "map.introduces" } else { "map.influences" };
    Influence {
        from: line.from.id.as_str().to_owned(),
        to: line.to.id.as_str().to_owned(),
        label: if line.introduces { scene.word("map.can_introduce") } else { String::new() },
        is_line: line.is_drawn(of),
        title: scene.say(key, &[("name", name.into())]),
    }
}

/// The nearest superior in post: one who has left is stepped over.
fn superior<'a>(account: &'a Account, people: &[&Contact], contact: &'a Contact) -> Option<&'a ContactId> {
    let mut above = contact.reports_to.as_ref()?;
    for _ in 0..account.contacts.len() {
        if people.iter().any(|other| other.id == *above) {
            return Some(above);
        }
        above = account.contact(above)?.reports_to.as_ref()?;
    }
    None
}

/// The slots that nobody in post fills, once any slot is assigned at all.
fn missing(scene: &Scene<'_>, meetings: &Meetings<'_>) -> Vec<Person> {
    if meetings.in_post().all(|contact| contact.cute.is_empty()) {
        return Vec::new();
    }
    let gap = |slot: CuteSlot| {
        let name = scene.say("map.missing", &[("slot", scene.choice("cute_slot", slot.key()).into())]);
        Person {
            id: format!("missing-{}", slot.key()),
            about: name.clone(),
            name,
            title: scene.word("cute.fill"),
            presence: Presence::Missing,
            tags: Vec::new(),
            support: Tone::Ground,
            support_text: String::new(),
            weight: None,
            level: None,
            footer: String::new(),
            footer_tone: Tone::Mute,
            href: String::new(),
            reports: Vec::new(),
        }
    };
    vacant(meetings).map(gap).collect()
}

fn person(scene: &Scene<'_>, account: &Account, meetings: &Meetings<'_>, contact: &Contact) -> Person {
    // A crowded map has room for one: who decides, then who guides us.
    let mut slots = contact.cute.clone();
    slots.sort_by_key(|slot| match slot {
        CuteSlot::Economic => 0,
        CuteSlot::Coach => 1,
        CuteSlot::Technical => 2,
        CuteSlot::User => 3,
    });
    let leads = contact.roles.contains(&BuyingRole::DecisionMaker) && !slots.contains(&CuteSlot::Economic);
    let decider = leads.then_some(BuyingRole::DecisionMaker);
    let slots = slots.iter().map(|slot| (scene.choice("cute_slot", slot.key()), OrgTagKind::Slot));
    let role = |role: &BuyingRole| (scene.word(&format!("map.role.{}", role.key())), OrgTagKind::Role);
    let roles = contact.roles.iter().map(role);
    let mut tags: Vec<OrgTag> = Vec::new();
    for (text, kind) in decider.iter().map(role).chain(slots).chain(roles) {
        // The user in CUTE and the user of the buying centre are one word: once is enough.
        if !tags.iter().any(|tag| tag.text.to_lowercase() == text.to_lowercase()) {
            tags.push(OrgTag { text, kind });
        }
    }
    let support = contact.support.unwrap_or(Support::Unknown);
    let support_text = scene.word(&format!("map.support.{}", support.key()));
    let name = scene.words(&contact.name).to_owned();
    let title = contact.title.as_ref().map(|title| scene.words(title).to_owned()).unwrap_or_default();
    let footer = footer(scene, account, meetings, contact);
    let comma = scene.word("comma");
    let facts = [name.as_str(), &title, &support_text, &footer];
    let about: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    Person {
        id: contact.id.as_str().to_owned(),
        about: about.join(&comma),
        name,
        title,
        presence: Presence::Known,
        tags,
        support: match support {
            Support::Supports => Tone::Accent,
            Support::Neutral => Tone::Mute,
            Support::Opposes => Tone::Act,
            Support::Unknown => Tone::Ground,
        },
        support_text,
        weight: contact.influence.map(|influence| f64::from(influence.get()) / f64::from(LEVELS)),
        level: level(contact),
        footer,
        footer_tone: if calls_for_a_visit(meetings, contact) { Tone::Act } else { Tone::Mute },
        href: format!("#contact-{}", contact.id),
        reports: Vec::new(),
    }
}

/// Whether somebody has to go: who decides was not met lately, or who is to know us better never was.
fn calls_for_a_visit(meetings: &Meetings<'_>, contact: &Contact) -> bool {
    let never = meetings.last(contact).is_none() && contact.coverage.is_none_or(|of| of == ContactCoverage::None);
    let wanted = contact.relationship_wanted.map(Score::get) > contact.relationship.map(Score::get);
    decides(contact) && !meetings.recent(contact) || never && wanted
}

fn level(contact: &Contact) -> Option<OrgLevel> {
    let now = contact.relationship.map(Score::get)?;
    let wanted = contact.relationship_wanted.map_or(now, Score::get);
    let text = if wanted == now { now.to_string() } else { format!("{now} → {wanted}") };
    Some(OrgLevel { now, wanted, most: LEVELS, text })
}

/// When last met and by whom; how well covered where nobody has met them.
fn footer(scene: &Scene<'_>, account: &Account, meetings: &Meetings<'_>, contact: &Contact) -> String {
    let coverage = contact.coverage.filter(|coverage| *coverage != ContactCoverage::None);
    let coverage = coverage.map(|coverage| scene.choice("contact_coverage", coverage.key()));
    let crowded = meetings.in_post().count() > ROOMY;
    let Some(day) = meetings.last(contact) else {
        let never = unmet(scene, contact);
        if crowded {
            return never;
        }
        return coverage.map_or(never.clone(), |coverage| format!("{never} · {coverage}"));
    };
    if crowded {
        return scene.ago(day);
    }
    let by = account.visits.iter().rfind(|visit| visit.date == day && visit.met.contains(&contact.id));
    let who = by.and_then(|visit| visit.by.first()).map(|who| scene.who(who));
    [Some(scene.ago(day)), who.or(coverage)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The decision maker who is hardest to reach: never met first, then longest ago; of equals the more influential.
fn hardest<'a>(meetings: &Meetings<'a>) -> Option<&'a Contact> {
    let key = |contact: &&Contact| (meetings.last(contact), std::cmp::Reverse(contact.influence.map_or(0, Score::get)));
    meetings.in_post().filter(|contact| decides(contact)).min_by_key(key)
}

/// The shortest way to somebody, along the lines, from somebody met lately who is not against us; without its end.
fn way<'a>(meetings: &Meetings<'a>, lines: &[Line<'a>], end: &'a Contact) -> Option<Vec<&'a Contact>> {
    let mut next: BTreeMap<&ContactId, &'a Contact> = BTreeMap::new();
    let mut waiting = VecDeque::from([end]);
    while let Some(to) = waiting.pop_front() {
        for line in lines.iter().filter(|line| line.to.id == to.id && line.from.support != Some(Support::Opposes)) {
            if line.from.id == end.id || next.contains_key(&line.from.id) {
                continue;
            }
            next.insert(&line.from.id, to);
            if meetings.recent(line.from) {
                let rest = std::iter::successors(Some(line.from), |contact| next.get(&contact.id).copied());
                return Some(rest.take_while(|contact| contact.id != end.id).collect());
            }
            waiting.push_back(line.from);
        }
    }
    None
}

fn finding(scene: &Scene<'_>, meetings: &Meetings<'_>, lines: &[Line<'_>]) -> Rich {
    let Some(decider) = hardest(meetings) else { return scene.rich("map.no_decider", &[]) };
    let name = scene.words(&decider.name);
    if meetings.recent(decider) {
        return scene.rich("map.direct", &[("name", name.into()), ("days", Arg::Number(SEEN_DAYS.into()))]);
    }
    if let Some(way) = way(meetings, lines, decider) {
        let names = way.iter().map(|contact| scene.words(&contact.name).to_owned());
        let then = |via: String, next: String| scene.say("map.then", &[("via", via.into()), ("name", next.into())]);
        let via = names.reduce(then).unwrap_or_default();
        return scene.rich("map.way", &[("name", name.into()), ("via", via.into())]);
    }
    if let Some(day) = meetings.last(decider) {
        let days = Arg::Number(days_between(day, scene.as_of).into());
        return scene.rich("map.again", &[("name", name.into()), ("count", days)]);
    }
    let unseen = lines.iter().find(|line| line.to.id == decider.id && line.from.support != Some(Support::Opposes));
    match unseen {
        Some(line) => {
            scene.rich("map.way_unseen", &[("name", name.into()), ("via", scene.words(&line.from.name).into())])
        }
        None => scene.rich("map.no_way", &[("name", name.into())]),
    }
}
