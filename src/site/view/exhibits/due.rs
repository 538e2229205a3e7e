//! What is due next over all accounts, for the dashboard: the first entries of the agenda.

use jiff::ToSpan;

use crate::analysis::agenda::{Entry, When};
use crate::locale::with_measures;
use crate::portfolio::days_between;
use crate::site::view::Due;
use crate::site::view::agenda;
use crate::site::view::sheet::Sheet;

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
    /// All that are open.
    pub open: usize,
}

/// What is due.
pub fn dues(sheet: &Sheet<'_>) -> Dues {
    let today = sheet.book().as_of.date;
    let horizon = today.checked_add(10.days()).unwrap_or(today);
    let agenda = sheet.desk.agenda;
    let mut soon: Vec<&Entry<'_>> =
        agenda.entries.iter().filter(|entry| entry.to_do.due.is_some_and(|due| due <= horizon)).collect();
    // Of one day the larger class first.
    soon.sort_by_key(|entry| (entry.to_do.due, sheet.book().class(entry.account), entry.account));
    Dues {
        shown: soon.iter().take(SHOWN).filter_map(|entry| due(sheet, entry)).collect(),
        soon: soon.len(),
        late: agenda.count(When::Late),
        open: agenda.entries.len(),
    }
}

fn due(sheet: &Sheet<'_>, entry: &Entry<'_>) -> Option<Due> {
    let voice = sheet.voice();
    let day = entry.to_do.due?;
    let what = with_measures(&agenda::what(sheet, &entry.to_do));
    let name = sheet.name(entry.account);
    let late = days_between(day, sheet.book().as_of.date);
    let owner = agenda::owner_name(sheet, entry.owner);
    let overdue = (late > 0).then(|| voice.say("portfolio.dues.late", &[("count", i64::from(late).into())]));
    let note: Vec<String> = owner.into_iter().chain(overdue).collect();
    Some(Due {
        late: late > 0,
        date: day.to_string(),
        day: voice.locale.date_short(day),
        what: voice
            .rich("portfolio.dues.what", &[("account", name.into()), ("what", what.into())])
            .link(name, sheet.account(entry.account).as_deref()),
        note: (!note.is_empty()).then(|| note.join(" · ")),
    })
}
