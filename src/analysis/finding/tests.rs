//! Every situation of a portfolio and of an account says something, and says the right thing.

use super::*;
use crate::analysis::Analysis;
use crate::analysis::sample::{self, Sale, account, analysis, analysis_of, ledger, portfolio, with_wallet};
use crate::analysis::value::Value;
use crate::locale::{Catalog, Language};
use crate::project::settings::Settings;

fn headline(sales: &[Sale]) -> (&'static str, Values) {
    let analysis = analysis(sales);
    let finding = analysis.portfolio.headline().unwrap();
    (finding.situation.key(), finding.situation.values())
}

fn value(values: &Values, name: &str) -> Value {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap()
}

fn keys(analysis: &Analysis) -> Vec<&'static str> {
    analysis.portfolio.findings.iter().map(|finding| finding.situation.key()).collect()
}

fn account_keys(analysis: &Analysis, account: usize) -> Vec<&'static str> {
    analysis.accounts[account].findings.iter().map(|finding| finding.situation.key()).collect()
}

/// Two years of four accounts: the first year always sums to 1000.
fn two_years(now: [i64; 4]) -> Vec<Sale<'static>> {
    let mut sales: Vec<Sale> =
        ["a", "b", "c", "d"].iter().zip([400, 300, 200, 100]).map(|(id, r)| (*id, "2024-07-01", r, None)).collect();
    sales.extend(["a", "b", "c", "d"].iter().zip(now).map(|(id, revenue)| (*id, "2026-06-30", revenue, None)));
    sales
}

#[test]
fn the_headline_names_the_cause() {
    for (now, key) in [
        ([600, 330, 210, 110], "growth-by-one-account"),
        ([440, 340, 235, 135], "growth-by-two-accounts"),
        ([401, 300, 200, 105], "flat"),
        ([390, 290, 190, 90], "all-falling"),
        ([300, 300, 200, 101], "decline-by-one-account"),
        ([360, 265, 165, 101], "decline-broad"),
    ] {
        assert_eq!(headline(&two_years(now)).0, key, "{now:?}");
    }
    let (_, values) = headline(&two_years([600, 330, 210, 110]));
    assert_eq!(value(&values, "revenue_rate"), Value::Rate(0.25));
    assert_eq!(value(&values, "account"), Value::Account(0));
    assert_eq!(value(&values, "part"), Value::Share(0.8));
}

#[test]
fn growth_of_many_is_broad() {
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let mut sales: Vec<Sale> = ids.iter().map(|id| (*id, "2024-07-01", 100, None)).collect();
    sales.extend(ids.iter().map(|id| (*id, "2026-06-30", 110, None)));
    assert_eq!(headline(&sales).0, "growth-broad");
}

#[test]
fn situations_without_a_comparison_are_described() {
    assert_eq!(headline(&[]).0, "no-sales");
    assert_eq!(headline(&[("a", "2026-06-30", -5, None)]).0, "only-returns");
    assert_eq!(headline(&[("a", "2026-06-30", 5, None)]).0, "one-account");
    let short = [("a", "2026-06-30", 5, None), ("b", "2026-01-30", 5, None)];
    assert_eq!(headline(&short).0, "history-too-short");
    // A year before that is not whole does not make growth.
    let incomplete = [("a", "2025-03-01", 5, None), ("b", "2026-01-30", 50, None), ("a", "2026-06-30", 50, None)];
    assert_eq!(headline(&incomplete).0, "history-too-short");
    let found = keys(&analysis(&incomplete));
    for key in ["new-accounts", "more-concentrated", "less-concentrated", "class-moves"] {
        assert!(!found.contains(&key), "{key} in {found:?}");
    }
}

#[test]
fn a_year_that_came_to_nothing_is_no_base_for_growth() {
    let sales = [
        ("a", "2023-01-01", 9, None),
        ("a", "2025-01-01", 9, None),
        ("b", "2025-01-02", -9, None),
        ("a", "2026-06-30", 5, None),
        ("b", "2026-06-30", 5, None),
    ];
    assert_eq!(headline(&sales).0, "nothing-before");
}

fn check_keys<S: Situation + Serialize>(findings: &[Finding<S>], keys: &[&str]) {
    for finding in findings {
        let tag = serde_json::to_value(&finding.situation).unwrap()["key"].as_str().unwrap().to_owned();
        assert_eq!(tag, finding.situation.key());
        assert!(keys.contains(&tag.as_str()), "{tag}");
    }
}

