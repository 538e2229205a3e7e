//! What the search finds, in one language: accounts, their contacts and notes, and every other page.
//!
//! An account is read from the portfolio, since its page holds more figures than words; a page of the wiki from its
//! Markdown; any other page from its title and the sentence that describes it. Nothing private is in a portfolio
//! ([`crate::portfolio::Restricted`]), so nothing private is found.

mod prose;

use std::collections::BTreeSet;

use serde::Serialize;

use prose::Said;

use super::links::account_path;
use super::markdown::{Document, Markdown, Placement};
use super::plan::{Kind, PageView, Plan, PlannedPage};
use super::search::{SearchDoc, SearchKind};
use super::view::Frame;
use super::view::framework::Passage;
use super::view::glossary::Term;
use super::view::lists::ListKind;
use super::view::wiki;
use crate::locale::{Currency, Language, Locale};
use crate::portfolio::{Account, Body, Contact, Localised, Note, Opportunity, Who, WikiPage};

/// What is found of a page, of which this is the view, where it was built.
pub(super) fn documents(plan: &Plan<'_>, page: &PlannedPage, view: Option<&PageView>) -> Vec<SearchDoc> {
    Reader { plan, language: plan.language(page) }.page(page, view)
}

/// Reads pages for a language.
struct Reader<'a> {
    plan: &'a Plan<'a>,
    language: Language,
}

