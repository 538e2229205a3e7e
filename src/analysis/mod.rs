//! What more than one page reads, computed once: plain typed numbers, no words.

pub mod abc;
pub mod concentration;
pub mod groups;
pub mod migration;
pub mod ranking;
pub mod sales;
pub mod standings;
pub mod trend;
mod wide;

#[cfg(test)]
mod reference;
