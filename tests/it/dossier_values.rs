//! What is well formed and cannot be: values of dossiers, codes of the sales, files that nothing reads.

use super::project::{TestProject, checked, says};

#[test]
fn values_that_cannot_be_are_told_at_their_place() {
    let project = TestProject::sample();
    project.write(
        "content/accounts/odd.yaml",
        "id: odd\nname: Odd\ninvestments:\n  - {year: 22, amount: 5}\ncompany:\n  founded: 3000\n  website: notaurl\n\
         contacts:\n  - id: c\n    name: C\n    email: nomail\n    influences: [c]\n    reached_through: c\n\
         plan:\n  actions:\n    - what: \"\"\n    - {what: x, done: 2099-01-01}\n\
         wallet:\n  amount: 100\n  composition:\n    - {holder: ours, share: 40}\n    - {holder: ours, share: 10}\n",
    );
    let said = checked(&project);
    for (place, what) in [
        ("4:12 [invalid-value]", "the year 22 lies outside the years 1900 to 2199"),
        ("6:12 [invalid-value]", "no company was founded in the year 3000"),
        ("7:12 [invalid-value]", "`notaurl` is no address on the web"),
        ("11:12 [invalid-value]", "`nomail` is no e-mail address"),
        ("12:17 [reference-cycle]", "`c` is said to influence itself"),
        ("13:22 [reference-cycle]", "`c` is said to be reached through itself"),
        ("16:13 [invalid-value]", "the action says nothing"),
        ("22:7 [duplicate-entry]", "`ours` stands here a second time"),
    ] {
        says(&said, &[&format!("accounts/odd.yaml:{place}"), what]);
    }
}

#[test]
fn an_action_done_long_after_all_that_is_known_is_warned_about() {
    let project = TestProject::sample();
    let dossier = "id: late\nname: Late\nvisits:\n  - date: 2025-06-02\n    actions: [{what: x, done: 2099-01-01}]\n  \
                   - date: 2025-06-01\n    actions: [{what: y, done: 2026-03-01}]\n\
                   plan:\n  actions:\n    - {what: x, done: 2026-01-02}\n    - {what: x, done: 2099-01-01}\n";
    project.write("content/accounts/late.yaml", dossier);
    let said = checked(&project);
    let late: Vec<&String> = said.iter().filter(|line| line.contains("[dates-out-of-order]")).collect();
    assert_eq!(late.len(), 2, "{said:#?}");
    says(&said, &["accounts/late.yaml:5:", "done on 2099-01-01", "portfolio's date, 2025-12-15"]);
    says(&said, &["accounts/late.yaml:11:", "done on 2099-01-01"]);
    project.run(&["check"]).expect(0);
}

#[test]
fn a_note_of_a_day_far_ahead_is_warned_about_where_it_has_its_day() {
    let project = TestProject::sample();
    project.write("content/accounts/acme/idea.md", "---\ntitle: Idea\ndate: 2099-06-01\n---\n\nx\n");
    project.write("content/accounts/acme/2098-06-01-call.md", "x\n");
    project.write("content/accounts/acme/2026-06-01-call.md", "x\n");
    let said = checked(&project);
    let words = ["acme/idea.md:3:7", "[dates-out-of-order] this was noted on 2099-06-01, ", "days after"];
    says(&said, &words);
    says(&said, &["acme/2098-06-01-call.md ", "this was noted on 2098-06-01"]);
    assert_eq!(said.iter().filter(|line| line.contains("dates-out-of-order")).count(), 2, "{said:#?}");
}

#[test]
fn codes_that_only_the_sales_know_are_compared_too() {
    let rows = "date,account_id,account_name,revenue\n2025-01-01,northwind,,5\n2025-01-01,nortwind,,5\n2025-01-01,contoso-01,Contoso,5\n\
                2025-01-01,contoso-1,Contoso,5\n2025-01-01,coffee-account-7,,5\n2025-01-01,QUICK,,5\n2025-01-01,QUICKK,,5\n2025-01-01,FRANK,,5\n2025-01-01,FRANR,,5\n\
                2025-01-01,C10001,,5\n2025-01-01,C1O001,,5\n2025-01-01,L001,,5\n2025-01-01,1001,,5\n\
                2025-01-01,h1,华东贸易公司,5\n2025-01-01,h2,华东贸易有限公司,5\n2025-01-01,h3,华东贸易集团,5\n2025-01-01,Acme GmbH,,5\n2025-01-01,ACME GmbH,,5\n\
                2025-01-01,123456,,5\n2025-01-01,123457,,5\n2025-01-01,123465,,5\n";
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/s.csv", rows)]);
    let said = checked(&project);
    says(&said, &["data/s.csv:3:12", "[looks-like-typo]", "`nortwind` in the sales looks like `northwind`"]);
    says(
        &said,
        &["[looks-like-typo]", "`contoso-1` in the sales looks like `contoso-01`: they share the name “Contoso”"],
    );
    says(&said, &["[looks-like-typo]", "GmbH` in the sales looks like `"]);
    says(&said, &["[looks-like-typo]", "`QUICKK` in the sales looks like `QUICK`"]);
    says(&said, &["[looks-like-typo]", "`C1O001` in the sales looks like `C10001`"]);
    says(&said, &["[looks-like-typo]", "`h2` in the sales looks like `h1`: they share the name “华东贸易有限公司”"]);
    assert_eq!(said.iter().filter(|line| line.contains("[looks-like-typo]")).count(), 6, "codes of digits: {said:#?}");
    project.run(&["build"]).expect(0);
    let page = project.read("public/en/data-quality.html");
    assert!(page.contains("nortwind") && page.contains("6 codes look like typing errors"));
    assert!(page.contains("1 sales file\u{a0}· 0 dossiers"), "{page}");
}

