//! Value (说对话), first half: needs (GPN), value propositions, white space, objections, competitors.

use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, act, cell, dash};
use crate::analysis::benefits::{Benefits, is_evidenced};
use crate::portfolio::{
    Account, Amount, BenefitKind, Genuineness, Localised, Need, NeedStatus, ValueProposition, WhiteSpaceCell,
    WhiteSpaceState,
};
use crate::site::view::{Cell, Rich, TableView};

/// Whether a need says who or what it comes from, and when.
fn has_source(need: &Need) -> bool {
    need.is_sourced() && need.date.is_some()
}

/// Needs that the conclusion names.
const NAMED: usize = 2;

/// The conclusion: what they need, what we are worth to them; where nobody has worked that out, what is not met yet.
pub fn conclusion(scene: &Scene<'_>, account: &Account) -> Rich {
    let live = account.needs.iter().filter(|need| need.status != Some(NeedStatus::Dropped));
    let (all, met) = (live.clone().count(), live.filter(|need| need.status == Some(NeedStatus::Met)).count());
    let needs = match (all, met) {
        (0, _) => scene.word("value.no_needs"),
        (all, 0) => scene.say("value.needs_none_met", &[("count", all.into())]),
        (all, met) => scene.say("value.needs", &[("count", all.into()), ("met", met.into())]),
    };
    let unmet = || {
        let open = |need: &&Need| !matches!(need.status, Some(NeedStatus::Met | NeedStatus::Dropped));
        let names: Vec<&str> =
            account.needs.iter().filter(open).take(NAMED).map(|need| scene.words(&need.need)).collect();
        if met == 0 || names.is_empty() {
            return scene.word("value.no_worth");
        }
        scene.say("value.unmet", &[("names", scene.voice.locale.list(&names).into())])
    };
    let worth = Benefits::of(account).map_or_else(unmet, |found| worth(scene, found));
    scene.rich("value.say", &[("needs", needs.into()), ("worth", worth.into())])
}

/// What we are worth to them: only what some evidence shows, and of it what they have.
fn worth(scene: &Scene<'_>, found: Benefits) -> String {
    let key = match found {
        Benefits { evidenced, .. } if !evidenced.is_positive() => "value.worth_unproved",
        Benefits { delivered, .. } if !delivered.is_positive() => "value.worth_promised",
        Benefits { evidenced, delivered, .. } if delivered == evidenced => "value.worth",
        _ => "value.worth_part",
    };
    let args = [("stated", found.stated), ("money", found.evidenced), ("delivered", found.delivered)];
    scene.say(key, &args.map(|(name, amount)| (name, scene.money(amount).into())))
}

/// Goal → problem → need → our offer.
pub fn needs(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.needs.is_empty() {
        return None;
    }
    let rows = account.needs.iter().map(|need| need_row(scene, account, need));
    let columns = [
        ("goal", ColumnKind::Text),
        ("problem", ColumnKind::Text),
        ("need", ColumnKind::Text),
        ("offer", ColumnKind::Text),
        ("status", ColumnKind::Text),
        ("source", ColumnKind::Text),
    ];
    let table = TableView { row_head: 2, ..scene.table(scene.word("section.needs"), &columns, rows.collect()) };
    let count = |status: NeedStatus| account.needs.iter().filter(|need| need.status == Some(status)).count();
    let unsourced = account.needs.iter().filter(|need| !has_source(need)).count();
    let (met, open, dropped) = (count(NeedStatus::Met), count(NeedStatus::Open), count(NeedStatus::Dropped));
    // What was dropped is no need any more: the conclusion of the part counts the others, too.
    let all = account.needs.len() - dropped;
    // Of needs that all have a source, every one is told by how far it is met; what was dropped comes on top.
    let unstated = account.needs.iter().filter(|need| need.status.is_none()).count();
    let by_status = [
        ("needs.met", met),
        ("needs.offered", count(NeedStatus::Offered)),
        ("needs.rival", count(NeedStatus::Rival)),
        ("needs.open", open),
        ("needs.unstated", unstated),
    ];
    let mut parts = if unsourced == 0 {
        scene.counts(&by_status)
    } else {
        scene.counts(&[by_status[0], ("needs.unsourced", unsourced)])
    };
    if dropped > 0 {
        parts.push_str(&scene.say("needs.dropped", &[("count", dropped.into())]));
    }
    let key = match unsourced {
        0 if met == all => "needs.all_met",
        0 if open == all => "needs.all_open",
        unsourced if unsourced == all && met + dropped == 0 => "needs.none_sourced",
        _ if parts.is_empty() => "needs.none_met",
        _ => "needs.finding",
    };
    let finding = scene.rich(key, &[("count", all.into()), ("parts", parts.into())]);
    Some(Figure::new("needs", finding, scene.word("needs.measure"), Body::List(table), vec![scene.source("needs")]))
}

