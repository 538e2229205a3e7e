//! `keyfolio check`: reads and checks everything, writes nothing.

use super::Status;
use super::flags::{CheckFlags, Global};
use super::progress::Bar;
use super::reading::{self, counted, seconds};
use super::terminal::Terminal;
use crate::pipeline;

pub fn run(global: &Global, flags: &CheckFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let project = reading::project(global, terminal)?;
    let request = reading::site_request(&project, flags, terminal)?;
    let outcome = {
        let bar = Bar::new(terminal);
        pipeline::check(&request, &bar)?
    };
    for line in reading::alerts_by_rule(&outcome, terminal) {
        terminal.say(&line);
    }
    terminal.check_result(&outcome.diagnostics)?;
    reading::say_timings(&outcome, flags.timings, terminal);
    terminal.say(&format!(
        "Checked {}, {} and {}: {}, in {}",
        counted(outcome.counts.accounts, "account"),
        counted(outcome.counts.sales_rows, "sales row"),
        counted(outcome.counts.pages, "page"),
        reading::problems(&outcome, terminal),
        seconds(outcome.elapsed()),
    ));
    Ok(reading::status(&outcome))
}
