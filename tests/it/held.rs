//! What the plan holds already of what the rules ask for: which actions and visits answer an alert, and where that is said.

use crate::project::{TestProject, page};

const SALES: &str = "date,account_id,revenue\n2025-01-31,b,90\n2025-06-30,b,80\n2025-12-30,b,90\n2025-12-31,z,900\n";
const TEAM: &str = "members: [{id: ann, name: Ann Lee}, {id: eve, name: Eve, senior: true}]\n";

/// A workspace with one dossier, built.
fn project(sales: &str, dossier: &str) -> TestProject {
    let project = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-12-31\n"),
        ("data/sales.csv", sales),
        ("content/team.yaml", TEAM),
        ("content/accounts/b.yaml", &format!("id: b\nname: Beta\nmanager: ann\n{dossier}")),
    ]);
    project.run(&["build", "-q"]).expect(0);
    project
}

/// The playbook of the account.
fn playbook(sales: &str, dossier: &str) -> String {
    page(&project(sales, dossier), "en/accounts/b.html")
}

fn plan(actions: &str) -> String {
    format!("plan: {{actions: [{actions}]}}\n")
}

/// Bought every month for a year and a half, and nothing for half a year.
fn silent() -> String {
    let months = (1..=18).map(|month| format!("{}-{:02}-15,b,900\n", 2024 + (month - 1) / 12, (month - 1) % 12 + 1));
    format!("date,account_id,revenue\n{}2025-12-31,z,900\n", months.collect::<String>())
}

#[test]
fn a_silence_that_is_answered_is_planned_and_hides_no_complaint() {
    let ring = plan("{what: Ring them up, owner: ann, due: 2026-02-15, answers: [silent-account]}");
    let open = playbook(&silent(), &plan("{what: Ring them up, owner: ann, due: 2026-02-15}"));
    assert!(open.contains("Call this week") && !open.contains("keep the day"), "{open}");
    let answered = playbook(&silent(), &ring);
    assert!(answered.contains("Planned for 15 February: Ring them up; keep the day"), "{answered}");
    assert!(!answered.contains("Call this week") && !answered.contains("do it this week"), "{answered}");
    let complaint = "complaints: [{date: 2025-06-01, what: Late twice}]\n";
    let both = playbook(&silent(), &format!("{ring}{complaint}"));
    assert!(both.contains("Call today; tell them who deals with it and by when."), "{both}");
}

#[test]
fn of_two_matters_of_a_rule_an_answer_says_not_which() {
    let answer = plan("{what: Answer the late trucks, owner: ann, due: 2026-01-20, answers: [complaint-overdue]}");
    let one = "complaints: [{date: 2025-06-01, what: Late trucks}";
    let alone = playbook(SALES, &format!("{answer}{one}]\n"));
    assert!(alone.contains("Planned for 20 January: Answer the late trucks; keep the day"), "{alone}");
    let two = playbook(SALES, &format!("{answer}{one}, {{date: 2025-07-01, what: Wrong invoice}}]\n"));
    assert!(!two.contains("keep the day") && two.contains("Wrong invoice"), "{two}");
}

#[test]
fn a_senior_visit_is_held_by_our_senior_level_alone() {
    let dossier = |step: &str| {
        let before = "visit_plan: {senior_per_year: 4}\nsince: 2020-01-01\ncontacts: [{id: kai, name: Kai, roles: [decision_maker]}]\n";
        let visits = "{date: 2025-12-20, by: ann, met: [kai], findings: x}, {date: 2024-01-10, by: eve, met: [kai], findings: x}";
        match step.strip_prefix("visit ") {
            Some(visit) => format!("{before}visits: [{visits}, {visit}]\n"),
            None => format!("{before}visits: [{visits}]\n{}", plan(step)),
        }
    };
    let held = "Planned for 20 January: ";
    let by = |step: &str| playbook(SALES, &dossier(step));
    let of_ann = by("{what: See Kai on price, owner: ann, due: 2026-01-20, contact: kai}");
    assert!(of_ann.contains("senior visit") && !of_ann.contains(held), "{of_ann}");
    assert!(by("{what: See Kai on price, owner: eve, due: 2026-01-20, contact: kai}").contains(held));
    assert!(by("visit {date: 2026-01-20, by: eve, met: [kai]}").contains(held));
    assert!(!by("visit {date: 2026-01-20, by: ann, met: [kai]}").contains(held));
}

#[test]
fn check_names_the_day_to_keep_and_a_day_far_off_has_its_year() {
    let owed = "payment: {overdue: [{as_of: 2025-12-30, amount: 90, days: 40}]}\n";
    let collect =
        |day: &str| plan(&format!("{{what: Collect it, owner: ann, due: {day}, answers: [payment-overdue]}}"));
    let project = project(SALES, &format!("{owed}{}", collect("2027-03-10")));
    let told = project.run(&["check", "--account", "b"]).expect(0).stderr;
    assert!(told.contains("Planned for 2027-03-10: Collect it; keep the day"), "{told}");
    let html = page(&project, "en/accounts/b.html");
    assert!(html.contains("Planned for 10 March 2027: Collect it; keep the day"), "{html}");
}

#[test]
fn what_a_playbook_has_decided_first_is_the_next_step_of_its_decision() {
    let deal = "headline: Only a signature is missing\npayment: {overdue: [{as_of: 2025-12-30, amount: 90, days: 40}]}\n\
                opportunities: [{name: Big deal, stage: decide, amount: 900, owner: ann, next_step: Have Kai sign}]\n";
    let project = project(SALES, &format!("{deal}{}", plan("{what: Walk the depot, owner: ann, due: 2026-02-15}")));
    let start = page(&project, "en/index.html");
    assert!(start.contains("Next: Have Kai sign · Ann Lee"), "{start}");
    assert!(page(&project, "en/accounts/b.html").contains("Have Kai sign"));
}
