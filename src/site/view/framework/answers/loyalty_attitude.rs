//! Loyalty attitude (S3): what the team judges by class, and where the behaviour says otherwise.

use super::super::answer::{Answer, by_revenue, leaders, money};
use super::super::stands::{documented, label};
use super::super::wide::{account, count, digits};
use crate::analysis::abc::AbcClass;
use crate::analysis::loyalty_proxy::LoyalBehaviour;
use crate::locale::Arg;
use crate::portfolio::LoyaltyAttitude;
use crate::site::view::Column;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// An account with its judged attitude and the one that its behaviour comes to.
type Seen = (usize, Option<LoyaltyAttitude>, Option<LoyaltyAttitude>);

fn seen(shared: &Shared<'_>) -> Vec<Seen> {
    let mut all: Vec<Seen> = documented(shared)
        .map(|(at, account)| {
            let behaviour = LoyalBehaviour::of(account, &shared.accounts[at]);
            let shown = behaviour.and_then(|behaviour| behaviour.attitude(shared.settings.loyalty));
            (at, account.loyalty.as_ref().map(|loyalty| loyalty.attitude), shown)
        })
        .collect();
    by_revenue(shared, &mut all, |one| one.0);
    all
}

fn name(shared: &Shared<'_>, attitude: LoyaltyAttitude) -> String {
    shared.voice.word(&format!("enums.loyalty.{}", attitude.key()))
}

/// Attitudes by class; `None` where nobody judged one.
pub fn by_class(shared: &Shared<'_>) -> Option<Figure> {
    let all = seen(shared);
    let judged: Vec<&Seen> = all.iter().filter(|one| one.1.is_some()).collect();
    if judged.is_empty() {
        return None;
    }
    let of = |attitude: LoyaltyAttitude, class: Option<AbcClass>| {
        let such = judged.iter().filter(|one| one.1 == Some(attitude));
        such.filter(|one| class.is_none_or(|class| shared.accounts[one.0].class == class)).count()
    };
    let row = |attitude: &LoyaltyAttitude| {
        let classes = AbcClass::ALL.map(|class| count(shared, of(*attitude, Some(class))));
        let behaving = all.iter().filter(|one| one.2 == Some(*attitude)).count();
        std::iter::once(label(shared, name(shared, *attitude)))
            .chain([count(shared, of(*attitude, None))])
            .chain(classes)
            .chain([count(shared, behaving)])
            .collect()
    };
    let counts: Vec<(String, usize)> = LoyaltyAttitude::ALL
        .iter()
        .map(|attitude| (name(shared, *attitude), of(*attitude, Some(AbcClass::A))))
        .collect();
    let class_a = counts.iter().map(|(_, count)| count).sum::<usize>();
    let loyal = of(LoyaltyAttitude::Loyal, None);
    let (_, most) = leaders(shared, &counts).unwrap_or_default();
    let loyal_a = of(LoyaltyAttitude::Loyal, Some(AbcClass::A));
    let bought = documented(shared).filter_map(|(at, account)| LoyalBehaviour::of(account, &shared.accounts[at]));
    let bought: Vec<LoyalBehaviour> = bought.collect();
    let unsure = bought.iter().filter(|one| one.share.is_some() && one.is_unsure(shared.settings.loyalty)).count();
    let always = bought.iter().filter(|behaviour| behaviour.regularity >= 1.0).count();
    let args = [
        ("count", Arg::from(loyal)),
        ("always", digits(shared, always).into()),
        ("bought", digits(shared, bought.len()).into()),
        ("unsure", digits(shared, unsure).into()),
        ("all", digits(shared, judged.len()).into()),
        ("loyal_a", digits(shared, loyal_a).into()),
        ("class_a", digits(shared, class_a).into()),
    ];
    let answer = Answer::new(shared, "loyalty").words(&["attitude"]).figures(&["accounts"]);
    let answer = AbcClass::ALL.iter().fold(answer, |answer, class| answer.column(Column::figures(class.letter())));
    let answer = answer.figures(&["behaving"]).rows(LoyaltyAttitude::ALL.iter().map(row)).scrolling();
    Some(answer.note("note", &args).says(if most == 0 { "no_class_a" } else { "finding" }, &args))
}

/// Accounts that behave otherwise than the team judges, the largest revenue first; `None` where nothing can be compared.
pub fn apart(shared: &Shared<'_>) -> Option<Figure> {
    let both: Vec<(usize, LoyaltyAttitude, LoyaltyAttitude)> =
        seen(shared).into_iter().filter_map(|(at, judged, shown)| Some((at, judged?, shown?))).collect();
    if both.is_empty() {
        return None;
    }
    let apart: Vec<_> = both.iter().filter(|(_, judged, shown)| judged != shown).collect();
    let over = apart.iter().filter(|(_, judged, _)| *judged == LoyaltyAttitude::Loyal).count();
    let row = |(at, judged, shown): &&(usize, LoyaltyAttitude, LoyaltyAttitude)| {
        account(shared, *at)
            .into_iter()
            .chain([
                label(shared, name(shared, *judged)),
                label(shared, name(shared, *shown)),
                money(shared, shared.accounts[*at].year.revenue),
            ])
            .collect()
    };
    let args = [
        ("count", Arg::from(apart.len())),
        ("all", digits(shared, both.len()).into()),
        ("over", digits(shared, over).into()),
    ];
    let answer = Answer::new(shared, "loyalty_apart").accounts().words(&["judged", "behaves"]).figures(&["revenue"]);
    let answer = answer.rows(apart.iter().map(row)).note("note", &[]);
    Some(answer.says(if apart.is_empty() { "agree" } else { "finding" }, &args))
}
