//! Relationship stages and KAM stages as flows over a year, with the falls behind the former; KAM stages against their evidence.

use std::cmp::Ordering;

use super::Exhibit;
use crate::analysis::stage_moves::{Fall, KamStanding, Moves, StageMoves};
use crate::charts::{Chart, Flow, FlowNode, FlowSide, HeatCell, HeatMap, HeatRow, Ribbon, Shade, Tone};
use crate::locale::Arg;
use crate::portfolio::{KamStageName, Month, RelationshipStage, back_months};
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, Rich, TableView};

/// The stages from the top, the highest first; last those without one.
const ROWS: [Option<RelationshipStage>; 5] = [
    Some(RelationshipStage::Strengthen),
    Some(RelationshipStage::Stabilise),
    Some(RelationshipStage::Build),
    Some(RelationshipStage::None),
    None,
];

/// Falls that are listed at most.
const FALLS: usize = 30;
/// KAM stages at odds with their evidence that are listed at most.
const APART: usize = 15;

/// What a relationship stage is called; that there was none yet.
pub fn stage_name(sheet: &Sheet<'_>, stage: Option<RelationshipStage>) -> String {
    match stage {
        Some(stage) => sheet.word(&format!("enums.relationship_stage.{}", stage.key())),
        None => sheet.word("stages.relationship.not_yet"),
    }
}

const fn tone(stage: Option<RelationshipStage>) -> Tone {
    match stage {
        Some(RelationshipStage::Strengthen) => Tone::A,
        Some(RelationshipStage::Stabilise) => Tone::B,
        Some(RelationshipStage::Build) => Tone::C,
        Some(RelationshipStage::None) => Tone::Mute,
        None => Tone::New,
    }
}

/// From the stages a year ago to those of now.
pub fn flow(sheet: &Sheet<'_>, moves: &StageMoves<'_>) -> Exhibit {
    let voice = sheet.voice();
    let finding = flow_finding(sheet, &moves.flow, "stages.relationship");
    let words =
        Words { id: "stage-flow-chart", name: sheet.word("stages.relationship.name"), summary: finding.to_text() };
    // Alone at the end of a ribbon “zero” reads as a count.
    let name = |stage: Option<RelationshipStage>| match stage {
        Some(RelationshipStage::None) => sheet.word("stages.relationship.zero"),
        stage => stage_name(sheet, stage),
    };
    let chart = flow_chart(sheet, &moves.flow, &ROWS, words, &|stage| (name(stage), tone(stage)));
    let without = moves.without.len();
    let note = (without > 0).then(|| voice.rich("stages.relationship.without", &[("count", without.into())]));
    Exhibit::drawn("stage-flow", finding, sheet.word("stages.relationship.measure"), Chart::Flow(chart))
        .with_notes(note)
}

/// From the KAM stages a year ago to those of now; `None` where no history says what was before.
pub fn kam_flow(sheet: &Sheet<'_>, moves: &Moves<KamStageName>) -> Option<Exhibit> {
    let (rose, fell) = moves.rose_and_fell();
    if rose + fell == 0 {
        return None;
    }
    let used =
        |stage: &KamStageName| *stage != KamStageName::Uncoupling || moves.now(*stage) + moves.then(Some(*stage)) > 0;
    let mut stages: Vec<KamStageName> = KamStageName::ALL.iter().copied().filter(used).collect();
    stages.sort_by_key(|stage| std::cmp::Reverse((moves.height)(*stage)));
    let rows: Vec<Option<KamStageName>> = stages.into_iter().map(Some).chain([None]).collect();
    let look = |stage: Option<KamStageName>| match stage {
        Some(stage) => (kam_name(sheet, stage), kam_tone(stage)),
        None => (sheet.word("stages.kam.not_known"), Tone::New),
    };
    let finding = flow_finding(sheet, moves, "stages.kam");
    let words = Words { id: "kam-flow-chart", name: sheet.word("stages.kam.flow_name"), summary: finding.to_text() };
    let chart = flow_chart(sheet, moves, &rows, words, &look);
    let stated = sheet.book().portfolio.accounts.iter().filter(|account| account.kam_stage.is_some()).count();
    let undated = stated - moves.known();
    let note = (undated > 0).then(|| sheet.voice().rich("stages.kam.undated", &[("count", undated.into())]));
    Some(
        Exhibit::drawn("kam-flow", finding, sheet.word("stages.kam.flow_measure"), Chart::Flow(chart)).with_notes(note),
    )
}

