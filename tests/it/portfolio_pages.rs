//! The portfolio's pages: what they say where the data are thin, and how they are written.

use std::fmt::Write as _;

use crate::project::{TestProject, page};

/// Sales of accounts at the end of every month: `(account, revenue of a month in 2024, in 2025)`.
fn two_years(accounts: &[(&str, i64, i64)]) -> String {
    let mut text = String::from("date,account_id,revenue\n");
    for month in 1..=12 {
        for (account, before, now) in accounts {
            for (year, amount) in [(2024, before), (2025, now)] {
                if *amount != 0 {
                    writeln!(text, "{year}-{month:02}-28,{account},{amount}").unwrap();
                }
            }
        }
    }
    // The twelve months end with the year.
    text + "2025-12-31,zz,0\n"
}

fn built(sales: &str) -> TestProject {
    let project = TestProject::new(&[("keyfolio.yaml", ""), ("data/sales.csv", sales)]);
    project.run(&["build", "-q"]).expect(0);
    project
}

/// The words of the first `<h1>`, without marks and with plain spaces.
fn title(project: &TestProject, page: &str) -> String {
    let html = project.read(&format!("public/{page}"));
    let (_, rest) = html.split_once("<h1").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let mut words = String::new();
    let mut tag = false;
    for c in rest.split("</h1>").next().unwrap().chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            '\u{a0}' => words.push(' '),
            c if !tag => words.push(c),
            _ => {}
        }
    }
    words
}

fn titles(sales: &str) -> [String; 2] {
    let project = built(sales);
    ["zh-CN", "en"].map(|language| title(&project, &format!("{language}/index.html")))
}

/// Where sums are kept by month, a share is one of the same months: those of all regions make the whole.
#[test]
fn shares_of_regions_make_the_whole_on_any_day() {
    let sales = "date,account_id,product,region,manager,revenue\n2024-01-02,A,p1,East,Lin,1000\n2024-06-01,B,p2,West,Wu,3000\n\
                 2025-01-05,A,p1,East,Lin,10\n2025-01-05,B,p2,West,Wu,10\n";
    let project = built(sales);
    for (page, share) in [("regions/east", "25.0"), ("regions/west", "75.0"), ("managers/lin", "25.0")] {
        let html = project.read(&format!("public/en/{page}.html")).replace('\u{a0}', " ");
        assert!(title(&project, &format!("en/{page}.html")).contains(&format!("{share}%")), "{html}");
        assert!(html.contains("Jan 2024 to Dec 2024"), "{html}");
    }
    assert!(title(&project, "en/portfolio/products.html").contains("75.0%"));
}

#[test]
fn the_headline_fits_every_situation() {
    let falling = [("a", 300, 200), ("b", 200, 100), ("c", 100, 50)];
    let carried = [("a", 100, 300), ("b", 100, 90), ("c", 100, 100)];
    let equal = [("a", 100, 100), ("b", 100, 100)];
    for (sales, zh, en) in [
        (two_years(&falling), "收入降 41.7%：3 家降，没有一家升", "Revenue fell 41.7%: 3 accounts down, none up"),
        (two_years(&carried), "收入增 63.3%：没有 a，收入是降的", "Revenue rose 63.3%: without a it would have fallen"),
        (
            two_years(&equal),
            "收入与去年持平：没有一家有变动",
            "Revenue is where it was a year ago: not one account moved",
        ),
        (
            "date,account_id,revenue\n2025-03-01,a,10\n".to_owned(),
            "全部收入 10 元来自一家客户：a",
            "All revenue, ¥10, comes from one account: a",
        ),
    ] {
        assert_eq!(titles(&sales), [zh, en]);
    }
}

#[test]
fn without_a_year_before_nothing_is_compared() {
    let project = built("date,account_id,revenue\n2025-01-31,a,60\n2025-06-30,b,40\n");
    assert!(title(&project, "en/index.html").contains("too late to compare"));
    let dashboard = project.read("public/en/index.html");
    assert!(dashboard.contains("Without a year before, nobody can have changed class"));
    assert!(!dashboard.contains("class=\"delta\">▲") && !dashboard.contains("class=\"delta\">▼"), "{dashboard}");
    assert_eq!(title(&project, "zh-CN/portfolio/migration.html"), "还没有前一年，看不出谁换了类");
    assert!(!project.read("public/en/accounts/index.html").contains(">Change<"));
}

