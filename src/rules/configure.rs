//! What settings and dossiers may say about rules, checked.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Exception, RULES, RuleHit, find};
use crate::diagnostic::{Diagnostic, Diagnostics, WithoutRemedy, codes, suggest};
use crate::load::dossier_texts::DossierTexts;
use crate::load::yaml::Locator;
use crate::portfolio::{Account, Portfolio};
use crate::project::settings::Settings;

/// Unknown rules, unknown settings of rules, and values out of range in `keyfolio.yaml`, whose places `locator` finds. A wrong
/// name is marked at the name, whatever stands behind it; a wrong number at the number.
pub fn validate_settings(settings: &Settings, locator: &Locator<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for id in locator.keys("/rules") {
        let pointer = format!("/rules/{id}");
        let Some(rule) = find(&id) else {
            found.push(unknown_rule(&id).at(locator.key(&pointer)));
            continue;
        };
        // What could not be read has been told.
        let Some(set) = settings.rules.get(&id) else { continue };
        for (name, &value) in &set.values {
            let pointer = format!("{pointer}/{name}");
            match rule.settings.iter().find(|setting| setting.name == name) {
                None => {
                    let names = || std::iter::once("level").chain(rule.settings.iter().map(|s| s.name));
                    let message = format!("rule `{id}` has no setting `{name}`");
                    let error = Diagnostic::error(codes::UNKNOWN_KEY, message).at(locator.key(&pointer));
                    found.push(did_you_mean(error, name, names()));
                }
                Some(setting) if !(setting.min..=setting.max).contains(&value) => {
                    let message =
                        format!("`{name}` of rule `{id}` is {value}, outside {} to {}", setting.min, setting.max);
                    let help = format!("`{name}` is {}; by default {}", setting.meaning, setting.default);
                    let error = Diagnostic::error(codes::INVALID_VALUE, message).at(locator.value(&pointer));
                    found.push(error.help(help));
                }
                Some(setting) if setting.is_in_per_cent() && 0.0 < value && value < 1.0 => {
                    let message =
                        format!("`{name}` of rule `{id}` is in per cent, and {value} may be meant as a share");
                    let help = format!("write {} for {value} of the whole; less than 1 % cannot be set", value * 100.0);
                    let error = Diagnostic::error(codes::INVALID_VALUE, message).at(locator.value(&pointer));
                    found.push(error.help(help));
                }
                Some(_) => {}
            }
        }
    }
    found
}

/// Unknown rules in dossiers, as a key and as what an action answers; the keys also where what stands behind their names could not be
/// read.
pub fn validate_accounts(portfolio: &Portfolio, texts: &DossierTexts) -> Diagnostics {
    let accounts = portfolio.accounts.iter().filter_map(|account| Some((account.file()?, &account.rules)));
    let set_aside = portfolio.set_aside.dossiers.iter().map(|dossier| (&*dossier.file, &dossier.rules));
    let read = accounts.chain(set_aside).flat_map(|(file, rules)| rules.keys().map(move |id| (file, id)));
    let damaged = texts.keys_of_damaged("/rules");
    let unread = damaged.iter().flat_map(|(file, keys)| keys.iter().map(move |id| (*file, id)));
    let unknown: BTreeSet<(&str, &String)> = read.chain(unread).filter(|(_, id)| find(id).is_none()).collect();
    let of_rules =
        unknown.into_iter().map(|(file, id)| unknown_rule(id).at(texts.place(file, &format!("/rules/{id}"))));
    of_rules.chain(portfolio.accounts.iter().flat_map(|account| unknown_answers(account, texts))).collect()
}

/// Rules that actions of a plan are to answer and that do not exist, or stand there twice.
fn unknown_answers(account: &Account, texts: &DossierTexts) -> Vec<Diagnostic> {
    let Some(file) = account.file() else { return Vec::new() };
    let answers = account.actions().iter().enumerate().flat_map(|(at, action)| {
        action.answers.iter().enumerate().map(move |(nth, id)| (format!("plan.actions.{at}.answers.{nth}"), id))
    });
    let mut seen = BTreeSet::new();
    let wrong = answers.filter_map(|(key, id)| {
        let (action, _) = key.rsplit_once('.').unwrap_or_default();
        let is_again = !seen.insert((action.to_owned(), id));
        let problem = if find(id).is_none() {
            let problem = Diagnostic::error(codes::INVALID_VALUE, format!("there is no rule `{id}`"));
            did_you_mean(problem, id, RULES.iter().map(|rule| rule.id))
        } else if is_again {
            Diagnostic::error(codes::DUPLICATE_ENTRY, format!("rule `{id}` stands here a second time"))
                .help("keep one of the two")
        } else {
            return None;
        };
        let pointer = format!("/{}", account.order.as_written(&key).replace('.', "/"));
        Some(problem.at(texts.place(file, &pointer)))
    });
    wrong.collect()
}

fn unknown_rule(id: &str) -> Diagnostic {
    let problem = Diagnostic::error(codes::UNKNOWN_KEY, format!("there is no rule `{id}`"));
    did_you_mean(problem, id, RULES.iter().map(|rule| rule.id))
}

fn did_you_mean<'a>(problem: WithoutRemedy, word: &str, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    match suggest::nearest(word, known.clone()) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem.help(format!("known: {}", known.collect::<Vec<_>>().join(", "))),
    }
}

/// The hit as the account's dossier wants it on a day.
pub(super) fn with_exception(mut hit: RuleHit, portfolio: &Portfolio, today: Date) -> RuleHit {
    let account = hit.account.and_then(|position| portfolio.accounts.get(position));
    if let Some(own) = account.and_then(|account| account.rules.get(hit.rule)) {
        let expired = own.until.is_some_and(|until| until < today);
        if !expired {
            hit.level = own.level;
        }
        hit.exception = Some(Exception { reason: own.reason.clone(), until: own.until, expired });
    }
    hit
}
