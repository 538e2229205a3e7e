//! The five misconceptions of the source (S2), each a rule: the framework's page, the page on concentration and the export name the
//! same ones.

use super::{big_ticket, dropping_the_small, single_indicator, unbounded_concessions, volume_without_profit};

/// The rules that look for them, in the order of the source.
pub const MISCONCEPTIONS: [&str; 5] = [
    single_indicator::RULE.id,
    dropping_the_small::RULE.id,
    big_ticket::RULE.id,
    volume_without_profit::RULE.id,
    unbounded_concessions::RULE.id,
];
