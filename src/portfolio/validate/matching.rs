//! Which sales belong to which account.
//!
//! A code of the ledger belongs to the dossier that lists it in `sales_ids`; else to the one whose id it is, as written, or case
//! aside where the sales have no code that is the id as written; else to the only one whose name or alias it is (sales files without codes carry names). What is left is
//! known only from the sales.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{cut_codes, typing};
use crate::diagnostic::codes::{AMBIGUOUS_NAME, DOSSIERS_WITHOUT_SALES, LOOKS_LIKE_TYPO, UNDOCUMENTED_ACCOUNTS};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, WithoutRemedy};
use crate::load::ledger::{RowPlace, SalesAccount};
use crate::portfolio::half_width::half_width;
use crate::portfolio::{Account, DataQuality, Localised, Origin, SetAside, safe_id};
use crate::project::settings::UndocumentedAccounts;

/// Typing errors that are told one by one.
const TOLD: usize = 20;

/// Whom the sales know, and whose dossiers cannot be read.
#[derive(Clone, Copy)]
pub(super) struct Sold<'a> {
    /// Codes with their names.
    pub sales: &'a [SalesAccount],
    /// What no account was made of, which has been told.
    pub set_aside: &'a SetAside,
}

/// Adds to documented accounts (in any order, ids unique) the codes of their sales, and makes accounts of the rest.
pub(super) fn match_sales(
    accounts: &mut Vec<Account>,
    Sold { sales: ledger, set_aside }: Sold<'_>,
    undocumented: UndocumentedAccounts,
    quality: &mut Vec<DataQuality>,
    diagnostics: &mut Diagnostics,
) {
    diagnostics.extend(cut_codes::cut_codes(ledger));
    let index = Index::new(accounts, ledger);
    let mut left = Vec::new();
    for sales in ledger {
        match index.find(&sales.code) {
            Some(Match { at, by_name }) => {
                if by_name {
                    quality.push(DataQuality::MatchedByName {
                        account: accounts[at].id.clone(),
                        code: sales.code.clone(),
                    });
                }
                accounts[at].ledger_codes.push(sales.code.clone());
            }
            None => left.push(sales),
        }
    }
    let rows: BTreeMap<&str, &RowPlace> = left.iter().map(|sales| (sales.code.as_str(), &sales.first_row)).collect();
    typing_errors(accounts, &left, &rows, quality, diagnostics);
    without_sales(accounts, ledger, quality, diagnostics);
    // Whose dossier cannot be read has one.
    left.retain(|sales| !set_aside.has(&sales.code));
    let known_from_sales = undocumented_accounts(accounts, left, undocumented, quality, diagnostics);
    typing_errors_of_sales(&known_from_sales, &rows, quality, diagnostics);
    accounts.extend(known_from_sales);
}

/// The account that a code means, and whether by its name only.
struct Match {
    at: usize,
    by_name: bool,
}

/// What documented accounts are called, by their position.
struct Index {
    claimed: BTreeMap<String, usize>,
    ids: BTreeMap<String, usize>,
    /// Those that no sale has as written: `ab1` is another account beside a code `AB1`, with a dossier as without.
    folded_ids: BTreeMap<String, usize>,
    /// `None` where two accounts have the name.
    names: BTreeMap<String, Option<usize>>,
}