/// The tag that serde writes, the key and the list of keys are the same words.
#[test]
fn keys_are_the_same_everywhere() {
    let sales =
        [&two_years([600, 0, 210, 110])[..], &[("e", "2026-01-01", 300, None), ("f", "2026-01-01", -1, None)]].concat();
    let analysis = analysis(&sales);
    check_keys(&analysis.portfolio.findings, PortfolioSituation::KEYS);
    analysis.accounts.iter().for_each(|account| check_keys(&account.findings, AccountSituation::KEYS));
    let mut all = [PortfolioSituation::KEYS, AccountSituation::KEYS].concat();
    all.sort_unstable();
    assert!(all.windows(2).all(|two| two[0] != two[1]), "{all:?}");
}

/// A key without a sentence would stand on the page as it is written here.
#[test]
fn every_situation_has_its_sentence_in_both_languages() {
    for catalog in Language::ALL.map(Catalog::built_in) {
        let lacks = |area: &str, keys: &[&str]| {
            let key = |key: &&str| format!("finding.{area}.{key}");
            keys.iter().map(key).filter(|key| !catalog.contains(key)).collect::<Vec<_>>()
        };
        // The sentence of `class-moves` is put together from who rose, fell, came and went (`site::view::sentence::class_moves`).
        assert_eq!(lacks("portfolio", PortfolioSituation::KEYS), ["finding.portfolio.class-moves"]);
        assert_eq!(lacks("account", AccountSituation::KEYS), [""; 0]);
    }
}

#[test]
fn all_equal_has_nothing_to_divide() {
    let equal = analysis(&[("a", "2026-06-30", 5, None), ("b", "2026-06-30", 5, None)]);
    assert!(keys(&equal).contains(&"all-equal") && !keys(&equal).contains(&"few-carry-most"));
}

#[test]
fn profit_that_lags_is_said_with_what_it_missed() {
    let sales: &[Sale] = &[
        ("a", "2024-07-01", 100, Some(80)),
        ("b", "2024-07-01", 100, Some(80)),
        ("a", "2026-06-30", 150, Some(128)),
        ("b", "2026-06-30", 100, Some(80)),
    ];
    let analysis = analysis(sales);
    let finding = first_on(&analysis.portfolio.findings, Topic::Trend).unwrap();
    assert_eq!(finding.situation.key(), "profit-lags-revenue");
    // Revenue +25 %, gross profit 40 → 42, +5 %: 20 % of 40 were missed.
    assert_eq!((finding.stake, finding.weight), (Amount::from_int(8), Weight::Watch));
    // Revenue grew and gross profit fell: somebody has to act.
    let worse = [sales, &[("a", "2026-06-30", 10, Some(20))]].concat();
    let worse = sample::analysis(&worse);
    let finding = first_on(&worse.portfolio.findings, Topic::Trend).unwrap();
    assert_eq!((finding.situation.key(), finding.weight), ("profit-lags-revenue", Weight::Act));
}

#[test]
fn who_came_who_went_and_who_changed_class() {
    let sales = [&two_years([600, 0, 210, 110])[..], &[("e", "2026-01-01", 300, None)]].concat();
    let analysis = analysis(&sales);
    let found = keys(&analysis);
    for key in ["new-accounts", "lost-accounts", "class-moves", "dependence-on-one", "few-carry-most", "without-wallet"]
    {
        assert!(found.contains(&key), "{key} in {found:?}");
    }
    assert_eq!(account_keys(&analysis, 1)[0], "silent");
    assert_eq!(account_keys(&analysis, 4)[0], "new-account");
    assert_eq!(account_keys(&analysis, 0)[..1], ["grew"]);
}

#[test]
fn zones_and_wallets() {
    let accounts = vec![with_wallet("a", 1000), with_wallet("b", 700), with_wallet("c", 100), account("d")];
    let sales = ledger(&two_years([600, 100, 210, 110]));
    let analysis = analysis_of(&portfolio(accounts), &sales, &Settings::default());
    let found = keys(&analysis);
    for key in ["to-defend", "money-elsewhere", "without-wallet"] {
        assert!(found.contains(&key), "{key} in {found:?}");
    }
    assert!(account_keys(&analysis, 0).contains(&"share-rose"));
    assert!(account_keys(&analysis, 1).contains(&"share-fell"));
    assert!(account_keys(&analysis, 2).contains(&"wallet-too-small"));
}

