//! Every problem of a YAML file in one run.
//!
//! serde stops at its first error. So: read the tree; on an error tell it, erase what is wrong (the value, or the unknown
//! key), and read again, until nothing is wrong or nothing is left. A required key that is missing, or whose value is wrong, is
//! stood in for, so that the next one can be seen to be missing too, and so that what stands beside it can be checked
//! ([`Collected::whole`]); what has such a stand-in is erased in the end.

use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::blocks::{keys_of, line_around, line_starts, without_fault};
use super::error::{A_MAPPING, Mismatch, What};
use super::reader::Reader;
use super::slips::slip_before;
use super::tree::{self, Entry, Kind, Node, Problem};
use super::words;
use crate::diagnostic::codes::{INVALID_VALUE, MISSING_KEY, TOO_MANY_PROBLEMS, UNKNOWN_KEY};
use crate::diagnostic::suggest::said_and_remedy;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Problems that are told of one file.
const PROBLEMS: usize = 100;
/// Times that what is at fault is left out, at most, to get past a syntax error.
const SYNTAX_ERRORS: usize = 30;

/// What came of a file.
pub(super) struct Collected<T> {
    /// The value without what is wrong, unless nothing is left.
    pub value: Option<T>,
    /// What is wrong.
    pub found: Diagnostics,
    /// The tree, with what is wrong erased.
    pub tree: Option<Node>,
    /// The value and the tree with stand-ins, where there are any.
    pub whole: Option<(T, Node)>,
}

/// Reads a value from a text and tells all that is wrong with it.
pub(super) fn collect<T: DeserializeOwned>(file: &Arc<str>, text: &str) -> Collected<T> {
    let mut run = Run { file, text, found: Diagnostics::new(), doomed: Vec::new() };
    let Some(mut root) = run.tree() else {
        return Collected { value: None, found: run.found, tree: None, whole: None };
    };
    let mut whole = None;
    let value = run.read(&mut root, &mut whole);
    Collected { value, found: run.found, tree: Some(root), whole }
}

/// The tree of a text that is no YAML, without the blocks that are at fault; `None` where nothing of it can be read.
pub(super) fn rest(file: &Arc<str>, text: &str) -> Option<Node> {
    Run { file, text, found: Diagnostics::new(), doomed: Vec::new() }.tree()
}

struct Run<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    found: Diagnostics,
    /// What has a stand-in for a missing key.
    doomed: Vec<Vec<usize>>,
}

