//! White space of the portfolio: accounts by product lines, with who serves each field and what it is worth.
//!
//! 1. The lines are those of `content/portfolio.yaml` in their order, then others that dossiers name.
//! 2. A field is what the dossier's cells say, all units of the account together: open where any is open, else a rival's, else
//!    ours, else not applicable. Where the dossier says nothing, sales of the line in the 12 months make it ours; where nothing
//!    was sold either, a competitor that is said to hold the line makes it a rival's ([`NamedRival`]), and else an opportunity
//!    about it makes it open.
//! 3. A field is worked where an open opportunity of the account is about its line; a renewal keeps what we hold and works none.
//!
//! Amounts of open and rivals' fields are the dossier's estimates a year; ours are what was sold in the 12 months.

use std::collections::BTreeMap;

use super::sales::{SalesView, Scope};
use crate::load::ledger::Product;
use crate::portfolio::{
    Account, Amount, Localised, Opportunity, Period, Portfolio, ProductLine, WhiteSpaceCell, WhiteSpaceState,
};

/// A product line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The word that dossiers use.
    pub word: &'a str,
    /// Its name, where the portfolio gives one.
    pub name: Option<&'a Localised>,
}

/// A rival that `competitors` puts on a line of which no cell says anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedRival<'a> {
    /// Who.
    pub name: &'a Localised,
    /// Its share of the wallet, where the line is the only one that it holds.
    pub amount: Option<Amount>,
}

impl<'a> NamedRival<'a> {
    /// Of a line at an account; of several the first as written.
    fn of(account: &'a Account, line: &str) -> Option<Self> {
        let rival = account.competitors.iter().find(|rival| rival.product_lines.iter().any(|held| held == line))?;
        let wallet = account.wallet.as_ref().filter(|_| rival.product_lines.len() == 1);
        Some(Self { name: &rival.name, amount: wallet.and_then(|wallet| rival.share?.of(wallet.amount)) })
    }
}

/// An account × a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field<'a> {
    /// The dossier's cells of all units.
    pub cells: Vec<&'a WhiteSpaceCell>,
    /// What we sold of the line in the 12 months.
    pub sold: Amount,
    /// The open opportunity that is about the line.
    pub opportunity: Option<&'a Opportunity>,
    /// Who holds it as `competitors` says, where neither cells nor sales do.
    pub named: Option<NamedRival<'a>>,
}

impl<'a> Field<'a> {
    /// Who serves it; `None` where neither dossier nor sales say.
    pub fn state(&self) -> Option<WhiteSpaceState> {
        let order =
            [WhiteSpaceState::Open, WhiteSpaceState::Rival, WhiteSpaceState::Ours, WhiteSpaceState::NotApplicable];
        let said = order.into_iter().find(|state| self.cells.iter().any(|cell| cell.state == *state));
        let said = said.or_else(|| self.sold.is_positive().then_some(WhiteSpaceState::Ours));
        let said = said.or_else(|| self.named.map(|_| WhiteSpaceState::Rival));
        // Whoever works on it has asked.
        said.or_else(|| self.opportunity.map(|_| WhiteSpaceState::Open))
    }

    /// What it is worth a year in a state, as far as the dossier says.
    pub fn worth(&self, state: WhiteSpaceState) -> Amount {
        let cells = self.cells.iter().filter(|cell| cell.state == state);
        let named = self.named.filter(|_| state == WhiteSpaceState::Rival).and_then(|named| named.amount);
        cells.filter_map(|cell| Some(cell.amount.as_ref()?.value)).chain(named).sum()
    }

    /// Whether it is in a state in part.
    fn is_in(&self, state: WhiteSpaceState) -> bool {
        let shown = self.cells.is_empty() && !self.sold.is_positive() && self.state() == Some(state);
        shown || self.cells.iter().any(|cell| cell.state == state)
    }

