//! What the team has judged, with its evidence: five elements of a key account, five features of a strategy, four
//! mistakes in choosing, the stance in the market (S4).

use super::part::{Body, Fact, Figure, LightRow};
use super::scene::Scene;
use crate::analysis::contracts::yearly_contract;
use crate::analysis::selling_steps::{SellingStep, reached};
use crate::locale::Arg;
use crate::portfolio::{Account, Contract, Judgement};
use crate::site::view::{Prose, Rich};

/// Whether a judgement that holds is good news.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holding {
    /// An element is met.
    Good,
    /// A mistake is made.
    Bad,
}

/// Judgements by their keys.
type Judged<'a, const N: usize> = [(&'static str, &'a Option<Judgement>); N];

/// The five elements, the first of them also as the contracts show it; then whether seller and account match.
pub fn elements(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let five = &account.five_elements;
    let elements: Judged<'_, 5> = [
        ("large_continuous", &five.large_continuous),
        ("strategic_order", &five.strategic_order),
        ("business_or_image", &five.business_or_image),
        ("technology_absorption", &five.technology_absorption),
        ("market_development", &five.market_development),
    ];
    let fit: Judged<'_, 4> = [
        ("product", &account.fit.product),
        ("selling", &account.fit.selling),
        ("seller_scale", &account.fit.seller_scale),
        ("industry_knowledge", &account.fit.industry_knowledge),
    ];
    let contract = yearly_contract(account, scene.as_of);
    let mut holding: Vec<String> = names(scene, "elements", elements, true);
    let mut rows = lights(scene, "elements", elements, Holding::Good).unwrap_or_default();
    if let Some(contract) = contract {
        if rows.is_empty() {
            rows = elements.iter().map(|one| light(scene, "elements", *one, Holding::Good)).collect();
        }
        if five.large_continuous.is_none() {
            (rows[0].state, rows[0].light) = ("", scene.word("why.yes"));
            holding.insert(0, scene.word("elements.large_continuous"));
        }
        rows[0].notes.push(contracted(scene, contract));
    }
    let judged = !rows.is_empty();
    let matched = lights(scene, "elements", fit, Holding::Good);
    let finding = match (judged, &matched) {
        (false, None) => return None,
        (false, Some(_)) => {
            let missing = names(scene, "elements", fit, false);
            verdict(scene, "elements.match", &missing)
        }
        (true, _) if holding.is_empty() => scene.rich("elements.none", &[]),
        (true, _) => {
            let list = scene.voice.locale.list(&holding);
            scene.rich("elements.finding", &[("count", holding.len().into()), ("names", list.into())])
        }
    };
    rows.extend(matched.unwrap_or_default());
    let source = vec![scene.source(if judged { "five_elements" } else { "fit" })];
    Some(Figure::new("elements", finding, scene.word("elements.measure"), Body::Lights(rows), source))
}

/// The contract that shows the first element.
fn contracted(scene: &Scene<'_>, contract: &Contract) -> Prose {
    let start = scene.voice.locale.date_table(contract.start);
    let end = contract.end.map(|end| scene.voice.locale.date_table(end));
    let key = if end.is_some() { "elements.contract" } else { "elements.contract_open" };
    let args = [
        ("name", Arg::from(scene.words(&contract.name))),
        ("start", start.into()),
        ("end", end.unwrap_or_default().into()),
    ];
    scene.plain(scene.say(key, &args))
}

/// The five features that a strategy should have.
pub fn strategy(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let check = &account.strategy_check;
    let judged: Judged<'_, 5> = [
        ("whole", &check.whole),
        ("long_term", &check.long_term),
        ("systematic", &check.systematic),
        ("adaptive", &check.adaptive),
        ("risk_aware", &check.risk_aware),
    ];
    let rows = lights(scene, "strategy_check", judged, Holding::Good)?;
    let missing = names(scene, "strategy_check", judged, false);
    let finding = verdict(scene, "strategy_check", &missing);
    let source = vec![scene.source("strategy_check")];
    Some(Figure::new("strategy-check", finding, scene.word("strategy_check.measure"), Body::Lights(rows), source))
}

/// The four mistakes in choosing key accounts.
pub fn mistakes(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let made = &account.choosing_mistakes;
    let judged: Judged<'_, 4> = [
        ("cold_visits", &made.cold_visits),
        ("only_the_large", &made.only_the_large),
        ("closing_by_talk", &made.closing_by_talk),
        ("preset_position", &made.preset_position),
    ];
    let rows = lights(scene, "mistakes", judged, Holding::Bad)?;
    let finding = verdict(scene, "mistakes", &names(scene, "mistakes", judged, true));
    let source = vec![scene.source("choosing_mistakes")];
    Some(Figure::new("mistakes", finding, scene.word("mistakes.measure"), Body::Lights(rows), source))
}

