//! A place in a delimited file, with the line and the field that is meant: made only for what is shown.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Place, Snippet};

/// Bytes of a line on either side of a field that are kept; lines of exports can be very long.
const AROUND: usize = 160;

/// A place in a file that is known elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    line: usize,
    /// Column in characters, from 1; 0 where a line as a whole is meant.
    column: usize,
    snippet: Option<Snippet>,
}

impl Spot {
    /// A line of which the text is not at hand.
    pub const fn line(line: usize) -> Self {
        Self { line, column: 0, snippet: None }
    }

    /// Some bytes of a text; `line` is the number of the line on which `from`, at or before them, stands.
    pub fn of(text: &[u8], span: Range<usize>, from: usize, line: usize) -> Self {
        let span = span.start.min(text.len())..span.end.min(text.len());
        let line = line + memchr_iter(b'\n', &text[from.min(span.start)..span.start]).count();
        let begin = memrchr(b'\n', &text[..span.start]).map_or(0, |newline| newline + 1);
        let end = memchr(b'\n', &text[span.start..]).map_or(text.len(), |newline| span.start + newline);
        let column = String::from_utf8_lossy(&text[begin..span.start]).chars().count() + 1;
        let shown_from = boundary(text, begin.max(span.start.saturating_sub(AROUND)));
        let shown_to = boundary(text, end.min(span.start + AROUND));
        let lossy = |range: Range<usize>| String::from_utf8_lossy(&text[range]).into_owned();
        let before = lossy(shown_from..span.start);
        let meant = lossy(span.start..span.end.clamp(span.start, shown_to.max(span.start)));
        let after = lossy((span.start + meant.len()).min(shown_to)..shown_to);
        let (start, stop) = (before.len(), before.len() + meant.trim_end_matches('\r').len());
        let text = format!("{before}{meant}{after}").trim_end_matches('\r').to_owned();
        Self { line, column, snippet: Some(Snippet { text, start, end: stop }) }
    }

    /// The place in a file.
    pub fn place(&self, file: &str) -> Place {
        Place { file: file.into(), line: self.line, column: self.column, snippet: self.snippet.clone() }
    }
}

/// The start of the character that a byte belongs to.
fn boundary(text: &[u8], at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_a_line_in_the_middle() {
        let text = "a,b\r\n澜裳,\"x\ny\",soon\r\nz".as_bytes();
        let at = text.windows(4).position(|word| word == b"soon").unwrap();
        let spot = Spot::of(text, at..at + 4, 5, 2);
        assert_eq!((spot.line, spot.column), (3, 4));
        assert_eq!(spot.snippet, Some(Snippet { text: "y\",soon".to_owned(), start: 3, end: 7 }));
        let spot = Spot::of(text, 5..11, 5, 2);
        assert_eq!((spot.line, spot.column), (2, 1));
        assert_eq!(spot.snippet.map(|s| s.text[s.start..s.end].to_owned()).as_deref(), Some("澜裳"));
    }

    #[test]
    fn long_lines_are_cut_and_no_character_is() {
        let text = format!("{}soon{}", "澜".repeat(300), "裳".repeat(300));
        let spot = Spot::of(text.as_bytes(), 900..904, 0, 1);
        assert_eq!(spot.column, 301);
        let snippet = spot.snippet.unwrap();
        assert_eq!(&snippet.text[snippet.start..snippet.end], "soon");
        assert!(snippet.text.len() < 3 * AROUND && !snippet.text.contains('\u{fffd}'), "{}", snippet.text);
    }
}
