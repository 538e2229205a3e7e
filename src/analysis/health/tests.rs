//! Hand-computed cases, and the laws of the score.

use jiff::civil::date;

use super::*;
use crate::analysis::sales::SalesView;
use crate::analysis::sample::{self, Sale};
use crate::portfolio::{
    Account, Amount, BuyingRole, Complaint, Contact, ContactCoverage, Localised, Overdue, SatisfactionDimension, Score,
    Survey, SurveyMark, Visit, VisitPlan,
};

const TODAY: Date = date(2026, 6, 30);

/// 100 a month in the years before, 108 a month in the last: +8 %.
fn sales_view(account: &str) -> SalesView {
    let months: Vec<(String, i64)> = (0..36)
        .map(|back: i32| (back_months(TODAY, back).to_string(), if back < 12 { 108 } else { 100 }))
        .chain([("2023-01-31".to_owned(), 1)])
        .collect();
    let sales: Vec<Sale> = months.iter().map(|(day, revenue)| (account, day.as_str(), *revenue, None)).collect();
    let ledger = sample::ledger(&sales);
    let portfolio = sample::accounts_of(&ledger);
    let mapping = crate::analysis::facts::mapping(&portfolio, &ledger);
    SalesView::new(&ledger, &mapping)
}

fn contact(id: &str, role: Option<BuyingRole>, influence: u8) -> Contact {
    let yaml = format!("{{id: {id}, name: {id}}}");
    let entry: crate::portfolio::ContactEntry = serde_yaml::from_str(&yaml).unwrap();
    Contact { roles: role.into_iter().collect(), influence: Some(Score::new(influence).unwrap()), ..entry.lock() }
}

fn visit(day: Date, met: &str) -> Visit {
    serde_yaml::from_str(&format!("{{date: {day}, met: {met}}}")).unwrap()
}

fn full() -> Account {
    let words = |text: &str| Localised::One(text.to_owned());
    let mut account = sample::with_wallet("a", 2000);
    account.contacts = vec![contact("boss", Some(BuyingRole::DecisionMaker), 5), contact("clerk", None, 2)];
    account.visits = vec![visit(date(2026, 2, 10), "boss"), visit(date(2026, 6, 1), "clerk")];
    account.visit_plan = Some(VisitPlan { per_year: Some(4), ..VisitPlan::default() });
    let complaint: Complaint = serde_yaml::from_str("{date: 2026-01-10, what: late, closed: 2026-03-01}").unwrap();
    account.complaints = vec![Complaint { what: words("late"), ..complaint }];
    let marks = vec![SurveyMark {
        dimension: SatisfactionDimension::Overall,
        expectation: None,
        experience: None,
        stated: Some(Amount::from_int(4)),
    }];
    account.satisfaction.surveys = vec![Survey {
        date: date(2026, 4, 15),
        source: None,
        n: None,
        scale: None,
        marks,
        staff: Vec::new(),
        note: None,
    }];
    account.payment.overdue = vec![
        Overdue { as_of: date(2026, 3, 1), amount: Amount::ZERO, days: None },
        Overdue { as_of: date(2026, 6, 1), amount: Amount::from_int(50), days: Some(27) },
    ];
    account
}

fn close(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?}, not {expected}");
}

#[test]
fn every_term_by_hand() {
    let (account, sales) = (full(), sales_view("a"));
    let inputs = HealthInputs { account: &account, at: 0, sales: &sales };
    let now = inputs.values(TODAY);
    // +8 %: (0.08 + 0.2) ÷ 0.4.
    close(now[0], 0.7);
    // The boss weighs 2 × 5 and was met 140 days ago, of which 60 cost nothing and the other 80 of 305 count less; the clerk
    // weighs 2 and was met 29 days ago: (10 × 225 ÷ 305 + 2) ÷ 12, but no more than the boss alone,
    // 225 of 305.
    close(now[1], 225.0 / 305.0);
    // 1,296 of 2,000 are 64.8 %, of 80 %.
    close(now[2], 0.81);
    // 4 of 5.
    close(now[3], 0.8);
    // One complaint, closed after 50 days: 0. Two visits of four: 0.5.
    close(now[4], 0.25);
    // 27 of 90 days.
    close(now[5], 0.7);
    let health = Health::of(&inputs, TODAY, &HealthSettings::default());
    // 17.5 + 18.44 + 12.15 + 12 + 2.5 + 7.
    close(health.now.score(), 17.5 + 25.0 * 225.0 / 305.0 + 12.15 + 12.0 + 2.5 + 7.0);
    assert_eq!((health.now.points(), health.now.completeness), (Some(70), 1.0));
}

