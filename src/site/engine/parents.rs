//! Which template extends which, as the engine resolves names, and those that come back to themselves.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::Source;
use super::tags::{inside, tags};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};

/// The templates of a theme, with the layers in which names are looked for from the top down.
#[derive(Clone, Copy)]
pub(super) struct Family<'s> {
    sources: &'s [Source],
    prefixes: &'s [String],
}

impl<'s> Family<'s> {
    pub(super) const fn new(sources: &'s [Source], prefixes: &'s [String]) -> Self {
        Self { sources, prefixes }
    }

    pub(super) fn named(self, name: &str) -> Option<&'s Source> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// The template that a name means.
    fn meant(self, name: &str) -> Option<&'s Source> {
        self.named(name).or_else(|| self.prefixes.iter().find_map(|prefix| self.named(&format!("{prefix}{name}"))))
    }

    fn parent(self, source: &Source) -> Option<&'s Source> {
        self.meant(&source.tried[extended(&source.tried)?])
    }

    /// The templates above one, up to the first that comes a second time.
    pub(super) fn above(self, source: &Source) -> Vec<&'s Source> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut above = Vec::new();
        let mut next = self.parent(source);
        while let Some(parent) = next.filter(|parent| seen.insert(parent.name.as_str())) {
            above.push(parent);
            next = self.parent(parent);
        }
        above
    }

    /// The template of the same name in the next layer below.
    fn below(self, source: &Source) -> Option<&'s Source> {
        let own = self.prefixes.iter().position(|prefix| source.name.starts_with(prefix.as_str()));
        let short = own.map_or(source.name.as_str(), |layer| &source.name[self.prefixes[layer].len()..]);
        let layers = &self.prefixes[own.map_or(0, |layer| layer + 1)..];
        layers.iter().find_map(|prefix| self.named(&format!("{prefix}{short}")))
    }

    /// How a template extends itself, directly or through others.
    fn circle(self, source: &Source) -> Option<Circle> {
        let above = self.above(source);
        let back = above.iter().position(|parent| parent.name == source.name)?;
        let name = extended(&source.tried)?;
        let message = match &above[..back] {
            [] => "this template extends itself".to_owned(),
            [through, ..] => format!("this template extends itself through {}", through.file),
        };
        let below = self.below(source);
        let help = match below {
            Some(below) => format!("to replace blocks of the template below, extend it by its layer: “{}”", below.name),
            None => "extend another template, or none".to_owned(),
        };
        let place = Place::span(Arc::clone(&source.file), &source.text, name.clone());
        let diagnostic = Diagnostic::error(codes::INVALID_TEMPLATE, message).at(place).help(help);
        Some(Circle { diagnostic, name, below: below.cloned() })
    }
}

/// A template that extends itself.
struct Circle {
    diagnostic: Diagnostic,
    /// The bytes of the name that leads back.
    name: Range<usize>,
    /// The template of its name in the layer below.
    below: Option<Source>,
}

/// Tells every template that extends itself, and lets each extend the one of its name in the layer below, so that the rest of it can
/// be tried. Returns the names of those that have none.
pub(super) fn mend_circles(
    sources: &mut Vec<Source>,
    prefixes: &[String],
    diagnostics: &mut Diagnostics,
) -> BTreeSet<String> {
    let family = Family::new(sources, prefixes);
    let own = family.sources.iter().enumerate().filter(|(_, source)| !source.is_built_in());
    let circles: Vec<(usize, Circle)> = own.filter_map(|(at, source)| Some((at, family.circle(source)?))).collect();
    let mut without = BTreeSet::new();
    for (number, (at, Circle { diagnostic, name, below })) in circles.into_iter().enumerate() {
        diagnostics.push(diagnostic);
        // Its whole name may be longer than the one that is written: every byte is to keep its place.
        let alias = format!("~{number}");
        match below.filter(|_| sources[at].extend(name, &alias)) {
            Some(below) => sources.push(Source { name: alias, ..below }),
            None => {
                without.insert(sources[at].name.clone());
            }
        }
    }
    without
}

/// Whether a template was made to extend another than it names: what it lacks of that one nobody knows.
pub(super) fn lacks_parent(source: &Source) -> bool {
    let (written, tried) = (extended(&source.text), extended(&source.tried).map(|name| &source.tried[name]));
    written.map(|name| &source.text[name]) != tried && !tried.is_some_and(|name| name.starts_with('~'))
}

/// The bytes of the name that a template extends, without its quotes.
pub(super) fn extended(text: &str) -> Option<Range<usize>> {
    let tag = tags(text).find(|tag| {
        text[tag.start..].starts_with("{%") && text[inside(text, tag)].trim_start().starts_with("extends")
    })?;
    let words = inside(text, &tag);
    let open = words.start + text[words.clone()].find(['"', '\''])? + 1;
    let close = open + text[open..words.end].find(['"', '\''])?;
    Some(open..close)
}
