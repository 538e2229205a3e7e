//! The first screen: who it is, the verdict, the next step, eight vitals.

use serde::Serialize;

use super::scene::{Scene, act_html};
use super::{Shared, kam, risks, stages};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::finding::Situation as _;
use crate::analysis::loyalty_proxy::LoyalBehaviour;
use crate::analysis::sales::{Baseline, Figures};
use crate::analysis::standings::Place;
use crate::frameworks::attack_defend::Zone;
use crate::locale::Arg;
use crate::portfolio::{Account, Amount, LoyaltyAttitude};
use crate::project::settings::{AbcBase, AbcLevel, AbcMethod};
use crate::site::view::voice::{Bad, relative_change};
use crate::site::view::{Delta, Rich, escape, uncovered};

/// A vital sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vital {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: Rich,
    /// A second line.
    pub note: Option<Rich>,
}

/// Industry, city, channel role, loyalty as judged, since, account manager.
pub fn kicker(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Rich {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(account.industry.iter().map(|industry| scene.html(industry)));
    parts.extend(account.city.iter().map(|city| scene.html(city)));
    let city = account.city.as_ref().map(|city| scene.words(city));
    let region = account.region.as_ref().map(|region| scene.called(region)).filter(|region| Some(*region) != city);
    parts.extend(region.map(escape));
    parts.extend(account.channel_role.iter().map(|role| escape(&scene.choice("channel_role", role.key()))));
    parts.extend(account.loyalty.iter().map(|loyalty| escape(&attitude(shared, scene, account, at, loyalty.attitude))));
    parts.extend(
        account
            .since
            .iter()
            .map(|since| escape(&scene.say("head.kicker_since", &[("year", since.year().to_string().into())]))),
    );
    match &account.manager {
        Some(who) => parts.push(escape(&scene.say("head.manager", &[("name", scene.who(who).into())]))),
        None if account.is_documented() => parts.push(act_html(&scene.word("head.no_manager"))),
        None => {}
    }
    parts.extend(account.tags.iter().map(|tag| escape(scene.called(tag))));
    if parts.is_empty() {
        let codes = scene.voice.locale.list(&account.ledger_codes);
        parts.push(escape(&scene.say("head.kicker_codes", &[("codes", codes.into())])));
    }
    Rich::from_safe_html(parts.join(" · "))
}

/// The attitude as judged, and where the account behaves otherwise, how.
fn attitude(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize, judged: LoyaltyAttitude) -> String {
    let name = |attitude: LoyaltyAttitude| scene.choice("loyalty", attitude.key());
    let behaviour = LoyalBehaviour::of(account, &shared.accounts[at]);
    let shown = behaviour.and_then(|behaviour| behaviour.attitude(shared.settings.loyalty));
    match shown.filter(|shown| *shown != judged) {
        Some(shown) => scene.say("head.judged", &[("attitude", name(judged).into()), ("behaves", name(shown).into())]),
        None => name(judged),
    }
}

/// The verdict: the dossier's own headline, else the top finding and what is gravest.
pub fn verdict(
    shared: &Shared<'_>,
    scene: &Scene<'_>,
    account: &Account,
    facts: &AccountFacts,
) -> (Rich, Option<String>) {
    if let Some(headline) = &account.headline {
        let prose = scene.prose(headline);
        return (Rich::from_marked(&prose.text), prose.lang);
    }
    let sentence = facts.findings.first().map(|finding| {
        let key = format!("finding.account.{}", finding.situation.key());
        shared.voice.rich(&key, &shared.witness().arguments(&finding.situation.values()))
    });
    let sentence = sentence.unwrap_or_default();
    let with_gravest = |alert: Rich| {
        let parts = [("finding", sentence.as_html()), ("alert", alert.as_html())];
        Rich::from_safe_html(scene.say("head.verdict", &parts.map(|(name, html)| (name, Arg::from(html)))))
    };
    let gravest = risks::gravest(shared, scene, account, facts).filter(|_| account.is_documented());
    (gravest.map(with_gravest).unwrap_or(sentence), None)
}

/// Eight vitals; four where only the sales know the account.
pub fn vitals(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vec<Vital> {
    let facts = &shared.accounts[at];
    let mut vitals = vec![class(shared, scene, at)];
    if account.is_documented() {
        vitals.push(tier(shared, scene, account));
        vitals.push(zone(shared, scene, account, facts));
        vitals.push(stage(shared, scene, account, at));
        vitals.push(kam(shared, scene, account, at));
    }
    vitals.push(revenue(shared, scene, facts));
    vitals.push(margin(scene, facts));
    vitals.push(lost(scene, facts));
    vitals
}

pub(super) fn plain(text: &str) -> Rich {
    Rich::from_safe_html(escape(text))
}

fn vital(scene: &Scene<'_>, label: &str, value: Rich, note: Option<Rich>) -> Vital {
    Vital { label: scene.word(&format!("vitals.{label}")), value, note }
}

fn class(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Vital {
    let facts = &shared.accounts[at];
    let main_is_profit = shared.facts.base == AbcBase::GrossProfit;
    let (label, main, other) = match (main_is_profit, facts.on_gross_profit) {
        (true, Some(profit)) => ("abc_gross_profit", profit, Some((facts.on_revenue, "vitals.rank_revenue"))),
        (_, profit) => ("abc_revenue", facts.on_revenue, profit.map(|place| (place, "vitals.rank_gross_profit"))),
    };
    let letter = facts.class.letter();
    let badge = format!("<span class=\"abc {}\">{letter}</span>", letter.to_lowercase());
    if !main.amount.is_positive() {
        // Listed as class C, or in that of its group, without a rank (FRAMEWORKS §0).
        let base = if main_is_profit && facts.on_gross_profit.is_some() { "gross_profit" } else { "revenue" };
        let base = shared.voice.word(&format!("finding.base.{base}"));
        let note = of_group(shared, scene, at, scene.say("vitals.not_positive", &[("base", base.into())]));
        return vital(scene, label, Rich::from_safe_html(badge), Some(plain(&note)));
    }
    let rank = escape(&scene.voice.locale.ordinal(main.rank as u64));
    let value = format!("{badge} <span class=\"num\">{rank}</span>");
    let note = match other {
        Some((place, key)) => {
            let class = class_of(place, shared.facts.method);
            let rank = scene.voice.locale.ordinal(place.rank as u64);
            format!("{} · {class}", scene.say(key, &[("rank", rank.into())]))
        }
        None => scene.word("vitals.no_gross_profit"),
    };
    let note = of_group(shared, scene, at, note);
    vital(scene, label, Rich::from_safe_html(value), Some(plain(&note)))
}

/// What a class is of: the group where the settings ask for that and the account belongs to one.
fn of_group(shared: &Shared<'_>, scene: &Scene<'_>, at: usize, note: String) -> String {
    let is_member = shared.groups.members(shared.groups.head(at)).len() > 1;
    if shared.settings.abc.level == AbcLevel::Group && is_member {
        return scene.say("vitals.class_of_group", &[("note", note.into())]);
    }
    note
}

const fn class_of(place: Place, method: AbcMethod) -> &'static str {
    match method {
        AbcMethod::Cumulative => place.class.letter(),
        AbcMethod::Computed => place.class_computed.letter(),
    }
}

fn tier(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account) -> Vital {
    let tier = account.tier.map_or_else(|| scene.word("vitals.undecided"), |tier| scene.choice("tier", tier.key()));
    let grade = account.grade.map(|grade| scene.voice.grade(&shared.settings.grades, grade.get()));
    vital(scene, "tier", plain(&tier), grade.map(|grade| plain(&grade)))
}

fn zone(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, facts: &AccountFacts) -> Vital {
    let Some(position) = facts.position else {
        return vital(scene, "zone", plain("–"), Some(plain(&scene.word("vitals.zone_none"))));
    };
    let name = scene.choice("zone", position.zone.key());
    let share = scene.voice.locale.percent_round(position.share);
    let note = match facts.position_before {
        Some(before) => {
            let was = scene.voice.locale.percent_round(before.share);
            let was = scene.say(&format!("vitals.share_before.{}", before.basis.key()), &[("before", was.into())]);
            let zone = scene.choice("zone", before.zone.key());
            let key = if before.zone == position.zone { "vitals.share_moved" } else { "vitals.zone_moved" };
            scene.say(key, &[("share", share.into()), ("before", was.into()), ("zone", zone.into())])
        }
        None if shared.facts.is_in_first_year(facts) => scene.say("vitals.share_new", &[("share", share.into())]),
        None => scene.say("vitals.share", &[("share", share.into())]),
    };
    // The zone is of sizes alone: what is written of the potential weighs more.
    let noted = position.zone == Zone::Abandon && account.potential_note.is_some();
    let note = if noted { scene.say("vitals.zone_noted", &[("note", note.into())]) } else { note };
    vital(scene, "zone", plain(&name), Some(plain(&note)))
}

fn stage(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vital {
    match stages::present(shared, scene, account, at) {
        Some((name, fall)) => {
            vital(scene, "stage", plain(&name), fall.map(|fall| Rich::from_safe_html(act_html(&fall))))
        }
        None => vital(scene, "stage", plain("–"), Some(plain(&scene.word("vitals.unknown")))),
    }
}

fn kam(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Vital {
    match &account.kam_stage {
        Some(kam) => {
            let doubt = kam::doubt(shared, scene, account, at);
            let doubt = doubt.map(|doubt| Rich::from_safe_html(act_html(&doubt)));
            vital(scene, "kam", plain(&scene.choice("kam_stage", kam.stage.key())), doubt)
        }
        None => vital(scene, "kam", plain("–"), Some(plain(&scene.word("vitals.unknown")))),
    }
}

/// A change as one line: arrow, sign, word.
fn delta_html(delta: &Delta) -> Rich {
    let parts = [delta.arrow.as_str(), delta.value.as_str(), delta.word.as_str()];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let text = escape(&said.join(" "));
    Rich::from_safe_html(if delta.bad { format!("<span class=\"act\">{text}</span>") } else { text })
}

fn revenue(shared: &Shared<'_>, scene: &Scene<'_>, facts: &AccountFacts) -> Vital {
    let complete = shared.facts.baseline == Baseline::Complete;
    let change = facts.revenue.filter(|change| complete && relative_change(change.now, change.before).is_some());
    let note = change.and_then(|change| scene.voice.change(change.now, change.before, "", Bad::Never));
    let why_not = match shared.facts.baseline {
        Baseline::Absent => "head.no_baseline",
        Baseline::Complete if facts.year_before.is_some_and(|before| before.revenue < Amount::ZERO) => {
            "head.returns_before"
        }
        Baseline::Complete => "head.nothing_before",
        Baseline::Incomplete => "head.part_baseline",
    };
    let note = note.map_or_else(|| plain(&scene.word(why_not)), |delta| delta_html(&delta));
    vital(scene, "revenue", plain(&scene.money(facts.year.revenue)), Some(note))
}

fn margin(scene: &Scene<'_>, facts: &AccountFacts) -> Vital {
    let Some(margin) = facts.year.margin() else {
        let why = match facts.year.gross_profit() {
            _ if facts.year.is_zero() => "vitals.margin_no_sales",
            None => "vitals.margin_none",
            Some(_) => "vitals.margin_returns",
        };
        return vital(scene, "margin", plain("–"), Some(plain(&scene.word(why))));
    };
    let note = if facts.year.is_covered() {
        let before = facts.year_before.filter(|before| before.is_covered()).and_then(Figures::margin);
        before.map(|before| delta_html(&scene.voice.shift(margin, before, "", Bad::Never)))
    } else {
        let share = uncovered(scene.voice.locale, facts.year.coverage().unwrap_or_default(), 0);
        Some(plain(&scene.say("vitals.margin_coverage", &[("share", share.into())])))
    };
    vital(scene, "margin", plain(&scene.voice.locale.percent(margin)), note)
}

fn lost(scene: &Scene<'_>, facts: &AccountFacts) -> Vital {
    let said = |key: &str, place: Place| {
        let share = place.leave_one_out.filter(|_| place.amount.is_positive())?;
        // “−<0.1%” is no number: what is too little to show is said in words.
        let key = if share < 0.0005 { format!("{key}_little") } else { key.to_owned() };
        Some(plain(&scene.say(&key, &[("share", scene.voice.locale.percent(share).into())])))
    };
    let revenue = said("vitals.lost_revenue", facts.on_revenue);
    let profit = facts.on_gross_profit.and_then(|place| said("vitals.lost_gross_profit", place));
    match (profit, revenue) {
        (Some(profit), revenue) => vital(scene, "lost", profit, revenue),
        (None, Some(revenue)) => vital(scene, "lost", revenue, None),
        (None, None) => vital(scene, "lost", plain("–"), None),
    }
}
