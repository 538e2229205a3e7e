//! Prints diagnostics for people, as JSON lines and as GitHub annotations.
//!
//! - [`Format::Human`]: file, line, column, the line itself with a caret, and the remedy.
//! - [`Format::Json`]: one object a line with `severity`, `code`, `file`, `line`, `column`, `message`, `help`;
//!   `null` where something is absent.
//! - [`Format::Github`]: [workflow commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions),
//!   which a pull request shows at the line.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Diagnostics, Place, Severity};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With carets, for people.
    Human(Style),
    /// One JSON object a line.
    Json,
    /// GitHub annotations.
    Github,
}

/// Whether text for people is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// ANSI colours.
    Coloured,
}

/// Prints all of them, in their order.
pub fn print(diagnostics: &Diagnostics, format: Format, out: &mut impl Write) -> io::Result<()> {
    for diagnostic in diagnostics.iter() {
        match format {
            Format::Human(style) => writeln!(out, "{}\n", human(diagnostic, style))?,
            Format::Json => writeln!(out, "{}", json(diagnostic)?)?,
            Format::Github => writeln!(out, "{}", github(diagnostic))?,
        }
    }
    Ok(())
}

/// “2 errors, 1 warning”; `None` where there is neither.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let counted = |severity, one: &str| match diagnostics.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    };
    match (counted(Severity::Error, "error"), counted(Severity::Warning, "warning")) {
        (Some(errors), Some(warnings)) => Some(format!("{errors}, {warnings}")),
        (errors, warnings) => errors.or(warnings),
    }
}

/// One diagnostic with its line and caret, without a line end.
pub fn human(diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let help = diagnostic.help.as_str();
    let Some(place) = &diagnostic.place else {
        // Without a source the remedy would hang on a bar that leads nowhere: it gets a line of its own.
        let lone = |group| renderer.render(&[group]);
        let title = lone(Group::with_title(title));
        return format!("{title}\n{}", lone(Group::with_title(Level::HELP.secondary_title(help))));
    };
    renderer.render(&[with_place(Group::with_title(title), place).element(Level::HELP.message(help))])
}

fn with_place<'a>(group: Group<'a>, place: &'a Place) -> Group<'a> {
    if let Some(snippet) = &place.snippet {
        return group.element(
            Snippet::source(snippet.text.as_str())
                .line_start(place.line)
                .path(&*place.file)
                .annotation(AnnotationKind::Primary.span(snippet.start..snippet.end)),
        );
    }
    let origin = Origin::path(&*place.file);
    group.element(match (place.line, place.column) {
        (0, _) => origin,
        (line, 0) => origin.line(line),
        (line, column) => origin.line(line).char_column(column),
    })
}

/// A diagnostic as one JSON object.
#[derive(Serialize)]
struct JsonLine<'a> {
    severity: Severity,
    code: &'static str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    help: &'a str,
}

fn json(diagnostic: &Diagnostic) -> io::Result<String> {
    let place = diagnostic.place.as_ref();
    let line = JsonLine {
        severity: diagnostic.severity,
        code: diagnostic.code.id(),
        file: place.map(|place| &*place.file),
        line: place.map(|place| place.line).filter(|line| *line > 0),
        column: place.map(|place| place.column).filter(|column| *column > 0),
        message: &diagnostic.message,
        help: &diagnostic.help,
    };
    Ok(serde_json::to_string(&line)?)
}

fn github(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", github_property(&place.file)));
        if place.line > 0 {
            properties.push(format!("line={}", place.line));
        }
        if place.column > 0 {
            properties.push(format!("col={}", place.column));
        }
    }
    properties.push(format!("title={}", github_property(diagnostic.code.id())));
    let message = format!("{}\n{}", diagnostic.message, diagnostic.help);
    format!("::{command} {}::{}", properties.join(","), github_data(&message))
}

fn github_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    fn printed(diagnostic: Diagnostic, format: Format) -> String {
        let mut out = Vec::new();
        print(&Diagnostics::from_iter([diagnostic]), format, &mut out).expect("prints");
        String::from_utf8(out).expect("UTF-8")
    }

    fn sample() -> Diagnostic {
        let text = "名称: 澜裳\n级别: 甲等 # 好\n";
        let at = text.find("甲等").expect("there");
        let place = Place::span("content/a,b.yaml", text, at..at + "甲等".len());
        Diagnostic::error(codes::INVALID_VALUE, "50 % “甲等” is no class").at(place).help("write a\nor b")
    }

    #[test]
    fn carets_stand_under_chinese() {
        let expected = "\
error[invalid-value]: 50 % “甲等” is no class
 --> content/a,b.yaml:2:5
  |
2 | 级别: 甲等 # 好
  |       ^^^^
  |
  = help: write a
          or b

";
        assert_eq!(printed(sample(), Format::Human(Style::Plain)), expected);
        assert!(printed(sample(), Format::Human(Style::Coloured)).contains("\u{1b}["));
    }

    #[test]
    fn places_without_a_line_are_shown_too() {
        let at = |place| {
            printed(Diagnostic::warning(codes::INVALID_VALUE, "m").at(place).help("h"), Format::Human(Style::Plain))
        };
        assert_eq!(at(Place::line("s.csv", 7)), "warning[invalid-value]: m\n--> s.csv:7\n = help: h\n\n");
        assert_eq!(at(Place::file("s.csv")), "warning[invalid-value]: m\n--> s.csv\n = help: h\n\n");
    }

    #[test]
    fn a_message_stays_in_one_line_whatever_it_quotes() {
        let odd = Diagnostic::note(codes::INVALID_VALUE, "`a\nb\0\u{9b}c` is no code").help("h");
        assert_eq!(odd.message, "`a␊b␀\u{fffd}c` is no code");
    }

    #[test]
    fn json_is_one_object_a_line_with_null_for_what_is_absent() {
        let expected = r#"{"severity":"error","code":"invalid-value","file":"content/a,b.yaml","line":2,"column":5,"message":"50 % “甲等” is no class","help":"write a\nor b"}"#;
        assert_eq!(printed(sample(), Format::Json), format!("{expected}\n"));
        let bare = printed(Diagnostic::note(codes::INVALID_VALUE, "m").help("h"), Format::Json);
        assert_eq!(
            bare,
            "{\"severity\":\"note\",\"code\":\"invalid-value\",\"file\":null,\"line\":null,\"column\":null,\"message\":\"m\",\"help\":\"h\"}\n"
        );
    }

    #[test]
    fn github_annotations_are_escaped() {
        assert_eq!(
            printed(sample(), Format::Github),
            "::error file=content/a%2Cb.yaml,line=2,col=5,title=invalid-value::50 %25 “甲等” is no class%0Awrite a%0Aor b\n"
        );
        assert_eq!(
            printed(Diagnostic::note(codes::INVALID_VALUE, "m").help("h"), Format::Github),
            "::notice title=invalid-value::m%0Ah\n"
        );
    }

    #[test]
    fn the_summary_counts() {
        let error = || Diagnostic::error(codes::INVALID_VALUE, "e").help("h");
        let warning = || Diagnostic::warning(codes::INVALID_VALUE, "w").help("h");
        let of = |list: Vec<Diagnostic>| summary(&Diagnostics::from_iter(list));
        assert_eq!(of(vec![error(), error(), warning()]).as_deref(), Some("2 errors, 1 warning"));
        assert_eq!(of(vec![warning(), warning()]).as_deref(), Some("2 warnings"));
        assert_eq!(of(vec![Diagnostic::note(codes::INVALID_VALUE, "n").help("h")]), None);
    }
}
