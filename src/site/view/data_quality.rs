//! Data quality, `data-quality.html`: what was read, what does not fit, what is missing or old.

use serde::Serialize;

use super::account::Shared;
use super::account::part::{Body, Figure, Meter, Row};
use super::{Area, Cell, Column, Frame, Link, Place, Rich, TableView};
use crate::frameworks::{Block, blocks, blocks_of};
use crate::locale::Arg;
use crate::portfolio::{AccountId, DataQuality, Judgement, days_between};
use crate::site::{View, href, links};

/// Days after which a date counts as stale (convention).
const STALE_DAYS: i32 = 365;
/// Most rows of a table.
const SHOWN: usize = 50;
/// Most names of a running list.
const NAMED: usize = 200;
/// Rows that a reader sees at once (convention).
const AT_ONCE: usize = 12;

/// The page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataQualityPage {
    /// Masthead, footer.
    pub frame: Frame,
    /// What was found.
    pub page: Quality,
}

impl View for DataQualityPage {
    fn template(&self) -> &'static str {
        "data-quality.html"
    }
}

/// What stands between masthead and footer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quality {
    /// Files, dossiers.
    pub kicker: String,
    /// The conclusion.
    #[serde(serialize_with = "crate::site::view::phrases::head")]
    pub title: Rich,
    /// What to mend first.
    #[serde(serialize_with = "crate::site::view::phrases::lead")]
    pub say: Rich,
    /// Exhibits.
    pub rows: Vec<Row>,
}

/// Builds the page.
pub fn data_quality(shared: &Shared<'_>) -> DataQualityPage {
    let documented = shared.portfolio.accounts.iter().filter(|account| account.is_documented()).count();
    // Those that the settings ignore are no accounts of the portfolio, and have no dossier either.
    let without = |entry: &&DataQuality| matches!(entry, DataQuality::NoDossier { .. });
    let unknown = shared.portfolio.data_quality.iter().filter(without).count();
    let bad: u64 = shared.sales_files.iter().map(|file| file.bad_rows).sum();
    let clause =
        |key: &str, count: Arg<'_>| Arg::from(shared.voice.say(&format!("quality.clause.{key}"), &[("count", count)]));
    let args = [
        ("count", unknown.into()),
        ("files", clause("files", shared.sales_files.len().into())),
        ("dossiers", clause("dossiers", documented.into())),
        ("unknown", clause("unknown", unknown.into())),
        ("day", shared.voice.locale.date_full(shared.as_of.date).into()),
        ("bad", clause("bad", Arg::Number(i64::try_from(bad).unwrap_or(i64::MAX)))),
    ];
    let later: u64 = shared.sales_files.iter().map(|file| file.later_rows).sum();
    let key = match (unknown, bad) {
        _ if later > 0 && shared.sales_files.iter().all(|file| file.rows == 0) => "quality.title_later",
        (0, 0) if later > 0 => "quality.title_some_later",
        (0, 0) => "quality.title_clean",
        (0, _) => "quality.title_bad",
        (_, 0) => "quality.title_unknown",
        _ => "quality.title_both",
    };
    let page = Quality {
        kicker: shared.voice.say("quality.kicker", &args),
        title: shared.voice.rich(key, &args),
        say: shared.voice.rich("quality.say", &args),
        rows: rows(shared),
    };
    let name = shared.voice.word("quality.name");
    let frame = shared.frames.frame(&Place {
        path: Area::Quality.path(),
        title: &name,
        description: &page.title.to_text(),
        area: Some(Area::Quality),
        above: &[],
        source: None,
        languages: shared.languages,
    });
    DataQualityPage { frame, page }
}

