//! A ledger by hand: two codes of one account, two files, a return, a row without cost.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::load::ledger::{
    AccountDay, AccountIx, FileIx, ManagerIx, Order, Product, ProductMonth, RegionIx, ResponsibilityMonth,
    SalesAccount, Sums,
};
use crate::portfolio::Amount;

/// (code, day, product, revenue, cost, manager, order)
type Sale = (u32, Date, u32, i64, Option<i64>, Option<u32>, u64);

fn ledger(sales: &[Sale]) -> Ledger {
    let code = |i: u32| SalesAccount::new(format!("code-{i}"), None);
    let product = |i: u32| Product {
        code: format!("p{i}"),
        category: (i > 0).then(|| format!("category-{}", i.min(2))),
        name: String::new(),
    };
    let mut ledger = Ledger {
        accounts: (0..4).map(code).collect(),
        products: (0..4).map(product).collect(),
        managers: vec!["Li".into(), "Zhou".into()],
        regions: vec!["East".into()],
        ..Ledger::default()
    };
    for (row, &(account, day, product, revenue, cost, manager, order)) in sales.iter().enumerate() {
        let (account, file) = (AccountIx(account), FileIx(u32::try_from(row % 2).unwrap_or(0)));
        let revenue = Amount::from_int(revenue);
        let costed_revenue = if cost.is_some() { revenue } else { Amount::ZERO };
        let cost = cost.map(Amount::from_int).unwrap_or_default();
        let month = Month::of(day);
        let sums = Sums { revenue, cost, costed_revenue, rows: 1, ..Sums::default() };
        ledger.product_months.push(&ProductMonth { account, product: ProductIx(product), month, file, sums });
        ledger.account_days.push(&AccountDay { account, day, file, revenue, cost, costed_revenue });
        ledger.orders.push(&Order { account, day, id: order });
        let manager = manager.map(ManagerIx);
        let region = manager.is_some().then_some(RegionIx(0));
        ledger.responsibility_months.push(&ResponsibilityMonth {
            account,
            manager,
            region,
            month,
            file,
            revenue,
            cost,
            costed_revenue,
        });
    }
    ledger
}

fn view() -> SalesView {
    let ledger = ledger(&[
        (0, date(2026, 1, 5), 1, 100, Some(60), Some(0), 7),
        (2, date(2026, 1, 5), 2, 50, None, None, 8),
        (0, date(2026, 1, 20), 1, -30, Some(-20), Some(0), 9),
        (2, date(2026, 2, 10), 0, 10, Some(4), Some(1), 7),
        (1, date(2026, 2, 28), 3, 1000, Some(900), None, 1),
        (3, date(2026, 1, 1), 3, 9999, Some(1), None, 2),
    ]);
    let mapping = Mapping {
        accounts: 3,
        // Codes 0 and 2 are one account, code 3 is ignored, and account 2 has no sales.
        account_of: vec![Some(1), Some(0), Some(1), None],
        managers: vec!["Li".into(), "Zhou".into()],
        defaults: vec![
            AccountDefaults { manager: Some("Wang".into()), region: Some("North".into()) },
            AccountDefaults::default(),
            AccountDefaults::default(),
        ],
    };
    SalesView::new(&ledger, &mapping)
}

fn revenue(view: &SalesView, scope: Scope, first: Date, last: Date) -> String {
    view.figures(scope, Period { first, last }).revenue.to_string()
}

#[test]
fn any_days_of_an_account_with_two_codes() {
    let view = view();
    let one = Scope::Account(1);
    assert_eq!(revenue(&view, one, date(2026, 1, 1), date(2026, 12, 31)), "130.00");
    assert_eq!(revenue(&view, one, date(2026, 1, 6), date(2026, 1, 20)), "-30.00");
    assert_eq!(revenue(&view, one, date(2026, 1, 6), date(2026, 1, 19)), "0.00");
    assert_eq!(revenue(&view, Scope::Account(2), date(2026, 1, 1), date(2026, 12, 31)), "0.00");
    // The ignored code is in no figure.
    assert_eq!(revenue(&view, Scope::Portfolio, date(2026, 1, 1), date(2026, 12, 31)), "1130.00");
    let figures = view.figures(one, Period::month(Month::new(2026, 1)));
    assert_eq!(figures.gross_profit(), Some(Amount::from_int(30)));
    assert_eq!(figures.coverage(), Some(70.0 / 120.0));
}

