//! What a `theme.yaml` comes to, right and wrong.

use super::*;
use crate::diagnostic::Severity;

const STYLE: &str = include_str!("../../../themes/default/style.css");

fn laid(text: &str) -> (Look, Diagnostics) {
    let mut look = Look::default();
    let mut diagnostics = Diagnostics::new();
    let read = |name: &str| {
        let pictures = [("mark.svg", "<svg viewBox='0 0 90 30'></svg>"), ("mark.gif", "GIF")];
        pictures.iter().find(|(file, _)| *file == name).map(|(_, content)| content.as_bytes().to_vec())
    };
    look.lay("theme.yaml", text.as_bytes(), STYLE, &read, &mut diagnostics);
    (look, diagnostics)
}

fn told(text: &str) -> Vec<(&'static str, usize, String, String)> {
    let of = |d: &Diagnostic| {
        let line = d.place.as_ref().map_or(0, |place| place.line);
        (d.code.id(), line, d.message.clone(), d.help.clone())
    };
    laid(text).1.iter().map(of).collect()
}

#[test]
fn every_token_of_the_style_sheet_can_be_given_and_no_other() {
    let keys: Vec<String> = Palette::default().tokens().map(|(key, _)| property(key)).into();
    let block = STYLE.split_once(":root {").and_then(|(_, rest)| rest.split_once("\n}")).expect("tokens").0;
    let colours = block.split("--").skip(1).filter(|token| token.split_once(": #").is_some());
    let in_style: Vec<String> =
        colours.filter_map(|token| token.split_once(": #").map(|(name, _)| format!("--{name}"))).collect();
    let in_style: Vec<&String> = in_style.iter().filter(|name| !name.contains(':')).collect();
    for key in &keys {
        assert!(in_style.contains(&key), "{key} is not in style.css");
    }
    assert_eq!(in_style.len(), keys.len(), "{in_style:?}");
    for scheme in ["light", "dark"] {
        for (key, _) in Palette::default().tokens() {
            assert!(token_of(STYLE, scheme, key).is_some(), "{key} has no colour in the {scheme} scheme");
        }
    }
}

#[test]
fn the_built_in_colours_can_be_read() {
    for scheme in ["light", "dark"] {
        for (text, ground) in TEXT_ON_GROUND {
            let colour = |key| token_of(STYLE, scheme, key).expect("a colour");
            let ratio = colour(text).contrast(colour(ground));
            assert!(ratio >= READABLE, "{text} on {ground} in the {scheme} scheme: {ratio}");
        }
    }
}

