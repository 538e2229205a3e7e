//! Figures against the reference values, which were computed independently of this program. They lie beside the
//! repository; where they do not, the tests say so and pass.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::abc::{AbcClass, Cuts, computed, cumulative};
use super::concentration::Concentration;
use super::migration::{Migration, PeriodClass, period_classes};
use super::ranking::Ranking;
use crate::portfolio::Amount;

/// A row of the reference data.
pub struct Row {
    pub date: String,
    pub account: String,
    pub revenue: Amount,
}

/// `shared/` beside the repository, or what `KEYFOLIO_SHARED` names.
pub fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("KEYFOLIO_SHARED").map_or(beside, PathBuf::from);
    let found = folder.join("reference").is_dir();
    if !found {
        println!("skipped: no reference values in {}", folder.display());
    }
    found.then_some(folder)
}

pub fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub fn northwind(shared: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(shared.join("data/northwind.csv")).unwrap();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        Row { date: record[0].into(), account: record[1].into(), revenue: Amount::parse(&record[7]).unwrap() }
    });
    rows.collect()
}

/// Accounts in the order of ids, and their revenue in the rows that count.
fn by_account(rows: &[Row], counts: impl Fn(&Row) -> bool) -> (Vec<String>, Ranking) {
    let mut ids: Vec<String> = rows.iter().map(|r| r.account.clone()).collect();
    ids.sort();
    ids.dedup();
    let mut sums = vec![Amount::ZERO; ids.len()];
    for row in rows.iter().filter(|r| counts(r)) {
        sums[ids.binary_search(&row.account).unwrap()] += row.revenue;
    }
    let ranking = Ranking::of(&sums);
    (ids, ranking)
}

#[test]
fn northwind_abc_and_concentration() {
    let Some(shared) = shared() else { return };
    let reference = json(&shared.join("reference/northwind.net.json"));
    let accounts = json(&shared.join("reference/northwind.net.accounts.json"));
    let (ids, ranking) = by_account(&northwind(&shared), |_| true);
    let abc = cumulative(&ranking, Cuts::default());
    for class in AbcClass::ALL {
        let expected = &reference["abc"]["cross_in"][class.letter()];
        assert_eq!(*abc.counts.get(class) as u64, expected["accounts"].as_u64().unwrap());
        assert_eq!(Some(*abc.sums.get(class)), Amount::parse(expected["revenue"].as_str().unwrap()));
    }
    for (item, id) in ids.iter().enumerate() {
        let expected = &accounts["accounts"][id];
        assert_eq!(Some(ranking.amount(item)), Amount::parse(expected["revenue"].as_str().unwrap()), "{id}");
        assert_eq!(ranking.rank(item) as u64, expected["rank"].as_u64().unwrap(), "{id}");
        assert_eq!(abc.classes[item].letter(), expected["abc"].as_str().unwrap(), "{id}");
    }
    let found = Concentration::of(&ranking);
    let expected = &reference["concentration"];
    for (figure, key) in [
        (found.gini, "gini"),
        (found.hhi, "hhi_10000"),
        (found.effective_number, "effective_n"),
        (found.cr1, "cr1"),
        (found.cr4, "cr4"),
        (found.cr10, "cr10"),
    ] {
        assert!((figure.unwrap() - expected[key].as_f64().unwrap()).abs() < 1e-9, "{key}: {figure:?}");
    }
    assert_eq!(found.top20_count as u64, expected["top20"]["ceil"]["k"].as_u64().unwrap());
    assert!((found.top20_share.unwrap() - expected["top20"]["ceil"]["share"].as_f64().unwrap()).abs() < 1e-12);
    // Computed ABC has no independent value here; its parts must at least agree with one another.
    let computed = computed(&ranking);
    let points = computed.points.unwrap();
    assert_eq!(computed.counts.a, points.pareto.min(points.break_even));
    assert_eq!(computed.counts.a + computed.counts.b, points.limit);
}

#[test]
fn northwind_migration_between_quarters() {
    let Some(shared) = shared() else { return };
    let reference = json(&shared.join("reference/northwind.net.json"));
    let rows = northwind(&shared);
    let classes = |quarter: &str| -> Vec<PeriodClass> {
        let (_, ranking) = by_account(&rows, |row| quarter_of(&row.date) == quarter);
        period_classes(&cumulative(&ranking, Cuts::default()), &ranking)
    };
    let matrices = reference["migration"]["matrices"].as_object().unwrap();
    assert_eq!(matrices.len(), 7);
    let class = |name: &str| AbcClass::ALL.into_iter().find(|c| c.letter() == name);
    for (pair, matrix) in matrices {
        let (from, to) = pair.split_once("->").unwrap();
        let found = Migration::between(&classes(from), &classes(to));
        for (row, cells) in matrix.as_object().unwrap() {
            for (column, count) in cells.as_object().unwrap() {
                assert_eq!(
                    found.count(class(row), class(column)) as u64,
                    count.as_u64().unwrap(),
                    "{pair} {row} {column}"
                );
            }
        }
    }
}

/// `1996Q3` of `1996-07-04`.
fn quarter_of(date: &str) -> String {
    let month: u32 = date[5..7].parse().unwrap();
    format!("{}Q{}", &date[..4], month.div_ceil(3))
}
