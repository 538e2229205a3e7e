//! A master list of accounts (from a CRM or ERP) for `init --accounts`: names, industries, regions and contacts.
//!
//! Columns are guessed from English and Chinese headers; an account that occurs in several rows has several contacts.

use std::path::Path;

use anyhow::Context;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::ledger::{self, SmallTable};

/// What a column of the list can be, in the order in which they are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its name says")]
pub enum ListField {
    AccountId,
    AccountName,
    Industry,
    Region,
    City,
    Address,
    ContactName,
    ContactTitle,
    Phone,
    Email,
}

impl ListField {
    const ALL: [Self; 10] = [
        Self::AccountId,
        Self::AccountName,
        Self::Industry,
        Self::Region,
        Self::City,
        Self::Address,
        Self::ContactName,
        Self::ContactTitle,
        Self::Phone,
        Self::Email,
    ];

    /// Its name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccountId => "account_id",
            Self::AccountName => "account_name",
            Self::Industry => "industry",
            Self::Region => "region",
            Self::City => "city",
            Self::Address => "address",
            Self::ContactName => "contact_name",
            Self::ContactTitle => "contact_title",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// Headers that mean it, folded, best first.
    #[rustfmt::skip]
    const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::AccountId => &["accountid", "accountcode", "accountno", "accountnumber", "客户编号", "客户代码", "客户编码", "客户号", "客户id", "customerid", "customercode", "customerno", "customernumber", "clientid", "编号", "代码", "编码", "id", "code"],
            Self::AccountName => &["accountname", "客户名称", "客户全称", "客户简称", "客户", "customername", "companyname", "clientname", "公司名称", "企业名称", "单位名称", "公司", "company", "customer", "account", "client", "name", "名称"],
            Self::Industry => &["industry", "行业", "所属行业", "客户行业", "行业分类", "sector", "businesstype", "segment", "industrysegment"],
            Self::Region => &["region", "区域", "地区", "大区", "省份", "省", "state", "province", "stateprovince", "territory", "salesregion", "country", "国家", "国家地区", "countryregion"],
            Self::City => &["city", "城市", "市", "所在城市", "town"],
            Self::Address => &["address", "地址", "公司地址", "详细地址", "联系地址", "street", "streetaddress", "billingaddress"],
            Self::ContactName => &["contactname", "联系人", "联系人姓名", "客户联系人", "主要联系人", "contact", "contactperson", "primarycontact"],
            Self::ContactTitle => &["contacttitle", "职务", "职位", "联系人职务", "联系人职位", "title", "jobtitle", "position"],
            Self::Phone => &["phone", "电话", "联系电话", "手机", "手机号", "联系人电话", "telephone", "mobile", "phonenumber", "contactphone", "tel"],
            Self::Email => &["email", "邮箱", "电子邮箱", "联系邮箱", "电子邮件", "mail", "emailaddress", "contactemail"],
        }
    }
}

/// An account of the list. What the list does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MasterAccount {
    /// Code as written; the name where the list has no codes.
    pub id: String,
    /// Name; the code where the list has no names.
    pub name: String,
    /// Industry.
    pub industry: Option<String>,
    /// Region, province or state; country where the list has none of these.
    pub region: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// People, in the order of the rows.
    pub contacts: Vec<MasterContact>,
    /// Line of its first row.
    pub line: usize,
}

/// A person of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MasterContact {
    /// Name; empty where only a phone or an address is known.
    pub name: String,
    /// Job title.
    pub title: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// The list, and how it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountsList {
    /// In the order of their first rows.
    pub accounts: Vec<MasterAccount>,
    /// Which header was taken for what.
    pub taken: Vec<(ListField, String)>,
    /// Headers that were taken for nothing.
    pub left: Vec<String>,
}

