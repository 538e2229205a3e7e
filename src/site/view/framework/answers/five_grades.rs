//! The five grades (S4, named only) beside the class that the sales come to: where the two part.

use super::super::answer::{Answer, leaders};
use super::super::stands::{cell, documented};
use super::super::wide::{count, digits};
use crate::analysis::abc::AbcClass;
use crate::locale::Arg;
use crate::site::view::Column;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts by grade and class; `None` where no dossier gives a grade.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let graded: Vec<(u8, AbcClass)> = documented(shared)
        .filter_map(|(at, account)| Some((account.grade?.get(), shared.accounts[at].class)))
        .collect();
    if graded.is_empty() {
        return None;
    }
    let name = |grade: u8| shared.voice.grade(&shared.settings.grades, grade);
    let of = |grade: u8, class: AbcClass| graded.iter().filter(|one| **one == (grade, class)).count();
    let all = |grade: u8| graded.iter().filter(|one| one.0 == grade).count();
    let row = |grade: &u8| {
        let classes = AbcClass::ALL.map(|class| count(shared, of(*grade, class)));
        [cell(name(*grade)), count(shared, all(*grade))].into_iter().chain(classes).collect()
    };
    let class_a: Vec<(String, usize)> = (1..=5).map(|grade| (name(grade), of(grade, AbcClass::A))).collect();
    let in_a: usize = class_a.iter().map(|(_, count)| count).sum();
    let (names, most) = leaders(shared, &class_a).unwrap_or_default();
    let part = |key: &str, count: usize| {
        let key = format!("in_portfolio.grades.{key}{}", if count == 0 { "_none" } else { "" });
        shared.voice.say(&key, &[("count", count.into())])
    };
    let args = [
        ("names", Arg::from(names)),
        ("most", digits(shared, most).into()),
        ("class_a", digits(shared, in_a).into()),
        ("count", graded.len().into()),
        ("low_a", part("low_a", (3..=5).map(|grade| of(grade, AbcClass::A)).sum()).into()),
        ("high_c", part("high_c", (1..=2).map(|grade| of(grade, AbcClass::C)).sum()).into()),
    ];
    let case = match (in_a, most) {
        (0, _) => "no_class_a",
        (all, most) if all == most => "agree",
        _ => "finding",
    };
    let answer = Answer::new(shared, "grades").words(&["grade"]).figures(&["accounts"]);
    let answer = AbcClass::ALL.iter().fold(answer, |answer, class| answer.column(Column::figures(class.letter())));
    // Five short columns fit a phone, and a matrix is read by both of its sides.
    Some(answer.scrolling().rows([1, 2, 3, 4, 5].iter().map(row)).note("note", &[]).says(case, &args))
}
