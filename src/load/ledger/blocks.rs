//! A sales file as blocks of whole records, plain or gzipped, in constant memory.
//!
//! 1. [`Blocks::open`] sees by the first bytes whether the file is gzipped, and skips a byte order mark.
//! 2. [`Blocks::head`] is the first block, with the header; then the iterator yields the rest.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use memchr::memchr_iter;

use super::record::last_record_end;

/// Bytes that a block has at least, but for the last: small enough to stay in a processor's cache.
const BLOCK: usize = 256 << 10;
/// Bytes from which a single record is taken for a quote that is never closed.
const LONGEST_RECORD: usize = 16 << 20;
const GZIP: [u8; 2] = [0x1f, 0x8b];
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Some whole records of a file.
#[derive(Debug)]
pub struct Block {
    /// The records.
    pub text: Vec<u8>,
    /// Number of the first line.
    pub line: usize,
}

/// Opens a file; it is unpacked if its first bytes say that it is gzipped, and then `true`.
pub fn unpacked(path: &Path) -> io::Result<(Box<dyn Read + Send>, bool)> {
    let mut file = File::open(path)?;
    let mut magic = Vec::with_capacity(2);
    file.by_ref().take(2).read_to_end(&mut magic)?;
    let is_gzip = magic == GZIP;
    let file = Cursor::new(magic).chain(file);
    if is_gzip {
        return Ok((Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(1 << 18, file))), true));
    }
    Ok((Box::new(file), false))
}

/// Reads a file block by block.
pub struct Blocks {
    source: Box<dyn Read + Send>,
    delimiter: u8,
    rest: Vec<u8>,
    line: usize,
    block: usize,
    is_done: bool,
    content: Option<blake3::Hasher>,
}

impl Blocks {
    /// Opens a file; it is unpacked if its first bytes say that it is gzipped.
    pub fn open(path: &Path) -> io::Result<Self> {
        let (source, is_gzip) = unpacked(path)?;
        Ok(Self::new(source, BLOCK, is_gzip.then(blake3::Hasher::new)))
    }

    /// Reads from memory, in blocks of at least `block` bytes.
    #[cfg(test)]
    pub fn of_bytes(bytes: &[u8], block: usize) -> Self {
        Self::new(Box::new(Cursor::new(bytes.to_owned())), block, None)
    }

    fn new(source: Box<dyn Read + Send>, block: usize, content: Option<blake3::Hasher>) -> Self {
        Self { source, delimiter: b',', rest: Vec::new(), line: 1, block, is_done: false, content }
    }

    /// The beginning of the file without a byte order mark, at most one block; it stays to be read.
    pub fn head(&mut self) -> io::Result<&[u8]> {
        if self.rest.is_empty() && !self.is_done {
            self.fill(self.block.max(256))?;
            if self.rest.starts_with(BYTE_ORDER_MARK) {
                self.rest.drain(..BYTE_ORDER_MARK.len());
            }
        }
        Ok(&self.rest)
    }

    /// Goes on behind the header: `bytes` of the head, up to a line.
    pub fn start(&mut self, delimiter: u8, bytes: usize, line: usize) {
        self.delimiter = delimiter;
        self.rest.drain(..bytes);
        self.line = line;
    }

    /// What the unpacked file hashes to, where it is gzipped and was read to the end.
    pub fn content_hash(&self) -> Option<blake3::Hash> {
        self.content.as_ref().filter(|_| self.is_done).map(blake3::Hasher::finalize)
    }

    /// Reads until `self.rest` has `size` bytes or the file ends.
    fn fill(&mut self, size: usize) -> io::Result<()> {
        let had = self.rest.len();
        let wanted = size.saturating_sub(had);
        self.rest.reserve(wanted);
        let read = self.source.by_ref().take(wanted as u64).read_to_end(&mut self.rest)?;
        if let Some(content) = &mut self.content {
            content.update(&self.rest[had..]);
        }
        self.is_done |= read < wanted;
        Ok(())
    }

    fn next_block(&mut self) -> io::Result<Option<Block>> {
        let mut size = self.block;
        loop {
            if self.rest.len() < size && !self.is_done {
                self.fill(size)?;
            }
            if self.rest.is_empty() {
                return Ok(None);
            }
            let end = if self.is_done { self.rest.len() } else { last_record_end(&self.rest, self.delimiter) };
            if end > 0 || self.rest.len() >= LONGEST_RECORD {
                let end = if end > 0 { end } else { self.rest.len() };
                let rest = self.rest.split_off(end);
                let text = std::mem::replace(&mut self.rest, rest);
                let line = self.line;
                self.line += memchr_iter(b'\n', &text).count();
                return Ok(Some(Block { text, line }));
            }
            size = (self.rest.len() * 2).max(size);
        }
    }
}

impl Iterator for Blocks {
    type Item = io::Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        let block = self.next_block().transpose();
        if let Some(Err(_)) = block {
            self.rest.clear();
            self.is_done = true;
        }
        block
    }
}