impl Index {
    /// Of two dossiers that claim a code, the first by position has it; the other is told elsewhere ([`claims`]).
    fn new(accounts: &[Account], ledger: &[SalesAccount]) -> Self {
        let sold = codes(ledger);
        let mut index = Self {
            claimed: BTreeMap::new(),
            ids: BTreeMap::new(),
            folded_ids: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for (at, account) in accounts.iter().enumerate() {
            index.ids.insert(account.id.to_string(), at);
            if !sold.contains(account.id.as_str()) {
                index.folded_ids.insert(account.id.folded(), at);
            }
            for code in &account.sales_ids {
                index.claimed.entry(code.trim().to_owned()).or_insert(at);
            }
            let own: BTreeSet<String> = names(account).map(folded_name).collect();
            for name in own {
                index.names.entry(name).and_modify(|other| *other = None).or_insert(Some(at));
            }
        }
        index
    }

    fn find(&self, code: &str) -> Option<Match> {
        let code = code.trim();
        let by_code =
            self.claimed.get(code).or_else(|| self.ids.get(code)).or_else(|| self.folded_ids.get(&code.to_lowercase()));
        match by_code {
            Some(&at) => Some(Match { at, by_name: false }),
            None => self.names.get(&folded_name(code)).copied().flatten().map(|at| Match { at, by_name: true }),
        }
    }

    /// Whether a code is the name of two accounts or more.
    fn is_ambiguous(&self, code: &str) -> bool {
        self.names.get(&folded_name(code)).is_some_and(Option::is_none)
    }
}

/// The codes that the sales have.
fn codes(ledger: &[SalesAccount]) -> BTreeSet<&str> {
    ledger.iter().map(|sales| sales.code.trim()).collect()
}

/// Name and aliases of an account.
fn names(account: &Account) -> impl Iterator<Item = &str> {
    account.name.texts().chain(account.aliases.iter().map(String::as_str))
}

/// A name without case, outer white space and full-width letters and brackets, which an input method leaves in Chinese exports.
fn folded_name(name: &str) -> String {
    name.chars().map(half_width).collect::<String>().trim().to_lowercase()
}

/// Codes that two dossiers claim: (code, the account that has it, the one that lists it too), positions in `accounts`. A dossier
/// that lists no code claims its id: as written where the sales have that, else case aside.
pub(super) fn claims(accounts: &[&Account], ledger: &[SalesAccount]) -> Vec<(String, usize, usize)> {
    let sold = codes(ledger);
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut twice = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        let own: BTreeSet<&str> = account.sales_ids.iter().map(|code| code.trim()).collect();
        for code in own {
            match first.get(code) {
                Some(&other) => twice.push((code.to_owned(), other, at)),
                None => {
                    first.insert(code, at);
                }
            }
        }
    }
    let listed: BTreeMap<String, (&str, usize)> =
        first.iter().map(|(&code, &at)| (code.to_lowercase(), (code, at))).collect();
    for (at, account) in accounts.iter().enumerate().filter(|(_, account)| account.sales_ids.is_empty()) {
        let id = account.id.as_str();
        if let Some(&(code, other)) = listed.get(&account.id.folded())
            && (code == id || !sold.contains(id))
        {
            twice.push((code.to_owned(), at, other));
        }
    }
    twice
}

/// Accounts that go by a name or id of an earlier one: (position of the name: `/name`, `/name/en` or `/aliases/2`, the name, the earlier
/// account, the later one), positions in `accounts`. An account's own id and names are its own affair.
pub(super) fn same_names(accounts: &[&Account]) -> Vec<(String, String, usize, usize)> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, account) in accounts.iter().enumerate() {
        first.entry(account.id.folded()).or_insert(at);
    }
    let mut twice = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        let name = account.name.placed_texts().map(|(at, name)| (format!("/name{at}"), name));
        let aliases = account.aliases.iter().enumerate().map(|(at, alias)| (format!("/aliases/{at}"), alias.as_str()));
        let mut told = BTreeSet::new();
        for (pointer, name) in name.chain(aliases) {
            let folded = folded_name(name);
            match first.get(&folded) {
                Some(&other) if other != at && told.insert(folded.clone()) => {
                    twice.push((pointer, name.to_owned(), other, at));
                }
                Some(_) => {}
                None => {
                    first.insert(folded, at);
                }
            }
        }
    }
    twice
}