#[test]
fn a_quarter_before_knows_only_what_had_happened() {
    let (account, sales) = (full(), sales_view("a"));
    let inputs = HealthInputs { account: &account, at: 0, sales: &sales };
    let before = inputs.values(date(2026, 3, 31));
    // Nine months of 108 and three of 100, against twelve of 100: +6 %.
    close(before[0], 0.65);
    // The boss was met 49 days before; the clerk not yet.
    close(before[1], 10.0 / 12.0);
    assert_eq!(before[3], None, "the survey is of April");
    // The complaint was closed late; one visit of four.
    close(before[4], 0.125);
    close(before[5], 1.0);
    let health = Health::of(&inputs, TODAY, &HealthSettings::default());
    assert_eq!(health.before.missing, [HealthTerm::Satisfaction]);
    assert!((health.before.completeness - 0.85).abs() < 1e-12);
    // 25 of 85.
    assert!((health.before.terms[0].maximum - 100.0 * 25.0 / 85.0).abs() < 1e-9);
    // The survey is known on one day only, so the other five are compared, of 85: 25 × 0.7 + 25 × 225 ÷ 305 + 15 × 0.81 +
    // 10 × 0.25 + 10 × 0.7 against the same with the terms of then.
    let like =
        |now: [f64; 5]| now.iter().zip([25.0, 25.0, 15.0, 10.0, 10.0]).map(|(of, weight)| of * weight).sum::<f64>();
    close(health.alike.now.score(), like([0.7, 225.0 / 305.0, 0.81, 0.25, 0.7]) / 0.85);
    close(health.alike.before.score(), like([0.65, 10.0 / 12.0, before[2].unwrap(), 0.125, 1.0]) / 0.85);
    assert_eq!((health.gained(), health.lost()), (vec![HealthTerm::Satisfaction], Vec::new()));
    assert_eq!(health.change_of(HealthTerm::Satisfaction), None, "what was unknown did not rise");
    // Paid 27 of 90 days late, of 10 points.
    close(health.change_of(HealthTerm::Payment), -3.0);
    // 68.1 now, 71.0 then in full.
    assert_eq!(health.change(), Some(i64::from(health.alike.now.points().unwrap()) - 71));
}

#[test]
fn a_term_that_comes_or_goes_is_no_movement() {
    let settings = HealthSettings::default();
    let (full, half) = (Some(1.0), Some(0.5));
    // The trend stands at its maximum on both days; three terms are known later. 25 of 40 then, 25 of 100 now: the term itself
    // did not move, and neither did the score on the two terms that can be compared.
    let health = Health::between([full, None, half, None, None, None], [full, half, half, half, half, half], &settings);
    assert_eq!((health.change_of(HealthTerm::RevenueTrend), health.change()), (Some(0.0), Some(0)));
    assert_eq!((health.before.points(), health.now.points(), health.mover()), (Some(81), Some(63), None));
    assert_eq!(health.gained().len(), 4);
    // Payment gets data and adds 10 points; satisfaction falls by a fifth of its 15.
    let then = [half, half, half, Some(0.9), half, None];
    let health = Health::between(then, [half, half, half, Some(0.7), half, full], &settings);
    assert!(health.now.score() > health.before.score());
    // 37.5 + 13.5 of the 90 points in common against 37.5 + 10.5: 57 and 53.
    assert_eq!(health.change(), Some(-4));
    let mover = health.mover().unwrap();
    assert_eq!(mover.term, HealthTerm::Satisfaction);
    close(Some(mover.change), -3.0);
    // One term in common is no comparison.
    let health = Health::between([full, full, None, None, None, None], [full, None, half, half, None, None], &settings);
    assert_eq!((health.change(), health.lost()), (None, vec![HealthTerm::RelationshipCoverage]));
}

