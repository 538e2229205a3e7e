//! Service over all accounts: the grid of nine duties, effort against profit, coverage models by class.

use super::stands::{account_cell, cell, documented, measure_caption, table};
use super::wide::{DRAWN, LISTED, account, column, count, cut, dash, digits, figures_column};
use crate::analysis::abc::AbcClass;
use crate::analysis::duty_grid::{DutyRow, duty_grid};
use crate::analysis::effort::{EffortShare, effort_shares, mean_quota};
use crate::analysis::visiting::visiting;
use crate::charts::{Axis, Chart, Dot, Dots, Scale, Tick, Tone, nice_ticks};
use crate::locale::Arg;
use crate::portfolio::{CoverageModel, Duty};
use crate::project::settings::AbcBase;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Column, Rich, TableView};

/// Accounts × nine duties, the largest revenue first; `None` where no dossier logs one.
pub fn duties(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let mut grid = duty_grid(shared.portfolio, shared.as_of.date, shared.settings.fiscal_year_start);
    let none = grid.iter().filter(|row| row.done() == 0).count();
    if none == grid.len() {
        return None;
    }
    grid.sort_by_key(|row| (std::cmp::Reverse(shared.accounts[row.account].year.revenue), row.account));
    let cells = |row: &DutyRow| {
        let marks = row.counts.map(|times| match times {
            0 => Cell::new("–").class("na"),
            times => cell(digits(shared, times)).class("ours"),
        });
        let done = cell(format!("{}/9", row.done()));
        std::iter::once(account_cell(shared, row.account)).chain([done]).chain(marks).collect()
    };
    let mut columns = vec![column(shared, "account"), column(shared, "done")];
    columns.extend(Duty::ALL.iter().map(|duty| Column::words(voice.word(&format!("enums.duty.{}", duty.key())))));
    let table = TableView {
        sortable: true,
        ..table(measure_caption(shared), columns, grid.iter().take(LISTED).map(cells).collect())
    };
    let well = grid.iter().filter(|row| row.done() >= 5).count();
    let args =
        [("count", Arg::from(none)), ("all", digits(shared, grid.len()).into()), ("well", digits(shared, well).into())];
    let finding =
        voice.rich(if none == 0 { "in_portfolio.duties.every" } else { "in_portfolio.duties.finding" }, &args);
    let notes = cut(shared, grid.len()).into_iter().collect();
    Some(Figure::new("duty-grid", finding, voice.word("in_portfolio.duties.measure"), Body::Matrix(table), notes))
}

/// Shares with the base of money; `None` without visits or money.
fn shares(shared: &Shared<'_>) -> Option<(Vec<EffortShare>, String)> {
    let all = visiting(shared.portfolio, shared.as_of.date);
    let (shares, base) = effort_shares(&all, shared.accounts);
    let base = shared.voice.word(match base {
        AbcBase::GrossProfit => "finding.base.gross_profit",
        AbcBase::Revenue => "finding.base.revenue",
    });
    (!shares.is_empty()).then_some((shares, base))
}

/// Share of visits against share of gross profit, the widest apart first; `None` without visits or profit.
pub fn effort(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let (shares, base) = shares(shared)?;
    let finding = effort_finding(shared, &shares, &base);
    let measure = voice.say("in_portfolio.effort.measure", &[("base", base.as_str().into())]);
    let chart = Body::Chart(Box::new(effort_dots(shared, &shares, &base)));
    Some(Figure::new("effort", finding, measure, chart, vec![voice.rich("in_portfolio.effort.note", &[])]))
}

/// The same account by account, with the split of the quota.
pub fn efforts(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let (shares, base) = shares(shared)?;
    let row = |one: &EffortShare| {
        let [name, class] = account(shared, one.account);
        let quota = shared.portfolio.accounts[one.account].resource_quota.as_ref();
        let units = quota.map_or_else(
            || [dash(), dash(), dash()],
            |quota| [quota.time, quota.people, quota.money].map(|units| cell(voice.locale.quantity(units))),
        );
        let shares = [one.visits, one.money].map(|share| cell(voice.locale.percent(share)));
        let gap = Cell { sort: Some(format!("{:.4}", one.gap())), ..cell(voice.locale.delta_point_count(one.gap())) };
        [name, class].into_iter().chain(shares).chain([gap]).chain(units).collect()
    };
    let mut columns = vec![
        column(shared, "account"),
        column(shared, "class").minor(),
        figures_column(shared, "visits"),
        Column::figures(voice.say("in_portfolio.column.share_of", &[("base", base.as_str().into())])),
        Column::figures(voice.with_unit(&voice.word("in_portfolio.column.gap"), &voice.word("unit.points"))),
    ];
    columns.extend(["time", "people", "money"].map(|key| figures_column(shared, key).minor()));
    let table = TableView {
        sortable: true,
        ..table(measure_caption(shared), columns, shares.iter().take(LISTED).map(row).collect())
    };
    let of_class_a = || shares.iter().filter(|one| shared.accounts[one.account].class == AbcClass::A);
    let [visits, money] =
        [of_class_a().map(|one| one.visits).sum::<f64>(), of_class_a().map(|one| one.money).sum::<f64>()]
            .map(|share| voice.locale.percent_round(share));
    let args = [
        ("count", Arg::from(of_class_a().count())),
        ("visits", visits.into()),
        ("money", money.into()),
        ("base", base.as_str().into()),
    ];
    let notes = quota_note(shared).into_iter().chain(cut(shared, shares.len())).collect();
    let measure = voice.word("in_portfolio.effort.table_measure");
    Some(Figure::new("efforts", voice.rich("in_portfolio.effort.class_a", &args), measure, Body::Table(table), notes))
}

