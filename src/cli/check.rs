//! `keyfolio check`: reads and checks everything, writes nothing.

use super::Status;
use super::flags::{AlertFlags, Global};
use super::progress::Bar;
use super::reading::{self, counted, seconds};
use super::terminal::Terminal;
use crate::diagnostic::codes;
use crate::pipeline::{self, AlertsOf, Request};

pub fn run(global: &Global, flags: &AlertFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let project = reading::project(global, terminal)?;
    let alerts_of = AlertsOf { accounts: &flags.account, managers: &flags.manager };
    let request = Request { alerts_of, ..reading::site_request(&project, &flags.check, terminal)? };
    let outcome = {
        let bar = Bar::new(terminal);
        pipeline::check(&request, &bar)?
    };
    for line in reading::alerts_in_short(&outcome, terminal) {
        terminal.say(&line);
    }
    terminal.check_result(&outcome.diagnostics)?;
    reading::say_timings(&outcome, flags.check.timings, terminal);
    terminal.say(&format!(
        "Checked {}, {} and {}: {}, in {}",
        counted(outcome.counts.accounts, "account"),
        counted(outcome.counts.sales_rows, "sales row"),
        counted(outcome.counts.pages, "page"),
        reading::problems(&outcome, terminal),
        seconds(outcome.elapsed()),
    ));
    let is_wrong_call = outcome.diagnostics.iter().any(|diagnostic| diagnostic.code == codes::WRONG_CALL);
    Ok(if is_wrong_call { Status::Usage } else { reading::status(&outcome) })
}
