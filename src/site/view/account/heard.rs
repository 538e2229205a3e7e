//! What the account said last: the first words of what the log of visits holds, so that whoever goes there knows it.

use serde::Serialize;

use super::scene::Scene;
use crate::analysis::meetings::decides;
use crate::portfolio::{Account, ContactId, Localised, Visit, days_between};
use crate::site::view::Prose;

/// Days for which what somebody who decides has said is told beside what was heard last: half a year.
const REMEMBERED: i32 = 183;
/// Letters of a sentence that are shown, at most.
const LETTERS: usize = 90;

/// What was heard at one meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// What it is, when, and from whom: 最近听到 · 4 月 28 日，常怀瑾.
    pub of: String,
    /// The first sentence of the findings.
    pub what: Prose,
}

/// What was heard last; before that, within half a year, from whoever decides.
pub fn heard(scene: &Scene<'_>, account: &Account) -> Vec<Heard> {
    let told = || account.visits.iter().rev().filter(|visit| visit.is_done_by(scene.as_of) && visit.findings.is_some());
    let is_decider = |id: &ContactId| {
        account.contacts.iter().any(|contact| contact.id == *id && decides(contact) && contact.in_post(scene.as_of))
    };
    let met_decider = |visit: &Visit| visit.met.iter().any(is_decider);
    let last = told().next();
    let of_decider = told()
        .find(|visit| met_decider(visit))
        .filter(|visit| days_between(visit.date, scene.as_of) <= REMEMBERED && last != Some(*visit));
    let of_decider = of_decider.filter(|_| last.is_some_and(|last| !met_decider(last)));
    let meetings = [(last, "head.heard"), (of_decider, "head.heard_decider")];
    let heard = meetings.into_iter().filter_map(|(visit, label)| Some((visit?, visit?.findings.as_ref()?, label)));
    heard.map(|(visit, findings, label)| of_meeting(scene, account, (visit, findings), label)).collect()
}

fn of_meeting(scene: &Scene<'_>, account: &Account, (visit, findings): (&Visit, &Localised), label: &str) -> Heard {
    let names: Vec<String> = visit.met.iter().map(|id| scene.contact(&account.contacts, id)).collect();
    let day = scene.day(visit.date);
    let of = match names.as_slice() {
        [] => scene.say("head.heard_on", &[("day", day.into())]),
        names => {
            let names = scene.voice.locale.list(names);
            scene.say("head.heard_from", &[("day", day.into()), ("name", names.into())])
        }
    };
    let Prose { text, lang } = scene.prose(findings);
    let of = format!("{} · {of}", scene.word(label));
    Heard { of, what: Prose { text: first_sentence(&text), lang } }
}

/// The first sentence of a text without its full stop, cut where it is long.
fn first_sentence(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let is_end = |(at, c): (usize, char)| {
        let rest = &line[at + c.len_utf8()..];
        matches!(c, '。' | '！' | '？') || (matches!(c, '.' | '!' | '?') && (rest.is_empty() || rest.starts_with(' ')))
    };
    let end = line.char_indices().find(|found| is_end(*found)).map_or(line.len(), |(at, _)| at);
    let sentence = &line[..end];
    match sentence.char_indices().nth(LETTERS) {
        Some((cut, _)) => format!("{}…", sentence[..cut].trim_end()),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_stop_and_not_within_a_number() {
        assert_eq!(first_sentence("\n对手报价低 6%。另谈退货。"), "对手报价低 6%");
        assert_eq!(first_sentence("Grew by 4.5 points. They want more."), "Grew by 4.5 points");
        assert_eq!(first_sentence("时效稳定，想谈退货"), "时效稳定，想谈退货");
        let long = "a".repeat(LETTERS + 1);
        assert_eq!(first_sentence(&long), format!("{}…", "a".repeat(LETTERS)));
    }
}
