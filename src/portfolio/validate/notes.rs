//! Markdown: notes become the journal of their account, pages the wiki.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::codes::{DUPLICATE_ENTRY, UNKNOWN_LANGUAGE, UNKNOWN_REFERENCE};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::content::{NoteFile, PageFile};
use crate::load::dossier::Dossier;
use crate::load::language::{names_a_language, site_language};
use crate::load::note::{MenuEntry, date_in_name};
use crate::load::yaml::Locator;
use crate::portfolio::{Note, NoteEvent, SetAside, WikiPage, WikiText};
use crate::project::settings::{Languages, Settings};

/// The journal of an account, by day, then file; and the files of the notes of days after `as_of`, which are not in it. An event
/// that the dossier lacks is told, unless the dossier is damaged or the event is later than `as_of`: then the dossier no longer has
/// it, and its note goes too. `None` is a dossier that cannot be read.
pub(super) fn journal(
    files: Vec<NoteFile>,
    dossier: Option<&Dossier>,
    is_damaged: bool,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> (Vec<Note>, Vec<Arc<str>>) {
    let mut notes = Vec::new();
    for NoteFile { markdown, language } in files {
        let front = markdown.front;
        let event = front.event().and_then(|(key, event)| {
            let is_later = settings.as_of.is_some_and(|day| event.date() > day);
            let known = is_later || dossier.is_some_and(|dossier| has_event(dossier, event));
            if !known && !is_damaged && dossier.is_some() {
                let locator = Locator::new(&markdown.body.file, &markdown.front_text);
                let message = format!("the dossier has no {key} of {}", event.date());
                let error = Diagnostic::error(UNKNOWN_REFERENCE, message).at(locator.value(&format!("/{key}")));
                diagnostics.push(error.help("add it to the dossier, or correct the day"));
            }
            known.then_some(event)
        });
        let date = event.map(NoteEvent::date).or(front.date).or_else(|| date_in_name(&markdown.body.file));
        let place = (&markdown.body.file, &markdown.front_text);
        let in_front = front.language.map(|tag| stated_language(tag, place, settings, diagnostics));
        let language = in_front.or(language);
        notes.push(Note {
            date,
            title: front.title,
            kind: front.kind,
            author: front.author,
            language,
            draft: front.draft,
            tags: front.tags,
            event,
            body: markdown.body,
        });
    }
    let is_later = |note: &mut Note| settings.as_of.is_some_and(|day| note.date.is_some_and(|date| date > day));
    let later = notes.extract_if(.., is_later).map(|note| note.body.file).collect();
    notes.sort_by(|a, b| (a.date.is_none(), a.date, &a.body.file).cmp(&(b.date.is_none(), b.date, &b.body.file)));
    (notes, later)
}

fn has_event(dossier: &Dossier, event: NoteEvent) -> bool {
    match event {
        NoteEvent::Visit(date) => dossier.visits.iter().any(|visit| visit.date == date),
        NoteEvent::Complaint(date) => dossier.complaints.iter().any(|complaint| complaint.date == date),
        NoteEvent::Survey(date) => dossier.satisfaction.surveys.iter().any(|survey| survey.date == date),
        NoteEvent::Action(date) => {
            dossier.plan.iter().flat_map(|plan| &plan.actions).any(|action| action.due == Some(date))
        }
    }
}

/// The site's language that a front matter names; one that the site has not is kept as it is, and told.
fn stated_language(
    tag: String,
    (file, front): (&Arc<str>, &Arc<str>),
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> String {
    if let Some(language) = site_language(&tag, &settings.languages) {
        return language;
    }
    let message = format!("`{tag}` is no language of the site");
    let warning = Diagnostic::warning(UNKNOWN_LANGUAGE, message).at(Locator::new(file, front).value("/language"));
    diagnostics.push(warning.help("write one that `languages` in keyfolio.yaml has, or leave it out"));
    tag
}

/// The pages of the wiki by path, each with its languages: the site's default first, then by tag.
pub(super) fn wiki(
    files: Vec<PageFile>,
    settings: &Settings,
    set_aside: &mut SetAside,
    diagnostics: &mut Diagnostics,
) -> Vec<WikiPage> {
    let mut pages: BTreeMap<String, WikiPage> = BTreeMap::new();
    for PageFile { path, language, markdown } in files {
        let front = markdown.front;
        let place = (&markdown.body.file, &markdown.front_text);
        let in_front = front.language.map(|tag| stated_language(tag, place, settings, diagnostics));
        let language = language.or(in_front).filter(|language| *language != settings.languages.default);
        let page = pages.entry(path.clone()).or_insert_with(|| WikiPage {
            path,
            texts: Vec::new(),
            in_menu: true,
            weight: 0,
            draft: false,
        });
        if let Some(other) = page.texts.iter().find(|text| text.language == language) {
            let message = format!("this is the same page in the same language as {}", other.body.file);
            let error = Diagnostic::error(DUPLICATE_ENTRY, message).at(Place::file(Arc::clone(&markdown.body.file)));
            diagnostics.push(error.help(match in_another_language(page, &settings.languages) {
                Some(file) => format!("keep one of the two, or name the language of this one in the file name: {file}"),
                None => "keep one of the two".to_owned(),
            }));
            set_aside.further.push(markdown.body);
            continue;
        }
        // What concerns the page in all languages is said once, by whichever of its files says it.
        page.in_menu &= front.menu != Some(MenuEntry::Shown(false));
        page.weight = if page.weight == 0 { front.weight.unwrap_or(0) } else { page.weight };
        page.draft |= front.draft;
        let menu = if let Some(MenuEntry::Word(word)) = front.menu { Some(word) } else { None };
        let text = WikiText {
            language,
            title: front.title,
            menu,
            summary: front.summary,
            tags: front.tags,
            body: markdown.body,
        };
        page.texts.push(text);
        page.texts.sort_by(|a, b| a.language.cmp(&b.language));
    }
    for page in pages.values() {
        diagnostics.extend(other_language(page, &pages));
    }
    pages.into_values().collect()
}

/// The name that a file of a page would have in the first language of the site that the page lacks.
fn in_another_language(page: &WikiPage, languages: &Languages) -> Option<String> {
    let has = |language: &&String| page.texts.iter().any(|text| text.language.as_ref() == Some(language));
    let lacking = languages.others.iter().find(|language| !has(language))?;
    let name = page.path.rsplit('/').next().unwrap_or(&page.path);
    Some(format!("{name}.{lacking}.md"))
}

/// What to say about a page whose name ends in a language that the site has not, or in what looks like one beside the page
/// without it: a translation that nobody finds.
fn other_language(page: &WikiPage, pages: &BTreeMap<String, WikiPage>) -> Option<Diagnostic> {
    let (stem, tag) = page.path.rsplit_once('.')?;
    let file = &page.texts.first()?.body.file;
    let message = if pages.contains_key(stem) && is_tag(tag) {
        format!("`{tag}` is no language of the site: this is a page of its own beside `{stem}`")
    } else if names_a_language(tag) {
        format!("`{tag}` is no language of the site: this page stands under `{}`, as if that were its name", page.path)
    } else {
        return None;
    };
    let warning = Diagnostic::warning(UNKNOWN_LANGUAGE, message).at(Place::file(Arc::clone(file)));
    Some(warning.help("add the language to `languages` in keyfolio.yaml, or rename the file"))
}

/// Whether a word looks like the tag of a language: `fr`, `pt-BR`, `zh-Hant`.
fn is_tag(word: &str) -> bool {
    let (language, region) = word.split_once('-').unwrap_or((word, ""));
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    (2..=3).contains(&language.len()) && letters(language) && letters(region) && region.len() <= 4
}
