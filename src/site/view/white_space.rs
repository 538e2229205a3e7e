//! White space: accounts by product lines, what is open, what a rival holds, and what of it nobody works on.

use super::exhibits::{Exhibit, white_space};
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Columns, Empty, Head, Kpi, Rich, Section, figures, parts};
use crate::analysis::white_space::WhiteSpace;
use crate::locale::Arg;
use crate::portfolio::{Amount, WhiteSpaceState};

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("white_space.name");
    let book = sheet.book();
    let found = WhiteSpace::new(book.portfolio, book.sales, book.products, book.now.period);
    let kicker = [sheet.word("white_space.kicker"), sheet.twelve_months()].join(" · ");
    let head = Head { kicker, title: title(sheet, &found), say: say(sheet, &found) };
    let mut sections = Vec::new();
    if found.rows.is_empty() {
        let label = sheet.word("white_space.empty");
        let key = "white_space: [{product_line, state: open, amount}]".to_owned();
        let empty = Empty { label, file: "content/accounts/<id>.yaml".to_owned(), key };
        let section = Section::new("white-space", sheet.word("white_space.open.section"), None, Vec::new());
        sections.push(Section { empty: Some(empty), ..section });
    } else {
        let first = vec![
            Columns::new(7, [white_space::map(sheet, &found)]),
            Columns::new(
                5,
                [white_space::lines(sheet, &found).with_notes([sheet.see_framework("value-added-solution")])],
            ),
        ];
        sections.push(Section::new(
            "lines",
            sheet.word("white_space.lines.section"),
            Some(parts::fields(sheet, &found)),
            first,
        ));
        if let Some(open) = white_space::open(sheet, &found) {
            let columns = vec![Columns::new(12, [open])];
            sections.push(Section::new("open", sheet.word("white_space.open.section"), None, columns));
        }
        let mut last = Vec::new();
        last.extend(white_space::rivals(sheet, &found));
        last.extend(white_space::without(sheet, &found));
        let width = if last.len() == 2 { 6 } else { 12 };
        let columns: Vec<Columns> = last.into_iter().map(|exhibit: Exhibit| Columns::new(width, [exhibit])).collect();
        if !columns.is_empty() {
            sections.push(Section::new(
                "others",
                sheet.word("white_space.others"),
                Some(parts::asked(sheet, &found)),
                columns,
            ));
        }
        let columns = vec![Columns::new(12, [white_space::matrix(sheet, &found)])];
        sections.push(Section::new("all", sheet.word("white_space.all.section"), None, columns));
    }
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: kpis(sheet, &found), sections })
}

/// How much is open, and in which line most.
fn title(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Rich {
    let voice = sheet.voice();
    let open = WhiteSpaceState::Open;
    let total = found.worth(open);
    let cells: usize = found.rows.iter().map(|row| row.cells(open)).sum();
    let accounts = found.rows.iter().filter(|row| row.cells(open) > 0).count();
    if found.rows.is_empty() {
        return voice.rich("white_space.title.none", &[]);
    }
    if cells == 0 {
        return voice.rich("white_space.title.closed", &[("count", found.rows.len().into())]);
    }
    if !total.is_positive() {
        return voice.rich("white_space.title.unpriced", &[("count", cells.into())]);
    }
    let lines = (0..found.lines.len()).map(|line| (found.of_line(line, open).1, line));
    let (worth, line) = lines.max_by_key(|(worth, line)| (*worth, std::cmp::Reverse(*line))).unwrap_or_default();
    let args = [
        ("money", Arg::from(voice.locale.money(total))),
        ("count", accounts.into()),
        ("line", white_space::line_name(sheet, found.lines[line]).into()),
        ("share", voice.locale.percent_round(worth.share_of(total).unwrap_or_default()).into()),
    ];
    let key = if worth == total { "white_space.title.one_line" } else { "white_space.title.open" };
    voice.rich(key, &args)
}

/// What nobody works on, and what rivals hold.
fn say(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Option<Rich> {
    let voice = sheet.voice();
    let (open, idle) = (found.worth(WhiteSpaceState::Open), found.unworked());
    let rival = found.worth(WhiteSpaceState::Rival);
    let money = |amount: Amount| Arg::from(voice.locale.money(amount));
    let worked = open.is_positive().then(|| match (idle.is_positive(), idle == open) {
        (false, _) => voice.word("white_space.say.all_worked"),
        (true, true) => voice.word("white_space.say.none_worked"),
        (true, false) => voice.say("white_space.say.unworked", &[("money", money(idle))]),
    });
    let held = rival.is_positive().then(|| voice.say("white_space.say.rivals", &[("money", money(rival))]));
    let said: Vec<String> = [worked, held, unread(sheet, found)].into_iter().flatten().collect();
    (!said.is_empty()).then(|| Rich::from(said.join(&voice.word("white_space.say.gap"))))
}

/// How many accounts the sums leave out: nobody has written down what they could buy.
fn unread(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Option<String> {
    let all = sheet.book().portfolio.accounts.len();
    let unread = all - found.rows.len();
    let args = [
        ("count", Arg::from(unread)),
        ("all", sheet.number(all).into()),
        ("documented", sheet.number(found.without.len()).into()),
    ];
    (unread > 0 && !found.rows.is_empty()).then(|| sheet.voice().say("white_space.say.unread", &args))
}

fn kpis(sheet: &Sheet<'_>, found: &WhiteSpace<'_>) -> Vec<Kpi> {
    if found.rows.is_empty() {
        return Vec::new();
    }
    let estimate = Some(sheet.word("white_space.kpi.estimate"));
    let kpi = |key: &str, amount: Amount, note: Option<String>| {
        figures::amount(sheet, &format!("white_space.kpi.{key}"), amount, None, note)
    };
    let accounts = found.rows.len();
    let unit = sheet.voice().say("white_space.kpi.unit", &[("count", (accounts + found.without.len()).into())]);
    vec![
        kpi("open", found.worth(WhiteSpaceState::Open), estimate.clone()),
        kpi("unworked", found.unworked(), estimate.clone()),
        kpi("rival", found.worth(WhiteSpaceState::Rival), estimate),
        figures::count(sheet, "white_space.kpi.accounts", accounts, unit, None),
    ]
}
