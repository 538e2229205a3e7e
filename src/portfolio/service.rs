//! Service (FRAMEWORKS §7): nine duties, complaints, resource quota, supply, club.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::visits::FollowUp;
use super::{Amount, ContactId, Figure, Localised, Who, WrittenPeriod, days_between};

choice! {
    /// The nine duties (S3 九项职责); each may be written by its number.
    Duty {
        /// 1 Secure supply, peak season first, know their stock.
        SecureSupply = "secure_supply" | "1",
        /// 2 Trial new products there first.
        TrialNewProducts = "trial_new_products" | "2",
        /// 3 Watch and support their events, promotions, moves.
        SupportEvents = "support_events" | "3",
        /// 4 Senior visits.
        SeniorVisits = "senior_visits" | "4",
        /// 5 A joint promotion per account.
        JointPromotion = "joint_promotion" | "5",
        /// 6 Ask their opinion of our people, adjust.
        AskAboutPeople = "ask_about_people" | "6",
        /// 7 Incentives: discount, joint promotion, contest, rebate.
        Incentives = "incentives" | "7",
        /// 8 Timely, accurate information.
        Information = "information" | "8",
        /// 9 A yearly forum.
        YearlyForum = "yearly_forum" | "9",
    }
}

/// A duty done; planned where its day is after the portfolio's `as_of`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyEntry {
    /// Which of the nine.
    pub duty: Duty,
    /// The day.
    pub date: Date,
    /// What was done.
    pub what: Option<Localised>,
    /// Who did it.
    pub by: Option<Who>,
}

choice! {
    /// How much a complaint weighs.
    ComplaintSeverity {
        /// An annoyance.
        Minor = "minor",
        /// Costs the account money or time.
        Major = "major",
        /// Puts the account at risk.
        Critical = "critical",
    }
}

/// A complaint (S4 投诉).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Complaint {
    /// The day on which it was made.
    pub date: Date,
    /// What it is about.
    pub what: Localised,
    /// How much it weighs.
    pub severity: Option<ComplaintSeverity>,
    /// Who made it.
    pub contact: Option<ContactId>,
    /// Who of ours deals with it.
    pub owner: Option<Who>,
    /// First answered on this day.
    pub responded: Option<Date>,
    /// Closed on this day; open without it.
    pub closed: Option<Date>,
    /// What came of it.
    pub result: Option<Localised>,
    /// What follows from it.
    #[serde(default)]
    pub actions: Vec<FollowUp>,
}

impl Complaint {
    /// Days from the complaint to its close; `None` while it is open on a day.
    pub fn days_to_close(&self, day: Date) -> Option<i32> {
        let closed = self.closed.filter(|closed| *closed <= day)?;
        Some(days_between(self.date, closed))
    }
}

/// Ten units a period over time, people and money (S1 资源配额; the split is the team's). They sum to 10.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceQuota {
    /// Units of time.
    pub time: Amount,
    /// Units of people.
    pub people: Amount,
    /// Units of money.
    pub money: Amount,
    /// The period that they are for.
    pub period: Option<WrittenPeriod>,
    /// In words.
    pub note: Option<Localised>,
}

choice! {
    /// What is held for the account (S4).
    CommitmentKind {
        /// 优先保障: supply.
        Supply = "supply",
        /// Transport capacity.
        Transport = "transport",
        /// 绿色通道.
        GreenChannel = "green_channel",
        /// Stock, spares.
        Stock = "stock",
        /// Something else.
        Other = "other",
    }
}

/// Supply held for the account, and what our resident reports (S4 优先保障 · 绿色通道 · 驻厂员).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Supply {
    /// What we promised.
    pub commitments: Vec<Commitment>,
    /// Our resident at the account.
    pub resident: Option<Who>,
    /// What the resident reports, in the order of the days.
    pub reports: Vec<ResidentReport>,
}

/// A promise of supply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// What we promised.
    pub what: Localised,
    /// Of which kind.
    pub kind: Option<CommitmentKind>,
    /// From this day.
    pub from: Option<Date>,
    /// To this day.
    pub to: Option<Date>,
    /// Whether it was kept; not known yet without it.
    pub kept: Option<bool>,
    /// Days on which it was broken.
    #[serde(default)]
    pub broken_on: Vec<Date>,
    /// In words.
    pub note: Option<Localised>,
}

choice! {
    /// The time over which what flows is counted.
    RateSpan {
        /// A day.
        Day = "day",
        /// A week.
        Week = "week",
        /// A month.
        Month = "month",
        /// A quarter.
        Quarter = "quarter",
        /// A year.
        Year = "year",
    }
}

/// Figures that a resident reports: two flows over a time, and what lies in stock on the day. All three count the same things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResidentReport {
    /// The day.
    pub date: Date,
    /// The account's output, in `unit` over `per`.
    pub output: Option<Amount>,
    /// What it consumed of what we sell, in `unit` over `per`.
    pub consumption: Option<Amount>,
    /// What it has in stock on the day, in `unit`.
    pub stock: Option<Amount>,
    /// What is counted, of output, consumption, stock and price alike: “t”, “parcels”. No time: that is `per`.
    pub unit: Option<Localised>,
    /// Over which time output and consumption are counted.
    pub per: Option<RateSpan>,
    /// Price delivered, per unit.
    pub delivered_price: Option<Amount>,
    /// Other channels it buys from.
    pub other_channels: Option<Localised>,
}

choice! {
    /// How a club or platform is used (S3, S4).
    ClubUse {
        /// Portal.
        Portal = "portal",
        /// Online complaint.
        Complaint = "complaint",
        /// Message.
        Message = "message",
        /// Application.
        Application = "application",
        /// Room or board.
        Board = "board",
        /// Seminar, forum.
        Seminar = "seminar",
    }
}

/// Enrolment in the key-account centre or club (S3), or the interaction platform (S4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Club {
    /// Enrolled on this day.
    pub enrolled: Option<Date>,
    /// Level, in the team's own words.
    pub level: Option<Localised>,
    /// Uses, in the order of their days.
    pub uses: Vec<ClubVisit>,
}

/// A use of the club.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClubVisit {
    /// The day.
    pub date: Date,
    /// For what.
    pub kind: ClubUse,
    /// In words.
    pub note: Option<Localised>,
}

/// What it costs the account to give up its own facilities, and how we help (S4 退出成本).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExitCost {
    /// Which facility.
    pub what: Localised,
    /// What giving it up costs, in the portfolio's currency.
    pub cost: Option<Figure<Amount>>,
    /// How we help.
    pub help: Option<Localised>,
}
