//! # The forecast failed
//!
//! Nokia's case (S1): 23 million forecast, 0.38 million came. A forecast that is not held against what came teaches nothing.
//!
//! Of each period that is over, the newest forecast made before it began counts, else the newest made while it ran. Its error is
//! (forecast − actual) ÷ actual; the actual is the dossier's, else the sales of the period where the data reach back to its
//! first day. The rule speaks at an account when the error of the newest such period, up or down, is above `error` per cent
//! (convention), or when nothing came at all.
//!
//! **Remedy (S1).** Say which assumption failed, enter it as the forecast's `note`, and make the next one from opportunities with
//! their probability.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::forecast_outcome::Outcomes;
use crate::analysis::value::{Value, Values};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "forecast-error",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "error",
        default: 30.0,
        min: 0.0,
        max: 100_000.0,
        meaning: "the error allowed, up or down, in per cent of what came",
    }],
    keys: &["forecast-too-high", "forecast-too-low", "forecast-nothing-came"],
    source: include_str!("forecast_error.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let (day, start) = (input.today(), input.settings.fiscal_year_start);
        let known = Outcomes { sales: input.sales, first_day: input.facts.first_day, day, fiscal_year_start: start };
        let accuracy = known.accuracy(account, position);
        let Some(newest) = accuracy.scored.iter().max_by_key(|scored| scored.forecast.period.last) else { continue };
        let mut evidence: Values = vec![
            ("period", Value::Period(newest.forecast.period)),
            ("forecast", Value::Money(newest.forecast.amount)),
            ("actual", Value::Money(newest.actual)),
        ];
        let key = match newest.relative_error() {
            Some(error) if error.abs() <= input.share("error") => continue,
            Some(error) => {
                evidence.push(("error", Value::Share(error.abs())));
                if error > 0.0 { "forecast-too-high" } else { "forecast-too-low" }
            }
            None if newest.forecast.amount.is_positive() => "forecast-nothing-came",
            None => continue,
        };
        let counted = &newest.forecast;
        let entry = account.forecasts.iter().position(|f| f.made == counted.made_on && f.amount == counted.amount);
        let mend = entry.map_or_else(|| "forecasts".to_owned(), |at| format!("forecasts.{at}"));
        hits.push(input.at(position, key, newest.error().abs(), mend, evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::analysis::value::Value;
    use crate::rules::cases::{SALES, hits, keys, spoken, spoken_with};

    const RULE: &str = "forecast-error";

    #[test]
    fn against_the_sales() {
        // A million came in the second quarter of 2026.
        let forecast = |amount: &str| format!("forecasts: [{{made: 2026-03-20, period: 2026-Q2, amount: {amount}}}]");
        assert!(spoken(RULE, &forecast("1300000")).is_empty());
        assert_eq!(spoken(RULE, &forecast("1300001")), ["forecast-too-high"]);
        assert_eq!(spoken(RULE, &forecast("699999")), ["forecast-too-low"]);
        assert!(spoken_with(RULE, &forecast("699999"), "error: 31").is_empty());
        // Running periods, forecasts after the fact, and periods before the data are no ground.
        assert!(spoken(RULE, "forecasts: [{made: 2026-03-20, period: 2026, amount: 1}]").is_empty());
        assert!(spoken(RULE, "forecasts: [{made: 2023-01-20, period: 2023-Q2, amount: 1}]").is_empty());
        let nothing = "forecasts: [{made: 2025-12-20, period: 2026-Q1, amount: 5}]";
        assert_eq!(spoken(RULE, nothing), ["forecast-nothing-came"]);
    }

    #[test]
    fn the_sources_case() {
        let nokia = "forecasts: [{made: 1990-12-01, period: 1991-01..1991-02, amount: 23000000, actual: 380000}]";
        let found = hits(RULE, nokia, SALES, "");
        assert_eq!(keys(&found), ["forecast-too-high"]);
        assert_eq!(found[0].stake.to_string(), "22620000.00");
        assert!(found[0].evidence.iter().any(|(name, value)| *name == "error"
            && matches!(value, Value::Share(error) if (error - 59.526_315_789).abs() < 1e-9)));
    }
}
