//! What the site says: the catalogues of its languages, and its title.

use crate::diagnostic::Diagnostics;
use crate::locale::Catalog;
use crate::project::settings::{Localised, Settings};
use crate::site::entrance;
use crate::theme::Theme;

/// The catalogues of the site's languages, with what the theme and the workspace put over the built-in texts.
pub(super) fn catalogs(settings: &Settings, theme: &Theme, diagnostics: &mut Diagnostics) -> Vec<Catalog> {
    let mut catalogs = Vec::new();
    for language in entrance::languages(&settings.languages) {
        let mut catalog = Catalog::new(language);
        for (name, layers) in &theme.others {
            if name.strip_prefix("locales/").and_then(Catalog::language_of) == Some(language) {
                for layer in layers {
                    diagnostics.append(catalog.overlay(&layer.file, &String::from_utf8_lossy(&layer.content)));
                }
            }
        }
        catalogs.push(catalog);
    }
    catalogs
}

/// The site's title: the setting, else the organisation's name, else what the catalogues say.
pub(super) fn title(settings: &Settings, catalogs: &[Catalog]) -> Localised {
    settings.title.clone().or_else(|| settings.organisation.clone()).unwrap_or_else(|| {
        let texts =
            catalogs.iter().map(|catalog| (catalog.language().tag().to_owned(), catalog.text("frame.site_title", &[])));
        Localised::PerLanguage(texts.collect())
    })
}
