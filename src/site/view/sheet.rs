//! A page being written: the book, a language, and where the page lies. What every portfolio page needs from them.
//!
//! 1. Words: names, periods, bases, sources.
//! 2. Cells and columns that look the same in every table.
//! 3. The frame.

use super::attainment::Speaker;
use super::book::{Book, NoProfit};
use super::evidence::Witness;
use super::lists::{List, ListKind, Lists};
use super::{Area, Bad, Cell, Column, Delta, Frame, FrameMaker, Place, Rich, Voice, Way, escape, uncovered};
use crate::analysis::abc::AbcClass;
use crate::analysis::agenda::Agenda;
use crate::analysis::sales::{AsOfSource, Baseline};
use crate::locale::{Language, Scale};
use crate::portfolio::{Amount, Localised, Period, Who};
use crate::project::settings::AbcBase;
use crate::site::href;

/// What all pages of a language share.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The language.
    pub voice: Voice<'a>,
    /// What is known.
    pub book: &'a Book<'a>,
    /// What is open over all accounts.
    pub agenda: &'a Agenda<'a>,
    /// The lists that have a page.
    pub lists: &'a Lists,
    /// Makes the frames.
    pub frames: &'a FrameMaker,
    /// The languages of the site.
    pub languages: &'a [Language],
}

/// A page being written.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// What it shares with the other pages of its language.
    pub desk: &'a Desk<'a>,
    /// Its path, relative to the root of its language.
    pub path: &'a str,
}

impl<'a> Sheet<'a> {
    /// The book.
    pub const fn book(&self) -> &'a Book<'a> {
        self.desk.book
    }

