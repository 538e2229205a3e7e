//! How far quotes close below what was quoted (S4 价格策略): one count for the rule, the playbook and the pages.

use jiff::civil::Date;

use crate::portfolio::{Quote, back_months};

/// The quotes of some months that closed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClosedQuotes {
    /// How many.
    pub count: usize,
    /// Mean of their gaps: 0.1 is 10 % below the quote.
    pub mean: f64,
}

/// The close of a quote against what was quoted, (quoted − closed) ÷ quoted; `None` while it is open.
pub fn gap(quote: &Quote) -> Option<f64> {
    (quote.quoted - quote.closed?).share_of(quote.quoted)
}

/// The quotes made within so many months up to a day that closed; `None` where there are none.
pub fn closed(quotes: &[Quote], months: i32, day: Date) -> Option<ClosedQuotes> {
    let since = back_months(day, months);
    let counted = quotes.iter().filter(|quote| quote.date > since && quote.date <= day);
    let gaps: Vec<f64> = counted.filter_map(gap).collect();
    let count = gaps.len();
    (count > 0).then(|| ClosedQuotes { count, mean: gaps.iter().sum::<f64>() / count as f64 })
}
