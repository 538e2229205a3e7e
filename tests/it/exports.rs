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
