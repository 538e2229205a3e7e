//! The playbook of an account, `accounts/<id>.html`.
//!
//! 1. [`Shared`] is what all pages of a language read, made once per language.
//! 2. [`playbook`] builds a page: the head ([`head`]), the overview ([`overview`]), then People, Value, Plan, each part from
//!    figures that are there or one [`Empty`](super::Empty) line where they are not, then the journal ([`journal`]).
//! 3. An account that only the sales know gets the same head and charts, and one line with the command that starts its
//!    dossier.
//!
//! What is private ([`crate::portfolio::Restricted`]) has no way into a view.

mod along;
mod balance;
mod board;
mod brief;
mod company;
mod concessions;
mod duties;
mod exceptions;
mod forecasts;
mod head;
mod health;
mod heard;
pub mod inputs;
mod journal;
mod judgements;
mod kam;
mod map;
mod needs;
pub(in crate::site::view) mod next;
mod opportunities;
mod outlook;
mod overview;
pub mod part;
mod payback;
pub(in crate::site::view) mod people;
mod potential;
pub(in crate::site::view) mod pressing;
mod pricing;
mod quarter;
mod relations;
mod rhythm;
mod risks;
mod satisfaction;
mod scene;
mod sections;
mod service;
mod shared;
mod silence;
mod sold;
mod stages;
mod surveys;
mod terms;
mod visit_calendar;
mod white_space;

use serde::Serialize;

pub use head::Vital;
pub use heard::Heard;
pub use journal::Journal;
pub use next::NextStep;
use part::{Body, Figure, Part, Row};
use scene::Scene;
pub use scene::capital;
pub use shared::Shared;

use super::attainment::Speaker;
use super::{Area, Frame, Place, Prose, Rich};
use crate::frameworks::{Block, blocks_of};
use crate::portfolio::{Account, Portfolio};
use crate::site::View;

/// The page of an account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Playbook {
    /// Masthead, footer.
    pub frame: Frame,
    /// The account.
    pub page: AccountPage,
}

impl View for Playbook {
    fn template(&self) -> &'static str {
        "account.html"
    }
}

/// What stands between masthead and footer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountPage {
    /// Industry, city, role, since, manager.
    pub kicker: Rich,
    /// Name.
    pub name: Prose,
    /// The verdict.
    #[serde(serialize_with = "crate::site::view::phrases::head")]
    pub say: Rich,
    /// Language of the verdict, where it is not the page's.
    pub say_lang: Option<String>,
    /// What the account said last.
    pub heard: Vec<Heard>,
    /// The nearest open action.
    pub next: Option<NextStep>,
    /// How to start the dossier, where there is none.
    pub start: Option<Start>,
    /// Up to eight.
    pub vitals: Vec<Vital>,
    /// Months, risks, health, wallet, tests: on the brief, too.
    pub overview: Vec<Row>,
    /// What the whole playbook adds to it: rankings, the coming year, how it buys. Empty where only the sales know the
    /// account, whose brief has room for all.
    pub beyond: Vec<Row>,
    /// People, Value, Plan; none where only the sales know the account.
    pub parts: Vec<Part>,
    /// Products and group, where only the sales know the account.
    pub journal: Option<Journal>,
    /// Anchors with their names.
    pub contents: Vec<ContentsItem>,
    /// Percent of its full size at which the brief takes two sheets of paper; `None` for all of it.
    pub brief_size: Option<u8>,
    /// Fixed words.
    pub words: PageWords,
}

/// How to start a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Start {
    /// The sentence before the command.
    pub text: String,
    /// The command.
    pub command: String,
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsItem {
    /// Anchor.
    pub id: String,
    /// Name.
    pub title: String,
    /// Whether it is a part.
    pub part: bool,
}

/// Fixed words of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageWords {
    /// Name of the contents for screen readers.
    pub contents: String,
    /// Leads to the brief: the first screen and the three conclusions, two pages in print.
    pub brief: String,
    /// The same in a word.
    pub brief_short: String,
    /// Leads back from it.
    pub whole: String,
    /// Between things in a row.
    pub comma: String,
}

