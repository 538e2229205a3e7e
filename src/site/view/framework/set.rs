//! The numbers of the settings, as the words of the framework pages name them: cuts, lights, weights as they are set.

use crate::analysis::health::HealthTerm;
use crate::analysis::scores::Indicator;
use crate::locale::Arg;
use crate::site::view::account::Shared;

/// What the words of a framework may name, by argument.
pub fn numbers(shared: &Shared<'_>) -> Vec<(&'static str, Arg<'static>)> {
    let (settings, locale) = (shared.settings, shared.voice.locale);
    let plain = |number: f64| Arg::from(locale.decimal(number, usize::from(number.fract() != 0.0)));
    let whole = |number: u8| Arg::from(number.to_string());
    let weighed = |of: Vec<(String, f64)>| {
        let each: Vec<String> = of
            .into_iter()
            .map(|(name, weight)| {
                shared.voice.say("frameworks.weight", &[("name", name.into()), ("weight", plain(weight))])
            })
            .collect();
        Arg::from(shared.voice.locale.row(&each))
    };
    let term =
        |term: &HealthTerm| (shared.voice.word(&format!("health.term.{}", term.key())), term.weight(&settings.health));
    let indicator =
        |of: &Indicator| (shared.voice.word(&format!("scores.indicator.{}", of.key())), of.weight(&settings.scorecard));
    let power = match settings.attack_defend.power_cut {
        Some(amount) => locale.money(amount),
        None => shared.voice.word("frameworks.median"),
    };
    let [a, b] = settings.abc.cuts;
    let [top, upper, middle] = settings.pyramid.cuts;
    vec![
        ("abc_a", plain(a)),
        ("abc_b", plain(b)),
        ("share_cut", plain(settings.attack_defend.share_cut)),
        ("power_cut", power.into()),
        ("new_months", Arg::from(settings.attack_defend.new_months.to_string())),
        ("well", whole(settings.health.lights.well)),
        ("act", whole(settings.health.lights.act)),
        ("health_weights", weighed(HealthTerm::ALL.iter().map(term).collect())),
        ("top", whole(top)),
        ("upper", whole(upper)),
        ("middle", whole(middle)),
        ("card_weights", weighed(Indicator::ALL.iter().map(indicator).collect())),
    ]
}