/// How far a need is met; one that a rival serves is being lost.
pub fn status_cell(scene: &Scene<'_>, need: &Need) -> Cell {
    need.status.map_or_else(dash, |status| {
        let name = scene.choice("need_status", status.key());
        if status == NeedStatus::Rival { act(name) } else { cell(name) }
    })
}

fn need_row(scene: &Scene<'_>, account: &Account, need: &Need) -> Vec<Cell> {
    let who = need.contact.as_ref().map(|id| scene.contact(&account.contacts, id));
    let said = need.source.as_ref().map(|source| scene.words(source).to_owned());
    // Who says so comes first; what it was said in stands below.
    let (from, said) = if who.is_some() { (who, said) } else { (said, None) };
    let evidence =
        need.evidence.as_ref().map(|evidence| scene.say("needs.evidence", &[("text", scene.words(evidence).into())]));
    let source = match (from, need.date) {
        (Some(from), day) => {
            let day = day.map_or_else(|| scene.word("needs.no_date"), |day| scene.day(day));
            scene.noted(cell(from), said.into_iter().chain([day]))
        }
        (None, _) => act(scene.word("needs.no_source")),
    };
    vec![
        scene.prose_cell(need.goal.as_ref()),
        scene.prose_cell(need.problem.as_ref()),
        scene.noted(scene.prose_cell(Some(&need.need)), lines(scene, &need.product_lines)),
        scene.noted(scene.prose_cell(need.offer.as_ref()), evidence),
        status_cell(scene, need),
        source,
    ]
}

/// Feature → advantage → benefit, with what it is worth and what shows it.
pub fn propositions(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let items = &account.value_propositions;
    if items.is_empty() {
        return None;
    }
    let rows = items.iter().map(|item| proposition(scene, item));
    let columns = [
        ("feature", ColumnKind::Text),
        ("advantage", ColumnKind::Text),
        ("benefit", ColumnKind::Text),
        ("block", ColumnKind::Text),
        ("yearly", ColumnKind::Figure),
        ("evidence", ColumnKind::Text),
    ];
    let mut table = scene.table(scene.word("section.propositions"), &columns, rows.collect());
    let of = |kind: BenefitKind| -> Amount {
        let shown = items.iter().filter(|item| item.kind == Some(kind) && is_evidenced(item));
        shown.filter_map(|item| item.yearly_benefit.as_ref()).map(|figure| figure.value).sum()
    };
    let unproved = items.iter().filter(|item| !is_evidenced(item)).count();
    let benefits = Benefits::of(account);
    let finding = match benefits {
        None => scene.rich("propositions.unmeasured", &[("count", items.len().into())]),
        Some(Benefits { stated, evidenced, .. }) => {
            let total = |name: &str, sum: Amount| {
                let blank = || cell("");
                vec![cell(scene.word(name)), blank(), blank(), blank(), scene.money_cell(Some(sum)), blank()]
            };
            // The finding counts what some evidence shows.
            table = if evidenced == stated || !evidenced.is_positive() {
                table.with_total(total("total", stated))
            } else {
                let shown = table.with_total(total("propositions.total_evidenced", evidenced));
                shown.with_total(total("propositions.total_stated", stated))
            };
            let (saved, won) = (of(BenefitKind::SavesCost), of(BenefitKind::WinsRevenue));
            let key = match (saved.is_positive(), won.is_positive()) {
                _ if !evidenced.is_positive() => "propositions.nothing_shown",
                (true, true) => "propositions.finding",
                (true, false) => "propositions.saved",
                (false, true) => "propositions.won",
                (false, false) => "propositions.worth",
            };
            let args = [("stated", stated), ("money", evidenced), ("saved", saved), ("won", won)];
            scene.rich(key, &args.map(|(name, amount)| (name, scene.money(amount).into())))
        }
    };
    let mut notes = vec![scene.source("value_propositions")];
    if unproved > 0 {
        let money = benefits.map(|found| found.stated - found.evidenced).filter(|amount| amount.is_positive());
        let key = if money.is_some() { "propositions.unproved_money" } else { "propositions.unproved" };
        let money = money.map(|amount| scene.money(amount)).unwrap_or_default();
        notes.push(scene.rich(key, &[("count", unproved.into()), ("money", money.into())]));
    }
    Some(Figure::new(
        "propositions",
        finding,
        scene.word("propositions.measure"),
        Body::List(table.in_one_unit(scene.voice)),
        notes,
    ))
}

