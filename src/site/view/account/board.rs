//! The plan's actions, what is open of visits and complaints, and the visits that are planned, on a board of 30, 60 and 90 days (S4),
//! overdue ones first; below it what is done.

use jiff::ToSpan;
use jiff::civil::Date;

use super::next::{NextStep, with_whom};
use super::part::{BoardAction, BoardColumn, Body, Fact, Figure};
use super::scene::{Scene, act_html};
use crate::analysis::agenda::When;
use crate::analysis::meetings::planned_visits;
use crate::analysis::to_do::{Origin, ToDo, on_the_board};
use crate::locale::Arg;
use crate::portfolio::{Account, Visit, Window, days_between};
use crate::site::view::{Rich, escape, sentence};

/// How many actions, done and overdue.
pub fn count(scene: &Scene<'_>, account: &Account) -> String {
    let all = on_the_board(account);
    if all.is_empty() {
        return scene.word("plan.count_none");
    }
    let done = all.iter().filter(|action| !action.is_open()).count();
    let overdue = all.iter().filter(|action| action.is_overdue(scene.as_of)).count();
    let orphans = all.iter().filter(|action| action.is_open() && action.owner.is_none()).count();
    let parts = [("plan.count_done", done), ("plan.count_overdue", overdue), ("plan.count_orphans", orphans)];
    let parts = scene.counts(&parts);
    if done == all.len() {
        return scene.say("plan.count_all_done", &[("count", all.len().into())]);
    }
    let key = if parts.is_empty() { "plan.count_plain" } else { "plan.count" };
    scene.say(key, &[("count", all.len().into()), ("parts", parts.into())])
}

/// The conclusion: how many are open and late, which comes next (the same that the head names), and the goal, where one is set.
pub fn conclusion(scene: &Scene<'_>, account: &Account, next: Option<&NextStep>) -> Rich {
    let all = on_the_board(account);
    let overdue = all.iter().filter(|action| action.is_overdue(scene.as_of)).count();
    let open = all.iter().filter(|action| action.is_open()).count();
    let state = if all.is_empty() {
        scene.word("plan.no_actions")
    } else if overdue > 0 {
        scene.say("plan.overdue", &[("count", overdue.into()), ("open", open.into())])
    } else if open > 0 {
        scene.say("plan.on_time", &[("count", open.into())])
    } else {
        scene.word("plan.all_done")
    };
    let state = match next {
        Some(next) => {
            let what = next.what.text.trim_end_matches(['。', '.']);
            scene.say("plan.next", &[("state", state.into()), ("what", what.into())])
        }
        None => state,
    };
    match account.plan.as_ref().and_then(|plan| plan.goal.as_ref()) {
        Some(goal) => {
            let goal = scene.words(goal).trim_end_matches(['。', '.']);
            scene.rich("plan.say_goal", &[("state", state.into()), ("goal", goal.into())])
        }
        None => scene.rich("plan.say", &[("state", state.into())]),
    }
}

/// What stands on the board: an open action, or a visit that is planned.
enum Item<'a> {
    Action(&'a ToDo<'a>),
    Visit(&'a Visit),
}

impl Item<'_> {
    fn due(&self) -> Option<Date> {
        match self {
            Self::Action(action) => action.due,
            Self::Visit(visit) => Some(visit.date),
        }
    }

    /// The window: as stated, else from the day, as the page of all actions counts. `None`: later, or nobody knows when.
    fn window(&self, as_of: Date) -> Option<Window> {
        let stated = match self {
            Self::Action(action) => action.window,
            Self::Visit(_) => None,
        };
        let by_day = match When::of(self.due(), as_of) {
            When::Late | When::Days7 | When::Days30 => Some(Window::Days30),
            When::Days60 => Some(Window::Days60),
            When::Days90 => Some(Window::Days90),
            When::Later | When::Undated => None,
        };
        stated.or(by_day)
    }

    fn on_board(&self, scene: &Scene<'_>, account: &Account) -> BoardAction {
        match self {
            Self::Action(action) => on_board(scene, account, action),
            Self::Visit(visit) => {
                let by = Some(scene.whos(&visit.by)).filter(|by| !by.is_empty());
                let tag = format!("<span class=\"tag\">{}</span>", escape(&scene.word("board.visit")));
                let day = scene.day(visit.date);
                let parts: Vec<String> = by.into_iter().chain([day]).map(|part| escape(&part)).chain([tag]).collect();
                let what = sentence::planned_visit(scene.voice, account, visit);
                BoardAction { state: "", what, note: Rich::from_safe_html(parts.join(" · ")) }
            }
        }
    }
}

