//! The computed sentences of a playbook against values worked out by hand.

use crate::project::{TestProject, sales};
use crate::words::says_not;

/// Today is 30 June 2025; Acme buys 9,000.50 a month at a cost of 4,500 since January 2024: 4,500.50 of gross profit a
/// month, 13,501.50 a quarter, 54,006 in 2024.
fn page(dossier: &str, page: &str) -> String {
    let dossier = format!("id: acme\nname: Acme\n{dossier}");
    let files = [
        ("keyfolio.yaml", "as_of: 2025-06-30\n"),
        ("content/accounts/acme.yaml", dossier.as_str()),
        ("data/sales.csv", &sales()),
    ];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    String::from_utf8(project.output()[page].clone()).unwrap()
}

#[track_caller]
fn says(page: &str, words: &[&str]) {
    let plain = page.replace('\u{a0}', " ");
    for words in words {
        assert!(plain.contains(words), "{words} is not in {page}");
    }
}

const EN: &str = "en/accounts/acme.html";
const ZH: &str = "zh-CN/accounts/acme.html";

const PEOPLE: &str = "
contacts:
  - {id: chief, name: Chief, roles: [decision_maker], cute: [economic], function: management, reached_through: mei}
  - {id: gone, name: Gone, reports_to: chief, left: 2025-01-01}
  - {id: mei, name: Mei, reports_to: gone, function: finance}
  - {id: lin, name: Lin, reports_to: chief, function: operations, influences: [mei], relationship: 2, relationship_wanted: 4}
  - {id: zhou, name: Zhou, function: legal}
visits:
  - {date: 2025-06-10, met: [lin], findings: All well}
";

#[test]
fn the_map_finds_the_way_to_the_decision_maker() {
    let map = page(PEOPLE, EN);
    // Lin was met 20 days ago, has Mei's ear, and Mei can introduce us to Chief.
    says(&map, &["The way to Chief is through Lin, then Mei", "Coach vacant", "2 → 4", "20 days ago"]);
    assert!(!map.contains(">Gone</text>"), "{map}");
    let chinese = page(PEOPLE, ZH);
    says(&chinese, &["去见 Chief，经 Lin、再经 Mei"]);
    let against = PEOPLE.replace("function: operations,", "function: operations, support: opposes,");
    says(&page(&against, EN), &["The way to Chief is through Mei, who has not been met for long either"]);
    let alone = PEOPLE.replace(", reached_through: mei", "");
    says(&page(&alone, EN), &["Nobody we know leads to Chief"]);
    let met = PEOPLE.replace("met: [lin]", "met: [lin, chief]");
    says(&page(&met, EN), &["Chief decides and sees us directly: met within 60 days"]);
    // Met long ago and nobody else leads there: we know the way ourselves. 30 June is 112 days after 10 March.
    let long_ago = "- {date: 2025-03-10, met: [chief], findings: x}\n";
    let again = page(&format!("{alone}  {long_ago}"), EN);
    says(&again, &["Chief decides and has met us, but 112 days ago: ask for the next meeting directly"]);
    let none = PEOPLE.replace("roles: [decision_maker], cute: [economic], ", "");
    says(&page(&none, EN), &["Nobody on the map decides"]);
}

#[test]
fn the_ladder_sets_the_dossier_against_the_evidence() {
    // 12 × 9,000.50 of 216,012 is half the wallet; four functions, operations and finance among them.
    let wallet = "wallet: {amount: 216012}\nkam_stage: {stage: synergistic, suppliers: 2}\n";
    let people = PEOPLE.replace("met: [lin]", "met: [lin, chief, mei, zhou]");
    let above = page(&format!("{people}{wallet}"), EN);
    says(&above, &["The dossier says Synergistic, the evidence only Partnership", "lacks a share of 70%"]);
    says(&above, &["the evidence says only Partnership", "functions in contact: 4"]);
    // Whom no visit met is nobody we are in contact with: of the four functions one is left, and finance is what lacks.
    let unmet = page(&format!("{PEOPLE}{wallet}"), EN);
    says(&unmet, &["functions in contact: 1", "4 functions in contact, finance in contact"]);
    assert!(!unmet.contains("operations in contact"), "{unmet}");
    // Contracts are not on file: proven is only that it buys.
    let open = wallet.replace("synergistic", "partnership");
    says(&page(&format!("{people}{open}"), ZH), &["档案写“伙伴”，证据坐实到“初级”，再上缺材料"]);
    let contract = "contracts: [{name: Frame, start: 2025-01-01, end: 2025-12-31}]\n";
    let agrees = page(&format!("{people}{open}{contract}"), EN);
    says(&agrees, &["The dossier says Partnership, and so does the evidence: Partnership"]);
    let below = wallet.replace("synergistic", "early");
    says(&page(&format!("{people}{below}{contract}"), EN), &["says Early, the evidence already Partnership"]);
}

