//! Reading: whole without scripts, painted before them, nothing that jumps or moves, landmarks, and the way to the source.

use std::time::Duration;

use serde_json::{Value, json};

use crate::chromium::Browser;
use crate::site::DemoSite;
use crate::{LANGUAGES, kinds, open};

/// What of a page a reader sees: rows, charts, heads, and letters of its text.
const SEEN: &str = "(() => { const seen = all => [...document.querySelectorAll(all)].filter(e => e.getClientRects().length).length;
   return [seen('main tbody tr'), seen('main svg.chart'), seen('main h1, main h2, main h3'), document.querySelector('main').innerText.length] })()";

fn numbers(found: &Value) -> Vec<f64> {
    found.as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect()
}

#[test]
fn every_kind_of_page_is_whole_without_scripts() {
    let Some((site, browser)) = open() else { return };
    browser.resize(1600, 900);
    for page in kinds().filter(|page| !page.ends_with("/search.html")) {
        browser.open(&site.http(&page));
        let with = numbers(&browser.evaluate(SEEN));
        browser.call("Network.setBlockedURLs", json!({"urls": ["*.js"]}));
        browser.open(&site.http(&page));
        assert_eq!(browser.evaluate("document.documentElement.classList.contains('js')"), false, "no script ran");
        let without = numbers(&browser.evaluate(SEEN));
        let dead = browser.evaluate(
            "[...document.querySelectorAll('.needs-js, [data-tools]')].filter(e => e.getClientRects().length).length",
        );
        browser.call("Network.setBlockedURLs", json!({"urls": []}));
        assert_eq!(without[..3], with[..3], "{page}: rows, charts, heads");
        assert!(without[3] > with[3] * 0.9, "{page}: {without:?} of {with:?}");
        assert_eq!(dead, 0, "{page} shows what only a script could answer");
    }
}

#[test]
fn a_page_is_painted_before_its_scripts_arrive() {
    let Some((site, browser)) = open() else { return };
    for page in ["en/index.html", "zh-CN/accounts/lanshang.html", "en/accounts/index.html"] {
        browser.open(&site.http("404.html"));
        let held: Vec<Value> = ["search", "tables", "wayfinding", "hints"]
            .iter()
            .map(|name| json!({"urlPattern": format!("*{name}.js")}))
            .collect();
        browser.call("Fetch.enable", json!({"patterns": held}));
        browser.call("Page.navigate", json!({"url": site.http(page)}));
        browser.wait_for(
            "performance.getEntriesByName('first-contentful-paint').length === 1 && !!document.querySelector('h1')",
        );
        let state = browser.evaluate(
            "[document.readyState, typeof window.keyfolioSearch, document.querySelector('h1').offsetHeight > 0]",
        );
        assert_ne!(state[0], "complete", "{page}: the scripts are still held");
        assert_eq!((&state[1], &state[2]), (&json!("undefined"), &json!(true)), "{page}");
        browser.call("Fetch.disable", json!({}));
    }
}

/// The sum of the layout shifts of a page while it loads, as the browser counts them.
fn shift(browser: &Browser, address: &str) -> f64 {
    browser.open(address);
    std::thread::sleep(Duration::from_millis(120));
    browser
        .evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted))))")
        .as_f64()
        .unwrap()
}

#[test]
fn nothing_jumps_while_a_page_loads() {
    let Some((site, browser)) = open() else { return };
    browser.call(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({"source": "window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.shifted += e.value; }))
                            .observe({type: 'layout-shift', buffered: true});"}),
    );
    // That a shift would be seen.
    let folder = tempfile::tempdir().unwrap();
    let jumping = folder.path().join("jumping.html");
    let html = "<!doctype html><title>x</title><p id=a>text</p><script>onload = () => requestAnimationFrame(() => setTimeout(() => {
        const d = document.createElement('div'); d.style.height = '400px'; document.body.prepend(d); }, 40))</script>";
    std::fs::write(&jumping, html).unwrap();
    assert!(shift(&browser, &format!("file://{}", jumping.display())) > 0.01, "the browser counts shifts");
    for width in [1280, 390] {
        browser.resize(width, 900);
        for page in kinds() {
            let shifted = shift(&browser, &site.file(&page));
            assert!(shifted < 0.02, "{page} at {width}: {shifted}");
        }
    }
}

