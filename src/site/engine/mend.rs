//! Taking what is wrong out of a template so that the rest of it can be tried: every byte that stays keeps its place.

use std::ops::Range;

use super::Source;
use super::tags::{self, block_names, inside, tag_at, tags};
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
            // The name of another block, or words that no end has: without them it ends what is open.
            _ if word.starts_with("end") && written.trim() != word => {
                let end = word.to_owned();
                self.replace(inside, &end);
                return Some(Mended::default());
            }
            _ => {}
        }
        let &(_, mark, instead) = EXPRESSIONS.iter().find(|(first, ..)| *first == word)?;
        let expression = inside.start + written.find(mark)? + mark.len()..inside.end;
        if expression.len() < instead.len() {
            return self.fill(inside, expression.start, word.len(), instead);
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

    /// Gives a tag without an expression one, where there is room between its marks.
    fn fill(&mut self, inside: Range<usize>, from: usize, word: usize, instead: &str) -> Option<Mended> {
        let head = self.tried[inside.start..from].trim_start().to_owned();
        let filled = format!("{head}{instead}");
        if filled.len() > inside.len() {
            return None;
        }
        let branches = matches!(&head[..word], "if" | "elif" | "for");
        let start = inside.start + head.len();
        self.replace(inside, &filled);
        if branches {
            self.branches.push(start..start + instead.len());
        }
        Some(Mended { guesses: &head[..word] == "set", branches, ..Mended::default() })
    }

    /// Takes out a tag that the engine does not know, or the end of what is not open.
    pub(super) fn remove(&mut self, at: usize) -> Option<Mended> {
        let tag = tag_at(&self.tried, at)?;
        self.replace(tag, "");
        Some(Mended::default())
    }

    /// Takes out a condition or a loop that is not closed: what stands behind it is tried as if it held.
    pub(super) fn open_up(&mut self, at: usize) -> Option<Mended> {
        let tag = tag_at(&self.tried, at).filter(|tag| matches!(self.word(tag), "if" | "for"))?;
        // What a loop names is known behind it, but to the engine.
        let branches = self.word(&tag) == "for";
        self.replace(tag, "");
        Some(Mended { guesses: true, branches, ..Mended::default() })
    }

    /// Extends another template in place of the one named at a place; whether its name is short enough for that.
    pub(super) fn extend(&mut self, name: Range<usize>, other: &str) -> bool {
        let fits = other.len() <= name.len();
        if fits {
            let quote = self.tried[name.end..=name.end].to_owned();
            self.replace(name.start..name.end + 1, &format!("{other}{quote}"));
        }
        fits
    }

    /// Takes a filter out with what it is given, so that what it is applied to is tried; not in a condition or a list, whose branch
    /// is entered when they are replaced.
    pub(super) fn drop_filter(&mut self, name: usize) -> Option<Mended> {
        let tag = tag_at(&self.tried, name).filter(|tag| !matches!(self.word(tag), "if" | "elif" | "for"))?;
        let pipe = tag.start + self.tried[tag.start..name].trim_end().strip_suffix('|')?.len();
        let rest = &self.tried[name..tag.end - 2];
        let named = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let given = rest[named..].strip_prefix('(').map_or(Some(0), |given| Some(given.find(')')? + "()".len()))?;
        // What is given may itself hold brackets: then the end of it is not the first that closes.
        if rest[named..named + given].matches('(').count() > 1 {
            return None;
        }
        self.replace(pipe..name + named + given, "");
        Some(Mended::default())
    }

    /// Closes what was opened last, at the end of the template.
    pub(super) fn close_at_end(&mut self, end: &str) -> Mended {
        self.tried.push_str(end);
        Mended::default()
    }

    /// Closes a tag that no mark ends at the end of its line, where there is room; a comment goes up to there.
    pub(super) fn close_tag(&mut self, start: usize, mark: &str) -> Option<Mended> {
        let line = self.tried[start..].find('\n').map_or(self.tried.len(), |length| start + length + 1);
        if mark == "#}" {
            self.replace(start..line, "");
            return Some(Mended::default());
        }
        let (opening, words) = self.tried[start..line].split_at(2);
        let is_alone = !["{{", "{%", "<"].iter().any(|other| words.contains(other));
        let closed = format!("{opening}{}{mark}", words.trim());
        if !is_alone || (closed.len() > line - start && line < self.tried.len()) {
            return None;
        }
        self.replace(start..line, &closed);
        Some(Mended::default())
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
            let end = self.end_of_block(tag.start).map(|end| tags::inside(&self.tried, &end));
            if let Some(named) = end.filter(|end| self.tried[end.clone()].trim() != "endblock") {
                // Without a name it ends the block under whatever name.
                self.replace(named, "endblock");
            }
            self.replace(inside, &renamed);
            return Some(blocks);
        }
        let end = self.end_of_block(tag.start)?;
        self.replace(tag.start..end.end, "");
        Some(blocks)
    }

    /// The tag that ends the block which begins at a place.
    fn end_of_block(&self, start: usize) -> Option<Range<usize>> {
        let mut depth = 0_usize;
        tags(&self.tried).filter(|tag| tag.start >= start).find(|tag| {
            match self.word(tag) {
                "block" => depth += 1,
                "endblock" => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
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
        assert_eq!(taken("{% if %}x{% endif %}", "%}").as_deref(), Some("{%if 0%}x{% endif %}"));
        assert_eq!(taken("{% endfor nam %}", "nam").as_deref(), Some("{%endfor %}"));
        assert_eq!(taken("{% endblock nam %}", "nam").as_deref(), Some("{%endblock %}"));
        assert_eq!(taken("a{% break %}", "break").as_deref(), Some("a"));
        assert_eq!(taken("{% extends \"maine\" %}", "maine").as_deref(), Some("{%extends \"main\" %}"));
    }

    #[test]
    fn a_filter_is_taken_out_and_what_it_is_applied_to_stays() {
        let dropped = |text: &str| {
            let mut source = source(text);
            let name = text.find("cry").expect("stands there");
            source.drop_filter(name).map(|_| source.tried.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(dropped("{{ a | cry }}").as_deref(), Some("{{ a }}"));
        assert_eq!(dropped("{{ a | cry(to=\"b\") | upper }}").as_deref(), Some("{{ a | upper }}"));
        assert_eq!(dropped("{% set a = b|cry %}").as_deref(), Some("{% set a = b %}"));
        assert_eq!(dropped("{% if a|cry %}x{% endif %}"), None);
        assert_eq!(dropped("{{ a | cry(to=b(c)) }}"), None);
        assert_eq!(dropped("{% filter cry %}x{% endfilter %}"), None);
    }

    #[test]
    fn what_no_mark_ends_is_closed_with_its_line() {
        let closed = |text: &str, mark| {
            let mut source = source(text);
            let start = text.find('{').expect("begins");
            source.close_tag(start, mark).map(|_| source.tried)
        };
        assert_eq!(closed("a {{ nam\n{{ b }}", "}}").as_deref(), Some("a {{nam}}{{ b }}"));
        assert_eq!(closed("{% if nam\nx{% endif %}", "%}").as_deref(), Some("{%if nam%}x{% endif %}"));
        assert_eq!(closed("{{ nam", "}}").as_deref(), Some("{{nam}}"), "at the end there is room");
        assert_eq!(closed("{# nam\n{{ b }}", "#}").as_deref(), Some("       {{ b }}"));
        assert_eq!(closed("{{ nam <p>{{ b }}\n", "}}"), None, "where it ends is not known");
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
}
