//! Paper: briefs of two pages, nothing split or folded, figures that can be read, heads that stay with what they are about.

use crate::site::DemoSite;
use crate::{LANGUAGES, decode, kinds, open, pictures};

/// How many pages a PDF of Chromium's has.
fn sheets(pdf: &[u8]) -> usize {
    let count = |what: &[u8]| pdf.windows(what.len()).filter(|window| *window == what).count();
    count(b"/Type /Page") - count(b"/Type /Pages")
}

const A4: (f64, f64) = (8.27, 11.69);
const LETTER: (f64, f64) = (8.5, 11.0);

#[test]
fn a_brief_has_two_pages_on_either_paper() {
    let Some((site, browser)) = open() else { return };
    let mut accounts = site.pages();
    accounts.retain(|page| {
        page.contains("/accounts/") && !["index.html", "/print.html"].iter().any(|end| page.ends_with(end))
    });
    // The richest ones, and one whose words are longer than its columns.
    accounts.sort_by_key(|page| std::cmp::Reverse(std::fs::metadata(site.public().join(page)).unwrap().len()));
    accounts.truncate(12);
    accounts.push("en/accounts/beiheng-agri.html".to_owned());
    let mut longest = 0;
    for (at, page) in accounts.iter().enumerate() {
        // A hash alone opens no other document.
        browser.open(&site.file("404.html"));
        browser.open(&format!("{}#brief", site.file(page)));
        let papers = if at < 3 { vec![A4, LETTER] } else { vec![LETTER] };
        for (width, height) in papers {
            let found = sheets(&decode(&browser.print_on(width, height)));
            assert!((1..=2).contains(&found), "the brief of {page} has {found} pages on {width} × {height}");
            longest = longest.max(found);
        }
    }
    assert_eq!(longest, 2, "briefs were printed");
    // What one takes along stands on the brief, and not twice in the playbook.
    let whole = site.file("en/accounts/lanshang.html");
    let along = "[...document.querySelectorAll('.along table')].filter(t => t.offsetHeight).length";
    browser.open(&site.file("404.html"));
    browser.open(&format!("{whole}#brief"));
    assert_eq!(browser.evaluate(along), 5);
    browser.open(&site.file("404.html"));
    browser.open(&whole);
    assert_eq!(browser.evaluate(along), 0);
    assert!(sheets(&decode(&browser.print_on(A4.0, A4.1))) > 4, "without #brief the whole playbook is printed");
    // All briefs together: a sheet of contents, and two for each.
    browser.open(&site.file("en/accounts/print.html"));
    let briefs = browser.evaluate("document.querySelectorAll('.brief').length").as_u64().unwrap();
    let found = sheets(&decode(&browser.print_on(A4.0, A4.1))) as u64;
    assert!(briefs > 5 && found <= 1 + 2 * briefs, "{briefs} briefs on {found} sheets");
}

#[test]
fn however_much_an_account_holds_its_brief_has_two_pages() {
    let Some((_, browser)) = open() else { return };
    let long = "a rather long name that goes on about what it means for the warehouse and everybody who works in it";
    let entries = |of: fn(usize, &str) -> String| (0..40).map(|at| of(at, long) + "\n").collect::<String>();
    let dossier = format!(
        "id: full\nname: Full\nheadline: {long}\ncontacts:\n{}opportunities:\n{}needs:\n{}plan:\n  actions:\n{}supply:\n  commitments:\n{}",
        entries(|at, long| format!(
            "- {{id: p{at}, name: {at} {long}, title: {long}, roles: [user, evaluator], cute: [coach, technical]}}"
        )),
        entries(|at, long| format!(
            "- {{name: {at} {long}, amount: 9{at}00, stage: decide, since: 2026-01-01, next_step: {long}}}"
        )),
        entries(|at, long| format!("- {{need: {at} {long}, offer: {long}, status: rival, source: {long}}}")),
        entries(|at, long| format!("  - {{what: {at} {long}, owner: {long}, due: 2026-03-04}}")),
        entries(|at, long| format!("  - {{what: {at} {long}, kept: false, broken_on: [2026-03-04, 2026-03-05]}}")),
    );
    let full = DemoSite::build_with_account("full", &dossier);
    for (width, height) in [A4, LETTER] {
        for language in LANGUAGES {
            browser.open(&full.file("404.html"));
            browser.open(&full.file(&format!("{language}/accounts/full.html#brief")));
            let pdf = decode(&browser.print_on(width, height));
            let found = sheets(&pdf);
            std::fs::write(pictures::folder().join(format!("full-brief-{language}-{width}.pdf")), pdf).unwrap();
            assert_eq!(found, 2, "{language} on {width} × {height}");
        }
    }
}

