//! The four CUTE roles over all accounts (S4): which is missing, and whose people nobody has seen for long.

use super::super::answer::{Answer, leaders};
use super::super::stands::{documented, label};
use super::super::wide::{count, digits};
use crate::analysis::meetings::{SEEN_DAYS, last_met};
use crate::locale::Arg;
use crate::portfolio::{Account, CuteSlot, days_between};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// How a slot stands at an account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nobody in post.
    Vacant,
    /// A name that no visit met.
    NeverMet,
    /// Not met within [`SEEN_DAYS`].
    Unseen,
    /// Met since.
    Met,
}

fn standing(shared: &Shared<'_>, account: &Account, slot: CuteSlot) -> Standing {
    let today = shared.as_of.date;
    let in_post = account.contacts.iter().filter(|contact| contact.in_post(today));
    let mut holders = in_post.filter(|contact| contact.cute.contains(&slot)).peekable();
    if holders.peek().is_none() {
        return Standing::Vacant;
    }
    match holders.filter_map(|contact| last_met(account, contact, today)).max() {
        None => Standing::NeverMet,
        Some(day) if days_between(day, today) > SEEN_DAYS => Standing::Unseen,
        Some(_) => Standing::Met,
    }
}

/// Each slot with the accounts where it is vacant, never met, long unseen, met; `None` where no dossier names a slot.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let accounts: Vec<&Account> =
        documented(shared).map(|(_, account)| account).filter(|account| !account.contacts.is_empty()).collect();
    if accounts.iter().all(|account| account.contacts.iter().all(|contact| contact.cute.is_empty())) {
        return None;
    }
    let at = |slot: CuteSlot, wanted: Standing| {
        accounts.iter().filter(|account| standing(shared, account, slot) == wanted).count()
    };
    let out_of_reach = |slot: CuteSlot| accounts.len() - at(slot, Standing::Met);
    let name = |slot: CuteSlot| shared.voice.word(&format!("enums.cute_slot.{}", slot.key()));
    let missing: Vec<(String, usize)> = CuteSlot::ALL.iter().map(|slot| (name(*slot), out_of_reach(*slot))).collect();
    let (names, most) = leaders(shared, &missing).unwrap_or_default();
    let worst = CuteSlot::ALL.iter().copied().find(|slot| out_of_reach(*slot) == most)?;
    let row = |slot: &CuteSlot| {
        let counts = [Standing::Vacant, Standing::NeverMet, Standing::Unseen, Standing::Met];
        std::iter::once(label(shared, name(*slot)))
            .chain(counts.map(|wanted| count(shared, at(*slot, wanted))))
            .collect()
    };
    let args = [
        ("names", Arg::from(names)),
        ("count", most.into()),
        ("all", digits(shared, accounts.len()).into()),
        ("vacant", digits(shared, at(worst, Standing::Vacant)).into()),
        ("never", digits(shared, at(worst, Standing::NeverMet)).into()),
        ("unseen", digits(shared, at(worst, Standing::Unseen)).into()),
        ("days", Arg::Number(SEEN_DAYS.into())),
    ];
    let answer = Answer::new(shared, "cute").words(&["slot"]).figures(&["vacant", "never_met", "unseen", "met"]);
    let answer = answer.rows(CuteSlot::ALL.iter().map(row)).note("note", &args);
    Some(answer.says(if most == 0 { "all_met" } else { "finding" }, &args))
}
