//! Sentences that a fresh reader of the demo found false: what a page says of the silent, the new, the doubtful, the returned, and
//! of what is planned, on small sites worked out by hand.

use std::fmt::Write as _;

use crate::project::{TestProject, built, page, plain};

const HEAD: &str = "date,account_id,account_name,product,revenue,cost\n";

/// A site of these sales and files in which today is 30 June 2026.
fn site(sales: &str, files: &[(&str, &str)]) -> TestProject {
    built(&format!("{HEAD}{sales}"), files)
}

/// A sale of 100 on the first of each of some months, counted from January 2024.
fn monthly(account: &str, months: impl IntoIterator<Item = i32>) -> String {
    months.into_iter().fold(String::new(), |mut rows, month| {
        let _ = writeln!(rows, "{}-{:02}-01,{account},{account},x,100,50", 2024 + month / 12, month % 12 + 1);
        rows
    })
}

#[track_caller]
fn says(page: &str, words: &str) {
    assert!(page.contains(words), "{words} is not in {page}");
}

#[track_caller]
fn says_not(page: &str, words: &str) {
    assert!(!page.contains(words), "{words} is in {page}");
}

#[test]
fn who_stopped_is_nothing_to_plan_on_and_who_began_late_is_even_in_its_own_months() {
    // Of the last 24 months (July 2024 on) a bought in 20 and stopped; b began in November 2025 and bought each month since.
    let sales = monthly("a", 0..26) + &monthly("b", 22..30) + &monthly("c", 0..30) + "2024-01-05,d,d,x,9,4\n";
    let project = site(&sales, &[]);
    let zh = page(&project, "zh-CN/accounts/a.html");
    says(&zh, "买了 20 个月，之后停了 4 个月：不能预计");
    says_not(&zh, "可以预计");
    says(&page(&project, "en/accounts/a.html"), "Bought in 20 months, then nothing for 4: nothing to plan on");
    says(&page(&project, "zh-CN/accounts/b.html"), "8 个月，月月有采购，金额平稳");
    says(&page(&project, "zh-CN/accounts/c.html"), "24 个月，月月有采购，金额平稳，可以预计");
    let none = page(&project, "zh-CN/accounts/d.html");
    says(&none, "24 个月里没有采购");
    says_not(&none, "金额没有规律");
}

#[test]
fn an_account_has_no_share_of_the_year_before_its_first_sale() {
    let wallet = |id: &str| format!("id: {id}\nname: {id}\nwallet: {{amount: 2000}}\n");
    let sales = monthly("old", 0..30) + &monthly("new", 20..30);
    let project =
        site(&sales, &[("content/accounts/old.yaml", &wallet("old")), ("content/accounts/new.yaml", &wallet("new"))]);
    let new = page(&project, "zh-CN/accounts/new.html");
    says(&new, "新客户，去年还没有采购");
    says_not(&new, "去年 0%");
    says(&page(&project, "zh-CN/accounts/old.html"), "份额 60%，按不变采购额去年 60%");
    says_not(&page(&project, "en/portfolio/attack-defend.html"), "+50.0");
}

#[test]
fn a_typing_error_and_a_name_that_names_nobody_are_no_new_customers() {
    let sales = monthly("yunshan", 0..30)
        + &monthly("fresh", 20..30)
        + "2026-03-05,yunsha,,x,40,20\n2026-03-05,E9,未记名客户,x,38,20\n";
    let dossiers = [("content/accounts/yunshan.yaml", "id: yunshan\nname: Yunshan\n")];
    let project = site(&sales, &dossiers);
    let moves = page(&project, "zh-CN/portfolio/migration.html");
    says(&moves, "3 家新来或回来（其中 2 家存疑）");
    says(&page(&project, "zh-CN/index.html"), "新客户 1 家，带来");
    says(&page(&project, "zh-CN/index.html"), "另有 2 家存疑，未计");
    says_not(&page(&project, "zh-CN/accounts/yunsha.html"), "新客户，");
}

