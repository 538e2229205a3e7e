//! Where the portfolio stands in a framework: counts over the dossiers, and what the analysis computed.

use std::collections::BTreeMap;

use super::measured::{classes, completeness, concentration, groups, hits, losses, regularity, two_rankings, zones};
use super::{assets, growth, market, segments, service, team, wide};
use crate::analysis::selling_steps::{SellingStep, reached};
use crate::frameworks::Framework;
use crate::locale::Arg;
use crate::portfolio::{
    Account, AccountType, BuyingStage, ChannelRole, CuteSlot, Duty, KamStageName, LoyaltyAttitude, NeedStatus,
    PricingOrientation, Procurement, RelationshipStage, Stance, Strategy, Support, Tier, WhiteSpaceState, back_months,
};
use crate::site::href;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure, Row};
use crate::site::view::{Cell, Column, Rich, TableView, escape};

/// Most accounts that a table names.
pub(super) const SHOWN: usize = 12;

/// How many dossiers record a framework.
pub fn recorded(shared: &Shared<'_>, framework: &Framework) -> usize {
    documented(shared).filter(|(_, account)| (framework.recorded)(account)).count()
}

pub(super) fn documented<'a>(shared: &Shared<'a>) -> impl Iterator<Item = (usize, &'a Account)> {
    let portfolio = shared.portfolio;
    portfolio.accounts.iter().enumerate().filter(|(_, account)| account.is_documented())
}

/// In the index: recorded for so many, or computed; and whether nobody uses it.
pub fn state(shared: &Shared<'_>, framework: &Framework) -> (String, bool) {
    if framework.key.is_empty() {
        let key = match framework.id {
            "maturity" if shared.portfolio.notes.maturity.is_some() => "frameworks.state.stated",
            _ if is_computed(framework) => "frameworks.state.computed",
            _ => "frameworks.state.explained",
        };
        return (shared.voice.word(key), false);
    }
    let (count, all) = (recorded(shared, framework), documented(shared).count());
    if all == 0 {
        return (shared.voice.word("frameworks.state.no_dossier"), true);
    }
    let text = shared.voice.say("frameworks.state.recorded", &[("count", count.into()), ("all", all.into())]);
    (text, count == 0)
}

/// The rules that look for the five misconceptions of S2, in its order.
const FIVE_MISCONCEPTIONS: [&str; 5] =
    ["single-indicator", "dropping-the-small", "big-ticket", "volume-without-profit", "unbounded-concessions"];

/// Whether the sales alone answer it.
fn is_computed(framework: &Framework) -> bool {
    matches!(
        framework.id,
        "predictable-contribution"
            | "loss-asymmetry"
            | "pareto"
            | "abc"
            | "scorecard"
            | "health"
            | "rfm"
            | "customer-assets"
            | "seasonality"
            | "pseudo-key-account"
            | "five-misconceptions"
            | "dossier-completeness"
    )
}

/// The rows of the page: what is computed, what is recorded, then what takes the whole width.
pub fn rows(shared: &Shared<'_>, framework: &Framework) -> Vec<Row> {
    let computed = computed(shared, framework);
    let recorded = (!framework.key.is_empty()).then(|| recorded_figure(shared, framework));
    let mut rows = match (computed, recorded) {
        (Some(computed), Some(recorded)) => vec![Row { columns: vec![computed.wide(7), recorded.wide(5)] }],
        (Some(figure), None) | (None, Some(figure)) => vec![Row { columns: vec![figure.wide(12)] }],
        (None, None) => Vec::new(),
    };
    rows.extend(wide::figure(shared, framework).map(|figure| Row { columns: vec![figure.wide(12)] }));
    if rows.is_empty() {
        rows.push(Row { columns: vec![explained(shared).wide(12)] });
    }
    rows
}

