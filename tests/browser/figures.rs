//! The words in figures as a browser sets them: none leaves its figure, none lies on another; in the demo and where all
//! accounts are alike, all fall, or there is but one.

use std::fmt::Write as _;

use serde_json::json;

use crate::site::DemoSite;
use crate::{LANGUAGES, open};

/// Labels that are cut by the edge of their figure, or lie upon each other; the air above and below the glyphs is no touch.
const FAULTS: &str = "(() => { document.querySelectorAll('details').forEach(d => { d.open = true; });
   const faults = [];
   document.querySelectorAll('svg.chart').forEach(svg => {
     const edge = svg.getBoundingClientRect(), scale = edge.width / svg.viewBox.baseVal.width;
     if (!edge.width) return;
     const name = (svg.getAttribute('aria-labelledby') || '').split(' ')[0];
     const words = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => [t.textContent, t.getBoundingClientRect()]);
     words.forEach(([text, box], at) => {
       if (box.left < edge.left - 2 || box.right > edge.right + 2 || box.top < edge.top - 5 || box.bottom > edge.bottom + 5) faults.push(name + ' cuts ' + text);
       words.slice(0, at).forEach(([other, its]) => {
         const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left), high = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
         if (wide > 1.5 * scale && high > 5 * scale) faults.push(name + ': ' + text + ' upon ' + other);
       });
     });
   });
   return faults })()";

fn check(browser: &crate::chromium::Browser, site: &DemoSite, pages: &[String]) -> usize {
    let mut charts = 0;
    for page in pages {
        browser.open(&site.file(page));
        for width in [1280, 390] {
            browser.resize(width, 900);
            assert_eq!(browser.evaluate(FAULTS), json!([]), "{page} at {width}");
        }
        charts += browser.evaluate("document.querySelectorAll('svg.chart').length").as_u64().unwrap();
    }
    usize::try_from(charts).unwrap()
}

#[test]
fn the_words_of_the_demos_figures_are_whole_and_apart() {
    let Some((site, browser)) = open() else { return };
    let pages: Vec<String> = site.pages();
    let wanted = |page: &String| {
        page.contains("/portfolio/")
            || page.ends_with("components.html")
            || ["lanshang", "tuoyue", "zhuyuan", "yunsha", "muye", "hengchuan", "qiheng"]
                .iter()
                .any(|id| page.ends_with(&format!("accounts/{id}.html")))
    };
    let pages: Vec<String> = pages.into_iter().filter(wanted).collect();
    let charts = check(&browser, site, &pages);
    assert!(pages.len() > 35 && charts > 150, "{} pages, {charts} charts", pages.len());
}

#[test]
fn the_words_of_odd_portfolios_figures_are_whole_and_apart() {
    let Some((_, browser)) = open() else { return };
    let sales = |accounts: usize, amount: fn(usize, usize, usize) -> usize| {
        let mut text = "date,account_id,account_name,product,revenue,cost\n".to_owned();
        for (year, month) in (2024..2026).flat_map(|year| (1..=12).map(move |month| (year, month))) {
            for account in 0..accounts {
                let of = amount(account, year - 2024, month);
                let _ = writeln!(
                    text,
                    "{year}-{month:02}-28,a{account},Account with a rather long name {account},P{},{of},{}",
                    account % 3,
                    of / 2
                );
            }
        }
        text
    };
    for (what, sales) in [
        ("all equal", sales(6, |_, _, _| 1_000)),
        ("all falling", sales(9, |account, year, _| 9_000 * (account + 1) / (year + 1))),
        ("one", sales(1, |_, _, month| month * 1_234_567)),
        ("one giant", sales(40, |account, _, _| if account == 0 { 90_000_000 } else { account })),
    ] {
        let site = DemoSite::build_of_sales(&sales);
        let pages: Vec<String> = site
            .pages()
            .into_iter()
            .filter(|page| {
                page.contains("/portfolio/") || page.ends_with("/index.html") || page.ends_with("accounts/a0.html")
            })
            .collect();
        assert!(check(&browser, &site, &pages) > 10, "{what}");
    }
}

#[test]
fn words_of_figures_are_of_one_size() {
    let Some((site, browser)) = open() else { return };
    let pages = [
        "index",
        "portfolio/customers",
        "portfolio/periods",
        "portfolio/migration",
        "accounts/X2040",
        "accounts/tuoyue",
    ];
    let mut odd = Vec::new();
    for page in pages.iter().flat_map(|page| crate::LANGUAGES.map(|language| format!("{language}/{page}.html"))) {
        browser.open(&site.file(&page));
        for width in [1280, 768, 390] {
            browser.resize(width, 900);
            let found = browser.evaluate(
                "[...document.querySelectorAll('svg.chart:not(.spark)')].filter(s => s.getBoundingClientRect().width && s.querySelector('text') && !s.closest('details:not([open])'))
                   .map(s => [(s.closest('[id]') || s).id, 12 * s.getBoundingClientRect().width / s.viewBox.baseVal.width])
                   .filter(([, size]) => size < 9.9 || size > 13.1)",
            );
            odd.extend(found.as_array().into_iter().flatten().map(|one| format!("{page} at {width}: {one}")));
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}

#[test]
fn the_columns_of_an_overview_end_together() {
    let Some((site, browser)) = open() else { return };
    browser.resize(1280, 900);
    for page in ["tuoyue", "lanshang", "hengchuan", "zhuyuan", "yunsha"]
        .iter()
        .flat_map(|id| crate::LANGUAGES.map(|language| format!("{language}/accounts/{id}.html")))
    {
        browser.open(&site.file(&page));
        let gap = browser.evaluate(
            "(() => { const ends = [...document.querySelector('article > .grid').children].map(c => c.lastElementChild.getBoundingClientRect().bottom);
               return Math.max(...ends) - Math.min(...ends) })()",
        );
        assert!(gap.as_f64().unwrap() < 240.0, "{page}: one column ends {gap} px above the other");
    }
}

