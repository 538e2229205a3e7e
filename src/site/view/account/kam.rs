//! The KAM ladder: what the dossier says, and how far the evidence goes (FRAMEWORKS §3).

use super::Shared;
use super::part::{Body, Fact, Figure};
use super::scene::Scene;
use crate::analysis::kam_evidence::{Condition, KamEvidence, KamRung};
use crate::charts::{Chart, Ladder, Rung};
use crate::locale::Arg;
use crate::portfolio::{Account, KamStage, KamStageName};
use crate::site::view::Rich;

/// The ladder; `None` where the dossier names no stage.
pub fn ladder(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let kam = account.kam_stage.as_ref()?;
    let evidence = KamEvidence::of(account, &shared.accounts[at], scene.as_of);
    let step = |stage: KamStageName| evidence.rungs.iter().position(|rung| rung.stage == stage);
    let (claimed, proven) = (step(kam.stage), step(evidence.proven));
    let rungs = evidence.rungs.iter().enumerate().map(|(index, rung)| {
        let within = |top: Option<usize>| if top.is_some_and(|top| index <= top) { "kam.yes" } else { "kam.no" };
        Rung {
            name: scene.choice("kam_stage", rung.stage.key()),
            missing: lacking(scene, rung),
            evidence_text: scene.word(within(proven)),
            claimed_text: scene.word(within(claimed)),
            title: scene.word(&format!("kam.meaning.{}", rung.stage.key())),
        }
    });
    let chart = Ladder {
        id: "chart-kam".to_owned(),
        name: scene.word("section.kam"),
        summary: finding_words(scene, kam, &evidence),
        rungs: rungs.collect(),
        evidence: proven.map(|top| top + 1),
        evidence_text: scene.word("kam.evidence"),
        claimed: claimed.map(|top| top + 1),
        claimed_text: scene.word("kam.dossier"),
        headings: ["rung", "evidence", "claimed", "lacking"].map(|key| scene.word(&format!("column.{key}"))),
    };
    let finding = Rich::from_marked(&finding_words(scene, kam, &evidence));
    let body = Body::Chart(Box::new(Chart::Ladder(chart)));
    let notes = vec![scene.source("kam_stage"), scene.rich("kam.convention", &[])];
    let figure = Figure::new("kam", finding, scene.word("kam.measure"), body, notes);
    let facts = facts(scene, kam, &evidence);
    Some(if facts.is_empty() { figure } else { figure.with(Body::Facts(facts)) })
}

/// That the dossier says more than the evidence, for the head of the page.
pub fn doubt(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<String> {
    let kam = account.kam_stage.as_ref()?;
    let evidence = KamEvidence::of(account, &shared.accounts[at], scene.as_of);
    let rank = |stage: KamStageName| evidence.rungs.iter().position(|rung| rung.stage == stage);
    let reached = scene.choice("kam_stage", evidence.possible.key());
    (rank(kam.stage)? > rank(evidence.possible)?).then(|| scene.say("kam.only", &[("reached", reached.into())]))
}

fn finding_words(scene: &Scene<'_>, kam: &KamStage, evidence: &KamEvidence) -> String {
    let rank = |stage: KamStageName| evidence.rungs.iter().position(|rung| rung.stage == stage);
    let (said, proven, possible) = (rank(kam.stage), rank(evidence.proven), rank(evidence.possible));
    let (key, reached) = match said {
        None => ("kam.apart", evidence.proven),
        _ if said > possible => ("kam.above", evidence.possible),
        _ if said < proven => ("kam.below", evidence.proven),
        _ if said == proven => ("kam.agrees", evidence.proven),
        _ => ("kam.open", evidence.proven),
    };
    let stage = scene.choice("kam_stage", kam.stage.key());
    scene.say(key, &[("stage", stage.into()), ("reached", scene.choice("kam_stage", reached.key()).into())])
}

/// What a rung lacks, then what nobody has written down.
fn lacking(scene: &Scene<'_>, rung: &KamRung) -> String {
    let of = |wanted: Option<bool>, key: &str| {
        let names: Vec<String> =
            rung.conditions.iter().filter(|(_, met)| *met == wanted).map(|(c, _)| condition(scene, *c)).collect();
        (!names.is_empty()).then(|| scene.say(key, &[("what", scene.voice.locale.row(&names).into())]))
    };
    let parts = [of(Some(false), "kam.lacks"), of(None, "kam.unknown")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(&scene.word("comma"))
}

fn condition(scene: &Scene<'_>, condition: Condition) -> String {
    let percent = |share: f64| Arg::from(scene.voice.locale.percent_round(share));
    let (key, value) = match condition {
        Condition::Business => ("business", None),
        Condition::Contract => ("contract", None),
        Condition::LongContract => ("long_contract", None),
        Condition::Share(share) => ("share", Some(percent(share))),
        Condition::Suppliers(most) => ("suppliers", Some(Arg::Number(most.into()))),
        Condition::Functions(least) => ("functions", Some(Arg::from(least))),
        Condition::Operations => ("operations", None),
        Condition::Finance => ("finance", None),
        Condition::SupplyChain => ("supply_chain", None),
    };
    let args: Vec<(&str, Arg<'_>)> = value.map(|value| ("value", value)).into_iter().collect();
    scene.say(&format!("kam.condition.{key}"), &args)
}

/// What the evidence consists of, and what the dossier adds in words.
fn facts(scene: &Scene<'_>, kam: &KamStage, evidence: &KamEvidence) -> Vec<Fact> {
    let mut numbers = Vec::new();
    numbers.extend(evidence.contract_value.map(|value| ("contract_value", Arg::from(scene.money(value)))));
    let percent = |share: f64| Arg::from(scene.voice.locale.percent_round(share));
    numbers.extend(evidence.share_of_wallet.map(|share| ("share_now", percent(share))));
    numbers.extend(evidence.suppliers.map(|count| ("suppliers_now", Arg::Number(count.into()))));
    numbers.extend(evidence.functions.map(|count| ("functions_now", Arg::from(count))));
    let numbers: Vec<String> =
        numbers.into_iter().map(|(key, value)| scene.say(&format!("kam.{key}"), &[("value", value)])).collect();
    let mut facts = Vec::new();
    if !numbers.is_empty() {
        facts.push(Fact { name: scene.word("kam.evidence"), texts: vec![scene.plain(numbers.join(" · "))] });
    }
    let said = kam.evidence.iter().map(|text| scene.prose(text));
    let since = kam.since.map(|day| {
        let day = scene.voice.locale.date_full(day);
        scene.plain(scene.say("kam.since", &[("day", day.into())]))
    });
    let texts: Vec<_> = since.into_iter().chain(said).collect();
    if !texts.is_empty() {
        facts.push(Fact { name: scene.word("kam.dossier"), texts });
    }
    // The present stage may stand among the earlier ones: it is said above.
    let earlier = kam.history.iter().filter(|entry| Some(entry.since) != kam.since);
    let earlier: Vec<String> = earlier
        .map(|entry| {
            let day = scene.voice.locale.date_full(entry.since);
            let stage = scene.choice("kam_stage", entry.stage.key());
            scene.say("kam.earlier", &[("stage", stage.into()), ("day", day.into())])
        })
        .collect();
    if !earlier.is_empty() {
        facts.push(Fact { name: scene.word("kam.before"), texts: vec![scene.plain(earlier.join(" · "))] });
    }
    facts
}
