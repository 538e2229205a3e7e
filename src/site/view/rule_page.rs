//! The pages of the rules, `rules/<id>.html`: when a rule speaks, what it found, what to do, its numbers.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::account::Shared;
use super::account::part::{Body, Figure};
use super::{Area, Cell, Column, Frame, Link, Place, Rich, TableView, escape};
use crate::locale::Arg;
use crate::project::settings::RuleLevel;
use crate::rules::{Concern, RULES, Rule, RuleHit};
use crate::site::{View, href, links};

/// The page of a rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RulePage {
    /// Masthead, footer.
    pub frame: Frame,
    /// The rule.
    pub page: RuleBody,
}

impl View for RulePage {
    fn template(&self) -> &'static str {
        "rule.html"
    }
}

/// What stands between masthead and footer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleBody {
    /// Rules · level.
    pub kicker: String,
    /// Name.
    pub title: String,
    /// What it found, of how many that it could test.
    #[serde(serialize_with = "crate::site::view::phrases::lead")]
    pub say: Rich,
    /// What it found.
    pub hits: Figure,
    /// Exceptions that dossiers make, as sentences.
    pub exceptions: Vec<String>,
    /// Their heading.
    pub exceptions_title: String,
    /// Remedy, source: heading and words.
    pub passages: Vec<super::framework::Passage>,
    /// Heading of the numbers.
    pub settings_title: String,
    /// The rule's numbers.
    pub settings: TableView,
    /// How to set them.
    pub how: String,
    /// An example for `keyfolio.yaml`.
    pub example: String,
    /// The rule before it.
    pub previous: Option<Link>,
    /// The rule after it.
    pub next: Option<Link>,
}

/// The path of a rule's page, relative to the root of a language.
pub fn path(rule: &Rule) -> String {
    format!("rules/{}.html", rule.id)
}

/// Builds the page of the rule at a position of [`RULES`]. `excepted` are the hits that dossiers allow.
pub fn rule_page(shared: &Shared<'_>, at: usize, excepted: &[RuleHit]) -> RulePage {
    let rule = &RULES[at];
    let own = path(rule);
    let word = |key: &str| shared.voice.word(&format!("rule.{key}"));
    let of = |part: &str| shared.voice.word(&format!("rule.{}.{part}", rule.id));
    let passage = |title: &str, text: String| super::framework::Passage {
        title: word(title),
        text: Rich::from_safe_html(escape(&text)),
    };
    let neighbour = |other: &Rule| Link {
        text: shared.voice.word(&format!("rule.{}.name", other.id)),
        href: Some(href::relative(&own, &path(other))),
        lang: None,
    };
    let level = word(&format!("levels.{}", rule.level(shared.settings).key()));
    let page = RuleBody {
        kicker: format!("{} · {level}", word("title")),
        title: of("name"),
        say: conclusion(shared, rule, excepted),
        hits: hits(shared, rule, &own),
        exceptions: exceptions(shared, rule, excepted),
        exceptions_title: word("exceptions"),
        passages: vec![
            passage("says", of("says")),
            passage("why", of("why")),
            passage("remedy", of("remedy")),
            passage("source", of("source")),
        ],
        settings_title: word("settings"),
        settings: settings(shared, rule),
        how: word("how_to_set"),
        example: rule.example(),
        previous: at.checked_sub(1).and_then(|before| RULES.get(before)).map(neighbour),
        next: RULES.get(at + 1).map(neighbour),
    };
    let above = [(shared.voice.word("frame.navigation.frameworks"), Area::Frameworks.path())];
    let frame = shared.frames.frame(&Place {
        path: &own,
        title: &page.title,
        description: &of("says"),
        area: Some(Area::Frameworks),
        above: &above,
        source: None,
        languages: shared.languages,
    });
    RulePage { frame, page }
}

/// The hits of a rule, those of the portfolio as a whole first.
fn found<'s>(shared: &'s Shared<'_>, rule: &'s Rule) -> impl Iterator<Item = &'s RuleHit> {
    let at_accounts = shared.accounts.iter().flat_map(|facts| &facts.alerts);
    shared.facts.alerts.iter().chain(at_accounts).filter(|hit| hit.rule == rule.id)
}

/// How many accounts trip the rule, of how many that it could test, and how many it could not.
fn conclusion(shared: &Shared<'_>, rule: &Rule, excepted: &[RuleHit]) -> Rich {
    if rule.level(shared.settings) == RuleLevel::Allow {
        return shared.voice.rich("rule.conclusion.silent", &[]);
    }
    let all = shared.portfolio.accounts.len();
    let each = shared.portfolio.accounts.iter().zip(shared.accounts);
    let tested = each.filter(|(account, facts)| rule.reach.holds(account, facts)).count();
    let tripping: BTreeSet<usize> = found(shared, rule).filter_map(|hit| hit.account).collect();
    let of_whole = found(shared, rule).any(|hit| hit.account.is_none());
    let key = match (tested, tripping.len()) {
        (_, 0) if of_whole => "rule.conclusion.whole",
        (0, _) => "rule.conclusion.nothing",
        (_, 0) => "rule.conclusion.none",
        _ => "rule.conclusion.some",
    };
    let reach = rule.reach.key();
    let mut parts = vec![shared.voice.say(
        key,
        &[
            ("count", tripping.len().into()),
            ("tested", shared.voice.locale.number(tested.try_into().unwrap_or(i64::MAX)).into()),
            ("reach", shared.voice.word(&format!("rule.conclusion.reach.{reach}")).into()),
        ],
    )];
    if all > tested && tested > 0 {
        let key = format!("rule.conclusion.untested.{reach}");
        parts.push(shared.voice.say(&key, &[("count", (all - tested).into())]));
    }
    let allowed = excepted.iter().filter(|hit| hit.rule == rule.id).count();
    if allowed > 0 {
        parts.push(shared.voice.say("rule.conclusion.excepted", &[("count", allowed.into())]));
    }
    Rich::from_marked(&parts.join(&shared.voice.word("rule.conclusion.between")))
}

