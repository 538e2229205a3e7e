//! Links: what they lead to in every language, and what is told of them where something else is wrong too.

use crate::project::TestProject;

/// What `check` says, `file:line:column severity[code] message | help` each, of links and references alone.
fn said(project: &TestProject) -> Vec<String> {
    let run = project.run(&["check", "--message-format", "json"]);
    let all = run.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let word = |said: &serde_json::Value, key: &str| said[key].to_string().trim_matches('"').to_owned();
    let of_files = all.filter(|said| said["severity"] == "error");
    of_files
        .map(|said| {
            let [file, line, code, message] = ["file", "line", "code", "message"].map(|key| word(&said, key));
            format!("{}:{line} [{code}] {message}", file.trim_start_matches("content/"))
        })
        .collect()
}

fn has(said: &[String], words: &str) -> bool {
    said.iter().any(|line| line.contains(words))
}

#[test]
fn a_broken_dossier_hides_no_error_and_makes_none() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "print: {accounts: [bolt]}\n");
    project.write("content/accounts/bolt/dossier.yaml", "id: bolt\nname: [x\n");
    project.write("content/accounts/bolt/a.md", "---\ndate: 2025-01-02\n---\nSee [[nothing]] and [[acme]].\n");
    project.write("content/accounts/bolt/plan.png", "x");
    project.write(
        "content/pages/x.md",
        "See [[bolt]], [[Bolt#chen]], [it](../accounts/bolt/dossier.yaml), [a](../accounts/bolt/a.md).\n\n\
         ![plan](../accounts/bolt/plan.png) [gone](../accounts/bolt/b.md)\n",
    );
    project.write("data/targets.csv", "account,period,amount\nbolt,2025,100\n");
    let said = said(&project);
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(has(&said, "accounts/bolt/dossier.yaml:2 [invalid-yaml]"), "{said:#?}");
    assert!(
        has(&said, "accounts/bolt/a.md:4 [broken-link] no account, page or framework has the id `nothing`"),
        "{said:#?}"
    );
    assert!(has(&said, "pages/x.md:3 [broken-link] there is no file `../accounts/bolt/b.md`"), "{said:#?}");
    let all = project.run(&["check"]).expect(1).stderr;
    assert!(!all.contains("no account `bolt`") && !all.contains("no such account"), "{all}");
}

#[test]
fn a_dossier_whose_id_is_taken_is_checked_all_the_same() {
    let project = TestProject::sample();
    let wrong = "parent: ghost\nwallet: {amount: -5}\nrules: {nope: {level: allow, reason: x}}\nsections: [{name: S, text: 'See [[gone]]'}]\n";
    project.write("content/accounts/cid/dossier.yaml", "id: cid\nname: Cid\n");
    project.write("content/accounts/Cid.yaml", &format!("id: Cid\nname: Cid 2\n{wrong}"));
    project.write("content/accounts/Cid/a.md", "See [[nothing]].\n");
    project.write("content/accounts/cid/a.md", "See [[none]].\n");
    // Two dossiers of one folder.
    project.write("content/accounts/acme/dossier.yaml", "id: acme\nname: Acme\nparent: spectre\n");
    let said = said(&project);
    for words in [
        "accounts/cid/dossier.yaml:1 [duplicate-id]",
        "accounts/Cid.yaml:3 [unknown-reference] no account has the id `ghost`",
        "accounts/Cid.yaml:4 [inconsistent-values] a wallet is above zero",
        "accounts/Cid.yaml:5 [unknown-key] there is no rule `nope`",
        "accounts/Cid.yaml:6 [broken-link] no account, page or framework has the id `gone`",
        "accounts/Cid/a.md:1 [broken-link]",
        "accounts/cid/a.md:1 [broken-link]",
        "[two-dossiers]",
        "accounts/acme/dossier.yaml:3 [unknown-reference] no account has the id `spectre`",
    ] {
        assert!(has(&said, words), "{words} is not in {said:#?}");
    }
    assert_eq!(said.len(), 9, "{said:#?}");
}

