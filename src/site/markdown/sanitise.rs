//! Cleans HTML that a person wrote into Markdown.

use std::borrow::Cow;

use ammonia::Builder;

/// A configured sanitiser, made once.
pub(super) struct Sanitiser {
    builder: Builder<'static>,
}

/// Classes that Markdown itself makes; any other is dropped.
const CLASSES: [&str; 5] =
    ["broken-link", "footnote-definition", "footnote-definition-label", "footnote-reference", "table-scroll"];

impl Sanitiser {
    /// Allows what Markdown makes and the harmless rest of HTML.
    pub(super) fn new() -> Self {
        let mut builder = Builder::default();
        builder
            .add_tags(["input"])
            .add_tag_attributes("input", ["type", "checked", "disabled"])
            .add_tag_attributes("div", ["id", "tabindex"])
            .add_tag_attributes("details", ["open"])
            .add_generic_attributes(["class"])
            .url_schemes(super::link::SCHEMES.into_iter().collect())
            .link_rel(None)
            .attribute_filter(|element, attribute, value| match (element, attribute) {
                ("input", "type") => (value == "checkbox").then_some(Cow::Borrowed(value)),
                ("div", "tabindex") => (value == "0").then_some(Cow::Borrowed(value)),
                ("img", "src") => super::link::is_local(value).then_some(Cow::Borrowed(value)),
                (_, "class") => known_classes(value),
                _ => Some(Cow::Borrowed(value)),
            });
        for element in ["h1", "h2", "h3", "h4", "h5", "h6"] {
            builder.add_tag_attributes(element, ["id"]);
        }
        for element in ["td", "th"] {
            builder.add_tag_attributes(element, ["style"]);
        }
        builder.filter_style_properties(["text-align"].into_iter().collect());
        Self { builder }
    }

    /// The same HTML without scripts, handlers, frames, foreign images and dangerous addresses.
    pub(super) fn clean(&self, html: &str) -> String {
        self.builder.clean(html).to_string()
    }
}

fn known_classes(value: &str) -> Option<Cow<'_, str>> {
    let known = |class: &&str| CLASSES.contains(class) || class.starts_with("language-");
    let kept: Vec<&str> = value.split_whitespace().filter(known).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}
