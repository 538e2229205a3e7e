//! The market and ourselves: stance by region, the maturity self-audit, serialisation by quarter.

use super::stands::{cell, measure_caption, table};
use super::wide::{amount, amount_column, column, count, dash, digits, figures_column, scale};
use crate::analysis::one_off;
use crate::analysis::sales::Scope;
use crate::analysis::serialisation::{Serialised, serialised};
use crate::charts::{Chart, ColumnBar, Columns, Room, Tick, Tone, nice_ticks};
use crate::locale::Arg;
use crate::portfolio::{Amount, Judgement, Localised, Month, Period, Score, Stance};
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::attainment::Speaker;
use crate::site::view::{Cell, Rich, TableView, Way};

/// A region: its stance with the reason, and what was sold there.
struct Region<'a> {
    name: &'a str,
    stance: Option<Stance>,
    radius: Option<Amount>,
    note: Option<&'a Localised>,
    accounts: usize,
    now: Amount,
    before: Option<Amount>,
    /// Accounts with one-off purchases in it, and what they sum to.
    one_off: (Vec<usize>, Amount),
}

impl Region<'_> {
    /// What was sold apart from one-off purchases: what is compared with the year before.
    fn lasting(&self) -> Amount {
        self.now - self.one_off.1
    }

    fn change(&self, now: Amount) -> Option<f64> {
        crate::site::view::voice::relative_change(now, self.before?)
    }
}

/// Regions with their stance, the largest revenue first; `None` where neither dossiers nor sales name one.
pub fn regions(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let regions = regions_of(shared);
    regions.first()?;
    let scale = scale(shared, regions.iter().map(|one| one.now));
    let row = |one: &Region<'_>| {
        let change = one.change(one.now);
        let note = one.note.map_or_else(dash, |note| {
            let (text, lang) = note.in_language(voice.language().tag());
            Cell { lang: lang.map(str::to_owned), ..cell(text) }
        });
        vec![
            cell(shared.called(one.name)),
            one.stance.map_or_else(dash, |stance| cell(voice.word(&format!("enums.stance.{}", stance.key())))),
            one.radius.map_or_else(dash, |radius| cell(voice.locale.quantity(radius))),
            count(shared, one.accounts),
            amount(&scale, one.now),
            change.map_or_else(dash, |change| {
                cell(format!("{} {}", Way::of(change).arrow(), voice.locale.delta_percent(change)))
            }),
            note,
        ]
    };
    let columns = vec![
        column(shared, "region"),
        column(shared, "stance"),
        figures_column(shared, "radius").minor(),
        figures_column(shared, "accounts"),
        amount_column(shared, "revenue", &scale),
        figures_column(shared, "change"),
        column(shared, "why").minor(),
    ];
    let table =
        TableView { sortable: true, ..table(measure_caption(shared), columns, regions.iter().map(row).collect()) };
    let stated = regions.iter().filter(|one| one.stance.is_some()).count();
    // The region that the stance gives up while it grows, or expands into while it shrinks, is worth a look.
    let against = regions.iter().find(|one| {
        let grew = one.before.map(|before| one.lasting() > before);
        matches!((one.stance, grew), (Some(Stance::Retreat), Some(true)) | (Some(Stance::Expand), Some(false)))
    });
    let finding = match against {
        Some(one) => moves_against(shared, one),
        None => {
            let key = if stated == 0 { "in_portfolio.regions.unstated" } else { "in_portfolio.regions.finding" };
            voice.rich(key, &[("count", stated.into()), ("all", digits(shared, regions.len()).into())])
        }
    };
    let (period, _) = shared.sales.year_by_months(shared.facts.year.period);
    let measure = voice.say("in_portfolio.regions.measure", &[("period", voice.locale.period(period).into())]);
    let source =
        voice.rich("in_portfolio.source", &[("file", "content/portfolio.yaml".into()), ("key", "regions".into())]);
    let notes = regions.iter().filter_map(|one| without_one_offs(shared, one)).chain([source]).collect();
    Some(Figure::new("regions", finding, measure, Body::Table(table), notes))
}

