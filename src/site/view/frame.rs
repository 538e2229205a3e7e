//! What surrounds every page: masthead, breadcrumbs, footer.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{Link, Rich};
use crate::locale::{Catalog, Language};
use crate::site::href;

/// What surrounds a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// Language tag of the page: `zh-CN`, `en`.
    pub language: &'static str,
    /// `<title>`: the page's name, then the site's.
    pub document_title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The site's title, in the masthead.
    pub site_title: Arc<str>,
    /// From the page to the output's root: `../`, `../../`, or empty.
    pub to_root: String,
    /// From the page to the root of its language.
    pub to_language_root: String,
    /// At most five links.
    pub navigation: Vec<NavigationItem>,
    /// The same page in the other languages.
    pub alternates: Vec<Alternate>,
    /// From the portfolio down to this page, without the page itself.
    pub breadcrumbs: Vec<Link>,
    /// Lines of the footer: as-of date and where it comes from, inputs, audience.
    pub footer: Arc<[Rich]>,
    /// At the foot of every printed page, as a string of CSS: as-of date, audience; empty for neither.
    pub printed: Arc<str>,
    /// Where the page's source can be edited.
    pub edit: Option<Link>,
    /// The terms of the glossary by the labels that pages have for them: `Gross margin`.
    pub terms: Arc<BTreeMap<String, Definition>>,
    /// The fixed words of the frame and the components, by catalogue key below `frame.words`: `skip`, `print`, ….
    pub words: Arc<BTreeMap<String, String>>,
}

/// A term where it stands as a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// Its anchor in the glossary.
    pub id: String,
    /// What it means, in a sentence.
    pub meaning: String,
}

/// The terms of a language's glossary, by their labels.
fn terms(catalog: &Catalog) -> BTreeMap<String, Definition> {
    let known = catalog.below(super::glossary::TERMS);
    let labelled = known.iter().filter_map(|(key, labels)| Some((key.strip_suffix(".labels")?, labels)));
    let defined = labelled.flat_map(|(term, labels)| {
        let meaning = known.get(&format!("{term}.meaning")).cloned().unwrap_or_default();
        let definition = Definition { id: super::glossary::anchor(term), meaning };
        labels.split('|').map(move |label| (label.to_owned(), definition.clone()))
    });
    defined.collect()
}

/// A link of the masthead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavigationItem {
    /// What it says.
    pub label: Arc<str>,
    /// Relative to the page.
    pub href: String,
    /// Whether this page belongs to it.
    pub current: bool,
}

/// The same page in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// Language tag.
    pub language: &'static str,
    /// The language's own name: 中文, English.
    pub label: &'static str,
    /// Relative to the page.
    pub href: String,
}

/// A part of the site with a link in the masthead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The dashboard and the analyses of the portfolio.
    Portfolio,
    /// The accounts table, lists of accounts, playbooks.
    Accounts,
    /// The frameworks and the glossary.
    Frameworks,
    /// Wiki pages.
    Pages,
    /// Data quality.
    Quality,
}

impl Area {
    /// Where its link leads, relative to the root of a language.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Portfolio => "index.html",
            Self::Accounts => "accounts/index.html",
            Self::Frameworks => "frameworks/index.html",
            Self::Pages => "wiki/index.html",
            Self::Quality => "data-quality.html",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Portfolio => "frame.navigation.portfolio",
            Self::Accounts => "frame.navigation.accounts",
            Self::Frameworks => "frame.navigation.frameworks",
            Self::Pages => "frame.navigation.pages",
            Self::Quality => "frame.navigation.quality",
        }
    }
}

/// A page as its frame needs to know it.
#[derive(Debug, Clone)]
pub struct Place<'p> {
    /// Relative to the root of its language, with `/`: `accounts/lanshang.html`.
    pub path: &'p str,
    /// The page's name, for `<title>`.
    pub title: &'p str,
    /// One sentence for search engines and link previews.
    pub description: &'p str,
    /// The link of the masthead that it belongs to.
    pub area: Option<Area>,
    /// Pages above it, from the top: name, and path relative to the root of the language.
    pub above: &'p [(String, &'p str)],
    /// The file of the workspace that it shows, for the edit link.
    pub source: Option<&'p str>,
    /// Languages that have the page; its own may be among them.
    pub languages: &'p [Language],
}

