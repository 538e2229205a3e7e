//! What settings and dossiers may say about rules, checked.

use jiff::civil::Date;

use super::{Exception, RULES, RuleHit, find};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, WithoutRemedy, codes, suggest};
use crate::load::yaml::Locator;
use crate::portfolio::Portfolio;
use crate::project::settings::Settings;

/// Unknown rules, unknown settings of rules, and values out of range in `keyfolio.yaml`; `locator` reads the places of that
/// file, and is asked only where something is wrong. A wrong name is marked at the name, a wrong number at the number.
pub fn validate_settings<'a>(settings: &Settings, locator: &dyn Fn() -> Locator<'a>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (id, set) in &settings.rules {
        let pointer = format!("/rules/{id}");
        let Some(rule) = find(id) else {
            found.push(unknown_rule(id).at(locator().key(&pointer)));
            continue;
        };
        for (name, &value) in &set.values {
            let pointer = format!("{pointer}/{name}");
            match rule.settings.iter().find(|setting| setting.name == name) {
                None => {
                    let names = || std::iter::once("level").chain(rule.settings.iter().map(|s| s.name));
                    let message = format!("rule `{id}` has no setting `{name}`");
                    let error = Diagnostic::error(codes::UNKNOWN_KEY, message).at(locator().key(&pointer));
                    found.push(did_you_mean(error, name, names()));
                }
                Some(setting) if !(setting.min..=setting.max).contains(&value) => {
                    let message =
                        format!("`{name}` of rule `{id}` is {value}, outside {} to {}", setting.min, setting.max);
                    let help = format!("`{name}` is {}; by default {}", setting.meaning, setting.default);
                    let error = Diagnostic::error(codes::INVALID_VALUE, message).at(locator().value(&pointer));
                    found.push(error.help(help));
                }
                Some(setting) if setting.is_in_per_cent() && 0.0 < value && value < 1.0 => {
                    let message =
                        format!("`{name}` of rule `{id}` is in per cent, and {value} may be meant as a share");
                    let help = format!("write {} for {value} of the whole; less than 1 % cannot be set", value * 100.0);
                    let error = Diagnostic::error(codes::INVALID_VALUE, message).at(locator().value(&pointer));
                    found.push(error.help(help));
                }
                Some(_) => {}
            }
        }
    }
    found
}

/// Unknown rules in dossiers. `place` finds the place of the key of a JSON pointer (`/rules/big-ticket`) in a dossier's file.
pub fn validate_accounts(portfolio: &Portfolio, place: &dyn Fn(&str, &str) -> Place) -> Diagnostics {
    let accounts = portfolio.accounts.iter().filter_map(|account| Some((account.file()?, &account.rules)));
    let set_aside = portfolio.set_aside.dossiers.iter().map(|dossier| (&*dossier.file, &dossier.rules));
    let rules = accounts.chain(set_aside).flat_map(|(file, rules)| rules.keys().map(move |id| (file, id)));
    let unknown = rules.filter(|(_, id)| find(id).is_none());
    unknown.map(|(file, id)| unknown_rule(id).at(place(file, &format!("/rules/{id}")))).collect()
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
