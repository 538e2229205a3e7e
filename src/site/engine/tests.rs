//! Templates are layered, and all that is wrong with them is told at its place.

use std::collections::BTreeMap;

use serde::Serialize;

use super::*;
use crate::theme::ThemeFile;

#[derive(Serialize)]
struct Greeting {
    name: &'static str,
}

impl View for Greeting {
    fn template(&self) -> &'static str {
        "page.html"
    }
}

fn theme(templates: &[(&str, &str)]) -> Theme {
    let templates = templates.iter().map(|(name, text)| {
        ((*name).to_owned(), ThemeFile { file: format!("templates/{name}"), content: text.as_bytes().to_vec() })
    });
    Theme {
        prefixes: vec!["dark/".to_owned(), "default/".to_owned()],
        templates: templates.collect(),
        others: BTreeMap::new(),
        look: crate::theme::Look::default(),
    }
}

fn problems(templates: &[(&str, &str)]) -> Vec<(String, usize, usize)> {
    let mut diagnostics = Diagnostics::new();
    Engine::new(&theme(templates), &mut diagnostics);
    assert!(diagnostics.has_errors());
    diagnostics.sort();
    let place = |d: &Diagnostic| d.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
    diagnostics.iter().map(|d| (d.message.clone(), place(d).0, place(d).1)).collect()
}

fn render(templates: &[(&str, &str)]) -> String {
    let mut diagnostics = Diagnostics::new();
    let engine = Engine::new(&theme(templates), &mut diagnostics).expect("templates are right");
    engine.render(&Greeting { name: "<澜裳>" }).expect("renders")
}

/// What is told of the page, and at which lines and columns.
fn on_the_page(templates: &[(&str, &str)]) -> Vec<(String, usize, usize)> {
    let mut found = Diagnostics::new();
    let engine = Engine::new(&theme(templates), &mut found).expect("the rest can be tried");
    found.extend(engine.problems(&Greeting { name: "x" }));
    let place = |d: &Diagnostic| d.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
    found.iter().map(|d| (d.message.clone(), place(d).0, place(d).1)).collect()
}

const BASE: (&str, &str) =
    ("default/base.html", "[{% block main %}main{% endblock %}|{% block foot %}foot{% endblock %}]");
const PAGE: (&str, &str) = ("default/page.html", "{% extends \"base.html\" %}{% block main %}{{ name }}{% endblock %}");

#[test]
fn text_is_escaped_and_layers_are_tried_from_the_top() {
    assert_eq!(render(&[BASE, PAGE]), "[&lt;澜裳&gt;|foot]");
    assert_eq!(render(&[BASE, PAGE, ("dark/page.html", "dark")]), "dark");
    assert_eq!(render(&[BASE, PAGE, ("dark/page.html", "dark"), ("page.html", "own")]), "own");
}

#[test]
fn a_workspace_replaces_one_block_and_keeps_the_rest() {
    let own_page = ("page.html", "{% extends \"default/page.html\" %}{% block foot %}own, {{ super() }}{% endblock %}");
    assert_eq!(render(&[BASE, PAGE, own_page]), "[&lt;澜裳&gt;|own, foot]");
    let own_base = ("base.html", "{% extends \"default/base.html\" %}{% block foot %}own{% endblock %}");
    assert_eq!(render(&[BASE, PAGE, own_base]), "[&lt;澜裳&gt;|own]", "a replaced base serves built-in pages");
}

#[test]
fn every_broken_template_is_reported_at_its_place() {
    let found = problems(&[("a.html", "x\n{% if %}"), ("b.html", "{{ 澜裳 | }}"), BASE]);
    let places: Vec<(usize, usize)> = found.iter().map(|(_, line, column)| (*line, *column)).collect();
    assert_eq!(places, [(2, 1), (2, 7), (1, 4)], "not closed, without a condition, no name: {found:?}");
}