#[test]
fn nothing_is_split_and_nothing_stays_folded_on_paper() {
    let Some((site, browser)) = open() else { return };
    for page in kinds() {
        browser.media("dark", "print");
        browser.open(&site.file(&page));
        let split = browser.evaluate(
            "const long = ['>', '> .unfold >'].map(of => `.exhibit:has(${of} .table-scroll tbody tr:nth-child(9), ${of} table tbody tr:nth-child(9), ${of} :is(.log, .decisions, .more, .ops, .meters))`).concat('.exhibit:has(.board li:nth-child(3))', '.exhibit:has(.nine)', '.fold > .exhibit:has(tbody tr:nth-child(9))', '.exhibit:has(.table-scroll ~ .table-scroll)', '.c12 > .exhibit:has(> .table-scroll tbody tr:nth-child(4), > .unfold > .table-scroll tbody tr:nth-child(4))').join();
             [...document.querySelectorAll('svg, tr, .exhibit, .kpi, .slot, .op, .vitals > div, main li')]
               .filter(e => !e.closest('nav, form') && !e.matches(long) && getComputedStyle(e).display !== 'none' && getComputedStyle(e).breakInside !== 'avoid')
               .slice(0, 3).map(e => e.outerHTML.slice(0, 120))",
        );
        assert_eq!(split.as_array().map(Vec::len), Some(0), "{page} may split {split}");
        let folded = "[...document.querySelectorAll('details:not([open])')].filter(d => !d.closest('.exhibit > footer, .unfold > footer, .columns')).length";
        let before = browser.evaluate(folded);
        browser.evaluate("dispatchEvent(new Event('beforeprint'))");
        assert_eq!(browser.evaluate(folded), 0, "{page} is unfolded for print");
        browser.evaluate("dispatchEvent(new Event('afterprint'))");
        assert_eq!(browser.evaluate(folded), before, "{page} is folded again");
    }
}

#[test]
fn every_sheet_says_as_of_when_and_for_whom() {
    let Some((site, browser)) = open() else { return };
    for (page, said) in [
        ("zh-CN/accounts/lanshang.html", ["数据截至 2026 年 6 月 30 日", "输入：data/sales-2024.csv", "内部资料"]),
        ("en/index.html", ["As of 30 June 2026", "inputs: data/sales-2024.csv", "Internal, for sales management only"]),
        (
            "en/components.html",
            ["As of 30 June 2026", "inputs: data/sales-2024.csv", "Internal, for sales management only"],
        ),
    ] {
        browser.open(&site.file(page));
        let line = browser.evaluate(
            "[...document.styleSheets].flatMap(s => { try { return [...s.cssRules] } catch (e) { return [] } })
               .filter(r => r instanceof CSSPageRule).map(r => r.cssText).join(' ').replace(/\\u00a0/g, ' ')",
        );
        let line = line.as_str().unwrap();
        assert!(said.iter().all(|said| line.contains(said)), "{page}: {line}");
        // Said on every sheet, it is not said again below the page: it would take a sheet of its own.
        browser.media("light", "print");
        assert_eq!(browser.evaluate("document.querySelector('.foot').offsetHeight"), 0, "{page}");
        let pdf = pictures::folder().join(format!("sheets-{}.pdf", page.replace('/', "_")));
        std::fs::write(&pdf, decode(&browser.print_on(A4.0, A4.1))).unwrap();
        // Where poppler is at hand, the paper itself is read.
        for (at, sheet) in words_of_sheets(&pdf).unwrap_or_default().iter().enumerate() {
            let found = said.iter().all(|said| squeezed(sheet).contains(&squeezed(said)));
            assert!(found, "sheet {} of {page} lacks the line: {sheet}", at + 1);
        }
    }
}

