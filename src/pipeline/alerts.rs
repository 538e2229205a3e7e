//! What the rules found, as diagnostics: the sentence of the page, at the line of the dossier that would settle it.
//!
//! 1. A denial is an error and always told. A warning is an alert of the pages; a portfolio has hundreds, so it becomes a
//!    note, and only for those who ask ([`Alerts`]); for others each rule is [summed up](RuleAlerts), the gravest with their places.
//! 2. A dossier is parsed once more, for the places, only where something in it is told.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{AlertsOf, Analysed, Request};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::dossier_texts::DossierTexts;
use crate::load::yaml::Locator;
use crate::locale::{Catalog, Currency, Language, Locale};
use crate::portfolio::{Account, Portfolio, Who};
use crate::project::settings::RuleLevel;
use crate::project::{SETTINGS, SettingsFile};
use crate::rules::{Concern, RuleHit, contract_renewal_due, find};
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

/// Leaves out what is said of the portfolio as a whole where a dossier could not be read: its sales count nowhere.
pub(super) fn of_what_is_whole(portfolio: &Portfolio, alerts: &mut Vec<RuleHit>) {
    if !portfolio.set_aside.dossiers.is_empty() {
        alerts.retain(|hit| hit.account.is_some());
    }
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
    /// Where most is at stake, [`SHOWN`] at most: what it found, at the line that would settle it.
    pub gravest: Vec<Diagnostic>,
    /// What to do about it, in a few words.
    pub remedy: String,
}

/// Alerts of a rule that are told in short; of accounts that were asked for, all.
const SHOWN: usize = 5;

/// Whether an alert is one of those that were asked for.
fn wanted<'a>(analysed: &'a Analysed, of: AlertsOf<'a>) -> impl Fn(&RuleHit) -> bool + 'a {
    let portfolio = &analysed.portfolio;
    move |hit| {
        let Some(account) = hit.account.and_then(|at| portfolio.accounts.get(at)) else { return !of.is_narrowed() };
        !of.is_narrowed()
            || of.accounts.iter().any(|id| account.id.as_str().eq_ignore_ascii_case(id))
            || of.managers.iter().any(|who| is_managed(portfolio, account, who))
    }
}

/// Whether an account's manager is somebody, by id or name.
fn is_managed(portfolio: &Portfolio, account: &Account, wanted: &str) -> bool {
    let member = portfolio.member_at(&Who(wanted.to_owned()));
    let manager = account.manager.as_ref();
    manager.is_some_and(|who| who.0 == wanted || (member.is_some() && portfolio.member_at(who) == member))
}

/// Accounts and account managers that were asked for and are not there.
fn unknown(analysed: &Analysed, of: AlertsOf<'_>) -> Diagnostics {
    let Portfolio { accounts, team, .. } = &analysed.portfolio;
    let said = |word: &str, what: &str, near: Option<&str>| {
        let error = Diagnostic::error(codes::UNKNOWN_REFERENCE, format!("no {what} is called `{word}`"));
        error.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name the {what} by id"),
        })
    };
    let ids = || accounts.iter().map(|account| account.id.as_str());
    let no_account = of.accounts.iter().filter(|id| !ids().any(|known| known.eq_ignore_ascii_case(id)));
    let no_account = no_account.map(|id| said(id, "account", nearest(id, ids())));
    let is_manager = |who: &str| accounts.iter().any(|account| is_managed(&analysed.portfolio, account, who));
    let no_manager = of.managers.iter().filter(|who| !is_manager(who));
    let no_manager =
        no_manager.map(|who| said(who, "account manager", nearest(who, team.iter().map(|member| member.id.as_str()))));
    no_account.chain(no_manager).collect()
}

