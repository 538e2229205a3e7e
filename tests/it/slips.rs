//! Slips of the hand: names that differ by their width, days far ahead, texts that say nothing, codes of which the dossier knows.
//! Each is told once, and nothing on a page follows from it.

use crate::project::{TestProject, built, checked, lines_with, page, problems};
use crate::words::{says, says_not};

const HEAD: &str = "date,customer,revenue\n";

#[test]
fn names_that_differ_by_full_width_are_told_and_their_ids_keep_the_letters() {
    let sales =
        format!("{HEAD}2025-01-05,ＡＣＭＥ（中国）,100\n2025-02-05,ACME(中国),50\n2025-02-06,Ｂｏｌｔ　Ｌｔｄ．,5\n");
    let said = problems(&[("keyfolio.yaml", ""), ("data/sales.csv", &sales)]);
    assert_eq!(lines_with(&said, &["looks-like-typo", "ACME(中国)", "ＡＣＭＥ（中国）"]), 1, "{said:#?}");
    let project = built(&sales, &[]);
    assert!(project.path("public/en/accounts/Bolt-Ltd.html").is_file());
}

#[test]
fn what_is_written_of_a_day_years_ahead_is_told_and_has_not_taken_place() {
    let dossier = "id: acme\nname: Acme\ncontacts: [{id: al, name: Al, roles: [decision_maker]}]\n\
                   visits: [{date: 2035-01-01, by: Ann, met: [al], findings: x}]\ncomplaints: [{date: 2045-06-01, what: late}]\n";
    let sales = format!("{HEAD}2025-12-01,acme,100\n2025-12-27,acme,100\n");
    let files = [("keyfolio.yaml", ""), ("data/sales.csv", sales.as_str()), ("content/accounts/acme.yaml", dossier)];
    let said = problems(&files);
    assert_eq!(lines_with(&said, &["this has happened on 2035-01-01, 3292 days after"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["this has happened on 2045-06-01"]), 1, "{said:#?}");
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    says_not(&page(&project, "en/accounts/acme.html"), &["was met on", "Met 1 of 1"]);
}

#[test]
fn a_text_that_is_empty_is_told_once_under_whatever_key() {
    let dossier =
        "id: acme\nname: {en: \"\", zh-CN: 甲}\nheadline: \"\"\ntags: [x, '']\ncompetitors: [{name: \" \"}]\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/accounts/acme.yaml", dossier)]);
    assert_eq!(lines_with(&said, &["is empty"]), 4, "{said:#?}");
    assert_eq!(lines_with(&said, &["the name is empty"]), 1, "{said:#?}");
}

#[test]
fn a_code_that_a_dossier_lists_is_no_typing_error_of_it() {
    let sales = format!("{HEAD}2025-01-05,C006,100\n2025-02-05,C006,50\n");
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", &sales),
        ("content/accounts/C006.yaml", "id: C006\nname: Six\n"),
        ("content/accounts/X10.yaml", "id: X10\nname: Ten\nsales_ids: [C006]\n"),
    ]);
    assert_eq!(lines_with(&said, &["sales-id-claimed-twice"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["looks-like-typo"]), 0, "{said:#?}");
}

#[test]
fn every_amount_says_where_it_comes_from() {
    let figure = |value: u32, source: &str| format!("{{value: {value}, source: {source}, as_of: 2025-11-01}}");
    let dossier = format!(
        "id: acme\nname: Acme\nopportunities: [{{name: Depot, amount: {}}}]\n\
         white_space: [{{product_line: cold, state: open, amount: {}}}, {{product_line: dry, state: rival, amount: {}}}]\n\
         growth: [{{direction: diversification, what: crates, amount: {}}}]\n",
        figure(10, "their tender"),
        figure(20, "the buyer"),
        figure(30, "a rival"),
        figure(40, "the board"),
    );
    let settings = "product_lines: [{id: cold, name: Cold}, {id: dry, name: Dry}]\n";
    let project = built(
        "date,customer,revenue\n2025-12-01,acme,100\n",
        &[("content/accounts/acme.yaml", &dossier), ("content/portfolio.yaml", settings)],
    );
    says(&page(&project, "en/accounts/acme.html"), &["their tender", "the buyer", "a rival", "the board"]);
}

#[test]
fn an_export_says_which_accounts_the_settings_leave_out() {
    let project = TestProject::new(&[
        ("keyfolio.yaml", "undocumented_accounts: ignore\n"),
        ("data/sales.csv", "date,customer,revenue\n2025-12-01,acme,100\n2025-12-02,bolt,50\n2025-12-03,cask,50\n"),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\n"),
    ]);
    let run = project.run(&["export", "accounts", "--format", "csv"]).expect(0);
    assert!(run.stderr.contains("2 accounts without a dossier are ignored"), "{}", run.stderr);
}

