//! Visits: who has not been seen, the plan against what was done, the senior level.

use std::collections::BTreeMap;

use super::Exhibit;
use crate::analysis::abc::AbcClass;
use crate::analysis::meetings::SEEN_DAYS;
use crate::analysis::visiting::{Coverage, Visiting, WORKING_DAYS, visit_days};
use crate::charts::{Bar, Bars, Chart, Tone};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Account, CoverageModel};
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, Rich, TableView};

/// Accounts that are drawn at most.
const DRAWN: usize = 12;
/// Rows of a table of accounts short of senior visits at most.
const SENIOR: usize = 12;

fn account<'a>(sheet: &Sheet<'a>, one: &Visiting) -> &'a Account {
    &sheet.book().portfolio.accounts[one.account]
}

fn dash() -> Cell {
    Cell::new("–").class("muted")
}

fn number(sheet: &Sheet<'_>, count: u32) -> String {
    sheet.voice().locale.number(i64::from(count))
}

fn count_cell(sheet: &Sheet<'_>, count: u32) -> Cell {
    if count == 0 { dash() } else { Cell::new(number(sheet, count)) }
}

/// Days since the last visit of the largest accounts that nobody visits, with the day from which they count as such; `None`
/// where all are visited.
pub fn bars(sheet: &Sheet<'_>, all: &[Visiting]) -> Option<Exhibit> {
    let voice = sheet.voice();
    let today = sheet.book().as_of.date;
    let missed: Vec<&Visiting> = all.iter().filter(|one| one.is_unvisited(today)).take(DRAWN).collect();
    // What is drawn red is what the figure is about.
    let is_red = |one: &Visiting| sheet.book().class(one.account) == AbcClass::A;
    let longest = missed.iter().max_by_key(|one| (is_red(one), one.days(today).unwrap_or(i32::MAX)))?;
    let bar = |one: &&Visiting| {
        let name = sheet.name(one.account).to_owned();
        let days = one.days(today);
        let value_text = match days {
            Some(days) => voice.locale.number(days.into()),
            None => sheet.word("visits.never"),
        };
        Bar {
            title: format!("{name}: {value_text}"),
            value: days.map(f64::from),
            value_text,
            tick: Some(f64::from(SEEN_DAYS)),
            tick_text: voice.locale.number(SEEN_DAYS.into()),
            tone: if is_red(one) { Tone::Act } else { Tone::B },
            href: sheet.account(one.account).unwrap_or_default(),
            name,
        }
    };
    let name = sheet.name(longest.account);
    let finding = match longest.days(today) {
        Some(days) => {
            let args = [("account", Arg::from(name)), ("count", i64::from(days).into())];
            voice.rich(if is_red(longest) { "visits.bars.longest_a" } else { "visits.bars.longest" }, &args)
        }
        None => voice.rich("visits.bars.never", &[("account", name.into())]),
    };
    let finding = finding.link(name, sheet.account(longest.account).as_deref());
    let chart = Bars {
        id: "unvisited-chart".to_owned(),
        name: sheet.word("visits.bars.name"),
        summary: finding.to_text(),
        bars: missed.iter().map(bar).collect(),
        headings: [
            sheet.word("portfolio.column.account"),
            sheet.word("visits.column.days"),
            sheet.word("visits.column.limit"),
        ],
    };
    let measure =
        voice.say("visits.bars.measure", &[("count", missed.len().into()), ("days", SEEN_DAYS.to_string().into())]);
    Some(Exhibit::drawn("unvisited-bars", finding, measure, Chart::Bars(chart)))
}

