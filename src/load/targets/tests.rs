//! Targets as people write them, and all that can be wrong with them.

use super::*;

fn read_below(root: &Path, fiscal_year_start: i8, sales: &[SalesSource]) -> anyhow::Result<(TargetsRead, Diagnostics)> {
    read(&TargetFiles { root, patterns: &[], places: &[], fiscal_year_start, sales, currency: "CNY" })
}

fn read_texts(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let (TargetsRead { sound: targets, .. }, diagnostics) = read_below(folder.path(), 4, &[]).unwrap();
    let line = |place: &Place| format!("{}:{}", place.file, place.line);
    (
        targets.iter().map(|t| format!("{} {} {:?} {}", t.account, t.period, t.measure, t.amount)).collect(),
        diagnostics
            .iter()
            .map(|d| format!("{} [{}] {}", d.place.as_ref().map(line).unwrap_or_default(), d.code.id(), d.message))
            .collect(),
    )
}

#[test]
fn csv_and_yaml() {
    let csv = "客户编号,期间,目标金额,指标\nacme,2026,\"1,200,000.50\",\n00004,2026-Q3,5,毛利\nacme,2025..2026,8,\n";
    let yaml = "# ours\n- account: acme\n  period: 2026-05\n  amount: 100.25\n- {account: \"00004\", period: 2027, amount: 7, measure: gross_profit}\n";
    let (targets, diagnostics) = read_texts(&[("data/targets.csv", csv), ("data/targets.yaml", yaml)]);
    assert_eq!(diagnostics, Vec::<String>::new());
    assert_eq!(
        targets,
        [
            "acme 2026-04-01..2027-03-31 Revenue 1200000.50",
            "00004 2026-07-01..2026-09-30 GrossProfit 5.00",
            "acme 2025-04-01..2027-03-31 Revenue 8.00",
            "acme 2026-05-01..2026-05-31 Revenue 100.25",
            "00004 2027-04-01..2028-03-31 GrossProfit 7.00",
        ]
    );
}

#[test]
fn a_malformed_entry_takes_no_place_from_the_others() {
    let yaml = "- account: a\n  perod: 2026\n  amount: 1\n- {account: b, period: soon, amount: 5}\n- {account: c, period: 2026, amount: -5}\n";
    let (_, diagnostics) = read_texts(&[("data/targets.yaml", yaml)]);
    for told in [
        "data/targets.yaml:2 [unknown-key]",
        "data/targets.yaml:4 [invalid-target] `soon`",
        "data/targets.yaml:5 [invalid-target] a target of -5.00 is below zero",
    ] {
        assert!(diagnostics.iter().any(|line| line.starts_with(told)), "{told}: {diagnostics:#?}");
    }
}

#[test]
fn every_wrong_target_is_reported_at_its_line() {
    let csv = "account;period;amount;measure\na;soon;1;\n;2026;x;profits\na;2026-03;5;\na;2026-03;6;revenue\na;2025..2026-03;6;\n";
    let yaml = "- account: 7\n  period: 2026\n  amount: 1\n- account: b\n  period: last-12-months\n  amount: 123456789012345.25\n";
    let (targets, diagnostics) = read_texts(&[("data/targets.csv", csv), ("data/targets.yaml", yaml)]);
    assert_eq!(targets, ["a 2026-03-01..2026-03-31 Revenue 5.00"]);
    assert_eq!(
        diagnostics,
        [
            "data/targets.yaml:1 [invalid-target] YAML reads the account `7` as a number",
            "data/targets.csv:2 [invalid-target] `soon` is not the period of a target",
            "data/targets.csv:3 [invalid-target] the target names no account",
            "data/targets.csv:3 [invalid-target] `profits` is no measure of a target",
            "data/targets.csv:3 [invalid-target] `x` is not an amount",
            "data/targets.csv:6 [invalid-target] `2025..2026-03` is a fiscal year at one end only",
            "data/targets.yaml:5 [invalid-target] `last-12-months` is not the period of a target",
            "data/targets.yaml:6 [invalid-target] the amount `123456789012345.25` has too many digits to be read exactly",
            "data/targets.csv:5 [invalid-target] `a` has a target for 2026-03-01..2026-03-31 already, at data/targets.csv:4",
        ]
    );
    let (_, diagnostics) =
        read_texts(&[("data/targets.csv", "who,when\na,2026\n"), ("data/targets.yaml", "- account: [\n")]);
    assert_eq!(diagnostics.len(), 4, "{diagnostics:?}");
}

