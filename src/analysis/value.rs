//! Typed values that a sentence is made of: the catalogues put them in words, in each language and by its units.

use jiff::civil::Date;
use serde::Serialize;

use super::abc::AbcClass;
use crate::frameworks::attack_defend::Zone;
use crate::load::ledger::ProductIx;
use crate::portfolio::{Amount, Localised, Month, Period};
use crate::project::settings::AbcBase;

/// A value of a finding or of a rule's evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Money in the currency of the portfolio.
    Money(Amount),
    /// A share, 0 to 1 (beyond, where returns prevail): “14 %”.
    Share(f64),
    /// A relative change, 0.15 for 15 % more: “+15 %”.
    Rate(f64),
    /// A difference of two shares, 0.01 for one percentage point: “+1.0 point”.
    Points(f64),
    /// A plain number of things.
    Count(usize),
    /// Whole months.
    Months(i32),
    /// Whole days.
    Days(i32),
    /// Position of an account: its name.
    Account(usize),
    /// Positions of several accounts: their names.
    Accounts(Vec<usize>),
    /// A product of the ledger: its name.
    Product(ProductIx),
    /// A computed class; none for an account without a positive amount in the period.
    Class(Option<AbcClass>),
    /// A zone of the attack/defend matrix.
    Zone(Zone),
    /// Revenue or gross profit.
    Base(AbcBase),
    /// A day.
    Date(Date),
    /// Some days.
    Period(Period),
    /// A month.
    Month(Month),
    /// The dossier's own words: the name of a contact, an action, a contract.
    Words(Localised),
    /// A word of a fixed list of the dossier: the list and the key in it, `("kam_stage", "mid")`.
    Choice(&'static str, &'static str),
    /// Several words of such a list.
    Choices(&'static str, Vec<&'static str>),
    /// A rule, by its id: its name.
    Rule(&'static str),
    /// Frameworks, by their ids: their names.
    Frameworks(Vec<&'static str>),
}

/// Values by name, in the order in which they are worth reading.
pub type Values = Vec<(&'static str, Value)>;
