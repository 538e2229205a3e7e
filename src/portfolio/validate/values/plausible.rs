//! Values that are well formed and cannot be: years out of all time, addresses that lead nowhere, actions that say nothing.

use super::Findings;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::INVALID_VALUE;
use crate::load::dossier::Dossier;
use crate::portfolio::{FollowUp, Localised, YEARS, years_in_words};

/// The oldest companies at work today are of the eighth century.
const FIRST_FOUNDED: i16 = 700;

pub(super) fn check(dossier: &Dossier, findings: &mut Findings) {
    years(dossier, findings);
    addresses(dossier, findings);
    actions(dossier, findings);
    let holders = dossier.wallet.iter().flat_map(|wallet| &wallet.composition);
    let named = holders.map(|part| ((part.holder, part.name.clone()), part.holder.key()));
    findings.unique("/wallet/composition", named);
}

fn years(dossier: &Dossier, findings: &mut Findings) {
    for (at, investment) in dossier.investments.iter().enumerate() {
        let year = investment.year;
        if !YEARS.contains(&year) {
            let message = format!("the year {year} lies outside {}", years_in_words());
            let error = Diagnostic::error(INVALID_VALUE, message);
            findings
                .push(format!("/investments/{at}/year"), error.help("write the year with four digits, such as 2026"));
        }
    }
    if let Some(year) = dossier.company.founded.filter(|year| !(FIRST_FOUNDED..=*YEARS.end()).contains(year)) {
        let message = format!("no company was founded in the year {year}");
        let error = Diagnostic::error(INVALID_VALUE, message);
        findings.push("/company/founded", error.help("write the year with four digits, such as 1998, or remove it"));
    }
}

fn addresses(dossier: &Dossier, findings: &mut Findings) {
    if let Some(site) = dossier.company.website.as_deref().filter(|site| !is_web_address(site)) {
        let error = Diagnostic::error(INVALID_VALUE, format!("`{site}` is no address on the web"));
        findings.push("/company/website", error.help("write it like https://www.example.com, or remove it"));
    }
    for (at, contact) in dossier.contacts.iter().enumerate() {
        email(&format!("/contacts/{at}/email"), contact.email.as_deref(), findings);
    }
}

/// Tells an e-mail address to which nothing could be sent.
pub(in crate::portfolio::validate) fn email(pointer: &str, address: Option<&str>, findings: &mut Findings) {
    if let Some(address) = address.filter(|address| !is_email(address)) {
        let error = Diagnostic::error(INVALID_VALUE, format!("`{address}` is no e-mail address"));
        findings.push(pointer, error.help("write it like wang@example.com, or remove it"));
    }
}

/// A host with a dot in it, with or without `http(s)://` before it and a path behind it.
fn is_web_address(text: &str) -> bool {
    let text = text.trim();
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    is_host(host.split(':').next().unwrap_or_default()) && !address.contains(char::is_whitespace)
}

fn is_email(text: &str) -> bool {
    text.trim().rsplit_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '@') && is_host(host)
    })
}

/// Two parts or more, none of them empty; letters of any script, digits and hyphens.
fn is_host(host: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    host.contains('.') && host.split('.').all(is_part)
}

/// Actions without a word.
fn actions(dossier: &Dossier, findings: &mut Findings) {
    let mut check = |pointer: String, what: &Localised| {
        if what.texts().all(|text| text.trim().is_empty()) {
            let error = Diagnostic::error(INVALID_VALUE, "the action says nothing");
            findings.push(pointer, error.help("write what is to be done, or remove the action"));
        }
    };
    for (at, action) in dossier.plan.iter().flat_map(|plan| &plan.actions).enumerate() {
        check(format!("/plan/actions/{at}/what"), &action.what);
    }
    let mut follow_ups = |mapping: String, actions: &[FollowUp]| {
        for (at, action) in actions.iter().enumerate() {
            check(format!("{mapping}/actions/{at}/what"), &action.what);
        }
    };
    for (at, visit) in dossier.visits.iter().enumerate() {
        follow_ups(format!("/visits/{at}"), &visit.actions);
    }
    for (at, complaint) in dossier.complaints.iter().enumerate() {
        follow_ups(format!("/complaints/{at}"), &complaint.actions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_people_write_them() {
        for site in ["https://a.example", "a.example/x?y", "http://例子.公司:8080/", "www.a-b.example#x"] {
            assert!(is_web_address(site), "{site}");
        }
        for site in ["notaurl", "", "https://", "a b.example", "ftp://a.example", "a..example"] {
            assert!(!is_web_address(site), "{site}");
        }
        for address in ["wang@example.com", "w.x+y@mail.example.com", "王@例子.公司"] {
            assert!(is_email(address), "{address}");
        }
        for address in ["nomail", "a@b", "@example.com", "a b@example.com", "a@b@example.com"] {
            assert!(!is_email(address), "{address}");
        }
    }
}
