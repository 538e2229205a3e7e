//! The dashboard: how the whole did, what to decide, where the money comes from, who moved, attack or defend.

use std::collections::BTreeSet;

use serde::Serialize;

use super::decisions::{About, Decisions, decisions, flagged};
use super::exhibits::{concentration, due, health, matrix, migration, movement, pareto};
use super::menus::{self, Menu};
use super::sheet::Sheet;
use super::{
    Area, Columns, Due, Empty, Frame, Head, Kpi, Link, Rest, Rich, Section, abc, figures, parts, report, sentence,
};
use crate::analysis::abc::AbcClass;
use crate::analysis::finding::{Situation, Topic};
use crate::analysis::meetings::{deciders, knows_people, last_met};
use crate::charts::Room;
use crate::portfolio::{Account, Month, days_between};
use crate::site::View;

/// What `dashboard.html` sees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DashboardPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The page.
    pub page: Dashboard,
}

/// The body of the dashboard.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dashboard {
    /// The conclusion.
    pub head: Head,
    /// How to begin, where there is neither account nor sale.
    pub start: Option<Beginning>,
    /// At most five key figures.
    pub kpis: Vec<Kpi>,
    /// What to decide this week.
    pub decisions: Decisions,
    /// What is due.
    pub due: DueList,
    /// The argument.
    pub sections: Vec<Section>,
    /// The pages below the dashboard.
    pub more: Vec<Menu>,
}

/// The first steps of an empty workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beginning {
    /// Heading.
    pub title: String,
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// Where it is told at length.
    pub guide: String,
}

/// A step with the command or the file that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What to do.
    pub text: String,
    /// What to type, or the file to put there.
    pub command: &'static str,
}

/// What is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueList {
    /// Heading.
    pub title: String,
    /// How many, and how many are late.
    pub note: String,
    /// The earliest.
    pub items: Vec<Due>,
    /// Which of them unfold on a phone.
    pub rest: Rest,
    /// The page of all actions, where there are any.
    pub all: Option<Link>,
}

impl View for DashboardPage {
    fn template(&self) -> &'static str {
        "dashboard.html"
    }
}

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> DashboardPage {
    let (decisions, flagged) = (decisions(sheet, About::Portfolio), flagged(sheet));
    let head = head(sheet, decisions.items.len());
    let name = sheet.word("portfolio.page.dashboard");
    let frame = sheet.frame(Area::Portfolio, &name, &head.title.to_text(), &[]);
    let start = sheet.book().portfolio.accounts.is_empty().then(|| beginning(sheet));
    let mut sections = if start.is_some() {
        Vec::new()
    } else if sheet.book().files.is_empty() {
        vec![no_sales(sheet)]
    } else if sheet.book().main().ranking.positive() == 0 {
        vec![no_revenue(sheet)]
    } else {
        let argument = [structure(sheet), moves(sheet, &flagged), attack_defend(sheet, &flagged)];
        self::health(sheet).into_iter().chain(argument).collect()
    };
    report::fold_on_phones(&mut sections);
    report::unfold(&mut sections, "pareto");
    let page = Dashboard {
        head,
        start,
        kpis: kpis(sheet),
        decisions,
        due: due_list(sheet),
        sections,
        more: menus::menus(sheet),
    };
    DashboardPage { frame, page }
}

/// The first finding is the title; the next two that are not about a figure below follow it.
fn head(sheet: &Sheet<'_>, decisions: usize) -> Head {
    let facts = &sheet.book().analysis.portfolio;
    let name = sheet.word("portfolio.page.dashboard");
    let title = match facts.headline() {
        _ if sheet.book().portfolio.accounts.is_empty() => sheet.word("finding.headline.no_accounts"),
        _ if sheet.book().analysis.all_days().is_none() => {
            // An early `as_of` leaves out every sale that there is.
            let later = sheet.book().files.iter().any(|file| file.later_rows > 0);
            let key = if later { "finding.headline.sales_later" } else { "finding.headline.no_sales_yet" };
            let day = sheet.voice().locale.date_full(sheet.book().as_of.date);
            let accounts = sheet.book().portfolio.accounts.len();
            sheet.voice().say(key, &[("count", accounts.into()), ("day", day.into())])
        }
        Some(finding) => sentence::portfolio(sheet, &finding.situation),
        None => sheet.word("finding.headline.no_sales"),
    };
    let shown = |topic| matches!(topic, Topic::Movement | Topic::Data);
    let others = facts.findings.iter().skip(1).filter(|finding| shown(finding.situation.topic())).take(2);
    let mut parts: Vec<String> = others
        .map(|finding| {
            let fact = sentence::portfolio(sheet, &finding.situation);
            sheet.voice().say("finding.full_stop", &[("sentence", fact.into())])
        })
        .collect();
    if decisions > 0 {
        parts.push(sheet.voice().say("portfolio.decisions.say", &[("count", decisions.into())]));
    }
    let gap = if sheet.voice().language() == crate::locale::Language::En { " " } else { "" };
    let say = (!parts.is_empty()).then(|| Rich::from(parts.join(gap)));
    Head { kicker: abc::kicker(sheet, &name), title: title.into(), say }
}

