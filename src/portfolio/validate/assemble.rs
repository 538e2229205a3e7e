//! Dossier → account: private life locked away, histories in the order of their days, repetitions dropped.

use std::sync::Arc;

use crate::load::dossier::Dossier;
use crate::load::dossier_cache;
use crate::load::text_file::TextFile;
use crate::portfolio::{Account, Attachment, ContactEntry, EntryOrder, Note, Origin};

/// The account of a dossier whose references have been checked.
pub(super) fn account(
    mut dossier: Dossier,
    mut order: EntryOrder,
    written: &TextFile,
    notes: Vec<Note>,
    attachments: Vec<Attachment>,
) -> Account {
    sort(&mut dossier, &mut order);
    once(&mut dossier, &mut order);
    Account {
        origin: Origin::Documented { file: Arc::clone(&written.file), text: dossier_cache::hash(&written.text) },
        order,
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
        later_notes: Vec::new(),
        attachments,
    }
}

/// Puts histories in the order of their days; entries of one day stay as written.
fn sort(dossier: &mut Dossier, order: &mut EntryOrder) {
    order.sort_by_key("relationship_stages", &mut dossier.relationship_stages, |entry| entry.since);
    order.sort_by_key("referrals", &mut dossier.referrals, |entry| entry.date);
    order.sort_by_key("forecasts", &mut dossier.forecasts, |entry| entry.made);
    order.sort_by_key("contracts", &mut dossier.contracts, |entry| entry.start);
    order.sort_by_key("visits", &mut dossier.visits, |entry| entry.date);
    order.sort_by_key("duties", &mut dossier.duties, |entry| entry.date);
    order.sort_by_key("complaints", &mut dossier.complaints, |entry| entry.date);
    order.sort_by_key("investments", &mut dossier.investments, |entry| entry.year);
    order.sort_by_key("satisfaction.surveys", &mut dossier.satisfaction.surveys, |survey| survey.date);
    order.sort_by_key("payment.overdue", &mut dossier.payment.overdue, |overdue| overdue.as_of);
    order.sort_by_key("pricing.quotes", &mut dossier.pricing.quotes, |quote| quote.date);
    order.sort_by_key("supply.reports", &mut dossier.supply.reports, |report| report.date);
    if let Some(kam) = &mut dossier.kam_stage {
        order.sort_by_key("kam_stage.history", &mut kam.history, |entry| entry.since);
    }
    for (at, contact) in dossier.contacts.iter_mut().enumerate() {
        order.sort_by_key(&format!("contacts.{at}.relations"), &mut contact.relations, |relations| relations.date);
    }
    for (at, opportunity) in dossier.opportunities.iter_mut().enumerate() {
        order.sort_by_key(&format!("opportunities.{at}.history"), &mut opportunity.history, |entry| entry.since);
    }
    if let Some(wallet) = &mut dossier.wallet {
        order.sort_by_key("wallet.previous", &mut wallet.previous, |estimate| estimate.as_of);
    }
    if let Some(linked) = &mut dossier.pricing.linked {
        order.sort_by_key("pricing.linked.readings", &mut linked.readings, |reading| reading.date);
    }
    if let Some(club) = &mut dossier.club {
        order.sort_by_key("club.uses", &mut club.uses, |visit| visit.date);
    }
}

/// Drops what stands a second time in lists of words.
fn once(dossier: &mut Dossier, order: &mut EntryOrder) {
    drop_repeated(&mut dossier.tags);
    drop_repeated(&mut dossier.aliases);
    drop_repeated(&mut dossier.sales_ids);
    drop_repeated(&mut dossier.types);
    drop_repeated(&mut dossier.strategies);
    let mut last = None;
    order.retain("investments", &mut dossier.investments, |investment| {
        last.replace(investment.year) != Some(investment.year)
    });
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