/// The account whose two shares lie widest apart.
fn effort_finding(shared: &Shared<'_>, shares: &[EffortShare], base: &str) -> Rich {
    let Some(one) = shares.first() else { return Rich::default() };
    let voice = shared.voice;
    let name = shared.account_name(one.account);
    let args = [
        ("name", Arg::from(name.as_str())),
        ("visits", voice.locale.percent(one.visits).into()),
        ("money", voice.locale.percent(one.money).into()),
        ("base", base.into()),
    ];
    let key = if one.gap() > 0.0 { "in_portfolio.effort.more" } else { "in_portfolio.effort.less" };
    voice.rich(key, &args).link(&name, account_cell(shared, one.account).href.as_deref())
}

fn effort_dots(shared: &Shared<'_>, shares: &[EffortShare], base: &str) -> Chart {
    let voice = shared.voice;
    let high = shares.iter().take(DRAWN).flat_map(|one| [one.visits, one.money]).fold(0.01, f64::max);
    let steps = nice_ticks(0.0, high, 5);
    let dot = |one: &EffortShare| {
        let name = shared.account_name(one.account);
        let [visits, money] = [one.visits, one.money].map(|share| voice.locale.percent(share));
        Dot {
            previous: Some(one.money),
            previous_title: format!("{name} · {base} {money}"),
            previous_text: money,
            current: Some(one.visits),
            title: format!("{name} · {} {visits}", voice.word("in_portfolio.column.visits")),
            current_text: visits,
            tone: Tone::Accent,
            name,
        }
    };
    Chart::Dots(Dots {
        id: "effort-chart".to_owned(),
        name: voice.word("in_portfolio.effort.name"),
        summary: effort_finding(shared, shares, base).to_text(),
        axis: Axis {
            name: String::new(),
            scale: Scale::Linear,
            low: 0.0,
            high: steps.last().copied().unwrap_or(1.0),
            ticks: steps.into_iter().map(|at| Tick::new(at, voice.locale.percent_round(at))).collect(),
        },
        rows: shares.iter().take(DRAWN).map(dot).collect(),
        headings: [
            voice.word("in_portfolio.column.account"),
            voice.say("in_portfolio.column.share_of", &[("base", base.into())]),
            voice.word("in_portfolio.column.visits"),
        ],
    })
}

/// The mean quota; `None` where no dossier states one.
fn quota_note(shared: &Shared<'_>) -> Option<Rich> {
    let mean = mean_quota(shared.portfolio, 0..shared.portfolio.accounts.len())?;
    let [time, people, money] = mean.units.map(|units| shared.voice.locale.decimal(units.to_f64(), 1));
    let args = [
        ("count", Arg::from(mean.accounts)),
        ("time", time.into()),
        ("people", people.into()),
        ("money", money.into()),
    ];
    Some(shared.voice.rich("in_portfolio.effort.quota", &args))
}

/// Coverage models by class, and where the rule finds that they do not fit.
pub fn models(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let of = |model: CoverageModel, class: AbcClass| {
        let such = documented(shared).filter(|(at, account)| {
            account.coverage.as_ref().is_some_and(|coverage| coverage.model == model)
                && shared.accounts[*at].class == class
        });
        such.count()
    };
    let unfit = |model: CoverageModel| {
        let hits = shared.accounts.iter().flat_map(|facts| &facts.alerts).filter(|hit| hit.rule == "coverage-mismatch");
        let such = hits.filter_map(|hit| shared.portfolio.accounts[hit.account?].coverage.as_ref());
        such.filter(|coverage| coverage.model == model).count()
    };
    let total: usize = CoverageModel::ALL.iter().flat_map(|model| AbcClass::ALL.map(|class| of(*model, class))).sum();
    if total == 0 {
        return None;
    }
    let row = |model: &CoverageModel| {
        let wrong = count(shared, unfit(*model));
        let name = cell(voice.word(&format!("enums.coverage_model.{}", model.key())));
        let wrong = if unfit(*model) > 0 { wrong.class("act") } else { wrong };
        let classes = AbcClass::ALL.map(|class| count(shared, of(*model, class)));
        std::iter::once(name).chain(classes).chain([wrong]).collect()
    };
    let mut columns = vec![column(shared, "model")];
    columns.extend(AbcClass::ALL.map(|class| Column::figures(class.letter())));
    columns.push(figures_column(shared, "unfit"));
    let table = table(measure_caption(shared), columns, CoverageModel::ALL.iter().map(row).collect());
    let wrong: usize = CoverageModel::ALL.iter().map(|model| unfit(*model)).sum();
    let key = if wrong == 0 { "in_portfolio.models.fit" } else { "in_portfolio.models.finding" };
    let finding = voice.rich(key, &[("count", wrong.into()), ("all", digits(shared, total).into())]);
    let rule = format!(
        "<a href=\"../rules/coverage-mismatch.html\">{}</a>",
        crate::site::view::escape(&voice.word("rule.coverage-mismatch.name"))
    );
    let measure = voice.word("in_portfolio.models.measure");
    Some(Figure::new("models", finding, measure, Body::Table(table), vec![Rich::from_safe_html(rule)]))
}
