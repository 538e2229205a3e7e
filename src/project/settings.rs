//! The settings in `keyfolio.yaml`. Every setting has a default: an empty file works.

mod cuts;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::locale::Language;
use crate::portfolio::Amount;
pub use crate::portfolio::Localised;
pub use cuts::{HealthLights, LoyaltySettings, PyramidSettings, XyzSettings};

/// All settings. Unknown keys are errors.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Title of the site, in the masthead; by default the organisation's name, or “Key accounts”.
    pub title: Option<Localised>,
    /// Whose accounts these are.
    pub organisation: Option<Localised>,
    /// Interface languages.
    pub languages: Languages,
    /// ISO 4217 code of the portfolio's currency.
    pub currency: String,
    /// Month in which the fiscal year starts, 1 to 12.
    pub fiscal_year_start: i8,
    /// The portfolio's “today”; by default the newest sales date.
    pub as_of: Option<Date>,
    /// Where the site is served, for the 404 page: `https://example.com/accounts/`.
    pub base_url: Option<String>,
    /// How accounts are classed A, B and C.
    pub abc: AbcSettings,
    /// Cuts of the attack/defend matrix.
    pub attack_defend: AttackDefendSettings,
    /// Revenue a year from which an account is an economic key account (S4: 5 000 000 RMB, one firm's standard).
    pub economic_threshold: Option<Amount>,
    /// Health score.
    pub health: HealthSettings,
    /// Value scorecard.
    pub scorecard: ScorecardSettings,
    /// Tiers of the three rankings.
    pub pyramid: PyramidSettings,
    /// How even a class of XYZ is.
    pub xyz: XyzSettings,
    /// Quadrants of satisfaction and loyalty.
    pub loyalty: LoyaltySettings,
    /// Name of a theme: `default`, or a folder below `themes/`.
    pub theme: String,
    /// Sales sources; by default every CSV in `data/` but targets.
    pub sales: Vec<SalesSource>,
    /// Files of targets per account and period (CSV or YAML); by default `data/targets.csv` and `data/targets.yaml`, where they exist.
    pub targets: Vec<String>,
    /// Link to edit a file, with `{path}` in it: `https://git.example.com/edit/main/{path}`.
    pub edit_link: Option<String>,
    /// What becomes of accounts that only the sales know.
    pub undocumented_accounts: UndocumentedAccounts,
    /// Line in the footer of every page: “Internal, for sales management only”.
    pub classification: Option<Localised>,
    /// Whether there is a page with every component of the theme, for those who change its looks.
    pub component_page: bool,
    /// The portfolio on paper.
    pub print: PrintSettings,
    /// Labels of the five grades (S4 names them only).
    pub grades: Vec<Localised>,
    /// Rule settings by rule id: `big-ticket: {level: deny, months: 18}`.
    #[serde(deserialize_with = "crate::portfolio::text::unique_map")]
    pub rules: BTreeMap<String, RuleSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: None,
            organisation: None,
            languages: Languages::default(),
            currency: "CNY".to_owned(),
            fiscal_year_start: 1,
            as_of: None,
            base_url: None,
            abc: AbcSettings::default(),
            attack_defend: AttackDefendSettings::default(),
            economic_threshold: None,
            health: HealthSettings::default(),
            scorecard: ScorecardSettings::default(),
            pyramid: PyramidSettings::default(),
            xyz: XyzSettings::default(),
            loyalty: LoyaltySettings::default(),
            theme: "default".to_owned(),
            sales: Vec::new(),
            targets: Vec::new(),
            edit_link: None,
            undocumented_accounts: UndocumentedAccounts::Pages,
            classification: None,
            component_page: false,
            print: PrintSettings::default(),
            grades: Vec::new(),
            rules: BTreeMap::new(),
        }
    }
}

/// The page of briefs, `accounts/print.html`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PrintSettings {
    /// Ids of the accounts, in the order of the page; by default those of class A, the largest first.
    pub accounts: Vec<String>,
}

/// Interface languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "WrittenLanguages")]
pub struct Languages {
    /// The language of the start page and of texts without a language: `zh-CN` or `en`.
    pub default: String,
    /// The other languages of the site.
    pub others: Vec<String>,
}

impl Default for Languages {
    fn default() -> Self {
        WrittenLanguages::default().into()
    }
}

/// Languages as written: what is left out depends on what is not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenLanguages {
    default: Option<String>,
    others: Option<Vec<String>>,
}

impl From<WrittenLanguages> for Languages {
    /// Without a default language it is Chinese; without others they are all that the default is not.
    fn from(written: WrittenLanguages) -> Self {
        let default = written.default.unwrap_or_else(|| Language::ZhCn.tag().to_owned());
        let all = Language::ALL.map(|language| language.tag().to_owned());
        let others = written.others.unwrap_or_else(|| all.into_iter().filter(|tag| *tag != default).collect());
        Self { default, others }
    }
}

/// How accounts are classed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AbcSettings {
    /// What is classed by.
    pub base: AbcBase,
    /// Which of the two methods gives the class that pages show first; both are always shown.
    pub method: AbcMethod,
    /// Whether accounts or groups are classed.
    pub level: AbcLevel,
    /// Cumulative cuts in per cent, rising, between 0 and 100 (convention).
    pub cuts: [f64; 2],
}

