//! People (找对人): contacts, the four CUTE slots, account team.

use jiff::civil::Date;

use super::part::{Body, Figure, PeopleTable, Slot};
use super::scene::{ColumnKind, Scene, act, capital, cell, dash};
use crate::analysis::coach::unwon;
use crate::analysis::meetings::{self, SEEN_DAYS, decides};
use crate::locale::Arg;
use crate::portfolio::{Account, Contact, ContactCoverage, Coverage, CuteSlot, Score, Support, days_between};
use crate::site::view::{Cell, Rich, TableView};

/// What the visits say about a contact.
pub struct Meetings<'a> {
    account: &'a Account,
    as_of: Date,
}

impl<'a> Meetings<'a> {
    /// Of an account, up to a day.
    pub const fn new(account: &'a Account, as_of: Date) -> Self {
        Self { account, as_of }
    }

    /// When a contact was met last.
    pub fn last(&self, contact: &Contact) -> Option<Date> {
        meetings::last_met(self.account, contact, self.as_of)
    }

    /// Whether a contact was met within the last days.
    pub fn recent(&self, contact: &Contact) -> bool {
        self.last(contact).is_some_and(|day| days_between(day, self.as_of) <= SEEN_DAYS)
    }

    /// Contacts who are in their post.
    pub fn in_post(&self) -> impl Iterator<Item = &'a Contact> {
        let as_of = self.as_of;
        self.account.contacts.iter().filter(move |contact| contact.in_post(as_of))
    }
}

/// How many contacts were met lately, of how many in post.
pub fn count(scene: &Scene<'_>, account: &Account) -> String {
    let meetings = Meetings::new(account, scene.as_of);
    let met = meetings.in_post().filter(|contact| meetings.recent(contact)).count();
    let all = meetings.in_post().count();
    if all == 0 {
        return scene.word("people.count_none");
    }
    scene.say("people.count", &[("days", Arg::Number(SEEN_DAYS.into())), ("met", met.into()), ("all", all.into())])
}

/// The conclusion: the decision maker first, then the slots that nobody fills.
pub fn conclusion(scene: &Scene<'_>, account: &Account) -> Rich {
    let meetings = Meetings::new(account, scene.as_of);
    if meetings.in_post().next().is_none() {
        return scene.rich("people.say.none", &[]);
    }
    let deciders: Vec<&Contact> = meetings.in_post().filter(|contact| decides(contact)).collect();
    // The one met last; of several the most influential, then the first as written.
    let best = deciders.iter().rev().max_by_key(|contact| (meetings.last(contact), contact.influence));
    let decider = match best {
        None => scene.word("people.say.no_decider"),
        Some(contact) => {
            let name = scene.words(&contact.name);
            match meetings.last(contact) {
                None => scene.say("people.say.never_met", &[("name", name.into())]),
                Some(day) => {
                    let days = days_between(day, scene.as_of);
                    let key = match days {
                        ..0 => "people.say.met_on",
                        0..=SEEN_DAYS => "people.say.met",
                        _ => "people.say.long_unseen",
                    };
                    let args =
                        [("name", name.into()), ("count", Arg::Number(days.into())), ("day", scene.day(day).into())];
                    scene.say(key, &args)
                }
            }
        }
    };
    let gaps: Vec<String> = vacant(&meetings).map(|slot| scene.choice("cute_slot", slot.key())).collect();
    let slots = match gaps.len() {
        0 => held(scene, &meetings),
        4 => scene.word("people.say.no_slots"),
        count => {
            scene.say("people.say.gaps", &[("count", count.into()), ("names", scene.voice.locale.list(&gaps).into())])
        }
    };
    scene.rich("people.say.both", &[("decider", decider.into()), ("slots", slots.into())])
}

/// Of four slots with a name in each: whoever of them is only a name.
fn held(scene: &Scene<'_>, meetings: &Meetings<'_>) -> String {
    if let Some(contact) = unwon(meetings.account, meetings.as_of) {
        let met = meetings.last(contact).is_some();
        let key = if met { "people.say.coach_not_won" } else { "people.say.coach_unmet" };
        return scene.say(key, &[("name", scene.words(&contact.name).into())]);
    }
    let unmet: Vec<String> = CuteSlot::ALL
        .iter()
        .filter(|slot| !holders(meetings, **slot).any(|contact| meetings.last(contact).is_some()))
        .map(|slot| scene.choice("cute_slot", slot.key()))
        .collect();
    if unmet.is_empty() {
        return scene.word("people.say.all_slots");
    }
    let args = [("count", unmet.len().into()), ("names", scene.voice.locale.list(&unmet).into())];
    scene.say("people.say.slots_unmet", &args)
}

