//! Findings and rule hits as sentences: one pattern of the catalogue per situation, filled with its values.
//!
//! A headline about growth is made of two clauses, what happened to revenue and gross profit and whose part it was,
//! because each combination of the two would need a pattern of its own.

use super::sheet::Sheet;
use super::{Prose, Rich, Voice, Way, one_offs, uncovered};
use crate::analysis::finding::{AccountSituation, PortfolioSituation, Situation};
use crate::analysis::trend::Change;
use crate::analysis::value::Value;
use crate::locale::Arg;
use crate::portfolio::{Account, Visit};
use crate::rules::RuleHit;

/// A planned visit: whom, and what for.
pub fn planned_visit(voice: Voice<'_>, account: &Account, visit: &Visit) -> Prose {
    let language = voice.language().tag();
    let met = visit.met.iter().map(|id| {
        let contact = account.contacts.iter().find(|contact| contact.id == *id);
        contact.map_or(id.as_str(), |contact| contact.name.in_language(language).0)
    });
    let met: Vec<&str> = met.collect();
    let whom = if met.is_empty() { account.name.in_language(language).0.to_owned() } else { voice.locale.list(&met) };
    let Some(purpose) = &visit.purpose else {
        return Prose { text: voice.say("account.next.visit", &[("name", whom.into())]), lang: None };
    };
    let (purpose, lang) = purpose.in_language(language);
    let args = [("name", Arg::from(whom)), ("purpose", purpose.into())];
    Prose { text: voice.say("account.next.visit_for", &args), lang: lang.map(str::to_owned) }
}

/// What a situation of the portfolio says.
pub fn portfolio(sheet: &Sheet<'_>, situation: &PortfolioSituation) -> String {
    use PortfolioSituation as S;
    let voice = sheet.voice();
    let args = sheet.witness().arguments(&situation.values());
    let say = |key: &str| voice.say(&format!("finding.portfolio.{key}"), &args);
    let (revenue, profit, why) = match situation {
        S::GrowthByOneAccount { revenue, gross_profit, part, .. } => {
            let key = if *part > 1.0 { "growth-by-one-account-alone" } else { situation.key() };
            (revenue, gross_profit, say(key))
        }
        S::DeclineByOneAccount { revenue, gross_profit, part, .. } => {
            let key = if *part > 1.0 { "decline-by-one-account-alone" } else { situation.key() };
            (revenue, gross_profit, say(key))
        }
        S::GrowthBroad { revenue, gross_profit, downs, .. } if *downs == 0 => {
            (revenue, gross_profit, say("growth-of-all"))
        }
        S::Flat { revenue, gross_profit, ups, downs, .. } if *ups == 0 || *downs == 0 => {
            let key = match (ups, downs) {
                (0, 0) => "flat-of-all",
                (_, 0) => "growth-of-all",
                _ => "decline-of-all",
            };
            (revenue, gross_profit, say(key))
        }
        // Ups and downs cancel out where most of what moved is gone from the sum, not only where the sum is large beside it.
        S::Flat { revenue, gross_profit, moved, .. } if revenue.delta().abs() + revenue.delta().abs() > *moved => {
            let is_up = revenue.delta().is_positive();
            (revenue, gross_profit, say(if is_up { "growth-broad" } else { "decline-broad" }))
        }
        S::GrowthByTwoAccounts { revenue, gross_profit, .. }
        | S::GrowthBroad { revenue, gross_profit, .. }
        | S::AllFalling { revenue, gross_profit, .. }
        | S::DeclineBroad { revenue, gross_profit, .. }
        | S::Flat { revenue, gross_profit, .. } => (revenue, gross_profit, say(situation.key())),
        S::GrossProfitNotCovered { coverage: None } => return say("gross-profit-absent"),
        S::GrossProfitNotCovered { coverage: Some(share) } => {
            let coverage = Arg::from(uncovered(voice.locale, *share, 1));
            return voice.say("finding.portfolio.gross-profit-not-covered", &[("coverage", coverage)]);
        }
        S::NewAccounts { accounts, doubtful, .. } => {
            let said = say(if *doubtful > 0 { "new-accounts-doubtful" } else { situation.key() });
            return with_one_offs(sheet, accounts, said);
        }
        S::ClassMoves { .. } => return class_moves(sheet),
        _ => return say(situation.key()),
    };
    let what = change(sheet, *revenue, *profit);
    voice.say("finding.headline.what_and_why", &[("what", what.into()), ("why", why.into())])
}

