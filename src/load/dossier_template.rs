//! The dossier that `keyfolio new account` and `init` write: what is known filled in, everything else as comments to fill.
//!
//! Without the `# ` at the start of its lines the full template is a valid dossier with an example for every key.

use super::dossier_fields::{Field, Row, rows};
use super::yaml::{in_quotes, quoted};
use crate::portfolio::AccountId;

/// Column at which explanations start.
const EXPLANATIONS: usize = 44;

/// What is known of an account before its dossier is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    /// Id.
    pub id: AccountId,
    /// Name.
    pub name: String,
    /// Codes in the sales, where they differ from the id.
    pub sales_ids: Vec<String>,
    /// Account above it.
    pub parent: Option<AccountId>,
    /// Industry.
    pub industry: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Postal address of the company.
    pub address: Option<String>,
    /// Account manager.
    pub manager: Option<String>,
    /// Contacts of a master list.
    pub contacts: Vec<StubContact>,
}

impl Stub {
    /// An account of which only id and name are known.
    pub fn new(id: AccountId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            sales_ids: Vec::new(),
            parent: None,
            industry: None,
            region: None,
            city: None,
            address: None,
            manager: None,
            contacts: Vec::new(),
        }
    }

    /// What is known under a top-level key, as YAML; `None` where nothing is.
    fn known(&self, key: &str) -> Option<String> {
        let text = |value: &Option<String>| value.as_deref().map(quoted);
        match key {
            "id" => Some(quoted(self.id.as_str())),
            "name" => Some(quoted(&self.name)),
            "sales_ids" if !self.sales_ids.is_empty() => {
                Some(format!("[{}]", self.sales_ids.iter().map(|code| in_quotes(code)).collect::<Vec<_>>().join(", ")))
            }
            "parent" => self.parent.as_ref().map(|parent| quoted(parent.as_str())),
            "industry" => text(&self.industry),
            "region" => text(&self.region),
            "city" => text(&self.city),
            "manager" => text(&self.manager),
            "company" => self.address.is_some().then(String::new),
            "company.address" => text(&self.address),
            _ => None,
        }
    }
}

/// A contact of a master list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StubContact {
    /// Name; an id is made of it.
    pub name: String,
    /// Post.
    pub title: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
}

/// How much of the dossier's keys is listed in comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Top-level keys only: for the many stubs of `init`.
    Outline,
    /// Every key with an example: for `new account`.
    Full,
}

/// A dossier with comments in a language (`zh…` is Chinese, anything else English).
pub fn commented_dossier(stub: &Stub, extent: Extent, language: &str) -> String {
    let mut out = String::new();
    let mut previous = "";
    for row in rows() {
        match row {
            Row::Heading(words) => out.extend(["\n## ", words.in_language(language), "\n"]),
            Row::Field(field) => {
                let depth_allowed = extent == Extent::Full || !field.path.contains('.');
                if let Some(value) = stub.known(field.path) {
                    out.push_str(&explained(&line(&field, previous, &value), &field, language));
                } else if field.path == "contacts[]" && !stub.contacts.is_empty() {
                    out.push_str(&contacts(&stub.contacts));
                } else if depth_allowed {
                    out.push_str(&explained(&format!("# {}", line(&field, previous, field.example)), &field, language));
                }
                previous = field.path;
            }
        }
    }
    out.trim_start().to_owned()
}

/// A key with a value, indented as it stands; the first key of an item has its dash.
fn line(field: &Field, previous: &str, value: &str) -> String {
    let (above, key) = field.path.rsplit_once('.').unwrap_or(("", field.path));
    let levels = above.split('.').filter(|level| !level.is_empty());
    let indent: usize = levels.map(|level| if level.ends_with(']') { 4 } else { 2 }).sum();
    let starts_item = above.ends_with(']') && !previous.starts_with(&format!("{above}."));
    let key = key.trim_end_matches("[]").trim_end_matches("[+]");
    let dash = if starts_item { "- " } else { "" };
    let space = if value.is_empty() { "" } else { " " };
    format!("{:width$}{dash}{key}:{space}{value}", "", width = indent - dash.len())
}

/// A line with its explanation behind it.
fn explained(line: &str, field: &Field, language: &str) -> String {
    let words = field.words.in_language(language);
    if words.is_empty() {
        return format!("{line}\n");
    }
    let width: usize = line.chars().map(|c| if u32::from(c) >= 0x1100 { 2 } else { 1 }).sum();
    format!("{line}{:padding$}  # {words}\n", "", padding = EXPLANATIONS.saturating_sub(width))
}

/// Contacts of a master list, with ids.
fn contacts(contacts: &[StubContact]) -> String {
    let mut taken = std::collections::BTreeSet::new();
    let mut out = String::from("contacts:\n");
    for contact in contacts {
        let id = crate::portfolio::safe_id(&contact.name, &mut taken);
        out.extend(["  - id: ", &quoted(id.as_str()), "\n    name: ", &quoted(&contact.name), "\n"]);
        for (key, value) in [("title", &contact.title), ("phone", &contact.phone), ("email", &contact.email)] {
            if let Some(value) = value {
                let value = if key == "phone" { in_quotes(value) } else { quoted(value) };
                out.extend(["    ", key, ": ", &value, "\n"]);
            }
        }
    }
    out
}
