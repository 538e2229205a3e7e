//! What is published beside the pages: files of the theme, of `static/`, and those that notes and pages use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::load::folder;
use crate::project::STATIC;
use crate::site::links::file_path;
use crate::site::{Asset, AssetContent};
use crate::theme::Theme;

/// All of them, by path. A file of `static/` replaces one of the theme.
pub(super) fn all(root: &Path, theme: &Theme, used: &BTreeSet<String>, statics: Vec<Asset>) -> Vec<Asset> {
    let themed = theme.assets().map(|(name, file)| Asset {
        path: format!("assets/{name}"),
        content: AssetContent::Bytes(file.content.clone()),
    });
    let used = used.iter().map(|file| Asset { path: file_path(file), content: AssetContent::File(root.join(file)) });
    let all = themed.chain(used).chain(statics);
    let by_path: BTreeMap<String, Asset> = all.map(|asset| (asset.path.clone(), asset)).collect();
    by_path.into_values().collect()
}

/// Files that are published as they are; hidden ones too, since some hosts ask for `.nojekyll` and `.well-known/`, but no
/// editor's locks.
pub(super) fn static_files(root: &Path, diagnostics: &mut Diagnostics) -> Vec<Asset> {
    let below = |name: &str| name.trim_start_matches(STATIC).trim_start_matches('/').to_owned();
    let files = folder::files(root, STATIC, &|name| name.starts_with(".#"), diagnostics);
    files.into_iter().map(|file| Asset { path: below(&file.name), content: AssetContent::File(file.path) }).collect()
}