/// A region that moves against its stance.
fn moves_against(shared: &Shared<'_>, one: &Region<'_>) -> Rich {
    let voice = shared.voice;
    let stance = one.stance.map(|stance| voice.word(&format!("enums.stance.{}", stance.key())));
    let rate = one.change(one.lasting()).map_or_else(|| "–".to_owned(), |rate| voice.locale.delta_percent(rate));
    let args = [
        ("name", Arg::from(shared.called(one.name))),
        ("stance", stance.unwrap_or_default().into()),
        ("money", voice.locale.money(one.lasting()).into()),
        ("rate", rate.into()),
    ];
    let key = if one.stance == Some(Stance::Retreat) { "grows" } else { "shrinks" };
    voice.rich(&format!("in_portfolio.regions.{key}"), &args)
}

/// What the growth of a region would be without one-off purchases.
fn without_one_offs(shared: &Shared<'_>, one: &Region<'_>) -> Option<Rich> {
    let (voice, (accounts, sum)) = (shared.voice, &one.one_off);
    let names: Vec<String> = accounts.iter().map(|at| shared.account_name(*at)).collect();
    let args = [
        ("name", Arg::from(shared.called(one.name))),
        ("accounts", voice.locale.list(&names).into()),
        ("money", voice.locale.money(*sum).into()),
        ("rate", voice.locale.delta_percent(one.change(one.lasting())?).into()),
    ];
    (!names.is_empty()).then(|| voice.rich("in_portfolio.regions.one_off", &args))
}

fn regions_of<'a>(shared: &Shared<'a>) -> Vec<Region<'a>> {
    let (year, before) = shared.sales.year_by_months(shared.facts.year.period);
    let sold = |period: Period| shared.sales.regions(Scope::Portfolio, period).rows;
    let (now, before) = (sold(year), before.map(sold));
    let stated = &shared.portfolio.notes.regions;
    let mut names: Vec<&'a str> = stated.iter().map(|one| one.region.as_str()).collect();
    for name in now.iter().filter_map(|(name, _)| *name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let sum = |rows: &[(Option<&str>, crate::analysis::sales::LineSums)], name: &str| {
        let found = rows.iter().find(|(other, _)| *other == Some(name));
        found.map_or(Amount::ZERO, |(_, sums)| sums.figures.revenue)
    };
    let region = |name: &'a str| {
        let stated = stated.iter().find(|one| one.region == name);
        Region {
            name,
            stance: stated.and_then(|one| one.stance),
            radius: stated.and_then(|one| one.radius_km),
            note: stated.and_then(|one| one.note.as_ref()),
            accounts: shared.portfolio.accounts.iter().filter(|one| one.region.as_deref() == Some(name)).count(),
            now: sum(&now, name),
            before: before.as_ref().map(|rows| sum(rows, name)),
            one_off: one_offs_in(shared, year, name),
        }
    };
    let mut regions: Vec<Region<'a>> = names.into_iter().map(region).collect();
    regions.sort_by_key(|one| std::cmp::Reverse(one.now));
    regions
}

/// One-off purchases of some days that were sold in a region: places are kept by month, so the month of the day tells.
fn one_offs_in(shared: &Shared<'_>, days: Period, region: &str) -> (Vec<usize>, Amount) {
    let here = one_off::within(&shared.analysis.one_offs, days).filter_map(|one| {
        let month = Month::of(one.day);
        let month = Period { first: month.first_day(), last: month.last_day() };
        let sold = shared.sales.regions(Scope::Account(one.account), month);
        let (_, sums) = sold.rows.into_iter().find(|(name, _)| *name == Some(region))?;
        Some((one.account, one.amount.min(sums.figures.revenue)))
    });
    here.fold((Vec::new(), Amount::ZERO), |(mut accounts, sum), (account, amount)| {
        accounts.push(account);
        (accounts, sum + amount)
    })
}

