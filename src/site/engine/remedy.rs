//! What to do about a template that the engine refuses: Tera says what is wrong with it, this says how it is mended.

use std::ops::Range;

use super::Source;
use super::problem::Way;
use super::tags::tags;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Place, codes};

/// Filters that Tera brings; keyfolio adds none.
const FILTERS: [&str; 37] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// Behind which words Tera lists what it would have known.
pub(super) const AVAILABLE: &str = ". Available ";

/// What Tera calls a template that ends in the middle of something, wherever that began.
const UNEXPECTED_END: &str = "Unexpected end of input";

/// What Tera says of a comment that does not end.
const UNCLOSED_COMMENT: &str = "Closing comment tag";

/// What Tera calls a tag that it does not know, or whose beginning is not there.
pub(super) const UNKNOWN_TAG: &str = "Unknown tag";

/// Whether a template ends in the middle of something.
pub(super) fn is_unexpected_end(message: &str) -> bool {
    message.trim_end_matches('.') == UNEXPECTED_END || message.starts_with(UNCLOSED_COMMENT)
}

/// A message of the engine about some bytes of a template as a diagnostic.
pub(super) fn at_span(source: &Source, span: Range<usize>, message: &str) -> Diagnostic {
    let diagnostic = match source.text.get(span.clone()) {
        Some(end) if message == UNKNOWN_TAG && end.starts_with("end") => {
            let message = format!("`{end}` ends nothing that is open here");
            Diagnostic::error(codes::INVALID_TEMPLATE, message)
                .help("take it out, or write what it is to end before it")
        }
        _ => nowhere(message),
    };
    diagnostic.at(Place::span(source.file.clone(), &source.text, span))
}

/// What is open where something else ends, which the engine calls an unknown tag there; `None` where it ends nothing at all, and
/// what is open ends later.
pub(super) fn open_before(source: &Source, at: usize, message: &str) -> Option<Open> {
    let ends = source.tried.get(at..).filter(|rest| message == UNKNOWN_TAG && rest.starts_with("end"))?;
    let ends = ends.split(|c: char| !c.is_alphanumeric()).next()?;
    let tag = tags(&source.tried).find(|tag| tag.contains(&at))?;
    let open = unclosed(&source.tried[..tag.start]).filter(|open| !open.closed_by.contains(ends))?;
    let mut without = source.tried.clone();
    without.replace_range(tag.clone(), &" ".repeat(tag.len()));
    all_unclosed(&without).contains(&open).then_some(open)
}

/// The tag around a place, where no mark ends it before the next tag begins.
pub(super) fn unclosed_tag(text: &str, at: usize) -> Option<Open> {
    let tag = tags(text).find(|tag| tag.contains(&at))?;
    let body = &text[tag.start + 2..tag.end];
    let is_open = ["{{", "{%"].iter().any(|mark| body.contains(mark));
    let closed_by = if text[tag.start..].starts_with("{%") { "%}" } else { "}}" };
    is_open.then(|| Open { span: tag.start..tag.start + 2, closed_by: closed_by.to_owned() })
}

/// What to say of something that is not closed.
pub(super) fn not_closed(source: &Source, open: &Open) -> Diagnostic {
    let message = format!("`{}` is not closed", source.text[open.span.clone()].trim_end());
    let help = format!("write `{}` where it ends", open.closed_by);
    let place = Place::span(source.file.clone(), &source.text, open.span.clone());
    Diagnostic::error(codes::INVALID_TEMPLATE, message).at(place).help(help)
}

/// A message of the engine as a diagnostic without a place.
pub(super) fn nowhere(message: &str) -> Diagnostic {
    let message = message.trim_end_matches('.');
    // `Variable `nam` is not defined. Available variables: name, locale`.
    let (message, known) = match message.split_once(AVAILABLE) {
        Some((message, known)) => (message, known.split_once(": ").map(|(_, names)| names)),
        None => (message, None),
    };
    Diagnostic::error(codes::INVALID_TEMPLATE, message).help(remedy(message, known))
}