const fn kam_tone(stage: KamStageName) -> Tone {
    match stage {
        KamStageName::Synergistic | KamStageName::Partnership => Tone::A,
        KamStageName::Mid => Tone::B,
        KamStageName::Early | KamStageName::Pre => Tone::C,
        KamStageName::Uncoupling => Tone::Mute,
    }
}

/// What a flow says of itself.
struct Words {
    id: &'static str,
    name: String,
    summary: String,
}

/// Stages a year ago and now, in rows from the top, each with its name and tone.
fn flow_chart<S: Ord + Copy>(
    sheet: &Sheet<'_>,
    moves: &Moves<S>,
    rows: &[Option<S>],
    words: Words,
    look: &dyn Fn(Option<S>) -> (String, Tone),
) -> Flow {
    let voice = sheet.voice();
    let today = sheet.book().as_of.date;
    let node = |stage: Option<S>, count: usize| {
        let (name, tone) = look(stage);
        let args = [("class", name.as_str().into()), ("count", sheet.number(count).into())];
        let label = voice.say("portfolio.migration.node", &args);
        FlowNode { tone, title: label.clone(), label, name }
    };
    let ribbons = moves.counts.iter().map(|(&(from, to), &count)| {
        let place = |stage| rows.iter().position(|row| *row == stage).unwrap_or_default();
        let count_text = voice.say("portfolio.count", &[("count", count.into())]);
        let (tone, label) = match from.map(|from| moves.direction(from, to)) {
            None => (Tone::New, count_text.clone()),
            Some(Ordering::Equal) => (Tone::Mute, String::new()),
            Some(Ordering::Greater) => (Tone::Accent, count_text.clone()),
            Some(Ordering::Less) => (Tone::Act, count_text.clone()),
        };
        let title = format!("{} → {}: {count_text}", look(from).0, look(Some(to)).0);
        Ribbon {
            from: place(from),
            to: place(Some(to)),
            count: count as f64,
            count_text: sheet.number(count),
            label,
            tone,
            title,
        }
    });
    let day = |day| voice.locale.month(Month::of(day));
    let side = |name: String, counts: &dyn Fn(Option<S>) -> usize| FlowSide {
        name,
        nodes: rows.iter().map(|stage| node(*stage, counts(*stage))).collect(),
    };
    Flow {
        id: words.id.to_owned(),
        name: words.name,
        summary: words.summary,
        from: side(day(back_months(today, 12)), &|stage| moves.then(stage)),
        to: side(day(today), &|stage| stage.map_or(0, |stage| moves.now(stage))),
        ribbons: ribbons.collect(),
        headings: [day(back_months(today, 12)), day(today), sheet.word("portfolio.column.accounts")],
    }
}

fn flow_finding<S: Ord + Copy>(sheet: &Sheet<'_>, moves: &Moves<S>, words: &str) -> Rich {
    let (rose, fell) = moves.rose_and_fell();
    let stayed = moves.known() - rose - fell - moves.then(None);
    let args = [
        ("count", Arg::from(moves.known())),
        ("rose", sheet.number(rose).into()),
        ("fell", sheet.number(fell).into()),
        ("stayed", sheet.number(stayed).into()),
        ("came", sheet.number(moves.then(None)).into()),
    ];
    let key = match (rose, fell, moves.then(None)) {
        (0, 0, 0) => "still",
        (_, _, 0) => "moved",
        _ => "moved_and_came",
    };
    sheet.voice().rich(&format!("{words}.{key}"), &args)
}

