//! The book: what the portfolio pages read, in no language, computed once for all of them.
//!
//! 1. The accounts in the twelve months up to `as_of` and, where the data reach back, in the twelve before.
//! 2. Who moved the whole, who stands where in the attack/defend matrix.
//! 3. What cannot be said is not there: no year before ([`Book::before`]), no cost or too little ([`NoProfit`]).

use crate::analysis::abc::AbcClass;
use crate::analysis::groups::Groups;
use crate::analysis::migration::Migration;
use crate::analysis::sales::{AsOf, Baseline, Figures, SalesView, Scope, months_between};
use crate::analysis::standings::{Standing, Standings};
use crate::analysis::trend::Movement;
use crate::frameworks::attack_defend::{Cuts, Position, Zone, position};
use crate::load::ledger::{Ledger, Product, SalesFile};
use crate::portfolio::{Account, Amount, Period, Portfolio, TeamMember, Who};
use crate::project::settings::{AbcBase, Settings, UndocumentedAccounts};

/// What the portfolio pages read.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    /// Accounts, team, wiki.
    pub portfolio: &'a Portfolio,
    /// Settings.
    pub settings: &'a Settings,
    /// Sales by account, in the order of the portfolio's accounts.
    pub sales: &'a SalesView,
    /// Products, as the sales number them.
    pub products: &'a [Product],
    /// The sales files that were read.
    pub files: &'a [SalesFile],
    /// The day up to which everything counts.
    pub as_of: AsOf,
    /// The twelve months up to it.
    pub now: Standings,
    /// The twelve months before; `None` unless the data reach back to their first month.
    pub before: Option<Standings>,
    /// How much of the twelve months before is in the data.
    pub baseline: Baseline,
    /// Who moved revenue between the two.
    pub movement: Option<Movement>,
    /// Cuts of the attack/defend matrix.
    pub cuts: Cuts,
    /// Where accounts stand in it.
    pub positions: Vec<Option<Position>>,
    /// Where they stood a year before, by the same wallets and cuts.
    pub positions_before: Vec<Option<Position>>,
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
}

impl<'a> Book<'a> {
    /// Sums, ranks, classes and places.
    pub fn new(
        portfolio: &'a Portfolio,
        settings: &'a Settings,
        ledger: &'a Ledger,
        sales: &'a SalesView,
        as_of: AsOf,
    ) -> Self {
        let groups = Groups::new(&parents(portfolio));
        let period = Period::twelve_months_to(as_of.date);
        let earlier = period.back(12);
        let first_day = sales.first_day(Scope::Portfolio);
        let baseline = Baseline::of(earlier, first_day);
        let standings = |period| Standings::new(period, sales.figures_by_account(period), &settings.abc, &groups);
        let now = standings(period);
        let before = (baseline == Baseline::Complete).then(|| standings(earlier));
        let movement = before.as_ref().map(|before| movement(sales, &now, before));
        let cuts = Cuts::new(&settings.attack_defend, portfolio.accounts.iter().filter_map(wallet));
        let positions = positions(portfolio, sales, &now, &cuts);
        let positions_before = before.as_ref().map(|b| self::positions(portfolio, sales, b, &cuts)).unwrap_or_default();
        Self {
            portfolio,
            settings,
            sales,
            products: &ledger.products,
            files: &ledger.files,
            as_of,
            now,
            before,
            baseline,
            movement,
            cuts,
            positions,
            positions_before,
        }
    }

    /// What pages class by: the base of the settings, or revenue where gross profit is not known well enough.
    pub fn main(&self) -> &Standing {
        self.now.main(&self.settings.abc)
    }

    /// The same a year before, on the same base.
    pub fn main_before(&self) -> Option<&Standing> {
        self.before.as_ref()?.on(self.main().base)
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
    pub fn migration(&self) -> Option<Migration> {
        let method = self.settings.abc.method;
        let before = self.main_before()?.period_classes(method);
        Some(Migration::between(&before, &self.main().period_classes(method)))
    }

    /// Why nothing is ranked by gross profit; `None` where it is.
    pub fn no_profit(&self) -> Option<NoProfit> {
        let total = self.now.total;
        match total.coverage() {
            _ if self.now.gross_profit.is_some() => None,
            _ if !total.revenue.is_positive() => Some(NoProfit::NoSales),
            Some(coverage) => Some(NoProfit::TooLittle(coverage)),
            None => Some(NoProfit::NoCost),
        }
    }

    /// What an account sold in the twelve months before, where the data reach back.
    pub fn figures_before(&self, account: usize) -> Option<Figures> {
        self.before.as_ref().map(|before| before.figures[account])
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

    /// Whether an account's first sale lies within the months for which it counts as new.
    pub fn is_new(&self, account: usize) -> bool {
        let first = self.sales.first_day(Scope::Account(account));
        first.is_some_and(|first| months_between(first, self.as_of.date) < self.cuts.new_months)
    }

    /// The member of our team that a name, an alias or an id means.
    pub fn member(&self, who: &str) -> Option<&'a TeamMember> {
        let folded = who.to_lowercase();
        self.portfolio.team.iter().find(|member| {
            member.id.folded() == folded
                || member.name.texts().any(|name| name == who)
                || member.aliases.iter().any(|alias| alias == who)
        })
    }

    /// The member of our team, where the name means one.
    pub fn who(&self, who: &Who) -> Option<&'a TeamMember> {
        self.member(&who.0)
    }

    /// Accounts with sales in either year.
    pub fn active(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.now.figures.len())
            .filter(|&a| !self.now.figures[a].is_zero() || self.figures_before(a).is_some_and(|f| !f.is_zero()))
    }
}

/// The wallet of an account, where it is known.
pub fn wallet(account: &Account) -> Option<Amount> {
    account.wallet.as_ref().map(|wallet| wallet.amount).filter(|amount| amount.is_positive())
}

/// The position of each account's parent.
fn parents(portfolio: &Portfolio) -> Vec<Option<usize>> {
    let at = |account: &Account| {
        let parent = account.parent.as_ref()?;
        portfolio.accounts.binary_search_by(|other| other.id.cmp(parent)).ok()
    };
    portfolio.accounts.iter().map(at).collect()
}

fn movement(sales: &SalesView, now: &Standings, before: &Standings) -> Movement {
    let revenue = |standings: &Standings| standings.figures.iter().map(|figures| figures.revenue).collect::<Vec<_>>();
    Movement::between(&revenue(now), &revenue(before), |account| {
        sales.first_day(Scope::Account(account)).is_some_and(|day| now.period.contains(day))
    })
}

fn positions(portfolio: &Portfolio, sales: &SalesView, standings: &Standings, cuts: &Cuts) -> Vec<Option<Position>> {
    let on = standings.period.last;
    let accounts = portfolio.accounts.iter().zip(&standings.figures).enumerate();
    accounts
        .map(|(at, (account, figures))| {
            position(wallet(account), figures.revenue, sales.first_day(Scope::Account(at)), on, cuts)
        })
        .collect()
}
