//! Pareto and ABC: accounts from the largest on, with their cumulative share.

use super::Exhibit;
use crate::analysis::abc::AbcClass;
use crate::analysis::standings::{Alike, Reach, Standing};
use crate::charts::{Chart, Pareto, ParetoBar, ParetoClass, ParetoPoint, Tick, Tone};
use crate::locale::{Arg, Scale};
use crate::project::settings::{AbcLevel, AbcMethod};
use crate::site::view::Rich;
use crate::site::view::sheet::Sheet;

/// The curve of a standing, classed by a method.
pub fn exhibit(sheet: &Sheet<'_>, id: &str, standing: &Standing, method: AbcMethod) -> Exhibit {
    let voice = sheet.voice();
    let base = sheet.base(standing.base);
    let measure = measure(sheet, standing, &base);
    if standing.ranking.positive() == 0 {
        let finding = voice.rich("finding.pareto.none", &[("base", base.clone().into())]);
        return Exhibit::instead(id, finding, measure, voice.say("portfolio.pareto.none", &[("base", base.into())]));
    }
    let finding = finding(sheet, standing, method);
    if standing.ranking.positive() == 1 {
        // One bar over the whole width shows nothing that the sentence does not say.
        return Exhibit::instead(id, finding, measure, voice.say("portfolio.pareto.one", &[("base", base.into())]));
    }
    let chart = Chart::Pareto(chart(sheet, id, standing, method));
    let mut notes = vec![sheet.sources(), cuts(sheet, method)];
    notes.extend(by_group(sheet));
    notes.extend(left_out(sheet, standing));
    Exhibit::drawn(id, finding, measure, chart).with_notes(notes)
}

