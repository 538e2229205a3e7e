//! What customers are worth over the coming year: the ledger, the model, or why there is none.

use super::Exhibit;
use crate::analysis::customers::bg_nbd::{FitWarning, NoFit};
use crate::analysis::customers::gamma_gamma::SpendWarning;
use crate::analysis::customers::lifetime_value::{AccountValue, CustomerValue};
use crate::locale::Arg;
use crate::portfolio::Amount;
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, Rich, TableView, Voice};

/// Accounts that the ledger lists: those whose worth is worth reading; each playbook has its own.
const LISTED: usize = 15;

/// An estimate as money, in whole cents.
pub fn estimate(value: f64) -> Amount {
    Amount::parse(&format!("{value:.2}")).unwrap_or_default()
}

/// What the data do not settle, in words.
pub fn warnings(voice: Voice<'_>, value: &CustomerValue) -> Vec<Rich> {
    let of_fit = value.bg_nbd.warnings.iter().map(|warning| fit_warning(voice, warning));
    let of_spend = value.gamma_gamma.warnings.iter().map(|warning| match warning {
        SpendWarning::Correlated(correlation) => {
            let value = voice.locale.decimal(*correlation, 2);
            voice.rich("customers.value.warning.correlated", &[("value", value.into())])
        }
        SpendWarning::NoMean => voice.rich("customers.value.warning.no_mean", &[]),
        SpendWarning::AtBound(warning) => fit_warning(voice, warning),
    });
    of_fit.chain(of_spend).collect()
}

/// What the data do not settle, by name, for a sentence that has no room for the whole of it; `None` where they settle all.
pub fn reservations(voice: Voice<'_>, value: &CustomerValue) -> Option<String> {
    let name = |key: &str| voice.word(&format!("customers.value.reservation.{key}"));
    let of_fit = |warning: &FitWarning| match warning {
        FitWarning::LeavingNotSettled { .. } => name("leaving"),
        FitWarning::RatesNotSettled { .. } => name("rates"),
        FitWarning::AtBound { parameter, .. } => {
            voice.say("customers.value.reservation.bound", &[("parameter", parameter.symbol().into())])
        }
    };
    let of_spend = |warning: &SpendWarning| match warning {
        SpendWarning::Correlated(correlation) => {
            let value = voice.locale.decimal(*correlation, 2);
            voice.say("customers.value.reservation.correlated", &[("value", value.into())])
        }
        SpendWarning::NoMean => name("no_mean"),
        SpendWarning::AtBound(warning) => of_fit(warning),
    };
    let fit = value.bg_nbd.warnings.iter().map(of_fit);
    let names: Vec<String> = fit.chain(value.gamma_gamma.warnings.iter().map(of_spend)).collect();
    (!names.is_empty()).then(|| voice.locale.row(&names))
}

fn fit_warning(voice: Voice<'_>, warning: &FitWarning) -> Rich {
    match warning {
        FitWarning::LeavingNotSettled { .. } => voice.rich("customers.value.warning.leaving", &[]),
        FitWarning::RatesNotSettled { .. } => voice.rich("customers.value.warning.rates", &[]),
        FitWarning::AtBound { parameter, .. } => {
            voice.rich("customers.value.warning.bound", &[("parameter", parameter.symbol().into())])
        }
    }
}

/// The ledger; an exhibit that says why where there is no model. Its parameters are on the page of the framework.
pub fn exhibit(sheet: &Sheet<'_>) -> Exhibit {
    match &sheet.book().analysis.customers.value {
        Ok(value) if value.settles_leaving() => ledger(sheet, value),
        Ok(value) => unsettled(sheet, value),
        Err(reason) => refused(sheet, *reason),
    }
}

fn measure(sheet: &Sheet<'_>) -> String {
    let date = sheet.voice().locale.date_full(sheet.book().as_of.date);
    sheet.voice().say("customers.value.measure", &[("date", date.into())])
}

fn refused(sheet: &Sheet<'_>, reason: NoFit) -> Exhibit {
    let voice = sheet.voice();
    let number = |count: usize| Arg::from(voice.locale.number(count.try_into().unwrap_or(i64::MAX)));
    let why = match reason {
        NoFit::TooFewRepeatBuyers { found, needed } => {
            voice.say("customers.value.few", &[("found", number(found)), ("needed", number(needed))])
        }
        NoFit::NotSettled => sheet.word("customers.value.not_settled"),
    };
    Exhibit::instead("value", voice.rich("customers.value.refused", &[]), measure(sheet), why)
        .with_notes([voice.rich("customers.value.note", &[])])
}

/// What to read instead where the model cannot say who has left.
fn unsettled(sheet: &Sheet<'_>, value: &CustomerValue) -> Exhibit {
    let voice = sheet.voice();
    let finding = voice.rich("customers.value.unsettled", &[]);
    Exhibit::instead("value", finding, measure(sheet), sheet.word("customers.value.unsettled_why"))
        .with_notes(warnings(voice, value))
        .with_notes([voice.rich("customers.value.note", &[])])
}

/// From which probability of still buying nothing is told of it (convention).
const ALIVE: f64 = 0.95;

/// Below which a probability, or a number of days, is next to nothing (convention).
const HARDLY: f64 = 0.005;

