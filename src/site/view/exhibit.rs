//! Exhibits and the other shared parts of a page's body, as the components of the theme take them.

use serde::Serialize;

use super::accounts::Facet;
use super::{Link, Rich, TableView, Voice};
use crate::charts::Chart;

/// The unit of everything: what was found, what is measured, the figure, where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exhibit {
    /// Anchor, unique in the page, kebab-case.
    pub id: String,
    /// One sentence that could be false, or a plain description where nothing was found.
    #[serde(serialize_with = "super::phrases::head")]
    pub finding: Rich,
    /// What, unit, base, period, and how to read the marks.
    pub measure: String,
    /// The drawing, where there is one; its numbers as a table stand in the footer.
    pub chart: Option<Chart>,
    /// The table, where the table is the figure.
    pub table: Option<TableView>,
    /// How the table is set.
    pub style: TableStyle,
    /// What the table can be narrowed by, where scripts run.
    pub filter: Option<TableFilter>,
    /// Why there is no figure: too little data.
    pub instead: Option<String>,
    /// Sources, cut-offs, conventions.
    pub notes: Vec<Rich>,
    /// On a phone the finding stands alone until the reader asks for the figure: one of many on its page.
    pub folds: bool,
}

/// How a table is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableStyle {
    /// Rows of words and figures.
    #[default]
    Compact,
    /// Rows of words that become a list on a phone.
    List,
    /// A matrix of states, each on the ground of its meaning: white space.
    White,
}

/// Search and facets over a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableFilter {
    /// Id of the table, unique in the page.
    pub table: String,
    /// Label of the search.
    pub search: String,
    /// Filters by a column.
    pub facets: Vec<Facet>,
    /// How many rows there are; the count that is shown stands before `of_all`.
    pub count: String,
    /// “of …”, after the count.
    pub of_all: String,
}

/// How a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Where, base, period.
    pub kicker: String,
    /// The conclusion, or the name where the page is about one thing.
    #[serde(serialize_with = "super::phrases::head")]
    pub title: Rich,
    /// One or two sentences.
    #[serde(serialize_with = "super::phrases::optional_lead")]
    pub say: Option<Rich>,
}

/// A part of a page under one strong rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Anchor, unique in the page, kebab-case.
    pub id: String,
    /// Two to five words.
    pub title: String,
    /// What it comes to.
    #[serde(serialize_with = "super::phrases::optional_lead")]
    pub say: Option<Rich>,
    /// Exhibits, side by side.
    pub columns: Vec<Columns>,
    /// What to add where there is nothing to show.
    pub empty: Option<Empty>,
}

/// A column of exhibits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Columns {
    /// Of twelve columns: 3 to 9, or 12.
    pub width: u8,
    /// One below the other.
    pub exhibits: Vec<Exhibit>,
}

/// Something that somebody has to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// This week.
    pub now: bool,
    /// A fact, with a link to whom it is about.
    #[serde(serialize_with = "super::phrases::head")]
    pub fact: Rich,
    /// The question, or what to do.
    pub question: Option<Rich>,
    /// What the playbook does next, who and when.
    pub next: Option<Rich>,
    /// What hangs on the account.
    pub stake: Option<String>,
    /// Who decides.
    pub owner: Option<Link>,
    /// By when, in words.
    pub due: Option<String>,
    /// The rule that raised it.
    pub rule: Option<Link>,
}

/// An action with its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Past its date.
    pub late: bool,
    /// `2026-07-03`.
    pub date: String,
    /// The same as the page's language writes it.
    pub day: String,
    /// At which account, with a link to it, and what is to be done.
    pub what: Rich,
    /// Who, and how late.
    pub note: Option<String>,
}

/// What of a list unfolds on a phone, where it would be a screen and a half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rest {
    /// How many entries stand before it.
    pub after: usize,
    /// How many there are; empty where all are shown at once.
    pub label: String,
}

/// Entries of a list that a phone shows at once.
const AT_ONCE: usize = 3;

impl Rest {
    /// Of a list of so many: a line that unfolds one entry would save nothing.
    pub fn of(count: usize, voice: Voice<'_>) -> Self {
        let folded = count.saturating_sub(AT_ONCE);
        let label =
            if folded > 1 { voice.say("portfolio.show_rest", &[("count", folded.into())]) } else { String::new() };
        Self { after: AT_ONCE, label }
    }
}

/// A section without data: one line that names what to add, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Empty {
    /// What is missing.
    pub label: String,
    /// The file to edit, relative to the workspace.
    pub file: String,
    /// The key to add in it.
    pub key: String,
}

/// A key figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kpi {
    /// What it is, with its period.
    pub label: String,
    /// The number.
    pub value: String,
    /// Its unit, set small; may be empty.
    pub unit: String,
    /// How it moved.
    pub delta: Option<Delta>,
    /// A line in place of the change: why there is none, or what the number counts.
    pub note: Option<String>,
    /// Sparkline.
    pub spark: Option<Chart>,
}

/// A change: arrow, sign, word, than what. Colour never carries the direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delta {
    /// `▲`, `▼` or `■`.
    pub arrow: String,
    /// `+15.3%`, `−1.1 个百分点`.
    pub value: String,
    /// Up, down, unchanged.
    pub word: String,
    /// Than what.
    pub than: String,
    /// Bad and ours to mend.
    pub bad: bool,
}
