//! Targets, from their file to the pages and the export.

use crate::project::{TestProject, page};

/// The sample sells Acme 9,000.50 a month and to beta a little more each month; today is 15 December 2025.
fn project(targets: &str) -> TestProject {
    let project = TestProject::sample();
    project.write("data/targets.csv", targets);
    project
}

#[test]
fn a_target_stands_on_the_playbook_the_table_the_periods_and_in_the_export() {
    // 108,006 of 120,000 by 15 December; in the last quarter 27,001.50 of 27,000.
    let project = project("account,period,amount\nacme,2025,120000\nacme,2025-Q4,27000\n");
    project.run(&["build"]).expect(0);
    let playbook = project.read("public/en/accounts/acme.html").replace('\u{a0}', " ");
    for words in ["90.0% of the 2025 revenue target is in by 15 December", "Targets: data/targets.csv", ">Q4 2025"] {
        assert!(playbook.contains(words), "{words} is not in {playbook}");
    }
    assert!(!project.read("public/en/accounts/beta.html").contains("id=\"targets\""));
    assert!(project.read("public/zh-CN/accounts/index.html").contains("目标达成率"));
    assert!(project.read("public/en/portfolio/periods.html").contains("id=\"targets\""));

    let exported = |arguments: &[&str]| {
        let run = project.run(&[&["export", "accounts"], arguments].concat()).expect(0);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&run.stdout).unwrap();
        rows.iter()
            .map(|row| (row["target"].clone(), row["target_attainment"].as_f64().map(|share| format!("{share:.6}"))))
            .collect::<Vec<_>>()
    };
    let none = (serde_json::Value::Null, None);
    assert_eq!(exported(&[]), [("120000.00".into(), Some("0.900050".to_owned())), none.clone(), none.clone()]);
    let quarter = ("27000.00".into(), Some("1.000056".to_owned()));
    assert_eq!(exported(&["--period", "2025-Q4"]), [quarter, none.clone(), none.clone()]);
    assert_eq!(exported(&["--period", "2025-Q3"]), [none.clone(), none.clone(), none]);
}

#[test]
fn nothing_speaks_of_targets_where_there_are_none() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    assert!(!project.read("public/en/accounts/index.html").contains("Target attainment"));
    assert!(!project.read("public/en/accounts/acme.html").contains("id=\"targets\""));
}

#[test]
fn a_target_of_nobody_is_told_at_its_line() {
    let project = project("account,period,amount\nacme,2025,120000\nakme,2025,5\n");
    let run = project.run(&["check"]).expect(0);
    let told = "warning[unknown-reference]: there is no account `akme`; its target for 2025-01-01..2025-12-31 counts nowhere\n\
               \x20--> data/targets.csv:3:1\n  |\n3 | akme,2025,5\n  | ^^^^\n  |\n  = help: did you mean `acme`?";
    assert!(run.stderr.contains(told), "{}", run.stderr);
}

#[test]
fn a_plan_that_aims_at_something_else_than_its_targets_is_told_at_its_goal() {
    let aimed = |goal: &str, targets: &str| {
        let project = project(&format!("account,period,amount\n{targets}"));
        let dossier = project.read("content/accounts/acme.yaml");
        let plan = format!("{dossier}\nplan: {{goal: more, goal_amount: {goal}, period: 2026-Q1}}\n");
        project.write("content/accounts/acme.yaml", &plan);
        project.run(&["check"]).expect(0).stderr
    };
    let months = "acme,2026-01,20000\nacme,2026-02,20000\nacme,2026-03,10000\n";
    let told = "warning[goal-off-target]: the plan aims at 52000.00, and the targets of the same days ask for 50000.00\n\
                \x20--> content/accounts/acme.yaml:";
    let said = aimed("52000", months);
    assert!(said.contains(told) && said.contains("correct the goal, or the row of the targets file"), "{said}");
    let silent = [("50000", months), ("52000", "acme,2026-01,20000\n"), ("52000", "beta,2026-Q1,1\n")];
    for (goal, targets) in silent {
        assert!(!aimed(goal, targets).contains("goal-off-target"), "{targets}");
    }
    // A target of exactly these days stands before its months.
    assert!(!aimed("51000", &format!("{months}acme,2026-Q1,51000\n")).contains("goal-off-target"));
}

/// By default targets are no sales; nor are they where a glob of `sales` covers them.
#[test]
fn a_sales_glob_leaves_targets_out() {
    let project = project("account,period,amount\nacme,2025,120000\n");
    project.write("data/plan.csv", "account,period,amount\nbeta,2025,1000\n");
    project.write("keyfolio.yaml", "sales:\n  - files: data/*.csv\ntargets: [data/targets.csv, data/plan.csv]\n");
    project.run(&["check", "--strict"]).expect(0);
    project.write("keyfolio.yaml", "targets: [data/targets.csv, data/plan.csv]\n");
    project.run(&["check", "--strict"]).expect(0);
    project.remove("data/plan.csv");
    project.write("keyfolio.yaml", "sales:\n  - files: data/*.csv\n");
    project.run(&["check", "--strict"]).expect(0);
}