/// What stands in the column after the windows.
#[derive(Clone, Copy)]
enum Later {
    Dated,
    Undated,
    Both,
}

impl Later {
    /// Of what stands in it; `None` without one.
    fn of<'i>(mut items: impl Iterator<Item = &'i Item<'i>> + Clone) -> Option<Self> {
        let undated = items.clone().any(|item| item.due().is_none());
        let dated = items.any(|item| item.due().is_some());
        match (dated, undated) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Dated),
            (false, true) => Some(Self::Undated),
            (false, false) => None,
        }
    }
}

/// The board.
pub fn board(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let all = on_the_board(account);
    let (open, done): (Vec<&ToDo<'_>>, Vec<&ToDo<'_>>) = all.iter().partition(|action| action.is_open());
    let visits = planned_visits(account, scene.as_of).map(Item::Visit);
    let items: Vec<Item<'_>> = open.into_iter().map(Item::Action).chain(visits).collect();
    if items.is_empty() && done.is_empty() {
        return None;
    }
    let later = Later::of(items.iter().filter(|item| item.window(scene.as_of).is_none()));
    let columns = [(Some(Window::Days30), 30_i64), (Some(Window::Days60), 60), (Some(Window::Days90), 90)];
    let columns = columns.into_iter().chain(later.map(|_| (None, 90))).map(|(key, days)| {
        let in_window = items.iter().filter(|item| item.window(scene.as_of) == key);
        let mut in_window: Vec<&Item<'_>> = in_window.collect();
        in_window.sort_by_key(|item| (item.due().is_none(), item.due()));
        let until = scene.as_of.checked_add(days.days()).unwrap_or(scene.as_of);
        let day = [("day", Arg::from(scene.day(until)))];
        BoardColumn {
            title: match (key, later) {
                (Some(key), _) => scene.choice("window", key.key()),
                (None, Some(Later::Undated)) => scene.word("board.undated"),
                (None, Some(Later::Both)) => scene.word("board.later_or_undated"),
                (None, _) => scene.word("board.later"),
            },
            until: match (key, later) {
                (Some(_), _) => scene.say("board.until", &day),
                (None, Some(Later::Undated)) => scene.word("board.set_day"),
                (None, _) => scene.say("board.after", &day),
            },
            actions: in_window.into_iter().map(|item| item.on_board(scene, account)).collect(),
            nothing: scene.word("board.nothing"),
        }
    });
    let overdue = all.iter().filter(|action| action.is_overdue(scene.as_of)).count();
    let soon = items.iter().filter(|item| item.window(scene.as_of) == Some(Window::Days30)).count();
    let key = match (soon, overdue) {
        (0, _) => "board.nothing_soon",
        (_, 0) => "board.finding",
        _ if soon == overdue => "board.all_overdue",
        _ => "board.overdue",
    };
    let finding = scene.rich(key, &[("count", soon.into()), ("overdue", overdue.into())]);
    let measure = scene.say("board.measure", &[("day", scene.voice.locale.date_full(scene.as_of).into())]);
    let board = Body::Board(columns.collect());
    let mut figure = Figure::new("board", finding, measure, board, vec![scene.source("plan.actions")]);
    figure.bodies.extend(behind_us(scene, account, done));
    Some(figure)
}

/// What is done stands apart from what is due, the newest first.
fn behind_us(scene: &Scene<'_>, account: &Account, mut done: Vec<&ToDo<'_>>) -> Option<Body> {
    done.sort_by_key(|action| std::cmp::Reverse(action.done));
    let last = done.first()?.done?;
    let count = [("count", Arg::from(done.len()))];
    let column = BoardColumn {
        title: scene.say("board.done_title", &count),
        until: scene.say("board.done_last", &[("day", scene.day(last).into())]),
        actions: done.into_iter().map(|action| on_board(scene, account, action)).collect(),
        nothing: String::new(),
    };
    Some(Body::Board(vec![column]))
}

