//! What is wrong with the user's files, said so that it can be mended.
//!
//! 1. A stage that finds a problem makes a [`Diagnostic`]: a [`Code`], a message, a [`Place`] and a remedy. There is none without
//!    a remedy: [`Diagnostic::error`] and its like give a [`WithoutRemedy`], which [`WithoutRemedy::help`] completes.
//! 2. Diagnostics are collected in a [`Diagnostics`] and never stop a stage; all of them are shown in one run.
//! 3. [`printer`] shows them for people, as JSON lines, or as GitHub annotations.
//!
//! Failures of the world (a disk that is full, a folder that cannot be read) are not diagnostics: they are
//! [`anyhow::Error`]s and stop the run at once.

mod code;
mod distinct;
mod place;
pub mod printer;
pub mod suggest;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

pub use code::{ALL, Code};
pub use distinct::Distinct;
pub use place::{Place, Snippet};

/// All diagnostic codes by name: `diagnostic::codes::UNKNOWN_KEY`.
pub mod codes {
    pub use super::code::*;
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The site would be wrong: nothing is written, exit status 1.
    Error,
    /// Worth mending; an error under `--strict`.
    Warning,
    /// For information only; never changes the exit status.
    Note,
}

/// One problem in the user's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Which kind of problem it is; stable, documented, tested.
    pub code: Code,
    /// Where it is; `None` when it concerns no file (a flag, the workspace as a whole).
    pub place: Option<Place>,
    /// What is wrong and what was expected, one sentence, no full stop.
    pub message: String,
    /// What to do about it, one sentence, no full stop.
    pub help: String,
}

/// A problem that nobody has yet been told how to mend. It cannot be collected: [`help`](Self::help) makes it a [`Diagnostic`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a problem without a remedy is told to nobody"]
pub struct WithoutRemedy(Diagnostic);

impl WithoutRemedy {
    fn new(severity: Severity, code: Code, message: String) -> Self {
        let message = if message.contains(char::is_control) { in_one_line(&message) } else { message };
        Self(Diagnostic { severity, code, place: None, message, help: String::new() })
    }

    /// The same problem at a place.
    pub fn at(self, place: Place) -> Self {
        Self(self.0.at(place))
    }

    /// The diagnostic: the problem with its remedy.
    pub fn help(self, help: impl Into<String>) -> Diagnostic {
        let help = help.into();
        let is_torn = |text: &str| text.contains(|c: char| c.is_control() && c != '\n');
        let help = if is_torn(&help) { help.split('\n').map(in_one_line).collect::<Vec<_>>().join("\n") } else { help };
        Diagnostic { help, ..self.0 }
    }
}

/// A text with a picture of its own (␊, ␀) for each character that would tear a line or is not seen: a message quotes what it found.
fn in_one_line(text: &str) -> String {
    let picture = |c: char| match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(c),
        0x7f => '␡',
        0x80..0xa0 => '\u{fffd}',
        _ => c,
    };
    text.chars().map(picture).collect()
}

impl Diagnostic {
    /// An error without a place or a remedy yet.
    pub fn error(code: Code, message: impl Into<String>) -> WithoutRemedy {
        WithoutRemedy::new(Severity::Error, code, message.into())
    }

    /// A warning without a place or a remedy yet.
    pub fn warning(code: Code, message: impl Into<String>) -> WithoutRemedy {
        WithoutRemedy::new(Severity::Warning, code, message.into())
    }

    /// A note without a place or a remedy yet.
    pub fn note(code: Code, message: impl Into<String>) -> WithoutRemedy {
        WithoutRemedy::new(Severity::Note, code, message.into())
    }

    /// The same diagnostic at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Errors first, then by file, line, column, code and message: the same order at any thread count.
    fn order(&self, other: &Self) -> Ordering {
        let key = |d: &Self| d.place.as_ref().map(|p| (p.file.clone(), p.line, p.column));
        self.severity
            .cmp(&other.severity)
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.code.id().cmp(other.code.id()))
            .then_with(|| self.message.cmp(&other.message))
    }
}

/// The problems of one run, in the order in which they were found until [`Diagnostics::sort`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No problems yet.
    pub const fn new() -> Self {
        Self { items: Vec::new() }
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds all of another stage or thread.
    pub fn append(&mut self, other: Self) {
        self.items.extend(other.items);
    }

    /// Sorts and drops exact repetitions.
    pub fn sort(&mut self) {
        self.items.sort_by(Diagnostic::order);
        self.items.dedup();
    }

    /// Turns every warning into an error (`--strict`).
    pub fn promote_warnings(&mut self) {
        for item in &mut self.items {
            if item.severity == Severity::Warning {
                item.severity = Severity::Error;
            }
        }
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether anything forbids a build.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// The places of all that have one, to be told more exactly.
    pub fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        self.items.iter_mut().filter_map(|item| item.place.as_mut())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(items: I) -> Self {
        Self { items: items.into_iter().collect() }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, items: I) {
        self.items.extend(items);
    }
}
