//! What the engine refuses, as a diagnostic and as a place in the template.

use std::ops::Range;
use std::sync::Arc;

use tera::ErrorKind;

use super::mend::Mended;
use super::tags::block_names;
use super::{Source, remedy};
use crate::diagnostic::{Diagnostic, Place, codes, suggest};

/// Something that is wrong with a template.
pub(super) struct Problem {
    /// As the user is told.
    pub diagnostic: Diagnostic,
    /// The full name of the template, and the bytes that are meant; `None` where the template as a whole is.
    at: Option<(String, Range<usize>)>,
    /// Whether the engine knows what could stand there: then it is lacking whatever else was changed.
    pub knows_better: bool,
    /// How it is taken out.
    way: Way,
    /// The parent that is not there.
    parent: Option<String>,
}

/// What a template lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lacking<'p> {
    /// A block in the templates above.
    Block,
    /// A component anywhere.
    Component,
    /// A template of this name.
    Template(&'p str),
}

/// How something that is wrong is taken out of a template, so that the rest can be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// The expression, the tag or the block is replaced.
    Replace,
    /// The filter is taken out.
    DropFilter,
    /// The tag is taken out.
    Remove,
    /// Another template is extended: the one named is not there.
    Parent,
    /// The tag is taken out: what it opens is not closed.
    OpenUp,
    /// What was opened last is closed in these words at the end of the template.
    CloseAtEnd(String),
    /// The tag itself, which no mark ends, is closed by this mark at the end of its line.
    CloseTag(&'static str),
}

impl Problem {
    /// The name of what is lacking, where that is what is wrong: a block that no parent has, a component, a template.
    pub(super) fn lacking(&self) -> Option<Lacking<'_>> {
        if let Some(parent) = &self.parent {
            return Some(Lacking::Template(parent));
        }
        let message = self.diagnostic.message.as_str();
        let named = || message.split('`').nth(1);
        if message.starts_with("Block ") {
            Some(Lacking::Block)
        } else if message.starts_with("Unknown component") {
            Some(Lacking::Component)
        } else if message.starts_with("Unknown template") {
            named().map(Lacking::Template)
        } else {
            None
        }
    }

    /// The name that the page lacks, where that is what is wrong: `nam` of `nam.first`.
    pub(super) fn unknown_name(&self) -> Option<&str> {
        let message = &self.diagnostic.message;
        message.strip_prefix("Variable `")?.strip_suffix("` is not defined").filter(|name| !name.contains('.'))
    }

    /// Of a block that no parent has: with the block that is meant.
    fn naming_blocks(mut self, sources: &[&Source]) -> Self {
        let named = self.diagnostic.message.strip_prefix("Block `").and_then(|rest| rest.split('`').next());
        if let Some(name) = named {
            let others = sources.iter().filter(|source| Some(source.name.as_str()) != self.template());
            let named = others.flat_map(|source| block_names(&source.text));
            let known: Vec<String> = named.filter(|other| other != name).collect();
            if let Some(near) = suggest::nearest(name, known.iter().map(String::as_str)) {
                self.diagnostic.help = format!("did you mean `{near}`?");
            }
        }
        self
    }

    /// The full name of the template that it stands in; `None` where none can be named.
    pub(super) fn template(&self) -> Option<&str> {
        self.at.as_ref().map(|(name, _)| name.as_str())
    }

    /// The file that it stands in.
    pub(super) fn file(&self) -> Option<Arc<str>> {
        Some(Arc::clone(&self.diagnostic.place.as_ref()?.file))
    }

    /// Takes it out of its template; `None` where that cannot be done.
    pub(super) fn mend(&self, sources: &mut [Source]) -> Option<Mended> {
        let (name, span) = self.at.as_ref()?;
        let is_block = self.diagnostic.message.starts_with("Block ");
        let others = sources.iter().filter(|other| is_block && other.name != *name);
        let mut known: Vec<String> = others.flat_map(|other| block_names(&other.text)).collect();
        if self.way == Way::Parent {
            known.extend(sources.iter().flat_map(Source::names).map(str::to_owned));
        }
        let source = sources.iter_mut().find(|source| source.name == *name)?;
        match &self.way {
            Way::Replace | Way::Parent => source.mend(span, &known),
            Way::DropFilter => source.drop_filter(span.start).or_else(|| source.mend(span, &known)),
            Way::Remove => source.remove(span.start),
            Way::OpenUp => source.open_up(span.start),
            Way::CloseAtEnd(end) => Some(source.close_at_end(end)),
            Way::CloseTag(mark) => source.close_tag(span.start, mark),
        }
    }

    fn whole(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, at: None, knows_better: false, way: Way::Replace, parent: None }
    }

    fn at_span(source: &Source, span: Range<usize>, message: &str) -> Self {
        let last = source.text.len().saturating_sub(1);
        // What was added at the end to close something stands beyond the text.
        let span = span.start.min(last)..span.end.min(source.text.len()).max(span.start.min(last));
        let by_itself = if remedy::is_unexpected_end(message) {
            remedy::unclosed(&source.tried)
        } else {
            remedy::unclosed_tag(&source.tried, span.start)
        };
        let by_another = || Some((Way::OpenUp, remedy::open_before(source, span.start, message)?));
        let open = by_itself.map(|open| (open.way(), open)).or_else(by_another);
        if let Some((way, open)) = open {
            let diagnostic = remedy::not_closed(source, &open);
            return Self { at: Some((source.name.clone(), open.span)), way, ..Self::whole(diagnostic) };
        }
        let diagnostic = remedy::at_span(source, span.clone(), message);
        let knows_better = message.contains(remedy::AVAILABLE);
        let way = match message {
            remedy::UNKNOWN_TAG => Way::Remove,
            message if message.starts_with("Unknown filter") => Way::DropFilter,
            _ => Way::Replace,
        };
        Self { at: Some((source.name.clone(), span)), knows_better, way, ..Self::whole(diagnostic) }
    }
}

