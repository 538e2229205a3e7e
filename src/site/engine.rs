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
mod remedy;

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use super::View;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes, suggest};
use crate::load::text_file::{self, TextFile};
use crate::theme::Theme;

/// All templates of a theme, ready to render.
pub struct Engine {
    tera: Tera,
    sources: Vec<Source>,
}

/// Where a template comes from.
#[derive(Clone)]
struct Source {
    /// Full name in the engine: `default/account.html`.
    name: String,
    /// File as the user knows it.
    file: Arc<str>,
    text: String,
}

impl Source {
    /// Whether a template may mean it by a name, with its layer or without.
    fn is_named(&self, name: &str) -> bool {
        self.name.strip_suffix(name).is_some_and(|layer| layer.is_empty() || layer.ends_with('/'))
    }
}

impl Engine {
    /// Reads all templates. What is wrong with any of them is told; it is left out then, so that the layer below serves in its
    /// place and the rest can be tried in the same run. `None` where too little is left.
    pub fn new(theme: &Theme, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut sources = Vec::new();
        for (name, file) in &theme.templates {
            match text_file::decode(&file.file, &file.content) {
                Ok(TextFile { file, text }) => {
                    sources.push(Source { name: name.clone(), file, text: text.to_string() });
                }
                Err(not_utf8) => diagnostics.push(*not_utf8),
            }
        }
        let is_whole = sources.len() == theme.templates.len();
        let mut left_out: BTreeSet<Arc<str>> = BTreeSet::new();
        loop {
            let rest: Vec<&Source> = sources.iter().filter(|source| !left_out.contains(&source.file)).collect();
            let error = match engine_of(theme, &rest) {
                Ok(tera) => return Some(Self { tera, sources }),
                Err(error) => error,
            };
            let found = every_problem(&rest, &error);
            let is_first = is_whole && left_out.is_empty();
            let before = left_out.len();
            left_out.extend(found.iter().filter_map(|problem| Some(Arc::clone(&problem.place.as_ref()?.file))));
            // Without what is left out, others may lack a parent, a block or a component, which is not their fault.
            let lacks_nothing_left_out = |error: &tera::Error| match error.kind() {
                ErrorKind::MissingParent { parent, .. } => !sources.iter().any(|source| source.is_named(parent)),
                _ => false,
            };
            let is_true = is_first || lacks_nothing_left_out(&error);
            diagnostics.extend(found.into_iter().filter(|problem| is_true || is_its_own(problem)));
            if left_out.len() == before {
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
            .map_err(|error| diagnose(&self.sources.iter().collect::<Vec<_>>(), &error))
    }

    /// All that is wrong with the templates of a view; none where it can be rendered.
    pub fn problems<V: View>(&self, view: &V) -> Vec<Diagnostic> {
        match Context::from_serialize(view) {
            Ok(context) => every::problems(&self.tera, &self.sources, view.template(), &context),
            Err(error) => diagnose(&self.sources.iter().collect::<Vec<_>>(), &error),
        }
    }
}

/// The engine of some templates.
fn engine_of(theme: &Theme, sources: &[&Source]) -> Result<Tera, tera::Error> {
    let mut tera = Tera::default();
    tera.global_context().insert("theme", &theme.look.view(&theme.style()));
    tera.set_fallback_prefixes(theme.prefixes.clone())?;
    tera.add_raw_templates(sources.iter().map(|source| (&source.name, &source.text)))?;
    Ok(tera)
}

/// Whether a problem stands in its template alone, whatever the other templates are.
fn is_its_own(problem: &Diagnostic) -> bool {
    ["Unknown filter", "Unknown function", "Unknown test"].iter().any(|own| problem.message.starts_with(own))
}

/// The engine stops at the first template that cannot be parsed; the user hears about all of them.
fn every_problem(sources: &[&Source], first: &tera::Error) -> Vec<Diagnostic> {
    let mut found = diagnose(sources, first);
    if matches!(first.kind(), ErrorKind::SyntaxError(_)) {
        for source in sources {
            let alone = Tera::default().add_raw_template(&source.name, &source.text);
            if let Err(error) = alone
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                found.extend(diagnose(sources, &error));
            }
        }
    }
    found
}

/// One error of the engine as diagnostics; it may hold several reports.
fn diagnose(sources: &[&Source], error: &tera::Error) -> Vec<Diagnostic> {
    let find = |name: &str| sources.iter().copied().find(|source| source.name == name);
    let problem = |message: &str| Diagnostic::error(codes::INVALID_TEMPLATE, message);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![match find(report.filename()) {
                Some(source) => remedy::at_span(source, report.span().range.clone(), report.message()),
                None => remedy::nowhere(report.message()),
            }]
        }
        ErrorKind::MissingParent { current, parent } => {
            let diagnostic = problem(&format!("this template extends “{parent}”, and no layer of the theme has it"));
            let known = sources.iter().map(|source| source.name.as_str());
            let diagnostic = diagnostic.help(match suggest::nearest(parent, known) {
                Some(near) => format!("did you mean “{near}”?"),
                None => "extend a template of the built-in theme by its layer, such as “default/base.html”".to_owned(),
            });
            vec![match find(current) {
                Some(source) => diagnostic.at(quoted_name(source, parent)),
                None => diagnostic,
            }]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let help = format!("to replace blocks of the built-in template, extend it by its layer: “default/{tpl}”");
            let diagnostic = problem("this template extends itself, directly or through others").help(help);
            vec![match find(tpl) {
                Some(source) => diagnostic.at(Place::file(Arc::clone(&source.file))),
                None => diagnostic,
            }]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let diagnostic = problem("this template includes itself, directly or through others")
                .help("take one of the inclusions out");
            vec![match find(tpl) {
                Some(source) => diagnostic.at(Place::file(Arc::clone(&source.file))),
                None => diagnostic,
            }]
        }
        ErrorKind::Msg(reports) if reports.starts_with("error: ") => {
            reports.split("\n\nerror: ").filter_map(|report| from_report(report, &find)).collect()
        }
        other => vec![remedy::nowhere(&other.to_string())],
    }
}

/// Reads back a report of the engine: `Unknown filter `x`\n --> account.html:3:7\n …`.
fn from_report<'a>(report: &str, find: &impl Fn(&str) -> Option<&'a Source>) -> Option<Diagnostic> {
    let report = report.trim_start_matches("error: ");
    let mut lines = report.lines();
    let message = lines.next()?;
    let place = lines.next().and_then(|line| {
        let mut parts = line.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let source = find(parts.next()?)?;
        let line_start: usize = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let text = source.text[line_start..].split('\n').next()?;
        let before: usize = text.chars().take(column - 1).map(char::len_utf8).sum();
        let word = text[before..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len() - before);
        let start = line_start + before;
        Some((source, start..start + word.max(1)))
    });
    Some(match place {
        Some((source, span)) => remedy::at_span(source, span, message),
        None => remedy::nowhere(message),
    })
}

/// The place at which a template names another one.
fn quoted_name(source: &Source, name: &str) -> Place {
    match source.text.find(name) {
        Some(at) => Place::span(Arc::clone(&source.file), &source.text, at..at + name.len()),
        None => Place::file(Arc::clone(&source.file)),
    }
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
}