#[test]
fn pages_print_in_the_light_palette() {
    let Some((site, browser)) = open() else { return };
    browser.media("dark", "print");
    for page in ["zh-CN/index.html", "zh-CN/accounts/lanshang.html", "en/accounts/lanshang.html"] {
        browser.open(&site.file(page));
        let paper = browser.evaluate("getComputedStyle(document.body).backgroundColor");
        let ink = browser.evaluate("getComputedStyle(document.body).color");
        assert!(paper == "rgb(255, 255, 255)" || paper == "rgb(253, 253, 251)", "{page} prints on {paper}");
        assert_eq!(ink, "rgb(21, 25, 29)", "{page} prints in the light palette");
        let pdf = decode(&browser.print());
        assert!(pdf.starts_with(b"%PDF"), "{page} prints");
        std::fs::write(pictures::folder().join(format!("{}.pdf", page.replace('/', "_"))), pdf).expect("a print");
    }
}

/// Points per CSS pixel.
const POINT: f64 = 0.75;

#[test]
fn the_words_of_a_figure_can_be_read_on_paper() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "print");
    // What A4 has between its margins.
    browser.resize(680, 994);
    let mut small = Vec::new();
    for page in kinds() {
        browser.open(&site.file(&page));
        let found = browser.evaluate(
            "[...document.querySelectorAll('svg.chart:not(.spark)')].filter(s => s.getBoundingClientRect().width && s.querySelector('text'))
               .map(s => [(s.closest('[id]') || s).id, s.getBoundingClientRect().width / s.viewBox.baseVal.width * 12])",
        );
        for figure in found.as_array().unwrap() {
            let size = figure[1].as_f64().unwrap() * POINT;
            // A map of many people is on one sheet.
            if size < if figure[0] == "map" { 6.3 } else { 6.95 } {
                small.push(format!("{page}: {} at {size:.1} pt", figure[0]));
            }
        }
        let over = browser.evaluate(
            "[...document.querySelectorAll('.grid > *')].filter(c => c.scrollWidth > c.clientWidth + 1).map(c => (c.querySelector('[id]') || c).id)",
        );
        if over.as_array().is_some_and(|over| !over.is_empty()) {
            small.push(format!("{page}: {over} reach into the next column"));
        }
    }
    assert!(small.is_empty(), "{}", small.join("\n"));
}

