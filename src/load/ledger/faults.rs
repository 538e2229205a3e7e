//! Says what is wrong with a sales file as a whole, and what to do.

use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::load::targets;

use super::bad_rows;
use super::columns::{ColumnFault, Field};
use super::encoding::{NotUtf8, in_place, in_quotes, sibling};
use super::head::Head;
use super::sales_file::{FileFault, FileReading};
use super::{day, decimal_mark};

/// The errors for a file that cannot be read.
pub fn diagnostics(fault: &FileFault, file: &str) -> Vec<Diagnostic> {
    diagnostics_of(fault, file, None)
}

/// The same of a table whose name is not free, and which is none of sales: what converts it keeps its name, lest it be passed over
/// under another.
pub fn diagnostics_of_named_table(fault: &FileFault, file: &str) -> Vec<Diagnostic> {
    let mut told = diagnostics(fault, file);
    let help = match fault {
        FileFault::Encoding(kind, _) => kind.remedy_of_named_table(file),
        FileFault::LineEnds => {
            let convert = in_place(file, "lines", "tr '\\r' '\\n'");
            format!("save it under the same name as “CSV UTF-8” in Excel or WPS, or convert it: {convert}")
        }
        _ => return told,
    };
    for problem in &mut told {
        problem.help.clone_from(&help);
    }
    told
}

/// The same where the file's source stands at a place of the settings: what is wrong with the mapping itself is there.
pub fn diagnostics_of(fault: &FileFault, file: &str, source: Option<&Place>) -> Vec<Diagnostic> {
    let error = |code, message: String| Diagnostic::error(code, message).at(Place::file(file));
    let diagnostic = match fault {
        FileFault::Columns(head, faults) => {
            let placed = |fault: &ColumnFault| {
                let diagnostic = column_fault(fault, head, file);
                match (fault, source) {
                    (ColumnFault::UnknownField(_) | ColumnFault::Shared(..), Some(place)) => {
                        diagnostic.at(place.clone())
                    }
                    _ => diagnostic,
                }
            };
            let missing: Vec<Field> = faults.iter().filter_map(ColumnFault::missing).collect();
            let others = faults.iter().filter(|fault| fault.missing().is_none()).map(placed);
            let missing = (!missing.is_empty()).then(|| columns_missing(&missing, head, file));
            return others.chain(missing).collect();
        }
        FileFault::Encoding(kind, None) => {
            let what = kind.name().unwrap_or("another encoding");
            let message = format!("this is {what}, not UTF-8 text");
            error(codes::UNREADABLE_SALES_FILE, message).at(Place::file(file)).help(kind.remedy(file))
        }
        FileFault::Encoding(NotUtf8::Zeros, Some(spot)) => {
            error(codes::UNREADABLE_SALES_FILE, "a zero byte stands here, which is no text".to_owned())
                .at(spot.place(file))
                .help(NotUtf8::Zeros.remedy(file))
        }
        FileFault::Encoding(kind, Some(spot)) => {
            let probably = kind.name().map(|name| format!(", probably {name}")).unwrap_or_default();
            let message = format!("this is not UTF-8 text from here on{probably}");
            error(codes::UNREADABLE_SALES_FILE, message).at(spot.place(file)).help(kind.remedy(file))
        }
        FileFault::Damaged(reason) => {
            error(codes::UNREADABLE_SALES_FILE, format!("the gzipped file is damaged: {reason}"))
                .help("copy or export it again")
        }
        FileFault::Empty => error(
            codes::SALES_COLUMNS,
            "the file is empty: a first line with the names of the columns was expected".to_owned(),
        )
        .help("export the sales again, or take the file out of data/"),
        FileFault::LineEnds => {
            let message = "the lines of this file end with a carriage return alone, as “CSV (Macintosh)” writes them";
            error(codes::UNREADABLE_SALES_FILE, message.to_owned()).help(cr_remedy(file))
        }
        FileFault::OpenQuote(spot) => {
            error(codes::UNREADABLE_SALES_FILE, "a quoted value begins here and is not closed".to_owned())
                .at(spot.place(file))
                .help("close the quote, or double a quote that belongs to the value: \"\"")
        }
        FileFault::Unclear(unclear) => {
            let dates = unclear.dates.iter().map(|(dates, spot)| dates_unclear(*dates).at(spot.place(file)));
            let decimal = unclear.decimal.iter().map(|(decimal, spot)| decimal_unclear(*decimal).at(spot.place(file)));
            return dates.chain(decimal).chain(unclear.bad_rows.diagnostics(file)).collect();
        }
        FileFault::AfterRows(fault, bad_rows) => {
            let mut all = diagnostics_of(fault, file, source);
            all.extend(bad_rows.diagnostics(file));
            return all;
        }
    };
    vec![diagnostic]
}

