//! Texts that say nothing: written, and empty.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::INVALID_VALUE;
use crate::load::dossier::Dossier;
use crate::portfolio::validate::findings::Findings;

/// Tells every empty text of a dossier that has not been told yet, whatever key it stands under. Most files hold none, which a look
/// at the text tells; the others are walked.
pub(super) fn check(dossier: &Dossier, text: &str, findings: &mut Findings) {
    if !may_hold_empty(text) {
        return;
    }
    // Nothing that was read from a dossier fails to be written.
    let Ok(value) = serde_json::to_value(dossier) else { return };
    let mut empty = Vec::new();
    walk(&value, &mut String::new(), &mut empty);
    for pointer in empty {
        if !findings.has(&pointer) {
            let in_list = pointer.rsplit('/').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
            let help = if in_list { "write it, or remove the entry" } else { "write it, or remove the key" };
            findings.push(pointer, Diagnostic::error(INVALID_VALUE, "the text is empty").help(help));
        }
    }
}

/// Whether two quotation marks of a kind stand with nothing but blanks between them.
fn may_hold_empty(text: &str) -> bool {
    ['"', '\''].into_iter().any(|quote| {
        let mut parts = text.split(quote).skip(1).peekable();
        std::iter::from_fn(|| parts.next().map(|part| (part, parts.peek().is_some())))
            .any(|(part, is_closed)| is_closed && part.bytes().all(|byte| byte == b' ' || byte == b'\t'))
    })
}

fn walk(value: &Value, pointer: &mut String, empty: &mut Vec<String>) {
    let length = pointer.len();
    let mut step = |key: &str, value: &Value, pointer: &mut String| {
        pointer.push('/');
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        walk(value, pointer, empty);
        pointer.truncate(length);
    };
    match value {
        Value::String(text) if text.trim().is_empty() => empty.push(pointer.clone()),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| step(&at.to_string(), item, pointer)),
        Value::Object(entries) => entries.iter().for_each(|(key, entry)| step(key, entry, pointer)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::may_hold_empty;

    #[test]
    fn a_look_at_the_text_finds_every_empty_quotation() {
        for (text, is_empty) in [
            ("id: a\nheadline: \"\"\n", true),
            ("tags: [x, '  ']", true),
            ("note: \"it's\" \nother: ''", true),
            ("quote: \"x\"\nnote: \"y\"", false),
            ("note: it's", false),
            ("", false),
        ] {
            assert_eq!(may_hold_empty(text), is_empty, "{text}");
        }
    }
}
