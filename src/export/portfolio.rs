//! `export portfolio`: one object.

use jiff::civil::Date;
use serde::Serialize;

use super::Source;
use crate::analysis::abc::PerClass;
use crate::analysis::sales::{AsOfSource, Scope};
use crate::portfolio::Amount;
use crate::project::settings::AbcBase;

/// The portfolio as a whole. Statistics are over the accounts with a positive amount on [`Self::base`], and shares are of
/// their sum; they are `null` where there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PortfolioRow<'a> {
    /// Net of returns, all accounts.
    pub revenue_total: Amount,
    /// Accounts with a dossier or with sales, whatever their revenue.
    pub accounts: usize,
    /// Accounts by class under cumulative cuts; those at or below zero are C.
    pub abc: ClassCounts,
    /// Share of the largest ⌈0.2 n⌉ accounts, 0 to 1.
    pub top20_share: Option<f64>,
    /// Gini coefficient, population form, 0 to 1.
    pub gini: Option<f64>,
    /// Herfindahl–Hirschman index, 0 to 10,000.
    pub hhi: Option<f64>,
    /// Share of the largest account, 0 to 1.
    pub cr1: Option<f64>,
    /// Share of the 4 largest accounts.
    pub cr4: Option<f64>,
    /// Share of the 10 largest accounts.
    pub cr10: Option<f64>,
    /// Share of the 3 largest accounts.
    pub cr3: Option<f64>,
    /// Share of the 5 largest accounts.
    pub cr5: Option<f64>,
    /// 10,000 / HHI.
    pub effective_number: Option<f64>,
    /// How many accounts are in the top 20 %: ⌈0.2 n⌉.
    pub top20_count: usize,
    /// Accounts by computed class (Ultsch & Lötsch 2015).
    pub abc_computed: ClassCounts,
    /// What classes, ranks, shares and statistics are on: `revenue`, or `gross_profit` where the settings ask for it and
    /// costs cover at least 95 % of revenue.
    pub base: AbcBase,
    /// Accounts with a positive amount on the base.
    pub accounts_positive: usize,
    /// Over the rows that carry a cost; `null` where none does.
    pub gross_profit_total: Option<Amount>,
    /// Share of revenue that carries a cost; `null` without any.
    pub cost_coverage: Option<f64>,
    /// Distinct orders; days with purchases where the sales carry no order ids.
    pub orders: usize,
    /// ISO 4217 code of all amounts.
    pub currency: &'a str,
    /// First day counted; `null` where nothing in the workspace carries a date, like the next two.
    pub first: Option<Date>,
    /// Last day counted.
    pub last: Option<Date>,
    /// The portfolio's “today”.
    pub as_of: Option<Date>,
    /// What named it: `flag`, `setting`, `source-date-epoch`, `sales-date`, `event`, `nothing`.
    pub as_of_from: AsOfSource,
}

/// Accounts by class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ClassCounts {
    /// Class A.
    pub a: usize,
    /// Class B.
    pub b: usize,
    /// Class C.
    pub c: usize,
}

impl From<PerClass<usize>> for ClassCounts {
    fn from(PerClass { a, b, c }: PerClass<usize>) -> Self {
        Self { a, b, c }
    }
}

/// The object for a source.
pub fn row<'a>(source: &Source<'a>) -> PortfolioRow<'a> {
    let days = source.days();
    let standings = source.analysis.standings(days);
    let today = source.analysis.as_of;
    let known = today.from != AsOfSource::Nothing;
    let is_counted = known || source.period.is_some();
    let standing = standings.main(&source.settings.abc);
    let found = &standing.concentration;
    PortfolioRow {
        revenue_total: standings.total.revenue,
        accounts: standings.figures.len(),
        abc: standing.cumulative.counts.into(),
        top20_share: found.top20_share,
        gini: found.gini,
        hhi: found.hhi,
        cr1: found.cr1,
        cr4: found.cr4,
        cr10: found.cr10,
        cr3: found.cr3,
        cr5: found.cr5,
        effective_number: found.effective_number,
        top20_count: found.top20_count,
        abc_computed: standing.computed.counts.into(),
        base: standing.base,
        accounts_positive: found.positive,
        gross_profit_total: standings.total.gross_profit(),
        cost_coverage: standings.total.coverage(),
        orders: source.analysis.sales.orders(Scope::Portfolio, days),
        currency: &source.settings.currency,
        first: is_counted.then_some(source.counted().first),
        last: is_counted.then_some(source.counted().last),
        as_of: known.then_some(today.date),
        as_of_from: today.from,
    }
}

/// The same as one flat record: `abc` is `abc_a`, `abc_b`, `abc_c`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PortfolioCells<'a> {
    revenue_total: Amount,
    accounts: usize,
    abc_a: usize,
    abc_b: usize,
    abc_c: usize,
    top20_share: Option<f64>,
    gini: Option<f64>,
    hhi: Option<f64>,
    cr1: Option<f64>,
    cr4: Option<f64>,
    cr10: Option<f64>,
    cr3: Option<f64>,
    cr5: Option<f64>,
    effective_number: Option<f64>,
    top20_count: usize,
    abc_computed_a: usize,
    abc_computed_b: usize,
    abc_computed_c: usize,
    base: AbcBase,
    accounts_positive: usize,
    gross_profit_total: Option<Amount>,
    cost_coverage: Option<f64>,
    orders: usize,
    currency: &'a str,
    first: Option<Date>,
    last: Option<Date>,
    as_of: Option<Date>,
    as_of_from: AsOfSource,
}

impl<'a> PortfolioRow<'a> {
    /// As one flat record.
    pub fn cells(self) -> PortfolioCells<'a> {
        PortfolioCells {
            revenue_total: self.revenue_total,
            accounts: self.accounts,
            abc_a: self.abc.a,
            abc_b: self.abc.b,
            abc_c: self.abc.c,
            top20_share: self.top20_share,
            gini: self.gini,
            hhi: self.hhi,
            cr1: self.cr1,
            cr4: self.cr4,
            cr10: self.cr10,
            cr3: self.cr3,
            cr5: self.cr5,
            effective_number: self.effective_number,
            top20_count: self.top20_count,
            abc_computed_a: self.abc_computed.a,
            abc_computed_b: self.abc_computed.b,
            abc_computed_c: self.abc_computed.c,
            base: self.base,
            accounts_positive: self.accounts_positive,
            gross_profit_total: self.gross_profit_total,
            cost_coverage: self.cost_coverage,
            orders: self.orders,
            currency: self.currency,
            first: self.first,
            last: self.last,
            as_of: self.as_of,
            as_of_from: self.as_of_from,
        }
    }
}