/// A browser that is slow to read the table paints its first rows before the others are there.
#[test]
fn the_columns_of_the_accounts_do_not_wait_for_the_longest_name() {
    let Some((site, browser)) = open() else { return };
    let moved = "(() => {
        const lefts = () => [...document.querySelectorAll('#accounts thead th')].map(head => head.getBoundingClientRect().left);
        const whole = lefts();
        [...document.querySelectorAll('#accounts tbody tr')].slice(15).forEach(row => row.remove());
        document.querySelector('#accounts tfoot').remove();
        return Math.max(...lefts().map((left, at) => Math.abs(left - whole[at])));
    })()";
    browser.resize(1280, 900);
    for page in ["zh-CN/accounts/index.html", "en/accounts/index.html"] {
        browser.open(&site.file(page));
        let moved = browser.evaluate(moved).as_f64().unwrap();
        assert!(moved < 12.0, "{page}: {moved} px");
    }
}

#[test]
fn who_asks_for_less_motion_sees_none() {
    let Some((site, browser)) = open() else { return };
    browser.call(
        "Emulation.setEmulatedMedia",
        json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}),
    );
    for page in kinds() {
        browser.open(&site.file(&page));
        let moving = browser.evaluate(
            "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
               return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 || s.scrollBehavior === 'smooth' })
               .slice(0, 3).map(e => e.outerHTML.slice(0, 100)).concat(document.getAnimations().map(a => a.playState))",
        );
        assert_eq!(moving, json!([]), "{page}");
    }
}

#[test]
fn every_page_has_its_landmarks_and_its_heads_in_order() {
    let Some((site, browser)) = open() else { return };
    for page in kinds() {
        browser.open(&site.file(&page));
        let found = browser.evaluate(
            "(() => { const all = s => [...document.querySelectorAll(s)], shown = e => e.getClientRects().length;
               const names = all('nav').filter(shown).map(n => n.getAttribute('aria-label') || '');
               const levels = all('h1, h2, h3, h4, h5, h6').filter(h => !h.closest('dialog')).map(h => +h.tagName[1]);
               const skipped = levels.filter((level, at) => at && level > levels[at - 1] + 1).length;
               const skip = document.querySelector('a.skip');
               return { main: all('main').length, banner: all('body > header').length, foot: all('body > footer').length,
                 unnamed: names.filter(n => !n).length, twice: names.length - new Set(names).size, skipped,
                 regions: all('[role=region]:not([aria-label])').length,
                 skip: !!skip && skip === document.body.querySelector('a, button, input') && !!document.querySelector(skip.hash) } })()",
        );
        let wanted = json!({"main": 1, "banner": 1, "foot": 1, "unnamed": 0, "twice": 0, "skipped": 0, "regions": 0, "skip": true});
        assert_eq!(found, wanted, "{page}");
    }
}

#[test]
fn a_page_leads_to_the_file_that_it_shows() {
    let Some((_, browser)) = open() else { return };
    let site = DemoSite::build_with("edit_link: https://git.example/edit/main/{path}\n");
    for (page, file) in [
        ("en/accounts/lanshang.html", "content/accounts/lanshang/dossier.yaml"),
        ("zh-CN/wiki/guide/settings.html", "content/pages/guide/settings.md"),
        ("en/wiki/guide/settings.html", "content/pages/guide/settings.en.md"),
    ] {
        browser.open(&site.file(page));
        let leads =
            browser.evaluate("[...document.querySelectorAll('body > footer a')].filter(a => a.offsetWidth && a.href.includes('git.example')).map(a => a.href)");
        assert_eq!(leads, json!([format!("https://git.example/edit/main/{file}")]), "{page}");
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file).is_file());
    }
    // What is computed has no file.
    browser.open(&site.file("en/portfolio/abc.html"));
    assert_eq!(browser.evaluate("document.querySelectorAll('footer a[href*=\"git.example\"]').length"), 0);
}

#[test]
fn english_is_set_with_proportional_quotes_in_every_face() {
    let Some((site, browser)) = open() else { return };
    for page in ["en/components.html", "en/portfolio/actions.html", "en/accounts/lanshang.html", "en/index.html"] {
        browser.open(&site.file(page));
        let wide = browser.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => !e.closest(':lang(zh)') && !e.closest('code, pre, svg') && e.childElementCount === 0 && e.textContent.trim()
               && getComputedStyle(e).fontVariantEastAsian !== 'proportional-width').slice(0, 3).map(e => e.outerHTML.slice(0, 120))",
        );
        assert_eq!(wide, json!([]), "{page}");
    }
}

