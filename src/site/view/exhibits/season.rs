//! The season of the portfolio, and whose own peak is near.

use jiff::civil::Date;

use super::Exhibit;
use super::assets::first_names;
use crate::analysis::customers::seasonality::{NoSeason, SeasonalTrust, Seasonality};
use crate::analysis::one_off::OneOff;
use crate::charts::{Chart, ColumnBar, Columns, Room, Tick, Tone, nice_ticks};
use crate::locale::Arg;
use crate::portfolio::{Amount, Month, Portfolio};
use crate::project::settings::Settings;
use crate::rules::{RuleHit, peak_without_supply};
use crate::site::view::sheet::Sheet;
use crate::site::view::{Rich, Voice};

/// The season of the portfolio.
pub fn season(sheet: &Sheet<'_>) -> Exhibit {
    let voice = sheet.voice();
    match &sheet.book().analysis.season {
        Ok(season) => drawn_season(sheet, season),
        Err(reason) => {
            let why = match reason {
                NoSeason::TooFewMonths { found } => voice.say("customers.season.few", &[("count", (*found).into())]),
                NoSeason::NoRevenue => sheet.word("customers.season.no_revenue"),
            };
            let finding = voice.rich("customers.season.flat", &[]);
            Exhibit::instead("season", finding, sheet.word("customers.season.name"), why)
        }
    }
}

/// The next peak, where it is one by the rule [`peak_without_supply`]; else which month is highest. Of one year what was highest,
/// since a month that has not come again is no season. `own` names the accounts whose own peak is near and has no supply agreed
/// ([`own_peaks`]): where the whole has none, theirs is told.
pub fn season_finding(voice: Voice<'_>, season: &Seasonality, today: Date, settings: &Settings, own: &str) -> Rich {
    let Some(peak) = season.next_peak(today) else { return voice.rich("customers.season.flat", &[]) };
    let short = || voice.locale.month_name(peak.month);
    let (low, low_index) = season.lowest();
    let is_peak = peak_without_supply::is_peak(&peak, season, settings);
    let (key, month) = match peak.days {
        _ if season.trust == SeasonalTrust::Hint => ("customers.season.finding_once", short()),
        _ if peak.index < LEVEL => ("customers.season.flat", short()),
        _ if !is_peak && low_index <= LOW => ("customers.season.finding_low", short()),
        _ if !is_peak => ("customers.season.finding_weak", short()),
        0 => ("customers.season.finding_now", voice.locale.month_in_sentence(peak.month)),
        _ => ("customers.season.finding", voice.locale.month_in_sentence(peak.month)),
    };
    let args = [
        ("month", Arg::from(month)),
        ("share", voice.locale.percent_round(peak.index - 1.0).into()),
        ("days", peak.days.to_string().into()),
        ("low", voice.locale.month_name(Month::new(today.year(), low)).into()),
        ("depth", voice.locale.percent_round(1.0 - low_index).into()),
        ("own", own.into()),
    ];
    voice.rich(key, &args)
}

/// A clause on the accounts whose own peak is near and has no supply agreed; empty where there is none.
pub fn own_peaks(voice: Voice<'_>, portfolio: &Portfolio, alerts: &[RuleHit]) -> String {
    let near = alerts.iter().filter(|hit| hit.rule == peak_without_supply::RULE.id);
    let accounts = near.filter_map(|hit| portfolio.accounts.get(hit.account?));
    let names: Vec<&str> = accounts.map(|account| account.name.in_language(voice.language().tag()).0).collect();
    if names.is_empty() {
        return String::new();
    }
    let args = [("count", Arg::from(names.len())), ("names", first_names(voice, &names).into())];
    voice.say("customers.season.own", &args)
}

/// Up to which index the lowest month is told where no month is a peak (convention): a quarter below the average.
pub const LOW: f64 = 0.75;

/// Below which the highest month is no higher than the others (convention): two per cent are noise.
pub const LEVEL: f64 = 1.02;

/// The one-off purchases that the season of the portfolio leaves out; `None` where there is none.
pub fn without_one_offs(voice: Voice<'_>, all: &[OneOff], name: impl Fn(usize) -> String) -> Option<Rich> {
    let names: Vec<String> = all.iter().map(|one| name(one.account)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let sum: Amount = all.iter().map(|one| one.amount).sum();
    let args = [("accounts", Arg::from(voice.locale.list(&names))), ("money", voice.locale.money(sum).into())];
    (!names.is_empty()).then(|| voice.rich("customers.season.without", &args))
}

fn drawn_season(sheet: &Sheet<'_>, season: &Seasonality) -> Exhibit {
    let voice = sheet.voice();
    let today = sheet.book().as_of.date;
    let peak = season.next_peak(today).filter(|peak| peak_without_supply::is_peak(peak, season, sheet.book().settings));
    let month_name = |number: usize| {
        let number = i8::try_from(number).unwrap_or(1);
        voice.locale.month_short(Month::new(today.year(), number))
    };
    let own = own_peaks(voice, sheet.book().portfolio, &sheet.book().analysis.hits.alerts);
    let finding = season_finding(voice, season, today, sheet.book().settings, &own);
    let high = season.index.iter().copied().fold(1.0, f64::max);
    // Beside a peak that is told the other months step back.
    let quiet = if peak.is_some() { Tone::C } else { Tone::B };
    let bar = |(at, &index): (usize, &f64)| {
        let (label, text) = (month_name(at + 1), voice.locale.percent_round(index));
        let args = [("month", Arg::from(label.as_str())), ("share", text.as_str().into())];
        let is_peak = peak.is_some_and(|peak| usize::try_from(peak.month.month()).is_ok_and(|month| month == at + 1));
        ColumnBar {
            title: voice.say("customers.season.bar", &args),
            name: label.clone(),
            label,
            value: Some(index),
            text,
            tone: if is_peak { Tone::Accent } else { quiet },
        }
    };
    let highest = season.next_peak(today).map_or_else(String::new, |peak| voice.locale.month_short(peak.month));
    let ticks = nice_ticks(0.0, high, 4).into_iter().map(|at| Tick::new(at, voice.locale.percent_round(at)));
    let chart = Columns {
        room: Room::Page,
        id: "season-chart".to_owned(),
        name: sheet.word("customers.season.name"),
        summary: voice.say("customers.season.summary", &[("month", highest.into())]),
        bars: season.index.iter().enumerate().map(bar).collect(),
        ticks: ticks.collect(),
        cap: Some(Tick::new(1.0, sheet.word("customers.season.average"))),
        headings: [sheet.word("customers.season.month"), sheet.word("customers.season.index")],
    };
    let trust = match season.trust {
        SeasonalTrust::Hint => "customers.season.hint",
        SeasonalTrust::Weak => "customers.season.weak",
        SeasonalTrust::Sound => "customers.season.sound",
    };
    let measure = voice.say("customers.season.measure", &[("count", season.years.into())]);
    Exhibit::drawn("season", finding, measure, Chart::Columns(chart))
        .with_notes([voice.rich(trust, &[])])
        .with_notes(without_one_offs(voice, &sheet.book().analysis.one_offs, |at| sheet.name(at).to_owned()))
}
