//! Types of key account (S4): what accounts are said to be, by class; and who stands at the threshold of the economic type.

use super::super::answer::{Answer, by_revenue, money, percent};
use super::super::stands::{cell, documented, label, table};
use super::super::wide::{account, column, count, dash, digits, figures_column};
use crate::analysis::abc::AbcClass;
use crate::locale::Arg;
use crate::portfolio::{AccountType, Amount};
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Column, TableView};

/// Part of the threshold from which an account is just under it (convention).
const JUST_UNDER: i64 = 80;

fn name(shared: &Shared<'_>, kind: AccountType) -> String {
    shared.voice.word(&format!("enums.account_type.{}", kind.key()))
}

/// Which account is what, and types by class with what their accounts buy; `None` where no dossier names one.
pub fn by_class(shared: &Shared<'_>) -> Option<Figure> {
    let typed: Vec<(usize, &[AccountType])> = documented(shared)
        .filter(|(_, account)| !account.types.is_empty())
        .map(|(at, account)| (at, account.types.as_slice()))
        .collect();
    if typed.is_empty() {
        return None;
    }
    let revenue = |at: usize| shared.accounts[at].year.revenue;
    let of = |kind: AccountType| typed.iter().filter(move |(_, types)| types.contains(&kind)).map(|(at, _)| *at);
    let whole = shared.facts.year.total.revenue;
    let class_row = |kind: &AccountType| {
        let classes = AbcClass::ALL
            .map(|class| count(shared, of(*kind).filter(|at| shared.accounts[*at].class == class).count()));
        let sum: Amount = of(*kind).map(revenue).sum();
        let share = sum.share_of(whole).filter(|_| of(*kind).count() > 0);
        std::iter::once(label(shared, name(shared, *kind)))
            .chain([count(shared, of(*kind).count())])
            .chain(classes)
            .chain([money(shared, sum), percent(shared, share)])
            .collect()
    };
    let sums: Vec<(String, Amount)> =
        AccountType::ALL.iter().map(|kind| (name(shared, *kind), of(*kind).map(revenue).sum())).collect();
    let largest = sums.iter().map(|(_, sum)| *sum).max().filter(|sum| sum.is_positive());
    let leading: Vec<&str> =
        sums.iter().filter(|(_, sum)| Some(*sum) == largest).map(|(name, _)| name.as_str()).collect();
    let several = typed.iter().filter(|(_, types)| types.len() > 1).count();
    let share = largest.and_then(|sum| sum.share_of(whole)).map(|share| shared.voice.locale.percent_round(share));
    let args = [
        ("count", Arg::from(typed.len())),
        ("several", digits(shared, several).into()),
        ("names", shared.voice.locale.list(&leading).into()),
        ("share", share.clone().unwrap_or_default().into()),
    ];
    let mut columns = vec![column(shared, "type"), figures_column(shared, "accounts")];
    columns.extend(AbcClass::ALL.iter().map(|class| Column::figures(class.letter())));
    columns.extend(["revenue", "revenue_share"].map(|key| figures_column(shared, key)));
    let rows = AccountType::ALL.iter().map(class_row).collect();
    let classes = table(shared.voice.word("in_portfolio.types.classes"), columns, rows).in_one_unit(shared.voice);
    let figure = matrix(shared, typed)
        .note("note", &[])
        .note("lists_note", &[])
        .says(if share.is_some() { "finding" } else { "unsold" }, &args);
    Some(figure.with(Body::Table(classes)).with(Body::Table(lists(shared))))
}

/// Accounts × types, the largest revenue first: which account is what.
fn matrix<'s, 'a>(shared: &'s Shared<'a>, mut typed: Vec<(usize, &[AccountType])>) -> Answer<'s, 'a> {
    by_revenue(shared, &mut typed, |one| one.0);
    let is = shared.voice.word("in_portfolio.types.is");
    let row = |(at, types): &(usize, &[AccountType])| -> Vec<Cell> {
        let held = AccountType::ALL.iter().map(|kind| if types.contains(kind) { cell(is.as_str()) } else { dash() });
        let revenue = money(shared, shared.accounts[*at].year.revenue);
        account(shared, *at).into_iter().chain(held).chain([revenue]).collect()
    };
    let rows: Vec<Vec<Cell>> = typed.iter().map(row).collect();
    let answer = Answer::new(shared, "types").accounts();
    let answer = AccountType::ALL.iter().fold(answer, |answer, kind| answer.column(Column::words(name(shared, *kind))));
    answer.figures(&["revenue"]).rows(rows).scrolling()
}

