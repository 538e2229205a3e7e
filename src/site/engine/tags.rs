//! The tags of a template, as they are written.

use std::ops::Range;

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
        if let Some(names) = words.trim_start().strip_prefix("for ") {
            let names = names.split(" in ").next().unwrap_or_default();
            return names.split(',').any(|one| one.trim() == name);
        }
        let rest = words.trim_start().strip_prefix("set ").or_else(|| words.trim_start().strip_prefix("set_global "));
        rest.is_some_and(|rest| rest.split(['=', ' ']).find(|word| !word.is_empty()) == Some(name))
    };
    tags(text).any(|tag| text[tag.clone()].starts_with("{%") && gives(&text[inside(text, &tag)]))
}

/// What stands between the marks of a tag.
pub(super) fn inside(text: &str, tag: &Range<usize>) -> Range<usize> {
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
pub(super) fn tag_at(text: &str, at: usize) -> Option<Range<usize>> {
    let tag = tags(text).find(|tag| tag.contains(&at))?;
    let body = &text[tag.start + 2..tag.end];
    (!body.contains("{{") && !body.contains("{%")).then_some(tag)
}

/// The tags of a template, printed or not, comments aside; nothing within `raw` is one.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
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
    use super::*;

    #[test]
    fn a_name_that_the_template_sets_is_known() {
        let text = "{%- set total = 1 -%}{% set other=2 %}{{ set third = 3 }}";
        assert_eq!(["total", "other", "third", "tot"].map(|name| is_set(text, name)), [true, true, false, false]);
        assert_eq!(["k", "v", "pairs"].map(|name| is_set("{% for k, v in pairs %}", name)), [true, true, false]);
    }
}
