//! One sales row: typed values from the fields of a record, or why it is left out.

use crate::portfolio::{Amount, DECIMALS};
use crate::project::settings::{DateOrder, DecimalMark};

use super::bad_rows::BadRow;
use super::columns::{Columns, Field};
use super::day::{self, Day};
use super::decimal_mark;
use super::money;
use super::number::{self, Fault};
use super::record::Record;

/// How the values of a file are written, decided over the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conventions {
    /// Order of day and month where the year comes last.
    pub dates: Option<DateOrder>,
    /// Decimal mark.
    pub decimal: DecimalMark,
}

/// What the values of a part of a file say about its conventions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Orders of day and month.
    pub orders: day::Orders,
    /// Decimal marks.
    pub marks: decimal_mark::Marks,
    /// Discounts other than zero that a rate could be: 0 to 1, or per cent.
    pub rates: u64,
    /// Discounts that cannot be rates.
    pub money: u64,
}

impl Evidence {
    /// Together with another part of the file.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            orders: self.orders.plus(other.orders),
            marks: self.marks.plus(other.marks),
            rates: self.rates + other.rates,
            money: self.money + other.money,
        }
    }
}

/// A row that counts.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// Its day.
    pub day: Day,
    /// Code of the account; its name where the row has no code.
    pub account: &'r [u8],
    /// Name of the account; empty where the row has none.
    pub name: &'r [u8],
    /// Code of the product; its name where the row has no code.
    pub product: &'r [u8],
    /// Name of the product; its code where the row has no name.
    pub product_name: &'r [u8],
    /// Empty where the row has none; so are the next three.
    pub category: &'r [u8],
    /// Region of the sale.
    pub region: &'r [u8],
    /// Manager of the sale.
    pub manager: &'r [u8],
    /// Order id.
    pub order: &'r [u8],
    /// Revenue, negative for returns.
    pub revenue: Amount,
    /// Cost, where the row carries one.
    pub cost: Option<Amount>,
    /// Discount as stated; 0 where the row has none.
    pub discount: Amount,
    /// Pieces; 0 where the row has none.
    pub quantity: Amount,
    /// Its currency as its column says; empty where the row has none.
    pub currency: &'r [u8],
    /// The currency that its revenue is written with.
    pub currency_of_revenue: Option<&'static str>,
}

/// Turns records into rows.
#[derive(Debug, Clone)]
pub struct RowReader {
    at: [usize; Field::ALL.len()],
    /// By field: what its header says that amounts are to be multiplied by.
    times: [i64; Field::ALL.len()],
    width: usize,
    conventions: Conventions,
}

/// A column that no record has.
const ABSENT: usize = usize::MAX;

impl RowReader {
    /// For a file with these columns and headers.
    pub fn new(columns: &Columns, headers: &[String], conventions: Conventions) -> Self {
        let at = Field::ALL.map(|field| columns.get(field).unwrap_or(ABSENT));
        let times = Field::ALL.map(|field| columns.times(field, headers));
        Self { at, times, width: headers.len(), conventions }
    }

    fn text<'r>(&self, record: &'r Record, block: &'r [u8], field: Field) -> &'r [u8] {
        record.field(block, self.at[field as usize])
    }

