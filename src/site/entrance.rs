//! The pages outside the languages: the start page at the root, which leads on, and the 404 page.
//!
//! The 404 page is served in the place of pages at any depth, so it holds its style itself and links by `base_url`. Without one
//! its links lead from the root of the site, which its script finds by the folder of a language in the address; the template shows
//! them to scripts only.

use serde::Serialize;

use super::view::{Area, Link, search_page};
use super::{Site, View};
use crate::diagnostic::Diagnostics;
use crate::locale::{Catalog, Language};
use crate::project::settings::{Languages, Localised};

/// What the entrance is made of.
#[derive(Debug, Clone, Copy)]
pub struct Entrance<'a> {
    /// Catalogues of the site's languages, the default one first.
    pub catalogs: &'a [Catalog],
    /// The site's title.
    pub title: &'a Localised,
    /// Where the site is served, ending with a slash.
    pub base_url: Option<&'a str>,
}

/// One of the two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntrancePage {
    /// `index.html` of the output.
    Start,
    /// `404.html`.
    NotFound,
}

impl EntrancePage {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Start, Self::NotFound];
}

/// What the templates `start.html` and `404.html` see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntranceView {
    #[serde(skip)]
    page: EntrancePage,
    /// Tag of the default language.
    language: &'static str,
    /// The site's title in that language.
    title: String,
    /// Every language of the site, the default one first.
    choices: Vec<Choice>,
    /// Whether the links of the 404 page hold at any depth.
    is_rooted: bool,
}

/// A language to go on in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Choice {
    /// Tag.
    language: &'static str,
    /// The site's title in it.
    title: String,
    /// Its own name: 中文, English.
    label: &'static str,
    /// Its start page.
    href: String,
    /// Further ways on from the 404 page: the accounts, the search.
    ways: Vec<Link>,
    /// Heading of the page.
    heading: String,
    /// One sentence.
    text: String,
    /// Words of the link.
    link: String,
}

impl View for EntranceView {
    fn template(&self) -> &'static str {
        match self.page {
            EntrancePage::Start => "start.html",
            EntrancePage::NotFound => "404.html",
        }
    }
}

impl Site for Entrance<'_> {
    type Page = EntrancePage;
    type View = EntranceView;

    fn path<'p>(&self, page: &'p EntrancePage) -> &'p str {
        match page {
            EntrancePage::Start => "index.html",
            EntrancePage::NotFound => "404.html",
        }
    }

    fn view(&self, page: &EntrancePage, _: &mut Diagnostics) -> EntranceView {
        let choices: Vec<Choice> = self.catalogs.iter().map(|catalog| self.choice(*page, catalog)).collect();
        let first = choices.first();
        EntranceView {
            page: *page,
            language: first.map_or(Language::ZhCn.tag(), |choice| choice.language),
            title: first.map(|choice| choice.title.clone()).unwrap_or_default(),
            choices,
            is_rooted: self.base_url.is_some(),
        }
    }
}

impl Entrance<'_> {
    fn choice(&self, page: EntrancePage, catalog: &Catalog) -> Choice {
        let language = catalog.language();
        let (key, root) = match page {
            EntrancePage::Start => ("start", ""),
            EntrancePage::NotFound => ("not_found", self.base_url.unwrap_or_default()),
        };
        let to = |path: &str| format!("{root}{}/{path}", language.tag());
        let way = |words: &str, path: &str| Link { text: catalog.text(words, &[]), href: Some(to(path)), lang: None };
        let ways = match page {
            EntrancePage::Start => Vec::new(),
            EntrancePage::NotFound => vec![
                way("frame.navigation.accounts", Area::Accounts.path()),
                way("frame.words.search", search_page::PATH),
            ],
        };
        let words = |what: &str| catalog.text(&format!("entrance.{key}.{what}"), &[]);
        Choice {
            language: language.tag(),
            title: self.title.in_language(language.tag()).0.to_owned(),
            label: language.own_name(),
            href: to("index.html"),
            ways,
            heading: words("heading"),
            text: words("text"),
            link: words("link"),
        }
    }
}

/// The languages of the settings, the default one first; those that keyfolio does not speak are left out.
pub fn languages(settings: &Languages) -> Vec<Language> {
    let tags = std::iter::once(&settings.default).chain(&settings.others);
    tags.filter_map(|tag| tag.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::engine::Engine;
    use crate::theme::Theme;

    fn rendered(page: EntrancePage, base_url: Option<&str>) -> String {
        let catalogs = [Catalog::built_in(Language::En), Catalog::built_in(Language::ZhCn)];
        let title = Localised::PerLanguage(
            [("en", "Accounts & co"), ("zh-CN", "大客户")].map(|(tag, text)| (tag.to_owned(), text.to_owned())).into(),
        );
        let entrance = Entrance { catalogs: &catalogs, title: &title, base_url };
        let mut theme = Theme::built_in();
        theme.templates.retain(|name, _| ["default/start.html", "default/404.html"].contains(&name.as_str()));
        let engine = Engine::new(&theme, &mut Diagnostics::new()).expect("templates are right");
        engine.render(&entrance.view(&page, &mut Diagnostics::new())).expect("renders")
    }

    #[test]
    fn the_start_page_leads_on_by_itself_and_by_links() {
        let html = rendered(EntrancePage::Start, None);
        assert!(html.contains("<html lang=\"en\">") && html.contains("Accounts &amp; co"), "{html}");
        assert!(html.contains("http-equiv=\"refresh\" content=\"0; url=en/index.html\""), "{html}");
        assert!(html.contains("href=\"en/index.html\"") && html.contains("href=\"zh-CN/index.html\""), "{html}");
    }

    #[test]
    fn the_404_page_needs_nothing_and_links_by_base_url() {
        // The icon is part of the page: a data address asks nobody.
        let asking = |base_url| rendered(EntrancePage::NotFound, base_url).replace("href=\"data:", "");
        let html = asking(None);
        assert!(!html.contains("src=") && html.contains("没有") && html.contains("<style>"), "{html}");
        assert_eq!(html.matches("class=\"ways\" hidden").count(), 2, "shown where the script knows the root: {html}");
        assert!(html.contains("(?:en|zh-CN)"), "{html}");
        let html = asking(Some("https://example.com/a/"));
        assert!(html.contains("href=\"https://example.com/a/zh-CN/search.html\""), "{html}");
        assert_eq!(html.matches("href=\"https://example.com/a/").count(), 6, "{html}");
        assert!(!html.contains("<script") && !html.contains("hidden"), "{html}");
    }
}
