//! `export frameworks`: every framework of the table with what is known of it for one account.
//!
//! A row says what the framework is (`id`, `section`, `sources`, `standing`), whether the account's dossier records it (`key`,
//! `state`), and its figures by documented names: [`figures`]. Prose of the dossier is not exported, only what can be counted,
//! measured or chosen from a list.

pub mod figures;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Format, Source, csv, json};
use crate::frameworks::{FRAMEWORKS, Framework, Standing};
use figures::{Gathered, Known};

/// A framework and an account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrameworkRow {
    /// Stable name of the framework, in kebab-case.
    pub id: &'static str,
    /// What it is about: `qualification`, `segmentation`, `stages`, …
    pub section: &'static str,
    /// The source documents, `S0` to `S4`; empty for the practice of the field.
    pub sources: Vec<&'static str>,
    /// `defined` by a source, or `named_only`.
    pub standing: &'static str,
    /// The key of the dossier that records it; `null` where sales or settings alone do.
    pub key: Option<&'static str>,
    /// `recorded` in the dossier, `computed` from sales and dossier, or `not_recorded`.
    pub state: &'static str,
    /// What is known, by name; empty where nothing is.
    pub figures: Map<String, Value>,
    /// The account.
    pub account: String,
    /// The day up to which the figures count.
    pub as_of: Date,
    /// Currency of amounts.
    pub currency: String,
}

/// A figure of a framework: a record of the CSV.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureRow {
    id: &'static str,
    section: &'static str,
    standing: &'static str,
    state: &'static str,
    figure: String,
    value: String,
    account: String,
    as_of: Date,
    currency: String,
}

/// Every framework for the account at a position.
pub fn rows(source: &Source, at: usize) -> Vec<FrameworkRow> {
    let Some(account) = source.portfolio.accounts.get(at) else { return Vec::new() };
    let known = Known::of(source, at);
    let row = |framework: &Framework| {
        let mut gathered = Gathered::default();
        if let (Some(tell), Some(known)) = (framework.export, &known) {
            tell(known, &mut gathered);
        }
        let figures = gathered.0;
        let recorded = framework.is_recorded(source.portfolio, account);
        FrameworkRow {
            id: framework.id,
            section: framework.section.key(),
            sources: framework.sources.iter().map(|source| source.id()).filter(|id| !id.is_empty()).collect(),
            standing: match framework.standing {
                Standing::Defined => "defined",
                Standing::NamedOnly => "named_only",
            },
            key: (!framework.key.is_empty()).then_some(framework.key),
            state: match (recorded, figures.is_empty()) {
                (true, _) => "recorded",
                (false, false) => "computed",
                (false, true) => "not_recorded",
            },
            figures,
            account: account.id.to_string(),
            as_of: source.analysis.as_of.date,
            currency: source.settings.currency.clone(),
        }
    };
    FRAMEWORKS.iter().map(row).collect()
}

/// All rows in JSON; a record per figure in CSV.
pub fn text(source: &Source, at: usize, format: Format) -> String {
    let rows = rows(source, at);
    if format == Format::Json {
        return json(&rows);
    }
    let record = |row: &FrameworkRow, figure: &str, value: String| -> FigureRow {
        let FrameworkRow { id, section, standing, state, account, as_of, currency, .. } = row.clone();
        FigureRow { id, section, standing, state, figure: figure.to_owned(), value, account, as_of, currency }
    };
    let mut records: Vec<FigureRow> = Vec::new();
    for row in &rows {
        records.extend(row.figures.iter().map(|(name, value)| record(row, name, plain(value))));
        if row.figures.is_empty() {
            records.push(record(row, "", String::new()));
        }
    }
    csv(&records)
}

/// A value as a field: lists joined by `;`.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}
