//! What is done next with an account, as a line below a decision: what, who, by when. Where nothing of the plan answers what is to be
//! decided, it is what the head of the account's playbook names.

use jiff::civil::Date;

use super::account::next::undecided;
use super::account::pressing;
use super::sheet::Sheet;
use super::{Rich, sentence};
use crate::analysis::meetings::decides;
use crate::analysis::next_step::{self, NextStep};
use crate::locale::{Arg, with_measures};
use crate::portfolio::{Action, Visit, Who};
use crate::rules::{self, Held, RuleHit};

/// What the plan of an account holds already of what a rule asks for.
pub fn held<'a>(sheet: &Sheet<'a>, hit: &RuleHit) -> Option<Held<'a>> {
    let (book, at) = (sheet.book(), hit.account?);
    let alerts = &book.analysis.accounts.get(at)?.alerts;
    rules::held(book.portfolio, book.portfolio.accounts.get(at)?, alerts, hit, book.as_of.date)
}

/// A step before it is a line.
pub struct StepLine {
    what: String,
    who: Option<String>,
    /// By when; `None` where nothing says so.
    day: Option<Date>,
}

impl StepLine {
    /// What the plan of an account holds already of what a rule asks for.
    pub fn held(sheet: &Sheet<'_>, hit: &RuleHit) -> Option<Self> {
        Some(match held(sheet, hit)? {
            Held::Action(action, day) => Self::of_action(sheet, action, day),
            Held::Visit(visit) => Self::of_visit(sheet, hit.account?, visit),
        })
    }

    /// The next step of an account; `None` where its plan holds none and nobody is to be met.
    pub fn next(sheet: &Sheet<'_>, at: usize) -> Option<Self> {
        let book = sheet.book();
        let (account, facts, today) = (&book.portfolio.accounts[at], &book.analysis.accounts[at], book.as_of.date);
        let step = next_step::in_zone(account, book.zone(at), today);
        if let Some(hit) = pressing::hit(book.portfolio, (account, facts), step.as_ref(), today) {
            return Some(Self::advised(sheet, at, sentence::remedy(sheet.voice(), hit)));
        }
        if let Some((one, what)) = undecided(account, step.as_ref(), today) {
            let who = one.owner.as_ref().map(|who| sheet.who(who));
            return Some(Self { what: sheet.local(what).0.to_owned(), who, day: None });
        }
        Some(match step? {
            NextStep::Action(action) => Self {
                what: sheet.local(action.what).0.to_owned(),
                who: action.owner.map(|who| sheet.who(who)),
                day: action.due,
            },
            NextStep::Visit(visit) => Self::of_visit(sheet, at, visit),
            NextStep::Meet { contact, .. } => {
                let key = if decides(contact) { "account.next.meet" } else { "account.next.meet_coach" };
                let name = sheet.local(&contact.name).0;
                Self::advised(sheet, at, sheet.voice().say(key, &[("name", name.into())]))
            }
        })
    }

    fn of_action(sheet: &Sheet<'_>, action: &Action, day: Date) -> Self {
        let who = action.owner.as_ref().map(|who| sheet.who(who));
        Self { what: sheet.local(&action.what).0.to_owned(), who, day: Some(day) }
    }

    fn of_visit(sheet: &Sheet<'_>, at: usize, visit: &Visit) -> Self {
        let by: Vec<String> = visit.by.iter().map(|who| sheet.who(who)).collect();
        Self {
            what: sentence::planned_visit(sheet.voice(), &sheet.book().portfolio.accounts[at], visit).text,
            who: (!by.is_empty()).then(|| sheet.voice().locale.list(&by)),
            day: Some(visit.date),
        }
    }

    /// What nobody has planned: it falls to the account manager.
    fn advised(sheet: &Sheet<'_>, at: usize, what: String) -> Self {
        let manager: Option<&Who> = sheet.book().portfolio.accounts[at].manager.as_ref();
        Self { what, who: manager.map(|who| sheet.who(who)), day: None }
    }

    /// Whether it has a day to come.
    pub fn is_dated(&self, today: Date) -> bool {
        self.day.is_some_and(|day| day >= today)
    }

    /// The line.
    pub fn line(&self, sheet: &Sheet<'_>) -> Rich {
        let voice = sheet.voice();
        let today = sheet.book().as_of.date;
        let day = self.day.map(|day| {
            let said = voice.locale.date_near(day, today);
            if day < today { voice.say("portfolio.decisions.late", &[("day", said.into())]) } else { said }
        });
        let note: Vec<String> = self.who.iter().cloned().chain(day).collect();
        let what = with_measures(self.what.trim_end_matches(['。', '.']));
        let args = [("what", Arg::from(what)), ("note", note.join(&voice.word("account.comma")).into())];
        voice.rich(if note.is_empty() { "portfolio.decisions.next_alone" } else { "portfolio.decisions.next" }, &args)
    }
}
