//! What the analysis computed of the portfolio, as figures of a framework's page.

use std::collections::BTreeMap;

use super::answer::percent;
use super::stands::{SHOWN, account_cell, bar, cell, column, documented, figure, measure_caption, number, table};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::freshness::{self, DatedBlock};
use crate::frameworks::Block;
use crate::frameworks::attack_defend::Zone;
use crate::locale::Arg;
use crate::portfolio::{Amount, Period, days_between};
use crate::project::settings::{AbcBase, AbcLevel};
use crate::site::view::Cell;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Months with a purchase, of twelve: accounts and revenue by band.
pub fn regularity(shared: &Shared<'_>) -> Option<Figure> {
    let months = |facts: &AccountFacts| facts.months.iter().filter(|m| m.now.revenue.is_positive()).count();
    // Of these months, not of the 12 months to the day: the rows are to add up.
    let revenue_of = |facts: &AccountFacts| facts.months.iter().map(|month| month.now.revenue).sum::<Amount>();
    let bands: [(&str, usize, usize); 4] = [("12", 12, 12), ("9–11", 9, 11), ("4–8", 4, 8), ("1–3", 1, 3)];
    let total: Amount = shared.accounts.iter().map(revenue_of).sum();
    let count = |low: usize, high: usize| {
        let inside = shared.accounts.iter().filter(|facts| (low..=high).contains(&months(facts)));
        inside.fold((0_usize, Amount::ZERO), |(n, sum), facts| (n + 1, sum + revenue_of(facts)))
    };
    let rows = bands.iter().map(|(name, low, high)| {
        let (accounts, revenue) = count(*low, *high);
        let share = revenue.share_of(total);
        let name = shared.voice.say("frameworks.months", &[("months", (*name).into())]);
        vec![cell(name), number(shared, accounts), percent(shared, share), bar(share.unwrap_or_default())]
    });
    let columns = vec![
        column(shared, "months", false),
        column(shared, "accounts", true),
        column(shared, "revenue_share", true),
        column(shared, "bar", false),
    ];
    let (every, revenue) = count(12, 12);
    let share = revenue.share_of(total)?;
    let share = shared.voice.locale.percent_round(share);
    let finding = shared.voice.rich("frameworks.regular", &[("count", every.into()), ("share", share.into())]);
    let first = shared.accounts.first()?.months.first()?.month.first_day();
    let measure = in_words(shared, Period { first, last: shared.as_of.date });
    Some(figure("stands", finding, measure, table(measure_caption(shared), columns, rows.collect())))
}

fn in_words(shared: &Shared<'_>, period: Period) -> String {
    shared.voice.say("frameworks.period", &[("period", shared.voice.locale.period(period).into())])
}

fn period(shared: &Shared<'_>) -> String {
    in_words(shared, shared.facts.year.period)
}

/// What is lost with each of the largest.
pub fn losses(shared: &Shared<'_>) -> Option<Figure> {
    let order: Vec<usize> = shared.facts.standing().ranking.order().iter().copied().take(SHOWN).collect();
    let percent = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| shared.voice.locale.percent(share));
    let rows = order.iter().map(|&at| {
        let facts = &shared.accounts[at];
        let profit = facts.on_gross_profit.and_then(|place| place.leave_one_out);
        let revenue = facts.on_revenue.leave_one_out;
        vec![account_cell(shared, at), cell(percent(revenue)), cell(percent(profit)), bar(revenue.unwrap_or_default())]
    });
    let columns = vec![
        column(shared, "account", false),
        column(shared, "lost_revenue", true),
        column(shared, "lost_profit", true),
        column(shared, "bar", false),
    ];
    // Without sales above zero there is nothing to lose.
    let &largest = order.first()?;
    // The share is of what the accounts are ranked by.
    let (base, lost) = match (shared.facts.base, shared.accounts[largest].on_gross_profit) {
        (AbcBase::GrossProfit, Some(place)) => ("finding.base.gross_profit", place.leave_one_out?),
        _ => ("finding.base.revenue", shared.accounts[largest].on_revenue.leave_one_out?),
    };
    let args = [
        ("name", shared.account_name(largest).into()),
        ("share", percent(Some(lost)).into()),
        ("base", shared.voice.word(base).into()),
    ];
    let finding = shared.voice.rich("frameworks.loss", &args);
    Some(figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect())))
}

