//! Where the portfolio stands in a framework: what its row of the table draws, and how many dossiers record it.

use std::collections::BTreeMap;

use crate::frameworks::{Draw, Framework};
use crate::locale::Arg;
use crate::portfolio::Account;
use crate::site::href;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure, Row};
use crate::site::view::{Cell, Column, Rich, TableView, escape};

/// Most accounts that a table names.
pub(super) const SHOWN: usize = 12;

/// How many dossiers record a framework.
pub fn recorded(shared: &Shared<'_>, framework: &Framework) -> usize {
    documented(shared).filter(|(_, account)| framework.is_recorded(shared.portfolio, account)).count()
}

pub(super) fn documented<'a>(shared: &Shared<'a>) -> impl Iterator<Item = (usize, &'a Account)> {
    let portfolio = shared.portfolio;
    portfolio.accounts.iter().enumerate().filter(|(_, account)| account.is_documented())
}

/// In the index: recorded for so many, or computed; and whether nobody uses it.
pub fn state(shared: &Shared<'_>, framework: &Framework) -> (String, bool) {
    if framework.key.is_empty() {
        let key = if (framework.stated)(shared.portfolio) {
            "frameworks.state.stated"
        } else if framework.figure.is_some() {
            "frameworks.state.computed"
        } else {
            "frameworks.state.explained"
        };
        return (shared.voice.word(key), false);
    }
    let (count, all) = (recorded(shared, framework), documented(shared).count());
    if all == 0 {
        return (shared.voice.word("frameworks.state.no_dossier"), true);
    }
    let text = shared.voice.say("frameworks.state.recorded", &[("count", count.into()), ("all", all.into())]);
    (text, count == 0)
}

/// Why a framework has nothing to show of the portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// There is no dossier to record it.
    Dossiers,
    /// None of so many dossiers records it.
    Records {
        /// How many there are.
        dossiers: usize,
    },
    /// It is computed, and what it takes is not there.
    Data,
    /// It is neither recorded nor computed.
    Explained,
}

/// What a framework's page shows of the portfolio, drawn once.
pub struct Drawn {
    /// First.
    figure: Option<Figure>,
    /// Below it, over the whole width.
    wide: Option<Figure>,
}

/// What answers a framework's question: a finding, and the anchor of its figure.
pub struct Answer {
    /// The anchor.
    pub of: String,
    /// The finding.
    pub finding: Rich,
}

impl Drawn {
    /// Takes the finding of the figure that comes first out of it: the page opens with it, and the figure only says what it
    /// measures.
    pub fn take_answer(&mut self) -> Option<Answer> {
        let (first, second) =
            if self.is_led_by_wide() { (&mut self.wide, &mut self.figure) } else { (&mut self.figure, &mut self.wide) };
        let figure = first.as_mut().or(second.as_mut()).filter(|figure| !figure.measure.is_empty())?;
        let finding = std::mem::replace(&mut figure.finding, Rich::from_marked(""));
        Some(Answer { of: figure.id.clone(), finding })
    }

    /// A count of what stands is no answer: where the whole width has one, that comes first.
    fn is_led_by_wide(&self) -> bool {
        self.wide.is_some() && self.figure.as_ref().is_some_and(|figure| figure.id == STANDS)
    }
}

/// Draws what a row of the table names.
pub fn draw(shared: &Shared<'_>, framework: &Framework) -> Drawn {
    let drawn = |draw: Option<Draw>| draw.and_then(|draw| draw(shared));
    Drawn { figure: drawn(framework.figure), wide: drawn(framework.wide) }
}

/// What is lacking to answer a framework's question; `None` where something is there.
pub fn lacks(shared: &Shared<'_>, framework: &Framework, drawn: &Drawn) -> Option<Lack> {
    if (framework.stated)(shared.portfolio) || drawn.figure.is_some() || drawn.wide.is_some() {
        return None;
    }
    if framework.key.is_empty() {
        let is_computed = framework.figure.is_some() || framework.wide.is_some();
        return Some(if is_computed { Lack::Data } else { Lack::Explained });
    }
    match (recorded(shared, framework), documented(shared).count()) {
        (0, 0) => Some(Lack::Dossiers),
        (0, dossiers) => Some(Lack::Records { dossiers }),
        _ => None,
    }
}

/// The rows of the page: what is computed, what is recorded, then what takes the whole width.
pub fn rows(shared: &Shared<'_>, framework: &Framework, drawn: Drawn) -> Vec<Row> {
    let is_led_by_wide = drawn.is_led_by_wide();
    let Drawn { figure: computed, wide } = drawn;
    let recorded = (!framework.key.is_empty()).then(|| recorded_figure(shared, framework));
    let (first, last) = if is_led_by_wide { (wide, None) } else { (None, wide) };
    let mut rows = match (computed, recorded) {
        (Some(computed), Some(recorded)) if is_broad(&computed) => {
            vec![Row { columns: vec![computed.wide(12)] }, Row { columns: vec![recorded.wide(5)] }]
        }
        // A line alone beside a table would leave a hole.
        (Some(computed), Some(recorded)) if recorded.bodies.is_empty() => {
            [computed, recorded].map(|figure| Row { columns: vec![figure.wide(12)] }).into()
        }
        (Some(computed), Some(recorded)) => vec![Row { columns: vec![computed.wide(8), recorded.wide(4)] }],
        (Some(figure), None) | (None, Some(figure)) => vec![Row { columns: vec![figure.wide(12)] }],
        (None, None) => Vec::new(),
    };
    let across = |figure: Figure| Row { columns: vec![figure.wide(12)] };
    rows.splice(0..0, first.map(across));
    rows.extend(last.map(across));
    if rows.is_empty() {
        let key = if framework.figure.or(framework.wide).is_some() { "no_data" } else { "explained" };
        rows.push(Row { columns: vec![instead(shared, key).wide(12)] });
    }
    rows
}

