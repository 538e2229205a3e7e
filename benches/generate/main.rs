//! Generates data, the same at every run:
//!
//! - `cargo run --example generate -- demo` writes the demo's sales files into `data/`.
//! - `… -- portfolio 1000 FOLDER` writes a workspace of 1,000 accounts, as the benchmarks use it.
//! - `… -- rows 10000000 FILE` writes a sales file of that many rows.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "made-up figures, small and positive by construction"
)]

mod demo;
mod portfolio;
mod random;
mod rows;
mod tail;

use std::path::Path;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["demo"] => demo::files().into_iter().try_for_each(|(path, content)| std::fs::write(path, content)),
        ["portfolio", accounts, folder] if accounts.parse::<usize>().is_ok() => {
            portfolio::write(Path::new(folder), accounts.parse().unwrap_or_default())
        }
        ["rows", rows, file] if rows.parse::<u64>().is_ok() => {
            rows::write(Path::new(file), rows.parse().unwrap_or_default())
        }
        _ => {
            eprintln!("usage: generate demo | portfolio ACCOUNTS FOLDER | rows ROWS FILE");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::from(3)
        }
    }
}