/// What is neither recorded nor computed yet: said plainly.
fn explained(shared: &Shared<'_>) -> Figure {
    Figure {
        id: "stands".to_owned(),
        finding: shared.voice.rich("frameworks.explained", &[]),
        measure: shared.voice.word("frameworks.explained_measure"),
        bodies: Vec::new(),
        notes: Vec::new(),
    }
}

fn computed(shared: &Shared<'_>, framework: &Framework) -> Option<Figure> {
    match framework.id {
        "predictable-contribution" => Some(regularity(shared)),
        "loss-asymmetry" => losses(shared),
        "health" => assets::health(shared),
        "rfm" => assets::rfm(shared),
        "customer-assets" => Some(assets::value(shared)),
        "seasonality" => assets::season(shared),
        "pareto" | "hold-the-large" => concentration(shared),
        "abc" => Some(classes(shared)),
        "scorecard" | "transactional-relational" => two_rankings(shared),
        "attack-defend" => Some(zones(shared)),
        "group-tree" => groups(shared),
        "pseudo-key-account" => Some(hits(shared, &["big-ticket"])),
        "concessions" => Some(hits(shared, &["unbounded-concessions"])),
        "volume-without-profit" => Some(hits(shared, &["volume-without-profit"])),
        "five-misconceptions" => Some(hits(shared, &FIVE_MISCONCEPTIONS)),
        "dossier-completeness" => Some(completeness(shared)),
        "white-space" => distribution(shared, "white_space", WhiteSpaceState::ALL, WhiteSpaceState::key, |a, c| {
            a.white_space.iter().filter(|cell| cell.state == c).count()
        }),
        "two-senses" => distribution(shared, "channel_role", ChannelRole::ALL, ChannelRole::key, |a, c| {
            usize::from(a.channel_role == Some(c))
        }),
        "account-types" => distribution(shared, "account_type", AccountType::ALL, AccountType::key, |a, c| {
            usize::from(a.types.contains(&c))
        }),
        "three-tests" => distribution(shared, "procurement", Procurement::ALL, Procurement::key, |a, c| {
            usize::from(a.fit.procurement == Some(c))
        }),
        "serialisation" => market::serialisation(shared),
        "growth" => growth::totals(shared),
        "resource-quota" => service::effort(shared),
        "loyalty-attitude" => distribution(shared, "loyalty", LoyaltyAttitude::ALL, LoyaltyAttitude::key, |a, c| {
            usize::from(a.loyalty.as_ref().is_some_and(|loyalty| loyalty.attitude == c))
        }),
        "five-grades" => distribution(shared, "tier", Tier::ALL, Tier::key, |a, c| usize::from(a.tier == Some(c))),
        "market-stance" => distribution(shared, "stance", Stance::ALL, Stance::key, |a, c| {
            usize::from(a.market_stance.as_ref().is_some_and(|stance| stance.stance == c))
        }),
        "relationship-stage" => {
            let day = shared.as_of.date;
            distribution(shared, "relationship_stage", RelationshipStage::ALL, RelationshipStage::key, move |a, c| {
                usize::from(a.relationship_stage(day).is_some_and(|entry| entry.stage == c))
            })
        }
        "kam-stage" => distribution(shared, "kam_stage", KamStageName::ALL, KamStageName::key, |a, c| {
            usize::from(a.kam_stage.as_ref().is_some_and(|kam| kam.stage == c))
        }),
        "buying-cycle" | "opportunities" => {
            distribution(shared, "buying_stage", BuyingStage::ALL, BuyingStage::key, |a, c| {
                a.opportunities.iter().filter(|o| o.is_open() && o.stage == Some(c)).count()
            })
        }
        "cute" => distribution(shared, "cute_slot", CuteSlot::ALL, CuteSlot::key, |a, c| {
            usize::from(a.contacts.iter().any(|contact| contact.cute.contains(&c)))
        }),
        "buying-centre" => distribution(shared, "support", Support::ALL, Support::key, |a, c| {
            a.contacts.iter().filter(|contact| contact.support == Some(c)).count()
        }),
        "gpn" | "need-principle" => distribution(shared, "need_status", NeedStatus::ALL, NeedStatus::key, |a, c| {
            a.needs.iter().filter(|need| need.status == Some(c)).count()
        }),
        "nine-strategies" => distribution(shared, "strategy", Strategy::ALL, Strategy::key, |a, c| {
            usize::from(a.strategies.contains(&c))
        }),
        "nine-duties" => {
            let (from, to) = (back_months(shared.as_of.date, 12), shared.as_of.date);
            distribution(shared, "duty", Duty::ALL, Duty::key, move |a, c| {
                usize::from(a.duties.iter().any(|entry| entry.duty == c && entry.date > from && entry.date <= to))
            })
        }
        "customer-oriented-selling" => {
            let day = shared.as_of.date;
            distribution(shared, "selling_step", SellingStep::ALL, SellingStep::key, move |a, c| {
                usize::from(reached(a, day) == Some(c))
            })
        }
        "coverage-model" => service::models(shared),
        "account-team" => team::load(shared),
        "purpose" => segments::industries(shared),
        "pricing-orientation" => {
            distribution(shared, "pricing_orientation", PricingOrientation::ALL, PricingOrientation::key, |a, c| {
                usize::from(a.pricing.orientation == Some(c))
            })
        }
        _ => None,
    }
}

