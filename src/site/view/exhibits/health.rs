//! Health scores: how they spread, who is lowest and why, who fell.

mod fell;

pub use fell::cause;

use super::Exhibit;
use crate::analysis::abc::AbcClass;
use crate::analysis::health::{Health, HealthLight, HealthTerm, MONTHS_BACK, TermPoints};
use crate::charts::{Bar, Bars, Chart, Tone};
use crate::locale::Arg;
use crate::portfolio::back_months;
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, Rich, TableView, Voice, Way};

/// Accounts that the table of falls names.
const FALLS: usize = 12;

/// The accounts with a score of which enough is known, lowest first, ties by id; without those that have never bought, of which
/// nothing can get worse.
pub fn scored(sheet: &Sheet<'_>) -> Vec<(usize, u8)> {
    let facts = &sheet.book().analysis.accounts;
    let mut scored: Vec<(usize, f64, u8)> = facts
        .iter()
        .enumerate()
        .filter_map(|(at, facts)| Some((at, facts.health.now.score()?, facts.scored_health()?)))
        .collect();
    scored.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    scored.into_iter().map(|(at, _, points)| (at, points)).collect()
}

/// Health of an account.
pub fn of<'a>(sheet: &Sheet<'a>, account: usize) -> &'a Health {
    &sheet.book().analysis.accounts[account].health
}

/// How many are well, to watch, to act on.
pub fn lights(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> [(HealthLight, usize); 3] {
    let cuts = sheet.book().settings.health.lights;
    [HealthLight::Well, HealthLight::Watch, HealthLight::Act]
        .map(|light| (light, scored.iter().filter(|(_, points)| HealthLight::of(*points, cuts) == light).count()))
}

/// The two cuts, as arguments of a sentence.
pub fn cuts(sheet: &Sheet<'_>) -> [(&'static str, Arg<'static>); 2] {
    let cuts = sheet.book().settings.health.lights;
    [("well", Arg::from(usize::from(cuts.well))), ("act", Arg::from(usize::from(cuts.act)))]
}

/// The middle score, in whole points.
pub fn median(scored: &[(usize, u8)]) -> Option<u8> {
    let upper = scored.get(scored.len() / 2)?.1;
    let lower = scored[(scored.len() - 1) / 2].1;
    Some(lower.midpoint(upper))
}

/// Shape, so that colour is not alone in saying it.
pub const fn mark(light: HealthLight) -> &'static str {
    match light {
        HealthLight::Well => "●",
        HealthLight::Watch => "◐",
        HealthLight::Act => "○",
    }
}

/// A score with its mark: `● 71`.
pub fn score_cell(sheet: &Sheet<'_>, points: Option<u8>) -> Cell {
    let Some(points) = points else { return Cell::new("–").class("muted") };
    let light = HealthLight::of(points, sheet.book().settings.health.lights);
    let cell = Cell { sort: Some(points.to_string()), ..Cell::new(format!("{} {points}", mark(light))) };
    if light == HealthLight::Act { cell.class("act") } else { cell }
}

/// A change in whole points: `▼ −6`.
pub fn change_text(voice: Voice<'_>, change: i64) -> String {
    let number = if change == 0 { "0".to_owned() } else { voice.locale.delta_number(change) };
    format!("{} {number}", Way::of(change as f64).arrow())
}

/// Both scores on the terms that have data on both days, whose difference is the change: the score of today may count more terms.
fn alike_cell(health: &Health) -> Cell {
    match (health.alike.before.points(), health.alike.now.points()) {
        (Some(before), Some(now)) => {
            Cell { sort: Some(before.to_string()), ..Cell::new(format!("{before} → {now}")).class("nb") }
        }
        _ => Cell::new("–").class("muted"),
    }
}

fn change_cell(sheet: &Sheet<'_>, change: Option<i64>) -> Cell {
    match change {
        Some(change) => Cell { sort: Some(change.to_string()), ..Cell::new(change_text(sheet.voice(), change)) },
        None => Cell::new("–").class("muted"),
    }
}

