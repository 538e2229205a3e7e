//! Where an account stands, for the search: its place by revenue, its class and who manages it.

use super::{Plan, PlannedPage};

impl Plan<'_> {
    /// The place of an account by revenue of the 12 months, from 0.
    pub fn place_by_revenue(&self, account: usize) -> u32 {
        let order = self.shelf.book.now.revenue.ranking.order();
        order.iter().position(|&at| at == account).and_then(|place| u32::try_from(place).ok()).unwrap_or(u32::MAX - 1)
    }

    /// What is said of an account below its name: its class, and who manages it.
    pub fn standing_line(&self, page: &PlannedPage, account: usize) -> String {
        let (voice, book) = (self.shelf.voice(page.language), self.shelf.book);
        let class = voice.say("search_page.class", &[("class", book.class(account).letter().into())]);
        let manager = book.portfolio.accounts[account].manager.as_ref().map(|who| match book.portfolio.member(who) {
            Some(member) => member.name.in_language(voice.language().tag()).0.to_owned(),
            None => who.0.clone(),
        });
        std::iter::once(class).chain(manager).collect::<Vec<_>>().join(" · ")
    }
}
