//! Where a Chinese head may break: the style sheet keeps its words whole (`word-break: keep-all`), so that it breaks at
//! punctuation and spaces; what is long in between breaks after 的, and 的 and 了 never begin a line.

use serde::{Serialize, Serializer};

use super::Rich;

/// Letters of Han without a break, up to which a head is left as it is.
const SHORT: usize = 5;
/// Letters that a new line is worth.
const WORTH: usize = 3;

/// Writes a head for a template. For `#[serde(serialize_with = "…")]`.
///
/// # Errors
/// Those of the serialiser.
pub fn head<S: Serializer>(words: &Rich, to: S) -> Result<S::Ok, S::Error> {
    phrased(words.as_html()).serialize(to)
}

/// Writes a lead: words like those of a head, which end with a full stop, as a sentence does and a head does not.
///
/// # Errors
/// Those of the serialiser.
pub fn lead<S: Serializer>(words: &Rich, to: S) -> Result<S::Ok, S::Error> {
    stopped(phrased(words.as_html())).serialize(to)
}

/// The same for a lead that may be absent.
///
/// # Errors
/// Those of the serialiser.
#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
pub fn optional_lead<S: Serializer>(words: &Option<Rich>, to: S) -> Result<S::Ok, S::Error> {
    words.as_ref().map(|words| stopped(phrased(words.as_html()))).serialize(to)
}

/// HTML that ends with a full stop, of its script; what ends with another mark stays.
fn stopped(html: String) -> String {
    let mut words = html.trim_end();
    // Behind the last tags, and behind a quotation mark or bracket.
    while words.ends_with('>') {
        words = words.rfind('<').map_or("", |tag| words[..tag].trim_end());
    }
    let bare = words.trim_end_matches(['”', '’', '）', ')']);
    let ends = bare.ends_with(['.', '。', '?', '？', '!', '！', ':', '：', '…', ';']);
    if words.is_empty() || ends {
        return html;
    }
    let stop = if is_chinese(words) { '。' } else { '.' };
    html + stop.encode_utf8(&mut [0; 4])
}

/// Whether a sentence of HTML is Chinese: more than a name in it is, and what is Latin is names.
fn is_chinese(html: &str) -> bool {
    let words: String = html.split('<').map(|piece| piece.rsplit('>').next().unwrap_or_default()).collect();
    let letters = |of: fn(char) -> bool| words.chars().filter(|c| of(*c)).count();
    let is_plain = |word: &str| word.len() > 1 && word.bytes().all(|c| c.is_ascii_lowercase());
    let plain = words.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| is_plain(word)).count();
    plain < 2 && letters(is_han) > 0 && letters(is_han) * 2 > letters(|c| c.is_ascii_lowercase())
}

/// HTML with `<wbr>` after a 的 within what is long, and with what may not be parted in spans.
fn phrased(html: &str) -> String {
    let mut phrased = String::with_capacity(html.len() + 32);
    let (mut rest, mut run) = (html, 0);
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let whole = if letter == '<' { Some(tag(rest)) } else { None };
        if let Some(tag) = whole {
            phrased.push_str(tag);
            rest = &rest[tag.len()..];
            continue;
        }
        if let Some(kept) = kept_together(letter, after) {
            phrased.extend(["<span class=\"nb\">", &rest[..kept], "</span>"]);
            (rest, run) = (&rest[kept..], 0);
            continue;
        }
        if letter == '\u{a0}' && run >= SHORT - 1 && begins_a_number(after) && !phrased.ends_with(BEFORE_NUMBERS) {
            // What is long before a number may end there: else a whole line of it is parted anywhere, even before its comma.
            phrased.push(' ');
            (rest, run) = (after, 0);
            continue;
        }
        phrased.push(letter);
        if letter == '：' && after.starts_with(|next: char| is_han(next) || next == '“') {
            phrased.push_str("<wbr>");
        }
        run = if is_han(letter) { run + 1 } else { 0 };
        if letter == '的' && run > SHORT && is_parted(after) {
            phrased.push_str("<wbr>");
            run = 0;
        }
        rest = after;
    }
    phrased
}

