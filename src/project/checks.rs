//! What the types of the settings do not check: ranges, orders, names.
//!
//! Each check puts the default in the place of a wrong value, so that later stages see valid settings only.

mod cuts;

use std::path::{Component, Path};
use std::str::FromStr;

use super::SettingsFile;
use super::settings::{
    AbcSettings, AttackDefendSettings, HealthSettings, Languages, Localised, ScorecardSettings, Settings,
};
use crate::analysis::scores::Indicator;
use crate::diagnostic::suggest::said_and_remedy;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::locale::{Currency, Language};
use crate::portfolio::Amount;

/// A wrong setting: where, what, and what to write instead.
struct Wrong {
    pointer: String,
    part: Part,
    message: String,
    help: String,
}

/// What of a setting is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Key,
    Value,
}

/// Checks all settings.
pub(super) fn check(file: &mut SettingsFile, diagnostics: &mut Diagnostics) {
    let mut wrong = Vec::new();
    let SettingsFile { settings, taken, .. } = &mut *file;
    languages(settings, &mut wrong);
    texts(settings, &mut wrong);
    money(settings, &mut wrong);
    abc(&mut settings.abc, &mut wrong);
    attack_defend(&mut settings.attack_defend, &mut wrong);
    health(&mut settings.health, &mut wrong);
    scorecard(&mut settings.scorecard, &mut wrong);
    cuts::check(settings, &mut wrong);
    addresses(settings, &mut wrong);
    files(settings, taken, &mut wrong);
    for Wrong { pointer, part, message, help } in wrong {
        let place = match part {
            Part::Key => file.locator().key(&pointer),
            Part::Value => file.place(&pointer),
        };
        diagnostics.push(Diagnostic::error(codes::INVALID_VALUE, message).at(place).help(help));
    }
}

fn add(wrong: &mut Vec<Wrong>, pointer: &str, message: impl Into<String>, help: impl Into<String>) {
    let (pointer, message, help) = (pointer.to_owned(), message.into(), help.into());
    wrong.push(Wrong { pointer, part: Part::Value, message, help });
}

fn no_language(wrong: &mut Vec<Wrong>, pointer: &str, part: Part, said: &str) {
    let (message, help) = said_and_remedy(said);
    wrong.push(Wrong { pointer: pointer.to_owned(), part, message: message.to_owned(), help: help.to_owned() });
}

/// The tags, written as keyfolio writes them.
fn languages(settings: &mut Settings, wrong: &mut Vec<Wrong>) {
    let before = wrong.len();
    let known = |tag: &mut String, pointer: &str, wrong: &mut Vec<Wrong>| match Language::from_str(tag) {
        Ok(language) => language.tag().clone_into(tag),
        Err(said) => no_language(wrong, pointer, Part::Value, &said),
    };
    known(&mut settings.languages.default, "/languages/default", wrong);
    for index in 0..settings.languages.others.len() {
        let pointer = format!("/languages/others/{index}");
        known(&mut settings.languages.others[index], &pointer, wrong);
        let tag = &settings.languages.others[index];
        if *tag == settings.languages.default || settings.languages.others[..index].contains(tag) {
            add(wrong, &pointer, format!("the language {tag} is named twice"), "remove one of them");
        }
    }
    if wrong.len() > before {
        settings.languages = Languages::default();
    }
}

/// Texts per language are in languages of the interface.
fn texts(settings: &Settings, wrong: &mut Vec<Wrong>) {
    let single = [
        ("/title", &settings.title),
        ("/organisation", &settings.organisation),
        ("/classification", &settings.classification),
    ];
    let grades = settings.grades.iter().enumerate().map(|(index, text)| (format!("/grades/{index}"), text));
    let all = single.into_iter().filter_map(|(pointer, text)| Some((pointer.to_owned(), text.as_ref()?))).chain(grades);
    for (pointer, text) in all {
        let Localised::PerLanguage(texts) = text else { continue };
        for tag in texts.keys() {
            if let Err(said) = Language::from_str(tag) {
                no_language(wrong, &format!("{pointer}/{tag}"), Part::Key, &said);
            }
        }
    }
    if !matches!(settings.grades.len(), 0 | 5) {
        let message = format!("there are five grades, and {} labels", settings.grades.len());
        add(wrong, "/grades", message, "give five labels, from the lowest grade to the highest");
    }
}

fn money(settings: &mut Settings, wrong: &mut Vec<Wrong>) {
    if Currency::from_str(&settings.currency).is_err() {
        let message = format!("“{}” is no currency code", settings.currency);
        add(wrong, "/currency", message, "write the three capital letters of ISO 4217: CNY, EUR, USD");
        settings.currency = Settings::default().currency;
    }
    if settings.economic_threshold.is_some_and(|amount| amount <= Amount::ZERO) {
        add(wrong, "/economic_threshold", "the threshold is not above zero", "write a revenue per year");
        settings.economic_threshold = None;
    }
}

fn abc(abc: &mut AbcSettings, wrong: &mut Vec<Wrong>) {
    let [a, b] = abc.cuts;
    if !(0.0 < a && a < b && b < 100.0) {
        let message = format!("the cuts {a} and {b} do not rise between 0 and 100");
        add(wrong, "/abc/cuts", message, "write two percentages, the lower one first: [80, 95]");
        abc.cuts = AbcSettings::default().cuts;
    }
}

