//! What to decide this week, on the start page and on an account manager's: what hangs on the account, what its plan does next.

use std::fmt::Write as _;

use crate::project::{TestProject, page};

/// Three accounts that buy every month; `c` is new in 2025, and buys more than the other two lost.
fn sales() -> String {
    let mut text = String::from("date,account_id,revenue,manager,region\n");
    for month in 1..=12 {
        for (account, before, now) in [("a", 600, 500), ("b", 300, 250), ("c", 0, 200)] {
            for (year, amount) in [(2024, before), (2025, now)] {
                if amount > 0 {
                    writeln!(text, "{year}-{month:02}-28,{account},{amount},ann,East").unwrap();
                }
            }
        }
    }
    text + "2025-12-31,zz,0,bob,East\n"
}

/// `a` was quoted to without its decision maker; `b` owes us money.
fn project(plan_of_a: &str, visits_of_b: &str) -> TestProject {
    let a = format!(
        "id: a\nname: Alpha\nmanager: ann\ntier: key\ncontacts: [{{id: ye, name: Ye, roles: [decision_maker]}}]\n\
         visits: [{{date: 2025-12-01, by: ann, findings: All well}}]\npricing: {{quotes: [{{date: 2025-12-20, product_line: x, quoted: 5}}]}}\n{plan_of_a}"
    );
    let b = format!(
        "id: b\nname: Beta\nmanager: ann\npayment: {{overdue: [{{as_of: 2025-12-30, amount: 90, days: 40}}]}}\n{visits_of_b}"
    );
    let sales = sales();
    // What a dossier lacks is no matter of these tests.
    let settings = "as_of: 2025-12-31\nrules: {missing-cute-role: {level: allow}, dossier-incomplete: {level: allow}, no-key-element: {level: allow}}\n";
    let project = TestProject::new(&[
        ("keyfolio.yaml", settings),
        ("data/sales.csv", &sales),
        ("content/team.yaml", "members: [{id: ann, name: Ann Lee}, {id: bob, name: Bob}]\n"),
        ("content/accounts/a.yaml", &a),
        ("content/accounts/b.yaml", &b),
    ]);
    project.run(&["build", "-q"]).expect(0);
    project
}

/// The words of the decisions of a page.
fn decisions(project: &TestProject, path: &str) -> String {
    let html = project.read(&format!("public/{path}")).replace('\u{a0}', " ").replace("<wbr>", "");
    let from = html.split("id=\"decisions\"").nth(1).unwrap_or_else(|| panic!("no decisions on {path}"));
    from.split("</section>").next().unwrap().to_owned()
}

/// The item that begins with an account.
fn item(all: &str, account: &str) -> (usize, String) {
    let items = all.split("<li").skip(1).enumerate();
    let mut found = items.filter(|(_, item)| item.contains(&format!("accounts/{account}.html")));
    let (at, item) = found.next().unwrap_or_else(|| panic!("{account}: {all}"));
    (at, item.split("</li>").next().unwrap().to_owned())
}

#[test]
fn a_decision_says_what_hangs_on_it_and_what_the_plan_does_next() {
    let soon = "visits: [{date: 2026-01-05, by: bob, purpose: Ask for the money}]\n";
    let project = project("", soon);
    let all = decisions(&project, "en/index.html");
    let (_, b) = item(&all, "b");
    assert!(b.contains("26.3% of revenue, ¥3.0k in 12 months"), "{b}");
    assert!(b.contains("<b>Next:</b> Visit Beta: Ask for the money · Bob, 5 Jan"), "{b}");
    assert!(b.contains("Agree on a day for the money"), "{b}");
    assert!(b.contains("Ann Lee") && !b.contains("decide by"), "the next step has a day of its own: {b}");
    let (_, a) = item(&all, "a");
    assert!(a.contains("decide by 7 Jan") && !a.contains("Next:"), "{a}");
    let own = format!("{soon}headline: Stop **now** & talk\n");
    let (_, b) = item(&decisions(&self::project("", &own), "en/index.html"), "b");
    assert!(b.contains("<p>Stop now &amp; talk</p>") && !b.contains("Agree on a day for the money"), "{b}");
}

