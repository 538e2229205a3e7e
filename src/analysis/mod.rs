//! What more than one page reads, computed once: plain typed numbers, no words.

pub mod abc;
pub mod concentration;
pub mod migration;
pub mod ranking;
mod wide;

#[cfg(test)]
mod reference;
