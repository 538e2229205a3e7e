//! One product per code, whatever categories its rows were booked under.

use std::collections::BTreeMap;

use super::sold::Line;
use crate::load::ledger::{Ledger, ProductIx};

/// By product of the ledger: the one that stands for its code, with the category in which it was last sold (of several in the
/// newest month, the one with the most revenue). Sales without a product are none, and stay apart by category.
///
/// `lines` are those of the portfolio, in the order of their months.
pub(super) fn by_code(ledger: &Ledger, lines: &[Line]) -> Vec<ProductIx> {
    let mut standing: Vec<ProductIx> = (0..).map(ProductIx).take(ledger.products.len()).collect();
    let code = |product: ProductIx| ledger.products[product.0 as usize].code.as_str();
    let is_split = ledger.products.windows(2).any(|pair| pair[0].code == pair[1].code);
    if !is_split {
        return standing;
    }
    let mut newest: BTreeMap<&str, Line> = BTreeMap::new();
    for line in lines {
        let of_code = newest.entry(code(line.product)).or_insert(*line);
        if (line.month, line.sums.figures.revenue) > (of_code.month, of_code.sums.figures.revenue) {
            *of_code = *line;
        }
    }
    for product in &mut standing {
        if let Some(line) = newest.get(code(*product)).filter(|_| !code(*product).is_empty()) {
            *product = line.product;
        }
    }
    standing
}
