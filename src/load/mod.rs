//! Reads files into raw values.

pub mod accounts_list;
pub mod dossier;
pub mod ledger;
pub mod targets;
pub mod yaml;
