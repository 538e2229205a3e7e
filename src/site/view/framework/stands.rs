//! Where the portfolio stands in a framework: counts over the dossiers, and what the analysis computed.

use std::collections::BTreeMap;

use crate::analysis::account_facts::AccountFacts;
use crate::frameworks::Framework;
use crate::frameworks::attack_defend::Zone;
use crate::locale::Arg;
use crate::portfolio::{
    Account, AccountType, Amount, BuyingStage, ChannelRole, CoverageModel, CuteSlot, Duty, GrowthDirection,
    KamStageName, LoyaltyAttitude, NeedStatus, PricingOrientation, Procurement, RelationshipStage, Stance, Strategy,
    Support, Tier, WhiteSpaceState, back_months,
};
use crate::site::href;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure, Row};
use crate::site::view::{Cell, Column, Rich, TableView, escape};

/// Most accounts that a table names.
const SHOWN: usize = 12;

/// How many dossiers record a framework.
pub fn recorded(shared: &Shared<'_>, framework: &Framework) -> usize {
    documented(shared).filter(|(_, account)| (framework.recorded)(account)).count()
}

fn documented<'a>(shared: &Shared<'a>) -> impl Iterator<Item = (usize, &'a Account)> {
    let portfolio = shared.portfolio;
    portfolio.accounts.iter().enumerate().filter(|(_, account)| account.is_documented())
}

/// In the index: recorded for so many, or computed; and whether nobody uses it.
pub fn state(shared: &Shared<'_>, framework: &Framework) -> (String, bool) {
    if framework.key.is_empty() {
        let key = if is_computed(framework) { "frameworks.state.computed" } else { "frameworks.state.explained" };
        return (shared.voice.word(key), false);
    }
    let (count, all) = (recorded(shared, framework), documented(shared).count());
    let text = shared.voice.say("frameworks.state.recorded", &[("count", count.into()), ("all", all.into())]);
    (text, count == 0)
}

/// Whether the sales alone answer it.
fn is_computed(framework: &Framework) -> bool {
    matches!(
        framework.id,
        "predictable-contribution"
            | "loss-asymmetry"
            | "pareto"
            | "abc"
            | "scorecard"
            | "pseudo-key-account"
            | "five-misconceptions"
            | "dossier-completeness"
    )
}

/// The rows of the page: what is computed, then what is recorded.
pub fn rows(shared: &Shared<'_>, framework: &Framework) -> Vec<Row> {
    let computed = computed(shared, framework);
    let recorded = (!framework.key.is_empty()).then(|| recorded_figure(shared, framework));
    match (computed, recorded) {
        (Some(computed), Some(recorded)) => vec![Row { columns: vec![computed.wide(7), recorded.wide(5)] }],
        (Some(figure), None) | (None, Some(figure)) => vec![Row { columns: vec![figure.wide(12)] }],
        (None, None) => vec![Row { columns: vec![explained(shared).wide(12)] }],
    }
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
        "loss-asymmetry" => Some(losses(shared)),
        "pareto" | "hold-the-large" => concentration(shared),
        "abc" => Some(classes(shared)),
        "scorecard" | "transactional-relational" => two_rankings(shared),
        "attack-defend" => Some(zones(shared)),
        "group-tree" => groups(shared),
        "pseudo-key-account" => Some(hits(shared, &["big-ticket"])),
        "concessions" => Some(hits(shared, &["unbounded-concessions"])),
        "volume-without-profit" => Some(hits(shared, &["volume-without-profit"])),
        "five-misconceptions" => {
            Some(hits(shared, &crate::rules::RULES.iter().map(|rule| rule.id).collect::<Vec<_>>()))
        }
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
        "loyalty-attitude" | "serialisation" => {
            distribution(shared, "loyalty", LoyaltyAttitude::ALL, LoyaltyAttitude::key, |a, c| {
                usize::from(a.loyalty.as_ref().is_some_and(|loyalty| loyalty.attitude == c))
            })
        }
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
        "coverage-model" => distribution(shared, "coverage_model", CoverageModel::ALL, CoverageModel::key, |a, c| {
            usize::from(a.coverage.as_ref().is_some_and(|coverage| coverage.model == c))
        }),
        "growth" => distribution(shared, "growth_direction", GrowthDirection::ALL, GrowthDirection::key, |a, c| {
            let moves = a.growth.iter().filter(|step| step.direction == c).count();
            moves + a.opportunities.iter().filter(|o| o.is_open() && o.growth == Some(c)).count()
        }),
        "pricing-orientation" => {
            distribution(shared, "pricing_orientation", PricingOrientation::ALL, PricingOrientation::key, |a, c| {
                usize::from(a.pricing.orientation == Some(c))
            })
        }
        _ => None,
    }
}

