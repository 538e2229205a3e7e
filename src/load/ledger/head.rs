//! The first lines of a sales file: what separates its columns and what they are called.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::encoding::{self, NotUtf8};
use super::record::{Record, Records, written_field};
use super::sales_file::FileFault;
use super::spot::Spot;

/// The header of a file and how it separates its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What separates columns.
    pub delimiter: u8,
    /// Headers as written, trimmed.
    pub headers: Vec<String>,
    /// Line of the header.
    pub line: usize,
    /// Where each header stands.
    spots: Vec<Spot>,
    /// Bytes up to the first row.
    pub bytes: usize,
    /// Line of the first row.
    pub next_line: usize,
    /// A line below that has the columns which this header lacks; looked for only where it lacks some.
    pub header_below: Option<usize>,
}

/// Lines among which a header is looked for: more than a title and the day of an export take.
const LINES: usize = 20;

impl Head {
    /// Finds the header: the first line that is not empty, after an optional `sep=;`.
    pub fn of(text: &[u8]) -> Result<Self, FileFault> {
        if let Some(fault) = encoding::recognise_head(text) {
            let zero = text.iter().position(|byte| *byte == 0).filter(|_| fault == NotUtf8::Zeros);
            return Err(FileFault::Encoding(fault, zero.map(|at| Spot::of(text, at..at + 1, 0, 1))));
        }
        let (announced, skipped) = match text.strip_prefix(b"sep=") {
            Some([delimiter, rest @ ..]) if rest.starts_with(b"\n") => (Some(*delimiter), 6),
            Some([delimiter, rest @ ..]) if rest.starts_with(b"\r\n") => (Some(*delimiter), 7),
            _ => (None, 0),
        };
        let body = &text[skipped..];
        let line_end = |from: usize| body[from..].iter().position(|&b| b == b'\n').map_or(body.len(), |i| from + i);
        let start = body.iter().position(|&b| !matches!(b, b'\r' | b'\n')).unwrap_or(body.len());
        let delimiter = announced.unwrap_or_else(|| delimiter_of(&body[start..line_end(start)]));
        let mut records = Records::new(body, delimiter, 1 + usize::from(skipped > 0));
        let mut record = Record::default();
        if !records.read(&mut record) {
            return Err(FileFault::Empty);
        }
        let headers: Option<Vec<String>> = (0..record.len())
            .map(|i| std::str::from_utf8(record.field(body, i)).ok().map(|header| header.trim().to_owned()))
            .collect();
        let bytes = skipped + records.position();
        let Some(headers) = headers else {
            let bad = std::str::from_utf8(text).map_or_else(|error| error.valid_up_to(), str::len);
            let likely = encoding::recognise(&text[..bytes]);
            let spot = Spot::not_utf8(text, bad, 0, 1, likely);
            return Err(FileFault::Encoding(likely, Some(spot)));
        };
        if ends_lines_with_cr(&body[record.start..records.position()]) {
            return Err(FileFault::LineEnds);
        }
        let spot =
            |index| Spot::of(body, written_field(body, delimiter, record.start, index), record.start, record.line);
        let spots = (0..record.len()).map(spot).collect();
        Ok(Self { delimiter, headers, line: record.line, spots, bytes, next_line: records.line(), header_below: None })
    }

    /// With the line below it, in the text that it was found in, which has every column that sales need.
    #[must_use]
    pub fn with_header_below(self, text: &[u8], mapping: &BTreeMap<String, String>) -> Self {
        let lines = text.split(|byte| *byte == b'\n').enumerate().skip(self.line).take(LINES);
        let mut record = Record::default();
        let mut has_all = |line: &[u8]| {
            if !Records::new(line, delimiter_of(line), 1).read(&mut record) {
                return false;
            }
            let headers = (0..record.len()).map(|i| String::from_utf8_lossy(record.field(line, i)).into_owned());
            Columns::of(&headers.collect::<Vec<_>>(), mapping).1.is_empty()
        };
        let header_below = lines.into_iter().find(|(_, line)| has_all(line)).map(|(at, _)| at + 1);
        Self { header_below, ..self }
    }

    /// Where the header of a column stands.
    pub fn spot(&self, column: usize) -> Spot {
        self.spots.get(column).cloned().unwrap_or(Spot::line(self.line))
    }
}

/// Whether a header that was read up to a line feed holds lines that end with a carriage return alone.
fn ends_lines_with_cr(header: &[u8]) -> bool {
    header.windows(2).any(|pair| pair[0] == b'\r' && pair[1] != b'\n')
}

/// The delimiter that a header line has most of, outside quotes; the comma where there is none.
fn delimiter_of(header: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for &byte in header {
        quoted ^= byte == b'"';
        if !quoted {
            for (delimiter, count) in &mut counts {
                *count += usize::from(*delimiter == byte);
            }
        }
    }
    // Of two that occur as often, the first.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}
