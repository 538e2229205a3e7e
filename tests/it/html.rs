//! Every page is valid HTML: the standard's parser has nothing to complain of, and neither have the rules that no parser knows.
//!
//! Checked are all pages of the demo and of the golden sites, in both languages, so every kind of page is among them.

use std::collections::BTreeSet;
use std::path::Path;

use scraper::{ElementRef, Html, Node, Selector};

use crate::project::{TestProject, tree};

/// Elements that hold text and such: none of [`FLOW`] may stand in them.
const PHRASING: [&str; 19] = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "b", "i", "em", "strong", "small", "code", "kbd", "time", "label",
    "button", "pre",
];
/// Elements that stand among blocks only.
const FLOW: [&str; 27] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "section",
    "article",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "main",
    "details",
    "blockquote",
    "pre",
    "li",
    "dt",
    "dd",
];
/// What one operates; nothing of it may stand in a link or a button.
const INTERACTIVE: [&str; 6] = ["a", "button", "input", "select", "textarea", "details"];

#[test]
fn every_page_of_the_demo_is_valid() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    check_all(&project, 500);
}

#[test]
fn the_golden_sites_are_valid() {
    for case in ["empty", "sales-only", "two-languages"] {
        let project = TestProject::new::<&str, &str>(&[]);
        let inputs = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(case).join("in"));
        for (path, bytes) in inputs.iter().filter(|(path, _)| !path.ends_with('/')) {
            project.write(path, std::str::from_utf8(bytes).unwrap());
        }
        project.run(&["build", "-q"]).expect(0);
        check_all(&project, 100);
    }
}

/// The rules find what they are for.
#[test]
fn invalid_pages_are_found() {
    let page = |body: &str| {
        format!("<!doctype html><html lang=\"en\"><head><title>t</title></head><body>{body}</body></html>")
    };
    for (body, found) in [
        ("<h1>a</h1><p>b<div>c</div>", ""),
        ("<h1>a</h1><p>b</div>", "parser"),
        ("<h1>a</h1><p id=x></p><p id=x></p>", "twice"),
        ("<h1>a</h1><a href=\"#no\">b</a>", "no is not there"),
        ("<h1>a</h1><p aria-describedby=\"no\">b</p>", "no is not there"),
        ("<h1>a</h1><span><div>b</div></span>", "<div> in <span>"),
        ("<h1>a</h1><a href=\"#\"><button>b</button></a>", "<button> in <a>"),
        ("<h1>a</h1><h3>b</h3>", "h3 after h1"),
        ("<h2>a</h2>", "h1"),
        ("<h1>a</h1><img src=\"a.png\">", "alt"),
        ("<h1>a</h1><div><li>b</li></div>", "<li> in <div>"),
        ("<h1>a</h1><table><tbody><tr><td>a</td><td>b</td></tr><tr><td>a</td></tr></tbody></table>", "cells"),
        ("<h1>a</h1><button></button>", "no name"),
    ] {
        let problems = problems(&page(body));
        let is_found = problems.iter().any(|problem| problem.contains(found));
        assert!(if found.is_empty() { problems.is_empty() } else { is_found }, "{body}: {problems:?}");
    }
}

fn check_all(project: &TestProject, least: usize) {
    let pages = project.output().into_iter().filter(|(path, _)| {
        let suffix = Path::new(path).extension();
        suffix.is_some_and(|suffix| suffix == "html") && !path.starts_with("files/")
    });
    let (mut checked, mut found) = (0, Vec::new());
    for (path, bytes) in pages {
        let html = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8"));
        checked += 1;
        found.extend(problems(&html).into_iter().map(|problem| format!("{path}: {problem}")));
    }
    assert!(checked >= least, "only {checked} pages");
    let count = found.len();
    found.truncate(40);
    assert!(found.is_empty(), "{count} problems:\n{}", found.join("\n"));
}

/// All that is wrong with a page.
fn problems(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut found: Vec<String> = page.errors.iter().map(|error| format!("the parser says: {error}")).collect();
    ids(&page, &mut found);
    headings(&page, &mut found);
    for element in all(&page, "body *") {
        nesting(element, &mut found);
        names(element, &mut found);
    }
    for table in all(&page, "table") {
        cells(table, &mut found);
    }
    found
}

