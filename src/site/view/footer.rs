//! The footer of every page: as-of date and where it comes from, inputs, audience. No commit and no build time: they
//! would change every page without its content changing. For the same reason no counts of rows and dossiers: these are
//! on the page about data quality.

use std::fmt::Write as _;

use super::book::Book;
use super::{Rich, Voice};
use crate::analysis::sales::AsOfSource;

/// The lines of the footer in a language.
pub fn lines(voice: Voice<'_>, book: &Book<'_>) -> Vec<Rich> {
    let parts = [as_of(voice, book), inputs(voice, book), made_by(voice)];
    let gap = if voice.language() == crate::locale::Language::En { " " } else { "" };
    let mut lines = vec![Rich::from(parts.join(gap))];
    if let Some(classification) = &book.settings.classification {
        lines.push(Rich::from(classification.in_language(voice.language().tag()).0.to_owned()));
    }
    lines
}

/// The foot of every printed page, where [the lines](lines) below the page are not: as-of date and inputs, and in a line of its own
/// the classification; as the text of a string in CSS.
pub fn printed(voice: Voice<'_>, book: &Book<'_>) -> String {
    let mut parts = Vec::new();
    if book.as_of.from != AsOfSource::Nothing {
        let date = voice.locale.date_full(book.as_of.date);
        parts.push(voice.say("frame.printed.as_of", &[("date", date.into())]));
    }
    if let Some(file) = book.files.first() {
        let key = if book.files.len() == 1 { "frame.printed.file" } else { "frame.printed.files" };
        let files = voice.say("counts.files", &[("count", book.files.len().into())]);
        parts.push(voice.say(key, &[("file", file.path.as_str().into()), ("files", files.into())]));
    }
    let classification = book.settings.classification.as_ref();
    let classification = classification.map(|of| css_text(of.in_language(voice.language().tag()).0));
    let first = Some(css_text(&parts.join(" · "))).filter(|line| !line.is_empty());
    let lines: Vec<String> = first.into_iter().chain(classification).collect();
    lines.join(LINE_BREAK)
}

/// The end of a line within a string of CSS.
const LINE_BREAK: &str = "\\a ";

/// A text as it may stand between quotes of either kind in a style sheet or a `style` within a page.
pub(super) fn css_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Numbers end with a space, which belongs to them.
            '"' | '\'' | '\\' | '<' | '>' | '&' => {
                // Writing into a string does not fail.
                let _ = write!(safe, "\\{:x} ", u32::from(c));
            }
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

fn as_of(voice: Voice<'_>, book: &Book<'_>) -> String {
    let key = match book.as_of.from {
        AsOfSource::Flag => "frame.as_of.flag",
        AsOfSource::Setting => "frame.as_of.setting",
        AsOfSource::SourceDateEpoch => "frame.as_of.epoch",
        AsOfSource::SalesDate => "frame.as_of.sales",
        AsOfSource::Event => "frame.as_of.event",
        AsOfSource::Nothing => "frame.as_of.nothing",
    };
    voice.say(key, &[("date", voice.locale.date_full(book.as_of.date).into())])
}

fn inputs(voice: Voice<'_>, book: &Book<'_>) -> String {
    let files = voice.say("counts.files", &[("count", book.files.len().into())]);
    let key = match book.files {
        [] => "frame.inputs.none",
        [_] => "frame.inputs.one",
        _ => "frame.inputs.many",
    };
    let first = book.files.first().map_or("", |file| file.path.as_str());
    voice.say(key, &[("file", first.into()), ("files", files.into())])
}

fn made_by(voice: Voice<'_>) -> String {
    voice.say("frame.made_by", &[("version", env!("CARGO_PKG_VERSION").into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_quotes_or_the_style_sheet() {
        assert_eq!(css_text("截至 2026年6月30日 · 内部"), "截至 2026年6月30日 · 内部");
        assert_eq!(css_text("a\"b\\c</style>\n&"), "a\\22 b\\5c c\\3c /style\\3e  \\26 ");
    }
}
