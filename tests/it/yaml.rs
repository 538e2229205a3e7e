//! Small files and everything that is said about them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use keyfolio::diagnostic::Diagnostic;
use keyfolio::load::yaml::{LARGEST, Locator, parse, quoted, texts_in_other_languages};
use keyfolio::portfolio::{Amount, Figure, Judgement, Localised, Percent, Score, Tier, WrittenPeriod, text};

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Sheet {
    title: Option<Localised>,
    amount: Option<Amount>,
    figure: Option<Figure<Amount>>,
    share: Option<Percent>,
    mark: Option<Score>,
    tier: Option<Tier>,
    day: Option<Date>,
    period: Option<WrittenPeriod>,
    fits: Option<Judgement>,
    days: Option<u16>,
    open: Option<bool>,
    cuts: Option<[f64; 2]>,
    tags: Vec<String>,
    items: Vec<Item>,
    #[serde(deserialize_with = "text::unique_map")]
    levels: BTreeMap<String, Tier>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    what: String,
    due: Date,
}

fn read(text: &str) -> (Option<Sheet>, Vec<String>) {
    let (sheet, mut diagnostics) = parse::<Sheet>(&Arc::from("a.yaml"), text);
    diagnostics.sort();
    (sheet, diagnostics.iter().map(shown).collect())
}

/// `2:5 invalid-value message | help`, and what the caret points at.
fn shown(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref();
    let at = place.map(|p| format!("{}:{}", p.line, p.column)).unwrap_or_default();
    let pointed = place.and_then(|p| p.snippet.as_ref()).map(|s| s.text[s.start..s.end].to_owned()).unwrap_or_default();
    let help = &diagnostic.help;
    format!("{at} «{pointed}» [{}] {} | {help}", diagnostic.code.id(), diagnostic.message)
}

fn problems(text: &str) -> Vec<String> {
    read(text).1
}

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

#[test]
fn values_are_read_exactly_as_written() {
    let (sheet, problems) = read(
        "title: {zh-CN: 澜裳, en: Lanshang}\namount: 12345678901234567.12345678\nfigure: 0.62\nshare: 62.5%\nmark: 4\n\
         tier: key\nday: 2026-07-18\nperiod: 2026-Q3\nfits: true\ndays: 30\nopen: false\ncuts: [80, 95.5]\ntags: [007, no, 1.50]\n",
    );
    assert_eq!(problems, [""; 0]);
    let sheet = sheet.unwrap();
    assert_eq!(sheet.amount, Some(amount("12345678901234567.12345678")));
    assert_eq!(sheet.figure, Some(Figure::plain(amount("0.62"))));
    assert_eq!(sheet.share.map(Percent::percent), Some(amount("62.5")));
    assert_eq!(sheet.tags, ["007", "no", "1.50"]);
    assert_eq!(sheet.cuts, Some([80.0, 95.5]));
}

#[test]
fn figures_keep_every_digit_on_either_path() {
    for written in ["3200000", "0.62", "-12.5", "99999999.12345678", "123456789012.00000001", "\"1,234.50\"", "320万"]
    {
        let (sheet, problems) = read(&format!("figure: {written}\n"));
        assert_eq!(problems, [""; 0], "{written}");
        let expected = Amount::parse_written(written.trim_matches('"')).unwrap();
        assert_eq!(sheet.unwrap().figure, Some(Figure::plain(expected)), "{written}");
    }
    let (sheet, problems) =
        read("figure: {value: 123456789.12345678, source: 年报, as_of: 2026-03-31, confidence: high}\n");
    assert_eq!(problems, [""; 0]);
    assert_eq!(sheet.unwrap().figure.map(|figure| figure.value), Some(amount("123456789.12345678")));
}

#[test]
fn prose_that_looks_like_something_else_stays_as_written() {
    for written in ["2026", "1.50", "007", "0x1F", "+7", "True", "no", "~x", "2026-01-01"] {
        let (sheet, problems) = read(&format!("title: {written}\n"));
        assert_eq!(problems, [""; 0], "{written}");
        assert_eq!(sheet.unwrap().title, Some(Localised::One(written.to_owned())), "{written}");
    }
}

