//! The demo's sales: nine quarters of a fictional express company, split over files as a sales team would have them.
//!
//! 1. `demo-accounts.csv` gives each account's revenue of the last twelve months and of the twelve before, and its margin.
//! 2. Months are weighted by the industry's season; months by product line; a product line by one to three bookings.
//! 3. Some accounts tell a story: a single big deal, a margin that is eaten up, returns, a line that went to a rival, a summer
//!    peak, a silence.
//! 4. A long tail of small accounts without a dossier follows ([`crate::tail`]).

use std::fmt::Write as _;

use crate::random::Random;
use crate::tail;

/// The seed of the demo; another one gives another, equally plausible, portfolio.
const SEED: u64 = 2026;
/// First month of the data: April 2024.
const FIRST_MONTH: i32 = 2024 * 12 + 3;
/// Months: nine quarters, to June 2026.
const MONTHS: usize = 27;
/// Months before the two compared years.
const LEAD: usize = 3;

/// Product lines: name, category, by industry (apparel, IT, trade, machinery) how likely and how much, unit price.
pub const LINES: [(&str, &str, [f64; 4], f64); 7] = [
    ("时效件", "快递", [0.42, 0.46, 0.12, 0.16], 18.0),
    ("标准件", "快递", [0.24, 0.18, 0.10, 0.10], 9.5),
    ("重货快运", "快运", [0.04, 0.10, 0.22, 0.52], 260.0),
    ("仓配一体", "供应链", [0.16, 0.14, 0.08, 0.12], 6.8),
    ("逆向退货", "供应链", [0.08, 0.04, 0.00, 0.02], 11.0),
    ("国际件", "国际", [0.03, 0.06, 0.44, 0.06], 145.0),
    ("代收货款", "增值服务", [0.03, 0.02, 0.04, 0.02], 3.2),
];

/// Product lines of accounts whose dossiers say what they buy, in the order of [`LINES`]: what a dossier calls open or a
/// rival's is not sold.
const MIXES: [(&str, [f64; 7]); 8] = [
    ("hengchuan", [0.68, 0.2, 0.12, 0.0, 0.0, 0.0, 0.0]),
    ("huali-tools", [0.26, 0.11, 0.63, 0.0, 0.0, 0.0, 0.0]),
    ("lanshang", [0.42, 0.38, 0.0, 0.15, 0.0, 0.0, 0.05]),
    ("muye", [0.73, 0.19, 0.03, 0.0, 0.0, 0.0, 0.05]),
    ("ruichuan", [0.39, 0.0, 0.61, 0.0, 0.0, 0.0, 0.0]),
    ("suzhi", [0.61, 0.21, 0.0, 0.18, 0.0, 0.0, 0.0]),
    ("tuoyue", [0.22, 0.0, 0.66, 0.11, 0.0, 0.0, 0.0]),
    ("yunsha", [0.783, 0.169, 0.0, 0.0, 0.0, 0.048, 0.0]),
];

/// Weight of January to December, by industry.
pub const SEASONS: [(&str, [f64; 12]); 4] = [
    ("服装", [1.04, 0.65, 0.93, 0.99, 1.06, 1.15, 0.82, 0.79, 0.92, 1.04, 1.23, 1.40]),
    ("IT", [0.95, 0.70, 1.08, 0.98, 1.00, 1.18, 0.92, 0.95, 1.12, 0.96, 1.20, 1.06]),
    ("外贸", [0.98, 0.62, 0.96, 1.02, 1.05, 1.06, 1.10, 1.14, 1.12, 1.02, 0.99, 0.94]),
    ("机电", [0.92, 0.66, 1.12, 1.08, 1.06, 1.04, 0.96, 0.94, 1.08, 1.02, 1.06, 1.06]),
];

struct Account<'a> {
    code: &'a str,
    name: &'a str,
    industry: usize,
    region: &'a str,
    revenue: f64,
    previous: f64,
    margin: f64,
    manager: &'a str,
}

/// The sales files of the demo: (path, content).
pub fn files() -> Vec<(&'static str, String)> {
    let header = "日期,订单号,客户编号,客户名称,产品,产品类别,区域,客户经理,票数,收入,成本\n";
    let mut files = vec![
        ("data/sales-2024.csv", header.to_owned()),
        ("data/sales-2025.csv", header.to_owned()),
        ("data/sales-2026H1.csv", header.to_owned()),
    ];
    let table = include_str!("demo-accounts.csv");
    for line in table.lines().skip(1) {
        let account = parse(line);
        for (month, row) in rows(&account) {
            let year = (FIRST_MONTH + i32::try_from(month).unwrap_or_default()) / 12;
            files[usize::try_from(year - 2024).unwrap_or_default()].1.push_str(&row);
        }
    }
    for (year, row) in tail::rows() {
        files[usize::try_from(year - 2024).unwrap_or_default()].1.push_str(&row);
    }
    // A few rows as they happen in real exports: the data-quality page shows what became of them.
    files[1].1.push_str("2025-13-02,E99001,muye,沐野户外,标准件,快递,华南,林砚,120,1140.00,912.00\n");
    files[1].1.push_str("2025-08-19,E99002,suzhi,素织时装,标准件,快递,华南,林砚,88,待定,\n");
    files[2].1.push_str("2026-03-05,E99003,,未记名客户,标准件,快递,华东,吴婧,40,380.00,310.00\n");
    files
}

fn parse(line: &str) -> Account<'_> {
    let cells: Vec<&str> = line.split(',').collect();
    let number = |i: usize| cells[i].parse().unwrap_or(0.0);
    Account {
        code: cells[0],
        name: cells[1],
        industry: SEASONS.iter().position(|(name, _)| *name == cells[2]).unwrap_or(0),
        region: cells[8],
        revenue: number(4),
        previous: number(5),
        margin: number(6) / 100.0,
        manager: cells[7],
    }
}

