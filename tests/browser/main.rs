//! The built demo in a real Chromium: by http and by `file://`, with and without scripts, narrow and wide, light and dark.
//!
//! Without Chromium the tests say so and pass; with `CI` set, its absence is a failure. Screenshots of every page kind are
//! left for a reviewer ([`pictures`]).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails where it should")]

mod chinese;
mod chromium;
mod colours;
mod figures;
mod hints;
mod paper;
mod pictures;
mod reading;
mod search;
mod site;
mod tables;
mod wayfinding;

use std::path::PathBuf;
use std::sync::OnceLock;

use chromium::Browser;
use site::DemoSite;

/// One page of each kind, in each language.
const KINDS: [&str; 34] = [
    "index.html",
    "accounts/index.html",
    "accounts/lanshang.html",
    "accounts/tuoyue.html",
    "accounts/zhuyuan.html",
    "accounts/mofang-print.html",
    "accounts/print.html",
    "abc/a.html",
    "zones/defend.html",
    "portfolio/abc.html",
    "portfolio/attack-defend.html",
    "portfolio/concentration.html",
    "portfolio/migration.html",
    "portfolio/customers.html",
    "portfolio/visits.html",
    "portfolio/periods.html",
    "portfolio/health.html",
    "portfolio/actions.html",
    "portfolio/stages.html",
    "portfolio/white-space.html",
    "portfolio/scores.html",
    "portfolio/products.html",
    "industries/apparel.html",
    "regions/华东.html",
    "managers/chen-siqi.html",
    "frameworks/index.html",
    "frameworks/attack-defend.html",
    "rules/silent-account.html",
    "wiki/index.html",
    "wiki/guide/settings.html",
    "glossary.html",
    "data-quality.html",
    "components.html",
    "search.html",
];
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// The demo and a browser; `None` where there is no Chromium.
fn open() -> Option<(&'static DemoSite, Browser)> {
    static SITE: OnceLock<DemoSite> = OnceLock::new();
    let Some(program) = chromium::find() else {
        assert!(std::env::var_os("CI").is_none(), "no Chromium: the browser tests cannot run");
        eprintln!("skipped: no Chromium on this machine");
        return None;
    };
    let site = SITE.get_or_init(DemoSite::build);
    let browser = Browser::start(&program);
    browser.resize(1280, 900);
    Some((site, browser))
}

fn kinds() -> impl Iterator<Item = String> {
    LANGUAGES.into_iter().flat_map(|language| KINDS.into_iter().map(move |kind| format!("{language}/{kind}")))
}

/// Base64 as Chromium sends it.
fn decode(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0, |bits, byte| bits << 6 | value(*byte)) << (6 * (4 - four.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}

/// The size as a server would send it.
fn gzipped(bytes: &[u8]) -> usize {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, bytes).expect("memory");
    packer.finish().expect("memory").len()
}

#[test]
fn every_kind_of_page_opens_without_complaint_and_asks_for_nothing_outside() {
    let Some((site, browser)) = open() else { return };
    for page in kinds() {
        for address in [site.http(&page), site.file(&page)] {
            browser.open(&address);
            assert_eq!(browser.complaints(), Vec::<String>::new(), "{address}");
            let home = [site.http(""), site.file(""), "data:".to_owned(), "about:".to_owned()];
            for request in browser.requests() {
                assert!(home.iter().any(|start| request.starts_with(start)), "{address} asks for {request}");
            }
            let heads = browser.evaluate("document.querySelectorAll('h1').length");
            assert_eq!(heads, 1, "{address} has one h1");
        }
    }
}

