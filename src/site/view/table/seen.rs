//! What templates see of a table: finished rows, columns with their classes, labels for a phone.

use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::{Cell, Column, TableView};
use crate::site::view::escape;
use crate::site::view::footer::css_text;

/// Columns whose [labels] the style sheet hands on to their cells. A wider table is rare: cells beyond carry theirs.
const LABELLED: usize = 24;
/// Bytes of the HTML of most cells.
const ROOM_FOR_CELL: usize = 64;

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
        table.serialize_field("rows", &self.seen(&self.rows))?;
        table.serialize_field("totals", &self.seen(&self.totals))?;
        table.serialize_field("whole", &self.whole_columns())?;
        table.end()
    }
}

impl TableView {
    fn seen<'a>(&'a self, rows: &'a [Vec<Cell>]) -> Vec<SeenRow<'a>> {
        rows.iter().map(|cells| SeenRow { table: self, cells }).collect()
    }
}

/// A row as templates see it: the HTML of its cells. Made here, as the marks of charts are, and not by a component: a page of the
/// portfolio has tens of thousands of cells, and calling one for each takes longer than all else.
struct SeenRow<'a> {
    table: &'a TableView,
    cells: &'a [Cell],
}

impl Serialize for SeenRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            // For a key, which needs no HTML.
            return serializer.collect_seq(self.cells());
        }
        let mut html = String::with_capacity(self.cells.len() * ROOM_FOR_CELL);
        self.cells().for_each(|cell| cell.write(&mut html));
        serializer.serialize_str(&html)
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

/// A cell with what its table says of it.
struct SeenCell<'a> {
    cell: &'a Cell,
    /// Classes of the column.
    column: &'static str,
    /// What its column is called, where the table cannot say it for it.
    label: Option<&'a str>,
    /// Whether it names the row.
    is_head: bool,
}

impl SeenCell<'_> {
    /// The attributes of the cell, safe and with a space before each: the classes of its column and its own, the value to sort by,
    /// the label. Beside them its own class, where that makes a badge of its text instead.
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

    /// Writes it as HTML.
    fn write(&self, html: &mut String) {
        let Cell { text, href, note, sort: _, class: _, bar, lang, money: _ } = self.cell;
        let (attributes, badge) = self.attributes();
        html.extend([if self.is_head { "<th scope=\"row\"" } else { "<td" }, &attributes, ">"]);
        let said = escape(text);
        let lang = lang.as_ref().map_or(String::new(), |lang| [" lang=\"", &escape(lang), "\""].concat());
        match (badge, href) {
            (Some(badge), _) => html.extend(["<span class=\"", &escape(badge), "\">", &said, "</span>"]),
            (None, Some(href)) => html.extend(["<a href=\"", &escape(href), "\"", &lang, ">", &said, "</a>"]),
            (None, None) if lang.is_empty() => html.push_str(&said),
            (None, None) => html.extend(["<span", &lang, ">", &said, "</span>"]),
        }
        if let Some(bar) = bar {
            let fill = if text.is_empty() { " fill" } else { "" };
            // Writing into a string does not fail.
            let _ = write!(html, " <span class=\"bar{fill}\" style=\"--v:{bar}\"></span>");
        }
        if let Some(note) = note {
            html.extend(["<small>", &escape(note), "</small>"]);
        }
        html.push_str(if self.is_head { "</th>" } else { "</td>" });
    }
}

/// Its fields without names, so that each must keep its place: for a key.
impl Serialize for SeenCell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Cell { text, href, note, sort, bar, lang, money: _, class } = self.cell;
        (self.column, self.is_head, text, href, note, sort, (class, bar, lang)).serialize(serializer)
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
    use serde_json::Value;

    use super::*;

    fn seen(columns: Vec<Column>, row: Vec<Cell>) -> Value {
        let mut table = serde_json::to_value(TableView::new("Who", columns, vec![row])).unwrap();
        table["rows"][0].take()
    }

    #[test]
    fn a_row_comes_as_the_html_of_its_cells() {
        let columns =
            vec![Column::words("Who"), Column::figures("Due"), Column::words("Paid <n>"), Column::words("To")];
        let row = vec![
            Cell::new("A & B").to(Some("a.html?b&c".to_owned())),
            Cell { sort: Some("1234".to_owned()), ..Cell::new("1,234") }.class("act"),
            Cell::new("<5>").note("of 9 > 5"),
            Cell { lang: Some("en".to_owned()), ..Cell::new("there") }.to(Some("x.html".to_owned())),
        ];
        assert_eq!(
            seen(columns, row),
            "<th scope=\"row\"><a href=\"a.html?b&amp;c\">A &amp; B</a></th><td class=\"r act\" data-v=\"1234\">1,234</td>\
             <td>&lt;5&gt;<small>of 9 &gt; 5</small></td><td><a href=\"x.html\" lang=\"en\">there</a></td>"
        );
        let columns = ["Who", "Class", "Share", "Name"].map(Column::words).into();
        let row = vec![
            Cell::new("A"),
            Cell::new("B").class("abc b"),
            Cell { bar: Some(7), ..Cell::new("") },
            Cell { lang: Some("en".to_owned()), bar: Some(9), ..Cell::new("there") },
        ];
        assert_eq!(
            seen(columns, row),
            "<th scope=\"row\">A</th><td><span class=\"abc b\">B</span></td><td> <span class=\"bar fill\" style=\"--v:7\"></span></td>\
             <td><span lang=\"en\">there</span> <span class=\"bar\" style=\"--v:9\"></span></td>"
        );
    }

    #[test]
    fn a_value_is_said_once_unless_more_than_it_stands_in_the_cell() {
        let plain = Cell { sort: Some("12".to_owned()), ..Cell::new("12") };
        let row = |cell: Cell| seen(vec![Column::words("Who"), Column::words("Days")], vec![Cell::new("A"), cell]);
        assert!(row(plain.clone()).as_str().unwrap().ends_with("</th><td>12</td>"));
        assert!(row(plain.note("of 30")).as_str().unwrap().contains("<td data-v=\"12\">12<small>"));
    }

    #[test]
    fn cells_have_their_labels_from_the_style_sheet_and_beyond_it_carry_them() {
        let style = include_str!("../../../../themes/default/style.css");
        let known =
            (1..=99).take_while(|at| style.contains(&format!("td:nth-child({at}) {{ --l: var(--l{at}); }}"))).count();
        assert_eq!(known, LABELLED);
        let columns = (0..=LABELLED).map(|at| Column::words(format!("No. '{at}'"))).collect();
        let row = seen(columns, (0..=LABELLED).map(|_| Cell::new("x")).collect());
        let html = row.as_str().unwrap();
        assert!(html.ends_with("<td>x</td><td style=\"--l:'No. \\27 24\\27 '\">x</td>"), "{html}");
        assert_eq!(labels(["A", "B \"<x>\""]), "--l1:'A';--l2:'B \\22 \\3c x\\3e \\22 '");
    }
}