impl Reader<'_> {
    fn page(&self, page: &PlannedPage, view: Option<&PageView>) -> Vec<SearchDoc> {
        let portfolio = self.plan.portfolio();
        match page.kind {
            Kind::Account(at) => self.account(page, at),
            Kind::Wiki(at) => vec![self.wiki(page, &portfolio.pages[at])],
            Kind::WikiIndex => {
                let opening = portfolio.pages.iter().find(|text| text.path == wiki::INDEX);
                opening.map(|text| self.wiki(page, text)).into_iter().collect()
            }
            Kind::Search | Kind::Accounts | Kind::Briefs | Kind::Components => Vec::new(),
            kind => view.map(|view| described(page, view, self.kind(kind))).into_iter().collect(),
        }
    }

    fn kind(&self, kind: Kind) -> SearchKind {
        match kind {
            Kind::Framework(_) | Kind::Frameworks => SearchKind::Framework,
            Kind::Rule(_) => SearchKind::Rule,
            Kind::Glossary => SearchKind::Glossary,
            Kind::List(at) => match self.plan.list(at).map(|list| &list.kind) {
                Some(ListKind::Class(_)) => SearchKind::Class,
                Some(ListKind::Manager(_)) => SearchKind::Manager,
                Some(ListKind::Region(_)) => SearchKind::Region,
                Some(ListKind::Industry(_)) => SearchKind::Industry,
                Some(ListKind::Zone(_)) | None => SearchKind::Portfolio,
            },
            _ => SearchKind::Portfolio,
        }
    }

    /// An account, its contacts and its notes.
    fn account(&self, page: &PlannedPage, at: usize) -> Vec<SearchDoc> {
        let account = &self.plan.portfolio().accounts[at];
        let url = account_path(account);
        let title = self.say(&account.name);
        let names = account.name.texts().chain(account.aliases.iter().map(String::as_str));
        let codes = std::iter::once(account.id.as_str()).chain(account.ledger_codes.iter().map(String::as_str));
        let tags = || account.tags.iter().map(String::as_str).chain(account.region.as_deref());
        // Found by the word as written, too.
        let called = tags().map(|word| self.called(word)).filter(|name| tags().all(|word| word != *name));
        let numbers = account.contracts.iter().filter_map(|contract| contract.number.clone());
        let spoken = [&account.industry, &account.city].into_iter().flatten().map(|text| self.say(text));
        let mut docs = vec![SearchDoc {
            aliases: names.chain(codes).filter(|name| *name != title).map(str::to_owned).collect(),
            contacts: account.contacts.iter().map(|contact| self.say(&contact.name).to_owned()).collect(),
            tags: tags().chain(called).chain(spoken).map(str::to_owned).collect(),
            text: std::iter::once(self.words(account)).chain(numbers).collect::<Vec<_>>().join("\n"),
            place: self.plan.place_by_revenue(at),
            line: self.plan.standing_line(page, at),
            ..doc(&url, SearchKind::Account, title)
        }];
        docs.extend(account.contacts.iter().map(|contact| self.contact(&url, title, contact)));
        docs.extend(account.notes.iter().map(|note| self.note(&url, title, note)));
        docs
    }

    /// What a dossier says in words, but for its names, tags and contacts, which are found as such.
    fn words(&self, account: &Account) -> String {
        let Account {
            id: _,
            name: _,
            origin: _,
            order: _,
            ledger_codes: _,
            aliases: _,
            sales_ids: _,
            parent: _,
            industry: _,
            region: _,
            city: _,
            channel_role: _,
            tier: _,
            grade: _,
            user_category,
            since: _,
            manager: _,
            headline,
            tags: _,
            types: _,
            fit,
            five_elements,
            investments,
            company,
            contacts: _,
            team,
            relationship_stages,
            kam_stage,
            loyalty,
            referrals,
            needs,
            value_propositions,
            white_space,
            objections,
            opportunities,
            wallet,
            competitors,
            potential,
            potential_note,
            satisfaction,
            pricing,
            concessions,
            cost_to_serve,
            forecasts,
            payment,
            contracts,
            exit_cost,
            channels,
            plan,
            strategies,
            strategy_check,
            choosing_mistakes,
            growth,
            environment,
            market_stance,
            coverage,
            visit_plan,
            visits,
            duties,
            complaints,
            resource_quota,
            supply,
            club,
            sections,
            rules,
            notes: _,
            later_notes: _,
            attachments: _,
        } = account;
        let head = (headline, user_category, company, potential, potential_note, environment, market_stance);
        let people = (team, relationship_stages, kam_stage, loyalty, referrals, coverage, visit_plan, visits, duties);
        let value = (needs, value_propositions, white_space, objections, wallet, competitors, satisfaction, channels);
        let terms = (pricing, concessions, cost_to_serve, payment, contracts, exit_cost, supply, club, complaints);
        let judged = (fit, five_elements, investments, forecasts, strategies, strategy_check, choosing_mistakes);
        // Of an opportunity that has ended, a playbook says no next step and no risk with its answer.
        let ended = |o: &Opportunity| Opportunity { next_step: None, risk: None, mitigation: None, ..o.clone() };
        let opportunities = opportunities.iter().map(|o| if o.is_open() { o.clone() } else { ended(o) });
        let opportunities: Vec<Opportunity> = opportunities.collect();
        let ahead = (opportunities, plan, growth, resource_quota, sections, rules);
        self.prose(&(head, people, value, terms, judged, ahead))
    }

    /// The prose in a value, without markup (sections and findings are Markdown), and the names in it, each once.
    fn prose(&self, value: &impl Serialize) -> String {
        let (portfolio, language) = (self.plan.portfolio(), self.language.tag());
        let mut texts = Vec::new();
        let mut names = BTreeSet::new();
        for said in prose::said(value, language) {
            match said {
                Said::Text(text) => texts.push(self.plan.markdown().words(&text)),
                Said::Who(who) => drop(names.insert(portfolio.who(&Who(who), language).to_owned())),
                Said::ProductLine(id) => drop(names.insert(portfolio.notes.line_called(&id, language).to_owned())),
            }
        }
        texts.extend(names);
        texts.join("\n")
    }

    fn contact(&self, url: &str, account: &str, contact: &Contact) -> SearchDoc {
        let name = self.say(&contact.name);
        let at_work = (&contact.duties, &contact.results, &contact.goals, &contact.network, &contact.note);
        let posts = || [&contact.title, &contact.department].into_iter().flatten().map(|text| self.say(text));
        SearchDoc {
            line: std::iter::once(account).chain(posts()).collect::<Vec<_>>().join(" · "),
            aliases: contact.name.texts().filter(|text| *text != name).map(str::to_owned).collect(),
            tags: std::iter::once(account).chain(posts()).map(str::to_owned).collect(),
            text: self.prose(&(&contact.owner, at_work)),
            ..doc(&format!("{url}#contact-{}", contact.id), SearchKind::Contact, name)
        }
    }

    fn note(&self, url: &str, account: &str, note: &Note) -> SearchDoc {
        let given = note.title.as_ref().map(|title| self.say(title));
        let document = read(self.plan.markdown(), &note.body, given);
        let title = given.map(str::to_owned).or(document.title.map(|heading| heading.text));
        // Found by the day as files have it, shown as pages have it; which currency does not matter for that.
        let day = note.date.map(|day| Locale::new(self.language, Currency::CNY).date_table(day));
        let written = note.date.map(|day| day.to_string());
        let tags = std::iter::once(account.to_owned()).chain(note.tags.iter().cloned()).chain(written);
        SearchDoc {
            tags: tags.chain(note.kind.clone()).chain(note.author.clone()).collect(),
            text: document.text,
            line: account.to_owned(),
            ..doc(&format!("{url}#notes"), SearchKind::Note, &title.or(day).unwrap_or_else(|| account.to_owned()))
        }
    }

    fn wiki(&self, planned: &PlannedPage, page: &WikiPage) -> SearchDoc {
        let default = &self.plan.settings().languages.default;
        let title = wiki::title(page, self.language, default);
        let doc = doc(planned.path_in_language(), SearchKind::Page, &title);
        let Some((text, _)) = wiki::chosen(page, self.language, default) else { return doc };
        let document = read(self.plan.markdown(), &text.body, text.title.as_deref());
        let headings = document.headings.into_iter().map(|heading| (heading.id, heading.text));
        SearchDoc { tags: text.tags.clone(), headings: headings.collect(), text: document.text, ..doc }
    }

    fn called<'t>(&'t self, word: &'t str) -> &'t str {
        self.plan.portfolio().notes.called(word, self.language.tag())
    }

    fn say<'t>(&self, text: &'t Localised) -> &'t str {
        text.in_language(self.language.tag()).0
    }
}

