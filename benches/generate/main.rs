//! Generates data: `cargo run --example generate -- demo` writes the demo's sales files.

mod demo;
mod random;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["demo"] => demo::files().into_iter().try_for_each(|(path, content)| std::fs::write(path, content)),
        _ => {
            eprintln!("usage: generate demo");
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
