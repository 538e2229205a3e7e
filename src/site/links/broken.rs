//! What to say about a link that leads to nothing, and what may have been meant.

use std::collections::{BTreeMap, BTreeSet};

use super::{Links, Target, ToHeading, joined, sections};
use crate::diagnostic::{Diagnostic, codes, suggest};
use crate::site::markdown::{LinkTarget, Outcome};

impl Links<'_> {
    /// What to say about a link to a heading that no language of a page has.
    pub(super) fn without_heading(
        &self,
        link: &ToHeading,
        headings: &BTreeMap<usize, BTreeSet<String>>,
    ) -> Option<Diagnostic> {
        let known = headings.get(&link.page);
        if known.is_some_and(|known| known.contains(&link.anchor)) {
            return None;
        }
        let page = &self.portfolio.pages[link.page].path;
        let message = format!("the page `{page}` has no heading `{}`", link.anchor);
        let help = match suggest::nearest(&link.anchor, known.into_iter().flatten().map(String::as_str)) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => "link to the id of a heading of that page: its words in lower case, joined by hyphens".to_owned(),
        };
        Some(Diagnostic::error(codes::BROKEN_LINK, message).at(link.place.clone()).help(help))
    }

    /// What to say about a link of a file that leads nowhere.
    pub(super) fn broken(&self, file: &str, link: &LinkTarget, outcome: Outcome) -> Diagnostic {
        let error = |message: String| Diagnostic::error(codes::BROKEN_LINK, message);
        if outcome == Outcome::Refused {
            let address = if let LinkTarget::Address(address) = link { address.as_str() } else { "" };
            return error(format!("`{address}` may not stand in a page")).help(
                "link to http, https, mailto or tel; put pictures beside the text and name them by a relative path",
            );
        }
        match link {
            LinkTarget::Id { id, anchor } => match self.by_id.get(&id.to_lowercase()) {
                Some(target) => self.without_place(*target, id, anchor.as_deref().unwrap_or_default()),
                None => {
                    let problem = error(format!("no account, page or framework has the id `{id}`"));
                    match suggest::nearest(&id.to_lowercase(), self.by_id.keys().map(String::as_str)) {
                        Some(near) => problem.help(format!("did you mean `[[{near}]]`?")),
                        None => problem.help("link by the id of an account, a page or a framework"),
                    }
                }
            },
            LinkTarget::Path { path, anchor } => {
                let target = joined(file, path).and_then(|path| self.by_file.get(path.as_str()).copied());
                match (target, anchor) {
                    (Some(target), Some(anchor)) => self.without_place(target, path, anchor),
                    _ => error(format!("there is no file `{path}` beside this text"))
                        .help("paths are relative to the file that holds the link"),
                }
            }
            LinkTarget::Anchor(anchor) => {
                error(format!("this text has no heading `{anchor}`")).help("link to the id of a heading in this text")
            }
            LinkTarget::Address(address) => {
                error(format!("`{address}` leads nowhere")).help("write the whole address, or take the link out")
            }
        }
    }

    /// What to say about a link to a place that a page lacks; `named` is how the link names the page.
    fn without_place(&self, target: Target, named: &str, anchor: &str) -> Diagnostic {
        let error = |message: String| Diagnostic::error(codes::BROKEN_LINK, message);
        if let Target::Account(at) = target {
            let account = &self.portfolio.accounts[at];
            let known = account.contacts.iter().map(|contact| contact.id.as_str());
            let problem = error(format!("account `{}` has no contact or section `{anchor}`", account.id));
            return match suggest::nearest(anchor, known) {
                Some(near) => problem.help(format!("did you mean `[[{}#{near}]]`?", account.id)),
                None => {
                    problem.help("name a contact by its id in the dossier, or a section for which the dossier has data")
                }
            };
        }
        let known = sections(target);
        let problem = error(format!("the page `{named}` has no section `{anchor}`"));
        match suggest::nearest(anchor, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `[[{named}#{near}]]`?")),
            None => problem.help(format!("it has {}", known.join(", "))),
        }
    }
}
