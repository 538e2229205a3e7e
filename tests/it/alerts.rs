//! What the rules found, as `check` tells it.

use crate::project::TestProject;

/// A million a year with Acme; the last visit of our senior level lies 180 days back, 122 were planned.
fn project() -> TestProject {
    let project = TestProject::sample();
    project.write("data/sales.csv", "date,account_id,revenue\n2025-08-01,acme,1000006.24\n2025-08-01,other,5\n");
    project.write(
        "content/accounts/acme.yaml",
        "id: acme\nname: {zh-CN: 顶点, en: Acme}\nvisit_plan: {per_year: 4, senior_per_year: 3}\n\
         visits:\n  - {date: 2026-06-29, findings: x}\n  - {date: 2026-01-01, findings: x, senior: true}\n",
    );
    project
}

fn only(project: &TestProject, level: &str) {
    let rules: Vec<String> = keyfolio::rules::RULES
        .iter()
        .map(|rule| {
            let level = if rule.id == "visit-overdue" { level } else { "allow" };
            format!("  {}: {{level: {level}}}\n", rule.id)
        })
        .collect();
    let settings = format!("as_of: 2026-06-30\nrules:\n{}", rules.concat());
    project.write("keyfolio.yaml", &settings);
}

#[test]
fn an_alert_is_counted_and_told_on_demand_at_its_line() {
    let project = project();
    only(&project, "warn");
    let run = project.run(&["check", "--strict"]).expect(0);
    let short = " [visit-overdue], 1 alert\n  content/accounts/acme.yaml:5: Acme: No senior visit for 180 days; planned every 121, last on \
                 1\u{a0}January 2026\n  = help: Fix the next visit’s day and purpose\n";
    assert!(run.stderr.contains(short), "{}", run.stderr);
    assert!(!run.stderr.contains("note["), "{}", run.stderr);
    assert!(run.stderr.contains(" and 1 alert (each shown by -v), in "), "{}", run.stderr);

    let run = project.run(&["check", "-v"]).expect(0);
    let told = "note[rule]: Acme: No senior visit for 180 days; planned every 121, last on 1\u{a0}January 2026\n \
                --> content/accounts/acme.yaml:5:3\n  |\n5 |   - {date: 2026-06-29, findings: x}\n  |   ^^^^";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    let help = "help: Fix the next visit’s day and purpose; or write down the rhythm that the account is worth \
                (`visits`; `keyfolio explain visit-overdue` says why)";
    assert!(run.stderr.contains(help), "{}", run.stderr);
    assert!(run.stderr.contains(" and 1 alert, in "), "{}", run.stderr);
}

#[test]
fn a_denial_fails_and_is_told_where_its_key_would_stand() {
    let project = project();
    only(&project, "deny");
    project.write("content/accounts/acme.yaml", "id: acme\nname: Acme\nvisit_plan: {per_year: 4}\n");
    let run = project.run(&["check", "--message-format", "json"]).expect(1);
    let error: serde_json::Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    let expected = serde_json::json!({
        "severity": "error",
        "code": "rule",
        "file": "content/accounts/acme.yaml",
        "line": null,
        "column": null,
        "message": "Acme: A visit is planned every 91 days, and there is none on record",
        "help": "Fix the next visit’s day and purpose; or write down the rhythm that the account is worth \
                 (`visits`; `keyfolio explain visit-overdue` says why)",
    });
    assert_eq!(error, expected);
    assert!(!run.stderr.contains("alert"), "{}", run.stderr);
}

#[test]
fn a_rule_that_a_dossier_names_wrongly_is_an_error_there() {
    let project = project();
    project.write(
        "content/accounts/acme.yaml",
        "id: acme\nname: Acme\nrules:\n  visit-overdu: {level: allow, reason: on leave}\n",
    );
    let run = project.run(&["check"]).expect(1);
    let told = "error[unknown-key]: there is no rule `visit-overdu`\n --> content/accounts/acme.yaml:4:3\n  |\n\
                4 |   visit-overdu: {level: allow, reason: on leave}\n  |   ^^^^^^^^^^^^";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `visit-overdue`?"), "{}", run.stderr);
}

