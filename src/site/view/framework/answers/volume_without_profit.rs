//! Key accounts for volume, small ones for profit (S2 误区四, which must not hold): margin and share of gross profit by class.

use super::super::answer::{Answer, money, percent};
use super::super::stands::cell;
use super::super::wide::count;
use crate::analysis::abc::AbcClass;
use crate::analysis::sales::Figures;
use crate::locale::Arg;
use crate::portfolio::Amount;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Classes by revenue and gross profit; `None` where costs cover too little to say.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    shared.facts.year.gross_profit.as_ref()?;
    let total = shared.facts.year.total;
    let all = total.gross_profit()?;
    let of = |class: AbcClass| {
        let such = shared.accounts.iter().filter(move |facts| facts.class == class && !facts.year.is_zero());
        such.fold((0_usize, Figures::default()), |(accounts, sum), facts| (accounts + 1, sum + facts.year))
    };
    let row = |class: &AbcClass| {
        let (accounts, sums) = of(*class);
        let letter = class.letter();
        let profit = sums.gross_profit();
        vec![
            cell(letter).class(&format!("abc {}", letter.to_lowercase())),
            count(shared, accounts),
            money(shared, sums.revenue),
            percent(shared, sums.revenue.share_of(total.revenue)),
            money(shared, profit),
            percent(shared, profit.and_then(|profit| profit.share_of(all))),
            percent(shared, sums.margin()),
        ]
    };
    let (accounts, a) = of(AbcClass::A);
    let (own, whole) = (a.margin()?, total.margin()?);
    let share =
        |part: Amount, whole: Amount| part.share_of(whole).map(|share| shared.voice.locale.percent_round(share));
    let args = [
        ("count", Arg::from(accounts)),
        ("revenue", share(a.revenue, total.revenue)?.into()),
        ("profit", share(a.gross_profit()?, all)?.into()),
        ("margin", shared.voice.locale.percent(own).into()),
        ("all", shared.voice.locale.percent(whole).into()),
    ];
    // What rounds to the same per cent is no difference.
    let case = match own - whole {
        apart if apart < -0.0005 => "thin",
        apart if apart > 0.0005 => "rich",
        _ => "same",
    };
    let answer = Answer::new(shared, "by_class").words(&["class"]).figures(&["accounts", "revenue", "revenue_share"]);
    let answer = answer.figures(&["gross_profit", "profit_share", "margin"]).rows(AbcClass::ALL.iter().map(row));
    Some(answer.scrolling().note("note", &[]).says(case, &args))
}
