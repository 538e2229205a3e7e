//! All actions: what is open over all accounts, by owner and date, late ones first.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::exhibits::Exhibit;
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Cell, Column, Columns, Empty, Head, Kpi, Prose, Rich, Section, TableView, figures, parts, sentence};
use crate::analysis::agenda::{Agenda, Entry, Load, Owner, When};
use crate::analysis::meetings::planned_visits;
use crate::analysis::to_do::ToDo;
use crate::charts::{Chart, StackPart, StackRow, StackScale, StackValue, Stacked, Tone};
use crate::locale::Arg;
use crate::portfolio::{Visit, days_between};

/// Owners that are drawn at most; the table has all.
const DRAWN: usize = 12;

/// Actions that the table lists at most: those that are due first.
const LISTED: usize = 5_000;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("agenda.name");
    let agenda = sheet.desk.agenda;
    let day = sheet.voice().locale.date_full(sheet.book().as_of.date);
    let kicker = [sheet.word("agenda.kicker"), day].join(" · ");
    let head = Head { kicker, title: title(sheet, agenda), say: say(sheet, agenda) };
    let (mut sections, mut kpis) = (Vec::new(), Vec::new());
    if agenda.entries.is_empty() {
        let label = sheet.word("agenda.empty");
        let empty = Empty {
            label,
            file: "content/accounts/<id>.yaml".to_owned(),
            key: "plan.actions: [{what, owner, due}]".to_owned(),
        };
        let section = Section::new("entries", sheet.word("agenda.entries.section"), None, Vec::new());
        sections.push(Section { empty: Some(empty), ..section });
    } else {
        kpis = self::kpis(sheet, agenda);
        let owners = vec![Columns::new(6, [bars(sheet, agenda)]), Columns::new(6, [owners(sheet, agenda)])];
        sections.push(Section::new(
            "owners",
            sheet.word("agenda.owners.section"),
            Some(parts::owners(sheet, agenda)),
            owners,
        ));
        let entries = vec![Columns::new(12, [entries(sheet, agenda)])];
        sections.push(Section::new("entries", sheet.word("agenda.entries.section"), None, entries));
    }
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis, sections })
}

/// What an owner is called; `None` for nobody.
pub fn owner_name(sheet: &Sheet<'_>, owner: Owner<'_>) -> Option<String> {
    match owner {
        Owner::Member(at) => sheet.book().portfolio.team.get(at).map(|member| sheet.local(&member.name).0.to_owned()),
        Owner::Named(name) => Some(name.to_owned()),
        Owner::Nobody => None,
    }
}

fn owner_or_nobody(sheet: &Sheet<'_>, owner: Owner<'_>) -> String {
    owner_name(sheet, owner).unwrap_or_else(|| sheet.word("agenda.nobody"))
}

/// How many are late, and with whom.
fn title(sheet: &Sheet<'_>, agenda: &Agenda<'_>) -> Rich {
    let voice = sheet.voice();
    let (open, late) = (agenda.entries.len(), agenda.count(When::Late));
    if late == 0 {
        return match (open, agenda.done) {
            (0, 0) => voice.rich("agenda.title.none", &[]),
            (0, done) => voice.rich("agenda.title.done", &[("count", done.into())]),
            (open, _) => voice.rich("agenda.title.on_time", &[("count", open.into())]),
        };
    }
    let latest = agenda.latest();
    let most = latest.first().map_or(0, |load| load.count(When::Late));
    let names: Vec<String> = latest.iter().map(|load| owner_or_nobody(sheet, load.owner)).collect();
    let key = match latest.as_slice() {
        [one] if one.owner == Owner::Nobody && most == late => "late_nobody_all",
        [one] if one.owner == Owner::Nobody => "late_nobody",
        [_] if late == 1 => "late",
        [_] if most == late => "late_all",
        [_] => "late_most",
        [_, _] | [_, _, _] if most > 1 && latest.iter().all(|load| load.owner != Owner::Nobody) => "late_each",
        _ => "late",
    };
    let args = [
        ("count", Arg::from(late)),
        ("open", sheet.number(open).into()),
        ("most", sheet.number(most).into()),
        ("name", voice.locale.list(&names).into()),
    ];
    voice.rich(&format!("agenda.title.{key}"), &args)
}

