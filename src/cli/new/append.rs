//! Appends an item to a list of a dossier and leaves every other character as it is.
//!
//! 1. The list is found as text: a key at the margin, and the items below it (`- …`).
//! 2. The item is put behind the last line of the list, indented as its neighbours are.
//! 3. Both texts are read, and must differ by that item only. Where they do not, nothing is done: a list in brackets
//!    or behind an anchor is left to a person.

use std::sync::Arc;

use serde_json::Value;

use crate::load::yaml;

/// The text with `item`, YAML lines of a mapping without indentation, as the last item of the list `key`; `None` where
/// that cannot be done safely.
pub fn append(text: &str, key: &str, item: &str) -> Option<String> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let appended = match lines.iter().position(|line| is_key(line, key)) {
        Some(at) => into_list(&lines, at, key, item, end)?,
        None => behind_all(text, key, item, end),
    };
    let (before, after, item) = (read(text)?, read(&appended)?, read(item)?);
    (after == with_item(before, key, item)?).then_some(appended)
}

/// `visits:` at the margin.
fn is_key(line: &str, key: &str) -> bool {
    line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
}

/// The list starts: a new key at the end of the text.
fn behind_all(text: &str, key: &str, item: &str, end: &str) -> String {
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    format!("{text}{gap}{end}{key}:{end}{}", indented(item, "  ", end))
}

fn into_list(lines: &[&str], at: usize, key: &str, item: &str, end: &str) -> Option<String> {
    let rest = lines[at][key.len() + 1..].trim();
    let (value, comment) = match rest.find('#') {
        Some(hash) => rest.split_at(hash),
        None => (rest, ""),
    };
    match value.trim() {
        "" => {}
        "[]" | "~" | "null" => {
            let gap = if comment.is_empty() { "" } else { "  " };
            let list = format!("{key}:{gap}{comment}{end}{}", indented(item, "  ", end));
            return Some(lines[..at].concat() + &list + &lines[at + 1..].concat());
        }
        _ => return None,
    }
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = lines[at + 1..].iter().find(|line| !is_blank(line));
    let Some(first) = first.filter(|line| line.trim_start().starts_with("- ") || line.trim_end() == "-") else {
        // The key stands alone: its value is nothing.
        let list = indented(item, "  ", end);
        return Some(terminated(&lines[..=at].concat(), end) + &list + &lines[at + 1..].concat());
    };
    let indent = indent_of(first);
    let belongs = |line: &str| {
        indent_of(line) > indent
            || (indent_of(line) == indent && line[indent..].starts_with('-') && !line.starts_with("---"))
    };
    let mut end_of_list = at;
    for (index, line) in lines.iter().enumerate().skip(at + 1) {
        if line.trim().is_empty() || (is_blank(line) && indent_of(line) <= indent) {
            continue;
        }
        if !belongs(line) {
            break;
        }
        end_of_list = index;
    }
    let all = terminated(&lines[..=end_of_list].concat(), end) + &indented(item, &" ".repeat(indent), end);
    Some(all + &lines[end_of_list + 1..].concat())
}

fn terminated(text: &str, end: &str) -> String {
    if text.ends_with('\n') { text.to_owned() } else { format!("{text}{end}") }
}

/// `- first line`, and the others below it.
pub fn indented(item: &str, indent: &str, end: &str) -> String {
    let mut text = String::new();
    for (index, line) in item.lines().enumerate() {
        text.extend([indent, if index == 0 { "- " } else { "  " }, line, end]);
    }
    text
}

fn read(text: &str) -> Option<Value> {
    let (value, diagnostics) = yaml::parse::<Value>(&Arc::from("dossier"), text);
    value.filter(|_| !diagnostics.has_errors())
}

fn with_item(mut before: Value, key: &str, item: Value) -> Option<Value> {
    let list = before.as_object_mut()?.entry(key).or_insert(Value::Null);
    if list.is_null() {
        *list = Value::Array(Vec::new());
    }
    list.as_array_mut()?.push(item);
    Some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: &str = "date: 2026-07-01\nby: [lin]\n";

    fn appended(text: &str) -> Option<String> {
        append(text, "visits", ITEM)
    }

    #[test]
    fn an_item_joins_its_neighbours() {
        let text = "id: a # 注\nvisits: # log\n  # first\n  - date: 2026-06-01\n    findings: |\n      a\n\n      b\n\n# the end\nname: x\n";
        let expected = "id: a # 注\nvisits: # log\n  # first\n  - date: 2026-06-01\n    findings: |\n      a\n\n      b\n  - date: 2026-07-01\n    by: [lin]\n\n# the end\nname: x\n";
        assert_eq!(appended(text).as_deref(), Some(expected));
    }

    #[test]
    fn lists_at_the_margin_and_at_the_end_of_the_file() {
        let text = "visits:\n- date: 2026-06-01\n- date: 2026-06-02";
        assert_eq!(appended(text), Some(format!("{text}\n- date: 2026-07-01\n  by: [lin]\n")));
        let text = "visits:\n- date: 2026-06-01\nname: x\n";
        let expected = "visits:\n- date: 2026-06-01\n- date: 2026-07-01\n  by: [lin]\nname: x\n";
        assert_eq!(appended(text).as_deref(), Some(expected));
    }

    #[test]
    fn a_list_that_is_not_there_yet_is_started() {
        let list = "visits:\n  - date: 2026-07-01\n    by: [lin]\n";
        assert_eq!(appended("id: a"), Some(format!("id: a\n\n{list}")));
        assert_eq!(appended("id: a\n# visits:\n#   - x\n"), Some(format!("id: a\n# visits:\n#   - x\n\n{list}")));
        assert_eq!(appended("visits: []\nid: a\n"), Some(format!("{list}id: a\n")));
        assert_eq!(appended("visits:\nid: a\n"), Some(format!("{list}id: a\n")));
        let commented = appended("visits: [] # none yet\n").expect("appends");
        assert!(commented.starts_with("visits:  # none yet\n  - date"), "{commented}");
    }

    #[test]
    fn line_ends_are_kept() {
        let text = "visits:\r\n  - date: 2026-06-01\r\nname: x\r\n";
        let expected = "visits:\r\n  - date: 2026-06-01\r\n  - date: 2026-07-01\r\n    by: [lin]\r\nname: x\r\n";
        assert_eq!(appended(text).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_not_safe_is_not_done() {
        for text in [
            "visits: [{date: 2026-06-01}]\n",
            "visits: &all\n  - date: 2026-06-01\n",
            "visits: *all\n",
            "visits:\n  by: lin\n",
            "visits: [\n",
            "note: \"a\nvisits:\n  - x: 1\"\n",
            "- a\n",
        ] {
            assert_eq!(appended(text), None, "{text}");
        }
    }
}
