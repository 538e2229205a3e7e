//! What the rules found, as diagnostics: the sentence of the page, at the line of the dossier that would settle it.
//!
//! 1. A denial is an error and always told. A warning is an alert of the pages; a portfolio has hundreds, so it becomes a
//!    note, and only for those who ask ([`Alerts`]).
//! 2. Files are read once more, for the places, only where something in them is told.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::Analysed;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity, codes};
use crate::load::dossier::Dossier;
use crate::load::yaml::Locator;
use crate::locale::{Catalog, Currency, Language, Locale};
use crate::portfolio::Amount;
use crate::project::SETTINGS;
use crate::project::settings::RuleLevel;
use crate::rules::RuleHit;
use crate::site::view::Voice;
use crate::site::view::evidence::Witness;

/// Which alerts are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alerts {
    /// Denials only; the others are counted.
    Counted,
    /// All of them.
    Told,
}

/// How many alerts are no denials.
pub(super) fn count(analysed: &Analysed) -> usize {
    analysed.analysis.hits.alerts.iter().filter(|hit| hit.level != RuleLevel::Deny).count()
}

/// The alerts that are wanted, in English like all that the command line says. `known` is what was found wrong before.
pub(super) fn tell(root: &Path, analysed: &Analysed, wanted: Alerts, known: &Diagnostics) -> Diagnostics {
    let hits = analysed.analysis.hits.alerts.iter();
    let told: Vec<&RuleHit> = hits.filter(|hit| wanted == Alerts::Told || hit.level == RuleLevel::Deny).collect();
    if told.is_empty() {
        return Diagnostics::new();
    }
    let catalog = Catalog::built_in(Language::En);
    let currency = analysed.settings.currency.parse().unwrap_or(Currency::CNY);
    let voice = Voice { locale: Locale::new(Language::En, currency), catalog: &catalog };
    let witness = Witness { voice, portfolio: &analysed.portfolio, products: &analysed.ledger.products };
    let mut by_file: BTreeMap<Option<&str>, Vec<&RuleHit>> = BTreeMap::new();
    for hit in told {
        by_file.entry(hit.mend.file.as_deref()).or_default().push(hit);
    }
    let of_file = |(file, hits): (Option<&str>, Vec<&RuleHit>)| match file {
        Some(file) => placed(root, file, &hits, &witness, known),
        None => hits.into_iter().map(|hit| diagnostic(hit, &witness)).collect(),
    };
    by_file.into_iter().flat_map(of_file).collect()
}

/// The hits that one file would settle, each at its key, or at the nearest above it where that is absent.
fn placed(root: &Path, file: &str, hits: &[&RuleHit], witness: &Witness<'_>, known: &Diagnostics) -> Vec<Diagnostic> {
    let Ok(text) = fs::read_to_string(root.join(file)) else {
        return hits.iter().map(|hit| diagnostic(hit, witness).at(Place::file(file))).collect();
    };
    let name: Arc<str> = file.into();
    let is_damaged = known
        .iter()
        .any(|other| other.severity == Severity::Error && other.place.as_ref().is_some_and(|place| *place.file == *file));
    let locator = if is_damaged && file != SETTINGS {
        Locator::of_rest::<Dossier>(&name, &text)
    } else {
        Locator::new(&name, &text)
    };
    let place = |hit: &RuleHit| locator.value(&format!("/{}", hit.mend.key.replace('.', "/")));
    hits.iter().map(|hit| diagnostic(hit, witness).at(place(hit))).collect()
}

fn diagnostic(hit: &RuleHit, witness: &Witness<'_>) -> Diagnostic {
    let whose = hit.account.map(|account| format!("{}: ", witness.account(account))).unwrap_or_default();
    let stake = match hit.stake.round_to(0) {
        Amount::ZERO => String::new(),
        whole => format!("; at stake: {}", witness.voice.locale.money_whole(whole)),
    };
    let message = format!("{whose}{}{stake}", witness.hit(hit));
    let remedy = witness.voice.word(&format!("rule.{}.remedy", hit.rule));
    let key = &hit.mend.key;
    let help = format!("{} (rule `{}`, key `{key}`)", remedy.trim_end_matches('.'), hit.rule);
    let diagnostic = match hit.level {
        RuleLevel::Deny => Diagnostic::error(codes::RULE, message),
        RuleLevel::Warn | RuleLevel::Allow => Diagnostic::note(codes::RULE, message),
    };
    diagnostic.help(help)
}
