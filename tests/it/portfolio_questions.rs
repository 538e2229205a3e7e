//! The pages that answer a question about all accounts: what they say with nothing, with one account, with none that is
//! late; and that the demo shows each of them.

use std::fs;
use std::path::Path;

use crate::project::{TestProject, plain, tree};

const PAGES: [&str; 4] = ["actions", "white-space", "stages", "visits"];

/// The words of the first `<h1>`, without marks and with plain spaces.
fn title(html: &str) -> String {
    let (_, rest) = html.split_once("<h1").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    plain(rest.split("</h1>").next().unwrap())
}

/// A site of the accounts `a`, `b`, … with these dossiers. Today is 30 June 2026; `a` buys 900 and `b` 100 in the 12 months,
/// of lines x and y.
fn site(dossiers: &[&str]) -> TestProject {
    let mut files = vec![
        ("keyfolio.yaml".to_owned(), "as_of: 2026-06-30\n".to_owned()),
        (
            "data/sales.csv".to_owned(),
            "date,account_id,product,revenue\n2026-06-01,a,x,900\n2026-06-01,b,y,100\n".to_owned(),
        ),
        (
            "content/portfolio.yaml".to_owned(),
            "product_lines: [{id: x, name: Exes}, {id: y, name: Yards}]\n".to_owned(),
        ),
        (
            "content/team.yaml".to_owned(),
            "members: [{id: lin, name: Lin}, {id: boss, name: Boss, senior: true}]\n".to_owned(),
        ),
    ];
    for (id, dossier) in ["a", "b"].into_iter().zip(dossiers) {
        files
            .push((format!("content/accounts/{id}.yaml"), format!("id: {id}\nname: {}\n{dossier}", id.to_uppercase())));
    }
    let project = TestProject::new(&files);
    project.run(&["build", "-q"]).expect(0);
    project
}

fn page(project: &TestProject, path: &str) -> String {
    project.read(&format!("public/{path}"))
}

/// The titles of a page in both languages.
fn titles(project: &TestProject, name: &str) -> [String; 2] {
    ["zh-CN", "en"].map(|language| title(&page(project, &format!("{language}/portfolio/{name}.html"))))
}

#[test]
fn with_nothing_each_names_the_file_and_the_key() {
    let project = TestProject::new(&[("keyfolio.yaml", "")]);
    project.run(&["build", "-q"]).expect(0);
    let keys = ["plan.actions", "white_space", "opportunities", "visits"];
    for (name, key) in PAGES.into_iter().zip(keys) {
        for language in ["zh-CN", "en"] {
            let html = page(&project, &format!("{language}/portfolio/{name}.html"));
            let written = html.replace("<wbr>", "");
            assert!(written.contains("<code>content/accounts/&lt;id&gt;.yaml</code>"), "{language} {name}: {html}");
            assert!(written.contains(&format!("<code>{key}")), "{language} {name}: {html}");
        }
    }
    assert_eq!(titles(&project, "actions"), ["各份档案还没有写下行动", "No dossier holds an action yet"]);
    assert_eq!(titles(&project, "stages")[1], "No dossier holds an opportunity or a relationship stage yet");
    assert_eq!(titles(&project, "visits")[0], "还没有档案写下走访或走访计划");
}

#[test]
fn actions_say_how_many_are_late_and_with_whom() {
    let late = "plan: {actions: [{what: p, owner: lin, due: 2026-06-20}, {what: q, owner: lin, due: 2026-06-29},
                {what: r, due: 2026-07-02}, {what: s, owner: Guest, due: 2026-06-28}, {what: t, owner: boss}]}\n";
    let project = site(&[late]);
    let expected = ["5 项未了行动里 3 项已逾期，Lin 最多（2 项）", "3 of 5 open actions are late; most with Lin (2)"];
    assert_eq!(titles(&project, "actions"), expected);
    let html = plain(&page(&project, "en/portfolio/actions.html"));
    assert!(html.contains("The oldest is 10 days late: A, “p”. One more is due within 7 days."), "{html}");
    assert!(html.contains("Without an owner: 1; without a date: 1"), "{html}");
    // The dashboard counts the same.
    let dashboard = plain(&page(&project, "en/index.html"));
    assert!(dashboard.contains("4 due within 10 days, 3 of them overdue; open in all: 5"), "{dashboard}");
    for (plan, zh, en) in [
        (
            "plan: {actions: [{what: p, due: 2026-07-01}]}",
            "1 项未了行动，没有一项逾期",
            "One action is open, and it is not late",
        ),
        (
            "plan: {actions: [{what: p, done: 2026-06-01}]}",
            "1 项行动全部做完，没有未了的",
            "The one action is done; nothing is open",
        ),
        (
            "plan: {actions: [{what: p, due: 2026-06-01}]}",
            "1 项未了行动里 1 项已逾期，都没有负责人",
            "1 of 1 open action is late, and belongs to nobody",
        ),
    ] {
        assert_eq!(titles(&site(&[plan]), "actions"), [zh, en]);
    }
}

