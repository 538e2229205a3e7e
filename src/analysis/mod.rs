//! What more than one page reads, computed once: plain typed numbers, no words.
//!
//! 1. [`SalesView`] maps the ledger to accounts and answers for any days.
//! 2. [`Standings`] are ranks, shares, classes and concentration of any period: pages take the 12 months to `as_of`,
//!    [`crate::export`] takes all rows or the period that is named. [`Targets`] say what was to be.
//! 3. [`AccountFacts`] and [`PortfolioFacts`] hold what pages show; [`finding`] is what the numbers say, [`crate::rules`]
//!    what somebody should look at.
//!
//! Accounts are named by their position in [`Portfolio::accounts`], which is the order of ids, bytewise: so ties are broken
//! by position everywhere.

pub mod abc;
pub mod account_facts;
pub mod agenda;
pub mod benefits;
pub mod buying_cycle;
pub mod coach;
pub mod concentration;
pub mod contact_coverage;
pub mod contracts;
pub mod contribution;
pub mod customers;
pub mod doubtful;
pub mod duty_grid;
pub mod effort;
mod facts;
pub mod finding;
pub mod forecast_accuracy;
pub mod forecast_outcome;
pub mod forecast_sums;
pub mod freshness;
pub mod groups;
pub mod growth_totals;
pub mod health;
pub mod kam_evidence;
pub mod linked_price;
pub mod loyalty_proxy;
pub mod meetings;
pub mod migration;
pub mod next_step;
pub mod one_off;
pub mod payback;
pub mod portfolio_facts;
pub mod potential;
pub mod promises_kept;
pub mod quotes;
pub mod ranking;
pub mod referrals;
pub mod relational;
pub mod relational_ranking;
pub mod rolling;
pub mod sales;
pub mod satisfaction;
pub mod says_does;
pub mod scores;
pub mod selling_steps;
pub mod serialisation;
pub mod solutions;
pub mod stage_moves;
pub mod standings;
pub mod strategy_use;
pub mod survey_trend;
pub mod targets;
pub mod team_load;
pub mod three_tests;
pub mod to_do;
pub mod trend;
pub mod value;
pub mod visit_plan;
pub mod visiting;
pub mod white_space;
mod wide;
pub mod win_rate;
pub mod written_sales;

#[cfg(test)]
pub(crate) mod reference;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use self::account_facts::AccountFacts;
use self::customers::assets::CustomerAssets;
use self::customers::fitted::Fitted;
use self::customers::seasonality::{NoSeason, Seasonality};
use self::groups::{GroupTotal, Groups};
use self::migration::PeriodClass;
use self::one_off::OneOff;
use self::portfolio_facts::{PeriodRow, PortfolioFacts};
use self::sales::{Against, AsOf, AsOfCandidates, Grain, SalesView, Scope, compared};
use self::scores::Scores;
use self::standings::Standings;
use self::targets::Targets;
use crate::diagnostic::Diagnostics;
use crate::load::ledger::Ledger;
use crate::load::targets::TargetsRead;
use crate::portfolio::{Month, Period, Portfolio};
use crate::project::settings::Settings;
use crate::rules::{Hits, RuleHit};

/// Everything computed.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// Today.
    pub as_of: AsOf,
    /// Sales by account.
    pub sales: SalesView,
    /// Which accounts belong together.
    pub groups: Groups,
    /// The portfolio as a whole.
    pub portfolio: PortfolioFacts,
    /// One per account, in the order of [`Portfolio::accounts`].
    pub accounts: Vec<AccountFacts>,
    /// What the rules found everywhere, and what dossiers allow.
    pub hits: Hits,
    /// What accounts were to bring, and brought; empty until [`Analysis::attain`].
    pub targets: Targets,
    /// What the customers are as assets.
    pub customers: CustomerAssets,
    /// Purchases that will hardly come again, in the order of accounts.
    pub one_offs: Vec<OneOff>,
    /// The season of all accounts together, one-off purchases left out.
    pub season: Result<Seasonality, NoSeason>,
    /// Three ways to rank the accounts.
    pub scores: Scores,
    settings: Settings,
}

