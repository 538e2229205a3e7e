//! Judgements of the dossiers side by side: accounts × what was judged, yes or no.

use super::super::answer::{Answer, leaders};
use super::super::stands::{cell, documented};
use super::super::wide::{account, dash, digits};
use crate::locale::Arg;
use crate::portfolio::{Account, Judgement};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;
use crate::site::view::{Cell, Column};

/// The verdicts on an account.
pub struct Verdicts<const N: usize> {
    /// Position of the account.
    pub account: usize,
    /// Each of them; `None` where nobody judged.
    pub each: [Option<bool>; N],
}

impl<const N: usize> Verdicts<N> {
    /// How many say this.
    pub fn saying(&self, what: bool) -> usize {
        self.each.iter().filter(|verdict| **verdict == Some(what)).count()
    }
}

/// Which verdict is good news.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Good {
    /// That it holds.
    Yes,
    /// That it does not: a mistake.
    No,
}

/// What a judgement says.
pub fn holds(judgement: Option<&Judgement>) -> Option<bool> {
    judgement.map(|judgement| judgement.holds)
}

/// Every dossier with a verdict.
pub fn of_all<const N: usize>(
    shared: &Shared<'_>,
    each: impl Fn(usize, &Account) -> [Option<bool>; N],
) -> Vec<Verdicts<N>> {
    let all = documented(shared).map(|(at, account)| Verdicts { account: at, each: each(at, account) });
    all.filter(|one| one.each.iter().any(Option::is_some)).collect()
}

/// How many verdicts are bad, by name.
pub fn bad<const N: usize>(all: &[Verdicts<N>], names: &[String; N], good: Good) -> Vec<(String, usize)> {
    let is_bad = Some(good == Good::No);
    let count = |at: usize| all.iter().filter(|one| one.each[at] == is_bad).count();
    names.iter().enumerate().map(|(at, name)| (name.clone(), count(at))).collect()
}

/// Those with most verdicts that say this first, then by revenue.
pub fn most_first<const N: usize>(shared: &Shared<'_>, all: &mut [Verdicts<N>], what: bool) {
    all.sort_by_key(|one| {
        let revenue = shared.accounts[one.account].year.revenue;
        (std::cmp::Reverse(one.saying(what)), std::cmp::Reverse(revenue), one.account)
    });
}

/// The answer with its matrix, in the order given.
pub fn matrix<'s, 'a, const N: usize>(
    shared: &'s Shared<'a>,
    key: &'static str,
    names: &[String; N],
    all: &[Verdicts<N>],
    good: Good,
) -> Answer<'s, 'a> {
    let is_bad = good == Good::No;
    let [yes, no] = ["yes", "no"].map(|word| shared.voice.word(&format!("in_portfolio.{word}")));
    let verdict = |verdict: &Option<bool>| -> Cell {
        match verdict {
            None => dash(),
            Some(holds) => {
                let said = cell(if *holds { yes.as_str() } else { no.as_str() });
                if *holds == is_bad { said.class("act") } else { said }
            }
        }
    };
    let rows =
        all.iter().map(|one| account(shared, one.account).into_iter().chain(one.each.iter().map(verdict)).collect());
    let rows: Vec<Vec<Cell>> = rows.collect();
    let answer = Answer::new(shared, key).accounts();
    names.iter().fold(answer, |answer, name| answer.column(Column::words(name.as_str()))).rows(rows).scrolling()
}

/// How many accounts have a bad verdict, which is the most frequent, and the matrix with the worst first; `None` where nobody judged.
pub fn worst<const N: usize>(
    shared: &Shared<'_>,
    key: &'static str,
    names: &[String; N],
    good: Good,
    each: impl Fn(&Account) -> [Option<bool>; N],
) -> Option<Figure> {
    let mut all = of_all(shared, |_, account| each(account));
    let is_bad = good == Good::No;
    most_first(shared, &mut all, is_bad);
    let count = all.iter().filter(|one| one.saying(is_bad) > 0).count();
    let (name, most) = leaders(shared, &bad(&all, names, good)).unwrap_or_default();
    let args = [
        ("count", Arg::from(count)),
        ("all", digits(shared, all.len()).into()),
        ("names", name.into()),
        ("most", digits(shared, most).into()),
    ];
    let case = match count {
        _ if all.is_empty() => return None,
        0 => "none",
        _ => "finding",
    };
    Some(matrix(shared, key, names, &all, good).says(case, &args))
}