#[test]
fn the_index_of_a_brief_leads_back_to_all_of_the_playbook_and_nowhere_else() {
    let Some((site, browser)) = open() else { return };
    for width in [1280, 390] {
        browser.resize(width, 844);
        browser.open(&site.file("404.html"));
        browser.open(&site.file("en/accounts/lanshang.html#brief"));
        let shown =
            browser.evaluate("[...document.querySelectorAll('.toc a')].filter(a => a.offsetHeight).map(a => a.hash)");
        assert_eq!(shown, json!(["#ten"]), "at {width}");
    }
}

#[test]
fn a_phone_shows_what_is_most_pressing_and_unfolds_the_rest() {
    let Some((site, browser)) = open() else { return };
    let entries = "['.decisions > li', '.dues > li'].map(e => [...document.querySelectorAll(e)].filter(l => l.checkVisibility({contentVisibilityAuto: true}) && l.offsetHeight).length)";
    for language in LANGUAGES {
        browser.resize(1280, 844);
        browser.open(&site.file(&format!("{language}/index.html")));
        assert_eq!(browser.evaluate(entries), json!([5, 8]), "{language}: all on a screen");
        browser.resize(390, 844);
        assert_eq!(browser.evaluate(entries), json!([3, 3]), "{language}");
        browser.evaluate("document.querySelectorAll('#decisions details').forEach(d => d.open = true)");
        assert_eq!(browser.evaluate(entries), json!([5, 8]), "{language}: unfolded");
        assert_eq!(browser.evaluate("document.querySelector('.decisions.later').start"), 4);
    }
}