/// Who has not been visited, the largest revenue first.
pub fn unvisited(sheet: &Sheet<'_>, all: &[Visiting]) -> Exhibit {
    let voice = sheet.voice();
    let today = sheet.book().as_of.date;
    let measure = voice.say("visits.unvisited.measure", &[("days", SEEN_DAYS.to_string().into())]);
    let missed: Vec<&Visiting> = all.iter().filter(|one| one.is_unvisited(today)).collect();
    if missed.is_empty() {
        let finding = voice.rich("visits.unvisited.none", &[("count", all.len().into())]);
        return Exhibit::instead("unvisited-list", finding, measure, String::new());
    }
    let scale = sheet.scale(missed.iter().map(|one| sheet.book().now.figures[one.account].revenue));
    let row = |one: &&Visiting| {
        vec![
            sheet.account_cell(one.account),
            Sheet::class_cell(sheet.book().class(one.account)),
            Cell::new(scale.show(sheet.book().now.figures[one.account].revenue)),
            last_cell(sheet, one),
            next_cell(sheet, one),
            manager_cell(sheet, account(sheet, one)),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("portfolio.column.class")).minor(),
        sheet.amount_column("portfolio.base.revenue", &scale),
        Column::figures(voice.with_unit(&sheet.word("visits.column.last"), &sheet.word("unit.days"))),
        Column::words(sheet.word("visits.column.next")),
        Column::words(sheet.word("portfolio.column.manager")).minor(),
    ];
    let table = TableView::new(sheet.word("visits.unvisited.section"), columns, missed.iter().map(row).collect());
    let without_next = missed.iter().filter(|one| !one.has_next(sheet.book().as_of.date)).count();
    let args = [("count", Arg::from(missed.len())), ("undated", sheet.number(without_next).into())];
    let key = match without_next {
        0 => "visits.unvisited.all_planned",
        missing if missing == missed.len() => "visits.unvisited.none_planned",
        _ => "visits.unvisited.finding",
    };
    let undocumented = sheet.book().portfolio.accounts.iter().filter(|account| !account.is_documented()).count();
    let note = (undocumented > 0).then(|| voice.rich("visits.undocumented", &[("count", undocumented.into())]));
    Exhibit::listed("unvisited-list", voice.rich(key, &args), measure, table.sortable())
        .with_notes(note.into_iter().chain([sheet.rules(&["visit-overdue"])]))
}

fn last_cell(sheet: &Sheet<'_>, one: &Visiting) -> Cell {
    let today = sheet.book().as_of.date;
    let Some(days) = one.days(today) else { return Cell::new(sheet.word("visits.never")).class("act") };
    let cell = Cell { sort: Some(days.to_string()), ..Cell::new(sheet.voice().locale.number(days.into())) };
    if one.is_unvisited(today) { cell.class("act") } else { cell }
}

fn next_cell(sheet: &Sheet<'_>, one: &Visiting) -> Cell {
    let Some(next) = one.next else { return dash() };
    let today = sheet.book().as_of.date;
    let cell = Cell { sort: Some(next.to_string()), ..Cell::new(sheet.voice().locale.date_near(next, today)) };
    if one.has_next(today) { cell.class("nb") } else { cell.class("nb act").note(sheet.word("visits.overdue")) }
}

fn manager_cell(sheet: &Sheet<'_>, account: &Account) -> Cell {
    account.manager.as_ref().map_or_else(dash, |who| Cell::new(sheet.who(who)))
}

/// Plan and visits made, by the manager of the dossier.
pub fn by_manager(sheet: &Sheet<'_>, all: &[Visiting]) -> Exhibit {
    let voice = sheet.voice();
    let today = sheet.book().as_of.date;
    let mut groups: BTreeMap<String, Vec<&Visiting>> = BTreeMap::new();
    for one in all {
        let who =
            account(sheet, one).manager.as_ref().map_or_else(|| sheet.word("visits.no_manager"), |w| sheet.who(w));
        groups.entry(who).or_default().push(one);
    }
    let mut rows: Vec<(String, Coverage)> =
        groups.into_iter().map(|(who, accounts)| (who, Coverage::of(accounts.into_iter(), today))).collect();
    // The least kept first; without a plan there is nothing to keep.
    rows.sort_by(|(_, a), (_, b)| {
        let share = |one: &Coverage| one.share_kept().unwrap_or(2.0);
        share(a).total_cmp(&share(b)).then(b.planned.cmp(&a.planned))
    });
    let finding = kept_finding(sheet, &rows, "visits.kept.manager");
    let table = coverage_table(sheet, sheet.word("portfolio.column.manager"), &rows, all);
    Exhibit::listed("visits-manager", finding, sheet.word("visits.kept.measure"), table)
        .with_notes([voice.rich("visits.kept.note", &[])].into_iter().chain(since_begun(sheet, all)))
}

