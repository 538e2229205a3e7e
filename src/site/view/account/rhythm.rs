//! How predictably an account buys: months with a purchase, how even its revenue is, and when in the year (S2; S3 淡旺季).

use jiff::civil::Date;

use super::Shared;
use super::part::{Body, Figure};
use super::scene::Scene;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::customers::monthly::{MonthlyRevenue, STOPPED};
use crate::analysis::customers::purchases::Purchases;
use crate::analysis::customers::regularity::{MIN_MONTHS, Xyz, XyzClass, interval_variation, xyz};
use crate::analysis::customers::seasonality::{Peak, SeasonalTrust, Seasonality};
use crate::analysis::customers::strip::{PurchaseStrip, StripMark};
use crate::analysis::finding::AccountSituation;
use crate::analysis::sales::{Baseline, Scope};
use crate::charts::{Chart, HeatCell, HeatMap, HeatRow, Shade, Strip, StripCell, StripState, Tone};
use crate::locale::Arg;
use crate::portfolio::{Month, Period, day_after, days_between};
use crate::rules::{peak_without_supply, silent_account};
use crate::site::view::Rich;
use crate::site::view::exhibits::season::{LEVEL, LOW};

/// Months of the strip.
const MONTHS: i32 = 24;

/// The strip of months with a purchase; `None` without sales.
pub fn strip(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Option<Figure> {
    let scope = Scope::Account(at);
    let all = Period::new(shared.sales.first_day(scope)?, scene.as_of)?;
    let days = shared.sales.days(scope, all).map(|(day, figures)| (day, figures.revenue));
    let purchases = Purchases::up_to(scene.as_of, days);
    let strip = PurchaseStrip::of(&purchases, scene.as_of, MONTHS);
    let (bought, months) = strip.bought();
    if months == 0 {
        return None;
    }
    let first = shared.facts.first_day.map(Month::of);
    let cells = strip.months.iter().map(|&month| cell(scene, first, month)).collect();
    let counted = [("bought", Arg::from(bought)), ("months", months.into())];
    let chart = Strip {
        id: "chart-strip".to_owned(),
        name: scene.word("section.rhythm"),
        summary: scene.say("rhythm.summary", &counted),
        cells,
        headings: [scene.word("overview.month"), scene.word("column.bought"), String::new()],
    };
    let data = Period::new(shared.facts.first_day?, scene.as_of)?;
    let every = shared.sales.days(scope, data).map(|(day, figures)| (day, figures.revenue));
    let monthly = MonthlyRevenue::new(Month::of(data.first), Month::of(data.last), every);
    let monthly = monthly.complete(data.first, data.last);
    // A class over months in which it was no customer yet says nothing of how even it buys.
    let own = monthly.since_first();
    let known = xyz(&own, shared.settings.xyz).ok().filter(|_| months >= MIN_MONTHS);
    let finding = rhythm_finding(shared, scene, at, &Rhythm { strip: &strip, purchases: &purchases, known });
    let mut notes = vec![scene.rich("overview.sales_source", &[])];
    if let Some(found) = known {
        notes.push(scene.rich("rhythm.variation", &variation_args(shared, scene, found)));
        let of_all = xyz(&monthly.sums, shared.settings.xyz).ok().filter(|all| all.class != found.class);
        notes.extend(of_all.map(|all| scene.rich("rhythm.variation_all", &variation_args(shared, scene, all))));
    }
    if let Ok(variation) = interval_variation(&purchases) {
        let text = scene.voice.locale.decimal(variation, 2);
        notes.push(scene.rich("rhythm.intervals", &[("variation", text.into())]));
    }
    let body = Body::Chart(Box::new(Chart::Strip(chart)));
    Some(Figure::new("rhythm", finding, scene.word("rhythm.measure"), body, notes))
}

/// What the sentence over the strip reads.
struct Rhythm<'a> {
    strip: &'a PurchaseStrip,
    purchases: &'a Purchases,
    /// How even the months since its first purchase are; `None` where they are too few.
    known: Option<Xyz>,
}

