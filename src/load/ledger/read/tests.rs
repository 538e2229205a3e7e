//! Files as people have them, and what is said about them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;
use crate::diagnostic::Severity;
use crate::portfolio::Amount;

/// Reads files written into a workspace of their own.
fn read_texts(files: &[(&str, &[u8])], sources: &[SalesSource]) -> (Ledger, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join("data").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let sales = SalesFiles { root: folder.path(), sources, targets: &[], places: &[], as_of: None, cache: None };
    let (ledger, mut diagnostics) = read(&sales).unwrap();
    diagnostics.sort();
    (ledger, diagnostics.iter().map(shown).collect())
}

fn shown(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let place = diagnostic.place.as_ref().map(|p| format!("{}:{}: ", p.file, p.line)).unwrap_or_default();
    format!("{severity}[{}] {place}{}", diagnostic.code.id(), diagnostic.message)
}

fn revenue(ledger: &Ledger) -> String {
    ledger.account_days.iter().map(|cell| cell.revenue).sum::<Amount>().to_string()
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    let found = path.is_file() || name.is_empty() && path.is_dir();
    if !found {
        eprintln!("{} is absent: not tested", path.display());
    }
    found.then_some(path)
}

#[test]
fn northwind_sums_as_the_reference_says() {
    let (Some(data), Some(reference)) = (shared("data/northwind.csv"), shared("reference/northwind.net.json")) else {
        return;
    };
    let (ledger, diagnostics) = read_file(&data, "northwind.csv", &SalesSource::default()).unwrap();
    let reference: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(reference).unwrap()).unwrap();
    assert_eq!(Some(revenue(&ledger).as_str()), reference["revenue_total"].as_str());
    assert_eq!((ledger.accounts.len(), ledger.files[0].rows, ledger.files[0].bad_rows), (89, 2155, 0));
    assert_eq!(
        diagnostics.iter().map(shown).collect::<Vec<_>>(),
        [
            "note[sales-column-choice] northwind.csv:0: all of `discount` lies within 0 and 1: it is taken for a rate and not summed up"
        ]
    );
    let mut naive: [BTreeMap<String, Amount>; 3] = Default::default();
    let mut rows = csv::Reader::from_path(&data).unwrap();
    for row in rows.records().map(Result::unwrap) {
        for (sums, column) in naive.iter_mut().zip([5, 4, 12]) {
            *sums.entry(row[column].to_owned()).or_default() += Amount::parse(&row[7]).unwrap();
        }
    }
    let mut ours: [BTreeMap<String, Amount>; 3] = Default::default();
    for cell in &ledger.product_months {
        let category = ledger.products[cell.product.0 as usize].category.clone().unwrap();
        *ours[1].entry(category).or_default() += cell.sums.revenue;
    }
    for cell in &ledger.responsibility_months {
        let region = ledger.regions[cell.region.unwrap().0 as usize].clone();
        let manager = ledger.managers[cell.manager.unwrap().0 as usize].clone();
        *ours[0].entry(region).or_default() += cell.revenue;
        *ours[2].entry(manager).or_default() += cell.revenue;
    }
    assert_eq!(ours, naive);
}

#[test]
fn every_dialect_reads_the_same() {
    use std::io::Write;
    let comma = "date,customer,amount\n2026-03-14,\"A, B\",\"1,234.50\"\n2026-03-15,\"C\nD\",-3\n";
    let semicolon =
        "\u{feff}sep=;\r\nDate;Customer;Amount\r\n14.03.2026;A, B;1.234,50\r\n15.03.2026;\"C\nD\";-3\r\n\r\n";
    let tab = "日期\t客户名称\t金额（元）\n2026年3月14日\tA, B\t¥1,234.50\n2026/3/15\t\"C\nD\"\t(3)\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(comma.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    for content in [comma.as_bytes(), semicolon.as_bytes(), tab.as_bytes(), &gzip] {
        let (ledger, diagnostics) = read_texts(&[("a.csv", content)], &[]);
        assert_eq!(diagnostics, Vec::<String>::new());
        let days: Vec<String> = ledger
            .account_days
            .iter()
            .map(|d| format!("{} {} {}", ledger.accounts[d.account.0 as usize].code, d.day, d.revenue))
            .collect();
        assert_eq!(days, ["A, B 2026-03-14 1234.50", "C\nD 2026-03-15 -3.00"]);
    }
}

