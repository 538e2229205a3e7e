//! Figures against values from elsewhere: the papers' results on the CDNOW sample, and the independently computed ones for
//! Northwind. The data lie beside the repository; where they do not, the tests say so and pass.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::{Date, date};
use serde_json::Value;

use super::bg_nbd::NoFit;
use super::export::CustomerValueExport;
use super::lifetime_value::{Customer, CustomerValue};
use super::monthly::MonthlyRevenue;
use super::purchases::Purchases;
use super::regularity::{XyzClass, xyz};
use super::rfm::{Rfm, RfmMeasures, recency};
use crate::analysis::reference::{json, shared};
use crate::portfolio::{Amount, Month};
use crate::project::settings::XyzSettings;

struct Row {
    day: Date,
    revenue: Amount,
    order: String,
}

/// Rows by account; the order is column 10 where the file has one.
fn rows(path: &Path) -> BTreeMap<String, Vec<Row>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        rows.entry(record[1].to_owned()).or_default().push(Row {
            day: record[0].parse().unwrap(),
            revenue: Amount::parse(&record[7]).unwrap(),
            order: record.get(10).unwrap_or_default().to_owned(),
        });
    }
    rows
}

fn as_usize(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
fn northwind_rfm_exactly() {
    let Some(shared) = shared() else { return };
    let reference = &json(&shared.join("reference/northwind.net.json"))["rfm"]["rank_first"];
    let accounts = &json(&shared.join("reference/northwind.net.accounts.json"))["accounts"];
    let rows = rows(&shared.join("data/northwind.csv"));
    let as_of = date(1998, 5, 6);
    let measures: Vec<RfmMeasures> = rows
        .values()
        .map(|rows| RfmMeasures {
            recency: recency(rows.iter().map(|row| row.day).max().unwrap(), as_of),
            frequency: rows.iter().map(|row| &row.order).collect::<BTreeSet<_>>().len() as u64,
            monetary: rows.iter().map(|row| row.revenue).sum(),
        })
        .collect();
    let found = Rfm::of(&measures);
    for (counts, measure) in [(found.recency, "R"), (found.frequency, "F"), (found.monetary, "M")] {
        for (place, count) in counts.into_iter().enumerate() {
            assert_eq!(count, as_usize(&reference[measure][(place + 1).to_string()]), "{measure}{}", place + 1);
        }
    }
    let cells: BTreeMap<String, usize> = found.cells.iter().map(|(cell, count)| (cell.to_string(), *count)).collect();
    let expected: BTreeMap<String, usize> =
        reference["cells"].as_object().unwrap().iter().map(|(cell, count)| (cell.clone(), as_usize(count))).collect();
    assert_eq!(cells, expected);
    assert_eq!(cells.len(), as_usize(&reference["cells_used"]));
    assert_eq!((found.scores.len(), rows.len()), (89, 89));
    for ((id, score), measures) in rows.keys().zip(&found.scores).zip(&measures) {
        assert_eq!(score.to_string(), accounts[id]["rfm_rank"].as_str().unwrap(), "{id}");
        assert_eq!(i64::from(measures.recency), accounts[id]["recency"].as_i64().unwrap(), "{id}");
        assert_eq!(measures.frequency, accounts[id]["frequency"].as_u64().unwrap(), "{id}");
    }
}

#[test]
fn northwind_xyz_exactly() {
    let Some(shared) = shared() else { return };
    let reference = &json(&shared.join("reference/northwind.net.json"))["xyz"];
    let accounts = &json(&shared.join("reference/northwind.net.accounts.json"))["accounts"];
    let (first, last) = (Month::new(1996, 7), Month::new(1998, 5));
    let mut counts: BTreeMap<XyzClass, usize> = BTreeMap::new();
    for (id, rows) in rows(&shared.join("data/northwind.csv")) {
        let months = MonthlyRevenue::new(first, last, rows.iter().map(|row| (row.day, row.revenue)));
        let found = xyz(&months.sums, XyzSettings::default()).unwrap();
        assert_eq!(found.months, as_usize(&reference["months"]));
        assert!((found.variation - accounts[&id]["cv"].as_f64().unwrap()).abs() < 1e-12, "{id}");
        assert_eq!(format!("{:?}", found.class), accounts[&id]["xyz"].as_str().unwrap(), "{id}");
        *counts.entry(found.class).or_default() += 1;
    }
    for class in [XyzClass::X, XyzClass::Y, XyzClass::Z] {
        let expected = as_usize(&reference["cv_0.5_1.0"][format!("{class:?}")]);
        assert_eq!(counts.get(&class).copied().unwrap_or_default(), expected, "{class:?}");
    }
}

#[test]
fn northwind_has_too_few_repeat_buyers() {
    let Some(shared) = shared() else { return };
    let reference = &json(&shared.join("reference/northwind.net.json"))["one_off"];
    let as_of = date(1998, 5, 6);
    let purchases = purchases(&shared.join("data/northwind.csv"), as_of);
    let found = purchases.len() - as_usize(&reference["accounts_one_date"]);
    assert_eq!(value(&purchases, as_of), Err(NoFit::TooFewRepeatBuyers { found, needed: 100 }));
}

fn purchases(path: &Path, as_of: Date) -> Vec<(String, Purchases)> {
    let of = |rows: Vec<Row>| Purchases::up_to(as_of, rows.into_iter().map(|row| (row.day, row.revenue)));
    rows(path).into_iter().map(|(id, rows)| (id, of(rows))).collect()
}

fn value(purchases: &[(String, Purchases)], as_of: Date) -> Result<CustomerValue, NoFit> {
    let customers: Vec<Customer<'_>> = purchases.iter().map(|(id, purchases)| Customer { id, purchases }).collect();
    CustomerValue::of(&customers, as_of, None).0
}

/// Parameters as published, to the digits published; log-likelihoods and further digits from an independent fit.
#[test]
fn cdnow_lifetime_value_as_published() {
    let Some(shared) = shared() else { return };
    let as_of = date(1997, 9, 30);
    let result = value(&purchases(&shared.join("data/cdnow_sample.csv"), as_of), as_of);
    let found = result.as_ref().unwrap();
    assert_eq!(found.accounts.len(), 2357);

    let counts = &found.bg_nbd;
    let near =
        |found: f64, expected: f64, within: f64| assert!((found - expected).abs() < within, "{found} {expected}");
    for (found, published, computed) in [
        (counts.model.r, 0.243, 0.242_594_51),
        (counts.model.alpha, 4.414, 4.413_601_75),
        (counts.model.a, 0.793, 0.792_921_92),
        (counts.model.b, 2.426, 2.425_906_4),
    ] {
        near(found, published, 5.1e-4);
        near(found, computed, 1e-5 * computed);
    }
    near(counts.log_likelihood, -9582.4, 0.05);
    near(counts.log_likelihood, -9_582.429_206_674, 1e-8);
    assert_eq!(counts.warnings, []);

    let spend = &found.gamma_gamma;
    for (found, published, computed) in
        [(spend.model.p, 6.25, 6.249_571_67), (spend.model.q, 3.74, 3.744_224_61), (spend.model.v, 15.44, 15.443_522_4)]
    {
        near(found, published, 5.1e-3);
        near(found, computed, 1e-5 * computed);
    }
    near(spend.log_likelihood, -4_055.917_694_802, 1e-8);
    near(spend.correlation.unwrap(), 0.113_887_919, 1e-8);
    assert_eq!((spend.accounts, &spend.warnings[..]), (946, &[][..]));
    // Fader & Hardie 2013: the mean of the fitted distribution of spend.
    near(spend.model.expected_value(None).unwrap(), 35.17, 0.01);

    let exported = serde_json::to_value(CustomerValueExport::new(&result, as_of)).unwrap();
    near(exported["bg_nbd"]["log_likelihood"].as_f64().unwrap(), -9582.4, 0.05);
    near(exported["gamma_gamma"]["v"].as_f64().unwrap(), 15.44, 0.01);
    assert_eq!(exported["accounts"].as_array().unwrap().len(), 2357);
}