#[test]
fn a_slip_is_told_with_what_was_meant() {
    let said = problems(&[
        ("keyfolio.yaml", "rules: {visit-overdue: {levl: warn}}\n"),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\ntier: *key\ncontacts: [{name: Al}]\n"),
        ("content/pages/x.md", "---\ntitle: X\n---\n\nSee [[acme/2026-01-01]].\n"),
    ]);
    assert_eq!(
        lines_with(&said, &["keyfolio.yaml:1:24", "unknown key `levl`", "did you mean `level`?"]),
        1,
        "{said:#?}"
    );
    assert_eq!(
        lines_with(&said, &["acme.yaml:3", "unknown anchor", "put a text that begins so in quotes"]),
        1,
        "{said:#?}"
    );
    assert_eq!(lines_with(&said, &["acme.yaml:4", "`id` is missing", "such as acme-01"]), 1, "{said:#?}");
    assert_eq!(
        lines_with(&said, &["x.md:5:5", "has the id `acme/2026-01-01`", "link to a note by its file"]),
        1,
        "{said:#?}"
    );
    let templates = TestProject::sample().run(&["new", "template", "nosuch"]).expect(2);
    assert!(templates.stderr.contains("it has: 404.html, account.html"), "{}", templates.stderr);
}

#[test]
fn a_day_before_all_sales_is_told_at_its_line() {
    let sales = format!("{HEAD}2025-03-01,acme,10\n2025-04-01,acme,20\n");
    let said = problems(&[("keyfolio.yaml", "title: X\nas_of: 1990-01-01\n"), ("data/s.csv", &sales)]);
    let words = ["keyfolio.yaml:2:8", "[later-sales-rows]", "all 2 are of days after 1990-01-01"];
    assert_eq!(lines_with(&said, &words), 1, "{said:#?}");
    let project = built(&sales, &[("keyfolio.yaml", "as_of: 1990-01-01\n")]);
    says(&page(&project, "en/data-quality.html"), &["No sales row counts: all are of days after 1 January 1990"]);
    let said = problems(&[("keyfolio.yaml", "as_of: 2025-03-31\n"), ("data/s.csv", &sales)]);
    assert_eq!(lines_with(&said, &["no row of the sales counts"]), 0, "{said:#?}");
}

#[test]
fn what_is_wrong_of_a_member_and_of_a_language_is_told_in_one_run() {
    let team = "members:\n  - id: amy\n    name: Amy\n    reports_to: nobody\n    manger: bob\n";
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("content/team.yaml", team),
        ("content/pages/g.md", "---\ntitle: G\nlanguage: fr\n---\n\nBonjour.\n"),
        ("content/accounts/acme/dossier.yaml", "id: acme\nname: Acme\n"),
        ("content/accounts/acme/2026-01-02.md", "---\nlanguage: klingon\n---\n\nQapla.\n"),
    ]);
    assert_eq!(lines_with(&said, &["team.yaml:5:", "unknown key `manger`"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["team.yaml:4:17", "has the id `nobody`"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["g.md:3:11", "`fr` is no language of the site"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["2026-01-02.md:2:11", "`klingon` is no language"]), 1, "{said:#?}");
}

#[test]
fn two_dossiers_that_look_alike_are_told_once() {
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", "date,customer,revenue\n2025-12-01,acme,100\n"),
        ("content/accounts/lanshang.yaml", "id: lanshang\nname: One\n"),
        ("content/accounts/lanshnag.yaml", "id: lanshnag\nname: Two\n"),
    ]);
    assert_eq!(lines_with(&said, &["looks-like-typo"]), 1, "{said:#?}");
}

#[test]
fn a_circle_in_the_team_is_told_with_its_members_and_a_list_without_its_key() {
    let members = "members:\n  - {id: a, name: A, reports_to: b}\n  - {id: b, name: B, reports_to: c}\n  - {id: c, name: C, reports_to: b}\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/team.yaml", members)]);
    assert_eq!(lines_with(&said, &["team.yaml:3", "`b` reports to itself: b → c → b"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["reference-cycle"]), 1, "{said:#?}");
    let said = problems(&[("keyfolio.yaml", ""), ("content/team.yaml", "- {id: a, name: A}\n")]);
    assert_eq!(lines_with(&said, &["team.yaml:1", "found a list", "write `members:` before the list"]), 1, "{said:#?}");
    let plan = "id: acme\nname: Acme\nplan:\n  - {what: call}\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/accounts/acme.yaml", plan)]);
    assert_eq!(
        lines_with(&said, &["acme.yaml:4", "found a list", "write the key of the list before it"]),
        1,
        "{said:#?}"
    );
}

