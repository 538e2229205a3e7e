//! What we win and which share we hold, by industry and by region of the dossiers (S4 管理目的).

use super::stands::{cell, measure_caption, table};
use super::wide::{amount, amount_column, column, count, dash, digits, figures_column, scale};
use crate::analysis::win_rate::{SegmentWins, WinRate, by_segment};
use crate::locale::Arg;
use crate::portfolio::Account;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Rich, TableView, Way};

/// A segment as the page names it.
type Named = (String, SegmentWins);

/// By industry; `None` where no dossier names one.
pub fn industries(shared: &Shared<'_>) -> Option<Figure> {
    let tag = shared.voice.language().tag();
    let (segments, table) =
        segments(shared, "industry", |account| Some(account.industry.as_ref()?.in_language(tag).0))?;
    let notes = lowest(shared, &segments).into_iter().collect();
    Some(figure(shared, "wins-industry", finding(shared, &segments), table, notes))
}

/// By region; `None` where no dossier names one.
pub fn regions(shared: &Shared<'_>) -> Option<Figure> {
    let (segments, table) = segments(shared, "region", |account| account.region.as_deref())?;
    Some(figure(shared, "wins-region", spread(shared, &segments), table, Vec::new()))
}

fn figure(shared: &Shared<'_>, id: &str, finding: Rich, table: TableView, notes: Vec<Rich>) -> Figure {
    Figure::new(id, finding, shared.voice.word("in_portfolio.wins.measure"), Body::Table(table), notes)
}

/// The segments, the largest known wallets first, and their table; `None` without one.
fn segments<'s>(
    shared: &Shared<'s>,
    kind: &str,
    of: impl Fn(&'s Account) -> Option<&'s str>,
) -> Option<(Vec<Named>, TableView)> {
    let voice = shared.voice;
    let found = by_segment(shared.portfolio, shared.accounts, shared.as_of.date, of);
    let mut segments: Vec<Named> =
        found.into_iter().map(|(name, wins)| (shared.called(name).to_owned(), wins)).collect();
    // Stable: ties stay in the order of the names.
    segments.sort_by_key(|(_, wins)| std::cmp::Reverse(wins.held.wallet));
    segments.first()?;
    let scale = scale(shared, segments.iter().map(|(_, wins)| wins.held.wallet));
    let row = |(name, wins): &Named| {
        vec![
            cell(name),
            count(shared, wins.accounts),
            share(shared, &wins.rate),
            amount(&scale, wins.rate.won_amount),
            amount(&scale, wins.held.wallet),
            wins.share_of_wallet().map_or_else(dash, |share| cell(voice.locale.percent_round(share))),
            moved(shared, wins),
        ]
    };
    let columns = vec![
        column(shared, kind),
        figures_column(shared, "accounts"),
        figures_column(shared, "won"),
        amount_column(shared, "won_amount", &scale),
        amount_column(shared, "wallet", &scale),
        figures_column(shared, "our_share"),
        figures_column(shared, "share_moved"),
    ];
    let rows = segments.iter().map(row).collect();
    let table = TableView { sortable: true, ..table(measure_caption(shared), columns, rows) };
    Some((segments, table))
}

/// “3 of 4”, sorted by the share; a dash where nothing was decided.
fn share(shared: &Shared<'_>, rate: &WinRate) -> Cell {
    let Some(share) = rate.share() else { return dash() };
    let args = [("part", Arg::from(digits(shared, rate.won))), ("whole", digits(shared, rate.decided()).into())];
    Cell { sort: Some(format!("{share:.4}")), ..cell(shared.voice.say("in_portfolio.of", &args)) }
}

/// Change of our share on the year before, of the accounts known in both.
fn moved(shared: &Shared<'_>, wins: &SegmentWins) -> Cell {
    let [now, before] = wins.trend.map(|held| held.share());
    let Some(change) = now.zip(before).map(|(now, before)| now - before) else { return dash() };
    let text = format!("{} {}", Way::of(change).arrow(), shared.voice.locale.delta_points(change));
    Cell { sort: Some(format!("{change:.4}")), ..cell(text) }
}

/// Decided opportunities of a year below which a win rate shows no trend (convention).
const THIN: usize = 10;

/// Whether share and win rate rise: both against the year before, of all segments together.
fn finding(shared: &Shared<'_>, segments: &[Named]) -> Rich {
    let voice = shared.voice;
    let all = SegmentWins::sum(segments.iter().map(|(_, wins)| wins));
    let [now, before] = all.trend.map(|held| held.share());
    let share = match now.zip(before) {
        Some((now, before)) => {
            let args = [("now", now), ("before", before)];
            voice.say("in_portfolio.wins.share", &args.map(|(name, share)| (name, voice.locale.percent(share).into())))
        }
        None => match all.share_of_wallet() {
            Some(share) => voice.say("in_portfolio.wins.share_now", &[("now", voice.locale.percent(share).into())]),
            None => voice.word("in_portfolio.wins.no_share"),
        },
    };
    let (rate, then) = (all.rate, all.rate_before);
    let args = [
        ("won", Arg::from(digits(shared, rate.won))),
        ("count", digits(shared, rate.decided()).into()),
        ("won_before", digits(shared, then.won).into()),
        ("count_before", digits(shared, then.decided()).into()),
    ];
    let won = match (rate.decided(), then.decided()) {
        (0, 0) => voice.word("in_portfolio.wins.none_decided"),
        (now, then) if now.min(then) < THIN => voice.say("in_portfolio.wins.won_thin", &args),
        _ => voice.say("in_portfolio.wins.won", &args),
    };
    voice.rich("in_portfolio.wins.finding", &[("share", share.into()), ("won", won.into())])
}

/// The segments of which a wallet is known, where there are several, by our share of it, the lowest first.
fn by_share(segments: &[Named]) -> Vec<(&str, f64)> {
    let known = segments.iter().filter_map(|(name, wins)| Some((name.as_str(), wins.share_of_wallet()?)));
    let mut known: Vec<(&str, f64)> = known.collect();
    known.sort_by(|a, b| a.1.total_cmp(&b.1));
    if known.len() > 1 { known } else { Vec::new() }
}

/// Where our share of the known wallets is lowest, of several segments.
fn lowest(shared: &Shared<'_>, segments: &[Named]) -> Option<Rich> {
    let (name, share) = *by_share(segments).first()?;
    let args = [("name", Arg::from(name)), ("share", shared.voice.locale.percent_round(share).into())];
    Some(shared.voice.rich("in_portfolio.wins.lowest", &args))
}

/// Where it is lowest and where highest: what is to be said of regions, since industries say how it moved.
fn spread(shared: &Shared<'_>, segments: &[Named]) -> Rich {
    let known = by_share(segments);
    let (Some((name, share)), Some((most, most_share))) = (known.first(), known.last()) else {
        return shared.voice.rich("in_portfolio.wins.alone", &[]);
    };
    let percent = |share: f64| Arg::from(shared.voice.locale.percent_round(share));
    let args = [
        ("name", Arg::from(*name)),
        ("share", percent(*share)),
        ("most", Arg::from(*most)),
        ("most_share", percent(*most_share)),
    ];
    shared.voice.rich("in_portfolio.wins.spread", &args)
}