    /// The rivals in it with what they hold.
    pub fn rivals(&self) -> impl Iterator<Item = (&'a Localised, Amount)> {
        let cells = self.cells.iter().filter(|cell| cell.state == WhiteSpaceState::Rival);
        let value = |cell: &'a WhiteSpaceCell| cell.amount.as_ref().map_or(Amount::ZERO, |amount| amount.value);
        let stated = cells.filter_map(move |cell| Some((cell.rival.as_ref()?, value(cell))));
        stated.chain(self.named.map(|named| (named.name, named.amount.unwrap_or_default())))
    }
}

/// An account with all its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// Position of the account.
    pub account: usize,
    /// A field per line.
    pub fields: Vec<Field<'a>>,
}

impl Row<'_> {
    /// What is worth so much in a state, over all lines.
    pub fn worth(&self, state: WhiteSpaceState) -> Amount {
        self.fields.iter().map(|field| field.worth(state)).sum()
    }

    /// Cells of the dossier in a state.
    pub fn cells(&self, state: WhiteSpaceState) -> usize {
        self.fields.iter().flat_map(|field| &field.cells).filter(|cell| cell.state == state).count()
    }

    /// What is open and has no opportunity.
    pub fn unworked(&self) -> Amount {
        let idle = self.fields.iter().filter(|field| field.opportunity.is_none());
        idle.map(|field| field.worth(WhiteSpaceState::Open)).sum()
    }
}

/// Accounts by lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhiteSpace<'a> {
    /// The columns.
    pub lines: Vec<Line<'a>>,
    /// The accounts whose dossier has cells: most that is open first, then most open cells, ties by id.
    pub rows: Vec<Row<'a>>,
    /// What was sold of each line in the 12 months, all accounts together.
    pub sold: Vec<Amount>,
    /// How many accounts bought each line.
    pub buyers: Vec<usize>,
    /// Documented accounts whose dossier has no cells.
    pub without: Vec<usize>,
}

impl<'a> WhiteSpace<'a> {
    /// Of a portfolio, with its sales in a period of 12 months.
    pub fn new(portfolio: &'a Portfolio, sales: &SalesView, products: &[Product], period: Period) -> Self {
        let lines = lines(portfolio);
        let of_product: Vec<Option<usize>> =
            products.iter().map(|product| line_of(&portfolio.notes.product_lines, product)).collect();
        let mut found =
            Self { sold: vec![Amount::ZERO; lines.len()], buyers: vec![0; lines.len()], lines, ..Self::default() };
        for (at, account) in portfolio.accounts.iter().enumerate() {
            let sold = sold_by_line(sales, &of_product, found.lines.len(), at, period);
            // Whoever returned more than it bought is no buyer, and its returns count.
            for (line, amount) in sold.iter().enumerate() {
                found.sold[line] += *amount;
                found.buyers[line] += usize::from(amount.is_positive());
            }
            if account.white_space.is_empty() {
                found.without.extend(account.is_documented().then_some(at));
            } else {
                let row = found.row(account, at, &sold);
                found.rows.push(row);
            }
        }
        found.rows.sort_by_key(|row| {
            let open = WhiteSpaceState::Open;
            (std::cmp::Reverse(row.worth(open)), std::cmp::Reverse(row.cells(open)), row.account)
        });
        found
    }

