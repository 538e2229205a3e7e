//! What to decide this week: the most pressing of what the rules found and of what asks somebody to act.
//!
//! Each says what hangs on the account and what its playbook does next: who decides sees what is under way. What the plan has
//! answered already comes behind what nobody has. Where hardly a dossier is begun, its gaps are one line, and what the sales say
//! comes before it.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::sheet::Sheet;
use super::step_line::{StepLine, held};
use super::{Decision, Link, Prose, Rest, Rich, sentence};
use crate::analysis::abc::AbcClass;
use crate::analysis::finding::{AccountSituation, Situation, Weight};
use crate::analysis::meetings::knows_people;
use crate::analysis::value::Value;
use crate::locale::{Arg, with_measures};
use crate::portfolio::{Amount, Tier, Who};
use crate::project::settings::RuleLevel;
use crate::rules::{RuleHit, by_importance, is_key_account, is_of_records, silent_account};

/// What to decide this week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decisions {
    /// Heading.
    pub title: String,
    /// The heaviest first.
    pub items: Vec<Decision>,
    /// Which of them unfold on a phone.
    pub rest: Rest,
    /// In place of them where there are none.
    pub none: String,
    /// Accounts that have fallen silent and found no room among them: they are to be called this week.
    pub silent: Option<Rich>,
}

impl Decisions {
    /// Whether there is nothing to decide and nobody to call.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.silent.is_none()
    }
}

/// About whom decisions are.
#[derive(Clone, Copy)]
pub enum About<'s> {
    /// All accounts, and the portfolio as a whole.
    Portfolio,
    /// These accounts.
    Accounts(&'s BTreeSet<usize>),
}

impl About<'_> {
    fn holds(self, account: usize) -> bool {
        match self {
            Self::Portfolio => true,
            Self::Accounts(accounts) => accounts.contains(&account),
        }
    }
}

/// The most pressing, each account once.
pub fn decisions(sheet: &Sheet<'_>, about: About<'_>) -> Decisions {
    let candidates = candidates(sheet, about);
    let begin = matches!(about, About::Portfolio).then(|| beginnings(sheet)).flatten();
    let room = DECISIONS - usize::from(begin.is_some());
    let told = candidates.iter().take(room).enumerate().map(|(at, one)| decision(sheet, one, at < THIS_WEEK));
    let named: BTreeSet<usize> = candidates.iter().take(room).filter_map(|one| one.account).collect();
    let items: Vec<Decision> = told.chain(begin).collect();
    Decisions {
        silent: silent(sheet, about, &named),
        rest: Rest::of(items.len(), sheet.voice()),
        title: sheet.word("portfolio.decisions.title"),
        items,
        none: sheet.word("portfolio.decisions.none"),
    }
}

/// How many have fallen silent of those that are not named above, and the one with most at stake.
fn silent(sheet: &Sheet<'_>, about: About<'_>, named: &BTreeSet<usize>) -> Option<Rich> {
    let alerts = sheet.book().analysis.accounts.iter().flat_map(|facts| &facts.alerts);
    let silent = alerts.filter(|hit| hit.rule == silent_account::RULE.id);
    let others = silent.filter(|hit| hit.account.is_some_and(|at| about.holds(at) && !named.contains(&at)));
    // Whom the plan calls already is not told again.
    let others: Vec<&RuleHit> = others.filter(|hit| held(sheet, hit).is_none()).collect();
    // The first of equal ones.
    let largest = others.iter().copied().reduce(|best, other| if other.stake > best.stake { other } else { best })?;
    let at = largest.account?;
    let rule = sheet.word("portfolio.decisions.silent_word");
    let facts = &sheet.book().analysis.accounts[at];
    let months = facts.silent_months.unwrap_or_default();
    let args = [
        ("count", others.len().into()),
        ("account", sheet.name(at).into()),
        ("months", Arg::Number(months.into())),
        ("amount", sheet.voice().locale.money(facts.year_to_last_purchase).into()),
        ("rule", rule.as_str().into()),
    ];
    let key = if others.len() == 1 { "portfolio.decisions.silent_one" } else { "portfolio.decisions.silent" };
    let text = sheet.voice().rich(key, &args);
    let page = sheet.link(&format!("rules/{}.html", silent_account::RULE.id));
    Some(text.link(sheet.name(at), sheet.account(at).as_deref()).link(&rule, Some(&page)))
}