#[test]
fn products_sum_to_the_revenue_returns_included() {
    let sales = monthly("a", 0..30) + "2026-05-03,a,a,y,-45,-20\n";
    let found = page(&site(&sales, &[]), "zh-CN/accounts/a.html");
    says(&found, "1,200 元，退 45 元，合计 1,155 元");
}

#[test]
fn most_money_and_most_opportunities_stall_in_stages_of_their_own() {
    let stalled = |name: &str, stage: &str, amount: u32| {
        format!("- {{name: {name}, stage: {stage}, since: 2025-01-01, opened: 2025-01-01, amount: {amount}}}\n")
    };
    let dossier = ["id: a\nname: A\nopportunities:\n".to_owned(), stalled("p", "resolve_concerns", 900)]
        .into_iter()
        .chain([stalled("q", "evaluate_options", 100), stalled("r", "evaluate_options", 200)])
        .collect::<String>();
    let project = site(&monthly("a", 0..30), &[("content/accounts/a.yaml", &dossier)]);
    says(
        &page(&project, "zh-CN/portfolio/stages.html"),
        "按金额，停在“消除顾虑”的最多：900 元（1 个）；按个数是“评估选择”（2 个）",
    );
}

#[test]
fn a_decision_that_the_plan_covers_stands_with_the_day_of_the_plan() {
    let dossier = |actions: &str| {
        format!(
            "id: a\nname: A\ntier: key\ncontacts:\n- {{id: wang, name: Wang, roles: [decision_maker]}}\n\
             - {{id: li, name: Li, roles: [user]}}\nvisits: [{{date: 2026-06-01, met: li, findings: x}}]\n\
             plan: {{actions: [{actions}]}}\n"
        )
    };
    let dashboard = |actions: &str| {
        page(&site(&monthly("a", 0..30), &[("content/accounts/a.yaml", &dossier(actions))]), "zh-CN/index.html")
    };
    let planned = dashboard("{what: 拜访王总, owner: x, due: 2026-07-18, contact: wang}");
    says(&planned, "下一步：拜访王总 · x，7月18日");
    // Without such an action the day is that of deciding, not of a meeting.
    let open = dashboard("{what: 对账, owner: x, due: 2026-07-18, contact: li}");
    says(&open, "7月7日前拍板");
    says_not(&open, "计划7月18日前");
}

#[test]
fn a_small_account_with_a_note_on_its_potential_is_looked_at_and_one_that_never_bought_is_not() {
    let sales =
        monthly("big", 0..30).replace(",100,50", ",9000,50") + &monthly("small", 0..30).replace(",100,50", ",1,0");
    let dossier = |id: &str| format!("id: {id}\nname: {id}\npotential_note: Two new shops\n");
    let never = format!("{}potential: 3000\n", dossier("never"));
    let files = [("content/accounts/small.yaml", dossier("small")), ("content/accounts/never.yaml", never)];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let found = page(&site(&sales, &files), "zh-CN/frameworks/hold-the-large.html");
    says(&found, "1 家 C 类客户写了潜力说明，都没估金额");
    says(&found, "若失去第一大客户，少");
}

#[test]
fn an_account_that_bought_once_is_not_irregular() {
    let sales =
        monthly("a", 0..30).replace(",100,50", ",3,1") + "2026-02-28,big,big,x,90000,50\n2024-01-01,a,a,x,1,0\n";
    let project = site(&sales, &[]);
    let found = page(&project, "zh-CN/portfolio/customers.html");
    says(&found, "big 只买过一次，谈不上规律");
    says_not(&found, "1 家买得不规律");
}