fn hits(shared: &Shared<'_>, rule: &Rule, own: &str) -> Figure {
    let mut found: Vec<&RuleHit> = found(shared, rule).collect();
    // Stable: what is about all accounts stays first, and equals stay in the order of their accounts.
    found.sort_by_key(|hit| (hit.account.is_some(), Reverse(hit.stake)));
    // What ranks them is shown; of what lacks paper only there is no money to tell.
    let is_of_paper = matches!(rule.concern, Concern::Plan | Concern::Records);
    let names_amounts =
        found.iter().any(|hit| hit.named_stake().is_some() || (!is_of_paper && hit.stake.is_positive()));
    let rows = found.iter().map(|hit| {
        let who = match hit.account {
            Some(at) => Cell {
                href: shared
                    .has_page(at)
                    .then(|| href::relative(own, &links::account_path(&shared.portfolio.accounts[at]))),
                text: shared.account_name(at),
                ..Cell::default()
            },
            None => Cell { text: shared.voice.word("frameworks.portfolio"), ..Cell::default() },
        };
        let fact = Cell { text: shared.hit(hit), ..Cell::default() };
        let at_stake = names_amounts.then(|| match hit.named_stake() {
            Some(amount) => Cell::money(amount, shared.voice),
            // Reckoned by a convention: as an estimate.
            None if hit.stake.is_positive() => Cell::money(hit.stake, shared.voice).class("est"),
            None => Cell::new("–").class("muted"),
        });
        [who, fact].into_iter().chain(at_stake).collect()
    });
    let column = |key: &str| Column {
        label: shared.voice.word(&format!("frameworks.column.{key}")),
        numeric: false,
        minor: false,
        hidden: false,
    };
    let table = TableView {
        caption: shared.voice.word("rule.where"),
        sortable: false,
        row_head: 0,
        columns: [column("account"), column("fact")]
            .into_iter()
            .chain(names_amounts.then(|| Column::figures(shared.voice.word("rule.at_stake"))))
            .collect(),
        rows: rows.collect(),
        totals: Vec::new(),
    }
    .in_one_unit(shared.voice);
    let measure = if found.len() > 1 { shared.voice.word("rule.hits_measure") } else { String::new() };
    let finding = if found.is_empty() {
        shared.voice.rich("rule.none", &[])
    } else {
        shared.voice.rich("rule.hits_count", &[("count", found.len().into())])
    };
    let bodies = if found.is_empty() { Vec::new() } else { vec![Body::List(table)] };
    Figure { id: "hits".to_owned(), finding, measure, bodies, notes: Vec::new() }
}

/// Every account that sets the rule otherwise, with the level, the reason, the last day, and what it keeps silent now.
fn exceptions(shared: &Shared<'_>, rule: &Rule, excepted: &[RuleHit]) -> Vec<String> {
    let voice = shared.voice;
    let set = shared.portfolio.accounts.iter().enumerate().filter_map(|(at, a)| Some((at, a.rules.get(rule.id)?)));
    set.map(|(at, exception)| {
        let reason = exception.reason.in_language(voice.language().tag()).0;
        let args = [
            ("account", Arg::from(shared.account_name(at))),
            ("level", voice.word(&format!("rule.levels.{}", exception.level.key())).into()),
            ("reason", reason.into()),
        ];
        let mut said = vec![voice.say("rule.exception", &args)];
        said.extend(exception.until.map(|until| {
            let key = if until < shared.as_of.date { "rule.exception_ended" } else { "rule.exception_until" };
            voice.say(key, &[("day", voice.locale.date_full(until).into())])
        }));
        let silenced = excepted.iter().filter(|hit| hit.rule == rule.id && hit.account == Some(at));
        said.extend(silenced.map(|hit| voice.say("rule.exception_silences", &[("fact", shared.hit(hit).into())])));
        said.join(" · ")
    })
    .collect()
}

fn settings(shared: &Shared<'_>, rule: &Rule) -> TableView {
    let decimals = |value: f64| if value.fract() == 0.0 { 0 } else { 2 };
    let number = |value: f64| shared.voice.locale.decimal(value, decimals(value));
    let set = shared.settings.rules.get(rule.id);
    let rows = rule.settings.iter().map(|setting| {
        let now = set.and_then(|rule| rule.values.get(setting.name)).copied().unwrap_or(setting.default);
        let key = format!("rule.{}.setting.{}", rule.id, setting.name);
        let meaning =
            if shared.voice.catalog.contains(&key) { shared.voice.word(&key) } else { setting.meaning.to_owned() };
        let plain = |text: String| Cell { text, ..Cell::default() };
        vec![plain(setting.name.to_owned()), plain(meaning), plain(number(setting.default)), plain(number(now))]
    });
    let column = |key: &str, numeric: bool| Column {
        label: shared.voice.word(&format!("rule.{key}")),
        numeric,
        minor: false,
        hidden: false,
    };
    TableView {
        caption: shared.voice.word("rule.settings"),
        sortable: false,
        row_head: 0,
        columns: vec![
            column("setting", false),
            column("meaning", false),
            column("default", true),
            column("in_force", true),
        ],
        rows: rows.collect(),
        totals: Vec::new(),
    }
}