    /// The language.
    pub const fn voice(&self) -> Voice<'a> {
        self.desk.voice
    }

    /// The language, with the names of accounts and products.
    pub fn witness(&self) -> Witness<'a> {
        Witness { voice: self.voice(), portfolio: self.book().portfolio, products: self.book().products }
    }

    /// Who speaks of targets.
    pub fn speaker(&self) -> Speaker<'a> {
        Speaker { voice: self.voice(), fiscal_year_start: self.book().settings.fiscal_year_start }
    }

    /// The way to a framework whose page shows the portfolio by its own question.
    pub fn see_framework(&self, id: &str) -> Rich {
        let of_framework = |part: &str| self.word(&format!("framework.{id}.{part}"));
        let (question, name) = (of_framework("question"), of_framework("name"));
        let args = [("question", question.into()), ("name", name.as_str().into())];
        let sentence = self.voice().rich("portfolio.see_framework", &args);
        sentence.link(&name, Some(&self.link(&format!("frameworks/{id}.html"))))
    }

    /// A fixed word.
    pub fn word(&self, key: &str) -> String {
        self.desk.voice.word(key)
    }

    /// A link from this page to another of its language.
    pub fn link(&self, to: &str) -> String {
        href::relative(self.path, to)
    }

    /// The frame of this page below the portfolio.
    pub fn frame(&self, area: Area, title: &str, description: &str, above: &[(String, &str)]) -> Frame {
        self.desk.frames.frame(&Place {
            path: self.path,
            title,
            description,
            area: Some(area),
            above,
            source: None,
            languages: self.desk.languages,
        })
    }

    /// A text in the page's language, and the tag of the language where it stands in another.
    pub fn local<'t>(&self, text: &'t Localised) -> (&'t str, Option<&'t str>) {
        text.in_language(self.desk.voice.language().tag())
    }

    /// What a product, a category or a region of the sales is called in the page's language.
    pub fn called<'t>(&self, word: &'t str) -> &'t str
    where
        'a: 't,
    {
        self.book().portfolio.notes.called(word, self.voice().language().tag())
    }

    /// The name of an account.
    pub fn name(&self, account: usize) -> &'a str {
        self.local(&self.book().portfolio.accounts[account].name).0
    }

    /// The link to an account's page, where it has one.
    pub fn account(&self, account: usize) -> Option<String> {
        let id = self.book().portfolio.accounts[account].id.as_str();
        self.book().has_page(account).then(|| self.link(&format!("accounts/{id}.html")))
    }

    /// The link to the page of a list, where there is one.
    pub fn list(&self, kind: &ListKind) -> Option<String> {
        self.desk.lists.find(kind).map(|list| self.link(&list.path))
    }

    /// What a list is called.
    pub fn list_name(&self, list: &List) -> String {
        match &list.kind {
            ListKind::Class(class) => self.voice().say("portfolio.list.class", &[("class", class.letter().into())]),
            ListKind::Zone(zone) => self.word(zone_key(*zone)),
            ListKind::Region(name) => self.called(name).to_owned(),
            ListKind::Manager(name) | ListKind::Industry(name) => self.local(name).0.to_owned(),
        }
    }

    /// `收入`, `毛利`.
    pub fn base(&self, base: AbcBase) -> String {
        self.word(match base {
            AbcBase::Revenue => "finding.base.revenue",
            AbcBase::GrossProfit => "finding.base.gross_profit",
        })
    }

    /// “the last 12 months (Jul 2025 to Jun 2026)”.
    pub fn twelve_months(&self) -> String {
        if self.book().as_of.from == AsOfSource::Nothing {
            return self.word("portfolio.twelve_months_undated");
        }
        self.voice()
            .say("portfolio.twelve_months", &[("period", self.voice().locale.period(self.book().now.period).into())])
    }

    /// “Jul 2025 to Jun 2026”.
    pub fn period(&self, period: Period) -> String {
        self.voice().locale.period(period)
    }

    /// The quarter in which a period ends, by its name.
    pub fn quarter(&self, period: Period) -> String {
        self.speaker().quarter(period)
    }

    /// One unit for a column or a chart.
    pub fn scale(&self, amounts: impl IntoIterator<Item = Amount>) -> Scale {
        Scale::of(self.voice().locale, amounts)
    }

    /// A share as a percentage; a dash where there is none.
    pub fn share(&self, share: Option<f64>) -> String {
        share.map_or_else(|| "–".to_owned(), |share| self.voice().locale.percent(share))
    }

    /// Which sales files the figures come from.
    pub fn sources(&self) -> Rich {
        let voice = self.voice();
        let sources = match self.book().files {
            [] => voice.word("portfolio.source.none"),
            [file] => voice.say("portfolio.source.one", &[("file", file.path.as_str().into())]),
            [first, ..] => {
                let files = self.book().files.len();
                voice.say("portfolio.source.many", &[("file", first.path.as_str().into()), ("count", files.into())])
            }
        };
        match self.ignored() {
            0 => sources.into(),
            count => voice.rich("portfolio.source.ignoring", &[("sources", sources.into()), ("count", count.into())]),
        }
    }

    /// How many accounts that only the sales know stand in no figure, because the settings ignore them.
    pub fn ignored(&self) -> usize {
        self.book().portfolio.ignored()
    }

    /// “Rules:” with links to the pages of some.
    pub fn rules(&self, rules: &[&str]) -> Rich {
        let link = |rule: &&str| {
            let name = self.word(&format!("rule.{rule}.name"));
            format!("<a href=\"{}\">{}</a>", self.link(&format!("rules/{rule}.html")), escape(&name))
        };
        let links: Vec<String> = rules.iter().map(link).collect();
        Rich::from_safe_html(format!("{}{}", escape(&self.word("portfolio.rules")), links.join(" · ")))
    }

    /// A count as a cell; a dash for none.
    pub fn count_cell(&self, count: usize) -> Cell {
        match count {
            0 => Cell::new("–").class("muted"),
            count => Cell::new(self.number(count)),
        }
    }

    /// A count in digits.
    pub fn number(&self, count: usize) -> String {
        self.voice().locale.number(count.try_into().unwrap_or(i64::MAX))
    }

    /// What an owner, a manager or another of ours is called.
    pub fn who(&self, who: &Who) -> String {
        self.book().portfolio.who(who, self.voice().language().tag()).to_owned()
    }

    /// Why there is no comparison with the year before; `None` where there is one.
    pub fn no_year_before(&self) -> Option<String> {
        match self.book().baseline {
            Baseline::Complete => None,
            Baseline::Incomplete => Some(self.word("portfolio.before.incomplete")),
            Baseline::Absent => Some(self.word("portfolio.before.absent")),
        }
    }

    /// Why nothing is ranked by gross profit; `None` where it is.
    pub fn no_profit(&self) -> Option<Rich> {
        let voice = self.voice();
        Some(match self.book().no_profit()? {
            NoProfit::NoSales => voice.rich("portfolio.no_profit.no_sales", &[]),
            NoProfit::NoCost => voice.rich("portfolio.no_profit.no_cost", &[]),
            NoProfit::NoRevenue => voice.rich("portfolio.no_profit.no_revenue", &[]),
            NoProfit::TooLittle(coverage) => voice
                .rich("portfolio.no_profit.too_little", &[("coverage", uncovered(voice.locale, coverage, 1).into())]),
        })
    }

    /// “than a year before”.
    pub fn than_last_year(&self) -> String {
        self.word("portfolio.than_last_year")
    }

    /// How revenue or another amount moved against the year before.
    pub fn change(&self, now: Amount, before: Option<Amount>, bad: Bad) -> Option<Delta> {
        self.voice().change(now, before?, &self.than_last_year(), bad)
    }

    /// The cell that names an account and leads to it.
    pub fn account_cell(&self, account: usize) -> Cell {
        let (name, lang) = self.local(&self.book().portfolio.accounts[account].name);
        Cell { lang: lang.map(str::to_owned), ..Cell::new(name).to(self.account(account)) }
    }

    /// A class badge.
    pub fn class_cell(class: AbcClass) -> Cell {
        Cell::new(class.letter()).class(match class {
            AbcClass::A => "abc a",
            AbcClass::B => "abc b",
            AbcClass::C => "abc c",
        })
    }

    /// A change with its arrow, or why there is none.
    pub fn change_cell(&self, now: Amount, before: Option<Amount>) -> Cell {
        let Some(before) = before else { return Cell::new("–").class("muted") };
        match super::voice::relative_change(now, before) {
            Some(change) => {
                let way = Way::of(change);
                Cell::new(format!("{} {}", way.arrow(), self.voice().locale.delta_percent(change)))
            }
            None if now.is_positive() && before.is_zero() => Cell::new(self.word("portfolio.new")).class("muted"),
            None => Cell::new("–").class("muted"),
        }
    }

    /// A column of an amount in a unit: `收入（万元）`.
    pub fn amount_column(&self, key: &str, scale: &Scale) -> Column {
        Column::figures(self.voice().with_unit(&self.word(key), &scale.label))
    }
}

/// The catalogue key of a zone.
pub const fn zone_key(zone: crate::frameworks::attack_defend::Zone) -> &'static str {
    use crate::frameworks::attack_defend::Zone;
    match zone {
        Zone::Attack => "portfolio.zone.attack.name",
        Zone::Defend => "portfolio.zone.defend.name",
        Zone::Maintain => "portfolio.zone.maintain.name",
        Zone::Hold => "portfolio.zone.hold.name",
        Zone::Abandon => "portfolio.zone.abandon.name",
    }
}

/// The catalogue key of what to do in a zone.
pub const fn zone_advice_key(zone: crate::frameworks::attack_defend::Zone) -> &'static str {
    use crate::frameworks::attack_defend::Zone;
    match zone {
        Zone::Attack => "portfolio.zone.attack.advice",
        Zone::Defend => "portfolio.zone.defend.advice",
        Zone::Maintain => "portfolio.zone.maintain.advice",
        Zone::Hold => "portfolio.zone.hold.advice",
        Zone::Abandon => "portfolio.zone.abandon.advice",
    }
}
