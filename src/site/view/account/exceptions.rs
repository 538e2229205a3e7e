//! The rules that the account sets otherwise than the settings do: the level, why, and until when.

use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, act, cell};
use crate::locale::Arg;
use crate::portfolio::Account;
use crate::site::view::Cell;

/// One row per rule; `None` where the account sets none.
pub fn exceptions(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.rules.is_empty() {
        return None;
    }
    let expired = |until: Option<jiff::civil::Date>| until.is_some_and(|day| day < scene.as_of);
    let rows = account.rules.iter().map(|(id, rule)| {
        let until = match rule.until {
            Some(day) if expired(rule.until) => act(scene.say("exceptions.ended", &[("day", scene.day(day).into())])),
            Some(day) => cell(scene.day(day)),
            None => cell(scene.word("exceptions.open")),
        };
        vec![
            Cell { href: Some(format!("../rules/{id}.html")), ..cell(scene.voice.word(&format!("rule.{id}.name"))) },
            cell(scene.voice.word(&format!("rule.levels.{}", rule.level.key()))),
            scene.prose_cell(Some(&rule.reason)),
            until,
        ]
    });
    let columns = [
        ("rule", ColumnKind::Text),
        ("level_here", ColumnKind::Text),
        ("reason", ColumnKind::Text),
        ("until", ColumnKind::Text),
    ];
    let table = scene.table(scene.word("section.exceptions"), &columns, rows.collect());
    let ended = account.rules.values().filter(|rule| expired(rule.until)).count();
    let key = if ended == 0 { "exceptions.finding" } else { "exceptions.expired" };
    let args = [("count", Arg::from(account.rules.len())), ("ended", ended.into())];
    let source = vec![scene.source("rules")];
    Some(Figure::new("exceptions", scene.rich(key, &args), scene.word("exceptions.measure"), Body::List(table), source))
}
