//! Everything that is told stands at its place: the file, the line, the column, the cell that is meant, in any encoding.

use super::project::{TestProject, checked, says};

/// What cannot be read is a bad row; a file is refused at the cell that makes it unclear, and its bad rows are told all the same.
#[test]
fn an_odd_cell_does_not_hide_a_file() {
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("content/accounts/a.yaml", "id: a\nname: A\n")]);
    let checked = |rows: &str| {
        project.write("data/s.csv", &format!("date,account,revenue\n{rows}"));
        checked(&project)
    };
    let said = checked("2025-01-01,a,1.50\n2025-01-02,a,1.2.3\n2025-01-99,a,5\n");
    says(&said, &["data/s.csv:3:14 ", "[bad-sales-row] row left out: revenue `1.2.3` is not an amount"]);
    says(&said, &["data/s.csv:4:1 ", "[bad-sales-row] row left out: `2025-01-99` is not a date"]);
    project.run(&["check"]).expect(0);
    let said = checked("2025-01-01,a,1.50\n2025-01-02,a,2\n2025-01-02,a,\"1,5\"\n2025-01-99,a,5\n");
    says(&said, &["data/s.csv:4:14 ", "[ambiguous-sales-values]", "decimal comma (1.234,50) both occur"]);
    says(&said, &["data/s.csv:5:1 ", "[bad-sales-row]"]);
    let few = "2025-01-01,a,5\n2025-01-02,a,5\n1/8/2025,a,5\n2025-01-03,a,x\n";
    let said = checked(few);
    says(&said, &["data/s.csv:4:1 ", "[ambiguous-sales-values]", "with the day first or with the month first"]);
    says(&said, &["data/s.csv:5:14 ", "[bad-sales-row]"]);
    // Of a hundred rows it is a slip.
    let said = checked(&format!("{few}{}", "2025-01-03,a,5\n".repeat(100)));
    says(&said, &["data/s.csv:4:1 ", "[bad-sales-row]", "`1/8/2025` can be read with the day or with the month first"]);
    says(&said, &["data/s.csv:5:14 ", "[bad-sales-row]"]);
    project.run(&["check"]).expect(0);
}

#[test]
fn everything_that_is_told_has_a_file_and_a_column() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "print:\n  accounts: [acme, acmee]\n");
    project.write("data/targets.csv", "account,period,amount\nacme,2025,5\nacme,2025,6\nacmm,2025,6\n");
    project.write("data/late.csv", "account,date,revenue\nacme,2026-12-01,5\n");
    for page in ["b.md", "B.md", "a,b:c%.md"] {
        project.write(&format!("content/pages/{page}"), "# Page\n");
    }
    let said = checked(&project);
    says(&said, &["keyfolio.yaml:2:20 ", "`print.accounts` names `acmee`", "did you mean `acme`?"]);
    says(&said, &["data/targets.csv:3:1 ", "has a target for", "already, at data/targets.csv:2"]);
    says(&said, &["data/targets.csv:4:1 ", "`acmm`"]);
    says(&said, &["data/late.csv:2:6 ", "[lone-sales-date]"]);
    says(&said, &["content/pages/b.md ", "content/pages/B.md and content/pages/b.md differ only in case"]);
    says(&said, &["content/pages/a,b:c%.md ", "[invalid-path]", "rename content/pages/a,b:c%.md"]);
    let named = |code: &str| said.iter().filter(|line| line.contains(code)).count();
    assert_eq!((named("[path-collision]"), named("[invalid-path]")), (1, 1), "{said:#?}");
    project.write("data/targets.csv", "");
    says(&checked(&project), &["data/targets.csv ", "the file is empty", "account,period,amount"]);
}

/// The second byte of a GBK character can look like one that goes on in UTF-8; it does not belong to the line before.
#[test]
fn other_encodings_are_shown_as_they_read_at_their_line() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("content/pages/index.md", "x\n"), ("data/s.csv", "")]);
    for (file, text, place, shown) in [
        ("content/pages/h.md", "---\ntitle: gbk\n---\n本店", "h.md:4:1", "4 | 本店\n  | ^^\n"),
        ("data/s.csv", "日期,客户,金额\n", "s.csv:1:1", "1 | 日期,客户,金额\n  | ^^\n"),
        ("templates/404.html", "<p>\n 本店\n", "404.html:2:2", "2 |  本店\n  |  ^^\n"),
        ("keyfolio.yaml", "title: 本店\n", "keyfolio.yaml:1:8", "1 | title: 本店\n  |        ^^\n"),
    ] {
        std::fs::create_dir_all(project.path(file).parent().unwrap()).unwrap();
        std::fs::write(project.path(file), gbk(text)).unwrap();
        let said = project.run(&["check"]).expect(1).stderr;
        assert!(said.contains(place) && said.contains(shown), "{file}: {said}");
    }
}

#[test]
fn problems_of_templates_come_in_one_run() {
    let project = TestProject::sample();
    project.write("templates/404.html", "{% extends \"default/404.html\" %}{% block main %}{% if %}{% endblock %}");
    project.write("templates/glossary.html", "{{ 1 | shout }}");
    project.write("templates/search.html", "{{ nope }}");
    let said = checked(&project);
    says(&said, &["templates/404.html:1:", "[invalid-template]"]);
    says(&said, &["templates/glossary.html:1:8 ", "Unknown filter `shout`"]);
    says(&said, &["templates/search.html:1:", "`nope` is not defined"]);
    project.run(&["build"]).expect(1);
    assert!(!project.path("public").exists());
}