/// What to do about a file whose lines end with a carriage return alone.
fn cr_remedy(file: &str) -> String {
    let (from, into) = (in_quotes(file), in_quotes(&sibling(file, "lines")));
    let convert = if file.strip_suffix(".gz").is_some() {
        format!("gzip -dc {from} | tr '\\r' '\\n' > {into}")
    } else {
        format!("tr '\\r' '\\n' < {from} > {into}")
    };
    format!("save it as “CSV UTF-8” in Excel or WPS, or convert it and take the old file away: {convert}")
}

fn dates_unclear(unclear: day::Unclear) -> Diagnostic {
    let message = match unclear {
        day::Unclear::Mixed => "dates with the day first (14/03/2026) and with the month first (03/14/2026) both occur",
        day::Unclear::Ambiguous => "the dates can be read with the day first or with the month first (03/04/2026)",
    };
    Diagnostic::error(codes::AMBIGUOUS_SALES_VALUES, message).help(
        "write dates as 2026-03-14, or list the file under `sales` in keyfolio.yaml with `dates: day_first` or `dates: month_first`, and the other files below it: `- files: data/*.csv`",
    )
}

fn decimal_unclear(unclear: decimal_mark::Unclear) -> Diagnostic {
    let message = match unclear {
        decimal_mark::Unclear::Mixed => {
            "amounts with a decimal point (1,234.50) and with a decimal comma (1.234,50) both occur"
        }
        decimal_mark::Unclear::Ambiguous => {
            "the amounts can be read with a decimal point or a decimal comma (1.234 or 1,234)"
        }
    };
    Diagnostic::error(codes::AMBIGUOUS_SALES_VALUES, message).help(
        "write amounts as 1234.50, or list the file under `sales` in keyfolio.yaml with `decimal: point` or `decimal: comma`, and the other files below it: `- files: data/*.csv`",
    )
}

fn column_fault(fault: &ColumnFault, head: &Head, file: &str) -> Diagnostic {
    let headers = &head.headers;
    let error = |message: String| Diagnostic::error(codes::SALES_COLUMNS, message).at(head.spot(0).place(file));
    let listed = || headers.iter().map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", ");
    match fault {
        ColumnFault::UnknownField(name) => {
            error(format!("the column mapping names `{name}`, which is no field of a sale")).help(Field::help(name))
        }
        ColumnFault::UnknownHeader(field, header) => {
            let near = nearest(header, headers.iter().map(String::as_str));
            let did_you_mean = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            error(format!("the mapping takes `{header}` for {}, and the file has no such column", field.name()))
                .help(format!("{did_you_mean}the file has {}", listed()))
        }
        ColumnFault::Shared(a, b) => {
            error(format!("the mapping takes one column for both {} and {}", a.name(), b.name()))
                .help("name another column for one of them")
        }
        ColumnFault::Missing(field) => columns_missing(&[*field], head, file),
    }
}

