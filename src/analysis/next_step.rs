//! The one thing to do next at an account.
//!
//! 1. [`to_meet`] looks at the top of the buying centre: somebody who decides and was never met, nobody else who decides having
//!    been met since they came; else a coach whom nobody met. While there is such a person, everything else waits on them.
//! 2. Then the planned visit to them is next; else the nearest planned visit or open action that is about them: it goes to or names
//!    them or somebody through whom one gets to them, is with one of these within a month, or it builds a relation. Where none is,
//!    the meeting itself is proposed.
//! 3. Otherwise what has the nearest day to come, an open action or a planned visit, within a fortnight; where there is none, the
//!    oldest overdue action; else what comes later, or has no day.

use jiff::civil::Date;

use super::meetings::{deciders, last_met, planned_visits};
use super::to_do::{ToDo, to_do};
use crate::frameworks::attack_defend::Zone;
use crate::portfolio::{Account, Contact, CuteSlot, RelationWork, Visit, days_between};

/// What to do next.
#[derive(Debug, Clone)]
pub enum NextStep<'a> {
    /// An open action.
    Action(ToDo<'a>),
    /// A visit that is planned by its day.
    Visit(&'a Visit),
    /// Meet somebody, which nothing plans soon.
    Meet {
        /// Whom.
        contact: &'a Contact,
        /// An action with them that is weeks away.
        later: Option<ToDo<'a>>,
        /// What would be next without it.
        nearest: Option<ToDo<'a>>,
    },
}

/// The next step on a day; `None` where nothing is open and nobody is to be met.
pub fn next_step(account: &Account, day: Date) -> Option<NextStep<'_>> {
    let Some(contact) = to_meet(account, day) else { return planned_step(account, day) };
    if let Some(visit) = planned_visits(account, day).find(|visit| visit.met.contains(&contact.id)) {
        return Some(NextStep::Visit(visit));
    }
    let way = way_to(account, contact);
    let visit = planned_visits(account, day).find(|visit| way.iter().any(|one| visit.met.contains(&one.id)));
    let about = nearest(account, day, |action| way.iter().any(|one| names(action, one)));
    let (soon, later) = match nearest(account, day, |action| way.iter().any(|one| is_with(action, one))) {
        Some(with) if with.due.is_some_and(|due| days_between(day, due) <= SOON) => (Some(with), None),
        with => (None, with),
    };
    let building = || nearest(account, day, |action| action.relation == Some(RelationWork::Build));
    sooner(visit, about.or(soon), day)
        .or_else(|| building().map(NextStep::Action))
        .or_else(|| Some(NextStep::Meet { contact, later, nearest: nearest(account, day, |_| true) }))
}

/// The next step; where the zone is to give the account no more (FRAMEWORKS §2, abandon), nobody new is to be met for it.
pub fn in_zone(account: &Account, zone: Option<Zone>, day: Date) -> Option<NextStep<'_>> {
    match next_step(account, day) {
        Some(NextStep::Meet { .. }) if zone == Some(Zone::Abandon) => planned_step(account, day),
        step => step,
    }
}

/// What has the nearest day to come, an action or a visit, whoever is still to be met.
pub fn planned_step(account: &Account, day: Date) -> Option<NextStep<'_>> {
    sooner(planned_visits(account, day).next(), nearest(account, day, |_| true), day)
}

/// Of a planned visit and an open action that with the nearer day, the visit on the same one. An action that has no day waits for
/// it, one that is overdue for a visit within a fortnight.
fn sooner<'a>(visit: Option<&'a Visit>, action: Option<ToDo<'a>>, day: Date) -> Option<NextStep<'a>> {
    let goes_first = |visit: &Visit| match action.as_ref().and_then(|action| action.due) {
        Some(due) if due < day => days_between(day, visit.date) <= NEAR,
        due => due.is_none_or(|due| visit.date <= due),
    };
    match (visit, &action) {
        (Some(visit), _) if goes_first(visit) => Some(NextStep::Visit(visit)),
        _ => action.map(NextStep::Action),
    }
}

