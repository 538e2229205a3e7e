//! The figures of each framework for an account, by name. Money is an exact decimal as a string, shares and scores are numbers,
//! days are ISO dates; what is not known is left out.
//!
//! A name ends in what it counts (`contacts`, `open`) or measures (`revenue`, `share`, `days`); a list of choices is an array of
//! their YAML words.

mod work;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::analysis::abc::AbcClass;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::health::{HealthScore, HealthTerm, TermPoints};
use crate::analysis::kam_evidence::KamEvidence;
use crate::analysis::meetings::{deciders, last_met, visits_until};
use crate::analysis::satisfaction::SatisfactionNumbers;
use crate::export::Source;
use crate::portfolio::{
    Account, Amount, BuyingRole, BuyingStage, ChannelRole, CuteSlot, Judgement, Procurement, Score, days_between,
};
use jiff::civil::Date;

/// Figures by name, in alphabetical order.
type Figures = Map<String, Value>;

/// What is known of a framework for the account at a position.
pub fn of(source: &Source, at: usize, id: &str) -> Figures {
    let (Some(account), Some(facts)) = (source.portfolio.accounts.get(at), source.analysis.accounts.get(at)) else {
        return Figures::new();
    };
    let known = Known { source, at, account, facts, day: source.analysis.as_of.date };
    let mut figures = Gathered::default();
    known.qualification(id, &mut figures);
    known.segmentation(id, &mut figures);
    known.people(id, &mut figures);
    known.value(id, &mut figures);
    known.service(id, &mut figures);
    known.plan(id, &mut figures);
    known.terms(id, &mut figures);
    figures.0
}

/// Figures as they are gathered: absent ones and empty counts are left out.
#[derive(Default)]
struct Gathered(Figures);

impl Gathered {
    fn put<T: Serialize>(&mut self, name: &str, value: Option<T>) {
        let Some(value) = value.and_then(|value| serde_json::to_value(value).ok()) else { return };
        if !value.is_null() {
            self.0.insert(name.to_owned(), value);
        }
    }

    fn count(&mut self, name: &str, count: usize) {
        self.put(name, (count > 0).then_some(count));
    }

    fn judgements(&mut self, judgements: &[(&str, &Option<Judgement>)]) {
        for (name, judgement) in judgements {
            self.put(name, judgement.as_ref().map(|judgement| judgement.holds));
        }
    }
}

struct Known<'a> {
    source: &'a Source<'a>,
    at: usize,
    account: &'a Account,
    facts: &'a AccountFacts,
    day: Date,
}