/// A parent that is broken is told, and not that its children lack it.
#[test]
fn a_broken_template_hides_no_problem_of_another() {
    let found = problems(&[
        BASE,
        ("a.html", "{% if %}"),
        ("b.html", "{{ 1 | shout }}"),
        ("c.html", "{% extends \"a.html\" %}{% block x %}{{ 1 | cry }}{% endblock %}"),
    ]);
    let messages: Vec<&str> = found.iter().map(|(message, ..)| message.as_str()).collect();
    let expected =
        ["`{% if %}` is not", "Found `%}`", "Unknown filter `shout`", "Block `x` is not", "Unknown filter `cry`"];
    assert!(messages.iter().zip(expected).all(|(said, begins)| said.starts_with(begins)), "{found:?}");
    assert_eq!(messages.len(), expected.len(), "{found:?}");
    let orphan = problems(&[BASE, ("a.html", "{% if %}"), ("b.html", "{% extends \"default/nothing.html\" %}")]);
    assert_eq!(orphan.len(), 3, "{orphan:?}");
    assert!(orphan[2].0.contains("extends “default/nothing.html”"), "{orphan:?}");
    let mut diagnostics = Diagnostics::new();
    let broken = [BASE, PAGE, ("page.html", "{{ nam <p>{{ b }}")];
    let engine = Engine::new(&theme(&broken), &mut diagnostics).expect("the layer below serves");
    assert_eq!(engine.render(&Greeting { name: "x" }).expect("renders"), "[x|foot]");
}

#[test]
fn unknown_filters_and_parents_are_placed() {
    assert_eq!(
        problems(&[("a.html", "\n澜 {{ 1 | shout }} {{ 2 | cry }}")]),
        [("Unknown filter `shout`".to_owned(), 2, 10), ("Unknown filter `cry`".to_owned(), 2, 26)]
    );
    assert_eq!(
        problems(&[("a.html", "{% extends \"nothing.html\" %}")]),
        [("this template extends “nothing.html”, and no layer of the theme has it".to_owned(), 1, 13)]
    );
    let itself = problems(&[("base.html", "{% extends \"base.html\" %}"), BASE]);
    assert_eq!(itself, [("this template extends itself".to_owned(), 1, 13)]);
}

#[test]
fn a_variable_that_the_view_lacks_is_an_error_at_its_place() {
    let mut diagnostics = Diagnostics::new();
    let engine = Engine::new(&theme(&[("page.html", "<p>\n  {{ nam }}")]), &mut diagnostics).expect("parses");
    let found = engine.render(&Greeting { name: "x" }).expect_err("strict");
    let place = found[0].place.as_ref().expect("placed");
    assert_eq!((&*place.file, place.line, place.column), ("templates/page.html", 2, 6));
}

#[test]
fn every_variable_that_a_page_lacks_is_told_at_its_place() {
    let page = "{{ nam }}\n{% if nam | upper %}x{% else %}{{ locale.nam }}{% endif %}\n{% for one in names -%}\n{{ one }}{% endfor %}\n\
                {% include \"part.html\" %}{{ name }}\n{% set part = nobody %}{{ part.name }}";
    let mut diagnostics = Diagnostics::new();
    let templates = [("page.html", page), ("part.html", "<p>\n{{ title | upper }}")];
    let engine = Engine::new(&theme(&templates), &mut diagnostics).expect("parses");
    let found = engine.problems(&Greeting { name: "x" });
    let places: Vec<(&str, usize, usize)> = found
        .iter()
        .map(|problem| problem.place.as_ref().expect("placed"))
        .map(|place| (&*place.file, place.line, place.column))
        .collect();
    let expected = [
        ("templates/page.html", 1, 4),
        ("templates/page.html", 2, 7),
        ("templates/page.html", 2, 35),
        ("templates/page.html", 3, 15),
        ("templates/part.html", 2, 4),
        ("templates/page.html", 6, 27),
    ];
    assert_eq!(places, expected, "{found:#?}");
}

#[test]
fn a_structure_that_is_wrong_hides_no_name() {
    let page = "{% extends \"bse.html\" %}\n{% block main %}{% if name %}{% endblock main %}\n\
                {% block foot %}{{ nope }}{% break %}{% endblock fot %}";
    let found = on_the_page(&[BASE, ("default/page.html", page)]);
    let mut places: Vec<(usize, usize)> = found.iter().map(|(_, line, column)| (*line, *column)).collect();
    places.sort_unstable();
    assert_eq!(places, [(1, 13), (2, 17), (3, 20), (3, 30), (3, 50)], "{found:#?}");
    assert!(found.iter().any(|(message, ..)| message == "`{% if name %}` is not closed"), "{found:#?}");
}