/// Builds the page of the account at a position.
pub fn playbook(shared: &Shared<'_>, at: usize) -> Playbook {
    let account = &shared.portfolio.accounts[at];
    let expected = format!("content/accounts/{}/dossier.yaml", account.id);
    let scene = Scene {
        voice: shared.voice,
        portfolio: shared.portfolio,
        as_of: shared.as_of.date,
        fiscal_year_start: shared.settings.fiscal_year_start,
        file: account.file().unwrap_or(&expected),
    };
    let (say, say_lang) = head::verdict(shared, &scene, account, &shared.accounts[at]);
    let documented = account.is_documented();
    let mut overview = overview::rows(shared, &scene, account, at);
    let beyond = if documented { overview.split_off(overview::on_brief(&overview)) } else { Vec::new() };
    let parts = if documented { sections::parts(shared, &scene, account, at) } else { Vec::new() };
    let start = (!documented)
        .then(|| Start { text: scene.word("head.start"), command: format!("keyfolio new account {}", account.id) });
    let mut page = AccountPage {
        kicker: head::kicker(shared, &scene, account, at),
        name: scene.prose(&account.name),
        say,
        say_lang,
        heard: heard::heard(&scene, account),
        next: next::next_step(shared, &scene, account, at),
        start,
        vitals: head::vitals(shared, &scene, account, at),
        overview,
        beyond,
        contents: contents(&scene, &parts),
        parts,
        journal: documented.then(|| journal::journal(shared, &scene, account, at)),
        brief_size: None,
        words: PageWords {
            contents: scene.word("contents"),
            brief: scene.word("brief"),
            brief_short: scene.word("brief_short"),
            whole: scene.word("whole"),
            comma: scene.voice.locale.comma().to_owned(),
        },
    };
    page.brief_size = brief::size(&page);
    Playbook { frame: frame(shared, account, &page), page }
}

fn frame(shared: &Shared<'_>, account: &Account, page: &AccountPage) -> Frame {
    let above = [(shared.voice.word("frame.navigation.accounts"), "accounts/index.html")];
    shared.frames.frame(&Place {
        path: &crate::site::links::account_path(account),
        title: &page.name.text,
        description: &plain_text(page.say.as_html()),
        area: Some(Area::Accounts),
        above: &above,
        source: account.file(),
        languages: shared.languages,
    })
}

/// The words of safe HTML, without its tags; entities stay, the attribute escapes nothing twice that they hold.
fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    plain.iter().fold(text, |text, (entity, character)| text.replace(entity, character))
}

/// Rows of twelve columns: a figure of width twelve stands alone; those between are [balanced](balance::columns) in two columns.
fn rows_of(figures: Vec<(u8, Option<Figure>)>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut between = Vec::new();
    for (width, figure) in figures.into_iter().filter_map(|(width, figure)| Some((width, figure?))) {
        if width == 12 {
            rows.extend(balance::columns(std::mem::take(&mut between)));
            rows.push(Row { columns: vec![figure.wide(12)] });
        } else {
            between.push((if width < 7 { balance::Place::Either } else { balance::Place::Left }, figure));
        }
    }
    rows.extend(balance::columns(between));
    rows
}

/// What the account was to bring, and brought; `None` without a current target.
fn targets(shared: &Shared<'_>, at: usize) -> Option<Figure> {
    let speaker = Speaker { voice: shared.voice, fiscal_year_start: shared.settings.fiscal_year_start };
    let told = speaker.tell(shared.targets.of(at), shared.targets.files())?;
    Some(Figure::new("targets", told.finding, told.measure, Body::Table(told.table), told.notes))
}

fn contents(scene: &Scene<'_>, parts: &[Part]) -> Vec<ContentsItem> {
    if parts.is_empty() {
        return Vec::new();
    }
    let mut items = vec![ContentsItem { id: "ten".to_owned(), title: scene.word("section.ten"), part: false }];
    for part in parts {
        items.push(ContentsItem { id: part.id.to_owned(), title: part.title.clone(), part: true });
        for figure in part.rows.iter().flat_map(|row| &row.columns).flat_map(|block| &block.figures) {
            let key = format!("account.section.{}", figure.id.replace('-', "_"));
            if scene.voice.catalog.contains(&key) {
                items.push(ContentsItem { id: figure.id.clone(), title: scene.voice.word(&key), part: false });
            }
        }
    }
    items.push(ContentsItem { id: "notes".to_owned(), title: scene.word("section.notes"), part: true });
    items
}

/// How many blocks of a dossier are filled, of how many that are a matter for the account.
pub fn completeness(portfolio: &Portfolio, account: &Account) -> (usize, usize) {
    let all = blocks_of(portfolio, account).count();
    (all - missing_blocks(portfolio, account).len(), all)
}

/// The blocks that a dossier does not fill.
pub fn missing_blocks(portfolio: &Portfolio, account: &Account) -> Vec<Block> {
    blocks_of(portfolio, account).filter(|block| !block.is_recorded(portfolio, account)).collect()
}
