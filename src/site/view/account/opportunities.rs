//! Opportunities with their step of the buying cycle (S1), and what they come to when weighted. What stalls is what the rule
//! `opportunity-stalled` says ([`InCycle`]).

use jiff::civil::Date;
use serde::Serialize;

use super::Shared;
use super::part::{Body, Figure, OpportunityCard, WheelStep};
use super::scene::{ColumnKind, Scene, act_html, cell};
use crate::analysis::buying_cycle::InCycle;
use crate::locale::Arg;
use crate::portfolio::{Account, BuyingStage, Localised, Opportunity, OutcomeKind, WeightedSums};
use crate::site::view::{Cell, Rich, escape};

/// The largest of some opportunities, each with what is asked of it; the first of equal ones, as written.
pub fn largest<'a, T>(of: impl Iterator<Item = (&'a Opportunity, T)>) -> Option<(&'a Opportunity, T)> {
    let worth = |one: &Opportunity| one.amount.as_ref().map(|figure| figure.value).unwrap_or_default();
    of.reduce(|best, other| if worth(other.0) > worth(best.0) { other } else { best })
}

/// The weighted amounts of all open opportunities in words, what is to be kept apart from what is to be won; `None` where none
/// is known.
pub fn weighted(scene: &Scene<'_>, account: &Account) -> Option<String> {
    let WeightedSums { to_win, to_keep } = WeightedSums::of(&account.opportunities);
    let key = match (to_win, to_keep) {
        (None, None) => return None,
        (Some(_), None) => "opportunities.to_win",
        (None, Some(_)) => "opportunities.to_keep",
        (Some(_), Some(_)) => "opportunities.to_win_and_keep",
    };
    let args = [("win", to_win), ("keep", to_keep)];
    Some(scene.say(key, &args.map(|(name, sum)| (name, sum.map(|sum| scene.money(sum)).unwrap_or_default().into()))))
}

/// The open opportunities, largest weighted amount first.
pub fn in_order<'a>(shared: &Shared<'_>, scene: &Scene<'_>, account: &'a Account, at: usize) -> Vec<InCycle<'a>> {
    let open = account.opportunities.iter().filter(|o| o.is_open());
    let mut open: Vec<InCycle<'a>> = open.map(|o| InCycle::of(at, o, shared.settings, scene.as_of)).collect();
    let worth = |o: &Opportunity| o.weighted().or(o.amount.as_ref().map(|a| a.value));
    open.sort_by_key(|one| std::cmp::Reverse(worth(one.opportunity)));
    open
}

/// The open opportunities as cards, largest weighted amount first.
pub fn open(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let open = in_order(shared, scene, account, at);
    if open.is_empty() {
        return None;
    }
    let stalled = open.iter().filter(|one| one.is_stalled()).count();
    let cards = open.iter().enumerate().map(|(at, one)| card(scene, account, at, one)).collect();
    let weighted = weighted(scene, account);
    let key = match (&weighted, stalled) {
        (Some(_), 0) => "opportunities.weighted",
        (Some(_), _) => "opportunities.weighted_stalled",
        (None, 0) => "opportunities.finding",
        (None, _) => "opportunities.stalled",
    };
    let money = Arg::from(weighted.unwrap_or_default());
    let args = [("count", Arg::from(open.len())), ("money", money), ("stalled", stalled.into())];
    let measure = scene.word("opportunities.measure");
    let notes = vec![scene.source("opportunities"), scene.rich("opportunities.note", &[])];
    Some(Figure::new("opportunities", scene.rich(key, &args), measure, Body::Opportunities(cards), notes))
}

