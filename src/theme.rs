//! The theme: templates, styles, scripts and catalogues in layers, each file replaceable on its own.
//!
//! From the bottom up:
//!
//! 1. the built-in theme, `themes/default` of this repository, inside the binary;
//! 2. the theme that the setting `theme` names: another bundled one ([`BUNDLED`]), or `themes/NAME/` of the workspace (which
//!    lies over a bundled one of the same name, file by file);
//! 3. `templates/` of the workspace, for templates, and its `theme.yaml`.
//!
//! In a theme, `templates/**/*.html` are templates, `locales/**` are catalogues, `theme.yaml` is its [`Look`], and everything
//! else is published below `assets/`.
//! A template of a higher layer replaces the one of the same name, or only some of its blocks when it opens with
//! `{% extends "default/account.html" %}`: the name of the layer, then the name of the template. The chain is
//! [`tera::Tera::set_fallback_prefixes`]'s: `account.html` is looked for as it is, then below each layer's name.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use include_dir::{Dir, include_dir};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes, suggest};
use crate::load::folder;

mod colour;
mod copies;
mod fonts;
mod logo;
mod look;
mod palette;
mod unused;

pub use copies::{Copy, NoCopy};
pub use look::{Look, LookView};

/// Name of the theme that is below every other.
pub const BUILT_IN: &str = "default";

