//! Links to a heading of another text: where it stands on the page that shows the text, and what to say where there is none.

use std::collections::{BTreeMap, BTreeSet};

use super::broken::names_page;
use super::{Links, Origin, Spot, Target, joined};
use crate::diagnostic::{Diagnostic, Place, codes, suggest};
use crate::site::markdown::LinkTarget;

/// What stands on a playbook before the id of every heading of the note at this position.
pub fn note_prefix(at: usize) -> String {
    format!("note-{}-", at + 1)
}

/// A text that has headings of its own.
#[derive(Debug, Clone, Copy)]
enum Headed {
    /// The wiki page at this position, in any of its languages.
    Page(usize),
    /// A note of the account at this position, and which of its notes.
    Note(usize, usize),
}

/// A link to a heading of another text, to be checked when all headings are known.
#[derive(Debug)]
pub(super) struct ToHeading {
    of: Headed,
    /// As written.
    anchor: String,
    /// Languages of the site in which the link is shown, by position.
    shown_in: Vec<usize>,
    place: Place,
}

/// Ids of headings by the text that has them, without [`note_prefix`].
pub(super) type HeadingIds = BTreeMap<Origin, BTreeSet<String>>;

impl Links<'_> {
    /// Where a heading of a note stands on its playbook. What is written after the day of this build leads to the playbook's
    /// beginning until then.
    pub(super) fn heading_of_note(&self, account: usize, file: &str, anchor: &str) -> Spot {
        let at = self.portfolio.accounts[account].notes.iter().position(|note| *note.body.file == *file);
        let target = Target::Account(account);
        let anchor = at.map(|at| format!("{}{anchor}", note_prefix(at)));
        Spot::Page { target, path: self.path(target), anchor }
    }

    /// The heading that a link of a file names, where the link leads to a page or a note; the caller knows where it stands.
    pub(super) fn heading_named(
        &self,
        file: &str,
        link: &LinkTarget,
        spot: &Spot,
        shown: impl FnOnce() -> (Place, Vec<usize>),
    ) -> Option<ToHeading> {
        let Spot::Page { target, anchor: Some(_), .. } = spot else { return None };
        let (LinkTarget::Id { anchor, .. } | LinkTarget::Path { anchor, .. }) = link else { return None };
        let of = match (*target, link) {
            (Target::Page(page), _) => Headed::Page(page),
            (Target::Account(account), LinkTarget::Path { path, .. }) => {
                let path = joined(file, path)?;
                let mut notes = self.portfolio.accounts[account].notes.iter();
                Headed::Note(account, notes.position(|note| *note.body.file == *path)?)
            }
            _ => return None,
        };
        let (place, shown_in) = shown();
        Some(ToHeading { of, anchor: anchor.clone()?, shown_in, place })
    }

    /// What to say about a link to a heading that a text lacks; of a page: in any of its languages, or in one in which the link is
    /// shown. `tags` are the languages of the site, the default one first.
    pub(super) fn without_heading(&self, link: &ToHeading, headings: &HeadingIds, tags: &[&str]) -> Option<Diagnostic> {
        let anchor = &link.anchor;
        let known = |text: Origin| headings.get(&text).into_iter().flatten();
        let has_it = |text: Origin| known(text).any(|id| id == anchor);
        let texts = match link.of {
            Headed::Page(page) => {
                (0..self.portfolio.pages[page].texts.len()).map(|text| Origin::Page(page, text)).collect()
            }
            Headed::Note(account, note) => vec![Origin::Note(account, note)],
        };
        if let Headed::Page(page) = link.of
            && self
                .portfolio
                .set_aside
                .texts
                .iter()
                .any(|file| names_page(file, &self.portfolio.pages[page].path.to_lowercase()))
        {
            return None;
        }
        let problem = |message: String| Diagnostic::error(codes::BROKEN_LINK, message).at(link.place.clone());
        if texts.iter().any(|text| has_it(*text)) {
            let (message, help) = self.lacking_in_a_language(link, has_it, tags)?;
            return Some(problem(message).help(help));
        }
        let (kind, name) = match link.of {
            Headed::Page(page) => ("page", self.portfolio.pages[page].path.as_str()),
            Headed::Note(account, note) => ("note", &*self.portfolio.accounts[account].notes[note].body.file),
        };
        let help = match suggest::nearest(anchor, texts.into_iter().flat_map(known).map(String::as_str)) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => format!("link to the id of a heading of that {kind}: its words in lower case, joined by hyphens"),
        };
        Some(problem(format!("the {kind} `{name}` has no heading `{anchor}`")).help(help))
    }

    /// Of a page that has the heading in some language: where the link leads to a text without it, what is wrong and how to mend
    /// it.
    fn lacking_in_a_language(
        &self,
        link: &ToHeading,
        has_it: impl Fn(Origin) -> bool,
        tags: &[&str],
    ) -> Option<(String, String)> {
        let Headed::Page(at) = link.of else { return None };
        let (page, anchor) = (&self.portfolio.pages[at], &link.anchor);
        let default = tags.first().copied().unwrap_or_default();
        let shown: BTreeSet<usize> = link.shown_in.iter().map(|at| page.shown_in(tags[*at], default)).collect();
        let lacking = shown.into_iter().find(|text| !has_it(Origin::Page(at, *text)))?;
        let file = &page.texts[lacking].body.file;
        let message =
            format!("the page `{}` has no heading `{anchor}` in {file}, where this link leads too", page.path);
        Some((message, format!("give the heading there that is meant the same id: `## Words {{#{anchor}}}`")))
    }
}