#[test]
fn every_problem_is_told_in_one_run() {
    let (sheet, problems) = read(
        "titel: x\namount: 1e5\nshare: 0.62\nmark: 7\ntier: gold\nday: 2026/7/8\nperiod: 2026-Q5\ndays: \"30\"\nopen: yes\n\
         tags: one\nitems:\n  - what: a\n    due: 2026-02-30\n  - due: 2026-01-01\n    owner: me\n  - what: kept\n    due: 2026-01-01\n",
    );
    assert_eq!(
        problems,
        [
            "1:1 «titel» [unknown-key] unknown key `titel` | did you mean `title`?",
            "2:9 «1e5» [invalid-value] expected a plain number such as 3200000, 0.62, \"1,234.50\" or 320万 (at most 8 decimals), found `1e5` | write it like 3200000, or remove `amount`",
            "3:8 «0.62» [invalid-value] expected a percentage from 0 to 100, such as 62 or 62% (0.62 would be ambiguous), found `0.62` | write 62% or 0.62%, whichever is meant",
            "4:7 «7» [invalid-value] expected a whole number from 1 to 5, found `7` | write a whole number from 1 to 5, or remove `mark`",
            "5:7 «gold» [invalid-value] expected `strategic`, `key`, `growth` or `standard`, found `gold` | write one of them, or remove `tier`",
            "6:6 «2026/7/8» [invalid-value] expected a date such as 2026-07-18, found `2026/7/8` | write 2026-07-08",
            "7:9 «2026-Q5» [invalid-value] expected a period such as 2026, 2026-Q3, 2026-03 or 2025-10..2026-09, found `2026-Q5` | write it like 2026, or remove `period`",
            "8:7 «\"30\"» [invalid-value] expected a whole number from 0 to 65535, found `30` | write 30 without quotes",
            "9:7 «yes» [invalid-value] expected true or false, found `yes` | write true",
            "10:7 «one» [invalid-value] expected a list, found `one` | write it as a list: [one]",
            "13:10 «2026-02-30» [invalid-value] expected a date such as 2026-07-18, found `2026-02-30` | write it like 2026-07-18, or remove `due`",
            "14:5 «due: 2026-01-01» [missing-key] `what` is missing | add `what: …`",
            "15:5 «owner» [unknown-key] unknown key `owner` | known here: what, due",
        ]
    );
    let sheet = sheet.unwrap();
    assert_eq!(sheet.items, [Item { what: "kept".into(), due: "2026-01-01".parse().unwrap() }]);
}

#[test]
fn two_missing_keys_are_both_told() {
    let (value, diagnostics) = parse::<Item>(&Arc::from("a.yaml"), "# nothing yet\n");
    let said: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!((value, said), (None, vec!["`what` is missing", "`due` is missing"]));
}

#[test]
fn duplicate_keys_have_a_place_in_structs_and_in_maps() {
    assert_eq!(
        problems("open: true\nlevels:\n  a: key\n  b: key\n  a: growth\nopen: false\n"),
        [
            "5:3 «a» [duplicate-key] `a` is given twice here; the first is on line 3 | keep one of them",
            "6:1 «open» [duplicate-key] `open` is given twice here; the first is on line 1 | keep one of them",
        ]
    );
}

#[test]
fn a_syntax_error_hides_only_its_own_block() {
    let (_, problems) = read("mark: 9\ntags: [a, b\nitems: []\nday: soon\n");
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(problems[0].starts_with("1:7 «9» [invalid-value"), "{problems:#?}");
    assert!(problems[1].contains("[invalid-yaml] this is not YAML"), "{problems:#?}");
    assert!(problems[2].starts_with("4:6 «soon» [invalid-value"), "{problems:#?}");
}

#[test]
fn a_comma_in_prose_does_not_cut_it() {
    assert_eq!(
        problems("title: {zh-CN: 试 1,840 件, en: x}\n"),
        [
            "1:20 «840 件» [invalid-yaml] `840 件` stands here as a key without a value | quote the sentence: it contains a comma"
        ]
    );
    assert_eq!(
        problems("items: [{what: we did, and were seen, due: 2026-01-01}]\n"),
        [
            "1:24 «and were seen» [invalid-yaml] `and were seen` stands here as a key without a value | quote the sentence: it contains a comma"
        ]
    );
    let (sheet, problems) = read("title: {zh-CN: \"试 1,840 件\", en: x}\n");
    assert_eq!(problems, [""; 0]);
    assert_eq!(sheet.unwrap().title.unwrap().in_language("zh-CN"), ("试 1,840 件", None));
}

