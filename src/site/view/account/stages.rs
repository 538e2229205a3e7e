//! How far the relationship has come: relationship stages with their falls, KAM stage, loyalty, referrals.

use jiff::civil::Date;

use super::part::{Body, Fact, Figure, LogEntry};
use super::scene::{Scene, act_html};
use crate::portfolio::{Account, RelationshipStage, StageEntry};
use crate::site::view::{Rich, escape};

/// Whether the entry at a position is a fall: to a lower stage than the one before.
fn is_fall(entries: &[StageEntry], at: usize) -> bool {
    at > 0 && rank(entries[at].stage) < rank(entries[at - 1].stage)
}

const fn rank(stage: RelationshipStage) -> u8 {
    match stage {
        RelationshipStage::None => 0,
        RelationshipStage::Build => 1,
        RelationshipStage::Stabilise => 2,
        RelationshipStage::Strengthen => 3,
    }
}

/// The stages reached until a day.
fn reached(account: &Account, as_of: Date) -> &[StageEntry] {
    let end = account.relationship_stages.partition_point(|entry| entry.since <= as_of);
    &account.relationship_stages[..end]
}

/// The present stage by name, and the fall that led to it if it was one.
pub fn present(scene: &Scene<'_>, account: &Account) -> Option<(String, Option<String>)> {
    let entries = reached(account, scene.as_of);
    let last = entries.last()?;
    let name = scene.choice("relationship_stage", last.stage.key());
    let fall = is_fall(entries, entries.len() - 1).then(|| {
        let before = scene.choice("relationship_stage", entries[entries.len() - 2].stage.key());
        scene.say(
            "stages.fell",
            &[
                ("day", scene.voice.locale.month_in_sentence(crate::portfolio::Month::of(last.since)).into()),
                ("from", before.into()),
            ],
        )
    });
    Some((name, fall))
}

/// The history of the relationship, newest first, falls marked.
pub fn relationship(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let entries = reached(account, scene.as_of);
    let last = entries.last()?;
    let falls = (0..entries.len()).filter(|&at| is_fall(entries, at)).count();
    let stage = scene.choice("relationship_stage", last.stage.key());
    let key = match falls {
        0 => "stages.finding",
        _ if is_fall(entries, entries.len() - 1) => "stages.finding_fell",
        _ => "stages.finding_recovered",
    };
    let since = scene.voice.locale.date_full(last.since);
    let finding = scene.rich(key, &[("stage", stage.into()), ("since", since.into()), ("count", falls.into())]);
    let log = (0..entries.len()).rev().map(|at| stage_entry(scene, entries, at)).collect();
    let measure = scene.word("stages.measure");
    Some(Figure::new("stages", finding, measure, Body::Log(log), vec![scene.source("relationship_stages")]))
}

fn stage_entry(scene: &Scene<'_>, entries: &[StageEntry], at: usize) -> LogEntry {
    let entry = &entries[at];
    let name = scene.choice("relationship_stage", entry.stage.key());
    let head = if is_fall(entries, at) {
        act_html(&scene.say("stages.fall", &[("stage", name.into())]))
    } else {
        format!("<b>{}</b>", escape(&name))
    };
    let reason = entry.reason.map(|reason| scene.choice("stage_reason", reason.key()));
    let head = match reason {
        Some(reason) => format!("{head} <span class=\"muted\">{}</span>", escape(&reason)),
        None => head,
    };
    LogEntry {
        date: entry.since.to_string(),
        day: scene.voice.locale.date_table(entry.since),
        head: Rich::from_safe_html(head),
        texts: entry.note.iter().map(|note| scene.prose(note)).collect(),
        html: None,
        note: None,
        lang: None,
    }
}

/// KAM stage, with what is said to show it.
pub fn kam(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let kam = account.kam_stage.as_ref()?;
    let stage = scene.choice("kam_stage", kam.stage.key());
    let key = if kam.evidence.is_some() { "kam.finding" } else { "kam.no_evidence" };
    let mut facts = vec![Fact {
        name: scene.word("kam.definition"),
        texts: vec![scene.plain(scene.word(&format!("kam.meaning.{}", kam.stage.key())))],
    }];
    if let Some(since) = kam.since {
        facts.push(Fact {
            name: scene.word("kam.since"),
            texts: vec![scene.plain(scene.voice.locale.date_full(since))],
        });
    }
    if let Some(suppliers) = kam.suppliers {
        let text = scene.voice.locale.number(suppliers.into());
        facts.push(Fact { name: scene.word("kam.suppliers"), texts: vec![scene.plain(text)] });
    }
    if let Some(evidence) = &kam.evidence {
        facts.push(Fact { name: scene.word("kam.evidence"), texts: vec![scene.prose(evidence)] });
    }
    let finding = scene.rich(key, &[("stage", stage.into())]);
    Some(Figure::new("kam", finding, scene.word("kam.measure"), Body::Facts(facts), vec![scene.source("kam_stage")]))
}

/// Attitude as the team judges it, and whom the account referred to us.
pub fn loyalty(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.loyalty.is_none() && account.referrals.is_empty() {
        return None;
    }
    let mut facts = Vec::new();
    if let Some(loyalty) = &account.loyalty {
        let mut attitude = scene.choice("loyalty", loyalty.attitude.key());
        if loyalty.early_adopter {
            attitude = format!("{attitude} · {}", scene.word("loyalty.early_adopter"));
        }
        let mut texts = vec![scene.plain(attitude)];
        texts.extend(loyalty.evidence.iter().map(|evidence| scene.prose(evidence)));
        facts.push(Fact { name: scene.word("loyalty.attitude"), texts });
    }
    for referral in account.referrals.iter().filter(|referral| referral.date <= scene.as_of).rev() {
        let mut texts = vec![scene.prose(&referral.to)];
        texts.extend(referral.result.iter().map(|result| scene.prose(result)));
        facts.push(Fact { name: scene.say("loyalty.referral", &[("day", scene.day(referral.date).into())]), texts });
    }
    let referrals = account.referrals.iter().filter(|referral| referral.date <= scene.as_of).count();
    let key = match (&account.loyalty, referrals) {
        (Some(_), 0) => "loyalty.no_referral",
        (Some(_), _) => "loyalty.finding",
        (None, _) => "loyalty.referrals",
    };
    let attitude = account.loyalty.as_ref().map(|l| scene.choice("loyalty", l.attitude.key())).unwrap_or_default();
    let finding = scene.rich(key, &[("attitude", attitude.into()), ("count", referrals.into())]);
    let source = if account.loyalty.is_some() { "loyalty" } else { "referrals" };
    let measure = scene.word("loyalty.measure");
    Some(Figure::new("loyalty", finding, measure, Body::Facts(facts), vec![scene.source(source)]))
}