/// Four problems and three steps; `None` where nobody has judged them.
pub fn maturity(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let audit = shared.portfolio.notes.maturity.as_ref()?;
    let problems: [(&str, &Option<Judgement>); 4] = [
        ("generic_strategy", &audit.generic_strategy),
        ("weak_forecasting", &audit.weak_forecasting),
        ("information_holes", &audit.information_holes),
        ("lack_of_talent", &audit.lack_of_talent),
    ];
    let steps = [("values", audit.values), ("management", audit.management), ("execution", audit.execution)];
    let word = |key: &str| voice.word(&format!("in_portfolio.maturity.{key}"));
    let problem = |(key, judged): &(&str, &Option<Judgement>)| {
        let verdict = match judged {
            None => dash(),
            Some(judged) if judged.holds => cell(word("holds")).class("act"),
            Some(_) => cell(word("holds_not")),
        };
        let evidence = judged.as_ref().and_then(|judged| judged.evidence.as_ref()).map_or_else(dash, |text| {
            let (text, lang) = text.in_language(voice.language().tag());
            Cell { lang: lang.map(str::to_owned), ..cell(text) }
        });
        vec![cell(word(key)), verdict, evidence]
    };
    let step = |(key, score): &(&str, Option<Score>)| {
        let shown = score.map_or_else(dash, |score| {
            let args = [("part", Arg::from(score.get().to_string())), ("whole", "5".into())];
            cell(voice.say("in_portfolio.of", &args)).bar(f64::from(score.get()) / 5.0)
        });
        vec![cell(word(key)), shown, cell("")]
    };
    let rows = problems.iter().map(problem).chain(steps.iter().map(step)).collect();
    let columns = vec![column(shared, "question"), column(shared, "verdict"), column(shared, "evidence")];
    let holding = problems.iter().filter(|(_, judged)| judged.as_ref().is_some_and(|judged| judged.holds)).count();
    let judged = problems.iter().filter(|(_, judged)| judged.is_some()).count();
    let weakest =
        steps.iter().filter_map(|(key, score)| Some((key, score.as_ref()?.get()))).min_by_key(|(_, score)| *score);
    let args = [
        ("count", Arg::from(holding)),
        ("all", digits(shared, judged).into()),
        ("name", weakest.map(|(key, _)| word(key)).unwrap_or_default().into()),
        ("score", weakest.map(|(_, score)| score.to_string()).unwrap_or_default().into()),
    ];
    let key = if weakest.is_some() { "in_portfolio.maturity.finding" } else { "in_portfolio.maturity.problems" };
    let measure = match audit.date {
        Some(date) => voice.say("in_portfolio.maturity.measure", &[("date", voice.locale.date_full(date).into())]),
        None => word("measure_undated"),
    };
    let args_of_source = [("file", "content/portfolio.yaml".into()), ("key", "maturity".into())];
    let source = voice.rich("in_portfolio.source", &args_of_source);
    let table = table(measure_caption(shared), columns, rows);
    Some(Figure::new("maturity", voice.rich(key, &args), measure, Body::Table(table), vec![source]))
}

/// The quarters in which somebody bought, oldest first; `None` with fewer than two that are over.
fn quarters(shared: &Shared<'_>) -> Option<Vec<Serialised>> {
    let mut quarters = serialised(shared.portfolio, shared.sales, &shared.facts.quarters);
    quarters.retain(|one| one.share().is_some());
    (quarters.iter().filter(|one| !one.partial).count() > 1).then_some(quarters)
}

/// The quarter in which a period ends, by its name.
pub(super) fn quarter_name(shared: &Shared<'_>, period: Period) -> String {
    Speaker { voice: shared.voice, fiscal_year_start: shared.settings.fiscal_year_start }.quarter(period)
}

/// Whether the sales begin no later than in the first month of a quarter: a part of one is not to be compared with a whole one.
pub(super) fn is_held(shared: &Shared<'_>, quarter: Period) -> bool {
    shared.facts.first_day.is_none_or(|first| Month::of(quarter.first) >= Month::of(first))
}

fn percent(shared: &Shared<'_>, share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| shared.voice.locale.percent(share))
}

