//! Whoever is written in a file and may be missing from what was read of it: a reference to them is no mistake of its own.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::load::content::Written;
use crate::load::yaml;
use crate::portfolio::{ContactId, MemberId, Unread};

impl Unread {
    /// The contacts of a dossier as it was written.
    pub(super) fn contacts(written: &Written) -> Self {
        Self::of(written, |lists| lists.contacts, |id| ContactId::new(id).map(|id| id.folded()))
    }

    /// The members of our team as they were written.
    pub(super) fn members(written: &Written) -> Self {
        Self::of(written, |lists| lists.members, |id| MemberId::new(id).map(|id| id.folded()))
    }

    /// Nothing is unread.
    pub(super) fn none() -> Self {
        Self::Ids(BTreeSet::new())
    }

    fn of(
        written: &Written,
        list: impl Fn(Lists) -> Option<Vec<WithId>>,
        folded: impl Fn(&str) -> Option<String>,
    ) -> Self {
        if !written.is_damaged {
            return Self::none();
        }
        let (lists, problems) = yaml::parse::<Lists>(&written.text.file, &written.text.text);
        match lists.and_then(list) {
            Some(entries) => Self::Ids(entries.into_iter().filter_map(|entry| folded(&entry.id?)).collect()),
            // It may stand where the text is no YAML.
            None if problems.has_errors() => Self::Any,
            None => Self::none(),
        }
    }
}

/// What of a file names those whom it lists, whatever else is wrong.
#[derive(Deserialize)]
struct Lists {
    #[serde(default)]
    contacts: Option<Vec<WithId>>,
    #[serde(default)]
    members: Option<Vec<WithId>>,
}

#[derive(Deserialize)]
struct WithId {
    #[serde(default)]
    id: Option<String>,
}
