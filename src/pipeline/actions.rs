//! What a dossier says and cannot mean: something has happened or was done on a day far ahead, or an action is open twice.

mod far_ahead;
mod twice;

use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::load::dossier_texts::DossierTexts;
use crate::portfolio::Portfolio;

/// Warnings for them.
pub(super) fn tell(portfolio: &Portfolio, as_of: Date, texts: &DossierTexts) -> Diagnostics {
    let mut found = far_ahead::tell(portfolio, as_of, texts);
    found.append(twice::tell(portfolio, texts));
    found
}
