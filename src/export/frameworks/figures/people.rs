//! People: the figures of its frameworks.

use super::{Gathered, Known};
use crate::analysis::meetings::{deciders, last_met, visits_until};
use crate::analysis::relational::{DIMENSIONS, relational_of};
use crate::analysis::visiting::is_senior;
use crate::portfolio::{BuyingRole, CuteSlot, MindStep, RelationWork, days_between};

pub fn buying_centre(known: &Known<'_>, out: &mut Gathered) {
    for role in BuyingRole::ALL {
        out.count(role.key(), known.in_post().filter(|contact| contact.roles.contains(role)).count());
    }
}

pub fn cute(known: &Known<'_>, out: &mut Gathered) {
    for slot in CuteSlot::ALL {
        out.count(slot.key(), known.in_post().filter(|contact| contact.cute.contains(slot)).count());
    }
}

pub fn relational_dimensions(known: &Known<'_>, out: &mut Gathered) {
    let found = relational_of(known.account, known.day);
    out.count("assessed", found.assessed);
    for ((name, _), mean) in DIMENSIONS.iter().zip(found.means) {
        out.put(name, mean);
    }
}

pub fn build_deepen_pull(known: &Known<'_>, out: &mut Gathered) {
    out.count("actions", known.account.actions().iter().filter(|action| action.relation.is_some()).count());
    for work in RelationWork::ALL {
        out.count(work.key(), known.account.actions().iter().filter(|action| action.relation == Some(*work)).count());
    }
}

pub fn share_of_mind(known: &Known<'_>, out: &mut Gathered) {
    out.count("contacts", known.in_post().filter(|contact| contact.share_of_mind.is_some()).count());
    for step in MindStep::ALL {
        out.count(step.key(), known.in_post().filter(|contact| contact.share_of_mind == Some(*step)).count());
    }
}

pub fn senior_level_selling(known: &Known<'_>, out: &mut Gathered) {
    out.count(
        "visits",
        visits_until(known.account, known.day).filter(|visit| is_senior(known.source.portfolio, visit)).count(),
    );
}

pub fn right_person(known: &Known<'_>, out: &mut Gathered) {
    let (account, day) = (known.account, known.day);
    out.count("contacts", known.in_post().count());
    out.count("deciders", deciders(account, day).count());
    let met = deciders(account, day).filter_map(|contact| last_met(account, contact, day)).max();
    out.put("days_since_decider_met", met.map(|met| days_between(met, day)));
}

pub fn relation_without_plan(known: &Known<'_>, out: &mut Gathered) {
    out.put(
        "goal",
        (!known.account.contacts.is_empty())
            .then(|| known.account.plan.as_ref().is_some_and(|plan| plan.goal.is_some())),
    );
}

pub fn four_key_people(known: &Known<'_>, out: &mut Gathered) {
    out.count("sections", known.account.sections.len());
}