/// Top 20 %, CR, Gini, HHI on both bases.
pub fn concentration(shared: &Shared<'_>) -> Option<Figure> {
    let locale = shared.voice.locale;
    let revenue = &shared.facts.year.revenue.concentration;
    let profit = shared.facts.year.gross_profit.as_ref().map(|standing| &standing.concentration);
    let percent = |share: Option<f64>| cell(share.map_or_else(|| "–".to_owned(), |share| locale.percent(share)));
    let decimal =
        |value: Option<f64>, digits| cell(value.map_or_else(|| "–".to_owned(), |value| locale.decimal(value, digits)));
    let row = |key: &str, of: &dyn Fn(&crate::analysis::concentration::Concentration) -> Cell| {
        let mut cells = vec![cell(shared.voice.word(&format!("frameworks.figure.{key}"))), of(revenue)];
        cells.extend(profit.map(of));
        cells
    };
    let standings = [Some(&shared.facts.year.revenue), shared.facts.year.gross_profit.as_ref()].into_iter().flatten();
    let largest = standings
        .map(|standing| standing.ranking.order().first().and_then(|&first| standing.place(first).leave_one_out));
    let if_lost =
        std::iter::once(cell(shared.voice.word("frameworks.figure.if_lost"))).chain(largest.map(percent)).collect();
    let rows = vec![
        row("top20", &|c| percent(c.top20_share)),
        row("cr1", &|c| percent(c.cr1)),
        if_lost,
        row("cr3", &|c| percent(c.cr3)),
        row("cr5", &|c| percent(c.cr5)),
        row("cr10", &|c| percent(c.cr10)),
        row("gini", &|c| decimal(c.gini, 3)),
        row("hhi", &|c| decimal(c.hhi, 0)),
    ];
    let mut columns = vec![column(shared, "figure", false), column(shared, "by_revenue", true)];
    columns.extend(profit.map(|_| column(shared, "by_profit", true)));
    let share = locale.percent_round(revenue.top20_share?);
    let finding =
        shared.voice.rich("frameworks.top20", &[("count", revenue.top20_count.into()), ("share", share.into())]);
    Some(figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows)))
}

/// Accounts and shares by class, both methods.
pub fn classes(shared: &Shared<'_>) -> Option<Figure> {
    let standing = shared.facts.standing();
    let above = [&standing.cumulative, &standing.computed].map(|abc| abc.above_zero(&standing.ranking));
    let rows = crate::analysis::abc::AbcClass::ALL.iter().map(|&class| {
        let of_computed = standing.computed.sums.get(class).share_of(standing.ranking.sum()).unwrap_or_default();
        let share = standing.cumulative.sums.get(class).share_of(standing.ranking.sum()).unwrap_or_default();
        let badge = Cell { class: Some(format!("abc {}", class.letter().to_lowercase())), ..cell(class.letter()) };
        vec![
            badge,
            number(shared, *above[0].get(class)),
            cell(shared.voice.locale.percent(share)),
            bar(share),
            number(shared, *above[1].get(class)),
            cell(shared.voice.locale.percent(of_computed)),
        ]
    });
    let columns = vec![
        column(shared, "class", false),
        column(shared, "cumulative", true),
        column(shared, "share", true),
        column(shared, "bar", false),
        column(shared, "computed", true),
        column(shared, "share", true),
    ];
    let left_out = standing.ranking.len() - standing.ranking.positive();
    let args = [("count", above[0].a.into()), ("computed", above[1].a.into())];
    let finding = shared.voice.rich("frameworks.class_a", &args);
    let mut figure = figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect()));
    let by_group = shared.settings.abc.level == AbcLevel::Group;
    if by_group {
        figure.notes.push(shared.voice.rich("portfolio.abc.by_group", &[]));
    }
    if left_out > 0 {
        let base = shared.voice.word(&format!("portfolio.base.{}", base_key(standing.base)));
        let args = [("count", left_out.into()), ("base", base.into())];
        let key = if by_group { "portfolio.pareto.left_out_by_group" } else { "portfolio.pareto.left_out" };
        figure.notes.push(shared.voice.rich(key, &args));
    }
    Some(figure)
}

