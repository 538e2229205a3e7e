//! Conclusions first: every page opens with a sentence that says something, whatever the portfolio, in both languages; and the
//! numbers of headlines are those that `export` prints.

use std::fmt::Write as _;
use std::path::Path;

use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;

use crate::project::{TestProject, tree};

/// What no sentence holds: a slot that nobody filled, a number that is none, two marks in a row.
const CLUMSY: [&str; 24] = [
    "NaN",
    "{",
    "}",
    "undefined",
    "Some(",
    "inf%",
    "∞",
    "0 of 0",
    "0 / 0",
    "。。",
    "，，",
    "；；",
    "：：",
    "、、",
    "，。",
    "。，",
    "；。",
    "：。",
    ",,",
    "..",
    ",.",
    ".,",
    " ,",
    "  ",
];

#[test]
fn every_page_of_the_demo_opens_with_what_it_found() {
    check("the demo", &TestProject::demo());
}

#[test]
fn pages_of_small_and_odd_portfolios_open_with_what_they_found() {
    for case in ["empty", "sales-only", "two-languages"] {
        let project = TestProject::new::<&str, &str>(&[]);
        let inputs = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(case).join("in"));
        for (path, bytes) in inputs.iter().filter(|(path, _)| !path.ends_with('/')) {
            project.write(path, std::str::from_utf8(bytes).unwrap());
        }
        check(case, &project);
    }
    let dossier = "id: a\nname: {zh-CN: 甲, en: First}\ncontacts:\n  - {id: wang, name: 王敏}\n";
    for (case, sales) in [
        ("one account", sales(&[("a", 100, 120)])),
        ("one account that fell", sales(&[("a", 100, 20)])),
        ("all equal", sales(&[("a", 100, 100), ("b", 100, 100), ("c", 100, 100), ("d", 100, 100)])),
        ("everything falling", sales(&[("a", 900, 200), ("b", 300, 100), ("c", 200, 10), ("d", 100, 0)])),
        ("all returned", sales(&[("a", 100, -100), ("b", 50, -10)])),
        ("all new", sales(&[("a", 0, 100), ("b", 0, 50), ("c", 0, 1)])),
        ("a single sale", "date,account_id,revenue,cost\n2025-12-31,a,0.01,0\n".to_owned()),
    ] {
        let files = [
            ("keyfolio.yaml", "component_page: true\n"),
            ("content/accounts/a.yaml", dossier),
            ("data/sales.csv", &sales),
        ];
        check(case, &TestProject::new(&files));
    }
}

/// Monthly sales of accounts: `(account, a month of 2024, a month of 2025)`.
fn sales(accounts: &[(&str, i64, i64)]) -> String {
    let mut text = String::from("date,account_id,product,revenue,cost\n");
    for month in 1..=12 {
        for (account, before, now) in accounts {
            for (year, amount) in [(2024, before), (2025, now)].into_iter().filter(|(_, amount)| **amount != 0) {
                writeln!(text, "{year}-{month:02}-28,{account},Box,{amount},{}", amount / 2).unwrap();
            }
        }
    }
    text + "2025-12-31,zz,Box,0,0\n"
}

