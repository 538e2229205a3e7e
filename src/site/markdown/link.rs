//! Links and images of a text: what they point at, and where they stand.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::Heading;

/// Schemes that a link may have; any other (`javascript:`, `data:`, `file:`) is refused.
pub(super) const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// What a link points at, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// `[[acme]]` or `[[acme#plan]]`: an account, contact or page by its id.
    Id {
        /// The id.
        id: String,
        /// What follows `#`.
        anchor: Option<String>,
    },
    /// `../pages/a.md#x`, `contract.pdf`: a path relative to the file, percent-decoded.
    Path {
        /// The path, with `/`.
        path: String,
        /// What follows `#`.
        anchor: Option<String>,
    },
    /// `#anchor`: a heading of the same text.
    Anchor(String),
    /// An address of another site, of a mailbox or a telephone; or one that is refused.
    Address(String),
}

/// What the caller makes of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedLink {
    /// Where the link leads, relative to the page that is rendered.
    pub href: String,
    /// The words of `[[id]]`, where the link brings none of its own.
    pub title: Option<String>,
}

/// Whether a link leads to a page or shows a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkRole {
    /// `[words](target)`, `[[id]]`.
    Link,
    /// `![words](target)`.
    Image,
}

/// What became of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It leads somewhere in the site.
    Resolved,
    /// There is nothing that it could lead to: an error at its place.
    Unresolved,
    /// It leads out of the site; not checked.
    External,
    /// Not allowed in a page: a dangerous scheme, or a picture from another host (shown as a link instead).
    Refused,
}

/// A link of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it points at.
    pub target: LinkTarget,
    /// Link or picture.
    pub role: LinkRole,
    /// What became of it.
    pub outcome: Outcome,
    /// Bytes of the file in which it stands, with its words and brackets.
    pub span: Range<usize>,
}

/// Collects the links of one text.
pub(super) struct Links<'r> {
    resolve: &'r dyn Fn(&LinkTarget) -> Option<ResolvedLink>,
    id_prefix: &'r str,
    done: Vec<Link>,
    open: Vec<Open>,
}

/// A link whose words are being read.
struct Open {
    /// It became a `<span>`.
    broken: bool,
    /// The words that stand in place of its own.
    title: Option<String>,
}

impl<'r> Links<'r> {
    pub(super) const fn new(resolve: &'r dyn Fn(&LinkTarget) -> Option<ResolvedLink>, id_prefix: &'r str) -> Self {
        Self { resolve, id_prefix, done: Vec::new(), open: Vec::new() }
    }

    /// A link begins. Where it leads, or `None` where it is shown as plain words.
    pub(super) fn open(&mut self, link_type: LinkType, written: &CowStr<'_>, span: Range<usize>) -> Option<String> {
        let target = match link_type {
            LinkType::WikiLink { .. } => id_target(written),
            LinkType::Email => LinkTarget::Address(format!("mailto:{written}")),
            _ => target_of(written),
        };
        let (href, title) = self.settle(target, LinkRole::Link, span);
        let title = title.filter(|_| matches!(link_type, LinkType::WikiLink { has_pothole: false }));
        self.open.push(Open { broken: href.is_none(), title: title.filter(|_| href.is_some()) });
        href
    }

    /// An image begins. Where its file is, or `None` where only its words are shown.
    pub(super) fn open_image(
        &mut self,
        link_type: LinkType,
        written: &CowStr<'_>,
        span: Range<usize>,
    ) -> Option<String> {
        let target = match link_type {
            LinkType::WikiLink { .. } => id_target(written),
            _ => target_of(written),
        };
        let (src, _) = self.settle(target, LinkRole::Image, span);
        self.open.push(Open { broken: src.is_none(), title: None });
        src
    }

    /// The link or image ends; whether it was shown as plain words.
    pub(super) fn close(&mut self) -> bool {
        self.open.pop().is_some_and(|open| open.broken)
    }

    /// Words that the open link takes from what it leads to.
    pub(super) fn given_text(&self) -> Option<String> {
        self.open.last().and_then(|open| open.title.clone())
    }

    /// Whether the open link shows other words than its own.
    pub(super) fn has_given_text(&self) -> bool {
        self.open.last().is_some_and(|open| open.title.is_some())
    }

    /// Raw HTML with its relative `href`s and `src`s resolved; the sanitiser sees to the others.
    pub(super) fn in_raw_html(&mut self, raw: &str, offset: usize) -> String {
        let mut html = String::with_capacity(raw.len());
        let mut copied = 0;
        for RawAddress { role, value, quotes } in addresses(raw) {
            let target = raw_target(&raw[value.clone()]);
            let span = offset + value.start..offset + value.end;
            if let (Some(href), _) = self.settle(target, role, span) {
                html.push_str(&raw[copied..value.start]);
                html.push_str(quotes);
                html.push_str(&href.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;"));
                html.push_str(quotes);
                copied = value.end;
            }
        }
        html.push_str(&raw[copied..]);
        html
    }

    /// All links; those to a heading of this text are settled now that the headings are known.
    pub(super) fn finish<'h>(mut self, headings: impl Iterator<Item = &'h Heading>) -> Vec<Link> {
        let known: BTreeSet<&str> = headings.filter_map(|heading| heading.id.strip_prefix(self.id_prefix)).collect();
        for link in &mut self.done {
            if let LinkTarget::Anchor(anchor) = &link.target
                && !known.contains(anchor.as_str())
            {
                link.outcome = Outcome::Unresolved;
            }
        }
        self.done
    }

