//! Portfolios in which little can be told apart: all alike, returns only, all falling, sales without a dossier. What their pages
//! say is true of them, and they name no leader, no season and no class that the data do not show.

use std::fmt::Write as _;

use crate::project::{TestProject, built, page};
use crate::words::{says, says_not};

const HEAD: &str = "date,account_id,account_name,product,revenue,cost\n";

/// A site of sales of two years to June 2026, one a month and account, of what a function of (account, month) gives.
fn site(accounts: usize, files: &[(&str, &str)], amount: impl Fn(usize, i32) -> f64) -> TestProject {
    let mut sales = HEAD.to_owned();
    for month in 0..24_i32 {
        for account in 0..accounts {
            let (year, number) = (2024 + (month + 6) / 12, (month + 6) % 12 + 1);
            let revenue = amount(account, month);
            let cost = revenue * 0.7;
            writeln!(sales, "{year}-{number:02}-01,a{account},Acc {account},P,{revenue:.2},{cost:.2}").unwrap();
        }
    }
    built(&sales, files)
}

#[test]
fn of_equals_nobody_leads() {
    // Twelve accounts of 1,000 a month, a tenth more in the second year.
    let project = site(12, &[], |_, month| if month < 12 { 1000.0 } else { 1100.0 });
    says(&page(&project, "zh-CN/portfolio/abc.html"), &["12 家的收入一样大，没有可分的"]);
    says(&page(&project, "zh-CN/portfolio/scores.html"), &["各家一样大，没有可分的"]);
    says_not(&page(&project, "zh-CN/accounts/a9.html"), &["三种分法都把它排在"]);
    let customers = page(&project, "en/portfolio/customers.html");
    says(&customers, &["All accounts bought as often, as lately and as much"]);
    says_not(&customers, &["bought both lately and often"]);
    let concentration = page(&project, "en/portfolio/concentration.html");
    says(&concentration, &["The 12 largest are alike: losing any one would cost 8.3% of revenue"]);
    says_not(&concentration, &["Losing Acc 0"]);
    says_not(&page(&project, "en/portfolio/migration.html"), &["Acc 0 rose most"]);
}

#[test]
fn who_fell_alike_is_named_together_with_what_it_was() {
    let dossier = |id: usize, overdue: u32| {
        format!(
            "id: a{id}\nname: Acc {id}\nwallet: {{amount: 30000, as_of: 2025-01-01, source: s}}\n\
             payment: {{overdue: [{{as_of: 2026-01-01, amount: 0}}, {{as_of: 2026-06-01, amount: {overdue}}}]}}\n"
        )
    };
    let (a, b, c) = (dossier(0, 9000), dossier(1, 9000), dossier(2, 0));
    let files: &[(&str, &str)] =
        &[("content/accounts/a0.yaml", &a), ("content/accounts/a1.yaml", &b), ("content/accounts/a2.yaml", &c)];
    let project = site(4, files, |_, _| 1000.0);
    let en = page(&project, "en/portfolio/health.html");
    says(&en, &["Acc 0 and Acc 1 lost most: −", " each", "Payment cost most points at each of the 2 that fell."]);
    says_not(&en, &["stand lower than a quarter before"]);
    let zh = page(&project, "zh-CN/portfolio/health.html");
    says(&zh, &["Acc 0、Acc 1 掉得最多：都是 −"]);
}

#[test]
fn a_leader_is_named_among_those_that_are_shown_and_a_running_year_is_compared() {
    let mut sales = HEAD.to_owned();
    let mut sell = |month: i32, account: usize, revenue: f64| {
        let (year, number) = (2024 + (month + 6) / 12, (month + 6) % 12 + 1);
        writeln!(sales, "{year}-{number:02}-01,a{account},Acc {account},P,{revenue:.2},{:.2}", revenue * 0.7).unwrap();
    };
    for month in 0..24 {
        sell(month, 0, if month < 12 { 1000.0 } else { 1300.0 });
        sell(month, 1, 1000.0 - f64::from(month));
        // The third one begins this year, and brings most of the growth.
        if month >= 12 {
            sell(month, 2, 5000.0);
        }
    }
    let project = built(&sales, &[]);
    says(&page(&project, "en/index.html"), &["New accounts aside, Acc 0 rose most; Acc 1 fell most"]);
    says(&page(&project, "zh-CN/portfolio/migration.html"), &["不算新客户，Acc 0 加得最多；Acc 1 减得最多"]);
    // The files begin in July 2024: no whole year has one before it.
    let periods = page(&project, "en/portfolio/periods.html");
    says(&periods, &["2026 so far: +"]);
    says_not(&periods, &["No complete period can be compared with the year before yet"]);
    says(&page(&project, "zh-CN/portfolio/periods.html"), &["2026 年至今，同比 +"]);
}

