//! The lists of accounts that have a page of their own: by class, zone, manager, region, industry.
//!
//! Managers and regions are those of the **sale** (the row's, else the dossier's), so that a list adds up to what was
//! sold there; an account stands in the list of its dossier's manager without a sale too. Class, zone and industry are the
//! account's.

use std::collections::BTreeMap;

use super::book::Book;
use crate::analysis::abc::AbcClass;
use crate::analysis::sales::{Figures, Scope};
use crate::frameworks::attack_defend::Zone;
use crate::portfolio::{Localised, Period};
use crate::site::href;

/// A list of accounts.
#[derive(Debug, Clone)]
pub struct List {
    /// What is listed.
    pub kind: ListKind,
    /// Path of its page, relative to the root of a language.
    pub path: String,
    /// The days that its figures count.
    pub period: Period,
    /// The days they are compared with, where the data reach back.
    pub before: Option<Period>,
    /// Its accounts, largest revenue first, ties by id.
    pub members: Vec<Member>,
}

/// What a list has in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListKind {
    /// The class that pages show first.
    Class(AbcClass),
    /// A zone of the attack/defend matrix.
    Zone(Zone),
    /// A manager of ours.
    Manager(Localised),
    /// A region.
    Region(String),
    /// An industry.
    Industry(Localised),
}

/// An account in a list, with what counts there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Position of the account.
    pub account: usize,
    /// In the period.
    pub now: Figures,
    /// In the period before, where the data reach back.
    pub before: Option<Figures>,
}

/// All lists, by kind, in the order of their menus.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// A, B, C.
    pub classes: Vec<List>,
    /// The zones that hold an account.
    pub zones: Vec<List>,
    /// Managers, largest revenue first.
    pub managers: Vec<List>,
    /// Regions, largest revenue first.
    pub regions: Vec<List>,
    /// Industries, largest revenue first.
    pub industries: Vec<List>,
}

impl Lists {
    /// All lists of a book.
    pub fn new(book: &Book<'_>) -> Self {
        if book.portfolio.accounts.is_empty() {
            return Self::default();
        }
        Self {
            classes: classes(book),
            zones: zones(book),
            managers: managers(book),
            regions: regions(book),
            industries: industries(book),
        }
    }

    /// Every list.
    pub fn iter(&self) -> impl Iterator<Item = &List> {
        [&self.classes, &self.zones, &self.managers, &self.regions, &self.industries].into_iter().flatten()
    }

    /// The list with this in common.
    pub fn find(&self, kind: &ListKind) -> Option<&List> {
        self.iter().find(|list| list.kind == *kind)
    }
}

impl List {
    fn new(kind: ListKind, path: String, periods: (Period, Option<Period>), mut members: Vec<Member>) -> Self {
        members.sort_by(|a, b| b.now.revenue.cmp(&a.now.revenue).then(a.account.cmp(&b.account)));
        Self { kind, path, period: periods.0, before: periods.1, members }
    }

    /// What its accounts sum to.
    pub fn total(&self) -> Figures {
        self.members.iter().map(|member| member.now).sum()
    }

    /// What they summed to before, where the data reach back.
    pub fn total_before(&self) -> Option<Figures> {
        self.before.map(|_| self.members.iter().filter_map(|member| member.before).sum())
    }
}

fn classes(book: &Book<'_>) -> Vec<List> {
    let of = |class: AbcClass| {
        let members = (0..book.now.figures.len()).filter(|&account| book.class(account) == class);
        let path = format!("abc/{}.html", class.letter().to_lowercase());
        List::new(ListKind::Class(class), path, whole(book), members.map(|account| member(book, account)).collect())
    };
    AbcClass::ALL.into_iter().map(of).collect()
}

fn zones(book: &Book<'_>) -> Vec<List> {
    let of = |zone: Zone| {
        let members = (0..book.now.figures.len()).filter(|&account| book.zone(account) == Some(zone));
        let path = format!("zones/{}.html", zone.key());
        List::new(ListKind::Zone(zone), path, whole(book), members.map(|account| member(book, account)).collect())
    };
    Zone::ALL.into_iter().map(of).filter(|list| !list.members.is_empty()).collect()
}

fn industries(book: &Book<'_>) -> Vec<List> {
    let mut found: BTreeMap<String, (Localised, Vec<Member>)> = BTreeMap::new();
    for (at, account) in book.portfolio.accounts.iter().enumerate() {
        if let Some(industry) = &account.industry {
            let key = key(industry);
            found.entry(key).or_insert_with(|| (industry.clone(), Vec::new())).1.push(member(book, at));
        }
    }
    let named = found.into_values().map(|(name, members)| (ListKind::Industry(name), members));
    shelve("industries", named.collect(), whole(book))
}

