//! `keyfolio completions SHELL`: a completion script on stdout.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::terminal::Terminal;
use super::{Cli, Status};

/// Flags of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsFlags {
    /// For which shell
    shell: Shell,
}

pub fn run(flags: &CompletionsFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut Cli::command(), "keyfolio", &mut script);
    terminal.result(&script)?;
    Ok(Status::Good)
}
