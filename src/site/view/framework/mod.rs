//! A page for each framework, `frameworks/<id>.html`, and their index.
//!
//! 1. What it is stands in the catalogues below `framework.<id>`; what a source only names is said to be so.
//! 2. Where the portfolio stands is drawn by what the row of the table names ([`crate::frameworks::Framework::figure`], below
//!    it over the whole width [`crate::frameworks::Framework::wide`]); beside it, how many dossiers record it and which key to
//!    add ([`stands`]).
//! 3. Numbers that are settings are said as they are set ([`set`]).

mod answer;
pub mod answers;
pub mod assets;
pub mod counts;
pub mod forecasts;
pub mod growth;
pub mod hits;
pub mod market;
pub mod measured;
pub mod relations;
pub mod segments;
pub mod service;
mod set;
pub mod solutions;
mod stands;
pub mod team;
mod wide;

use serde::Serialize;
use stands::Lack;

use super::account::Shared;
use super::account::part::{Body, Figure, Row};
use super::decisions::flagged;
use super::exhibits::{Exhibit, matrix};
use super::sheet::Sheet;
use super::table::labels;
use super::{Area, Frame, Link, Place, Rich, escape};
use crate::charts::Room;
use crate::frameworks::{FRAMEWORKS, Framework, Section, Standing};
use crate::site::links::Target;
use crate::site::{View, href};

/// The page of a framework.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrameworkPage {
    /// Masthead, footer.
    pub frame: Frame,
    /// The framework.
    pub page: FrameworkBody,
}

impl View for FrameworkPage {
    fn template(&self) -> &'static str {
        "framework.html"
    }
}

/// What stands between masthead and footer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrameworkBody {
    /// Section.
    pub kicker: String,
    /// Name.
    pub name: String,
    /// The question that it answers; empty where `say` is the question.
    pub asks: String,
    /// The answer for the portfolio; without one the question.
    #[serde(serialize_with = "crate::site::view::phrases::lead")]
    pub say: Rich,
    /// The anchor of the figure that the answer is of; empty where there is none.
    pub of: String,
    /// That a source only names it.
    pub named_only: Option<String>,
    /// Where the portfolio stands.
    pub stands: Vec<Row>,
    /// Heading and words: how to read, what it means, misreading.
    pub left: Vec<Passage>,
    /// Heading and words: definition, source, convention, key.
    pub right: Vec<Passage>,
    /// Pages of the portfolio that show it in full.
    pub full: Vec<Link>,
    /// Heading of the full analyses.
    pub full_title: String,
    /// Notes and pages that mention it.
    pub backlinks: Vec<Link>,
    /// Heading of the backlinks.
    pub backlinks_title: String,
    /// The framework before in the index.
    pub previous: Option<Link>,
    /// The one after.
    pub next: Option<Link>,
}

/// A heading with words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Heading.
    pub title: String,
    /// Words, with tags before them where they are a source or a convention.
    pub text: Rich,
}

/// The path of a framework's page, relative to the root of a language.
pub fn path(framework: &Framework) -> String {
    format!("frameworks/{}.html", framework.id)
}

fn word(shared: &Shared<'_>, framework: &Framework, part: &str) -> String {
    let key = format!("framework.{}.{part}", framework.id);
    // Most name no number, and a page asks for a dozen.
    if shared.voice.catalog.has_slots(&key) {
        shared.voice.say(&key, &set::numbers(shared))
    } else {
        shared.voice.word(&key)
    }
}

fn name(shared: &Shared<'_>, framework: &Framework) -> String {
    // Names name no numbers.
    shared.voice.word(&format!("framework.{}.name", framework.id))
}

fn section(shared: &Shared<'_>, section: Section) -> String {
    shared.voice.word(&format!("frameworks.section.{}", section.key()))
}

