//! Places of one playbook that a reader holds against each other: head and plan, score and terms, duties and log, team and
//! coverage; and what is not said where the data do not hold it.

use crate::project::{TestProject, sales};
use crate::words::says;

/// The page of Acme on 30 June 2025, without tags, in an interface language; Acme and two others buy every month.
fn page(dossier: &str, language: &str) -> String {
    let team = "members:\n  - {id: lin, name: Lin}\n  - {id: du, name: Du, left: 2025-05-14}\n";
    let dossier = format!("id: acme\nname: Acme\n{dossier}");
    let files = [
        ("keyfolio.yaml", "as_of: 2025-06-30\n"),
        ("content/team.yaml", team),
        ("content/accounts/acme.yaml", dossier.as_str()),
        ("data/sales.csv", &sales()),
    ];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    text(&project.output()[&format!("{language}/accounts/acme.html")])
}

/// The words of a page, one space between them.
fn text(html: &[u8]) -> String {
    let html = String::from_utf8(html.to_vec()).unwrap().replace("<wbr>", "");
    let mut plain = String::new();
    for part in html.split('<') {
        let words = part.split_once('>').map_or(part, |(_, words)| words);
        plain.push(' ');
        plain.push_str(words);
    }
    plain.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_plan_names_the_step_that_the_head_names() {
    let plan = "plan:\n  goal: more\n  actions: [{what: inspection standard, owner: lin, due: 2025-07-05},
        {what: claims report, owner: lin, due: 2025-06-20}]\n";
    says(
        &page(plan, "en"),
        &["Next step inspection standard", "2 open, one overdue . Next: inspection standard. Goal: more"],
    );
    says(&page(plan, "zh-CN"), &["在办 2 项， 1 项逾期 。下一步：inspection standard。"]);
}

#[test]
fn whoever_decides_and_was_never_met_explains_the_cap_on_coverage() {
    let dossier = |met: &str| {
        format!(
            "contacts: [{{id: gu, name: Gu, roles: [decision_maker], influence: 5}}, {{id: ye, name: Ye, influence: 5}}]
visits: [{{date: 2025-06-10, met: [{met}], findings: x}}]\n"
        )
    };
    let unmet = page(&dossier("ye"), "en");
    says(&unmet, &["Relationship coverage is held by Gu, who decides and is in no visit on record: 0 points"]);
    says(&page(&dossier("ye"), "zh-CN"), &["关系覆盖受决策人限制：Gu 没有走访记录，得 0 分"]);
    assert!(!page(&dossier("ye, gu"), "en").contains("Relationship coverage is held"));
    let nobody = dossier("ye, gu").replace("roles: [decision_maker], ", "");
    says(&page(&nobody, "en"), &["Nobody is named who decides: relationship coverage is held at half"]);
}

#[test]
fn a_resident_who_left_is_no_resident() {
    let dossier = |who: &str| format!("team: [{{who: lin}}, {{who: du}}]\ncoverage: {{model: resident, who: {who}}}\n");
    says(&page(&dossier("du"), "en"), &["Resident on paper, vacant since 14 May 2025; one person is left in the team"]);
    says(&page(&dossier("du"), "zh-CN"), &["写着派驻，2025 年 5 月 14 日起空缺；项目组还剩 1 人"]);
    says(&page(&dossier("[du, lin]"), "en"), &["Resident, with a team of one"]);
}

#[test]
fn the_fourth_duty_is_what_the_log_says() {
    let dossier = "duties: [{duty: 1, date: 2025-06-01}]
visits: [{date: 2025-02-25, senior: true, purpose: review, findings: x}]
visit_plan: {senior_per_year: 2}\n";
    says(&page(dossier, "en"), &["1 of 9 duties done, 1 owed or short", "Senior visits 1 of 2 review, 25 Feb"]);
    let enough = dossier.replace("senior_per_year: 2", "senior_per_year: 1");
    says(&page(&enough, "en"), &["2 of 9 duties done", "Senior visits done 1 review, 25 Feb"]);
    says(&page(&dossier.replace(", senior: true", ""), "en"), &["Senior visits owed"]);
}

#[test]
fn a_forecast_of_which_nothing_came_is_over() {
    let dossier = "forecasts: [{made: 2025-01-10, period: 2025-02, amount: 500, actual: 0}]\n";
    says(&page(dossier, "en"), &["One forecast, and nothing came"]);
    says(&page(dossier, "zh-CN"), &["1 次预测，实际都是零"]);
}

