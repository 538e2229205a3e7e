//! Classes of groups: what the pages say of them agrees, and says whose they are.

use crate::project::{TestProject, built, page};

/// By account 3600, 1200, 1080, 960, 720, 480, 180, 120, 108. By group: holda (sa1, sa2, sa3) 5400, holdb (with sb1) 1680, solo 960,
/// u1 180, ng 120 less 360, u2 108; so A is holda and holdb (cumulative 64.8 % and 85.0 %), B solo (96.5 %), C the rest.
const SALES: &str = "date,account_id,revenue\n2026-01-15,sa1,3600\n2026-01-15,sa2,1080\n2026-01-15,sa3,720\n\
                     2026-01-15,holdb,1200\n2026-01-15,sb1,480\n2026-01-15,solo,960\n2026-01-15,u1,180\n\
                     2026-01-15,ng,120\n2026-01-15,ng1,-360\n2026-01-15,u2,108\n";

fn by_group(settings: &str) -> TestProject {
    let parents = [("sa1", "holda"), ("sa2", "holda"), ("sa3", "sa1"), ("sb1", "holdb"), ("ng1", "ng")];
    let heads = ["holda", "holdb", "solo", "ng", "u1", "u2"].map(|id| (id, String::new()));
    let members = parents.map(|(id, parent)| (id, format!("parent: {parent}\n")));
    let dossiers = heads
        .into_iter()
        .chain(members)
        .map(|(id, more)| (format!("content/accounts/{id}.yaml"), format!("id: {id}\nname: N {id}\n{more}")));
    let dossiers: Vec<(String, String)> = dossiers.collect();
    let settings = format!("as_of: 2026-06-30\n{settings}");
    let mut files: Vec<(&str, &str)> = vec![("keyfolio.yaml", &settings)];
    files.extend(dossiers.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    built(SALES, &files)
}

#[test]
fn counts_of_classes_agree_and_pages_say_that_they_are_of_groups() {
    let project = by_group("abc: {level: group}\n");
    let abc = page(&project, "en/portfolio/abc.html");
    assert!(abc.contains("5 A accounts bring 83.8% of revenue; the 3 in C together 4.8%"), "{abc}");
    // The table below it has 5 and 3 in A: those above zero, as everywhere on the page.
    assert!(abc.contains("the computed method puts only 3 in A, the cumulative cuts 5"), "{abc}");
    let framework = page(&project, "en/frameworks/abc.html");
    assert!(framework.contains("5 class A accounts; 3 by the computed method"), "{framework}");
    // holda bought nothing itself and is in class A with its group.
    assert!(
        framework.contains("2 more accounts are at or below zero")
            && framework.contains("in the classes of their groups"),
        "{framework}"
    );
    assert!(!framework.contains("not on the curve, and in class C"), "{framework}");
    for (path, is_told) in [
        ("portfolio/abc", true),
        ("frameworks/abc", true),
        ("abc/a", true),
        ("accounts/index", true),
        ("portfolio/migration", true),
        ("index", true),
        ("portfolio/concentration", false),
    ] {
        let en = page(&project, &format!("en/{path}.html"));
        assert_eq!(en.contains("Classes are of groups"), is_told, "{path}: {en}");
        let zh = page(&project, &format!("zh-CN/{path}.html"));
        assert_eq!(zh.contains("按集团归类"), is_told, "{path}: {zh}");
    }
    for (id, is_told) in [("sa3", true), ("holda", true), ("solo", false)] {
        let account = page(&project, &format!("en/accounts/{id}.html"));
        assert_eq!(account.contains("the class is its group’s"), is_told, "{id}: {account}");
        assert!(!account.contains("never ranked"), "{id}: {account}");
        let zh = page(&project, &format!("zh-CN/accounts/{id}.html"));
        assert_eq!(zh.contains("类随集团"), is_told, "{id}: {zh}");
        assert!(!zh.contains("列在 C 类"), "{id}: {zh}");
    }
}

#[test]
fn classes_of_accounts_are_called_nothing_else() {
    let project = by_group("");
    for path in ["portfolio/abc", "frameworks/abc", "abc/a", "accounts/index", "portfolio/migration", "accounts/sa3"] {
        let en = page(&project, &format!("en/{path}.html"));
        assert!(!en.contains("Classes are of groups") && !en.contains("its group’s"), "{path}: {en}");
    }
    let account = page(&project, "en/accounts/holda.html");
    assert!(account.contains("never ranked"), "{account}");
}

#[test]
fn every_member_of_a_group_has_a_relation() {
    let project = by_group("");
    let rows = |id: &str| -> Vec<String> {
        let html = project.read(&format!("public/en/accounts/{id}.html"));
        let table = html.split("id=\"group\"").nth(1).unwrap().split("</table>").next().unwrap();
        table.split("<tr").skip(2).map(crate::project::plain).collect()
    };
    for (id, other, relation) in [
        ("holda", "N sa3", "further down"),
        ("sa3", "N holda", "head of the group"),
        ("sa2", "N sa3", "another branch"),
        ("sa3", "N sa2", "another branch"),
        ("sa1", "N sa3", "subsidiary"),
    ] {
        let rows = rows(id);
        let row = rows.iter().find(|row| row.contains(other)).unwrap_or_else(|| panic!("{id}: {rows:?}"));
        assert!(row.contains(relation), "{id}: {row}");
    }
}
