//! What to say about a link that leads to nothing, and what may have been meant.

use std::collections::{BTreeMap, BTreeSet};

use super::{Links, Target, ToHeading, sections};
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

    /// What to say about a link that leads nowhere.
    pub(super) fn broken(&self, link: &LinkTarget, outcome: Outcome) -> Diagnostic {
        let error = |message: String| Diagnostic::error(codes::BROKEN_LINK, message);
        if outcome == Outcome::Refused {
            let address = if let LinkTarget::Address(address) = link { address.as_str() } else { "" };
            return error(format!("`{address}` may not stand in a page")).help(
                "link to http, https, mailto or tel; put pictures beside the text and name them by a relative path",
            );
        }
        match link {
            LinkTarget::Id { id, anchor } => {
                let target = self.by_id.get(&id.to_lowercase());
                let anchor = anchor.as_deref().unwrap_or_default();
                if let Some(target @ (Target::Framework(_) | Target::Analysis(_))) = target {
                    let known = sections(*target);
                    let problem = error(format!("the page `{id}` has no section `{anchor}`"));
                    return match suggest::nearest(anchor, known.iter().copied()) {
                        Some(near) => problem.help(format!("did you mean `[[{id}#{near}]]`?")),
                        None => problem.help(format!("it has {}", known.join(", "))),
                    };
                }
                if let Some(Target::Account(at)) = target {
                    let account = &self.portfolio.accounts[*at];
                    let known = account.contacts.iter().map(|contact| contact.id.as_str());
                    let diagnostic = error(format!("account `{}` has no contact or section `{anchor}`", account.id));
                    return match suggest::nearest(anchor, known) {
                        Some(near) => diagnostic.help(format!("did you mean `[[{}#{near}]]`?", account.id)),
                        None => diagnostic.help("name a contact by its id in the dossier"),
                    };
                }
                let diagnostic = error(format!("no account, page or framework has the id `{id}`"));
                match suggest::nearest(&id.to_lowercase(), self.by_id.keys().map(String::as_str)) {
                    Some(near) => diagnostic.help(format!("did you mean `[[{near}]]`?")),
                    None => diagnostic.help("link by the id of an account, a page or a framework"),
                }
            }
            LinkTarget::Path { path, .. } => error(format!("there is no file `{path}` beside this text"))
                .help("paths are relative to the file that holds the link"),
            LinkTarget::Anchor(anchor) => {
                error(format!("this text has no heading `{anchor}`")).help("link to the id of a heading in this text")
            }
            LinkTarget::Address(address) => {
                error(format!("`{address}` leads nowhere")).help("write the whole address, or take the link out")
            }
        }
    }
}