#[test]
fn without_sales_the_pages_say_what_to_add() {
    let project = TestProject::new(&[("keyfolio.yaml", "")]);
    project.run(&["build", "-q"]).expect(0);
    assert_eq!(title(&project, "en/index.html"), "No accounts yet, and no sales");
    let dashboard = project.read("public/zh-CN/index.html");
    assert!(dashboard.replace("<wbr>", "").contains("<code>data/sales.csv</code>"), "{dashboard}");
    assert!(!dashboard.contains("1970") || dashboard.contains("没有任何带日期的数据"), "{dashboard}");
    assert!(!dashboard.contains("<dl class=\"kpis\">"));
}

#[test]
fn without_cost_there_is_no_gross_profit_and_a_note_says_so() {
    let project = built(&two_years(&[("a", 100, 120), ("b", 90, 80)]));
    let accounts = project.read("public/en/accounts/index.html");
    assert!(!accounts.contains("Margin") && accounts.contains("hold no cost, so gross profit is left out"));
    assert!(!project.read("public/en/index.html").contains("<dt>Gross profit</dt>"));
}

#[test]
fn costs_on_too_little_revenue_make_no_class() {
    let sales = "date,account_id,revenue,cost\n2025-01-31,a,90,50\n2025-02-28,b,10,\n2025-12-31,c,10,\n";
    let abc = built(sales).read("public/en/portfolio/abc.html");
    assert!(abc.contains("Only 81.8% of revenue carries a cost"), "{abc}");
    assert!(!abc.contains("By gross profit"));
}

#[test]
fn a_row_of_the_accounts_table_stays_small() {
    let sales = "date,account_id,account_name,revenue,cost\n".to_owned()
        + &(0..300).fold(String::new(), |text, at| {
            let (id, amount) = (format!("customer-{at:04}"), 1_000_000 - at * 3_000);
            text + &format!(
                "2024-01-31,{id},客户名称第{at}号公司,{amount},1\n2025-12-31,{id},客户名称第{at}号公司,{amount},1\n"
            )
        });
    let html = built(&sales).read("public/zh-CN/accounts/index.html");
    let body = html.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let rows: Vec<&str> = body.split("<tr>").skip(1).collect();
    assert_eq!(rows.len(), 300);
    let longest = rows.iter().map(|row| row.len()).max().unwrap();
    assert!(longest <= 350, "{longest} bytes");
}

#[test]
fn names_with_marks_are_escaped_wherever_they_stand() {
    let sales = "date,account_id,account_name,revenue,region\n\
                 2024-01-31,a,<b>A & \"Co\"</b>,70,<x>\n2025-01-31,a,<b>A & \"Co\"</b>,90,<x>\n2025-12-31,b,B,20,<x>\n";
    let project = built(sales);
    for page in
        ["index.html", "accounts/index.html", "portfolio/abc.html", "regions/x.html", "portfolio/migration.html"]
    {
        for language in ["zh-CN", "en"] {
            let html = project.read(&format!("public/{language}/{page}"));
            let raw = ["<b>A &", "<x>"].into_iter().find_map(|raw| html.find(raw));
            let around = raw.map(|at| &html[at.saturating_sub(60)..]).and_then(|rest| rest.get(..160));
            assert_eq!(raw, None, "{language}/{page}: {around:?}");
        }
    }
}

#[test]
fn health_and_rankings_are_blank_where_only_one_term_is_known() {
    let project = built(&two_years(&[("a", 100, 120), ("b", 100, 90)]));
    assert_eq!(title(&project, "zh-CN/portfolio/health.html"), "还没有一家算得出健康度");
    assert_eq!(title(&project, "en/portfolio/health.html"), "No account has a health score yet");
    assert_eq!(
        title(&project, "en/portfolio/scores.html"),
        "2 accounts, ranked by revenue alone: no costs, and under half of each scorecard is known"
    );
    let customers = project.read("public/en/portfolio/customers.html");
    assert!(
        customers.contains("The model needs at least 100 accounts that bought again"),
        "the refusal has its reason"
    );
    assert!(!project.read("public/zh-CN/accounts/a.html").contains("id=\"health\""), "one term is no score");
}