/// The group that kept least of its plan.
fn kept_finding(sheet: &Sheet<'_>, rows: &[(String, Coverage)], key: &str) -> Rich {
    let voice = sheet.voice();
    let shares = || rows.iter().filter_map(|(name, sum)| Some((name.as_str(), *sum, sum.share_kept()?)));
    let Some(share) = shares().map(|(.., share)| share).min_by(f64::total_cmp) else {
        return voice.rich("visits.kept.no_plan", &[]);
    };
    if share >= 1.0 {
        return voice.rich("visits.kept.all", &[]);
    }
    // Whoever shares the last place is named with it: which of them comes first is a matter of spelling.
    let least = || shares().filter(|(.., of)| of.total_cmp(&share).is_eq());
    let names: Vec<&str> = least().map(|(name, ..)| name).collect();
    let (kept, planned) = least().fold((0, 0), |(kept, planned), (_, sum, _)| (kept + sum.kept, planned + sum.planned));
    let args = [
        ("name", Arg::from(voice.locale.list(&names))),
        ("kept", number(sheet, kept).into()),
        ("planned", number(sheet, planned).into()),
        ("share", voice.locale.percent_round(share).into()),
    ];
    voice.rich(key, &args)
}

/// The same by coverage model.
pub fn by_model(sheet: &Sheet<'_>, all: &[Visiting]) -> Exhibit {
    let today = sheet.book().as_of.date;
    let of = |model: Option<CoverageModel>| {
        let such =
            all.iter().filter(|one| account(sheet, one).coverage.as_ref().map(|coverage| coverage.model) == model);
        let name = match model {
            Some(model) => sheet.word(&format!("enums.coverage_model.{}", model.key())),
            None => sheet.word("visits.no_model"),
        };
        (name, Coverage::of(such, today))
    };
    let models = CoverageModel::ALL.iter().copied().map(Some).chain([None]).map(of);
    let rows: Vec<(String, Coverage)> = models.filter(|(_, sum)| sum.accounts > 0).collect();
    let finding = kept_finding(sheet, &rows, "visits.kept.model");
    let table = coverage_table(sheet, sheet.word("visits.column.model"), &rows, all);
    Exhibit::listed("visits-model", finding, sheet.word("visits.kept.measure"), table)
        .with_notes([sheet.rules(&["coverage-mismatch", "owner-left"])])
}

fn coverage_table(sheet: &Sheet<'_>, head: String, rows: &[(String, Coverage)], all: &[Visiting]) -> TableView {
    let cells = |name: &str, sum: &Coverage| {
        let share =
            sum.share_kept().map_or_else(dash, |share| Cell::new(sheet.voice().locale.percent_round(share)).bar(share));
        let missed = sheet.count_cell(sum.unvisited);
        vec![
            Cell::new(name),
            sheet.count_cell(sum.accounts),
            if sum.unvisited > 0 { missed.class("act") } else { missed },
            count_cell(sheet, sum.planned),
            count_cell(sheet, sum.done),
            share,
        ]
    };
    let columns = vec![
        Column::words(head.clone()),
        Column::figures(sheet.word("portfolio.column.accounts")),
        Column::figures(sheet.word("visits.column.unvisited")),
        Column::figures(sheet.word("visits.column.planned")).minor(),
        Column::figures(sheet.word("visits.column.done")),
        Column::figures(sheet.word("visits.column.kept")),
    ];
    let whole = Coverage::of(all.iter(), sheet.book().as_of.date);
    let table = TableView::new(head, columns, rows.iter().map(|(name, sum)| cells(name, sum)).collect()).sortable();
    if rows.len() > 1 { table.with_total(cells(&sheet.word("portfolio.column.total"), &whole)) } else { table }
}

