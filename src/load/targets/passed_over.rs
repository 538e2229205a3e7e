//! Files called `targets` that nothing reads as such: in the root, in another case, packed, with further words in their names
//! (`targets.2025.csv`), or beside those that the settings name. No sales are looked for in them either, so that each is told.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::folder::{self, FileFound};
use crate::load::ledger;
use crate::project::settings::SalesSource;

/// What a file called `targets` is.
struct CalledSo {
    /// Its ending, in lower case: `csv`.
    ending: String,
    /// Whether it is packed.
    packed: bool,
}

/// Tells of each of them that is not among the files that are `read`, nor named by an entry of the sales, which tell of it.
pub(super) fn tell(
    root: &Path,
    read: &[FileFound],
    patterns: &[String],
    sales: &[SalesSource],
    diagnostics: &mut Diagnostics,
) {
    // What is wrong with `data/` itself, the sales tell.
    let mut told = Diagnostics::new();
    let in_data = folder::files(root, "data", &folder::is_hidden, &mut told);
    let mut names: Vec<String> = in_data.into_iter().map(|file| file.name).collect();
    let at_root = std::fs::read_dir(root).into_iter().flatten().flatten();
    let at_root = at_root.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name());
    names.extend(at_root.map(|name| name.to_string_lossy().into_owned()));
    let as_sales = sales.iter().flat_map(|source| ledger::matching(root, &source.files, &mut told));
    let known: Vec<String> = as_sales.chain(read.iter().cloned()).map(|file| file.name).collect();
    names.retain(|name| !known.contains(name));
    names.sort();
    for name in names {
        let Some(called) = called_so(&name) else { continue };
        let (message, help) = if ledger::holds_sales(&root.join(&name)) {
            (
                "this file looks like sales, and is not read: names that begin with `targets.` are kept for targets",
                "give it another name in data/, such as data/sales.csv".to_owned(),
            )
        } else {
            ("this file is called like targets, and nothing reads it as such", help(&name, &called, read, patterns))
        };
        diagnostics.push(Diagnostic::warning(codes::STRAY_FILE, message).at(Place::file(name)).help(help));
    }
}

/// What a file is of which the name begins with `targets.` and ends like a table, a list or, in `data/`, a text.
fn called_so(name: &str) -> Option<CalledSo> {
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let rest = file.strip_prefix("targets.")?;
    let plain = rest.strip_suffix(".gz").unwrap_or(rest);
    let ending = plain.rsplit('.').next().unwrap_or(plain);
    let is_table = ["csv", "tsv", "yaml", "yml"].contains(&ending) || (name.contains('/') && is_text(ending));
    is_table.then(|| CalledSo { ending: ending.to_owned(), packed: plain != rest })
}

fn is_text(ending: &str) -> bool {
    ["txt", "dat"].contains(&ending)
}

/// What to do about one. Once the settings name files, those that are read without are named as well.
fn help(name: &str, called: &CalledSo, read: &[FileFound], patterns: &[String]) -> String {
    let CalledSo { ending, packed } = called;
    if *packed {
        return format!("unpack it: data/targets.{ending}, and take the packed file away");
    }
    if !patterns.is_empty() {
        return format!("add {name} to `targets` in keyfolio.yaml, or take it away");
    }
    let all: Vec<&str> = read.iter().map(|file| file.name.as_str()).chain([name]).collect();
    let listed = format!("`targets: [{}]`", all.join(", "));
    let usual = if is_text(ending) { "data/targets.csv".to_owned() } else { format!("data/targets.{ending}") };
    if ending == "tsv" {
        format!("name it in keyfolio.yaml: {listed}")
    } else if read.is_empty() {
        format!("call it {usual}, or name it in keyfolio.yaml: {listed}")
    } else {
        format!("name it in keyfolio.yaml beside what is read: {listed}; or move it out of data/")
    }
}
