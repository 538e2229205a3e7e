//! `keyfolio new account`.

use clap::Args;

use super::stub::{of_sales, safe_ids, with_code};
use crate::cli::files::NewFiles;
use crate::cli::flags;
use crate::cli::flags::{Global, ReadFlags};
use crate::cli::progress::Bar;
use crate::cli::reading::{self, counted};
use crate::cli::terminal::Terminal;
use crate::cli::{Status, WrongCall};
use crate::load::dossier_template::{Extent, Stub, commented_dossier};
use crate::pipeline::{self, Analysed};
use crate::portfolio::{Account, AccountId, Origin, why_no_account_id};
use crate::project::Project;

/// Flags of `new account`.
#[derive(Debug, Args)]
pub struct AccountFlags {
    /// Id of the account: letters a–z, digits, - _ . and Han characters
    #[arg(conflicts_with = "missing")]
    id: Option<String>,
    /// Name [default: as the sales know it, else the id]
    #[arg(long, requires = "id", value_parser = flags::words)]
    name: Option<String>,
    /// Begin a dossier for each account that the sales know and the dossiers do not
    #[arg(long)]
    missing: bool,
}

pub fn run(global: &Global, flags: &AccountFlags, terminal: Terminal) -> anyhow::Result<Status> {
    if flags.id.is_none() && !flags.missing {
        let message = "which account? Give its id (`keyfolio new account acme`), or `--missing` for a dossier of each account that only the sales know";
        return Err(WrongCall(message.to_owned()).into());
    }
    let project = reading::project(global, terminal)?;
    let request = reading::request(&project, &ReadFlags { as_of: None, strict: false }, terminal)?;
    // What is wrong elsewhere is the business of `check`; a dossier can be begun all the same.
    let (analysed, _) = {
        let bar = Bar::new(terminal);
        pipeline::analyse(&request, &bar)?
    };
    let (stubs, extent) = match &flags.id {
        Some(id) => (vec![one(&project, &analysed, id, flags.name.as_deref())?], Extent::Full),
        None => (missing(&analysed), Extent::Outline),
    };
    let mut files = NewFiles::below(project.root());
    for stub in &stubs {
        files.add(path(&project, &stub.id), commented_dossier(stub, extent, &analysed.settings.languages.default));
    }
    files.write()?;
    for path in files.paths() {
        terminal.result(format!("{path}\n").as_bytes())?;
    }
    terminal.say(&format!("Began {}", counted(stubs.len(), "dossier")));
    Ok(Status::Good)
}

/// Where a new dossier goes: into the folder of its notes, where there is one.
fn path(project: &Project, id: &AccountId) -> String {
    let folder = format!("content/accounts/{id}");
    if project.root().join(&folder).is_dir() { format!("{folder}/dossier.yaml") } else { format!("{folder}.yaml") }
}

fn one(project: &Project, analysed: &Analysed, id: &str, name: Option<&str>) -> anyhow::Result<Stub> {
    let wrong = |message: String| Err(WrongCall(message).into());
    let Some(id) = AccountId::new(id) else {
        return wrong(format!("“{id}” cannot be an id: {}", why_no_account_id(id).unwrap_or_default()));
    };
    let there = ["yaml", "yml"]
        .into_iter()
        .flat_map(|end| [format!("content/accounts/{id}.{end}"), format!("content/accounts/{id}/dossier.{end}")]);
    if let Some(file) = there.into_iter().find(|file| project.root().join(file).exists()) {
        return wrong(format!("{file} is there already; nothing was changed"));
    }
    let account = analysed.portfolio.accounts.iter().find(|account| account.id.folded() == id.folded());
    match account {
        Some(Account { origin: Origin::Documented { file, .. }, .. }) => {
            wrong(format!("account `{id}` has a dossier already: {file}; nothing was changed"))
        }
        Some(account) => Ok(of_the_sales(account, name)),
        None => Ok(Stub::new(id.clone(), name.unwrap_or(id.as_str()))),
    }
}

/// A dossier for an account that only the sales know: under its id and codes.
fn of_the_sales(account: &Account, name: Option<&str>) -> Stub {
    let known = account.name.texts().next().unwrap_or(account.id.as_str());
    let stub = Stub::new(account.id.clone(), name.unwrap_or(known));
    account.ledger_codes.iter().fold(stub, |stub, code| with_code(stub, code))
}

/// All that the sales know and the dossiers do not, also where the settings ignore them.
fn missing(analysed: &Analysed) -> Vec<Stub> {
    let accounts = &analysed.portfolio.accounts;
    let undocumented = accounts.iter().filter(|account| account.origin == Origin::SalesOnly);
    let mut stubs: Vec<Stub> = undocumented.map(|account| of_the_sales(account, None)).collect();
    let ignored: Vec<_> = analysed
        .ledger
        .accounts
        .iter()
        .filter(|account| analysed.portfolio.account_of_code(&account.code).is_none())
        .filter(|account| !analysed.portfolio.set_aside.has(&account.code))
        .collect();
    let codes: Vec<&str> = ignored.iter().map(|account| account.code.as_str()).collect();
    stubs.extend(ignored.iter().zip(safe_ids(&codes)).map(|(account, id)| of_sales(id, account, None)));
    stubs
}
