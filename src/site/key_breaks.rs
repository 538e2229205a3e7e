//! Where the name of a file or a key may break: a long one (`contacts[].relations.closeness`) breaks behind a dot, a slash or an
//! underscore, on every page and whoever wrote it, and not within a word. A short one does not break at its hyphens. Whoever
//! copies it has what was written.

use memchr::memmem;

/// A shorter one stays whole.
const LONG: usize = 14;
/// A phone has room for a shorter one on one line, also in a table.
const SHORT: usize = 24;
/// Where a line may end.
const BREAK: &str = "<wbr>";
/// How what is set as a name or a key opens and closes.
const CODE: (&str, &str) = ("<code", "</code>");

/// The page with breaks in its names of files and keys, but for blocks of code.
pub fn open(html: String) -> String {
    let found = |from: usize, word: &str| memmem::find(&html.as_bytes()[from..], word.as_bytes()).map(|at| from + at);
    let Some(first) = found(0, CODE.0) else { return html };
    let mut opened = String::with_capacity(html.len() + html.len() / 64);
    let (mut done, mut next) = (0, Some(first));
    while let Some(start) = next {
        let Some(end) = found(start, CODE.1) else { break };
        let text = html[start..end].find('>').map_or(end, |at| start + at + 1);
        opened.push_str(&html[done..text]);
        let name = &html[text..end];
        if is_in_block(&html[..start]) {
            opened.push_str(name);
        } else {
            if is_whole(&html[start..text], name) {
                opened.truncate(opened.len() - 1);
                opened.push_str(" class=\"nb\">");
            }
            broken(name, &mut opened);
        }
        done = end;
        next = found(end, CODE.0);
    }
    opened.push_str(&html[done..]);
    opened
}

/// Whether a flag or a short command is to stay on one line: a browser would part it at its hyphens.
fn is_whole(tag: &str, text: &str) -> bool {
    tag == "<code>" && text.len() < SHORT && text.contains('-') && !text.contains('<')
}

/// Whether what follows is the text of a block, which is set as it is written.
fn is_in_block(before: &str) -> bool {
    before.rfind('<').is_some_and(|tag| before[tag..].starts_with("<pre"))
}

/// Adds a name with its breaks; one with markup in it as it is.
fn broken(name: &str, opened: &mut String) {
    if name.len() < LONG || name.contains('<') || name.contains(' ') {
        opened.push_str(name);
        return;
    }
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        opened.push(c);
        let follows = rest.peek().is_some_and(|next| next.is_alphanumeric() || *next == '&');
        if matches!(c, '.' | '/' | '_' | ']') && follows && !is_ending(c, rest.clone()) {
            opened.push_str(BREAK);
        }
    }
}

/// Whether a dot begins no more than the ending of a file.
fn is_ending(c: char, rest: impl Iterator<Item = char>) -> bool {
    let rest: String = rest.collect();
    c == '.' && ["yaml", "csv", "md", "xlsx"].contains(&rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_key_breaks_behind_its_signs_and_within_no_word() {
        for (written, shown) in [
            ("contacts[].relations.closeness", "contacts[].<wbr>relations.<wbr>closeness"),
            ("value_propositions", "value_<wbr>propositions"),
            ("content/accounts/acme.yaml", "content/<wbr>accounts/<wbr>acme.yaml"),
            ("content/accounts/&lt;id&gt;.yaml", "content/<wbr>accounts/<wbr>&lt;id&gt;.yaml"),
            ("wallet", "wallet"),
            ("data/sales.csv", "data/<wbr>sales.csv"),
            ("keyfolio new account_of_mine", "keyfolio new account_of_mine"),
        ] {
            let page = |code: &str| format!("<p>a_very_long_word <code title=\"a/b\">{code}</code> b</p>");
            assert_eq!(open(page(written)), page(shown));
        }
    }

    #[test]
    fn a_flag_stays_on_one_line() {
        assert_eq!(open("<code>check --as-of DAY</code>".to_owned()), "<code class=\"nb\">check --as-of DAY</code>");
        for other in
            ["<pre><code>a-b</code></pre>", "<code>wallet</code>", "<code>keyfolio check --message-format</code>"]
        {
            assert_eq!(open(other.to_owned()), other);
        }
    }

    #[test]
    fn a_block_of_code_stays_as_it_is_written() {
        let block =
            "<pre class=\"x\"><code class=\"y\">content/accounts/acme.yaml</code></pre><code>unclosed/and/very/long";
        assert_eq!(open(block.to_owned()), block);
        assert_eq!(open("<p>none</p>".to_owned()), "<p>none</p>");
    }
}
