//! What the rules found, as diagnostics: the sentence of the page, at the line of the dossier that would settle it.
//!
//! 1. A denial is an error and always told. A warning is an alert of the pages; a portfolio has hundreds, so it becomes a
//!    note, and only for those who ask ([`Alerts`]); for others they are
//!    [summed up](AlertGroup) by rule, or by account where some accounts were asked for.
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
use crate::rules::{self, Concern, Held, RuleHit, contract_renewal_due, find};
use crate::site::view::Voice;
use crate::site::view::evidence::Witness;
use crate::site::view::sentence::{self, remedy_of_case};

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

/// Those that were asked for and are no denials.
fn warnings<'a>(analysed: &'a Analysed, of: AlertsOf<'a>) -> impl Iterator<Item = &'a RuleHit> {
    let wanted = wanted(analysed, of);
    analysed.analysis.hits.alerts.iter().filter(move |hit| hit.level != RuleLevel::Deny && wanted(hit))
}

/// How many there are.
pub(super) fn count(analysed: &Analysed, of: AlertsOf<'_>) -> usize {
    warnings(analysed, of).count()
}

/// Alerts that belong together, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertGroup {
    /// The rule, or the account.
    pub name: String,
    /// How many there are, denials aside.
    pub count: usize,
    /// Those that are told, at the lines that would settle them.
    pub gravest: Vec<Diagnostic>,
    /// What to do about all of them, in a few words, where that is one thing.
    pub remedy: Option<String>,
}

/// Alerts of a rule that are told in short.
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

/// What alerts are asked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AskedBy {
    /// An account, by its id: a name is none.
    Account,
    /// An account manager, by id or name.
    Manager,
}

impl AskedBy {
    /// That none goes by this word.
    fn unknown(self, word: &str, near: Option<&str>) -> Diagnostic {
        let (what, is) = match self {
            Self::Account => ("account", "has the id"),
            Self::Manager => ("account manager", "is called"),
        };
        Diagnostic::error(codes::WRONG_CALL, format!("no {what} {is} `{word}`")).help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name the {what} by id"),
        })
    }
}

/// Accounts and account managers that were asked for and are not there.
fn unknown(analysed: &Analysed, of: AlertsOf<'_>) -> Diagnostics {
    let Portfolio { accounts, team, .. } = &analysed.portfolio;
    let ids = || accounts.iter().map(|account| account.id.as_str());
    let no_account = of.accounts.iter().filter(|id| !ids().any(|known| known.eq_ignore_ascii_case(id)));
    let called = |word: &str| analysed.portfolio.account_called(word).map(|account| account.id.as_str());
    let no_account = no_account.map(|id| AskedBy::Account.unknown(id, called(id).or_else(|| nearest(id, ids()))));
    let is_manager = |who: &str| accounts.iter().any(|account| is_managed(&analysed.portfolio, account, who));
    let no_manager = of.managers.iter().filter(|who| !is_manager(who));
    let no_manager =
        no_manager.map(|who| AskedBy::Manager.unknown(who, nearest(who, team.iter().map(|member| member.id.as_str()))));
    no_account.chain(no_manager).collect()
}

/// The alerts summed up: by rule, or all of them by account, where some accounts were asked for. `locator` finds places in a file,
/// where it is one that was read.
pub(super) fn sum_up<'a>(
    analysed: &Analysed,
    of: AlertsOf<'_>,
    locator: &dyn Fn(&str) -> Option<Locator<'a>>,
) -> Vec<AlertGroup> {
    let hits: Vec<&RuleHit> = warnings(analysed, of).collect();
    if of.is_narrowed() { by_account(analysed, hits, locator) } else { by_rule(analysed, hits, locator) }
}