/// Rows of one account with their month, in order of time.
fn rows(account: &Account) -> Vec<(usize, String)> {
    let mut random = Random::for_name(SEED, account.code);
    let mix = product_mix(account, &mut random);
    let months = month_totals(account, &mut random);
    let mut rows = Vec::new();
    for (month, total) in months.into_iter().enumerate() {
        if total <= 0.0 {
            continue;
        }
        for (line, share) in mix.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            if account.code == "yunsha" && LINES[line].0 == "标准件" && month > 20 {
                continue; // the line that went to a rival
            }
            bookings(account, month, line, total * share, &mut random, &mut rows);
        }
        if month % 5 == 2 && total > 40_000.0 && account.industry == 0 {
            let cents = -(total * random.between(0.004, 0.012) * 100.0).round();
            push(account, month, 27, 4, -3, cents, cents * 0.6, &mut random, &mut rows);
        }
    }
    rows
}

/// Shares of the product lines, summing to 1.
fn product_mix(account: &Account, random: &mut Random) -> Vec<f64> {
    let mut mix: Vec<f64> = LINES
        .iter()
        .map(|(_, _, likely, _)| {
            let weight = likely[account.industry];
            if random.unit() < 0.35 + weight * 2.0 { weight * random.between(0.5, 1.6) } else { 0.0 }
        })
        .collect();
    if mix.iter().all(|share| *share <= 0.0) {
        mix[0] = 1.0;
    }
    // After the draws, so that the stream goes on as for all others.
    if let Some((_, stated)) = MIXES.iter().find(|(code, _)| *code == account.code) {
        mix = stated.to_vec();
    }
    let sum: f64 = mix.iter().sum();
    mix.iter().map(|share| share / sum).collect()
}

/// Revenue a month over the nine quarters.
fn month_totals(account: &Account, random: &mut Random) -> Vec<f64> {
    let season = SEASONS[account.industry].1;
    let weights: Vec<f64> = (0..MONTHS)
        .map(|month| {
            let of_year = (FIRST_MONTH as usize + month) % 12;
            // Bed linen for the start of school.
            let peak = if account.code == "songjian-textiles" && of_year == 7 { 2.2 } else { 1.0 };
            season[of_year] * peak * random.between(0.86, 1.14)
        })
        .collect();
    if account.code == "zhuyuan" {
        let mut months = vec![0.0; MONTHS]; // one big deal, nothing after
        months[MONTHS - 5] = account.revenue;
        return months;
    }
    let spread = |total: f64, range: std::ops::Range<usize>| -> Vec<f64> {
        let sum: f64 = weights[range.clone()].iter().sum();
        weights[range].iter().map(|weight| total * weight / sum).collect()
    };
    let new = account.previous <= 0.0;
    let lead = if new { 0.0 } else { account.previous / 4.0 * random.between(0.85, 1.05) };
    let mut months = spread(lead, 0..LEAD);
    months.extend(spread(account.previous, LEAD..LEAD + 12));
    if new {
        let start = LEAD + 12 + 2 + usize::try_from(random.below(4)).unwrap_or_default();
        months.extend(vec![0.0; start - LEAD - 12]);
        months.extend(spread(account.revenue, start..MONTHS));
    } else {
        // Puyuan went over to a rival: nothing since March.
        let silent = if account.code == "puyuan-menswear" { 4 } else { 0 };
        months.extend(spread(account.revenue, LEAD + 12..MONTHS - silent));
        months.extend(vec![0.0; silent]);
    }
    months
}

/// One to three bookings of a product line in a month.
fn bookings(
    account: &Account,
    month: usize,
    line: usize,
    total: f64,
    random: &mut Random,
    rows: &mut Vec<(usize, String)>,
) {
    let count = 1 + u32::from(total > 60_000.0) + u32::from(total > 400_000.0);
    let mut left = (total * 100.0).round();
    for booking in 0..count {
        let cents = if booking + 1 == count {
            left
        } else {
            (left / f64::from(count - booking) * random.between(0.8, 1.2)).round()
        };
        left -= cents;
        let pieces = (cents / 100.0 / LINES[line].3).round().max(1.0);
        // The margin slides month by month and comes to the one in the table over the last twelve months (15 to 26).
        let slide = if account.code == "hengchuan" { 0.0026 * (20.5 - month as f64) } else { 0.0 };
        let margin = (account.margin + slide) * random.between(0.94, 1.06);
        let some_day = 2 + booking * 9 + u32::try_from(random.below(8)).unwrap_or_default();
        let day = if account.code == "zhuyuan" { 28 } else { some_day }; // one deal, one day
        push(account, month, day, line, pieces as i64, cents, (cents * (1.0 - margin)).round(), random, rows);
    }
}

#[allow(clippy::too_many_arguments, reason = "the columns of a row, once")]
fn push(
    account: &Account,
    month: usize,
    day: u32,
    line: usize,
    pieces: i64,
    cents: f64,
    cost: f64,
    random: &mut Random,
    rows: &mut Vec<(usize, String)>,
) {
    let index = FIRST_MONTH + i32::try_from(month).unwrap_or_default();
    let (year, month_of_year) = (index / 12, index % 12 + 1);
    let order = random.below(900_000) + 100_000;
    let mut row = String::new();
    let _ = writeln!(
        row,
        "{year}-{month_of_year:02}-{day:02},E{order},{},{},{},{},{},{},{pieces},{:.2},{:.2}",
        account.code,
        account.name,
        LINES[line].0,
        LINES[line].1,
        account.region,
        account.manager,
        cents / 100.0,
        cost / 100.0
    );
    rows.push((month, row));
}
