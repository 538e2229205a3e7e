//! What we win and which share we hold, by industry and by region of the dossiers (S4 管理目的).

use super::stands::{cell, measure_caption, table};
use super::wide::{amount, amount_column, column, count, dash, digits, figures_column, scale};
use crate::analysis::win_rate::{SegmentWins, WinRate, by_segment};
use crate::locale::Arg;
use crate::portfolio::Account;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, TableView};

/// A segment as the page names it.
type Named = (String, SegmentWins);

/// By industry; `None` where no dossier names one.
pub fn industries(shared: &Shared<'_>) -> Option<Figure> {
    let tag = shared.voice.language().tag();
    segments(shared, "industry", |account| Some(account.industry.as_ref()?.in_language(tag).0))
}

/// By region; `None` where no dossier names one.
pub fn regions(shared: &Shared<'_>) -> Option<Figure> {
    segments(shared, "region", |account| account.region.as_deref())
}

fn segments<'s>(shared: &Shared<'s>, kind: &str, of: impl Fn(&'s Account) -> Option<&'s str>) -> Option<Figure> {
    let voice = shared.voice;
    let found = by_segment(shared.portfolio, shared.accounts, shared.as_of.date, of);
    let mut segments: Vec<Named> =
        found.into_iter().map(|(name, wins)| (shared.called(name).to_owned(), wins)).collect();
    // Stable: ties stay in the order of the names.
    segments.sort_by_key(|(_, wins)| std::cmp::Reverse(wins.wallet));
    segments.first()?;
    let scale = scale(shared, segments.iter().map(|(_, wins)| wins.wallet));
    let row = |(name, wins): &Named| {
        vec![
            cell(name),
            count(shared, wins.accounts),
            share(shared, &wins.rate),
            amount(&scale, wins.rate.won_amount),
            amount(&scale, wins.wallet),
            wins.share_of_wallet().map_or_else(dash, |share| cell(voice.locale.percent_round(share))),
        ]
    };
    let columns = vec![
        column(shared, kind),
        figures_column(shared, "accounts"),
        figures_column(shared, "won"),
        amount_column(shared, "won_amount", &scale),
        amount_column(shared, "wallet", &scale),
        figures_column(shared, "our_share"),
    ];
    let rows = segments.iter().map(row).collect();
    let table = TableView { sortable: true, ..table(measure_caption(shared), columns, rows) };
    let measure = voice.word("in_portfolio.wins.measure");
    let id = format!("wins-{kind}");
    Some(Figure::new(&id, finding(shared, &segments), measure, Body::Table(table), Vec::new()))
}

/// “3 of 4”, sorted by the share; a dash where nothing was decided.
fn share(shared: &Shared<'_>, rate: &WinRate) -> Cell {
    let Some(share) = rate.share() else { return dash() };
    let args = [("part", Arg::from(digits(shared, rate.won))), ("whole", digits(shared, rate.decided()).into())];
    Cell { sort: Some(format!("{share:.4}")), ..cell(shared.voice.say("in_portfolio.of", &args)) }
}

/// Where our share of the known wallets is lowest, else how much was won.
fn finding(shared: &Shared<'_>, segments: &[Named]) -> crate::site::view::Rich {
    let voice = shared.voice;
    let held = |one: &&Named| one.1.share_of_wallet();
    let known: Vec<&Named> = segments.iter().filter(|one| held(one).is_some()).collect();
    let lowest = known.iter().copied().filter_map(|one| Some((one, held(&one)?))).min_by(|a, b| a.1.total_cmp(&b.1));
    let (won, decided) =
        segments.iter().fold((0, 0), |(won, decided), (_, wins)| (won + wins.rate.won, decided + wins.rate.decided()));
    let args = [("won", Arg::from(digits(shared, won))), ("count", decided.into())];
    match lowest.filter(|_| known.len() > 1) {
        Some(((name, _), share)) => {
            let args = [("name", Arg::from(name.as_str())), ("share", voice.locale.percent_round(share).into())];
            voice.rich("in_portfolio.wins.lowest", &args)
        }
        None if decided > 0 => voice.rich("in_portfolio.wins.won", &args),
        None => voice.rich("in_portfolio.wins.nothing", &[]),
    }
}