/// The accounts that somebody has to decide about this week, of all: every figure of the portfolio marks the same ones.
pub fn flagged(sheet: &Sheet<'_>) -> BTreeSet<usize> {
    candidates(sheet, About::Portfolio).iter().filter_map(|candidate| candidate.account).collect()
}

/// Something to decide, before it is cut to the most pressing and put into words.
struct Candidate<'a> {
    account: Option<usize>,
    urgency: Urgency,
    stake: Amount,
    cause: Cause<'a>,
}

/// What comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    /// A denial.
    Denied,
    /// A warning, or what asks somebody to act.
    Pressing,
    /// What the plan holds already, with a day to come; what we judge an account by, or its dossier lacks.
    Later,
    /// What the sales say that one keeps an eye on: told where nothing presses.
    Watched,
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

/// Days within which they are to be decided (convention).
const DAYS: i32 = 7;

/// What rules found and what asks somebody to act: denials first, then by class and by stake, since money that a small
/// account is thought to spend elsewhere is a guess. An account at most once, with what matters most at it ([`by_importance`]).
fn candidates<'a>(sheet: &Sheet<'a>, about: About<'_>) -> Vec<Candidate<'a>> {
    let book = sheet.book();
    let analysis = book.analysis;
    let started = |hit: &&RuleHit| hit.level == RuleLevel::Deny || !is_gap_of_stub(sheet, hit);
    let urgency = |hit: &RuleHit| match (hit.level, held(sheet, hit)) {
        (RuleLevel::Deny, _) => Urgency::Denied,
        (_, None) if !is_of_records(hit) => Urgency::Pressing,
        _ => Urgency::Later,
    };
    let of_rule =
        |hit: &'a RuleHit, urgency, stake| Candidate { account: hit.account, urgency, stake, cause: Cause::Rule(hit) };
    let of_portfolio = matches!(about, About::Portfolio).then_some(&analysis.portfolio.alerts);
    let overall = of_portfolio.into_iter().flatten().map(|hit| of_rule(hit, urgency(hit), hit.stake));
    // An account stands where its largest stake and what matters most there put it, and that is what is said of it.
    let accounts = || analysis.accounts.iter().enumerate().filter(|(at, _)| about.holds(*at));
    let of_accounts = accounts().flat_map(|(_, facts)| {
        let largest = facts.alerts.iter().filter(started).map(|hit| hit.stake).max().unwrap_or_default();
        let mut hits: Vec<&RuleHit> = by_importance(&facts.alerts).into_iter().filter(started).collect();
        // Stable: what nobody has answered first, and of that what matters most.
        hits.sort_by_cached_key(|hit| urgency(hit));
        let first = hits.first().map_or(Urgency::Later, |hit| urgency(hit));
        hits.into_iter().map(move |hit| of_rule(hit, first, largest))
    });
    let findings = accounts().flat_map(|(at, facts)| {
        facts.findings.iter().filter_map(move |finding| {
            let urgency = match finding.weight {
                Weight::Act => Urgency::Pressing,
                Weight::Watch if remedy(&finding.situation).is_some() => Urgency::Watched,
                Weight::Watch | Weight::Know => return None,
            };
            let (stake, cause) = (finding.stake, Cause::Finding(&finding.situation));
            Some(Candidate { account: Some(at), urgency, stake, cause })
        })
    });
    let mut found: Vec<Candidate<'a>> = overall.chain(of_accounts).chain(findings).collect();
    // Stable: ties stay in the order in which they were found.
    let class = |candidate: &Candidate<'_>| candidate.account.map_or(AbcClass::A, |account| book.class(account));
    // Of one class an account that somebody keeps a dossier of comes before one that only the sales know.
    let undocumented = |candidate: &Candidate<'_>| {
        candidate.account.is_some_and(|account| !book.portfolio.accounts[account].is_documented())
    };
    found.sort_by_cached_key(|one| (one.urgency, class(one), undocumented(one), std::cmp::Reverse(one.stake)));
    cut(found)
}

