//! The small note: what a term means and what a mark of a chart stands for, by pointer, touch and keyboard.

use serde_json::{Value, json};

use crate::chromium::Browser;
use crate::{LANGUAGES, open};

/// What the note says; empty where it is closed.
fn note(browser: &Browser) -> String {
    let said = browser.evaluate(
        "(() => { const n = document.getElementById('kf-hint'); return n && !n.hidden ? n.textContent : '' })()",
    );
    said.as_str().unwrap_or_default().to_owned()
}

/// The middle of the first element of a selector, scrolled into view.
fn middle(browser: &Browser, selector: &str) -> (f64, f64) {
    let place: Value = browser.evaluate(&format!(
        "(() => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{block: 'center'}});
            const b = e.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2] }})()"
    ));
    (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
}

fn point(browser: &Browser, (x, y): (f64, f64)) {
    browser.call("Input.dispatchMouseEvent", json!({"type": "mouseMoved", "x": x, "y": y}));
}

fn touch(browser: &Browser, (x, y): (f64, f64)) {
    browser.call("Input.dispatchTouchEvent", json!({"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}));
    browser.call("Input.dispatchTouchEvent", json!({"type": "touchEnd", "touchPoints": []}));
}

#[test]
fn a_term_is_explained_on_hover_and_focus_and_escape_closes() {
    let Some((site, browser)) = open() else { return };
    for language in LANGUAGES {
        browser.open(&site.file(&format!("{language}/index.html")));
        let meaning = browser.evaluate("document.querySelector('.kpi a.term').dataset.hint");
        let height = browser.evaluate("document.documentElement.scrollHeight");
        point(&browser, middle(&browser, ".kpi a.term"));
        assert_eq!(Value::from(note(&browser)), meaning, "on hover");
        assert_eq!(browser.evaluate("document.documentElement.scrollHeight"), height, "nothing moves");
        browser.press("Escape");
        assert_eq!(note(&browser), "");
        point(&browser, (2.0, 2.0));
        browser.evaluate("document.querySelector('.kpi a.term').focus()");
        assert_eq!(Value::from(note(&browser)), meaning, "on focus");
        let described = browser.evaluate("document.activeElement.getAttribute('aria-describedby')");
        assert_eq!(described, "kf-hint", "a screen reader hears it");
        let inside = browser.evaluate(
            "(() => { const b = document.getElementById('kf-hint').getBoundingClientRect();
                return b.left >= 0 && b.right <= innerWidth && b.top >= 0 })()",
        );
        assert_eq!(inside, true);
        browser.press("Escape");
        assert_eq!(note(&browser), "");
        let leads = browser.evaluate("document.querySelector('.kpi a.term').href");
        assert!(leads.as_str().unwrap().contains("/glossary.html#"), "without a script it is a link: {leads}");
    }
}

#[test]
fn a_first_touch_explains_and_a_second_one_leads_to_the_glossary() {
    let Some((site, browser)) = open() else { return };
    browser.resize(390, 800);
    browser.call("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
    browser.open(&site.file("zh-CN/index.html"));
    touch(&browser, middle(&browser, ".kpi a.term"));
    browser.wait_for("!!document.getElementById('kf-hint') && !document.getElementById('kf-hint').hidden");
    touch(&browser, middle(&browser, ".kpi a.term"));
    browser.wait_for("location.pathname.endsWith('/glossary.html')");
}

#[test]
fn a_sorted_column_explains_its_term_beside_the_button() {
    let Some((site, browser)) = open() else { return };
    browser.open(&site.file("en/accounts/index.html"));
    let nested = browser.evaluate("document.querySelectorAll('[role=button] a').length");
    assert_eq!(nested, 0);
    browser.evaluate("document.querySelector('th a.term.mark').focus()");
    assert!(!note(&browser).is_empty());
    let name = browser.evaluate("document.querySelector('th a.term.mark').getAttribute('aria-label')");
    assert!(name.as_str().unwrap().starts_with("What it means"), "{name}");
}

#[test]
fn the_marks_of_a_chart_are_told_by_pointer_touch_and_arrows() {
    let Some((site, browser)) = open() else { return };
    browser.open(&site.file("zh-CN/accounts/lanshang.html"));
    let chart = "svg.chart.wide[aria-labelledby^='chart-months']";
    let titles =
        browser.evaluate(&format!("[...document.querySelectorAll(\"{chart} rect > title\")].map(t => t.textContent)"));
    let titles: Vec<&str> = titles.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(titles.len(), 12);
    // One place in the tab order for each chart, whatever is in it.
    let stops = browser.evaluate(
        "[...document.querySelectorAll('svg.chart')].every(c => c.tabIndex === 0 && [...c.querySelectorAll('a')].every(a => a.tabIndex === -1))",
    );
    assert_eq!(stops, true);
    browser.evaluate(&format!("document.querySelector(\"{chart}\").focus()"));
    for (key, wanted) in [("ArrowRight", 0), ("ArrowRight", 1), ("End", 11), ("ArrowLeft", 10), ("Home", 0)] {
        browser.press(key);
        assert_eq!(note(&browser), titles[wanted], "after {key}");
        let heard = browser.evaluate("document.querySelector('.vh[aria-live]').textContent");
        assert_eq!(heard, titles[wanted]);
    }
    browser.press("Escape");
    assert_eq!(note(&browser), "");
    let whole = browser.evaluate(&format!("document.querySelectorAll(\"{chart} rect > title\").length"));
    assert_eq!(whole, 12, "a closed note leaves the chart as it was");
    browser.evaluate("document.activeElement.blur()");
    point(&browser, middle(&browser, &format!("{chart} rect:nth-of-type(3)")));
    assert_eq!(note(&browser), titles[2]);
    // A finger is wider than a mark: the nearest one is meant.
    browser.resize(390, 800);
    browser.call("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
    browser.open(&site.file("zh-CN/accounts/lanshang.html"));
    let (x, y) = middle(&browser, "svg.chart.narrow[aria-labelledby^='chart-months'] rect:nth-of-type(3)");
    touch(&browser, (x + 9.0, y));
    browser.wait_for("!!document.getElementById('kf-hint') && !document.getElementById('kf-hint').hidden");
    assert!(titles.contains(&note(&browser).as_str()), "{}", note(&browser));
}
