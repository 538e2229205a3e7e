//! The shared components, rendered with values of every shape.

use std::fs;
use std::path::Path;

use serde::Serialize;
use tera::{Context, Tera};

use super::*;
use crate::locale::{Catalog, Language};

#[derive(Serialize)]
struct Page<T> {
    frame: Frame,
    page: T,
}

fn engine(extra: &str) -> Tera {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let mut files: Vec<(String, String)> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.push(("test.html".to_owned(), extra.to_owned()));
    let mut tera = Tera::default();
    tera.global_context().insert("theme", &crate::theme::Look::default().view(""));
    tera.add_raw_templates(files).map_err(|error| error.to_string()).unwrap();
    tera
}

fn frame() -> Frame {
    let catalog = Catalog::built_in(Language::En);
    let maker =
        FrameMaker::new(&catalog, "<Acme>", &[Area::Portfolio], vec![Rich::from_marked("As of **today**.")], None);
    let languages = [Language::En, Language::ZhCn];
    let above = [("Accounts".to_owned(), "accounts/index.html")];
    maker.frame(&Place {
        path: "accounts/a.html",
        title: "A & B",
        description: "",
        area: None,
        above: &above,
        source: None,
        languages: &languages,
    })
}

fn render<T: Serialize>(template: &str, page: T) -> String {
    let context = Context::from_serialize(&Page { frame: frame(), page }).unwrap();
    engine(template).render("test.html", &context).map_err(|error| error.to_string()).unwrap()
}

fn table() -> TableView {
    let column = |label: &str, numeric| Column { label: label.to_owned(), numeric, minor: false, hidden: false };
    let cell = |text: &str| Cell { text: text.to_owned(), ..Cell::default() };
    TableView {
        caption: "Accounts".to_owned(),
        sortable: true,
        row_head: 0,
        columns: vec![column("Account", false), column("Class", false), column("Revenue", true)],
        rows: vec![vec![
            Cell { href: Some("a.html".to_owned()), note: Some("since 2024".to_owned()), ..cell("<A>") },
            Cell { class: Some("abc a".to_owned()), ..cell("A") },
            Cell { sort: Some("12".to_owned()), bar: Some(40), class: Some("act".to_owned()), ..cell("12 k") },
        ]],
        totals: vec![vec![cell("Total"), cell(""), cell("12")]],
    }
}