static BUILT_IN_FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The other themes that are part of the program, by name.
pub static BUNDLED: [(&str, Dir<'static>); 1] = [("slate", include_dir!("$CARGO_MANIFEST_DIR/themes/slate"))];

/// A theme with all its layers read.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Prefixes under which a template without a prefix is looked for, highest layer first: `dark/`, `default/`.
    pub prefixes: Vec<String>,
    /// Templates by full name: `default/account.html`, or `account.html` from the workspace's `templates/`.
    pub templates: BTreeMap<String, ThemeFile>,
    /// Catalogues and assets by name in the theme, each as its layers from the bottom up.
    pub others: BTreeMap<String, Vec<ThemeFile>>,
    /// Colours, fonts and logo.
    pub look: Look,
}

/// How the path of a file begins that comes with the program.
pub const BUILT_IN_PATH: &str = "built-in:";

/// A file of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Relative to the workspace; for a built-in file, `built-in:default/…`.
    pub file: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl ThemeFile {
    /// Whether it is part of the program.
    pub fn is_built_in(&self) -> bool {
        self.file.starts_with(BUILT_IN_PATH)
    }
}

impl Theme {
    /// The built-in theme alone.
    pub fn built_in() -> Self {
        let mut theme = Self {
            prefixes: vec![format!("{BUILT_IN}/")],
            templates: BTreeMap::new(),
            others: BTreeMap::new(),
            look: Look::default(),
        };
        theme.add_built_in(&BUILT_IN_FILES, BUILT_IN);
        theme
    }

    /// Reads the theme `name` of a workspace. `named_at` is the place of the setting, for an unknown name.
    pub fn load(
        root: &Path,
        name: &str,
        named_at: Option<Place>,
        diagnostics: &mut Diagnostics,
    ) -> anyhow::Result<Self> {
        let mut theme = Self::built_in();
        let folder = root.join("themes").join(name);
        let of_workspace = is_theme_name(name) && folder.is_dir();
        let bundled = BUNDLED.iter().find(|(bundled, _)| *bundled == name);
        if name != BUILT_IN && (of_workspace || bundled.is_some()) {
            theme.prefixes.insert(0, format!("{name}/"));
        }
        if let Some((_, files)) = bundled {
            theme.add_built_in(files, name);
        }
        if of_workspace {
            theme.add_folder(root, name, diagnostics)?;
        } else if name != BUILT_IN && bundled.is_none() {
            diagnostics.push(unknown_theme(root, name, named_at));
        }
        theme.add_overrides(root, diagnostics)?;
        theme.add_look(root, diagnostics)?;
        diagnostics.extend(copies::check(&theme));
        diagnostics.extend(unused::check(&theme));
        Ok(theme)
    }

    /// The style sheet as the layers have it.
    pub fn style(&self) -> String {
        let highest = self.layers("style.css").last();
        highest.map_or_else(String::new, |file| String::from_utf8_lossy(&file.content).into_owned())
    }

    /// The layers of a catalogue or an asset, from the bottom up; empty where no layer has it.
    pub fn layers(&self, name: &str) -> &[ThemeFile] {
        self.others.get(name).map_or(&[], Vec::as_slice)
    }

    /// What is published below `assets/`: name in the theme and the file of the highest layer, by name.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &ThemeFile)> {
        self.others
            .iter()
            .filter(|(name, _)| !name.starts_with("locales/"))
            .filter_map(|(name, layers)| Some((name.as_str(), layers.last()?)))
    }

    /// A hash over all templates, catalogues, the look and the version of the program: a part of every page's key.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("keyfolio theme fingerprint 2");
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        let look = serde_json::to_vec(&self.look.view(&self.style())).unwrap_or_default();
        hasher.update(&(look.len() as u64).to_le_bytes());
        hasher.update(&look);
        let others = self.others.iter().filter(|(name, _)| name.starts_with("locales/"));
        let layers = others.flat_map(|(name, layers)| layers.iter().map(move |file| (name, file)));
        for (name, file) in self.templates.iter().chain(layers) {
            for part in [name.as_bytes(), &file.content] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part);
            }
        }
        *hasher.finalize().as_bytes()
    }

    fn add_built_in(&mut self, dir: &Dir<'_>, theme: &str) {
        for file in dir.files() {
            let name = slashed(file.path());
            let file = ThemeFile { file: format!("{BUILT_IN_PATH}{theme}/{name}"), content: file.contents().to_vec() };
            self.add(&name, &format!("{theme}/"), file);
        }
        for dir in dir.dirs() {
            self.add_built_in(dir, theme);
        }
    }

    fn add_folder(&mut self, root: &Path, theme: &str, diagnostics: &mut Diagnostics) -> anyhow::Result<()> {
        for (name, content) in read_folder(root, &format!("themes/{theme}"), diagnostics)? {
            let file = ThemeFile { file: format!("themes/{theme}/{name}"), content };
            self.add(&name, &format!("{theme}/"), file);
        }
        Ok(())
    }

    fn add(&mut self, name: &str, prefix: &str, file: ThemeFile) {
        match name.strip_prefix("templates/").filter(|name| is_template(name)) {
            Some(name) => {
                self.templates.insert(format!("{prefix}{name}"), file);
            }
            None => self.others.entry(name.to_owned()).or_default().push(file),
        }
    }

    /// Lays the `theme.yaml` of each layer, and last the workspace's own, over each other, and adds what comes of them to what
    /// is published: the tokens behind `style.css`, and the logo.
    fn add_look(&mut self, root: &Path, diagnostics: &mut Diagnostics) -> anyhow::Result<()> {
        let style = self.style();
        let mut look = Look::default();
        let of_layers = self.others.remove(look::FILE).unwrap_or_default();
        for ThemeFile { file, content } in &of_layers {
            let folder = file.trim_end_matches(look::FILE);
            let beside = |name: &str| {
                let layers = self.layers(name).iter().rev();
                layers
                    .into_iter()
                    .find(|layer| layer.file == format!("{folder}{name}"))
                    .map(|layer| layer.content.clone())
            };
            look.lay(file, content, &style, &beside, diagnostics);
        }
        let own = root.join(look::FILE);
        if own.is_file() {
            let content = fs::read(&own).with_context(|| format!("cannot read {}", own.display()))?;
            look.lay(look::FILE, &content, &style, &|name| fs::read(root.join(name)).ok(), diagnostics);
        }
        if !look.is_empty() {
            let content = format!("{style}\n/* theme.yaml */\n{}", look.css()).into_bytes();
            self.add_asset("style.css", content);
        }
        for logo in [&look.logo, &look.logo_dark].into_iter().flatten() {
            self.add_asset(&logo.asset, logo.content.clone());
        }
        self.look = look;
        Ok(())
    }

    fn add_asset(&mut self, name: &str, content: Vec<u8>) {
        let file = ThemeFile { file: look::FILE.to_owned(), content };
        self.others.entry(name.to_owned()).or_default().push(file);
    }

    /// The workspace's `templates/`: exact names, so that they come before every layer.
    fn add_overrides(&mut self, root: &Path, diagnostics: &mut Diagnostics) -> anyhow::Result<()> {
        for (name, content) in read_folder(root, "templates", diagnostics)? {
            let file = ThemeFile { file: format!("templates/{name}"), content };
            if !is_template(&name) {
                let message = "this folder holds templates only, and their names end in .html";
                diagnostics.push(
                    Diagnostic::warning(codes::INVALID_TEMPLATE, message)
                        .at(Place::file(file.file))
                        .help("put files that are published as they are into static/"),
                );
            } else if let Some(taken) = self.prefixes.iter().find(|prefix| name.starts_with(prefix.as_str())) {
                let message =
                    format!("a folder named {} would hide the theme of that name", taken.trim_end_matches('/'));
                let help = format!("move it to templates/{}", &name[taken.len()..]);
                diagnostics
                    .push(Diagnostic::error(codes::INVALID_TEMPLATE, message).at(Place::file(file.file)).help(help));
            } else {
                self.templates.insert(name, file);
            }
        }
        Ok(())
    }
}