/// A probability of still buying: no model knows that somebody certainly does, or certainly does not.
pub fn alive(voice: Voice<'_>, probability: f64) -> String {
    match probability {
        certain if certain >= ALIVE => voice.word("customers.value.surely"),
        gone if gone < HARDLY => voice.word("customers.value.hardly"),
        probability => voice.locale.percent_round(probability),
    }
}

fn ledger(sheet: &Sheet<'_>, value: &CustomerValue) -> Exhibit {
    let voice = sheet.voice();
    let mut rows: Vec<(usize, &AccountValue)> = sheet.book().analysis.customers.valued().collect();
    let worth = |value: &AccountValue| value.lifetime_value().unwrap_or(0.0);
    rows.sort_by(|a, b| worth(b.1).total_cmp(&worth(a.1)).then(a.0.cmp(&b.0)));
    let known = || rows.iter().filter(|(_, value)| value.came_back());
    let orders: f64 = known().map(|(_, value)| value.expected_orders).sum();
    // What they are stands in the notes: the sentence would drown in them.
    let but = reservations(voice, value).map(|_| voice.word("customers.value.but"));
    let finding = match (value.total(), rows.first()) {
        (Some(total), Some((first, of_first))) if total > 0.0 => {
            let args = [
                ("count", Arg::from(known().count())),
                ("money", voice.locale.money(estimate(total)).into()),
                ("largest", sheet.name(*first).into()),
                ("share", voice.locale.percent(worth(of_first) / total).into()),
                ("last", voice.locale.money(last_year(sheet, known())).into()),
                ("but", but.unwrap_or_default().into()),
            ];
            voice.rich("customers.value.finding", &args)
        }
        _ => {
            let orders = voice.locale.decimal(orders, 0);
            voice
                .rich("customers.value.finding_orders", &[("count", known().count().into()), ("orders", orders.into())])
        }
    };
    let money = |value: Option<f64>| match value {
        Some(value) => Cell::money(estimate(value), voice).class("est"),
        None => Cell::new("–").class("muted"),
    };
    let row = |(account, value): &(usize, &AccountValue)| {
        vec![
            sheet.account_cell(*account),
            Cell::new(voice.locale.number(value.history.repeats.into())),
            match value.probability().filter(|_| value.came_back()) {
                None => Cell::new("–").class("muted"),
                // Fifty times 100% says nothing: told is who may have left.
                Some(certain) if certain >= ALIVE => Cell::new(alive(voice, certain)).class("muted"),
                Some(probability) => Cell::new(alive(voice, probability)),
            },
            if value.came_back() {
                Cell::new(voice.locale.decimal(value.expected_orders, 0))
            } else {
                Cell::new("–").class("muted")
            },
            money(value.expected_value.filter(|_| value.came_back())),
            money(value.lifetime_value()),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::figures(sheet.word("customers.value.repeats")).minor(),
        Column::figures(sheet.word("customers.value.alive")),
        Column::figures(sheet.word("customers.value.orders")),
        Column::figures(sheet.word("customers.value.order_value")).minor(),
        Column::figures(sheet.word("customers.value.worth")),
    ];
    let table =
        TableView::new(sheet.word("customers.value.caption"), columns, rows.iter().take(LISTED).map(row).collect())
            .in_units_of_columns(voice);
    let mut notes = warnings(voice, value);
    if rows.len() > LISTED {
        notes.push(voice.rich("portfolio.first_rows", &[("count", LISTED.into())]));
    }
    notes.push(voice.rich("customers.value.note", &[]));
    Exhibit::listed("value", finding, measure(sheet), table).with_notes(notes)
}

/// What the same accounts brought in the last 12 months.
fn last_year<'r>(sheet: &Sheet<'_>, rows: impl Iterator<Item = &'r (usize, &'r AccountValue)>) -> Amount {
    rows.map(|(account, _)| sheet.book().analysis.accounts[*account].year.revenue).sum()
}

/// What the model is made of.
pub fn parameters(voice: Voice<'_>, value: &CustomerValue) -> TableView {
    let (bg, gg) = (value.bg_nbd.model, value.gamma_gamma.model);
    let all = [
        ("r", Some(bg.r), "r", 3),
        ("α", Some(bg.alpha), "alpha", 3),
        ("a", Some(bg.a), "a", 3),
        ("b", Some(bg.b), "b", 3),
        ("LL", Some(value.bg_nbd.log_likelihood), "log_likelihood", 1),
        ("p", Some(gg.p), "p", 2),
        ("q", Some(gg.q), "q", 2),
        ("v", Some(gg.v), "v", 2),
        ("LL", Some(value.gamma_gamma.log_likelihood), "spend_likelihood", 1),
        ("ρ", value.gamma_gamma.correlation, "correlation", 2),
    ];
    let row = |(symbol, value, key, decimals): (&str, Option<f64>, &str, usize)| {
        let number = value.map_or_else(|| "–".to_owned(), |value| voice.locale.decimal(value, decimals));
        vec![Cell::new(symbol), Cell::new(number), Cell::new(voice.word(&format!("customers.value.meaning.{key}")))]
    };
    let columns = vec![
        Column::words(voice.word("customers.value.parameter")),
        Column::figures(voice.word("customers.value.number")),
        Column::words(voice.word("customers.value.means")),
    ];
    TableView::new(voice.word("customers.value.model_measure"), columns, all.into_iter().map(row).collect())
}
