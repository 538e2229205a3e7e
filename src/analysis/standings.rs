//! Who stands where in a period: ranks, shares, both kinds of class and concentration, on revenue and on gross profit.

use serde::Serialize;

use super::abc::{self, Abc, AbcClass, Cuts, PerClass};
use super::concentration::{Concentration, leave_one_out};
use super::groups::Groups;
use super::migration::{PeriodClass, period_classes};
use super::ranking::Ranking;
use super::sales::Figures;
use crate::portfolio::{Amount, Period};
use crate::project::settings::{AbcBase, AbcLevel, AbcMethod, AbcSettings};

/// All accounts in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Standings {
    /// The days counted.
    pub period: Period,
    /// Revenue and cost by account.
    pub figures: Vec<Figures>,
    /// Of all accounts, returns and accounts below zero included.
    pub total: Figures,
    /// On revenue.
    pub revenue: Standing,
    /// On gross profit; `None` where costs cover less than 95 % of revenue.
    pub gross_profit: Option<Standing>,
}

/// All accounts in a period on one base.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Revenue or gross profit.
    pub base: AbcBase,
    /// Accounts by amount.
    pub ranking: Ranking,
    /// Classes by cumulative cuts.
    pub cumulative: Abc,
    /// Computed classes.
    pub computed: Abc,
    /// Over the accounts with a positive amount, always by account.
    pub concentration: Concentration,
    /// Of all accounts, those below zero included.
    pub total: Amount,
    /// Whether what is classed has one and the same amount, so that the cuts fall by id alone.
    pub alike: Alike,
}

/// Whether there is anything to divide among what is classed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// Amounts differ, or only one is above zero.
    No,
    /// All accounts above zero have the same amount.
    Accounts(Reach),
    /// The groups above zero have the same total; their accounts differ.
    Groups(Reach),
}

/// Who is alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All.
    All,
    /// Those above zero; others are at zero or below it.
    AboveZero,
}

/// One account in a period on one base.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Place {
    /// Its amount.
    pub amount: Amount,
    /// From 1.
    pub rank: usize,
    /// Of the sum of positive accounts; `None` where no account is positive.
    pub share: Option<f64>,
    /// Share of all accounts up to this one.
    pub cumulative_share: Option<f64>,
    /// Class by cumulative cuts.
    pub class: AbcClass,
    /// Computed class.
    pub class_computed: AbcClass,
    /// Share of the whole that is lost with it; `None` where the whole is not positive.
    pub leave_one_out: Option<f64>,
}

impl Standings {
    /// From what each account sums to in the period, in the order of ids.
    pub fn new(period: Period, figures: Vec<Figures>, settings: &AbcSettings, groups: &Groups) -> Self {
        let total: Figures = figures.iter().copied().sum();
        let on = |base: AbcBase| Standing::new(base, &figures, settings, groups);
        let (revenue, gross_profit) =
            rayon::join(|| on(AbcBase::Revenue), || total.is_covered().then(|| on(AbcBase::GrossProfit)));
        Self { period, figures, total, revenue, gross_profit }
    }

    /// On one base; `None` for gross profit without enough costs.
    pub const fn on(&self, base: AbcBase) -> Option<&Standing> {
        match base {
            AbcBase::Revenue => Some(&self.revenue),
            AbcBase::GrossProfit => self.gross_profit.as_ref(),
        }
    }

    /// On the base of the settings, or on revenue where gross profit has not enough costs; [`Standing::base`] says
    /// which it is.
    pub fn main(&self, settings: &AbcSettings) -> &Standing {
        self.on(settings.base).unwrap_or(&self.revenue)
    }
}

impl Reach {
    fn of(all: usize, ranking: &Ranking) -> Self {
        if ranking.positive() == all { Self::All } else { Self::AboveZero }
    }
}

