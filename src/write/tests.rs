//! Real folders: what a publication leaves in them.

use std::time::{Duration, SystemTime};

use super::*;
use crate::diagnostic::{Diagnostics, codes};

/// A workspace with an output folder in it.
struct Workspace(tempfile::TempDir);

impl Workspace {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("temp dir"))
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    fn begin(&self) -> Publication {
        Publication::begin(&self.output(), self.root()).expect("may publish")
    }

    fn publish(&self, files: &[(&str, &str)]) -> Finished {
        let publication = self.begin();
        for (path, text) in files {
            publication.put(path, text.as_bytes()).expect("put");
        }
        publication.finish(&files.iter().map(|(path, _)| (*path).to_owned()).collect()).expect("finish")
    }

    fn add(&self, path: &str, text: &str) {
        let path = self.output().join(path);
        fs::create_dir_all(path.parent().expect("parent")).expect("mkdir");
        fs::write(path, text).expect("write");
    }

    /// Files of the output with their text, but the manifest.
    fn files(&self) -> Vec<(String, String)> {
        let entries = tree::walk(&self.output()).expect("walk");
        let files = entries.into_iter().filter(|entry| !entry.is_folder && entry.path != MANIFEST);
        files
            .map(|entry| (fs::read_to_string(self.output().join(&entry.path)).expect("read"), entry.path))
            .map(|(a, b)| (b, a))
            .collect()
    }

    /// What lies beside the output.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root()).expect("read dir").flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| name != "public").collect()
    }

    fn refusal(&self, output: &str) -> Option<String> {
        let error = Publication::begin(&self.root().join(output), self.root()).err()?;
        Some(error.downcast::<OutputRefused>().expect("a refusal").reason)
    }
}

fn pair(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

#[test]
fn files_appear_change_and_go() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1"), ("b/c.html", "2")]);
    assert_eq!(workspace.files(), [pair("a.html", "1"), pair("b/c.html", "2")]);
    let finished = workspace.publish(&[("a.html", "one"), ("d.html", "3")]);
    assert_eq!(finished, Finished::Published { removed: 1 });
    assert_eq!(workspace.files(), [pair("a.html", "one"), pair("d.html", "3")]);
    assert!(!workspace.output().join("b").exists(), "a folder of ours goes with its last file");
    assert_eq!(workspace.beside(), Vec::<String>::new());
}

#[test]
fn nothing_changed_touches_nothing() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1"), ("b/c.html", "2")]);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in ["a.html", "b/c.html", "b", "."] {
        fs::File::open(workspace.output().join(path)).expect("open").set_modified(long_ago).expect("set time");
    }
    workspace.publish(&[("a.html", "1"), ("b/c.html", "2")]);
    for path in ["a.html", "b/c.html", "b", "."] {
        let metadata = fs::metadata(workspace.output().join(path)).expect("metadata");
        assert_eq!(metadata.modified().expect("time"), long_ago, "{path}");
    }
    workspace.publish(&[("a.html", "1"), ("b/c.html", "two")]);
    let kept = fs::metadata(workspace.output().join("a.html")).expect("metadata");
    assert_eq!(kept.modified().expect("time"), long_ago, "an unchanged file keeps its time when others change");
}

#[test]
fn what_is_not_ours_stays() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1"), ("b/c.html", "2")]);
    workspace.add("CNAME", "example.com");
    workspace.add("b/own.txt", "own");
    fs::create_dir(workspace.output().join("empty")).expect("mkdir");
    workspace.publish(&[("a.html", "one")]);
    assert_eq!(workspace.files(), [pair("CNAME", "example.com"), pair("a.html", "one"), pair("b/own.txt", "own")]);
    assert!(workspace.output().join("empty").is_dir());
}

#[test]
fn a_file_changed_or_deleted_by_hand_comes_back() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1"), ("b.html", "2")]);
    workspace.add("a.html", "by hand");
    fs::remove_file(workspace.output().join("b.html")).expect("remove");
    fs::remove_file(workspace.output().join(MANIFEST)).expect("remove");
    workspace.publish(&[("b.html", "2")]);
    workspace.publish(&[("b.html", "2")]);
    assert_eq!(workspace.files(), [pair("a.html", "by hand"), pair("b.html", "2")], "no manifest: a.html is not ours");
}

#[test]
fn a_file_that_is_not_ours_is_never_replaced() {
    for (own, ours) in [("a.html", "a.html"), ("a", "a/b.html"), ("a/b", "a")] {
        let workspace = Workspace::new();
        workspace.add(own, "own");
        assert_eq!(workspace.publish(&[(ours, "ours")]), Finished::Taken(vec![own.to_owned()]));
        assert_eq!(workspace.files(), [pair(own, "own")]);
        assert_eq!(workspace.beside(), Vec::<String>::new());
    }
    let workspace = Workspace::new();
    workspace.add("a.html", "same");
    assert_eq!(workspace.publish(&[("a.html", "same")]), Finished::Published { removed: 0 }, "adopted");
}

#[test]
fn our_file_becomes_a_folder_and_back() {
    let workspace = Workspace::new();
    workspace.publish(&[("a", "1")]);
    workspace.publish(&[("a/b", "2")]);
    assert_eq!(workspace.files(), [pair("a/b", "2")]);
    workspace.publish(&[("a", "1")]);
    assert_eq!(workspace.files(), [pair("a", "1")]);
}