/// The three lists of S4 side by side: they are not reconciled.
const LISTS: [(&str, &[AccountType]); 3] = {
    use AccountType::{Economic, Group, Important, Potential, Strategic};
    [
        ("chapter_3", &[Economic, Group, Strategic, Important]),
        ("chapter_5", &[Economic, Important, Potential]),
        ("paper", &[Economic, Important, Group, Strategic]),
    ]
};

fn lists(shared: &Shared<'_>) -> TableView {
    let voice = shared.voice;
    let is = voice.word("in_portfolio.types.is");
    let row = |kind: &AccountType| -> Vec<Cell> {
        let named = LISTS.iter().map(|(_, list)| if list.contains(kind) { cell(is.as_str()) } else { dash() });
        std::iter::once(label(shared, name(shared, *kind))).chain(named).collect()
    };
    let heads = LISTS.iter().map(|(list, _)| Column::words(voice.word(&format!("in_portfolio.types.list.{list}"))));
    let columns = std::iter::once(column(shared, "type")).chain(heads).collect();
    table(voice.word("in_portfolio.types.lists"), columns, AccountType::ALL.iter().map(row).collect())
}

/// Which side of the threshold an account came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Under,
    Fell,
}

/// Accounts just under the threshold of the economic type, and those that fell below it within a year; `None` without a
/// threshold in the settings.
pub fn threshold(shared: &Shared<'_>) -> Option<Figure> {
    let threshold = shared.settings.economic_threshold?;
    let near = threshold.part(i32::try_from(JUST_UNDER).unwrap_or_default(), 100);
    let side = |at: usize| {
        let facts = &shared.accounts[at];
        let (now, before) = (facts.year.revenue, facts.year_before.map(|before| before.revenue));
        match before {
            _ if now >= threshold => None,
            Some(before) if before >= threshold => Some(Side::Fell),
            _ if now >= near => Some(Side::Under),
            _ => None,
        }
    };
    let mut all: Vec<(usize, Side)> = (0..shared.accounts.len()).filter_map(|at| Some((at, side(at)?))).collect();
    by_revenue(shared, &mut all, |one| one.0);
    all.sort_by_key(|one| one.1 != Side::Fell);
    let above = shared.accounts.iter().filter(|facts| facts.year.revenue >= threshold).count();
    let row = |(at, side): &(usize, Side)| {
        let facts = &shared.accounts[*at];
        let key = if *side == Side::Fell { "in_portfolio.threshold.fell" } else { "in_portfolio.threshold.under" };
        let state = cell(shared.voice.word(key));
        let state = if *side == Side::Fell { state.class("act") } else { state };
        let before = facts.year_before.map(|before| before.revenue);
        account(shared, *at)
            .into_iter()
            .chain([
                state,
                money(shared, facts.year.revenue),
                money(shared, before),
                money(shared, threshold - facts.year.revenue),
            ])
            .collect()
    };
    let of = |wanted: Side| all.iter().filter(|one| one.1 == wanted).count();
    let args = [
        ("count", Arg::from(above)),
        ("threshold", shared.voice.locale.money(threshold).into()),
        ("under", digits(shared, of(Side::Under)).into()),
        ("fell", digits(shared, of(Side::Fell)).into()),
    ];
    let answer = Answer::new(shared, "threshold").accounts().words(&["state"]);
    let answer = answer.figures(&["revenue", "year_before", "missing"]).rows(all.iter().map(row));
    Some(answer.measured("share", JUST_UNDER.to_string()).says("finding", &args))
}
