//! The health score with its terms, the three rankings, and what the coming year should bring, among the exhibits below the
//! vitals.

use super::Shared;
use super::part::{Block, Body, Figure, NamedNumber, Row, Term};
use super::quarter;
use super::scene::Scene;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::health::{Health, HealthTerm, Lack, MONTHS_BACK, TermPoints, reach};
use crate::analysis::meetings::deciders;
use crate::analysis::migration::PeriodClass;
use crate::analysis::sales::Scope;
use crate::analysis::scores::{AccountScores, Ranked};
use crate::analysis::trend;
use crate::locale::Arg;
use crate::portfolio::{Account, Period, back_months};
use crate::site::view::exhibits::health::change_text;
use crate::site::view::exhibits::value::{alive, estimate, reservations};
use crate::site::view::{Cell, Column, Rich, TableView, Voice};

/// Rankings and value, side by side.
pub fn standing(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Option<Row> {
    let ranked: Vec<Figure> = rankings(shared, scene, at).into_iter().chain(value(shared, scene, at)).collect();
    let width = if ranked.len() == 2 { 6 } else { 12 };
    let columns: Vec<Block> = ranked.into_iter().map(|figure| figure.wide(width)).collect();
    (!columns.is_empty()).then_some(Row { columns })
}

fn term_name(scene: &Scene<'_>, term: HealthTerm) -> String {
    scene.voice.word(&format!("health.term.{}", term.key()))
}

/// The score with its terms; `None` for an account without a dossier that has no score.
pub fn score(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Option<Figure> {
    let health = &shared.accounts[at].health;
    if !shared.portfolio.accounts[at].is_documented() && health.now.score().is_none() {
        return None;
    }
    let voice = scene.voice;
    let measure = match health.before.score() {
        Some(_) => {
            let day = voice.locale.date_in_sentence(back_months(scene.as_of, MONTHS_BACK));
            voice.say("health.account.measure", &[("date", day.into())])
        }
        None => voice.word("health.account.measure_alone"),
    };
    let terms: Vec<Term> = health.now.terms.iter().map(|points| term(scene, health, points)).collect();
    let bodies = if terms.is_empty() { Vec::new() } else { vec![Body::Terms(terms)] };
    Some(Figure {
        id: "health".to_owned(),
        finding: finding(scene, &shared.accounts[at]),
        measure,
        bodies,
        notes: notes(scene, &shared.portfolio.accounts[at], &shared.accounts[at]),
    })
}

fn finding(scene: &Scene<'_>, facts: &AccountFacts) -> Rich {
    let (voice, health) = (scene.voice, &facts.health);
    let Some(points) = health.now.points() else {
        return match health.now.terms.len() {
            0 => voice.rich("health.account.nothing", &[]),
            count => voice.rich("health.account.too_little", &[("count", count.into())]),
        };
    };
    let points = Arg::from(points.to_string());
    if facts.scored_health().is_none() {
        let key = if facts.first_sale.is_none() { "health.account.prospect" } else { "health.account.thin" };
        let share = voice.locale.percent_round(health.now.completeness);
        return voice
            .rich(key, &[("points", points), ("count", health.now.terms.len().into()), ("share", share.into())]);
    }
    let term = |term: HealthTerm| Arg::from(term_name(scene, term));
    let weakest = health.weakest().map(|weakest| weakest.term);
    let (Some(change), Some(alike)) = (health.change(), alike(health)) else {
        let args = [("points", points), ("term", weakest.map_or_else(|| Arg::from(String::new()), term))];
        return voice.rich("health.account.alone", &args);
    };
    let like_for_like = !health.gained().is_empty() || !health.lost().is_empty();
    let key = match (like_for_like, change) {
        (false, ..0) => "health.account.fell",
        (false, 0) => "health.account.flat",
        (false, _) => "health.account.rose",
        (true, ..0) => "health.account.alike_fell",
        (true, 0) => "health.account.alike_flat",
        (true, _) => "health.account.alike_rose",
    };
    let named = health.mover().map(|mover| mover.term).or(weakest);
    let [before, now] = alike.map(|points| Arg::from(points.to_string()));
    let args = [
        ("points", points),
        ("change", voice.locale.delta_number(change).into()),
        ("count", health.alike.now.terms.len().into()),
        ("before", before),
        ("now", now),
        ("term", named.map_or_else(|| Arg::from(String::new()), term)),
    ];
    voice.rich(key, &args)
}

/// Before and now in whole points, on like terms.
fn alike(health: &Health) -> Option<[u8; 2]> {
    Some([health.alike.before.points()?, health.alike.now.points()?])
}

fn term(scene: &Scene<'_>, health: &Health, points: &TermPoints) -> Term {
    let voice = scene.voice;
    let change = health.whole_change(points.term);
    let bad = match health.mover() {
        Some(mover) => mover.term == points.term && mover.change < 0.0,
        // The finding names the term that keeps most points back: it is shown where it has less than half of its own.
        None => points.value < 0.5 && health.weakest().is_some_and(|weakest| weakest.term == points.term),
    };
    let change = match (health.before.score(), change) {
        (None, _) => String::new(),
        (Some(_), None) => voice.word("health.account.new_term"),
        (Some(_), Some(change)) => change_text(voice, change),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a value between 0 and 1")]
    let fill = (points.value * 100.0).round() as u8;
    let whole = health.now.whole(points.term);
    Term {
        name: term_name(scene, points.term),
        fill,
        value: whole.map_or_else(String::new, |whole| whole.points.to_string()),
        maximum: whole.map_or_else(String::new, |whole| whole.maximum.to_string()),
        change,
        bad,
    }
}

fn notes(scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Vec<Rich> {
    let (voice, health) = (scene.voice, &facts.health);
    let names = |terms: Vec<HealthTerm>| {
        let names: Vec<String> = terms.into_iter().map(|term| term_name(scene, term)).collect();
        voice.locale.row(&names)
    };
    let lacks = |terms: &[HealthTerm]| {
        let lack = |&term: &HealthTerm| {
            let what = voice.word(&format!("health.lack.{}", Lack::of(account, term, scene.as_of).key()));
            voice.say("health.account.lack", &[("term", term_name(scene, term).into()), ("what", what.into())])
        };
        voice.locale.row(&terms.iter().map(lack).collect::<Vec<_>>())
    };
    let mut notes: Vec<Rich> = held(scene, account, health).into_iter().collect();
    if health.now.missing.is_empty() {
        notes.push(voice.rich("health.account.complete", &[]));
    } else {
        let share = voice.locale.percent_round(health.now.completeness);
        let args = [("names", lacks(&health.now.missing).into()), ("share", share.into())];
        notes.push(voice.rich("health.account.missing", &args));
    }
    if health.before.score().is_some() {
        for (key, terms) in
            [("health.account.new_terms", health.gained()), ("health.account.lost_terms", health.lost())]
        {
            if !terms.is_empty() {
                notes.push(voice.rich(key, &[("names", names(terms).into())]));
            }
        }
    }
    notes.extend(facts.scored_health().and_then(|_| reweighted(scene, health)));
    notes.extend(facts.scored_health().and_then(|_| quarter::events(scene, account)));
    let convention = voice.rich("health.account.convention", &[]);
    notes.push(convention.link(&voice.word("health.name"), Some("../frameworks/health.html")));
    notes
}

/// Of a score on other terms than a quarter before: how much of the difference is movement, and how much reweighting.
fn reweighted(scene: &Scene<'_>, health: &Health) -> Option<Rich> {
    let (now, then) = (health.now.points()?, health.before.points()?);
    let other = i64::from(now) - i64::from(then) - health.change()?;
    let signed = |change: i64| match change {
        0 => Arg::from("0"),
        change => Arg::from(scene.voice.locale.delta_number(change)),
    };
    let args = [
        ("then", Arg::from(then.to_string())),
        ("points", now.to_string().into()),
        ("moved", signed(health.change()?)),
        ("other", signed(other)),
    ];
    (other != 0).then(|| scene.voice.rich("health.account.reweighted", &args))
}

/// Why coverage counts less than what we reach of all contacts: whoever decides holds it.
fn held(scene: &Scene<'_>, account: &Account, health: &Health) -> Option<Rich> {
    let points = health.now.term(HealthTerm::RelationshipCoverage)?;
    let shown = health.now.whole(points.term)?;
    let reach = reach(account, scene.as_of).filter(|reach| reach.is_held())?;
    let names: Vec<String> =
        deciders(account, scene.as_of).map(|contact| scene.words(&contact.name).to_owned()).collect();
    let key = match reach.decider {
        None => "health.account.held_nobody",
        Some(touch) if touch <= 0.0 => "health.account.held_unmet",
        Some(_) => "health.account.held",
    };
    let alone = scene.voice.locale.decimal(reach.all * points.maximum, 0);
    let args = [
        ("count", names.len().into()),
        ("names", scene.voice.locale.list(&names).into()),
        ("points", shown.points.to_string().into()),
        ("alone", alone.into()),
    ];
    Some(scene.voice.rich(key, &args))
}

/// Three ranks side by side; `None` without revenue.
fn rankings(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Option<Figure> {
    let voice = scene.voice;
    let all = &shared.analysis.scores;
    let scores = all.of_account(at).filter(|_| all.accounts.len() > 1)?;
    let pyramid = if all.pyramid_by_profit { "scores.pyramid_profit" } else { "scores.pyramid" };
    let number = |key: &str, ranked: Ranked, note: String| NamedNumber {
        name: voice.word(key),
        value: voice.say("scores.account.rank", &[("rank", ranked.rank.to_string().into())]),
        measured: true,
        note,
    };
    let tier = |ranked: Ranked| voice.word(&format!("scores.tier.{}", ranked.tier.key()));
    let card = scores.card.score().map_or_else(String::new, |score| {
        let share = voice.locale.percent_round(scores.card.completeness);
        let score = voice.locale.decimal(score, 0);
        let text = voice.say("scores.account.score", &[("score", score.into()), ("share", share.into())]);
        format!("{} · {text}", tier(scores.scorecard))
    });
    let numbers = vec![
        number("scores.single", scores.single, tier(scores.single)),
        number(pyramid, scores.pyramid, tier(scores.pyramid)),
        number("scores.scorecard", scores.scorecard, card),
    ];
    let measure = voice.say("scores.account.measure", &[("count", all.accounts.len().into())]);
    let note = voice.rich("scores.note", &[]);
    let figure = Figure::new("scores", agreement(scene, scores), measure, Body::Trio(numbers), vec![note]);
    Some(match class_history(shared, at) {
        Some(history) => figure.with(Body::Table(history)),
        None => figure,
    })
}

/// Quarters of the class that a phone shows.
const NEWEST: usize = 4;

/// The ABC class in each quarter, oldest first; `None` with fewer than two quarters.
fn class_history(shared: &Shared<'_>, at: usize) -> Option<TableView> {
    let history: Vec<(Period, PeriodClass)> = shared.analysis.class_history(at).collect();
    if history.len() < 2 {
        return None;
    }
    let badge = |(_, class): &(Period, PeriodClass)| match class {
        Some(class) => Cell::new(class.letter()).class(&format!("abc {}", class.letter().to_lowercase())),
        None => Cell::new("–").class("muted"),
    };
    let head = |(period, _): &(Period, PeriodClass)| {
        Column::words(format!("{:02}Q{}", period.last.year().rem_euclid(100), (period.last.month() + 2) / 3))
    };
    let name = shared.voice.word("scores.account.classes");
    // A phone has room for the newest.
    let older = history.len().saturating_sub(NEWEST);
    let heads =
        history.iter().enumerate().map(|(at, entry)| if at < older { head(entry).minor() } else { head(entry) });
    let columns = std::iter::once(Column::words(shared.voice.word("portfolio.column.period"))).chain(heads);
    let row = std::iter::once(Cell::new(name.as_str())).chain(history.iter().map(badge));
    Some(TableView::new(name.as_str(), columns.collect(), vec![row.collect()]))
}

fn agreement(scene: &Scene<'_>, scores: &AccountScores) -> Rich {
    let voice = scene.voice;
    let tier = |ranked: Ranked| Arg::from(voice.word(&format!("scores.tier.{}", ranked.tier.key())));
    let (single, pyramid, card) = (scores.single, scores.pyramid, scores.scorecard);
    let key = match (scores.tiers_apart(), scores.pyramid_by_profit, scores.has_scorecard()) {
        (_, false, false) => "scores.account.revenue_only",
        (0, true, true) => "scores.account.agree",
        (0, false, true) => "scores.account.agree_scorecard",
        (0, true, false) => "scores.account.agree_pyramid",
        (_, _, true) if single.tier != card.tier => "scores.account.apart",
        _ => "scores.account.pyramid_apart",
    };
    let args =
        [("tier", tier(single)), ("single", tier(single)), ("pyramid", tier(pyramid)), ("scorecard", tier(card))];
    voice.rich(key, &args)
}

/// Change of a year’s revenue from which an estimate that points the other way is no target (convention).
const CONTRARY: f64 = 0.05;
/// How far such an estimate must lie from the last year to point anywhere (convention).
const AHEAD: f64 = 0.02;

/// What the coming year should bring; `None` without a model.
fn value(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Option<Figure> {
    let voice = scene.voice;
    let customers = &shared.analysis.customers;
    let model = customers.value.as_ref().ok()?;
    let found = customers.value_of(at)?;
    if found.history.repeats == 0 {
        return Some(without_repeat(shared, scene, at));
    }
    let Some(probability) = found.probability() else { return Some(unsettled(scene)) };
    // Days that round to none, and the few yuan that go with them, are next to nothing.
    let hardly = (found.expected_orders < 0.5).then(|| voice.word("customers.value.hardly"));
    let orders = hardly.clone().unwrap_or_else(|| voice.locale.decimal(found.expected_orders, 0));
    let worth =
        found.lifetime_value().map(|worth| hardly.clone().unwrap_or_else(|| voice.locale.money(estimate(worth))));
    let finding = match &worth {
        _ if hardly.is_some() => voice.rich("customers.account.value_hardly", &[]),
        Some(money) => {
            let last = voice.locale.money(shared.accounts[at].year.revenue);
            let args =
                [("orders", Arg::from(orders.as_str())), ("money", money.as_str().into()), ("last", last.into())];
            // Habits of years say one thing, the last year another: then they are no target.
            let year = shared.accounts[at].year.revenue.to_f64();
            let rate = shared.accounts[at].revenue.and_then(trend::Change::rate);
            let contrary = rate.filter(|rate| {
                let ahead = found.lifetime_value().unwrap_or_default() / year.max(1.0) - 1.0;
                rate.abs() >= CONTRARY && ahead.abs() >= AHEAD && ahead * rate < 0.0
            });
            match contrary {
                Some(rate) => {
                    let [_, money, last] = args;
                    let args = [money, last, ("rate", voice.locale.delta_percent(rate).into())];
                    voice.rich("customers.account.value_contrary", &args)
                }
                None => voice.rich("customers.account.value", &args),
            }
        }
        None => voice.rich("customers.account.value_orders", &[("orders", orders.as_str().into())]),
    };
    let repeats = usize::try_from(found.history.repeats).unwrap_or(usize::MAX);
    let alive_note = voice.say("customers.account.alive_note", &[("count", repeats.into())]);
    let worth_note = found.expected_value.map_or_else(
        || voice.word("customers.account.worth_none"),
        |value| voice.say("customers.account.worth_note", &[("money", voice.locale.money(estimate(value)).into())]),
    );
    let number = |key: &str, value: String, note: String| NamedNumber {
        name: voice.word(&format!("customers.account.{key}")),
        value,
        measured: true,
        note,
    };
    let numbers = vec![
        number("alive", alive(voice, probability), alive_note),
        number("orders", orders, voice.word("customers.account.orders_note")),
        NamedNumber {
            measured: worth.is_some(),
            ..number("worth", worth.unwrap_or_else(|| voice.word("customers.account.unmeasured")), worth_note)
        },
    ];
    let measure = voice.say("customers.account.measure", &[("date", voice.locale.date_full(scene.as_of).into())]);
    let link = of_customers(voice, "customers.account.note");
    let doubts =
        reservations(voice, model).map(|names| voice.rich("customers.value.doubts", &[("names", names.into())]));
    let notes = doubts.into_iter().chain([link]).collect();
    Some(Figure::new("value-ahead", finding, measure, Body::Trio(numbers), notes))
}

/// A note that leads to the page of the models.
fn of_customers(voice: Voice<'_>, key: &str) -> Rich {
    let page = voice.word("portfolio.page.customers");
    voice.rich(key, &[("page", page.as_str().into())]).link(&page, Some("../portfolio/customers.html"))
}

/// Where the data do not settle who leaves, the model says nothing of a single account.
fn unsettled(scene: &Scene<'_>) -> Figure {
    let voice = scene.voice;
    let measure = voice.say("customers.account.measure", &[("date", voice.locale.date_full(scene.as_of).into())]);
    Figure {
        id: "value-ahead".to_owned(),
        finding: voice.rich("customers.value.unsettled", &[]),
        measure,
        bodies: Vec::new(),
        notes: vec![of_customers(voice, "customers.account.unsettled_note")],
    }
}

/// Of an account that bought on one day only, or returned all: the model knows nothing of it but that it is there, and would
/// call the mean of all accounts an expectation of this one.
fn without_repeat(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Figure {
    let voice = scene.voice;
    let scope = Scope::Account(at);
    let all = shared.sales.first_day(scope).and_then(|first| Period::new(first, scene.as_of));
    let kept = all.is_some_and(|all| shared.sales.figures(scope, all).revenue.is_positive());
    let key = if kept { "customers.account.no_repeat" } else { "customers.account.all_returned" };
    let measure = voice.say("customers.account.measure", &[("date", voice.locale.date_full(scene.as_of).into())]);
    Figure {
        id: "value-ahead".to_owned(),
        finding: voice.rich(key, &[]),
        measure,
        bodies: Vec::new(),
        notes: vec![of_customers(voice, "customers.account.no_repeat_note")],
    }
}
