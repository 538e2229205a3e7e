//! White space: what lies in each state over all dossiers, in money.

use super::super::answer::{Answer, money};
use super::super::stands::{documented, label};
use super::super::wide::{count, digits};
use crate::locale::Arg;
use crate::portfolio::{Amount, WhiteSpaceCell, WhiteSpaceState};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// The four states; `None` where no dossier fills a cell.
pub fn by_state(shared: &Shared<'_>) -> Option<Figure> {
    let all: Vec<(usize, &WhiteSpaceCell)> =
        documented(shared).flat_map(|(at, account)| account.white_space.iter().map(move |cell| (at, cell))).collect();
    if all.is_empty() {
        return None;
    }
    let of = |state: WhiteSpaceState| all.iter().filter(move |(_, cell)| cell.state == state);
    let worth = |state: WhiteSpaceState| -> Amount {
        of(state).filter_map(|(_, cell)| Some(cell.amount.as_ref()?.value)).sum()
    };
    let accounts = |state: WhiteSpaceState| {
        let mut accounts: Vec<usize> = of(state).map(|one| one.0).collect();
        accounts.dedup();
        accounts.len()
    };
    let row = |state: &WhiteSpaceState| {
        let unpriced = of(*state).filter(|(_, cell)| cell.amount.is_none()).count();
        vec![
            label(shared, shared.voice.word(&format!("enums.white_space.{}", state.key()))),
            count(shared, of(*state).count()),
            count(shared, accounts(*state)),
            money(shared, worth(*state)),
            count(shared, unpriced),
        ]
    };
    let (open, rival) = (worth(WhiteSpaceState::Open), worth(WhiteSpaceState::Rival));
    let args = [
        ("count", Arg::from(of(WhiteSpaceState::Open).count())),
        ("money", shared.voice.locale.money(open).into()),
        ("rival", shared.voice.locale.money(rival).into()),
        ("rivals", digits(shared, of(WhiteSpaceState::Rival).count()).into()),
    ];
    let case = match (of(WhiteSpaceState::Open).count(), open.is_positive(), rival.is_positive()) {
        (0, _, false) => "closed",
        (0, _, true) => "rivals",
        (_, false, _) => "unpriced",
        (_, _, false) => "alone",
        _ => "finding",
    };
    let answer = Answer::new(shared, "white").words(&["state"]).figures(&["cells", "accounts", "yearly", "unpriced"]);
    let answer = answer.rows(WhiteSpaceState::ALL.iter().map(row));
    let accounts = &shared.portfolio.accounts;
    let unread = accounts.iter().filter(|account| account.white_space.is_empty()).count();
    let left_out = [("count", Arg::from(unread)), ("all", digits(shared, accounts.len()).into())];
    let answer = if unread == 0 { answer } else { answer.note("unread", &left_out) };
    Some(answer.says(case, &args))
}
