//! White space of an account (S4): its units × product lines as the dossier says, and the lines of which it says nothing, as
//! sales and competitors show them.

use super::Shared;
use super::needs::product_line;
use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, cell};
use crate::analysis::white_space::{Field, unsaid};
use crate::portfolio::{Account, Localised, ProductLine, WhiteSpaceCell, WhiteSpaceState};
use crate::site::view::{Cell, Column, Rich, escape};

/// Units × product lines; the cells are words. `None` where neither dossier nor sales nor competitors say anything.
pub fn white_space(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let cells = &account.white_space;
    let unsaid = unsaid(shared.portfolio, shared.sales, shared.products, at, shared.facts.year.period);
    let unsaid: &[_] = if unsaid.iter().any(|(_, field)| field.state().is_some()) { &unsaid } else { &[] };
    if !account.is_documented() || (cells.is_empty() && unsaid.is_empty()) {
        return None;
    }
    let mut lines: Vec<&str> = Vec::new();
    let mut units: Vec<Option<&Localised>> = Vec::new();
    for entry in cells {
        if !lines.contains(&entry.product_line.as_str()) {
            lines.push(&entry.product_line);
        }
        if !units.contains(&entry.unit.as_ref()) {
            units.push(entry.unit.as_ref());
        }
    }
    let whole = scene.word("white_space.whole");
    let of_unit = |unit: Option<&Localised>| {
        let name = unit.map_or_else(|| cell(whole.clone()), |unit| scene.prose_cell(Some(unit)));
        let of_line = |line: &&str| {
            let found = cells.iter().find(|entry| entry.unit.as_ref() == unit && entry.product_line == **line);
            found.map_or_else(Cell::default, |entry| state_cell(scene, entry))
        };
        let said = lines.iter().map(of_line);
        std::iter::once(name).chain(said).chain(unsaid.iter().map(|_| Cell::default())).collect()
    };
    let mut rows: Vec<Vec<Cell>> = units.iter().copied().map(of_unit).collect();
    if !unsaid.is_empty() {
        let shown = unsaid.iter().map(|(_, field)| shown_cell(scene, field));
        let name = cell(scene.word("white_space.by_sales"));
        rows.push(std::iter::once(name).chain(lines.iter().map(|_| Cell::default())).chain(shown).collect());
    }
    let mut table = scene.table(scene.word("section.white_space"), &[("unit", ColumnKind::Text)], rows);
    let more = unsaid.iter().map(|(line, _)| line.id.as_str());
    table.columns.extend(lines.iter().copied().chain(more).map(|line| Column::words(product_line(scene, line))));
    let source = (!cells.is_empty()).then(|| scene.source("white_space"));
    let notes = std::iter::once(scene.rich("white_space.note", &[])).chain(source);
    let sources = cells.iter().filter_map(|entry| source_of(scene, entry));
    let by_sales = (!unsaid.is_empty()).then(|| scene.rich("white_space.by_sales_note", &[]));
    Some(Figure::new(
        "white-space",
        finding(scene, cells, unsaid),
        scene.word("white_space.measure"),
        Body::Matrix(table),
        by_sales.into_iter().chain(sources).chain(notes).collect(),
    ))
}

/// Where an amount that is not open comes from: those that are have a table of their own, with their sources.
fn source_of(scene: &Scene<'_>, entry: &WhiteSpaceCell) -> Option<Rich> {
    let amount = entry.amount.as_ref().filter(|_| entry.state != WhiteSpaceState::Open)?;
    let line = product_line(scene, &entry.product_line);
    let unit = entry.unit.as_ref().map(|unit| scene.html(unit));
    let field: Vec<String> = std::iter::once(escape(line)).chain(unit).collect();
    let said = format!("{} · {}", field.join(" · "), scene.provenance(amount)?.html());
    Some(Rich::from_safe_html(said))
}

/// What is open and what rivals hold; where nothing is said to be open, what is ours and what nobody asked about.
fn finding(scene: &Scene<'_>, cells: &[WhiteSpaceCell], unsaid: &[(&ProductLine, Field<'_>)]) -> Rich {
    let count = |state: WhiteSpaceState| {
        let shown = unsaid.iter().filter(|(_, field)| field.state() == Some(state)).count();
        cells.iter().filter(|entry| entry.state == state).count() + shown
    };
    let (open, rival, ours) =
        (count(WhiteSpaceState::Open), count(WhiteSpaceState::Rival), count(WhiteSpaceState::Ours));
    let unknown = unsaid.iter().filter(|(_, field)| field.state().is_none()).count();
    let unknown = ("white_space.unknown", unknown);
    let (key, parts) = match (open, rival) {
        (0, 0) if unknown.1 == 0 => ("white_space.none_left", String::new()),
        (0, _) if unknown.1 > 0 => {
            let parts = [("white_space.ours", ours), ("white_space.rival", rival), unknown];
            ("white_space.finding", scene.counts(&parts))
        }
        (0, _) => ("white_space.none_open", scene.counts(&[("white_space.ours", ours), ("white_space.rival", rival)])),
        _ => ("white_space.finding", scene.counts(&[("white_space.open", open), ("white_space.rival", rival)])),
    };
    scene.rich(key, &[("parts", parts.into())])
}

const fn class(state: WhiteSpaceState) -> &'static str {
    match state {
        WhiteSpaceState::Ours => "ours",
        WhiteSpaceState::Open => "open",
        WhiteSpaceState::Rival => "them",
        WhiteSpaceState::NotApplicable => "na",
    }
}

fn state_cell(scene: &Scene<'_>, entry: &WhiteSpaceCell) -> Cell {
    let text = match (&entry.rival, entry.state) {
        (Some(rival), WhiteSpaceState::Rival) => scene.words(rival).to_owned(),
        // As in the matrix of all accounts. A cell of which nothing is known is empty.
        (_, WhiteSpaceState::NotApplicable) => "–".to_owned(),
        _ => scene.choice("white_space", entry.state.key()),
    };
    let rival = entry.rival.as_ref().filter(|_| entry.state != WhiteSpaceState::Rival);
    let rival = rival.map(|rival| scene.say("white_space.also", &[("name", scene.words(rival).into())]));
    let amount = entry.amount.as_ref().map(|amount| scene.money(amount.value));
    let note = rival.into_iter().chain(amount).chain(entry.note.as_ref().map(|note| scene.words(note).to_owned()));
    scene.noted(Cell { class: Some(class(entry.state).to_owned()), ..cell(text) }, note)
}

/// A line of which the dossier says nothing: ours with what was sold, a rival's with what it is said to hold, open with the
/// opportunity about it.
fn shown_cell(scene: &Scene<'_>, field: &Field<'_>) -> Cell {
    let Some(state) = field.state() else { return Cell::default() };
    let rival = field.rivals().next();
    let text = rival.map_or_else(|| scene.choice("white_space", state.key()), |(name, _)| scene.words(name).to_owned());
    let amount = if state == WhiteSpaceState::Ours { field.sold } else { field.worth(state) };
    let asked = field.opportunity.filter(|_| state == WhiteSpaceState::Open);
    let asked = asked.map(|opportunity| scene.words(&opportunity.name).to_owned());
    let note = amount.is_positive().then(|| scene.money(amount)).or(asked);
    Cell { class: Some(class(state).to_owned()), note, ..cell(text) }
}
