//! What is published beside the pages: files of the theme, of `static/`, and those beside notes and pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::folder;
use crate::project::STATIC;
use crate::site::links::file_path;
use crate::site::{Asset, AssetContent};
use crate::theme::Theme;
use crate::write::ToPublish;

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

/// Where an asset is published, and what it is a copy of.
pub(super) fn published<'a>(asset: &'a Asset, root: &Path) -> ToPublish<'a> {
    let source = match &asset.content {
        AssetContent::File(file) => file.strip_prefix(root).ok().map(|file| file.to_string_lossy().replace('\\', "/")),
        AssetContent::Bytes(_) => None,
    };
    ToPublish::copied(&asset.path, source)
}

/// Warnings for pictures that carry scripts: what is copied is not sanitised as texts are.
pub(super) fn active_pictures(root: &Path, used: &BTreeSet<String>) -> Vec<Diagnostic> {
    let pictures = used.iter().filter(|file| file.to_ascii_lowercase().ends_with(".svg"));
    pictures
        .filter(|file| fs::read(root.join(file)).is_ok_and(|bytes| is_active(&String::from_utf8_lossy(&bytes))))
        .map(|file| {
            let message = "this picture carries a script, which runs where the picture is opened by itself";
            Diagnostic::warning(codes::ACTIVE_PICTURE, message)
                .at(Place::file(file.as_str()))
                .help("take the script and the event handlers out, or save it as plain SVG or PNG")
        })
        .collect()
}

/// Notes for files that wait with a draft: they are not copied.
pub(super) fn waiting(files: &BTreeSet<String>) -> impl Iterator<Item = Diagnostic> {
    files.iter().map(|file| {
        Diagnostic::note(codes::DRAFT_FILE, "only a draft links to this file: it is not copied")
            .at(Place::file(file.as_str()))
            .help("take `draft: true` out of the draft, or link to the file from a text that is shown")
    })
}

/// Whether an SVG holds a script, an event handler, foreign markup or an address that runs one.
fn is_active(svg: &str) -> bool {
    let text = svg.to_ascii_lowercase();
    let has_handler = text.split('<').any(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        tag.split(char::is_whitespace).any(|word| word.starts_with("on") && word.contains('=') && word.len() > 5)
    });
    has_handler || ["<script", ":script", "javascript:", "<foreignobject"].iter().any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::is_active;

    #[test]
    fn scripts_and_handlers_make_a_picture_active() {
        for svg in [
            "<svg><script>1</script></svg>",
            "<svg ONLOAD='x()'/>",
            "<svg\nonload = 'x()'>".replace(" = ", "=").as_str(),
            "<svg:script/>",
            "<a href=\"javascript:x\"/>",
        ] {
            assert!(is_active(svg), "{svg}");
        }
        for svg in ["<svg viewBox='0 0 1 1'><text>on = 1, one=2</text></svg>", "<path d='M0 0'/>"] {
            assert!(!is_active(svg), "{svg}");
        }
    }
}
