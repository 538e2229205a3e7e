//! A small CSV file (targets, a list of accounts) as cells of text, in the dialects of sales files.

use std::io;
use std::path::Path;

use memchr::memchr_iter;

use super::blocks::Blocks;
use super::columns::{column_named, column_of_amounts, fold_header};
use super::encoding;
use super::head::Head;
use super::record::{Record, Records, written_field};
use super::sales_file::{FileFault, open_quote, or_damaged};
use super::spot::Spot;

/// Headers and rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SmallTable {
    /// Headers as written, trimmed.
    pub headers: Vec<String>,
    /// What separates columns.
    pub delimiter: u8,
    /// Line of the header.
    pub header_line: usize,
    /// Line and cells of each row that is not empty; as many cells as the row has.
    pub rows: Vec<(usize, Vec<String>)>,
    header_spot: Option<Spot>,
    /// The text of each row, for [`SmallTable::spot`].
    written: Vec<Vec<u8>>,
}

/// Reads a small file whole. The inner result says what is wrong with the file.
pub fn read(path: &Path) -> io::Result<Result<SmallTable, FileFault>> {
    sample(path, usize::MAX)
}

/// Reads the first rows of a file of any size, at most `limit`.
pub fn sample(path: &Path, limit: usize) -> io::Result<Result<SmallTable, FileFault>> {
    or_damaged(read_rows(path, limit))
}

fn read_rows(path: &Path, limit: usize) -> io::Result<Result<SmallTable, FileFault>> {
    let mut blocks = Blocks::open(path)?;
    let head = match Head::of(blocks.head()?) {
        Ok(head) => head,
        Err(fault) => return Ok(Err(fault)),
    };
    blocks.start(head.delimiter, head.bytes, head.next_line);
    let (mut rows, mut written) = (Vec::new(), Vec::new());
    'blocks: for block in blocks {
        let block = block?;
        if let Err(error) = std::str::from_utf8(&block.text) {
            let bad = error.valid_up_to();
            let likely = encoding::recognise_at(&block.text, bad);
            let spot = Spot::not_utf8(&block.text, bad, 0, block.line, likely);
            return Ok(Err(FileFault::Encoding(likely, Some(spot))));
        }
        let mut records = Records::new(&block.text, head.delimiter, block.line);
        let mut record = Record::default();
        while records.read(&mut record) {
            if rows.len() == limit {
                break 'blocks;
            }
            if record.is_open {
                return Ok(Err(FileFault::OpenQuote(open_quote(&block.text, head.delimiter, &record))));
            }
            if !record.is_blank(&block.text) {
                let cell = |i| String::from_utf8_lossy(record.field(&block.text, i)).into_owned();
                rows.push((record.line, (0..record.len()).map(cell).collect()));
                written.push(block.text[record.start..records.position()].to_owned());
            }
        }
    }
    let header_spot = Some(head.spot(0));
    Ok(Ok(SmallTable {
        headers: head.headers,
        delimiter: head.delimiter,
        header_line: head.line,
        header_spot,
        rows,
        written,
    }))
}

/// Where the value of a column stands in the row that begins on a line, in a file of any size; `None` where there is none.
pub fn spot_at(path: &Path, line: usize, header: &str) -> io::Result<Option<Spot>> {
    let mut blocks = Blocks::open(path)?;
    let Ok(head) = Head::of(blocks.head()?) else { return Ok(None) };
    let Some(column) = column_named(&head.headers, header) else { return Ok(None) };
    blocks.start(head.delimiter, head.bytes, head.next_line);
    for block in blocks {
        let block = block?;
        if block.line + memchr_iter(b'\n', &block.text).count() < line {
            continue;
        }
        let mut records = Records::new(&block.text, head.delimiter, block.line);
        let mut record = Record::default();
        while records.read(&mut record) {
            if record.line == line {
                let field = written_field(&block.text, head.delimiter, record.start, column);
                return Ok(Some(Spot::of(&block.text, field, record.start, line)));
            }
        }
    }
    Ok(None)
}

impl SmallTable {
    /// The column with this header: as written, else folded by [`super::fold_header`].
    pub fn column_named(&self, header: &str) -> Option<usize> {
        column_named(&self.headers, header)
    }

    /// The column whose header is the earliest of these names, folded by [`super::fold_header`].
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        let folded: Vec<String> = self.headers.iter().map(|header| fold_header(header)).collect();
        names.iter().find_map(|name| folded.iter().position(|header| header == name))
    }

    /// The same of amounts: [`column_of_amounts`].
    pub fn column_of_amounts(&self, names: &[&str]) -> Option<usize> {
        column_of_amounts(&self.headers, names)
    }

    /// Where the header stands.
    pub fn header_spot(&self) -> Spot {
        self.header_spot.clone().unwrap_or(Spot::line(self.header_line))
    }

    /// Where a cell of the row at this position stands.
    pub fn spot(&self, row: usize, column: Option<usize>) -> Spot {
        let (Some((line, _)), Some(text)) = (self.rows.get(row), self.written.get(row)) else {
            return Spot::line(self.header_line);
        };
        match column {
            Some(column) => Spot::of(text, written_field(text, self.delimiter, 0, column), 0, *line),
            None => Spot::line(*line),
        }
    }

    /// A cell of a row; empty where the column or the cell is absent.
    pub fn cell(row: &[String], column: Option<usize>) -> &str {
        column.and_then(|column| row.get(column)).map_or("", String::as_str)
    }
}
