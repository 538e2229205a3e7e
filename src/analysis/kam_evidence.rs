//! How far an account has come on the KAM ladder, as the evidence has it (S4; Millman & Wilson 1995).
//!
//! The sources describe the stages in words: before the first contract (孕育); one of several suppliers, through one channel
//! (初级); operations, control and finance in full contact (伙伴); a supply-chain solution (协作). The numbers below are our
//! reading of them (convention):
//!
//! | stage | contract | share of wallet | suppliers | functions in contact |
//! |---|---|---|---|---|
//! | early | purchases in the 12 months, or a running contract | – | – | – |
//! | mid | a running contract | 25 % or more | – | 2 or more |
//! | partnership | of a year or more | 50 % or more | 3 at most | 4 or more, with operations and finance |
//! | synergistic | of a year or more, with a supply commitment or a logistics solution | 70 % or more | 2 at most | the same |
//!
//! 1. Each condition is met, not met, or not known: no wallet, no contracts, no contacts or no number of suppliers on file.
//! 2. [`KamEvidence::proven`] is the highest stage of which everything, and everything below it, is met.
//! 3. [`KamEvidence::possible`] is the highest stage that nothing known speaks against.
//!
//! A dossier is contradicted only above the second or below the first: what is not known proves nothing.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::account_facts::AccountFacts;
use super::meetings::last_met;
use crate::portfolio::{
    Account, Amount, ContactCoverage, Contract, Function, KamStageName, SolutionBlock, days_between,
};

/// Stages that evidence can support, rising.
const LADDER: [KamStageName; 5] =
    [KamStageName::Pre, KamStageName::Early, KamStageName::Mid, KamStageName::Partnership, KamStageName::Synergistic];

/// What is known that bears on the KAM stage.
#[derive(Debug, Clone, PartialEq)]
pub struct KamEvidence {
    /// Value of the running contracts that state one; `None` where none does.
    pub contract_value: Option<Amount>,
    /// Our share of the wallet; `None` without a wallet.
    pub share_of_wallet: Option<f64>,
    /// Suppliers of what we sell, us included.
    pub suppliers: Option<u32>,
    /// Functions with a contact in post whom we are in touch with: met, where the dossier records whom visits met;
    /// `None` without contacts.
    pub functions: Option<usize>,
    /// The highest stage that is proven.
    pub proven: KamStageName,
    /// The highest stage that nothing speaks against.
    pub possible: KamStageName,
    /// The stages, rising, with what each asks for.
    pub rungs: Vec<KamRung>,
}

/// A stage with what it asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct KamRung {
    /// Which.
    pub stage: KamStageName,
    /// Each condition: met, not met, or not known.
    pub conditions: Vec<(Condition, Option<bool>)>,
}

/// What a stage can ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Condition {
    /// Purchases in the 12 months, or a running contract.
    Business,
    /// A running contract.
    Contract,
    /// A running contract of a year or more.
    LongContract,
    /// This share of the wallet or more.
    Share(f64),
    /// So many suppliers at most, us included.
    Suppliers(u32),
    /// So many functions in contact or more.
    Functions(usize),
    /// Operations, logistics or production in contact.
    Operations,
    /// Finance in contact.
    Finance,
    /// A supply commitment, or a solution in logistics.
    SupplyChain,
}

impl KamEvidence {
    /// Of an account on a day.
    pub fn of(account: &Account, facts: &AccountFacts, day: Date) -> Self {
        let known = Known::of(account, facts, day);
        let rungs: Vec<KamRung> =
            LADDER.iter().map(|&stage| KamRung { stage, conditions: known.conditions(stage) }).collect();
        let met: Vec<Option<bool>> = rungs.iter().map(|rung| all(&rung.conditions)).collect();
        let up_to = |holds: fn(&Option<bool>) -> bool| {
            let steps = met.iter().take_while(|met| holds(met)).count();
            LADDER.get(steps.saturating_sub(1)).copied().unwrap_or(KamStageName::Pre)
        };
        Self {
            contract_value: known.contract_value(),
            share_of_wallet: known.share,
            suppliers: known.suppliers,
            functions: known.functions.as_ref().map(BTreeSet::len),
            proven: up_to(|met| *met == Some(true)),
            possible: up_to(|met| *met != Some(false)),
            rungs,
        }
    }
}

/// The facts that conditions are about.
struct Known<'a> {
    buys: bool,
    /// Running contracts; `None` where no contract is on file.
    contracts: Option<Vec<&'a Contract>>,
    share: Option<f64>,
    suppliers: Option<u32>,
    functions: Option<BTreeSet<Function>>,
    /// A supply commitment in force or a value proposition in logistics.
    supply_chain: bool,
}

