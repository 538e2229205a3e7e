//! Finding one's way: recently viewed, the neighbours in a list, the list of keys; and that nothing needs storage.

use serde_json::json;

use super::{LANGUAGES, open};

const ACCOUNTS: &str = "zh-CN/accounts/index.html";
const TITLE: &str = "document.querySelector('h1').textContent.trim()";

#[test]
fn the_list_that_one_came_from_has_a_previous_and_a_next() {
    let Some((site, browser)) = open() else { return };
    for address in [site.file(ACCOUNTS), site.http(ACCOUNTS)] {
        browser.open(&address);
        browser.evaluate(
            "{ const f = document.querySelector('form[data-filter=accounts] [name=abc]'); f.value = 'A';
               f.dispatchEvent(new Event('input', {bubbles: true})); }",
        );
        let names = browser.evaluate(
            "[...document.querySelectorAll('#accounts tbody tr')].filter(r => !r.hidden).map(r => r.querySelector('th').textContent.trim())",
        );
        let names = names.as_array().unwrap();
        browser.evaluate("[...document.querySelectorAll('#accounts tbody tr:not([hidden]) th a')][1].click()");
        browser.wait_for("!!document.querySelector('.pager [data-pager=next] a')");
        assert_eq!(browser.evaluate(TITLE), names[1]);
        let place = browser.evaluate("document.querySelector('.pager.in-list').textContent");
        assert!(place.as_str().unwrap().contains(&format!("2 / {}", names.len())), "{place}");
        browser.press("j");
        browser.wait_for(&format!("document.querySelector('h1') && {TITLE} === {}", names[2]));
        browser.wait_for("!!document.querySelector('.pager [data-pager=previous] a')");
        browser.press("k");
        browser.wait_for(&format!("document.querySelector('h1') && {TITLE} === {}", names[1]));
        browser.wait_for("!!document.querySelector('.pager.in-list')");
        let back = browser.evaluate("document.querySelector('.pager.in-list span:nth-child(2) a').href");
        assert!(back.as_str().unwrap().ends_with("accounts/index.html#?abc=A"), "{back}");
        assert_eq!(browser.complaints(), Vec::<String>::new());
    }
}

#[test]
fn the_empty_search_offers_what_was_viewed_lately() {
    let Some((site, browser)) = open() else { return };
    for start in [site.file(""), site.http("")] {
        for page in ["zh-CN/accounts/lanshang.html", "zh-CN/glossary.html", "zh-CN/index.html"] {
            browser.open(&format!("{start}{page}"));
        }
        browser.press("/");
        browser.wait_for("!document.querySelector('.results').hidden");
        let found =
            browser.evaluate("[...document.querySelectorAll('.results [role=option]')].map(o => o.textContent)");
        let found = found.as_array().unwrap();
        assert!(
            found.len() == 2 && found[1].as_str().unwrap().contains("澜裳"),
            "the last first, without this page: {found:?}"
        );
        assert_eq!(browser.evaluate("document.querySelector('.search-kind').textContent"), "最近看过");
        browser.press("ArrowDown");
        browser.press("Enter");
        browser.wait_for("location.pathname.endsWith('/glossary.html') && document.readyState === 'complete'");
    }
}

#[test]
fn a_question_mark_lists_the_keys() {
    let Some((site, browser)) = open() else { return };
    for (page, title) in [("zh-CN/index.html", "快捷键"), ("en/accounts/lanshang.html", "Keyboard shortcuts")] {
        browser.open(&site.file(page));
        browser.press("?");
        browser.wait_for("!!document.querySelector('dialog.keys[open]')");
        assert_eq!(browser.evaluate("document.querySelector('dialog.keys h2').textContent"), title);
        browser.press("Escape");
        browser.wait_for("!document.querySelector('dialog.keys')");
    }
}

#[test]
fn nothing_needs_storage() {
    let Some((site, browser)) = open() else { return };
    let forbid = "for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError'); }});";
    browser.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": forbid}));
    browser.open(&site.file(ACCOUNTS));
    browser.evaluate("document.querySelector('#accounts tbody th a').click()");
    browser.wait_for("!location.pathname.endsWith('accounts/index.html') && document.readyState === 'complete'");
    browser.press("/");
    browser.wait_for("document.activeElement.matches('form[data-search] input')");
    browser.type_text("澜");
    browser.wait_for("!!document.querySelector('.results [role=option]')");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn the_links_of_the_masthead_stand_in_one_line_on_a_phone() {
    let Some((site, browser)) = open() else { return };
    for (width, language, page) in [
        (390, "en", "index.html"),
        (390, "en", "data-quality.html"),
        (360, "en", "accounts/index.html"),
        (360, "zh-CN", "index.html"),
    ] {
        browser.resize(width, 800);
        browser.open(&site.file(&format!("{language}/{page}")));
        let lines =
            browser.evaluate("new Set([...document.querySelectorAll('.masthead nav a')].map(a => a.offsetTop)).size");
        assert_eq!(lines, 1, "{language}/{page} at {width}");
    }
}

#[test]
fn the_menus_of_the_dashboard_are_a_directory_and_not_seven_sections() {
    let Some((site, browser)) = open() else { return };
    for language in LANGUAGES {
        browser.open(&site.file(&format!("{language}/index.html")));
        let found = browser.evaluate(
            "{ const m = document.querySelector('.menus'), size = e => parseFloat(getComputedStyle(e).fontSize);
               [m.offsetHeight, size(m.querySelector('h2')), size(document.querySelector('.band:not(.menus) h2')), m.querySelectorAll('h2').length] }",
        );
        let [height, own, section, menus] = [0, 1, 2, 3].map(|at| found[at].as_f64().unwrap());
        assert!(height < 450.0 && own < section / 1.5 && menus >= 7.0, "{language}: {found}");
    }
}

#[test]
fn the_404_page_leads_on_from_disk_and_from_a_server() {
    let Some((site, browser)) = open() else { return };
    for address in [site.file("404.html"), site.http("404.html")] {
        for (at, way) in ["index.html", "accounts/index.html", "search.html"].into_iter().enumerate() {
            browser.open(&address);
            let links = browser.evaluate("[...document.querySelectorAll('.ways')].filter(w => w.offsetHeight).length");
            assert_eq!(links, 2, "shown by the script");
            browser.evaluate(&format!("document.querySelectorAll('section:lang(en) .ways a')[{at}].click()"));
            browser.wait_for("document.readyState === 'complete' && document.querySelector('.masthead') !== null");
            let path = browser.evaluate("location.pathname").as_str().unwrap().to_owned();
            assert!(path.ends_with(&format!("/en/{way}")), "{path}");
        }
    }
}

#[test]
fn the_other_language_shows_the_same_view() {
    let Some((site, browser)) = open() else { return };
    for (page, hash) in [("accounts/index.html", "#?abc=A&sort=-5"), ("accounts/lanshang.html", "#plan")] {
        for address in [site.file(&format!("zh-CN/{page}")), site.http(&format!("zh-CN/{page}"))] {
            browser.open(&site.file("404.html"));
            browser.open(&format!("{address}{hash}"));
            browser.evaluate("document.querySelector('.masthead a[hreflang=en]').click()");
            browser.wait_for("location.pathname.includes('/en/') && document.readyState === 'complete'");
            assert_eq!(browser.evaluate("location.hash"), hash, "{page}");
        }
    }
    browser.open(&site.file("404.html"));
    browser.open(&site.file("en/accounts/index.html#?abc=A"));
    assert_eq!(browser.evaluate("document.querySelector('[name=abc]').value"), "A");
}
