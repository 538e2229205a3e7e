//! Whatever a dossier can say in free words stands on its playbook and is found, field by field: the walk goes over every key of
//! the commented dossier, so that a key that is added later is asked for, too.

use std::sync::Arc;

use keyfolio::diagnostic::Diagnostics;
use keyfolio::load::dossier::Dossier;
use keyfolio::load::dossier_template::{Extent, Stub, commented_dossier};
use keyfolio::load::yaml;
use keyfolio::portfolio::AccountId;
use serde_yaml::Value;

use crate::project::{TestProject, plain};

/// Languages of the site.
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// Keys that name something else of the workspace, and are shown by its name: a word of one's own would name nothing.
const REFERENCES: [&str; 11] = [
    "id",
    "answers",
    "parent",
    "reports_to",
    "influences",
    "reached_through",
    "contact",
    "contacts",
    "met",
    "referrals[].by",
    "sales_ids",
];

/// Shown to nobody on a playbook, with the reason.
const NOT_SHOWN: [(&str, &str, &str); 4] = [
    ("full", "aliases", "they are for search and for matching with the sales"),
    ("full", "opportunities[].next_step", "the opportunity has ended: nothing comes next"),
    ("full", "opportunities[].risk", "the opportunity has ended: nothing can go wrong any more"),
    ("full", "opportunities[].mitigation", "the opportunity has ended: nothing is to be answered any more"),
];

/// Addresses: shown, and no words to search by.
const ADDRESSES: [&str; 5] = ["phone", "mobile", "email", "wechat", "website"];

/// Kept from every page and from the search (FRAMEWORKS §0 “Private fields”).
pub const PRIVATE: &str = "contacts[].private";

/// What ends an entry; the second dossier has none of it, so that the entries are open there.
const ENDS: [&str; 6] = ["outcome", "closed", "left", "resolved", "done", "responded"];

/// A word that no page has by itself; of Chinese characters in the Chinese text, since the search treats the two unlike.
fn word(number: usize, language: &str) -> String {
    let letter =
        |at: usize| char::from_u32(0x5000 + u32::try_from((number * 7919 + at * 104_729) % 9000).unwrap()).unwrap();
    match language {
        "zh-CN" => format!("甲{}{}{}乙", letter(0), letter(1), letter(2)),
        _ => format!("Qx{number}zo"),
    }
}

/// A dossier with a word of its own in every field that takes one.
struct Worded {
    dossier: Value,
    id: &'static str,
    /// The words by the path of their key; the same in both languages where the field has one text.
    words: Vec<(String, [String; 2])>,
}

fn is_valid(dossier: &Value) -> bool {
    let text = serde_yaml::to_string(dossier).unwrap();
    let (read, diagnostics): (Option<Dossier>, Diagnostics) = yaml::parse(&Arc::from("a.yaml"), &text);
    read.is_some() && diagnostics == Diagnostics::new()
}

/// The leaves of a value: their path with `[]` for the items of a list, and the way to them.
pub fn leaves(value: &Value, path: &str, way: &[Value], found: &mut Vec<(String, Vec<Value>)>) {
    let step = |last: Value| way.iter().cloned().chain([last]).collect::<Vec<_>>();
    match value {
        Value::Mapping(fields) if !fields.contains_key("zh-CN") => {
            for (key, below) in fields {
                let name = key.as_str().unwrap();
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                leaves(below, &path, &step(key.clone()), found);
            }
        }
        Value::Sequence(items) if items.iter().any(Value::is_mapping) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, &format!("{path}[]"), &step(Value::from(at)), found);
            }
        }
        _ => found.push((path.to_owned(), way.to_vec())),
    }
}

pub fn at<'v>(value: &'v mut Value, way: &[Value]) -> &'v mut Value {
    way.iter().fold(value, |value, step| match step {
        Value::Number(at) => &mut value[usize::try_from(at.as_u64().unwrap()).unwrap()],
        key => &mut value[key.clone()],
    })
}

/// The commented dossier with nothing commented out.
pub fn template(id: &str) -> Value {
    let template = commented_dossier(&Stub::new(AccountId::new(id).unwrap(), "Full"), Extent::Full, "en");
    let live: Vec<&str> = template.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
    serde_yaml::from_str(&live.join("\n")).unwrap()
}

