//! Open opportunities in the buying cycle: by stage, and one by one with those that stall first.

use super::Exhibit;
use crate::analysis::buying_cycle::{InCycle, InStage, in_stage};
use crate::charts::{Chart, StackPart, StackRow, StackScale, StackValue, Stacked, Tone};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Amount, BuyingStage, WeightedSums};
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, Rich, TableView};

/// Opportunities that the table lists at most.
const LISTED: usize = 5_000;

/// The stages that hold anything, in the order of the cycle; last what has none.
fn held(cycle: &[InCycle<'_>]) -> Vec<(Option<BuyingStage>, InStage)> {
    let stages = BuyingStage::ALL.iter().map(|stage| (Some(*stage), in_stage(cycle, Some(*stage))));
    let without = (None, in_stage(cycle, None));
    stages.chain((without.1.count > 0).then_some(without)).collect()
}

fn stage_name(sheet: &Sheet<'_>, stage: Option<BuyingStage>) -> String {
    match stage {
        Some(stage) => sheet.word(&format!("enums.buying_stage.{}", stage.key())),
        None => sheet.word("stages.cycle.no_stage"),
    }
}

/// The funnel: what is in each stage, what of it stalls; in money, or in numbers where no opportunity has an amount.
pub fn bars(sheet: &Sheet<'_>, cycle: &[InCycle<'_>]) -> Exhibit {
    let voice = sheet.voice();
    let held = held(cycle);
    let priced = held.iter().any(|(_, inside)| inside.amount.is_positive());
    let scale = sheet.scale(held.iter().map(|(_, inside)| inside.amount));
    let show = |count: usize, amount: Amount| {
        if priced { (scale.divide(amount), scale.show(amount)) } else { (count as f64, sheet.number(count)) }
    };
    let parts = [("moving", Tone::A), ("stalled", Tone::Act)]
        .map(|(key, tone)| StackPart { name: sheet.word(&format!("stages.cycle.{key}")), tone });
    let row = |(stage, inside): &(Option<BuyingStage>, InStage)| {
        let name = voice.label(stage_name(sheet, *stage));
        let moving = show(inside.count - inside.stalled, inside.amount - inside.stalled_amount);
        let stalled = show(inside.stalled, inside.stalled_amount);
        let value = |(value, text): (f64, String), part: &StackPart| StackValue {
            value,
            title: format!("{name} · {} {text}", part.name),
            text,
        };
        let count = voice.say("stages.cycle.count", &[("count", inside.count.into())]);
        StackRow {
            values: vec![value(moving, &parts[0]), value(stalled, &parts[1])],
            total_text: count,
            href: String::new(),
            name,
        }
    };
    let finding = finding(sheet, &held);
    let chart = Stacked {
        id: "cycle-chart".to_owned(),
        name: sheet.word("stages.cycle.name"),
        summary: finding.to_text(),
        rows: held.iter().map(row).collect(),
        parts: parts.to_vec(),
        scale: StackScale::Amounts,
        headings: [sheet.word("stages.column.stage"), sheet.word("stages.column.count")],
    };
    let measure = if priced {
        voice.say("stages.cycle.measure", &[("unit", scale.label.as_str().into())])
    } else {
        sheet.word("stages.cycle.measure_count")
    };
    Exhibit::drawn("cycle-stages", finding, measure, Chart::Stacked(chart))
        .with_notes([sheet.rules(&["opportunity-stalled"])])
}

