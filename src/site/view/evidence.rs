//! Values of findings and of rule hits as arguments of a sentence, and the sentence of a hit.

use super::Voice;
use crate::analysis::value::{Value, Values};
use crate::load::ledger::{Product, ProductIx};
use crate::locale::Arg;
use crate::portfolio::Portfolio;
use crate::project::settings::AbcBase;
use crate::rules::RuleHit;

/// Accounts that a sentence names, at most.
const NAMED: usize = 3;

/// A voice that knows what accounts and products are called.
#[derive(Debug, Clone, Copy)]
pub struct Witness<'a> {
    /// The language.
    pub voice: Voice<'a>,
    /// Accounts.
    pub portfolio: &'a Portfolio,
    /// Products, as the sales number them.
    pub products: &'a [Product],
}

impl Witness<'_> {
    /// The name of an account.
    pub fn account(&self, at: usize) -> String {
        self.portfolio.accounts[at].name.in_language(self.voice.language().tag()).0.to_owned()
    }

    /// The name of a product, that of the product line that it is in the page's language; else its code or category.
    pub fn product(&self, product: ProductIx) -> String {
        let product = self.products.get(product.0 as usize);
        product.map_or_else(String::new, |product| {
            let names = [Some(&product.name), Some(&product.code), product.category.as_ref()];
            let name = names.into_iter().flatten().find(|name| !name.is_empty());
            let language = self.voice.language().tag();
            let named = |name: &String| self.portfolio.notes.called(name, language).to_owned();
            name.map_or_else(|| self.voice.word("account.products.unnamed"), named)
        })
    }

    /// What a rule found, as a sentence without the account that it is about.
    pub fn hit(&self, hit: &RuleHit) -> String {
        // A share that is all of it is said in words, not as 100.0%.
        let whole = |(_, value): &(&str, Value)| matches!(value, Value::Share(share) if *share >= 0.9995);
        let said = format!("rule.hit_whole.{}", hit.key);
        let is_whole = hit.evidence.iter().any(whole) && self.voice.catalog.contains(&said);
        let key = if is_whole { said } else { format!("rule.hit.{}", hit.key) };
        self.voice.say(&key, &self.arguments(&hit.evidence))
    }

    /// Each value in finished words under its name; the first whole number also as `count`, which chooses the plural.
    pub fn arguments(&self, values: &Values) -> Vec<(&'static str, Arg<'static>)> {
        let mut arguments: Vec<(&'static str, Arg<'static>)> =
            values.iter().map(|(name, value)| (*name, self.argument(name, value))).collect();
        let named = arguments.iter().any(|(name, _)| *name == "count");
        let whole = values.iter().find_map(|(_, value)| match value {
            Value::Count(count) => Some(Arg::from(*count)),
            Value::Months(count) | Value::Days(count) => Some(Arg::Number((*count).into())),
            _ => None,
        });
        arguments.extend(whole.filter(|_| !named).map(|count| ("count", count)));
        arguments
    }

    fn argument(&self, name: &str, value: &Value) -> Arg<'static> {
        let locale = self.voice.locale;
        let words = match value {
            Value::Money(amount) => locale.money(*amount),
            // The part of a change is said in whole per cent.
            Value::Share(share) if name == "part" => locale.percent_round(*share),
            Value::Share(share) => locale.percent(*share),
            Value::Rate(rate) => locale.delta_percent(*rate),
            Value::Points(points) => locale.delta_points(*points),
            Value::Count(count) => return Arg::from(*count),
            Value::Months(count) | Value::Days(count) => return Arg::Number((*count).into()),
            Value::Account(at) => self.account(*at),
            Value::Accounts(all) => {
                locale.list(&all.iter().take(NAMED).map(|at| self.account(*at)).collect::<Vec<_>>())
            }
            Value::Product(product) => self.product(*product),
            Value::Class(class) => class.map_or_else(|| "–".to_owned(), |class| class.letter().to_owned()),
            Value::Zone(zone) => self.voice.word(&format!("enums.zone.{}", zone.key())),
            Value::Base(AbcBase::Revenue) => self.voice.word("finding.base.revenue"),
            Value::Base(AbcBase::GrossProfit) => self.voice.word("finding.base.gross_profit"),
            Value::Date(date) => locale.date_full(*date),
            Value::Period(period) => self.voice.period(*period),
            Value::Month(_)
            | Value::Words(_)
            | Value::Choice(..)
            | Value::Choices(..)
            | Value::Rule(_)
            | Value::Frameworks(_) => self.voice.named(value),
        };
        Arg::from(words)
    }
}
