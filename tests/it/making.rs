//! `init` and `new`.

use crate::project::{TestProject, sales};

fn begun(project: &TestProject, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(project.path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn init_makes_a_workspace_that_builds() {
    let project = TestProject::new::<&str, &str>(&[]);
    project.run(&["init"]).expect(0);
    project.run(&["check", "--strict"]).expect(0);
    project.run(&["build"]).expect(0);
    assert!(project.path("public/index.html").is_file());
}

#[test]
fn init_from_an_export_builds_without_an_edit() {
    let project = TestProject::new(&[("sales export.csv", sales())]);
    let list = "account_id,account_name,industry,region,contact_name,phone\nacme,Acme 澜裳,Apparel,East,王敏,010-1\n";
    project.write("list.csv", list);
    let run = project.run(&["init", "ws", "--from", "sales export.csv", "--accounts", "list.csv"]).expect(0);
    assert!(run.stderr.contains("revenue ← revenue") && run.stderr.contains("Next:"), "{}", run.stderr);
    assert_eq!(begun(&project, "ws/content/accounts"), ["acme.yaml"], "class A only");
    let dossier = project.read("ws/content/accounts/acme.yaml");
    assert!(dossier.contains("Acme 澜裳") && dossier.contains("Apparel") && dossier.contains("王敏"), "{dossier}");
    assert_eq!(project.read("ws/data/sales export.csv"), sales());
    assert!(project.read("ws/.gitignore").contains("/.keyfolio"));
    project.run(&["-r", "ws", "check"]).expect(0);
    let run = project.run(&["-r", "ws", "build"]).expect(0);
    assert!(run.stderr.contains("for 3 accounts from 72 sales rows"), "{}", run.stderr);
}

#[test]
fn init_takes_all_or_no_accounts_and_quotes_odd_codes() {
    let text = sales().replace("acme,", "00004,").replace("beta,", "CN/118-A,");
    for (which, expected) in [("all", &["00004.yaml", "CN-118-A.yaml", "gamma.yaml"][..]), ("none", &[])] {
        let project = TestProject::new(&[("s.csv", &text)]);
        project.run(&["init", "ws", "--from", "s.csv", "--dossiers", which]).expect(0);
        assert_eq!(begun(&project, "ws/content/accounts"), expected);
        if which == "all" {
            assert!(project.read("ws/content/accounts/00004.yaml").contains("id: \"00004\""));
            assert!(project.read("ws/content/accounts/CN-118-A.yaml").contains("sales_ids: [\"CN/118-A\"]"));
        }
        let run = project.run(&["-r", "ws", "build"]).expect(0);
        assert!(run.stderr.contains("for 3 accounts"), "{}", run.stderr);
    }
}

#[test]
fn init_chooses_where_a_file_can_be_read_in_two_ways() {
    let text = "date;account_id;revenue\n03/04/2025;acme;10\n05/06/2025;beta;20\n";
    let project = TestProject::new(&[("s.csv", text)]);
    let run = project.run(&["init", "ws", "--from", "s.csv"]).expect(0);
    assert!(run.stderr.contains("day first"), "{}", run.stderr);
    assert!(project.read("ws/keyfolio.yaml").contains("\n    dates: day_first"));
    let run = project.run(&["-r", "ws", "build"]).expect(0);
    assert!(run.stderr.contains("warning[ambiguous-sales-values]"), "{}", run.stderr);
    assert!(run.stderr.contains("keyfolio.yaml:") && run.stderr.contains("month_first"), "{}", run.stderr);
    project.run(&["-r", "ws", "check", "--strict"]).expect(1);
    let settings = project.read("ws/keyfolio.yaml");
    let confirmed: Vec<&str> = settings.lines().filter(|line| !line.contains("guessed")).collect();
    project.write("ws/keyfolio.yaml", &confirmed.join("\n"));
    project.run(&["-r", "ws", "check", "--strict"]).expect(0);
}

#[test]
fn init_is_told_what_the_columns_are() {
    let text = "wann,wer,geld,stk\n2025-01-02,Acme,10.50,1\n2025-02-03,Beta,7.25,2\n";
    let project = TestProject::new(&[("my sales.csv", text)]);
    let run = project.run(&["init", "ws", "--from", "my sales.csv", "--language", "en"]).expect(1);
    assert!(run.stderr.contains("the file has `wann`, `wer`, `geld`, `stk`"), "{}", run.stderr);
    let command = "keyfolio init ws --from \"my sales.csv\" --language en --column date=wann --column account_name=wer --column revenue=geld";
    assert!(run.stderr.replace('\n', " ").contains(command), "{}", run.stderr);
    assert!(!project.path("ws").exists());
    let columns = ["--column", "date=wann", "--column", "account_name=wer", "--column", "revenue=geld"];
    project.run(&[&["init", "ws", "--from", "my sales.csv"][..], &columns].concat()).expect(0);
    assert!(project.read("ws/keyfolio.yaml").contains("date: wann"));
    let run = project.run(&["-r", "ws", "build"]).expect(0);
    assert!(run.stderr.contains("for 2 accounts from 2 sales rows"), "{}", run.stderr);
    project.run(&["init", "x", "--from", "my sales.csv", "--column", "wenn=wann"]).expect(2);
}

#[test]
fn init_harms_nothing() {
    let project = TestProject::sample();
    let before = project.read("keyfolio.yaml");
    let run = project.run(&["init"]).expect(2);
    assert!(run.stderr.contains("nothing was changed"), "{}", run.stderr);
    assert_eq!(project.read("keyfolio.yaml"), before);
    project.remove("keyfolio.yaml");
    let run = project.run(&["init"]).expect(2);
    assert!(run.stderr.contains("content/pages/index"), "a page that is there stays: {}", run.stderr);
    assert!(!project.path("keyfolio.yaml").exists() && !project.path(".gitignore").exists());
    let bad = TestProject::new(&[("s.csv", "a,b\n1,2\n")]);
    bad.run(&["init", "ws", "--from", "s.csv"]).expect(1);
    bad.run(&["init", "ws", "--from", "none.csv"]).expect(2);
    assert!(!bad.path("ws").exists());
}

#[test]
fn init_keeps_what_git_ignores_already() {
    let project = TestProject::new(&[(".gitignore", "/target\n")]);
    project.run(&["init"]).expect(0);
    assert!(project.read(".gitignore").starts_with("/target\n/public\n"));
}

#[test]
fn init_builds_with_either_default_language() {
    for language in ["en", "zh-CN"] {
        let project = TestProject::new(&[("s.csv", sales())]);
        project.run(&["init", "--language", language, "--from", "s.csv"]).expect(0);
        let dossier = project.read("content/accounts/acme.yaml");
        assert_eq!(dossier.contains("名"), language == "zh-CN", "{dossier}");
        project.run(&["check", "--strict"]).expect(0);
        let other = if language == "en" { "{default: zh-CN, others: [en]}" } else { "{default: en, others: [zh-CN]}" };
        project.write("keyfolio.yaml", &format!("languages: {other}\n"));
        project.run(&["check", "--strict"]).expect(0);
    }
}

#[test]
fn a_code_named_index_gets_another_id() {
    let project = TestProject::new(&[("s.csv", &sales().replace("acme,", "index,"))]);
    project.run(&["init", "--from", "s.csv"]).expect(0);
    assert_eq!(begun(&project, "content/accounts"), ["account-index.yaml"]);
    project.run(&["build"]).expect(0);
    let run = project.run(&["new", "account", "index"]).expect(2);
    assert!(run.stderr.contains("page of all accounts"), "{}", run.stderr);
    let run = project.run(&["new", "account", "con"]).expect(2);
    assert!(run.stderr.contains("device"), "{}", run.stderr);
    project.write("content/accounts/index.yaml", "id: index\nname: X\n");
    let run = project.run(&["check"]).expect(1);
    assert!(run.stderr.contains("content/accounts/index.yaml:1"), "{}", run.stderr);
}

#[test]
fn a_file_with_nothing_but_a_header_is_told() {
    let project = TestProject::new(&[("s.csv", "date,account_id,revenue\n")]);
    let run = project.run(&["init", "--from", "s.csv"]).expect(0);
    assert!(run.stderr.contains("warning[no-sales-rows]"), "{}", run.stderr);
    assert!(project.run(&["check"]).expect(0).stderr.contains("warning[no-sales-rows]"));
    project.run(&["check", "--strict"]).expect(1);
}

#[test]
fn init_loses_no_account_of_the_list() {
    let list = "account_id,account_name\nacme,Acme\nnew-1,Newcomer\n";
    let project = TestProject::new(&[("s.csv", sales()), ("list.csv", list.to_owned())]);
    let run = project.run(&["init", "a", "--accounts", "list.csv"]).expect(0);
    assert_eq!(begun(&project, "a/content/accounts"), ["acme.yaml", "new-1.yaml"]);
    assert!(run.stderr.contains("The currency is CNY"), "{}", run.stderr);
    let run = project.run(&["init", "b", "--accounts", "list.csv", "--from", "s.csv"]).expect(0);
    assert!(run.stderr.contains("No dossier for 1 of 2 accounts in the master list"), "{}", run.stderr);
    project.run(&["init", "c", "--accounts", "list.csv", "--from", "s.csv", "--dossiers", "all"]).expect(0);
    assert_eq!(begun(&project, "c/content/accounts"), ["acme.yaml", "beta.yaml", "gamma.yaml", "new-1.yaml"]);
    // One of two with the same name has a dossier.
    project.write("list.csv", "account_id,account_name\nacme,Acme\nnew-1,Acme\n");
    let run = project.run(&["init", "d", "--accounts", "list.csv", "--from", "s.csv"]).expect(0);
    assert!(run.stderr.contains("No dossier for 1 of 2 accounts in the master list"), "{}", run.stderr);
}

#[test]
fn what_would_be_wrong_is_not_written() {
    let project = TestProject::sample();
    let before = project.read("content/accounts/acme.yaml");
    let opportunity = |more: &[&'static str]| [&["new", "opportunity", "acme", "--name", "Hub"][..], more].concat();
    for wrong in [
        vec!["new", "visit", "acme", "--date", "2025-12-01", "--met", "Nobody"],
        opportunity(&["--amount=-5"]),
        opportunity(&["--opened", "2025-12-02", "--close", "2025-12-01"]),
    ] {
        let run = project.run(&wrong).expect(1);
        assert!(run.stderr.contains("error["), "{}", run.stderr);
        assert_eq!(project.read("content/accounts/acme.yaml"), before, "{wrong:?}");
    }
    project.run(&opportunity(&["--amount", "1.2亿"])).expect(0);
    assert!(project.read("content/accounts/acme.yaml").contains("120000000"));
}

#[test]
fn new_account_begins_dossiers() {
    let project = TestProject::sample();
    let run = project.run(&["new", "account", "beta"]).expect(0);
    assert_eq!(run.stdout, "content/accounts/beta.yaml\n");
    assert!(project.read("content/accounts/beta.yaml").contains("name: 贝塔"), "the sales know the name");
    project.run(&["new", "account", "delta", "--name", "Delta: Ltd"]).expect(0);
    assert!(project.read("content/accounts/delta.yaml").contains("name: \"Delta: Ltd\""));
    for taken in ["acme", "ACME", "beta"] {
        assert!(project.run(&["new", "account", taken]).expect(2).stderr.contains("already"));
    }
    project.run(&["new", "account", "a/b"]).expect(2);
    let run = project.run(&["new", "account", "--missing"]).expect(0);
    assert_eq!(run.stdout, "content/accounts/gamma.yaml\n");
    let run = project.run(&["check"]).expect(0);
    assert!(!run.stderr.contains("error["), "{}", run.stderr);
    assert_eq!(project.run(&["new", "account", "--missing"]).expect(0).stdout, "");
}

#[test]
fn new_visits_and_opportunities_join_the_dossier() {
    let project = TestProject::sample();
    let before = project.read("content/accounts/acme.yaml");
    let visit = ["new", "visit", "ACME", "--date", "2025-12-01", "--by", "lin", "--met", "wang", "--findings", "a: b"];
    assert_eq!(project.run(&visit).expect(0).stdout, "content/accounts/acme.yaml\n");
    project.run(&["new", "visit", "acme", "--date", "2025-12-02", "--kind", "call"]).expect(0);
    let opportunity = ["new", "opportunity", "acme", "--name", "Hub", "--amount", "1250.50", "--stage", "decide"];
    project.run(&opportunity).expect(0);
    let after = project.read("content/accounts/acme.yaml");
    assert!(after.starts_with(&before), "comments and order stay");
    assert_eq!(
        &after[before.len()..],
        "\nvisits:\n  - date: 2025-12-01\n    by: [lin]\n    met: [wang]\n    findings: \"a: b\"\n  - date: 2025-12-02\n    kind: call\n\nopportunities:\n  - name: Hub\n    amount: 1250.50\n    stage: decide\n"
    );
    project.run(&["build"]).expect(0);
}

#[test]
fn what_cannot_be_added_safely_is_printed() {
    let project = TestProject::sample();
    let text = "id: acme\nname: Acme\nvisits: [{date: 2025-01-01}]\n";
    project.write("content/accounts/acme.yaml", text);
    let run = project.run(&["new", "visit", "acme", "--date", "2025-12-01"]).expect(1);
    assert_eq!(run.stdout, "visits:\n  - date: 2025-12-01\n");
    assert_eq!(project.read("content/accounts/acme.yaml"), text);
}

#[test]
fn new_notes_and_pages_are_valid() {
    let project = TestProject::sample();
    let note = ["new", "note", "acme", "What: we saw", "--date", "2025-12-01", "--kind", "visit"];
    assert_eq!(project.run(&note).expect(0).stdout, "content/accounts/acme/2025-12-01-what-we-saw.md\n");
    project.run(&note).expect(2);
    let page = ["new", "page", "guide/season", "--title", "旺季", "--language", "zh-CN"];
    assert_eq!(project.run(&page).expect(0).stdout, "content/pages/guide/season.zh-CN.md\n");
    project.run(&["new", "page", "../x"]).expect(2);
    project.run(&["check"]).expect(0);
    project.run(&["build"]).expect(0);
}

#[test]
fn init_from_a_folder_says_what_to_name_instead() {
    let project = TestProject::new(&[("exports/a.csv", sales())]);
    let run = project.run(&["init", "ws", "--from", "exports"]).expect(2);
    assert!(run.stderr.contains("exports is a folder") && run.stderr.contains("name a CSV file"), "{}", run.stderr);
}

#[test]
fn init_says_that_its_two_files_are_swapped_and_not_the_same_of_every_row() {
    let row = |day: u8| format!("2025-0{}-{:02},acme,5", 1 + day / 21, 1 + day % 21);
    let rows = (1..=40).map(row).collect::<Vec<String>>().join("\n");
    let project = TestProject::new(&[("s.csv", &*format!("date,account_id,revenue\n{rows}"))]);
    project.write("list.csv", "account_id,account_name\nacme,Acme\n");
    let run = project.run(&["init", "ws", "--from", "list.csv", "--accounts", "s.csv"]).expect(1);
    assert!(run.stderr.contains("The two files look swapped: --from names the sales export"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("this row adds nothing").count(), 10, "{}", run.stderr);
    assert!(run.stderr.contains("29 more like these in this file"), "{}", run.stderr);
    let right = project.run(&["init", "ws", "--from", "s.csv", "--accounts", "list.csv"]).expect(0);
    assert!(!right.stderr.contains("swapped"), "{}", right.stderr);
    let neither = project.run(&["init", "x", "--from", "list.csv", "--accounts", "list.csv"]).expect(1);
    assert!(!neither.stderr.contains("swapped"), "{}", neither.stderr);
}

#[test]
fn init_tells_a_code_that_the_master_list_has_twice() {
    let project = TestProject::new(&[("s.csv", sales())]);
    project.write("list.csv", "account_id,account_name\nacme,Acme\nacme,Acme South\n");
    let run = project.run(&["init", "ws", "--from", "s.csv", "--accounts", "list.csv"]).expect(0);
    assert!(run.stderr.contains("the name “Acme South” is passed over"), "{}", run.stderr);
}

#[test]
fn new_account_without_an_id_says_what_it_can_be_given() {
    let run = TestProject::sample().run(&["new", "account"]).expect(2);
    assert!(run.stderr.contains("keyfolio new account acme") && run.stderr.contains("--missing"), "{}", run.stderr);
}

#[test]
fn a_name_in_place_of_an_id_is_answered_with_the_id_and_a_command_that_works() {
    let project = TestProject::sample();
    project.write("content/accounts/a00.yaml", "id: a00\nname: Firm 00 Ltd\naliases: [Nulls]\n");
    let visit = |who: &str| project.run(&["new", "visit", who, "--date", "2025-11-01"]).expect(2).stderr;
    for who in ["Firm 00 Ltd", "nulls"] {
        assert!(visit(who).contains("did you mean `a00`?"), "{}", visit(who));
        let said = project.run(&["export", "frameworks", "--account", who]).expect(2).stderr;
        assert!(said.contains("did you mean “a00”?"), "{said}");
        let said = project.run(&["check", "--account", who]).expect(2).stderr;
        assert!(said.contains("did you mean `a00`?"), "{said}");
    }
    let said = visit("New Firm Ltd");
    assert!(said.contains("`keyfolio new account New-Firm-Ltd --name \"New Firm Ltd\"` begins one"), "{said}");
    project.run(&["new", "account", "New-Firm-Ltd", "--name", "New Firm Ltd"]).expect(0);
}

/// The nearest id is another account's: whoever took it would write into the wrong dossier.
#[test]
fn an_account_of_the_sales_alone_is_named_as_such() {
    let project = TestProject::sample();
    project.write("content/accounts/A09.yaml", "id: A09\nname: Nine\n");
    project.write("data/more.csv", "date,customer,amount\n2025-10-01,A19,5\n");
    let said = project.run(&["new", "visit", "A19", "--date", "2025-11-01"]).expect(2).stderr;
    assert!(
        said.contains("`A19` is known from the sales alone; `keyfolio new account A19` begins its dossier"),
        "{said}"
    );
    assert!(!said.contains("did you mean"), "{said}");
    project.run(&["new", "account", "A19"]).expect(0);
    project.run(&["new", "visit", "A19", "--date", "2025-11-01"]).expect(0);
}

#[test]
fn a_note_has_a_title_and_a_name_of_letters() {
    let project = TestProject::sample();
    let note = |title: &str| project.run(&["new", "note", "acme", title, "--date", "2025-11-01", "--kind", "Call"]);
    assert!(note(" ").expect(2).stderr.contains("the title of a note is empty"));
    assert!(note("???").expect(0).stdout.contains("2025-11-01-call.md"));
}

#[test]
fn the_language_in_the_path_of_a_new_page_is_no_part_of_its_title() {
    let project = TestProject::sample();
    project.remove("content/pages/index.en.md");
    project.write("keyfolio.yaml", "languages: {default: en}\n");
    let made = |path: &str| project.run(&["new", "page", path]).expect(0).stdout;
    assert_eq!(
        [made("season.en"), made("season.zh-CN")],
        ["en", "zh-CN"].map(|tag| format!("content/pages/season.{tag}.md\n"))
    );
    assert!(project.read("content/pages/season.en.md").contains("title: season\n"));
    // The page is there, in the default language and without its mark.
    project.run(&["new", "page", "season"]).expect(2);
    project.write("content/pages/visits.en.md", "x\n");
    project.run(&["new", "page", "visits"]).expect(2);
    project.run(&["check", "--strict"]).expect(0);
}

/// What `init` says of codes in other capitals, of a master list and sales.
fn said_of_capitals(list: &str, sales: String) -> Option<String> {
    let project = TestProject::new(&[("s.csv", sales), ("list.csv", list.to_owned())]);
    let run = project.run(&["init", "a", "--accounts", "list.csv", "--from", "s.csv"]).expect(0);
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.contains("in other capitals")).collect();
    assert!(told.len() < 2, "{}", run.stderr);
    told.first().map(|&line| line.to_owned())
}

#[test]
fn init_tells_codes_that_differ_by_their_capitals_alone() {
    let told = said_of_capitals("account_id,account_name\nACME,Another\nbeta,Beta\n", sales()).unwrap();
    assert!(told.contains("are other accounts: `ACME` and `acme`; write both the same"), "{told}");
}

#[test]
fn init_tells_a_few_of_many_codes_in_other_capitals_and_none_that_a_name_joins() {
    let named = |name: &str| {
        let rows = |row: &dyn Fn(i32) -> String| (1..=7).map(row).collect::<Vec<_>>().concat();
        let sales = rows(&|at| format!("2025-01-05,c{at},{name} {at},100\n"));
        let list = rows(&|at| format!("C{at},Listed {at}\n"));
        said_of_capitals(
            &format!("account_id,account_name\n{list}"),
            format!("date,account_id,account_name,revenue\n{sales}"),
        )
    };
    let told = named("Sold").unwrap();
    assert!(told.contains("`C1` and `c1`; ") && told.contains("`C5` and `c5`, and 2 more;"), "{told}");
    assert!(!told.contains("C6"), "{told}");
    assert_eq!(named("Listed"), None);
}

#[test]
fn new_names_what_may_be_copied_into_a_shell_and_no_id_that_was_given() {
    let project = TestProject::sample();
    let said = |account: &str| {
        project.run(&["new", "visit", account, "--date", "2025-11-01"]).expect(2).stderr.replace('\n', " ")
    };
    let told = said("O'Neill\u{a0}\"Südwest\"");
    assert!(told.contains(r"--name 'O'\''Neill") && told.contains("\u{a0}\"Südwest\"'`"), "{told}");
    // A folder of notes alone is no dossier.
    project.write("content/accounts/orphan/2025-11-01-note.md", "x\n");
    assert!(!said("orphan").contains("did you mean"), "{}", said("orphan"));
    // A dossier in a file of another name is found by its id.
    project.write("content/accounts/renamed.yaml", "id: zeta\nname: Zeta\n");
    let run = project.run(&["new", "visit", "zeta", "--date", "2025-11-01"]);
    assert_eq!(run.expect(0).stdout, "content/accounts/renamed.yaml\n");
}

#[test]
fn a_new_page_that_names_two_languages_is_refused() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "languages: {default: zh-CN, others: [en]}\n");
    let run = project.run(&["new", "page", "season.en", "--language", "zh-CN"]).expect(2);
    let told = "`season.en` is a page in en, and --language says zh-CN; leave one of the two out";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    let run = project.run(&["new", "page", "season.en", "--language", "en"]).expect(0);
    assert_eq!(run.stdout, "content/pages/season.en.md\n");
}