/// The four steps of customer-oriented selling, and which comes next; `None` for an account without a dossier.
pub fn selling(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    account.is_documented().then_some(())?;
    let reached = reached(account, scene.as_of);
    let next = SellingStep::ALL.iter().find(|step| reached.is_none_or(|reached| **step > reached));
    let name = |step: SellingStep| scene.choice("selling_step", step.key());
    let light = |step: &SellingStep| {
        let (state, word) = match step.is_taken(account, scene.as_of) {
            false => ("none", "selling.open"),
            true if reached.is_some_and(|reached| *step <= reached) => ("", "selling.taken"),
            true => ("half", "selling.ahead"),
        };
        let asks = scene.plain(scene.word(&format!("selling.asks.{}", step.key())));
        LightRow { name: scene.voice.label(name(*step)), state, light: scene.word(word), notes: vec![asks] }
    };
    let count = reached.map_or(0, |reached| reached as usize + 1);
    let finding = match next {
        None => scene.rich("selling.all", &[]),
        Some(next) if reached.is_none() => scene.rich("selling.none", &[("next", name(*next).into())]),
        Some(next) => scene.rich("selling.finding", &[("count", count.into()), ("next", name(*next).into())]),
    };
    let lights = Body::Lights(SellingStep::ALL.iter().map(light).collect());
    let notes = vec![scene.rich("selling.convention", &[])];
    Some(Figure::new("selling", finding, scene.word("selling.measure"), lights, notes))
}

/// Where we stand in the account's market: go in, join, or leave.
pub fn stance(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let stance = account.market_stance.as_ref()?;
    let name = scene.choice("stance", stance.stance.key());
    let note = stance.note.iter().map(|note| scene.prose(note));
    let meaning = scene.plain(scene.word(&format!("stance.meaning.{}", stance.stance.key())));
    let texts = std::iter::once(meaning).chain(note).collect();
    let fact = Fact { name: scene.voice.label(name.clone()), texts };
    let finding = match &stance.note {
        Some(note) => scene.rich("stance.noted", &[("name", name.into()), ("note", scene.words(note).into())]),
        None => scene.rich("stance.finding", &[("name", name.into())]),
    };
    let source = vec![scene.source("market_stance")];
    Some(Figure::new("stance", finding, scene.word("stance.measure"), Body::Facts(vec![fact]), source))
}

/// A light each; `None` where nothing is judged.
fn lights<const N: usize>(
    scene: &Scene<'_>,
    group: &str,
    judged: Judged<'_, N>,
    holding: Holding,
) -> Option<Vec<LightRow>> {
    judged.iter().any(|(_, judgement)| judgement.is_some()).then_some(())?;
    Some(judged.iter().map(|one| light(scene, group, *one, holding)).collect())
}

fn light(scene: &Scene<'_>, group: &str, (key, judgement): (&str, &Option<Judgement>), holding: Holding) -> LightRow {
    let (state, word) = match judgement {
        None => ("none", "why.none"),
        Some(judgement) => {
            let good = judgement.holds == (holding == Holding::Good);
            (if good { "" } else { "off" }, if judgement.holds { "why.yes" } else { "why.no" })
        }
    };
    LightRow {
        name: scene.voice.label(scene.word(&format!("{group}.{key}"))),
        state,
        light: scene.word(word),
        notes: judgement.iter().flat_map(|judgement| scene.shown_by(judgement)).collect(),
    }
}

/// The names of those that hold, or of those that do not.
fn names<const N: usize>(scene: &Scene<'_>, group: &str, judged: Judged<'_, N>, holds: bool) -> Vec<String> {
    let of = |(key, judgement): &(&str, &Option<Judgement>)| {
        judgement
            .as_ref()
            .is_some_and(|judgement| judgement.holds == holds)
            .then(|| scene.word(&format!("{group}.{key}")))
    };
    judged.iter().filter_map(of).collect()
}

/// What to say of the bad ones: none, or which.
fn verdict(scene: &Scene<'_>, group: &str, bad: &[String]) -> Rich {
    if bad.is_empty() {
        return scene.rich(&format!("{group}.all_well"), &[]);
    }
    let args = [("count", Arg::from(bad.len())), ("names", scene.voice.locale.list(bad).into())];
    scene.rich(&format!("{group}.finding"), &args)
}