#[test]
fn what_the_plan_holds_already_comes_behind_what_nobody_has() {
    let open = decisions(&project("", ""), "en/index.html");
    assert!(item(&open, "a").0 < item(&open, "b").0, "the larger first: {open}");
    let plan = "plan: {actions: [{what: Meet Ye at the fair, owner: bob, due: 2026-01-20, contact: ye}]}\n";
    let all = decisions(&project(plan, ""), "en/index.html");
    let ((at, a), (of_b, _)) = (item(&all, "a"), item(&all, "b"));
    assert!(at > of_b, "{all}");
    assert!(a.contains("<b>Next:</b> Meet Ye at the fair · Bob, 20 Jan") && !a.contains("decide by"), "{a}");
    let (_, own) = item(&decisions(&project(&format!("{plan}headline: See Ye first\n"), ""), "en/index.html"), "a");
    assert!(own.contains("<p>See Ye first</p>") && own.contains("Meet Ye at the fair · Bob, 20 Jan"), "{own}");
    // What nobody has answered is what is said of the account, however grave what the plan holds.
    let open = format!("{plan}complaints: [{{date: 2025-06-01, what: Late twice}}]\n");
    let all = decisions(&project(&open, ""), "en/index.html");
    let ((at, a), (of_b, _)) = (item(&all, "a"), item(&all, "b"));
    assert!(at < of_b && a.contains("Late twice"), "{all}");
}

#[test]
fn an_account_managers_page_opens_with_their_own_decisions() {
    let visits = "visits: [{date: 2026-01-15, by: ann, purpose: Agree on the day}, {date: 2026-03-01, by: ann}]\n";
    let project = project("", visits);
    let all = decisions(&project, "en/managers/ann.html");
    assert!(item(&all, "a").0 == 0 && all.contains("accounts/b.html"), "{all}");
    let html = page(&project, "en/managers/ann.html");
    assert!(html.contains("One thing is due within 30 days, none is late"), "{html}");
    assert!(html.contains("Visit Beta: Agree on the day") && !html.contains("1 Mar"), "{html}");
    assert!(html.contains("Without c, of which last year has nothing, it is −16.7%."), "{html}");
    let nobody = project.read("public/en/managers/bob.html");
    assert!(!nobody.contains("id=\"decisions\""), "{nobody}");
    for section in ["regions", "abc"] {
        let folder = project.path(&format!("public/en/{section}"));
        let pages = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{section}: {error}"));
        let texts: Vec<String> = pages.map(|page| std::fs::read_to_string(page.unwrap().path()).unwrap()).collect();
        assert!(!texts.is_empty(), "{section}");
        assert!(texts.iter().all(|text| !text.contains("id=\"decisions\"")), "{section}");
    }
}

#[test]
fn an_action_that_answers_a_rule_holds_its_day() {
    let of_b = |more: &str| {
        let plan = format!("plan: {{actions: [{{what: Ask Kai for the day, owner: bob{more}}}]}}\n");
        let project = project("", &plan);
        (decisions(&project, "en/index.html"), page(&project, "en/accounts/b.html"))
    };
    let (all, html) = of_b(", due: 2026-01-12, answers: [payment-overdue]");
    let b = item(&all, "b").1;
    assert!(b.contains("<b>Next:</b> Ask Kai for the day · Bob, 12 Jan") && !b.contains("Agree on a day"), "{b}");
    assert!(html.contains("Planned for 12 January: Ask Kai for the day; keep the day"), "{html}");
    // Nothing answers without a day, once it has passed, once it was done, or another rule.
    for other in [
        ", answers: [payment-overdue]",
        ", due: 2025-12-30, answers: [payment-overdue]",
        ", due: 2026-01-12, done: 2025-12-30, answers: [payment-overdue]",
        ", due: 2026-01-12, answers: [visit-overdue]",
        ", due: 2026-01-12",
    ] {
        let (_, html) = of_b(other);
        assert!(html.contains("Agree on a day for the money") && !html.contains("keep the day"), "{other}: {html}");
    }
}