#[test]
fn of_a_few_the_share_of_the_largest_is_said_once_and_not_drawn_as_a_dot() {
    let project = site(3, &[], |account, _| [900.0, 300.0, 200.0][account]);
    let home = page(&project, "en/index.html");
    says(&home, &["Losing Acc 0 would cost 64.3% of revenue"]);
    says_not(&home, &["Share of the largest, revenue", "largest-chart"]);
    let concentration = page(&project, "en/portfolio/concentration.html");
    says(&concentration, &["Too few accounts to read out the shares of the largest 3, 5 and 10."]);
    says_not(&concentration, &["largest-chart"]);
    // With ten, there is something to compare.
    let project = site(10, &[], |account, _| 100.0 * (account + 1) as f64);
    assert!(project.read("public/en/index.html").contains("largest-chart"));
}

#[test]
fn of_returns_alone_nothing_is_said() {
    let project = site(5, &[], |account, _| -100.0 - if account == 1 { 1.0 } else { 0.0 });
    let customers = page(&project, "zh-CN/portfolio/customers.html");
    says(&customers, &["没有一笔采购，只有退货：本页不出数"]);
    says_not(&customers, &["买得勤的客户都还在买", "不分 XYZ", "买得近也买得勤"]);
    says_not(&page(&project, "zh-CN/portfolio/migration.html"), &["没有人换类"]);
    let products = page(&project, "en/portfolio/products.html");
    says(&products, &["No product was sold in the 12 months, only returned"]);
    says_not(&products, &["name no products"]);
}

#[test]
fn a_fall_is_neither_a_season_nor_even_business_and_comes_before_paper() {
    // Minus 5 % a month: over a year to 0.95¹² = 54.0 % of the year before.
    let dossier = "id: a1\nname: Acc 1\n";
    let falling = |account: usize, month: i32| {
        let start = if account == 0 { 1000.0 } else { 1100.0 };
        start * 0.95_f64.powi(month)
    };
    let project = site(6, &[("content/accounts/a1.yaml", dossier)], falling);
    let customers = page(&project, "zh-CN/portfolio/customers.html");
    says(&customers, &["没有哪个月特别旺", "6 家买得一样近、一样勤"]);
    says_not(&customers, &["旺季在", "旺季就在"]);
    let account = page(&project, "zh-CN/accounts/a1.html");
    says(&account, &["24 个月，月月有采购，但近一年少了 46.0%", "十二个月一样高"]);
    says_not(&account, &["可以预计", "正是旺季"]);
    let next = account.find("下一步").unwrap();
    let said: String = account[next..].chars().take(60).collect();
    assert!(said.contains("问清哪些单给了别人"), "{said}");
    let (money, paper) = (account.find("收入连续 12 个月低于上年同月"), account.rfind("块必填只填了"));
    assert!(money.is_some() && paper.is_none_or(|paper| money < Some(paper)), "{account}");
}

#[test]
fn one_opinion_is_no_agreement() {
    // Without costs, and with under half of the scorecards known, revenue is the only ranking.
    let sales: String = (1..=12).fold("date,account_id,revenue\n".to_owned(), |mut rows, month| {
        for (account, amount) in [("a", 300), ("b", 200), ("c", 100)] {
            writeln!(rows, "2026-{:02}-0{},{account},{amount}", (month + 1) / 2, month % 2 + 1).unwrap();
        }
        rows
    });
    let project = TestProject::new(&[("keyfolio.yaml", "as_of: 2026-06-30\n"), ("data/sales.csv", sales.as_str())]);
    project.run(&["build"]).expect(0);
    let scores = page(&project, "zh-CN/portfolio/scores.html");
    says(&scores, &["只有收入一个名次：计分卡数据不足，不比较"]);
    says_not(&scores, &["的几种名次都相同", "名次相差"]);
    says(&page(&project, "en/frameworks/scorecard.html"), &["One ranking only for 3 accounts, by revenue"]);
}