impl Known<'_> {
    fn months_bought(&self) -> usize {
        self.facts.months.iter().filter(|point| point.now.revenue.is_positive()).count()
    }

    fn qualification(&self, id: &str, out: &mut Gathered) {
        let (account, facts) = (self.account, self.facts);
        match id {
            "two-senses" => out.put("channel_role", account.channel_role.map(ChannelRole::key)),
            "predictable-contribution" => {
                out.put("months_with_purchase", facts.first_sale.map(|_| self.months_bought()));
                let xyz = self.source.analysis.customers.xyz_of(self.at);
                out.put("xyz", xyz.map(|xyz| format!("{:?}", xyz.class)));
                out.put("variation", xyz.and_then(|xyz| xyz.variation));
                let value = self.source.analysis.customers.value_of(self.at);
                out.put("p_alive", value.map(|value| value.p_alive));
            }
            "three-tests" => {
                out.judgements(&[("product", &account.fit.product), ("selling", &account.fit.selling)]);
                out.put("procurement", account.fit.procurement.map(Procurement::key));
                out.put("months_with_purchase", facts.first_sale.map(|_| self.months_bought()));
            }
            "investment-payback" => {
                let sum: Amount = account.investments.iter().map(|year| year.amount.value).sum();
                out.count("years", account.investments.len());
                out.put("invested", (!account.investments.is_empty()).then_some(sum));
                out.put("gross_profit", facts.lifetime.gross_profit());
            }
            "loss-asymmetry" => {
                out.put("revenue_share_lost", facts.on_revenue.leave_one_out);
                out.put("gross_profit_share_lost", facts.on_gross_profit.and_then(|place| place.leave_one_out));
            }
            "seller-match" => out.judgements(&[
                ("seller_scale", &account.fit.seller_scale),
                ("industry_knowledge", &account.fit.industry_knowledge),
            ]),
            "five-elements" => out.judgements(&[
                ("large_continuous", &account.five_elements.large_continuous),
                ("strategic_order", &account.five_elements.strategic_order),
                ("business_or_image", &account.five_elements.business_or_image),
                ("technology_absorption", &account.five_elements.technology_absorption),
                ("market_development", &account.five_elements.market_development),
            ]),
            "account-types" => {
                let types: Vec<&str> = account.types.iter().map(|kind| kind.key()).collect();
                out.put("types", (!types.is_empty()).then_some(types));
                out.put("revenue", facts.first_sale.map(|_| facts.year.revenue));
            }
            "transactional-relational" => {
                out.put("rank_revenue", facts.first_sale.map(|_| facts.on_revenue.rank));
                out.put("rank_gross_profit", facts.on_gross_profit.map(|place| place.rank));
            }
            "partner-type" => out.count("referrals", account.referrals.len()),
            "group-tree" => {
                out.put("parent", account.parent.as_ref().map(|parent| parent.as_str().to_owned()));
                out.count("subsidiaries", self.source.portfolio.children(&account.id).count());
            }
            _ => {}
        }
    }

    fn segmentation(&self, id: &str, out: &mut Gathered) {
        let (account, facts) = (self.account, self.facts);
        let sold = facts.first_sale.is_some();
        match id {
            "pareto" => {
                out.put("rank", sold.then_some(facts.on_revenue.rank));
                out.put("share", facts.on_revenue.share.filter(|_| sold));
                out.put("cumulative_share", facts.on_revenue.cumulative_share.filter(|_| sold));
            }
            "abc" => {
                out.put("class", sold.then(|| facts.class.letter()));
                out.put("on_revenue", sold.then(|| facts.on_revenue.class.letter()));
                out.put("on_revenue_computed", sold.then(|| facts.on_revenue.class_computed.letter()));
                out.put("on_gross_profit", facts.on_gross_profit.map(|place| place.class.letter()));
                out.put("class_before", facts.class_before.map(AbcClass::letter));
            }
            "loyalty-attitude" | "serialisation" => {
                out.put("attitude", account.loyalty.as_ref().map(|loyalty| loyalty.attitude.key()));
                out.put("early_adopter", account.loyalty.as_ref().map(|loyalty| loyalty.early_adopter));
            }
            "attack-defend" => {
                out.put("zone", facts.position.map(|position| position.zone.key()));
                out.put("share", facts.position.map(|position| position.share));
                out.put("wallet", facts.position.map(|position| position.wallet));
                out.put("zone_before", facts.position_before.map(|position| position.zone.key()));
            }
            "scorecard" => self.scores(out),
            "pseudo-key-account" => {
                out.put("silent_months", facts.silent_months);
                out.put("purchase_days", sold.then_some(facts.lifetime_purchase_days));
                out.put("hit", sold.then(|| facts.alerts.iter().any(|hit| hit.rule == "big-ticket")));
            }
            "hold-the-large" => out.put("share_lost", facts.on_revenue.leave_one_out),
            "five-grades" => out.put("grade", account.grade.map(Score::get)),
            "rfm" => self.rfm(out),
            "customer-assets" => self.value_ahead(out),
            "market-stance" => out.put("stance", account.market_stance.as_ref().map(|stance| stance.stance.key())),
            "wallet-composition" => {
                for part in account.wallet.iter().flat_map(|wallet| &wallet.composition) {
                    let before = out.0.get(part.holder.key()).and_then(Value::as_f64).unwrap_or_default();
                    out.put(part.holder.key(), Some(before + part.share.share()));
                }
            }
            _ => {}
        }
    }

    fn scores(&self, out: &mut Gathered) {
        let Some(scores) = self.source.analysis.scores.of_account(self.at) else { return };
        for (name, ranked) in [("single", scores.single), ("pyramid", scores.pyramid), ("scorecard", scores.scorecard)]
        {
            out.put(&format!("{name}_rank"), Some(ranked.rank));
            out.put(&format!("{name}_tier"), Some(ranked.tier.key()));
        }
        out.put("scorecard", scores.card.score());
        out.put("completeness", Some(scores.card.completeness));
        out.put("tiers_apart", Some(scores.tiers_apart()));
    }

    fn rfm(&self, out: &mut Gathered) {
        let Some(score) = self.source.analysis.customers.rfm_of(self.at) else { return };
        out.put("cell", Some(score.to_string()));
        out.put("recency", Some(score.recency));
        out.put("frequency", Some(score.frequency));
        out.put("monetary", Some(score.monetary));
    }

    fn value_ahead(&self, out: &mut Gathered) {
        let Some(value) = self.source.analysis.customers.value_of(self.at) else { return };
        out.put("repeats", Some(value.history.repeats));
        out.put("p_alive", Some(value.p_alive));
        out.put("expected_orders", Some(value.expected_orders));
        out.put("expected_value", value.expected_value);
        out.put("lifetime_value", value.lifetime_value());
    }

    fn people(&self, id: &str, out: &mut Gathered) {
        let (account, day) = (self.account, self.day);
        let in_post = || account.contacts.iter().filter(|contact| contact.in_post(day));
        match id {
            "relationship-stage" => {
                let stage = account.relationship_stage(day);
                out.put("stage", stage.map(|entry| entry.stage.key()));
                out.put("days", stage.map(|entry| days_between(entry.since, day)));
            }
            "kam-stage" => {
                out.put("dossier", account.kam_stage.as_ref().map(|stage| stage.stage.key()));
                if account.is_documented() {
                    let evidence = KamEvidence::of(account, self.facts, day);
                    out.put("proven", Some(evidence.proven.key()));
                    out.put("possible", Some(evidence.possible.key()));
                }
            }
            "buying-cycle" | "long-chase" => {
                let open = || account.opportunities.iter().filter(|opportunity| opportunity.is_open());
                let stages: Vec<&str> = open().filter_map(|open| open.stage).map(BuyingStage::key).collect();
                out.put("stages", (!stages.is_empty()).then_some(stages));
                let oldest = open().filter_map(|open| open.opened).min();
                out.put("longest_days", oldest.map(|opened| days_between(opened, day)));
            }
            "buying-centre" => {
                for role in BuyingRole::ALL {
                    out.count(role.key(), in_post().filter(|contact| contact.roles.contains(role)).count());
                }
            }
            "cute" => {
                for slot in CuteSlot::ALL {
                    out.count(slot.key(), in_post().filter(|contact| contact.cute.contains(slot)).count());
                }
            }
            "relational-dimensions" => {
                out.count("assessed", in_post().filter(|contact| !contact.relations.is_empty()).count());
            }
            "build-deepen-pull" => {
                out.count("actions", account.actions().iter().filter(|action| action.relation.is_some()).count());
            }
            "share-of-mind" => {
                out.count("contacts", in_post().filter(|contact| contact.share_of_mind.is_some()).count());
            }
            "senior-level-selling" => {
                out.count("visits", visits_until(account, day).filter(|visit| visit.senior).count());
            }
            "right-person" => {
                out.count("contacts", in_post().count());
                out.count("deciders", deciders(account, day).count());
                let met = deciders(account, day).filter_map(|contact| last_met(account, contact, day)).max();
                out.put("days_since_decider_met", met.map(|met| days_between(met, day)));
            }
            "relation-without-plan" => out.put(
                "goal",
                (!account.contacts.is_empty()).then(|| account.plan.as_ref().is_some_and(|plan| plan.goal.is_some())),
            ),
            "four-key-people" => out.count("sections", account.sections.len()),
            _ => {}
        }
    }

    fn value(&self, id: &str, out: &mut Gathered) {
        let account = self.account;
        match id {
            "gpn" => out.count("needs", account.needs.len()),
            "need-principle" => out.count("sourced", account.needs.iter().filter(|need| need.is_sourced()).count()),
            "fabeec" => out.count("propositions", account.value_propositions.len()),
            "value-added-solution" => {
                let amounts = || account.value_propositions.iter().filter_map(|item| item.yearly_benefit.as_ref());
                let sum: Amount = amounts().map(|figure| figure.value).sum();
                out.put("yearly_benefit", (amounts().count() > 0).then_some(sum));
            }
            "white-space" => {
                for cell in &account.white_space {
                    let before = out.0.get(cell.state.key()).and_then(Value::as_u64).unwrap_or_default();
                    out.put(cell.state.key(), Some(before + 1));
                }
            }
            "objections" => {
                out.count("objections", account.objections.len());
                out.count("open", account.objections.iter().filter(|item| item.resolved.is_none()).count());
            }
            "nine-strategies" => {
                let used: Vec<&str> = account.strategies.iter().map(|strategy| strategy.key()).collect();
                out.put("strategies", (!used.is_empty()).then_some(used));
            }
            "four-mistakes" => out.judgements(&[
                ("cold_visits", &account.choosing_mistakes.cold_visits),
                ("only_the_large", &account.choosing_mistakes.only_the_large),
                ("closing_by_talk", &account.choosing_mistakes.closing_by_talk),
                ("preset_position", &account.choosing_mistakes.preset_position),
            ]),
            "satisfaction-loyalty" | "satisfaction-formula" => {
                let newest = account.satisfaction.surveys.iter().rfind(|survey| survey.date <= self.day);
                let stated = newest.and_then(crate::analysis::health::stated);
                out.put("stated", stated);
                out.put("surveyed", newest.map(|survey| survey.date));
                if id == "satisfaction-formula" {
                    let numbers = newest.map(SatisfactionNumbers::of).unwrap_or_default();
                    out.put("gap", numbers.gap);
                    out.put("disconfirmation", numbers.disconfirmation());
                }
                if id == "satisfaction-loyalty" {
                    out.put("months_with_purchase", self.facts.first_sale.map(|_| self.months_bought()));
                    out.count("referrals", account.referrals.len());
                }
            }
            "survey" => {
                out.count("surveys", account.satisfaction.surveys.len());
                out.put("next", account.satisfaction.next);
            }
            "health" => health(&self.facts.health.now, self.facts.health.before.score(), out),
            _ => {}
        }
    }
}

/// The score, its terms and what it was.
fn health(now: &HealthScore, before: Option<f64>, out: &mut Gathered) {
    out.put("health", now.score());
    out.put("health_previous", before);
    out.put("completeness", Some(now.completeness).filter(|share| *share > 0.0));
    for term in HealthTerm::ALL {
        out.put(term.key(), now.term(term).map(TermPoints::points));
        let maximum = now.term(term).map(|points| points.maximum);
        out.put(&format!("{}_maximum", term.key()), maximum);
    }
}