impl Run<'_> {
    /// Reads, tells and erases until nothing is wrong; `None` when nothing is left or too much is wrong.
    fn read<T: DeserializeOwned>(&mut self, root: &mut Node, whole: &mut Option<(T, Node)>) -> Option<T> {
        for _ in 0..2 * PROBLEMS {
            match T::deserialize(Reader::new(root)) {
                Ok(value) if self.doomed.is_empty() => return Some(value),
                Ok(value) => {
                    whole.get_or_insert_with(|| (value, root.clone()));
                    for steps in std::mem::take(&mut self.doomed) {
                        erase(root, &steps);
                    }
                }
                Err(mismatch) => self.mismatch(root, mismatch),
            }
            if root.erased {
                return None;
            }
            if self.found.len() >= PROBLEMS {
                break;
            }
        }
        let message = format!("more than {PROBLEMS} problems; the rest of this file is not looked at");
        let error = Diagnostic::error(TOO_MANY_PROBLEMS, message).at(Place::file(Arc::clone(self.file)));
        self.found.push(error.help("mend those first"));
        None
    }

    /// The tree of the text. Where the text is no YAML, each top-level block that is at fault is told and left out, and the rest
    /// is read.
    fn tree(&mut self) -> Option<Node> {
        let mut rest = self.text.to_owned();
        let mut left_out: Vec<(Vec<String>, Range<usize>)> = Vec::new();
        let mut tabs: Vec<usize> = Vec::new();
        // How far a tab was to indent nobody knows: what else is wrong with its line may be the fault of that.
        let text = self.text;
        let is_of_tab = |tabs: &[usize], at: usize| tabs.iter().any(|tab| line_around(text, *tab).contains(&at));
        for _ in 0..=SYNTAX_ERRORS {
            let problem = match tree::parse(&rest) {
                Ok((root, problems)) => {
                    let root = self.told(root, problems);
                    return left_out.into_iter().try_fold(root, |root, (keys, block)| root.with_erased(keys, &block));
                }
                Err(problem) => problem,
            };
            if let Some((at_fault, spaced)) = tabs_at_fault(&rest) {
                for &at in &at_fault {
                    self.tell(tree::tab_problem(at));
                }
                tabs.extend(at_fault);
                rest = spaced;
                continue;
            }
            if let Some(slip) = slip_before(&rest, problem.span.start) {
                self.tell(slip.problem);
                left_out.extend(slip.left_out.map(|(key, range)| (key.into_iter().collect(), range)));
                rest = slip.text;
                continue;
            }
            let (at, is_too_much) = (problem.span.start, problem.is_too_much());
            // An anchor that is set in what was left out is known.
            let is_told_before = |problem: &Problem| {
                let at = problem.span.start;
                is_of_tab(&tabs, at) || (problem.is_unknown_anchor() && sets_anchor(text, &text[at..]))
            };
            let without = if is_too_much { None } else { without_fault(&rest, at) };
            let of_parts = without.iter().flat_map(|without| without.problems.iter().cloned());
            let mut problems: Vec<Problem> = of_parts.filter(|problem| !is_told_before(problem)).collect();
            if without.as_ref().is_none_or(|without| without.problems.is_empty()) && !is_told_before(&problem) {
                problems.push(problem);
            }
            for problem in problems {
                self.tell(problem);
            }
            let without = without?;
            left_out.extend(without.ranges.into_iter().map(|range| (keys_of(&rest, &range), range)));
            rest = without.text;
        }
        None
    }

    fn told(&mut self, root: Node, problems: Vec<Problem>) -> Node {
        for problem in problems {
            self.tell(problem);
        }
        root
    }

    fn tell(&mut self, problem: Problem) {
        let place = self.place(problem.span);
        self.found.push(Diagnostic::error(problem.code, problem.message).at(place).help(problem.help));
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::span(Arc::clone(self.file), self.text, span)
    }

    /// Tells a mismatch and takes it out of the tree.
    fn mismatch(&mut self, root: &mut Node, mismatch: Mismatch) {
        let steps: Vec<usize> = mismatch.steps.into_iter().rev().collect();
        let Some((entry, node)) = at(root, &steps) else {
            root.erased = true;
            return;
        };
        let told_before = matches!(node.kind, Kind::Missing) || has_erased(node, &mismatch.what);
        if !told_before {
            let diagnostic = self.diagnostic(entry, node, &mismatch.what);
            self.found.push(diagnostic);
        }
        match mismatch.what {
            // Told before or not: what stands beside it is looked at.
            What::MissingKey(key) if !matches!(node.kind, Kind::Missing) => {
                if !self.doomed.contains(&steps) {
                    self.doomed.push(steps.clone());
                }
                stand_in(root, &steps, key);
            }
            _ if matches!(node.kind, Kind::Missing) => {
                // The stand-in is no value of this type: what it stands in is beyond reading.
                let above = &steps[..steps.len().saturating_sub(1)];
                self.doomed.retain(|doomed| doomed != above);
                erase(root, above);
            }
            _ => erase(root, &steps),
        }
    }

    fn diagnostic(&self, entry: Option<&Entry>, node: &Node, what: &What) -> Diagnostic {
        let value_span = match entry {
            Some(entry) if node.span.is_empty() => entry.key_span.clone(),
            _ => node.span.clone(),
        };
        let at_value = |message: String| Diagnostic::error(INVALID_VALUE, message).at(self.place(value_span.clone()));
        match what {
            What::UnknownKey { expected } => {
                let (key, span) =
                    entry.map_or(("", node.span.clone()), |entry| (entry.key.as_str(), entry.key_span.clone()));
                let diagnostic = Diagnostic::error(UNKNOWN_KEY, format!("unknown key `{key}`"));
                diagnostic.at(self.place(span)).help(words::help_for_key(key, expected))
            }
            What::Key(said) => {
                let span = entry.map_or(node.span.clone(), |entry| entry.key_span.clone());
                let (said, help) = said_and_remedy(said);
                Diagnostic::error(INVALID_VALUE, said).at(self.place(span)).help(help)
            }
            What::MissingKey(key) => Diagnostic::error(MISSING_KEY, format!("`{key}` is missing"))
                .at(self.place(value_span.clone()))
                .help(match *key {
                    "id" => {
                        "add `id: …`, of letters a–z, digits and hyphens, such as acme-01: whatever refers to it goes by it"
                            .to_owned()
                    }
                    _ => format!("add `{key}: …`"),
                }),
            What::UnknownWord { expected } => {
                let written = words::written(node);
                let known = words::list(&words::without_numbers(expected));
                let diagnostic = at_value(format!("expected {known}, found {written}"));
                diagnostic.help(words::near_word(node, expected).map_or_else(
                    || match entry {
                        Some(entry) => format!("write one of them, or remove `{}`", entry.key),
                        None => "write one of them, or remove the entry".to_owned(),
                    },
                    |word| format!("did you mean `{word}`?"),
                ))
            }
            What::Expected(expected) => {
                let diagnostic = at_value(format!("expected {expected}, found {}", words::written(node)));
                let help = words::help_for_value(node, expected);
                let key = entry.map(|entry| entry.key.as_str());
                diagnostic.help(help.unwrap_or_else(|| words::help_for_kind(expected, key)))
            }
            What::ListForKeys(keys) => {
                let diagnostic = at_value(format!("expected {A_MAPPING}, found a list"));
                diagnostic.help(words::help_for_list(keys, node))
            }
            What::Length { expected, found } => {
                let items = if *found == 1 { "item" } else { "items" };
                at_value(format!("expected {expected}, found {found} {items}"))
                    .help(format!("write {expected}: one item each, in brackets or one a line"))
            }
            What::Said(said) => {
                let (said, help) = said_and_remedy(said);
                at_value(said.to_owned()).help(help)
            }
        }
    }
}

