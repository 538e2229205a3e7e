//! Files of the same content, whose sales would count twice: plain or gzipped, and saved again with a byte order mark or other
//! ends of lines.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::Context;

use super::blocks::{BYTE_ORDER_MARK, unpacked};
use super::find::Found;
use super::read::ReadFile;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};

/// Tells every file that has the content of an earlier one, and returns their positions.
pub(super) fn report(
    files: &[Found],
    readings: &[ReadFile],
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<BTreeSet<usize>> {
    let mut copies = BTreeSet::new();
    for (i, (file, reading)) in files.iter().zip(readings).enumerate() {
        for (other, earlier) in files[..i].iter().zip(readings) {
            let is_same = earlier.content() == reading.content()
                || (earlier.outline().is_some()
                    && earlier.outline() == reading.outline()
                    && same_lines(&other.path, &file.path)
                        .with_context(|| format!("cannot read {}", file.path.display()))?);
            if is_same {
                let message = format!("this file has the same content as {}: its sales would count twice", other.name);
                let diagnostic = Diagnostic::error(codes::SAME_SALES_FILE, message)
                    .at(Place::file(file.name.as_str()))
                    .help("delete one of the two, or list the files to read under `sales` in keyfolio.yaml");
                diagnostics.push(diagnostic);
                copies.insert(i);
                break;
            }
        }
    }
    Ok(copies)
}

/// Whether two files have the same lines, but for a byte order mark, the ends of lines and what is empty at the end. It stops at
/// the first line that differs.
fn same_lines(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (Lines::open(one)?, Lines::open(other)?);
    loop {
        let (line, other_line) = (one.next()?, other.next()?);
        match (line, other_line) {
            (Some(line), Some(other_line)) if line == other_line => {}
            (None, None) => return Ok(true),
            (Some(line), None) => return Ok(line.is_empty() && one.rest_is_empty()?),
            (None, Some(line)) => return Ok(line.is_empty() && other.rest_is_empty()?),
            (Some(_), Some(_)) => return Ok(false),
        }
    }
}

/// The lines of a file.
struct Lines {
    source: BufReader<Box<dyn io::Read + Send>>,
    line: Vec<u8>,
    is_first: bool,
}

impl Lines {
    fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { source: BufReader::new(unpacked(path)?.0), line: Vec::new(), is_first: true })
    }

    /// The next line without its end; `None` after the last.
    fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.line.clear();
        if self.source.read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        let line = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mark = if std::mem::take(&mut self.is_first) { BYTE_ORDER_MARK } else { b"" };
        Ok(Some(line.strip_prefix(mark).unwrap_or(line)))
    }

    fn rest_is_empty(&mut self) -> io::Result<bool> {
        while let Some(line) = self.next()? {
            if !line.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use crate::load::ledger::{SalesFiles, read};

    #[test]
    fn a_copy_that_was_saved_again_is_the_same() {
        let text = "date,customer,amount\n2026-03-14,A,1\n2026-03-15,B,2\n";
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let files = [
            ("a.csv", text.to_owned()),
            ("b.csv", format!("\u{feff}{text}")),
            ("c.csv", text.replace('\n', "\r\n") + "\r\n"),
            ("d.csv", text.replace(",2", ",3")),
        ];
        for (name, text) in files {
            std::fs::write(folder.path().join("data").join(name), text).unwrap();
        }
        let sales =
            SalesFiles { root: folder.path(), sources: &[], targets: &[], places: &[], as_of: None, cache: None };
        let (_, diagnostics) = read(&sales).unwrap();
        let said: Vec<String> = diagnostics
            .iter()
            .map(|d| format!("{} {}", d.place.as_ref().map_or("", |place| &place.file), d.message))
            .collect();
        let same = |file: &str| {
            format!("data/{file} this file has the same content as data/a.csv: its sales would count twice")
        };
        assert_eq!(said, [same("b.csv"), same("c.csv")]);
    }
}