impl Worded {
    /// Of the commented dossier; `first` is the number of its first word.
    fn new(id: &'static str, first: usize, adapt: impl Fn(&mut Value)) -> Self {
        let mut dossier = template(id);
        adapt(&mut dossier);
        let mut found = Vec::new();
        leaves(&dossier, "", &[], &mut found);
        let mut words = Vec::new();
        for (number, (path, way)) in found.into_iter().enumerate() {
            let key = path.rsplit('.').next().unwrap();
            if REFERENCES.contains(&key) || REFERENCES.contains(&path.as_str()) {
                continue;
            }
            let said = LANGUAGES.map(|language| match key {
                "website" => format!("https://qx{}.example", first + number),
                "email" => format!("qx{}@x.example", first + number),
                _ => word(first + number, language),
            });
            let [zh, en] = &said;
            let pair = Value::Mapping(
                [("zh-CN", zh), ("en", en)].map(|(tag, text)| (tag.into(), text.as_str().into())).into_iter().collect(),
            );
            let forms = [
                (pair, said.clone()),
                (zh.as_str().into(), [zh.clone(), zh.clone()]),
                (Value::Sequence(vec![zh.as_str().into()]), [zh.clone(), zh.clone()]),
            ];
            let before = at(&mut dossier, &way).clone();
            for (form, said) in forms {
                *at(&mut dossier, &way) = form;
                if is_valid(&dossier) {
                    words.push((path.clone(), said));
                    break;
                }
                *at(&mut dossier, &way) = before.clone();
            }
        }
        Self { dossier, id, words }
    }
}

pub fn without_ends(value: &mut Value) {
    match value {
        Value::Mapping(fields) => {
            for key in ENDS {
                fields.remove(key);
            }
            fields.iter_mut().for_each(|(_, below)| without_ends(below));
        }
        Value::Sequence(items) => items.iter_mut().for_each(without_ends),
        _ => {}
    }
}

#[test]
fn every_free_word_of_a_dossier_stands_on_its_playbook_and_is_found() {
    let dossiers = [Worded::new("full", 0, |_| {}), Worded::new("open", 1000, without_ends)];
    let project = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2026-06-30\n"),
        ("data/sales.csv", "date,account_id,revenue\n2026-06-01,full,100\n2026-06-02,open,90\n2025-01-02,group,5\n"),
    ]);
    project.write("content/accounts/lanshang-group.yaml", "id: lanshang-group\nname: Group\nsales_ids: [group]\n");
    for Worded { dossier, id, .. } in &dossiers {
        let mut dossier = dossier.clone();
        dossier.as_mapping_mut().unwrap().remove("sales_ids");
        project.write(&format!("content/accounts/{id}.yaml"), &serde_yaml::to_string(&dossier).unwrap());
    }
    project.run(&["build"]).expect(0);
    let output = project.output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut lost = Vec::new();
    for (number, language) in LANGUAGES.into_iter().enumerate() {
        let shards = output.iter().filter(|(path, _)| path.starts_with(&format!("search/{language}/")));
        let index: String = shards.map(|(_, bytes)| text(bytes)).collect();
        for Worded { id, words, .. } in &dossiers {
            let page = plain(&text(&output[&format!("{language}/accounts/{id}.html")]));
            for (path, said) in words {
                let word = &said[number];
                if path.starts_with(PRIVATE) {
                    assert!(output.values().all(|bytes| !text(bytes).contains(word)), "{path} is private");
                    continue;
                }
                let is_shown = !NOT_SHOWN.iter().any(|(of, key, _)| key == path && (of == id || *key == "aliases"));
                let is_found = !path.starts_with("opportunities") || is_shown;
                let is_address = ADDRESSES.iter().any(|key| path.ends_with(key));
                if page.contains(word) != is_shown {
                    lost.push(format!("{language} {id} {path}: on the page should be {is_shown}"));
                }
                if !is_address && index.contains(word) != is_found {
                    lost.push(format!("{language} {id} {path}: found should be {is_found}"));
                }
            }
        }
    }
    assert!(dossiers[0].words.len() > 120, "{:?}", dossiers[0].words);
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
