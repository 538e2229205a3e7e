//! `keyfolio new visit` and `keyfolio new opportunity`: an entry of a dossier, appended to the file as it stands.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use jiff::civil::Date;

use super::append::{append, indented};
use crate::cli::files::replace;
use crate::cli::flags::{self, Global};
use crate::cli::reading;
use crate::cli::shell::in_shell;
use crate::cli::terminal::Terminal;
use crate::cli::{Status, WrongCall};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::load::content;
use crate::load::dossier::Dossier;
use crate::load::yaml::{self, quoted};
use crate::pipeline::{self, Alerts, AlertsOf, Drafts, Request, Strictness};
use crate::portfolio::text::FromText;
use crate::portfolio::{self, Amount, BuyingStage, Origin, VisitKind, safe_id};
use crate::progress::Silent;
use crate::project::{Project, SettingsFile};

/// Flags of `new visit`.
#[derive(Debug, Args)]
pub struct VisitFlags {
    /// Id of the account
    account: String,
    /// Day of the visit; one to come is a planned visit
    #[arg(long, value_parser = flags::date)]
    date: Date,
    /// visit, received, call or event [default: visit]
    #[arg(long, value_parser = word(VisitKind::ALL, VisitKind::key))]
    kind: Option<String>,
    /// Who of ours; may be given several times
    #[arg(long, value_name = "MEMBER")]
    by: Vec<String>,
    /// Whom: ids of contacts; may be given several times
    #[arg(long, value_name = "CONTACT")]
    met: Vec<String>,
    /// What for
    #[arg(long)]
    purpose: Option<String>,
    /// What was found
    #[arg(long)]
    findings: Option<String>,
}

/// Flags of `new opportunity`.
#[derive(Debug, Args)]
pub struct OpportunityFlags {
    /// Id of the account
    account: String,
    /// What it is called
    #[arg(long, value_parser = flags::words)]
    name: String,
    /// Worth, in the portfolio's currency: 800000, 1250.50, 120万 or 1.2亿
    #[arg(long, value_parser = amount)]
    amount: Option<Amount>,
    /// Stage of the buying cycle
    #[arg(long, value_parser = word(BuyingStage::ALL, BuyingStage::key))]
    stage: Option<String>,
    /// First heard of on this day
    #[arg(long, value_parser = flags::date)]
    opened: Option<Date>,
    /// Expected to be decided on this day
    #[arg(long, value_parser = flags::date)]
    close: Option<Date>,
    /// Who on our side drives it
    #[arg(long, value_name = "MEMBER")]
    owner: Option<String>,
    /// What comes next
    #[arg(long)]
    next_step: Option<String>,
}

pub fn visit(global: &Global, flags: &VisitFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let mut item = Item::default();
    item.plain("date", Some(flags.date));
    item.plain("kind", flags.kind.as_deref());
    item.list("by", &flags.by);
    item.list("met", &flags.met);
    item.words("purpose", flags.purpose.as_deref());
    item.words("findings", flags.findings.as_deref());
    add(global, &flags.account, "visits", &item.0, terminal)
}

pub fn opportunity(global: &Global, flags: &OpportunityFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let mut item = Item::default();
    item.words("name", Some(&flags.name));
    item.plain("amount", flags.amount);
    item.plain("stage", flags.stage.as_deref());
    item.plain("opened", flags.opened);
    item.plain("close", flags.close);
    item.words("owner", flags.owner.as_deref());
    item.words("next_step", flags.next_step.as_deref());
    add(global, &flags.account, "opportunities", &item.0, terminal)
}

/// The words of a choice as values of a flag.
fn word<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(all.iter().map(|value| word(*value)))
}

fn amount(text: &str) -> Result<Amount, String> {
    Amount::from_text(text).ok_or_else(|| format!("write {}", Amount::EXPECTED))
}

/// YAML lines of a mapping.
#[derive(Default)]
struct Item(String);

impl Item {
    fn plain<T: ToString>(&mut self, key: &str, value: Option<T>) {
        if let Some(value) = value {
            // Writing to a string does not fail.
            let _ = writeln!(self.0, "{key}: {}", value.to_string());
        }
    }

    fn words(&mut self, key: &str, value: Option<&str>) {
        self.plain(key, value.map(quoted));
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            self.plain(key, Some(format!("[{}]", values.join(", "))));
        }
    }
}

fn add(global: &Global, account: &str, key: &str, item: &str, terminal: Terminal) -> anyhow::Result<Status> {
    let project = reading::project(global, terminal)?;
    let file = dossier(&project, account)?;
    let path = project.root().join(&file);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    if let Some(appended) = append(&text, key, item).filter(|appended| is_as_right_as(&text, appended)) {
        let new = new_errors(&project, &file, &appended)?;
        if new.has_errors() {
            terminal.diagnostics(&new);
            terminal.say(&format!("Nothing was added to {file}"));
            return Ok(Status::UserFiles);
        }
        replace(&path, &appended)?;
        terminal.result(format!("{file}\n").as_bytes())?;
        terminal.say(&format!("Added to {key} of {file}:\n\n{item}"));
        return Ok(Status::Good);
    }
    terminal.result(format!("{key}:\n{}", indented(item, "  ", "\n")).as_bytes())?;
    terminal.say(&format!("{file} was left as it is: it cannot be added to safely. Paste these lines under {key}."));
    Ok(Status::UserFiles)
}