#[test]
fn folders_and_files_that_nothing_reads_are_told() {
    let project = TestProject::sample();
    for path in ["acounts/a.yaml", "page/a.md", "stray.md", "teams.yaml", "README.md", "pages/x.png"] {
        project.write(&format!("content/{path}"), "x: 1\n");
    }
    let said = checked(&project);
    says(&said, &["content/acounts ", "[stray-file]", "did you mean content/accounts?"]);
    says(&said, &["content/page ", "[stray-file]", "did you mean content/pages?"]);
    says(&said, &["content/stray.md ", "[stray-file]", "content/pages/"]);
    says(&said, &["content/teams.yaml ", "[stray-file]", "did you mean content/team.yaml?"]);
    assert_eq!(said.iter().filter(|line| line.contains("[stray-file]")).count(), 4, "{said:#?}");
}

#[test]
fn the_next_steps_of_init_stand_in_one_column() {
    let project = TestProject::new(&[("s.csv", "date,account,revenue\n2025-01-01,acme,5\n")]);
    for (flags, has_missing) in [(&["init", "a", "--from", "s.csv"][..], true), (&["init", "b"][..], false)] {
        let said = project.run(flags).expect(0);
        let text = said.stdout + &said.stderr;
        let steps: Vec<&str> =
            text.lines().skip_while(|line| *line != "Next:").skip(1).take_while(|line| !line.is_empty()).collect();
        assert!(steps.iter().all(|line| line.starts_with("  cd ")), "{text}");
        assert_eq!(steps.len(), if has_missing { 4 } else { 3 }, "{text}");
        assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
    }
}

#[test]
fn codes_that_differ_in_case_are_two_accounts_with_a_dossier_as_without() {
    let rows = "date,account_id,account_name,revenue\n2025-01-01,AB1,Foo,1000\n2025-01-02,ab1,Bar,900\n2025-01-02,solo,Solo,5\n";
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/s.csv", rows)]);
    let accounts = |project: &TestProject| {
        let listed = project.run(&["export", "accounts", "--format", "json"]).expect(0).stdout;
        let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
        let row = |one: &serde_json::Value| (one["sales_ids"][0].as_str().unwrap().to_owned(), one["revenue"].clone());
        listed.as_array().unwrap().iter().map(row).collect::<Vec<_>>()
    };
    let before = accounts(&project);
    assert_eq!(before.len(), 3);
    project.run(&["new", "account", "AB1"]).expect(0);
    says(&checked(&project), &["[looks-like-typo]", "`ab1` in the sales looks like account `AB1`"]);
    project.run(&["new", "account", "SOLO"]).expect(0);
    assert_eq!(
        accounts(&project),
        before,
        "a dossier takes nobody else's sales; where nobody else has them, case does not matter"
    );
    project.run(&["new", "account", "--missing"]).expect(0);
    assert_eq!(accounts(&project), before);
    project.run(&["check"]).expect(0);
}

/// What an account and one below it in the group both write down would count twice over all accounts.
#[test]
fn an_amount_at_two_accounts_of_a_group_is_told() {
    let told = |below: &str| {
        let above = "id: acme\nname: Acme\nwhite_space:\n- {product_line: air, state: ours}\n- {product_line: air, state: open, amount: 2600}\n\
                     opportunities:\n- {name: Depot, amount: 1100, product_lines: [air]}\n";
        let below = format!("id: acme-kids\nname: Acme Kids\nparent: acme\n{below}");
        let files = [
            ("keyfolio.yaml", "as_of: 2026-06-30\n"),
            ("content/accounts/acme.yaml", above),
            ("content/accounts/acme-kids.yaml", below.as_str()),
        ];
        TestProject::new(&files).run(&["check"]).expect(0).stderr
    };
    let both = told(
        "white_space: [{product_line: air, state: open, amount: 2600}]\n\
         opportunities: [{name: Shop, amount: 1100, product_lines: [sea, air]}]\n",
    );
    for (amount, line) in [("2600.00", "content/accounts/acme.yaml:5:"), ("1100.00", "content/accounts/acme.yaml:7:")] {
        let said = format!(
            "warning[counted-twice]: {amount} stands here and at `acme-kids`, below it in the group: it counts twice\n\
             \x20--> {line}"
        );
        assert!(both.contains(&said), "{both}");
    }
    for other in [
        "white_space: [{product_line: air, state: rival, amount: 2600}, {product_line: sea, state: open, amount: 2600}]\n",
        "white_space: [{product_line: air, state: open, amount: 2500}, {product_line: air, state: open}]\n",
        "opportunities: [{name: Shop, amount: 1100, product_lines: [air], outcome: {result: lost, date: 2026-01-02}}]\n",
    ] {
        assert!(!told(other).contains("counted-twice"), "{other}");
    }
}
