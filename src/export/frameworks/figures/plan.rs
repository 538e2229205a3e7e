//! Plan and growth: the figures of its frameworks.

use super::{Gathered, Known};
use crate::analysis::selling_steps;
use crate::analysis::selling_steps::SellingStep;
use crate::analysis::to_do::{on_the_board, to_do};
use crate::portfolio::{Amount, GrowthDirection, Opportunity, OutcomeKind, WeightedSums, growth_items};

pub fn account_plan(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    let goal = account.plan.as_ref().and_then(|plan| plan.goal_amount.as_ref());
    out.put("goal_amount", goal.map(|goal| goal.value));
    out.count("actions", on_the_board(account).len());
    out.count("overdue", to_do(account).filter(|action| action.is_overdue(known.day)).count());
}

pub fn customer_oriented_selling(known: &Known<'_>, out: &mut Gathered) {
    out.put("step_reached", selling_steps::reached(known.account, known.day).map(SellingStep::key));
}

pub fn account_team(known: &Known<'_>, out: &mut Gathered) {
    out.count("members", known.account.team.len());
}

pub fn purpose(known: &Known<'_>, out: &mut Gathered) {
    let of = |kind: OutcomeKind| {
        known.account.opportunities.iter().filter(|o| o.outcome.as_ref().is_some_and(|o| o.result == kind)).count()
    };
    for kind in OutcomeKind::ALL {
        out.count(kind.key(), of(*kind));
    }
    let (won, lost) = (of(OutcomeKind::Won), of(OutcomeKind::Lost));
    out.put("win_rate", (won + lost > 0).then(|| won as f64 / (won + lost) as f64));
    out.put("share_of_wallet", known.facts.position.map(|position| position.share));
    out.put("share_of_wallet_before", known.facts.position_before.map(|position| position.share));
}

pub fn growth(known: &Known<'_>, out: &mut Gathered) {
    let items = growth_items(&known.account.growth, &known.account.opportunities);
    let directions: Vec<&str> = items.iter().map(|item| item.direction.key()).collect();
    out.put("directions", (!directions.is_empty()).then_some(directions));
    for direction in GrowthDirection::ALL {
        let of_direction = || items.iter().filter(|item| item.direction == *direction).filter_map(|item| item.amount);
        let sum = (of_direction().count() > 0).then(|| of_direction().sum::<Amount>());
        out.put(&format!("{}_amount", direction.key()), sum);
    }
}

pub fn environment(known: &Known<'_>, out: &mut Gathered) {
    let Some(swot) = &known.account.environment.swot else { return };
    out.count("strengths", swot.strengths.len());
    out.count("weaknesses", swot.weaknesses.len());
    out.count("opportunities", swot.opportunities.len());
    out.count("threats", swot.threats.len());
}

pub fn opportunities(known: &Known<'_>, out: &mut Gathered) {
    let open = || known.account.opportunities.iter().filter(|opportunity| opportunity.is_open());
    let sum: Amount = open().filter_map(|o| o.amount.as_ref()).map(|amount| amount.value).sum();
    out.count("open", open().count());
    out.put("amount", (open().count() > 0).then_some(sum));
    let weighted: Amount = open().filter_map(Opportunity::weighted).sum();
    out.put("weighted", weighted.is_positive().then_some(weighted));
    out.put("weighted_to_keep", WeightedSums::of(&known.account.opportunities).to_keep);
}

pub fn five_features(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    out.judgements(&[
        ("whole", &account.strategy_check.whole),
        ("long_term", &account.strategy_check.long_term),
        ("systematic", &account.strategy_check.systematic),
        ("adaptive", &account.strategy_check.adaptive),
        ("risk_aware", &account.strategy_check.risk_aware),
    ]);
}
