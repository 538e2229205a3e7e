//! Values of a dossier that must hold together: sums, ranges, entries that can stand once.

pub(super) mod plausible;
mod said;

use jiff::civil::Date;

use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{INCONSISTENT_VALUES, INVALID_VALUE, REVIEW_OVERDUE};
use crate::load::dossier::Dossier;
use crate::portfolio::{Amount, Figure, Localised, Percent, Survey};

/// Tells everything that cannot hold together. `text` is the dossier as written, `as_of` the day of the build, where one is set.
pub(super) fn check(dossier: &Dossier, text: &str, as_of: Option<Date>, findings: &mut Findings) {
    named(dossier, findings);
    said::check(dossier, text, findings);
    once(dossier, findings);
    shares(dossier, findings);
    amounts(dossier, findings);
    prices(dossier, findings);
    quota(dossier, findings);
    plausible::check(dossier, findings);
    for (at, survey) in dossier.satisfaction.surveys.iter().enumerate() {
        marks(&format!("/satisfaction/surveys/{at}"), survey, findings);
    }
    for (at, commitment) in dossier.supply.commitments.iter().enumerate() {
        if commitment.kept == Some(true) && !commitment.broken_on.is_empty() {
            let pointer = format!("/supply/commitments/{at}/kept");
            findings.inconsistent(
                pointer,
                "kept, and yet `broken_on` has days",
                "write `kept: false`, or remove the days",
            );
        }
    }
    for (at, report) in dossier.supply.reports.iter().enumerate() {
        let flow = report.output.map(|_| "output").or(report.consumption.map(|_| "consumption"));
        if let Some(flow) = flow.filter(|_| report.per.is_none()) {
            let message = format!("`{flow}` is over a time, and `per` does not say which");
            let help = "add `per: day`, `week`, `month`, `quarter` or `year`; `unit` is what is counted, of stock and price \
                        too: `unit: t`, not `t a day`";
            let warning = Diagnostic::warning(INCONSISTENT_VALUES, message).help(help);
            findings.push(format!("/supply/reports/{at}/{flow}"), warning);
        }
    }
    for (at, contact) in dossier.contacts.iter().enumerate() {
        let due = contact.private.as_ref().map(|private| private.review_by);
        if let (Some(due), Some(today)) = (due, as_of)
            && due < today
        {
            let message = format!("what is private about `{}` was to be reviewed by {due}", contact.id);
            let warning =
                Diagnostic::warning(REVIEW_OVERDUE, message).help("remove it, or give a later day with reason");
            findings.push(format!("/contacts/{at}/private/review_by"), warning);
        }
    }
}

/// Names and codes that say nothing.
fn named(dossier: &Dossier, findings: &mut Findings) {
    let mut told = |pointer: String, what: &str, help: &str| {
        findings.push(pointer, Diagnostic::error(INVALID_VALUE, format!("{what} is empty")).help(help));
    };
    let mut name = |pointer: String, name: &Localised| match name {
        Localised::One(text) if text.trim().is_empty() => told(pointer, "the name", "write the name"),
        Localised::One(_) => {}
        Localised::PerLanguage(texts) => {
            for (tag, _) in texts.iter().filter(|(_, text)| text.trim().is_empty()) {
                told(format!("{pointer}/{tag}"), "the name", "write the name, or remove the language");
            }
        }
    };
    name("/name".to_owned(), &dossier.name);
    for (at, contact) in dossier.contacts.iter().enumerate() {
        name(format!("/contacts/{at}/name"), &contact.name);
    }
    for (at, opportunity) in dossier.opportunities.iter().enumerate() {
        name(format!("/opportunities/{at}/name"), &opportunity.name);
    }
    for (list, entries, what) in
        [("/aliases", &dossier.aliases, "the alias"), ("/sales_ids", &dossier.sales_ids, "the sales code")]
    {
        for (at, _) in entries.iter().enumerate().filter(|(_, text)| text.trim().is_empty()) {
            told(format!("{list}/{at}"), what, "write it, or remove the entry");
        }
    }
}