fn attack_defend(matrix: &mut AttackDefendSettings, wrong: &mut Vec<Wrong>) {
    let default = AttackDefendSettings::default();
    if !(0.0 < matrix.share_cut && matrix.share_cut <= 100.0) {
        let message = format!("a share of {} % does not divide anything", matrix.share_cut);
        add(wrong, "/attack_defend/share_cut", message, "write a percentage above 0, at most 100");
        matrix.share_cut = default.share_cut;
    }
    if matrix.power_cut.is_some_and(|amount| amount <= Amount::ZERO) {
        let message = "the purchasing power is not above zero";
        add(
            wrong,
            "/attack_defend/power_cut",
            message,
            "write the wallet from which it is high, or remove the setting",
        );
        matrix.power_cut = None;
    }
    if !(0..=120).contains(&matrix.new_months) {
        let message = format!("an account cannot be new for {} months", matrix.new_months);
        add(wrong, "/attack_defend/new_months", message, "write 0 to 120");
        matrix.new_months = default.new_months;
    }
}

fn health(health: &mut HealthSettings, wrong: &mut Vec<Wrong>) {
    let terms = [
        ("revenue_trend", health.revenue_trend),
        ("relationship_coverage", health.relationship_coverage),
        ("share_of_wallet", health.share_of_wallet),
        ("satisfaction", health.satisfaction),
        ("service_kept", health.service_kept),
        ("payment", health.payment),
    ];
    if !points("/health", &terms, wrong) {
        *health = HealthSettings { lights: health.lights, ..HealthSettings::default() };
    }
}

fn scorecard(card: &mut ScorecardSettings, wrong: &mut Vec<Wrong>) {
    let indicators = Indicator::ALL.map(|indicator| (indicator.key(), indicator.weight(card)));
    if !points("/scorecard", &indicators, wrong) {
        *card = ScorecardSettings::default();
    }
}

/// Whether the weights of a score make sense.
fn points(pointer: &str, terms: &[(&str, f64)], wrong: &mut Vec<Wrong>) -> bool {
    let before = wrong.len();
    for (term, points) in terms {
        if !points.is_finite() || *points < 0.0 {
            let message = format!("{points} points cannot be given");
            add(wrong, &format!("{pointer}/{term}"), message, "write 0 to leave the term out, or more to count it");
        }
    }
    if wrong.len() == before && terms.iter().all(|(_, points)| *points <= 0.0) {
        add(wrong, pointer, "no term of the score has any points", "give at least one of them more than 0");
    }
    wrong.len() == before
}

fn addresses(settings: &mut Settings, wrong: &mut Vec<Wrong>) {
    if let Some(url) = &mut settings.base_url
        && let Err(message) = normalise_base_url(url)
    {
        add(wrong, "/base_url", message, "write it like https://example.com/accounts/");
        settings.base_url = None;
    }
    if let Some(link) = &settings.edit_link
        && !(link.starts_with("https://") || link.starts_with("http://"))
    {
        add(
            wrong,
            "/edit_link",
            "this is no address on the web",
            "write it like https://git.example.com/edit/main/{path}",
        );
        settings.edit_link = None;
    } else if let Some(link) = &settings.edit_link
        && !link.contains("{path}")
    {
        let message = "the link does not say where the path of the file goes";
        add(
            wrong,
            "/edit_link",
            message,
            format!("put {{path}} into it, such as {}/{{path}}", link.trim_end_matches('/')),
        );
        settings.edit_link = None;
    }
}

/// Checks where a site will be served, and ends it with a slash. The error says what is wrong.
pub fn normalise_base_url(url: &mut String) -> Result<(), String> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Err(format!("“{url}” is no address on the web"));
    };
    if !matches!(scheme, "http" | "https") {
        return Err(format!("a site is served over http or https, not {scheme}"));
    }
    if rest.is_empty() || rest.starts_with('/') {
        return Err(format!("“{url}” names no host"));
    }
    if rest.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '<' | '>' | '"' | '\\')) {
        return Err(format!("“{url}” holds more than a host and a path"));
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    Ok(())
}

/// Sources and targets lie in the workspace; `taken` are those that do.
fn files(settings: &mut Settings, taken: &mut [Vec<usize>; 2], wrong: &mut Vec<Wrong>) {
    let leaves =
        |path: &str| Path::new(path).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir));
    let help = "write a path or glob relative to the workspace, such as data/sales-*.csv";
    for (index, source) in settings.sales.iter().enumerate() {
        if leaves(&source.files) {
            let message = format!("“{}” leaves the workspace", source.files);
            add(wrong, &format!("/sales/{index}/files"), message, help);
        }
    }
    for (index, path) in settings.targets.iter().enumerate() {
        if leaves(path) {
            add(wrong, &format!("/targets/{index}"), format!("“{path}” leaves the workspace"), help);
        }
    }
    let [sales, targets] = taken;
    sales.retain(|index| !leaves(&settings.sales[*index].files));
    targets.retain(|index| !leaves(&settings.targets[*index]));
    settings.sales.retain(|source| !leaves(&source.files));
    settings.targets.retain(|path| !leaves(path));
}
