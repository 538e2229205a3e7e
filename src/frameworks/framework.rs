//! What a row of the table of frameworks holds: where a framework comes from, what it is about, what records it, where it is
//! shown, what its page draws, what is exported of it.

use crate::export::frameworks::figures::Tell;
use crate::portfolio::{Account, Portfolio};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// A source document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Three stages of key-account marketing.
    S0,
    /// Key-account sales strategy and management.
    S1,
    /// Five misconceptions.
    S2,
    /// Managing by class: ABC and nine duties.
    S3,
    /// A collection of papers and courses on key-account marketing.
    S4,
    /// None of the five: common practice of the field, or the literature that the page names.
    Field,
}

impl Source {
    /// `S0` … `S4`; empty for the practice of the field.
    pub const fn id(self) -> &'static str {
        match self {
            Self::S0 => "S0",
            Self::S1 => "S1",
            Self::S2 => "S2",
            Self::S3 => "S3",
            Self::S4 => "S4",
            Self::Field => "",
        }
    }
}

/// What a framework is about; the order of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the section of the catalogue that it names")]
pub enum Section {
    Qualification,
    Segmentation,
    Stages,
    People,
    Value,
    Satisfaction,
    Service,
    Plan,
    Terms,
    Audit,
    Dossier,
}

impl Section {
    /// Every section, in order.
    pub const ALL: [Self; 11] = [
        Self::Qualification,
        Self::Segmentation,
        Self::Stages,
        Self::People,
        Self::Value,
        Self::Satisfaction,
        Self::Service,
        Self::Plan,
        Self::Terms,
        Self::Audit,
        Self::Dossier,
    ];

    /// Its key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Qualification => "qualification",
            Self::Segmentation => "segmentation",
            Self::Stages => "stages",
            Self::People => "people",
            Self::Value => "value",
            Self::Satisfaction => "satisfaction",
            Self::Service => "service",
            Self::Plan => "plan",
            Self::Terms => "terms",
            Self::Audit => "audit",
            Self::Dossier => "dossier",
        }
    }
}

/// How it stands in the sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A source defines it.
    Defined,
    /// A source names it and defines nothing: no definition is attributed to it.
    NamedOnly,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Framework {
    /// Stable name, in kebab-case; names the page.
    pub id: &'static str,
    /// What it is about.
    pub section: Section,
    /// Where it comes from.
    pub sources: &'static [Source],
    /// Whether a source defines it.
    pub standing: Standing,
    /// The key of the dossier that records it; empty where the sales or the settings alone do.
    pub key: &'static str,
    /// Whether an account may rightly have none of it: then nobody is asked to add it.
    pub optional: bool,
    /// Whether an account records it in its own dossier; [`Framework::is_recorded`] asks the others, too.
    pub recorded: fn(&Account) -> bool,
    /// Whether something beside its own dossier records it for an account: a group stands in those of its members, and who of ours
    /// is senior in the team.
    pub by_others: fn(&Portfolio, &Account) -> bool,
    /// Whether it is no matter for an account of which it is not recorded: a single firm has no group.
    pub if_any: bool,
    /// Where a playbook shows it: ids of its sections, `head` for what stands above them. Empty where only the portfolio does.
    pub playbook: &'static [&'static str],
    /// Pages of the portfolio that show it in full: `abc` is `portfolio/abc.html`.
    pub pages: &'static [&'static str],
    /// Whether the portfolio itself, not an account, records it.
    pub stated: fn(&Portfolio) -> bool,
    /// What its page shows first of the whole portfolio.
    pub figure: Option<Draw>,
    /// What its page shows below over the whole width: accounts, members or regions one by one.
    pub wide: Option<Draw>,
    /// Its figures of an account for `export frameworks`; `None` where nothing of it can be counted, measured or chosen.
    pub export: Option<Tell>,
}

/// Draws a figure of a framework's page; `None` where there is nothing to show.
pub type Draw = fn(&Shared<'_>) -> Option<Figure>;

impl Framework {
    /// Whether it is recorded of an account, in its own dossier or in those of others.
    pub fn is_recorded(&self, portfolio: &Portfolio, account: &Account) -> bool {
        (self.recorded)(account) || (self.by_others)(portfolio, account)
    }

    /// Whether it is a matter for an account at all.
    pub fn applies(&self, portfolio: &Portfolio, account: &Account) -> bool {
        !self.if_any || self.is_recorded(portfolio, account)
    }

    pub(super) const fn in_groups(self, by_others: fn(&Portfolio, &Account) -> bool) -> Self {
        Self { by_others, if_any: true, ..self }
    }

    pub(super) const fn in_portfolio(self, by_others: fn(&Portfolio, &Account) -> bool) -> Self {
        Self { by_others, ..self }
    }

    pub(super) const fn playbook(self, playbook: &'static [&'static str]) -> Self {
        Self { playbook, ..self }
    }

    pub(super) const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    pub(super) const fn pages(self, pages: &'static [&'static str]) -> Self {
        Self { pages, ..self }
    }

    pub(super) const fn stated(self, stated: fn(&Portfolio) -> bool) -> Self {
        Self { stated, ..self }
    }

    pub(super) const fn figure(self, figure: Draw) -> Self {
        Self { figure: Some(figure), ..self }
    }

    pub(super) const fn export(self, tell: Tell) -> Self {
        Self { export: Some(tell), ..self }
    }

    pub(super) const fn wide(self, wide: Draw) -> Self {
        Self { wide: Some(wide), ..self }
    }
}

pub(super) type Recorded = fn(&Account) -> bool;

/// A row with no place yet; the methods of [`Framework`] name them.
pub(super) const fn row(
    id: &'static str,
    section: Section,
    sources: &'static [Source],
    key: &'static str,
    recorded: Recorded,
) -> Framework {
    Framework {
        id,
        section,
        sources,
        standing: Standing::Defined,
        key,
        optional: false,
        recorded,
        by_others: |_, _| false,
        if_any: false,
        playbook: &[],
        pages: &[],
        stated: |_| false,
        figure: None,
        wide: None,
        export: None,
    }
}

/// The same where a source only names it.
pub(super) const fn named(framework: Framework) -> Framework {
    Framework { standing: Standing::NamedOnly, ..framework }
}
