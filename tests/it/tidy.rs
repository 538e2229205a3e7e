//! Keeps the invariants of the code: what the compiler cannot see and reviews forget.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Crates that one place only may name: a later swap is a change of one file or folder.
const HOMES: [(&str, &[&str]); 9] = [
    ("serde_yaml", &["src/load/yaml.rs", "src/load/yaml/"]),
    ("saphyr_parser", &["src/load/yaml.rs", "src/load/yaml/"]),
    ("plotters", &["src/charts/"]),
    ("pinyin", &["src/site/search/reading.rs"]),
    ("pulldown_cmark", &["src/site/markdown.rs", "src/site/markdown/"]),
    ("ammonia", &["src/site/markdown.rs", "src/site/markdown/"]),
    ("annotate_snippets", &["src/diagnostic/"]),
    ("tiny_http", &["src/serve.rs", "src/serve/"]),
    ("rustix", &["src/write.rs", "src/write/"]),
];

/// Every Rust file below a folder, in a fixed order, with `/`.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root.join(folder))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).expect("a source file"))
        })
        .collect()
}

/// Where the tests of a file begin: at its inline test module. A file that is named so, or declared `#[cfg(test)] mod …;`,
/// is all tests.
fn tests_start(file: &str, text: &str) -> usize {
    let named_so = file.starts_with("tests/") || file.contains("/tests/") || file.ends_with("tests.rs");
    if named_so || test_only_files().contains(file) {
        0
    } else {
        text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len())
    }
}

/// The files that other files declare as `#[cfg(test)] mod …;`.
fn test_only_files() -> &'static BTreeSet<String> {
    static FILES: OnceLock<BTreeSet<String>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = BTreeSet::new();
        for (file, text) in rust_files("src") {
            let stem = file.trim_end_matches(".rs");
            let folder = stem.strip_suffix("/mod").or(stem.strip_suffix("/lib")).unwrap_or(stem);
            for part in text.split("#[cfg(test)]\n").skip(1) {
                let line = part.lines().next().unwrap_or_default();
                if let Some(name) = line.strip_suffix(';').and_then(|line| line.rsplit("mod ").next()) {
                    files.insert(format!("{folder}/{name}.rs"));
                }
            }
        }
        files
    })
}

/// The code of a file without its comments and without its tests.
fn code(file: &str, text: &str) -> String {
    let body = &text[..tests_start(file, text)];
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_crate_is_named_in_its_home_only() {
    let mut strangers = Vec::new();
    for (file, text) in rust_files("src") {
        for (name, homes) in HOMES {
            let named = code(&file, &text).lines().any(|line| line.contains(&format!("{name}::")));
            if named && !homes.iter().any(|home| file.starts_with(home)) {
                strangers.push(format!("{file} names {name}, which belongs in {}", homes[0]));
            }
        }
    }
    assert!(strangers.is_empty(), "{}", strangers.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(rust_files)
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(file, _)| file)
        .collect();
    assert!(silent.is_empty(), "no `//!` at the top of {silent:?}");
}

#[test]
fn nothing_reads_the_clock_or_unwraps() {
    let mut found = Vec::new();
    for (file, text) in rust_files("src") {
        for (number, line) in code(&file, &text).lines().enumerate() {
            for word in ["SystemTime::now", "Zoned::now", ".unwrap()", ".expect(", "todo!", "unimplemented!"] {
                if line.contains(word) {
                    found.push(format!("{file}:{}: {word}", number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_file_holds_one_thing() {
    let long: Vec<String> = rust_files("src")
        .into_iter()
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > 400)
        .map(|(file, lines)| format!("{file}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_exception_carries_its_reason() {
    let bare: Vec<String> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(rust_files)
        .flat_map(|(file, text)| {
            text.split("\n#[")
                .chain(text.split("    #["))
                .filter(|part| part.starts_with("allow(") || part.starts_with("expect("))
                .filter(|part| !part.split(']').next().unwrap_or_default().contains("reason"))
                .map(|part| format!("{file}: #[{}]", part.split(']').next().unwrap_or_default()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}

#[test]
fn every_diagnostic_code_and_every_rule_has_a_test() {
    let tests: String = ["src", "tests"]
        .into_iter()
        .flat_map(rust_files)
        .map(
            |(file, text)| {
                if file.starts_with("tests/") { text } else { text[tests_start(&file, &text)..].to_owned() }
            },
        )
        .collect();
    let untested: Vec<&str> = keyfolio::diagnostic::ALL
        .iter()
        .map(|code| code.id())
        .filter(|id| {
            let constant = id.replace('-', "_").to_uppercase();
            !tests.contains(&format!("\"{id}\"")) && !tests.contains(&format!("[{id}]")) && !tests.contains(&constant)
        })
        .collect();
    assert!(untested.is_empty(), "no test mentions {untested:?}");
}
