//! Views: exactly what templates may see, in finished words.
//!
//! 1. A page's view is built from the domain and the analysis by the file of its kind in this folder.
//! 2. It is plain data: every number is already text in the page's language, every link already relative.
//! 3. Its bytes are the page's cache key, so a page that needs something which is not in its view is a bug.
//!
//! No `#[serde(flatten)]` and no sequence of unknown length: views are hashed through `postcard`.

use serde::Serialize;

use crate::charts::Chart;

/// Text that is already safe HTML: escaped words with `<b>`, `<a>` or `<span>` in them. Templates print it unescaped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rich(String);

impl Rich {
    /// From a catalogue sentence: escapes it, then turns `**words**` into `<b>words</b>`.
    pub fn from_marked(text: &str) -> Self {
        let escaped = escape(text);
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

    /// From HTML that is safe already (sanitised Markdown, or made of escaped parts).
    pub fn from_safe_html(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    pub fn as_html(&self) -> &str {
        &self.0
    }
}

/// Escapes the five characters that mean something in HTML.
pub fn escape(text: &str) -> String {
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

/// A text in the page's language, or in another one and marked so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prose {
    /// The words.
    pub text: String,
    /// Their language, where it is not the page's.
    pub lang: Option<String>,
}

/// What surrounds every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// Language tag of the page: `zh-CN`, `en`.
    pub language: String,
    /// `<title>`: the page's name, then the site's.
    pub document_title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The site's title, in the masthead.
    pub site_title: String,
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
    pub footer: Vec<Rich>,
    /// Where the page's source can be edited.
    pub edit: Option<Link>,
    /// The fixed words of the frame, by catalogue key below `frame.`: `skip`, `print`, `theme`, `search`, …
    pub words: std::collections::BTreeMap<String, String>,
}

/// A link of the masthead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavigationItem {
    /// What it says.
    pub label: String,
    /// Relative to the page.
    pub href: String,
    /// Whether this page belongs to it.
    pub current: bool,
}

/// The same page in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// Language tag.
    pub language: String,
    /// The language's own name: 中文, English.
    pub label: String,
    /// Relative to the page.
    pub href: String,
}

/// The unit of everything: what was found, what is measured, the figure, where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exhibit {
    /// Anchor, unique in the page, kebab-case.
    pub id: String,
    /// One sentence that could be false, or a plain description where nothing was found.
    pub finding: Rich,
    /// What, unit, base, period, and how to read the marks.
    pub measure: String,
    /// The drawing, where there is one; its numbers as a table stand in the footer.
    pub chart: Option<Chart>,
    /// The table, where the table is the figure.
    pub table: Option<TableView>,
    /// Why there is no figure: too little data.
    pub instead: Option<String>,
    /// Sources, cut-offs, conventions.
    pub notes: Vec<Rich>,
}

/// A section without data: one line that names what to add, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Empty {
    /// What is missing.
    pub label: String,
    /// The file to edit, relative to the workspace.
    pub file: String,
    /// The key to add in it.
    pub key: String,
}

/// A key figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kpi {
    /// What it is, with its period.
    pub label: String,
    /// The number.
    pub value: String,
    /// Its unit, set small; may be empty.
    pub unit: String,
    /// How it moved.
    pub delta: Option<Delta>,
    /// Sparkline.
    pub spark: Option<Chart>,
}

/// A change: arrow, sign, word, than what. Colour never carries the direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delta {
    /// `▲`, `▼` or `■`.
    pub arrow: String,
    /// `+15.3%`, `−1.1 个百分点`.
    pub value: String,
    /// Up, down, unchanged.
    pub word: String,
    /// Than what.
    pub than: String,
    /// Bad and ours to mend.
    pub bad: bool,
}

/// A table of finished cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableView {
    /// What it lists, for screen readers.
    pub caption: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows; as many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The total, where it means something; empty otherwise.
    pub total: Vec<Cell>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Heading with its unit.
    pub label: String,
    /// Right-aligned figures.
    pub numeric: bool,
    /// May be dropped on a phone.
    pub minor: bool,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// A second, smaller line.
    pub note: Option<String>,
    /// The plain value to sort by, where the text is not it.
    pub sort: Option<String>,
    /// CSS class: `act`, `muted`, `est`, `abc a` …
    pub class: Option<String>,
    /// Length of a bar behind the text, 0 to 100.
    pub bar: Option<u8>,
    /// Language of the text, where it is not the page's.
    pub lang: Option<String>,
}
