//! A place in a delimited file, with the line and the field that is meant: made only for what is shown.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};
use serde::{Deserialize, Serialize};

use super::encoding::NotUtf8;
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
        let shown_from = boundary(text, span.start.saturating_sub(AROUND)).max(begin);
        let shown_to = boundary(text, end.min(span.start + AROUND));
        let lossy = |range: Range<usize>| String::from_utf8_lossy(&text[range]).into_owned();
        let before = lossy(shown_from..span.start);
        let meant = lossy(span.start..span.end.clamp(span.start, shown_to.max(span.start)));
        let after = lossy((span.start + meant.len()).min(shown_to)..shown_to);
        let (start, stop) = (before.len(), before.len() + meant.trim_end_matches('\r').len());
        let text = format!("{before}{meant}{after}").trim_end_matches('\r').to_owned();
        Self { line, column, snippet: Some(Snippet { text, start, end: stop }) }
    }

    /// The first byte of a text that is no UTF-8: the line is shown as it reads in the encoding that the text seems to have,
    /// and not at all where it does not read in that either. `from` and `line` are as in [`of`](Self::of).
    pub fn not_utf8(text: &[u8], bad: usize, from: usize, line: usize, likely: NotUtf8) -> Self {
        let bad = bad.min(text.len());
        let line = line + memchr_iter(b'\n', &text[from.min(bad)..bad]).count();
        let begin = memrchr(b'\n', &text[..bad]).map_or(0, |newline| newline + 1);
        let end = memchr(b'\n', &text[bad..]).map_or(text.len(), |newline| bad + newline);
        let before = &text[begin..bad];
        // A mark at the head of the file is no column.
        let before = before.strip_prefix(b"\xEF\xBB\xBF").filter(|_| begin == 0).unwrap_or(before);
        // Of two bytes each, characters of another encoding may pass for UTF-8; of three, hardly ever.
        let is_utf8 = before.iter().any(|&byte| byte >= 0xE0);
        let before = if is_utf8 { Some(String::from_utf8_lossy(before).into_owned()) } else { likely.decoded(before) };
        let column = before.as_ref().map_or(0, |before| before.chars().count() + 1);
        let snippet = before.zip(likely.decoded(&text[bad..end])).map(|(before, after)| {
            let before: String = before.chars().skip(column.saturating_sub(1 + AROUND)).collect();
            let after: String = after.trim_end_matches('\r').chars().take(AROUND).collect();
            let start = before.len();
            let end = start + after.chars().next().map_or(0, char::len_utf8);
            Snippet { text: before + &after, start, end }
        });
        Self { line, column, snippet }
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
    use super::super::encoding::recognise;
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

    /// A second byte of UTF-8 at the head of a line does not belong to the line before.
    #[test]
    fn what_is_not_utf8_is_shown_as_it_reads() {
        let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
        let gbk_found = recognise(&gbk("开票日期,客户名称,金额"));
        let text = [b"---\n".as_slice(), &gbk("本店,x\r\n")].concat();
        let spot = Spot::not_utf8(&text, 4, 0, 1, gbk_found);
        assert_eq!((spot.line, spot.column), (2, 1));
        assert_eq!(spot.snippet, Some(Snippet { text: "本店,x".to_owned(), start: 0, end: 3 }));
        let mixed = ["澜裳 ".as_bytes(), &gbk("本店")].concat();
        let spot = Spot::not_utf8(&mixed, 7, 0, 1, gbk_found);
        assert_eq!(spot.snippet, Some(Snippet { text: "澜裳 本店".to_owned(), start: 7, end: 10 }));
        assert_eq!((spot.line, spot.column), (1, 4));
        assert_eq!(Spot::not_utf8(b"a\xFF\xFF", 1, 0, 1, gbk_found), Spot { line: 1, column: 2, snippet: None });
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
