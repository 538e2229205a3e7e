//! Seller match (S0 双向匹配): where our scale or our knowledge of the industry falls short of the account.

use super::super::answer::leaders;
use super::super::wide::digits;
use super::judged::{Good, bad, holds, matrix, most_first, of_all};
use crate::locale::Arg;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × scale and knowledge; `None` where nobody judged.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all = of_all(shared, |_, account| {
        [holds(account.fit.seller_scale.as_ref()), holds(account.fit.industry_knowledge.as_ref())]
    });
    let names =
        ["seller_scale", "industry_knowledge"].map(|key| shared.voice.word(&format!("in_portfolio.match.{key}")));
    most_first(shared, &mut all, false);
    let short = all.iter().filter(|one| one.saying(false) > 0).count();
    let (name, most) = leaders(shared, &bad(&all, &names, Good::Yes)).unwrap_or_default();
    let args = [
        ("count", Arg::from(short)),
        ("all", digits(shared, all.len()).into()),
        ("names", name.into()),
        ("most", digits(shared, most).into()),
    ];
    let case = match short {
        _ if all.is_empty() => return None,
        0 => "none",
        _ => "finding",
    };
    Some(matrix(shared, "match", &names, &all, Good::Yes).says(case, &args))
}