/// The stage where most stalls; else where most stands.
fn finding(sheet: &Sheet<'_>, held: &[(Option<BuyingStage>, InStage)]) -> Rich {
    let voice = sheet.voice();
    let worst = held.iter().filter(|(_, inside)| inside.stalled > 0).max_by_key(|(_, i)| (i.stalled_amount, i.stalled));
    if let Some((stage, inside)) = worst {
        let args = [
            ("stage", Arg::from(stage_name(sheet, *stage))),
            ("count", inside.stalled.into()),
            ("money", voice.locale.money(inside.stalled_amount).into()),
        ];
        if !inside.stalled_amount.is_positive() {
            return voice.rich("stages.cycle.stalls_unpriced", &args);
        }
        let most = held.iter().map(|(_, inside)| inside.stalled).max().unwrap_or_default();
        let by_count: Vec<String> = (held.iter().filter(|(_, other)| other.stalled == most))
            .map(|(stage, _)| stage_name(sheet, *stage))
            .collect();
        // Most money and most opportunities need not stand in the same stage.
        if most == inside.stalled {
            return voice.rich("stages.cycle.stalls", &args);
        }
        let names: Vec<&str> = by_count.iter().map(String::as_str).collect();
        let [stage, count, money] = args;
        let others = [("most", Arg::from(sheet.number(most))), ("others", voice.locale.list(&names).into())];
        let [most, others] = others;
        return voice.rich("stages.cycle.stalls_apart", &[stage, count, money, most, others]);
    }
    match held.iter().max_by_key(|(_, inside)| (inside.amount, inside.count)) {
        Some((stage, inside)) => {
            let args = [("stage", Arg::from(stage_name(sheet, *stage))), ("count", inside.count.into())];
            voice.rich("stages.cycle.most", &args)
        }
        None => Rich::default(),
    }
}

/// The same in numbers, with the days.
pub fn by_stage(sheet: &Sheet<'_>, cycle: &[InCycle<'_>]) -> Exhibit {
    let voice = sheet.voice();
    let held = held(cycle);
    let scale = sheet.scale(held.iter().map(|(_, inside)| inside.amount));
    let row = |(stage, inside): &(Option<BuyingStage>, InStage)| {
        let stalled = sheet.count_cell(inside.stalled);
        let days = inside.median_days.map_or_else(|| Cell::new("–").class("muted"), |days| days_cell(sheet, days));
        vec![
            Cell::new(sheet.voice().label(stage_name(sheet, *stage))),
            sheet.count_cell(inside.count),
            if inside.stalled > 0 { stalled.class("act") } else { stalled },
            money(&scale, inside.amount),
            money(&scale, inside.weighted),
            days,
        ]
    };
    let columns = vec![
        Column::words(sheet.word("stages.column.stage")),
        Column::figures(sheet.word("stages.column.count")),
        Column::figures(sheet.word("stages.column.stalled")),
        sheet.amount_column("stages.column.amount", &scale),
        sheet.amount_column("stages.column.weighted", &scale).minor(),
        Column::figures(sheet.word("stages.column.median_days")),
    ];
    let sum = |of: fn(&InStage) -> Amount| held.iter().map(|(_, inside)| of(inside)).sum::<Amount>();
    let count = |of: fn(&InStage) -> usize| held.iter().map(|(_, inside)| of(inside)).sum::<usize>();
    let weighted = sum(|inside| inside.weighted);
    let total = vec![
        Cell::new(sheet.word("portfolio.column.total")),
        sheet.count_cell(count(|inside| inside.count)),
        sheet.count_cell(count(|inside| inside.stalled)),
        money(&scale, sum(|inside| inside.amount)),
        money(&scale, weighted),
        Cell::default(),
    ];
    let table =
        TableView::new(sheet.word("stages.cycle.name"), columns, held.iter().map(row).collect()).with_total(total);
    let finding = if weighted.is_positive() {
        let args = [
            ("count", Arg::from(cycle.len())),
            ("money", voice.locale.money(sum(|inside| inside.amount)).into()),
            ("weighted", voice.locale.money(weighted).into()),
        ];
        voice.rich("stages.cycle.worth", &args)
    } else {
        voice.rich("stages.cycle.open", &[("count", cycle.len().into())])
    };
    Exhibit::listed("cycle-table", finding, sheet.word("stages.cycle.table_measure"), table)
        .with_notes(renewals(sheet, cycle))
}

/// How much of it is business that we have and are to keep; nothing where no open opportunity is a renewal.
fn renewals(sheet: &Sheet<'_>, cycle: &[InCycle<'_>]) -> Option<Rich> {
    let renewals: Vec<&InCycle<'_>> = cycle.iter().filter(|one| one.opportunity.renewal).collect();
    let amount: Amount = renewals.iter().map(|one| one.amount()).sum();
    let kept = WeightedSums::of(renewals.iter().map(|one| one.opportunity)).to_keep;
    let money = |amount| Arg::from(sheet.voice().locale.money(amount));
    let count = ("count", Arg::from(renewals.len()));
    match kept {
        _ if renewals.is_empty() => None,
        Some(kept) => {
            let args = [count, ("money", money(amount)), ("weighted", money(kept))];
            Some(sheet.voice().rich("stages.cycle.renewals", &args))
        }
        None => Some(sheet.voice().rich("stages.cycle.renewals_unweighted", &[count])),
    }
}

