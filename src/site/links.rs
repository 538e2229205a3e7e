//! Links between accounts, contacts, pages and files: where they lead, who links to whom, and what leads nowhere.
//!
//! 1. [`Links::new`] knows every target once: accounts by id, wiki pages by path and by the last part of their path,
//!    frameworks by id, analyses of the portfolio by path (`[[portfolio/abc]]`), files beside dossiers and pages.
//! 2. [`Links::resolve`] turns what a text says (`[[acme]]`, `[[acme#chen]]`, `../plays/a.md`) into a place of the site.
//! 3. [`Links::references`] reads every note, every section of a dossier and every page once: broken links as diagnostics at
//!    their place, the files that texts use, and who mentions whom.
//!
//! An account's contact is reached as `[[acme#chen]]` and stands at `#contact-chen`; a heading of a note by the note's file.

mod broken;
mod by_path;
mod heading;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::frameworks::{self, Framework};
use crate::portfolio::{Account, Attachment, PlaybookPart, Portfolio, SetAside};
use crate::project::settings::Languages;
use crate::site::markdown::{LinkTarget, Markdown, Outcome, Placement, ResolvedLink};
use crate::site::plan::Analysis;

use by_path::joined;
pub use heading::note_prefix;
use heading::{HeadingIds, ToHeading};
pub use text::PlaceWithin;
use text::Text;

/// What stands on the page of every account that a link may name.
const EVERY_ACCOUNT: [&str; 1] = ["ten"];

/// What stands on every playbook that a link may name, beside its contacts and the sections of frameworks.
const EVERY_PLAYBOOK: [&str; 4] = ["people", "value", "plan", "notes"];

/// Anchors of a framework's page: where the portfolio stands.
const FRAMEWORK_ANCHORS: [&str; 1] = ["portfolio"];

/// Whether the page of an account has a place of that name: a section of a framework stands there where the dossier records it
/// (a group: those of its members), or where the sales alone do.
fn has_section(portfolio: &Portfolio, account: &Account, anchor: &str) -> bool {
    let shown =
        |row: &Framework| row.playbook.contains(&anchor) && (row.key.is_empty() || row.is_recorded(portfolio, account));
    EVERY_ACCOUNT.contains(&anchor)
        || (account.is_documented() && EVERY_PLAYBOOK.contains(&anchor))
        || frameworks::FRAMEWORKS.iter().any(shown)
}

/// Something that a link can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The account at this position.
    Account(usize),
    /// The wiki page at this position.
    Page(usize),
    /// The framework at this position of [`frameworks::FRAMEWORKS`].
    Framework(usize),
    /// The analysis of the portfolio at this position of [`Analysis::ALL`].
    Analysis(usize),
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A note of the account at this position, and which of its notes.
    Note(usize, usize),
    /// A section in the team's own words of the account at this position, and the part of its playbook where it stands.
    Section(usize, PlaybookPart),
    /// A wiki page, and which of its texts.
    Page(usize, usize),
}

/// A place of the site: a page below its language's root, or a file below the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A page, with its anchor.
    Page {
        /// What stands there.
        target: Target,
        /// Relative to the root of a language: `accounts/acme.html`.
        path: String,
        /// What follows `#`.
        anchor: Option<String>,
    },
    /// The table of accounts, or the index of pages, relative to the root of a language.
    Listing(&'static str),
    /// A copied file, relative to the site's root.
    File(String),
}

/// All targets by name.
#[derive(Debug)]
pub struct Links<'a> {
    portfolio: &'a Portfolio,
    /// By folded id; pages also by the last part of their path where it is theirs alone.
    by_id: BTreeMap<String, Target>,
    /// By file of the workspace.
    by_file: BTreeMap<&'a str, Target>,
    /// Files that may be copied.
    files: BTreeSet<&'a str>,
}

/// What all texts together say.
#[derive(Debug, Default)]
pub struct References {
    /// Links that lead nowhere, pictures from other hosts.
    pub diagnostics: Diagnostics,
    /// Files to copy, relative to the workspace: those beside dossiers, notes and pages, but for those that only a hidden draft
    /// links to.
    pub files: BTreeSet<String>,
    /// Those of them that no text links to or shows: they are listed where they lie.
    pub unlinked: BTreeSet<String>,
    /// Files that wait with the draft that links to them.
    pub waiting: BTreeSet<String>,
    /// Which texts mention a target; a text does not mention its own page.
    pub mentions: BTreeMap<Target, BTreeSet<Origin>>,
    headings: HeadingIds,
    to_headings: Vec<ToHeading>,
}

