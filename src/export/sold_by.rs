//! Revenue of an account by who sold and where: the manager and the region of the **sale**, beside those of the account.

use serde::Serialize;

use crate::analysis::sales::{LineSums, Monthly};
use crate::export::Format;
use crate::portfolio::Amount;

/// What somebody sold to an account, or what was sold to it in a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part<'a> {
    /// The manager or region of the rows, where they name none the account's; `null` where neither is known.
    pub name: Option<&'a str>,
    /// Net of returns.
    pub revenue: Amount,
}

/// The largest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SoldBy<'a> {
    /// For JSON.
    List(Vec<Part<'a>>),
    /// For CSV: `north=120.00;south=-3.50`; `?` where the name is not known.
    Joined(String),
}

impl<'a> SoldBy<'a> {
    /// Of sums that are kept by month; `None` for days that start or end inside one.
    pub fn of(monthly: Monthly<(Option<&'a str>, LineSums)>, format: Format) -> Option<Self> {
        if monthly.is_widened() {
            return None;
        }
        let parts = monthly.rows.into_iter().map(|(name, sums)| Part { name, revenue: sums.figures.revenue });
        Some(match format {
            Format::Json => Self::List(parts.collect()),
            Format::Csv => {
                let text = |part: Part| format!("{}={}", part.name.unwrap_or("?"), part.revenue);
                Self::Joined(parts.map(text).collect::<Vec<_>>().join(";"))
            }
        })
    }
}