    /// Notes the link down. Its address, and the name of what it leads to.
    fn settle(&mut self, target: LinkTarget, role: LinkRole, span: Range<usize>) -> (Option<String>, Option<String>) {
        let (outcome, href, title) = match (&target, role) {
            (LinkTarget::Anchor(anchor), _) => (Outcome::Resolved, Some(format!("#{}{anchor}", self.id_prefix)), None),
            (LinkTarget::Address(address), LinkRole::Link) if is_allowed(address) => {
                (Outcome::External, Some(address.clone()), None)
            }
            (LinkTarget::Address(_), _) => (Outcome::Refused, None, None),
            _ => match (self.resolve)(&target) {
                Some(found) => (Outcome::Resolved, Some(found.href), found.title),
                None => (Outcome::Unresolved, None, None),
            },
        };
        self.done.push(Link { target, role, outcome, span });
        (href, title)
    }
}

/// Whether an address names no host and no scheme.
pub(super) fn is_local(address: &str) -> bool {
    scheme(address).is_none() && !address.trim_start().starts_with(['/', '\\'])
}

fn is_allowed(address: &str) -> bool {
    match scheme(address) {
        Some(scheme) => SCHEMES.contains(&scheme.as_str()),
        // `//host` too: opened by `file://` it is a path, and leads nowhere.
        None => false,
    }
}

/// What stands before the first `:` of an address, in small letters and without what browsers ignore there.
fn scheme(address: &str) -> Option<String> {
    let before = address.split(['/', '?', '#']).next()?.split_once(':')?.0;
    let seen = before.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    let scheme: String = seen.flat_map(char::to_lowercase).collect();
    // `会议 10:30.md` is a file name: a scheme has only these letters.
    scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)).then_some(scheme)
}

fn id_target(written: &str) -> LinkTarget {
    // In a table the bar is written `\|`.
    let written = written.trim_end_matches('\\').trim();
    let (id, anchor) = split_anchor(written);
    if id.is_empty() {
        LinkTarget::Anchor(anchor.unwrap_or_default())
    } else {
        LinkTarget::Id { id: id.to_owned(), anchor }
    }
}

fn target_of(written: &str) -> LinkTarget {
    if !is_local(written) {
        return LinkTarget::Address(written.to_owned());
    }
    let (path, anchor) = split_anchor(written);
    let anchor = anchor.map(|anchor| percent_decoded(&anchor));
    if path.is_empty() {
        return LinkTarget::Anchor(anchor.unwrap_or_default());
    }
    LinkTarget::Path { path: percent_decoded(path), anchor }
}

/// An address in raw HTML, where `&` is written `&amp;`; one that hides characters as entities is refused.
fn raw_target(written: &str) -> LinkTarget {
    let written = written.replace("&amp;", "&");
    if written.contains("&#") { LinkTarget::Address(format!("entity:{written}")) } else { target_of(&written) }
}

fn split_anchor(written: &str) -> (&str, Option<String>) {
    written.split_once('#').map_or((written, None), |(before, after)| (before, Some(after.to_owned())))
}

/// `%20` → space; what is not valid stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// An address in raw HTML.
struct RawAddress {
    role: LinkRole,
    /// Its bytes, without quotes.
    value: Range<usize>,
    /// The quotes that it needs and lacks.
    quotes: &'static str,
}

/// The values of `href="…"` and `src="…"` in raw HTML, quoted or not.
fn addresses(raw: &str) -> Vec<RawAddress> {
    let small = raw.to_ascii_lowercase();
    let mut found = Vec::new();
    for (name, role) in [("href", LinkRole::Link), ("src", LinkRole::Image)] {
        for (at, _) in small.match_indices(name) {
            if !small[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'') {
                continue;
            }
            let after = raw[at + name.len()..].trim_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_start) else { continue };
            let start = raw.len() - value.len();
            match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    if let Some(length) = raw[start + 1..].find(quote) {
                        found.push(RawAddress { role, value: start + 1..start + 1 + length, quotes: "" });
                    }
                }
                _ => {
                    let length = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
                    found.push(RawAddress { role, value: start..start + length, quotes: "\"" });
                }
            }
        }
    }
    found.sort_by_key(|address| address.value.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_through_disguises() {
        for address in [
            "javascript:x",
            " JavaScript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "file:///x",
            "//e.org",
        ] {
            assert!(!is_local(address) && !is_allowed(address), "{address}");
        }
        for address in ["https://e.org/a:b", "mailto:a@b.cn", "tel:+86"] {
            assert!(!is_local(address) && is_allowed(address), "{address}");
        }
        for address in ["a.md", "../a/b:c.md", "会议 10:30.md", "?q=a:b"] {
            assert!(is_local(address), "{address}");
        }
    }

    #[test]
    fn percent_decoding_keeps_what_is_not_valid() {
        assert_eq!(
            ["a%20b", "%E5%90%88", "100%", "%zz", "%ff"].map(percent_decoded),
            ["a b", "合", "100%", "%zz", "%ff"]
        );
    }
}