fn check(case: &str, project: &TestProject) {
    project.run(&["build", "-q"]).expect(0);
    let mut found = Vec::new();
    let mut pages = 0;
    for (path, bytes) in project.output() {
        if Path::new(&path).extension().is_none_or(|suffix| suffix != "html") || path.starts_with("files/") {
            continue;
        }
        pages += 1;
        let page = Html::parse_document(std::str::from_utf8(&bytes).unwrap());
        let one =
            |selector: &str| page.select(&Selector::parse(selector).unwrap()).next().map(words).unwrap_or_default();
        let (title, say) = (one("h1"), one("main .say, main .article > p, main section > p"));
        // On a portfolio's page the title is the conclusion; on an account's or a framework's it is the name, and the sentence
        // follows.
        let is_named = ["/accounts/", "/frameworks/", "/rules/"].iter().any(|part| path.contains(part))
            && !path.ends_with("accounts/index.html")
            && !path.ends_with("accounts/print.html");
        if title.is_empty() || is_named && say.is_empty() {
            found.push(format!("{path}: opens with nothing: “{title}” “{say}”"));
        }
        // The page of components shows them, and tells nothing.
        let silent = silent_parts(&page).filter(|_| !path.ends_with("components.html"));
        found.extend(silent.map(|part| format!("{path}: nothing said of the part “{part}”")));
        let shown = Selector::parse(
            "h1, h2, h3, h4, h5, .say, .note, .kicker, dt, dd, figure header p, .exhibit > footer p, li, td, th",
        )
        .unwrap();
        for element in page.select(&shown) {
            // A period as dossiers write it: 2026-07..2026-12.
            let words = words(element).replace("..20", " – 20");
            found.extend(
                CLUMSY
                    .iter()
                    .filter(|clumsy| words.contains(**clumsy))
                    .map(|clumsy| format!("{path}: `{clumsy}` in “{words}”")),
            );
            found.extend(raw_keys(&words).map(|key| format!("{path}: no words for `{key}`")));
        }
    }
    assert!(pages > 100, "{case}: only {pages} pages");
    let count = found.len();
    found.truncate(30);
    assert!(found.is_empty(), "{case}: {count}\n{}", found.join("\n"));
}

/// Parts of several exhibits that do not say what they come to, by their heads.
fn silent_parts(page: &Html) -> impl Iterator<Item = String> + '_ {
    let select = |selector: &str| Selector::parse(selector).unwrap();
    let (bands, exhibits) = (select("section.band:not(.first)"), select("figure.exhibit"));
    let (say, head) = (select(":scope > .say, .conclusion"), select("h2"));
    let parts = page.select(&bands).collect::<Vec<_>>().into_iter();
    let silent = parts.filter(move |part| part.select(&exhibits).count() > 1 && part.select(&say).next().is_none());
    silent.map(move |part| part.select(&head).next().map(words).unwrap_or_default())
}

/// Keys of the catalogues that stand in a sentence because no catalogue has words for them: `customers.account.doubts`.
fn raw_keys(words: &str) -> impl Iterator<Item = &str> {
    let tokens = words.split(|c: char| !(c.is_ascii_lowercase() || matches!(c, '_' | '.')));
    tokens.filter(|token| token.split('.').filter(|part| !part.is_empty()).count() > 2)
}

/// The words of an element as they are shown: without code, and without the blanks that the templates leave between lines.
fn words(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        let Node::Text(part) = node.value() else { continue };
        let within = |name: &str| {
            let above = node.ancestors().filter_map(|above| above.value().as_element());
            above.into_iter().any(|above| above.name() == name)
        };
        // Pages and notes are the user's; what stands in code is a name.
        let is_prose = |above: &scraper::node::Element| above.classes().any(|class| class == "article");
        let is_users = node.ancestors().any(|above| above.value().as_element().is_some_and(is_prose));
        if is_users || ["script", "style", "svg"].into_iter().any(within) {
            continue;
        }
        if ["code", "pre", "kbd"].into_iter().any(within) {
            text.push('x');
            continue;
        }
        // A line break with its indent is a blank; two blanks in a line are a fault.
        let lines = part.split('\n').map(|line| line.trim_start_matches(' ')).collect::<Vec<_>>().join(" ");
        if lines.trim().is_empty() {
            text.push(' ');
        } else {
            text.push_str(&lines);
        }
    }
    let text = text.trim().replace('\u{a0}', " ");
    // Elements side by side have blanks of their own around them.
    if element.child_elements().next().is_some() { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text }
}