/// A template that ends in the middle of something, a tag without its end, the end of what is not open: the rest is read.
#[test]
fn what_is_left_open_hides_nothing() {
    let page = "{% extends \"base.html\" %}\n{% block main %}\n{{ one }}\n{# a comment\n{% if two\n{{ three\n{% endif %}{% endfor %}\n\
                {% shout %}{{ four }}{% endblock %}\n{% block foot %}{{ five | cry }}{{ six }}\n";
    let found = on_the_page(&[BASE, ("default/page.html", page)]);
    let mut places: Vec<(usize, usize)> = found.iter().map(|(_, line, column)| (*line, *column)).collect();
    places.sort_unstable();
    let expected = [(3, 4), (4, 1), (5, 1), (6, 1), (7, 15), (8, 4), (8, 15), (9, 1), (9, 20), (9, 27), (9, 36)];
    assert_eq!(places, expected, "{found:#?}");
}

/// A page whose parent asks for what it has not: once, however often it asks.
#[test]
fn what_a_built_in_template_looks_for_is_told_once() {
    let base = (
        "default/base.html",
        "{{ frame.a }}{{ frame.b }}{% if frame.c | upper %}{{ frame.d }}{% endif %}{% block main %}{% endblock %}",
    );
    let own = (
        "page.html",
        "{% extends \"base.html\" %}{% block main %}{{ nam }}{% endblock %}{% block mian %}{% endblock %}",
    );
    let mut theme = theme(&[base, own]);
    for (name, file) in &mut theme.templates {
        if name.starts_with("default/") {
            file.file = format!("{BUILT_IN_PATH}{name}");
        }
    }
    let engine = Engine::new(&theme, &mut Diagnostics::new()).expect("the rest can be tried");
    let said: Vec<String> =
        engine.problems(&Greeting { name: "x" }).into_iter().map(|problem| problem.message).collect();
    assert_eq!(said, ["Variable `frame` is not defined", "Variable `nam` is not defined"]);
}

#[test]
fn what_a_built_in_template_is_not_given_is_told_where_it_is_called() {
    let templates = [
        ("default/parts.html", "{% component link(to) %}{{ to.text }}{% endcomponent %}"),
        ("page.html", "{{ name }}\n{{ <link to={theme.such} /> }}"),
    ];
    let mut theme = theme(&templates);
    for (name, file) in &mut theme.templates {
        if name.starts_with("default/") {
            file.file = format!("{BUILT_IN_PATH}{name}");
        }
    }
    let engine = Engine::new(&theme, &mut Diagnostics::new()).expect("parses");
    let found = engine.problems(&Greeting { name: "x" });
    let place = found[0].place.as_ref().expect("placed");
    assert_eq!((found.len(), &*place.file, place.line), (1, "templates/page.html", 2), "{found:?}");
}

#[test]
fn what_is_not_closed_hides_nothing_in_it_and_is_told_once() {
    let found = problems(&[BASE, PAGE, ("a.html", "{{ name }}{% if x %}"), ("b.html", "{% filter trim x %}{{ a b }}")]);
    let places: Vec<(usize, usize)> = found.iter().map(|(_, line, column)| (*line, *column)).collect();
    assert_eq!(places, [(1, 11), (1, 1), (1, 16), (1, 25)], "{found:?}");
    assert_eq!(found[0].0, "`{% if x %}` is not closed");
}

