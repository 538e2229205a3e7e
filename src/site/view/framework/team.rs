//! Our team over all accounts: load per person, strategies by class and result.

use super::stands::{cell, measure_caption, table};
use super::wide::{LISTED, amount, amount_column, column, count, cut, dash, digits, figures_column, scale};
use crate::analysis::sales::Baseline;
use crate::analysis::strategy_use::{FEWEST, StrategyUse, strategy_use};
use crate::analysis::team_load::{MemberLoad, team_load};
use crate::locale::Arg;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Column, TableView};

/// What each of ours carries; `None` without a team.
pub fn load(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let loads = team_load(shared.portfolio, shared.accounts, shared.as_of.date);
    let most = loads.iter().max_by_key(|one| (one.open, std::cmp::Reverse(one.member)))?;
    let scale = scale(shared, loads.iter().map(|one| one.revenue));
    let name = |one: &MemberLoad| shared.portfolio.team[one.member].name.in_language(voice.language().tag());
    let row = |one: &MemberLoad| {
        let (text, lang) = name(one);
        let title = shared.portfolio.team[one.member].title.as_ref();
        let title = title.map(|title| title.in_language(voice.language().tag()).0.to_owned());
        let late = count(shared, one.late);
        vec![
            Cell { lang: lang.map(str::to_owned), note: title, ..cell(text) },
            count(shared, one.accounts),
            amount(&scale, one.revenue),
            count(shared, one.teams),
            count(shared, one.open),
            if one.late > 0 { late.class("act") } else { late },
            count(shared, one.visit_days),
        ]
    };
    let columns = vec![
        column(shared, "member"),
        figures_column(shared, "managed"),
        amount_column(shared, "revenue", &scale),
        figures_column(shared, "teams").minor(),
        figures_column(shared, "open"),
        figures_column(shared, "late"),
        figures_column(shared, "visit_days").minor(),
    ];
    let rows = loads.iter().take(LISTED).map(row).collect();
    let table = TableView { sortable: true, ..table(measure_caption(shared), columns, rows) };
    let args = [
        ("name", Arg::from(name(most).0)),
        ("count", most.open.into()),
        ("late", digits(shared, most.late).into()),
        ("accounts", digits(shared, most.accounts).into()),
    ];
    let key = if most.open == 0 { "in_portfolio.load.idle" } else { "in_portfolio.load.finding" };
    let notes = cut(shared, loads.len()).into_iter().collect();
    let measure = voice.word("in_portfolio.load.measure");
    Some(Figure::new("load", voice.rich(key, &args), measure, Body::Table(table), notes))
}

/// Strategies by class and result; `None` where no dossier names one.
pub fn strategies(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let is_compared = shared.facts.baseline == Baseline::Complete;
    let used = strategy_use(shared.portfolio, shared.accounts, is_compared);
    let most = used.first()?;
    let name = |one: &StrategyUse| voice.word(&format!("enums.strategy.{}", one.strategy.key()));
    let of = |part: usize, whole: usize| match whole {
        0 => dash(),
        whole => {
            let args = [("part", Arg::from(digits(shared, part))), ("whole", digits(shared, whole).into())];
            let share = part as f64 / whole as f64;
            Cell { sort: Some(format!("{share:.4}")), ..cell(voice.say("in_portfolio.of", &args)) }
        }
    };
    let row = |one: &StrategyUse| {
        let classes = one.by_class.map(|accounts| count(shared, accounts));
        let ends = [of(one.grew, one.compared), of(one.won, one.decided)];
        [cell(name(one)), count(shared, one.accounts())].into_iter().chain(classes).chain(ends).collect()
    };
    let mut columns = vec![column(shared, "strategy"), figures_column(shared, "accounts")];
    columns.extend(["A", "B", "C"].map(Column::figures));
    columns.extend([figures_column(shared, "grew"), figures_column(shared, "won")]);
    let table = TableView { sortable: true, ..table(measure_caption(shared), columns, used.iter().map(row).collect()) };
    let share = |one: &&StrategyUse| one.grew as f64 / one.compared.max(1) as f64;
    let best = used.iter().filter(|one| one.compared >= FEWEST).max_by(|a, b| share(a).total_cmp(&share(b)));
    let args = |one: &StrategyUse, tied: &[String]| {
        let part = [digits(shared, one.grew), digits(shared, one.compared)];
        [
            ("name", Arg::from(voice.locale.list(tied))),
            ("grew", part[0].clone().into()),
            ("all", part[1].clone().into()),
            ("count", one.accounts().into()),
        ]
    };
    let names = |alike: &dyn Fn(&StrategyUse) -> bool| -> Vec<String> {
        used.iter().filter(|one| alike(one)).map(name).collect()
    };
    let finding = match best {
        Some(best) => {
            let tied = names(&|one| one.compared >= FEWEST && share(&one).total_cmp(&share(&best)).is_eq());
            let key = if tied.len() > 1 { "in_portfolio.strategies.tied" } else { "in_portfolio.strategies.finding" };
            voice.rich(key, &args(best, &tied))
        }
        None => {
            let tied = names(&|one| one.accounts() == most.accounts());
            voice.rich("in_portfolio.strategies.plain", &args(most, &tied))
        }
    };
    let notes = vec![voice.rich("in_portfolio.strategies.note", &[("count", FEWEST.into())])];
    let measure = voice.word("in_portfolio.strategies.measure");
    Some(Figure::new("strategy-use", finding, measure, Body::Table(table), notes))
}