/// The words of each sheet of a PDF, where poppler is at hand.
fn words_of_sheets(pdf: &std::path::Path) -> Option<Vec<String>> {
    let text = std::process::Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output().ok()?;
    let text = String::from_utf8_lossy(&text.stdout).replace('\u{a0}', " ");
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_dashboard_has_four_sheets_without_menus_and_no_head_stands_at_the_foot_of_a_sheet() {
    let Some((site, browser)) = open() else { return };
    let pages = [
        "index",
        "portfolio/stages",
        "portfolio/attack-defend",
        "portfolio/visits",
        "portfolio/health",
        "portfolio/actions",
        "portfolio/periods",
        "zones/hold",
        "zones/defend",
    ];
    for page in pages.map(|page| format!("{page}.html")) {
        for language in LANGUAGES {
            let page = format!("{language}/{page}");
            browser.open(&site.file(&page));
            let pdf = decode(&browser.print_on(A4.0, A4.1));
            if page.ends_with("/index.html") {
                assert_eq!(sheets(&pdf), 4, "{page}");
                assert_eq!(sheets(&decode(&browser.print_on(LETTER.0, LETTER.1))), 4, "{page} on Letter");
            }
            let heads =
                browser.evaluate("[...document.querySelectorAll('h2, .exhibit > header h3')].map(h => h.textContent)");
            let heads: Vec<String> = heads
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|head| head.as_str().map(squeezed))
                .filter(|head| head.len() > 6)
                .collect();
            let path = pictures::folder().join(format!("heads-{}.pdf", page.replace('/', "_")));
            std::fs::write(&path, pdf).unwrap();
            for (at, sheet) in words_of_sheets(&path).unwrap_or_default().iter().enumerate() {
                let lines: Vec<String> = sheet.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
                // Two lines are the foot of the sheet, and its number stands before, beside or after them.
                let foot = ["数据截至", "内部资料", "Asof30June2026", "Internal,forsales"];
                let number = |line: &str| line.chars().all(|c| c.is_ascii_digit() || c == '/');
                let mut words =
                    lines.iter().rev().filter(|line| !number(line) && !foot.iter().any(|of| line.starts_with(of)));
                let last = words.next().cloned().unwrap_or_default();
                assert!(!heads.contains(&last), "sheet {} of {page} ends with the head {last}", at + 1);
                assert!(
                    !page.ends_with("/index.html")
                        || !["Byindustry", "按行业"].iter().any(|menu| squeezed(sheet).contains(menu))
                );
            }
        }
    }
}

/// How far down the words of each sheet of a PDF reach, 0 to 1, its foot aside; where poppler is at hand.
fn fills_of_sheets(pdf: &std::path::Path) -> Option<Vec<f64>> {
    let boxes = std::process::Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-").output().ok()?;
    let boxes = String::from_utf8_lossy(&boxes.stdout).into_owned();
    let value = |tag: &str, key: &str| -> f64 {
        let after = tag.split_once(&format!("{key}=\"")).map(|(_, after)| after);
        after.and_then(|after| after.split('"').next()?.parse().ok()).unwrap_or_default()
    };
    let fill = |sheet: &str| {
        let height = value(sheet, "height");
        // 16 mm are margin at the top, 18 mm at the bottom, where the foot of every sheet stands.
        let (top, bottom) = (16.0 / 25.4 * 72.0, height - 18.0 / 25.4 * 72.0);
        let words = sheet.split("<word ").skip(1).map(|word| value(word, "yMax"));
        (words.filter(|low| *low <= bottom + 1.0).fold(top, f64::max) - top) / (bottom - top)
    };
    Some(boxes.split("<page ").skip(1).map(fill).collect())
}

#[test]
fn no_sheet_but_the_last_is_left_half_blank() {
    let Some((site, browser)) = open() else { return };
    let mut blank = Vec::new();
    let portfolio = ["attack-defend", "abc", "actions", "visits", "stages", "customers", "health"];
    let mut pages: Vec<String> = portfolio.map(|page| format!("portfolio/{page}")).to_vec();
    let others = [
        "index",
        "zones/hold",
        "abc/a",
        "data-quality",
        "wiki/guide/export",
        "frameworks/attack-defend",
        "regions/华东",
    ];
    pages.extend(others.map(str::to_owned));
    // The map of people of the last one takes a sheet: what else the part has stands below its head.
    pages.extend(["yunsha", "heli", "muye", "lanshang", "tuoyue"].map(|id| format!("accounts/{id}")));
    for page in pages {
        for (language, (width, height)) in LANGUAGES.iter().flat_map(|of| [(of, A4), (of, LETTER)]) {
            browser.open(&site.file(&format!("{language}/{page}.html")));
            let path = pictures::folder().join(format!("fill-{language}-{}-{width}.pdf", page.replace('/', "_")));
            std::fs::write(&path, decode(&browser.print_on(width, height))).unwrap();
            let fills = fills_of_sheets(&path).unwrap_or_default();
            for (at, fill) in fills.iter().enumerate().take(fills.len().saturating_sub(1)) {
                // A figure that would be split goes to the next sheet, so some of a sheet is left.
                if *fill < 0.45 {
                    blank.push(format!("{language}/{page} on {width} × {height}, sheet {}: {fill:.2}", at + 1));
                }
            }
        }
    }
    assert!(blank.is_empty(), "{}", blank.join("\n"));
}

