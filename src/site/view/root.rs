//! Pages outside the languages' trees: the start page at the root, 404, and the page of search results.

use serde::Serialize;

use super::account::Shared;
use super::{Frame, Place};
use crate::locale::{Catalog, Language};
use crate::site::View;

/// The start page, `index.html`: leads on to the default language, and to the others by visible links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StartPage {
    /// Language of the page: the default one.
    pub language: &'static str,
    /// Title of the site.
    pub title: String,
    /// Where it leads by itself.
    pub target: String,
    /// The languages.
    pub links: Vec<LanguageLink>,
}

/// A language to go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageLink {
    /// Tag.
    pub language: &'static str,
    /// Its own name.
    pub label: &'static str,
    /// Title of the site in it.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

impl View for StartPage {
    fn template(&self) -> &'static str {
        "start.html"
    }
}

/// Builds the start page. `titles` are the site's titles by language, the default one first.
pub fn start_page(titles: &[(Language, String)]) -> Option<StartPage> {
    let (first, title) = titles.first()?;
    let target = format!("{}/index.html", first.tag());
    Some(StartPage { language: first.tag(), title: title.clone(), target, links: language_links(titles, "") })
}

fn language_links(titles: &[(Language, String)], base: &str) -> Vec<LanguageLink> {
    let link = |(language, title): &(Language, String)| LanguageLink {
        language: language.tag(),
        label: language.own_name(),
        title: title.clone(),
        href: format!("{base}{}/index.html", language.tag()),
    };
    titles.iter().map(link).collect()
}

/// The page for addresses that lead nowhere, `404.html`: self-contained, since it is served at any depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotFoundPage {
    /// Language of the page: the default one.
    pub language: &'static str,
    /// Title of the site.
    pub title: String,
    /// What to say, in each language.
    pub messages: Vec<NotFoundMessage>,
}

/// What to say in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotFoundMessage {
    /// Tag.
    pub language: &'static str,
    /// The page is not here.
    pub head: String,
    /// What to do.
    pub text: String,
    /// Name of the link.
    pub home: String,
    /// Where it leads; `None` where no `base_url` is set, since a relative link would break at depth.
    pub href: Option<String>,
}

impl View for NotFoundPage {
    fn template(&self) -> &'static str {
        "404.html"
    }
}

/// Builds the page. `catalogs` are those of the site's languages, the default one first, with the titles in them.
pub fn not_found(catalogs: &[(&Catalog, String)], base_url: Option<&str>) -> Option<NotFoundPage> {
    let (first, title) = catalogs.first()?;
    let base = base_url.map(|url| format!("{}/", url.trim_end_matches('/')));
    let message = |(catalog, _): &(&Catalog, String)| NotFoundMessage {
        language: catalog.language().tag(),
        head: catalog.text("not_found.head", &[]),
        text: catalog.text("not_found.text", &[]),
        home: catalog.text("not_found.home", &[]),
        href: base.as_ref().map(|base| format!("{base}{}/index.html", catalog.language().tag())),
    };
    let messages = catalogs.iter().map(message).collect();
    Some(NotFoundPage { language: first.language().tag(), title: title.clone(), messages })
}

/// The page of search results, `search.html`: an input and a place for results, filled by the script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPage {
    /// Masthead, footer.
    pub frame: Frame,
    /// Words.
    pub page: SearchWords,
}

/// Words of the search page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchWords {
    /// Title.
    pub title: String,
    /// What can be searched.
    pub say: String,
    /// What stands where scripts do not run.
    pub noscript: String,
}

impl View for SearchPage {
    fn template(&self) -> &'static str {
        "search.html"
    }
}

/// Builds the search page of a language.
pub fn search_page(shared: &Shared<'_>) -> SearchPage {
    let word = |key: &str| shared.voice.word(&format!("search_page.{key}"));
    let page = SearchWords { title: word("title"), say: word("say"), noscript: word("noscript") };
    let frame = shared.frames.frame(&Place {
        path: "search.html",
        title: &page.title,
        description: &page.say,
        area: None,
        above: &[],
        source: None,
        languages: shared.languages,
    });
    SearchPage { frame, page }
}
