//! The footer of every page: as-of date and where it comes from, inputs, audience. No commit and no build time: they
//! would change every page without its content changing. For the same reason no counts of rows and dossiers: these are
//! on the page about data quality.

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
