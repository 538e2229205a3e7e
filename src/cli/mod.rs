//! The command line: one file per command, flags in [`flags`], what is printed in [`terminal`].
//!
//! Results go to stdout, everything else to stderr. Exit status: [`Status`].

mod build;
mod check;
mod completions;
mod explain;
mod export;
mod files;
mod flags;
mod init;
mod new;
mod progress;
mod reading;
mod serve;
mod shell;
mod terminal;

use std::any::Any;
use std::ffi::OsString;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::diagnostic::{Diagnostic, codes};
use crate::project::NoWorkspace;
use crate::write::OutputRefused;
use flags::{Global, MessageFormat};
use terminal::Terminal;

/// Key-account playbooks as code: dossiers in YAML and a sales export become a static, bilingual site.
#[derive(Debug, Parser)]
#[command(name = "keyfolio", version, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Make a workspace, from a sales export where there is one
    Init(init::InitFlags),
    /// Write a dossier, a visit, an opportunity, a note, a page or a template
    New(new::NewFlags),
    /// Build the site into public/
    Build(flags::SiteFlags),
    /// Read and check everything, write nothing
    Check(flags::AlertFlags),
    /// Preview the site, rebuild on change and reload the browser
    Serve(serve::ServeFlags),
    /// Print what the pages show, for spreadsheets and other tools
    Export(export::ExportFlags),
    /// Print what a rule says, why, and what to do
    Explain(explain::ExplainFlags),
    /// Print a completion script for a shell
    Completions(completions::CompletionsFlags),
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Everything went well.
    Good,
    /// The user's files are wrong, or warn under `--strict`.
    UserFiles,
    /// The call is wrong.
    Usage,
    /// The world failed: something cannot be read or written, or the program has a bug.
    World,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Good => 0,
            Status::UserFiles => 1,
            Status::Usage => 2,
            Status::World => 3,
        })
    }
}

/// The call is wrong in a way that clap cannot know.
#[derive(Debug)]
struct WrongCall(String);

impl std::fmt::Display for WrongCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongCall {}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(ask_for_a_report));
    match panic::catch_unwind(|| run(std::env::args_os())) {
        Ok(status) => status.into(),
        Err(_) => Status::World.into(),
    }
}

fn run(arguments: impl Iterator<Item = OsString>) -> Status {
    let arguments: Vec<OsString> = arguments.collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse(&error, &arguments),
    };
    let terminal = Terminal::new(&cli.global);
    match start(&cli.global).and_then(|()| dispatch(&cli, terminal)) {
        Ok(status) => status,
        Err(error) => fail(&error, terminal),
    }
}

/// Says why a call cannot be followed, or what `--help` and `--version` ask for.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> Status {
    match MessageFormat::asked_for(arguments).filter(|_| error.use_stderr()) {
        Some(format) => {
            let text = error.to_string();
            let (said, usage) = text.split_once("\n\n").unwrap_or((&text, ""));
            let message = said.trim_start_matches("error: ").trim();
            terminal::tell_program(format, &Diagnostic::error(codes::WRONG_CALL, message).help(usage.trim()));
        }
        // Nobody is left to tell when even this cannot be printed.
        None => drop(error.print()),
    }
    if error.use_stderr() { Status::Usage } else { Status::Good }
}

fn start(global: &Global) -> anyhow::Result<()> {
    let Some(jobs) = global.jobs else { return Ok(()) };
    rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global().context("cannot start threads")
}

fn dispatch(cli: &Cli, terminal: Terminal) -> anyhow::Result<Status> {
    match &cli.command {
        Command::Init(flags) => init::run(&cli.global, flags, terminal),
        Command::New(flags) => new::run(&cli.global, flags, terminal),
        Command::Build(flags) => build::run(&cli.global, flags, terminal),
        Command::Check(flags) => check::run(&cli.global, flags, terminal),
        Command::Serve(flags) => serve::run(&cli.global, flags, terminal),
        Command::Export(flags) => export::run(&cli.global, flags, terminal),
        Command::Explain(flags) => explain::run(&cli.global, flags, terminal),
        Command::Completions(flags) => completions::run(flags, terminal),
    }
}

fn fail(error: &anyhow::Error, terminal: Terminal) -> Status {
    let has = |kind: io::ErrorKind| {
        error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == kind))
    };
    if has(io::ErrorKind::BrokenPipe) {
        // The reader has seen enough: `keyfolio export accounts | head`.
        return Status::Good;
    }
    let is_wrong_call = error.is::<WrongCall>() || error.is::<NoWorkspace>() || error.is::<OutputRefused>();
    let (code, status) =
        if is_wrong_call { (codes::WRONG_CALL, Status::Usage) } else { (codes::FAILED, Status::World) };
    terminal.error(code, error);
    status
}

fn ask_for_a_report(info: &PanicHookInfo<'_>) {
    let message = payload(info.payload());
    let place = info.location().map_or_else(String::new, |location| format!(" ({location})"));
    // A closed stderr must not turn a bug into two.
    let _ = writeln!(
        io::stderr(),
        "error: keyfolio has run into a bug of its own: {message}{place}\n\
         Nothing was published. Please report this with the command line, and with RUST_BACKTRACE=1 set: {}",
        std::backtrace::Backtrace::capture()
    );
}

fn payload(payload: &dyn Any) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
