//! The one way into the [`Portfolio`]: everything that was written, checked against itself, the team and the sales.
//!
//! 1. Each dossier on its own: [`contacts`] and all references to them, [`dates`], [`values`], names of ours ([`team`]), [`product_lines`].
//! 2. All dossiers together: ids, [`groups`], codes that two of them claim.
//! 3. With the sales: whose they are ([`matching`]), what looks mistyped ([`typing`]), accounts that only the sales know.
//!
//! What is wrong is told at its place and taken out, so that the portfolio is valid whatever was written.

mod as_of;
mod assemble;
mod circle;
mod contacts;
mod cut_codes;
mod dates;
mod findings;
mod groups;
mod matching;
mod notes;
mod portfolio_file;
mod product_lines;
mod team;
mod typing;
mod unread;
mod values;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use self::findings::Findings;
use super::{
    Account, AccountId, Attachment, DataQuality, DossierSetAside, EntryOrder, Portfolio, ProductLine, SetAside,
    TeamMember, Unread,
};
use crate::diagnostic::codes::{AMBIGUOUS_NAME, DUPLICATE_ID, ID_MISMATCH, SALES_ID_CLAIMED_TWICE};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::content::{Content, DossierFile, NoteFile, Source, Suspect, Written};
use crate::load::dossier::Dossier;
use crate::load::ledger::SalesAccount;
use crate::project::settings::Settings;

/// Makes the portfolio of what was written and of the accounts that the sales know.
///
/// With `settings.as_of`, events after that day are dropped; so set it from the flag before.
pub fn validate(content: Content, sales: &[SalesAccount], settings: &Settings) -> (Portfolio, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let (team, unread_members) = team::members(content.team, &mut diagnostics);
    diagnostics.append(portfolio_file::check(&content.portfolio));
    let notes = content.portfolio.source.map(|source| *source.value).unwrap_or_default();
    let mut quality = Vec::new();
    let known = Known { team: &team, unread_members: &unread_members, lines: &notes.product_lines, settings };
    let mut documented = known.documented(content.dossiers, &mut quality, &mut diagnostics);
    documented.claims(sales, &mut diagnostics);
    let of_dossiers = documented.accounts.iter_mut().filter_map(|(account, _)| account.take());
    let mut accounts: Vec<Account> = of_dossiers.map(|account| *account).collect();
    let sold = matching::Sold { sales, set_aside: &documented.set_aside };
    matching::match_sales(&mut accounts, sold, settings.undocumented_accounts, &mut quality, &mut diagnostics);
    accounts.sort_by(|a, b| a.id.cmp(&b.id));
    let mut set_aside = std::mem::take(&mut documented.set_aside);
    set_aside.texts.extend(content.unread);
    for (at, problem) in groups::resolve(&mut accounts, &set_aside) {
        tell_parent(problem, documented.written(&accounts[at].id), &mut diagnostics);
    }
    let ids = groups::ids(&accounts);
    for (parent, written) in &documented.parents_set_aside {
        if let Some(problem) = groups::unknown(parent, &ids, &set_aside) {
            tell_parent(problem, Some(written), &mut diagnostics);
        }
    }
    quality.sort();
    let codes = accounts
        .iter()
        .enumerate()
        .flat_map(|(at, account)| account.ledger_codes.iter().map(move |code| (code.clone(), at)));
    let codes = codes.collect();
    let portfolio = Portfolio {
        accounts,
        notes,
        pages: notes::wiki(content.pages, settings, &mut set_aside, &mut diagnostics),
        set_aside,
        attachments: content.attachments,
        data_quality: quality,
        codes,
        team,
    };
    tell_shadowed(&portfolio, &mut diagnostics);
    (portfolio, diagnostics)
}

/// Tells what is wrong with the parent that a dossier names.
fn tell_parent(problem: Diagnostic, written: Option<&Written>, diagnostics: &mut Diagnostics) {
    let mut findings = Findings::default();
    findings.push("/parent", problem);
    diagnostics.append(findings.placed::<Dossier>(written));
}

/// The accounts that have dossiers.
#[derive(Default)]
struct Documented {
    /// In the order of their folders, each with the file that it was read from.
    accounts: Vec<(Option<Box<Account>>, Written)>,
    /// What none of them was made of.
    set_aside: SetAside,
    /// The parents of dossiers that were set aside.
    parents_set_aside: Vec<(AccountId, Written)>,
    /// Positions by id.
    by_id: BTreeMap<AccountId, usize>,
}

impl Documented {
    fn written(&self, id: &AccountId) -> Option<&Written> {
        self.by_id.get(id).map(|&at| &self.accounts[at].1)
    }