#[test]
fn the_rhythm_and_the_season() {
    let even = page("tier: key\n", EN);
    says(&even, &["Bought in each of the last 18 months, evenly enough to plan on", "All twelve months are alike"]);
    // 11 × 100 + 500 a year: the mean is 133.33, November 3.75 times it. 60 days are 8 whole weeks.
    let months = (0..24).map(|at| (2023 + (at + 6) / 12, (at + 6) % 12 + 1));
    let row = |(year, month)| format!("{year}-{month:02}-01,acme,{}\n", if month == 11 { 500 } else { 100 });
    let csv: String = std::iter::once("date,account_id,revenue\n".to_owned()).chain(months.map(row)).collect();
    let project = TestProject::new(&[
        ("keyfolio.yaml", "as_of: 2025-06-30\n"),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\n"),
        ("data/sales.csv", &csv),
    ]);
    project.run(&["build"]).expect(0);
    let text = |page: &str| String::from_utf8(project.output()[page].clone()).unwrap();
    says(&text(EN), &["The peak is in November, 3.75 times an average month: agree on supply 8 weeks ahead"]);
    // Deviation 110.55 of a mean of 133.33: 0.83, class Y.
    says(&text(EN), &["Bought in 24 of 24 months, in swings", "revenue 0.83, 24 whole months"]);
    says(&text(ZH), &["旺季在 11 月，是平月的 3.75 倍：<wbr>提前 8 周谈妥供应"]);
}

#[test]
fn what_was_granted_invested_and_forecast() {
    let dossier = "
concessions:
  cap: 25%
  periods:
    - {period: 2025-Q1, discounts: 2700.30}
    - {period: 2025-Q2, discounts: 2000, rebates: 1500, free_services: 550.45}
cost_to_serve: [{period: 2024, amount: 10801.20}]
investments: [{year: 2023, amount: 17000}, {year: 2024, amount: 50000}]
forecasts:
  - {made: 2024-12-01, period: 2025-Q1, amount: 29701.65}
  - {made: 2025-03-01, period: 2025-Q2, amount: 32401.80}
";
    let english = page(dossier, EN);
    // 4,050.45 of 13,501.50, and 2,700.30 of it the quarter before.
    says(&english, &["Concessions took 30.0% of gross profit in Q2 2025, <b>above the cap of 25%</b> by 5.0", "20.0%"]);
    // 10,801.20 of 54,006.
    says(&english, &["in 2024, 20.0% of its gross profit"]);
    // −17,000; 54,006 − 10,801.20 − 50,000; half a year of 27,003 less 2,050.45 of rebates and free services: 1,157.35 left.
    says(&english, &["recovered by 2025 at the latest"]);
    // 50,000 of 108,006 in 2024, the only year that the sales hold whole.
    says(&english, &["Investment ÷ revenue in 2024: 46.3%"]);
    // 27,001.50 came each quarter: 10 % and 20 % too much.
    says(&english, &["2 forecasts, 15% too high together; off by 15% on average"]);
    says(
        &page(dossier, ZH),
        &["2025 年第 2 季度让利占毛利 30.0%，<b>超上限 25%</b>，多出 5.0", "2 期预测偏高 15%，平均误差 15%"],
    );
    // A month within the first quarter, 9,000.50 of which came: it counts, 100 % too high, and its quarter does not.
    let month = "  - {made: 2024-12-01, period: 2025-02, amount: 18001}\n";
    let overlapping = page(&format!("{dossier}{month}"), EN);
    // 9,000.50 and 5,400.30 too much, on 36,002.
    says(
        &overlapping,
        &["2 forecasts, 40% too high together", "overlaps a shorter one", "no day counts twice", "+10.0%"],
    );
    let more = dossier.replace("amount: 50000", "amount: 60000");
    // 8,842.65 are missing by what is on file; what it brought in 2023, when the first 17,000 went in, is not.
    says(&page(&more, EN), &["whether it came back cannot be seen"]);
    let within = dossier.replace("cap: 25%", "cap: 33%");
    says(&page(&within, EN), &["30.0% of gross profit in Q2 2025, 3.0"]);
}