#[test]
fn an_abandoned_build_leaves_the_old_site_whole() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1")]);
    let publication = workspace.begin();
    publication.put("a.html", b"2").expect("put");
    drop(publication);
    assert_eq!(workspace.files(), [pair("a.html", "1")]);
    assert_eq!(workspace.beside(), Vec::<String>::new());
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1")]);
    let stage = workspace.root().join(".public.keyfolio-stage");
    fs::create_dir(&stage).expect("mkdir");
    fs::write(stage.join("a.html"), "half").expect("write");
    workspace.publish(&[("a.html", "1")]);
    assert_eq!(workspace.files(), [pair("a.html", "1")]);
    assert_eq!(workspace.beside(), Vec::<String>::new());
}

#[test]
fn a_build_killed_between_two_renames_is_undone() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1")]);
    workspace.add("CNAME", "example.com");
    fs::rename(workspace.output(), workspace.root().join(".public.keyfolio-old")).expect("rename");
    workspace.publish(&[("a.html", "2")]);
    assert_eq!(workspace.files(), [pair("CNAME", "example.com"), pair("a.html", "2")]);
    assert_eq!(workspace.beside(), Vec::<String>::new());
}

#[test]
fn renaming_twice_does_the_same_as_exchanging() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1")]);
    let publication = workspace.begin();
    publication.put("a.html", b"2").expect("put");
    publication.exchange_by_renaming().expect("exchange");
    drop(publication);
    assert_eq!(workspace.files(), [pair("a.html", "2")]);
    assert_eq!(workspace.beside(), Vec::<String>::new());
}

#[test]
fn a_file_that_appears_during_the_exchange_is_kept() {
    let workspace = Workspace::new();
    let (old, new) = (workspace.root().join("old"), workspace.root().join("new"));
    for (folder, file) in [(&old, "ours"), (&old, "late"), (&new, "ours")] {
        fs::create_dir_all(folder).expect("mkdir");
        fs::write(folder.join(file), file).expect("write");
    }
    tree::remove_old(&old, &new, |path| path == "ours").expect("remove");
    assert!(new.join("late").is_file() && !old.exists());
}

#[test]
fn dangerous_places_are_refused() {
    let workspace = Workspace::new();
    fs::create_dir_all(workspace.root().join("content/accounts")).expect("mkdir");
    fs::write(workspace.root().join("file"), "").expect("write");
    assert!(workspace.refusal(".").is_some_and(|reason| reason.contains("the workspace lies in it")));
    assert!(workspace.refusal("..").is_some_and(|reason| reason.contains("the workspace lies in it")));
    for inside in ["content", "content/site", "data", "themes/x", ".git", ".keyfolio", "content/../data"] {
        assert!(
            workspace.refusal(inside).is_some_and(|reason| reason.contains("belongs to the workspace")),
            "{inside}"
        );
    }
    assert!(workspace.refusal("file").is_some_and(|reason| reason.contains("it is a file")));
    assert!(workspace.refusal("nowhere/../content").is_some(), "steps up out of nothing");
    assert_eq!(workspace.refusal("public"), None);
    assert_eq!(workspace.refusal("deep/er/public"), None);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_an_output_folder_but_may_lie_in_one() {
    let workspace = Workspace::new();
    workspace.publish(&[("a.html", "1")]);
    std::os::unix::fs::symlink("public", workspace.root().join("link")).expect("link");
    assert!(workspace.refusal("link").is_some_and(|reason| reason.contains("symbolic link")));
    std::os::unix::fs::symlink("a.html", workspace.output().join("own-link")).expect("link");
    workspace.publish(&[("a.html", "2")]);
    let kept = fs::read_link(workspace.output().join("own-link")).expect("still a link");
    assert_eq!(kept, Path::new("a.html"));
}

#[test]
fn paths_that_cannot_be_published_are_found() {
    let codes = |paths: &[&str]| {
        let mut diagnostics = Diagnostics::new();
        check_paths(paths.iter().map(|path| ToPublish::made(path)), &[], &mut diagnostics);
        diagnostics.iter().map(|d| d.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&["a.html", "b/a.html", "b/澜裳.html"]), []);
    for path in ["", "/a", "../a", "a/../b", "a//b", "./a", "a\\b", "a\nb", "C:a", MANIFEST] {
        assert_eq!(codes(&[path]), [codes::INVALID_PATH], "{path:?}");
    }
    assert_eq!(codes(&["a.html", "A.html"]), [codes::PATH_COLLISION]);
    assert_eq!(codes(&["a.html", "a.html"]), [codes::PATH_COLLISION]);
    assert_eq!(codes(&["a", "A/b"]), [codes::PATH_COLLISION]);
}

#[test]
fn nothing_else_stands_where_the_index_is_published() {
    let kept = ["search/zh-CN/".to_owned()];
    let found = |path: &str| {
        let mut diagnostics = Diagnostics::new();
        check_paths([ToPublish::made(path)], &kept, &mut diagnostics);
        diagnostics.iter().map(|d| d.code).collect::<Vec<_>>()
    };
    for path in ["search", "search/zh-CN", "search/ZH-cn/t0.js", "Search/zh-CN/a/b"] {
        assert_eq!(found(path), [codes::PATH_COLLISION], "{path}");
    }
    for path in ["search/en/t0.js", "search/zh-CN-2.js", "searching", "zh-CN/search.html"] {
        assert_eq!(found(path), [], "{path}");
    }
}