/// Feature, advantage, benefit, and the three steps that make it believed: explain, evidence, confirm.
fn proposition(scene: &Scene<'_>, item: &ValueProposition) -> Vec<Cell> {
    let said = |key: &str, text: &Option<Localised>| {
        let text = text.as_ref()?;
        Some(scene.say(&format!("propositions.{key}"), &[("text", scene.words(text).into())]))
    };
    let evidence = item.evidence.as_ref();
    let evidence = evidence.map_or_else(|| act(scene.word("propositions.no_evidence")), |e| scene.prose_cell(Some(e)));
    let kind = item.kind.map(|kind| scene.choice("benefit_kind", kind.key()));
    let block = item.block.map_or_else(dash, |block| cell(scene.choice("solution_block", block.key())));
    vec![
        scene.noted(scene.prose_cell(Some(&item.feature)), said("explain", &item.explain)),
        scene.prose_cell(item.advantage.as_ref()),
        scene.prose_cell(item.benefit.as_ref()),
        scene.noted(block, lines(scene, &item.product_lines).into_iter().chain(kind)),
        scene.figure_cell(item.yearly_benefit.as_ref()),
        scene.noted(evidence, said("confirm", &item.confirm)),
    ]
}

/// Name of a product line as the portfolio knows it.
pub fn product_line<'a>(scene: &Scene<'a>, id: &'a str) -> &'a str {
    scene.portfolio.notes.line_called(id, scene.voice.language().tag())
}

/// The names of some product lines; `None` where there are none.
pub fn lines(scene: &Scene<'_>, ids: &[String]) -> Option<String> {
    let names: Vec<&str> = ids.iter().map(|id| product_line(scene, id)).collect();
    (!names.is_empty()).then(|| scene.voice.locale.list(&names))
}

/// What is open, and what rivals hold, by amount.
pub fn open_amounts(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let priced = |state: WhiteSpaceState| -> Vec<(&WhiteSpaceCell, Amount)> {
        let entries = account.white_space.iter().filter(|entry| entry.state == state);
        let mut priced: Vec<_> = entries.filter_map(|entry| Some((entry, entry.amount.as_ref()?.value))).collect();
        priced.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
        priced
    };
    let (open, rival) = (priced(WhiteSpaceState::Open), priced(WhiteSpaceState::Rival));
    let both = || open.iter().chain(&rival);
    let largest = both().map(|(_, amount)| *amount).max()?;
    let rows = both().map(|(entry, amount)| {
        let unit = entry.unit.as_ref().map(|unit| scene.words(unit).to_owned());
        let held = (entry.state == WhiteSpaceState::Rival).then(|| match &entry.rival {
            Some(rival) => scene.say("open_amounts.with", &[("name", scene.words(rival).into())]),
            None => scene.choice("white_space", entry.state.key()),
        });
        let share = amount.share_of(largest).unwrap_or_default().clamp(0.0, 1.0) * 100.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
        let bar = Cell { bar: Some(share.round() as u8), ..cell("") };
        // Grey is the rival's; the bars of what we could win are in our colour.
        let bar = if entry.state == WhiteSpaceState::Rival { bar.class("rival") } else { bar };
        let name = cell(product_line(scene, &entry.product_line));
        vec![
            scene.noted(name, unit.into_iter().chain(held)),
            Cell { class: Some("est".to_owned()), ..scene.figure_cell(entry.amount.as_ref()) },
            bar,
        ]
    });
    let columns = [("product_line", ColumnKind::Text), ("amount", ColumnKind::Figure), ("bar", ColumnKind::Bar)];
    let table = scene.table(scene.word("section.open_amounts"), &columns, rows.collect()).in_one_unit(scene.voice);
    let sum = |of: &[(&WhiteSpaceCell, Amount)]| scene.money(of.iter().map(|(_, amount)| *amount).sum());
    let first = open.first().or(rival.first())?;
    let key = match (open.is_empty(), rival.is_empty()) {
        (_, true) => "open_amounts.finding",
        (true, false) => "open_amounts.with_rivals",
        (false, false) => "open_amounts.finding_and_rivals",
    };
    let args = [
        ("money", sum(&open).into()),
        ("rivals", sum(&rival).into()),
        ("name", product_line(scene, &first.0.product_line).into()),
    ];
    let source = vec![scene.source("white_space[].amount")];
    let measure = if rival.is_empty() { "open_amounts.measure" } else { "open_amounts.measure_with_rivals" };
    let measure = scene.word(measure);
    Some(Figure::new("open-amounts", scene.rich(key, &args), measure, Body::Table(table), source))
}

