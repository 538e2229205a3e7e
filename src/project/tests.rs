//! What is read from settings, and where a workspace is found.

use super::*;
use crate::diagnostic::Diagnostic;

/// Line, column, message and help.
type Said = (usize, usize, String, String);

fn found(text: &str) -> (Settings, Vec<Said>) {
    let mut diagnostics = Diagnostics::new();
    let file = SettingsFile::parse(text.to_owned(), &mut diagnostics);
    diagnostics.sort();
    let place = |d: &Diagnostic| d.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
    let list = diagnostics.iter().map(|d| (place(d).0, place(d).1, d.message.clone(), d.help.clone())).collect();
    (file.settings, list)
}

/// Places and messages of a text.
fn messages(text: &str) -> Vec<(usize, usize, String)> {
    found(text).1.into_iter().map(|(line, column, message, _)| (line, column, message)).collect()
}

#[test]
fn an_empty_file_works() {
    for text in ["", "# only a comment\n", "{}"] {
        assert_eq!(found(text), (Settings::default(), Vec::new()), "{text:?}");
    }
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let (_, list) = found("currency: EUR\ntitel: x\n");
    assert_eq!((list[0].0, list[0].1), (2, 1));
    assert!(list[0].3.contains("did you mean `title`?"), "{list:?}");
}

#[test]
fn values_are_checked_at_their_places() {
    let cases = [
        ("fiscal_year_start: 13", 20, "expected a whole number from 1 to 12, found `13`"),
        ("currency: yuan", 11, "“yuan” is no currency code"),
        ("abc: {cuts: [95, 80]}", 13, "the cuts 95 and 80 do not rise between 0 and 100"),
        ("abc: {cuts: [0, 80]}", 13, "the cuts 0 and 80 do not rise between 0 and 100"),
        ("attack_defend: {share_cut: 0}", 28, "a share of 0 % does not divide anything"),
        ("attack_defend: {power_cut: 0}", 28, "the purchasing power is not above zero"),
        ("attack_defend: {new_months: -1}", 29, "an account cannot be new for -1 months"),
        ("health: {payment: -1}", 19, "-1 points cannot be given"),
        ("scorecard: {tenure: -2}", 21, "-2 points cannot be given"),
        ("health: {lights: {act: 70}}", 18, "act below 70 and well from 68 do not divide 0 to 100 points into three"),
        ("pyramid: {cuts: [20, 5, 50]}", 17, "the cuts 20, 5 and 50 do not rise between 0 and 100"),
        ("xyz: {cuts: [1, 0.5]}", 13, "the cuts 1 and 0.5 do not rise above 0"),
        (
            "loyalty: {loyal: 101}",
            18,
            "expected a percentage from 0 to 100, such as 62 or 62% (0.62 would be ambiguous), found `101`",
        ),
        ("base_url: example.com", 11, "“example.com” is no address on the web"),
        ("base_url: ftp://example.com", 11, "a site is served over http or https, not ftp"),
        ("base_url: https:///x", 11, "“https:///x” names no host"),
        ("edit_link: https://git.example.com/edit", 12, "the link does not say where the path of the file goes"),
        ("economic_threshold: -5", 21, "the threshold is not above zero"),
        ("grades: [a, b]", 9, "there are five grades, and 2 labels"),
        ("sales: [{files: ../x.csv}]", 17, "“../x.csv” leaves the workspace"),
        ("targets: [/x.csv]", 11, "“/x.csv” leaves the workspace"),
        ("languages: {default: en, others: [en]}", 35, "the language en is named twice"),
    ];
    for (text, column, message) in cases {
        let found = messages(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].2, message, "{text}");
        assert_eq!((found[0].0, found[0].1), (1, column), "{text}");
    }
}

/// A wrong light leaves the weights alone, and the other way round.
#[test]
fn weights_and_lights_are_checked_apart() {
    let health = |text: &str| found(text).0.health;
    let lit = health("health: {payment: 30, lights: {act: 0}}");
    assert_eq!((lit.payment, lit.lights), (30.0, settings::HealthLights::default()));
    let weighed = health("health: {payment: -1, lights: {act: 40, well: 80}}");
    assert_eq!((weighed.payment, weighed.lights.act, weighed.lights.well), (10.0, 40, 80));
}

#[test]
fn every_problem_is_found_in_one_run() {
    let found = messages("currency: yuan\nfiscal_year_start: 0\nunknown: 1\nabc: {cuts: [5, 4]}\n");
    assert_eq!(found.iter().map(|(line, ..)| *line).collect::<Vec<_>>(), [1, 2, 3, 4], "{found:?}");
}

#[test]
fn without_other_languages_there_are_all() {
    let tags = |text: &str| {
        let languages = found(text).0.languages;
        (languages.default, languages.others)
    };
    assert_eq!(tags(""), ("zh-CN".to_owned(), vec!["en".to_owned()]));
    assert_eq!(tags("languages: {default: en}"), ("en".to_owned(), vec!["zh-CN".to_owned()]));
    assert_eq!(tags("languages: {default: en, others: []}"), ("en".to_owned(), vec![]));
}

