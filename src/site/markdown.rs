//! Markdown as people write it → safe HTML, and what else a page needs to know of it.
//!
//! 1. [`FrontMatter::split`] parts the YAML block at the top from the text; reading it is `load`'s affair.
//! 2. [`Markdown::render`] parses the text and resolves every link through the caller: `[[id]]`, `[[id|words]]`,
//!    `[[id#anchor]]` and relative paths ([`LinkTarget`]).
//! 3. Headings get ids that keep Han characters ([`Heading`]); the first one, if the text begins with it, becomes the
//!    title.
//! 4. Raw HTML goes through a sanitiser; what Markdown itself makes is safe by construction, as every
//!    address passes through step 2.
//! 5. Headings, links with their places, and the plain text for search come back beside the HTML.
//!
//! Deliberately absent: scripts, frames, images from other hosts (pages ask nothing of any other host), and I/O.

mod front_matter;
mod heading;
mod link;
mod sanitise;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

pub use front_matter::FrontMatter;
pub use heading::Heading;
pub use link::{Link, LinkRole, LinkTarget, Outcome, ResolvedLink};

use heading::Headings;
use link::Links;
use sanitise::Sanitiser;

/// Renders Markdown; made once, used for every text and from every thread.
pub struct Markdown {
    sanitiser: Sanitiser,
}

/// Where a text will stand on its page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Placement<'a> {
    /// Put before every id that the text makes, so that several texts can share a page.
    pub id_prefix: &'a str,
    /// Added to the level of every heading (a note under an `h2` takes 2); levels end at 6.
    pub heading_shift: u8,
    /// The title that the front matter gives. Then a heading at the beginning is no title and stays, unless it says the same.
    pub title: Option<&'a str>,
}

/// A rendered text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Safe HTML, without the title.
    pub html: String,
    /// The first heading, if the text begins with one: the page shows it as its title, with its id.
    pub title: Option<Heading>,
    /// The other headings, in order.
    pub headings: Vec<Heading>,
    /// Every link and image, in order.
    pub links: Vec<Link>,
    /// The words without markup, one block a line, for search; the title is not among them.
    pub text: String,
    /// Beginnings of `[[id|words]]` that the border of a table's cell cuts in two.
    pub torn: Vec<Range<usize>>,
}

impl Markdown {
    /// Sets up the sanitiser.
    pub fn new() -> Self {
        Self { sanitiser: Sanitiser::new() }
    }

    /// Renders `source[body_start..]`; spans in the result count from the start of `source`.
    /// `resolve` is asked for every id and every relative path, and answers `None` where there is nothing.
    pub fn render(
        &self,
        source: &str,
        body_start: usize,
        placement: Placement<'_>,
        resolve: &dyn Fn(&LinkTarget) -> Option<ResolvedLink>,
    ) -> Document {
        let body = source.get(body_start..).unwrap_or_default();
        let mut reader = Reader {
            placement,
            links: Links::new(resolve, placement.id_prefix),
            headings: Headings::new(placement),
            events: Vec::new(),
            text: String::new(),
            title: None,
            raw_html: false,
            in_data: false,
            source,
            cells: Vec::new(),
            torn: Vec::new(),
        };
        reader.read(
            Parser::new_ext(body, options())
                .into_offset_iter()
                .map(|(event, span)| (event, span.start + body_start..span.end + body_start)),
        );
        let mut html = String::with_capacity(body.len() * 3 / 2);
        html::push_html(&mut html, reader.events.into_iter());
        let html = if reader.raw_html { self.sanitiser.clean(&html) } else { html };
        let headings = reader.headings.finish();
        let links = reader.links.finish(reader.title.iter().chain(&headings));
        Document { html, title: reader.title, headings, links, text: reader.text, torn: reader.torn }
    }
}

impl Markdown {
    /// The words of a text without markup ([`Document::text`]), links and all else left aside.
    pub fn words(&self, source: &str) -> String {
        if is_plain(source) {
            return [source, "\n"].concat();
        }
        self.render(source, 0, Placement::default(), &|_| None).text
    }
}

