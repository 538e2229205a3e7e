//! What one-off purchases are in a sum, and how it moved without them, for a sentence below it.

use super::sheet::Sheet;
use crate::analysis::one_off::{self, OneOff};
use crate::analysis::trend::Change;
use crate::locale::Arg;
use crate::portfolio::{Amount, Period};

/// The one-off purchases that some accounts made within some days: `accounts`, `money` and `rate`, the change of the whole without
/// them. `None` without a purchase, or with nothing to compare with.
pub fn arguments(
    sheet: &Sheet<'_>,
    days: Period,
    is_of: impl Fn(usize) -> bool,
    whole: Change,
) -> Option<[(&'static str, Arg<'static>); 3]> {
    let all = one_off::within(&sheet.book().analysis.one_offs, days);
    let found: Vec<OneOff> = all.filter(|one| is_of(one.account)).collect();
    found.first()?;
    let sum: Amount = found.iter().map(|one| one.amount).sum();
    let rate = Change { now: whole.now - sum, before: whole.before }.rate()?;
    let locale = sheet.voice().locale;
    let names: Vec<&str> = found.iter().map(|one| sheet.name(one.account)).collect();
    Some([
        ("accounts", locale.list(&names).into()),
        ("money", locale.money(sum).into()),
        ("rate", locale.delta_percent(rate).into()),
    ])
}