/// What could not be read may hold what a link names.
#[test]
fn links_to_what_is_damaged_are_not_called_broken() {
    let project = TestProject::sample();
    let damaged = "id: a1\nname: A1\ncontacts:\n  - {id: c, name: C, cute: [nope]}\n  - {id: d, nam: D}\n";
    project.write("content/accounts/a1.yaml", damaged);
    std::fs::write(project.path("content/pages/gbk.md"), b"# \xC4\xE3\xBA\xC3\xCA\xC0\xBD\xE7\n").unwrap();
    project.write("content/pages/x.md", "[[a1#d]] [[gbk]] [g](gbk.md#x)\n");
    project.write("content/pages/y.zh-CN.md", "# Y\n\nSee [[nothing]].\n");
    project.write("content/pages/y.md", "# Y\n\nSee [[nothing]].\n");
    let said = said(&project);
    let broken: Vec<&String> = said.iter().filter(|line| line.contains("[broken-link]")).collect();
    assert_eq!(broken.len(), 2, "{said:#?}");
    assert!(has(&said, "pages/y.zh-CN.md:3 [broken-link]") && has(&said, "pages/y.md:3 [broken-link]"), "{said:#?}");
}

/// A contact that is written nowhere is unknown, whatever else is wrong with the dossier.
#[test]
fn links_to_contacts_that_a_damaged_dossier_lacks_are_broken() {
    let project = TestProject::sample();
    let damaged = "id: a1\nname: A1\ngrade: 9\ncontacts:\n  - {id: chen, name: C}\n  - {id: d, nam: D}\n";
    project.write("content/accounts/a1.yaml", damaged);
    project.write(
        "content/pages/x.md",
        "[[a1#chen]] [[a1#d]] [[a1#chem]]\n\n[y](../accounts/a1.yaml#zz) [[a1#white-space]]\n",
    );
    let said = said(&project);
    let broken: Vec<&String> = said.iter().filter(|line| line.contains("[broken-link]")).collect();
    assert_eq!(broken.len(), 2, "{said:#?}");
    assert!(has(&said, "pages/x.md:1 [broken-link] account `a1` has no contact or section `chem`"), "{said:#?}");
    assert!(has(&said, "pages/x.md:3 [broken-link] account `a1` has no contact or section `zz`"), "{said:#?}");
    // A text that is no YAML may hold anything.
    project.write("content/accounts/a1.yaml", "id: a1\nname: A1\nnote: [\n");
    assert!(!has(&self::said(&project), "[broken-link]"));
}

#[test]
fn a_heading_that_is_the_title_can_be_linked_to() {
    let project = TestProject::sample();
    project.write("content/pages/sub/s.md", "## 标题 一\nhello [up](#标题-一)\n\n## 标题 一\n\n## Main\n");
    project.write("content/pages/top.md", "[a](sub/s.md#标题-一) [b](sub/s.md#标题-一-2)\n");
    let section = "sections:\n  - {name: Ours, text: \"# Ours\\n\\n[s](#ours)\\n\"}\n  - {name: More, text: \"# Other\\n\\n[s](#other)\\n\"}\n";
    project.write("content/accounts/acme.yaml", &format!("id: acme\nname: Acme\n{section}"));
    project.write("content/accounts/acme/2025-06-01-visit.md", "# Seen\n\n[s](#seen)\n");
    project.run(&["build"]).expect(0);
    let output = project.output();
    let page = |path: &str| String::from_utf8(output[path].clone()).unwrap();
    let s = page("zh-CN/wiki/sub/s.html");
    assert!(s.contains("<h1 class=\"title\" id=\"标题-一\">标题 一</h1>"), "{s}");
    assert!(s.contains("<h2 id=\"标题-一-2\">") && s.contains("<h2 id=\"main-2\">"), "{s}");
    let top = page("zh-CN/wiki/top.html");
    assert!(top.contains("href=\"sub/s.html#%E6%A0%87%E9%A2%98-%E4%B8%80\""), "{top}");
    let account = page("en/accounts/acme.html");
    for id in ["note-1-seen", "words-plan-1-ours", "words-plan-2-other"] {
        assert!(
            account.contains(&format!("href=\"#{id}\"")) && account.contains(&format!("id=\"{id}\"")),
            "{id} {account}"
        );
    }
}