/// Builds the page of a row of the table.
pub fn framework_page(shared: &Shared<'_>, at: usize) -> FrameworkPage {
    let framework = &FRAMEWORKS[at];
    let path = path(framework);
    let neighbour = |other: Option<&Framework>| {
        other.map(|other| Link {
            text: name(shared, other),
            href: Some(href::relative(&path, &self::path(other))),
            lang: None,
        })
    };
    let mut drawn = stands::draw(shared, framework);
    let opening = opening(shared, framework, &mut drawn);
    let page = FrameworkBody {
        kicker: section(shared, framework.section),
        name: name(shared, framework),
        asks: opening.asks,
        say: opening.say,
        of: opening.of,
        named_only: (framework.standing == Standing::NamedOnly).then(|| shared.voice.word("frameworks.named_only")),
        stands: stands::rows(shared, framework, drawn),
        left: left(shared, framework),
        right: right(shared, framework),
        full: full(shared, framework),
        full_title: shared.voice.word("frameworks.full"),
        backlinks: shared.backlinks(Target::Framework(at), &path),
        backlinks_title: shared.voice.word("wiki.backlinks"),
        previous: neighbour(at.checked_sub(1).and_then(|before| FRAMEWORKS.get(before))),
        next: neighbour(FRAMEWORKS.get(at + 1)),
    };
    let above = [(shared.voice.word("frame.navigation.frameworks"), Area::Frameworks.path())];
    let frame = shared.frames.frame(&Place {
        path: &path,
        title: &page.name,
        description: &word(shared, framework, "question"),
        area: Some(Area::Frameworks),
        above: &above,
        source: None,
        languages: shared.languages,
    });
    FrameworkPage { frame, page }
}

/// How a page opens.
struct Opening {
    /// The question, where it is answered.
    asks: String,
    say: Rich,
    /// The anchor of the figure that the answer is of; empty where there is none.
    of: String,
}

/// The answer under its question; the question alone; or where nothing is there to answer it with: that, and what it would
/// answer.
fn opening(shared: &Shared<'_>, framework: &Framework, drawn: &mut stands::Drawn) -> Opening {
    let question = word(shared, framework, "question");
    let plain = |say: Rich| Opening { asks: String::new(), say, of: String::new() };
    let (key, count) = match stands::lacks(shared, framework, drawn) {
        None => {
            return match drawn.take_answer() {
                Some(answer) => Opening { asks: question, say: answer.finding, of: answer.of },
                None => plain(Rich::from_marked(&question)),
            };
        }
        Some(Lack::Dossiers) => ("frameworks.empty.no_dossier", 0),
        Some(Lack::Records { dossiers }) => ("frameworks.empty.not_recorded", dossiers),
        Some(Lack::Data) => ("frameworks.empty.no_data", 0),
        Some(Lack::Explained) => ("frameworks.empty.explained", 0),
    };
    plain(shared.voice.rich(key, &[("question", question.into()), ("count", count.into())]))
}

impl FrameworkPage {
    /// With the chart of the portfolio, where one of its pages draws just this framework.
    #[must_use]
    pub fn drawn_on(mut self, sheet: &Sheet<'_>) -> Self {
        if sheet.path == "frameworks/attack-defend.html" {
            let Exhibit { id, finding, measure, chart, notes, .. } =
                matrix::bubbles(sheet, &flagged(sheet), Room::Page);
            let figure =
                chart.map(|chart| Figure { id, finding, measure, bodies: vec![Body::Chart(Box::new(chart))], notes });
            self.page.stands.extend(figure.map(|figure| Row { columns: vec![figure.wide(12)] }));
        }
        self
    }
}

fn passage(shared: &Shared<'_>, title: &str, text: Rich) -> Passage {
    Passage { title: shared.voice.word(&format!("frameworks.{title}")), text }
}

fn left(shared: &Shared<'_>, framework: &Framework) -> Vec<Passage> {
    let text = |part: &str| Rich::from_marked(&word(shared, framework, part));
    vec![passage(shared, "read", text("read")), passage(shared, "misreading", text("misreading"))]
}

fn right(shared: &Shared<'_>, framework: &Framework) -> Vec<Passage> {
    let words = |part: &str| escape(&word(shared, framework, part));
    let mut passages = vec![passage(shared, "definition", Rich::from_safe_html(words("definition")))];
    passages.push(passage(shared, "source", Rich::from_safe_html(words("source"))));
    if shared.voice.catalog.contains(&format!("framework.{}.convention", framework.id)) {
        let tag = escape(&shared.voice.word("frameworks.convention_tag"));
        let text = format!("<span class=\"tag cite\">{tag}</span> {}", words("convention"));
        passages.push(passage(shared, "convention", Rich::from_safe_html(text)));
    }
    if !framework.key.is_empty() {
        let file = "<code>content/accounts/&lt;id&gt;/dossier.yaml</code>";
        let text = format!("{file} → <code>{}</code>", escape(framework.key));
        passages.push(passage(shared, "key", Rich::from_safe_html(text)));
    }
    passages
}

