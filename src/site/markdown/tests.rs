//! Small texts and their whole output.

use proptest::prelude::*;

use super::*;

fn resolve(target: &LinkTarget) -> Option<ResolvedLink> {
    let resolved = |href: &str, title: &str| Some(ResolvedLink { href: href.into(), title: Some(title.into()) });
    match target {
        LinkTarget::Id { id, anchor } if id == "acme" => {
            let anchor = anchor.as_ref().map(|a| format!("#{a}")).unwrap_or_default();
            resolved(&format!("../accounts/acme.html{anchor}"), "澜裳 & Co")
        }
        LinkTarget::Path { path, .. } if path == "合同 1.pdf" => resolved("files/c1.pdf", "contract"),
        LinkTarget::Path { path, .. } if path == "a.png" => resolved("files/a.png", "picture"),
        _ => None,
    }
}

fn render(source: &str) -> Document {
    Markdown::new().render(source, 0, Placement::default(), &resolve)
}

fn outcomes(document: &Document) -> Vec<Outcome> {
    document.links.iter().map(|link| link.outcome).collect()
}

#[test]
fn links_by_id_take_the_name_of_what_they_lead_to() {
    let document = render("见 [[acme]]、[[acme|老客户]] 和 [[acme#plan]]。\n");
    let link = |href: &str, words: &str| format!("<a href=\"../accounts/acme.html{href}\">{words}</a>");
    assert_eq!(
        document.html,
        format!(
            "<p>见 {}、{} 和 {}。</p>\n",
            link("", "澜裳 &amp; Co"),
            link("", "老客户"),
            link("#plan", "澜裳 &amp; Co")
        )
    );
    assert_eq!(document.text, "见 澜裳 & Co、老客户 和 澜裳 & Co。\n");
    assert_eq!(outcomes(&document), [Outcome::Resolved; 3]);
}

#[test]
fn a_link_to_nothing_is_found_at_its_bytes() {
    let source = "---\na: b\n---\n正文 [[nobody|谁]] 与 [合同](x.pdf)\n";
    let (_, body) = FrontMatter::split(source);
    let document = Markdown::new().render(source, body, Placement::default(), &resolve);
    let broken: Vec<&str> = document.links.iter().map(|link| &source[link.span.clone()]).collect();
    assert_eq!(broken, ["[[nobody|谁]]", "[合同](x.pdf)"]);
    assert_eq!(outcomes(&document), [Outcome::Unresolved; 2]);
    assert_eq!(
        document.html,
        "<p>正文 <span class=\"broken-link\">谁</span> 与 <span class=\"broken-link\">合同</span></p>\n"
    );
}

#[test]
fn code_holds_no_links() {
    let document = render("`[[acme]]`\n\n```text\n[[nobody]]\n```\n\n    [[nobody]]\n");
    assert_eq!(document.links, []);
    assert!(document.html.contains("<code>[[acme]]</code>"));
    assert!(document.html.contains("<pre><code class=\"language-text\">[[nobody]]\n</code></pre>"));
}

#[test]
fn paths_pictures_and_addresses() {
    let document = render(
        "[a](%E5%90%88%E5%90%8C%201.pdf) ![图](a.png) ![x](https://e.org/x.png) [m](mailto:a@b.cn) <https://e.org> [up](/etc)\n",
    );
    let expected = [
        Outcome::Resolved,
        Outcome::Resolved,
        Outcome::Refused,
        Outcome::External,
        Outcome::External,
        Outcome::Refused,
    ];
    assert_eq!(outcomes(&document), expected);
    assert!(document.html.contains("<a href=\"files/c1.pdf\">a</a>"), "{}", document.html);
    assert!(document.html.contains("<img src=\"files/a.png\" alt=\"图\" />"));
    assert!(!document.html.contains("x.png"));
    assert_eq!(document.links[1].role, LinkRole::Image);
}

#[test]
fn a_first_heading_below_a_given_title_stays() {
    let read = |title| {
        let placement = Placement { title, ..Placement::default() };
        let document = Markdown::new().render("## Before\n\na\n\n## After\n", 0, placement, &|_| None);
        (
            document.title.map(|title| title.text),
            document.headings.into_iter().map(|heading| heading.id).collect::<Vec<_>>(),
        )
    };
    assert_eq!(read(None), (Some("Before".to_owned()), vec!["after".to_owned()]));
    assert_eq!(read(Some("Season")), (None, vec!["before".to_owned(), "after".to_owned()]));
    assert_eq!(read(Some("Before")), (Some("Before".to_owned()), vec!["after".to_owned()]), "not said twice");
}

