//! Where an account stands, for the search: its place by revenue, its class and who manages it.

use super::{Plan, PlannedPage};

impl Plan<'_> {
    /// The place of an account by revenue of the 12 months, from 0.
    pub fn place_by_revenue(&self, account: usize) -> u32 {
        // An account's place comes before that of all that is none.
        u32::try_from(self.shelf.book.now.revenue.ranking.rank(account) - 1).unwrap_or(u32::MAX - 1)
    }

    /// What is said of an account below its name: its class, and who manages it.
    pub fn standing_line(&self, page: &PlannedPage, account: usize) -> String {
        let (voice, book) = (self.shelf.voice(page.language), self.shelf.book);
        let class = voice.say("search_page.class", &[("class", book.class(account).letter().into())]);
        let portfolio = book.portfolio;
        let manager = portfolio.accounts[account].manager.as_ref();
        let manager = manager.map(|who| portfolio.who(who, voice.language().tag()).to_owned());
        std::iter::once(class).chain(manager).collect::<Vec<_>>().join(" · ")
    }
}
