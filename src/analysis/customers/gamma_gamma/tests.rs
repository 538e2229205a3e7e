//! The model against hand-computed and independent values, and its laws. The published fit is in `reference_tests`.

use proptest::prelude::{prop_assert, prop_assume, proptest};

use super::*;

/// Parameters that Fader & Hardie (2013) found for the CDNOW sample.
const CDNOW: GammaGamma = GammaGamma { p: 6.25, q: 3.74, v: 15.44 };

fn accounts(spends: &[(u32, f64)]) -> Vec<RepeatSpend> {
    spends.iter().map(|&(repeats, mean)| RepeatSpend { repeats, mean }).collect()
}

#[test]
fn expected_value_by_hand() {
    // p v / (q − 1) = 6.25 · 15.44 / 2.74 = 96.5 / 2.74.
    assert!((CDNOW.expected_value(None).unwrap() - 96.5 / 2.74).abs() < 1e-12);
    // 6.25 · (15.44 + 2 · 20) / (12.5 + 2.74) = 346.5 / 15.24.
    let two = CDNOW.expected_value(Some(RepeatSpend { repeats: 2, mean: 20.0 }));
    assert!((two.unwrap() - 346.5 / 15.24).abs() < 1e-12);
    let wide = GammaGamma { q: 0.9, ..CDNOW };
    assert_eq!(wide.expected_value(None), None);
    assert!(wide.expected_value(Some(RepeatSpend { repeats: 1, mean: 20.0 })).is_some());
}

#[test]
fn likelihood_of_single_accounts() {
    // p = q = v = 1 and x = 1: Γ(2)/Γ(1)² · 1 / (1 + z)² = 1/(1 + z)²; at z = 3, ln 1/16. The table measures in units of
    // the mean, here 3, so v = 1 is 1/3 of it.
    let table = SpendTable::new(&accounts(&[(1, 3.0)]));
    let found = table.log_likelihood(&GammaGamma { p: 1.0, q: 1.0, v: 1.0 / 3.0 }) - libm::log(3.0);
    assert!((found - libm::log(1.0 / 16.0)).abs() < 1e-12, "{found}");
    // p = 1, x = 2: Γ(3)/(Γ(2)Γ(1)) · z · 2² / (1 + 2z)³ with z = 3: 2 · 3 · 4 / 343.
    let table = SpendTable::new(&accounts(&[(2, 3.0)]));
    let found = table.log_likelihood(&GammaGamma { p: 1.0, q: 1.0, v: 1.0 / 3.0 }) - libm::log(3.0);
    assert!((found - libm::log(24.0 / 343.0)).abs() < 1e-12, "{found}");
}

#[test]
fn ratio_of_gammas() {
    // Γ(67)/Γ(64) = 64 · 65 · 66, and Γ(1000.5)/Γ(1000) = √1000 · (1 − 1/8000 + 1/128 000 000 + …) (A&S 6.1.47).
    assert!((log_gamma_ratio(64.0, 3.0) - libm::log(64.0 * 65.0 * 66.0)).abs() < 1e-13);
    let half = 0.5 * libm::log(1000.0) + libm::log1p(-1.0 / 8000.0 + 1.0 / 128e6);
    assert!((log_gamma_ratio(1000.0, 0.5) - half).abs() < 1e-11);
    // Both ways agree where they meet.
    for q in [0.1, 1.0, 7.5, 300.0] {
        let plain = libm::lgamma(64.0 + q) - libm::lgamma(64.0);
        assert!((log_gamma_ratio(64.0, q) - plain).abs() < 1e-12 * plain.abs().max(100.0), "{q}");
    }
    assert!((log_gamma_ratio(1e8, 2.0) - (libm::log(1e8) + libm::log(1e8 + 1.0))).abs() < 1e-13);
}

