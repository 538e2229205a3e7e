//! White space: as a map of the largest, by line, cell by cell, as a matrix of all.

use super::Exhibit;
use crate::analysis::white_space::{Field, Line, Row, WhiteSpace};
use crate::charts::{Chart, HeatCell, HeatMap, HeatRow, Shade, Tone};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Amount, Opportunity, WhiteSpaceCell, WhiteSpaceState};
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, Rich, TableStyle, TableView, escape};

/// Accounts that the map draws at most.
const DRAWN: usize = 12;
/// Lines that the map draws at most.
const LINES: usize = 12;
/// Rows of the list of open cells, and accounts of the matrix, at most.
const LISTED: usize = 2_000;
/// Accounts without cells that are named at most.
const NAMED: usize = 12;

/// The name of a line.
pub fn line_name(sheet: &Sheet<'_>, line: Line<'_>) -> String {
    line.name.map_or(line.word, |name| sheet.local(name).0).to_owned()
}

fn state_name(sheet: &Sheet<'_>, state: WhiteSpaceState) -> String {
    sheet.word(&format!("enums.white_space.{}", state.key()))
}

/// What a field is worth, in its state.
fn worth(field: &Field<'_>) -> Amount {
    match field.state() {
        Some(WhiteSpaceState::Ours) => field.sold,
        Some(state) => field.worth(state),
        None => Amount::ZERO,
    }
}

/// What is ours in a field that is not all ours.
fn also_ours(field: &Field<'_>) -> Option<Amount> {
    let shared = !matches!(field.state(), None | Some(WhiteSpaceState::Ours));
    (shared && field.sold.is_positive()).then_some(field.sold)
}

/// The accounts with most that is open, by line.
pub fn map(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Exhibit {
    let voice = sheet.voice();
    let rows: Vec<&Row<'_>> = found.rows.iter().take(DRAWN).collect();
    let fields = || rows.iter().flat_map(|row| row.fields.iter().take(LINES));
    let scale = sheet.scale(fields().map(worth));
    let finding = map_finding(sheet, found);
    let heat = |row: &&Row<'_>| {
        let name = sheet.name(row.account).to_owned();
        let cell = |(line, field): (&Line<'_>, &Field<'_>)| {
            let state = field.state();
            let (amount, line) = (worth(field), line_name(sheet, *line));
            let words = state.map_or_else(|| sheet.word("white_space.unknown"), |state| state_name(sheet, state));
            let text = match state {
                Some(WhiteSpaceState::NotApplicable) => "–".to_owned(),
                Some(state) if amount.is_zero() => state_name(sheet, state),
                Some(_) => scale.show(amount),
                None => String::new(),
            };
            let mut money = if amount.is_zero() { String::new() } else { format!(" {}", voice.locale.money(amount)) };
            if let Some(ours) = also_ours(field) {
                money += &voice.say("white_space.also_ours", &[("money", voice.locale.money(ours).into())]);
            }
            let shade = match state {
                Some(WhiteSpaceState::Ours) => Shade::Tone(Tone::A),
                Some(WhiteSpaceState::Open) => Shade::Hollow,
                Some(WhiteSpaceState::Rival) => Shade::Tone(Tone::Mute),
                Some(WhiteSpaceState::NotApplicable) | None => Shade::None,
            };
            HeatCell { text, shade, title: format!("{name} · {line}: {words}{money}") }
        };
        let cells = found.lines.iter().zip(&row.fields).take(LINES).map(cell).collect();
        HeatRow { cells, href: sheet.account(row.account).unwrap_or_default(), name }
    };
    let chart = HeatMap {
        id: "white-space-chart".to_owned(),
        name: sheet.word("white_space.map.name"),
        summary: finding.to_text(),
        rows_name: sheet.word("portfolio.column.account"),
        columns_name: String::new(),
        columns: found.lines.iter().take(LINES).map(|line| line_name(sheet, *line)).collect(),
        rows: rows.iter().map(heat).collect(),
    };
    let args = [("count", rows.len().into()), ("unit", scale.label.as_str().into())];
    let measure = voice.say("white_space.map.measure", &args);
    Exhibit::drawn("white-space-map", finding, measure, Chart::HeatMap(chart))
        .with_notes([voice.rich("white_space.note", &[])])
}

