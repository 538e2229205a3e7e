//! Opportunities (FRAMEWORKS §3 buying cycle, §8 growth and opportunities).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::{Amount, ContactId, Figure, Localised, Percent, Who};

choice! {
    /// Stage of the buying cycle (S1 购买决策循环).
    BuyingStage {
        /// 需求认知.
        RecogniseNeeds = "recognise_needs" | "recognize_needs",
        /// 评估选择.
        EvaluateOptions = "evaluate_options",
        /// 消除顾虑.
        ResolveConcerns = "resolve_concerns",
        /// 决定购买.
        Decide = "decide",
        /// 执行.
        Implement = "implement",
        /// 随时间改变.
        ChangesOverTime = "changes_over_time",
    }
}

choice! {
    /// Directions of growth (S4): intensive, integrative, diversification.
    GrowthDirection {
        /// 市场渗透: this market, this product.
        MarketPenetration = "market_penetration",
        /// 市场开发: new market, this product.
        MarketDevelopment = "market_development",
        /// 产品开发: this market, new product.
        ProductDevelopment = "product_development",
        /// 后向一体化.
        BackwardIntegration = "backward_integration",
        /// 前向一体化.
        ForwardIntegration = "forward_integration",
        /// 水平一体化.
        HorizontalIntegration = "horizontal_integration",
        /// 多元化: new market, new product.
        Diversification = "diversification",
    }
}

choice! {
    /// How an opportunity ended.
    OutcomeKind {
        /// We got it.
        Won = "won",
        /// We did not.
        Lost = "lost",
        /// Nobody did: it was called off.
        Cancelled = "cancelled",
    }
}

/// A chance to sell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opportunity {
    /// What it is called.
    pub name: Localised,
    /// Worth, in the portfolio's currency.
    pub amount: Option<Figure<Amount>>,
    /// Probability that we win it.
    pub probability: Option<Percent>,
    /// Renews business that we hold: to be kept, not won.
    #[serde(default)]
    pub renewal: bool,
    /// First heard of on this day.
    pub opened: Option<Date>,
    /// Expected to be decided on this day.
    pub close: Option<Date>,
    /// Stage of the buying cycle.
    pub stage: Option<BuyingStage>,
    /// In that stage since.
    pub since: Option<Date>,
    /// Earlier stages, in the order of their days.
    #[serde(default)]
    pub history: Vec<OpportunityStage>,
    /// What can go wrong (S1).
    pub risk: Option<Localised>,
    /// What is done about that risk; a next step that leads elsewhere is no answer to it.
    pub mitigation: Option<Localised>,
    /// Who competes.
    pub competitor: Option<Localised>,
    /// Direction of growth. A renewal has none: what the account buys already does not grow by being signed again.
    pub growth: Option<GrowthDirection>,
    /// Product lines it is about.
    #[serde(default)]
    pub product_lines: Vec<String>,
    /// Contacts who take part in the decision.
    #[serde(default)]
    pub contacts: Vec<ContactId>,
    /// Who on our side drives it.
    pub owner: Option<Who>,
    /// What comes next.
    pub next_step: Option<Localised>,
    /// How it ended; open without it.
    pub outcome: Option<Outcome>,
    /// Anything else.
    pub note: Option<Localised>,
}

impl Opportunity {
    /// Whether it is still to be decided.
    pub const fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// Amount × probability, exact; `None` unless both are known.
    pub fn weighted(&self) -> Option<Amount> {
        self.probability?.of(self.amount.as_ref()?.value)
    }
}

/// Weighted amounts of open opportunities: what is to be won, and what is to be kept by a renewal. Only the first adds to what
/// the account buys; each is `None` where no such opportunity has both amount and probability.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WeightedSums {
    /// New business.
    pub to_win: Option<Amount>,
    /// Renewals.
    pub to_keep: Option<Amount>,
}

impl WeightedSums {
    /// Over the open ones among some opportunities.
    pub fn of<'a>(opportunities: impl IntoIterator<Item = &'a Opportunity>) -> Self {
        let mut sums = Self::default();
        for opportunity in opportunities.into_iter().filter(|opportunity| opportunity.is_open()) {
            let Some(weighted) = opportunity.weighted() else { continue };
            let sum = if opportunity.renewal { &mut sums.to_keep } else { &mut sums.to_win };
            *sum = Some(sum.unwrap_or(Amount::ZERO) + weighted);
        }
        sums
    }
}

/// An earlier stage of an opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpportunityStage {
    /// The stage.
    pub stage: BuyingStage,
    /// Its first day.
    pub since: Date,
}

