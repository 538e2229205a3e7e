//! A small CSV file (targets, a list of accounts) as cells of text, in the dialects of sales files.

use std::io;
use std::path::Path;

use super::blocks::Blocks;
use super::encoding;
use super::record::{Record, Records};
use super::sales_file::{FileFault, head};

/// Headers and rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SmallTable {
    /// Headers as written, trimmed.
    pub headers: Vec<String>,
    /// Line of the header.
    pub header_line: usize,
    /// Line and cells of each row that is not empty; as many cells as the row has.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Reads a small file whole. The inner result says what is wrong with the file.
pub fn read(path: &Path) -> io::Result<Result<SmallTable, FileFault>> {
    let mut blocks = Blocks::open(path)?;
    let head = match head(blocks.head()?) {
        Ok(head) => head,
        Err(fault) => return Ok(Err(fault)),
    };
    blocks.start(head.delimiter, head.bytes, head.next_line);
    let mut rows = Vec::new();
    for block in blocks {
        let block = block?;
        if let Err(error) = std::str::from_utf8(&block.text) {
            let line = block.line + block.text[..error.valid_up_to()].split(|&b| b == b'\n').count() - 1;
            return Ok(Err(FileFault::Encoding(encoding::recognise(&block.text), line)));
        }
        let mut records = Records::new(&block.text, head.delimiter, block.line);
        let mut record = Record::default();
        while records.read(&mut record) {
            if record.is_open {
                return Ok(Err(FileFault::OpenQuote(record.line)));
            }
            if !record.is_blank(&block.text) {
                let cell = |i| String::from_utf8_lossy(record.field(&block.text, i)).into_owned();
                rows.push((record.line, (0..record.len()).map(cell).collect()));
            }
        }
    }
    Ok(Ok(SmallTable { headers: head.headers, header_line: head.line, rows }))
}
