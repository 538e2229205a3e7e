//! The book: what the portfolio pages read, in no language: the portfolio, its settings, and what was computed.
//!
//! What cannot be said is not there: no year before ([`Book::before`]), no cost or too little ([`NoProfit`]).

use crate::analysis::Analysis;
use crate::analysis::abc::AbcClass;
use crate::analysis::migration::Migration;
use crate::analysis::sales::{AsOf, Baseline, Figures, SalesView};
use crate::analysis::standings::{Standing, Standings};
use crate::analysis::trend::Movement;
use crate::frameworks::attack_defend::{Cuts, Position, Zone};
use crate::load::ledger::{Ledger, Product, SalesFile};
use crate::portfolio::{Portfolio, TeamMember, Who};
use crate::project::settings::{AbcBase, Settings, UndocumentedAccounts};

/// What the portfolio pages read.
#[derive(Debug, Clone, Copy)]
pub struct Book<'a> {
    /// Accounts, team, wiki.
    pub portfolio: &'a Portfolio,
    /// Settings.
    pub settings: &'a Settings,
    /// Everything computed.
    pub analysis: &'a Analysis,
    /// Sales by account, in the order of the portfolio's accounts.
    pub sales: &'a SalesView,
    /// Products, as the sales number them.
    pub products: &'a [Product],
    /// The sales files that were read.
    pub files: &'a [SalesFile],
    /// [`Ledger::fingerprint`]: the same sales have the same.
    pub sales_key: [u8; 32],
    /// The day up to which everything counts.
    pub as_of: AsOf,
    /// The twelve months up to it.
    pub now: &'a Standings,
    /// The twelve months before; `None` unless the data reach back to their first month.
    pub before: Option<&'a Standings>,
    /// How much of the twelve months before is in the data.
    pub baseline: Baseline,
    /// Who moved revenue between the two.
    pub movement: Option<&'a Movement>,
    /// Cuts of the attack/defend matrix.
    pub cuts: &'a Cuts,
    /// Where accounts stand in it.
    pub positions: &'a [Option<Position>],
    /// Where they stood a year before.
    pub positions_before: &'a [Option<Position>],
}

/// Why nothing is ranked by gross profit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoProfit {
    /// Nothing was sold.
    NoSales,
    /// No row carries a cost.
    NoCost,
    /// Rows with a cost are too small a share of revenue, 0 to 1.
    TooLittle(f64),
    /// As much was returned as was sold, or more: costs have no share of that.
    NoRevenue,
}

impl<'a> Book<'a> {
    /// Opens it.
    pub fn new(portfolio: &'a Portfolio, settings: &'a Settings, ledger: &'a Ledger, analysis: &'a Analysis) -> Self {
        let facts = &analysis.portfolio;
        let complete = facts.baseline == Baseline::Complete;
        Self {
            portfolio,
            settings,
            sales_key: ledger.fingerprint(),
            analysis,
            sales: &analysis.sales,
            products: &ledger.products,
            files: &ledger.files,
            as_of: analysis.as_of,
            now: &facts.year,
            before: facts.year_before.as_ref().filter(|_| complete),
            baseline: facts.baseline,
            movement: facts.movement.as_ref().filter(|_| complete),
            cuts: &facts.cuts,
            positions: &facts.positions,
            positions_before: &facts.positions_before,
        }
    }

    /// What pages class by: the base of the settings, or revenue where gross profit is not known well enough.
    pub fn main(&self) -> &'a Standing {
        self.now.main(&self.settings.abc)
    }

    /// The same a year before, on the same base.
    pub fn main_before(&self) -> Option<&'a Standing> {
        self.before?.on(self.main().base)
    }

    /// The class that pages show first.
    pub fn class(&self, account: usize) -> AbcClass {
        self.main().abc(self.settings.abc.method).classes[account]
    }

    /// The class on a base; `None` where there is none on it.
    pub fn class_on(&self, base: AbcBase, account: usize) -> Option<AbcClass> {
        Some(self.now.on(base)?.abc(self.settings.abc.method).classes[account])
    }

    /// Who changed class between the two years, where there is a year before.
    pub fn migration(&self) -> Option<&'a Migration> {
        self.main_before()?;
        self.analysis.portfolio.migration.as_ref()
    }

    /// Why nothing is ranked by gross profit; `None` where it is.
    pub fn no_profit(&self) -> Option<NoProfit> {
        let total = self.now.total;
        match (total.gross_profit(), total.coverage()) {
            _ if self.now.gross_profit.is_some() => None,
            (None, _) if self.now.figures.iter().all(|figures| figures.is_zero()) => Some(NoProfit::NoSales),
            (None, _) => Some(NoProfit::NoCost),
            (Some(_), Some(coverage)) => Some(NoProfit::TooLittle(coverage)),
            (Some(_), None) => Some(NoProfit::NoRevenue),
        }
    }

    /// What an account sold in the twelve months before, where the data reach back.
    pub fn figures_before(&self, account: usize) -> Option<Figures> {
        self.before.map(|before| before.figures[account])
    }

    /// The zone of an account.
    pub fn zone(&self, account: usize) -> Option<Zone> {
        self.positions[account].map(|position| position.zone)
    }

    /// Whether an account has a page.
    pub fn has_page(&self, account: usize) -> bool {
        self.portfolio.accounts[account].is_documented()
            || self.settings.undocumented_accounts == UndocumentedAccounts::Pages
    }

    /// The member of our team that a name, an alias or an id means.
    pub fn member(&self, who: &str) -> Option<&'a TeamMember> {
        self.portfolio.member(&Who(who.to_owned()))
    }

    /// Accounts with sales in either year.
    pub fn active(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.now.figures.len())
            .filter(|&a| !self.now.figures[a].is_zero() || self.figures_before(a).is_some_and(|f| !f.is_zero()))
    }
}
