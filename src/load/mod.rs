//! Reads files into raw values.
