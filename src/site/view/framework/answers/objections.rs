//! Objections (S4): what they are about, and which are still in the way.

use super::super::answer::{Answer, day, leaders, words};
use super::super::stands::{account_cell, cell, documented};
use super::super::wide::{dash, digits};
use crate::locale::Arg;
use crate::portfolio::{Genuineness, Objection, ObjectionKind};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// All objections, open ones first, then the newest; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let today = shared.as_of.date;
    let mut all: Vec<(usize, &Objection)> =
        documented(shared).flat_map(|(at, account)| account.objections.iter().map(move |one| (at, one))).collect();
    if all.is_empty() {
        return None;
    }
    let is_open = |one: &Objection| one.resolved.is_none_or(|resolved| resolved > today);
    all.sort_by_key(|(at, one)| (!is_open(one), std::cmp::Reverse(one.date), *at));
    let kind_name = |kind: ObjectionKind| shared.voice.word(&format!("enums.objection_kind.{}", kind.key()));
    let row = |(at, one): &(usize, &Objection)| {
        let genuine = one
            .genuine
            .map_or_else(dash, |genuine| cell(shared.voice.word(&format!("enums.genuineness.{}", genuine.key()))));
        let state = match one.resolved.filter(|resolved| *resolved <= today) {
            Some(resolved) => day(shared, Some(resolved)),
            None => cell(shared.voice.word("in_portfolio.objections.open")).class("act"),
        };
        vec![
            account_cell(shared, *at),
            words(shared, Some(&one.what)),
            one.kind.map_or_else(dash, |kind| cell(kind_name(kind))),
            genuine,
            words(shared, one.root.as_ref()),
            state,
        ]
    };
    let counts: Vec<(String, usize)> = ObjectionKind::ALL
        .iter()
        .map(|kind| (kind_name(*kind), all.iter().filter(|(_, one)| one.kind == Some(*kind)).count()))
        .collect();
    let open = all.iter().filter(|(_, one)| is_open(one)).count();
    let pretexts = all.iter().filter(|(_, one)| one.genuine == Some(Genuineness::Pretext)).count();
    let most = leaders(shared, &counts);
    let (names, count) = most.clone().unwrap_or_default();
    let args = [
        ("count", Arg::from(open)),
        ("all", digits(shared, all.len()).into()),
        ("names", names.into()),
        ("most", digits(shared, count).into()),
        ("pretexts", digits(shared, pretexts).into()),
    ];
    let case = match (open, most) {
        (_, None) => "unsorted",
        (0, _) => "resolved",
        _ => "finding",
    };
    let answer = Answer::new(shared, "objections");
    let answer = answer.words(&["account", "objection", "about", "meant", "root", "resolved"]);
    Some(answer.rows(all.iter().map(row)).says(case, &args))
}
