//! Languages that files and texts name: `page.en.md`, `fr: …`, and which of a site they stand for.

use crate::project::settings::Languages;

/// Languages that people write beside those of a site (ISO 639-1); no key of a schema is named like one.
const LANGUAGES: [&str; 22] = [
    "ar", "bn", "cs", "de", "el", "en", "es", "fr", "he", "hi", "it", "ja", "ko", "ms", "nl", "pl", "pt", "ru", "th",
    "tr", "vi", "zh",
];

/// The path of a Markdown file without its suffix and language, and that language: `a/page.en.md` → (`a/page`, `en`).
/// A part of the name is a language only when the site has it; `zh` stands for the site's `zh-CN`.
pub fn split_language<'a>(path: &'a str, languages: &Languages) -> (&'a str, Option<String>) {
    let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".markdown")).unwrap_or(path);
    let folder_end = stem.rfind('/').map_or(0, |at| at + 1);
    let Some(dot) = stem[folder_end..].rfind('.').map(|at| folder_end + at) else { return (stem, None) };
    let tag = &stem[dot + 1..];
    match site_language(tag, languages) {
        Some(language) => (&stem[..dot], Some(language)),
        None => (stem, None),
    }
}

/// Whether a word is a language that people write, or one of its kinds: `fr`, `zh-TW`.
pub fn names_a_language(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|language| LANGUAGES.contains(&language))
}

/// Whether a text with this tag is shown on a site: `zh-TW` is, where it has `zh-CN`, until that has a text of its own.
pub fn stands_for(tag: &str, languages: &Languages) -> bool {
    let primary = |tag: &str| tag.split('-').next().map(str::to_lowercase);
    std::iter::once(&languages.default).chain(&languages.others).any(|language| primary(language) == primary(tag))
}

/// The site's language that a tag means: itself, case aside, or the one whose first part it is.
pub fn site_language(tag: &str, languages: &Languages) -> Option<String> {
    let all = || std::iter::once(&languages.default).chain(&languages.others);
    let exact = all().find(|language| language.eq_ignore_ascii_case(tag));
    let primary =
        || all().find(|language| language.split('-').next().is_some_and(|part| part.eq_ignore_ascii_case(tag)));
    exact.or_else(primary).cloned()
}
