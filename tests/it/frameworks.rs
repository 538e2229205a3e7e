//! The walk along the table of frameworks: each row has a page and words in both languages, a place in the playbook or a page of
//! the portfolio, an account of the demo that records it, and a check of what it computes; and the features page of the
//! demo's wiki lists every one of them with where it is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use keyfolio::frameworks::FRAMEWORKS;
use keyfolio::load::{content, yaml};
use keyfolio::locale::{Catalog, Language};
use keyfolio::portfolio::{Account, Portfolio, validate};
use keyfolio::project::settings::Settings;

use crate::project::TestProject;

/// Rows that no playbook and no page of the portfolio but their own shows: the page of the framework does. The first two are
/// private: dossiers may hold them, pages never do.
const OWN_PAGE_ONLY: [&str; 4] = ["coach-criteria", "personality", "serialisation", "maturity"];

/// Where what a row computes is checked against values by hand or published: a file and a test in it.
const CHECKS: &[(&str, &str, &str)] = &[
    ("predictable-contribution", "src/analysis/customers/regularity.rs", "classes_by_hand"),
    ("three-tests", "src/analysis/three_tests.rs", "ten_of_twelve_months_recur_and_five_may"),
    ("investment-payback", "src/analysis/payback.rs", "the_sources_example"),
    ("loss-asymmetry", "src/analysis/concentration.rs", "losing_an_account_is_measured_against_the_whole"),
    ("five-elements", "src/rules/no_key_element.rs", "a_contract_of_a_year_is_the_first_element"),
    (
        "transactional-relational",
        "src/analysis/relational_ranking.rs",
        "the_larger_by_revenue_is_not_the_larger_by_value",
    ),
    ("loyalty-attitude", "src/analysis/loyalty_proxy.rs", "loyal_is_who_buys_most_of_it_from_us_and_often"),
    ("partner-type", "src/rules/tests.rs", "volume_without_profit_counts_the_cost_to_serve"),
    ("group-tree", "src/analysis/groups.rs", "a_group_rolls_up_to_its_head_and_leaves_the_whole_alone"),
    ("pareto", "src/analysis/concentration.rs", "a_small_case_by_hand"),
    ("abc", "src/analysis/abc/tests.rs", "computed_abc_finds_the_published_points"),
    ("serialisation", "src/analysis/serialisation.rs", "loyal_early_or_class_a"),
    ("attack-defend", "src/frameworks/attack_defend.rs", "the_five_zones_and_their_edges"),
    ("scorecard", "src/analysis/scores/tests.rs", "a_scorecard_by_hand"),
    ("pseudo-key-account", "src/rules/tests.rs", "big_ticket_is_the_case_of_the_source"),
    ("hold-the-large", "src/rules/tests.rs", "dropping_the_small_asks_for_a_look_and_names_the_only_one"),
    ("rfm", "src/analysis/customers/reference_tests.rs", "northwind_rfm_exactly"),
    ("customer-assets", "src/analysis/customers/reference_tests.rs", "cdnow_lifetime_value_as_published"),
    ("relationship-stage", "src/analysis/stage_moves.rs", "flows_and_falls_of_a_year"),
    ("kam-stage", "src/rules/kam_stage_mismatch.rs", "partnership_needs_the_four_functions"),
    ("buying-cycle", "src/analysis/buying_cycle.rs", "stalled_first_then_by_worth"),
    ("long-chase", "src/rules/long_chase.rs", "two_years_and_nobody_who_decides"),
    ("cute", "src/rules/missing_cute_role.rs", "a_slot_that_nobody_met"),
    ("senior-level-selling", "src/analysis/visiting.rs", "days_of_a_member_count_once"),
    ("relational-dimensions", "src/analysis/relational.rs", "the_mean_of_the_newest_marks_in_post"),
    ("relation-without-plan", "src/rules/relation_without_plan.rs", "good_relations_ask_what_for"),
    ("need-principle", "src/rules/need_without_source.rs", "who_said_it_and_when"),
    ("value-added-solution", "src/analysis/solutions.rs", "whole_under_each_line_and_once_in_the_total"),
    ("white-space", "src/analysis/white_space.rs", "fields_rank_and_sum"),
    ("nine-strategies", "src/analysis/strategy_use.rs", "by_class_and_by_result"),
    ("satisfaction-loyalty", "src/analysis/health/tests.rs", "every_term_by_hand"),
    ("satisfaction-formula", "src/analysis/satisfaction.rs", "the_sources_formula_and_its_opposite"),
    ("survey", "src/rules/survey_overdue.rs", "the_day_that_the_dossier_names"),
    ("health", "src/analysis/health/tests.rs", "every_term_by_hand"),
    ("coverage-model", "src/rules/coverage_mismatch.rs", "an_area_manager_is_too_thin_for_class_a"),
    ("visits", "src/analysis/visiting.rs", "plan_against_done"),
    ("nine-duties", "src/analysis/duty_grid.rs", "only_the_twelve_months_count"),
    ("complaints", "src/rules/complaint_overdue.rs", "thirty_days_to_close_it"),
    ("resource-quota", "src/analysis/effort.rs", "the_mean_of_quotas"),
    ("supply-commitments", "src/rules/supply_broken.rs", "broken_within_ninety_days"),
    ("seasonality", "src/analysis/customers/seasonality.rs", "two_years_by_hand"),
    ("account-plan", "src/analysis/agenda.rs", "by_owner_the_latest_first_and_nobody_last"),
    ("customer-oriented-selling", "src/analysis/selling_steps.rs", "each_step_rests_on_those_before_it"),
    ("purpose", "src/analysis/win_rate.rs", "won_and_lost_of_twelve_months"),
    ("account-team", "src/analysis/team_load.rs", "what_each_carries"),
    ("growth", "src/analysis/growth_totals.rs", "moves_and_open_opportunities_by_direction"),
    ("opportunities", "src/rules/opportunity_stalled.rs", "over_the_days_of_its_stage"),
    ("pricing-orientation", "src/rules/quote_gap.rs", "the_mean_of_the_closed_ones"),
    ("linked-price", "src/analysis/linked_price.rs", "follows_the_index_between_floor_and_cap"),
    ("concessions", "src/rules/tests.rs", "concessions_above_the_cap_or_rising_on_flat_volume"),
    ("volume-without-profit", "src/rules/tests.rs", "volume_without_profit_counts_the_cost_to_serve"),
    ("forecast-accuracy", "src/analysis/forecast_accuracy.rs", "the_sources_case"),
    ("dossier-completeness", "src/rules/dossier_incomplete.rs", "eight_of_twelve_are_enough"),
];

