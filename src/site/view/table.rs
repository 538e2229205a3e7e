//! Tables of finished cells; [`seen`] is what templates see of them.

mod seen;

use std::fmt::Write as _;

use super::voice::Voice;
use super::width::ems;
use crate::locale::Scale;
use crate::portfolio::Amount;
pub use seen::labels;

/// A table of finished cells.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// The totals, where they mean something: one, or that of some rows and then that of all.
    pub totals: Vec<Vec<Cell>>,
}

/// A column. Templates see `label`, `numeric`, `hidden` and `class`, the CSS classes of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// A cell. Templates see it as [`seen`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// The amount that the text says, where the unit of its table may say it ([`TableView::in_one_unit`]). Templates do not see it.
    pub money: Option<Amount>,
}

/// Ems up to which the words of a column stay on one line: a stage, a role, a name; 22 letters.
const ONE_LINE: f64 = 11.5;

impl TableView {
    /// The classes of the columns of short words.
    fn whole_columns(&self) -> String {
        let mut classes = String::new();
        for (at, column) in self.columns.iter().enumerate() {
            let short = |cell: &Cell| ems(&cell.text) <= ONE_LINE;
            let cells = || self.rows.iter().filter_map(|row| row.get(at));
            let breaks = cells().any(|cell| cell.text.chars().any(|c| c == ' ' || !c.is_ascii()));
            if !column.numeric && at != self.row_head && breaks && cells().all(short) {
                // Writing into a string does not fail.
                let _ = write!(classes, " w{}", at + 1);
            }
        }
        classes
    }

