//! Playbooks, wiki pages and frameworks: what they say, what they leave out, where their links lead.

use crate::project::{TestProject, sales};

/// A workspace with a full dossier, a note and a page; today is 30 June 2025.
fn project(dossier: &str, note: &str) -> TestProject {
    TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-06-30\n"),
        ("content/accounts/acme/dossier.yaml", dossier),
        ("content/accounts/acme/2025-06-01-visit.md", note),
        ("content/accounts/acme/offer.pdf", "%PDF"),
        ("content/accounts/acme/unused.pdf", "%PDF"),
        (
            "content/pages/plays/change.md",
            "---\nsummary: 换人之后\n---\n# 换人之后的 30 天\n\n见 [[acme#wang]] 与 [[cute]]。\n",
        ),
        ("data/sales.csv", &sales()),
    ])
}

const DOSSIER: &str = "
id: acme
name: {zh-CN: 澜裳, en: Acme}
contacts:
  - id: wang
    name: {zh-CN: 王敏, en: Wang Min}
    roles: [decision_maker]
    cute: [economic]
    private: {purpose: secret-purpose, review_by: 2026-01-01, hobbies: secret-hobby, style: analytical}
visits:
  - {date: 2025-06-10, met: [wang], findings: Wants data}
plan:
  actions:
    - {what: Send the claims list, due: 2025-06-24, owner: Lin}
    - {what: Meet the board, due: 2025-07-18}
needs:
  - {need: next-day delivery, status: open}
opportunities:
  - {name: Renewal, amount: 3150000, probability: 70, stage: resolve_concerns, since: 2025-05-30}
";

const NOTE: &str = "# Seen\n\nMet [[acme#wang]]; the [offer](offer.pdf).\n";

fn built(project: &TestProject, page: &str) -> String {
    project.run(&["build"]).expect(0);
    String::from_utf8(project.output()[page].clone()).unwrap()
}

#[test]
fn the_pages_of_a_folder_stand_together_in_the_menu_and_follow_each_other() {
    let page = |title: &str, weight: u8| format!("---\ntitle: {title}\nweight: {weight}\n---\nText.\n");
    let [one, two, three] = [page("One", 1), page("Two", 2), page("Three", 3)];
    let project = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2026-06-30\n"),
        ("content/pages/a/one.md", &one),
        ("content/pages/b/two.md", &two),
        ("content/pages/a/three.md", &three),
    ]);
    project.run(&["build", "-q"]).expect(0);
    let html = project.read("public/en/wiki/a/one.html");
    let menu = html.split("<details class=\"unfold\">").nth(1).unwrap();
    let places: Vec<usize> =
        [">a</li>", "One", "Three", ">b</li>", "Two"].iter().map(|word| menu.find(word).unwrap()).collect();
    assert!(places.is_sorted(), "{menu}");
    let pager = html.split("class=\"pager\"").nth(1).unwrap();
    assert!(pager.contains("Three") && !pager.contains("Two"), "{pager}");
}

#[test]
fn a_playbook_says_what_its_dossier_supports() {
    let project = project(DOSSIER, NOTE);
    let page = built(&project, "en/accounts/acme.html");
    for words in [
        "Wang Min decides and was met 20 days ago", // 10 June to 30 June
        "3 of the 4 CUTE roles are vacant: Coach, User and Technical",
        "¥3.2m × 70% = ¥2.2m", // 2,205,000
        "Step 3: resolution of concerns",
        "24\u{a0}Jun, 6 days late",
        "2 open, <b>one overdue</b>",
        "Meet the board",
        "id=\"contact-wang\"",
        "no source",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    // One line for a section without data, with its file and key.
    assert!(page.replace("<wbr>", "").contains("key <code>value_propositions</code>"), "{page}");
}

#[test]
fn what_is_private_is_on_no_page() {
    let project = project(DOSSIER, NOTE);
    project.run(&["build"]).expect(0);
    for (path, bytes) in project.output() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("secret-hobby") && !text.contains("secret-purpose"), "{path}");
    }
}

