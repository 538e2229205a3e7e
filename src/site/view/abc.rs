//! The Pareto and ABC page: both methods, both bases, and where they disagree.

use super::exhibits::{Exhibit, pareto};
use super::lists::ListKind;
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Cell, Column, Columns, Head, Rich, Section, TableView, figures, parts, sentence};
use crate::analysis::abc::{Abc, AbcClass, PerClass};
use crate::analysis::finding::PortfolioSituation;
use crate::analysis::standings::{Alike, Reach, Standing};
use crate::locale::Arg;
use crate::portfolio::{Amount, ChannelRole};
use crate::project::settings::{AbcBase, AbcMethod};

/// Both ways to cut classes.
const METHODS: [AbcMethod; 2] = [AbcMethod::Cumulative, AbcMethod::Computed];

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let book = sheet.book();
    let main = book.main();
    let method = book.settings.abc.method;
    let title = pareto::finding(sheet, main, method);
    let title = if main.ranking.positive() == 0 { sheet.word("finding.headline.no_sales").into() } else { title };
    let name = sheet.word("portfolio.page.abc");
    // The title says what the classes come to, so the curve says how it stands to 80/20.
    let mut curve = pareto::exhibit(sheet, "pareto", main, method);
    if main.ranking.positive() > 1 {
        curve.finding = super::concentration::title(sheet, main);
    }
    let mut sections = vec![
        Section::new(
            "curve",
            sheet.word("portfolio.abc.curve"),
            Some(parts::smaller_half(sheet, main)),
            vec![Columns::new(7, [curve]), Columns::new(5, [classes(sheet, main, method)])],
        ),
        Section::new("methods", sheet.word("portfolio.abc.methods"), None, vec![Columns::new(12, [methods(sheet)])]),
    ];
    sections.extend(other_base(sheet, main, method));
    sections.extend(roles(sheet));
    let head = Head { kicker: kicker(sheet, &name), title, say: other_than_asked(sheet) };
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: figures::sales(sheet), sections })
}

/// That the classes are on another base than the settings ask for, and why.
fn other_than_asked(sheet: &Sheet<'_>) -> Option<Rich> {
    let mut findings = sheet.book().analysis.portfolio.findings.iter().map(|finding| &finding.situation);
    let found = findings.find(|situation| matches!(situation, PortfolioSituation::GrossProfitNotCovered { .. }))?;
    let sentence = sentence::portfolio(sheet, found);
    Some(sheet.voice().rich("finding.full_stop", &[("sentence", sentence.into())]))
}

/// “ABC · 60 accounts · last 12 months”.
pub fn kicker(sheet: &Sheet<'_>, name: &str) -> String {
    [name.to_owned(), accounts(sheet), sheet.twelve_months()].join(" · ")
}

/// How many accounts have revenue in the 12 months, how many of those known have none, and how many the settings ignore.
pub fn accounts(sheet: &Sheet<'_>) -> String {
    let ranking = &sheet.book().now.revenue.ranking;
    let known = counted(sheet, ranking.positive(), ranking.len());
    match sheet.ignored() {
        0 => known,
        count => sheet.voice().say("portfolio.and_ignored", &[("known", known.into()), ("count", count.into())]),
    }
}

/// “812 accounts with revenue, 1,560 without”; only the number where all have revenue.
pub fn counted(sheet: &Sheet<'_>, with: usize, all: usize) -> String {
    let voice = sheet.voice();
    if with == all {
        return voice.say("counts.accounts", &[("count", all.into())]);
    }
    let without = voice.locale.number((all - with).try_into().unwrap_or(i64::MAX));
    voice.say("portfolio.with_revenue", &[("count", with.into()), ("without", without.into())])
}