#[test]
fn a_log_begins_below_its_head_and_no_action_stands_alone_on_a_sheet() {
    let Some((site, browser)) = open() else { return };
    let mut parted = Vec::new();
    for page in ["lanshang", "yunsha", "hengchuan", "suzhi"] {
        for language in LANGUAGES {
            let page = format!("{language}/accounts/{page}.html");
            browser.open(&site.file(&page));
            let words = |of: &str| {
                let found = browser.evaluate(&format!("({of}).map(all => all.map(e => e.textContent))"));
                let begin = |words: &serde_json::Value| -> String {
                    squeezed(words.as_str().unwrap()).chars().take(7).collect()
                };
                let lists =
                    found.as_array().unwrap().iter().map(|all| all.as_array().unwrap().iter().map(begin).collect());
                lists.collect::<Vec<Vec<String>>>()
            };
            let log = words("[[...document.querySelectorAll('#visits h3, #visits .log > li:nth-child(-n+2) p')]]");
            let columns =
                words("[...document.querySelectorAll('.board ul')].map(ul => [...ul.querySelectorAll('li > span')])");
            let path = pictures::folder().join(format!("heads-of-{}.pdf", page.replace('/', "_")));
            std::fs::write(&path, decode(&browser.print_on(A4.0, A4.1))).unwrap();
            let sheets: Vec<String> = words_of_sheets(&path).unwrap_or_default().iter().map(|s| squeezed(s)).collect();
            let on = |sheet: &String, list: &[String]| list.iter().filter(|word| sheet.contains(*word)).count();
            if !sheets.is_empty() && !sheets.iter().any(|sheet| on(sheet, &log[0]) == log[0].len()) {
                parted.push(format!("{page}: {:?}", log[0]));
            }
            for list in columns.iter().filter(|list| list.len() > 1) {
                // The sheet of a next step names one action, too.
                let counts: Vec<usize> = sheets.iter().map(|sheet| on(sheet, list)).collect();
                if !sheets.is_empty() && counts.iter().filter(|count| **count > 1).sum::<usize>() < list.len() {
                    parted.push(format!("{page}: {list:?} {counts:?}"));
                }
            }
        }
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
}

#[test]
fn the_first_risks_the_board_and_the_last_people_are_each_on_one_sheet() {
    let Some((site, browser)) = open() else { return };
    let mut parted = Vec::new();
    for page in ["lanshang", "yunsha", "hengchuan", "tuoyue"] {
        for language in LANGUAGES {
            let page = format!("{language}/accounts/{page}.html");
            browser.open(&site.file(&page));
            let words = |of: &str| -> Vec<String> {
                let found = browser.evaluate(of);
                found.as_array().unwrap().iter().map(|words| squeezed(words.as_str().unwrap())).collect()
            };
            // What stands below the risks: it is not parted from them.
            let risks = words("[...document.querySelectorAll('#risks > footer')].map(e => e.textContent.slice(0, 9))");
            let board = words("[...document.querySelectorAll('.board li > span')].map(e => e.textContent.slice(0, 9))");
            // A name alone stands in the map of people, too.
            let people = words(
                "[...document.querySelectorAll('.people tbody tr:nth-last-child(-n+4)')].map(row => row.cells[0].firstChild.textContent + row.cells[1].textContent.slice(0, 4))",
            );
            let path = pictures::folder().join(format!("whole-{}.pdf", page.replace('/', "_")));
            std::fs::write(&path, decode(&browser.print_on(A4.0, A4.1))).unwrap();
            let sheets: Vec<String> = words_of_sheets(&path).unwrap_or_default().iter().map(|s| squeezed(s)).collect();
            let Some(first) = sheets.first() else { return };
            assert!(!risks.is_empty() && !board.is_empty() && people.len() == 4, "{page}");
            if !risks.iter().all(|below| first.contains(below)) {
                parted.push(format!("{page}: {risks:?} beyond the first sheet"));
            }
            // A board of more breaks between its actions, and its head stands over what goes on.
            let board = if board.len() > 8 { Vec::new() } else { board };
            for list in [board, people] {
                if !sheets.iter().any(|sheet| list.iter().all(|words| sheet.contains(words))) {
                    parted.push(format!("{page}: {list:?}"));
                }
            }
        }
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
}

#[test]
fn an_account_that_only_the_sales_know_has_one_sheet() {
    let Some((site, browser)) = open() else { return };
    for account in ["X2040", "X2499", "yunshan", "00731", "X2251", "X2785"] {
        for language in LANGUAGES {
            let page = format!("{language}/accounts/{account}.html");
            browser.open(&site.file(&page));
            assert_eq!(sheets(&decode(&browser.print_on(A4.0, A4.1))), 1, "{page}");
        }
    }
}

#[test]
fn on_paper_the_matrix_stands_with_its_zones_duties_below_each_other_and_complaints_across_the_sheet() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "print");
    for language in LANGUAGES {
        browser.open(&site.file(&format!("{language}/portfolio/abc.html")));
        assert_eq!(sheets(&decode(&browser.print_on(LETTER.0, LETTER.1))), 2, "{language}: no sheet of five rows");
        browser.open(&site.file(&format!("{language}/index.html")));
        let zones = browser.evaluate("document.querySelector('#attack-defend .c4 h3').textContent.trim()");
        let matrix = browser.evaluate("document.querySelector('#attack-defend .c8 h3').textContent.trim()");
        let path = pictures::folder().join(format!("zones-{language}.pdf"));
        std::fs::write(&path, decode(&browser.print_on(A4.0, A4.1))).unwrap();
        let on = |head: &serde_json::Value, sheet: &String| squeezed(sheet).contains(&squeezed(head.as_str().unwrap()));
        let all = words_of_sheets(&path).unwrap_or_default();
        assert!(all.is_empty() || all.iter().any(|sheet| on(&zones, sheet) && on(&matrix, sheet)), "{language}");
        browser.open(&site.file(&format!("{language}/accounts/lanshang.html")));
        browser.resize(680, 994);
        let lefts = "new Set([...document.querySelectorAll('.nine > li')].map(d => Math.round(d.getBoundingClientRect().left))).size";
        assert_eq!(browser.evaluate(lefts), 1, "{language}");
        assert_eq!(browser.evaluate("document.querySelector('#complaints').offsetWidth > 600"), true, "{language}");
    }
}