/// What the frames of one language share. Made once, then asked for the frame of each page.
#[derive(Debug, Clone)]
pub struct FrameMaker {
    language: Language,
    site_title: Arc<str>,
    document_title: String,
    navigation: Vec<(Area, Arc<str>)>,
    footer: Arc<[Rich]>,
    printed: Arc<str>,
    edit: Option<(String, String)>,
    terms: Arc<BTreeMap<String, Definition>>,
    words: Arc<BTreeMap<String, String>>,
}

impl FrameMaker {
    /// For a site with these areas. `edit_link` is the setting, with `{path}` in it.
    pub fn new(
        catalog: &Catalog,
        site_title: &str,
        areas: &[Area],
        footer: Vec<Rich>,
        edit_link: Option<&str>,
    ) -> Self {
        Self {
            language: catalog.language(),
            site_title: site_title.into(),
            document_title: catalog.text("frame.document_title", &[("site", site_title.into())]),
            navigation: areas.iter().map(|&area| (area, catalog.text(area.key(), &[]).into())).collect(),
            footer: footer.into(),
            printed: Arc::default(),
            edit: edit_link.map(|pattern| (catalog.text("frame.edit", &[]), pattern.to_owned())),
            terms: Arc::new(terms(catalog)),
            words: Arc::new(catalog.below("frame.words")),
        }
    }

    /// The same with a line at the foot of every printed page, as the text of a string in CSS.
    #[must_use]
    pub fn printed(self, line: String) -> Self {
        Self { printed: line.into(), ..self }
    }

    /// The language of its pages.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The frame of a page.
    pub fn frame(&self, page: &Place<'_>) -> Frame {
        let tag = self.language.tag();
        let own = format!("{tag}/{}", page.path);
        let link = |to: &str| href::relative(page.path, to);
        let others = page.languages.iter().filter(|language| **language != self.language);
        Frame {
            language: tag,
            document_title: self.document_title.replace("{title}", page.title),
            description: page.description.to_owned(),
            site_title: Arc::clone(&self.site_title),
            to_root: href::to_root(&own),
            to_language_root: href::to_root(page.path),
            navigation: self
                .navigation
                .iter()
                .map(|(area, label)| NavigationItem {
                    label: Arc::clone(label),
                    href: link(area.path()),
                    current: page.area == Some(*area),
                })
                .collect(),
            alternates: others
                .map(|language| Alternate {
                    language: language.tag(),
                    label: language.own_name(),
                    href: href::relative(&own, &format!("{}/{}", language.tag(), page.path)),
                })
                .collect(),
            breadcrumbs: page
                .above
                .iter()
                .map(|(name, path)| Link { text: name.clone(), href: Some(link(path)), lang: None })
                .collect(),
            footer: Arc::clone(&self.footer),
            printed: Arc::clone(&self.printed),
            edit: page.source.and_then(|source| {
                let (text, pattern) = self.edit.as_ref()?;
                Some(Link { text: text.clone(), href: Some(pattern.replace("{path}", source)), lang: None })
            }),
            terms: Arc::clone(&self.terms),
            words: Arc::clone(&self.words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_a_frame_are_relative_to_its_page() {
        let catalog = Catalog::built_in(Language::ZhCn);
        let areas = [Area::Portfolio, Area::Accounts];
        let maker = FrameMaker::new(&catalog, "驰北", &areas, Vec::new(), Some("https://git.example/{path}"));
        let frame = maker.frame(&Place {
            path: "accounts/lanshang.html",
            title: "澜裳",
            description: "",
            area: Some(Area::Accounts),
            above: &[("客户".to_owned(), "accounts/index.html")],
            source: Some("content/accounts/lanshang.yaml"),
            languages: &[Language::ZhCn, Language::En],
        });
        assert_eq!(frame.document_title, "澜裳 · 驰北");
        assert_eq!((frame.to_root.as_str(), frame.to_language_root.as_str()), ("../../", "../"));
        let hrefs: Vec<_> = frame.navigation.iter().map(|item| (item.href.as_str(), item.current)).collect();
        assert_eq!(hrefs, [("../index.html", false), ("index.html", true)]);
        assert_eq!(frame.alternates[0].href, "../../en/accounts/lanshang.html");
        assert_eq!(frame.breadcrumbs[0].href.as_deref(), Some("index.html"));
        let edit = frame.edit.and_then(|link| link.href);
        assert_eq!(edit.as_deref(), Some("https://git.example/content/accounts/lanshang.yaml"));
    }
}
