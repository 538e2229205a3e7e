//! Makes the facts of the portfolio and of its accounts from the sales.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;

use super::account_facts::{AccountFacts, MainProduct};
use super::doubtful::doubtful;
use super::finding::{Context, account_findings};
use super::groups::Groups;
use super::health::{Health, HealthInputs};
use super::migration::Migration;
use super::portfolio_facts::{PortfolioFacts, QuarterClasses};
use super::sales::{AccountDefaults, AsOf, Baseline, Figures, Grain, Mapping, SalesView, Scope, months_between};
use super::standings::{Standing, Standings};
use super::trend::{self, Change, Movement};
use crate::frameworks::attack_defend::{self, Cuts, KnownWallet, Position, WalletBasis};
use crate::load::ledger::Ledger;
use crate::portfolio::{Account, Amount, Period, Portfolio, Wallet, Who, back_months};
use crate::project::settings::Settings;

/// Days of what has certainly happened: recorded visits, complaints, surveys, dated notes.
pub fn events(account: &Account) -> impl Iterator<Item = Date> + '_ {
    let visits = account.visits.iter().filter(|visit| visit.findings.is_some()).map(|visit| visit.date);
    let complaints = account.complaints.iter().map(|complaint| complaint.date);
    let surveys = account.satisfaction.surveys.iter().map(|survey| survey.date);
    visits.chain(complaints).chain(surveys).chain(account.notes.iter().filter_map(|note| note.date))
}

/// Which code belongs to which account, and under which name a manager's sales are booked: the id of a member of the team
/// where it is one, else the name as written.
pub fn mapping(portfolio: &Portfolio, ledger: &Ledger) -> Mapping {
    let mut codes: Vec<(&str, usize)> = Vec::new();
    for (position, account) in portfolio.accounts.iter().enumerate() {
        codes.extend(account.ledger_codes.iter().map(|code| (code.as_str(), position)));
    }
    codes.sort_unstable();
    let position = |code: &str| codes.binary_search_by(|(known, _)| (*known).cmp(code)).ok().map(|at| codes[at].1);
    let booked = |name: &str| {
        let member = portfolio.member(&Who(name.to_owned()));
        member.map_or_else(|| name.to_owned(), |member| member.id.to_string())
    };
    Mapping {
        accounts: portfolio.accounts.len(),
        account_of: ledger.accounts.iter().map(|account| position(&account.code)).collect(),
        managers: ledger.managers.iter().map(|name| booked(name)).collect(),
        defaults: (portfolio.accounts.iter())
            .map(|a| AccountDefaults {
                manager: a.manager.as_ref().map(|who| booked(&who.0)),
                region: a.region.clone(),
            })
            .collect(),
    }
}

/// Groups by parent.
pub fn groups(portfolio: &Portfolio) -> Groups {
    let position = |account: &Account| {
        let parent = account.parent.as_ref()?;
        portfolio.accounts.binary_search_by(|other| other.id.cmp(parent)).ok()
    };
    Groups::new(&portfolio.accounts.iter().map(position).collect::<Vec<_>>())
}

/// The portfolio as a whole, without findings and alerts.
pub fn portfolio_facts(
    portfolio: &Portfolio,
    sales: &SalesView,
    groups: &Groups,
    settings: &Settings,
    as_of: AsOf,
) -> PortfolioFacts {
    let standings = |period| Standings::new(period, sales.figures_by_account(period), &settings.abc, groups);
    let period = Period::twelve_months_to(as_of.date);
    let first_day = sales.first_day(Scope::Portfolio);
    let baseline = Baseline::of(period.back(12), first_day);
    let year = standings(period);
    let year_before = (baseline != Baseline::Absent).then(|| standings(period.back(12)));
    let base = year.main(&settings.abc).base;
    let method = settings.abc.method;
    let classes = |standings: &Standings| standings.on(base).map(|standing| standing.period_classes(method));
    let migration =
        year_before.as_ref().and_then(|before| Some(Migration::between(&classes(before)?, &classes(&year)?)));
    let movement = year_before.as_ref().map(|before| movement(&year, before, sales, &doubtful(portfolio)));
    let cuts = Cuts::new(&settings.attack_defend, portfolio.accounts.iter().filter_map(wallet_now));
    let (now, before) = (as_of.date, back_months(as_of.date, 12));
    let positions = positions(portfolio, sales, &year, now, &cuts);
    let complete_before = year_before.as_ref().filter(|_| baseline == Baseline::Complete);
    let positions_before = match complete_before {
        Some(standings) => {
            let mut then = self::positions(portfolio, sales, standings, before, &cuts);
            // Before its first sale an account had no share that could have moved.
            for (account, position) in then.iter_mut().enumerate() {
                position.take_if(|_| sales.first_day(Scope::Account(account)).is_none_or(|first| first > before));
            }
            then
        }
        None => vec![None; portfolio.accounts.len()],
    };
    PortfolioFacts {
        revenue: year_before.as_ref().map(|before| Change { now: year.total.revenue, before: before.total.revenue }),
        gross_profit: year_before.as_ref().and_then(|before| profit_change(year.total, before.total)),
        base,
        base_asked: settings.abc.base,
        method,
        months: trend::months(sales, Scope::Portfolio, as_of.date, 24),
        quarters: quarters(sales, groups, settings, as_of.date),
        rolling: super::rolling::years(sales, as_of.date, base),
        year,
        year_before,
        baseline,
        first_day,
        movement,
        migration,
        cuts,
        positions,
        positions_before,
        findings: Vec::new(),
        alerts: Vec::new(),
    }
}

