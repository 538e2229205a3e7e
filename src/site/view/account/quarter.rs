//! What went wrong at an account in the quarter over which its health is compared.

use jiff::civil::Date;

use super::scene::Scene;
use crate::analysis::health::MONTHS_BACK;
use crate::locale::Arg;
use crate::portfolio::{Account, back_months};
use crate::site::view::Rich;

/// What went wrong in the quarter: a term may stand still although much happened, where new marks weigh it up.
pub fn events(scene: &Scene<'_>, account: &Account) -> Option<Rich> {
    let voice = scene.voice;
    let from = back_months(scene.as_of, MONTHS_BACK);
    let is_of_quarter = |day: Date| from < day && day <= scene.as_of;
    let broken = account.supply.commitments.iter().flat_map(|promise| &promise.broken_on);
    let broken = broken.filter(|day| is_of_quarter(**day)).count();
    let complaints = account.complaints.iter().filter(|complaint| is_of_quarter(complaint.date)).count();
    let left = account.contacts.iter().filter(|contact| contact.left.is_some_and(is_of_quarter));
    let left: Vec<String> = left.map(|contact| scene.words(&contact.name).to_owned()).collect();
    let counted = |key: &str, count: usize| {
        (count > 0).then(|| voice.say(&format!("health.account.{key}"), &[("count", count.into())]))
    };
    let names = Arg::from(voice.locale.list(&left));
    let gone = (!left.is_empty()).then(|| voice.say("health.account.event_left", &[("names", names)]));
    let told = [counted("event_broken", broken), counted("event_complaints", complaints), gone];
    let told: Vec<String> = told.into_iter().flatten().collect();
    let what = voice.locale.row(&told);
    let date = voice.locale.date_in_sentence(from);
    (!told.is_empty()).then(|| voice.rich("health.account.events", &[("date", date.into()), ("what", what.into())]))
}
