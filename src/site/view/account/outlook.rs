//! Growth, environment and SWOT, exit cost, channels, and sections in the team's own words.

use super::Shared;
use super::part::{Body, Fact, Figure, Words};
use super::scene::{ColumnKind, Scene, cell, dash};
use crate::portfolio::{Account, Amount, GrowthDirection, Localised, PlaybookPart, growth_items};
use crate::site::markdown::Placement;
use crate::site::view::{Cell, Column, Rich, TableView};

/// Directions of growth with what they come to, open opportunities that name one among them; each item once.
pub fn growth(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let mut all = growth_items(&account.growth, &account.opportunities);
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|item| (item.direction, std::cmp::Reverse(item.amount)));
    let rows = all.iter().map(|item| -> Vec<Cell> {
        vec![
            cell(scene.choice("growth_direction", item.direction.key())),
            scene.prose_cell(Some(item.what)),
            scene.figure_cell(item.stated),
        ]
    });
    let columns = [("direction", ColumnKind::Text), ("what", ColumnKind::Text), ("amount", ColumnKind::Figure)];
    let mut table = scene.table(scene.word("section.growth"), &columns, rows.collect());
    let total = all.iter().filter_map(|item| item.amount).fold(Amount::ZERO, |sum, amount| sum + amount);
    if total.is_positive() {
        table = table.with_total(vec![cell(scene.word("total")), cell(""), scene.money_cell(Some(total))]);
    }
    let directions: std::collections::BTreeSet<GrowthDirection> = all.iter().map(|item| item.direction).collect();
    let finding = match (directions.len(), directions.first()) {
        (1, Some(only)) => scene.rich("growth.one", &[("name", scene.choice("growth_direction", only.key()).into())]),
        (count, _) => scene.rich("growth.finding", &[("count", count.into())]),
    };
    let list = Body::List(table.in_one_unit(scene.voice));
    let bodies = ansoff(scene, &all).into_iter().chain([list]).collect();
    let notes = vec![scene.source(if account.growth.is_empty() { "opportunities[].growth" } else { "growth" })];
    Some(Figure { id: "growth".to_owned(), finding, measure: scene.word("growth.measure"), bodies, notes })
}

/// Products of today and new ones × markets of today and new ones (Ansoff), with the amounts; `None` where nothing lies in the grid.
fn ansoff(scene: &Scene<'_>, all: &[crate::portfolio::GrowthItem<'_>]) -> Option<Body> {
    use GrowthDirection::{Diversification, MarketDevelopment, MarketPenetration, ProductDevelopment};
    let of = |direction| all.iter().filter(move |item| item.direction == direction);
    let grid = [[MarketPenetration, ProductDevelopment], [MarketDevelopment, Diversification]];
    grid.as_flattened().iter().any(|direction| of(*direction).next().is_some()).then_some(())?;
    let word = |key: &str| scene.voice.word(&format!("in_portfolio.ansoff.{key}"));
    let field = |direction: GrowthDirection| {
        let name = scene.voice.label(scene.choice("growth_direction", direction.key()));
        let amount: Amount = of(direction).filter_map(|item| item.amount).sum();
        match (of(direction).next(), amount.is_positive()) {
            (None, _) => Cell::new(name).class("na"),
            (Some(_), true) => Cell::new(name).class("ours").note(scene.money(amount)),
            (Some(_), false) => Cell::new(name).class("ours"),
        }
    };
    let row = |(market, fields): (&str, [GrowthDirection; 2])| {
        std::iter::once(Cell::new(scene.voice.label(word(market)))).chain(fields.map(field)).collect()
    };
    let rows = ["known_market", "new_market"].into_iter().zip(grid).map(row).collect();
    let columns = ["market", "known_product", "new_product"].map(|key| Column::words(scene.voice.label(word(key))));
    Some(Body::Matrix(TableView::new(word("name"), columns.to_vec(), rows)))
}

