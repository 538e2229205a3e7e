//! Hold the large, let go the small (S4, S2, S3): how much of the revenue the key accounts bring, quarter by quarter, and which
//! small accounts could bring more.

use super::super::answer::{Answer, money, words};
use super::super::market::{is_held, quarter_name};
use super::super::measured::concentration;
use super::super::stands::documented;
use super::super::wide::{account, digits};
use crate::analysis::abc::AbcClass;
use crate::analysis::potential::Headroom;
use crate::analysis::sales::Scope;
use crate::charts::{Chart, ColumnBar, Columns, Room, Tick, Tone, nice_ticks};
use crate::locale::Arg;
use crate::portfolio::{Amount, Period};
use crate::rules::is_key_account;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};

/// A quarter, whether it still runs, and the share of revenue that today's key accounts brought in it.
type Share = (Period, bool, f64);

fn shares(shared: &Shared<'_>) -> Vec<Share> {
    let quarters = &shared.facts.quarters;
    let periods: Vec<Period> = quarters.iter().map(|quarter| quarter.period).collect();
    let mut sums = vec![Amount::ZERO; periods.len()];
    for (at, account) in shared.portfolio.accounts.iter().enumerate() {
        if is_key_account(account, &shared.accounts[at]) {
            let series = shared.sales.series(Scope::Account(at), &periods);
            sums.iter_mut().zip(series).for_each(|(sum, figures)| *sum += figures.revenue);
        }
    }
    let whole = shared.sales.series(Scope::Portfolio, &periods);
    let each = quarters.iter().zip(sums).zip(whole);
    each.filter_map(|((quarter, sum), whole)| {
        let share = sum.share_of(whole.revenue).filter(|_| whole.revenue.is_positive())?;
        Some((quarter.period, quarter.partial, share))
    })
    .collect()
}

/// Share of revenue of the key accounts by quarter; `None` with fewer than two quarters that are over, or without a key account.
pub fn over_time(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let shares = shares(shared);
    let is_whole = |one: &Share| !one.1 && is_held(shared, one.0);
    let whole: Vec<&Share> = shares.iter().filter(|one| is_whole(one)).collect();
    let keys =
        shared.portfolio.accounts.iter().zip(shared.accounts).filter(|(one, facts)| is_key_account(one, facts)).count();
    let (first, last) = (*whole.first()?, *whole.last().filter(|_| whole.len() > 1 && keys > 0)?);
    let name = |period: Period| quarter_name(shared, period);
    let bar = |one @ (period, _, share): &Share| ColumnBar {
        label: format!("{:02}Q{}", period.last.year().rem_euclid(100), (period.last.month() + 2) / 3),
        name: name(*period),
        value: Some(*share),
        text: voice.locale.percent_round(*share),
        tone: if is_whole(one) { Tone::A } else { Tone::Mute },
        title: format!("{} {}", name(*period), voice.locale.percent(*share)),
    };
    let args = [
        ("count", Arg::from(keys)),
        ("all", digits(shared, shared.portfolio.accounts.len()).into()),
        ("first", name(first.0).into()),
        ("before", voice.locale.percent(first.2).into()),
        ("last", name(last.0).into()),
        ("now", voice.locale.percent(last.2).into()),
    ];
    // Less than a point in either direction is no move.
    let case = match last.2 - first.2 {
        shift if shift >= 0.01 => "up",
        shift if shift <= -0.01 => "down",
        _ => "flat",
    };
    let finding = voice.rich(&format!("in_portfolio.key_share.{case}"), &args);
    let high = shares.iter().map(|one| one.2).fold(0.1, f64::max);
    let chart = Columns {
        room: Room::Column,
        id: "key-share-chart".to_owned(),
        name: voice.word("in_portfolio.key_share.name"),
        summary: finding.to_text(),
        bars: shares.iter().map(bar).collect(),
        ticks: nice_ticks(0.0, high, 4).into_iter().map(|at| Tick::new(at, voice.locale.percent_round(at))).collect(),
        cap: None,
        headings: [voice.word("in_portfolio.column.quarter"), voice.word("in_portfolio.column.revenue_share")],
    };
    let body = Body::Chart(Box::new(Chart::Columns(chart)));
    let note = vec![voice.rich("in_portfolio.key_share.note", &[])];
    let mut figure = Figure::new("key-share", finding, voice.word("in_portfolio.key_share.measure"), body, note);
    // Beside what the key accounts bring, how much hangs on how few of them: both stand on one page.
    figure.bodies.extend(concentration(shared).into_iter().flat_map(|concentration| concentration.bodies));
    Some(figure)
}

/// A small account of which the dossier states a potential, in money or in words.
struct Small {
    account: usize,
    headroom: Option<Headroom>,
}

impl Small {
    fn room(&self) -> Option<Amount> {
        self.headroom.and_then(Headroom::room)
    }
}

/// Small accounts with potential, the most room first, then the largest; `None` where no dossier of one that ever bought states a
/// potential: what never was a customer cannot be let go.
pub fn small_with_potential(shared: &Shared<'_>) -> Option<Figure> {
    let stated = documented(shared)
        .filter(|(at, account)| {
            shared.accounts[*at].first_sale.is_some()
                && (account.potential.is_some() || account.potential_note.is_some())
        })
        .map(|(at, account)| Small { account: at, headroom: Headroom::of(account, shared.accounts[at].year.revenue) });
    let stated: Vec<Small> = stated.collect();
    if stated.is_empty() {
        return None;
    }
    let all = stated.len();
    let mut small: Vec<Small> =
        stated.into_iter().filter(|one| shared.accounts[one.account].class == AbcClass::C).collect();
    let ours = |one: &Small| shared.accounts[one.account].year.revenue;
    small.sort_by_key(|one| (std::cmp::Reverse((one.room(), ours(one))), one.account));
    // Where nobody put a potential in money, its columns would be empty.
    let priced = small.iter().any(|one| one.headroom.is_some());
    let figures = if priced { &["revenue", "potential", "room"][..] } else { &["revenue"] };
    let row = |one: &Small| {
        let amounts = [Some(ours(one)), one.headroom.map(|headroom| headroom.potential), one.room()];
        let amounts = amounts.into_iter().take(figures.len());
        let note = shared.portfolio.accounts[one.account].potential_note.as_ref();
        account(shared, one.account)
            .into_iter()
            .chain(amounts.map(|amount| money(shared, amount)))
            .chain([words(shared, note)])
            .collect()
    };
    let rooms: Vec<Amount> = small.iter().filter_map(Small::room).collect();
    let args = [
        ("count", Arg::from(small.len())),
        ("all", digits(shared, all).into()),
        ("priced", digits(shared, rooms.len()).into()),
        ("money", shared.voice.locale.money(rooms.iter().copied().sum()).into()),
    ];
    let case = match (small.len(), rooms.len()) {
        (0, _) => "none",
        (_, 0) => "noted",
        _ => "finding",
    };
    let answer = Answer::new(shared, "small").accounts().figures(figures);
    Some(answer.words(&["potential_note"]).rows(small.iter().map(row)).says(case, &args))
}
