//! One sales file: bytes → ledger.
//!
//! 1. The head gives encoding, delimiter and columns.
//! 2. Blocks of whole records are read in parallel, each worker into a tally of its own, in one pass.
//! 3. What the values say about dates and decimals is counted on the way; only if the file turns out to follow other
//!    conventions than its first block did is it read again. Where they do not decide, [`super::undecided`] says why.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use jiff::civil::Date;
use memchr::{memchr, memchr_iter};
use rayon::iter::{ParallelBridge, ParallelIterator};
use serde::{Deserialize, Serialize};

use crate::project::settings::{DecimalMark, DiscountKind, SalesSource};

use super::bad_rows::BadRows;
use super::blocks::{Block, Blocks};
use super::columns::{ColumnFault, Columns, Field, fold_header};
use super::day::Day;
use super::encoding::{self, NotUtf8};
use super::head::Head;
use super::interner::text_of;
use super::money::{Currencies, currency_of_header};
use super::record::{Record, Records, written_field};
use super::row::{Conventions, Evidence, RowReader};
use super::spot::Spot;
use super::tally::Tally;
use super::undecided::{self, Unclear, Undecided};
use super::{Ledger, SalesFile, assemble};

/// Lines over which a single record is taken for a quote that is not closed where it was meant to be.
const LONGEST_RECORD: usize = 1000;

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReading {
    /// Its sums.
    pub ledger: Ledger,
    /// Its rows that are left out.
    pub bad_rows: BadRows,
    /// First line of its newest day.
    pub newest_line: usize,
    /// Columns that would also have done: field, header taken, header left.
    pub also: Vec<(Field, String, String)>,
    /// Columns that are read and whose header another column has too: field, header, and where the other one stands.
    pub twice: Vec<(Field, String, Spot)>,
    /// Header of a discount column that holds rates.
    pub discount_rates: Option<String>,
    /// Hash of the unpacked content, where the file is gzipped.
    pub content: Option<[u8; 32]>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It is not UTF-8 text; where the first such byte is, `None` for the file as a whole.
    Encoding(NotUtf8, Option<Spot>),
    /// It is damaged: unpacking fails.
    Damaged(String),
    /// It holds no header.
    Empty,
    /// Its lines end with a carriage return alone: Excel's “CSV (Macintosh)”.
    LineEnds,
    /// Its columns do not do; the header, and what is wrong.
    Columns(Box<Head>, Vec<ColumnFault>),
    /// A quoted field that begins here is not closed.
    OpenQuote(Spot),
    /// The order of day and month, or the decimal mark, is not certain.
    Unclear(Box<Unclear>),
    /// From a line on it cannot be read, and rows before that are bad.
    AfterRows(Box<FileFault>, BadRows),
}

/// Reads a file. The inner result says what is wrong with the file, the outer one what is wrong with the world.
pub fn read(
    path: &Path,
    name: &str,
    source: &SalesSource,
    as_of: Option<Date>,
) -> io::Result<Result<FileReading, FileFault>> {
    or_damaged(read_with(|| Blocks::open(path), name, source, as_of))
}

/// Unpacking that fails is wrong with the file, not with the world.
pub fn or_damaged<T>(read: io::Result<Result<T, FileFault>>) -> io::Result<Result<T, FileFault>> {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match read {
        Err(error) if matches!(error.kind(), InvalidInput | InvalidData | UnexpectedEof) => {
            Ok(Err(FileFault::Damaged(error.to_string())))
        }
        result => result,
    }
}

