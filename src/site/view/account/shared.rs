//! What all pages of a language read, made once per language; names, links and Markdown as they stand on its pages.

use crate::analysis::Analysis;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::forecast_outcome::Outcomes;
use crate::analysis::groups::Groups;
use crate::analysis::portfolio_facts::PortfolioFacts;
use crate::analysis::sales::{AsOf, SalesView};
use crate::analysis::targets::Targets;
use crate::load::ledger::{Product, ProductIx, SalesFile};
use crate::locale::Language;
use crate::portfolio::{Portfolio, WikiPage};
use crate::project::settings::{Settings, UndocumentedAccounts};
use crate::rules::RuleHit;
use crate::site::href;
use crate::site::links::{Links, References, Spot, Target};
use crate::site::markdown::{LinkTarget, Markdown, ResolvedLink};
use crate::site::view::FrameMaker;
use crate::site::view::evidence::Witness;
use crate::site::view::voice::Voice;

/// What all pages of a language read.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// The language.
    pub voice: Voice<'a>,
    /// Accounts, team, wiki.
    pub portfolio: &'a Portfolio,
    /// Settings.
    pub settings: &'a Settings,
    /// Sales by account.
    pub sales: &'a SalesView,
    /// Products, as the sales number them.
    pub products: &'a [Product],
    /// The sales files that were read.
    pub sales_files: &'a [SalesFile],
    /// Today.
    pub as_of: AsOf,
    /// The portfolio as a whole.
    pub facts: &'a PortfolioFacts,
    /// One per account.
    pub accounts: &'a [AccountFacts],
    /// What accounts were to bring, and brought.
    pub targets: &'a Targets,
    /// Everything computed.
    pub analysis: &'a Analysis,
    /// Who belongs to whom.
    pub groups: &'a Groups,
    /// Where links lead.
    pub links: &'a Links<'a>,
    /// Who links to whom.
    pub references: &'a References,
    /// Renders notes and pages.
    pub markdown: &'a Markdown,
    /// Makes the frames.
    pub frames: &'a FrameMaker,
    /// The languages of the site.
    pub languages: &'a [Language],
}

impl Shared<'_> {
    /// Where outcomes of written periods are looked up.
    pub fn outcomes(&self) -> Outcomes<'_> {
        let (first_day, day) = (self.facts.first_day, self.as_of.date);
        Outcomes { sales: self.sales, first_day, day, fiscal_year_start: self.settings.fiscal_year_start }
    }

    /// What a word of the sales or the dossiers (a product, a region, a tag) is called in the language.
    pub fn called<'t>(&'t self, word: &'t str) -> &'t str {
        self.portfolio.notes.called(word, self.voice.language().tag())
    }

    /// The page's voice, with the names of accounts and products.
    pub fn witness(&self) -> Witness<'_> {
        Witness { voice: self.voice, portfolio: self.portfolio, products: self.products }
    }

    /// What an analysis of the portfolio is called, by the name of its page: `white-space`.
    pub fn analysis_name(&self, page: &str) -> String {
        self.voice.word(&match page {
            "actions" => "agenda.name".to_owned(),
            "visits" | "stages" => format!("{page}.name"),
            "white-space" => "white_space.name".to_owned(),
            _ => format!("portfolio.page.{}", page.replace('-', "_")),
        })
    }

    /// The name of an account in the page's language.
    pub fn account_name(&self, at: usize) -> String {
        self.witness().account(at)
    }

    /// The name of a product; the code where it has none.
    pub fn product_name(&self, product: ProductIx) -> String {
        self.witness().product(product)
    }

    /// What a rule found, as a sentence.
    pub fn hit(&self, hit: &RuleHit) -> String {
        self.witness().hit(hit)
    }

    /// Whether an account has a page.
    pub fn has_page(&self, at: usize) -> bool {
        self.portfolio.accounts[at].is_documented()
            || self.settings.undocumented_accounts == UndocumentedAccounts::Pages
    }

    /// The link from one playbook to another; `None` where the other has no page.
    pub fn account_href(&self, at: usize) -> Option<String> {
        self.has_page(at)
            .then(|| href::relative("accounts/x.html", &crate::site::links::account_path(&self.portfolio.accounts[at])))
    }

    /// The title of a wiki page in the page's language, else in another.
    pub fn page_title(&self, page: &WikiPage) -> String {
        crate::site::view::wiki::title(page, self.voice.language(), &self.settings.languages.default)
    }

    /// Resolves the links of a file as they stand on a page of the language.
    pub fn resolver<'s>(&'s self, file: &'s str, page: &'s str) -> impl Fn(&LinkTarget) -> Option<ResolvedLink> + 's {
        move |link| {
            let spot = self.links.resolve(file, link)?;
            let (path, title) = match spot {
                Spot::Page { target, path, anchor } => {
                    let title = match target {
                        Target::Account(at) => self.target_title(at, anchor.as_deref()),
                        Target::Page(at) => self.page_title(&self.portfolio.pages[at]),
                        Target::Framework(at) => {
                            self.voice.word(&format!("framework.{}.name", crate::frameworks::FRAMEWORKS[at].id))
                        }
                        Target::Analysis(_) => {
                            let page = path.trim_start_matches("portfolio/").trim_end_matches(".html");
                            self.analysis_name(page)
                        }
                    };
                    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                    (href::relative(page, &format!("{path}{anchor}")), Some(title))
                }
                Spot::Listing(path) => (href::relative(page, path), None),
                Spot::File(path) => {
                    let own = format!("{}/{page}", self.voice.language().tag());
                    (href::to_file(&own, &path), None)
                }
            };
            Some(ResolvedLink { href: path, title })
        }
    }

    /// The name of a contact where the anchor is one, else of the account.
    fn target_title(&self, at: usize, anchor: Option<&str>) -> String {
        let wanted = anchor.and_then(|anchor| anchor.strip_prefix("contact-"));
        let contact = self.portfolio.accounts[at].contacts.iter().find(|contact| Some(contact.id.as_str()) == wanted);
        contact.map_or_else(
            || self.account_name(at),
            |contact| contact.name.in_language(self.voice.language().tag()).0.to_owned(),
        )
    }
}