/// The classes by channel role (S1 and S4 count resellers among key accounts, too): `None` where no dossier gives a role.
fn roles(sheet: &Sheet<'_>) -> Option<Section> {
    let (voice, book) = (sheet.voice(), sheet.book());
    let of = |role: ChannelRole| -> Vec<usize> {
        let accounts = book.portfolio.accounts.iter().enumerate();
        accounts.filter(|(_, account)| account.channel_role == Some(role)).map(|(at, _)| at).collect()
    };
    let revenue = |accounts: &[usize]| -> Amount { accounts.iter().map(|at| book.now.figures[*at].revenue).sum() };
    let mut roles: Vec<(ChannelRole, Vec<usize>, Amount)> = ChannelRole::ALL
        .iter()
        .map(|role| (*role, of(*role)))
        .filter(|(_, accounts)| !accounts.is_empty())
        .map(|(role, accounts)| {
            let sum = revenue(&accounts);
            (role, accounts, sum)
        })
        .collect();
    // Stable: those of one sum stay in the order of the source.
    roles.sort_by_key(|(_, _, sum)| std::cmp::Reverse(*sum));
    let total: Amount = roles.iter().map(|(_, _, sum)| *sum).sum();
    let scale = sheet.scale(roles.iter().map(|(_, _, sum)| *sum));
    let name = |role: ChannelRole| sheet.word(&format!("enums.channel_role.{}", role.key()));
    let number = |count: usize| voice.locale.number(count.try_into().unwrap_or(i64::MAX));
    let in_class = |accounts: &[usize], class: AbcClass| accounts.iter().filter(|at| book.class(**at) == class).count();
    let row = |(role, accounts, sum): &(ChannelRole, Vec<usize>, Amount)| {
        let classes = AbcClass::ALL.map(|class| Cell::new(number(in_class(accounts, class))));
        let ends = [Cell::new(scale.show(*sum)), Cell::new(sheet.share(sum.share_of(total)))];
        [Cell::new(name(*role)), Cell::new(number(accounts.len()))].into_iter().chain(classes).chain(ends).collect()
    };
    let (first, accounts, sum) = roles.first()?;
    let args = [
        ("name", name(*first).into()),
        ("share", sheet.share(sum.share_of(total)).into()),
        ("class_a", number(in_class(accounts, AbcClass::A)).into()),
        ("count", accounts.len().into()),
    ];
    let mut columns =
        vec![Column::words(sheet.word("portfolio.abc.role")), Column::figures(sheet.word("portfolio.column.accounts"))];
    columns.extend(AbcClass::ALL.map(|class| Column::figures(class.letter())));
    columns.push(sheet.amount_column("portfolio.base.revenue", &scale));
    columns.push(Column::figures(sheet.word("portfolio.column.share")));
    let measure = sheet.word("portfolio.abc.roles_measure");
    let table = TableView::new(measure.clone(), columns, roles.iter().map(row).collect());
    let exhibit = Exhibit::listed("by-role", voice.rich("portfolio.abc.roles_finding", &args), measure, table);
    Some(Section::new("roles", sheet.word("portfolio.abc.roles"), None, vec![Columns::new(12, [exhibit])]))
}