/// The gravest concern first, then where most is at stake; of each rule the first few.
fn by_rule<'a>(
    analysed: &Analysed,
    hits: Vec<&RuleHit>,
    locator: &dyn Fn(&str) -> Option<Locator<'a>>,
) -> Vec<AlertGroup> {
    let mut by_rule: BTreeMap<&'static str, Vec<&RuleHit>> = BTreeMap::new();
    for hit in hits {
        by_rule.entry(hit.rule).or_default().push(hit);
    }
    let told: Vec<&RuleHit> = by_rule.values().flat_map(|hits| hits.iter().copied().take(SHOWN)).collect();
    let mut placed: BTreeMap<&str, Vec<(&RuleHit, Diagnostic)>> = BTreeMap::new();
    for (hit, diagnostic) in placed_in(analysed, told, locator) {
        placed.entry(hit.rule).or_default().push((hit, diagnostic));
    }
    let catalog = Catalog::built_in(Language::En);
    let mut by_rule: Vec<(&'static str, Vec<&RuleHit>)> = by_rule.into_iter().collect();
    by_rule.sort_by_key(|(rule, hits)| (concern(rule), Reverse(hits.iter().map(|hit| hit.stake).max())));
    let summed = by_rule.into_iter().map(|(rule, hits)| {
        let mut gravest = placed.remove(rule).unwrap_or_default();
        gravest.sort_by_key(|(hit, _)| hits.iter().position(|other| std::ptr::eq(*hit, *other)));
        AlertGroup {
            name: format!("{} [{rule}]", catalog.text(&format!("rule.{rule}.name"), &[])),
            count: hits.len(),
            gravest: gravest.into_iter().map(|(hit, diagnostic)| in_short(hit, diagnostic)).collect(),
            remedy: Some(remedy_in_short(&catalog, rule)),
        }
    });
    summed.collect()
}

/// All alerts of each account, the gravest concern first, then where most is at stake; so the accounts, too.
fn by_account<'a>(
    analysed: &Analysed,
    hits: Vec<&RuleHit>,
    locator: &dyn Fn(&str) -> Option<Locator<'a>>,
) -> Vec<AlertGroup> {
    let catalog = Catalog::built_in(Language::En);
    let weight = |hit: &RuleHit| (concern(hit.rule), Reverse(hit.stake));
    let mut by_account: BTreeMap<Option<usize>, Vec<(&RuleHit, Diagnostic)>> = BTreeMap::new();
    for (hit, diagnostic) in placed_in(analysed, hits, locator) {
        by_account.entry(hit.account).or_default().push((hit, diagnostic));
    }
    for hits in by_account.values_mut() {
        hits.sort_by_key(|(hit, _)| weight(hit));
    }
    let mut groups: Vec<_> = by_account.into_iter().collect();
    groups.sort_by_key(|(_, hits)| hits.first().map(|(hit, _)| weight(hit)));
    let summed = groups.into_iter().map(|(account, hits)| {
        let account = account.and_then(|at| analysed.portfolio.accounts.get(at));
        let name = account.map_or("", |account| account.name.in_language(Language::En.tag()).0);
        let told = |(hit, diagnostic): (&RuleHit, Diagnostic)| {
            let said = in_short(hit, diagnostic);
            let of_itself = said.message.strip_prefix(name).and_then(|rest| rest.strip_prefix(": "));
            let remedy = held(hit, analysed, english(analysed, &catalog));
            let remedy = remedy.unwrap_or_else(|| remedy_in_short(&catalog, hit.rule));
            let message = format!("{} [{}]. {remedy}", of_itself.unwrap_or(&said.message), hit.rule);
            Diagnostic { message, ..said }
        };
        AlertGroup {
            name: name.to_owned(),
            count: hits.len(),
            gravest: hits.into_iter().map(told).collect(),
            remedy: None,
        }
    });
    summed.collect()
}

/// What the terminal speaks.
fn english<'a>(analysed: &Analysed, catalog: &'a Catalog) -> Voice<'a> {
    let currency = analysed.settings.currency.parse().unwrap_or(Currency::CNY);
    Voice { locale: Locale::new(Language::En, currency), catalog }
}

/// What is at risk where a rule speaks.
fn concern(rule: &str) -> Concern {
    find(rule).map_or(Concern::Records, |rule| rule.concern)
}

fn remedy_in_short(catalog: &Catalog, rule: &str) -> String {
    catalog.text(&format!("rule.{rule}.remedy_short"), &[]).trim_end_matches('.').to_owned()
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
    let voice = english(analysed, &catalog);
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
            let diagnostic = diagnostic(hit, analysed, &witness);
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
    let concern = concern(hit.rule);
    let whole = hit.stake.round_to(0);
    let is_own = concern == Concern::Money || hit.rule == contract_renewal_due::RULE.id;
    if whole.is_zero() || hit.named_stake().is_some() || !is_own {
        return String::new();
    }
    format!("; at stake: {}", witness.voice.locale.money_whole(whole))
}

/// What the plan holds already of what a hit asks for: there is a day to keep.
fn held(hit: &RuleHit, analysed: &Analysed, voice: Voice<'_>) -> Option<String> {
    let at = hit.account?;
    let (account, facts) = (analysed.portfolio.accounts.get(at)?, analysed.analysis.accounts.get(at)?);
    let held = rules::held(&analysed.portfolio, account, &facts.alerts, hit, analysed.analysis.as_of.date)?;
    let what = match held {
        Held::Action(action, _) => action.what.in_language(Language::En.tag()).0.to_owned(),
        Held::Visit(visit) => sentence::planned_visit(voice, account, visit).text,
    };
    let args = [("day", held.day().to_string().into()), ("what", what.into())];
    Some(voice.say("account.overview.risk_held", &args))
}

fn diagnostic(hit: &RuleHit, analysed: &Analysed, witness: &Witness<'_>) -> Diagnostic {
    let whose = hit.account.map(|account| format!("{}: ", witness.account(account))).unwrap_or_default();
    let stake = stake(hit, witness);
    let key = &hit.mend.key;
    let message = format!("{whose}{}{stake}", witness.hit(hit));
    let general = || witness.voice.word(&format!("rule.{}.remedy", hit.rule));
    let remedy =
        held(hit, analysed, witness.voice).or_else(|| remedy_of_case(witness.voice, hit)).unwrap_or_else(general);
    let help = format!("{} (`{key}`; `keyfolio explain {}` says why)", remedy.trim_end_matches('.'), hit.rule);
    let diagnostic = match hit.level {
        RuleLevel::Deny => Diagnostic::error(codes::RULE, message),
        RuleLevel::Warn | RuleLevel::Allow => Diagnostic::note(codes::RULE, message),
    };
    diagnostic.help(help)
}