#[test]
fn nothing_scrolls_sideways_on_a_phone_a_tablet_or_a_desk() {
    let Some((site, browser)) = open() else { return };
    let mut wide = Vec::new();
    for page in kinds() {
        browser.open(&site.file(&page));
        for width in [360, 390, 768, 960, 1280] {
            browser.resize(width, 800);
            let overflow = browser.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            if overflow.as_i64().unwrap() > 0 {
                wide.push(format!("{page} is {overflow} px wider than {width}"));
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

#[test]
fn no_english_word_is_broken_on_a_phone_unless_it_is_longer_than_a_column() {
    let Some((site, browser)) = open() else { return };
    let broken = "(() => { document.querySelectorAll('details').forEach(d => d.open = true);
         const found = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
         for (let text; text = walk.nextNode();) {
           const place = text.parentElement;
           if (place.closest('script, style, svg, code, pre, .vh, .stackable thead') || !place.offsetParent) continue;
           for (const word of text.data.matchAll(/[A-Za-z][A-Za-z’]{2,17}/g)) {
             const range = document.createRange();
             range.setStart(text, word.index); range.setEnd(text, word.index + word[0].length);
             const lines = new Set([...range.getClientRects()].filter(r => r.width > .5).map(r => Math.round(r.top / 6)));
             if (lines.size > 1) found.add(word[0] + ' in ' + place.tagName + ' of ' + (place.closest('[id]') || {}).id);
           } }
         return [...found]; })()";
    for page in KINDS.map(|kind| format!("en/{kind}")) {
        browser.open(&site.file(&page));
        for width in [360, 390, 768] {
            browser.resize(width, 800);
            assert_eq!(browser.evaluate(broken), serde_json::json!([]), "{page} at {width} px");
        }
    }
}

#[test]
fn the_start_page_leads_on_and_pages_of_the_other_language_are_linked() {
    let Some((site, browser)) = open() else { return };
    for address in [site.http("index.html"), site.file("index.html")] {
        browser.open(&address);
        browser.wait_for("location.pathname.endsWith('/zh-CN/index.html') || location.pathname.endsWith('/zh-CN/')");
    }
    browser.open(&site.file("zh-CN/accounts/lanshang.html"));
    let english = browser.evaluate("document.querySelector('.masthead a[hreflang=\"en\"]').href");
    assert!(english.as_str().unwrap().ends_with("/en/accounts/lanshang.html"), "{english}");
}

#[test]
fn the_accounts_table_sorts_filters_and_keeps_its_state_in_the_address() {
    let Some((site, browser)) = open() else { return };
    browser.open(&site.file("zh-CN/accounts/index.html"));
    let first = "document.querySelector('#accounts tbody tr:not([hidden]) th').textContent.trim()";
    let unsorted = browser.evaluate(first);
    browser.evaluate("document.querySelector('#accounts thead th .sorter').click()");
    assert_ne!(browser.evaluate(first), unsorted, "sorting by name moves the rows");
    browser.evaluate(
        "{ const f = document.querySelector('form[data-filter] select[name=\"abc\"]'); f.value = 'A';
           f.dispatchEvent(new Event('input', {bubbles: true})); }",
    );
    let shown = "[...document.querySelectorAll('#accounts tbody tr')].filter(r => !r.hidden).length";
    let of_class_a = browser.evaluate(shown);
    assert!(of_class_a.as_i64().unwrap() > 3 && of_class_a.as_i64().unwrap() < 40, "{of_class_a} rows of class A");
    let hash = browser.evaluate("location.hash");
    assert!(hash.as_str().unwrap().contains("abc=A"), "{hash}");
    let address = browser.evaluate("location.href");
    browser.open(address.as_str().unwrap());
    assert_eq!(browser.evaluate(shown), of_class_a, "the address keeps the filter");
}

#[test]
fn search_finds_substrings_in_both_languages_by_file_and_by_http() {
    let Some((site, browser)) = open() else { return };
    for (page, query, expected) in [
        ("zh-CN/index.html", "裳服", "澜裳服饰集团"),
        ("zh-CN/accounts/lanshang.html", "叶知秋", "叶知秋"),
        ("zh-CN/frameworks/index.html", "Lanshang", "Lanshang"),
        ("en/index.html", "lansh", "Lanshang"),
        ("en/glossary.html", "澜裳", "澜裳"),
    ] {
        for address in [site.file(page), site.http(page)] {
            browser.open(&address);
            browser.evaluate("document.body.focus()");
            browser.press("/");
            browser.wait_for("document.activeElement.matches('form[data-search] input')");
            browser.type_text(query);
            browser.wait_for(&format!(
                "[...document.querySelectorAll('form[data-search] [role=option]')].some(o => o.textContent.includes('{expected}'))"
            ));
            browser.press("ArrowDown");
            browser.press("Enter");
            browser.wait_for(&format!("location.href !== '{address}' && document.readyState === 'complete'"));
            assert_eq!(browser.complaints(), Vec::<String>::new(), "{query} from {address}");
        }
    }
}

/// axe-core's script; `None` where it is not at hand.
fn axe() -> Option<String> {
    let known = std::env::var_os("KEYFOLIO_AXE").map(PathBuf::from);
    let Some(axe) = known.filter(|path| path.exists()) else {
        assert!(std::env::var_os("CI").is_none(), "KEYFOLIO_AXE does not name axe.min.js");
        eprintln!("skipped: KEYFOLIO_AXE does not name axe-core's axe.min.js");
        return None;
    };
    Some(std::fs::read_to_string(axe).expect("axe-core"))
}

/// What axe-core finds serious or critical in the open page.
fn violations(browser: &Browser, axe: &str) -> Vec<String> {
    browser.evaluate(&format!("{axe}; 1"));
    let found = browser.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations
           .filter(v => v.impact === 'serious' || v.impact === 'critical')
           .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' +
             (n.any[0] ? n.any[0].message : '')).join(' | ')))",
    );
    found.as_array().unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn axe_finds_nothing_serious() {
    let Some((site, browser)) = open() else { return };
    let Some(script) = axe() else { return };
    let mut found = Vec::new();
    // The start page leads on while it is looked at: a copy without that stays.
    let start = std::fs::read_to_string(site.public().join("index.html")).unwrap();
    let base = format!("<head><base href=\"{}\">", site.file(""));
    let start = start.replace("http-equiv=\"refresh\"", "name=\"stays\"").replacen("<head>", &base, 1);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("start.html"), start).unwrap();
    for scheme in ["light", "dark"] {
        browser.media(scheme, "screen");
        browser.open(&format!("file://{}", folder.path().join("start.html").display()));
        found
            .extend(violations(&browser, &script).iter().map(|violation| format!("start page ({scheme}) {violation}")));
        let roots = ["404.html", "en/wiki/reviews/2026-q2.html", "zh-CN/wiki/plays/first-100-days.html"];
        for page in kinds().chain(roots.map(str::to_owned)) {
            browser.open(&site.file(&page));
            found
                .extend(violations(&browser, &script).iter().map(|violation| format!("{page} ({scheme}) {violation}")));
        }
    }
    // A phone has folds and lists where others have figures and tables.
    browser.media("light", "screen");
    browser.resize(390, 844);
    for page in
        ["zh-CN/index.html", "en/accounts/lanshang.html", "en/accounts/index.html", "zh-CN/portfolio/actions.html"]
    {
        browser.open(&site.file(page));
        found.extend(violations(&browser, &script).iter().map(|violation| format!("{page} (phone) {violation}")));
    }
    assert!(found.is_empty(), "{} findings\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_second_theme_restyles_the_demo_and_can_be_read() {
    let Some((_, browser)) = open() else { return };
    let slate = DemoSite::build_with("theme: slate\n");
    let script = axe();
    for (scheme, paper, accent) in [("light", "rgb(251, 252, 253)", "#0b5d5e"), ("dark", "rgb(16, 23, 25)", "#6cc4bb")]
    {
        browser.media(scheme, "screen");
        for page in ["zh-CN/index.html", "en/accounts/lanshang.html", "en/components.html", "zh-CN/portfolio/abc.html"]
        {
            browser.open(&slate.file(page));
            assert_eq!(browser.evaluate("getComputedStyle(document.body).backgroundColor"), paper, "{page}");
            let token =
                browser.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()");
            assert_eq!(token, accent, "{page}");
            let logos = browser.evaluate(
                "[...document.querySelectorAll('.logo')].filter(l => l.offsetWidth && l.naturalWidth).map(l => l.src.split('/').pop()).join()",
            );
            assert_eq!(logos, if scheme == "dark" { "logo-dark.svg" } else { "logo.svg" }, "{page}");
            if let Some(script) = &script {
                assert_eq!(violations(&browser, script), Vec::<String>::new(), "{page} ({scheme})");
            }
        }
    }
}