/// Whom nobody of ours has met though everything hangs on them: who decides first, by influence, then the coach.
pub fn to_meet(account: &Account, day: Date) -> Option<&Contact> {
    let unmet = |contact: &&Contact| last_met(account, contact, day).is_none();
    let influence = |contact: &&Contact| (contact.influence, std::cmp::Reverse(position(account, contact)));
    let met = || deciders(account, day).filter_map(|contact| last_met(account, contact, day)).max();
    // Whoever came after the last meeting with anybody who decides is new to us; where one was met since, we are in touch.
    let waits = |contact: &&Contact| match (met(), contact.since) {
        (None, _) => true,
        (Some(met), Some(since)) => met < since,
        (Some(_), None) => false,
    };
    let decider = deciders(account, day).filter(unmet).filter(waits).max_by_key(influence);
    let coaches = || {
        let in_post = account.contacts.iter().filter(move |contact| contact.in_post(day));
        in_post.filter(|contact| contact.cute.contains(&CuteSlot::Coach))
    };
    decider.or_else(|| if coaches().all(|coach| unmet(&coach)) { coaches().max_by_key(influence) } else { None })
}

fn position(account: &Account, contact: &Contact) -> usize {
    account.contacts.iter().position(|other| other.id == contact.id).unwrap_or_default()
}

/// A contact, and those through whom one gets to them: a step on that way is one towards them.
fn way_to<'a>(account: &'a Account, contact: &'a Contact) -> Vec<&'a Contact> {
    let mut way = vec![contact];
    while let Some(through) = way.last().and_then(|last| last.reached_through.as_ref()) {
        let found = account.contacts.iter().find(|other| other.id == *through);
        match found.filter(|found| way.iter().all(|one| one.id != found.id)) {
            Some(found) => way.push(found),
            None => break,
        }
    }
    way
}

/// Whether an action names a contact, in any language.
fn names(action: &ToDo<'_>, contact: &Contact) -> bool {
    let named = |text: &str| contact.name.texts().any(|name| !name.is_empty() && text.contains(name));
    action.what.texts().any(named)
}

/// Whether an action is with a contact, whatever it is about.
fn is_with(action: &ToDo<'_>, contact: &Contact) -> bool {
    action.contact == Some(&contact.id)
}

/// Days within which something else with a contact is the occasion to meet them (convention).
const SOON: i32 = 30;

/// Days within which what is to come goes before what is overdue (convention); what is farther off does not.
const NEAR: i32 = 14;

