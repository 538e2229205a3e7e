//! Wallet composition (S4 资源链): who serves what the accounts buy, in money, and where most of it goes elsewhere.

use super::super::answer::{Answer, first_place, leaders, money, percent};
use super::super::stands::{cell, documented, label};
use super::super::wide::{account, count};
use crate::locale::Arg;
use crate::portfolio::{Amount, Wallet, WalletHolder};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// The accounts that say who serves their wallet.
fn split<'a>(shared: &Shared<'a>) -> Vec<(usize, &'a Wallet)> {
    let all = documented(shared).filter_map(|(at, account)| Some((at, account.wallet.as_ref()?)));
    all.filter(|(_, wallet)| !wallet.composition.is_empty()).collect()
}

fn name(shared: &Shared<'_>, holder: WalletHolder) -> String {
    shared.voice.word(&format!("in_portfolio.wallets.by_{}", holder.key()))
}

/// Holders with what they serve; `None` where no wallet is split.
pub fn by_holder(shared: &Shared<'_>) -> Option<Figure> {
    let all = split(shared);
    let whole: Amount = all.iter().map(|(_, wallet)| wallet.amount).sum();
    if all.is_empty() {
        return None;
    }
    let sum = |holder: WalletHolder| -> Amount { all.iter().map(|(_, wallet)| wallet.held_by(holder)).sum() };
    let said: Amount = WalletHolder::ALL.iter().map(|holder| sum(*holder)).sum();
    let row = |holder: &WalletHolder| {
        let accounts = all.iter().filter(|(_, wallet)| wallet.held_by(*holder).is_positive()).count();
        let share = sum(*holder).share_of(whole);
        let bar = super::super::stands::bar(share.unwrap_or_default());
        vec![
            label(shared, name(shared, *holder)),
            count(shared, accounts),
            money(shared, sum(*holder)),
            percent(shared, share),
            bar,
        ]
    };
    let rest = whole - said;
    let rows = WalletHolder::ALL.iter().map(row).chain(rest.is_positive().then(|| {
        let share = rest.share_of(whole);
        let bar = super::super::stands::bar(share.unwrap_or_default());
        vec![
            label(shared, shared.voice.word("in_portfolio.wallets.rest")),
            cell(""),
            money(shared, rest),
            percent(shared, share),
            bar,
        ]
    }));
    let others: Vec<(String, Amount)> = WalletHolder::ALL
        .iter()
        .filter(|holder| **holder != WalletHolder::Ours)
        .map(|holder| (name(shared, *holder), sum(*holder)))
        .collect();
    let largest = others.iter().map(|(_, sum)| *sum).max().unwrap_or_default();
    let leading: Vec<(String, usize)> = others
        .iter()
        .filter(|(_, sum)| *sum == largest && sum.is_positive())
        .map(|(name, _)| (name.clone(), 1))
        .collect();
    let share = |amount: Amount| shared.voice.locale.percent_round(amount.share_of(whole).unwrap_or_default());
    let leading = leaders(shared, &leading);
    let args = [
        ("count", Arg::from(all.len())),
        ("money", shared.voice.locale.money(whole).into()),
        ("ours", share(sum(WalletHolder::Ours)).into()),
        ("names", leading.clone().unwrap_or_default().0.into()),
        ("share", share(largest).into()),
    ];
    let case = if leading.is_some() { "finding" } else { "ours" };
    let bar = super::super::stands::column(shared, "bar", false);
    let answer = Answer::new(shared, "wallets").words(&["holder"]).figures(&["accounts", "spent", "wallet_share"]);
    Some(answer.column(bar).rows(rows.collect::<Vec<_>>()).scrolling().says(case, &args))
}

/// Accounts by what others serve, the most first; `None` where no wallet is split.
pub fn elsewhere(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<(usize, &Wallet, Amount)> = split(shared)
        .into_iter()
        .map(|(at, wallet)| (at, wallet, wallet.amount - wallet.held_by(WalletHolder::Ours)))
        .filter(|(_, _, rest)| rest.is_positive())
        .collect();
    all.sort_by_key(|(at, _, rest)| (std::cmp::Reverse(*rest), *at));
    let most = all.first()?.2;
    let (name, first) = first_place(shared, &all, |one| one.2, |one| one.0);
    let row = |(at, wallet, rest): &(usize, &Wallet, Amount)| {
        let held =
            [WalletHolder::Rival, WalletHolder::Outsourced, WalletHolder::Own].map(|holder| wallet.held_by(holder));
        account(shared, *at)
            .into_iter()
            .chain([money(shared, wallet.amount), money(shared, *rest)])
            .chain(held.map(|amount| money(shared, amount)))
            .collect()
    };
    let args = [("name", Arg::from(name)), ("money", shared.voice.locale.money(most).into())];
    let answer = Answer::new(shared, "elsewhere").accounts();
    let answer = answer.figures(&["spent", "not_ours", "with_rivals", "outsourced", "own_hands"]);
    Some(answer.rows(all.iter().map(row)).scrolling().about(first).says("finding", &args))
}