#[test]
fn a_dossier_gives_a_score_with_its_terms() {
    let dossier = "id: a\nname: a\nwallet: {amount: 3000}\npayment: {overdue: [{as_of: 2025-12-01, amount: 0}]}\n";
    let sales = two_years(&[("a", 100, 100), ("b", 100, 90)]);
    let files = [("keyfolio.yaml", ""), ("data/sales.csv", sales.as_str()), ("content/accounts/a.yaml", dossier)];
    let project = TestProject::new(&files);
    project.run(&["build", "-q"]).expect(0);
    // Trend 0.5 of 50, share 1,200 ÷ 3,000 ÷ 0.8 = 0.5 of 30, payment 1 of 20: 60. A quarter before, nothing was known of
    // payment, and the data did not reach back 24 months: one term is no score.
    let page = project.read("public/en/accounts/a.html");
    assert!(page.contains("Health 60: most points missing in Revenue trend"), "{page}");
    assert!(page.contains("Completeness of inputs 50%"), "{page}");
    assert_eq!(title(&project, "en/portfolio/health.html"), "None below 55, 1 to watch: a (60)");
    let export = project.run(&["export", "accounts", "--format", "csv"]).expect(0);
    assert!(export.stdout.contains(",60.0,,0.5"), "{}", export.stdout);
    // The lights are the settings', on every page that shows them.
    project.write("keyfolio.yaml", "health: {lights: {act: 61, well: 90}}\n");
    project.run(&["build", "-q"]).expect(0);
    assert_eq!(title(&project, "en/portfolio/health.html"), "1 account needs action: a has the lowest health (60)");
    for page in ["portfolio/health", "accounts/index"] {
        let page = project.read(&format!("public/en/{page}.html")).replace('\u{a0}', " ");
        assert!(page.contains("○</b> 60") && page.contains("below 61"), "{page}");
    }
}

/// A quote gap is worth more than a tenth of the year, and still the decision maker whom nobody has met is what is said.
#[test]
fn a_decision_of_the_week_is_what_matters_most_at_its_account() {
    let dossier = "id: a\nname: Alpha\ncontacts: [{id: wang, name: Wang, roles: [decision_maker], cute: [economic]}]\n\
                   visits: [{date: 2025-12-01, findings: x}]\n\
                   pricing: {quotes: [{date: 2025-11-01, quoted: 10, closed: 2}, {date: 2025-12-01, quoted: 10, closed: 2}]}\n";
    let sales = two_years(&[("a", 100_000, 100_000), ("b", 10_000, 10_000)]);
    let files = [("keyfolio.yaml", ""), ("data/sales.csv", sales.as_str()), ("content/accounts/a.yaml", dossier)];
    let project = TestProject::new(&files);
    project.run(&["build", "-q"]).expect(0);
    let page = project.read("public/en/index.html");
    assert!(page.contains("Wang decides, and no visit on record met them"), "{page}");
    assert!(!page.contains("below it; the limit is"), "{page}");
}

#[test]
fn a_period_in_which_the_sales_begin_is_partial() {
    let mut text = String::from("date,account_id,revenue\n2024-04-20,acme,5\n");
    for (year, months) in [(2024, 5..=12), (2025, 1..=12)] {
        for month in months {
            writeln!(text, "{year}-{month:02}-01,acme,100\n{year}-{month:02}-28,acme,100").unwrap();
        }
    }
    let project = built(&text);
    let page = project.read("public/en/portfolio/periods.html").replace('\u{a0}', " ");
    let noted = page.matches("from 20 Apr 2024").count();
    // The year, the quarter and the month.
    assert_eq!(noted, 3, "{page}");
    assert!(page.contains("The sales begin inside this period"), "{page}");
    let run = project.run(&["export", "periods", "--format", "csv"]).expect(0);
    let partial = run.stdout.lines().filter(|line| line.contains("2024-04-20") && line.contains("true")).count();
    assert_eq!(partial, 3, "as the export says: {}", run.stdout);
}

#[test]
fn one_account_draws_no_curve() {
    let project = built(&two_years(&[("solo", 100, 300)]));
    let page = project.read("public/en/portfolio/abc.html");
    assert!(page.contains("so there is no curve to draw") && !page.contains("Cross at"), "{page}");
}

