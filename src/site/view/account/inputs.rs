//! What a playbook is built from, as a hash: where it is that of the last build, the page need not be built to know that it
//! stands.
//!
//! 1. [`Common::of`] covers what every playbook of a language reads: settings, today, the sales, the team, and what was found
//!    about the portfolio as a whole.
//! 2. [`own`] covers what is the account's: its dossier and notes as written, its facts, its group, who mentions it, and what
//!    the [others that it names](Others) are called. Names of accounts and texts of pages are no part of the common key: a new
//!    name changes the playbooks that say it and no other.
//!
//! A playbook must read nothing else. `tests/it/edits.rs` edits one thing after another and holds every page against that
//! of a clean build.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::io::{BufWriter, Write as _};

use super::Shared;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::finding::Situation;
use crate::analysis::referrals::known_before;
use crate::analysis::value::{Value, Values};
use crate::portfolio;
use crate::site::PageKey;
use crate::site::links::{Origin, Target};

/// Hashes values as they are shown for debugging, which differ where any field differs.
struct Shown(BufWriter<blake3::Hasher>);

impl fmt::Write for Shown {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

impl Shown {
    fn new(purpose: &str) -> Self {
        Self(BufWriter::with_capacity(16_384, blake3::Hasher::new_derive_key(purpose)))
    }

    /// Each value ends with a line, so that no two lists of values look alike.
    fn add(&mut self, value: &dyn fmt::Debug) {
        // Writing into a hasher does not fail.
        let _ = writeln!(self, "{value:?}");
    }

    /// A text as it is: escaping it, as showing it does, would take longer than all else. Its length says where it ends.
    fn add_text(&mut self, text: &str) {
        self.add(&text.len());
        // Writing into a hasher does not fail.
        let _ = self.write_str(text);
    }

    fn finish(self) -> PageKey {
        // Nor does emptying its buffer.
        self.0.into_inner().map_or_else(|_| PageKey::default(), |hasher| *hasher.finalize().as_bytes())
    }
}

/// What all playbooks of a language read.
#[derive(Debug, Clone, Copy)]
pub struct Common(PageKey);

impl Common {
    /// Of a language; `sales` is the fingerprint of the ledger.
    pub fn of(shared: &Shared<'_>, sales: &[u8; 32]) -> Self {
        let mut shown = Shown::new("keyfolio playbook common 1");
        let voice = shared.voice;
        shown.add(&(voice.language(), shared.languages, shared.settings, shared.as_of, sales, shared.sales_files));
        shown.add(shared.frames);
        shown.add(&(&shared.portfolio.team, &shared.portfolio.notes));
        let facts = shared.facts;
        shown.add(&(facts.year.period, facts.baseline, facts.first_day, facts.base, facts.base_asked, facts.method));
        shown.add(&facts.cuts);
        let (scores, customers) = (&shared.analysis.scores, &shared.analysis.customers);
        shown.add(&(scores.accounts.len(), scores.pyramid_by_profit, scores.alike));
        shown.add(&customers.value.as_ref().map(|value| (&value.bg_nbd, &value.gamma_gamma, value.weeks)));
        shown.add(&shared.targets.files());
        Self(shown.finish())
    }

