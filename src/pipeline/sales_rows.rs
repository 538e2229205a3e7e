//! Rows of sales that a problem is about, shown with the code that is meant.

use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::load::ledger::{Field, Ledger, spot_at};

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