#[test]
fn bad_rows_are_left_out_at_their_lines() {
    let text = "date,account_id,account_name,revenue,quantity\n\n2026-03-14,\"A\nB\",,10,1\nsoon,A,,5,1\n2026-03-15,,,7,1\n2026-03-15,A,,x,1\n2026-03-15,A,,1\n,,,,\n2026-03-15,00004,Four,0.000000001,1\n2026-03-16,00004,Four,2,1,\n";
    let (ledger, diagnostics) = read_texts(&[("a.csv", text.as_bytes())], &[]);
    assert_eq!(
        diagnostics,
        [
            "warning[bad-sales-row] data/a.csv:5: row left out: `soon` is not a date (revenue 5.00)",
            "warning[bad-sales-row] data/a.csv:6: row left out: neither an account code nor an account name (revenue 7.00)",
            "warning[bad-sales-row] data/a.csv:7: row left out: revenue `x` is not an amount",
            "warning[bad-sales-row] data/a.csv:8: row left out: 4 columns, unlike the header",
            "warning[bad-sales-row] data/a.csv:10: row left out: revenue `0.000000001` has more than eight decimals",
        ]
    );
    assert_eq!((ledger.files[0].rows, ledger.files[0].bad_rows, revenue(&ledger)), (2, 5, "12.00".to_owned()));
    assert_eq!(ledger.accounts[0].code, "00004");
}

#[test]
fn other_encodings_are_refused_even_deep_in_the_file() {
    let mut deep = "date,customer,amount\n".to_owned();
    for i in 0..150_000 {
        deep.push_str(if i % 2 == 0 { "2026-03-14,澜裳服饰,12.50\n" } else { "2026-03-15,Acme,1\n" });
    }
    let mut deep = deep.into_bytes();
    deep.extend(encoding_rs::GBK.encode("2026-03-16,杭州澜裳服饰有限公司,1\n").0.iter());
    let utf16: Vec<u8> = "\u{feff}date,customer,amount\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, &[u8]); 4] = [
        ("a.csv", &encoding_rs::GBK.encode("日期,客户名称,金额\n").0),
        ("b.csv", &deep),
        ("c.csv", &utf16),
        ("d.csv", b"date,customer,amount\n2026-03-14,Caf\xe9 Noir,1\n"),
    ];
    let (ledger, diagnostics) = read_texts(&files, &[]);
    assert_eq!(
        diagnostics,
        [
            "error[unreadable-sales-file] data/a.csv:1: this is not UTF-8 text from here on, probably GBK",
            "error[unreadable-sales-file] data/b.csv:150002: this is not UTF-8 text from here on, probably GBK",
            "error[unreadable-sales-file] data/c.csv:0: this is UTF-16, not UTF-8 text",
            "error[unreadable-sales-file] data/d.csv:2: this is not UTF-8 text from here on, probably Windows-1252",
        ]
    );
    assert_eq!(ledger, Ledger::default());
}

