//! What always holds of a site: self-contained, relative, every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::project::TestProject;

/// Values of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let marker = format!(" {attribute}=\"");
    let found = html.match_indices(&marker).map(|(at, marker)| &html[at + marker.len()..]);
    found.map(|rest| rest.split('"').next().unwrap()).collect()
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, tail) = match (first, tail) {
            (b'%', [a, b, tail @ ..]) => {
                let hex = std::str::from_utf8(&[*a, *b]).map(str::to_owned).unwrap();
                (u8::from_str_radix(&hex, 16).unwrap(), tail)
            }
            _ => (*first, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).unwrap()
}

/// The path that a link leads to, from the page that it stands on.
fn target(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn every_link_is_relative_and_leads_to_something() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    let output = project.output();
    let html = |path: &str| String::from_utf8(output[path].clone()).unwrap();
    let pages: BTreeMap<&String, String> = output
        .keys()
        .filter(|path| Path::new(path).extension().is_some_and(|end| end == "html"))
        .map(|path| (path, html(path)))
        .collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, text)| (path.as_str(), values(text, "id").into_iter().collect())).collect();
    assert!(pages.len() > 20, "{:?}", pages.keys());
    let mut wrong = Vec::new();
    for (page, text) in &pages {
        for attribute in ["href", "src"] {
            for link in values(text, attribute) {
                let link = link.replace("&amp;", "&");
                if link.contains("://")
                    || link.starts_with('/')
                    || link.starts_with("mailto:")
                    || link.starts_with("data:")
                {
                    let is_allowed = link.starts_with("mailto:") || link.starts_with("data:");
                    wrong.extend((!is_allowed).then(|| format!("{page}: {link} is not relative")));
                    continue;
                }
                let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
                let path = path.split('?').next().unwrap();
                let target = if path.is_empty() { Some((*page).clone()) } else { target(page, &decoded(path)) };
                match target {
                    Some(target) if output.contains_key(&target) => {
                        let is_anchor = !fragment.is_empty() && !fragment.contains('=') && !fragment.starts_with('?');
                        let known = ids.get(target.as_str()).is_none_or(|ids| ids.contains(decoded(fragment).as_str()));
                        wrong.extend((is_anchor && !known).then(|| format!("{page}: {link} has no such anchor")));
                    }
                    _ => wrong.push(format!("{page}: {link} leads nowhere")),
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} wrong links:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_is_asked_of_any_other_host() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    for (path, bytes) in project.output() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for forbidden in [
            "fetch(",
            "XMLHttpRequest",
            "type=\"module\"",
            "import(",
            "@import",
            "url(http",
            "src=\"http",
            "WebAssembly",
        ] {
            assert!(!text.contains(forbidden), "{path} holds {forbidden}");
        }
    }
}

#[test]
fn no_page_carries_a_machine_path_or_a_time() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    let root = project.root().to_str().unwrap().to_owned();
    for (path, bytes) in project.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains(&root), "{path}");
    }
}

#[test]
fn the_404_page_leads_on_by_base_url_or_by_its_script() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    let page = project.read("public/404.html");
    assert!(page.matches("<p class=\"ways\" hidden>").count() == 2 && page.contains("<script>"), "{page}");
    project.run(&["build", "-u", "https://example.com/kf"]).expect(0);
    let page = project.read("public/404.html");
    assert!(!page.contains("hidden>") && !page.contains("<script>"), "{page}");
    for way in ["index.html", "accounts/index.html", "search.html"] {
        let both = ["zh-CN", "en"].map(|language| format!("href=\"https://example.com/kf/{language}/{way}\""));
        assert!(both.iter().all(|href| page.contains(href)), "{way} {page}");
    }
}

#[test]
fn a_workspace_replaces_a_block_of_a_template() {
    let project = TestProject::sample();
    project.write(
        "templates/start.html",
        "{% extends \"default/start.html\" %}{% block main %}<main>Own</main>{% endblock %}",
    );
    project.run(&["build"]).expect(0);
    let page = project.read("public/index.html");
    assert!(page.contains("<main>Own</main>") && page.contains("http-equiv=\"refresh\""), "{page}");
}

#[test]
fn an_unknown_theme_is_an_error_at_the_setting() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "theme: dark\n");
    let run = project.run(&["check"]).expect(1);
    assert!(run.stderr.contains("error[unknown-theme]") && run.stderr.contains("keyfolio.yaml:1:8"), "{}", run.stderr);
}

#[test]
fn drafts_are_built_when_asked_for() {
    let project = TestProject::sample();
    project.write("content/pages/secret.md", "---\ntitle: Secret\ndraft: true\n---\n\nDraft.\n");
    project.run(&["build"]).expect(0);
    let pages = |project: &TestProject| project.output().into_keys().filter(|path| path.contains("secret")).count();
    assert_eq!(pages(&project), 0);
    project.run(&["build", "--drafts"]).expect(0);
    assert!(pages(&project) > 0);
}

#[test]
fn paths_that_differ_in_case_only_are_refused() {
    let project = TestProject::sample();
    project.write("static/zh-CN/Index.html", "x");
    let run = project.run(&["build"]).expect(1);
    assert!(run.stderr.contains("error[path-collision]"), "{}", run.stderr);
}

#[test]
fn files_that_cannot_be_published_are_refused() {
    let project = TestProject::sample();
    project.write("static/10:30.txt", "x");
    let run = project.run(&["check"]).expect(1);
    assert!(run.stderr.contains("error[invalid-path]") && run.stderr.contains("10:30.txt"), "{}", run.stderr);
}

#[test]
fn a_link_to_nothing_is_an_error_at_its_line() {
    let project = TestProject::sample();
    project.write("content/pages/more.md", "# More\n\nSee [[acmee]] and [x](none.md).\n");
    for command in ["check", "build"] {
        let run = project.run(&[command]).expect(1);
        assert!(run.stderr.contains("content/pages/more.md:3:"), "{}", run.stderr);
        assert_eq!(run.stderr.matches("error[broken-link]").count(), 2, "{}", run.stderr);
    }
    assert!(!project.path("public").exists());
}

#[test]
fn accounts_contacts_notes_and_pages_are_found_in_both_languages() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    let output = project.output();
    for language in ["zh-CN", "en"] {
        let index: String = output
            .iter()
            .filter(|(path, _)| path.starts_with(&format!("search/{language}/")))
            .map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap())
            .collect();
        for words in
            ["Acme 澜裳", "accounts/acme.html#contact-wang", "王敏", "accounts/acme.html#notes", "wiki/index.html"]
        {
            assert!(index.contains(words), "{language}: {words}");
        }
    }
}