    /// A table whose first column names the row.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self { caption: caption.into(), sortable: false, row_head: 0, columns, rows, totals: Vec::new() }
    }

    /// With a total under it, and under those it has.
    #[must_use]
    pub fn with_total(mut self, total: Vec<Cell>) -> Self {
        self.totals.push(total);
        self
    }

    /// With one unit for all its money, in the heads of its columns: a cell says a number.
    #[must_use]
    pub fn in_one_unit(self, voice: Voice<'_>) -> Self {
        let all = self.rows.iter().chain(&self.totals).flatten().filter_map(|cell| cell.money);
        let scale = Scale::of(voice.locale, all);
        let columns = 0..self.columns.len();
        columns.fold(self, |table, at| table.column_in_unit(at, &scale, voice))
    }

    /// With a unit for the money of each column, in its head: for columns that nobody adds up and of which one is a hundred times
    /// another, a day's value beside a year's.
    #[must_use]
    pub fn in_units_of_columns(self, voice: Voice<'_>) -> Self {
        let columns = 0..self.columns.len();
        columns.fold(self, |table, at| {
            let cells = table.rows.iter().chain(&table.totals).filter_map(|row| row.get(at));
            let scale = Scale::of(voice.locale, cells.filter_map(|cell| cell.money));
            table.column_in_unit(at, &scale, voice)
        })
    }

    fn column_in_unit(mut self, at: usize, scale: &Scale, voice: Voice<'_>) -> Self {
        if self.rows.iter().any(|row| row.get(at).is_some_and(|cell| cell.money.is_some())) {
            self.columns[at].label = voice.with_unit(&self.columns[at].label, &scale.label);
        }
        for cell in self.rows.iter_mut().chain(&mut self.totals).filter_map(|row| row.get_mut(at)) {
            if let Some(amount) = cell.money {
                cell.text = scale.show(amount);
            }
        }
        self
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
    /// The CSS classes of its cells.
    fn class(&self) -> &'static str {
        match (self.numeric, self.minor) {
            (true, true) => "r lo",
            (true, false) => "r",
            (false, true) => "lo",
            (false, false) => "",
        }
    }

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

    /// An amount in words.
    pub fn money(amount: Amount, voice: Voice<'_>) -> Self {
        Self { money: Some(amount), ..Self::new(voice.locale.money(amount)) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Catalog, Currency, Language, Locale};

    #[test]
    fn money_has_one_unit_and_the_head_says_it() {
        let amount = |text: &str| Amount::parse(text).unwrap();
        for (language, heads, cells) in [
            (Language::En, ["Who", "Due (¥k)", "Paid (¥k)"], ["4,860", "1", "4,861"]),
            (Language::ZhCn, ["Who", "Due（万元）", "Paid（万元）"], ["486.0", "0.1", "486.1"]),
        ] {
            let catalog = Catalog::built_in(language);
            let voice = Voice { locale: Locale::new(language, Currency::CNY), catalog: &catalog };
            let row = |cell: Cell| vec![Cell::new("a"), cell.clone(), cell];
            let columns = vec![Column::words("Who"), Column::figures("Due"), Column::figures("Paid")];
            let rows = ["4860000", "820"].map(|text| row(Cell::money(amount(text), voice)));
            let total = row(Cell::money(amount("4860820"), voice));
            let table = TableView::new("x", columns, rows.to_vec()).with_total(total).in_one_unit(voice);
            let labels: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
            assert_eq!(labels, heads);
            let shown = [&table.rows[0][1].text, &table.rows[1][2].text, &table.totals[0][1].text];
            assert_eq!(shown, cells);
        }
    }

    #[test]
    fn a_column_has_the_unit_that_shows_its_digits() {
        let amount = |text: &str| Amount::parse(text).unwrap();
        for (language, heads, cells) in [
            (Language::En, ["Day (¥k)", "Year (¥m)"], ["513.0", "46.2", "4.2", "1.1"]),
            (Language::ZhCn, ["Day（万元）", "Year（万元）"], ["51.3", "4,620", "0.4", "110"]),
        ] {
            let catalog = Catalog::built_in(language);
            let voice = Voice { locale: Locale::new(language, Currency::CNY), catalog: &catalog };
            let row = |cells: [&str; 2]| cells.map(|text| Cell::money(amount(text), voice)).to_vec();
            let rows = vec![row(["513000", "46200000"]), row(["4200", "1100000"])];
            let columns = vec![Column::figures("Day"), Column::figures("Year")];
            let table = TableView::new("x", columns, rows).in_units_of_columns(voice);
            let labels: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
            assert_eq!(labels, heads);
            let shown: Vec<&str> = table.rows.iter().flatten().map(|cell| cell.text.as_str()).collect();
            assert_eq!(shown, cells);
        }
    }

    #[test]
    fn columns_of_short_words_stay_on_one_line() {
        let columns = ["Who", "Stage", "Why", "Name", "Days"].map(Column::words).to_vec();
        let row = |cells: [&str; 5]| cells.map(Cell::new).to_vec();
        let rows = vec![
            row(["An account with a name that may break", "recognition of needs", "x", "张伟", "7"]),
            row(["B", "decision", "a longer reason than fits on a line", "欧阳修", "12"]),
        ];
        assert_eq!(TableView::new("x", columns, rows).whole_columns(), " w2 w4");
    }

    /// A key is made of fields without names.
    #[test]
    fn a_text_in_another_field_makes_another_page() {
        let key = |cell: Cell| {
            let table = TableView::new("x", vec![Column::words("Who")], vec![vec![cell]]);
            crate::site::key(&table, "x", &[0; 32]).unwrap()
        };
        let some = || Some("2026".to_owned());
        let cells = [
            Cell { note: some(), ..Cell::new("a") },
            Cell { sort: some(), ..Cell::new("a") },
            Cell { href: some(), ..Cell::new("a") },
            Cell { lang: some(), ..Cell::new("a") },
            Cell::new("a").class("2026"),
            Cell::new("a"),
        ];
        let keys: std::collections::BTreeSet<_> = cells.into_iter().map(key).collect();
        assert_eq!(keys.len(), 6);
    }

    #[test]
    fn a_table_without_money_stays_as_it_is() {
        let catalog = Catalog::built_in(Language::En);
        let voice = Voice { locale: Locale::new(Language::En, Currency::CNY), catalog: &catalog };
        let table = TableView::new("x", vec![Column::figures("Visits")], vec![vec![Cell::new("3")]]);
        assert_eq!(table.clone().in_one_unit(voice), table);
    }
}
