//! Hits as `check` reports them: each at the line of the dossier that would settle it.
//!
//! A denial is an error. A warning is a note here, and stands on the pages.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Hits, RuleHit};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::content::{Content, Written};
use crate::load::dossier::Dossier;
use crate::load::yaml::Locator;
use crate::portfolio::Portfolio;
use crate::project::settings::RuleLevel;

/// The texts of the dossiers, by file: a hit is placed in them.
#[derive(Debug, Clone, Default)]
pub struct DossierTexts(BTreeMap<String, Written>);

impl DossierTexts {
    /// Of all dossiers that could be read. Shares their texts.
    pub fn of(content: &Content) -> Self {
        let written = content.dossiers.iter().filter_map(|dossier| Some(&dossier.source.as_ref()?.written));
        Self(written.map(|written| (written.text.file.to_string(), written.clone())).collect())
    }

    /// The place of a key by its JSON pointer, or of the nearest above it.
    pub fn place(&self, file: &str, pointer: &str) -> Place {
        self.0.get(file).map_or_else(|| Place::file(file), |written| locator(written).key(pointer))
    }
}

fn locator(written: &Written) -> Locator<'_> {
    let (file, text) = (&written.text.file, &written.text.text);
    if written.is_damaged { Locator::of_rest::<Dossier>(file, text) } else { Locator::new(file, text) }
}

/// Every alert as a diagnostic. Each dossier with hits is read once more for its places, all of them in parallel.
pub fn diagnostics(hits: &Hits, portfolio: &Portfolio, texts: &DossierTexts) -> Diagnostics {
    let mut by_file: BTreeMap<&str, Vec<&RuleHit>> = BTreeMap::new();
    for hit in &hits.alerts {
        by_file.entry(hit.mend.file.as_deref().unwrap_or_default()).or_default().push(hit);
    }
    let found: Vec<Vec<Diagnostic>> =
        by_file.into_par_iter().map(|(file, hits)| in_file(file, &hits, portfolio, texts.0.get(file))).collect();
    found.into_iter().flatten().collect()
}

fn in_file(file: &str, hits: &[&RuleHit], portfolio: &Portfolio, written: Option<&Written>) -> Vec<Diagnostic> {
    let locator = written.map(locator);
    let place = |hit: &RuleHit| match &locator {
        Some(locator) => locator.key(&format!("/{}", hit.mend.key.replace('.', "/"))),
        None => Place::file(file),
    };
    let placed = |hit: &&RuleHit| {
        let diagnostic = diagnostic(hit, portfolio);
        if file.is_empty() { diagnostic } else { diagnostic.at(place(hit)) }
    };
    hits.iter().map(placed).collect()
}

fn diagnostic(hit: &RuleHit, portfolio: &Portfolio) -> Diagnostic {
    let account = hit.account.and_then(|position| portfolio.accounts.get(position));
    let whose = account.map_or_else(|| "the portfolio".to_owned(), |account| format!("account `{}`", account.id));
    let message = format!("rule `{}` speaks at {whose} ({}); at stake: {}", hit.rule, hit.key, hit.stake);
    let diagnostic = match hit.level {
        RuleLevel::Deny => Diagnostic::error(codes::RULE, message),
        RuleLevel::Warn | RuleLevel::Allow => Diagnostic::note(codes::RULE, message),
    };
    diagnostic.help(match account {
        Some(_) => format!(
            "settle `{}`, or set the rule otherwise under `rules` with a reason; `keyfolio explain {}` says why",
            hit.mend.key, hit.rule
        ),
        None => format!("see `{}`; `keyfolio explain {}` says why", hit.mend.key, hit.rule),
    })
}