/// Who fell back within the year, and why.
pub fn falls(sheet: &Sheet<'_>, moves: &StageMoves<'_>) -> Exhibit {
    let voice = sheet.voice();
    let measure = sheet.word("stages.falls.measure");
    let Some(_) = moves.falls.first() else {
        let finding = voice.rich("stages.falls.none", &[]);
        return Exhibit::instead("stage-falls", finding, measure, sheet.word("stages.falls.none_why"));
    };
    let row = |fall: &Fall<'_>| {
        let reason = match (&fall.entry.note, fall.entry.reason) {
            (Some(note), _) => {
                let (text, lang) = sheet.local(note);
                Cell { lang: lang.map(str::to_owned), ..Cell::new(text) }
            }
            (None, Some(reason)) => Cell::new(sheet.word(&format!("enums.stage_reason.{}", reason.key()))),
            (None, None) => Cell::new(sheet.word("stages.falls.no_reason")).class("act"),
        };
        let reason = match (&fall.entry.note, fall.entry.reason) {
            (Some(_), Some(kind)) => reason.note(sheet.word(&format!("enums.stage_reason.{}", kind.key()))),
            _ => reason,
        };
        let steps = format!("{} → {}", stage_name(sheet, Some(fall.from)), stage_name(sheet, Some(fall.entry.stage)));
        let day = fall.entry.since;
        let steps = Cell::new(steps);
        vec![
            sheet.account_cell(fall.account),
            Cell { sort: Some(day.to_string()), ..Cell::new(voice.locale.date_table(day)).class("nb") },
            if fall.recovered { steps.note(sheet.word("stages.falls.recovered")) } else { steps },
            reason,
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("stages.column.since")),
        Column::words(sheet.word("stages.column.fall")),
        Column::words(sheet.word("stages.column.reason")),
    ];
    let rows = moves.falls.iter().take(FALLS).map(row).collect();
    let table = TableView::new(sheet.word("stages.falls.caption"), columns, rows).sortable();
    let of_people =
        moves.falls.iter().filter(|f| f.entry.reason == Some(crate::portfolio::StageReason::Personnel)).count();
    let args = [("count", Arg::from(moves.falls.len())), ("people", sheet.number(of_people).into())];
    let key = match of_people {
        0 => "stages.falls.finding",
        people if people == moves.falls.len() => "stages.falls.finding_people_all",
        _ => "stages.falls.finding_people",
    };
    let more = moves.falls.len() > FALLS;
    let note = more.then(|| voice.rich("portfolio.first_rows", &[("count", FALLS.into())]));
    Exhibit::listed("stage-falls", voice.rich(key, &args), measure, table).stacked().with_notes(note)
}

/// What a KAM stage is called.
pub fn kam_name(sheet: &Sheet<'_>, stage: KamStageName) -> String {
    sheet.word(&format!("enums.kam_stage.{}", stage.key()))
}

