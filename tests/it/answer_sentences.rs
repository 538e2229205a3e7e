//! A small dossier, and what each framework's page says of it and of one that is nearly empty.

/// A dossier in which every framework is recorded.
pub const DOSSIER: &str = "
channel_role: agent
grade: 2
types: [economic, strategic]
fit: {product: true, selling: true, procurement: dispersed, seller_scale: false, industry_knowledge: true}
five_elements: {strategic_order: true}
strategy_check: {whole: false, long_term: true}
choosing_mistakes: {cold_visits: true, preset_position: true}
investments: [{year: 2023, amount: 150}, {year: 2024, amount: 100}]
loyalty: {attitude: no_loyalty}
wallet: {amount: 1000, composition: [{holder: ours, share: 60}, {holder: rival, share: 30}]}
contacts:
- {id: wang, name: Wang, roles: [decision_maker], relationship: 5, share_of_mind: view}
- {id: li, name: Li, roles: [user], share_of_mind: action}
visit_plan: {per_year: 4}
visits: [{date: 2026-06-10, by: boss, met: wang, findings: x}, {date: 2026-06-12, by: lin, met: li, findings: x}]
needs:
- {need: speed, goal: g, problem: p, status: open, source: Wang, date: 2026-01-01}
- {need: care, status: met}
value_propositions:
- {feature: f, advantage: ad, benefit: be, evidence: ev, confirm: co, yearly_benefit: 50}
- {feature: f2}
objections: [{what: dear, kind: price, date: 2026-01-01}, {what: late, kind: person, date: 2026-02-01, resolved: 2026-03-01}]
white_space: [{product_line: x, state: ours}, {product_line: y, state: open, amount: 70}, {product_line: y, state: rival, amount: 30, unit: South}]
opportunities:
- {name: old, opened: 2024-01-01, amount: 400, probability: 50, contacts: [li], stage: decide}
- {name: new, opened: 2026-06-01, amount: 100}
relationship_stages: [{stage: strengthen, since: 2024-01-01}, {stage: build, since: 2026-05-01, reason: market}]
kam_stage: {stage: partnership, suppliers: 9}
plan: {goal: more, actions: [{what: p, owner: lin, due: 2026-06-20, relation: build}, {what: q, due: 2026-07-10}, {what: r, owner: lin, due: 2026-08-20, relation: pull}]}
satisfaction:
  surveys: [{date: 2026-03-01, marks: [{dimension: overall, expectation: 4, experience: 3, stated: 5}]}]
environment: {external: out, swot: {weaknesses: [w], threats: [t, u]}}
pricing:
  orientation: cost
  quotes: [{date: 2026-05-01, quoted: 100, closed: 90}]
  linked: {base: 10, k: 1, index: oil, reference: 100, cap: 12, readings: [{date: 2026-06-01, value: 105}]}
concessions: {cap: 10, periods: [{period: 2026-06, discounts: 50}]}
exit_cost: [{what: trucks, cost: 500}]
channels: [{kind: own, share: 50}, {kind: alliance, share: 25}]
club: {enrolled: 2025-01-01, uses: [{date: 2026-01-01, kind: portal}]}
sections: [{name: Four, text: t}]
";

