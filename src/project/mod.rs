//! The workspace: its root, its paths and its settings.

pub mod settings;
