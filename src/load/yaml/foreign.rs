//! Texts in languages that the site has not: they stand in the file and on no page.
//!
//! 1. A look at the text finds keys that are written like a language ([`names_a_language`]) and are none of the site's; most files
//!    have none and cost no more.
//! 2. Only then is the tree read. A mapping of which every key is a language tag is a text per language; any other may
//!    use `it` or `de` as it likes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::tree::{self, Entry, Kind, Node};
use crate::diagnostic::codes::UNKNOWN_LANGUAGE;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::language::names_a_language;
use crate::portfolio::is_language_tag;

/// Warns of texts in languages that the site has not, once per language, at the first. `is_shown` knows a tag that the site
/// has, or that stands for one it has.
pub fn texts_in_other_languages(file: &Arc<str>, text: &str, is_shown: &dyn Fn(&str) -> bool) -> Diagnostics {
    let is_foreign = |tag: &str| names_a_language(tag) && !is_shown(tag);
    if !words_before_colons(text).any(is_foreign) {
        return Diagnostics::new();
    }
    let Ok((root, _)) = tree::parse(text) else { return Diagnostics::new() };
    let mut found: BTreeMap<String, (Range<usize>, usize)> = BTreeMap::new();
    collect(&root, &is_foreign, &mut found);
    let warning = |(tag, (span, count)): (String, (Range<usize>, usize))| {
        let texts = if count == 1 { "1 text is".to_owned() } else { format!("{count} texts are") };
        Diagnostic::warning(UNKNOWN_LANGUAGE, format!("{texts} in `{tag}`, which is no language of the site"))
            .at(Place::span(Arc::clone(file), text, span))
            .help("add the language to `languages`, correct the tag, or remove what nobody will read")
    };
    found.into_iter().map(warning).collect()
}

/// Words of letters, digits and hyphens right before a colon.
fn words_before_colons(text: &str) -> impl Iterator<Item = &str> {
    // Over bytes, as all that is looked for is ASCII: every dossier of every build passes here.
    let bytes = text.as_bytes();
    memchr::memchr_iter(b':', bytes).map(move |colon| {
        let start_of_run = |end: usize, is_in: fn(u8) -> bool| {
            bytes[..end].iter().rposition(|byte| !is_in(*byte)).map_or(0, |before| before + 1)
        };
        let end = start_of_run(colon, |byte| matches!(byte, b'"' | b'\''));
        &text[start_of_run(end, |byte| byte.is_ascii_alphanumeric() || byte == b'-')..end]
    })
}

fn collect(node: &Node, is_foreign: &dyn Fn(&str) -> bool, found: &mut BTreeMap<String, (Range<usize>, usize)>) {
    match &node.kind {
        Kind::Sequence(items) => items.iter().for_each(|item| collect(item, is_foreign, found)),
        Kind::Mapping(entries) if entries.iter().all(is_text_in_a_language) => {
            for entry in entries.iter().filter(|entry| is_foreign(&entry.key)) {
                found.entry(entry.key.clone()).or_insert((entry.key_span.clone(), 0)).1 += 1;
            }
        }
        Kind::Mapping(entries) => entries.iter().for_each(|entry| collect(&entry.value, is_foreign, found)),
        Kind::Scalar { .. } | Kind::Missing => {}
    }
}

fn is_text_in_a_language(entry: &Entry) -> bool {
    is_language_tag(&entry.key) && matches!(entry.value.kind, Kind::Scalar { .. })
}
