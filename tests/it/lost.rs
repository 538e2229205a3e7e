//! What would be lost without a word: files that nothing reads, values that nothing keeps, names that mean two people.

use super::project::{TestProject, lines_with, problems, sales};

const TARGETS: &str = "account,period,amount\nacme,2025,100\n";

#[test]
fn targets_under_another_name_are_told_with_the_entry_that_reads_them() {
    let rows = sales();
    for (file, remedy) in [
        ("data/Targets.csv", "call it data/targets.csv, or name it in keyfolio.yaml: `targets: [data/Targets.csv]`"),
        ("targets.yaml", "call it data/targets.yaml, or name it"),
        ("data/targets.tsv", "name it in keyfolio.yaml: `targets: [data/targets.tsv]`"),
        ("data/targets.csv.gz", "unpack it: data/targets.csv, and take the packed file away"),
    ] {
        let said = problems(&[("keyfolio.yaml", ""), ("data/sales.csv", &rows), (file, TARGETS)]);
        assert_eq!(lines_with(&said, &["stray-file", file, remedy]), 1, "{file}: {said:#?}");
    }
    // The remedy of a table that has no date: it is of no sales.
    let other = "data/targets-2025.csv";
    let said = problems(&[("keyfolio.yaml", ""), ("data/sales.csv", &rows), (other, TARGETS)]);
    assert_eq!(lines_with(&said, &[other, "`targets: [data/targets-2025.csv]`"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["sales: ["]), 0, "{said:#?}");
    let said = problems(&[
        ("keyfolio.yaml", "targets: [data/targets-2025.csv]\n"),
        ("data/sales.csv", &rows),
        (other, TARGETS),
    ]);
    assert_eq!(lines_with(&said, &[other]), 0, "{said:#?}");
}

#[test]
fn an_export_with_another_ending_is_told_and_a_note_is_not() {
    let rows = sales();
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("data/extra.txt", &rows),
        ("data/readme.txt", "What lies here: the export of each quarter.\n"),
        ("data/old.json", "[]"),
    ]);
    assert_eq!(lines_with(&said, &["data/extra.txt", "looks like sales", "call it data/extra.csv"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["data/old.json", "is not read"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["readme.txt"]), 0, "{said:#?}");
    let listed = "sales: [{files: data/*.csv}]\n";
    let said = problems(&[("keyfolio.yaml", listed), ("data/a.csv", &rows), ("data/b.xlsx", "PK")]);
    assert_eq!(lines_with(&said, &["data/b.xlsx", "is not read"]), 1, "{said:#?}");
}

#[test]
fn a_name_of_two_members_is_told_and_an_empty_one_refused() {
    let team =
        "members:\n  - {id: li, name: Li Wei}\n  - {id: wu, name: Li Wei, aliases: [li]}\n  - {id: xu, name: ''}\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/team.yaml", team)]);
    for words in ["“Li Wei” is `li` too", "“li” is `li` too"] {
        assert_eq!(lines_with(&said, &["team.yaml:3", "ambiguous-name", words, "write the id"]), 1, "{said:#?}");
    }
    assert_eq!(lines_with(&said, &["team.yaml:4", "a name of member `xu` is empty"]), 1, "{said:#?}");
}

#[test]
fn what_cannot_be_of_the_portfolio_is_told() {
    let notes = "regions:\n  - {region: East, radius_km: -5}\n  - {region: east}\nproduct_lines:\n  - {id: A, name: A}\n  \
                 - {id: a, name: B}\nnames: {'': x}\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/portfolio.yaml", notes)]);
    for (line, words) in [
        (2, "a radius of -5.00 km is below zero"),
        (3, "region “east” stands here a second time"),
        (6, "product line `a` stands here a second time"),
        (7, "a name is given to an empty word"),
    ] {
        assert_eq!(lines_with(&said, &[&format!("portfolio.yaml:{line}"), words]), 1, "{words}: {said:#?}");
    }
}

#[test]
fn a_master_list_loses_no_telephone() {
    let project = TestProject::new(&[("list.csv", "account_id,account_name,phone,email\nA1,Firma,0049 123,a@b.de\n")]);
    project.write("sales.csv", "date,account_id,revenue\n2025-12-01,A1,5\n");
    project.run(&["init", "new", "--from", "sales.csv", "--accounts", "list.csv", "--dossiers", "all"]).expect(0);
    let dossier = std::fs::read_to_string(project.path("new/content/accounts/A1.yaml")).unwrap();
    assert!(dossier.contains("phone: \"0049 123\"") && dossier.contains("email: \"a@b.de\""), "{dossier}");
}

