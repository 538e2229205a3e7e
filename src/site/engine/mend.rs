//! Taking what is wrong out of a template so that the rest of it can be tried: every byte that stays keeps its place.

use std::ops::Range;

use super::Source;
use crate::diagnostic::suggest::nearest;

/// What was changed in some templates, and so what can no longer be said of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mended {
    /// A name was given a value that it does not have: what a field of it lacks may be the fault of that.
    pub guesses: bool,
    /// A block was taken out or renamed: that others lack it is no fault of theirs.
    pub blocks: bool,
    /// A condition or a list was replaced: what stands in its branch was passed over.
    pub branches: bool,
}

impl Mended {
    /// This and that.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            guesses: self.guesses || other.guesses,
            blocks: self.blocks || other.blocks,
            branches: self.branches || other.branches,
        }
    }
}

/// By the first word of a tag: behind which mark its expression stands, and what it becomes.
const EXPRESSIONS: [(&str, &str, &str); 5] = [
    ("if", "if ", "0"),
    ("elif", "elif ", "0"),
    ("for", " in ", "[]"),
    ("set", "=", "0"),
    ("filter", "filter ", "trim"),
];

impl Source {
    /// Takes the expression, the tag or the block at a place out. `None` where that cannot be done without breaking the rest.
    ///
    /// `known` are the names of the blocks, or of the templates, of which one may be meant.
    pub(super) fn mend(&mut self, at: &Range<usize>, known: &[String]) -> Option<Mended> {
        let tag = tag_at(&self.tried, at.start)?;
        if self.tried[tag.clone()].starts_with("{{") {
            self.replace(tag, "");
            return Some(Mended::default());
        }
        let inside = inside(&self.tried, &tag);
        let written = &self.tried[inside.clone()];
        let word = written.split_whitespace().next()?;
        match word {
            "include" | "break" | "continue" => {
                self.replace(tag, "");
                return Some(Mended::default());
            }
            "block" => return self.mend_block(&tag, inside, known),
            "extends" => return self.mend_parent(inside, known),
            // The name of another block: without one it ends the block that is open.
            "endblock" if written.trim() != word => {
                self.replace(inside, "endblock");
                return Some(Mended::default());
            }
            _ => {}
        }
        let &(_, mark, instead) = EXPRESSIONS.iter().find(|(first, ..)| *first == word)?;
        let expression = inside.start + written.find(mark)? + mark.len()..inside.end;
        if expression.len() < instead.len() {
            return None;
        }
        if self.tried[expression.clone()].trim() == instead {
            // It is not the expression that is wrong.
            return None;
        }
        let (guesses, branches) = (word == "set", matches!(word, "if" | "elif" | "for"));
        self.replace(expression.clone(), instead);
        if branches {
            self.branches.push(expression);
        }
        Some(Mended { guesses, branches, ..Mended::default() })
    }

    /// Takes out a condition that is not closed: what stands behind it is tried as if it held.
    pub(super) fn open_up(&mut self, at: usize) -> Option<Mended> {
        let tag = tag_at(&self.tried, at).filter(|tag| self.word(tag) == "if")?;
        self.replace(tag, "");
        Some(Mended { guesses: true, ..Mended::default() })
    }

    /// A parent that no layer has: the template whose name is nearest, else the one of its own name below.
    fn mend_parent(&mut self, inside: Range<usize>, known: &[String]) -> Option<Mended> {
        let name = self.tried[inside.clone()].split('"').nth(1)?;
        let below = known.iter().find(|other| other.ends_with(&format!("/{}", self.name)));
        let parent = nearest(name, known.iter().map(String::as_str)).or(below.map(String::as_str))?;
        let instead = format!("extends \"{parent}\"");
        if parent == name || instead.len() > inside.len() {
            return None;
        }
        self.replace(inside, &instead);
        Some(Mended { blocks: true, ..Mended::default() })
    }

    /// Goes into the branches that were passed over.
    pub(super) fn enter_branches(&mut self) {
        for branch in std::mem::take(&mut self.branches) {
            let is_list = self.tried[branch.clone()].starts_with('[');
            match is_list {
                false => self.replace(branch, "1"),
                true if branch.len() >= "[0]".len() => self.replace(branch, "[0]"),
                true => {}
            }
        }
    }

    /// A block that no parent has: it is taken for the block with nearly its name, so that what stands in it is tried; once.
    fn mend_block(&mut self, tag: &Range<usize>, inside: Range<usize>, known: &[String]) -> Option<Mended> {
        let blocks = Mended { blocks: true, ..Mended::default() };
        let name = self.tried[inside.clone()].split_whitespace().nth(1)?;
        let own = block_names(&self.tried);
        let free = known.iter().map(String::as_str).filter(|known| !own.iter().any(|own| own == known));
        let renamed = nearest(name, free).map(|near| format!("block {near}")).filter(|new| new.len() <= inside.len());
        let is_as_written = self.text[tag.clone()] == self.tried[tag.clone()];
        if let Some(renamed) = renamed.filter(|_| is_as_written) {
            self.replace(inside, &renamed);
            return Some(blocks);
        }
        let end = self.end_of_block(tag.start)?;
        self.replace(tag.start..end, "");
        Some(blocks)
    }

