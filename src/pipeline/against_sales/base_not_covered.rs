//! Classes that the settings ask for by gross profit, and that are by revenue as costs cover too little of it.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, codes};
use crate::locale::{Currency, Language, Locale};
use crate::project::SettingsFile;
use crate::site::view::uncovered;

/// A note at the setting: pages say it, and whoever set it reads `check`.
pub(super) fn tell(analysis: &Analysis, file: &SettingsFile) -> Option<Diagnostic> {
    let facts = &analysis.portfolio;
    let total = facts.year.total;
    // Without sales, or where returns outweigh them, nothing has a class on any base.
    if facts.base == facts.base_asked || !total.revenue.is_positive() {
        return None;
    }
    let percent = |share: f64| uncovered(Locale::new(Language::En, Currency::CNY), share, 1);
    let covers = match total.gross_profit().and(total.coverage()) {
        Some(share) => format!("only {} of the revenue of the 12 months carries a cost", percent(share)),
        None => "the sales of the 12 months carry no cost".to_owned(),
    };
    let message = format!("classes are by revenue and not by gross profit: {covers}, and 95% are needed");
    let note = Diagnostic::note(codes::BASE_NOT_COVERED, message).at(file.place("/abc/base"));
    Some(note.help("give the cost of each row in the sales (a column `cost`), or set `base: revenue`"))
}
