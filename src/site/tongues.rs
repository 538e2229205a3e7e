//! What is Chinese on an English page is marked as such: names that are written in no other language, words of a source.
//!
//! Sentences are made of a catalogue's words and of names, and the language of a name is lost on the way; in the finished page
//! Han characters tell it. A screen reader then speaks them, and a browser sets them in the right glyphs. The other way round
//! nothing is marked: Latin names are at home in Chinese text.

/// Elements in which no `<span>` may stand, or whose text is no prose.
const OPAQUE: [&str; 8] = ["script", "style", "title", "option", "textarea", "svg", "head", "template"];
/// Elements without an end.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// An element that is open.
struct Open<'h> {
    name: &'h str,
    /// Whether its text is to be left as it is: it is said to be Chinese already, or is opaque.
    is_left: bool,
}

/// The page with every run of Han characters in a `<span lang="zh-CN">`, unless an element around it says so.
pub fn mark_chinese(html: String) -> String {
    // Behind the last one there is nothing to mark: mostly all but the masthead, whose way to the other language is Chinese.
    let Some(last) = html.bytes().rposition(may_begin_han) else { return html };
    let mut marked = String::with_capacity(html.len() + html.len() / 16);
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = html.as_str();
    while html.len() - rest.len() <= last {
        let text = rest.find('<').unwrap_or(rest.len());
        let is_left = open.last().is_some_and(|element| element.is_left);
        if is_left {
            marked.push_str(&rest[..text]);
        } else {
            mark_text(&rest[..text], &mut marked);
        }
        rest = &rest[text..];
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|at| at + 3) } else { tag_end(rest) };
        let (tag, after) = rest.split_at(end.unwrap_or(rest.len()));
        marked.push_str(tag);
        follow(tag, &mut open);
        rest = after;
    }
    marked.push_str(rest);
    marked
}

/// Opens or closes what a tag opens or closes.
fn follow<'h>(tag: &'h str, open: &mut Vec<Open<'h>>) {
    let name = |from: &'h str| from.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if let Some(closed) = tag.strip_prefix("</") {
        if let Some(at) = open.iter().rposition(|element| element.name == name(closed)) {
            open.truncate(at);
        }
        return;
    }
    let Some(opened) = tag.strip_prefix('<').map(name).filter(|name| !name.is_empty()) else { return };
    if VOID.contains(&opened) || tag.ends_with("/>") {
        return;
    }
    // A cell or a row may end where the next begins.
    let ends: &[&str] = match opened {
        "td" | "th" => &["td", "th"],
        "tr" | "tbody" | "tfoot" => &["td", "th", "tr"],
        "li" | "dt" | "dd" => &["li", "dt", "dd"],
        _ => &[],
    };
    while open.last().is_some_and(|element| ends.contains(&element.name)) {
        open.pop();
    }
    let inherited = open.last().is_some_and(|element| element.is_left);
    let is_left = match language(tag) {
        _ if OPAQUE.contains(&opened) => true,
        Some(tongue) => tongue.starts_with("zh"),
        None => inherited,
    };
    open.push(Open { name: opened, is_left });
}

/// The value of `lang` in a tag, with or without quotes.
fn language(tag: &str) -> Option<&str> {
    let (_, value) = tag.split_once(" lang=")?;
    Some(value.trim_start_matches('"'))
}

/// Where a tag ends: behind the first `>` that is in no quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    // Bytes do: these three are no part of a longer character.
    for (at, c) in tag.bytes().enumerate() {
        match (quote, c) {
            (None, b'"' | b'\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Writes a text with its runs of Han characters marked; what stands between two of them (a comma, a blank) belongs to the run.
fn mark_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(start) = rest.find(is_han) {
        let run = &rest[start..];
        let mut end = 0;
        for (at, c) in run.char_indices() {
            if is_han(c) {
                end = at + c.len_utf8();
            } else if !(c.is_ascii_digit() || matches!(c, ' ' | '、' | '，' | '（' | '）' | '·' | '：' | '“' | '”'))
            {
                break;
            }
        }
        out.push_str(&rest[..start]);
        out.push_str("<span lang=\"zh-CN\">");
        out.push_str(&run[..end]);
        out.push_str("</span>");
        rest = &run[end..];
    }
    out.push_str(rest);
}

/// Whether a byte of UTF-8 begins one of these, or a neighbour of theirs.
const fn may_begin_han(byte: u8) -> bool {
    matches!(byte, 0xe3..=0xe9 | 0xef | 0xf0)
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_a_sentence_is_marked_once() {
        let marked = |html: &str| mark_chinese(html.to_owned());
        assert_eq!(
            marked("<p>One of <b>青禾云仓</b> fell</p>"),
            "<p>One of <b><span lang=\"zh-CN\">青禾云仓</span></b> fell</p>"
        );
        for same in [
            "<p>No Chinese here, — “so” £5</p>",
            "<a href=\"x\" lang=\"zh-CN\">中文</a>",
            "<div lang=zh-CN><p>中文<br>中文</p></div>",
            "<svg><text>澜裳</text></svg><title>澜裳</title><select><option>澜裳</select>",
            "<a title=\"澜裳 > 1\">x</a><!-- 澜裳 --><script>'澜裳'</script>",
        ] {
            assert_eq!(marked(same), same);
        }
    }

    #[test]
    fn what_ends_without_an_end_tag_does_not_pass_its_language_on() {
        let html = "<table><tr><th lang=zh-CN>澜裳<td>林砚<tr><th>A<td>何立</table>";
        let found = mark_chinese(html.to_owned());
        assert_eq!(found.matches("<span").count(), 2, "{found}");
        let inner = mark_chinese("<p lang=\"zh-CN\">中 <i lang=\"en\">of 澜裳</i> 文</p>".to_owned());
        assert_eq!(inner.matches("<span").count(), 1, "{inner}");
    }
}