/// The portfolio's “today”: the flag, else the setting, else `SOURCE_DATE_EPOCH`, else the newest sales date, else the
/// newest past event of a dossier.
pub fn as_of(
    portfolio: &Portfolio,
    ledger: &Ledger,
    settings: &Settings,
    flag: Option<Date>,
    source_date_epoch: Option<Date>,
) -> AsOf {
    let sales = ledger.account_days.iter().map(|row| row.day).max();
    let event = portfolio.accounts.iter().flat_map(facts::events).max();
    AsOfCandidates { flag, setting: settings.as_of, source_date_epoch, sales, event }.resolve()
}

/// Computes everything that pages share. Pure: the same inputs give the same analysis at any number of threads, and with or
/// without models that are known from an earlier one.
pub fn analyse(
    portfolio: &Portfolio,
    ledger: &Ledger,
    settings: &Settings,
    as_of: AsOf,
    known: Option<&Fitted>,
) -> Analysis {
    let sales = SalesView::new(ledger, &facts::mapping(portfolio, ledger));
    let groups = facts::groups(portfolio);
    // Fitting the model of customer value is the longest sum that cannot be shared out: all else is done beside it.
    let (customers, (mut of_portfolio, mut accounts, hits)) = rayon::join(
        || CustomerAssets::of(portfolio, &sales, settings.xyz, as_of.date, known),
        || {
            let of_portfolio = facts::portfolio_facts(portfolio, &sales, &groups, settings, as_of);
            let mut accounts = facts::account_facts(&sales, &of_portfolio, as_of);
            facts::add_health(portfolio, &sales, settings, as_of.date, &mut accounts);
            let hits = crate::rules::check_all(portfolio, &sales, &of_portfolio, &accounts, as_of, settings);
            (of_portfolio, accounts, hits)
        },
    );
    for hit in &hits.alerts {
        match hit.account {
            Some(account) => accounts[account].alerts.push(hit.clone()),
            None => of_portfolio.alerts.push(hit.clone()),
        }
    }
    of_portfolio.findings = finding::portfolio_findings(&of_portfolio);
    let one_offs = one_off::one_offs(&sales, &hits.alerts, as_of.date);
    let season = Seasonality::of_all(&sales, &one_offs, as_of.date);
    let scores = Scores::of(portfolio, &sales, &accounts, as_of.date, settings);
    Analysis {
        as_of,
        sales,
        groups,
        portfolio: of_portfolio,
        accounts,
        hits,
        customers,
        one_offs,
        season,
        scores,
        targets: Targets::default(),
        settings: settings.clone(),
    }
}

impl Analysis {
    /// Adds what accounts were to bring. Targets of accounts that nobody knows are reported.
    pub fn attain(&mut self, portfolio: &Portfolio, targets: &TargetsRead) -> Diagnostics {
        let (attained, diagnostics) = targets::attain(self, portfolio, targets);
        self.targets = attained;
        diagnostics
    }

    /// The 12 months up to `as_of`.
    pub const fn year(&self) -> Period {
        self.portfolio.year.period
    }

    /// Standings of any days, under the settings' cuts, level and base.
    pub fn standings(&self, period: Period) -> Standings {
        Standings::new(period, self.sales.figures_by_account(period), &self.settings.abc, &self.groups)
    }

    /// From the first to the last day of all sales; `None` without sales.
    pub fn all_days(&self) -> Option<Period> {
        self.sales.span(Scope::Portfolio)
    }

    /// All periods of a length from the first day with sales to `as_of`, oldest first, each with the one before and the
    /// same of last year. The running one is compared over the same elapsed days; one in which the data begin is partial.
    pub fn periods(&self, scope: Scope, grain: Grain) -> Vec<PeriodRow> {
        let Some(first) = self.known_from() else { return Vec::new() };
        self.periods_within(scope, grain, Period { first, last: self.as_of.date })
    }

