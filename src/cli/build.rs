//! `keyfolio build`: builds the site and says what was done.

use std::env;
use std::path::Path;

use super::flags::{Global, SiteFlags};
use super::progress::Bar;
use super::reading::{self, counted, seconds};
use super::terminal::Terminal;
use super::{Status, WrongCall};
use crate::pipeline::{self, Outcome, Published};
use crate::project::normalise_base_url;

pub fn run(global: &Global, flags: &SiteFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let project = reading::project(global, terminal)?;
    let base_url = base_url(flags)?;
    let mut request = reading::site_request(&project, &flags.check, terminal)?;
    request.base_url = base_url.as_deref();
    let output = flags.output_dir.clone().unwrap_or_else(|| project.default_output());
    let outcome = {
        let bar = Bar::new(terminal);
        pipeline::build(&request, &output, &bar)?
    };
    terminal.diagnostics(&outcome.diagnostics);
    reading::say_timings(&outcome, flags.check.timings, terminal);
    terminal.sum_up(&last_line(&outcome, terminal));
    Ok(reading::status(&outcome))
}

/// The flag `--base-url`, ending with a slash.
pub fn base_url(flags: &SiteFlags) -> anyhow::Result<Option<String>> {
    let Some(mut url) = flags.base_url.clone() else { return Ok(None) };
    match normalise_base_url(&mut url) {
        Ok(()) => Ok(Some(url)),
        Err(message) => {
            Err(WrongCall(format!("--base-url: {message}; write it like https://example.com/accounts/")).into())
        }
    }
}

/// What was done, in one line.
pub fn last_line(outcome: &Outcome, terminal: Terminal) -> String {
    match &outcome.published {
        Some(published) => published_line(outcome, published),
        None => {
            let problems = reading::problems(outcome, terminal);
            format!("Nothing was published: {problems}, in {}", seconds(outcome.elapsed()))
        }
    }
}

fn published_line(outcome: &Outcome, published: &Published) -> String {
    let counts = &outcome.counts;
    let removed = match published.removed {
        0 => String::new(),
        files => format!(", {} removed", counted(files, "file")),
    };
    format!(
        "Built {} with {} for {} from {}: {} written, {} unchanged{removed}, in {} → {}",
        counted(counts.pages, "page"),
        counted(published.charts, "chart"),
        counted(counts.accounts, "account"),
        counted(counts.sales_rows, "sales row"),
        counted(published.written, "file"),
        published.unchanged,
        seconds(outcome.elapsed()),
        from_here(&published.output),
    )
}

/// A path as one would type it here.
pub fn from_here(path: &Path) -> String {
    let here = env::current_dir().ok();
    let below = here.as_deref().and_then(|here| path.strip_prefix(here).ok());
    below.filter(|below| !below.as_os_str().is_empty()).unwrap_or(path).display().to_string()
}