/// Each of them was read neither as targets nor as sales, and nothing said so.
#[test]
fn no_file_called_targets_is_passed_over_in_silence() {
    let text = "account,period,amount\na,2026,5\n";
    let names = ["data/targets.utf8.csv", "data/targets.2025.csv", "data/targets.txt", "data/targets.old.yaml.gz"];
    for name in names {
        let (_, told) = read_texts(&[("data/targets.csv", text), (name, text)]);
        let stray = format!("{name}:0 [stray-file] this file is called like targets");
        assert!(told.iter().any(|line| line.starts_with(&stray)), "{name}: {told:#?}");
    }
    let sales = "date,customer,amount\n2026-01-01,a,5\n";
    let (_, told) = read_texts(&[("data/targets.sales.csv", sales)]);
    assert!(told.iter().any(|line| line.contains("this file looks like sales")), "{told:#?}");
}

/// Files that are read without settings would not be, once the settings name others.
#[test]
fn the_remedy_keeps_what_is_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    for name in ["data/targets.csv", "data/targets.2025.csv"] {
        std::fs::write(folder.path().join(name), "account,period,amount\na,2026,5\n").unwrap();
    }
    let (_, told) = read_below(folder.path(), 1, &[]).unwrap();
    let help = told.iter().next().map(|d| d.help.clone()).unwrap_or_default();
    assert!(help.contains("`targets: [data/targets.csv, data/targets.2025.csv]`"), "{help}");
    let named = [SalesSource { files: "data/targets.2025.csv".to_owned(), ..SalesSource::default() }];
    assert!(read_below(folder.path(), 1, &named).unwrap().1.is_empty());
}

/// Followed to the letter, the remedy must leave a file that is read.
#[test]
fn a_file_in_another_encoding_keeps_its_name() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let text = "客户编号,期间,目标金额\n澜裳服饰（杭州）有限公司,2026,5\n";
    std::fs::write(folder.path().join("data/targets.csv"), encoding_rs::GBK.encode(text).0).unwrap();
    let (_, told) = read_below(folder.path(), 1, &[]).unwrap();
    let help = told.iter().next().map(|d| d.help.clone()).unwrap_or_default();
    let command = "iconv -f GB18030 -t UTF-8 < 'data/targets.csv' > 'data/targets.csv.utf8' && mv 'data/targets.csv.utf8' 'data/targets.csv'";
    assert!(help.ends_with(command), "{help}");
}

#[test]
fn units_count_and_other_currencies_are_told() {
    let csv = "客户编号,期间,目标金额(万元)\na,2026,120\nb,2026,\nc,,5\nd,2026..2025,5\n";
    let (targets, told) = read_texts(&[("data/targets.csv", csv)]);
    assert_eq!(targets, ["a 2026-04-01..2027-03-31 Revenue 1200000.00"]);
    assert_eq!(
        told,
        [
            "data/targets.csv:3 [invalid-target] the amount is empty",
            "data/targets.csv:4 [invalid-target] the period is empty",
            "data/targets.csv:5 [invalid-target] `2026..2025` ends before it begins",
        ]
    );
    for csv in [
        "account,period,amount\na,2026,1000 USD\n",
        "account,period,amount (USD k)\na,2026,1\n",
        "account,period,amount,currency\na,2026,1000,USD\n",
    ] {
        let (targets, told) = read_texts(&[("data/targets.csv", csv)]);
        assert_eq!(targets, ["a 2026-04-01..2027-03-31 Revenue 1000.00"], "{csv}");
        let other = "data/targets.csv:2 [other-currency] amounts in `USD` are taken for CNY: nothing converts them";
        assert_eq!(told, [other], "{csv}");
    }
    let yaml = "- {account: a, period: 2026, amount: 5万}\n- {account: b, period: 2026, amount: 5 USD}\n";
    let (targets, told) = read_texts(&[("data/targets.yaml", yaml)]);
    assert_eq!(targets, ["a 2026-04-01..2027-03-31 Revenue 50000.00"]);
    assert_eq!(told, ["data/targets.yaml:2 [invalid-target] `5 USD` is not an amount"]);
}
