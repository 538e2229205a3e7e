//! Each rule speaks where its page says so and is silent beside it.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::*;
use crate::analysis::Analysis;
use crate::analysis::sample::{self, Sale, account, analysis_of, ledger, portfolio, with_wallet};
use crate::analysis::value::Value;
use crate::diagnostic::{Diagnostic, Snippet};
use crate::load::dossier_texts::DossierTexts;
use crate::load::yaml::Locator;
use crate::locale::{Catalog, Language};
use crate::portfolio::{AccountRule, ConcessionPeriod, Origin, ServingCost};

/// (rule, key, account) of every alert.
fn alerts(analysis: &Analysis, portfolio: &Portfolio, rule: &str) -> Vec<(&'static str, Option<String>)> {
    let of_rule = analysis.hits.alerts.iter().filter(|hit| hit.rule == rule);
    of_rule.map(|hit| (hit.key, hit.account.map(|at| portfolio.accounts[at].id.to_string()))).collect()
}

fn settings(yaml: &str) -> Settings {
    serde_yaml::from_str(yaml).unwrap()
}

fn found(rule: &str, accounts: Vec<Account>, sales: &[Sale], yaml: &str) -> Vec<(&'static str, Option<String>)> {
    let portfolio = portfolio(accounts);
    let analysis = analysis_of(&portfolio, &ledger(sales), &settings(yaml));
    for hit in &analysis.hits.alerts {
        assert!(find(hit.rule).unwrap().keys.contains(&hit.key), "{} lacks {}", hit.rule, hit.key);
    }
    alerts(&analysis, &portfolio, rule)
}

fn at(key: &'static str, account: &str) -> (&'static str, Option<String>) {
    (key, Some(account.to_owned()))
}

/// S2's own case: 2 million in February 2005, nothing by December 2006.
#[test]
fn big_ticket_is_the_case_of_the_source() {
    let sales: &[Sale] = &[("big", "2005-02-15", 2_000_000, None), ("other", "2006-12-31", 10, None)];
    let accounts = || vec![account("big"), account("other")];
    assert_eq!(found("big-ticket", accounts(), sales, "{}"), [at("one-off-purchase", "big")]);
    // One more month asked for, or a little less money: silence.
    assert!(found("big-ticket", accounts(), sales, "rules: {big-ticket: {months: 23}}").is_empty());
    assert!(found("big-ticket", accounts(), sales, "rules: {big-ticket: {amount: 2000001}}").is_empty());
    // Consumables since: it came back.
    let repeat = [sales, &[("big", "2005-03-01", 50, None)]].concat();
    assert!(found("big-ticket", accounts(), &repeat, "{}").is_empty());
    // A return is no purchase; and a long history before the large one makes an account.
    let returned = [sales, &[("big", "2005-03-01", -50, None)]].concat();
    assert_eq!(found("big-ticket", accounts(), &returned, "{}").len(), 1);
    let known = [sales, &[("big", "2004-03-01", 900_000, None)]].concat();
    assert!(found("big-ticket", accounts(), &known, "{}").is_empty());
}

#[test]
fn big_ticket_carries_its_evidence() {
    let portfolio = portfolio(vec![account("big"), account("other")]);
    let sales = ledger(&[("big", "2005-02-15", 2_000_000, None), ("other", "2006-12-31", 10, None)]);
    let analysis = analysis_of(&portfolio, &sales, &Settings::default());
    let hit = &analysis.accounts[0].alerts[0];
    assert_eq!((hit.rule, hit.stake, hit.level), ("big-ticket", Amount::from_int(2_000_000), RuleLevel::Warn));
    let expected = vec![
        ("amount", Value::Money(Amount::from_int(2_000_000))),
        ("date", Value::Date(date(2005, 2, 15))),
        ("months", Value::Months(22)),
        ("share", Value::Share(1.0)),
        ("orders", Value::Count(1)),
    ];
    assert_eq!(hit.evidence, expected);
    let mend = Mend { file: Some("content/accounts/big.yaml".into()), key: "contracts".into() };
    assert_eq!(hit.mend, mend);
}