#[test]
fn a_customer_that_shrinks_is_told_from_one_that_we_lose() {
    let found = |now: i64, wallet: i64| {
        let mut one = account("a");
        let yaml = format!("{{amount: {wallet}, as_of: 2026-05-31, previous: [{{amount: 600, as_of: 2025-05-31}}]}}");
        one.wallet = serde_yaml::from_str(&yaml).unwrap();
        let accounts = vec![one, account("b"), account("c"), account("d")];
        let analysis =
            analysis_of(&portfolio(accounts), &ledger(&two_years([now, 300, 200, 100])), &Settings::default());
        analysis.accounts[0].findings.iter().find(|f| f.situation.topic() == Topic::Wallet).unwrap().clone()
    };
    // 400 of 600, then 360 of 500: a sixth less of anybody, and 72 % of it after 67 % ours.
    let shrank = found(360, 500);
    assert_eq!(
        (shrank.situation.key(), shrank.weight, shrank.stake),
        ("wallet-shrank", Weight::Watch, crate::portfolio::Amount::from_int(40))
    );
    assert_eq!(value(&shrank.situation.values(), "rate"), Value::Rate(-1.0 / 6.0));
    // The wallet grew while we fell; the wallet fell and we fell faster; we grew.
    assert_eq!(found(360, 700).situation.key(), "share-fell");
    assert_eq!(found(300, 550).situation.key(), "share-fell");
    assert_eq!(found(420, 550).situation.key(), "share-rose");
}

#[test]
fn accounts_in_every_situation_have_a_verdict() {
    let mut sales = two_years([600, 300, 150, -20]);
    sales.extend([("e", "2023-01-01", 50, None), ("e", "2026-05-05", 60, None)]);
    let known = ledger(&sales);
    let accounts = ["a", "b", "c", "d", "e", "f"].map(account).to_vec();
    let analysis = analysis_of(&portfolio(accounts), &known, &Settings::default());
    let verdicts: Vec<&str> = (0..6).map(|position| account_keys(&analysis, position)[0]).collect();
    // d bought once and sent it back: its last purchase is two years old. e bought in one year, not in the next.
    assert_eq!(verdicts, ["grew", "steady", "fell", "silent", "came-back", "never-bought"]);
}

#[test]
fn months_that_fall_one_after_another() {
    let mut sales: Vec<(String, i64)> = Vec::new();
    for month in 1..=12 {
        sales.push((format!("2024-{month:02}-01"), 100));
        sales.push((format!("2025-{month:02}-01"), if month > 8 { 50 } else { 110 }));
    }
    let mut sales: Vec<Sale> = sales.iter().map(|(day, revenue)| ("a", day.as_str(), *revenue, None)).collect();
    sales.push(("b", "2025-12-31", 10, None));
    let analysis = analysis(&sales);
    let finding = first_on(&analysis.accounts[0].findings, Topic::Trend).unwrap();
    assert_eq!((finding.situation.key(), finding.weight), ("falling-months", Weight::Watch));
    assert_eq!(value(&finding.situation.values(), "months"), Value::Count(4));
}

#[test]
fn heavier_findings_come_first_and_the_verdict_before_all() {
    let analysis = analysis(&two_years([600, 0, 210, 110]));
    let weights: Vec<Weight> = analysis.portfolio.findings.iter().skip(1).map(|finding| finding.weight).collect();
    assert!(weights.is_sorted(), "{weights:?}");
    assert_eq!(analysis.portfolio.findings[0].situation.topic(), Topic::Headline);
}

#[test]
fn who_stopped_buying_is_not_weighed_against_part_of_a_year() {
    // The data begin in March 2025, so the year to June 2025 is not whole.
    let sales = [("a", "2025-03-01", 5, None), ("b", "2026-01-30", 50, None), ("c", "2026-06-30", 50, None)];
    assert!(!keys(&analysis(&sales)).contains(&"lost-accounts"));
    let whole: Vec<Sale> = sales.into_iter().chain([("b", "2024-07-01", 1, None)]).collect();
    assert!(keys(&analysis(&whole)).contains(&"lost-accounts"));
}
