//! Small portfolios and ledgers for tests.

use std::path::Path;

use jiff::civil::Date;

use super::{Analysis, analyse, as_of};
use crate::load::ledger::{
    AccountDay, AccountIx, FileIx, Ledger, Order, Product, ProductIx, ProductMonth, SalesAccount, Sums, read_file,
};
use crate::portfolio::{Account, AccountId, Amount, EntryOrder, Localised, Month, Origin, Portfolio, Wallet};
use crate::project::settings::{SalesSource, Settings};

/// An account with a dossier that says nothing but its id.
#[expect(clippy::default_trait_access, reason = "forty fields, all empty")]
pub fn account(id: &str) -> Account {
    Account {
        id: AccountId::new(id).unwrap(),
        name: Localised::One(id.to_owned()),
        order: EntryOrder::default(),
        origin: Origin::Documented { file: format!("content/accounts/{id}.yaml").into(), text: [0; 32] },
        ledger_codes: vec![id.to_owned()],
        aliases: Vec::new(),
        sales_ids: Vec::new(),
        parent: None,
        industry: None,
        region: None,
        city: None,
        channel_role: None,
        tier: None,
        grade: None,
        user_category: None,
        since: None,
        manager: None,
        headline: None,
        tags: Vec::new(),
        types: Vec::new(),
        fit: Default::default(),
        five_elements: Default::default(),
        investments: Vec::new(),
        company: Default::default(),
        contacts: Vec::new(),
        team: Vec::new(),
        relationship_stages: Vec::new(),
        kam_stage: None,
        loyalty: None,
        referrals: Vec::new(),
        needs: Vec::new(),
        value_propositions: Vec::new(),
        white_space: Vec::new(),
        objections: Vec::new(),
        opportunities: Vec::new(),
        wallet: None,
        competitors: Vec::new(),
        potential: None,
        potential_note: None,
        satisfaction: Default::default(),
        pricing: Default::default(),
        concessions: Default::default(),
        cost_to_serve: Vec::new(),
        forecasts: Vec::new(),
        payment: Default::default(),
        contracts: Vec::new(),
        exit_cost: Vec::new(),
        channels: Vec::new(),
        plan: None,
        strategies: Vec::new(),
        strategy_check: Default::default(),
        choosing_mistakes: Default::default(),
        growth: Vec::new(),
        environment: Default::default(),
        market_stance: None,
        coverage: None,
        visit_plan: None,
        visits: Vec::new(),
        duties: Vec::new(),
        complaints: Vec::new(),
        resource_quota: None,
        supply: Default::default(),
        club: None,
        sections: Vec::new(),
        rules: Default::default(),
        notes: Vec::new(),
        later_notes: Vec::new(),
        attachments: Vec::new(),
    }
}

/// The same with a wallet of a plain amount.
pub fn with_wallet(id: &str, amount: i64) -> Account {
    let amount = Amount::from_int(amount);
    let wallet =
        Wallet { amount, source: None, as_of: None, confidence: None, composition: Vec::new(), previous: Vec::new() };
    Account { wallet: Some(wallet), ..account(id) }
}

/// A portfolio of these accounts.
pub fn portfolio(mut accounts: Vec<Account>) -> Portfolio {
    accounts.sort_by(|a, b| a.id.cmp(&b.id));
    let mut portfolio = Portfolio::default();
    portfolio.accounts = accounts;
    portfolio
}

/// (account, day, revenue, cost)
pub type Sale<'a> = (&'a str, &'a str, i64, Option<i64>);

/// A ledger of one product.
pub fn ledger(sales: &[Sale]) -> Ledger {
    let mut codes: Vec<&str> = sales.iter().map(|sale| sale.0).collect();
    codes.sort_unstable();
    codes.dedup();
    let named = |code: &&str| SalesAccount::new((*code).to_owned(), None);
    let mut ledger = Ledger {
        accounts: codes.iter().map(named).collect(),
        products: vec![Product { code: "p".into(), category: None, name: "P".into() }],
        ..Ledger::default()
    };
    for &(code, day, revenue, cost) in sales {
        let account = AccountIx(u32::try_from(codes.binary_search(&code).unwrap()).unwrap());
        let (day, file): (Date, FileIx) = (day.parse().unwrap(), FileIx(0));
        let revenue = Amount::from_int(revenue);
        let costed_revenue = if cost.is_some() { revenue } else { Amount::ZERO };
        let cost = cost.map(Amount::from_int).unwrap_or_default();
        let sums = Sums { revenue, cost, costed_revenue, rows: 1, ..Sums::default() };
        let (product, month) = (ProductIx(0), Month::of(day));
        ledger.product_months.push(&ProductMonth { account, product, month, file, sums });
        ledger.account_days.push(&AccountDay { account, day, file, revenue, cost, costed_revenue });
        if revenue.is_positive() {
            ledger.orders.push(&Order { account, day, id: 0 });
        }
    }
    ledger
}

/// Accounts of the ledger, each with its own code.
pub fn accounts_of(ledger: &Ledger) -> Portfolio {
    portfolio(ledger.accounts.iter().map(|sold| account(&sold.code)).collect())
}

/// The analysis of these sales to accounts of the same names.
pub fn analysis(sales: &[Sale]) -> Analysis {
    analysis_of(&accounts_of(&ledger(sales)), &ledger(sales), &Settings::default())
}

/// The analysis with “today” as the data have it.
pub fn analysis_of(portfolio: &Portfolio, ledger: &Ledger, settings: &Settings) -> Analysis {
    analyse(portfolio, ledger, settings, as_of(portfolio, ledger, settings, None, None), None)
}

/// `northwind.csv` as it is read, and its accounts.
pub fn northwind(shared: &Path) -> (Portfolio, Ledger) {
    let file = shared.join("data/northwind.csv");
    let (ledger, diagnostics) = read_file(&file, "data/northwind.csv", &SalesSource::default()).unwrap();
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    (accounts_of(&ledger), ledger)
}