/// Rows that compute nothing: what the team records or judges is shown as it stands.
const RECORDED_ONLY: [&str; 24] = [
    "two-senses",
    "seller-match",
    "account-types",
    "five-grades",
    "market-stance",
    "wallet-composition",
    "buying-centre",
    "coach-criteria",
    "personality",
    "build-deepen-pull",
    "share-of-mind",
    "right-person",
    "four-key-people",
    "gpn",
    "fabeec",
    "objections",
    "four-mistakes",
    "key-account-centre",
    "environment",
    "five-features",
    "maturity",
    "exit-cost",
    "channel",
    "five-misconceptions",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn demo() -> Portfolio {
    let text = fs::read_to_string(root().join("keyfolio.yaml")).unwrap();
    let settings = yaml::parse::<Settings>(&Arc::from("keyfolio.yaml"), &text).0.unwrap();
    let (content, _) = content::load(root(), &settings.languages, None).unwrap();
    validate(content, &[], &settings).0
}

/// The pages of the demo, by path.
fn built() -> BTreeMap<String, String> {
    let project = TestProject::new::<&str, &str>(&[]);
    let output = project.path("public");
    let output = output.to_str().unwrap();
    project.run(&["build", "--quiet", "--root", root().to_str().unwrap(), "--output-dir", output]).expect(0);
    let pages = project
        .output()
        .into_iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|suffix| suffix == "html"));
    pages.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn every_row_is_shown_recorded_and_worded() {
    let (demo, pages) = (demo(), built());
    let mut lacks = Vec::new();
    for row in FRAMEWORKS {
        let id = row.id;
        let recording: Vec<_> = demo.accounts.iter().filter(|account| row.is_recorded(&demo, account)).collect();
        if !row.key.is_empty() && recording.is_empty() {
            lacks.push(format!("{id}: no account of the demo records `{}`", row.key));
        }
        if row.playbook.is_empty() && row.pages.is_empty() && row.key.is_empty() && !OWN_PAGE_ONLY.contains(&id) {
            lacks.push(format!("{id}: shown nowhere but on its own page"));
        }
        for language in Language::ALL {
            let tag = language.tag();
            let name = Catalog::built_in(language).text(&format!("framework.{id}.name"), &[]);
            let own = pages.get(&format!("{tag}/frameworks/{id}.html"));
            if own.is_none_or(|page| !page.contains(&name.replace('&', "&amp;"))) {
                lacks.push(format!("{id}: no page in {tag} that names it"));
            }
            for page in row.pages.iter().filter(|page| !pages.contains_key(&format!("{tag}/portfolio/{page}.html"))) {
                lacks.push(format!("{id}: no page portfolio/{page}.html in {tag}"));
            }
            let shows = |place: &str| {
                let marked = format!(" id=\"{place}\"");
                let of_account =
                    |path: &str| path.starts_with(&format!("{tag}/accounts/")) && !path.ends_with("/index.html");
                match (place, recording.as_slice()) {
                    ("head", _) => true,
                    (_, []) => pages.iter().any(|(path, page)| of_account(path) && page.contains(&marked)),
                    (_, some) => some.iter().any(|account| {
                        pages
                            .get(&format!("{tag}/accounts/{}.html", account.id))
                            .is_some_and(|page| page.contains(&marked))
                    }),
                }
            };
            for place in row.playbook.iter().filter(|place| !shows(place)) {
                lacks.push(format!("{id}: no playbook of the demo shows the section `{place}` in {tag}"));
            }
        }
    }
    assert_eq!(lacks, [""; 0]);
}