impl References {
    /// Adds to the linked files those that lie beside texts, but for those that only drafts link to.
    fn add_files<'a>(&mut self, beside: impl Iterator<Item = &'a Attachment>, of_drafts: impl Iterator<Item = String>) {
        self.waiting = of_drafts.filter(|file| !self.files.contains(file)).collect();
        let unlinked = beside.map(|file| file.path.to_string());
        self.unlinked = unlinked.filter(|file| !self.files.contains(file) && !self.waiting.contains(file)).collect();
        self.files.extend(self.unlinked.iter().cloned());
    }

    /// What the texts of each of so many accounts link to.
    pub fn by_account(&self, accounts: usize) -> Vec<BTreeSet<Target>> {
        let mut linked = vec![BTreeSet::new(); accounts];
        for (target, origins) in &self.mentions {
            for origin in origins {
                if let Origin::Note(at, _) | Origin::Section(at, _) = origin {
                    linked[*at].insert(*target);
                }
            }
        }
        linked
    }
}

/// Where a copied file stands in the site.
pub fn file_path(workspace_path: &str) -> String {
    format!("files/{workspace_path}")
}

/// The page of a wiki page, relative to the root of a language.
pub fn wiki_path(path: &str) -> String {
    format!("wiki/{path}.html")
}

/// The page of an account, relative to the root of a language.
pub fn account_path(account: &Account) -> String {
    format!("accounts/{}.html", account.id)
}

impl<'a> Links<'a> {
    /// All targets of a portfolio.
    pub fn new(portfolio: &'a Portfolio) -> Self {
        let mut by_id = BTreeMap::new();
        let mut by_file: BTreeMap<&'a str, Target> = BTreeMap::new();
        let mut files: BTreeSet<&'a str> = portfolio.attachments().map(|file| &*file.path).collect();
        for (at, framework) in frameworks::FRAMEWORKS.iter().enumerate() {
            by_id.insert(framework.id.to_owned(), Target::Framework(at));
        }
        for (at, (_, path)) in Analysis::ALL.iter().enumerate() {
            by_id.insert(path.trim_end_matches(".html").to_owned(), Target::Analysis(at));
        }
        let mut short: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (at, page) in portfolio.pages.iter().enumerate() {
            let last = page.path.rsplit('/').next().unwrap_or(&page.path).to_lowercase();
            short.entry(last).and_modify(|known| *known = None).or_insert(Some(at));
            by_file.extend(page.texts.iter().map(|text| (&*text.body.file, Target::Page(at))));
        }
        by_id.extend(short.into_iter().filter_map(|(name, at)| Some((name, Target::Page(at?)))));
        by_id.extend(portfolio.pages.iter().enumerate().map(|(at, page)| (page.path.to_lowercase(), Target::Page(at))));
        for (at, account) in portfolio.accounts.iter().enumerate() {
            by_id.insert(account.id.folded(), Target::Account(at));
            by_file.extend(account.file().map(|file| (file, Target::Account(at))));
            let notes = account.notes.iter().map(|note| &note.body.file).chain(&account.later_notes);
            by_file.extend(notes.map(|file| (&**file, Target::Account(at))));
        }
        let set_aside = portfolio.set_aside.dossiers.iter().flat_map(|dossier| &dossier.attachments);
        files.extend(set_aside.map(|file| &*file.path));
        Self { portfolio, by_id, by_file, files }
    }

