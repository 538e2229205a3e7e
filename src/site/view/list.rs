//! The page of a list of accounts: a class, a zone, a manager, a region, an industry.

use super::agenda;
use super::decisions::{About, decisions};
use super::exhibits::Exhibit;
use super::figures;
use super::lists::{List, ListKind, Member};
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Cell, Column, Columns, Head, Kpi, Rich, Section, TableView, Way, hidden_by_sum, parts};
use crate::analysis::sales::Scope;
use crate::charts::{Bar, Bars, Chart, Tone};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Amount, Period};
use crate::project::settings::AbcBase;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>, list: &List) -> ReportPage {
    let name = sheet.list_name(list);
    let head = Head { kicker: kicker(sheet, list), title: title(sheet, list, &name), say: say(sheet, list) };
    let mut columns = Vec::new();
    let drawn = list.members.iter().filter(|member| member.now.revenue.is_positive()).count() > 1;
    if drawn {
        columns.push(Columns::new(4, [bars(sheet, list)]));
    }
    columns.push(Columns::new(if drawn { 8 } else { 12 }, [table(sheet, list, &name)]));
    let say = if drawn { parts::typical(sheet, list) } else { None };
    let accounts = Section::new("accounts", sheet.word("portfolio.list.section"), say, columns);
    // Who stands in for a manager asks first what is to be done.
    let members = list.members.iter().map(|member| member.account).collect();
    let is_managers = matches!(list.kind, ListKind::Manager(_));
    let to_do = is_managers.then(|| agenda::soon_at(sheet, &members)).flatten();
    let sections: Vec<Section> = to_do.into_iter().chain([accounts]).collect();
    let report = report::page(sheet, &name, Area::Accounts, Report { head, kpis: kpis(sheet, list), sections });
    let decisions = is_managers.then(|| decisions(sheet, About::Accounts(&members)));
    ReportPage { decisions: decisions.filter(|found| !found.is_empty()), ..report }
}

fn kicker(sheet: &Sheet<'_>, list: &List) -> String {
    let key = match list.kind {
        ListKind::Class(_) => "portfolio.list.kicker.class",
        ListKind::Zone(_) => "portfolio.list.kicker.zone",
        ListKind::Manager(_) => "portfolio.list.kicker.manager",
        ListKind::Region(_) => "portfolio.list.kicker.region",
        ListKind::Industry(_) => "portfolio.list.kicker.industry",
    };
    let with = list.members.iter().filter(|member| member.now.revenue.is_positive()).count();
    let accounts = super::abc::counted(sheet, with, list.members.len());
    let parts = [sheet.word(key), accounts, sheet.period(list.period)];
    parts.join(" · ")
}