#[test]
fn on_a_phone_the_parts_of_a_playbook_stay_at_the_top() {
    let Some((site, browser)) = open() else { return };
    browser.resize(390, 844);
    for language in LANGUAGES {
        browser.open(&site.file(&format!("{language}/accounts/lanshang.html")));
        let shown = "[...document.querySelectorAll('.toc a')].filter(a => a.offsetHeight).length";
        assert_eq!(browser.evaluate(shown), 5, "{language}: the parts, the notes and the brief, in one row");
        browser.evaluate("scrollTo(0, 6000)");
        browser.wait_for("scrollY > 5000 && Math.abs(document.querySelector('.toc').getBoundingClientRect().top) < 1");
        assert_eq!(browser.evaluate("document.querySelector('.toc').getBoundingClientRect().height < 48"), true);
        assert_eq!(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"), true, "{language}");
    }
}

#[test]
fn lists_open_with_what_their_rows_add_up_to() {
    let Some((site, browser)) = open() else { return };
    let finding = |id: &str| {
        let said = browser.evaluate(&format!("document.querySelector('#{id} > header > :first-child').textContent"));
        said.as_str().unwrap().replace('\u{a0}', " ")
    };
    browser.open(&site.file("en/portfolio/products.html"));
    for (id, what) in [("products", "products"), ("categories", "categories")] {
        let rows = browser.evaluate(&format!("document.querySelectorAll('#{id} tbody tr').length"));
        let fell = browser.evaluate(&format!(
            "[...document.querySelectorAll('#{id} tbody tr')].filter(r => r.textContent.includes('▼')).length"
        ));
        assert_eq!(fell, 0, "the demo's {what} all rose");
        assert_eq!(finding(id), format!("All {rows} {what} brought more than the year before"));
    }
    browser.open(&site.file("zh-CN/portfolio/attack-defend.html"));
    let sums = browser.evaluate(
        "const cell = (r, at) => parseFloat(r.cells[at].textContent.replace(/,/g, ''));
         const rows = [...document.querySelectorAll('#wallets tbody tr')], sum = at => rows.reduce((all, r) => all + cell(r, at), 0);
         [rows.length, sum(3) / 10000, sum(4) / sum(3) * 100]",
    );
    let [count, wallet, share] = [0, 1, 2].map(|at| sums[at].as_f64().unwrap());
    assert_eq!(finding("wallets"), format!("{count} 家一年采购 {wallet:.2} 亿元，其中 {share:.1}% 从我们买"));
    browser.open(&site.file("en/portfolio/scores.html"));
    let middle = browser.evaluate(
        "const apart = [...document.querySelectorAll('#all tbody tr')].map(r => +r.cells[6].textContent).sort((a, b) => a - b);
         apart[Math.floor((apart.length - 1) / 2)]",
    );
    assert_eq!(finding("all"), format!("For half of the accounts the rankings differ by {middle} places or fewer"));
}

#[test]
fn on_a_phone_a_long_page_is_its_findings_and_a_figure_is_there_for_who_asks() {
    let Some((site, browser)) = open() else { return };
    let seen = "[...document.querySelectorAll('main :is(.exhibit, .unfold) > :is(.chart, .table-scroll)')].filter(f => f.checkVisibility()).map(f => f.closest('.exhibit').id)";
    for language in LANGUAGES {
        let page = site.file(&format!("{language}/portfolio/visits.html"));
        browser.resize(390, 844);
        browser.open(&page);
        assert_eq!(browser.evaluate(seen), json!(["unvisited-bars"]), "{language}: the first one only");
        assert_eq!(browser.evaluate("document.documentElement.scrollHeight < 3600"), true, "{language}");
        browser.evaluate("document.querySelector('#visits-model summary').click()");
        assert_eq!(browser.evaluate(seen), json!(["unvisited-bars", "visits-model"]), "{language}: asked for");
        // Who was sent to a figure, or to a view of its table, sees it.
        browser.open(&site.file("404.html"));
        browser.open(&format!("{page}#senior-plan"));
        assert_eq!(browser.evaluate(seen), json!(["unvisited-bars", "senior-plan"]), "{language}: sent there");
        browser.resize(1280, 900);
        let all = browser.evaluate("document.querySelectorAll('main .exhibit').length");
        assert_eq!(browser.evaluate(&format!("({seen}).filter((id, at, all) => all.indexOf(id) === at).length")), all);
        assert_eq!(
            browser.evaluate("[...document.querySelectorAll('.unfold > summary')].some(b => b.checkVisibility())"),
            false
        );
    }
    // A matrix of states goes unit by unit, and needs no scrolling.
    browser.resize(360, 740);
    for page in ["en/accounts/lanshang.html", "zh-CN/accounts/lanshang.html"] {
        browser.open(&site.file(page));
        let wide = "[...document.querySelectorAll('.white')].filter(t => t.offsetHeight && t.parentNode.scrollWidth > t.parentNode.clientWidth).length";
        assert_eq!(browser.evaluate(wide), 0, "{page}");
        assert_eq!(
            browser.evaluate("[...document.querySelectorAll('#white-space td')].some(c => !/^\".+\"$/.test(getComputedStyle(c, '::before').content))"),
            false
        );
    }
    // An action is at most two lines and its title.
    browser.open(&site.file("zh-CN/portfolio/actions.html"));
    let high =
        "[...document.querySelectorAll('#agenda-entries tbody tr')].map(r => r.offsetHeight).sort((a, b) => a - b)";
    assert_eq!(browser.evaluate(&format!("({high})[Math.floor(({high}).length / 2)] < 80")), true);
}

#[test]
fn a_playbook_on_a_phone_is_its_findings_without_a_script_too_and_whole_elsewhere() {
    let Some((site, browser)) = open() else { return };
    let hidden = "[...document.querySelectorAll('main .unfold > :not(summary)')].filter(f => !f.checkVisibility() && !f.matches('.chart')).length";
    let marks = "[...document.querySelectorAll('.unfold > summary')].filter(f => f.checkVisibility()).length";
    for scripts in [true, false] {
        if !scripts {
            browser.forbid_scripts();
        }
        for language in LANGUAGES {
            let page = site.file(&format!("{language}/accounts/lanshang.html"));
            browser.resize(390, 844);
            browser.open(&page);
            let high = browser.evaluate("document.documentElement.scrollHeight").as_u64().unwrap();
            assert!(high < 16_000, "{page} is {high} pixels long");
            assert!(browser.evaluate(hidden).as_u64().unwrap() > 15, "{page}: folded");
            assert_eq!(
                browser.evaluate(
                    "[...document.querySelectorAll('main .exhibit > header')].every(h => !h.closest('.unfold'))"
                ),
                true
            );
            // What is short, and the first figure of a part, is not folded.
            assert!(browser.evaluate(marks).as_u64().unwrap() > 8, "{page}: and shown to whom asks");
            browser.resize(1280, 900);
            assert_eq!([hidden, marks].map(|count| browser.evaluate(count)), [json!(0), json!(0)], "{page} on a desk");
            browser.resize(390, 844);
            browser.media("light", "print");
            assert_eq!([hidden, marks].map(|count| browser.evaluate(count)), [json!(0), json!(0)], "{page} on paper");
            browser.media("light", "screen");
        }
    }
}

#[test]
fn on_a_phone_no_key_runs_over_its_value_and_the_classes_by_quarter_are_whole() {
    let Some((site, browser)) = open() else { return };
    // What is wider than its cell runs over the one beside it.
    let over = "document.querySelectorAll('details').forEach(d => d.open = true);
                [...document.querySelectorAll('.named th')].filter(th => th.checkVisibility() && th.scrollWidth > th.clientWidth).map(th => th.textContent)";
    // The newest is the last, and nothing has to be scrolled for it.
    let newest = "[...document.querySelectorAll('td:last-child > .abc')].filter(b => b.checkVisibility() && b.closest('tr').querySelector('td:nth-child(2) > .abc'))
                    .map(b => b.getBoundingClientRect().right <= b.closest('.table-scroll').getBoundingClientRect().right + 1)";
    for width in [360, 390, 768, 1280] {
        browser.resize(width, 900);
        for page in ["lanshang", "tuoyue", "yuexin", "yunsha"] {
            for language in LANGUAGES {
                browser.open(&site.file(&format!("{language}/accounts/{page}.html")));
                assert_eq!(browser.evaluate(over), json!([]), "{language} {page} at {width}");
                assert_eq!(browser.evaluate(newest), json!([true]), "{language} {page} at {width}");
            }
        }
    }
}

#[test]
fn what_is_unfolded_says_how_to_fold_it_and_the_start_page_shows_a_figure() {
    let Some((site, browser)) = open() else { return };
    browser.resize(390, 844);
    for (language, shown, hide) in [("zh-CN", "展开图", "收起"), ("en", "Show the figure", "Hide")] {
        browser.open(&site.file(&format!("{language}/index.html")));
        let seen = "[...document.querySelectorAll('main svg.chart:not(.spark)')].filter(f => f.checkVisibility()).map(f => f.closest('.exhibit').id)";
        assert_eq!(browser.evaluate(seen), json!(["pareto"]), "{language}");
        let words = "[...document.querySelector('#flow summary').children].filter(w => !w.matches('.vh') && w.checkVisibility()).map(w => w.textContent)";
        assert_eq!(browser.evaluate(words), json!([shown]));
        browser.evaluate("document.querySelector('#flow summary').click()");
        assert_eq!(browser.evaluate(words), json!([hide]));
    }
}

#[test]
fn a_table_that_ends_within_its_rows_says_how_many_are_below() {
    let Some((site, browser)) = open() else { return };
    browser.resize(1280, 900);
    for page in ["en/accounts/index.html", "zh-CN/portfolio/health.html"] {
        browser.open(&site.file(page));
        browser.wait_for("document.querySelector('.below').checkVisibility()");
        let state = "(() => { const box = document.querySelector('.table-scroll.tall'), below = box.querySelector('.below'), end = box.getBoundingClientRect().bottom;
                       const rows = [...box.querySelectorAll('tbody tr')].filter(r => r.getBoundingClientRect().bottom > end + 1).length;
                       const said = parseInt(below.textContent.replace(/\\D/g, ''));
                       return [below.checkVisibility(), Math.abs(said - rows) <= 3, parseFloat(getComputedStyle(box.querySelector('thead th')).borderBottomWidth) > 0 && getComputedStyle(box.querySelector('table')).borderCollapse === 'separate'] })()";
        assert_eq!(browser.evaluate(state), json!([true, true, true]), "{page}");
        browser.evaluate("document.querySelector('.table-scroll.tall').scrollTo(0, 1e6)");
        browser.wait_for("!document.querySelector('.below').checkVisibility()");
        // A search that leaves three rows leaves nothing below.
        browser.evaluate("document.querySelector('.table-scroll.tall').scrollTo(0, 0)");
        browser.wait_for("document.querySelector('.below').checkVisibility()");
        browser.evaluate("const f = document.querySelector('form[data-filter] input[type=search], form.facets input[type=search]'); f.value = 'tuoyue 拓岳'.split(' ')[document.documentElement.lang === 'en' ? 0 : 1]; f.dispatchEvent(new Event('input', { bubbles: true }))");
        browser.wait_for("!document.querySelector('.below').checkVisibility()");
    }
}

