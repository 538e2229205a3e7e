//! The attack/defend matrix: bubbles, and the weight of each zone.

use std::collections::BTreeSet;

use super::{Exhibit, share_axis};
use crate::analysis::abc::AbcClass;
use crate::charts::{Attention, Axis, Bubble, Bubbles, Chart, Room, Scale, Standing, Tick, Zones, log_ticks};
use crate::frameworks::attack_defend::{Position, Zone};
use crate::locale::Arg;
use crate::portfolio::Amount;
use crate::site::view::lists::ListKind;
use crate::site::view::sheet::{Sheet, zone_advice_key, zone_key};
use crate::site::view::{Cell, Column, Empty, Rich, TableView};

/// Accounts with a place in the matrix.
fn placed<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = (usize, Position)> + 'a {
    sheet.book().positions.iter().enumerate().filter_map(|(account, position)| Some((account, (*position)?)))
}

/// What to add where no wallet is known.
pub fn empty(sheet: &Sheet<'_>) -> Option<Empty> {
    placed(sheet).next().is_none().then(|| Empty {
        label: sheet.word("portfolio.matrix.name"),
        file: "content/accounts/<id>.yaml".to_owned(),
        key: "wallet".to_owned(),
    })
}

/// The bubbles. `flagged` are accounts that somebody has to decide about this week.
pub fn bubbles(sheet: &Sheet<'_>, flagged: &BTreeSet<usize>, room: Room) -> Exhibit {
    let voice = sheet.voice();
    let book = sheet.book();
    let finding = finding(sheet);
    let all: Vec<(usize, Position)> = placed(sheet).collect();
    if all.is_empty() {
        let measure = sheet.word("portfolio.matrix.name");
        return Exhibit::instead("matrix", finding, measure, sheet.word("portfolio.matrix.none"));
    }
    let wallets = || all.iter().map(|(_, position)| position.wallet);
    let scale = sheet.scale(wallets());
    let most = all.iter().map(|(_, position)| position.share).fold(1.0, f64::max).min(2.0);
    let values = || wallets().map(|wallet| scale.divide(wallet)).filter(|value| *value > 0.0);
    let (low, high) = (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
    let unit = scale.label.as_str();
    let bubbles: Vec<Bubble> =
        all.iter().map(|&(account, position)| bubble(sheet, account, position, &scale, flagged)).collect();
    let chart = Bubbles {
        room,
        id: "matrix-chart".to_owned(),
        name: sheet.word("portfolio.matrix.name"),
        summary: voice.say("portfolio.matrix.summary", &[("count", all.len().into())]),
        x: share_axis(sheet, sheet.word("portfolio.matrix.x"), most),
        y: Axis {
            name: voice.say("portfolio.matrix.y", &[("unit", unit.into())]),
            scale: Scale::Log,
            low: low * 0.7,
            high: high * 1.5,
            ticks: log_ticks(low * 0.7, high * 1.5, 6)
                .into_iter()
                .map(|at| Tick::new(at, wallet_tick(sheet, at)))
                .collect(),
        },
        x_cut: Some(book.cuts.share),
        y_cut: book.cuts.power.map(|power| scale.divide(power)),
        zones: Zones {
            top_left: sheet.word(zone_key(Zone::Maintain)),
            top_right: sheet.word(zone_key(Zone::Defend)),
            bottom_left: sheet.word(zone_key(Zone::Abandon)),
            bottom_right: sheet.word(zone_key(Zone::Hold)),
        },
        bubbles,
        headings: [
            sheet.word("portfolio.column.account"),
            sheet.word("portfolio.column.zone"),
            sheet.word("portfolio.matrix.x"),
            voice.say("portfolio.matrix.y_column", &[("unit", unit.into())]),
            sheet.amount_column("portfolio.base.revenue", &scale).label,
            sheet.word("portfolio.column.class"),
        ],
    };
    let measure = measure(sheet, &chart);
    Exhibit::drawn("matrix", finding, measure, Chart::Bubbles(chart)).with_notes(notes(sheet))
}

/// What the marks mean, without those that are not drawn.
fn measure(sheet: &Sheet<'_>, chart: &Bubbles) -> String {
    let any = |is: fn(&Bubble) -> bool| chart.bubbles.iter().any(is);
    let drawn = [
        ("portfolio.matrix.measure", true),
        ("portfolio.matrix.measure_new", any(|bubble| bubble.standing == Standing::New)),
        ("portfolio.matrix.measure_ring", any(|bubble| bubble.attention == Attention::Flagged)),
        ("portfolio.matrix.measure_arrow", chart.has_arrows()),
    ];
    let parts: Vec<String> = drawn.into_iter().filter(|(_, drawn)| *drawn).map(|(key, _)| sheet.word(key)).collect();
    parts.join(" · ")
}

fn wallet_tick(sheet: &Sheet<'_>, at: f64) -> String {
    let decimals = if at < 1.0 { (-at.log10().floor()).clamp(0.0, 4.0) } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 4")]
    sheet.voice().locale.decimal(at, decimals as usize)
}

fn bubble(
    sheet: &Sheet<'_>,
    account: usize,
    position: Position,
    scale: &crate::locale::Scale,
    flagged: &BTreeSet<usize>,
) -> Bubble {
    let voice = sheet.voice();
    let book = sheet.book();
    let class = book.class(account);
    let previous = book.positions_before.get(account).copied().flatten();
    let money = |amount: Amount| voice.locale.money(amount);
    let zone_text = sheet.word(zone_key(position.zone));
    let title = voice.say(
        "portfolio.matrix.bubble",
        &[
            ("account", sheet.name(account).into()),
            ("share", voice.locale.percent(position.share).into()),
            ("wallet", money(position.wallet).into()),
            ("revenue", money(position.ours).into()),
            ("zone", zone_text.as_str().into()),
        ],
    );
    Bubble {
        name: sheet.name(account).to_owned(),
        x: position.share.clamp(0.0, 2.0),
        x_text: voice.locale.percent(position.share),
        y: scale.divide(position.wallet),
        y_text: scale.show(position.wallet),
        size: position.ours.to_f64(),
        size_text: scale.show(position.ours),
        tone: super::pareto::tone(class),
        class_text: class.letter().to_owned(),
        zone_text,
        standing: if position.new { Standing::New } else { Standing::Known },
        attention: if flagged.contains(&account) { Attention::Flagged } else { Attention::None },
        // An arrow at every dot would hide the dots.
        previous: previous
            .filter(|was| was.share > 0.0 && !position.new && (class == AbcClass::A || flagged.contains(&account)))
            .map(|was| (was.share.clamp(0.0, 2.0), scale.divide(was.wallet))),
        href: sheet.account(account).unwrap_or_default(),
        title,
    }
}

/// Accounts with revenue in the 12 months and no known purchases, the largest first.
pub fn without_wallet<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = usize> + 'a {
    let book = sheet.book();
    let order = book.now.revenue.ranking.order().iter().copied();
    order.filter(|&account| book.positions[account].is_none() && book.now.figures[account].revenue.is_positive())
}

