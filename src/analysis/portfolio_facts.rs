//! The portfolio as a whole: both years, who moved, classes by quarter, zones.

use jiff::civil::Date;

use super::account_facts::AccountFacts;
use super::finding::{Finding, PortfolioSituation};
use super::migration::{Migration, PeriodClass};
use super::rolling::RollingYear;
use super::sales::{Baseline, Figures, Grain};
use super::standings::{Standing, Standings};
use super::trend::{Change, MonthPoint, Movement};
use crate::frameworks::attack_defend::{Cuts, Position};
use crate::portfolio::Period;
use crate::project::settings::{AbcBase, AbcMethod};
use crate::rules::RuleHit;

/// What pages about the portfolio read.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioFacts {
    /// The 12 months to `as_of`.
    pub year: Standings,
    /// The 12 months before; `None` where the data begin after them.
    pub year_before: Option<Standings>,
    /// How much of the 12 months before is in the data: growth is stated only over a complete one.
    pub baseline: Baseline,
    /// The first day of all sales.
    pub first_day: Option<Date>,
    /// The base of the classes that pages show first: the setting's, or revenue where costs cover too little.
    pub base: AbcBase,
    /// The base that the settings ask for.
    pub base_asked: AbcBase,
    /// The method of the classes that pages show first.
    pub method: AbcMethod,
    /// Revenue against the year before; `None` without one, like every change. All changes are as far as the data reach: show
    /// them as growth only where [`Self::baseline`] is complete.
    pub revenue: Option<Change>,
    /// Gross profit against the year before; where costs cover enough in both.
    pub gross_profit: Option<Change>,
    /// Who moved revenue.
    pub movement: Option<Movement>,
    /// Changes of class against the year before, on the main base and by the main method.
    pub migration: Option<Migration>,
    /// The last 24 months, the newest last; the running one is flagged.
    pub months: Vec<MonthPoint>,
    /// Classes by calendar quarter, oldest first, up to twelve.
    pub quarters: Vec<QuarterClasses>,
    /// The twelve months to each of the last twelve month ends, oldest first.
    pub rolling: Vec<RollingYear>,
    /// Cuts of the attack/defend matrix.
    pub cuts: Cuts,
    /// Position of each account in the matrix.
    pub positions: Vec<Option<Position>>,
    /// Position of each account a year earlier, with the same wallet unless an earlier one is on file; `None` where it
    /// had not bought by then, and for all where the year before is not complete.
    pub positions_before: Vec<Option<Position>>,
    /// What there is to say, ranked, the headline first.
    pub findings: Vec<Finding<PortfolioSituation>>,
    /// What the rules found about the portfolio as a whole.
    pub alerts: Vec<RuleHit>,
}

/// Classes in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterClasses {
    /// The days counted.
    pub period: Period,
    /// Whether the quarter was still running.
    pub partial: bool,
    /// Class by account; none without a positive amount in the quarter.
    pub classes: Vec<PeriodClass>,
    /// Changes from the quarter before; `None` for the first.
    pub migration: Option<Migration>,
}

/// A period of the portfolio with what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodRow {
    /// The length.
    pub grain: Grain,
    /// The whole period.
    pub period: Period,
    /// The days counted: fewer while it runs, where the data begin inside it, or where the span asked for cuts it.
    pub counted: Period,
    /// Whether fewer days than its own are counted.
    pub partial: bool,
    /// What was sold.
    pub now: Figures,
    /// In the previous period of the same length, over the same elapsed days; `None` where the data do not reach or the
    /// first days of the period are not counted.
    pub previous: Option<Figures>,
    /// In the same days a year earlier; `None` where the data do not reach.
    pub last_year: Option<Figures>,
    /// Distinct orders.
    pub orders: usize,
    /// Accounts with positive revenue.
    pub accounts: usize,
}

impl PortfolioFacts {
    /// The 12 months on the main base.
    pub fn standing(&self) -> &Standing {
        self.year.on(self.base).unwrap_or(&self.year.revenue)
    }

    /// The 12 months before on the same base.
    pub fn standing_before(&self) -> Option<&Standing> {
        self.year_before.as_ref()?.on(self.base)
    }

    /// Whether the first sale to an account lies in the 12 months, and the data would show an earlier one: there is no year
    /// before to compare it with.
    pub fn is_in_first_year(&self, facts: &AccountFacts) -> bool {
        self.baseline == Baseline::Complete && facts.first_sale.is_some_and(|first| first >= self.year.period.first)
    }

    /// The headline.
    pub fn headline(&self) -> Option<&Finding<PortfolioSituation>> {
        self.findings.first()
    }
}
