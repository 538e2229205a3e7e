//! From files and sales codes to the portfolio, and all that is said on the way.

use std::fs;
use std::path::Path;

use keyfolio::diagnostic::{Diagnostic, Diagnostics};
use keyfolio::load::content;
use keyfolio::load::ledger::SalesAccount;
use keyfolio::portfolio::{AccountId, DataQuality, NoteEvent, Portfolio, validate};
use keyfolio::project::settings::{Settings, UndocumentedAccounts};

/// A workspace of a few files with sales by (code, name).
#[derive(Default)]
struct Case<'a> {
    files: &'a [(&'a str, &'a str)],
    sales: &'a [(&'a str, &'a str)],
    settings: Settings,
}

impl Case<'_> {
    /// The portfolio, and what was said: `file:line:col «what the caret points at» [code] message | help`.
    fn run(&self) -> (Portfolio, Vec<String>) {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in self.files {
            write(root.path(), path, text.as_bytes());
        }
        let (content, mut diagnostics) = content::load(root.path(), &self.settings.languages, None).unwrap();
        let sales: Vec<SalesAccount> = self.sales.iter().map(|(code, name)| sales(code, name)).collect();
        let (portfolio, found) = validate(content, &sales, &self.settings);
        diagnostics.append(found);
        (portfolio, shown(diagnostics))
    }

    fn said(&self) -> Vec<String> {
        self.run().1
    }
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn sales(code: &str, name: &str) -> SalesAccount {
    let name = (!name.is_empty()).then(|| name.to_owned());
    SalesAccount::new(code.to_owned(), name)
}

fn shown(mut diagnostics: Diagnostics) -> Vec<String> {
    diagnostics.sort();
    diagnostics.iter().map(line).collect()
}

fn line(diagnostic: &Diagnostic) -> String {
    let at = diagnostic.place.as_ref().map(|p| match p.line {
        0 => format!("{} ", p.file),
        _ => format!("{}:{}:{} ", p.file.trim_start_matches("content/accounts/"), p.line, p.column),
    });
    let snippet = diagnostic.place.as_ref().and_then(|p| p.snippet.as_ref());
    let pointed = snippet.map(|s| format!("«{}» ", &s.text[s.start..s.end])).unwrap_or_default();
    let help = &diagnostic.help;
    format!("{}{pointed}[{}] {} | {help}", at.unwrap_or_default(), diagnostic.code.id(), diagnostic.message)
}

fn one(dossier: &str) -> Vec<String> {
    Case { files: &[("content/accounts/a.yaml", dossier)], ..Case::default() }.said()
}

fn id(text: &str) -> AccountId {
    AccountId::new(text).unwrap()
}

#[test]
fn accounts_stand_in_the_order_of_their_ids_with_their_sales() {
    let case = Case {
        files: &[
            ("content/accounts/b/dossier.yaml", "id: b\nname: Berg\nsales_ids: [\"00004\"]\nparent: a\n"),
            ("content/accounts/a.yaml", "id: a\nname: {zh-CN: 甲, en: Alpha}\naliases: [Alpha Group]\n"),
            ("content/accounts/C.yaml", "id: C\nname: Carl\n"),
        ],
        sales: &[("00004", "Berg AG"), ("Alpha group", ""), ("X/1", "Ex"), ("c", "")],
        settings: Settings::default(),
    };
    let (portfolio, said) = case.run();
    assert_eq!(
        said,
        [
            "[undocumented-accounts] 1 account known only from the sales: X/1 | start their dossiers with `keyfolio new account --missing`"
        ]
    );
    let listed: Vec<_> =
        portfolio.accounts.iter().map(|a| (a.id.as_str(), a.ledger_codes.clone(), a.is_documented())).collect();
    let codes = |codes: &[&str]| codes.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        listed,
        [
            ("C", codes(&["c"]), true),
            ("X-1", codes(&["X/1"]), false),
            ("a", codes(&["Alpha group"]), true),
            ("b", codes(&["00004"]), true)
        ]
    );
    assert_eq!(portfolio.account_of_code("00004").map(|account| &account.id), Some(&id("b")));
    assert_eq!(portfolio.children(&id("a")).map(|child| child.id.as_str()).collect::<Vec<_>>(), ["b"]);
    assert_eq!(
        portfolio.data_quality,
        [
            DataQuality::MatchedByName { account: id("a"), code: "Alpha group".into() },
            DataQuality::NoDossier { code: "X/1".into(), account: Some(id("X-1")) },
        ]
    );
}