/// How much of what is open the first accounts hold.
fn map_finding(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Rich {
    let voice = sheet.voice();
    let open = WhiteSpaceState::Open;
    let total = found.worth(open);
    let Some(first) = found.rows.first().filter(|_| total.is_positive()) else {
        return voice.rich("white_space.map.plain", &[("count", found.rows.len().into())]);
    };
    let name = sheet.name(first.account);
    let args = [
        ("account", Arg::from(name)),
        ("money", voice.locale.money(first.worth(open)).into()),
        ("share", voice.locale.percent_round(first.worth(open).share_of(total).unwrap_or_default()).into()),
    ];
    voice.rich("white_space.map.finding", &args).link(name, sheet.account(first.account).as_deref())
}

/// What each line comes to.
pub fn lines(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Exhibit {
    let voice = sheet.voice();
    let of = |line: usize, state: WhiteSpaceState| found.of_line(line, state);
    let all = 0..found.lines.len();
    let amounts = all
        .clone()
        .flat_map(|line| [of(line, WhiteSpaceState::Open).1, of(line, WhiteSpaceState::Rival).1, found.sold[line]]);
    let scale = sheet.scale(amounts);
    let row = |line: usize| {
        let (open, rival) = (of(line, WhiteSpaceState::Open), of(line, WhiteSpaceState::Rival));
        vec![
            Cell::new(line_name(sheet, found.lines[line])),
            money(&scale, open.1),
            sheet.count_cell(open.0),
            money(&scale, rival.1),
            sheet.count_cell(rival.0),
            money(&scale, found.sold[line]),
        ]
    };
    let mut order: Vec<usize> = all.collect();
    order.sort_by_key(|&line| (std::cmp::Reverse(of(line, WhiteSpaceState::Open).1), line));
    let accounts = |key: &str| Column::figures(sheet.word(key)).minor();
    let columns = vec![
        Column::words(sheet.word("white_space.column.line")),
        sheet.amount_column("white_space.column.open", &scale),
        accounts("white_space.column.open_at"),
        sheet.amount_column("white_space.column.rival", &scale),
        accounts("white_space.column.rival_at"),
        sheet.amount_column("white_space.column.ours", &scale),
    ];
    let total = |state: WhiteSpaceState| money(&scale, found.worth(state));
    let table =
        TableView::new(sheet.word("white_space.lines.caption"), columns, order.iter().map(|line| row(*line)).collect());
    let table = table.sortable().with_total(vec![
        Cell::new(sheet.word("portfolio.column.total")),
        total(WhiteSpaceState::Open),
        Cell::default(),
        total(WhiteSpaceState::Rival),
        Cell::default(),
        money(&scale, found.sold.iter().copied().sum()),
    ]);
    let most = order
        .iter()
        .map(|&line| (of(line, WhiteSpaceState::Rival), line))
        .max_by_key(|((_, worth), line)| (*worth, std::cmp::Reverse(*line)));
    let finding = match most.filter(|((_, worth), _)| worth.is_positive()) {
        Some(((count, worth), line)) => {
            let args = [
                ("line", Arg::from(line_name(sheet, found.lines[line]))),
                ("money", voice.locale.money(worth).into()),
                ("count", count.into()),
            ];
            voice.rich("white_space.lines.rivals", &args)
        }
        None => voice.rich("white_space.lines.none", &[("count", found.lines.len().into())]),
    };
    Exhibit::listed("white-space-lines", finding, sheet.word("white_space.lines.measure"), table)
        .with_notes([sheet.sources()])
        .with_notes(not_asked(sheet, found))
}

/// What the accounts buy elsewhere, by their yearly purchases, that no cell accounts for.
fn not_asked(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Option<Rich> {
    let book = sheet.book();
    let missing = |row: &Row<'_>| {
        let wallet = book.portfolio.accounts[row.account].wallet.as_ref()?.amount;
        let known = row.worth(WhiteSpaceState::Open) + row.worth(WhiteSpaceState::Rival);
        Some(wallet - book.now.figures[row.account].revenue - known).filter(|missing| missing.is_positive())
    };
    let money: Amount = found.rows.iter().filter_map(missing).sum();
    let args = [("money", sheet.voice().locale.money(money).into())];
    money.is_positive().then(|| sheet.voice().rich("white_space.not_asked", &args))
}

fn money(scale: &Scale, amount: Amount) -> Cell {
    if amount.is_zero() { Cell::new("–").class("muted") } else { Cell::new(scale.show(amount)) }
}

/// Every open cell, most worth first; `None` where nothing is open.
pub fn open(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Option<Exhibit> {
    let voice = sheet.voice();
    let mut cells: Vec<(usize, usize, &WhiteSpaceCell)> = Vec::new();
    for row in &found.rows {
        for (line, field) in row.fields.iter().enumerate() {
            let open = field.cells.iter().filter(|cell| cell.state == WhiteSpaceState::Open);
            cells.extend(open.map(|cell| (row.account, line, *cell)));
        }
    }
    let amount = |cell: &WhiteSpaceCell| cell.amount.as_ref().map(|figure| figure.value);
    cells.sort_by_key(|(account, line, cell)| (std::cmp::Reverse(amount(cell)), *account, *line));
    if cells.is_empty() {
        return None;
    }
    let scale = sheet.scale(cells.iter().filter_map(|(_, _, cell)| amount(cell)));
    let field_of = |at: usize, line: usize| found.rows.iter().find(|row| row.account == at)?.fields.get(line);
    let rows = cells.iter().take(LISTED).map(|&(at, line, cell)| {
        let account = &sheet.book().portfolio.accounts[at];
        let (unit, lang) = cell.unit.as_ref().map_or(("–", None), |unit| sheet.local(unit));
        let worth = amount(cell).map_or_else(
            || Cell::new(sheet.word("white_space.open.unpriced")).class("muted"),
            |amount| Cell::new(scale.show(amount)).class("est"),
        );
        vec![
            sheet.account_cell(at),
            Cell::new(line_name(sheet, found.lines[line])),
            Cell { lang: lang.map(str::to_owned), ..Cell::new(unit) },
            worth,
            opportunity(sheet, at, field_of(at, line).and_then(|field| field.opportunity)),
            Cell::new(account.manager.as_ref().map_or_else(|| "–".to_owned(), |who| sheet.who(who))),
        ]
    });
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("white_space.column.line")),
        Column::words(sheet.word("white_space.column.unit")).minor(),
        sheet.amount_column("white_space.column.worth", &scale),
        Column::words(sheet.word("white_space.column.opportunity")),
        Column::words(sheet.word("portfolio.column.manager")).minor(),
    ];
    let table = TableView::new(sheet.word("white_space.open.section"), columns, rows.collect()).sortable();
    let idle = |(at, line, _): &&(usize, usize, &WhiteSpaceCell)| {
        field_of(*at, *line).is_none_or(|field| field.opportunity.is_none())
    };
    let args = [("count", Arg::from(cells.len())), ("idle", sheet.number(cells.iter().filter(idle).count()).into())];
    let finding = voice.rich("white_space.open.finding", &args);
    let unpriced = cells.iter().filter(|(_, _, cell)| cell.amount.is_none()).count();
    let note = (unpriced > 0).then(|| voice.rich("white_space.open.note", &[("count", unpriced.into())]));
    let exhibit = Exhibit::listed("white-space-open", finding, sheet.word("white_space.open.measure"), table)
        .stacked()
        .filtered(voice, &[("line", 1), ("manager", 5)]);
    Some(exhibit.with_notes(note).with_notes(cut(sheet, cells.len())))
}

/// The open opportunity that is about a line, or that there is none.
fn opportunity(sheet: &Sheet<'_>, at: usize, opportunity: Option<&Opportunity>) -> Cell {
    match opportunity {
        Some(one) => {
            let (name, lang) = sheet.local(&one.name);
            let href = sheet.account(at).map(|page| format!("{page}#opportunities"));
            Cell { lang: lang.map(str::to_owned), ..Cell::new(name).to(href) }
        }
        None => Cell::new(sheet.word("white_space.open.idle")).class("act"),
    }
}

/// Every account with cells, by line.
pub fn matrix(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Exhibit {
    let voice = sheet.voice();
    let scale = sheet.scale(found.rows.iter().map(|row| row.worth(WhiteSpaceState::Open)));
    let field = |field: &Field<'_>| {
        let state = field.state();
        let class = match state {
            Some(WhiteSpaceState::Ours) => "ours",
            Some(WhiteSpaceState::Open) => "open",
            Some(WhiteSpaceState::Rival) => "them",
            Some(WhiteSpaceState::NotApplicable) => "na",
            None => return Cell::default(),
        };
        let words = match state {
            // As on the map.
            Some(WhiteSpaceState::NotApplicable) => "–".to_owned(),
            Some(state) => state_name(sheet, state),
            None => String::new(),
        };
        let rival = field.rivals().map(|(name, _)| sheet.local(name).0).next();
        let text = if state == Some(WhiteSpaceState::Rival) { rival.map_or(words, str::to_owned) } else { words };
        let amount = worth(field);
        let cell = Cell::new(text).class(class);
        let mut note = if amount.is_zero() { String::new() } else { scale.show(amount) };
        if let Some(ours) = also_ours(field) {
            note += &voice.say("white_space.also_ours", &[("money", scale.show(ours).into())]);
        }
        if note.is_empty() { cell } else { cell.note(note) }
    };
    let row = |row: &Row<'_>| {
        let ends = [sheet.account_cell(row.account), money(&scale, row.worth(WhiteSpaceState::Open))];
        ends.into_iter().chain(row.fields.iter().map(field)).collect()
    };
    let mut columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        sheet.amount_column("white_space.column.open", &scale),
    ];
    columns.extend(found.lines.iter().map(|line| Column::words(line_name(sheet, *line))));
    let table = TableView::new(
        sheet.word("white_space.all.section"),
        columns,
        found.rows.iter().take(LISTED).map(row).collect(),
    );
    let finding = voice.rich("white_space.all.finding", &[("count", found.rows.len().into())]);
    let measure = voice.say("white_space.all.measure", &[("unit", scale.label.as_str().into())]);
    Exhibit::listed("white-space-all", finding, measure, table.sortable())
        .styled(TableStyle::White)
        .filtered(voice, &[])
        .with_notes([voice.rich("white_space.note", &[])])
        .with_notes(cut(sheet, found.rows.len()))
}

