//! What the parts of a portfolio page come to: a sentence under the head of a part that holds several exhibits, which none of them
//! says. `None` where the page has nothing to tell there, as without sales.

use super::agenda::owner_name;
use super::exhibits::stages;
use super::lists::List;
use super::sheet::Sheet;
use super::{Rich, Voice, sentence};
use crate::analysis::abc::AbcClass;
use crate::analysis::agenda::{Agenda, Load, Owner};
use crate::analysis::buying_cycle::InCycle;
use crate::analysis::customers::regularity::XyzClass;
use crate::analysis::finding::{Situation as _, Topic};
use crate::analysis::health::HealthLight;
use crate::analysis::migration::Migration;
use crate::analysis::stage_moves::{KamStanding, Moves};
use crate::analysis::standings::Standing;
use crate::analysis::visiting::{Coverage, Visiting};
use crate::analysis::white_space::WhiteSpace;
use crate::locale::{Arg, Language};
use crate::portfolio::{Amount, KamStageName, RelationshipStage, WhiteSpaceState};
use crate::project::settings::AbcBase;
use crate::rules::silent_account;

/// From which share of the whole the loss of a single account is told of (convention).
const HEAVY: f64 = 0.05;

/// Below which probability of still buying an account is more likely gone than not.
const GONE: f64 = 0.5;

fn said(sheet: &Sheet<'_>, key: &str, args: &[(&str, Arg<'_>)]) -> Rich {
    full_stop(sheet, sheet.voice().say(&format!("part.{key}"), args))
}

fn full_stop(sheet: &Sheet<'_>, sentence: String) -> Rich {
    sheet.voice().rich("finding.full_stop", &[("sentence", sentence.into())])
}

