//! Workspaces that are not as they should be: dates far away, links that lead nowhere or out, files in the wrong place.
//! Every run ends with diagnostics, never with a failure of the program's own.

use std::fmt::Write;

use super::project::{TestProject, sales};

/// A workspace with sales only, and more of them.
fn with_sales(rows: &str) -> TestProject {
    TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", &format!("{}{rows}", sales()))])
}

#[test]
fn rows_with_dates_far_away_are_left_out() {
    let project = with_sales("9999-12-31,acme,Acme,Box,Boxes,East,1,5,1\n0001-01-01,acme,Acme,Box,Boxes,East,1,5,1\n");
    let said = project.run(&["build"]).expect(0).stderr;
    assert!(said.contains("row left out: `9999-12-31` lies outside the years 1900 to 2199 (revenue 5.00)"), "{said}");
    for kind in ["portfolio", "accounts", "products", "periods"] {
        project.run(&["export", kind]).expect(0);
    }
}

#[test]
fn the_first_and_the_last_year_can_be_built() {
    for (day, start) in [("2199-12-31", 1), ("1900-01-01", 12), ("2199-11-30", 2)] {
        let project = with_sales(&format!("{day},acme,Acme,Box,Boxes,East,1,5,1\n"));
        project.write("keyfolio.yaml", &format!("fiscal_year_start: {start}\n"));
        project.write("data/targets.csv", "account,period,amount\nacme,2199,5\nacme,1900,5\n");
        project.run(&["build"]).expect(0);
        for kind in ["portfolio", "accounts", "products", "periods"] {
            project.run(&["export", kind]).expect(0);
        }
    }
}

#[test]
fn dates_far_away_are_refused_wherever_they_are_written() {
    let project = with_sales("");
    project.write("keyfolio.yaml", "as_of: 9999-12-31\nfiscal_year_start: 12\n");
    project.write("data/targets.csv", "account,period,amount\nacme,9999,5\n");
    project.write(
        "content/accounts/acme.yaml",
        "id: acme\nname: Acme\nvisits:\n  - {date: 2200-01-01, kind: visit}\n  - {date: 1899-12-31, kind: visit}\n",
    );
    let said = project.run(&["check", "--message-format", "json"]).expect(1).stdout;
    let mut told = String::new();
    for line in said.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        if line["severity"] == "error" {
            writeln!(told, "{}:{} {}", line["file"].as_str().unwrap(), line["line"], line["message"]).unwrap();
        }
    }
    for place in ["keyfolio.yaml:1 ", "data/targets.csv:2 ", "acme.yaml:4 ", "acme.yaml:5 "] {
        let line = told.lines().find(|line| line.contains(place));
        assert!(line.is_some_and(|line| line.contains("the years 1900 to 2199")), "{place}: {told}");
    }
    for flag in ["9999-12-31", "1899-12-31", "2200-01-01"] {
        let said = with_sales("").run(&["check", "--as-of", flag]).expect(2).stderr;
        assert!(said.contains("a date of the years 1900 to 2199 was expected"), "{said}");
    }
}