#[test]
fn links_by_id_lead_to_contacts_and_back() {
    let project = project(DOSSIER, NOTE);
    let wiki = built(&project, "zh-CN/wiki/plays/change.html");
    assert!(wiki.contains("<a href=\"../../accounts/acme.html#contact-wang\">王敏</a>"), "{wiki}");
    assert!(wiki.contains("../../frameworks/cute.html"), "{wiki}");
    let english = built(&project, "en/wiki/plays/change.html");
    assert!(english.contains("This page exists in Chinese only"), "{english}");
    let playbook = built(&project, "zh-CN/accounts/acme.html");
    assert!(playbook.contains("../wiki/plays/change.html"), "{playbook}");
    let output = project.output();
    assert!(output.contains_key("files/content/accounts/acme/offer.pdf"));
    assert!(output.contains_key("files/content/accounts/acme/unused.pdf"));
}

#[test]
fn a_link_to_nothing_is_an_error_at_its_line() {
    let project = project(DOSSIER, "# Seen\n\nMet [[acme#wagn]], [[acmee]] and ![x](gone.png).\n");
    let run = project.run(&["check", "--message-format", "json"]).expect(1);
    let lines: Vec<&str> = run.stdout.lines().filter(|line| line.contains("broken-link")).collect();
    assert_eq!(lines.len(), 3, "{}", run.stdout);
    assert!(lines.iter().all(|line| line.contains("\"line\":3")), "{lines:?}");
    assert!(lines[0].contains("[[acme#wang]]") && lines[0].contains("\"column\":5"), "{lines:?}");
    assert!(lines[1].contains("did you mean `[[acme]]`?"), "{lines:?}");
}

/// A section in the team's own words is read like a note, in each of its languages.
#[test]
fn a_section_links_like_a_note() {
    let broken = "sections:\n  - name: Ours\n    text: |\n      See [[acmee]].\n  - name: More\n    part: people\n    \
                  text: {zh-CN: '见 [[nobody]]。', en: 'See [[acme#wang]].'}\n";
    let project = project(&format!("{DOSSIER}{broken}"), NOTE);
    let run = project.run(&["check", "--message-format", "json"]).expect(1);
    let places: Vec<(u64, u64, String)> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|said| said["code"] == "broken-link")
        .map(|said| (said["line"].as_u64().unwrap(), said["column"].as_u64().unwrap(), said["message"].to_string()))
        .collect();
    let lines = DOSSIER.lines().count() as u64;
    assert_eq!(places.len(), 2, "{places:?}");
    assert_eq!((places[0].0, places[0].1), (lines + 4, 11), "{places:?}");
    assert_eq!((places[1].0, places[1].1), (lines + 7, 22), "{places:?}");
}

#[test]
fn a_section_that_names_an_account_is_a_backlink() {
    let project = project(DOSSIER, NOTE);
    let names = "id: gamma\nname: Gamma\nsections: [{name: Ours, part: people, text: 'With [[acme]].'}]\n";
    project.write("content/accounts/gamma.yaml", names);
    let page = built(&project, "en/accounts/acme.html");
    assert!(page.contains("href=\"gamma.html#own-words-people\""), "{page}");
}

#[test]
fn an_account_of_the_sales_alone_names_the_command_that_starts_its_dossier() {
    let project = project(DOSSIER, NOTE);
    let page = built(&project, "en/accounts/beta.html");
    assert!(page.contains("<code>keyfolio new account beta</code>"), "{page}");
    assert!(!page.contains("class=\"part-head") && !page.contains("class=\"empty\""), "{page}");
}

#[test]
fn a_framework_counts_the_dossiers_that_record_it() {
    let project = project(DOSSIER, NOTE);
    let page = built(&project, "en/frameworks/gpn.html");
    assert!(page.contains("The one dossier records it"), "{page}");
    let page = built(&project, "en/frameworks/kam-stage.html");
    assert!(page.contains("No dossier records it yet"), "{page}");
    let page = built(&project, "en/frameworks/four-key-people.html");
    assert!(page.contains("Named only in the source"), "{page}");
}

#[test]
fn no_page_shows_the_key_of_a_text() {
    let project = project(DOSSIER, NOTE);
    project.run(&["build"]).expect(0);
    let roots =
        ["account.", "framework.", "frameworks.", "enums.", "rule.", "finding.", "quality.", "wiki.", "glossary."];
    for (path, bytes) in project.output().into_iter().filter(|(path, _)| path.rsplit('.').next() == Some("html")) {
        let text = String::from_utf8(bytes).unwrap();
        for root in roots {
            assert!(!text.contains(&format!(">{root}")), "{path} shows a key below {root}");
        }
        assert!(text.len() < 400_000, "{path} has {} bytes", text.len());
    }
}