/// How a refusal is mended; `known` are the names, separated by commas, of which one was expected.
fn remedy(message: &str, known: Option<&str>) -> String {
    let named = message.split('`').nth(1).unwrap_or_default();
    if let Some(known) = known {
        return match nearest(named, known.split(", ")) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {known}"),
        };
    }
    if message.starts_with("Unknown filter") {
        return match nearest(named, FILTERS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the filters are {}", FILTERS.join(", ")),
        };
    }
    let help = if message.starts_with("Unknown template") {
        "name a template of the theme, such as `wiki.html`, or one in the `templates` folder of the workspace"
    } else if message.starts_with("Iteration not possible") {
        "loop over a list that the page has, or give one for pages that lack it: `{% for one in names | default(value=[]) %}`"
    } else if message.starts_with("Unknown component") {
        "define it with `{% component … %}` in a template of the theme, or use one that the built-in theme defines"
    } else if message.starts_with("Unknown function") || message.starts_with("Unknown test") {
        "take it out, or use one that Tera brings; keyfolio adds none"
    } else if message.starts_with("Block ") {
        "name a block of the template that this one extends, or take it out"
    } else if message.ends_with("undefined") || message.contains("is not defined") {
        "use a field that the page has, or give it a value for pages that lack it: `{{ name | default(value=\"\") }}`"
    } else {
        "correct the template here; `keyfolio new template NAME` writes the built-in one to compare with"
    };
    help.to_owned()
}

/// Something that a template opens and does not close.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Open {
    /// The bytes that open it: a tag, or the mark that begins one.
    pub span: Range<usize>,
    /// What would close it: `{% endif %}`, or the mark that ends a tag.
    pub closed_by: String,
}

impl Open {
    /// How the rest of the template can be tried.
    pub fn way(&self) -> Way {
        match ["%}", "}}", "#}"].into_iter().find(|mark| *mark == self.closed_by) {
            Some(mark) => Way::CloseTag(mark),
            None => Way::CloseAtEnd(self.closed_by.clone()),
        }
    }
}

/// What was opened last and is not closed: `{% block main %}`, or a tag itself.
pub(super) fn unclosed(text: &str) -> Option<Open> {
    all_unclosed(text).pop()
}

/// All that is not closed, from the outside in.
fn all_unclosed(text: &str) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let Some(close) = ["{%", "{{", "{#"].iter().position(|tag| text[start..].starts_with(tag)) else {
            at = start + 1;
            continue;
        };
        let close = ["%}", "}}", "#}"][close];
        let Some(length) = text[start + 2..].find(close) else {
            open.push(Open { span: start..start + 2, closed_by: close.to_owned() });
            return open;
        };
        let end = start + 2 + length + close.len();
        at = end;
        if close != "%}" {
            continue;
        }
        let words = text[start + 2..end - 2].trim_matches('-').trim();
        let word = words.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        if word.starts_with("end") {
            open.pop();
        } else if word == "raw" {
            // Nothing within it is a tag.
            let Some(ends) = text[end..].find("endraw") else {
                open.push(Open { span: start..end, closed_by: "{% endraw %}".to_owned() });
                return open;
            };
            at = end + ends;
        } else if matches!(word, "block" | "if" | "for" | "filter" | "component")
            || (word.starts_with("set") && !words.contains('='))
        {
            open.push(Open { span: start..end, closed_by: format!("{{% end{word} %}}") });
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use tera::Tera;

    use super::*;

    fn unclosed_in(text: &str) -> Option<(&str, String)> {
        unclosed(text).map(|open| (&text[open.span], open.closed_by))
    }

    #[test]
    fn what_is_open_is_found() {
        let closed = |tag, by: &str| Some((tag, by.to_owned()));
        assert_eq!(unclosed_in("{% block a %}{% if x %}y{% endif %}"), closed("{% block a %}", "{% endblock %}"));
        assert_eq!(unclosed_in("{%- for a in b -%}{% if x %}"), closed("{% if x %}", "{% endif %}"));
        assert_eq!(unclosed_in("a {{ name"), closed("{{", "}}"));
        assert_eq!(unclosed_in("a { b {# c"), closed("{#", "#}"));
        assert_eq!(unclosed_in("{% set x = 1 %}{% raw %}{% if %}{% endraw %}"), None);
        assert_eq!(unclosed_in("{% raw %}{{"), closed("{% raw %}", "{% endraw %}"));
    }

    #[test]
    fn the_filters_are_those_that_the_engine_has() {
        for filter in FILTERS {
            let template = format!("{{{{ x | {filter} }}}}");
            let added = Tera::default().add_raw_template("a.html", &template);
            assert!(!format!("{added:?}").contains("Unknown filter"), "{filter}");
        }
    }

    #[test]
    fn a_name_that_is_nearly_right_is_recognised() {
        let help = |message| nowhere(message).help;
        assert_eq!(help("Unknown filter `uper`"), "did you mean `upper`?");
        let undefined = nowhere("Variable `nam` is not defined. Available variables: locale, name");
        assert_eq!((&*undefined.message, &*undefined.help), ("Variable `nam` is not defined", "did you mean `name`?"));
        assert_eq!(
            help("Variable `banana` is not defined. Available variables: locale, name"),
            "known here: locale, name"
        );
    }
}
