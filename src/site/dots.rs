//! The dot between two parts of a line (`客户经理 林砚 · 杭州`) goes with the part before it, on every page and whoever wrote the
//! line: where the line is too long it breaks behind the dot, so that no line begins with one.

use std::borrow::Cow;

/// Between two parts, as catalogues and code have it.
const LOOSE: &str = " · ";
/// The same, bound to what stands before it.
const BOUND: &str = "\u{a0}· ";

/// The page with its dots bound, but for its head and what is set as it is written.
pub fn bind(html: String) -> String {
    if !html.contains(LOOSE) {
        return html;
    }
    let mut bound = String::with_capacity(html.len() + html.len() / 64);
    let (head, mut rest) = html.split_at(html.find("<body").unwrap_or(0));
    bound.push_str(head);
    while let Some((start, end)) = as_written(rest) {
        bound.push_str(&dotted(&rest[..start]));
        bound.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    bound.push_str(&dotted(rest));
    bound
}

/// Where the next thing stands that is set as it is written, so that whoever copies it has what was written.
fn as_written(html: &str) -> Option<(usize, usize)> {
    let next = |(opens, closes): (&str, &str)| {
        let start = html.find(opens)?;
        Some((start, html[start..].find(closes).map_or(html.len(), |length| start + length)))
    };
    [("<pre", "</pre>"), ("<code", "</code>"), ("<textarea", "</textarea>")].into_iter().filter_map(next).min()
}

/// Text without anything set as it is written.
fn dotted(html: &str) -> Cow<'_, str> {
    if html.contains(LOOSE) { Cow::Owned(html.replace(LOOSE, BOUND)) } else { Cow::Borrowed(html) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_goes_with_what_stands_before_it() {
        assert_eq!(bind("<p><a>A</a> · B · C</p>".to_owned()), "<p><a>A</a>\u{a0}· B\u{a0}· C</p>");
        assert_eq!(bind("<p>A·B</p>".to_owned()), "<p>A·B</p>");
        assert_eq!(bind("<title>A · B</title><body>A · B".to_owned()), "<title>A · B</title><body>A\u{a0}· B");
    }

    #[test]
    fn what_is_set_as_it_is_written_stays() {
        assert_eq!(bind("a · b<pre>a · b</pre>a · b".to_owned()), "a\u{a0}· b<pre>a · b</pre>a\u{a0}· b");
        assert_eq!(bind("<pre>a · b".to_owned()), "<pre>a · b");
        assert_eq!(bind("a · b <code>a · b</code>".to_owned()), "a\u{a0}· b <code>a · b</code>");
    }
}
