//! The catalogue of a language: keys → sentences, in layers.
//!
//! 1. A layer is a YAML file of nested or dotted keys. The built-in ones are `themes/default/locales/<tag>.yaml` and, by
//!    topic, `…/<tag>/<topic>.yaml`; a theme and a workspace put theirs over them, key by key.
//! 2. A text has `{name}` slots. One that depends on a number is a mapping of plural forms, `{one: …, other: …}`,
//!    chosen by the argument `count`; Chinese has only `other`. A single word goes by any slot: `{months} {months?month|months}`.
//! 3. [`Catalog::text`] never fails: a key that is missing shows itself. [`Catalog::lookup`] says what is wrong.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use hashbrown::HashMap;
use include_dir::{Dir, include_dir};
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::pattern::Pattern;
use super::{Currency, Language, Locale};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, suggest};
use crate::load::yaml::{self, Locator};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/locales");

/// Where a theme may add texts of its own: all of them are handed to templates, or listed.
const OPEN: [&str; 2] = ["frame.words.", "glossary."];

/// A value for a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A whole number, shown with grouping; named `count`, it chooses the plural form.
    Number(i64),
    /// Finished words: a name, a formatted amount or date.
    Text(Cow<'a, str>),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// The texts of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    language: Language,
    /// Asked a hundred times per page, by long keys with long beginnings in common: hashed, and sorted where they are listed.
    entries: HashMap<String, Entry>,
}

/// What stands under a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    /// For exactly one; `None` where the language or the text does not tell one from many.
    one: Option<Pattern>,
    other: Pattern,
}

impl Catalog {
    /// A catalogue without texts.
    pub fn new(language: Language) -> Self {
        Self { language, entries: HashMap::new() }
    }

    /// The catalogue of the built-in theme, which the tests keep free of diagnostics.
    pub fn built_in(language: Language) -> Self {
        let mut catalog = Self::new(language);
        let tag = language.tag();
        let topics = BUILT_IN.get_dir(tag).into_iter().flat_map(include_dir::Dir::files);
        let mut files: Vec<_> = BUILT_IN.get_file(format!("{tag}.yaml")).into_iter().chain(topics).collect();
        files.sort_by_key(|file| file.path());
        for file in files {
            let name = format!("themes/default/locales/{}", file.path().display());
            catalog.overlay(&name, file.contents_utf8().unwrap_or_default());
        }
        catalog
    }

    /// The language of a catalogue file, by its path below `locales/`: `en.yaml` or `en/<topic>.yaml`.
    pub fn language_of(path: &str) -> Option<Language> {
        let name = path.strip_suffix(".yaml")?;
        let tag = name.split_once('/').map_or(name, |(tag, _)| tag);
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The texts below a key that need no arguments, by the rest of their keys: `frame.words` gives `skip`, `print`, ….
    pub fn below(&self, prefix: &str) -> BTreeMap<String, String> {
        let prefix = format!("{prefix}.");
        let keys = self.entries.keys().filter_map(|key| Some((key, key.strip_prefix(&prefix)?)));
        keys.map(|(key, rest)| (rest.to_owned(), self.text(key, &[]))).collect()
    }

    /// Its language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Puts the texts of a theme's file over those that are there, as [`Catalog::overlay`] does, and warns of those that
    /// replace nothing, since nothing asks for them.
    pub fn replace(&mut self, file: &str, text: &str) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let (root, _) = yaml::parse::<BTreeMap<String, Node>>(&file.into(), text);
        let mut found = Vec::new();
        let root = root.unwrap_or_default();
        flatten("", &root, &mut found);
        let locator = Locator::new(&file.into(), text);
        for (key, _) in found {
            if !self.contains(&key) && !OPEN.iter().any(|open| key.starts_with(open)) {
                let warning = Diagnostic::warning(codes::UNKNOWN_KEY, format!("no page asks for a text `{key}`"));
                diagnostics.push(warning.at(locator.key(&pointer_to(&key, text))).help(
                    match suggest::nearest(&key, self.keys()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "the keys are those of the built-in theme; correct it, or take it out".to_owned(),
                    },
                ));
            }
        }
        diagnostics.append(self.overlay(file, text));
        diagnostics
    }

    /// Puts the texts of a file over those that are there, key by key. What is wrong in it is reported and left out.
    pub fn overlay(&mut self, file: &str, text: &str) -> Diagnostics {
        let (root, mut diagnostics) = yaml::parse::<Root>(&file.into(), text);
        let Some(Root(root)) = root else { return diagnostics };
        let mut found = Vec::new();
        flatten("", &root, &mut found);
        let mut refused = Vec::new();
        for (key, forms) in found {
            match self.entry(&key, &forms) {
                Ok(entry) => {
                    self.entries.insert(key, entry);
                }
                Err(diagnostic) => refused.push((key, diagnostic)),
            }
        }
        // Places are worth another reading of the file only where something is wrong in it.
        if !refused.is_empty() {
            let locator = Locator::new(&file.into(), text);
            diagnostics.extend(refused.into_iter().map(|(key, it)| it.at(locator.value(&pointer_to(&key, text)))));
        }
        diagnostics
    }

    /// The sentence under a key. A key that is missing shows itself, a slot without its argument stays `{name}`.
    pub fn text(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(entry) = self.entries.get(key) else {
            return key.to_owned();
        };
        let argument = |name: &str| args.iter().find(|(given, _)| *given == name).map(|(_, value)| value);
        let pattern = match (&entry.one, argument("count")) {
            (Some(one), Some(Arg::Number(1))) => one,
            _ => &entry.other,
        };
        pattern.fill(self.language, |name| {
            argument(name).map(|value| match value {
                Arg::Number(number) => Locale::new(self.language, Currency::CNY).number(*number).into(),
                Arg::Text(text) => Cow::Borrowed(&**text),
            })
        })
    }

