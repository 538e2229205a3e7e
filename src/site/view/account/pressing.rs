//! What cannot wait for the day that the plan names: an account that has fallen silent, a complaint that waits.

use jiff::civil::Date;

use super::next::NextStep;
use super::scene::{Scene, act_html};
use super::{Shared, silence};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::next_step::NextStep as Step;
use crate::locale::Arg;
use crate::portfolio::{Account, ContactId, Portfolio, days_between};
use crate::rules::{self, RuleHit, by_importance, complaint_overdue};
use crate::site::view::{Rich, escape, sentence};

/// Days within which something is done this week.
const THIS_WEEK: i32 = 7;

/// The next step where something cannot wait and the plan has nothing this week: to do that, whatever the plan holds for later.
pub fn step(
    shared: &Shared<'_>,
    scene: &Scene<'_>,
    (account, facts): (&Account, &AccountFacts),
    step: Option<&Step<'_>>,
) -> Option<NextStep> {
    let hit = hit(scene.portfolio, (account, facts), step, scene.as_of)?;
    let planned = match step? {
        Step::Action(action) => Some(match action.due {
            Some(due) => {
                let day = scene.voice.locale.date_in_sentence(due);
                scene.say("next.dated", &[("what", scene.words(action.what).into()), ("day", day.into())])
            }
            None => scene.words(action.what).to_owned(),
        }),
        Step::Visit(_) | Step::Meet { .. } => None,
    };
    // A verdict of ours has told it right beside.
    let told = account.headline.as_ref().map(|_| escape(&shared.hit(hit)));
    let whom = complainant(account, hit).map(|id| scene.contact(&account.contacts, id));
    let whom = whom.map(|name| escape(&scene.say("next.with", &[("name", name.into())])));
    let nearest = planned.map(|what| escape(&scene.say("next.nearest", &[("what", what.into())])));
    let parts: Vec<String> = whom.into_iter().chain(told).chain(nearest).collect();
    let parts = if parts.is_empty() { vec![act_html(&scene.word("next.unplanned"))] } else { parts };
    Some(NextStep {
        title: scene.word("next.title"),
        what: scene.plain(sentence::remedy(shared.voice, hit)),
        note: Rich::from_safe_html(parts.join(" · ")),
    })
}

/// What cannot wait and what nothing of the plan answers: neither an action that says so, nor its next step, where that is this week.
pub fn hit<'f>(
    portfolio: &Portfolio,
    (account, facts): (&Account, &'f AccountFacts),
    step: Option<&Step<'_>>,
    today: Date,
) -> Option<&'f RuleHit> {
    let step = step.filter(|step| !is_this_week(step, today))?;
    let is_open = |hit: &&RuleHit| rules::held(portfolio, account, &facts.alerts, hit, today).is_none();
    unasked(account, facts, today).filter(is_open).or_else(|| waiting(facts, step, is_open))
}

/// Who made the complaint that a hit is about.
fn complainant<'a>(account: &'a Account, hit: &RuleHit) -> Option<&'a ContactId> {
    let at: usize = hit.mend.key.strip_prefix("complaints.")?.split('.').next()?.parse().ok()?;
    account.complaints.get(at)?.contact.as_ref()
}

/// A silence of which nobody has asked since it began.
fn unasked<'f>(account: &Account, facts: &'f AccountFacts, today: Date) -> Option<&'f RuleHit> {
    silence::found(facts).filter(|_| silence::asked(account, facts, today).is_none())
}

/// The gravest open complaint that waits; whoever decides and was never met comes before it.
fn waiting<'f>(
    facts: &'f AccountFacts,
    step: &Step<'_>,
    is_open: impl Fn(&&'f RuleHit) -> bool,
) -> Option<&'f RuleHit> {
    if matches!(step, Step::Meet { .. }) {
        return None;
    }
    by_importance(&facts.alerts).into_iter().find(|hit| hit.rule == complaint_overdue::RULE.id && is_open(hit))
}

/// That a step of a silent account is to be done this week, where it is for later or has no day, and nothing answers the silence.
pub fn hurry(scene: &Scene<'_>, (account, facts): (&Account, &AccountFacts), step: &Step<'_>) -> Option<String> {
    let silence = silence::found(facts)?;
    if rules::held(scene.portfolio, account, &facts.alerts, silence, scene.as_of).is_some() {
        return None;
    }
    let months = silence::months(facts).filter(|_| !is_this_week(step, scene.as_of))?;
    Some(act_html(&scene.say("next.hurry", &[("count", Arg::Number(months.into()))])))
}

/// Whether a step is due by the end of a week; what is overdue is.
fn is_this_week(step: &Step<'_>, today: Date) -> bool {
    let day = match step {
        Step::Action(action) => action.due,
        Step::Visit(visit) => Some(visit.date),
        Step::Meet { .. } => None,
    };
    day.is_some_and(|day| days_between(today, day) <= THIS_WEEK)
}