fn kpis(sheet: &Sheet<'_>) -> Vec<Kpi> {
    if sheet.book().now.total.is_zero() {
        return Vec::new();
    }
    let base = sheet.book().main().base;
    let mut kpis = figures::sales(sheet);
    kpis.extend(figures::largest_share(sheet, base, 5));
    kpis.extend(deciders_met(sheet));
    kpis
}

/// Days after which a decision maker counts as out of touch.
const IN_TOUCH: i32 = 60;

/// Class A accounts of which a decision maker was met in the last 60 days, of those whose dossier says whom we deal with;
/// where none says so, that it is not measured and what to fill in.
fn deciders_met(sheet: &Sheet<'_>) -> Option<Kpi> {
    let book = sheet.book();
    let accounts = &book.portfolio.accounts;
    let mut class_a =
        (0..accounts.len()).filter(|&at| book.class(at) == AbcClass::A).map(|at| &accounts[at]).peekable();
    class_a.peek()?;
    let known: Vec<&Account> = class_a.filter(|account| knows_people(account)).collect();
    let key = "portfolio.kpi.deciders";
    if known.is_empty() {
        let note = Some(sheet.word("portfolio.kpi.deciders_to_do"));
        let unit = sheet.word("portfolio.kpi.unmeasured");
        return Some(Kpi { label: sheet.word(key), value: String::new(), unit, delta: None, note, spark: None });
    }
    let met = |day| known.iter().filter(|account| decider_met(account, day)).count();
    let unit = sheet.voice().say("portfolio.kpi.deciders_unit", &[("count", known.len().into())]);
    let note = Some(sheet.word("portfolio.kpi.deciders_note"));
    let mut kpi = figures::count(sheet, key, met(book.as_of.date), unit, note);
    let first_visit = known.iter().filter_map(|account| account.visits.first()).map(|visit| visit.date).min();
    let since = first_visit.unwrap_or(book.as_of.date);
    kpi.spark = figures::counts(sheet, "spark-deciders", &kpi.label, |day| (day >= since).then(|| met(day)));
    Some(kpi)
}

fn decider_met(account: &Account, today: jiff::civil::Date) -> bool {
    let recent = |day| days_between(day, today) <= IN_TOUCH;
    deciders(account, today).any(|contact| last_met(account, contact, today).is_some_and(recent))
}

fn due_list(sheet: &Sheet<'_>) -> DueList {
    let voice = sheet.voice();
    let dues = due::dues(sheet);
    let key = match (dues.open, dues.soon, dues.late) {
        (0, _, _) => "portfolio.dues.none",
        (_, 0, _) => "portfolio.dues.later",
        (_, _, 0) => "portfolio.dues.soon",
        _ => "portfolio.dues.soon_and_late",
    };
    let args = [
        ("count", dues.soon.into()),
        ("late", voice.locale.number(dues.late.try_into().unwrap_or(i64::MAX)).into()),
        ("open", voice.locale.number(dues.open.try_into().unwrap_or(i64::MAX)).into()),
    ];
    let all =
        Link { text: sheet.word("portfolio.dues.all"), href: Some(sheet.link("portfolio/actions.html")), lang: None };
    DueList {
        title: sheet.word("portfolio.dues.title"),
        note: voice.say(key, &args),
        rest: Rest::of(dues.shown.len(), voice),
        items: dues.shown,
        all: (dues.open > 0).then_some(all),
    }
}