    /// With what is an account's own.
    pub fn with(self, own: &PageKey) -> PageKey {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(own);
        *hasher.finalize().as_bytes()
    }
}

/// What is the own of the account at a position, whose texts link to these targets; in no language.
pub fn own(shared: &Shared<'_>, at: usize, linked: &BTreeSet<Target>) -> PageKey {
    let account = &shared.portfolio.accounts[at];
    let mut shown = Shown::new("keyfolio playbook own 4");
    match &account.origin {
        portfolio::Origin::Documented { file, text } => shown.add(&(file, text)),
        portfolio::Origin::SalesOnly => shown.add(&"sales only"),
    }
    shown.add(&(at, &account.ledger_codes));
    for file in &account.attachments {
        shown.add(&(&file.path, shared.references.files.contains(&*file.path)));
    }
    for note in &account.notes {
        shown.add(&note.body.file);
        shown.add_text(&note.body.source);
    }
    show_facts(&shared.accounts[at], &mut shown);
    shown.add(&(shared.analysis.scores.of_account(at), shared.analysis.customers.value_of(at)));
    shown.add(&shared.analysis.class_history(at).collect::<Vec<_>>());
    shown.add(&shared.targets.of(at));
    let known = |referral| known_before(shared.portfolio, shared.sales, referral);
    shown.add(&account.referrals.iter().map(known).collect::<Vec<_>>());
    let members = shared.groups.members(shared.groups.head(at));
    for member in members {
        shown.add(&(member, shared.facts.year.figures[*member]));
    }
    shown.add(&shared.references.mentions.get(&Target::Account(at)));
    // Where the headings of linked notes stand goes by which notes there are.
    let notes_of = |target: &Target| match *target {
        Target::Account(other) => shared.portfolio.accounts[other].notes.as_slice(),
        _ => &[],
    };
    linked.iter().flat_map(notes_of).for_each(|note| shown.add(&&note.body.file));
    Others::of(shared, at, linked).show(shared, &mut shown);
    shown.finish()
}

/// What was found of an account, but for what follows from the sales, from today and from which rows are its own: these are hashed
/// already, and writing out a year of figures for each account is most of the work here.
fn show_facts(facts: &AccountFacts, shown: &mut Shown) {
    let AccountFacts {
        year: _,
        year_before: _,
        revenue,
        gross_profit,
        on_revenue,
        on_gross_profit,
        on_revenue_before,
        on_gross_profit_before,
        class,
        class_before,
        position,
        position_before,
        months: _,
        first_sale: _,
        last_sale: _,
        last_purchase: _,
        silent_months: _,
        orders: _,
        purchase_days: _,
        lifetime: _,
        lifetime_purchase_days: _,
        year_to_last_purchase: _,
        return_share: _,
        main_product: _,
        health,
        findings,
        alerts,
    } = facts;
    shown.add(&(revenue, gross_profit, class, class_before, position, position_before));
    shown.add(&(on_revenue, on_gross_profit, on_revenue_before, on_gross_profit_before));
    shown.add(&(health, findings, alerts));
}

/// The accounts and the pages that a playbook calls by their names.
#[derive(Default)]
struct Others {
    accounts: BTreeSet<usize>,
    pages: BTreeSet<usize>,
}

impl Others {
    fn of(shared: &Shared<'_>, at: usize, linked: &BTreeSet<Target>) -> Self {
        let mut others = Self::default();
        let facts = &shared.accounts[at];
        facts.alerts.iter().for_each(|hit| others.add_named(&hit.evidence));
        facts.findings.iter().for_each(|finding| others.add_named(&finding.situation.values()));
        others.accounts.extend(shared.groups.members(shared.groups.head(at)));
        for origin in shared.references.mentions.get(&Target::Account(at)).into_iter().flatten() {
            match *origin {
                Origin::Note(other, _) | Origin::Section(other, _) => others.accounts.insert(other),
                Origin::Page(page, _) => others.pages.insert(page),
            };
        }
        for target in linked {
            match *target {
                Target::Account(other) => others.accounts.insert(other),
                Target::Page(page) => others.pages.insert(page),
                // These are called by the catalogue.
                Target::Framework(_) | Target::Analysis(_) => false,
            };
        }
        others
    }

    fn add_named(&mut self, values: &Values) {
        for (_, value) in values {
            match value {
                Value::Account(at) => {
                    self.accounts.insert(*at);
                }
                Value::Accounts(all) => self.accounts.extend(all),
                _ => {}
            }
        }
    }

    /// Adds what they are called, and where they stand.
    fn show(&self, shared: &Shared<'_>, shown: &mut Shown) {
        for &other in &self.accounts {
            let account = &shared.portfolio.accounts[other];
            shown.add(&(other, &account.id, &account.name, &account.parent, account.file(), account.is_documented()));
            account.contacts.iter().for_each(|contact| shown.add(&(&contact.id, &contact.name)));
        }
        for &other in &self.pages {
            let page = &shared.portfolio.pages[other];
            shown.add(&(&page.path, page.draft));
            page.texts.iter().for_each(|text| shown.add(&(&text.title, &text.body.file, &text.body.source)));
        }
    }
}
