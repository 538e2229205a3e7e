//! The analyses of the portfolio that have a page of their own, and where it stands.

use crate::site::view;
use crate::site::view::report::ReportPage;
use crate::site::view::sheet::Sheet;

/// An analysis of the portfolio with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Analysis {
    /// Pareto and ABC.
    Abc,
    /// Attack or defend.
    AttackDefend,
    /// Concentration.
    Concentration,
    /// Health scores.
    Health,
    /// Three rankings side by side.
    Scores,
    /// Customers as assets.
    Customers,
    /// Class migration.
    Migration,
    /// Products.
    Products,
    /// Months, quarters, years.
    Periods,
    /// All actions by owner and date.
    Agenda,
    /// Accounts by product lines.
    WhiteSpace,
    /// Stages and what moved between them.
    Stages,
    /// Visits against their plan.
    Visits,
}

impl Analysis {
    /// All of them, with their paths relative to the root of a language.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Abc, "portfolio/abc.html"),
        (Self::AttackDefend, "portfolio/attack-defend.html"),
        (Self::Concentration, "portfolio/concentration.html"),
        (Self::Health, "portfolio/health.html"),
        (Self::Scores, "portfolio/scores.html"),
        (Self::Customers, "portfolio/customers.html"),
        (Self::Migration, "portfolio/migration.html"),
        (Self::Products, "portfolio/products.html"),
        (Self::Periods, "portfolio/periods.html"),
        (Self::Agenda, "portfolio/actions.html"),
        (Self::WhiteSpace, "portfolio/white-space.html"),
        (Self::Stages, "portfolio/stages.html"),
        (Self::Visits, "portfolio/visits.html"),
    ];

    /// The sections of its page that a link may name, in their order. One that has nothing to show is left out of the page, and
    /// the link then leads to its top.
    pub const fn sections(self) -> &'static [&'static str] {
        match self {
            Self::Abc => &["curve", "methods", "other-base", "roles"],
            Self::AttackDefend => &["matrix-section", "placed", "without"],
            Self::Concentration => &["curve", "risk"],
            Self::Health => &["falls", "all"],
            Self::Scores => &["disagreements", "every-account", "how"],
            Self::Customers => &["leaving", "regularity", "when", "worth", "loyalty", "all"],
            Self::Migration => &["flow-section", "quarters", "amounts"],
            Self::Products => &["by-category", "by-product"],
            Self::Periods => {
                &["by-month", "fiscal-years-section", "quarters-section", "months-table-section", "targets-section"]
            }
            Self::Agenda => &["owners", "entries"],
            Self::WhiteSpace => &["lines", "open", "others", "all"],
            Self::Stages => &["cycle", "relationship", "kam", "list"],
            Self::Visits => &["unvisited", "kept", "senior", "all"],
        }
    }

    /// Builds its page.
    pub(super) fn build(self, sheet: &Sheet<'_>) -> ReportPage {
        match self {
            Self::Abc => view::abc::build(sheet),
            Self::AttackDefend => view::attack_defend::build(sheet),
            Self::Concentration => view::concentration::build(sheet),
            Self::Health => view::health::build(sheet),
            Self::Scores => view::scores::build(sheet),
            Self::Customers => view::customers::build(sheet),
            Self::Migration => view::migration::build(sheet),
            Self::Products => view::products::build(sheet),
            Self::Periods => view::periods::build(sheet),
            Self::Agenda => view::agenda::build(sheet),
            Self::WhiteSpace => view::white_space::build(sheet),
            Self::Stages => view::stages::build(sheet),
            Self::Visits => view::visits::build(sheet),
        }
    }
}
