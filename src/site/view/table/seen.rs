//! What templates see of a table: rows in pieces, columns with their classes, labels for a phone.

use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::{Cell, Column, TableView};
use crate::site::view::footer::css_text;
use crate::site::view::{Rich, escape};

/// Columns whose [labels] the style sheet hands on to their cells. A wider table is rare: cells beyond carry theirs.
const LABELLED: usize = 24;

/// Whether a class makes a badge of a text, instead of marking its cell: an ABC class, an estimate.
fn is_badge(class: &str) -> bool {
    class == "est" || class.starts_with("abc")
}

/// As its fields, and with `whole`: the CSS classes that say which columns stay on one line (` w2 w5`), where that wins room; and
/// with `labels`, the headings as [custom properties](labels), for cells that say theirs.
impl Serialize for TableView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_struct("TableView", 8)?;
        table.serialize_field("caption", &self.caption)?;
        table.serialize_field("sortable", &self.sortable)?;
        table.serialize_field("row_head", &self.row_head)?;
        table.serialize_field("columns", &self.columns)?;
        table.serialize_field("labels", &labels(self.columns.iter().map(|column| column.label.as_str())))?;
        table.serialize_field(
            "rows",
            &self.rows.iter().map(|row| SeenRow { table: self, cells: row }).collect::<Vec<_>>(),
        )?;
        table.serialize_field("total", &SeenRow { table: self, cells: &self.total })?;
        table.serialize_field("whole", &self.whole_columns())?;
        table.end()
    }
}

/// A row as templates see it, in pieces: HTML for cells that are nothing but a text, those that stand side by side in one; and every
/// other cell as a [`SeenCell`], which the template makes. A page of the portfolio has tens of thousands of cells, and most are plain.
struct SeenRow<'a> {
    table: &'a TableView,
    cells: &'a [Cell],
}

/// What a row consists of.
#[derive(Serialize)]
#[serde(untagged)]
enum Piece<'a> {
    Plain(Rich),
    Other(SeenCell<'a>),
}

impl Serialize for SeenRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            // For a key, which needs no HTML.
            return serializer.collect_seq(self.cells());
        }
        let mut pieces = Vec::with_capacity(self.cells.len());
        let mut plain = String::new();
        for cell in self.cells() {
            if cell.is_plain() {
                cell.write(&mut plain);
                continue;
            }
            if !plain.is_empty() {
                pieces.push(Piece::Plain(Rich::from_safe_html(std::mem::take(&mut plain))));
            }
            pieces.push(Piece::Other(cell));
        }
        if !plain.is_empty() {
            pieces.push(Piece::Plain(Rich::from_safe_html(plain)));
        }
        pieces.serialize(serializer)
    }
}

impl<'a> SeenRow<'a> {
    fn cells(&self) -> impl Iterator<Item = SeenCell<'a>> {
        let Self { table, cells } = *self;
        cells.iter().enumerate().map(move |(at, cell)| SeenCell {
            cell,
            column: table.columns.get(at).map_or("", Column::class),
            label: table.columns.get(at).filter(|_| at >= LABELLED).map(|column| column.label.as_str()),
            is_head: at == table.row_head,
        })
    }
}

/// Headings as declarations of custom properties, `--l1:'Account';--l2:'Owner'`, for the `style` of a table (safe there): its cells
/// say them on a phone, without one of them having to carry its own.
pub fn labels<'a>(heads: impl IntoIterator<Item = &'a str>) -> String {
    let mut properties = String::new();
    for (at, head) in heads.into_iter().enumerate() {
        let gap = if at == 0 { "" } else { ";" };
        // Writing into a string does not fail.
        let _ = write!(properties, "{gap}--l{}:'{}'", at + 1, css_text(head));
    }
    properties
}

/// A cell as templates see it: what it has and no more, and `more`, by which they tell it from the HTML of plain cells. `attributes`,
/// safe and with a space before each, are the classes of its column and its own, unless that makes a `badge` of its text, and the
/// value to sort by; `head` stands in the cell that names the row.
struct SeenCell<'a> {
    cell: &'a Cell,
    /// Classes of the column.
    column: &'static str,
    /// What its column is called, where the table cannot say it for it.
    label: Option<&'a str>,
    is_head: bool,
}

