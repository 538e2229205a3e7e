//! The product lines that a dossier speaks of, against those of `content/portfolio.yaml`: a slip there would be a line of its own
//! in every table.

use std::collections::BTreeSet;

use super::findings::Findings;
use crate::diagnostic::codes::{DUPLICATE_ID, UNKNOWN_REFERENCE};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::content::Loaded;
use crate::load::dossier::Dossier;
use crate::portfolio::{PortfolioNotes, ProductLine};

/// Tells lines whose id another had before.
pub(super) fn twice(notes: &Loaded<PortfolioNotes>) -> Diagnostics {
    match (&notes.suspect, &notes.source) {
        (Some(suspect), _) => repeated(&suspect.value).of_suspect::<PortfolioNotes>(&suspect.text),
        (None, Some(source)) => repeated(&source.value).placed::<PortfolioNotes>(Some(&source.written)),
        (None, None) => Diagnostics::new(),
    }
}

fn repeated(notes: &PortfolioNotes) -> Findings {
    let mut findings = Findings::default();
    let mut seen = BTreeSet::new();
    for (at, line) in notes.product_lines.iter().enumerate().filter(|(_, line)| !seen.insert(&line.id)) {
        let message = format!("product line `{}` stands here a second time", line.id);
        let error = Diagnostic::error(DUPLICATE_ID, message).help("give one of the two another id, or join them");
        findings.push(format!("/product_lines/{at}/id"), error);
    }
    findings
}

/// Warns of words that are the id of no line; nothing where no line is listed.
pub(super) fn check(dossier: &Dossier, lines: &[ProductLine], findings: &mut Findings) {
    if lines.is_empty() {
        return;
    }
    let mut check = |pointer: String, word: &str| {
        if lines.iter().all(|line| line.id != word) {
            findings.push(pointer, unknown(word, lines));
        }
    };
    for (at, cell) in dossier.white_space.iter().enumerate() {
        check(format!("/white_space/{at}/product_line"), &cell.product_line);
    }
    for (at, quote) in dossier.pricing.quotes.iter().enumerate() {
        if let Some(line) = &quote.product_line {
            check(format!("/pricing/quotes/{at}/product_line"), line);
        }
    }
    let needs = dossier.needs.iter().map(|item| &item.product_lines);
    let propositions = dossier.value_propositions.iter().map(|item| &item.product_lines);
    let opportunities = dossier.opportunities.iter().map(|item| &item.product_lines);
    let contracts = dossier.contracts.iter().map(|item| &item.product_lines);
    let competitors = dossier.competitors.iter().map(|item| &item.product_lines);
    let mut each = |list: &str, items: &mut dyn Iterator<Item = &Vec<String>>| {
        for (at, words) in items.enumerate() {
            for (position, word) in words.iter().enumerate() {
                check(format!("/{list}/{at}/product_lines/{position}"), word);
            }
        }
    };
    each("needs", &mut { needs });
    each("value_propositions", &mut { propositions });
    each("opportunities", &mut { opportunities });
    each("contracts", &mut { contracts });
    each("competitors", &mut { competitors });
}

fn unknown(word: &str, lines: &[ProductLine]) -> Diagnostic {
    let ids = || lines.iter().map(|line| line.id.as_str());
    // The name of a line, or of the only category that belongs to it, is as good as its id to whoever writes it.
    let named = lines
        .iter()
        .find(|line| line.name.texts().any(|name| name == word) || line.categories.iter().any(|c| c == word));
    let help = match named.map(|line| line.id.as_str()).or_else(|| nearest(word, ids())) {
        Some(id) => format!("did you mean `{id}`?"),
        None => format!(
            "list it under `product_lines` in content/portfolio.yaml; known there: {}",
            ids().collect::<Vec<_>>().join(", ")
        ),
    };
    Diagnostic::warning(UNKNOWN_REFERENCE, format!("`{word}` is no product line of content/portfolio.yaml")).help(help)
}