    fn row(&self, account: &'a Account, at: usize, sold: &[Amount]) -> Row<'a> {
        let field = |(line, sold): (&Line<'a>, &Amount)| field(account, line.word, *sold);
        Row { account: at, fields: self.lines.iter().zip(sold).map(field).collect() }
    }

    /// What is worth so much in a state, over all accounts.
    pub fn worth(&self, state: WhiteSpaceState) -> Amount {
        self.rows.iter().map(|row| row.worth(state)).sum()
    }

    /// What is open and has no opportunity, over all accounts.
    pub fn unworked(&self) -> Amount {
        self.rows.iter().map(Row::unworked).sum()
    }

    /// Of a line: accounts in a state, and what their cells of it are worth.
    pub fn of_line(&self, line: usize, state: WhiteSpaceState) -> (usize, Amount) {
        let fields = || self.rows.iter().filter_map(|row| row.fields.get(line));
        let accounts = fields().filter(|field| field.is_in(state)).count();
        (accounts, fields().map(|field| field.worth(state)).sum())
    }

    /// What each rival holds: name, accounts, worth; most first.
    pub fn rivals(&self) -> Vec<(&'a Localised, usize, Amount)> {
        let mut held: BTreeMap<&str, (&'a Localised, Vec<usize>, Amount)> = BTreeMap::new();
        for row in &self.rows {
            for (rival, amount) in row.fields.iter().flat_map(Field::rivals) {
                let key = rival.texts().next().unwrap_or_default();
                let entry = held.entry(key).or_insert_with(|| (rival, Vec::new(), Amount::ZERO));
                entry.1.push(row.account);
                entry.2 += amount;
            }
        }
        let mut held: Vec<_> = held
            .into_values()
            .map(|(rival, mut accounts, worth)| {
                accounts.dedup();
                (rival, accounts.len(), worth)
            })
            .collect();
        held.sort_by_key(|(_, accounts, worth)| (std::cmp::Reverse(*worth), std::cmp::Reverse(*accounts)));
        held
    }
}

/// The portfolio's lines of which the dossier of an account says nothing, with what sales and competitors say.
pub fn unsaid<'a>(
    portfolio: &'a Portfolio,
    sales: &SalesView,
    products: &[Product],
    at: usize,
    period: Period,
) -> Vec<(&'a ProductLine, Field<'a>)> {
    let Some(account) = portfolio.accounts.get(at) else { return Vec::new() };
    let lines = &portfolio.notes.product_lines;
    let of_product: Vec<Option<usize>> = products.iter().map(|product| line_of(lines, product)).collect();
    let sold = sold_by_line(sales, &of_product, lines.len(), at, period);
    let fields = lines.iter().zip(sold).map(|(line, sold)| (line, field(account, &line.id, sold)));
    fields.filter(|(_, field)| field.cells.is_empty()).collect()
}

/// What an account bought of each line.
fn sold_by_line(sales: &SalesView, of: &[Option<usize>], lines: usize, account: usize, period: Period) -> Vec<Amount> {
    let mut sold = vec![Amount::ZERO; lines];
    // Without lines there is nothing to sort the products by.
    if of.iter().any(Option::is_some) {
        for (product, sums) in sales.products(Scope::Account(account), period).rows {
            if let Some(line) = of.get(product.0 as usize).copied().flatten() {
                sold[line] += sums.figures.revenue;
            }
        }
    }
    sold
}

/// A line at an account.
fn field<'a>(account: &'a Account, line: &str, sold: Amount) -> Field<'a> {
    let cells: Vec<&WhiteSpaceCell> = account.white_space.iter().filter(|cell| cell.product_line == line).collect();
    let named = NamedRival::of(account, line).filter(|_| cells.is_empty() && !sold.is_positive());
    let mut worked = account.opportunities.iter().filter(|opportunity| opportunity.is_open() && !opportunity.renewal);
    let opportunity = worked.find(|opportunity| opportunity.product_lines.iter().any(|about| about == line));
    Field { cells, sold, opportunity, named }
}

fn lines(portfolio: &Portfolio) -> Vec<Line<'_>> {
    let stated = portfolio.notes.product_lines.iter();
    let mut lines: Vec<Line<'_>> = stated.map(|line| Line { word: line.id.as_str(), name: Some(&line.name) }).collect();
    for cell in portfolio.accounts.iter().flat_map(|account| &account.white_space) {
        if lines.iter().all(|line| line.word != cell.product_line) {
            lines.push(Line { word: &cell.product_line, name: None });
        }
    }
    lines
}