    /// Tells sales codes that two dossiers claim.
    fn claims(&self, sales: &[SalesAccount], diagnostics: &mut Diagnostics) {
        let accounts: Vec<&Account> = self.accounts.iter().filter_map(|(account, _)| account.as_deref()).collect();
        for (code, first, second) in matching::claims(&accounts, sales) {
            let mut findings = Findings::default();
            let position = accounts[second].sales_ids.iter().position(|own| own.trim() == code).unwrap_or_default();
            let owner = &accounts[first].id;
            let message = if owner.folded() == code.to_lowercase() {
                format!("the sales code `{code}` is the id of account `{owner}`")
            } else {
                format!("account `{owner}` claims the sales code `{code}` too")
            };
            let error = Diagnostic::error(SALES_ID_CLAIMED_TWICE, message).help(
                "leave it with the account that the sales belong to, and take it out here or list the codes of both",
            );
            findings.push(format!("/sales_ids/{position}"), error);
            diagnostics.append(findings.placed::<Dossier>(self.written(&accounts[second].id)));
        }
        for (pointer, name, first, second) in matching::same_names(&accounts) {
            let mut findings = Findings::default();
            let message = format!("“{name}” is a name of account `{}` too", accounts[first].id);
            let help = "tell the two apart by their names; where they are one account, join the dossiers";
            findings.push(pointer, Diagnostic::warning(AMBIGUOUS_NAME, message).help(help));
            diagnostics.append(findings.placed::<Dossier>(self.written(&accounts[second].id)));
        }
    }
}

/// What dossiers are checked against.
#[derive(Clone, Copy)]
struct Known<'a> {
    team: &'a [TeamMember],
    unread_members: &'a Unread,
    lines: &'a [ProductLine],
    settings: &'a Settings,
}

/// A dossier checked on its own.
struct Checked {
    /// The account; where its id is taken, what is set aside and its parent.
    account: Result<Box<Account>, (DossierSetAside, Option<AccountId>)>,
    written: Written,
    quality: Vec<DataQuality>,
    diagnostics: Diagnostics,
}

