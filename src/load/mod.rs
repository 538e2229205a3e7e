//! Reads files into raw values.

pub mod accounts_list;
pub mod content;
pub mod dossier;
pub mod dossier_cache;
pub mod dossier_fields;
pub mod dossier_template;
pub mod dossier_texts;
pub mod folder;
pub mod language;
pub mod ledger;
pub mod note;
mod strays;
pub mod targets;
pub mod text_file;
pub mod yaml;
