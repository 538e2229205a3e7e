//! Account plan (S4): what is to be done in 30, 60 and 90 days, what is late, and where nobody or no day is named.

use jiff::civil::Date;

use super::super::answer::{Answer, by_revenue, money};
use super::super::stands::documented;
use super::super::wide::{account, count, digits};
use crate::analysis::to_do::{ToDo, to_do};
use crate::locale::Arg;
use crate::portfolio::{Account, days_between};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Open actions of an account, counted.
struct Planned<'a> {
    account: usize,
    dossier: &'a Account,
    late: usize,
    within: [usize; 3],
    later: usize,
    incomplete: usize,
}

impl<'a> Planned<'a> {
    fn of(account: usize, dossier: &'a Account, today: Date) -> Self {
        let open: Vec<ToDo<'a>> = to_do(dossier).filter(ToDo::is_open).collect();
        let days: Vec<i32> =
            open.iter().filter_map(|action| Some(days_between(today, action.due?))).filter(|days| *days >= 0).collect();
        let within = |from: i32, to: i32| days.iter().filter(|days| (from..=to).contains(*days)).count();
        Self {
            account,
            dossier,
            late: open.iter().filter(|action| action.is_overdue(today)).count(),
            within: [within(0, 30), within(31, 60), within(61, 90)],
            later: within(91, i32::MAX),
            incomplete: open.iter().filter(|action| action.owner.is_none() || action.due.is_none()).count(),
        }
    }

    fn dated(&self) -> usize {
        self.late + self.within.iter().sum::<usize>() + self.later
    }
}

/// Dossiers with something to do, the most late first; `None` where nothing is to be done.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let today = shared.as_of.date;
    let mut all: Vec<Planned<'_>> = documented(shared).map(|(at, dossier)| Planned::of(at, dossier, today)).collect();
    let idle = all.iter().filter(|one| one.dated() + one.incomplete == 0).count();
    let unplanned = all.iter().filter(|one| one.dossier.plan.is_none()).count();
    all.retain(|one| one.dated() + one.incomplete > 0);
    by_revenue(shared, &mut all, |one| one.account);
    all.sort_by_key(|one| std::cmp::Reverse(one.late));
    if all.is_empty() {
        return None;
    }
    let row = |one: &Planned<'_>| {
        let late = count(shared, one.late);
        let missing = count(shared, one.incomplete);
        let goal = one.dossier.plan.as_ref().and_then(|plan| plan.goal_amount.as_ref()).map(|goal| goal.value);
        account(shared, one.account)
            .into_iter()
            .chain([if one.late > 0 { late.class("act") } else { late }])
            .chain(one.within.map(|actions| count(shared, actions)))
            .chain([count(shared, one.later)])
            .chain([if one.incomplete > 0 { missing.class("act") } else { missing }, money(shared, goal)])
            .collect()
    };
    let sum = |of: fn(&Planned<'_>) -> usize| all.iter().map(of).sum::<usize>();
    let late_at = all.iter().filter(|one| one.late > 0).count();
    let args = [
        ("count", Arg::from(sum(|one| one.within[0]))),
        ("sixty", digits(shared, sum(|one| one.within[1])).into()),
        ("ninety", digits(shared, sum(|one| one.within[2])).into()),
        ("late", digits(shared, sum(|one| one.late)).into()),
        ("accounts", digits(shared, late_at).into()),
        ("incomplete", digits(shared, sum(|one| one.incomplete)).into()),
        ("unplanned", digits(shared, unplanned).into()),
        ("idle", digits(shared, idle).into()),
    ];
    let answer = Answer::new(shared, "plan").accounts();
    let answer = answer.figures(&["late", "days_30", "days_60", "days_90"]);
    let answer = answer.minor_figures(&["beyond", "incomplete"]).figures(&["goal_money"]);
    let answer = answer.rows(all.iter().map(row)).scrolling().note("note", &args);
    Some(answer.says(if late_at == 0 { "on_time" } else { "finding" }, &args))
}
