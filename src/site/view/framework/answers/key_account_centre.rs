//! Key-account centre, club and platform (S3, S4): who is enrolled, and who uses it.

use super::super::answer::{Answer, by_revenue, day, leaders, words};
use super::super::stands::documented;
use super::super::wide::{account, count, digits};
use crate::locale::Arg;
use crate::portfolio::{Club, ClubUse, back_months};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Enrolled accounts, those that do not use it first; `None` where nobody is enrolled.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let (today, since) = (shared.as_of.date, back_months(shared.as_of.date, 12));
    let mut all: Vec<(usize, &Club)> =
        documented(shared).filter_map(|(at, account)| Some((at, account.club.as_ref()?))).collect();
    let past = |club: &'_ Club| -> Vec<(jiff::civil::Date, ClubUse)> {
        club.uses.iter().filter(|one| one.date <= today).map(|one| (one.date, one.kind)).collect()
    };
    let lately = |club: &Club| past(club).iter().filter(|(date, _)| *date > since).count();
    by_revenue(shared, &mut all, |one| one.0);
    all.sort_by_key(|(_, club)| lately(club) > 0);
    if all.is_empty() {
        return None;
    }
    let row = |(at, club): &(usize, &Club)| {
        account(shared, *at)
            .into_iter()
            .chain([
                day(shared, club.enrolled),
                words(shared, club.level.as_ref()),
                count(shared, lately(club)),
                day(shared, past(club).last().map(|one| one.0)),
            ])
            .collect()
    };
    let counts: Vec<(String, usize)> = ClubUse::ALL
        .iter()
        .map(|kind| {
            let uses = all.iter().flat_map(|(_, club)| past(club));
            let name = shared.voice.word(&format!("enums.club_use.{}", kind.key()));
            (name, uses.filter(|(date, used)| *date > since && used == kind).count())
        })
        .collect();
    let used = all.iter().filter(|(_, club)| lately(club) > 0).count();
    let (names, most) = leaders(shared, &counts).unwrap_or_default();
    let args = [
        ("count", Arg::from(used)),
        ("all", digits(shared, all.len()).into()),
        ("names", names.into()),
        ("most", digits(shared, most).into()),
    ];
    let answer = Answer::new(shared, "club").accounts().words(&["enrolled", "level"]).figures(&["uses"]);
    Some(answer.words(&["last_use"]).rows(all.iter().map(row)).says(if used == 0 { "none" } else { "finding" }, &args))
}
