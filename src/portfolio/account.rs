//! An account: the valid form of a dossier, or what the sales alone know.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::commercial::{Concessions, Contract, Forecast, Payment, Pricing, ServingCost};
use super::company::Company;
use super::contacts::{Contact, Referral, TeamRole};
use super::entry_order::EntryOrder;
use super::needs::{Need, Objection, ValueProposition, WhiteSpaceCell};
use super::note::{Attachment, Note};
use super::opportunities::{GrowthMove, Opportunity};
use super::plan::{AccountPlan, Action, ChoosingMistakes, Environment, Section, Strategy, StrategyCheck};
use super::qualification::{AccountType, ChannelRole, Fit, FiveElements, Investment, Tier};
use super::rules::AccountRule;
use super::satisfaction::Satisfaction;
use super::service::{Club, Complaint, DutyEntry, ExitCost, ResourceQuota, Supply};
use super::stages::{KamStage, StageEntry};
use super::visits::{Coverage, Visit, VisitPlan};
use super::wallet::{Channel, Competitor, Loyalty, MarketStance, Wallet};
use super::{AccountId, Amount, ContactId, Figure, Localised, Score, Who};

/// Where an account is known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A dossier.
    Documented {
        /// Its file, relative to the workspace, with `/`.
        file: Arc<str>,
        /// BLAKE3 of its text.
        text: [u8; 32],
    },
    /// Sales rows only; nobody has written a dossier.
    SalesOnly,
}

/// A valid account: references lead somewhere, cycles and duplicates are gone, histories are in the order of their days.
///
/// Everything but the id and the name may be absent: `None`, or empty. The fields mean what they mean in the dossier
/// ([`crate::load::dossier::Dossier`]), in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Id; names the page.
    pub id: AccountId,
    /// Name.
    pub name: Localised,
    /// Where it is known from.
    pub origin: Origin,
    /// Where the entries of its lists stand in the dossier.
    pub order: EntryOrder,
    /// Codes under which the sales know it, as the ledger writes them, bytewise. Empty for a dossier without sales.
    pub ledger_codes: Vec<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Codes that the dossier claims.
    pub sales_ids: Vec<String>,
    /// The account above it in its group: one that exists, never a cycle.
    pub parent: Option<AccountId>,
    /// Industry.
    pub industry: Option<Localised>,
    /// Region of responsibility.
    pub region: Option<String>,
    /// City.
    pub city: Option<Localised>,
    /// Where it stands in the channel.
    pub channel_role: Option<ChannelRole>,
    /// Tier, decided.
    pub tier: Option<Tier>,
    /// Grade, 1 to 5, decided (S4 客户五级).
    pub grade: Option<Score>,
    /// User category, in the team's own words (S4 5.3).
    pub user_category: Option<Localised>,
    /// An account since.
    pub since: Option<Date>,
    /// Who of ours is responsible.
    pub manager: Option<Who>,
    /// The one sentence that stands above the page.
    pub headline: Option<Localised>,
    /// Tags, in the order written.
    pub tags: Vec<String>,
    /// Types of key account.
    pub types: Vec<AccountType>,
    /// Whether we fit.
    pub fit: Fit,
    /// The five elements.
    pub five_elements: FiveElements,
    /// Investments by year, rising; one entry a year.
    pub investments: Vec<Investment>,
    /// The company.
    pub company: Company,

    /// Contacts, in the order written.
    pub contacts: Vec<Contact>,
    /// Our account team.
    pub team: Vec<TeamRole>,
    /// Relationship stages by day, rising; the last is the present one.
    pub relationship_stages: Vec<StageEntry>,
    /// KAM stage.
    pub kam_stage: Option<KamStage>,
    /// Loyalty.
    pub loyalty: Option<Loyalty>,
    /// Referrals by day, rising.
    pub referrals: Vec<Referral>,

    /// Needs, in the order written.
    pub needs: Vec<Need>,
    /// Value propositions, in the order written.
    pub value_propositions: Vec<ValueProposition>,
    /// White space, in the order written.
    pub white_space: Vec<WhiteSpaceCell>,
    /// Objections, in the order written.
    pub objections: Vec<Objection>,
    /// Opportunities, in the order written.
    pub opportunities: Vec<Opportunity>,
    /// Purchases a year and who serves them.
    pub wallet: Option<Wallet>,
    /// Competitors.
    pub competitors: Vec<Competitor>,
    /// Potential a year.
    pub potential: Option<Figure<Amount>>,
    /// Why a small account has potential, or has none (S2).
    pub potential_note: Option<Localised>,
    /// Satisfaction; surveys by day, rising.
    pub satisfaction: Satisfaction,
    /// Prices.
    pub pricing: Pricing,
    /// Concessions.
    pub concessions: Concessions,
    /// Cost to serve.
    pub cost_to_serve: Vec<ServingCost>,
    /// Forecasts by the day on which they were made, rising.
    pub forecasts: Vec<Forecast>,
    /// Payment.
    pub payment: Payment,
    /// Contracts by first day, rising.
    pub contracts: Vec<Contract>,
    /// Exit cost.
    pub exit_cost: Vec<ExitCost>,
    /// Channels.
    pub channels: Vec<Channel>,

    /// The plan with its actions.
    pub plan: Option<AccountPlan>,
    /// Strategies in use.
    pub strategies: Vec<Strategy>,
    /// Questions to the strategy.
    pub strategy_check: StrategyCheck,
    /// Mistakes in choosing.
    pub choosing_mistakes: ChoosingMistakes,
    /// Directions of growth.
    pub growth: Vec<GrowthMove>,
    /// Environment.
    pub environment: Environment,
    /// Stance towards its market.
    pub market_stance: Option<MarketStance>,
    /// How it is looked after.
    pub coverage: Option<Coverage>,
    /// How often it is to be visited.
    pub visit_plan: Option<VisitPlan>,
    /// Visits by day, rising.
    pub visits: Vec<Visit>,
    /// Duties done, by day, rising.
    pub duties: Vec<DutyEntry>,
    /// Complaints by day, rising.
    pub complaints: Vec<Complaint>,
    /// Resource quota.
    pub resource_quota: Option<ResourceQuota>,
    /// Supply commitments.
    pub supply: Supply,
    /// Club.
    pub club: Option<Club>,
    /// Sections in the team's own words.
    pub sections: Vec<Section>,
    /// Rules that this account sets otherwise, by rule id.
    pub rules: BTreeMap<String, AccountRule>,

    /// Markdown notes by day, then file; those without a day come last.
    pub notes: Vec<Note>,
    /// The files of notes of days after `as_of`, which are none of its journal yet.
    pub later_notes: Vec<Arc<str>>,
    /// Other files beside the dossier, by path.
    pub attachments: Vec<Attachment>,
}