/// A candidate in words.
fn decision(sheet: &Sheet<'_>, candidate: &Candidate<'_>, now: bool) -> Decision {
    let account = candidate.account;
    let (fact, remedy, rule, planned) = match candidate.cause {
        Cause::Rule(hit) => {
            let name = sheet.word(&format!("rule.{}.name", hit.rule));
            let rule = Link { text: name, href: Some(sheet.link(&format!("rules/{}.html", hit.rule))), lang: None };
            let fact = sentence::hit(sheet, hit).with_names_whole();
            let planned = StepLine::held(sheet, hit);
            // What is planned is no longer to be proposed.
            let remedy = planned.is_none().then(|| sentence::remedy(sheet.voice(), hit));
            (fact, remedy, Some(rule), planned)
        }
        Cause::Finding(situation) => {
            let fact = sentence::about(sheet, account, sentence::account(sheet, situation));
            (fact, remedy(situation).map(|key| sheet.word(&key)), None, None)
        }
    };
    let now = now && planned.is_none();
    let said = account.and_then(|account| headline(sheet, account));
    let next = planned.or_else(|| StepLine::next(sheet, account?));
    // Where nobody has summed the account up, what the rule asks for stands there, and no other advice beside it.
    let is_dated = |next: &StepLine| next.is_dated(sheet.book().as_of.date);
    let next = next.filter(|next| said.is_some() || is_dated(next));
    // What the plan does next has a day of its own.
    let has_day = next.as_ref().is_some_and(is_dated);
    Decision {
        now,
        fact,
        question: said.or_else(|| remedy.map(Rich::from)),
        next: next.map(|next| next.line(sheet)),
        stake: account.and_then(|account| brought(sheet, account)),
        owner: account.and_then(|account| owner(sheet, account)),
        due: (!has_day).then(|| due(sheet, candidate)),
        rule,
    }
}

/// What those who keep the dossier say of the account: that is what is to be decided there.
fn headline(sheet: &Sheet<'_>, account: usize) -> Option<Rich> {
    let headline = sheet.book().portfolio.accounts[account].headline.as_ref()?;
    let (text, lang) = sheet.local(headline);
    let said = Prose { text: with_measures(&text.replace("**", "")), lang: lang.map(str::to_owned) };
    Some(Rich::from_safe_html(said.html()))
}

/// What the account brought in the year, and its share of the whole: what hangs on it.
fn brought(sheet: &Sheet<'_>, account: usize) -> Option<String> {
    let main = sheet.book().main();
    let place = main.place(account);
    let share = place.share.filter(|_| place.amount.is_positive())?;
    let base = sheet.base(main.base);
    let args = [
        ("base", Arg::from(base)),
        ("amount", sheet.voice().locale.money(place.amount).into()),
        ("share", sheet.share(Some(share)).into()),
    ];
    Some(sheet.voice().say("portfolio.decisions.stake", &args))
}

/// The key of what to do about a situation, where it says that there is something to do.
fn remedy(situation: &AccountSituation) -> Option<String> {
    use AccountSituation as S;
    match situation {
        S::Silent { .. } => Some("rule.silent-account.remedy_short".to_owned()),
        S::FallingMonths { .. } | S::ClassDown { .. } | S::MarginFell { .. } | S::ReturnHeavy { .. } => {
            Some(format!("finding.account_remedy.{}", situation.key()))
        }
        _ => None,
    }
}