#[test]
fn the_linked_price_and_the_quotes() {
    let terms = |value: i32| {
        format!(
            "pricing:
  quotes: [{{date: 2024-06-30, quoted: 10, closed: 2}}, {{date: 2025-01-01, quoted: 10, closed: 9}}, {{date: 2025-02-01, quoted: 10, closed: 8}}]
  linked:
    {{index: Diesel, base: 5, k: 0.02, reference: 100, floor: 4, cap: 5.5, readings: [{{date: 2025-06-01, value: {value}}}]}}
"
        )
    };
    // 5 + 0.02 × (value − 100), between 4 and 5.5; quotes closed 10 % and 20 % below, and one 80 % more than twelve months ago.
    let capped = page(&terms(140), EN);
    says(
        &capped,
        &[
            "The linked price stands at its cap of ¥5.50; the index would make it ¥5.80",
            "2 quotes closed in the last 12 months, 15.0% below what was quoted on average",
            "2 quotes closed in the last 12 months, 15.0% below what was quoted on average; the limit is 10.0%",
            "Quoted (¥)",
            "10.00",
        ],
    );
    says(&page(&terms(40), EN), &["The linked price stands at its floor of ¥4.00; the index would make it ¥3.80"]);
    says(&page(&terms(110), EN), &["The linked price is ¥5.20, with ¥0.30 left to the cap"]);
}

#[test]
fn what_is_judged_and_said_in_own_words() {
    let dossier = "
five_elements: {large_continuous: true, market_development: {holds: true, evidence: New stores}, strategic_order: false}
strategy_check: {whole: true, systematic: {holds: false, evidence: Not joined up}}
choosing_mistakes: {cold_visits: false}
market_stance: {stance: expand, note: Into the South}
company: {size: 640 stores, employees: 7200, annual_output: 46000000}
contacts: [{id: wang, name: Wang, email: wang@example.com, wechat: wang-88}]
sections: [{name: Four people, text: 'Who **nods**.', part: value}]
";
    let english = page(dossier, EN);
    says(&english, &["2 of the five elements hold: large continuous orders and develops its market", "New stores"]);
    says(&english, &["The strategy lacks 1 feature: systematic", "None of the four mistakes in choosing was made"]);
    says(&english, &["we expand: Into the South", "640 stores; yearly output ¥46.0m", "7,200"]);
    says(&english, &["1 of 1 in post can be reached", "mail wang@example.com · WeChat wang-88"]);
    says(&english, &["In our own words: Four people", "Who <strong>nods</strong>."]);
}

#[test]
fn rule_hits_stand_as_risks_with_their_pages_and_the_rest_unfolds() {
    let dossier = "
manager: lin
plan: {actions: [{what: Letter, due: 2025-06-20, owner: lin}, {what: Call}]}
complaints: [{date: 2025-05-01, what: Late}]
needs: [{need: Speed}]
";
    let english = page(dossier, EN);
    let (shown, rest) = english.split_once("<details class=\"more rest\"").unwrap();
    assert_eq!(shown.matches("href=\"../rules/").count(), 3, "{shown}");
    assert!(rest.contains("href=\"../rules/"), "{rest}");
}