/// Reads from whatever `open` opens; it is opened again where the conventions turn out to be others.
pub fn read_with(
    open: impl Fn() -> io::Result<Blocks>,
    name: &str,
    source: &SalesSource,
    as_of: Option<Date>,
) -> io::Result<Result<FileReading, FileFault>> {
    let mut blocks = open()?;
    let head = match Head::of(blocks.head()?) {
        Ok(head) => head,
        Err(fault) => return Ok(Err(fault)),
    };
    let (columns, faults) = Columns::of(&head.headers, &source.columns);
    if !faults.is_empty() {
        let head = head.with_header_below(blocks.head()?, &source.columns);
        return Ok(Err(FileFault::Columns(Box::new(head), faults)));
    }
    let as_of = as_of.map(Day::of);
    let sheet = Sheet { head: &head, columns: &columns, as_of };
    let first_look = sheet.first_look(&blocks.head()?[head.bytes..]);
    let provisional = sheet
        .conventions(first_look, source)
        .unwrap_or(Conventions { dates: source.dates, decimal: source.decimal.unwrap_or(DecimalMark::Point) });
    let part = sheet.read(&mut blocks, provisional, &head)?;
    if let Some((line, fault)) = part.fault {
        // What is written in another encoding has its rows and figures all the same.
        let read = if matches!(fault, FileFault::Encoding(..)) { part.bad_rows } else { part.bad_rows.before(line) };
        let bad_rows = read.whatever_the_conventions();
        return Ok(Err(if bad_rows.is_empty() { fault } else { FileFault::AfterRows(Box::new(fault), bad_rows) }));
    }
    let decided = match sheet.conventions(part.evidence, source) {
        Ok(decided) => decided,
        Err(undecided) => {
            let looked_at = undecided::Sheet { head: &head, columns: &columns };
            match looked_at.settle(&mut open()?, undecided, part.evidence, part.bad_rows.clone())? {
                Ok(decided) => decided,
                Err(unclear) => return Ok(Err(FileFault::Unclear(Box::new(unclear)))),
            }
        }
    };
    let (part, blocks) = if decided == provisional {
        (part, blocks)
    } else {
        let mut again = open()?;
        again.head()?;
        (sheet.read(&mut again, decided, &head)?, again)
    };
    Ok(Ok(sheet.reading(part, &blocks, name, source)))
}

/// What every part of a file has in common.
struct Sheet<'s> {
    head: &'s Head,
    columns: &'s Columns,
    as_of: Option<Day>,
}

impl Sheet<'_> {
    /// The conventions of the file: as the settings say, else as its values say.
    fn conventions(&self, evidence: Evidence, source: &SalesSource) -> Result<Conventions, Undecided> {
        let dates = source.dates.map_or_else(|| evidence.orders.decide(), |dates| Ok(Some(dates)));
        let decimal = source.decimal.map_or_else(|| evidence.marks.decide(self.head.delimiter), Ok);
        match (dates, decimal) {
            (Ok(dates), Ok(decimal)) => Ok(Conventions { dates, decimal }),
            _ => Err(Undecided { dates, decimal }),
        }
    }
}

/// What was read of a part of a file.
#[derive(Debug, Default)]
struct Part {
    tallies: Vec<Tally>,
    counts: Counts,
    bad_rows: BadRows,
    evidence: Evidence,
    newest: Option<(Day, usize)>,
    currencies: Currencies,
    fault: Option<(usize, FileFault)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    later: u64,
}

/// One worker's part while it is being read.
struct Worker {
    rows: RowReader,
    record: Record,
    tally: Tally,
    part: Part,
    /// The currency noted last: rows of one follow each other.
    currency: Vec<u8>,
}