#[test]
fn a_fall_of_the_share_is_one_risk_and_the_fear_of_an_opportunity_is_one() {
    // 1,200 a year, then 600 in the last 12 months, of a wallet of 2,000: from 60 % to 30 %.
    let sales = monthly("a", 0..18) + &monthly("a", 18..30).replace(",100,50", ",50,20") + &monthly("b", 0..30);
    let dossier = "id: a\nname: A\nwallet: {amount: 2000}\nloyalty: {attitude: loyal}\nopportunities:\n\
                   - {name: Small, amount: 5, risk: Nothing much}\n- {name: Depot, amount: 90, risk: Their old supplier comes back}\n";
    let found = page(&site(&sales, &[("content/accounts/a.yaml", dossier)]), "zh-CN/accounts/a.html");
    says(&found, "份额按不变采购额较上年由 60.0% 降到 30.0%");
    says_not(&found, "我方份额 30.0%");
    says(&found, "商机“Depot”：Their old supplier comes back");
    says_not(&found, "商机“Small”");
    // What the team judges does not hide what the account does.
    says(&found, "判断忠诚，行为品牌转移");
}

#[test]
fn before_the_sales_begin_nobody_knows_who_bought() {
    let sales = monthly("a", 20..30) + &monthly("b", 25..30);
    let found = page(&site(&sales, &[]), "en/accounts/b.html");
    says(&found, "before the sales on file begin");
    says(&found, "not yet a customer");
    says_not(&page(&site(&monthly("a", 0..30), &[]), "en/accounts/a.html"), "before the sales on file begin");
}

#[test]
fn only_an_answer_answers_the_fear_of_an_opportunity() {
    let page_of = |more: &str| {
        let dossier = format!(
            "id: a\nname: A\nopportunities:\n\
             - {{name: Depot, amount: 90, risk: Their old supplier comes back, next_step: Legal returns the clause{more}}}\n"
        );
        let found = page(&site(&monthly("a", 0..30), &[("content/accounts/a.yaml", &dossier)]), "en/accounts/a.html");
        found.split("Opportunity “Depot”").nth(1).unwrap_or_default().chars().take(200).collect::<String>()
    };
    let bare = page_of("");
    says(&bare, "No answer to it is written under the opportunity");
    says_not(&bare, "Legal returns");
    says(&page_of(", mitigation: Two reference visits"), "Two reference visits");
}

#[test]
fn a_contract_that_ended_and_its_renewal_are_one_risk_with_one_step() {
    let dossier = "id: a\nname: A\ntier: key\ncontracts: [{name: Old frame, start: 2025-04-01, end: 2026-03-31}]\nopportunities:\n\
         - {name: New frame, renewal: true, amount: 90, stage: decide, since: 2026-01-01, risk: It ran out, next_step: Two price options}\n";
    let found = page(&site(&monthly("a", 0..30), &[("content/accounts/a.yaml", dossier)]), "en/accounts/a.html");
    says(&found, "“Old frame” ended on 31 March 2026; its renewal is still at decision");
    says(&found, "Next for the renewal: Two price options");
    says_not(&found, "Ask whether it goes on");
    says_not(&found, "“New frame” has been at");
    says_not(&found, "Opportunity “New frame”");
}

