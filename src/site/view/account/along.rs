//! What one takes along to a visit, on the brief below each part's conclusion: who sits at the table, what can be sold and
//! what they need, what is to be done and what was promised.
//!
//! The same entries as the sections of the playbook, in few columns and few rows: a brief has two pages, however rich its
//! account is. A table that leaves rows out says of how many it shows the first. What stands in it is whole: paper unfolds nothing.

use std::cmp::Reverse;

use super::Shared;
use super::people::{self, Meetings};
use super::scene::{ColumnKind, Scene, act, cell, dash};
use super::service::commitment_state;
use crate::analysis::buying_cycle::InCycle;
use crate::analysis::to_do::{ToDo, to_do};
use crate::locale::Arg;
use crate::portfolio::{Account, Commitment, Contact, Need, NeedStatus, Who, days_between};
use crate::site::view::width::ems;
use crate::site::view::{Cell, TableView};

/// Rows of each table at most (convention): together they fill a page beside the conclusions.
const CONTACTS: usize = 6;
const OPPORTUNITIES: usize = 4;
const NEEDS: usize = 3;
const ACTIONS: usize = 5;
const PROMISES: usize = 3;

/// Lines of a row on average at most, in a table that has all its rows (convention).
const LINES: f64 = 1.3;

/// A column: its key below `account.column`, what it is like, and its room in ems; a sheet is some seventy wide.
type Along = (&'static str, ColumnKind, f64);

/// A table of the first rows, under its name; `None` without a row.
fn table(
    scene: &Scene<'_>,
    section: &str,
    columns: &[Along],
    (rows, most): (Vec<Vec<Cell>>, usize),
) -> Option<TableView> {
    let (all, shown) = (rows.len(), that_fit(&rows, columns, most));
    let name = scene.word(&format!("along.{section}"));
    let caption = if all > shown {
        scene.say("along.first", &[("name", name.into()), ("shown", shown.into()), ("all", all.into())])
    } else {
        name
    };
    let keys: Vec<_> = columns.iter().map(|(key, kind, _)| (*key, *kind)).collect();
    (all > 0).then(|| scene.table(caption, &keys, rows.into_iter().take(shown).collect()))
}

/// How many rows there is room for: of those that the table may have, as many as take no more than [`LINES`] each on average.
fn that_fit(rows: &[Vec<Cell>], columns: &[Along], most: usize) -> usize {
    let of_cell =
        |cell: &Cell, room: f64| (ems(&cell.text) + cell.note.as_deref().map_or(0.0, |note| ems(note) + 1.0)) / room;
    let of_row = |row: &Vec<Cell>| {
        let lines = row.iter().zip(columns).map(|(cell, (.., room))| of_cell(cell, *room).ceil());
        lines.fold(1.0, f64::max)
    };
    let mut left = most as f64 * LINES;
    let fit = rows.iter().take(most).take_while(|row| {
        left -= of_row(row);
        left >= 0.0
    });
    fit.count().max(1)
}

/// Those in their post, who decides first.
pub fn people(scene: &Scene<'_>, account: &Account) -> Vec<TableView> {
    let meetings = Meetings::new(account, scene.as_of);
    let in_post = people::ranked(scene, account).into_iter().filter(|contact| contact.in_post(scene.as_of));
    let rows = in_post.map(|contact| person(scene, &meetings, contact)).collect();
    let columns = [
        ("person", ColumnKind::Text, 20.0),
        ("roles", ColumnKind::Text, 14.0),
        ("support", ColumnKind::Text, 8.0),
        ("level", ColumnKind::Text, 6.0),
        ("last_met", ColumnKind::Text, 14.0),
        ("owner", ColumnKind::Text, 8.0),
    ];
    table(scene, "contacts", &columns, (rows, CONTACTS)).into_iter().collect()
}

fn person(scene: &Scene<'_>, meetings: &Meetings<'_>, contact: &Contact) -> Vec<Cell> {
    let met = people::last_met(scene, meetings, contact);
    vec![
        people::name_cell(scene, contact),
        people::roles_cell(scene, contact),
        people::support_cell(scene, contact),
        people::level(contact),
        // Of whom no visit has met how close they are stands in the table of contacts.
        Cell { note: meetings.last(contact).and(met.note.clone()), ..met },
        contact.owner.as_ref().map_or_else(dash, |who| owner(scene, who)),
    ]
}

/// What can be sold, and what they need.
pub fn value(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vec<TableView> {
    opportunities(shared, scene, account, at).into_iter().chain(needs(scene, account)).collect()
}
/// Who of ours looks after somebody, and that they have left us.
fn owner(scene: &Scene<'_>, who: &Who) -> Cell {
    match scene.has_left(who) {
        Some(left) => {
            let note = Some(scene.say("board.owner_left", &[("day", scene.day(left).into())]));
            Cell { note, ..act(scene.who(who)) }
        }
        None => cell(scene.who(who)),
    }
}

fn opportunities(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<TableView> {
    let open = super::opportunities::in_order(shared, scene, account, at);
    let rows = open.iter().map(|one| opportunity(scene, one)).collect();
    let columns = [
        ("opportunity", ColumnKind::Text, 22.0),
        ("step", ColumnKind::Text, 14.0),
        ("amount", ColumnKind::Figure, 8.0),
        ("probability", ColumnKind::Figure, 5.0),
        ("close", ColumnKind::Text, 9.0),
        ("next_step", ColumnKind::Text, 24.0),
    ];
    Some(table(scene, "opportunities", &columns, (rows, OPPORTUNITIES))?.in_one_unit(scene.voice))
}

fn opportunity(scene: &Scene<'_>, one: &InCycle<'_>) -> Vec<Cell> {
    let o = one.opportunity;
    let step = o.stage.map_or_else(dash, |stage| {
        let name = scene.choice("buying_stage", stage.key());
        let note = one.days.map(|days| scene.say("along.days", &[("count", Arg::Number(days.into()))]));
        Cell { note, ..if one.is_stalled() { act(name) } else { cell(name) } }
    });
    let close = match o.close {
        Some(day) if day < scene.as_of => act(scene.day(day)),
        day => scene.day_cell(day),
    };
    vec![
        scene.prose_cell(Some(&o.name)),
        step,
        scene.money_cell(o.amount.as_ref().map(|amount| amount.value)),
        o.probability.map_or_else(dash, |p| cell(scene.voice.locale.percent_round(p.share()))),
        close,
        scene.prose_cell(o.next_step.as_ref()),
    ]
}

/// What is open before what is met: a need that a rival serves first, for it is being lost.
fn needs(scene: &Scene<'_>, account: &Account) -> Option<TableView> {
    let rank = |need: &&Need| match need.status {
        Some(NeedStatus::Rival) => 0,
        Some(NeedStatus::Open) => 1,
        None => 2,
        Some(NeedStatus::Offered) => 3,
        _ => 4,
    };
    let mut live: Vec<&Need> = account.needs.iter().filter(|need| need.status != Some(NeedStatus::Dropped)).collect();
    live.sort_by_key(rank);
    let rows = live.iter().map(|need| {
        let who = need.contact.as_ref().map(|id| scene.contact(&account.contacts, id));
        let source = need.source.as_ref().map(|source| scene.prose_cell(Some(source)));
        vec![
            scene.prose_cell(Some(&need.need)),
            scene.prose_cell(need.offer.as_ref()),
            super::needs::status_cell(scene, need),
            who.map(cell).or(source).unwrap_or_else(dash),
        ]
    });
    let columns = [
        ("need", ColumnKind::Text, 26.0),
        ("offer", ColumnKind::Text, 24.0),
        ("status", ColumnKind::Text, 8.0),
        ("source", ColumnKind::Text, 12.0),
    ];
    table(scene, "needs", &columns, (rows.collect(), NEEDS))
}

/// What is to be done, overdue first, and what was promised.
pub fn plan(scene: &Scene<'_>, account: &Account) -> Vec<TableView> {
    actions(scene, account).into_iter().chain(promises(scene, account)).collect()
}

fn actions(scene: &Scene<'_>, account: &Account) -> Option<TableView> {
    let mut open: Vec<ToDo<'_>> = to_do(account).filter(ToDo::is_open).collect();
    open.sort_by_key(|action| (action.due.is_none(), action.due));
    let rows = open.iter().map(|action| {
        let due = match action.due {
            None => act(scene.word("board.no_date")),
            Some(day) if action.is_overdue(scene.as_of) => {
                let days = days_between(day, scene.as_of);
                let note = Some(scene.say("next.late", &[("count", Arg::Number(days.into()))]));
                Cell { note, ..act(scene.day(day)) }
            }
            day => scene.day_cell(day),
        };
        let owner = action.owner.map_or_else(|| act(scene.word("board.no_owner")), |who| self::owner(scene, who));
        vec![scene.prose_cell(Some(action.what)), owner, due]
    });
    let columns =
        [("action", ColumnKind::Text, 46.0), ("owner", ColumnKind::Text, 8.0), ("due", ColumnKind::Text, 14.0)];
    table(scene, "actions", &columns, (rows.collect(), ACTIONS))
}

/// Promises in force, and those that were broken; the broken ones first.
fn promises(scene: &Scene<'_>, account: &Account) -> Option<TableView> {
    let in_force = |one: &&Commitment| one.to.is_none_or(|to| to >= scene.as_of);
    let mut held: Vec<&Commitment> = account.supply.commitments.iter().filter(in_force).collect();
    held.sort_by_key(|one| (one.kept != Some(false), Reverse(one.broken_on.iter().max().copied())));
    let rows = held.iter().map(|one| {
        let until = one.to.map_or_else(dash, |day| scene.day_cell(Some(day)));
        vec![scene.prose_cell(Some(&one.what)), until, commitment_state(scene, one)]
    });
    let columns =
        [("commitment", ColumnKind::Text, 44.0), ("until", ColumnKind::Text, 9.0), ("kept", ColumnKind::Text, 16.0)];
    table(scene, "promises", &columns, (rows.collect(), PROMISES))
}
