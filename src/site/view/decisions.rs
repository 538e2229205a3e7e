//! What to decide this week: the most pressing of what the rules found and of what asks somebody to act.

use std::collections::BTreeSet;

use serde::Serialize;

use super::sheet::Sheet;
use super::{Decision, Link, sentence};
use crate::analysis::abc::AbcClass;
use crate::analysis::finding::{AccountSituation, Situation, Weight};
use crate::portfolio::Amount;
use crate::project::settings::RuleLevel;
use crate::rules::{RuleHit, by_importance};

/// What to decide this week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decisions {
    /// Heading.
    pub title: String,
    /// The heaviest first.
    pub items: Vec<Decision>,
    /// In place of them where there are none.
    pub none: String,
}

/// The most pressing, each account once.
pub fn decisions(sheet: &Sheet<'_>) -> Decisions {
    let candidates = candidates(sheet);
    Decisions {
        title: sheet.word("portfolio.decisions.title"),
        items: candidates.iter().enumerate().map(|(at, one)| decision(sheet, one, at < THIS_WEEK)).collect(),
        none: sheet.word("portfolio.decisions.none"),
    }
}

/// The accounts that somebody has to decide about this week: every page marks the same ones.
pub fn flagged(sheet: &Sheet<'_>) -> BTreeSet<usize> {
    candidates(sheet).iter().filter_map(|candidate| candidate.account).collect()
}

/// Something to decide, before it is cut to the most pressing and put into words.
struct Candidate<'a> {
    account: Option<usize>,
    /// Whether a denial: those come first.
    now: bool,
    stake: Amount,
    cause: Cause<'a>,
}

/// Who asks for a decision.
enum Cause<'a> {
    Rule(&'a RuleHit),
    Finding(&'a AccountSituation),
}

impl Cause<'_> {
    /// What is said no more than twice: the rule, or the kind of finding.
    fn kind(&self) -> &'static str {
        match self {
            Self::Rule(hit) => hit.rule,
            Self::Finding(situation) => situation.key(),
        }
    }
}

/// Decisions at most, and of one rule at most.
const DECISIONS: usize = 5;
const OF_ONE_RULE: usize = 2;
/// The first of them are this week's.
const THIS_WEEK: usize = 3;

/// What rules found and what asks somebody to act: denials first, then by class and by stake, since money that a small
/// account is thought to spend elsewhere is a guess. An account at most once, with what matters most at it ([`by_importance`]).
fn candidates<'a>(sheet: &Sheet<'a>) -> Vec<Candidate<'a>> {
    let book = sheet.book();
    let analysis = book.analysis;
    let started = |hit: &&RuleHit| hit.level == RuleLevel::Deny || !is_gap_of_stub(sheet, hit);
    let of_rule = |hit: &'a RuleHit, stake| Candidate {
        account: hit.account,
        now: hit.level == RuleLevel::Deny,
        stake,
        cause: Cause::Rule(hit),
    };
    let overall = analysis.portfolio.alerts.iter().map(|hit| of_rule(hit, hit.stake));
    // An account stands where its largest stake puts it, and what is said of it is what matters most there.
    let of_accounts = analysis.accounts.iter().flat_map(|facts| {
        let largest = facts.alerts.iter().filter(started).map(|hit| hit.stake).max().unwrap_or_default();
        by_importance(&facts.alerts).into_iter().filter(started).map(move |hit| of_rule(hit, largest))
    });
    let findings = analysis.accounts.iter().enumerate().flat_map(|(at, facts)| {
        let pressing = facts.findings.iter().filter(|finding| finding.weight == Weight::Act);
        pressing.map(move |finding| Candidate {
            account: Some(at),
            now: false,
            stake: finding.stake,
            cause: Cause::Finding(&finding.situation),
        })
    });
    let mut found: Vec<Candidate<'a>> = overall.chain(of_accounts).chain(findings).collect();
    // Stable: ties stay in the order in which they were found.
    let class = |candidate: &Candidate<'_>| candidate.account.map_or(AbcClass::A, |account| book.class(account));
    found.sort_by_key(|candidate| (!candidate.now, class(candidate), std::cmp::Reverse(candidate.stake)));
    cut(found)
}

/// A candidate in words.
fn decision(sheet: &Sheet<'_>, candidate: &Candidate<'_>, now: bool) -> Decision {
    let owner = candidate.account.and_then(|account| owner(sheet, account));
    match candidate.cause {
        Cause::Rule(hit) => {
            let name = sheet.word(&format!("rule.{}.name", hit.rule));
            let href = Some(sheet.link(&format!("rules/{}.html", hit.rule)));
            let rule = Some(Link { text: name, href, lang: None });
            let question = Some(sentence::remedy(sheet.voice(), hit).into());
            Decision { now, fact: sentence::hit(sheet, hit), question, owner, due: None, rule }
        }
        Cause::Finding(situation) => {
            let fact = sentence::about(sheet, candidate.account, sentence::account(sheet, situation));
            let silent = matches!(situation, AccountSituation::Silent { .. });
            let question = silent.then(|| sheet.word("rule.silent-account.remedy_short").into());
            Decision { now, fact, question, owner, due: None, rule: None }
        }
    }
}

/// Rules that name what a dossier lacks.
const GAPS: [&str; 5] =
    ["missing-cute-role", "dossier-incomplete", "no-key-element", "relation-without-plan", "single-indicator"];

/// Whether a rule only says that a dossier is hardly begun: nobody of the account is in it, and no visit. That is no
/// decision of this week; the pages of the account and of the rule say it.
fn is_gap_of_stub(sheet: &Sheet<'_>, hit: &RuleHit) -> bool {
    let account = hit.account.and_then(|at| sheet.book().portfolio.accounts.get(at));
    GAPS.contains(&hit.rule) && account.is_some_and(|one| one.contacts.is_empty() && one.visits.is_empty())
}

/// The heaviest, each account once and each kind twice at most.
fn cut(found: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    let mut kept: Vec<Candidate<'_>> = Vec::new();
    for candidate in found {
        let known = candidate.account.is_some() && kept.iter().any(|other| other.account == candidate.account);
        let of_kind = || kept.iter().filter(|other| other.cause.kind() == candidate.cause.kind());
        // What was said of all accounts need not be said of one of them.
        let said = of_kind().any(|other| other.account.is_none());
        if kept.len() < DECISIONS && !known && !said && of_kind().count() < OF_ONE_RULE {
            kept.push(candidate);
        }
    }
    kept
}

fn owner(sheet: &Sheet<'_>, account: usize) -> Option<Link> {
    let who = sheet.book().portfolio.accounts[account].manager.as_ref()?;
    let (text, lang) = match sheet.book().portfolio.member(who) {
        Some(member) => sheet.local(&member.name),
        None => (who.0.as_str(), None),
    };
    Some(Link { text: text.to_owned(), href: None, lang: lang.map(str::to_owned) })
}
