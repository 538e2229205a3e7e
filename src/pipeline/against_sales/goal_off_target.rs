//! Plans that aim at something other than what the targets of the same days ask for: one of the two is out of date.

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::dossier_texts::DossierTexts;
use crate::load::targets::TargetMeasure;
use crate::portfolio::{Amount, Portfolio, WrittenPeriod};
use crate::project::settings::Settings;

/// Warnings for them, at the plan's goal. A goal is revenue; a target of exactly its days counts, else the sum of those within.
pub(super) fn tell(
    portfolio: &Portfolio,
    analysis: &Analysis,
    settings: &Settings,
    texts: &DossierTexts,
) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (at, account) in portfolio.accounts.iter().enumerate() {
        let Some((file, plan)) = account.file().zip(account.plan.as_ref()) else { continue };
        let period = plan.period.as_ref().and_then(WrittenPeriod::query);
        let Some((goal, period)) = plan.goal_amount.as_ref().zip(period) else { continue };
        let period = period.resolve(analysis.as_of.date, settings.fiscal_year_start);
        let revenue = || analysis.targets.of(at).iter().filter(|target| target.measure == TargetMeasure::Revenue);
        let whole = revenue().find(|target| target.period == period).map(|target| target.target);
        let within =
            revenue().filter(|target| period.contains(target.period.first) && period.contains(target.period.last));
        let (days, sum) =
            within.fold((0, Amount::ZERO), |(days, sum), target| (days + target.period.days(), sum + target.target));
        // Targets for a part of the days say nothing of the whole.
        let Some(asked) = whole.or_else(|| (days == period.days()).then_some(sum)) else { continue };
        if asked == goal.value {
            continue;
        }
        let message = format!("the plan aims at {}, and the targets of the same days ask for {asked}", goal.value);
        let warning = Diagnostic::warning(codes::GOAL_OFF_TARGET, message).at(texts.place(file, "/plan/goal_amount"));
        found.push(
            warning.help("both are revenue of the plan's period: correct the goal, or the row of the targets file"),
        );
    }
    found
}