#[test]
fn an_alert_points_at_the_entry_it_is_about_wherever_that_was_sorted_to() {
    let dossier = "id: acme\nname: Acme
opportunities:
  - {name: Later, opened: 2026-08-01, stage: decide, since: 2026-08-01}
  - {name: Stuck, opened: 2025-10-01, stage: recognise_needs, since: 2025-10-01}
complaints:
  - {date: 2026-06-29, what: Fresh}
  - {date: 2026-01-05, what: Old}
visits:
  - {date: 2026-07-30, findings: x}
  - {date: 2026-06-29, findings: x}
  - {date: 2026-05-01, findings: x, actions: [{what: a, due: 2026-06-30, owner: L}, {what: late, due: 2026-05-08, owner: L}]}
";
    let project = project();
    project.write("content/accounts/acme.yaml", dossier);
    project.write("keyfolio.yaml", "as_of: 2026-06-30\n");
    let run = project.run(&["check", "-v"]).expect(0);
    let place = |words: &str| {
        let (_, rest) = run.stderr.split_once(words).unwrap_or_else(|| panic!("{words}: {}", run.stderr));
        let place = rest.split_once("acme.yaml:").unwrap().1;
        place.split('\n').next().unwrap().to_owned()
    };
    assert_eq!(place("“Stuck”"), "5:5");
    assert_eq!(place("Old"), "8:5");
    // The day by which it was due.
    assert_eq!(place("“late”"), "12:103");
}

/// Of accounts that are asked for, by id or by who is responsible, all alerts are listed, and no others.
#[test]
fn alerts_are_narrowed_to_accounts_and_managers() {
    let project = TestProject::sample();
    let sales = (1..=7).map(|at| format!("2026-06-01,a{at},{at}00\n")).collect::<Vec<_>>().concat();
    project.write("data/sales.csv", &format!("date,account_id,revenue\n{sales}"));
    project.write("keyfolio.yaml", "as_of: 2026-06-30\n");
    project.write("content/team.yaml", "members: [{id: ann, name: Ann Lee}, {id: bob, name: Bob}]\n");
    for at in 1..=7 {
        let manager = if at == 7 { "bob" } else { "ann" };
        let late = "plan: {period: '2026', actions: [{what: Call, owner: ann, due: 2026-06-01}]}";
        let dossier = format!("id: a{at}\nname: A{at}\nmanager: {manager}\n{late}\n");
        project.write(&format!("content/accounts/a{at}.yaml"), &dossier);
    }
    let told = |flags: &[&str]| project.run(&[&["check"], flags].concat()).expect(0).stderr;
    let of = |said: &str, account: &str| said.matches(&format!("accounts/{account}.yaml")).count();
    let (all, ann, bob, one) =
        (told(&[]), told(&["--manager", "Ann Lee"]), told(&["--manager", "bob"]), told(&["--account", "A7"]));
    assert!(all.contains("and 2 more, shown by -v"), "{all}");
    assert!(
        !ann.contains("more, shown by -v") && of(&ann, "a7") == 0 && (1..=6).all(|at| of(&ann, &format!("a{at}")) > 0)
    );
    assert!(of(&bob, "a7") > 0 && (1..=6).all(|at| of(&bob, &format!("a{at}")) == 0), "{bob}");
    assert_eq!(of(&one, "a7"), of(&bob, "a7"));
    // By account, each alert with its rule and what to do; the count is theirs.
    let place = |words: &str| bob.find(words).unwrap_or_else(|| panic!("{words}: {bob}"));
    assert!(place("A7, ") < place("[action-overdue]. ") && !bob.contains("A7: "), "{bob}");
    assert!(
        bob.contains(&format!(" and {} alerts", of(&bob, "a7")))
            || bob.contains(&format!(" {} alerts", of(&bob, "a7"))),
        "{bob}"
    );
    assert!(all.contains("[single-indicator]") && !ann.contains("[single-indicator]"), "{all}");
    let wrong = project.run(&["check", "--account", "a77", "--manager", "Zoe"]).expect(2).stderr;
    assert!(wrong.contains("no account has the id `a77`") && wrong.contains("did you mean `a7`"), "{wrong}");
    assert!(wrong.contains("no account manager is called `Zoe`"), "{wrong}");
}
