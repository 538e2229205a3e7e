//! Where a figure is missing, or another than was asked for, the reason that is given is the true one.

use crate::project::{TestProject, built, lines_with, page, plain, problems, sales};
use crate::words::{says, says_not};

const HEAD: &str = "date,customer,revenue,cost\n";

#[test]
fn an_account_with_costs_and_net_returns_is_not_said_to_lack_costs() {
    let sales = format!("{HEAD}2026-02-05,acme,-100,-60\n2026-03-05,beta,500,300\n2026-03-06,gamma,50,\n");
    let project = built(&sales, &[]);
    let english = page(&project, "en/accounts/acme.html");
    says(&english, &["Net of returns, no sales with a cost are left"]);
    says_not(&english, &["No cost data"]);
    says(&page(&project, "zh-CN/accounts/acme.html"), &["带成本的销售净额不为正"]);
    says(&page(&project, "en/accounts/gamma.html"), &["No cost data"]);
}

#[test]
fn gross_profit_of_half_the_revenue_says_so_beside_it() {
    let project = built(&format!("{HEAD}2025-11-05,acme,100,60\n2025-12-05,acme,100,\n2025-12-06,acme,300,100\n"), &[]);
    let rows = plain(&project.read("public/en/portfolio/periods.html"));
    says(&rows, &["cost on 80.0% of revenue only", "cost on 75.0% of revenue only"]);
    let whole = built(&format!("{HEAD}2025-11-05,acme,100,60\n2025-12-05,acme,100,50\n"), &[]);
    says_not(&plain(&whole.read("public/en/portfolio/periods.html")), &["of revenue only"]);
}

#[test]
fn classes_on_another_base_than_asked_for_are_told_at_the_setting_and_on_the_page() {
    let sales = format!("{HEAD}2025-11-05,acme,100,60\n2025-12-05,beta,100,\n2025-12-05,gamma,50,\n");
    let settings = "abc:\n  base: gross_profit\n";
    let said = problems(&[("keyfolio.yaml", settings), ("data/sales.csv", &sales)]);
    let words = ["keyfolio.yaml:2", "[base-not-covered]", "only 40.0% of the revenue of the 12 months carries a cost"];
    assert_eq!(lines_with(&said, &words), 1, "{said:#?}");
    let files = [("keyfolio.yaml", settings), ("data/sales.csv", sales.as_str())];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    let abc = plain(&project.read("public/en/portfolio/abc.html"));
    says(&abc, &["The settings ask for classes by gross profit, but only 40.0% of revenue carries a cost"]);
    // What is set already is not advised.
    assert_eq!(lines_with(&said, &["on revenue alone", "`abc.base`"]), 0, "{said:#?}");
    let bare = problems(&[("keyfolio.yaml", ""), ("data/sales.csv", &sales)]);
    assert_eq!(lines_with(&bare, &["base-not-covered"]), 0, "{bare:#?}");
    assert_eq!(lines_with(&bare, &["on revenue alone", "`abc.base`"]), 1, "{bare:#?}");
}

#[test]
fn what_is_too_little_is_not_shown_as_what_is_needed() {
    let sales = format!("{HEAD}2025-11-05,acme,9497,60\n2025-12-05,beta,503,\n");
    let settings = "abc:\n  base: gross_profit\n";
    let said = problems(&[("keyfolio.yaml", settings), ("data/sales.csv", &sales)]);
    let words = ["only 94.97% of the revenue of the 12 months carries a cost, and 95% are needed"];
    assert_eq!(lines_with(&said, &words), 1, "{said:#?}");
    let files = [("keyfolio.yaml", settings), ("data/sales.csv", sales.as_str())];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    says(&page(&project, "en/portfolio/abc.html"), &["only 94.97% of revenue carries a cost"]);
    says_not(&page(&project, "en/portfolio/abc.html"), &["95.0% of revenue carries"]);
}

#[test]
fn accounts_of_groups_are_not_said_to_be_alike_where_they_differ() {
    let dossier = |id: &str| format!("id: {id}\nname: {id}\nparent: acme\n");
    let (sub, other) = (dossier("sub"), dossier("other"));
    let files = [
        ("keyfolio.yaml", "abc: {level: group}\n"),
        ("data/sales.csv", "date,customer,revenue\n2025-12-01,acme,1000\n2025-12-02,sub,500\n2025-12-03,other,10\n"),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\n"),
        ("content/accounts/sub.yaml", sub.as_str()),
        ("content/accounts/other.yaml", other.as_str()),
    ];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    for path in ["en/portfolio/abc.html", "en/index.html"] {
        says_not(&page(&project, path), &["the same revenue", "the same size", "are alike"]);
    }
}

