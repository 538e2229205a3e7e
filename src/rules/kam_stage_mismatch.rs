//! # The KAM stage does not fit the evidence
//!
//! A stage that is wished for plans the wrong steps: in *early* we are one of several suppliers and meet one channel, in
//! *partnership* operations, control and finance work with us (S4 孕育 / 初级 / 中级 / 伙伴 / 协作; Millman & Wilson 1995). The
//! evidence is the value and term of the running contracts, our share of wallet, the number of suppliers, and the functions
//! that we are in contact with; the sources give no numbers, those of the ladder are a convention.
//!
//! The rule speaks when the stage in the dossier is
//!
//! - more than `steps` steps above the highest one that nothing known speaks against;
//! - more than `steps` steps below the highest one of which everything is proven.
//!
//! What is not on file proves nothing and speaks against nothing. *Uncoupling* is not compared.
//!
//! **Remedy (S4).** Correct `kam_stage.stage`, or bring what the ladder lacks: the contract, the share, the functions.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::kam_evidence::KamEvidence;
use crate::analysis::value::{Value, Values};
use crate::portfolio::KamStageName;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "kam-stage-mismatch",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "steps",
        default: 0.0,
        min: 0.0,
        max: 3.0,
        meaning: "how many steps the dossier may differ from the evidence",
    }],
    keys: &["kam-stage-above-evidence", "kam-stage-below-evidence"],
    source: include_str!("kam_stage_mismatch.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let allowed = i32::max(input.whole("steps"), 0);
    let mut hits = Vec::new();
    for (position, account, facts) in input.looked_at() {
        let Some(stated) = account.kam_stage.as_ref().filter(|stage| stage.stage != KamStageName::Uncoupling) else {
            continue;
        };
        let evidence = KamEvidence::of(account, facts, input.today());
        let said = stated.stage;
        let (key, shown) = if step(said) - step(evidence.possible) > allowed {
            ("kam-stage-above-evidence", evidence.possible)
        } else if step(evidence.proven) - step(said) > allowed {
            ("kam-stage-below-evidence", evidence.proven)
        } else {
            continue;
        };
        let values = values(&evidence, said, shown);
        hits.push(input.at(position, key, input.exposed(position, Exposure::Tenth), "kam_stage.stage", values));
    }
    hits
}

const fn step(stage: KamStageName) -> i32 {
    match stage {
        KamStageName::Pre | KamStageName::Uncoupling => 0,
        KamStageName::Early => 1,
        KamStageName::Mid => 2,
        KamStageName::Partnership => 3,
        KamStageName::Synergistic => 4,
    }
}

fn values(evidence: &KamEvidence, said: KamStageName, shown: KamStageName) -> Values {
    let mut values: Values =
        vec![("said", Value::Choice("kam_stage", said.key())), ("shown", Value::Choice("kam_stage", shown.key()))];
    values.extend(evidence.contract_value.map(|value| ("contract_value", Value::Money(value))));
    values.extend(evidence.share_of_wallet.map(|share| ("share", Value::Share(share))));
    values.extend(evidence.suppliers.and_then(|n| usize::try_from(n).ok()).map(|n| ("suppliers", Value::Count(n))));
    values.extend(evidence.functions.map(|count| ("functions", Value::Count(count))));
    values
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "kam-stage-mismatch";

    /// Revenue in the 12 months is a million of a wallet of two: 50 %.
    fn dossier(stage: &str, suppliers: u8, functions: &[&str], end: &str) -> String {
        let contact = |f: &&str| format!("- {{id: {f}, name: {f}, function: {f}}}");
        let contacts = functions.iter().map(contact).collect::<Vec<_>>().join("\n");
        format!(
            "kam_stage: {{stage: {stage}, suppliers: {suppliers}}}\nwallet: {{amount: 2000000}}\n\
             contracts: [{{name: frame, start: 2026-01-01, end: {end}}}]\ncontacts:\n{contacts}"
        )
    }

    const FULL: &[&str] = &["purchasing", "management", "finance", "logistics"];

    #[test]
    fn partnership_needs_the_four_functions() {
        assert!(spoken(RULE, &dossier("partnership", 3, FULL, "2026-12-31")).is_empty());
        let above = ["kam-stage-above-evidence"];
        assert_eq!(spoken(RULE, &dossier("partnership", 4, FULL, "2026-12-31")), above);
        assert_eq!(spoken(RULE, &dossier("partnership", 3, &FULL[..3], "2026-12-31")), above);
        assert_eq!(spoken(RULE, &dossier("partnership", 3, FULL, "2026-11-30")), above);
        assert!(spoken_with(RULE, &dossier("partnership", 4, FULL, "2026-12-31"), "steps: 1").is_empty());
        assert_eq!(spoken(RULE, &dossier("synergistic", 1, FULL, "2026-12-31")), above);
    }

    #[test]
    fn a_stage_below_what_is_proven() {
        assert_eq!(spoken(RULE, &dossier("early", 3, FULL, "2026-12-31")), ["kam-stage-below-evidence"]);
        assert!(spoken(RULE, &dossier("mid", 4, FULL, "2026-12-31")).is_empty());
        assert!(spoken(RULE, &dossier("uncoupling", 3, FULL, "2026-12-31")).is_empty());
    }

    #[test]
    fn what_is_not_known_speaks_against_nothing() {
        assert!(spoken(RULE, "kam_stage: {stage: partnership}").is_empty());
        // It buys, so it is past the first step.
        assert_eq!(spoken(RULE, "kam_stage: {stage: pre}"), ["kam-stage-below-evidence"]);
    }
}