/// Tells codes and ids that look like another account's.
fn typing_errors(
    accounts: &[Account],
    left: &[&SalesAccount],
    rows: &BTreeMap<&str, &RowPlace>,
    quality: &mut Vec<DataQuality>,
    diagnostics: &mut Diagnostics,
) {
    let lookalikes = typing::Lookalikes::new(accounts);
    let listed: BTreeSet<&str> =
        accounts.iter().flat_map(|account| &account.sales_ids).map(|code| code.trim()).collect();
    // An id that another dossier lists as a code is told as that.
    let silent =
        accounts.iter().filter(|account| account.ledger_codes.is_empty() && !listed.contains(account.id.as_str()));
    let silent = silent.map(|account| account.id.as_str());
    let codes = left.iter().map(|sales| (sales.code.as_str(), sales.name.as_deref()));
    let mut told = 0;
    let mut pairs = BTreeSet::new();
    for (written, name) in codes.chain(silent.map(|id| (id, None))) {
        let Some((meant, likeness)) = lookalikes.find(written, name) else { continue };
        // Of two dossiers without sales each looks like the other.
        if pairs.contains(&(meant.id.as_str(), written)) {
            continue;
        }
        pairs.insert((written, meant.id.as_str()));
        told += 1;
        if told <= TOLD {
            let where_from = if rows.contains_key(written) { "in the sales" } else { "of a dossier" };
            let message =
                format!("`{written}` {where_from} looks like account `{}`{}", meant.id, shared(likeness, name));
            let dossier = meant.file().unwrap_or(meant.id.as_str());
            let help = if rows.contains_key(written) {
                format!("if they are one, list \"{written}\" in the `sales_ids` of {dossier}")
            } else {
                format!("if they are one, move what the dossier of `{written}` says into {dossier}, and delete it")
            };
            let warning = Diagnostic::warning(LOOKS_LIKE_TYPO, message);
            let placed = match (rows.get(written).filter(|row| row.line > 0), meant.file()) {
                (Some(row), _) => at_row(warning, Some(row)),
                (None, Some(file)) => warning.at(Place::file(file)),
                (None, None) => warning,
            };
            diagnostics.push(placed.help(help));
        }
        quality.push(DataQuality::LooksLike { written: written.to_owned(), meant: meant.id.clone() });
    }
    more_typing_errors(told, diagnostics);
}

/// Tells that there are more than were told.
fn more_typing_errors(count: usize, diagnostics: &mut Diagnostics) {
    if count > TOLD {
        let message = format!("{} more codes and ids look like typing errors", count - TOLD);
        diagnostics.push(Diagnostic::warning(LOOKS_LIKE_TYPO, message).help("the data-quality page lists them all"));
    }
}

/// The name that is the evidence, where it is not the code.
fn shared(likeness: typing::Likeness, name: Option<&str>) -> String {
    match (likeness, name) {
        (typing::Likeness::Name, Some(name)) => format!(": they share the name “{name}”"),
        _ => String::new(),
    }
}

/// Tells codes that look like one another, where the sales alone know both. Those that look like a dossier's are told there.
fn typing_errors_of_sales(
    accounts: &[Account],
    rows: &BTreeMap<&str, &RowPlace>,
    quality: &mut Vec<DataQuality>,
    diagnostics: &mut Diagnostics,
) {
    let code = |account: &Account| account.ledger_codes.first().cloned().unwrap_or_default();
    let told: BTreeSet<String> = quality
        .iter()
        .filter_map(|entry| match entry {
            DataQuality::LooksLike { written, .. } => Some(written.clone()),
            _ => None,
        })
        .collect();
    let mut alike = typing::among_sales(accounts);
    alike.retain(|(later, ..)| !told.contains(&code(later)));
    more_typing_errors(alike.len(), diagnostics);
    for (number, (later, earlier, likeness)) in alike.into_iter().enumerate() {
        let (written, meant) = (code(later), code(earlier));
        if number < TOLD {
            let name = later.name.texts().next();
            let message = format!("`{written}` in the sales looks like `{meant}`{}", shared(likeness, name));
            let help = format!(
                "if they are one, correct the code in the sales, or start a dossier for `{meant}` and list \"{written}\" in its `sales_ids`"
            );
            let warning = Diagnostic::warning(LOOKS_LIKE_TYPO, message);
            let row = rows.get(written.as_str()).copied();
            diagnostics.push(at_row(warning, row).help(help));
        }
        quality.push(DataQuality::LooksLike { written, meant: earlier.id.clone() });
    }
}

