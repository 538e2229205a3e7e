//! `keyfolio export`: what the pages show, for spreadsheets and other tools.

use clap::{Args, ValueEnum};

use super::flags::{Global, ReadFlags};
use super::progress::Bar;
use super::reading;
use super::terminal::Terminal;
use super::{Status, WrongCall};
use crate::diagnostic::suggest;
use crate::export::{self, Format, Source, Table};
use crate::pipeline;
use crate::portfolio::PeriodQuery;

/// Flags of `export`.
#[derive(Debug, Args)]
pub struct ExportFlags {
    /// What to print
    table: TableFlag,
    /// In which form; names are exported as they are, also where one begins like a formula of a spreadsheet
    #[arg(long, default_value = "json")]
    format: FormatFlag,
    /// Which days count: 2026, 2026-Q3, 2026-03, 2025-10..2026-09 or last-12-months [default: all]
    ///
    /// A year alone is the fiscal year that starts in it, and 2025..2026 is two of them; quarters and months are those of the
    /// calendar; last-12-months ends on `as_of`. The days that are meant are printed to stderr. Products are kept by month, so
    /// their period must begin with one, and end with one or with the newest sales.
    #[arg(long, value_name = "PERIOD")]
    period: Option<PeriodQuery>,
    /// With `migration`: the earlier period; it takes what --period takes [default: as long a period before --period]
    #[arg(long, value_name = "PERIOD")]
    against: Option<PeriodQuery>,
    /// The account whose frameworks are printed, by its id
    #[arg(long, value_name = "ID", required_if_eq("table", "frameworks"))]
    account: Option<String>,
    #[command(flatten)]
    read: ReadFlags,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableFlag {
    /// The portfolio as a whole: one object
    Portfolio,
    /// A row per account
    Accounts,
    /// A row per product
    Products,
    /// A row per month, quarter and fiscal year
    Periods,
    /// How many accounts went from which ABC class to which: quarter by quarter, or to --period from --against
    Migration,
    /// Who still buys, how often and for how much: BG/NBD and Gamma-Gamma
    CustomerValue,
    /// Every framework with what is known of it for one account (--account)
    Frameworks,
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatFlag {
    /// Amounts as exact decimal strings, shares and statistics as numbers
    Json,
    /// With a header
    Csv,
}

pub fn run(global: &Global, flags: &ExportFlags, terminal: Terminal) -> anyhow::Result<Status> {
    if flags.account.is_some() && flags.table != TableFlag::Frameworks {
        let message = "--account goes with `export frameworks` only; for one account of another table, pick its row";
        return Err(WrongCall(message.to_owned()).into());
    }
    if flags.against.is_some() && flags.table != TableFlag::Migration {
        let message = "--against goes with `export migration` only; for another table, print it once for each period";
        return Err(WrongCall(message.to_owned()).into());
    }
    if flags.against.is_some() && flags.period.is_none() {
        let message = "--against is the earlier of two periods; name the later one by --period";
        return Err(WrongCall(message.to_owned()).into());
    }
    let project = reading::project(global, terminal)?;
    let request = reading::request(&project, &flags.read, terminal)?;
    let (analysed, diagnostics) = {
        let bar = Bar::new(terminal);
        pipeline::analyse(&request, &bar)?
    };
    terminal.diagnostics(&diagnostics);
    if diagnostics.has_errors() {
        terminal.say("Nothing was exported");
        return Ok(Status::UserFiles);
    }
    let table = match flags.table {
        TableFlag::Portfolio => Table::Portfolio,
        TableFlag::Accounts => Table::Accounts,
        TableFlag::Products => Table::Products,
        TableFlag::Periods => Table::Periods,
        TableFlag::Migration => {
            let (today, start) = (analysed.analysis.as_of.date, analysed.settings.fiscal_year_start);
            Table::Migration { against: flags.against.map(|query| query.resolve(today, start)) }
        }
        TableFlag::CustomerValue => Table::CustomerValue,
        TableFlag::Frameworks => {
            let wanted = flags.account.as_deref().unwrap_or_default();
            let found = analysed.portfolio.accounts.iter().position(|account| account.id.as_str() == wanted);
            let Some(at) = found else {
                let known = analysed.portfolio.accounts.iter().map(|account| account.id.as_str());
                let called = analysed.portfolio.account_called(wanted).map(|account| account.id.as_str());
                let near = called.or_else(|| suggest::nearest(wanted, known));
                let near = near.map(|near| format!("; did you mean “{near}”?"));
                let message = format!("there is no account with the id “{wanted}”{}", near.unwrap_or_default());
                return Err(WrongCall(message).into());
            };
            Table::Frameworks(at)
        }
    };
    match analysed.portfolio.ignored() {
        0 => {}
        1 => terminal.say("1 account without a dossier is ignored, as the settings ask, and counts in no figure"),
        count => terminal.say(&format!(
            "{count} accounts without a dossier are ignored, as the settings ask, and count in no figure"
        )),
    }
    if matches!(table, Table::CustomerValue) {
        // A table of numbers does not say how far they carry.
        let unsettled = analysed.analysis.customers.value.as_ref().is_ok_and(|value| !value.settles_leaving());
        if unsettled {
            terminal.say("The purchases do not settle who leaves: p_alive is no probability, expected_orders counts as if nobody left");
        }
    }
    let format = match flags.format {
        FormatFlag::Json => Format::Json,
        FormatFlag::Csv => Format::Csv,
    };
    let source = Source {
        analysis: &analysed.analysis,
        portfolio: &analysed.portfolio,
        ledger: &analysed.ledger,
        settings: &analysed.settings,
        period: flags.period,
    };
    let text = export::export(table, format, &source).map_err(|refused| WrongCall(refused.to_string()))?;
    if flags.period.is_some() {
        let days = source.counted();
        match analysed.analysis.all_days() {
            Some(sold) if sold.last < days.first || days.last < sold.first => {
                terminal.say(&format!(
                    "Days counted: {days}: no sales lie in them, they run from {} to {}",
                    sold.first, sold.last
                ));
            }
            _ => terminal.say(&format!("Days counted: {days}")),
        }
    }
    terminal.result(text.as_bytes())?;
    Ok(Status::Good)
}
