//! What the site says: the catalogues of its languages, and its title.

use std::path::Path;

use crate::cache::CatalogCache;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes, suggest};
use crate::locale::{Catalog, Language};
use crate::project::settings::{Localised, Settings};
use crate::site::entrance;
use crate::theme::{Theme, ThemeFile};

/// Folder of the catalogues in a theme.
const LOCALES: &str = "locales/";

/// The catalogues of the site's languages, with what the theme and the workspace put over the built-in texts; as kept in the folder
/// of `caches`, where nothing of the theme has changed.
pub(super) fn catalogs(
    settings: &Settings,
    theme: &Theme,
    caches: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> Vec<Catalog> {
    diagnostics.extend(theme.others.iter().filter_map(|(name, layers)| of_no_language(name, layers)));
    let languages = entrance::languages(&settings.languages);
    let mut cache = CatalogCache::open(caches, theme.fingerprint());
    if let Some(known) = cache.take(&languages) {
        return known;
    }
    let mut found = Diagnostics::new();
    let catalogs: Vec<Catalog> = languages.iter().map(|language| parsed(*language, theme, &mut found)).collect();
    // What is wrong in one is told by every build.
    if found.is_empty() {
        cache.save(&catalogs);
    }
    diagnostics.append(found);
    catalogs
}

fn parsed(language: Language, theme: &Theme, diagnostics: &mut Diagnostics) -> Catalog {
    let mut catalog = Catalog::new(language);
    let of_language = |name: &str| name.strip_prefix(LOCALES).and_then(Catalog::language_of) == Some(language);
    let files = || theme.others.iter().filter(|(name, _)| of_language(name)).flat_map(|(_, layers)| layers);
    // All of the program's own texts first: a theme may put them into other files than the program does.
    for file in files().filter(|file| file.is_built_in()) {
        diagnostics.append(catalog.overlay(&file.file, &String::from_utf8_lossy(&file.content)));
    }
    for file in files().filter(|file| !file.is_built_in()) {
        diagnostics.append(catalog.replace(&file.file, &String::from_utf8_lossy(&file.content)));
    }
    catalog
}

/// A warning for a catalogue that no page is ever written in.
fn of_no_language(name: &str, layers: &[ThemeFile]) -> Option<Diagnostic> {
    let path = name.strip_prefix(LOCALES)?;
    if Catalog::language_of(path).is_some() {
        return None;
    }
    let tags = Language::ALL.map(Language::tag);
    let help = match suggest::nearest(path.trim_end_matches(".yaml"), tags.iter().copied()) {
        Some(near) => format!("did you mean `{LOCALES}{near}.yaml`?"),
        None => format!("the catalogues are {LOCALES}<language>.yaml, and the languages {}", tags.join(" and ")),
    };
    let message = "this catalogue belongs to no language of keyfolio and is not read";
    let file = layers.last()?.file.clone();
    Some(Diagnostic::warning(codes::UNKNOWN_LANGUAGE, message).at(Place::file(file)).help(help))
}

/// The site's title: the setting, else the organisation's name, else what the catalogues say.
pub(super) fn title(settings: &Settings, catalogs: &[Catalog]) -> Localised {
    settings.title.clone().or_else(|| settings.organisation.clone()).unwrap_or_else(|| {
        let texts =
            catalogs.iter().map(|catalog| (catalog.language().tag().to_owned(), catalog.text("frame.site_title", &[])));
        Localised::PerLanguage(texts.collect())
    })
}
