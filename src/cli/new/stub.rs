//! The beginning of a dossier: what is known of an account, and the parts to fill in as comments.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::load::accounts_list::{MasterAccount, MasterContact};
use crate::load::ledger::SalesAccount;
use crate::load::yaml::quoted;
use crate::portfolio::{AccountId, is_id_character, safe_id};

/// What a new dossier says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    /// Id.
    pub id: AccountId,
    /// Name.
    pub name: String,
    /// Codes of the sales, where they are not the id.
    pub sales_ids: Vec<String>,
    /// What a master list knows.
    pub master: Option<MasterAccount>,
}

/// The parts that make a playbook useful first, as comments.
const PARTS: &str = "
# The parts below are all optional; remove the # and fill in what you know.
# tier: key                     # decided by the team
# manager: lin                  # a member of content/team.yaml, or a name
# headline: The one sentence that stands above the page
# wallet:                       # what the account buys a year of what we sell, from all suppliers
#   yearly: {value: 12000000, source: purchasing, date: 2026-05-12}
# contacts:
#   - id: wang
#     name: 王敏
#     title: 采购总监
#     roles: [decider]
# visits:
#   - date: 2026-06-12
#     purpose: Contract for next year
#     findings: What was found
# opportunities:
#   - name: Second warehouse
#     amount: {value: 800000, source: quotation, date: 2026-06-01}
#     stage: evaluate_options
#     close: 2026-09-30
";

impl Stub {
    /// With an id and a name only.
    pub fn named(id: AccountId, name: &str) -> Self {
        Self { id, name: name.to_owned(), sales_ids: Vec::new(), master: None }
    }

    /// Of an account of the sales.
    pub fn from_sales(id: AccountId, account: &SalesAccount, master: Option<&MasterAccount>) -> Self {
        let known = master.map(|master| master.name.as_str()).or(account.name.as_deref());
        let sales_ids = if id.as_str() == account.code { Vec::new() } else { vec![account.code.clone()] };
        let name = known.unwrap_or(&account.code).to_owned();
        Self { id, name, sales_ids, master: master.cloned() }
    }

    /// Of an account of a master list.
    pub fn from_list(id: AccountId, account: &MasterAccount) -> Self {
        let sales_ids = if id.as_str() == account.id { Vec::new() } else { vec![account.id.clone()] };
        Self { id, name: account.name.clone(), sales_ids, master: Some(account.clone()) }
    }

    /// The text of the dossier.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(text, "{key}: {}", quoted(value));
        };
        line("id", self.id.as_str());
        line("name", &self.name);
        if !self.sales_ids.is_empty() {
            let codes: Vec<String> = self.sales_ids.iter().map(|code| always_quoted(code)).collect();
            let _ = writeln!(text, "sales_ids: [{}]", codes.join(", "));
        }
        if let Some(master) = &self.master {
            master_lines(&mut text, master);
        }
        text.push_str(PARTS);
        text
    }
}

fn master_lines(text: &mut String, master: &MasterAccount) {
    let region = master.region.as_ref().or(master.country.as_ref());
    for (key, value) in [("industry", master.industry.as_ref()), ("region", region), ("city", master.city.as_ref())] {
        if let Some(value) = value {
            let _ = writeln!(text, "{key}: {}", quoted(value));
        }
    }
    if let Some(address) = &master.address {
        let _ = writeln!(text, "company:\n  address: {}", quoted(address));
    }
    let named: Vec<&MasterContact> = master.contacts.iter().filter(|contact| !contact.name.is_empty()).collect();
    if named.is_empty() {
        return;
    }
    text.push_str("contacts:\n");
    let mut taken = BTreeSet::new();
    for contact in named {
        let _ = writeln!(
            text,
            "  - id: {}\n    name: {}",
            quoted(&contact_id(&contact.name, &mut taken)),
            quoted(&contact.name)
        );
        let rest = [("title", &contact.title), ("phone", &contact.phone), ("email", &contact.email)];
        for (key, value) in rest.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
            let _ = writeln!(text, "    {key}: {}", quoted(value));
        }
    }
}

