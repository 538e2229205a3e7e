//! # A need that nobody stated
//!
//! Ask what each wants before dividing the orange (S4 需求原则): a need without somebody who said it, and without a day, is what
//! we think the customer should want.
//!
//! The rule speaks at an account with needs (those dropped excepted) that name neither a source nor a contact, or no day. It
//! speaks once for all of them, and only from `count` such needs on.
//!
//! **Remedy (S4).** Ask, and enter who said it (`contact` or `source`) and when (`date`); drop the need that nobody confirms.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::portfolio::NeedStatus;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "need-without-source",
    default_level: RuleLevel::Warn,
    concern: Concern::Records,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "count",
        default: 1.0,
        min: 1.0,
        max: 100.0,
        meaning: "from how many such needs of an account the rule speaks",
    }],
    keys: &["need-without-source"],
    source: include_str!("need_without_source.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let from = input.count("count");
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let standing = account.needs.iter().enumerate().filter(|(_, need)| need.status != Some(NeedStatus::Dropped));
        let bare: Vec<_> = standing
            .filter(|(_, need)| (need.source.is_none() && need.contact.is_none()) || need.date.is_none())
            .collect();
        let Some((at, first)) = bare.first().filter(|_| bare.len() >= from) else { continue };
        let unsaid = first.source.is_none() && first.contact.is_none();
        let mend = format!("needs.{at}.{}", if unsaid { "source" } else { "date" });
        let evidence = vec![("count", Value::Count(bare.len())), ("need", Value::Words(first.need.clone()))];
        hits.push(input.at(
            position,
            "need-without-source",
            input.exposed(position, Exposure::Hundredth),
            mend,
            evidence,
        ));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "need-without-source";

    #[test]
    fn who_said_it_and_when() {
        let need = |more: &str| format!("contacts: [{{id: li, name: Li}}]\nneeds: [{{need: shorter routes{more}}}]");
        assert_eq!(spoken(RULE, &need("")), [RULE]);
        assert_eq!(spoken(RULE, &need(", source: survey")), [RULE]);
        assert!(spoken(RULE, &need(", source: survey, date: 2026-05-01")).is_empty());
        assert!(spoken(RULE, &need(", contact: li, date: 2026-05-01")).is_empty());
        assert!(spoken(RULE, &need(", status: dropped")).is_empty());
        assert!(spoken_with(RULE, &need(""), "count: 2").is_empty());
        assert_eq!(hits(RULE, &need(", contact: li"), SALES, "")[0].mend.key, "needs.0.date");
    }
}
