//! What a first year of sales does not show, and what returns leave of it.

use std::fmt::Write as _;

use crate::project::{TestProject, page};
use crate::words::{says, says_not};

/// Sales from December 2024 to 9 December 2025: a large account each month (much in October), a small one in the first of these
/// months only, one that returns all it bought, and ten that buy a little.
fn first_year() -> TestProject {
    let mut sales = "date,account_id,account_name,product,revenue\n2024-12-01,small,Small,x,300\n".to_owned();
    for month in 0..13 {
        let (year, number) = (2024 + (month + 11) / 12, (month + 11) % 12 + 1);
        // Half of the revenue of the single month of 2024, two thirds and more later.
        let amount = if month == 0 { 500 } else { 2000 };
        let amount = if number == 10 { 2 * amount } else { amount };
        writeln!(sales, "{year}-{number:02}-05,large,Large,x,{amount}").unwrap();
        (0..10).for_each(|at| writeln!(sales, "{year}-{number:02}-06,m{at},M{at},x,50").unwrap());
    }
    sales += "2025-05-02,back,Back,x,700\n2025-06-09,back,Back,x,-700\n";
    let project = TestProject::new(&[("keyfolio.yaml", "as_of: 2025-12-09\n"), ("data/sales.csv", sales.as_str())]);
    project.run(&["build"]).expect(0);
    project
}

#[test]
fn one_year_tells_no_season_and_a_part_of_a_quarter_no_rise() {
    let project = first_year();
    let large = page(&project, "en/accounts/large.html");
    says(&large, &["one year does not tell whether that is a season"]);
    says_not(&large, &["not year after year"]);
    says(&page(&project, "zh-CN/accounts/large.html"), &["只有一年，看不出是不是旺季"]);
    // The key account brings 500 of 1,300 in December 2024, a month of the fourth quarter; 2,000 of 2,500 later.
    let hold = page(&project, "en/frameworks/hold-the-large.html");
    says_not(&hold, &["38.5% of revenue (Q4 2024)"]);
    says(&hold, &["(Q1 2025 to Q3 2025)"]);
}

#[test]
fn what_was_all_returned_is_said_so() {
    let project = first_year();
    let back = page(&project, "en/accounts/back.html");
    says(&back, &["The sales of the 12 months come to zero: as much was returned as bought"]);
    says_not(&back, &["More was returned than bought"]);
    says(&page(&project, "zh-CN/accounts/back.html"), &["近 12 个月销售净额为零：退的和买的一样多"]);
}

#[test]
fn without_a_judgement_of_loyalty_there_is_no_serialisation() {
    let series = page(&first_year(), "en/frameworks/serialisation.html");
    says(&series, &["only class A is left, which is no serialisation"]);
    says_not(&series, &["of the accounts were in series"]);
}

/// The months counted are January to December, the last of them running: what was bought before is in no row and in no sum.
#[test]
fn months_with_a_purchase_are_counted_over_the_months_named() {
    let months = page(&first_year(), "en/frameworks/predictable-contribution.html");
    says(&months, &["1 Jan 2025 to 9 Dec 2025"]);
    // Eleven accounts in all twelve months, and all the revenue: of the account that returned it all nothing is left.
    says(&months, &["11 accounts bought every month: 100% of revenue"]);
}