/// Words that belong to the number behind them.
const BEFORE_NUMBERS: [char; 8] = ['近', '第', '约', '前', '共', '超', '每', '仅'];

/// Whether a number stands at the beginning of words.
fn begins_a_number(words: &str) -> bool {
    words.starts_with(|first: char| first.is_ascii_digit())
}

/// A tag at the beginning of HTML.
fn tag(html: &str) -> &str {
    html.find('>').map_or(html, |end| &html[..=end])
}

/// How many bytes, from a letter on, stand on one line: a bracket or quotation mark with the 的 or 了 behind it, a letter with a
/// few signs in brackets behind it.
fn kept_together(letter: char, after: &str) -> Option<usize> {
    if matches!(letter, '”' | '）') {
        return after
            .chars()
            .next()
            .filter(|next| matches!(next, '的' | '了'))
            .map(|next| letter.len_utf8() + next.len_utf8());
    }
    let inside = after.strip_prefix('（').filter(|_| is_han(letter))?;
    let (inside, _) = inside.split_once('）')?;
    let is_short = inside.chars().count() <= SHORT && !inside.contains(['<', '（', '&']);
    is_short.then(|| letter.len_utf8() + '（'.len_utf8() + inside.len() + '）'.len_utf8())
}

/// Whether words go on behind a 的 that ends a phrase, for long enough to be a line.
fn is_parted(after: &str) -> bool {
    let words = after
        .split('<')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('>').map_or("", |it| it.1) });
    let more = words.flat_map(str::chars).take_while(|letter| is_han(*letter)).take(WORTH).count();
    more == WORTH && !after.starts_with(['确', '士', '话'])
}

/// A letter of Chinese.
const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_ends_as_a_sentence_does() {
        for (words, said) in [
            ("Two accounts stand still", "Two accounts stand still."),
            ("Two accounts <b>stand still</b>", "Two accounts <b>stand still</b>."),
            ("They stand <b>still.</b>", "They stand <b>still.</b>"),
            ("Who has not been visited?", "Who has not been visited?"),
            ("Most is at <a href=\"x\">墨方打印</a>", "Most is at <a href=\"x\">墨方打印</a>."),
            (
                "命中 <a href=\"accounts/long/name.html\">两家</a>客户",
                "命中 <a href=\"accounts/long/name.html\">两家</a>客户。",
            ),
            ("她说“先见人。”", "她说“先见人。”"),
            ("", ""),
        ] {
            assert_eq!(stopped(words.to_owned()), said);
        }
    }

    #[test]
    fn a_long_head_breaks_after_a_phrase_and_keeps_what_belongs_together() {
        for (head, expected) in [
            ("其中名次差得最多的是铸远重工，相差 21 名", "其中名次差得最多的<wbr>是铸远重工，相差 21 名"),
            ("最难的是定价", "最难的是定价"),
            (
                "<a href=\"的\">澜裳服饰集团的</a><b>采购总监</b>",
                "<a href=\"的\">澜裳服饰集团的<wbr></a><b>采购总监</b>",
            ),
            ("两家占全部增量的 47%", "两家占全部增量的 47%"),
            ("关系在“稳定”的最多", "关系在“稳定<span class=\"nb\">”的</span>最多"),
            ("最低的是音谷声学（15）", "最低的是音谷声<span class=\"nb\">学（15）</span>"),
            ("三家（另有 12 家没有档案）", "三家（另有 12 家没有档案）"),
            ("The top 20% (5) hold <b>48%</b>", "The top 20% (5) hold <b>48%</b>"),
            ("5 < 的", "5 < 的"),
            ("珩川电子：档案写“初级”", "珩川电子：<wbr>档案写“初级”"),
            ("其中铸远重工的\u{a0}1,180\u{a0}万元", "其中铸远重工的 1,180\u{a0}万元"),
            ("客户可近\u{a0}12\u{a0}个月", "客户可近\u{a0}12\u{a0}个月"),
        ] {
            assert_eq!(phrased(head), expected);
            let words = |html: String| Rich::from_safe_html(html).to_text().replace('\u{a0}', " ");
            assert_eq!(words(phrased(head)), words(head.to_owned()));
        }
    }
}
