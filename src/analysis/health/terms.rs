//! The six terms of the health score, each between 0 and 1 as of a day, or without data.
//!
//! Only what had happened by the day counts: sales, visits, surveys, complaints, overdue amounts up to it, the wallet that
//! was estimated last. What a dossier states without a day (a contact's coverage, a promise kept) holds on every day.

use jiff::civil::Date;

use super::HealthTerm;
use crate::analysis::facts::wallet_on;
use crate::analysis::meetings::{SEEN_DAYS, deciders, decides, last_met, visits_until};
use crate::analysis::sales::{Baseline, SalesView, Scope};
use crate::analysis::satisfaction::SatisfactionNumbers;
use crate::analysis::visit_plan::planned;
use crate::portfolio::{
    Account, Commitment, Complaint, Contact, ContactCoverage, Period, Survey, back_months, days_between,
};

/// A fall of revenue that gives nothing, and a rise that gives all.
const TREND: f64 = 0.2;
/// Days since a meeting up to which a contact counts in full, and from which it counts for nothing; evenly less between.
const MET: [i32; 2] = [SEEN_DAYS, 365];
/// What the dossier's word on a contact is worth where no visit names them: half a meeting.
const UNMET: f64 = 0.5;
/// What coverage can be at most where the dossier names nobody who decides.
const NOBODY_DECIDES: f64 = 0.5;
/// Influence of a contact for whom none is given.
const INFLUENCE: f64 = 3.0;
/// Share of wallet that gives all: the rest is a second source, which a prudent buyer keeps.
const FULL_SHARE: f64 = 0.8;
/// Months after which a survey says nothing about today.
pub(super) const SURVEY_MONTHS: i32 = 24;
/// Days in which a complaint is to be closed.
const CLOSED_IN: i32 = 30;
/// Days overdue that give nothing.
const OVERDUE_DAYS: f64 = 90.0;

/// The numbers that the formulas contain, for the pages that explain them.
pub const TERM_FORMULAS: TermFormulas = TermFormulas {
    trend: TREND,
    met_days: MET,
    full_share: FULL_SHARE,
    survey_months: SURVEY_MONTHS,
    closed_in: CLOSED_IN,
    overdue_days: OVERDUE_DAYS,
};

/// Conventions of the six terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TermFormulas {
    /// Relative fall of revenue that gives nothing; the same rise gives all.
    pub trend: f64,
    /// Days since a meeting up to which it counts in full, and from which for nothing.
    pub met_days: [i32; 2],
    /// Share of wallet that gives all.
    pub full_share: f64,
    /// Months for which a survey counts.
    pub survey_months: i32,
    /// Days in which a complaint is to be closed.
    pub closed_in: i32,
    /// Days overdue that give nothing.
    pub overdue_days: f64,
}

/// What the terms of an account are computed from.
#[derive(Debug, Clone, Copy)]
pub struct HealthInputs<'a> {
    /// The dossier.
    pub account: &'a Account,
    /// Its position.
    pub at: usize,
    /// Sales of all accounts.
    pub sales: &'a SalesView,
}