/// Revenue ahead of last year and gross profit behind it: the head says both.
#[test]
fn a_target_of_revenue_hides_none_of_gross_profit() {
    // 100 a month with cost 50, then 120 with cost 90: 720 of 1,400 (51.4 %) is more than half, 180 of 500 (36.0 %) is less.
    let month = |year: i32, month: i32| {
        let (revenue, cost) = if year == 2024 { (100, 50) } else { (120, 90) };
        format!("{year}-{month:02}-15,acme,Acme,x,{revenue},{cost}\n")
    };
    let months = (1..=12).map(|at| month(2024, at)).chain((1..=6).map(|at| month(2025, at)));
    let sales = format!("date,account_id,account_name,product,revenue,cost\n{}", months.collect::<String>());
    let project = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-06-30\n"),
        ("data/sales.csv", sales.as_str()),
        ("data/targets.csv", "account,period,measure,amount\nacme,2025,revenue,1400\nacme,2025,gross_profit,500\n"),
    ]);
    project.run(&["build"]).expect(0);
    let english = page(&project, "en/accounts/acme.html");
    let expected = "this year is ahead of last year’s pace, but gross profit is behind: 36.0%, after 50.0%";
    assert!(english.contains(expected), "{english}");
    let chinese = page(&project, "zh-CN/accounts/acme.html");
    assert!(chinese.contains("毛利却慢于去年：36.0%，去年此时 50.0%"), "{chinese}");
}

#[test]
fn a_target_of_gross_profit_without_costs_is_told_once() {
    let project = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-12-15\n"),
        ("data/sales.csv", "date,account,revenue\n2025-01-05,acme,100\n2025-02-05,beta,50\n"),
        (
            "data/targets.csv",
            "account,period,amount,measure\nacme,2025,50,gross_profit\nbeta,2025,20,gross_profit\nacme,2026,50,gross_profit\nacme,2025,90,revenue\n",
        ),
    ]);
    let said = crate::project::checked(&project);
    let told: Vec<&String> = said.iter().filter(|line| line.contains("[invalid-target]")).collect();
    assert_eq!(told.len(), 1, "{said:#?}");
    let words =
        ["targets.csv:2:1", "`acme` was to bring for 2025-01-01..2025-12-31", "and of another target of gross profit"];
    crate::words::says(told[0], &words);
}

#[test]
fn a_target_that_begins_later_stands_on_the_playbook() {
    let project = project("account,period,amount\nacme,2027,120000\n");
    project.run(&["build"]).expect(0);
    crate::words::says(&page(&project, "en/accounts/acme.html"), &["The 2027 revenue target begins on 1 January"]);
    // One that is long over stands nowhere, and `check` says so.
    project.write("data/targets.csv", "account,period,amount\nacme,2019,120000\n");
    let run = project.run(&["check", "-v", "--strict"]).expect(0);
    let told = "note[target-not-shown]: no page shows the target of `acme` for 2019-01-01..2019-12-31";
    assert!(run.stderr.contains(told) && run.stderr.contains("data/targets.csv:2:1"), "{}", run.stderr);
}

#[test]
fn a_target_of_a_parent_counts_its_own_sales_and_says_what_the_group_brought() {
    let project = TestProject::new(&[
        ("keyfolio.yaml", "abc: {level: group}\n"),
        ("data/sales.csv", "date,account,revenue\n2025-01-05,acme,100\n2025-12-05,sub,50\n"),
        ("data/targets.csv", "account,period,amount\nacme,2025,200\n"),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\nsales_ids: [ACME-2]\n"),
        ("content/accounts/sub.yaml", "id: sub\nname: Sub\nparent: acme\n"),
    ]);
    project.run(&["build"]).expect(0);
    let words = [
        "50.0% of the 2025 revenue target",
        "own sales; with the accounts below it the revenue of 2025 comes to ¥150 by 5 December",
    ];
    crate::words::says(&page(&project, "en/accounts/acme.html"), &words);
    let chinese = ["连同下属客户，到 12 月 5 日，2025 年收入合计 150 元"];
    crate::words::says(&page(&project, "zh-CN/accounts/acme.html"), &chinese);
    // The page of periods speaks of no one account.
    crate::words::says_not(&page(&project, "en/portfolio/periods.html"), &["the account’s own sales"]);
    // By two codes of one dossier: both are named, and the dossier.
    project.write("data/targets.csv", "account,period,amount\nacme,2025,200\nACME-2,2025,90\n");
    let run = project.run(&["check"]).expect(1);
    let told =
        "`ACME-2` is the account `acme`, which has a target for 2025-01-01..2025-12-31 already, at data/targets.csv:2";
    assert!(run.stderr.contains(told), "{}", run.stderr);
}

#[test]
fn a_parent_between_the_head_and_the_last_of_a_group_says_what_those_below_it_brought() {
    let project = TestProject::new(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", "date,account,revenue\n2025-01-05,top,400\n2025-01-05,acme,100\n2025-12-31,sub,50\n"),
        ("data/targets.csv", "account,period,amount\nacme,2025,200\nsub,2025,80\n"),
        ("content/accounts/top.yaml", "id: top\nname: Top\n"),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\nparent: top\n"),
        ("content/accounts/sub.yaml", "id: sub\nname: Sub\nparent: acme\n"),
    ]);
    project.run(&["build"]).expect(0);
    let words = ["with the accounts below it the revenue of 2025 comes to ¥150."];
    crate::words::says(&page(&project, "en/accounts/acme.html"), &words);
    crate::words::says_not(&page(&project, "en/accounts/sub.html"), &["own sales; with the accounts below it"]);
}
