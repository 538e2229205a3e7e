//! Which language a passage is in: what is Chinese on an English page says so, and one sign stands for what is not known.

use std::path::Path;

use scraper::{ElementRef, Html, Node};

use crate::project::{TestProject, tree};

/// Elements whose text cannot be marked: a picture's, a choice's, the head's.
const UNMARKED: [&str; 6] = ["svg", "title", "option", "script", "style", "head"];

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

#[test]
fn what_is_chinese_on_an_english_page_says_so() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let (mut marked, mut bare) = (0, Vec::new());
    for file in tree(&project.path("public/en")).into_keys() {
        if Path::new(&file).extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let page = Html::parse_document(&project.read(&format!("public/en/{file}")));
        for node in page.tree.nodes() {
            let Node::Text(text) = node.value() else { continue };
            if !text.chars().any(is_han) {
                continue;
            }
            let around: Vec<ElementRef<'_>> = node.ancestors().filter_map(ElementRef::wrap).collect();
            if around.iter().any(|element| UNMARKED.contains(&element.value().name())) {
                continue;
            }
            let said = around.iter().find_map(|element| element.value().attr("lang"));
            marked += 1;
            if said.is_none_or(|tongue| !tongue.starts_with("zh")) && bare.len() < 20 {
                bare.push(format!("{file}: {}", text.trim()));
            }
        }
        assert!(!page.html().contains(">—<"), "{file}: what is not known has one sign, –");
    }
    assert!(bare.is_empty(), "{}", bare.join("\n"));
    assert!(marked > 300, "{marked}");
}

#[test]
fn the_other_name_of_a_part_is_in_its_own_language() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let page = |language: &str| project.read(&format!("public/{language}/accounts/lanshang.html"));
    assert!(page("zh-CN").contains("<small lang=\"en\">People</small>"));
    assert!(page("en").contains("<small lang=\"zh-CN\">找对人</small>"));
    assert!(!page("zh-CN").contains(">—<"));
}

#[test]
fn an_empty_workspace_says_how_to_begin() {
    let project = TestProject::new(&[("keyfolio.yaml", "")]);
    project.run(&["build", "-q"]).expect(0);
    for (language, words) in [("en", "Begin with either"), ("zh-CN", "从哪一头开始都行")] {
        let page = project.read(&format!("public/{language}/index.html"));
        assert!(page.contains(words) && page.contains("<code>keyfolio new account acme --name Acme</code>"), "{page}");
        assert!(!page.contains("id=\"decisions\""), "there is nothing to decide yet");
    }
    project.run(&["new", "account", "acme", "--name", "Acme"]).expect(0);
    project.run(&["build", "-q"]).expect(0);
    assert!(!project.read("public/en/index.html").contains("Begin with either"));
}
