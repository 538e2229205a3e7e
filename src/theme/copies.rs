//! Templates that a workspace replaces: how they are begun, and how they fall behind.
//!
//! 1. [`Copy::of`] makes the text of `keyfolio new template`: the whole template, or one block of it, with a stamp in the
//!    first line that says what was copied and a hash of it as it was: `{#- keyfolio: default/base.html#foot 0123456789abcdef -#}`.
//! 2. [`check`] warns where what the program has now differs from the stamp.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::{BUILT_IN, BUILT_IN_FILES, BUNDLED, Theme, ThemeFile};
use crate::diagnostic::{Diagnostic, Place, codes, suggest};

const BEGIN: &str = "{#- keyfolio: ";
const END: &str = " -#}";

/// A template of a theme, or a block of one, as the beginning of a replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// What to write into the workspace's `templates/`.
    pub text: String,
}

/// Why there is nothing to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCopy {
    /// No layer has a template of that name; with the nearest that there is, or else all.
    Template(Vec<String>),
    /// The template has no such block; with those that it has.
    Block(Vec<String>),
}

impl Copy {
    /// A template of the theme below the workspace's own, or one block of it.
    pub fn of(theme: &Theme, name: &str, block: Option<&str>) -> Result<Self, NoCopy> {
        let mut below = theme.prefixes.iter().map(|prefix| format!("{prefix}{name}"));
        let found = below.find_map(|full| theme.templates.get_key_value(&full));
        let Some((full, file)) = found else {
            let known = theme.templates.keys().filter_map(|known| known.split_once('/')).map(|(_, known)| known);
            let known: BTreeSet<&str> = known.collect();
            let nearest = suggest::nearest(name, known.iter().copied()).map(|nearest| vec![nearest.to_owned()]);
            return Err(NoCopy::Template(nearest.unwrap_or_else(|| known.into_iter().map(str::to_owned).collect())));
        };
        let text = String::from_utf8_lossy(&file.content);
        let Some(block) = block else {
            return Ok(Self { text: format!("{}{text}", stamp(file, full, &text)) });
        };
        let blocks = blocks(&text);
        let Some(found) = blocks.iter().find(|found| found.name == block) else {
            return Err(NoCopy::Block(blocks.into_iter().map(|block| block.name.to_owned()).collect()));
        };
        let part = &text[found.whole.clone()];
        let stamp = stamp(file, &format!("{full}#{block}"), part);
        let part = if part.contains("super()") { &added_to(block) } else { part };
        Ok(Self { text: format!("{stamp}{{% extends \"{full}\" %}}\n{part}\n") })
    }
}

/// The beginning of a block that adds to one which itself adds to its parent's: a copy of it would say all of that twice.
fn added_to(block: &str) -> String {
    format!(
        "{{% block {block} -%}}\n{{{{ super() }}}}\n{{#- All of the built-in block stands above; what you write here, below it. -#}}\n\
         {{%- endblock {block} %}}"
    )
}

/// The first line of a copy; only the program's own templates change behind a workspace's back.
fn stamp(file: &ThemeFile, what: &str, text: &str) -> String {
    if file.is_built_in() { format!("{BEGIN}{what} {}{END}\n", hash(text)) } else { String::new() }
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(16).collect()
}

/// What is wrong with the templates that are not the program's.
pub(super) fn check(theme: &Theme) -> Vec<Diagnostic> {
    let own = theme.templates.values().filter(|file| !file.is_built_in());
    own.filter_map(|file| behind(file, std::str::from_utf8(&file.content).ok()?)).collect()
}

fn behind(file: &ThemeFile, text: &str) -> Option<Diagnostic> {
    let first = text.lines().next()?;
    let (what, was) = first.strip_prefix(BEGIN)?.strip_suffix(END)?.split_once(' ')?;
    let (full, block) = what.split_once('#').map_or((what, None), |(full, block)| (full, Some(block)));
    let now = bundled(full).and_then(|text| match block {
        None => Some(hash(text)),
        Some(name) => blocks(text).into_iter().find(|block| block.name == name).map(|block| hash(&text[block.whole])),
    });
    if now.as_deref() == Some(was) {
        return None;
    }
    let at = BEGIN.len()..first.len() - END.len();
    let short = full.split_once('/').map_or(full, |(_, short)| short);
    let flag = block.map_or_else(String::new, |block| format!(" --block {block}"));
    let (message, help) = match now {
        Some(now) => (
            format!("this copy has fallen behind: {what} has changed since it was made"),
            format!(
                "see the present one with `keyfolio new template {short}{flag} --print`, carry over what you need, and write \
                 {now} into the first line"
            ),
        ),
        None => (
            format!("this copy was made from {what}, which the program no longer has"),
            "remove this file, or its first line where it is to stay".to_owned(),
        ),
    };
    let place = Place::span(Arc::<str>::from(file.file.as_str()), text, at);
    Some(Diagnostic::warning(codes::TEMPLATE_BEHIND, message).at(place).help(help))
}