/// How predictably it buys, in words. Whoever has stopped cannot be planned on, however even the months before were.
fn rhythm_finding(shared: &Shared<'_>, scene: &Scene<'_>, at: usize, rhythm: &Rhythm<'_>) -> Rich {
    let (bought, months) = rhythm.strip.bought();
    let counted = [("bought", Arg::from(bought)), ("months", months.into())];
    if bought == 0 {
        return scene.rich("rhythm.none", &counted);
    }
    let class = rhythm.known.map(|found| found.class);
    if let Some(silent) = stopped(shared, scene, at, rhythm) {
        return scene.rich("rhythm.stopped", &[("bought", bought.into()), ("silent", silent.into())]);
    }
    let moved = moved(shared, at);
    match (class, evenly_spaced(&shared.accounts[at], scene.as_of, rhythm.purchases)) {
        // However even: a year that fell by a tenth, or rose by a quarter, is nothing to plan on as it was.
        (Some(XyzClass::X), _) if moved.is_some() => {
            let [bought, months] = counted;
            let rate = moved.unwrap_or_default();
            let key = match (rhythm.strip.bought().0 == rhythm.strip.bought().1, rate > 0.0) {
                (true, true) => "every_rising",
                (true, false) => "every_falling",
                (false, true) => "rising",
                (false, false) => "falling",
            };
            let rate = scene.voice.locale.percent(rate.abs());
            scene.rich(&format!("rhythm.{key}"), &[bought, months, ("rate", rate.into())])
        }
        (None, _) => scene.rich("rhythm.plain", &counted),
        (Some(XyzClass::X), _) if bought == months => scene.rich("rhythm.every", &counted),
        (Some(XyzClass::X), _) => scene.rich("rhythm.even", &counted),
        (Some(XyzClass::Y), _) => scene.rich("rhythm.swings", &counted),
        (Some(XyzClass::Z), Some(days)) => {
            let [bought, months] = counted;
            scene.rich("rhythm.spaced", &[bought, months, ("days", scene.voice.locale.decimal(days, 0).into())])
        }
        (Some(XyzClass::Z), None) => scene.rich("rhythm.irregular", &counted),
    }
}

/// A fall of a year's revenue from which even months are no promise (convention); half of it where the months keep falling.
const FALLEN: f64 = 0.1;
/// A rise from which they are none (convention).
const RISEN: f64 = 0.25;

/// By what share the year is above the one before or below it, where that is more than even months can promise.
fn moved(shared: &Shared<'_>, at: usize) -> Option<f64> {
    let facts = &shared.accounts[at];
    let falling = facts.findings.iter().any(|found| matches!(found.situation, AccountSituation::FallingMonths { .. }));
    let complete = shared.facts.baseline == Baseline::Complete;
    let rate = facts.revenue.filter(|_| complete)?.rate()?;
    let fall = if falling { FALLEN / 2.0 } else { FALLEN };
    (rate <= -fall || rate >= RISEN).then_some(rate)
}

/// The whole months without a purchase up to today, where the account is silent by the rule or by its own rhythm, or bought
/// evenly month by month until then.
fn stopped(shared: &Shared<'_>, scene: &Scene<'_>, at: usize, rhythm: &Rhythm<'_>) -> Option<usize> {
    let running = i32::from(Month::of(scene.as_of) == Month::of(day_after(scene.as_of)));
    let silent = usize::try_from(rhythm.strip.silent_months? - running).ok()?;
    let facts = &shared.accounts[at];
    let known = facts.alerts.iter().any(|hit| hit.rule == silent_account::RULE.id)
        || facts.findings.iter().any(|found| matches!(found.situation, AccountSituation::Silent { .. }));
    let even = rhythm.known.is_some_and(|found| found.class == XyzClass::X) && silent >= STOPPED;
    (silent > 0 && (known || even)).then_some(silent)
}

fn variation_args(shared: &Shared<'_>, scene: &Scene<'_>, found: Xyz) -> [(&'static str, Arg<'static>); 5] {
    let [x, y] = shared.settings.xyz.cuts.map(|cut| Arg::from(cut.to_string()));
    let class = match found.class {
        XyzClass::X => "X",
        XyzClass::Y => "Y",
        XyzClass::Z => "Z",
    };
    let variation = Arg::from(scene.voice.locale.decimal(found.variation, 2));
    [("variation", variation), ("count", found.months.into()), ("x", x), ("y", y), ("class", class.into())]
}

/// Up to which variation the days between purchases are even, and from how many of them on that can be said (conventions).
const EVEN: (f64, usize) = (0.25, 4);

/// The mean days between purchases where these are even and the last one is no longer ago than two of them: whoever buys every
/// second month like clockwork has uneven months, and yet a pattern.
fn evenly_spaced(facts: &AccountFacts, today: Date, purchases: &Purchases) -> Option<f64> {
    interval_variation(purchases).ok().filter(|variation| *variation <= EVEN.0)?;
    let days: Vec<f64> = purchases.intervals().map(f64::from).collect();
    let mean = days.iter().sum::<f64>() / days.len() as f64;
    let since = f64::from(days_between(facts.last_purchase?, today));
    (days.len() >= EVEN.1 && since <= 2.0 * mean).then_some(mean)
}

