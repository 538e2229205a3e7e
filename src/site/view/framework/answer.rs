//! What a framework's page answers for the whole portfolio: one sentence that the data carry, and under it the table that it
//! rests on, ranked by what is at stake, with links to the accounts.
//!
//! 1. A framework has one file below [`super::answers`]; its row of the table names the function in it
//!    ([`crate::frameworks::Framework::figure`]). Nothing else has to know.
//! 2. [`Answer`] takes columns, rows and notes and is closed by [`Answer::says`], which takes the sentence. All its words stand
//!    below `in_portfolio.<key>`: `measure`, `note` and one per case that the sentence can be in.
//! 3. Whoever comes first in a count may not be alone: [`leaders`] names all of them.

use jiff::civil::Date;

use super::stands::{account_cell, cell, measure_caption, table};
use super::wide::{LISTED, cut, dash};
use crate::locale::Arg;
use crate::portfolio::{Amount, Localised};
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Column, Rich};

/// Accounts that a sentence names at most; more are counted.
const NAMED: usize = 3;

/// How the table of an answer is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    /// Becomes a list on a phone.
    List,
    /// Scrolls on a phone: many figures side by side.
    Table,
}

/// An answer in the making.
pub(super) struct Answer<'s, 'a> {
    shared: &'s Shared<'a>,
    key: &'static str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    all: usize,
    notes: Vec<Rich>,
    measure: Vec<(&'static str, Arg<'static>)>,
    about: Option<usize>,
    set: Set,
}

impl<'s, 'a> Answer<'s, 'a> {
    /// One whose words stand below `in_portfolio.<key>`.
    pub fn new(shared: &'s Shared<'a>, key: &'static str) -> Self {
        Self {
            shared,
            key,
            columns: Vec::new(),
            rows: Vec::new(),
            all: 0,
            notes: Vec::new(),
            measure: Vec::new(),
            about: None,
            set: Set::List,
        }
    }

    /// Columns of an account and its class: what [`super::wide::account`] makes.
    pub fn accounts(self) -> Self {
        let class = super::wide::column(self.shared, "class").minor();
        self.words(&["account"]).column(class)
    }

    /// Columns of words.
    pub fn words(self, keys: &[&str]) -> Self {
        keys.iter().fold(self, |answer, key| {
            let column = super::wide::column(answer.shared, key);
            answer.column(column)
        })
    }

    /// Columns of figures.
    pub fn figures(self, keys: &[&str]) -> Self {
        keys.iter().fold(self, |answer, key| {
            let column = super::wide::figures_column(answer.shared, key);
            answer.column(column)
        })
    }

    /// Columns of figures that a phone has no room for.
    pub fn minor_figures(self, keys: &[&str]) -> Self {
        keys.iter().fold(self, |answer, key| {
            let column = super::wide::figures_column(answer.shared, key).minor();
            answer.column(column)
        })
    }

    /// A column with a heading of its own.
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// The rows; only the first [`LISTED`] are shown, and the page says so. The others are counted and never made.
    pub fn rows(mut self, rows: impl IntoIterator<IntoIter: ExactSizeIterator<Item = Vec<Cell>>>) -> Self {
        let rows = rows.into_iter();
        self.all += rows.len();
        self.rows.extend(rows.take(LISTED.saturating_sub(self.rows.len())));
        self
    }

    /// Set as a table that scrolls on a phone.
    pub fn scrolling(self) -> Self {
        Self { set: Set::Table, ..self }
    }

    /// What `in_portfolio.<key>.measure` names.
    pub fn measured(mut self, name: &'static str, value: impl Into<Arg<'static>>) -> Self {
        self.measure.push((name, value.into()));
        self
    }

    /// The one account that the sentence names, if it does: its name there is a link.
    pub fn about(self, account: Option<usize>) -> Self {
        Self { about: account, ..self }
    }

