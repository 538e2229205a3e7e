//! The model against published results, an independent computation, and its laws.

use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};

use super::*;

/// Parameters that Fader, Hardie & Lee (2005) found for the CDNOW sample.
const CDNOW: BgNbd = BgNbd { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

const fn history(repeats: u32, last: u32, age: u32) -> RepeatDays {
    RepeatDays { repeats, last, age }
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "{found} {expected}");
}

#[test]
fn as_in_the_authors_spreadsheet() {
    // Fader & Hardie's spreadsheet for the paper: customer with x = 2, tₓ = 30.43, T = 38.86, over 39 weeks.
    let expected = CDNOW.expected_orders(history(2, 213, 272), 39.0);
    assert!((expected - 1.226).abs() < 5e-4, "{expected}");
    // Its unconditional expectations, at the unrounded parameters, and the same with 40 digits (mpmath's ₂F₁): over 78
    // weeks the spreadsheet is 0.0004 off.
    let unrounded = BgNbd { r: 0.242_594_5, alpha: 4.413_601_8, a: 0.792_921_9, b: 2.425_906_4 };
    for (weeks, spreadsheet, exact) in [
        (0.1429, 0.0078, 0.007_816_000_065_075_37),
        (1.0, 0.0532, 0.053_184_289_169_064_3),
        (3.0, 0.1506, 0.150_630_832_435_865),
        (31.8571, 1.0405, 1.040_489_102_516_45),
        (32.0, 1.0437, 1.043_732_004_100_28),
        (78.0, 1.8576, 1.857_958_349_164_67),
    ] {
        let found = unrounded.expected_orders_of_new(weeks);
        assert!((found - spreadsheet).abs() < 4e-4, "{weeks}: {found} {spreadsheet}");
        near(found, exact);
    }
}

/// Equation 10 and the odds of having left, computed with 40 digits (mpmath's ₂F₁).
#[test]
fn as_with_forty_digits() {
    let model = |r, alpha, a, b| BgNbd { r, alpha, a, b };
    for (model, history, weeks, alive, orders) in [
        (CDNOW, history(2, 213, 272), 39.0, 0.726_589_721_835_495, 1.226_115_806_149_32),
        (CDNOW, history(0, 0, 272), 52.0, 1.0, 0.252_087_656_872_1),
        // a = 1, where equation 10 divides nothing by nothing.
        (model(0.5, 2.0, 1.0, 1.0), history(3, 70, 350), 52.0, 0.017_402_812_059_299_3, 0.043_517_423_442_149_9),
        (model(0.5, 2.0, 1.7, 9.0), history(40, 700, 707), 52.0, 0.950_047_891_288_585, 14.444_608_795_993_6),
        // Hardly anybody leaves; 700 orders in twenty years.
        (model(2.0, 10.0, 0.001, 5.0), history(700, 7280, 7280), 52.0, 0.999_998_579_547_472, 34.764_820_287_284_9),
        // Ten years ahead of one week seen.
        (model(0.05, 0.1, 0.3, 0.2), history(1, 7, 7), 520.0, 0.4, 38.528_600_300_680_6),
        (model(30.0, 1.0, 4.0, 900.0), history(1500, 1820, 1827), 52.0, 0.633_124_690_267_33, 152.247_777_193_532),
        (
            model(0.243, 4.414, 5.793, 0.426),
            history(1, 14, 350),
            52.0,
            0.005_129_153_850_320_66,
            0.003_265_089_689_109_14,
        ),
    ] {
        near(model.p_alive(history), alive);
        near(model.expected_orders(history, weeks), orders);
    }
}

/// Equation 6 for single accounts, computed independently with log-gamma and log-beta.
#[test]
fn likelihood_of_single_accounts() {
    let accounts = [
        (history(2, 213, 272), -9.458_473_557_488_498),
        (history(0, 0, 272), -0.554_697_231_962_602_2),
        (history(5, 70, 350), -14.389_425_462_717_861),
    ];
    for (account, expected) in accounts {
        near(RepeatTable::new([account]).log_likelihood(&CDNOW), expected);
    }
    let together = RepeatTable::new(accounts.iter().flat_map(|(account, _)| [*account, *account]));
    near(together.log_likelihood(&CDNOW), 2.0 * accounts.iter().map(|(_, expected)| expected).sum::<f64>());
}

/// Accounts of a model, from a fixed sequence: each with a rate, a chance of leaving, and exponential times.
fn simulated(model: impl Fn(&mut Sequence) -> (f64, f64), accounts: usize, days: u32) -> Vec<RepeatDays> {
    let mut sequence = Sequence(1);
    let one = |_| {
        let (rate, leave) = model(&mut sequence);
        let (mut now, mut last, mut repeats) = (0.0, 0, 0);
        loop {
            now -= 7.0 * libm::log(sequence.next()) / rate;
            let gone = sequence.next() < leave;
            let on_day = |day: &u32| f64::from(*day) <= now && now < f64::from(*day) + 1.0;
            let Some(day) = (last..=days).find(on_day) else {
                return history(repeats, last, days);
            };
            if day > last {
                (last, repeats) = (day, repeats + 1);
            }
            if gone {
                return history(repeats, last, days);
            }
        }
    };
    (0..accounts).map(one).collect()
}

