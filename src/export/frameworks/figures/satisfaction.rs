//! Satisfaction and health: the figures of its frameworks.

use super::{Gathered, Known};
use crate::analysis::health::{HealthTerm, TermPoints, stated};
use crate::analysis::satisfaction::SatisfactionNumbers;
use crate::portfolio::Survey;

fn newest_survey<'a>(known: &Known<'a>) -> Option<&'a Survey> {
    known.account.satisfaction.surveys.iter().rfind(|survey| survey.date <= known.day)
}

/// The newest survey by the day, and what the customer states in it.
fn newest<'a>(known: &Known<'a>, out: &mut Gathered) -> Option<&'a Survey> {
    let newest = newest_survey(known);
    out.put("stated", newest.and_then(stated));
    out.put("surveyed", newest.map(|survey| survey.date));
    newest
}

pub fn satisfaction_loyalty(known: &Known<'_>, out: &mut Gathered) {
    newest(known, out);
    out.put("months_with_purchase", known.facts.first_sale.map(|_| known.months_bought()));
    out.count("referrals", known.account.referrals.len());
}

pub fn satisfaction_formula(known: &Known<'_>, out: &mut Gathered) {
    let numbers = newest(known, out).map(SatisfactionNumbers::of).unwrap_or_default();
    // The gap is in marks of the scale; `stated` is a part of it.
    out.put("scale", newest_survey(known).map(Survey::best));
    out.put("stated_mark", numbers.stated);
    out.put("gap", numbers.gap);
    out.put("disconfirmation", numbers.disconfirmation());
}

pub fn survey(known: &Known<'_>, out: &mut Gathered) {
    out.count("surveys", known.account.satisfaction.surveys.len());
    out.put("next", known.account.satisfaction.next);
}

pub fn health(known: &Known<'_>, out: &mut Gathered) {
    let health = &known.facts.health;
    let (now, before) = (&health.now, &health.before);
    out.put("health", known.facts.scored_health().and(now.score()));
    out.put("health_previous", before.score());
    out.put("health_change", health.change());
    out.put("completeness", Some(now.completeness).filter(|share| *share > 0.0));
    for term in HealthTerm::ALL {
        out.put(term.key(), now.term(term).map(TermPoints::points));
        let maximum = now.term(term).map(|points| points.maximum);
        out.put(&format!("{}_maximum", term.key()), maximum);
        // In points of today's maximum, so that the two can be compared.
        let previous = before.term(term).zip(maximum).map(|(points, maximum)| points.value * maximum);
        out.put(&format!("{}_previous", term.key()), previous);
    }
}