/// “Only the first rows.” where there are more.
fn cut(sheet: &Sheet<'_>, rows: usize) -> Option<Rich> {
    (rows > LISTED).then(|| sheet.voice().rich("portfolio.first_rows", &[("count", LISTED.into())]))
}

/// What rivals hold; `None` where no cell names one.
pub fn rivals(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Option<Exhibit> {
    let voice = sheet.voice();
    let rivals = found.rivals();
    let (first, accounts, worth) = *rivals.first()?;
    let scale = sheet.scale(rivals.iter().map(|(_, _, worth)| *worth));
    let row = |&(name, accounts, worth): &(&crate::portfolio::Localised, usize, Amount)| {
        let (name, lang) = sheet.local(name);
        vec![
            Cell { lang: lang.map(str::to_owned), ..Cell::new(name) },
            sheet.count_cell(accounts),
            money(&scale, worth),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("white_space.column.who")),
        Column::figures(sheet.word("portfolio.column.accounts")),
        sheet.amount_column("white_space.column.worth", &scale),
    ];
    let table = TableView::new(sheet.word("white_space.rivals.name"), columns, rivals.iter().map(row).collect());
    let name = sheet.local(first).0;
    let args = [("name", Arg::from(name)), ("money", voice.locale.money(worth).into()), ("count", accounts.into())];
    let key = if worth.is_positive() { "white_space.rivals.finding" } else { "white_space.rivals.unpriced" };
    Some(Exhibit::listed("white-space-rivals", voice.rich(key, &args), sheet.word("white_space.rivals.measure"), table))
}

/// The largest accounts whose dossier has no cells; `None` where all have.
pub fn without(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Option<Exhibit> {
    let voice = sheet.voice();
    let revenue = |account: &usize| sheet.book().now.figures[*account].revenue;
    let mut missing = found.without.clone();
    missing.sort_by_key(|account| (std::cmp::Reverse(revenue(account)), *account));
    if missing.is_empty() {
        return None;
    }
    let links: Vec<String> = missing
        .iter()
        .take(NAMED)
        .map(|&account| {
            let name = escape(sheet.name(account));
            let href = sheet.account(account);
            href.map_or_else(|| name.clone(), |href| format!("<a href=\"{}\">{name}</a>", escape(&href)))
        })
        .collect();
    let lead = escape(&sheet.word("white_space.without.lead"));
    let list = Rich::from_safe_html(format!("{lead}{}", sheet.voice().locale.row(&links)));
    let finding = voice.rich("white_space.without.finding", &[("count", missing.len().into())]);
    let measure = sheet.word("white_space.without.measure");
    Some(
        Exhibit::instead("white-space-without", finding, measure, sheet.word("white_space.without.why"))
            .with_notes([list]),
    )
}
