//! Where a problem is: a file, a line, a column, and the line itself for the caret.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A place in one of the user's files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the workspace, with `/` on every platform.
    pub file: Arc<str>,
    /// Line from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// Column from 1, in characters; 0 when the line as a whole is meant.
    pub column: usize,
    /// The line and the part of it that is meant.
    pub snippet: Option<Snippet>,
}

/// The text of a line, and what in it is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Snippet {
    /// The line without its end.
    pub text: String,
    /// Bytes of `text` from which …
    pub start: usize,
    /// … to which the caret points; at least `start`.
    pub end: usize,
}

impl Snippet {
    /// The part of the line that is meant.
    pub fn meant(&self) -> &str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), line: 0, column: 0, snippet: None }
    }

    /// A line of a file of which the text is not at hand (a row of a streamed sales file).
    pub fn line(file: impl Into<Arc<str>>, line: usize) -> Self {
        Self { file: file.into(), line, column: 0, snippet: None }
    }

    /// A span of bytes of a text; clamped to the text and to the first line that it touches.
    pub fn span(file: impl Into<Arc<str>>, text: &str, span: Range<usize>) -> Self {
        let start = floor_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let line_text = text[line_start..line_end].trim_end_matches('\r');
        let start_in_line = (start - line_start).min(line_text.len());
        let end_in_line = floor_boundary(text, span.end.clamp(start, line_start + line_text.len().max(start_in_line)))
            .saturating_sub(line_start)
            .max(start_in_line);
        Self {
            file: file.into(),
            line: text[..line_start].matches('\n').count() + 1,
            column: line_text[..start_in_line].chars().count() + 1,
            snippet: Some(Snippet { text: line_text.to_owned(), start: start_in_line, end: end_in_line }),
        }
    }
}

/// The nearest character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "名称: 澜裳\n级别: X\n";
        let at = text.find('X').unwrap_or_default();
        let place = Place::span("a.yaml", text, at..at + 1);
        assert_eq!((place.line, place.column), (2, 5));
        assert_eq!(place.snippet, Some(Snippet { text: "级别: X".into(), start: 8, end: 9 }));
    }

    #[test]
    fn a_span_past_the_end_is_clamped() {
        let place = Place::span("a.yaml", "ab", 9..12);
        assert_eq!((place.line, place.column), (1, 3));
        let place = Place::span("a.yaml", "ab\r\ncd", 1..99);
        assert_eq!(place.snippet, Some(Snippet { text: "ab".into(), start: 1, end: 2 }));
    }
}