const fn base_key(base: AbcBase) -> &'static str {
    match base {
        AbcBase::Revenue => "revenue",
        AbcBase::GrossProfit => "gross_profit",
    }
}

/// Accounts by zone, with their names.
pub fn zones(shared: &Shared<'_>) -> Option<Figure> {
    let of = |zone: Zone| {
        let order = shared.facts.year.revenue.ranking.order().iter().copied();
        order.filter(|at| shared.accounts[*at].position.is_some_and(|p| p.zone == zone)).collect::<Vec<usize>>()
    };
    let total = shared.facts.year.total.revenue;
    let rows = Zone::ALL.iter().map(|&zone| {
        let members = of(zone);
        let sum = members.iter().fold(Amount::ZERO, |sum, at| sum + shared.accounts[*at].year.revenue);
        let names: Vec<String> = members.iter().take(4).map(|at| shared.account_name(*at)).collect();
        let note = (!names.is_empty()).then(|| shared.voice.locale.row(&names));
        vec![
            Cell { note, ..cell(shared.voice.word(&format!("enums.zone.{}", zone.key()))) },
            number(shared, members.len()),
            percent(shared, sum.share_of(total)),
        ]
    });
    let columns =
        vec![column(shared, "zone", false), column(shared, "accounts", true), column(shared, "revenue_share", true)];
    let known = shared.facts.positions.iter().flatten().count();
    let maintain = of(Zone::Maintain).len();
    let finding = shared.voice.rich("frameworks.zones", &[("count", maintain.into()), ("known", known.into())]);
    Some(figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect())))
}

/// Groups of two or more, by what they bought together.
pub fn groups(shared: &Shared<'_>) -> Option<Figure> {
    let sum = |head: usize| {
        let members = shared.groups.members(head).iter();
        members.fold(Amount::ZERO, |sum, member| sum + shared.facts.year.figures[*member].revenue)
    };
    let mut heads: Vec<(usize, Amount)> = shared
        .groups
        .iter()
        .filter(|head| shared.groups.members(*head).len() > 1)
        .map(|head| (head, sum(head)))
        .collect();
    heads.sort_by_key(|(head, sum)| (std::cmp::Reverse(*sum), *head));
    let (first, largest) = *heads.first()?;
    let rows = heads.iter().take(SHOWN).map(|(head, sum)| {
        let members = shared.groups.members(*head).len();
        vec![account_cell(shared, *head), number(shared, members), Cell::money(*sum, shared.voice)]
    });
    let columns =
        vec![column(shared, "group", false), column(shared, "accounts", true), column(shared, "revenue", true)];
    let args = [
        ("count", Arg::from(heads.len())),
        ("name", shared.account_name(first).into()),
        ("money", shared.voice.locale.money(largest).into()),
    ];
    let finding = shared.voice.rich("frameworks.groups", &args);
    let table = table(measure_caption(shared), columns, rows.collect()).in_one_unit(shared.voice);
    Some(figure("stands", finding, period(shared), table))
}

