//! Two senses of key account (S1, S4): end users beside those who sell on, each by class.

use super::super::answer::{Answer, by_revenue, first_place, money, percent};
use super::super::stands::{documented, label};
use super::super::wide::{account, count, digits};
use crate::analysis::abc::AbcClass;
use crate::locale::Arg;
use crate::portfolio::{Amount, ChannelRole};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts with their role, the largest revenue first.
fn with_role(shared: &Shared<'_>) -> Vec<(usize, ChannelRole)> {
    let mut all: Vec<(usize, ChannelRole)> =
        documented(shared).filter_map(|(at, account)| Some((at, account.channel_role?))).collect();
    by_revenue(shared, &mut all, |one| one.0);
    all
}

fn name(shared: &Shared<'_>, role: ChannelRole) -> String {
    shared.voice.word(&format!("enums.channel_role.{}", role.key()))
}

/// Every role by class, with what it buys; `None` where no dossier names a role.
pub fn by_class(shared: &Shared<'_>) -> Option<Figure> {
    let all = with_role(shared);
    if all.is_empty() {
        return None;
    }
    let revenue = |at: usize| shared.accounts[at].year.revenue;
    let sum = |role: Option<ChannelRole>| -> Amount {
        all.iter().filter(|one| role.is_none_or(|role| one.1 == role)).map(|one| revenue(one.0)).sum()
    };
    let whole = sum(None);
    let row = |role: &ChannelRole| {
        let of_role = || all.iter().filter(|one| one.1 == *role);
        let classes = AbcClass::ALL
            .map(|class| count(shared, of_role().filter(|one| shared.accounts[one.0].class == class).count()));
        let share = sum(Some(*role)).share_of(whole).filter(|_| of_role().count() > 0);
        std::iter::once(label(shared, name(shared, *role)))
            .chain([count(shared, of_role().count())])
            .chain(classes)
            .chain([money(shared, sum(Some(*role))), percent(shared, share)])
            .collect()
    };
    let sellers: Vec<usize> = all.iter().filter(|one| one.1 != ChannelRole::EndUser).map(|one| one.0).collect();
    let share = sellers.iter().map(|at| revenue(*at)).sum::<Amount>().share_of(whole);
    let class_a = sellers.iter().filter(|at| shared.accounts[**at].class == AbcClass::A).count();
    let args = [
        ("count", Arg::from(sellers.len())),
        ("all", digits(shared, all.len()).into()),
        ("share", share.map(|share| shared.voice.locale.percent_round(share)).unwrap_or_default().into()),
        ("class_a", digits(shared, class_a).into()),
    ];
    let case = match (sellers.len(), share) {
        (0, _) => "end_users",
        (_, Some(_)) => "finding",
        (_, None) => "unsold",
    };
    let answer = Answer::new(shared, "roles").words(&["role"]).figures(&["accounts"]);
    let answer = AbcClass::ALL
        .iter()
        .fold(answer, |answer, class| answer.column(crate::site::view::Column::figures(class.letter())));
    let answer = answer.figures(&["revenue", "revenue_share"]).rows(ChannelRole::ALL.iter().map(row)).scrolling();
    Some(answer.says(case, &args))
}

/// Those who sell on, one by one; `None` without one.
pub fn resellers(shared: &Shared<'_>) -> Option<Figure> {
    let mut all = with_role(shared);
    all.retain(|one| one.1 != ChannelRole::EndUser);
    all.first()?;
    let (name_of_first, first) = first_place(shared, &all, |one| shared.accounts[one.0].year.revenue, |one| one.0);
    let row = |(at, role): &(usize, ChannelRole)| {
        account(shared, *at)
            .into_iter()
            .chain([label(shared, name(shared, *role)), money(shared, shared.accounts[*at].year.revenue)])
            .collect()
    };
    let args = [("name", Arg::from(name_of_first))];
    let answer = Answer::new(shared, "resellers").accounts().words(&["role"]).figures(&["revenue"]);
    Some(answer.rows(all.iter().map(row)).about(first).says("finding", &args))
}