fn rows(shared: &Shared<'_>) -> Vec<Row> {
    let full = |figure: Figure| Row { columns: vec![figure.wide(12)] };
    let mut rows: Vec<Row> = unread(shared).into_iter().chain([files(shared)]).map(full).collect();
    let unknown = named(shared, "no_dossier", |entry| match entry {
        DataQuality::NoDossier { account, code } => Some((account.as_ref(), code.as_str())),
        _ => None,
    });
    let silent = named(shared, "no_sales", |entry| match entry {
        DataQuality::NoSales { account } => Some((Some(account), "")),
        _ => None,
    });
    let alike = odd(shared, "looks_like", |entry| match entry {
        DataQuality::LooksLike { written, meant } => Some((Some(meant), written.clone())),
        _ => None,
    });
    let unused = odd(shared, "unused_id", |entry| match entry {
        DataQuality::UnusedSalesId { account, code } => Some((Some(account), code.clone())),
        _ => None,
    });
    let by_name = odd(shared, "matched_by_name", |entry| match entry {
        DataQuality::MatchedByName { account, code } => Some((Some(account), code.clone())),
        _ => None,
    });
    let members = odd(shared, "unknown_member", |entry| match entry {
        DataQuality::UnknownMember { account, written, meant: None } => Some((Some(account), written.clone())),
        DataQuality::UnknownMember { account, written, meant: Some(meant) } => {
            Some((Some(account), format!("{written} → {meant}")))
        }
        _ => None,
    });
    let pending: Vec<Figure> = [unknown, silent, alike, unused, by_name, members].into_iter().flatten().collect();
    // A long list takes the whole width, where it stands in columns; short ones stand in pairs.
    let (long, mut pending): (Vec<Figure>, Vec<Figure>) = pending.into_iter().partition(is_long);
    rows.extend(long.into_iter().map(full));
    while !pending.is_empty() {
        let pair: Vec<Figure> = pending.drain(..pending.len().min(2)).collect();
        let width = if pair.len() == 2 { 6 } else { 12 };
        rows.push(Row { columns: pair.into_iter().map(|figure| figure.wide(width)).collect() });
    }
    rows.extend([completeness(shared), gaps(shared)].map(full));
    rows
}

/// Whether a list is longer than a reader sees at once.
fn is_long(figure: &Figure) -> bool {
    figure.bodies.iter().any(|body| match body {
        Body::List(table) => table.rows.len() > AT_ONCE,
        Body::Names(names) => names.len() > AT_ONCE,
        _ => false,
    })
}

/// The first rows that could not be read, with file and line; `None` where all could.
fn unread(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let all: u64 = shared.sales_files.iter().map(|file| file.bad_rows).sum();
    let lines = shared.sales_files.iter().flat_map(|file| file.bad_lines.iter().map(move |bad| (file, bad)));
    let rows: Vec<Vec<Cell>> = lines
        .map(|(file, bad)| {
            let why = match &bad.field {
                None => voice.word("quality.unread.width"),
                Some(field) if bad.text.is_empty() => {
                    voice.say("quality.unread.empty", &[("field", field.as_str().into())])
                }
                Some(field) => voice.say(
                    "quality.unread.value",
                    &[("field", field.as_str().into()), ("text", bad.text.as_str().into())],
                ),
            };
            vec![plain(format!("{}:{}", file.path, bad.line)), plain(why)]
        })
        .take(SHOWN)
        .collect();
    let shown = rows.len();
    if shown == 0 {
        return None;
    }
    let count = Arg::Number(i64::try_from(all).unwrap_or(i64::MAX));
    let columns = vec![column(shared, "line", false), column(shared, "why", false)];
    let mut figure = figure(shared, "unread", voice.rich("quality.unread.finding", &[("count", count)]), columns, rows);
    if usize::try_from(all).is_ok_and(|all| all > shown) {
        let args = [("shown", shown.into()), ("count", Arg::Number(i64::try_from(all).unwrap_or(i64::MAX)))];
        figure.notes.push(voice.rich("quality.shown", &args));
    }
    Some(figure)
}

/// One kind of oddity that is no more than names; `None` where there is none. A code stands for a name that is not known.
fn named<'d>(
    shared: &Shared<'d>,
    kind: &str,
    pick: impl Fn(&'d DataQuality) -> Option<(Option<&'d AccountId>, &'d str)>,
) -> Option<Figure> {
    let found: Vec<(Option<&AccountId>, &str)> = shared.portfolio.data_quality.iter().filter_map(pick).collect();
    if found.is_empty() {
        return None;
    }
    let link = |&(id, code): &(Option<&AccountId>, &str)| match id {
        Some(id) => {
            let Cell { text, href, lang, .. } = account(shared, id);
            Link { text, href, lang }
        }
        None => Link { text: code.to_owned(), href: None, lang: None },
    };
    let names = found.iter().take(NAMED).map(link).collect();
    let finding = shared.voice.rich(&format!("quality.odd.{kind}"), &[("count", found.len().into())]);
    let measure = shared.voice.word(&format!("quality.measure.{kind}"));
    let more = (found.len() > NAMED)
        .then(|| shared.voice.rich("quality.shown", &[("shown", NAMED.into()), ("count", found.len().into())]));
    Some(Figure::new(&kind.replace('_', "-"), finding, measure, Body::Names(names), more.into_iter().collect()))
}