/// The alerts of each rule summed up, the gravest concern first, then where most is at stake; denials aside. `locator` finds places
/// in a file, where it is one that was read.
pub(super) fn sum_up<'a>(
    analysed: &Analysed,
    of: AlertsOf<'_>,
    locator: &dyn Fn(&str) -> Option<Locator<'a>>,
) -> Vec<RuleAlerts> {
    let told = if of.is_narrowed() { usize::MAX } else { SHOWN };
    let wanted = wanted(analysed, of);
    let mut by_rule: BTreeMap<&'static str, Vec<&RuleHit>> = BTreeMap::new();
    let warnings = analysed.analysis.hits.alerts.iter().filter(|hit| hit.level != RuleLevel::Deny);
    for hit in warnings.filter(|hit| wanted(hit)) {
        by_rule.entry(hit.rule).or_default().push(hit);
    }
    let told: Vec<&RuleHit> = by_rule.values().flat_map(|hits| hits.iter().copied().take(told)).collect();
    let mut placed: BTreeMap<&str, Vec<(&RuleHit, Diagnostic)>> = BTreeMap::new();
    for (hit, diagnostic) in placed_in(analysed, told, locator) {
        placed.entry(hit.rule).or_default().push((hit, diagnostic));
    }
    let catalog = Catalog::built_in(Language::En);
    let mut by_rule: Vec<(&'static str, Vec<&RuleHit>)> = by_rule.into_iter().collect();
    by_rule.sort_by_key(|(rule, hits)| {
        let concern = find(rule).map_or(Concern::Records, |rule| rule.concern);
        (concern, Reverse(hits.iter().map(|hit| hit.stake).max()))
    });
    let summed = by_rule.into_iter().map(|(rule, hits)| {
        let mut gravest = placed.remove(rule).unwrap_or_default();
        gravest.sort_by_key(|(hit, _)| hits.iter().position(|other| std::ptr::eq(*hit, *other)));
        RuleAlerts {
            rule,
            name: catalog.text(&format!("rule.{rule}.name"), &[]),
            count: hits.len(),
            gravest: gravest.into_iter().map(|(hit, diagnostic)| in_short(hit, diagnostic)).collect(),
            remedy: catalog.text(&format!("rule.{rule}.remedy_short"), &[]),
        }
    });
    summed.collect()
}

/// A hit that is told in one line, without its remedy: of a key that the file lacks altogether there is no line, and it is named.
fn in_short(hit: &RuleHit, diagnostic: Diagnostic) -> Diagnostic {
    let key = &hit.mend.key;
    if key.is_empty() || diagnostic.place.as_ref().is_none_or(|place| place.line > 0) {
        return diagnostic;
    }
    Diagnostic { message: format!("{}; to add: `{key}`", diagnostic.message), ..diagnostic }
}

/// The alerts that are wanted, in English like all that the command line says. `locator` finds places in a file, where it is
/// one that was read.
pub(super) fn tell<'a>(
    analysed: &Analysed,
    request: &Request<'_>,
    locator: &dyn Fn(&str) -> Option<Locator<'a>>,
) -> Diagnostics {
    let is_wanted = wanted(analysed, request.alerts_of);
    let is_told = |hit: &&RuleHit| hit.level == RuleLevel::Deny || (request.alerts == Alerts::Told && is_wanted(hit));
    let told: Vec<&RuleHit> = analysed.analysis.hits.alerts.iter().filter(is_told).collect();
    let mut diagnostics = unknown(analysed, request.alerts_of);
    diagnostics.extend(placed_in(analysed, told, locator).into_iter().map(|(_, diagnostic)| diagnostic));
    diagnostics
}

/// Hits with what is said of them, each at its place; a file is parsed once.
fn placed_in<'h, 'a>(
    analysed: &Analysed,
    told: Vec<&'h RuleHit>,
    locator: &dyn Fn(&str) -> Option<Locator<'a>>,
) -> Vec<(&'h RuleHit, Diagnostic)> {
    if told.is_empty() {
        return Vec::new();
    }
    let catalog = Catalog::built_in(Language::En);
    let currency = analysed.settings.currency.parse().unwrap_or(Currency::CNY);
    let voice = Voice { locale: Locale::new(Language::En, currency), catalog: &catalog };
    let witness = Witness { voice, portfolio: &analysed.portfolio, products: &analysed.ledger.products };
    let mut by_file: BTreeMap<Option<&str>, Vec<&RuleHit>> = BTreeMap::new();
    for hit in told {
        by_file.entry(hit.mend.file.as_deref()).or_default().push(hit);
    }
    let mut placed = Vec::new();
    for (file, hits) in by_file {
        let locator = file.and_then(locator);
        placed.extend(hits.into_iter().map(|hit| {
            let place = match (&locator, file) {
                (Some(locator), _) => Some(locator.value(&pointer(hit))),
                (None, file) => file.map(Place::file),
            };
            let diagnostic = diagnostic(hit, &witness);
            (
                hit,
                match place {
                    Some(place) => diagnostic.at(place),
                    None => diagnostic,
                },
            )
        }));
    }
    placed
}

/// Finds places in a dossier or in the settings.
pub(super) fn locator<'a>(texts: &'a DossierTexts, settings: &'a SettingsFile, path: &str) -> Option<Locator<'a>> {
    texts.locator(path).or_else(|| (path == SETTINGS).then(|| settings.locator()))
}

/// The JSON Pointer of the key that would settle a hit.
fn pointer(hit: &RuleHit) -> String {
    format!("/{}", hit.mend.key.replace('.', "/"))
}

/// What a hit puts at stake, where that is a sum of its own and its sentence does not name it. What others weigh is a part of a year's
/// revenue, a convention that orders them and is not to be read as money.
fn stake(hit: &RuleHit, witness: &Witness<'_>) -> String {
    let concern = find(hit.rule).map_or(Concern::Records, |rule| rule.concern);
    let whole = hit.stake.round_to(0);
    let is_own = concern == Concern::Money || hit.rule == contract_renewal_due::RULE.id;
    if whole.is_zero() || hit.named_stake().is_some() || !is_own {
        return String::new();
    }
    format!("; at stake: {}", witness.voice.locale.money_whole(whole))
}

fn diagnostic(hit: &RuleHit, witness: &Witness<'_>) -> Diagnostic {
    let whose = hit.account.map(|account| format!("{}: ", witness.account(account))).unwrap_or_default();
    let stake = stake(hit, witness);
    let key = &hit.mend.key;
    let message = format!("{whose}{}{stake}", witness.hit(hit));
    let general = || witness.voice.word(&format!("rule.{}.remedy", hit.rule));
    let remedy = remedy_of_case(witness.voice, hit).unwrap_or_else(general);
    let help = format!("{} (`{key}`; `keyfolio explain {}` says why)", remedy.trim_end_matches('.'), hit.rule);
    let diagnostic = match hit.level {
        RuleLevel::Deny => Diagnostic::error(codes::RULE, message),
        RuleLevel::Warn | RuleLevel::Allow => Diagnostic::note(codes::RULE, message),
    };
    diagnostic.help(help)
}