#[test]
fn an_answer_to_a_complaint_names_it_and_the_larger_class_comes_first() {
    let sales =
        monthly("big", 0..30).replace(",100,50", ",9000,50") + &monthly("able", 0..30).replace(",100,50", ",1,0");
    let dossier = |id: &str, what: &str| {
        format!(
            "id: {id}\nname: {id}\ncomplaints:\n- {{date: 2026-06-01, what: {what}, severity: minor, \
             actions: [{{what: Written answer, owner: x, due: 2026-06-18}}]}}\n"
        )
    };
    let files = [
        ("content/accounts/big.yaml", dossier("big", "Lost box")),
        ("content/accounts/able.yaml", dossier("able", "Late")),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let project = site(&sales, &files);
    says(&page(&project, "en/index.html"), "Written answer (complaint: Lost box)");
    let agenda = page(&project, "en/portfolio/actions.html");
    says(&agenda, "big, “Written answer (complaint: Lost box)”");
}

#[test]
fn incentives_that_were_granted_are_a_duty_done() {
    let dossier = "id: a\nname: A\nduties: [{duty: 1, date: 2026-06-01}]\n\
                   concessions: {periods: [{period: 2026-Q1, rebates: 10}]}\n";
    let found = page(&site(&monthly("a", 0..30), &[("content/accounts/a.yaml", dossier)]), "en/accounts/a.html");
    says(&found, "discounts and rebates of");
}

/// Words that were false of the demo, and those that stand in their place.
#[test]
fn the_demo_says_of_its_accounts_what_its_figures_say() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let page = |path: &str| -> String { page(&project, path).split_whitespace().collect() };
    for account in ["zhuyuan", "puyuan-menswear", "lanshang", "X2769"] {
        let found = page(&format!("zh-CN/accounts/{account}.html"));
        for certain in ["仍在买的概率100%", "仍在买的概率0%", "未来52周有采购的日子0天"] {
            says_not(&found, certain);
        }
    }
    // Who is in the lists of different tiers is furthest apart among these: others are further apart within a tier.
    says(&page("zh-CN/frameworks/scorecard.html"), "其中名次差得最远的是");
    // A cell of the grid counts moves as the sentence above it does.
    let growth = page("zh-CN/frameworks/growth.html");
    let (before, _) = growth.split_once("项举措，一年").unwrap();
    let moves: String =
        before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    says(&growth, &format!("{moves}项举措·商机"));
    // The score of today counts more terms than that of a quarter before: both comparable ones stand beside the fall.
    let health = page("zh-CN/portfolio/health.html");
    let (_, rest) = health.split_once("掉得最多：").unwrap();
    let pair: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '→').collect();
    assert!(health.matches(&pair).count() > 1, "{pair} stands in no row");
    // The answer to a complaint that is late for longest is that of a class A account.
    says(&page("zh-CN/portfolio/actions.html"), "拖得最久的已逾期12天：云杉网络设备");
    // A group's head is a member of its group.
    says_not(&page("zh-CN/accounts/lanshang.html"), "还缺：集团树");
}

#[test]
fn what_is_written_about_has_taken_place_although_the_sales_are_older() {
    let dossier = "id: a\nname: A\ncontacts: [{id: p, name: Pat, roles: [decision_maker], cute: [economic]}]\n\
                   visit_plan: {per_month: 1}\nvisits: [{date: 2026-07-05, met: [p], purpose: Renewal, findings: Agreed on price, \
                   actions: [{what: Send the contract, owner: lin, due: 2026-07-10, done: 2026-07-08}]}, \
                   {date: 2026-07-20, met: [p], purpose: Signing}]\n";
    let sales = format!("{HEAD}2026-06-30,a,A,x,100,50\n");
    let project = TestProject::new(&[
        ("keyfolio.yaml", ""),
        ("data/sales.csv", sales.as_str()),
        ("content/accounts/a.yaml", dossier),
    ]);
    project.run(&["build"]).expect(0);
    let en = page(&project, "en/accounts/a.html");
    says(&en, "30 June 2026");
    says(&en, "Agreed on price");
    says_not(&en, "no visit on record");
    // Of the two entries the second alone is a plan.
    says(&en, "12 planned in 12 months, 1 made");
    says(&en, "20 JulPat Signing planned");
    says_not(&en, "Renewal planned");
    says(&en, "Send the contract, lin, done");
    // A day that is asked for drops what comes after it.
    project.run(&["build", "--as-of", "2026-06-30"]).expect(0);
    let en = page(&project, "en/accounts/a.html");
    says_not(&en, "Agreed on price");
    says(&en, "Pat decides, and no visit on record has met them");
}

#[test]
fn nothing_is_a_share_of_less_than_nothing() {
    let sales = "date,account_id,revenue\n2026-01-01,x,100\n2026-02-01,y,-150\n2026-02-02,z,10\n";
    let project = TestProject::new(&[("keyfolio.yaml", "as_of: 2026-06-30\n"), ("data/sales.csv", sales)]);
    project.run(&["build"]).expect(0);
    let concentration = page(&project, "en/portfolio/concentration.html");
    says(&concentration, "More was returned than sold: no account can be lost as a share of that");
    says_not(&concentration, "would cost");
    let abc = page(&project, "en/portfolio/abc.html");
    says_not(&abc, "Nothing was sold");
    let a = page(&project, "en/abc/a.html");
    says(&a, "all accounts together are not above zero, so it is no share of them");
    for (path, bytes) in project.output() {
        let is_page = path.starts_with("en/") && path.contains(".html");
        let words = if is_page { plain(&String::from_utf8(bytes).unwrap()) } else { String::new() };
        for wrong in ["-250", "−250", "−275", "250.0%"] {
            assert!(!words.contains(wrong), "{wrong} is on {path}");
        }
    }
}