/// Reads a list; `name` is what diagnostics call the file.
pub fn read(path: &Path, name: &str) -> anyhow::Result<(AccountsList, Diagnostics)> {
    let mut diagnostics = Diagnostics::new();
    let table = match ledger::read_small_table(path).with_context(|| format!("cannot read {}", path.display()))? {
        Ok(table) => table,
        Err(fault) => {
            diagnostics.extend(ledger::file_diagnostics(&fault, name));
            return Ok((AccountsList::default(), diagnostics));
        }
    };
    let columns = ListField::ALL.map(|field| table.column(field.headers()));
    let of = |field: ListField| columns[field as usize];
    if of(ListField::AccountId).is_none() && of(ListField::AccountName).is_none() {
        let message = format!("no column was recognised as the account; the file has `{}`", table.headers.join("`, `"));
        let place = table.header_spot().place(name);
        let help = "name the columns account_id, account_name, industry, region, contact_name, …";
        diagnostics.push(Diagnostic::error(codes::SALES_COLUMNS, message).at(place).help(help));
        return Ok((AccountsList::default(), diagnostics));
    }
    let mut list = AccountsList {
        accounts: Vec::new(),
        taken: ListField::ALL.iter().filter_map(|&field| Some((field, table.headers[of(field)?].clone()))).collect(),
        left: (0..table.headers.len())
            .filter(|&i| !columns.contains(&Some(i)))
            .map(|i| table.headers[i].clone())
            .collect(),
    };
    let mut known = std::collections::BTreeMap::new();
    for (index, (line, row)) in table.rows.iter().enumerate() {
        let text = |field: ListField| Some(SmallTable::cell(row, of(field)).to_owned()).filter(|text| !text.is_empty());
        let (id, title) = (text(ListField::AccountId), text(ListField::AccountName));
        let Some(id) = id.or_else(|| title.clone()) else {
            let message = "the row names no account: it is left out";
            let column = of(ListField::AccountId).or(of(ListField::AccountName));
            let warning = Diagnostic::warning(codes::BAD_SALES_ROW, message).at(table.spot(index, column).place(name));
            diagnostics.push(warning.help("write the code or the name of the account, or take the row out"));
            continue;
        };
        if row.len() < table.headers.len() {
            let message =
                format!("the row has {} of {} cells: the others are taken for empty", row.len(), table.headers.len());
            let warning = Diagnostic::warning(codes::BAD_SALES_ROW, message).at(table.spot(index, None).place(name));
            diagnostics.push(warning.help("complete the row, or take it out"));
        }
        let position = *known.entry(id.clone()).or_insert(list.accounts.len());
        let before = list.accounts.get(position).cloned();
        if before.is_none() {
            list.accounts.push(MasterAccount {
                name: title.clone().unwrap_or_else(|| id.clone()),
                id,
                line: *line,
                ..MasterAccount::default()
            });
        }
        let account = &mut list.accounts[position];
        for (value, field) in [
            (&mut account.industry, ListField::Industry),
            (&mut account.region, ListField::Region),
            (&mut account.city, ListField::City),
            (&mut account.address, ListField::Address),
        ] {
            if value.is_none() {
                *value = text(field);
            }
        }
        let contact = MasterContact {
            name: text(ListField::ContactName).unwrap_or_default(),
            title: text(ListField::ContactTitle),
            phone: text(ListField::Phone),
            email: text(ListField::Email),
        };
        if contact != MasterContact::default() && !account.contacts.contains(&contact) {
            account.contacts.push(contact);
        }
        let passed_over = before.map(|before| passed_over(&before, account, title.as_deref(), &text));
        for (field, message) in passed_over.unwrap_or_default() {
            let place = table.spot(index, field.and_then(of)).place(name);
            let warning = Diagnostic::warning(codes::DUPLICATE_ENTRY, message).at(place);
            diagnostics.push(warning.help("give the row the code of its own account, or take it out"));
        }
    }
    Ok((list, diagnostics))
}

