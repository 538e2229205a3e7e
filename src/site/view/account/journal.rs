//! The journal: notes as Markdown, how complete the dossier is, who mentions the account, which files lie beside it.

use jiff::civil::Date;
use serde::Serialize;

use super::Shared;
use super::part::{Body, LogEntry, More};
use super::scene::Scene;
use crate::analysis::freshness::{self, DatedBlock};
use crate::frameworks::blocks;
use crate::locale::Arg;
use crate::portfolio::{Account, Note};
use crate::site::href;
use crate::site::links::{Origin, Target, note_prefix, wiki_path};
use crate::site::markdown::Placement;
use crate::site::view::{Empty, Link, Rich, escape};

/// Notes that a reader sees at once (convention).
const NOTES_SHOWN: usize = 12;
/// Missing blocks up to which they are named.
const MISSING_NAMED: usize = 3;

/// The last band of a playbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Journal {
    /// 札记, Notes.
    pub title: String,
    /// The newest notes, newest first.
    pub entries: Option<Body>,
    /// The others, folded.
    pub older: Option<Body>,
    /// Where to write one, if there is none.
    pub empty: Option<Empty>,
    /// Heading of the right column.
    pub about: String,
    /// How complete the dossier is, and where it lies.
    pub lines: Vec<Rich>,
    /// Heading of the backlinks.
    pub backlinks_title: String,
    /// Pages and notes that mention the account.
    pub backlinks: Vec<Link>,
    /// Heading of the files.
    pub files_title: String,
    /// Files beside the dossier that are copied.
    pub files: Vec<Link>,
}