#[test]
fn orders_that_are_much_alike_settle() {
    // Means with a tail (Pareto, index 2.2), each known from hundreds of orders: p grows to its bound, and the search must
    // still end.
    let spends = portfolio(1000, |i| (200 + i * 7 % 90, 50.0 * libm::pow((f64::from(i) + 0.5) / 1000.0, -1.0 / 2.2)));
    let found = GammaGamma::fit(&spends).unwrap();
    assert!(found.model.p > 1000.0 && found.model.q > 1.0, "{found:?}");
}

/// A portfolio whose accounts differ in their means and whose orders scatter little.
fn portfolio(count: u32, of: impl Fn(u32) -> (u32, f64)) -> Vec<RepeatSpend> {
    accounts(&(0..count).map(of).collect::<Vec<_>>())
}

#[test]
fn refuses_and_warns() {
    let few = portfolio(99, |i| (1 + i % 7, 50.0 + f64::from(i * 37 % 101)));
    assert_eq!(GammaGamma::fit(&few), Err(NoFit::TooFewRepeatBuyers { found: 99, needed: 100 }));
    let tied = portfolio(200, |i| (1 + i % 10, 20.0 * f64::from(1 + i % 10) + f64::from(i % 13)));
    let found = GammaGamma::fit(&tied).unwrap();
    assert!(matches!(found.warnings[..], [SpendWarning::Correlated(c), ..] if c > 0.95), "{found:?}");
    // Means with a tail of index 2/3 (Pareto), each well known: no mean over accounts.
    let wild = portfolio(300, |i| (5 + i * 7 % 11, libm::pow(300.0 / (f64::from(i) + 0.5), 1.5)));
    let found = GammaGamma::fit(&wild).unwrap();
    assert!(found.warnings.contains(&SpendWarning::NoMean), "{found:?}");
    assert_eq!(found.model.expected_value(None), None);
    // All orders alike: as alike as can be.
    let alike = GammaGamma::fit(&portfolio(150, |i| (1 + i % 5, 80.0)));
    let bound = |fit: &GammaGammaFit| fit.warnings.iter().any(|w| matches!(w, SpendWarning::AtBound(_)));
    assert!(alike.as_ref().map_or(true, bound), "{alike:?}");
    assert_eq!(alike.ok().and_then(|fit| fit.correlation), None);
}

#[test]
fn currency_and_order_do_not_matter() {
    let spends = portfolio(240, |i| (1 + i * 7 % 11, 30.0 + f64::from(i * 7919 % 997) / 4.0));
    let found = GammaGamma::fit(&spends).unwrap();
    let mut turned: Vec<RepeatSpend> = spends.iter().map(|s| RepeatSpend { mean: s.mean * 1024.0, ..*s }).collect();
    turned.reverse();
    let scaled = GammaGamma::fit(&turned).unwrap();
    // 1024 is a power of two, so not a bit may differ.
    assert_eq!(
        (found.model.p, found.model.q, found.model.v * 1024.0),
        (scaled.model.p, scaled.model.q, scaled.model.v)
    );
}

proptest! {
    #[test]
    fn expectation_lies_between_the_account_and_all(
        p in 0.2..20.0, q in 1.1..10.0, v in 0.1..500.0, repeats in 1..200_u32, mean in 0.1..5000.0,
    ) {
        let model = GammaGamma { p, q, v };
        let all = model.expected_value(None).unwrap();
        let own = model.expected_value(Some(RepeatSpend { repeats, mean })).unwrap();
        let slack = 1e-9 * (all + mean);
        prop_assert!(own >= all.min(mean) - slack && own <= all.max(mean) + slack, "{all} {own} {mean}");
        prop_assume!((all - mean).abs() > 1e-3);
        // The more orders, the closer to the account's own mean.
        let more = model.expected_value(Some(RepeatSpend { repeats: repeats + 1, mean })).unwrap();
        prop_assert!((more - mean).abs() <= (own - mean).abs() + slack);
    }
}