#[test]
fn a_drawing_alone_in_its_section_ends_where_the_section_ends() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "screen");
    for (width, page, id) in [
        (1280, "portfolio/periods", "months"),
        (1280, "portfolio/customers", "season"),
        (1280, "portfolio/customers", "quadrant"),
        (800, "portfolio/periods", "months"),
        (390, "portfolio/periods", "months"),
    ] {
        browser.resize(width, 900);
        for language in LANGUAGES {
            browser.open(&site.file(&format!("{language}/{page}.html")));
            let drawn = browser.evaluate(&format!(
                "(() => {{ const figure = document.getElementById('{id}').getBoundingClientRect();
                    return [...document.querySelectorAll('#{id} > .chart, #{id} > .unfold > .chart')].map(c => c.getBoundingClientRect()).filter(c => c.width)
                      .map(c => [c.left - figure.left, figure.right - c.right, figure.width]); }})()"
            ));
            let drawn = drawn.as_array().unwrap();
            assert_eq!(drawn.len(), 1, "{language}/{page} at {width}: one of its drawings");
            let (left, right) = (drawn[0][0].as_f64().unwrap(), drawn[0][1].as_f64().unwrap());
            let most = if width == 1280 { 16.0 } else { 160.0 };
            assert!(left < 2.0 && right < most, "{language}/{page} #{id} at {width}: {left} and {right} are left");
        }
    }
}

#[test]
fn three_named_numbers_are_one_row_and_the_term_that_costs_most_is_red() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "screen");
    for (width, language) in [(1280, "zh-CN"), (390, "zh-CN"), (1280, "en"), (390, "en")] {
        browser.resize(width, 900);
        for account in ["lanshang", "suzhi"] {
            browser.open(&site.file(&format!("{language}/accounts/{account}.html")));
            let ragged = browser.evaluate(
                "[...document.querySelectorAll('.trio')].filter(t => t.offsetHeight && new Set([...t.children].map(c => Math.round(c.getBoundingClientRect().top))).size > 1).length",
            );
            assert_eq!(ragged, 0, "{language}/{account} at {width}");
            let wide = browser.evaluate("[...document.querySelectorAll('.trio dd')].filter(d => d.scrollWidth > d.clientWidth + 1).map(d => d.textContent)");
            assert_eq!(wide.as_array().map(Vec::len), Some(0), "{language}/{account} at {width}: {wide}");
        }
        browser.open(&site.file(&format!("{language}/accounts/lanshang.html")));
        let red = browser.evaluate(
            "[...document.querySelectorAll('#health .bar.act')].map(b => b.previousElementSibling.textContent + ' ' + b.nextElementSibling.textContent)",
        );
        let red = red.as_array().unwrap();
        assert!(red.len() == 1 && red[0].as_str().unwrap().contains("0 / 29"), "{language}: {red:?}");
    }
}

#[test]
fn labels_values_and_changes_of_key_figures_stand_in_rows() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "screen");
    for (page, what) in [
        ("index", "dl.kpis > .kpi"),
        ("portfolio/white-space", "dl.kpis > .kpi"),
        ("portfolio/concentration", "dl.kpis > .kpi"),
        ("accounts/yunsha", ".vitals > div"),
        ("accounts/yunsha", ".trio > div"),
    ] {
        for language in LANGUAGES {
            browser.open(&site.file(&format!("{language}/{page}.html")));
            for width in [1280, 390] {
                browser.resize(width, 900);
                // Cards that begin at one height have their values at one height, too.
                let apart = browser.evaluate(&format!(
                    "(() => {{ const rows = {{}};
                       document.querySelectorAll('{what}').forEach(card => {{
                         const list = card.parentElement, all = [...list.parentElement.children].indexOf(list);
                         const of = (rows[all + ' ' + Math.round(card.getBoundingClientRect().top)] ||= []);
                         of.push(Math.round(card.querySelector('dd').getBoundingClientRect().top));
                       }});
                       return Object.values(rows).filter(tops => Math.max(...tops) - Math.min(...tops) > 1).length }})()"
                ));
                assert_eq!(apart, 0, "{language}/{page} at {width}: {what}");
            }
        }
    }
}

#[test]
fn what_folds_measure_stands_in_a_column() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "screen");
    browser.resize(1280, 900);
    for language in LANGUAGES {
        browser.open(&site.file(&format!("{language}/accounts/tuoyue.html")));
        let lefts = "[...new Set([...document.querySelectorAll('.fold > summary > span')].filter(s => s.textContent).map(s => Math.round(s.getBoundingClientRect().left)))].length";
        assert_eq!(browser.evaluate(lefts), 1, "{language}");
    }
}

#[test]
fn how_far_rankings_are_apart_has_one_place_on_a_phone_and_the_long_list_folds() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "screen");
    browser.resize(390, 900);
    for language in LANGUAGES {
        browser.open(&site.file(&format!("{language}/portfolio/scores.html")));
        let off = "[...document.querySelectorAll('#apart tbody tr')].filter(r => {
             const [name, apart] = [r.querySelector('th'), r.querySelector('td:nth-child(7)')].map(c => c.getBoundingClientRect());
             return Math.abs(name.top - apart.top) > 6 || apart.left < name.right - 1 }).length";
        assert_eq!(browser.evaluate(off), 0, "{language}");
        assert_eq!(browser.evaluate("document.querySelector('#all .unfold').open"), false, "{language}");
    }
}
