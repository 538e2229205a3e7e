//! What is written and the sales, or the targets, do not bear out.

mod base_not_covered;
mod goal_off_target;

use crate::analysis::Analysis;
use crate::diagnostic::Diagnostics;
use crate::load::dossier_texts::DossierTexts;
use crate::portfolio::Portfolio;
use crate::project::SettingsFile;

/// Goals that are not those of the targets, and classes on a base of which too little is known.
pub(super) fn tell(
    portfolio: &Portfolio,
    analysis: &Analysis,
    file: &SettingsFile,
    texts: &DossierTexts,
) -> Diagnostics {
    let mut found = goal_off_target::tell(portfolio, analysis, &file.settings, texts);
    found.extend(base_not_covered::tell(analysis, file));
    found
}