/// Who of those in post is named for a slot.
fn holders<'a>(meetings: &Meetings<'a>, slot: CuteSlot) -> impl Iterator<Item = &'a Contact> {
    meetings.in_post().filter(move |contact| contact.cute.contains(&slot))
}

/// The CUTE slots that nobody in post fills.
pub fn vacant<'m>(meetings: &'m Meetings<'_>) -> impl Iterator<Item = CuteSlot> + 'm {
    CuteSlot::ALL.iter().copied().filter(|slot| !meetings.in_post().any(|contact| contact.cute.contains(slot)))
}

/// The contacts as a table, those in their post first, the deciders at the top.
pub fn contacts(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.contacts.is_empty() {
        return None;
    }
    let meetings = Meetings::new(account, scene.as_of);
    let people = ranked(scene, account);
    let anchors = people.iter().map(|contact| format!("contact-{}", contact.id)).collect();
    let rows = people.into_iter().map(|contact| person(scene, &meetings, contact)).collect();
    let mut columns = scene.columns(&[
        ("person", ColumnKind::Text),
        ("roles", ColumnKind::Text),
        ("support", ColumnKind::Text),
        ("influence", ColumnKind::Figure),
        ("closeness", ColumnKind::Figure),
        ("trust", ColumnKind::Figure),
        ("reciprocity", ColumnKind::Figure),
        ("level", ColumnKind::Figure),
        ("mind", ColumnKind::Minor),
        ("last_met", ColumnKind::Text),
    ]);
    // On a phone the level stands for what it is made of.
    for column in &mut columns[4..7] {
        column.minor = true;
    }
    let unseen = meetings.in_post().filter(|contact| !meetings.recent(contact)).count();
    let in_post = meetings.in_post().count();
    let key = if unseen == 0 { "contacts.all_seen" } else { "contacts.unseen" };
    let args = [("count", Arg::from(unseen)), ("all", in_post.into()), ("days", Arg::Number(SEEN_DAYS.into()))];
    let people = PeopleTable { table: TableView::new(scene.word("section.contacts"), columns, rows), anchors };
    let measure = scene.word("contacts.measure");
    Some(Figure::new("contacts", scene.rich(key, &args), measure, Body::People(people), vec![scene.source("contacts")]))
}

/// Those in their post first, the deciders at the top, then by influence.
pub fn ranked<'a>(scene: &Scene<'_>, account: &'a Account) -> Vec<&'a Contact> {
    let mut people: Vec<&Contact> = account.contacts.iter().collect();
    people.sort_by_key(|contact| {
        let influence = contact.influence.map_or(0, Score::get);
        (!contact.in_post(scene.as_of), !decides(contact), std::cmp::Reverse(influence), contact.id.clone())
    });
    people
}

/// A name with the post and the department, and of those who left with the note.
pub fn name_cell(scene: &Scene<'_>, contact: &Contact) -> Cell {
    // Of those in post the addresses carry the note.
    let note = contact.note.as_ref().filter(|_| !contact.in_post(scene.as_of));
    let more = contact.title.iter().chain(&contact.department).chain(note).map(|text| scene.words(text));
    scene.noted(scene.prose_cell(Some(&contact.name)), more)
}

/// The same with whether they are of their senior level, and since when they are in their post.
fn whole_name_cell(scene: &Scene<'_>, contact: &Contact) -> Cell {
    let own = name_cell(scene, contact);
    let senior = contact.senior.then(|| scene.word("contacts.senior"));
    let since = contact.since.filter(|_| contact.in_post(scene.as_of));
    let since = since.map(|day| scene.say("contacts.since", &[("day", scene.day(day).into())]));
    let parts: Vec<String> = own.note.iter().cloned().chain(senior).chain(since).collect();
    Cell { note: (!parts.is_empty()).then(|| parts.join(" · ")), ..own }
}

/// Buying roles, then CUTE slots.
pub fn roles_cell(scene: &Scene<'_>, contact: &Contact) -> Cell {
    let roles = contact.roles.iter().map(|role| scene.choice("buying_role", role.key()));
    let cute = contact.cute.iter().map(|slot| scene.choice("cute_slot", slot.key()));
    // Both lists know a user and a technical one: what is of the second says so.
    let cute: Vec<String> = cute.collect();
    let cute = (!cute.is_empty()).then(|| format!("{} {}", scene.word("section.cute"), cute.join("/")));
    let roles: Vec<String> = roles.chain(cute).collect();
    if roles.is_empty() { dash() } else { cell(roles.join(" · ")) }
}