/// What dossiers say by what the evidence carries.
pub fn kam(sheet: &Sheet<'_>, standings: &[KamStanding]) -> Exhibit {
    let voice = sheet.voice();
    let used = |stage: &&KamStageName| {
        **stage != KamStageName::Uncoupling || standings.iter().any(|one| one.said == KamStageName::Uncoupling)
    };
    let stages: Vec<KamStageName> = KamStageName::ALL.iter().filter(used).copied().collect();
    let row = |&said: &KamStageName| {
        let cell = |&shown: &KamStageName| {
            let count = standings.iter().filter(|one| one.said == said && one.shown == shown).count();
            let text = if count == 0 { String::new() } else { sheet.number(count) };
            let title = format!("{} / {}: {}", kam_name(sheet, said), kam_name(sheet, shown), sheet.number(count));
            let shade = match (count, shown.cmp(&said)) {
                (0, _) => Shade::None,
                (_, std::cmp::Ordering::Equal) => Shade::Tone(Tone::C),
                (_, std::cmp::Ordering::Less) => Shade::Down,
                (_, std::cmp::Ordering::Greater) => Shade::Up,
            };
            HeatCell { text, shade, title }
        };
        HeatRow { name: kam_name(sheet, said), href: String::new(), cells: stages.iter().map(cell).collect() }
    };
    let above = standings.iter().filter(|one| one.said > one.shown).count();
    let below = standings.iter().filter(|one| one.said < one.shown).count();
    let args = [
        ("count", Arg::from(standings.len())),
        ("above", sheet.number(above).into()),
        ("below", sheet.number(below).into()),
        ("fits", sheet.number(standings.len() - above - below).into()),
    ];
    let finding = match (above, below) {
        (0, 0) => voice.rich("stages.kam.fits", &args),
        _ => voice.rich("stages.kam.finding", &args),
    };
    let chart = HeatMap {
        id: "kam-chart".to_owned(),
        name: sheet.word("stages.kam.name"),
        summary: finding.to_text(),
        rows_name: sheet.word("stages.kam.rows"),
        columns_name: sheet.word("stages.kam.columns"),
        columns: stages.iter().map(|stage| kam_name(sheet, *stage)).collect(),
        rows: stages.iter().map(row).collect(),
    };
    let year = back_months(sheet.book().as_of.date, 12);
    let fresh = standings.iter().filter(|one| one.since.is_some_and(|since| since > year)).count();
    let undated = standings.iter().filter(|one| one.since.is_none()).count();
    let mut notes =
        vec![voice.rich("stages.kam.fresh", &[("count", fresh.into()), ("undated", sheet.number(undated).into())])];
    notes.push(sheet.rules(&["kam-stage-mismatch"]));
    Exhibit::drawn("kam-evidence", finding, sheet.word("stages.kam.measure"), Chart::HeatMap(chart)).with_notes(notes)
}

/// Who says more or less than the evidence, the largest revenue first; `None` where all fit.
pub fn kam_apart(sheet: &Sheet<'_>, standings: &[KamStanding]) -> Option<Exhibit> {
    let voice = sheet.voice();
    let revenue = |account: usize| sheet.book().now.figures[account].revenue;
    let mut apart: Vec<&KamStanding> = standings.iter().filter(|one| one.said != one.shown).collect();
    apart.sort_by_key(|one| (std::cmp::Reverse(revenue(one.account)), one.account));
    let first = apart.first()?;
    let scale = sheet.scale(apart.iter().map(|one| revenue(one.account)));
    let row = |one: &&KamStanding| {
        let shown = Cell::new(kam_name(sheet, one.shown));
        vec![
            sheet.account_cell(one.account),
            Cell::new(kam_name(sheet, one.said)),
            if one.said > one.shown { shown.class("act") } else { shown },
            Cell::new(scale.show(revenue(one.account))),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("stages.column.said")),
        Column::words(sheet.word("stages.column.shown")),
        sheet.amount_column("portfolio.base.revenue", &scale),
    ];
    let rows = apart.iter().take(APART).map(row).collect();
    let table = TableView::new(sheet.word("stages.kam.apart_caption"), columns, rows).sortable();
    let name = sheet.name(first.account);
    let args = [
        ("account", Arg::from(name)),
        ("said", kam_name(sheet, first.said).into()),
        ("shown", kam_name(sheet, first.shown).into()),
    ];
    let finding = voice.rich("stages.kam.apart", &args).link(name, sheet.account(first.account).as_deref());
    let more = apart.len() > APART;
    let note = more.then(|| voice.rich("portfolio.first_rows", &[("count", APART.into())]));
    Some(Exhibit::listed("kam-apart", finding, sheet.word("stages.kam.apart_measure"), table).with_notes(note))
}