#[test]
fn headings_have_ids_and_the_first_one_is_the_title() {
    let document =
        render("# 手册 `1.0`\n\n## 定价\n\n## 定价\n\n### Why? {#why .x onclick=y}\n\n[a](#定价-2) [b](#nope)\n");
    let title = document.title.as_ref().map(|title| (title.id.as_str(), title.text.as_str()));
    assert_eq!(title, Some(("手册-1-0", "手册 1.0")));
    let ids: Vec<(u8, &str, &str)> =
        document.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(ids, [(2, "定价", "定价"), (2, "定价-2", "定价"), (3, "why", "Why?")]);
    assert!(document.html.starts_with("<h2 id=\"定价\">定价</h2>"), "{}", document.html);
    assert!(document.html.contains("<h3 id=\"why\">Why?</h3>"));
    assert_eq!(outcomes(&document), [Outcome::Resolved, Outcome::Unresolved]);
    assert_eq!(document.text, "a b\n");
}

#[test]
fn texts_can_share_a_page() {
    let placement = Placement { id_prefix: "n1-", heading_shift: 2, title: None };
    let source = "text[^1]\n\n# A\n\n[x](#a)\n\n[^1]: Note\n";
    let document = Markdown::new().render(source, 0, placement, &resolve);
    assert!(document.html.contains("<h3 id=\"n1-a\">A</h3>"), "{}", document.html);
    assert!(document.html.contains("href=\"#n1-fn-1\""));
    assert!(document.html.contains("id=\"n1-fn-1\""));
    assert!(document.html.contains("<a href=\"#n1-a\">x</a>"), "{}", document.html);
    assert_eq!(outcomes(&document), [Outcome::Resolved]);
}

#[test]
fn raw_html_is_cleaned_and_its_links_resolved() {
    let source = "<div onclick=\"x()\">a<script>alert(1)</script></div>\n\n\
        b <a href=\"a.png\" class=\"masthead\">c</a> <a href='java&#115;cript:x()'>d</a> <img src=\"https://e.org/i.png\">\n\n\
        <iframe src=\"x\"></iframe> <a href=\"nothing.md\">e</a>\n\n- [x] done\n\n| a |\n|--:|\n| 1 |\n";
    let document = render(source);
    for gone in ["onclick", "script", "alert", "iframe", "masthead", "e.org"] {
        assert!(!document.html.contains(gone), "{gone}: {}", document.html);
    }
    assert!(document.html.contains("<a href=\"files/a.png\">c</a>"), "{}", document.html);
    assert!(document.html.contains("type=\"checkbox\""), "{}", document.html);
    assert!(document.html.contains("text-align:right") || document.html.contains("text-align: right"));
    let unresolved: Vec<&str> = document
        .links
        .iter()
        .filter(|link| link.outcome == Outcome::Unresolved)
        .map(|link| &source[link.span.clone()])
        .collect();
    assert_eq!(unresolved, ["x", "nothing.md"]);
}

#[test]
fn tables_scroll_and_their_cells_are_words() {
    let document = render("| 客户 | 收入 |\n|---|--:|\n| [[acme\\|澜裳]] | 12 |\n");
    assert!(document.html.starts_with("<div class=\"table-scroll\" tabindex=\"0\"><table>"), "{}", document.html);
    assert!(document.html.contains("<a href=\"../accounts/acme.html\">澜裳</a>"), "{}", document.html);
    assert_eq!(document.text, "客户 收入\n澜裳 12\n");
}

proptest! {
    /// Without raw HTML the sanitiser is skipped: then it must have nothing to do.
    #[test]
    fn markdown_alone_is_safe(source in "[\\[\\]()!<>#`*|a-z:/ \\n&\"'.{}=_^~-]{0,80}") {
        let markdown = Markdown::new();
        let everything = |_: &LinkTarget| Some(ResolvedLink { href: "x.html".into(), title: None });
        let html = markdown.render(&source, 0, Placement::default(), &everything).html;
        let cleaned = markdown.sanitiser.clean(&html);
        let attributes = |html: &str| html.matches("=\"").count();
        let tags = |html: &str| html.matches('<').count();
        prop_assert_eq!((tags(&cleaned), attributes(&cleaned)), (tags(&html), attributes(&html)), "{} → {}", html, cleaned);
    }
}

proptest! {
    #[test]
    fn words_are_those_of_the_rendered_text(text in "[a-z客 0-9.,;:()\\-+*_`#>|=~&!\\[\\]\\n\t、。]{0,24}") {
        let markdown = Markdown::new();
        let rendered = markdown.render(&text, 0, Placement::default(), &|_| None).text;
        prop_assert_eq!(markdown.words(&text), rendered);
    }
}

/// A `|` that is not escaped ends a cell, and with it the link; words that are none are the name.
#[test]
fn a_link_that_a_table_tears_is_found() {
    let source = "| a | b |\n|---|---|\n| [[acme|Acme]] | [[acme\\|x]] |\n| [[acme]] | ]] |\n";
    let torn: Vec<String> = render(source).torn.into_iter().map(|span| source[span].trim().to_owned()).collect();
    assert_eq!(torn, ["[[acme"]);
    let html = render("见 [[acme|]]\n").html;
    assert_eq!(html, render("见 [[acme]]\n").html);
}
