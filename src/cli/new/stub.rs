//! What the sales and a master list know of an account, as the beginning of its dossier.

use std::collections::BTreeSet;

use crate::load::accounts_list::{MasterAccount, MasterContact};
use crate::load::dossier_template::{Stub, StubContact};
use crate::load::ledger::SalesAccount;
use crate::portfolio::{AccountId, safe_id};

/// A dossier for an account of the sales, and of the master list where that knows it.
pub fn of_sales(id: AccountId, account: &SalesAccount, master: Option<&MasterAccount>) -> Stub {
    let name =
        master.map(|master| master.name.as_str()).or(account.name.as_deref()).unwrap_or(&account.code).to_owned();
    let stub = with_code(Stub::new(id, name), &account.code);
    match master {
        Some(master) => with_master(stub, master),
        None => stub,
    }
}

/// A dossier for an account of a master list.
pub fn of_list(id: AccountId, account: &MasterAccount) -> Stub {
    with_master(with_code(Stub::new(id, account.name.as_str()), &account.id), account)
}

/// Notes a code of the sales where it is not the id.
pub fn with_code(mut stub: Stub, code: &str) -> Stub {
    if stub.id.as_str() != code {
        stub.sales_ids.push(code.to_owned());
    }
    stub
}

fn with_master(stub: Stub, master: &MasterAccount) -> Stub {
    // A telephone without a name is the account's own.
    let name_of = |contact: &MasterContact| if contact.name.is_empty() { &master.name } else { &contact.name }.clone();
    let says_who =
        |contact: &&MasterContact| !contact.name.is_empty() || contact.phone.is_some() || contact.email.is_some();
    let contacts = master.contacts.iter().filter(says_who).map(|contact| StubContact {
        name: name_of(contact),
        title: contact.title.clone(),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
    });
    Stub {
        industry: master.industry.clone(),
        region: master.region.clone(),
        city: master.city.clone(),
        address: master.address.clone(),
        contacts: contacts.collect(),
        ..stub
    }
}

/// Ids for codes: a code that may be an id is one, whatever the others are.
pub fn safe_ids(codes: &[&str]) -> Vec<AccountId> {
    let mut taken = BTreeSet::new();
    let mut ids: Vec<Option<AccountId>> = vec![None; codes.len()];
    for is_safe in [true, false] {
        for (code, id) in codes.iter().zip(&mut ids).filter(|(code, _)| AccountId::new(code).is_some() == is_safe) {
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
    use crate::load::dossier_template::{Extent, commented_dossier};
    use crate::load::yaml;

    #[test]
    fn it_is_a_valid_dossier_whatever_the_texts_are() {
        let contact = |name: &str| MasterContact { name: name.to_owned(), ..MasterContact::default() };
        let master = MasterAccount {
            id: "CN/118".to_owned(),
            name: "no: \"1\" # 澜裳".to_owned(),
            industry: Some("on".to_owned()),
            region: Some("Norway".to_owned()),
            address: Some("Kirkegt. 1 # 2".to_owned()),
            contacts: vec![
                MasterContact { phone: Some("030-0074321".to_owned()), ..contact("Ana Trujillo") },
                contact("Ana TRUJILLO"),
                contact("王敏"),
                contact("José Ñ."),
                contact(""),
            ],
            ..MasterAccount::default()
        };
        let stub = of_list(safe_id("CN/118", &mut BTreeSet::new()), &master);
        for extent in [Extent::Outline, Extent::Full] {
            let text = commented_dossier(&stub, extent, "zh-CN");
            let (dossier, diagnostics) = yaml::parse::<Dossier>(&Arc::from("a.yaml"), &text);
            assert!(diagnostics.is_empty(), "{text}\n{diagnostics:?}");
            let dossier = dossier.expect("a dossier");
            assert_eq!((dossier.id.as_str(), dossier.sales_ids.as_slice()), ("CN-118", &["CN/118".to_owned()][..]));
            assert_eq!(dossier.name.in_language("en").0, "no: \"1\" # 澜裳");
            let address = dossier.company.address;
            assert_eq!(
                address.map(|address| address.in_language("en").0.to_owned()).as_deref(),
                Some("Kirkegt. 1 # 2")
            );
            assert_eq!((dossier.region.as_deref(), dossier.contacts.len()), (Some("Norway"), 4));
        }
    }

    #[test]
    fn the_list_names_what_the_sales_number() {
        let account = SalesAccount::new("00004".to_owned(), Some("old".to_owned()));
        let id = AccountId::new("00004").expect("an id");
        let stub = of_sales(id.clone(), &account, None);
        assert_eq!((stub.name.as_str(), stub.sales_ids.len()), ("old", 0));
        let master = MasterAccount { id: "00004".to_owned(), name: "new".to_owned(), ..MasterAccount::default() };
        assert_eq!(of_sales(id, &account, Some(&master)).name, "new");
    }

    #[test]
    fn safe_codes_come_first() {
        let ids: Vec<String> = safe_ids(&["A/1", "A-1", "b"]).iter().map(ToString::to_string).collect();
        assert_eq!((ids[1].as_str(), ids[2].as_str()), ("A-1", "b"));
        assert!(ids[0].starts_with("A-1-"), "{ids:?}");
    }
}