#[test]
fn no_sheet_is_there_for_a_row_or_two() {
    let Some((site, browser)) = open() else { return };
    for language in LANGUAGES {
        for page in ["portfolio/actions", "portfolio/scores", "accounts/index"] {
            browser.open(&site.file(&format!("{language}/{page}.html")));
            let path = pictures::folder().join(format!("rows-{language}-{}.pdf", page.replace('/', "_")));
            std::fs::write(&path, decode(&browser.print_on(A4.0, A4.1))).unwrap();
            let sheets = words_of_sheets(&path).unwrap_or_default();
            let lines = sheets.last().map(|sheet| sheet.lines().filter(|line| !line.trim().is_empty()).count());
            assert!(lines.is_none_or(|lines| lines >= 8), "{language}/{page} ends with {lines:?} lines on a sheet");
        }
    }
}

#[test]
fn a_playbook_fills_its_sheets_and_what_unfolds_stands_in_two_columns() {
    let Some((site, browser)) = open() else { return };
    for (page, most) in [("zh-CN/accounts/lanshang.html", 14), ("en/accounts/suzhi.html", 12)] {
        browser.media("light", "screen");
        browser.resize(1280, 900);
        browser.open(&site.file(page));
        let lefts = "[...new Set([...document.querySelectorAll('.fold')].map(f => Math.round(f.getBoundingClientRect().left)))].length";
        assert_eq!(browser.evaluate(lefts), 1, "{page}: below each other on a screen");
        browser.media("light", "print");
        browser.resize(680, 994);
        assert_eq!(browser.evaluate(lefts), 2, "{page}: two columns on paper");
        for (width, height) in [A4, LETTER] {
            let found = sheets(&decode(&browser.print_on(width, height)));
            assert!(found <= most + usize::from(height < 11.5), "{page} on {width} × {height}: {found} sheets");
        }
    }
}

