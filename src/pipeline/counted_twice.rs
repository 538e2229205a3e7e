//! Amounts that an account and one above it in its group both write down: over all accounts they would count twice.
//!
//! The same product line, the same state and the same amount in both white-space matrices, or open opportunities that share a
//! product line and an amount. Two that differ may well be two.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::dossier_texts::DossierTexts;
use crate::portfolio::{Account, Amount, Opportunity, Portfolio, WhiteSpaceCell, WhiteSpaceState};

/// Warnings for them, at the account that stands higher.
pub(super) fn tell(portfolio: &Portfolio, texts: &DossierTexts) -> Diagnostics {
    let mut found = Diagnostics::new();
    for account in portfolio.accounts.iter().filter(|account| account.parent.is_some()) {
        for above in above(portfolio, account) {
            let Some(file) = above.file() else { continue };
            for (pointer, amount) in cells(above, account).chain(opportunities(above, account)) {
                let message =
                    format!("{amount} stands here and at `{}`, below it in the group: it counts twice", account.id);
                let warning = Diagnostic::warning(codes::COUNTED_TWICE, message).at(texts.place(file, &pointer));
                found.push(
                    warning.help("give the amount at one of the two; at the other leave it out, or its own part"),
                );
            }
        }
    }
    found
}

/// The accounts above one, the nearest first.
fn above<'a>(portfolio: &'a Portfolio, account: &'a Account) -> impl Iterator<Item = &'a Account> {
    let parent = |account: &&'a Account| {
        let id = account.parent.as_ref()?;
        portfolio.accounts.iter().find(|other| other.id == *id)
    };
    std::iter::successors(parent(&account), parent).take(portfolio.accounts.len())
}

fn cells<'a>(above: &'a Account, below: &'a Account) -> impl Iterator<Item = (String, Amount)> + 'a {
    let amount = |cell: &WhiteSpaceCell| {
        let told = matches!(cell.state, WhiteSpaceState::Open | WhiteSpaceState::Rival);
        cell.amount.as_ref().map(|amount| amount.value).filter(|value| told && value.is_positive())
    };
    above.white_space.iter().enumerate().filter_map(move |(at, cell)| {
        let value = amount(cell)?;
        let same = |other: &&WhiteSpaceCell| {
            (&other.product_line, other.state, amount(other)) == (&cell.product_line, cell.state, Some(value))
        };
        below.white_space.iter().find(same).map(|_| (format!("/white_space/{at}/amount"), value))
    })
}

fn opportunities<'a>(above: &'a Account, below: &'a Account) -> impl Iterator<Item = (String, Amount)> + 'a {
    let amount = |one: &Opportunity| {
        one.amount.as_ref().map(|amount| amount.value).filter(|value| one.is_open() && value.is_positive())
    };
    above.opportunities.iter().enumerate().filter_map(move |(at, one)| {
        let value = amount(one)?;
        let same = |other: &&Opportunity| {
            amount(other) == Some(value) && other.product_lines.iter().any(|line| one.product_lines.contains(line))
        };
        below.opportunities.iter().find(same).map(|_| (format!("/opportunities/{at}/amount"), value))
    })
}
