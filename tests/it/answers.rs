//! What the pages of frameworks answer for the whole portfolio: a sentence by hand from a small portfolio in both languages; ties,
//! one account, nothing; and that no page of the demo is left with nothing but how many dossiers record it.

use std::collections::BTreeMap;

use keyfolio::frameworks::FRAMEWORKS;

use crate::answer_sentences::{ANSWERS, DOSSIER};
use crate::project::{TestProject, plain, tree};

/// Private frameworks: read and checked, never shown.
const PRIVATE: [&str; 2] = ["coach-criteria", "personality"];

/// The headings of the figures of a framework's page, by anchor; of the figure that the page opens with, its opening.
fn findings(html: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for figure in html.split("<figure class=\"exhibit").skip(1) {
        let Some((_, rest)) = figure.split_once("id=\"") else { continue };
        let (id, rest) = rest.split_once('"').unwrap();
        let header = rest.split("</header>").next().unwrap();
        // The page opens with the finding of one, which then has no head of its own.
        let head = header.split_once("<h3>").map_or("", |(_, head)| head.split("</h3>").next().unwrap());
        found.insert(id.to_owned(), plain(head));
    }
    if let Some((_, rest)) = html.split_once("data-of=\"") {
        let (id, rest) = rest.split_once("\">").unwrap();
        assert!(found.contains_key(id), "{id}");
        found.insert(id.to_owned(), plain(rest.split("</p>").next().unwrap()));
    }
    found
}

/// A site of two accounts, `a` (Ada) and `b` (Bea), on 30 June 2026: `a` bought 900 at a cost of 500 and `b` 100 at 60 in June,
/// `a` 200 at 100 in 2024.
fn site(a: &str, b: &str) -> TestProject {
    let dossier = |id: &str, name: &str, text: &str| {
        (format!("content/accounts/{id}.yaml"), format!("id: {id}\nname: {name}\n{text}"))
    };
    let files = vec![
        ("keyfolio.yaml".to_owned(), "as_of: 2026-06-30\neconomic_threshold: 1000\n".to_owned()),
        (
            "data/sales.csv".to_owned(),
            "date,account_id,product,revenue,cost\n2024-01-01,a,x,200,100\n2026-06-01,a,x,900,500\n2026-06-01,b,y,100,60\n"
                .to_owned(),
        ),
        (
            "content/team.yaml".to_owned(),
            "members: [{id: lin, name: Lin}, {id: boss, name: Boss, senior: true}]\n".to_owned(),
        ),
        dossier("a", "Ada", a),
        dossier("b", "Bea", b),
    ];
    let project = TestProject::new(&files);
    project.run(&["build", "-q"]).expect(0);
    project
}

/// What a page says, in Chinese and in English, a lead without its full stop; empty where the figure is not there.
fn said(project: &TestProject, id: &str, anchor: &str) -> [String; 2] {
    ["zh-CN", "en"].map(|language| {
        let html = project.read(&format!("public/{language}/frameworks/{id}.html"));
        let said = findings(&html).remove(anchor).unwrap_or_default();
        said.strip_suffix(if language == "en" { '.' } else { '。' }).unwrap_or(&said).to_owned()
    })
}

#[test]
fn each_answers_its_own_question() {
    let mut wrong = Vec::new();
    let project =
        site(DOSSIER, "channel_role: end_user\nfit: {industry_knowledge: true}\nloyalty: {attitude: switcher}\n");
    for (id, anchor, zh, en) in ANSWERS {
        let (found, expected) = (said(&project, id, anchor), [*zh, *en]);
        if found != expected {
            wrong.push(format!("{id}: {found:#?}, not {expected:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_playbook_shows_attitude_calendar_and_grid() {
    let project = site(DOSSIER, "grade: 3\n");
    let html = project.read("public/en/accounts/a.html");
    let head = plain(html.split("<h1").next().unwrap());
    assert!(head.contains("agent · judged no brand loyalty, behaves as brand switcher"), "{head}");
    let said = plain(&html);
    // 1 of 12 months and 90 % of the wallet: between the cuts.
    assert!(said.contains("Judged no brand loyalty, behaves as brand switcher"), "{said}");
    assert!(html.contains("id=\"chart-visits-title\""), "no calendar of visits");
    for language in ["en", "zh-CN"] {
        let accounts = project.read(&format!("public/{language}/accounts/index.html"));
        assert!(accounts.contains("<select name=\"grade\""), "no filter by grade: {accounts}");
    }
    let migration = project.read("public/en/portfolio/migration.html");
    assert!(findings(&migration).contains_key("by-quarter"), "{migration}");
}

#[test]
fn ties_are_named_together_and_many_are_counted() {
    let wallet = "wallet: {amount: 200, composition: [{holder: ours, share: 50}, {holder: own, share: 25}, {holder: rival, share: 25}]}\n";
    let project = site(wallet, wallet);
    let en = |id, anchor| said(&project, id, anchor)[1].clone();
    assert_eq!(en("wallet-composition", "answer-elsewhere"), "Most goes elsewhere at Ada and Bea: ¥100 a year");
    assert_eq!(
        en("wallet-composition", "answer-wallets"),
        "2 accounts spend ¥400 a year: 50% with us; the largest other part: rivals and their own hands (25%)"
    );
}

#[test]
fn nothing_is_said_of_nothing() {
    // No dossier, no sales: every page still stands, and none makes up an answer.
    let project = TestProject::new(&[("keyfolio.yaml", "as_of: 2026-06-30\n")]);
    project.run(&["build", "-q"]).expect(0);
    for row in FRAMEWORKS {
        for language in ["zh-CN", "en"] {
            let html = project.read(&format!("public/{language}/frameworks/{}.html", row.id));
            let answered = findings(&html).into_keys().find(|anchor| anchor.starts_with("answer-"));
            assert_eq!(answered, None, "{language} {}", row.id);
        }
    }
}

#[test]
fn every_page_of_the_demo_shows_more_than_who_records_it() {
    for row in FRAMEWORKS.iter().filter(|row| !PRIVATE.contains(&row.id)) {
        assert!(row.figure.is_some() || row.wide.is_some(), "{}: nothing but how many dossiers record it", row.id);
    }
    let project = TestProject::new::<&str, &str>(&[]);
    let output = project.path("public");
    let demo = env!("CARGO_MANIFEST_DIR");
    project.run(&["build", "-q", "--root", demo, "--output-dir", output.to_str().unwrap()]).expect(0);
    let pages = tree(&output);
    let mut bare = Vec::new();
    for row in FRAMEWORKS.iter().filter(|row| !PRIVATE.contains(&row.id)) {
        for language in ["zh-CN", "en"] {
            let path = format!("{language}/frameworks/{}.html", row.id);
            let html = String::from_utf8(pages[&path].clone()).unwrap();
            if findings(&html).into_keys().all(|anchor| anchor == "recorded") {
                bare.push(path);
            }
        }
    }
    assert_eq!(bare, [""; 0]);
}
