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
    assert!(run.stderr.contains("other than `index`, `print` and"), "{}", run.stderr);
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

/// A dossier with so many of everything, in words as long as they come.
fn rich(many: usize) -> String {
    let long = "a rather long name that goes on about what it means for the warehouse and everybody in it";
    let mut text = format!("id: k00\nname: Nought\nheadline: {long}\ncontacts:\n");
    for at in 0..many {
        writeln!(text, "  - {{id: p{at}, name: Person {at:02} {long}, title: {long}, roles: [user], influence: 3}}")
            .unwrap();
    }
    text.push_str("opportunities:\n");
    for at in 0..many {
        writeln!(
            text,
            "  - {{name: Deal {at:02} {long}, amount: {at}00, stage: decide, close: 2026-01-01, next_step: {long}}}"
        )
        .unwrap();
    }
    text.push_str("needs:\n");
    for at in 0..many {
        writeln!(text, "  - {{need: Need {at:02} {long}, offer: {long}, status: open, source: {long}}}").unwrap();
    }
    text.push_str("plan:\n  actions:\n");
    for at in 0..many {
        writeln!(text, "    - {{what: Act {at:02} {long}, owner: lin, due: 2026-01-{:02}}}", 1 + at % 28).unwrap();
    }
    text.push_str("supply:\n  commitments:\n");
    for at in 0..many {
        writeln!(text, "    - {{what: Vow {at:02} {long}, kept: true}}").unwrap();
    }
    text
}

fn project(dossier: &str) -> TestProject {
    let settings = "as_of: 2025-12-31\nprint:\n  accounts: [k00]\n";
    let files = [("keyfolio.yaml", settings), ("data/sales.csv", &sales(3)), ("content/accounts/k00.yaml", dossier)];
    let project = TestProject::new(&files);
    project.run(&["build", "-q"]).expect(0);
    project
}

#[test]
fn a_brief_takes_along_whom_one_meets_what_is_sold_what_is_owed_and_what_was_promised() {
    let project = project(
        "id: k00\nname: Nought
contacts:
  - {id: gone, name: Gone, left: 2025-01-01}
  - {id: user, name: User, roles: [user], influence: 5}
  - {id: chief, name: Chief, roles: [decision_maker], relationship: 2, relationship_wanted: 4, owner: Lin}
visits: [{date: 2025-12-21, met: [chief], findings: x}]
opportunities:
  - {name: Won deal, outcome: {result: won, date: 2025-01-01}}
  - {name: Small deal, amount: 20000, probability: 50}
  - {name: Large deal, amount: 900000, stage: decide, since: 2025-12-01, probability: 70, next_step: Call Chief}
needs:
  - {need: Met need, status: met}
  - {need: Dropped need, status: dropped}
  - {need: Lost need, status: rival, contact: chief}
plan:
  actions:
    - {what: Done, owner: Lin, due: 2025-12-01, done: 2025-12-01}
    - {what: Later, owner: Lin, due: 2026-02-01}
    - {what: Late, due: 2025-12-24}
supply:
  commitments:
    - {what: Kept promise, kept: true}
    - {what: Broken promise, kept: false, broken_on: [2025-12-20]}
    - {what: Old promise, to: 2025-06-30}
",
    );
    for page in ["public/en/accounts/k00.html", "public/en/accounts/print.html"] {
        let html = project.read(page).replace('\u{a0}', " ");
        let along: Vec<&str> = html.split("<div class=\"along\">").skip(1).collect();
        let tables: Vec<Vec<String>> = along
            .iter()
            .flat_map(|part| part.split("</div>").next().unwrap().split("<table").skip(1))
            .map(|table| table.split("<tr>").skip(2).map(words).collect())
            .collect();
        assert_eq!(
            tables,
            [
                vec!["Chief|decision maker|–|2 → 4|21 Dec 10 days ago|Lin", "User|user|–|–|no visit on record|–"],
                vec!["Large deal|decision 30 days|900|70%|–|Call Chief", "Small deal|–|20|50%|–|–"],
                vec!["Lost need|–|with a rival|Chief", "Met need|–|met|–"],
                vec!["Late|no owner|24 Dec 7 days late", "Later|Lin|1 Feb"],
                vec!["Broken promise|–|broken 20 Dec", "Kept promise|–|kept"],
            ],
            "{page}"
        );
    }
}

/// The words of a row, a bar between its cells.
fn words(row: &str) -> String {
    let cells = row.split("</t").filter(|cell| cell.contains("<t"));
    let plain = |cell: &str| {
        let mut inside = false;
        let spaced = cell[cell.find('<').unwrap()..].replace("<small>", " ");
        let text = spaced.chars().filter(|c| {
            inside = (inside || *c == '<') && *c != '>';
            !inside && *c != '>'
        });
        text.collect::<String>().trim().to_owned()
    };
    cells.map(plain).collect::<Vec<_>>().join("|")
}

#[test]
fn what_is_taken_along_is_the_first_of_many_as_far_as_there_is_room() {
    let html = project(&rich(30)).read("public/en/accounts/k00.html");
    let along: Vec<&str> =
        html.split("<div class=\"along\">").skip(1).map(|p| p.split("</div>").next().unwrap()).collect();
    // Of long texts fewer rows find room: each of them is whole.
    assert!(along.iter().all(|part| part.contains("everybody in it") && !part.contains('…')), "{along:#?}");
    let tables = along.iter().flat_map(|part| part.split("<table").skip(1));
    // Each has a row of headings.
    let rows: Vec<usize> = tables.map(|table| table.matches("<tr>").count() - 1).collect();
    assert!(html.contains("the first 1 of 30"), "{along:#?}");
    assert_eq!(rows, [1, 1, 1, 3, 1], "{along:#?}");
    let long = "a rather long name that goes on about what it means for the warehouse and everybody in it";
    let html = project(&rich(30).replace(long, "short")).read("public/en/accounts/k00.html");
    for caption in ["the first 6 of 30", "the first 4 of 30", "the first 3 of 30", "the first 5 of 30"] {
        assert!(html.contains(caption), "{caption}");
    }
    let html = project(&rich(1)).read("public/en/accounts/k00.html");
    assert!(!html.contains("the first 1 of 1"), "a single row is no selection");
}