/// Days that our senior level was out, against a third of the year; `None` where nobody of ours is senior.
pub fn senior_days(sheet: &Sheet<'_>) -> Option<Exhibit> {
    let voice = sheet.voice();
    let portfolio = sheet.book().portfolio;
    let today = sheet.book().as_of.date;
    let is_here = |left: Option<jiff::civil::Date>| left.is_none_or(|left| left > today);
    let all = visit_days(portfolio, today);
    let senior = portfolio.team.iter().enumerate().filter(|(_, member)| member.senior && is_here(member.left));
    let mut days: Vec<(usize, usize)> = senior.map(|(at, _)| (at, all[at])).collect();
    days.sort_by_key(|(at, days)| (std::cmp::Reverse(*days), *at));
    let &(first, most) = days.first()?;
    let third = WORKING_DAYS / 3;
    let name = |at: usize| sheet.local(&portfolio.team[at].name).0.to_owned();
    let bar = |&(at, days): &(usize, usize)| Bar {
        title: format!("{}: {}", name(at), sheet.number(days)),
        name: name(at),
        value: Some(days as f64),
        value_text: sheet.number(days),
        tick: Some(third as f64),
        tick_text: sheet.number(third),
        tone: if days < third { Tone::Watch } else { Tone::Accent },
        href: String::new(),
    };
    let args = [
        ("name", Arg::from(name(first))),
        ("count", most.into()),
        ("third", sheet.number(third).into()),
        ("share", voice.locale.percent(most as f64 / WORKING_DAYS as f64).into()),
    ];
    let key = if most >= third { "visits.senior.reached" } else { "visits.senior.short" };
    let finding = voice.rich(key, &args);
    let chart = Bars {
        id: "senior-chart".to_owned(),
        name: sheet.word("visits.senior.name"),
        summary: finding.to_text(),
        bars: days.iter().take(DRAWN).map(bar).collect(),
        headings: [
            sheet.word("visits.column.member"),
            sheet.word("visits.column.visit_days"),
            sheet.word("visits.column.third"),
        ],
    };
    let note = voice.rich("visits.senior.note", &[("days", WORKING_DAYS.into())]);
    Some(
        Exhibit::drawn("senior-days", finding, sheet.word("visits.senior.measure"), Chart::Bars(chart))
            .with_notes([note]),
    )
}

/// Accounts whose plan asks for senior visits, the largest shortfall first; `None` where none does.
pub fn senior_plan(sheet: &Sheet<'_>, all: &[Visiting]) -> Option<Exhibit> {
    let voice = sheet.voice();
    let mut planned: Vec<(&Visiting, u32)> =
        all.iter().filter_map(|one| Some((one, one.senior_planned.filter(|planned| *planned > 0)?))).collect();
    let short = |(one, planned): &(&Visiting, u32)| planned.saturating_sub(one.senior);
    // Stable: the larger revenue stays first among equals.
    planned.sort_by_key(|pair| std::cmp::Reverse(short(pair)));
    let lacking = planned.iter().filter(|pair| short(pair) > 0).count();
    let row = |pair: &(&Visiting, u32)| {
        let (one, planned) = *pair;
        let missing = count_cell(sheet, short(pair));
        vec![
            sheet.account_cell(one.account),
            count_cell(sheet, planned),
            count_cell(sheet, one.senior),
            if short(pair) > 0 { missing.class("act") } else { missing },
        ]
    };
    if planned.is_empty() {
        return None;
    }
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::figures(sheet.word("visits.column.senior_planned")),
        Column::figures(sheet.word("visits.column.senior_done")),
        Column::figures(sheet.word("visits.column.short")),
    ];
    let rows = planned.iter().take(SENIOR).map(row).collect();
    let table = TableView::new(sheet.word("visits.senior.plan_caption"), columns, rows).sortable();
    let args = [("count", Arg::from(lacking)), ("all", sheet.number(planned.len()).into())];
    let key = if lacking == 0 { "visits.senior.plan_kept" } else { "visits.senior.plan_short" };
    let more = planned.len() > SENIOR;
    let note = more.then(|| voice.rich("portfolio.first_rows", &[("count", SENIOR.into())]));
    Some(
        Exhibit::listed("senior-plan", voice.rich(key, &args), sheet.word("visits.senior.plan_measure"), table)
            .with_notes(note),
    )
}