/// Whether something below a node that this mismatch may come from has been told already.
fn has_erased(node: &Node, what: &What) -> bool {
    match (&node.kind, what) {
        (Kind::Mapping(entries), What::MissingKey(key)) => {
            entries.iter().any(|entry| (entry.key == *key || entry.key == "<<") && entry.value.erased)
        }
        (Kind::Mapping(entries), What::Said(_)) => entries.iter().any(|entry| entry.value.erased),
        (Kind::Sequence(items), What::Length { .. }) => items.iter().any(|item| item.erased),
        _ => false,
    }
}

fn at<'a>(root: &'a Node, steps: &[usize]) -> Option<(Option<&'a Entry>, &'a Node)> {
    let mut found = (None, root);
    for &step in steps {
        found = match &found.1.kind {
            Kind::Sequence(items) => (None, items.get(step)?),
            Kind::Mapping(entries) => entries.get(step).map(|entry| (Some(entry), &entry.value))?,
            Kind::Scalar { .. } | Kind::Missing => return None,
        };
    }
    Some(found)
}

fn at_mut<'a>(root: &'a mut Node, steps: &[usize]) -> Option<&'a mut Node> {
    steps.iter().try_fold(root, |node, &step| node.child_mut(step))
}

fn erase(root: &mut Node, steps: &[usize]) {
    if let Some(node) = at_mut(root, steps) {
        node.erased = true;
    }
}

fn stand_in(root: &mut Node, steps: &[usize], key: &str) {
    if let Some(Node { kind: Kind::Mapping(entries), span, .. }) = at_mut(root, steps) {
        let value = Node { span: span.clone(), kind: Kind::Missing, erased: false };
        // A key without a value is not missing twice.
        entries.retain(|entry| entry.key != key);
        entries.push(Entry { key: key.to_owned(), key_span: span.start..span.start, value });
    }
}

/// Whether a text sets the anchor for which an alias stands.
fn sets_anchor(text: &str, alias: &str) -> bool {
    let name = alias.trim_start_matches('*').split(|c: char| c.is_whitespace() || ",[]{}".contains(c)).next();
    name.is_some_and(|name| text.contains(&format!("&{name}")))
}

/// The tabs at the head of lines, where those are what is wrong with a text, and the text with a space for each; `None` where it
/// can be read no farther without them.
fn tabs_at_fault(text: &str) -> Option<(Vec<usize>, String)> {
    let problem = tree::parse(text).err()?;
    let tabs: Vec<usize> = line_starts(text).filter(|&start| text[start..].starts_with('\t')).collect();
    let mut bytes = text.as_bytes().to_vec();
    for &start in &tabs {
        let indent = bytes[start..].iter().take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\n').count();
        bytes[start..start + indent].fill(b' ');
    }
    let spaced = String::from_utf8(bytes).ok().filter(|_| !tabs.is_empty())?;
    let goes_farther = tree::parse(&spaced).err().is_none_or(|next| next.span.start > problem.span.start);
    goes_farther.then_some((tabs, spaced))
}

impl Node {
    /// The mapping with keys that cannot be read, so that they are not told to be missing; a list as it is. `None` when it is
    /// neither.
    fn with_erased(mut self, keys: Vec<String>, span: &Range<usize>) -> Option<Self> {
        let entries = match &mut self.kind {
            Kind::Mapping(entries) => entries,
            Kind::Sequence(_) => return Some(self),
            Kind::Scalar { .. } | Kind::Missing => return None,
        };
        for key in keys {
            let value = Self { span: span.clone(), kind: Kind::Missing, erased: true };
            entries.push(Entry { key, key_span: span.start..span.start, value });
        }
        Some(self)
    }
}