/// What the list comes to: how much of the whole it holds, and how it moved.
fn title(sheet: &Sheet<'_>, list: &List, name: &str) -> Rich {
    let voice = sheet.voice();
    let total = list.total();
    let share = total.revenue.share_of(whole(sheet, list.period));
    let change = list.total_before().and_then(|before| super::voice::relative_change(total.revenue, before.revenue));
    let args: [(&str, Arg<'_>); 5] = [
        ("name", name.into()),
        ("count", list.members.len().into()),
        ("share", sheet.share(share).into()),
        ("change", voice.locale.percent(change.unwrap_or_default().abs()).into()),
        ("revenue", voice.locale.money(total.revenue).into()),
    ];
    if list.members.is_empty() {
        return voice.rich("finding.list.empty", &args);
    }
    if !total.revenue.is_positive() {
        return voice.rich("finding.list.no_revenue", &args);
    }
    if share.is_none() {
        return voice.rich("finding.list.no_whole", &args);
    }
    match change.map(Way::of) {
        None => voice.rich("finding.list.alone", &args),
        Some(Way::Up) => voice.rich("finding.list.rises", &args),
        Some(Way::Down) => voice.rich("finding.list.falls", &args),
        Some(Way::Flat) => voice.rich("finding.list.flat", &args),
    }
}

/// What all accounts sum to in the days that a list counts.
fn whole(sheet: &Sheet<'_>, period: Period) -> Amount {
    sheet.book().sales.figures(Scope::Portfolio, period).revenue
}

/// What the head does not say; of a zone what to do there.
fn say(sheet: &Sheet<'_>, list: &List) -> Option<Rich> {
    if let ListKind::Zone(zone) = list.kind {
        return Some(sheet.word(super::sheet::zone_advice_key(zone)).into());
    }
    hidden_by_sum::told(sheet, list)
}

fn kpis(sheet: &Sheet<'_>, list: &List) -> Vec<Kpi> {
    if list.members.is_empty() {
        return Vec::new();
    }
    let mut kpis = figures::totals(sheet, list.total(), list.total_before());
    if let Some(share) = list.total().revenue.share_of(whole(sheet, list.period)) {
        let before = list.total_before().zip(list.before);
        let was = before.and_then(|(before, period)| before.revenue.share_of(whole(sheet, period)));
        let delta = was.map(|was| sheet.voice().shift(share, was, &sheet.than_last_year(), super::Bad::Never));
        kpis.push(figures::share(sheet, "portfolio.kpi.share", share, delta, None));
    }
    kpis
}

/// Accounts that have a bar of their own, at most.
const BARS: usize = 20;
/// The part of the largest below which an account has no bar of its own: one would not see it.
const SMALL: f64 = 0.01;

/// The unit of the bars and of the table beside them.
fn one_scale(sheet: &Sheet<'_>, list: &List) -> Scale {
    let amounts = list.members.iter().flat_map(|member| [Some(member.now.revenue), member.now.gross_profit()]);
    sheet.scale(amounts.flatten())
}

fn bars(sheet: &Sheet<'_>, list: &List) -> Exhibit {
    let voice = sheet.voice();
    let largest = list.members.iter().map(|member| member.now.revenue.abs()).max().unwrap_or_default();
    let is_seen = |member: &Member| member.now.revenue.abs().share_of(largest).is_some_and(|part| part >= SMALL);
    // The others stand together, if there is more than one: the bars are of all that the head counts.
    let (own, others): (Vec<_>, Vec<_>) =
        list.members.iter().enumerate().partition(|(at, member)| *at < BARS && is_seen(member));
    let (own, others) =
        if others.len() > 1 { (own, others) } else { (list.members.iter().enumerate().collect(), Vec::new()) };
    let others: Vec<&Member> = others.into_iter().map(|(_, member)| member).collect();
    let scale = one_scale(sheet, list);
    let compared = list.before.is_some();
    let finding = bars_finding(sheet, list);
    let key = if compared { "portfolio.list.bars_measure" } else { "portfolio.list.bars_measure_alone" };
    let args = [
        ("count", list.members.len().into()),
        ("unit", scale.label.as_str().into()),
        ("period", sheet.period(list.period).into()),
    ];
    let measure = voice.say(key, &args);
    let chart = Bars {
        id: "bars-chart".to_owned(),
        name: sheet.word("portfolio.list.bars_name"),
        summary: finding.to_text(),
        bars: own.iter().map(|(_, member)| bar(sheet, member, &scale)).chain(rest(sheet, &others, &scale)).collect(),
        headings: [
            sheet.word("portfolio.column.account"),
            sheet.amount_column("portfolio.base.revenue", &scale).label,
            if compared { sheet.word("portfolio.year_before") } else { String::new() },
        ],
    };
    Exhibit::drawn("bars", finding, measure, Chart::Bars(chart)).with_notes([sheet.sources()])
}

fn bar(sheet: &Sheet<'_>, member: &Member, scale: &Scale) -> Bar {
    let name = sheet.name(member.account).to_owned();
    let value_text = scale.show(member.now.revenue);
    let before = member.before.map(|figures| figures.revenue);
    Bar {
        title: format!("{name}: {}", sheet.voice().locale.money(member.now.revenue)),
        name,
        value: Some(scale.divide(member.now.revenue)),
        value_text,
        // A line at nothing would look like one of the axis.
        tick: before.filter(|amount| !amount.is_zero()).map(|amount| scale.divide(amount)),
        tick_text: before.map(|amount| scale.show(amount)).unwrap_or_default(),
        tone: Tone::A,
        href: sheet.account(member.account).unwrap_or_default(),
    }
}

/// The others in one bar; none where there are none.
fn rest(sheet: &Sheet<'_>, others: &[&Member], scale: &Scale) -> Option<Bar> {
    let sum: Amount = others.iter().map(|member| member.now.revenue).sum();
    let before: Option<Amount> = others.iter().map(|member| member.before.map(|before| before.revenue)).sum();
    let name = sheet.voice().say("portfolio.list.bars_rest", &[("count", others.len().into())]);
    (!others.is_empty()).then(|| Bar {
        title: format!("{name}: {}", sheet.voice().locale.money(sum)),
        name,
        value: Some(scale.divide(sum)),
        value_text: scale.show(sum),
        tick: before.map(|amount| scale.divide(amount)),
        tick_text: before.map(|amount| scale.show(amount)).unwrap_or_default(),
        tone: Tone::Mute,
        href: String::new(),
    })
}

/// How many of the accounts rose and fell.
fn bars_finding(sheet: &Sheet<'_>, list: &List) -> Rich {
    let voice = sheet.voice();
    let moved = |rises: bool| {
        // Whoever bought nothing the year before has nothing to rise above.
        let members = list.members.iter().filter_map(|member| Some((member.now.revenue, member.before?.revenue)));
        let members = members.filter(|(_, before)| before.is_positive());
        members.filter(|(now, before)| if rises { now > before } else { now < before }).count()
    };
    let (ups, downs) = if list.before.is_some() { (moved(true), moved(false)) } else { (0, 0) };
    let args: [(&str, Arg<'_>); 2] = [("ups", ups.into()), ("downs", downs.into())];
    match (ups, downs) {
        (0, 0) => voice.rich("finding.list.bars_alone", &args),
        (_, 0) => voice.rich("finding.list.bars_ups", &args),
        (0, _) => voice.rich("finding.list.bars_downs", &args),
        _ => voice.rich("finding.list.bars_both", &args),
    }
}

fn table(sheet: &Sheet<'_>, list: &List, name: &str) -> Exhibit {
    let voice = sheet.voice();
    let finding = table_finding(sheet, list);
    let measure = voice.say("portfolio.list.table_measure", &[("period", sheet.period(list.period).into())]);
    if list.members.is_empty() {
        let why = voice.say("portfolio.list.none", &[("name", name.into())]);
        return Exhibit::instead("list", finding, measure, why);
    }
    let mut notes = vec![sheet.sources()];
    if matches!(list.kind, ListKind::Manager(_) | ListKind::Region(_)) {
        notes.push(voice.rich("portfolio.list.by_sale", &[]));
    }
    notes.extend(sheet.no_profit());
    notes.extend(super::exhibits::pareto::by_group(sheet));
    notes.extend(of_the_curve(sheet, list));
    Exhibit::listed("list", finding, measure, accounts(sheet, list)).with_notes(notes)
}

/// What share a class has on the curve, where that is of another whole: accounts at or below zero are no part of it.
fn of_the_curve(sheet: &Sheet<'_>, list: &List) -> Option<Rich> {
    let ListKind::Class(class) = list.kind else { return None };
    let book = sheet.book();
    let (main, method) = (book.main(), book.settings.abc.method);
    let whole = main.ranking.sum();
    if main.base != AbcBase::Revenue || whole == main.total {
        return None;
    }
    let share = main.abc(method).sums.get(class).share_of(whole)?;
    let args = [("class", class.letter().into()), ("share", sheet.share(Some(share)).into())];
    Some(sheet.voice().rich("portfolio.list.of_the_curve", &args))
}

/// How few of the accounts bring half of the list's revenue; how many there are, where that says nothing.
fn table_finding(sheet: &Sheet<'_>, list: &List) -> Rich {
    let (voice, all) = (sheet.voice(), list.members.len());
    let total = list.total().revenue;
    let mut sum = Amount::ZERO;
    let few = list.members.iter().take_while(|member| {
        let more = sum + sum < total;
        sum += member.now.revenue;
        more
    });
    let count = few.count();
    if all < 3 || !total.is_positive() || count * 2 > all {
        return voice.rich("finding.list.table", &[("count", all.into())]);
    }
    let all = voice.locale.number(all.try_into().unwrap_or(i64::MAX));
    voice.rich("finding.list.half", &[("count", count.into()), ("all", all.into())])
}

fn accounts(sheet: &Sheet<'_>, list: &List) -> TableView {
    let book = sheet.book();
    let scale = one_scale(sheet, list);
    let has_profit = book.now.gross_profit.is_some();
    // What all of a list have in common is its title, and no column.
    let has_classes = !matches!(list.kind, ListKind::Class(_));
    let has_zones = !matches!(list.kind, ListKind::Zone(_)) && book.positions.iter().any(Option::is_some);
    let total = list.total();
    let mut columns = vec![Column::words(sheet.word("portfolio.column.account"))];
    if has_classes {
        columns.push(Column::words(sheet.word("portfolio.column.class")));
    }
    if has_zones {
        columns.push(Column::words(sheet.word("portfolio.column.zone")).minor());
    }
    columns.push(sheet.amount_column("portfolio.base.revenue", &scale));
    if list.before.is_some() {
        columns.push(Column::figures(sheet.word("portfolio.column.change")));
    }
    if has_profit {
        columns.push(sheet.amount_column("portfolio.base.gross_profit", &scale).minor());
        columns.push(Column::figures(sheet.word("portfolio.column.margin")).minor());
    }
    columns.push(Column::figures(sheet.word("portfolio.column.share_of_list")).minor());
    let row = |member: &Member| {
        let mut cells = vec![sheet.account_cell(member.account)];
        if has_classes {
            cells.push(Sheet::class_cell(book.class(member.account)));
        }
        if has_zones {
            cells.push(book.zone(member.account).map_or_else(
                || Cell::new("–").class("muted"),
                |zone| Cell::new(sheet.word(super::sheet::zone_key(zone))),
            ));
        }
        cells.extend(figures_cells(sheet, member, list, &scale));
        cells.push(Cell::new(sheet.share(member.now.revenue.share_of(total.revenue))));
        cells
    };
    let rows = list.members.iter().map(row).collect();
    let caption = sheet.voice().say("portfolio.list.caption", &[("count", list.members.len().into())]);
    let table = TableView::new(caption, columns, rows).sortable();
    if list.members.len() > 1 {
        table.with_total(total_row(sheet, list, &scale, usize::from(has_classes) + usize::from(has_zones)))
    } else {
        table
    }
}

/// Revenue, change, gross profit and margin.
fn figures_cells(sheet: &Sheet<'_>, member: &Member, list: &List, scale: &Scale) -> Vec<Cell> {
    let mut cells = vec![Cell::new(scale.show(member.now.revenue))];
    if list.before.is_some() {
        cells.push(sheet.change_cell(member.now.revenue, member.before.map(|before| before.revenue)));
    }
    if sheet.book().now.on(AbcBase::GrossProfit).is_some() {
        let profit = member.now.gross_profit().map_or_else(|| "–".to_owned(), |profit| scale.show(profit));
        cells.push(Cell::new(profit));
        cells.push(Cell::new(sheet.share(member.now.margin())));
    }
    cells
}

/// The sum of a list; so many columns of words stand between its name and its figures. A sum is never new: where its accounts are,
/// each of them says so.
fn total_row(sheet: &Sheet<'_>, list: &List, scale: &Scale, between: usize) -> Vec<Cell> {
    let before = list.total_before().filter(|before| !before.revenue.is_zero());
    let sum = Member { account: 0, now: list.total(), before };
    let mut cells = vec![Cell::new(sheet.word("portfolio.column.total"))];
    cells.extend((0..between).map(|_| Cell::default()));
    cells.extend(figures_cells(sheet, &sum, list, scale));
    cells.push(Cell::new(sheet.share(Some(1.0))));
    cells
}