/// What is late for longest, and what comes within 7 days.
fn say(sheet: &Sheet<'_>, agenda: &Agenda<'_>) -> Option<Rich> {
    let voice = sheet.voice();
    let soon = agenda.count(When::Days7);
    let next = (soon > 0).then(|| voice.say("agenda.say.soon", &[("count", soon.into())]));
    // Of several that are late as long the largest class.
    let Some(oldest) = agenda.oldest(|account| sheet.book().class(account)) else { return next.map(Rich::from) };
    let days = oldest.to_do.due.map_or(0, |due| days_between(due, sheet.book().as_of.date));
    let name = sheet.name(oldest.account);
    let what = what(sheet, &oldest.to_do);
    let args = [("count", Arg::from(i64::from(days))), ("account", name.into()), ("what", what.into())];
    let said: Vec<String> = [Some(voice.say("agenda.say.oldest", &args)), next].into_iter().flatten().collect();
    Some(Rich::from(said.join(&voice.word("agenda.say.gap"))).link(name, sheet.account(oldest.account).as_deref()))
}

fn kpis(sheet: &Sheet<'_>, agenda: &Agenda<'_>) -> Vec<Kpi> {
    let unit = |count: usize| sheet.voice().say("agenda.unit", &[("count", count.into())]);
    let kpi = |key: &str, count: usize| figures::count(sheet, &format!("agenda.kpi.{key}"), count, unit(count), None);
    vec![
        kpi("open", agenda.entries.len()),
        kpi("late", agenda.count(When::Late)),
        kpi("soon", agenda.count(When::Days7)),
        kpi("undated", agenda.count(When::Undated)),
        kpi("orphans", agenda.orphans()),
    ]
}

/// The parts of a bar: what they hold, and how they are filled.
const PARTS: [(&str, &[When], Tone); 5] = [
    ("late", &[When::Late], Tone::Act),
    ("days7", &[When::Days7], Tone::A),
    ("days30", &[When::Days30], Tone::B),
    ("after", &[When::Days60, When::Days90, When::Later], Tone::C),
    ("undated", &[When::Undated], Tone::Mute),
];

/// What each owes, by when.
fn bars(sheet: &Sheet<'_>, agenda: &Agenda<'_>) -> Exhibit {
    let voice = sheet.voice();
    let most = agenda.loads.iter().max_by_key(|load| (load.open(), load.count(When::Late)));
    let args = [
        ("name", Arg::from(most.map(|load| owner_or_nobody(sheet, load.owner)).unwrap_or_default())),
        ("count", most.map_or(0, Load::open).into()),
        ("owners", agenda.loads.iter().filter(|load| load.owner != Owner::Nobody).count().into()),
    ];
    let nobody = most.is_some_and(|load| load.owner == Owner::Nobody);
    let finding = voice.rich(if nobody { "agenda.bars.nobody" } else { "agenda.bars.finding" }, &args);
    let row = |load: &Load<'_>| {
        let name = owner_or_nobody(sheet, load.owner);
        let value = |(key, whens, _): &(&str, &[When], Tone)| {
            let count: usize = whens.iter().map(|when| load.count(*when)).sum();
            let text = sheet.number(count);
            let title = format!("{name} · {} {text}", sheet.word(&format!("agenda.when.{key}")));
            StackValue { value: count as f64, text, title }
        };
        StackRow {
            values: PARTS.iter().map(value).collect(),
            total_text: sheet.number(load.open()),
            href: String::new(),
            name,
        }
    };
    let part = |(key, _, tone): &(&str, &[When], Tone)| StackPart {
        name: sheet.word(&format!("agenda.when.{key}")),
        tone: *tone,
    };
    let chart = Stacked {
        id: "agenda-chart".to_owned(),
        name: sheet.word("agenda.bars.name"),
        summary: finding.to_text(),
        parts: PARTS.iter().map(part).collect(),
        rows: agenda.loads.iter().take(DRAWN).map(row).collect(),
        scale: StackScale::Amounts,
        headings: [sheet.word("agenda.column.owner"), sheet.word("agenda.column.open")],
    };
    let shown = agenda.loads.len().min(DRAWN);
    let measure = if agenda.loads.len() > DRAWN {
        voice.say("agenda.bars.measure_first", &[("count", shown.into())])
    } else {
        sheet.word("agenda.bars.measure")
    };
    Exhibit::drawn("agenda-bars", finding, measure, Chart::Stacked(chart))
}