impl<'a> Known<'a> {
    fn of(account: &'a Account, facts: &AccountFacts, day: Date) -> Self {
        let running = |contract: &&Contract| {
            contract.start <= day && (contract.renews || contract.end.is_none_or(|end| end >= day))
        };
        let contracts = &account.contracts;
        // Where visits are on record, whom none of them met is nobody we are in contact with.
        let logged = account.visits.iter().any(|visit| visit.is_done_by(day) && !visit.met.is_empty());
        let in_touch = account.contacts.iter().filter(|contact| {
            contact.in_post(day)
                && contact.coverage.is_none_or(|coverage| coverage != ContactCoverage::None)
                && (!logged || last_met(account, contact, day).is_some())
        });
        let in_force =
            |from: Option<Date>, to: Option<Date>| from.is_none_or(|f| f <= day) && to.is_none_or(|t| t >= day);
        Self {
            buys: facts.year.revenue.is_positive(),
            contracts: (!contracts.is_empty()).then(|| contracts.iter().filter(running).collect()),
            share: facts.position.map(|position| position.share),
            suppliers: account.kam_stage.as_ref().and_then(|stage| stage.suppliers),
            functions: (!account.contacts.is_empty())
                .then(|| in_touch.filter_map(|contact| contact.function).collect()),
            supply_chain: account.supply.commitments.iter().any(|c| in_force(c.from, c.to))
                || account.value_propositions.iter().any(|value| value.block == Some(SolutionBlock::Logistics)),
        }
    }

    fn contract_value(&self) -> Option<Amount> {
        let values: Vec<Amount> =
            self.contracts.iter().flatten().filter_map(|contract| Some(contract.value.as_ref()?.value)).collect();
        (!values.is_empty()).then(|| values.into_iter().sum())
    }

    /// What a stage asks for, and whether it is there.
    fn conditions(&self, stage: KamStageName) -> Vec<(Condition, Option<bool>)> {
        let asked: &[Condition] = match stage {
            KamStageName::Pre | KamStageName::Uncoupling => &[],
            KamStageName::Early => &[Condition::Business],
            KamStageName::Mid => &[Condition::Contract, Condition::Share(0.25), Condition::Functions(2)],
            KamStageName::Partnership => &[
                Condition::LongContract,
                Condition::Share(0.50),
                Condition::Suppliers(3),
                Condition::Functions(4),
                Condition::Operations,
                Condition::Finance,
            ],
            KamStageName::Synergistic => &[
                Condition::LongContract,
                Condition::Share(0.70),
                Condition::Suppliers(2),
                Condition::Functions(4),
                Condition::Operations,
                Condition::Finance,
                Condition::SupplyChain,
            ],
        };
        asked.iter().map(|&condition| (condition, self.meets(condition))).collect()
    }

    fn meets(&self, condition: Condition) -> Option<bool> {
        match condition {
            Condition::Business => Some(self.buys || self.contract(|_| true).unwrap_or_default()),
            Condition::Contract => self.contract(|_| true),
            Condition::LongContract => self.long_contract(),
            Condition::Share(from) => self.share(from),
            Condition::Suppliers(most) => self.at_most(most),
            Condition::Functions(least) => Some(self.functions.as_ref()?.len() >= least),
            Condition::Operations => {
                self.in_contact(&[Function::Operations, Function::Logistics, Function::Production])
            }
            Condition::Finance => self.in_contact(&[Function::Finance]),
            Condition::SupplyChain => Some(self.supply_chain),
        }
    }

    fn contract(&self, such: impl Fn(&Contract) -> bool) -> Option<bool> {
        self.contracts.as_ref().map(|running| running.iter().any(|contract| such(contract)))
    }

    fn long_contract(&self) -> Option<bool> {
        self.contract(|contract| {
            contract.renews || contract.end.is_none_or(|end| days_between(contract.start, end) >= 364)
        })
    }

    fn share(&self, from: f64) -> Option<bool> {
        self.share.map(|share| share >= from)
    }

    fn at_most(&self, suppliers: u32) -> Option<bool> {
        self.suppliers.map(|count| count <= suppliers)
    }

    /// Whether one of some functions is in contact.
    fn in_contact(&self, any: &[Function]) -> Option<bool> {
        let functions = self.functions.as_ref()?;
        Some(any.iter().any(|function| functions.contains(function)))
    }
}

/// Kleene's “and”: false where one is, else unknown where one is.
fn all(conditions: &[(Condition, Option<bool>)]) -> Option<bool> {
    let any = |wanted| conditions.iter().any(|(_, met)| *met == wanted);
    if any(Some(false)) {
        Some(false)
    } else if any(None) {
        None
    } else {
        Some(true)
    }
}