#[test]
fn dropping_the_small_asks_for_a_look_and_names_the_only_one() {
    // Median 200: `small` is below with a low share.
    let accounts = |note: bool| {
        let mut small = with_wallet("small", 100);
        small.potential_note = note.then(|| "none: it closes in March".into());
        vec![small, with_wallet("large", 1000), with_wallet("middle", 200)]
    };
    let sales: &[Sale] = &[
        ("small", "2024-01-01", 10, None),
        ("large", "2024-01-01", 10, None),
        ("middle", "2024-01-01", 10, None),
        ("small", "2026-06-30", 10, None),
        ("large", "2026-06-30", 80, None),
        ("middle", "2026-06-30", 10, None),
    ];
    let rule = "dropping-the-small";
    assert_eq!(
        found(rule, accounts(false), sales, "{}"),
        [at("abandoned-unseen", "small"), ("too-concentrated", None)]
    );
    assert_eq!(found(rule, accounts(true), sales, "{}"), [("too-concentrated", None)]);
    // 80 % is not above 80 %.
    assert!(found(rule, accounts(true), sales, "rules: {dropping-the-small: {cr1: 80}}").is_empty());
}

#[test]
fn single_indicator_counts_what_else_is_known() {
    let sales: &[Sale] = &[("a", "2026-06-30", 80, None), ("b", "2026-06-30", 20, None)];
    let rule = "single-indicator";
    let bare = found(rule, vec![account("a"), account("b")], sales, "{}");
    // Of all of class A nothing else is known: one line says it, not one for each.
    assert_eq!(bare, [("all-on-one-figure", None)]);
    let composite = found(rule, vec![with_wallet("a", 100), account("b")], sales, "{}");
    assert!(composite.is_empty());
    let two = "rules: {single-indicator: {indicators: 2}}";
    assert_eq!(
        found(rule, vec![sample::with_wallet("a", 100), account("b")], sales, two),
        [at("class-on-one-figure", "a")]
    );
    // The one that is on file is not said to be missing.
    let portfolio = portfolio(vec![with_wallet("a", 100), account("b")]);
    let analysis = analysis_of(&portfolio, &ledger(sales), &settings(two));
    let evidence = &analysis.hits.alerts.iter().find(|hit| hit.rule == rule).unwrap().evidence;
    assert!(evidence.contains(&("known", Value::Count(1))) && evidence.contains(&("needed", Value::Count(2))));
    let missing = vec!["other_base", "potential", "five_elements", "payment", "satisfaction"];
    assert!(evidence.contains(&("missing", Value::Choices("class_indicator", missing))));
}

#[test]
fn single_indicator_sees_the_bases_disagree() {
    // By revenue a, b are A; by gross profit b has next to nothing.
    let sales: &[Sale] =
        &[("a", "2026-06-30", 50, Some(10)), ("b", "2026-06-30", 40, Some(39)), ("c", "2026-06-30", 10, Some(1))];
    let accounts = vec![account("a"), account("b"), account("c")];
    assert_eq!(found("single-indicator", accounts, sales, "{}"), [at("indicators-disagree", "b")]);
}

#[test]
fn volume_without_profit_counts_the_cost_to_serve() {
    let sales: &[Sale] = &[("a", "2026-06-30", 80, Some(70)), ("b", "2026-06-30", 20, Some(5))];
    let rule = "volume-without-profit";
    // 80 % of revenue, 10 of 25 of gross profit.
    assert_eq!(found(rule, vec![account("a"), account("b")], sales, "{}"), [("profit-from-the-small", None)]);
    let wide = "rules: {volume-without-profit: {gap: 40}}";
    assert!(found(rule, vec![account("a"), account("b")], sales, wide).is_empty());
    let mut costly = account("a");
    let cost: ServingCost = serde_yaml::from_str("{period: 2026-Q1, amount: 11}").unwrap();
    let old: ServingCost = serde_yaml::from_str("{period: 2024-Q1, amount: 1000}").unwrap();
    costly.cost_to_serve = vec![cost, old];
    assert_eq!(found(rule, vec![costly.clone(), account("b")], sales, wide), [at("key-account-without-profit", "a")]);
    // Half of the revenue carries no cost: nothing is said.
    let uncovered: &[Sale] =
        &[("a", "2026-06-30", 80, Some(79)), ("a", "2026-06-29", 80, None), ("b", "2026-06-30", 20, Some(5))];
    assert!(found(rule, vec![costly, account("b")], uncovered, wide).is_empty());
}

fn concession(period: &str, rebates: i64) -> ConcessionPeriod {
    serde_yaml::from_str(&format!("{{period: {period}, rebates: {rebates}}}")).unwrap()
}

