//! Manager and region of the account beside those of its sales, in the export as on the pages.

use serde_json::{Value, json};

use crate::project::TestProject;

/// Wu is responsible for Acme, in the North; Li sold to it in the South once, and one row names nobody.
fn project() -> TestProject {
    TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-06-30\nlanguages: {default: en, others: []}\n"),
        ("content/team.yaml", "members:\n- {id: wu, name: Wu}\n- {id: li, name: Li}\n"),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\nmanager: wu\nregion: North\n"),
        (
            "data/sales.csv",
            "date,account_id,revenue,manager,region\n2025-01-10,acme,100,Wu,North\n2025-02-10,acme,700,Li,South\n\
             2025-03-10,acme,50,,\n2025-04-10,acme,-20,Li,South\n",
        ),
    ])
}

#[test]
fn the_account_has_one_manager_and_its_sales_have_theirs() {
    let project = project();
    let row = |flags: &[&str]| -> Value {
        let run = project.run(&[&["export", "accounts"], flags].concat()).expect(0);
        serde_json::from_str::<Value>(&run.stdout).unwrap()[0].clone()
    };
    let all = row(&[]);
    assert_eq!((&all["manager"], &all["region"]), (&json!("wu"), &json!("North")));
    let parts = |first: &str, second: &str| json!([{"name": first, "revenue": "680.00"}, {"name": second, "revenue": "150.00"}]);
    assert_eq!(all["sales_by_manager"], parts("li", "wu"));
    assert_eq!(all["sales_by_region"], parts("South", "North"));
    let quarter = row(&["--period", "2025-Q1"]);
    assert_eq!(quarter["sales_by_region"][0], json!({"name": "South", "revenue": "700.00"}));
    // From the middle of a month: revenue is by day, its parts are not.
    let inside = row(&["--period", "2025-01-15..2025-03-31"]);
    assert_eq!((&inside["revenue"], &inside["sales_by_manager"]), (&json!("750.00"), &Value::Null));
    let csv = project.run(&["export", "accounts", "--format", "csv"]).expect(0).stdout;
    assert!(csv.contains(",li=680.00;wu=150.00,South=680.00;North=150.00"), "{csv}");
    // The page of a manager counts the sale.
    project.run(&["build"]).expect(0);
    let page = String::from_utf8(project.output()["en/managers/li.html"].clone()).unwrap();
    assert!(page.contains("680"), "{page}");
}

#[test]
fn every_column_is_documented_in_both_languages() {
    let project = project();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = ["export-columns.md", "export-columns.en.md"]
        .map(|page| std::fs::read_to_string(root.join("content/pages/guide").join(page)).unwrap());
    let help = project.run(&["export", "--help"]).expect(0).stdout;
    let tables = ["portfolio", "accounts", "products", "periods", "migration", "customer-value", "frameworks"];
    let shown = tables.iter().filter(|table| help.contains(&format!("- {table}:")));
    assert_eq!(shown.count(), tables.len(), "{help}");
    for table in tables {
        let account: &[&str] = if table == "frameworks" { &["--account", "acme"] } else { &[] };
        let csv = project.run(&[&["export", table, "--format", "csv"], account].concat()).expect(0).stdout;
        let header = csv.lines().next().unwrap_or_default();
        for page in &pages {
            let from = page.find(&format!("\n## {table}\n")).unwrap_or_else(|| panic!("{table} has no section"));
            let section = &page[from + 1..];
            let section = &section[..section[1..].find("\n## ").map_or(section.len(), |end| end + 1)];
            for column in header.split(',') {
                assert!(section.contains(&format!("`{column}`")), "{table}: `{column}` in {section}");
            }
        }
    }
}

#[test]
fn a_code_is_one_product_whatever_its_categories() {
    let rows = "date,customer,product_id,product,category,amount\n2026-01-01,a,P1,Box,Old,100\n2026-02-01,a,P1,Box,New,50\n\
                2026-02-02,a,P1,Box,,10\n2026-02-03,a,P2,Bag,New,10\n2026-02-03,a,,,Old,3\n2026-02-03,a,,,New,2\n";
    let project = TestProject::new(&[
        ("keyfolio.yaml", "languages: {default: en, others: []}\nas_of: 2026-02-28\n"),
        ("data/s.csv", rows),
    ]);
    let run = project.run(&["export", "products"]).expect(0);
    let products: Value = serde_json::from_str(&run.stdout).unwrap();
    let row = |row: &Value| (row["id"].clone(), row["category"].clone(), row["revenue"].clone(), row["rank"].clone());
    let found: Vec<_> = products.as_array().unwrap().iter().map(row).collect();
    let expected = [
        (json!("P1"), json!("New"), json!("160.00"), json!(1)),
        (json!("P2"), json!("New"), json!("10.00"), json!(2)),
        (json!(""), json!("Old"), json!("3.00"), json!(3)),
        (json!(""), json!("New"), json!("2.00"), json!(4)),
    ];
    assert_eq!(found, expected);
    project.run(&["build"]).expect(0);
    let page = project.read("public/en/portfolio/products.html");
    assert!(
        page.contains("Old") && page.contains(">103<") && page.contains(">160<"),
        "categories keep their rows: {page}"
    );
}
