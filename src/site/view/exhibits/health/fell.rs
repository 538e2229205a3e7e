//! Sentences on those who fell: who fell most, and through what.

use super::{fallen, of};
use crate::analysis::health::HealthTerm;
use crate::locale::Arg;
use crate::site::view::Rich;
use crate::site::view::sheet::Sheet;

/// Equals that a sentence names.
const NAMED: usize = 3;

/// Who fell most: alone from where to where; of those who fell alike none alone is said to lead.
pub fn most(sheet: &Sheet<'_>, fallen: &[usize], first: usize) -> Rich {
    let voice = sheet.voice();
    let change = of(sheet, first).change();
    let tied: Vec<usize> =
        fallen.iter().copied().take_while(|account| of(sheet, *account).change() == change).collect();
    let names: Vec<&str> = tied.iter().map(|account| sheet.name(*account)).collect();
    let change = Arg::from(voice.locale.delta_number(change.unwrap_or_default()));
    if tied.len() > NAMED {
        return voice.rich("health.moved.finding_many", &[("count", tied.len().into()), ("change", change)]);
    }
    if tied.len() > 1 {
        let args = [("accounts", voice.locale.list(&names).into()), ("change", change)];
        let linked = voice.rich("health.moved.finding_tied", &args);
        return tied
            .iter()
            .fold(linked, |said, account| said.link(sheet.name(*account), sheet.account(*account).as_deref()));
    }
    let alike = &of(sheet, first).alike;
    let points = |points: Option<u8>| Arg::from(points.map_or_else(String::new, |points| points.to_string()));
    let name = sheet.name(first);
    let args =
        [("account", name.into()), ("before", points(alike.before.points())), ("now", points(alike.now.points()))];
    voice.rich("health.moved.finding", &args).link(name, sheet.account(first).as_deref())
}

/// Through which term most of those who fell did so; `None` where fewer than two fell, or nothing says why.
pub fn cause(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Option<Rich> {
    let voice = sheet.voice();
    let fallen = fallen(sheet, scored);
    let movers: Vec<HealthTerm> = fallen.iter().filter_map(|&account| Some(of(sheet, account).mover()?.term)).collect();
    let count = |term: HealthTerm| movers.iter().filter(|mover| **mover == term).count();
    let most = HealthTerm::ALL.into_iter().map(count).max().filter(|most| *most > 0 && fallen.len() > 1)?;
    let terms: Vec<String> = HealthTerm::ALL
        .into_iter()
        .filter(|term| count(*term) == most)
        .map(|term| voice.word(&format!("health.term.{}", term.key())))
        .collect();
    let names = Arg::from(voice.locale.list(&terms));
    let said = if most == fallen.len() {
        voice.say("health.moved.cause_all", &[("term", names), ("count", most.into())])
    } else {
        let args = [("count", most.into()), ("all", sheet.number(fallen.len()).into())];
        match terms.len() {
            1 => voice.say("health.moved.cause", &[args[0].clone(), args[1].clone(), ("term", names)]),
            _ => voice.say("health.moved.cause_tied", &[args[0].clone(), args[1].clone(), ("terms", names)]),
        }
    };
    Some(voice.rich("finding.full_stop", &[("sentence", said.into())]))
}
