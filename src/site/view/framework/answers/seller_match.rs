//! Seller match (S0 双向匹配): where our scale or our knowledge of the industry falls short of the account.

use super::super::wide::digits;
use super::judged::{Good, Verdicts, bad, holds, matrix, most_first, of_all};
use crate::locale::Arg;
use crate::site::view::account::part::Figure;
use crate::site::view::account::{Shared, capital};

/// Accounts × scale and knowledge; `None` where nobody judged. Each of the two is said of the accounts of which it was judged.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let keys = ["seller_scale", "industry_knowledge"];
    let names = keys.map(|key| shared.voice.word(&format!("in_portfolio.match.{key}")));
    let mut all: Vec<Verdicts<2>> = of_all(shared, |_, account| {
        [holds(account.fit.seller_scale.as_ref()), holds(account.fit.industry_knowledge.as_ref())]
    });
    if all.is_empty() {
        return None;
    }
    most_first(shared, &mut all, false);
    let parts = bad(&all, &names, Good::Yes).into_iter().enumerate().map(|(at, (name, short))| {
        let judged = all.iter().filter(|one| one.each[at].is_some()).count();
        let args = [("name", Arg::from(name)), ("count", short.into()), ("all", digits(shared, judged).into())];
        let case = match (judged, short) {
            (0, _) => "part_unjudged",
            (_, 0) => "part_none",
            _ => "part",
        };
        shared.voice.say(&format!("in_portfolio.match.{case}"), &args)
    });
    let parts = parts.collect::<Vec<_>>().join(&shared.voice.word("in_portfolio.match.between"));
    Some(matrix(shared, "match", &names, &all, Good::Yes).says("finding", &[("parts", capital(&parts).into())]))
}
