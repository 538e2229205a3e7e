//! Exit statuses, streams, formats.

use std::io::Read;
use std::process::Stdio;

use crate::project::{TestProject, sample};

#[test]
fn a_good_build_says_what_was_done_in_its_last_line() {
    let project = TestProject::sample();
    let run = project.run(&["build"]).expect(0);
    assert_eq!(run.stdout, "", "a build has no result on stdout");
    let last = run.stderr.lines().last().unwrap();
    for words in
        ["Built ", " pages with ", " charts for 3 accounts from 72 sales rows: ", " files written, 0 unchanged"]
    {
        assert!(last.contains(words), "{last}");
    }
    assert!(last.ends_with("→ public"), "{last}");
}

#[test]
fn wrong_files_end_with_1_and_publish_nothing() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "titel: x\n");
    let run = project.run(&["build"]).expect(1);
    assert!(run.stderr.contains("error[unknown-key]: unknown key `titel`\n --> keyfolio.yaml:1:1"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `title`?"), "{}", run.stderr);
    assert!(run.stderr.lines().last().unwrap().starts_with("Nothing was published"), "{}", run.stderr);
    assert!(!project.path("public").exists());
}

#[test]
fn every_problem_is_reported_in_one_run() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "titel: x\nfiscal_year_start: 13\n");
    project.write("content/accounts/acme.yaml", "id: acme\nname: Acme\ntier: best\n");
    project.write("content/accounts/other.yaml", "id: [\n");
    project.write("templates/account.html", "{% if %}");
    project.write("data/more.csv", "date,account_id,revenue\n2025-01-01,acme,x\n");
    let run = project.run(&["check"]).expect(1);
    for place in [
        "keyfolio.yaml:1:1",
        "keyfolio.yaml:2:20",
        "content/accounts/acme.yaml:3:7",
        "content/accounts/other.yaml:",
        "templates/account.html:1:",
        "data/more.csv:2",
    ] {
        assert!(run.stderr.contains(place), "{place}\n{}", run.stderr);
    }
    assert!(!project.path("public").exists() && !project.path(".keyfolio").exists(), "check writes nothing");
}

#[test]
fn strict_takes_warnings_for_errors() {
    let project = TestProject::sample();
    project.write("data/more.csv", "date,account_id,revenue\n2025-01-01,acme,1\n2025-01-01,acme,x\n");
    let run = project.run(&["check"]).expect(0);
    assert!(run.stderr.contains("warning["), "{}", run.stderr);
    project.run(&["check", "--strict"]).expect(1);
    project.run(&["build", "--strict"]).expect(1);
    assert!(!project.path("public").exists());
}

#[test]
fn wrong_calls_end_with_2() {
    let project = TestProject::sample();
    for arguments in [
        &["bild"][..],
        &["build", "--as-of", "tomorrow"],
        &["build", "--jobs", "0"],
        &["build", "--base-url", "example.com"],
        &["build", "-o", "content"],
        &["build", "-o", "."],
        &["-r", "content", "build"],
        &["init"],
        &["export", "customers"],
        &["new", "visit", "nobody", "--date", "2026-01-01"],
        &["-q", "-v", "check"],
        &[],
    ] {
        project.run(arguments).expect(2);
    }
    let mut outside = project.command(&["check"]);
    let run = crate::project::said(&outside.current_dir("/").output().unwrap()).expect(2);
    assert!(run.stderr.contains("keyfolio init"), "{}", run.stderr);
    let run = crate::project::said(&project.command(&["check"]).env("SOURCE_DATE_EPOCH", "x").output().unwrap());
    run.expect(2);
}

#[test]
fn a_world_that_fails_ends_with_3_and_leaves_the_site() {
    let project = TestProject::sample();
    project.write("file", "");
    let run = project.run(&["build", "-o", "file/public"]).expect(3);
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    project.run(&["build"]).expect(0);
    let before = project.output();
    // Where the stage goes, there is a file.
    project.write(".public.keyfolio-stage", "");
    project.write("content/pages/new.md", "# New\n");
    project.run(&["build"]).expect(3);
    assert_eq!(project.output(), before);
}

#[test]
fn help_and_version_are_results() {
    let project = TestProject::sample();
    assert!(project.run(&["--help"]).expect(0).stdout.contains("Usage: keyfolio"));
    assert!(project.run(&["--version"]).expect(0).stdout.starts_with("keyfolio "));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(project.run(&["completions", shell]).expect(0).stdout.contains("keyfolio"));
    }
}

#[test]
fn json_is_one_object_a_line_on_stdout() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "titel: x\nabc: {cuts: [95, 80]}\n");
    let run = project.run(&["check", "--message-format", "json"]).expect(1);
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.len() >= 2);
    for line in &lines {
        let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys.len(), 7, "{keys:?}");
    }
    let first = lines.iter().find(|line| line["code"] == "unknown-key").unwrap();
    assert_eq!((&first["file"], &first["line"], &first["column"]), (&"keyfolio.yaml".into(), &1.into(), &1.into()));
    assert_eq!((&first["severity"], &first["help"]), (&"error".into(), &"did you mean `title`?".into()));
}

