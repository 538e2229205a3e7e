//! Slips of the pen that make a text no YAML: a full-width colon, a blank that lacks behind a colon or a dash. What the parser says
//! of them stands lines away.

use std::ops::Range;

use super::blocks::{blank, indent, line_around, line_starts, read_to};
use super::tree::Problem;
use crate::diagnostic::codes::INVALID_YAML;

/// Lines before that of an error in which its cause is looked for.
const BEFORE: usize = 3;

/// A slip, and the text without it: every byte keeps its place.
pub(super) struct Slip {
    /// What is wrong.
    pub problem: Problem,
    /// The text.
    pub text: String,
    /// What had to be left out, with its key; nothing where the slip could be put right.
    pub left_out: Option<(Option<String>, Range<usize>)>,
}

/// The slip that is to blame for an error at a byte: without it the text can be read farther.
pub(super) fn slip_before(text: &str, at: usize) -> Option<Slip> {
    let near: Vec<usize> = line_starts(text).take_while(|start| *start <= at).collect();
    let lines = near.iter().rev().take(BEFORE + 1).map(|&start| line_around(text, start));
    lines.filter_map(|line| slip_in(text, &line)).find(|slip| read_to(&slip.text) > at)
}

/// The slip in a line.
pub(super) fn slip_in(text: &str, line: &Range<usize>) -> Option<Slip> {
    let content = &text[line.clone()];
    let start = line.start + indent(content);
    if let Some(rest) = content.trim_start().strip_prefix('-')
        && rest.starts_with(|c: char| c.is_alphabetic())
    {
        let end = end_of_entry(text, line);
        let problem = problem(start..start + 1, "a blank is missing behind the dash", "write `- `, then the entry");
        let text = blank(text, &(start + 1..end))?;
        return Some(Slip { problem, text, left_out: Some((None, start + 1..end)) });
    }
    let entry = content.trim_start();
    let start = start + (entry.len() - entry.trim_start_matches([' ', '-']).len());
    let written = &text[start..line.end];
    let key = &written[..written.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))?];
    let colon = start + key.len();
    let after = &text[colon..line.end];
    if key.is_empty() {
        return None;
    }
    if after.starts_with('：') {
        let colon = colon..colon + '：'.len_utf8();
        let problem = problem(colon.clone(), "a full-width colon ends no key", "write `: `, a colon and a blank");
        let mut text = text.to_owned();
        text.replace_range(colon, ":  ");
        return Some(Slip { problem, text, left_out: None });
    }
    let value =
        after.strip_prefix(':').filter(|value| !value.starts_with([' ', '\r', '/', ':']) && !value.is_empty())?;
    if value.trim().is_empty() {
        return None;
    }
    let problem = problem(colon..colon + 1, "a blank is missing behind the colon", "write `: `, a colon and a blank");
    let text = blank(text, &(start..line.end))?;
    Some(Slip { problem, text, left_out: Some((Some(key.to_owned()), start..line.end)) })
}

/// Where the lines end that stand below a line: those indented deeper.
fn end_of_entry(text: &str, line: &Range<usize>) -> usize {
    let own = indent(&text[line.clone()]);
    let below = line_starts(text).filter(|start| *start > line.start).map(|start| line_around(text, start));
    let is_outside = |line: &Range<usize>| !text[line.clone()].trim().is_empty() && indent(&text[line.clone()]) <= own;
    below.into_iter().find(is_outside).map_or(text.len(), |line| line.start)
}

fn problem(span: Range<usize>, message: &str, help: &'static str) -> Problem {
    Problem { code: INVALID_YAML, span, message: format!("this is not YAML: {message}"), help }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(text: &str) -> Option<(String, String)> {
        let slip = slip_in(text, &line_around(text, 0))?;
        assert_eq!(slip.text.len(), text.len(), "every byte keeps its place");
        Some((slip.problem.message.replace("this is not YAML: ", ""), slip.text.trim_end().to_owned()))
    }

    #[test]
    fn slips_are_seen_and_what_is_right_is_not() {
        let seen = |said: &str, text: &str| Some((said.to_owned(), text.to_owned()));
        assert_eq!(slip("name：甲"), seen("a full-width colon ends no key", "name:  甲"));
        assert_eq!(slip("  - id：a"), seen("a full-width colon ends no key", "  - id:  a"));
        assert_eq!(slip("grade:3"), seen("a blank is missing behind the colon", ""));
        assert_eq!(
            slip("-id: a\n name: b\nc: d"),
            seen("a blank is missing behind the dash", "-     \n        \nc: d")
        );
        for right in ["name: 甲：乙", "- http://x", "---", "- 3:2", "key:", "key:\r", "# a:b", "- -1"] {
            assert_eq!(slip(right).map(|(said, _)| said).filter(|_| right != "- 3:2"), None, "{right}");
        }
    }
}