/// For us, neutral, or against us.
pub fn support_cell(scene: &Scene<'_>, contact: &Contact) -> Cell {
    match contact.support {
        Some(Support::Opposes) => act(scene.choice("support", Support::Opposes.key())),
        Some(support) => cell(scene.choice("support", support.key())),
        None => dash(),
    }
}

fn person(scene: &Scene<'_>, meetings: &Meetings<'_>, contact: &Contact) -> Vec<Cell> {
    let scores = contact.relations.last();
    let score = |score: Option<Score>| score.map_or_else(dash, |score| cell(score.get().to_string()));
    let mind = contact.share_of_mind.map_or_else(dash, |step| {
        let day = contact.share_of_mind_as_of.map(|day| scene.day(day));
        Cell { note: day, ..cell(scene.choice("mind_step", step.key())) }
    });
    let assessed = scores.map(|scores| scene.day(scores.date));
    vec![
        whole_name_cell(scene, contact),
        roles_cell(scene, contact),
        support_cell(scene, contact),
        score(contact.influence),
        Cell { note: assessed, ..score(scores.and_then(|s| s.closeness)) },
        score(scores.and_then(|s| s.trust)),
        score(scores.and_then(|s| s.reciprocity)),
        level(contact),
        mind,
        last_met(scene, meetings, contact),
    ]
}

/// The level of the relationship, and the one that is wanted.
pub fn level(contact: &Contact) -> Cell {
    match (contact.relationship, contact.relationship_wanted) {
        (None, None) => dash(),
        (now, wanted) => {
            let show = |score: Option<Score>| score.map_or_else(|| "–".to_owned(), |score| score.get().to_string());
            if wanted.is_some() && wanted > now {
                act(format!("{} → {}", show(now), show(wanted)))
            } else {
                cell(show(now))
            }
        }
    }
}

/// When somebody was last met, or since when they are gone.
pub fn last_met(scene: &Scene<'_>, meetings: &Meetings<'_>, contact: &Contact) -> Cell {
    if !contact.in_post(scene.as_of) {
        let key = if contact.left.is_some_and(|day| day <= scene.as_of) { "contacts.left" } else { "contacts.to_come" };
        let day = contact.left.or(contact.since).map(|day| scene.day(day)).unwrap_or_default();
        return Cell { class: Some("muted".to_owned()), ..cell(scene.say(key, &[("day", day.into())])) };
    }
    match meetings.last(contact) {
        None => {
            let close = contact.coverage.filter(|coverage| *coverage != ContactCoverage::None);
            let note = close.map(|coverage| scene.choice("contact_coverage", coverage.key()));
            let shown = unmet(scene, contact);
            Cell { note, ..if decides(contact) { act(shown) } else { cell(shown) } }
        }
        Some(day) => {
            let shown = scene.day(day);
            let note = (day <= scene.as_of).then(|| scene.ago(day));
            let late = decides(contact) && !meetings.recent(contact);
            Cell { note, sort: Some(day.to_string()), ..if late { act(shown) } else { cell(shown) } }
        }
    }
}

/// What is said of somebody whom no visit has met: the dossier may know them for close all the same.
pub(super) fn unmet(scene: &Scene<'_>, contact: &Contact) -> String {
    let is_unknown = contact.coverage == Some(ContactCoverage::None);
    scene.word(if is_unknown { "contacts.never" } else { "contacts.no_record" })
}

/// How well we reach whoever is named for a slot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// Nobody in post is named for it.
    Vacant,
    /// No visit on record has met any of them.
    Unmet,
    /// Some were met, all of them long ago.
    LongUnseen,
    /// One at least was met lately.
    Met,
}

fn reached(meetings: &Meetings<'_>, slot: CuteSlot) -> Reached {
    let named = || holders(meetings, slot);
    if named().next().is_none() {
        Reached::Vacant
    } else if named().any(|contact| meetings.recent(contact)) {
        Reached::Met
    } else if named().any(|contact| meetings.last(contact).is_some()) {
        Reached::LongUnseen
    } else {
        Reached::Unmet
    }
}

