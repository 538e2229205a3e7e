//! The words in figures of a playbook: said once, true among equals, with year and unit.

use std::fmt::Write as _;

use crate::project::TestProject;

fn playbook(dossier: &str, sales: &str) -> (String, String) {
    let files =
        [("keyfolio.yaml", "as_of: 2026-06-30\n"), ("content/accounts/a.yaml", dossier), ("data/sales.csv", sales)];
    let project = TestProject::new(&files);
    project.run(&["build", "-q"]).expect(0);
    let read = |language: &str| project.read(&format!("public/{language}/accounts/a.html")).replace('\u{a0}', " ");
    (read("en"), read("zh-CN"))
}

/// The figure with an id.
fn figure<'a>(html: &'a str, id: &str) -> &'a str {
    let rest = html.split_once(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no figure {id}")).1;
    rest.split("</figure>").next().unwrap()
}

#[test]
fn months_that_are_all_equal_have_no_peak() {
    let mut equal = "date,account_id,revenue\n".to_owned();
    for month in 1..=12 {
        let _ = writeln!(equal, "2025-{month:02}-15,a,1000\n2026-{month:02}-15,a,1000");
    }
    let equal: String =
        equal.lines().filter(|line| *line < "2026-07").fold(String::new(), |text, line| text + line + "\n");
    let equal = "date,account_id,revenue\n".to_owned() + &equal;
    let (en, zh) = playbook("id: a\nname: A\n", &equal);
    assert!(!figure(&en, "months").contains("peak") && !figure(&zh, "months").contains("峰值"));
    let (en, _) = playbook("id: a\nname: A\n", &(equal + "2026-03-20,a,1\n"));
    assert_eq!(figure(&en, "months").matches(">peak").count(), 2, "one in each drawing");
}

#[test]
fn a_role_that_two_models_share_is_named_once() {
    let dossier = "id: a\nname: A\ncontacts:\n- {id: p, name: Person, roles: [user, influencer], cute: [user]}\n";
    let (en, _) = playbook(dossier, "date,account_id,revenue\n2026-01-31,a,10\n");
    let map = figure(&en, "map").split("</svg>").next().unwrap().to_lowercase();
    assert_eq!(map.matches(">user<").count(), 1, "{map}");
    assert_eq!(map.matches(">influencer<").count(), 1, "{map}");
}

#[test]
fn a_corridor_says_its_unit_its_years_and_where_its_axis_begins() {
    let dossier = "id: a\nname: A\npricing:\n  linked:\n    index: Diesel\n    base: 4.9\n    k: 0.02\n    reference: 100\n    floor: 4.1\n    cap: 5.8\n    unit: {zh-CN: 票, en: parcel}\n    readings:\n    - {date: 2025-09-01, value: 100}\n    - {date: 2025-12-01, value: 104}\n    - {date: 2026-03-01, value: 108}\n";
    let (en, zh) = playbook(dossier, "date,account_id,revenue\n2026-01-31,a,10\n");
    let (en, zh) = (en.split_once("id=\"pricing\"").unwrap().1, zh.split_once("id=\"pricing\"").unwrap().1);
    assert!(en.contains("per parcel") && en.contains("axis from 4.0"), "{}", &en[..600]);
    assert!(zh.contains("/票"));
    let drawing = en.split("</svg>").next().unwrap();
    assert!(
        en.contains("cap 5.80") && en.contains("floor 4.10") && !en.contains(">4.9<"),
        "prices of one figure have as many decimals"
    );
    assert!(drawing.contains(">Sep 2025<") && drawing.contains(">Dec<") && drawing.contains(">Mar 2026<"), "{drawing}");
}