/// How an opportunity ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Won, lost or called off.
    pub result: OutcomeKind,
    /// The day.
    pub date: Date,
    /// Why.
    pub reason: Option<Localised>,
}

/// A direction in which we mean to grow with the account (S4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrowthMove {
    /// The direction.
    pub direction: GrowthDirection,
    /// How.
    pub what: Localised,
    /// Worth a year, in the portfolio's currency.
    pub amount: Option<Figure<Amount>>,
}

/// Something that is to make us grow with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrowthItem<'a> {
    /// The direction.
    pub direction: GrowthDirection,
    /// What it is called.
    pub what: &'a Localised,
    /// Worth, in the portfolio's currency.
    pub amount: Option<Amount>,
    /// That worth with its provenance.
    pub stated: Option<&'a Figure<Amount>>,
}

impl<'a> GrowthItem<'a> {
    fn new(direction: GrowthDirection, what: &'a Localised, stated: Option<&'a Figure<Amount>>) -> Self {
        Self { direction, what, amount: stated.map(|figure| figure.value), stated }
    }
}

/// What is entered under growth, and the open opportunities that name a direction. An opportunity of the same direction and
/// the same amount, or the same words, as an entry under growth is that entry: each entry stands for one opportunity.
pub fn growth_items<'a>(moves: &'a [GrowthMove], opportunities: &'a [Opportunity]) -> Vec<GrowthItem<'a>> {
    let mut items: Vec<GrowthItem<'a>> =
        moves.iter().map(|step| GrowthItem::new(step.direction, &step.what, step.amount.as_ref())).collect();
    let mut unmatched: Vec<usize> = (0..items.len()).collect();
    for opportunity in opportunities.iter().filter(|opportunity| opportunity.is_open()) {
        let Some(direction) = opportunity.growth else { continue };
        let item = GrowthItem::new(direction, &opportunity.name, opportunity.amount.as_ref());
        let is_same = |&at: &usize| {
            let other = &items[at];
            other.direction == direction
                && (other.what == item.what || (item.amount.is_some() && other.amount == item.amount))
        };
        if let Some(found) = unmatched.iter().position(is_same) {
            let entry = &mut items[unmatched.remove(found)];
            entry.amount = entry.amount.or(item.amount);
            entry.stated = entry.stated.or(item.stated);
        } else {
            items.push(item);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renewal_keeps_and_does_not_win() {
        let chances: Vec<Opportunity> = serde_yaml::from_str(
            "- {name: frame, amount: 3150, probability: 70, renewal: true}\n- {name: depot, amount: 620, probability: 45}\n\
             - {name: pilot, amount: 480, probability: 20}\n- {name: no amount, probability: 20}\n\
             - {name: won, amount: 90, probability: 90, outcome: {result: won, date: 2026-01-02}}\n",
        )
        .unwrap();
        let amount = |value: &str| Amount::parse(value);
        let sums = WeightedSums::of(&chances);
        assert_eq!((sums.to_win, sums.to_keep), (amount("375"), amount("2205")));
        assert_eq!(WeightedSums::of(&chances[3..]), WeightedSums::default());
    }

    #[test]
    fn what_is_entered_twice_counts_once() {
        let moves: Vec<GrowthMove> = serde_yaml::from_str(
            "- {direction: product_development, what: fulfilment, amount: 14}\n\
             - {direction: forward_integration, what: shops, amount: 3}\n\
             - {direction: diversification, what: crates}\n",
        )
        .unwrap();
        let chances: Vec<Opportunity> = serde_yaml::from_str(
            "- {name: fulfilment for tablets, amount: 14, growth: product_development}\n\
             - {name: another of that size, amount: 14, growth: product_development}\n\
             - {name: crates, amount: 7, growth: diversification}\n\
             - {name: frame, amount: 26, growth: market_penetration}\n\
             - {name: lost, amount: 9, growth: market_penetration, outcome: {result: lost, date: 2026-01-02}}\n\
             - {name: without a direction, amount: 5}\n",
        )
        .unwrap();
        let items = growth_items(&moves, &chances);
        let named: Vec<String> = items.iter().map(|item| item.what.in_language("en").0.to_owned()).collect();
        assert_eq!(named, ["fulfilment", "shops", "crates", "another of that size", "frame"]);
        let sum: Amount = items.iter().filter_map(|item| item.amount).sum();
        assert_eq!(Some(sum), Amount::parse("64"), "14 + 3 + 7 + 14 + 26");
    }
}