/// Framework, anchor of the figure, what it says in Chinese and in English of the two accounts.
pub const ANSWERS: &[(&str, &str, &str, &str)] = &[
    // a sells on: 900 of 1,000.
    (
        "two-senses",
        "answer-roles",
        "2 家里 1 家买来转卖，占这些客户收入的 90%，其中 A 类 1 家",
        "1 of 2 accounts sells on what it buys: 90% of the revenue of all; of class A: 1",
    ),
    ("two-senses", "answer-resellers", "转卖的客户里，Ada 最大", "Of those who sell on, the largest: Ada"),
    (
        "three-tests",
        "answer-tests",
        "2 家里 1 家至少有一项不过，收入 900 元；三项都判了的 1 家里 0 家全过",
        "1 of 2 accounts fails at least one of the three tests, with ¥900 of revenue; of 1 judged on all three 0 pass them all",
    ),
    // 150 went in in 2023 and 100 in 2024; 100 came back in 2024, nothing in 2025, 400 in 2026: the fourth year.
    ("investment-payback", "answer-payback", "1 家里 1 家已收回投入", "What was spent has come back at 1 of 1 account"),
    (
        "seller-match",
        "answer-match",
        "我方规模评过 1 家，1 家不够格；懂客户的行业评过 2 家，都够格",
        "Our scale falls short at 1 of 1 account; our knowledge of the industry falls short at none of 2 accounts",
    ),
    (
        "five-elements",
        "answer-elements",
        "评过的 1 家都至少占一项，最多的是战略性大单（1 家）",
        "Every judged account (1) holds at least one of the five; most often: a strategic order (1)",
    ),
    (
        "five-features",
        "answer-features",
        "查过的 1 份策略里 1 份缺特征，最多的是缺“全局”（1 份）",
        "1 of 1 checked strategy lacks a feature, most often: whole (1)",
    ),
    // Two mistakes come first together.
    (
        "four-mistakes",
        "answer-mistakes",
        "查过的 1 家里 1 家犯过错，最多的是盲目拜访、先入为主（1 家）",
        "At 1 of 1 checked account a mistake was made, most often: cold visits and a preset position (1)",
    ),
    (
        "account-types",
        "answer-types",
        "1 家写了类型，1 家不止一种；收入最多的是经济、战略（占全部 90%）",
        "One account has a type; most revenue with: economic and strategic (90% of all)",
    ),
    (
        "account-types",
        "answer-threshold",
        "0 家一年达到 1,000 元；一年内掉下来的 0 家，只差一点的 1 家",
        "0 accounts bring ¥1.0k a year or more; fallen below within a year: 0; just under: 1",
    ),
    // Fit half, centralised no; bought in 1 of 12 months, 90 % of the wallet: 49 %, between the cuts.
    (
        "loyalty-attitude",
        "answer-loyalty",
        "评过的 2 家里 0 家忠诚，A 类 1 家里 0 家",
        "Judged loyal: 0 of 2 accounts, 0 of 1 in class A",
    ),
    (
        "loyalty-attitude",
        "answer-loyalty-apart",
        "1 家里 1 家行为与判断不符，其中判为忠诚的 0 家",
        "1 of 1 account behaves otherwise than it is judged; judged loyal: 0",
    ),
    (
        "wallet-composition",
        "answer-wallets",
        "1 家一年花 1,000 元，我方占 60%；其余最多的是对手（30%）",
        "One account spends ¥1.0k a year: 60% with us; the largest other part: rivals (30%)",
    ),
    (
        "wallet-composition",
        "answer-elsewhere",
        "花在别处最多的是 Ada：一年 400 元",
        "Most goes elsewhere at Ada: ¥400 a year",
    ),
    ("buying-cycle", "answer-cycle", "1 个未结商机没有停住的", "None of 1 open opportunity stands still"),
    (
        "relationship-stage",
        "answer-falls",
        "有阶段的 1 家里，近 12 个月退了 1 次；没补回的 1 次",
        "One of 1 relationship fell back within 12 months; not made good: 1",
    ),
    // A partner says the dossier; without a contract and with one function at most in contact it is early.
    (
        "kam-stage",
        "answer-kam",
        "1 家里 1 家档案说的与证据撑得起的不同；伙伴以上：档案 1 家，证据 0 家",
        "At 1 of 1 account the evidence carries another stage than the dossier says; partners or closer: 1 said, 0 carried",
    ),
    (
        "long-chase",
        "answer-chase",
        "只有 1 个商机挂了 24 个月以上，没接触到拍板的人，400 元",
        "The one opportunity open for 24 months or more has nobody who decides in contact: ¥400",
    ),
    (
        "buying-centre",
        "answer-centre",
        "1 家都知道谁拍板，12 个月内也都见过",
        "Somebody who decides is known, and was met within 12 months, at every account (1)",
    ),
    (
        "build-deepen-pull",
        "answer-relation-work",
        "2 项行动经营关系：建 1、做 0、拉 1；未了 2 项，逾期 1 项",
        "2 actions work on relations: 1 build, 0 deepen, 1 pull; 2 open, 1 late",
    ),
    (
        "share-of-mind",
        "answer-mind",
        "评过的 2 位里 1 位已到行动；1 家里 0 家一位也没有",
        "1 of 2 judged contacts has come to action; with nobody there: 0 of 1 account",
    ),
    (
        "relation-without-plan",
        "answer-aimless",
        "关系好的 1 家都写明了为什么",
        "Every account with good relations (1) says what for",
    ),
    (
        "four-key-people",
        "answer-own-words",
        "1 家写了 1 节自家的话，最多在“做对事”",
        "One section in a team’s own words, in the part Plan",
    ),
    (
        "gpn",
        "answer-gpn",
        "2 项需求里 1 项没人满足，0 项在对手手里；其中 1 项我方还没有方案",
        "1 of 2 needs is open, with rivals: 0; of these without an offer of ours: 1",
    ),
    ("need-principle", "answer-asked", "2 项需求里 1 项缺来源或日期", "1 of 2 needs lacks its source or its day"),
    (
        "fabeec",
        "answer-fabeec",
        "2 条价值主张里，1 条写了好处，1 条有证据，1 条客户确认过",
        "Of 2 propositions: with the benefit 1, with evidence 1, confirmed by the account 1",
    ),
    (
        "white-space",
        "answer-white",
        "一年 70 元的空白在 1 格里；对手占着 30 元",
        "¥70 a year is open in one cell; rivals hold ¥30",
    ),
    (
        "objections",
        "answer-objections",
        "2 个异议里 1 个还没化解；最多的是价格、人（1 个）",
        "1 of 2 objections is still open; most often about: price and person (1)",
    ),
    // Says 5 of 5; bought in 1 of 12 months, 90 % of the wallet: 49 % is below the 60 of the settings.
    (
        "satisfaction-loyalty",
        "answer-says-does",
        "说满意的 1 家里 1 家行为不忠诚",
        "1 of 1 satisfied account does not act loyal",
    ),
    (
        "satisfaction-formula",
        "answer-gap",
        "1 家里 1 家得到的不如期望；差得最多的是 Ada，1.0 分（满分 5）",
        "1 of 1 account got less than it expected: Ada, by 1.0 (scale to 5)",
    ),
    (
        "visits",
        "answer-visits",
        "近 12 个月计划走访 4 次，做了 2 次；2 家里 1 家见到了拍板的人",
        "2 of 4 planned visits were made in 12 months; somebody who decides was met at 1 of 2 accounts",
    ),
    // One senior day of 250.
    (
        "senior-level-selling",
        "answer-senior",
        "近 12 个月高层见了 1 家大客户里的 1 家；跑得最多的一位，0.4% 的工作日在客户处，出处要三分之一",
        "Our senior level saw 1 of 1 key account in 12 months; who went most spent 0.4% of the working days with customers, where the sources ask for a third",
    ),
    (
        "key-account-centre",
        "answer-club",
        "入会的 1 家里 1 家近 12 个月用过，用得最多的是门户（1 次）",
        "1 of 1 enrolled account used it in 12 months, most often: portal (1)",
    ),
    (
        "account-plan",
        "answer-plan",
        "1 家共 1 项逾期；30 天内到期 1 项，60 天 1 项，90 天 0 项",
        "Late: 1, at accounts: 1; due within 30 days: 1, 60: 1, 90: 0",
    ),
    (
        "environment",
        "answer-around",
        "1 份档案看了环境，看外部的 1 份、内部的 0 份；我方劣势 1 条，威胁 2 条",
        "One dossier looks around; weaknesses of ours: 1, threats: 2",
    ),
    (
        "opportunities",
        "answer-pipeline",
        "2 个商机要新赢 500 元，加权后剩 200 元，最大的一份在 Ada（100%）",
        "¥500 is to be won in 2 opportunities; after weighting ¥200 is left, the largest part at Ada (100%)",
    ),
    (
        "linked-price",
        "answer-linked",
        "1 份联动价里，1 份到了上限，0 份到了下限，0 份随指数走",
        "Linked prices at the cap: 1 of 1, at the floor: 0; following the index: 0",
    ),
    ("exit-cost", "answer-exit", "1 家放下自有设施要花 500 元", "Giving up its own would cost one account ¥500"),
    // Half of 900 and a quarter of it.
    (
        "channel",
        "answer-channels",
        "一年 675 元里，67% 走自有渠道，0% 走他人渠道，33% 走联盟渠道",
        "Of ¥675 a year 67% goes by our own road, 0% by others', 33% by a shared one",
    ),
    // 50 of a gross profit of 400.
    (
        "concessions",
        "answer-granted",
        "1 家里 1 家让利占毛利超过上限；共让 50 元，占比上升的 0 家",
        "1 of 1 account gives away more of its gross profit than its cap; ¥50 granted in all; share rising at 0",
    ),
    // Class A is a alone: 400 of 900, of all 440 of 1,000.
    (
        "volume-without-profit",
        "answer-by-class",
        "A 类带来 90% 的收入、91% 的毛利：毛利率 44.4%，高于全部的 44.0%",
        "Class A brings 90% of revenue and 91% of gross profit: its margin of 44.4% is above the 44.0% of all",
    ),
    (
        "pricing-orientation",
        "answer-priced",
        "12 个月内成交的 1 次报价，平均比报价低 10.0%",
        "The one quote of 12 months that closed did so 10.0% below it",
    ),
    (
        "right-person",
        "answer-right",
        "2 份档案里 1 份三样齐全；最常缺的是“找对人、说对话、做对事”（1 份）",
        "1 of 2 dossiers has all three; most often missing: right person, right words and right thing (1)",
    ),
];