fn column(shared: &Shared<'_>, key: &str, numeric: bool) -> Column {
    Column {
        label: shared.voice.word(&format!("frameworks.column.{key}")),
        numeric,
        minor: false,
        hidden: key == "bar",
    }
}

fn table(caption: String, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> TableView {
    TableView { caption, sortable: false, row_head: 0, columns, rows, total: Vec::new() }
}

fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

fn number(shared: &Shared<'_>, count: usize) -> Cell {
    cell(shared.voice.locale.number(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn bar(part: f64) -> Cell {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 100")]
    let length = (part.clamp(0.0, 1.0) * 100.0).round() as u8;
    Cell { bar: Some(length), ..Cell::default() }
}

fn account_cell(shared: &Shared<'_>, at: usize) -> Cell {
    let account = &shared.portfolio.accounts[at];
    let (name, lang) = account.name.in_language(shared.voice.language().tag());
    let to = crate::site::links::account_path(account);
    let href = shared.has_page(at).then(|| href::relative("frameworks/x.html", &to));
    Cell { href, lang: lang.map(str::to_owned), ..cell(name) }
}

fn figure(id: &str, finding: Rich, measure: String, table: TableView) -> Figure {
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

fn measure_caption(shared: &Shared<'_>) -> String {
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

/// Months with a purchase, of twelve: accounts and revenue by band.
fn regularity(shared: &Shared<'_>) -> Figure {
    let months = |facts: &AccountFacts| facts.months.iter().filter(|m| m.now.revenue.is_positive()).count();
    let bands: [(&str, usize, usize); 4] = [("12", 12, 12), ("9–11", 9, 11), ("4–8", 4, 8), ("1–3", 1, 3)];
    let total = shared.facts.year.total.revenue;
    let count = |low: usize, high: usize| {
        let inside = shared.accounts.iter().filter(|facts| (low..=high).contains(&months(facts)));
        inside.fold((0_usize, Amount::ZERO), |(n, sum), facts| (n + 1, sum + facts.year.revenue))
    };
    let rows = bands.iter().map(|(name, low, high)| {
        let (accounts, revenue) = count(*low, *high);
        let share = revenue.share_of(total).unwrap_or_default();
        let name = shared.voice.say("frameworks.months", &[("months", (*name).into())]);
        vec![cell(name), number(shared, accounts), cell(shared.voice.locale.percent(share)), bar(share)]
    });
    let columns = vec![
        column(shared, "months", false),
        column(shared, "accounts", true),
        column(shared, "revenue_share", true),
        column(shared, "bar", false),
    ];
    let (every, revenue) = count(12, 12);
    let share = shared.voice.locale.percent_round(revenue.share_of(total).unwrap_or_default());
    let finding = shared.voice.rich("frameworks.regular", &[("count", every.into()), ("share", share.into())]);
    figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect()))
}

fn period(shared: &Shared<'_>) -> String {
    shared.voice.say("frameworks.period", &[("period", shared.voice.locale.period(shared.facts.year.period).into())])
}

/// What is lost with each of the largest.
fn losses(shared: &Shared<'_>) -> Figure {
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
    let largest = order.first().map(|at| shared.account_name(*at)).unwrap_or_default();
    let lost = order.first().and_then(|at| shared.accounts[*at].on_revenue.leave_one_out);
    let finding = shared.voice.rich("frameworks.loss", &[("name", largest.into()), ("share", percent(lost).into())]);
    figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect()))
}

/// Top 20 %, CR, Gini, HHI on both bases.
fn concentration(shared: &Shared<'_>) -> Option<Figure> {
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
    let rows = vec![
        row("top20", &|c| percent(c.top20_share)),
        row("cr1", &|c| percent(c.cr1)),
        row("cr4", &|c| percent(c.cr4)),
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
fn classes(shared: &Shared<'_>) -> Figure {
    let standing = shared.facts.standing();
    let rows = crate::analysis::abc::AbcClass::ALL.iter().map(|&class| {
        let share = standing.cumulative.sums.get(class).share_of(standing.ranking.sum()).unwrap_or_default();
        let badge = Cell { class: Some(format!("abc {}", class.letter().to_lowercase())), ..cell(class.letter()) };
        vec![
            badge,
            number(shared, *standing.cumulative.counts.get(class)),
            cell(shared.voice.locale.percent(share)),
            number(shared, *standing.computed.counts.get(class)),
            bar(share),
        ]
    });
    let columns = vec![
        column(shared, "class", false),
        column(shared, "cumulative", true),
        column(shared, "share", true),
        column(shared, "computed", true),
        column(shared, "bar", false),
    ];
    let a = standing.cumulative.counts.get(crate::analysis::abc::AbcClass::A);
    let finding = shared.voice.rich(
        "frameworks.class_a",
        &[
            ("count", (*a).into()),
            ("computed", (*standing.computed.counts.get(crate::analysis::abc::AbcClass::A)).into()),
        ],
    );
    figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect()))
}

/// Ranks by revenue and by gross profit, the widest apart first.
fn two_rankings(shared: &Shared<'_>) -> Option<Figure> {
    shared.facts.year.gross_profit.as_ref()?;
    let mut apart: Vec<(usize, usize, usize)> = shared
        .accounts
        .iter()
        .enumerate()
        .filter_map(|(at, facts)| {
            let profit = facts.on_gross_profit?;
            facts.on_revenue.amount.is_positive().then_some((at, facts.on_revenue.rank, profit.rank))
        })
        .collect();
    apart.sort_by_key(|(at, revenue, profit)| (std::cmp::Reverse(revenue.abs_diff(*profit)), *revenue, *at));
    let far = apart.iter().filter(|(_, revenue, profit)| revenue.abs_diff(*profit) >= 5).count();
    let rows = apart.iter().take(SHOWN).map(|(at, revenue, profit)| {
        vec![account_cell(shared, *at), number(shared, *revenue), number(shared, *profit)]
    });
    let columns = vec![
        column(shared, "account", false),
        column(shared, "rank_revenue", true),
        column(shared, "rank_profit", true),
    ];
    let finding = shared.voice.rich("frameworks.ranks", &[("count", far.into())]);
    Some(figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect())))
}

