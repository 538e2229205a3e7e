//! `keyfolio new note` and `keyfolio new page`: Markdown files with their front matter.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use super::entry::dossier;
use crate::cli::files::NewFiles;
use crate::cli::flags::{self, Global};
use crate::cli::reading;
use crate::cli::terminal::Terminal;
use crate::cli::{Status, WrongCall};
use crate::diagnostic::Diagnostics;
use crate::load::language::split_language;
use crate::load::yaml::quoted;
use crate::locale::Language;
use crate::project::{Project, SettingsFile};
use crate::site::href::slug;

/// Flags of `new note`.
#[derive(Debug, Args)]
pub struct NoteFlags {
    /// Id of the account
    account: String,
    /// Title
    title: String,
    /// Day that it is about
    #[arg(long, value_parser = flags::date)]
    date: Date,
    /// Kind, in the team's own words: visit, call, idea
    #[arg(long)]
    kind: Option<String>,
    /// Who writes it
    #[arg(long)]
    author: Option<String>,
}

/// Flags of `new page`.
#[derive(Debug, Args)]
pub struct PageFlags {
    /// Path below content/pages, without .md: guide/season
    path: String,
    /// Title [default: the last part of the path]
    #[arg(long)]
    title: Option<String>,
    /// Language, where it is not the site's default: zh-CN or en
    #[arg(long)]
    language: Option<Language>,
}

pub fn note(global: &Global, flags: &NoteFlags, terminal: Terminal) -> anyhow::Result<Status> {
    if flags.title.trim().is_empty() {
        return Err(WrongCall("the title of a note is empty; say in a few words what it is about".to_owned()).into());
    }
    let project = reading::project(global, terminal)?;
    let file = dossier(&project, &flags.account)?;
    let folder = match file.strip_suffix("/dossier.yaml").or_else(|| file.strip_suffix("/dossier.yml")) {
        Some(folder) => folder.to_owned(),
        None => file.trim_end_matches(".yaml").trim_end_matches(".yml").to_owned(),
    };
    let mut text = format!("---\ndate: {}\ntitle: {}\n", flags.date, quoted(&flags.title));
    for (key, value) in [("kind", &flags.kind), ("author", &flags.author)] {
        if let Some(value) = value {
            text.push_str(&format_line(key, value));
        }
    }
    text.push_str("---\n\n");
    // A title of marks alone (“???”) makes no name of a file.
    let has_letters = |text: &&str| text.chars().any(char::is_alphanumeric);
    let named = [Some(flags.title.as_str()), flags.kind.as_deref()].into_iter().flatten().find(has_letters);
    write(&project, &format!("{folder}/{}-{}.md", flags.date, slug(named.unwrap_or("note"))), &text, terminal)
}

pub fn page(global: &Global, flags: &PageFlags, terminal: Terminal) -> anyhow::Result<Status> {
    let project = reading::project(global, terminal)?;
    let path = flags.path.trim_end_matches(".md");
    let parts: Vec<&str> = path.split('/').collect();
    if parts.iter().any(|part| part.is_empty() || part.starts_with('.') || part.contains(['\\', ':'])) {
        return Err(WrongCall(format!("“{path}” is no path below content/pages; write it like guide/season")).into());
    }
    let languages = SettingsFile::read(&project, &mut Diagnostics::new())?.settings.languages;
    let (stem, written) = split_language(path, &languages);
    let last = Path::new(stem).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let title = flags.title.clone().unwrap_or(last);
    let language = flags.language.map(|language| language.tag().to_owned());
    if let (Some(asked), Some(written)) = (&language, &written)
        && asked != written
    {
        let both = format!("`{path}` is a page in {written}, and --language says {asked}; leave one of the two out");
        return Err(WrongCall(both).into());
    }
    let language = language.or(written);
    let text = format!("---\n{}---\n\n", format_line("title", &title));
    write(&project, &page_file(&project, stem, language.as_deref(), &languages.default), &text, terminal)
}

/// The file of a page, with its language as far as one was named. Where the page has a text in the site's own language under its
/// other name, it is that file: two would be one page.
fn page_file(project: &Project, stem: &str, language: Option<&str>, default: &str) -> String {
    let named = |language: Option<&str>| match language {
        Some(language) => format!("content/pages/{stem}.{language}.md"),
        None => format!("content/pages/{stem}.md"),
    };
    let other = match language {
        None => Some(named(Some(default))),
        Some(language) if language == default => Some(named(None)),
        Some(_) => None,
    };
    other.filter(|file| project.root().join(file).exists()).unwrap_or_else(|| named(language))
}

fn format_line(key: &str, value: &str) -> String {
    format!("{key}: {}\n", quoted(value))
}

fn write(project: &Project, path: &str, text: &str, terminal: Terminal) -> anyhow::Result<Status> {
    let mut files = NewFiles::below(project.root());
    files.add(path, text);
    files.write()?;
    terminal.result(format!("{path}\n").as_bytes())?;
    terminal.say(&format!("Wrote {path}"));
    Ok(Status::Good)
}
