//! Golden sites: `tests/sites/<case>/in` is a workspace, `tests/sites/<case>/out` what it becomes, byte for byte.
//!
//! Pages that are the same for every workspace (frameworks, rules, glossary, theme) are listed in `out/files.txt` like all
//! others, and not kept. After a change that is meant, `KEYFOLIO_BLESS=1 cargo test --test it sites` writes what is made now;
//! the difference is to be read in git.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::project::{TestProject, tree};

/// Folders and files below a language, or beside them, that no workspace changes in kind.
const COMMON: [&str; 7] =
    ["frameworks", "rules", "glossary.html", "search", "search.html", "assets", ".keyfolio-manifest"];

#[test]
fn an_empty_workspace() {
    check("empty");
}

#[test]
fn sales_without_a_dossier() {
    check("sales-only");
}

#[test]
fn a_dossier_in_two_languages() {
    check("two-languages");
}

fn check(case: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(case);
    let project = TestProject::new::<&str, &str>(&[]);
    let inputs = tree(&folder.join("in"));
    for (path, bytes) in inputs.iter().filter(|(path, _)| !path.ends_with('/')) {
        project.write(path, std::str::from_utf8(bytes).unwrap());
    }
    project.run(&["build", "--quiet"]).expect(0);
    let made = kept(project.output());
    let golden = folder.join("out");
    if std::env::var_os("KEYFOLIO_BLESS").is_some() {
        bless(&golden, &made);
    }
    let expected: BTreeMap<String, Vec<u8>> =
        tree(&golden).into_iter().filter(|(path, _)| !path.ends_with('/')).collect();
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&expected), "{case}: other files are made");
    for (path, bytes) in &made {
        let (now, then) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&expected[path]));
        if let Some((line, (now, then))) =
            now.lines().zip(then.lines()).enumerate().find(|(_, (now, then))| now != then)
        {
            panic!("{case}/out/{path}:{}\n  now:  {now}\n  then: {then}\n(KEYFOLIO_BLESS=1 takes it over)", line + 1);
        }
        assert_eq!(now, then, "{case}/out/{path}");
    }
}

/// What is kept of an output, with a list of everything.
fn kept(output: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let files: BTreeMap<String, Vec<u8>> = output.into_iter().filter(|(path, _)| !path.ends_with('/')).collect();
    let list: String = files.keys().flat_map(|path| [path.as_str(), "\n"]).collect();
    let is_common = |path: &str| path.split('/').take(2).any(|part| COMMON.contains(&part));
    let mut kept: BTreeMap<String, Vec<u8>> = files.into_iter().filter(|(path, _)| !is_common(path)).collect();
    kept.insert("files.txt".to_owned(), list.into_bytes());
    kept
}

fn bless(golden: &Path, made: &BTreeMap<String, Vec<u8>>) {
    let _ = fs::remove_dir_all(golden);
    for (path, bytes) in made {
        let path = golden.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