/// At the first row of a code, where it is known.
pub(super) fn at_row(diagnostic: WithoutRemedy, row: Option<&RowPlace>) -> WithoutRemedy {
    match row.filter(|row| row.line > 0) {
        Some(row) => diagnostic.at(Place::line(Arc::clone(&row.file), row.line)),
        None => diagnostic,
    }
}

/// Tells dossiers without sales, in one note, and claimed codes that no sale has. Says nothing where there are no sales at all.
fn without_sales(
    accounts: &[Account],
    ledger: &[SalesAccount],
    quality: &mut Vec<DataQuality>,
    diagnostics: &mut Diagnostics,
) {
    if ledger.is_empty() {
        return;
    }
    let known = codes(ledger);
    let mut silent = Vec::new();
    for account in accounts {
        if account.ledger_codes.is_empty() {
            silent.push(account.id.to_string());
            quality.push(DataQuality::NoSales { account: account.id.clone() });
        }
        for code in account.sales_ids.iter().filter(|code| !known.contains(code.trim())) {
            quality.push(DataQuality::UnusedSalesId { account: account.id.clone(), code: code.clone() });
        }
    }
    if !silent.is_empty() {
        let message = format!("{} without sales: {}", counted(silent.len(), "dossier"), some(&silent));
        let note = Diagnostic::note(DOSSIERS_WITHOUT_SALES, message);
        diagnostics.push(note.help("where an account has another code in the sales, list it in `sales_ids`"));
    }
}

/// The accounts that only the sales know.
fn undocumented_accounts(
    documented: &[Account],
    left: Vec<&SalesAccount>,
    undocumented: UndocumentedAccounts,
    quality: &mut Vec<DataQuality>,
    diagnostics: &mut Diagnostics,
) -> Vec<Account> {
    if left.is_empty() {
        return Vec::new();
    }
    let unknown: Vec<String> = left.iter().map(|sales| sales.code.clone()).collect();
    let message = format!("{} known only from the sales: {}", counted(unknown.len(), "account"), some(&unknown));
    let help = "start their dossiers with `keyfolio new account --missing`";
    diagnostics.push(Diagnostic::note(UNDOCUMENTED_ACCOUNTS, message).help(help));
    let index = Index::new(documented, &[]);
    for sales in left.iter().filter(|sales| index.is_ambiguous(&sales.code)) {
        let code = &sales.code;
        let warning =
            Diagnostic::warning(AMBIGUOUS_NAME, format!("`{code}` in the sales is the name of more than one dossier"));
        diagnostics.push(
            at_row(warning, Some(&sales.first_row))
                .help(format!("list \"{code}\" in the `sales_ids` of the one that is meant")),
        );
    }
    let mut taken: BTreeSet<String> = documented.iter().map(|account| account.id.folded()).collect();
    // Codes that are ids already come first, so that no made id takes theirs.
    let mut ordered = left;
    ordered.sort_by_key(|sales| (crate::portfolio::why_no_account_id(&sales.code).is_some(), sales.code.clone()));
    let mut accounts = Vec::new();
    for sales in ordered {
        let account = (undocumented != UndocumentedAccounts::Ignore).then(|| sales_only(sales, &mut taken));
        quality.push(DataQuality::NoDossier {
            code: sales.code.clone(),
            account: account.as_ref().map(|account| account.id.clone()),
        });
        accounts.extend(account);
    }
    accounts
}

fn sales_only(sales: &SalesAccount, taken: &mut BTreeSet<String>) -> Account {
    let name = sales.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| sales.code.clone());
    let mut account = Account::new(safe_id(&sales.code, taken), Localised::One(name), Origin::SalesOnly);
    account.ledger_codes.push(sales.code.clone());
    account
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The first few of a list.
fn some(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN { format!("{shown} and {} more", names.len() - SHOWN) } else { shown }
}
