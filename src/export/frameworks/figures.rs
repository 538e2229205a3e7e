//! The figures of each framework for an account, by name. Money is an exact decimal as a string, shares and scores are numbers,
//! days are ISO dates; what is not known is left out.
//!
//! A name ends in what it counts (`contacts`, `open`) or measures (`revenue`, `share`, `days`); a list of choices is an array of
//! their YAML words. Each framework is a function of the module of its section, and its row in the table names it
//! ([`Framework::export`](crate::frameworks::Framework::export)).

pub(crate) mod audit;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod qualification;
pub(crate) mod satisfaction;
pub(crate) mod segmentation;
pub(crate) mod service;
pub(crate) mod stages;
pub(crate) mod terms;
pub(crate) mod value;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::analysis::account_facts::AccountFacts;
use crate::analysis::forecast_outcome::Outcomes;
use crate::analysis::written_sales::gross_profit;
use crate::export::Source;
use crate::portfolio::{Account, Contact, Judgement};

/// Gathers the figures of a framework.
pub type Tell = fn(&Known<'_>, &mut Gathered);

/// What is known of an account.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Everything.
    pub source: &'a Source<'a>,
    /// The position of the account.
    pub at: usize,
    /// Its dossier.
    pub account: &'a Account,
    /// What was computed of it.
    pub facts: &'a AccountFacts,
    /// Today.
    pub day: Date,
}

impl<'a> Known<'a> {
    /// Of the account at a position; `None` where there is none.
    pub fn of(source: &'a Source<'a>, at: usize) -> Option<Self> {
        let (account, facts) = (source.portfolio.accounts.get(at)?, source.analysis.accounts.get(at)?);
        Some(Self { source, at, account, facts, day: source.analysis.as_of.date })
    }

    /// Where outcomes of written periods are looked up.
    pub fn outcomes(&self) -> Outcomes<'_> {
        let analysis = self.source.analysis;
        let first_day = analysis.portfolio.first_day;
        Outcomes {
            sales: &analysis.sales,
            first_day,
            day: self.day,
            fiscal_year_start: self.source.settings.fiscal_year_start,
        }
    }

    /// The newest cost to serve with its period, and what part of that period's revenue and gross profit it is.
    fn put_cost_to_serve(&self, out: &mut Gathered) {
        let Some(last) = self.account.cost_to_serve.last() else { return };
        let amount = last.amount.value;
        let sold = self.outcomes().sold(self.at, &last.period);
        out.put("cost_to_serve", Some(amount));
        out.put("cost_period", Some(last.period.as_str()));
        let revenue = sold.map(|sold| sold.revenue).filter(|revenue| revenue.is_positive());
        out.put("cost_share_of_revenue", revenue.and_then(|revenue| amount.share_of(revenue)));
        out.put("cost_share_of_gross_profit", sold.and_then(gross_profit).and_then(|profit| amount.share_of(profit)));
    }

    /// Whether it has ever bought.
    pub const fn is_sold(&self) -> bool {
        self.facts.first_sale.is_some()
    }

    /// Months of the last twelve in which it bought.
    pub fn months_bought(&self) -> usize {
        self.facts.months.iter().filter(|point| point.now.revenue.is_positive()).count()
    }

    /// Contacts who have not left.
    pub fn in_post(&self) -> impl Iterator<Item = &'a Contact> {
        let day = self.day;
        self.account.contacts.iter().filter(move |contact| contact.in_post(day))
    }
}

/// Figures as they are gathered, by name in alphabetical order: absent ones and empty counts are left out.
#[derive(Debug, Default)]
pub struct Gathered(pub(super) Map<String, Value>);

impl Gathered {
    /// A figure.
    pub fn put<T: Serialize>(&mut self, name: &str, value: Option<T>) {
        let Some(value) = value.and_then(|value| serde_json::to_value(value).ok()) else { return };
        if !value.is_null() {
            self.0.insert(name.to_owned(), value);
        }
    }

    /// How many there are.
    pub fn count(&mut self, name: &str, count: usize) {
        self.put(name, (count > 0).then_some(count));
    }

    /// Whether things hold, as far as they were judged.
    pub fn judgements(&mut self, judgements: &[(&str, &Option<Judgement>)]) {
        for (name, judgement) in judgements {
            self.put(name, judgement.as_ref().map(|judgement| judgement.holds));
        }
    }
}