#[test]
fn coverage_falls_evenly_and_a_word_is_half_a_meeting() {
    let sales = sales_view("a");
    let coverage = |account: &Account| HealthInputs { account, at: 0, sales: &sales }.values(TODAY)[1];
    let mut account = sample::account("a");
    account.contacts = vec![contact("boss", Some(BuyingRole::DecisionMaker), 4)];
    assert_eq!(coverage(&account), None, "neither a visit nor a word");
    // 60, 61, 200 and 365 days before: 305, 304, 165 and 0 of 305.
    for (day, expected) in [
        (date(2026, 5, 1), 1.0),
        (date(2026, 4, 30), 304.0 / 305.0),
        (date(2025, 12, 12), 165.0 / 305.0),
        (date(2025, 6, 30), 0.0),
    ] {
        account.visits = vec![visit(day, "boss")];
        close(coverage(&account), expected);
    }
    // A second one who weighs half as much, since they do not decide: the visits do not name them, the dossier does.
    account.visits = vec![visit(date(2026, 6, 1), "boss")];
    account.contacts.push(contact("clerk", None, 4));
    close(coverage(&account), 8.0 / 12.0);
    account.contacts[1].coverage = Some(ContactCoverage::Regular);
    close(coverage(&account), (8.0 + 4.0 * 0.5) / 12.0);
    account.contacts[1].coverage = Some(ContactCoverage::Occasional);
    close(coverage(&account), (8.0 + 4.0 * 0.25) / 12.0);
    // The same word counts as much where no visit was logged at all.
    account.contacts[0].coverage = Some(ContactCoverage::Occasional);
    account.visits = Vec::new();
    close(coverage(&account), (8.0 + 4.0) * 0.25 / 12.0);
}

#[test]
fn nobody_else_makes_up_for_the_one_who_decides() {
    let sales = sales_view("a");
    let coverage = |account: &Account| HealthInputs { account, at: 0, sales: &sales }.values(TODAY)[1];
    let mut account = sample::account("a");
    account.contacts = vec![contact("boss", Some(BuyingRole::DecisionMaker), 1), contact("clerk", None, 5)];
    account.visits = vec![visit(date(2026, 6, 1), "clerk")];
    close(coverage(&account), 0.0);
    // Met 200 days ago: 165 of 305, though the clerk alone would give more.
    account.visits.insert(0, visit(date(2025, 12, 12), "boss"));
    close(coverage(&account), 165.0 / 305.0);
    // The best covered of two who decide counts.
    account.contacts[1].roles = vec![BuyingRole::DecisionMaker];
    close(coverage(&account), (2.0 * 165.0 / 305.0 + 10.0) / 12.0);
    // Nobody is named who decides.
    account.contacts.iter_mut().for_each(|contact| contact.roles = Vec::new());
    close(coverage(&account), 0.5);
}

#[test]
fn too_little_is_no_score() {
    let (account, sales) = (sample::account("a"), sales_view("a"));
    let health =
        Health::of(&HealthInputs { account: &account, at: 0, sales: &sales }, TODAY, &HealthSettings::default());
    assert_eq!((health.now.points(), health.now.terms.len()), (None, 1));
    assert!((health.now.completeness - 0.25).abs() < 1e-12);
    assert_eq!((health.change(), health.mover()), (None, None));
    let none = HealthScore::of([None; 6], &HealthSettings::default());
    assert_eq!((none.score(), none.completeness, none.terms.len()), (None, 0.0, 0));
}

#[test]
fn lights() {
    use HealthLight::{Act, Watch, Well};
    assert_eq!(
        [100, 68, 67, 55, 54, 0].map(|points| HealthLight::of(points, HealthLights::default())),
        [Well, Well, Watch, Watch, Act, Act]
    );
    let wide = HealthLights { act: 30, well: 90 };
    assert_eq!([90, 89, 30, 29].map(|points| HealthLight::of(points, wide)), [Well, Watch, Watch, Act]);
}

proptest::proptest! {
    #[test]
    fn within_bounds_and_reweighted(
        values in proptest::array::uniform6(proptest::option::of(-1.0..2.0_f64)),
        weights in proptest::array::uniform6(0.0..50.0_f64),
    ) {
        let [revenue_trend, relationship_coverage, share_of_wallet, satisfaction, service_kept, payment] = weights;
        let settings = HealthSettings {
            revenue_trend, relationship_coverage, share_of_wallet, satisfaction, service_kept, payment,
            lights: HealthLights::default(),
        };
        let found = HealthScore::of(values, &settings);
        proptest::prop_assert!((0.0..=1.0).contains(&found.completeness));
        if let Some(score) = found.score() {
            proptest::prop_assert!((0.0..=100.0).contains(&score));
        }
        if !found.terms.is_empty() {
            let maxima: f64 = found.terms.iter().map(|term| term.maximum).sum();
            proptest::prop_assert!((maxima - 100.0).abs() < 1e-6);
        }
        // Leaving a term out is the same as giving it no weight.
        let without = HealthScore::of([None, values[1], values[2], values[3], values[4], values[5]], &settings);
        let weightless = HealthSettings { revenue_trend: 0.0, ..settings };
        let other = HealthScore::of(values, &weightless);
        proptest::prop_assert_eq!(without.score().map(f64::to_bits), other.score().map(f64::to_bits));
    }
}