/// Cut-offs and where the wallets come from.
fn notes(sheet: &Sheet<'_>) -> Vec<Rich> {
    let voice = sheet.voice();
    let cuts = &sheet.book().cuts;
    let key = if cuts.power_is_median { "portfolio.matrix.cuts_median" } else { "portfolio.matrix.cuts_set" };
    let args: [(&str, Arg<'_>); 3] = [
        ("share", voice.locale.percent_round(cuts.share).into()),
        ("power", cuts.power.map(|power| voice.locale.money(power)).unwrap_or_default().into()),
        ("months", i64::from(cuts.new_months).into()),
    ];
    let mut notes = vec![voice.rich("portfolio.matrix.wallets", &[]), voice.rich(key, &args)];
    let over = sheet.book().positions.iter().flatten().filter(|position| position.over).count();
    if over > 0 {
        notes.push(voice.rich("portfolio.matrix.beyond", &[("count", over.into())]));
    }
    let without = without_wallet(sheet).count();
    if without > 0 {
        notes.push(voice.rich("portfolio.matrix.without", &[("count", without.into())]));
    }
    notes
}

/// Count, revenue and gross profit of a zone.
struct Weight {
    zone: Zone,
    accounts: usize,
    revenue: Option<f64>,
    profit: Option<f64>,
}

fn weights(sheet: &Sheet<'_>) -> Vec<Weight> {
    let book = sheet.book();
    let weight = |zone: Zone| {
        let members: Vec<usize> = placed(sheet).filter(|(_, p)| p.zone == zone).map(|(account, _)| account).collect();
        let revenue: Amount = members.iter().map(|&account| book.now.figures[account].revenue).sum();
        let profit: Option<Amount> = book
            .now
            .gross_profit
            .is_some()
            .then(|| members.iter().filter_map(|&account| book.now.figures[account].gross_profit()).sum());
        Weight {
            zone,
            accounts: members.len(),
            revenue: revenue.share_of(book.now.total.revenue),
            profit: profit.and_then(|profit| profit.share_of(book.now.total.gross_profit()?)),
        }
    };
    Zone::ALL.into_iter().map(weight).collect()
}

/// Count and weight of each zone.
pub fn zones(sheet: &Sheet<'_>) -> Exhibit {
    let voice = sheet.voice();
    let has_profit = sheet.book().now.gross_profit.is_some();
    let row = |weight: &Weight| {
        let name = Cell::new(sheet.word(zone_key(weight.zone)))
            .to(sheet.list(&ListKind::Zone(weight.zone)))
            .note(sheet.word(zone_advice_key(weight.zone)));
        let count = voice.locale.number(weight.accounts.try_into().unwrap_or(i64::MAX));
        let mut cells = vec![name, Cell::new(count), Cell::new(sheet.share(weight.revenue))];
        if has_profit {
            cells.push(Cell::new(sheet.share(weight.profit)));
        }
        cells
    };
    let mut columns = vec![
        Column::words(sheet.word("portfolio.column.zone")),
        Column::figures(sheet.word("portfolio.column.accounts")),
        Column::figures(sheet.word("portfolio.base.revenue")),
    ];
    if has_profit {
        columns.push(Column::figures(sheet.word("portfolio.base.gross_profit")));
    }
    let weights = weights(sheet);
    let table = TableView::new(sheet.word("portfolio.zones.name"), columns, weights.iter().map(row).collect());
    Exhibit::listed("zones", fullest(sheet, &weights), sheet.word("portfolio.zones.measure"), table)
        .with_notes([sheet.see_framework("attack-defend")])
}

/// Where most accounts stand.
fn fullest(sheet: &Sheet<'_>, weights: &[Weight]) -> Rich {
    let most = weights.iter().map(|weight| weight.accounts).max().unwrap_or_default();
    let mut there = weights.iter().filter(|weight| weight.accounts == most);
    let (first, tied) = (there.next(), there.next().is_some());
    let all: usize = weights.iter().map(|weight| weight.accounts).sum();
    let zone = first.map_or_else(String::new, |weight| sheet.word(zone_key(weight.zone)));
    let all = sheet.voice().locale.number(all.try_into().unwrap_or(i64::MAX));
    let args = [("zone", zone.into()), ("count", most.into()), ("all", all.into())];
    sheet.voice().rich(if tied { "portfolio.zones.finding_tied" } else { "portfolio.zones.finding" }, &args)
}

/// What the heaviest zone comes to.
pub fn finding(sheet: &Sheet<'_>) -> Rich {
    let voice = sheet.voice();
    let heaviest = weights(sheet)
        .into_iter()
        .filter(|weight| weight.accounts > 0)
        .max_by(|a, b| a.revenue.unwrap_or_default().total_cmp(&b.revenue.unwrap_or_default()));
    let Some(weight) = heaviest else {
        return voice.rich("finding.matrix.none", &[]);
    };
    let key = match weight.zone {
        Zone::Attack => "finding.matrix.attack",
        Zone::Defend => "finding.matrix.defend",
        Zone::Maintain => "finding.matrix.maintain",
        Zone::Hold => "finding.matrix.hold",
        Zone::Abandon => "finding.matrix.abandon",
    };
    voice.rich(key, &[("count", weight.accounts.into()), ("share", sheet.share(weight.revenue).into())])
}
