//! The blocks of a dossier: what the rows of the table record, and the fields of S4 5.3 that no framework reads; and those of them
//! that are a matter for an account.

use super::framework::Framework;
use super::table::FRAMEWORKS;
use crate::portfolio::{Account, Company, Contact, Portfolio};

/// A block of a dossier.
#[derive(Debug, Clone, Copy)]
pub enum Block {
    /// What a framework records.
    Framework(&'static Framework),
    /// What is to be known of an account, whatever framework one works with.
    Record(&'static Record),
}

/// Fields of a dossier that no framework reads (S4 5.3).
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// Stable name, in kebab-case.
    pub id: &'static str,
    /// The key of the dossier.
    pub key: &'static str,
    recorded: fn(&Account) -> bool,
}

/// The company (企业基本情况), the contact details (联系方式) and the work of each person (工作信息). What is private of them (个人信息)
/// is nothing that anybody is asked to fill in.
pub const RECORDS: &[Record] = &[
    Record { id: "company", key: "company", recorded: |account| account.company != Company::default() },
    Record {
        id: "contact-details",
        key: "contacts[].phone",
        recorded: |account| account.contacts.iter().any(Contact::is_reachable),
    },
    Record {
        id: "work",
        key: "contacts[].duties",
        recorded: |account| {
            let works = |one: &Contact| one.duties.is_some() || one.results.is_some() || one.goals.is_some();
            account.contacts.iter().any(works)
        },
    },
];

impl Block {
    /// The key of the dossier.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Framework(framework) => framework.key,
            Self::Record(record) => record.key,
        }
    }

    /// The key of its name in the catalogues.
    pub fn name_key(&self) -> String {
        match self {
            Self::Framework(framework) => format!("framework.{}.name", framework.id),
            Self::Record(record) => format!("block.{}", record.id),
        }
    }

    /// The framework of which the page says more; `None` where there is none.
    pub const fn framework(&self) -> Option<&'static Framework> {
        match self {
            Self::Framework(framework) => Some(framework),
            Self::Record(_) => None,
        }
    }

    /// Whether it is filled in for an account, in its own dossier or in those of others.
    pub fn is_recorded(&self, portfolio: &Portfolio, account: &Account) -> bool {
        match self {
            Self::Framework(framework) => framework.is_recorded(portfolio, account),
            Self::Record(record) => (record.recorded)(account),
        }
    }

    /// Whether it is a matter for an account at all.
    pub fn applies(&self, portfolio: &Portfolio, account: &Account) -> bool {
        self.framework().is_none_or(|framework| framework.applies(portfolio, account))
    }
}

/// All blocks: the rows that a dossier records, each key once, and [`RECORDS`].
pub fn blocks() -> Vec<Block> {
    each().collect()
}

fn each() -> impl Iterator<Item = Block> {
    let rows = FRAMEWORKS.iter().zip(FIRST_OF_KEY).filter_map(|(framework, is_first)| is_first.then_some(framework));
    rows.map(Block::Framework).chain(RECORDS.iter().map(Block::Record))
}

/// Which rows of the table are the first of those with their key. Reckoned by the compiler: blocks are asked for per account.
const FIRST_OF_KEY: [bool; FRAMEWORKS.len()] = {
    let mut first = [false; FRAMEWORKS.len()];
    let mut at = 0;
    while at < first.len() {
        first[at] = is_first_of_key(at);
        at += 1;
    }
    first
};

const fn is_first_of_key(at: usize) -> bool {
    let key = FRAMEWORKS[at].key;
    let mut before = 0;
    while before < at {
        if is_same(FRAMEWORKS[before].key, key) {
            return false;
        }
        before += 1;
    }
    !key.is_empty()
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    one.len() == other.len() && at == one.len()
}

/// Those of them that are a matter for an account.
pub fn blocks_of(portfolio: &Portfolio, account: &Account) -> impl Iterator<Item = Block> {
    each().filter(move |block| block.applies(portfolio, account))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample;

    #[test]
    fn a_group_stands_in_the_dossiers_of_its_members_and_is_no_matter_for_a_single_firm() {
        let mut accounts = ["alone", "branch", "head"].map(sample::account);
        accounts[1].parent = Some(accounts[2].id.clone());
        let portfolio = sample::portfolio(accounts.to_vec());
        let group = blocks().into_iter().find(|block| block.key() == "parent").unwrap();
        let asked = |at: usize| {
            let account = &portfolio.accounts[at];
            let counted = blocks_of(&portfolio, account).any(|block| block.key() == "parent");
            counted.then(|| group.is_recorded(&portfolio, account))
        };
        assert_eq!([0, 1, 2].map(asked), [None, Some(true), Some(true)]);
        assert_eq!(blocks_of(&portfolio, &portfolio.accounts[0]).count(), blocks().len() - 1);
    }

    #[test]
    fn who_cannot_be_reached_leaves_a_block_open() {
        let mut account = sample::account("a");
        let portfolio = sample::portfolio(vec![account.clone()]);
        let open = |account: &Account| -> Vec<&'static str> {
            let open = blocks().into_iter().filter(|block| matches!(block, Block::Record(_)));
            open.filter(|block| !block.is_recorded(&portfolio, account)).map(|block| block.key()).collect()
        };
        let contacts = |text: &str| {
            let entries: Vec<crate::portfolio::ContactEntry> = serde_yaml::from_str(text).unwrap();
            entries.into_iter().map(crate::portfolio::ContactEntry::lock).collect()
        };
        assert_eq!(open(&account), ["company", "contacts[].phone", "contacts[].duties"]);
        account.contacts = contacts("[{id: a, name: A, goals: more}, {id: b, name: B, wechat: bb}]");
        assert_eq!(open(&account), ["company"]);
        account.company = serde_yaml::from_str("{size: large}").unwrap();
        assert!(open(&account).is_empty());
    }
}