/// Columns that were not recognised, as one error with one entry of the settings that names them all.
fn columns_missing(fields: &[Field], head: &Head, file: &str) -> Diagnostic {
    let headers = &head.headers;
    let words = fields.iter().map(|field| match field {
        Field::AccountId => "the account (`account_id` or `account_name`)".to_owned(),
        other => format!("`{}`", other.name()),
    });
    let what = words.collect::<Vec<_>>().join(", nor as ");
    let listed = headers.iter().map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", ");
    let message = format!("no column was recognised as {what}; the file has {listed}");
    let may_be_priced = fields.contains(&Field::Revenue)
        && headers.iter().any(|h| super::guess_columns(&[h]).taken.contains_key(&Field::UnitPrice));
    let or_price =
        if may_be_priced { "; or map `unit_price`, and the revenue is the unit price times the quantity" } else { "" };
    let help = match head.header_below {
        Some(line) => format!("the header seems to stand on line {line}: take the lines above it out of the file"),
        None if fields.contains(&Field::Date) && targets::are_headers(headers) => {
            format!("if these are targets, name the file in keyfolio.yaml: `targets: [{file}]`")
        }
        None => format!("{}{or_price}", map_columns(fields, file)),
    };
    Diagnostic::error(codes::SALES_COLUMNS, message).at(head.spot(0).place(file)).help(help)
}

/// The entry of the settings that maps some columns of a file.
fn map_columns(fields: &[Field], file: &str) -> String {
    let columns: Vec<String> = fields.iter().map(|field| format!("{}: …", field.name())).collect();
    format!(
        "map it in keyfolio.yaml: `sales: [{{files: {file}, columns: {{{}}}}}]` with its header for each …, and name the other files in entries below it",
        columns.join(", ")
    )
}

/// What is worth saying about a file that was read, its bad rows included.
pub fn remarks(reading: &FileReading, file: &str) -> Vec<Diagnostic> {
    let mut remarks: Vec<Diagnostic> = reading.bad_rows.diagnostics(file).collect();
    let place = || Place::file(file);
    for (field, taken, left) in &reading.also {
        let message = format!("`{taken}` was taken for {}; `{left}` would also do", field.name());
        let help = format!("if that is wrong, map it in keyfolio.yaml: `columns: {{{}: {left}}}`", field.name());
        remarks.push(Diagnostic::note(codes::SALES_COLUMN_CHOICE, message).at(place()).help(help));
    }
    if let Some(header) = &reading.discount_rates {
        let message = format!("all of `{header}` lies within 0 and 1: it is taken for a rate and not summed up");
        let help = "if it is money, set `discount: money` for this source in keyfolio.yaml";
        remarks.push(Diagnostic::note(codes::SALES_COLUMN_CHOICE, message).at(place()).help(help));
    }
    for (field, header, spot) in &reading.twice {
        let message = format!("several columns are named `{header}`; the first of them was taken for {}", field.name());
        let warning = Diagnostic::warning(codes::SALES_COLUMN_CHOICE, message);
        remarks.push(
            warning.at(spot.place(file)).help("give each column a name of its own in the header, and export again"),
        );
    }
    if let Some(lost) = reading.ledger.files.first().filter(|f| f.rows + f.later_rows == 0 && f.bad_rows > 0) {
        let message = format!("no row of the file can be read: {} left out", bad_rows::rows_of(lost.bad_rows));
        let error = Diagnostic::error(codes::NO_SALES_ROWS, message).at(place());
        remarks.push(error.help("mend what the warnings on its rows say, or take the file out of data/"));
    }
    if reading.ledger.files.first().is_some_and(|f| f.rows + f.bad_rows + f.later_rows == 0) {
        let warning = Diagnostic::warning(codes::NO_SALES_ROWS, "the file has a header and no rows").at(place());
        remarks.push(warning.help("export the sales again, or take the file out of data/"));
    }
    if let Some(later) = reading.ledger.files.first().map(|f| f.later_rows).filter(|&rows| rows > 0) {
        let message = format!("rows after the portfolio's date are left out: {later}");
        let help = "give a later day with `--as-of` or `as_of` in keyfolio.yaml to count them";
        remarks.push(Diagnostic::note(codes::LATER_SALES_ROWS, message).at(place()).help(help));
    }
    remarks
}
