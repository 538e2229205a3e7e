//! What a fresh reader of the demo trips over: two places of one dossier, or of a dossier and the targets, that do not agree.

use keyfolio::analysis::meetings::last_met;
use keyfolio::analysis::to_do::{ToDo, to_do};
use keyfolio::load::targets::TargetMeasure;
use keyfolio::pipeline::Analysed;
use keyfolio::portfolio::{Account, Amount, CuteSlot, Duty, Localised, NeedStatus};

use crate::demo::analysed;

/// What is wrong at each account with a dossier.
fn wrong(check: impl Fn(&Analysed, usize, &Account) -> Option<String>) -> Vec<String> {
    let demo = analysed();
    let accounts = demo.portfolio.accounts.iter().enumerate().filter(|(_, account)| account.is_documented());
    accounts.filter_map(|(at, account)| Some(format!("{}: {}", account.id, check(&demo, at, account)?))).collect()
}

#[test]
fn a_plan_aims_at_what_the_targets_of_its_period_ask_for() {
    let said = wrong(|demo, at, account| {
        let plan = account.plan.as_ref()?;
        let goal = plan.goal_amount.as_ref()?.value;
        let period = plan.period.as_ref()?.query()?.resolve(demo.analysis.as_of.date, demo.settings.fiscal_year_start);
        let targets = demo.analysis.targets.of(at);
        let revenue = || targets.iter().filter(|target| target.measure == TargetMeasure::Revenue);
        let whole = revenue().find(|target| target.period == period).map(|target| target.target);
        let inside =
            revenue().filter(|target| period.first <= target.period.first && target.period.last <= period.last);
        let sum: Amount = inside.map(|target| target.target).sum();
        let asked = whole.unwrap_or(sum);
        (asked.is_positive() && asked != goal).then(|| format!("the plan aims at {goal}, the targets ask for {asked}"))
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn what_is_overdue_is_collected_only_where_something_is() {
    let said = wrong(|_, _, account| {
        let overdue = account.payment.overdue.last().is_some_and(|entry| entry.amount.is_positive());
        let collects = account.actions().iter().any(|action| action.what.texts().any(|text| text.contains("逾期")));
        (collects && !overdue).then(|| "collects, and nothing is recorded as overdue".to_owned())
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn a_senior_visit_that_is_a_duty_done_stands_in_the_log() {
    let said = wrong(|_, _, account| {
        let mut done = account.duties.iter().filter(|entry| entry.duty == Duty::SeniorVisits);
        let logged = |day| account.visits.iter().any(|visit| visit.date == day && visit.senior);
        done.find(|entry| !logged(entry.date)).map(|entry| format!("no senior visit on {}", entry.date))
    });
    assert_eq!(said, [""; 0]);
}

/// A need is met by what holds: its need and the promise that was broken are both about trucks within two hours.
#[test]
fn suzhi_does_not_call_met_what_broke_its_promise() {
    let said = wrong(|_, _, account| {
        let met = account.needs.iter().any(|need| need.status == Some(NeedStatus::Met));
        (account.id.as_str() == "suzhi" && met)
            .then(|| "a need is met, and its promise was broken on 17 June".to_owned())
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn a_coach_in_the_demo_is_met_or_the_dossier_says_why_not() {
    let demo = analysed();
    let day = demo.analysis.as_of.date;
    let never: Vec<&str> = demo
        .portfolio
        .accounts
        .iter()
        .filter(|account| {
            let mut coaches = account.contacts.iter().filter(|contact| contact.in_post(day));
            coaches.any(|c| c.cute.contains(&CuteSlot::Coach) && last_met(account, c, day).is_none())
        })
        .map(|account| account.id.as_str())
        .collect();
    // Suzhi's plan is to meet her.
    assert_eq!(never, ["suzhi"]);
}

#[test]
fn what_is_to_be_done_stands_once_and_is_owned_by_somebody_of_ours() {
    let said = wrong(|demo, _, account| {
        let open: Vec<_> = to_do(account).filter(ToDo::is_open).collect();
        let unknown = open.iter().filter_map(|action| action.owner).find(|who| demo.portfolio.member(who).is_none());
        let texts = |action: &ToDo<'_>| action.what.texts().map(str::to_owned).collect::<Vec<_>>();
        let same = |a: &ToDo<'_>, b: &ToDo<'_>| {
            let within = |a: &str, b: &str| a.contains(b) || b.contains(a);
            a.due.is_some() && a.due == b.due && texts(a).iter().zip(texts(b)).any(|(a, b)| within(a, &b))
        };
        let twice = open.iter().enumerate().any(|(at, one)| open[at + 1..].iter().any(|other| same(one, other)));
        match (unknown, twice) {
            (Some(who), _) => Some(format!("{} is nobody of the team", who.0)),
            (None, true) => Some("an action is written twice".to_owned()),
            (None, false) => None,
        }
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn a_renewal_is_no_growth() {
    let said = wrong(|_, _, account| {
        let renews = |name: &Localised| name.texts().any(|text| text.contains("续约") || text.contains("下半年年框"));
        let grows = account.opportunities.iter().any(|one| one.growth.is_some() && renews(&one.name));
        let moves = account.growth.iter().any(|step| renews(&step.what));
        (grows || moves).then(|| "a renewal is counted as growth".to_owned())
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn a_margin_that_a_headline_names_is_that_of_the_sales() {
    let said = wrong(|demo, at, account| {
        let facts = &demo.analysis.accounts[at];
        let margin = facts.year.margin().map(|margin| format!("{:.1}%", margin * 100.0));
        let headline = account.headline.as_ref().map(|text| text.in_language("zh-CN").0.to_owned()).unwrap_or_default();
        let named = headline.split("毛利率 ").nth(1).and_then(|rest| rest.split_inclusive('%').next());
        named
            .filter(|named| Some(*named) != margin.as_deref())
            .map(|named| format!("{named}, the sales say {margin:?}"))
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn a_city_of_the_south_lies_in_the_south() {
    const SOUTH: [&str; 15] = [
        "东莞", "佛山", "厦门", "广州", "惠州", "汕头", "泉州", "深圳", "漳州", "珠海", "福州", "中山", "江门", "南宁",
        "海口",
    ];
    let said = wrong(|_, _, account| {
        let city = account.city.as_ref()?.in_language("zh-CN").0;
        let is_south = account.region.as_deref() == Some("华南");
        (is_south != SOUTH.contains(&city)).then(|| format!("{city} is in {:?}", account.region))
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn nobody_is_a_customer_only_after_the_first_purchase() {
    let said = wrong(|demo, at, account| {
        let (since, first) = (account.since?, demo.analysis.accounts[at].first_sale?);
        (since > first).then(|| format!("a customer since {since}, which bought on {first}"))
    });
    assert_eq!(said, [""; 0]);
}

/// What a page of ours asks for is done at the accounts that it names: every broken promise and every opponent has an action, and
/// whoever decides is visited by somebody of their rank.
#[test]
fn the_accounts_that_are_read_closely_plan_what_is_at_risk() {
    let named = |account: &Account, of: &str| {
        account.actions().iter().any(|action| action.contact.as_ref().is_some_and(|contact| contact.as_str() == of))
    };
    let said = wrong(|_, _, account| match account.id.as_str() {
        "lanshang" => (!named(account, "luo-min")).then(|| "nobody goes to Luo Min".to_owned()),
        "suzhi" => {
            let open = account.opportunities.iter().filter(|one| one.is_open() && one.close.is_some());
            let soonest = open.min_by_key(|one| one.close)?;
            let worked = soonest.contacts.iter().any(|contact| named(account, contact.as_str()));
            (!worked).then(|| "nothing is planned for the opportunity that closes first".to_owned())
        }
        _ => None,
    });
    assert_eq!(said, [""; 0]);
}