fn regions(book: &Book<'_>) -> Vec<List> {
    let sold = |scope, period| {
        book.sales.regions(scope, period).rows.into_iter().map(|(name, sums)| (name, sums.figures)).collect()
    };
    // A dossier may name a region in words of its own: it counts only where no sale names one.
    let kept = |account: usize, unsold: bool| book.portfolio.accounts[account].region.clone().filter(|_| unsold);
    let found = by_sale(book, sold, kept);
    let named = found.into_iter().map(|(name, members)| (ListKind::Region(name), members));
    shelve("regions", named.collect(), months(book))
}

fn managers(book: &Book<'_>) -> Vec<List> {
    let sold = |scope, period| {
        book.sales.managers(scope, period).rows.into_iter().map(|(name, sums)| (name, sums.figures)).collect()
    };
    let kept = |account: usize, _: bool| book.portfolio.accounts[account].manager.as_ref().map(|who| who.0.clone());
    let mut merged: BTreeMap<String, (Localised, Vec<Member>)> = BTreeMap::new();
    for (name, members) in by_sale(book, sold, kept) {
        let (key, name) = match book.member(&name) {
            Some(member) => (member.id.as_str().to_owned(), member.name.clone()),
            None => (name.clone(), Localised::One(name)),
        };
        let into = &mut merged.entry(key).or_insert_with(|| (name, Vec::new())).1;
        for new in members {
            match into.iter_mut().find(|known| known.account == new.account) {
                Some(known) => {
                    known.now += new.now;
                    known.before = known.before.zip(new.before).map(|(a, b)| a + b);
                }
                None => into.push(new),
            }
        }
    }
    let keys: Vec<String> = merged.keys().cloned().collect();
    let slugs = href::unique_slugs(keys.iter().map(String::as_str));
    let lists = merged.into_values().zip(slugs).map(|((name, members), slug)| {
        List::new(ListKind::Manager(name), format!("managers/{slug}.html"), months(book), members)
    });
    by_revenue(lists.collect())
}

/// Accounts by a name that sales rows carry, or that their dossier keeps. `kept` gives the dossier's name, knowing
/// whether the sales of the account name nobody.
fn by_sale<'b>(
    book: &'b Book<'_>,
    sold: impl Fn(Scope, Period) -> Vec<(Option<&'b str>, Figures)>,
    kept: impl Fn(usize, bool) -> Option<String>,
) -> BTreeMap<String, Vec<Member>> {
    let (year, earlier) = months(book);
    let mut found: BTreeMap<String, Vec<Member>> = BTreeMap::new();
    for account in 0..book.now.figures.len() {
        let empty = (Figures::default(), earlier.map(|_| Figures::default()));
        let mut names: BTreeMap<String, (Figures, Option<Figures>)> = BTreeMap::new();
        for (name, figures) in sold(Scope::Account(account), year) {
            if let Some(name) = name {
                names.entry(name.to_owned()).or_insert(empty).0 += figures;
            }
        }
        for (name, figures) in earlier.map(|period| sold(Scope::Account(account), period)).unwrap_or_default() {
            if let Some(name) = name {
                names.entry(name.to_owned()).or_insert(empty).1 = Some(figures);
            }
        }
        if let Some(name) = kept(account, names.is_empty()) {
            names.entry(name).or_insert(empty);
        }
        for (name, (now, before)) in names {
            found.entry(name).or_default().push(Member { account, now, before });
        }
    }
    found
}

/// Lists with a slug each, largest revenue first.
fn shelve(folder: &str, named: Vec<(ListKind, Vec<Member>)>, periods: (Period, Option<Period>)) -> Vec<List> {
    let keys: Vec<String> = named.iter().map(|(kind, _)| kind_key(kind)).collect();
    let slugs = href::unique_slugs(keys.iter().map(String::as_str));
    let lists = named
        .into_iter()
        .zip(slugs)
        .map(|((kind, members), slug)| List::new(kind, format!("{folder}/{slug}.html"), periods, members));
    by_revenue(lists.collect())
}

/// Stable: ties stay in the order of names.
fn by_revenue(mut lists: Vec<List>) -> Vec<List> {
    lists.sort_by_key(|list| std::cmp::Reverse(list.total().revenue));
    lists
}

/// The name under which a slug is made: the same in every language.
fn kind_key(kind: &ListKind) -> String {
    match kind {
        ListKind::Class(class) => class.letter().to_owned(),
        ListKind::Zone(zone) => zone.key().to_owned(),
        ListKind::Region(name) => name.clone(),
        ListKind::Manager(name) | ListKind::Industry(name) => key(name),
    }
}

fn key(name: &Localised) -> String {
    name.texts().next().unwrap_or_default().to_owned()
}

fn member(book: &Book<'_>, account: usize) -> Member {
    Member { account, now: book.now.figures[account], before: book.figures_before(account) }
}

/// The twelve months, to the day.
fn whole(book: &Book<'_>) -> (Period, Option<Period>) {
    (book.now.period, book.before.as_ref().map(|before| before.period))
}

/// The twelve months where sums are kept by month.
fn months(book: &Book<'_>) -> (Period, Option<Period>) {
    book.sales.year_by_months(book.now.period)
}