/// What was objected, what was behind it, what we answered.
pub fn objections(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.objections.is_empty() {
        return None;
    }
    let rows = account.objections.iter().map(|objection| {
        let who = objection.contact.as_ref().map(|id| scene.contact(&account.contacts, id));
        let kind = objection.kind.map(|kind| scene.choice("objection_kind", kind.key()));
        let genuine = match objection.genuine {
            Some(Genuineness::Pretext) => act(scene.choice("genuineness", Genuineness::Pretext.key())),
            Some(genuine) => cell(scene.choice("genuineness", genuine.key())),
            None => dash(),
        };
        vec![
            Cell { note: who, ..scene.prose_cell(Some(&objection.what)) },
            kind.map_or_else(dash, cell),
            genuine,
            scene.prose_cell(objection.root.as_ref()),
            scene.prose_cell(objection.response.as_ref()),
            objection.resolved.map_or_else(|| act(scene.word("objections.open")), |day| cell(scene.day(day))),
        ]
    });
    let columns = [
        ("objection", ColumnKind::Text),
        ("kind", ColumnKind::Text),
        ("genuine", ColumnKind::Text),
        ("root", ColumnKind::Text),
        ("response", ColumnKind::Text),
        ("resolved", ColumnKind::Text),
    ];
    let table = scene.table(scene.word("section.objections"), &columns, rows.collect());
    let open = account.objections.iter().filter(|objection| objection.resolved.is_none()).count();
    let key = match open {
        0 => "objections.settled",
        open if open == account.objections.len() => "objections.all_open",
        _ => "objections.finding",
    };
    let finding = scene.rich(key, &[("count", account.objections.len().into()), ("open", open.into())]);
    let source = vec![scene.source("objections")];
    Some(Figure::new("objections", finding, scene.word("objections.measure"), Body::List(table), source))
}

/// Who else serves the account, and how well.
pub fn competitors(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.competitors.is_empty() {
        return None;
    }
    let rows = account.competitors.iter().map(|rival| {
        let lines = lines(scene, &rival.product_lines);
        let more = lines.into_iter().chain(rival.note.as_ref().map(|note| scene.words(note).to_owned()));
        vec![
            scene.noted(scene.prose_cell(Some(&rival.name)), more),
            rival.share.map_or_else(dash, |share| cell(scene.voice.locale.percent_round(share.share()))),
            scene.prose_cell(rival.strengths.as_ref()),
            scene.prose_cell(rival.weaknesses.as_ref()),
        ]
    });
    let columns = [
        ("competitor", ColumnKind::Text),
        ("share", ColumnKind::Figure),
        ("strengths", ColumnKind::Text),
        ("weaknesses", ColumnKind::Text),
    ];
    let table = scene.table(scene.word("section.competitors"), &columns, rows.collect());
    let largest = account.competitors.iter().max_by_key(|rival| rival.share);
    let finding = match largest.and_then(|rival| Some((rival, rival.share?))) {
        Some((rival, share)) => scene.rich(
            "competitors.largest",
            &[
                ("name", scene.words(&rival.name).into()),
                ("share", scene.voice.locale.percent_round(share.share()).into()),
            ],
        ),
        None => scene.rich("competitors.finding", &[("count", account.competitors.len().into())]),
    };
    let source = vec![scene.source("competitors")];
    Some(Figure::new("competitors", finding, scene.word("competitors.measure"), Body::List(table), source))
}