/// Outside, inside, and the four lists of SWOT.
pub fn environment(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let environment = &account.environment;
    let mut facts: Vec<Fact> = [("external", &environment.external), ("internal", &environment.internal)]
        .into_iter()
        .filter_map(|(key, text)| {
            Some(Fact { name: scene.word(&format!("environment.{key}")), texts: vec![scene.prose(text.as_ref()?)] })
        })
        .collect();
    let mut missing = Vec::new();
    if let Some(swot) = &environment.swot {
        let lists = [
            ("strengths", &swot.strengths),
            ("weaknesses", &swot.weaknesses),
            ("opportunities", &swot.opportunities),
            ("threats", &swot.threats),
        ];
        for (key, list) in lists {
            let name = scene.word(&format!("environment.{key}"));
            if list.is_empty() {
                missing.push(name);
            } else {
                facts.push(Fact { name, texts: list.iter().map(|text| scene.prose(text)).collect() });
            }
        }
    }
    if facts.is_empty() {
        return None;
    }
    let finding = match (&environment.swot, missing.is_empty()) {
        (None, _) => scene.rich("environment.no_swot", &[]),
        (Some(swot), true) => {
            let first = |list: &[Localised]| list.first().map_or_else(String::new, |text| scene.words(text).to_owned());
            scene.rich(
                "environment.finding",
                &[("weakness", first(&swot.weaknesses).into()), ("threat", first(&swot.threats).into())],
            )
        }
        (Some(_), false) => scene.rich("environment.missing", &[("names", scene.voice.locale.list(&missing).into())]),
    };
    let source = vec![scene.source("environment")];
    Some(Figure::new("environment", finding, scene.word("environment.measure"), Body::Facts(facts), source))
}

/// What it costs the account to give up its own, and how we help.
pub fn exit_cost(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.exit_cost.is_empty() {
        return None;
    }
    let rows = account.exit_cost.iter().map(|exit| {
        vec![
            scene.prose_cell(Some(&exit.what)),
            scene.figure_cell(exit.cost.as_ref()),
            scene.prose_cell(exit.help.as_ref()),
        ]
    });
    let columns = [("facility", ColumnKind::Text), ("cost", ColumnKind::Figure), ("help", ColumnKind::Text)];
    let table = scene.table(scene.word("section.exit_cost"), &columns, rows.collect()).in_one_unit(scene.voice);
    let helped = account.exit_cost.iter().filter(|exit| exit.help.is_some()).count();
    let key = if helped == 0 { "exit_cost.unhelped" } else { "exit_cost.finding" };
    let finding = scene.rich(key, &[("count", account.exit_cost.len().into()), ("helped", helped.into())]);
    let source = vec![scene.source("exit_cost")];
    Some(Figure::new("exit-cost", finding, scene.word("exit_cost.measure"), Body::List(table), source))
}

/// Through whom our goods reach the account.
pub fn channels(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.channels.is_empty() {
        return None;
    }
    let rows = account.channels.iter().map(|channel| {
        let kind = scene.choice("channel_kind", channel.kind.key());
        let name = channel.name.as_ref().map_or_else(
            || cell(kind.clone()),
            |name| Cell { note: Some(kind.clone()), ..scene.prose_cell(Some(name)) },
        );
        vec![
            name,
            channel.share.map_or_else(dash, |share| cell(scene.voice.locale.percent_round(share.share()))),
            scene.prose_cell(channel.note.as_ref()),
        ]
    });
    let columns = [("channel", ColumnKind::Text), ("channel_share", ColumnKind::Figure), ("note", ColumnKind::Text)];
    let table = scene.table(scene.word("section.channels"), &columns, rows.collect());
    let finding = scene.rich("channels.finding", &[("count", account.channels.len().into())]);
    let source = vec![scene.source("channels")];
    Some(Figure::new("channels", finding, scene.word("channels.measure"), Body::List(table), source))
}

/// Sections in the team's own words that belong to a part, as Markdown.
pub fn own_words(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, part: PlaybookPart) -> Option<Figure> {
    let page = format!("accounts/{}.html", account.id);
    let of_part = |section: &&crate::portfolio::Section| section.part.unwrap_or(PlaybookPart::Plan) == part;
    let mine: Vec<_> = account.sections.iter().filter(of_part).collect();
    let words = mine.iter().enumerate().map(|(at, section)| {
        let (text, lang) = section.text.in_language(scene.voice.language().tag());
        let prefix = format!("words-{}-{}-", part.key(), at + 1);
        let resolve = shared.resolver(scene.file, &page);
        let title = Some(scene.words(&section.name));
        let placement = Placement { id_prefix: &prefix, heading_shift: 3, title };
        let document = shared.markdown.render(text, 0, placement, &resolve);
        Words {
            name: scene.prose(&section.name),
            id: document.title.map(|heading| heading.id),
            html: Rich::from_safe_html(document.html),
            lang: lang.map(str::to_owned),
        }
    });
    let words: Vec<Words> = words.collect();
    if words.is_empty() {
        return None;
    }
    let names: Vec<&str> = mine.iter().map(|section| scene.words(&section.name)).collect();
    let id = format!("own-words-{}", part.key());
    let finding = scene.rich("own_words.finding", &[("names", scene.voice.locale.list(&names).into())]);
    let source = vec![scene.source("sections")];
    Some(Figure::new(&id, finding, scene.word("own_words.measure"), Body::Words(words), source))
}
