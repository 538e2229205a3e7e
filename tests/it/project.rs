//! A workspace in a temporary folder, and the real program run in it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A workspace made of `(path, text)` pairs.
pub struct TestProject {
    dir: tempfile::TempDir,
}

/// What a run of the program came to.
pub struct Run {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Fails the test with all that was said, unless the status is the one expected.
    #[track_caller]
    pub fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "\nstdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
}

/// Sales of three accounts over two years, with cost.
pub fn sales() -> String {
    let mut text = String::from("date,account_id,account_name,product,category,region,quantity,revenue,cost\n");
    for month in 1..=24 {
        let (year, month) = (2024 + (month - 1) / 12, (month - 1) % 12 + 1);
        for (code, name, amount) in [("acme", "Acme", 9000), ("beta", "贝塔", 700 + 10 * month), ("gamma", "Gamma", 90)]
        {
            let cost = amount / 2;
            writeln!(text, "{year}-{month:02}-15,{code},{name},Box,Boxes,East,{month},{amount}.50,{cost}").unwrap();
        }
    }
    text
}

/// A workspace with sales, a dossier, a note and a page in two languages.
pub fn sample() -> Vec<(&'static str, String)> {
    let owned = |(path, text): (&'static str, &str)| (path, text.to_owned());
    let mut files: Vec<_> = [
        ("keyfolio.yaml", "title: {zh-CN: 手册, en: Playbook}\n"),
        (
            "content/accounts/acme.yaml",
            "id: acme\nname: Acme 澜裳\nindustry: Apparel # 注\ncontacts:\n  - id: wang\n    name: 王敏\n",
        ),
        ("content/accounts/acme/2025-06-01-visit.md", "---\ndate: 2025-06-01\n---\n\n# Seen\n\nMet [[acme]].\n"),
        ("content/pages/index.md", "---\ntitle: 说明\n---\n\n见 [[acme]]。\n"),
        ("content/pages/index.en.md", "---\ntitle: About\n---\n\nSee [[acme]].\n"),
    ]
    .map(owned)
    .into();
    files.push(("data/sales.csv", sales()));
    files
}

impl TestProject {
    /// A workspace of these files.
    pub fn new<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Self {
        let project = Self { dir: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            project.write(path.as_ref(), text.as_ref());
        }
        project
    }

    /// A copy of the demo.
    pub fn demo() -> Self {
        let project = Self::new::<&str, &str>(&[]);
        let demo = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in ["keyfolio.yaml", "content", "data"] {
            for entry in walkdir::WalkDir::new(demo.join(part)).into_iter().filter_map(Result::ok) {
                let to = project.path(&entry.path().strip_prefix(demo).unwrap().to_string_lossy());
                if entry.file_type().is_dir() {
                    fs::create_dir_all(to).unwrap();
                } else {
                    fs::copy(entry.path(), to).unwrap();
                }
            }
        }
        project
    }

    /// The sample workspace.
    pub fn sample() -> Self {
        Self::new(&sample())
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    /// The program, to be run in the workspace, with nothing in the environment that changes what it says.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keyfolio"));
        command.args(arguments).current_dir(self.root());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Run {
        said(&self.command(arguments).output().unwrap())
    }

    /// Every file and folder of the output, folders without content.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("public"))
    }
}

/// What a finished process said.
pub fn said(output: &Output) -> Run {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Run { status: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

/// Every file and folder below a folder, folders without content.
pub fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut tree = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                tree.insert(name + "/", Vec::new());
                folders.push(path);
            } else {
                tree.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    tree
}

/// What `check` says in JSON, as `file:line:column [code] message | help`, in order.
pub fn checked(project: &TestProject) -> Vec<String> {
    let said = project.run(&["check", "--message-format", "json"]).stdout;
    said.lines().map(shown).collect()
}

/// What `check` says of some files.
pub fn problems(files: &[(&str, &str)]) -> Vec<String> {
    checked(&TestProject::new(files))
}

/// How many lines have all of these words.
pub fn lines_with(said: &[String], words: &[&str]) -> usize {
    said.iter().filter(|line| words.iter().all(|word| line.contains(word))).count()
}

pub fn shown(line: &str) -> String {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
    let place = format!("{}:{}:{}", text("file"), line["line"], line["column"]).replace(":null", "");
    format!("{place} [{}] {} | {}", text("code"), text("message"), text("help"))
}

/// Fails unless one of the lines has all of these parts.
#[track_caller]
pub fn says(said: &[String], parts: &[&str]) {
    assert!(said.iter().any(|line| parts.iter().all(|part| line.contains(part))), "{parts:?} in {said:#?}");
}

/// A built site of these sales and files in which today is 30 June 2026.
pub fn built(sales: &str, files: &[(&str, &str)]) -> TestProject {
    let mut all = vec![("keyfolio.yaml", "as_of: 2026-06-30\n"), ("data/sales.csv", sales)];
    all.extend_from_slice(files);
    let project = TestProject::new(&all);
    project.run(&["build"]).expect(0);
    project
}

/// The words of a published page, without marks.
pub fn page(project: &TestProject, path: &str) -> String {
    plain(&project.read(&format!("public/{path}")))
}

/// Words without marks and with plain spaces.
pub fn plain(html: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            '\u{a0}' => words.push(' '),
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    words.replace("&#39;", "'")
}