/// Accounts by zone, with their names.
fn zones(shared: &Shared<'_>) -> Figure {
    let of = |zone: Zone| {
        let order = shared.facts.year.revenue.ranking.order().iter().copied();
        order.filter(|at| shared.accounts[*at].position.is_some_and(|p| p.zone == zone)).collect::<Vec<usize>>()
    };
    let total = shared.facts.year.total.revenue;
    let rows = Zone::ALL.iter().map(|&zone| {
        let members = of(zone);
        let sum = members.iter().fold(Amount::ZERO, |sum, at| sum + shared.accounts[*at].year.revenue);
        let share = sum.share_of(total).unwrap_or_default();
        let names: Vec<String> = members.iter().take(4).map(|at| shared.account_name(*at)).collect();
        let note = (!names.is_empty()).then(|| names.join(&shared.voice.word("account.list_comma")));
        vec![
            Cell { note, ..cell(shared.voice.word(&format!("enums.zone.{}", zone.key()))) },
            number(shared, members.len()),
            cell(shared.voice.locale.percent(share)),
        ]
    });
    let columns =
        vec![column(shared, "zone", false), column(shared, "accounts", true), column(shared, "revenue_share", true)];
    let known = shared.facts.positions.iter().flatten().count();
    let maintain = of(Zone::Maintain).len();
    let finding = shared.voice.rich("frameworks.zones", &[("count", maintain.into()), ("known", known.into())]);
    figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect()))
}

