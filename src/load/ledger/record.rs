//! Records of delimited text: fields by a delimiter, quotes after RFC 4180, any of `\n` and `\r\n`, exact line numbers.
//!
//! 1. [`last_record_end`] cuts a stream into blocks of whole records.
//! 2. [`Records`] walks a block; [`Record`] holds one at a time, borrowed from the block wherever it can be.
//!
//! Own code rather than the `csv` crate's reader, for lines as an editor counts them and for cutting blocks.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

const QUOTE: u8 = b'"';

/// Where the last whole record of a text ends; 0 where none does. The text begins with a record.
pub fn last_record_end(text: &[u8], delimiter: u8) -> usize {
    let mut end = 0;
    let mut at = 0;
    while let Some(quote) = memchr(QUOTE, &text[at..]).map(|i| at + i) {
        if let Some(newline) = memrchr(b'\n', &text[at..quote]) {
            end = at + newline + 1;
        }
        let opens = quote == 0 || text[quote - 1] == delimiter || text[quote - 1] == b'\n';
        if !opens {
            at = quote + 1;
            continue;
        }
        match closing_quote(text, quote + 1) {
            Some((close, _)) => at = close + 1,
            None => return end,
        }
    }
    memrchr(b'\n', &text[at..]).map_or(end, |newline| at + newline + 1)
}

/// The quote that closes a field whose text starts at `from`, and whether doubled quotes come before it.
fn closing_quote(text: &[u8], from: usize) -> Option<(usize, bool)> {
    let mut at = from;
    let mut doubled = false;
    loop {
        let quote = at + memchr(QUOTE, &text[at..])?;
        if text.get(quote + 1) != Some(&QUOTE) {
            return Some((quote, doubled));
        }
        doubled = true;
        at = quote + 2;
    }
}

/// Walks the records of a block.
#[derive(Debug)]
pub struct Records<'b> {
    text: &'b [u8],
    delimiter: u8,
    at: usize,
    line: usize,
}

/// One record; empty lines are none.
#[derive(Debug, Default)]
pub struct Record {
    fields: Vec<Span>,
    unescaped: Vec<u8>,
    /// Fields in which more stands behind the closing quote.
    torn: Vec<usize>,
    /// Byte of its block at which it starts.
    pub start: usize,
    /// Line on which it starts, as an editor counts.
    pub line: usize,
    /// Lines that it spans, at least 1.
    pub lines: usize,
    /// Whether a quoted field is open where the text ends.
    pub is_open: bool,
}

#[derive(Debug, Clone, Copy)]
enum Span {
    Block(usize, usize),
    Unescaped(usize, usize),
}

impl Record {
    /// Number of fields.
    pub const fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether more stands behind the closing quote of a field: `"100"5`.
    pub fn is_torn(&self, index: usize) -> bool {
        self.torn.contains(&index)
    }

    /// A field without its quotes, trimmed of white space; empty where the record is shorter. One that is torn is as it is written.
    pub fn field<'r>(&'r self, block: &'r [u8], index: usize) -> &'r [u8] {
        trim(match self.fields.get(index) {
            None => &[],
            Some(&Span::Block(start, end)) => &block[start..end],
            Some(&Span::Unescaped(start, end)) => &self.unescaped[start..end],
        })
    }

    /// Whether no field holds anything.
    pub fn is_blank(&self, block: &[u8]) -> bool {
        (0..self.len()).all(|i| self.field(block, i).is_empty())
    }
}

/// Without white space on either side, wide spaces included.
fn trim(field: &[u8]) -> &[u8] {
    if let [first, .., last] = field
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return field;
    }
    let field = field.trim_ascii();
    // Wide spaces begin with these bytes, Han characters with others.
    let may_be_wide = matches!(field, [0xC2 | 0xE1..=0xE3, ..] | [.., 0xC2, _] | [.., 0xE1..=0xE3, _, _]);
    if may_be_wide { std::str::from_utf8(field).map_or(field, |text| text.trim().as_bytes()) } else { field }
}

impl<'b> Records<'b> {
    /// Starts at a block whose first line has this number.
    pub const fn new(text: &'b [u8], delimiter: u8, line: usize) -> Self {
        Self { text, delimiter, at: 0, line }
    }

    /// How many bytes have been read.
    pub const fn position(&self) -> usize {
        self.at
    }

    /// The number of the line that is read next.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// Reads the next record; `false` at the end.
    pub fn read(&mut self, record: &mut Record) -> bool {
        loop {
            match &self.text[self.at..] {
                [] | [b'\r'] => return false,
                [b'\n', ..] => self.at += 1,
                [b'\r', b'\n', ..] => self.at += 2,
                _ => break,
            }
            self.line += 1;
        }
        record.fields.clear();
        record.unescaped.clear();
        record.torn.clear();
        record.start = self.at;
        record.line = self.line;
        record.is_open = false;
        while self.read_field(record) {}
        record.lines = (self.line - record.line).max(1);
        true
    }

