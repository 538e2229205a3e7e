//! The whole analysis: periods, codes, as-of, groups, and the same result at any number of threads.

use jiff::civil::date;

use super::sales::AsOfSource;
use super::sample::{account, accounts_of, analysis, analysis_of, ledger, northwind, portfolio};
use super::*;
use crate::analysis::abc::AbcClass;
use crate::analysis::reference::{json, shared};
use crate::portfolio::Amount;

#[test]
fn months_quarters_and_years_compare_over_the_same_days() {
    let sales = [
        ("a", "2025-04-01", 100, None),
        ("a", "2025-04-20", 50, None),
        ("a", "2025-05-03", 7, None),
        ("a", "2026-04-10", 90, None),
        ("b", "2026-05-04", 10, None),
    ];
    let analysis = analysis(&sales);
    let months = analysis.periods(Scope::Portfolio, Grain::Month);
    assert_eq!(months.len(), 14);
    let (april, may) = (months[12], months[13]);
    assert_eq!((april.partial, april.now.revenue, april.accounts), (false, Amount::from_int(90), 1));
    assert_eq!(april.last_year.map(|f| f.revenue), Some(Amount::from_int(150)));
    // Four days of May: against four days of April, and four days of May a year ago.
    assert_eq!((may.partial, may.counted.days()), (true, 4));
    assert_eq!(may.previous.map(|f| f.revenue), Some(Amount::ZERO));
    assert_eq!(may.last_year.map(|f| f.revenue), Some(Amount::from_int(7)));
    assert_eq!(months[0].previous, None);
    let years = analysis.periods(Scope::Account(0), Grain::FiscalYear);
    assert_eq!(years.iter().map(|row| row.now.revenue).collect::<Vec<_>>(), [157, 90].map(Amount::from_int));
}

#[test]
fn a_date_from_the_environment_drops_no_row_and_moves_the_window() {
    let sales = ledger(&[("a", "2025-01-01", 1, None), ("a", "2026-06-30", 2, None)]);
    let known = accounts_of(&sales);
    let settings = Settings::default();
    let earlier = as_of(&known, &sales, &settings, None, Some(date(2025, 12, 31)));
    assert_eq!(earlier.from, AsOfSource::SourceDateEpoch);
    let analysis = analyse(&known, &sales, &settings, earlier, None);
    assert_eq!(analysis.accounts[0].year.revenue, Amount::from_int(1));
    assert_eq!(analysis.accounts[0].last_sale, Some(date(2025, 1, 1)));
    assert_eq!(analysis.all_days().map(|days| days.last), Some(date(2026, 6, 30)));
    let flagged = as_of(&known, &sales, &settings, Some(date(2025, 6, 1)), Some(date(2025, 12, 31)));
    assert_eq!(flagged, AsOf { date: date(2025, 6, 1), from: AsOfSource::Flag });
}

#[test]
fn without_sales_the_newest_event_is_today() {
    let mut met = account("a");
    met.visits = serde_yaml::from_str("[{date: 2026-03-01, findings: well}, {date: 2026-09-01}]").unwrap();
    let known = portfolio(vec![met]);
    let today = as_of(&known, &Ledger::default(), &Settings::default(), None, None);
    // The visit without findings may be planned.
    assert_eq!(today, AsOf { date: date(2026, 3, 1), from: AsOfSource::Event });
}

#[test]
fn codes_and_managers_find_their_accounts() {
    let mut joined = account("x");
    joined.ledger_codes = vec!["00004".into(), "CN/118-A".into()];
    let sales = ledger(&[
        ("00004", "2026-06-30", 5, None),
        ("CN/118-A", "2026-06-29", 6, None),
        ("stray", "2026-06-30", 9, None),
    ]);
    let analysis = analysis_of(&portfolio(vec![joined, account("y")]), &sales, &Settings::default());
    assert_eq!(analysis.accounts[0].year.revenue, Amount::from_int(11));
    assert_eq!(analysis.portfolio.year.total.revenue, Amount::from_int(11));
    assert_eq!(analysis.accounts[1].first_sale, None);
}