impl Account {
    /// An account of which only the id and the name are known.
    pub fn new(id: AccountId, name: Localised, origin: Origin) -> Self {
        Self {
            id,
            name,
            origin,
            order: EntryOrder::default(),
            ledger_codes: Vec::new(),
            aliases: Vec::new(),
            sales_ids: Vec::new(),
            parent: None,
            industry: None,
            region: None,
            city: None,
            channel_role: None,
            tier: None,
            grade: None,
            user_category: None,
            since: None,
            manager: None,
            headline: None,
            tags: Vec::new(),
            types: Vec::new(),
            fit: Fit::default(),
            five_elements: FiveElements::default(),
            investments: Vec::new(),
            company: Company::default(),
            contacts: Vec::new(),
            team: Vec::new(),
            relationship_stages: Vec::new(),
            kam_stage: None,
            loyalty: None,
            referrals: Vec::new(),
            needs: Vec::new(),
            value_propositions: Vec::new(),
            white_space: Vec::new(),
            objections: Vec::new(),
            opportunities: Vec::new(),
            wallet: None,
            competitors: Vec::new(),
            potential: None,
            potential_note: None,
            satisfaction: Satisfaction::default(),
            pricing: Pricing::default(),
            concessions: Concessions::default(),
            cost_to_serve: Vec::new(),
            forecasts: Vec::new(),
            payment: Payment::default(),
            contracts: Vec::new(),
            exit_cost: Vec::new(),
            channels: Vec::new(),
            plan: None,
            strategies: Vec::new(),
            strategy_check: StrategyCheck::default(),
            choosing_mistakes: ChoosingMistakes::default(),
            growth: Vec::new(),
            environment: Environment::default(),
            market_stance: None,
            coverage: None,
            visit_plan: None,
            visits: Vec::new(),
            duties: Vec::new(),
            complaints: Vec::new(),
            resource_quota: None,
            supply: Supply::default(),
            club: None,
            sections: Vec::new(),
            rules: BTreeMap::new(),
            notes: Vec::new(),
            later_notes: Vec::new(),
            attachments: Vec::new(),
        }
    }

    /// A contact by its id.
    pub fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == *id)
    }

    /// Whether a dossier documents it.
    pub const fn is_documented(&self) -> bool {
        matches!(self.origin, Origin::Documented { .. })
    }

    /// The dossier's file.
    pub fn file(&self) -> Option<&str> {
        match &self.origin {
            Origin::Documented { file, .. } => Some(file),
            Origin::SalesOnly => None,
        }
    }

    /// The last relationship stage that starts on a day or before.
    pub fn relationship_stage(&self, day: Date) -> Option<&StageEntry> {
        self.relationship_stages.iter().rev().find(|entry| entry.since <= day)
    }

    /// The actions of the plan, in the order written.
    pub fn actions(&self) -> &[Action] {
        self.plan.as_ref().map_or(&[], |plan| &plan.actions)
    }

    /// The newest visit, complaint, survey or dated note.
    pub fn newest_event(&self) -> Option<Date> {
        // A visit about which nothing is written may be a plan.
        let visits = self.visits.iter().filter(|visit| !visit.is_plan()).map(|visit| visit.date);
        let complaints = self.complaints.iter().map(|complaint| complaint.date);
        let surveys = self.satisfaction.surveys.iter().map(|survey| survey.date);
        let notes = self.notes.iter().filter_map(|note| note.date);
        visits.chain(complaints).chain(surveys).chain(notes).max()
    }
}
