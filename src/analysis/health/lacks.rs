//! What exactly a term without data lacks: “satisfaction” is not the answer where a survey stands and only the mark is missing.

use jiff::civil::Date;

use super::HealthTerm;
use super::terms::{SURVEY_MONTHS, stated};
use crate::portfolio::{Account, back_months};

/// What would give a term its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Sales that reach back 24 months, at an account that is older than twelve.
    TwoYearsOfSales,
    /// Contacts in post.
    Contacts,
    /// A visit, or the dossier's word on how close we are to anybody.
    Meetings,
    /// A wallet that was estimated by the day.
    Wallet,
    /// Sales that reach back twelve months.
    YearOfSales,
    /// A survey of the last 24 months.
    Survey,
    /// The mark that the customer gives itself: a survey of the last 24 months stands and did not ask for it.
    StatedSatisfaction,
    /// A complaint, a supply commitment or a plan of visits with a visit.
    Promises,
    /// A statement of the last twelve months of what is overdue.
    OverdueStatement,
}

impl Lack {
    /// Its key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TwoYearsOfSales => "two_years_of_sales",
            Self::Contacts => "contacts",
            Self::Meetings => "meetings",
            Self::Wallet => "wallet",
            Self::YearOfSales => "year_of_sales",
            Self::Survey => "survey",
            Self::StatedSatisfaction => "stated_satisfaction",
            Self::Promises => "promises",
            Self::OverdueStatement => "overdue_statement",
        }
    }

    /// What a term lacks that has no data on a day.
    pub fn of(account: &Account, term: HealthTerm, day: Date) -> Self {
        match term {
            HealthTerm::RevenueTrend => Self::TwoYearsOfSales,
            HealthTerm::RelationshipCoverage if account.contacts.iter().any(|contact| contact.in_post(day)) => {
                Self::Meetings
            }
            HealthTerm::RelationshipCoverage => Self::Contacts,
            HealthTerm::ShareOfWallet if account.wallet.is_some() => Self::YearOfSales,
            HealthTerm::ShareOfWallet => Self::Wallet,
            HealthTerm::Satisfaction if surveyed(account, day) => Self::StatedSatisfaction,
            HealthTerm::Satisfaction => Self::Survey,
            HealthTerm::ServiceKept => Self::Promises,
            HealthTerm::Payment => Self::OverdueStatement,
        }
    }
}

fn surveyed(account: &Account, day: Date) -> bool {
    let since = back_months(day, SURVEY_MONTHS);
    let mut surveys = account.satisfaction.surveys.iter().filter(|survey| since < survey.date && survey.date <= day);
    surveys.any(|survey| stated(survey).is_none())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::analysis::sample;
    use crate::portfolio::{ContactEntry, Survey};

    const TODAY: Date = date(2026, 6, 30);

    #[test]
    fn a_survey_without_the_mark_is_a_survey() {
        let lack = |surveys: &[&str]| {
            let mut account = sample::account("a");
            account.satisfaction.surveys = surveys.iter().map(|day| survey(day)).collect();
            Lack::of(&account, HealthTerm::Satisfaction, TODAY)
        };
        assert_eq!(lack(&["2026-03-20"]), Lack::StatedSatisfaction);
        assert_eq!(lack(&["2024-06-30"]), Lack::Survey, "two years old: it says nothing about today");
        assert_eq!(lack(&["2026-07-01"]), Lack::Survey, "not yet");
        assert_eq!(lack(&[]), Lack::Survey);
    }

    fn survey(day: &str) -> Survey {
        serde_yaml::from_str(&format!(
            "{{date: {day}, marks: [{{dimension: quality, expectation: 9, experience: 8}}]}}"
        ))
        .unwrap()
    }

    #[test]
    fn contacts_and_wallets_that_stand_are_not_asked_for() {
        let mut account = sample::with_wallet("a", 2000);
        assert_eq!(Lack::of(&account, HealthTerm::ShareOfWallet, TODAY), Lack::YearOfSales);
        account.wallet = None;
        assert_eq!(Lack::of(&account, HealthTerm::ShareOfWallet, TODAY), Lack::Wallet);
        assert_eq!(Lack::of(&account, HealthTerm::RelationshipCoverage, TODAY), Lack::Contacts);
        let li: ContactEntry = serde_yaml::from_str("{id: li, name: Li}").unwrap();
        account.contacts = vec![li.lock()];
        assert_eq!(Lack::of(&account, HealthTerm::RelationshipCoverage, TODAY), Lack::Meetings);
    }
}
