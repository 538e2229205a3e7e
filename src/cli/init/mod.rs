//! `keyfolio init`: a workspace that builds, from a sales export where there is one. It never asks.
//!
//! 1. Everything is read first ([`sales`]); where something is wrong with it, nothing is written.
//! 2. The settings, the first pages and the stubs of dossiers are made as texts ([`texts`]).
//! 3. All files are written, or none where one of them is there already.

mod columns;
mod sales;
mod stubs;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::files::NewFiles;
use super::flags::Global;
use super::reading::{self, counted};
use super::shell::in_shell;
use super::terminal::Terminal;
use super::{Status, WrongCall};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::load::accounts_list::{self, AccountsList};
use crate::load::dossier_template::{Extent, commented_dossier};
use crate::load::ledger::{self, Field};
use crate::locale::Language;
use crate::project::SETTINGS;
use crate::project::settings::{SalesSource, Settings};
use sales::Sales;
use stubs::Begun;

/// Rows of the master list that are told of one kind of mistake.
const ROWS_SHOWN: usize = 10;

/// Pairs of codes that are told by name.
const PAIRS_SHOWN: usize = 5;

/// Flags of `init`.
#[derive(Debug, Args)]
pub struct InitFlags {
    /// Folder of the workspace [default: this one]
    dir: Option<PathBuf>,
    /// Sales export to start from: CSV, plain or gzipped; it is copied into data/
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// What a column of the export is, where its header does not say it: date=Invoiced; may be repeated
    #[arg(long = "column", value_name = "FIELD=HEADER", value_parser = columns::parse, requires = "from")]
    columns: Vec<(Field, String)>,
    /// For which accounts of the sales to write the beginning of a dossier
    #[arg(long, value_name = "WHICH", default_value = "a")]
    dossiers: Which,
    /// Master list with names, industries, regions and contacts of the accounts: CSV
    #[arg(long, value_name = "FILE")]
    accounts: Option<PathBuf>,
    /// Default language of the workspace, and of the comments in its dossiers: zh-CN or en
    #[arg(long, value_name = "LANGUAGE", default_value = "zh-CN", value_parser = language)]
    language: Language,
}

fn language(text: &str) -> Result<Language, String> {
    let known = Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(text));
    known.ok_or_else(|| "write zh-CN or en".to_owned())
}

impl InitFlags {
    /// The call that these flags make, without `--column`.
    fn command(&self, dir: &Path) -> String {
        let mut words = vec!["keyfolio init".to_owned(), in_shell(&dir.display().to_string())];
        let mut flag = |name: &str, value: String| words.push(format!("{name} {}", in_shell(&value)));
        if let Some(file) = &self.from {
            flag("--from", file.display().to_string());
        }
        match self.dossiers {
            Which::A => {}
            Which::All => flag("--dossiers", "all".to_owned()),
            Which::None => flag("--dossiers", "none".to_owned()),
        }
        if let Some(file) = &self.accounts {
            flag("--accounts", file.display().to_string());
        }
        if self.language != Language::ZhCn {
            flag("--language", self.language.tag().to_owned());
        }
        words.join(" ")
    }
}

/// For which accounts dossiers are begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Class A: those that bring the first 80 % of revenue
    A,
    /// All
    All,
    /// None
    None,
}

pub fn run(global: &Global, flags: &InitFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let dir = flags.dir.clone().or_else(|| global.root.clone()).unwrap_or_else(|| PathBuf::from("."));
    refuse_a_workspace(&dir)?;
    let mut diagnostics = Diagnostics::new();
    let given = flags.columns.iter().map(|(field, header)| (field.name().to_owned(), header.clone())).collect();
    let read = |file| Sales::read(file, &given, &flags.command(&dir), &mut diagnostics);
    let sales = flags.from.as_deref().map(read).transpose()?;
    let list = flags.accounts.as_deref().map(|file| read_list(file, &mut diagnostics)).transpose()?;
    diagnostics.sort();
    // How columns were understood is worth knowing at the start.
    terminal.verbose().diagnostics(&diagnostics);
    if diagnostics.has_errors() {
        if are_swapped(flags, sales.as_ref())? {
            terminal.say("The two files look swapped: --from names the sales export, --accounts the master list");
        }
        terminal.say("Nothing was written");
        return Ok(Status::UserFiles);
    }
    let Begun { stubs, left, by_case } = stubs::choose(sales.as_ref(), list.as_ref(), flags.dossiers);
    let mut files = NewFiles::below(&dir);
    files.add(SETTINGS, texts::settings(sales.as_ref(), flags.language));
    for (path, text) in texts::PAGES {
        files.add(*path, *text);
    }
    for stub in &stubs {
        files.add(
            format!("content/accounts/{}.yaml", stub.id),
            commented_dossier(stub, Extent::Outline, flags.language.tag()),
        );
    }
    files.check()?;
    let copied = sales.as_ref().map(|sales| sales.copy_into(&dir)).transpose()?;
    files.write()?;
    ignore(&dir)?;
    for folder in ["content/accounts", "data"] {
        fs::create_dir_all(dir.join(folder)).with_context(|| format!("cannot make {}", dir.join(folder).display()))?;
    }
    if let Some(sales) = &sales {
        terminal.say(&sales.columns());
        if let Some(warning) = sales.guessed() {
            terminal.say(&warning);
        }
    }
    if let Some(list) = &list {
        terminal.say(&list_columns(list));
        say_what_is_left(list, left, terminal);
        say_what_capitals_part(&by_case, terminal);
    }
    let others_left = sales.is_some() && !matches!(flags.dossiers, Which::All);
    let currency = sales.as_ref().map_or_else(|| Settings::default().currency, Sales::currency);
    let done = Done { copied: copied.as_deref(), stubs: stubs.len(), others_left, currency };
    say_what_was_done(&dir, &done, terminal);
    Ok(Status::Good)
}

