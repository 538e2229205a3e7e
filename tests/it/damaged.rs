//! Files that cannot be read in whole: each thing that is wrong is told at its place in one run, and hides nothing beside it.

use crate::project::{TestProject, checked, lines_with, problems};

/// Fails unless each is told once at its place.
#[track_caller]
fn assert_told(said: &[String], told: &[(&str, &str)]) {
    for (place, words) in told {
        assert_eq!(lines_with(said, &[place, words]), 1, "{place} {words}: {said:#?}");
    }
}

/// What stands beside a missing key, or beside a text that is no YAML, is checked in the same run.
#[test]
fn what_is_damaged_hides_nothing_that_stands_beside_it() {
    let dossier = "id: norm\nnam: Norm\nparent: yy\nmanager: mm\ncontacts:\n  - {id: c, nam: C, reports_to: zz, since: 2026-02-01, left: 2026-01-01}\n\
                   visits:\n  - {date: 2026-01-01, met: [c, q1]}\n  - {dat: 2026-01-01, met: [q2]}\nreferrals: [{by: q3}]\n\
                   wallet: {amount: 100, composition: [{holder: ours, share: 90%}, {holder: riv, share: 5%}, {holder: own, share: 40%}]}\n";
    let team = "members:\n  - {id: ann, reports_to: zoe}\n  - {id: carl, nam: Carl}\n  - {id: dora, name: Dora}\n";
    let acme = "id: acme\nname: Acme\nmanager: carl\n";
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("content/accounts/norm.yaml", dossier),
        ("content/accounts/acme.yaml", acme),
        ("content/team.yaml", team),
    ]);
    let told = [
        ("norm.yaml:1", "`name` is missing"),
        ("norm.yaml:2", "unknown key `nam`"),
        ("norm.yaml:3", "no account has the id `yy`"),
        ("norm.yaml:6", "`zz`"),
        ("norm.yaml:6", "`left` 2026-01-01 is before `since`"),
        ("norm.yaml:8", "`q1`"),
        ("norm.yaml:9", "`q2`"),
        ("norm.yaml:10", "`q3`"),
        ("team.yaml:2", "`zoe`"),
        ("team.yaml:3", "unknown key `nam`"),
    ];
    assert_told(&said, &told);
    assert_eq!(lines_with(&said, &["[unknown-member]", "carl"]), 0, "{said:#?}");
    assert_eq!(lines_with(&said, &["`c`", "unknown-reference"]), 0, "the contact is written: {said:#?}");
    assert!(
        !said.iter().any(|line| line.contains("`1`") || line.contains("2000-01-01")),
        "no stand-in is told: {said:#?}"
    );
}

#[test]
fn a_target_that_cannot_be_read_hides_no_unknown_account() {
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", "date,customer,revenue\n2025-12-01,acme,100\n"),
        ("data/targets.csv", "account,period,amount\nakme,2025-Q9,5\n"),
        ("data/targets.yaml", "- {account: beta, period: 2025-Q9, amount: 5}\n"),
    ]);
    for file in ["targets.csv:2", "targets.yaml:1"] {
        assert_eq!(lines_with(&said, &[file, "`2025-Q9`"]), 1, "{said:#?}");
        assert_eq!(lines_with(&said, &[file, "[unknown-reference] there is no account"]), 1, "{said:#?}");
    }
}

#[test]
fn every_syntax_error_is_told_and_what_is_between_them_has_its_place() {
    let said = problems(&[
        ("keyfolio.yaml", "title: A: b\ncurrency: CNYY\nbase_url: nowhere\n"),
        (
            "content/accounts/a.yaml",
            "id: a\nname: A\nheadline: Big: colon here\ntier: startegic\ncity: @x\nparent: nowhere1\n",
        ),
        ("content/team.yaml", "members:\n  - {id: ann, name: Ann, reports_to: zoe}\nx: [\n"),
        ("data/targets.yaml", "- {account: a, period: 2026, amount: x}\n- {account: [\n"),
    ]);
    let told = [
        ("keyfolio.yaml:1", ""),
        ("keyfolio.yaml:2", "CNYY"),
        ("keyfolio.yaml:3", "nowhere"),
        ("a.yaml:3", "invalid-yaml"),
        ("a.yaml:4", "startegic"),
        ("a.yaml:5", "invalid-yaml"),
        ("a.yaml:6", "no account has the id `nowhere1`"),
        ("team.yaml:2", "`zoe`"),
        ("targets.yaml:1", "`x`"),
    ];
    assert_told(&said, &told);
    // A bracket that is not closed is one error, wherever it is noticed.
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("content/accounts/a.yaml", "id: a\nname: A\ntags: [x, y\ncity: Z\nregion: Q\ntier: startegic\n"),
    ]);
    assert_eq!(lines_with(&said, &["invalid-yaml"]), 1, "{said:#?}");
    assert_eq!(lines_with(&said, &["startegic"]), 1, "{said:#?}");
}