/// An input method leaves full-width letters and brackets in names.
#[test]
fn names_of_full_width_characters_are_the_same_names() {
    let dossier = "id: a\nname: {zh-CN: 澜裳(上海), en: Alfa}\n";
    let sales = &[("澜裳（上海）", ""), ("Ａｌｆａ　", "")];
    let (portfolio, said) = Case { files: &[("content/accounts/a.yaml", dossier)], sales, ..Case::default() }.run();
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(portfolio.accounts.len(), 1);
    assert_eq!(portfolio.accounts[0].ledger_codes, ["澜裳（上海）", "Ａｌｆａ　"]);
}

#[test]
fn accounts_without_dossiers_can_be_ignored() {
    let settings = Settings { undocumented_accounts: UndocumentedAccounts::Ignore, ..Settings::default() };
    let (portfolio, _) = Case { sales: &[("X", "")], settings, ..Case::default() }.run();
    assert_eq!((portfolio.accounts.len(), portfolio.index_of_code("X")), (0, None));
    assert_eq!(portfolio.data_quality, [DataQuality::NoDossier { code: "X".into(), account: None }]);
}

#[test]
fn ids_are_unique_case_aside_and_name_their_files() {
    let case = Case {
        files: &[
            ("content/accounts/Acme/dossier.yaml", "id: acme\nname: A\n"),
            ("content/accounts/acme.yaml", "name: B\nid: ACME\n"),
            ("content/accounts/twice.yaml", "id: twice\nname: C\n"),
            ("content/accounts/twice/dossier.yaml", "id: twice\nname: C\n"),
        ],
        ..Case::default()
    };
    assert_eq!(
        case.said(),
        [
            "Acme/dossier.yaml:1:5 «acme» [id-mismatch] the id is `acme`, but the folder or file is named `Acme` | rename the folder or file to `acme`, or write `id: Acme`",
            "acme.yaml:2:5 «ACME» [duplicate-id] account `ACME` has a dossier already: content/accounts/Acme/dossier.yaml | give one of them an id that differs by more than case",
            "acme.yaml:2:5 «ACME» [id-mismatch] the id is `ACME`, but the folder or file is named `acme` | rename the folder or file to `ACME`, or write `id: acme`",
            "content/accounts/twice/dossier.yaml [two-dossiers] account `twice` has two dossiers: content/accounts/twice.yaml and content/accounts/twice/dossier.yaml | keep one of them",
        ]
    );
}

#[test]
fn an_id_that_breaks_the_grammar_is_refused() {
    assert_eq!(
        one("id: a/b\nname: A\n"),
        [
            "a.yaml:1:5 «a/b» [invalid-value] expected an id of letters a–z, digits, `-`, `_`, `.` and Han characters, at most 64, without a dot at either end, other than `index`, `print` and what Windows keeps for devices (`nul`, `com1`), found `a/b` | write it with letters a–z, digits and hyphens, such as acme-01"
        ]
    );
}

#[test]
fn references_lead_somewhere() {
    let said = one(
        "id: a\nname: A\nparent: nobody\ncontacts:\n  - {id: gu, name: Gu, reports_to: xi}\n  - {id: xu, name: Xu, reports_to: Gu}\n  - {id: GU, name: Gu 2}\n\
         visits:\n  - {date: 2026-01-02, by: Lin, met: [xu, ye]}\nneeds:\n  - {need: more, contact: zz}\n",
    );
    assert_eq!(
        said,
        [
            "a.yaml:3:9 «nobody» [unknown-reference] no account has the id `nobody` | write its dossier first, or correct the id",
            "a.yaml:5:36 «xi» [unknown-reference] no contact of this dossier has the id `xi` | did you mean `xu`?",
            "a.yaml:7:10 «GU» [duplicate-id] contact `GU` stands here a second time | give one of the two another id, or join them",
            "a.yaml:9:43 «ye» [unknown-reference] no contact of this dossier has the id `ye` | list the person under `contacts`, or correct the id",
            "a.yaml:11:27 «zz» [unknown-reference] no contact of this dossier has the id `zz` | list the person under `contacts`, or correct the id",
        ]
    );
}

