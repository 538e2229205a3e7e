//! What no account or page is made of: because it is wrong and that has been told, or because it is a draft. Nothing is published
//! of what is wrong; but one run tells all that is wrong, and nothing that is not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{AccountId, AccountRule, Attachment, Body, Note, Section};

/// All that was set aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetAside {
    /// Dossiers, in the order of their folders.
    pub dossiers: Vec<DossierSetAside>,
    /// Markdown files below `content/` that could not be read, relative to the workspace, with `/`.
    pub texts: BTreeSet<String>,
    /// Further texts of a wiki page in a language that it has already.
    pub further: Vec<Body>,
    /// Drafts that are not shown: notes and pages in each of their languages. Nothing is told of them.
    pub drafts: Vec<Body>,
    /// Accounts of whose dossier only a part could be read, with the contacts that may be missing.
    pub damaged: BTreeMap<AccountId, Unread>,
}

/// The entries of a damaged file that a reference may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Those with these ids, folded; none in a sound file.
    Ids(BTreeSet<String>),
    /// Any: the text is no YAML.
    Any,
}

impl Unread {
    /// Whether a reference to an id, folded, may mean one of them.
    pub fn may_have(&self, id: &str) -> bool {
        match self {
            Self::Ids(ids) => ids.contains(id),
            Self::Any => true,
        }
    }
}

/// A dossier that cannot be read, or whose id another has. Its texts are checked like those of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierSetAside {
    /// The name of its folder or file.
    pub name: String,
    /// Its file.
    pub file: Arc<str>,
    /// Its sections, with stand-ins for what they lack; none where it is no YAML.
    pub sections: Vec<Section>,
    /// Rules that it sets otherwise; none where it cannot be read.
    pub rules: BTreeMap<String, AccountRule>,
    /// The journal beside it.
    pub notes: Vec<Note>,
    /// Other files beside it.
    pub attachments: Vec<Attachment>,
}

impl SetAside {
    /// Whether an id is that of a dossier that was set aside, case aside.
    pub fn has(&self, id: &str) -> bool {
        let folded = id.to_lowercase();
        self.dossiers.iter().any(|dossier| dossier.name.to_lowercase() == folded)
    }
}
