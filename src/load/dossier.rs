//! The dossier as written: one YAML file per account, well-typed but not yet checked against anything else.
//!
//! Top-level keys stand in the order of the playbook: who the account is, then People · Value · Plan.
//! [`crate::portfolio::validate()`] makes an [`crate::portfolio::Account`] of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::portfolio::{
    AccountId, AccountPlan, AccountRule, AccountType, Amount, Channel, ChannelRole, ChoosingMistakes, Club, Company,
    Competitor, Complaint, Concessions, ContactEntry, Contract, Coverage, DutyEntry, Environment, ExitCost, Figure,
    Fit, FiveElements, Forecast, GrowthMove, Investment, KamStage, Localised, Loyalty, MarketStance, Need, Objection,
    Opportunity, Payment, Pricing, Referral, ResourceQuota, Satisfaction, Score, Section, ServingCost, StageEntry,
    Strategy, StrategyCheck, Supply, TeamRole, Tier, ValueProposition, Visit, VisitPlan, Wallet, WhiteSpaceCell, Who,
    text,
};

/// A dossier. Only `id` and `name` are required; unknown keys are errors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// Id; names the page, and equals the folder's or file's name.
    pub id: AccountId,
    /// Name.
    pub name: Localised,
    /// Other names, for search and for matching with the sales.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Codes under which the sales know the account, where they differ from the id. Written quoted.
    #[serde(default)]
    pub sales_ids: Vec<String>,
    /// The account above it in its group.
    pub parent: Option<AccountId>,
    /// Industry.
    pub industry: Option<Localised>,
    /// Region of responsibility.
    pub region: Option<String>,
    /// City.
    pub city: Option<Localised>,
    /// Where it stands in the channel (S1, S4).
    pub channel_role: Option<ChannelRole>,
    /// Tier, decided by the team.
    pub tier: Option<Tier>,
    /// Grade, 1 to 5, decided by the team (S4 客户五级); its labels are a setting.
    pub grade: Option<Score>,
    /// User category, in the team's own words (S4 5.3).
    pub user_category: Option<Localised>,
    /// An account since.
    pub since: Option<Date>,
    /// Account manager: a member of `content/team.yaml`, or a name.
    pub manager: Option<Who>,
    /// The one sentence that stands above the page.
    pub headline: Option<Localised>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Types of key account; several may hold (S4).
    #[serde(default)]
    pub types: Vec<AccountType>,
    /// Whether we and the account fit (S0).
    #[serde(default)]
    pub fit: Fit,
    /// The five elements (S4).
    #[serde(default)]
    pub five_elements: FiveElements,
    /// Investments in the account, by year (S0).
    #[serde(default)]
    pub investments: Vec<Investment>,
    /// The company (S4 5.3).
    #[serde(default)]
    pub company: Company,

    /// People at the account.
    #[serde(default)]
    pub contacts: Vec<ContactEntry>,
    /// Our account team (S4).
    #[serde(default)]
    pub team: Vec<TeamRole>,
    /// History of the relationship stage (S0).
    #[serde(default)]
    pub relationship_stages: Vec<StageEntry>,
    /// KAM stage (S4).
    pub kam_stage: Option<KamStage>,
    /// Loyalty (S3).
    pub loyalty: Option<Loyalty>,
    /// Referrals (S1).
    #[serde(default)]
    pub referrals: Vec<Referral>,

    /// Goal, problem, need (S4).
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Value propositions (S4).
    #[serde(default)]
    pub value_propositions: Vec<ValueProposition>,
    /// White space: unit × product line.
    #[serde(default)]
    pub white_space: Vec<WhiteSpaceCell>,
    /// Objections (S4).
    #[serde(default)]
    pub objections: Vec<Objection>,
    /// Opportunities.
    #[serde(default)]
    pub opportunities: Vec<Opportunity>,
    /// Purchases a year of what we sell (S1).
    pub wallet: Option<Wallet>,
    /// Competitors at the account.
    #[serde(default)]
    pub competitors: Vec<Competitor>,
    /// What the account could come to, a year.
    pub potential: Option<Figure<Amount>>,
    /// Why it has potential, or none (S2).
    pub potential_note: Option<Localised>,
    /// Satisfaction surveys (S1, S4).
    #[serde(default)]
    pub satisfaction: Satisfaction,
    /// Prices (S4).
    #[serde(default)]
    pub pricing: Pricing,
    /// Concessions (S2).
    #[serde(default)]
    pub concessions: Concessions,
    /// Cost to serve (S3).
    #[serde(default)]
    pub cost_to_serve: Vec<ServingCost>,
    /// Forecasts (S1).
    #[serde(default)]
    pub forecasts: Vec<Forecast>,
    /// Payment.
    #[serde(default)]
    pub payment: Payment,
    /// Contracts.
    #[serde(default)]
    pub contracts: Vec<Contract>,
    /// What giving up its own facilities costs the account (S4).
    #[serde(default)]
    pub exit_cost: Vec<ExitCost>,
    /// Channels (S4).
    #[serde(default)]
    pub channels: Vec<Channel>,

    /// The account plan (S4).
    pub plan: Option<AccountPlan>,
    /// Strategies in use (S4).
    #[serde(default)]
    pub strategies: Vec<Strategy>,
    /// Five questions to the strategy (S4).
    #[serde(default)]
    pub strategy_check: StrategyCheck,
    /// Four mistakes in choosing (S4).
    #[serde(default)]
    pub choosing_mistakes: ChoosingMistakes,
    /// Directions of growth (S4).
    #[serde(default)]
    pub growth: Vec<GrowthMove>,
    /// Environment (S4).
    #[serde(default)]
    pub environment: Environment,
    /// Stance towards its market (S4).
    pub market_stance: Option<MarketStance>,
    /// Coverage model (S4).
    pub coverage: Option<Coverage>,
    /// Visit plan (S4).
    pub visit_plan: Option<VisitPlan>,
    /// Visits (S4).
    #[serde(default)]
    pub visits: Vec<Visit>,
    /// Nine duties (S3).
    #[serde(default)]
    pub duties: Vec<DutyEntry>,
    /// Complaints (S4).
    #[serde(default)]
    pub complaints: Vec<Complaint>,
    /// Resource quota (S1).
    pub resource_quota: Option<ResourceQuota>,
    /// Supply commitments and the resident's reports (S4).
    #[serde(default)]
    pub supply: Supply,
    /// Key-account centre or club (S3, S4).
    pub club: Option<Club>,
    /// Sections in the team's own words, for what the sources only name.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Rules that this account sets otherwise, by rule id.
    #[serde(default, deserialize_with = "text::unique_map")]
    pub rules: BTreeMap<String, AccountRule>,
}