/// Names from a master list are no dossier: what is missing is one line, and nothing is called a failure that nobody measured.
#[test]
fn a_workspace_of_names_is_told_where_to_begin() {
    let project = TestProject::new(&[("keyfolio.yaml", "")]);
    let sales = two_years(&[("a", 900, 300), ("b", 500, 500), ("c", 400, 400), ("d", 10, 10)]);
    project.write("data/sales.csv", &sales);
    for id in ["a", "b", "c"] {
        let dossier = format!("id: {id}\nname: Firm {id}\ncontacts:\n  - {{id: p, name: Wang, title: Buyer}}\n");
        project.write(&format!("content/accounts/{id}.yaml"), &dossier);
    }
    project.run(&["build", "-q"]).expect(0);
    let page = project.read("public/en/index.html").replace('\u{a0}', " ");
    assert!(page.contains("At 3 class A accounts it is not on file who decides, nor any visit; begin with "), "{page}");
    assert!(page.contains("not measured") && page.contains("enter who decides"), "{page}");
    assert!(
        page.contains("Revenue below last year") && page.contains("Ask which orders went elsewhere"),
        "sales facts come first"
    );
    for failure in ["CUTE without", "of 12 blocks", "of 3 A accounts", "Due actions"] {
        assert!(!page.contains(failure), "{failure}");
    }
    let zh = project.read("public/zh-CN/index.html").replace('\u{a0}', " ");
    assert!(zh.contains("3 家 A 类客户还没写明谁拍板") && zh.contains("未测量"), "{zh}");

    // With a part in buying and an action, the figure counts, the column is there, and each decision has its day.
    let known = "id: a\nname: Firm a\ncontacts:\n  - {id: p, name: Wang, roles: [decision_maker]}\nvisits:\n\
                 - {date: 2025-12-01, met: p, actions: [{what: Call, due: 2025-12-20}]}\n";
    for id in ["a", "b"] {
        project.write(
            &format!("content/accounts/{id}.yaml"),
            &known.replace("id: a\nname: Firm a", &format!("id: {id}\nname: Firm {id}")),
        );
    }
    project.run(&["build", "-q"]).expect(0);
    let page = project.read("public/en/index.html").replace('\u{a0}', " ");
    assert!(page.contains("of 2 A accounts") && page.contains("Due actions"), "{page}");
    assert!(!page.contains("begin with "), "most are known");
    assert!(page.contains("<span>decide by 7 Jan</span>"), "{page}");
}

/// The page says the consequence, the exhibit the evidence: no head of a page stands there twice.
#[test]
fn no_page_of_the_portfolio_says_a_head_twice() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let pages = project.output();
    let of_portfolio =
        pages.iter().filter(|(path, _)| path.contains("/portfolio/") && path.strip_suffix(".html").is_some());
    let mut count = 0;
    for (path, bytes) in of_portfolio {
        let html = std::str::from_utf8(bytes).unwrap();
        let heads: Vec<&str> = html.split("<h").skip(1).filter_map(head_of).collect();
        let distinct: std::collections::BTreeSet<&str> = heads.iter().copied().collect();
        assert_eq!(heads.len(), distinct.len(), "{path}: {heads:?}");
        count += 1;
    }
    assert!(count > 20, "{count} pages");
}

/// The words between the first `>` and the end of a heading of level 1 to 3.
fn head_of(rest: &str) -> Option<&str> {
    let (tag, rest) = rest.split_once('>')?;
    let level = tag.chars().next().filter(|level| ('1'..='3').contains(level))?;
    rest.split_once(&format!("</h{level}>")).map(|(head, _)| head)
}

