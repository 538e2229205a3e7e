//! The dot between two parts of a line (`客户经理 林砚 · 杭州`) goes with the part before it, on every page and whoever wrote the
//! line: where the line is too long it breaks behind the dot, so that no line begins with one.

use memchr::memmem;

/// Between two parts, as catalogues and code have it.
const LOOSE: &str = " · ";
/// The same, bound to what stands before it.
const BOUND: &str = "\u{a0}· ";

/// What is set as it is written, so that whoever copies it has what was written: how it opens and closes.
const AS_WRITTEN: [(&str, &str); 3] = [("<pre", "</pre>"), ("<code", "</code>"), ("<textarea", "</textarea>")];

/// The page with its dots bound, but for its head and what is set as it is written.
pub fn bind(html: String) -> String {
    if memmem::find(html.as_bytes(), LOOSE.as_bytes()).is_none() {
        return html;
    }
    let found = |from: usize, word: &str| memmem::find(&html.as_bytes()[from..], word.as_bytes()).map(|at| from + at);
    let mut bound = String::with_capacity(html.len() + html.len() / 64);
    // Up to where the page is copied, and from where dots are bound again.
    let (mut done, mut free) = (0, found(0, "<body").unwrap_or(0));
    // Where each of them opens next: looked for once, as a page has dozens of one and none of another.
    let opens_after = |from: usize, opens: &str| found(from, opens).unwrap_or(html.len());
    let mut next = AS_WRITTEN.map(|(opens, _)| opens_after(free, opens));
    for dot in memmem::find_iter(html.as_bytes(), LOOSE) {
        for (at, (opens, closes)) in next.iter_mut().zip(AS_WRITTEN) {
            while *at < dot {
                let end = found(*at, closes).unwrap_or(html.len());
                free = free.max(end);
                *at = opens_after(end, opens);
            }
        }
        if dot >= free {
            bound.push_str(&html[done..dot]);
            bound.push_str(BOUND);
            done = dot + LOOSE.len();
        }
    }
    bound.push_str(&html[done..]);
    bound
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
        let nested = "<pre><code>a · b</code> · c</pre> · d <code>x</code> · e <code>f · g";
        assert_eq!(
            bind(nested.to_owned()),
            "<pre><code>a · b</code> · c</pre>\u{a0}· d <code>x</code>\u{a0}· e <code>f · g"
        );
    }
}
