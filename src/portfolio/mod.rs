//! The valid domain.

mod amount;
mod period;

pub use amount::{Amount, DECIMALS};
pub use period::{Month, Period, PeriodQuery, back_months, day_after, days_between};
