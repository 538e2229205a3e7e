//! Channel (S4): how much of what accounts buy reaches them by our own road, by others', by a shared one.

use super::super::answer::{Answer, money, percent, words};
use super::super::stands::{account_cell, documented, label};
use super::super::wide::digits;
use crate::locale::Arg;
use crate::portfolio::{Amount, Channel, ChannelKind, Percent};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Channels with what goes through them, the most first; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<(usize, &Channel)> =
        documented(shared).flat_map(|(at, account)| account.channels.iter().map(move |one| (at, one))).collect();
    if all.is_empty() {
        return None;
    }
    let through =
        |(at, one): &(usize, &Channel)| one.share.and_then(|share| share.of(shared.accounts[*at].year.revenue));
    all.sort_by_key(|one| (std::cmp::Reverse(through(one)), one.0));
    let name = |kind: ChannelKind| shared.voice.word(&format!("enums.channel_kind.{}", kind.key()));
    let row = |one: &(usize, &Channel)| {
        vec![
            account_cell(shared, one.0),
            label(shared, name(one.1.kind)),
            words(shared, one.1.name.as_ref()),
            percent(shared, one.1.share.map(Percent::share)),
            money(shared, through(one)),
        ]
    };
    let sum = |kind: Option<ChannelKind>| -> Amount {
        all.iter().filter(|one| kind.is_none_or(|kind| one.1.kind == kind)).filter_map(through).sum()
    };
    let whole = sum(None);
    let share =
        |kind: ChannelKind| shared.voice.locale.percent_round(sum(Some(kind)).share_of(whole).unwrap_or_default());
    let mut accounts: Vec<usize> = all.iter().map(|(at, _)| *at).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let args = [
        ("count", Arg::from(accounts.len())),
        ("money", shared.voice.locale.money(whole).into()),
        ("own", share(ChannelKind::Own).into()),
        ("others", share(ChannelKind::Others).into()),
        ("alliance", share(ChannelKind::Alliance).into()),
        ("channels", digits(shared, all.len()).into()),
    ];
    let answer = Answer::new(shared, "channels").words(&["account", "road", "by_name"]).figures(&["share", "through"]);
    Some(answer.rows(all.iter().map(row)).says(if whole.is_positive() { "finding" } else { "unshared" }, &args))
}