/// The id of the figures that count what the dossiers say.
const STANDS: &str = "stands";

/// What stands where nothing can be shown: that the data are missing, or that it is read and never shown.
fn instead(shared: &Shared<'_>, key: &str) -> Figure {
    Figure {
        id: STANDS.to_owned(),
        finding: shared.voice.rich(&format!("frameworks.{key}"), &[]),
        measure: shared.voice.word(&format!("frameworks.{key}_measure")),
        bodies: Vec::new(),
        notes: Vec::new(),
    }
}

pub(super) fn column(shared: &Shared<'_>, key: &str, numeric: bool) -> Column {
    Column {
        label: shared.voice.word(&format!("frameworks.column.{key}")),
        numeric,
        minor: false,
        hidden: key == "bar",
    }
}

pub(super) fn table(caption: String, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> TableView {
    TableView { caption, sortable: false, row_head: 0, columns, rows, totals: Vec::new() }
}

pub(super) fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

/// A cell of words of the catalogue, with a capital.
pub(super) fn label(shared: &Shared<'_>, text: String) -> Cell {
    cell(shared.voice.label(text))
}

pub(super) fn number(shared: &Shared<'_>, count: usize) -> Cell {
    cell(shared.voice.locale.number(i64::try_from(count).unwrap_or(i64::MAX)))
}

pub(super) fn bar(part: f64) -> Cell {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 100")]
    let length = (part.clamp(0.0, 1.0) * 100.0).round() as u8;
    Cell { bar: Some(length), ..Cell::default() }
}

pub(super) fn account_cell(shared: &Shared<'_>, at: usize) -> Cell {
    let account = &shared.portfolio.accounts[at];
    let (name, lang) = account.name.in_language(shared.voice.language().tag());
    let to = crate::site::links::account_path(account);
    let href = shared.has_page(at).then(|| href::relative("frameworks/x.html", &to));
    Cell { href, lang: lang.map(str::to_owned), ..cell(name) }
}

pub(super) fn figure(id: &str, finding: Rich, measure: String, table: TableView) -> Figure {
    Figure { id: id.to_owned(), finding, measure, bodies: vec![Body::Table(table)], notes: Vec::new() }
}

pub(super) fn measure_caption(shared: &Shared<'_>) -> String {
    shared.voice.word("frameworks.stands")
}

/// Columns from which a table has no room in seven twelfths of the page.
const BROAD: usize = 8;

/// Whether a figure takes the whole width.
fn is_broad(figure: &Figure) -> bool {
    let columns = |body: &Body| match body {
        Body::Table(table) | Body::List(table) | Body::Matrix(table) => table.columns.len(),
        _ => 0,
    };
    figure.bodies.iter().any(|body| columns(body) >= BROAD)
}

/// How many dossiers record it, by class, and which do not.
fn recorded_figure(shared: &Shared<'_>, framework: &Framework) -> Figure {
    let count = recorded(shared, framework);
    let all = documented(shared).count();
    let key = match count {
        0 => "frameworks.recorded_none",
        count if count == all => "frameworks.recorded_all",
        _ => "frameworks.recorded",
    };
    let args = [("count", Arg::from(count)), ("all", all.into())];
    let mut by_class: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, account) in documented(shared) {
        let entry = by_class.entry(shared.accounts[at].class.letter()).or_default();
        entry.0 += usize::from(framework.is_recorded(shared.portfolio, account));
        entry.1 += 1;
    }
    let of_class = |(class, (count, all)): (&&str, &(usize, usize))| {
        let number = |count: usize| shared.voice.locale.number(i64::try_from(count).unwrap_or(i64::MAX));
        let args = [("class", Arg::from(*class)), ("count", number(*count).into()), ("all", number(*all).into())];
        shared.voice.say("frameworks.recorded_class", &args)
    };
    let measure =
        std::iter::once(shared.voice.word("frameworks.recorded_measure")).chain(by_class.iter().map(of_class));
    let mut figure = Figure {
        id: "recorded".to_owned(),
        finding: shared.voice.rich(key, &args),
        measure: measure.collect::<Vec<_>>().join(" · "),
        bodies: Vec::new(),
        notes: Vec::new(),
    };
    let missing: Vec<usize> = by_weight(shared)
        .filter(|at| !framework.is_recorded(shared.portfolio, &shared.portfolio.accounts[*at]))
        .take(6)
        .collect();
    if !missing.is_empty() && !framework.optional {
        let names: Vec<String> = missing.iter().map(|at| link_html(shared, *at)).collect();
        let lead = escape(&shared.voice.say("frameworks.first_missing", &[("key", "\u{1}".into())]));
        let lead = lead.replace('\u{1}', &format!("<code>{}</code>", escape(framework.key)));
        figure.notes.push(Rich::from_safe_html(format!("{lead}{}", shared.voice.locale.row(&names))));
    }
    figure
}

/// Documented accounts by revenue, the largest first.
fn by_weight<'s>(shared: &'s Shared<'_>) -> impl Iterator<Item = usize> + 's {
    let order = shared.facts.year.revenue.ranking.order().iter().copied();
    order.filter(|at| shared.portfolio.accounts[*at].is_documented())
}

fn link_html(shared: &Shared<'_>, at: usize) -> String {
    let shown = account_cell(shared, at);
    match shown.href {
        Some(href) => format!("<a href=\"{}\">{}</a>", escape(&href), escape(&shown.text)),
        None => escape(&shown.text),
    }
}
