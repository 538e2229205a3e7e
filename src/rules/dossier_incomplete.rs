//! # The dossier lacks what a key account needs
//!
//! A dossier is company, people, network, work and records, and then: analyse and assess at regular intervals (S4 5.3). What is
//! missing is decided by feeling.
//!
//! Twelve blocks are the least that a visit is prepared from (convention): the three tests, the five elements, the wallet,
//! relationship stage, KAM stage, roles in the buying centre, CUTE, needs, a survey, the coverage model, visits, and a plan. The
//! rule speaks at a key account (class A, or of the tier *strategic* or *key*) with a dossier that has less than `minimum` per cent
//! of them.
//!
//! **Remedy (S4).** Fill in one block before each visit, starting with the first that is named.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::frameworks::{FRAMEWORKS, Framework};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "dossier-incomplete",
    default_level: RuleLevel::Warn,
    concern: Concern::Records,
    reach: Reach::KeyAccounts,
    settings: &[RuleSetting {
        name: "minimum",
        default: 60.0,
        min: 0.0,
        max: 100.0,
        meaning: "how much of the twelve blocks a key account's dossier must have, in per cent",
    }],
    keys: &["dossier-incomplete"],
    source: include_str!("dossier_incomplete.rs"),
    check,
};

/// The blocks, by their rows in the table of frameworks, in the order in which they are worth filling in.
const BLOCKS: [&str; 12] = [
    "attack-defend",
    "buying-centre",
    "gpn",
    "account-plan",
    "visits",
    "relationship-stage",
    "cute",
    "five-elements",
    "kam-stage",
    "coverage-model",
    "survey",
    "three-tests",
];

/// How many of the missing blocks a sentence names.
const NAMED: usize = 3;

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let rows: Vec<&Framework> =
        BLOCKS.iter().filter_map(|id| FRAMEWORKS.iter().find(|framework| framework.id == *id)).collect();
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let missing: Vec<&&Framework> = rows.iter().filter(|row| !(row.recorded)(account)).collect();
        let filled = rows.len() - missing.len();
        let share = filled as f64 / rows.len() as f64;
        let Some(first) = missing.first().filter(|_| share < input.share("minimum")) else { continue };
        let evidence = vec![
            ("filled", Value::Count(filled)),
            ("all", Value::Count(rows.len())),
            ("minimum", Value::Share(input.share("minimum"))),
            ("missing", Value::Frameworks(missing.iter().take(NAMED).map(|row| row.id).collect())),
        ];
        // `contacts[].roles` is mended at `contacts`.
        let key = first.key.split('[').next().unwrap_or_default();
        hits.push(input.at(
            position,
            "dossier-incomplete",
            input.exposed(position, Exposure::Hundredth),
            key,
            evidence,
        ));
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::BLOCKS;
    use crate::frameworks::FRAMEWORKS;
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "dossier-incomplete";
    const SEVEN: &str = "wallet: {amount: 2000000}\nneeds: [{need: routes}]\nplan: {goal: more}\nvisits: [{date: 2026-06-01}]\n\
                         contacts: [{id: li, name: Li, roles: [user], cute: [user]}]\nkam_stage: {stage: early}\n";

    #[test]
    fn every_block_is_a_row_that_dossiers_record() {
        let recorded = |id: &&str| FRAMEWORKS.iter().any(|row| row.id == *id && !row.key.is_empty());
        assert!(BLOCKS.iter().all(recorded));
    }

    #[test]
    fn eight_of_twelve_are_enough() {
        assert_eq!(spoken(RULE, SEVEN), [RULE]);
        assert!(spoken(RULE, &format!("{SEVEN}coverage: {{model: resident}}")).is_empty());
        assert!(spoken_with(RULE, SEVEN, "minimum: 58").is_empty());
        assert_eq!(hits(RULE, SEVEN, SALES, "")[0].mend.key, "relationship_stages");
        assert_eq!(hits(RULE, "headline: nothing", SALES, "")[0].mend.key, "wallet");
    }

    #[test]
    fn a_small_account_may_be_a_name() {
        let beside = [SALES, &[("b", "2026-06-01", 1_000_000_000, None)]].concat();
        assert!(hits(RULE, "", &beside, "").is_empty());
        assert_eq!(hits(RULE, "tier: key", &beside, "").len(), 1);
    }
}
