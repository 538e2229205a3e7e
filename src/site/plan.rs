//! The list of pages, in a fixed order, and how each is built when its turn comes.
//!
//! 1. [`Shelf`] owns what all pages read besides the domain: the lists, links, who mentions whom, the frames.
//! 2. [`Plan::new`] lists the pages of every language: the same kinds, in the order of [`Kind`].
//! 3. [`Plan`] is a [`Site`]: a page is built from the book and the catalogue of its language, and nothing else.

mod analysis;
mod standing;

use rayon::prelude::*;
use serde::Serialize;

pub use analysis::Analysis;

use super::findable;
use super::links::{Links, References, wiki_path};
use super::markdown::Markdown;
use super::search::SearchDoc;
use super::view::account::inputs::{self, Common};
use super::view::account::{Playbook, Shared, playbook};
use super::view::accounts::{self, AccountsPage};
use super::view::book::Book;
use super::view::briefs::{self, BriefsPage};
use super::view::component_page::{self, ComponentPage, component_page};
use super::view::dashboard::{self, DashboardPage};
use super::view::data_quality::{DataQualityPage, data_quality};
use super::view::framework::{self, FrameworkIndex, FrameworkPage, framework_index, framework_page};
use super::view::glossary::{GlossaryPage, glossary};
use super::view::lists::{List, Lists};
use super::view::report::ReportPage;
use super::view::rule_page::{self, RulePage, rule_page};
use super::view::search_page::{self, SearchPage, search_page};
use super::view::sheet::{Desk, Sheet};
use super::view::wiki::{self, Wiki, wiki_index, wiki_page};
use super::view::{self, Area, FrameMaker, Voice, footer};
use super::{PageKey, Site, View};
use crate::analysis::agenda::Agenda;
use crate::diagnostic::Diagnostics;
use crate::frameworks::FRAMEWORKS;
use crate::locale::{Catalog, Currency, Language, Locale};
use crate::portfolio::Portfolio;
use crate::project::settings::{Localised, Settings};
use crate::rules::RULES;

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The dashboard.
    Dashboard,
    /// The accounts table.
    Accounts,
    /// The playbook of the account at this position.
    Account(usize),
    /// The briefs of the largest accounts, for paper.
    Briefs,
    /// The list at this position of [`Lists::iter`].
    List(usize),
    /// An analysis of the portfolio.
    Analysis(Analysis),
    /// All frameworks and rules.
    Frameworks,
    /// The framework at this position of [`FRAMEWORKS`].
    Framework(usize),
    /// The rule at this position of [`RULES`].
    Rule(usize),
    /// All wiki pages.
    WikiIndex,
    /// The wiki page at this position.
    Wiki(usize),
    /// The glossary.
    Glossary,
    /// Data quality.
    DataQuality,
    /// Every component of the theme, where the settings ask for it.
    Components,
    /// Search, for where the form in the masthead leads without a script.
    Search,
}

/// A page that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPage {
    /// What it is about.
    pub kind: Kind,
    /// Which of the site's languages.
    language: usize,
    /// Relative to the output: `zh-CN/accounts/lanshang.html`.
    path: String,
    /// Where the part below the language's root begins in it.
    below: usize,
}

impl PlannedPage {
    /// Relative to the root of its language.
    pub fn path_in_language(&self) -> &str {
        &self.path[self.below..]
    }
}

/// What all pages read besides the book.
pub struct Shelf<'a> {
    /// The book.
    pub book: &'a Book<'a>,
    /// Catalogues of the site's languages, the default one first.
    pub catalogs: &'a [Catalog],
    /// Where links lead.
    pub links: &'a Links<'a>,
    /// Who mentions whom.
    pub references: &'a References,
    /// Renders notes and pages.
    pub markdown: &'a Markdown,
    agenda: Agenda<'a>,
    lists: Lists,
    languages: Vec<Language>,
    currency: Currency,
    frames: Vec<FrameMaker>,
    /// What all playbooks of each language are built from.
    commons: Vec<Common>,
    /// What each playbook alone is built from.
    owns: Vec<PageKey>,
}

impl<'a> Shelf<'a> {
    /// For a site with a title.
    pub fn new(
        book: &'a Book<'a>,
        catalogs: &'a [Catalog],
        links: &'a Links<'a>,
        references: &'a References,
        markdown: &'a Markdown,
        title: &Localised,
    ) -> Self {
        let currency = book.settings.currency.parse().unwrap_or(Currency::CNY);
        let areas = [Area::Portfolio, Area::Accounts, Area::Frameworks, Area::Pages, Area::Quality];
        let frames = catalogs.iter().map(|catalog| {
            let voice = Voice { locale: Locale::new(catalog.language(), currency), catalog };
            let title = title.in_language(catalog.language().tag()).0;
            FrameMaker::new(catalog, title, &areas, footer::lines(voice, book), book.settings.edit_link.as_deref())
                .printed(footer::printed(voice, book))
        });
        let mut shelf = Self {
            frames: frames.collect(),
            agenda: Agenda::new(book.portfolio, book.as_of.date),
            lists: Lists::new(book),
            languages: catalogs.iter().map(Catalog::language).collect(),
            currency,
            book,
            catalogs,
            links,
            references,
            markdown,
            commons: Vec::new(),
            owns: Vec::new(),
        };
        let languages = (0..shelf.languages.len()).into_par_iter();
        let linked = references.by_account(book.portfolio.accounts.len());
        let shared = shelf.shared(0);
        let (commons, owns) = rayon::join(
            || languages.map(|language| Common::of(&shelf.shared(language), &book.sales_key)).collect(),
            || linked.par_iter().enumerate().map(|(at, linked)| inputs::own(&shared, at, linked)).collect(),
        );
        shelf.commons = commons;
        shelf.owns = owns;
        shelf
    }

