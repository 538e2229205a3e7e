//! Hand-made cases, the small checks of FRAMEWORKS §2, and the laws.

use proptest::prelude::*;

use super::*;

fn ranking(values: &[i64]) -> Ranking {
    Ranking::of(&values.iter().map(|&v| Amount::from_int(v)).collect::<Vec<_>>())
}

fn counts(abc: &Abc) -> (usize, usize, usize) {
    (abc.counts.a, abc.counts.b, abc.counts.c)
}

fn letters(abc: &Abc) -> String {
    abc.classes.iter().map(|class| class.letter()).collect()
}

#[test]
fn the_account_that_crosses_a_cut_belongs_to_the_higher_class() {
    // 50 + 30 = 80: the second account reaches the cut exactly and the third starts on it, so it is B.
    assert_eq!(letters(&cumulative(&ranking(&[50, 30, 15, 5]), Cuts::default())), "AABC");
    // 79 % before the third: it crosses, so it is A.
    assert_eq!(letters(&cumulative(&ranking(&[50, 29, 16, 5]), Cuts::default())), "AAAC");
}

#[test]
fn equal_amounts_on_a_cut_go_by_id() {
    assert_eq!(letters(&cumulative(&ranking(&[10; 10]), Cuts::default())), "AAAAAAAABB");
}

#[test]
fn accounts_at_or_below_zero_are_c_and_outside_the_sum() {
    assert_eq!(letters(&cumulative(&ranking(&[0, 80, -500, 20]), Cuts::default())), "CACB");
    assert_eq!(letters(&cumulative(&ranking(&[-1, -2, 0]), Cuts::default())), "CCC");
    assert_eq!(letters(&computed(&ranking(&[-1, -2, 0]))), "CCC");
    assert_eq!(letters(&cumulative(&ranking(&[]), Cuts::default())), "");
    assert_eq!(letters(&computed(&ranking(&[]))), "");
}

#[test]
fn one_account_and_equal_accounts_are_all_a_when_computed() {
    for values in [vec![7], vec![7; 9]] {
        let abc = computed(&ranking(&values));
        assert_eq!((abc.counts.a, abc.points), (values.len(), None));
    }
    assert_eq!(letters(&cumulative(&ranking(&[7]), Cuts::default())), "A");
}

#[test]
fn cuts_are_the_decimals_as_written() {
    // 0.1 + 0.2 ≠ 0.3 in binary: 30 % of 10 is exactly 3, so the fourth account starts on the cut and is B.
    let cuts = Cuts::from_percent([30.0, 99.9]).unwrap_or_default();
    assert_eq!(letters(&cumulative(&ranking(&[1; 10]), cuts)), "AAABBBBBBB");
    assert_eq!(Cuts::from_percent([80.0, 95.0]), Some(Cuts::default()));
    for wrong in [[95.0, 80.0], [-1.0, 50.0], [50.0, 101.0], [f64::NAN, 90.0]] {
        assert_eq!(Cuts::from_percent(wrong), None);
    }
}

/// The two small checks below the table of FRAMEWORKS §2.
#[test]
fn computed_abc_finds_the_published_points() {
    let first = computed(&ranking(&[100, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
    assert_eq!(first.points, Some(ComputedPoints { pareto: 2, break_even: 1, limit: 3 }));
    assert_eq!(counts(&first), (1, 2, 8));
    let second = computed(&ranking(&[50, 30, 20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
    assert_eq!(second.points, Some(ComputedPoints { pareto: 4, break_even: 3, limit: 6 }));
    assert_eq!(counts(&second), (3, 3, 7));
}

proptest! {
    #[test]
    fn scale_changes_no_class(values in proptest::collection::vec(-1_000_i64..1_000_000, 0..60), factor in 1_i64..1_000_000) {
        let scaled: Vec<i64> = values.iter().map(|v| v * factor).collect();
        let (one, other) = (ranking(&values), ranking(&scaled));
        prop_assert_eq!(cumulative(&one, Cuts::default()).classes, cumulative(&other, Cuts::default()).classes);
        prop_assert_eq!(computed(&one).classes, computed(&other).classes);
    }

    #[test]
    fn order_changes_no_class(values in proptest::collection::btree_set(-1_000_i64..1_000_000, 0..60)) {
        // Distinct amounts: with ties, the id decides by definition.
        let rising: Vec<i64> = values.into_iter().collect();
        let falling: Vec<i64> = rising.iter().rev().copied().collect();
        let (one, other) = (ranking(&rising), ranking(&falling));
        for (a, b) in [(cumulative(&one, Cuts::default()), cumulative(&other, Cuts::default())), (computed(&one), computed(&other))] {
            prop_assert_eq!(a.classes.iter().rev().copied().collect::<Vec<_>>(), b.classes);
            prop_assert_eq!(a.counts, b.counts);
        }
    }

    #[test]
    fn a_larger_account_is_never_in_a_lower_class(values in proptest::collection::vec(-1_000_i64..1_000_000, 0..60)) {
        let ranking = ranking(&values);
        for abc in [cumulative(&ranking, Cuts::default()), computed(&ranking)] {
            let by_rank: Vec<AbcClass> = ranking.order().iter().map(|&item| abc.classes[item]).collect();
            prop_assert!(by_rank.is_sorted());
            prop_assert_eq!(abc.counts.a + abc.counts.b + abc.counts.c, values.len());
        }
    }
}

#[test]
fn counts_above_zero_leave_out_those_that_bought_nothing() {
    let amounts = [80, 15, 5, 0, -3].map(Amount::from_int);
    let ranking = Ranking::of(&amounts);
    let abc = cumulative(&ranking, Cuts::default());
    let above = abc.above_zero(&ranking);
    assert_eq!((above.a, above.b, above.c, abc.counts.c), (1, 1, 1, 3));
}
