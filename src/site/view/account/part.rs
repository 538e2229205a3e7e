//! The shapes of a playbook: parts, rows of exhibits, and what an exhibit's figure can be.
//!
//! A part opens with its conclusion; then rows of twelve columns, each with exhibits one below the other; then one
//! [`Empty`] line for every section without data.

use serde::Serialize;

use crate::charts::Chart;
use crate::site::view::{Empty, Link, Prose, Rich, TableView};

/// One of the three parts: People, Value, Plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Anchor: `people`, `value`, `plan`.
    pub id: &'static str,
    /// Part one, two, three.
    pub number: String,
    /// One count, in the kicker.
    pub count: String,
    /// 找对人, People.
    pub title: String,
    /// The name in the other tradition, set small.
    pub subtitle: String,
    /// The language of that, where it is not the page's; empty otherwise.
    pub subtitle_lang: String,
    /// The conclusion, computed from the part's data.
    #[serde(serialize_with = "crate::site::view::phrases::lead")]
    pub say: Rich,
    /// What one takes along to a visit, on the brief only.
    pub along: Vec<TableView>,
    /// What there is to show.
    pub rows: Vec<Row>,
    /// What unfolds below, one line with its finding each: below each other on a screen; unfolded on paper, in these rows of one
    /// column or two.
    pub folds: Vec<Row>,
    /// What there is not, one line each.
    pub empties: Vec<Empty>,
}

/// Exhibits side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// From left to right; widths sum to twelve.
    pub columns: Vec<Block>,
}

/// Exhibits one below the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// Of twelve columns.
    pub width: u8,
    /// From the top.
    pub figures: Vec<Figure>,
}

/// Finding, measure, figure, source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Anchor, unique in the page.
    pub id: String,
    /// One sentence that could be false, or a plain title where nothing was found.
    #[serde(serialize_with = "crate::site::view::phrases::head")]
    pub finding: Rich,
    /// What, unit, base, period.
    pub measure: String,
    /// What is shown, from the top.
    pub bodies: Vec<Body>,
    /// Sources and conventions.
    pub notes: Vec<Rich>,
}

impl Figure {
    /// A figure with one body and its notes.
    pub fn new(id: &str, finding: Rich, measure: String, body: Body, notes: Vec<Rich>) -> Self {
        Self { id: id.to_owned(), finding, measure, bodies: vec![body], notes }
    }

    /// The same with another body below.
    #[must_use]
    pub fn with(mut self, body: Body) -> Self {
        self.bodies.push(body);
        self
    }

    /// As a block of some width, alone in its column.
    pub fn wide(self, width: u8) -> Block {
        Block { width, figures: vec![self] }
    }
}

/// What stands in an exhibit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Body {
    /// A drawing; its numbers as a table stand in the footer.
    Chart(Box<Chart>),
    /// A table, on a phone as wide as it is.
    Table(TableView),
    /// A table that becomes a list on a phone.
    List(TableView),
    /// A matrix of words: white space.
    Matrix(TableView),
    /// Contacts, with an anchor each.
    People(PeopleTable),
    /// The four CUTE slots.
    Slots(Vec<Slot>),
    /// Dated entries, newest first.
    Log(Vec<LogEntry>),
    /// Actions in 30, 60 and 90 days.
    Board(Vec<BoardColumn>),
    /// The nine duties.
    Nine(Vec<Duty>),
    /// Opportunities, with the step of the buying cycle.
    Opportunities(Vec<OpportunityCard>),
    /// A stacked bar with its key.
    Stack(Vec<StackPart>),
    /// Tests with a light each.
    Lights(Vec<LightRow>),
    /// Named numbers.
    Trio(Vec<NamedNumber>),
    /// A score with its terms.
    Terms(Vec<Term>),
    /// Words in frames under a heading.
    Chips(Chips),
    /// Facts to decide on, numbered.
    Risks(Vec<Risk>),
    /// More of what stands above it, folded under a line that counts it.
    More(More),
    /// Names with texts.
    Facts(Vec<Fact>),
    /// Rendered Markdown under its name.
    Words(Vec<Words>),
    /// Names, one after the other.
    Names(Vec<Link>),
    /// Named shares with their counts.
    Meters(Vec<Meter>),
}

/// A named share with its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meter {
    /// What it is, with its page.
    pub name: Link,
    /// The key in the dossier.
    pub note: String,
    /// How many.
    pub count: String,
    /// The same as a share of all, 0 to 100.
    pub fill: u8,
}

/// The contacts, an anchor for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeopleTable {
    /// A row for each.
    pub table: TableView,
    /// `contact-<id>` of each row.
    pub anchors: Vec<String>,
}

/// A buying influence and who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// Empty, `late`, `gap`.
    pub state: &'static str,
    /// 经济, Economic buyer.
    pub name: String,
    /// Who, or that the slot is vacant.
    pub who: String,
    /// When last met, or what to do.
    pub note: String,
}

