//! `--column FIELD=HEADER`, and what to write where the columns of an export are not recognised.
//!
//! 1. What every export needs is a date, an account and a revenue: by `--column`, else by the guess from the headers.
//! 2. For what is missing, a column that is free and whose first values fit is proposed; no column twice.
//! 3. The error says which headers there are, and the whole command with the proposals, to paste.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::shell::in_shell;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::load::ledger::{self, Field, SmallTable};

/// Header by field, as `--column` gives them.
pub type Mapping = BTreeMap<String, String>;

/// Rows that proposals are made from.
const LOOKED_AT: usize = 200;

/// Reads `date=开票日期`.
pub fn parse(text: &str) -> Result<(Field, String), String> {
    let Some((name, header)) = text.split_once('=') else {
        return Err("write the field and the header of its column: date=Invoiced".to_owned());
    };
    let field = Field::named(name.trim());
    field.map(|field| (field, header.trim().to_owned())).ok_or_else(|| Field::help(name.trim()))
}

/// What is wrong with the columns of a file; nothing where it can be read. `command` is the call without `--column`.
pub fn check(file: &Path, shown: &str, given: &Mapping, command: &str) -> anyhow::Result<Vec<Diagnostic>> {
    let Ok(table) = ledger::sample(file, LOOKED_AT)? else { return Ok(Vec::new()) };
    let columns = Columns::new(&table, given);
    let place = || table.header_spot().place(shown);
    let mut problems: Vec<Diagnostic> = columns.strangers(place);
    let missing = columns.missing();
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|need| need.name()).collect();
        let message = format!("no column was recognised as {}; the file has {}", listed(&names), columns.headers());
        if let Some(line) = header_below(&table) {
            let help = format!("delete the lines above line {line}, which holds the headers, and begin again");
            problems.push(Diagnostic::error(codes::SALES_COLUMNS, message).at(place()).help(help));
            return Ok(problems);
        }
        let proposed = columns.proposals(&[missing, columns.misnamed()].concat());
        let known = given.iter().filter(|(_, header)| table.column_named(header).is_some());
        let flags: String = known
            .map(|(field, header)| (field.clone(), Some(header.clone())))
            .chain(proposed)
            .map(|(field, header)| match header {
                Some(header) => format!(" --column {}", in_shell(&format!("{field}={header}"))),
                None => format!(" --column {field}=…"),
            })
            .collect();
        let help = format!("say which column is which; by its first rows it may be: {command}{flags}");
        problems.push(Diagnostic::error(codes::SALES_COLUMNS, message).at(place()).help(help));
    }
    Ok(problems)
}

/// Rows among which the headers are looked for, below the title and the particulars that some exports begin with.
const TITLE_ROWS: usize = 20;

/// The line of the headers where it is not the first: of which all that every export needs can be guessed.
fn header_below(table: &SmallTable) -> Option<usize> {
    let is_header = |(_, cells): &&(usize, Vec<String>)| {
        let taken = ledger::guess_columns(cells).taken;
        let has = |field: Field| taken.contains_key(&field);
        has(Field::Date) && (has(Field::AccountId) || has(Field::AccountName)) && has(Field::Revenue)
    };
    table.rows.iter().take(TITLE_ROWS).find(is_header).map(|(line, _)| *line)
}

/// What every export needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Date,
    Account,
    Revenue,
}

impl Need {
    const fn name(self) -> &'static str {
        match self {
            Self::Date => "the date",
            Self::Account => "the account",
            Self::Revenue => "the revenue",
        }
    }
}

/// “the date, the account and the revenue”.
fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// The columns of a file, and what they are taken for.
struct Columns<'t> {
    table: &'t SmallTable,
    given: &'t Mapping,
    /// Index of the column by field.
    taken: BTreeMap<Field, usize>,
}

impl<'t> Columns<'t> {
    fn new(table: &'t SmallTable, given: &'t Mapping) -> Self {
        let mapped: BTreeMap<Field, usize> = given
            .iter()
            .filter_map(|(name, header)| Some((Field::named(name)?, table.column_named(header)?)))
            .collect();
        let guess = ledger::guess_columns(&table.headers).taken;
        let is_open = |(field, column): &(Field, usize)| {
            !given.contains_key(field.name()) && !mapped.values().any(|used| used == column)
        };
        let guessed: Vec<(Field, usize)> = guess.into_iter().filter(is_open).collect();
        Self { table, given, taken: mapped.into_iter().chain(guessed).collect() }
    }

    /// Errors for headers of `--column` that the file lacks.
    fn strangers(&self, place: impl Fn() -> Place) -> Vec<Diagnostic> {
        let unknown =
            self.given.iter().filter(|(_, header)| !header.is_empty() && self.table.column_named(header).is_none());
        unknown
            .map(|(field, header)| {
                let near = nearest(header, self.table.headers.iter().map(String::as_str));
                let did_you_mean = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                let message = format!("--column takes `{header}` for {field}, and the file has no such column");
                let help = format!("{did_you_mean}the file has {}", self.headers());
                Diagnostic::error(codes::SALES_COLUMNS, message).at(place()).help(help)
            })
            .collect()
    }

