//! What the account could come to, beside its zone: the look that S2 asks for before anything small is dropped.

use super::part::{Body, Fact, Figure};
use super::scene::Scene;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::potential::Headroom;
use crate::frameworks::attack_defend::Zone;
use crate::portfolio::Account;
use crate::site::view::Rich;

/// Potential, its source, and the note on it; `None` where the dossier has neither.
pub fn potential(scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Option<Figure> {
    let stated = account.potential.as_ref();
    let note = account.potential_note.as_ref();
    let mut facts_shown = Vec::new();
    if let Some(position) = facts.position {
        let zone = scene.plain(scene.choice("zone", position.zone.key()));
        facts_shown.push(Fact { name: scene.word("vitals.zone"), texts: vec![zone] });
    }
    if let Some(figure) = stated {
        let texts = std::iter::once(scene.plain(scene.money(figure.value))).chain(scene.provenance(figure));
        facts_shown.push(Fact { name: scene.word("potential.amount"), texts: texts.collect() });
    }
    if let Some(note) = note {
        facts_shown.push(Fact { name: scene.word("potential.note"), texts: vec![scene.prose(note)] });
    }
    (stated.is_some() || note.is_some()).then(|| {
        let key = if stated.is_some() { "potential" } else { "potential_note" };
        let source = vec![scene.source(key)];
        let measure = scene.word("potential.measure");
        Figure::new("potential", finding(scene, account, facts), measure, Body::Facts(facts_shown), source)
    })
}

fn finding(scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Rich {
    let abandoned = facts.position.is_some_and(|position| position.zone == Zone::Abandon);
    let Some(headroom) = Headroom::of(account, facts.year.revenue) else {
        return scene.rich(if abandoned { "potential.abandoned" } else { "potential.in_words" }, &[]);
    };
    let money = scene.money(headroom.potential);
    match headroom.room() {
        Some(_) if facts.year.revenue.is_zero() => scene.rich("potential.unsold", &[("money", money.into())]),
        Some(room) => scene.rich("potential.room", &[("money", money.into()), ("room", scene.money(room).into())]),
        None => scene.rich("potential.reached", &[("money", money.into())]),
    }
}