#[test]
fn what_is_late_is_counted_alike_everywhere() {
    let dossier = "
plan: {actions: [{what: Letter, owner: Lin, due: 2025-06-20}, {what: Offer, owner: Lin, due: 2025-07-09}]}
visits: [{date: 2025-06-01, findings: x, actions: [{what: Sample, owner: Lin, due: 2025-06-08}, {what: Sent, due: 2025-06-09, done: 2025-06-09}]}]
complaints: [{date: 2025-06-02, what: Late, responded: 2025-06-02, actions: [{what: Reply, owner: Lin, due: 2025-06-12}]}]
";
    // Letter, Sample and Reply; what was sent is done.
    let written = page(dossier, EN);
    says(
        &written,
        &["4 due in 30 days, 3 of them overdue", "3 actions are late", "visit of 1 Jun", "complaint of 2 Jun"],
    );
    let board = written.split("id=\"board\"").nth(1).unwrap().split("</figure>").next().unwrap();
    assert!(!board.contains("Sent"), "{board}");
    let home = page(dossier, "en/index.html");
    assert_eq!(home.matches("class=\"late\"").count(), 3, "{home}");
}

#[test]
fn product_and_selling_are_each_said_with_their_evidence() {
    let fit = |product: bool, selling: bool| {
        let dossier = format!(
            "fit:\n  product: {{holds: {product}, evidence: Four lines in use}}\n  selling: {{holds: {selling}, evidence: Sold by tender only}}\n"
        );
        // Of the three tests, that is; the whole of it unfolds below.
        let page = page(&dossier, EN);
        says(&page, &["Four lines in use", "Sold by tender only"]);
        page
    };
    says(&fit(true, false), &["product yes, selling no"]);
    says(&fit(false, true), &["product no, selling yes"]);
    for same in [fit(false, false), fit(true, true)] {
        assert!(!same.contains("selling no") && !same.contains("selling yes"), "{same}");
    }
    says(&page("fit: {product: {holds: true}}\n", EN), &["product yes, selling not judged"]);
}

#[test]
fn an_item_under_growth_and_its_opportunity_are_one() {
    let dossier = "
growth: [{direction: product_development, what: Fulfilment, amount: 14000}]
opportunities:
  - {name: Fulfilment for tablets, amount: 14000, growth: product_development, opened: 2025-06-01}
  - {name: Frame, amount: 26000, growth: market_penetration, opened: 2025-06-01}
";
    let written = page(dossier, EN);
    let growth = written.split("id=\"growth\"").nth(1).unwrap().split("</details>").next().unwrap();
    assert!(growth.contains(">40<") && growth.contains("Amount (¥k)") && !growth.contains("tablets"), "{growth}");
}

#[test]
fn a_resident_reports_flows_over_a_time_and_stock_of_a_day() {
    let report = "supply:
  reports: [{date: 2025-06-01, output: 61000, consumption: 58000, stock: 12000, unit: {zh-CN: 件, en: pieces}, per: day,
             delivered_price: 3.7, other_channels: Two rivals}]
";
    let english = page(report, EN);
    says(
        &english,
        &["61,000 pieces a day", "58,000 pieces a day", ">12,000 pieces<", "¥3.70 · unit: pieces", "Two rivals"],
    );
    says(&page(report, ZH), &["61,000 件/天", ">12,000 件<", "3.70 元/件"]);
    // Written as before there was `per`: the page says no more than the dossier.
    says(&page("supply: {reports: [{date: 2025-06-01, output: 7, unit: t}]}\n", EN), &[">7 t<"]);
}

/// With a fiscal year from April, `2025-Q1` is January to March all the same, and every place that shows it says so.
#[test]
fn a_period_cannot_be_taken_for_one_of_the_fiscal_year() {
    let dossier = "id: acme\nname: Acme\n\
                   plan: {period: 2025-Q3, goal: Grow}\n\
                   concessions: {periods: [{period: 2025-Q1, discounts: 100}]}\n\
                   cost_to_serve: [{period: 2024, amount: 1000}]\n\
                   investments: [{year: 2024, amount: 27001.5}]\n\
                   forecasts: [{made: 2024-12-01, period: 2025-Q1, amount: 20000}, {made: 2025-03-01, period: 2025-05, amount: 1}]\n";
    let targets = "account,period,measure,amount\nacme,2025-Q1,revenue,30000\nacme,2025,revenue,100000\n";
    let files = [
        ("keyfolio.yaml", "as_of: 2025-06-30\nfiscal_year_start: 4\n"),
        ("content/accounts/acme.yaml", dossier),
        ("data/sales.csv", &sales()),
        ("data/targets.csv", targets),
    ];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    let output = project.output();
    let text =
        |page: &str| String::from_utf8(output[page].clone()).unwrap().replace('\u{a0}', " ").replace('\u{2011}', "-");
    says(
        &text(EN),
        &[
            "Q3 2025 (Jul 2025 to Sep 2025)",
            ">Q1 2025 (Jan 2025 to Mar 2025)<",
            "FY 2024 (Apr 2024 to Mar 2025)",
            "FY 2025 (Apr 2025 to Mar 2026)",
            ">May 2025<",
        ],
    );
    // 27,001.50 of the 108,006 from April 2024 to March 2025.
    says(&text(EN), &["Investment ÷ revenue in 2024: 25.0%"]);
    says(&text(ZH), &["2025 年第 3 季度（2025年7月至9月）", "2025 年第 1 季度（2025年1月至3月）"]);
    says(&text("en/portfolio/periods.html"), &["Q1 2025 (Jan 2025 to Mar 2025)"]);
}