/// The line to which a product of the sales belongs: by its code, its name or its category.
fn line_of(lines: &[ProductLine], product: &Product) -> Option<usize> {
    let words = [Some(product.code.as_str()), Some(product.name.as_str()), product.category.as_deref()];
    let is = |word: &str| words.iter().flatten().any(|known| !known.is_empty() && *known == word);
    lines.iter().position(|line| is(&line.id) || line.categories.iter().any(|category| is(category)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sales::SalesView;
    use crate::analysis::sample::{self, account, ledger};

    fn product(code: &str, category: &str) -> Product {
        Product { code: code.to_owned(), name: String::new(), category: Some(category.to_owned()) }
    }

    fn portfolio() -> Portfolio {
        let mut accounts: Vec<Account> = ["a", "b", "c"].map(account).into();
        let cells = [
            "[{product_line: x, unit: North, state: ours}, {product_line: x, unit: South, state: open, amount: 30},
              {product_line: y, state: rival, rival: Swift, amount: 20}]",
            "[{product_line: y, state: open, amount: 100}, {product_line: z, state: open},
              {product_line: x, state: rival, rival: Swift, amount: 5}]",
        ];
        for (account, cells) in accounts.iter_mut().zip(cells) {
            account.white_space = serde_yaml::from_str(cells).unwrap();
        }
        accounts[0].opportunities = serde_yaml::from_str(
            "[{name: n, product_lines: [x]}, {name: r, product_lines: [y], renewal: true}, {name: o, product_lines: [y], outcome: {result: lost, date: 2026-01-01}}]",
        )
        .unwrap();
        let mut portfolio = sample::portfolio(accounts);
        portfolio.notes.product_lines =
            serde_yaml::from_str("[{id: y, name: Yards}, {id: x, name: Exes, categories: [air]}]").unwrap();
        portfolio
    }

    #[test]
    fn fields_rank_and_sum() {
        let portfolio = portfolio();
        let sales = SalesView::new(&ledger(&[]), &crate::analysis::sales::Mapping::identity(&ledger(&[])));
        let period = Period::twelve_months_to("2026-06-30".parse().unwrap());
        let found = WhiteSpace::new(&portfolio, &sales, &[], period);
        assert_eq!(found.lines.iter().map(|line| line.word).collect::<Vec<_>>(), ["y", "x", "z"]);
        // b: 100 open; a: 30. c has a dossier without cells.
        assert_eq!(found.rows.iter().map(|row| row.account).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(found.without, [2]);
        let states: Vec<_> = found.rows[1].fields.iter().map(Field::state).collect();
        assert_eq!(states, [Some(WhiteSpaceState::Rival), Some(WhiteSpaceState::Open), None]);
        assert_eq!(found.worth(WhiteSpaceState::Open), Amount::from_int(130));
        // a's 30 on line x has an opportunity; its lost one on y counts no more.
        assert_eq!(found.unworked(), Amount::from_int(100));
        assert!(found.rows[1].fields[0].opportunity.is_none(), "a renewal and a lost one work nothing");
        assert_eq!(found.of_line(1, WhiteSpaceState::Rival), (1, Amount::from_int(5)));
        assert_eq!(found.of_line(1, WhiteSpaceState::Ours), (1, Amount::ZERO));
        let rivals: Vec<_> = found.rivals().into_iter().map(|(_, accounts, worth)| (accounts, worth)).collect();
        assert_eq!(rivals, [(2, Amount::from_int(25))]);
    }

    #[test]
    fn a_product_belongs_to_a_line_by_code_name_or_category() {
        let lines = &portfolio().notes.product_lines;
        assert_eq!(line_of(lines, &product("y", "land")), Some(0));
        assert_eq!(line_of(lines, &product("p1", "air")), Some(1));
        assert_eq!(line_of(lines, &product("p1", "sea")), None);
    }

    #[test]
    fn sales_make_a_field_ours_where_the_dossier_says_nothing() {
        let sold = Field { sold: Amount::from_int(4), ..Field::default() };
        assert_eq!(sold.state(), Some(WhiteSpaceState::Ours));
        assert_eq!(Field::default().state(), None);
        let cell: WhiteSpaceCell = serde_yaml::from_str("{product_line: x, state: not_applicable}").unwrap();
        let said = Field { cells: vec![&cell], sold: Amount::from_int(4), ..Field::default() };
        assert_eq!(said.state(), Some(WhiteSpaceState::NotApplicable));
    }

    #[test]
    fn a_competitor_holds_what_neither_cells_nor_sales_claim() {
        let mut one = sample::with_wallet("a", 1800);
        one.competitors = serde_yaml::from_str(
            "[{name: Swift, share: 26%, product_lines: [x]}, {name: Slow, share: 10%, product_lines: [y, z]}]",
        )
        .unwrap();
        let of = |account: &Account, line: &str, sold: i64| {
            let field = field(account, line, Amount::from_int(sold));
            (field.state(), field.worth(WhiteSpaceState::Rival), field.rivals().count())
        };
        // 26 % of 1,800; of two lines nobody knows how the share is split.
        assert_eq!(of(&one, "x", 0), (Some(WhiteSpaceState::Rival), Amount::from_int(468), 1));
        assert_eq!(of(&one, "y", 0), (Some(WhiteSpaceState::Rival), Amount::ZERO, 1));
        assert_eq!(of(&one, "x", 5), (Some(WhiteSpaceState::Ours), Amount::ZERO, 0), "we sell it");
        assert_eq!(of(&one, "w", 0), (None, Amount::ZERO, 0));
        one.white_space = serde_yaml::from_str("[{product_line: x, state: open, amount: 9}]").unwrap();
        assert_eq!(of(&one, "x", 0), (Some(WhiteSpaceState::Open), Amount::ZERO, 0), "the dossier says otherwise");
    }

    #[test]
    fn what_no_cell_says_is_read_from_sales_and_competitors() {
        let mut portfolio = portfolio();
        portfolio.accounts[0].competitors = serde_yaml::from_str("[{name: Swift, product_lines: [w]}]").unwrap();
        portfolio.notes.product_lines.extend(
            serde_yaml::from_str::<Vec<ProductLine>>("[{id: w, name: Water}, {id: v, name: Vans, categories: [road]}]")
                .unwrap(),
        );
        let sales = SalesView::new(&ledger(&[]), &crate::analysis::sales::Mapping::identity(&ledger(&[])));
        let period = Period::twelve_months_to("2026-06-30".parse().unwrap());
        let found = unsaid(&portfolio, &sales, &[], 0, period);
        let states: Vec<_> = found.iter().map(|(line, field)| (line.id.as_str(), field.state())).collect();
        assert_eq!(states, [("w", Some(WhiteSpaceState::Rival)), ("v", None)], "x and y have cells");
        let asked = serde_yaml::from_str("{name: Vans for the fair, product_lines: [v]}").unwrap();
        portfolio.accounts[0].opportunities.push(asked);
        let found = unsaid(&portfolio, &sales, &[], 0, period);
        let asked = found
            .iter()
            .find(|(line, _)| line.id == "v")
            .map(|(_, field)| (field.state(), field.is_in(WhiteSpaceState::Open)));
        assert_eq!(asked, Some((Some(WhiteSpaceState::Open), true)), "an opportunity is about it");
    }

    #[test]
    fn nothing_is_nothing() {
        let portfolio = sample::portfolio(Vec::new());
        let sales = SalesView::new(&ledger(&[]), &crate::analysis::sales::Mapping::identity(&ledger(&[])));
        let period = Period::twelve_months_to("2026-06-30".parse().unwrap());
        let found = WhiteSpace::new(&portfolio, &sales, &[], period);
        assert_eq!(found, WhiteSpace::default());
        assert!(found.rivals().is_empty() && found.worth(WhiteSpaceState::Open).is_zero());
    }
}