fn plain(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

fn column(shared: &Shared<'_>, key: &str, numeric: bool) -> Column {
    Column { label: shared.voice.word(&format!("quality.column.{key}")), numeric, minor: false, hidden: false }
}

fn figure(shared: &Shared<'_>, id: &str, finding: Rich, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Figure {
    let key = id.replace('-', "_");
    let caption = shared.voice.word(&format!("quality.measure.{key}"));
    let empty = rows.is_empty();
    let table = TableView { caption: caption.clone(), sortable: false, row_head: 0, columns, rows, totals: Vec::new() };
    let bodies = if empty { Vec::new() } else { vec![Body::List(table)] };
    Figure { id: id.to_owned(), finding, measure: caption, bodies, notes: Vec::new() }
}

/// The sales files: rows, bad rows, dates, columns taken.
fn files(shared: &Shared<'_>) -> Figure {
    let locale = shared.voice.locale;
    let number = |count: u64| plain(locale.number(i64::try_from(count).unwrap_or(i64::MAX)));
    let rows: Vec<Vec<Cell>> = shared
        .sales_files
        .iter()
        .map(|file| {
            let dates = match (file.first, file.last) {
                (Some(first), Some(last)) => format!("{} – {}", locale.date_table(first), locale.date_table(last)),
                _ => "–".to_owned(),
            };
            let taken: Vec<String> = file
                .columns
                .iter()
                .map(|(field, header)| if field == header { field.clone() } else { format!("{field}\u{a0}← {header}") })
                .collect();
            let bad = Cell { class: (file.bad_rows > 0).then(|| "act".to_owned()), ..number(file.bad_rows) };
            vec![
                plain(file.path.clone()),
                plain(dates),
                number(file.rows),
                bad,
                number(file.later_rows),
                plain(shared.voice.locale.row(&taken)),
            ]
        })
        .collect();
    let sum: u64 = shared.sales_files.iter().map(|file| file.rows).sum();
    let args = [
        ("count", crate::locale::Arg::from(rows.len())),
        ("rows", locale.number(i64::try_from(sum).unwrap_or(i64::MAX)).into()),
    ];
    let key = if rows.is_empty() { "quality.no_files" } else { "quality.files" };
    let columns = vec![
        column(shared, "file", false),
        column(shared, "days", false),
        column(shared, "rows", true),
        column(shared, "bad", true),
        column(shared, "later", true),
        column(shared, "columns", false),
    ];
    figure(shared, "files", shared.voice.rich(key, &args), columns, rows)
}

/// One kind of oddity; `None` where there is none.
fn odd<'d>(
    shared: &Shared<'d>,
    kind: &str,
    pick: impl Fn(&'d DataQuality) -> Option<(Option<&'d AccountId>, String)>,
) -> Option<Figure> {
    let found: Vec<(Option<&AccountId>, String)> = shared.portfolio.data_quality.iter().filter_map(pick).collect();
    if found.is_empty() {
        return None;
    }
    let rows: Vec<Vec<Cell>> = found
        .iter()
        .take(SHOWN)
        .map(|(id, text)| vec![id.map_or_else(|| plain("–"), |id| account(shared, id)), plain(text.clone())])
        .collect();
    let finding = shared.voice.rich(&format!("quality.odd.{kind}"), &[("count", found.len().into())]);
    let columns = vec![column(shared, "account", false), column(shared, "detail", false)];
    let mut figure = figure(shared, &kind.replace('_', "-"), finding, columns, rows);
    if found.len() > SHOWN {
        figure
            .notes
            .push(shared.voice.rich("quality.shown", &[("shown", SHOWN.into()), ("count", found.len().into())]));
    }
    Some(figure)
}

fn account(shared: &Shared<'_>, id: &AccountId) -> Cell {
    let Ok(at) = shared.portfolio.accounts.binary_search_by(|account| account.id.cmp(id)) else {
        return plain(id.as_str());
    };
    let own = &shared.portfolio.accounts[at];
    let to = href::relative(Area::Quality.path(), &links::account_path(own));
    let name = shared.account_name(at);
    let note = (name != id.as_str()).then(|| id.as_str().to_owned());
    Cell { href: shared.has_page(at).then_some(to), note, ..plain(name) }
}

