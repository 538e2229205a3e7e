//! An account that has fallen silent (rule `silent-account`): it cannot wait for the day that the plan names, and what the dossier
//! says of it is older than the silence.

use jiff::civil::Date;

use super::Shared;
use super::next::NextStep;
use super::scene::{Scene, act_html};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::next_step::NextStep as Step;
use crate::locale::Arg;
use crate::portfolio::{Account, days_between};
use crate::rules::{RuleHit, silent_account};
use crate::site::view::{Rich, escape, sentence};

/// Days within which something is done this week.
const THIS_WEEK: i32 = 7;

/// What the rule found at an account.
pub fn found(facts: &AccountFacts) -> Option<&RuleHit> {
    facts.alerts.iter().find(|hit| hit.rule == silent_account::RULE.id)
}

/// For how many months an account that the rule found has bought nothing.
pub fn months(facts: &AccountFacts) -> Option<i32> {
    found(facts).and(facts.silent_months)
}

/// The day on which somebody of ours last spoke with an account after its last purchase: then it is known why it is silent.
pub fn asked(account: &Account, facts: &AccountFacts, day: Date) -> Option<Date> {
    let entries = account.visits.iter().filter(|entry| entry.is_done_by(day)).map(|entry| entry.date);
    entries.filter(|entry| facts.last_purchase.is_some_and(|last| *entry > last)).max()
}

/// The next step at a silent account of which nobody has asked since: to ask, whatever the plan holds for later. `None` where the
/// rule found nothing, somebody asked, or the plan has a step this week.
pub fn to_ask(
    shared: &Shared<'_>,
    scene: &Scene<'_>,
    (account, facts): (&Account, &AccountFacts),
    step: Option<&Step<'_>>,
) -> Option<NextStep> {
    let hit = found(facts).filter(|_| asked(account, facts, scene.as_of).is_none())?;
    let planned = match step {
        Some(Step::Action(action)) => Some(scene.words(action.what).to_owned()),
        _ => None,
    };
    if step.is_none_or(|step| is_this_week(step, scene.as_of)) {
        return None;
    }
    let mut parts = vec![escape(&shared.hit(hit))];
    parts.extend(planned.map(|what| escape(&scene.say("next.nearest", &[("what", what.into())]))));
    Some(NextStep {
        title: scene.word("next.title"),
        what: scene.plain(sentence::remedy(shared.voice, hit)),
        note: Rich::from_safe_html(parts.join(" · ")),
    })
}

/// That a step of a silent account is to be done this week, where it is for later or has no day.
pub fn hurry(scene: &Scene<'_>, facts: &AccountFacts, step: &Step<'_>) -> Option<String> {
    let months = months(facts).filter(|_| !is_this_week(step, scene.as_of))?;
    Some(act_html(&scene.say("next.hurry", &[("count", Arg::Number(months.into()))])))
}

/// Whether a step is due by the end of a week; what is overdue is.
fn is_this_week(step: &Step<'_>, today: Date) -> bool {
    let day = match step {
        Step::Action(action) => action.due,
        Step::Visit(visit) => Some(visit.date),
        Step::Meet(..) => None,
    };
    day.is_some_and(|day| days_between(today, day) <= THIS_WEEK)
}