/// What new accounts brought, with what of it is a one-off purchase, and what the whole would be without that.
fn with_one_offs(sheet: &Sheet<'_>, accounts: &[usize], said: String) -> String {
    let book = sheet.book();
    let whole = book.before.map(|before| Change { now: book.now.total.revenue, before: before.total.revenue });
    let is_new = |account: usize| accounts.contains(&account);
    let found = whole.and_then(|whole| one_offs::arguments(sheet, book.now.period, is_new, whole));
    let Some(found) = found else { return said };
    let args: Vec<(&str, Arg<'_>)> = found.into_iter().chain([("what", said.into())]).collect();
    sheet.voice().say("finding.portfolio.new-accounts-one-off", &args)
}

/// Who changed class, without what did not happen.
fn class_moves(sheet: &Sheet<'_>) -> String {
    let Some(migration) = sheet.book().migration() else { return String::new() };
    super::exhibits::migration::finding(sheet, migration).to_text()
}

/// What happened to revenue and, where it is known, to gross profit.
fn change(sheet: &Sheet<'_>, revenue: Change, profit: Option<Change>) -> String {
    let voice = sheet.voice();
    let rate = revenue.rate().unwrap_or_default();
    let of_profit = profit.and_then(Change::rate);
    let args = [
        ("revenue", Arg::from(voice.locale.percent(rate.abs()))),
        ("profit", Arg::from(voice.locale.percent(of_profit.unwrap_or_default().abs()))),
    ];
    if let Some(profit) = profit.filter(|profit| turned(*profit)) {
        return profit_turned(sheet, revenue, profit);
    }
    let slower = of_profit.is_some_and(|profit| profit < rate * 0.75);
    let key = match (Way::of(rate), of_profit.map(Way::of)) {
        (Way::Up, None) => "finding.change.rise",
        (Way::Up, Some(Way::Up)) if slower => "finding.change.rise_profit_slower",
        (Way::Up, Some(Way::Up)) => "finding.change.rise_profit_rise",
        (Way::Up, Some(Way::Flat)) => "finding.change.rise_profit_flat",
        (Way::Up, Some(Way::Down)) => "finding.change.rise_profit_fall",
        (Way::Down, None) => "finding.change.fall",
        (Way::Down, Some(Way::Down)) => "finding.change.fall_profit_fall",
        (Way::Down, Some(Way::Flat)) => "finding.change.fall_profit_flat",
        (Way::Down, Some(Way::Up)) => "finding.change.fall_profit_rise",
        (Way::Flat, None | Some(Way::Flat)) => "finding.change.flat",
        (Way::Flat, Some(Way::Up)) => "finding.change.flat_profit_rise",
        (Way::Flat, Some(Way::Down)) => "finding.change.flat_profit_fall",
    };
    voice.say(key, &args)
}

/// Whether an amount went from a profit to a loss or back: then a percentage says nothing.
fn turned(change: Change) -> bool {
    change.before.is_positive() != change.now.is_positive() && !change.before.is_zero()
}

/// What happened to revenue, and from what to what gross profit turned.
fn profit_turned(sheet: &Sheet<'_>, revenue: Change, profit: Change) -> String {
    let voice = sheet.voice();
    let what = change(sheet, revenue, None);
    let (before, now) = (voice.locale.money(profit.before), voice.locale.money(profit.now));
    let args = [("what", what.into()), ("before", before.into()), ("now", now.into())];
    voice.say("finding.change.profit_turned", &args)
}

/// What a situation of an account says.
pub fn account(sheet: &Sheet<'_>, situation: &AccountSituation) -> String {
    let args = sheet.witness().arguments(&situation.values());
    let sentence = sheet.voice().say(&format!("finding.account.{}", situation.key()), &args);
    // Here it is a head, which has no full stop.
    sentence.trim_end_matches(['。', '.']).to_owned()
}

/// What a rule found, with the account that it is about.
pub fn hit(sheet: &Sheet<'_>, hit: &RuleHit) -> Rich {
    about(sheet, hit.account, sheet.witness().hit(hit))
}

/// What to do about what a rule found, in a few words: the rule's own remedy, or that of a case it does not fit.
pub fn remedy(voice: Voice<'_>, hit: &RuleHit) -> String {
    remedy_of_case(voice, hit).unwrap_or_else(|| voice.word(&format!("rule.{}.remedy_short", hit.rule)))
}

/// What to do in a case that the rule's own remedy does not fit.
pub fn remedy_of_case(voice: Voice<'_>, hit: &RuleHit) -> Option<String> {
    let name = |wanted: &str| {
        let value = hit.evidence.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        match value {
            Some(Value::Words(words)) => Some(words.in_language(voice.language().tag()).0.to_owned()),
            _ => None,
        }
    };
    let special = match hit.key {
        "cute-slot-never-met" if name("through").is_some() => "cute-slot-never-met-through",
        "cute-slot-empty" if name("candidate").is_some() => "cute-slot-empty-candidate",
        "contract-lapsed-renewing" | "contract-lapsed-renewing-staged" if name("next").is_some() => {
            "contract-lapsed-renewing-next"
        }
        "contract-lapsed-renewing" | "contract-lapsed-renewing-staged" => "contract-lapsed-renewing",
        "too-concentrated"
        | "contract-lapsed"
        | "decision-maker-quoted"
        | "contract-renewal-unmet"
        | "cute-slot-never-met"
        | "cute-slot-not-met" => hit.key,
        _ => return None,
    };
    let args = ["contact", "through", "candidate", "next"].map(|key| (key, Arg::from(name(key).unwrap_or_default())));
    Some(voice.say(&format!("rule.remedy_of.{special}"), &args))
}

/// A sentence with the name of the account that it is about before it, leading to its page.
pub fn about(sheet: &Sheet<'_>, account: Option<usize>, fact: String) -> Rich {
    let Some(account) = account else { return fact.into() };
    let name = sheet.name(account);
    let sentence = sheet.voice().rich("finding.about", &[("account", name.into()), ("fact", fact.into())]);
    sentence.link(name, sheet.account(account).as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portfolio::Amount;

    #[test]
    fn from_a_profit_to_a_loss_is_no_percentage() {
        let change = |before, now| Change { now: Amount::from_int(now), before: Amount::from_int(before) };
        assert!(turned(change(639, -241)) && turned(change(-5, 3)));
        assert!(!turned(change(639, 241)) && !turned(change(-5, -3)) && !turned(change(0, 3)));
        let relative =
            |before, now| crate::site::view::voice::relative_change(Amount::from_int(now), Amount::from_int(before));
        assert_eq!([relative(100, -20), relative(100, 0), relative(0, 5)], [None, Some(-1.0), None]);
    }
}