    /// Reads a row, or tells all that is wrong with it; what its values say about conventions is counted whether it is good or bad.
    pub fn read<'r>(
        &self,
        record: &'r Record,
        block: &'r [u8],
        evidence: &mut Evidence,
    ) -> Result<Row<'r>, Vec<BadRow>> {
        if record.len() != self.width && !self.is_padded(record, block) {
            return Err(vec![BadRow::Width { has: record.len(), lines: record.lines }]);
        }
        let text = |field| self.text(record, block, field);
        let or_else = |first: &'r [u8], second: &'r [u8]| if first.is_empty() { second } else { first };
        let account = or_else(text(Field::AccountId), text(Field::AccountName));
        let day = self.day(text(Field::Date), evidence);
        let quantity = self.amount(record, block, Field::Quantity, evidence);
        let revenue = self.revenue(record, block, quantity.as_ref().ok().copied().flatten(), evidence);
        let cost = self.amount(record, block, Field::Cost, evidence);
        let profit = self.amount(record, block, Field::GrossProfit, evidence);
        let cost = match (cost, &revenue) {
            (Ok(None), Ok(revenue)) => profit.map(|profit| profit.map(|profit| *revenue - profit)),
            (Ok(None), Err(_)) => profit,
            (cost, _) => cost,
        };
        let discount = self.discount(text(Field::Discount), evidence);
        let account_column = if text(Field::AccountId).is_empty() { Field::AccountName } else { Field::AccountId };
        let is_torn = record.is_torn(self.at[account_column as usize]);
        match (fault_of_account(account, is_torn), day, quantity, revenue, cost, discount) {
            (None, Ok(day), Ok(quantity), Ok(revenue), Ok(cost), Ok(discount)) => Ok(Row {
                day,
                account,
                name: text(Field::AccountName),
                product: or_else(text(Field::ProductId), text(Field::Product)),
                product_name: or_else(text(Field::Product), text(Field::ProductId)),
                category: text(Field::Category),
                region: text(Field::Region),
                manager: text(Field::Manager),
                order: text(Field::OrderId),
                revenue,
                cost,
                discount: discount.unwrap_or_default(),
                quantity: quantity.unwrap_or_default(),
                currency: text(Field::Currency),
                currency_of_revenue: money::currency_of_amount(text(self.revenue_field())),
            }),
            (account, day, quantity, revenue, cost, discount) => {
                let known = revenue.as_ref().ok().copied();
                let faults = [
                    self.total(record, block).or(account),
                    day.err(),
                    quantity.err(),
                    revenue.err(),
                    cost.err(),
                    discount.err(),
                ];
                Err(every_fault(faults.into_iter().flatten(), known))
            }
        }
    }

    /// That a bad row is the total of others, which a report has at its foot: its account or its day says so, or what it begins with
    /// where it has no account.
    fn total(&self, record: &Record, block: &[u8]) -> Option<BadRow> {
        let named = [Field::AccountId, Field::AccountName, Field::Date];
        let mut named = named.map(|field| (field, self.text(record, block, field))).into_iter();
        let has_account = named.clone().any(|(field, text)| field != Field::Date && !text.is_empty());
        let first = (0..record.len()).map(|at| record.field(block, at)).find(|text| !has_account && !text.is_empty());
        let (field, text) = named.find(|(_, text)| is_total(text)).or_else(|| Some((Field::AccountId, first?)))?;
        is_total(text).then(|| BadRow::value(field, text, Fault::Total))
    }

    /// The column that a bad row is bad in: that of the value, or the first one too many or too few.
    pub fn column(&self, bad: &BadRow) -> usize {
        let at = |field: Field| self.at[field as usize];
        match bad.field() {
            None => self.width,
            Some(Field::AccountId) if at(Field::AccountId) == ABSENT => at(Field::AccountName),
            Some(field) => at(field),
        }
    }

    /// Whether a record has more fields than the header and all of those are empty.
    fn is_padded(&self, record: &Record, block: &[u8]) -> bool {
        record.len() > self.width && (self.width..record.len()).all(|i| record.field(block, i).is_empty())
    }

    fn day(&self, text: &[u8], evidence: &mut Evidence) -> Result<Day, BadRow> {
        let (shape, day) = day::read(text, self.conventions.dates);
        evidence.orders.add(shape);
        day.ok_or_else(|| BadRow::value(Field::Date, text, day::fault(text, self.conventions.dates)))
    }

    /// An optional amount: `None` where the column or the value is absent.
    fn amount(
        &self,
        record: &Record,
        block: &[u8],
        field: Field,
        evidence: &mut Evidence,
    ) -> Result<Option<Amount>, BadRow> {
        let text = self.text(record, block, field);
        if text.is_empty() || matches!(text, b"-" | b"\xE2\x80\x93" | b"\xE2\x80\x94") {
            return Ok(None);
        }
        let (shape, amount) = number::read(text, self.conventions.decimal);
        evidence.marks.add(shape);
        let amount = amount.and_then(|amount| multiplied(amount, self.times[field as usize]));
        let is_torn = record.is_torn(self.at[field as usize]);
        amount.map(Some).map_err(|fault| BadRow::value(field, text, if is_torn { Fault::Torn } else { fault }))
    }

    /// The column that the revenue is read from.
    pub const fn revenue_field(&self) -> Field {
        if self.at[Field::Revenue as usize] == ABSENT { Field::UnitPrice } else { Field::Revenue }
    }

    /// The revenue, or the unit price times the quantity where only that is mapped.
    fn revenue(
        &self,
        record: &Record,
        block: &[u8],
        quantity: Option<Amount>,
        evidence: &mut Evidence,
    ) -> Result<Amount, BadRow> {
        let field = self.revenue_field();
        let amount = self.amount(record, block, field, evidence)?;
        let empty = |field| BadRow::value(field, b"", Fault::NotANumber);
        let amount = amount.ok_or_else(|| empty(field))?;
        if field == Field::Revenue {
            return Ok(amount);
        }
        let quantity = quantity.ok_or_else(|| empty(Field::Quantity))?;
        product(amount, quantity).map_err(|fault| BadRow::value(field, self.text(record, block, field), fault))
    }

    /// A discount, as money or as a rate (`0.15`, `15%`).
    fn discount(&self, text: &[u8], evidence: &mut Evidence) -> Result<Option<Amount>, BadRow> {
        let (digits, is_percent) = match text.strip_suffix(b"%") {
            Some(digits) => (digits.trim_ascii_end(), true),
            None => (text, false),
        };
        if digits.is_empty() || digits == b"-" {
            return Ok(None);
        }
        let (shape, amount) = number::read(digits, self.conventions.decimal);
        evidence.marks.add(shape);
        let amount = amount.map_err(|fault| BadRow::value(Field::Discount, text, fault))?;
        let times = self.times[Field::Discount as usize];
        if times > 1 && !is_percent {
            evidence.money += 1;
            let amount = multiplied(amount, times).map_err(|fault| BadRow::value(Field::Discount, text, fault));
            return amount.map(Some);
        }
        let is_rate = is_percent || (amount >= Amount::ZERO && amount <= Amount::from_int(1));
        evidence.rates += u64::from(is_rate && !amount.is_zero());
        evidence.money += u64::from(!is_rate);
        Ok(Some(amount))
    }
}