/// Numbers between 0 and 1, always the same (Knuth's MMIX generator).
struct Sequence(u64);

impl Sequence {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }
}

#[test]
fn refuses_below_the_minimum() {
    let few: Vec<RepeatDays> =
        (0..99).map(|i| history(1, 7 + i, 300)).chain((0..500).map(|_| history(0, 0, 300))).collect();
    let refused = BgNbd::fit(&RepeatTable::new(few.iter().copied()));
    assert_eq!(refused, Err(NoFit::TooFewRepeatBuyers { found: 99, needed: 100 }));
    assert!(BgNbd::fit(&RepeatTable::new(few.into_iter().chain([history(1, 5, 300)]))).is_ok());
    assert_eq!(BgNbd::fit(&RepeatTable::new([])), Err(NoFit::TooFewRepeatBuyers { found: 0, needed: 100 }));
}

#[test]
fn says_when_nobody_seems_to_leave() {
    let accounts = simulated(|sequence| (0.1 - 0.3 * libm::log(sequence.next()), 0.0), 300, 730);
    let found = BgNbd::fit(&RepeatTable::new(accounts.iter().copied())).unwrap();
    let leaving = found.warnings.iter().any(|warning| matches!(warning, FitWarning::LeavingNotSettled { .. }));
    assert!(leaving, "{found:?}");
    assert!(accounts.iter().all(|account| found.model.p_alive(*account) > 0.5 || account.last + 180 < account.age));
}

#[test]
fn says_when_all_leave_alike() {
    // One chance of leaving for all: a and b grow together without end.
    let accounts = simulated(|sequence| (-0.3 * libm::log(sequence.next()), 0.2), 600, 500);
    let found = BgNbd::fit(&RepeatTable::new(accounts)).unwrap();
    let endless =
        |warning: &FitWarning| matches!(warning, FitWarning::LeavingNotSettled { larger, .. } if *larger < 1.92);
    assert!(found.warnings.iter().any(endless), "{found:?}");
    let mean = found.model.a / (found.model.a + found.model.b);
    assert!((mean - 0.2).abs() < 0.05, "{found:?}");
}

#[test]
fn says_when_all_buy_alike() {
    let accounts = simulated(|sequence| (0.2, 0.5 * sequence.next()), 600, 500);
    let found = BgNbd::fit(&RepeatTable::new(accounts)).unwrap();
    assert!(found.warnings.iter().any(|warning| matches!(warning, FitWarning::RatesNotSettled { .. })), "{found:?}");
    let rate = found.model.r / found.model.alpha;
    assert!((rate - 0.2).abs() < 0.03, "{found:?}");
}

fn any_model() -> impl Strategy<Value = BgNbd> {
    (0.05..5.0, 0.5..50.0, 0.05..5.0, 0.05..20.0).prop_map(|(r, alpha, a, b)| BgNbd { r, alpha, a, b })
}

fn any_history() -> impl Strategy<Value = RepeatDays> {
    (0..60_u32, 1..600_u32, 0..600_u32).prop_map(|(repeats, last, rest)| {
        if repeats == 0 { history(0, 0, last + rest) } else { history(repeats, last, last + rest) }
    })
}

proptest! {
    #[test]
    fn laws_of_expectation(model in any_model(), account in any_history(), weeks in 0.1..150.0) {
        let alive = model.p_alive(account);
        prop_assert!((0.0..=1.0).contains(&alive));
        let (now, later) = (model.expected_orders(account, weeks), model.expected_orders(account, weeks * 1.5));
        prop_assert!(now >= 0.0 && later >= now, "{now} {later}");
        prop_assert!(model.expected_orders(account, 0.0).abs() < f64::MIN_POSITIVE);
        // Nobody buys more than if nobody left: the posterior mean rate (r + x)/(α + T) times the weeks.
        let rate = (model.r + f64::from(account.repeats)) / (model.alpha + f64::from(account.age) / 7.0);
        prop_assert!(now <= alive * rate * weeks * (1.0 + 1e-9));
        // The longer the silence, the likelier it is gone.
        let silent = RepeatDays { age: account.age + 30, ..account };
        prop_assert!(model.p_alive(silent) <= alive);
    }

    #[test]
    fn the_unit_of_time_does_not_matter(model in any_model(), account in any_history(), weeks in 0.1..150.0) {
        let slower = BgNbd { alpha: model.alpha * 3.0, ..model };
        let stretched = RepeatDays { last: account.last * 3, age: account.age * 3, ..account };
        prop_assert!((slower.p_alive(stretched) - model.p_alive(account)).abs() < 1e-9);
        let (found, expected) = (slower.expected_orders(stretched, weeks * 3.0), model.expected_orders(account, weeks));
        prop_assert!((found - expected).abs() <= 1e-9 * expected.max(1e-6), "{} {}", found, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]
    #[test]
    fn order_of_accounts_changes_no_bit(seed in 1..1000_usize) {
        let accounts = simulated(|sequence| (-0.3 * libm::log(sequence.next()), 0.4 * sequence.next()), 250, 365);
        let mut turned = accounts.clone();
        turned.rotate_left(seed % accounts.len());
        prop_assert_eq!(RepeatTable::new(accounts).log_likelihood(&CDNOW).to_bits(), RepeatTable::new(turned).log_likelihood(&CDNOW).to_bits());
    }
}