/// The errors that a dossier has with another text and has not as it stands, checked as `check` does, against its contacts, the
/// team and the other dossiers.
fn new_errors(project: &Project, file: &str, text: &str) -> anyhow::Result<Diagnostics> {
    let mut ignored = Diagnostics::new();
    let settings = SettingsFile::read(project, &mut ignored)?.settings;
    let (mut content, _) = content::load(project.root(), &settings.languages, None)?;
    let (_, before) = portfolio::validate(content.clone(), &[], &settings);
    let mut sources = content.dossiers.iter_mut().filter_map(|dossier| dossier.source.as_mut());
    if let Some(source) = sources.find(|source| &*source.written.text.file == file) {
        source.written.text.text = text.into();
        source.value = match yaml::parse::<Dossier>(&source.written.text.file, text).0 {
            Some(dossier) => Box::new(dossier),
            None => return Ok(before),
        };
    }
    let (_, after) = portfolio::validate(content, &[], &settings);
    let is_new = |error: &&Diagnostic| {
        let same = |old: &Diagnostic| old.code == error.code && old.message == error.message;
        error.severity == Severity::Error && !before.iter().any(same)
    };
    Ok(after.iter().filter(is_new).cloned().collect())
}

/// Whether a text has no more problems than before.
fn is_as_right_as(before: &str, after: &str) -> bool {
    let problems = |text: &str| yaml::parse::<Dossier>(&Arc::from("dossier"), text).1.iter().count();
    problems(after) <= problems(before)
}

/// The file of an account's dossier, relative to the workspace; ids are the same without regard to case.
pub fn dossier(project: &Project, account: &str) -> anyhow::Result<String> {
    let files = dossier_files(project);
    let wanted = account.to_lowercase();
    if let Some((_, file)) = files.iter().find(|(stem, _)| stem.to_lowercase() == wanted) {
        return Ok(file.clone());
    }
    let called = called(project, account)?;
    if let Some((_, file)) = called.as_ref().filter(|(id, _)| id.to_lowercase() == wanted) {
        // Its file has another name than the id, which `check` tells.
        return Ok(file.clone());
    }
    if called.is_none()
        && let Some(id) = of_the_sales_alone(project, account)?
    {
        let begin = format!("`keyfolio new account {}` begins its dossier", in_shell(&id));
        return Err(WrongCall(format!("`{account}` is known from the sales alone; {begin}")).into());
    }
    let stems = files.iter().map(|(stem, _)| stem.as_str());
    let near = called.map(|(id, _)| id).or_else(|| nearest(account, stems).map(str::to_owned));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let id = safe_id(account, &mut BTreeSet::new());
    let begins = if id.as_str() == account {
        format!("`keyfolio new account {id}` begins one")
    } else {
        format!("`keyfolio new account {id} --name {}` begins one", in_shell(account))
    };
    Err(WrongCall(format!("there is no dossier of `{account}`; {near}{begins}")).into())
}

/// The dossiers of a workspace, by name: the account that a file or folder is named after, and the file. A folder of notes alone is
/// none.
fn dossier_files(project: &Project) -> Vec<(String, String)> {
    let folder = project.root().join("content/accounts");
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let found = names.into_iter().filter_map(|name| {
        if let Some(stem) = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")) {
            return Some((stem.to_owned(), format!("content/accounts/{name}")));
        }
        let files = ["dossier.yaml", "dossier.yml"].map(|file| format!("content/accounts/{name}/{file}"));
        let file = files.into_iter().find(|file| project.root().join(file).is_file())?;
        Some((name, file))
    });
    found.collect()
}

/// The id of the one account without a dossier that the sales call so.
fn of_the_sales_alone(project: &Project, word: &str) -> anyhow::Result<Option<String>> {
    let request = Request {
        project,
        as_of: None,
        source_date: None,
        base_url: None,
        drafts: Drafts::Hidden,
        strictness: Strictness::Lenient,
        alerts: Alerts::Counted,
        alerts_of: AlertsOf::default(),
    };
    let (analysed, _) = pipeline::analyse(&request, &Silent)?;
    let account = analysed.portfolio.account_called(word).filter(|account| account.origin == Origin::SalesOnly);
    Ok(account.map(|account| account.id.to_string()))
}

/// Id and file of the one dossier of which a word is the id, the name, an alias or a sales code, without regard to case.
fn called(project: &Project, word: &str) -> anyhow::Result<Option<(String, String)>> {
    let settings = SettingsFile::read(project, &mut Diagnostics::new())?.settings;
    let (content, _) = content::load(project.root(), &settings.languages, None)?;
    let (portfolio, _) = portfolio::validate(content, &[], &settings);
    let account = portfolio.account_called(word);
    Ok(account.and_then(|account| Some((account.id.to_string(), account.file()?.to_owned()))))
}