fn card(scene: &Scene<'_>, account: &Account, at: usize, one: &InCycle<'_>) -> OpportunityCard {
    let opportunity = one.opportunity;
    let step = opportunity.stage.and_then(|stage| BuyingStage::ALL.iter().position(|s| *s == stage));
    let late = one.is_stalled();
    let class = |position: usize| match step {
        Some(now) if position < now => "f-b",
        Some(now) if position == now && late => "f-act",
        Some(now) if position == now => "f-a",
        _ => "f-wash",
    };
    let name = |stage: &BuyingStage| scene.choice("buying_stage", stage.key());
    let steps = BuyingStage::ALL.iter().enumerate();
    OpportunityCard {
        id: format!("opportunity-{}", at + 1),
        name: scene.prose(&opportunity.name),
        steps: steps.map(|(at, stage)| WheelStep { class: class(at), name: name(stage) }).collect(),
        days: one.days.map_or_else(|| "–".to_owned(), |days| days.to_string()),
        unit: scene.word("opportunities.days"),
        summary: opportunity.stage.as_ref().map_or_else(|| scene.word("opportunities.no_stage"), name),
        late,
        lines: lines(scene, account, one, step),
        so_far: so_far(scene, opportunity).map(Rich::from_safe_html),
        so_far_label: scene.word("opportunities.so_far"),
    }
}

/// What there is to say of an opportunity under one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardLine {
    /// Its name.
    pub name: String,
    /// It.
    pub value: Rich,
}