fn refuse_a_workspace(dir: &Path) -> anyhow::Result<()> {
    let wrong = |message: String| Err(WrongCall(message).into());
    if dir.join(SETTINGS).exists() {
        return wrong(format!("{} is a workspace already: it has a {SETTINGS}; nothing was changed", dir.display()));
    }
    if dir.exists() && !dir.is_dir() {
        return wrong(format!("{} is a file; name a folder", dir.display()));
    }
    Ok(())
}

fn read_list(file: &Path, diagnostics: &mut Diagnostics) -> anyhow::Result<AccountsList> {
    let name = file.display().to_string();
    let (list, problems) = accounts_list::read(file, &name)?;
    let mut told: BTreeMap<Code, usize> = BTreeMap::new();
    for problem in problems.iter() {
        let count = told.entry(problem.code).or_default();
        *count += 1;
        if problem.severity == Severity::Error || *count <= ROWS_SHOWN {
            diagnostics.push(problem.clone());
        }
    }
    // A file that is no master list says the same of every row.
    for (code, count) in told.into_iter().filter(|(_, count)| *count > ROWS_SHOWN) {
        let message = format!("{} more like these in this file", reading::grouped(count - ROWS_SHOWN));
        let warning = Diagnostic::warning(code, message).at(Place::file(Arc::from(name.as_str())));
        diagnostics.push(warning.help("a master list has one row an account, or one a contact of it"));
    }
    Ok(list)
}

/// Whether the file that is to be the sales is none, and the one that is to be the master list is.
fn are_swapped(flags: &InitFlags, sales: Option<&Sales>) -> anyhow::Result<bool> {
    let (Some(file), Some(sales)) = (&flags.accounts, sales) else { return Ok(false) };
    if sales.has_columns() {
        return Ok(false);
    }
    let (ledger, _) = ledger::read_file(file, &file.display().to_string(), &SalesSource::default())?;
    Ok(ledger.files.iter().any(|file| !file.columns.is_empty()))
}

fn list_columns(list: &AccountsList) -> String {
    let taken: Vec<String> = list.taken.iter().map(|(field, header)| format!("{} ← {header}", field.name())).collect();
    let left = if list.left.is_empty() { String::new() } else { format!("; not used: {}", list.left.join(", ")) };
    format!("Master list: {}{left}", taken.join(", "))
}

/// Says how many accounts of the list get no dossier.
fn say_what_is_left(list: &AccountsList, left: usize, terminal: Terminal) {
    if left > 0 {
        terminal.say(&format!(
            "No dossier for {} of {} in the master list; --dossiers all begins one for each",
            reading::grouped(left),
            reading::counted(list.accounts.len(), "account"),
        ));
    }
}

/// Says which codes of the list and of the sales are two accounts by their capitals alone: a few, as a system that writes all codes
/// small makes a pair of every account.
fn say_what_capitals_part(by_case: &[(String, String)], terminal: Terminal) {
    if by_case.is_empty() {
        return;
    }
    let more = by_case.len().saturating_sub(PAIRS_SHOWN);
    let pairs = by_case.iter().take(PAIRS_SHOWN).map(|(listed, sold)| format!("`{listed}` and `{sold}`"));
    let pairs: Vec<String> = pairs.collect();
    let more = if more == 0 { String::new() } else { format!(", and {} more", reading::grouped(more)) };
    terminal.say(&format!(
        "Codes of the master list and of the sales in other capitals are other accounts: {}{more}; write both the same, and begin again, if they are one",
        pairs.join("; ")
    ));
}

/// Adds what git should ignore to `.gitignore`, behind what is there.
fn ignore(dir: &Path) -> anyhow::Result<()> {
    let path = dir.join(".gitignore");
    let before = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let after = texts::gitignore(&before);
    if after == before {
        return Ok(());
    }
    fs::write(&path, after).with_context(|| format!("cannot write {}", path.display()))
}

/// What there is now.
struct Done<'a> {
    /// The sales file in the workspace.
    copied: Option<&'a str>,
    /// Dossiers that were begun.
    stubs: usize,
    /// Whether the sales may know accounts without a dossier.
    others_left: bool,
    /// Of all amounts.
    currency: String,
}

fn say_what_was_done(dir: &Path, done: &Done<'_>, terminal: Terminal) {
    let here = dir == Path::new(".");
    let step = if here { "" } else { &format!("cd {} && ", dir.display()) };
    let data = match done.copied {
        Some(file) => format!("the sales in {file}, and {} begun in content/accounts/", counted(done.stubs, "dossier")),
        None => "no sales yet: put a CSV into data/".to_owned(),
    };
    let missing = if done.others_left {
        format!("\n  {step}keyfolio new account --missing  begin a dossier for every other account of the sales")
    } else {
        String::new()
    };
    let currency = &done.currency;
    terminal.say(&format!(
        "Made a workspace in {}: {data}\n\nNext:\n  {step}keyfolio serve --open      preview it while you write\n  \
         {step}keyfolio check             find what is wrong\n  {step}keyfolio build             build the site into public/\
         {missing}\n\n\
         The currency is {currency}; keyfolio.yaml changes it.",
        if here { "this folder".to_owned() } else { dir.display().to_string() },
    ));
}
