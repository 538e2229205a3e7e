//! # A contract is up for renewal
//!
//! A continuous contract is the first of the five elements (S4), and the third stage of buying, *resolution of concerns*, comes
//! before its decision (S1): what is open when the renewal is due is settled in the price.
//!
//! The day is `renewal` of the contract, else its `end` where it does not renew by itself. The rule speaks
//!
//! - when that day is within `days` days and concerns are open: objections that are not resolved, complaints that are not
//!   closed, or nobody who decides met within these days, where the dossier names such a contact;
//! - when the contract ended, however long ago, and no contract of the account is running or begins later: until a new one is
//!   entered, or an exception with its reason. Where an open opportunity is marked as `renewal`, it is named with its stage, and
//!   its `next_step` is what is to be done: the two are one matter.
//!
//! The number of days is a convention. At stake is the contract's value, else a year's revenue.
//!
//! **Remedy (S1).** Settle the concerns one by one, first with whoever decides; then speak of the price. Enter the new contract.

use jiff::civil::Date;

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::meetings::{deciders, last_met};
use crate::analysis::value::{Value, Values};
use crate::portfolio::{Account, Contract, Opportunity};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "contract-renewal-due",
    default_level: RuleLevel::Warn,
    concern: Concern::Business,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "days",
        default: 90.0,
        min: 1.0,
        max: 1000.0,
        meaning: "days before a renewal from which its concerns must be settled",
    }],
    keys: &[
        "contract-renewal-due",
        "contract-renewal-complaints",
        "contract-renewal-objections",
        "contract-renewal-unmet",
        "contract-lapsed",
        "contract-lapsed-renewing",
        "contract-lapsed-renewing-staged",
    ],
    source: include_str!("contract_renewal_due.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        for (at, contract) in account.contracts.iter().enumerate() {
            let found = due(input, account, contract).or_else(|| lapsed(input, account, contract));
            let Some((key, mut evidence)) = found else { continue };
            evidence.insert(0, ("name", Value::Words(contract.name.clone())));
            let value = contract.value.as_ref().map(|figure| figure.value).filter(|value| value.is_positive());
            let stake = value.unwrap_or_else(|| input.exposed(position, Exposure::Whole));
            hits.push(input.at(position, key, stake, format!("contracts.{at}"), evidence));
        }
    }
    hits
}

fn settled_by(contract: &Contract) -> Option<Date> {
    contract.renewal.or(contract.end.filter(|_| !contract.renews))
}

fn due(input: &RuleInput, account: &Account, contract: &Contract) -> Option<(&'static str, Values)> {
    let (today, within) = (input.today(), 0..=input.whole("days"));
    let day =
        settled_by(contract).filter(|day| contract.start <= today && within.contains(&-input.days_since(*day)))?;
    let objections = account.objections.iter().filter(|objection| objection.resolved.is_none_or(|day| day > today));
    let complaints = account.complaints.iter().filter(|c| c.date <= today && c.closed.is_none_or(|day| day > today));
    let (objections, complaints) = (objections.count(), complaints.count());
    let recent = |met: Date| within.contains(&input.days_since(met));
    let mut decide = deciders(account, today).peekable();
    let unmet = decide.peek().is_some() && !decide.any(|c| last_met(account, c, today).is_some_and(recent));
    let evidence = vec![
        ("days", Value::Days(-input.days_since(day))),
        ("date", Value::Date(day)),
        ("count", Value::Count(objections + complaints)),
    ];
    match (objections, complaints, unmet) {
        (0, 0, false) => None,
        (0, 0, true) => Some(("contract-renewal-unmet", evidence)),
        (_, 0, _) => Some(("contract-renewal-objections", evidence)),
        (0, _, _) => Some(("contract-renewal-complaints", evidence)),
        _ => Some(("contract-renewal-due", evidence)),
    }
}

fn lapsed(input: &RuleInput, account: &Account, contract: &Contract) -> Option<(&'static str, Values)> {
    let today = input.today();
    let end = contract.end.filter(|end| !contract.renews && *end < today)?;
    let follows = |other: &Contract| other.start > today || (other.renews || other.end.is_none_or(|end| end >= today));
    let last = account.contracts.iter().all(|other| !follows(other) && other.end <= contract.end);
    if !last {
        return None;
    }
    let mut evidence: Values = vec![("days", Value::Days(input.days_since(end))), ("date", Value::Date(end))];
    let Some(renewal) = renewal(account) else { return Some(("contract-lapsed", evidence)) };
    evidence.push((RENEWAL, Value::Words(renewal.name.clone())));
    evidence.extend(renewal.next_step.iter().map(|next| ("next", Value::Words(next.clone()))));
    let (Some(stage), Some(since)) = (renewal.stage, renewal.since) else {
        return Some(("contract-lapsed-renewing", evidence));
    };
    evidence.push(("stage", Value::Choice("buying_stage", stage.key())));
    evidence.push(("since", Value::Date(since)));
    Some(("contract-lapsed-renewing-staged", evidence))
}