    /// The periods that touch a span, of which only the days within it are counted: so they add up to the span.
    pub fn periods_within(&self, scope: Scope, grain: Grain, span: Period) -> Vec<PeriodRow> {
        let first = self.known_from();
        let Some(span) = first.and_then(|first| Period::new(span.first.max(first), span.last)) else {
            return Vec::new();
        };
        let periods = grain.periods(span, self.settings.fiscal_year_start);
        let mut rows: Vec<PeriodRow> =
            periods.into_iter().filter_map(|period| self.period_row(scope, grain, period, span)).collect();
        if scope == Scope::Portfolio {
            let counted: Vec<Period> = rows.iter().map(|row| row.counted).collect();
            for (row, buyers) in rows.iter_mut().zip(self.sales.buyers(&counted)) {
                row.accounts = buyers;
            }
        }
        rows
    }

    /// The day from which sales are known ([`sales::known_from`]); `None` without any.
    pub fn known_from(&self) -> Option<Date> {
        self.sales.first_day(Scope::Portfolio).map(sales::known_from)
    }

    fn period_row(&self, scope: Scope, grain: Grain, period: Period, span: Period) -> Option<PeriodRow> {
        let days = compared(period, span.last, Against::Previous)?;
        let counted = Period::new(days.now.first.max(span.first), days.now.last)?;
        let is_begun_late = counted.first > period.first;
        let data_from = self.known_from();
        let before = |against| {
            let days = match against {
                Against::LastYear if is_begun_late => counted.back(12),
                // Days from the middle of a period on have no like in the one before.
                Against::Previous if is_begun_late => return None,
                _ => compared(period, span.last, against)?.before,
            };
            // A period in which the data begin is partial itself, and no base for growth.
            let known = data_from.is_some_and(|from| from <= days.first);
            known.then(|| self.sales.figures(scope, days))
        };
        let now = self.sales.figures(scope, counted);
        Some(PeriodRow {
            grain,
            period,
            counted,
            partial: days.partial || is_begun_late,
            now,
            previous: before(Against::Previous),
            last_year: before(Against::LastYear),
            orders: self.sales.orders(scope, counted),
            // Of the portfolio, they are counted for all periods at once.
            accounts: usize::from(scope != Scope::Portfolio && now.revenue.is_positive()),
        })
    }

    /// What each group of two accounts or more sums to, largest revenue first, ties by id of the head. A view of its own,
    /// never added in.
    pub fn group_totals(&self, period: Period) -> Vec<GroupTotal<'_>> {
        let sums = self.groups.roll_up(&self.sales.figures_by_account(period));
        let total = |head: usize| GroupTotal { head, members: self.groups.members(head), figures: sums[head] };
        let mut totals: Vec<GroupTotal> = self.groups.iter().map(total).collect();
        totals.sort_by_key(|group| std::cmp::Reverse(group.figures.revenue));
        totals
    }

    /// Class of an account in each quarter, oldest first.
    pub fn class_history(&self, account: usize) -> impl Iterator<Item = (Period, PeriodClass)> + '_ {
        self.portfolio.quarters.iter().filter_map(move |q| Some((q.period, *q.classes.get(account)?)))
    }

    /// Complete months of data before `as_of`, for what needs a minimum of history.
    pub fn complete_months(&self) -> i32 {
        let Some(first) = self.sales.first_day(Scope::Portfolio) else { return 0 };
        let end = Month::of(crate::portfolio::day_after(self.as_of.date));
        (end.index() - Month::of(first).index()).max(0)
    }

    /// All alerts, denials first, then by stake: the “decide this week” list.
    pub fn decisions(&self) -> &[RuleHit] {
        &self.hits.alerts
    }
}