    /// Where a link of a file leads; `None` where there is nothing.
    pub fn resolve(&self, file: &str, link: &LinkTarget) -> Option<Spot> {
        match link {
            LinkTarget::Id { id, anchor } => self.page(*self.by_id.get(&id.to_lowercase())?, anchor.as_deref()),
            LinkTarget::Path { path, anchor } => {
                let path = joined(file, path)?;
                match (self.of_file(&path), anchor.as_deref()) {
                    (Some(Target::Account(at)), Some(anchor)) if self.portfolio.accounts[at].file() != Some(&path) => {
                        Some(self.heading_of_note(at, &path, anchor))
                    }
                    (Some(target), anchor) => self.page(target, anchor),
                    (None, _) => match path.as_str() {
                        "content/accounts" => Some(Spot::Listing("accounts/index.html")),
                        "content/pages" => Some(Spot::Listing("wiki/index.html")),
                        file => self.files.contains(file).then(|| Spot::File(file_path(file))),
                    },
                }
            }
            LinkTarget::Anchor(_) | LinkTarget::Address(_) => None,
        }
    }

    fn page(&self, target: Target, anchor: Option<&str>) -> Option<Spot> {
        let anchor = match (target, anchor) {
            (_, None) => None,
            (Target::Account(at), Some(anchor)) => match self.account_anchor(at, anchor) {
                // What it names comes later than the day of this build: until then the link leads to the playbook.
                None if self.may_come_later(at, anchor) => None,
                found => Some(found?),
            },
            // Those of wiki pages are checked when all of them have been read: [`Links::without_heading`].
            (Target::Page(_), Some(anchor)) => Some(anchor.to_owned()),
            (Target::Framework(_) | Target::Analysis(_), Some(anchor)) => {
                sections(target).contains(&anchor).then(|| Some(anchor.to_owned()))?
            }
        };
        Some(Spot::Page { target, path: self.path(target), anchor })
    }

    fn account_anchor(&self, at: usize, anchor: &str) -> Option<String> {
        let wanted = contact_named(anchor);
        let account = &self.portfolio.accounts[at];
        let contact = account.contacts.iter().find(|contact| contact.id.folded() == wanted);
        contact
            .map(|contact| format!("contact-{}", contact.id))
            .or_else(|| has_section(self.portfolio, account, anchor).then(|| anchor.to_owned()))
    }

    /// Whether a section of that name may stand on a playbook once events after `as_of` count.
    fn may_come_later(&self, at: usize, anchor: &str) -> bool {
        self.portfolio.accounts[at].order.is_shortened()
            && frameworks::FRAMEWORKS.iter().any(|row| row.playbook.contains(&anchor))
    }

    /// The page of a target, relative to the root of a language.
    pub fn path(&self, target: Target) -> String {
        match target {
            Target::Account(at) => account_path(&self.portfolio.accounts[at]),
            Target::Page(at) => wiki_path(&self.portfolio.pages[at].path),
            Target::Framework(at) => format!("frameworks/{}.html", frameworks::FRAMEWORKS[at].id),
            Target::Analysis(at) => Analysis::ALL[at].1.to_owned(),
        }
    }

    /// Reads every text once. `within` places what is wrong with a link in a dossier.
    pub fn references(&self, markdown: &Markdown, languages: &Languages, within: PlaceWithin<'_>) -> References {
        let tags: Vec<&str> =
            std::iter::once(&languages.default).chain(&languages.others).map(String::as_str).collect();
        let notes = self.portfolio.accounts.iter().enumerate().flat_map(|(at, account)| {
            let notes = account.notes.iter().enumerate();
            notes.map(move |(note, entry)| {
                Text::of(Some((Origin::Note(at, note), Target::Account(at))), &entry.body, None)
            })
        });
        let pages = self.portfolio.pages.iter().enumerate().flat_map(|(at, page)| {
            let texts = page.texts.iter().enumerate();
            texts.map(move |(text, entry)| {
                Text::of(Some((Origin::Page(at, text), Target::Page(at))), &entry.body, entry.title.as_deref())
            })
        });
        let texts: Vec<Text<'_>> = notes.chain(self.sections()).chain(pages).chain(self.set_aside()).collect();
        let read: Vec<References> = texts.par_iter().map(|text| self.read(markdown, text, &tags, within)).collect();
        let mut all = References::default();
        for one in read {
            all.diagnostics.append(one.diagnostics);
            all.files.extend(one.files);
            for (target, origins) in one.mentions {
                all.mentions.entry(target).or_default().extend(origins);
            }
            all.headings.extend(one.headings);
            all.to_headings.extend(one.to_headings);
        }
        let broken = all.to_headings.iter().filter_map(|link| self.without_heading(link, &all.headings, &tags));
        all.diagnostics.extend(broken.collect::<Vec<_>>());
        let drafts = self.portfolio.set_aside.drafts.par_iter().map(|body| Text::of(None, body, None));
        let of_drafts: Vec<References> = drafts.map(|text| self.read(markdown, &text, &tags, within)).collect();
        all.add_files(self.portfolio.attachments(), of_drafts.into_iter().flat_map(|draft| draft.files));
        all
    }