impl Standing {
    fn new(base: AbcBase, figures: &[Figures], settings: &AbcSettings, groups: &Groups) -> Self {
        let amount = |figures: &Figures| match base {
            AbcBase::Revenue => figures.revenue,
            AbcBase::GrossProfit => figures.gross_profit().unwrap_or_default(),
        };
        let ranking = Ranking::of(&figures.iter().map(amount).collect::<Vec<_>>());
        let cuts = Cuts::from_percent(settings.cuts).unwrap_or_default();
        let class = |ranking: &Ranking| (abc::cumulative(ranking, cuts), abc::computed(ranking));
        let (cumulative, computed, alike) = match settings.level {
            AbcLevel::Account => {
                let (cumulative, computed) = class(&ranking);
                let reach = Reach::of(figures.len(), &ranking);
                (cumulative, computed, if ranking.is_level() { Alike::Accounts(reach) } else { Alike::No })
            }
            AbcLevel::Group => {
                let by_group = Ranking::of(&groups.roll_up(figures).iter().map(amount).collect::<Vec<_>>());
                let (of_groups, computed) = class(&by_group);
                // What is said of accounts must be true of the accounts that the page shows, not of their groups.
                let alike = match (by_group.is_level(), ranking.is_level()) {
                    (true, true) => Alike::Accounts(Reach::of(figures.len(), &ranking)),
                    (true, false) => Alike::Groups(Reach::of(groups.count(figures.len()), &by_group)),
                    (false, _) => Alike::No,
                };
                (inherited(&of_groups, &ranking, groups), inherited(&computed, &ranking, groups), alike)
            }
        };
        let total = figures.iter().map(amount).sum();
        Self { base, concentration: Concentration::of(&ranking), ranking, cumulative, computed, total, alike }
    }

    /// Classes by the method of the settings.
    pub const fn abc(&self, method: AbcMethod) -> &Abc {
        match method {
            AbcMethod::Cumulative => &self.cumulative,
            AbcMethod::Computed => &self.computed,
        }
    }

    /// One account.
    pub fn place(&self, account: usize) -> Place {
        let amount = self.ranking.amount(account);
        Place {
            amount,
            rank: self.ranking.rank(account),
            share: self.ranking.share(account),
            cumulative_share: self.ranking.cumulative_share(account),
            class: self.cumulative.classes[account],
            class_computed: self.computed.classes[account],
            leave_one_out: leave_one_out(amount, self.total),
        }
    }

    /// Classes for a migration: none for an account at or below zero.
    pub fn period_classes(&self, method: AbcMethod) -> Vec<PeriodClass> {
        period_classes(self.abc(method), &self.ranking)
    }
}