#[test]
fn concessions_above_the_cap_or_rising_on_flat_volume() {
    let quarters = ["2025-08-01", "2025-11-01", "2026-02-01", "2026-05-01"];
    let sales: Vec<Sale> = quarters.iter().map(|day| ("a", *day, 100, Some(0))).collect();
    let rule = "unbounded-concessions";
    let granted = |rebates: [i64; 4], cap: Option<&str>| {
        let mut account = account("a");
        let periods = ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"];
        account.concessions.periods =
            periods.iter().zip(rebates).map(|(period, rebates)| concession(period, rebates)).collect();
        account.concessions.cap = cap.map(|text| serde_yaml::from_str(text).unwrap());
        vec![account]
    };
    assert_eq!(found(rule, granted([5, 5, 5, 31], None), &sales, "{}"), [at("concessions-above-cap", "a")]);
    assert!(found(rule, granted([5, 5, 5, 30], None), &sales, "{}").is_empty());
    assert_eq!(found(rule, granted([5, 5, 5, 30], Some("20%")), &sales, "{}"), [at("concessions-above-cap", "a")]);
    assert_eq!(found(rule, granted([5, 6, 7, 8], None), &sales, "{}"), [at("concessions-rising", "a")]);
    assert!(found(rule, granted([5, 6, 6, 8], None), &sales, "{}").is_empty());
    // Volume grew with them.
    let growing: Vec<Sale> = quarters.iter().zip(1..).map(|(day, n)| ("a", *day, 100 * n, Some(99 * n))).collect();
    assert_eq!(found(rule, granted([1, 1, 1, 5], None), &growing, "{}"), [at("concessions-above-cap", "a")]);
    let profitable: Vec<Sale> = quarters.iter().zip(1..).map(|(day, n)| ("a", *day, 100 * n, Some(0))).collect();
    assert!(found(rule, granted([5, 12, 21, 32], None), &profitable, "{}").is_empty());
    // No profit at all is above every cap.
    let sold_at_cost: Vec<Sale> = quarters.iter().map(|day| ("a", *day, 100, Some(100))).collect();
    assert_eq!(found(rule, granted([1, 1, 1, 1], None), &sold_at_cost, "{}"), [at("concessions-without-profit", "a")]);
}

#[test]
fn levels_and_exceptions() {
    let sales: &[Sale] = &[("big", "2005-02-15", 2_000_000, None), ("other", "2006-12-31", 10, None)];
    let with = |rule: &str, yaml: &str| {
        let mut big = account("big");
        let own: AccountRule = serde_yaml::from_str(rule).unwrap();
        big.rules.insert("big-ticket".to_owned(), own);
        let portfolio = portfolio(vec![big, account("other")]);
        let analysis = analysis_of(&portfolio, &ledger(sales), &settings(yaml));
        let pick =
            |hits: &[RuleHit]| hits.iter().filter(|h| h.rule == "big-ticket").map(|h| h.level).collect::<Vec<_>>();
        (pick(&analysis.hits.alerts), pick(&analysis.hits.excepted), analysis.accounts[0].alerts.len())
    };
    let allowed = "{level: allow, reason: a frame contract is signed}";
    assert_eq!(with(allowed, "{}"), (vec![], vec![RuleLevel::Allow], 0));
    // Its last day has passed: the rule holds again.
    let expired = "{level: allow, reason: until the fair, until: 2006-12-30}";
    assert_eq!(with(expired, "{}").0, [RuleLevel::Warn]);
    assert_eq!(with("{level: allow, reason: until today, until: 2006-12-31}", "{}").1, [RuleLevel::Allow]);
    // A dossier may also be stricter than the settings.
    assert_eq!(
        with("{level: deny, reason: here it matters}", "rules: {big-ticket: {level: allow}}").0,
        [RuleLevel::Deny]
    );
}