/// A difference of points in whole ones.
#[expect(clippy::cast_possible_truncation, reason = "between −100 and 100")]
pub fn whole(change: f64) -> i64 {
    change.round() as i64
}

/// What moved a score; empty where nothing did.
fn moved(voice: Voice<'_>, health: &Health) -> String {
    let Some(mover) = health.mover() else { return String::new() };
    let Some(change) = health.whole_change(mover.term).filter(|change| *change != 0) else { return String::new() };
    let key = if mover.change < 0.0 { "health.reason.fell" } else { "health.reason.rose" };
    let term = voice.word(&format!("health.term.{}", mover.term.key()));
    let change = voice.locale.delta_number(change);
    voice.say(key, &[("term", term.into()), ("change", change.into())])
}

/// What keeps a score low: the term that lacks most points.
fn lacking(voice: Voice<'_>, health: &Health) -> String {
    let term = |term: HealthTerm| Arg::from(voice.word(&format!("health.term.{}", term.key())));
    let Some(weakest) = health.weakest() else { return String::new() };
    let Some(whole) = health.now.whole(weakest.term) else { return String::new() };
    let args = [
        ("term", term(weakest.term)),
        ("points", whole.points.to_string().into()),
        ("maximum", whole.maximum.to_string().into()),
    ];
    voice.say("health.reason.weak", &args)
}

/// “Well from 68, act below 55; convention, see Health score.”
pub fn convention(sheet: &Sheet<'_>) -> Rich {
    let voice = sheet.voice();
    let args = cuts(sheet);
    let href = sheet.link("frameworks/health.html");
    voice.rich("health.note.convention", &args).link(&sheet.word("health.name"), Some(&href))
}

