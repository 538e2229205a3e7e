//! The portfolio on paper, `accounts/print.html`: the briefs of accounts one after the other, two sheets each.
//!
//! 1. [`Choice::of`] takes the accounts that the settings name (`print.accounts`), else those of class A, the largest first; at
//!    most [`MOST`], so that the page and what an edit rebuilds stay small however large the portfolio is. The page says so.
//! 2. [`build`] makes their playbooks and keeps what a brief shows: the first screen and the conclusions of the parts.
//! 3. The page's inputs are those of its playbooks ([`Choice::key`]): an edit of any other account does not build it.

use serde::Serialize;

use super::account::part::{Body, Row};
use super::account::{AccountPage, Shared, playbook};
use super::{Area, Frame, Head, Place, Rich};
use crate::analysis::abc::AbcClass;
use crate::project::settings::AbcBase;
use crate::site::{PageKey, View, links};

/// Where it stands, relative to the root of a language: beside the playbooks, whose links it repeats.
pub const PATH: &str = "accounts/print.html";

/// Accounts on the page (convention): 80 sheets are a folder, more are a shelf.
pub const MOST: usize = 40;

/// The page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BriefsPage {
    /// Masthead, footer.
    pub frame: Frame,
    /// The briefs.
    pub page: Briefs,
}

impl View for BriefsPage {
    fn template(&self) -> &'static str {
        "briefs.html"
    }
}

/// What stands between masthead and footer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Briefs {
    /// Which accounts these are.
    pub head: Head,
    /// Heading of the contents.
    pub contents: String,
    /// The briefs.
    pub briefs: Vec<Brief>,
}

/// The brief of an account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Brief {
    /// Anchor.
    pub id: String,
    /// The playbook.
    pub href: String,
    /// The playbook's view without what a brief leaves out.
    pub page: AccountPage,
}

/// Which accounts are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Positions of accounts, in the order of the page.
    pub accounts: Vec<usize>,
    /// How many there would be without the limit.
    pub asked: usize,
    /// Whether the settings name them.
    pub reason: Reason,
}

/// Why these accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The settings name them.
    Named,
    /// They are of class A.
    Largest,
}

impl Choice {
    /// The accounts of a portfolio that are printed.
    pub fn of(shared: &Shared<'_>) -> Self {
        let named = &shared.settings.print.accounts;
        let all = 0..shared.portfolio.accounts.len();
        let has_page = |at: &usize| shared.has_page(*at);
        let reason = if named.is_empty() { Reason::Largest } else { Reason::Named };
        let mut accounts: Vec<usize> = match reason {
            Reason::Named => {
                let find = |id: &String| all.clone().find(|at| shared.portfolio.accounts[*at].id.as_str() == id);
                named.iter().filter_map(find).filter(has_page).collect()
            }
            Reason::Largest => {
                let of_class = |at: &usize| shared.accounts[*at].class == AbcClass::A;
                let mut found: Vec<usize> = all.filter(of_class).filter(has_page).collect();
                found.sort_by_key(|at| (rank(shared, *at), *at));
                found
            }
        };
        let asked = accounts.len();
        accounts.truncate(MOST);
        Self { accounts, asked, reason }
    }

    /// What the page is made of, besides what all playbooks share: the inputs of its playbooks, each at its place.
    pub fn key(&self, owns: &[PageKey]) -> PageKey {
        let mut hasher = blake3::Hasher::new_derive_key("keyfolio briefs 1");
        hasher.update(&self.asked.to_le_bytes());
        for at in &self.accounts {
            hasher.update(&at.to_le_bytes());
            hasher.update(owns.get(*at).map_or(&[][..], |own| &own[..]));
        }
        *hasher.finalize().as_bytes()
    }
}

/// On what the classes are made of.
fn rank(shared: &Shared<'_>, at: usize) -> usize {
    let facts = &shared.accounts[at];
    match shared.facts.base {
        AbcBase::GrossProfit => facts.on_gross_profit.unwrap_or(facts.on_revenue).rank,
        AbcBase::Revenue => facts.on_revenue.rank,
    }
}

/// Builds the page.
pub fn build(shared: &Shared<'_>) -> BriefsPage {
    let choice = Choice::of(shared);
    let voice = shared.voice;
    let shown = choice.accounts.len();
    let title = match (choice.reason, shown, shown < choice.asked) {
        (_, 0, _) => "briefs.none",
        (Reason::Largest, _, false) => "briefs.largest",
        (Reason::Largest, _, true) => "briefs.largest_of",
        (Reason::Named, _, false) => "briefs.named",
        (Reason::Named, _, true) => "briefs.named_of",
    };
    let args = [("count", choice.asked.into()), ("shown", shown.to_string().into())];
    let head = Head {
        kicker: voice.word("briefs.kicker"),
        title: voice.say(title, &args).into(),
        say: Some(voice.rich("briefs.say", &[("most", MOST.to_string().into())])),
    };
    let above = [(voice.word("frame.navigation.accounts"), Area::Accounts.path())];
    let frame = shared.frames.frame(&Place {
        path: PATH,
        title: &voice.word("briefs.name"),
        description: &head.title.to_text(),
        area: Some(Area::Accounts),
        above: &above,
        source: None,
        languages: shared.languages,
    });
    let briefs = choice.accounts.iter().map(|at| brief(shared, *at)).collect();
    BriefsPage { frame, page: Briefs { head, contents: voice.word("briefs.contents"), briefs } }
}

fn brief(shared: &Shared<'_>, at: usize) -> Brief {
    let account = &shared.portfolio.accounts[at];
    let id = format!("brief-{}", account.id);
    let mut page = playbook(shared, at).page;
    page.journal = None;
    page.beyond.clear();
    page.contents.clear();
    for part in &mut page.parts {
        part.rows.clear();
        part.folds.clear();
        part.empties.clear();
    }
    let href = crate::site::href::relative(PATH, &links::account_path(account));
    page.overview = page.overview.into_iter().map(|row| below(row, &id, &href)).collect();
    Brief { id, href, page }
}

/// The same row with ids of its own, since every account has a figure of its months; what it links to within the playbook is
/// not on this page.
fn below(mut row: Row, prefix: &str, playbook: &str) -> Row {
    for figure in row.columns.iter_mut().flat_map(|block| &mut block.figures) {
        figure.id = format!("{prefix}-{}", figure.id);
        figure.finding = elsewhere(&figure.finding, playbook);
        figure.notes = figure.notes.iter().map(|note| elsewhere(note, playbook)).collect();
        let bodies = std::mem::take(&mut figure.bodies).into_iter();
        figure.bodies = bodies.filter_map(|body| shown(body, prefix, playbook)).collect();
    }
    row
}

fn shown(body: Body, prefix: &str, playbook: &str) -> Option<Body> {
    match body {
        Body::Chart(chart) => Some(Body::Chart(Box::new(chart.below(prefix)))),
        Body::Risks(mut risks) => {
            for risk in &mut risks {
                risk.fact = elsewhere(&risk.fact, playbook);
                risk.text = risk.text.as_ref().map(|text| elsewhere(text, playbook));
            }
            Some(Body::Risks(risks))
        }
        // A brief names the gravest risks only.
        Body::More(_) => None,
        other => Some(other),
    }
}

/// Links to a part of the playbook lead to the playbook.
fn elsewhere(text: &Rich, playbook: &str) -> Rich {
    Rich::from_safe_html(text.as_html().replace("href=\"#", &format!("href=\"{}#", super::escape(playbook))))
}