/// The rows that were not read come first, with file and line; accounts without a dossier are a running list of names.
#[test]
fn data_quality_begins_with_what_was_not_read() {
    let mut sales = two_years(&[("a", 100, 100), ("b", 50, 50)]);
    sales.push_str("soon,a,100\n2025-12-30,a,many\n");
    let project = built(&sales);
    let html = project.read("public/en/data-quality.html");
    let first = html.find("id=\"unread\"").expect("what was not read");
    assert!(first < html.find("id=\"files\"").unwrap(), "{html}");
    assert!(html.contains("2 sales rows could not be read and are left out"), "{html}");
    let line = sales.lines().count();
    assert!(html.contains(&format!("data/sales.csv:{}", line - 1)) && html.contains("date: “soon”"), "{html}");
    assert!(html.contains(&format!("data/sales.csv:{line}")) && html.contains("revenue: “many”"), "{html}");
    let names = html.split("<p class=\"names\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert_eq!(names.matches("<a ").count(), 3, "{names}");
    let zh = project.read("public/zh-CN/data-quality.html").replace('\u{a0}', " ");
    assert!(zh.contains("2 行销售数据读不了，没有计入") && zh.contains("date：“soon”"), "{zh}");
}

/// Keys and codes of sources are for the guide and the pages of frameworks: portfolio pages speak plainly.
#[test]
fn portfolio_pages_speak_plainly() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    for (path, bytes) in
        project.output().iter().filter(|(path, _)| path.contains("/portfolio/") || path.ends_with("/print.html"))
    {
        let text = crate::project::plain(std::str::from_utf8(bytes).unwrap());
        for word in [
            "keyfolio export",
            "keyfolio.yaml",
            "senior_per_year",
            "visits[]",
            "contacts[]",
            "(S0)",
            "(S2)",
            "(S3",
            "（S3",
            "（S4",
        ] {
            assert!(!text.contains(word), "{path}: {word}");
        }
    }
}

/// 25 accounts that have a bar to see, and three that are too small for one.
#[test]
fn the_bars_of_a_list_are_of_all_the_accounts_that_its_head_counts() {
    let mut sales = String::from("date,account_id,manager,revenue\n");
    for account in 0..28 {
        for (year, more) in [(2024, 0), (2025, 5)] {
            let amount = if account < 25 { 9000 - 10 * account } else { 6 } + more;
            writeln!(sales, "{year}-06-28,a{account:02},Lin,{amount}").unwrap();
        }
    }
    let project = built(&(sales + "2025-12-31,zz,Wu,0\n"));
    for (language, rest, all) in [("en", "The other 8", "All 28 accounts"), ("zh-CN", "其余 8 家", "全部 28 家")]
    {
        let html = project.read(&format!("public/{language}/managers/lin.html")).replace('\u{a0}', " ");
        let exhibit = html.split("id=\"bars\"").nth(1).unwrap().split("</figure>").next().unwrap();
        assert!(exhibit.contains(all) && exhibit.contains(rest), "{exhibit}");
        let drawing = exhibit.split("</svg>").next().unwrap();
        assert_eq!(drawing.matches("<a ").count(), 20, "a bar each for the largest");
    }
}

/// The page of a manager says first what is to be done at the accounts, and, of sums, what they hide: a one-off purchase, gross profit or
/// the largest account that went the other way.
#[test]
fn a_managers_page_says_what_is_to_be_done_and_what_the_sum_hides() {
    let mut sales = String::from("date,account_id,revenue,cost,manager\n");
    for month in 1..=12 {
        for (account, manager, before, now) in [
            ("a", "ann", (600, 300), (500, 250)),
            ("b", "ann", (200, 100), (400, 200)),
            ("c", "bob", (100, 50), (200, 180)),
        ] {
            for (year, (revenue, cost)) in [(2024, before), (2025, now)] {
                writeln!(sales, "{year}-{month:02}-28,{account},{revenue},{cost},{manager}").unwrap();
            }
        }
    }
    let dossier = "id: a\nname: A\nmanager: ann\nplan:\n  actions:\n    - {what: Call them, owner: bob, due: 2025-12-20}\n    \
                   - {what: Meet them, owner: ann, due: 2026-01-15}\n    - {what: Much later, owner: ann, due: 2026-06-15}\n";
    let project = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-12-31\n"),
        ("data/sales.csv", &sales),
        ("content/team.yaml", "members: [{id: ann, name: Ann Lee}, {id: bob, name: Bob}]\n"),
        ("content/accounts/a.yaml", dossier),
    ]);
    project.run(&["build", "-q"]).expect(0);
    let of = |who: &str| page(&project, &format!("en/managers/{who}.html"));
    let (ann, bob) = (of("ann"), of("bob"));
    assert!(ann.contains("1 late, and one more due within 30 days"), "{ann}");
    let place = |words: &str| ann.find(words).unwrap_or_else(|| panic!("{words}: {ann}"));
    assert!(place("Call them") < place("Meet them") && !ann.contains("Much later"), "{ann}");
    assert!(ann.contains("A alone has 55.6% of it, and fell 16.7%."), "{ann}");
    assert!(
        !bob.contains("To do") && bob.contains("Gross profit fell 60.0%: the margin went from 50.0% to 10.0%."),
        "{bob}"
    );
}