#[test]
fn white_space_ranks_what_is_open_and_what_nobody_works_on() {
    let open = "white_space: [{product_line: y, state: open, amount: 300}, {product_line: x, state: open, amount: 100, unit: North},
                {product_line: x, state: ours, unit: South}]\nopportunities: [{name: o, product_lines: [x]}]\n";
    let project = site(&[open, "white_space: [{product_line: x, state: rival, rival: Swift, amount: 50}]\n"]);
    assert_eq!(
        titles(&project, "white-space"),
        ["1 家客户一年还有 400 元的空白，75% 在 Yards", "¥400 a year is open at one account, 75% of it in Yards"]
    );
    let html = plain(&page(&project, "en/portfolio/white-space.html"));
    assert!(html.contains("For ¥300 of it there is no open opportunity. Rivals hold ¥50 more."), "{html}");
    assert!(!html.contains("no white space on file"), "both are read");
    assert!(html.contains("Most of it is with Swift: ¥50 at one account"), "{html}");
    let silent = site(&[open, "city: Nanjing\n"]);
    for path in ["en/portfolio/white-space.html", "en/frameworks/white-space.html"] {
        let html = plain(&page(&silent, path));
        assert!(html.contains("One account of 2 has no white space on file and is in no sum"), "{path}: {html}");
    }
    let closed = site(&["white_space: [{product_line: x, state: ours}]\n"]);
    assert_eq!(titles(&closed, "white-space")[1], "Nothing is open at the one account that says");
    let unpriced = site(&["white_space: [{product_line: x, state: open}]\n"]);
    assert_eq!(titles(&unpriced, "white-space")[0], "1 格空着，都还没有估金额");
}

#[test]
fn stages_say_what_stands_still_and_what_fell_back() {
    let stalled = "opportunities: [{name: o, stage: decide, since: 2026-01-01, amount: 500}, {name: p, stage: decide, since: 2026-06-20}]
relationship_stages: [{stage: strengthen, since: 2024-01-01}, {stage: build, since: 2026-05-01, reason: personnel}]
kam_stage: {stage: partnership, suppliers: 9}\n";
    let project = site(&[stalled, "relationship_stages: [{stage: build, since: 2026-01-01}]\n"]);
    assert_eq!(
        titles(&project, "stages"),
        ["2 个未结商机里 1 个停住了，共 500 元", "1 of 2 open opportunities stands still: ¥500"]
    );
    let html = plain(&page(&project, "en/portfolio/stages.html"));
    assert!(html.contains("1 of 2 relationships stands lower than a year ago, none higher."), "{html}");
    assert!(html.contains("One fall within 12 months, after a change of people"), "{html}");
    assert!(html.contains("A: the dossier says Partnership, the evidence Mid"), "{html}");
    let calm = site(&["relationship_stages: [{stage: build, since: 2020-01-01}]\n"]);
    assert_eq!(titles(&calm, "stages")[1], "The one relationship stands no lower than a year ago");
}

#[test]
fn what_is_to_be_kept_is_told_from_what_is_to_be_won() {
    let said = |renewal: &str| {
        let chances = format!(
            "opportunities: [{{name: frame, stage: decide, since: 2026-06-01, {renewal}}}, \
             {{name: depot, stage: decide, since: 2026-06-20, amount: 620, probability: 50}}]\n"
        );
        plain(&page(&site(&[&chances]), "en/portfolio/stages.html"))
    };
    let kept = said("amount: 3150, probability: 70, renewal: true");
    assert!(kept.contains("2 opportunities for ¥3.8k, ¥2.5k by their probability"), "{kept}");
    assert!(kept.contains("One of them is a renewal: ¥3.2k to keep, not to win; ¥2.2k weighted."));
    assert!(said("renewal: true").contains("One of them is a renewal: to keep, not to win."));
    assert!(!said("amount: 3150, probability: 70").contains("renewal"));
}

#[test]
fn visits_say_who_was_not_seen() {
    let seen = "visits: [{date: 2026-06-20, by: boss}]\nvisit_plan: {per_month: 1, senior_per_year: 2}\nmanager: lin\n";
    let project = site(&[seen, "visits: [{date: 2026-06-29, kind: call}]\n"]);
    assert_eq!(
        titles(&project, "visits"),
        ["2 家里 1 家超过 60 天没人走访，最大的是 B", "1 of 2 accounts has not been visited for over 60 days: B"]
    );
    let html = plain(&page(&project, "en/portfolio/visits.html"));
    assert!(html.contains("Made in 12 months: 1 of 12 planned visits (8%)."), "{html}");
    assert!(html.contains("Boss was out most: one day, 0.4% of the working days; a third would be 83"), "{html}");
    assert!(html.contains("1 of 1 account lacks a planned senior visit"), "{html}");
    assert_eq!(titles(&site(&[seen]), "visits")[0], "1 家客户 60 天内都走访过");
}