#[test]
fn the_head_and_the_first_column_of_the_accounts_stay_in_sight() {
    let Some((site, browser)) = open() else { return };
    // Where the columns have room nothing moves sideways; the first one is to stay all the same where they have none.
    for width in [1000, 900, 800] {
        browser.resize(width, 700);
        browser.open(&site.file("en/accounts/index.html"));
        let stays = browser.evaluate(
            "const place = document.querySelector('#accounts').closest('.table-scroll');
             place.scrollTo(300, 600); window.scrollTo(0, place.offsetTop);
             const edge = place.getBoundingClientRect(), row = [...place.querySelectorAll('tbody tr')].find(r => r.getBoundingClientRect().top > edge.top + 200);
             const head = place.querySelector('thead th:nth-child(2)').getBoundingClientRect(), first = row.cells[0].getBoundingClientRect();
             const style = getComputedStyle(row.cells[0]);
             [place.scrollTop > 50, Math.abs(head.top - edge.top) < 2, Math.abs(first.left - edge.left) < 2, style.position, style.left]",
        );
        assert_eq!(stays, json!([true, true, true, "sticky", "0px"]), "at {width}");
    }
}

#[test]
fn a_playbook_says_where_it_is_what_it_has_and_who_speaks_of_it() {
    let Some((site, browser)) = open() else { return };
    for (language, crumb, above) in
        [("zh-CN", "客户", "accounts/index.html"), ("en", "Accounts", "accounts/index.html")]
    {
        browser.open(&site.file(&format!("{language}/accounts/lanshang.html")));
        let crumbs =
            browser.evaluate("[...document.querySelectorAll('.crumbs li a')].map(a => [a.textContent.trim(), a.href])");
        let first = &crumbs[0];
        assert_eq!(first[0], crumb, "{crumbs}");
        assert!(first[1].as_str().unwrap().ends_with(&format!("{language}/{above}")), "{crumbs}");
        // On this page: every entry leads to something, and the one that is read is marked.
        let broken =
            "[...document.querySelectorAll('.toc a')].filter(a => !document.getElementById(a.hash.slice(1))).length";
        assert_eq!(browser.evaluate(broken), 0);
        assert!(browser.evaluate("document.querySelectorAll('.toc a').length").as_u64().unwrap() > 3);
        browser.evaluate("document.getElementById('value').scrollIntoView()");
        browser.wait_for("document.querySelector('.toc a[aria-current]')?.hash === '#value'");
        // Backlinks: pages whose text links here.
        let links = browser.evaluate(
            "[...document.querySelectorAll('#notes .c5 a')].map(a => a.href).filter(a => a.includes('/wiki/'))",
        );
        assert!(!links.as_array().unwrap().is_empty(), "{language}: nobody speaks of it");
    }
}