#[test]
fn what_a_file_lacks_is_said() {
    let source = |columns: &[(&str, &str)]| SalesSource {
        files: "data/*.csv".to_owned(),
        columns: columns.iter().map(|&(f, h)| (f.to_owned(), h.to_owned())).collect(),
        ..SalesSource::default()
    };
    let text: &[u8] = b"date,customer,betrag\n2026-03-14,A,1\n";
    assert_eq!(
        read_texts(&[("a.csv", text)], &[]).1,
        [
            "error[sales-columns] data/a.csv:1: no column was recognised as `revenue`; the file has `date`, `customer`, `betrag`"
        ]
    );
    assert_eq!(read_texts(&[("a.csv", text)], &[source(&[("revenue", "Betrag")])]).1, Vec::<String>::new());
    assert_eq!(
        read_texts(&[("a.csv", text)], &[source(&[("revenue", "betrga")])]).1,
        ["error[sales-columns] data/a.csv:1: the mapping takes `betrga` for revenue, and the file has no such column"]
    );
    assert_eq!(
        read_texts(&[("a.csv", b"")], &[]).1,
        [
            "error[sales-columns] data/a.csv:0: the file is empty: a first line with the names of the columns was expected"
        ]
    );
    assert_eq!(
        read_texts(&[("a.csv", b"date,customer,amount\n2026-03-14,\"A,1\n2026-03-15,B,1\n")], &[]).1,
        ["error[unreadable-sales-file] data/a.csv:2: a quoted value begins here and is not closed"]
    );
    assert_eq!(read_texts(&[("a.txt", text)], &[source(&[])]).1, ["error[no-sales-file] `data/*.csv` matches no file"]);
}

#[test]
fn two_readings_are_an_error_until_the_settings_say_which() {
    let text: &[u8] = b"date;customer;amount\n03/04/2026;A;1.234\n";
    assert_eq!(
        read_texts(&[("a.csv", text)], &[]).1,
        [
            "error[ambiguous-sales-values] data/a.csv:1: the dates can be read with the day first or with the month first (03/04/2026)",
            "error[ambiguous-sales-values] data/a.csv:1: the amounts can be read with a decimal point or a decimal comma (1.234 or 1,234)"
        ]
    );
    let mut source = SalesSource { files: "data/a.csv".to_owned(), ..SalesSource::default() };
    source.dates = Some(crate::project::settings::DateOrder::MonthFirst);
    assert_eq!(
        read_texts(&[("a.csv", text)], std::slice::from_ref(&source)).1,
        [
            "error[ambiguous-sales-values] data/a.csv:1: the amounts can be read with a decimal point or a decimal comma (1.234 or 1,234)"
        ]
    );
    source.decimal = Some(crate::project::settings::DecimalMark::Comma);
    let (ledger, diagnostics) = read_texts(&[("a.csv", text)], &[source]);
    assert_eq!((revenue(&ledger), diagnostics), ("1234.00".to_owned(), vec![]));
    assert_eq!(ledger.account_days.iter().next().unwrap().day.to_string(), "2026-03-04");
}

#[test]
fn a_convention_that_shows_late_rules_the_whole_file() {
    let mut text = "date,customer,amount\n".to_owned();
    for _ in 0..10_000 {
        text.push_str("03/04/2026,A,\"1,234\"\n");
    }
    text.push_str("03/14/2026,A,\"0,5\"\n");
    let (ledger, diagnostics) = read_texts(&[("a.csv", text.as_bytes())], &[]);
    assert_eq!(diagnostics, Vec::<String>::new());
    assert_eq!(revenue(&ledger), "12340.50");
    assert_eq!(ledger.account_days.iter().next().unwrap().day.to_string(), "2026-03-04");
}

#[test]
fn the_same_content_twice_is_an_error_packed_or_not() {
    use std::io::Write;
    let text = b"date,customer,amount\n2026-03-14,A,1\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text).unwrap();
    let (_, diagnostics) = read_texts(&[("a.csv", text), ("b.csv.gz", &gzip.finish().unwrap())], &[]);
    assert_eq!(
        diagnostics,
        [
            "error[same-sales-file] data/b.csv.gz:0: this file has the same content as data/a.csv: its sales would count twice"
        ]
    );
}

#[test]
fn a_lone_newest_date_is_doubted_over_all_files() {
    let a: &[u8] = b"date,customer,amount\n2026-03-14,A,1\n2026-06-20,A,1\n2026-06-20,B,1\n";
    let b: &[u8] = b"date,customer,amount\n2026-05-14,A,1\n";
    assert_eq!(
        read_texts(&[("a.csv", a)], &[]).1,
        [
            "warning[lone-sales-date] data/a.csv:3: the newest sales date, 2026-06-20, is 98 days after the one before it, 2026-03-14"
        ]
    );
    assert_eq!(read_texts(&[("a.csv", a), ("b.csv", b)], &[]).1, Vec::<String>::new());
}