#[test]
fn programs_read_wrong_calls_and_failures_as_json_too() {
    let project = TestProject::sample();
    let told = |arguments: &[&str], status: i32, code: &str, message: &str| {
        let run = project.run(arguments).expect(status);
        let line: serde_json::Value =
            serde_json::from_str(run.stderr.trim()).unwrap_or_else(|error| panic!("{error}: {}", run.stderr));
        assert_eq!((&line["severity"], &line["code"]), (&"error".into(), &code.into()));
        assert!(line["message"].as_str().unwrap().contains(message), "{line}");
        assert_eq!(line.as_object().unwrap().len(), 7);
    };
    told(&["build", "--message-format", "json", "--nope"], 2, "wrong-call", "unexpected argument '--nope'");
    told(&["build", "--message-format=json", "--output-dir", "."], 2, "wrong-call", "");
    told(&["check", "--message-format=json", "--root", "nowhere"], 2, "wrong-call", "nowhere");
    told(&["export", "accounts", "--message-format=json", "--output", "no/such/file.csv"], 2, "wrong-call", "--output");
    let run = project.run(&["build", "--message-format", "github", "--nope"]).expect(2);
    assert!(run.stderr.starts_with("::error title=wrong-call::"), "{}", run.stderr);
    project.write("blocked", "a file where the output is to be");
    told(&["build", "--message-format", "json", "--output-dir", "blocked/site"], 3, "failed", "blocked");
}

#[test]
fn github_annotations_name_file_and_line() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "titel: x\n");
    let run = project.run(&["check", "--message-format", "github"]).expect(1);
    let line = "::error file=keyfolio.yaml,line=1,col=1,title=unknown-key::unknown key `titel`%0Adid you mean `title`?";
    assert!(run.stdout.lines().any(|there| there == line), "{}", run.stdout);
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "titel: x\n");
    let is_coloured = |arguments: &[&str], variable: Option<&str>| {
        let mut command = project.command(arguments);
        if let Some(variable) = variable {
            command.env(variable, "1");
        }
        crate::project::said(&command.output().unwrap()).stderr.contains('\u{1b}')
    };
    assert!(!is_coloured(&["check"], None));
    assert!(is_coloured(&["check", "--color", "always"], None));
    assert!(is_coloured(&["check"], Some("CLICOLOR_FORCE")));
    assert!(!is_coloured(&["check", "--color", "never"], Some("CLICOLOR_FORCE")));
    assert!(is_coloured(&["check", "--color", "always"], Some("NO_COLOR")));
}

#[test]
fn quiet_prints_errors_only() {
    let project = TestProject::sample();
    assert_eq!(project.run(&["build", "-q"]).expect(0).stderr, "");
    project.write("data/more.csv", "date,account_id,revenue\n2025-01-01,acme,1\n2025-01-01,acme,x\n");
    assert_eq!(project.run(&["-q", "check"]).expect(0).stderr, "");
    assert_ne!(project.run(&["-q", "check", "--strict"]).expect(1).stderr, "");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let project = TestProject::sample();
    let mut child =
        project.command(&["completions", "zsh"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let status = child.wait().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(0), ""));
}

#[test]
fn the_workspace_is_found_from_below() {
    let project = TestProject::sample();
    let run = crate::project::said(
        &project.command(&["build"]).current_dir(project.path("content/accounts")).output().unwrap(),
    );
    run.expect(0);
    assert!(project.path("public/index.html").is_file());
    let elsewhere = TestProject::new(&[("a", "b")]);
    elsewhere.run(&["check", "--root", project.root().to_str().unwrap()]).expect(0);
}

#[test]
fn an_empty_settings_file_is_a_workspace() {
    let project = TestProject::new(&[("keyfolio.yaml", "")]);
    project.run(&["check", "--strict"]).expect(0);
    project.run(&["build"]).expect(0);
    assert!(project.path("public/zh-CN/index.html").is_file() && project.path("public/en/index.html").is_file());
}

#[test]
fn the_export_is_a_result() {
    let project = TestProject::sample();
    let run = project.run(&["export", "portfolio", "--format", "json"]).expect(0);
    let portfolio: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(portfolio["accounts"], 3);
    let run = project.run(&["export", "accounts", "--format", "csv", "--period", "2025"]).expect(0);
    assert_eq!(run.stdout.lines().count(), 4, "{}", run.stdout);
    project.run(&["export", "accounts", "--period", "soon"]).expect(2);
    assert!(!project.path("public").exists() && !sample().is_empty());
}

/// Programs read stderr of a build line by line.
#[test]
fn a_build_in_json_says_nothing_else() {
    let project = TestProject::sample();
    project.write("content/pages/x.md", "[[nobody]]\n");
    let run = project.run(&["build", "--timings", "--message-format", "json"]).expect(1);
    assert!(run.stderr.contains("broken-link"), "{}", run.stderr);
    for line in run.stderr.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
}

#[test]
fn against_says_what_it_goes_with() {
    let project = TestProject::sample();
    let said = |arguments: &[&str]| project.run(&[&["export"], arguments].concat()).expect(2).stderr;
    let accounts = said(&["accounts", "--against", "2024"]);
    assert!(accounts.contains("--against goes with `export migration` only"), "{accounts}");
    let alone = said(&["migration", "--against", "2024"]);
    assert!(alone.contains("name the later one by --period"), "{alone}");
}
