//! Workspaces that are not as they should be: dates far away, links that lead nowhere or out, files in the wrong place.
//! Every run ends with diagnostics, never with a failure of the program's own.

use std::fmt::Write;

use super::project::{TestProject, checked, sales, says};

/// A workspace with sales only, and more of them.
fn with_sales(rows: &str) -> TestProject {
    TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", &format!("{}{rows}", sales()))])
}

#[test]
fn rows_with_dates_far_away_are_left_out() {
    let project = with_sales("9999-12-31,acme,Acme,Box,Boxes,East,1,5,1\n0001-01-01,acme,Acme,Box,Boxes,East,1,5,1\n");
    let said = project.run(&["build"]).expect(0).stderr;
    assert!(said.contains("row left out: `9999-12-31` lies outside the years 1900 to 2199 (revenue 5.00)"), "{said}");
    for kind in ["portfolio", "accounts", "products", "periods"] {
        project.run(&["export", kind]).expect(0);
    }
}

#[test]
fn the_first_and_the_last_year_can_be_built() {
    for (day, start) in [("2199-12-31", 1), ("1900-01-01", 12), ("2199-11-30", 2)] {
        let project = with_sales(&format!("{day},acme,Acme,Box,Boxes,East,1,5,1\n"));
        project.write("keyfolio.yaml", &format!("fiscal_year_start: {start}\n"));
        project.write("data/targets.csv", "account,period,amount\nacme,2199,5\nacme,1900,5\n");
        project.run(&["build"]).expect(0);
        for kind in ["portfolio", "accounts", "products", "periods"] {
            project.run(&["export", kind]).expect(0);
        }
    }
}

