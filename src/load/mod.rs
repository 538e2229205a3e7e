//! Reads files into raw values.

pub mod ledger;
pub mod yaml;
