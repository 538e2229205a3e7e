//! Reads drawings back: a strict reader of the little markup that charts consist of.

use std::collections::BTreeMap;

use crate::charts::sheet::{Anchor, Label};
use crate::charts::text::Type;

/// A tag with its attributes, and the text that follows it.
#[derive(Debug)]
pub(super) struct Tag {
    /// Its name.
    pub name: String,
    /// Its attributes, as they stand.
    pub attributes: BTreeMap<String, String>,
    /// What stands between it and the next tag.
    pub text: String,
}

/// The opening tags of markup; panics where it is not well formed.
pub(super) fn tags(markup: &str) -> Vec<Tag> {
    let (mut tags, mut open) = (Vec::new(), Vec::new());
    for piece in markup.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "a stray > in {piece}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{name} closes what is open");
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = BTreeMap::new();
        while let Some((key, value)) = rest.split_once("=\"") {
            let (value, after) = value.split_once('"').expect("a value ends");
            assert!(attributes.insert(key.trim().to_owned(), value.to_owned()).is_none(), "{key} stands once");
            rest = after;
        }
        assert_eq!(rest.trim(), "", "nothing but attributes in {tag}");
        if !closed {
            open.push(name.to_owned());
        }
        tags.push(Tag { name: name.into(), attributes, text: text.into() });
    }
    assert!(open.is_empty(), "{open:?} are never closed");
    tags
}

/// An attribute that is a number: finite, with one decimal at most, not `-0`.
pub(super) fn number(text: &str) -> f64 {
    let value: f64 = text.parse().unwrap_or_else(|_| panic!("{text} is no number"));
    assert!(value.is_finite() && text != "-0", "{text}");
    assert!(text.split_once('.').is_none_or(|(_, decimals)| decimals.len() == 1), "{text}");
    value
}

impl Tag {
    /// An attribute that is a number.
    pub(super) fn get(&self, key: &str) -> f64 {
        number(&self.attributes[key])
    }

    /// The corners of the room that a mark takes.
    pub(super) fn corners(&self) -> Vec<(f64, f64)> {
        match self.name.as_str() {
            "rect" => {
                let (x, y) = (self.get("x"), self.get("y"));
                assert!(self.get("width") > 0.0 && self.get("height") > 0.0);
                vec![(x, y), (x + self.get("width"), y + self.get("height"))]
            }
            "circle" => {
                let (x, y, r) = (self.get("cx"), self.get("cy"), self.get("r"));
                vec![(x - r, y - r), (x + r, y + r)]
            }
            "line" => vec![(self.get("x1"), self.get("y1")), (self.get("x2"), self.get("y2"))],
            "polyline" | "polygon" => {
                let points = self.attributes["points"].split(' ');
                points
                    .map(|point| point.split_once(',').expect("a pair"))
                    .map(|(x, y)| (number(x), number(y)))
                    .collect()
            }
            "path" => {
                let path = self.attributes["d"].replace("h1.8", "").replace(['M', 'C', 'V', 'Z'], " ");
                for part in path.split_whitespace() {
                    number(part);
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The room that a text takes.
    pub(super) fn label(&self) -> Label {
        let classes = self.attributes.get("class").map_or("", String::as_str);
        let style = Type::ALL.into_iter().find(|style| classes.trim_start_matches("halo").trim_start() == style.css());
        let anchor = match self.attributes.get("text-anchor").map(String::as_str) {
            Some("middle") => Anchor::Middle,
            Some("end") => Anchor::End,
            _ if self.attributes.contains_key("transform") => Anchor::Up,
            _ => Anchor::Start,
        };
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        let text = entities.iter().fold(self.text.clone(), |text, (entity, c)| text.replace(entity, c));
        Label::new(self.get("x"), self.get("y"), anchor, style.expect("a known style"), text)
    }
}
