//! Which stages stall: opportunities in the buying cycle, relationships that moved within a year, KAM stages against evidence.

use super::exhibits::{buying_cycle, stages};
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Columns, Empty, Head, Rich, Section, parts};
use crate::analysis::buying_cycle::{InCycle, in_cycle};
use crate::analysis::stage_moves::{KamStanding, StageMoves, kam_moves, kam_standings};
use crate::locale::Arg;
use crate::portfolio::{Amount, back_months};

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("stages.name");
    let book = sheet.book();
    let today = book.as_of.date;
    let cycle = in_cycle(book.portfolio, book.settings, today);
    let moves = StageMoves::new(book.portfolio, back_months(today, 12), today);
    let kam = kam_standings(book.portfolio, &book.analysis.accounts, today);
    let kicker = [sheet.word("stages.kicker"), sheet.voice().locale.date_full(today)].join(" · ");
    let head = Head { kicker, title: title(sheet, &cycle, &moves), say: say(sheet, &cycle, &moves) };
    let mut sections = vec![opportunities(sheet, &cycle), relationships(sheet, &moves), key_account(sheet, &kam)];
    if !cycle.is_empty() {
        let list = vec![Columns::new(12, [buying_cycle::list(sheet, &cycle)])];
        sections.push(Section::new("list", sheet.word("stages.list.section"), None, list));
    }
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: Vec::new(), sections })
}

/// What stalls; else what fell back; else that nobody says.
fn title(sheet: &Sheet<'_>, cycle: &[InCycle<'_>], moves: &StageMoves<'_>) -> Rich {
    let voice = sheet.voice();
    let stalled: Vec<&InCycle<'_>> = cycle.iter().filter(|one| one.is_stalled()).collect();
    let worth: Amount = stalled.iter().map(|one| one.amount()).sum();
    let args = [
        ("count", Arg::from(stalled.len())),
        ("open", sheet.number(cycle.len()).into()),
        ("money", voice.locale.money(worth).into()),
    ];
    match (cycle.len(), stalled.len(), moves.flow.known()) {
        (0, _, 0) => voice.rich("stages.title.none", &[]),
        (0, _, _) => fell(sheet, moves),
        (open, 0, _) => voice.rich("stages.title.moving", &[("count", open.into())]),
        _ if worth.is_positive() => voice.rich("stages.title.stalled", &args),
        _ => voice.rich("stages.title.stalled_unpriced", &args),
    }
}

/// How many relationships stand lower than a year ago.
fn fell(sheet: &Sheet<'_>, moves: &StageMoves<'_>) -> Rich {
    match moves.flow.rose_and_fell() {
        (_, 0) => sheet.voice().rich("stages.title.none_fell", &[("count", moves.flow.known().into())]),
        (_, fell) => sheet.voice().rich("stages.title.fell", &[("count", fell.into())]),
    }
}

/// The same of relationships, under a title about opportunities.
fn say(sheet: &Sheet<'_>, cycle: &[InCycle<'_>], moves: &StageMoves<'_>) -> Option<Rich> {
    if cycle.is_empty() || moves.flow.known() == 0 {
        return None;
    }
    let (rose, fell) = moves.flow.rose_and_fell();
    let args = [
        ("count", Arg::from(fell)),
        ("rose", sheet.number(rose).into()),
        ("all", sheet.number(moves.flow.known()).into()),
    ];
    let key = match (rose, fell) {
        (0, 0) => "stages.say.still",
        (_, 0) => "stages.say.rose",
        (0, _) => "stages.say.fell",
        _ => "stages.say.both",
    };
    Some(sheet.voice().rich(key, &args))
}

fn opportunities(sheet: &Sheet<'_>, cycle: &[InCycle<'_>]) -> Section {
    let title = sheet.word("stages.cycle.section");
    if cycle.is_empty() {
        return empty(sheet, "cycle", title, "stages.cycle.empty", "opportunities: [{name, stage, since, amount}]");
    }
    let columns = vec![
        Columns::new(6, [buying_cycle::bars(sheet, cycle)]),
        Columns::new(6, [buying_cycle::by_stage(sheet, cycle)]),
    ];
    Section::new("cycle", title, Some(parts::stalled(sheet, cycle)), columns)
}

fn relationships(sheet: &Sheet<'_>, moves: &StageMoves<'_>) -> Section {
    let title = sheet.word("stages.relationship.section");
    if moves.flow.known() == 0 {
        return empty(
            sheet,
            "relationship",
            title,
            "stages.relationship.empty",
            "relationship_stages: [{stage, since, reason}]",
        );
    }
    let columns = vec![Columns::new(6, [stages::flow(sheet, moves)]), Columns::new(6, [stages::falls(sheet, moves)])];
    Section::new("relationship", title, parts::relationships(sheet, &moves.flow), columns)
}

fn key_account(sheet: &Sheet<'_>, kam: &[KamStanding]) -> Section {
    let title = sheet.word("stages.kam.section");
    if kam.is_empty() {
        return empty(sheet, "kam", title, "stages.kam.empty", "kam_stage: {stage, since}");
    }
    let book = sheet.book();
    let moves = kam_moves(book.portfolio, back_months(book.as_of.date, 12));
    let drawn = std::iter::once(stages::kam(sheet, kam)).chain(stages::kam_flow(sheet, &moves));
    let mut columns = vec![Columns::new(6, drawn)];
    columns.extend(stages::kam_apart(sheet, kam).map(|exhibit| Columns::new(6, [exhibit])));
    Section::new("kam", title, parts::kam(sheet, kam), columns)
}

fn empty(sheet: &Sheet<'_>, id: &str, title: String, label: &str, key: &str) -> Section {
    let file = "content/accounts/<id>.yaml".to_owned();
    let empty = Empty { label: sheet.word(label), file, key: key.to_owned() };
    Section { empty: Some(empty), ..Section::new(id, title, None, Vec::new()) }
}