/// The text of a template of the program by its full name: `default/account.html`.
fn bundled(full: &str) -> Option<&'static str> {
    let (theme, name) = full.split_once('/')?;
    let files = match theme {
        BUILT_IN => &BUILT_IN_FILES,
        _ => BUNDLED.iter().find(|(bundled, _)| *bundled == theme).map(|(_, files)| files)?,
    };
    files.get_file(format!("templates/{name}"))?.contents_utf8()
}

/// A block of a template.
struct Block<'a> {
    name: &'a str,
    /// From its first tag to its last.
    whole: Range<usize>,
}

/// The `{% … %}` tags of a template: where each stands, and what is in it.
fn tags(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find("{%")?;
        let end = start + text[start..].find("%}")? + 2;
        from = end;
        let inside = text[start + 2..end - 2].trim_start_matches('-').trim_end_matches('-').trim();
        Some((start..end, inside))
    })
}

/// All blocks, in the order in which they begin.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (span, tag) in tags(text) {
        if let Some(name) = tag.strip_prefix("block ").map(str::trim) {
            open.push(found.len());
            found.push(Block { name, whole: span });
        } else if tag.starts_with("endblock")
            && let Some(block) = open.pop().and_then(|at| found.get_mut(at))
        {
            block.whole.end = span.end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(files: &[(&str, &str)]) -> Theme {
        let mut theme = Theme::built_in();
        for (name, text) in files {
            let file = ThemeFile { file: format!("templates/{name}"), content: text.as_bytes().to_vec() };
            theme.templates.insert((*name).to_owned(), file);
        }
        theme
    }

    fn told(files: &[(&str, &str)]) -> Vec<(&'static str, usize, String, String)> {
        let found = check(&with(files));
        let line = |d: &Diagnostic| d.place.as_ref().map_or(0, |place| place.line);
        found.iter().map(|d| (d.code.id(), line(d), d.message.clone(), d.help.clone())).collect()
    }

    #[test]
    fn a_block_that_adds_to_its_parents_is_not_said_twice() {
        let copy = Copy::of(&Theme::built_in(), "accounts.html", Some("assets")).expect("there").text;
        let (_, body) = copy.split_once("%}").expect("extends");
        assert!(body.contains("{{ super() }}") && !body.contains("<style>"), "{copy}");
        assert_eq!(told(&[("accounts.html", &copy)]), []);
    }

    #[test]
    fn a_fresh_copy_is_fine_and_one_of_another_version_is_told() {
        for block in [None, Some("foot"), Some("main_class")] {
            let copy = Copy::of(&Theme::built_in(), "base.html", block).expect("there").text;
            assert_eq!(told(&[("base.html", &copy)]), [], "{copy}");
            let (head, rest) = copy.split_once('\n').expect("a stamp");
            let (what, _) = head.strip_suffix(END).and_then(|head| head.rsplit_once(' ')).expect("a hash");
            let old = format!("{what} 0000000000000000{END}\n{rest}");
            let found = told(&[("base.html", &old)]);
            assert_eq!((found.len(), found[0].0, found[0].1), (1, "template-behind", 1), "{found:?}");
            let now = head.rsplit(' ').nth(1).expect("a hash");
            assert!(found[0].3.contains(now) && found[0].3.contains("keyfolio new template base.html"), "{found:?}");
        }
        let gone = told(&[("x.html", "{#- keyfolio: default/gone.html 0123456789abcdef -#}\n")]);
        assert!(gone[0].2.contains("no longer has"), "{gone:?}");
    }

    #[test]
    fn a_block_is_copied_with_what_is_in_it() {
        let copy = Copy::of(&Theme::built_in(), "base.html", Some("main_open")).expect("there").text;
        let lines: Vec<&str> = copy.lines().collect();
        assert_eq!(lines[1], "{% extends \"default/base.html\" %}");
        assert!(lines[2].starts_with("{% block main_open %}<main") && lines[2].ends_with("{% endblock main_open %}"));
    }

    #[test]
    fn what_is_not_there_names_what_is() {
        let theme = Theme::built_in();
        assert_eq!(Copy::of(&theme, "acount.html", None), Err(NoCopy::Template(vec!["account.html".to_owned()])));
        let Err(NoCopy::Template(known)) = Copy::of(&theme, "nosuch", None) else { panic!("no such template") };
        assert!(["base.html", "wiki.html"].iter().all(|name| known.iter().any(|known| known == name)), "{known:?}");
        let Err(NoCopy::Block(known)) = Copy::of(&theme, "report.html", Some("foot")) else { panic!("no such block") };
        assert_eq!(known, ["breadcrumbs", "main"]);
    }
}