#[test]
fn an_anchor_must_stand_in_every_language_that_shows_the_link() {
    let project = TestProject::sample();
    project.write("content/pages/sub/s.md", "# S\n\n## 标题 二\n");
    project.write("content/pages/sub/s.en.md", "# S english\n## two\n");
    project.write("content/pages/top.md", "x\n\n[b](sub/s.md#标题-二)\n");
    let said = said(&project);
    let place = "pages/top.md:3 [broken-link] the page `sub/s` has no heading `标题-二` in content/pages/sub/s.en.md";
    assert!(said.len() == 1 && has(&said, place), "{said:#?}");
    // The remedy that it names holds.
    let help = project.run(&["check"]).expect(1).stderr;
    assert!(help.contains("## Words {#标题-二}"), "{help}");
    project.write("content/pages/sub/s.en.md", "# S english\n## two {#标题-二}\n");
    project.run(&["check"]).expect(0);
    // And so does a text of its own.
    project.write("content/pages/sub/s.en.md", "# S english\n## two\n");
    project.write("content/pages/top.en.md", "[b](sub/s.md#two)\n");
    project.run(&["check"]).expect(0);
}

#[test]
fn files_beside_texts_are_copied_and_listed_and_drafts_keep_theirs() {
    let project = TestProject::sample();
    project.write("content/accounts/acme/offer.pdf", "%PDF");
    project.write("content/accounts/acme/2025-06-01-visit.md", "The [offer](offer.pdf).\n");
    project.write("content/accounts/acme/left behind.pdf", "%PDF 2");
    project.write("content/accounts/acme/.left.pdf.swp", "x");
    project.write("content/accounts/acme/secret plan.pdf", "%PDF 3");
    project.write(
        "content/accounts/acme/2025-06-02-plan.md",
        "---\ndraft: true\n---\nThe [plan](secret%20plan.pdf), after the [offer](offer.pdf), not [this](none.pdf).\n",
    );
    project.write("content/pages/guide/price.xlsx", "x");
    project.write("content/pages/guide/map.png", "x");
    project.write("content/pages/guide/a.md", "# A\n\n![Map](map.png)\n");
    let waiting = |arguments: &[&str]| -> Vec<String> {
        let run = project.run(arguments).expect(0);
        run.stdout.lines().filter(|line| line.contains("draft-file")).map(str::to_owned).collect()
    };
    let told = waiting(&["check", "--message-format", "json"]);
    assert!(told.len() == 1 && told[0].contains("acme/secret plan.pdf"), "{told:?}");
    project.run(&["build"]).expect(0);
    let output = project.output();
    for (file, is_copied) in [
        ("accounts/acme/offer.pdf", true),
        ("accounts/acme/left behind.pdf", true),
        ("accounts/acme/.left.pdf.swp", false),
        ("accounts/acme/secret plan.pdf", false),
        ("pages/guide/price.xlsx", true),
        ("pages/guide/map.png", true),
    ] {
        assert_eq!(output.contains_key(&format!("files/content/{file}")), is_copied, "{file}");
    }
    let page = |path: &str| String::from_utf8(output[path].clone()).unwrap();
    let account = page("en/accounts/acme.html");
    for name in ["offer.pdf", "left%20behind.pdf"] {
        assert!(account.contains(&format!("href=\"../../files/content/accounts/acme/{name}\"")), "{name} {account}");
    }
    assert!(!account.contains("secret"), "{account}");
    let index = page("en/wiki/index.html");
    assert!(index.contains("href=\"../../files/content/pages/guide/price.xlsx\">price.xlsx</a>"), "{index}");
    assert!(!index.contains("map.png"), "what a page shows is not listed again: {index}");
    // With drafts, the draft's file comes along.
    let draft = "---\ndraft: true\n---\nThe [plan](secret%20plan.pdf).\n";
    project.write("content/accounts/acme/2025-06-02-plan.md", draft);
    assert!(waiting(&["check", "--drafts", "--message-format", "json"]).is_empty());
    project.run(&["build", "--drafts"]).expect(0);
    assert!(project.output().contains_key("files/content/accounts/acme/secret plan.pdf"));
}

#[test]
fn the_group_of_its_head_can_be_linked_to() {
    let project = TestProject::sample();
    project.write("content/accounts/acme.yaml", "id: acme\nname: Acme\n");
    project.write("content/accounts/cub.yaml", "id: cub\nname: Cub\nparent: acme\n");
    project.write("content/pages/x.md", "[[acme#group]] [[cub#group]]\n");
    assert_eq!(said(&project), Vec::<String>::new());
    project.run(&["build"]).expect(0);
    for account in ["acme", "cub"] {
        let page = String::from_utf8(project.output()[&format!("en/accounts/{account}.html")].clone()).unwrap();
        assert!(page.contains("id=\"group\""), "{account}: {page}");
    }
    project.write("content/accounts/cub.yaml", "id: cub\nname: Cub\n");
    assert_eq!(said(&project).len(), 2, "single firms have no group");
}