/// Each account has the class of its group; counts and sums are of accounts.
fn inherited(of_groups: &Abc, ranking: &Ranking, groups: &Groups) -> Abc {
    let mut counts = PerClass::default();
    let mut sums = PerClass::<Amount>::default();
    let class_of = |account: usize| of_groups.classes[groups.head(account)];
    let classes: Vec<AbcClass> = (0..ranking.len()).map(class_of).collect();
    for (account, &class) in classes.iter().enumerate() {
        *counts.get_mut(class) += 1;
        *sums.get_mut(class) += ranking.amount(account).max(Amount::ZERO);
    }
    Abc { classes, counts, sums, points: of_groups.points }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(values: &[(i64, i64, i64)]) -> Vec<Figures> {
        let one = |&(revenue, costed, cost): &(i64, i64, i64)| Figures {
            revenue: Amount::from_int(revenue),
            costed_revenue: Amount::from_int(costed),
            cost: Amount::from_int(cost),
        };
        values.iter().map(one).collect()
    }

    fn standings(values: &[(i64, i64, i64)], settings: &AbcSettings, groups: &Groups) -> Standings {
        Standings::new(Period::fiscal_year(2026, 1), figures(values), settings, groups)
    }

    fn letters(abc: &Abc) -> String {
        abc.classes.iter().map(|c| c.letter()).collect()
    }

    #[test]
    fn gross_profit_ranks_only_where_costs_cover_it() {
        let settings = AbcSettings { base: AbcBase::GrossProfit, ..AbcSettings::default() };
        let covered = standings(&[(100, 100, 95), (50, 45, 15)], &settings, &Groups::default());
        assert_eq!(covered.main(&settings).base, AbcBase::GrossProfit);
        assert_eq!(covered.main(&settings).place(1).rank, 1);
        assert_eq!(covered.revenue.place(1).rank, 2);
        let bare = standings(&[(100, 100, 95), (50, 30, 10)], &settings, &Groups::default());
        assert_eq!((bare.gross_profit.as_ref(), bare.main(&settings).base), (None, AbcBase::Revenue));
    }

    #[test]
    fn a_group_is_classed_as_one() {
        // By account: 60, 25, 10, 5. The 5 belongs to the 60, so by group it is A as well.
        let values = [(60, 0, 0), (25, 0, 0), (10, 0, 0), (5, 0, 0)];
        let groups = Groups::new(&[None, None, None, Some(0)]);
        let by_account = standings(&values, &AbcSettings::default(), &groups);
        assert_eq!(letters(&by_account.revenue.cumulative), "AABC");
        let settings = AbcSettings { level: AbcLevel::Group, ..AbcSettings::default() };
        let by_group = standings(&values, &settings, &groups);
        assert_eq!(letters(&by_group.revenue.cumulative), "AABA");
        assert_eq!(by_group.revenue.cumulative.counts, PerClass { a: 3, b: 1, c: 0 });
        // A head that bought nothing is in the class of its group, and counts among none that bought.
        let with_head = standings(
            &[(0, 0, 0), (60, 0, 0), (50, 0, 0), (10, 0, 0), (5, 0, 0)],
            &settings,
            &Groups::new(&[None, Some(0), None, None, None]),
        );
        let Standing { cumulative, ranking, .. } = &with_head.revenue;
        assert_eq!(letters(cumulative), "AAABC");
        assert_eq!(cumulative.above_zero(ranking), PerClass { a: 2, b: 1, c: 1 });
        // Concentration and shares stay by account.
        assert_eq!(by_group.revenue.concentration, by_account.revenue.concentration);
        assert_eq!(by_group.revenue.place(3).rank, 4);
    }

    #[test]
    fn accounts_of_a_group_are_alike_only_where_they_are() {
        let by_group = AbcSettings { level: AbcLevel::Group, ..AbcSettings::default() };
        let alike = |values: &[i64], parents: &[Option<usize>]| {
            let values: Vec<(i64, i64, i64)> = values.iter().map(|&revenue| (revenue, 0, 0)).collect();
            standings(&values, &by_group, &Groups::new(parents)).revenue.alike
        };
        // One group of all three: nothing is divided, yet they are not of one size.
        assert_eq!(alike(&[20, 5, 1], &[None, Some(0), Some(0)]), Alike::No);
        // One group above zero and one below.
        assert_eq!(alike(&[-10, 5, 7], &[None, Some(0), None]), Alike::No);
        // Two groups of ten.
        assert_eq!(alike(&[6, 4, 10], &[None, Some(0), None]), Alike::Groups(Reach::All));
        assert_eq!(alike(&[6, 4, 10, -1], &[None, Some(0), None, None]), Alike::Groups(Reach::AboveZero));
        // An account below zero whose group is above it, and is as large as the other one.
        assert_eq!(alike(&[11, -1, 10], &[None, Some(0), None]), Alike::Groups(Reach::All));
        assert_eq!(alike(&[5, 5, 5, 5], &[None, Some(0), None, Some(2)]), Alike::Accounts(Reach::All));
        // Alike one by one, and groups of two and of one.
        assert_eq!(alike(&[5, 5, 5], &[None, Some(0), None]), Alike::No);
        assert_eq!(
            standings(&[(5, 0, 0), (5, 0, 0)], &AbcSettings::default(), &Groups::default()).revenue.alike,
            Alike::Accounts(Reach::All)
        );
    }

    #[test]
    fn what_is_lost_with_an_account_is_a_share_of_the_whole_with_returns() {
        let found = standings(&[(60, 0, 0), (60, 0, 0), (-20, 0, 0)], &AbcSettings::default(), &Groups::default());
        assert_eq!((found.revenue.place(0).share, found.revenue.place(0).leave_one_out), (Some(0.5), Some(0.6)));
        assert_eq!(found.revenue.place(2).leave_one_out, Some(-0.2));
    }
}