#[test]
fn dates_far_away_are_refused_wherever_they_are_written() {
    let project = with_sales("");
    project.write("keyfolio.yaml", "as_of: 9999-12-31\nfiscal_year_start: 12\n");
    project.write("data/targets.csv", "account,period,amount\nacme,9999,5\n");
    project.write(
        "content/accounts/acme.yaml",
        "id: acme\nname: Acme\nvisits:\n  - {date: 2200-01-01, kind: visit}\n  - {date: 1899-12-31, kind: visit}\n",
    );
    let said = project.run(&["check", "--message-format", "json"]).expect(1).stdout;
    let mut told = String::new();
    for line in said.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        if line["severity"] == "error" {
            writeln!(told, "{}:{} {}", line["file"].as_str().unwrap(), line["line"], line["message"]).unwrap();
        }
    }
    for place in ["keyfolio.yaml:1 ", "data/targets.csv:2 ", "acme.yaml:4 ", "acme.yaml:5 "] {
        let line = told.lines().find(|line| line.contains(place));
        assert!(line.is_some_and(|line| line.contains("the years 1900 to 2199")), "{place}: {told}");
    }
    for flag in ["9999-12-31", "1899-12-31", "2200-01-01"] {
        let said = with_sales("").run(&["check", "--as-of", flag]).expect(2).stderr;
        assert!(said.contains("a date of the years 1900 to 2199 was expected"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn links_of_editors_are_passed_over_and_links_that_leave_are_refused() {
    use std::os::unix::fs::symlink;

    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.md"), "# secret\n").unwrap();
    let secret = outside.path().join("secret.md");
    let project = TestProject::sample();
    let link = |to: &std::path::Path, at: &str| {
        let at = project.path(at);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        symlink(to, at).unwrap();
    };
    let nobody = std::path::Path::new("me@host.1");
    for at in ["content/accounts/.#K004.yaml", "data/.#a.csv", "templates/.#base.html", "static/.#x", "themes/x/.#y"] {
        link(nobody, at);
    }
    project.run(&["build"]).expect(0);
    for at in ["content/accounts/acme/gone.md", "data/targets.csv", "templates/404.html", "static/robots.txt"] {
        link(nobody, at);
    }
    link(std::path::Path::new(".."), "content/accounts/acme/up");
    for at in ["content/accounts/acme/leak.md", "content/pages/leak.md", "static/leak.md", "data/leak.csv"] {
        link(&secret, at);
    }
    project.write("content/pages/more.md", "[[nobody]]\n");
    let said = checked(&project);
    for at in ["content/accounts/acme/gone.md", "data/targets.csv", "templates/404.html", "static/robots.txt"] {
        says(&said, &[at, "[unreadable-file]", "leads to nothing"]);
    }
    says(&said, &["content/accounts/acme/up", "leads back to a folder"]);
    for at in ["content/accounts/acme/leak.md", "content/pages/leak.md", "static/leak.md", "data/leak.csv"] {
        says(&said, &[at, "[outside-workspace]", "put the file itself here"]);
    }
    says(&said, &["content/pages/more.md:1:1 [broken-link]"]);
    assert!(!said.iter().any(|line| line.contains(".#")), "{said:#?}");
    project.run(&["build"]).expect(1);
    assert!(!project.output().values().any(|bytes| bytes.windows(6).any(|part| part == b"secret")));
}

#[test]
fn check_says_what_templates_make_wrong() {
    let project = TestProject::sample();
    let base = "{% extends \"default/base.html\" %}{% block foot %}{{ nope.y }}{% endblock %}\n";
    project.write("templates/base.html", base);
    let said = checked(&project);
    says(&said, &["templates/base.html:1:", "[invalid-template]", "nope"]);
    project.run(&["check"]).expect(1);
    project.run(&["build"]).expect(1);
    // Beside what is wrong elsewhere, too.
    project.write("content/pages/more.md", "[[nobody]]\n");
    for command in ["check", "build"] {
        let said = project.run(&[command]).expect(1).stderr;
        assert!(said.contains("[invalid-template]") && said.contains("[broken-link]"), "{command}: {said}");
    }
}

#[test]
fn references_to_contacts_are_checked_whatever_else_is_wrong() {
    let project = TestProject::sample();
    let dossier = "id: a1\nname: A1\ngrade: 9\ncolour: red\ncontacts:\n  - {id: c, name: C, influences: [zzz, d]}\n  - {id: d, nam: D}\n";
    project.write("content/accounts/a1.yaml", dossier);
    let said = checked(&project);
    says(&said, &["a1.yaml:3:8 ", "`9`"]);
    says(&said, &["a1.yaml:4:", "`colour`"]);
    says(&said, &["a1.yaml:6:", "[unknown-reference]", "`zzz`"]);
    // `d` is written, and could not be read: it is not unknown.
    assert!(!said.iter().any(|line| line.contains("unknown-reference") && line.contains("`d`")), "{said:#?}");
}

#[test]
fn anchors_of_other_pages_are_checked() {
    let project = TestProject::sample();
    project.write("content/pages/sub/two.md", "# Two\n\n## What now\n\n[own](#what-now)\n");
    project.write(
        "content/pages/one.md",
        "[a](sub/two.md#what-now) [[sub/two#what-now]]\n\n[b](sub/two.md#none) [[sub/two#what-no]]\n",
    );
    let said = checked(&project);
    let broken: Vec<&String> = said.iter().filter(|line| line.contains("[broken-link]")).collect();
    assert_eq!(broken.len(), 2, "{said:#?}");
    says(&said, &["one.md:3:1 ", "the page `sub/two` has no heading `none`"]);
    says(&said, &["one.md:3:22 ", "has no heading `what-no`", "did you mean `#what-now`?"]);
}

#[test]
fn sections_of_pages_that_are_made_are_checked() {
    let project = TestProject::sample();
    project.write(
        "content/pages/one.md",
        "[[abc#portfolio]] [[portfolio/abc#methods]] [[abc]]\n\n[[abc#none]] [[portfolio/abc#method]]\n",
    );
    let said = checked(&project);
    assert_eq!(said.iter().filter(|line| line.contains("[broken-link]")).count(), 2, "{said:#?}");
    says(&said, &["one.md:3:1 ", "the page `abc` has no section `none`", "it has portfolio"]);
    says(&said, &["one.md:3:14 ", "the page `portfolio/abc` has no section `method`", "[[portfolio/abc#methods]]"]);
}

#[test]
fn links_in_raw_html_and_to_sections_that_are_not_there_are_told() {
    let project = TestProject::sample();
    project.write("content/pages/one.md", "a <img src=zz> <a href=qq.md>b</a>\n\n[x](//evil.example/x) [[acme#contacts]] [[beta#plan]] [[beta#ten]]\n\n[y](../accounts/acme.yaml#nope)\n");
    let said = checked(&project);
    assert_eq!(said.iter().filter(|line| line.contains("[broken-link]")).count(), 6, "{said:#?}");
    says(&said, &["one.md:1:12 ", "there is no file `zz`"]);
    says(&said, &["one.md:1:24 ", "there is no file `qq.md`"]);
    says(&said, &["one.md:3:1 ", "`//evil.example/x` may not stand in a page"]);
    says(&said, &["one.md:3:23 ", "account `acme` has no contact or section `contacts`"]);
    says(&said, &["account `beta` has no contact or section `plan`"]);
    says(&said, &["one.md:5:1 ", "account `acme` has no contact or section `nope`"]);
}

#[test]
fn a_code_that_is_the_id_of_another_dossier_is_told() {
    let project = TestProject::sample();
    project.write("content/accounts/g2.yaml", "id: g2\nname: G2\nsales_ids: [\"acme\"]\n");
    says(&checked(&project), &["g2.yaml:3:13 ", "[sales-id-claimed-twice]", "`acme` is the id of account `acme`"]);
    project.write("content/accounts/acme.yaml", "id: acme\nname: Acme\nsales_ids: [\"A-1\"]\n");
    assert!(!checked(&project).iter().any(|line| line.contains("claimed-twice")), "acme lists codes of its own");
}

#[test]
fn a_row_of_targets_with_too_many_columns_is_told() {
    let project = TestProject::sample();
    project.write("data/targets.csv", "account,period,amount\nacme,2025,1,200\nacme,2024,\"1,200\",\n");
    let said = checked(&project);
    says(&said, &["data/targets.csv:2:13 ", "[invalid-target] the row has 4 columns, and the header 3", "in quotes"]);
    assert_eq!(said.iter().filter(|line| line.contains("[invalid-target]")).count(), 1, "{said:#?}");
}

#[test]
fn values_that_read_two_ways_are_told_at_the_head_of_their_column() {
    let project = TestProject::new(&[
        ("keyfolio.yaml", ""),
        ("data/dates.csv", "account,date,revenue\na,03/04/2025,5\n"),
        ("data/marks.csv", "date;account;revenue\n2025-03-04;a;1,234\n"),
    ]);
    let said = checked(&project);
    says(&said, &["data/dates.csv:1:9 ", "[ambiguous-sales-values]", "dates: day_first"]);
    says(&said, &["data/marks.csv:1:14 ", "[ambiguous-sales-values]", "decimal: point"]);
}

#[test]
fn a_template_that_ends_too_early_is_told_where_it_opened() {
    let project = TestProject::sample();
    project.write("templates/404.html", "{% extends \"default/404.html\" %}\n{% block main %}\n<p>x</p>\n");
    says(
        &checked(&project),
        &["templates/404.html:2:1 ", "`{% block main %}` is not closed", "write `{% endblock %}`"],
    );
    project.write("templates/404.html", "<p>{{ titel }}</p>\n");
    says(&checked(&project), &["templates/404.html:1:", "`titel` is not defined", "did you mean `title`?"]);
}

#[test]
fn lists_of_the_wrong_length_and_values_of_the_wrong_kind_have_a_remedy() {
    let project = TestProject::new(&[
        (
            "keyfolio.yaml",
            "abc: {cuts: [80]}\nlanguages: {default: fr, others: []}\nrules: {big-ticket: {months: x}}\npyramid: {cuts: [5, 20]}\n",
        ),
        ("data/sales.csv", &sales()),
    ]);
    let said = checked(&project);
    says(&said, &["keyfolio.yaml:1:13 ", "expected a list of 2, found 1 item", "write a list of 2"]);
    says(&said, &["keyfolio.yaml:2:22 ", "`fr` is not a language of the interface | write `zh-CN` or `en`"]);
    says(&said, &["keyfolio.yaml:3:30 ", "expected a number, found `x`", "write a number, or remove `months`"]);
    says(&said, &["keyfolio.yaml:4:17 ", "expected a list of 3, found 2 items"]);
}

#[test]
fn files_of_a_theme_that_nothing_uses_are_told() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "theme: foo\n");
    project.write("templates/acount.html", "x");
    project.write("templates/parts.html", "{% component part() %}x{% endcomponent %}");
    project.write("templates/used.html", "x");
    project.write(
        "templates/404.html",
        "{% extends \"default/404.html\" %}{# a part: #}{% block none %}{% include \"used.html\" %}{% endblock %}",
    );
    project.write("themes/foo/templates/zzz.html", "x");
    project.write("themes/foo/locales/en.yaml", "frame:\n  site_titel: Ours\n  words: {mine: Mine}\n");
    project.write("themes/foo/locales/fr.yaml", "frame: {site_title: A}\n");
    let said = checked(&project);
    says(&said, &["templates/acount.html ", "[unused-template]", "did you mean “account.html”?"]);
    says(&said, &["themes/foo/templates/zzz.html ", "[unused-template]"]);
    says(&said, &["themes/foo/locales/en.yaml:2:3 ", "[unknown-key]", "did you mean `frame.site_title`?"]);
    says(&said, &["themes/foo/locales/fr.yaml ", "[unknown-language]"]);
    let about = |what: &str| said.iter().filter(|line| line.contains(what)).count();
    assert_eq!((about("[unused-template]"), about("[unknown-key]")), (2, 1), "{said:#?}");
}

#[test]
fn texts_of_a_theme_may_stand_in_any_file_of_their_language() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "theme: foo\n");
    project.write("themes/foo/locales/en.yaml", "glossary: {title: Our own words}\n");
    project.run(&["build"]).expect(0);
    assert!(project.read("public/en/glossary.html").contains("Our own words"));
}