/// What the engine refuses to read hides nothing that it refuses to show, in the same template or behind a condition.
#[test]
fn one_problem_of_a_template_hides_no_other() {
    let page = "{% extends \"base.html\" %}\n{% block mian %}{{ nam }}{% endblock %}\n{% block foot %}{{ 1 | shout }}{{ | }}\n\
                {% if nobody.is %}{{ title }}{{ name }}{% set own = 1 %}{% endif %}{{ own }}\n\
                {% for one in nothing %}{{ one.field }}{{ word }}{% endfor %}\n\
                {% set text = none_such %}{{ text.length }}{{ last }}{% endblock %}\n{% block other %}{{ x }}{% endblock %}";
    let found = on_the_page(&[BASE, ("default/page.html", page)]);
    let mut places: Vec<(usize, usize)> = found.iter().map(|(_, line, column)| (*line, *column)).collect();
    places.sort_unstable();
    let expected = [(2, 10), (2, 20), (3, 24), (3, 35), (4, 7), (4, 22), (5, 15), (5, 43), (6, 30), (6, 47), (7, 10)];
    assert_eq!(places, expected, "{found:#?}");
}

/// What is told, each with its file, line and column.
fn told(templates: &[(&str, &str)]) -> Vec<String> {
    let mut found = Diagnostics::new();
    let engine = Engine::new(&theme(templates), &mut found);
    found.extend(engine.map(|engine| engine.problems(&Greeting { name: "x" })).unwrap_or_default());
    found.sort();
    let place =
        |d: &Diagnostic| d.place.as_ref().map_or_else(String::new, |p| format!("{}:{}:{}", p.file, p.line, p.column));
    found.iter().map(|d| format!("{} {} | {}", place(d), d.message, d.help)).collect()
}

fn starts(told: &[String], expected: &[&str]) {
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{expected}: {told}");
    }
}

#[test]
fn a_parent_that_is_not_there_hides_no_block_of_another() {
    let told = told(&[
        BASE,
        PAGE,
        ("account.html", "{% extends \"default/acount.html\" %}{% block nothing %}{% endblock %}"),
        ("base.html", "{% extends \"default/base.html\" %}\n{% block fooot %}{% endblock fooot %}"),
        ("search.html", "{% block main %}{% endblock %}\n{% block main %}{% endblock %}"),
        (
            "wiki.html",
            "{% extends \"base.html\" %}\n{% block main %}{% include \"gone.html\" %}{{ <none /> }}{% endblock %}",
        ),
    ]);
    starts(
        &told,
        &[
            "templates/account.html:1:13 this template extends “default/acount.html”",
            "templates/base.html:2:10 Block `fooot`",
            "templates/search.html:2:10 Template already contains a block named `main`",
            "templates/wiki.html:2:28 Unknown template `gone.html`",
            "templates/wiki.html:2:45 Unknown component `none`",
        ],
    );
}

#[test]
fn a_template_that_extends_itself_is_told_at_the_name_with_the_layer_below_and_hides_nothing() {
    let told = told(&[
        BASE,
        PAGE,
        ("dark/base.html", "{% extends \"base.html\" %}\n{% block main %}{{ nam }}{% endblock %}"),
        ("dark/page.html", "{% extends \"wiki.html\" %}{% block main %}{{ nom }}{% endblock %}"),
        ("dark/wiki.html", "{% extends \"page.html\" %}"),
    ]);
    starts(
        &told,
        &[
            "templates/dark/base.html:1:13 this template extends itself | to replace blocks of the template below, extend it by its layer: “default/base.html”",
            "templates/dark/page.html:1:13 this template extends itself through templates/dark/wiki.html | to replace blocks of the template below, extend it by its layer: “default/page.html”",
            "templates/dark/page.html:1:45 Variable `nom`",
            "templates/dark/wiki.html:1:13 this template extends itself through templates/dark/page.html | extend another template, or none",
        ],
    );
}

#[test]
fn a_loop_that_is_not_closed_hides_nothing() {
    let told = told(&[
        BASE,
        (
            "page.html",
            "{% extends \"base.html\" %}{% block main %}\n{% for a in name %}{{ a.x }}\n{% endblock main %}\n{% block foot %}{% if %}{% endif %}{{ a b }}{% endblock %}",
        ),
    ]);
    starts(
        &told,
        &[
            "templates/page.html:2:1 `{% for a in name %}` is not closed",
            "templates/page.html:4:23 Found `%}`",
            "templates/page.html:4:41 Found identifier",
        ],
    );
}
