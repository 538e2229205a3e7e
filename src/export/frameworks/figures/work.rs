//! The figures of service, plan, commercial terms, audit and dossier.

use super::{Gathered, Known};
use crate::analysis::meetings::visits_until;
use crate::analysis::selling_steps::{self, SellingStep};
use crate::analysis::to_do::{on_the_board, to_do};
use crate::portfolio::{Amount, OutcomeKind, Percent, PricingOrientation, days_between, growth_items};

impl Known<'_> {
    /// Figures of the service.
    pub(super) fn service(&self, id: &str, out: &mut Gathered) {
        let (account, day) = (self.account, self.day);
        match id {
            "coverage-model" => out.put("model", account.coverage.as_ref().map(|coverage| coverage.model.key())),
            "visits" => {
                let done = || visits_until(account, day);
                out.count("done", done().count());
                out.put("days_since", done().map(|visit| days_between(visit.date, day)).min());
            }
            "nine-duties" => {
                let done = account.duties.iter().filter(|entry| entry.date <= day).map(|entry| entry.duty.key());
                out.count("duties_done", done.collect::<std::collections::BTreeSet<_>>().len());
            }
            "complaints" => {
                out.count("complaints", account.complaints.len());
                out.count("open", account.complaints.iter().filter(|c| c.closed.is_none_or(|on| on > day)).count());
            }
            "resource-quota" => {
                let quota = account.resource_quota.as_ref();
                out.put("time", quota.map(|quota| quota.time));
                out.put("people", quota.map(|quota| quota.people));
                out.put("money", quota.map(|quota| quota.money));
            }
            "supply-commitments" => {
                out.count("commitments", account.supply.commitments.len());
                out.count("broken", account.supply.commitments.iter().filter(|c| c.kept == Some(false)).count());
            }
            "key-account-centre" => out.put("enrolled", account.club.as_ref().and_then(|club| club.enrolled)),
            "seasonality" => {
                let analysis = self.source.analysis;
                let Some(peak) = analysis.season_of(self.at).and_then(|season| season.next_peak(day)) else { return };
                out.put("peak_month", Some(peak.month.first_day().month()));
                out.put("peak_index", Some(peak.index));
                out.put("days_to_peak", Some(peak.days));
            }
            _ => {}
        }
    }

    /// Figures of the plan.
    pub(super) fn plan(&self, id: &str, out: &mut Gathered) {
        let (account, day) = (self.account, self.day);
        match id {
            "account-plan" => {
                let goal = account.plan.as_ref().and_then(|plan| plan.goal_amount.as_ref());
                out.put("goal_amount", goal.map(|goal| goal.value));
                out.count("actions", on_the_board(account, day).len());
                out.count("overdue", to_do(account).filter(|action| action.is_overdue(day)).count());
            }
            "customer-oriented-selling" => {
                out.put("step_reached", selling_steps::reached(account, day).map(SellingStep::key));
            }
            "account-team" => out.count("members", account.team.len()),
            "purpose" => {
                let of = |kind: OutcomeKind| {
                    account
                        .opportunities
                        .iter()
                        .filter(|o| o.outcome.as_ref().is_some_and(|o| o.result == kind))
                        .count()
                };
                for kind in OutcomeKind::ALL {
                    out.count(kind.key(), of(*kind));
                }
            }
            "growth" => {
                let items = growth_items(&account.growth, &account.opportunities);
                let directions: Vec<&str> = items.iter().map(|item| item.direction.key()).collect();
                out.put("directions", (!directions.is_empty()).then_some(directions));
            }
            "environment" => {
                let Some(swot) = &account.environment.swot else { return };
                out.count("strengths", swot.strengths.len());
                out.count("weaknesses", swot.weaknesses.len());
                out.count("opportunities", swot.opportunities.len());
                out.count("threats", swot.threats.len());
            }
            "opportunities" => {
                let open = || account.opportunities.iter().filter(|opportunity| opportunity.is_open());
                let sum: Amount = open().filter_map(|o| o.amount.as_ref()).map(|amount| amount.value).sum();
                out.count("open", open().count());
                out.put("amount", (open().count() > 0).then_some(sum));
            }
            "five-features" => out.judgements(&[
                ("whole", &account.strategy_check.whole),
                ("long_term", &account.strategy_check.long_term),
                ("systematic", &account.strategy_check.systematic),
                ("adaptive", &account.strategy_check.adaptive),
                ("risk_aware", &account.strategy_check.risk_aware),
            ]),
            _ => {}
        }
    }

    /// Figures of the terms.
    pub(super) fn terms(&self, id: &str, out: &mut Gathered) {
        let account = self.account;
        match id {
            "pricing-orientation" => out.put("orientation", account.pricing.orientation.map(PricingOrientation::key)),
            "linked-price" => {
                let linked = account.pricing.linked.as_ref();
                out.put("base", linked.map(|linked| linked.base));
                out.put("floor", linked.and_then(|linked| linked.floor));
                out.put("cap", linked.and_then(|linked| linked.cap));
            }
            "concessions" => {
                let sum: Amount = (account.concessions.periods.iter())
                    .flat_map(|period| [period.discounts, period.rebates, period.free_services])
                    .flatten()
                    .sum();
                out.put("granted", (!account.concessions.periods.is_empty()).then_some(sum));
                out.put("cap", account.concessions.cap.map(Percent::share));
            }
            "volume-without-profit" => {
                let sum: Amount = account.cost_to_serve.iter().map(|cost| cost.amount.value).sum();
                out.put("cost_to_serve", (!account.cost_to_serve.is_empty()).then_some(sum));
                out.put("margin", self.facts.year.margin());
            }
            "forecast-accuracy" => out.count("forecasts", account.forecasts.len()),
            "exit-cost" => out.count("facilities", account.exit_cost.len()),
            "channel" => {
                let kinds: Vec<&str> = account.channels.iter().map(|channel| channel.kind.key()).collect();
                out.put("kinds", (!kinds.is_empty()).then_some(kinds));
            }
            "five-misconceptions" => {
                let hits: Vec<&str> = self.facts.alerts.iter().map(|hit| hit.rule).collect();
                out.put("rules", (!hits.is_empty()).then_some(hits));
            }
            "dossier-completeness" if account.is_documented() => {
                let blocks = crate::frameworks::blocks();
                out.put("filled", Some(blocks.iter().filter(|block| (block.recorded)(account)).count()));
                out.put("blocks", Some(blocks.len()));
            }
            _ => {}
        }
    }
}