fn on_board(scene: &Scene<'_>, account: &Account, action: &ToDo<'_>) -> BoardAction {
    let done = !action.is_open();
    let owner = match action.owner {
        Some(owner) => escape(&scene.who(owner)),
        None if done => String::new(),
        None => act_html(&scene.word("board.no_owner")),
    };
    let day = match (action.done.filter(|_| done), action.due) {
        (Some(day), _) => escape(&scene.say("board.done", &[("day", scene.day(day).into())])),
        (None, Some(due)) if action.is_overdue(scene.as_of) => {
            let days = days_between(due, scene.as_of);
            act_html(&scene.say("board.late", &[("day", scene.day(due).into()), ("count", Arg::Number(days.into()))]))
        }
        (None, Some(due)) => escape(&scene.day(due)),
        (None, None) => act_html(&scene.word("board.no_date")),
    };
    let relation = action
        .relation
        .map(|work| format!("<span class=\"tag\">{}</span>", escape(&scene.choice("relation_work", work.key()))));
    let supply =
        action.supply.then(|| format!("<span class=\"tag\">{}</span>", escape(&scene.word("board.secures_supply"))));
    let origin = match action.origin {
        Origin::Plan => None,
        Origin::Visit(day) => Some(("board.from_visit", day)),
        Origin::Call(day) => Some(("board.from_call", day)),
        Origin::Complaint(day) => Some(("board.from_complaint", day)),
    };
    let origin = origin.map(|(key, day)| escape(&scene.say(key, &[("day", scene.day(day).into())])));
    let note = action.note.map(|note| scene.html(note));
    let whom = with_whom(scene, account, action).filter(|_| !done).map(|whom| escape(&whom));
    let owner = Some(owner).filter(|owner| !owner.is_empty());
    let answers: Vec<String> =
        action.answers.iter().map(|rule| scene.voice.word(&format!("rule.{rule}.name"))).collect();
    let answers = (!answers.is_empty())
        .then(|| escape(&scene.say("board.answers", &[("rules", scene.voice.locale.list(&answers).into())])));
    let parts = [owner, whom, Some(day), origin, note, answers, relation, supply];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    BoardAction {
        state: if done {
            "done"
        } else if action.is_overdue(scene.as_of) {
            "late"
        } else {
            ""
        },
        what: scene.prose(action.what),
        note: Rich::from_safe_html(parts.join(" · ")),
    }
}

/// Current state, goal, gap, resources.
pub fn goal(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let plan = account.plan.as_ref()?;
    let texts = [("state", &plan.state), ("goal", &plan.goal), ("gap", &plan.gap), ("resources", &plan.resources)];
    let mut facts: Vec<Fact> = texts
        .into_iter()
        .filter_map(|(key, text)| {
            Some(Fact { name: scene.word(&format!("goal.{key}")), texts: vec![scene.prose(text.as_ref()?)] })
        })
        .collect();
    if let Some(amount) = &plan.goal_amount {
        let texts = std::iter::once(scene.plain(scene.money(amount.value))).chain(scene.provenance(amount));
        facts.push(Fact { name: scene.word("goal.amount"), texts: texts.collect() });
    }
    if facts.is_empty() {
        return None;
    }
    let measure = plan.period.as_ref().map(|period| scene.period(period)).unwrap_or_default();
    let finding = match (&plan.goal, &plan.gap) {
        (Some(_), Some(gap)) => {
            let gap = scene.words(gap).trim_end_matches(['。', '.']);
            scene.rich("goal.finding", &[("gap", gap.into())])
        }
        (Some(_), None) => scene.rich("goal.no_gap", &[]),
        (None, _) => scene.rich("goal.no_goal", &[]),
    };
    Some(Figure::new("goal", finding, measure, Body::Facts(facts), vec![scene.source("plan")]))
}
