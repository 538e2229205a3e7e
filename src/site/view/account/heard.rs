//! What the account said last: the first words of what the log of visits holds, so that whoever goes there knows it.

use jiff::civil::Date;
use serde::Serialize;

use super::scene::Scene;
use crate::analysis::meetings::decides;
use crate::portfolio::{Account, ContactId, Localised, Need, NeedStatus, Visit, VisitKind, days_between};
use crate::site::view::Prose;

/// Days for which what somebody who decides has said is told beside what was heard last: half a year.
const REMEMBERED: i32 = 183;
/// Lines at most.
const SHOWN: usize = 3;
/// Columns of a sentence that are shown, a Chinese character two of them.
const COLUMNS: usize = 110;
/// So many more are shown before it is cut: less would not be worth a cut.
const SPARE: usize = 24;

/// What was heard on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// What it is, when, and from whom: 最近走访 · 4 月 28 日，常怀瑾.
    pub of: String,
    /// Its first sentence.
    pub what: Prose,
}

/// Something that was said.
struct Said<'a> {
    label: &'static str,
    day: Date,
    by: Vec<&'a ContactId>,
    what: &'a Localised,
}

/// What was heard last: at the last meeting of which something is written, and in a complaint and in a need since (or ever, where there was none); before that,
/// within half a year, from whoever decides.
pub fn heard(scene: &Scene<'_>, account: &Account) -> Vec<Heard> {
    let told = || account.visits.iter().rev().filter(|visit| visit.is_done_by(scene.as_of) && visit.findings.is_some());
    let is_decider = |id: &ContactId| {
        account.contacts.iter().any(|contact| contact.id == *id && decides(contact) && contact.in_post(scene.as_of))
    };
    let met_decider = |visit: &Visit| visit.met.iter().any(is_decider);
    let last = told().next();
    let since = |day: Date| day <= scene.as_of && last.is_none_or(|last| day > last.date);
    let complaint = account.complaints.iter().filter(|complaint| since(complaint.date)).max_by_key(|one| one.date);
    let complaint = complaint.map(|one| {
        let label =
            if one.closed.is_some_and(|day| day <= scene.as_of) { "complaint_closed" } else { "complaint_open" };
        Said { label, day: one.date, by: one.contact.iter().collect(), what: &one.what }
    });
    let is_asked = |need: &&Need| !matches!(need.status, Some(NeedStatus::Met | NeedStatus::Dropped));
    let needs =
        account.needs.iter().filter(is_asked).filter_map(|need| Some((need.date.filter(|day| since(*day))?, need)));
    let need = needs.max_by_key(|(day, _)| *day);
    let need = need.map(|(day, need)| Said { label: "need", day, by: need.contact.iter().collect(), what: &need.need });
    let of_decider = told()
        .find(|visit| met_decider(visit))
        .filter(|visit| days_between(visit.date, scene.as_of) <= REMEMBERED)
        .filter(|_| last.is_some_and(|last| !met_decider(last)));
    let label = match last.and_then(|visit| visit.kind).unwrap_or(VisitKind::Visit) {
        VisitKind::Visit => "visit",
        VisitKind::Received => "received",
        VisitKind::Call => "call",
        VisitKind::Event => "event",
    };
    let all = [complaint, need, at_meeting(label, last), at_meeting("decider", of_decider)];
    all.into_iter().flatten().take(SHOWN).map(|said| said.heard(scene, account)).collect()
}

/// What was found at a meeting.
fn at_meeting<'a>(label: &'static str, visit: Option<&'a Visit>) -> Option<Said<'a>> {
    let visit = visit?;
    Some(Said { label, day: visit.date, by: visit.met.iter().collect(), what: visit.findings.as_ref()? })
}

impl Said<'_> {
    fn heard(self, scene: &Scene<'_>, account: &Account) -> Heard {
        let names: Vec<String> = self.by.iter().map(|id| scene.contact(&account.contacts, id)).collect();
        let (label, day) = (scene.word(&format!("head.heard.{}", self.label)), scene.day(self.day));
        let of = match names.as_slice() {
            [] => scene.say("head.heard.on", &[("label", label.into()), ("day", day.into())]),
            names => {
                let names = scene.voice.locale.list(names);
                scene.say("head.heard.from", &[("label", label.into()), ("day", day.into()), ("name", names.into())])
            }
        };
        let Prose { text, lang } = scene.prose(self.what);
        Heard { of, what: Prose { text: first_sentence(&text), lang } }
    }
}

/// The first sentence of a text without its full stop, cut behind a clause or a word where it is long.
fn first_sentence(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let is_end = |(at, c): (usize, char)| {
        let rest = &line[at + c.len_utf8()..];
        matches!(c, '。' | '！' | '？')
            || (matches!(c, '.' | '!' | '?') && (rest.is_empty() || rest.starts_with([' ', '”'])))
    };
    let end = line.char_indices().find(|found| is_end(*found)).map_or(line.len(), |(at, _)| at);
    let sentence = &line[..end];
    let columns = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    if columns(sentence) <= COLUMNS + SPARE {
        return with_closing_mark(sentence.to_owned());
    }
    let within = |(at, _): &(usize, char)| columns(&sentence[..*at]) <= COLUMNS;
    let ends = |marks: &[char]| {
        let found = sentence.char_indices().take_while(within).filter(|(_, c)| marks.contains(c)).last();
        found.map(|(at, _)| at).filter(|at| *at > 0)
    };
    let whole = || sentence.char_indices().take_while(within).last().map_or(0, |(at, _)| at);
    let cut = ends(&['；', '，', ';', ',']).or_else(|| ends(&[' '])).unwrap_or_else(whole);
    with_closing_mark(format!("{}…", &sentence[..cut]))
}

/// A quotation of which the end was left out ends all the same.
fn with_closing_mark(sentence: String) -> String {
    let open = sentence.rfind('“').is_some_and(|at| !sentence[at..].contains('”'));
    if open { sentence + "”" } else { sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_stop_and_not_within_a_number() {
        assert_eq!(first_sentence("\n对手报价低 6%。另谈退货。"), "对手报价低 6%");
        assert_eq!(first_sentence("Grew by 4.5 points. They want more."), "Grew by 4.5 points");
        assert_eq!(first_sentence("时效稳定，想谈退货"), "时效稳定，想谈退货");
        assert_eq!(first_sentence("“我等不了。”问是谁"), "“我等不了”");
        assert_eq!(first_sentence("“I cannot wait.” Asked who"), "“I cannot wait”");
        assert_eq!(first_sentence("一“二”三。四"), "一“二”三");
        let words = "They want a second depot in the north, ".repeat(5);
        assert_eq!(first_sentence(&words), format!("{}…", &words[..words[..111].rfind(',').expect("has one")]));
        assert!(first_sentence(&"word ".repeat(50)).ends_with("word…"), "no word is cut");
        let little = format!("{} and no more", "a".repeat(COLUMNS));
        assert_eq!(first_sentence(&little), little, "a few letters more are shown");
    }
}