#[test]
fn names_that_are_empty_are_refused() {
    let project = TestProject::sample();
    let dossier = "id: e\nname: \"\"\naliases: [\"\"]\nsales_ids: [\" \"]\ncontacts: [{id: c, name: {en: \" \"}}]\n";
    project.write("content/accounts/e.yaml", dossier);
    let said = checked(&project);
    for (line, what) in [(2, "the name"), (3, "the alias"), (4, "the sales code"), (5, "the name")] {
        says(&said, &[&format!("accounts/e.yaml:{line}:"), &format!("{what} is empty"), "write"]);
    }
    project.remove("content/accounts/e.yaml");
    project.run(&["new", "opportunity", "acme", "--name", " "]).expect(2);
    project.run(&["new", "account", "other", "--name", ""]).expect(2);
}

#[test]
fn a_file_of_which_no_row_can_be_read_is_an_error() {
    let serials = "date,account,revenue\n45658,Acme,5\n45659.5,Acme,6\n";
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", serials), ("export.csv", serials)]);
    let said = checked(&project);
    says(&said, &["data/sales.csv:2:1 ", "the number that a spreadsheet keeps for one (2025-01-01)", "yyyy-mm-dd"]);
    says(&said, &["data/sales.csv ", "no row of the file can be read: 2 rows left out"]);
    let said = project.run(&["init", "new", "--from", "export.csv"]).expect(1).stderr;
    assert!(said.contains("no row of the file can be read") && !project.path("new").exists(), "{said}");
}

