//! A YAML file as a tree of scalars, lists and mappings with their spans: what problems are placed by.
//!
//! Built from `saphyr-parser` events, and only for files with a finding. Its spans count characters; ours are bytes.

use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, Tag};

use crate::diagnostic::Code;
use crate::diagnostic::codes::{DUPLICATE_KEY, INVALID_YAML};

/// Lists and mappings inside one another, at most.
const DEPTH: usize = 64;
/// Nodes that a file may have once its aliases are written out.
const NODES: usize = 200_000;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// A problem in it has been told: it is read as if it were not there.
    pub erased: bool,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A scalar as written, quotes and escapes resolved.
    Scalar { text: String, plain: bool },
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order written.
    Mapping(Vec<Entry>),
    /// Stands for a required key that is missing, so that reading can go on.
    Missing,
}

/// An entry of a mapping.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub key: String,
    pub key_span: Range<usize>,
    pub value: Node,
}

impl Node {
    /// Whether it is null: nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The node below it at a step.
    pub fn child_mut(&mut self, step: usize) -> Option<&mut Self> {
        match &mut self.kind {
            Kind::Sequence(items) => items.get_mut(step),
            Kind::Mapping(entries) => entries.get_mut(step).map(|entry| &mut entry.value),
            Kind::Scalar { .. } | Kind::Missing => None,
        }
    }
}

/// A problem of the YAML itself.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub code: Code,
    pub span: Range<usize>,
    pub message: String,
    pub help: &'static str,
}

/// The tree of a text with what is wrong in it; `Err` where it is no YAML at all.
pub(super) fn parse(text: &str) -> Result<(Node, Vec<Problem>), Problem> {
    let mut builder = Builder {
        text,
        bytes: Offsets::new(text),
        stack: Vec::new(),
        anchors: Vec::new(),
        nodes: 0,
        problems: Vec::new(),
        root: None,
    };
    let mut parser = Parser::new_from_str(text);
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| builder.syntax_error(*error.marker(), error.info()))?;
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
            if documents == 2 {
                builder.problem(
                    INVALID_YAML,
                    builder.range(span),
                    "a second document starts here; a file holds one".to_owned(),
                    "put it into a file of its own, or remove the `---`",
                );
                break;
            }
        }
        builder.event(event, span)?;
    }
    let root = builder.root.take().unwrap_or(Node { span: 0..0, kind: Kind::Mapping(Vec::new()), erased: false });
    let root = if root.is_null() { Node { kind: Kind::Mapping(Vec::new()), ..root } } else { root };
    Ok((root, builder.problems))
}

/// A list or mapping that is still open.
struct Open {
    node: Node,
    anchor: usize,
    /// The key that waits for its value.
    key: Option<(String, Range<usize>)>,
}

