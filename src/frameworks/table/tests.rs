//! What every row has.

use std::collections::BTreeSet;

use super::*;
use crate::frameworks::Standing;
use crate::locale::{Catalog, Language};

#[test]
fn every_row_has_its_words_in_both_languages() {
    for language in Language::ALL {
        let catalog = Catalog::built_in(language);
        for framework in FRAMEWORKS {
            for part in ["name", "question", "read", "definition", "misreading", "source"] {
                let key = format!("framework.{}.{part}", framework.id);
                assert!(catalog.contains(&key), "{language} lacks {key}");
            }
        }
    }
}

#[test]
fn ids_are_unique_and_sections_in_order() {
    let ids: BTreeSet<&str> = FRAMEWORKS.iter().map(|framework| framework.id).collect();
    assert_eq!(ids.len(), FRAMEWORKS.len());
    assert!(FRAMEWORKS.is_sorted_by_key(|framework| framework.section));
    assert_eq!(FRAMEWORKS.iter().filter(|f| f.standing == Standing::NamedOnly).count(), 3);
}

/// A framework without figures is one of which nothing may be exported, or nothing can be counted.
#[test]
fn every_row_exports_but_the_restricted_and_the_portfolios_own() {
    let silent: Vec<&str> = FRAMEWORKS.iter().filter(|row| row.export.is_none()).map(|row| row.id).collect();
    assert_eq!(silent, ["coach-criteria", "personality", "maturity"]);
}
