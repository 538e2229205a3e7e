//! Every number, day, choice and light of a dossier is seen on its playbook in some form: where one of them changes, the page
//! changes. The walk goes over every key of the commented dossier, as the one over its words does ([`crate::every_field`]).
//!
//! One workspace holds the dossier, and beside it one copy for each field with another value there; nothing else differs. What ends is
//! walked twice, ended and open.

use std::collections::BTreeSet;
use std::sync::Arc;

use keyfolio::load::{content, dossier_fields, yaml};
use keyfolio::portfolio::validate;
use keyfolio::project::settings::Settings;
use serde_yaml::Value;

use crate::every_field::{PRIVATE, at, leaves, template, without_ends};
use crate::project::TestProject;

/// Changes nothing on a playbook, with the reason.
const NOT_SEEN: [(&str, &str); 0] = [];

/// One language: what a page shows is the same in the other, and its words are for the other walk.
const SETTINGS: &str = "as_of: 2026-06-30\nlanguages: {default: en}\n";

/// What has an end in the dossier, so that a field of it may be seen only where it has none.
const ENDING: [&str; 6] = ["opportunities", "complaints", "contacts", "objections", "plan", "visits"];

/// Whatever is done, or gone, is by now: a later day is not yet read.
fn until_now(value: &mut Value) {
    match value {
        Value::Mapping(fields) => {
            for (key, below) in fields {
                if ["done", "left"].contains(&key.as_str().unwrap_or_default()) {
                    *below = "2026-06-24".into();
                }
                until_now(below);
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(until_now),
        _ => {}
    }
}

/// A copy with another value in one field.
struct Copy {
    id: String,
    path: String,
    dossier: Value,
}

/// Values that could stand in place of one, those that change least first.
fn others(path: &str, value: &Value) -> Vec<Value> {
    if let Some(list) = value.as_sequence() {
        let first = list.first().map(|first| others(path, first)).unwrap_or_default();
        return first.into_iter().map(|other| Value::Sequence(vec![other])).collect();
    }
    match value {
        Value::Bool(holds) => vec![Value::Bool(!holds)],
        Value::Number(number) => match number.as_i64() {
            // Amounts are shown in three or four digits.
            Some(whole) if whole.abs() >= 1000 => vec![(whole * 2).into(), (whole / 2).into()],
            Some(whole) => [1, -1, 2, -2].map(|step| Value::from(whole + step)).into(),
            None => [0.5, -0.5, 0.1].map(|step| Value::from(number.as_f64().unwrap() + step)).into(),
        },
        Value::String(text) => others_of_text(path, text),
        _ => Vec::new(),
    }
}

fn others_of_text(path: &str, text: &str) -> Vec<Value> {
    if let Ok(day) = text.parse::<jiff::civil::Date>() {
        let steps = [400, -400, 30, -30, 1, -1];
        return steps.map(|days| day.checked_add(jiff::Span::new().days(days)).unwrap().to_string().into()).into();
    }
    if let Some(percent) = text.strip_suffix('%').and_then(|number| number.parse::<f64>().ok()) {
        return [7.0, -7.0, 20.0, -20.0].map(|step| format!("{}%", percent + step).into()).into();
    }
    if text.starts_with("20") && text[..4].parse::<u16>().is_ok() {
        return ["2025-Q4", "2026-Q1", "2025", "2024", "2026-05"].map(Value::from).into();
    }
    if path == "plan.actions[].answers" {
        return vec!["visit-overdue".into()];
    }
    // A choice: the meaning of its key names the others, or that of the key which it refers to.
    let word = |text: &str| text.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_').to_owned();
    let words = |field: dossier_fields::Field| field.words.en.split_whitespace().map(word).collect::<Vec<String>>();
    let own = dossier_fields::fields().filter(|field| field.path == path).map(words);
    let like = dossier_fields::fields().map(words).filter(|words| words.iter().any(|word| word == text));
    own.chain(like).flatten().filter(|word| !word.is_empty() && word != text).map(Value::from).collect()
}

/// Whether a workspace with this dossier has no errors.
fn is_sound(id: &str, dossier: &Value) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("content/accounts").join(format!("{id}.yaml"));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, serde_yaml::to_string(dossier).unwrap()).unwrap();
    let settings = yaml::parse::<Settings>(&Arc::from("keyfolio.yaml"), SETTINGS).0.unwrap();
    let Ok((content, said)) = content::load(folder.path(), &settings.languages, None) else { return false };
    !said.has_errors() && !validate(content, &[], &settings).1.has_errors()
}

