//! The template engine: a view and the theme's templates become HTML.
//!
//! 1. [`Engine::new`] registers functions, then adds every template of the theme; all that is wrong with any of them
//!    comes back as diagnostics with file, line and caret.
//! 2. [`Engine::render`] renders one view. A template sees the fields of its view and, as `theme`, the [look](crate::theme::Look) of
//!    the theme, and nothing else.
//!
//! Names without a layer are looked for in the layers from the top down ([`crate::theme`]), also in
//! `{% extends %}` and `{% include %}`, so a replaced `base.html` serves every page. Text is escaped; what is
//! safe HTML by its type (`Rich`, an SVG) is printed with `| safe`.

mod every;
mod mend;
mod problem;
mod remedy;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use self::mend::Mended;
use self::problem::Problem;
use super::View;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::text_file::{self, TextFile};
use crate::theme::{BUILT_IN_PATH, Theme};

/// All templates of a theme, ready to render.
pub struct Engine {
    tera: Tera,
    sources: Vec<Source>,
    /// What had to be changed before the templates could be read at all.
    mended: Mended,
}

/// Where a template comes from.
#[derive(Clone)]
struct Source {
    /// Full name in the engine: `default/account.html`.
    name: String,
    /// File as the user knows it.
    file: Arc<str>,
    /// As it is written.
    text: String,
    /// As it is tried: what is wrong with it is taken out, and every byte of the rest keeps its place.
    tried: String,
    /// Where in it conditions and lists were replaced, so that their branches are passed over.
    branches: Vec<Range<usize>>,
}

impl Source {
    /// The names by which a template may mean it: with its layer and without.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.name.split_once('/').map(|(_, name)| name))
    }

    /// Whether it comes with the program.
    fn is_built_in(&self) -> bool {
        self.file.starts_with(BUILT_IN_PATH)
    }

    /// Whether a template may mean it by a name, with its layer or without.
    fn is_named(&self, name: &str) -> bool {
        self.name.strip_suffix(name).is_some_and(|layer| layer.is_empty() || layer.ends_with('/'))
    }
}

impl Engine {
    /// Reads all templates. What is wrong with any of them is told and taken out, so that the rest can be tried in the same run;
    /// where that cannot be done, the template is left out, and the layer below serves in its place. `None` where too little is
    /// left.
    pub fn new(theme: &Theme, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut sources = Vec::new();
        for (name, file) in &theme.templates {
            match text_file::decode(&file.file, &file.content) {
                Ok(TextFile { file, text }) => {
                    let (text, tried) = (text.to_string(), text.to_string());
                    sources.push(Source { name: name.clone(), file, text, tried, branches: Vec::new() });
                }
                Err(not_utf8) => diagnostics.push(*not_utf8),
            }
        }
        let mut is_whole = sources.len() == theme.templates.len();
        let mut left_out: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut mended = Mended::default();
        loop {
            let rest: Vec<&Source> = sources.iter().filter(|source| !left_out.contains(&source.file)).collect();
            let error = match engine_of(theme, &rest) {
                Ok(tera) => return Some(Self { tera, sources, mended }),
                Err(error) => error,
            };
            let found = every_problem(&rest, &error);
            // Without what is left out, others may lack a parent, a block or a component, which is not their fault.
            let lacks_nothing_left_out = match error.kind() {
                ErrorKind::MissingParent { parent, .. } => !sources.iter().any(|source| source.is_named(parent)),
                _ => false,
            };
            let is_true = is_whole || lacks_nothing_left_out;
            let mut is_less = false;
            for problem in found {
                if let Some(how) = problem.mend(&mut sources) {
                    mended = mended.and(how);
                    is_less = true;
                } else if let Some(file) = problem.file() {
                    is_less |= left_out.insert(file);
                }
                if is_true || problem.is_its_own() {
                    diagnostics.push(problem.diagnostic);
                }
            }
            is_whole &= left_out.is_empty() && !mended.blocks;
            if !is_less {
                return None;
            }
        }
    }