#[test]
fn keys_of_a_text_per_language_are_languages_and_have_texts() {
    assert_eq!(
        problems("title: {zh-CN: 甲, english: x}\n"),
        [
            "1:19 «english» [invalid-value] `english` is not a language | write one text per language, by tag (zh-CN, en)"
        ]
    );
    assert_eq!(
        problems("title:\n  zh-CN: 甲\n  en:\n"),
        ["3:3 «en» [invalid-value] expected a text, found nothing | write it, or remove the key"]
    );
    assert_eq!(
        problems("title: {zh-CN: ~, en: x}\n"),
        ["1:16 «~» [invalid-value] expected a text, found nothing | write it, or remove the key"]
    );
    assert_eq!(problems("title: {zh-Hant-TW: 甲, en: \"\"}\n"), [""; 0]);
}

#[test]
fn texts_in_languages_that_the_site_has_not_are_told_once() {
    let text = "title: {zh-CN: 甲, ja: 乙}\nitems:\n  - {what: {ja: 丙, en: x}, it: {de: x, days: y}}\nname: {zh: 甲, fr: x}\n";
    let is_shown = |tag: &str| tag.starts_with("zh") || tag.starts_with("en");
    let found = texts_in_other_languages(&Arc::from("a.yaml"), text, &is_shown);
    let help = "add the language to `languages`, correct the tag, or remove what nobody will read";
    let said: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(
        said,
        [
            format!("4:15 «fr» [unknown-language] 1 text is in `fr`, which is no language of the site | {help}"),
            format!("1:19 «ja» [unknown-language] 2 texts are in `ja`, which is no language of the site | {help}"),
        ]
    );
    assert!(texts_in_other_languages(&Arc::from("a.yaml"), "a: {de: 1, days: 2}\n", &is_shown).is_empty());
}

#[test]
fn tabs_are_named() {
    let problems = problems("items:\n\t- {what: a, due: 2026-01-01}\n");
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].ends_with("indent with spaces: YAML does not allow tabs there"), "{problems:#?}");
}

/// Each line with one, and what is wrong elsewhere; what a line with a tab holds is not guessed at.
#[test]
fn every_tab_is_told_and_hides_nothing() {
    let problems = problems("items:\n\t- what: a\n\t  wht: b\ntags: {}\ntitel: x\n");
    let at = |line: &str, words: &str| problems.iter().filter(|p| p.contains(line) && p.contains(words)).count();
    assert_eq!((at("2:1", "a tab stands"), at("3:1", "a tab stands")), (1, 1), "{problems:#?}");
    assert_eq!(at("5:", "titel"), 1, "{problems:#?}");
}

#[test]
fn empty_files_and_empty_keys_are_nothing() {
    for text in ["", "# only a comment\n", "---\n", "~\n", "title:\ntags:\nitems:\nlevels:\nfits:\namount: ~\n"] {
        let (sheet, problems) = read(text);
        assert_eq!((sheet, problems), (Some(Sheet::default()), vec![]), "{text:?}");
    }
}

#[test]
fn what_yaml_offers_beyond_plain_data() {
    assert_eq!(
        problems("open: true\n---\nopen: false\n"),
        [
            "2:1 «---» [invalid-yaml] a second document starts here; a file holds one | put it into a file of its own, or remove the `---`"
        ]
    );
    assert_eq!(
        problems("items:\n  - &first {what: a, due: 2026-01-01}\n  - {<<: *first, what: b}\n"),
        ["3:6 «<<» [invalid-yaml] merge keys (`<<`) are not read | write the keys out"]
    );
    let (sheet, problems) = read("title: &t 澜裳\ntags: [*t, !custom x, !!str 5]\n");
    assert_eq!(problems, [""; 0]);
    assert_eq!(sheet.unwrap().tags, ["澜裳", "x", "5"]);
    assert_eq!(
        problems_of_windows(),
        [
            "2:7 «9» [invalid-value] expected a whole number from 1 to 5, found `9` | write a whole number from 1 to 5, or remove `mark`"
        ]
    );
    assert!(problems_of_bomb()[0].contains("file"), "{:?}", problems_of_bomb());
}

fn problems_of_windows() -> Vec<String> {
    problems("title: 澜裳\r\nmark: 9\r\ntags:\r\n  - a\r\n")
}

/// Nine levels of nine aliases each: 387 million values.
fn problems_of_bomb() -> Vec<String> {
    let mut text = String::from("a0: &a0 [x]\n");
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        text = format!("{text}a{level}: &a{level} [{aliases}]\n");
    }
    problems(&text)
}

#[test]
fn too_large_and_too_many() {
    let problems_of_large = problems(&"# x\n".repeat(LARGEST / 4 + 1));
    assert!(problems_of_large[0].contains("file-too-large"), "{problems_of_large:?}");
    let many: String = (0..300).fold(String::new(), |text, n| format!("{text}unknown{n}: 1\n"));
    let problems = problems(&many);
    assert_eq!(problems.len(), 101);
    assert!(problems[0].contains("too-many-problems"), "{}", problems[0]);
}