/// Blocks of the dossiers: how many fill each.
fn completeness(shared: &Shared<'_>) -> Figure {
    let documented: Vec<_> = shared.portfolio.accounts.iter().filter(|account| account.is_documented()).collect();
    let all = documented.len();
    let blocks = blocks();
    let filled_in =
        |block: &Block| documented.iter().filter(|account| block.is_recorded(shared.portfolio, account)).count();
    let mut counts: Vec<(&Block, usize)> = blocks.iter().map(|block| (block, filled_in(block))).collect();
    counts.sort_by_key(|(block, count)| (*count, block.key()));
    let meters = counts
        .iter()
        .map(|(block, count)| Meter {
            name: Link {
                text: shared.voice.word(&block.name_key()),
                href: block.framework().map(|framework| format!("frameworks/{}.html", framework.id)),
                lang: None,
            },
            note: block.key().to_owned(),
            count: count.to_string(),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
            fill: (*count as f64 / all.max(1) as f64 * 100.0).round() as u8,
        })
        .collect();
    let filled: usize = counts.iter().map(|(_, count)| count).sum();
    let asked: usize = documented.iter().map(|account| blocks_of(shared.portfolio, account).count()).sum();
    let share = filled as f64 / asked.max(1) as f64;
    let args = [
        ("share", Arg::from(shared.voice.locale.percent_round(share))),
        ("count", all.into()),
        ("blocks", blocks.len().into()),
    ];
    let measure = shared.voice.word("quality.measure.completeness");
    let finding = shared.voice.rich("quality.complete", &args);
    Figure::new("completeness", finding, measure, Body::Meters(meters), Vec::new())
}

/// Figures without a source, and dates that are old.
fn gaps(shared: &Shared<'_>) -> Figure {
    let as_of = shared.as_of.date;
    let old = |day: Option<jiff::civil::Date>| day.is_some_and(|day| days_between(day, as_of) > STALE_DAYS);
    let mut rows = Vec::new();
    for (at, account) in shared.portfolio.accounts.iter().enumerate().filter(|(_, account)| account.is_documented()) {
        let mut found: Vec<String> = Vec::new();
        let mut say = |key: &str, what: &str| {
            found.push(shared.voice.say(&format!("quality.gap.{key}"), &[("key", what.into())]));
        };
        if let Some(wallet) = &account.wallet {
            if wallet.source.is_none() {
                say("no_source", "wallet");
            }
            if wallet.as_of.is_none() {
                say("no_date", "wallet");
            } else if old(wallet.as_of) {
                say("old", "wallet");
            }
        }
        let unsourced = account.needs.iter().filter(|need| !need.is_sourced()).count();
        if unsourced > 0 {
            say("no_source", "needs");
        }
        let loyalty = account.loyalty.as_ref();
        if loyalty.is_some_and(|loyalty| old(loyalty.as_of)) {
            say("old", "loyalty");
        }
        if account.satisfaction.surveys.last().is_some_and(|survey| old(Some(survey.date))) {
            say("old", "satisfaction.surveys");
        }
        let past = account.visits.iter().rfind(|visit| visit.is_done_by(shared.as_of.date));
        if past.is_some_and(|visit| old(Some(visit.date))) {
            say("old", "visits");
        }
        if [&account.fit.product, &account.fit.selling].into_iter().flatten().any(lacks_evidence) {
            say("no_evidence", "fit");
        }
        if !found.is_empty() {
            rows.push(vec![account_at(shared, at), plain(found.join(&shared.voice.word("quality.comma")))]);
        }
    }
    let count = rows.len();
    rows.truncate(SHOWN);
    let key = if count == 0 { "quality.gaps_none" } else { "quality.gaps" };
    let columns = vec![column(shared, "account", false), column(shared, "gap", false)];
    figure(shared, "gaps", shared.voice.rich(key, &[("count", count.into())]), columns, rows)
}

fn lacks_evidence(judgement: &Judgement) -> bool {
    judgement.evidence.is_none()
}

fn account_at(shared: &Shared<'_>, at: usize) -> Cell {
    account(shared, &shared.portfolio.accounts[at].id)
}