/// The two ways to begin, and how to see what became of it.
fn beginning(sheet: &Sheet<'_>) -> Beginning {
    let step = |key: &str, command| Step { text: sheet.word(&format!("portfolio.start.{key}")), command };
    Beginning {
        title: sheet.word("portfolio.start.title"),
        steps: vec![
            step("sales", "data/sales.csv"),
            step("account", "keyfolio new account acme --name Acme"),
            step("look", "keyfolio serve --open"),
        ],
        guide: sheet.word("portfolio.start.guide"),
    }
}

/// Where to put the sales, where there are none.
fn no_sales(sheet: &Sheet<'_>) -> Section {
    let empty = Empty {
        label: sheet.word("portfolio.no_sales"),
        file: "data/sales.csv".to_owned(),
        key: "date, account, revenue".to_owned(),
    };
    let title = sheet.word("portfolio.section.structure");
    Section { empty: Some(empty), ..Section::new("structure", title, None, Vec::new()) }
}

/// How the accounts are, and the three that fell most with their reasons; `None` where no account has a score.
fn health(sheet: &Sheet<'_>) -> Option<Section> {
    let scored = health::scored(sheet);
    let say = super::health::say(sheet, &scored)?;
    let columns =
        vec![Columns::new(7, [health::worse(sheet, &scored)]), Columns::new(5, [health::spread(sheet, &scored)])];
    Some(Section::new("health", sheet.word("health.section"), Some(say), columns))
}

/// That there are sales, but none above zero to draw.
fn no_revenue(sheet: &Sheet<'_>) -> Section {
    let base = sheet.base(sheet.book().main().base);
    let say = sheet.voice().rich("portfolio.pareto.none", &[("base", base.into())]);
    Section::new("structure", sheet.word("portfolio.section.structure"), Some(say), Vec::new())
}

fn structure(sheet: &Sheet<'_>) -> Section {
    let book = sheet.book();
    let (main, before) = (book.main(), book.main_before());
    let mut beside = vec![concentration::leave_one_out(sheet, 4)];
    // Of so few, the curve beside shows every share, and the section opens with that of the largest.
    if main.ranking.positive() >= super::concentration::FEW {
        beside.insert(0, concentration::dots(sheet, main, before));
    }
    let curve = pareto::exhibit(sheet, "pareto", main, book.settings.abc.method).with_notes(running_month(sheet));
    let columns = vec![Columns::new(7, [curve]), Columns::new(5, beside)];
    let say = Some(super::concentration::title(sheet, main));
    Section::new("structure", sheet.word("portfolio.section.structure"), say, columns)
}

/// That the newest month counts here to its newest day and elsewhere from its end on, where it is not over: otherwise an account
/// manager's revenue is another there than the dashboard leads one to think.
fn running_month(sheet: &Sheet<'_>) -> Option<Rich> {
    let (book, locale) = (sheet.book(), sheet.voice().locale);
    let today = book.now.period.last;
    let (whole, _) = book.sales.year_by_months(book.now.period);
    let lists = &sheet.desk.lists;
    let has_pages = !(lists.managers.is_empty() && lists.regions.is_empty());
    let is_left_out = whole.last < today.first_of_month() && has_pages;
    let args = [
        ("month", locale.month_in_sentence(Month::of(today)).into()),
        ("day", locale.date_in_sentence(today).into()),
        ("whole", locale.month_in_sentence(Month::of(whole.last)).into()),
    ];
    is_left_out.then(|| sheet.voice().rich("portfolio.running_month", &args))
}

fn moves(sheet: &Sheet<'_>, flagged: &BTreeSet<usize>) -> Section {
    let mut columns = vec![Columns::new(6, [migration::flow(sheet)])];
    if sheet.book().before.is_some() {
        columns.push(Columns::new(6, [movement::bars(sheet, flagged)]));
    }
    Section::new("moves", sheet.word("portfolio.section.moves"), movement::say(sheet), columns)
}

fn attack_defend(sheet: &Sheet<'_>, flagged: &BTreeSet<usize>) -> Section {
    let title = sheet.word("portfolio.section.attack_defend");
    if let Some(empty) = matrix::empty(sheet) {
        return Section { empty: Some(empty), ..Section::new("attack-defend", title, None, Vec::new()) };
    }
    let columns =
        vec![Columns::new(8, [matrix::bubbles(sheet, flagged, Room::Column)]), Columns::new(4, [matrix::zones(sheet)])];
    Section::new("attack-defend", title, parts::wallets(sheet), columns)
}
