//! Themes: `theme.yaml`, the bundled second theme, templates of the workspace.

use std::collections::BTreeMap;

use crate::project::TestProject;

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 20\"><path d=\"M0 0h60v20H0z\"/></svg>";

fn html(project: &TestProject) -> BTreeMap<String, String> {
    let files = project
        .output()
        .into_iter()
        .filter(|(path, _)| std::path::Path::new(path).extension().is_some_and(|suffix| suffix == "html"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn a_theme_file_restyles_every_page_without_a_template() {
    let project = TestProject::sample();
    project.write("brand/mark.svg", LOGO);
    project.write(
        "theme.yaml",
        "colours:\n  light: {accent: \"#7a1f5c\"}\n  dark: {accent: \"#f0a8d8\"}\n\
         fonts:\n  sans: {latin: [Inter], cjk: [HarmonyOS Sans SC]}\nlogo: brand/mark.svg\n",
    );
    let run = project.run(&["build", "--strict"]).expect(0);
    assert!(!run.stderr.contains("theme.yaml"), "{}", run.stderr);
    let style = project.read("public/assets/style.css");
    let own = style.split_once("/* theme.yaml */").unwrap().1;
    assert!(own.contains(":root{--accent:#7a1f5c;}") && own.contains("--accent:#f0a8d8;"), "{own}");
    assert!(own.contains("--sans:'HarmonyOS Sans SC','Inter',") && own.contains("--sans:'Inter','HarmonyOS"), "{own}");
    assert_eq!(project.read("public/assets/logo.svg"), LOGO);
    for (path, page) in html(&project) {
        assert!(page.contains("fill='%237a1f5c'"), "{path}: the icon has the accent");
        if path == "404.html" {
            assert!(page.contains("--accent:#7a1f5c;") && page.contains("'HarmonyOS Sans SC'"), "{page}");
        } else if path != "index.html" {
            assert!(page.contains("assets/logo.svg\" width=\"60\" height=\"20\" alt=\"\""), "{path}: the logo");
        }
    }
}

#[test]
fn a_changed_theme_file_comes_to_the_same_as_a_clean_build() {
    let project = TestProject::sample();
    project.write("theme.yaml", "colours: {light: {accent: \"#7a1f5c\"}}\n");
    project.run(&["build"]).expect(0);
    project.write("theme.yaml", "colours: {light: {accent: \"#1f5c7a\"}}\n");
    project.run(&["build"]).expect(0);
    let edited = project.output();
    project.remove("public");
    project.remove(".keyfolio");
    project.run(&["build"]).expect(0);
    assert!(project.output() == edited, "an edit and a clean build differ");
    assert!(project.read("public/en/index.html").contains("%231f5c7a"));
}

#[test]
fn what_is_wrong_with_a_theme_file_is_told_at_its_place() {
    let project = TestProject::sample();
    project
        .write("theme.yaml", "colours:\n  light:\n    akcent: \"#123456\"\n    ink_3: \"#aaaaaa\"\nlogo: none.svg\n");
    let run = project.run(&["check"]).expect(1);
    for said in [
        "error[unknown-key]",
        "theme.yaml:3:5",
        "`accent`",
        "warning[low-contrast]",
        "theme.yaml:4:",
        "error[invalid-logo]",
        "theme.yaml:5:7",
    ] {
        assert!(run.stderr.contains(said), "{said} in {}", run.stderr);
    }
}

#[test]
fn the_second_bundled_theme_is_a_setting_away() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    let plain = project.read("public/assets/style.css");
    project.write("keyfolio.yaml", "theme: slate\n");
    let run = project.run(&["build", "--strict"]).expect(0);
    assert!(!run.stderr.contains("low-contrast"), "{}", run.stderr);
    let style = project.read("public/assets/style.css");
    let own = style.strip_prefix(plain.as_str()).expect("slate has no style sheet of its own");
    assert!(own.contains("--paper:#fbfcfd;") && own.contains("--accent:#6cc4bb;"), "{own}");
    let page = project.read("public/zh-CN/index.html");
    assert!(page.contains("class=\"logo in-light\"") && page.contains("assets/logo-dark.svg"), "{page}");
    project.write("theme.yaml", "colours: {light: {accent: \"#204060\"}}\n");
    project.run(&["build"]).expect(0);
    let style = project.read("public/assets/style.css");
    assert!(style.contains("--paper:#fbfcfd;") && style.contains("--accent:#204060;"), "the workspace's lies over it");
}

#[test]
fn new_template_begins_a_copy_that_is_watched() {
    let project = TestProject::sample();
    let run = project.run(&["new", "template", "base.html", "--block", "foot"]).expect(0);
    assert_eq!(run.stdout, "templates/base.html\n");
    let own = project.read("templates/base.html");
    assert!(own.starts_with("{#- keyfolio: default/base.html#foot "), "{own}");
    let run = project.run(&["build"]).expect(0);
    assert!(!run.stderr.contains("template-behind"), "{}", run.stderr);
    let before = html(&project);
    project.write("templates/base.html", &own.replace("<footer class=\"wrap\">", "<footer class=\"wrap own\">"));
    project.run(&["build"]).expect(0);
    for (path, page) in html(&project) {
        let expected = before[&path].replace("<footer class=\"wrap\">", "<footer class=\"wrap own\">");
        assert_eq!(page, expected, "{path}: one block and nothing else");
    }
    let stamp = own.lines().next().unwrap().rsplit(' ').nth(1).unwrap().to_owned();
    project.write("templates/base.html", &own.replace(&stamp, "0123456789abcdef"));
    let run = project.run(&["check"]).expect(0);
    assert!(
        run.stderr.contains("warning[template-behind]") && run.stderr.contains("templates/base.html:1:15"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains(&stamp), "the remedy names the present hash: {}", run.stderr);
    project.run(&["new", "template", "base.html"]).expect(2);
    let printed = project.run(&["new", "template", "base.html", "--block", "foot", "--print"]).expect(0);
    assert_eq!(printed.stdout, own);
}

#[test]
fn a_block_that_nothing_shows_is_an_error() {
    let project = TestProject::sample();
    project.write("templates/base.html", "{% extends \"default/base.html\" %}\n{% block footer %}own{% endblock %}\n");
    let run = project.run(&["check"]).expect(1);
    for said in ["error[invalid-template]", "templates/base.html:2:10", "`footer` is not defined"] {
        assert!(run.stderr.contains(said), "{said} in {}", run.stderr);
    }
    let run = project.run(&["new", "template", "account.html", "--block", "foot"]).expect(2);
    assert!(run.stderr.contains("it has: breadcrumbs, main_class, main"), "{}", run.stderr);
}
