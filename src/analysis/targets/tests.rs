//! Small sales with targets, computed by hand.

use super::*;
use crate::analysis::sample::{Sale, accounts_of, analysis_of, ledger};
use crate::diagnostic::{Diagnostic, Place};
use crate::portfolio::PeriodQuery;
use crate::project::settings::Settings;

/// Today is 2026-06-30, in the fiscal year 2026. `a` brought 40 of 100 in the first half of last year, and 60 after it.
const SALES: &[Sale] = &[
    ("a", "2025-01-10", 30, Some(20)),
    ("a", "2025-06-30", 10, Some(5)),
    ("a", "2025-07-01", 60, Some(30)),
    ("a", "2026-03-31", 70, Some(40)),
    ("a", "2026-06-30", 20, Some(10)),
    ("b", "2025-11-01", 80, None),
    ("b", "2026-02-01", 30, None),
];

fn target(account: &str, period: &str, measure: TargetMeasure, amount: i64) -> Target {
    let period = period.parse::<PeriodQuery>().unwrap().resolve(jiff::civil::date(2026, 6, 30), 1);
    let place = Place::line("data/targets.csv", 2);
    Target { account: account.to_owned(), period, measure, amount: Amount::from_int(amount), place }
}

fn attained(targets: &[Target]) -> (Targets, Vec<String>) {
    let ledger = ledger(SALES);
    let portfolio = accounts_of(&ledger);
    let settings: Settings = serde_yaml::from_str("as_of: 2026-06-30").unwrap();
    let analysis = analysis_of(&portfolio, &ledger, &settings);
    let (targets, diagnostics) =
        attain(&analysis, &portfolio, &TargetsRead { sound: targets.to_vec(), unsound: Vec::new() });
    let said = |d: &Diagnostic| {
        let place = d.place.as_ref().unwrap();
        let help = &d.help;
        format!("{:?} {}:{} [{}] {} | {help}", d.severity, place.file, place.line, d.code.id(), d.message)
    };
    (targets, diagnostics.iter().map(said).collect())
}

fn one(account: usize, target: Target) -> Attainment {
    attained(&[target]).0.of(account)[0].clone()
}

#[test]
fn a_period_that_is_over_counts_whole() {
    // 70 in the first quarter against 60, and 20 in the second against 25; the second ends today.
    let first = one(0, target("a", "2026-Q1", TargetMeasure::Revenue, 60));
    assert_eq!((first.share(), first.is_partial(), first.standing()), (Some(70.0 / 60.0), false, Standing::Reached));
    let second = one(0, target("a", "2026-Q2", TargetMeasure::Revenue, 25));
    assert_eq!((second.share(), second.is_partial(), second.standing()), (Some(0.8), false, Standing::Missed));
    assert_eq!(second.attained.unwrap().pace, None);
}

#[test]
fn a_running_period_counts_to_today_and_is_compared_with_last_years_pace() {
    // 90 of 200 is 45 %; a year before 40 of 100 had come by 30 June.
    let year = one(0, target("a", "2026", TargetMeasure::Revenue, 200));
    let attained = year.attained.clone().unwrap();
    assert_eq!(attained.days.to_string(), "2026-01-01..2026-06-30");
    assert_eq!((attained.actual, attained.pace), (Some(Amount::from_int(90)), Some(0.4)));
    assert_eq!((year.share(), year.is_partial(), year.standing()), (Some(0.45), true, Standing::Faster));
    assert_eq!(one(0, target("a", "2026", TargetMeasure::Revenue, 250)).standing(), Standing::Slower);
    assert_eq!(one(0, target("a", "2026", TargetMeasure::Revenue, 225)).standing(), Standing::Level);
    assert_eq!(one(0, target("a", "2026", TargetMeasure::Revenue, 90)).standing(), Standing::Reached);
}

#[test]
fn without_a_last_year_nothing_is_said_of_pace() {
    // `b` was first sold to in November.
    let year = one(1, target("b", "2026", TargetMeasure::Revenue, 100));
    assert_eq!((year.share(), year.standing()), (Some(0.3), Standing::Running));
}

#[test]
fn gross_profit_needs_costs() {
    // 90 of revenue at a cost of 50; `b` has no costs.
    let year = one(0, target("a", "2026", TargetMeasure::GrossProfit, 80));
    assert_eq!(year.share(), Some(0.5));
    // 15 of 45 by the end of June last year.
    assert_eq!(year.attained.unwrap().pace, Some(1.0 / 3.0));
    let unknown = one(1, target("b", "2026", TargetMeasure::GrossProfit, 80));
    assert_eq!((unknown.share(), unknown.standing()), (None, Standing::Unknown));
    // Nothing sold is no gross profit, with or without costs.
    assert_eq!(one(1, target("b", "2026-Q2", TargetMeasure::GrossProfit, 80)).share(), Some(0.0));
}

