//! Text files of the workspace: UTF-8, with or without a byte-order mark. Other encodings are recognised and refused.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::ledger::Spot;
use super::ledger::encoding::{self, NotUtf8};
use crate::diagnostic::codes::NOT_UTF8;
use crate::diagnostic::{Diagnostic, Place};

/// A text of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Relative to the workspace, with `/`.
    pub file: Arc<str>,
    /// The text without a byte-order mark.
    pub text: Arc<str>,
}

/// Reads a text file. The inner error is a problem of the user's (another encoding), the outer one of the world.
pub fn read(root: &Path, file: &str) -> anyhow::Result<Result<TextFile, Box<Diagnostic>>> {
    let path = root.join(file);
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(decode(file, &bytes))
}

/// The text of a file's bytes.
pub fn decode(file: &str, bytes: &[u8]) -> Result<TextFile, Box<Diagnostic>> {
    let file: Arc<str> = Arc::from(file);
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(unmarked) {
        Ok(text) if !text.contains('\0') => Ok(TextFile { file, text: Arc::from(text) }),
        Ok(text)
            if encoding::recognise_head(unmarked).is_none_or(|found| found == NotUtf8::Binary) && is_text(text) =>
        {
            Err(Box::new(with_zeros(&file, text)))
        }
        _ => {
            let (looks_like, place) = instead(&file, unmarked);
            let name = looks_like.name().map(|name| format!("; it looks like {name}")).unwrap_or_default();
            let error = Diagnostic::error(NOT_UTF8, format!("this file is not UTF-8 text{name}")).at(place);
            Err(Box::new(error.help(looks_like.remedy_of_text(&file))))
        }
    }
}

/// Whether a few zero bytes stand in what else is a text: what a lost page of a disk or a copied field leaves.
fn is_text(text: &str) -> bool {
    let strange = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).count();
    strange * 10 < text.chars().count()
}

fn with_zeros(file: &Arc<str>, text: &str) -> Diagnostic {
    let first = text.find('\0').unwrap_or_default();
    let further = match text.matches('\0').count() - 1 {
        0 => String::new(),
        more => format!(", and {more} more behind it"),
    };
    Diagnostic::error(NOT_UTF8, format!("a zero byte stands in this text{further}; nothing of it is read"))
        .at(Place::span(Arc::clone(file), text, first..first + 1))
        .help("take out what is not to be seen there, or save the file anew from its text")
}

/// What a text is instead of UTF-8, and where that begins.
fn instead(file: &Arc<str>, bytes: &[u8]) -> (NotUtf8, Place) {
    let binary = encoding::recognise_head(bytes).or_else(|| bytes.contains(&0).then_some(NotUtf8::Binary));
    match (binary, std::str::from_utf8(bytes)) {
        (None, Err(error)) => {
            let bad = error.valid_up_to();
            let likely = encoding::recognise_at(bytes, bad);
            (likely, Spot::not_utf8(bytes, bad, 0, 1, likely).place(file))
        }
        (binary, _) => (binary.unwrap_or(NotUtf8::Binary), Place::file(Arc::clone(file))),
    }
}