/// The evidence that names the opportunity by which a contract that ended is renewed.
pub const RENEWAL: &str = "opportunity";

/// The open opportunity that renews what the account has: the largest, the first of equal ones.
fn renewal(account: &Account) -> Option<&Opportunity> {
    let open = account.opportunities.iter().filter(|one| one.is_open() && one.renewal);
    let worth = |one: &Opportunity| one.amount.as_ref().map(|figure| figure.value).unwrap_or_default();
    open.reduce(|best, other| if worth(other) > worth(best) { other } else { best })
}

#[cfg(test)]
mod tests {
    use crate::analysis::value::Value;
    use crate::rules::cases::{SALES, hits, keys, spoken, spoken_with};

    const RULE: &str = "contract-renewal-due";

    fn dossier(contract: &str, more: &str) -> String {
        format!("contracts: [{{name: frame, start: 2025-01-01, {contract}}}]\n{more}\n")
    }

    #[test]
    fn ninety_days_with_an_open_concern() {
        let open = "objections: [{what: too dear}]";
        assert_eq!(spoken(RULE, &dossier("end: 2026-09-28", open)), ["contract-renewal-objections"]);
        let complaint = "complaints: [{date: 2026-06-20, what: late}]";
        assert_eq!(spoken(RULE, &dossier("end: 2026-09-28", complaint)), ["contract-renewal-complaints"]);
        let both = format!("{open}\n{complaint}");
        assert_eq!(spoken(RULE, &dossier("end: 2026-09-28", &both)), ["contract-renewal-due"]);
        assert!(spoken(RULE, &dossier("end: 2026-09-29", open)).is_empty());
        assert!(spoken(RULE, &dossier("end: 2026-09-28, renews: true", open)).is_empty());
        assert!(
            spoken(RULE, &dossier("end: 2026-09-28", "objections: [{what: dear, resolved: 2026-06-01}]")).is_empty()
        );
        assert!(spoken(RULE, &dossier("end: 2026-09-28", "")).is_empty());
        assert!(spoken_with(RULE, &dossier("end: 2026-09-28", open), "days: 89").is_empty());
        let valued = hits(RULE, &dossier("end: 2027-12-31, renewal: 2026-08-01, value: 700000", open), SALES, "");
        let stake = valued[0].stake.to_string();
        assert_eq!((keys(&valued), stake.as_str()), (vec!["contract-renewal-objections"], "700000.00"));
    }

    #[test]
    fn whoever_decides_must_have_been_met() {
        let known = "contacts: [{id: wang, name: Wang, roles: [decision_maker]}]";
        assert_eq!(spoken(RULE, &dossier("end: 2026-09-28", known)), ["contract-renewal-unmet"]);
        let met = format!("{known}\nvisits: [{{date: 2026-06-01, met: wang}}]");
        assert!(spoken(RULE, &dossier("end: 2026-09-28", &met)).is_empty());
    }

    #[test]
    fn a_contract_that_ran_out() {
        assert_eq!(spoken(RULE, &dossier("end: 2026-06-29", "")), ["contract-lapsed"]);
        assert!(
            spoken(RULE, &dossier("end: 2026-06-29", "").replace("}]", "}, {name: new, start: 2026-06-30}]"))
                .is_empty()
        );
        // 91 days ago: it stays until a new one is entered.
        assert_eq!(spoken(RULE, &dossier("end: 2026-03-31", "")), ["contract-lapsed"]);
        assert_eq!(spoken(RULE, &dossier("end: 2025-06-30", "")), ["contract-lapsed"]);
        let signed = dossier("end: 2026-03-31", "").replace("}]", "}, {name: new, start: 2026-07-15}]");
        assert!(spoken(RULE, &signed).is_empty(), "the new one begins later");
    }

    #[test]
    fn a_renewal_in_the_pipeline_is_the_same_matter() {
        let with =
            |opportunity: &str| dossier("end: 2026-03-31", &format!("opportunities: [{{name: o, {opportunity}}}]"));
        assert_eq!(spoken(RULE, &with("renewal: true")), ["contract-lapsed-renewing"]);
        let staged = with("renewal: true, stage: decide, since: 2026-04-01, next_step: two options");
        let found = &hits(RULE, &staged, SALES, "")[0];
        assert_eq!(found.key, "contract-lapsed-renewing-staged");
        assert!(found.evidence.contains(&("next", Value::Words("two options".into()))));
        // What is no renewal, or has ended, is another matter.
        assert_eq!(spoken(RULE, &with("stage: decide")), ["contract-lapsed"]);
        let lost = with("renewal: true, outcome: {result: lost, date: 2026-05-01}");
        assert_eq!(spoken(RULE, &lost), ["contract-lapsed"]);
    }
}