#[test]
fn every_link_of_the_site_leads_to_a_page_that_is_there() {
    let Some((site, _)) = open() else { return };
    let public = site.public();
    let mut broken = Vec::new();
    for page in site.pages().into_iter().filter(|page| page != "404.html") {
        let html = std::fs::read_to_string(public.join(&page)).expect("a page");
        for part in html.split(" href=\"").skip(1).chain(html.split(" src=\"").skip(1)) {
            let target = part.split('"').next().unwrap_or_default().replace("&amp;", "&");
            let outside =
                ["http:", "https:", "mailto:", "data:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
            if target.starts_with('/') {
                broken.push(format!("{page}: {target} is absolute"));
            }
            let file = target.split(['#', '?']).next().unwrap_or_default();
            if outside || file.is_empty() || target.starts_with('/') {
                continue;
            }
            let folder = public.join(&page);
            let decoded = percent_decode(file);
            let path = folder.parent().expect("a folder").join(decoded);
            if !(path.is_file() || path.join("index.html").is_file()) {
                broken.push(format!("{page}: {target} leads nowhere"));
            }
        }
    }
    broken.truncate(40);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let (digits, rest) = part.split_at(2.min(part.len()));
        bytes.push(u8::from_str_radix(digits, 16).unwrap_or(b'?'));
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap_or_default()
}
