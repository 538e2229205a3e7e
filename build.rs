//! Rebuilds the binary when a file of the built-in theme appears, changes or goes.

fn main() {
    println!("cargo::rerun-if-changed=themes");
}
