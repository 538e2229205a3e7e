//! The columns of each table, in their order: a table without rows has a header too.

use super::accounts::AccountRow;
use super::frameworks::FigureRow;
use super::migration::MigrationRow;
use super::periods::TimeRow;
use super::portfolio::PortfolioCells;
use super::products::ProductRow;
use crate::analysis::customers::export::AccountExport;

/// A row whose columns are known without one.
pub trait Columns {
    /// Names of the fields as they are serialised.
    const COLUMNS: &'static [&'static str];
}

impl Columns for PortfolioCells<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "revenue_total",
        "accounts",
        "abc_a",
        "abc_b",
        "abc_c",
        "top20_share",
        "gini",
        "hhi",
        "cr1",
        "cr4",
        "cr10",
        "cr3",
        "cr5",
        "effective_number",
        "top20_count",
        "abc_computed_a",
        "abc_computed_b",
        "abc_computed_c",
        "base",
        "accounts_positive",
        "gross_profit_total",
        "cost_coverage",
        "orders",
        "currency",
        "first",
        "last",
        "as_of",
        "as_of_from",
    ];
}

impl Columns for MigrationRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "from",
        "to",
        "from_first",
        "from_last",
        "to_first",
        "to_last",
        "partial",
        "from_class",
        "to_class",
        "direction",
        "accounts",
        "ids",
    ];
}

impl Columns for AccountRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "sales_ids",
        "revenue",
        "gross_profit",
        "share",
        "cumulative_share",
        "rank",
        "abc",
        "abc_computed",
        "zone",
        "gross_margin",
        "cost_coverage",
        "leave_one_out",
        "orders",
        "purchase_days",
        "first_sale",
        "last_sale",
        "wallet",
        "share_of_wallet",
        "manager",
        "region",
        "industry",
        "parent",
        "tier",
        "grade",
        "dossier",
        "target",
        "target_attainment",
        "health",
        "health_previous",
        "health_completeness",
        "sales_by_manager",
        "sales_by_region",
    ];
}

impl Columns for ProductRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "category",
        "revenue",
        "gross_profit",
        "share",
        "cumulative_share",
        "rank",
        "abc",
        "abc_computed",
        "quantity",
        "discount",
        "gross_margin",
        "first",
        "last",
    ];
}

impl Columns for TimeRow {
    const COLUMNS: &'static [&'static str] = &[
        "grain",
        "period",
        "first",
        "last",
        "partial",
        "revenue",
        "gross_profit",
        "revenue_previous",
        "revenue_last_year",
        "growth_previous",
        "growth_last_year",
        "orders",
        "accounts",
    ];
}

impl Columns for AccountExport {
    const COLUMNS: &'static [&'static str] =
        &["id", "repeats", "p_alive", "settled", "expected_orders", "expected_value", "lifetime_value"];
}

impl Columns for FigureRow {
    const COLUMNS: &'static [&'static str] =
        &["id", "section", "standing", "state", "figure", "value", "account", "as_of", "currency"];
}