    /// Whether there is a template of that name in any layer.
    pub fn has_template(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Renders a view with its template.
    pub fn render<V: View>(&self, view: &V) -> Result<String, Vec<Diagnostic>> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(view.template(), &context))
            .map_err(|error| self.diagnose(&error))
    }

    /// All that is wrong with the templates of a view; none where it can be rendered.
    pub fn problems<V: View>(&self, view: &V) -> Vec<Diagnostic> {
        match Context::from_serialize(view) {
            Ok(context) => every::problems(&self.tera, &self.sources, self.mended, view.template(), &context),
            Err(error) => self.diagnose(&error),
        }
    }

    fn diagnose(&self, error: &tera::Error) -> Vec<Diagnostic> {
        let problems = problem::of_error(&self.sources.iter().collect::<Vec<_>>(), error);
        problems.into_iter().map(|problem| problem.diagnostic).collect()
    }
}

/// The engine of some templates.
fn engine_of(theme: &Theme, sources: &[&Source]) -> Result<Tera, tera::Error> {
    let mut tera = Tera::default();
    tera.global_context().insert("theme", &theme.look.view(&theme.style()));
    tera.set_fallback_prefixes(theme.prefixes.clone())?;
    tera.add_raw_templates(sources.iter().map(|source| (&source.name, &source.tried)))?;
    Ok(tera)
}

/// The engine stops at the first template that cannot be parsed; the user hears about all of them.
fn every_problem(sources: &[&Source], first: &tera::Error) -> Vec<Problem> {
    let is_syntax = |error: &tera::Error| matches!(error.kind(), ErrorKind::SyntaxError(_));
    if !is_syntax(first) {
        return problem::of_error(sources, first);
    }
    let alone = |source: &&Source| Tera::default().add_raw_template(&source.name, &source.tried).err();
    sources.iter().filter_map(alone).filter(is_syntax).flat_map(|error| problem::of_error(sources, &error)).collect()
}

#[cfg(test)]
mod tests {
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
    const PAGE: (&str, &str) =
        ("default/page.html", "{% extends \"base.html\" %}{% block main %}{{ name }}{% endblock %}");

    #[test]
    fn text_is_escaped_and_layers_are_tried_from_the_top() {
        assert_eq!(render(&[BASE, PAGE]), "[&lt;澜裳&gt;|foot]");
        assert_eq!(render(&[BASE, PAGE, ("dark/page.html", "dark")]), "dark");
        assert_eq!(render(&[BASE, PAGE, ("dark/page.html", "dark"), ("page.html", "own")]), "own");
    }

    #[test]
    fn a_workspace_replaces_one_block_and_keeps_the_rest() {
        let own_page =
            ("page.html", "{% extends \"default/page.html\" %}{% block foot %}own, {{ super() }}{% endblock %}");
        assert_eq!(render(&[BASE, PAGE, own_page]), "[&lt;澜裳&gt;|own, foot]");
        let own_base = ("base.html", "{% extends \"default/base.html\" %}{% block foot %}own{% endblock %}");
        assert_eq!(render(&[BASE, PAGE, own_base]), "[&lt;澜裳&gt;|own]", "a replaced base serves built-in pages");
    }

    #[test]
    fn every_broken_template_is_reported_at_its_place() {
        let found = problems(&[("a.html", "x\n{% if %}"), ("b.html", "{{ 澜裳 | }}"), BASE]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!((found[0].1, found[1].1), (2, 1));
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
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(messages[1], "Unknown filter `shout`");
        let orphan = problems(&[BASE, ("a.html", "{% if %}"), ("b.html", "{% extends \"default/nothing.html\" %}")]);
        assert_eq!(orphan.len(), 2, "{orphan:?}");
        assert!(orphan[1].0.contains("extends “default/nothing.html”"), "{orphan:?}");
        let mut diagnostics = Diagnostics::new();
        let broken = [BASE, PAGE, ("page.html", "{% if %}")];
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
        assert_eq!(itself[0].0, "this template extends itself, directly or through others");
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
    fn what_cannot_be_taken_out_is_left_out_and_told_once() {
        let found =
            problems(&[BASE, PAGE, ("a.html", "{{ name }}{% if x %}"), ("b.html", "{% filter trim x %}{{ a b }}")]);
        assert_eq!(found.len(), 2, "{found:?}");
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
        let expected =
            [(2, 10), (2, 20), (3, 24), (3, 35), (4, 7), (4, 22), (5, 15), (5, 43), (6, 30), (6, 47), (7, 10)];
        assert_eq!(places, expected, "{found:#?}");
    }
}
