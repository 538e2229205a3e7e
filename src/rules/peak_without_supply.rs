//! # A peak is coming and no supply is agreed
//!
//! Agree on stock and supply before the peak (S3 淡旺季); peak season first is the first of the nine duties.
//!
//! The seasonal index of a month is the mean, over the complete years of twelve months, of its revenue ÷ its trend, which is the
//! mean of the twelve months around it: growth alone makes no peak (the ratio-to-moving-average method). The rule speaks at a key account (class A, or of the tier
//! *strategic* or *key*) when
//!
//! - the month with the highest index begins within `days` days, and not yet today;
//! - that index is at least `index` per cent, and the month was above the trend, and above the mean of its twelve months, in each of at
//!   least `years` years (convention): a step of the level is no season;
//! - no action with `supply: true` is open, or was done in the last `days` days; no supply, transport or stock commitment
//!   holds in that month; and the duty *secure supply* was not done in the last `days` days.
//!
//! **Remedy (S3).** Ask the customer for the forecast of the peak and its stock, agree on quantities, and enter an action with
//! `supply: true`.

use jiff::civil::Date;

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::customers::seasonality::{Peak, Seasonality};
use crate::analysis::value::Value;
use crate::portfolio::{Account, Amount, CommitmentKind, Duty};
use crate::project::settings::{RuleLevel, Settings};

/// The rule.
pub const RULE: Rule = Rule {
    id: "peak-without-supply",
    default_level: RuleLevel::Warn,
    concern: Concern::Promise,
    reach: Reach::KeyAccounts,
    settings: &[
        RuleSetting {
            name: "days",
            default: 60.0,
            min: 1.0,
            max: 330.0,
            meaning: "days before the peak from which supply must be agreed",
        },
        RuleSetting {
            name: "index",
            default: 130.0,
            min: 101.0,
            max: 1200.0,
            meaning: "seasonal index, in per cent of the trend, from which a month is a peak",
        },
        RuleSetting {
            name: "years",
            default: 2.0,
            min: 1.0,
            max: 20.0,
            meaning: "years in which the month must have been above the trend",
        },
    ],
    keys: &["peak-without-supply"],
    source: include_str!("peak_without_supply.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, facts) in input.looked_at() {
        let Some(peak) = peak(input, position).filter(|peak| !secured(input, account, peak)) else { continue };
        let evidence = vec![
            ("month", Value::Month(peak.month)),
            ("days", Value::Days(peak.days)),
            ("index", Value::Share(peak.index)),
            ("years", Value::Count(peak.years_above)),
        ];
        // An average month of the last year: what a peak that cannot be served costs at least.
        let stake = Amount::from_scaled(facts.year.revenue.max(Amount::ZERO).scaled() / 12).round_to(2);
        hits.push(input.at(position, "peak-without-supply", stake, "plan.actions", evidence));
    }
    hits
}

/// Whether a month stands out enough, in enough years, to count as a peak: what the rule is set to.
pub fn is_peak(peak: &Peak, season: &Seasonality, settings: &Settings) -> bool {
    let setting = |name: &str| RULE.value(name, settings);
    let often = peak.years_above >= season.years && peak.years_above as f64 >= setting("years");
    peak.index * 100.0 >= setting("index") && often
}

/// The coming peak, where it is one and comes soon.
fn peak(input: &RuleInput, position: usize) -> Option<Peak> {
    let season = Seasonality::of_account(input.sales, position, input.today())?;
    season.next_peak(input.today()).filter(|_| !season.stopped).filter(|peak| {
        let soon = peak.month.first_day() > input.today() && peak.days <= input.whole("days");
        soon && is_peak(peak, &season, input.settings)
    })
}

fn secured(input: &RuleInput, account: &Account, peak: &Peak) -> bool {
    let recent = |day: Date| (0..=input.whole("days")).contains(&input.days_since(day));
    let planned = account.plan.iter().flat_map(|plan| &plan.actions).filter(|action| action.supply);
    let promised = account.supply.commitments.iter().filter(|commitment| {
        use CommitmentKind::{Stock, Supply, Transport};
        matches!(commitment.kind, None | Some(Supply | Transport | Stock))
    });
    planned.into_iter().any(|action| action.done.is_none_or(recent))
        || promised.into_iter().any(|commitment| {
            commitment.from.is_none_or(|from| from <= peak.month.first_day())
                && commitment.to.is_none_or(|to| to >= peak.month.last_day())
        })
        || account.duties.iter().any(|entry| entry.duty == Duty::SecureSupply && recent(entry.date))
}

#[cfg(test)]
mod tests {
    use crate::analysis::sample::Sale;
    use crate::rules::cases::{hits, keys};

    const RULE: &str = "peak-without-supply";
    const DAYS: [[&str; 12]; 2] = [
        [
            "2024-07-01",
            "2024-08-01",
            "2024-09-01",
            "2024-10-01",
            "2024-11-01",
            "2024-12-01",
            "2025-01-01",
            "2025-02-01",
            "2025-03-01",
            "2025-04-01",
            "2025-05-01",
            "2025-06-01",
        ],
        [
            "2025-07-01",
            "2025-08-01",
            "2025-09-01",
            "2025-10-01",
            "2025-11-01",
            "2025-12-01",
            "2026-01-01",
            "2026-02-01",
            "2026-03-01",
            "2026-04-01",
            "2026-05-01",
            "2026-06-01",
        ],
    ];

    /// 100 a month, and in August `first`, a year later `second`.
    fn sales(first: i64, second: i64) -> Vec<Sale<'static>> {
        let year = |days: [&'static str; 12], peak: i64| {
            days.into_iter().map(move |day| ("a", day, if day.contains("-08-") { peak } else { 100 }, None))
        };
        year(DAYS[0], first).chain(year(DAYS[1], second)).collect()
    }

    #[test]
    fn august_is_thirty_two_days_off() {
        let at = |first, second, more: &str, settings: &str| keys(&hits(RULE, more, &sales(first, second), settings));
        assert_eq!(at(300, 300, "", ""), [RULE]);
        assert!(at(300, 300, "", "rules: {peak-without-supply: {days: 31}}").is_empty());
        // 140 in a year of 1240 is an index of 1.355, 130 one of 1.268.
        assert_eq!(at(140, 140, "", ""), [RULE]);
        assert!(at(130, 130, "", "").is_empty());
        // Once is no season.
        assert!(at(90, 900, "", "").is_empty());
    }

    #[test]
    fn an_action_a_promise_or_the_duty_settles_it() {
        let at = |more: &str| keys(&hits(RULE, more, &sales(300, 300), ""));
        assert!(at("plan: {actions: [{what: stock for August, supply: true}]}").is_empty());
        assert_eq!(at("plan: {actions: [{what: a letter}]}"), [RULE]);
        assert!(at("supply: {commitments: [{what: lorries, kind: transport}]}").is_empty());
        assert_eq!(at("supply: {commitments: [{what: lorries, to: 2026-08-15}]}"), [RULE]);
        assert!(at("duties: [{duty: secure_supply, date: 2026-06-01}]").is_empty());
        assert_eq!(at("duties: [{duty: secure_supply, date: 2026-04-01}]"), [RULE]);
    }
}