/// Entries that can stand once.
fn once(dossier: &Dossier, findings: &mut Findings) {
    let words = |list: &[String]| list.iter().map(|word| (word.to_lowercase(), word.clone())).collect::<Vec<_>>();
    for (list, entries) in [("/tags", words(&dossier.tags)), ("/aliases", words(&dossier.aliases))] {
        findings.unique(list, entries.iter().map(|(key, word)| (key, word.as_str())));
    }
    findings.unique("/sales_ids", dossier.sales_ids.iter().map(|code| (code.trim(), code.as_str())));
    findings.unique("/types", dossier.types.iter().map(|kind| (kind, kind.key())));
    findings.unique("/strategies", dossier.strategies.iter().map(|strategy| (strategy, strategy.key())));
    let years: Vec<String> = dossier.investments.iter().map(|investment| investment.year.to_string()).collect();
    findings.unique("/investments", years.iter().map(|year| (year, year.as_str())));
    let cell =
        |unit: &Option<Localised>| unit.as_ref().and_then(|unit| unit.texts().next()).unwrap_or_default().to_owned();
    let cells = dossier
        .white_space
        .iter()
        .map(|item| ((item.product_line.clone(), cell(&item.unit)), item.product_line.as_str()));
    findings.unique("/white_space", cells);
    let stages = dossier.relationship_stages.iter().map(|entry| (entry.since, entry.stage.key()));
    findings.unique("/relationship_stages", stages);
    if let Some(kam) = &dossier.kam_stage {
        let past = kam.history.iter().map(|entry| (entry.since, entry.stage.key()));
        findings.unique("/kam_stage/history", past);
    }
    let periods = dossier.concessions.periods.iter().map(|entry| (&entry.period, entry.period.as_str()));
    findings.unique("/concessions/periods", periods);
    for (at, contact) in dossier.contacts.iter().enumerate() {
        findings.unique(&format!("/contacts/{at}/roles"), contact.roles.iter().map(|role| (role, role.key())));
        findings.unique(&format!("/contacts/{at}/cute"), contact.cute.iter().map(|slot| (slot, slot.key())));
    }
}

/// Shares of one whole.
fn shares(dossier: &Dossier, findings: &mut Findings) {
    let too_much = |shares: Vec<Percent>| {
        let sum: Amount = shares.into_iter().map(Percent::percent).sum();
        (sum > Amount::from_int(100)).then(|| format!("the shares sum to {sum} %, more than the whole"))
    };
    let help = "the shares of one whole come to 100 at most";
    if let Some(wallet) = &dossier.wallet
        && let Some(message) = too_much(wallet.composition.iter().map(|part| part.share).collect())
    {
        findings.inconsistent("/wallet/composition", message, help);
    }
    if let Some(message) = too_much(dossier.competitors.iter().filter_map(|competitor| competitor.share).collect()) {
        findings.inconsistent("/competitors", message, help);
    }
    if let Some(message) = too_much(dossier.channels.iter().filter_map(|channel| channel.share).collect()) {
        findings.inconsistent("/channels", message, help);
    }
}

