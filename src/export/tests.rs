//! Exports of northwind against the reference values, and of small cases in full.

use serde_json::{Value, json};

use super::*;
use crate::analysis::reference::{json as read_json, shared};
use crate::analysis::sample::{account, analysis_of, ledger, northwind, portfolio, with_wallet};
use crate::portfolio::Amount;

fn exported(table: Table, format: Format, portfolio: &Portfolio, ledger: &Ledger, period: Option<&str>) -> String {
    let settings = Settings::default();
    let analysis = analysis_of(portfolio, ledger, &settings);
    let period = period.map(|text| text.parse().unwrap());
    export(table, format, &Source { analysis: &analysis, portfolio, ledger, settings: &settings, period }).unwrap()
}

fn parsed(table: Table, portfolio: &Portfolio, ledger: &Ledger, period: Option<&str>) -> Value {
    serde_json::from_str(&exported(table, Format::Json, portfolio, ledger, period)).unwrap()
}

fn near(found: &Value, expected: &Value) -> bool {
    (found.as_f64().unwrap() - expected.as_f64().unwrap()).abs() < 1e-9
}

#[test]
fn northwind_as_a_whole() {
    let Some(shared) = shared() else { return };
    let expected = read_json(&shared.join("reference/northwind.net.json"));
    let (portfolio, ledger) = northwind(&shared);
    let found = parsed(Table::Portfolio, &portfolio, &ledger, None);
    assert_eq!(found["revenue_total"], expected["revenue_total"]);
    assert_eq!(found["accounts"], expected["accounts"]);
    assert_eq!(found["abc"], json!({"a": 34, "b": 27, "c": 28}));
    assert_eq!(found["orders"], expected["dates"]["orders_total"]);
    assert_eq!((&found["first"], &found["last"]), (&expected["dates"]["first"], &expected["dates"]["last"]));
    for (key, reference) in [("gini", "gini"), ("hhi", "hhi_10000"), ("cr1", "cr1"), ("cr4", "cr4"), ("cr10", "cr10")] {
        assert!(near(&found[key], &expected["concentration"][reference]), "{key}");
    }
    assert!(near(&found["top20_share"], &expected["concentration"]["top20"]["ceil"]["share"]));
    assert_eq!(found["gross_profit_total"], Value::Null);
}

#[test]
fn northwind_accounts_products_and_periods() {
    let Some(shared) = shared() else { return };
    let reference = read_json(&shared.join("reference/northwind.net.json"));
    let expected = read_json(&shared.join("reference/northwind.net.accounts.json"));
    let (portfolio, ledger) = northwind(&shared);
    let accounts = parsed(Table::Accounts, &portfolio, &ledger, None);
    for (place, found) in accounts.as_array().unwrap().iter().enumerate() {
        let id = found["id"].as_str().unwrap();
        let known = &expected["accounts"][id];
        let amount = |value: &Value| Amount::parse(value.as_str().unwrap());
        assert_eq!(amount(&found["revenue"]), amount(&known["revenue"]), "{id}");
        assert_eq!(found["rank"], json!(place + 1));
        for (key, known) in [("rank", "rank"), ("abc", "abc")] {
            assert_eq!(found[key], expected["accounts"][id][known], "{id} {key}");
        }
        assert_eq!((&found["orders"], &found["purchase_days"]), (&known["frequency"], &known["dates"]), "{id}");
        assert_eq!((&found["first_sale"], &found["last_sale"]), (&known["first"], &known["last"]), "{id}");
        assert_eq!((&found["zone"], &found["gross_profit"]), (&Value::Null, &Value::Null));
    }
    let products = parsed(Table::Products, &portfolio, &ledger, None);
    let products = products.as_array().unwrap();
    assert_eq!(json!(products.len()), reference["product_abc"]["n"]);
    for class in ["A", "B", "C"] {
        let count = products.iter().filter(|row| row["abc"] == class).count();
        assert_eq!(json!(count), reference["product_abc"]["cross_in"][class]["accounts"]);
    }
    let months = read_json(&shared.join("reference/northwind.net.monthly.json"));
    let periods = parsed(Table::Periods, &portfolio, &ledger, None);
    for row in periods.as_array().unwrap().iter().filter(|row| row["grain"] == "month") {
        let known = months["total"][row["period"].as_str().unwrap()].as_str().unwrap();
        assert_eq!(Amount::parse(row["revenue"].as_str().unwrap()), Amount::parse(known), "{row}");
        assert_eq!(row["partial"], json!(row["period"] == "1998-05" || row["period"] == "1996-07"));
    }
}