#[test]
fn groups_are_a_view_of_their_own() {
    let child = |id: &str| crate::portfolio::Account { parent: account("z").id.into(), ..account(id) };
    let sales = ledger(&[("a", "2026-06-30", 5, None), ("b", "2026-06-30", 6, None), ("z", "2026-06-30", 1, None)]);
    let analysis = analysis_of(&portfolio(vec![child("a"), child("b"), account("z")]), &sales, &Settings::default());
    let totals = analysis.group_totals(analysis.year());
    assert_eq!(totals.len(), 1);
    assert_eq!(
        (totals[0].head, totals[0].members, totals[0].figures.revenue),
        (2, &[2, 0, 1][..], Amount::from_int(12))
    );
    assert_eq!(analysis.portfolio.year.total.revenue, Amount::from_int(12));
}

#[test]
fn northwind_history_of_classes() {
    let Some(shared) = shared() else { return };
    let expected = json(&shared.join("reference/northwind.net.accounts.json"));
    let matrices = json(&shared.join("reference/northwind.net.json"))["migration"]["matrices"].clone();
    let (known, sales) = northwind(&shared);
    let analysis = analysis_of(&known, &sales, &Settings::default());
    for (position, account) in known.accounts.iter().enumerate() {
        let found: String =
            analysis.class_history(position).map(|(_, class)| class.map_or("-", AbcClass::letter)).collect();
        assert_eq!(found, expected["accounts"][account.id.as_str()]["quarter_abc"].as_str().unwrap(), "{}", account.id);
    }
    let class = |name: &str| AbcClass::ALL.into_iter().find(|c| c.letter() == name);
    let mut compared = 0;
    for quarter in &analysis.portfolio.quarters[1..] {
        let name = |day: Date| format!("{}Q{}", day.year(), (day.month() + 2) / 3);
        let before = quarter.period.first.yesterday().unwrap();
        let matrix = &matrices[format!("{}->{}", name(before), name(quarter.period.first))];
        let migration = quarter.migration.as_ref().unwrap();
        for (from, row) in matrix.as_object().unwrap() {
            for (to, count) in row.as_object().unwrap() {
                assert_eq!(migration.count(class(from), class(to)) as u64, count.as_u64().unwrap());
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 7 * 16);
}

#[test]
fn northwind_by_category_region_and_manager() {
    let Some(shared) = shared() else { return };
    let expected = json(&shared.join("reference/northwind.net.json"))["by"].clone();
    let (known, sales) = northwind(&shared);
    let analysis = analysis_of(&known, &sales, &Settings::default());
    let all = analysis.all_days().unwrap();
    let scope = Scope::Portfolio;
    let tables = [
        ("category", analysis.sales.categories(scope, all)),
        ("region", analysis.sales.regions(scope, all)),
        ("owner", analysis.sales.managers(scope, all)),
    ];
    for (name, table) in tables {
        let known = expected[name].as_object().unwrap();
        assert_eq!((table.rows.len(), table.is_widened()), (known.len(), false), "{name}");
        for (key, sums) in table.rows {
            let amount = known[key.unwrap()].as_str().and_then(Amount::parse);
            assert_eq!(Some(sums.figures.revenue), amount, "{name} {key:?}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let ids: Vec<String> = (0..200).map(|i| format!("account-{i}")).collect();
    let days: Vec<String> = (1..=24).map(|m| format!("20{}-{:02}-15", 24 + (m - 1) / 12, (m - 1) % 12 + 1)).collect();
    let mut sales = Vec::new();
    for (i, id) in ids.iter().enumerate() {
        for (j, day) in days.iter().enumerate() {
            let revenue = i64::try_from((i * 7919 + j * 104_729) % 1000).unwrap() - 100;
            sales.push((id.as_str(), day.as_str(), revenue, (i % 3 == 0).then_some(revenue / 2)));
        }
    }
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| analysis(&sales))
    };
    let (one, four) = (run(1), run(4));
    assert_eq!(one.portfolio, four.portfolio);
    assert_eq!((one.accounts, one.hits), (four.accounts, four.hits));
}
