//! The valid domain: what all later stages read and nobody checks again.
//!
//! 1. [`Portfolio`] holds the [`Account`]s, our team, the wiki pages, and what is odd about the data ([`DataQuality`]).
//! 2. An account has one type per part of its dossier, each in a file of its own; parts that need no check beyond their own
//!    values are the serde types of the dossier themselves, the others are made by [`validate()`], the one way in.
//! 3. The small types: [`Amount`] (exact money), [`Percent`], [`Score`] (1 to 5), [`Figure`] (a number with its source),
//!    [`Judgement`] (yes or no with evidence), [`Localised`] (prose), ids, [`Period`]s, and [`Restricted`] (never shown).
//!
//! A class that is decided ([`Tier`], a grade) and one that is computed (`analysis`) are different types.

mod account;
mod amount;
mod choice;
mod commercial;
mod company;
mod contacts;
mod data_quality;
mod entry_order;
mod figure;
mod half_width;
mod id;
mod localised;
mod needs;
mod note;
mod opportunities;
mod period;
mod plan;
mod qualification;
mod restricted;
mod rules;
mod safe_id;
mod satisfaction;
mod service;
mod set_aside;
mod stages;
mod team;
pub mod text;
mod validate;
mod visits;
mod wallet;
mod years;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use account::{Account, Origin};
pub use amount::{Amount, DECIMALS};
pub use commercial::{
    ConcessionPeriod, Concessions, Contract, Forecast, IndexReading, LinkedPrice, Overdue, Payment, Pricing,
    PricingMethod, PricingOrientation, Quote, ServingCost,
};
pub use company::Company;
pub use contacts::{
    BuyingRole, CoachCriteria, Contact, ContactCoverage, ContactEntry, CuteSlot, Function, MindStep, PersonalityStyle,
    PrivateProfile, Referral, Relations, Support, TeamRole, Tie, TieKind,
};
pub use data_quality::DataQuality;
pub use entry_order::EntryOrder;
pub use figure::{Confidence, Count, Figure, Judgement, Percent, Score};
pub use id::{
    AccountId, ContactId, ID_LENGTH, MemberId, Who, WrittenPeriod, is_han, is_id, is_id_character, why_no_account_id,
};
pub use localised::{Localised, is_language_tag};
pub use needs::{
    BenefitKind, Genuineness, Need, NeedStatus, Objection, ObjectionKind, SolutionBlock, ValueProposition,
    WhiteSpaceCell, WhiteSpaceState,
};
pub use note::{Attachment, Body, Note, NoteEvent, WikiPage, WikiText};
pub use opportunities::{
    BuyingStage, GrowthDirection, GrowthItem, GrowthMove, Opportunity, OpportunityStage, Outcome, OutcomeKind,
    WeightedSums, growth_items,
};
pub use period::{Month, Period, PeriodFault, PeriodQuery, back_months, day_after, days_between};
pub use plan::{
    AccountPlan, Action, ChoosingMistakes, Environment, PlaybookPart, RelationWork, Section, Strategy, StrategyCheck,
    Swot, Window,
};
pub use qualification::{AccountType, ChannelRole, Fit, FiveElements, Investment, Procurement, Tier};
pub use restricted::Restricted;
pub use rules::AccountRule;
pub use safe_id::safe_id;
pub use satisfaction::{Satisfaction, SatisfactionDimension, StaffMark, Survey, SurveyMark};
pub use service::{
    Club, ClubUse, ClubVisit, Commitment, CommitmentKind, Complaint, ComplaintSeverity, Duty, DutyEntry, ExitCost,
    RateSpan, ResidentReport, ResourceQuota, Supply,
};
pub use set_aside::{DossierSetAside, SetAside, Unread};
pub use stages::{KamStage, KamStageName, PastKamStage, RelationshipStage, StageEntry, StageReason};
pub use team::{Maturity, PortfolioNotes, ProductLine, RegionStance, Team, TeamMember};
pub use validate::validate;
pub use visits::{Coverage, CoverageModel, FollowUp, Visit, VisitKind, VisitPlan};
pub use wallet::{
    Channel, ChannelKind, Competitor, Loyalty, LoyaltyAttitude, MarketStance, Stance, Wallet, WalletEstimate,
    WalletHolder, WalletPart,
};
pub use years::{YEARS, is_in_years, years_in_words};

/// All that the workspace says, valid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Portfolio {
    /// Accounts, by id, bytewise; those that only the sales know among them.
    pub accounts: Vec<Account>,
    /// Our team, by id, bytewise.
    pub team: Vec<TeamMember>,
    /// What concerns no single account.
    pub notes: PortfolioNotes,
    /// Pages of the wiki, by path.
    pub pages: Vec<WikiPage>,
    /// Other files below `content/pages`, by path.
    pub attachments: Vec<Attachment>,
    /// What is odd between dossiers and sales.
    pub data_quality: Vec<DataQuality>,
    /// What none of the above was made of, because it is wrong.
    pub set_aside: SetAside,
    /// Account by the code that the sales use: an index into `accounts`.
    codes: BTreeMap<String, usize>,
}

