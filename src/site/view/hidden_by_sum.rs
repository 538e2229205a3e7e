//! What the sum of a list hides: that only new accounts or one-off purchases made it grow, that gross profit or the largest account
//! went the other way.

use super::lists::{List, Member};
use super::sheet::Sheet;
use super::{Rich, Way, one_offs};
use crate::analysis::trend::Change;
use crate::locale::Arg;
use crate::portfolio::Amount;

/// The first that there is to tell; without any, which account the list hangs on.
pub fn told(sheet: &Sheet<'_>, list: &List) -> Option<Rich> {
    without_new_accounts(sheet, list)
        .or_else(|| without_one_offs(sheet, list))
        .or_else(|| profit_contrary(sheet, list))
        .or_else(|| largest(sheet, list))
}

/// Accounts of which the year before has nothing, named at most.
const NEW: usize = 3;

/// How much revenue moved at the accounts of which the year before has something, where that is another way than all went.
fn without_new_accounts(sheet: &Sheet<'_>, list: &List) -> Option<Rich> {
    let (now, before) = (list.total().revenue, list.total_before()?.revenue);
    let is_new =
        |member: &&Member| member.now.revenue.is_positive() && member.before.is_some_and(|b| b.revenue.is_zero());
    let new: Vec<&Member> = list.members.iter().filter(is_new).collect();
    let of_new: Amount = new.iter().map(|member| member.now.revenue).sum();
    let (all, others) = (Change { now, before }.rate()?, Change { now: now - of_new, before }.rate()?);
    if new.is_empty() || Way::of(all) == Way::of(others) {
        return None;
    }
    let names: Vec<&str> = new.iter().take(NEW).map(|member| sheet.name(member.account)).collect();
    let locale = sheet.voice().locale;
    let accounts = if new.len() > NEW {
        sheet.voice().say("finding.list.new_among", &[("count", new.len().into()), ("first", names[0].into())])
    } else {
        locale.list(&names)
    };
    let args = [("accounts", Arg::from(accounts)), ("rate", locale.delta_percent(others).into())];
    Some(sheet.voice().rich("finding.list.new_accounts", &args))
}

/// How much revenue moved without one-off purchases.
fn without_one_offs(sheet: &Sheet<'_>, list: &List) -> Option<Rich> {
    let is_of = |account: usize| list.members.iter().any(|member| member.account == account);
    let whole = Change { now: list.total().revenue, before: list.total_before()?.revenue };
    let args = one_offs::arguments(sheet, list.period, is_of, whole)?;
    Some(sheet.voice().rich("finding.list.one_off", &args))
}

/// That gross profit went the other way than revenue.
fn profit_contrary(sheet: &Sheet<'_>, list: &List) -> Option<Rich> {
    let (now, before) = (list.total(), list.total_before()?);
    let revenue = Change { now: now.revenue, before: before.revenue }.rate()?;
    let profit = Change { now: now.gross_profit()?, before: before.gross_profit()? }.rate()?;
    let key = match (Way::of(revenue), Way::of(profit)) {
        (Way::Up, Way::Down) => "finding.list.profit_falls",
        (Way::Down, Way::Up) => "finding.list.profit_rises",
        _ => return None,
    };
    let args = [
        ("profit", Arg::from(sheet.voice().locale.percent(profit.abs()))),
        ("before", sheet.share(Some(before.margin()?)).into()),
        ("now", sheet.share(Some(now.margin()?)).into()),
    ];
    Some(sheet.voice().rich(key, &args))
}

/// The account that the list hangs on.
fn largest(sheet: &Sheet<'_>, list: &List) -> Option<Rich> {
    let positive = list.members.iter().filter(|member| member.now.revenue.is_positive());
    let largest = list.members.first().filter(|_| positive.count() > 1)?;
    let share = largest.now.revenue.share_of(list.total().revenue).filter(|share| *share >= 0.25)?;
    let name = sheet.name(largest.account);
    let change = |now: Amount, before: Option<Amount>| Change { now, before: before? }.rate();
    let own = change(largest.now.revenue, largest.before.map(|before| before.revenue));
    let all = change(list.total().revenue, list.total_before().map(|before| before.revenue));
    // What the whole does not show: the one that it hangs on goes the other way.
    let key = match (own.map(Way::of), all.map(Way::of)) {
        (Some(Way::Down), Some(Way::Up)) => "finding.list.largest_falls",
        (Some(Way::Up), Some(Way::Down)) => "finding.list.largest_rises",
        _ => "finding.list.largest",
    };
    let args = [
        ("account", Arg::from(name)),
        ("share", sheet.share(Some(share)).into()),
        ("change", sheet.voice().locale.percent(own.unwrap_or_default().abs()).into()),
    ];
    Some(sheet.voice().rich(key, &args).link(name, sheet.account(largest.account).as_deref()))
}
