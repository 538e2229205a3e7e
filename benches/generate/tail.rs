//! The long tail of the demo: small accounts without a dossier that order now and then, and some of which have stopped.
//!
//! 1. `demo-tail.csv` names them; everything else is drawn from a stream of each account's own.
//! 2. An account begins somewhere in the nine quarters, orders at its own rate with uneven gaps, and after each order may be
//!    gone for good: how the model of customer value sees them (BG/NBD: Fader, Hardie, Lee 2005).
//! 3. Amounts stay small: together well under one per cent of the demo's revenue.

use jiff::civil::{Date, date};

use crate::demo::{LINES, SEASONS};
use crate::random::Random;

/// The seed of the tail.
const SEED: u64 = 2040;
/// First and last day on which the tail orders.
const DAYS: [Date; 2] = [date(2024, 4, 1), date(2026, 6, 28)];
/// Chance that an order was the last one.
const GONE: f64 = 0.05;

/// A row of a sales file with the year that it belongs to.
pub type YearRow = (i16, String);

/// The rows of all accounts of the tail, account by account, in order of time.
pub fn rows() -> Vec<YearRow> {
    include_str!("demo-tail.csv").lines().skip(1).flat_map(account_rows).collect()
}

fn account_rows(line: &str) -> Vec<YearRow> {
    let cells: Vec<&str> = line.split(',').collect();
    let [code, name, industry, _city, region, manager] = cells[..] else { return Vec::new() };
    let mut random = Random::for_name(SEED, code);
    let product = product(industry, &mut random);
    let gap = random.between(24.0, 90.0);
    let typical = random.between(2_000.0, 8_000.0);
    let margin = random.between(0.14, 0.30);
    let mut day = DAYS[0].saturating_add(jiff::Span::new().days(random.below(420) as i64));
    let mut rows = Vec::new();
    while day <= DAYS[1] {
        let revenue = typical * random.between(0.1, 3.0);
        let pieces = (revenue / product.3).round().max(1.0);
        let order = random.below(900_000) + 100_000;
        rows.push((
            day.year(),
            format!(
                "{day},E{order},{code},{name},{},{},{region},{manager},{pieces},{revenue:.2},{:.2}\n",
                product.0,
                product.1,
                revenue * (1.0 - margin)
            ),
        ));
        // Every account comes at least twice: one order is not yet a customer.
        if rows.len() > 1 && random.unit() < GONE {
            break;
        }
        // Exponential gaps: no rhythm that one could set a clock by.
        let wait = (-(1.0 - random.unit()).ln() * gap).clamp(2.0, 200.0);
        day = day.saturating_add(jiff::Span::new().days(wait as i64));
    }
    rows
}

/// The one product line that it buys, by the likelihood of its industry.
fn product(industry: &str, random: &mut Random) -> (&'static str, &'static str, [f64; 4], f64) {
    let column = SEASONS.iter().position(|(name, _)| *name == industry).unwrap_or_default();
    let total: f64 = LINES.iter().map(|line| line.2[column]).sum();
    let mut left = random.unit() * total;
    for line in LINES {
        left -= line.2[column];
        if left < 0.0 {
            return line;
        }
    }
    LINES[0]
}