#[test]
fn every_row_that_computes_is_checked_against_values_by_hand_or_published() {
    let checked: BTreeSet<&str> = CHECKS.iter().map(|(id, ..)| *id).collect();
    let recorded: BTreeSet<&str> = RECORDED_ONLY.into_iter().collect();
    for row in FRAMEWORKS {
        assert!(checked.contains(row.id) != recorded.contains(row.id), "{}: checked, or recorded only?", row.id);
    }
    assert_eq!(checked.len() + recorded.len(), FRAMEWORKS.len(), "a name that is no row");
    for (id, file, test) in CHECKS {
        let text = fs::read_to_string(root().join(file)).unwrap_or_default();
        assert!(
            text.contains(&format!("#[test]\n    fn {test}()")) || text.contains(&format!("#[test]\nfn {test}()")),
            "{id}: no test `{test}` in {file}"
        );
    }
}

/// The name of a place in a playbook: a heading of the catalogue.
fn place_name(catalog: &Catalog, place: &str) -> String {
    let section = |key: &str| catalog.text(&format!("account.section.{key}"), &[]);
    let part = |key: &str| catalog.text(&format!("enums.part.{key}"), &[]);
    match place {
        "people" | "value" | "plan" => part(place),
        "own-words-people" => catalog.text("frameworks.place.own_words", &[]),
        "completeness" | "head" | "health" | "risks" | "scores" | "selling" | "value-ahead" | "why" => {
            catalog.text(&format!("frameworks.place.{}", place.replace('-', "_")), &[])
        }
        other => section(&other.replace('-', "_")),
    }
}