/// By when, in words: within [`DAYS`], or by the day that the fact itself names where that is nearer.
fn due(sheet: &Sheet<'_>, candidate: &Candidate<'_>) -> String {
    let today = sheet.book().as_of.date;
    let latest = today.checked_add(DAYS.days()).unwrap_or(today);
    let named: Option<Date> = match candidate.cause {
        Cause::Rule(hit) => hit.evidence.iter().filter_map(|(_, value)| ahead(value, today)).min(),
        Cause::Finding(_) => None,
    };
    let day = named.map_or(latest, |day| day.min(latest));
    by(sheet, "portfolio.decisions.by", day)
}

fn by(sheet: &Sheet<'_>, key: &str, day: Date) -> String {
    sheet.voice().say(key, &[("day", sheet.voice().locale.date_near(day, sheet.book().as_of.date).into())])
}

/// The day that a value is, where it is to come.
fn ahead(value: &Value, today: Date) -> Option<Date> {
    match value {
        Value::Date(day) if *day >= today => Some(*day),
        _ => None,
    }
}

/// Accounts that the line of [`beginnings`] names.
const NAMED: usize = 3;

/// Where most key accounts have nobody of whom we know the part in buying, one line for all of them: whose dossier to begin with.
fn beginnings(sheet: &Sheet<'_>) -> Option<Decision> {
    let book = sheet.book();
    let (accounts, facts) = (&book.portfolio.accounts, &book.analysis.accounts);
    let keys: Vec<usize> = (0..accounts.len()).filter(|&at| is_key_account(&accounts[at], &facts[at])).collect();
    let mut open: Vec<usize> = keys.iter().copied().filter(|&at| !knows_people(&accounts[at])).collect();
    if open.len() * 2 <= keys.len() {
        return None;
    }
    open.sort_by_key(|&at| std::cmp::Reverse(facts[at].year.revenue));
    let first: Vec<usize> = open.iter().copied().take(NAMED).collect();
    let names: Vec<&str> = first.iter().map(|&at| sheet.name(at)).collect();
    let names_said = sheet.voice().locale.list(&names);
    let args = [("count", open.len().into()), ("accounts", names_said.as_str().into())];
    // Where nobody decided on a tier, class A is all that a key account is: an account of a retailer is none for that.
    let decided = accounts.iter().any(|one| matches!(one.tier, Some(Tier::Strategic | Tier::Key)));
    let key = if decided { "portfolio.decisions.beginnings" } else { "portfolio.decisions.beginnings_class_a" };
    let fact = sheet.voice().rich(key, &args);
    let fact = first.iter().fold(fact, |fact: Rich, &at| fact.link(sheet.name(at), sheet.account(at).as_deref()));
    let question = Some(sheet.word("portfolio.decisions.begin").into());
    Some(Decision { now: false, fact, question, next: None, stake: None, owner: None, due: None, rule: None })
}

/// Rules that name what a dossier lacks.
const GAPS: [&str; 5] =
    ["missing-cute-role", "dossier-incomplete", "no-key-element", "relation-without-plan", "single-indicator"];

/// Whether a rule only says that a dossier is hardly begun: of nobody in it the part is known, and no visit. That is no
/// decision of this week; the pages of the account and of the rule say it.
fn is_gap_of_stub(sheet: &Sheet<'_>, hit: &RuleHit) -> bool {
    let account = hit.account.and_then(|at| sheet.book().portfolio.accounts.get(at));
    GAPS.contains(&hit.rule) && account.is_some_and(|one| !knows_people(one))
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
    Some(member(sheet, sheet.book().portfolio.accounts[account].manager.as_ref()?))
}

/// One of ours by name, which is no link.
fn member(sheet: &Sheet<'_>, who: &Who) -> Link {
    let (text, lang) = match sheet.book().portfolio.member(who) {
        Some(member) => sheet.local(&member.name),
        None => (who.0.as_str(), None),
    };
    Link { text: text.to_owned(), href: None, lang: lang.map(str::to_owned) }
}