#[test]
fn later_rows_and_discounts() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let text = "date,customer,price,qty,discount\n2026-03-14,A,2.5,4,12\n2026-03-15,A,1,1,1\n";
    std::fs::write(folder.path().join("data/a.csv"), text).unwrap();
    let sources = [SalesSource {
        files: "data/*.csv".to_owned(),
        columns: [("unit_price".to_owned(), "price".to_owned())].into(),
        ..SalesSource::default()
    }];
    let cache = folder.path().join(".keyfolio/sales");
    let as_of = Some(jiff::civil::date(2026, 3, 14));
    let sales =
        SalesFiles { root: folder.path(), sources: &sources, targets: &[], places: &[], as_of, cache: Some(&cache) };
    let (ledger, diagnostics) = read(&sales).unwrap();
    assert_eq!(
        diagnostics.iter().map(shown).collect::<Vec<_>>(),
        ["note[later-sales-rows] data/a.csv:0: rows after the portfolio's date are left out: 1"]
    );
    let sums = ledger.product_months.iter().next().unwrap().sums;
    assert_eq!(
        (sums.revenue.to_string(), sums.discount.to_string(), sums.rows),
        ("10.00".to_owned(), "12.00".to_owned(), 1)
    );
    assert_eq!(ledger.files[0].later_rows, 1);
    assert_eq!(read(&sales).unwrap(), (ledger, diagnostics), "from the cache");
}

#[test]
fn a_changed_file_is_read_again_even_at_the_same_size() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let cache = folder.path().join("cache");
    let sales =
        SalesFiles { root: folder.path(), sources: &[], targets: &[], places: &[], as_of: None, cache: Some(&cache) };
    for amount in ["1", "2", "3"] {
        let text = format!("date,customer,amount\n2026-03-14,A,{amount}\n");
        std::fs::write(folder.path().join("data/a.csv"), text).unwrap();
        assert_eq!(revenue(&read(&sales).unwrap().0), format!("{amount}.00"));
    }
    std::fs::rename(folder.path().join("data/a.csv"), folder.path().join("data/b.csv")).unwrap();
    assert_eq!(read(&sales).unwrap().0.files[0].path, "data/b.csv");
}

#[test]
fn the_fingerprint_is_of_content_name_and_mapping() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let cache = folder.path().join("cache");
    let source = SalesSource { files: "data/*.csv".to_owned(), ..SalesSource::default() };
    let money = SalesSource { discount: Some(crate::project::settings::DiscountKind::Money), ..source.clone() };
    let fingerprint = |name: &str, amount: &str, source: &SalesSource, as_of: Option<Date>| {
        let path = folder.path().join("data").join(name);
        std::fs::write(&path, format!("date,customer,amount\n2026-03-14,A,{amount}\n")).unwrap();
        let sources = std::slice::from_ref(source);
        let sales = SalesFiles { root: folder.path(), sources, targets: &[], places: &[], as_of, cache: Some(&cache) };
        let read = [(); 2].map(|()| read(&sales).unwrap().0.fingerprint());
        assert_eq!(read[0], read[1], "afresh and from the cache");
        std::fs::remove_file(path).unwrap();
        read[0]
    };
    let plain = fingerprint("a.csv", "1", &source, None);
    assert_eq!(fingerprint("a.csv", "1", &source, None), plain);
    let others = [
        fingerprint("b.csv", "1", &source, None),
        fingerprint("a.csv", "2", &source, None),
        fingerprint("a.csv", "1", &money, None),
        fingerprint("a.csv", "1", &source, Some(jiff::civil::date(2026, 3, 14))),
        Ledger::default().fingerprint(),
    ];
    assert!(others.iter().all(|other| *other != plain), "{others:?}");
}