#[test]
fn groups_and_accounts_without_revenue_are_not_said_to_be_as_large_as_the_others() {
    let sales = "date,customer,revenue\n2025-12-01,acme,6\n2025-12-02,sub,4\n2025-12-03,beta,10\n2025-12-04,back,-1\n";
    let files = [
        ("keyfolio.yaml", "abc: {level: group}\n"),
        ("data/sales.csv", sales),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\n"),
        ("content/accounts/sub.yaml", "id: sub\nname: Sub\nparent: acme\n"),
    ];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    let english = page(&project, "en/portfolio/abc.html");
    let words =
        ["The groups with revenue above zero all have the same", "The groups with revenue above zero are alike"];
    says(&english, &words);
    says_not(&english, &["All groups"]);
    says_not(&page(&project, "zh-CN/portfolio/abc.html"), &["。各集团", ">各集团"]);
    let alone = built("date,customer,revenue\n2025-12-01,acme,5\n2025-12-02,beta,5\n2025-12-04,back,-1\n", &[]);
    let english = page(&alone, "en/portfolio/abc.html");
    says(&english, &["The accounts with revenue above zero are alike"]);
    says_not(&english, &["All accounts are alike"]);
}

#[test]
fn a_year_before_that_brought_nothing_has_its_sentence() {
    let sales =
        "date,customer,revenue\n2022-06-01,acme,100\n2022-06-01,beta,200\n2026-05-10,acme,500\n2026-06-10,beta,300\n";
    let project = built(sales, &[]);
    says(&page(&project, "en/index.html"), &["from 2 accounts in 12 months; the year before brought nothing"]);
    says(&page(&project, "zh-CN/index.html"), &["上年同期没有收入"]);
}

#[test]
fn what_stands_in_the_wrong_place_of_the_settings_is_told_where_it_belongs() {
    let settings = "languages: [en, zh-CN]\nrules:\n  big-ticket:\n    level: allow\n    reason: not ours\n";
    let said = problems(&[("keyfolio.yaml", settings)]);
    assert_eq!(lines_with(&said, &["keyfolio.yaml:1:12", "write {default: en, others: [zh-CN]}"]), 1, "{said:#?}");
    let words = ["keyfolio.yaml:5:13", "`reason` and `until` are of one account", "under `rules` in its dossier"];
    assert_eq!(lines_with(&said, &words), 1, "{said:#?}");
}

#[test]
fn a_year_before_of_returns_and_sales_of_nothing_are_called_so() {
    let sales = format!(
        "{HEAD}2024-07-01,beta,9,5\n2025-03-05,acme,-100,-60\n2026-03-05,acme,500,300\n2026-03-06,gamma,0,0\n2026-06-30,beta,9,5\n"
    );
    let project = built(&sales, &[]);
    let acme = page(&project, "en/accounts/acme.html");
    says(&acme, &["More came back than was bought in the year before"]);
    says_not(&acme, &["Bought nothing in the year before"]);
    says(&page(&project, "en/accounts/gamma.html"), &["or the rows carry no amount"]);
}

#[test]
fn a_share_that_is_shown_as_four_fifths_is_neither_more_nor_less() {
    // Two of ten have 79.98 % of 10,000.
    let others = (1..=8).map(|n| format!("2025-12-01,c{n},{},\n", if n == 1 { 252 } else { 250 }));
    let sales = format!("{HEAD}2025-12-01,a,4000,\n2025-12-01,b,3998,\n{}", others.collect::<String>());
    let project = built(&sales, &[]);
    says(
        &page(&project, "en/portfolio/abc.html"),
        &["As concentrated as 80/20: the 2 largest (20%) have 80.0% of revenue"],
    );
}

#[test]
fn sales_that_are_all_later_than_today_are_no_missing_ones() {
    let project = TestProject::new(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", &sales()),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\n"),
    ]);
    project.run(&["build", "-q", "--as-of", "2020-01-01"]).expect(0);
    let english = page(&project, "en/index.html");
    assert!(english.contains("One account on file; every sale is later than 1 January 2020"), "{english}");
    assert!(page(&project, "zh-CN/index.html").contains("1 家有档案；销售都在 2020 年 1 月 1 日之后"));
}