/// The analyses of the portfolio that show a framework in full.
fn full(shared: &Shared<'_>, framework: &Framework) -> Vec<Link> {
    let own = path(framework);
    let link = |page: &&str| Link {
        text: shared.analysis_name(page),
        href: Some(href::relative(&own, &format!("portfolio/{page}.html"))),
        lang: None,
    };
    framework.pages.iter().map(link).collect()
}

/// The index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrameworkIndex {
    /// Masthead, footer.
    pub frame: Frame,
    /// The list.
    pub page: IndexBody,
}

impl View for FrameworkIndex {
    fn template(&self) -> &'static str {
        "frameworks.html"
    }
}

/// All frameworks by section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndexBody {
    /// Title.
    pub title: String,
    /// How many are in use.
    #[serde(serialize_with = "crate::site::view::phrases::lead")]
    pub say: Rich,
    /// The sections.
    pub sections: Vec<IndexSection>,
    /// Headings: framework, question, source, state.
    pub heads: Vec<String>,
    /// The same for cells that say theirs: [`labels`].
    pub labels: String,
    /// The rules of the audit.
    pub rules_title: String,
    /// Links to them.
    pub rules: Vec<Link>,
    /// The glossary.
    pub glossary: Link,
}

/// A section of the index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndexSection {
    /// Anchor.
    pub id: &'static str,
    /// Name.
    pub title: String,
    /// Its frameworks.
    pub rows: Vec<IndexRow>,
}

/// A line of the index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndexRow {
    /// Name, and where it leads.
    pub link: Link,
    /// The question.
    pub question: String,
    /// Where it comes from.
    pub sources: Vec<&'static str>,
    /// How it stands in the portfolio.
    pub state: String,
    /// Whether nobody uses it yet.
    pub idle: bool,
}

/// Builds the index.
pub fn framework_index(shared: &Shared<'_>) -> FrameworkIndex {
    let path = "frameworks/index.html";
    let sections = Section::ALL.into_iter().map(|of| IndexSection {
        id: of.key(),
        title: section(shared, of),
        rows: FRAMEWORKS
            .iter()
            .filter(|framework| framework.section == of)
            .map(|f| index_row(shared, f, path))
            .collect(),
    });
    let recordable = FRAMEWORKS.iter().filter(|framework| !framework.key.is_empty());
    let used = recordable.clone().filter(|framework| stands::recorded(shared, framework) > 0).count();
    let title = shared.voice.word("frameworks.title");
    let say = if used == recordable.clone().count() { "frameworks.say_all" } else { "frameworks.say" };
    let args = [("count", FRAMEWORKS.len().into()), ("used", used.into()), ("all", recordable.count().into())];
    let link = |text: String, to: &str| Link { text, href: Some(href::relative(path, to)), lang: None };
    let head = |key| shared.voice.word(&format!("frameworks.head.{key}"));
    let heads = ["framework", "asks", "source", "state"].map(head).to_vec();
    let page = IndexBody {
        say: shared.voice.rich(say, &args),
        sections: sections.collect(),
        labels: labels(heads.iter().map(String::as_str)),
        heads,
        rules_title: shared.voice.word("rule.title"),
        rules: crate::rules::RULES
            .iter()
            .map(|rule| link(shared.voice.word(&format!("rule.{}.name", rule.id)), &format!("rules/{}.html", rule.id)))
            .collect(),
        glossary: link(shared.voice.word("glossary.title"), "glossary.html"),
        title,
    };
    let frame = shared.frames.frame(&Place {
        path,
        title: &page.title,
        description: &shared.voice.word("frameworks.about"),
        area: Some(Area::Frameworks),
        above: &[],
        source: None,
        languages: shared.languages,
    });
    FrameworkIndex { frame, page }
}

fn index_row(shared: &Shared<'_>, framework: &Framework, from: &str) -> IndexRow {
    let (state, idle) = stands::state(shared, framework);
    IndexRow {
        link: Link { text: name(shared, framework), href: Some(href::relative(from, &path(framework))), lang: None },
        question: word(shared, framework, "question"),
        sources: framework.sources.iter().map(|source| source.id()).filter(|id| !id.is_empty()).collect(),
        state,
        idle,
    }
}
