//! `export products`: a row per product with sales.

use jiff::civil::Date;
use serde::Serialize;

use super::{PartMonths, Source};
use crate::analysis::abc::{AbcClass, Cuts, computed, cumulative};
use crate::analysis::ranking::Ranking;
use crate::analysis::sales::{Figures, Scope};
use crate::portfolio::Amount;

/// A product. Sums of products are kept by month: a period that starts or ends inside a month is refused ([`PartMonths`]).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProductRow<'a> {
    /// Code; the name where the sales have none. Empty for sales without a product.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Category in which it was last sold.
    pub category: Option<&'a str>,
    /// Net of returns.
    pub revenue: Amount,
    /// Over the rows that carry a cost; `null` where none does.
    pub gross_profit: Option<Amount>,
    /// Of the sum of products with positive revenue, 0 to 1; 0 for one at or below zero.
    pub share: Option<f64>,
    /// Share of all products up to this one.
    pub cumulative_share: Option<f64>,
    /// By revenue, from 1; ties by id and category, bytewise.
    pub rank: usize,
    /// Class by cumulative cuts on revenue.
    pub abc: AbcClass,
    /// Computed class on revenue.
    pub abc_computed: AbcClass,
    /// Pieces, net of returns; `null` where no sales file counts them.
    pub quantity: Option<Amount>,
    /// Discounts that the sales state in money; `null` where none does.
    pub discount: Option<Amount>,
    /// Gross profit ÷ the revenue that carries a cost.
    pub gross_margin: Option<f64>,
    /// First day counted.
    pub first: Date,
    /// Last day counted.
    pub last: Date,
}

/// Rows in the order of ranks.
pub fn rows<'a>(source: &Source<'a>) -> Result<Vec<ProductRow<'a>>, PartMonths> {
    let mut sold = source.analysis.sales.products(Scope::Portfolio, source.days());
    if sold.is_widened() {
        return Err(PartMonths { asked: sold.asked, possible: sold.counted });
    }
    // The ranking breaks ties by position, which must be the order of products.
    sold.rows.sort_by_key(|&(product, _)| product);
    let ranking = Ranking::of(&sold.rows.iter().map(|(_, sums)| sums.figures.revenue).collect::<Vec<_>>());
    let cuts = Cuts::from_percent(source.settings.abc.cuts).unwrap_or_default();
    let (by_cuts, by_data) = (cumulative(&ranking, cuts), computed(&ranking));
    let all = sold.rows.iter().fold(Figures::default(), |all, (_, sums)| all + sums.figures);
    let row = |&item: &usize| {
        let (product, sums) = sold.rows[item];
        let known = source.ledger.products.get(product.0 as usize)?;
        Some(ProductRow {
            id: &known.code,
            name: &known.name,
            category: known.category.as_deref(),
            revenue: sums.figures.revenue,
            gross_profit: sums.figures.gross_profit_within(all),
            share: ranking.share(item),
            cumulative_share: ranking.cumulative_share(item),
            rank: ranking.rank(item),
            abc: by_cuts.classes[item],
            abc_computed: by_data.classes[item],
            quantity: source.ledger.has_quantities().then_some(sums.quantity),
            discount: source.ledger.has_discounts().then_some(sums.discount),
            gross_margin: sums.figures.margin(),
            first: sold.counted.first,
            last: source.until_today(sold.counted).last,
        })
    };
    Ok(ranking.order().iter().filter_map(row).collect())
}
