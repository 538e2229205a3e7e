//! What is published beside the pages: files of the theme, of `static/`, and those that notes and pages use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;

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

/// Files that are published as they are; hidden ones too, since some hosts ask for `.nojekyll` and `.well-known/`.
pub(super) fn static_files(folder: &Path) -> anyhow::Result<Vec<Asset>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read the folder {}", folder.display()))?;
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            files.push(Asset { path: parts.join("/"), content: AssetContent::File(entry.into_path()) });
        }
    }
    Ok(files)
}