#[test]
fn a_table_escapes_its_words_and_keeps_what_sorts_it() {
    let html = render("{{ <data_table t={page} /> }}", table());
    assert!(html.contains(r#"<th scope="row"><a href="a.html">&lt;A&gt;</a><small>since 2024</small></th>"#), "{html}");
    assert!(html.contains(r#"<td><span class="abc a">A</span></td>"#), "{html}");
    let figure = r#"<td class="r act" data-v="12">12 k <span class="bar" style="--v:40"></span></td>"#;
    assert!(html.contains(figure), "{html}");
    assert!(html.contains(r#"<th scope="col" class="r" data-sort="number">Revenue<a class="term mark""#), "{html}");
    assert!(html.contains(r#"tabindex="0" role="region" aria-label="Accounts""#), "{html}");
}

#[test]
fn an_exhibit_shows_only_what_it_has() {
    let exhibit = Exhibit {
        id: "top".to_owned(),
        finding: Rich::from_marked("**A** leads"),
        measure: "Revenue".to_owned(),
        chart: None,
        table: Some(table()),
        style: TableStyle::Compact,
        filter: None,
        instead: None,
        folds: false,
        notes: Vec::new(),
    };
    let html = render("{{ <exhibit e={page} /> }}", exhibit.clone());
    assert!(html.contains("<h3><b>A</b> leads</h3>") && html.contains("<table"), "{html}");
    assert!(!html.contains("<footer>") && !html.contains("instead"), "{html}");
    let instead = Exhibit { table: None, instead: Some("Too few accounts".to_owned()), ..exhibit };
    let html = render("{{ <exhibit e={page} level={4} /> }}", instead);
    assert!(html.contains("<h4>") && html.contains(r#"<p class="instead">Too few accounts</p>"#), "{html}");
}

#[derive(Serialize)]
struct Parts {
    head: Head,
    kpis: Vec<Kpi>,
    sections: Vec<Section>,
    decisions: Vec<Decision>,
    dues: Vec<Due>,
    empty: Empty,
    link: Link,
}

#[test]
fn small_parts_render_with_and_without_what_is_optional() {
    let link = Link { text: "澜裳".to_owned(), href: Some("a.html".to_owned()), lang: Some("zh-CN".to_owned()) };
    let delta = Delta {
        arrow: "▼".to_owned(),
        value: "−1.1 pp".to_owned(),
        word: "down".to_owned(),
        than: "on last year".to_owned(),
        bad: true,
    };
    let kpi = Kpi {
        label: "Margin".to_owned(),
        value: "17.5".to_owned(),
        unit: "%".to_owned(),
        delta: Some(delta),
        note: None,
        spark: None,
    };
    let empty = Empty { label: "Objections".to_owned(), file: "a.yaml".to_owned(), key: "objections".to_owned() };
    let parts = Parts {
        head: Head { kicker: "Portfolio".to_owned(), title: Rich::from_marked("R & D"), say: None },
        kpis: vec![
            kpi.clone(),
            Kpi { unit: String::new(), delta: None, note: Some("no year before".to_owned()), ..kpi },
        ],
        sections: vec![Section {
            id: "s".to_owned(),
            title: "Where".to_owned(),
            say: None,
            columns: Vec::new(),
            empty: Some(empty.clone()),
        }],
        decisions: vec![
            Decision {
                now: true,
                fact: Rich::from_marked("Fact"),
                question: None,
                next: None,
                stake: None,
                owner: Some(link.clone()),
                due: Some("by 3 July".to_owned()),
                rule: None,
            },
            Decision {
                now: false,
                fact: Rich::from_marked("Other"),
                question: Some(Rich::from_marked("Ask")),
                next: Some(Rich::from_marked("**Next:** see them")),
                stake: Some("3.5% of revenue".to_owned()),
                owner: None,
                due: None,
                rule: Some(link.clone()),
            },
        ],
        dues: vec![Due {
            late: true,
            date: "2026-07-03".to_owned(),
            day: "3 Jul".to_owned(),
            what: Rich::from_marked("Ask"),
            note: None,
        }],
        empty,
        link,
    };
    let html = render(
        "{% extends \"report.html\" %}{% block foot %}{{ <decisions items={page.decisions} /> }}{{ <dues items={page.dues} /> }}\
         {{ <pager previous={page.link} next={page.link} /> }}{{ <abc class=\"A\" /> }}{{ <light text=\"kept\" state=\"half\" /> }}\
         {{ <tag text=\"convention\" kind=\"cite\" /> }}{% endblock foot %}",
        parts,
    );
    for part in [
        "<title>A &amp; B · &lt;Acme&gt;</title>",
        "<h1 class=\"title\">R &amp; D</h1>",
        "<dd class=\"value\">17.5<small>%</small></dd>",
        "<span class=\"delta bad\">▼ −1.1 pp down <span class=\"than\">on last year</span></span>",
        "<dd class=\"delta\">no year before</dd>",
        "<b>Objections</b><span>No data. Fill in <code>a.yaml</code>, key <code>objections</code>",
        "<li class=\"now\">",
        "<a href=\"a.html\" lang=\"zh-CN\">澜裳</a>",
        "<time datetime=\"2026-07-03\">3 Jul</time>",
        "<span class=\"abc a\">A</span>",
        "href=\"../../zh-CN/accounts/a.html\" hreflang=\"zh-CN\" lang=\"zh-CN\">中文</a>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("{{") && !html.contains("None"), "{html}");
}