impl Sheet<'_> {
    fn worker(&self, conventions: Conventions) -> Worker {
        let rows = RowReader::new(self.columns, &self.head.headers, conventions);
        Worker { rows, record: Record::default(), tally: Tally::default(), part: Part::default(), currency: Vec::new() }
    }

    /// What the first rows say about the conventions of the file.
    fn first_look(&self, text: &[u8]) -> Evidence {
        let end = super::record::last_record_end(text, self.head.delimiter);
        let mut worker = self.worker(Conventions { dates: None, decimal: DecimalMark::Point });
        let sample = &text[..end.min(1 << 16)];
        let sample = &sample[..super::record::last_record_end(sample, self.head.delimiter)];
        worker.read(&Block { text: sample.to_vec(), line: 1 }, self);
        worker.part.evidence
    }

    /// Reads all blocks, in parallel; the result does not depend on how they fall to the workers.
    fn read(&self, blocks: &mut Blocks, conventions: Conventions, head: &Head) -> io::Result<Part> {
        blocks.start(head.delimiter, head.bytes, head.next_line);
        blocks
            .par_bridge()
            .try_fold(
                || self.worker(conventions),
                |mut worker, block| {
                    worker.read(&block?, self);
                    Ok(worker)
                },
            )
            .map(|worker: io::Result<Worker>| worker.map(Worker::into_part))
            .try_reduce(Part::default, |a, b| Ok(a.merge(b)))
    }

    /// Names the file and says what was done.
    fn reading(&self, part: Part, blocks: &Blocks, name: &str, source: &SalesSource) -> FileReading {
        let header = |column: usize| self.head.headers[column].clone();
        let columns = self.used().map(|(field, column)| (field.name().to_owned(), header(column))).collect();
        let file = SalesFile {
            path: name.to_owned(),
            bad_rows: part.bad_rows.rows(),
            bad_lines: part.bad_rows.first(),
            later_rows: part.counts.later,
            columns,
            currencies: self.currencies(part.currencies),
            ..SalesFile::default()
        };
        let evidence = part.evidence;
        let is_rate = match source.discount {
            Some(kind) => kind == DiscountKind::Rate,
            None => evidence.money == 0 && evidence.rates > 0,
        };
        let discounts = if is_rate { DiscountKind::Rate } else { DiscountKind::Money };
        let discount = self.columns.get(Field::Discount).map(header);
        let file = SalesFile { discounts: discount.as_ref().map(|_| discounts), ..file };
        let ledger = assemble::ledger(part.tallies, file, discounts);
        let also = self.columns.guess.also.iter();
        FileReading {
            ledger,
            bad_rows: part.bad_rows,
            newest_line: part.newest.map_or(0, |(_, line)| line),
            also: also
                .filter_map(|&(field, other)| Some((field, header(self.columns.get(field)?), header(other))))
                .filter(|(_, taken, other)| fold_header(taken) != fold_header(other))
                .collect(),
            twice: self.twice(),
            discount_rates: discount.filter(|_| is_rate),
            content: blocks.content_hash().map(Into::into),
        }
    }

    /// The header of a field.
    fn header(&self, field: Field) -> &str {
        self.columns.get(field).map_or("", |column| &self.head.headers[column])
    }

    /// The currencies that the rows name, and those of the headers of amounts.
    fn currencies(&self, of_rows: Currencies) -> Currencies {
        let mut currencies = of_rows;
        for (field, column) in self.used().filter(|(field, _)| field.is_money()) {
            if let Some(name) = currency_of_header(&self.head.headers[column]) {
                currencies.note(name, self.head.line, self.header(field));
            }
        }
        currencies
    }

    /// Columns that are read and whose header another column has too.
    fn twice(&self) -> Vec<(Field, String, Spot)> {
        let headers = &self.head.headers;
        let other = |column: usize| (column + 1..headers.len()).find(|&other| headers[other] == headers[column]);
        let used = self.used();
        used.filter_map(|(field, column)| Some((field, headers[column].clone(), self.head.spot(other(column)?))))
            .collect()
    }

    /// The columns that are read: a unit price only where it makes the revenue, gross profit only without a cost.
    fn used(&self) -> impl Iterator<Item = (Field, usize)> {
        let taken: &BTreeMap<Field, usize> = &self.columns.guess.taken;
        taken.iter().map(|(&field, &column)| (field, column)).filter(|(field, _)| match field {
            Field::UnitPrice => !taken.contains_key(&Field::Revenue),
            Field::GrossProfit => !taken.contains_key(&Field::Cost),
            _ => true,
        })
    }
}

