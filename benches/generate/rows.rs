//! Sales files of any length, for the speed of reading alone.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "made-up figures, small and positive by construction"
)]

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use crate::random::Random;

const SEED: u64 = 11;
const REGIONS: [&str; 4] = ["East", "North", "South", "West"];

/// Writes `rows` rows of sales, for the speed of reading alone.
pub fn write(path: &Path, rows: u64) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "date,order_id,account_id,account_name,product,category,region,manager,quantity,revenue,cost")?;
    let mut random = Random::for_name(SEED, "rows");
    for row in 0..rows {
        let account = (random.unit().powi(2) * 20_000.0) as usize;
        let product = random.below(400);
        let month = random.below(36);
        let (year, month_of_year, day) = (2023 + month / 12, month % 12 + 1, random.below(28) + 1);
        let cents = random.below(500_000) + 100;
        writeln!(
            out,
            "{year}-{month_of_year:02}-{day:02},O{row},account-{:05},Account {account},Product {product},Category {},{},Manager {:02},{},{}.{:02},{}.{:02}",
            account,
            product % 20,
            REGIONS[account % 4],
            account % 20,
            random.below(40) + 1,
            cents / 100,
            cents % 100,
            cents * 8 / 1000,
            cents % 97
        )?;
    }
    out.flush()
}
