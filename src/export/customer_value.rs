//! `export customer-value`: the fitted models and every account. Observation ends on `as_of`, whatever the period.

use super::{Format, Source, csv, json};
use crate::analysis::customers::export::CustomerValueExport;

/// The models and the accounts in JSON; the accounts alone in CSV.
pub fn text(source: &Source, format: Format) -> String {
    let analysis = source.analysis;
    let export = CustomerValueExport::new(&analysis.customers.value, analysis.as_of.date);
    match format {
        Format::Json => json(&export),
        Format::Csv => csv(&export.accounts),
    }
}