impl HealthInputs<'_> {
    /// Every term on a day, in the order of [`HealthTerm::ALL`].
    pub fn values(&self, day: Date) -> [Option<f64>; 6] {
        HealthTerm::ALL.map(|term| match term {
            HealthTerm::RevenueTrend => self.revenue_trend(day),
            HealthTerm::RelationshipCoverage => reach(self.account, day).map(Reach::coverage),
            HealthTerm::ShareOfWallet => self.share_of_wallet(day),
            HealthTerm::Satisfaction => satisfaction(self.account, day),
            HealthTerm::ServiceKept => service_kept(self.account, day),
            HealthTerm::Payment => self.payment(day),
        })
    }

    /// Revenue of the 12 months to the day against the 12 before, from −20 % (0) over unchanged (0.5) to +20 % (1). 0 where an
    /// account that bought earlier bought nothing in either. Without data where sales do not reach back 24 months, or the
    /// account was new in the last 12.
    fn revenue_trend(&self, day: Date) -> Option<f64> {
        let year = Period::twelve_months_to(day);
        let before = year.back(12);
        if Baseline::of(before, self.sales.first_day(Scope::Portfolio)) != Baseline::Complete {
            return None;
        }
        let scope = Scope::Account(self.at);
        let now = self.sales.figures(scope, year).revenue;
        let earlier = self.sales.figures(scope, before).revenue;
        if !earlier.is_positive() {
            let lost = self.sales.first_day(scope).is_some_and(|first| first < before.first) && !now.is_positive();
            return lost.then_some(0.0);
        }
        let change = (now - earlier).to_f64() / earlier.to_f64();
        Some(((change + TREND) / (2.0 * TREND)).clamp(0.0, 1.0))
    }

    /// Revenue of the 12 months to the day ÷ the wallet as it was estimated then, all from 80 %. Without data where there is
    /// no wallet, or sales do not reach back 12 months.
    fn share_of_wallet(&self, day: Date) -> Option<f64> {
        let year = Period::twelve_months_to(day);
        if Baseline::of(year, self.sales.first_day(Scope::Portfolio)) != Baseline::Complete {
            return None;
        }
        let wallet = wallet_on(self.account.wallet.as_ref()?, day).amount;
        let share = self.sales.figures(Scope::Account(self.at), year).revenue.share_of(wallet)?;
        Some((share / FULL_SHARE).clamp(0.0, 1.0))
    }

    /// The newest statement of the last 12 months: nothing overdue 1; else 1 − days ÷ 90, or, where the days are not given, 1 −
    /// amount ÷ a quarter of the revenue of 12 months.
    pub fn payment(&self, day: Date) -> Option<f64> {
        let since = back_months(day, 12);
        let stated = self.account.payment.overdue.iter().filter(|entry| since < entry.as_of && entry.as_of <= day);
        let entry = stated.max_by_key(|entry| entry.as_of)?;
        if !entry.amount.is_positive() {
            return Some(1.0);
        }
        let year = self.sales.figures(Scope::Account(self.at), Period::twelve_months_to(day)).revenue.to_f64();
        let lost = match entry.days {
            Some(days) => f64::from(days) / OVERDUE_DAYS,
            None if year > 0.0 => entry.amount.to_f64() / (year / 4.0),
            None => 1.0,
        };
        Some((1.0 - lost).clamp(0.0, 1.0))
    }
}

/// How far we reach into an account, on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Share of the influence that we are in touch with, 0 to 1.
    pub all: f64,
    /// How well we are in touch with the best covered of those who decide, 0 to 1; `None` where nobody is named who does.
    pub decider: Option<f64>,
}

impl Reach {
    /// The term: what we reach, held at how well we reach whoever decides (a half where nobody is named who does).
    pub fn coverage(self) -> f64 {
        self.all.min(self.decider.unwrap_or(NOBODY_DECIDES))
    }

    /// Whether whoever decides holds the term below what we reach of all.
    pub fn is_held(self) -> bool {
        self.coverage() < self.all
    }
}

/// Share of the influence that we are in touch with: contacts in their post, weighed by their influence (3 where none is given),
/// those who decide twice. A meeting counts in full for 60 days, then evenly less, and for nothing after 365. A contact whom no
/// visit names counts by what the dossier says of them: close or regular by half, occasional by a quarter. As a term at most how
/// well we are in touch with the best covered of those who decide, and a half where nobody is named who does: everybody else
/// together cannot say yes. Without data where there are no contacts, or neither visits nor a word on any of them.
pub fn reach(account: &Account, day: Date) -> Option<Reach> {
    let logged = visits_until(account, day).next().is_some();
    let (mut sum, mut weights, mut known) = (0.0, 0.0, logged);
    for contact in account.contacts.iter().filter(|contact| contact.in_post(day)) {
        known |= contact.coverage.is_some();
        let influence = contact.influence.map_or(INFLUENCE, |score| f64::from(score.get()));
        let weight = if decides(contact) { 2.0 * influence } else { influence };
        sum += weight * touch(account, contact, day);
        weights += weight;
    }
    let decider = deciders(account, day).map(|contact| touch(account, contact, day)).reduce(f64::max);
    (known && weights > 0.0).then(|| Reach { all: sum / weights, decider })
}

