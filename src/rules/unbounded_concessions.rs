//! # Concessions without bounds
//!
//! The more the better does not hold for discounts, rebates and free services: compute the profit room, and stop there (S2,
//! fifth misconception).
//!
//! The rule compares (discounts + rebates + free services) with gross profit, period by period. Amounts are those of
//! `concessions.periods` in the dossier; where it has none, the discounts that the sales state, over the 12 months. It speaks
//! at an account when
//!
//! - the share in the newest period is above the cap: `concessions.cap` of the dossier, else `cap` per cent. Concessions
//!   without any gross profit are above every cap;
//! - the share has risen `rises` times in a row while revenue grew by no more than `flat` per cent over the same periods.
//!
//! Gross profit of a period needs costs on 95 % of the account's revenue in it.
//!
//! **Remedy (S2).** Work out the room, set a cap, and give nothing more without a return.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::sales::{Figures, Scope};
use crate::analysis::value::Value;
use crate::portfolio::{Account, Amount, ConcessionPeriod, Period};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "unbounded-concessions",
    default_level: RuleLevel::Warn,
    concern: Concern::Money,
    reach: Reach::All,
    settings: &[
        RuleSetting {
            name: "cap",
            default: 30.0,
            min: 0.0,
            max: 1000.0,
            meaning: "what concessions may take of gross profit, in per cent, where the dossier sets no cap",
        },
        RuleSetting {
            name: "rises",
            default: 3.0,
            min: 1.0,
            max: 40.0,
            meaning: "how many rises of the share in a row are too many",
        },
        RuleSetting {
            name: "flat",
            default: 2.0,
            min: -100.0,
            max: 1000.0,
            meaning: "the growth of revenue, in per cent, up to which it is flat",
        },
    ],
    keys: &["concessions-above-cap", "concessions-without-profit", "concessions-rising"],
    source: include_str!("unbounded_concessions.rs"),
    check,
};

/// Concessions of a period against its sales.
#[derive(Debug, Clone, Copy)]
struct Granted {
    period: Period,
    amount: Amount,
    figures: Figures,
    gross_profit: Amount,
}

impl Granted {
    fn new(period: Period, amount: Amount, figures: Figures) -> Option<Self> {
        let gross_profit = figures.gross_profit().filter(|_| figures.is_covered())?;
        Some(Self { period, amount, figures, gross_profit })
    }

    /// Of gross profit; `None` where there is none.
    fn share(self) -> Option<f64> {
        if self.gross_profit.is_positive() { self.amount.share_of(self.gross_profit) } else { None }
    }
}

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let granted = granted(input, position, account);
        let cap = account.concessions.cap.map_or(input.share("cap"), crate::portfolio::Percent::share);
        let Some(&newest) = granted.last().filter(|newest| newest.amount.is_positive()) else { continue };
        if newest.share().is_none_or(|share| share > cap) {
            hits.push(above(input, position, newest, cap));
        } else if let Some(hit) = rising(input, position, &granted) {
            hits.push(hit);
        }
    }
    hits
}

fn granted(input: &RuleInput, position: usize, account: &Account) -> Vec<Granted> {
    let scope = Scope::Account(position);
    if account.concessions.periods.is_empty() {
        // Kept by month, so the same months of sales must be set against it.
        let sums = input.sales.line_sums(scope, input.facts.year.period);
        let line = sums.rows.first().copied().unwrap_or_default();
        return Granted::new(sums.counted, line.discount, line.figures).into_iter().collect();
    }
    let dated = account.concessions.periods.iter().filter_map(|granted| {
        let period = granted.period.query()?.resolve(input.as_of.date, input.settings.fiscal_year_start);
        Granted::new(period, sum(granted), input.sales.figures(scope, period))
    });
    let mut all: Vec<Granted> = dated.filter(|granted| granted.period.first <= input.as_of.date).collect();
    all.sort_by_key(|granted| (granted.period.last, granted.period.first));
    all
}

fn sum(granted: &ConcessionPeriod) -> Amount {
    [granted.discounts, granted.rebates, granted.free_services].into_iter().flatten().sum()
}

fn above(input: &RuleInput, position: usize, newest: Granted, cap: f64) -> RuleHit {
    let mut evidence = vec![
        ("period", Value::Period(newest.period)),
        ("concessions", Value::Money(newest.amount)),
        ("gross_profit", Value::Money(newest.gross_profit)),
        ("cap", Value::Share(cap)),
    ];
    let key = match newest.share() {
        Some(share) => {
            evidence.push(("share", Value::Share(share)));
            "concessions-above-cap"
        }
        None => "concessions-without-profit",
    };
    input.at(position, key, newest.amount, "concessions.cap", evidence)
}

fn rising(input: &RuleInput, position: usize, granted: &[Granted]) -> Option<RuleHit> {
    let rises = input.count("rises");
    let last = granted.get(granted.len().checked_sub(rises + 1)?..)?;
    let rose = last.windows(2).all(|two| two[0].share().zip(two[1].share()).is_some_and(|(before, now)| now > before));
    let (first, newest) = (last.first()?, last.last()?);
    let growth = (newest.figures.revenue - first.figures.revenue).share_of(first.figures.revenue)?;
    if !rose || growth > input.share("flat") {
        return None;
    }
    let evidence = vec![
        ("rises", Value::Count(rises)),
        ("from", Value::Share(first.share()?)),
        ("to", Value::Share(newest.share()?)),
        ("revenue_rate", Value::Rate(growth)),
        ("concessions", Value::Money(newest.amount)),
    ];
    Some(input.at(position, "concessions-rising", newest.amount, "concessions.cap", evidence))
}