#[test]
fn without_any_date_the_export_names_none() {
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("content/accounts/a.yaml", "id: a\nname: A\n")]);
    let said: serde_json::Value =
        serde_json::from_str(&project.run(&["export", "portfolio"]).expect(0).stdout).unwrap();
    for key in ["first", "last", "as_of"] {
        assert!(said[key].is_null(), "{key}: {said}");
    }
    assert_eq!(said["as_of_from"], "nothing");
}

#[test]
fn problems_of_sales_files_have_a_column_and_a_caret() {
    let project = with_sales("2025-12-01,\"ac\"\"me\",Acme,Box,Boxes,East,1,many,1\n2025-12-02,acme\n");
    let said = checked(&project);
    says(&said, &["data/sales.csv:74:43 ", "revenue `many` is not an amount"]);
    says(&said, &["data/sales.csv:75:16 ", "2 columns, unlike the header"]);
    let said = project.run(&["check"]).expect(0).stderr;
    assert!(said.contains("| 2025-12-01,\"ac\"\"me\",Acme,Box,Boxes,East,1,many,1\n"), "{said}");
    assert!(said.contains("^^^^\n"), "{said}");
    project.write("data/sales.csv", "day,who,much\n");
    let said = checked(&project);
    says(&said, &["data/sales.csv:1:1 ", "no column was recognised as"]);
    project.write("data/sales.csv", "date,account,revenue\n2025-01-01,\"acme,5\n2025-01-02,acme,5\n");
    says(&checked(&project), &["data/sales.csv:2:12 ", "begins here and is not closed"]);
}