/// Gross profit against before, where costs cover enough of revenue in both.
fn profit_change(now: Figures, before: Figures) -> Option<Change> {
    let covered = now.is_covered() && before.is_covered();
    covered.then_some(Change { now: now.gross_profit()?, before: before.gross_profit()? })
}

fn movement(year: &Standings, before: &Standings, sales: &SalesView, doubtful: &BTreeSet<usize>) -> Movement {
    let revenue = |standings: &Standings| standings.figures.iter().map(|f| f.revenue).collect::<Vec<Amount>>();
    let is_new = |account| sales.first_day(Scope::Account(account)).is_some_and(|day| day >= year.period.first);
    Movement::between(&revenue(year), &revenue(before), is_new).doubting(doubtful)
}

fn wallet_now(account: &Account) -> Option<Amount> {
    account.wallet.as_ref().map(|wallet| wallet.amount)
}

fn positions(
    portfolio: &Portfolio,
    sales: &SalesView,
    standings: &Standings,
    on: Date,
    cuts: &Cuts,
) -> Vec<Option<Position>> {
    let place = |(account, known): (usize, &Account)| {
        let wallet = known.wallet.as_ref().map(|wallet| wallet_on(wallet, on));
        let sold = sales.first_day(Scope::Account(account));
        // A dossier that knows the account for longer than the sales data do is right about its being new.
        let first = sold.into_iter().chain(known.since.filter(|_| sold.is_some())).min();
        attack_defend::position(wallet, standings.figures[account].revenue, first, on, cuts)
    };
    portfolio.accounts.iter().enumerate().map(place).collect()
}

/// The estimate that held on a day: the newest of that day or before, else the present one.
pub(super) fn wallet_on(wallet: &Wallet, day: Date) -> KnownWallet {
    let present = |basis| KnownWallet { amount: wallet.amount, basis };
    if wallet.as_of.is_some_and(|as_of| as_of <= day) {
        return present(WalletBasis::OfThen);
    }
    let earlier = wallet.previous.iter().filter(|estimate| estimate.as_of <= day).max_by_key(|estimate| estimate.as_of);
    earlier.map_or(present(WalletBasis::Unchanged), |estimate| KnownWallet {
        amount: estimate.amount,
        basis: WalletBasis::OfThen,
    })
}

/// Quarters shown in the history of classes.
const QUARTERS: usize = 12;

fn quarters(sales: &SalesView, groups: &Groups, settings: &Settings, as_of: Date) -> Vec<QuarterClasses> {
    let span = sales.first_day(Scope::Portfolio).and_then(|first| Period::new(first, as_of));
    let all = span.map(|span| Grain::Quarter.periods(span, 1)).unwrap_or_default();
    // One more: the moves into the oldest that is shown come from the quarter before it.
    let newest = &all[all.len().saturating_sub(QUARTERS + 1)..];
    let classed = newest.par_iter().map(|&period| {
        let counted = Period { first: period.first, last: period.last.min(as_of) };
        let standings = Standings::new(counted, sales.figures_by_account(counted), &settings.abc, groups);
        let classes = standings.main(&settings.abc).period_classes(settings.abc.method);
        QuarterClasses { period: counted, partial: counted != period, classes, migration: None }
    });
    let mut quarters: Vec<QuarterClasses> = classed.collect();
    for later in (1..quarters.len()).rev() {
        let migration = Migration::between(&quarters[later - 1].classes, &quarters[later].classes);
        quarters[later].migration = Some(migration);
    }
    quarters.split_off(quarters.len().saturating_sub(QUARTERS))
}