    /// Reads a field; `false` when it was the last of its record.
    fn read_field(&mut self, record: &mut Record) -> bool {
        let start = self.at;
        let quoted = self.text.get(start) == Some(&QUOTE);
        let closing = if quoted { closing_quote(self.text, start + 1) } else { None };
        let tail = match (quoted, closing) {
            (false, _) => start,
            (true, Some((close, _))) => close + 1,
            (true, None) => {
                record.is_open = true;
                self.text.len()
            }
        };
        if quoted {
            self.line += memchr_iter(b'\n', &self.text[start..tail]).count();
        }
        let end = field_end(self.text, tail, self.delimiter);
        let is_last = self.text.get(end) != Some(&self.delimiter);
        let content_end = if is_last && end > tail && self.text[end - 1] == b'\r' { end - 1 } else { end };
        record.fields.push(match closing {
            None => Span::Block(start, content_end),
            Some(_) if !self.text[tail..content_end].trim_ascii().is_empty() => {
                record.torn.push(record.fields.len());
                Span::Block(start, content_end)
            }
            Some((close, false)) => Span::Block(start + 1, close),
            Some((close, true)) => {
                let from = record.unescaped.len();
                unescape(&self.text[start + 1..close], &mut record.unescaped);
                Span::Unescaped(from, record.unescaped.len())
            }
        });
        self.at = (end + 1).min(self.text.len());
        if end < self.text.len() {
            self.line += usize::from(is_last);
            return !is_last;
        }
        self.line += 1;
        false
    }
}

/// The bytes of a field as written, quotes included, of the record that starts at `start`; an empty range at the end of the
/// record where it has fewer fields. For the few rows that are shown: it walks the record once more.
pub fn written_field(text: &[u8], delimiter: u8, start: usize, index: usize) -> Range<usize> {
    let mut at = start;
    for number in 0..=index {
        let closing = if text.get(at) == Some(&QUOTE) { closing_quote(text, at + 1) } else { None };
        let end = field_end(text, closing.map_or(at, |(close, _)| close + 1), delimiter);
        let is_last = text.get(end) != Some(&delimiter);
        if number == index {
            let end = if is_last && end > at && text[end - 1] == b'\r' { end - 1 } else { end };
            return at..end;
        }
        if is_last {
            return end..end;
        }
        at = end + 1;
    }
    at..at
}

/// Where a field ends that goes on at `from`: eight bytes at a time, since most fields are short.
fn field_end(text: &[u8], from: usize, delimiter: u8) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let mut at = from;
    while let Some(chunk) = text.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        // The lowest mark is exact; marks above it need not be.
        let found = zeros(word ^ (ONES * u64::from(delimiter))) | zeros(word ^ (ONES * u64::from(b'\n')));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    text[at..].iter().position(|&b| b == delimiter || b == b'\n').map_or(text.len(), |i| at + i)
}

fn unescape(mut text: &[u8], into: &mut Vec<u8>) {
    while let Some(quote) = memchr(QUOTE, text) {
        into.extend_from_slice(&text[..=quote]);
        text = text.get(quote + 2..).unwrap_or_default();
    }
    into.extend_from_slice(text);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Vec<(usize, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), b',', 1);
        let mut record = Record::default();
        let mut rows = Vec::new();
        while records.read(&mut record) {
            let fields = (0..record.len())
                .map(|i| String::from_utf8_lossy(record.field(text.as_bytes(), i)).into_owned())
                .collect();
            rows.push((record.line, fields));
        }
        rows
    }

    fn row(line: usize, fields: &[&str]) -> (usize, Vec<String>) {
        (line, fields.iter().map(|&f| f.to_owned()).collect())
    }

    #[test]
    fn quotes_line_breaks_and_lines() {
        assert_eq!(
            all("a,b\r\n\r\n\"x, \"\"y\"\"\r\nz\", w\u{3000}\r\n12\" pipe,\n\n last"),
            [row(1, &["a", "b"]), row(3, &["x, \"y\"\r\nz", "w"]), row(5, &["12\" pipe", ""]), row(7, &["last"]),]
        );
        assert_eq!(all("\"a\"b,c,\n"), [row(1, &["\"a\"b", "c", ""])], "as it is written");
        assert_eq!(all("\"a\" ,\"b\"\"\" \n"), [row(1, &["a", "b\""])]);
        assert_eq!(all("a,\"\""), [row(1, &["a", ""])]);
    }

    #[test]
    fn a_field_is_found_as_it_is_written() {
        let text = b"a,b\r\n\"x, \"\"y\"\"\nz\",w,\r\nc";
        let at = |index| String::from_utf8_lossy(&text[written_field(text, b',', 5, index)]).into_owned();
        assert_eq!([at(0), at(1), at(2), at(3)], ["\"x, \"\"y\"\"\nz\"", "w", "", ""]);
        assert_eq!(written_field(text, b',', 0, 1), 2..3);
        assert_eq!(written_field(text, b',', 0, 9), 4..4);
    }

    #[test]
    fn an_open_quote_is_noticed() {
        let mut record = Record::default();
        let mut records = Records::new(b"a,\"b\nc,d\n", b',', 1);
        assert!(records.read(&mut record) && record.is_open && record.lines == 3);
        assert_eq!(last_record_end(b"x\na,\"b\nc,d\n", b','), 2);
    }

    proptest! {
        /// Cut anywhere, the pieces hold the records of the whole.
        #[test]
        fn blocks_hold_whole_records(text in "([aé\",\n]|\r\n|aaaaaaaaa){0,40}", cut in 0_usize..60) {
            let cut = cut.min(text.len());
            let end = last_record_end(&text.as_bytes()[..cut], b',');
            let (head, tail) = text.split_at(end);
            let lines = head.matches('\n').count();
            let mut pieces = all(head);
            pieces.extend(all(tail).into_iter().map(|(line, fields)| (line + lines, fields)));
            prop_assert_eq!(pieces, all(&text));
        }

        /// Agrees with the `csv` crate.
        #[test]
        fn fields_as_the_csv_crate_reads_them(rows in proptest::collection::vec(proptest::collection::vec("[aé\",\n]{0,14}", 2..4), 0..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = all(&text).into_iter().map(|(_, fields)| fields).collect();
            let trimmed: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|f| f.trim().to_owned()).collect()).collect();
            prop_assert_eq!(read, trimmed);
        }
    }
}