#[test]
fn two_columns_of_one_name_are_told() {
    let text = "date,account,revenue,revenue,account\n2025-01-01,acme,5,6,beta\n";
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", text)]);
    let said = checked(&project);
    says(&said, &["data/sales.csv:1:22 ", "[sales-column-choice]", "several columns are named `revenue`"]);
    says(&said, &["data/sales.csv:1:30 ", "several columns are named `account`"]);
}

#[test]
fn a_damaged_archive_is_the_users_to_mend_in_every_command() {
    let project = TestProject::new(&[("keyfolio.yaml", "")]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, sales().as_bytes()).unwrap();
    let whole = gzip.finish().unwrap();
    for at in ["data/sales.csv.gz", "sales.csv.gz"] {
        project.write(at, "");
        std::fs::write(project.path(at), &whole[..whole.len() / 2]).unwrap();
    }
    project.run(&["check"]).expect(1);
    let said = project.run(&["init", "new", "--from", "sales.csv.gz"]).expect(1).stderr;
    assert!(said.contains("the gzipped file is damaged"), "{said}");
}

#[test]
fn flags_that_mean_nothing_are_refused() {
    let project = TestProject::sample();
    for table in ["accounts", "portfolio", "products", "periods", "customer-value"] {
        let said = project.run(&["export", table, "--account", "acme"]).expect(2).stderr;
        assert!(said.starts_with("error: ") && said.contains("export frameworks"), "{said}");
    }
    let said = project.run(&["export", "frameworks", "--account", "acne"]).expect(2).stderr;
    assert!(said.starts_with("error: there is no account with the id “acne”; did you mean “acme”?"), "{said}");
}

#[test]
fn init_says_each_column_once() {
    let text = "Invoiced,Datum,Kunde,account,revenue,note\n2025-01-02,2025-01-03,K,acme,5,x\n";
    let project = TestProject::new(&[("in.csv", text)]);
    let said = project.run(&["init", "w", "--from", "in.csv", "--column", "date=Invoiced"]).expect(0).stderr;
    let line = said.lines().find(|line| line.starts_with("Columns: ")).unwrap();
    let (taken, left) = line.split_once("; not used: ").unwrap();
    assert!(taken.contains("date ← Invoiced"), "{line}");
    assert!(!left.split(", ").any(|header| taken.contains(&format!("← {header}"))), "{line}");
    assert!(left.contains("Datum") && left.contains("note"), "{line}");
}