#[test]
fn an_entry_that_is_refused_moves_no_place_of_another() {
    let settings = "sales:\n  - {files: data/a.csv}\n  - {files: /etc/passwd}\n  - {files: data/none.csv}\ntargets:\n  - ../x.csv\n  - data/y.csv\n";
    let said = problems(&[("keyfolio.yaml", settings), ("data/a.csv", &sales())]);
    assert_eq!(lines_with(&said, &["keyfolio.yaml:3", "leaves the workspace"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["keyfolio.yaml:4", "`data/none.csv` matches no file"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["keyfolio.yaml:7", "`data/y.csv` in `targets` matches no file"]), 1, "{said:#?}");
}

#[test]
fn a_base_without_blocks_is_one_mistake_and_its_own() {
    let project = TestProject::sample();
    project.write("templates/base.html", "<p>hello</p>\n");
    let said = project.run(&["check"]).expect(1).stderr;
    assert!(said.contains("this template lacks blocks that built-in pages fill: `assets`"), "{said}");
    assert!(said.contains("{% extends \"default/base.html\" %}") && !said.contains("built-in:"), "{said}");
}

#[test]
fn a_target_of_an_account_that_the_settings_leave_out_says_so() {
    let said = problems(&[
        ("keyfolio.yaml", "undocumented_accounts: ignore\n"),
        ("data/sales.csv", "date,account_id,revenue\n2025-12-01,zzz,5\n"),
        ("data/targets.csv", "account,period,amount\nzzz,2025,5\n"),
    ]);
    let words =
        ["targets.csv:2", "`undocumented_accounts: ignore` leaves the account `zzz` out", "keyfolio new account zzz"];
    assert_eq!(lines_with(&said, &words), 1, "{said:#?}");
}

#[test]
fn a_zero_byte_in_a_short_text_or_in_sales_is_told_at_its_line() {
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("content/pages/a.md", "---\ntitle: A\n---\n\nSome words\0 more.\n"),
        ("content/pages/b.md", "+++\ntitle = \"B\"\n+++\n"),
        ("data/sales.csv", "date,account_id,revenue\n2025-12-01,ac\0me,5\n"),
    ]);
    assert_eq!(lines_with(&said, &["a.md:5", "a zero byte stands in this text", "tr -d '\\0'"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["b.md:1", "is TOML, which is not read", "YAML"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["sales.csv:2", "a zero byte stands here", "data/sales.clean.csv"]), 1, "{said:#?}");
}

#[test]
fn columns_between_bars_are_read() {
    let project =
        TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", "date|account_id|revenue\n2025-12-01|acme|5\n")]);
    let accounts = project.run(&["export", "accounts"]).expect(0).stdout;
    assert!(accounts.contains("acme"), "{accounts}");
}

#[test]
fn a_text_that_a_catalogue_sets_twice_is_told() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "theme: mine\n");
    project.write("themes/mine/locales/en.yaml", "site: {a: x}\nsite: {b: y}\n");
    let said = project.run(&["check"]).expect(1).stderr;
    assert!(said.contains("`site`") && said.contains("twice"), "{said}");
}

#[test]
fn columns_that_are_taken_for_nothing_are_told_and_currencies_among_them_warned_of() {
    let said = |head: &str, cells: [&str; 2]| {
        let [first, second] = cells;
        let rows = format!("date,account,revenue,{head}\n2025-12-01,a,5,{first}\n2025-12-02,b,7,{second}\n");
        problems(&[("keyfolio.yaml", ""), ("data/sales.csv", rows.as_str())])
    };
    let colours = said("colour,shape", ["red,round", "blue,"]);
    let note = ["data/sales.csv:1", "[unread-columns] columns are taken for nothing: `colour`, `shape`"];
    assert_eq!(lines_with(&colours, &note), 1, "{colours:#?}");
    assert_eq!(lines_with(&colours, &["other-currency"]), 0, "{colours:#?}");
    // By its cells, by a header in another language, and where it says nothing new.
    let cells = said("money", ["EUR", "CNY"]);
    let words = ["data/sales.csv:2:16", "[other-currency]", "the column `money` names currencies (`CNY`, `EUR`)"];
    assert_eq!(lines_with(&cells, &words), 1, "{cells:#?}");
    let header = said("Währung", ["EUR", "EUR"]);
    assert_eq!(lines_with(&header, &["[other-currency] amounts in `EUR` are added up as CNY"]), 1, "{header:#?}");
    assert_eq!(lines_with(&said("money", ["CNY", "人民币"]), &["other-currency"]), 0);
}

#[test]
fn files_of_the_same_unread_columns_are_told_of_once() {
    let rows = |head: &str, day: &str| format!("date,account,revenue,{head}\n{day},a,5,x,y,z\n");
    let [first, second, third, other] =
        [("shape,note,shape", 1), ("shape,note,shape", 2), ("shape,note,shape", 3), ("k,l,m", 4)]
            .map(|(head, month)| rows(head, &format!("2025-0{month}-05")));
    let told = problems(&[
        ("keyfolio.yaml", ""),
        ("data/a.csv", &first),
        ("data/b.csv", &second),
        ("data/c.csv", &third),
        ("data/d.csv", &other),
    ]);
    let same = ["data/a.csv:1", "columns are taken for nothing: `shape`, `note`; so in 2 other files"];
    assert_eq!(lines_with(&told, &same), 1, "{told:#?}");
    assert_eq!(lines_with(&told, &["data/d.csv:1", "taken for nothing: `k`, `l`, `m` |"]), 1, "{told:#?}");
    assert_eq!(lines_with(&told, &["unread-columns"]), 2, "{told:#?}");
}
