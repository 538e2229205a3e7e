//! Exhibits of the portfolio: one file per kind, used by the dashboard and by the page that is about it.
//!
//! Each is a finding that could be false, what is measured, the figure and its sources; where the data cannot carry
//! it, the figure's place says why.

pub mod assets;
pub mod buying_cycle;
pub mod concentration;
pub mod due;
pub mod health;
pub mod matrix;
pub mod migration;
pub mod months;
pub mod movement;
pub mod pareto;
pub mod quadrant;
pub mod season;
pub mod stages;
pub mod value;
pub mod visits;
pub mod white_space;

use std::collections::BTreeSet;

use super::accounts::Facet;
pub use super::exhibit::Exhibit;
use super::exhibit::{TableFilter, TableStyle};
use super::sheet::Sheet;
use super::{Columns, Rich, TableView, Voice};
use crate::charts::{Axis, Chart, Scale, Tick};

/// Rows from which a table is worth a filter; components.html and tables.js say the same of tables without facets of their own.
const FILTERED: usize = 10;

impl Exhibit {
    /// A drawing.
    pub fn drawn(id: &str, finding: Rich, measure: String, chart: Chart) -> Self {
        Self { chart: Some(chart), ..Self::blank(id, finding, measure) }
    }

    /// A table that is the figure.
    pub fn listed(id: &str, finding: Rich, measure: String, table: TableView) -> Self {
        Self { table: Some(table), ..Self::blank(id, finding, measure) }
    }

    /// With a table that becomes a list on a phone.
    #[must_use]
    pub fn stacked(self) -> Self {
        Self { style: TableStyle::List, ..self }
    }

    /// A figure that the data cannot carry.
    pub fn instead(id: &str, finding: Rich, measure: String, why: String) -> Self {
        Self { instead: Some(why), ..Self::blank(id, finding, measure) }
    }

    /// With search and facets over its table, where it is long: `facets` are the name in the address and the column of each.
    #[must_use]
    pub fn filtered(mut self, voice: Voice<'_>, facets: &[(&'static str, usize)]) -> Self {
        let Some(table) = self.table.as_ref().filter(|table| table.rows.len() >= FILTERED) else { return self };
        let facet = |&(name, column): &(&'static str, usize)| {
            let words = table.rows.iter().filter_map(|row| row.get(column));
            let options: BTreeSet<String> =
                words.map(|cell| cell.text.clone()).filter(|text| !text.is_empty() && text != "–").collect();
            let label = table.columns.get(column).map(|column| column.label.clone()).unwrap_or_default();
            (options.len() > 1).then(|| Facet { name, label, column, options: options.into_iter().collect() })
        };
        let rows = table.rows.len();
        self.filter = Some(TableFilter {
            table: format!("{}-table", self.id),
            search: voice.word("portfolio.filter.search"),
            facets: facets.iter().filter_map(facet).collect(),
            count: voice.locale.number(rows.try_into().unwrap_or(i64::MAX)),
            of_all: voice.say("portfolio.filter.of_all", &[("count", rows.into())]),
        });
        self
    }

    /// With its table set in another way.
    #[must_use]
    pub fn styled(self, style: TableStyle) -> Self {
        Self { style, ..self }
    }

    /// With notes under it: sources, cut-offs, conventions.
    #[must_use]
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = Rich>) -> Self {
        self.notes.extend(notes);
        self
    }

    fn blank(id: &str, finding: Rich, measure: String) -> Self {
        Self {
            id: id.to_owned(),
            finding,
            measure,
            chart: None,
            table: None,
            style: TableStyle::default(),
            filter: None,
            instead: None,
            notes: Vec::new(),
            folds: false,
        }
    }
}

impl Columns {
    /// Exhibits one below the other, as wide as so many of twelve columns.
    pub fn new(width: u8, exhibits: impl IntoIterator<Item = Exhibit>) -> Self {
        Self { width, exhibits: exhibits.into_iter().collect() }
    }
}

/// An axis of shares from 0 to `high`, labelled in whole per cent.
/// An axis of shares that begins below the smallest of some values, so that those at its end are told apart; up to 100%.
fn cropped_share_axis(sheet: &Sheet<'_>, name: String, values: impl IntoIterator<Item = f64>) -> Axis {
    let least = values.into_iter().filter(|value| value.is_finite()).fold(1.0, f64::min);
    let low = (((least - 0.05) * 10.0).floor() / 10.0).clamp(0.0, 0.9);
    let steps = crate::charts::nice_ticks(low, 1.0, 6).into_iter().filter(|at| (low..=1.0).contains(at));
    let ticks = steps.map(|at| Tick::new(at, sheet.voice().locale.percent_round(at))).collect();
    Axis { name, scale: Scale::Linear, low, high: 1.0, ticks }
}

fn share_axis(sheet: &Sheet<'_>, name: String, high: f64) -> Axis {
    let steps = crate::charts::nice_ticks(0.0, high, 6);
    let high = steps.last().copied().unwrap_or(1.0);
    let ticks = steps.into_iter().map(|at| Tick::new(at, sheet.voice().locale.percent_round(at))).collect();
    Axis { name, scale: Scale::Linear, low: 0.0, high, ticks }
}