struct Builder<'a> {
    text: &'a str,
    bytes: Offsets,
    stack: Vec<Open>,
    anchors: Vec<(usize, Node)>,
    nodes: usize,
    problems: Vec<Problem>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event, span: Span) -> Result<(), Problem> {
        let range = self.range(span);
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let erased = self.foreign_tag(tag.as_deref(), &range);
                let kind = Kind::Scalar { text: value.into_owned(), plain };
                self.add(Node { span: self.trimmed(range), kind, erased }, anchor)
            }
            Event::SequenceStart(anchor, tag) => self.open(range, Kind::Sequence(Vec::new()), anchor, tag.as_deref()),
            Event::MappingStart(anchor, tag) => self.open(range, Kind::Mapping(Vec::new()), anchor, tag.as_deref()),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(mut open) = self.stack.pop() else { return Ok(()) };
                let closing_bracket = matches!(self.text.get(range.clone()), Some("]" | "}")).then_some(range.end);
                open.node.span.end = closing_bracket.unwrap_or_else(|| last_byte(&open.node)).max(open.node.span.start);
                self.add(open.node, open.anchor)
            }
            Event::Alias(anchor) => {
                let named = self.anchors.iter().rev().find(|(id, _)| *id == anchor).map(|(_, node)| node.clone());
                let mut node = named.unwrap_or(Node { span: range.clone(), kind: Kind::Missing, erased: true });
                self.nodes += size(&node);
                node.span = range;
                self.add(node, 0)
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                Ok(())
            }
        }
    }

    /// Tells a tag by which another program would build one of its objects; whether there is one, and what it tags is to be passed
    /// over. The whole of a file is read all the same.
    fn foreign_tag(&mut self, tag: Option<&Tag>, node: &Range<usize>) -> bool {
        // Those of YAML itself are words.
        let Some(tag) = tag.filter(|tag| tag.is_yaml_core_schema() && tag.suffix.contains('/')) else { return false };
        let written = format!("!!{}", tag.suffix);
        let start = self.text.get(..node.end).and_then(|before| before.rfind(&written));
        let span = start.map_or_else(|| node.clone(), |start| start..start + written.len());
        let message = format!("`{written}` is a tag of another program: nothing is built from it here");
        self.problem(INVALID_YAML, span, message, "write the value itself, without the tag");
        !self.stack.is_empty()
    }

    fn open(&mut self, range: Range<usize>, kind: Kind, anchor: usize, tag: Option<&Tag>) -> Result<(), Problem> {
        if self.stack.len() >= DEPTH {
            return Err(too_much(range, format!("lists and mappings are nested more than {DEPTH} deep")));
        }
        let erased = self.foreign_tag(tag, &range);
        self.stack.push(Open { node: Node { span: range, kind, erased }, anchor, key: None });
        Ok(())
    }

    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Problem> {
        self.nodes += 1;
        if self.nodes > NODES {
            return Err(too_much(node.span, format!("the file has more than {NODES} values")));
        }
        if anchor != 0 {
            self.anchors.push((anchor, node.clone()));
        }
        let Some(mut open) = self.stack.pop() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut open.node.kind, open.key.take()) {
            (Kind::Sequence(items), _) => items.push(node),
            (Kind::Mapping(entries), Some((key, key_span))) => {
                let entry = self.entry(entries, key, key_span, node);
                entries.push(entry);
            }
            _ => open.key = Some(self.key(node)),
        }
        self.stack.push(open);
        Ok(())
    }

    /// The key that a node is; one that is a list or a mapping is a problem.
    fn key(&mut self, node: Node) -> (String, Range<usize>) {
        if let Kind::Scalar { text, .. } = node.kind {
            return (text, node.span);
        }
        if self.problems.last().is_some_and(|last| last.help == TEMPLATE && last.span.end >= node.span.start) {
            return (String::new(), node.span);
        }
        let first_byte = node.span.start..node.span.start + 1;
        self.problem(
            INVALID_YAML,
            first_byte,
            "a list or a mapping cannot be a key".to_owned(),
            "quote the text if it is meant to be a name",
        );
        (String::new(), node.span)
    }

    fn entry(&mut self, before: &[Entry], key: String, key_span: Range<usize>, mut value: Node) -> Entry {
        if let Some(first) = before.iter().find(|entry| entry.key == key) {
            let line = self.text[..first.key_span.start].matches('\n').count() + 1;
            let message = format!("`{key}` is given twice here; the first is on line {line}");
            self.problem(DUPLICATE_KEY, key_span.clone(), message, "keep one of them");
            value.erased = true;
        } else if key == "<<" {
            self.problem(
                INVALID_YAML,
                key_span.clone(),
                "merge keys (`<<`) are not read".to_owned(),
                "write the keys out",
            );
            value.erased = true;
        } else if key.is_empty() {
            value.erased = true;
        } else if value.is_null() && !self.is_written_as_key(&key_span) {
            self.key_alone(&key, &key_span);
            value.erased = true;
        }
        Entry { key, key_span, value }
    }

    /// Tells what YAML takes for a key without a value, which nobody meant to be one.
    fn key_alone(&mut self, key: &str, span: &Range<usize>) {
        let before = self.text.get(..span.start).unwrap_or_default();
        let opened = before.rfind('{').unwrap_or(before.len());
        if before[..opened].ends_with('{') {
            // `{{ site }}`: as templates have it.
            let message =
                format!("`{{{{ {key} }}}}` is no value: nothing is filled in here, and to YAML it is a mapping");
            return self.problem(INVALID_YAML, opened - 1..span.end, message, TEMPLATE);
        }
        // `{zh-CN: 试 1,840 件}`: what follows the comma is a key to YAML.
        let help = if before[opened..].contains(',') {
            "quote the sentence: it contains a comma"
        } else {
            "give it a value (`key: value`), or put a text that begins with a bracket in quotes"
        };
        self.problem(INVALID_YAML, span.clone(), format!("`{key}` stands here as a key without a value"), help);
    }

    /// Whether what stands as a key is written as one: `key:` or `? key`.
    fn is_written_as_key(&self, key: &Range<usize>) -> bool {
        let before = self.text.get(..key.start).unwrap_or_default();
        before.ends_with("? ") || self.text.get(key.end..).is_some_and(|rest| rest.trim_start().starts_with(':'))
    }

    fn problem(&mut self, code: Code, span: Range<usize>, message: String, help: &'static str) {
        self.problems.push(Problem { code, span, message, help });
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.bytes.at(span.start)..self.bytes.at(span.end).max(self.bytes.at(span.start))
    }

    /// The span of a scalar without the white space that the scanner counts in.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let written = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + written.trim_end().len()
    }

    fn syntax_error(&self, marker: Marker, info: &str) -> Problem {
        let at = self.bytes.at(marker);
        let opened = self.stack.last().map_or(0..0, |open| open.node.span.start..open.node.span.start + 1);
        if let Some(bracket @ ("[" | "{")) = self.text.get(opened.clone())
            && self.text[at..].trim().is_empty()
        {
            return unclosed(bracket, opened);
        }
        if let Some(quote @ ("\"" | "'")) = self.text.get(at..at + 1)
            && info.ends_with("unexpected end of stream")
        {
            return unclosed(quote, at..at + 1);
        }
        let line_start = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let indent: String = self.text[line_start..].chars().take_while(|c| c.is_whitespace() && *c != '\n').collect();
        let help = if indent.contains('\t') {
            INDENT_WITH_SPACES
        } else if info.contains("unknown anchor") {
            UNKNOWN_ANCHOR
        } else {
            "look at the indentation, and at quotes and brackets that are not closed, here and on the line before"
        };
        let end = at + self.text[at..].chars().next().map_or(0, char::len_utf8);
        // The parser says so of single quotes, too.
        let info = info.replace("double-quoted scalar", "quoted text");
        Problem { code: INVALID_YAML, span: at..end, message: format!("this is not YAML: {info}"), help }
    }
}

