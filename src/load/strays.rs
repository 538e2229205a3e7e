//! Files of `content/` that nothing reads, and folders that lack what is read: each is told, so that nothing is lost in silence.

use std::collections::BTreeSet;

use super::content::is_markdown;
use super::folder::FileFound;
use crate::diagnostic::codes::{NO_DOSSIER, STRAY_FILE, TWO_DOSSIERS};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Folders that are read of `content/`.
const FOLDERS: [&str; 2] = ["accounts", "pages"];
/// Files that are read of `content/`.
const FILES: [&str; 2] = ["team.yaml", "portfolio.yaml"];

/// Tells files and folders right below `content/` that nothing reads, once each.
pub(super) fn below_content(files: &[FileFound], diagnostics: &mut Diagnostics) {
    let below = |file: &'_ FileFound| -> Option<(String, bool)> {
        let below = file.name.strip_prefix("content/")?;
        let name = below.split('/').next()?;
        Some((name.to_owned(), name.len() < below.len()))
    };
    let names: BTreeSet<(String, bool)> = files.iter().filter_map(below).collect();
    let is_read = |(name, is_folder): &&(String, bool)| {
        let read: &[&str] = if *is_folder { &FOLDERS } else { &FILES };
        read.contains(&name.as_str()) || name == "README.md"
    };
    let read: Vec<&str> = FOLDERS.into_iter().chain(FILES).collect();
    for (name, is_folder) in names.iter().filter(|name| !is_read(name)) {
        let what = if *is_folder { "folder" } else { "file" };
        let message = format!("nothing in `content/` reads this {what}");
        let stray = Diagnostic::warning(STRAY_FILE, message).at(Place::file(format!("content/{name}")));
        diagnostics.push(stray.help(match nearest(name, read.iter().copied()) {
            Some(near) => format!("did you mean content/{near}?"),
            None if is_markdown(name) => "move it into content/pages/".to_owned(),
            None => format!("below content/ are read: {}", read.join(", ")),
        }));
    }
}

/// Tells a file beside the folders of the accounts.
pub(super) fn of_no_account(path: &str, diagnostics: &mut Diagnostics) {
    if !path.ends_with("/README.md") {
        let stray = Diagnostic::warning(STRAY_FILE, "this file belongs to no account and is not read");
        diagnostics
            .push(stray.at(Place::file(path)).help("move it into the folder of its account: content/accounts/<id>/"));
    }
}

/// What to say of a folder of an account without a dossier: the name of another file of it may be a slip.
pub(super) fn without_dossier(name: &str, others: &[&FileFound]) -> Diagnostic {
    let names = others.iter().filter_map(|file| file.name.rsplit('/').next());
    let help = match nearest("dossier.yaml", names) {
        Some(near) => format!("did you mean dossier.yaml? Rename {near}"),
        None => format!("start one with `keyfolio new account {name}`"),
    };
    Diagnostic::warning(NO_DOSSIER, format!("the folder `{name}` has no dossier.yaml; nothing in it is read"))
        .at(Place::file(format!("content/accounts/{name}")))
        .help(help)
}

/// What to say of an account with a dossier in its folder and one beside that.
pub(super) fn two_dossiers(name: &str, first: &str, second: &str) -> Diagnostic {
    Diagnostic::error(TWO_DOSSIERS, format!("account `{name}` has two dossiers: {first} and {second}"))
        .at(Place::file(second))
        .help("keep one of them")
}