impl SeenCell<'_> {
    /// The attributes of the cell, and the class that makes a badge of its text.
    fn attributes(&self) -> (String, Option<&str>) {
        let class = self.cell.class.as_deref();
        let (badge, class) = if class.is_some_and(is_badge) { (class, None) } else { (None, class) };
        // A card on a phone leaves out the line of a value that there is not.
        let is_blank = self.cell.text == "–" && self.cell.note.is_none() && badge.is_none();
        let mut attributes = String::new();
        let classes = [Some(self.column).filter(|class| !class.is_empty()), is_blank.then_some("none"), class];
        for (at, class) in classes.into_iter().flatten().enumerate() {
            attributes.push_str(if at == 0 { " class=\"" } else { " " });
            attributes.push_str(&escape(class));
        }
        if !attributes.is_empty() {
            attributes.push('"');
        }
        // A text that is all of its cell, and its own value, need not say it twice.
        let is_said = |sort: &str| sort == self.cell.text && self.cell.note.is_none();
        if let Some(sort) = self.cell.sort.as_deref().filter(|sort| !is_said(sort)) {
            attributes.extend([" data-v=\"", &escape(sort), "\""]);
        }
        if let Some(label) = self.label {
            attributes.extend([" style=\"--l:'", &css_text(label), "'\""]);
        }
        (attributes, badge)
    }

    /// Whether it is nothing but a text.
    fn is_plain(&self) -> bool {
        let Cell { text: _, href, note, sort: _, class, bar, lang, money: _ } = self.cell;
        let is_badge = class.as_deref().is_some_and(is_badge);
        !self.is_head && href.is_none() && note.is_none() && bar.is_none() && lang.is_none() && !is_badge
    }

    /// Writes it as HTML, if it is plain.
    fn write(&self, html: &mut String) {
        let (attributes, _) = self.attributes();
        html.extend(["<td", &attributes, ">", &escape(&self.cell.text), "</td>"]);
    }
}

impl Serialize for SeenCell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Cell { text, href, note, sort, bar, lang, money: _, class } = self.cell;
        if !serializer.is_human_readable() {
            // For a key: fields without names, so that each must keep its place.
            return (self.column, self.is_head, text, href, note, sort, (class, bar, lang)).serialize(serializer);
        }
        let (attributes, badge) = self.attributes();
        let texts = [("href", href.as_deref()), ("note", note.as_deref()), ("badge", badge), ("lang", lang.as_deref())];
        let flags = [("head", self.is_head), ("more", true)];
        let said = || texts.iter().filter_map(|&(name, text)| Some((name, text?)));
        let set = || flags.iter().filter(|(_, is_set)| *is_set);
        let count = 2 + said().count() + set().count() + usize::from(bar.is_some());
        let mut cell = serializer.serialize_struct("Cell", count)?;
        cell.serialize_field("text", text)?;
        cell.serialize_field("attributes", &attributes)?;
        for (name, text) in said() {
            cell.serialize_field(name, text)?;
        }
        for (name, flag) in set() {
            cell.serialize_field(name, flag)?;
        }
        if let Some(bar) = bar {
            cell.serialize_field("bar", bar)?;
        }
        cell.end()
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut column = serializer.serialize_struct("Column", 4)?;
        column.serialize_field("label", &self.label)?;
        column.serialize_field("numeric", &self.numeric)?;
        column.serialize_field("hidden", &self.hidden)?;
        column.serialize_field("class", self.class())?;
        column.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn seen(columns: Vec<Column>, row: Vec<Cell>) -> Value {
        let mut table = serde_json::to_value(TableView::new("Who", columns, vec![row])).unwrap();
        table["rows"][0].take()
    }

    #[test]
    fn plain_cells_come_finished_and_joined_and_all_others_as_they_are() {
        let columns =
            vec![Column::words("Who"), Column::figures("Due"), Column::words("Paid <n>"), Column::words("To")];
        let row = vec![
            Cell::new("A & B"),
            Cell { sort: Some("1234".to_owned()), ..Cell::new("1,234") }.class("act"),
            Cell::new("<5>"),
            Cell::new("there").to(Some("x.html".to_owned())),
        ];
        assert_eq!(
            seen(columns, row),
            json!([
                {"text": "A & B", "attributes": "", "head": true, "more": true},
                "<td class=\"r act\" data-v=\"1234\">1,234</td><td>&lt;5&gt;</td>",
                {"text": "there", "attributes": "", "href": "x.html", "more": true},
            ])
        );
    }

    #[test]
    fn a_value_is_said_once_unless_more_than_it_stands_in_the_cell() {
        let plain = Cell { sort: Some("12".to_owned()), ..Cell::new("12") };
        let columns = || vec![Column::words("Who"), Column::words("Days")];
        let row = |cell: Cell| seen(columns(), vec![Cell::new("A"), cell])[1].take();
        assert_eq!(row(plain.clone()), json!("<td>12</td>"));
        assert_eq!(row(plain.note("of 30"))["attributes"], json!(" data-v=\"12\""));
    }

    #[test]
    fn cells_have_their_labels_from_the_style_sheet_and_beyond_it_carry_them() {
        let style = include_str!("../../../../themes/default/style.css");
        let known =
            (1..=99).take_while(|at| style.contains(&format!("td:nth-child({at}) {{ --l: var(--l{at}); }}"))).count();
        assert_eq!(known, LABELLED);
        let columns = (0..=LABELLED).map(|at| Column::words(format!("No. '{at}'"))).collect();
        let row = seen(columns, (0..=LABELLED).map(|_| Cell::new("x")).collect());
        let html = row[1].as_str().unwrap();
        assert!(html.ends_with("<td>x</td><td style=\"--l:'No. \\27 24\\27 '\">x</td>"), "{html}");
        assert_eq!(labels(["A", "B \"<x>\""]), "--l1:'A';--l2:'B \\22 \\3c x\\3e \\22 '");
    }
}