/// An entry of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// `2026-06-21`.
    pub date: String,
    /// The same as the page's language writes it.
    pub day: String,
    /// Who met whom, why.
    pub head: Rich,
    /// Paragraphs.
    pub texts: Vec<Prose>,
    /// Rendered Markdown, in place of paragraphs.
    pub html: Option<Rich>,
    /// Follow-up, author, file.
    pub note: Option<Rich>,
    /// Language of the rendered Markdown, where it is not the page's.
    pub lang: Option<String>,
}

/// Actions due within some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoardColumn {
    /// 30 天, 30 days.
    pub title: String,
    /// Until when.
    pub until: String,
    /// The actions, by date.
    pub actions: Vec<BoardAction>,
    /// What stands there without any.
    pub nothing: String,
}

/// An action on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoardAction {
    /// Empty, `late`, `done`.
    pub state: &'static str,
    /// What.
    pub what: Prose,
    /// Who, by when, how late.
    pub note: Rich,
}

/// One of the nine duties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// What it is.
    pub name: String,
    /// Empty (done), `half`, `off`, `none`.
    pub state: &'static str,
    /// Done 2, owed, no data.
    pub light: String,
    /// The newest entry.
    pub note: Option<Prose>,
}

/// An opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpportunityCard {
    /// Unique in the page.
    pub id: String,
    /// What.
    pub name: Prose,
    /// Classes of the six steps: `f-b` past, `f-a` current, `f-act` current and too long, `f-wash` to come.
    pub steps: Vec<WheelStep>,
    /// In the middle: days in the step, or a dash.
    pub days: String,
    /// Under it: the unit.
    pub unit: String,
    /// In words, for screen readers.
    pub summary: String,
    /// Whether it has been in the step too long.
    pub late: bool,
    /// Step, money, date, risk: each under its name, the first three first.
    pub lines: Vec<super::opportunities::CardLine>,
    /// When it was first heard of, and the steps before this one; folded away.
    pub so_far: Option<Rich>,
    /// What unfolds them.
    pub so_far_label: String,
}

/// A step of the wheel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WheelStep {
    /// CSS class.
    pub class: &'static str,
    /// Name of the step.
    pub name: String,
}

/// A part of a stacked bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StackPart {
    /// `k0` … `k5`.
    pub class: &'static str,
    /// Width in per cent, one decimal.
    pub width: String,
    /// In the bar.
    pub label: String,
    /// In the key.
    pub name: Prose,
}

/// A test with its light.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LightRow {
    /// What is tested.
    pub name: String,
    /// Empty (holds), `half`, `off`, `none`.
    pub state: &'static str,
    /// The answer.
    pub light: String,
    /// The evidence.
    pub notes: Vec<Prose>,
}

/// A number with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedNumber {
    /// Its name.
    pub name: String,
    /// The number, or that it was not measured.
    pub value: String,
    /// Whether there is a number.
    pub measured: bool,
    /// How to read it.
    pub note: String,
}

/// A term of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// What it measures.
    pub name: String,
    /// Per cent of its maximum.
    pub fill: u8,
    /// Points.
    pub value: String,
    /// Of how many.
    pub maximum: String,
    /// How it moved, or why it is left out.
    pub change: String,
    /// The term that the finding is about: it moved down, or keeps most points back.
    pub bad: bool,
}

/// Words in frames.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chips {
    /// Heading.
    pub title: String,
    /// Used ones first.
    pub items: Vec<Chip>,
}

/// A word in a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chip {
    /// The word.
    pub text: String,
    /// `us` where it is in use, else `muted`.
    pub class: &'static str,
}

/// Something that can go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// This week.
    pub now: bool,
    /// The fact.
    #[serde(serialize_with = "crate::site::view::phrases::head")]
    pub fact: Rich,
    /// Evidence or question.
    pub text: Option<Rich>,
    /// The rule that found it.
    pub rule: Option<Link>,
}

/// Entries beyond the first ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct More {
    /// How many.
    pub label: String,
    /// They.
    pub body: Box<Body>,
}

impl More {
    /// Folds away what stands beyond the first `shown` of a list; `None` where nothing does.
    pub fn beyond<T>(
        list: &mut Vec<T>,
        shown: usize,
        label: impl FnOnce(usize) -> String,
        body: fn(Vec<T>) -> Body,
    ) -> Option<Body> {
        let rest = list.split_off(list.len().min(shown));
        let label = (!rest.is_empty()).then(|| label(rest.len()))?;
        Some(Body::More(Self { label, body: Box::new(body(rest)) }))
    }
}

/// A text in somebody's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Its name.
    pub name: Prose,
    /// Its anchor, where the text begins with its name.
    pub id: Option<String>,
    /// Rendered Markdown.
    pub html: Rich,
    /// Its language, where it is not the page's.
    pub lang: Option<String>,
}

/// A name with a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What.
    pub name: String,
    /// Paragraphs.
    pub texts: Vec<Prose>,
}