impl Default for AbcSettings {
    fn default() -> Self {
        Self { base: AbcBase::Revenue, method: AbcMethod::Cumulative, level: AbcLevel::Account, cuts: [80.0, 95.0] }
    }
}

/// What an account is classed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AbcBase {
    /// Net revenue.
    Revenue,
    /// Gross profit; needs cost on at least 95 % of revenue.
    GrossProfit,
}

/// How the classes are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AbcMethod {
    /// At cumulative shares.
    Cumulative,
    /// Computed ABC (Ultsch & Lötsch 2015).
    Computed,
}

/// What is classed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AbcLevel {
    /// Each account.
    Account,
    /// Each group: an account without a parent and all below it.
    Group,
}

/// Cuts of the attack/defend matrix (convention; the source gives none).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AttackDefendSettings {
    /// Share of wallet from which it is high, in per cent.
    pub share_cut: f64,
    /// Wallet from which purchasing power is high; by default the median of the known wallets.
    pub power_cut: Option<Amount>,
    /// Months from the first sale for which an account is new.
    pub new_months: i32,
}

impl Default for AttackDefendSettings {
    fn default() -> Self {
        Self { share_cut: 50.0, power_cut: None, new_months: 12 }
    }
}

/// Weights of the terms of the health score, which need not sum to 100, and its lights.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HealthSettings {
    /// Points of the revenue trend.
    pub revenue_trend: f64,
    /// Points of relationship coverage.
    pub relationship_coverage: f64,
    /// Points of the share of wallet.
    pub share_of_wallet: f64,
    /// Points of satisfaction.
    pub satisfaction: f64,
    /// Points of service kept.
    pub service_kept: f64,
    /// Points of payment.
    pub payment: f64,
    /// Where the lights change.
    pub lights: HealthLights,
}

impl Default for HealthSettings {
    fn default() -> Self {
        Self {
            revenue_trend: 25.0,
            relationship_coverage: 25.0,
            share_of_wallet: 15.0,
            satisfaction: 15.0,
            service_kept: 10.0,
            payment: 10.0,
            lights: HealthLights::default(),
        }
    }
}

/// Weights of the indicators of the value scorecard; they need not sum to 100.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ScorecardSettings {
    /// Points of revenue.
    pub revenue: f64,
    /// Points of gross profit.
    pub gross_profit: f64,
    /// Points of the potential in the dossier.
    pub potential: f64,
    /// Points of the time for which it has been an account.
    pub tenure: f64,
    /// Points of the share of wallet.
    pub share_of_wallet: f64,
    /// Points of buying every month.
    pub regularity: f64,
    /// Points of payment.
    pub payment: f64,
    /// Points of the tier that was decided.
    pub strategic_weight: f64,
}

impl Default for ScorecardSettings {
    fn default() -> Self {
        Self {
            revenue: 20.0,
            gross_profit: 20.0,
            potential: 15.0,
            tenure: 5.0,
            share_of_wallet: 10.0,
            regularity: 10.0,
            payment: 10.0,
            strategic_weight: 10.0,
        }
    }
}

/// Some sales files and how to read them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SalesSource {
    /// Path or glob, relative to the workspace: `data/sales-*.csv`.
    pub files: String,
    /// Header by field, where guessing would be wrong: `date: 开票日期`.
    #[serde(default, deserialize_with = "crate::portfolio::text::unique_map")]
    pub columns: BTreeMap<String, String>,
    /// How `03/04/2026` is meant; by default the one reading that all dates of a file allow.
    #[serde(default)]
    pub dates: Option<DateOrder>,
    /// How `1.234` is meant; by default the one reading that all amounts of a file allow.
    #[serde(default)]
    pub decimal: Option<DecimalMark>,
    /// What the discount column states; by default a rate where all of it lies within 0 and 1.
    #[serde(default)]
    pub discount: Option<DiscountKind>,
    /// Whether `dates` and `decimal` are a guess of `init` that nobody has confirmed: `check` warns as long as it stands.
    #[serde(default)]
    pub guessed: bool,
}

/// The order of day and month in dates that end with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `14/03/2026`.
    DayFirst,
    /// `03/14/2026`.
    MonthFirst,
}

/// The mark before the decimals of an amount; the other one groups thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1,234.50`.
    Point,
    /// `1.234,50`.
    Comma,
}

/// What a discount column states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscountKind {
    /// A share of the price, 0 to 1: not summed up.
    Rate,
    /// Money: summed up.
    Money,
}

/// What becomes of accounts that only the sales know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UndocumentedAccounts {
    /// They get a facts-only page each.
    Pages,
    /// They stand in the tables without a page.
    Table,
    /// They are in no figure.
    Ignore,
}

/// Settings of one rule.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct RuleSettings {
    /// Whether it is silent, a warning or an error; by default as the rule says.
    pub level: Option<RuleLevel>,
    /// The rule's own settings, by name (numbers only).
    #[serde(flatten)]
    pub values: BTreeMap<String, f64>,
}

/// What a finding of a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleLevel {
    /// Nothing.
    Allow,
    /// It is shown.
    Warn,
    /// It fails `check`.
    Deny,
}

impl RuleLevel {
    /// As it is written: `allow`, `warn`, `deny`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}
