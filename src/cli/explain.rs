//! `keyfolio explain RULE`: what a rule says, why, and what to do.

use std::env;

use clap::Args;

use super::flags::Global;
use super::terminal::Terminal;
use super::{Status, WrongCall};
use crate::diagnostic::suggest;
use crate::locale::{Catalog, Language};
use crate::project::settings::Settings;
use crate::project::{Project, SettingsFile};
use crate::rules::{self, RULES};

/// Flags of `explain`.
#[derive(Debug, Args)]
pub struct ExplainFlags {
    /// The rule: big-ticket [default: all rules, a line each]
    rule: Option<String>,
    /// In which language: en or zh-CN
    #[arg(long, value_name = "LANGUAGE", default_value_t = Language::En)]
    language: Language,
}

pub fn run(global: &Global, flags: &ExplainFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let catalog = Catalog::built_in(flags.language);
    let text = match &flags.rule {
        None => all(&catalog),
        Some(id) => match rules::find(id) {
            Some(rule) => rule.page_in(&catalog, &settings(global)),
            None => return Err(WrongCall(unknown(id)).into()),
        },
    };
    terminal.result(text.as_bytes())?;
    Ok(Status::Good)
}

/// Those of the workspace, where there is a readable one: what a rule is can be asked anywhere.
fn settings(global: &Global) -> Settings {
    let project = env::current_dir()
        .map_err(anyhow::Error::from)
        .and_then(|here| Project::discover(&here, global.root.as_deref()));
    let read = project.and_then(|project| SettingsFile::read(&project, &mut crate::diagnostic::Diagnostics::new()));
    read.map_or_else(|_| Settings::default(), |file| file.settings)
}

fn all(catalog: &Catalog) -> String {
    let line = |id: &str| format!("{id:<24}  {}\n", catalog.text(&format!("rule.{id}.name"), &[]));
    RULES.iter().map(|rule| line(rule.id)).collect()
}

fn unknown(id: &str) -> String {
    match suggest::nearest(id, RULES.iter().map(|rule| rule.id)) {
        Some(meant) => format!("there is no rule “{id}”; did you mean “{meant}”?"),
        None => format!("there is no rule “{id}”; `keyfolio explain` lists them"),
    }
}
