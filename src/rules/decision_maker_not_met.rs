//! # Nobody has met the decision maker
//!
//! The right person comes first (S1, S4 找对人): visits to those who cannot decide do not hold an account.
//!
//! The rule speaks at a key account (class A, or of the tier *strategic* or *key*) whose dossier names somebody who decides and
//! is in post (a decision maker, an economic buyer), when no visit of the last `days` days met any of them. A dossier that
//! names nobody who decides is the business of `missing-cute-role`. The number of days is a convention.
//!
//! Of somebody who was never met and to whom a quote went out that is still open, it says so: the price was named before the
//! person was known.
//!
//! **Remedy (S4 高层营销).** Get an appointment before the next offer; take our own senior level along, and enter who was met
//! under `visits`.

use jiff::civil::Date;

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::meetings::{deciders, last_met};
use crate::analysis::value::{Value, Values};
use crate::portfolio::{Account, Contact};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "decision-maker-not-met",
    default_level: RuleLevel::Warn,
    concern: Concern::People,
    reach: Reach::KeyAccounts,
    settings: &[RuleSetting {
        name: "days",
        default: 90.0,
        min: 1.0,
        max: 3650.0,
        meaning: "days within which somebody who decides must have been met",
    }],
    keys: &["decision-maker-not-met", "decision-maker-never-met", "decision-maker-quoted"],
    source: include_str!("decision_maker_not_met.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let today = input.today();
        let met = deciders(account, today).map(|contact| (last_met(account, contact, today), contact));
        // The one met last; of several never met the first as written.
        let Some((last, contact)) = met.reduce(|best, other| if other.0 > best.0 { other } else { best }) else {
            continue;
        };
        let mut evidence: Values = vec![("contact", Value::Words(contact.name.clone()))];
        let key = match last {
            Some(day) if input.days_since(day) <= input.whole("days") => continue,
            Some(day) => {
                evidence.push(("days", Value::Days(input.days_since(day))));
                evidence.push(("date", Value::Date(day)));
                "decision-maker-not-met"
            }
            None => match quoted_to(account, contact, today) {
                Some(quote) => {
                    evidence.push(("date", Value::Date(quote)));
                    "decision-maker-quoted"
                }
                None => "decision-maker-never-met",
            },
        };
        hits.push(input.at(position, key, input.exposed(position, Exposure::Tenth), "visits", evidence));
    }
    hits
}

/// The day of the newest quote that is still open and went out while this contact was in post.
fn quoted_to(account: &Account, contact: &Contact, today: Date) -> Option<Date> {
    let open = account.pricing.quotes.iter().filter(|quote| quote.closed.is_none() && quote.date <= today);
    open.map(|quote| quote.date).filter(|day| contact.since.is_none_or(|since| since <= *day)).max()
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "decision-maker-not-met";

    fn dossier(day: &str, met: &str) -> String {
        format!(
            "contacts:\n- {{id: wang, name: Wang, roles: [decision_maker]}}\n- {{id: li, name: Li, roles: [user]}}\n\
             visits: [{{date: {day}, met: {met}, findings: x}}]\n"
        )
    }

    #[test]
    fn a_quote_went_out_before_anybody_met_them() {
        let quoted = |since: &str, quote: &str| {
            let dossier =
                dossier("2026-06-01", "li").replace("[decision_maker]", &format!("[decision_maker], since: {since}"));
            spoken(RULE, &format!("{dossier}pricing: {{quotes: [{quote}]}}\n"))
        };
        assert_eq!(quoted("2026-05-25", "{date: 2026-06-20, quoted: 5.4}"), ["decision-maker-quoted"]);
        // One that closed is settled; one from before their time was not made to them.
        assert_eq!(quoted("2026-05-25", "{date: 2026-06-20, quoted: 5.4, closed: 5}"), ["decision-maker-never-met"]);
        assert_eq!(quoted("2026-05-25", "{date: 2026-05-20, quoted: 5.4}"), ["decision-maker-never-met"]);
    }

    #[test]
    fn ninety_days_without_who_decides() {
        assert!(spoken(RULE, &dossier("2026-04-01", "wang")).is_empty());
        assert_eq!(spoken(RULE, &dossier("2026-03-31", "wang")), ["decision-maker-not-met"]);
        assert!(spoken_with(RULE, &dossier("2026-03-31", "wang"), "days: 91").is_empty());
        assert_eq!(spoken(RULE, &dossier("2026-06-01", "li")), ["decision-maker-never-met"]);
        assert!(spoken(RULE, "contacts: [{id: li, name: Li, roles: [user]}]").is_empty());
        assert!(
            spoken(RULE, "contacts: [{id: wang, name: Wang, roles: [decision_maker], left: 2026-01-01}]").is_empty()
        );
    }
}