    /// The sentence under a key, or what is wrong: no such key, or a slot without its argument.
    pub fn lookup(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Result<String, Box<Diagnostic>> {
        let slots = self.slots(key).ok_or_else(|| Box::new(self.missing(key)))?;
        match slots.into_iter().find(|slot| args.iter().all(|(name, _)| name != slot)) {
            Some(slot) => {
                let message = format!("text `{key}` ({}) needs the argument `{slot}`", self.language);
                let help = "this is a fault of the page that asks for it; take the slot out of the text";
                Err(Box::new(Diagnostic::warning(codes::MISSING_TEXT, message).help(help)))
            }
            None => Ok(self.text(key, args)),
        }
    }

    /// Whether there is a text under the key.
    pub fn contains(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let mut keys: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys.into_iter()
    }

    /// Whether a text has slots.
    pub fn has_slots(&self, key: &str) -> bool {
        self.entries
            .get(key)
            .is_some_and(|entry| entry.other.has_slots() || entry.one.as_ref().is_some_and(Pattern::has_slots))
    }

    /// The slots of a text, over all its forms; `None` without such a key.
    pub fn slots(&self, key: &str) -> Option<BTreeSet<&str>> {
        let entry = self.entries.get(key)?;
        let one = entry.one.iter().flat_map(Pattern::slots);
        Some(one.chain(entry.other.slots()).collect())
    }

    fn missing(&self, key: &str) -> Diagnostic {
        let message = format!("no text `{key}` in the {} catalogue", self.language);
        let help = match suggest::nearest(key, self.keys()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add it to `locales/{}.yaml` of the theme or the workspace", self.language),
        };
        Diagnostic::warning(codes::MISSING_TEXT, message).help(help)
    }

    /// Parses the forms of a text; an override keeps to the slots of what it replaces.
    fn entry(&self, key: &str, forms: &Forms<'_>) -> Result<Entry, Box<Diagnostic>> {
        let refused = |what: &str| Diagnostic::error(codes::INVALID_VALUE, format!("text `{key}`: {what}"));
        let pattern = |text| {
            let parsed = Pattern::parse(text, self.language);
            parsed.map_err(|said| {
                let (what, help) = suggest::said_and_remedy(&said);
                Box::new(refused(what).help(help))
            })
        };
        let entry = Entry { one: forms.one.map(pattern).transpose()?, other: pattern(forms.other)? };
        if entry.one.is_some() && self.language == Language::ZhCn {
            return Err(Box::new(refused("Chinese has only the form `other`").help("take `one` out")));
        }
        if let Some(known) = self.slots(key) {
            let strange = entry.one.iter().chain([&entry.other]).flat_map(Pattern::slots).find(|s| !known.contains(s));
            if let Some(strange) = strange {
                let known: Vec<&str> = known.into_iter().collect();
                let what = refused(&format!("unknown placeholder `{{{strange}}}`"));
                return Err(Box::new(match known.as_slice() {
                    [] => what.help("take it out; this text has no placeholders"),
                    known => what.help(format!("this text has {{{}}}", known.join("}, {"))),
                }));
            }
        }
        Ok(entry)
    }
}

/// The JSON Pointer to a dotted key, which may be written with its dots or nested.
fn pointer_to(key: &str, text: &str) -> String {
    if text.contains(key) { format!("/{key}") } else { format!("/{}", key.replace('.', "/")) }
}

/// A file as written: texts, and mappings of texts.
enum Node {
    Text(String),
    Mapping(BTreeMap<String, Self>),
}

/// All of a file.
struct Root(BTreeMap<String, Node>);

impl<'de> Deserialize<'de> for Root {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_map(NodeVisitor)? {
            Node::Mapping(nodes) => Ok(Self(nodes)),
            Node::Text(_) => Err(D::Error::custom("a mapping of texts was expected")),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text (in quotes, if it looks like anything else) or a mapping of texts")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut nodes = BTreeMap::new();
        while let Some((key, node)) = map.next_entry::<String, Node>()? {
            if nodes.insert(key.clone(), node).is_some() {
                return Err(A::Error::custom(format!("the key `{key}` stands here twice; keep one of the two")));
            }
        }
        Ok(Node::Mapping(nodes))
    }
}

/// A text as written, in its plural forms.
struct Forms<'a> {
    one: Option<&'a str>,
    other: &'a str,
}

impl<'a> Forms<'a> {
    /// The forms, if the mapping has nothing but forms.
    fn of(mapping: &'a BTreeMap<String, Node>) -> Option<Self> {
        let form = |name: &str| match mapping.get(name) {
            Some(Node::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let only_forms = mapping.keys().all(|key| key == "one" || key == "other");
        Some(Self { one: form("one"), other: form("other").filter(|_| only_forms)? })
    }
}

/// Nested keys as dotted ones, in order.
fn flatten<'a>(prefix: &str, nodes: &'a BTreeMap<String, Node>, found: &mut Vec<(String, Forms<'a>)>) {
    for (name, node) in nodes {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match node {
            Node::Text(other) => found.push((key, Forms { one: None, other })),
            Node::Mapping(inner) => match Forms::of(inner) {
                Some(forms) => found.push((key, forms)),
                None => flatten(&key, inner, found),
            },
        }
    }
}

#[cfg(test)]
#[path = "catalog_tests.rs"]
mod tests;