#[test]
fn an_unknown_language_is_named_with_the_nearest() {
    let found = messages("languages: {default: zh, others: []}");
    assert_eq!((found[0].0, found[0].1), (1, 22));
    assert!(found[0].2.contains("`zh`"), "{found:?}");
    assert!(self::found("languages: {default: zh, others: []}").1[0].3.contains("`zh-CN`"));
    assert!(messages("title: {fr: Comptes}")[0].2.contains("fr"), "texts per language too");
}

#[test]
fn a_base_url_ends_with_a_slash() {
    let (settings, list) = found("base_url: https://example.com/a");
    assert_eq!((settings.base_url.as_deref(), list.len()), (Some("https://example.com/a/"), 0));
}

#[test]
fn the_workspace_is_found_from_below() {
    let dir = tempfile::tempdir().expect("temp dir");
    let root = fs::canonicalize(dir.path()).expect("exists");
    let deep = root.join("content/accounts");
    fs::create_dir_all(&deep).expect("mkdir");
    let missing = Project::discover(&deep, Some(&deep)).expect_err("no workspace").to_string();
    assert!(missing.contains("keyfolio init"), "{missing}");
    assert!(Project::discover(&deep, None).expect_err("none above").is::<NoWorkspace>());
    fs::write(root.join(SETTINGS), "").expect("write");
    assert_eq!(Project::discover(&deep, None).expect("found").root(), root);
    assert_eq!(Project::discover(Path::new("/"), Some(&root)).expect("found").root(), root);
}

#[test]
fn a_field_of_no_sale_is_told_at_its_key() {
    let (settings, list) = found("sales:\n  - files: data/*.csv\n    columns: {date: nope, wat: x, revenu: y}\n");
    let places: Vec<(usize, usize)> = list.iter().map(|said| (said.0, said.1)).collect();
    assert_eq!(places, [(3, 27), (3, 35)], "{list:?}");
    assert!(list[0].2.contains("`wat`") && list[0].3.starts_with("the fields are"));
    assert!(list[1].3.starts_with("did you mean `revenue`?"), "{list:?}");
    assert_eq!(settings.sales[0].columns.keys().collect::<Vec<_>>(), ["date"], "told once, not again per file");
}

#[test]
fn a_reading_that_nobody_confirmed_is_a_warning() {
    let (_, list) = found("sales:\n  - files: data/s.csv\n    dates: day_first\n    guessed: true\n");
    assert_eq!(list.len(), 1, "{list:?}");
    assert_eq!((list[0].0, list[0].1), (4, 5));
    assert!(list[0].3.contains("`dates: month_first`"), "{list:?}");
    assert!(found("sales:\n  - files: data/s.csv\n    dates: day_first\n").1.is_empty(), "confirmed");
}

/// 0.8 could be 80 % or 0.8 %, in settings as in dossiers.
#[test]
fn percentages_are_never_shares() {
    let settings = "abc: {cuts: [0.8, 0.95]}\nattack_defend: {share_cut: 0.5}\nloyalty: {satisfied: 0.8, loyal: 60%}\n";
    let (settings, list) = found(settings);
    let said: Vec<(usize, usize, &str)> = list.iter().map(|d| (d.0, d.1, d.3.as_str())).collect();
    let help = |share: u8, written: &str| format!("write {share}% or {written}%, whichever is meant");
    assert_eq!(
        said,
        [
            (1, 14, help(80, "0.8").as_str()),
            (1, 19, &help(95, "0.95")),
            (2, 28, &help(50, "0.5")),
            (3, 22, &help(80, "0.8"))
        ]
    );
    assert_eq!((settings.abc.cuts, settings.loyalty.loyal), ([80.0, 95.0], 60.0));
}

#[test]
fn numbers_with_a_range_say_it() {
    let (_, list) = found("fiscal_year_start: April\nhealth: {lights: {act: 300}}\npyramid: {cuts: [5, 20, half]}\n");
    let said: Vec<(usize, usize, &str, &str)> = list.iter().map(|d| (d.0, d.1, d.2.as_str(), d.3.as_str())).collect();
    let month = "write a whole number from 1 to 12, or remove `fiscal_year_start`";
    assert_eq!(said[0], (1, 20, "expected a whole number from 1 to 12, found `April`", month));
    assert_eq!((said[1].0, said[1].2), (2, "expected a whole number from 0 to 100, found `300`"));
    assert_eq!((said[2].0, said[2].2), (3, "expected a whole number from 0 to 100, found `half`"));
}

#[test]
fn a_text_in_an_unknown_language_is_told_at_its_key() {
    assert_eq!(messages("title: {fr: Comptes}")[0].1, 9);
}
