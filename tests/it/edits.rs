//! After any edit the output equals a clean build's, byte for byte: on a part of the demo, one kind of edit after another, so that a
//! page that reads what its key does not cover is found.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::project::{TestProject, tree};

/// Accounts of the demo that take part: rich ones, a group, plain ones, one that only the sales know.
const ACCOUNTS: [&str; 9] = [
    "lanshang",
    "lanshang-ecommerce",
    "lanshang-kids",
    "hengchuan",
    "tuoyue",
    "tuoyue-precision",
    "suzhi",
    "beiheng-agri",
    "00731",
];

/// A part of the demo: some accounts with their sales, the team, the portfolio's notes, two pages.
fn part_of_the_demo() -> TestProject {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = TestProject::new::<&str, &str>(&[]);
    let copy = |path: &str, text: &[u8]| {
        if let Ok(text) = std::str::from_utf8(text) {
            project.write(path, text);
        }
    };
    for path in ["keyfolio.yaml", "content/team.yaml", "content/portfolio.yaml", "data/targets.csv"] {
        copy(path, &fs::read(root.join(path)).unwrap());
    }
    for (path, bytes) in tree(&root.join("content/accounts")) {
        let account = path.split('/').next().unwrap_or_default().trim_end_matches(".yaml").to_owned();
        let is_note = Path::new(&path).extension().is_some_and(|suffix| suffix == "md");
        if ACCOUNTS.contains(&account.as_str()) && !path.ends_with('/') && !is_note {
            copy(&format!("content/accounts/{path}"), &bytes);
        }
    }
    for file in ["sales-2024.csv", "sales-2025.csv", "sales-2026H1.csv"] {
        let text = fs::read_to_string(root.join("data").join(file)).unwrap();
        let is_ours = |line: &&str| {
            let code = line.split(',').nth(2).unwrap_or_default();
            code == "客户编号" || ACCOUNTS.contains(&code)
        };
        project.write(&format!("data/{file}"), &(text.lines().filter(is_ours).collect::<Vec<_>>().join("\n") + "\n"));
    }
    project.write("content/pages/index.md", "---\ntitle: 说明\n---\n\n见 [[hengchuan]]。\n");
    project.write("content/accounts/suzhi/2026-06-03-call.md", "---\ndate: 2026-06-03\n---\n\n问过 [[lanshang]]。\n");
    project
}

/// Replaces a part of a file, which must be there.
fn edit(project: &TestProject, path: &str, from: &str, to: &str) {
    let text = project.read(path);
    assert!(text.contains(from), "{path} has no `{from}`");
    project.write(path, &text.replacen(from, to, 1));
}

#[test]
fn after_each_kind_of_edit_every_page_is_that_of_a_clean_build() {
    let project = part_of_the_demo();
    let mut number = 0;
    let mut check = |what: &str| {
        number += 1;
        project.run(&["build", "--quiet"]).expect(0);
        let clean = format!("clean-{number}");
        project.run(&["build", "--quiet", "--output-dir", &clean]).expect(0);
        let differing = |a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
            a.iter().filter(|(path, bytes)| b.get(*path) != Some(*bytes)).map(|(path, _)| path.clone()).collect()
        };
        let (edited, made) = (project.output(), tree(&project.path(&clean)));
        assert_eq!(differing(&made, &edited), [""; 0], "after {what}");
        assert_eq!(differing(&edited, &made), [""; 0], "after {what}");
        project.remove(&clean);
    };
    check("the first build");
    let (lanshang, hengchuan) = ("content/accounts/lanshang/dossier.yaml", "content/accounts/hengchuan/dossier.yaml");
    edit(&project, lanshang, "trust: 3", "trust: 5");
    check("a mark");
    edit(&project, "content/team.yaml", "Lin Yan", "Lin Yanyan");
    check("a colleague's name");
    edit(&project, "content/portfolio.yaml", "en: Fulfilment", "en: Warehousing");
    check("a product line's name");
    edit(&project, "content/portfolio.yaml", "en: East China", "en: The East");
    check("a region's name");
    project.write("content/pages/index.md", "---\ntitle: 手册说明\n---\n\n见 [[lanshang]]。\n");
    check("a page's title and whom it mentions");
    project.write("content/accounts/suzhi/2026-06-09-note.md", "---\ndate: 2026-06-09\n---\n\n转给 [[hengchuan]]。\n");
    check("a note that mentions another account");
    edit(&project, hengchuan, "en: Hengchuan", "en: Heng Chuan");
    check("an account's name");
    edit(&project, "content/accounts/lanshang-kids.yaml", "en: Lanshang", "en: Lan Shang");
    check("the name of another account of a group");
    let note = "---\ndate: 2026-06-10\n---\n\n见 [[plan]]，问 [[lanshang#contact-gu-xingzhou]]。\n";
    project.write("content/pages/plan.md", "---\ntitle: 打法\n---\n\n正文。\n");
    project.write("content/accounts/suzhi/2026-06-10-plan.md", note);
    check("a note that links to a page and a contact");
    project.write("content/pages/plan.md", "---\ntitle: 新打法\n---\n\n正文，又见 [[suzhi]]。\n");
    check("the title of a page that a note links to");
    edit(&project, lanshang, "en: Gu Xingzhou", "en: Gu Xing Zhou");
    check("the name of a contact that a note links to");
    project.write("content/accounts/suzhi/plan.txt", "plan");
    check("a file beside a dossier");
    project.write("content/accounts/suzhi/2026-06-10-plan.md", &(note.to_owned() + "\n[plan](plan.txt)\n"));
    check("a link to it");
    project.remove("content/accounts/suzhi/2026-06-03-call.md");
    check("a note that is gone");
    edit(&project, lanshang, "wallet:\n  amount: ", "wallet:\n  amount: 9");
    check("a wallet, which moves the median");
    project.write(
        "data/sales-2026H1.csv",
        &(project.read("data/sales-2026H1.csv")
            + "2026-06-29,E9,tuoyue,拓岳机电,时效件,快递,华东,林砚,10,9000000,1000000\n"),
    );
    check("a large sale, which moves ranks and classes");
    edit(&project, "content/accounts/lanshang-kids.yaml", "parent: lanshang", "parent: hengchuan");
    check("another group");
    edit(&project, "data/targets.csv", "55500000", "65500000");
    check("a target");
    edit(&project, "keyfolio.yaml", "contribution: 5", "contribution: 50");
    check("a rule's number");
    let settings = project.read("keyfolio.yaml") + "\nprint: {accounts: [suzhi, tuoyue]}\n";
    project.write("keyfolio.yaml", &settings);
    check("which briefs are printed");
    edit(&project, "keyfolio.yaml", "as_of: 2026-06-30", "as_of: 2026-06-25");
    check("an earlier today");
    edit(&project, "keyfolio.yaml", "currency: CNY", "currency: EUR");
    check("a currency");
    project.write("data/sales-2026H1.csv", &project.read("data/sales-2026H1.csv").replace(",00731,", ",00732,"));
    check("a code that changed");
    let moved = project.read("content/accounts/lanshang-kids.yaml");
    project.remove("content/accounts/lanshang-kids.yaml");
    project.write("content/accounts/lanshang-kids/dossier.yaml", &moved);
    check("a dossier that moved into a folder");
    project.remove("content/accounts/beiheng-agri.yaml");
    check("a dossier that is gone");
}
