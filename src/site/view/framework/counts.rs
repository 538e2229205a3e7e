//! Counts of a choice over the dossiers: how many accounts are of each kind, hold each part, have reached each step.

use std::collections::BTreeMap;

use super::stands::{bar, column, documented, figure, label, measure_caption, number, table};
use crate::analysis::duty_grid::{DutyRow, duty_grid};
use crate::portfolio::{Account, AccountId, Duty, KamStageName, RelationshipStage, Stance, Strategy};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts by our stance in their market.
pub fn stances(shared: &Shared<'_>) -> Option<Figure> {
    distribution(shared, "stance", Stance::ALL, Stance::key, |a, c| {
        usize::from(a.market_stance.as_ref().is_some_and(|stance| stance.stance == c))
    })
}

/// Accounts by the relationship stage of today.
pub fn relationship_stages(shared: &Shared<'_>) -> Option<Figure> {
    let day = shared.as_of.date;
    distribution(shared, "relationship_stage", RelationshipStage::ALL, RelationshipStage::key, move |a, c| {
        usize::from(a.relationship_stage(day).is_some_and(|entry| entry.stage == c))
    })
}

/// Accounts by the KAM stage that the dossier states.
pub fn kam_stages(shared: &Shared<'_>) -> Option<Figure> {
    distribution(shared, "kam_stage", KamStageName::ALL, KamStageName::key, |a, c| {
        usize::from(a.kam_stage.as_ref().is_some_and(|kam| kam.stage == c))
    })
}

/// Accounts by strategy in use.
pub fn strategies(shared: &Shared<'_>) -> Option<Figure> {
    distribution(shared, "strategy", Strategy::ALL, Strategy::key, |a, c| usize::from(a.strategies.contains(&c)))
}

/// Accounts by duty done in 12 months, once or oftener: the grid below shows the same, cell by cell.
pub fn duties(shared: &Shared<'_>) -> Option<Figure> {
    let grid = duty_grid(shared.portfolio, shared.as_of.date, shared.settings.fiscal_year_start);
    let id = |row: &DutyRow| shared.portfolio.accounts[row.account].id.clone();
    let rows: BTreeMap<AccountId, DutyRow> = grid.into_iter().map(|row| (id(&row), row)).collect();
    distribution(shared, "duty", Duty::ALL, Duty::key, move |a, c| {
        usize::from(rows.get(&a.id).is_some_and(|row| row.times(c) > 0))
    })
}

/// Counts of a choice over the dossiers; `None` where nobody made it.
fn distribution<C: Copy>(
    shared: &Shared<'_>,
    field: &str,
    choices: &[C],
    key: fn(C) -> &'static str,
    count: impl Fn(&Account, C) -> usize,
) -> Option<Figure> {
    let name = |choice: C| shared.voice.word(&format!("enums.{field}.{}", key(choice)));
    // Where every one is wanted, the one that is missing most is worth saying.
    let wanted = if matches!(field, "duty" | "strategy") { Wanted::Least } else { Wanted::Most };
    named_distribution(shared, choices, name, wanted, count)
}

/// Which choice the finding of a distribution names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The one that occurs most.
    Most,
    /// The one that occurs least.
    Least,
}

fn named_distribution<C: Copy>(
    shared: &Shared<'_>,
    choices: &[C],
    name: impl Fn(C) -> String,
    wanted: Wanted,
    count: impl Fn(&Account, C) -> usize,
) -> Option<Figure> {
    let counts: Vec<(C, usize, usize)> = choices
        .iter()
        .map(|&choice| {
            let each = documented(shared).map(|(_, account)| count(account, choice));
            each.fold((choice, 0, 0), |(choice, sum, accounts), n| (choice, sum + n, accounts + usize::from(n > 0)))
        })
        .collect();
    let total: usize = counts.iter().map(|(_, sum, _)| sum).sum();
    let most = counts.iter().map(|(_, sum, _)| *sum).max()?;
    if total == 0 {
        return None;
    }
    let many = counts.iter().any(|(_, sum, accounts)| sum != accounts);
    let rows = counts.iter().map(|(choice, sum, accounts)| {
        let part = *sum as f64 / most as f64;
        let mut row = vec![label(shared, name(*choice)), number(shared, *accounts)];
        if many {
            row.push(number(shared, *sum));
        }
        row.push(bar(part));
        row
    });
    let mut columns = vec![column(shared, "kind", false), column(shared, "accounts", true)];
    if many {
        columns.push(column(shared, "entries", true));
    }
    columns.push(column(shared, "bar", false));
    // All that share the place are named: a tie has no first.
    let (key, count, all, named) = match wanted {
        Wanted::Least => {
            let least = counts.iter().map(|(_, _, accounts)| *accounts).min()?;
            let named = counts.iter().filter(|(_, _, accounts)| *accounts == least);
            ("frameworks.least", least, documented(shared).count(), named.map(|(c, ..)| name(*c)).collect::<Vec<_>>())
        }
        Wanted::Most => {
            let named = counts.iter().filter(|(_, sum, _)| *sum == most);
            ("frameworks.most", most, total, named.map(|(c, ..)| name(*c)).collect())
        }
    };
    let key = if named.len() > 1 { format!("{key}_tied") } else { key.to_owned() };
    let names = shared.voice.locale.list(&named);
    let finding = shared.voice.rich(&key, &[("name", names.into()), ("count", count.into()), ("all", all.into())]);
    let measure = shared.voice.word(if many { "frameworks.counted_entries" } else { "frameworks.counted" });
    Some(figure("stands", finding, measure, table(measure_caption(shared), columns, rows.collect())))
}
