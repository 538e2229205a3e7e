//! Rows of sales that a problem is about, shown with the code that is meant.

use std::path::Path;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::ledger::{Field, Ledger, spot_at};
use crate::project::SettingsFile;

/// Shows the row of each place in a sales file that names a line and not yet the text. A file that cannot be read any more keeps
/// its line.
pub(super) fn show(problems: &mut Diagnostics, ledger: &Ledger, root: &Path) {
    for place in problems.places_mut().filter(|place| place.line > 0 && place.snippet.is_none()) {
        let Some(file) = ledger.files.iter().find(|file| *file.path == *place.file) else { continue };
        let header =
            |wanted: Field| file.columns.iter().find(|(field, _)| field == wanted.name()).map(|(_, header)| header);
        let Some(header) = header(Field::AccountId).or_else(|| header(Field::AccountName)) else { continue };
        if let Ok(Some(spot)) = spot_at(&root.join(&*place.file), place.line, header) {
            *place = spot.place(&place.file);
        }
    }
}

/// Tells that not one row counts, because all are of days after today, as `asked` on the command line or set: the year is mistyped.
pub(super) fn all_later(ledger: &Ledger, asked: Option<Date>, file: &SettingsFile) -> Option<Diagnostic> {
    let later: u64 = ledger.files.iter().map(|file| file.later_rows).sum();
    let today = asked.or(file.settings.as_of)?;
    if later == 0 || ledger.files.iter().any(|file| file.rows > 0) {
        return None;
    }
    let message = format!("no row of the sales counts: all {later} are of days after {today}");
    let warning = Diagnostic::warning(codes::LATER_SALES_ROWS, message);
    let warning = if asked.is_none() { warning.at(file.place("/as_of")) } else { warning };
    Some(warning.help("correct the day, or leave it out: then today is the newest day of the sales"))
}