/// Groups of two or more, by what they bought together.
fn groups(shared: &Shared<'_>) -> Option<Figure> {
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
        vec![account_cell(shared, *head), number(shared, members), cell(shared.voice.locale.money(*sum))]
    });
    let columns =
        vec![column(shared, "group", false), column(shared, "accounts", true), column(shared, "revenue", true)];
    let args = [
        ("count", Arg::from(heads.len())),
        ("name", shared.account_name(first).into()),
        ("money", shared.voice.locale.money(largest).into()),
    ];
    let finding = shared.voice.rich("frameworks.groups", &args);
    Some(figure("stands", finding, period(shared), table(measure_caption(shared), columns, rows.collect())))
}

/// What some rules found, by rule and account.
fn hits(shared: &Shared<'_>, rules: &[&str]) -> Figure {
    let all: Vec<&crate::rules::RuleHit> = shared
        .facts
        .alerts
        .iter()
        .chain(shared.accounts.iter().flat_map(|facts| &facts.alerts))
        .filter(|hit| rules.contains(&hit.rule))
        .collect();
    let by_rule = |rule: &str| all.iter().filter(|hit| hit.rule == rule).count();
    let broken = rules.iter().filter(|rule| by_rule(rule) > 0).count();
    let rows = all.iter().take(3 * SHOWN).map(|hit| {
        let who =
            hit.account.map_or_else(|| cell(shared.voice.word("frameworks.portfolio")), |at| account_cell(shared, at));
        let rule = Cell {
            href: Some(format!("../rules/{}.html", hit.rule)),
            ..cell(shared.voice.word(&format!("rule.{}.name", hit.rule)))
        };
        vec![who, cell(shared.hit(hit)), rule]
    });
    let columns = vec![column(shared, "account", false), column(shared, "fact", false), column(shared, "rule", false)];
    let args = [("count", Arg::from(all.len())), ("broken", broken.into()), ("all", rules.len().into())];
    let key = match (all.len(), rules.len()) {
        (0, _) => "frameworks.no_hits",
        (_, 1) => "frameworks.hits",
        _ => "frameworks.hits_of",
    };
    let mut figure = figure(
        "stands",
        shared.voice.rich(key, &args),
        shared.voice.word("frameworks.hits_measure"),
        table(measure_caption(shared), columns, rows.collect()),
    );
    if all.is_empty() {
        figure.bodies.clear();
    }
    figure
}

/// Filled blocks by dossier: how many dossiers reach which part.
fn completeness(shared: &Shared<'_>) -> Figure {
    let blocks = crate::frameworks::blocks();
    let all = documented(shared).count();
    let mut counts: Vec<(&Framework, usize)> = blocks.iter().map(|block| (*block, recorded(shared, block))).collect();
    counts.sort_by_key(|(block, count)| (std::cmp::Reverse(*count), block.key));
    let rows = counts.iter().map(|(block, count)| {
        let name = Cell {
            href: Some(format!("{}.html", block.id)),
            note: Some(block.key.to_owned()),
            ..cell(shared.voice.word(&format!("framework.{}.name", block.id)))
        };
        vec![name, number(shared, *count), bar(if all == 0 { 0.0 } else { *count as f64 / all as f64 })]
    });
    let columns = vec![column(shared, "block", false), column(shared, "dossiers", true), column(shared, "bar", false)];
    let filled: usize = counts.iter().map(|(_, count)| count).sum();
    let share = if all == 0 { 0.0 } else { filled as f64 / (all * blocks.len()) as f64 };
    let finding = shared.voice.rich(
        "frameworks.filled",
        &[
            ("share", shared.voice.locale.percent_round(share).into()),
            ("blocks", blocks.len().into()),
            ("all", all.into()),
        ],
    );
    figure(
        "stands",
        finding,
        shared.voice.word("frameworks.recorded_measure"),
        table(measure_caption(shared), columns, rows.collect()),
    )
}