#[test]
fn a_file_whose_lines_end_with_a_carriage_return_alone_is_refused_with_the_remedy() {
    let rows = "date,customer,revenue\r2025-12-01,acme,100\r2025-12-02,acme,50\r";
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", rows),
        ("data/targets.csv", "account,period,amount\racme,2025,5\r"),
    ]);
    let remedy = "tr '\\r' '\\n' < 'data/sales.csv' > 'data/sales.lines.csv'";
    assert_eq!(lines_with(&said, &["data/sales.csv", "end with a carriage return alone", remedy]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["data/targets.csv", "end with a carriage return alone"]), 1, "{said:#?}");
}

#[test]
fn a_page_in_a_language_that_the_site_has_not_is_told() {
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("content/pages/plays.md", "# Plays\n"),
        ("content/pages/plays.fr.md", "# Jeux\n"),
        ("content/pages/notes.v2.md", "# Notes\n"),
        ("content/pages/alone.ja.md", "# 計画\n"),
    ]);
    for (page, words) in
        [("plays.fr.md", "a page of its own beside `plays`"), ("alone.ja.md", "stands under `alone.ja`")]
    {
        assert_eq!(lines_with(&said, &["unknown-language", page, words]), 1, "{said:#?}");
    }
    assert_eq!(lines_with(&said, &["unknown-language"]), 2, "{said:#?}");
}

#[test]
fn a_file_with_a_slip_in_its_name_and_one_with_a_zero_byte_are_told_with_what_to_do() {
    let said = problems(&[
        ("keyfolio.yaml", "currency: RMB\n"),
        ("content/accounts/acme/dosier.yaml", "id: acme\nname: Acme\n"),
        ("content/accounts/blue.yaml", "id: blue\nname: Bl\0ue\nregion: E\0ast\n"),
        (
            "content/accounts/gold.yaml",
            "id: gold\nname: Gold\nsupply: {commitments: [{what: x, from: 2026-03-01, broken_on: [2026-04-01, 2026-02-01]}]}\n",
        ),
        ("data/targets.csv", "account,period,amount\ngold,2026\ngold\n"),
    ]);
    for words in [
        ["keyfolio.yaml:1:11", "“RMB” is no currency code", "CNY"],
        ["content/accounts/acme", "has no dossier.yaml", "did you mean dossier.yaml? Rename dosier.yaml"],
        ["blue.yaml:2:9", "a zero byte stands in this text, and 1 more behind it", "take it out"],
        ["gold.yaml:3", "`broken_on` 2026-02-01 is before `from` 2026-03-01", "correct one"],
        ["targets.csv:2", "the row has 2 columns, and the header 3", "account,period,amount"],
        ["targets.csv:3", "the row has 1 column, and the header 3", "account,period,amount"],
    ] {
        assert_eq!(lines_with(&said, &words), 1, "{words:?}: {said:#?}");
    }
}

/// A share that is refused is no number: the sum of the others is theirs.
#[test]
fn shares_are_not_summed_up_with_one_that_is_refused() {
    let dossier = |third: &str| {
        format!(
            "id: a\nname: A\nwallet: {{amount: 100, composition: [{{holder: ours, share: 70%}}, {{holder: rival, share: 30%}}, {{holder: own, share: {third}}}]}}\n"
        )
    };
    let said = problems(&[("keyfolio.yaml", ""), ("content/accounts/a.yaml", &dossier("0.4"))]);
    assert_eq!(lines_with(&said, &["the shares sum to"]), 0, "{said:#?}");
    let said = problems(&[("keyfolio.yaml", ""), ("content/accounts/a.yaml", &dossier("4%"))]);
    assert_eq!(lines_with(&said, &["the shares sum to 104.00 %"]), 1, "{said:#?}");
}

/// Each of the faults of a row, at its column; the total of other rows is that alone.
#[test]
fn a_row_is_told_for_each_of_its_faults() {
    let sales =
        "date,account,revenue,quantity,discount\nsoon,,x,y,z\n2026-03-14,A,2,y,0\n合计,合计,9,,\n2026-03-14,A,6,3,0\n";
    let said = problems(&[("keyfolio.yaml", ""), ("data/s.csv", sales)]);
    for (place, words) in [
        ("s.csv:2:1", "`soon` is not a date"),
        ("s.csv:2:6", "neither an account code nor an account name"),
        ("s.csv:2:7", "revenue `x` is not an amount"),
        ("s.csv:2:9", "quantity `y` is not an amount"),
        ("s.csv:2:11", "discount `z` is not an amount"),
        ("s.csv:3:16", "quantity `y` is not an amount (revenue 2.00)"),
        ("s.csv:4", "`合计` is no account but a total of other rows (revenue 9.00)"),
    ] {
        assert_eq!(lines_with(&said, &[place, words]), 1, "{place} {words}: {said:#?}");
    }
    assert_eq!(lines_with(&said, &["s.csv:4"]), 1, "{said:#?}");
}