    /// A line under the table: `in_portfolio.<key>.<note>`.
    pub fn note(mut self, note: &str, args: &[(&str, Arg<'_>)]) -> Self {
        self.notes.push(self.shared.voice.rich(&format!("in_portfolio.{}.{note}", self.key), args));
        self
    }

    /// The figure, under the sentence `in_portfolio.<key>.<case>`.
    pub fn says(self, case: &str, args: &[(&str, Arg<'_>)]) -> Figure {
        let voice = self.shared.voice;
        let finding = voice.rich(&format!("in_portfolio.{}.{case}", self.key), args);
        let finding = match self.about {
            Some(at) => finding.link(&self.shared.account_name(at), account_cell(self.shared, at).href.as_deref()),
            None => finding,
        };
        let measure = voice.say(&format!("in_portfolio.{}.measure", self.key), &self.measure);
        let mut notes = self.notes;
        notes.extend(cut(self.shared, self.all));
        let id = format!("answer-{}", self.key.replace('_', "-"));
        let view = table(measure_caption(self.shared), self.columns, self.rows);
        let view = view.in_one_unit(voice);
        let body = match self.set {
            _ if view.rows.is_empty() => return Figure { id, finding, measure, bodies: Vec::new(), notes },
            Set::List => Body::List(view),
            Set::Table => Body::Table(view),
        };
        Figure::new(&id, finding, measure, body, notes)
    }
}

/// Words of a dossier in the page's language; a dash for none.
pub(super) fn words(shared: &Shared<'_>, words: Option<&Localised>) -> Cell {
    words.map_or_else(dash, |words| {
        let (text, lang) = words.in_language(shared.voice.language().tag());
        Cell { lang: lang.map(str::to_owned), ..cell(text) }
    })
}

/// An amount in the unit of its table; a dash for none.
pub(super) fn money(shared: &Shared<'_>, amount: impl Into<Option<Amount>>) -> Cell {
    match amount.into() {
        Some(amount) if !amount.is_zero() => Cell::money(amount, shared.voice),
        _ => dash(),
    }
}

/// A share in per cent; a dash for none.
pub(super) fn percent(shared: &Shared<'_>, share: Option<f64>) -> Cell {
    share.map_or_else(dash, |share| Cell {
        sort: Some(format!("{share:.4}")),
        ..cell(shared.voice.locale.percent(share))
    })
}

/// A day; a dash for none.
pub(super) fn day(shared: &Shared<'_>, day: Option<Date>) -> Cell {
    day.map_or_else(dash, |day| {
        Cell { sort: Some(day.to_string()), ..cell(shared.voice.locale.date_table(day)) }.class("nb")
    })
}

/// Accounts with the largest revenue of 12 months first, ties by id.
pub(super) fn by_revenue<T>(shared: &Shared<'_>, all: &mut [T], account: impl Fn(&T) -> usize) {
    all.sort_by_key(|one| (std::cmp::Reverse(shared.accounts[account(one)].year.revenue), account(one)));
}

/// “3 of 4”, sorted by the share; a dash where there is nothing to be a part of.
pub(super) fn part(shared: &Shared<'_>, part: usize, whole: usize) -> Cell {
    if whole == 0 {
        return dash();
    }
    let [of, all] = [part, whole].map(|count| super::wide::digits(shared, count));
    let text = shared.voice.say("in_portfolio.of", &[("part", of.into()), ("whole", all.into())]);
    Cell { sort: Some(format!("{:.4}", part as f64 / whole as f64)), ..cell(text) }
}

/// Who comes first in a count, all of them where several do; `None` where every count is zero.
pub(super) fn leaders(shared: &Shared<'_>, counts: &[(String, usize)]) -> Option<(String, usize)> {
    let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
    let names: Vec<&str> = counts.iter().filter(|(_, count)| *count == most).map(|(name, _)| name.as_str()).collect();
    Some((shared.voice.locale.list(&names), most))
}

/// The accounts that share the first place of a ranking, in words: their names, or how many they are; and which it is where it is
/// one alone, for a link. Nothing for an empty ranking.
pub(super) fn first_place<T, K: PartialEq>(
    shared: &Shared<'_>,
    ranked: &[T],
    key: impl Fn(&T) -> K,
    account: impl Fn(&T) -> usize,
) -> (String, Option<usize>) {
    let mut sharing: Vec<usize> = match ranked.first() {
        Some(first) => ranked.iter().take_while(|one| key(one) == key(first)).map(account).collect(),
        None => Vec::new(),
    };
    sharing.dedup();
    (named(shared, &sharing), sharing.first().copied().filter(|_| sharing.len() == 1))
}

/// Some accounts in words: their names, or how many they are where they are many.
pub(super) fn named(shared: &Shared<'_>, accounts: &[usize]) -> String {
    if accounts.len() > NAMED {
        return shared.voice.say("in_portfolio.so_many", &[("count", accounts.len().into())]);
    }
    let names: Vec<String> = accounts.iter().map(|at| shared.account_name(*at)).collect();
    shared.voice.locale.list(&names)
}

/// Half of some numbers are this or less (the lower of two middles); `None` without one.
pub(super) fn median(mut numbers: Vec<i32>) -> Option<i32> {
    numbers.sort_unstable();
    numbers.get(numbers.len().checked_sub(1)? / 2).copied()
}