/// Whether a text surely is one paragraph of plain words: the prose of a dossier mostly is, and need not be parsed for that.
fn is_plain(text: &str) -> bool {
    let starts_a_word = text.starts_with(|first: char| first.is_alphabetic());
    // The control characters beyond ASCII begin with this byte in UTF-8.
    let may_control = |byte: &u8| *byte == 0xc2;
    let bytes = text.as_bytes();
    let is_marked = bytes.iter().any(|byte| IS_MARK[usize::from(*byte)])
        || (bytes.iter().any(may_control) && text.contains(char::is_control));
    starts_a_word && !is_marked && !text.ends_with(char::is_whitespace)
}

/// Which bytes are control characters or may be markup: looked up, as the prose of all dossiers goes through it.
const IS_MARK: [bool; 256] = {
    let mut is_mark = [false; 256];
    let mut control = 0;
    while control < 32 {
        is_mark[control] = true;
        control += 1;
    }
    is_mark[127] = true;
    let marks = b"\\`*_[]<>#&~|!";
    let mut at = 0;
    while at < marks.len() {
        is_mark[marks[at] as usize] = true;
        at += 1;
    }
    is_mark
};

impl Default for Markdown {
    fn default() -> Self {
        Self::new()
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

/// Walks the events of one text.
struct Reader<'a, 'r> {
    placement: Placement<'r>,
    links: Links<'r>,
    headings: Headings<'r>,
    events: Vec<Event<'a>>,
    text: String,
    title: Option<Heading>,
    raw_html: bool,
    /// Whether an example of data is open: shown, but no words of the text.
    in_data: bool,
    source: &'a str,
    /// Cells of the row of a table that is open.
    cells: Vec<Range<usize>>,
    torn: Vec<Range<usize>>,
}

/// Languages of code blocks that hold data and not words.
const DATA: [&str; 6] = ["yaml", "yml", "json", "toml", "csv", "tsv"];

impl<'a> Reader<'a, '_> {
    fn read(&mut self, events: impl Iterator<Item = (Event<'a>, Range<usize>)>) {
        for (event, span) in events {
            match event {
                Event::Start(tag) => self.start(tag, span),
                Event::End(tag) => self.end(tag),
                // `[[id]]` shows the name of what it leads to, which stands there already.
                Event::Text(_) if self.links.has_given_text() => {}
                Event::Text(words) => {
                    self.words(&words);
                    self.events.push(Event::Text(words));
                }
                Event::Code(words) => {
                    self.words(&words);
                    self.events.push(Event::Code(words));
                }
                Event::SoftBreak | Event::HardBreak => {
                    self.words(" ");
                    self.events.push(event);
                }
                Event::Html(raw) => {
                    self.raw_html = true;
                    self.events.push(Event::Html(self.links.in_raw_html(&raw, span.start).into()));
                }
                Event::InlineHtml(raw) => {
                    self.raw_html = true;
                    self.events.push(Event::InlineHtml(self.links.in_raw_html(&raw, span.start).into()));
                }
                Event::FootnoteReference(label) => self.events.push(Event::FootnoteReference(self.footnote(&label))),
                other => self.events.push(other),
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                let at = self.events.len();
                self.headings.open(level, id.as_deref(), at);
                self.events.push(Event::Start(Tag::Paragraph)); // replaced when the words of the heading are known
            }
            Tag::Link { link_type, dest_url, title, id } => {
                let opened = self.links.open(self.saying(link_type, &span), &dest_url, span);
                let Some(href) = opened else {
                    self.events.push(Event::InlineHtml("<span class=\"broken-link\">".into()));
                    return;
                };
                let link_type = LinkType::Inline;
                self.events.push(Event::Start(Tag::Link { link_type, dest_url: href.into(), title, id }));
                if let Some(words) = self.links.given_text() {
                    self.words(&words);
                    self.events.push(Event::Text(words.into()));
                }
            }
            Tag::Image { link_type, dest_url, title, id } => match self.links.open_image(link_type, &dest_url, span) {
                Some(src) => {
                    let link_type = LinkType::Inline;
                    self.events.push(Event::Start(Tag::Image { link_type, dest_url: src.into(), title, id }));
                }
                None => self.events.push(Event::InlineHtml("<span class=\"broken-link\">".into())),
            },
            Tag::FootnoteDefinition(label) => {
                let label = self.footnote(&label);
                self.events.push(Event::Start(Tag::FootnoteDefinition(label)));
            }
            Tag::CodeBlock(kind) => {
                self.in_data =
                    matches!(&kind, CodeBlockKind::Fenced(language) if DATA.contains(&language.as_ref().trim()));
                self.events.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Tag::TableHead | Tag::TableRow => {
                self.cells.clear();
                self.events.push(Event::Start(tag));
            }
            Tag::TableCell => {
                self.cells.push(span);
                self.events.push(Event::Start(tag));
            }
            Tag::Table(alignments) => {
                self.events.push(Event::Html("<div class=\"table-scroll\" tabindex=\"0\">".into()));
                self.events.push(Event::Start(Tag::Table(alignments)));
            }
            other => self.events.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Link | TagEnd::Image if self.links.close() => {
                self.events.push(Event::InlineHtml("</span>".into()));
            }
            TagEnd::Table => {
                self.events.push(Event::End(tag));
                self.events.push(Event::Html("</div>\n".into()));
            }
            TagEnd::CodeBlock if self.in_data => {
                self.in_data = false;
                self.events.push(Event::End(tag));
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => {
                if matches!(tag, TagEnd::TableRow | TagEnd::TableHead) {
                    self.find_torn();
                }
                self.events.push(Event::End(tag));
                self.break_text('\n');
            }
            TagEnd::TableCell => {
                self.events.push(Event::End(tag));
                self.break_text(' ');
            }
            _ => self.events.push(Event::End(tag)),
        }
    }

    /// A link as it is to be read: `[[id|]]` gives no words of its own, as `[[id]]` gives none.
    fn saying(&self, link_type: LinkType, span: &Range<usize>) -> LinkType {
        let is_empty = self.source.get(span.clone()).is_some_and(|written| written.ends_with("|]]"));
        match link_type {
            LinkType::WikiLink { .. } if is_empty => LinkType::WikiLink { has_pothole: false },
            other => other,
        }
    }

    /// Notes every `[[id|words]]` of a row whose `|` ends a cell: the id stands in one cell then, and the words in the next.
    fn find_torn(&mut self) {
        for cells in self.cells.windows(2) {
            let written = |cell: &Range<usize>| self.source.get(cell.clone()).unwrap_or_default();
            let (left, right) = (written(&cells[0]), written(&cells[1]));
            let opened = left.rfind("[[").filter(|at| !left[*at..].contains("]]"));
            let is_closed = right.find("]]").is_some_and(|end| !right[..end].contains("[["));
            if let Some(at) = opened.filter(|_| is_closed) {
                self.torn.push(cells[0].start + at..cells[0].end);
            }
        }
    }

    /// Gives the heading its id, or takes it out as the title.
    fn end_heading(&mut self) {
        let Some((at, start, end)) = self.headings.close() else { return };
        let is_title = self.placement.title.is_none_or(|title| self.headings.last_says(title));
        if at == 0 && self.title.is_none() && is_title {
            self.title = self.headings.take_title();
            self.events.clear();
        } else {
            self.events[at] = start;
            self.events.push(end);
        }
    }

    /// Words go to the heading that is open, or else to the text.
    fn words(&mut self, words: &str) {
        if !self.in_data && !self.headings.add_words(words) {
            self.text.push_str(words);
        }
    }

    /// A block (`\n`) or a cell (space) ends.
    fn break_text(&mut self, with: char) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push(with);
        }
    }

    fn footnote(&self, label: &str) -> CowStr<'a> {
        format!("{}fn-{label}", self.placement.id_prefix).into()
    }
}

#[cfg(test)]
mod tests;
