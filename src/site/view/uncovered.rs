//! How much of revenue carries a cost, where that is too little: shown so that it is seen to be too little.

use crate::analysis::sales::COVERAGE_NEEDED;
use crate::locale::Locale;

/// A share below what gross profit needs, with at least so many decimals: 94.97 % is not shown as the 95 % that are needed.
pub fn uncovered(locale: Locale, share: f64, decimals: usize) -> String {
    locale.percent_below(share, COVERAGE_NEEDED as f64 / 100.0, decimals)
}
