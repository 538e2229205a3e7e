//! What the rules found, as diagnostics: the sentence of the page, at the line of the dossier that would settle it.
//!
//! 1. A denial is an error and always told. A warning is an alert of the pages; a portfolio has hundreds, so it becomes a
//!    note, and only for those who ask ([`Alerts`]).
//! 2. A dossier is parsed once more, for the places, only where something in it is told.

use std::collections::{BTreeMap, BTreeSet};

use super::Analysed;
use crate::analysis::sales::Scope;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::yaml::Locator;
use crate::locale::{Catalog, Currency, Language, Locale};
use crate::portfolio::Amount;
use crate::project::settings::RuleLevel;
use crate::rules::RuleHit;
use crate::site::view::Voice;
use crate::site::view::evidence::Witness;
use crate::site::view::sentence::remedy_of_case;

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

/// What one rule found, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleAlerts {
    /// The rule.
    pub rule: &'static str,
    /// Its name.
    pub name: String,
    /// How often it speaks, denials aside.
    pub count: usize,
    /// Names of the largest accounts concerned by revenue of the 12 months, three at most; ties by position.
    pub largest: Vec<String>,
    /// How many more accounts are concerned.
    pub others: usize,
}

/// The alerts of each rule summed up, by name of the rule, denials aside.
pub(super) fn sum_up(analysed: &Analysed) -> Vec<RuleAlerts> {
    const SHOWN: usize = 3;
    let catalog = Catalog::built_in(Language::En);
    let year = analysed.analysis.year();
    let mut by_rule: BTreeMap<&'static str, (usize, BTreeSet<usize>)> = BTreeMap::new();
    for hit in analysed.analysis.hits.alerts.iter().filter(|hit| hit.level != RuleLevel::Deny) {
        let (count, accounts) = by_rule.entry(hit.rule).or_default();
        *count += 1;
        accounts.extend(hit.account);
    }
    let summed = by_rule.into_iter().map(|(rule, (count, accounts))| {
        let revenue = |at: usize| analysed.analysis.sales.figures(Scope::Account(at), year).revenue;
        let mut accounts: Vec<usize> = accounts.into_iter().collect();
        accounts.sort_by_key(|&at| std::cmp::Reverse(revenue(at)));
        let name = |&at: &usize| analysed.portfolio.accounts[at].name.in_language(Language::En.tag()).0.to_owned();
        RuleAlerts {
            rule,
            name: catalog.text(&format!("rule.{rule}.name"), &[]),
            count,
            largest: accounts.iter().take(SHOWN).map(name).collect(),
            others: accounts.len().saturating_sub(SHOWN),
        }
    });
    summed.collect()
}

/// The alerts that are wanted, in English like all that the command line says. `locator` finds places in a file, where it is
/// one that was read.
pub(super) fn tell<'a>(
    analysed: &Analysed,
    wanted: Alerts,
    locator: &dyn Fn(&str) -> Option<Locator<'a>>,
) -> Diagnostics {
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
    let mut diagnostics = Diagnostics::new();
    for (file, hits) in by_file {
        let locator = file.and_then(locator);
        let said = hits.into_iter().map(|hit| match (&locator, file) {
            (Some(locator), _) => diagnostic(hit, &witness).at(locator.value(&pointer(hit))),
            (None, Some(file)) => diagnostic(hit, &witness).at(Place::file(file)),
            (None, None) => diagnostic(hit, &witness),
        });
        diagnostics.extend(said);
    }
    diagnostics
}

/// The JSON Pointer of the key that would settle a hit.
fn pointer(hit: &RuleHit) -> String {
    format!("/{}", hit.mend.key.replace('.', "/"))
}

fn diagnostic(hit: &RuleHit, witness: &Witness<'_>) -> Diagnostic {
    let whose = hit.account.map(|account| format!("{}: ", witness.account(account))).unwrap_or_default();
    let stake = match hit.stake.round_to(0) {
        Amount::ZERO => String::new(),
        whole => format!("; at stake: {}", witness.voice.locale.money_whole(whole)),
    };
    let message = format!("{whose}{}{stake}", witness.hit(hit));
    let general = || witness.voice.word(&format!("rule.{}.remedy", hit.rule));
    let remedy = remedy_of_case(witness.voice, hit).unwrap_or_else(general);
    let key = &hit.mend.key;
    let help = format!("{} (`{key}`; `keyfolio explain {}` says why)", remedy.trim_end_matches('.'), hit.rule);
    let diagnostic = match hit.level {
        RuleLevel::Deny => Diagnostic::error(codes::RULE, message),
        RuleLevel::Warn | RuleLevel::Allow => Diagnostic::note(codes::RULE, message),
    };
    diagnostic.help(help)
}