#[test]
fn a_unit_price_makes_the_revenue_only_where_the_mapping_says_so() {
    let text: &[u8] = b"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
        536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom\n\
        C536379,D,Discount,-1,12/14/2010 9:41,27.5,14527,United Kingdom\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, text).unwrap();
    let (_, diagnostics) = read_file(&path, "a.csv", &SalesSource::default()).unwrap();
    let helps: Vec<String> = diagnostics.iter().map(|d| d.help.clone()).collect();
    assert!(matches!(&helps[..], [help] if help.contains("or map `unit_price`")), "{helps:?}");
    let source =
        SalesSource { columns: [("unit_price".to_owned(), "UnitPrice".to_owned())].into(), ..SalesSource::default() };
    let (ledger, diagnostics) = read_file(&path, "a.csv", &source).unwrap();
    assert_eq!((revenue(&ledger), diagnostics.is_empty()), ("-12.20".to_owned(), true));
    assert_eq!(ledger.orders.len(), 1, "a cancellation is no order");
    assert_eq!(ledger.accounts[0].code, "14527");
    let taken: Vec<&str> = ledger.files[0].columns.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(taken, ["date", "account_id", "product", "product_id", "region", "quantity", "order_id", "unit_price"]);
}

#[test]
fn gross_profit_does_for_the_cost() {
    let text = "日期,客户,金额,毛利,折扣率\n2026-03-14,A,100,30,15%\n2026-03-15,A,50,,\n";
    let (ledger, diagnostics) = read_texts(&[("a.csv", text.as_bytes())], &[]);
    let sums = ledger.product_months.iter().next().unwrap().sums;
    assert_eq!(
        [sums.revenue, sums.cost, sums.costed_revenue, sums.discount].map(|a| a.to_string()),
        ["150.00", "70.00", "100.00", "0.00"]
    );
    assert_eq!(diagnostics.len(), 1, "the discount is a rate: {diagnostics:?}");
}

#[test]
fn the_samples_of_others() {
    // Rows, accounts and totals as PROVENANCE.md and the files say (summed up exactly by DuckDB); gzipped files too.
    for (file, rows, accounts, total) in [
        ("data/online_retail.csv.gz", 406_829, 4372, "8300065.814"),
        ("data/adventureworks_resellers.csv.gz", 57_851, 632, "77548570.20"),
        ("data/cdnow_sample.csv", 6919, 2357, "244091.94"),
        ("data/wholesale_customers.csv", 2640, 440, "14619500.00"),
    ] {
        let Some(path) = shared(file) else { return };
        let (ledger, _) = read_file(&path, file, &SalesSource::default()).unwrap();
        assert_eq!((ledger.files[0].rows, ledger.files[0].bad_rows), (rows, 0), "{file}");
        assert_eq!((ledger.accounts.len(), revenue(&ledger).as_str()), (accounts, total), "{file}");
    }
}

#[test]
fn a_wrong_mapping_is_an_error_in_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/a.csv"), "date,customer,amount\n").unwrap();
    let source = |files: &str| SalesSource {
        files: files.to_owned(),
        columns: [("revenu".to_owned(), "amount".to_owned())].into(),
        ..SalesSource::default()
    };
    let sources = [source("data/*.csv"), source("sales/*.csv")];
    let places = [Place::line("keyfolio.yaml", 3), Place::line("keyfolio.yaml", 5)];
    let sales =
        SalesFiles { root: folder.path(), sources: &sources, targets: &[], places: &places, as_of: None, cache: None };
    let (_, diagnostics) = read(&sales).unwrap();
    let shown: Vec<String> = diagnostics.iter().map(shown).collect();
    assert_eq!(
        shown,
        [
            "error[no-sales-file] keyfolio.yaml:5: `sales/*.csv` matches no file",
            "error[sales-columns] keyfolio.yaml:3: the column mapping names `revenu`, which is no field of a sale",
        ]
    );
    let helps = diagnostics.iter().map(|d| d.help.as_str()).collect::<Vec<_>>();
    assert!(helps[1].starts_with("did you mean `revenue`?"), "{helps:?}");
}
