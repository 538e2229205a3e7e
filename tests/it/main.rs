//! One binary for all integration tests: a small input and its whole output.
#![allow(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]

mod dossier_template;
mod tidy;
mod validate;
mod yaml;