/// The model of the demo knows nothing of a single order of 11 million but that there was one.
#[test]
fn one_order_is_no_ground_for_an_expectation() {
    let project = TestProject::demo();
    project.run(&["build"]).expect(0);
    let pages = project.output();
    says(&text(&pages["en/accounts/zhuyuan.html"]), &["No repeat yet: no account-specific estimate"]);
    says(&text(&pages["zh-CN/accounts/zhuyuan.html"]), &["还没有复购，对这家做不出估计"]);
    says(&text(&pages["en/accounts/lanshang.html"]), &["Lifetime value, 52 weeks", "expected of a purchase day"]);
    says(
        &text(&pages["en/portfolio/customers.html"]),
        &["in the next 52 weeks (¥", "Expected value of a purchase day (est.)"],
    );
}

/// Sales without costs and dossiers of nothing but a name, as `init` begins them.
#[test]
fn what_only_the_sales_say_is_no_second_opinion() {
    let sales: String =
        sales().lines().map(|line| line.rsplit_once(',').map_or(line, |(kept, _)| kept).to_owned() + "\n").collect();
    let files = [
        ("keyfolio.yaml", "as_of: 2025-12-31\n"),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\n"),
        ("content/accounts/beta.yaml", "id: beta\nname: Beta\n"),
        ("data/sales.csv", sales.as_str()),
    ];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    let pages = project.output();
    let english = text(&pages["en/accounts/acme.html"]);
    says(&english, &["Next step Write down who decides, who uses and who evaluates", "Top tier by revenue alone"]);
    says(&text(&pages["zh-CN/accounts/acme.html"]), &["下一步 写下谁决策、谁使用、谁评估", "只按收入排，在"]);
    says(&text(&pages["en/portfolio/scores.html"]), &["3 accounts, ranked by revenue alone"]);
    // One line for the whole of class A, not one for each.
    let audit = text(&pages["en/rules/single-indicator.html"]);
    assert!(!audit.contains("further indicators on file"), "{audit}");
    says(&text(&pages["en/portfolio/attack-defend.html"]), &["content/accounts/&lt;id&gt;.yaml"]);
}

#[test]
fn heads_conclude_instead_of_naming_their_subject() {
    let plan = "plan: {goal: 60% of the wallet, gap: Nobody above purchasing sees us}
environment: {swot: {strengths: [s], weaknesses: [slow quotes], opportunities: [o], threats: [a rival inside]}}
company: {main_products: [switches, modules]}
needs: [{need: one, status: met}, {need: two, status: open}, {need: three, status: dropped}]\n";
    says(
        &page(plan, "en"),
        &[
            "Between us and the goal: Nobody above purchasing sees us",
            "Weakness first: slow quotes; threat first: a rival inside",
            "Makes switches and modules",
            "1 of 2 needs met",
            "2 needs: 1 met",
            "1 more dropped",
        ],
    );
    says(
        &page(plan, "zh-CN"),
        &["与目标的差距：Nobody above purchasing sees us", "先看劣势：slow quotes；先防威胁：a rival inside"],
    );
    says(&page("plan: {goal: more}\n", "en"), &["What stands between us and the goal is not written yet"]);
    says(&page("plan: {gap: more}\n", "en"), &["No goal is written yet"]);
}

/// The log, the months and the sentence below them know a call from a visit, and the day that an action sets for the next one.
#[test]
fn the_log_knows_calls_and_the_next_visit_of_the_plan() {
    let dossier = "contacts: [{id: gu, name: Gu, coverage: close}, {id: ye, name: Ye, coverage: none}]
visits: [{date: 2025-06-03, kind: call, met: [ye], findings: x}, {date: 2025-05-10, met: [gu], findings: x}]
plan: {actions: [{what: See the house, owner: lin, contact: gu, due: 2025-07-15}]}\n";
    let english = page(dossier, "en");
    says(&english, &["Ye call", "Next meeting planned on 15 July 2025.", "Jul 2025 1 meeting planned"]);
    // The head and the board say with whom; of Ye, whom no visit has met and of whom the dossier knows no contact, both are true.
    says(
        &english,
        &["Next step See the house Lin · with Gu · by 15 July", "Lin · with Gu · 15 Jul", "Ye – – – never met"],
    );
    says(&page(dossier, "zh-CN"), &["Lin · 对方：Gu · "]);
    let close = dossier.replace("coverage: none", "coverage: regular");
    says(&page(&close, "en"), &["no visit on record regular"]);
}

