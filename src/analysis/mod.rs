//! What more than one page reads, computed once: plain typed numbers, no words.

pub mod abc;
pub mod concentration;
pub mod migration;
pub mod ranking;
pub mod sales;
mod wide;

#[cfg(test)]
mod reference;