#[test]
fn no_sentence_counts_what_there_is_none_of() {
    let dossier = "
needs: [{need: Speed, status: met, source: Lin, date: 2025-05-01}]
value_propositions: [{feature: Depot, kind: saves_cost, evidence: shown, yearly_benefit: 65000}]
white_space: [{product_line: Box, state: open}]
objections: [{what: Price}]
supply: {reports: [{date: 2025-06-01, stock: 5}]}
contracts: [{name: Frame, start: 2025-01-01}]
opportunities: [{name: Hub, outcome: {result: won, date: 2025-03-01}}]
exit_cost: [{what: Own fleet}]
plan: {actions: [{what: Letter, owner: Lin, due: 2025-06-20}]}
";
    let (zh, en) = (page(dossier, ZH), page(dossier, EN));
    says(
        &zh,
        &[
            "1 条需求都已满足",
            ">每年可为客户省 6.5 万元<",
            "1 格空着<",
            "1 条异议，还没有化解",
            "还没写承诺，只有驻厂员的报告",
            "合同没写到期日",
            "赢 1 单，一单没丢",
            "要退出 1 处，我方怎么接还没写",
            "1 项行动：逾期 1",
            "“Letter”逾期 10 <span class=\"nb\">天（Lin）</span><",
        ],
    );
    says(
        &en,
        &[
            "One need, met",
            "Can save them ¥65.0k a year",
            "1 cell open<",
            "One objection, open",
            "The contract has no end",
            "1 won, none lost",
            "One action: 1 overdue",
        ],
    );
    for (page, words) in [(&zh, ["0 元", "0 条", "0 单", "0 格"]), (&en, ["0 won", "0 lost", "¥0 ", "0 with rivals"])]
    {
        let plain = page.replace('\u{a0}', " ");
        for words in words {
            assert!(!plain.contains(&format!(" {words}")) && !plain.contains(&format!("，{words}")), "{words}: {page}");
        }
    }
}

#[test]
fn what_evidence_shows_has_a_total_of_its_own() {
    let item = |benefit: u32, more: &str| format!("  - {{feature: f, yearly_benefit: {benefit}{more}}}\n");
    let proved = ", evidence: pilot";
    let totals = |items: &[String]| {
        let html = page(&format!("value_propositions:\n{}", items.concat()), EN);
        let table = html.split("id=\"propositions\"").nth(1).unwrap().split("</table>").next().unwrap().to_owned();
        table.split("<tfoot>").nth(1).unwrap().to_owned()
    };
    let some = totals(&[item(3000, proved), item(200, "")]);
    let rows: Vec<&str> = some.split("<tr>").skip(1).collect();
    assert!(rows.len() == 2 && rows[0].contains("Total, with evidence</th>") && rows[0].contains(">3,000<"), "{some}");
    assert!(rows[1].contains("Total, as stated</th>") && rows[1].contains(">3,200<"), "{some}");
    for items in [[item(3000, proved), item(200, proved)], [item(3000, ""), item(200, "")]] {
        let one = totals(&items);
        assert!(one.matches("<tr>").count() == 1 && one.contains("Total</th>"), "{one}");
    }
}