fn all<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// Ids are there once; what names an id names one that is there.
fn ids(page: &Html, found: &mut Vec<String>) {
    let mut known = BTreeSet::new();
    for element in all(page, "[id]") {
        let id = element.attr("id").unwrap_or_default();
        if id.is_empty() || id.contains(char::is_whitespace) {
            found.push(format!("`{id}` is no id"));
        }
        if !known.insert(id) {
            found.push(format!("the id {id} is there twice"));
        }
    }
    for name in ["for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "popovertarget", "list"] {
        for element in all(page, &format!("[{name}]")) {
            let wanted = element.attr(name).unwrap_or_default().split_whitespace();
            found.extend(wanted.filter(|id| !known.contains(id)).map(|id| format!("{name}: the id {id} is not there")));
        }
    }
    for link in all(page, "a[href^='#']") {
        let id = link.attr("href").unwrap_or_default().trim_start_matches('#');
        if !id.is_empty() && !id.starts_with('?') && !known.contains(id) {
            found.push(format!("a link: the id {id} is not there"));
        }
    }
}

/// One h1 per language of a page, and no level left out on the way down.
fn headings(page: &Html, found: &mut Vec<String>) {
    let mut before = 0;
    for heading in all(page, "h1, h2, h3, h4, h5, h6") {
        let level = heading.value().name().bytes().last().map_or(0, |digit| u32::from(digit - b'0'));
        if level > before + 1 {
            found.push(format!("h{level} after h{before}: {}", heading.text().collect::<String>()));
        }
        before = level;
    }
    let firsts = all(page, "h1").len();
    let is_entrance = !all(page, "main > section[lang] > h1").is_empty();
    if firsts != 1 && !is_entrance {
        found.push(format!("{firsts} h1"));
    }
}

/// What may stand in what.
fn nesting(element: ElementRef<'_>, found: &mut Vec<String>) {
    let name = element.value().name();
    let above: Vec<&str> = element.ancestors().filter_map(|node| Some(node.value().as_element()?.name())).collect();
    let parent = above.first().copied().unwrap_or_default();
    if above.contains(&"svg") {
        return;
    }
    let mut wrong = |above: &str| found.push(format!("<{name}> in <{above}>: {}", start(element)));
    let phrasing = above.iter().find(|name| PHRASING.contains(name));
    if FLOW.contains(&name)
        && let Some(above) = phrasing
    {
        wrong(above);
    }
    let operated = above.iter().find(|name| ["a", "button", "summary"].contains(name));
    if INTERACTIVE.contains(&name)
        && let Some(above) = operated
    {
        wrong(above);
    }
    let parents: &[&str] = match name {
        "li" => &["ul", "ol", "menu"],
        "dt" | "dd" => &["dl", "div"],
        "tr" => &["thead", "tbody", "tfoot"],
        "td" | "th" => &["tr"],
        "summary" => &["details"],
        "figcaption" => &["figure"],
        "option" => &["select", "optgroup", "datalist"],
        _ => &[],
    };
    if !parents.is_empty() && !parents.contains(&parent) {
        wrong(parent);
    }
    let only: &[&str] = match parent {
        "ul" | "ol" => &["li"],
        "dl" => &["div", "dt", "dd"],
        "table" => &["caption", "colgroup", "thead", "tbody", "tfoot"],
        _ => return,
    };
    if !only.contains(&name) {
        wrong(parent);
    }
}

/// Pictures, links, buttons and fields can be told by those who do not see them.
fn names(element: ElementRef<'_>, found: &mut Vec<String>) {
    let name = element.value().name();
    if name == "img" && element.attr("alt").is_none() {
        found.push(format!("no alt: {}", start(element)));
    }
    let says = element.text().any(|text| !text.trim().is_empty());
    let is_named = says || ["aria-label", "aria-labelledby", "title"].iter().any(|name| element.attr(name).is_some());
    let label = element.ancestors().any(|node| matches!(node.value(), Node::Element(above) if above.name() == "label"));
    if ["button", "summary", "select", "input", "textarea"].contains(&name) && !is_named && !label {
        found.push(format!("no name: {}", start(element)));
    }
    if name == "a" && element.attr("href").is_some() && !is_named && element.children().next().is_none() {
        found.push(format!("no name: {}", start(element)));
    }
}

/// The rows of a table have as many cells as its head.
fn cells(table: ElementRef<'_>, found: &mut Vec<String>) {
    let width = |row: ElementRef<'_>| -> usize {
        let cells = row.child_elements().filter(|cell| ["td", "th"].contains(&cell.value().name()));
        cells.map(|cell| cell.attr("colspan").and_then(|span| span.parse().ok()).unwrap_or(1)).sum()
    };
    // A cell over several rows is not counted here; no table of ours has one.
    let parts = table.child_elements();
    let rows = parts.flat_map(|part| part.child_elements()).filter(|row| row.value().name() == "tr");
    let widths: BTreeSet<usize> = rows.map(width).collect();
    if widths.len() > 1 {
        let caption = table.text().find(|text| !text.trim().is_empty()).unwrap_or_default();
        found.push(format!("a table with rows of {widths:?} cells: {caption}"));
    }
}

/// The start tag, to find the place by.
fn start(element: ElementRef<'_>) -> String {
    element.html().chars().take(100).collect()
}
