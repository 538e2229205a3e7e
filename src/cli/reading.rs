//! From flags and environment to a request, and from an outcome to what is said of it.

use std::env;
use std::time::Duration;

use jiff::civil::Date;

use super::flags::{CheckFlags, Global, ReadFlags};
use super::terminal::Terminal;
use super::{Status, WrongCall};
use crate::analysis::sales::source_date;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::pipeline::{AlertGroup, Alerts, AlertsOf, Drafts, Outcome, Request, Strictness};
use crate::portfolio::{is_in_years, years_in_words};
use crate::project::Project;

/// The workspace that is meant.
pub fn project(global: &Global, terminal: Terminal) -> anyhow::Result<Project> {
    let here = env::current_dir()?;
    let project = Project::discover(&here, global.root.as_deref())?;
    if terminal.is_verbose() {
        terminal.say(&format!("Workspace: {}", project.root().display()));
    }
    Ok(project)
}

/// The request of the flags that all reading commands have.
pub fn request<'a>(project: &'a Project, read: &ReadFlags, terminal: Terminal) -> anyhow::Result<Request<'a>> {
    let alerts = if terminal.shows_notes() { Alerts::Told } else { Alerts::Counted };
    let strictness = if read.strict { Strictness::Strict } else { Strictness::Lenient };
    let source_date = source_date_epoch()?;
    let (drafts, alerts_of) = (Drafts::Hidden, AlertsOf::default());
    Ok(Request { project, as_of: read.as_of, source_date, base_url: None, drafts, strictness, alerts, alerts_of })
}

/// The request of a command that plans pages.
pub fn site_request<'a>(project: &'a Project, check: &CheckFlags, terminal: Terminal) -> anyhow::Result<Request<'a>> {
    let drafts = if check.drafts { Drafts::Shown } else { Drafts::Hidden };
    Ok(Request { drafts, ..request(project, &check.read, terminal)? })
}

/// The day of `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn source_date_epoch() -> anyhow::Result<Option<Date>> {
    let Some(value) = env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) else { return Ok(None) };
    let text = value.to_string_lossy();
    match source_date(&text) {
        Some(date) if is_in_years(date) => Ok(Some(date)),
        Some(_) => Err(WrongCall(format!("SOURCE_DATE_EPOCH “{text}” lies outside {}", years_in_words())).into()),
        None => Err(WrongCall(format!("SOURCE_DATE_EPOCH is “{text}”, not seconds since 1970")).into()),
    }
}

/// How a run ends that came to this.
pub fn status(outcome: &Outcome) -> Status {
    if outcome.diagnostics.has_errors() { Status::UserFiles } else { Status::Good }
}

/// Says how long each stage took, where that was asked for.
pub fn say_timings(outcome: &Outcome, wanted: bool, terminal: Terminal) {
    if wanted || terminal.is_verbose() {
        for (stage, time) in &outcome.timings {
            terminal.sum_up(&format!("{stage:>10}  {}", seconds(*time)));
        }
    }
}

/// “no problems”, or how many there are, and what `-v` would show.
pub fn problems(outcome: &Outcome, terminal: Terminal) -> String {
    let diagnostics = &outcome.diagnostics;
    let found = match (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning)) {
        (0, 0) => "no problems".to_owned(),
        (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let is_note = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Note && diagnostic.code != codes::RULE;
    let others = [(diagnostics.iter().filter(is_note).count(), "note"), (outcome.counts.alerts, "alert")];
    let others: Vec<String> =
        others.into_iter().filter(|(count, _)| *count > 0).map(|(count, one)| counted(count, one)).collect();
    match others.join(" and ") {
        none if none.is_empty() => found,
        others if terminal.shows_notes() => format!("{found}, {others}"),
        others => format!("{found}, {others} (each shown by -v)"),
    }
}

/// What the rules found, in short: the gravest at the lines that would settle them, and what to do. None where each alert is told.
pub fn alerts_in_short(outcome: &Outcome, terminal: Terminal) -> Vec<String> {
    if terminal.shows_notes() {
        return Vec::new();
    }
    outcome.alerts.iter().map(in_short).collect()
}

fn in_short(alerts: &AlertGroup) -> String {
    let mut lines = vec![format!("{}, {}", alerts.name, counted(alerts.count, "alert"))];
    lines.extend(alerts.gravest.iter().map(|alert| match &alert.place {
        Some(place) if place.line > 0 => format!("  {}:{}: {}", place.file, place.line, alert.message),
        Some(place) => format!("  {}: {}", place.file, alert.message),
        None => format!("  {}", alert.message),
    }));
    let others = alerts.count - alerts.gravest.len();
    if others > 0 {
        lines.push(format!("  and {} more, shown by -v", grouped(others)));
    }
    lines.extend(alerts.remedy.iter().map(|remedy| format!("  = help: {remedy}")));
    lines.join("\n")
}

/// “1 page”, “2,345 pages”.
pub fn counted<N: TryInto<u64> + Copy>(number: N, one: &str) -> String {
    let ending = if number.try_into().is_ok_and(|number| number == 1) { "" } else { "s" };
    format!("{} {one}{ending}", grouped(number))
}

/// “2,345”.
pub fn grouped<N: TryInto<u64>>(number: N) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// “0.42 s”.
pub fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(counted(1_usize, "page"), "1 page");
        assert_eq!(counted(0_usize, "page"), "0 pages");
        assert_eq!(counted(1_234_567_u64, "sales row"), "1,234,567 sales rows");
        assert_eq!(seconds(Duration::from_millis(1_234)), "1.23 s");
    }
}
