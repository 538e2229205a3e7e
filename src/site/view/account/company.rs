//! The company behind the account, and how to reach its people (S4 5.3).

use super::part::{Body, Fact, Figure};
use super::people::Meetings;
use super::scene::Scene;
use crate::locale::Arg;
use crate::portfolio::{Account, Contact, Localised};
use crate::site::view::Prose;

/// Facts about the company, and the types of account it is.
pub fn company(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let company = &account.company;
    let mut facts = Vec::new();
    let mut told = |key: &str, text: Option<Prose>, provenance: Option<Prose>| {
        let texts: Vec<Prose> = text.into_iter().chain(provenance).collect();
        if !texts.is_empty() {
            facts.push(Fact { name: scene.word(&format!("company.{key}")), texts });
        }
    };
    let source = company.employees.as_ref().and_then(|figure| scene.provenance(figure));
    let [output, profit] = [&company.annual_output, &company.annual_profit]
        .map(|figure| figure.as_ref().and_then(|figure| scene.provenance(figure)));
    let prose = |text: &Option<Localised>| text.as_ref().map(|text| scene.prose(text));
    let plain = |text: Option<String>| text.map(|text| scene.plain(text));
    let types: Vec<String> = account.types.iter().map(|kind| scene.choice("account_type", kind.key())).collect();
    told("types", plain((!types.is_empty()).then(|| types.join(" · "))), None);
    told("user_category", prose(&account.user_category), None);
    told("size", prose(&company.size), None);
    let count = |count: u64| scene.voice.locale.number(i64::try_from(count).unwrap_or(i64::MAX));
    told("employees", plain(company.employees.as_ref().map(|figure| count(figure.value.0))), source);
    told("founded", plain(company.founded.map(|year| year.to_string())), None);
    let products: Vec<&str> = company.main_products.iter().map(|product| scene.words(product)).collect();
    told("main_products", plain((!products.is_empty()).then(|| scene.voice.locale.row(&products))), None);
    told("annual_output", plain(company.annual_output.as_ref().map(|figure| scene.money(figure.value))), output);
    told("annual_profit", plain(company.annual_profit.as_ref().map(|figure| scene.money(figure.value))), profit);
    told("legal_representative", prose(&company.legal_representative), None);
    told("head", prose(&company.head), None);
    told("address", prose(&company.address), None);
    told("website", plain(company.website.clone()), None);
    told("phone", plain(company.phone.clone()), None);
    told("note", prose(&company.note), None);
    if facts.is_empty() {
        return None;
    }
    let finding = match (&company.size, company.annual_output.as_ref()) {
        (Some(size), Some(output)) => {
            let args = [("size", Arg::from(scene.words(size))), ("money", scene.money(output.value).into())];
            scene.rich("company.both", &args)
        }
        (Some(size), None) => scene.rich("company.size_only", &[("size", scene.words(size).into())]),
        (None, Some(output)) => scene.rich("company.output_only", &[("money", scene.money(output.value).into())]),
        (None, None) if !products.is_empty() => {
            scene.rich("company.makes", &[("products", scene.voice.locale.list(&products).into())])
        }
        (None, None) => scene.rich("company.finding", &[]),
    };
    let source = vec![scene.source("company")];
    Some(Figure::new("company", finding, scene.word("company.measure"), Body::Facts(facts), source))
}

/// Telephone, mail and messages of those in post, and what they answer for.
pub fn reach(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let meetings = Meetings::new(account, scene.as_of);
    let facts: Vec<Fact> = meetings
        .in_post()
        .filter_map(|contact| {
            let texts = lines(scene, contact);
            (!texts.is_empty()).then(|| Fact { name: scene.words(&contact.name).to_owned(), texts })
        })
        .collect();
    if facts.is_empty() {
        return None;
    }
    let reachable = meetings.in_post().filter(|contact| contact.is_reachable()).count();
    let in_post = meetings.in_post().count();
    let key = if reachable == 0 { "reach.none" } else { "reach.finding" };
    let finding = scene.rich(key, &[("count", reachable.into()), ("all", in_post.into())]);
    Some(Figure::new("reach", finding, scene.word("reach.measure"), Body::Facts(facts), vec![scene.source("contacts")]))
}

/// What the dossier has of a contact's addresses, with their kinds.
fn addresses(contact: &Contact) -> Vec<(&'static str, &str)> {
    let all = [
        ("phone", &contact.phone),
        ("mobile", &contact.mobile),
        ("email", &contact.email),
        ("wechat", &contact.wechat),
    ];
    all.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?))).collect()
}

fn lines(scene: &Scene<'_>, contact: &Contact) -> Vec<Prose> {
    let mut lines = Vec::new();
    let addresses: Vec<String> = addresses(contact)
        .into_iter()
        .map(|(key, text)| scene.say(&format!("reach.{key}"), &[("text", text.into())]))
        .collect();
    if !addresses.is_empty() {
        lines.push(scene.plain(addresses.join(" · ")));
    }
    let texts = [
        ("duties", &contact.duties),
        ("results", &contact.results),
        ("goals", &contact.goals),
        ("note", &contact.note),
    ];
    for (key, text) in texts {
        let Some(text) = text else { continue };
        let Prose { text, lang } = scene.prose(text);
        lines.push(Prose { text: scene.say(&format!("reach.{key}"), &[("text", text.into())]), lang });
    }
    for tie in &contact.network {
        let kind = scene.choice("tie_kind", tie.kind.key());
        let note = tie.note.as_ref().map(|note| format!(" · {}", scene.words(note))).unwrap_or_default();
        let text = format!("{kind} {}{note}", scene.words(&tie.to));
        lines.push(scene.plain(scene.say("reach.tie", &[("text", text.into())])));
    }
    lines
}
