//! `keyfolio new`: writes a valid file, or a valid entry into one.

mod account;
mod append;
mod entry;
mod page;
pub mod stub;
mod template;

use clap::{Args, Subcommand};

use super::Status;
use super::flags::Global;
use super::terminal::Terminal;

/// Flags of `new`.
#[derive(Debug, Args)]
pub struct NewFlags {
    #[command(subcommand)]
    what: What,
}

/// What to write.
#[derive(Debug, Subcommand)]
enum What {
    /// Begin a dossier, or one for each account that only the sales know
    Account(account::AccountFlags),
    /// Add a visit to a dossier
    Visit(entry::VisitFlags),
    /// Add an opportunity to a dossier
    Opportunity(entry::OpportunityFlags),
    /// Write a note beside a dossier
    Note(page::NoteFlags),
    /// Write a wiki page
    Page(page::PageFlags),
    /// Begin a template of your own from one of the theme's
    Template(template::TemplateFlags),
}

pub fn run(global: &Global, flags: &NewFlags, terminal: Terminal) -> anyhow::Result<Status> {
    match &flags.what {
        What::Account(flags) => account::run(global, flags, terminal),
        What::Visit(flags) => entry::visit(global, flags, terminal),
        What::Opportunity(flags) => entry::opportunity(global, flags, terminal),
        What::Note(flags) => page::note(global, flags, terminal),
        What::Page(flags) => page::page(global, flags, terminal),
        What::Template(flags) => template::run(global, flags, terminal),
    }
}