pub(super) fn column(shared: &Shared<'_>, key: &str, numeric: bool) -> Column {
    Column {
        label: shared.voice.word(&format!("frameworks.column.{key}")),
        numeric,
        minor: false,
        hidden: key == "bar",
    }
}

pub(super) fn table(caption: String, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> TableView {
    TableView { caption, sortable: false, row_head: 0, columns, rows, total: Vec::new() }
}

pub(super) fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

pub(super) fn number(shared: &Shared<'_>, count: usize) -> Cell {
    cell(shared.voice.locale.number(i64::try_from(count).unwrap_or(i64::MAX)))
}

pub(super) fn bar(part: f64) -> Cell {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 100")]
    let length = (part.clamp(0.0, 1.0) * 100.0).round() as u8;
    Cell { bar: Some(length), ..Cell::default() }
}

pub(super) fn account_cell(shared: &Shared<'_>, at: usize) -> Cell {
    let account = &shared.portfolio.accounts[at];
    let (name, lang) = account.name.in_language(shared.voice.language().tag());
    let to = crate::site::links::account_path(account);
    let href = shared.has_page(at).then(|| href::relative("frameworks/x.html", &to));
    Cell { href, lang: lang.map(str::to_owned), ..cell(name) }
}

pub(super) fn figure(id: &str, finding: Rich, measure: String, table: TableView) -> Figure {
    Figure { id: id.to_owned(), finding, measure, bodies: vec![Body::Table(table)], notes: Vec::new() }
}

/// Counts of a choice over the dossiers; `None` where nobody made it.
fn distribution<C: Copy>(
    shared: &Shared<'_>,
    field: &str,
    choices: &[C],
    key: fn(C) -> &'static str,
    count: impl Fn(&Account, C) -> usize,
) -> Option<Figure> {
    let counts: Vec<(C, usize, usize)> = choices
        .iter()
        .map(|&choice| {
            let each = documented(shared).map(|(_, account)| count(account, choice));
            each.fold((choice, 0, 0), |(choice, sum, accounts), n| (choice, sum + n, accounts + usize::from(n > 0)))
        })
        .collect();
    let total: usize = counts.iter().map(|(_, sum, _)| sum).sum();
    let (top, most, _) = counts.iter().max_by_key(|(_, sum, _)| *sum)?;
    if total == 0 {
        return None;
    }
    let name = |choice: C| shared.voice.word(&format!("enums.{field}.{}", key(choice)));
    let many = counts.iter().any(|(_, sum, accounts)| sum != accounts);
    let rows = counts.iter().map(|(choice, sum, accounts)| {
        let part = *sum as f64 / *most as f64;
        let mut row = vec![cell(name(*choice)), number(shared, *accounts)];
        if many {
            row.push(number(shared, *sum));
        }
        row.push(bar(part));
        row
    });
    let mut columns = vec![column(shared, "kind", false), column(shared, "accounts", true)];
    if many {
        columns.push(column(shared, "entries", true));
    }
    columns.push(column(shared, "bar", false));
    let finding = if matches!(field, "cute_slot" | "duty" | "strategy") {
        // Where every one is wanted, the one that is missing most is worth saying.
        let (least, _, accounts) = counts.iter().min_by_key(|(_, _, accounts)| *accounts)?;
        let all = documented(shared).count();
        let args = [("name", name(*least).into()), ("count", Arg::from(*accounts)), ("all", all.into())];
        shared.voice.rich("frameworks.least", &args)
    } else {
        let args = [("name", name(*top).into()), ("count", Arg::from(*most)), ("all", total.into())];
        shared.voice.rich("frameworks.most", &args)
    };
    let measure = shared.voice.word(if many { "frameworks.counted_entries" } else { "frameworks.counted" });
    Some(figure("stands", finding, measure, table(measure_caption(shared), columns, rows.collect())))
}

pub(super) fn measure_caption(shared: &Shared<'_>) -> String {
    shared.voice.word("frameworks.stands")
}

/// How many dossiers record it, by class, and which do not.
fn recorded_figure(shared: &Shared<'_>, framework: &Framework) -> Figure {
    let count = recorded(shared, framework);
    let all = documented(shared).count();
    let key = match count {
        0 => "frameworks.recorded_none",
        count if count == all => "frameworks.recorded_all",
        _ => "frameworks.recorded",
    };
    let args = [("count", Arg::from(count)), ("all", all.into())];
    let mut by_class: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, account) in documented(shared) {
        let entry = by_class.entry(shared.accounts[at].class.letter()).or_default();
        entry.0 += usize::from((framework.recorded)(account));
        entry.1 += 1;
    }
    let rows = by_class.iter().map(|(class, (count, all))| {
        let badge = Cell { class: Some(format!("abc {}", class.to_lowercase())), ..cell(*class) };
        vec![badge, number(shared, *count), number(shared, *all), bar(*count as f64 / *all as f64)]
    });
    let columns = vec![
        column(shared, "class", false),
        column(shared, "recorded", true),
        column(shared, "dossiers", true),
        column(shared, "bar", false),
    ];
    let table = table(measure_caption(shared), columns, rows.collect());
    let mut figure =
        figure("recorded", shared.voice.rich(key, &args), shared.voice.word("frameworks.recorded_measure"), table);
    let missing: Vec<usize> =
        by_weight(shared).filter(|at| !(framework.recorded)(&shared.portfolio.accounts[*at])).take(6).collect();
    if !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|at| link_html(shared, *at)).collect();
        let lead = shared.voice.say("frameworks.first_missing", &[("key", framework.key.into())]);
        let comma = shared.voice.word("account.list_comma");
        figure.notes.push(Rich::from_safe_html(format!("{}{}", escape(&lead), names.join(&comma))));
    }
    figure
}

/// Documented accounts by revenue, the largest first.
fn by_weight<'s>(shared: &'s Shared<'_>) -> impl Iterator<Item = usize> + 's {
    let order = shared.facts.year.revenue.ranking.order().iter().copied();
    order.filter(|at| shared.portfolio.accounts[*at].is_documented())
}

fn link_html(shared: &Shared<'_>, at: usize) -> String {
    let shown = account_cell(shared, at);
    match shown.href {
        Some(href) => format!("<a href=\"{}\">{}</a>", escape(&href), escape(&shown.text)),
        None => escape(&shown.text),
    }
}
