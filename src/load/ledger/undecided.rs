//! Conventions of a file that its values do not decide: which cells are to blame, and whether they are slips.
//!
//! Only such a file is read once more for it, row by row; others never pay.

use std::io;

use crate::project::settings::{DateOrder, DecimalMark};

use super::bad_rows::BadRows;
use super::blocks::Blocks;
use super::columns::{Columns, Field};
use super::head::Head;
use super::number;
use super::record::{Record, Records, written_field};
use super::row::{Conventions, Evidence, RowReader};
use super::spot::Spot;
use super::{day, decimal_mark};

/// Fields that are amounts, in the order in which they are looked at.
const AMOUNTS: [Field; 6] =
    [Field::Revenue, Field::UnitPrice, Field::Quantity, Field::Cost, Field::GrossProfit, Field::Discount];

/// What the values decide of the conventions; at least one is an error.
#[derive(Debug, Clone, Copy)]
pub struct Undecided {
    /// The order of day and month.
    pub dates: Result<Option<DateOrder>, day::Unclear>,
    /// The decimal mark.
    pub decimal: Result<DecimalMark, decimal_mark::Unclear>,
}

/// What is not certain of a file, and the first cell that makes it so; the head of the column where most cells do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// The order of day and month.
    pub dates: Option<(day::Unclear, Spot)>,
    /// The decimal mark.
    pub decimal: Option<(decimal_mark::Unclear, Spot)>,
    /// Rows that are bad whatever the conventions are.
    pub bad_rows: BadRows,
}

/// The file that is looked at.
pub struct Sheet<'s> {
    /// Its head.
    pub head: &'s Head,
    /// Its columns.
    pub columns: &'s Columns,
}

/// The first cells of the wanted shapes, and how many rows there are.
#[derive(Debug, Default)]
struct Census {
    rows: u64,
    date: Option<Spot>,
    amount: Option<Spot>,
}

impl Sheet<'_> {
    /// The conventions where the cells to blame are at most one in a hundred: then they are slips, and their rows are bad ones.
    /// Else what is not certain. `bad_rows` are those of a first reading.
    pub fn settle(
        &self,
        blocks: &mut Blocks,
        undecided: Undecided,
        evidence: Evidence,
        bad_rows: BadRows,
    ) -> io::Result<Result<Conventions, Unclear>> {
        let Undecided { dates, decimal } = undecided;
        let odd_date = dates.err().map(|unclear| evidence.orders.odd(unclear));
        let odd_amount = decimal.err().map(|unclear| evidence.marks.odd(unclear));
        let census = self.census(blocks, odd_date.map(|odd| odd.0), odd_amount.map(|odd| odd.0))?;
        let dates = match (dates, odd_date) {
            (Err(day::Unclear::Ambiguous), Some((_, odd))) if odd.saturating_mul(100) <= census.rows => Ok(None),
            _ => dates,
        };
        if let (Ok(dates), Ok(decimal)) = (dates, decimal) {
            return Ok(Ok(Conventions { dates, decimal }));
        }
        let rows = census.rows;
        let spot = |odd: u64, first: Option<Spot>, fields: &[Field]| {
            first.filter(|_| odd.saturating_mul(2) < rows).unwrap_or_else(|| self.header(fields))
        };
        let odd_of = |odd: Option<u64>| odd.unwrap_or_default();
        Ok(Err(Unclear {
            dates: dates
                .err()
                .map(|unclear| (unclear, spot(odd_of(odd_date.map(|odd| odd.1)), census.date, &[Field::Date]))),
            decimal: decimal
                .err()
                .map(|unclear| (unclear, spot(odd_of(odd_amount.map(|odd| odd.1)), census.amount, &AMOUNTS))),
            bad_rows: bad_rows.whatever_the_conventions(),
        }))
    }

    /// Where the header of the first of some fields stands that the file has.
    fn header(&self, fields: &[Field]) -> Spot {
        let taken = &self.columns.guess.taken;
        self.head.spot(fields.iter().find_map(|field| taken.get(field).copied()).unwrap_or_default())
    }

    fn census(
        &self,
        blocks: &mut Blocks,
        date: Option<day::Shape>,
        amount: Option<number::Shape>,
    ) -> io::Result<Census> {
        let undecided = Conventions { dates: None, decimal: DecimalMark::Point };
        let rows = RowReader::new(self.columns, &self.head.headers, undecided);
        let mut census = Census::default();
        let mut record = Record::default();
        blocks.head()?;
        blocks.start(self.head.delimiter, self.head.bytes, self.head.next_line);
        for block in blocks {
            let block = block?;
            let mut records = Records::new(&block.text, self.head.delimiter, block.line);
            while records.read(&mut record) {
                census.rows += u64::from(!record.is_blank(&block.text));
                let mut evidence = Evidence::default();
                let _ = rows.read(&record, &block.text, &mut evidence);
                let is_of = |fields: &[Field], fits: &dyn Fn(&[u8]) -> bool| {
                    let columns = fields.iter().filter_map(|&field| self.columns.get(field));
                    let mut fitting = columns.filter(|&column| fits(record.field(&block.text, column)));
                    fitting.next().map(|column| {
                        let field = written_field(&block.text, self.head.delimiter, record.start, column);
                        Spot::of(&block.text, field, record.start, record.line)
                    })
                };
                if census.date.is_none()
                    && let Some(shape) = date.filter(|&shape| evidence.orders.has(shape))
                {
                    census.date = is_of(&[Field::Date], &|text| day::read(text, None).0 == shape);
                }
                if census.amount.is_none()
                    && let Some(shape) = amount.filter(|&shape| evidence.marks.has(shape))
                {
                    census.amount = is_of(&AMOUNTS, &|text| {
                        !text.is_empty() && number::read(without_percent(text), DecimalMark::Point).0 == shape
                    });
                }
            }
        }
        Ok(census)
    }
}

/// `15%` is the amount 15.
fn without_percent(text: &[u8]) -> &[u8] {
    text.strip_suffix(b"%").map_or(text, <[u8]>::trim_ascii_end)
}
