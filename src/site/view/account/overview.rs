//! Below the vitals: revenue by month, what can go wrong, the wallet, why it is a key account.

use super::balance::{self, Place};
use super::part::{Body, Figure, LightRow, Row, StackPart};
use super::scene::Scene;
use super::{Shared, health, potential, rhythm, risks, silence, sold};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::three_tests::{Outcome, ThreeTests, months_bought};
use crate::analysis::trend::MonthPoint;
use crate::charts::{Chart, Extent, MonthBar, Months, Room, Tick, Tone, nice_ticks};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Account, Judgement, Month, Period, Wallet, WalletEstimate, WalletHolder};
use crate::site::view::width::ems;
use crate::site::view::{Prose, Rich};

/// The rows between the vitals and the parts.
pub fn rows(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vec<Row> {
    let facts = &shared.accounts[at];
    let wide = [months(scene, facts), risks::risks(shared, scene, account, facts)];
    let narrow: Vec<Figure> = if account.is_documented() {
        let wallet = account.wallet.as_ref().map(|wallet| self::wallet(scene, wallet, facts));
        let potential = potential::potential(scene, account, facts);
        wallet.into_iter().chain(potential).chain([why(scene, account, facts)]).collect()
    } else {
        let sold = sold::products(shared, scene, at).into_iter().chain(sold::group(shared, scene, account, at));
        sold.chain(super::targets(shared, at)).collect()
    };
    let wide = wide.into_iter().flatten().map(|figure| (Place::Left, figure));
    let health = health::score(shared, scene, at).map(|figure| (Place::Right, figure));
    let narrow = health.into_iter().chain(narrow.into_iter().map(|figure| (Place::Either, figure)));
    let mut rows = balance::columns(wide.chain(narrow).collect());
    rows.extend(health::standing(shared, scene, at));
    rows.extend(rhythm(shared, scene, at));
    rows
}

/// How many of the rows stand on a brief: up to the one with the tests, side by side with the months where there are any.
pub fn on_brief(rows: &[Row]) -> usize {
    let tests = |row: &Row| row.columns.iter().flat_map(|block| &block.figures).any(|figure| figure.id == "why");
    rows.iter().position(tests).map_or(rows.len(), |place| place + 1)
}

/// How predictably it buys, and when in the year.
fn rhythm(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Vec<Row> {
    let (strip, season) = (rhythm::strip(shared, scene, at), rhythm::season(shared, scene, at));
    match (strip, season) {
        (Some(strip), None) => vec![Row { columns: vec![strip.wide(7)] }],
        (strip, season) => {
            let season = season.map(|figure| (Place::Right, figure));
            balance::columns(strip.map(|figure| (Place::Left, figure)).into_iter().chain(season).collect())
        }
    }
}

/// Revenue by month with the year before; `None` where nothing was bought in them, of which the verdict speaks.
fn months(scene: &Scene<'_>, facts: &AccountFacts) -> Option<Figure> {
    let points = &with_history(facts);
    if points.iter().all(|point| !point.now.revenue.is_positive()) {
        return None;
    }
    let amounts = points.iter().flat_map(|point| [Some(point.now.revenue), point.last_year.map(|last| last.revenue)]);
    let scale = Scale::of(scene.voice.locale, amounts.flatten());
    let (first, last) = (points.first()?, points.last()?);
    let period = Period::new(first.month.first_day(), last.month.last_day().min(scene.as_of))?;
    let period = scene.voice.locale.period(period);
    let has_before = points.iter().any(|point| point.last_year.is_some());
    let bars = points.iter().map(|point| bar(scene, point, &scale, peak(points))).collect();
    let headings = [
        scene.word("overview.month"),
        scene.say("overview.revenue", &[("unit", scale.label.as_str().into())]),
        if has_before { scene.say("overview.before", &[("unit", scale.label.as_str().into())]) } else { String::new() },
    ];
    let total = scene.money(facts.year.revenue);
    let chart = Months {
        room: Room::Column,
        id: "chart-months".to_owned(),
        name: scene.word("overview.months_name"),
        summary: scene.say("overview.months_summary", &[("period", period.as_str().into()), ("money", total.into())]),
        bars,
        ticks: ticks(scene, points, &scale),
        headings,
    };
    let key = if has_before { "overview.months_measure" } else { "overview.months_measure_plain" };
    let measure = scene.say(key, &[("unit", scale.label.as_str().into()), ("period", period.into())]);
    let notes = vec![scene.rich("overview.sales_source", &[])];
    let body = Body::Chart(Box::new(Chart::Months(chart)));
    Some(Figure::new("months", months_finding(scene, points), measure, body, notes))
}

/// The months, those of last year only where the account was one by then: what it never had is nothing to beat.
fn with_history(facts: &AccountFacts) -> Vec<MonthPoint> {
    let known = |month: Month| facts.first_sale.is_some_and(|first| Month::of(first) <= month.plus(-12));
    let point = |point: &MonthPoint| MonthPoint { last_year: point.last_year.filter(|_| known(point.month)), ..*point };
    facts.months.iter().map(point).collect()
}

fn months_finding(scene: &Scene<'_>, points: &[MonthPoint]) -> Rich {
    let whole = || {
        points
            .iter()
            .filter(|point| !point.partial)
            .filter_map(|point| Some((point.now.revenue, point.last_year?.revenue)))
    };
    let (all, up) = (whole().count(), whole().filter(|(now, before)| now > before).count());
    let down = whole().filter(|(now, before)| now < before).count();
    let key = match (all, up, down) {
        (0, ..) => return alone(scene, points),
        (all, up, _) if all == up => "overview.months_all",
        (all, _, down) if all == down => "overview.months_none",
        (_, 0, 0) => "overview.months_equal",
        (_, 0, _) => "overview.months_below",
        _ => "overview.months",
    };
    scene.rich(key, &[("all", all.into()), ("up", up.into()), ("down", down.into())])
}

/// The best of months that no year before is known of; in how many there was any revenue, where none stands out.
fn alone(scene: &Scene<'_>, points: &[MonthPoint]) -> Rich {
    let bought = points.iter().filter(|point| point.now.revenue.is_positive()).count();
    let best = peak(points).and_then(|month| points.iter().find(|point| point.month == month));
    match best.filter(|_| bought > 1) {
        Some(point) => {
            let month = scene.voice.locale.month_in_sentence(point.month);
            scene.rich(
                "overview.months_best",
                &[("month", month.into()), ("money", scene.money(point.now.revenue).into())],
            )
        }
        None => {
            scene.rich("overview.months_bought", &[("count", bought.into()), ("all", points.len().to_string().into())])
        }
    }
}

/// The one month that no other reaches; `None` where two are equal, as a peak beside an equal one is none.
fn peak(points: &[MonthPoint]) -> Option<Month> {
    let highest = points.iter().map(|point| point.now.revenue).max().filter(|revenue| revenue.is_positive())?;
    let mut at = points.iter().filter(|point| point.now.revenue == highest);
    at.next().filter(|_| at.next().is_none()).map(|point| point.month)
}

fn bar(scene: &Scene<'_>, point: &MonthPoint, scale: &Scale, peak: Option<Month>) -> MonthBar {
    let revenue = point.now.revenue;
    let before = point.last_year.map(|last| last.revenue);
    let month = scene.voice.locale.month(point.month);
    let value = scale.show(revenue);
    let shown = before.map(|before| scale.show(before)).unwrap_or_default();
    let key = if before.is_some() { "overview.mark_title_before" } else { "overview.mark_title" };
    let args =
        [("month", month.as_str().into()), ("value", value.as_str().into()), ("before", Arg::from(shown.as_str()))];
    let note = if peak == Some(point.month) {
        scene.say("overview.peak", &[("money", value.as_str().into())])
    } else {
        String::new()
    };
    MonthBar {
        label: scene.voice.locale.month_short(point.month),
        year: point.month.first_day().year().to_string(),
        title: scene.say(key, &args),
        name: month,
        value: Some(scale.divide(revenue)),
        value_text: value,
        previous: before.map(|before| scale.divide(before)),
        previous_text: shown,
        extent: if point.partial { Extent::Partial } else { Extent::Whole },
        tone: Tone::A,
        note,
    }
}

fn ticks(scene: &Scene<'_>, points: &[MonthPoint], scale: &Scale) -> Vec<Tick> {
    let values = points.iter().flat_map(|point| [Some(point.now.revenue), point.last_year.map(|last| last.revenue)]);
    let values: Vec<f64> = values.flatten().map(|amount| scale.divide(amount)).collect();
    let low = values.iter().copied().fold(0.0, f64::min);
    let high = values.iter().copied().fold(0.0, f64::max);
    let places = nice_ticks(low, high, 4);
    let step = places.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let decimals = usize::from(step < 1.0 || places.iter().any(|at| at.fract() != 0.0));
    places.into_iter().map(|at| Tick::new(at, scene.voice.locale.decimal(at, decimals))).collect()
}

/// Who serves the wallet, and our share of it.
fn wallet(scene: &Scene<'_>, wallet: &Wallet, facts: &AccountFacts) -> Figure {
    let percent = |share: f64| scene.voice.locale.percent_round(share);
    let finding = match facts.position {
        Some(position) if position.over => {
            scene.rich("overview.wallet_over", &[("share", percent(position.share).into())])
        }
        // A share of 12 months hides that its last months brought nothing.
        Some(position) => match silence::months(facts) {
            Some(months) => {
                let args = [("share", percent(position.share).into()), ("count", Arg::Number(months.into()))];
                scene.rich("overview.wallet_silent", &args)
            }
            None => scene.rich("overview.wallet", &[("share", percent(position.share).into())]),
        },
        None => scene.rich("overview.wallet_unknown", &[]),
    };
    let money = scene.money(wallet.amount);
    let said: Vec<String> = wallet
        .source
        .iter()
        .map(|source| scene.words(source).to_owned())
        .chain(wallet.as_of.map(|day| scene.voice.locale.date_table(day)))
        .chain(wallet.confidence.map(|confidence| scene.choice("confidence", confidence.key())))
        .collect();
    let measure = if said.is_empty() {
        scene.say("overview.wallet_measure_plain", &[("money", money.into())])
    } else {
        scene.say("overview.wallet_measure", &[("money", money.into()), ("source", said.join(" · ").into())])
    };
    let parts = wallet_parts(scene, wallet);
    let mut notes = vec![scene.source("wallet")];
    let bodies = if parts.is_empty() {
        notes.insert(0, scene.rich("overview.wallet_no_parts", &[]));
        Vec::new()
    } else {
        notes.insert(0, scene.rich("overview.wallet_stated", &[]));
        vec![Body::Stack(parts)]
    };
    notes.extend(wallet.previous.iter().rev().map(|estimate| earlier(scene, estimate)));
    Figure { id: "wallet".to_owned(), finding, measure, bodies, notes }
}

/// An estimate that a later one replaced, with its day and source.
fn earlier(scene: &Scene<'_>, estimate: &WalletEstimate) -> Rich {
    let (money, day) = (scene.money(estimate.amount), scene.voice.locale.date_table(estimate.as_of));
    let source = estimate.source.as_ref().map_or("", |source| scene.words(source));
    let key = if source.is_empty() { "overview.wallet_earlier_plain" } else { "overview.wallet_earlier" };
    scene.rich(key, &[("money", money.into()), ("day", day.into()), ("source", source.into())])
}

/// Width of the narrowest bar, that of a telephone, in the size of its labels.
const NARROWEST: f64 = 22.0;

fn wallet_parts(scene: &Scene<'_>, wallet: &Wallet) -> Vec<StackPart> {
    if wallet.composition.is_empty() {
        return Vec::new();
    }
    let mut rivals = 0;
    let mut parts: Vec<StackPart> = wallet
        .composition
        .iter()
        .map(|part| {
            let class = match part.holder {
                WalletHolder::Ours => "k1",
                // Two greys in turn: neighbours are told apart.
                WalletHolder::Rival => {
                    rivals += 1;
                    if rivals % 2 == 1 { "k5" } else { "k6" }
                }
                WalletHolder::Outsourced => "k0",
                WalletHolder::Own => "k3",
            };
            let holder = scene.choice("wallet_holder", part.holder.key());
            let name = part.name.as_ref().map_or_else(|| scene.plain(holder), |name| scene.prose(name));
            let share = part.share.share();
            let percent = scene.voice.locale.percent_round(share);
            // Holders of one kind have one colour: where there is room, the name tells them apart.
            let is_roomy = ems(&format!("{} {percent}", name.text)) <= share * NARROWEST;
            let label = if is_roomy { format!("{} {percent}", name.text) } else { percent };
            StackPart { class, width: format!("{:.1}", share * 100.0), label, name }
        })
        .collect();
    let stated: f64 = wallet.composition.iter().map(|part| part.share.share()).sum();
    if stated < 0.995 {
        parts.push(StackPart {
            class: "k0",
            width: format!("{:.1}", (1.0 - stated) * 100.0),
            label: scene.voice.locale.percent_round(1.0 - stated),
            name: scene.plain(scene.word("overview.wallet_rest")),
        });
    }
    parts
}

/// Three tests and five elements, a light each.
fn why(scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Figure {
    let fit = &account.fit;
    let tests = ThreeTests::of(account, facts);
    let product = match (&fit.product, &fit.selling) {
        (None, None) => light(scene, "product", tests.fit, scene.word("why.none")),
        (product, selling) => {
            let judged = [product, selling].into_iter().flatten();
            let mut notes: Vec<Prose> = judged.flat_map(|judgement| scene.shown_by(judgement)).collect();
            notes.dedup();
            let [product, selling] = [product, selling].map(|judgement| judgement.as_ref().map(|judged| judged.holds));
            LightRow { notes, ..light(scene, "product", tests.fit, fit_words(scene, product, selling)) }
        }
    };
    let procurement = match fit.procurement {
        None => light(scene, "procurement", tests.procurement, scene.word("why.none")),
        Some(kind) => {
            let notes = fit.procurement_evidence.iter().map(|text| scene.prose(text)).collect();
            LightRow {
                notes,
                ..light(scene, "procurement", tests.procurement, scene.choice("procurement", kind.key()))
            }
        }
    };
    let bought = [("count", months_bought(facts).into()), ("all", facts.months.len().into())];
    let recurrence = light(scene, "recurrence", tests.recurrence, scene.say("why.months", &bought));
    let rows = vec![product, procurement, recurrence, five(scene, account)];
    let finding = judged(scene, tests);
    let notes = vec![scene.source("fit"), scene.rich("why.recurrence_note", &[])];
    Figure::new("why", finding, scene.word("why.measure"), Body::Lights(rows), notes)
}

/// How many passed; of tests that are not all judged, how those that are ended.
fn judged(scene: &Scene<'_>, tests: ThreeTests) -> Rich {
    let all = ["product", "procurement", "recurrence"].into_iter().zip(tests.all());
    let known: Vec<(&str, Outcome)> = all.filter(|(_, test)| *test != Outcome::Unknown).collect();
    let passed = known.iter().filter(|(_, test)| *test == Outcome::Passed).count();
    let ended = known.iter().map(|(name, test)| {
        let outcome = match test {
            Outcome::Passed => "why.passed",
            Outcome::Half => "why.in_part",
            Outcome::Failed | Outcome::Unknown => "why.failed",
        };
        let args = [("test", scene.word(&format!("why.{name}")).into()), ("outcome", scene.word(outcome).into())];
        scene.say("why.ended", &args)
    });
    let tests = scene.voice.locale.row(&ended.collect::<Vec<_>>());
    let key = match (known.len(), passed) {
        (0, _) => "why.none_judged",
        (1 | 2, _) => "why.some_judged",
        (_, 0) => "why.none_passed",
        _ => "why.finding",
    };
    scene.rich(key, &[("count", passed.into()), ("judged", known.len().to_string().into()), ("tests", tests.into())])
}

/// One word where product and selling are judged alike, else what each is.
fn fit_words(scene: &Scene<'_>, product: Option<bool>, selling: Option<bool>) -> String {
    let word = |judged: Option<bool>| {
        scene.word(match judged {
            Some(true) => "why.yes",
            Some(false) => "why.no",
            None => "why.not_judged",
        })
    };
    if product == selling {
        return word(product);
    }
    scene.say("why.apart", &[("product", word(product).into()), ("selling", word(selling).into())])
}

fn light(scene: &Scene<'_>, key: &str, test: Outcome, light: String) -> LightRow {
    let state = match test {
        Outcome::Passed => "",
        Outcome::Half => "half",
        Outcome::Failed => "off",
        Outcome::Unknown => "none",
    };
    LightRow { name: scene.word(&format!("why.{key}")), state, light, notes: Vec::new() }
}

fn five(scene: &Scene<'_>, account: &Account) -> LightRow {
    let elements = &account.five_elements;
    let judged: [(&str, &Option<Judgement>); 5] = [
        ("large_continuous", &elements.large_continuous),
        ("strategic_order", &elements.strategic_order),
        ("business_or_image", &elements.business_or_image),
        ("technology_absorption", &elements.technology_absorption),
        ("market_development", &elements.market_development),
    ];
    if judged.iter().all(|(_, judgement)| judgement.is_none()) {
        return light(scene, "five", Outcome::Unknown, scene.word("why.none"));
    }
    let holding: Vec<String> = judged
        .iter()
        .filter(|(_, judgement)| judgement.as_ref().is_some_and(|j| j.holds))
        .map(|(name, _)| scene.word(&format!("elements.{name}")))
        .collect();
    if holding.is_empty() {
        return light(scene, "five", Outcome::Failed, scene.word("why.five_none"));
    }
    let count = scene.say("why.five_count", &[("count", holding.len().into())]);
    let notes = holding.into_iter().map(|text| Prose { text, lang: None }).collect();
    LightRow { notes, ..light(scene, "five", Outcome::Passed, count) }
}
