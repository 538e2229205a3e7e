//! Reads files into raw values.

pub mod dossier;
pub mod ledger;
pub mod yaml;