    fn voice(&self, language: usize) -> Voice<'_> {
        let catalog = &self.catalogs[language];
        Voice { locale: Locale::new(catalog.language(), self.currency), catalog }
    }

    /// What the portfolio's pages of a language share.
    fn desk(&self, language: usize) -> Desk<'_> {
        Desk {
            voice: self.voice(language),
            book: self.book,
            agenda: &self.agenda,
            lists: &self.lists,
            frames: &self.frames[language],
            languages: &self.languages,
        }
    }

    /// What the other pages of a language share.
    fn shared(&self, language: usize) -> Shared<'_> {
        let book = self.book;
        Shared {
            voice: self.voice(language),
            portfolio: book.portfolio,
            settings: book.settings,
            sales: book.sales,
            products: book.products,
            sales_files: book.files,
            as_of: book.as_of,
            facts: &book.analysis.portfolio,
            accounts: &book.analysis.accounts,
            targets: &book.analysis.targets,
            analysis: book.analysis,
            groups: &book.analysis.groups,
            links: self.links,
            references: self.references,
            markdown: self.markdown,
            frames: &self.frames[language],
            languages: &self.languages,
        }
    }

    /// The pages of a language, in their order.
    fn pages(&self) -> Vec<(Kind, String)> {
        let portfolio = self.book.portfolio;
        let mut pages = vec![
            (Kind::Dashboard, Area::Portfolio.path().to_owned()),
            (Kind::Accounts, Area::Accounts.path().to_owned()),
        ];
        let accounts = portfolio.accounts.iter().enumerate().filter(|(at, _)| self.book.has_page(*at));
        pages.extend(accounts.map(|(at, account)| (Kind::Account(at), super::links::account_path(account))));
        pages.push((Kind::Briefs, briefs::PATH.to_owned()));
        pages.extend(self.lists.iter().enumerate().map(|(at, list)| (Kind::List(at), list.path.clone())));
        pages.extend(Analysis::ALL.map(|(analysis, path)| (Kind::Analysis(analysis), path.to_owned())));
        pages.push((Kind::Frameworks, Area::Frameworks.path().to_owned()));
        pages.extend(FRAMEWORKS.iter().enumerate().map(|(at, row)| (Kind::Framework(at), framework::path(row))));
        pages.extend(RULES.iter().enumerate().map(|(at, rule)| (Kind::Rule(at), rule_page::path(rule))));
        pages.push((Kind::WikiIndex, Area::Pages.path().to_owned()));
        let wiki = portfolio.pages.iter().enumerate().filter(|(_, page)| wiki::is_shown(page));
        pages.extend(wiki.map(|(at, page)| (Kind::Wiki(at), wiki_path(&page.path))));
        pages.push((Kind::Glossary, "glossary.html".to_owned()));
        pages.push((Kind::DataQuality, Area::Quality.path().to_owned()));
        pages.push((Kind::Search, search_page::PATH.to_owned()));
        if self.book.settings.component_page {
            pages.push((Kind::Components, component_page::PATH.to_owned()));
        }
        pages
    }
}

/// The pages of all languages.
pub struct Plan<'a> {
    shelf: &'a Shelf<'a>,
    /// In their order: by language, the default one first, then by kind.
    pub pages: Vec<PlannedPage>,
}

impl<'a> Plan<'a> {
    /// Lists the pages.
    pub fn new(shelf: &'a Shelf<'a>) -> Self {
        let kinds = shelf.pages();
        let languages = shelf.languages.iter().enumerate();
        let pages = languages.flat_map(|(at, language)| {
            kinds.iter().map(move |(kind, path)| PlannedPage {
                kind: *kind,
                language: at,
                path: format!("{}/{path}", language.tag()),
                below: language.tag().len() + 1,
            })
        });
        Self { shelf, pages: pages.collect() }
    }

    /// The pages of each language with its catalogue, in their order.
    pub fn by_language(&self) -> impl Iterator<Item = (&'a Catalog, &[PlannedPage])> {
        self.shelf.catalogs.iter().zip(self.pages.chunk_by(|a, b| a.language == b.language))
    }