#[test]
fn orders_and_purchase_days() {
    let view = view();
    let year = Period::fiscal_year(2026, 1);
    // Order 7 under both codes is one order; 8 and 9 are two more. The return's day is no purchase day.
    assert_eq!(view.orders(Scope::Account(1), year), 3);
    assert_eq!(view.orders(Scope::Portfolio, year), 4);
    assert_eq!(view.purchase_days(Scope::Account(1), year), 2);
    assert_eq!(view.span(Scope::Account(1)), Period::new(date(2026, 1, 5), date(2026, 2, 10)));
    assert_eq!(view.last_purchase(1, date(2026, 1, 31)), Some(date(2026, 1, 5)));
    assert_eq!((view.last_purchase(1, date(2026, 1, 1)), view.first_day(Scope::Account(2))), (None, None));
}

#[test]
fn days_without_order_ids_are_orders() {
    let day = date(2026, 1, 5);
    let ledger = ledger(&[
        (0, day, 1, 1, None, None, 0),
        (1, day, 1, 1, None, None, 0),
        (0, date(2026, 1, 6), 1, 1, None, None, 0),
    ]);
    let mapping = Mapping { accounts: 1, account_of: vec![Some(0), Some(0), None, None], ..Mapping::default() };
    assert_eq!(SalesView::new(&ledger, &mapping).orders(Scope::Account(0), Period::fiscal_year(2026, 1)), 2);
}

#[test]
fn what_is_kept_by_month_says_which_days_were_counted() {
    let view = view();
    let asked = Period { first: date(2026, 1, 18), last: date(2026, 2, 5) };
    let products = view.products(Scope::Portfolio, asked);
    assert_eq!(products.counted.to_string(), "2026-01-05..2026-02-28");
    assert!(products.is_widened());
    let found: Vec<(u32, String)> = products.rows.iter().map(|(p, s)| (p.0, s.figures.revenue.to_string())).collect();
    let expected = [(3, "1000.00"), (1, "70.00"), (2, "50.00"), (0, "10.00")].map(|(p, r)| (p, r.to_owned()));
    assert_eq!(found, expected);
    // Nothing lies beyond the data, so the end of the period need not be widened.
    let to_the_end = Period { first: date(2026, 2, 1), last: date(2026, 3, 5) };
    assert!(!view.products(Scope::Portfolio, to_the_end).is_widened());
}

#[test]
fn a_year_by_months_counts_no_month_twice() {
    let days = |first: Date, last: Date| Period { first, last };
    let long = ledger(&[(0, date(2023, 1, 20), 1, 1, None, None, 1), (0, date(2026, 1, 5), 1, 1, None, None, 2)]);
    let mapping = Mapping {
        accounts: 1,
        account_of: vec![Some(0); 4],
        managers: Vec::new(),
        defaults: vec![AccountDefaults::default()],
    };
    let view = SalesView::new(&long, &mapping);
    // Within a month: the twelve whole months before it.
    let (now, before) = view.year_by_months(days(date(2025, 1, 6), date(2026, 1, 5)));
    assert_eq!(now, days(date(2025, 1, 1), date(2025, 12, 31)));
    assert_eq!(before, Some(days(date(2024, 1, 1), date(2024, 12, 31))));
    // At the end of a month, or just before it: that month too.
    let (now, before) = view.year_by_months(days(date(2024, 7, 1), date(2025, 6, 30)));
    assert_eq!(
        (now, before),
        (days(date(2024, 7, 1), date(2025, 6, 30)), Some(days(date(2023, 7, 1), date(2024, 6, 30))))
    );
    let (now, _) = view.year_by_months(days(date(2024, 6, 28), date(2025, 6, 27)));
    assert_eq!(now, days(date(2024, 7, 1), date(2025, 6, 27)));
    // The data do not reach back.
    let (_, before) = view.year_by_months(days(date(2023, 12, 29), date(2024, 12, 28)));
    assert_eq!(before, Some(days(date(2023, 1, 1), date(2023, 12, 31))));
    let (_, before) = view.year_by_months(days(date(2023, 11, 29), date(2024, 11, 28)));
    assert_eq!(before, None);
}