/// Days after the portfolio's date by which what has happened may lie: dossiers are ahead of the sales, and not by more than a year.
pub const FAR_AHEAD: i32 = 366;

impl Portfolio {
    /// Notes which visits have taken place although their days are after the portfolio's, if not by more than [`FAR_AHEAD`].
    pub fn note_visits(&mut self, today: Date) {
        let visits = self.accounts.iter_mut().flat_map(|account| &mut account.visits);
        let is_near = |visit: &Visit| (1..=FAR_AHEAD).contains(&days_between(today, visit.date));
        let ahead = visits.filter(|visit| is_near(visit) && !visit.is_plan());
        ahead.for_each(|visit| visit.noted_by = Some(today));
    }

    /// How many accounts that only the sales know stand in no figure, because the settings ignore them.
    pub fn ignored(&self) -> usize {
        let is_ignored = |entry: &&DataQuality| matches!(entry, DataQuality::NoDossier { account: None, .. });
        self.data_quality.iter().filter(is_ignored).count()
    }

    /// Takes out notes and pages that are drafts.
    pub fn drop_drafts(&mut self) {
        let drafts = &mut self.set_aside.drafts;
        for account in &mut self.accounts {
            drafts.extend(account.notes.extract_if(.., |note| note.draft).map(|note| note.body));
        }
        let pages = self.pages.extract_if(.., |page| page.draft);
        drafts.extend(pages.flat_map(|page| page.texts).map(|text| text.body));
    }

    /// The files beside dossiers, notes and pages.
    pub fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.accounts.iter().flat_map(|account| &account.attachments).chain(&self.attachments)
    }

    /// Takes drafts for finished, so that they are shown like all others.
    pub fn finish_drafts(&mut self) {
        let notes = self.accounts.iter_mut().flat_map(|account| &mut account.notes);
        notes.for_each(|note| note.draft = false);
        self.pages.iter_mut().for_each(|page| page.draft = false);
    }

    /// An account by its id.
    pub fn account(&self, id: &AccountId) -> Option<&Account> {
        self.accounts.binary_search_by(|account| account.id.cmp(id)).ok().map(|at| &self.accounts[at])
    }

    /// The one account that people may mean by a word: by id, sales code, name or alias, without regard to case.
    pub fn account_called(&self, word: &str) -> Option<&Account> {
        let wanted = word.trim().to_lowercase();
        let is = |text: &str| text.trim().to_lowercase() == wanted;
        let is_called = |account: &&Account| {
            account.id.folded() == wanted
                || account.name.texts().any(is)
                || [&account.aliases, &account.sales_ids, &account.ledger_codes]
                    .into_iter()
                    .flatten()
                    .any(|word| is(word))
        };
        let mut found = self.accounts.iter().filter(is_called);
        found.next().filter(|_| found.next().is_none())
    }

    /// The account to which the sales under a code belong. Every code of the ledger has one, unless the settings ignore
    /// accounts without a dossier.
    pub fn account_of_code(&self, code: &str) -> Option<&Account> {
        self.codes.get(code).map(|&at| &self.accounts[at])
    }

    /// The position in `accounts` of the account to which the sales under a code belong.
    pub fn index_of_code(&self, code: &str) -> Option<usize> {
        self.codes.get(code).copied()
    }

    /// What somebody of ours is called in a language: the name in the team, else as written.
    pub fn who<'t>(&'t self, who: &'t Who, language: &str) -> &'t str {
        self.member(who).map_or(&who.0, |member| member.name.in_language(language).0)
    }

    /// The member of the team that is meant: by id, else by name or alias, without regard to case.
    pub fn member(&self, who: &Who) -> Option<&TeamMember> {
        self.team.get(self.member_at(who)?)
    }

    /// Their position in the team.
    pub fn member_at(&self, who: &Who) -> Option<usize> {
        team::find_member(&self.team, &who.0)
    }

    /// The newest visit, complaint, survey or note: what “today” falls back to where there are no sales.
    pub fn newest_event(&self) -> Option<Date> {
        self.accounts.iter().filter_map(Account::newest_event).max()
    }

    /// The accounts directly below one in its group, by id.
    pub fn children<'a>(&'a self, parent: &'a AccountId) -> impl Iterator<Item = &'a Account> {
        self.accounts.iter().filter(move |account| account.parent.as_ref() == Some(parent))
    }
}
