//! The portfolio on paper, `accounts/print.html`: which accounts, how many, and that an edit elsewhere leaves it alone.

use std::fmt::Write as _;

use crate::project::TestProject;

/// Sales of accounts of one size: 80 % of them are in class A.
fn sales(accounts: usize) -> String {
    let mut text = String::from("date,account_id,revenue,cost\n");
    for account in 0..accounts {
        for month in 1..=12 {
            writeln!(text, "2025-{month:02}-15,k{account:02},{},50", 1000 - account).unwrap();
        }
    }
    text
}

fn briefs(html: &str) -> Vec<&str> {
    html.split("<article class=\"brief\" id=\"brief-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn the_largest_forty_of_class_a_are_printed_and_the_page_says_so() {
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", &sales(60))]);
    project.run(&["build", "-q"]).expect(0);
    let (en, zh) = (project.read("public/en/accounts/print.html"), project.read("public/zh-CN/accounts/print.html"));
    let wanted: Vec<String> = (0..40).map(|at| format!("k{at:02}")).collect();
    assert_eq!(briefs(&en), wanted);
    assert_eq!(briefs(&zh), wanted);
    assert!(en.contains("The briefs of the 40 largest of 48 accounts in class A"), "{en}");
    assert!(en.contains("At most 40 accounts stand here"));
    assert!(zh.replace('\u{a0}', " ").contains("此处为最大的 40 家的简报"));
    assert_eq!(en.matches("<a href=\"#brief-k").count(), 40, "a line of contents each");
}

#[test]
fn the_settings_name_accounts_and_an_unknown_one_is_warned_about() {
    let settings = "print:\n  accounts: [k03, k01, nobody]\n";
    let project = TestProject::new(&[("keyfolio.yaml", settings), ("data/sales.csv", &sales(5))]);
    let run = project.run(&["build"]).expect(0);
    assert!(run.stderr.contains("`print.accounts` names `nobody`, and there is no such account"), "{}", run.stderr);
    let html = project.read("public/en/accounts/print.html");
    assert_eq!(briefs(&html), ["k03", "k01"], "in the order of the settings");
    assert!(html.contains("The briefs of all 2 accounts named in the settings"));
    assert!(project.read("public/en/index.html").contains("href=\"accounts/print.html\""), "the dashboard leads to it");
}

#[test]
fn without_an_account_the_page_says_so_and_no_account_is_called_print() {
    let project = TestProject::new(&[("keyfolio.yaml", "")]);
    project.run(&["build", "-q"]).expect(0);
    assert!(project.read("public/en/accounts/print.html").contains("There is no account to print yet"));
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("content/accounts/print.yaml", "id: print\nname: X\n")]);
    let run = project.run(&["check"]).expect(1);
    assert!(run.stderr.contains("other than `index` and `print`"), "{}", run.stderr);
}

#[test]
fn an_edit_of_an_account_that_is_not_printed_leaves_the_page_as_it_is() {
    let dossier = |industry: &str| format!("id: k04\nname: Four\nindustry: {industry}\n");
    let settings = "print:\n  accounts: [k00]\n";
    let files =
        [("keyfolio.yaml", settings), ("data/sales.csv", &sales(5)), ("content/accounts/k04.yaml", &dossier("Paper"))];
    let project = TestProject::new(&files);
    project.run(&["build", "-q"]).expect(0);
    let written = |project: &TestProject| {
        let metadata = std::fs::metadata(project.path("public/en/accounts/print.html")).unwrap();
        metadata.modified().unwrap()
    };
    let (before, page) = (written(&project), project.read("public/en/accounts/print.html"));
    project.write("content/accounts/k04.yaml", &dossier("Glass"));
    project.run(&["build", "-q"]).expect(0);
    assert_eq!((written(&project), project.read("public/en/accounts/print.html")), (before, page));
}