    /// The sections of all dossiers, each in every language that it is written in.
    fn sections(&self) -> impl Iterator<Item = Text<'a>> {
        self.portfolio.accounts.iter().enumerate().flat_map(|(at, account)| {
            account.sections.iter().enumerate().flat_map(move |(number, section)| {
                let part = section.part.unwrap_or(PlaybookPart::Plan);
                let stands = Some((Origin::Section(at, part), Target::Account(at)));
                Text::of_section(stands, account.file().unwrap_or_default(), number, section)
            })
        })
    }

    /// The texts that no page shows, as something else is wrong with what they belong to.
    fn set_aside(&self) -> impl Iterator<Item = Text<'a>> {
        let SetAside { dossiers, further, .. } = &self.portfolio.set_aside;
        let of_dossiers = dossiers.iter().flat_map(|dossier| {
            let sections = dossier.sections.iter().enumerate();
            let sections =
                sections.flat_map(|(number, section)| Text::of_section(None, &dossier.file, number, section));
            sections.chain(dossier.notes.iter().map(|note| Text::of(None, &note.body, None)))
        });
        of_dossiers.chain(further.iter().map(|body| Text::of(None, body, None)))
    }

    /// One text: its broken links, files and mentions.
    fn read(&self, markdown: &Markdown, text: &Text<'_>, tags: &[&str], within: PlaceWithin<'_>) -> References {
        let mut found = References::default();
        let resolve = |link: &LinkTarget| {
            self.resolve(text.file, link).map(|_| ResolvedLink { href: String::new(), title: None })
        };
        let id_prefix = &text.id_prefix();
        let placement = Placement { id_prefix, title: text.title, ..Placement::default() };
        let document = markdown.render(text.source, text.offset, placement, &resolve);
        if let Some((origin, _)) = text.stands {
            let headings = document.title.into_iter().chain(document.headings);
            let ids = headings.map(|heading| heading.id.strip_prefix(id_prefix).unwrap_or(&heading.id).to_owned());
            found.headings.insert(origin, ids.collect());
        }
        found.diagnostics.extend(document.torn.iter().map(|span| broken::torn().at(text.place(span, within))));
        for link in document.links {
            match link.outcome {
                Outcome::Resolved => match self.resolve(text.file, &link.target) {
                    Some(spot @ Spot::Page { target, .. }) => {
                        let shown = || (text.place(&link.span, within), text.shown_in(self.portfolio, tags));
                        found.to_headings.extend(self.heading_named(text.file, &link.target, &spot, shown));
                        if let Some((origin, _)) = text.stands.filter(|(_, own)| *own != target) {
                            found.mentions.entry(target).or_default().insert(origin);
                        }
                    }
                    Some(Spot::File(path)) => {
                        found.files.insert(path.trim_start_matches("files/").to_owned());
                    }
                    Some(Spot::Listing(_)) | None => {}
                },
                Outcome::Unresolved if self.is_told(text.file, &link.target) => {}
                Outcome::Unresolved | Outcome::Refused => {
                    let place = text.place(&link.span, within);
                    found.diagnostics.push(self.broken(text.file, &link.target, link.outcome).at(place));
                }
                Outcome::External => {}
            }
        }
        found
    }
}

/// The contact that an anchor may mean, as ids are compared.
fn contact_named(anchor: &str) -> String {
    anchor.strip_prefix("contact-").unwrap_or(anchor).to_lowercase()
}

/// The sections of a page that keyfolio makes, as links may name them.
fn sections(target: Target) -> &'static [&'static str] {
    match target {
        Target::Framework(_) => &FRAMEWORK_ANCHORS,
        Target::Analysis(at) => Analysis::ALL[at].0.sections(),
        Target::Account(_) | Target::Page(_) => &[],
    }
}
