//! The product lines that a dossier speaks of, against those of `content/portfolio.yaml`: a slip there would be a line of its own
//! in every table.

use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::UNKNOWN_REFERENCE;
use crate::diagnostic::suggest::nearest;
use crate::load::dossier::Dossier;
use crate::portfolio::ProductLine;

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