/// Of the open actions that are such: the nearest to come within a fortnight, else the oldest overdue, else the nearest to come,
/// else one without a day.
fn nearest<'a>(account: &'a Account, day: Date, such: impl Fn(&ToDo<'a>) -> bool) -> Option<ToDo<'a>> {
    let open: Vec<ToDo<'a>> = to_do(account).filter(|action| action.is_open() && such(action)).collect();
    let rank = |action: &ToDo<'a>| match action.due {
        Some(due) if due < day => (1, Some(due)),
        Some(due) if days_between(day, due) <= NEAR => (0, Some(due)),
        Some(due) => (2, Some(due)),
        None => (3, None),
    };
    open.into_iter().min_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;
    use crate::portfolio::{AccountPlan, ContactEntry};

    const PLAN: &str = "{actions: [{what: survey, owner: lin, due: 2026-07-09}, {what: letter to Ye, due: 2026-08-01},
        {what: dinner, due: 2026-07-20, relation: build}, {what: report, due: 2026-06-01}]}";

    fn step(contacts: &str, visits: &str, plan: &str) -> String {
        let mut account = account("a");
        let entries: Vec<ContactEntry> = serde_yaml::from_str(contacts).unwrap();
        account.contacts = entries.into_iter().map(ContactEntry::lock).collect();
        account.visits = serde_yaml::from_str(visits).unwrap();
        account.plan = Some(serde_yaml::from_str::<AccountPlan>(plan).unwrap());
        match next_step(&account, "2026-06-30".parse().unwrap()) {
            None => String::new(),
            Some(NextStep::Action(action)) => action.what.in_language("en").0.to_owned(),
            Some(NextStep::Visit(visit)) => format!("visit of {}", visit.date),
            Some(NextStep::Meet { contact, later, nearest }) => {
                let instead = nearest.map_or("nothing", |action| action.what.in_language("en").0);
                let later =
                    later.map_or(String::new(), |action| format!(" (later: {})", action.what.in_language("en").0));
                format!("meet {}, not {instead}{later}", contact.name.in_language("en").0)
            }
        }
    }

    #[test]
    fn the_nearest_to_come_while_we_are_in_touch() {
        let boss = "[{id: ye, name: Ye, roles: [decision_maker], since: 2026-01-01}]";
        assert_eq!(step(boss, "[{date: 2026-05-01, met: ye}]", PLAN), "survey");
        assert_eq!(step("[{id: gu, name: Gu, roles: [user]}]", "[]", PLAN), "survey");
        assert_eq!(step("[]", "[]", "{actions: [{what: a, due: 2026-06-20}, {what: b, due: 2026-06-10}]}"), "b");
        assert_eq!(step("[]", "[]", "{actions: [{what: a}, {what: b, done: 2026-06-10}]}"), "a");
        assert_eq!(step("[]", "[]", "{goal: more}"), "");
    }

    #[test]
    fn whom_nobody_met_comes_before_a_survey() {
        let boss = "[{id: ye, name: Ye, roles: [decision_maker]}]";
        assert_eq!(step(boss, "[]", PLAN), "letter to Ye", "the action that names them, though later");
        assert_eq!(step("[{id: gu, name: Gu, cute: [economic]}]", "[]", PLAN), "dinner", "else what builds a relation");
        let bare = "{actions: [{what: survey, due: 2026-07-09}]}";
        assert_eq!(step(boss, "[]", bare), "meet Ye, not survey");
        assert_eq!(step(boss, "[]", "{goal: more}"), "meet Ye, not nothing");
        assert_eq!(step(boss, "[{date: 2026-06-29, met: ye, kind: call}]", bare), "meet Ye, not survey");
        assert_eq!(step(boss, "[{date: 2026-07-03, met: ye}]", PLAN), "visit of 2026-07-03", "the visit is planned");
        assert_eq!(step(boss, "[{date: 2026-07-03}]", bare), "meet Ye, not survey", "planned, but not to Ye");
    }

    #[test]
    fn a_step_on_the_way_to_whoever_decides_comes_before_the_meeting() {
        let way = "[{id: ye, name: Ye, roles: [decision_maker], reached_through: bian}, {id: bian, name: Bian, reached_through: jin},
          {id: jin, name: Jin, reached_through: ye}, {id: lu, name: Lu}]";
        let plan = "{actions: [{what: meet Ye, due: 2026-08-31}, {what: survey, due: 2026-07-02}, {what: ask Lu, due: 2026-07-03},
          {what: Jin arranges Bian, due: 2026-07-15}]}";
        assert_eq!(step(way, "[]", plan), "Jin arranges Bian");
    }

    #[test]
    fn where_nobody_new_is_to_be_met_the_nearest_day_counts() {
        let mut account = account("a");
        let entries: Vec<ContactEntry> = serde_yaml::from_str("[{id: ye, name: Ye, roles: [decision_maker]}]").unwrap();
        account.contacts = entries.into_iter().map(ContactEntry::lock).collect();
        account.visits = serde_yaml::from_str("[{date: 2026-07-14}]").unwrap();
        let plan = "{actions: [{what: close the file, due: 2026-12-31}]}";
        account.plan = Some(serde_yaml::from_str::<AccountPlan>(plan).unwrap());
        let day = "2026-06-30".parse().unwrap();
        assert!(matches!(next_step(&account, day), Some(NextStep::Meet { .. })));
        assert!(matches!(planned_step(&account, day), Some(NextStep::Visit(_))));
    }

    #[test]
    fn what_is_overdue_waits_a_fortnight_and_no_longer() {
        let next = |visits: &str, due: &str| {
            let plan = format!("{{actions: [{{what: late, due: 2026-06-25}}, {{what: far, due: {due}}}]}}");
            step("[{id: gu, name: Gu, roles: [user]}]", visits, &plan)
        };
        assert_eq!((next("[]", "2026-07-14"), next("[]", "2026-07-15")), ("far".into(), "late".into()));
        assert_eq!(next("[{date: 2026-07-14}]", "2026-09-01"), "visit of 2026-07-14");
        assert_eq!(next("[{date: 2026-07-15}]", "2026-09-01"), "late");
    }

    #[test]
    fn something_else_with_whoever_is_to_be_met_is_the_occasion_if_it_is_soon() {
        let boss = "[{id: ye, name: Ye, roles: [decision_maker]}]";
        let with = |due: &str| {
            let actions =
                format!("{{what: walk the depot, due: {due}, contact: ye}}, {{what: survey, due: 2026-07-02}}");
            step(boss, "[]", &format!("{{actions: [{actions}]}}"))
        };
        assert_eq!(with("2026-07-30"), "walk the depot");
        assert_eq!(with("2026-07-31"), "meet Ye, not survey (later: walk the depot)");
    }

    #[test]
    fn a_visit_on_the_way_comes_before_a_later_action() {
        let way = "[{id: ye, name: Ye, roles: [decision_maker], reached_through: gu}, {id: gu, name: Gu}]";
        let asked = |due: &str| format!("{{actions: [{{what: ask Gu for Ye, due: {due}}}]}}");
        assert_eq!(step(way, "[{date: 2026-07-14, met: gu}]", &asked("2026-08-31")), "visit of 2026-07-14");
        assert_eq!(step(way, "[{date: 2026-07-14, met: gu}]", &asked("2026-07-03")), "ask Gu for Ye");
        assert_eq!(step(way, "[{date: 2026-07-14, met: gu}]", "{goal: more}"), "visit of 2026-07-14");
    }

    #[test]
    fn a_planned_visit_is_a_day_to_come() {
        let next = |visits: &str, plan: &str| step("[{id: gu, name: Gu, roles: [user]}]", visits, plan);
        assert_eq!(next("[{date: 2026-07-08}, {date: 2026-07-14}]", PLAN), "visit of 2026-07-08");
        assert_eq!(next("[{date: 2026-07-10}]", PLAN), "survey", "on the 9th");
        assert_eq!(next("[{date: 2026-07-10, kind: call}]", "{goal: more}"), "", "a call is no visit");
        let late = "{actions: [{what: report, due: 2026-06-01}]}";
        assert_eq!(
            (next("[{date: 2026-07-10}]", late), next("[]", late)),
            ("visit of 2026-07-10".into(), "report".into())
        );
    }

    #[test]
    fn who_decides_first_then_the_coach() {
        let bare = "{actions: [{what: survey, due: 2026-07-09}]}";
        let two = |since: &str| {
            format!(
                "[{{id: ye, name: Ye, roles: [decision_maker]}}, {{id: gu, name: Gu, roles: [decision_maker]{since}}},
                  {{id: mu, name: Mu, cute: [coach]}}]"
            )
        };
        // Ye was met before Gu came: Gu is new to us. Without a day nobody knows, and the coach is next.
        let met = "[{date: 2026-03-01, met: ye}]";
        assert_eq!(step(&two(", since: 2026-04-01"), met, bare), "meet Gu, not survey");
        assert_eq!(step(&two(", since: 2026-02-01"), met, bare), "meet Mu, not survey");
        assert_eq!(step(&two(""), "[{date: 2026-03-01, met: [ye, mu]}]", bare), "survey");
        let none = "[{id: ye, name: Ye, roles: [decision_maker], influence: 3}, {id: gu, name: Gu, roles: [decision_maker], influence: 5}]";
        assert_eq!(step(none, "[]", bare), "meet Gu, not survey");
    }
}