#[test]
fn a_quarter_without_a_purchase_is_no_goodbye() {
    // a buys every month; b in the first and the third quarter of 2025 only; c begins in the third.
    let mut sales = HEAD.to_owned();
    for month in 1..=9 {
        writeln!(sales, "2025-{month:02}-01,a,A,x,100,50").unwrap();
        if month <= 3 || month >= 7 {
            writeln!(sales, "2025-{month:02}-02,b,B,x,50,20").unwrap();
        }
        if month >= 7 {
            writeln!(sales, "2025-{month:02}-03,c,C,x,20,10").unwrap();
        }
    }
    let project = TestProject::new(&[("keyfolio.yaml", "as_of: 2025-09-30\n"), ("data/sales.csv", sales.as_str())]);
    project.run(&["build"]).expect(0);
    let zh = page(&project, "zh-CN/portfolio/migration.html");
    says(&zh, &["1 家第一次买", "1 家隔季又买", "首次", "又买", "没买"]);
    says_not(&zh, &["2 家新来", "1 家停购"]);
    says(&page(&project, "en/portfolio/migration.html"), &["1 bought for the first time", "1 is back again"]);
}

#[test]
fn growth_of_the_whole_makes_no_peak_and_a_one_off_purchase_none_either() {
    // Straight up by 10 a month, and in February 2026 a plant for 20,000 that is bought once.
    let mut sales = HEAD.to_owned();
    for month in 0..24 {
        let (year, number) = (2024 + (month + 6) / 12, (month + 6) % 12 + 1);
        writeln!(sales, "{year}-{number:02}-01,a,A,x,{},500", 1000 + 10 * month).unwrap();
    }
    sales += "2026-02-20,b,B,plant,20000,9000\n";
    let settings = "as_of: 2026-06-30\nrules: {big-ticket: {months: 4, amount: 10000}}\n";
    let project = TestProject::new(&[("keyfolio.yaml", settings), ("data/sales.csv", sales.as_str())]);
    project.run(&["build"]).expect(0);
    let customers = page(&project, "zh-CN/portfolio/customers.html");
    says(&customers, &["没有哪个月特别旺", "不计 B 的一次性大单"]);
    let periods = page(&project, "zh-CN/portfolio/periods.html");
    says_not(&periods, &["旺季"]);
}

#[test]
fn accounts_at_or_below_zero_are_in_class_c_and_no_page_denies_it() {
    // 100 and 10 make A and B; what is at or below zero is C (FRAMEWORKS §2), and no part of the curve.
    let sales = "date,account_id,revenue\n2026-06-01,x,100\n2026-06-02,z,10\n2026-06-03,w,-1\n2026-06-04,y,-150\n";
    let project = built(sales, &[]);
    for path in ["index.html", "portfolio/abc.html"] {
        let en = page(&project, &format!("en/{path}"));
        says(
            &en,
            &[
                "1 A account brings 90.9% of revenue; no account above zero is in C",
                "2 more accounts are at or below zero",
            ],
        );
        says_not(&en, &["no account is in C"]);
        let zh = page(&project, &format!("zh-CN/{path}"));
        says(&zh, &["收入为正的没有一家是 C 类"]);
        says_not(&zh, &["，没有 C 类"]);
    }
    // Two accounts of 60 and 25 are both A: the second crosses the cut.
    let project = built("date,account_id,revenue\n2026-06-01,x,60\n2026-06-02,z,25\n2026-06-03,w,-1\n", &[]);
    says(
        &page(&project, "en/portfolio/abc.html"),
        &["All 2 accounts with revenue above zero are in A; there is nothing to divide"],
    );
    let project = built("date,account_id,revenue\n2026-06-01,x,60\n2026-06-02,z,25\n", &[]);
    says(&page(&project, "en/portfolio/abc.html"), &["All 2 accounts are in A; there is nothing to divide"]);
}

#[test]
fn accounts_that_the_settings_ignore_have_no_dossier_either() {
    let sales = "date,account_id,revenue\n2026-06-01,a,100\n2026-06-02,b,300\n2026-06-03,c,50\n";
    let files = [
        ("keyfolio.yaml", "as_of: 2026-06-30\nundocumented_accounts: ignore\n"),
        ("content/accounts/a.yaml", "id: a\nname: Acc\n"),
    ];
    let project = built(sales, &files);
    let en = page(&project, "en/data-quality.html");
    says(&en, &["2 accounts are known from the sales only", "2 accounts have sales and no dossier"]);
    says_not(&en, &["every account has a dossier"]);
    says(&page(&project, "zh-CN/data-quality.html"), &["2 家客户只有销售，没有档案"]);
    // 350 of 450 stand in no figure: the pages say so.
    let left_out = "As set, 2 accounts without a dossier are left out of every figure.";
    says(&page(&project, "en/accounts/index.html"), &[left_out]);
    says(&page(&project, "zh-CN/accounts/index.html"), &["按设置，2 家没有档案的客户不计入任何数字。"]);
    for path in ["index.html", "portfolio/abc.html"] {
        says(&page(&project, &format!("en/{path}")), &["1 account; 2 without a dossier left out"]);
        says(&page(&project, &format!("zh-CN/{path}")), &["另有 2 家没有档案、不计入"]);
    }
}

