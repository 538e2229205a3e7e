//! The dot between two parts of a line (`客户经理 林砚 · 杭州`) goes with the part before it, on every page and whoever wrote the
//! line: where the line is too long it breaks behind the dot, so that no line begins with one.

use std::borrow::Cow;

/// Between two parts, as catalogues and code have it.
const LOOSE: &str = " · ";
/// The same, bound to what stands before it.
const BOUND: &str = "\u{a0}· ";

/// What is set as it is written, so that whoever copies it has what was written: how it opens and closes.
const AS_WRITTEN: [(&str, &str); 3] = [("<pre", "</pre>"), ("<code", "</code>"), ("<textarea", "</textarea>")];

/// The page with its dots bound, but for its head and what is set as it is written.
pub fn bind(html: String) -> String {
    if !html.contains(LOOSE) {
        return html;
    }
    let mut bound = String::with_capacity(html.len() + html.len() / 64);
    let mut done = html.find("<body").unwrap_or(0);
    bound.push_str(&html[..done]);
    // Where each of them opens next: looked for once, as a page has dozens of one and none of another.
    let opens_after = |from: usize, opens: &str| html[from..].find(opens).map_or(html.len(), |at| from + at);
    let mut next = AS_WRITTEN.map(|(opens, _)| opens_after(done, opens));
    while done < html.len() {
        let (start, closes) =
            next.into_iter().zip(AS_WRITTEN).map(|(at, (_, closes))| (at, closes)).min().unwrap_or((html.len(), ""));
        let end = html[start..].find(closes).map_or(html.len(), |length| start + length);
        bound.push_str(&dotted(&html[done..start]));
        bound.push_str(&html[start..end]);
        done = end;
        for (at, (opens, _)) in next.iter_mut().zip(AS_WRITTEN).filter(|(at, _)| **at < end) {
            *at = opens_after(end, opens);
        }
    }
    bound
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