fn money(scale: &Scale, amount: Amount) -> Cell {
    if amount.is_zero() { Cell::new("–").class("muted") } else { Cell::new(scale.show(amount)) }
}

fn days_cell(sheet: &Sheet<'_>, days: i32) -> Cell {
    Cell::new(sheet.voice().locale.number(i64::from(days)))
}

/// Every open opportunity.
pub fn list(sheet: &Sheet<'_>, cycle: &[InCycle<'_>]) -> Exhibit {
    let voice = sheet.voice();
    let scale = sheet.scale(cycle.iter().map(InCycle::amount));
    let columns = vec![
        Column::words(sheet.word("stages.column.opportunity")),
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("stages.column.stage")),
        Column::words(sheet.word("stages.column.state")),
        Column::figures(sheet.word("stages.column.days")),
        Column::figures(sheet.word("stages.column.limit")).minor(),
        sheet.amount_column("stages.column.amount", &scale),
        Column::words(sheet.word("stages.column.owner")),
        Column::words(sheet.word("stages.column.next")).minor(),
    ];
    let rows = cycle.iter().take(LISTED).map(|one| row(sheet, one, &scale)).collect();
    let table = TableView::new(sheet.word("stages.list.caption"), columns, rows).sortable();
    let stalled: Vec<&InCycle<'_>> = cycle.iter().filter(|one| one.is_stalled()).collect();
    let finding = match stalled.first() {
        None => voice.rich("stages.list.moving", &[("count", cycle.len().into())]),
        Some(first) => {
            let name = sheet.name(first.account);
            let args = [
                ("account", Arg::from(name)),
                ("name", sheet.local(&first.opportunity.name).0.into()),
                ("count", i64::from(first.days.unwrap_or_default()).into()),
            ];
            voice.rich("stages.list.finding", &args).link(name, sheet.account(first.account).as_deref())
        }
    };
    let undated = cycle.iter().filter(|one| one.days.is_none()).count();
    let note = (undated > 0).then(|| voice.rich("stages.list.undated", &[("count", undated.into())]));
    Exhibit::listed("cycle-list", finding, sheet.word("stages.list.measure"), table)
        .stacked()
        .filtered(voice, &[("stage", 2), ("state", 3), ("owner", 7)])
        .with_notes(note)
        .with_notes((cycle.len() > LISTED).then(|| voice.rich("portfolio.first_rows", &[("count", LISTED.into())])))
}

fn row(sheet: &Sheet<'_>, one: &InCycle<'_>, scale: &Scale) -> Vec<Cell> {
    let dash = || Cell::new("–").class("muted");
    let (name, lang) = sheet.local(&one.opportunity.name);
    let href = sheet.account(one.account).map(|page| format!("{page}#opportunities"));
    let state = match (one.is_stalled(), one.days) {
        (true, _) => Cell::new(sheet.word("stages.cycle.stalled")).class("act"),
        (false, Some(_)) => Cell::new(sheet.word("stages.cycle.moving")),
        (false, None) => Cell::new(sheet.word("stages.cycle.unknown")).class("muted"),
    };
    let days = one.days.map_or_else(dash, |days| days_cell(sheet, days));
    let next = one.opportunity.next_step.as_ref().map_or_else(dash, |next| {
        let (text, lang) = sheet.local(next);
        Cell { lang: lang.map(str::to_owned), ..Cell::new(text) }
    });
    vec![
        Cell { lang: lang.map(str::to_owned), ..Cell::new(name).to(href) },
        sheet.account_cell(one.account),
        Cell::new(sheet.voice().label(stage_name(sheet, one.opportunity.stage))),
        state,
        if one.is_stalled() { days.class("act") } else { days },
        one.limit.map_or_else(dash, |limit| days_cell(sheet, limit)),
        money(scale, one.amount()),
        one.opportunity.owner.as_ref().map_or_else(dash, |who| Cell::new(sheet.who(who))),
        next,
    ]
}
