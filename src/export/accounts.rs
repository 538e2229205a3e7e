//! `export accounts`: a row per account.

use jiff::civil::Date;
use serde::Serialize;

use super::sold_by::SoldBy;
use super::{Format, Source};
use crate::analysis::abc::AbcClass;
use crate::analysis::sales::Scope;
use crate::analysis::targets::Attainment;
use crate::frameworks::attack_defend::Zone;
use crate::portfolio::{Account, Amount, Period, Tier, Who};

/// An account. Rank, shares and classes are on the base of the settings (`base` of `export portfolio`), by account or, with
/// `abc.level: group`, the classes by group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountRow<'a> {
    /// Id.
    pub id: &'a str,
    /// Name, in the default language where it has several.
    pub name: &'a str,
    /// Codes under which the sales know it; in CSV joined by `;`.
    pub sales_ids: Codes<'a>,
    /// Net of returns.
    pub revenue: Amount,
    /// Over the rows that carry a cost; `null` where none does.
    pub gross_profit: Option<Amount>,
    /// Of the sum of positive accounts, 0 to 1; 0 for an account at or below zero, `null` where none is positive.
    pub share: Option<f64>,
    /// Share of all accounts up to this one.
    pub cumulative_share: Option<f64>,
    /// From 1; ties by id, bytewise. `null` where no account is positive: then there is nothing to rank.
    pub rank: Option<usize>,
    /// Class by cumulative cuts; C at or below zero.
    pub abc: AbcClass,
    /// Computed class (Ultsch & Lötsch 2015); C at or below zero.
    pub abc_computed: AbcClass,
    /// Zone of the attack/defend matrix in the 12 months to `as_of`, whatever the period: `attack`, `defend`, `maintain`,
    /// `hold`, `abandon`; `null` without a wallet.
    pub zone: Option<Zone>,
    /// Gross profit ÷ the revenue that carries a cost.
    pub gross_margin: Option<f64>,
    /// Share of revenue that carries a cost.
    pub cost_coverage: Option<f64>,
    /// Share of the whole that would be lost with it, on the base.
    pub leave_one_out: Option<f64>,
    /// Distinct orders; days with purchases where the sales carry no order ids.
    pub orders: usize,
    /// Days on which more was bought than returned.
    pub purchase_days: usize,
    /// First day with sales in the days counted, returns included.
    pub first_sale: Option<Date>,
    /// Last day with sales in the days counted, returns included.
    pub last_sale: Option<Date>,
    /// What it buys in a year, estimated.
    pub wallet: Option<Amount>,
    /// Our revenue in the 12 months to `as_of` ÷ wallet, whatever the period; above 1 the estimate is too low.
    pub share_of_wallet: Option<f64>,
    /// Who is responsible for the account, by its dossier: the id of a member of the team where it is one, else the name as
    /// written. Who made the sales is [`Self::sales_by_manager`].
    pub manager: Option<&'a str>,
    /// Region of responsibility, by the dossier. Where the sales were made is [`Self::sales_by_region`].
    pub region: Option<&'a str>,
    /// Industry, in the default language where it has several.
    pub industry: Option<&'a str>,
    /// Id of the account above it in its group.
    pub parent: Option<&'a str>,
    /// Tier, decided.
    pub tier: Option<Tier>,
    /// Grade 1 to 5, decided.
    pub grade: Option<u8>,
    /// Its dossier, relative to the workspace; `null` where only the sales know it.
    pub dossier: Option<&'a str>,
    /// Revenue that it is to bring: with `--period` in exactly those days, else in its longest current target period;
    /// `null` without such a target.
    pub target: Option<Amount>,
    /// Revenue of that period up to `as_of` ÷ target; `null` before it begins.
    pub target_attainment: Option<f64>,
    /// Health score on `as_of`, 0 to 100, whatever the period; `null` with fewer than two terms with data.
    pub health: Option<f64>,
    /// The same a quarter before.
    pub health_previous: Option<f64>,
    /// Share of the weights of the score that have data, 0 to 1.
    pub health_completeness: f64,
    /// Revenue by the manager of the sale: the row's, where it names one, else the account's. What the pages of managers
    /// count. Kept by month: `null` with a period that starts or ends inside one.
    pub sales_by_manager: Option<SoldBy<'a>>,
    /// Revenue by the region of the sale, in the same way.
    pub sales_by_region: Option<SoldBy<'a>>,
}

