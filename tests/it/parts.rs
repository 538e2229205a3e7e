//! What the parts of a page of several exhibits come to, worked out by hand on a small portfolio, in both languages.

use std::fmt::Write as _;

use scraper::{Html, Selector};

use crate::project::TestProject;

/// Twelve months of 2024 and of 2025: `(account, a month of 2024, a month of 2025)`, at half of it as cost.
fn sales(accounts: &[(&str, i64, i64)]) -> String {
    let mut text = String::from("date,account_id,product,category,revenue,cost\n");
    for month in 1..=12 {
        for (account, before, now) in accounts {
            for (year, amount) in [(2024, before), (2025, now)].into_iter().filter(|(_, amount)| **amount != 0) {
                let category = if *account == "a" { "Big" } else { "Small" };
                writeln!(text, "{year}-{month:02}-28,{account},{category} box,{category},{amount},{}", amount / 2)
                    .unwrap();
            }
        }
    }
    text
}

fn built(accounts: &[(&str, i64, i64)], dossiers: &[(&str, &str)]) -> TestProject {
    let sales = sales(accounts);
    let mut files = vec![("keyfolio.yaml", "as_of: 2025-12-31\n"), ("data/sales.csv", sales.as_str())];
    files.extend_from_slice(dossiers);
    let project = TestProject::new(&files);
    project.run(&["build", "-q"]).expect(0);
    project
}

/// What stands under the head of a part, in Chinese and in English; empty where nothing does.
fn said(project: &TestProject, page: &str, part: &str) -> [String; 2] {
    ["zh-CN", "en"].map(|language| {
        let html = Html::parse_document(&project.read(&format!("public/{language}/{page}.html")));
        let say = Selector::parse(&format!("#{part} > .say")).unwrap();
        let words: String = html.select(&say).flat_map(|say| say.text()).collect();
        words.replace('\u{a0}', " ")
    })
}

#[track_caller]
fn says(project: &TestProject, page: &str, part: &str, zh: &str, en: &str) {
    assert_eq!(said(project, page, part), [zh, en], "{page}#{part}");
}

#[test]
fn the_parts_of_four_accounts() {
    // 1,000 a month in 2025: shares of 60, 20, 15 and 5 per cent.
    let project = built(&[("a", 500, 600), ("b", 250, 200), ("c", 150, 150), ("d", 40, 50)], &[]);
    says(
        &project,
        "portfolio/abc",
        "curve",
        "后一半的 2 家合计只占收入的 20.0%。",
        "The smaller half, 2 accounts, brings 20.0% of revenue.",
    );
    says(
        &project,
        "portfolio/concentration",
        "curve",
        "收入的一半来自 1 家（共 4 家）。",
        "One of 4 accounts brings half of revenue.",
    );
    says(
        &project,
        "portfolio/concentration",
        "risk",
        "一家就占收入 5% 以上的客户有 4 家。",
        "4 accounts each bring 5% of revenue or more.",
    );
    says(
        &project,
        "portfolio/products",
        "by-category",
        "2 个品类里 Big 最大，占收入的 60.0%。",
        "Big is the largest of 2 categories, with 60.0% of revenue.",
    );
    // a rose by 1,200 in the year, b fell by 600, d rose by 120.
    says(
        &project,
        "portfolio/migration",
        "amounts",
        "2 家比前一年多 1,320 元，1 家少 600 元。",
        "2 accounts brought ¥1.3k more than the year before; 1 brought ¥600 less.",
    );
}

#[test]
fn the_parts_of_equals_and_of_one() {
    let equal = built(&[("a", 100, 100), ("b", 100, 100), ("c", 100, 100), ("d", 100, 100)], &[]);
    says(
        &equal,
        "portfolio/concentration",
        "curve",
        "收入的一半来自 2 家（共 4 家）。",
        "2 of 4 accounts bring half of revenue.",
    );
    says(&equal, "abc/a", "accounts", "4 家每家都是 1,200 元。", "Each of 4 accounts brings ¥1.2k.");
    let one = built(&[("a", 100, 100)], &[]);
    says(&one, "portfolio/concentration", "curve", "收入全在一家客户。", "One account brings all revenue.");
    says(&one, "portfolio/abc", "curve", "收入全在一家客户。", "One account brings all revenue.");
    let none = built(&[], &[]);
    says(&none, "portfolio/concentration", "risk", "没有一家客户有收入。", "No account has any revenue.");
}

#[test]
fn the_parts_of_visits_stages_and_actions() {
    let first = "id: a\nname: First\ncontacts: [{id: wang, name: Wang}]\nvisit_plan: {per_year: 6}\nkam_stage: {stage: early, since: 2025-01-01}\n\
        relationship_stages: [{stage: build, since: 2025-01-01}]\n\
        visits: [{date: 2025-12-01, by: Li, met: [wang], findings: x}, {date: 2025-11-01, by: Li, met: [wang], findings: x}]\n\
        plan: {actions: [{what: Call, owner: Li, due: 2026-01-05}, {what: Ask, owner: Li}, {what: Send}]}\n\
        opportunities: [{name: X, stage: decide, since: 2025-01-01, amount: 300}, {name: Y, stage: decide, since: 2025-12-30, amount: 900}]\n\
        white_space: [{product_line: L, state: open, amount: 10}, {product_line: M, state: rival, rival: R}]\n";
    let second = "id: b\nname: Second\nvisit_plan: {per_year: 2}\nkam_stage: {stage: early, since: 2025-01-01}\n\
        relationship_stages: [{stage: stabilise, since: 2025-01-01}]\n";
    let dossiers = [("content/accounts/a.yaml", first), ("content/accounts/b.yaml", second)];
    let project = built(&[("a", 0, 300), ("b", 0, 100)], &dossiers);
    says(
        &project,
        "portfolio/visits",
        "kept",
        "还差 6 次走访没做，分在 2 家客户。",
        "6 planned visits were not made, at 2 accounts.",
    );
    says(
        &project,
        "portfolio/visits",
        "unvisited",
        "近 12 个月，这 1 家带来 1,200 元，占有档案客户收入的 25.0%。",
        "It brought ¥1.2k in the last 12 months, 25.0% of what accounts with a dossier bring.",
    );
    says(&project, "portfolio/stages", "cycle", "停住的占未结金额的 25%。", "25% of the open amount stands still.");
    says(&project, "portfolio/stages", "kam", "2 家都写“初级”。", "All 2 accounts are Early.");
    says(
        &project,
        "portfolio/actions",
        "owners",
        "2 项都由 Li 负责。",
        "Li answers for every open action that has an owner: 2.",
    );
    says(
        &project,
        "portfolio/white-space",
        "lines",
        "客户 × 产品线：我们的 0 格，空着 1 格，对手的 1 格，不清楚 0 格。",
        "Fields of accounts by lines: 0 ours, 1 open, 1 with rivals, 0 unknown.",
    );
}
