//! Units and currencies of sales: figures are in one currency and unit, or the user is told.

use crate::project::{TestProject, checked, says};

#[test]
fn a_unit_in_a_header_multiplies_and_other_currencies_are_told() {
    let rows =
        "日期,客户,金额(万元),成本(千元),币种\n2026-01-05,A,12.5,1.5,CNY\n2026-01-06,B,10,,USD\n2026-01-06,B,10,,JPY\n";
    let project = TestProject::new(&[("export.csv", rows)]);
    let made = project.run(&["init", "made", "--from", "export.csv"]).expect(0);
    let said = format!("{}{}", made.stdout, made.stderr);
    assert!(said.contains("revenue ← 金额(万元) × 10,000") && said.contains("cost ← 成本(千元) × 1,000"), "{said}");
    assert!(said.contains("`USD`, `JPY` are added up as CNY"), "{said}");
    let accounts = project.run(&["-r", "made", "export", "accounts", "--format", "csv"]).expect(0).stdout;
    assert!(accounts.contains(",125000.00,123500.00,") && accounts.contains(",200000.00,,"), "{accounts}");
    project.write("keyfolio.yaml", "");
    project.write("data/s.csv", rows);
    says(&checked(&project), &["data/s.csv:3:", "[other-currency]", "`USD`, `JPY` are added up as CNY"]);
}

#[test]
fn the_currency_that_a_file_names_is_that_of_its_workspace() {
    let rows = "date,customer,amount\n2026-01-05,A,€12.50\n2026-01-06,B,€10\n";
    let project =
        TestProject::new(&[("export.csv", rows), ("k.csv", "date,customer,Amount (USD k)\n2026-01-05,A,12.5\n")]);
    for (file, currency) in [("export.csv", "EUR"), ("k.csv", "USD")] {
        let made = project.run(&["init", currency, "--from", file]).expect(0);
        let said = format!("{}{}", made.stdout, made.stderr);
        assert!(said.contains(&format!("The currency is {currency}")) && !said.contains("warning"), "{said}");
        assert!(project.read(&format!("{currency}/keyfolio.yaml")).contains(&format!("\ncurrency: {currency}\n")));
    }
    project.write("keyfolio.yaml", "");
    project.write("data/s.csv", rows);
    says(&checked(&project), &["data/s.csv:2:14", "[other-currency]", "`€` are added up as CNY"]);
}