#[test]
fn a_damaged_dossier_is_not_blamed_for_what_could_not_be_read() {
    let said = one(
        "id: a\nname: A\ncontacts:\n  - {id: gu}\n  - {id: xu, name: Xu, left: 2020-01-01, since: 2021-01-01}\nvisits:\n  - {date: 2026-01-02, met: gu}\n",
    );
    assert_eq!(
        said,
        [
            "a.yaml:4:5 «{id: gu}» [missing-key] `name` is missing | add `name: …`",
            "a.yaml:5:30 «2020-01-01» [dates-out-of-order] `left` 2020-01-01 is before `since` 2021-01-01 | correct one of the two days",
        ]
    );
}

#[test]
fn nothing_is_above_itself() {
    let case = Case {
        files: &[
            (
                "content/accounts/a.yaml",
                "id: a\nname: A\nparent: b\ncontacts:\n  - {id: p, name: P, reports_to: q}\n  - {id: q, name: Q, reports_to: p}\n",
            ),
            ("content/accounts/b.yaml", "id: b\nname: B\nparent: a\n"),
        ],
        ..Case::default()
    };
    let (portfolio, said) = case.run();
    assert_eq!(
        said,
        [
            "a.yaml:3:9 «b» [reference-cycle] `a` is above itself: a → b → a | remove one `parent` of them",
            "a.yaml:5:34 «q» [reference-cycle] `p` reports to itself: p → q → p | remove one `reports_to` of them",
        ]
    );
    assert_eq!(portfolio.accounts[0].parent, None);
    assert_eq!(portfolio.accounts[1].parent, Some(id("a")));
}

#[test]
fn days_follow_one_another() {
    let said = one(
        "id: a\nname: A\ncomplaints:\n  - {date: 2026-03-01, what: x, responded: 2026-03-03, closed: 2026-03-02}\n\
         contracts:\n  - {name: F, start: 2026-01-01, end: 2025-12-31}\n\
         opportunities:\n  - {name: O, opened: 2026-02-01, since: 2026-01-01, history: [{stage: decide, since: 2026-03-01}]}\n",
    );
    assert_eq!(
        said,
        [
            "a.yaml:4:64 «2026-03-02» [dates-out-of-order] `closed` 2026-03-02 is before `responded` 2026-03-03 | correct one of the two days",
            "a.yaml:6:39 «2025-12-31» [dates-out-of-order] `end` 2025-12-31 is before `start` 2026-01-01 | correct one of the two days",
            "a.yaml:8:42 «2026-01-01» [dates-out-of-order] `since` 2026-01-01 is before `history` 2026-03-01 | correct one of the two days",
            "a.yaml:8:42 «2026-01-01» [dates-out-of-order] `since` 2026-01-01 is before `opened` 2026-02-01 | correct one of the two days",
        ]
    );
}

#[test]
fn values_hold_together() {
    let said = one("id: a\nname: A\ntags: [x, X]\nresource_quota: {time: 3, people: 5, money: 3}\n\
         wallet:\n  amount: 0\n  composition:\n    - {holder: ours, share: 60}\n    - {holder: rival, share: 50%}\n\
         pricing:\n  linked: {base: 3, k: 0.1, index: fuel, reference: 7, floor: 4, cap: 3}\n\
         satisfaction:\n  surveys:\n    - {date: 2026-01-01, scale: 5, marks: [{dimension: quality, stated: 7}]}\n\
         supply:\n  commitments:\n    - {what: x, kept: true, broken_on: [2026-01-01]}\n\
         \x20 reports: [{date: 2026-01-01, output: 7, stock: 9, unit: t a day}, {date: 2026-01-02, stock: 9}]\n");
    assert_eq!(
        said,
        [
            "a.yaml:4:17 «{time: 3, people: 5, money: 3}» [inconsistent-values] time, people and money sum to 11.00, not to 10 | share out ten units",
            "a.yaml:6:11 «0» [inconsistent-values] a wallet is above zero | remove the wallet where nothing is known of it",
            "a.yaml:8:5 «- {holder: ours, share: 60}» [inconsistent-values] the shares sum to 110.00 %, more than the whole | the shares of one whole come to 100 at most",
            "a.yaml:11:63 «4» [inconsistent-values] the floor 4.00 is above the cap 3.00 | correct one of the two",
            "a.yaml:14:73 «7» [inconsistent-values] 7.00 is outside the scale of this survey, 0 to 5.00 | correct the mark, or set `scale` to the best mark",
            "a.yaml:17:23 «true» [inconsistent-values] kept, and yet `broken_on` has days | write `kept: false`, or remove the days",
            "a.yaml:3:11 «X» [duplicate-entry] `X` stands here a second time | keep one of the two",
            "a.yaml:18:40 «7» [inconsistent-values] `output` is over a time, and `per` does not say which | add `per: day`, `week`, `month`, `quarter` or `year`; `unit` is what is counted, of stock and price too: `unit: t`, not `t a day`",
        ]
    );
}