/// A headline with its numbers, and what they are computed from.
#[test]
fn numbers_in_headlines_are_those_of_the_export() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let export = |what: &str, period: &str| -> Value {
        let run = project.run(&["export", what, "--period", period]).expect(0);
        serde_json::from_str(&run.stdout).unwrap()
    };
    let (now, before) = ("last-12-months", "2024-07..2025-06");
    let (accounts, accounts_before) = (export("accounts", now), export("accounts", before));
    let (whole, whole_before) = (export("portfolio", now), export("portfolio", before));
    let products = export("products", now);
    let headline = |page: &str| {
        let html = Html::parse_document(&project.read(&format!("public/en/{page}.html")));
        words(html.select(&Selector::parse("h1").unwrap()).next().unwrap())
    };
    let mut checked = 0;
    let mut holds = |page: &str, numbers: &[String]| {
        let headline = headline(page);
        for number in numbers {
            assert!(headline.contains(number.as_str()), "{page}: “{headline}” says nothing of {number}");
        }
        checked += 1;
    };

    let money = |value: &Value| value.as_str().unwrap_or("0").parse::<f64>().unwrap();
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let growth = |now: f64, before: f64| percent((now / before - 1.0).abs());
    let revenue = growth(money(&whole["revenue_total"]), money(&whole_before["revenue_total"]));
    let profit = growth(money(&whole["gross_profit_total"]), money(&whole_before["gross_profit_total"]));
    holds("index", &[revenue, profit]);

    let top = whole["top20_count"].to_string();
    // The page asks what the loss of the largest would cost; below the answer, how many hold how much.
    let profits = accounts.as_array().unwrap().iter().map(|account| money(&account["gross_profit"]));
    let largest = profits.fold(0.0, f64::max) / money(&whole["gross_profit_total"]);
    holds("portfolio/concentration", &[percent(largest)]);
    let concentration = Html::parse_document(&project.read("public/en/portfolio/concentration.html"));
    let said = words(concentration.select(&Selector::parse("h1 ~ .say, header .say").unwrap()).next().unwrap());
    for number in [format!("the {top} largest"), percent(whole["top20_share"].as_f64().unwrap())] {
        assert!(said.contains(&number), "{said} says nothing of {number}");
    }

    let rows = accounts.as_array().unwrap();
    // A dossier is a file of the folder, or a folder with one: notes and pictures beside it are none.
    let entries = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/content/accounts")).unwrap();
    let is_dossier = |path: &std::path::Path| {
        path.extension().is_some_and(|end| end == "yaml") || path.join("dossier.yaml").is_file()
    };
    let dossiers = entries.filter(|entry| is_dossier(&entry.as_ref().unwrap().path())).count();
    holds("accounts/index", &[format!("{dossiers} accounts with a dossier")]);
    let of_class = |class: &str| rows.iter().filter(|row| row["abc"] == class).collect::<Vec<_>>();
    let share = |class: &str| of_class(class).iter().filter_map(|row| row["share"].as_f64()).sum::<f64>();
    holds(
        "portfolio/abc",
        &[
            format!("{} A accounts", of_class("A").len()),
            // Those that bring something: what the others take away is no share.
            format!("the {} in C", of_class("C").iter().filter(|row| money(&row["gross_profit"]) > 0.0).count()),
            percent(share("A")),
            percent(share("C")),
        ],
    );

    // Lists: what their accounts brought against the year before, and of the whole.
    let earlier = |id: &Value| {
        let row = accounts_before.as_array().unwrap().iter().find(|row| row["id"] == *id);
        row.map_or(0.0, |row| money(&row["revenue"]))
    };
    let total = money(&whole["revenue_total"]);
    for (page, key, value) in [
        ("abc/a", "abc", "A"),
        ("abc/b", "abc", "B"),
        ("abc/c", "abc", "C"),
        ("zones/defend", "zone", "defend"),
        ("industries/it", "industry", "IT"),
        ("industries/apparel", "industry", "服装"),
        ("zones/abandon", "zone", "abandon"),
        ("zones/maintain", "zone", "maintain"),
    ] {
        let list: Vec<&Value> = rows.iter().filter(|row| row[key] == value).collect();
        let sum: f64 = list.iter().map(|row| money(&row["revenue"])).sum();
        let before: f64 = list.iter().map(|row| earlier(&row["id"])).sum();
        holds(page, &[growth(sum, before), format!("{} of the whole", percent(sum / total))]);
    }

    let products = products.as_array().unwrap();
    let shares = || products.iter().filter_map(|row| row["share"].as_f64());
    let half = 1 + shares()
        .scan(0.0, |sum, share| {
            *sum += share;
            Some(*sum)
        })
        .take_while(|sum| *sum < 0.5)
        .count();
    let held: f64 = shares().take(half).sum();
    let said = format!("{half} products together bring {} of revenue", percent(held));
    holds("portfolio/products", &[said, percent(shares().next().unwrap())]);
    assert!(checked >= 10, "{checked} headlines");
}
