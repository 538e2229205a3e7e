//! What is due: open actions of the plans and follow-ups of visits, over all accounts.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::portfolio::{Localised, Who, days_between};
use crate::site::view::sheet::Sheet;
use crate::site::view::{Due, Link};

/// Actions that are shown at most.
const SHOWN: usize = 8;

/// The actions due by ten days after `as_of`, and how many are open in all.
#[derive(Debug, Clone, Default)]
pub struct Dues {
    /// The earliest.
    pub shown: Vec<Due>,
    /// Due by ten days after `as_of`, overdue ones among them.
    pub soon: usize,
    /// Past their date.
    pub late: usize,
    /// All that are open and have a date.
    pub open: usize,
}

/// An open action.
struct Open<'a> {
    account: usize,
    due: Date,
    what: &'a Localised,
    owner: Option<&'a Who>,
}

/// What is due.
pub fn dues(sheet: &Sheet<'_>) -> Dues {
    let today = sheet.book().as_of.date;
    let horizon = today.checked_add(10.days()).unwrap_or(today);
    let mut open = open(sheet);
    open.sort_by_key(|action| (action.due, action.account));
    let soon = open.iter().filter(|action| action.due <= horizon).count();
    Dues {
        shown: open.iter().take(soon.min(SHOWN)).map(|action| due(sheet, action, today)).collect(),
        soon,
        late: open.iter().filter(|action| action.due < today).count(),
        open: open.len(),
    }
}

fn open<'a>(sheet: &Sheet<'a>) -> Vec<Open<'a>> {
    let mut found = Vec::new();
    for (at, account) in sheet.book().portfolio.accounts.iter().enumerate() {
        let planned = account.plan.iter().flat_map(|plan| &plan.actions);
        found.extend(planned.filter(|action| action.done.is_none()).filter_map(|action| {
            Some(Open { account: at, due: action.due?, what: &action.what, owner: action.owner.as_ref() })
        }));
        let followed = account.visits.iter().flat_map(|visit| &visit.actions);
        found.extend(followed.filter(|action| action.done.is_none()).filter_map(|action| {
            Some(Open { account: at, due: action.due?, what: &action.what, owner: action.owner.as_ref() })
        }));
    }
    found
}

fn due(sheet: &Sheet<'_>, action: &Open<'_>, today: Date) -> Due {
    let voice = sheet.voice();
    let (what, _) = sheet.local(action.what);
    let name = sheet.name(action.account);
    let late = days_between(action.due, today);
    let owner = action.owner.map(|who| match sheet.book().portfolio.member(who) {
        Some(member) => sheet.local(&member.name).0.to_owned(),
        None => who.0.clone(),
    });
    let overdue = (late > 0).then(|| voice.say("portfolio.dues.late", &[("count", i64::from(late).into())]));
    let note: Vec<String> = owner.into_iter().chain(overdue).collect();
    Due {
        late: late > 0,
        date: action.due.to_string(),
        day: voice.locale.date_short(action.due),
        what: Link {
            text: voice.say("portfolio.dues.what", &[("account", name.into()), ("what", what.into())]),
            href: sheet.account(action.account),
            lang: None,
        },
        note: (!note.is_empty()).then(|| note.join(" · ")),
    }
}