#[test]
fn the_team_is_known_and_slips_are_named() {
    let case = Case {
        files: &[
            ("content/team.yaml", "members:\n  - {id: lin, name: Lin Yan, reports_to: wu}\n  - {id: LIN, name: X}\n"),
            (
                "content/accounts/a.yaml",
                "id: a\nname: A\nmanager: Somebody\nvisits:\n  - {date: 2026-01-01, by: [Lin Yna, our GM, lin]}\n",
            ),
        ],
        ..Case::default()
    };
    let (portfolio, said) = case.run();
    assert_eq!(
        said,
        [
            "content/team.yaml:2:42 «wu» [unknown-reference] no member of the team has the id `wu` | list the superior too, or correct the id",
            "content/team.yaml:3:10 «LIN» [duplicate-id] member `LIN` stands here a second time | give one of the two another id",
            "a.yaml:3:10 «Somebody» [unknown-member] `Somebody` is no member of the team | list the manager in content/team.yaml",
            "a.yaml:5:29 «Lin Yna» [unknown-member] `Lin Yna` is no member of the team | did you mean `lin`?",
        ]
    );
    let by = &portfolio.accounts[0].visits[0].by;
    assert_eq!(by.iter().map(|who| portfolio.member(who).is_some()).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn sales_codes_are_claimed_once_and_slips_are_seen() {
    let case = Case {
        files: &[
            ("content/accounts/lanshang.yaml", "id: lanshang\nname: 澜裳\nsales_ids: [\"4\", \"9\"]\n"),
            ("content/accounts/other.yaml", "id: other\nname: Other\nsales_ids:\n  - \"4\"\n"),
            ("content/accounts/one.yaml", "id: one\nname: Same\n"),
            ("content/accounts/two.yaml", "id: two\nname: Same\n"),
        ],
        sales: &[("4", ""), ("00004", "?"), ("lanshnag", ""), ("Same", "")],
        settings: Settings::default(),
    };
    let (portfolio, said) = case.run();
    assert_eq!(
        said,
        [
            "other.yaml:4:5 «\"4\"» [sales-id-claimed-twice] account `lanshang` claims the sales code `4` too | leave it with the account that the sales belong to, and take it out here or list the codes of both",
            "[ambiguous-name] `Same` in the sales is the name of more than one dossier | list \"Same\" in the `sales_ids` of the one that is meant",
            "content/accounts/lanshang.yaml [looks-like-typo] `00004` in the sales looks like account `lanshang` | if they are one, list \"00004\" in the `sales_ids` of content/accounts/lanshang.yaml",
            "content/accounts/lanshang.yaml [looks-like-typo] `lanshnag` in the sales looks like account `lanshang` | if they are one, list \"lanshnag\" in the `sales_ids` of content/accounts/lanshang.yaml",
            "two.yaml:2:7 «Same» [ambiguous-name] “Same” is a name of account `one` too | tell the two apart by their names; where they are one account, join the dossiers",
            "[dossiers-without-sales] 3 dossiers without sales: one, other, two | where an account has another code in the sales, list it in `sales_ids`",
            "[undocumented-accounts] 3 accounts known only from the sales: 00004, lanshnag, Same | start their dossiers with `keyfolio new account --missing`",
        ]
    );
    assert!(portfolio.data_quality.contains(&DataQuality::UnusedSalesId { account: id("lanshang"), code: "9".into() }));
    assert!(
        portfolio.data_quality.contains(&DataQuality::LooksLike { written: "lanshnag".into(), meant: id("lanshang") })
    );
}

#[test]
fn what_had_not_happened_by_as_of_is_dropped() {
    let dossier = "id: a\nname: A\ncontacts:\n  - {id: p, name: P, private: {purpose: gifts, review_by: 2026-01-31, hobbies: chess}}\n\
        visits:\n  - {date: 2026-07-01, findings: met P}\n  - {date: 2026-07-03, actions: [{what: z}]}\n  - {date: 2026-07-08}\n\
        \x20 - {date: 2026-06-01, actions: [{what: x, done: 2026-07-02}]}\n\
        complaints:\n  - {date: 2026-06-20, what: y, closed: 2026-07-05}\n";
    let settings = Settings { as_of: "2026-06-30".parse().ok(), ..Settings::default() };
    let (portfolio, said) = Case { files: &[("content/accounts/a.yaml", dossier)], settings, ..Case::default() }.run();
    assert_eq!(
        said,
        [
            "a.yaml:4:59 «2026-01-31» [review-overdue] what is private about `p` was to be reviewed by 2026-01-31 | remove it, or give a later day with reason"
        ]
    );
    let account = &portfolio.accounts[0];
    // A visit of a later day of which nothing is written yet is a plan, and stays one.
    let visits: Vec<String> = account.visits.iter().map(|visit| visit.date.to_string()).collect();
    assert_eq!(visits, ["2026-06-01", "2026-07-08"]);
    assert_eq!((account.visits[0].actions[0].done, account.complaints[0].closed), (None, None));
    let private = account.contacts[0].private.as_ref();
    assert!(private.is_some_and(|private| private.reveal().hobbies.is_some()));
    assert_eq!(format!("{private:?}"), "Some(Restricted(…))");
}

#[test]
fn a_note_of_a_later_event_is_dropped_with_it() {
    let files = [
        ("content/accounts/a/dossier.yaml", "id: a\nname: A\nvisits:\n  - {date: 2026-07-01}\n"),
        ("content/accounts/a/visit.md", "---\nvisit: 2026-07-01\n---\n\nLater\n"),
        ("content/accounts/a/2026-06-01-x.md", "Earlier\n"),
    ];
    let settings = Settings { as_of: "2026-06-30".parse().ok(), ..Settings::default() };
    let (portfolio, said) = Case { files: &files, settings, ..Case::default() }.run();
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(portfolio.accounts[0].notes.len(), 1);
}

#[test]
fn notes_are_the_journal_and_name_their_events() {
    let case = Case {
        files: &[
            ("content/accounts/a/dossier.yaml", "id: a\nname: A\nvisits:\n  - {date: 2026-06-12}\n"),
            ("content/accounts/a/notes/2026-06-21-x.md", "Text of 21 June\n"),
            ("content/accounts/a/visit.md", "---\nvisit: 2026-06-12\ndate: 2020-01-01\nauthor: 林砚\n---\n\n**Met**\n"),
            ("content/accounts/a/wrong.en.md", "---\ntitel: x\nvisit: 2026-06-13\n---\nz"),
            ("content/accounts/a/open.md", "---\ntitle: x\n"),
            ("content/accounts/a/plan.pdf", "%PDF"),
            ("content/accounts/a/.visit.md.swp", "x"),
            ("content/accounts/a/visit.md~", "x"),
            ("content/accounts/empty/note.md", "x"),
            ("content/accounts/loose.md", "x"),
        ],
        ..Case::default()
    };
    let (portfolio, said) = case.run();
    assert_eq!(
        said,
        [
            "a/open.md:1:1 «---» [unclosed-front-matter] front matter starts here and is never closed | end it with a line `---`",
            "a/wrong.en.md:2:1 «titel» [unknown-key] unknown key `titel` | did you mean `title`?",
            "a/wrong.en.md:3:8 «2026-06-13» [unknown-reference] the dossier has no visit of 2026-06-13 | add it to the dossier, or correct the day",
            "content/accounts/empty [no-dossier] the folder `empty` has no dossier.yaml; nothing in it is read | start one with `keyfolio new account empty`",
            "content/accounts/loose.md [stray-file] this file belongs to no account and is not read | move it into the folder of its account: content/accounts/<id>/",
        ]
    );
    let notes = &portfolio.accounts[0].notes;
    let listed: Vec<_> =
        notes.iter().map(|n| (n.body.markdown(), n.date.map(|d| d.to_string()), n.language.as_deref())).collect();
    assert_eq!(
        listed,
        [
            ("\n**Met**\n", Some("2026-06-12".to_owned()), None),
            ("Text of 21 June\n", Some("2026-06-21".to_owned()), None),
            ("", None, None),
            ("z", None, Some("en")),
        ]
    );
    assert_eq!(notes[0].event, "2026-06-12".parse().ok().map(NoteEvent::Visit));
    assert_eq!(
        portfolio.accounts[0].attachments.iter().map(|a| &*a.path).collect::<Vec<_>>(),
        ["content/accounts/a/plan.pdf"]
    );
}

#[test]
fn wiki_pages_have_their_languages_beside_them() {
    let case = Case {
        files: &[
            ("content/pages/index.md", "---\ntitle: 手册\nweight: 3\nmenu: 首页\n---\n正文"),
            ("content/pages/index.en.md", "\u{feff}---\r\ntitle: Handbook\r\n---\r\nText"),
            ("content/pages/index.zh.md", "twice"),
            ("content/pages/plays/v2.notes.md", "---\nmenu: false\nlanguage: en\n---\nx"),
            ("content/pages/plays/map.png", "png"),
        ],
        ..Case::default()
    };
    let (portfolio, said) = case.run();
    assert_eq!(
        said,
        [
            "content/pages/index.zh.md [duplicate-entry] this is the same page in the same language as content/pages/index.md | keep one of the two"
        ]
    );
    let listed: Vec<_> = portfolio
        .pages
        .iter()
        .map(|page| {
            let texts: Vec<_> =
                page.texts.iter().map(|text| (text.language.as_deref(), text.body.markdown())).collect();
            (page.path.as_str(), page.in_menu, page.weight, texts)
        })
        .collect();
    assert_eq!(
        listed,
        [
            ("index", true, 3, vec![(None, "正文"), (Some("en"), "Text")]),
            ("plays/v2.notes", false, 0, vec![(Some("en"), "x")]),
        ]
    );
    assert_eq!(portfolio.attachments.len(), 1);
}

#[test]
fn other_encodings_are_recognised_and_refused() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "content/accounts/gbk.yaml", b"id: gbk\nname: \xc0\xbd\xc9\xd1\n");
    write(root.path(), "content/accounts/utf16.yaml", b"\xff\xfei\0d\0");
    write(root.path(), "content/accounts/bom.yaml", b"\xef\xbb\xbfid: bom\r\nname: B\r\nmanger: x\r\n");
    let (_, diagnostics) = content::load(root.path(), &Settings::default().languages, None).unwrap();
    let help = |encoding: &str, file: &str| {
        let file = format!("content/accounts/{file}.yaml");
        format!(
            "save it as UTF-8 in your editor (in Notepad: “Save as”, Encoding), or convert it: iconv -f {encoding} \
             -t UTF-8 < '{file}' > '{file}.utf8' && mv '{file}.utf8' '{file}'"
        )
    };
    assert_eq!(
        shown(diagnostics),
        [
            "bom.yaml:3:1 «manger» [unknown-key] unknown key `manger` | did you mean `manager`?".to_owned(),
            format!(
                "gbk.yaml:2:7 «澜» [not-utf8] this file is not UTF-8 text; it looks like GBK | {}",
                help("GB18030", "gbk")
            ),
            format!(
                "content/accounts/utf16.yaml [not-utf8] this file is not UTF-8 text; it looks like UTF-16 | {}",
                help("UTF-16", "utf16")
            ),
        ]
    );
}

