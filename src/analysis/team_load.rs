//! Load per person (S4 项目组): what each of ours carries: accounts, revenue, teams, open actions, visits.

use jiff::civil::Date;

use std::collections::BTreeSet;

use super::account_facts::AccountFacts;
use super::agenda::{Agenda, Load, Owner, When};
use super::visiting::visit_days;
use crate::portfolio::{Amount, Portfolio};

/// What a member of our team carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberLoad {
    /// Position in the team.
    pub member: usize,
    /// Accounts of which it is the manager.
    pub accounts: usize,
    /// What these brought in the 12 months.
    pub revenue: Amount,
    /// Accounts on whose team it is, as manager or otherwise.
    pub teams: usize,
    /// Open actions.
    pub open: usize,
    /// Open actions that are late.
    pub late: usize,
    /// Days with a visit in the 12 months.
    pub visit_days: usize,
}

/// Every member who has not left and carries something: most revenue first, then most teams, ties by id.
pub fn team_load(portfolio: &Portfolio, facts: &[AccountFacts], today: Date) -> Vec<MemberLoad> {
    let agenda = Agenda::new(portfolio, today);
    let days = visit_days(portfolio, today);
    let open_work = |member: usize| agenda.loads.iter().find(|load| load.owner == Owner::Member(member));
    let bare = |member: usize| MemberLoad {
        member,
        accounts: 0,
        revenue: Amount::ZERO,
        teams: 0,
        open: open_work(member).map_or(0, Load::open),
        late: open_work(member).map_or(0, |load| load.count(When::Late)),
        visit_days: days[member],
    };
    let mut loads: Vec<MemberLoad> = (0..portfolio.team.len()).map(bare).collect();
    for (account, facts) in portfolio.accounts.iter().zip(facts) {
        let manager = account.manager.as_ref().and_then(|who| portfolio.member_at(who));
        if let Some(manager) = manager {
            loads[manager].accounts += 1;
            loads[manager].revenue += facts.year.revenue;
        }
        let team = account.team.iter().filter_map(|role| portfolio.member_at(&role.who));
        for member in team.chain(manager).collect::<BTreeSet<usize>>() {
            loads[member].teams += 1;
        }
    }
    let has_left = |one: &MemberLoad| portfolio.team[one.member].left.is_some_and(|left| left <= today);
    loads.retain(|one| !has_left(one) && one.teams + one.open + one.visit_days > 0);
    loads.sort_by_key(|one| (std::cmp::Reverse(one.revenue), std::cmp::Reverse(one.teams), one.member));
    loads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account, analysis_of, ledger};
    use crate::portfolio::Who;
    use crate::project::settings::Settings;

    #[test]
    fn what_each_carries() {
        let mut accounts = vec![account("a"), account("b")];
        accounts[0].manager = Some(Who("lin".to_owned()));
        accounts[0].team = serde_yaml::from_str("[{who: Lin}, {who: wu}]").unwrap();
        accounts[0].plan =
            serde_yaml::from_str("{actions: [{what: x, owner: wu, due: 2026-06-01}, {what: y, owner: wu}]}").unwrap();
        accounts[1].manager = Some(Who("Lin".to_owned()));
        accounts[1].visits = serde_yaml::from_str("[{date: 2026-06-01, by: [lin, old]}]").unwrap();
        let mut portfolio = sample::portfolio(accounts);
        portfolio.team = serde_yaml::from_str(
            "[{id: lin, name: Lin}, {id: idle, name: Idle}, {id: old, name: Old, left: 2026-06-30}, {id: wu, name: Wu}]",
        )
        .unwrap();
        let sales = [("a", "2026-06-30", 70, None), ("b", "2026-06-30", 5, None)];
        let analysis = analysis_of(&portfolio, &ledger(&sales), &Settings::default());
        let loads = team_load(&portfolio, &analysis.accounts, "2026-06-30".parse().unwrap());
        let revenue = Amount::from_int(75);
        let lin = MemberLoad { member: 0, accounts: 2, revenue, teams: 2, open: 0, late: 0, visit_days: 1 };
        let wu =
            MemberLoad { member: 3, accounts: 0, revenue: Amount::ZERO, teams: 1, open: 2, late: 1, visit_days: 0 };
        assert_eq!(loads, [lin, wu]);
    }
}
