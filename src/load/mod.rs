//! Reads files into raw values.

pub mod content;
pub mod dossier;
pub mod dossier_fields;
pub mod dossier_template;
pub mod ledger;
pub mod note;
pub mod text_file;
pub mod yaml;