impl Known<'_> {
    /// Every dossier checked on its own; ids are unique afterwards.
    fn documented(
        self,
        files: Vec<DossierFile>,
        quality: &mut Vec<DataQuality>,
        diagnostics: &mut Diagnostics,
    ) -> Documented {
        let mut documented = Documented::default();
        let mut ids: BTreeMap<String, Arc<str>> = BTreeMap::new();
        let mut readable = Vec::with_capacity(files.len());
        for DossierFile { name, file, source, suspect, further, notes, attachments, unread } in files {
            documented.set_aside.texts.extend(unread);
            for source in further {
                let (name, claim) = (name.clone(), Claim::Further);
                let (notes, attachments) = Default::default();
                readable.push(Readable { name, source, suspect: None, notes, attachments, claim });
            }
            let Some(source) = source else {
                let mut sections = Vec::new();
                if let Some(suspect) = suspect {
                    let parent = suspect.value.parent.clone();
                    documented.parents_set_aside.extend(parent.map(|parent| (parent, suspect.written())));
                    sections.clone_from(&suspect.value.sections);
                    diagnostics.append(self.of_suspect(suspect));
                }
                let (notes, _) = notes::journal(notes, None, true, self.settings, diagnostics);
                // Of what cannot be read the names of rules are looked at in the text.
                let rules = BTreeMap::new();
                let set_aside = DossierSetAside { name, file, sections, rules, notes, attachments };
                documented.set_aside.dossiers.push(set_aside);
                continue;
            };
            let claim = match ids.entry(source.value.id.folded()) {
                Entry::Occupied(first) => Claim::Taken(Arc::clone(first.get())),
                Entry::Vacant(free) => {
                    free.insert(Arc::clone(&source.written.text.file));
                    Claim::Free
                }
            };
            readable.push(Readable { name, source, suspect, notes, attachments, claim });
        }
        documented.accounts.reserve(readable.len());
        let checked: Vec<Checked> = readable.into_par_iter().map(|file| self.checked(file)).collect();
        for Checked { account, written, quality: of_account, diagnostics: problems } in checked {
            quality.extend(of_account);
            diagnostics.append(problems);
            match account {
                Ok(account) => {
                    if written.is_damaged {
                        documented.set_aside.damaged.insert(account.id.clone(), Unread::contacts(&written));
                    }
                    documented.by_id.insert(account.id.clone(), documented.accounts.len());
                    documented.accounts.push((Some(account), written));
                }
                Err((dossier, parent)) => {
                    documented.parents_set_aside.extend(parent.map(|parent| (parent, written)));
                    documented.set_aside.dossiers.push(dossier);
                }
            }
        }
        documented
    }

    fn checked(self, file: Readable) -> Checked {
        let Readable { name, source, suspect, notes, attachments, claim } = file;
        let Source { written, value: mut dossier } = source;
        let (mut quality, mut diagnostics, mut findings) = (Vec::new(), Diagnostics::new(), Findings::default());
        let id = &dossier.id;
        if id.as_str() != name {
            findings.push("/id", mismatch(id, &name));
        }
        if let Claim::Taken(first) = &claim {
            let message = format!("account `{id}` has a dossier already: {first}");
            let error =
                Diagnostic::error(DUPLICATE_ID, message).help("give one of them an id that differs by more than case");
            findings.push("/id", error);
        }
        let mut of_value = Findings::default();
        let order =
            self.check(&mut dossier, (&written.text.text, &Unread::contacts(&written)), &mut of_value, &mut quality);
        match suspect {
            Some(suspect) => {
                // For its links: nothing of a dossier that lacks something is shown.
                dossier.sections.clone_from(&suspect.value.sections);
                diagnostics.append(self.of_suspect(suspect));
            }
            None => findings.append(of_value),
        }
        diagnostics.append(findings.placed::<Dossier>(Some(&written)));
        let (notes, later_notes) =
            notes::journal(notes, Some(&dossier), written.is_damaged, self.settings, &mut diagnostics);
        if claim == Claim::Free {
            let account = assemble::account(*dossier, order, &written.text, notes, attachments);
            let account = Ok(Box::new(Account { later_notes, ..account }));
            return Checked { account, written, quality, diagnostics };
        }
        let Dossier { sections, rules, parent, .. } = *dossier;
        let file = Arc::clone(&written.text.file);
        let set_aside = DossierSetAside { name, file, sections, rules, notes, attachments };
        // What is odd about an account that is not there shows on no page.
        Checked { account: Err((set_aside, parent)), written, quality: Vec::new(), diagnostics }
    }

    /// What is wrong with a dossier that lacks something, beside that.
    fn of_suspect(self, suspect: Suspect<Dossier>) -> Diagnostics {
        let Suspect { text, value: mut dossier } = suspect;
        let mut findings = Findings::default();
        self.check(&mut dossier, (&text.text, &Unread::none()), &mut findings, &mut Vec::new());
        findings.of_suspect::<Dossier>(&text)
    }

    /// A dossier on its own; returns where the entries of its shortened lists were written.
    fn check(
        self,
        dossier: &mut Dossier,
        (text, unread): (&str, &Unread),
        findings: &mut Findings,
        quality: &mut Vec<DataQuality>,
    ) -> EntryOrder {
        dates::check(dossier, findings);
        values::check(dossier, text, self.settings.as_of, findings);
        team::check_names(&dossier.id, dossier, (self.team, self.unread_members), findings, quality);
        product_lines::check(dossier, self.lines, findings);
        contacts::check(dossier, unread, findings);
        let mut order = EntryOrder::default();
        if let Some(day) = self.settings.as_of {
            as_of::drop_later(dossier, &mut order, day);
        }
        order
    }
}

/// A dossier that could be read, with what lies beside it.
struct Readable {
    /// Of its folder or file.
    name: String,
    source: Source<Dossier>,
    suspect: Option<Suspect<Dossier>>,
    notes: Vec<NoteFile>,
    attachments: Vec<Attachment>,
    claim: Claim,
}

/// Whether a dossier may have its id.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Claim {
    /// It may.
    Free,
    /// The dossier of this file has it already.
    Taken(Arc<str>),
    /// It is not the only dossier of its name, which has been told.
    Further,
}

/// Notes every wiki page that has the id of an account: a link by that id leads to the account.
fn tell_shadowed(portfolio: &Portfolio, diagnostics: &mut Diagnostics) {
    let ids: BTreeSet<String> = portfolio.accounts.iter().map(|account| account.id.folded()).collect();
    for page in portfolio.pages.iter().filter(|page| ids.contains(&page.path.to_lowercase())) {
        let Some(text) = page.texts.first() else { continue };
        let message = format!("an account has the id `{0}`, too: `[[{0}]]` leads to the account", page.path);
        let note = Diagnostic::note(DUPLICATE_ID, message).at(Place::file(Arc::clone(&text.body.file)));
        diagnostics.push(note.help("link to this page by its path, or rename it"));
    }
}

fn mismatch(id: &AccountId, name: &str) -> Diagnostic {
    Diagnostic::error(ID_MISMATCH, format!("the id is `{id}`, but the folder or file is named `{name}`"))
        .help(format!("rename the folder or file to `{id}`, or write `id: {name}`"))
}
