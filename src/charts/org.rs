//! The relationship map: people by whom they report to, with what we know of each, and who listens to whom.
//!
//! 1. A [`Person`] owns those who report to it, so a circle cannot be said; [`Person::forest`] makes the trees from a list.
//! 2. `layout` gives each box a place within a bounded width: side by side where there is room, in rows or hanging in a
//!    column where there is not. It is a layered tree, not Buchheim's tidy one: that one has no bound on its width.
//! 3. `route` leads the lines of influence round the boxes; `paint` draws.
//! 4. The narrow drawing is an indented list, with the influence in words.

mod layout;
mod list;
mod paint;
mod route;
mod tree;

use serde::Serialize;

use super::sheet::About;
use super::table::{Column, Table};
use super::tone::Tone;

/// A relationship map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrgChart {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// Those who report to nobody on the map, from the left.
    pub roots: Vec<Person>,
    /// Who influences whom besides the reporting line.
    pub influences: Vec<Influence>,
    /// The table's headings: name, title, reports to, tags, support, level, last met, influences. One without words
    /// has no column.
    pub headings: [String; 8],
}

/// A person, or the place of one who is missing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    /// What influences refer to, unique on the map.
    pub id: String,
    /// The name; for somebody missing, who that would be ("内线空缺").
    pub name: String,
    /// The position; for somebody missing, what to do.
    pub title: String,
    /// Whether we know somebody.
    pub presence: Presence,
    /// The role in the buying centre, a slot, a function, in order of importance.
    pub tags: Vec<OrgTag>,
    /// Whether they are for us: the left edge of the box and the colour of the corner. [`Tone::Ground`] for unknown.
    pub support: Tone,
    /// The same in a word, in the corner.
    pub support_text: String,
    /// How much they decide, 0 to 1, as the thickness of the edge; none for the ordinary thickness.
    pub weight: Option<f64>,
    /// The level of the relationship now and the one wanted.
    pub level: Option<OrgLevel>,
    /// When they were last met, and by whom, finished.
    pub footer: String,
    /// Whether that is a matter of concern.
    pub footer_tone: Tone,
    /// A relative link; empty for none.
    pub href: String,
    /// The mark's facts in words.
    pub about: String,
    /// Those who report to this one, from the left.
    pub reports: Vec<Person>,
}

/// Whether there is somebody in a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Presence {
    /// A person.
    Known,
    /// A slot that nobody fills: a dashed box.
    Missing,
}

/// A word about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrgTag {
    /// The word.
    pub text: String,
    /// How it is set.
    pub kind: OrgTagKind,
}

/// How a tag is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum OrgTagKind {
    /// On a ground: a slot of a model (CUTE).
    Slot,
    /// As plain words.
    Role,
}

/// The level of a relationship, as a row of steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrgLevel {
    /// Steps reached.
    pub now: u8,
    /// Steps wanted.
    pub wanted: u8,
    /// Steps there are.
    pub most: u8,
    /// The same in words ("2 → 4").
    pub text: String,
}

/// Somebody listens to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Influence {
    /// The id of who influences.
    pub from: String,
    /// The id of who is influenced.
    pub to: String,
    /// A finished label on the line ("旧同事，可引荐"); empty for none.
    pub label: String,
    /// Whether the wide map draws it as a line. Where there are many lines only some say what to do; the list and the table have
    /// all in words.
    pub is_line: bool,
    /// The line's facts in words, also the words of the narrow drawing ("→ 顾行舟：旧同事，可引荐").
    pub title: String,
}

impl OrgChart {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The map, and the list for narrow places.
    pub(super) fn svg(&self) -> String {
        self.map() + &self.list()
    }

    /// One row per person, each after the one they report to.
    pub(super) fn table(&self) -> Table {
        let rows = self.people().into_iter().map(|(person, manager)| {
            let tags: Vec<_> = person.tags.iter().map(|tag| tag.text.as_str()).collect();
            let influences: Vec<_> = self.influences_of(person).map(|influence| influence.title.as_str()).collect();
            [
                person.name.clone(),
                person.title.clone(),
                manager.map_or_else(String::new, |manager| manager.name.clone()),
                tags.join(" · "),
                person.support_text.clone(),
                person.level.as_ref().map_or_else(String::new, |level| level.text.clone()),
                person.footer.clone(),
                influences.join(" · "),
            ]
        });
        Table::new(&self.headings, [Column::Words; 8], rows)
    }

    /// Everybody with whom they report to, each before those who report to them.
    fn people(&self) -> Vec<(&Person, Option<&Person>)> {
        let mut people = Vec::new();
        let mut waiting: Vec<_> = self.roots.iter().rev().map(|root| (root, None)).collect();
        while let Some((person, manager)) = waiting.pop() {
            people.push((person, manager));
            waiting.extend(person.reports.iter().rev().map(|report| (report, Some(person))));
        }
        people
    }

    /// Whom a person influences.
    fn influences_of<'a>(&'a self, person: &'a Person) -> impl Iterator<Item = &'a Influence> {
        self.influences.iter().filter(|influence| influence.from == person.id)
    }
}
