//! The health page: who needs somebody to act, who fell, and what pulls everybody down.

use super::exhibits::health;
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Columns, Head, Rich, Section, parts};
use crate::analysis::abc::AbcClass;
use crate::analysis::health::HealthLight;
use crate::locale::Arg;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let scored = health::scored(sheet);
    let name = sheet.word("portfolio.page.health");
    let mut right = vec![health::spread(sheet, &scored)];
    let mut sections = Vec::new();
    if scored.is_empty() {
        sections.push(Section::new("health", name.clone(), None, vec![Columns::new(12, right)]));
    } else {
        right.extend(health::terms(sheet, &scored));
        let falls = vec![Columns::new(7, [health::falls(sheet, &scored)]), Columns::new(5, right)];
        sections.push(Section::new("falls", sheet.word("health.moved.section"), health::cause(sheet, &scored), falls));
        let all = vec![Columns::new(12, [health::all(sheet, &scored)])];
        sections.push(Section::new("all", sheet.word("health.all.section"), Some(parts::to_act(sheet, &scored)), all));
    }
    let kicker = [name.clone(), sheet.voice().locale.date_full(sheet.book().as_of.date)].join(" · ");
    let head = Head { kicker, title: title(sheet, &scored), say: rest(sheet, &scored).or_else(|| say(sheet, &scored)) };
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: Vec::new(), sections })
}

/// Accounts that fell alike and are named.
const NAMED: usize = 3;

/// How many are worse than a quarter before, and who fell most: of class A, where one of these did; `None` where nobody fell.
fn worse(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Option<Rich> {
    let change = |account: usize| health::of(sheet, account).change().filter(|change| *change < 0);
    let fell: Vec<(usize, i64)> = scored.iter().filter_map(|&(account, _)| Some((account, change(account)?))).collect();
    let is_key = |account: usize| sheet.book().class(account) == AbcClass::A;
    let most =
        |of_key: bool| fell.iter().filter(|(account, _)| !of_key || is_key(*account)).min_by_key(|(_, change)| *change);
    let (key, &(_, change)) = match most(true) {
        Some(most) => ("health.title.worse_a", most),
        None => ("health.title.worse", most(false)?),
    };
    // Whoever fell as far is named, too.
    let of_key = key == "health.title.worse_a";
    let as_far = fell.iter().filter(|(other, by)| *by == change && (!of_key || is_key(*other)));
    let names: Vec<&str> = as_far.take(NAMED).map(|(other, _)| sheet.name(*other)).collect();
    let change = sheet.voice().locale.delta_number(change);
    let names = sheet.voice().locale.list(&names);
    let args = [("count", fell.len().into()), ("account", names.into()), ("change", change.into())];
    Some(sheet.voice().rich(key, &args))
}

/// How many are worse; where nobody is, how many need somebody to act, and the lowest.
fn title(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Rich {
    let Some(&(lowest, points)) = scored.first() else { return sheet.voice().rich("health.title.none", &[]) };
    if let Some(worse) = worse(sheet, scored) {
        return worse;
    }
    let lights = sheet.book().settings.health.lights;
    let [_, (_, watch), (_, act)] = health::lights(sheet, scored);
    let (key, count) = match HealthLight::of(points, lights) {
        HealthLight::Act => ("health.title.act", act),
        HealthLight::Watch => ("health.title.watch", watch),
        HealthLight::Well => ("health.title.well", scored.len()),
    };
    let number = |points: u8| Arg::from(points.to_string());
    let args = [
        ("count", count.into()),
        ("account", sheet.name(lowest).into()),
        ("points", number(points)),
        ("act", number(lights.act)),
        ("well", number(lights.well)),
    ];
    sheet.voice().rich(key, &args)
}

/// What the title leaves out: how many rose, and the median; where nobody fell, as on other pages.
fn rest(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Option<Rich> {
    worse(sheet, scored)?;
    let rose =
        scored.iter().filter(|(account, _)| health::of(sheet, *account).change().is_some_and(|by| by > 0)).count();
    let median = Arg::from(health::median(scored)?.to_string());
    Some(sheet.voice().rich("health.say.rest", &[("rose", sheet.number(rose).into()), ("median", median)]))
}

/// Who fell and who rose against the quarter before, and the median; `None` where no account has a score.
pub fn say(sheet: &Sheet<'_>, scored: &[(usize, u8)]) -> Option<Rich> {
    let changes = || scored.iter().filter_map(|&(account, _)| health::of(sheet, account).change());
    let median = Arg::from(health::median(scored)?.to_string());
    let fell = changes().filter(|change| *change < 0).count();
    let rose = changes().filter(|change| *change > 0).count();
    let voice = sheet.voice();
    Some(match (fell, rose) {
        (0, 0) => voice.rich("health.say.still", &[("median", median)]),
        (0, _) => voice.rich("health.say.none_fell", &[("median", median), ("count", rose.into())]),
        _ => {
            let args = [("median", median), ("count", fell.into()), ("rose", Arg::from(rose.to_string()))];
            voice.rich("health.say.median", &args)
        }
    })
}
