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

impl TableView {
    /// A table whose first column names the row.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self { caption: caption.into(), sortable: false, row_head: 0, columns, rows, total: Vec::new() }
    }

    /// With a total under it.
    #[must_use]
    pub fn with_total(self, total: Vec<Cell>) -> Self {
        Self { total, ..self }
    }

    /// With heads that sort it.
    #[must_use]
    pub fn sortable(self) -> Self {
        Self { sortable: true, ..self }
    }

    /// With another column to name the row, from 0.
    #[must_use]
    pub fn named_by(self, row_head: usize) -> Self {
        Self { row_head, ..self }
    }
}

impl Column {
    /// A column of words.
    pub fn words(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: false, minor: false, hidden: false }
    }

    /// A column of figures.
    pub fn figures(label: impl Into<String>) -> Self {
        Self { numeric: true, ..Self::words(label) }
    }

    /// May be dropped on a phone.
    #[must_use]
    pub fn minor(self) -> Self {
        Self { minor: true, ..self }
    }

    /// With a heading for screen readers only.
    #[must_use]
    pub fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }
}

impl Cell {
    /// A cell of words or a finished figure.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// With a link.
    #[must_use]
    pub fn to(self, href: Option<String>) -> Self {
        Self { href, ..self }
    }

    /// With a CSS class.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        Self { class: Some(class.to_owned()), ..self }
    }

    /// With a second, smaller line.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// With a bar of this share, 0 to 1.
    #[must_use]
    pub fn bar(self, share: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 100")]
        let bar = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
        Self { bar: Some(bar), ..self }
    }
}
