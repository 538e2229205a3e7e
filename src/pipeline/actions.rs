//! What a dossier says of its actions and cannot mean: done on a day far ahead, or open twice.

mod done_later;
mod twice;

use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::load::dossier_texts::DossierTexts;
use crate::portfolio::Portfolio;

/// Warnings for them.
pub(super) fn tell(portfolio: &Portfolio, as_of: Date, texts: &DossierTexts) -> Diagnostics {
    let mut found = done_later::tell(portfolio, as_of, texts);
    found.append(twice::tell(portfolio, texts));
    found
}
