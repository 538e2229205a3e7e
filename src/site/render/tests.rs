//! Small sites, printed and published for real.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde::Serialize;

use super::*;
use crate::diagnostic::codes;
use crate::progress::Silent;
use crate::site::View;
use crate::theme::{Theme, ThemeFile};
use crate::write::Finished;

/// A site whose pages are paths with their text; one whose text is `!` reports a problem.
struct Notes;

#[derive(Serialize)]
struct Note {
    text: String,
}

impl View for Note {
    fn template(&self) -> &'static str {
        "note.html"
    }
}

impl Site for Notes {
    type Page = (String, String);
    type View = Note;

    fn path<'p>(&self, page: &'p Self::Page) -> &'p str {
        &page.0
    }

    fn view(&self, page: &Self::Page, diagnostics: &mut Diagnostics) -> Note {
        if page.1 == "!" {
            diagnostics
                .push(Diagnostic::error(codes::INVALID_VALUE, format!("{} is wrong", page.0)).help("write another"));
        }
        Note { text: page.1.clone() }
    }
}

fn theme(template: &str) -> Theme {
    let file = ThemeFile { file: "note.html".to_owned(), content: template.as_bytes().to_vec() };
    Theme {
        prefixes: vec!["default/".to_owned()],
        templates: BTreeMap::from([("default/note.html".to_owned(), file)]),
        others: BTreeMap::new(),
        look: crate::theme::Look::default(),
    }
}

struct Workspace {
    dir: tempfile::TempDir,
    template: String,
}

impl Workspace {
    fn new() -> Self {
        let template = "<p>{{ text }}</p><svg class=\"chart x\">".to_owned();
        Self { dir: tempfile::tempdir().expect("temp dir"), template }
    }

    fn output(&self) -> PathBuf {
        self.dir.path().join("public")
    }

    fn print(&self, pages: &BTreeMap<String, String>) -> (Printed, Option<Finished>) {
        let theme = theme(&self.template);
        let mut diagnostics = Diagnostics::new();
        let engine = Engine::new(&theme, &mut diagnostics).expect("templates are right");
        let publication = Publication::begin(&self.output(), self.dir.path()).expect("may publish");
        let cache = PageCache::open(&self.dir.path().join(".keyfolio"), publication.output());
        let fingerprint = theme.fingerprint();
        let press = Press { engine: &engine, fingerprint, publication: &publication, cache: &cache, progress: &Silent };
        let list: Vec<_> = pages.clone().into_iter().collect();
        let printed = press.pages(&Notes, &list).expect("prints");
        if printed.diagnostics.all().has_errors() {
            return (printed, None);
        }
        let finished = publication.finish(&printed.entries.keys().cloned().collect()).expect("finishes");
        cache.save(printed.entries.clone(), None).expect("saves");
        (printed, Some(finished))
    }

    fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut tree = BTreeMap::new();
        for entry in walkdir::WalkDir::new(self.output()) {
            let entry = entry.expect("walks");
            let path = entry.path().strip_prefix(self.output()).expect("below").to_string_lossy().into_owned();
            let content = if entry.file_type().is_file() { fs::read(entry.path()).expect("reads") } else { Vec::new() };
            tree.insert(path, content);
        }
        tree
    }
}

fn pages(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn an_unchanged_page_is_neither_rendered_nor_written() {
    let mut workspace = Workspace::new();
    let site = pages(&[("a.html", "甲"), ("b/c.html", "<乙>")]);
    let (first, _) = workspace.print(&site);
    assert_eq!((first.written, first.charts), (2, 2));
    assert_eq!(workspace.tree()["b/c.html"], "<p>&lt;乙&gt;</p><svg class=\"chart x\">".as_bytes());
    let (second, _) = workspace.print(&site);
    assert_eq!((second.written, second.charts), (0, 2), "charts of pages that are not rendered count too");
    fs::write(workspace.output().join("a.html"), "by hand").expect("writes");
    assert_eq!(workspace.print(&site).0.written, 1);
    fs::remove_dir_all(workspace.dir.path().join(".keyfolio")).expect("removes");
    assert_eq!(workspace.print(&site).0.written, 0, "without a cache the bytes are compared");
    workspace.template = "{{ text }}".to_owned();
    assert_eq!(workspace.print(&site).0.written, 2, "a changed template changes every page");
}

#[test]
fn problems_are_found_also_on_pages_that_are_not_rendered_again() {
    let workspace = Workspace::new();
    workspace.print(&pages(&[("a.html", "1")]));
    let before = workspace.tree();
    for _ in 0..2 {
        let (printed, finished) = workspace.print(&pages(&[("a.html", "2"), ("b.html", "!"), ("c.html", "!")]));
        assert_eq!(printed.diagnostics.all().iter().count(), 2);
        assert_eq!(finished, None);
        assert_eq!(workspace.tree(), before, "the old site stays whole");
    }
}

#[test]
fn a_wrong_template_is_reported_once() {
    let mut workspace = Workspace::new();
    workspace.template = "{{ nothing }}".to_owned();
    let (printed, _) = workspace.print(&pages(&[("a.html", "1"), ("b.html", "2")]));
    let found: Vec<_> = printed.diagnostics.all().iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, codes::INVALID_TEMPLATE);
    assert!(found[0].help.contains("noticed on a.html"));
}

#[test]
fn files_are_copied_and_bytes_written() {
    let workspace = Workspace::new();
    let source = workspace.dir.path().join("图.png");
    fs::write(&source, [0, 159, 146, 150]).expect("writes");
    let assets = [
        Asset { path: "a/图.png".to_owned(), content: AssetContent::File(source.clone()) },
        Asset { path: "x.js".to_owned(), content: AssetContent::Bytes(b"x".to_vec()) },
    ];
    let publish = || {
        let theme = theme("");
        let engine = Engine::new(&theme, &mut Diagnostics::new()).expect("templates are right");
        let publication = Publication::begin(&workspace.output(), workspace.dir.path()).expect("may publish");
        let cache = PageCache::open(Path::new("nowhere"), publication.output());
        let fingerprint = theme.fingerprint();
        let press = Press { engine: &engine, fingerprint, publication: &publication, cache: &cache, progress: &Silent };
        let printed = press.assets(&assets).expect("publishes");
        publication.finish(&printed.entries.keys().cloned().collect::<BTreeSet<_>>()).expect("finishes");
        printed.written
    };
    assert_eq!((publish(), publish()), (2, 0));
    assert_eq!(workspace.tree()["a/图.png"], [0, 159, 146, 150]);
    fs::write(&source, "new").expect("writes");
    assert_eq!(publish(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// After any sequence of edits, deletes and renames the output equals a clean build's, byte for byte.
    #[test]
    fn incremental_equals_clean(
        sites in prop::collection::vec(prop::collection::btree_map("[ab](/[cd]){0,2}\\.html", "[1-3]", 0..6), 1..6),
        threads in 1_usize..4,
    ) {
        let incremental = Workspace::new();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("pool");
        for site in &sites {
            pool.install(|| incremental.print(site));
        }
        let clean = Workspace::new();
        clean.print(&sites[sites.len() - 1]);
        prop_assert_eq!(incremental.tree(), clean.tree());
    }
}