#[test]
fn tables_take_the_width_of_the_sheet_and_short_words_one_line() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "print");
    browser.resize(680, 994);
    for page in [
        "abc/a",
        "zones/hold",
        "managers/lin-yan",
        "portfolio/migration",
        "portfolio/stages",
        "wiki/guide/export-columns",
    ] {
        for language in LANGUAGES {
            browser.open(&site.file(&format!("{language}/{page}.html")));
            let narrow = browser.evaluate(
                "const all = document.querySelector('main').clientWidth;
                 [...document.querySelectorAll('main table')].filter(t => t.offsetHeight && t.tHead && t.tHead.rows[0].cells.length > 5)
                   .filter(t => t.getBoundingClientRect().width < all * .97).map(t => t.caption ? t.caption.textContent : t.textContent.slice(0, 40))",
            );
            assert_eq!(narrow.as_array().map(Vec::len), Some(0), "{language}/{page}: {narrow}");
            let broken = browser.evaluate(
                "[...document.querySelectorAll('main table[class*=\\' w\\'] td:not(.r)')]
                   .filter(c => c.offsetHeight && c.closest('table').classList.contains('w' + (c.cellIndex + 1)))
                   .filter(c => { const r = document.createRange(); r.selectNodeContents(c); const tops = [...r.getClientRects()].map(b => b.top); return Math.max(...tops) - Math.min(...tops) > 9; })
                   .map(c => c.textContent).slice(0, 5)",
            );
            assert_eq!(broken.as_array().map(Vec::len), Some(0), "{language}/{page}: {broken}");
            assert_eq!(
                browser.evaluate("[...document.querySelectorAll('.doc-side')].filter(s => s.offsetHeight).length"),
                0
            );
        }
    }
}

#[test]
fn a_brief_is_as_large_as_its_two_sheets_allow_and_cuts_no_word() {
    let Some((site, browser)) = open() else { return };
    browser.media("light", "print");
    // What A4 has between its margins.
    browser.resize(680, 994);
    let mut sizes = Vec::new();
    for page in site.pages().iter().filter(|page| page.contains("/accounts/") && !page.contains("/X")) {
        let html = std::fs::read_to_string(site.public().join(page)).unwrap();
        let Some(along) = html.split("class=\"along\"").nth(1) else { continue };
        let along = along.split("</div>").next().unwrap();
        assert!(!along.contains('…'), "{page}: {along}");
    }
    for account in ["lanshang", "suzhi", "tuoyue", "muye", "mintao-foods"] {
        for language in LANGUAGES {
            browser.open(&site.file("404.html"));
            browser.open(&site.file(&format!("{language}/accounts/{account}.html#brief")));
            let smallest = browser.evaluate(
                "const brief = document.querySelector('article'), zoom = brief.currentCSSZoom || 1;
                 Math.min(...[...brief.querySelectorAll('p, td, th, small, dt, dd, h1, h2, h3, h4, span')]
                   .filter(e => e.offsetHeight && e.textContent.trim() && !e.closest('svg')).map(e => parseFloat(getComputedStyle(e).fontSize) * zoom))",
            );
            let smallest = smallest.as_f64().unwrap() * POINT;
            assert!(smallest > 6.7, "{language}/{account}: {smallest:.2} pt");
            sizes.push(smallest);
        }
    }
    assert!(sizes.iter().any(|size| *size >= 7.5), "a brief with room is set in full size: {sizes:?}");
}