/// A page by its title and description, its headings and its prose.
fn described(page: &PlannedPage, view: &PageView, kind: SearchKind) -> SearchDoc {
    let frame = frame(view);
    let site = format!(" · {}", frame.site_title);
    let title = frame.document_title.strip_suffix(&site).unwrap_or(&frame.document_title);
    let (headings, prose) = told(view);
    let text = std::iter::once(frame.description.clone()).chain(prose).collect::<Vec<_>>().join("\n");
    SearchDoc { headings, text, ..doc(page.path_in_language(), kind, title) }
}

/// The headings of a page with their anchors, and what it explains or found.
fn told(view: &PageView) -> (Vec<(String, String)>, Vec<String>) {
    let passages = |passages: &[Passage]| passages.iter().map(|passage| passage.text.to_text()).collect::<Vec<_>>();
    match view {
        PageView::Framework(page) => (Vec::new(), [passages(&page.page.left), passages(&page.page.right)].concat()),
        PageView::Rule(page) => (Vec::new(), passages(&page.page.passages)),
        PageView::Glossary(page) => {
            let terms = || page.page.groups.iter().flat_map(|group| &group.terms);
            let heading = |term: &Term| (term.id.clone(), format!("{} · {}", term.term.text, term.other));
            (terms().map(heading).collect(), terms().map(|term| term.meaning.clone()).collect())
        }
        PageView::Report(page) => {
            let sections = || page.page.sections.iter();
            let found = sections().flat_map(|section| &section.columns).flat_map(|column| &column.exhibits);
            let found = found.flat_map(|exhibit| [exhibit.finding.to_text(), exhibit.measure.clone()]);
            (sections().map(|section| (section.id.clone(), section.title.clone())).collect(), found.collect())
        }
        _ => Default::default(),
    }
}

fn doc(url: &str, kind: SearchKind, title: &str) -> SearchDoc {
    SearchDoc {
        url: url.to_owned(),
        kind,
        title: title.to_owned(),
        aliases: Vec::new(),
        contacts: Vec::new(),
        tags: Vec::new(),
        headings: Vec::new(),
        text: String::new(),
        place: u32::MAX,
        line: String::new(),
    }
}

/// A text without its links, of which only the words count here.
fn read(markdown: &Markdown, body: &Body, title: Option<&str>) -> Document {
    markdown.render(&body.source, body.offset, Placement { title, ..Placement::default() }, &|_| None)
}

fn frame(view: &PageView) -> &Frame {
    match view {
        PageView::Dashboard(page) => &page.frame,
        PageView::Accounts(page) => &page.frame,
        PageView::Playbook(page) => &page.frame,
        PageView::Briefs(page) => &page.frame,
        PageView::Report(page) => &page.frame,
        PageView::Frameworks(page) => &page.frame,
        PageView::Framework(page) => &page.frame,
        PageView::Rule(page) => &page.frame,
        PageView::Wiki(page) => &page.frame,
        PageView::Glossary(page) => &page.frame,
        PageView::DataQuality(page) => &page.frame,
        PageView::Search(page) => &page.frame,
        PageView::Components(page) => &page.frame,
    }
}