#[test]
fn a_list_in_a_note_is_a_list_and_its_links_stand_in_their_line() {
    let Some((site, browser)) = open() else { return };
    for page in ["accounts/yunsha", "accounts/hengchuan"] {
        for (language, width) in LANGUAGES.iter().flat_map(|language| [(language, 1280), (language, 480)]) {
            browser.resize(width, 900);
            browser.open(&site.file(&format!("{language}/{page}.html")));
            browser.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)");
            let points = "[...document.querySelectorAll('.log .prose li')]";
            let linked = format!("{points}.filter(li => li.querySelector('a')).length");
            assert!(browser.evaluate(&linked).as_u64().is_some_and(|count| count > 0), "{page} has a list with a link");
            let broken = browser.evaluate(&format!(
                "{points}.filter(li => getComputedStyle(li).display !== 'list-item'
                     || li.getBoundingClientRect().width < li.parentElement.clientWidth * .8).map(li => li.textContent.slice(0, 40))"
            ));
            assert_eq!(broken.as_array().map(Vec::len), Some(0), "{language}/{page} at {width}: {broken}");
        }
    }
}

#[test]
fn what_can_go_wrong_has_one_look() {
    let Some((site, browser)) = open() else { return };
    for page in ["muye", "tuoyue", "yuge-sports"] {
        browser.open(&site.file(&format!("en/accounts/{page}.html")));
        let looks = browser.evaluate(
            "[...new Set([...document.querySelectorAll('#risks .decisions h4, #risks .decisions h4 > a[href^=\"#\"]')].map(head => { const style = getComputedStyle(head);
               return style.color + (head.matches('a') && style.textDecorationColor !== 'rgba(0, 0, 0, 0)' ? ' underlined' : ''); }))]",
        );
        assert_eq!(looks, json!(["rgb(21, 25, 29)"]), "{page}");
    }
}
