//! Whatever a dossier of the demo says in words stands on the account's own page, in the page's language; what is private
//! stands on none.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use crate::project::TestProject;

/// Words that are no text for a reader: they name another entry of the workspace, or a choice that a page says in its language.
const NAMES: [&str; 13] = [
    "id",
    "aliases",
    "sales_ids",
    "parent",
    "product_line",
    "product_lines",
    "manager",
    "by",
    "who",
    "owner",
    "region",
    "tags",
    "period",
];

/// Kept from every page (FRAMEWORKS §0 “Private fields”).
const PRIVATE: [&str; 3] = ["private", "coach", "personality"];

fn dossiers() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/accounts");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.map(|path| if path.is_dir() { path.join("dossier.yaml") } else { path }).collect();
    files.retain(|path| path.extension().is_some_and(|suffix| suffix == "yaml"));
    files.sort();
    files
}

/// Letters and digits alone: what marks, tags, entities and joints of lists do to a text is left out of account.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a page without its tags.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let entities =
        [("&lt;", ""), ("&gt;", ""), ("&quot;", ""), ("&#39;", ""), ("&#x27;", ""), ("&amp;", ""), ("&nbsp;", "")];
    bare(&entities.iter().fold(text, |text, (entity, with)| text.replace(entity, with)))
}

/// The text in a language where a value is one text, or one per language.
fn text<'a>(value: &'a Value, language: &str) -> Option<&'a str> {
    match value {
        Value::String(text) => Some(text),
        Value::Mapping(texts) if texts.contains_key("zh-CN") => texts.get(language).or(texts.get("zh-CN"))?.as_str(),
        _ => None,
    }
}

/// Whether a plain text is prose, not a choice, a day, a code or an address that a page writes in its own way.
fn is_prose(text: &str) -> bool {
    text.contains(' ') || !text.is_ascii()
}

/// Lines of Markdown without the numbers of lists and the links of the wiki, which a page writes as lists and names.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| {
            line.split_once(". ").filter(|(number, _)| number.parse::<u8>().is_ok()).map_or(line, |(_, rest)| rest)
        })
        .flat_map(|line| line.split("[["))
        .map(|piece| piece.split_once("]]").map_or(piece, |(_, after)| after))
}

/// Every text below a value with its path; `[]` stands for an item of a list.
fn texts<'a>(path: &str, value: &'a Value, language: &str, found: &mut Vec<(String, &'a str)>) {
    if let Some(text) = text(value, language) {
        if is_prose(text) {
            found.push((path.to_owned(), text));
        }
        return;
    }
    match value {
        Value::Sequence(items) => {
            for item in items {
                texts(&format!("{path}[]"), item, language, found);
            }
        }
        Value::Mapping(entries) => {
            for (key, value) in entries {
                let key = key.as_str().unwrap();
                if !NAMES.contains(&key) && !PRIVATE.contains(&key) {
                    let below = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                    texts(&below, value, language, found);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn every_text_of_a_dossier_stands_on_its_page() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut seen = 0;
    for file in dossiers() {
        let dossier: Value = serde_yaml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let id = dossier["id"].as_str().unwrap();
        for language in ["zh-CN", "en"] {
            let page =
                words(&fs::read_to_string(project.path(&format!("public/{language}/accounts/{id}.html"))).unwrap());
            let mut found = Vec::new();
            texts("", &dossier, language, &mut found);
            seen += found.len();
            let stands = |(_, text): &(String, &str)| pieces(text).all(|piece| page.contains(&bare(piece)));
            for (path, text) in found.into_iter().filter(|found| !stands(found)) {
                missing.entry(path).or_default().push(format!("{language} {id}: {text}"));
            }
        }
    }
    assert!(seen > 5_000, "the walk found {seen} texts only");
    let told: Vec<String> =
        missing.iter().map(|(path, texts)| format!("{path} ({}): {}", texts.len(), texts[0])).collect();
    assert!(told.is_empty(), "on no page:\n{}", told.join("\n"));
}
