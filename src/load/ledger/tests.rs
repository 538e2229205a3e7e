//! The laws of the ledger, on random sales.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;

use crate::portfolio::{Amount, Month};
use crate::project::settings::SalesSource;

use super::blocks::Blocks;
use super::sales_file::{FileReading, read_with};
use super::{Ledger, RowPlace, Sums};

/// A row as a test writes it.
#[derive(Debug, Clone)]
struct Sale {
    day: String,
    account: String,
    name: String,
    product: String,
    category: String,
    region: String,
    manager: String,
    revenue: String,
    cost: String,
    order: String,
    quantity: String,
}

const HEADER: &str = "date,account_id,account_name,product,category,region,manager,revenue,cost,order_id,quantity\n";

fn sale() -> impl Strategy<Value = Sale> {
    let who = ("2026-0[1-3]-(0[1-9]|1[0-9])", "[AB甲][12]", "(|n|乙)", "(|p|q)", "(|x|y)");
    let what =
        ("(|EU|CN)", "(|\"m, 1\"|w)", "-?[0-9]{1,4}(\\.[0-9]{1,4})?", "(|[0-9]{1,3}\\.[0-9])", "(|o1|o2|o3)", "[0-9]");
    (who, what).prop_map(
        |((day, account, name, product, category), (region, manager, revenue, cost, order, quantity))| Sale {
            day,
            account,
            name,
            product,
            category,
            region,
            manager,
            revenue,
            cost,
            order,
            quantity,
        },
    )
}

fn sales() -> impl Strategy<Value = Vec<Sale>> {
    proptest::collection::vec(sale(), 0..40)
}

fn csv(sales: &[Sale]) -> String {
    let mut text = HEADER.to_owned();
    for s in sales {
        let fields = [
            &s.day,
            &s.account,
            &s.name,
            &s.product,
            &s.category,
            &s.region,
            &s.manager,
            &s.revenue,
            &s.cost,
            &s.order,
            &s.quantity,
        ];
        let fields: Vec<&str> = fields.iter().map(|field| field.as_str()).collect();
        writeln!(text, "{}", fields.join(",")).unwrap();
    }
    text
}

fn reading(text: &str, name: &str, block: usize) -> FileReading {
    let open = || Ok(Blocks::of_bytes(text.as_bytes(), block));
    read_with(open, name, &SalesSource::default(), None).unwrap().unwrap()
}

fn ledger(sales: &[Sale], name: &str) -> Ledger {
    reading(&csv(sales), name, 1 << 20).ledger
}

/// Sums by account, product, category and month, one row after the other.
fn naive(sales: &[Sale]) -> BTreeMap<(String, String, String, Month), Sums> {
    let mut sums: BTreeMap<_, Sums> = BTreeMap::new();
    for s in sales {
        let month = Month::of(s.day.parse().unwrap());
        let sums = sums.entry((s.account.clone(), s.product.clone(), s.category.clone(), month)).or_default();
        let revenue = Amount::parse(&s.revenue).unwrap();
        sums.revenue += revenue;
        if let Some(cost) = Amount::parse(&s.cost) {
            sums.cost += cost;
            sums.costed_revenue += revenue;
        }
        sums.quantity += Amount::parse(&s.quantity).unwrap();
        sums.rows += 1;
    }
    sums
}

/// A ledger that knows no lines: two parts, or other orders, of a file have others.
fn wherever(mut ledger: Ledger) -> Ledger {
    ledger.accounts.iter_mut().for_each(|account| account.first_row = RowPlace::default());
    ledger
}

proptest! {
    #[test]
    fn merging_is_reading_one_after_the_other(a in sales(), b in sales()) {
        let both: Vec<Sale> = a.iter().chain(&b).cloned().collect();
        prop_assert_eq!(wherever(ledger(&a, "s.csv").merge(ledger(&b, "s.csv"))), wherever(ledger(&both, "s.csv")));
    }

    #[test]
    fn merging_is_associative_and_commutative(a in sales(), b in sales(), c in sales()) {
        let [a, b, c] = [ledger(&a, "a.csv"), ledger(&b, "b.csv"), ledger(&c, "a.csv")];
        let left = a.clone().merge(b.clone()).merge(c.clone());
        prop_assert_eq!(&left, &a.clone().merge(b.clone().merge(c.clone())));
        prop_assert_eq!(&left, &c.merge(a.merge(b)));
        prop_assert_eq!(&left, &left.clone().merge(Ledger::default()));
        prop_assert_eq!(&left, &Ledger::default().merge(left.clone()));
    }

    #[test]
    fn blocks_and_threads_change_nothing(sales in sales(), bad in 0_usize..40, block in 1_usize..200) {
        let mut sales = sales;
        if let Some(sale) = sales.get_mut(bad) {
            sale.revenue = "n/a".to_owned();
        }
        let text = csv(&sales);
        let whole = reading(&text, "s.csv", 1 << 20);
        for threads in [1, 4] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            prop_assert_eq!(&pool.install(|| reading(&text, "s.csv", block)), &whole);
        }
    }

    #[test]
    fn order_changes_nothing(sales in sales().prop_flat_map(|sales| (Just(sales.clone()), Just(sales).prop_shuffle()))) {
        prop_assert_eq!(wherever(ledger(&sales.0, "s.csv")), wherever(ledger(&sales.1, "s.csv")));
    }

    #[test]
    fn sums_are_those_of_a_naive_reader(sales in sales()) {
        let ledger = ledger(&sales, "s.csv");
        let ours: BTreeMap<_, Sums> = ledger.product_months.iter().map(|cell| {
            let account = ledger.accounts[cell.account.0 as usize].code.clone();
            let product = &ledger.products[cell.product.0 as usize];
            ((account, product.code.clone(), product.category.clone().unwrap_or_default(), cell.month), cell.sums)
        }).collect();
        let naive = naive(&sales);
        prop_assert_eq!(&ours, &naive);
        let revenue: Amount = naive.values().map(|sums| sums.revenue).sum();
        prop_assert_eq!(ledger.account_days.iter().map(|cell| cell.revenue).sum::<Amount>(), revenue);
        prop_assert_eq!(ledger.responsibility_months.iter().map(|cell| cell.revenue).sum::<Amount>(), revenue);
    }

    /// Whatever a file holds, each of its rows is counted somewhere or the file is refused.
    #[test]
    fn nothing_is_lost(rows in proptest::collection::vec("[-0-9./,;年e+%¥()（１ \"a\u{3000}\u{e9}]{0,12}", 0..12), cut in 0_usize..400) {
        let mut text = "date;account;amount;quantity\n".to_owned();
        for row in &rows {
            writeln!(text, "2026-01-01;A;{row};{row}\n{row};{row};1;{row}").unwrap();
        }
        let bytes = &text.as_bytes()[..cut.min(text.len())];
        let open = || Ok(Blocks::of_bytes(bytes, 64));
        let read = read_with(open, "s.csv", &SalesSource::default(), None).unwrap();
        if let Ok(reading) = read {
            let file = &reading.ledger.files[0];
            let mut records = super::record::Records::new(bytes, b';', 1);
            let mut record = super::record::Record::default();
            let mut written = 0;
            while records.read(&mut record) {
                written += u64::from(!record.is_blank(bytes));
            }
            prop_assert_eq!(file.rows + file.bad_rows, written - 1);
            prop_assert_eq!(reading.bad_rows.rows(), file.bad_rows);
        }
    }
}