#[test]
fn why_there_is_no_gross_profit_is_said_truly() {
    let abc = |sales: &str| page(&built(sales, &[]), "en/portfolio/abc.html");
    let returns = "2026-06-01,a,-100\n2026-06-02,b,-10\n";
    says(&abc(&format!("date,account_id,revenue\n{returns}")), &["The sales files hold no cost"]);
    let costed = "date,account_id,revenue,cost\n2026-06-01,a,-100,-60\n2026-06-02,b,40,20\n";
    let page = abc(costed);
    says(&page, &["Returns are as large as the sales or larger"]);
    says_not(&page, &["The sales files hold no cost", "Nothing was sold"]);
}

#[test]
fn a_class_says_its_share_of_both_wholes() {
    // Of 100 above zero A has 80; of 90 with returns, 88.9 %.
    let sales = "date,account_id,revenue\n2026-06-01,a,80\n2026-06-02,b,15\n2026-06-03,c,5\n2026-06-04,d,-10\n";
    let project = built(sales, &[]);
    let list = page(&project, "en/abc/a.html");
    says(&list, &["88.9%", "On the Pareto curve, of the accounts above zero, class A has 80.0%."]);
    says(&page(&project, "zh-CN/abc/a.html"), &["帕累托曲线只算收入为正的客户，A 类占 80.0%"]);
    says(&page(&project, "en/portfolio/abc.html"), &["1 A account brings 80.0% of revenue"]);
    let project = built("date,account_id,revenue\n2026-06-01,a,80\n2026-06-02,b,20\n", &[]);
    says_not(&page(&project, "en/abc/a.html"), &["On the Pareto curve"]);
}

#[test]
fn one_of_a_thing_is_said_in_the_singular() {
    let dossier = "id: a\nname: Acc\nplan: {actions: [{what: Call, owner: Lin, due: 2026-06-01}]}\n\
                   opportunities: [{name: Big, amount: 1000, stage: decide, since: 2025-06-01}]\n\
                   visits: [{date: 2026-06-05, by: Lin, findings: Ok}]\n\
                   contacts: [{id: p, name: Pat, cute: [coach], share_of_mind: view}]\n";
    let project = built("date,account_id,revenue\n2026-06-01,a,100\n", &[("content/accounts/a.yaml", dossier)]);
    let units = [
        "years",
        "months",
        "accounts",
        "dossiers",
        "visits",
        "opportunities",
        "actions",
        "needs",
        "relationships",
        "contacts",
        "products",
    ];
    let mut told = 0;
    for (path, bytes) in project.output().iter().filter(|(path, _)| path.starts_with("en/") && path.contains(".html")) {
        let text = crate::project::plain(std::str::from_utf8(bytes).unwrap());
        let words: Vec<&str> = text.split_whitespace().collect();
        for words in words.windows(3).filter(|words| words[0] == "1") {
            told += 1;
            let is_between = ["open", "key", "planned", "comparable"].contains(&words[1]);
            let unit = words[if is_between { 2 } else { 1 }].trim_end_matches([',', '.', ';', ':']);
            assert!(!units.contains(&unit), "{path}: {}", words.join(" "));
        }
    }
    assert!(told > 20, "{told}");
}

#[test]
fn ups_and_downs_cancel_out_only_where_they_do() {
    // 10,000 a month each; the third falls by 200 a month, the others rise by 60 and by 2: −0.5 %.
    let of = |changes: [f64; 3]| {
        site(3, &[], move |account, month| 10_000.0 + if month < 12 { 0.0 } else { changes[account] })
    };
    let outweighed = of([60.0, 2.0, -200.0]);
    says(&page(&outweighed, "en/index.html"), &["1 account down, 2 up"]);
    says_not(&page(&outweighed, "en/index.html"), &["cancel out"]);
    says_not(&page(&outweighed, "zh-CN/index.html"), &["相互抵消"]);
    says(&page(&of([160.0, 2.0, -200.0]), "en/index.html"), &["cancel out"]);
}