/// The foot of a report is told once, whichever column its word stands in.
#[test]
fn a_total_at_the_foot_is_told_once() {
    let head = "no,date,account,revenue,quantity\n1,2026-03-14,A,9,1\n";
    for (foot, place) in [
        (",Total,,9,", "s.csv:3:2"),
        ("合计,,,9,1", "s.csv:3:5"),
        (",,Grand total:,9,", "s.csv:3:3"),
        ("Subtotal,,,-,-", "s.csv:3:11"),
    ] {
        let said = problems(&[("keyfolio.yaml", ""), ("data/s.csv", &format!("{head}{foot}\n"))]);
        let words = [place, "is no account but a total of other rows", "take rows of totals out of the export"];
        assert_eq!(lines_with(&said, &words), 1, "{foot}: {said:#?}");
        assert_eq!(lines_with(&said, &["s.csv:3"]), 1, "{foot}: {said:#?}");
    }
    // A row of an account is no total, whatever it begins with: its own fault is told.
    let said = problems(&[("keyfolio.yaml", ""), ("data/s.csv", &format!("{head}Total,2026-03-9x,A,9,1\n"))]);
    assert_eq!(lines_with(&said, &["s.csv:3:7", "is not a date"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["a total of other rows"]), 0, "{said:#?}");
}

/// An entry of the targets that names no account is told for its other parts, too.
#[test]
fn what_stands_beside_a_missing_account_of_a_target_is_told() {
    let targets = "- acount: a\n  period: 2026-Q9\n  amount: x\n- account: a\n  period: 2026\n";
    let said = problems(&[("keyfolio.yaml", ""), ("data/targets.yaml", targets)]);
    for (place, words) in [
        ("targets.yaml:1", "unknown key `acount`"),
        ("targets.yaml:1", "`account` is missing"),
        ("targets.yaml:2", "`2026-Q9` is not the period of a target"),
        ("targets.yaml:3", "`x` is not an amount"),
        ("targets.yaml:4", "`amount` is missing"),
    ] {
        assert_eq!(lines_with(&said, &[place, words]), 1, "{place} {words}: {said:#?}");
    }
    assert_eq!(lines_with(&said, &["invalid-target"]), 2, "nothing is told of a stand-in: {said:#?}");
}

/// What stands before a quote that is not closed is told as well.
#[test]
fn an_open_quote_hides_no_bad_row_before_it() {
    let sales = "date,account,revenue\n2026-99-01,a,1\n2026-01-02,a,x\n2026-01-03,\"a,1\n2026-01-04,a,y\n";
    let said = problems(&[("keyfolio.yaml", ""), ("data/s.csv", sales)]);
    for (place, words) in [("s.csv:2", "is not a date"), ("s.csv:3", "`x` is not an amount"), ("s.csv:4", "not closed")]
    {
        assert_eq!(lines_with(&said, &[place, words]), 1, "{place} {words}: {said:#?}");
    }
    assert_eq!(lines_with(&said, &["`y`"]), 0, "{said:#?}");
}

#[test]
fn tables_that_are_not_read_and_product_lines_with_one_id_are_told() {
    let lines = "product_lines: [{id: a, name: A}, {id: b, name: B}, {id: a, name: C}]\n";
    let said = problems(&[("keyfolio.yaml", ""), ("data/sales.xlsx", "PK"), ("content/portfolio.yaml", lines)]);
    assert_eq!(lines_with(&said, &["stray-file", "data/sales.xlsx", "save it as “CSV UTF-8”"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["portfolio.yaml:1", "product line `a` stands here a second time"]), 1, "{said:#?}");
}

#[test]
fn a_dossier_that_cannot_be_read_is_begun_all_the_same() {
    let project = TestProject::new(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", "date,customer,revenue\n2025-12-01,norm,100\n2025-12-02,other,50\n"),
        ("content/accounts/norm.yaml", "id: norm\nnam: Norm\n"),
    ]);
    let said = checked(&project);
    assert_eq!(lines_with(&said, &["1 account known only from the sales: other"]), 1, "{said:#?}");
    let run = project.run(&["new", "account", "--missing"]).expect(0);
    assert_eq!(run.stdout.trim(), "content/accounts/other.yaml", "{}", run.stderr);
}
