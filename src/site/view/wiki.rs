//! Pages of the wiki, `wiki/<path>.html`, and their index.
//!
//! 1. [`chosen`] picks the text in the page's language, else the default language's, else the first; a text in another
//!    language stands with its `lang` and a short notice.
//! 2. [`wiki_page`] renders it with menu, contents and backlinks; [`wiki_index`] lists all pages, opened by the page
//!    `index` where there is one.

use serde::Serialize;

use super::account::Shared;
use super::{Area, Frame, Link, Place};
use crate::locale::Language;
use crate::portfolio::{WikiPage, WikiText};
use crate::site::View;
use crate::site::links::{Target, wiki_path};
use crate::site::markdown::{Document, Placement};

/// The path of the page that opens the index.
pub const INDEX: &str = "index";

/// A page of the wiki, or its index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wiki {
    /// Masthead, footer.
    pub frame: Frame,
    /// The page.
    pub page: WikiBody,
}

impl View for Wiki {
    fn template(&self) -> &'static str {
        "wiki.html"
    }
}

/// What stands between masthead and footer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WikiBody {
    /// Title.
    pub title: String,
    /// Its anchor, where it is the first heading of the text.
    pub title_id: Option<String>,
    /// One sentence on what it is about.
    pub summary: Option<String>,
    /// Language of title and text, where it is not the page's.
    pub lang: Option<String>,
    /// That it stands in another language.
    pub notice: Option<String>,
    /// Safe HTML.
    pub html: String,
    /// Name of the menu.
    pub menu_title: String,
    /// All pages of the menu.
    pub menu: Vec<MenuItem>,
    /// The page before it in the menu.
    pub previous: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
    /// On this page.
    pub contents_title: String,
    /// Headings of the second and third level.
    pub contents: Vec<Contents>,
    /// Linked from.
    pub backlinks_title: String,
    /// Who links here.
    pub backlinks: Vec<Link>,
    /// The pages with their summaries, by folder: on the index only.
    pub listing: Vec<Shelf>,
    /// Before the files of a shelf.
    pub files_title: String,
    /// What to do where there is no page at all.
    pub none: Option<String>,
}

/// A line of the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MenuItem {
    /// What the pages from here on are called, where a folder begins.
    pub heading: Option<String>,
    /// Where it leads.
    pub link: Link,
    /// Whether it is this page.
    pub current: bool,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contents {
    /// Anchor.
    pub id: String,
    /// Words.
    pub title: String,
    /// Whether it is below another one.
    pub sub: bool,
}

/// The pages of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shelf {
    /// What the folder is called; empty for pages that lie in none.
    pub title: String,
    /// Its pages.
    pub pages: Vec<Listed>,
    /// Files beside them that no text links to.
    pub files: Vec<Link>,
}

/// A page in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Title, and where it leads.
    pub link: Link,
    /// What it is about.
    pub summary: Option<String>,
}

/// The text of a page for a language, and its tag where it is another one.
pub fn chosen<'p>(page: &'p WikiPage, language: Language, default: &str) -> Option<(&'p WikiText, Option<String>)> {
    let text = page.texts.get(page.shown_in(language.tag(), default))?;
    let tag = text.language.as_deref().unwrap_or(default);
    Some((text, Some(tag.to_owned()).filter(|tag| tag != language.tag())))
}

/// The title of a page: of its text, else its first heading, else the last part of its path.
pub fn title(page: &WikiPage, language: Language, default: &str) -> String {
    let named = chosen(page, language, default).and_then(|(text, _)| {
        text.title.clone().or_else(|| {
            let first = text.body.markdown().lines().find(|line| !line.trim().is_empty())?;
            let heading = first.trim().trim_start_matches('#').strip_prefix(' ').filter(|_| first.starts_with('#'))?;
            Some(heading.trim().to_owned())
        })
    });
    named.unwrap_or_else(|| page.path.rsplit('/').next().unwrap_or(&page.path).to_owned())
}

/// Whether a page is shown: drafts are not.
pub fn is_shown(page: &WikiPage) -> bool {
    !page.draft && page.path != INDEX
}

/// Builds the page at a position.
pub fn wiki_page(shared: &Shared<'_>, at: usize) -> Wiki {
    let page = &shared.portfolio.pages[at];
    let path = wiki_path(&page.path);
    let mut body = empty_body(shared, &path);
    body.backlinks = shared.backlinks(Target::Page(at), &path);
    if let Some(own) = body.menu.iter().position(|item| item.current) {
        body.previous = own.checked_sub(1).map(|before| body.menu[before].link.clone());
        body.next = body.menu.get(own + 1).map(|item| item.link.clone());
    }
    fill(shared, page, &path, &mut body);
    let above = [(shared.voice.word("wiki.title"), "wiki/index.html")];
    let source = chosen(page, shared.voice.language(), &shared.settings.languages.default);
    let frame = shared.frames.frame(&Place {
        path: &path,
        title: &body.title,
        description: body.summary.as_deref().unwrap_or(&body.title),
        area: Some(Area::Pages),
        above: &above,
        source: source.as_ref().map(|(text, _)| &*text.body.file),
        languages: shared.languages,
    });
    Wiki { frame, page: body }
}