/// What stays open is noticed where the next one opens, or at the end; it is told where it opens.
#[test]
fn brackets_and_quotes_that_stay_open_are_told_where_they_open() {
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("content/accounts/a.yaml", "id: a\nname: A\ntags: [x, y\naliases: [z\nindustry: apparel\nfoo: 3\n"),
        ("content/accounts/b.yaml", "id: b\nname: \"B\ntags: [\"x\", y]\nregion: 'north\n"),
    ]);
    assert_told(
        &said,
        &[
            ("a.yaml:3:7", "`[` is never closed"),
            ("a.yaml:4:10", "`[` is never closed"),
            ("a.yaml:6", "unknown key `foo`"),
            ("b.yaml:2:7", "`\"` is never closed"),
            ("b.yaml:4:9", "`'` is never closed"),
        ],
    );
    assert_eq!(lines_with(&said, &["invalid-yaml"]), 4, "{said:#?}");
}

#[test]
fn entries_of_a_list_that_are_no_yaml_hide_no_other_entry() {
    let dossier = "id: a\nname: A\ncontacts:\n  - id: x\n    name: [a\n  - id: y\n    name: \"foo\n  - id: z\n    nam: Zoe\n  - id: w\n      name: deep\n\
                   visits:\n- date: 2026-13-01\n- date: 2026-01-01\n  findings: 'it's\nplan:\n  actions:\n    - what: x\n      due: {a\n    - titel: y\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/accounts/a.yaml", dossier)]);
    assert_told(
        &said,
        &[
            ("a.yaml:5:11", "`[` is never closed"),
            ("a.yaml:7:11", "`\"` is never closed"),
            ("a.yaml:9", "unknown key `nam`"),
            ("a.yaml:11", "invalid-yaml"),
            ("a.yaml:13", "2026-13-01"),
            ("a.yaml:15", "invalid-yaml"),
            ("a.yaml:19:12", "`{` is never closed"),
            ("a.yaml:20", "unknown key `titel`"),
        ],
    );
    assert_eq!(lines_with(&said, &["invalid-yaml"]), 5, "{said:#?}");
}

#[test]
fn front_matter_without_its_end_is_read_up_to_the_prose() {
    let page = "---\ntitle: X\nfoo: 3\nmenu: [a\n\n# Hello\n\nSee: [[nobody]]\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/pages/p.md", page)]);
    assert_told(
        &said,
        &[
            ("p.md:1:1", "never closed"),
            ("p.md:3", "unknown key `foo`"),
            ("p.md:4:7", "`[` is never closed"),
            ("p.md:8:6", "`nobody`"),
        ],
    );
}

#[test]
fn links_of_a_section_that_lacks_something_are_looked_at() {
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("content/accounts/a.yaml", "id: a\nname: A\nsections:\n  - {text: 1, nam: x}\n  - text: see [[nobody]]\n"),
        ("content/accounts/b.yaml", "name: B\nsections:\n  - name: x\n    text: see [[no-one]]\n"),
    ]);
    assert_told(&said, &[("a.yaml:5:15", "`nobody`"), ("b.yaml:4:15", "`no-one`"), ("a.yaml:4", "unknown key `nam`")]);
}

#[test]
fn a_rule_that_there_is_not_is_told_whatever_stands_behind_it() {
    let dossier = "id: a\nname: A\nrules: {big-tickt: off}\n";
    let settings = "rules: {unknown: off, big-ticket: 5}\n";
    let said = problems(&[("keyfolio.yaml", settings), ("content/accounts/a.yaml", dossier)]);
    assert_told(
        &said,
        &[
            ("keyfolio.yaml:1:9", "no rule `unknown`"),
            ("keyfolio.yaml:1:18", "found `off`"),
            ("keyfolio.yaml:1:35", "found `5`"),
            ("a.yaml:3:9", "no rule `big-tickt`"),
            ("a.yaml:3:20", "found `off`"),
        ],
    );
}

#[test]
fn a_list_of_mappings_is_not_to_be_written_as_a_list_of_words() {
    let said =
        problems(&[("keyfolio.yaml", ""), ("content/accounts/a.yaml", "id: a\nname: A\nchannels: 5\ntags: 5\n")]);
    assert_told(&said, &[("a.yaml:3:11", "expected a list of mappings"), ("a.yaml:4:7", "expected a list, found `5`")]);
}

#[test]
fn slips_of_the_pen_are_told_at_their_line() {
    let dossier = "id: a\nname：A\ncontacts:\n  - id：x\n  -id: y\n   name: Y\ngrade:3\ntier : strategic\nheadline: |\n  see: b:c\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/accounts/a.yaml", dossier)]);
    assert_told(
        &said,
        &[
            ("a.yaml:2:5", "full-width colon"),
            ("a.yaml:4:5", "full-width"),
            ("a.yaml:5:3", "behind the dash"),
            ("a.yaml:7:6", "behind the colon"),
        ],
    );
    assert_eq!(lines_with(&said, &["a.yaml:"]), 4, "{said:#?}");
}

