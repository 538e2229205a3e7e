//! Where in a YAML file a value stands: JSON Pointer → place.

use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::collect;
use super::tree::{self, Entry, Kind, Node};
use crate::diagnostic::Place;

/// Finds the place of a value by its JSON Pointer (`/contacts/0/name`). Build one only for a file with a finding.
#[derive(Debug)]
pub struct Locator<'a> {
    file: Arc<str>,
    text: &'a str,
    root: Option<Node>,
    /// Whether items of lists that were not read are not counted.
    skips_unread: bool,
}

impl<'a> Locator<'a> {
    /// Reads the file once more, for its places; of a text that is no YAML what can be read of it.
    pub fn new(file: &Arc<str>, text: &'a str) -> Self {
        let root = tree::parse(text).map_or_else(|_| collect::rest(file, text), |(root, _)| Some(root));
        Self { file: Arc::clone(file), text, root, skips_unread: false }
    }

    /// Reads a file that has problems once more as a `T`: items of lists that are wrong and were left out are not counted,
    /// so that positions are those in the value that was read.
    pub fn of_rest<T: DeserializeOwned>(file: &Arc<str>, text: &'a str) -> Self {
        Self { file: Arc::clone(file), text, root: collect::collect::<T>(file, text).tree, skips_unread: true }
    }

    /// The same for the value with stand-ins ([`super::Parsed::whole`]), where there is one.
    pub fn of_whole<T: DeserializeOwned>(file: &Arc<str>, text: &'a str) -> Self {
        let read = collect::collect::<T>(file, text);
        let root = read.whole.map(|(_, root)| root).or(read.tree);
        Self { file: Arc::clone(file), text, root, skips_unread: true }
    }

    /// Whether what is found at a pointer is about a stand-in: that itself, the entry of a list that holds one, or a list of which
    /// an entry does (what is said of a list as a whole, such as the sum of its shares, reckons with each).
    pub fn is_of_stand_in(&self, pointer: &str) -> bool {
        let Some(mut node) = self.root.as_ref() else { return false };
        for step in pointer.split('/').skip(1) {
            let Some(below) = self.below(node, step) else { return false };
            node = below;
        }
        let holds_one = |node: &Node| match &node.kind {
            Kind::Missing => true,
            Kind::Mapping(entries) => entries.iter().any(|entry| matches!(entry.value.kind, Kind::Missing)),
            Kind::Scalar { .. } | Kind::Sequence(_) => false,
        };
        match &node.kind {
            Kind::Sequence(items) => items.iter().any(holds_one),
            _ => holds_one(node),
        }
    }

    /// The value below a node at a step of a pointer.
    fn below<'n>(&self, node: &'n Node, step: &str) -> Option<&'n Node> {
        match &node.kind {
            Kind::Mapping(entries) => {
                entries.iter().find(|entry| entry.key == unescaped(step)).map(|entry| &entry.value)
            }
            Kind::Sequence(items) => self.read_items(items).nth(step.parse().ok()?),
            Kind::Scalar { .. } | Kind::Missing => None,
        }
    }

    /// The keys of the mapping at a pointer, whether or not their values can be read.
    pub fn keys(&self, pointer: &str) -> Vec<String> {
        let node = pointer.split('/').skip(1).try_fold(self.root.as_ref(), |node, step| Some(self.below(node?, step)));
        match node.flatten().map(|node| &node.kind) {
            Some(Kind::Mapping(entries)) => entries.iter().map(|entry| entry.key.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// The items of a list that positions count.
    fn read_items<'n>(&self, items: &'n [Node]) -> impl Iterator<Item = &'n Node> {
        let skips_unread = self.skips_unread;
        items.iter().filter(move |item| !skips_unread || !(item.erased || item.is_null()))
    }

    /// The place of a value. Of a value that is absent, the place of the nearest key above it.
    pub fn value(&self, pointer: &str) -> Place {
        self.place(self.find(pointer).map(|(key, value)| match key {
            Some(key) if value.is_empty() => key,
            _ => value,
        }))
    }

    /// The place of the key of a value; of an item of a list, the item.
    pub fn key(&self, pointer: &str) -> Place {
        self.place(self.find(pointer).map(|(key, value)| key.unwrap_or(value)))
    }

    /// The place of words inside a value, as they are written there; of the value itself where they are written otherwise.
    pub fn within(&self, pointer: &str, words: &str) -> Place {
        let span = self.find(pointer).map(|(_, value)| value);
        let inside = span.clone().and_then(|span| {
            let start = span.start + self.text.get(span)?.find(words)?;
            Some(start..start + words.len())
        });
        self.place(inside.or(span))
    }

    /// The file as a whole.
    pub fn file(&self) -> Place {
        Place::file(Arc::clone(&self.file))
    }

    fn place(&self, span: Option<Range<usize>>) -> Place {
        span.map_or_else(|| self.file(), |span| Place::span(Arc::clone(&self.file), self.text, span))
    }

    /// Spans of the key and of the value; of the nearest above when there is none.
    fn find(&self, pointer: &str) -> Option<(Option<Range<usize>>, Range<usize>)> {
        let mut node = self.root.as_ref()?;
        let mut found = None;
        for step in pointer.split('/').skip(1) {
            let step = unescaped(step);
            match &node.kind {
                Kind::Mapping(entries) => {
                    let Some(Entry { key_span, value, .. }) = entries.iter().find(|entry| entry.key == step) else {
                        break;
                    };
                    found = Some((Some(key_span.clone()), value.span.clone()));
                    node = value;
                }
                Kind::Sequence(items) => {
                    let Some(item) = step.parse().ok().and_then(|at| self.read_items(items).nth(at)) else { break };
                    found = Some((None, item.span.clone()));
                    node = item;
                }
                // One value where a list may stand: `by: lin` is `by: [lin]`.
                Kind::Scalar { .. } | Kind::Missing => break,
            }
        }
        found
    }
}

/// A step of a JSON Pointer as the key is written.
fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