fn unclosed(opening: &str, span: Range<usize>) -> Problem {
    let message = format!("this is not YAML: `{opening}` is never closed");
    Problem { code: INVALID_YAML, span, message, help: UNCLOSED }
}

/// A tab at the head of a line.
pub fn tab_problem(at: usize) -> Problem {
    let message = "a tab stands in the indentation".to_owned();
    Problem { code: INVALID_YAML, span: at..at + 1, message, help: INDENT_WITH_SPACES }
}

const INDENT_WITH_SPACES: &str = "indent with spaces: YAML does not allow tabs there";
const UNKNOWN_ANCHOR: &str =
    "a value that begins with `*` stands for an anchor (`&name`) set before; put a text that begins so in quotes";
const TEMPLATE: &str = "write out what is meant, or put the text in quotes";
const UNCLOSED: &str = "close it, or put a text that begins so in quotes";
const TOO_MUCH: &str = "split the file, or write its aliases out";

impl Problem {
    /// Whether an alias has no anchor: it may stand in a block that was left out.
    pub fn is_unknown_anchor(&self) -> bool {
        self.help == UNKNOWN_ANCHOR
    }

    /// Whether it is a tab that YAML does not allow.
    pub fn is_tab(&self) -> bool {
        self.message.contains(" tab")
    }

    /// Whether a bracket or a quote is not closed.
    pub fn is_unclosed(&self) -> bool {
        self.help == UNCLOSED
    }

    /// Whether the file holds more than is read.
    pub fn is_too_much(&self) -> bool {
        self.help == TOO_MUCH
    }
}

fn too_much(span: Range<usize>, message: String) -> Problem {
    Problem { code: INVALID_YAML, span, message, help: TOO_MUCH }
}

fn last_byte(node: &Node) -> usize {
    match &node.kind {
        Kind::Sequence(items) => items.last().map_or(node.span.end, |item| item.span.end),
        Kind::Mapping(entries) => {
            entries.last().map_or(node.span.end, |entry| entry.value.span.end.max(entry.key_span.end))
        }
        Kind::Scalar { .. } | Kind::Missing => node.span.end,
    }
}

fn size(node: &Node) -> usize {
    match &node.kind {
        Kind::Sequence(items) => 1 + items.iter().map(size).sum::<usize>(),
        Kind::Mapping(entries) => 1 + entries.iter().map(|entry| size(&entry.value)).sum::<usize>(),
        Kind::Scalar { .. } | Kind::Missing => 1,
    }
}

/// From characters to bytes.
struct Offsets {
    /// The byte at which each character starts, and the end; empty for an ASCII text, where both are the same.
    starts: Vec<usize>,
    len: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let starts = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Self { starts, len: text.len() }
    }

    fn at(&self, marker: Marker) -> usize {
        let character = marker.index();
        if self.starts.is_empty() {
            character.min(self.len)
        } else {
            self.starts.get(character).copied().unwrap_or(self.len)
        }
    }
}