/// Filled blocks by dossier: how many dossiers reach which part.
pub fn completeness(shared: &Shared<'_>) -> Option<Figure> {
    let blocks = crate::frameworks::blocks();
    let all = documented(shared).count();
    let ages = Age::of_blocks(shared);
    let filled_in =
        |block: &Block| documented(shared).filter(|(_, account)| block.is_recorded(shared.portfolio, account)).count();
    let mut counts: Vec<(&Block, usize)> = blocks.iter().map(|block| (block, filled_in(block))).collect();
    counts.sort_by_key(|(block, count)| (std::cmp::Reverse(*count), block.key()));
    let rows = counts.iter().map(|(block, count)| {
        let name = Cell {
            href: block.framework().map(|framework| format!("{}.html", framework.id)),
            note: Some(block.key().to_owned()),
            ..cell(shared.voice.word(&block.name_key()))
        };
        let share = bar(if all == 0 { 0.0 } else { *count as f64 / all as f64 });
        let age = ages.iter().find(|age| age.block.key() == Some(block.key()));
        let median = age.map_or_else(|| cell("–"), |age| number(shared, age.median()));
        let oldest = age.map_or_else(|| cell("–"), |age| age.oldest(shared));
        vec![name, number(shared, *count), share, median, oldest]
    });
    let columns = vec![
        column(shared, "block", false),
        column(shared, "dossiers", true),
        column(shared, "bar", false),
        column(shared, "median_age", true),
        column(shared, "oldest", false),
    ];
    let filled: usize = counts.iter().map(|(_, count)| count).sum();
    let asked: usize =
        documented(shared).map(|(_, account)| crate::frameworks::blocks_of(shared.portfolio, account).count()).sum();
    let share = if asked == 0 { 0.0 } else { filled as f64 / asked as f64 };
    let mut given: Vec<(&str, Arg)> = vec![
        ("share", shared.voice.locale.percent_round(share).into()),
        ("blocks", blocks.len().into()),
        ("all", all.into()),
    ];
    let stalest = ages.iter().filter(|age| age.block != DatedBlock::Stages).max_by_key(|age| age.median());
    given.extend(stalest.into_iter().flat_map(|age| {
        let name = shared.voice.word(&format!("freshness.{}", age.block.id()));
        [("block", name.into()), ("days", age.median().into())]
    }));
    let key = if stalest.is_some() { "frameworks.filled_and_fresh" } else { "frameworks.filled" };
    Some(figure(
        "stands",
        shared.voice.rich(key, &given),
        shared.voice.word("frameworks.fresh_measure"),
        table(measure_caption(shared), columns, rows.collect()),
    ))
}

/// How old the newest entry of a block is, by account.
struct Age {
    block: DatedBlock,
    /// Days since, with the account's position; the oldest last.
    days: Vec<(usize, usize)>,
}

impl Age {
    /// Of every block that has an entry in some dossier.
    fn of_blocks(shared: &Shared<'_>) -> Vec<Self> {
        let mut blocks: BTreeMap<DatedBlock, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, account) in documented(shared) {
            for (block, day) in freshness::newest(account, shared.as_of.date) {
                let days = usize::try_from(days_between(day, shared.as_of.date)).unwrap_or(0);
                blocks.entry(block).or_default().push((days, at));
            }
        }
        let sorted = |(block, mut days): (DatedBlock, Vec<(usize, usize)>)| {
            days.sort_unstable();
            Self { block, days }
        };
        blocks.into_iter().map(sorted).collect()
    }

    /// Half of the dossiers have an entry as new.
    fn median(&self) -> usize {
        self.days.get(self.days.len().saturating_sub(1) / 2).map_or(0, |(days, _)| *days)
    }

    /// Whose newest entry is the oldest.
    fn oldest(&self, shared: &Shared<'_>) -> Cell {
        let Some(&(days, at)) = self.days.last() else { return cell("–") };
        Cell {
            note: Some(shared.voice.say("frameworks.days_ago", &[("count", days.into())])),
            ..account_cell(shared, at)
        }
    }
}