#[test]
fn tokens_become_a_style_sheet_that_leaves_print_white() {
    let (look, diagnostics) =
        laid("colours:\n  light: {paper: \"#fffdf5\", rule_strong: '888'}\n  dark: {accent: 9cf}\n");
    assert_eq!(diagnostics.iter().map(|d| &d.message).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(
        look.css(),
        ":root{--paper:#fffdf5;--rule-strong:#888888;}\n\
         @media screen and (prefers-color-scheme:dark){:root:not([data-theme=\"light\"]){--accent:#99ccff;}}\n\
         @media screen{:root[data-theme=\"dark\"]{--accent:#99ccff;}}\n\
         @media print{:root{--paper:#fff;}}\n"
    );
    assert_eq!(Look::default().css(), "");
}

#[test]
fn upper_layers_change_what_they_give_and_nothing_else() {
    let (mut look, _) =
        laid("colours: {light: {accent: 204060, ink: 111}}\nfonts: {sans: {latin: [Inter]}}\nlogo: mark.svg\n");
    look.lay("theme.yaml", b"colours: {light: {accent: 602040}}", STYLE, &|_| None, &mut Diagnostics::new());
    assert!(look.css().starts_with(":root{--ink:#111111;--accent:#602040;}"), "{}", look.css());
    assert!(look.css().contains("--sans:'Inter'") && look.logo.is_some(), "{}", look.css());
    assert_eq!(look.view(STYLE).icon, "602040");
    assert_eq!(Look::default().view(STYLE).icon, "17587c");
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let found = told("colours:\n  light:\n    acent: \"#17587c\"\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].1), ("unknown-key", 3));
    assert!(found[0].3.contains("`accent`"), "{found:?}");
    assert!(told("colors: {}\n")[0].3.contains("`colours`"));
}

#[test]
fn what_is_no_colour_is_told_and_one_behind_a_hash_is_not_lost() {
    let found = told("colours:\n  light:\n    ink: black\n    accent: #17587c\n");
    assert_eq!(found.iter().map(|f| (f.0, f.1)).collect::<Vec<_>>(), [("invalid-value", 3), ("invalid-value", 4)]);
    assert!(found[0].2.contains("“black” is no colour"), "{found:?}");
    assert_eq!(found[1].3, "put the colour into quotes: \"#17587c\"");
}

#[test]
fn text_that_is_hard_to_read_is_warned_about_with_its_ratio() {
    let (_, diagnostics) = laid("colours:\n  light:\n    ink_3: \"#999999\"\n");
    let found: Vec<_> = diagnostics.iter().collect();
    assert!(found.iter().all(|d| d.severity == Severity::Warning && d.code == codes::LOW_CONTRAST), "{found:?}");
    assert_eq!(found.len(), 2, "on paper and on wash: {found:?}");
    // By hand: (0.9810 + 0.05) / (0.3185 + 0.05) = 2.797.
    assert!(found[0].message.contains("2.79 : 1"), "{found:?}");
    assert_eq!(found[0].place.as_ref().map(|place| place.line), Some(3));
}

#[test]
fn a_logo_is_there_and_a_picture() {
    let (look, diagnostics) = laid("logo: mark.svg\nlogo_dark: mark.svg\n");
    assert!(diagnostics.is_empty());
    assert_eq!(look.logo.map(|logo| (logo.asset, logo.size)), Some(("logo.svg".to_owned(), (90, 30))));
    for (name, said) in [("none.svg", "no file"), ("mark.gif", "SVG or a PNG"), ("../mark.svg", "outside")] {
        let found = told(&format!("logo: {name}\n"));
        assert_eq!((found.len(), found[0].0, found[0].1), (1, "invalid-logo", 1), "{name}");
        assert!(found[0].2.contains(said) && !found[0].3.is_empty(), "{found:?}");
    }
}

#[test]
fn one_logo_alone_is_for_both_schemes() {
    for file in ["logo: mark.svg\n", "logo_dark: mark.svg\n"] {
        let (look, _) = laid(file);
        let view = look.view("");
        assert!(view.logo.is_some() && view.logo_dark.is_none(), "{file}");
    }
}

/// The comment swallows the closing brace, and what the parser says of that stands a line below.
#[test]
fn a_bare_colour_between_braces_is_told_at_its_place() {
    let said =
        told("colours:\n  light: {ink: \"#111111\", accent: #7a1f5c, act: \"#b00\"}\n  dark: {accent: \"#ffffff\"}\n");
    let at: Vec<(&str, usize)> = said.iter().map(|(code, line, ..)| (*code, *line)).collect();
    assert!(at.contains(&("invalid-value", 2)) && !at.iter().any(|(code, _)| *code == "invalid-yaml"), "{said:#?}");
    assert!(said.iter().any(|(.., help)| help == "put the colour into quotes: \"#7a1f5c\""), "{said:#?}");
}

/// What is said ends where the remedy begins, whatever the name has in it.
#[test]
fn a_font_name_does_not_break_its_message() {
    let said = told("fonts:\n  sans: {latin: [\"Bad'; } body{display:none\"]}\n");
    assert!(said[0].2.ends_with("is no font family") && said[0].3.starts_with("write one name"), "{said:#?}");
}