#[test]
fn a_slot_says_in_the_words_of_its_head_whom_we_met() {
    let who = |id: &str, slot: &str| format!("  - {{id: {id}, name: {id}, cute: [{slot}]}}\n");
    let people = [who("ann", "coach"), who("bea", "user"), who("cid", "technical"), who("dan", "economic")].concat();
    let visits = "visits:\n  - {date: 2025-06-20, met: [ann, bea]}\n  - {date: 2025-03-22, met: [cid]}\n";
    let dossier = format!("contacts:\n{people}{visits}");
    says(
        &page(&dossier, EN),
        &[
            "All four roles are held, 2 met, 1 long unseen, 1 with no visit on record",
            "<b>ann</b>met 10 days ago<",
            "<b>cid</b>long unseen: met 100 days ago<",
            "<b>dan</b>no visit on record<",
        ],
    );
    says(
        &page(&dossier, ZH),
        &[
            "四个位置都有人，2 个见过，1 个久未见，1 个没有走访记录",
            "<b>ann</b>10 天前见过<",
            "<b>cid</b>久未见：100 天前见过<",
            "<b>dan</b>没有走访记录<",
        ],
    );
    let met = dossier.replace("[ann, bea]", "[ann, bea, cid, dan]");
    says(&page(&met, EN), &["All four roles are held, and met within 60 days"]);
}

#[test]
fn the_class_of_an_account_at_or_below_zero_is_that_of_the_export() {
    let mut text = sales();
    text.push_str("2025-03-01,back,Back,Box,Boxes,East,-1,-50,0\n");
    let project = TestProject::new(&[("keyfolio.yaml", "as_of: 2025-06-30\n"), ("data/sales.csv", &text)]);
    project.run(&["build"]).expect(0);
    let page = String::from_utf8(project.output()["en/accounts/back.html"].clone()).unwrap();
    says(&page, &["<span class=\"abc c\">C</span>", "no positive revenue in 12 months: no rank"]);
    let export =
        project.run(&["export", "accounts", "--format", "json", "--period", "last-12-months"]).expect(0).stdout;
    let back = export
        .split("\"id\"")
        .find(|row| row.starts_with(": \"back\"") || row.starts_with(":\"back\""))
        .unwrap()
        .to_owned();
    assert!(back.replace(' ', "").contains("\"abc\":\"C\""), "{back}");
}

#[test]
fn months_are_not_set_against_a_time_before_the_account() {
    // Sales since January 2024; Late began in September.
    let mut text = sales();
    let late = |month: &str| format!("{month}-10,late,Late,Box,Boxes,East,1,10,5\n");
    text.extend(["2024-09", "2024-11", "2025-01", "2025-03", "2025-05"].map(late));
    text += "2024-10-10,best,Best,Box,Boxes,East,1,10,5\n2025-01-10,best,Best,Box,Boxes,East,1,30,5\n";
    let project = TestProject::new(&[("keyfolio.yaml", "as_of: 2025-06-30\n"), ("data/sales.csv", &text)]);
    project.run(&["build"]).expect(0);
    let best = |page: &str| String::from_utf8(project.output()[page].clone()).unwrap();
    says(&best("en/accounts/best.html"), &["Revenue was highest in January 2025: ¥30"]);
    says(&best("zh-CN/accounts/best.html"), &["2025 年 1 月收入最高：30 元"]);
    let page = String::from_utf8(project.output()["en/accounts/late.html"].clone()).unwrap();
    says(&page, &["Of the year before, the sales hold a part only", "Revenue in 5 of 12 months"]);
    assert!(!page.contains("beat the year before"), "{page}");
}

#[test]
fn a_note_in_another_language_says_so() {
    let files = [
        ("keyfolio.yaml", ""),
        ("content/accounts/acme.yaml", "id: acme\nname: Acme\n"),
        ("content/accounts/acme/2025-05-01.md", "---\ndate: 2025-05-01\n---\n\n见了王敏。\n"),
        ("data/sales.csv", &sales()),
    ];
    let project = TestProject::new(&files);
    project.run(&["build"]).expect(0);
    let page = |path: &str| String::from_utf8(project.output()[path].clone()).unwrap();
    says(&page(EN), &["the original, in Chinese", "<div class=\"prose\" lang=\"zh-CN\">"]);
    assert!(!page(ZH).contains("原文为"));
}