/// A wallet is an estimate: 58 % of it is as good as 60 % (the cut), and the page says so.
#[test]
fn close_to_the_cut_no_page_calls_an_account_disloyal() {
    // Acme bought 9,000.50 in each of 12 months: 58 % of 186,217, and 45 % of 240,000.
    let of_wallet = |amount: u32| {
        format!(
            "loyalty: {attitude}\nwallet: {{amount: {amount}, as_of: 2025-06-01}}\n",
            attitude = "{attitude: loyal}"
        )
    };
    let unsure = page(&of_wallet(186_217), "en");
    says(&unsure, &["Nobody can tell: a purchase in 100% of the months"]);
    assert!(!unsure.contains("behaves as"), "{unsure}");
    says(&page(&of_wallet(186_217), "zh-CN"), &["看不准：近 12 个月"]);
    says(&page(&of_wallet(240_000), "en"), &["judged loyal, behaves as brand switcher"]);
}

/// Half a year of cost to serve is not a year's, and what came before the sales on file is not nothing.
#[test]
fn the_payback_says_for_which_months_no_cost_is_on_file() {
    let dossier = |earlier: &str| {
        format!(
            "since: 2020-01-01\ninvestments: [{{year: 2021, amount: 900000}}]\ncost_to_serve: [{{period: 2024-Q3, amount: 300}}, \
             {{period: 2024-Q4, amount: 300}}, {{period: 2025-Q1, amount: 100}}, {{period: 2025-Q2, amount: 100}}{earlier}]\n"
        )
    };
    says(&page(&dossier(""), "en"), &["For a part of 2024 no cost to serve is on file", "before – 900"]);
    says(&page(&dossier(""), "zh-CN"), &["2024 年有几个月没记服务成本"]);
    let whole = page(&dossier(", {period: 2024-01..2024-06, amount: 10}"), "en");
    assert!(!whole.contains("no cost to serve is on file") && !whole.contains("No cost to serve"), "{whole}");
}

#[test]
fn what_is_gravest_stands_in_the_head_and_a_complaint_comes_before_a_distant_action() {
    let dossier = "complaints: [{date: 2025-04-03, what: three parcels lost, owner: lin}]
plan: {actions: [{what: walk the depot, owner: lin, due: 2025-08-24}]}\n";
    let read = page(dossier, "en");
    says(
        &read,
        &[
            "The complaint “three parcels lost” of 88 days ago, which Lin deals with, is not answered.",
            "Next step Call today",
            "next in the plan: walk the depot",
        ],
    );
    // The team's own headline stands alone, and a step of this week is the step.
    let own = format!("headline: All is well.\n{}", dossier.replace("2025-08-24", "2025-07-04"));
    says(&page(&own, "en"), &["All is well.", "Next step walk the depot"]);
    assert!(!page(&own, "en").contains("All is well. “three"));
}

#[test]
fn whoever_left_us_covers_no_function() {
    let dossier = "contacts: [{id: an, name: An, function: operations}, {id: bo, name: Bo, function: finance}]
visits: [{date: 2025-04-02, by: du, met: an, findings: x}, {date: 2025-05-02, by: lin, met: bo, findings: x}]\n";
    let read = page(dossier, "en");
    says(
        &read,
        &[
            "was met in 12 months, by one person",
            "Du (left us 14 May)",
            "Met by nobody who is still with us: operations.",
        ],
    );
    says(&page(dossier, "zh-CN"), &["我方见过的人都已离职：运营"]);
}

#[test]
fn a_plan_of_visits_counts_from_the_day_on_which_we_began() {
    let dossier =
        "since: 2025-04-20\nvisit_plan: {per_quarter: 2}\nvisits: [{date: 2025-06-02, by: lin, findings: x}]\n";
    says(&page(dossier, "en"), &["with us since 20 April 2025: 2 planned by now, 1 made"]);
    says(&page(&dossier.replace("since: 2025-04-20\n", ""), "en"), &["8 planned in 12 months, 1 made"]);
}
