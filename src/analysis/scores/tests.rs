//! Hand-computed places, tiers and scores.

use super::scorecard::places;
use super::*;
use crate::analysis::sample;
use crate::portfolio::{Account, Tier};
use crate::project::settings::Settings;

#[test]
fn places_by_hand() {
    let found = places(&[Some(10.0), None, Some(30.0), Some(20.0), Some(20.0)]);
    // Of three others, none, all, one and a half lie below.
    assert_eq!(found, [Some(0.0), None, Some(1.0), Some(0.5), Some(0.5)]);
    assert_eq!(places(&[Some(3.0)]), [Some(1.0)]);
}

#[test]
fn tiers_are_rounded_up() {
    use PyramidTier::{Base, Middle, Top, Upper};
    // Of 43: 2.15, 8.6 and 21.5 accounts.
    assert_eq!(
        [1, 3, 4, 9, 10, 22, 23, 43].map(|rank| PyramidTier::of(rank, 43, PyramidSettings::default())),
        [Top, Top, Upper, Upper, Middle, Middle, Base, Base]
    );
    assert_eq!(PyramidTier::of(1, 1, PyramidSettings::default()), Top);
    // Of 10 in tenths, thirds and all but one: 1, 4 (3.3 rounded up) and 9 accounts.
    let cuts = PyramidSettings { cuts: [10, 33, 90] };
    assert_eq!(
        [1, 2, 4, 5, 9, 10].map(|rank| PyramidTier::of(rank, 10, cuts)),
        [Top, Upper, Upper, Middle, Middle, Base]
    );
}

#[test]
fn a_scorecard_by_hand() {
    let settings = Settings::default().scorecard;
    // Revenue 20, gross profit 20, strategic weight 10 are known: of 50, so 40, 40 and 20 points.
    let card = Scorecard::of([Some(1.0), Some(0.25), None, None, None, None, None, Some(2.0 / 3.0)], &settings);
    assert!((card.score().unwrap() - (40.0 + 10.0 + 40.0 / 3.0)).abs() < 1e-9);
    assert!((card.completeness - 0.5).abs() < 1e-12);
    assert_eq!(Scorecard::of([None; 8], &settings).score(), None);
}

#[test]
fn a_large_account_without_profit_is_where_they_disagree() {
    let names: Vec<String> = (0..20).map(|n| format!("k{n:02}")).collect();
    let mut sales: Vec<sample::Sale> = vec![("big", "2026-06-30", 1000, Some(999))];
    sales.extend(names.iter().map(|name| (name.as_str(), "2026-06-30", 100, Some(50))));
    let ledger = sample::ledger(&sales);
    let mut portfolio = sample::accounts_of(&ledger);
    let big = Account { tier: Some(Tier::Standard), ..portfolio.accounts[0].clone() };
    portfolio.accounts[0] = big;
    let analysis = sample::analysis_of(&portfolio, &ledger, &Settings::default());
    let scores = analysis.scores.of_account(0).unwrap();
    assert!(analysis.scores.pyramid_by_profit);
    assert_eq!((scores.single.rank, scores.pyramid.rank), (1, 21));
    assert_eq!((scores.single.tier, scores.pyramid.tier), (PyramidTier::Top, PyramidTier::Base));
    assert_eq!((scores.tiers_apart(), scores.ranks_apart()), (3, 20));
    assert_eq!(analysis.scores.accounts.len(), 21);
}

proptest::proptest! {
    #[test]
    fn every_rank_once_and_scores_within_bounds(values in proptest::collection::vec(0.0..9.0_f64, 1..60)) {
        let accounts: Vec<usize> = (0..values.len()).collect();
        let mut found: Vec<usize> = ranks(&accounts, PyramidSettings::default(), |at, _| values[at]).iter().map(|ranked| ranked.rank).collect();
        found.sort_unstable();
        proptest::prop_assert_eq!(found, (1..=values.len()).collect::<Vec<_>>());
        let places = places(&values.iter().map(|value| Some(*value)).collect::<Vec<_>>());
        proptest::prop_assert!(places.iter().flatten().all(|place| (0.0..=1.0).contains(place)));
        let mean = places.iter().flatten().sum::<f64>() / places.len() as f64;
        proptest::prop_assert!(values.len() == 1 || (mean - 0.5).abs() < 1e-9);
    }
}