/// The table of the features page as it should stand there: where a reader of the demo sees each framework.
fn table(language: Language, demo: &Portfolio, pages: &BTreeMap<String, String>) -> String {
    let catalog = Catalog::built_in(language);
    let (heads, comma) = match language {
        Language::ZhCn => ("| 框架 | 客户手册里 | 组合页 |", "、"),
        Language::En => ("| Framework | In a playbook | Portfolio page |", ", "),
    };
    let mut table = format!("{heads}\n| --- | --- | --- |\n");
    for row in FRAMEWORKS {
        let of = |account: &str, place: &str| {
            let page = pages.get(&format!("{}/accounts/{account}.html", language.tag()));
            page.is_some_and(|page| place == "head" || page.contains(&format!(" id=\"{place}\"")))
        };
        let link = |place: &&str| {
            let all = || demo.accounts.iter().filter(|account| row.key.is_empty() || row.is_recorded(demo, account));
            let favourite = all().find(|account| account.id.as_str() == "lanshang" && of(account.id.as_str(), place));
            let account = favourite.or_else(|| all().find(|account| of(account.id.as_str(), place)));
            let name = place_name(&catalog, place);
            // Not `[[id|name]]`: a bar ends the cell of a table.
            let file = |account: &Account| account.file().unwrap_or_default().replacen("content/", "../", 1);
            match (account, *place) {
                (Some(account), "head") => format!("[{name}]({})", file(account)),
                (Some(account), place) => format!("[{name}]({}#{place})", file(account)),
                (None, _) => name,
            }
        };
        let cell = |parts: Vec<String>| if parts.is_empty() { "–".to_owned() } else { parts.join(comma) };
        let playbook = cell(row.playbook.iter().map(link).collect());
        let portfolio = cell(row.pages.iter().map(|page| format!("[[portfolio/{page}]]")).collect());
        writeln!(table, "| [[{}]] | {playbook} | {portfolio} |", row.id).unwrap();
    }
    table
}

#[test]
fn the_features_page_lists_every_row_with_where_it_is_shown() {
    let (demo, pages) = (demo(), built());
    for (language, file) in [(Language::ZhCn, "frameworks.md"), (Language::En, "frameworks.en.md")] {
        let path = root().join("content/pages").join(file);
        let text = fs::read_to_string(&path).unwrap();
        let (before, _) = text.split_once("| --- | --- | --- |").expect("a table");
        let before = before.trim_end().rsplit_once('\n').map_or("", |(before, _)| before);
        let expected = format!("{before}\n{}", table(language, &demo, &pages));
        if std::env::var_os("KEYFOLIO_BLESS").is_some() {
            fs::write(&path, &expected).unwrap();
        }
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text, expected, "{file} (KEYFOLIO_BLESS=1 takes the table over)");
    }
}

#[test]
fn pages_state_the_numbers_that_are_set() {
    let settings = "languages: {default: en}\nhealth: {payment: 40, lights: {well: 81, act: 33}}\npyramid: {cuts: [7, 21, 63]}\n\
                    scorecard: {tenure: 19}\nabc: {cuts: [71, 92]}\nattack_defend: {share_cut: 44, new_months: 9}\n";
    let sales = "date,account,amount\n2026-06-01,a,100\n";
    let project = TestProject::new(&[("keyfolio.yaml", settings), ("data/sales.csv", sales)]);
    project.run(&["build", "--quiet"]).expect(0);
    let says = |page: &str, words: &str| {
        let text = fs::read_to_string(project.path(&format!("public/en/frameworks/{page}.html"))).unwrap();
        assert!(text.contains(words), "{page} does not say “{words}”");
    };
    says("health", "well from 81, act below 33");
    says("health", "Payment 40");
    says("scorecard", "at the top 7, 21 and 63%");
    says("scorecard", "Tenure 19");
    says("abc", "A up to 71%, B up to 92%");
    says("attack-defend", "Share high from 44%, power high from the median of the known wallets, new for 9 months");
}

