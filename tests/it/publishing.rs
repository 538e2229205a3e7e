//! What always holds of the output: all or nothing, only what changed, same input same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::project::{TestProject, said, tree};

/// Times of all files and folders of the output.
fn times(project: &TestProject) -> BTreeMap<String, SystemTime> {
    let time = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let paths = project.output().into_keys();
    paths.map(|path| (path.clone(), time(&project.path("public").join(&path)))).collect()
}

/// The output of a clean build of the same workspace elsewhere, on one thread, in another time zone and language.
fn clean(project: &TestProject) -> BTreeMap<String, Vec<u8>> {
    let copy = TestProject::new::<&str, &str>(&[]);
    for (path, bytes) in tree(project.root()) {
        let is_source = !path.starts_with("public") && !path.starts_with(".keyfolio") && !path.ends_with('/');
        if is_source {
            let target = copy.path(&path);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, bytes).unwrap();
        }
    }
    let mut command = copy.command(&["build", "-j", "1", "-q"]);
    command.envs([("TZ", "Pacific/Kiritimati"), ("LANG", "zh_CN.GB18030"), ("LC_ALL", "tr_TR.UTF-8")]);
    said(&command.output().unwrap()).expect(0);
    copy.output()
}

fn differing(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    a.keys().chain(b.keys()).filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

#[test]
fn a_second_build_writes_nothing_and_touches_nothing() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    let before = times(&project);
    let run = project.run(&["build"]).expect(0);
    assert!(run.stderr.contains(": 0 files written, "), "{}", run.stderr);
    assert_eq!(times(&project), before);
    project.remove(".keyfolio");
    project.run(&["build"]).expect(0);
    assert_eq!(times(&project), before, "caches change nothing but time");
}

#[test]
fn after_any_edits_the_output_is_a_clean_builds() {
    let project = TestProject::sample();
    let check = |what: &str| {
        project.run(&["build", "-j", "3"]).expect(0);
        assert_eq!(differing(&project.output(), &clean(&project)), Vec::<String>::new(), "{what}");
    };
    check("first build");
    project.write("content/accounts/acme.yaml", "id: acme\nname: Acme Two\n");
    check("an edited dossier");
    project.write("content/accounts/beta.yaml", "id: beta\nname: Beta\nparent: acme\n");
    check("a new dossier");
    project.remove("content/pages/index.en.md");
    check("a deleted page");
    project.write("content/pages/guide/deep.md", "# Deep\n\n[up](../index.md)\n");
    check("a new page");
    fs::rename(project.path("content/pages/guide"), project.path("content/pages/guides")).unwrap();
    check("a renamed folder");
    project.write("keyfolio.yaml", "languages: {default: en, others: []}\ncurrency: EUR\n");
    check("other settings");
    project.write("templates/404.html", "gone {{ title }}");
    check("a template of the workspace");
    project.write("static/assets/style.css", "p{}");
    project.write("static/CNAME", "example.com");
    check("static files");
    project.remove("static");
    project.remove("templates");
    project.write(
        "data/sales.csv",
        &crate::project::sales().lines().take(30).fold(String::new(), |all, line| all + line + "\n"),
    );
    check("other sales");
    project.write("public/en/index.html", "by hand");
    project.remove("public/index.html");
    check("an output changed by hand");
}

#[test]
fn an_unchanged_build_says_again_what_is_wrong() {
    let project = TestProject::sample();
    let said = || {
        let run = project.run(&["build", "-v"]).expect(0);
        run.stderr.lines().filter(|line| line.contains("acme.yaml:")).map(str::to_owned).collect::<Vec<_>>()
    };
    let first = said();
    assert!(!first.is_empty());
    assert_eq!(said(), first);
}

#[test]
fn copied_files_are_compared_by_their_content_in_an_unchanged_build() {
    let project = TestProject::sample();
    project.write("content/accounts/acme/plan.txt", "one");
    project
        .write("content/accounts/acme/2025-07-01-call.md", "---\ndate: 2025-07-01\n---\n\nSee [the plan](plan.txt).\n");
    project.write("static/CNAME", "example.com");
    project.run(&["build"]).expect(0);
    project.write("content/accounts/acme/plan.txt", "two");
    project.write("static/CNAME", "example.org");
    let run = project.run(&["build"]).expect(0);
    assert!(run.stderr.contains(": 2 files written, "), "{}", run.stderr);
    assert_eq!(differing(&project.output(), &clean(&project)), Vec::<String>::new());
    project.remove("public/en/search.html");
    project.run(&["build"]).expect(0);
    assert_eq!(differing(&project.output(), &clean(&project)), Vec::<String>::new());
}

#[test]
fn files_that_are_not_ours_survive() {
    let project = TestProject::sample();
    project.write("public/.git/config", "[core]");
    project.write("public/robots.txt", "x");
    project.run(&["build"]).expect(0);
    project.write("content/pages/more.md", "# More\n");
    project.run(&["build"]).expect(0);
    assert_eq!((project.read("public/.git/config"), project.read("public/robots.txt")), ("[core]".into(), "x".into()));
}

#[test]
fn a_file_that_is_not_ours_is_not_replaced() {
    let project = TestProject::sample();
    project.write("public/index.html", "mine");
    let run = project.run(&["build"]).expect(1);
    assert!(run.stderr.contains("error[output-taken]") && run.stderr.contains("index.html"), "{}", run.stderr);
    assert_eq!(project.output().keys().collect::<Vec<_>>(), ["index.html"]);
}

#[test]
fn a_killed_build_leaves_the_old_site_and_the_next_one_cleans_up() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    let before = project.output();
    project.write("content/accounts/acme.yaml", "id: acme\nname: Changed\n");
    // A file larger than a block ends the process by a signal in the middle of writing.
    let script = format!("ulimit -f 1; exec {} build", env!("CARGO_BIN_EXE_keyfolio"));
    let status = Command::new("sh").args(["-c", &script]).current_dir(project.root()).output().unwrap().status;
    assert!(!status.success(), "{status:?}");
    assert_eq!(project.output(), before);
    project.run(&["build"]).expect(0);
    assert_eq!(differing(&project.output(), &clean(&project)), Vec::<String>::new());
    let left: Vec<String> = tree(project.root()).into_keys().filter(|path| path.contains("keyfolio-")).collect();
    assert_eq!(left, ["public/.keyfolio-manifest"]);
}

#[test]
fn readers_never_see_a_mixture() {
    let project = TestProject::sample();
    project.run(&["build"]).expect(0);
    let name = |text: &str| format!("id: acme\nname: {text}\n");
    let pages = ["public/en/accounts/acme.html", "public/zh-CN/accounts/acme.html"];
    let old = pages.map(|page| project.read(page));
    project.write("content/accounts/acme.yaml", &name("Changed"));
    let mut build = project.command(&["build", "-q"]).spawn().unwrap();
    loop {
        let done = build.try_wait().unwrap().is_some();
        // One folder handle sees one site: the paths below it are of one build.
        let folder = fs::read_dir(project.path("public"));
        assert!(folder.is_ok(), "the site is always there");
        if done {
            break;
        }
    }
    assert!(pages.map(|page| project.read(page)) != old);
}
