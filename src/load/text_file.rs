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
        _ => {
            let (looks_like, place) = instead(&file, unmarked);
            let message = if looks_like == NotUtf8::Zeros {
                let further = match memchr::memchr_iter(0, unmarked).count() - 1 {
                    0 => String::new(),
                    more => format!(", and {more} more behind it"),
                };
                format!("a zero byte stands in this text{further}; nothing of it is read")
            } else {
                let name = looks_like.name().map(|name| format!("; it looks like {name}")).unwrap_or_default();
                format!("this file is not UTF-8 text{name}")
            };
            let error = Diagnostic::error(NOT_UTF8, message).at(place);
            Err(Box::new(error.help(looks_like.remedy_of_text(&file))))
        }
    }
}

/// What a text is instead of UTF-8, and where that begins.
fn instead(file: &Arc<str>, bytes: &[u8]) -> (NotUtf8, Place) {
    let zero = bytes.iter().position(|byte| *byte == 0);
    let binary = encoding::recognise_head(bytes).or_else(|| zero.map(|_| NotUtf8::Zeros));
    match (binary, std::str::from_utf8(bytes)) {
        (Some(NotUtf8::Zeros), Ok(text)) => {
            let at = zero.unwrap_or_default();
            (NotUtf8::Zeros, Place::span(Arc::clone(file), text, at..at + 1))
        }
        (Some(NotUtf8::Zeros), Err(_)) => (NotUtf8::Binary, Place::file(Arc::clone(file))),
        (None, Err(error)) => {
            let bad = error.valid_up_to();
            let likely = encoding::recognise_at(bytes, bad);
            (likely, Spot::not_utf8(bytes, bad, 0, 1, likely).place(file))
        }
        (binary, _) => (binary.unwrap_or(NotUtf8::Binary), Place::file(Arc::clone(file))),
    }
}