/// Count, sum and share of each class.
fn classes(sheet: &Sheet<'_>, standing: &Standing, method: AbcMethod) -> Exhibit {
    let voice = sheet.voice();
    let abc = standing.abc(method);
    let scale = sheet.scale(AbcClass::ALL.into_iter().map(|class| *abc.sums.get(class)));
    let counts = abc.above_zero(&standing.ranking);
    let row = |class: AbcClass| {
        vec![
            Cell::new(sheet.voice().say("portfolio.list.class", &[("class", class.letter().into())]))
                .to(sheet.list(&ListKind::Class(class))),
            Cell::new(voice.locale.number((*counts.get(class)).try_into().unwrap_or(i64::MAX))),
            Cell::new(scale.show(*abc.sums.get(class))),
            Cell::new(sheet.share(abc.sums.get(class).share_of(standing.ranking.sum()))),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.class")),
        Column::figures(sheet.word("portfolio.column.accounts")),
        sheet.amount_column(pareto::base_key(standing), &scale),
        Column::figures(sheet.word("portfolio.column.share")),
    ];
    let table =
        TableView::new(sheet.word("portfolio.abc.classes"), columns, AbcClass::ALL.into_iter().map(row).collect());
    let measure = voice.say("portfolio.abc.classes_measure", &[("base", sheet.base(standing.base).into())]);
    Exhibit::listed("classes", classes_finding(sheet, abc, &counts), measure, table)
        .with_notes(pareto::left_out(sheet, standing))
}

/// What an account of the first class brings on average, and one of the last.
fn classes_finding(sheet: &Sheet<'_>, abc: &Abc, counts: &PerClass<usize>) -> Rich {
    let mean = |class: AbcClass| {
        let count = i32::try_from(*counts.get(class)).ok().filter(|count| *count > 0)?;
        Some(Arg::from(sheet.voice().locale.money(abc.sums.get(class).part(1, count))))
    };
    match (mean(AbcClass::A), mean(AbcClass::C)) {
        (Some(first), Some(last)) => {
            sheet.voice().rich("portfolio.abc.classes_mean.both", &[("first", first), ("last", last)])
        }
        (Some(first), None) => sheet.voice().rich("portfolio.abc.classes_mean.first", &[("first", first)]),
        (None, _) => sheet.word("portfolio.abc.classes").into(),
    }
}

/// Sizes of the classes by both methods on both bases.
fn methods(sheet: &Sheet<'_>) -> Exhibit {
    let voice = sheet.voice();
    let book = sheet.book();
    let standings = [Some(&book.now.revenue), book.now.gross_profit.as_ref()];
    let pairs = standings.into_iter().flatten().flat_map(|standing| METHODS.map(|method| (standing, method)));
    let row = |(standing, method): (&Standing, AbcMethod)| {
        let abc = standing.abc(method);
        let counts = abc.above_zero(&standing.ranking);
        let shown = standing.base == book.main().base && method == book.settings.abc.method;
        let name = voice.say(
            "portfolio.abc.way",
            &[("base", sheet.base(standing.base).into()), ("method", sheet.word(method_key(method)).into())],
        );
        let first = Cell::new(name);
        let first = if shown { first.note(sheet.word("portfolio.abc.shown")) } else { first };
        let count = |class| Cell::new(voice.locale.number((*counts.get(class)).try_into().unwrap_or(i64::MAX)));
        let share = Cell::new(sheet.share(abc.sums.a.share_of(standing.ranking.sum())));
        vec![first, count(AbcClass::A), count(AbcClass::B), count(AbcClass::C), share]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.abc.way_column")),
        Column::figures("A"),
        Column::figures("B"),
        Column::figures("C"),
        Column::figures(sheet.word("portfolio.abc.a_share")),
    ];
    let table = TableView::new(sheet.word("portfolio.abc.methods"), columns, pairs.map(row).collect());
    let mut notes = vec![pareto::cuts(sheet, AbcMethod::Cumulative), pareto::cuts(sheet, AbcMethod::Computed)];
    notes.extend(pareto::by_group(sheet));
    notes.extend(points(sheet));
    notes.extend(sheet.no_profit());
    Exhibit::listed("sizes", methods_finding(sheet), sheet.word("portfolio.abc.methods_measure"), table)
        .with_notes(notes)
}

/// Whether the two methods agree on class A.
fn methods_finding(sheet: &Sheet<'_>) -> Rich {
    let voice = sheet.voice();
    let main = sheet.book().main();
    let a = |abc: &Abc| abc.above_zero(&main.ranking).a;
    let (cumulative, computed) = (a(&main.cumulative), a(&main.computed));
    let args = [
        ("base", sheet.base(main.base).into()),
        ("cumulative", voice.locale.number(cumulative.try_into().unwrap_or(i64::MAX)).into()),
        ("computed", voice.locale.number(computed.try_into().unwrap_or(i64::MAX)).into()),
    ];
    let key = match cumulative.cmp(&computed) {
        _ if main.ranking.positive() == 0 => "finding.methods.none",
        _ if main.alike == Alike::Accounts(Reach::All) => "finding.methods.alike",
        _ if main.alike == Alike::Accounts(Reach::AboveZero) => "finding.methods.alike_above_zero",
        _ if main.alike == Alike::Groups(Reach::All) => "finding.methods.alike_groups",
        _ if main.alike == Alike::Groups(Reach::AboveZero) => "finding.methods.alike_groups_above_zero",
        std::cmp::Ordering::Equal => "finding.methods.agree",
        std::cmp::Ordering::Greater => "finding.methods.computed_smaller",
        std::cmp::Ordering::Less => "finding.methods.computed_larger",
    };
    voice.rich(key, &args)
}

/// The points that computed ABC found on the main base.
fn points(sheet: &Sheet<'_>) -> Option<Rich> {
    let points = sheet.book().main().computed.points?;
    let args =
        [("pareto", points.pareto.into()), ("break_even", points.break_even.into()), ("limit", points.limit.into())];
    Some(sheet.voice().rich("portfolio.abc.points", &args))
}

const fn method_key(method: AbcMethod) -> &'static str {
    match method {
        AbcMethod::Cumulative => "portfolio.abc.cumulative",
        AbcMethod::Computed => "portfolio.abc.computed",
    }
}

