//! Templates of the workspace that no page uses: most often a name with a typing error.
//!
//! A template is used when the built-in theme has one of its name, or when another template names it, or when it holds
//! components, which every template may call.

use std::collections::BTreeSet;

use super::{BUILT_IN, Theme, ThemeFile};
use crate::diagnostic::{Diagnostic, Place, codes, suggest};

/// A warning for each template that no page uses.
pub(super) fn check(theme: &Theme) -> Vec<Diagnostic> {
    let built_in = format!("{BUILT_IN}/");
    let known: BTreeSet<&str> = theme.templates.keys().filter_map(|name| name.strip_prefix(&built_in)).collect();
    let own = theme.templates.iter().filter(|(_, file)| !file.is_built_in());
    own.filter_map(|(full, file)| {
        let short = theme.prefixes.iter().find_map(|prefix| full.strip_prefix(prefix.as_str())).unwrap_or(full);
        let is_used = known.contains(short) || has_components(file) || is_named(theme, full, short);
        (!is_used).then(|| unused(short, file, &known))
    })
    .collect()
}

fn unused(name: &str, file: &ThemeFile, known: &BTreeSet<&str>) -> Diagnostic {
    let message = format!("no page and no other template uses a template “{name}”");
    let help = match suggest::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean “{near}”?"),
        None => "name it as the built-in template that it replaces, or include it from one".to_owned(),
    };
    Diagnostic::warning(codes::UNUSED_TEMPLATE, message).at(Place::file(file.file.as_str())).help(help)
}

fn has_components(file: &ThemeFile) -> bool {
    let text = String::from_utf8_lossy(&file.content);
    text.split("{%").skip(1).any(|tag| tag.trim_start_matches(['-', ' ']).starts_with("component"))
}

/// Whether another template names it, in quotes, as `extends` and `include` do.
fn is_named(theme: &Theme, full: &str, short: &str) -> bool {
    let others = theme.templates.iter().filter(|(name, _)| *name != full);
    others.into_iter().any(|(_, other)| {
        let text = String::from_utf8_lossy(&other.content);
        [full, short].iter().any(|name| text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'")))
    })
}