/// What one error of the engine says; it may hold several reports.
pub(super) fn of_error(sources: &[&Source], error: &tera::Error) -> Vec<Problem> {
    let find = |name: &str| sources.iter().copied().find(|source| source.name == name);
    let problem = |message: &str| Diagnostic::error(codes::INVALID_TEMPLATE, message);
    let in_file = |name: &str, diagnostic: Diagnostic| {
        Problem::whole(match find(name) {
            Some(source) => diagnostic.at(Place::file(Arc::clone(&source.file))),
            None => diagnostic,
        })
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![match find(report.filename()) {
                // What a built-in template lacks, the call from outside did not give it.
                Some(source)
                    if source.is_built_in()
                        && let Some((caller, span)) = caller(error, &find) =>
                {
                    Problem::at_span(caller, span, report.message())
                }
                Some(source) => Problem::at_span(source, report.span().range.clone(), report.message()),
                None => Problem::whole(remedy::nowhere(report.message())),
            }]
        }
        ErrorKind::MissingParent { current, parent } => {
            let diagnostic = problem(&format!("this template extends “{parent}”, and no layer of the theme has it"));
            let known = sources.iter().flat_map(|source| source.names());
            let diagnostic = diagnostic.help(match suggest::nearest(parent, known) {
                Some(near) => format!("did you mean “{near}”?"),
                None => "extend a template of the built-in theme by its layer, such as “default/base.html”".to_owned(),
            });
            let Some(source) = find(current) else { return vec![Problem::whole(diagnostic)] };
            let at = source.tried.find(parent.as_str()).map(|at| (source.name.clone(), at..at + parent.len()));
            let diagnostic = diagnostic.at(quoted_name(source, parent));
            let parent = Some(parent.clone());
            vec![Problem { at, way: Way::Parent, parent, ..Problem::whole(diagnostic) }]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let message = "this template includes itself, directly or through others";
            vec![in_file(tpl, problem(message).help("take one of the inclusions out"))]
        }
        ErrorKind::Msg(reports) if reports.starts_with("error: ") => {
            let problems = reports.split("\n\nerror: ").filter_map(|report| from_report(report, &find));
            problems.map(|problem| problem.naming_blocks(sources)).collect()
        }
        other => vec![Problem::whole(remedy::nowhere(&other.to_string()))],
    }
}

/// Reads back a report of the engine: `Unknown filter `x`\n --> account.html:3:7\n …`.
fn from_report<'a>(report: &str, find: &impl Fn(&str) -> Option<&'a Source>) -> Option<Problem> {
    let report = report.trim_start_matches("error: ");
    let mut lines = report.lines();
    let message = lines.next()?;
    let place = lines.next().and_then(|line| place_of(line.trim_start().strip_prefix("--> ")?, find));
    Some(match place {
        Some((source, span)) => Problem::at_span(source, span, message),
        None => Problem::whole(remedy::nowhere(message)),
    })
}

/// The innermost call that does not stand in a built-in template: `note: called from dashboard.html:3:7`.
fn caller<'a>(error: &tera::Error, find: &impl Fn(&str) -> Option<&'a Source>) -> Option<(&'a Source, Range<usize>)> {
    let report = error.to_string();
    let mut calls = report.lines().filter_map(|line| place_of(line.strip_prefix("note: called from ")?, find));
    calls.find(|(source, _)| !source.is_built_in())
}

/// What `account.html:3:7` means: the template, and the bytes of the word that stands there.
fn place_of<'a>(locus: &str, find: &impl Fn(&str) -> Option<&'a Source>) -> Option<(&'a Source, Range<usize>)> {
    let mut parts = locus.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let source = find(parts.next()?)?;
    // The engine counts the characters of what it was given.
    let given = &source.tried;
    let line_start: usize = given.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let text = given[line_start..].split('\n').next()?;
    let before: usize = text.chars().take(column - 1).map(char::len_utf8).sum();
    let word = text[before..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len() - before);
    let start = line_start + before;
    Some((source, start..start + word.max(1)))
}

/// The place at which a template names another one.
fn quoted_name(source: &Source, name: &str) -> Place {
    match source.text.find(name) {
        Some(at) => Place::span(Arc::clone(&source.file), &source.text, at..at + name.len()),
        None => Place::file(Arc::clone(&source.file)),
    }
}