/// All that a further row of an account says and that is not taken over, each with its column. `before` is the account before the
/// row, `now` after it.
fn passed_over(
    before: &MasterAccount,
    now: &MasterAccount,
    title: Option<&str>,
    text: &dyn Fn(ListField) -> Option<String>,
) -> Vec<(Option<ListField>, String)> {
    let MasterAccount { id, line, .. } = before;
    let mut found = Vec::new();
    if let Some(title) = title.filter(|title| *title != before.name) {
        let message = format!("`{id}` stands on line {line} as “{}”: the name “{title}” is passed over", before.name);
        found.push((Some(ListField::AccountName), message));
    }
    let kept = [
        (ListField::Industry, &before.industry),
        (ListField::Region, &before.region),
        (ListField::City, &before.city),
        (ListField::Address, &before.address),
    ];
    for (field, kept) in kept {
        if let (Some(kept), Some(other)) = (kept, text(field))
            && *kept != other
        {
            let message = format!("`{id}` stands on line {line} with “{kept}”: “{other}” is passed over");
            found.push((Some(field), message));
        }
    }
    if found.is_empty() && before == now {
        found.push((None, format!("`{id}` stands on line {line} already: this row adds nothing")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_account_are_its_contacts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let text = "客户编码,客户名称,所属行业,联系人,职务,备注\n007,澜裳,服装,王敏,采购经理,x\n007,澜裳,,李雷,,\n,海辰,机械,,,\n,,机械,,,\n";
        std::fs::write(&path, text).unwrap();
        let (list, diagnostics) = read(&path, "a.csv").unwrap();
        let names: Vec<(&str, &str, usize)> =
            list.accounts.iter().map(|a| (a.id.as_str(), a.name.as_str(), a.contacts.len())).collect();
        assert_eq!(names, [("007", "澜裳", 2), ("海辰", "海辰", 0)]);
        assert_eq!(list.accounts[0].contacts[0].title.as_deref(), Some("采购经理"));
        assert_eq!(list.left, ["备注"]);
        assert_eq!(diagnostics.iter().map(|d| d.place.as_ref().map(|p| p.line)).collect::<Vec<_>>(), [Some(5)]);
    }

    /// Rows of one code are contacts of one account; what differs beyond them is told.
    #[test]
    fn a_code_that_occurs_again_drops_nothing_without_a_word() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let text = "account_id,account_name,city,contact_name,address\n1,Alpha,Berlin,Ann,1 Main St\n1,Beta,Berlin,Bob,\n1,Alpha,Rome,Cid,\n\
                    1,Alpha,,Dan,\n1,Alpha,Berlin,Ann,\n1,Alpha,,Eve,9 Other Rd\n1,Gamma,Oslo,Fay,\n";
        std::fs::write(&path, text).unwrap();
        let (list, diagnostics) = read(&path, "a.csv").unwrap();
        assert_eq!((list.accounts.len(), list.accounts[0].contacts.len()), (1, 6));
        let said: Vec<(usize, &str)> =
            diagnostics.iter().map(|d| (d.place.as_ref().map_or(0, |p| p.line), d.message.as_str())).collect();
        let expected = [
            (3, "`1` stands on line 2 as “Alpha”: the name “Beta” is passed over"),
            (4, "`1` stands on line 2 with “Berlin”: “Rome” is passed over"),
            (6, "`1` stands on line 2 already: this row adds nothing"),
            (7, "`1` stands on line 2 with “1 Main St”: “9 Other Rd” is passed over"),
            (8, "`1` stands on line 2 as “Alpha”: the name “Gamma” is passed over"),
            (8, "`1` stands on line 2 with “Berlin”: “Oslo” is passed over"),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_short_row_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "account_id,account_name,city\n1,Alpha,Berlin\nBADROW\n").unwrap();
        let (list, diagnostics) = read(&path, "a.csv").unwrap();
        let said: Vec<(usize, &str)> =
            diagnostics.iter().map(|d| (d.place.as_ref().map_or(0, |p| p.line), d.message.as_str())).collect();
        assert_eq!(
            (list.accounts.len(), said),
            (2, vec![(3, "the row has 1 of 3 cells: the others are taken for empty")])
        );
    }

    /// A state beside a country is the finer of the two; the regions of a list are of one kind.
    #[test]
    fn a_country_is_the_region_where_there_is_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        for (text, regions, left) in [
            ("account_id,state,country\n1,Ohio,USA\n2,,Norway\n", [Some("Ohio"), None], &["country"][..]),
            ("account_id,country\n1,USA\n2,Norway\n", [Some("USA"), Some("Norway")], &[]),
        ] {
            std::fs::write(&path, text).unwrap();
            let (list, _) = read(&path, "a.csv").unwrap();
            let found: Vec<Option<&str>> = list.accounts.iter().map(|account| account.region.as_deref()).collect();
            assert_eq!(
                (found.as_slice(), list.left.as_slice()),
                (&regions[..], &left.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>()[..])
            );
        }
    }

    #[test]
    fn lists_of_the_vendors_samples() {
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
        if !shared.is_dir() {
            eprintln!("{} is absent: not tested", shared.display());
            return;
        }
        let (list, diagnostics) = read(&shared.join("northwind_accounts.csv"), "n.csv").unwrap();
        assert!(diagnostics.is_empty());
        let first = &list.accounts[0];
        assert_eq!((list.accounts.len(), first.id.as_str(), first.city.as_deref()), (91, "ALFKI", Some("Berlin")));
        assert_eq!(first.contacts[0].name, "Maria Anders");
        assert_eq!(list.left, ["postal_code", "country", "fax"]);
        let (list, _) = read(&shared.join("adventureworks_accounts.csv"), "a.csv").unwrap();
        assert_eq!(list.left, ["country"]);
        assert_eq!((list.accounts.len(), list.accounts[0].industry.as_deref()), (701, Some("Value Added Reseller")));
    }
}