/// An amount in the unit of its header.
fn multiplied(amount: Amount, times: i64) -> Result<Amount, Fault> {
    if times == 1 {
        return Ok(amount);
    }
    let units = amount.scaled().checked_mul(times.into()).filter(|units| units.abs() < number::LIMIT);
    units.map(Amount::from_scaled).ok_or(Fault::TooLarge)
}

/// The exact product of two amounts.
fn product(a: Amount, b: Amount) -> Result<Amount, Fault> {
    let one = 10_i128.pow(DECIMALS);
    let units = a.scaled().checked_mul(b.scaled()).ok_or(Fault::TooLarge)?;
    if units % one == 0 { Ok(Amount::from_scaled(units / one)) } else { Err(Fault::TooFine) }
}

/// Why an account is none, where it is none.
fn fault_of_account(account: &[u8], is_torn: bool) -> Option<BadRow> {
    if account.is_empty() {
        return Some(BadRow::no_account());
    }
    if is_torn {
        return Some(BadRow::value(Field::AccountId, account, Fault::Torn));
    }
    is_total(account).then(|| BadRow::value(Field::AccountId, account, Fault::Total))
}

/// What there is to say of a bad row: one fault a column, and of the total of other rows, which is no sale, that alone.
fn every_fault(faults: impl Iterator<Item = BadRow>, revenue: Option<Amount>) -> Vec<BadRow> {
    let mut told: Vec<BadRow> = Vec::new();
    for fault in faults {
        if told.iter().all(|other| other.field() != fault.field()) {
            told.push(fault.leaving_out(revenue));
        }
        if told.first().is_some_and(BadRow::is_total) {
            break;
        }
    }
    told
}

/// What exports call rows that add up those above them, in lower case.
const TOTALS: [&str; 13] = [
    "合计",
    "小计",
    "总计",
    "共计",
    "累计",
    "本页合计",
    "本月合计",
    "本年累计",
    "total",
    "totals",
    "subtotal",
    "sub-total",
    "grand total",
];

/// Whether an account is none but the name of a total: otherwise it would be the largest of all.
fn is_total(account: &[u8]) -> bool {
    // The first byte decides for nearly every row.
    if !matches!(account.first(), Some(b't' | b'T' | b's' | b'S' | b'g' | b'G' | 0xe5..=0xe7)) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(account) else { return false };
    let text = text.trim_end_matches([':', '：']).trim_end();
    TOTALS.iter().any(|total| text.eq_ignore_ascii_case(total))
}

#[cfg(test)]
mod tests {
    use super::is_total;

    #[test]
    fn a_total_is_no_account_and_a_name_that_begins_like_one_is() {
        for total in ["合计", "小计：", "总计", "Total", "GRAND TOTAL", "subtotal:"] {
            assert!(is_total(total.as_bytes()), "{total}");
        }
        for account in ["合计科技", "TotalEnergies", "小计划", "T1", "", "总"] {
            assert!(!is_total(account.as_bytes()), "{account}");
        }
    }
}