/// The four slots; a vacancy is a gap, a long unseen holder is late. The finding counts what each slot says, in its words.
pub fn slots(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.contacts.iter().all(|contact| contact.cute.is_empty()) {
        return None;
    }
    let meetings = Meetings::new(account, scene.as_of);
    let slots = CuteSlot::ALL.iter().map(|&slot| one_slot(scene, &meetings, slot)).collect();
    let count = |of: Reached| CuteSlot::ALL.iter().filter(|slot| reached(&meetings, **slot) == of).count();
    let gaps = count(Reached::Vacant);
    let key = match (gaps, count(Reached::Met)) {
        (0, 4) => "cute.all",
        (0, _) => "cute.held",
        _ => "cute.gaps",
    };
    let parts = scene.counts(&[
        ("cute.part_gaps", gaps),
        ("cute.part_met", count(Reached::Met)),
        ("cute.part_late", count(Reached::LongUnseen)),
        ("cute.part_never", count(Reached::Unmet)),
    ]);
    let days = ("days", Arg::Number(SEEN_DAYS.into()));
    let finding = scene.rich(key, &[("parts", parts.into()), days.clone()]);
    let measure = scene.say("cute.measure", &[days]);
    Some(Figure::new("cute", finding, measure, Body::Slots(slots), vec![scene.source("contacts[].cute")]))
}

fn one_slot(scene: &Scene<'_>, meetings: &Meetings<'_>, slot: CuteSlot) -> Slot {
    let holders: Vec<&Contact> = holders(meetings, slot).collect();
    let names: Vec<&str> = holders.iter().map(|contact| scene.words(&contact.name)).collect();
    let last = holders.iter().filter_map(|contact| meetings.last(contact)).max();
    let ago = last.map(|day| scene.ago(day)).unwrap_or_default();
    let (state, note) = match reached(meetings, slot) {
        Reached::Vacant => ("gap", scene.word("cute.fill")),
        Reached::Unmet => ("late", scene.word("contacts.no_record")),
        Reached::LongUnseen => ("late", scene.say("cute.late", &[("ago", ago.into())])),
        Reached::Met => ("", scene.say("cute.met", &[("ago", ago.into())])),
    };
    let who = if holders.is_empty() { scene.word("cute.vacant") } else { scene.voice.locale.list(&names) };
    Slot { state, name: scene.choice("cute_slot", slot.key()), who, note }
}

/// Since when nobody covers the account as the dossier says: the last of those whom it names has left us.
fn uncovered_since(scene: &Scene<'_>, coverage: &Coverage) -> Option<Date> {
    let left: Option<Vec<Date>> = coverage.who.iter().map(|who| scene.has_left(who)).collect();
    left?.into_iter().max()
}

/// Who of ours works on the account, doing what.
pub fn team(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.team.is_empty() && account.coverage.is_none() {
        return None;
    }
    let rows = account.team.iter().map(|member| {
        vec![cell(scene.who(&member.who)), scene.prose_cell(member.role.as_ref()), scene.day_cell(member.since)]
    });
    let columns = [("member", ColumnKind::Text), ("role", ColumnKind::Text), ("since", ColumnKind::Figure)];
    let table = scene.table(scene.word("section.team"), &columns, rows.collect());
    let count = account.team.iter().filter(|member| scene.has_left(&member.who).is_none()).count();
    let finding = match &account.coverage {
        Some(coverage) => {
            let model = capital(&scene.choice("coverage_model", coverage.model.key()));
            let key = match (uncovered_since(scene, coverage), count) {
                (Some(_), 0) => "team.model_vacant_only",
                (Some(_), _) => "team.model_vacant",
                (None, 0) => "team.model_only",
                (None, _) => "team.model",
            };
            let since =
                uncovered_since(scene, coverage).map_or_else(String::new, |day| scene.voice.locale.date_full(day));
            scene.rich(key, &[("model", model.into()), ("count", count.into()), ("day", since.into())])
        }
        None => scene.rich("team.finding", &[("count", count.into())]),
    };
    let key = if account.team.is_empty() { "coverage" } else { "team" };
    let bodies = if account.team.is_empty() { Vec::new() } else { vec![Body::Table(table)] };
    let measure = scene.word("team.measure");
    let coverage = account.coverage.as_ref();
    let who = coverage.map(|coverage| &coverage.who).filter(|who| !who.is_empty());
    let who = who.map(|who| {
        let are_gone = who.iter().all(|one| scene.has_left(one).is_some());
        let key = if are_gone { "team.covered_by_gone" } else { "team.covered_by" };
        scene.rich(key, &[("names", scene.whos(who).into())])
    });
    let note = coverage.and_then(|coverage| coverage.note.as_ref());
    let note = note.map(|note| scene.rich("team.coverage", &[("text", scene.words(note).into())]));
    let notes = who.into_iter().chain(note).chain([scene.source(key)]).collect();
    Some(Figure { id: "team".to_owned(), finding, measure, bodies, notes })
}