/// How many are well, to watch, to act on.
pub fn spread(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Exhibit {
    let voice = sheet.voice();
    let measure = voice.say("health.spread.measure", &cuts(sheet));
    if scored.is_empty() {
        let finding = voice.rich("health.spread.none", &[]);
        return Exhibit::instead("health-spread", finding, measure, sheet.word("health.instead"));
    }
    let [well, watch, act] = lights(sheet, scored);
    let number = |count: usize| Arg::from(voice.locale.number(count.try_into().unwrap_or(i64::MAX)));
    let args =
        [("count", scored.len().into()), ("well", number(well.1)), ("watch", number(watch.1)), ("act", number(act.1))];
    let bar = |(light, count): (HealthLight, usize)| {
        let name = sheet.word(&format!("health.light.{}", light.key()));
        let text = voice.locale.number(count.try_into().unwrap_or(i64::MAX));
        Bar {
            title: voice.say("health.spread.bar", &[("light", name.as_str().into()), ("count", text.as_str().into())]),
            name,
            value: Some(count as f64),
            value_text: text,
            tick: None,
            tick_text: String::new(),
            tone: match light {
                HealthLight::Well => Tone::Accent,
                HealthLight::Watch => Tone::Watch,
                HealthLight::Act => Tone::Act,
            },
            href: String::new(),
        }
    };
    let chart = Bars {
        id: "health-spread-chart".to_owned(),
        name: sheet.word("health.spread.name"),
        summary: voice.say("health.spread.summary", &[("count", scored.len().into())]),
        bars: [well, watch, act].into_iter().map(bar).collect(),
        headings: [sheet.word("health.name"), sheet.word("portfolio.column.accounts"), String::new()],
    };
    Exhibit::drawn("health-spread", voice.rich("health.spread.finding", &args), measure, Chart::Bars(chart))
        .with_notes([convention(sheet)])
}

/// Why, of a score.
type Reason = fn(Voice<'_>, &Health) -> String;

/// Score, change and reason of some accounts.
fn with_reasons(sheet: &Sheet<'_>, caption: String, accounts: &[usize], reason: Reason) -> TableView {
    let row = |&account: &usize| {
        let health = of(sheet, account);
        vec![
            sheet.account_cell(account),
            score_cell(sheet, health.now.points()),
            alike_cell(health),
            change_cell(sheet, health.change()),
            Cell::new(reason(sheet.voice(), health)),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::figures(sheet.word("health.column.now")),
        Column::figures(sheet.word("health.column.alike")).minor(),
        Column::figures(sheet.word("health.column.change")),
        Column::words(sheet.word("health.column.reason")),
    ];
    TableView::new(caption, columns, accounts.iter().map(row).collect())
}

/// Where nobody fell, the lowest three with their reasons: of class A where it has three, since a small account may be left alone.
fn lowest(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Exhibit {
    let of_class_a = |account: &usize| sheet.book().class(*account) == AbcClass::A;
    let mut accounts: Vec<usize> = scored.iter().map(|(account, _)| *account).filter(of_class_a).take(3).collect();
    let key = match (accounts.len(), scored.len()) {
        (3.., _) => "health.lowest.finding_a",
        (_, 3..) => "health.lowest.finding",
        _ => "health.lowest.finding_few",
    };
    if accounts.len() < 3 {
        accounts = scored.iter().take(3).map(|(account, _)| *account).collect();
    }
    let names: Vec<&str> = accounts.iter().map(|&account| sheet.name(account)).collect();
    let finding = sheet.voice().rich(key, &[("accounts", sheet.voice().locale.row(&names).into())]);
    let measure = sheet.word("health.lowest.measure");
    Exhibit::listed("health-lowest", finding, measure.clone(), with_reasons(sheet, measure, &accounts, lacking))
        .with_notes([sheet.voice().rich("health.note.completeness", &[])])
}

/// Who is getting worse, the largest fall first: three of class A where any of it fell, since a small account may be left alone.
/// Where nobody fell, the lowest.
pub fn worse(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Exhibit {
    let fallen = fallen(sheet, scored);
    let of_class_a = |account: &usize| sheet.book().class(*account) == AbcClass::A;
    let large: Vec<usize> = fallen.iter().copied().filter(of_class_a).take(3).collect();
    let (key, accounts) = match (large.is_empty(), fallen.is_empty()) {
        (false, _) => ("health.worse.finding_a", large),
        (true, false) => ("health.worse.finding", fallen.into_iter().take(3).collect()),
        (true, true) => return lowest(sheet, scored),
    };
    let names: Vec<&str> = accounts.iter().map(|&account| sheet.name(account)).collect();
    let args = [("count", accounts.len().into()), ("accounts", sheet.voice().locale.row(&names).into())];
    let measure = sheet.word("health.worse.measure");
    let table = with_reasons(sheet, measure.clone(), &accounts, moved);
    Exhibit::listed("health-worse", sheet.voice().rich(key, &args), measure, table)
}

/// The accounts whose health is lower than a quarter before, the largest fall first, then the lowest.
fn fallen(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Vec<usize> {
    let mut fallen: Vec<(i64, usize)> =
        scored.iter().filter_map(|&(at, _)| Some((of(sheet, at).change()?, at))).filter(|(c, _)| *c < 0).collect();
    // Stable: those of one fall stay lowest first.
    fallen.sort_by_key(|(change, _)| *change);
    fallen.into_iter().map(|(_, account)| account).collect()
}

/// Who is lower than a quarter before, the largest fall first.
pub fn falls(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Exhibit {
    let voice = sheet.voice();
    let day = back_months(sheet.book().as_of.date, MONTHS_BACK);
    let measure = voice.say("health.moved.measure", &[("date", voice.locale.date_in_sentence(day).into())]);
    let fallen = fallen(sheet, scored);
    let Some(&first) = fallen.first() else {
        let finding = voice.rich("health.moved.none", &[]);
        return Exhibit {
            notes: vec![convention(sheet)],
            ..Exhibit::instead("health-falls", finding, measure, String::new())
        };
    };
    let finding = fell::most(sheet, &fallen, first);
    let accounts = &fallen[..fallen.len().min(FALLS)];
    Exhibit::listed(
        "health-falls",
        finding,
        measure,
        with_reasons(sheet, sheet.word("health.moved.caption"), accounts, moved),
    )
    .with_notes((fallen.len() > FALLS).then(|| voice.rich("portfolio.first_rows", &[("count", FALLS.into())])))
}

/// What a term is over all accounts that have data on it.
struct TermMean {
    term: HealthTerm,
    /// Mean of the term, 0 to 1.
    share: f64,
    /// Points that it keeps back, a mean over the accounts.
    lost: f64,
    known: usize,
}

/// Which term costs most points over all accounts: a term of little weight that scores low costs less than a heavy one.
pub fn terms(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Option<Exhibit> {
    let voice = sheet.voice();
    let mean = |term: HealthTerm| {
        let known: Vec<&TermPoints> = scored.iter().filter_map(|&(at, _)| of(sheet, at).now.term(term)).collect();
        let mean =
            |value: fn(&TermPoints) -> f64| known.iter().map(|points| value(points)).sum::<f64>() / known.len() as f64;
        let lost = |points: &TermPoints| points.maximum - points.points();
        (!known.is_empty()).then(|| TermMean {
            term,
            share: mean(|points| points.value),
            lost: mean(lost),
            known: known.len(),
        })
    };
    let means: Vec<TermMean> = HealthTerm::ALL.into_iter().filter_map(mean).collect();
    let cost = |mean: &TermMean| mean.lost * mean.known as f64;
    let dearest = means.iter().reduce(|most, other| if cost(other) > cost(most) { other } else { most })?;
    let name = |term: HealthTerm| sheet.word(&format!("health.term.{}", term.key()));
    let row = |mean: &TermMean| {
        let number = voice.locale.number(mean.known.try_into().unwrap_or(i64::MAX));
        vec![
            Cell::new(name(mean.term)),
            Cell::new(voice.locale.percent_round(mean.share)).bar(mean.share),
            Cell { sort: Some(format!("{:.3}", mean.lost)), ..Cell::new(voice.locale.decimal(mean.lost, 1)) },
            Cell::new(number),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("health.terms.column")),
        Column::figures(sheet.word("health.terms.average")),
        Column::figures(sheet.word("health.terms.lost")),
        Column::figures(sheet.word("health.terms.known")),
    ];
    let table = TableView::new(sheet.word("health.terms.caption"), columns, means.iter().map(row).collect());
    let args = [
        ("term", name(dearest.term).into()),
        ("lost", voice.locale.decimal(dearest.lost, 1).into()),
        ("share", voice.locale.percent_round(dearest.share).into()),
    ];
    let key = if dearest.lost > 0.0 { "health.terms.finding" } else { "health.terms.finding_none" };
    let finding = voice.rich(key, &args);
    Some(Exhibit::listed("health-terms", finding, sheet.word("health.terms.measure"), table))
}

/// Every account with its terms, lowest first.
pub fn all(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Exhibit {
    let voice = sheet.voice();
    let row = |&(account, points): &(usize, u8)| {
        let health = of(sheet, account);
        let mut cells = vec![
            sheet.account_cell(account),
            Sheet::class_cell(sheet.book().class(account)),
            score_cell(sheet, Some(points)),
            alike_cell(health),
            change_cell(sheet, health.change()),
        ];
        cells.extend(HealthTerm::ALL.map(|term| match health.now.term(term) {
            Some(points) => Cell::new(voice.locale.percent_round(points.value)),
            None => Cell::new("–").class("muted"),
        }));
        cells.push(Cell::new(voice.locale.percent_round(health.now.completeness)));
        cells
    };
    let mut columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("portfolio.column.class")).minor(),
        Column::figures(sheet.word("health.column.now")),
        Column::figures(sheet.word("health.column.alike")).minor(),
        Column::figures(sheet.word("health.column.change")),
    ];
    let terms = HealthTerm::ALL.map(|term| Column::figures(sheet.word(&format!("health.term.{}", term.key()))).minor());
    columns.extend(terms);
    columns.push(Column::figures(sheet.word("health.column.completeness")));
    let table = TableView::new(sheet.word("health.all.caption"), columns, scored.iter().map(row).collect());
    let finding = voice.rich("health.all.finding", &[("count", scored.len().into())]);
    Exhibit::listed("health-all", finding, sheet.word("health.all.measure"), table.sortable())
        .with_notes([convention(sheet), voice.rich("health.note.completeness", &[])])
}
