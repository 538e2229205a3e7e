//! Every problem that the templates have on one page, although the engine stops at the first: what cannot be printed is left
//! out, and the rest tried again.

use std::ops::Range;

use tera::{Context, Error, ErrorKind, Tera};

use super::{Source, diagnose};
use crate::diagnostic::Diagnostic;

/// Problems of one page that are looked for.
const MOST: usize = 20;

/// What is wrong with a page, in the order in which the engine meets it. A problem in a tag that cannot be left out (`{% set %}`)
/// ends the search: what follows would be its fault.
pub(super) fn problems(engine: &Tera, sources: &[Source], template: &str, context: &Context) -> Vec<Diagnostic> {
    let Err(mut error) = engine.render(template, context) else { return Vec::new() };
    let written: Vec<&Source> = sources.iter().collect();
    let mut found = diagnose(&written, &error);
    let (mut tera, mut tried) = (engine.clone(), sources.to_vec());
    while found.len() < MOST
        && let Some(left) = leave_out(&mut tried, &error)
        && tera.add_raw_template(&left.name, &left.text).is_ok()
        && let Err(next) = tera.render(template, context)
    {
        error = next;
        found.extend(diagnose(&written, &error));
    }
    found
}

/// Takes what an error points at out of its template, which keeps its length, so that all else stays in its place.
fn leave_out<'s>(sources: &'s mut [Source], error: &Error) -> Option<&'s Source> {
    let ErrorKind::RenderingError(report) = error.kind() else { return None };
    let source = sources.iter_mut().find(|source| source.name == report.filename())?;
    let (span, instead) = harmless(&source.text, &report.span().range)?;
    source.text.replace_range(span.clone(), &format!("{instead:width$}", width = span.len()));
    Some(source)
}

/// The part of a tag to be replaced, and by what: a whole `{{ … }}` by nothing, the expression of an `if` by what is never true,
/// that of a `for` by an empty list.
fn harmless(text: &str, span: &Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let before = text.get(..span.end)?;
    let (printed, tag) = (before.rfind("{{"), before.rfind("{%"));
    if printed > tag {
        let start = printed?;
        let end = span.end + text[span.end..].find("}}")? + 2;
        return Some((start..end, ""));
    }
    let start = tag?;
    let end = span.end + text[span.end..].find("%}")?;
    let inside = &text[start + 2..end];
    let inside = inside.strip_suffix('-').unwrap_or(inside);
    let words = [(" in ", "for", "[]"), ("if ", "if", "false"), ("elif ", "elif", "false")];
    let first = inside.trim_start_matches('-').split_whitespace().next()?;
    let &(mark, _, instead) = words.iter().find(|(_, word, _)| *word == first)?;
    let from = start + 2 + inside.find(mark)? + mark.len();
    let span = from..start + 2 + inside.len();
    (span.len() > instead.len()).then_some((span, instead))
}
