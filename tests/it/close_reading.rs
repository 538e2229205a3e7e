//! What a close reader of the pages found: a silent account that waited for the plan, scores and verdicts on what nobody had judged,
//! denominators that did not meet, headlines that counted instead of answering. On small sites by hand, and on the demo.

use std::fmt::Write as _;

use crate::project::{TestProject, built, plain};
use crate::words::{says, says_not};

const HEAD: &str = "date,account_id,account_name,product,region,revenue,cost\n";

/// A sale on the first of each of some months, counted from January 2024.
fn monthly(account: &str, months: std::ops::Range<i32>, revenue: i32) -> String {
    months.fold(String::new(), |mut rows, month| {
        let (year, number) = (2024 + month / 12, month % 12 + 1);
        let _ = writeln!(rows, "{year}-{number:02}-01,{account},{account},x,North,{revenue},{}", revenue / 2);
        rows
    })
}

/// What a page says, with one blank between words.
fn page(project: &TestProject, path: &str) -> String {
    crate::project::page(project, path).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Two accounts on 30 June 2026: `big` buys every month, `gone` stopped after February, and its dossier says that all is well.
fn silent(due: &str, visits: &str) -> TestProject {
    let gone = format!(
        "id: gone\nname: Gone\ntier: key\nwallet: {{amount: 2400}}\nkam_stage: {{stage: uncoupling}}\n\
         relationship_stages: [{{stage: strengthen, since: 2025-01-10}}]\n\
         contacts: [{{id: pat, name: Pat, roles: [user]}}]\nvisits: [{visits}]\n\
         plan: {{actions: [{{what: Survey, owner: lin, due: {due}}}]}}\n"
    );
    let sales = format!("{HEAD}{}{}", monthly("big", 0..30, 9000), monthly("gone", 0..26, 100));
    built(&sales, &[("content/accounts/gone.yaml", &gone)])
}

#[test]
fn a_silent_account_does_not_wait_for_the_day_of_the_plan() {
    let project = silent("2026-07-17", "");
    let [zh, en] = ["zh-CN", "en"].map(|language| page(&project, &format!("{language}/accounts/gone.html")));
    says(
        &en,
        &["No order for 4 months", "Next step Call this week: from whom do they buy now? next in the plan: Survey"],
    );
    says(&zh, &["下一步 本周打电话，问现在跟谁买", "计划里最近的一项：Survey"]);
    // What the dossier says of it is older than the silence.
    says(&en, &["nothing bought for 4 months: judge anew", "with us over 12 months, nothing in the last 4"]);
    says(&zh, &["却已 4 个月没买：重新判断", "12 个月合计 33% 在我方，近 4 个月一单没有"]);
    says(&en, &["The dossier says Uncoupling; what evidence is left carries Early"]);
    // The plan names the step that the head names.
    says(&zh, &["下一步：本周打电话，问现在跟谁买"]);
}

#[test]
fn where_somebody_asked_since_the_plans_own_step_is_brought_forward() {
    let project = silent("2026-07-17", "{date: 2026-04-09, by: lin, met: pat, findings: all with Xunhe}");
    let [zh, en] = ["zh-CN", "en"].map(|language| page(&project, &format!("{language}/accounts/gone.html")));
    says(
        &en,
        &["Next step Survey", "silent for 4 months: do it this week", "Asked on 9 April; bring the next step forward"],
    );
    says(&zh, &["已 4 个月没买：提到本周办", "4 月 9 日已问过；把下一步提到本周"]);
    says_not(&en, &["Next step Call this week"]);
    // What is due this week needs no hurry.
    let project = silent("2026-07-05", "");
    let en = page(&project, "en/accounts/gone.html");
    says(&en, &["Next step Survey"]);
    says_not(&en, &["do it this week", "Next step Call this week"]);
}

#[test]
fn what_was_not_judged_is_neither_scored_nor_passed_nor_called_a_key_account() {
    // Begun dossiers: sales in three of twelve months, nothing else.
    let names = ["a", "b", "c"];
    let sales = names.iter().map(|name| monthly(name, 26..29, 100)).collect::<String>();
    let sales = format!("{HEAD}{sales}{}", monthly("old", 0..1, 1));
    let texts = names.map(|name| (format!("content/accounts/{name}.yaml"), format!("id: {name}\nname: {name}\n")));
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let project = built(&sales, &files);
    let home = page(&project, "en/index.html");
    says(&home, &["At 3 class A accounts it is not on file who decides"]);
    says_not(&home, &["key accounts it is not on file"]);
    says(&page(&project, "zh-CN/index.html"), &["3 家 A 类客户还没写明谁拍板"]);
    let tests = page(&project, "en/frameworks/three-tests.html");
    says(&tests, &["none was judged on all three"]);
    says_not(&tests, &["pass them all"]);
    says(&page(&project, "zh-CN/frameworks/three-tests.html"), &["没有一家三项都判了，谈不上全过"]);
}

#[test]
fn what_is_due_after_ninety_days_stands_later() {
    let board = |actions: &str, after: &str| {
        let dossier = format!("id: a\nname: A\nplan: {{actions: [{{what: Near, due: 2026-09-28}}, {actions}]}}\n");
        let sales = format!("{HEAD}{}", monthly("a", 0..30, 100));
        let project = built(&sales, &[("content/accounts/a.yaml", &dossier)]);
        let board = page(&project, "en/accounts/a.html");
        let (_, board) = board.split_once("90 daysto 28 Sep").unwrap();
        let (within, later) = board.split_once(after).unwrap();
        says(within, &["Near"]);
        says_not(within, &["Far", "Some day"]);
        later.to_owned()
    };
    says(&board("{what: Far, due: 2026-09-29}", "Laterafter 28 Sep"), &["Far"]);
    // What has no day is not due in ninety days either.
    says(&board("{what: Some day}", "No dayagree on one"), &["Some day"]);
    says(&board("{what: Some day}, {what: Far, due: 2026-09-29}", "Later or no day"), &["Far", "Some day"]);
}

#[test]
fn what_is_done_stands_apart_from_what_is_due() {
    let dossier = "id: a\nname: A\nplan: {actions: [{what: Near, due: 2026-07-20}, \
                   {what: Early, due: 2026-07-10, done: 2026-06-12}, {what: Older, window: 60, done: 2026-05-02}]}\n";
    let sales = format!("{HEAD}{}", monthly("a", 0..30, 100));
    let board = page(&built(&sales, &[("content/accounts/a.yaml", dossier)]), "en/accounts/a.html");
    let (due, done) = board.split_once("Done: 2last on 12 Jun").unwrap();
    let (_, due) = due.split_once("30 daysto 30 Jul").unwrap();
    says(due, &["Near"]);
    says_not(due, &["Early", "Older"]);
    assert!(done.find("Early").unwrap() < done.find("Older").unwrap(), "the newest first");
}

#[test]
fn an_open_action_that_a_plan_holds_twice_is_told() {
    let check = |second: &str| {
        let dossier = format!(
            "id: a\nname: A\nplan:\n  actions:\n  - {{what: Meet her, owner: lin, due: 2026-07-04}}\n  - {second}\n"
        );
        let sales = format!("{HEAD}{}", monthly("a", 0..30, 100));
        let project = TestProject::new(&[
            ("keyfolio.yaml", ""),
            ("data/sales.csv", &sales),
            ("content/accounts/a.yaml", &dossier),
        ]);
        project.run(&["check"]).expect(0).stderr
    };
    let said = check("{what: {en: meet her , zh-CN: 见她}, due: 2026-07-06}");
    let told = "warning[action-twice]: the plan holds the same action already, due on 2026-07-04\n --> content/accounts/a.yaml:6:";
    assert!(said.contains(told) && said.contains("strike one of them"), "{said}");
    for other in ["{what: Meet her, done: 2026-06-01}", "{what: Meet her again, due: 2026-07-06}"] {
        let said = check(other);
        assert!(!said.contains("action-twice"), "{said}");
    }
}

#[test]
fn what_is_over_is_neither_open_ended_nor_next() {
    let dossier = "id: a\nname: A\nsatisfaction: {next: 2026-03-16, surveys: [{date: 2025-09-16}]}\n\
        contracts: [{name: Frame, start: 2024-04-01, end: 2026-03-31, renewal: 2026-02-28}]\n";
    let project = built(&format!("{HEAD}{}", monthly("a", 0..30, 100)), &[("content/accounts/a.yaml", dossier)]);
    let [zh, en] = ["zh-CN", "en"].map(|language| page(&project, &format!("{language}/accounts/a.html")));
    says(
        &en,
        &[
            "No contract runs: the last ended on 31 March 2026",
            "The next survey was set for 16 March 2026, which has passed",
        ],
    );
    says_not(&en, &["The contract has no end", "Next survey 16 March"]);
    says(&zh, &["合同 2026 年 3 月 31 日已到期，没有接上的", "下次征询原定 2026 年 3 月 16 日，已经过了"]);
}

#[test]
fn a_small_shortfall_is_no_finding_and_a_survey_past_its_day_is_one() {
    let survey = |experience: &str, next: &str| {
        format!(
            "id: a\nname: A\nsatisfaction: {{{next}surveys: [{{date: 2026-03-01, scale: 10, marks: [\
             {{dimension: function, expectation: 8, experience: 8}}, {{dimension: quality, expectation: 8, experience: {experience}}}]}}]}}\n\
             complaints: [{{date: 2026-05-01, what: w, responded: 2026-05-04, closed: 2026-05-11}}, {{date: 2026-06-01, what: v}}]\n"
        )
    };
    let sales = format!("{HEAD}{}", monthly("a", 0..30, 100));
    let project = built(&sales, &[("content/accounts/a.yaml", &survey("7.9", "next: 2026-06-01, "))]);
    says(&page(&project, "en/accounts/a.html"), &["No dimension is a tenth of the scale short of expectation"]);
    says(&page(&project, "zh-CN/accounts/a.html"), &["没有一项明显低于期望；差得最多的是服务质量，低 0.1 分"]);
    // The page answers when an account was asked last, and whose day has passed.
    let asked = page(&project, "en/frameworks/survey.html");
    says(
        &asked,
        &["Every account that was asked (1) was asked within a year; past the day that was set for the next: A"],
    );
    let complaints = page(&project, "zh-CN/frameworks/complaints.html");
    says(&complaints, &["一半在 10 天内；首次回应一半在 3 天内；1 起没结，最久的 29 天了"]);
    let project = built(&sales, &[("content/accounts/a.yaml", &survey("6.9", ""))]);
    says(&page(&project, "en/accounts/a.html"), &["Quality falls 1.1 short of expectation, the most of all"]);
    says_not(&page(&project, "en/frameworks/survey.html"), &["past the day"]);
}

/// The demo, of which the reader's own numbers are known.
#[test]
fn the_demo_answers_its_questions_with_numbers_that_meet() {
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let page = |path: &str| page(&project, path);
    let zh = |path: &str| page(&format!("zh-CN/{path}"));
    // The plan has somebody go there on 3 July.
    says_not(&zh("index.html"), &["本周还要打电话"]);
    says(&zh("accounts/puyuan-menswear.html"), &["计划 7 月 3 日"]);
    // Two of six terms, and a prospect: no score and no light, there as on the health page.
    says(&zh("accounts/lantu-ecommerce.html"), &["健康度不评：有权重的项里只有 2 项有数据（完整度 40%）"]);
    says(&zh("accounts/chenguang-medical.html"), &["还没成交，健康度不评"]);
    // The account that the head names is ringed in its map, and nothing counts “1 of 1”.
    let customers = project.read("public/en/portfolio/customers.html");
    let map = customers.split("id=\"rfm\"").nth(1).unwrap().split("</figure>").next().unwrap();
    assert_eq!(map.matches("class=\"ring\"").count(), 2, "in the wide drawing and in the narrow one");
    says(&page("en/portfolio/customers.html"), &["ringed red: Puyuan Menswear"]);
    says_not(&page("en/portfolio/customers.html"), &["names 1 of 1", "names 0 of 1"]);
    says(&page("en/portfolio/stages.html"), &["Zero: no relationship"]);
    says(&page("en/accounts/lanshang.html"), &["By its buying so far, ¥"]);
    // Parts of the scorecard add up as they are written.
    let weights = project.read("public/en/portfolio/scores.html");
    let weights = weights.split("id=\"weights\"").nth(1).unwrap().split("</figure>").next().unwrap().to_owned();
    let shares = weights.split("<tr>").skip(2).filter_map(|row| {
        plain(row).split('%').next()?.rsplit(|c: char| c != '.' && !c.is_ascii_digit()).next()?.parse::<f64>().ok()
    });
    let sum: f64 = shares.sum();
    assert!((sum - 100.0).abs() < 0.35, "{sum}");
    // A Chinese list is in the order of its readings, Latin first.
    let terms = zh("glossary.html");
    let places: Vec<usize> = ["ABC 类", "采购额", "攻守区", "健康度", "毛利率", "终身价值"]
        .iter()
        .map(|term| terms.find(term).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    // The note of the models leads to their page, by its name.
    let lanshang = String::from_utf8(project.output()["en/accounts/lanshang.html"].clone()).unwrap();
    assert!(lanshang.contains("“<a href=\"../portfolio/customers.html\">Who will buy again?</a>”"));
    // Whoever is to be given no more is not to be met anew; and the nearest visit on the way to who decides is next.
    says_not(&zh("accounts/lantu-ecommerce.html"), &["去见池予"]);
    says(&page("en/accounts/chenguang-medical.html"), &["Next step Visit Kuang Min", "one other action is overdue"]);
    let accounts = zh("accounts/index.html");
    let row = |name: &str| accounts.split(name).nth(1).unwrap().split("吴婧").next().unwrap().to_owned();
    for name in ["岚途电商", "辰光医械"] {
        says_not(&row(name), &["●", "◐", "○"]);
    }
    // Whoever counts scored accounts counts the same ones.
    for path in ["index.html", "portfolio/health.html", "frameworks/health.html"] {
        says(&zh(path), &["62 家出分："]);
    }
    let lights = accounts.matches(['●', '◐', '○']).count();
    assert_eq!(lights, 62 + 3, "the accounts table has a light for each, and its key has three");
    // Nobody of seven can be reached: that is a block that is open.
    says(&zh("accounts/lanshang.html"), &["7 位在任，一个联系方式都没写", "62 块里填了 61 块，还缺：联系方式"]);
    says(&zh("accounts/heli.html"), &["单独的企业，没有集团一块", "opportunities[].growth"]);
    for (id, words) in [
        // 3 of 15 and 2 of 63, not 4 of 63.
        ("seller-match", "我方规模评过 15 家，3 家不够格；懂客户的行业评过 63 家，2 家不够格"),
        // 65.3 % with one order of 11.8 million in it.
        ("market-stance", "不计为 +10.8%"),
        ("market-stance", "西部在增长（323 万元，+68.0%），姿态却是“退”"),
        ("kam-stage", "档案说的与证据撑得起的不同"),
        ("relationship-stage", "近 12 个月退了 2 次"),
        ("five-grades", "4 家只评 3 级以下；C 类没有高于 3 级的"),
        ("account-types", "《浅析大客户营销战略》"),
        ("long-chase", "另有 58 个开了不到 12 个月，不列"),
        ("purpose", "我们占得最少的是华北（42%），最多的是西部（50%）"),
        ("concessions", "没有上期，没有上限，或该期毛利不知道"),
        ("serialisation", "系列客户的收入占比从 83.8%"),
        ("abc", "另有 10 家毛利为零或为负"),
        ("relational-dimensions", "有一维低到 1.0 的"),
        ("investment-payback", "看不出"),
    ] {
        says(&zh(&format!("frameworks/{id}.html")), &[words]);
    }
    for id in ["kam-stage", "relationship-stage", "market-stance"] {
        let html = project.read(&format!("public/zh-CN/frameworks/{id}.html"));
        let opening = html.split("data-of=\"").nth(1).unwrap().split("</p>").next().unwrap();
        says_not(opening, &["，最多"]);
    }
    says_not(&zh("frameworks/white-space.html"), &["“自营”"]);
    says(&zh("portfolio/migration.html"), &["去年有类别的 119 家，108 家留在原来的类"]);
    says(&zh("accounts/puyuan-menswear.html"), &["拍板的鲁亦凡还没评过"]);
}