#[test]
fn product_lines_are_those_of_the_portfolio() {
    let lines = "product_lines: [{id: express, name: {zh-CN: 时效件, en: Express}}, {id: heavy, name: Heavy freight, categories: [ltl]}]\n";
    let dossier = "id: a\nname: A\nneeds: [{need: x, product_lines: [express, expres]}]\n\
                   white_space: [{product_line: 时效件, state: open}]\n\
                   opportunities: [{name: o, product_lines: [ltl]}]\n\
                   pricing: {quotes: [{date: 2026-01-01, product_line: crates, quoted: 1}]}\n";
    let files = [("content/portfolio.yaml", lines), ("content/accounts/a.yaml", dossier)];
    let said = Case { files: &files, ..Case::default() }.said();
    let about = |word: &str| format!("[unknown-reference] `{word}` is no product line of content/portfolio.yaml");
    assert_eq!(
        said,
        [
            format!("a.yaml:3:44 «expres» {} | did you mean `express`?", about("expres")),
            format!("a.yaml:4:30 «时效件» {} | did you mean `express`?", about("时效件")),
            format!("a.yaml:5:43 «ltl» {} | did you mean `heavy`?", about("ltl")),
            format!(
                "a.yaml:6:53 «crates» {} | list it under `product_lines` in content/portfolio.yaml; known there: express, heavy",
                about("crates")
            ),
        ]
    );
    let alone = [("content/accounts/a.yaml", dossier)];
    assert!(Case { files: &alone, ..Case::default() }.said().is_empty(), "without a list any word will do");
}