fn unknown_theme(root: &Path, name: &str, named_at: Option<Place>) -> Diagnostic {
    let mut known = vec![BUILT_IN.to_owned()];
    known.extend(BUNDLED.iter().map(|(name, _)| (*name).to_owned()));
    if let Ok(entries) = fs::read_dir(root.join("themes")) {
        let folders = entries.flatten().filter(|entry| entry.path().is_dir());
        known.extend(folders.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    }
    known.sort();
    known.dedup();
    let help = match suggest::nearest(name, known.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean “{nearest}”?"),
        // A path is no name: a folder of it would not be found either.
        None if name.contains(['/', '\\']) || name.starts_with('.') => {
            format!("write the name of a folder in themes/: {}", known.join(", "))
        }
        None => format!("make the folder themes/{name}/, or use one of: {}", known.join(", ")),
    };
    let diagnostic = Diagnostic::error(codes::UNKNOWN_THEME, format!("there is no theme “{name}”")).help(help);
    match named_at {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}

fn is_theme_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\'])
}

fn is_template(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "html")
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// All files below a folder but hidden ones, by name relative to it, in a fixed order.
fn read_folder(root: &Path, folder: &str, diagnostics: &mut Diagnostics) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let files = folder::files(root, folder, &folder::is_hidden, diagnostics).into_iter();
    files
        .map(|file| {
            let content = fs::read(&file.path).with_context(|| format!("cannot read {}", file.path.display()))?;
            Ok((file.name[folder.len() + 1..].to_owned(), content))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("temp dir");
        for (path, text) in files {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().expect("parent")).expect("mkdir");
            fs::write(path, text).expect("write");
        }
        dir
    }

    fn load(files: &[(&str, &str)], name: &str) -> (Theme, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let dir = workspace(files);
        let theme = Theme::load(dir.path(), name, None, &mut diagnostics).expect("reads");
        (theme, diagnostics)
    }

    #[test]
    fn layers_lie_over_the_built_in_theme() {
        let files = [
            ("themes/dark/style.css", "dark"),
            ("themes/dark/templates/wiki.html", "d"),
            ("templates/wiki.html", "own"),
        ];
        let (theme, diagnostics) = load(&files, "dark");
        assert!(diagnostics.is_empty());
        assert_eq!(theme.prefixes, ["dark/", "default/"]);
        assert_eq!(theme.templates["dark/wiki.html"].content, b"d");
        assert_eq!(theme.templates["wiki.html"].file, "templates/wiki.html");
        assert_eq!(theme.layers("style.css").len(), 2, "built-in below, dark above");
        let (_, style) = theme.assets().find(|(name, _)| *name == "style.css").expect("published");
        assert_eq!(style.file, "themes/dark/style.css");
    }

    #[test]
    fn an_unknown_theme_names_the_nearest() {
        let (_, diagnostics) = load(&[("themes/dark/style.css", "")], "drak");
        let diagnostic = diagnostics.iter().next().expect("one");
        assert_eq!((diagnostic.code, diagnostic.help.as_str()), (codes::UNKNOWN_THEME, "did you mean “dark”?"));
        let (_, diagnostics) = load(&[], "../elsewhere");
        assert_eq!(diagnostics.iter().next().map(|d| d.code), Some(codes::UNKNOWN_THEME));
    }

    #[test]
    fn the_fingerprint_follows_templates_and_catalogues_but_not_styles() {
        let plain = load(&[], BUILT_IN).0.fingerprint();
        assert_eq!(plain, Theme::built_in().fingerprint());
        assert_eq!(plain, load(&[("themes/default/style.css", "x")], BUILT_IN).0.fingerprint());
        assert_ne!(plain, load(&[("templates/x.html", "x")], BUILT_IN).0.fingerprint());
        assert_ne!(plain, load(&[("themes/default/locales/en.yaml", "x")], BUILT_IN).0.fingerprint());
    }

    #[test]
    fn overrides_are_templates_and_hide_no_theme() {
        let (theme, diagnostics) = load(&[("templates/a.css", ""), ("templates/default/a.html", "")], BUILT_IN);
        assert_eq!(diagnostics.iter().filter(|d| d.code == codes::INVALID_TEMPLATE).count(), 2);
        assert!(!theme.templates.contains_key("default/a.html"));
    }
}