/// Amounts that cannot be below zero.
fn amounts(dossier: &Dossier, findings: &mut Findings) {
    let value = |figure: &Option<Figure<Amount>>| figure.as_ref().map(|figure| figure.value);
    if let Some(wallet) = &dossier.wallet
        && !wallet.amount.is_positive()
    {
        let help = "remove the wallet where nothing is known of it";
        findings.inconsistent("/wallet/amount", "a wallet is above zero", help);
    }
    findings.not_negative("/potential", value(&dossier.potential));
    findings.not_negative("/company/annual_output", value(&dossier.company.annual_output));
    findings.not_negative("/payment/credit_limit", value(&dossier.payment.credit_limit));
    for (at, item) in dossier.investments.iter().enumerate() {
        findings.not_negative(format!("/investments/{at}/amount"), Some(item.amount.value));
    }
    for (at, item) in dossier.opportunities.iter().enumerate() {
        findings.not_negative(format!("/opportunities/{at}/amount"), value(&item.amount));
    }
    for (at, item) in dossier.value_propositions.iter().enumerate() {
        findings.not_negative(format!("/value_propositions/{at}/yearly_benefit"), value(&item.yearly_benefit));
    }
    for (at, item) in dossier.white_space.iter().enumerate() {
        findings.not_negative(format!("/white_space/{at}/amount"), value(&item.amount));
    }
    for (at, item) in dossier.cost_to_serve.iter().enumerate() {
        findings.not_negative(format!("/cost_to_serve/{at}/amount"), Some(item.amount.value));
    }
    for (at, item) in dossier.payment.overdue.iter().enumerate() {
        findings.not_negative(format!("/payment/overdue/{at}/amount"), Some(item.amount));
    }
    for (at, item) in dossier.contracts.iter().enumerate() {
        findings.not_negative(format!("/contracts/{at}/value"), value(&item.value));
    }
    for (at, item) in dossier.exit_cost.iter().enumerate() {
        findings.not_negative(format!("/exit_cost/{at}/cost"), value(&item.cost));
    }
    for (at, item) in dossier.concessions.periods.iter().enumerate() {
        let parts = [("discounts", item.discounts), ("rebates", item.rebates), ("free_services", item.free_services)];
        for (key, amount) in parts {
            findings.not_negative(format!("/concessions/periods/{at}/{key}"), amount);
        }
    }
}

fn prices(dossier: &Dossier, findings: &mut Findings) {
    for (at, quote) in dossier.pricing.quotes.iter().enumerate() {
        for (key, price) in [("quoted", Some(quote.quoted)), ("closed", quote.closed)] {
            if price.is_some_and(|price| !price.is_positive()) {
                let pointer = format!("/pricing/quotes/{at}/{key}");
                findings.inconsistent(pointer, "a price is above zero", "remove it where none was named");
            }
        }
    }
    let corridor = dossier.pricing.linked.as_ref().and_then(|linked| linked.floor.zip(linked.cap));
    if let Some((floor, cap)) = corridor.filter(|(floor, cap)| floor > cap) {
        let message = format!("the floor {floor} is above the cap {cap}");
        findings.inconsistent("/pricing/linked/floor", message, "correct one of the two");
    }
}

/// The ten units (S1).
fn quota(dossier: &Dossier, findings: &mut Findings) {
    let Some(quota) = &dossier.resource_quota else { return };
    let sum: Amount = [quota.time, quota.people, quota.money].into_iter().sum();
    for (key, units) in [("time", quota.time), ("people", quota.people), ("money", quota.money)] {
        findings.not_negative(format!("/resource_quota/{key}"), Some(units));
    }
    if sum != Amount::from_int(10) {
        let message = format!("time, people and money sum to {sum}, not to 10");
        findings.inconsistent("/resource_quota", message, "share out ten units");
    }
}

/// Marks from 0 to the survey's scale.
fn marks(survey_at: &str, survey: &Survey, findings: &mut Findings) {
    if !survey.best().is_positive() {
        findings.inconsistent(
            format!("{survey_at}/scale"),
            "a scale is above zero",
            "write the best mark: 5, 10 or 100",
        );
        return;
    }
    let mut check = |pointer: String, mark: Option<Amount>| {
        if let Some(mark) = mark.filter(|mark| *mark < Amount::ZERO || *mark > survey.best()) {
            let message = format!("{mark} is outside the scale of this survey, 0 to {}", survey.best());
            findings.inconsistent(pointer, message, "correct the mark, or set `scale` to the best mark");
        }
    };
    for (at, mark) in survey.marks.iter().enumerate() {
        check(format!("{survey_at}/marks/{at}/expectation"), mark.expectation);
        check(format!("{survey_at}/marks/{at}/experience"), mark.experience);
        check(format!("{survey_at}/marks/{at}/stated"), mark.stated);
    }
    for (at, staff) in survey.staff.iter().enumerate() {
        check(format!("{survey_at}/staff/{at}/mark"), Some(staff.mark));
    }
    let dimensions = survey.marks.iter().map(|mark| (mark.dimension, mark.dimension.key()));
    findings.unique(&format!("{survey_at}/marks"), dimensions);
}
