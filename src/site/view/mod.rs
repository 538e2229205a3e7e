//! Views: exactly what templates may see, in finished words.
//!
//! 1. A page's view is built from the domain and the analysis by the file of its kind in this folder.
//! 2. It is plain data: every number is already text in the page's language, every link already relative.
//! 3. Its bytes are the page's cache key, so a page that needs something which is not in its view is a bug.
//!
//! A page's template sees two variables: `frame` and `page`. What several kinds of page share stands in [`exhibit`],
//! [`table`] and [`frame`]; the components of the theme (`components.html`) take these types.
//!
//! No `#[serde(flatten)]` and no sequence of unknown length: views are hashed through `postcard`.

pub mod abc;
pub mod account;
pub mod account_columns;
pub mod accounts;
pub mod agenda;
pub mod attack_defend;
pub mod attainment;
pub mod book;
pub mod briefs;
pub mod component_page;
pub mod concentration;
pub mod customers;
pub mod dashboard;
pub mod data_quality;
pub mod decisions;
pub mod evidence;
pub mod exhibit;
pub mod exhibits;
pub mod figures;
pub mod footer;
pub mod frame;
pub mod framework;
pub mod glossary;
pub mod health;
pub mod hidden_by_sum;
pub mod list;
pub mod lists;
pub mod menus;
pub mod migration;
mod named;
pub mod one_offs;
pub mod parts;
pub mod periods;
mod phrases;
pub mod products;
pub mod report;
pub mod rule_page;
pub mod scores;
mod screen;
pub mod search_page;
pub mod sentence;
pub mod sheet;
pub mod stages;
mod step_line;
pub mod table;
mod uncovered;
pub mod visits;
pub mod voice;
pub mod white_space;
pub mod width;
pub mod wiki;

use serde::Serialize;

use crate::site::href;
use crate::site::links::file_path;

pub use exhibit::{Columns, Decision, Delta, Due, Empty, Exhibit, Head, Kpi, Rest, Section, TableFilter, TableStyle};
pub use frame::{Alternate, Area, Frame, FrameMaker, NavigationItem, Place};
pub use table::{Cell, Column, TableView};
pub use uncovered::uncovered;
pub use voice::{Bad, Voice, Way};

/// Characters of a name in quotation marks up to which it is kept on one line: a phone has room for them.
const WHOLE: usize = 20;

/// Text that is already safe HTML: escaped words with `<b>`, `<a>` or `<span>` in them. Templates print it unescaped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rich(String);

impl Rich {
    /// From a catalogue sentence: escapes it, then turns `**words**` into `<b>words</b>`.
    pub fn from_marked(text: &str) -> Self {
        let escaped = escape(text);
        if !escaped.contains("**") {
            return Self(escaped);
        }
        let mut html = String::with_capacity(escaped.len() + 16);
        for (i, part) in escaped.split("**").enumerate() {
            if i > 0 {
                html.push_str(if i % 2 == 1 { "<b>" } else { "</b>" });
            }
            html.push_str(part);
        }
        if escaped.matches("**").count() % 2 == 1 {
            html.push_str("</b>");
        }
        Self(html)
    }

    /// With the first occurrence of a name turned into a link: of a whole word, outside of marks and other links.
    #[must_use]
    pub fn link(self, name: &str, href: Option<&str>) -> Self {
        let (Some(href), name) = (href, escape(name)) else { return self };
        match named::place(&self.0, &name) {
            Some(at) => {
                let (before, after) = (&self.0[..at], &self.0[at + name.len()..]);
                Self(format!("{before}<a href=\"{}\">{name}</a>{after}", escape(href)))
            }
            None => self,
        }
    }

    /// With every short name in quotation marks kept on one line: “2024–26 frame” is not broken after its dash.
    #[must_use]
    pub fn with_names_whole(self) -> Self {
        let mut html = String::with_capacity(self.0.len() + 32);
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('“') {
            html.push_str(before);
            match after.split_once('”') {
                Some((name, after)) if name.chars().count() <= WHOLE && !name.contains(['<', '“']) => {
                    html.extend(["<span class=\"nb\">“", name, "”</span>"]);
                    rest = after;
                }
                _ => {
                    html.push('“');
                    rest = after;
                }
            }
        }
        html.push_str(rest);
        Self(html)
    }

    /// From HTML that is safe already (sanitised Markdown, or made of escaped parts).
    pub fn from_safe_html(html: String) -> Self {
        Self(html)
    }

    /// The words without the marks, for places that take text only.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            rest = after.split_once('>').map_or("", |(_, after)| after);
        }
        text.push_str(rest);
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .into_iter()
            .fold(text, |text, (entity, character)| text.replace(entity, character))
    }

    /// The HTML.
    pub fn as_html(&self) -> &str {
        &self.0
    }
}

impl From<String> for Rich {
    /// From a sentence, like [`Rich::from_marked`].
    fn from(text: String) -> Self {
        Self::from_marked(&text)
    }
}

/// Escapes the five characters that mean something in HTML.
pub fn escape(text: &str) -> String {
    // Nearly all texts have none of them.
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        return text.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A text that may lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads, relative to the page; `None` where there is no page to lead to.
    pub href: Option<String>,
    /// Language of the text, where it is not the page's.
    pub lang: Option<String>,
}

impl Link {
    /// To a file that is copied, by its path in the workspace, from a page by its path in the site.
    pub fn to_file(file: &str, page: &str) -> Self {
        let text = file.rsplit('/').next().unwrap_or(file).to_owned();
        Self { text, href: Some(href::to_file(page, &file_path(file))), lang: None }
    }
}

/// A text in the page's language, or in another one and marked so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prose {
    /// The words.
    pub text: String,
    /// Their language, where it is not the page's.
    pub lang: Option<String>,
}

impl Prose {
    /// As safe HTML, with the mark of its language.
    pub fn html(&self) -> String {
        match &self.lang {
            Some(lang) => format!("<span lang=\"{}\">{}</span>", escape(lang), escape(&self.text)),
            None => escape(&self.text),
        }
    }
}

#[cfg(test)]
#[path = "components_tests.rs"]
mod tests;
