//! Seller match (S0 双向匹配): where our scale or our knowledge of the industry falls short of the account.

use super::judged::{Good, holds, worst};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × scale and knowledge; `None` where nobody judged.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let keys = ["seller_scale", "industry_knowledge"];
    let names = keys.map(|key| shared.voice.word(&format!("in_portfolio.match.{key}")));
    worst(shared, "match", &names, Good::Yes, |account| {
        [holds(account.fit.seller_scale.as_ref()), holds(account.fit.industry_knowledge.as_ref())]
    })
}