/// Builds it for a documented account.
pub fn journal(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Journal {
    let mut notes: Vec<(usize, &Note)> = account.notes.iter().enumerate().filter(|(_, note)| !note.draft).collect();
    notes.sort_by_key(|(place, note)| (std::cmp::Reverse(note.date), *place));
    let notes = notes.into_iter();
    let mut entries: Vec<LogEntry> = notes.map(|(place, note)| entry(shared, scene, account, place, note)).collect();
    let label = |count: usize| scene.say("journal.older", &[("count", count.into())]);
    let older = More::beyond(&mut entries, NOTES_SHOWN, label, Body::Log);
    // Beside `ID.yaml` notes lie in the folder `ID`; beside `ID/dossier.yaml` in its own.
    let folder = match scene.file.rsplit_once('/') {
        Some((folder, "dossier.yaml")) => folder,
        _ => scene.file.strip_suffix(".yaml").unwrap_or(scene.file),
    };
    let empty = entries.is_empty().then(|| Empty {
        label: scene.word("section.notes"),
        file: format!("{folder}/{}-….md", scene.as_of),
        key: "title".to_owned(),
    });
    let (filled, all) = super::completeness(shared.portfolio, account);
    let missing = super::missing_blocks(shared.portfolio, account);
    let names: Vec<String> = missing.iter().map(|block| scene.voice.word(&block.name_key())).collect();
    let key = if (1..=MISSING_NAMED).contains(&missing.len()) { "journal.filled_but" } else { "journal.filled" };
    let names = Arg::from(scene.voice.locale.list(&names));
    let filled = scene.rich(key, &[("count", filled.into()), ("all", all.into()), ("names", names)]);
    // Why the count is of fewer blocks than elsewhere.
    let single = (all < blocks().len()).then(|| scene.rich("journal.single", &[]));
    let file = format!("{}<code>{}</code>", escape(&scene.word("journal.dossier")), escape(scene.file));
    Journal {
        title: scene.word("journal.title"),
        entries: (!entries.is_empty()).then_some(Body::Log(entries)),
        older,
        empty,
        about: scene.word("journal.about"),
        lines: [Some(filled), single, newest_entries(scene, account), Some(Rich::from_safe_html(file))]
            .into_iter()
            .flatten()
            .collect(),
        backlinks_title: scene.word("journal.backlinks"),
        backlinks: shared.backlinks(Target::Account(at), &format!("accounts/{}.html", account.id)),
        files_title: scene.word("journal.files"),
        files: files(shared, account),
    }
}

/// The newest entry of each block that has days, the oldest first; `None` where no block has any.
fn newest_entries(scene: &Scene<'_>, account: &Account) -> Option<Rich> {
    let mut newest: Vec<(Date, DatedBlock)> =
        freshness::newest(account, scene.as_of).into_iter().map(|(block, day)| (day, block)).collect();
    newest.sort_unstable();
    let said = |(day, block): &(Date, DatedBlock)| {
        let name = scene.voice.word(&format!("freshness.{}", block.id()));
        scene.say("journal.entry_of", &[("block", name.into()), ("day", scene.day(*day).into())])
    };
    let entries: Vec<String> = newest.iter().map(said).collect();
    let entries = scene.voice.locale.row(&entries);
    (!newest.is_empty()).then(|| scene.rich("journal.newest", &[("entries", entries.into())]))
}

fn entry(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, place: usize, note: &Note) -> LogEntry {
    let page = format!("accounts/{}.html", account.id);
    let prefix = note_prefix(place);
    let resolve = shared.resolver(&note.body.file, &page);
    let given = note.title.as_ref().map(|title| scene.words(title));
    let placement = Placement { id_prefix: &prefix, heading_shift: 3, title: given };
    let document = shared.markdown.render(&note.body.source, note.body.offset, placement, &resolve);
    let (first, id) = document.title.map(|heading| (heading.text, heading.id)).unzip();
    let id = id.map(|id| format!(" id=\"{}\"", escape(&id))).unwrap_or_default();
    let title = given.map(str::to_owned).or(first);
    let head = title.map(|title| format!("<b{id}>{}</b>", escape(&title))).unwrap_or_default();
    let mut about: Vec<String> = Vec::new();
    about.extend(note.author.iter().map(|author| escape(author)));
    about.extend(note.kind.iter().map(|kind| escape(&kind_of_note(scene, kind))));
    about.push(format!("<code>{}</code>", escape(&note.body.file)));
    let written = note.language.as_deref().unwrap_or(&shared.settings.languages.default);
    let written = Some(written).filter(|tag| *tag != shared.voice.language().tag());
    about.extend(written.map(|tag| {
        let name = shared.voice.word(&format!("wiki.language.{tag}"));
        escape(&scene.say("journal.original", &[("language", name.into())]))
    }));
    LogEntry {
        date: note.date.map(|day| day.to_string()).unwrap_or_default(),
        day: note.date.map(|day| scene.day(day)).unwrap_or_default(),
        head: Rich::from_safe_html(head),
        texts: Vec::new(),
        html: Some(Rich::from_safe_html(document.html)),
        note: Some(Rich::from_safe_html(about.join(" · "))),
        lang: written.map(str::to_owned),
    }
}

/// The kind of a note in the page's language where it is a known one, else as written.
fn kind_of_note(scene: &Scene<'_>, kind: &str) -> String {
    let key = format!("enums.note_kind.{}", kind.trim().to_lowercase());
    if scene.voice.catalog.contains(&key) { scene.voice.word(&key) } else { kind.to_owned() }
}

/// The files beside the dossier, but for those that wait with a draft.
fn files(shared: &Shared<'_>, account: &Account) -> Vec<Link> {
    let page = format!("{}/accounts/{}.html", shared.voice.language().tag(), account.id);
    let copied = account.attachments.iter().filter(|file| shared.references.files.contains(&*file.path));
    copied.map(|file| Link::to_file(&file.path, &page)).collect()
}

impl Shared<'_> {
    /// The pages and accounts whose texts mention a target, each once, relative to a page of the language.
    pub fn backlinks(&self, target: Target, page: &str) -> Vec<Link> {
        let mut seen = std::collections::BTreeSet::new();
        let origins = self.references.mentions.get(&target).into_iter().flatten();
        origins
            .filter_map(|origin| {
                let (path, text) = match *origin {
                    Origin::Note(at, _) => {
                        let account = &self.portfolio.accounts[at];
                        (format!("accounts/{}.html#notes", account.id), self.account_name(at))
                    }
                    Origin::Section(at, part) => {
                        let account = &self.portfolio.accounts[at];
                        (format!("accounts/{}.html#own-words-{}", account.id, part.key()), self.account_name(at))
                    }
                    Origin::Page(at, _) => {
                        let page = &self.portfolio.pages[at];
                        (wiki_path(&page.path), self.page_title(page))
                    }
                };
                let link = Link { text, href: Some(href::relative(page, &path)), lang: None };
                seen.insert(path).then_some(link)
            })
            .collect()
    }
}
