//! A text that is no YAML, in blocks: which of them are at fault, and the text without those.
//!
//! A block is a key at the margin with all below it. Places stay as they are: what is left out is written over with spaces.

use std::ops::Range;

use super::slips::slip_in;
use super::tree::{self, Problem};

/// Blocks before that at which a fault is noticed which may be at fault, too.
const EARLIER: usize = 4;

/// Whether a line starts a top-level key, or an item of a list at the margin.
fn is_at_margin(line: &str) -> bool {
    has_key_at_margin(line) || line.starts_with("- ")
}

fn has_key_at_margin(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\'')) && line.contains(':')
}

/// The lines from the last key at the margin before a byte to the next one after it.
fn block_around(text: &str, at: usize) -> Range<usize> {
    let (mut start, mut end, mut position) = (0, text.len(), 0);
    for line in text.split_inclusive('\n') {
        if is_at_margin(line) {
            if position <= at {
                start = position;
            } else {
                end = position;
                break;
            }
        }
        position += line.len();
    }
    start..end
}

/// The line that a byte stands in, without its end.
pub(super) fn line_around(text: &str, at: usize) -> Range<usize> {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)..end
}

/// Where lines begin.
pub(super) fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1))
}

/// A text without what of it cannot be read.
pub(super) struct Without {
    /// The text.
    pub text: String,
    /// What was left out: keys at the margin with all below them, or entries of their lists.
    pub ranges: Vec<Range<usize>>,
    /// What is wrong with each part left out, read alone: what stays open is noticed far from where it opens, two brackets at one
    /// place, and a quote where the next one opens. Nothing where each is sound by itself.
    pub problems: Vec<Problem>,
}

/// The text without what is at fault for an error that was noticed at a byte; `None` where nothing can be left out.
pub(super) fn without_fault(text: &str, at: usize) -> Option<Without> {
    let (block, rest) = best_without(text, at)?;
    let (ranges, mut problems): (Vec<_>, Vec<_>) = faults(text, &block).into_iter().unzip();
    let told: Vec<Range<usize>> = problems.iter().map(|problem| line_around(text, problem.span.start)).collect();
    let further = ranges.iter().flat_map(|range| faults_of_lines(text, range));
    let further: Vec<Problem> =
        further.filter(|further| !told.iter().any(|line| line.contains(&further.span.start))).collect();
    if further.iter().any(Problem::is_tab) {
        // The parser notices a tab a line early.
        problems.retain(|problem| !problem.is_tab());
    }
    problems.extend(further);
    let narrower = ranges.iter().try_fold(text.to_owned(), |rest, range| without(&rest, range))?;
    if !ranges.is_empty() && read_to(&narrower) >= read_to(&rest) {
        return Some(Without { text: narrower, ranges, problems });
    }
    Some(Without { text: rest, ranges: vec![block], problems })
}

/// The block at fault for an error that was noticed at a byte, and the text without it: that around the byte, or with blocks before
/// it (a bracket that is not closed is noticed later), whichever can be read farthest without.
fn best_without(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let mut best: Option<(usize, Range<usize>, String)> = None;
    let mut block = block_around(text, at);
    for _ in 0..EARLIER {
        let rest = without(text, &block)?;
        let read_to = read_to(&rest);
        if read_to > block.end.min(at) && best.as_ref().is_none_or(|(farthest, ..)| read_to > *farthest) {
            best = Some((read_to, block.clone(), rest));
        }
        if read_to == usize::MAX {
            break;
        }
        let Some(before) = block.start.checked_sub(1) else { break };
        block.start = block_around(text, before).start;
    }
    best.map(|(_, block, rest)| (block, rest))
}

/// How far a text can be read, in bytes.
pub(super) fn read_to(text: &str) -> usize {
    tree::parse(text).map_or_else(|problem| problem.span.start, |_| usize::MAX)
}