    /// The language of a page.
    pub fn language(&self, page: &PlannedPage) -> Language {
        self.shelf.languages[page.language]
    }

    /// The list at this position.
    pub fn list(&self, at: usize) -> Option<&List> {
        self.shelf.lists.iter().nth(at)
    }

    /// Accounts, team, wiki.
    pub fn portfolio(&self) -> &'a Portfolio {
        self.shelf.book.portfolio
    }

    /// Settings.
    pub fn settings(&self) -> &'a Settings {
        self.shelf.book.settings
    }

    /// Renders notes and pages.
    pub fn markdown(&self) -> &'a Markdown {
        self.shelf.markdown
    }
}

/// The view of any page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each is the view that it names")]
#[expect(clippy::large_enum_variant, reason = "one view is alive per thread")]
pub enum PageView {
    Dashboard(DashboardPage),
    Accounts(AccountsPage),
    Playbook(Playbook),
    Briefs(BriefsPage),
    Report(ReportPage),
    Frameworks(FrameworkIndex),
    Framework(FrameworkPage),
    Rule(RulePage),
    Wiki(Wiki),
    Glossary(GlossaryPage),
    DataQuality(DataQualityPage),
    Search(SearchPage),
    Components(ComponentPage),
}

impl View for PageView {
    fn template(&self) -> &'static str {
        match self {
            Self::Dashboard(page) => page.template(),
            Self::Accounts(page) => page.template(),
            Self::Playbook(page) => page.template(),
            Self::Briefs(page) => page.template(),
            Self::Report(page) => page.template(),
            Self::Frameworks(page) => page.template(),
            Self::Framework(page) => page.template(),
            Self::Rule(page) => page.template(),
            Self::Wiki(page) => page.template(),
            Self::Glossary(page) => page.template(),
            Self::DataQuality(page) => page.template(),
            Self::Search(page) => page.template(),
            Self::Components(page) => page.template(),
        }
    }
}

impl Plan<'_> {
    /// The file that a page is about: a dossier, or the Markdown of a wiki page.
    pub fn source(&self, page: &PlannedPage) -> Option<&str> {
        let portfolio = self.shelf.book.portfolio;
        match page.kind {
            Kind::Account(at) => portfolio.accounts[at].file(),
            Kind::Wiki(at) => portfolio.pages[at].texts.first().map(|text| &*text.body.file),
            _ => None,
        }
    }
}

impl Site for Plan<'_> {
    type Page = PlannedPage;
    type View = PageView;

    fn path<'p>(&self, page: &'p PlannedPage) -> &'p str {
        &page.path
    }

    fn inputs(&self, page: &PlannedPage) -> Option<PageKey> {
        let shelf = self.shelf;
        let own = match page.kind {
            Kind::Account(at) => *shelf.owns.get(at)?,
            Kind::Briefs => briefs::Choice::of(&shelf.shared(page.language)).key(&shelf.owns),
            _ => return None,
        };
        Some(shelf.commons[page.language].with(&own))
    }

    fn documents(&self, page: &PlannedPage, view: Option<&PageView>) -> Vec<SearchDoc> {
        findable::documents(self, page, view)
    }

    fn view(&self, page: &PlannedPage, _: &mut Diagnostics) -> PageView {
        let shelf = self.shelf;
        let desk = shelf.desk(page.language);
        let sheet = Sheet { desk: &desk, path: page.path_in_language() };
        let common = || shelf.shared(page.language);
        match page.kind {
            Kind::Dashboard => PageView::Dashboard(dashboard::build(&sheet)),
            Kind::Accounts => PageView::Accounts(accounts::build(&sheet)),
            Kind::Account(at) => PageView::Playbook(playbook(&common(), at)),
            Kind::Briefs => PageView::Briefs(briefs::build(&common())),
            Kind::List(at) => match shelf.lists.iter().nth(at) {
                Some(list) => PageView::Report(view::list::build(&sheet, list)),
                None => PageView::Accounts(accounts::build(&sheet)),
            },
            Kind::Analysis(analysis) => PageView::Report(analysis.build(&sheet)),
            Kind::Frameworks => PageView::Frameworks(framework_index(&common())),
            Kind::Framework(at) => PageView::Framework(framework_page(&common(), at).drawn_on(&sheet)),
            Kind::Rule(at) => PageView::Rule(rule_page(&common(), at, &shelf.book.analysis.hits.excepted)),
            Kind::WikiIndex => PageView::Wiki(wiki_index(&common())),
            Kind::Wiki(at) => PageView::Wiki(wiki_page(&common(), at)),
            Kind::Glossary => {
                let other = shelf.catalogs.iter().find(|other| other.language() != sheet.voice().language());
                let own = &shelf.catalogs[page.language];
                PageView::Glossary(glossary(&common(), other.unwrap_or(own)))
            }
            Kind::DataQuality => PageView::DataQuality(data_quality(&common())),
            Kind::Search => PageView::Search(search_page(&common())),
            Kind::Components => PageView::Components(component_page(&common())),
        }
    }
}
