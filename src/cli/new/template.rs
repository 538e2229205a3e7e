//! `keyfolio new template`: the beginning of a template of the workspace's own, or of one block of it.

use clap::Args;

use crate::cli::files::NewFiles;
use crate::cli::flags::Global;
use crate::cli::reading;
use crate::cli::terminal::Terminal;
use crate::cli::{Status, WrongCall};
use crate::diagnostic::Diagnostics;
use crate::project::SettingsFile;
use crate::theme::{Copy, NoCopy, Theme};

/// Flags of `new template`.
#[derive(Debug, Args)]
pub struct TemplateFlags {
    /// Name of the template, as the theme has it: account.html
    name: String,
    /// Only this block of it
    #[arg(long)]
    block: Option<String>,
    /// Print it, write nothing
    #[arg(long)]
    print: bool,
}

pub fn run(global: &Global, flags: &TemplateFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let project = reading::project(global, terminal)?;
    // What is wrong with the settings is for `check` to tell.
    let mut unheard = Diagnostics::new();
    let settings = SettingsFile::read(&project, &mut unheard)?.settings;
    let theme = Theme::load(project.root(), &settings.theme, None, &mut unheard)?;
    let copy = Copy::of(&theme, &flags.name, flags.block.as_deref()).map_err(|none| wrong_call(flags, &none))?;
    if flags.print {
        terminal.result(copy.text.as_bytes())?;
        return Ok(Status::Good);
    }
    let path = format!("templates/{}", flags.name);
    let mut files = NewFiles::below(project.root());
    files.add(path.clone(), copy.text);
    files.write()?;
    terminal.result(format!("{path}\n").as_bytes())?;
    terminal.say(&format!("Wrote {path}"));
    Ok(Status::Good)
}

fn wrong_call(flags: &TemplateFlags, none: &NoCopy) -> WrongCall {
    let name = &flags.name;
    WrongCall(match none {
        NoCopy::Template(known) => match known.as_slice() {
            [nearest] => format!("the theme has no template “{name}”; did you mean {nearest}?"),
            all => format!("the theme has no template “{name}”; it has: {}", all.join(", ")),
        },
        NoCopy::Block(known) => {
            let block = flags.block.as_deref().unwrap_or_default();
            format!("{name} has no block “{block}”; it has: {}", known.join(", "))
        }
    })
}