/// The demo workspace, built in a folder of its own.
fn demo() -> TestProject {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = fs::read_to_string(root.join("keyfolio.yaml")).unwrap();
    let project = TestProject::new(&[("keyfolio.yaml", settings)]);
    for folder in ["content", "data"] {
        for (path, bytes) in tree(&root.join(folder)) {
            let target = project.path(folder).join(&path);
            if path.ends_with('/') {
                fs::create_dir_all(target).unwrap();
            } else {
                fs::create_dir_all(target.parent().unwrap()).unwrap();
                fs::write(target, bytes).unwrap();
            }
        }
    }
    project.run(&["build", "-q"]).expect(0);
    project
}

#[test]
fn the_demo_shows_every_question_and_every_framework_of_the_portfolio() {
    let project = demo();
    // Beside a whole without a season: whose own peak is near; and names, where a sentence counts.
    let says = |path: &str, words: &str| assert!(plain(&page(&project, path)).contains(words), "{path}: {words}");
    says("en/portfolio/customers.html", "the peak of Songjian Home Textiles is near, without supply agreed");
    says("en/portfolio/attack-defend.html", "first of all Lanshang Apparel Group,");
    says("en/portfolio/attack-defend.html", "Most of it lies with Hengchuan Electronics,");
    says("en/portfolio/health.html", "of class A Zhuyuan Heavy Industries fell most");
    says("en/frameworks/investment-payback.html", "at 2 it cannot be said");
    let figures = [
        ("portfolio/actions.html", ["agenda-bars", "agenda-owners", "agenda-entries"].as_slice()),
        (
            "portfolio/white-space.html",
            &[
                "white-space-map",
                "white-space-lines",
                "white-space-open",
                "white-space-rivals",
                "white-space-without",
                "white-space-all",
            ],
        ),
        (
            "portfolio/stages.html",
            &["cycle-stages", "cycle-table", "stage-flow", "stage-falls", "kam-evidence", "kam-apart", "cycle-list"],
        ),
        (
            "portfolio/visits.html",
            &[
                "unvisited-bars",
                "unvisited-list",
                "visits-manager",
                "visits-model",
                "senior-days",
                "senior-plan",
                "visits-all",
            ],
        ),
        ("frameworks/nine-duties.html", &["duty-grid"]),
        ("frameworks/resource-quota.html", &["effort", "efforts"]),
        ("frameworks/coverage-model.html", &["models"]),
        ("frameworks/nine-strategies.html", &["strategy-use"]),
        ("frameworks/account-team.html", &["load"]),
        ("frameworks/growth.html", &["growth-totals"]),
        ("frameworks/market-stance.html", &["regions"]),
        ("frameworks/maturity.html", &["maturity"]),
        ("frameworks/serialisation.html", &["series", "series-quarters"]),
        ("frameworks/forecast-accuracy.html", &["forecasts", "forecast-periods"]),
        ("frameworks/relational-dimensions.html", &["relations", "relations-all"]),
        ("frameworks/value-added-solution.html", &["solutions"]),
    ];
    // Where one looks for a figure that stands on the page of a framework: among the questions, and on the page of its subject.
    let ways = [
        ("forecast-accuracy", "portfolio/periods.html"),
        ("relational-dimensions", "portfolio/visits.html"),
        ("value-added-solution", "portfolio/white-space.html"),
    ];
    for language in ["zh-CN", "en"] {
        let dashboard = page(&project, &format!("{language}/index.html"));
        for name in PAGES {
            assert!(dashboard.contains(&format!("href=\"portfolio/{name}.html\"")), "{language}: {name}");
        }
        for (id, from) in ways {
            assert!(dashboard.contains(&format!("href=\"frameworks/{id}.html\"")), "{language}: {id}");
            let html = page(&project, &format!("{language}/{from}"));
            assert!(html.contains(&format!("href=\"../frameworks/{id}.html\"")), "{language}/{from} lacks {id}");
        }
        for (path, ids) in &figures {
            let html = page(&project, &format!("{language}/{path}"));
            for id in *ids {
                assert!(html.contains(&format!("id=\"{id}\"")), "{language}/{path} lacks {id}");
            }
            assert!(!html.contains("NaN"), "{language}/{path}");
            // Uncompressed; a third of a page at the most is left after compression.
            assert!(html.len() < 360_000, "{language}/{path}: {} bytes", html.len());
        }
    }
    // Sums of the page are those of the dossiers: every open action has a row, and the total says how many.
    let html = page(&project, "en/portfolio/actions.html");
    let table = html.split("id=\"agenda-entries-table\"").nth(1).unwrap().split("</table>").next().unwrap();
    let rows = table.matches("<tr>").count() - 1;
    assert!(plain(&html).contains(&format!("of {rows} open actions are late")), "{rows} rows");
}
