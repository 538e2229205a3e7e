//! What a playbook says in the words of its dossier, the search finds.

use std::collections::BTreeSet;
use std::path::Path;

use serde_yaml::Value;

use crate::project::{TestProject, plain, tree};

/// Letters and digits alone: what a page and the index share of a text, whatever its marks.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The texts of a language in a dossier: those that hold a sentence rather than an id or a word of a list.
fn sentences(value: &Value, language: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let is_chinese = text.chars().filter(|letter| ('\u{4e00}'..'\u{9fff}').contains(letter)).count() > 3;
            if is_chinese && language == "zh-CN" {
                found.insert(text.clone());
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| sentences(item, language, found)),
        Value::Mapping(fields) => match fields.get(language) {
            Some(Value::String(text)) => {
                found.insert(text.clone());
            }
            _ => fields.values().for_each(|field| sentences(field, language, found)),
        },
        _ => {}
    }
}

#[test]
fn what_the_demos_playbooks_say_is_found() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let output = project.output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let dossiers = tree(&project.path("content/accounts"));
    let dossiers = dossiers.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "yaml"));
    let dossiers: Vec<(String, Value)> = dossiers
        .map(|(path, bytes)| {
            let id = path.trim_end_matches("/dossier.yaml").trim_end_matches(".yaml").to_owned();
            (id, serde_yaml::from_slice(bytes).unwrap())
        })
        .collect();
    for language in ["zh-CN", "en"] {
        let shards = output.iter().filter(|(path, _)| path.starts_with(&format!("search/{language}/")));
        let index = letters(&shards.map(|(_, bytes)| text(bytes)).collect::<String>().replace("\\n", ""));
        let mut tried = 0;
        let mut lost = Vec::new();
        for (id, dossier) in &dossiers {
            let page = letters(&plain(&text(&output[&format!("{language}/accounts/{id}.html")])));
            let mut said = BTreeSet::new();
            sentences(dossier, language, &mut said);
            for sentence in said.iter().map(|sentence| letters(sentence)).filter(|sentence| page.contains(sentence)) {
                tried += 1;
                if !index.contains(&sentence) {
                    lost.push(format!("{id}: {sentence}"));
                }
            }
        }
        assert_eq!(lost, [""; 0], "{language}");
        assert!(tried > 1_000, "{language}: {tried} texts of dossiers stand on their playbooks");
    }
}

/// What the site explains and found itself is found, too: terms, definitions, rules, conclusions.
#[test]
fn what_pages_explain_is_found() {
    let project = TestProject::sample();
    project.run(&["build", "-q"]).expect(0);
    let output = project.output();
    for (language, words) in [
        ("en", ["Lorenz", "cumulative shares of money", "Call this week"]),
        ("zh-CN", ["洛伦兹", "基尼", "本周打电话"]),
    ] {
        let shards = output.iter().filter(|(path, _)| path.starts_with(&format!("search/{language}/")));
        let index: String = shards.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap()).collect();
        for words in words {
            assert!(index.contains(words), "{language}: {words}");
        }
    }
}
