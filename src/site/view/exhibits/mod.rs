//! Exhibits of the portfolio: one file per kind, used by the dashboard and by the page that is about it.
//!
//! Each is a finding that could be false, what is measured, the figure and its sources; where the data cannot carry
//! it, the figure's place says why.

pub mod assets;
pub mod concentration;
pub mod due;
pub mod health;
pub mod matrix;
pub mod migration;
pub mod months;
pub mod movement;
pub mod pareto;
pub mod quadrant;
pub mod value;

pub use super::exhibit::Exhibit;
use super::sheet::Sheet;
use super::{Columns, Rich, TableView};
use crate::charts::{Axis, Chart, Scale, Tick};

impl Exhibit {
    /// A drawing.
    pub fn drawn(id: &str, finding: Rich, measure: String, chart: Chart) -> Self {
        Self { chart: Some(chart), ..Self::blank(id, finding, measure) }
    }

    /// A table that is the figure.
    pub fn listed(id: &str, finding: Rich, measure: String, table: TableView) -> Self {
        Self { table: Some(table), ..Self::blank(id, finding, measure) }
    }

    /// A figure that the data cannot carry.
    pub fn instead(id: &str, finding: Rich, measure: String, why: String) -> Self {
        Self { instead: Some(why), ..Self::blank(id, finding, measure) }
    }

    /// With notes under it: sources, cut-offs, conventions.
    #[must_use]
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = Rich>) -> Self {
        self.notes.extend(notes);
        self
    }

    fn blank(id: &str, finding: Rich, measure: String) -> Self {
        Self { id: id.to_owned(), finding, measure, chart: None, table: None, instead: None, notes: Vec::new() }
    }
}

impl Columns {
    /// Exhibits one below the other, as wide as so many of twelve columns.
    pub fn new(width: u8, exhibits: impl IntoIterator<Item = Exhibit>) -> Self {
        Self { width, exhibits: exhibits.into_iter().collect() }
    }
}

/// An axis of shares from 0 to `high`, labelled in whole per cent.
fn share_axis(sheet: &Sheet<'_>, name: String, high: f64) -> Axis {
    let steps = crate::charts::nice_ticks(0.0, high, 6);
    let high = steps.last().copied().unwrap_or(1.0);
    let ticks = steps.into_iter().map(|at| Tick::new(at, sheet.voice().locale.percent_round(at))).collect();
    Axis { name, scale: Scale::Linear, low: 0.0, high, ticks }
}
