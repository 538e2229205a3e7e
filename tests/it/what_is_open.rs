//! What is open at an account, and what rivals hold of it: the cells by unit and line, and the bars of their amounts.

use crate::project::{TestProject, sales};

/// Acme buys Boxes; of the lines air, sea and rail its dossier says something.
fn page() -> String {
    let cells = "white_space:
  - {product_line: air, unit: North, state: open, amount: 70}
  - {product_line: air, unit: South, state: not_applicable}
  - {product_line: sea, unit: South, state: rival, rival: Swift, amount: 90}
  - {product_line: rail, unit: North, state: rival, amount: 30}
";
    let dossier = format!("id: acme\nname: Acme\n{cells}");
    let files = [
        ("keyfolio.yaml", ""),
        ("content/portfolio.yaml", "product_lines: [{id: Boxes, name: Boxes}, {id: road, name: Road}]\n"),
        ("content/accounts/acme.yaml", dossier.as_str()),
        ("data/sales.csv", &sales()),
    ];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    String::from_utf8(project.output()["en/accounts/acme.html"].clone()).unwrap()
}

/// The rows of the table of a figure.
fn rows<'a>(page: &'a str, figure: &str) -> Vec<&'a str> {
    let table = page.split(&format!("id=\"{figure}\"")).nth(1).unwrap().split("</tbody>").next().unwrap();
    table.split("<tr>").skip(2).collect()
}

#[test]
fn the_bars_of_rivals_are_theirs() {
    let page = page();
    let rows = rows(&page, "open-amounts");
    let is_rivals: Vec<bool> = rows.iter().map(|row| row.contains("<td class=\"rival\"> <span class=\"bar")).collect();
    assert_eq!(is_rivals, [false, true, true], "{rows:#?}");
    assert!(page.contains("what rivals hold in grey"));
}

#[test]
fn a_cell_that_nobody_asked_about_is_empty_and_a_dash_does_not_apply() {
    let page = page();
    let rows = rows(&page, "white-space");
    assert_eq!(rows.len(), 3, "{rows:#?}");
    assert!(rows[0].contains("North</th>") && rows[0].contains("<td></td>"), "{}", rows[0]);
    assert!(rows[1].contains("<td class=\"none na\">–</td>"), "{}", rows[1]);
    assert_eq!(rows.iter().filter(|row| row.contains('–')).count(), 1, "{rows:#?}");
    assert!(rows[2].contains("From sales and competitors</th><td></td>"), "{}", rows[2]);
}