/// Builds the index.
pub fn wiki_index(shared: &Shared<'_>) -> Wiki {
    let path = "wiki/index.html";
    let mut body = empty_body(shared, path);
    body.title = shared.voice.word("wiki.title");
    body.summary = Some(shared.voice.word("wiki.about"));
    if let Some(page) = shared.portfolio.pages.iter().find(|page| page.path == INDEX && !page.draft) {
        fill(shared, page, path, &mut body);
    }
    for at in ordered(shared) {
        let page = &shared.portfolio.pages[at];
        let text = chosen(page, shared.voice.language(), &shared.settings.languages.default);
        let listed = Listed { link: link(shared, at, path), summary: text.and_then(|(text, _)| text.summary.clone()) };
        shelf(&mut body.listing, folder(shared, &page.path)).pages.push(listed);
    }
    let unlinked = shared.portfolio.attachments.iter().filter(|file| shared.references.unlinked.contains(&*file.path));
    for file in unlinked {
        let title = folder(shared, file.path.trim_start_matches("content/pages/"));
        let page = format!("{}/{path}", shared.voice.language().tag());
        shelf(&mut body.listing, title).files.push(Link::to_file(&file.path, &page));
    }
    body.none = body.listing.is_empty().then(|| shared.voice.word("wiki.none"));
    let frame = shared.frames.frame(&Place {
        path,
        title: &body.title,
        description: body.summary.as_deref().unwrap_or_default(),
        area: Some(Area::Pages),
        above: &[],
        source: None,
        languages: shared.languages,
    });
    Wiki { frame, page: body }
}

/// The shelf of this title, which is put up where there is none.
fn shelf(shelves: &mut Vec<Shelf>, title: String) -> &mut Shelf {
    let at = shelves.iter().position(|shelf| shelf.title == title).unwrap_or_else(|| {
        shelves.push(Shelf { title, pages: Vec::new(), files: Vec::new() });
        shelves.len() - 1
    });
    &mut shelves[at]
}

/// What the folder of a page is called: by the catalogue where it knows the name, else as it is written.
fn folder(shared: &Shared<'_>, path: &str) -> String {
    let folder = folder_of(path);
    if folder.is_empty() {
        return String::new();
    }
    let key = format!("wiki.folder.{folder}");
    if shared.voice.catalog.contains(&key) { shared.voice.word(&key) } else { folder.to_owned() }
}

fn empty_body(shared: &Shared<'_>, path: &str) -> WikiBody {
    let word = |key: &str| shared.voice.word(&format!("wiki.{key}"));
    WikiBody {
        title: String::new(),
        title_id: None,
        summary: None,
        lang: None,
        notice: None,
        html: String::new(),
        menu_title: word("menu"),
        menu: menu(shared, path),
        previous: None,
        next: None,
        contents_title: word("contents"),
        contents: Vec::new(),
        backlinks_title: word("backlinks"),
        backlinks: Vec::new(),
        listing: Vec::new(),
        files_title: shared.voice.word("account.journal.files"),
        none: None,
    }
}

/// Puts the text of a page into a body.
fn fill(shared: &Shared<'_>, page: &WikiPage, path: &str, body: &mut WikiBody) {
    let language = shared.voice.language();
    let default = &shared.settings.languages.default;
    let Some((text, lang)) = chosen(page, language, default) else { return };
    let resolve = shared.resolver(&text.body.file, path);
    let placement = Placement { title: text.title.as_deref(), ..Placement::default() };
    let document: Document = shared.markdown.render(&text.body.source, text.body.offset, placement, &resolve);
    let heading = document.title.map(|heading| (heading.text, heading.id));
    let (first, id) = heading.unzip();
    body.title = text.title.clone().or(first).unwrap_or_else(|| title(page, language, default));
    body.title_id = id;
    body.summary.clone_from(&text.summary);
    body.notice = lang.as_ref().map(|tag| {
        let name = shared.voice.word(&format!("wiki.language.{tag}"));
        shared.voice.say("wiki.notice", &[("language", name.into())])
    });
    body.lang = lang;
    body.html = document.html;
    let headings = document.headings.into_iter().filter(|heading| (2..=3).contains(&heading.level));
    body.contents =
        headings.map(|heading| Contents { id: heading.id, title: heading.text, sub: heading.level > 2 }).collect();
}

/// The folder that a page lies in; empty for none.
fn folder_of(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

/// Shown pages by weight, then path, folder by folder: in the order in which their first pages come.
fn ordered(shared: &Shared<'_>) -> Vec<usize> {
    let pages = &shared.portfolio.pages;
    let mut order: Vec<usize> = (0..pages.len()).filter(|at| is_shown(&pages[*at])).collect();
    order.sort_by_key(|at| (pages[*at].weight, pages[*at].path.as_str()));
    let mut folders: Vec<&str> = Vec::new();
    for at in &order {
        let folder = folder_of(&pages[*at].path);
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    order.sort_by_key(|at| folders.iter().position(|folder| *folder == folder_of(&pages[*at].path)));
    order
}

fn menu(shared: &Shared<'_>, path: &str) -> Vec<MenuItem> {
    let pages = &shared.portfolio.pages;
    let shown = ordered(shared).into_iter().filter(|at| pages[*at].in_menu);
    let mut before = "";
    shown
        .map(|at| {
            let page = &pages[at];
            let own = folder_of(&page.path);
            let heading = (own != before && !own.is_empty()).then(|| folder(shared, &page.path));
            before = own;
            let text = chosen(page, shared.voice.language(), &shared.settings.languages.default);
            let mut link = link(shared, at, path);
            if let Some(menu) = text.and_then(|(text, _)| text.menu.clone()) {
                link.text = menu;
            }
            MenuItem { heading, link, current: wiki_path(&page.path) == path }
        })
        .collect()
}

fn link(shared: &Shared<'_>, at: usize, from: &str) -> Link {
    let page = &shared.portfolio.pages[at];
    let lang = chosen(page, shared.voice.language(), &shared.settings.languages.default).and_then(|(_, lang)| lang);
    let href = crate::site::href::relative(from, &wiki_path(&page.path));
    Link { text: shared.page_title(page), href: Some(href), lang }
}
