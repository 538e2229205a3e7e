//! # Dropping the small
//!
//! “Hold the large, let go the small” (S4) against never dropping the small without looking (S2, second misconception): the
//! sources contradict each other, and a firm that lives on a few large accounts lives on their decisions.
//!
//! The rule speaks
//!
//! - at an account in the zone *abandon* whose dossier holds neither a potential nor a note on it: nobody has looked;
//! - at the portfolio, when the largest account has more than `cr1` per cent of the base of the classes.
//!
//! **Remedy (S2).** Look at the potential before reducing anything and write down what was found, also when it is none; keep
//! the large from becoming the only.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::frameworks::attack_defend::Zone;
use crate::portfolio::Amount;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "dropping-the-small",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::All,
    settings: &[RuleSetting {
        name: "cr1",
        default: 30.0,
        min: 0.0,
        max: 100.0,
        meaning: "the share of the largest account, in per cent, above which the portfolio is too concentrated",
    }],
    keys: &["abandoned-unseen", "too-concentrated"],
    source: include_str!("dropping_the_small.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits: Vec<RuleHit> = Vec::new();
    for (position, account, facts) in input.looked_at() {
        let looked_at = account.potential.is_some() || account.potential_note.is_some();
        let Some(place) = facts.position.filter(|place| place.zone == Zone::Abandon && !looked_at) else {
            continue;
        };
        let elsewhere = (place.wallet - place.ours).max(Amount::ZERO);
        let evidence = vec![
            ("zone", Value::Zone(place.zone)),
            ("wallet", Value::Money(place.wallet)),
            ("share", Value::Share(place.share)),
            ("elsewhere", Value::Money(elsewhere)),
        ];
        hits.push(input.at(position, "abandoned-unseen", elsewhere, "potential_note", evidence));
    }
    hits.extend(concentration(input));
    hits
}

fn concentration(input: &RuleInput) -> Option<RuleHit> {
    let limit = input.share("cr1");
    let standing = input.facts.standing();
    let share = standing.concentration.cr1.filter(|&share| share > limit)?;
    let &account = standing.ranking.order().first()?;
    let amount = standing.ranking.amount(account);
    let evidence = vec![
        ("account", Value::Account(account)),
        ("base", Value::Base(standing.base)),
        ("share", Value::Share(share)),
        ("limit", Value::Share(limit)),
        ("amount", Value::Money(amount)),
    ];
    Some(input.overall("too-concentrated", amount, "rules.dropping-the-small.cr1", evidence))
}