#[test]
fn northwind_classes_of_a_quarter() {
    let Some(shared) = shared() else { return };
    let reference = read_json(&shared.join("reference/northwind.net.json"));
    let (portfolio, ledger) = northwind(&shared);
    for (quarter, counts) in reference["migration"]["quarter_counts"].as_object().unwrap() {
        let period = quarter.replace('Q', "-Q");
        let rows = parsed(Table::Accounts, &portfolio, &ledger, Some(&period));
        let positive = rows.as_array().unwrap().iter().filter(|row| row["share"].as_f64().unwrap() > 0.0);
        for class in ["A", "B", "C"] {
            let found = positive.clone().filter(|row| row["abc"] == class).count();
            assert_eq!(json!(found), counts[class], "{quarter} {class}");
        }
    }
}

#[test]
fn northwind_migration_from_quarter_to_quarter() {
    let Some(shared) = shared() else { return };
    let matrices = read_json(&shared.join("reference/northwind.net.json"))["migration"]["matrices"].clone();
    let (portfolio, ledger) = northwind(&shared);
    let rows = parsed(Table::Migration { against: None }, &portfolio, &ledger, None);
    let rows = rows.as_array().unwrap();
    let mut compared = 0;
    for (pair, matrix) in matrices.as_object().unwrap() {
        let (from, to) = pair.split_once("->").unwrap();
        let (from, to) = (from.replace('Q', "-Q"), to.replace('Q', "-Q"));
        for (before, row) in matrix.as_object().unwrap() {
            for (now, count) in row.as_object().unwrap() {
                let found = rows.iter().find(|row| {
                    row["from"] == json!(from)
                        && row["to"] == json!(to)
                        && row["from_class"] == json!(before)
                        && row["to_class"] == json!(now)
                });
                assert_eq!(
                    found.map_or(0, |row| row["accounts"].as_u64().unwrap()),
                    count.as_u64().unwrap(),
                    "{pair} {before} {now}"
                );
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 7 * 16);
}

#[test]
fn classes_between_any_two_periods() {
    let portfolio = portfolio(vec![account("a"), account("b"), account("c")]);
    // March: a alone is A, b is C. April: b is A, a is C, c came.
    let ledger = ledger(&[
        ("a", "2026-03-10", 960, None),
        ("b", "2026-03-20", 40, None),
        ("b", "2026-04-01", 960, None),
        ("a", "2026-04-30", 30, None),
        ("c", "2026-04-30", 10, None),
    ]);
    let migration = |period, against: Option<&str>| {
        let against =
            against.map(|text| text.parse::<PeriodQuery>().unwrap().resolve("2026-04-30".parse().unwrap(), 1));
        let rows = parsed(Table::Migration { against }, &portfolio, &ledger, Some(period));
        let said = |row: &Value| {
            let ids: Vec<&str> = row["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
            let [from, to, way] =
                ["from_class", "to_class", "direction"].map(|key| row[key].as_str().unwrap().to_owned());
            format!("{} {from}-{to} {way} {} {}", row["from"].as_str().unwrap(), row["accounts"], ids.join(","))
        };
        rows.as_array().unwrap().iter().map(said).collect::<Vec<_>>()
    };
    let expected = ["2026-03 A-C down 1 a", "2026-03 C-A up 1 b", "2026-03 none-C came 1 c"];
    assert_eq!(migration("2026-04", None), expected);
    assert_eq!(migration("2026-04", Some("2026-04")), ["2026-04 A-A same 1 ", "2026-04 C-C same 2 "]);
    // Days: as many before.
    assert_eq!(migration("2026-03-15..2026-04-30", None)[0].split(' ').next(), Some("2026-01-27..2026-03-14"));
    let csv = exported(Table::Migration { against: None }, Format::Csv, &portfolio, &ledger, None);
    assert!(csv.starts_with(
        "from,to,from_first,from_last,to_first,to_last,partial,from_class,to_class,direction,accounts,ids\r\n"
    ));
    assert!(
        csv.contains("2026-Q1,2026-Q2,2026-01-01,2026-03-31,2026-04-01,2026-06-30,true,none,C,came,1,c\r\n"),
        "{csv}"
    );
}

#[test]
fn csv_has_the_same_columns_and_quotes_what_needs_it() {
    let mut odd = account("a");
    odd.name = crate::portfolio::Localised::One("=Sum, \"Ltd\"".into());
    odd.sales_ids = vec!["00004".into()];
    let portfolio = portfolio(vec![odd, with_wallet("b", 100)]);
    let ledger =
        ledger(&[("a", "2026-01-05", 30, Some(20)), ("b", "2026-06-30", 90, None), ("a", "2026-06-30", -5, Some(-3))]);
    let text = exported(Table::Accounts, Format::Csv, &portfolio, &ledger, None);
    let lines: Vec<&str> = text.split("\r\n").collect();
    let expected = "id,name,sales_ids,revenue,gross_profit,share,cumulative_share,rank,abc,abc_computed,zone,gross_margin,\
        cost_coverage,leave_one_out,orders,purchase_days,first_sale,last_sale,wallet,share_of_wallet,manager,region,\
        industry,parent,tier,grade,dossier,target,target_attainment,health,health_previous,health_completeness,\
        sales_by_manager,sales_by_region";
    assert_eq!(lines[0], expected);
    assert!(lines[1].starts_with("b,b,b,90.00,,0.782608695652174,0.782608695652174,1,A,A,attack,,,"), "{}", lines[1]);
    assert!(lines[2].starts_with("a,\"=Sum, \"\"Ltd\"\"\",a;00004,25.00,8.00,"), "{}", lines[2]);
    assert!(lines[2].ends_with(",1,1,2026-01-05,2026-06-30,,,,,,,,,content/accounts/a.yaml,,,,,0.0,,"), "{}", lines[2]);
    assert_eq!((lines.len(), lines[3]), (4, ""));
    let whole = exported(Table::Portfolio, Format::Csv, &portfolio, &ledger, None);
    assert!(whole.starts_with("revenue_total,accounts,abc_a,abc_b,abc_c,top20_share,"), "{whole}");
    assert!(whole.contains("\r\n115.00,2,2,0,0,"), "{whole}");
}

#[test]
fn a_period_that_is_named_is_what_counts() {
    let portfolio = portfolio(vec![account("a"), account("b")]);
    let ledger = ledger(&[
        ("a", "2025-02-10", 7, None),
        ("a", "2025-03-10", 100, None),
        ("b", "2026-03-10", 10, None),
        ("b", "2026-04-01", 5, None),
    ]);
    let found = parsed(Table::Accounts, &portfolio, &ledger, Some("2026-Q1"));
    assert_eq!(
        (&found[0]["id"], &found[0]["share"], &found[0]["revenue"]),
        (&json!("b"), &json!(1.0), &json!("10.00"))
    );
    assert_eq!(
        (&found[1]["abc"], &found[1]["share"], &found[1]["last_sale"]),
        (&json!("C"), &json!(0.0), &Value::Null)
    );
    let periods = parsed(Table::Periods, &portfolio, &ledger, Some("2026-Q1"));
    let names: Vec<&str> = periods.as_array().unwrap().iter().map(|row| row["period"].as_str().unwrap()).collect();
    assert_eq!(names, ["2026-01", "2026-02", "2026-03", "2026-Q1", "2026"]);
    assert_eq!((&periods[3]["partial"], &periods[4]["partial"]), (&json!(false), &json!(true)));
    assert_eq!(periods[2]["growth_last_year"], json!(-0.9));
    // The year still runs.
    let days = |row: &Value| (row["first"].as_str().unwrap().to_owned(), row["last"].as_str().unwrap().to_owned());
    let until_today = ("2026-01-01".to_owned(), "2026-04-01".to_owned());
    assert_eq!(days(&parsed(Table::Portfolio, &portfolio, &ledger, Some("2026"))), until_today);
    assert_eq!(days(&parsed(Table::Products, &portfolio, &ledger, Some("2026"))[0]), until_today);
}

#[test]
fn nothing_sold_exports_nulls_and_not_zeros() {
    let (portfolio, ledger) = (portfolio(vec![account("a")]), Ledger::default());
    let found = parsed(Table::Portfolio, &portfolio, &ledger, None);
    for key in ["top20_share", "gini", "hhi", "cr1", "gross_profit_total", "cost_coverage"] {
        assert_eq!(found[key], Value::Null, "{key}");
    }
    assert_eq!(
        (&found["revenue_total"], &found["accounts"], &found["as_of_from"]),
        (&json!("0.00"), &json!(1), &json!("nothing"))
    );
    let accounts = parsed(Table::Accounts, &portfolio, &ledger, None);
    assert_eq!((&accounts[0]["share"], &accounts[0]["abc"]), (&Value::Null, &json!("C")));
    assert_eq!(parsed(Table::Periods, &portfolio, &ledger, None), json!([]));
    assert_eq!(parsed(Table::Products, &portfolio, &ledger, None), json!([]));
    assert_eq!(accounts[0]["rank"], Value::Null);
}

#[test]
fn a_table_without_rows_has_the_header_of_one_with_rows() {
    fn header(rows: &[impl Serialize + Columns]) -> (String, String) {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer.serialize(&rows[0]).unwrap();
        let serialised = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let none = csv(&rows[..0]);
        (serialised.lines().next().unwrap().to_owned(), none.trim_end().to_owned())
    }
    let (portfolio, ledger) = (portfolio(vec![account("a")]), ledger(&[("a", "2026-01-05", 30, Some(20))]));
    let settings = Settings::default();
    let analysis = analysis_of(&portfolio, &ledger, &settings);
    let source =
        Source { analysis: &analysis, portfolio: &portfolio, ledger: &ledger, settings: &settings, period: None };
    for (serialised, alone) in [
        header(&[portfolio::row(&source).cells()]),
        header(&accounts::rows(&source, Format::Csv)),
        header(&products::rows(&source).unwrap()),
        header(&periods::rows(&source)),
    ] {
        assert_eq!(serialised, alone);
    }
}

#[test]
fn products_in_part_of_a_month_are_refused() {
    let (portfolio, ledger) = (
        portfolio(vec![account("a")]),
        ledger(&[("a", "2026-01-05", 30, None), ("a", "2026-02-05", 30, None), ("a", "2026-03-05", 30, None)]),
    );
    let settings = Settings::default();
    let analysis = analysis_of(&portfolio, &ledger, &settings);
    let of = |period: &str| {
        let period = Some(period.parse().unwrap());
        let source =
            Source { analysis: &analysis, portfolio: &portfolio, ledger: &ledger, settings: &settings, period };
        export(Table::Products, Format::Json, &source)
    };
    let refused = of("2026-01-01..2026-02-03").unwrap_err();
    assert_eq!(refused.possible.to_string(), "2026-01-01..2026-02-28");
    assert!(of("2026-01..2026-02").is_ok());
    assert!(of("2026-02-01..2026-03-05").is_ok(), "the sales end with the period");
}

#[test]
fn rows_of_a_length_add_up_to_the_period_named() {
    let (portfolio, ledger) = (
        portfolio(vec![account("a")]),
        ledger(&[
            ("a", "2024-12-20", 7, None),
            ("a", "2025-01-20", 1, None),
            ("a", "2026-01-05", 2, None),
            ("a", "2026-01-20", 4, None),
            ("a", "2026-02-05", 8, None),
            ("a", "2026-02-20", 16, None),
        ]),
    );
    let rows = parsed(Table::Periods, &portfolio, &ledger, Some("2026-01-10..2026-02-10"));
    let shown: Vec<String> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {} {}", row["period"], row["first"], row["revenue"], row["partial"]).replace('"', ""))
        .collect();
    let expected = [
        "2026-01 2026-01-10 4.00 true",
        "2026-02 2026-02-01 8.00 true",
        "2026-Q1 2026-01-10 12.00 true",
        "2026 2026-01-10 12.00 true",
    ];
    assert_eq!(shown, expected);
    assert_eq!((&rows[0]["revenue_previous"], &rows[0]["revenue_last_year"]), (&Value::Null, &json!("1.00")));
    assert_eq!(rows[1]["revenue_previous"], json!("2.00"));
}

#[test]
fn frameworks_of_an_account_say_what_is_known() {
    let portfolio = portfolio(vec![account("a"), with_wallet("b", 100)]);
    let ledger = ledger(&[("a", "2026-01-05", 30, Some(20)), ("b", "2026-06-30", 90, None)]);
    let rows = parsed(Table::Frameworks(1), &portfolio, &ledger, None);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), crate::frameworks::FRAMEWORKS.len());
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(row("attack-defend")["state"], "recorded");
    assert_eq!(row("attack-defend")["figures"], json!({"share": 0.9, "wallet": "100.00", "zone": "attack"}));
    assert_eq!(
        row("pareto")["figures"],
        json!({"revenue_cumulative_share": 0.75, "revenue_rank": 1, "revenue_share": 0.75})
    );
    assert_eq!((&row("cute")["state"], &row("cute")["figures"]), (&json!("not_recorded"), &json!({})));
    assert_eq!(row("five-grades")["standing"], "named_only");
    assert_eq!(row("rfm")["sources"], json!([]));
    let of = |name: &str| row("cute")[name].clone();
    assert_eq!([of("account"), of("as_of"), of("currency")], [json!("b"), json!("2026-06-30"), json!("CNY")]);
    let csv = exported(Table::Frameworks(1), Format::Csv, &portfolio, &ledger, None);
    assert!(csv.contains("attack-defend,segmentation,defined,recorded,zone,attack,b,2026-06-30,CNY\r\n"), "{csv}");
    assert!(csv.contains("cute,people,defined,not_recorded,,,b,2026-06-30,CNY\r\n"), "{csv}");
}

/// The page of the five misconceptions lists those of their rules, and the export does, too.
#[test]
fn the_five_misconceptions_are_five() {
    let mut one = account("a");
    one.value_propositions = serde_yaml::from_str("[{feature: x}]").unwrap();
    one.concessions = serde_yaml::from_str("{periods: [{period: 2026-06, rebates: 40}]}").unwrap();
    let ledger = ledger(&[("a", "2026-05-05", 30, Some(20)), ("a", "2026-06-30", 50, Some(30))]);
    let rows = parsed(Table::Frameworks(0), &portfolio(vec![one]), &ledger, None);
    let row = rows.as_array().unwrap().iter().find(|row| row["id"] == "five-misconceptions").unwrap();
    let rules: Vec<&str> = row["figures"]["rules"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(rules.contains(&"unbounded-concessions"), "{rules:?}");
    assert!(rules.iter().all(|id| crate::rules::MISCONCEPTIONS.contains(id)), "{rules:?}");
}

#[test]
fn figures_of_the_pages_are_exported() {
    let mut one = account("a");
    one.pricing.quotes = serde_yaml::from_str("[{date: 2026-05-01, quoted: 10, closed: 9}]").unwrap();
    one.visits = serde_yaml::from_str("[{date: 2026-06-01, senior: true}, {date: 2026-07-08}]").unwrap();
    one.visit_plan = serde_yaml::from_str("{per_quarter: 1}").unwrap();
    one.cost_to_serve = serde_yaml::from_str("[{period: 2026-06, amount: 5}]").unwrap();
    one.concessions = serde_yaml::from_str("{periods: [{period: 2026-06, rebates: 4}]}").unwrap();
    one.forecasts = serde_yaml::from_str("[{period: 2026-06, made: 2026-05-20, amount: 60}]").unwrap();
    one.white_space =
        serde_yaml::from_str("[{product_line: x, state: open, amount: 7}, {product_line: y, state: open}]").unwrap();
    one.opportunities = serde_yaml::from_str("[{name: O, amount: 100, probability: 30, opened: 2026-06-20}]").unwrap();
    let ledger = ledger(&[("a", "2026-05-05", 30, Some(20)), ("a", "2026-06-30", 50, Some(30))]);
    let rows = parsed(Table::Frameworks(0), &portfolio(vec![one]), &ledger, None);
    let figures = |id: &str| rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap()["figures"].clone();
    assert_eq!(figures("pricing-orientation"), json!({"closed_quotes": 1, "quote_gap": 0.1}));
    let visits = json!({"done": 1, "planned": 4, "senior": 1, "days_since": 29, "next": "2026-07-08"});
    assert_eq!(figures("visits"), visits);
    // June: revenue 50, gross profit 20; 5 is a tenth of the one and a quarter of the other.
    let served = figures("partner-type");
    assert_eq!((&served["cost_share_of_revenue"], &served["cost_share_of_gross_profit"]), (&json!(0.1), &json!(0.25)));
    assert_eq!((&served["cost_to_serve"], &served["cost_period"]), (&json!("5.00"), &json!("2026-06")));
    // The 12 months that the rule reads: gross profit 30, less 5 and 4, of revenue 80.
    let year = json!({
        "period": ["2025-07-01", "2026-06-30"], "margin": 0.375, "gross_profit": "30.00", "cost_to_serve": "5.00",
        "conceded": "4.00", "contribution": "21.00", "contribution_share_of_revenue": 0.2625,
    });
    assert_eq!(figures("volume-without-profit"), year);
    let granted = figures("concessions");
    assert_eq!((&granted["period_granted"], &granted["period_share"]), (&json!("4.00"), &json!(0.2)));
    let forecast = figures("forecast-accuracy");
    assert_eq!(
        (&forecast["counted"], &forecast["bias"], &forecast["weighted_error"]),
        (&json!(1), &json!(0.2), &json!(0.2))
    );
    assert_eq!(figures("white-space"), json!({"open": 2, "open_amount": "7.00"}));
    assert_eq!(figures("opportunities"), json!({"open": 1, "amount": "100.00", "weighted": "30.00"}));
    assert_eq!(figures("long-chase"), json!({"longest_days": 10, "chased": 0}));
}

#[test]
fn too_few_buyers_are_no_model_in_the_export() {
    let portfolio = portfolio(vec![account("a")]);
    let ledger = ledger(&[("a", "2026-01-05", 30, None), ("a", "2026-02-05", 30, None)]);
    let found = parsed(Table::CustomerValue, &portfolio, &ledger, None);
    assert_eq!(found["no_model"], json!({"reason": "too-few-repeat-buyers", "found": 1, "needed": 100}));
    assert_eq!((&found["bg_nbd"], &found["accounts"]), (&Value::Null, &json!([])));
}
