//! One binary for all integration tests: a small input and its whole output.
#![allow(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]

mod alerts;
mod answer_sentences;
mod answers;
mod briefs;
mod command_line;
mod conclusions;
mod demo;
mod demo_consistency;
mod documents;
mod dossier_fields;
mod dossier_template;
mod dossier_values;
mod edits;
mod exports;
mod figures;
mod frameworks;
mod html;
mod making;
mod odd_input;
mod places;
mod playbook;
mod playbook_agrees;
mod portfolio_pages;
mod portfolio_questions;
mod project;
mod publishing;
mod site;
mod sites;
mod targets;
mod themes;
mod tidy;
mod tongues;
mod validate;
mod weight;
mod yaml;
