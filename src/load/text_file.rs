//! Text files of the workspace: UTF-8, with or without a byte-order mark. Other encodings are recognised and refused.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::ledger::Spot;
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
            let message = format!("this file is not UTF-8 text; it looks like {}", encoding(bytes));
            let error = Diagnostic::error(NOT_UTF8, message).at(place(file, unmarked));
            let help = "save it as UTF-8 (in Excel “CSV UTF-8”, in Notepad “Save as”, Encoding)";
            Err(Box::new(error.help(help)))
        }
    }
}

/// The first byte that is no UTF-8, where the rest may be text.
fn place(file: Arc<str>, bytes: &[u8]) -> Place {
    match std::str::from_utf8(bytes) {
        Err(error) if !bytes.contains(&0) => {
            let bad = error.valid_up_to();
            Spot::of(bytes, bad..bad + 1, 0, 1).place(&file)
        }
        _ => Place::file(file),
    }
}

/// What bytes that are no UTF-8 look like.
fn encoding(bytes: &[u8]) -> &'static str {
    let decodes = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    };
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "UTF-16",
        _ if bytes.contains(&0) => "a binary file",
        _ if decodes(encoding_rs::GB18030) => "GBK or GB18030",
        _ if decodes(encoding_rs::BIG5) => "Big5",
        _ => "an older encoding of another language",
    }
}