/// The same as numbers, for all owners, with the whole below.
fn owners(sheet: &Sheet<'_>, agenda: &Agenda<'_>) -> Exhibit {
    let voice = sheet.voice();
    let number = |count: usize| sheet.count_cell(count);
    let late = |count: usize| if count > 0 { number(count).class("act") } else { number(0) };
    let cells = |name: Cell, count: &dyn Fn(When) -> usize| {
        let counts = When::ALL.map(|when| if when == When::Late { late(count(when)) } else { number(count(when)) });
        let open: usize = When::ALL.into_iter().map(count).sum();
        std::iter::once(name).chain(std::iter::once(number(open))).chain(counts).collect::<Vec<Cell>>()
    };
    let row = |load: &Load<'_>| {
        let name = Cell::new(owner_or_nobody(sheet, load.owner));
        let name = if load.owner == Owner::Nobody { name.class("act") } else { name };
        cells(name, &|when| load.count(when))
    };
    let mut columns =
        vec![Column::words(sheet.word("agenda.column.owner")), Column::figures(sheet.word("agenda.column.open"))];
    columns.extend(When::ALL.map(|when| {
        let column = Column::figures(sheet.word(&format!("agenda.when.{}", when.key())));
        if matches!(when, When::Days60 | When::Days90 | When::Later) { column.minor() } else { column }
    }));
    let rows = agenda.loads.iter().map(row).collect();
    let table = TableView::new(sheet.word("agenda.owners.caption"), columns, rows).sortable();
    let total = cells(Cell::new(sheet.word("portfolio.column.total")), &|when| agenda.count(when));
    let finding = match (agenda.orphans(), agenda.count(When::Undated)) {
        (0, 0) => voice.rich("agenda.owners.complete", &[]),
        (0, undated) => voice.rich("agenda.owners.undated", &[("count", undated.into())]),
        (orphans, 0) => voice.rich("agenda.owners.orphans", &[("count", orphans.into())]),
        (orphans, undated) => {
            let args = [("count", orphans.into()), ("undated", sheet.number(undated).into())];
            voice.rich("agenda.owners.both", &args)
        }
    };
    let rules = ["action-overdue", "action-without-owner", "action-without-date"];
    Exhibit::listed("agenda-owners", finding, sheet.word("agenda.owners.measure"), table.with_total(total))
        .with_notes([sheet.rules(&rules)])
}