fn digits(voice: Voice<'_>, count: u32) -> Arg<'static> {
    voice.locale.number(i64::from(count)).into()
}

/// What there is to say where at most one account brings anything.
fn few(sheet: &Sheet<'_>, standing: &Standing) -> Rich {
    let key = if standing.ranking.positive() == 0 { "nobody" } else { "alone" };
    said(sheet, key, &[("base", sheet.base(standing.base).into())])
}

/// What the smaller half of the accounts brings.
pub fn smaller_half(sheet: &Sheet<'_>, standing: &Standing) -> Rich {
    let ranking = &standing.ranking;
    let count = ranking.positive() / 2;
    let Some(larger) = ranking.share_of_first(ranking.positive() - count).filter(|_| count > 0) else {
        return few(sheet, standing);
    };
    let args = [
        ("count", Arg::from(count)),
        ("share", sheet.share(Some(1.0 - larger)).into()),
        ("base", sheet.base(standing.base).into()),
    ];
    said(sheet, "smaller_half", &args)
}

/// How many of class A on a base are in A on the other one, too.
pub fn a_on_both(sheet: &Sheet<'_>, other: AbcBase) -> Option<Rich> {
    let book = sheet.book();
    let is_a = |base, account: usize| book.class_on(base, account) == Some(AbcClass::A);
    let on_other: Vec<usize> = (0..book.now.figures.len()).filter(|&account| is_a(other, account)).collect();
    let both = on_other.iter().filter(|&&account| is_a(book.main().base, account)).count();
    let args = [
        ("count", Arg::from(on_other.len())),
        ("both", sheet.number(both).into()),
        ("base", sheet.base(other).into()),
        ("main", sheet.base(book.main().base).into()),
    ];
    match on_other.len() {
        0 => None,
        all if all == both => Some(said(sheet, "a_on_both.all", &args)),
        _ => Some(said(sheet, "a_on_both.some", &args)),
    }
}

/// How many accounts make half of the whole.
pub fn half(sheet: &Sheet<'_>, standing: &Standing) -> Rich {
    let ranking = &standing.ranking;
    let reaches = |count: &usize| ranking.share_of_first(*count).is_some_and(|share| share >= 0.5);
    let Some(count) = (1..=ranking.positive()).find(reaches).filter(|_| ranking.positive() > 1) else {
        return few(sheet, standing);
    };
    let args = [
        ("count", Arg::from(count)),
        ("all", sheet.number(ranking.positive()).into()),
        ("base", sheet.base(standing.base).into()),
    ];
    said(sheet, "half", &args)
}

/// How many accounts would be missed, each by itself.
pub fn heavy(sheet: &Sheet<'_>, standing: &Standing) -> Rich {
    let ranking = &standing.ranking;
    if ranking.positive() == 0 {
        return few(sheet, standing);
    }
    let such = ranking.order().iter().filter(|&&account| ranking.share(account).is_some_and(|share| share >= HEAVY));
    let count = such.count();
    let args = [
        ("count", Arg::from(count)),
        ("share", sheet.voice().locale.percent_round(HEAVY).into()),
        ("base", sheet.base(standing.base).into()),
    ];
    let alone = sheet.voice().say(if count == 0 { "part.heavy.none" } else { "part.heavy.some" }, &args);
    full_stop(sheet, with_group(sheet, standing, &alone).unwrap_or(alone))
}

/// The same with the group that is more together than the largest account is alone: who loses it loses all of them.
fn with_group(sheet: &Sheet<'_>, standing: &Standing, alone: &str) -> Option<String> {
    let (ranking, groups) = (&standing.ranking, &sheet.book().analysis.groups);
    let share = |members: &[usize]| members.iter().filter_map(|&member| ranking.share(member)).sum::<f64>();
    let heads = groups.iter().map(|head| (head, share(groups.members(head))));
    let (head, together) = heads.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let largest = ranking.order().first().and_then(|&first| ranking.share(first))?;
    let args = [
        ("sentence", Arg::from(alone)),
        ("account", sheet.name(head).into()),
        ("count", groups.members(head).len().into()),
        ("share", sheet.share(Some(together)).into()),
    ];
    // What rounds to the same is no more.
    (together >= largest + 0.001).then(|| sheet.voice().say("part.heavy.group", &args))
}

/// How the open actions lie on shoulders.
pub fn owners(sheet: &Sheet<'_>, agenda: &Agenda<'_>) -> Rich {
    let named = || agenda.loads.iter().filter(|load| load.owner != Owner::Nobody);
    let (people, actions) = (named().count(), named().map(Load::open).sum::<usize>());
    let most = named().map(Load::open).max().unwrap_or_default();
    let busiest: Vec<String> =
        named().filter(|load| load.open() == most).filter_map(|load| owner_name(sheet, load.owner)).collect();
    let args = [
        ("count", Arg::from(people)),
        ("actions", sheet.number(actions).into()),
        ("most", sheet.number(most).into()),
        ("names", sheet.voice().locale.list(&busiest).into()),
    ];
    let key = match (people, busiest.len()) {
        (0, _) => "owners.nobody",
        (1, _) => "owners.one",
        (_, 1..=2) => "owners.most",
        _ => "owners.some",
    };
    said(sheet, key, &args)
}

/// What those who bought often and went quiet brought in the 12 months.
pub fn quiet(sheet: &Sheet<'_>, places: &[usize]) -> Option<Rich> {
    let (book, voice) = (sheet.book(), sheet.voice());
    let silent = silent_account::RULE.id;
    let rule = sheet.word(&format!("rule.{silent}.name"));
    let accounts = places.iter().map(|&place| book.analysis.customers.accounts[place]);
    let revenue: Amount = accounts.clone().map(|account| book.now.figures[account].revenue).sum();
    let is_told = |account: &usize| book.analysis.accounts[*account].alerts.iter().any(|hit| hit.rule == silent);
    let args = [
        ("count", Arg::from(places.len())),
        ("money", voice.locale.money(revenue).into()),
        ("share", sheet.share(revenue.share_of(book.now.total.revenue)).into()),
        ("told", sheet.number(accounts.filter(is_told).count()).into()),
        ("rule", rule.as_str().into()),
    ];
    let page = sheet.link(&format!("rules/{silent}.html"));
    revenue.is_positive().then(|| said(sheet, "quiet", &args).link(&rule, Some(&page)))
}

/// How many accounts buy evenly, and how many without a pattern.
pub fn regularity(sheet: &Sheet<'_>) -> Option<Rich> {
    let known: Vec<XyzClass> = sheet.book().analysis.customers.xyz.iter().flatten().map(|xyz| xyz.class).collect();
    let of = |class| known.iter().filter(|found| **found == class).count();
    let args = [
        ("count", Arg::from(known.len())),
        ("even", sheet.number(of(XyzClass::X)).into()),
        ("swings", sheet.number(of(XyzClass::Y)).into()),
        ("irregular", sheet.number(of(XyzClass::Z)).into()),
    ];
    (!known.is_empty()).then(|| said(sheet, "regularity", &args))
}

/// How many accounts have more likely left than not.
pub fn gone(sheet: &Sheet<'_>) -> Option<Rich> {
    let valued = sheet.book().analysis.customers.valued().filter(|(_, value)| value.came_back());
    let all: Vec<f64> = valued.filter_map(|(_, value)| value.probability()).collect();
    let count = all.iter().filter(|alive| **alive < GONE).count();
    let args = [("count", Arg::from(count)), ("all", sheet.number(all.len()).into())];
    match (all.len(), count) {
        (0, _) => None,
        (_, 0) => Some(said(sheet, "gone.none", &[("count", all.len().into())])),
        _ => Some(said(sheet, "gone.some", &args)),
    }
}

/// How many of the accounts that somebody has to act on are in class A.
pub fn to_act(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Rich {
    let cuts = sheet.book().settings.health.lights;
    let act = || scored.iter().filter(|(_, points)| HealthLight::of(*points, cuts) == HealthLight::Act);
    let of_a: Vec<String> = act()
        .filter(|(account, _)| sheet.book().class(*account) == AbcClass::A)
        .map(|(account, _)| sheet.name(*account).to_owned())
        .collect();
    let args = [
        ("count", Arg::from(act().count())),
        ("a", sheet.number(of_a.len()).into()),
        ("accounts", sheet.voice().locale.list(&of_a).into()),
    ];
    let key = match (act().count(), of_a.len()) {
        (0, _) => "to_act.none",
        (_, 0) => "to_act.none_of_a",
        (_, 1..=3) => "to_act.named",
        _ => "to_act.counted",
    };
    said(sheet, key, &args)
}

/// How many accounts class A has, and had.
pub fn class_a(sheet: &Sheet<'_>, found: Option<&Migration>) -> Option<Rich> {
    let found = found?;
    let a = Some(AbcClass::A);
    let others = || AbcClass::ALL.into_iter().map(Some).chain([None]);
    let (was, now) = (
        others().map(|to| found.count(a, to)).sum::<usize>(),
        others().map(|from| found.count(from, a)).sum::<usize>(),
    );
    let args = [("count", Arg::from(now)), ("was", sheet.number(was).into())];
    Some(said(sheet, if was == now { "class_a.same" } else { "class_a.moved" }, &args))
}

/// What part of the open money stands still.
pub fn stalled(sheet: &Sheet<'_>, cycle: &[InCycle<'_>]) -> Rich {
    let still: Vec<&InCycle<'_>> = cycle.iter().filter(|one| one.is_stalled()).collect();
    let all: Amount = cycle.iter().map(InCycle::amount).sum();
    let of_money = still.iter().map(|one| one.amount()).sum::<Amount>().share_of(all).filter(|share| *share > 0.0);
    let share = of_money.unwrap_or(still.len() as f64 / cycle.len().max(1) as f64);
    let args = [("count", Arg::from(cycle.len())), ("share", sheet.voice().locale.percent_round(share).into())];
    match (still.len(), of_money) {
        (0, _) => said(sheet, "stalled.none", &args),
        (_, Some(_)) => said(sheet, "stalled.money", &args),
        (_, None) => said(sheet, "stalled.count", &args),
    }
}

/// Where most relationships stand.
pub fn relationships(sheet: &Sheet<'_>, moves: &Moves<RelationshipStage>) -> Option<Rich> {
    let counts =
        RelationshipStage::ALL.iter().map(|stage| (stages::stage_name(sheet, Some(*stage)), moves.now(*stage)));
    most(sheet, "relationships", counts.collect())
}

/// Where most KAM stages stand, as the dossiers say.
pub fn kam(sheet: &Sheet<'_>, all: &[KamStanding]) -> Option<Rich> {
    let of = |stage: &KamStageName| all.iter().filter(|one| one.said == *stage).count();
    most(sheet, "kam", KamStageName::ALL.iter().map(|stage| (stages::kam_name(sheet, *stage), of(stage))).collect())
}

/// The name that counts most; those that share the place.
fn most(sheet: &Sheet<'_>, key: &str, counts: Vec<(String, usize)>) -> Option<Rich> {
    let (all, top) =
        (counts.iter().map(|(_, count)| count).sum::<usize>(), counts.iter().map(|(_, count)| *count).max()?);
    let names: Vec<String> = counts.into_iter().filter(|(_, count)| *count == top).map(|(name, _)| name).collect();
    let args = [
        ("count", Arg::from(top)),
        ("all", sheet.number(all).into()),
        ("stage", sheet.voice().locale.list(&names).into()),
    ];
    match (all, names.len()) {
        (0, _) => None,
        (all, 1) if all == top => Some(said(sheet, &format!("{key}.all"), &args)),
        (_, 1) => Some(said(sheet, &format!("{key}.one"), &args)),
        _ => Some(said(sheet, &format!("{key}.tied"), &args)),
    }
}

/// What the accounts bring that nobody has visited for long.
pub fn unvisited(sheet: &Sheet<'_>, all: &[Visiting]) -> Option<Rich> {
    let (book, today) = (sheet.book(), sheet.book().as_of.date);
    let revenue = |accounts: &mut dyn Iterator<Item = &Visiting>| -> Amount {
        accounts.map(|one| book.now.figures[one.account].revenue).sum()
    };
    let (missed, whole) = (revenue(&mut all.iter().filter(|one| one.is_unvisited(today))), revenue(&mut all.iter()));
    let count = all.iter().filter(|one| one.is_unvisited(today)).count();
    let args = [
        ("count", Arg::from(count)),
        ("money", sheet.voice().locale.money(missed).into()),
        ("share", sheet.share(missed.share_of(whole)).into()),
    ];
    match (count, missed.is_positive()) {
        (0, _) => None,
        (_, true) => Some(said(sheet, "unvisited.some", &args)),
        (_, false) => Some(said(sheet, "unvisited.no_revenue", &args)),
    }
}

/// How many visits the plan lacks, and at how many accounts.
pub fn short_of_plan(sheet: &Sheet<'_>, all: &[Visiting]) -> Rich {
    let voice = sheet.voice();
    let sum = Coverage::of(all.iter(), sheet.book().as_of.date);
    let short = all.iter().filter(|one| one.planned.is_some_and(|planned| planned > one.kept())).count();
    let args = [("count", Arg::from(short)), ("visits", digits(voice, sum.planned - sum.kept))];
    match (sum.planned, short) {
        (0, _) => said(sheet, "short_of_plan.no_plan", &[]),
        (_, 0) => said(sheet, "short_of_plan.kept", &[]),
        _ => said(sheet, "short_of_plan.some", &args),
    }
}

/// How many of the visits somebody senior of ours made.
pub fn senior(sheet: &Sheet<'_>, all: &[Visiting]) -> Option<Rich> {
    let sum = Coverage::of(all.iter(), sheet.book().as_of.date);
    let args = [("count", Arg::from(sum.senior as usize)), ("all", digits(sheet.voice(), sum.done))];
    match (sum.done, sum.senior) {
        (0, _) => None,
        (_, 0) => Some(said(sheet, "senior.none", &args)),
        _ => Some(said(sheet, "senior.some", &args)),
    }
}

/// How many fields of accounts by lines are ours, open, a rival's, unknown.
pub fn fields(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Rich {
    // As the matrix shows them: a field has one state, however many units of the account its dossier tells apart.
    let in_state = |state| found.rows.iter().flat_map(|row| &row.fields).filter(|field| field.state() == state).count();
    let of = |state| Arg::from(sheet.number(in_state(Some(state))));
    let args = [
        ("ours", of(WhiteSpaceState::Ours)),
        ("open", of(WhiteSpaceState::Open)),
        ("rival", of(WhiteSpaceState::Rival)),
        ("unknown", sheet.number(in_state(None)).into()),
    ];
    said(sheet, "fields", &args)
}

/// How many accounts have been asked at all.
pub fn asked(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Rich {
    let all = found.rows.len() + found.without.len();
    let args = [("count", Arg::from(found.rows.len())), ("all", sheet.number(all).into())];
    said(sheet, if found.without.is_empty() { "asked.all" } else { "asked.some" }, &args)
}

/// What an account of a list brings on average, and the one in the middle.
pub fn typical(sheet: &Sheet<'_>, list: &List) -> Option<Rich> {
    let mut revenue: Vec<Amount> = list.members.iter().map(|member| member.now.revenue).collect();
    revenue.retain(|amount| amount.is_positive());
    revenue.sort_unstable();
    let middle = *revenue.get(revenue.len().checked_sub(1)? / 2)?;
    let money = |amount: Amount| Arg::from(sheet.voice().locale.money(amount));
    let mean = revenue.iter().copied().sum::<Amount>().part(1, i32::try_from(revenue.len()).unwrap_or(i32::MAX));
    let args = [("count", Arg::from(revenue.len())), ("mean", money(mean)), ("middle", money(middle))];
    let key = match revenue.len() {
        1 => "typical.one",
        _ if revenue.first() == revenue.last() => "typical.equal",
        _ => "typical.some",
    };
    Some(said(sheet, key, &args))
}

/// What the largest of a few categories brings; `None` where none brings anything.
pub fn largest(sheet: &Sheet<'_>, rows: &[(&str, Amount)]) -> Option<Rich> {
    let positive = || rows.iter().copied().filter(|(_, amount)| amount.is_positive());
    let whole: Amount = positive().map(|(_, amount)| amount).sum();
    let (name, amount) = positive().reduce(|most, one| if one.1 > most.1 { one } else { most })?;
    let args = [
        ("name", Arg::from(name)),
        ("count", positive().count().into()),
        ("share", sheet.share(amount.share_of(whole)).into()),
    ];
    Some(said(sheet, if positive().count() == 1 { "largest.only" } else { "largest.first" }, &args))
}

/// What is to be defended, and what is bought elsewhere, on the dashboard.
pub fn wallets(sheet: &Sheet<'_>) -> Option<Rich> {
    let told: Vec<String> = of_wallets(sheet).take(2).map(|fact| full_stop(sheet, fact).as_html().to_owned()).collect();
    let gap = if sheet.voice().language() == Language::En { " " } else { "" };
    (!told.is_empty()).then(|| Rich::from_safe_html(told.join(gap)))
}

/// The second of them, where the first is the page's title; else how many purchases are known.
pub fn more_of_wallets(sheet: &Sheet<'_>) -> Rich {
    let positions = sheet.book().positions;
    let known = positions.iter().flatten().count();
    let args = [("count", Arg::from(known)), ("all", sheet.number(positions.len()).into())];
    let second = of_wallets(sheet).nth(1).map(|fact| full_stop(sheet, fact));
    second.unwrap_or_else(|| said(sheet, if known == positions.len() { "wallets.all" } else { "wallets.some" }, &args))
}

fn of_wallets<'s>(sheet: &'s Sheet<'_>) -> impl Iterator<Item = String> + 's {
    let found = sheet.book().analysis.portfolio.findings.iter();
    let told = found.filter(|finding| finding.situation.topic() == Topic::Wallet);
    told.map(|finding| sentence::portfolio(sheet, &finding.situation))
}