#[test]
fn values_and_keys_have_places() {
    let text = "名称: 澜裳\ncontacts:\n  - id: a\n    roles: [user]\n  - id: b\n";
    let locator = Locator::new(&Arc::from("a.yaml"), text);
    let at = |place: keyfolio::diagnostic::Place| (place.line, place.column);
    assert_eq!(at(locator.value("/名称")), (1, 5));
    assert_eq!(at(locator.value("/contacts/1/id")), (5, 9));
    assert_eq!(at(locator.key("/contacts/0/roles")), (4, 5));
    assert_eq!(at(locator.value("/contacts/0/roles/0")), (4, 13));
    assert_eq!(at(locator.value("/contacts/1/name")), (5, 5));
    assert_eq!(at(locator.value("/nothing")), (0, 0));
}

#[test]
fn ids_are_quoted_where_yaml_would_misread_them() {
    for id in [
        "00004",
        "no",
        "1e5",
        "2026-01-01",
        "~",
        "0x1F",
        "",
        "a: b",
        "- x",
        "#a",
        "true",
        ".5",
        "Null",
        "y",
        "a\"b\\",
        "@x",
        "12_3",
    ] {
        let yaml = quoted(id);
        assert!(yaml.starts_with('"'), "{id} → {yaml}");
        let (sheet, problems) = read(&format!("tags: [{yaml}]\n"));
        assert_eq!((sheet.unwrap().tags, problems), (vec![id.to_owned()], vec![]));
    }
    for id in ["lanshang", "澜裳", "ALFKI", "CN-118.A", "Ernst Handel"] {
        assert_eq!(quoted(id), id);
    }
}

#[test]
fn lists_and_maps_in_brackets_are_marked_to_the_bracket() {
    let text = "a: [x, y]\nb: {k: v }\nc: [{d: [1]}, \"]\"]\ne:\n  - f: 1\n    g: 2\n";
    let file = Arc::from("a.yaml");
    let locator = Locator::new(&file, text);
    let meant = |pointer: &str| locator.value(pointer).snippet.unwrap().meant().to_owned();
    let shown = ["/a", "/b", "/c", "/c/0", "/c/0/d", "/e"].map(meant);
    assert_eq!(shown, ["[x, y]", "{k: v }", "[{d: [1]}, \"]\"]", "{d: [1]}", "[1]", "- f: 1"]);
}

#[test]
fn what_templates_and_other_programs_write_is_told_once() {
    let template = "`{{ site }}` is no value: nothing is filled in here, and to YAML it is a mapping";
    let braces = problems("title: {{ site }}\nmark: 3\n");
    assert_eq!(braces.len(), 1, "{braces:#?}");
    assert!(braces[0].starts_with("1:8 «{{ site» [invalid-yaml]") && braces[0].contains(template), "{braces:#?}");
    assert!(braces[0].ends_with("| write out what is meant, or put the text in quotes"), "{braces:#?}");
    let alone = problems("title: { site }\n");
    assert!(alone.iter().any(|line| line.contains("`site` stands here") && line.contains("| give it a value")));
    let comma = problems("title: {en: a, 840 b}\n");
    assert!(comma.iter().any(|line| line.ends_with("quote the sentence: it contains a comma")), "{comma:#?}");
    for value in ["!!python/object:foo.Bar {x: 1}", "!!python/unicode \"x\"", "!!python/object/apply:os.system [ls]"] {
        let tag = value.split(' ').next().unwrap();
        let said = problems(&format!("title: {value}\nmark: 3\n"));
        let whole =
            format!("1:8 «{tag}» [invalid-yaml] `{tag}` is a tag of another program: nothing is built from it here");
        assert_eq!(said.len(), 1, "{said:#?}");
        assert!(
            said[0].starts_with(&whole) && said[0].ends_with("| write the value itself, without the tag"),
            "{said:#?}"
        );
    }
    // That of a whole file hides nothing of what is wrong in it; tags of YAML itself are passed over.
    let whole = problems("!!python/object:foo.Sheet\ntitle: x\nmark: 9\n");
    assert_eq!(whole.len(), 2, "{whole:#?}");
    assert_eq!(problems("title: !!str x\nmark: 3\n"), [""; 0]);
    assert_eq!(problems("title: great!! and/or good\nmark: 3\n"), [""; 0]);
}
