//! What is told about targets: those of nobody, those twice there, those without costs, those that no page shows.

use super::{Attainment, Targets};
use crate::diagnostic::{Diagnostic, Place, codes, suggest};
use crate::load::targets::{Target, TargetMeasure};
use crate::portfolio::{Account, DataQuality, Portfolio};

/// Targets of gross profit of which nobody can say what came of them, as costs cover too little of the revenue: one warning.
pub(super) fn without_costs(named: &[(usize, &Target)], targets: &Targets) -> Option<Diagnostic> {
    let is_unknown = |(account, target): &&(usize, &Target)| {
        let attained = of_target(targets, *account, target).and_then(|one| one.attained.as_ref());
        attained.is_some_and(|attained| attained.actual.is_none())
    };
    let mut unknown = named.iter().filter(is_unknown).map(|(_, target)| target);
    let first = unknown.next()?;
    let (account, period) = (&first.account, first.period);
    let others = match unknown.count() {
        0 => String::new(),
        1 => ", and of another target of gross profit".to_owned(),
        count => format!(", and of {count} other targets of gross profit"),
    };
    let message = format!(
        "what came of the gross profit that `{account}` was to bring for {period} cannot be said, as costs cover less than 95 % of its revenue{others}"
    );
    let help = "give the cost or the gross profit of each row in the sales (a column `cost` or `gross_profit`), or set a target of revenue";
    Some(Diagnostic::warning(codes::INVALID_TARGET, message).at(first.place.clone()).help(help))
}

/// Targets that are over for so long that no page shows them: one note, at the first.
pub(super) fn not_shown(named: &[(usize, &Target)], targets: &Targets) -> Option<Diagnostic> {
    let is_shown =
        |(account, target): &(usize, &Target)| of_target(targets, *account, target).is_some_and(|one| one.is_current);
    let hidden: Vec<&Target> = named.iter().filter(|one| !is_shown(one)).map(|(_, target)| *target).collect();
    let first = hidden.first()?;
    let others = match hidden.len() - 1 {
        0 => String::new(),
        1 => ", and one more".to_owned(),
        count => format!(", and {count} more"),
    };
    let (account, period) = (&first.account, first.period);
    let message = format!("no page shows the target of `{account}` for {period}, which is long over{others}");
    let shown = "pages show targets of the 12 months to `as_of`, of its fiscal year and of days to come";
    let help = format!("{shown}; {}", what_came_of(&hidden));
    Some(Diagnostic::note(codes::TARGET_NOT_SHOWN, message).at(first.place.clone()).help(help))
}

/// What came of a target.
fn of_target<'a>(targets: &'a Targets, account: usize, target: &Target) -> Option<&'a Attainment> {
    targets.of(account).iter().find(|one| one.period == target.period && one.measure == target.measure)
}

/// Who says what came of targets that no page shows: the export has targets of revenue alone.
fn what_came_of(hidden: &[&Target]) -> String {
    let export = "`keyfolio export accounts --period PERIOD` says what came of earlier ones";
    let of_profit = hidden.iter().find(|target| target.measure == TargetMeasure::GrossProfit);
    let Some(target) = of_profit else { return export.to_owned() };
    let build = format!("`keyfolio build --as-of {}`, into a folder of its own,", target.period.last);
    if hidden.iter().all(|target| target.measure == TargetMeasure::GrossProfit) {
        format!("{build} shows what came of this one")
    } else {
        format!("{export} of revenue, and {build} shows one of gross profit")
    }
}

/// What to say about an account that nobody knows, and what follows.
pub(super) fn unknown(portfolio: &Portfolio, account: &str, place: &Place, follows: &str) -> Diagnostic {
    let ids = portfolio.accounts.iter().map(|account| account.id.as_str());
    let codes = portfolio.accounts.iter().flat_map(|account| &account.ledger_codes).map(String::as_str);
    let is_left_out =
        |found: &DataQuality| matches!(found, DataQuality::NoDossier { code, account: None } if code == account);
    let (message, help) = if portfolio.data_quality.iter().any(is_left_out) {
        let message = format!("`undocumented_accounts: ignore` leaves the account `{account}` out{follows}");
        (message, format!("begin its dossier with `keyfolio new account {account}`, or take the target out"))
    } else {
        let help = match suggest::nearest(account, ids.chain(codes)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the id of a dossier or a code of the sales files".to_owned(),
        };
        (format!("there is no account `{account}`{follows}"), help)
    };
    Diagnostic::warning(codes::UNKNOWN_REFERENCE, message).at(place.clone()).help(help)
}

/// A target of an account that has one for these days under another of its codes.
pub(super) fn same(target: &Target, earlier: &Target, account: &Account) -> Diagnostic {
    let Target { period, place, .. } = earlier;
    let id = account.id.as_str();
    let who = if target.account == id {
        format!("the account `{id}`")
    } else {
        format!("`{}` is the account `{id}`, which", target.account)
    };
    let written = if earlier.account == id { String::new() } else { format!(" as `{}`", earlier.account) };
    let message = format!("{who} has a target for {period} already,{written} at {}:{}", place.file, place.line);
    Diagnostic::error(codes::INVALID_TARGET, message).at(target.place.clone()).help("keep one of the two")
}