/// A month of the strip. What was before the sales on file begin, `first`, nobody knows.
fn cell(scene: &Scene<'_>, first: Option<Month>, (month, mark): (Month, StripMark)) -> StripCell {
    let (state, key) = match mark {
        StripMark::NotYet if first.is_some_and(|first| month < first) => (StripState::Empty, "rhythm.before_sales"),
        StripMark::Bought => (StripState::Full(Tone::A), "rhythm.bought"),
        StripMark::Silent => (StripState::Due, "rhythm.silent"),
        StripMark::NotYet => (StripState::Empty, "rhythm.not_yet"),
    };
    let (name, text) = (scene.voice.locale.month(month), scene.word(key));
    StripCell {
        label: scene.voice.locale.month_short(month),
        group: month.year().to_string(),
        title: format!("{name} {text}"),
        name,
        state,
        text,
        event: String::new(),
        event_tone: Tone::Mute,
    }
}

/// The seasonal index of the twelve months; `None` with less than a year.
pub fn season(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Option<Figure> {
    let season = Seasonality::of_account(shared.sales, at, scene.as_of)?;
    // The year as it comes: from the month of tomorrow.
    let first = Month::of(day_after(scene.as_of));
    let months: Vec<(Month, f64)> = (0..12)
        .map(|ahead| first.plus(ahead))
        .filter_map(|month| Some((month, *season.index.get(usize::try_from(month.month() - 1).ok()?)?)))
        .collect();
    let cells = months.iter().map(|&(month, index)| {
        let text = scene.voice.locale.decimal(index, 1);
        HeatCell {
            title: format!("{} {text}", scene.voice.locale.month_short(month)),
            text,
            shade: Shade::Index(index),
        }
    });
    let finding = finding(shared, scene, at, &season);
    let chart = HeatMap {
        id: "chart-season".to_owned(),
        name: scene.word("section.season"),
        summary: scene.say("season.summary", &[("count", season.years.into())]),
        rows_name: String::new(),
        columns_name: String::new(),
        columns: months.iter().map(|&(month, _)| scene.voice.locale.month_short(month)).collect(),
        rows: vec![HeatRow { name: scene.word("season.index"), href: String::new(), cells: cells.collect() }],
    };
    let trust = match season.trust {
        SeasonalTrust::Hint => "season.hint",
        SeasonalTrust::Weak => "season.weak",
        SeasonalTrust::Sound => "season.sound",
    };
    let notes = vec![scene.rich("overview.sales_source", &[]), scene.rich(trust, &[("count", season.years.into())])];
    let body = Body::Chart(Box::new(Chart::HeatMap(chart)));
    Some(Figure::new("season", finding, scene.word("season.measure"), body, notes))
}

/// The peak with what to do before it. What counts as a peak, and how long before it supply must be agreed, is what the rule
/// [`peak_without_supply`] is set to.
fn finding(shared: &Shared<'_>, scene: &Scene<'_>, at: usize, season: &Seasonality) -> Rich {
    let Some(peak) = season.next_peak(scene.as_of) else { return scene.rich("season.none", &[]) };
    if peak.index < LEVEL {
        return scene.rich("season.none", &[]);
    }
    let setting = |name: &str| peak_without_supply::RULE.value(name, shared.settings);
    let month = scene.voice.locale.month_name(peak.month);
    let index = scene.voice.locale.decimal(peak.index, 2);
    let (low, lowest) = season.lowest();
    if peak.index * 100.0 < setting("index") && lowest <= LOW {
        let low = scene.voice.locale.month_name(Month::new(scene.as_of.year(), low));
        let lowest = scene.voice.locale.percent_round(lowest);
        let high = scene.voice.locale.percent_round(peak.index);
        let args = [("low", low.into()), ("index", lowest.into()), ("month", month.into()), ("high", high.into())];
        return scene.rich("season.low", &args);
    }
    if peak.index * 100.0 < setting("index") {
        return scene.rich("season.flat", &[("month", month.into()), ("index", index.into())]);
    }
    if season.stopped {
        return scene.rich("season.stopped", &[("month", month.into()), ("index", index.into())]);
    }
    if !peak_without_supply::is_peak(&peak, season, shared.settings) {
        let key = if season.years < 2 { "season.one_year" } else { "season.once" };
        return scene.rich(key, &[("month", month.into()), ("index", index.into())]);
    }
    let weeks = weeks(setting("days"));
    let args = [("month", Arg::from(month)), ("index", index.into()), ("count", Arg::Number(weeks.into()))];
    let key = match peak {
        Peak { days: 0, .. } => "season.running",
        _ if shared.accounts[at].alerts.iter().any(|hit| hit.rule == peak_without_supply::RULE.id) => "season.soon",
        _ => "season.peak",
    };
    scene.rich(key, &args)
}

/// Whole weeks in some days.
#[expect(clippy::cast_possible_truncation, reason = "the setting is at most 330; an `as` cast saturates")]
fn weeks(days: f64) -> i32 {
    (days / 7.0).floor() as i32
}
