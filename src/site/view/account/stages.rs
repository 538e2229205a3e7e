//! How far the relationship has come: relationship stages with their falls, loyalty as judged and as behaved, referrals.

use jiff::civil::Date;

use super::part::{Body, Fact, Figure};
use super::scene::Scene;
use super::{Shared, silence};
use crate::analysis::loyalty_proxy::LoyalBehaviour;
use crate::analysis::referrals::known_before;
use crate::analysis::value::Value;
use crate::charts::{Chart, Tick, Track, TrackStep};
use crate::locale::Arg;
use crate::portfolio::{Account, LoyaltyAttitude, Month, RelationshipStage, StageEntry, StageReason, days_between};
use crate::rules::decision_maker_left;
use crate::site::view::Rich;

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

/// The stage to which the rule `decision-maker-left` says that the relationship has fallen back, by name.
pub fn proposed(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Option<String> {
    let alerts = shared.accounts[at].alerts.iter().filter(|hit| hit.rule == decision_maker_left::RULE.id);
    let evidence = alerts.flat_map(|hit| &hit.evidence);
    let stages = evidence.filter_map(|(name, value)| match value {
        Value::Choice(_, stage) if *name == decision_maker_left::PROPOSED => Some(*stage),
        _ => None,
    });
    stages.map(|stage| scene.choice("relationship_stage", stage)).next()
}

/// For how many months an account has been silent of which the dossier still says, from before that, that the relationship holds.
fn outlived(shared: &Shared<'_>, stage: &StageEntry, at: usize) -> Option<i32> {
    let facts = &shared.accounts[at];
    let holds = rank(stage.stage) >= rank(RelationshipStage::Stabilise);
    let is_older = facts.last_purchase.is_some_and(|last| stage.since <= last);
    silence::months(facts).filter(|_| holds && is_older)
}

/// The present stage by name, and the fall that the rules propose, or that led to it if it was one.
pub fn present(
    shared: &Shared<'_>,
    scene: &Scene<'_>,
    account: &Account,
    at: usize,
) -> Option<(String, Option<String>)> {
    let entries = reached(account, scene.as_of);
    let last = entries.last()?;
    let name = scene.choice("relationship_stage", last.stage.key());
    if let Some(stage) = proposed(shared, scene, at) {
        return Some((name, Some(scene.say("stages.proposed", &[("stage", stage.into())]))));
    }
    if let Some(months) = outlived(shared, last, at) {
        return Some((name, Some(scene.say("stages.silent", &[("count", Arg::Number(months.into()))]))));
    }
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

/// The history of the relationship as a track, falls marked.
pub fn relationship(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let entries = reached(account, scene.as_of);
    let last = entries.last()?;
    let falls = (0..entries.len()).filter(|&at| is_fall(entries, at)).count();
    let stage = scene.choice("relationship_stage", last.stage.key());
    let proposed = proposed(shared, scene, at);
    let silent = outlived(shared, last, at);
    let key = match falls {
        _ if proposed.is_some() => "stages.finding_proposed",
        _ if silent.is_some() => "stages.finding_silent",
        0 => "stages.finding",
        _ if is_fall(entries, entries.len() - 1) => "stages.finding_fell",
        _ => "stages.finding_recovered",
    };
    let since = scene.voice.locale.date_full(last.since);
    let args = [
        ("stage", stage.into()),
        ("since", since.into()),
        ("count", silent.map_or_else(|| falls.into(), |months| Arg::Number(months.into()))),
        ("proposed", proposed.unwrap_or_default().into()),
    ];
    let finding = scene.say(key, &args);
    let body = Body::Chart(Box::new(Chart::Track(track(scene, entries, finding.clone()))));
    let source = vec![scene.source("relationship_stages")];
    Some(Figure::new("stages", Rich::from_marked(&finding), scene.word("stages.measure"), body, source))
}

fn track(scene: &Scene<'_>, entries: &[StageEntry], summary: String) -> Track {
    let zero = entries[0].since;
    let at = |day: Date| f64::from(days_between(zero, day));
    // The lowest row, “back to nothing”, only where somebody has been there.
    let lowest = entries.iter().map(|entry| rank(entry.stage)).min().unwrap_or(1).min(1);
    let all = [
        RelationshipStage::None,
        RelationshipStage::Build,
        RelationshipStage::Stabilise,
        RelationshipStage::Strengthen,
    ];
    let names = all.iter().filter(|stage| rank(**stage) >= lowest);
    let steps = entries.iter().map(|entry| {
        let name = scene.choice("relationship_stage", entry.stage.key());
        let from = scene.voice.locale.date_table(entry.since);
        let word = entry.reason.filter(|reason| *reason != StageReason::Progress);
        let word = word.map(|reason| scene.choice("stage_reason", reason.key()));
        let note = entry.note.as_ref().map(|note| scene.words(note).to_owned());
        TrackStep {
            from: at(entry.since),
            stage: usize::from(rank(entry.stage) - lowest),
            title: format!("{from} {name}"),
            from_text: from,
            reason: word.into_iter().chain(note).collect::<Vec<_>>().join(" · "),
        }
    });
    let headings = ["since_day", "stage", "reason"].map(|key| scene.word(&format!("column.{key}")));
    Track {
        id: "chart-stages".to_owned(),
        name: scene.word("section.stages"),
        summary,
        stages: names.map(|stage| scene.choice("relationship_stage", stage.key())).collect(),
        end: at(scene.as_of),
        ticks: ticks(scene, zero).into_iter().map(|(day, text)| Tick::new(at(day), text)).collect(),
        steps: steps.collect(),
        headings,
    }
}

/// The beginnings of years; of quarters where the track is younger than two years.
fn ticks(scene: &Scene<'_>, from: Date) -> Vec<(Date, String)> {
    let years = days_between(from, scene.as_of) > 730;
    let months = Month::of(from).index() + 1..=Month::of(scene.as_of).index();
    let months = months.map(Month::from_index).filter(|month| (month.month() - 1) % if years { 12 } else { 3 } == 0);
    let name = |month: Month| if years { month.year().to_string() } else { scene.voice.locale.month(month) };
    months.map(|month| (month.first_day(), name(month))).collect()
}

/// Attitude as the team judges it and as the behaviour shows it, and whom the account referred to us.
pub fn loyalty(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    if account.loyalty.is_none() && account.referrals.is_empty() {
        return None;
    }
    let behaviour = LoyalBehaviour::of(account, &shared.accounts[at]);
    let shown = behaviour.and_then(|behaviour| Some((behaviour, behaviour.attitude(shared.settings.loyalty)?)));
    let mut facts = Vec::new();
    if let Some(loyalty) = &account.loyalty {
        let mut attitude = scene.choice("loyalty", loyalty.attitude.key());
        if loyalty.early_adopter {
            attitude = format!("{attitude} · {}", scene.word("loyalty.early_adopter"));
        }
        let mut texts = vec![scene.plain(attitude)];
        texts.extend(loyalty.evidence.iter().map(|evidence| scene.prose(evidence)));
        texts.extend(loyalty.as_of.map(|day| scene.plain(scene.voice.locale.date_table(day))));
        facts.push(Fact { name: scene.word("loyalty.attitude"), texts });
    }
    let unsure =
        behaviour.filter(|behaviour| behaviour.is_unsure(shared.settings.loyalty) && behaviour.share.is_some());
    if let Some((behaviour, attitude)) = shown {
        facts.push(behaves(scene, behaviour, Some(attitude)));
    } else if let Some(behaviour) = unsure {
        facts.push(behaves(scene, behaviour, None));
    }
    for referral in account.referrals.iter().filter(|referral| referral.date <= scene.as_of).rev() {
        let mut texts = vec![scene.prose(&referral.to)];
        let by = referral.by.as_ref().map(|id| scene.contact(&account.contacts, id));
        texts.extend(by.map(|name| scene.plain(scene.say("loyalty.referred_by", &[("name", name.into())]))));
        texts.extend(known_before(shared.portfolio, shared.sales, referral).map(|since| {
            scene.plain(scene.say("loyalty.known_before", &[("day", scene.voice.locale.date_full(since).into())]))
        }));
        texts.extend(referral.result.iter().map(|result| scene.prose(result)));
        facts.push(Fact { name: scene.say("loyalty.referral", &[("day", scene.day(referral.date).into())]), texts });
    }
    let told = account.referrals.iter().filter(|referral| referral.date <= scene.as_of);
    let referrals = told.filter(|one| known_before(shared.portfolio, shared.sales, one).is_none()).count();
    let differs = account.loyalty.as_ref().zip(shown).filter(|(judged, (_, shown))| judged.attitude != *shown);
    let key = match (&account.loyalty, referrals) {
        _ if differs.is_some() => "loyalty.differs",
        (Some(_), 0) => "loyalty.no_referral",
        (Some(_), _) => "loyalty.finding",
        (None, _) => "loyalty.referrals",
    };
    let attitude = account.loyalty.as_ref().map(|l| scene.choice("loyalty", l.attitude.key())).unwrap_or_default();
    let behaves = shown.map(|(_, shown)| scene.choice("loyalty", shown.key())).unwrap_or_default();
    let args = [("attitude", attitude.into()), ("count", referrals.into()), ("behaves", behaves.into())];
    let finding = scene.rich(key, &args);
    let source = if account.loyalty.is_some() { "loyalty" } else { "referrals" };
    let measure = scene.word("loyalty.measure");
    Some(Figure::new("loyalty", finding, measure, Body::Facts(facts), vec![scene.source(source)]))
}

/// What the behaviour comes to, with what it is made of; no attitude where nobody can tell.
fn behaves(scene: &Scene<'_>, behaviour: LoyalBehaviour, attitude: Option<LoyaltyAttitude>) -> Fact {
    let percent = |share: f64| scene.voice.locale.percent_round(share);
    let args = [
        (
            "attitude",
            attitude.map_or_else(|| scene.word("loyalty.unsure"), |known| scene.choice("loyalty", known.key())).into(),
        ),
        ("months", percent(behaviour.regularity).into()),
        ("share", percent(behaviour.share.unwrap_or_default()).into()),
    ];
    let key = if behaviour.is_outdone { "loyalty.behaves_outdone" } else { "loyalty.behaves" };
    Fact { name: scene.word("loyalty.behaviour"), texts: vec![scene.plain(scene.say(key, &args))] }
}