#[test]
fn growth_needs_a_whole_period_before_it() {
    // The sales begin on 4 July 2024: that month, that quarter and that year are no base.
    let mut text = String::from("date,account,revenue\n2024-07-04,a,100\n");
    for month in 8..=30 {
        writeln!(text, "{}-{:02}-15,a,100", 2024 + (month - 1) / 12, (month - 1) % 12 + 1).unwrap();
    }
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", &text)]);
    let said = project.run(&["export", "periods"]).expect(0).stdout;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&said).unwrap();
    let row = |period: &str| rows.iter().find(|row| row["period"] == period).unwrap();
    for (period, previous, last_year) in [
        ("2024-08", false, false),
        ("2024-09", true, false),
        ("2025-07", true, false),
        ("2025-08", true, true),
        ("2024-Q4", false, false),
        ("2025-Q1", true, false),
        ("2025-Q3", true, false),
        ("2025-Q4", true, true),
        ("2025", false, false),
    ] {
        let row = row(period);
        let has = |key: &str| row[key].is_number();
        assert_eq!((has("growth_previous"), has("growth_last_year")), (previous, last_year), "{period}: {row}");
    }
}

#[test]
fn pictures_with_scripts_are_told() {
    let project = TestProject::sample();
    project.write("content/pages/one.md", "![a](bad.svg) ![b](good.svg)\n");
    project.write("content/pages/bad.svg", "<svg viewBox='0 0 1 1'><script>alert(1)</script></svg>");
    project.write("content/pages/good.svg", "<svg viewBox='0 0 1 1'/>");
    let said = checked(&project);
    says(&said, &["content/pages/bad.svg ", "[active-picture]", "take the script"]);
    assert!(!said.iter().any(|line| line.contains("good.svg")), "{said:#?}");
}

#[test]
fn dossiers_of_one_name_are_told_and_punctuation_is_no_name() {
    let project = TestProject::new(&[
        ("keyfolio.yaml", ""),
        ("content/accounts/one.yaml", "id: one\nname: Same\n"),
        ("content/accounts/three.yaml", "id: three\nname: Drei\naliases: [Other, ONE]\n"),
        ("content/accounts/two.yaml", "id: two\nname: same\naliases: [two]\n"),
        ("content/accounts/x.yaml", "id: x\nname: \"---\"\nsales_ids: [a]\n"),
        ("data/sales.csv", "date,account_id,account_name,revenue\n2025-01-01,b1,...,5\n2025-01-01,a,X,5\n"),
    ]);
    let said = checked(&project);
    says(&said, &["three.yaml:3:18 ", "[ambiguous-name]", "“ONE” is a name of account `one` too"]);
    says(&said, &["two.yaml:2:7 ", "[ambiguous-name]", "“same” is a name of account `one` too"]);
    assert_eq!(said.iter().filter(|line| line.contains("[ambiguous-name]")).count(), 2, "{said:#?}");
    // The name alone is marked, not the remark behind it.
    project.write("content/accounts/two.yaml", "id: two\nname: # in two languages\n  en: same # old\n  zh-CN: 同\n");
    let run = project.run(&["check"]).expect(0).stderr;
    assert!(run.contains("two.yaml:3:7") && run.contains("|       ^^^^\n"), "{run}");
    assert!(!said.iter().any(|line| line.contains("looks-like-typo")), "{said:#?}");
}

#[test]
fn files_that_would_be_published_at_one_path_are_both_named() {
    let project = TestProject::sample();
    project.write("static/index.html", "mine");
    let said = checked(&project);
    says(&said, &["static/index.html ", "[path-collision]", "keyfolio's own index.html", "rename static/index.html"]);
}

#[test]
fn targets_are_told_where_they_are_written() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "title: T\ntargets:\n  - plan/goals.csv\n  - plan/none.csv\n");
    project.write("plan/goals.csv", "account,period,amount\nacme,2026,-5\nacme,soon,5\n");
    let said = checked(&project);
    says(&said, &["keyfolio.yaml:4:5 ", "[invalid-target]", "matches no file"]);
    says(&said, &["plan/goals.csv:2:11 ", "is below zero"]);
    says(&said, &["plan/goals.csv:3:6 ", "`soon` is not the period"]);
}

#[test]
fn what_has_no_place_has_no_bar() {
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", sales().as_str())]);
    let said = project.run(&["check", "-v"]).expect(0).stderr;
    assert!(said.contains("[undocumented-accounts]") && said.contains("\nhelp: "), "{said}");
    assert!(!said.lines().any(|line| line.trim() == "|"), "{said}");
}
