//! What to say about a link that leads to nothing, and what may have been meant.

use super::{Links, Target, contact_named, joined, sections};
use crate::diagnostic::{Diagnostic, codes, suggest};
use crate::frameworks::FRAMEWORKS;
use crate::site::markdown::{LinkTarget, Outcome};

/// Whether a file holds the wiki page of an id, folded: the path below `content/pages` or its last part, a language aside.
pub(super) fn names_page(file: &str, id: &str) -> bool {
    let Some(below) = file.strip_prefix("content/pages/") else { return false };
    let below = below.to_lowercase();
    let Some(rest) = below.strip_prefix(id).or_else(|| below.rsplit('/').next()?.strip_prefix(id)) else {
        return false;
    };
    rest.starts_with('.')
}

/// What to say about a link to a draft that is not shown.
fn draft(named: &str) -> Diagnostic {
    Diagnostic::error(codes::BROKEN_LINK, format!("`{named}` is a draft, which is not published"))
        .help("take `draft: true` out of it, or this link; `--drafts` shows drafts")
}

/// What to say about a link with words of its own in a table, where its `|` ends the cell.
pub(super) fn torn() -> Diagnostic {
    Diagnostic::error(codes::BROKEN_LINK, "a `|` within `[[…|…]]` ends the cell of a table: the link is torn in two")
        .help("write it `\\|` in a table: `[[id\\|words]]`")
}

impl Links<'_> {
    /// Whether a link leads to what was set aside, so that what is wrong with it has been told.
    pub(super) fn is_told(&self, file: &str, link: &LinkTarget) -> bool {
        let set_aside = &self.portfolio.set_aside;
        let target = match link {
            LinkTarget::Id { id, .. } => {
                let is_page = |path: &String| names_page(path, &id.to_lowercase());
                if set_aside.has(id) || set_aside.texts.iter().any(is_page) {
                    return true;
                }
                self.by_id.get(&id.to_lowercase()).copied()
            }
            LinkTarget::Path { path, .. } => {
                let Some(path) = joined(file, path) else { return false };
                let mut notes = set_aside.dossiers.iter().flat_map(|dossier| &dossier.notes).map(|note| &note.body);
                if set_aside.texts.contains(&path)
                    || set_aside.dossiers.iter().any(|dossier| *dossier.file == *path)
                    || notes.any(|body| *body.file == *path)
                    || set_aside.further.iter().any(|body| *body.file == *path)
                {
                    return true;
                }
                self.of_file(&path)
            }
            LinkTarget::Anchor(_) | LinkTarget::Address(_) => None,
        };
        let (LinkTarget::Id { anchor, .. } | LinkTarget::Path { anchor, .. }) = link else { return false };
        match (target, anchor) {
            (Some(Target::Account(at)), Some(anchor)) => self.may_be_unread(at, anchor),
            _ => false,
        }
    }

    /// Whether a contact or a section that an account lacks may be what could not be read of its dossier.
    fn may_be_unread(&self, at: usize, anchor: &str) -> bool {
        let damaged = &self.portfolio.set_aside.damaged;
        damaged.get(&self.portfolio.accounts[at].id).is_some_and(|contacts| {
            contacts.may_have(&contact_named(anchor)) || FRAMEWORKS.iter().any(|row| row.playbook.contains(&anchor))
        })
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
                None if self.is_draft(|draft| names_page(draft, &id.to_lowercase())) => draft(id),
                None => {
                    let problem = error(format!("no account, page or framework has the id `{id}`"));
                    if let Some((account, note)) = id.split_once('/')
                        && let Some(Target::Account(_)) = self.by_id.get(&account.to_lowercase())
                    {
                        return problem.help(format!(
                            "link to a note by its file, `[text](…/{account}/{note}.md)` as it lies from here, or to the account by `[[{account}]]`"
                        ));
                    }
                    match suggest::nearest(&id.to_lowercase(), self.by_id.keys().map(String::as_str)) {
                        Some(near) => problem.help(format!("did you mean `[[{near}]]`?")),
                        None => problem.help("link by the id of an account, a page or a framework"),
                    }
                }
            },
            LinkTarget::Path { path, anchor } => {
                let target = joined(file, path).and_then(|path| self.of_file(&path));
                match (target, anchor) {
                    (Some(target), Some(anchor)) => self.without_place(target, path, anchor),
                    _ if joined(file, path).is_some_and(|path| self.is_draft(|draft| draft == path)) => draft(path),
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

    /// Whether a draft that is not shown is such a file.
    fn is_draft(&self, is_it: impl Fn(&str) -> bool) -> bool {
        self.portfolio.set_aside.drafts.iter().any(|draft| is_it(&draft.file))
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
