//! The table of frameworks: one row each, in the order and the sections of the source documents' catalogue.
//!
//! A row names the framework, the documents that it comes from, the key of the dossier that records it, how to tell from an
//! account whether it is recorded there, where it is shown, what its page draws of the whole portfolio, and what is exported of it for an account. Its words stand in
//! the catalogues below `framework.<id>`.

use super::framework::{Framework, Section, Source, named, row};
use crate::analysis::visiting::is_senior;
use crate::export::frameworks::figures;
use crate::portfolio::{Account, Judgement, Need};
use crate::site::view::framework::{
    answers, assets, counts, forecasts, growth, hits, market, measured, relations, segments, service, solutions, team,
};

fn never(_: &Account) -> bool {
    false
}

/// Whether one of some judgements was made.
fn judged<const N: usize>(judgements: [&Option<Judgement>; N]) -> bool {
    judgements.iter().any(|judgement| judgement.is_some())
}

use Section::{Audit, Dossier, People, Plan, Qualification, Satisfaction, Segmentation, Service, Stages, Terms, Value};
use Source::{Field, S0, S1, S2, S3, S4};

/// Every framework.
pub const FRAMEWORKS: &[Framework] = &[
    row("two-senses", Qualification, &[S1, S4], "channel_role", |a| a.channel_role.is_some())
        .playbook(&["head"])
        .pages(&["abc"])
        .figure(answers::two_senses::by_class)
        .wide(answers::two_senses::resellers)
        .export(figures::qualification::two_senses),
    row("predictable-contribution", Qualification, &[S0], "", never)
        .playbook(&["rhythm"])
        .pages(&["customers"])
        .figure(measured::regularity)
        .export(figures::qualification::predictable_contribution),
    row("three-tests", Qualification, &[S0], "fit", |a| a.fit.product.is_some() || a.fit.procurement.is_some())
        .playbook(&["why"])
        .figure(answers::three_tests::failing)
        .export(figures::qualification::three_tests),
    row("investment-payback", Qualification, &[S0], "investments", |a| !a.investments.is_empty())
        .playbook(&["payback"])
        .figure(answers::investment_payback::answer)
        .export(figures::qualification::investment_payback),
    row("loss-asymmetry", Qualification, &[S0], "", never)
        .playbook(&["head"])
        .pages(&["concentration"])
        .figure(measured::losses)
        .export(figures::qualification::loss_asymmetry),
    row("seller-match", Qualification, &[S0], "fit.seller_scale", |a| a.fit.seller_scale.is_some())
        .playbook(&["elements"])
        .figure(answers::seller_match::answer)
        .export(figures::qualification::seller_match),
    row("five-elements", Qualification, &[S4], "five_elements", |a| judged(a.five_elements.all()))
        .playbook(&["elements"])
        .figure(answers::five_elements::answer)
        .export(figures::qualification::five_elements),
    row("account-types", Qualification, &[S4], "types", |a| !a.types.is_empty())
        .playbook(&["company"])
        .figure(answers::account_types::by_class)
        .wide(answers::account_types::threshold)
        .export(figures::qualification::account_types),
    row("transactional-relational", Qualification, &[S4], "payment.credit_grade", |a| a.payment.credit_grade.is_some())
        .playbook(&["scores", "payment"])
        .pages(&["scores"])
        .figure(answers::transactional_relational::answer)
        .export(figures::qualification::transactional_relational),
    row("partner-type", Qualification, &[S3], "referrals", |a| !a.referrals.is_empty())
        .optional()
        .playbook(&["loyalty", "serving"])
        .figure(answers::partner_type::answer)
        .export(figures::qualification::partner_type),
    row("group-tree", Qualification, &[S0, S4], "parent", |a| a.parent.is_some())
        .optional()
        .in_groups(|portfolio, account| portfolio.children(&account.id).next().is_some())
        .playbook(&["group"])
        .figure(measured::groups)
        .export(figures::qualification::group_tree),
    row("pareto", Segmentation, &[S0, S3, S4], "", never)
        .pages(&["abc"])
        .figure(measured::concentration)
        .export(figures::segmentation::pareto),
    row("abc", Segmentation, &[S3], "", never)
        .playbook(&["head"])
        .pages(&["abc", "migration"])
        .figure(measured::classes)
        .export(figures::segmentation::abc),
    row("loyalty-attitude", Segmentation, &[S3], "loyalty", |a| a.loyalty.is_some())
        .playbook(&["loyalty"])
        .figure(answers::loyalty_attitude::by_class)
        .wide(answers::loyalty_attitude::apart)
        .export(figures::segmentation::loyalty_attitude),
    row("serialisation", Segmentation, &[S3], "loyalty", |a| a.loyalty.is_some())
        .figure(market::serialisation)
        .wide(market::serialisation_table)
        .export(figures::segmentation::loyalty_attitude),
    row("attack-defend", Segmentation, &[S1], "wallet", |a| a.wallet.is_some())
        .playbook(&["head", "wallet"])
        .pages(&["attack-defend"])
        .figure(measured::zones)
        .export(figures::segmentation::attack_defend),
    row("scorecard", Segmentation, &[S2], "", never)
        .playbook(&["scores"])
        .pages(&["scores"])
        .figure(answers::scorecard::answer)
        .export(figures::segmentation::scorecard),
    row("pseudo-key-account", Segmentation, &[S2], "", never)
        .playbook(&["risks"])
        .figure(hits::big_tickets)
        .export(figures::segmentation::pseudo_key_account),
    row("hold-the-large", Segmentation, &[S4, S2, S3], "potential_note", |a| a.potential_note.is_some())
        .pages(&["concentration"])
        .figure(answers::hold_the_large::over_time)
        .wide(answers::hold_the_large::small_with_potential)
        .export(figures::segmentation::hold_the_large),
    named(row("five-grades", Segmentation, &[S4], "grade", |a| a.grade.is_some()))
        .playbook(&["head"])
        .figure(answers::five_grades::answer)
        .export(figures::segmentation::five_grades),
    row("rfm", Segmentation, &[Field], "", never)
        .pages(&["customers"])
        .figure(assets::rfm)
        .export(figures::segmentation::rfm),
    row("customer-assets", Segmentation, &[S4], "", never)
        .playbook(&["value-ahead"])
        .pages(&["customers"])
        .figure(assets::value)
        .export(figures::segmentation::customer_assets),
    row("market-stance", Segmentation, &[S4], "market_stance", |a| a.market_stance.is_some())
        .playbook(&["stance"])
        .figure(counts::stances)
        .wide(market::regions)
        .export(figures::segmentation::market_stance),
    row("wallet-composition", Segmentation, &[S4], "wallet.composition", |a| {
        a.wallet.as_ref().is_some_and(|wallet| !wallet.composition.is_empty())
    })
    .playbook(&["wallet"])
    .pages(&["attack-defend"])
    .figure(answers::wallet_composition::by_holder)
    .wide(answers::wallet_composition::elsewhere)
    .export(figures::segmentation::wallet_composition),
    row("relationship-stage", Stages, &[S0], "relationship_stages", |a| !a.relationship_stages.is_empty())
        .playbook(&["stages"])
        .pages(&["stages"])
        .figure(counts::relationship_stages)
        .wide(answers::relationship_stage::falls)
        .export(figures::stages::relationship_stage),
    row("kam-stage", Stages, &[S4], "kam_stage", |a| a.kam_stage.is_some())
        .playbook(&["kam"])
        .pages(&["stages"])
        .figure(counts::kam_stages)
        .wide(answers::kam_stage::doubts)
        .export(figures::stages::kam_stage),
    row("buying-cycle", Stages, &[S1], "opportunities[].stage", |a| a.opportunities.iter().any(|o| o.stage.is_some()))
        .playbook(&["opportunities"])
        .pages(&["stages"])
        .figure(answers::buying_cycle::answer)
        .export(figures::stages::buying_cycle),
    row("long-chase", Stages, &[S4], "opportunities[].opened", |a| a.opportunities.iter().any(|o| o.opened.is_some()))
        .playbook(&["opportunities"])
        .pages(&["stages"])
        .figure(answers::long_chase::answer)
        .export(figures::stages::long_chase),
    row("buying-centre", People, &[S1], "contacts[].roles", |a| a.contacts.iter().any(|c| !c.roles.is_empty()))
        .playbook(&["map", "contacts", "functions"])
        .figure(answers::buying_centre::roles)
        .wide(answers::buying_centre::out_of_reach)
        .export(figures::people::buying_centre),
    row("cute", People, &[S4], "contacts[].cute", |a| a.contacts.iter().any(|c| !c.cute.is_empty()))
        .playbook(&["cute"])
        .figure(answers::cute::answer)
        .export(figures::people::cute),
    row("coach-criteria", People, &[S4], "", never),
    row("personality", People, &[S4], "", never),
    row("relational-dimensions", People, &[S4], "contacts[].relations", |a| {
        a.contacts.iter().any(|contact| !contact.relations.is_empty())
    })
    .playbook(&["contacts", "relations"])
    .figure(relations::map)
    .wide(relations::accounts)
    .export(figures::people::relational_dimensions),
    row("build-deepen-pull", People, &[S4], "plan.actions[].relation", |a| {
        a.plan.as_ref().is_some_and(|plan| plan.actions.iter().any(|action| action.relation.is_some()))
    })
    .playbook(&["board"])
    .pages(&["actions"])
    .figure(answers::build_deepen_pull::answer)
    .export(figures::people::build_deepen_pull),
    named(row("share-of-mind", People, &[S4], "contacts[].share_of_mind", |a| {
        a.contacts.iter().any(|contact| contact.share_of_mind.is_some())
    }))
    .playbook(&["contacts"])
    .figure(answers::share_of_mind::answer)
    .export(figures::people::share_of_mind),
    row("senior-level-selling", People, &[S3, S4], "visits[].senior", never)
        .in_portfolio(|portfolio, a| a.visits.iter().any(|visit| is_senior(portfolio, visit)))
        .playbook(&["visits"])
        .pages(&["visits"])
        .figure(answers::senior_level_selling::answer)
        .export(figures::people::senior_level_selling),
    row("right-person", People, &[S1, S4], "contacts", |a| !a.contacts.is_empty())
        .playbook(&["people", "value", "plan"])
        .figure(answers::right_person::answer)
        .export(figures::people::right_person),
    row("relation-without-plan", People, &[S4], "plan.goal", |a| a.plan.as_ref().is_some_and(|p| p.goal.is_some()))
        .playbook(&["goal"])
        .figure(answers::relation_without_plan::answer)
        .export(figures::people::relation_without_plan),
    named(row("four-key-people", People, &[S4], "sections", |a| !a.sections.is_empty()))
        .playbook(&["own-words-people"])
        .figure(answers::four_key_people::answer)
        .export(figures::people::four_key_people),
    row("gpn", Value, &[S4], "needs", |a| !a.needs.is_empty())
        .playbook(&["needs"])
        .figure(answers::gpn::unmet)
        .export(figures::value::gpn),
    row("need-principle", Value, &[S4, S1], "needs[].source", |a| a.needs.iter().any(Need::is_sourced))
        .playbook(&["needs"])
        .figure(answers::gpn::need_principle)
        .export(figures::value::need_principle),
    row("fabeec", Value, &[S4], "value_propositions", |a| !a.value_propositions.is_empty())
        .playbook(&["propositions"])
        .figure(answers::fabeec::answer)
        .export(figures::value::fabeec),
    row("value-added-solution", Value, &[S4], "value_propositions[].yearly_benefit", |a| {
        a.value_propositions.iter().any(|item| item.yearly_benefit.is_some())
    })
    .playbook(&["propositions"])
    .wide(solutions::matrix)
    .export(figures::value::value_added_solution),
    row("white-space", Value, &[Field], "white_space", |a| !a.white_space.is_empty())
        .playbook(&["white-space"])
        .pages(&["white-space", "products"])
        .figure(answers::white_space::by_state)
        .export(figures::value::white_space),
    row("objections", Value, &[S4], "objections", |a| !a.objections.is_empty())
        .optional()
        .playbook(&["objections"])
        .figure(answers::objections::answer)
        .export(figures::value::objections),
    row("nine-strategies", Value, &[S4], "strategies", |a| !a.strategies.is_empty())
        .playbook(&["duties"])
        .figure(counts::strategies)
        .wide(team::strategies)
        .export(figures::value::nine_strategies),
    row("four-mistakes", Value, &[S4], "choosing_mistakes", |a| judged(a.choosing_mistakes.all()))
        .playbook(&["mistakes"])
        .figure(answers::four_mistakes::answer)
        .export(figures::value::four_mistakes),
    row("satisfaction-loyalty", Satisfaction, &[S1], "satisfaction.surveys", |a| !a.satisfaction.surveys.is_empty())
        .playbook(&["satisfaction"])
        .pages(&["customers"])
        .figure(answers::satisfaction_loyalty::answer)
        .export(figures::satisfaction::satisfaction_loyalty),
    row("satisfaction-formula", Satisfaction, &[S1], "satisfaction.surveys", |a| !a.satisfaction.surveys.is_empty())
        .playbook(&["satisfaction"])
        .figure(answers::satisfaction_formula::answer)
        .export(figures::satisfaction::satisfaction_formula),
    row("survey", Satisfaction, &[S3, S4], "satisfaction.surveys", |a| !a.satisfaction.surveys.is_empty())
        .playbook(&["satisfaction"])
        .figure(answers::survey::last_asked)
        .wide(answers::survey::answer)
        .export(figures::satisfaction::survey),
    row("health", Satisfaction, &[Field], "", never)
        .playbook(&["health"])
        .pages(&["health"])
        .figure(assets::health)
        .export(figures::satisfaction::health),
    row("coverage-model", Service, &[S4], "coverage", |a| a.coverage.is_some())
        .playbook(&["team"])
        .pages(&["visits"])
        .figure(service::models)
        .export(figures::service::coverage_model),
    row("visits", Service, &[S4], "visits", |a| !a.visits.is_empty())
        .playbook(&["visits"])
        .pages(&["visits"])
        .figure(answers::visits::answer)
        .export(figures::service::visits),
    row("nine-duties", Service, &[S3], "duties", |a| !a.duties.is_empty())
        .playbook(&["duties"])
        .figure(counts::duties)
        .wide(service::duties)
        .export(figures::service::nine_duties),
    row("complaints", Service, &[S4], "complaints", |a| !a.complaints.is_empty())
        .optional()
        .playbook(&["complaints"])
        .pages(&["actions"])
        .figure(answers::complaints::answer)
        .export(figures::service::complaints),
    row("resource-quota", Service, &[S1], "resource_quota", |a| a.resource_quota.is_some())
        .playbook(&["quota"])
        .figure(service::effort)
        .wide(service::efforts)
        .export(figures::service::resource_quota),
    row("supply-commitments", Service, &[S4], "supply.commitments", |a| !a.supply.commitments.is_empty())
        .playbook(&["supply"])
        .figure(answers::supply_commitments::answer)
        .export(figures::service::supply_commitments),
    row("key-account-centre", Service, &[S3, S4], "club", |a| a.club.is_some())
        .playbook(&["club"])
        .figure(answers::key_account_centre::answer)
        .export(figures::service::key_account_centre),
    row("seasonality", Service, &[S3], "", never)
        .playbook(&["season"])
        .pages(&["customers", "periods"])
        .figure(assets::season)
        .export(figures::service::seasonality),
    row("account-plan", Plan, &[S4], "plan", |a| a.plan.is_some())
        .playbook(&["board", "goal"])
        .pages(&["actions"])
        .figure(answers::account_plan::answer)
        .export(figures::plan::account_plan),
    row("customer-oriented-selling", Plan, &[S4], "plan.actions", |a| {
        a.plan.as_ref().is_some_and(|plan| !plan.actions.is_empty())
    })
    .playbook(&["selling"])
    .pages(&["actions"])
    .figure(answers::selling_steps::answer)
    .export(figures::plan::customer_oriented_selling),
    row("account-team", Plan, &[S4], "team", |a| !a.team.is_empty())
        .playbook(&["team"])
        .figure(team::load)
        .export(figures::plan::account_team),
    row("purpose", Plan, &[S4], "opportunities[].outcome", |a| a.opportunities.iter().any(|o| o.outcome.is_some()))
        .playbook(&["closed"])
        .figure(segments::industries)
        .wide(segments::regions)
        .export(figures::plan::purpose),
    row("growth", Plan, &[S4], "growth", |a| {
        !a.growth.is_empty() || a.opportunities.iter().any(|one| one.is_open() && one.growth.is_some())
    })
    .playbook(&["growth"])
    .figure(growth::totals)
    .wide(growth::table_of_all)
    .export(figures::plan::growth),
    row("environment", Plan, &[S4], "environment", |a| {
        a.environment.external.is_some() || a.environment.internal.is_some() || a.environment.swot.is_some()
    })
    .playbook(&["environment"])
    .figure(answers::environment::answer)
    .export(figures::plan::environment),
    row("opportunities", Plan, &[Field], "opportunities", |a| !a.opportunities.is_empty())
        .playbook(&["opportunities"])
        .pages(&["stages"])
        .figure(answers::opportunities::answer)
        .export(figures::plan::opportunities),
    row("five-features", Plan, &[S4], "strategy_check", |a| judged(a.strategy_check.all()))
        .playbook(&["strategy-check"])
        .figure(answers::five_features::answer)
        .export(figures::plan::five_features),
    row("maturity", Plan, &[S4], "", never)
        .stated(|portfolio| portfolio.notes.maturity.is_some())
        .wide(market::maturity),
    row("pricing-orientation", Terms, &[S4], "pricing.orientation", |a| a.pricing.orientation.is_some())
        .playbook(&["pricing", "quotes"])
        .figure(answers::pricing_orientation::answer)
        .export(figures::terms::pricing_orientation),
    row("linked-price", Terms, &[S4], "pricing.linked", |a| a.pricing.linked.is_some())
        .optional()
        .playbook(&["pricing"])
        .figure(answers::linked_price::answer)
        .export(figures::terms::linked_price),
    row("concessions", Terms, &[S2], "concessions.periods", |a| !a.concessions.periods.is_empty())
        .playbook(&["concessions"])
        .figure(answers::concessions::answer)
        .export(figures::terms::concessions),
    row("volume-without-profit", Terms, &[S2], "cost_to_serve", |a| !a.cost_to_serve.is_empty())
        .playbook(&["serving"])
        .figure(answers::volume_without_profit::answer)
        .wide(hits::without_profit)
        .export(figures::terms::volume_without_profit),
    row("forecast-accuracy", Terms, &[S1], "forecasts", |a| !a.forecasts.is_empty())
        .playbook(&["forecasts"])
        .figure(forecasts::managers)
        .wide(forecasts::periods)
        .export(figures::terms::forecast_accuracy),
    row("exit-cost", Terms, &[S4], "exit_cost", |a| !a.exit_cost.is_empty())
        .optional()
        .playbook(&["exit-cost"])
        .figure(answers::exit_cost::answer)
        .export(figures::terms::exit_cost),
    row("channel", Terms, &[S4], "channels", |a| !a.channels.is_empty())
        .playbook(&["channels"])
        .figure(answers::channel::answer)
        .export(figures::terms::channel),
    row("five-misconceptions", Audit, &[S2], "", never)
        .pages(&["concentration"])
        .figure(hits::misconceptions)
        .export(figures::audit::five_misconceptions),
    row("dossier-completeness", Dossier, &[S4], "", never)
        .playbook(&["completeness"])
        .figure(measured::completeness)
        .export(figures::audit::dossier_completeness),
];

#[cfg(test)]
mod tests;