#[test]
fn categories_managers_and_regions_fall_back_to_the_account() {
    let view = view();
    let year = Period::fiscal_year(2026, 1);
    let list = |rows: Vec<(Option<&str>, LineSums)>| -> Vec<(String, String)> {
        rows.iter().map(|(name, s)| (name.unwrap_or("-").to_owned(), s.figures.revenue.to_string())).collect()
    };
    let own = |rows: &[(&str, &str)]| rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    assert_eq!(
        list(view.categories(Scope::Portfolio, year).rows),
        own(&[("category-2", "1050.00"), ("category-1", "70.00"), ("-", "10.00")])
    );
    // Account 0's row has no manager: its dossier's. Account 1 has none there either.
    assert_eq!(
        list(view.managers(Scope::Portfolio, year).rows),
        own(&[("Wang", "1000.00"), ("Li", "70.00"), ("-", "50.00"), ("Zhou", "10.00")])
    );
    assert_eq!(list(view.regions(Scope::Account(0), year).rows), own(&[("North", "1000.00")]));
    assert_eq!(view.line_sums(Scope::Account(1), year).rows[0].figures.revenue, Amount::from_int(130));
}

#[test]
fn an_empty_ledger_answers_with_nothing() {
    let view = SalesView::new(&Ledger::default(), &Mapping::default());
    let year = Period::fiscal_year(2026, 1);
    assert!(view.figures(Scope::Portfolio, year).is_zero() && view.span(Scope::Portfolio).is_none());
    assert!(view.products(Scope::Portfolio, year).rows.is_empty());
    assert_eq!(view.orders(Scope::Account(3), year), 0);
}

fn sale() -> impl Strategy<Value = Sale> {
    (0_u32..3, 0_i64..120, 0_u32..4, -50_i64..200, proptest::option::of(0_i64..100), proptest::option::of(0_u32..2))
        .prop_map(|(account, day, product, revenue, cost, manager)| {
            (account, date(2025, 11, 20) + day.days(), product, revenue, cost, manager, 0)
        })
}

proptest! {
    /// Running sums answer as counting row by row does, for any days and any account.
    #[test]
    fn any_window_is_the_sum_of_its_rows(sales in proptest::collection::vec(sale(), 0..60), from in 0_i64..130, length in 0_i64..130) {
        let ledger = ledger(&sales);
        let view = SalesView::new(&ledger, &Mapping::identity(&ledger));
        let first = date(2025, 11, 15) + from.days();
        let period = Period { first, last: first + length.days() };
        let mut whole = Figures::default();
        for account in 0..4_u32 {
            let rows = sales.iter().filter(|sale| sale.0 == account && period.contains(sale.1));
            let expected: i64 = rows.map(|sale| sale.3).sum();
            let found = view.figures(Scope::Account(account as usize), period);
            prop_assert_eq!(found.revenue, Amount::from_int(expected));
            let days: Figures = view.days(Scope::Account(account as usize), period).map(|(_, figures)| figures).sum();
            prop_assert_eq!(days, found);
            whole += found;
        }
        prop_assert_eq!(view.figures(Scope::Portfolio, period), whole);
    }

    /// Over whole months every way of dividing sales sums to the same.
    #[test]
    fn every_table_sums_to_the_whole(sales in proptest::collection::vec(sale(), 1..60)) {
        let ledger = ledger(&sales);
        let view = SalesView::new(&ledger, &Mapping::identity(&ledger));
        let all = Period { first: date(2025, 1, 1), last: date(2026, 12, 31) };
        for scope in [Scope::Portfolio, Scope::Account(0)] {
            let whole = view.figures(scope, all);
            let sum = |rows: Vec<LineSums>| rows.into_iter().map(|sums| sums.figures).sum::<Figures>();
            prop_assert_eq!(sum(view.products(scope, all).rows.into_iter().map(|row| row.1).collect()), whole);
            prop_assert_eq!(sum(view.categories(scope, all).rows.into_iter().map(|row| row.1).collect()), whole);
            prop_assert_eq!(sum(view.managers(scope, all).rows.into_iter().map(|row| row.1).collect()), whole);
            prop_assert_eq!(sum(view.regions(scope, all).rows.into_iter().map(|row| row.1).collect()), whole);
            prop_assert_eq!(view.line_sums(scope, all).rows[0].figures, whole);
        }
    }
}