#[test]
fn what_only_comes_later_breaks_no_link_and_a_draft_is_called_one() {
    let project = TestProject::sample();
    let dossier = "id: cid\nname: Cid\nobjections: [{what: Price, date: 2025-05-02}]\n";
    project.write("content/accounts/cid/dossier.yaml", dossier);
    project.write("content/accounts/cid/note.md", "---\ndate: 2025-05-03\n---\nSeen.\n");
    project.write("content/accounts/cid/plan.md", "---\ndraft: true\n---\nPlan.\n");
    project.write("content/pages/secret.md", "---\ndraft: true\n---\nSecret.\n");
    let later = "See [[cid#objections]] and [it](../accounts/cid/note.md).\n";
    project.write("content/pages/x.md", later);
    project.run(&["check", "--as-of", "2025-04-30"]).expect(0);
    project.run(&["build", "--as-of", "2025-04-30"]).expect(0);
    let page = String::from_utf8(project.output()["en/wiki/x.html"].clone()).unwrap();
    assert_eq!(page.matches("href=\"../accounts/cid.html\"").count(), 2, "{page}");
    project.run(&["check", "--as-of", "2025-05-03"]).expect(0);
    project.write("content/pages/x.md", &format!("{later}[[cid#nobody]] [[secret]] [a](../accounts/cid/plan.md)\n"));
    let run = project.run(&["check", "--as-of", "2025-04-30", "--message-format", "json"]).expect(1);
    for said in ["no contact or section `nobody`", "`secret` is a draft", "`../accounts/cid/plan.md` is a draft"] {
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
    }
    assert_eq!(run.stdout.matches("broken-link").count(), 3, "{}", run.stdout);
}

/// The ids of a page that links of another one name, all of them.
fn lead_to_ids(output: &std::collections::BTreeMap<String, Vec<u8>>, from: &str, to: &str) -> usize {
    let page = |path: &str| String::from_utf8(output[path].clone()).unwrap();
    let (from, target) = (page(from), page(to));
    let name = format!("{}#", to.rsplit('/').next().unwrap());
    let anchors = from.split(&name).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let anchors: Vec<String> = anchors.collect();
    for anchor in &anchors {
        assert!(target.contains(&format!("id=\"{anchor}\"")), "{to} has no {anchor}");
    }
    anchors.len()
}

#[test]
fn a_heading_of_a_note_can_be_linked_to_by_its_file() {
    let project = TestProject::sample();
    project.write("content/accounts/acme.yaml", "id: acme\nname: Acme\n");
    project.write("content/accounts/bolt.yaml", "id: bolt\nname: Bolt\n");
    let note = "# Seen\n\n## Part two\n\nText, see [above](#seen).\n\n## Main\n\n[here](#main)\n";
    project.write("content/accounts/acme/2025-03-01-visit.md", note);
    let links = |folder: &str, day: &str| {
        format!(
            "[a]({folder}{day}-visit.md#seen) [b]({folder}{day}-visit.md#part-two) [c]({folder}{day}-visit.md#main)\n"
        )
    };
    project.write("content/accounts/acme/2025-03-02-call.md", &links("", "2025-03-01"));
    project.write("content/accounts/bolt/2025-03-03-call.md", &links("../acme/", "2025-03-01"));
    project.write("content/pages/x.md", &links("../accounts/acme/", "2025-03-01"));
    assert_eq!(said(&project), Vec::<String>::new());
    let readers = ["accounts/bolt", "wiki/x"];
    let build = |project: &TestProject| {
        project.run(&["build"]).expect(0);
        project.output()
    };
    for language in ["zh-CN", "en"] {
        let output = build(&project);
        let to = format!("{language}/accounts/acme.html");
        let own = String::from_utf8(output[&to].clone()).unwrap();
        assert_eq!(own.matches("acme.html#note-1-").count(), 3, "{own}");
        for reader in readers {
            assert_eq!(lead_to_ids(&output, &format!("{language}/{reader}.html"), &to), 3, "{language} {reader}");
        }
    }
    // A note that comes before it moves its place on the page, and the links follow.
    project.write("content/accounts/acme/2025-01-01-call.md", "Early.\n");
    let output = build(&project);
    for reader in readers {
        assert_eq!(lead_to_ids(&output, &format!("en/{reader}.html"), "en/accounts/acme.html"), 3, "{reader}");
    }
    let bolt = String::from_utf8(output["en/accounts/bolt.html"].clone()).unwrap();
    assert!(bolt.contains("acme.html#note-2-part-two"), "{bolt}");
    // Where newer notes fold it away, it stands there all the same.
    for day in 10..22 {
        project.write(&format!("content/accounts/acme/2025-03-{day}-call.md"), "Call.\n");
    }
    let output = build(&project);
    for reader in readers {
        assert_eq!(lead_to_ids(&output, &format!("en/{reader}.html"), "en/accounts/acme.html"), 3, "{reader}");
    }
    // A note of a later day is none yet.
    project.run(&["check", "--as-of", "2025-02-01"]).expect(0);
    project.write("content/pages/x.md", "[a](../accounts/acme/2025-03-01-visit.md#part-too)\n");
    let told =
        "pages/x.md:1 [broken-link] the note `content/accounts/acme/2025-03-01-visit.md` has no heading `part-too`";
    assert_eq!(said(&project), [told]);
    assert!(project.run(&["check"]).expect(1).stderr.contains("did you mean `#part-two`?"));
}

