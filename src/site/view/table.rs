//! Tables of finished cells.

use serde::Serialize;

/// A table of finished cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableView {
    /// What it lists, for screen readers.
    pub caption: String,
    /// Whether readers may sort it by its heads.
    pub sortable: bool,
    /// Which column names the row, from 0: the first, or the second after a rank.
    pub row_head: usize,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows; as many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The total, where it means something; empty otherwise.
    pub total: Vec<Cell>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Heading with its unit.
    pub label: String,
    /// Right-aligned figures.
    pub numeric: bool,
    /// May be dropped on a phone.
    pub minor: bool,
    /// The heading is for screen readers only: a column of bars.
    pub hidden: bool,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// A second, smaller line.
    pub note: Option<String>,
    /// The plain value to sort by, where the text is not it.
    pub sort: Option<String>,
    /// CSS class: `act`, `muted`, `est`, `abc a` …
    pub class: Option<String>,
    /// Length of a bar behind the text, 0 to 100.
    pub bar: Option<u8>,
    /// Language of the text, where it is not the page's.
    pub lang: Option<String>,
}