/// Everything that is open.
fn entries(sheet: &Sheet<'_>, agenda: &Agenda<'_>) -> Exhibit {
    let voice = sheet.voice();
    let columns = vec![
        Column::words(sheet.word("agenda.column.owner")),
        Column::words(sheet.word("agenda.column.what")),
        Column::words(sheet.word("agenda.column.due")),
        Column::words(sheet.word("agenda.column.when")).minor(),
        Column::figures(sheet.word("agenda.column.days")),
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("agenda.column.class")).minor(),
    ];
    let shown = due_first(&agenda.entries);
    let groups = shown.chunk_by(|a, b| a.owner == b.owner);
    let rows: Vec<Vec<Cell>> = groups
        .flat_map(|group| group.iter().enumerate())
        .map(|(at, entry)| {
            let mut row = entry_row(sheet, entry).to_vec();
            if at > 0 {
                // The owner is read once; the words stay for the filter.
                row[0].class = Some("muted".to_owned());
            }
            row
        })
        .collect();
    let table = TableView::new(sheet.word("agenda.entries.section"), columns, rows).sortable().named_by(1);
    let accounts: BTreeSet<usize> = agenda.entries.iter().map(|entry| entry.account).collect();
    let args = [("count", agenda.entries.len().into()), ("accounts", sheet.number(accounts.len()).into())];
    let finding = voice.rich("agenda.entries.finding", &args);
    let measure = sheet.word("agenda.entries.measure");
    Exhibit::listed("agenda-entries", finding, measure, table)
        .stacked()
        .filtered(voice, &[("owner", 0), ("when", 3), ("abc", 6)])
        .with_notes([voice.rich("agenda.entries.note", &[])])
        .with_notes(
            (shown.len() < agenda.entries.len()).then(|| voice.rich("agenda.entries.cut", &[("count", LISTED.into())])),
        )
}

/// Rows of what is to be done at some accounts.
const SOON: usize = 12;

/// What is late or due within 30 days at some accounts, planned visits among it, the earliest first; `None` where nothing is.
pub fn soon_at(sheet: &Sheet<'_>, accounts: &BTreeSet<usize>) -> Option<Section> {
    let (voice, today) = (sheet.voice(), sheet.book().as_of.date);
    let is_soon = |entry: &&Entry<'_>| {
        accounts.contains(&entry.account) && matches!(entry.when, When::Late | When::Days7 | When::Days30)
    };
    let entries: Vec<&Entry<'_>> = sheet.desk.agenda.entries.iter().filter(is_soon).collect();
    let late = entries.iter().filter(|entry| entry.when == When::Late).count();
    let visits = accounts
        .iter()
        .flat_map(|&at| planned_visits(&sheet.book().portfolio.accounts[at], today).map(move |visit| (at, visit)));
    let visits: Vec<(usize, &Visit)> = visits.filter(|(_, visit)| days_between(today, visit.date) <= NEAR).collect();
    let mut rows: Vec<(Option<Date>, [Cell; 5])> = Vec::with_capacity(entries.len() + visits.len());
    rows.extend(entries.iter().map(|entry| {
        let [owner, what, due, _, days, account, _] = entry_row(sheet, entry);
        (entry.to_do.due, [owner, what, due, days, account])
    }));
    rows.extend(visits.iter().map(|(at, visit)| (Some(visit.date), visit_row(sheet, *at, visit))));
    rows.sort_by_key(|(due, _)| *due);
    let key = match (late, rows.len() - late) {
        (0, 0) => return None,
        (0, _) => "agenda.at.soon",
        (_, 0) => "agenda.at.late",
        _ => "agenda.at.both",
    };
    let args = [("count", Arg::from(rows.len() - late)), ("late", sheet.number(late).into())];
    let columns = vec![
        Column::words(sheet.word("agenda.column.owner")).minor(),
        Column::words(sheet.word("agenda.column.what")),
        Column::words(sheet.word("agenda.column.due")),
        Column::figures(sheet.word("agenda.column.days")),
        Column::words(sheet.word("portfolio.column.account")),
    ];
    let cut = (rows.len() > SOON).then(|| voice.rich("agenda.entries.cut", &[("count", SOON.into())]));
    let rows = rows.into_iter().take(SOON).map(|(_, row)| row.to_vec());
    let table = TableView::new(sheet.word("agenda.at.section"), columns, rows.collect()).named_by(1);
    let exhibit = Exhibit::listed("agenda-soon", voice.rich(key, &args), sheet.word("agenda.at.measure"), table);
    let columns = vec![Columns::new(12, [exhibit.stacked().with_notes(cut)])];
    Some(Section::new("to-do", sheet.word("agenda.at.section"), None, columns))
}