/// What a page says right below its title.
fn opening(project: &TestProject, page: &str) -> String {
    let html = project.read(&format!("public/{page}"));
    let say = html.split("<p class=\"say\">").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap_or_default();
    say.replace('\u{a0}', " ").replace("<b>", "").replace("</b>", "")
}

#[test]
fn a_page_with_nothing_to_show_says_what_is_lacking_and_what_it_would_answer() {
    let empty = TestProject::new(&[("keyfolio.yaml", "")]);
    empty.run(&["build", "-q"]).expect(0);
    let dossier = "id: a\nname: Acme\nplan: {actions: [{what: x, owner: lin, due: 2020-01-01}]}\n";
    let one = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-06-30\nrules: {wallet-stale: {level: allow}}\n"),
        ("content/accounts/a.yaml", dossier),
        ("data/sales.csv", "date,account_id,revenue\n2025-01-01,b,5\n2025-01-01,c,5\n"),
    ]);
    one.run(&["build", "-q"]).expect(0);
    for (project, page, says) in [
        (
            &empty,
            "en/frameworks/five-features.html",
            "No account has a dossier yet. Recorded there, this would answer: Does the plan stand five questions?",
        ),
        (
            &one,
            "en/frameworks/five-features.html",
            "The one dossier does not record it. Recorded, it would answer: Does the plan stand five questions?",
        ),
        (&one, "zh-CN/frameworks/five-features.html", "1 份档案都没有记这一项。记下来之后，这里回答："),
        (&empty, "en/frameworks/pareto.html", "Nothing to compute it from yet. Computed, it would answer: "),
        (&empty, "zh-CN/frameworks/pareto.html", "算它要的数据还没有。有了之后，这里回答："),
        (
            &one,
            "en/frameworks/personality.html",
            "Not shown in this build: what dossiers say of it is read and checked, and private.",
        ),
        (&empty, "en/rules/silent-account.html", "Nothing to test: there is no account yet."),
        (&empty, "zh-CN/rules/action-overdue.html", "没有可查的：还没有有档案的客户。"),
        (&one, "en/rules/silent-account.html", "No account is affected; 3 tested"),
        (
            &one,
            "en/rules/action-overdue.html",
            "It speaks at one account of 1 tested; 2 have no dossier and were not tested",
        ),
        (&one, "zh-CN/rules/action-overdue.html", "命中 1 家，共查 1 家；2 家没有档案，查不了"),
        (&one, "en/rules/quote-gap.html", "No account is affected; 1 tested; 2 have no dossier and were not tested"),
        (&one, "en/rules/wallet-stale.html", "It is set to silent: no account is tested."),
    ] {
        let found = opening(project, page).replace("<wbr>", "");
        assert!(found.starts_with(says), "{page}: {found}");
    }
    assert!(!opening(&one, "en/frameworks/pareto.html").contains("Nothing to compute"), "there are sales");
    assert!(!opening(&one, "en/frameworks/account-plan.html").contains("would answer"), "the dossier has a plan");
}

#[test]
fn what_a_rule_found_stands_by_what_is_at_stake_with_the_amounts_that_it_names() {
    let owes = |id: &str, amount: &str| {
        format!("id: {id}\nname: {id}\npayment: {{overdue: [{{as_of: 2025-06-01, amount: {amount}, days: 40}}]}}\n")
    };
    let [small, large] = [owes("a", "1200"), owes("b", "98000")];
    let project = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-06-30\nlanguages: {default: en}\n"),
        ("content/accounts/a.yaml", &small),
        ("content/accounts/b.yaml", &large),
        ("data/sales.csv", "date,account_id,revenue\n2025-01-01,a,500000\n2025-01-01,b,5\n"),
    ]);
    project.run(&["build", "-q"]).expect(0);
    let html = project.read("public/en/rules/payment-overdue.html");
    let hits = html.split("id=\"hits\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(hits.contains("At stake (¥k)"), "{hits}");
    let place = |text: &str| hits.find(text).unwrap_or_else(|| panic!("{text} in {hits}"));
    assert!(place(">98.0<") < place(">1.2<"), "{hits}");
}