#[test]
fn the_oldest_quarter_that_is_shown_has_its_moves() {
    // 14 quarters from January 2024, twelve of them shown: the oldest shown has one before it, after which c stopped.
    let sales = format!("{HEAD}{}{}", monthly("a", 0..42), monthly("c", 0..6));
    let project = TestProject::new(&[("keyfolio.yaml", "as_of: 2027-06-30\n"), ("data/sales.csv", sales.as_str())]);
    project.run(&["build"]).expect(0);
    let html = project.read("public/en/portfolio/migration.html");
    assert!(!html.contains("Q2 2024</th>"), "twelve quarters are shown");
    let row = html.split("Q3 2024</th>").nth(1).and_then(|rest| rest.split("</tr>").next()).unwrap();
    assert!(row.ends_with("<td class=\"r\">1</td>"), "{row}");
}

#[test]
fn a_meeting_after_the_newest_sale_is_so_many_days_ago_as_none() {
    // The newest sale makes 30 June today; the log says what came of a visit on 5 July.
    let dossier = "id: a\nname: Acc\ncontacts:\n  - {id: pat, name: Pat, roles: [decision_maker], cute: [economic]}\n\
                   visits:\n  - {date: 2026-07-05, by: Lin, met: [pat], findings: Three years}\n";
    let project = site("2026-06-30,a,Acc,x,100,50\n", &[("keyfolio.yaml", ""), ("content/accounts/a.yaml", dossier)]);
    let briefs = [("en", "accounts/print"), ("zh-CN", "accounts/print")];
    for (language, path) in [("en", "accounts/a"), ("zh-CN", "accounts/a")].into_iter().chain(briefs) {
        let html = project.read(&format!("public/{language}/{path}.html")).replace('\u{a0}', " ");
        for wrong in ["5 days ago", "5 天前", "5 天没见"] {
            says_not(&html, wrong);
        }
    }
    says(&page(&project, "en/accounts/a.html"), "Pat decides and was met on 5 Jul");
    says(&page(&project, "zh-CN/accounts/a.html"), "决策人 Pat 7月5日见过");
}

#[test]
fn a_month_that_is_not_over_counts_to_its_day_on_the_dashboard_which_says_so() {
    let built = |day: &str| {
        let months =
            (1..=24).map(|at| format!("{}-{:02}-05,a,{},ann\n", 2024 + (at - 1) / 12, (at - 1) % 12 + 1, 90 + at));
        let sales = format!("date,account,revenue,manager\n{}2025-12-05,b,7,ann\n", months.collect::<String>());
        let settings = format!("as_of: {day}\n");
        let project = TestProject::new(&[("keyfolio.yaml", settings), ("data/s.csv", sales)]);
        project.run(&["build", "-q"]).expect(0);
        project
    };
    let project = built("2025-12-08");
    let words = "December 2025 is not over and counts to 8 December here; pages by manager, region or product count whole \
                 months, the last of them November 2025.";
    crate::words::says(&page(&project, "en/index.html"), &[words]);
    let words =
        "2025 年 12 月还没过完，这里算到 12 月 8 日；客户经理、区域、产品页只算整月，最后一个是 2025 年 11 月。";
    crate::words::says(&page(&project, "zh-CN/index.html"), &[words]);
    // Of a month that lacks its last days alone nothing is left out.
    for day in ["2025-12-31", "2025-12-29"] {
        crate::words::says_not(&page(&built(day), "en/index.html"), &["is not over"]);
    }
}
