//! Small cases for the tests of the rules: a dossier as it is written, some sales, and what a rule says.

use std::fs;

use super::{RuleHit, find};
use crate::analysis::sample::{Sale, analysis_of, ledger};
use crate::analysis::value::Value;
use crate::load::content;
use crate::locale::{Arg, Catalog, Language};
use crate::portfolio::validate;
use crate::project::settings::Settings;

/// A year with the account `a`: a million each in two years. Today is 2026-06-30.
pub const SALES: &[Sale] =
    &[("a", "2024-06-01", 1_000_000, None), ("a", "2025-06-01", 1_000_000, None), ("a", "2026-06-01", 1_000_000, None)];

/// The keys of what a rule says at the account `a` with this dossier (without `id` and `name`) and [`SALES`].
pub fn spoken(rule: &str, dossier: &str) -> Vec<&'static str> {
    keys(&hits(rule, dossier, SALES, ""))
}

/// The same with settings of the rule: `months: 3`.
pub fn spoken_with(rule: &str, dossier: &str, values: &str) -> Vec<&'static str> {
    keys(&hits(rule, dossier, SALES, &format!("rules: {{{rule}: {{{values}}}}}")))
}

/// The keys of hits.
pub fn keys(hits: &[RuleHit]) -> Vec<&'static str> {
    hits.iter().map(|hit| hit.key).collect()
}

/// All that a rule finds at the account `a`, or at the portfolio. Every hit is checked to have its sentence.
pub fn hits(rule: &str, dossier: &str, sales: &[Sale], settings: &str) -> Vec<RuleHit> {
    let settings: Settings = serde_yaml::from_str(&format!("as_of: 2026-06-30\n{settings}")).unwrap();
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("content/accounts/a.yaml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, format!("id: a\nname: Alpha\n{dossier}")).unwrap();
    let (content, said) = content::load(root.path(), &settings.languages, None).unwrap();
    assert!(!said.has_errors(), "{said:?}");
    let ledger = ledger(sales);
    let (portfolio, said) = validate(content, &ledger.accounts, &settings);
    assert!(!said.has_errors(), "{said:?}");
    let analysis = analysis_of(&portfolio, &ledger, &settings);
    let found: Vec<RuleHit> = analysis.hits.alerts.into_iter().filter(|hit| hit.rule == rule).collect();
    found.iter().for_each(has_words);
    found
}

/// A hit's sentence is there in every language, and needs nothing that the evidence does not give.
pub fn has_words(hit: &RuleHit) {
    assert!(find(hit.rule).unwrap().keys.contains(&hit.key), "{} lacks {}", hit.rule, hit.key);
    let mut given: Vec<(&str, Arg)> = hit.evidence.iter().map(|(name, _)| (*name, Arg::Number(2))).collect();
    given.push(("count", Arg::Number(2)));
    for language in Language::ALL {
        for (_, value) in &hit.evidence {
            let words = match value {
                Value::Choice(list, key) => vec![format!("enums.{list}.{key}")],
                Value::Choices(list, keys) => keys.iter().map(|key| format!("enums.{list}.{key}")).collect(),
                Value::Frameworks(ids) => ids.iter().map(|id| format!("framework.{id}.name")).collect(),
                _ => Vec::new(),
            };
            for key in words {
                assert!(Catalog::built_in(language).contains(&key), "{key}");
            }
        }
        let said = Catalog::built_in(language).lookup(&format!("rule.hit.{}", hit.key), &given);
        assert!(said.is_ok(), "{}: {:?}", language.tag(), said.unwrap_err());
    }
}