/// Codes, as a list or as one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Codes<'a> {
    /// For JSON.
    List(Vec<&'a str>),
    /// For CSV.
    Joined(String),
}

impl<'a> Codes<'a> {
    /// As the form takes them.
    pub fn of(all: Vec<&'a str>, format: Format) -> Self {
        match format {
            Format::Json => Self::List(all),
            Format::Csv => Self::Joined(all.join(";")),
        }
    }
}

/// Rows in the order of ranks.
pub fn rows<'a>(source: &Source<'a>, format: Format) -> Vec<AccountRow<'a>> {
    let days = source.days();
    let standings = source.analysis.standings(days);
    let standing = standings.main(&source.settings.abc);
    let row = |&position: &usize| {
        let account = source.portfolio.accounts.get(position)?;
        let (figures, place) = (standings.figures[position], standing.place(position));
        let scope = Scope::Account(position);
        let sold = sale_days(source, scope, days);
        let matrix = source.analysis.portfolio.positions.get(position).copied().flatten();
        let targets = &source.analysis.targets;
        let target = match source.period {
            Some(_) => targets.revenue_in(position, days),
            None => targets.revenue_of(position),
        };
        let facts = source.analysis.accounts.get(position)?;
        let health = &facts.health;
        let language = source.settings.languages.default.as_str();
        Some(AccountRow {
            id: account.id.as_str(),
            name: account.name.in_language(language).0,
            sales_ids: codes(account, format),
            revenue: figures.revenue,
            gross_profit: figures.gross_profit_within(standings.total),
            share: place.share,
            cumulative_share: place.cumulative_share,
            rank: place.share.map(|_| place.rank),
            abc: place.class,
            abc_computed: place.class_computed,
            zone: matrix.map(|position| position.zone),
            gross_margin: figures.margin(),
            cost_coverage: figures.coverage(),
            leave_one_out: place.leave_one_out,
            orders: source.analysis.sales.orders(scope, days),
            purchase_days: source.analysis.sales.purchase_days(scope, days),
            first_sale: sold.map(|days| days.first),
            last_sale: sold.map(|days| days.last),
            wallet: account.wallet.as_ref().map(|wallet| wallet.amount),
            share_of_wallet: matrix.map(|position| position.share),
            manager: account.manager.as_ref().map(|who| manager(source, who)),
            region: account.region.as_deref(),
            industry: account.industry.as_ref().map(|industry| industry.in_language(language).0),
            parent: account.parent.as_ref().map(crate::portfolio::AccountId::as_str),
            tier: account.tier,
            grade: account.grade.map(crate::portfolio::Score::get),
            dossier: account.file(),
            target: target.map(|target| target.target),
            target_attainment: target.and_then(Attainment::share),
            health: facts.scored_health().and(health.now.score()),
            health_previous: health.before.score(),
            health_completeness: health.now.completeness,
            sales_by_manager: SoldBy::of(source.analysis.sales.managers(scope, days), format),
            sales_by_region: SoldBy::of(source.analysis.sales.regions(scope, days), format),
        })
    };
    standing.ranking.order().iter().filter_map(row).collect()
}

fn sale_days(source: &Source, scope: Scope, days: Period) -> Option<Period> {
    let mut sold = source.analysis.sales.days(scope, days).map(|(day, _)| day);
    let first = sold.next()?;
    Period::new(first, sold.last().unwrap_or(first))
}

fn manager<'a>(source: &Source<'a>, who: &'a Who) -> &'a str {
    source.portfolio.member(who).map_or(who.0.as_str(), |member| member.id.as_str())
}

/// What the ledger calls it and what the dossier claims, each once.
fn codes(account: &Account, format: Format) -> Codes<'_> {
    let claimed = account.sales_ids.iter().filter(|code| !account.ledger_codes.contains(code));
    Codes::of(account.ledger_codes.iter().chain(claimed).map(String::as_str).collect(), format)
}