/// That the plan of whoever came within the 12 months counts from then, and how many they are; `None` where there is nobody.
fn since_begun(sheet: &Sheet<'_>, all: &[Visiting]) -> Option<Rich> {
    let begun = all.iter().filter(|one| one.planned.is_some() && one.begun.is_some()).count();
    (begun > 0).then(|| sheet.voice().rich("visits.since_begun", &[("count", begun.into())]))
}

/// Every account with a dossier.
pub fn all(sheet: &Sheet<'_>, all: &[Visiting]) -> Exhibit {
    let voice = sheet.voice();
    let scale: Scale = sheet.scale(all.iter().map(|one| sheet.book().now.figures[one.account].revenue));
    let row = |one: &Visiting| {
        let dossier = account(sheet, one);
        let model = dossier.coverage.as_ref().map_or_else(dash, |coverage| {
            Cell::new(sheet.word(&format!("enums.coverage_model.{}", coverage.model.key())))
        });
        let done = count_cell(sheet, one.done);
        let is_short = one.planned.is_some_and(|planned| one.done < planned);
        vec![
            sheet.account_cell(one.account),
            Sheet::class_cell(sheet.book().class(one.account)),
            Cell::new(scale.show(sheet.book().now.figures[one.account].revenue)),
            model,
            manager_cell(sheet, dossier),
            one.planned.map_or_else(dash, |planned| count_cell(sheet, planned)),
            if is_short { done.class("act") } else { done },
            count_cell(sheet, one.senior),
            last_cell(sheet, one),
            next_cell(sheet, one),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("portfolio.column.class")),
        sheet.amount_column("portfolio.base.revenue", &scale),
        Column::words(sheet.word("visits.column.model")).minor(),
        Column::words(sheet.word("portfolio.column.manager")).minor(),
        Column::figures(sheet.word("visits.column.planned")),
        Column::figures(sheet.word("visits.column.done")),
        Column::figures(sheet.word("visits.column.senior")).minor(),
        Column::figures(sheet.word("visits.column.last")),
        Column::words(sheet.word("visits.column.next")).minor(),
    ];
    let table = TableView::new(sheet.word("visits.all.section"), columns, all.iter().map(row).collect()).sortable();
    let short = all.iter().filter(|one| one.planned.is_some_and(|planned| one.done < planned)).count();
    let planned = all.iter().filter(|one| one.planned.is_some()).count();
    let finding = match (planned, short) {
        (0, _) => voice.rich("visits.kept.no_plan", &[]),
        (_, 0) => voice.rich("visits.all.kept", &[("count", planned.into())]),
        _ => voice.rich("visits.all.finding", &[("count", short.into()), ("all", sheet.number(planned).into())]),
    };
    Exhibit::listed("visits-all", finding, sheet.word("visits.all.measure"), table)
        .with_notes(since_begun(sheet, all))
        .filtered(voice, &[("abc", 1), ("model", 3), ("manager", 4)])
}