/// Several faults in one entry, a tab among them.
#[test]
fn each_line_of_what_is_left_out_is_looked_at() {
    let dossier = "id: a\n name: A\ncontacts:\n  - id: x\n   name: X\n\ttags: [a, b\n  - id: y\n    text: |\n      see: this: and\n    note: b: c\nregion: *nope\n";
    let said = problems(&[("keyfolio.yaml", ""), ("content/accounts/a.yaml", dossier)]);
    assert_told(
        &said,
        &[
            ("a.yaml:2", "invalid-yaml"),
            ("a.yaml:5", "invalid-yaml"),
            ("a.yaml:6:1", "a tab stands"),
            ("a.yaml:6:8", "`[` is never closed"),
            ("a.yaml:10", "invalid-yaml"),
            ("a.yaml:11", "unknown anchor"),
        ],
    );
    assert_eq!(lines_with(&said, &["a.yaml:"]), 6, "{said:#?}");
}

/// Ids that are there twice, superiors and accounts that are not there: in entries that lack something, too.
#[test]
fn references_of_what_lacks_something_are_looked_at() {
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("content/team.yaml", "members:\n  - {name: 5}\n  - {id: x y, name: [a], reports_to: ghost}\n"),
        ("content/portfolio.yaml", "product_lines:\n  - {id: a}\n  - {id: a, name: [x]}\n"),
        ("data/sales.csv", "date,customer,revenue\n2025-12-01,acme,100\n"),
        ("data/targets.yaml", "- {account: acmee, perod: 2026, amount: 10}\n"),
    ]);
    assert_told(
        &said,
        &[
            ("team.yaml:3", "no member of the team has the id `ghost`"),
            ("portfolio.yaml:3:10", "`a` stands here a second time"),
            ("targets.yaml:1", "there is no account `acmee`"),
        ],
    );
}

/// Without the sales of an account whose dossier cannot be read nothing is said of the portfolio as a whole.
#[test]
fn nothing_is_said_of_a_whole_of_which_a_part_cannot_be_read() {
    let sales = "date,customer,revenue\n2026-01-10,a,100\n2026-01-10,b,100\n2026-01-10,c,100\n2026-01-10,d,100\n";
    let with = |dossier: &str| {
        problems(&[("keyfolio.yaml", ""), ("data/sales.csv", sales), ("content/accounts/d.yaml", dossier)])
    };
    let alone = |said: &[String]| lines_with(said, &["alone is 33.3%"]);
    assert_eq!(alone(&with("id: d\n")), 0);
    assert_eq!(lines_with(&with("id: d\n"), &["`name` is missing"]), 1);
}

#[test]
fn columns_that_are_missing_are_one_problem_and_a_header_below_is_seen() {
    let said = problems(&[("keyfolio.yaml", ""), ("data/sales.csv", "when,who,how\n2026-01-01,acme,100\n")]);
    assert_told(&said, &[("sales.csv:1:1", "{date: …, account_id: …, revenue: …}")]);
    let said = problems(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", "Sales\n;;\ndate;customer;revenue\n2026-01-01;acme;100\n"),
    ]);
    assert_told(&said, &[("sales.csv:1:1", "the header seems to stand on line 3")]);
}

#[test]
fn what_goes_on_behind_its_closing_quote_is_no_amount_and_no_account() {
    let sales = "date,customer,product,revenue\n2026-01-01,acme,p,\"100\"5\n2026-01-02,\"ac\"me,p,10\n2026-01-03,acme,\"27\" screen,20\n";
    let said = problems(&[("keyfolio.yaml", ""), ("data/sales.csv", sales)]);
    assert_told(&said, &[("sales.csv:2:19", "goes on behind its closing quote"), ("sales.csv:3:12", "goes on behind")]);
    assert_eq!(lines_with(&said, &["bad-sales-row"]), 2, "{said:#?}");
}

#[test]
fn a_copy_of_a_file_is_told_once() {
    let rows = (1..=9).map(|day| format!("2026-01-0{day},acme,{day}00\n")).collect::<Vec<_>>().concat();
    let (one, other) = (format!("date,customer,revenue\n{rows}"), format!("date,customer,revenue\r\n{rows}"));
    let said = problems(&[("keyfolio.yaml", ""), ("data/a.csv", &one), ("data/b.csv", &one), ("data/c.csv", &other)]);
    assert_eq!(lines_with(&said, &["the same content"]), 2, "{said:#?}");
    assert_eq!(lines_with(&said, &["seems to share rows"]), 0, "{said:#?}");
}

/// Where a file is not UTF-8, its bad rows are told beside that.
#[test]
fn another_encoding_hides_no_bad_row() {
    let project = TestProject::new(&[("keyfolio.yaml", "")]);
    let rows = b"date,customer,revenue\n2026-01-01,caf\xe9,100\n2026-01-02,b\xeata,xx\n2026-13-01,acme,1\n";
    std::fs::create_dir_all(project.path("data")).unwrap();
    std::fs::write(project.path("data/sales.csv"), rows).unwrap();
    let said = checked(&project);
    assert_told(
        &said,
        &[
            ("sales.csv:2:15", "not UTF-8"),
            ("sales.csv:3:", "`xx` is not an amount"),
            ("sales.csv:4:1", "is not a date"),
        ],
    );
}
