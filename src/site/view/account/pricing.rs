//! How the price is made, the corridor of a linked price, and quotes against closes (FRAMEWORKS §9).

use super::Shared;
use super::part::{Body, Fact, Figure, More};
use super::scene::{ColumnKind, Scene, cell, dash};
use crate::analysis::linked_price::{Corridor as Held, LinkedPrice, LinkedPriceTerms};
use crate::analysis::quotes;
use crate::charts::{Chart, Corridor, CorridorLimit, CorridorPoint, Tick, nice_ticks};
use crate::locale::Arg;
use crate::portfolio::{Account, Amount, IndexReading, Month, Quote};
use crate::rules::quote_gap;
use crate::site::view::{Cell, Rich, TableView};

/// Quotes that a reader sees at once (convention).
const QUOTES_SHOWN: usize = 8;
/// Most readings of the index that a corridor shows.
const READINGS: usize = 12;

/// Orientation and method, and where the linked price stands between floor and cap.
pub fn pricing(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let pricing = &account.pricing;
    let mut facts = Vec::new();
    let orientation = pricing.orientation.map(|o| scene.choice("pricing_orientation", o.key()));
    let method = pricing.method.map(|m| scene.choice("pricing_method", m.key()));
    let how: Vec<String> = orientation.into_iter().chain(method).collect();
    if !how.is_empty() {
        facts.push(Fact { name: scene.word("pricing.orientation"), texts: vec![scene.plain(how.join(" · "))] });
    }
    for (key, text) in [("peak_valley", &pricing.peak_valley), ("quality", &pricing.quality)] {
        facts.extend(
            text.iter()
                .map(|text| Fact { name: scene.word(&format!("pricing.{key}")), texts: vec![scene.prose(text)] }),
        );
    }
    let linked = Linked::of(scene, account);
    if facts.is_empty() && linked.is_none() {
        return None;
    }
    let finding = match &linked {
        Some(linked) => linked.finding(scene),
        None if how.is_empty() => scene.rich("pricing.finding", &[]),
        None => scene.rich("pricing.how", &[("how", how.join(&scene.word("comma")).into())]),
    };
    let measure = linked.as_ref().map_or_else(|| scene.word("pricing.measure"), |linked| linked.measure(scene));
    let chart = linked.map(|linked| Body::Chart(Box::new(Chart::Corridor(linked.chart(scene)))));
    let facts = (!facts.is_empty()).then_some(Body::Facts(facts));
    let bodies = chart.into_iter().chain(facts).collect();
    let notes = vec![scene.source("pricing")];
    Some(Figure { id: "pricing".to_owned(), finding, measure, bodies, notes })
}

/// A linked price with its readings up to today.
struct Linked<'a> {
    unit: String,
    index: &'a str,
    terms: LinkedPriceTerms,
    readings: Vec<(&'a IndexReading, LinkedPrice)>,
}

impl<'a> Linked<'a> {
    /// `None` without terms, without a reading, or where they make no price.
    fn of(scene: &Scene<'_>, account: &'a Account) -> Option<Self> {
        let linked = account.pricing.linked.as_ref()?;
        let terms = LinkedPriceTerms::of(linked);
        let all: Vec<_> = terms.at_readings(linked, scene.as_of).collect();
        let readings = all.get(all.len().saturating_sub(READINGS)..)?.to_vec();
        let unit = linked.unit.as_ref().map(|unit| scene.words(unit).to_owned()).unwrap_or_default();
        (!readings.is_empty()).then(|| Self { unit, index: scene.words(&linked.index), terms, readings })
    }

    fn finding(&self, scene: &Scene<'_>) -> Rich {
        let quantity = |amount: Amount| scene.voice.locale.money_exact(amount);
        let Some((_, now)) = self.readings.last() else { return scene.rich("pricing.finding", &[]) };
        let price = quantity(now.price);
        match (now.corridor, self.terms.cap) {
            (Held::AtCap, _) => {
                scene.rich("pricing.at_cap", &[("price", price.into()), ("linked", quantity(now.unbounded).into())])
            }
            (Held::AtFloor, _) => {
                scene.rich("pricing.at_floor", &[("price", price.into()), ("linked", quantity(now.unbounded).into())])
            }
            (Held::Between, Some(cap)) => {
                scene.rich("pricing.below_cap", &[("price", price.into()), ("room", quantity(cap - now.price).into())])
            }
            (Held::Between, None) => scene.rich("pricing.linked_now", &[("price", price.into())]),
        }
    }

    /// What is drawn, in what unit, and where the axis begins.
    fn measure(&self, scene: &Scene<'_>) -> String {
        let currency = scene.voice.locale.currency.label(scene.voice.language());
        let key = if self.unit.is_empty() { "pricing.measure_linked_plain" } else { "pricing.measure_linked" };
        let from = self.ticks(scene).first().map(|tick| tick.text.clone()).unwrap_or_default();
        scene.say(key, &[("currency", currency.into()), ("unit", self.unit.as_str().into()), ("from", from.into())])
    }

    /// Writes prices with as many decimals as the one of this figure that needs most, at most four.
    fn alike(&self, scene: &Scene<'_>) -> impl Fn(Amount) -> String {
        let locale = scene.voice.locale;
        let decimals = |amount: Amount| locale.quantity(amount).split_once('.').map_or(0, |(_, digits)| digits.len());
        let prices = self.readings.iter().flat_map(|(_, found)| [found.unbounded, found.price]);
        let most = prices.chain(self.terms.floor).chain(self.terms.cap).map(decimals).max().unwrap_or(0).min(4);
        move |amount| locale.decimal(amount.to_f64(), most)
    }