#[test]
fn a_hash_in_the_name_of_a_file_is_a_letter_and_in_that_of_a_page_an_error() {
    let project = TestProject::sample();
    project.write("content/pages/x.md", "![picture](r%231.png)\n");
    project.write("content/pages/r#1.png", "x");
    project.write("content/pages/s#2.txt", "x");
    project.run(&["build"]).expect(0);
    let output = project.output();
    let page = |path: &str| String::from_utf8(output[path].clone()).unwrap();
    assert!(page("en/wiki/x.html").contains("src=\"../../files/content/pages/r%231.png\""));
    let index = page("zh-CN/wiki/index.html");
    assert!(index.contains("href=\"../../files/content/pages/s%232.txt\"") && !index.contains("journal.files"));
    project.write("content/pages/c#.md", "C\n");
    let said = said(&project);
    assert!(has(&said, "pages/c#.md:null [invalid-path]"), "{said:#?}");
}

#[test]
fn a_page_with_the_id_of_an_account_and_stages_out_of_order_are_told() {
    let project = TestProject::sample();
    project.write("content/pages/ACME.md", "Acme.\n");
    let stages = "relationship_stages: [{stage: build, since: 2025-03-01}, {stage: none, since: 2025-01-01}]\n";
    let dossier = format!("id: cid\nname: Cid\n{stages}kam_stage: {{stage: mid, since: 2025-02-01}}\n");
    project.write("content/accounts/cid/dossier.yaml", &dossier);
    let run = project.run(&["check", "-v"]).expect(0);
    let place = "content/accounts/cid/dossier.yaml:3:";
    for said in
        ["`[[ACME]]` leads to the account", "`since` 2025-01-01 is before that of the stage above, 2025-03-01", place]
    {
        assert!(run.stderr.contains(said) || run.stdout.contains(said), "{said}: {}{}", run.stdout, run.stderr);
    }
    project.run(&["check", "--strict"]).expect(1);
}

#[test]
fn a_path_without_a_language_is_the_page_in_whatever_language() {
    let project = TestProject::sample();
    project.write("keyfolio.yaml", "languages: {default: en}\n");
    project.remove("content/pages/index.en.md");
    project.write("content/pages/a.md", "[b](b.md) and [its end](b.md#end)\n");
    for language in ["en", "zh-CN"] {
        project.write(&format!("content/pages/b.{language}.md"), "# B\n\n## End\n");
    }
    project.run(&["build", "--strict"]).expect(0);
    assert!(project.read("public/en/wiki/a.html").contains("href=\"b.html\""));
    assert!(project.read("public/zh-CN/wiki/a.html").contains("href=\"b.html#end\""));
    // Twice in the default language: what is proposed is a name in the one that is missing.
    project.write("content/pages/c.md", "x\n");
    project.write("content/pages/c.en.md", "x\n");
    let told = crate::project::checked(&project);
    assert!(has(&told, "name the language of this one in the file name: c.zh-CN.md"), "{told:#?}");
}