#[test]
fn what_has_not_begun_has_no_attainment_and_what_is_long_over_is_not_current() {
    let next = one(0, target("a", "2026-Q3", TargetMeasure::Revenue, 60));
    assert_eq!((next.is_current, next.attained.clone(), next.standing()), (true, None, Standing::Ahead));
    let old = one(0, target("a", "2025-Q2", TargetMeasure::Revenue, 20));
    assert_eq!((old.is_current, old.share()), (false, Some(0.5)));
    assert!(one(0, target("a", "2025-Q3", TargetMeasure::Revenue, 60)).is_current);
    // What begins later is what a plan is made for.
    let later = one(0, target("a", "2027", TargetMeasure::Revenue, 60));
    assert_eq!((later.is_current, later.standing()), (true, Standing::Ahead));
    // Of nothing to attain there is no share, whatever the costs.
    let zero = one(0, target("a", "2026", TargetMeasure::Revenue, 0));
    assert_eq!((zero.share(), zero.standing()), (None, Standing::Zero));
}

#[test]
fn targets_that_no_page_shows_are_told_at_the_first() {
    let revenue = TargetMeasure::Revenue;
    let old = |period| target("a", period, revenue, 20);
    let (_, said) = attained(&[old("2026"), old("2025-Q2"), old("2024"), old("2027")]);
    let words = "no page shows the target of `a` for 2025-04-01..2025-06-30, which is long over, and one more";
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].starts_with("Note data/targets.csv:2 [target-not-shown]") && said[0].contains(words), "{said:#?}");
    assert_eq!(attained(&[old("2026"), old("2027-Q1")]).1, [""; 0]);
    // The export has targets of revenue alone.
    let profit = || target("a", "2024", TargetMeasure::GrossProfit, 20);
    let help = |targets: &[Target]| attained(targets).1[0].split("days to come; ").nth(1).unwrap().to_owned();
    let export = "`keyfolio export accounts --period PERIOD` says what came of earlier ones";
    let build = "`keyfolio build --as-of 2024-12-31`, into a folder of its own, shows";
    assert_eq!(help(&[old("2024")]), export);
    assert_eq!(help(&[profit()]), format!("{build} what came of this one"));
    assert_eq!(help(&[old("2024"), profit()]), format!("{export} of revenue, and {build} one of gross profit"));
}

#[test]
fn the_portfolio_is_the_sum_of_those_with_the_same_target() {
    let revenue = TargetMeasure::Revenue;
    let (targets, _) = attained(&[
        target("b", "2026", revenue, 100),
        target("a", "2026", revenue, 200),
        target("a", "2026-Q1", revenue, 60),
        target("a", "2026", TargetMeasure::GrossProfit, 80),
    ]);
    let sums: Vec<(String, TargetMeasure, usize, Option<f64>)> = targets
        .of_portfolio()
        .iter()
        .map(|sum| (sum.period.to_string(), sum.measure, sum.accounts, sum.share()))
        .collect();
    let year = || "2026-01-01..2026-12-31".to_owned();
    assert_eq!(
        sums,
        [
            // 90 + 30 of 200 + 100.
            (year(), revenue, 2, Some(0.4)),
            (year(), TargetMeasure::GrossProfit, 1, Some(0.5)),
            ("2026-01-01..2026-03-31".to_owned(), revenue, 1, Some(70.0 / 60.0)),
        ]
    );
    // The year runs to today and is longer than any quarter; revenue stands for the account.
    let main = targets.main_of(0).unwrap();
    assert_eq!((main.period.to_string(), main.measure), (year(), revenue));
    assert_eq!(targets.main_of(7), None);
    assert_eq!(targets.revenue_in(0, Period::quarter(2026, 1)).and_then(Attainment::share), Some(70.0 / 60.0));
}

#[test]
fn targets_of_unknown_accounts_are_told_and_left_out() {
    let (targets, said) = attained(&[
        target("Zenith", "2026", TargetMeasure::Revenue, 1),
        target("aa", "2026-Q1", TargetMeasure::Revenue, 1),
        target("A", "2026", TargetMeasure::Revenue, 1),
        target("a", "2026", TargetMeasure::Revenue, 2),
    ]);
    assert_eq!(
        said,
        [
            "Warning data/targets.csv:2 [unknown-reference] there is no account `Zenith`; its target for 2026-01-01..2026-12-31 counts nowhere | write the id of a dossier or a code of the sales files",
            "Warning data/targets.csv:2 [unknown-reference] there is no account `aa`; its target for 2026-01-01..2026-03-31 counts nowhere | did you mean `a`?",
            "Error data/targets.csv:2 [invalid-target] the account `a` has a target for 2026-01-01..2026-12-31 already, as `A` at data/targets.csv:2 | keep one of the two",
        ]
    );
    assert_eq!(targets.of(0).len(), 1);
}
