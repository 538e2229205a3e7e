//! Satisfaction against loyalty: a feeling against behaviour (S1).

use super::{Exhibit, cropped_share_axis};
use crate::analysis::abc::AbcClass;
use crate::analysis::health::stated;
use crate::analysis::loyalty_proxy::LoyalBehaviour;
use crate::analysis::says_does::SaysDoes;
use crate::charts::{Attention, Bubble, Bubbles, Chart, Room, Standing, Tone, Zones};
use crate::locale::Arg;
use crate::site::view::sheet::Sheet;
use crate::site::view::{Columns, Empty, Section};

/// An account with both.
struct Placed {
    account: usize,
    satisfaction: f64,
    loyalty: f64,
    zone: SaysDoes,
}

/// Accounts with a survey that asked how satisfied they are, and with sales.
fn placed(sheet: &Sheet<'_>) -> Vec<Placed> {
    let book = sheet.book();
    let today = book.as_of.date;
    let place = |account: usize| {
        let surveys = &book.portfolio.accounts[account].satisfaction.surveys;
        let satisfaction = surveys.iter().rev().filter(|survey| survey.date <= today).find_map(stated)?;
        let behaviour = LoyalBehaviour::of(&book.portfolio.accounts[account], &book.analysis.accounts[account])?;
        let zone = SaysDoes::of(satisfaction, behaviour, book.settings.loyalty);
        Some(Placed { account, satisfaction, loyalty: behaviour.value(), zone })
    };
    (0..book.portfolio.accounts.len()).filter_map(place).collect()
}

/// The quadrant, or which key to add.
pub fn section(sheet: &Sheet<'_>) -> Section {
    let title = sheet.word("customers.loyalty.section");
    let all = placed(sheet);
    if all.is_empty() {
        let empty = Empty {
            label: sheet.word("customers.loyalty.label"),
            file: "content/accounts/<id>.yaml".to_owned(),
            key: "satisfaction.surveys".to_owned(),
        };
        return Section { empty: Some(empty), ..Section::new("loyalty", title, None, Vec::new()) };
    }
    Section::new("loyalty", title, None, vec![Columns::new(12, [exhibit(sheet, &all)])])
}

fn exhibit(sheet: &Sheet<'_>, all: &[Placed]) -> Exhibit {
    let voice = sheet.voice();
    let word = |key: &str| sheet.word(&format!("customers.loyalty.{key}"));
    let cuts = sheet.book().settings.loyalty;
    let unsure = all.iter().filter(|placed| placed.zone == SaysDoes::Unsure).count();
    let fickle = all.iter().filter(|placed| placed.zone == SaysDoes::Fickle).count();
    let of = [
        ("count", Arg::from(fickle)),
        ("loyal", voice.locale.percent_round(cuts.loyal / 100.0).into()),
        ("unsure", sheet.number(unsure).into()),
    ];
    let key = match (fickle, unsure) {
        (0, 0) => "customers.loyalty.finding_none",
        (0, _) => "customers.loyalty.finding_none_unsure",
        (_, 0) => "customers.loyalty.finding",
        _ => "customers.loyalty.finding_unsure",
    };
    let finding = voice.rich(key, &of);
    let (satisfied, loyal) = (cuts.satisfied / 100.0, cuts.loyal / 100.0);
    let x = cropped_share_axis(sheet, word("x"), all.iter().map(|placed| placed.satisfaction).chain([satisfied]));
    let y = cropped_share_axis(sheet, word("y"), all.iter().map(|placed| placed.loyalty).chain([loyal]));
    let args = [
        ("x", Arg::from(voice.locale.percent_round(x.low))),
        ("y", voice.locale.percent_round(y.low).into()),
        ("satisfied", Arg::from(voice.locale.percent_round(satisfied))),
        ("loyal", voice.locale.percent_round(loyal).into()),
    ];
    let revenue = |account: usize| sheet.book().now.figures[account].revenue;
    let scale = sheet.scale(all.iter().map(|placed| revenue(placed.account)));
    let chart = Bubbles {
        room: Room::Page,
        id: "loyalty-chart".to_owned(),
        name: word("name"),
        summary: voice.say("customers.loyalty.summary", &[("count", all.len().into())]),
        x,
        y,
        x_cut: Some(satisfied),
        y_cut: Some(loyal),
        zones: Zones {
            top_left: word("captive"),
            top_right: word("both"),
            bottom_left: word("neither"),
            bottom_right: word("fickle"),
        },
        bubbles: all.iter().map(|placed| bubble(sheet, placed, &scale)).collect(),
        headings: [
            sheet.word("portfolio.column.account"),
            word("zone"),
            word("x"),
            word("y"),
            sheet.amount_column("portfolio.base.revenue", &scale).label,
            sheet.word("portfolio.column.class"),
        ],
    };
    Exhibit::drawn("quadrant", finding, voice.say("customers.loyalty.measure", &args), Chart::Bubbles(chart))
}

fn bubble(sheet: &Sheet<'_>, placed: &Placed, scale: &crate::locale::Scale) -> Bubble {
    let voice = sheet.voice();
    let (book, account) = (sheet.book(), placed.account);
    let class = book.class(account);
    let revenue = book.now.figures[account].revenue;
    let percent = |share: f64| voice.locale.percent_round(share);
    let args = [
        ("account", Arg::from(sheet.name(account))),
        ("satisfaction", percent(placed.satisfaction).into()),
        ("loyalty", percent(placed.loyalty).into()),
        ("money", voice.locale.money(revenue).into()),
    ];
    Bubble {
        name: sheet.name(account).to_owned(),
        x: placed.satisfaction,
        x_text: percent(placed.satisfaction),
        y: placed.loyalty,
        y_text: percent(placed.loyalty),
        size: revenue.to_f64(),
        size_text: scale.show(revenue),
        tone: match class {
            AbcClass::A => Tone::A,
            AbcClass::B => Tone::B,
            AbcClass::C => Tone::C,
        },
        class_text: class.letter().to_owned(),
        zone_text: sheet.word(&format!("customers.loyalty.{}", placed.zone.key())),
        standing: Standing::Known,
        // Where all are marked, none is: those of class A are to be talked to first.
        attention: if placed.zone == SaysDoes::Fickle && class == AbcClass::A {
            Attention::Flagged
        } else {
            Attention::None
        },
        previous: None,
        href: sheet.account(account).unwrap_or_default(),
        title: voice.say("customers.loyalty.mark", &args),
    }
}
