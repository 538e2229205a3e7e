//! Flags that several commands share.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::portfolio::{is_in_years, years_in_words};

/// Flags of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Workspace: the folder with keyfolio.yaml [default: the nearest one from here upwards]
    #[arg(short, long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Threads, 1 to 256 [default: one per processor]
    #[arg(short, long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Print nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print more: where things are and how long each stage takes
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
    /// How problems are printed: with the line and a caret, one JSON object a line, or GitHub annotations
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set; anywhere when `CLICOLOR_FORCE` is
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the line and a caret
    Human,
    /// One JSON object a line
    Json,
    /// GitHub workflow commands
    Github,
}

impl MessageFormat {
    /// The format for programs that a call asks for which cannot be read otherwise.
    pub fn asked_for(arguments: &[OsString]) -> Option<Self> {
        let arguments: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
        let joined = arguments.iter().filter_map(|argument| argument.strip_prefix("--message-format="));
        let apart = arguments.windows(2).filter(|pair| pair[0] == "--message-format").map(|pair| pair[1]);
        match joined.chain(apart).next()? {
            "json" => Some(Self::Json),
            "github" => Some(Self::Github),
            _ => None,
        }
    }
}

/// Flags of every command that reads the workspace as a whole.
#[derive(Debug, Clone, Args)]
pub struct ReadFlags {
    /// Today: sales and events after this day are left out [default: the setting, else the newest sales date]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
}

/// Flags of `check`.
#[derive(Debug, Clone, Args)]
pub struct CheckFlags {
    #[command(flatten)]
    pub read: ReadFlags,
    /// Take in drafts: notes and pages with `draft: true`
    #[arg(long)]
    pub drafts: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
}

/// Flags of `check`.
#[derive(Debug, Args)]
pub struct AlertFlags {
    #[command(flatten)]
    pub check: CheckFlags,
    /// List the alerts of this account alone, all of them; may be given several times
    #[arg(long, value_name = "ID", value_parser = words)]
    pub account: Vec<String>,
    /// List the alerts of this manager's accounts alone, by id or name; may be given several times
    #[arg(long, value_name = "WHO", value_parser = words)]
    pub manager: Vec<String>,
}

/// Flags of `build`, and of `serve`, which builds.
#[derive(Debug, Args)]
pub struct SiteFlags {
    #[command(flatten)]
    pub check: CheckFlags,
    /// Folder for the site [default: public in the workspace; for serve, a folder of its own]
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// Where the site will be served, for the 404 page, such as `https://example.com/accounts/`
    #[arg(short = 'u', long, value_name = "URL")]
    pub base_url: Option<String>,
}

/// Words as flags give them, and not none.
pub fn words(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("it is empty; write the words".to_owned()) } else { Ok(text.to_owned()) }
}

/// A day as flags give it.
pub fn date(text: &str) -> Result<Date, String> {
    let date: Date = text.parse().map_err(|_| "write a date like 2026-06-30".to_owned())?;
    if is_in_years(date) { Ok(date) } else { Err(format!("a date of {} was expected", years_in_words())) }
}
