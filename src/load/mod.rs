//! Reads files into raw values.

pub mod ledger;