/// What the classes come to.
pub fn finding(sheet: &Sheet<'_>, standing: &Standing, method: AbcMethod) -> Rich {
    let voice = sheet.voice();
    let abc = standing.abc(method);
    let base = sheet.base(standing.base);
    let share = |class: AbcClass| sheet.share(abc.sums.get(class).share_of(standing.ranking.sum()));
    let counts = abc.above_zero(&standing.ranking);
    let (a, c) = (counts.a, counts.c);
    let top = standing.ranking.order().first().map_or("", |&account| sheet.name(account));
    let args: [(&str, Arg<'_>); 7] = [
        ("all", sheet.number(standing.ranking.positive()).into()),
        ("count", a.into()),
        ("base", base.into()),
        ("share", share(AbcClass::A).into()),
        ("c", c.into()),
        ("c_share", share(AbcClass::C).into()),
        ("account", top.into()),
    ];
    // Those at or below zero are no part of the curve, and have a class all the same.
    let are_all = standing.ranking.positive() == standing.ranking.len();
    let key = match (standing.ranking.positive(), c) {
        (1, 0) => "finding.pareto.one",
        // The cuts fall by ids alone (FRAMEWORKS §2).
        _ if matches!(standing.alike, Alike::Accounts(_)) => "finding.pareto.alike",
        _ if standing.alike == Alike::Groups(Reach::All) => "finding.pareto.alike_groups",
        _ if standing.alike == Alike::Groups(Reach::AboveZero) => "finding.pareto.alike_groups_above_zero",
        _ if a == standing.ranking.positive() && are_all => "finding.pareto.all_a",
        _ if a == standing.ranking.positive() => "finding.pareto.all_a_above_zero",
        (_, 0) if are_all => "finding.pareto.no_c",
        (_, 0) => "finding.pareto.no_c_above_zero",
        _ => "finding.pareto.classes",
    };
    voice.rich(key, &args)
}

/// How many accounts the curve leaves out, because their amount is not above zero.
pub fn left_out(sheet: &Sheet<'_>, standing: &Standing) -> Option<Rich> {
    let count = standing.ranking.len() - standing.ranking.positive();
    let args = [("count", count.into()), ("base", sheet.base(standing.base).into())];
    let key = match sheet.book().settings.abc.level {
        AbcLevel::Account => "portfolio.pareto.left_out",
        AbcLevel::Group => "portfolio.pareto.left_out_by_group",
    };
    (count > 0).then(|| sheet.voice().rich(key, &args))
}

/// That the classes are those of groups, where the settings ask for that.
pub fn by_group(sheet: &Sheet<'_>) -> Option<Rich> {
    let by_group = sheet.book().settings.abc.level == AbcLevel::Group;
    by_group.then(|| sheet.voice().rich("portfolio.abc.by_group", &[]))
}

/// How the classes are cut.
pub fn cuts(sheet: &Sheet<'_>, method: AbcMethod) -> Rich {
    let voice = sheet.voice();
    let [a, b] = sheet.book().settings.abc.cuts;
    match method {
        AbcMethod::Cumulative => voice.rich(
            "portfolio.pareto.cumulative_note",
            &[("a", voice.locale.percent_round(a / 100.0).into()), ("b", voice.locale.percent_round(b / 100.0).into())],
        ),
        AbcMethod::Computed => voice.rich("portfolio.pareto.computed_note", &[]),
    }
}

fn measure(sheet: &Sheet<'_>, standing: &Standing, base: &str) -> String {
    let voice = sheet.voice();
    let per_bar = Pareto::accounts_per_bar(standing.ranking.positive());
    let key = if per_bar > 1 { "portfolio.pareto.measure_merged" } else { "portfolio.pareto.measure" };
    voice.say(key, &[("base", base.into()), ("period", sheet.twelve_months().into()), ("count", per_bar.into())])
}

fn chart(sheet: &Sheet<'_>, id: &str, standing: &Standing, method: AbcMethod) -> Pareto {
    let voice = sheet.voice();
    let base = sheet.base(standing.base);
    let ranking = &standing.ranking;
    let scale = Scale::of(voice.locale, ranking.amounts());
    let abc = standing.abc(method);
    // The shares are of the accounts above zero, so the axis has these and no others.
    let shown = ranking.order().iter().take(ranking.positive());
    let bars = shown.map(|&account| bar(sheet, standing, abc.classes[account], account, &scale));
    let counts = abc.above_zero(ranking);
    let classes = AbcClass::ALL.into_iter().map(|class| {
        let args = [("class", class.letter().into()), ("count", (*counts.get(class)).into())];
        ParetoClass { tone: tone(class), text: voice.say("portfolio.pareto.class", &args) }
    });
    let top = &standing.concentration;
    let share = top.top20_share.unwrap_or_default();
    let point_text = voice.say(
        "portfolio.pareto.point",
        &[("count", top.top20_count.into()), ("share", voice.locale.percent(share).into())],
    );
    // The bars of a few accounts are so wide that the cross and its words would stand upon them.
    let is_many = ranking.positive() > 4;
    let ratio = top.top20_count as f64 / ranking.positive().max(1) as f64;
    Pareto {
        id: format!("{id}-chart"),
        name: voice.say("portfolio.pareto.name", &[("base", base.clone().into())]),
        summary: voice.say(
            "portfolio.pareto.summary",
            &[
                ("accounts", ranking.positive().into()),
                ("base", base.clone().into()),
                ("count", top.top20_count.into()),
                ("share", voice.locale.percent(share).into()),
            ],
        ),
        bars: bars.collect(),
        classes: classes.collect(),
        ticks: (0..=5).map(|n| f64::from(n) / 5.0).map(|at| Tick::new(at, voice.locale.percent_round(at))).collect(),
        axis: voice.say("portfolio.pareto.axis", &[("count", ranking.positive().into()), ("base", base.into())]),
        rule: is_many.then(|| ParetoPoint { accounts: 0.2, amount: 0.8, text: sheet.word("portfolio.pareto.rule") }),
        point: is_many.then_some(ParetoPoint { accounts: ratio, amount: share, text: point_text }),
        headings: [
            sheet.word("portfolio.column.rank"),
            sheet.word("portfolio.column.account"),
            sheet.amount_column(base_key(standing), &scale).label,
            sheet.word("portfolio.column.share"),
            sheet.word("portfolio.column.cumulative"),
            sheet.word("portfolio.column.class"),
        ],
    }
}

/// The catalogue key of a standing's base.
pub const fn base_key(standing: &Standing) -> &'static str {
    match standing.base {
        crate::project::settings::AbcBase::Revenue => "portfolio.base.revenue",
        crate::project::settings::AbcBase::GrossProfit => "portfolio.base.gross_profit",
    }
}

/// The tone of a class.
pub const fn tone(class: AbcClass) -> Tone {
    match class {
        AbcClass::A => Tone::A,
        AbcClass::B => Tone::B,
        AbcClass::C => Tone::C,
    }
}

fn bar(
    sheet: &Sheet<'_>,
    standing: &Standing,
    class: AbcClass,
    account: usize,
    scale: &crate::locale::Scale,
) -> ParetoBar {
    let voice = sheet.voice();
    let place = standing.place(account);
    // Of the sum of positive accounts.
    let share = place.amount.share_of(standing.ranking.sum()).unwrap_or_default();
    let cumulative = place.cumulative_share.unwrap_or(1.0);
    let (share_text, cumulative_text) = (voice.locale.percent(share), voice.locale.percent(cumulative));
    let title = voice.say(
        "portfolio.pareto.bar",
        &[
            ("rank", place.rank.into()),
            ("account", sheet.name(account).into()),
            ("share", share_text.as_str().into()),
            ("cumulative", cumulative_text.as_str().into()),
            ("class", class.letter().into()),
        ],
    );
    ParetoBar {
        name: sheet.name(account).to_owned(),
        amount_text: scale.show(place.amount),
        share,
        share_text,
        cumulative,
        cumulative_text,
        tone: tone(class),
        class_text: class.letter().to_owned(),
        title,
    }
}
