//! `content/portfolio.yaml`: what stands there twice, is empty, or cannot be.

use std::collections::BTreeSet;

use super::findings::Findings;
use crate::diagnostic::codes::{DUPLICATE_ENTRY, DUPLICATE_ID, INVALID_VALUE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::content::Loaded;
use crate::portfolio::{Amount, PortfolioNotes};

/// Tells all of it.
pub(super) fn check(notes: &Loaded<PortfolioNotes>) -> Diagnostics {
    match (&notes.suspect, &notes.source) {
        (Some(suspect), _) => of_notes(&suspect.value).of_suspect::<PortfolioNotes>(&suspect.text),
        (None, Some(source)) => of_notes(&source.value).placed::<PortfolioNotes>(Some(&source.written)),
        (None, None) => Diagnostics::new(),
    }
}

fn of_notes(notes: &PortfolioNotes) -> Findings {
    let mut findings = Findings::default();
    let fold = |word: &str| word.trim().to_lowercase();
    let mut seen = BTreeSet::new();
    for (at, line) in notes.product_lines.iter().enumerate().filter(|(_, line)| !seen.insert(fold(&line.id))) {
        let message = format!("product line `{}` stands here a second time", line.id);
        let error = Diagnostic::error(DUPLICATE_ID, message).help("give one of the two another id, or join them");
        findings.push(format!("/product_lines/{at}/id"), error);
    }
    let mut seen = BTreeSet::new();
    for (at, region) in notes.regions.iter().enumerate() {
        if !seen.insert(fold(&region.region)) {
            let message = format!("region “{}” stands here a second time", region.region);
            let error = Diagnostic::error(DUPLICATE_ENTRY, message).help("keep one of the two");
            findings.push(format!("/regions/{at}/region"), error);
        }
        if let Some(radius) = region.radius_km.filter(|radius| *radius < Amount::ZERO) {
            let error = Diagnostic::error(INVALID_VALUE, format!("a radius of {radius} km is below zero"));
            findings.push(format!("/regions/{at}/radius_km"), error.help("write it without a sign, or leave it out"));
        }
    }
    if notes.names.keys().any(|word| word.trim().is_empty()) {
        let error = Diagnostic::error(INVALID_VALUE, "a name is given to an empty word");
        findings.push("/names", error.help("write the word that the sales or the dossiers use, or take the entry out"));
    }
    findings
}
