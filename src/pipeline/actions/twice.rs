//! Actions that a plan holds twice while both are open: who works off the list does one of them and finds the other overdue.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::dossier_texts::DossierTexts;
use crate::portfolio::{Action, Portfolio};

/// Warnings for them, at the later entry. The same words are the same action, whatever its day.
pub(super) fn tell(portfolio: &Portfolio, texts: &DossierTexts) -> Diagnostics {
    let mut found = Diagnostics::new();
    for account in &portfolio.accounts {
        let Some(file) = account.file() else { continue };
        let open: Vec<(usize, &Action)> =
            account.actions().iter().enumerate().filter(|(_, action)| action.done.is_none()).collect();
        for (place, (at, action)) in open.iter().enumerate() {
            let is_same = |other: &&(usize, &Action)| is_same(action, other.1);
            let Some((_, first)) = open[..place].iter().find(is_same) else { continue };
            let message = match first.due {
                Some(day) => format!("the plan holds the same action already, due on {day}"),
                None => "the plan holds the same action already".to_owned(),
            };
            let key = account.order.as_written(&format!("plan.actions.{at}"));
            let place = texts.place(file, &format!("/{}", key.replace('.', "/")));
            let warning = Diagnostic::warning(codes::ACTION_TWICE, message).at(place);
            found.push(warning.help("strike one of them; if it is to be done again, say what is different this time"));
        }
    }
    found
}

fn is_same(one: &Action, other: &Action) -> bool {
    let mut words = one.what.texts().map(str::trim).filter(|words| !words.is_empty());
    words.any(|words| other.what.texts().any(|other| other.trim().eq_ignore_ascii_case(words)))
}