/// Days within which a visit is near, as an action is.
const NEAR: i32 = 30;

/// A planned visit: who goes, to whom, when.
fn visit_row(sheet: &Sheet<'_>, at: usize, visit: &Visit) -> [Cell; 5] {
    let account = &sheet.book().portfolio.accounts[at];
    let by: Vec<String> = visit.by.iter().map(|who| sheet.who(who)).collect();
    let href = sheet.account(at).map(|page| format!("{page}#visits"));
    let Prose { text, lang } = sentence::planned_visit(sheet.voice(), account, visit);
    let [due, days] = due_cells(sheet, visit.date);
    [
        Cell::new(sheet.voice().locale.list(&by)),
        Cell { lang, ..Cell::new(text).to(href) },
        due,
        days,
        sheet.account_cell(at),
    ]
}

/// A day to come, and how many days are left.
fn due_cells(sheet: &Sheet<'_>, due: Date) -> [Cell; 2] {
    let (voice, today) = (sheet.voice(), sheet.book().as_of.date);
    let days = i64::from(days_between(today, due));
    let shown = Cell { sort: Some(due.to_string()), ..Cell::new(voice.locale.date_near(due, today)).class("nb") };
    [shown, Cell { sort: Some(days.to_string()), ..Cell::new(voice.locale.number(days)) }]
}

/// The entries that the table has room for, in their order.
fn due_first<'e, 'a>(entries: &'e [Entry<'a>]) -> Vec<&'e Entry<'a>> {
    let mut places: Vec<usize> = (0..entries.len()).collect();
    places.sort_by_key(|&at| (entries[at].to_do.due.is_none(), entries[at].to_do.due));
    places.truncate(LISTED);
    places.sort_unstable();
    places.into_iter().map(|at| &entries[at]).collect()
}

/// What is to be done, and of an answer to a complaint to which.
pub fn what(sheet: &Sheet<'_>, to_do: &ToDo<'_>) -> String {
    let what = sheet.local(to_do.what).0;
    match to_do.complaint {
        Some(complaint) => {
            let args = [("complaint", sheet.local(complaint).0.into()), ("what", what.into())];
            sheet.voice().say("agenda.of_complaint", &args)
        }
        None => what.to_owned(),
    }
}

fn entry_row(sheet: &Sheet<'_>, entry: &Entry<'_>) -> [Cell; 7] {
    let voice = sheet.voice();
    let owner = match owner_name(sheet, entry.owner) {
        Some(name) => Cell::new(name),
        None => Cell::new(sheet.word("agenda.nobody")).class("act"),
    };
    let (_, lang) = sheet.local(entry.to_do.what);
    let anchor = match entry.to_do.key.split('.').next() {
        Some("plan") => "board",
        Some("visits") => "visits",
        _ => "complaints",
    };
    let href = sheet.account(entry.account).map(|page| format!("{page}#{anchor}"));
    let what = Cell { lang: lang.map(str::to_owned), ..Cell::new(what(sheet, &entry.to_do)).to(href) };
    let when = Cell::new(sheet.word(&format!("agenda.when.{}", entry.when.key())));
    let (due, when, days) = match entry.to_do.due {
        None => (Cell::new("–").class("muted"), when.class("act"), Cell::new("–").class("muted")),
        Some(due) => {
            let [shown, left] = due_cells(sheet, due);
            if entry.when == When::Late {
                // What is late has no days left: it says for how many it has been so.
                let days = i64::from(days_between(due, sheet.book().as_of.date));
                let text = voice.say("agenda.late_by", &[("count", Arg::from(days))]);
                (shown, when.class("act"), Cell { text, ..left }.class("act"))
            } else {
                (shown, when, left)
            }
        }
    };
    let account = sheet.account_cell(entry.account);
    [owner, what, due, when, days, account, Sheet::class_cell(sheet.book().class(entry.account))]
}