    /// Where the block ends that begins at a place.
    fn end_of_block(&self, start: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let closing = tags(&self.tried).filter(|tag| tag.start >= start).find(|tag| {
            match self.word(tag) {
                "block" => depth += 1,
                "endblock" => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        closing.map(|tag| tag.end)
    }

    /// The first word of a tag; none of what is printed.
    fn word(&self, tag: &Range<usize>) -> &str {
        match &self.tried[tag.clone()] {
            text if text.starts_with("{%") => {
                self.tried[inside(&self.tried, tag)].split_whitespace().next().unwrap_or("")
            }
            _ => "",
        }
    }

    fn replace(&mut self, span: Range<usize>, instead: &str) {
        let width = span.len();
        self.tried.replace_range(span, &format!("{instead:width$}"));
    }
}

/// The names of the blocks of a template.
pub(super) fn block_names(text: &str) -> Vec<String> {
    let words = tags(text).filter(|tag| text[tag.clone()].starts_with("{%")).map(|tag| &text[inside(text, &tag)]);
    let mut names = words.filter_map(|words| words.trim_start().strip_prefix("block ")?.split_whitespace().next());
    let mut found: Vec<String> = names.by_ref().map(str::to_owned).collect();
    found.dedup();
    found
}

/// Whether a template gives a name a value itself.
pub(super) fn is_set(text: &str, name: &str) -> bool {
    let gives = |words: &str| {
        let rest = words.trim_start().strip_prefix("set ").or_else(|| words.trim_start().strip_prefix("set_global "));
        rest.is_some_and(|rest| rest.split(['=', ' ']).find(|word| !word.is_empty()) == Some(name))
    };
    tags(text).any(|tag| text[tag.clone()].starts_with("{%") && gives(&text[inside(text, &tag)]))
}

/// What stands between the marks of a tag.
fn inside(text: &str, tag: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (tag.start + 2, tag.end - 2);
    if text[start..end].starts_with('-') {
        start += 1;
    }
    if text[start..end].ends_with('-') {
        end -= 1;
    }
    start..end
}

/// The tag that a place lies in; `None` outside of all, and in one that is not closed before the next begins.
fn tag_at(text: &str, at: usize) -> Option<Range<usize>> {
    let tag = tags(text).find(|tag| tag.contains(&at))?;
    let body = &text[tag.start + 2..tag.end];
    (!body.contains("{{") && !body.contains("{%")).then_some(tag)
}

/// The tags of a template, printed or not, comments aside; nothing within `raw` is one.
fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find('{')?;
            let close = match &text.as_bytes()[start..] {
                [_, b'%', ..] => "%}",
                [_, b'{', ..] => "}}",
                [_, b'#', ..] => "#}",
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            let end = start + 2 + text[start + 2..].find(close)? + close.len();
            at = end;
            if close == "#}" {
                continue;
            }
            if close == "%}" && text[inside(text, &(start..end))].trim() == "raw" {
                at = end + text[end..].find("endraw")?;
                at += text[at..].find(close)? + close.len();
                continue;
            }
            return Some(start..end);
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn source(text: &str) -> Source {
        let file: Arc<str> = "page.html".into();
        Source {
            name: "page.html".to_owned(),
            file,
            text: text.to_owned(),
            tried: text.to_owned(),
            branches: Vec::new(),
        }
    }

    fn mended(text: &str, word: &str) -> Option<String> {
        let at = text.find(word).expect("stands there");
        let mut source = source(text);
        source.mend(&(at..at + 1), &["main".to_owned()])?;
        assert_eq!(source.tried.len(), text.len(), "every byte keeps its place");
        Some(source.tried)
    }

    #[test]
    fn what_is_wrong_is_taken_out_and_no_more() {
        let taken = |text, word| mended(text, word).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(taken("{{ a }} {{ nam }} b", "nam").as_deref(), Some("{{ a }} b"));
        assert_eq!(taken("{% if nam -%}x{% endif %}", "nam").as_deref(), Some("{% if 0 -%}x{% endif %}"));
        assert_eq!(taken("{% for a in bs %}x{% endfor %}", "bs").as_deref(), Some("{% for a in [] %}x{% endfor %}"));
        assert_eq!(taken("{% set a = nam %}", "nam").as_deref(), Some("{% set a =0 %}"));
        assert_eq!(taken("{% block mai %}x{% endblock %}", "mai").as_deref(), Some("{%block main %}x{% endblock %}"));
        let nested = "{% block other %}{% block main %}x{% endblock %}{% endblock other %}y";
        assert_eq!(taken(nested, "other").as_deref(), Some("y"));
        assert_eq!(taken("{% raw %}{{ nam }}{% endraw %}", "nam"), None, "no tag");
        assert_eq!(taken("{{ nam <p>{{ b }}", "nam"), None, "where it ends is not known");
        assert_eq!(taken("{% endfor nam %}", "nam"), None, "the rest would break");
        assert_eq!(taken("{% endblock nam %}", "nam").as_deref(), Some("{%endblock %}"));
        assert_eq!(taken("a{% break %}", "break").as_deref(), Some("a"));
        assert_eq!(taken("{% extends \"maine\" %}", "maine").as_deref(), Some("{%extends \"main\" %}"));
    }

    #[test]
    fn branches_that_were_passed_over_are_entered() {
        let mut source = source("{% if nam %}{% for a in names %}{% endfor %}{% endif %}");
        for word in ["nam", "names"] {
            let at = source.text.find(&format!("{word} ")).expect("stands there");
            assert!(source.mend(&(at..at + 1), &[]).is_some_and(|mended| mended.branches), "{word}");
        }
        source.enter_branches();
        assert_eq!(source.tried, "{% if 1   %}{% for a in [0]   %}{% endfor %}{% endif %}");
    }

    #[test]
    fn a_name_that_the_template_sets_is_known() {
        let text = "{%- set total = 1 -%}{% set other=2 %}{{ set third = 3 }}";
        assert_eq!(["total", "other", "third", "tot"].map(|name| is_set(text, name)), [true, true, false, false]);
    }
}