/// What there is to say of it under names: where it stands, what it is worth and what is next come first.
fn lines(scene: &Scene<'_>, account: &Account, one: &InCycle<'_>, step: Option<usize>) -> Vec<CardLine> {
    let o = one.opportunity;
    let line = |key: &str, value: String| CardLine {
        name: scene.word(&format!("opportunities.{key}")),
        value: Rich::from_safe_html(value),
    };
    let told = |key: &str, value: Option<&Localised>| value.map(|text| line(key, scene.html(text)));
    let contacts = || {
        let names: Vec<String> = o.contacts.iter().map(|id| scene.contact(&account.contacts, id)).collect();
        escape(&scene.voice.locale.list(&names))
    };
    [
        now(scene, one, step).map(|value| line("now", value)),
        worth(scene, o).map(|value| line("amount", value)),
        o.close.map(|day| line("closes", closes(scene, day))),
        told("next_step", o.next_step.as_ref()),
        told("risk", o.risk.as_ref()),
        told("mitigation", o.mitigation.as_ref()),
        told("competitor", o.competitor.as_ref()),
        o.owner.as_ref().map(|who| line("owner", escape(&scene.who(who)))),
        (!o.contacts.is_empty()).then(|| line("contacts", contacts())),
        super::needs::lines(scene, &o.product_lines).map(|names| line("product_lines", escape(&names))),
        told("remark", o.note.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The step it stands in, and for how long: as what asks for action where that is longer than the step allows.
fn now(scene: &Scene<'_>, one: &InCycle<'_>, step: Option<usize>) -> Option<String> {
    let (step, stage) = (step?, one.opportunity.stage?);
    let name = scene.choice("buying_stage", stage.key());
    let mut html = escape(&scene.say("opportunities.step", &[("step", Arg::from(step + 1)), ("name", name.into())]));
    if let Some(days) = one.days {
        let late = one.limit.filter(|_| one.is_stalled());
        let key = if late.is_some() { "opportunities.for_days_late" } else { "opportunities.for_days" };
        let args = [("count", Arg::Number(days.into())), ("limit", Arg::Number(late.unwrap_or_default().into()))];
        let text = scene.say(key, &args);
        html.push_str(&if late.is_some() { act_html(&text) } else { escape(&text) });
    }
    Some(html)
}

/// Its amount, how it is weighted, and where the amount is from.
fn worth(scene: &Scene<'_>, o: &Opportunity) -> Option<String> {
    let known = o.amount.as_ref()?;
    let amount = scene.money(known.value);
    let text = match (o.probability, o.weighted()) {
        (Some(probability), Some(weighted)) => {
            let share = scene.voice.locale.percent_round(probability.share());
            format!("{amount} × {share} = {}", scene.money(weighted))
        }
        _ => amount,
    };
    let kept = if o.renewal { format!(" {}", scene.word("opportunities.renewal")) } else { String::new() };
    let from = scene.provenance(known);
    let from = from.map(|from| format!(" <span class=\"muted\">{}</span>", from.html())).unwrap_or_default();
    Some(format!("<span class=\"num\">{}</span>{}{from}", escape(&text), escape(&kept)))
}

/// The day that it is expected to close; one that is over asks for action.
fn closes(scene: &Scene<'_>, day: Date) -> String {
    let text = scene.day(day);
    if day < scene.as_of { act_html(&scene.say("opportunities.past", &[("day", text.into())])) } else { escape(&text) }
}

/// When it was first heard of, and the steps before the present one with their first days.
fn so_far(scene: &Scene<'_>, o: &Opportunity) -> Option<String> {
    let opened = o.opened.map(|day| scene.say("opportunities.opened", &[("day", scene.day(day).into())]));
    let steps = o.history.iter().map(|step| {
        let name = scene.choice("buying_stage", step.stage.key());
        scene.say("opportunities.step_since", &[("name", name.into()), ("day", scene.day(step.since).into())])
    });
    // Each is short, and a day is not to be parted from its month.
    let whole = |part: String| format!("<span class=\"nb\">{}</span>", escape(&part));
    let parts: Vec<String> = opened.into_iter().chain(steps).map(whole).collect();
    (!parts.is_empty()).then(|| parts.join(&escape(&scene.word("comma"))))
}

/// What an opportunity was about, who drove it, and what is noted of it.
fn about(scene: &Scene<'_>, o: &Opportunity) -> impl Iterator<Item = String> {
    let lines = super::needs::lines(scene, &o.product_lines);
    let owner = o.owner.as_ref().map(|who| scene.who(who));
    lines.into_iter().chain(owner).chain(o.note.as_ref().map(|note| scene.words(note).to_owned()))
}

/// Whom it was won against, or lost to.
fn against(scene: &Scene<'_>, o: &Opportunity) -> Option<String> {
    let rival = scene.words(o.competitor.as_ref()?);
    Some(scene.say("opportunities.against", &[("name", rival.into())]))
}

/// What became of the others.
pub fn closed(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let mut closed: Vec<_> = account.opportunities.iter().filter_map(|o| Some((o, o.outcome.as_ref()?))).collect();
    if closed.is_empty() {
        return None;
    }
    closed.sort_by_key(|(_, outcome)| std::cmp::Reverse(outcome.date));
    let rows = closed.iter().map(|(o, outcome)| {
        vec![
            scene.noted(scene.prose_cell(Some(&o.name)), about(scene, o)),
            scene.noted(cell(scene.choice("outcome", outcome.result.key())), against(scene, o)),
            scene.money_cell(o.amount.as_ref().map(|amount| amount.value)),
            scene.day_cell(Some(outcome.date)),
            Cell { class: None, ..scene.prose_cell(outcome.reason.as_ref()) },
        ]
    });
    let columns = [
        ("opportunity", ColumnKind::Text),
        ("result", ColumnKind::Text),
        ("amount", ColumnKind::Figure),
        ("day", ColumnKind::Figure),
        ("reason", ColumnKind::Text),
    ];
    let table = scene.table(scene.word("section.closed"), &columns, rows.collect()).in_one_unit(scene.voice);
    let of = |kind: OutcomeKind| closed.iter().filter(|(_, outcome)| outcome.result == kind).count();
    let (won, lost) = (of(OutcomeKind::Won), of(OutcomeKind::Lost));
    let key = match (won, lost) {
        (0, 0) => "closed.called_off",
        (_, 0) => "closed.won",
        (0, _) => "closed.lost",
        _ => "closed.finding",
    };
    let finding = scene.rich(key, &[("won", won.into()), ("lost", lost.into())]);
    let source = vec![scene.source("opportunities[].outcome")];
    Some(Figure::new("closed", finding, scene.word("closed.measure"), Body::List(table), source))
}