#[test]
fn an_action_answers_only_rules_that_exist() {
    let project = project("", "");
    let wrong = "id: b\nname: Beta\nplan:\n  actions:\n    - {what: Ask, due: 2026-02-01, answers: [payment-overdeu]}\n    - {what: First, due: 2026-01-02}\n";
    project.write("content/accounts/b.yaml", wrong);
    let told = project.run(&["check", "-q"]).expect(1).stderr;
    assert!(
        told.contains("there is no rule `payment-overdeu`") && told.contains("did you mean `payment-overdue`?"),
        "{told}"
    );
    assert!(told.contains("content/accounts/b.yaml:5:"), "{told}");
}

#[test]
fn what_cannot_wait_is_the_next_step_of_a_decision_as_of_the_playbook() {
    let late = "headline: They wait for an answer\ncomplaints: [{date: 2025-06-01, what: Late twice}]\n";
    let plan = "plan: {actions: [{what: Walk the depot, owner: bob, due: 2026-03-01}]}\n";
    let project = project("", &format!("{late}{plan}"));
    let (_, b) = item(&decisions(&project, "en/index.html"), "b");
    assert!(b.contains("<b>Next:</b> Call today") && b.contains("· Ann Lee") && !b.contains("Walk the depot"), "{b}");
    let html = page(&project, "en/accounts/b.html");
    assert!(html.contains("Call today; tell them who deals with it and by when."), "as the next step: {html}");
}

#[test]
fn who_is_silent_and_not_named_is_to_be_called_unless_the_plan_does() {
    let mut sales = String::from("date,account_id,revenue\n2025-12-31,zz,900\n");
    for (account, amount) in [("s", 900), ("t", 800), ("v", 700), ("w", 600), ("u", 500)] {
        for month in 1..=18 {
            let (year, month) = if month > 12 { (2025, month - 12) } else { (2024, month) };
            writeln!(sales, "{year}-{month:02}-15,{account},{amount}").unwrap();
        }
    }
    let dossier = "id: u\nname: Ultra\n";
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", sales.as_str())]);
    for other in ["s", "t", "v", "w"] {
        project.write(&format!("content/accounts/{other}.yaml"), &format!("id: {other}\nname: {other}\n"));
    }
    project.write("content/accounts/u.yaml", dossier);
    project.run(&["build", "-q"]).expect(0);
    let line = "To call this week, too: Ultra, silent for 6 months";
    assert!(page(&project, "en/index.html").contains(line), "{}", page(&project, "en/index.html"));
    let plan = "plan: {actions: [{what: Ring them up, owner: Bob, due: 2026-01-05, answers: [silent-account]}]}\n";
    project.write("content/accounts/u.yaml", &format!("{dossier}{plan}"));
    project.run(&["build", "-q"]).expect(0);
    assert!(!page(&project, "en/index.html").contains("To call this week"), "{}", page(&project, "en/index.html"));
}

#[test]
fn planned_visits_stand_on_the_board() {
    let visits = "visits: [{date: 2026-01-15, by: ann, purpose: Agree on the day}, {date: 2026-02-15, by: bob}]\n";
    let html = project("", visits).read("public/en/accounts/b.html").replace('\u{a0}', " ");
    let board = html.split("id=\"board\"").nth(1).unwrap_or_else(|| panic!("no board: {html}"));
    let board = board.split("</figure>").next().unwrap();
    assert!(board.contains("Visit Beta: Agree on the day") && board.contains("planned visit"), "{board}");
    assert!(board.contains("One within 30 days") && board.contains("Bob"), "{board}");
}