#[test]
fn slips_in_settings_and_dossiers_are_named() {
    let text = "rules: {big-tickt: {}, big-ticket: {monts: 3, months: 0}, dropping-the-small: {cr1: 20}}";
    let file = "keyfolio.yaml".into();
    let all = validate_settings(&settings(text), &Locator::new(&file, text));
    let pointed = |d: &Diagnostic| {
        d.place.as_ref().and_then(|place| place.snippet.as_ref()).map(Snippet::meant).unwrap_or_default().to_owned()
    };
    let found: Vec<(String, String)> = all.iter().map(|d| (pointed(d), d.help.clone())).collect();
    let expected = [
        ("big-tickt", "did you mean `big-ticket`?"),
        ("0", "`months` is whole months without a purchase after the large one (the source's case: 22); by default 22"),
        ("monts", "did you mean `months`?"),
    ];
    assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let mut odd = account("a");
    odd.rules.insert("bigticket".to_owned(), serde_yaml::from_str("{level: warn, reason: x}").unwrap());
    let all = validate_accounts(&portfolio(vec![odd]), &DossierTexts::default());
    let found: Vec<(&str, &str)> = all.iter().map(|d| (&*d.place.as_ref().unwrap().file, &*d.help)).collect();
    assert_eq!(found, [("content/accounts/a.yaml", "did you mean `big-ticket`?")]);
}

/// 0.2 could be a share: per cent are never below 1 in the settings of rules.
#[test]
fn per_cent_of_a_rule_are_never_shares() {
    let found = |text: &str| {
        let file = "keyfolio.yaml".into();
        let all = validate_settings(&settings(text), &Locator::new(&file, text));
        all.iter().map(|d| (d.place.as_ref().unwrap().column, d.help.clone())).collect::<Vec<_>>()
    };
    let help = "write 20 for 0.2 of the whole; less than 1 % cannot be set".to_owned();
    assert_eq!(found("rules: {dropping-the-small: {cr1: 0.2}}"), [(35, help)]);
    assert!(found("rules: {dropping-the-small: {cr1: 20}, quote-gap: {gap: 0}}").is_empty());
}

#[test]
fn every_rule_has_a_page_and_sound_numbers() {
    for rule in RULES {
        let page = rule.page();
        assert!(page.starts_with("# ") && page.contains("**Remedy"), "{}", rule.id);
        assert!(rule.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.id);
        for setting in rule.settings {
            assert!((setting.min..=setting.max).contains(&setting.default), "{} {}", rule.id, setting.name);
            assert!(page.contains(&format!("`{}`", setting.name)), "{} does not explain `{}`", rule.id, setting.name);
        }
        assert_eq!(find(rule.id).map(|found| found.id), Some(rule.id));
    }
}

#[test]
fn every_rule_has_its_words_in_both_languages() {
    for language in Language::ALL {
        let catalog = Catalog::built_in(language);
        for rule in RULES {
            let parts = ["name", "says", "why", "remedy", "remedy_short", "source"].map(str::to_owned);
            let settings = rule.settings.iter().map(|setting| format!("setting.{}", setting.name));
            let own = parts.into_iter().chain(settings).map(|part| format!("rule.{}.{part}", rule.id));
            for key in own.chain(rule.keys.iter().map(|key| format!("rule.hit.{key}"))) {
                assert!(catalog.contains(&key), "{language} lacks {key}");
            }
        }
        let known: BTreeSet<String> = RULES.iter().flat_map(|r| r.keys).map(|key| format!("rule.hit.{key}")).collect();
        assert_eq!(known.len(), RULES.iter().map(|rule| rule.keys.len()).sum::<usize>(), "a key stands in two rules");
        let spare: Vec<&str> =
            catalog.keys().filter(|key| key.starts_with("rule.hit.") && !known.contains(*key)).collect();
        assert!(spare.is_empty(), "{language} has sentences that no rule says: {spare:?}");
    }
}

/// Dossiers that no one has filled in, and accounts without one, are not scolded for what only a dossier could say.
#[test]
fn an_account_without_a_dossier_is_left_alone() {
    let sales = ledger(cases::SALES);
    let mut bare = account("a");
    bare.origin = Origin::SalesOnly;
    let portfolio = portfolio(vec![bare]);
    let analysis = analysis_of(&portfolio, &sales, &settings("as_of: 2026-06-30"));
    let said: Vec<&str> = analysis.hits.alerts.iter().map(|hit| hit.rule).collect();
    assert_eq!(said, ["single-indicator", "dropping-the-small"]);
}

#[test]
fn exposures_are_parts_of_a_year() {
    let of = |key: &str, dossier: &str| cases::hits(key, dossier, cases::SALES, "")[0].stake.to_string();
    assert_eq!(of("products-without-needs", "value_propositions: [{feature: x}]"), "10000.00");
    assert_eq!(of("supply-broken", "supply: {commitments: [{what: x, kept: false}]}"), "100000.00");
    assert_eq!(of("contract-renewal-due", "contracts: [{name: x, start: 2026-01-01, end: 2026-06-29}]"), "1000000.00");
}