/// The curve on the base that is not the main one, and the accounts on which the two disagree.
fn other_base(sheet: &Sheet<'_>, main: &Standing, method: AbcMethod) -> Option<Section> {
    let book = sheet.book();
    let other = match main.base {
        AbcBase::Revenue => book.now.gross_profit.as_ref()?,
        AbcBase::GrossProfit => &book.now.revenue,
    };
    let columns = vec![
        Columns::new(7, [pareto::exhibit(sheet, "other-pareto", other, method)]),
        Columns::new(5, [disagreements(sheet)]),
    ];
    let title = sheet.voice().say("portfolio.abc.other", &[("base", sheet.base(other.base).into())]);
    Some(Section::new("other-base", title, parts::a_on_both(sheet, other.base), columns))
}

/// Accounts that are listed at most.
const LISTED: usize = 30;

fn disagreements(sheet: &Sheet<'_>) -> Exhibit {
    let voice = sheet.voice();
    let book = sheet.book();
    let on = |base, account| book.class_on(base, account);
    let differ = |account: &usize| on(AbcBase::Revenue, *account) != on(AbcBase::GrossProfit, *account);
    let found: Vec<usize> = book.now.revenue.ranking.order().iter().copied().filter(differ).collect();
    let finding = match found.len() {
        0 => voice.rich("finding.disagree.none", &[]),
        count => voice.rich("finding.disagree.some", &[("count", count.into())]),
    };
    let measure = sheet.word("portfolio.abc.disagree_measure");
    if found.is_empty() {
        return Exhibit::instead("disagreements", finding, measure, sheet.word("portfolio.abc.disagree_none"));
    }
    let badge = |class: Option<AbcClass>| class.map_or_else(Cell::default, Sheet::class_cell);
    let row = |account: &usize| {
        let margin = Cell::new(sheet.share(book.now.figures[*account].margin()));
        let classes = [AbcBase::Revenue, AbcBase::GrossProfit].map(|base| badge(on(base, *account)));
        std::iter::once(sheet.account_cell(*account)).chain(classes).chain([margin]).collect()
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("portfolio.base.revenue")),
        Column::words(sheet.word("portfolio.base.gross_profit")),
        Column::figures(sheet.word("portfolio.column.margin")),
    ];
    let table =
        TableView::new(sheet.word("portfolio.abc.disagree"), columns, found.iter().take(LISTED).map(row).collect());
    let exhibit = Exhibit::listed("disagreements", finding, measure, table);
    if found.len() > LISTED {
        return exhibit.with_notes([voice.rich("portfolio.first_rows", &[("count", LISTED.into())])]);
    }
    exhibit
}