/// The parts of a block that are at fault by themselves, and what is wrong with each: where entries of its lists are all that is,
/// those.
fn faults(text: &str, block: &Range<usize>) -> Vec<(Range<usize>, Problem)> {
    let mut faults = Vec::new();
    for part in parts(text, block, &is_at_margin) {
        let Some(problem) = fault_of(text, &part) else { continue };
        let in_entries: Vec<_> = entries(text, &part)
            .into_iter()
            .filter_map(|entry| Some((entry.clone(), fault_of(text, &entry)?)))
            .collect();
        let rest = in_entries.iter().try_fold(text.to_owned(), |rest, (entry, _)| without(&rest, entry));
        if rest.is_some_and(|rest| fault_of(&rest, &part).is_none()) {
            faults.extend(in_entries);
        } else {
            faults.push((part, problem));
        }
    }
    faults
}

/// What is wrong with a part of a text, read alone.
fn fault_of(text: &str, part: &Range<usize>) -> Option<Problem> {
    let alone = blank(&blank(text, &(0..part.start))?, &(part.end..text.len()))?;
    tree::parse(&alone).err().filter(|problem| !problem.is_unknown_anchor())
}

/// What is wrong with the lines of a part that is left out, each read alone: what else is wrong in it than was noticed. Lines of
/// prose are passed over.
fn faults_of_lines(text: &str, part: &Range<usize>) -> Vec<Problem> {
    let mut faults = Vec::new();
    let mut prose: Option<usize> = None;
    for start in line_starts(text).filter(|start| part.contains(start)) {
        let line = line_around(text, start);
        let written = &text[line.clone()];
        if prose.is_some_and(|above| written.trim().is_empty() || indent(written) > above) {
            continue;
        }
        prose = begins_prose(written).then(|| indent(written));
        let tabs = indent(written);
        if written[..tabs].starts_with('\t') {
            faults.push(tree::tab_problem(start));
        }
        if let Some(slip) = slip_in(text, &line) {
            faults.push(slip.problem);
            continue;
        }
        let Some(spaced) = blank(text, &(start..start + tabs)) else { continue };
        let is_closed_later = |problem: &Problem| {
            let closing = match &text[problem.span.clone()] {
                "[" => ']',
                "{" => '}',
                quote => quote.chars().next().unwrap_or_default(),
            };
            problem.is_unclosed() && text[line.end..part.end].contains(closing)
        };
        faults.extend(fault_of(&spaced, &line).filter(|problem| !is_closed_later(problem)));
    }
    faults
}

/// Whether a line begins a text that stands below it: `text: |`, `text: >-`.
fn begins_prose(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['-', '+']);
    line.ends_with(": |") || line.ends_with(": >")
}

/// Blanks and tabs at the head of a line.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The parts of a block that begin with such lines, each up to the next.
fn parts(text: &str, block: &Range<usize>, is_start: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let begins = |at: &usize| block.contains(at) && is_start(&text[line_around(text, *at)]);
    let bounds: Vec<usize> = line_starts(text).filter(begins).chain([block.end]).collect();
    bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The entries of the lists of a part: of those that are indented least.
fn entries(text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let indent = |line: &str| line.trim_start().starts_with("- ").then(|| line.len() - line.trim_start().len());
    let lines = text.get(part.clone()).unwrap_or_default().lines();
    let Some(least) = lines.filter_map(indent).min() else { return Vec::new() };
    parts(text, part, &|line| indent(line) == Some(least))
}

/// The text without a block. Of an entry of a list its dash stays, so that the list is one.
fn without(text: &str, block: &Range<usize>) -> Option<String> {
    let written = text.get(block.clone())?;
    let dash = written.trim_start().starts_with("- ").then(|| written.len() - written.trim_start().len() + 1);
    blank(text, &(block.start + dash.unwrap_or(0)..block.end))
}

/// The text with spaces for the bytes of a range, so that all other places stay; line ends are kept.
pub(super) fn blank(text: &str, range: &Range<usize>) -> Option<String> {
    let spaces: String = text.get(range.clone())?.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    Some(format!("{}{spaces}{}", text.get(..range.start)?, text.get(range.end..)?))
}

/// The keys of a block: those at its margin, and those below, one of which may be badly indented.
pub(super) fn keys_of(text: &str, block: &Range<usize>) -> Vec<String> {
    let lines = text.get(block.clone()).unwrap_or_default().lines().map(str::trim_start);
    let keys = lines.filter(|line| has_key_at_margin(line)).filter_map(|line| line.split(':').next());
    keys.map(|key| key.trim().to_owned()).collect()
}