/// The head says what was heard last, and what who decides said before that within half a year; nothing of a plan or of a visit that
/// says nothing.
#[test]
fn the_head_says_what_was_heard_last_and_from_whom() {
    let head = |visits: &str| {
        let people = "contacts:\n  - {id: al, name: Al, roles: [decision_maker]}\n  - {id: bo, name: Bo}\nvisits:\n";
        let page = page(&format!("{people}{visits}"), "en/accounts/acme.html");
        let end = page.find("<dl class=\"vitals").expect("has vitals");
        page[..end].to_owned()
    };
    let both = head(
        "  - {date: 2024-10-01, met: al, findings: long ago}\n  - {date: 2025-02-01, met: al, findings: Price first. Then speed.}\n  \
         - {date: 2025-05-03, met: bo, findings: A rival is 6% cheaper}\n  - {date: 2025-06-01, met: bo}\n  - {date: 2025-08-01, met: bo, purpose: x}\n",
    );
    says(
        &both,
        &["Last visit · 3", "Bo:</span> A rival is", "The decision maker said · 1", "Al:</span> Price first</p>"],
    );
    says_not(&both, &["long ago", "Then speed"]);
    let one = head("  - {date: 2025-05-03, met: [al, bo], findings: 好}\n");
    says(&one, &["Last visit · 3", "Al and Bo:</span>"]);
    says_not(&one, &["The decision maker said"]);
    let old =
        head("  - {date: 2024-10-01, met: al, findings: long ago}\n  - {date: 2025-05-03, met: bo, findings: x}\n");
    says_not(&old, &["long ago"]);
    says_not(&head("  - {date: 2025-05-03, met: bo}\n"), &["class=\"heard\""]);
    let since = head(
        "  - {date: 2025-05-03, met: bo, findings: x}\ncomplaints:\n  - {date: 2025-04-01, what: before}\n  \
         - {date: 2025-06-01, what: Claims are slow, contact: bo, closed: 2025-06-08}\nneeds:\n  - {need: A second depot, contact: al, date: 2025-05-17}\n",
    );
    says(
        &since,
        &["Complaint, closed · 1", "Claims are slow", "Need named · 17", "Al:</span> A second depot", "Last visit · 3"],
    );
    says_not(&since, &["before</p>"]);
    // What is served, or wanted no more, is no news; an account that nobody visited may have said something all the same.
    let asked = head(
        "  - {date: 2025-05-03, kind: call, met: bo, findings: x}\nneeds:\n  - {need: Served, date: 2025-05-18, status: met}\n  \
         - {need: Gone, date: 2025-05-19, status: dropped}\n  - {need: Asked, date: 2025-05-17, status: offered}\n",
    );
    says(&asked, &["Need named · 17", "Asked</p>", "Last call · 3"]);
    says_not(&asked, &["Served</p>", "Gone</p>"]);
    let unseen = head("  []\ncomplaints:\n  - {date: 2025-04-01, what: Claims are slow}\n");
    says(&unseen, &["Complaint, open · 1", "Claims are slow"]);
}

/// A chore that is weeks away, with nobody of theirs, does not come before a deal that only a decision is missing for.
#[test]
fn a_deal_to_be_decided_comes_before_a_chore() {
    let next = |due: &str, more: &str| {
        let dossier = format!(
            "contacts: [{{id: al, name: Al, roles: [decision_maker]}}]\nvisits: [{{date: 2025-06-01, met: al, findings: x}}]\n\
             opportunities: [{{name: Crates, amount: 9, stage: decide, next_step: Set the start}}]\n\
             plan: {{period: '2025', actions: [{{what: Tidy the file, owner: Ann, due: {due}{more}}}]}}\n"
        );
        let page = page(&dossier, "en/accounts/acme.html");
        let start = page.find("<aside class=\"next\">").expect("has a next step");
        page[start..start + page[start..].find("</aside>").expect("ends")].to_owned()
    };
    let far = next("2025-09-01", "");
    says(
        &far,
        &["<p>Set the start</p>", "with Al", "“Crates” waits for the decision", "next in the plan: Tidy the file"],
    );
    says(&next("2025-07-10", ""), &["<p>Tidy the file</p>"]);
    says(&next("2025-09-01", ", contact: al"), &["<p>Tidy the file</p>"]);
}
