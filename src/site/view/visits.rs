//! Who has not been visited: visits against their plan by account, by manager and by coverage model, and the senior level's.

use super::exhibits::visits;
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Columns, Empty, Head, Kpi, Rich, Section, figures, parts};
use crate::analysis::meetings::SEEN_DAYS;
use crate::analysis::visiting::{Coverage, Visiting, visiting};
use crate::locale::Arg;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("visits.name");
    let today = sheet.book().as_of.date;
    let mut all = visiting(sheet.book().portfolio, today);
    let revenue = |one: &Visiting| sheet.book().now.figures[one.account].revenue;
    all.sort_by_key(|one| (std::cmp::Reverse(revenue(one)), one.account));
    let kicker = [sheet.word("visits.kicker"), sheet.voice().locale.date_full(today)].join(" · ");
    let is_empty = all.iter().all(|one| one.last.is_none() && one.planned.is_none());
    let head = Head { kicker, title: title(sheet, &all, is_empty), say: say(sheet, &all) };
    let (mut sections, mut kpis) = (Vec::new(), Vec::new());
    if is_empty {
        let label = sheet.word("visits.empty");
        let key = "visits: [{date, by, met, findings}]".to_owned();
        let empty = Empty { label, file: "content/accounts/<id>.yaml".to_owned(), key };
        let section = Section::new("visits", sheet.word("visits.unvisited.section"), None, Vec::new());
        sections.push(Section { empty: Some(empty), ..section });
    } else {
        kpis = self::kpis(sheet, &all);
        sections = self::sections(sheet, &all);
    }
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis, sections })
}

fn sections(sheet: &Sheet<'_>, all: &[Visiting]) -> Vec<Section> {
    let first = match visits::bars(sheet, all) {
        Some(bars) => vec![Columns::new(5, [bars]), Columns::new(7, [visits::unvisited(sheet, all)])],
        None => vec![Columns::new(12, [visits::unvisited(sheet, all)])],
    };
    let kept = vec![
        Columns::new(6, [visits::by_manager(sheet, all).with_notes([sheet.see_framework("relational-dimensions")])]),
        Columns::new(6, [visits::by_model(sheet, all)]),
    ];
    let senior: Vec<_> = [visits::senior_days(sheet), visits::senior_plan(sheet, all)].into_iter().flatten().collect();
    let width = if senior.len() == 2 { 6 } else { 12 };
    let senior: Vec<Columns> = senior.into_iter().map(|exhibit| Columns::new(width, [exhibit])).collect();
    let mut sections = vec![
        Section::new("unvisited", sheet.word("visits.unvisited.section"), parts::unvisited(sheet, all), first),
        Section::new("kept", sheet.word("visits.kept.section"), Some(parts::short_of_plan(sheet, all)), kept),
    ];
    if !senior.is_empty() {
        sections.push(Section::new("senior", sheet.word("visits.senior.section"), parts::senior(sheet, all), senior));
    }
    let table = vec![Columns::new(12, [visits::all(sheet, all)])];
    sections.push(Section::new("all", sheet.word("visits.all.section"), None, table));
    sections
}

/// How many have not been visited for long, and the largest of them.
fn title(sheet: &Sheet<'_>, all: &[Visiting], is_empty: bool) -> Rich {
    let voice = sheet.voice();
    let today = sheet.book().as_of.date;
    if is_empty {
        return voice.rich("visits.title.none", &[]);
    }
    let missed: Vec<&Visiting> = all.iter().filter(|one| one.is_unvisited(today)).collect();
    let days = Arg::from(SEEN_DAYS.to_string());
    let Some(largest) = missed.first() else {
        return voice.rich("visits.title.all_visited", &[("count", all.len().into()), ("days", days)]);
    };
    let name = sheet.name(largest.account);
    let args = [
        ("count", Arg::from(missed.len())),
        ("all", sheet.number(all.len()).into()),
        ("days", days),
        ("account", name.into()),
    ];
    let key = if missed.len() == all.len() { "visits.title.unvisited_all" } else { "visits.title.unvisited" };
    voice.rich(key, &args).link(name, sheet.account(largest.account).as_deref())
}

/// How much of the plan was kept.
fn say(sheet: &Sheet<'_>, all: &[Visiting]) -> Option<Rich> {
    let voice = sheet.voice();
    let sum = Coverage::of(all.iter(), sheet.book().as_of.date);
    let share = sum.share_kept()?;
    let args = [
        ("kept", Arg::from(voice.locale.number(i64::from(sum.kept)))),
        ("planned", voice.locale.number(i64::from(sum.planned)).into()),
        ("share", voice.locale.percent_round(share).into()),
    ];
    Some(voice.rich("visits.say", &args))
}

fn kpis(sheet: &Sheet<'_>, all: &[Visiting]) -> Vec<Kpi> {
    let sum = Coverage::of(all.iter(), sheet.book().as_of.date);
    let unit = |key: &str, count: usize| sheet.voice().say(key, &[("count", count.into())]);
    let count =
        |key: &str, count: usize, unit: String| figures::count(sheet, &format!("visits.kpi.{key}"), count, unit, None);
    // What exceeds a plan makes up for no other, and is not counted as kept.
    let beyond = sum.done.saturating_sub(sum.kept) as usize;
    let beyond =
        (beyond > 0 && sum.planned > 0).then(|| sheet.voice().say("visits.kpi.beyond", &[("count", beyond.into())]));
    let mut kpis = vec![
        count("unvisited", sum.unvisited, unit("visits.kpi.of_accounts", sum.accounts)),
        Kpi { note: beyond, ..count("done", sum.done as usize, unit("visits.kpi.visits", sum.done as usize)) },
    ];
    kpis.extend(sum.share_kept().map(|share| figures::share(sheet, "visits.kpi.kept", share, None, None)));
    kpis.push(count("senior", sum.senior as usize, unit("visits.kpi.of_visits", sum.done as usize)));
    kpis
}
