//! The numbers of a chart as a table, for readers who cannot see it or want to copy them.

use serde::Serialize;

/// The data table that stands with a chart: the same numbers, made from the same data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// One heading per column.
    pub head: Vec<Heading>,
    /// Rows of finished cells, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

/// A column's heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// The finished words, unit included.
    pub text: String,
    /// Whether its cells are figures, to be set flush right.
    pub numeric: bool,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Words, flush left.
    Words,
    /// Figures, flush right.
    Figures,
}

impl Table {
    /// A table of the columns that have a heading: a caller leaves out a column by giving it none.
    pub(super) fn new<const N: usize>(
        headings: &[String; N],
        columns: [Column; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> Self {
        let head = headings
            .iter()
            .zip(columns)
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, column)| Heading { text: text.clone(), numeric: column == Column::Figures })
            .collect();
        let rows = rows
            .into_iter()
            .map(|row| {
                row.into_iter().zip(headings).filter(|(_, head)| !head.is_empty()).map(|(cell, _)| cell).collect()
            })
            .collect();
        Self { head, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_without_a_heading_is_left_out() {
        let headings = ["Month".to_owned(), String::new(), "Revenue".to_owned()];
        let row = ["July".to_owned(), "hidden".to_owned(), "12".to_owned()];
        let table = Table::new(&headings, [Column::Words, Column::Words, Column::Figures], [row]);
        assert_eq!(table.head.iter().map(|heading| heading.numeric).collect::<Vec<_>>(), [false, true]);
        assert_eq!(table.rows, [["July", "12"]]);
    }
}