    fn ticks(&self, scene: &Scene<'_>) -> Vec<Tick> {
        let prices = self.readings.iter().flat_map(|(_, found)| [found.unbounded, found.price]);
        let all: Vec<f64> = prices.chain(self.terms.floor).chain(self.terms.cap).map(Amount::to_f64).collect();
        let (low, high) = all.iter().fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(*at), high.max(*at)));
        nice_ticks(low, high, 4).into_iter().map(|at| Tick::new(at, scene.voice.locale.decimal(at, 1))).collect()
    }

    fn chart(&self, scene: &Scene<'_>) -> Corridor {
        let quantity = self.alike(scene);
        let named = |key: &str, amount: Amount| scene.say(key, &[("price", quantity(amount).into())]);
        let limit = |key: &str, at: Option<Amount>| {
            at.map(|at| CorridorLimit { at: at.to_f64(), label: named(&format!("pricing.{key}"), at) })
        };
        let mut year = 0;
        let points = self.readings.iter().map(|(reading, found)| {
            let is_new = std::mem::replace(&mut year, reading.date.year()) != reading.date.year();
            let month = Month::of(reading.date);
            let name = scene.voice.locale.date_table(reading.date);
            let (linked, price) = (quantity(found.unbounded), quantity(found.price));
            CorridorPoint {
                label: if is_new { scene.voice.locale.month(month) } else { scene.voice.locale.month_short(month) },
                title: format!("{name} {price}"),
                name,
                linked: Some(found.unbounded.to_f64()),
                linked_text: linked,
                price: Some(found.price.to_f64()),
                price_text: price,
            }
        });
        let last = self.readings.last().map(|(_, found)| found);
        let differs = last.filter(|found| found.corridor != Held::Between);
        Corridor {
            id: "chart-corridor".to_owned(),
            name: scene.word("pricing.linked"),
            summary: scene.say("pricing.index", &[("index", self.index.into()), ("unit", self.unit.as_str().into())]),
            floor: limit("floor", self.terms.floor),
            cap: limit("cap", self.terms.cap),
            ticks: self.ticks(scene),
            points: points.collect(),
            linked_label: differs.map(|found| named("pricing.by_index", found.unbounded)).unwrap_or_default(),
            label: last.map(|found| named("pricing.now", found.price)).unwrap_or_default(),
            headings: ["day", "linked_price", "price"].map(|key| scene.word(&format!("column.{key}"))),
        }
    }
}

/// What became of the quotes: those of the months that the rule counts, [`quotes::closed`].
pub fn quoted(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let all = &account.pricing.quotes;
    if all.is_empty() {
        return None;
    }
    let months = quote_gap::months(shared.settings);
    let counted = quotes::closed(all, months, scene.as_of);
    let finding = match counted {
        None if all.iter().all(|quote| quote.closed.is_none()) => {
            scene.rich("quotes.open", &[("count", all.len().into())])
        }
        None => scene.rich("quotes.none_closed", &[("months", Arg::Number(months.into()))]),
        Some(closed) => {
            let key = if closed.mean > 0.0005 { "quotes.gap" } else { "quotes.no_gap" };
            let share = scene.voice.locale.percent(closed.mean);
            let args =
                [("count", Arg::from(closed.count)), ("months", Arg::Number(months.into())), ("share", share.into())];
            scene.rich(key, &args)
        }
    };
    let mut quotes: Vec<&Quote> = account.pricing.quotes.iter().rev().collect();
    let earlier = quotes.split_off(quotes.len().min(QUOTES_SHOWN));
    let body = Body::Table(table(scene, &quotes));
    let source = vec![scene.source("pricing.quotes")];
    let mut figure = Figure::new("quotes", finding, scene.word("quotes.measure"), body, source);
    if !earlier.is_empty() {
        let label = scene.say("quotes.earlier", &[("count", earlier.len().into())]);
        figure.bodies.push(Body::More(More { label, body: Box::new(Body::Table(table(scene, &earlier))) }));
    }
    Some(figure)
}

fn table(scene: &Scene<'_>, quotes: &[&Quote]) -> TableView {
    let price = |amount: Amount| scene.voice.locale.exact(amount);
    let rows = quotes.iter().map(|quote| {
        let unit = quote.unit.as_ref().map(|unit| scene.words(unit).to_owned());
        let line = quote.product_line.as_deref().map(|line| super::needs::product_line(scene, line).to_owned());
        vec![
            scene.noted(
                scene.day_cell(Some(quote.date)),
                line.into_iter().chain(quote.note.as_ref().map(|note| scene.words(note).to_owned())),
            ),
            Cell { note: unit, ..cell(price(quote.quoted)) },
            quote.closed.map_or_else(dash, |closed| cell(price(closed))),
            quotes::gap(quote).map_or_else(dash, |gap| cell(scene.voice.locale.delta_percent(0.0 - gap))),
        ]
    });
    let columns = [
        ("day", ColumnKind::Text),
        ("quoted", ColumnKind::Figure),
        ("closed_price", ColumnKind::Figure),
        ("gap", ColumnKind::Figure),
    ];
    let mut table = scene.table(scene.word("section.quotes"), &columns, rows.collect());
    let currency = scene.voice.locale.currency.label(scene.voice.language());
    for column in &mut table.columns[1..=2] {
        column.label = scene.voice.with_unit(&column.label, &currency);
    }
    table
}