/// Share of accounts in series by quarter.
pub fn serialisation(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let quarters = quarters(shared)?;
    let whole = || quarters.iter().filter(|one| !one.partial && is_held(shared, one.period));
    let last = whole().next_back()?;
    // The year before it in the same quarter, else the first that the sales hold.
    let first = whole().rev().nth(4).or_else(|| whole().next()).unwrap_or(last);
    let judged = is_judged(shared);
    let high = quarters.iter().filter_map(Serialised::share).fold(0.1, f64::max);
    let bar = |one: &Serialised| {
        let year = one.period.last.year().rem_euclid(100);
        ColumnBar {
            label: format!("{year:02}Q{}", (one.period.last.month() + 2) / 3),
            name: quarter_name(shared, one.period),
            value: one.share(),
            text: one.share().map_or_else(String::new, |share| voice.locale.percent_round(share)),
            tone: if one.partial { Tone::Mute } else { Tone::A },
            title: format!("{} {}", quarter_name(shared, one.period), percent(shared, one.share())),
        }
    };
    // By revenue: the number of small accounts that happen to buy in a quarter moves the share of accounts, and nothing else.
    let shift = last.revenue_share.unwrap_or_default() - first.revenue_share.unwrap_or_default();
    let args = [
        ("first", Arg::from(quarter_name(shared, first.period))),
        ("before", percent(shared, first.revenue_share).into()),
        ("last", quarter_name(shared, last.period).into()),
        ("now", percent(shared, last.revenue_share).into()),
        ("accounts", shared.voice.locale.number(last.accounts.try_into().unwrap_or(i64::MAX)).into()),
        ("accounts_before", shared.voice.locale.number(first.accounts.try_into().unwrap_or(i64::MAX)).into()),
    ];
    // Less than a point in either direction is no move.
    let key = match shift {
        _ if !judged => "in_portfolio.series.unjudged",
        shift if shift >= 0.01 => "in_portfolio.series.up",
        shift if shift <= -0.01 => "in_portfolio.series.down",
        _ => "in_portfolio.series.flat",
    };
    let finding = voice.rich(key, &args);
    let measure = voice.word("in_portfolio.series.measure");
    if !judged {
        // What is left is the share of class A, which stands on its own page.
        return Some(Figure { id: "series".to_owned(), finding, measure, bodies: Vec::new(), notes: Vec::new() });
    }
    let chart = Columns {
        room: Room::Column,
        id: "series-chart".to_owned(),
        name: voice.word("in_portfolio.series.name"),
        summary: finding.to_text(),
        bars: quarters.iter().map(bar).collect(),
        ticks: nice_ticks(0.0, high, 4).into_iter().map(|at| Tick::new(at, voice.locale.percent_round(at))).collect(),
        cap: None,
        headings: [voice.word("in_portfolio.column.quarter"), voice.word("in_portfolio.column.series_share")],
    };
    let notes = vec![voice.rich("in_portfolio.series.note", &[])];
    let chart = Body::Chart(Box::new(Chart::Columns(chart)));
    Some(Figure::new("series", finding, measure, chart, notes))
}

/// Whether a dossier judges loyalty.
fn is_judged(shared: &Shared<'_>) -> bool {
    shared.portfolio.accounts.iter().any(|account| account.loyalty.is_some())
}

/// The same in numbers, with the share of revenue, the newest first; `None` where no dossier judges loyalty.
pub fn serialisation_table(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let quarters = quarters(shared).filter(|_| is_judged(shared))?;
    let last = quarters.iter().rev().find(|one| !one.partial)?;
    let row = |one: &Serialised| {
        let quarter = cell(quarter_name(shared, one.period));
        vec![
            if one.partial { quarter.note(voice.word("portfolio.periods.partial")) } else { quarter },
            count(shared, one.buyers),
            count(shared, one.accounts),
            cell(percent(shared, one.share())),
            cell(percent(shared, one.revenue_share)),
        ]
    };
    let columns = vec![
        column(shared, "quarter"),
        figures_column(shared, "buyers"),
        figures_column(shared, "in_series"),
        figures_column(shared, "series_share"),
        figures_column(shared, "series_revenue"),
    ];
    let table = table(measure_caption(shared), columns, quarters.iter().rev().map(row).collect());
    let args = [
        ("share", Arg::from(percent(shared, last.share()))),
        ("revenue", percent(shared, last.revenue_share).into()),
        ("last", quarter_name(shared, last.period).into()),
    ];
    let finding = voice.rich("in_portfolio.series.revenue", &args);
    let measure = voice.word("in_portfolio.series.table_measure");
    Some(Figure::new("series-quarters", finding, measure, Body::Table(table), Vec::new()))
}