/// How much we are in touch with a contact, 0 to 1.
fn touch(account: &Account, contact: &Contact, day: Date) -> f64 {
    match last_met(account, contact, day) {
        Some(met) => {
            let [full, none] = MET.map(f64::from);
            ((none - f64::from(days_between(met, day))) / (none - full)).clamp(0.0, 1.0)
        }
        None => UNMET * contact.coverage.map_or(0.0, said),
    }
}

const fn said(coverage: ContactCoverage) -> f64 {
    match coverage {
        ContactCoverage::Close | ContactCoverage::Regular => 1.0,
        ContactCoverage::Occasional => 0.5,
        ContactCoverage::None => 0.0,
    }
}

/// Stated satisfaction of the newest survey of the last 24 months that asked for it, as a share of the best mark: the mark all in
/// all where there is one, else the mean of the dimensions. A gap of expectation and experience is no satisfaction and does not
/// count.
fn satisfaction(account: &Account, day: Date) -> Option<f64> {
    let since = back_months(day, SURVEY_MONTHS);
    let surveys = account.satisfaction.surveys.iter().filter(|survey| since < survey.date && survey.date <= day);
    surveys
        .filter_map(|survey| Some((survey.date, stated(survey)?)))
        .max_by_key(|(date, _)| *date)
        .map(|(_, mark)| mark)
}

/// Stated satisfaction of a survey, 0 to 1.
pub fn stated(survey: &Survey) -> Option<f64> {
    let best = survey.best().to_f64();
    SatisfactionNumbers::of(survey).stated.filter(|_| best > 0.0).map(|mark| (mark / best).clamp(0.0, 1.0))
}

/// Mean of the promises that there were in the 12 months to the day: share of complaints closed within 30 days (those open for
/// less do not count yet), share of supply commitments not broken, visits paid ÷ visits planned ([since we began](planned)), 1 at
/// most.
fn service_kept(account: &Account, day: Date) -> Option<f64> {
    let since = back_months(day, 12);
    let complaints = share(account.complaints.iter().filter_map(|complaint| closed_in_time(complaint, since, day)));
    let supply = share(account.supply.commitments.iter().filter_map(|promise| unbroken(promise, since, day)));
    let logged = visits_until(account, day).next().is_some();
    let planned = planned(account, day).filter(|planned| logged && *planned > 0);
    let visits = planned.map(|planned| {
        let paid = visits_until(account, day).filter(|visit| since < visit.date).count();
        (paid as f64 / f64::from(planned)).min(1.0)
    });
    let parts: Vec<f64> = [complaints, supply, visits].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.iter().sum::<f64>() / parts.len() as f64)
}

/// Share of answers that are yes; `None` without an answer.
fn share(answers: impl Iterator<Item = bool>) -> Option<f64> {
    let (mut yes, mut all) = (0_u32, 0_u32);
    for answer in answers {
        yes += u32::from(answer);
        all += 1;
    }
    (all > 0).then(|| f64::from(yes) / f64::from(all))
}

/// Whether a complaint made after `since` was closed in time, as known on a day; `None` where it is not decided yet.
fn closed_in_time(complaint: &Complaint, since: Date, day: Date) -> Option<bool> {
    if complaint.date <= since || complaint.date > day {
        return None;
    }
    match complaint.closed.filter(|closed| *closed <= day) {
        Some(closed) => Some(days_between(complaint.date, closed) <= CLOSED_IN),
        None => (days_between(complaint.date, day) > CLOSED_IN).then_some(false),
    }
}

/// Whether a commitment was kept in the 12 months; `None` where it did not run then, or nobody says.
fn unbroken(promise: &Commitment, since: Date, day: Date) -> Option<bool> {
    let runs = promise.from.is_none_or(|from| from <= day) && promise.to.is_none_or(|to| to > since);
    let broken = promise.broken_on.iter().any(|on| since < *on && *on <= day);
    match promise.kept {
        _ if !runs => None,
        _ if broken => Some(false),
        // The days on which it was broken are known, and none of them lies in these months.
        Some(false) if !promise.broken_on.is_empty() => Some(true),
        kept => kept,
    }
}