/// The dossier and its copies; fields that hold words are left to the other walk.
fn copies(name: &str, of: &[&str], adapt: impl Fn(&mut Value)) -> (Value, Vec<Copy>) {
    let mut dossier = template(name);
    adapt(&mut dossier);
    until_now(&mut dossier);
    let mapping = dossier.as_mapping_mut().unwrap();
    for key in ["sales_ids", "parent", "aliases"] {
        mapping.remove(key);
    }
    // Nothing that is overdue has no days.
    dossier["payment"]["overdue"][0]["amount"] = 5000.into();
    let mut found = Vec::new();
    leaves(&dossier, "", &[], &mut found);
    let mut copies = Vec::new();
    for (path, way) in found {
        let is_asked = of.is_empty() || of.iter().any(|part| path.starts_with(part));
        if path == "id" || path.starts_with(PRIVATE) || !is_asked {
            continue;
        }
        let id = format!("{name}-{}", copies.len());
        let changed = |value: Value| {
            let mut other = dossier.clone();
            *at(&mut other, &way) = value;
            other["id"] = id.as_str().into();
            other
        };
        let mut values = others(&path, at(&mut dossier.clone(), &way)).into_iter().map(changed);
        if let Some(dossier) = values.find(|other| is_sound(&id, other)) {
            copies.push(Copy { id, path, dossier });
        }
    }
    (dossier, copies)
}

/// A page without what differs for every account.
fn page(project: &TestProject, id: &str) -> String {
    project.read(&format!("public/en/accounts/{id}.html")).replace(id, "ID")
}

#[test]
fn every_value_of_a_dossier_is_seen_on_its_playbook() {
    let bases = [("zqfull", copies("zqfull", &[], |_| {})), ("zqopen", copies("zqopen", &ENDING, without_ends))];
    let project = TestProject::new(&[
        ("keyfolio.yaml", SETTINGS),
        ("data/sales.csv", "date,account_id,revenue\n2026-06-01,other,100\n2025-01-02,other,5\n"),
    ]);
    let write = |id: &str, dossier: &Value| {
        project.write(&format!("content/accounts/{id}.yaml"), &serde_yaml::to_string(dossier).unwrap());
    };
    for (name, (dossier, copies)) in &bases {
        let mut same = dossier.clone();
        for id in [(*name).to_owned(), format!("{name}-same")] {
            same["id"] = id.as_str().into();
            write(&id, &same);
        }
        for copy in copies {
            write(&copy.id, &copy.dossier);
        }
    }
    project.run(&["build", "-q"]).expect(0);
    let mut seen: Vec<(&str, bool)> = Vec::new();
    for (name, (_, copies)) in &bases {
        let own = page(&project, name);
        assert!(page(&project, &format!("{name}-same")) == own, "{name}: something else differs");
        seen.extend(copies.iter().map(|copy| (&*copy.path, page(&project, &copy.id) != own)));
    }
    let paths: BTreeSet<&str> = seen.iter().map(|(path, _)| *path).collect();
    let wrong = paths.iter().filter_map(|path| {
        let is_seen = seen.iter().any(|(other, is_seen)| other == path && *is_seen);
        let is_excepted = NOT_SEEN.iter().any(|(other, _)| other == path);
        (is_seen == is_excepted).then(|| format!("{path}: seen should be {}", !is_excepted))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(paths.len() > 150, "{}: {paths:?}", paths.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
