//! Dossier → account: private life locked away, histories in the order of their days, repetitions dropped.

use std::sync::Arc;

use crate::load::dossier::Dossier;
use crate::portfolio::{Account, Attachment, ContactEntry, Note, Origin};

/// The account of a dossier whose references have been checked.
pub(super) fn account(mut dossier: Dossier, file: Arc<str>, notes: Vec<Note>, attachments: Vec<Attachment>) -> Account {
    sort(&mut dossier);
    once(&mut dossier);
    Account {
        origin: Origin::Documented { file },
        ledger_codes: Vec::new(),
        id: dossier.id,
        name: dossier.name,
        aliases: dossier.aliases,
        sales_ids: dossier.sales_ids,
        parent: dossier.parent,
        industry: dossier.industry,
        region: dossier.region,
        city: dossier.city,
        channel_role: dossier.channel_role,
        tier: dossier.tier,
        grade: dossier.grade,
        user_category: dossier.user_category,
        since: dossier.since,
        manager: dossier.manager,
        headline: dossier.headline,
        tags: dossier.tags,
        types: dossier.types,
        fit: dossier.fit,
        five_elements: dossier.five_elements,
        investments: dossier.investments,
        company: dossier.company,
        contacts: dossier.contacts.into_iter().map(ContactEntry::lock).collect(),
        team: dossier.team,
        relationship_stages: dossier.relationship_stages,
        kam_stage: dossier.kam_stage,
        loyalty: dossier.loyalty,
        referrals: dossier.referrals,
        needs: dossier.needs,
        value_propositions: dossier.value_propositions,
        white_space: dossier.white_space,
        objections: dossier.objections,
        opportunities: dossier.opportunities,
        wallet: dossier.wallet,
        competitors: dossier.competitors,
        potential: dossier.potential,
        potential_note: dossier.potential_note,
        satisfaction: dossier.satisfaction,
        pricing: dossier.pricing,
        concessions: dossier.concessions,
        cost_to_serve: dossier.cost_to_serve,
        forecasts: dossier.forecasts,
        payment: dossier.payment,
        contracts: dossier.contracts,
        exit_cost: dossier.exit_cost,
        channels: dossier.channels,
        plan: dossier.plan,
        strategies: dossier.strategies,
        strategy_check: dossier.strategy_check,
        choosing_mistakes: dossier.choosing_mistakes,
        growth: dossier.growth,
        environment: dossier.environment,
        market_stance: dossier.market_stance,
        coverage: dossier.coverage,
        visit_plan: dossier.visit_plan,
        visits: dossier.visits,
        duties: dossier.duties,
        complaints: dossier.complaints,
        resource_quota: dossier.resource_quota,
        supply: dossier.supply,
        club: dossier.club,
        sections: dossier.sections,
        rules: dossier.rules,
        notes,
        attachments,
    }
}

/// Puts histories in the order of their days; entries of one day stay as written.
fn sort(dossier: &mut Dossier) {
    dossier.relationship_stages.sort_by_key(|entry| entry.since);
    dossier.referrals.sort_by_key(|entry| entry.date);
    dossier.forecasts.sort_by_key(|entry| entry.made);
    dossier.contracts.sort_by_key(|entry| entry.start);
    dossier.visits.sort_by_key(|entry| entry.date);
    dossier.duties.sort_by_key(|entry| entry.date);
    dossier.complaints.sort_by_key(|entry| entry.date);
    dossier.investments.sort_by_key(|entry| entry.year);
    dossier.satisfaction.surveys.sort_by_key(|survey| survey.date);
    dossier.payment.overdue.sort_by_key(|overdue| overdue.as_of);
    dossier.pricing.quotes.sort_by_key(|quote| quote.date);
    dossier.supply.reports.sort_by_key(|report| report.date);
    for contact in &mut dossier.contacts {
        contact.relations.sort_by_key(|relations| relations.date);
    }
    for opportunity in &mut dossier.opportunities {
        opportunity.history.sort_by_key(|entry| entry.since);
    }
    if let Some(wallet) = &mut dossier.wallet {
        wallet.previous.sort_by_key(|estimate| estimate.as_of);
    }
    if let Some(linked) = &mut dossier.pricing.linked {
        linked.readings.sort_by_key(|reading| reading.date);
    }
    if let Some(club) = &mut dossier.club {
        club.uses.sort_by_key(|visit| visit.date);
    }
}

/// Drops what stands a second time in lists of words.
fn once(dossier: &mut Dossier) {
    drop_repeated(&mut dossier.tags);
    drop_repeated(&mut dossier.aliases);
    drop_repeated(&mut dossier.sales_ids);
    drop_repeated(&mut dossier.types);
    drop_repeated(&mut dossier.strategies);
    dossier.investments.dedup_by_key(|investment| investment.year);
    for contact in &mut dossier.contacts {
        drop_repeated(&mut contact.roles);
        drop_repeated(&mut contact.cute);
    }
}

/// Keeps the first of equal items.
fn drop_repeated<T: PartialEq>(items: &mut Vec<T>) {
    let mut kept = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    *items = kept;
}