/// An id from a name: `Maria Anders` → `maria-anders`; a repeated one gets `-2`, `-3`, ….
fn contact_id(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut base = String::new();
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        if is_id_character(c) && c != '.' {
            base.push(c);
        } else if !base.is_empty() && !base.ends_with('-') {
            base.push('-');
        }
    }
    let base: String = base.trim_matches('-').chars().take(48).collect();
    let base = if base.is_empty() { "contact".to_owned() } else { base };
    let mut candidate = base.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{base}-{number}");
        number += 1;
    }
    candidate
}

/// Codes are quoted even where they need not be: the next one may be `00004`.
fn always_quoted(code: &str) -> String {
    let written = quoted(code);
    if written.starts_with('"') { written } else { format!("\"{written}\"") }
}

/// Ids for codes: a code that may be an id is one, whatever the others are.
pub fn safe_ids(codes: &[&str]) -> Vec<AccountId> {
    let mut taken = BTreeSet::new();
    let mut ids: Vec<Option<AccountId>> = vec![None; codes.len()];
    let is_safe = |code: &str| AccountId::new(code).is_some();
    for safe in [true, false] {
        for (code, id) in codes.iter().zip(&mut ids).filter(|(code, _)| is_safe(code) == safe) {
            *id = Some(safe_id(code, &mut taken));
        }
    }
    ids.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::load::dossier::Dossier;
    use crate::load::yaml;

    fn read(text: &str) -> Dossier {
        let (dossier, diagnostics) = yaml::parse(&Arc::from("a.yaml"), text);
        assert!(diagnostics.is_empty(), "{text}\n{diagnostics:?}");
        dossier.expect("a dossier")
    }

    fn stub() -> Stub {
        let contact = |name: &str| MasterContact { name: name.to_owned(), ..MasterContact::default() };
        let master = MasterAccount {
            id: "CN/118".to_owned(),
            name: "no: \"1\" # 澜裳".to_owned(),
            industry: Some("on".to_owned()),
            country: Some("Norway".to_owned()),
            address: Some("- 1: a".to_owned()),
            contacts: vec![
                MasterContact { phone: Some("030-0074321".to_owned()), ..contact("Ana Trujillo") },
                contact("Ana TRUJILLO"),
                contact("王敏"),
                contact("José Ñ."),
                contact(""),
            ],
            ..MasterAccount::default()
        };
        Stub::from_list(safe_id("CN/118", &mut BTreeSet::new()), &master)
    }

    #[test]
    fn it_is_a_valid_dossier_whatever_the_texts_are() {
        let dossier = read(&stub().text());
        assert_eq!((dossier.id.as_str(), dossier.sales_ids.as_slice()), ("CN-118", &["CN/118".to_owned()][..]));
        assert_eq!(dossier.name.in_language("en").0, "no: \"1\" # 澜裳");
        assert_eq!(dossier.region.as_deref(), Some("Norway"));
        let ids: Vec<&str> = dossier.contacts.iter().map(|contact| contact.id.as_str()).collect();
        assert_eq!(ids, ["ana-trujillo", "ana-trujillo-2", "王敏", "jos"]);
        assert_eq!(dossier.contacts[0].phone.as_deref(), Some("030-0074321"));
    }

    #[test]
    fn its_comments_are_valid_too() {
        let uncommented: String =
            PARTS.lines().skip(2).map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n").collect();
        let dossier = read(&format!("id: a\nname: a\n{uncommented}"));
        assert!(dossier.wallet.is_some() && dossier.tier.is_some());
        assert_eq!((dossier.contacts.len(), dossier.visits.len(), dossier.opportunities.len()), (1, 1, 1));
    }

    #[test]
    fn ids_that_yaml_would_misread_are_quoted() {
        for code in ["00004", "17850", "1e3", "null", "true", "2026-01-01"] {
            let id = AccountId::new(code).expect("an id");
            assert_eq!(read(&Stub::named(id, code).text()).id.as_str(), code);
        }
    }

    #[test]
    fn safe_codes_come_first() {
        let ids: Vec<String> = safe_ids(&["A/1", "A-1", "b"]).iter().map(ToString::to_string).collect();
        assert_eq!((ids[1].as_str(), ids[2].as_str()), ("A-1", "b"));
        assert!(ids[0].starts_with("A-1-"), "{ids:?}");
    }
}