    fn headers(&self) -> String {
        self.table.headers.iter().map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", ")
    }

    fn missing(&self) -> Vec<Need> {
        let has = |field: Field| self.taken.contains_key(&field) || self.given.contains_key(field.name());
        let by_price = self.given.contains_key(Field::UnitPrice.name()) && has(Field::Quantity);
        [
            (Need::Date, has(Field::Date)),
            (Need::Account, has(Field::AccountId) || has(Field::AccountName)),
            (Need::Revenue, has(Field::Revenue) || by_price),
        ]
        .into_iter()
        .filter(|(_, has)| !has)
        .map(|(need, _)| need)
        .collect()
    }

    /// What `--column` names a column for that the file lacks.
    fn misnamed(&self) -> Vec<Need> {
        let is_misnamed =
            |field: Field| self.given.get(field.name()).is_some_and(|header| self.table.column_named(header).is_none());
        let account = is_misnamed(Field::AccountId) || is_misnamed(Field::AccountName);
        let needs = [
            (Need::Date, is_misnamed(Field::Date)),
            (Need::Account, account),
            (Need::Revenue, is_misnamed(Field::Revenue)),
        ];
        needs.into_iter().filter(|(_, is_misnamed)| *is_misnamed).map(|(need, _)| need).collect()
    }

    /// Field and column for each need; no column for two.
    fn proposals(&self, missing: &[Need]) -> Vec<(String, Option<String>)> {
        let mut free: Vec<usize> =
            (0..self.table.headers.len()).filter(|column| !self.taken.values().any(|used| used == column)).collect();
        let mut take = |fits: &dyn Fn(usize) -> bool, last: Pick| {
            let position = match last {
                Pick::First => free.iter().position(|&column| fits(column)),
                Pick::Last => free.iter().rposition(|&column| fits(column)),
            };
            position.map(|at| self.table.headers[free.remove(at)].clone())
        };
        let all = |column: usize, is: fn(&str) -> bool| {
            let mut values = self.values(column).peekable();
            values.peek().is_some() && values.all(is)
        };
        let is_money = |column: usize| self.values(column).any(|value| value.contains('.'));
        // The date goes first, since a day can be an amount too; the account last, since anything can be a name.
        let mut proposed = BTreeMap::new();
        if missing.contains(&Need::Date) {
            proposed.insert(0, (Field::Date, take(&|column| all(column, ledger::is_day), Pick::First)));
        }
        if missing.contains(&Need::Revenue) {
            let money = take(&|column| all(column, ledger::is_amount) && is_money(column), Pick::Last);
            let number = money.or_else(|| take(&|column| all(column, ledger::is_amount), Pick::Last));
            proposed.insert(2, (Field::Revenue, number));
        }
        if missing.contains(&Need::Account) {
            let name =
                take(&|column| all(column, |value| !ledger::is_amount(value) && !ledger::is_day(value)), Pick::First);
            let account = match name {
                Some(name) => (Field::AccountName, Some(name)),
                None => (Field::AccountId, take(&|column| self.values(column).next().is_some(), Pick::First)),
            };
            proposed.insert(1, account);
        }
        proposed.into_values().map(|(field, header)| (field.name().to_owned(), header)).collect()
    }

    /// The values of a column that are not empty.
    fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.table.rows.iter().filter_map(move |(_, cells)| cells.get(column));
        cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }
}

/// Which of several columns that fit is proposed.
#[derive(Debug, Clone, Copy)]
enum Pick {
    First,
    /// Of several amounts the last: quantities and prices stand before their product.
    Last,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str, given: &[(&str, &str)]) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("s.csv");
        std::fs::write(&file, text).unwrap();
        let given = given.iter().map(|&(field, header)| (field.to_owned(), header.to_owned())).collect();
        let problems = check(&file, "s.csv", &given, "keyfolio init").unwrap();
        problems.into_iter().map(|problem| (problem.message, problem.help)).collect()
    }

    #[test]
    fn the_first_rows_say_what_a_column_may_be() {
        let found = checked("nr,wann,wer ist es,stk,geld\n1,2025-01-02,Acme,3,10.50\n2,2025-01-03,Beta,1,7\n", &[]);
        let [(message, help)] = &found[..] else { panic!("{found:?}") };
        assert_eq!(
            message,
            "no column was recognised as the date, the account and the revenue; the file has `nr`, `wann`, `wer ist es`, `stk`, `geld`"
        );
        assert!(
            help.ends_with(
                "keyfolio init --column date=wann --column \"account_name=wer ist es\" --column revenue=geld"
            ),
            "{help}"
        );
    }

    #[test]
    fn headers_below_a_title_are_pointed_at() {
        let found = checked("某公司销售明细表,,\n制表：财务部,,\n日期,客户名称,金额\n2025-01-02,甲,10.50\n", &[]);
        let help = &found[0].1;
        assert_eq!(help, "delete the lines above line 3, which holds the headers, and begin again");
    }

    #[test]
    fn no_column_is_proposed_twice_and_none_that_does_not_fit() {
        let found = checked("a\n2025-01-02\n", &[]);
        assert!(found[0].1.ends_with("--column date=a --column account_id=… --column revenue=…"), "{found:?}");
    }

    #[test]
    fn what_is_given_counts() {
        let text = "nr,wann,wer,geld\n1,2025-01-02,Acme,10.50\n";
        assert_eq!(checked(text, &[("date", "wann"), ("account_name", "wer"), ("revenue", "geld")]), []);
        let found = checked(text, &[("date", "wan"), ("account_name", "wer"), ("revenue", "geld")]);
        assert!(found.len() == 1 && found[0].1.starts_with("did you mean `wann`?"), "{found:?}");
    }

    #[test]
    fn a_wrong_column_is_not_offered_again() {
        let found = checked("nr,wann,wer,geld\n1,2025-01-02,Acme,10.50\n", &[("date", "z"), ("account_name", "wer")]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[1].1.ends_with("--column account_name=wer --column date=wann --column revenue=geld"),
            "{found:?}"
        );
    }

    #[test]
    fn a_flag_names_a_field_and_a_header() {
        assert_eq!(parse("date=开票 日期"), Ok((Field::Date, "开票 日期".to_owned())));
        assert!(parse("dat=x").unwrap_err().contains("did you mean `date`?"));
        assert!(parse("date").is_err());
    }
}