/// One per account, without alerts.
pub fn account_facts(sales: &SalesView, portfolio: &PortfolioFacts, as_of: AsOf) -> Vec<AccountFacts> {
    let context = Context { as_of, baseline: portfolio.baseline, base: portfolio.base, doubtful: false };
    let doubtful = portfolio.movement.as_ref().map_or(&[][..], |movement| &movement.doubtful);
    let facts = |account| {
        let mut facts = one_account(sales, portfolio, as_of.date, account);
        facts.findings = account_findings(&facts, Context { doubtful: doubtful.contains(&account), ..context });
        facts
    };
    (0..sales.accounts()).into_par_iter().map(facts).collect()
}

/// Adds the health score of each account.
pub fn add_health(
    portfolio: &Portfolio,
    sales: &SalesView,
    settings: &Settings,
    day: Date,
    accounts: &mut [AccountFacts],
) {
    accounts.par_iter_mut().zip(&portfolio.accounts).enumerate().for_each(|(at, (facts, account))| {
        facts.health = Health::of(&HealthInputs { account, at, sales }, day, &settings.health);
    });
}

fn one_account(sales: &SalesView, portfolio: &PortfolioFacts, as_of: Date, account: usize) -> AccountFacts {
    let (year, before) = (&portfolio.year, portfolio.year_before.as_ref());
    let scope = Scope::Account(account);
    let on_before = |standing: fn(&Standings) -> Option<&Standing>| before.and_then(standing).map(|s| s.place(account));
    let first_sale = sales.first_day(scope).filter(|&day| day <= as_of);
    let all = first_sale.and_then(|first| Period::new(first, as_of));
    let last_purchase = sales.last_purchase(account, as_of);
    let now = year.figures[account];
    let previously = before.map(|before| before.figures[account]);
    AccountFacts {
        year: now,
        year_before: previously,
        revenue: previously.map(|before| Change { now: now.revenue, before: before.revenue }),
        gross_profit: previously.and_then(|before| profit_change(now, before)),
        on_revenue: year.revenue.place(account),
        on_gross_profit: year.gross_profit.as_ref().map(|standing| standing.place(account)),
        on_revenue_before: on_before(|standings| Some(&standings.revenue)),
        on_gross_profit_before: on_before(|standings| standings.gross_profit.as_ref()),
        class: portfolio.standing().abc(portfolio.method).classes[account],
        class_before: portfolio.standing_before().and_then(|standing| {
            let positive = standing.ranking.amount(account).is_positive();
            positive.then(|| standing.abc(portfolio.method).classes[account])
        }),
        position: portfolio.positions[account],
        position_before: portfolio.positions_before[account],
        months: trend::months(sales, scope, as_of, 12),
        first_sale,
        last_sale: all.and_then(|all| sales.days(scope, all).last()).map(|(day, _)| day),
        last_purchase,
        silent_months: last_purchase.map(|last| months_between(last, as_of)),
        orders: sales.orders(scope, year.period),
        purchase_days: sales.purchase_days(scope, year.period),
        lifetime: all.map(|all| sales.figures(scope, all)).unwrap_or_default(),
        lifetime_purchase_days: all.map_or(0, |all| sales.purchase_days(scope, all)),
        year_to_last_purchase: last_purchase
            .map(|last| sales.figures(scope, Period::twelve_months_to(last)).revenue)
            .unwrap_or_default(),
        return_share: return_share(sales, scope, year.period),
        main_product: main_product(sales, scope, year.period),
        health: Health::default(),
        findings: Vec::new(),
        alerts: Vec::new(),
    }
}

fn return_share(sales: &SalesView, scope: Scope, period: Period) -> Option<f64> {
    let (mut bought, mut returned) = (Amount::ZERO, Amount::ZERO);
    for (_, figures) in sales.days(scope, period) {
        if figures.revenue.is_positive() {
            bought += figures.revenue;
        } else {
            returned -= figures.revenue;
        }
    }
    returned.share_of(bought)
}

fn main_product(sales: &SalesView, scope: Scope, period: Period) -> Option<MainProduct> {
    let monthly = sales.products(scope, period);
    let positive = || monthly.rows.iter().filter(|(_, sums)| sums.figures.revenue.is_positive());
    let &(product, sums) = positive().next()?;
    let whole: Amount = positive().map(|(_, sums)| sums.figures.revenue).sum();
    Some(MainProduct {
        product,
        revenue: sums.figures.revenue,
        share: sums.figures.revenue.share_of(whole)?,
        products: positive().count(),
        counted: monthly.counted,
    })
}
