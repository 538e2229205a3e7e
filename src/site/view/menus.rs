//! The menus below the dashboard: every page of the portfolio and every list.

use serde::Serialize;

use super::Link;
use super::lists::List;
use super::sheet::Sheet;

/// Links to pages of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Menu {
    /// What they are.
    pub title: String,
    /// The first pages.
    pub links: Vec<Link>,
    /// The others, folded away.
    pub more: Vec<Link>,
}

/// Links of a menu that are not folded away.
const MENU: usize = 10;

/// What is asked first about all accounts.
const QUESTIONS: [(&str, &str); 6] = [
    ("portfolio.page.attack_defend", "portfolio/attack-defend.html"),
    ("portfolio.page.concentration", "portfolio/concentration.html"),
    ("agenda.name", "portfolio/actions.html"),
    ("visits.name", "portfolio/visits.html"),
    ("stages.name", "portfolio/stages.html"),
    ("white_space.name", "portfolio/white-space.html"),
];

/// Questions that the page of a framework answers with a figure of the whole portfolio.
const OF_FRAMEWORKS: [&str; 3] = ["forecast-accuracy", "relational-dimensions", "value-added-solution"];

/// What the analyses answer, and the way to paper.
const ANALYSES: [(&str, &str); 8] = [
    ("portfolio.page.abc", "portfolio/abc.html"),
    ("portfolio.page.health", "portfolio/health.html"),
    ("portfolio.page.scores", "portfolio/scores.html"),
    ("portfolio.page.customers", "portfolio/customers.html"),
    ("portfolio.page.migration", "portfolio/migration.html"),
    ("portfolio.page.products", "portfolio/products.html"),
    ("portfolio.page.periods", "portfolio/periods.html"),
    ("briefs.name", super::briefs::PATH),
];

/// Every page of the portfolio and every list.
pub fn menus(sheet: &Sheet<'_>) -> Vec<Menu> {
    let link = |text: String, to: &str| Link { text, href: Some(sheet.link(to)), lang: None };
    let pages = |title: &str, pages: &[(&str, &str)]| Menu {
        title: sheet.word(title),
        links: pages.iter().map(|(key, to)| link(sheet.word(key), to)).collect(),
        more: Vec::new(),
    };
    let lists = sheet.desk.lists;
    let kinds: [(&str, &Vec<List>); 5] = [
        ("portfolio.menu.classes", &lists.classes),
        ("portfolio.menu.zones", &lists.zones),
        ("portfolio.menu.managers", &lists.managers),
        ("portfolio.menu.regions", &lists.regions),
        ("portfolio.menu.industries", &lists.industries),
    ];
    let of_lists = kinds.into_iter().filter(|(_, lists)| !lists.is_empty()).map(|(key, lists)| {
        let mut links: Vec<Link> = lists.iter().map(|list| link(sheet.list_name(list), &list.path)).collect();
        let more = links.split_off(links.len().min(MENU));
        Menu { title: sheet.word(key), links, more }
    });
    let of_framework =
        |id: &&str| link(sheet.word(&format!("framework.{id}.question")), &format!("frameworks/{id}.html"));
    let mut questions = pages("portfolio.menu.questions", &QUESTIONS);
    questions.links.extend(OF_FRAMEWORKS.iter().map(of_framework));
    let first = [questions, pages("portfolio.menu.analyses", &ANALYSES)];
    first.into_iter().chain(of_lists).collect()
}
