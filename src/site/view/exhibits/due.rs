//! What is due: open actions of the plans, of visits and of complaints, over all accounts.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::analysis::to_do::{ToDo, to_do};
use crate::portfolio::days_between;
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

/// An open action with a day, and the position of its account.
type Open<'a> = (usize, Date, ToDo<'a>);

/// What is due.
pub fn dues(sheet: &Sheet<'_>) -> Dues {
    let today = sheet.book().as_of.date;
    let horizon = today.checked_add(10.days()).unwrap_or(today);
    let mut open = open(sheet);
    open.sort_by_key(|(at, due, _)| (*due, *at));
    let soon = open.iter().filter(|(_, due, _)| *due <= horizon).count();
    Dues {
        shown: open.iter().take(soon.min(SHOWN)).map(|action| due(sheet, action, today)).collect(),
        soon,
        late: open.iter().filter(|(_, due, _)| *due < today).count(),
        open: open.len(),
    }
}

fn open<'a>(sheet: &Sheet<'a>) -> Vec<Open<'a>> {
    let today = sheet.book().as_of.date;
    let accounts = sheet.book().portfolio.accounts.iter().enumerate();
    let all = accounts.flat_map(|(at, account)| to_do(account).map(move |action| (at, action)));
    all.filter(|(_, action)| action.is_open(today)).filter_map(|(at, action)| Some((at, action.due?, action))).collect()
}

fn due(sheet: &Sheet<'_>, (account, day, action): &Open<'_>, today: Date) -> Due {
    let voice = sheet.voice();
    let (what, _) = sheet.local(action.what);
    let name = sheet.name(*account);
    let late = days_between(*day, today);
    let owner = action.owner.map(|who| match sheet.book().portfolio.member(who) {
        Some(member) => sheet.local(&member.name).0.to_owned(),
        None => who.0.clone(),
    });
    let overdue = (late > 0).then(|| voice.say("portfolio.dues.late", &[("count", i64::from(late).into())]));
    let note: Vec<String> = owner.into_iter().chain(overdue).collect();
    Due {
        late: late > 0,
        date: day.to_string(),
        day: voice.locale.date_short(*day),
        what: Link {
            text: voice.say("portfolio.dues.what", &[("account", name.into()), ("what", what.into())]),
            href: sheet.account(*account),
            lang: None,
        },
        note: (!note.is_empty()).then(|| note.join(" · ")),
    }
}
