//! Three tests (S0): which accounts fail one, whatever they buy.

use super::super::answer::{Answer, by_revenue, money};
use super::super::stands::{cell, documented};
use super::super::wide::{account, dash, digits};
use crate::analysis::three_tests::{Outcome, ThreeTests};
use crate::locale::Arg;
use crate::portfolio::Amount;
use crate::site::view::Cell;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// The accounts that fail a test, the largest revenue first; `None` without a dossier on which a test can be judged.
pub fn failing(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<(usize, ThreeTests)> = documented(shared)
        .map(|(at, account)| (at, ThreeTests::of(account, &shared.accounts[at])))
        .filter(|(_, tests)| tests.all().into_iter().any(|test| test != Outcome::Unknown))
        .collect();
    by_revenue(shared, &mut all, |one| one.0);
    if all.is_empty() {
        return None;
    }
    let revenue = |at: usize| shared.accounts[at].year.revenue;
    let failing: Vec<&(usize, ThreeTests)> = all.iter().filter(|(_, tests)| tests.fails()).collect();
    let passing = all.iter().filter(|(_, tests)| tests.all() == [Outcome::Passed; 3]).count();
    let complete = all.iter().filter(|(_, tests)| !tests.all().contains(&Outcome::Unknown)).count();
    let row = |one: &&(usize, ThreeTests)| {
        let tests = one.1.all().map(|test| light(shared, test));
        account(shared, one.0).into_iter().chain(tests).chain([money(shared, revenue(one.0))]).collect()
    };
    let lost: Amount = failing.iter().map(|one| revenue(one.0)).sum();
    let args = [
        ("count", Arg::from(failing.len())),
        ("all", digits(shared, all.len()).into()),
        ("money", shared.voice.locale.money(lost).into()),
        ("passing", digits(shared, passing).into()),
        ("complete", digits(shared, complete).into()),
    ];
    let case = match (failing.is_empty(), complete) {
        (true, 0) => "none_partly",
        (true, _) => "none",
        (false, 0) => "finding_partly",
        (false, _) => "finding",
    };
    let answer = Answer::new(shared, "tests").accounts().words(&["fit", "purchasing", "recurring"]);
    let answer = answer.figures(&["revenue"]).rows(failing.iter().map(row));
    Some(answer.note("note", &[]).says(case, &args))
}

fn light(shared: &Shared<'_>, test: Outcome) -> Cell {
    let word = |key: &str| cell(shared.voice.word(&format!("in_portfolio.tests.{key}")));
    match test {
        Outcome::Passed => word("passed"),
        Outcome::Half => word("half"),
        Outcome::Failed => word("failed").class("act"),
        Outcome::Unknown => dash(),
    }
}