impl Worker {
    /// Reads a block, unless a quote stays open in an earlier one. Of text in another encoding nothing is kept but its bad rows.
    fn read(&mut self, block: &Block, sheet: &Sheet<'_>) {
        if matches!(self.part.fault, Some((_, FileFault::OpenQuote(_)))) {
            return;
        }
        if self.part.fault.is_none()
            && let Err(error) = std::str::from_utf8(&block.text)
        {
            let bad = error.valid_up_to();
            let line = block.line + memchr_iter(b'\n', &block.text[..bad]).count();
            let likely = encoding::recognise_at(&block.text, bad);
            let spot = Spot::not_utf8(&block.text, bad, bad, line, likely);
            self.part.fault = Some((line, FileFault::Encoding(likely, Some(spot))));
        } else if self.part.fault.is_none()
            && let Some(zero) = memchr(0, &block.text)
        {
            let spot = Spot::of(&block.text, zero..zero + 1, 0, block.line);
            let line = block.line + memchr_iter(b'\n', &block.text[..zero]).count();
            self.part.fault = Some((line, FileFault::Encoding(NotUtf8::Zeros, Some(spot))));
        }
        let mut records = Records::new(&block.text, sheet.head.delimiter, block.line);
        while records.read(&mut self.record) {
            if self.record.is_open || self.record.lines > LONGEST_RECORD {
                let line = self.record.line;
                let spot = open_quote(&block.text, sheet.head.delimiter, &self.record);
                self.part.fault.get_or_insert((line, FileFault::OpenQuote(spot)));
                return;
            }
            self.read_record(&block.text, sheet);
        }
    }

    fn read_record(&mut self, text: &[u8], sheet: &Sheet<'_>) {
        let (as_of, delimiter) = (sheet.as_of, sheet.head.delimiter);
        let line = self.record.line;
        let part = &mut self.part;
        match self.rows.read(&self.record, text, &mut part.evidence) {
            Ok(row) if as_of.is_some_and(|as_of| row.day > as_of) => part.counts.later += 1,
            Ok(row) => {
                part.newest = newer(part.newest, Some((row.day, line)));
                if !row.currency.is_empty() && *self.currency != *row.currency {
                    self.currency = row.currency.to_owned();
                    part.currencies.note(&text_of(row.currency), line, sheet.header(Field::Currency));
                }
                if let Some(name) = row.currency_of_revenue {
                    part.currencies.note(name, line, sheet.header(self.rows.revenue_field()));
                }
                self.tally.add(&row, line);
            }
            Err(_) if self.record.is_blank(text) => {}
            Err(faults) => part.bad_rows.add(line, &faults, |bad| {
                let field = written_field(text, delimiter, self.record.start, self.rows.column(bad));
                Spot::of(text, field, self.record.start, line)
            }),
        }
    }

    fn into_part(self) -> Part {
        Part { tallies: vec![self.tally], ..self.part }
    }
}

/// Where the quoted field begins that is not closed: the last field of the record that begins with a quote.
pub fn open_quote(text: &[u8], delimiter: u8, record: &Record) -> Spot {
    let fields = (0..record.len()).rev().map(|index| written_field(text, delimiter, record.start, index));
    let quoted = fields.into_iter().find(|field| text.get(field.start) == Some(&b'"'));
    let start = quoted.map_or(record.start, |field| field.start);
    Spot::of(text, start..start + 1, record.start, record.line)
}

/// The newer day; of the same day, the first line.
fn newer(a: Option<(Day, usize)>, b: Option<(Day, usize)>) -> Option<(Day, usize)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if (b.0, std::cmp::Reverse(b.1)) > (a.0, std::cmp::Reverse(a.1)) { b } else { a }),
        (a, b) => a.or(b),
    }
}

impl Part {
    fn merge(mut self, other: Self) -> Self {
        self.bad_rows.append(other.bad_rows);
        self.currencies.append(other.currencies);
        self.tallies.extend(other.tallies);
        let fault = match (self.fault, other.fault) {
            (Some(a), Some(b)) => Some(if a.0 <= b.0 { a } else { b }),
            (a, b) => a.or(b),
        };
        Self {
            tallies: self.tallies,
            counts: Counts { later: self.counts.later + other.counts.later },
            bad_rows: self.bad_rows,
            evidence: self.evidence.plus(other.evidence),
            newest: newer(self.newest, other.newest),
            currencies: self.currencies,
            fault,
        }
    }
}
